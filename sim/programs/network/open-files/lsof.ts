/**
 * lsof 4.95: files and sockets that processes hold. The same: -i, -p, -u, -c, -d, -a, -n, -P, -l, -t, -s PROTOCOL:STATE, -U, names of files,
 * the columns, the status. Absent: libraries (`mem`), some letters of -F, +D, -r, -g, regular expressions of -c and the rest, refused by name.
 */
import { parseIpv6 } from "../../../../core/address/ipv6.ts";
import { formatIp, type IpAddress } from "../../../../core/address/prefix.ts";
import { portName, portOf } from "../../../../core/capture/services.ts";
import type { ExitStatus } from "../../../../core/process.ts";
import type { SocketRow } from "../../../kernel/socket-rows.ts";
import type { UnixEnd } from "../../../kernel/unix.ts";
import type { ProcessContext, Program } from "../../../program.ts";
import { absolute, complain, userOf, users } from "../../base/support.ts";
import { nameOf } from "../hosts.ts";
import { resolve } from "../resolve.ts";
import { type Fields, fieldLines, unknownField } from "./fields.ts";
import { type Held, type Holder, holders } from "./holders.ts";

/** `-i`: sockets of a version, a protocol, a host, some ports. */
interface Internet {
  readonly family: "inet" | "inet6" | undefined;
  readonly protocol: "tcp" | "udp" | undefined;
  readonly hosts: readonly IpAddress[] | undefined;
  readonly ports: readonly (readonly [from: number, to: number])[] | undefined;
}

interface Question {
  readonly internet: readonly Internet[];
  readonly pids: readonly string[];
  readonly users: readonly string[];
  readonly commands: readonly string[];
  readonly descriptors: readonly string[];
  readonly states: readonly string[];
  readonly files: readonly { readonly name: string; readonly inode: number; readonly device: number }[];
  readonly unix: boolean;
  readonly all: boolean;
  readonly numericHosts: boolean;
  readonly numericPorts: boolean;
  readonly numericUsers: boolean;
  readonly terse: boolean;
  /** The letters of -F. */
  readonly fields: string | undefined;
}

const USAGE = `lsof 4.95.0
 latest revision: https://github.com/lsof-org/lsof
 latest FAQ: https://github.com/lsof-org/lsof/blob/master/00FAQ
 latest (non-formatted) man page: https://github.com/lsof-org/lsof/blob/master/Lsof.8
 usage: [-?abhKlnNoOPRtUvVX] [+|-c c] [+|-d s] [+D D] [+|-E] [+|-e s] [+|-f[gG]]
 [-F [f]] [-g [s]] [-i [i]] [+|-L [l]] [+m [m]] [+|-M] [-o [o]] [-p s]
 [+|-r [t]] [-s [p:s]] [-S [t]] [-T [t]] [-u s] [+|-w] [-x [fl]] [--] [names]
Use the \`\`-h'' option to get more help information.
`;

/** What is wrong with the words; with how lsof is used, where that is told as well. */
class Mistake extends Error {
  readonly usage: boolean;
  constructor(message: string, usage = true) {
    super(message);
    this.usage = usage;
  }
}

/** `4TCP@10.0.0.1:80,8000-8010`. */
function internetOf(context: ProcessContext, text: string): Internet {
  const match = /^([46])?([A-Za-z0-9]*)(?:@(\[[^\]]*\]|[^:[]+))?(?::(.*))?$/.exec(text);
  if (match === null) throw new Mistake(`unacceptable Internet address in: -i ${text}`);
  const [, version, protocol = "", host, ports] = match;
  const lower = protocol.toLowerCase();
  if (lower !== "" && lower !== "tcp" && lower !== "udp")
    throw new Mistake(`unknown protocol name (${protocol}) in: -i ${text}`);
  let hosts: readonly IpAddress[] | undefined;
  if (host !== undefined) {
    if (host.startsWith("[") && parseIpv6(host.slice(1, -1)) === undefined)
      throw new Mistake(`unacceptable Internet address in: -i ${text}`);
    hosts = resolve(context, host.replace(/^\[|\]$/g, "")).map(({ address }) => address);
    if (hosts.length === 0) throw new Mistake(`unknown host name (${host}) in: -i ${text}`);
  }
  const spans = ports?.split(",").map((part): readonly [number, number] => {
    const range = /^(\d+)(?:-(\d+))?$/.exec(part);
    const [from, to] = [Number(range?.[1]), Number(range?.[2] ?? range?.[1])];
    if (part === "" || from > to) throw new Mistake(`unacceptable port specification in: -i ${text}`);
    if (range !== null) return [from, to];
    const name = /^\d+-(.+)$/.exec(part)?.[1] ?? part;
    const port = portOf(name);
    const of = lower === "" ? "" : ` for ${lower}`;
    if (port === undefined) throw new Mistake(`unknown service ${name}${of} in: -i ${text}`);
    return [port, port];
  });
  return {
    family: version === "4" ? "inet" : version === "6" ? "inet6" : undefined,
    protocol: lower === "" ? undefined : (lower as "tcp" | "udp"),
    hosts,
    ports: spans,
  };
}

const VALUED = "pucdsi";
/** Every letter that it knows. */
const KNOWN = "?abhKlnNoOPRtUvVXCcDdEeFfgiLmMprsSTuwxZ";
/** What it says where nothing follows. */
const MISSING: Readonly<Record<string, string>> = {
  p: "no process ID specified",
  u: "no UIDs specified",
  c: "missing -c option value",
  d: "no file descriptor specified",
};
const PLAIN = "anPltUwbOV";

function questionOf(context: ProcessContext): Question {
  const words = context.argv.slice(1);
  const lists: Record<string, string[]> = { p: [], u: [], c: [], d: [], s: [] };
  const internet: Internet[] = [];
  const files: { name: string; inode: number; device: number }[] = [];
  const on = new Set<string>();
  let fields: string | undefined;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    if (!/^[-+]./.test(word)) {
      const stat = context.files.stat(absolute(context, word));
      if (!stat.ok) throw new Mistake(`status error on ${word}: No such file or directory`, false);
      files.push({ name: word, inode: stat.value.inode, device: stat.value.device });
      continue;
    }
    for (let i = 1; i < word.length; i++) {
      const letter = word[i] ?? "";
      if (letter === "F" && word.startsWith("-")) {
        fields = word.slice(i + 1) || (/^[A-Za-z0]+$/.test(words[at + 1] ?? "") ? words[++at] : "");
        const unknown = fields === "" ? "" : unknownField(fields ?? "");
        if (unknown !== undefined) throw new Mistake(`netnone: -F${unknown} is not modelled`, false);
        break;
      }
      if (word.startsWith("-") && !KNOWN.includes(letter)) {
        // All of a word are told of.
        const wrong = [...word.slice(i)].filter((each) => !KNOWN.includes(each));
        throw new Mistake(wrong.map((each) => `illegal option character: ${each}`).join("\nlsof: "));
      }
      if (word.startsWith("+") || !(PLAIN + VALUED).includes(letter))
        throw new Mistake(`netnone: ${word[0]}${letter} is not modelled`, false);
      if (!VALUED.includes(letter)) {
        on.add(letter);
        continue;
      }
      let value = word.slice(i + 1);
      const next = words[at + 1];
      // -i and -s may stand alone.
      const takesNext =
        value === "" &&
        next !== undefined &&
        (letter === "p" || !/^[-+]/.test(next)) &&
        (letter !== "i" ||
          /^(?:[46]|[46]?(?:tcp|udp))?(?:$|[@:])|^(?:tcp|udp)/i.test(next) ||
          !context.files.stat(absolute(context, next)).ok);
      if (takesNext) {
        value = next;
        at++;
      }
      if (letter === "i" && takesNext && value === "")
        throw new Mistake("incomplete Internet address specification: -i ");
      if (letter === "i") internet.push(internetOf(context, value));
      else if (value === "" && letter !== "s" && !takesNext) throw new Mistake(MISSING[letter] ?? "");
      else if (letter === "p" && !/^\^?\d+(?:,\^?\d+)*$/.test(value)) throw new Mistake(`illegal process ID: ${value}`);
      else lists[letter]?.push(...value.split(","));
      break;
    }
  }
  for (const user of lists.u ?? []) {
    const name = user.replace(/^\^/, "");
    if (!/^\d+$/.test(name) && !users(context.files).some((each) => each.name === name))
      throw new Mistake(`can't get UID for ${name}`);
  }
  return {
    internet,
    pids: lists.p ?? [],
    users: lists.u ?? [],
    commands: lists.c ?? [],
    descriptors: lists.d ?? [],
    states: lists.s ?? [],
    files,
    unix: on.has("U"),
    all: on.has("a"),
    numericHosts: on.has("n"),
    numericPorts: on.has("P"),
    numericUsers: on.has("l"),
    terse: on.has("t"),
    fields,
  };
}

const isAny = (address: IpAddress | undefined): boolean => address === undefined || address === 0 || address === "::";

function fits(row: SocketRow, wanted: Internet): boolean {
  if (wanted.family !== undefined && row.family !== wanted.family) return false;
  if (wanted.protocol !== undefined && row.netid !== wanted.protocol) return false;
  const ends = [
    { address: row.local, port: row.localPort },
    { address: row.peer, port: row.peerPort },
  ];
  return ends.some(
    ({ address, port }) =>
      (wanted.hosts === undefined || (!isAny(address) && wanted.hosts.some((host) => host === address))) &&
      (wanted.ports === undefined || (port !== 0 && wanted.ports.some(([from, to]) => port >= from && port <= to))),
  );
}

/** -s TCP:LISTEN,ESTABLISHED and TCP:^LISTEN leave sockets of that protocol out. */
function hasState(row: SocketRow, states: readonly string[]): boolean {
  let protocol = "";
  const [wanted, unwanted]: [string[], string[]] = [[], []];
  for (const each of states) {
    const [before, after] = each.includes(":") ? (each.split(":") as [string, string]) : [protocol, each];
    protocol = before.toLowerCase();
    if (protocol !== row.netid) continue;
    if (after.startsWith("^")) unwanted.push(after.slice(1).toUpperCase());
    else wanted.push(after.toUpperCase());
  }
  if (unwanted.includes(row.state)) return false;
  return wanted.length === 0 || wanted.includes(row.state);
}

/** Names and numbers of which some may be denied by `^`. */
function among(list: readonly string[], matches: (word: string) => boolean): boolean | undefined {
  const denied = list.filter((word) => word.startsWith("^"));
  if (denied.some((word) => matches(word.slice(1)))) return false;
  const asked = list.filter((word) => !word.startsWith("^"));
  return asked.length === 0 ? undefined : asked.some(matches);
}

function isWanted(context: ProcessContext, question: Question, holder: Holder, held: Held): boolean {
  const answers: boolean[] = [];
  const denies: (boolean | undefined)[] = [
    among(question.pids, (word) => Number(word) === holder.pid),
    among(
      question.users,
      (word) => (users(context.files).find(({ name }) => name === word)?.uid ?? Number(word)) === holder.uid,
    ),
    among(question.commands, (word) => holder.name.startsWith(word)),
    among(question.descriptors, (word) => {
      const [from = "", to = from] = word.split("-");
      const { as } = held;
      return typeof as === "number" ? as >= Number(from) && as <= Number(to) : as === word;
    }),
  ];
  const lists = [question.pids, question.users, question.commands, question.descriptors];
  for (const [index, answer] of denies.entries()) {
    if (answer === false && lists[index]?.every((word) => word.startsWith("^")) === true) return false;
    if (answer !== undefined) answers.push(answer);
  }
  const { socket } = held;
  if (socket !== undefined && question.states.length > 0 && !hasState(socket, question.states)) return false;
  if (question.internet.length > 0)
    answers.push(socket !== undefined && question.internet.some((wanted) => fits(socket, wanted)));
  if (question.unix) answers.push(held.target.startsWith("socket:") && socket === undefined);
  if (question.files.length > 0)
    answers.push(question.files.some(({ inode, device }) => held.stat?.inode === inode && held.stat.device === device));
  if (answers.length === 0) return true;
  return question.all ? answers.every(Boolean) : answers.some(Boolean);
}

const TYPES = {
  file: "REG",
  directory: "DIR",
  fifo: "FIFO",
  char: "CHR",
  block: "BLK",
  socket: "sock",
  symlink: "LINK",
};
type Row = readonly [
  command: string,
  pid: string,
  user: string,
  fd: string,
  type: string,
  device: string,
  size: string,
  node: string,
  name: string,
];

function endText(context: ProcessContext, question: Question, row: SocketRow, which: "local" | "peer"): string {
  const address = row[which];
  const port = which === "local" ? row.localPort : row.peerPort;
  const shown =
    address === undefined || isAny(address)
      ? "*"
      : ((question.numericHosts ? undefined : nameOf(context.files, address)) ??
        (typeof address === "string" ? `[${formatIp(address)}]` : formatIp(address)));
  const service = port === 0 ? "*" : ((question.numericPorts ? undefined : portName(port, row.netid)) ?? String(port));
  return `${shown}:${service}`;
}

function socketName(context: ProcessContext, question: Question, row: SocketRow): string {
  const peer = row.peerPort === 0 ? "" : `->${endText(context, question, row, "peer")}`;
  const name = `${endText(context, question, row, "local")}${peer}`;
  return row.netid === "tcp" ? `${name} (${row.state})` : `${name} `;
}

/** Where the kernel has a socket, as /proc/net/unix hashes it. */
function kernelAddress(inode: number): string {
  return `0x${(Math.imul(inode, 0x9e3779b1) >>> 0).toString(16).padStart(16, "0")}`;
}

/** What process_proc_sock shows of a socket of unix(7). */
function unixName({ name, type, state }: UnixEnd): string {
  const how = { LISTEN: "LISTEN", ESTABLISHED: "CONNECTED", CLOSE: "UNCONNECTED" }[state];
  const path = name === undefined ? "" : `${name.replaceAll("\0", "@")} `;
  return `${path}type=${type.toUpperCase()} (${how})`;
}

function rowOf(context: ProcessContext, question: Question, holder: Holder, held: Held): Row {
  const user = (question.numericUsers ? undefined : userOf(context.files, holder.uid)?.name) ?? String(holder.uid);
  const fd = typeof held.as === "number" ? `${String(held.as).padStart(4)}${held.mode} ` : `${held.as.padStart(4)}  `;
  const before = [holder.name.slice(0, 9), String(holder.pid), user, fd] as const;
  const { socket, stat, target } = held;
  if (socket !== undefined)
    return [
      ...before,
      socket.family === "inet" ? "IPv4" : "IPv6",
      String(socket.inode ?? 0),
      "0t0",
      socket.netid.toUpperCase(),
      socketName(context, question, socket),
    ];
  const inner = /^(pipe|socket|anon_inode):\[?([^\]]*)\]?$/.exec(target);
  if (inner !== null) {
    const [, kind = "", node = ""] = inner;
    if (kind === "pipe") return [...before, "FIFO", "0,15", "0t0", node, "pipe"];
    if (kind === "socket") {
      const end = context.kernel.unixList(context.kernel.netns).find((each) => each.end.inode === Number(node))?.end;
      // Of another namespace's sockets it finds nothing in /proc/net/unix.
      if (end === undefined) return [...before, "sock", "0,8", "0t0", node, "protocol: UNIX-STREAM"];
      return [...before, "unix", kernelAddress(end.inode), "0t0", node, unixName(end)];
    }
    return [...before, "a_inode", "0,14", "0", "1", target];
  }
  // Those of devpts begin with 3 (devpts_pty_new).
  const terminal = /^\/dev\/pts\/(\d+)$/.exec(target)?.[1];
  const device = stat?.numbers?.join(",") ?? `0,${stat?.device ?? 0}`;
  const plain = stat?.type === "file" || stat?.type === "directory";
  return [
    ...before,
    stat === undefined ? "unknown" : TYPES[stat.type],
    device,
    plain ? String(stat.size) : "0t0",
    terminal === undefined ? String(stat?.inode ?? 0) : String(Number(terminal) + 3),
    question.files.find(({ inode, device: on }) => stat?.inode === inode && stat.device === on)?.name ?? target,
  ];
}

function fieldsOf(context: ProcessContext, question: Question, holder: Holder, held: Held): Fields {
  const [, , user, , type, , size, node, name] = rowOf(context, question, holder, held);
  const process = context.kernel.processes().find(({ pid }) => pid === holder.pid);
  const socket = held.socket !== undefined;
  return {
    holder,
    parent: process?.parentPid ?? 0,
    user,
    fd: String(held.as),
    access: typeof held.as === "number" ? held.mode : " ",
    type,
    size: socket || !/^\d+$/.test(size) ? undefined : size,
    node: socket ? undefined : node,
    protocol: socket ? node : undefined,
    // The state of a connection is a field of its own there.
    name: socket ? name.replace(/ (?:\(.*\))?$/, "") : name,
  };
}

function table(rows: readonly Row[]): string {
  const head: Row = ["COMMAND", "PID", "USER", "  FD  ", "TYPE", "DEVICE", "SIZE/OFF", "NODE", "NAME"];
  const all = [head, ...rows];
  const width = (column: number): number => Math.max(...all.map((row) => row[column]?.length ?? 0));
  const widths = head.map((_, column) => width(column));
  return all
    .map((row) =>
      row
        .map((text, column) => {
          const wide = widths[column] ?? 0;
          return column === 0 ? text.padEnd(wide) : column === 8 ? text : text.padStart(wide);
        })
        .join(" "),
    )
    .map((line) => `${line}\n`)
    .join("");
}

export const lsof: Program = {
  name: "lsof",
  path: "/usr/bin/lsof",
  summary: "list files and sockets that are open",
  run(context): ExitStatus {
    let question: Question;
    try {
      question = questionOf(context);
    } catch (error) {
      if (!(error instanceof Mistake)) throw error;
      complain(context, error.message);
      if (error.usage) void context.stderr.write(USAGE);
      return 1;
    }
    const found = holders(context).flatMap((holder) =>
      holder.held.filter((held) => isWanted(context, question, holder, held)).map((held) => ({ holder, held })),
    );
    if (question.terse) {
      const pids = [...new Set(found.map(({ holder }) => holder.pid))];
      void context.stdout.write(pids.map((pid) => `${pid}\n`).join(""));
    } else if (question.fields !== undefined) {
      const { fields } = question;
      const rows = found.map(({ holder, held }) => fieldsOf(context, question, holder, held));
      void context.stdout.write(fieldLines(rows, fields));
    } else if (found.length > 0)
      void context.stdout.write(table(found.map(({ holder, held }) => rowOf(context, question, holder, held))));
    return found.length > 0 ? 0 : 1;
  },
};
