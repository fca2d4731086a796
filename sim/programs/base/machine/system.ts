/**
 * Programs that tell of the machine and of who is there, and those that its scripts call: dmesg, last, logger, logname, lscpu,
 * mountpoint, run-parts, top, users, w, who (coreutils 9.1, util-linux 2.38, procps 4.0, debianutils 5.7).
 *
 * Nobody has logged in (utmp(5) is empty, as in a container), no syslog daemon listens, and the kernel's log is empty.
 */
import { getoptLong, type LongOptions } from "../../../../core/command/getopt-long.ts";
import { strerror } from "../../../../core/errors.ts";
import type { ExitStatus } from "../../../../core/process.ts";
import { MEMORY_KIB, PROCESSOR, PROCESSORS } from "../../../kernel/machine.ts";
import { processName } from "../../../kernel/process-name.ts";
import type { ProcessContext, Program } from "../../../program.ts";
import { stateLetter } from "../proc-stat.ts";
import { absolute, badUsage, complain, complainOfUse, onlyOperands, options, userOf } from "../support.ts";
import { upLine } from "./facts.ts";

const logname: Program = {
  name: "logname",
  path: "/usr/bin/logname",
  summary: "print the name that one logged in with",
  run(context) {
    const operands = onlyOperands(context, 0);
    return typeof operands === "number" ? operands : complain(context, "no login name");
  },
};

const usersProgram: Program = {
  name: "users",
  path: "/usr/bin/users",
  summary: "print who is logged in",
  run(context) {
    const operands = onlyOperands(context, 1);
    return typeof operands === "number" ? operands : 0;
  },
};

const who: Program = {
  name: "who",
  path: "/usr/bin/who",
  summary: "print who is logged in",
  run(context) {
    const parsed = options(context.argv, "abdHlmpqrstTuw", { all: "a", boot: "b", heading: "H", count: "q" });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const { flags, operands } = parsed;
    if (operands.length > 2) return complainOfUse(context, `extra operand ‘${operands[2]}’`);
    if (flags.has("q")) void context.stdout.write("\n# users=0\n");
    else if (flags.has("H")) void context.stdout.write("NAME     LINE         TIME             COMMENT\n");
    return 0;
  },
};

const w: Program = {
  name: "w",
  path: "/usr/bin/w",
  summary: "print who is logged in, and what they do",
  run(context) {
    const parsed = options(context.argv, "hsufoipV", { "no-header": "h", short: "s", "no-current": "u", from: "f" });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    if (!parsed.flags.has("h"))
      void context.stdout.write(
        `${upLine(context)}USER     TTY      FROM             LOGIN@   IDLE   JCPU   PCPU WHAT\n`,
      );
    return 0;
  },
};

const last: Program = {
  name: "last",
  path: "/usr/bin/last",
  summary: "print who was logged in",
  run(context) {
    const parsed = options(context.argv, "adFinRwxf:n:s:t:p:0123456789", { hostlast: "a", limit: "n", file: "f" });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const [day, month, date, year] = new Date(context.kernel.wallMicros() / 1000)
      .toUTCString()
      .replace(",", "")
      .split(" ");
    void context.stdout.write(`\nwtmp begins ${day} ${date} ${Number(month)} 00:00:00 ${year}\n`);
    return 0;
  },
};

const LEVELS = ["emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"];
const SAME_LEVEL: Readonly<Record<string, string>> = { panic: "emerg", error: "err", warn: "warning" };
const FACILITIES =
  "kern user mail daemon auth syslog lpr news uucp cron authpriv ftp - - - - local0 local1 local2 local3 local4 local5 local6 local7".split(
    " ",
  );

/** `user.notice` as a number; what is wrong with it otherwise. */
function priorityOf(text: string): number | string {
  const dot = text.indexOf(".");
  const [facility, level] = dot < 0 ? ["user", text] : [text.slice(0, dot), text.slice(dot + 1)];
  const number = (names: readonly string[], name: string, most: number): number =>
    /^\d+$/.test(name) ? (Number(name) <= most ? Number(name) : -1) : names.indexOf(name);
  const place = facility === "security" ? 4 : number(FACILITIES, facility, 23);
  if (place < 0) return `unknown facility name: ${facility}`;
  const height = number(LEVELS, SAME_LEVEL[level] ?? level, 7);
  return height < 0 ? `unknown priority name: ${level}` : place * 8 + height;
}

const logger: Program = {
  name: "logger",
  path: "/usr/bin/logger",
  summary: "write into the system's log",
  run(context) {
    const parsed = options(context.argv, "+if:p:st:en:P:u:TdS:I:A", {
      file: "f",
      priority: "p",
      stderr: "s",
      tag: "t",
      server: "n",
      id: "I",
      "no-act": "A",
    });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const { flags } = parsed;
    const priority = priorityOf(flags.get("p") ?? "user.notice");
    if (typeof priority === "string") return complain(context, priority);
    if (flags.has("n") || flags.has("f")) return complain(context, "netnone: -n and -f are not modelled");
    return flags.has("s") ? complain(context, "socket /dev/log: No such file or directory") : 0;
  },
};

const dmesg: Program = {
  name: "dmesg",
  path: "/usr/bin/dmesg",
  summary: "print what the kernel has to say",
  run(context) {
    const parsed = options(context.argv, "CcDdEeF:f:HJkL:l:n:PprSs:TtuVwWx", { level: "l", facility: "f", ctime: "T" });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    if (context.kernel.credentials.capabilities.has("CAP_SYSLOG")) return 0;
    return complain(context, `read kernel buffer failed: ${strerror("EPERM")}`);
  },
};

const USUAL_COLUMNS = ["CPU", "Core", "Socket", "Node", "", "L1d", "L1i", "L2", "L3"];
/** What the columns of `lscpu -p` say of a processor. */
const COLUMNS: Readonly<Record<string, (number: number) => string | number>> = {
  "": () => "",
  cpu: (number) => number,
  core: (number) => number,
  socket: () => 0,
  node: () => 0,
  l1d: (number) => number,
  l1i: (number) => number,
  l2: (number) => number,
  l3: () => 0,
  online: () => "Y",
};

function parsable(context: ProcessContext, columns: readonly string[]): ExitStatus {
  const unknown = columns.find((column) => !Object.hasOwn(COLUMNS, column.toLowerCase()));
  if (unknown !== undefined) return complain(context, `unknown column: ${unknown}`);
  const rows = Array.from({ length: PROCESSORS }, (_, number) =>
    columns.map((column) => COLUMNS[column.toLowerCase()]?.(number) ?? "").join(","),
  );
  void context.stdout.write(
    `# The following is the parsable format, which can be fed to other\n# programs. Each different item in every column has an unique ID\n# starting usually from zero.\n# ${columns.map((column) => USUAL_COLUMNS.find((each) => each.toLowerCase() === column.toLowerCase()) ?? column).join(",")}\n${rows.map((row) => `${row}\n`).join("")}`,
  );
  return 0;
}

const lscpu: Program = {
  name: "lscpu",
  path: "/usr/bin/lscpu",
  summary: "tell about the processors",
  run(context) {
    const columns = context.argv.flatMap((word) => /^(?:-p|--parse)=(.*)$/.exec(word)?.[1] ?? []).join(",");
    const words = context.argv.map((word) => word.replace(/^(-p|--parse)=.*$/, "$1"));
    const parsed = options(words, "abBCcehJps:xy", { parse: "p", extended: "e", json: "J" });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    if (parsed.operands.length > 0) return complainOfUse(context, "bad usage");
    const refused = ["C", "J", "B", "y"].find((letter) => parsed.flags.has(letter));
    if (refused !== undefined) return complain(context, `netnone: -${refused} is not modelled`);
    const each = Array.from({ length: PROCESSORS }, (_, number) => number);
    if (parsed.flags.has("p")) return parsable(context, columns === "" ? USUAL_COLUMNS : columns.split(","));
    if (parsed.flags.has("e")) {
      const rows = each.map(
        (number) => `  ${number}    0      0    ${number} ${number}:${number}:${number}:0          yes\n`,
      );
      void context.stdout.write(`CPU NODE SOCKET CORE L1d:L1i:L2:L3 ONLINE\n${rows.join("")}`);
      return 0;
    }
    const { vendor, name, family, model, stepping, bogomips, flags, addresses } = PROCESSOR;
    const lines: readonly (readonly [string, string | number])[] = [
      ["Architecture", "x86_64"],
      ["CPU op-mode(s)", "32-bit, 64-bit"],
      ["Address sizes", addresses],
      ["Byte Order", "Little Endian"],
      ["CPU(s)", PROCESSORS],
      ["On-line CPU(s) list", each.join(",")],
      ["Vendor ID", vendor],
      ["Model name", name],
      ["CPU family", family],
      ["Model", model],
      ["Thread(s) per core", 1],
      ["Core(s) per socket", PROCESSORS],
      ["Socket(s)", 1],
      ["Stepping", stepping],
      ["BogoMIPS", bogomips],
      ["Flags", flags],
      ["Hypervisor vendor", "KVM"],
      ["Virtualization type", "full"],
      ["NUMA node(s)", 1],
      ["NUMA node0 CPU(s)", each.join(",")],
    ];
    void context.stdout.write(lines.map(([key, value]) => `${`${key}:`.padEnd(40)} ${value}\n`).join(""));
    return 0;
  },
};

const mountpoint: Program = {
  name: "mountpoint",
  path: "/usr/bin/mountpoint",
  summary: "tell whether something is mounted on a directory",
  run(context) {
    const parsed = options(context.argv, "qdx", { quiet: "q", "fs-devno": "d", devno: "x", nofollow: "nofollow" });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const { flags, operands } = parsed;
    const [path, more] = operands;
    if (path === undefined || more !== undefined) return complainOfUse(context, "bad usage");
    const quiet = flags.has("q");
    const stat = context.files.stat(absolute(context, path));
    if (!stat.ok) return quiet ? 1 : complain(context, `${path}: ${strerror(stat.error)}`);
    if (flags.has("x")) return quiet ? 32 : complain(context, `${path}: not a block device`, 32);
    const real = context.files.realPath(absolute(context, path));
    const mounts = context.files.readFile("/proc/self/mounts");
    const found = real.ok && mounts.ok && mounts.value.split("\n").some((line) => line.split(" ")[1] === real.value);
    const root = real.ok && real.value === "/";
    if (flags.has("d") && (found || root)) {
      void context.stdout.write(`0:${stat.value.device}\n`);
      return 0;
    }
    if (!quiet) void context.stdout.write(`${path} is ${found || root ? "" : "not "}a mountpoint\n`);
    return found || root ? 0 : 32;
  },
};

const RUN_PARTS: LongOptions = {
  test: "test",
  list: "list",
  verbose: "v",
  debug: "d",
  report: "report",
  reverse: "reverse",
  "exit-on-error": "exit-on-error",
  "new-session": "new-session",
  umask: "u:",
  arg: "a:",
  regex: "regex:",
  lsbsysinit: "lsbsysinit",
  help: "h",
  version: "V",
};

/** run-parts(8): names of letters, digits, `_` and `-` alone. */
const PART = /^[A-Za-z0-9_-]+$/;
const LSB_PART = /^_?(?:[a-z0-9_.]+-)+[a-z0-9]+$|^[a-z0-9][a-z0-9-]*$/;

const runParts: Program = {
  name: "run-parts",
  path: "/usr/bin/run-parts",
  summary: "run all programs of a directory",
  async run(context): Promise<ExitStatus> {
    const given = new Map<string, string>();
    const args: string[] = [];
    const operands: string[] = [];
    const hint = (message: string): ExitStatus => {
      complain(context, message);
      void context.stderr.write("Try `run-parts --help' for more information.\n");
      return 1;
    };
    for (const option of getoptLong(context.argv, "u:a:vdhV", RUN_PARTS)) {
      if (option.kind === "operand") operands.push(option.text);
      else if (option.kind === "error") return hint(option.text);
      else if (option.name === "a") args.push(option.value ?? "");
      else given.set(option.name, option.value ?? "");
    }
    const [directory, more] = operands;
    if (directory === undefined || more !== undefined) return hint("missing operand");
    const stat = context.files.stat(absolute(context, directory));
    const entries = context.files.readDir(absolute(context, directory));
    if (!entries.ok || !stat.ok)
      return complain(
        context,
        `failed to open directory ${directory}: ${strerror(entries.ok ? "ENOENT" : entries.error)}`,
      );
    const regex = given.get("regex");
    const wanted = (name: string): boolean =>
      regex !== undefined
        ? new RegExp(regex).test(name)
        : PART.test(name) || (given.has("lsbsysinit") && LSB_PART.test(name));
    const names = entries.value
      .filter((name) => name !== "." && name !== ".." && wanted(name))
      .sort((a, b) => (a < b ? -1 : 1));
    if (given.has("reverse")) names.reverse();
    let status: ExitStatus = 0;
    for (const name of names) {
      const path = `${directory}/${name}`;
      const file = context.files.stat(absolute(context, path));
      if (!file.ok) {
        status = complain(context, `component ${path} does not exist`);
        continue;
      }
      if (file.value.type !== "file") continue;
      const runs = context.files.access(absolute(context, path), 1);
      if (given.has("list") || (given.has("test") && runs)) void context.stdout.write(`${path}\n`);
      if (given.has("list") || given.has("test") || !runs) continue;
      const ended = await runPart(context, path, args, given);
      if (ended === 0) continue;
      complain(context, `${path} exited with return code ${ended}`);
      status = 1;
      if (given.has("exit-on-error")) break;
    }
    return status;
  },
};

async function runPart(
  context: ProcessContext,
  path: string,
  args: readonly string[],
  given: ReadonlyMap<string, string>,
): Promise<ExitStatus> {
  if (given.has("v")) void context.stderr.write(`run-parts: executing ${path}\n`);
  if (given.has("report")) void context.stdout.write(`${path}:\n`);
  const request = { argv: [path, ...args], env: context.env, cwd: context.cwd, files: context.descriptors };
  const started = context.kernel.exec(absolute(context, path), request);
  if (started.ok) return await started.value.status;
  complain(context, `failed to exec ${path}: ${strerror(started.error)}`);
  return 1;
}

/** `0:00.00`. */
const processorTime = (micros: number): string => {
  const hundredths = Math.floor(micros / 10_000);
  const seconds = Math.floor(hundredths / 100);
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${Math.floor(seconds / 60)}:${two(seconds % 60)}.${two(hundredths % 100)}`;
};

const mebi = (kib: number): string => (kib / 1024).toFixed(1).padStart(8);

const top: Program = {
  name: "top",
  path: "/usr/bin/top",
  summary: "what runs, and what it takes",
  async run(context): Promise<ExitStatus> {
    const parsed = options(context.argv, "bcHiSn:d:p:u:U:w::o:", {
      "batch-mode": "b",
      iterations: "n",
      delay: "d",
      pid: "p",
    });
    const problem = parsed.problem;
    if (problem !== undefined) return complain(context, problem);
    const { flags } = parsed;
    if (!flags.has("b")) return complain(context, "netnone: only -b is modelled, which prints and goes on");
    const times = flags.has("n") ? Number(flags.get("n")) : Number.POSITIVE_INFINITY;
    if (!(times >= 1)) return complain(context, `bad iterations argument '${flags.get("n")}'`);
    const delay = Number(flags.get("d") ?? 3);
    if (!(delay >= 0)) return complain(context, `bad delay interval '${flags.get("d")}'`);
    for (let turn = 0; turn < times; turn++) {
      if (turn > 0) await context.kernel.sleep(delay * 1_000_000, context.self.signals);
      if (context.self.signals.pending !== undefined) return 0;
      await context.stdout.write(`${turn > 0 ? "\n" : ""}${screen(context, flags.get("p"))}`);
    }
    return 0;
  },
};

function screen(context: ProcessContext, wanted: string | undefined): string {
  const { kernel } = context;
  const pids = wanted?.split(",").map(Number);
  const all = kernel.processes().filter(({ pid }) => pids === undefined || pids.includes(pid));
  const count = (state: string): string => String(all.filter((entry) => entry.state === state).length).padStart(3);
  const { total, free, available, buffers, cached, reclaimable } = MEMORY_KIB;
  const rows = all.map((entry) => {
    const scheduling = kernel.schedulingOf(entry.pid);
    const nice = scheduling.ok ? scheduling.value.nice : 0;
    const user = (userOf(context.files, entry.uid)?.name ?? String(entry.uid)).slice(0, 8).padEnd(8);
    const state = stateLetter(entry);
    const name = processName(entry);
    return `${String(entry.pid).padStart(5)} ${user} ${String(20 + nice).padStart(3)} ${String(nice).padStart(3)} ${"4000".padStart(7)} ${"3000".padStart(6)} ${"2600".padStart(6)} ${state} ${"0.0".padStart(5)} ${"0.1".padStart(5)} ${processorTime(0).padStart(9)} ${name}\n`;
  });
  return [
    `top -${upLine(context)}`,
    `Tasks: ${String(all.length).padStart(3)} total, ${count("running")} running, ${count("sleeping")} sleeping, ${count("stopped")} stopped, ${count("zombie")} zombie\n`,
    "%Cpu(s):  0.0 us,  0.0 sy,  0.0 ni,100.0 id,  0.0 wa,  0.0 hi,  0.0 si,  0.0 st \n",
    `MiB Mem : ${mebi(total)} total, ${mebi(free)} free, ${mebi(total - available)} used, ${mebi(buffers + cached + reclaimable)} buff/cache     \n`,
    `MiB Swap: ${mebi(0)} total, ${mebi(0)} free, ${mebi(0)} used. ${mebi(available)} avail Mem \n`,
    "\n",
    "  PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND\n",
    ...rows,
  ].join("");
}

export const systemPrograms: readonly Program[] = [
  dmesg,
  last,
  logger,
  logname,
  lscpu,
  mountpoint,
  runParts,
  top,
  usersProgram,
  w,
  who,
];
