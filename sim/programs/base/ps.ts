/**
 * ps (procps 4.0): which processes there are. The same: what is chosen by -e, -a, -p, -q, -C, -u, --ppid, -t, -N and BSD's letters, the usual
 * layouts, -o with widths and titles, --sort, trees, mistakes. Simplified: nobody uses time or memory that is counted. Absent: threads,
 * sessions and groups as choices, -F, -y, -M, -Z, columns of the rest of ps(1).
 */
import type { ExitStatus } from "../../../core/process.ts";
import type { ProcessEntry } from "../../kernel/kernel.ts";
import { processName } from "../../kernel/process-name.ts";
import { WORLD_BEGAN_MICROS } from "../../kernel/release.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { formatTime } from "../../time/strftime.ts";
import { zoneOf } from "../../time/zone.ts";
import { stateLetter, statField } from "./proc-stat.ts";
import { groups, users } from "./support.ts";

/** A process, and where it stands in the tree. */
interface Row {
  readonly entry: ProcessEntry;
  /** What is drawn before its name. */
  readonly lead: string;
}

interface Column {
  readonly head: string;
  readonly width: number;
  readonly right: boolean;
  value(row: Row): string;
}

/** What is wrong with the words. */
class Mistake extends Error {}

const HELP = `
Usage:
 ps [options]

 Try 'ps --help <simple|list|output|threads|misc|all>'
  or 'ps --help <s|l|o|t|m|a>'
 for additional help text.

For more details see ps(1).
`;

const two = (value: number): string => String(value).padStart(2, "0");

function elapsed(seconds: number): string {
  const [days, hours, minutes] = [
    Math.floor(seconds / 86400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ];
  const rest = `${two(minutes)}:${two(seconds % 60)}`;
  return days > 0 ? `${days}-${two(hours)}:${rest}` : hours > 0 ? `${two(hours)}:${rest}` : rest;
}

function columns(context: ProcessContext): Readonly<Record<string, Column>> {
  const { files, kernel } = context;
  const names = new Map(users(files).map(({ uid, name }) => [uid, name]));
  const groupNames = new Map(groups(files).map(({ gid, name }) => [gid, name]));
  const user = ({ entry }: Row): string => {
    const name = names.get(entry.uid) ?? String(entry.uid);
    return name.length > 8 ? `${name.slice(0, 7)}+` : name;
  };
  const gid = ({ entry }: Row): number => users(files).find(({ uid }) => uid === entry.uid)?.gid ?? entry.uid;
  const command = ({ entry, lead }: Row): string => lead + (entry.argv.join(" ") || `[${entry.pid}]`);
  const name = ({ entry, lead }: Row): string => lead + processName(entry).slice(0, 15);
  const state = ({ entry }: Row): string => stateLetter(entry);
  const field = ({ entry }: Row, at: number): string => statField(files, entry.pid, at);
  const nice = (row: Row): number => Number(field(row, 19));
  const started = ({ entry }: Row): number => Math.floor((WORLD_BEGAN_MICROS + entry.startedMicros) / 1_000_000);
  const age = ({ entry }: Row): number =>
    Math.max(0, Math.floor((kernel.nowMicros() - entry.startedMicros) / 1_000_000));
  const zone = zoneOf(context.env.TZ);
  const left = (head: string, width: number, value: Column["value"]): Column => ({ head, width, right: false, value });
  const right = (head: string, width: number, value: Column["value"]): Column => ({ head, width, right: true, value });
  const none = (head: string, width: number, text: string): Column => right(head, width, () => text);
  return {
    pid: right("PID", 7, ({ entry }) => String(entry.pid)),
    tgid: right("TGID", 7, ({ entry }) => String(entry.pid)),
    lwp: right("LWP", 7, ({ entry }) => String(entry.pid)),
    spid: right("SPID", 7, ({ entry }) => String(entry.pid)),
    tid: right("TID", 7, ({ entry }) => String(entry.pid)),
    thcount: none("THCNT", 5, "1"),
    ppid: right("PPID", 7, ({ entry }) => String(entry.parentPid)),
    pgid: right("PGID", 7, (row) => field(row, 5)),
    pgrp: right("PGRP", 7, (row) => field(row, 5)),
    sid: right("SID", 7, (row) => field(row, 6)),
    sess: right("SESS", 7, (row) => field(row, 6)),
    user: left("USER", 8, user),
    euser: left("EUSER", 8, user),
    ruser: left("RUSER", 8, user),
    uid: right("UID", 5, ({ entry }) => String(entry.uid)),
    euid: right("EUID", 5, ({ entry }) => String(entry.uid)),
    group: left("GROUP", 8, (row) => groupNames.get(gid(row)) ?? String(gid(row))),
    gid: right("GID", 5, (row) => String(gid(row))),
    ni: right("NI", 3, (row) => String(nice(row))),
    nice: right("NI", 3, (row) => String(nice(row))),
    pri: right("PRI", 3, (row) => String(19 - nice(row))),
    opri: right("PRI", 3, (row) => String(80 + nice(row))),
    psr: none("PSR", 3, "0"),
    c: none("C", 2, "0"),
    f: none("F", 1, "4"),
    nlwp: none("NLWP", 4, "1"),
    rss: none("RSS", 5, "3000"),
    vsz: none("VSZ", 6, "4000"),
    sz: none("SZ", 5, "1000"),
    "%cpu": none("%CPU", 4, "0.0"),
    pcpu: none("%CPU", 4, "0.0"),
    "%mem": none("%MEM", 4, "0.0"),
    pmem: none("%MEM", 4, "0.0"),
    wchan: left("WCHAN", 6, () => "-"),
    comm: left("COMMAND", 15, name),
    ucomm: left("COMMAND", 15, name),
    ucmd: left("CMD", 15, name),
    cmd: left("CMD", 27, command),
    args: left("COMMAND", 27, command),
    command: left("COMMAND", 27, command),
    tty: left("TT", 8, ({ entry }) => entry.terminal ?? "?"),
    tt: left("TT", 8, ({ entry }) => entry.terminal ?? "?"),
    tname: left("TTY", 8, ({ entry }) => entry.terminal ?? "?"),
    stat: left("STAT", 4, state),
    state: left("S", 1, state),
    s: left("S", 1, state),
    time: none("TIME", 8, "00:00:00"),
    cputime: none("TIME", 8, "00:00:00"),
    tpgid: none("TPGID", 7, "-1"),
    bsdtime: none("TIME", 6, "0:00"),
    etime: right("ELAPSED", 11, (row) => elapsed(age(row))),
    etimes: right("ELAPSED", 7, (row) => String(age(row))),
    lstart: right("STARTED", 24, (row) => formatTime("%a %b %e %H:%M:%S %Y", started(row), 0, zone)),
    start: right("STARTED", 8, (row) => formatTime("%H:%M:%S", started(row), 0, zone)),
    start_time: right("START", 5, (row) => formatTime("%H:%M", started(row), 0, zone)),
    stime: right("STIME", 5, (row) => formatTime("%H:%M", started(row), 0, zone)),
    netns: right("NETNS", 10, ({ entry }) => {
      const link = files.readLink(`/proc/${entry.pid}/ns/net`);
      return /\d+/.exec(link.ok ? link.value : "")?.[0] ?? "-";
    }),
  };
}

/** The usual layouts, as -o would have them. */
const LAYOUTS = {
  plain: "pid,tname,time,ucmd",
  full: "user:8=UID,pid,ppid,c,stime,tname,time,cmd",
  long: "f,s,uid,pid,ppid,c,opri,ni,addr,sz,wchan,tname,time,ucmd",
  jobs: "pid,pgid,sid,tname,time,ucmd",
  "full jobs": "user:8=UID,pid,ppid,pgid,sid,c,stime,tname,time,cmd",
  bsd: "pid,tname,stat,bsdtime,args",
  "bsd user": "user,pid,%cpu,%mem,vsz,rss,tname,stat,start_time,bsdtime,args",
  "bsd jobs": "ppid,pid,pgid,sid,tname,tpgid,stat,uid,bsdtime,args",
} as const;

interface Wish {
  layout: keyof typeof LAYOUTS;
  readonly format: string[];
  readonly sort: string[];
  heads: boolean;
  all: boolean;
  /** -a: with a terminal; BSD's a and x: of everybody, and without a terminal, too. */
  withTerminal: boolean;
  everybody: boolean;
  without: boolean;
  deselects: boolean;
  tree: "" | "lines" | "blanks";
  /** -L and -T: the columns of threads; no process has more than one. */
  threads: "" | "lwp" | "spid";
  readonly choices: ((entry: ProcessEntry) => boolean)[];
}

const parts = (list: string): readonly string[] => list.split(/[ ,]+/).filter((each) => each !== "");

function numbersOf(list: string): readonly number[] {
  const numbers = parts(list).map((part) => (/^\d+$/.test(part) ? Number(part) : Number.NaN));
  if (numbers.length === 0 || numbers.some(Number.isNaN)) throw new Mistake("process ID list syntax error");
  return numbers;
}

/** Adds what a list chooses by an option. */
function choose(context: ProcessContext, wish: Wish, option: string, list: string): void {
  switch (option) {
    case "p":
    case "q": {
      const pids = numbersOf(list);
      wish.choices.push(({ pid }) => pids.includes(pid));
      return;
    }
    case "ppid": {
      const pids = numbersOf(list);
      wish.choices.push(({ parentPid }) => pids.includes(parentPid));
      return;
    }
    case "C": {
      const names = parts(list).map((name) => name.slice(0, 15));
      wish.choices.push((entry) => names.includes(processName(entry).slice(0, 15)));
      return;
    }
    case "t": {
      const names = parts(list).map((name) => name.replace(/^\/dev\//, "").replace(/^(\d+)$/, "pts/$1"));
      wish.choices.push(({ terminal }) => names.includes(terminal ?? "-"));
      return;
    }
    default: {
      const uids = parts(list).map((name) => {
        const user = users(context.files).find((each) => each.name === name);
        if (user === undefined && !/^\d+$/.test(name)) throw new Mistake("user name does not exist");
        return user?.uid ?? Number(name);
      });
      wish.choices.push(({ uid }) => uids.includes(uid));
    }
  }
}

/** What must follow an option, as it is asked for. */
const LISTS: Readonly<Record<string, string>> = {
  p: "list of process IDs must follow -p",
  q: "list of process IDs must follow -q",
  C: "list of command names must follow -C",
  u: "list of users must follow -u",
  U: "list of real users must follow -U",
  t: "list of terminals (pty, tty...) must follow -t",
  o: "format specification must follow -o",
};
const LONG_LISTS: Readonly<Record<string, string>> = {
  pid: "p",
  "quick-pid": "q",
  ppid: "ppid",
  user: "u",
  User: "U",
  tty: "t",
  format: "o",
  sort: "sort",
};

function wishOf(context: ProcessContext): Wish {
  const wish: Wish = {
    layout: "plain",
    format: [],
    sort: [],
    heads: true,
    all: false,
    withTerminal: false,
    everybody: false,
    without: false,
    deselects: false,
    tree: "",
    threads: "",
    choices: [],
  };
  const words = context.argv.slice(1);
  const listed = (option: string, list: string | undefined): void => {
    if (list === undefined) throw new Mistake(LISTS[option] ?? `list must follow --${option}`);
    if (option === "o") wish.format.push(list);
    else if (option === "sort") wish.sort.push(...parts(list));
    else choose(context, wish, option, list);
  };
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    if (word.startsWith("--")) {
      const [name = "", inline] = word.slice(2).split(/=(.*)/s);
      const list = Object.hasOwn(LONG_LISTS, name) ? LONG_LISTS[name] : undefined;
      if (list !== undefined) listed(list, inline ?? words[++at]);
      else if (/^(?:no-headers?|no-headings?)$/.test(name)) wish.heads = false;
      else if (name === "headers") wish.heads = true;
      else if (name === "forest") wish.tree = "lines";
      else if (name === "deselect") wish.deselects = true;
      else throw new Mistake("unknown gnu long option");
      continue;
    }
    if (/^[\d, ]+$/.test(word)) {
      listed("p", word);
      continue;
    }
    const dashed = word.startsWith("-");
    for (let i = dashed ? 1 : 0; i < word.length; i++) {
      const letter = word[i] ?? "";
      if (dashed ? "pqCuUto".includes(letter) : "poUkt".includes(letter)) {
        listed(letter === "k" ? "sort" : letter, word.slice(i + 1) || words[++at]);
        break;
      }
      setLetter(wish, letter, dashed);
    }
  }
  return wish;
}

function setLetter(wish: Wish, letter: string, dashed: boolean): void {
  switch (dashed ? `-${letter}` : letter) {
    case "-e":
    case "-A":
      wish.all = true;
      return;
    case "-a":
    case "-d":
      wish.withTerminal = true;
      return;
    case "a":
      wish.everybody = true;
      if (wish.layout === "plain") wish.layout = "bsd";
      return;
    case "-x":
    case "x":
      wish.without = true;
      if (wish.layout === "plain") wish.layout = "bsd";
      return;
    case "-f":
      wish.layout = wish.layout === "jobs" ? "full jobs" : "full";
      return;
    case "-j":
      wish.layout = wish.layout === "full" ? "full jobs" : "jobs";
      return;
    case "-l":
      wish.layout = "long";
      return;
    case "u":
      wish.layout = "bsd user";
      return;
    case "j":
      wish.layout = "bsd jobs";
      return;
    case "f":
      wish.tree = "lines";
      if (wish.layout === "plain") wish.layout = "bsd";
      return;
    case "-H":
      wish.tree = "blanks";
      return;
    case "-N":
      wish.deselects = true;
      return;
    case "h":
      wish.heads = false;
      return;
    case "-L":
      wish.threads = "lwp";
      return;
    case "-T":
      wish.threads = "spid";
      return;
    case "-m":
    case "m":
      throw new Mistake(`netnone: option ${dashed ? "-" : ""}m is not modelled`);
    case "-w":
    case "w":
      return;
    case "H":
      if (wish.layout === "plain") wish.layout = "bsd";
      return;
    default:
      throw new Mistake(`netnone: option ${dashed ? "-" : ""}${letter} is not modelled`);
  }
}

function chosen(context: ProcessContext, wish: Wish): readonly ProcessEntry[] {
  const all = context.kernel.processes();
  const self = all.find(({ pid }) => pid === context.kernel.pid);
  const bsd = wish.everybody || wish.without;
  const general = wish.all || wish.withTerminal || bsd;
  const usual = (entry: ProcessEntry): boolean =>
    wish.all ||
    (wish.withTerminal && entry.terminal !== undefined) ||
    (bsd && (wish.everybody || entry.uid === self?.uid) && (wish.without || entry.terminal !== undefined));
  const own = (entry: ProcessEntry): boolean => entry.terminal === self?.terminal && entry.uid === self?.uid;
  const picks = (entry: ProcessEntry): boolean =>
    wish.choices.some((choice) => choice(entry)) || (general ? usual(entry) : wish.choices.length === 0 && own(entry));
  return all.filter((entry) => picks(entry) !== wish.deselects);
}

/** Below each other, with what is drawn before the names. */
function asTree(entries: readonly ProcessEntry[], how: "lines" | "blanks"): readonly Row[] {
  const rows: Row[] = [];
  const childrenOf = (pid: number): readonly ProcessEntry[] =>
    entries.filter((entry) => entry.parentPid === pid && entry.pid !== pid);
  const visit = (entry: ProcessEntry, lead: string, below: string): void => {
    rows.push({ entry, lead });
    const children = childrenOf(entry.pid);
    children.forEach((child, index) => {
      const last = index === children.length - 1;
      if (how === "blanks") visit(child, `${below}  `, `${below}  `);
      else visit(child, `${below} \\_ `, below + (last ? "    " : " |  "));
    });
  };
  const known = new Set(entries.map(({ pid }) => pid));
  for (const entry of entries) if (!known.has(entry.parentPid) || entry.parentPid === entry.pid) visit(entry, "", "");
  return rows;
}

interface Shown extends Column {
  readonly title: string;
}

function shownColumns(known: Readonly<Record<string, Column>>, formats: readonly string[]): readonly Shown[] {
  const shown: Shown[] = [];
  for (const format of formats) {
    // A title takes the rest of the words of one option.
    const specs =
      /^[^=]*=[^,]*$/.test(format) || !format.includes("=") ? parts(format.replace(/=.*/s, "")) : format.split(",");
    const rest = /^[^=]*=([^,]*)$/s.exec(format)?.[1];
    specs.forEach((spec, index) => {
      const [, name = "", width, title] = /^([^:=]+)(?::(\d+))?(?:=(.*))?$/s.exec(spec) ?? [];
      const given = title ?? (index === specs.length - 1 ? rest : undefined);
      if (name === "addr") return;
      const column = Object.hasOwn(known, name) ? known[name] : undefined;
      if (column === undefined) throw new Mistake(`unknown user-defined format specifier "${spec}"`);
      const head = given ?? column.head;
      shown.push({
        ...column,
        title: head,
        width: Math.max(Number(width ?? column.width), width === undefined ? head.length : 0),
      });
    });
  }
  return shown;
}

/** The columns of a layout with those of threads: behind the process with -T, behind the parent with -L. */
function layoutOf({ layout, threads }: Wish): string {
  const usual = LAYOUTS[layout];
  if (threads === "spid") return usual.replace("pid,", "pid,spid,");
  if (threads === "") return usual;
  if (!usual.includes("ppid,")) return usual.replace("pid,", "pid,lwp,");
  return usual.replace("ppid,", "ppid,lwp,").replace(",c,", ",c,nlwp,");
}

/** One line: text is cut to its column but in the last one, numbers run over. */
function lineOf(shown: readonly Shown[], cells: readonly string[]): string {
  return `${cells
    .map((cell, at) => {
      const { right, width = 0 } = shown[at] ?? {};
      if (right === true) return cell.padStart(width);
      return at === cells.length - 1 ? cell : cell.slice(0, width).padEnd(width);
    })
    .join(" ")}\n`;
}

function report(context: ProcessContext): ExitStatus {
  const wish = wishOf(context);
  const known = columns(context);
  const entries = [...chosen(context, wish)];
  for (const key of wish.sort.toReversed()) {
    const column = known[key.replace(/^[-+]/, "")];
    if (column === undefined) throw new Mistake("unknown sort specifier");
    const sign = key.startsWith("-") ? -1 : 1;
    const value = (entry: ProcessEntry): string => column.value({ entry, lead: "" });
    entries.sort((a, b) => {
      const [x, y] = [value(a), value(b)];
      const [m, n] = [Number(x), Number(y)];
      return sign * (Number.isNaN(m) || Number.isNaN(n) ? (x < y ? -1 : x > y ? 1 : 0) : m - n);
    });
  }
  const rows = wish.tree === "" ? entries.map((entry) => ({ entry, lead: "" })) : asTree(entries, wish.tree);
  let text = "";
  if (wish.format.length === 0 && wish.layout === "long") {
    if (wish.threads !== "") throw new Mistake("netnone: threads with -l are not modelled");
    // The column ADDR has a title that is wider than it.
    if (wish.heads) text += "F S   UID     PID    PPID  C PRI  NI ADDR SZ WCHAN  TTY          TIME CMD\n";
    const shown = shownColumns(known, [LAYOUTS.long]);
    for (const row of rows) {
      const cells = shown.map(({ right, width, value }) =>
        right ? value(row).padStart(width) : value(row).padEnd(width),
      );
      text += `${[...cells.slice(0, 8), "-", ...cells.slice(8)].join(" ").trimEnd()}\n`;
    }
  } else {
    const shown = shownColumns(known, wish.format.length > 0 ? wish.format : [layoutOf(wish)]);
    if (wish.heads && shown.some(({ title }) => title !== ""))
      text += lineOf(
        shown,
        shown.map(({ title }) => title),
      );
    for (const row of rows)
      text += lineOf(
        shown,
        shown.map((column) => column.value(row)),
      );
  }
  void context.stdout.write(text);
  return rows.length > 0 ? 0 : 1;
}

/** Until it looks, the others of its pipeline are there: `ps ax | grep NAME` finds the grep. */
const STARTS_MICROS = 4_000;

export const ps: Program = {
  name: "ps",
  path: "/usr/bin/ps",
  summary: "report the processes",
  async run(context) {
    await context.kernel.compute(STARTS_MICROS, context.self.signals);
    try {
      return report(context);
    } catch (error) {
      if (!(error instanceof Mistake)) throw error;
      void context.stderr.write(`error: ${error.message}\n${HELP}`);
      return 1;
    }
  },
};
