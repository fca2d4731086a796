/**
 * `ss` of iproute2 6.1 (ss(8)): TCP and UDP sockets of a namespace.
 *
 * Same as the original: its options for these sockets, filters, timers, the widths of columns, IPv4 before IPv6.
 * Simplified: within a family order is by age, the kernel's is by hash.
 * Absent (refused by name): other kinds of sockets, the details of -e, -i and -m, the summary, events, -K.
 */
import { formatIp, type IpAddress } from "../../../../core/address/prefix.ts";
import { portName } from "../../../../core/capture/names.ts";
import type { TcpState } from "../../../../core/datapath/tcp/socket.ts";
import type { ExitStatus } from "../../../../core/process.ts";
import type { ProcessContext, Program } from "../../../program.ts";
import { namesOf, openNetns } from "../ip.ts";
import { nameOf, resolve } from "../resolve.ts";
import { type SocketRow, socketRows, type Transport } from "../socket-rows.ts";
import { socketUsers } from "../socket-users.ts";
import { FilterRefusal, parseFilter } from "./filter.ts";
import { parseSs, type SsQuery, STATE_WORDS } from "./options.ts";
import { type Column, renderColumns } from "./render.ts";
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
    const { kernel, files, stderr, stdout } = context;
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
    const parsed = parseFilter(query.filter, {
      addresses: (name) => resolve(files, name).map(({ address }) => address),
      device: namesOf(kernel, netns).device,
      transports: [...query.transports],
    });
    if (parsed instanceof FilterRefusal)
      return await complain(`${parsed.text}${parsed.usage ? SS_USAGE : ""}`, parsed.status);
    const { filter, family } = parsed;
    const families = family === undefined ? query.families : new Set([family]);
    const found = socketRows(kernel, netns).filter(
      (row) =>
        query.transports.has(row.netid) &&
        query.states.has(row.state) &&
        families.has(row.family) &&
        (filter?.(row) ?? true),
    );
    await stdout.write(table(context, query, found));
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
const WORDS = "-t -u -l -n -a -p -o -r -H -O -4 -6 -N state exclude src dst sport dport dev and or not ( )".split(" ");

function table(context: ProcessContext, query: SsQuery, found: readonly SocketRow[]): string {
  const { transports, states, numeric } = query;
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
    return ` users:(${list.map((user) => `("${user.name}",pid=${user.pid},fd=${user.descriptor})`).join(",")})`;
  };
  const columns: Column[] = [];
  const add = (header: string, delimiter: string, cell: (row: SocketRow) => string, right = false) =>
    columns.push({ header, delimiter, right, cells: found.map(cell) });
  if (transports.size > 1) add("Netid", "", ({ netid }) => netid);
  if (states.size !== 1) add("State", " ", ({ state }) => STATE[state]);
  add("Recv-Q", " ", ({ receive }) => String(receive).padEnd(6));
  add("Send-Q", " ", ({ send }) => String(send).padEnd(6));
  add("Local Address:", " ", local, true);
  add("Port", "", ({ localPort, netid }) => port(localPort, netid));
  add("Peer Address:", " ", (row) => `${addressText(row.peer, row, name)}:`, true);
  add("Port", "", ({ peerPort, netid }) => port(peerPort, netid));
  add("Process", "", (row) => users(row.inode) + (query.timers ? timerText(row) : ""));
  return renderColumns(columns, context.stdout.terminal?.columns, query.header);
}
