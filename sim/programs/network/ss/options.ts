/** The command line of `ss` (main of misc/ss.c, iproute2 6.1): which sockets are listed, and what of each. */
import type { Family } from "../../../../core/address/prefix.ts";
import { notModelled, type Refusal } from "../../../../core/command/args.ts";
import { getoptLong, type LongOptions } from "../../../../core/command/getopt-long.ts";
import type { TcpState } from "../../../../core/datapath/tcp/socket.ts";
import type { Transport } from "../../../kernel/socket-rows.ts";
import { SS_USAGE } from "./usage.ts";

/** Sockets that are neither TCP nor UDP, as groups (`-w`, `-0`, `-f netlink`, `-x`). */
export type OtherTable = "netlink" | "packet" | "unix" | "raw";
export type Table = Transport | OtherTable;

export interface SsQuery {
  readonly transports: ReadonlySet<Transport>;
  readonly others: ReadonlySet<OtherTable>;
  /** More than one kind of socket may be listed. */
  readonly mixed: boolean;
  readonly extended: boolean;
  readonly memory: boolean;
  readonly info: boolean;
  /** `-s`, and whether nothing but that is asked. */
  readonly summary: "no" | "too" | "only";
  readonly states: ReadonlySet<TcpState>;
  readonly families: ReadonlySet<Family>;
  readonly numeric: boolean;
  readonly resolve: boolean;
  readonly timers: boolean;
  readonly processes: boolean;
  readonly header: boolean;
  /** The namespace to look at, by name. */
  readonly netns: string | undefined;
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
  netlink: ["CLOSE"],
  packet: ["CLOSE"],
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
const MODELLED = "nroptualHO46eimswx0";

/** Reads the options and the words of `state` and `exclude`; what is left is the filter's. */
export function parseSs(argv: readonly string[]): SsQuery | Refusal {
  const flags = new Set<string>();
  const words: string[] = [];
  const tables = new Set<Table>();
  let families = new Set<Family>();
  let netns: string | undefined;
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
    const table = TABLE_OPTIONS[name];
    if (table) tables.add(table);
    else if (name === "N") netns = value;
    else if (name === "4" || name === "6") families = new Set([name === "4" ? "inet" : "inet6"]);
    else if (name === "f") {
      const other = OTHER_FAMILIES[value];
      if (value === "inet" || value === "inet6") families = new Set([value]);
      else if (other) tables.add(other);
      else if (UNMODELLED_FAMILIES.includes(value)) return notModelled("ss", "option", `${given} ${value}`);
      else return bad(`"${value}" is invalid family`);
    } else if (name === "A") {
      // What came before the first one counts no more.
      if (!flags.has("A")) tables.clear();
      for (const each of value.split(",")) {
        const named = TABLES[each];
        if (named) for (const one of named) tables.add(one);
        else if (UNMODELLED_TABLES.includes(each.replace("!", "")) || each.startsWith("!"))
          return notModelled("ss", "option", `${given} ${value}`);
        else return bad(`"${each}" is illegal socket table id`);
      }
    } else if (!MODELLED.includes(name)) return notModelled("ss", "option", given);
    flags.add(name);
  }
  const plain = tables.size === 0 && families.size === 0;
  if (tables.size === 0) for (const table of plain ? ALL : INET) tables.add(table);
  const mixed = tables.size > 1 || tables.has("unix") || tables.has("packet");
  const states = statesOf(words, flags, plain ? new Set<Table>(["tcp"]) : tables);
  if (!(states instanceof Set)) return states;
  const only = (wanted: readonly string[]) => new Set([...tables].filter((table) => wanted.includes(table)));
  return {
    transports: only(["tcp", "udp"]) as Set<Transport>,
    others: only(["netlink", "packet", "unix", "raw"]) as Set<OtherTable>,
    mixed,
    states,
    families: families.size > 0 ? families : new Set<Family>(["inet", "inet6"]),
    numeric: flags.has("n"),
    resolve: flags.has("r"),
    timers: flags.has("o") || flags.has("e"),
    extended: flags.has("e"),
    memory: flags.has("m"),
    info: flags.has("i"),
    summary: !flags.has("s") ? "no" : plain && flags.size === 1 && words.length === 0 ? "only" : "too",
    processes: flags.has("p"),
    header: !flags.has("H"),
    netns,
    filter: words,
  };
}

const ALL: readonly Table[] = ["netlink", "packet", "unix", "raw", "udp", "tcp"];
const INET: readonly Table[] = ["raw", "udp", "tcp"];
const TABLE_OPTIONS: Readonly<Record<string, Table | undefined>> = {
  t: "tcp",
  u: "udp",
  w: "raw",
  x: "unix",
  "0": "packet",
};
const OTHER_FAMILIES: Readonly<Record<string, OtherTable | undefined>> = {
  link: "packet",
  unix: "unix",
  netlink: "netlink",
};
const UNMODELLED_FAMILIES = ["vsock", "tipc", "xdp", "help"];
/** filter_db_parse: names of tables of `-A`. */
const TABLES: Readonly<Record<string, readonly Table[] | undefined>> = {
  all: ALL,
  inet: INET,
  tcp: ["tcp"],
  udp: ["udp"],
  raw: ["raw"],
  unix: ["unix"],
  packet: ["packet"],
  netlink: ["netlink"],
};
const UNMODELLED_TABLES =
  "mptcp unix_stream u_str unix_dgram u_dgr unix_seqpacket u_seq packet_raw p_raw packet_dgram p_dgr dccp sctp vsock_stream v_str vsock_dgram v_dgr tipc xdp".split(
    " ",
  );

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
