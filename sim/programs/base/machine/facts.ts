/**
 * Programs that tell about the machine: nproc, uptime, lsmod, tput.  Formats are those of coreutils, procps,
 * kmod and ncurses.
 */

import type { ExitStatus } from "../../../../core/process.ts";
import { PROCESSORS } from "../../../kernel/machine.ts";
import type { ProcessContext, Program } from "../../../program.ts";
import { formatTime } from "../../../time/strftime.ts";
import { zoneOf } from "../../../time/zone.ts";
import { badUsage, complain, complainOfUse, options } from "../support.ts";

const nproc: Program = {
  name: "nproc",
  path: "/usr/bin/nproc",
  summary: "how many processors there are",
  run(context) {
    const parsed = options(context.argv, "ai:", { all: "a", ignore: "i" });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const [extra] = parsed.operands;
    if (extra !== undefined) return complainOfUse(context, `extra operand ‘${extra}’`);
    const given = parsed.flags.get("i") ?? "0";
    if (!/^\s*\+?\d+$/.test(given)) return complain(context, `invalid number: ‘${given}’`);
    const ignored = Number(given);
    const { kernel } = context;
    const scheduling = kernel.schedulingOf(kernel.pid);
    const usable = parsed.flags.has("a") || !scheduling.ok ? PROCESSORS : scheduling.value.processors.length;
    void context.stdout.write(`${Math.max(1, usable - ignored)}\n`);
    return 0;
  },
};

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

function secondsUp(context: ProcessContext): number {
  const read = context.files.readFile("/proc/uptime");
  return read.ok ? Number.parseFloat(read.value) : 0;
}

/** The line that uptime prints, and w and top begin with. Nobody is logged in: terminals are in no utmp(5). */
export function upLine(context: ProcessContext): string {
  const minutes = Math.floor(secondsUp(context) / 60);
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24];
  const now = formatTime("%T", Math.floor(context.kernel.wallMicros() / 1e6), 0, zoneOf(context.env.TZ));
  const clock =
    hours > 0 ? `${String(hours).padStart(2)}:${String(minutes % 60).padStart(2, "0")}` : `${minutes % 60} min`;
  const up = `${days > 0 ? `${counted(days, "day")}, ` : ""}${clock}`;
  return ` ${now} up ${up},  0 user,  load average: 0.00, 0.00, 0.00\n`;
}

const uptime: Program = {
  name: "uptime",
  path: "/usr/bin/uptime",
  summary: "how long the system has been up",
  run(context) {
    const parsed = options(context.argv, "ps", { pretty: "p", since: "s" });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const seconds = secondsUp(context);
    const minutes = Math.floor(seconds / 60);
    const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24];
    if (parsed.flags.has("s")) {
      const since = Math.floor(context.kernel.wallMicros() / 1e6 - seconds);
      void context.stdout.write(`${formatTime("%F %T", since, 0, zoneOf(context.env.TZ))}\n`);
      return 0;
    }
    if (parsed.flags.has("p")) {
      const parts = [
        ...(days > 0 ? [counted(days, "day")] : []),
        ...(hours > 0 ? [counted(hours, "hour")] : []),
        counted(minutes % 60, "minute"),
      ];
      void context.stdout.write(`up ${parts.join(", ")}\n`);
      return 0;
    }
    void context.stdout.write(upLine(context));
    return 0;
  },
};

const lsmod: Program = {
  name: "lsmod",
  path: "/usr/sbin/lsmod",
  summary: "which modules the kernel has loaded",
  run(context) {
    let text = "Module                  Size  Used by\n";
    const read = context.files.readFile("/proc/modules");
    for (const line of read.ok ? read.value.split("\n").filter((each) => each !== "") : []) {
      const [name = "", size = "0", count = "0", users = "-"] = line.split(" ");
      text += `${name.padEnd(19)} ${size.padStart(8)}  ${count}${users === "-" ? "" : ` ${users.replace(/,$/, "")}`}\n`;
    }
    void context.stdout.write(text);
    return 0;
  },
};

/** terminfo(5) of xterm. */
const CAPABILITIES: Readonly<Record<string, string>> = {
  bold: "\x1b[1m",
  dim: "\x1b[2m",
  smul: "\x1b[4m",
  rmul: "\x1b[24m",
  rev: "\x1b[7m",
  smso: "\x1b[7m",
  rmso: "\x1b[27m",
  blink: "\x1b[5m",
  sgr0: "\x1b(B\x1b[m",
  clear: "\x1b[H\x1b[2J\x1b[3J",
  home: "\x1b[H",
  el: "\x1b[K",
  ed: "\x1b[J",
  civis: "\x1b[?25l",
  cnorm: "\x1b[?12l\x1b[?25h",
  smcup: "\x1b[?1049h\x1b[22;0;0t",
  rmcup: "\x1b[?1049l\x1b[23;0;0t",
  sc: "\x1b7",
  rc: "\x1b8",
  bel: "\x07",
};

const TPUT_USAGE = `Usage: tput [options] [command]

Options:
  -S <<       read commands from standard input
  -T TERM     use this instead of $TERM
  -V          print curses-version
  -x          do not try to clear scrollback

Commands:
  clear       clear the screen
  init        initialize the terminal
  reset       reinitialize the terminal
  capname     unlike clear/init/reset, print value for capability "capname"
`;

const tput: Program = {
  name: "tput",
  path: "/usr/bin/tput",
  summary: "what a terminal can do",
  run(context) {
    const words = context.argv.slice(1);
    let term = context.env.TERM;
    if (words[0] === "-T") term = words.splice(0, 2)[1];
    else if (/^-T./.test(words[0] ?? "")) term = (words.shift() ?? "").slice(2);
    if (words.length === 0) {
      void context.stderr.write(TPUT_USAGE);
      return 2;
    }
    if (term === undefined || term === "") {
      void context.stderr.write("tput: No value for $TERM and no -T specified\n");
      return 2;
    }
    return capability(context, words, term === "dumb");
  },
};

function capability(context: ProcessContext, [name = "", ...args]: readonly string[], dumb: boolean): ExitStatus {
  const terminal = context.stdout.terminal ?? context.stderr.terminal ?? context.stdin.terminal;
  const number = { cols: terminal?.columns ?? 80, lines: terminal?.rows ?? 24, colors: dumb ? -1 : 256 }[name];
  if (number !== undefined) {
    void context.stdout.write(`${number}\n`);
    return 0;
  }
  const at = (index: number): number => Number(args[index] ?? 0) || 0;
  let text = CAPABILITIES[name];
  if (name === "reset" || name === "init") text = "";
  else if (name === "setaf" || name === "setab") {
    const [color, base] = [at(0), name === "setaf" ? 30 : 40];
    text =
      color < 8 ? `\x1b[${base + color}m` : color < 16 ? `\x1b[${base + 52 + color}m` : `\x1b[${base + 8};5;${color}m`;
  } else if (name === "cup") text = `\x1b[${at(0) + 1};${at(1) + 1}H`;
  else if (name === "cuu") text = `\x1b[${at(0)}A`;
  else if (name === "cud") text = `\x1b[${at(0)}B`;
  if (text === undefined) {
    void context.stderr.write(`tput: unknown terminfo capability '${name}'\n`);
    return 4;
  }
  if (dumb && name !== "bel") return 1;
  void context.stdout.write(text);
  return 0;
}

export const factPrograms: readonly Program[] = [lsmod, nproc, tput, uptime];
