/**
 * `ss` of iproute2 6.1 (ss(8)): the sockets of a namespace.
 *
 * Same as the original: its options for these sockets, filters, timers, the widths of columns, IPv4 before IPv6, the summary,
 * details of -e, -m and -i.
 * Simplified: within a family order is by age, the kernel's is by hash; cgroups cannot be reached (no cgroup2 is mounted).
 * Absent (refused by name): the memory of connections that hold data, details of other sockets than TCP's and UDP's, events.
 */
import { formatIp, type IpAddress } from "../../../../core/address/prefix.ts";
import { portName } from "../../../../core/capture/services.ts";
import { NOT_MODELLED } from "../../../../core/command/args.ts";
import { linkNamed } from "../../../../core/command/ip/view.ts";
import type { TcpState } from "../../../../core/datapath/tcp/socket.ts";
import { strerror } from "../../../../core/errors.ts";
import type { SocketId } from "../../../../core/model/id.ts";
import type { ExitStatus } from "../../../../core/process.ts";
import type { Kernel } from "../../../kernel/kernel.ts";
import { type SocketRow, socketRows, type Transport } from "../../../kernel/socket-rows.ts";
import type { ProcessContext, Program } from "../../../program.ts";
import { nameOf } from "../hosts.ts";
import { openNetns, viewOf } from "../ip.ts";
import { withNames } from "../resolve.ts";
import { type SocketUser, socketUsers } from "../socket-users.ts";
import { infoText, memoryText } from "./connection.ts";
import { FilterRefusal, parseFilter } from "./filter.ts";
import { parseSs, type SsQuery, STATE_WORDS } from "./options.ts";
import { type OtherRow, otherRows } from "./others.ts";
import { type Column, renderColumns } from "./render.ts";
import { summaryText } from "./summary.ts";
import { SS_USAGE } from "./usage.ts";

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

/** print_ms_timer. */
function duration(micros: number): string {
  const millis = Math.max(0, Math.floor(micros / 1000));
  const minutes = Math.floor(millis / 60_000);
  const seconds = minutes > 9 ? 0 : Math.floor(millis / 1000) % 60;
  const rest = minutes > 0 || seconds > 9 ? 0 : millis % 1000;
  let out = minutes > 0 ? `${minutes}min` : "";
  if (seconds > 0) out += `${seconds}${rest > 0 ? "." : "sec"}`;
  return rest > 0 ? `${out}${String(rest).padStart(3, "0")}ms` : out;
}

function timerText({ timer }: SocketRow): string {
  return timer ? ` timer:(${timer.word},${duration(timer.leftMicros)},${timer.count})` : "";
}

function addressText(address: IpAddress | undefined, row: SocketRow, name: (address: IpAddress) => string): string {
  const { family, v6only } = row;
  if (address === undefined || address === 0 || address === "::") {
    if (family === "inet6" && !v6only) return "*";
    return family === "inet" ? "0.0.0.0" : "[::]";
  }
  const text = name(address);
  if (typeof address === "number") return family === "inet6" ? `[::ffff:${text}]` : text;
  return text.includes(":") ? `[${text}]` : text;
}

export const ss: Program = {
  name: "ss",
  path: "/usr/bin/ss",
  summary: "list sockets",
  async run(context): Promise<ExitStatus> {
    const { kernel, stderr, stdout } = context;
    const complain = async (text: string, status: ExitStatus) => {
      await stderr.write(text);
      return status;
    };
    const query = parseSs(context.argv);
    if ("status" in query) {
      if (query.stdout) await stdout.write(query.stdout);
      return await complain(query.stderr, query.status);
    }
    const netns = query.netns === undefined ? kernel.netns : openNetns(context, query.netns);
    if (netns === undefined) return 1;
    if (query.summary !== "no") {
      await stdout.write(summaryText(kernel, netns));
      if (query.summary === "only") return 0;
    }
    const fromFile = query.filterFile === undefined ? "" : await readFilter(context, query.filterFile);
    if (fromFile === undefined) return await complain("fopen filter file: No such file or directory\n", 255);
    const words = fromFile.split("\n").filter((line) => !/^[#0]/.test(line));
    const ifindex = (name: string) => linkNamed(viewOf(kernel, netns), name)?.ifindex;
    const parsed = await withNames(context, (resolve) =>
      parseFilter([...query.filter, ...words], {
        addresses: (name) => resolve(name).map(({ address }) => address),
        device: (name) => linkNamed(viewOf(kernel, netns), name) !== undefined,
        transports: [...query.transports],
        ifindex,
        conditions: query.conditions,
      }),
    );
    if (parsed instanceof FilterRefusal)
      return await complain(`${parsed.text}${parsed.usage ? SS_USAGE : ""}`, parsed.status);
    const { filter, family } = parsed;
    const families = family === undefined ? query.families : new Set<string>([family]);
    let found = socketRows(kernel, netns).filter(
      (row) =>
        query.transports.has(row.netid) &&
        query.states.has(row.state) &&
        families.has(row.family) &&
        (filter?.(row) ?? true),
    );
    // A filter asks for what these have not.
    const others =
      family !== "inet" && family !== "inet6" && (filter === undefined || family !== undefined)
        ? OTHERS.filter((name) => query.others.has(name)).flatMap((name) =>
            otherRows(kernel, netns, name, query.numeric, ifindex).filter(
              ({ netid, state, path, end }) =>
                query.states.has(state) &&
                (netid === "raw" || query.families.size > 1) &&
                (family === undefined || family === (path === undefined ? end?.of : "unix")) &&
                (filter?.({ ...NO_SOCKET, path, end }) ?? true),
            ),
          )
        : [];
    const refused = detailRefusal(query, found, others);
    if (refused !== undefined) return await complain(`netnone: ss: ${refused} are not modelled\n`, NOT_MODELLED);
    if (query.extended) {
      const told = found.filter(({ state }) => state !== "TIME_WAIT" && state !== "SYN_RECV");
      await stderr.write("Failed to open cgroup2 mount\n".repeat(told.length));
    }
    if (query.kill) {
      const killed = kill(context, netns, found);
      found = killed.rows;
      await stderr.write(killed.complaint);
    }
    await stdout.write(table(context, query, found, others));
    return 0;
  },
  complete: (words) => {
    const last = words.at(-2) ?? "";
    if (["state", "exclude"].includes(last)) return Object.keys(STATE_WORDS);
    if (last === "dev") return ["<device>"];
    if (last === "-N") return ["<netns>"];
    return WORDS;
  },
};
/** `-F`: undefined when there is no such file. */
async function readFilter({ files, cwd, stdin, self }: ProcessContext, path: string): Promise<string | undefined> {
  if (path.startsWith("-")) {
    let text = "";
    for (let part = await stdin.read(self.signals); part !== null && part !== ""; part = await stdin.read(self.signals))
      text += part;
    return text;
  }
  const read = files.readFile(path.startsWith("/") ? path : `${cwd}/${path}`);
  return read.ok ? read.value : undefined;
}

/** kill_inet_sock: what can be closed is, and is what is listed. The first that may not be ends the list of its protocol. */
function kill({ kernel }: ProcessContext, netns: Kernel["netns"], found: readonly SocketRow[]) {
  const rows: SocketRow[] = [];
  const ended = new Set<Transport>();
  let complaint = "";
  for (const row of found) {
    if (ended.has(row.netid)) continue;
    const errno = kernel.destroySocket(netns, row.netid, row.cookie);
    if (errno === undefined) rows.push(row);
    else if (errno !== "EOPNOTSUPP" && errno !== "ENOENT") {
      complaint += `SOCK_DESTROY answers: ${strerror(errno)}\n`;
      ended.add(row.netid);
    }
  }
  return { rows, complaint };
}

/** What conditions ask of sockets, where a socket has none of it. */
const NO_SOCKET: SocketRow = {
  netid: "tcp",
  state: "CLOSE",
  family: "inet",
  receive: 0,
  send: 0,
  local: undefined,
  localPort: -1,
  peer: undefined,
  peerPort: -1,
  device: undefined,
  autobound: false,
  v6only: false,
  uid: 0,
  inode: undefined,
  timer: undefined,
  connection: undefined,
  memory: undefined,
  cookie: 0 as SocketId,
  shutdown: { receive: false, send: false },
};

const OTHERS = ["netlink", "packet", "unix", "u_dgr", "raw"] as const;
const WORDS =
  "-t -u -w -x -0 -s -e -m -i -l -n -a -p -o -r -H -O -K -T -F -4 -6 -N state exclude src dst sport dport dev and or not ( )".split(
    " ",
  );

/** What is asked of sockets that has no answer here. */
function detailRefusal(
  { extended, memory, bpf, kill }: SsQuery,
  found: readonly SocketRow[],
  others: readonly OtherRow[],
): string | undefined {
  if ((extended || memory) && others.length > 0) return "details of sockets that are neither TCP nor UDP";
  const holding = found.some(({ connection }) => connection && memoryText(connection) === undefined);
  if (bpf && others.some(({ netid }) => netid === "p_raw")) return "filters of packet sockets (-b)";
  if (kill && others.some(({ netid }) => netid === "raw")) return "ends of raw sockets (-K)";
  if (memory && holding) return "what connections occupy that have something to send or to be read (-m)";
  return undefined;
}

/** sock_details_print of misc/ss.c and what the kernel's attributes add; nothing else is known of what is only a request or waits. */
function extendedText({ netid, state, family, v6only, uid, inode, cookie, shutdown }: SocketRow): string {
  const passing = state === "TIME_WAIT" || state === "SYN_RECV";
  const owner = uid > 0 ? ` uid:${uid}` : "";
  const numbers = `${owner} ino:${inode ?? 0} sk:${cookie.toString(16)}`;
  if (passing) return `${numbers} <->`;
  // inet_diag_msg_attrs_fill: nobody asks of what is connected.
  const only = family === "inet6" && (state === "LISTEN" || state === "CLOSE") ? ` v6only:${v6only ? 1 : 0}` : "";
  const ends = netid === "udp" ? "<->" : `${shutdown.receive ? "-" : "<"}-${shutdown.send ? "-" : ">"}`;
  return `${numbers} cgroup:unreachable:1${only} ${ends}`;
}

/** print_skmem of a datagram socket, which holds nothing of what it sent. */
function datagramMemory(held: SocketRow["memory"]): string {
  const { allocated, forward, drops } = held ?? { allocated: 0, forward: 0, drops: 0 };
  return `skmem:(r${allocated},rb212992,t0,tb212992,f${forward},w0,o0,bl0,d${drops})`;
}

/** The second line: SK_MEMINFO_* of a socket that holds nothing (net.ipv4.tcp_rmem, tcp_wmem, net.core.*mem_default), and tcp_show_info. */
function secondLine(
  { netid, state, connection, memory: held }: SocketRow,
  { memory, info, oneLine, timers }: SsQuery,
  congestion: string,
  nowMicros: number,
): string {
  const parts: string[] = [];
  const passing = state === "TIME_WAIT" || state === "SYN_RECV";
  if (memory && !passing)
    parts.push(
      connection
        ? (memoryText(connection) ?? "")
        : netid === "udp"
          ? datagramMemory(held)
          : "skmem:(r0,rb131072,t0,tb16384,f0,w0,o0,bl0,d0)",
    );
  if (info && netid === "tcp" && !passing)
    parts.push(connection ? infoText(connection, nowMicros, timers).trimStart() : `${congestion} cwnd:10`);
  if (info && netid === "tcp" && passing) return oneLine ? " " : "\n\t";
  return parts.length > 0 ? `${oneLine ? "" : "\n\t"} ${parts.join(" ")}` : "";
}

/** net.ipv4.tcp_congestion_control: what a new socket would use. */
function congestionControl({ files }: ProcessContext): string {
  const read = files.readFile("/proc/sys/net/ipv4/tcp_congestion_control");
  return read.ok ? read.value.trim() : "";
}

function table(
  context: ProcessContext,
  query: SsQuery,
  found: readonly SocketRow[],
  others: readonly OtherRow[],
): string {
  const { states, numeric } = query;
  const port = (number: number, netid: Transport) =>
    number === 0 ? "*" : ((numeric ? undefined : portName(number, netid)) ?? String(number));
  const name = (address: IpAddress) => (query.resolve && nameOf(context.files, address)) || formatIp(address);
  const local = (row: SocketRow) =>
    `${addressText(row.local, row, name)}${row.device === undefined ? "" : `%${row.device}`}:`;
  const holders = query.processes ? socketUsers(context) : undefined;
  const users = (inode: number | undefined) => {
    // user_ent_add puts each in front of those before it.
    const list = inode === undefined ? [] : [...(holders?.get(inode) ?? [])].reverse();
    if (list.length === 0) return "";
    const thread = ({ pid }: SocketUser) => (query.threads ? `,tid=${pid}` : "");
    return ` users:(${list.map((user) => `("${user.name}",pid=${user.pid}${thread(user)},fd=${user.descriptor})`).join(",")})`;
  };
  const congestion = congestionControl(context);
  const process = (row: SocketRow) =>
    users(row.inode) +
    (query.timers ? timerText(row) : "") +
    (query.extended ? extendedText(row) : "") +
    secondLine(row, query, congestion, context.kernel.nowMicros());
  const columns: Column[] = [];
  const add = (
    header: string,
    delimiter: string,
    other: (row: OtherRow) => string,
    cell: (row: SocketRow) => string,
    right = false,
  ) => columns.push({ header, delimiter, right, cells: [...others.map(other), ...found.map(cell)] });
  const queue = (octets: number) => String(octets).padEnd(6);
  if (query.mixed)
    add(
      "Netid",
      "",
      ({ netid }) => netid,
      ({ netid }) => netid,
    );
  if (states.size !== 1)
    add(
      "State",
      " ",
      ({ state }) => STATE[state],
      ({ state }) => STATE[state],
    );
  add(
    "Recv-Q",
    " ",
    ({ receive }) => queue(receive),
    ({ receive }) => queue(receive),
  );
  add(
    "Send-Q",
    " ",
    ({ send }) => queue(send),
    ({ send }) => queue(send),
  );
  add("Local Address:", " ", (row) => row.local[0], local, true);
  add(
    "Port",
    "",
    (row) => row.local[1],
    ({ localPort, netid }) => port(localPort, netid),
  );
  add(
    "Peer Address:",
    " ",
    (row) => row.peer[0],
    (row) => `${addressText(row.peer, row, name)}:`,
    true,
  );
  add(
    "Port",
    "",
    (row) => row.peer[1],
    ({ peerPort, netid }) => port(peerPort, netid),
  );
  add("Process", "", ({ inode }) => users(inode), process);
  return renderColumns(columns, context.stdout.terminal?.columns, query.header);
}
