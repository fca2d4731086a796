/** Programs about processes: ps, kill, sleep, timeout; what changes their namespaces is in namespaces.ts. */
import { strerror } from "../../../core/errors.ts";
import { type ExitStatus, SIGNAL, type SignalName } from "../../../core/process.ts";
import type { ProcessEntry } from "../../kernel/kernel.ts";
import { WORLD_BEGAN_MICROS } from "../../kernel/release.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { nsenter, unshare } from "./namespaces.ts";
import { badUsage, complain, complainOfUse, hintOfUse, missingOperand, options, userOf } from "./support.ts";

/** Runs another program in place of this one; 126 or 127 and a word when it cannot be. */
export function become(
  context: ProcessContext,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = context.env,
  cwd = context.cwd,
  told = (name: string): string => `failed to run command '${name}'`,
): ExitStatus | Promise<ExitStatus> {
  const [name = ""] = argv;
  const path = context.kernel.which(name, env);
  const request = { argv, env, cwd, files: context.descriptors, replaces: context.self };
  const started = path === undefined ? undefined : context.kernel.exec(path, request);
  if (started?.ok) return started.value.status;
  const errno = started?.error ?? "ENOENT";
  return complain(context, `${told(name)}: ${strerror(errno)}`, errno === "ENOENT" ? 127 : 126);
}

interface Column {
  readonly head: string;
  readonly right: boolean;
  value(entry: ProcessEntry): string;
}

function clock(micros: number): string {
  return new Date((WORLD_BEGAN_MICROS + micros) / 1000).toISOString().slice(11, 16);
}

function columns(context: ProcessContext): Readonly<Record<string, Column>> {
  const user = (entry: ProcessEntry) => userOf(context.files, entry.uid)?.name ?? String(entry.uid);
  const command = (entry: ProcessEntry) => entry.argv.join(" ") || `[${entry.pid}]`;
  const name = (entry: ProcessEntry) => (entry.argv[0] ?? "").replace(/^-/, "").split("/").at(-1) ?? "";
  const state = (entry: ProcessEntry) => ({ running: "R", sleeping: "S", stopped: "T", zombie: "Z" })[entry.state];
  const column = (head: string, right: boolean, value: (entry: ProcessEntry) => string): Column => ({
    head,
    right,
    value,
  });
  return {
    pid: column("PID", true, (e) => String(e.pid)),
    ppid: column("PPID", true, (e) => String(e.parentPid)),
    user: column("USER", false, user),
    uid: column("UID", true, (e) => String(e.uid)),
    comm: column("COMMAND", false, name),
    cmd: column("CMD", false, command),
    args: column("COMMAND", false, command),
    command: column("COMMAND", false, command),
    tty: column("TT", false, (e) => e.terminal ?? "?"),
    tname: column("TTY", false, (e) => e.terminal ?? "?"),
    stat: column("STAT", false, state),
    s: column("S", false, state),
    time: column("TIME", true, () => "00:00:00"),
    stime: column("STIME", true, (e) => clock(e.startedMicros)),
    netns: column("NETNS", true, (e) => {
      const link = context.files.readLink(`/proc/${e.pid}/ns/net`);
      return /\d+/.exec(link.ok ? link.value : "")?.[0] ?? "-";
    }),
  };
}

type Style = "plain" | "full" | "short" | "bsd";

/** What the usual options show: a line of heads, and a line of the columns' values. */
const STYLES: Readonly<Record<Style, { readonly head: string; line(value: (key: string) => string): string }>> = {
  plain: {
    head: "    PID TTY          TIME CMD",
    line: (value) => `${value("pid").padStart(7)} ${value("tty").padEnd(8)} ${value("time")} ${value("comm")}`,
  },
  full: {
    head: "UID          PID    PPID  C STIME TTY          TIME CMD",
    line: (value) =>
      `${value("user").padEnd(8)} ${value("pid").padStart(7)} ${value("ppid").padStart(7)}  0 ${value("stime")} ${value("tty").padEnd(8)} ${value("time")} ${value("args")}`,
  },
  short: {
    head: "    PID TTY      STAT   TIME COMMAND",
    line: (value) =>
      `${value("pid").padStart(7)} ${value("tty").padEnd(8)} ${value("stat").padEnd(4)}   0:00 ${value("args")}`,
  },
  bsd: {
    head: "USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND",
    line: (value) =>
      `${value("user").padEnd(8)} ${value("pid").padStart(7)}  0.0  0.0   4000  3000 ${value("tty").padEnd(8)} ${value("stat").padEnd(4)} ${value("stime")}   0:00 ${value("args")}`,
  },
};

function report(context: ProcessContext): ExitStatus {
  const words = context.argv.slice(1);
  let all = false;
  let style: Style = "plain";
  const chosen: string[] = [];
  const pids: number[] = [];
  let heads = true;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    const pick = (list: string | undefined) => chosen.push(...(list ?? "").split(",").filter((each) => each !== ""));
    if (word === "--no-headers" || word === "--no-heading") heads = false;
    else if (/^-?p$/.test(word)) pids.push(...(words[++i] ?? "").split(",").map(Number));
    else if (/^-?[aAeux]*o$/.test(word)) {
      if (/[aAe]/.test(word)) all = true;
      pick(words[++i]);
    } else if (/^\d+$/.test(word)) pids.push(Number(word));
    else if (/^-[eAdfaxlwH]+$/.test(word)) {
      if (/[eAda]/.test(word)) all = true;
      if (word.includes("f")) style = "full";
    } else if (/^[auxwf]+$/.test(word)) {
      if (/[ax]/.test(word)) all = true;
      style = word.includes("u") ? "bsd" : "short";
    } else {
      void context.stderr.write(`error: unsupported option\n\nUsage:\n ps [options]\n`);
      return 1;
    }
  }
  const known = columns(context);
  const own = context.kernel.processes();
  const self = own.find((entry) => entry.pid === context.kernel.pid);
  const entries = own.filter((entry) =>
    pids.length > 0 ? pids.includes(entry.pid) : all || (entry.terminal === self?.terminal && entry.uid === self?.uid),
  );
  if (chosen.length === 0) {
    const { head, line } = STYLES[style];
    if (heads) void context.stdout.write(`${head}\n`);
    for (const entry of entries) void context.stdout.write(`${line((key) => known[key]?.value(entry) ?? "")}\n`);
    return entries.length > 0 ? 0 : 1;
  }
  const shown: (Column & { title: string })[] = [];
  for (const spec of chosen) {
    const [name = "", title] = spec.split("=");
    const column = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!column) {
      void context.stderr.write(`error: unknown user-defined format specifier "${name}"\n`);
      return 1;
    }
    shown.push({ ...column, title: title ?? column.head });
  }
  const rows = entries.map((entry) => shown.map((column) => column.value(entry)));
  const widths = shown.map((column, at) =>
    Math.max(
      column.right && column.head.endsWith("PID") ? 7 : column.head === "USER" ? 8 : 1,
      column.title.length,
      ...rows.map((row) => row[at]?.length ?? 0),
    ),
  );
  const line = (cells: readonly string[]) =>
    `${cells
      .map((cell, at) =>
        shown[at]?.right
          ? cell.padStart(widths[at] ?? 0)
          : at === cells.length - 1
            ? cell
            : cell.padEnd(widths[at] ?? 0),
      )
      .join(" ")}\n`;
  if (heads && shown.some((column) => column.title !== ""))
    void context.stdout.write(line(shown.map((column) => column.title)));
  for (const row of rows) void context.stdout.write(line(row));
  return entries.length > 0 ? 0 : 1;
}

/** Until it looks, the others of its pipeline are there: `ps ax | grep NAME` finds the grep. */
const STARTS_MICROS = 4_000;

const ps: Program = {
  name: "ps",
  path: "/usr/bin/ps",
  summary: "report the processes",
  async run(context) {
    await context.kernel.compute(STARTS_MICROS, context.self.signals);
    return report(context);
  },
};

/** `TERM`, `SIGTERM`, `15`. */
export function signalNamed(text: string): SignalName | undefined {
  const name = text.toUpperCase().replace(/^SIG/, "");
  for (const [known, number] of Object.entries(SIGNAL) as [SignalName, number][])
    if (known === name || String(number) === text) return known;
  return undefined;
}

const kill: Program = {
  name: "kill",
  path: "/usr/bin/kill",
  summary: "send a signal to a process",
  run(context) {
    const words = context.argv.slice(1);
    let signal: SignalName | undefined = "TERM";
    const first = words[0];
    const test = first === "-0";
    if (first === "-l") {
      void context.stdout.write(`${Object.keys(SIGNAL).join(" ")}\n`);
      return 0;
    }
    if (first === "-s" || first === "-n") {
      signal = signalNamed(words[1] ?? "");
      words.splice(0, 2);
    } else if (first?.startsWith("-") && first !== "--") {
      signal = signalNamed(first.slice(1));
      words.shift();
    }
    if (words[0] === "--") words.shift();
    if (!signal && !test) return complain(context, `unknown signal ${first}`);
    let status = 0;
    for (const word of words) {
      const pid = Number(word);
      const sent = Number.isInteger(pid) ? context.kernel.kill(pid, test ? undefined : signal) : undefined;
      if (!sent) status = complain(context, `failed to parse argument: '${word}'`);
      else if (!sent.ok) status = complain(context, `(${word}) - ${strerror(sent.error)}`);
    }
    return status;
  },
};

const UNITS: Readonly<Record<string, number>> = { "": 1, s: 1, m: 60, h: 3600, d: 86400 };

/** `1.5`, `10s`, `2m`; microseconds. */
function duration(text: string): number | undefined {
  const match = /^(\d+\.?\d*|\.\d+)([smhd]?)$/.exec(text);
  if (!match) return text === "infinity" ? Number.MAX_SAFE_INTEGER / 4 : undefined;
  return Math.round(Number(match[1]) * (UNITS[match[2] ?? ""] ?? 1) * 1_000_000);
}

const sleep: Program = {
  name: "sleep",
  path: "/usr/bin/sleep",
  summary: "wait for an amount of time",
  async run(context) {
    const words = context.argv.slice(1);
    if (words.length === 0) return missingOperand(context);
    let micros = 0;
    for (const word of words) {
      const each = duration(word);
      if (each === undefined) return complainOfUse(context, `invalid time interval ‘${word}’`);
      micros += each;
    }
    await context.kernel.sleep(micros, context.self.signals);
    return 0;
  },
};

const timeout: Program = {
  name: "timeout",
  path: "/usr/bin/timeout",
  summary: "run a command with a time limit",
  async run(context) {
    const parsed = options(context.argv, "+s:k:vfp", {
      signal: "s",
      "kill-after": "k",
      foreground: "f",
      verbose: "v",
      "preserve-status": "p",
    });
    const wrong = badUsage(context, parsed, 125);
    if (wrong !== undefined) return wrong;
    const [limit, ...argv] = parsed.operands;
    const refuse = (text: string): ExitStatus => complainOfUse(context, text, 125);
    const later = parsed.flags.get("k");
    const kill = later === undefined ? undefined : duration(later);
    if (later !== undefined && kill === undefined) return refuse(`invalid time interval ‘${later}’`);
    const name = parsed.flags.get("s") ?? "TERM";
    const signal = signalNamed(name);
    if (!signal && name !== "0") return refuse(`‘${name}’: invalid signal`);
    if (limit === undefined || argv.length === 0) return hintOfUse(context, 125);
    const micros = duration(limit);
    if (micros === undefined) return refuse(`invalid time interval ‘${limit}’`);
    const path = context.kernel.which(argv[0] ?? "", context.env);
    const request = { argv, env: context.env, cwd: context.cwd, files: context.descriptors };
    const started = path === undefined ? undefined : context.kernel.exec(path, request);
    if (!started?.ok) {
      const errno = started?.error ?? "ENOENT";
      return complain(
        context,
        `failed to run command ‘${argv[0]}’: ${strerror(errno)}`,
        errno === "ENOENT" ? 127 : 126,
      );
    }
    const child = started.value;
    const deaf = context.self.signals.listen((arrived) => child.signal(arrived));
    let expired = false;
    let over = false;
    const limitReached = async () => {
      if (micros === 0) return;
      await context.kernel.sleep(micros, untilEnd);
      if (over) return;
      expired = true;
      const send = (which: SignalName | undefined): void => {
        if (parsed.flags.has("v")) complain(context, `sending signal ${which ?? "EXIT"} to command ‘${argv[0]}’`);
        if (which !== undefined) child.signal(which);
      };
      send(signal);
      if (kill !== undefined) {
        await context.kernel.sleep(kill, untilEnd);
        if (!over) send("KILL");
      }
    };
    // The wait for the limit ends with the child.
    const enders: ((signal: SignalName) => void)[] = [];
    const ended: { pending: SignalName | undefined } = { pending: undefined };
    const untilEnd = {
      get pending() {
        return ended.pending;
      },
      listen: (handler: (signal: SignalName) => void) => onOver(handler),
      catch: () => () => {},
    };
    function onOver(handler: (signal: SignalName) => void): () => void {
      enders.push(handler);
      return () => {};
    }
    if (typeof child.status !== "number") void limitReached();
    const status = await child.status;
    over = true;
    ended.pending = "TERM";
    for (const end of enders) end("TERM");
    deaf();
    // It dies as its command did (timeout.c), unless the command's own status is wanted.
    if (!expired && child.endedBy === "KILL") context.self.signals.die?.("KILL");
    if (!expired || (parsed.flags.has("p") && status !== 137)) return status;
    if (signal !== "KILL" && status !== 137) return 124;
    context.self.signals.die?.("KILL");
    return 137;
  },
};

export const processPrograms: readonly Program[] = [kill, nsenter, ps, sleep, timeout, unshare];
