/** The command line of `ss` (main of misc/ss.c, iproute2 6.1): which sockets are listed, and what of each. */
import type { Family } from "../../../../core/address/prefix.ts";
import { notModelled, type Refusal } from "../../../../core/command/args.ts";
import { getoptLong, type LongOptions } from "../../../../core/command/getopt-long.ts";
import type { TcpState } from "../../../../core/datapath/tcp/socket.ts";
import type { Transport } from "../../../kernel/socket-rows.ts";
import { SS_USAGE } from "./usage.ts";

/** Sockets that are neither TCP nor UDP (the *_DB of misc/ss.c). Of those from `u_seq` on there are none in the simulated world. */
export type OtherTable = "netlink" | "packet" | "raw" | EmptyTable;
type EmptyTable =
  | "packet_dgram"
  | "unix"
  | "u_dgr"
  | "u_seq"
  | "mptcp"
  | "dccp"
  | "sctp"
  | "v_str"
  | "v_dgr"
  | "tipc"
  | "xdp";
export type Table = Transport | OtherTable;

export interface SsQuery {
  readonly transports: ReadonlySet<Transport>;
  readonly others: ReadonlySet<OtherTable>;
  /** More than one kind of socket may be listed. */
  readonly mixed: boolean;
  readonly extended: boolean;
  readonly memory: boolean;
  readonly info: boolean;
  readonly bpf: boolean;
  /** `-s`, and whether nothing but that is asked. */
  readonly summary: "no" | "too" | "only";
  readonly states: ReadonlySet<TcpState>;
  readonly families: ReadonlySet<Family>;
  readonly numeric: boolean;
  readonly resolve: boolean;
  readonly timers: boolean;
  readonly processes: boolean;
  readonly threads: boolean;
  /** What belongs to a socket stands on its line. */
  readonly oneLine: boolean;
  /** `-K`: what is listed is closed first. */
  readonly kill: boolean;
  readonly header: boolean;
  /** The namespace to look at, by name. */
  readonly netns: string | undefined;
  /** A file whose words are the filter's, too; `-` is standard input. */
  readonly filterFile: string | undefined;
  /** The family that conditions are read in, where it is none of IP's. */
  readonly conditions: ConditionFamily | undefined;
  /** The words of the filter. */
  readonly filter: readonly string[];
}

const STATES: readonly TcpState[] = [
  "ESTABLISHED",
  "SYN_SENT",
  "SYN_RECV",
  "FIN_WAIT1",
  "FIN_WAIT2",
  "TIME_WAIT",
  "CLOSE",
  "CLOSE_WAIT",
  "LAST_ACK",
  "LISTEN",
  "CLOSING",
];
const without = (...states: readonly TcpState[]) => STATES.filter((state) => !states.includes(state));
/** scan_state: the words of a state filter, in any case; several states have a name together. */
export const STATE_WORDS: Readonly<Record<string, readonly TcpState[]>> = {
  established: ["ESTABLISHED"],
  "syn-sent": ["SYN_SENT"],
  "syn-recv": ["SYN_RECV"],
  "syn-rcv": ["SYN_RECV"],
  "fin-wait-1": ["FIN_WAIT1"],
  "fin-wait-2": ["FIN_WAIT2"],
  "time-wait": ["TIME_WAIT"],
  unconnected: ["CLOSE"],
  close: ["CLOSE"],
  closed: ["CLOSE"],
  "close-wait": ["CLOSE_WAIT"],
  "last-ack": ["LAST_ACK"],
  listening: ["LISTEN"],
  closing: ["CLOSING"],
  all: STATES,
  connected: without("CLOSE", "LISTEN"),
  synchronized: without("CLOSE", "LISTEN", "SYN_SENT"),
  bucket: ["SYN_RECV", "TIME_WAIT"],
  big: without("SYN_RECV", "TIME_WAIT"),
};
/** SS_CONN: what is listed by default; of UDP only what is connected. */
const BY_DEFAULT: Readonly<Record<Table, readonly TcpState[]>> = {
  tcp: without("LISTEN", "CLOSE", "TIME_WAIT", "SYN_RECV"),
  udp: ["ESTABLISHED"],
  raw: ["ESTABLISHED"],
  unix: without("LISTEN", "CLOSE", "TIME_WAIT", "SYN_RECV"),
  u_dgr: ["CLOSE"],
  u_seq: without("LISTEN", "CLOSE", "TIME_WAIT", "SYN_RECV"),
  netlink: ["CLOSE"],
  packet: ["CLOSE"],
  packet_dgram: ["CLOSE"],
  mptcp: without("LISTEN", "CLOSE", "TIME_WAIT", "SYN_RECV"),
  dccp: without("LISTEN", "CLOSE", "TIME_WAIT", "SYN_RECV"),
  sctp: without("LISTEN", "CLOSE", "TIME_WAIT", "SYN_RECV"),
  v_str: without("LISTEN", "CLOSE", "TIME_WAIT", "SYN_RECV"),
  v_dgr: ["CLOSE"],
  tipc: without("LISTEN", "CLOSE", "TIME_WAIT", "SYN_RECV"),
  xdp: ["CLOSE"],
};

const SHORT = "hnrmpoiaeltuwxSTKZ0dvsHO46f:A:VbEzMN:D:F:";
const LONG: LongOptions = {
  numeric: "n",
  resolve: "r",
  options: "o",
  extended: "e",
  memory: "m",
  info: "i",
  processes: "p",
  threads: "T",
  bpf: "b",
  events: "E",
  dccp: "d",
  tcp: "t",
  sctp: "S",
  udp: "u",
  raw: "w",
  unix: "x",
  tipc: "tipc",
  vsock: "vsock",
  all: "a",
  listening: "l",
  ipv4: "4",
  ipv6: "6",
  packet: "0",
  family: "f:",
  socket: "A:",
  query: "A:",
  summary: "s",
  diag: "D:",
  filter: "F:",
  version: "V",
  help: "h",
  context: "Z",
  contexts: "z",
  net: "N:",
  tipcinfo: "tipcinfo",
  tos: "tos",
  cgroup: "cgroup",
  kill: "K",
  "no-header": "H",
  xdp: "xdp",
  mptcp: "M",
  oneline: "O",
  "inet-sockopt": "inet-sockopt",
};
const MODELLED = ["n", "r", "o", "p", "l", "a", "H", "O", "e", "i", "m", "s", "T", "K", "b", "tipcinfo"];

const CONDITION_FAMILIES = ["unix", "link", "netlink", "vsock"] as const;
export type ConditionFamily = (typeof CONDITION_FAMILIES)[number];

/** Reads the options and the words of `state` and `exclude`; what is left is the filter's. */
export function parseSs(argv: readonly string[]): SsQuery | Refusal {
  const flags = new Set<string>();
  const words: string[] = [];
  const tables = new Set<Table>();
  let families = new Set<Family>();
  let netns: string | undefined;
  let conditions: ConditionFamily | undefined;
  let filterFile: string | undefined;
  const bad = (text: string): Refusal => ({ status: 255, stderr: `ss: ${text}\n${SS_USAGE}` });
  for (const option of getoptLong(argv, SHORT, LONG)) {
    if (option.kind === "operand") {
      words.push(option.text);
      continue;
    }
    if (option.kind === "error") return bad(option.text);
    const { name, value, given } = option;
    if (name === "V") return { status: 0, stderr: "", stdout: "ss utility, iproute2-6.1.0\n" };
    if (name === "h") return { status: 0, stderr: "", stdout: SS_USAGE };
    const named = TABLE_OPTIONS[name];
    if (named) for (const one of named) tables.add(one);
    else if (name === "N") netns = value;
    else if (name === "4" || name === "6") families = new Set([name === "4" ? "inet" : "inet6"]);
    else if (name === "Z" || name === "z") return { status: 1, stderr: "ss: SELinux is not enabled.\n" };
    else if (name === "F") {
      if (filterFile !== undefined) return bad("multiple filter files not allowed");
      filterFile = value;
    } else if (name === "f") {
      const others = OTHER_FAMILIES[value];
      if (value === "inet" || value === "inet6") families = new Set([value]);
      else if (others) for (const one of others) tables.add(one);
      else if (value === "help") return { status: 0, stderr: "", stdout: SS_USAGE };
      else return bad(`"${value}" is invalid family`);
    } else if (name === "A") {
      // What came before the first one counts no more.
      if (!flags.has("A")) tables.clear();
      for (const each of value.split(",")) {
        const chosen = TABLES[each.replace(/^!/, "")];
        if (!chosen) return bad(`"${each}" is illegal socket table id`);
        for (const one of chosen)
          if (each.startsWith("!")) tables.delete(one);
          else tables.add(one);
      }
      if (tables.size === 0) return { status: 0, stderr: "ss: no socket tables to show with such filter.\n" };
    } else if (!MODELLED.includes(name)) return notModelled("ss", "option", given);
    // filter_af_set: the last family that was asked for is what conditions are read in.
    if (["4", "6", "0", "x", "f", "vsock"].includes(name)) {
      const asked = name === "x" ? "unix" : name === "0" ? "link" : name === "f" ? value : name;
      conditions = CONDITION_FAMILIES.find((family) => family === asked);
    }
    flags.add(name);
  }
  const plain = tables.size === 0 && families.size === 0;
  if (tables.size === 0) for (const table of plain ? ALL : INET) tables.add(table);
  const mixed = tables.size > 1;
  const states = statesOf(words, flags, plain ? new Set<Table>(["tcp"]) : tables);
  if (!(states instanceof Set)) return states;
  const only = (wanted: readonly string[]) => new Set([...tables].filter((table) => wanted.includes(table)));
  return {
    transports: only(["tcp", "udp"]) as Set<Transport>,
    others: new Set([...tables].filter((table) => table !== "tcp" && table !== "udp") as OtherTable[]),
    mixed,
    states,
    families: families.size > 0 ? families : new Set<Family>(["inet", "inet6"]),
    numeric: flags.has("n"),
    resolve: flags.has("r"),
    timers: flags.has("o") || flags.has("e"),
    extended: flags.has("e"),
    memory: flags.has("m"),
    info: flags.has("i"),
    bpf: flags.has("b"),
    summary: !flags.has("s") ? "no" : plain && flags.size === 1 && words.length === 0 ? "only" : "too",
    processes: flags.has("p") || flags.has("T"),
    threads: flags.has("T"),
    oneLine: flags.has("O"),
    kill: flags.has("K"),
    header: !flags.has("H"),
    netns,
    filterFile,
    conditions,
    filter: words,
  };
}

const UNIX: readonly Table[] = ["unix", "u_dgr", "u_seq"];
const PACKET: readonly Table[] = ["packet", "packet_dgram"];
const INET: readonly Table[] = ["raw", "udp", "tcp"];
const ALL: readonly Table[] = [
  "netlink",
  ...PACKET,
  ...UNIX,
  ...INET,
  "mptcp",
  "dccp",
  "sctp",
  "v_str",
  "v_dgr",
  "tipc",
  "xdp",
];
const TABLE_OPTIONS: Readonly<Record<string, readonly Table[] | undefined>> = {
  t: ["tcp"],
  u: ["udp"],
  w: ["raw"],
  x: UNIX,
  "0": PACKET,
  M: ["mptcp"],
  S: ["sctp"],
  d: ["dccp"],
  tipc: ["tipc"],
  vsock: ["v_str", "v_dgr"],
  xdp: ["xdp"],
};
const OTHER_FAMILIES: Readonly<Record<string, readonly Table[] | undefined>> = {
  link: PACKET,
  unix: UNIX,
  netlink: ["netlink"],
  vsock: ["v_str", "v_dgr"],
  tipc: ["tipc"],
  xdp: ["xdp"],
};
/** filter_db_parse: names of tables of `-A`. */
const TABLES: Readonly<Record<string, readonly Table[] | undefined>> = {
  all: ALL,
  inet: INET,
  tcp: ["tcp"],
  mptcp: ["mptcp"],
  udp: ["udp"],
  raw: ["raw"],
  dccp: ["dccp"],
  sctp: ["sctp"],
  unix: UNIX,
  unix_stream: ["unix"],
  u_str: ["unix"],
  unix_dgram: ["u_dgr"],
  u_dgr: ["u_dgr"],
  unix_seqpacket: ["u_seq"],
  u_seq: ["u_seq"],
  packet: PACKET,
  packet_raw: ["packet"],
  p_raw: ["packet"],
  packet_dgram: ["packet_dgram"],
  p_dgr: ["packet_dgram"],
  netlink: ["netlink"],
  vsock: ["v_str", "v_dgr"],
  vsock_stream: ["v_str"],
  v_str: ["v_str"],
  vsock_dgram: ["v_dgr"],
  v_dgr: ["v_dgr"],
  tipc: ["tipc"],
  xdp: ["xdp"],
};

/** Takes `state` and `exclude` off the front of the words: later they are the filter's, which knows no such words. */
function statesOf(words: string[], flags: ReadonlySet<string>, tables: ReadonlySet<Table>): Set<TcpState> | Refusal {
  const listed: readonly TcpState[] = flags.has("a")
    ? STATES
    : flags.has("l")
      ? ["LISTEN", "CLOSE"]
      : flags.has("A")
        ? BY_DEFAULT.tcp
        : [...tables].flatMap((table) => BY_DEFAULT[table]);
  let states: Set<TcpState> | undefined;
  while (words[0] === "state" || words[0] === "exclude" || words[0] === "excl") {
    const include = words.shift() === "state";
    const word = words.shift();
    if (word === undefined) return { status: 255, stderr: 'Command line is not complete. Try option "help"\n' };
    const key = word.toLowerCase();
    const named = Object.hasOwn(STATE_WORDS, key) ? STATE_WORDS[key] : undefined;
    if (!named) return { status: 255, stderr: `ss: wrong state name: ${word}\n` };
    states ??= new Set(include ? [] : STATES);
    for (const state of named) {
      if (include) states.add(state);
      else states.delete(state);
    }
  }
  return states ?? new Set(listed);
}
