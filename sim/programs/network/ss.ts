/**
 * `ss` of iproute2 6.1 (ss(8)): TCP and UDP sockets of a namespace.
 *
 * Same as the original: -t -u -l -a -n -p -H -4 -6, `state`, `sport` and `dport` filters, the widths of columns.
 * Simplified: order is by age, the kernel's is by hash. Absent (refused by name): other kinds of sockets, details, summary.
 */
import { formatIp, type IpAddress } from "../../../core/address/prefix.ts";
import { portName, portOf } from "../../../core/capture/names.ts";
import type { TcpState } from "../../../core/datapath/tcp/socket.ts";
import type { ExitStatus } from "../../../core/process.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { shortOptions } from "./getopt.ts";

const STATE: Readonly<Record<TcpState, string>> = {
  ESTABLISHED: "ESTAB",
  SYN_SENT: "SYN-SENT",
  SYN_RECV: "SYN-RECV",
  FIN_WAIT1: "FIN-WAIT-1",
  FIN_WAIT2: "FIN-WAIT-2",
  TIME_WAIT: "TIME-WAIT",
  CLOSE: "UNCONN",
  CLOSE_WAIT: "CLOSE-WAIT",
  LAST_ACK: "LAST-ACK",
  LISTEN: "LISTEN",
  CLOSING: "CLOSING",
};
/** The words of a state filter; several states have a name together. */
const FILTER: Readonly<Record<string, readonly TcpState[]>> = {
  established: ["ESTABLISHED"],
  "syn-sent": ["SYN_SENT"],
  "syn-recv": ["SYN_RECV"],
  "fin-wait-1": ["FIN_WAIT1"],
  "fin-wait-2": ["FIN_WAIT2"],
  "time-wait": ["TIME_WAIT"],
  closed: ["CLOSE"],
  "close-wait": ["CLOSE_WAIT"],
  "last-ack": ["LAST_ACK"],
  listening: ["LISTEN"],
  listen: ["LISTEN"],
  closing: ["CLOSING"],
};
const ALL = Object.keys(STATE) as TcpState[];
const CONNECTED = ALL.filter((state) => !["LISTEN", "CLOSE", "TIME_WAIT", "SYN_RECV"].includes(state));

interface Row {
  readonly netid: "udp" | "tcp";
  readonly state: TcpState;
  readonly receive: number;
  readonly send: number;
  readonly local: string;
  readonly localPort: number;
  readonly peer: string;
  readonly peerPort: number;
  readonly inode: number | undefined;
  readonly family: "inet" | "inet6";
}

interface Query {
  readonly flags: ReadonlySet<string>;
  readonly states: ReadonlySet<TcpState>;
  readonly ports: readonly {
    readonly side: "localPort" | "peerPort";
    readonly port: number;
    readonly equal: boolean;
  }[];
}

const FLAGS = "tulanpH46";

function parse(argv: readonly string[]): Query | string {
  const flags = new Set<string>();
  const words: string[] = [];
  for (const option of shortOptions(argv, "fAFDK")) {
    if (option.kind === "operand") words.push(...option.text.trim().split(/\s+/));
    else if (option.kind === "value" || !FLAGS.includes(option.letter)) {
      if (/[rorempixszbEZNO0wdSMTVKfADF]/.test(option.letter))
        return `netnone: ss: option -${option.letter} is not modelled\n`;
      return `ss: invalid option -- '${option.letter}'\nUsage: ss [ OPTIONS ]\n       ss [ OPTIONS ] [ FILTER ]\n`;
    } else flags.add(option.letter);
  }
  let states = new Set<TcpState>(flags.has("a") ? ALL : flags.has("l") ? ["LISTEN", "CLOSE"] : CONNECTED);
  const ports: Query["ports"][number][] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    if (word === "state" || word === "exclude") {
      const name = words[++i] ?? "";
      const named = name === "all" ? ALL : name === "connected" ? CONNECTED : FILTER[name];
      if (!named) return `ss: wrong state name: ${name}\n`;
      states = word === "state" ? new Set(named) : new Set([...states].filter((state) => !named.includes(state)));
    } else if (word === "sport" || word === "dport") {
      let test = words[++i] ?? "";
      let equal = true;
      if (["=", "==", "eq"].includes(test)) test = words[++i] ?? "";
      else if (["!=", "ne", "neq"].includes(test)) {
        equal = false;
        test = words[++i] ?? "";
      }
      const text = test.replace(/^:/, "");
      const port = /^\d+$/.test(text) ? Number(text) : portOf(text);
      if (port === undefined) return `netnone: ss: the filter ${words.join(" ")} is not modelled\n`;
      ports.push({ side: word === "sport" ? "localPort" : "peerPort", port, equal });
    } else if (word !== "and") return `netnone: ss: the filter ${words.join(" ")} is not modelled\n`;
  }
  return { flags, states, ports };
}

function text(address: IpAddress | undefined, domain: "inet" | "inet6", v6only: boolean): string {
  if (address === undefined) return domain === "inet" ? "0.0.0.0" : v6only ? "[::]" : "*";
  if (typeof address === "string") return `[${address}]`;
  return domain === "inet6" ? `[::ffff:${formatIp(address)}]` : formatIp(address);
}

function rows({ kernel }: ProcessContext, { flags, states, ports }: Query): Row[] {
  const out: Row[] = [];
  const both = !flags.has("t") && !flags.has("u");
  const { datapath, netns } = kernel;
  if (flags.has("u") || both)
    for (const { family, port, address, remote, inode } of datapath.udpList(netns))
      out.push({
        netid: "udp",
        state: remote ? "ESTABLISHED" : "CLOSE",
        receive: 0,
        send: 0,
        local: text(address, family, true),
        localPort: port,
        peer: text(remote?.address, family, true),
        peerPort: remote?.port ?? 0,
        inode,
        family,
      });
  if (flags.has("t") || both) {
    const all = [...datapath.tcpCalls.list(netns)].sort(
      (a, b) => Number(b.state === "LISTEN") - Number(a.state === "LISTEN"),
    );
    for (const socket of all) {
      const listening = socket.state === "LISTEN";
      out.push({
        netid: "tcp",
        state: socket.state,
        receive: listening ? socket.acceptQueue.length : socket.queuedBytes,
        send: listening ? socket.backlog : socket.state === "TIME_WAIT" ? 0 : socket.sendQueueBytes,
        local: text(socket.localAddress, socket.domain, socket.v6only),
        localPort: socket.localPort,
        peer: text(socket.remoteAddress, socket.domain, socket.v6only),
        peerPort: socket.remotePort,
        inode: socket.orphan ? undefined : socket.inode,
        family: socket.domain,
      });
    }
  }
  const family = flags.has("4") === flags.has("6") ? undefined : flags.has("4") ? "inet" : "inet6";
  return out.filter(
    (row) =>
      // A UDP socket that nobody is connected to counts as closed, and with -l as listening.
      states.has(row.state) &&
      (family === undefined || row.family === family) &&
      ports.every(({ side, port, equal }) => (row[side] === port) === equal),
  );
}

/** users:(("nc",pid=1,fd=3)) */
function users(context: ProcessContext, inode: number | undefined): string {
  if (inode === undefined) return "";
  const holders: string[] = [];
  for (const { pid, argv } of context.kernel.processes()) {
    const path = `/proc/${pid}/fd`;
    const descriptors = context.files.readDir(path);
    if (!descriptors.ok) continue;
    for (const fd of descriptors.value) {
      const target = context.files.readLink(`${path}/${fd}`);
      if (target.ok && target.value === `socket:[${inode}]`)
        holders.push(`("${(argv[0] ?? "").replace(/^.*\//, "")}",pid=${pid},fd=${fd})`);
    }
  }
  return holders.length === 0 ? "" : `users:(${holders.join(",")})`;
}

interface Column {
  readonly header: string;
  readonly delimiter: string;
  readonly right?: boolean;
  readonly cells: string[];
}

/** render_calc_width: as wide as the widest; on a terminal what is left of a line is shared out. */
function render(columns: readonly Column[], screen: number | undefined, header: boolean): string {
  const count = columns[0]?.cells.length ?? 0;
  const widths: number[] = [];
  let first = true;
  for (const { header: title, delimiter, cells } of columns) {
    const longest = Math.max(header ? title.length : 0, ...cells.map((cell) => cell.length));
    widths.push(longest === 0 ? 0 : longest + (first ? 0 : delimiter.length));
    if (longest > 0) first = false;
  }
  const used = widths.reduce((sum, width) => sum + width, 0);
  if (screen !== undefined && used < screen) {
    const shown = widths.filter((width) => width > 0).length;
    const spacing = Math.floor((screen - used) / shown);
    let rest = (screen - used) % shown;
    for (let i = widths.length - 1; i >= 0; i--) {
      if (widths[i] === 0) continue;
      widths[i] = (widths[i] as number) + spacing + (rest > 0 ? 1 : 0);
      if (rest > 0) rest--;
    }
  }
  const line = (cellOf: (column: Column) => string): string => {
    let out = "";
    for (const [i, column] of columns.entries()) {
      const width = widths[i] as number;
      if (width === 0) continue;
      const delimiter = out === "" && i === 0 ? "" : column.delimiter;
      const room = width - delimiter.length;
      const cell = cellOf(column);
      out += delimiter + (column.right ? cell.padStart(room) : cell.padEnd(room));
    }
    return `${out}\n`;
  };
  let out = header ? line(({ header: title }) => title) : "";
  for (let i = 0; i < count; i++) out += line(({ cells }) => cells[i] ?? "");
  return out;
}

export const ss: Program = {
  name: "ss",
  path: "/usr/bin/ss",
  summary: "list sockets",
  async run(context): Promise<ExitStatus> {
    const query = parse(context.argv);
    if (typeof query === "string") {
      await context.stderr.write(query);
      return query.startsWith("netnone") ? 2 : 255;
    }
    const { flags, states } = query;
    const found = rows(context, query);
    const port = (number: number, netid: "udp" | "tcp") =>
      number === 0 ? "*" : ((flags.has("n") ? undefined : portName(number, netid)) ?? String(number));
    const columns: Column[] = [];
    const add = (header: string, delimiter: string, cell: (row: Row) => string, right = false) =>
      columns.push({ header, delimiter, right, cells: found.map(cell) });
    if (flags.has("t") === flags.has("u")) add("Netid", "", ({ netid }) => netid);
    if (states.size !== 1) add("State", columns.length === 0 ? "" : " ", ({ state }) => STATE[state]);
    add("Recv-Q", columns.length === 0 ? "" : " ", ({ receive }) => String(receive).padEnd(6));
    add("Send-Q", " ", ({ send }) => String(send).padEnd(6));
    add("Local Address", " ", ({ local }) => local, true);
    add("Port", ":", ({ localPort, netid }) => port(localPort, netid));
    add("Peer Address", " ", ({ peer }) => peer, true);
    add("Port", ":", ({ peerPort, netid }) => port(peerPort, netid));
    add("Process", "", ({ inode }) => (flags.has("p") ? users(context, inode) : ""));
    await context.stdout.write(render(columns, context.stdout.terminal?.columns, !flags.has("H")));
    return 0;
  },
  complete: () => ["-t", "-u", "-l", "-n", "-a", "-p", "-H", "-4", "-6", "state", "sport", "dport"],
};
