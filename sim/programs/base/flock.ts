/**
 * flock of util-linux 2.38: a lock on a file or directory for as long as a command runs, or on a descriptor of the shell's.
 * The same: all options, what is refused, statuses.
 */
import { getoptLong, type LongOptions } from "../../../core/command/getopt-long.ts";
import { strerror } from "../../../core/errors.ts";
import { type ExitStatus, type FileLock, SIGNAL, type Signals } from "../../../core/process.ts";
import { changedContext, type ProcessContext, type Program } from "../../program.ts";
import { become } from "./processes.ts";
import { absolute, complain } from "./support.ts";

const LONG: LongOptions = {
  shared: "s",
  exclusive: "x",
  unlock: "u",
  nonblocking: "n",
  nonblock: "n",
  nb: "n",
  timeout: "w:",
  wait: "w:",
  "conflict-exit-code": "E:",
  close: "o",
  "no-fork": "F",
  verbose: "verbose",
  help: "h",
  version: "V",
};

/** sysexits.h. */
const EXIT = { usage: 64, dataError: 65, noInput: 66, unavailable: 69, cantCreate: 73 };

const HELP = `
Usage:
 flock [options] <file>|<directory> <command> [<argument>...]
 flock [options] <file>|<directory> -c <command>
 flock [options] <file descriptor number>

Manage file locks from shell scripts.

Options:
 -s, --shared             get a shared lock
 -x, --exclusive          get an exclusive lock (default)
 -u, --unlock             remove a lock
 -n, --nonblock           fail rather than wait
 -w, --timeout <secs>     wait for a limited amount of time
 -E, --conflict-exit-code <number>  exit code after conflict or timeout
 -o, --close              close file descriptor before running command
 -c, --command <command>  run a single command string through the shell
 -F, --no-fork            execute command without forking
     --verbose            increase verbosity

 -h, --help               display this help
 -V, --version            display version

For more details see flock(1).
`;

interface Wanted {
  how: "shared" | "exclusive" | "none";
  waits: boolean;
  micros: number | undefined;
  conflict: ExitStatus;
  closes: boolean;
  forks: boolean;
  verbose: boolean;
  /** What stdio(3) holds: no terminal hears of it before the command is over. */
  said: string;
}

export const flock: Program = {
  name: "flock",
  path: "/usr/bin/flock",
  summary: "run a command while a file is locked",
  async run(context) {
    const wanted: Wanted = {
      how: "exclusive",
      waits: true,
      micros: undefined,
      conflict: 1,
      closes: false,
      forks: true,
      verbose: false,
      said: "",
    };
    const hint = (): ExitStatus => {
      void context.stderr.write("Try 'flock --help' for more information.\n");
      return EXIT.usage;
    };
    const operands: string[] = [];
    for (const option of getoptLong(context.argv, "+sexnoFuw:hVE:", LONG)) {
      if (option.kind === "operand") operands.push(option.text);
      else if (option.kind === "error") {
        complain(context, option.text);
        return hint();
      } else if (option.name === "s") wanted.how = "shared";
      else if (option.name === "x" || option.name === "e") wanted.how = "exclusive";
      else if (option.name === "u") wanted.how = "none";
      else if (option.name === "n") wanted.waits = false;
      else if (option.name === "o") wanted.closes = true;
      else if (option.name === "F") wanted.forks = false;
      else if (option.name === "verbose") wanted.verbose = true;
      else if (option.name === "w") {
        const seconds = /^\s*\+?(?:\d+\.?\d*|\.\d+)$/.test(option.value) ? Number(option.value) : undefined;
        if (seconds === undefined) return complain(context, `invalid timeout value: '${option.value}'`, EXIT.usage);
        if (seconds === 0) wanted.waits = false;
        wanted.micros = Math.round(seconds * 1e6);
      } else if (option.name === "E") {
        const number = /^\s*[-+]?\d+$/.test(option.value) ? Number(option.value) : undefined;
        if (number === undefined) return complain(context, `invalid exit code: '${option.value}'`, EXIT.usage);
        if (number < 0 || number > 255)
          return complain(context, "exit code out of range (expected 0 to 255)", EXIT.usage);
        wanted.conflict = number;
      } else {
        void context.stdout.write(option.name === "h" ? HELP : "flock from util-linux 2.38.1\n");
        return 0;
      }
    }
    if (!wanted.forks && wanted.closes)
      return complain(context, "the --no-fork and --close options are incompatible", EXIT.usage);
    const [target, ...command] = operands;
    if (target === undefined) {
      complain(context, "not enough arguments");
      return hint();
    }
    return command.length === 0
      ? await lockDescriptor(context, target, wanted)
      : await lockFile(context, target, command, wanted);
  },
};

async function lockDescriptor(context: ProcessContext, text: string, wanted: Wanted): Promise<ExitStatus> {
  if (!/^\s*[-+]?\d+$/.test(text)) return complain(context, `bad file descriptor: '${text}'`, EXIT.usage);
  const file = context.descriptors.get(Number(text));
  if (file === undefined) return complain(context, `${Number(text)}: ${strerror("EBADF")}`, EXIT.dataError);
  if (file.lock === undefined)
    return complain(context, "netnone: locks are modelled on regular files and directories", EXIT.dataError);
  const status = await acquire(context, file.lock, wanted);
  await tell(context, wanted);
  return status;
}

async function tell(context: ProcessContext, wanted: Wanted): Promise<void> {
  const { said } = wanted;
  wanted.said = "";
  if (said !== "") await context.stdout.write(said);
}

async function lockFile(
  context: ProcessContext,
  path: string,
  command: readonly string[],
  wanted: Wanted,
): Promise<ExitStatus> {
  let argv = command;
  if (command[0] === "-c" || command[0] === "--command") {
    if (command.length !== 2)
      return complain(context, `${command[0]} requires exactly one command argument`, EXIT.usage);
    const shell = context.env.SHELL;
    argv = [shell === undefined || shell === "" ? "/bin/sh" : shell, "-c", command[1] ?? ""];
  }
  const at = absolute(context, path);
  const there = context.files.stat(at);
  if (!there.ok && there.error === "ENOENT") {
    const made = context.files.open(at, "append", 0o666);
    if (made.ok) made.value.close();
  }
  const opened = context.files.open(at, "read");
  if (!opened.ok) {
    const status =
      opened.error === "ENOMEM"
        ? 71
        : opened.error === "EROFS" || opened.error === "ENOSPC"
          ? EXIT.cantCreate
          : EXIT.noInput;
    return complain(context, `cannot open lock file ${path}: ${strerror(opened.error)}`, status);
  }
  const file = opened.value;
  try {
    if (file.lock === undefined)
      return complain(context, `netnone: locks are modelled on regular files and directories`, EXIT.dataError);
    const status = await acquire(context, file.lock, wanted);
    if (status !== 0) return status;
    wanted.said += wanted.verbose ? `flock: executing ${argv[0]}\n` : "";
    if (context.stdout.terminal !== undefined) await tell(context, wanted);
    const ended = await run(context, argv, file, wanted);
    await tell(context, wanted);
    return ended;
  } finally {
    file.close();
  }
}

/** Runs the command; it has the locked file open, too, unless that was to be closed. */
async function run(
  context: ProcessContext,
  argv: readonly string[],
  file: ProcessContext["stdin"],
  wanted: Wanted,
): Promise<ExitStatus> {
  const descriptors = new Map(context.descriptors);
  let number = 3;
  while (descriptors.has(number)) number++;
  if (!wanted.closes) descriptors.set(number, file);
  const name = argv[0] ?? "";
  if (!wanted.forks) return await become(changedContext(context, { descriptors }), argv);
  const path = context.kernel.which(name, context.env);
  const started =
    path === undefined
      ? undefined
      : context.kernel.exec(path, { argv, env: context.env, cwd: context.cwd, files: descriptors });
  if (started?.ok) return await started.value.status;
  return complain(context, `failed to execute ${name}: ${strerror(started?.error ?? "ENOENT")}`, EXIT.unavailable);
}

/** 0 when it has the lock, or has given it up. */
async function acquire(context: ProcessContext, lock: FileLock, wanted: Wanted): Promise<ExitStatus> {
  const { how } = wanted;
  if (how === "none") {
    lock.drop();
    return 0;
  }
  const began = context.kernel.nowMicros();
  const { signals } = context.self;
  const over: { pending: Signals["pending"]; ends: (() => void)[] } = { pending: undefined, ends: [] };
  let expired = false;
  if (!lock.take(how)) {
    if (!wanted.waits) {
      if (wanted.verbose) complain(context, "failed to get lock");
      return wanted.conflict;
    }
    const killed = new Promise<void>((resolve) => {
      signals.listen(() => {
        if (signals.pending !== undefined) resolve();
      });
    });
    const waits: Promise<unknown>[] = [killed];
    if (wanted.micros !== undefined) {
      const until: Signals = {
        get pending() {
          return over.pending;
        },
        listen: (handler) => {
          over.ends.push(() => handler("TERM"));
          return () => {};
        },
        catch: () => () => {},
      };
      waits.push(
        context.kernel.sleep(wanted.micros, until).then(() => {
          expired = true;
        }),
      );
    }
    while (!lock.take(how)) {
      if (signals.pending !== undefined) return 128 + SIGNAL[signals.pending];
      if (expired) {
        if (wanted.verbose) complain(context, "timeout while waiting to get lock");
        return wanted.conflict;
      }
      await Promise.race([lock.changed(), ...waits]);
    }
    over.pending = "TERM";
    for (const end of over.ends) end();
  }
  if (wanted.verbose) {
    const micros = context.kernel.nowMicros() - began;
    const text = `${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, "0")}`;
    wanted.said += `flock: getting lock took ${text} seconds\n`;
  }
  return 0;
}
