/**
 * `lsns` of util-linux 2.38: namespaces by what /proc says of processes, each with the process of the lowest number in it.
 *
 * Same as the original: columns, their order and width, the tree of processes, JSON, refusals. Absent: `--tree` by parent or
 * owner, cutting commands to the width of a terminal.
 */
import { getoptLong, type LongOptions } from "../../../../core/command/getopt-long.ts";
import type { ExitStatus } from "../../../../core/process.ts";
import type { ProcessEntry } from "../../../kernel/kernel.ts";
import type { ProcessContext, Program } from "../../../program.ts";
import { complain, userOf } from "../support.ts";
import { type Cell, type Column, type Row, render } from "./table.ts";

const HELP = `
Usage:
 lsns [options] [<namespace>]

List system namespaces.

Options:
 -J, --json             use JSON output format
 -l, --list             use list format output
 -n, --noheadings       don't print headings
 -o, --output <list>    define which output columns to use
     --output-all       output all columns
 -p, --task <pid>       print process namespaces
 -r, --raw              use the raw output format
 -u, --notruncate       don't truncate text in columns
 -W, --nowrap           don't use multi-line representation
 -t, --type <name>      namespace type (mnt, net, ipc, user, pid, uts, cgroup, time)
 -T, --tree <rel>       use tree format (parent, owner, or process)

 -h, --help             display this help
 -V, --version          display version

Available output columns:
          NS  namespace identifier (inode number)
        TYPE  kind of namespace
        PATH  path to the namespace
      NPROCS  number of processes in the namespace
         PID  lowest PID in the namespace
        PPID  PPID of the PID
     COMMAND  command line of the PID
         UID  UID of the PID
        USER  username of the PID
     NETNSID  namespace ID as used by network subsystem
        NSFS  nsfs mountpoint (usually used network subsystem)
         PNS  parent namespace identifier (inode number)
         ONS  owner namespace identifier (inode number)

For more details see lsns(8).
`;

const SHORT = "Jlno:p:ruWt:ThV";
const LONG: LongOptions = {
  json: "J",
  list: "l",
  noheadings: "n",
  output: "o:",
  "output-all": "A",
  task: "p:",
  raw: "r",
  notruncate: "u",
  nowrap: "W",
  type: "t:",
  tree: "T",
  help: "h",
  version: "V",
};

const TYPES = ["mnt", "net", "ipc", "user", "pid", "uts", "cgroup", "time"] as const;
type Type = (typeof TYPES)[number];

interface Namespace {
  readonly inode: number;
  readonly type: Type;
  /** The lowest first. */
  readonly processes: readonly ProcessEntry[];
}

/** What a row is of: a namespace and one of its processes. */
interface Subject {
  readonly namespace: Namespace;
  readonly process: ProcessEntry;
}

interface ColumnKind extends Column {
  readonly of: (context: ProcessContext, subject: Subject) => Cell;
}

/** readlink of /proc/PID/ns/TYPE: the number in brackets. */
function inodeOf({ files }: ProcessContext, pid: number, type: Type): number | undefined {
  const link = files.readLink(`/proc/${pid}/ns/${type}`);
  const number = link.ok ? /\[(\d+)\]/.exec(link.value)?.[1] : undefined;
  return number === undefined ? undefined : Number(number);
}

/** The number by which the caller's namespace knows another (RTM_GETNSID). */
function netnsId({ kernel }: ProcessContext, { namespace, process }: Subject): Cell {
  if (namespace.type !== "net") return null;
  const id = kernel.config().netns[kernel.netns]?.nsids.get(process.netns);
  return id === undefined ? "unassigned" : String(id);
}

/** Where a network namespace is mounted, the oldest first. */
function mountpoints({ kernel }: ProcessContext, { namespace, process }: Subject): Cell {
  if (namespace.type !== "net") return null;
  const names = kernel
    .netnsNames()
    .toReversed()
    .filter((name) => kernel.findNetns({ by: "name", name }) === process.netns);
  return names.length === 0 ? null : names.map((name) => `/run/netns/${name}`).join("\n");
}

const COLUMNS: Readonly<Record<string, ColumnKind>> = {
  NS: { head: "NS", right: true, of: (_, { namespace }) => namespace.inode },
  TYPE: { head: "TYPE", of: (_, { namespace }) => namespace.type },
  PATH: { head: "PATH", of: (_, { namespace, process }) => `/proc/${process.pid}/ns/${namespace.type}` },
  NPROCS: { head: "NPROCS", right: true, of: (_, { namespace }) => namespace.processes.length },
  PID: { head: "PID", right: true, of: (_, { process }) => process.pid },
  PPID: { head: "PPID", right: true, of: (_, { process }) => process.parentPid },
  COMMAND: { head: "COMMAND", tree: true, of: (_, { process }) => process.argv.join(" ") },
  UID: { head: "UID", right: true, of: (_, { process }) => process.uid },
  USER: {
    head: "USER",
    of: ({ files }, { process }) => userOf(files, process.uid)?.name ?? String(process.uid),
  },
  NETNSID: { head: "NETNSID", right: true, of: netnsId },
  NSFS: { head: "NSFS", of: mountpoints },
  PNS: { head: "PNS", right: true, of: () => 0 },
  ONS: { head: "ONS", right: true, of: (context, { process }) => inodeOf(context, process.pid, "user") ?? 0 },
};

interface Options {
  types: Type[];
  output: string | undefined;
  all: boolean;
  list: boolean;
  json: boolean;
  raw: boolean;
  heads: boolean;
  nowrap: boolean;
  pid: number | undefined;
  operand: string | undefined;
}

/** Options, or how the program ends at once. */
function readOptions(context: ProcessContext): Options | ExitStatus {
  const options: Options = {
    types: [],
    output: undefined,
    all: false,
    list: false,
    json: false,
    raw: false,
    heads: true,
    nowrap: false,
    pid: undefined,
    operand: undefined,
  };
  for (const option of getoptLong(context.argv, SHORT, LONG)) {
    if (option.kind === "operand") {
      options.operand ??= option.text;
      continue;
    }
    if (option.kind === "error") {
      void context.stderr.write(`lsns: ${option.text}\nTry 'lsns --help' for more information.\n`);
      return 1;
    }
    const { name, value } = option;
    switch (name) {
      case "J":
        options.json = true;
        break;
      case "r":
        options.raw = true;
        break;
      case "l":
        options.list = true;
        break;
      case "n":
        options.heads = false;
        break;
      case "W":
        options.nowrap = true;
        break;
      case "A":
        options.all = true;
        break;
      case "o":
        options.output = value;
        break;
      case "t": {
        const type = TYPES.find((each) => each === value);
        if (!type) return complain(context, `unknown namespace type: ${value}`);
        options.types.push(type);
        break;
      }
      case "p":
        if (!/^\s*[+-]?\d+$/.test(value)) return complain(context, `invalid PID argument: '${value}'`);
        options.pid = Number(value);
        break;
      case "T":
        void context.stderr.write('netnone: lsns: option "--tree" is not modelled\n');
        return 3;
      case "h":
        void context.stdout.write(HELP);
        return 0;
      case "V":
        void context.stdout.write("lsns from util-linux 2.38.1\n");
        return 0;
    }
    if (options.json && options.raw) return complain(context, "mutually exclusive arguments: --json --raw");
  }
  return options;
}

/** Every namespace of the types that are asked for, by its number. */
function readNamespaces(context: ProcessContext, types: readonly Type[]): Namespace[] {
  const found = new Map<number, { inode: number; type: Type; processes: ProcessEntry[] }>();
  for (const process of context.kernel.processes())
    for (const type of types) {
      const inode = inodeOf(context, process.pid, type);
      if (inode === undefined) continue;
      const known = found.get(inode);
      if (known) known.processes.push(process);
      else found.set(inode, { inode, type, processes: [process] });
    }
  return [...found.values()].sort((a, b) => a.inode - b.inode);
}

/** The columns asked for; `+` in front adds to those that there are anyway. Undefined with a word said, or without one. */
function columnsOf(context: ProcessContext, asked: string | undefined, usual: readonly string[]) {
  const adds = asked?.startsWith("+") ?? false;
  const words = asked === undefined ? [] : asked.slice(adds ? 1 : 0).split(",");
  const names = asked === undefined ? usual : [...(adds ? usual : []), ...words.map((word) => word.toUpperCase())];
  const columns: (readonly [string, ColumnKind])[] = [];
  for (const [index, name] of names.entries()) {
    const column = Object.hasOwn(COLUMNS, name) ? COLUMNS[name] : undefined;
    if (column) columns.push([name, column]);
    else {
      const word = words[index - (names.length - words.length)] ?? name;
      if (word !== "") complain(context, `unknown column: ${word}`);
      return undefined;
    }
  }
  return columns;
}

function run(context: ProcessContext): ExitStatus {
  const options = readOptions(context);
  if (typeof options === "number") return options;
  const { operand, pid } = options;
  if (operand !== undefined && !/^\s*\d+$/.test(operand))
    return complain(context, `invalid namespace argument: '${operand}'`);
  const types = operand !== undefined || options.types.length === 0 ? TYPES : options.types;
  const ofNet = options.types.includes("net") ? ["NETNSID", "NSFS"] : [];
  const usual =
    operand === undefined
      ? ["NS", "TYPE", "NPROCS", "PID", "USER", ...ofNet, "COMMAND"]
      : ["PID", "PPID", "USER", "COMMAND"];
  const columns = columnsOf(context, options.output, options.all ? Object.keys(COLUMNS) : usual);
  if (!columns) return 1;
  const namespaces = readNamespaces(context, types);
  let subjects: Subject[] = namespaces.flatMap((namespace) => {
    const [process] = namespace.processes;
    return process ? [{ namespace, process }] : [];
  });
  if (operand !== undefined) {
    const namespace = namespaces.find(({ inode }) => inode === Number(operand));
    if (!namespace) return complain(context, `not found namespace: ${operand}`);
    subjects = namespace.processes.map((process) => ({ namespace, process }));
  } else if (pid !== undefined && pid !== 0)
    subjects = subjects.filter(({ namespace }) => namespace.processes.some((each) => each.pid === pid));
  if (subjects.length === 0) return 0;
  const flat = options.list || options.all;
  // A row stands below the last one that is of the process's parent.
  const rows = new Map<number, Row>();
  const roots: Row[] = [];
  for (const subject of subjects) {
    const { process } = subject;
    const row: Row = { cells: columns.map(([, { of }]) => of(context, subject)), children: [] };
    const parent = flat ? undefined : rows.get(process.parentPid);
    (parent?.children ?? roots).push(row);
    rows.set(process.pid, row);
  }
  const style = options.json ? "json" : options.raw ? "raw" : "table";
  const shown = columns.map(([, column]) => (flat ? { ...column, tree: false } : column));
  const utf8 = /utf-?8/i.test(context.env["LC_ALL"] || context.env["LC_CTYPE"] || context.env["LANG"] || "");
  void context.stdout.write(
    render(shown, roots, { style, heads: options.heads, nowrap: options.nowrap, utf8, name: "namespaces" }),
  );
  return 0;
}

export const lsns: Program = {
  name: "lsns",
  path: "/usr/bin/lsns",
  summary: "list namespaces",
  run,
  complete: (words) => {
    const previous = words.at(-2);
    if (previous === "-t" || previous === "--type") return TYPES;
    if (previous === "-p" || previous === "--task") return ["<process>"];
    if (previous === "-o" || previous === "--output") return Object.keys(COLUMNS);
    return words.at(-1)?.startsWith("-") ? Object.keys(LONG).map((name) => `--${name}`) : [];
  },
};
