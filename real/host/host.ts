/**
 * This machine as the shell sees it: programs run for real in the sandbox, subshells are parts of netnone. Only what
 * the guard lets pass is run: unless told otherwise, what netnone models (modelled.ts).
 */
import { spawn, spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { constants } from "node:os";
import type { Errno } from "../../core/errors.ts";
import {
  type ChildProcess,
  type ExecRequest,
  type ExitStatus,
  type FileSystem,
  type OpenFile,
  type ProcessSelf,
  type ShellHost,
  SIGNAL,
  type SignalName,
} from "../../core/process.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { exitStatus, type Sandbox } from "../sandbox/sandbox.ts";
import { connectFromInside } from "./connect.ts";
import { openFifo } from "./fifo.ts";
import { sandboxFiles } from "./files.ts";
import { Minder, pidInside } from "./inside.ts";
import { type KernelPipe, makePipe, pumpInto, pumpOut } from "./kernel-pipe.ts";
import { type Guard, guardModelled } from "./modelled.ts";
import { Descriptor, documentFile, pipeOfKernel } from "./open-file.ts";
import { type PipeEnds, takePipe } from "./pipe-stock.ts";
import { holdInside } from "./settings.ts";
import { HostSignals } from "./signals.ts";

/** Subshells are no processes of the kernel; their numbers are beyond any pid (PID_MAX_LIMIT). */
const FIRST_SUBSHELL = 4_194_304;

/** A child that is a part of netnone, until a program takes its place. */
interface Subshell {
  readonly background: boolean;
  readonly signals: HostSignals;
  readonly group: ExecRequest["group"];
  program?: ChildProcess;
}

export interface SandboxHost extends ShellHost {
  /** Ends the subshells that still run: nothing outlives a sandbox. */
  end(): void;
}

/** `own` are the signals of the shell itself, which the process of netnone stands for. */
export function sandboxHost(sandbox: Sandbox, guard: Guard = guardModelled(), own?: HostSignals): SandboxHost {
  const files = sandboxFiles(sandbox.root, holdInside(sandbox));
  const children = new Map<number, ChildProcess>();
  /** Subshells that run, and the programs that have taken their place (execve(2)). */
  const subshells = new Map<ProcessSelf, Subshell>();
  let nextSubshell = FIRST_SUBSHELL;

  /** Keeps the child's references while it runs, and its pid while it can be signalled. */
  function track(
    request: Pick<ExecRequest, "files">,
    child: ChildProcess & { readonly status: Promise<ExitStatus> },
  ): ChildProcess {
    const held = [...request.files.values()].map((file) => file.retain());
    const tracked = {
      pid: child.pid,
      signal: (name: SignalName) => child.signal(name),
      get endedBy() {
        return child.endedBy;
      },
      get stoppedBy() {
        return child.stoppedBy;
      },
      ...(child.onState === undefined ? {} : { onState: child.onState }),
      status: child.status.finally(() => {
        children.delete(child.pid);
        for (const file of held) {
          file.close();
        }
      }),
    };
    children.set(child.pid, tracked);
    return tracked;
  }

  const host: SandboxHost = {
    files,
    open(path, mode, permissions) {
      const stat = mode === "readwrite" ? undefined : files.stat(path);
      if (stat?.ok !== true || stat.value.type !== "fifo") return files.open(path, mode, permissions);
      const inside = files.realPath(path);
      if (!inside.ok) return inside;
      const access = mode === "read" ? "read" : "write";
      return openFifo(sandbox, inside.value, sandbox.root + inside.value, access);
    },
    connect: (to, signals) => connectFromInside(sandbox, to, signals),
    hostname: readFileSync(`${sandbox.root}/etc/hostname`, "utf8").trim(),
    user: { uid: 0, name: "root", home: "/root" },
    nowMicros: () => Date.now() * 1000,
    random: () => Math.floor(Math.random() * 32_768),
    pipe: pipeOfKernel,
    document: (text) => documentFile(sandbox, text),
    sleep: (micros, signals) =>
      new Promise((resolve) => {
        const timer = setTimeout(done, micros / 1000);
        const stop = signals.listen(() => signals.pending !== undefined && done());
        function done(): void {
          clearTimeout(timer);
          stop();
          resolve();
        }
      }),
    kill(pid, signal) {
      const child = children.get(pid);
      if (child !== undefined) {
        if (signal !== undefined) {
          child.signal(signal);
        }
        return ok();
      }
      if (pid === process.pid && own !== undefined) {
        if (signal !== undefined) {
          own.deliver(signal);
        }
        return ok();
      }
      // One that has not waited yet has no status to be known by.
      for (const [self, { signals }] of subshells) {
        if (self.pid !== pid) continue;
        if (signal !== undefined) signals.deliver(signal);
        return ok();
      }
      return pid >= FIRST_SUBSHELL ? err("ESRCH") : killInside(sandbox, pid, signal);
    },
    end() {
      for (const { signals } of subshells.values()) {
        signals.deliver("KILL");
      }
    },
    exec(path, request): Result<ChildProcess, Errno> {
      const stat = files.stat(path);
      if (!stat.ok) {
        return stat;
      }
      if (stat.value.type !== "file" || !files.access(path, 1)) {
        return err("EACCES");
      }
      const unfit = unfitFor(files, sandbox.root, path);
      if (unfit !== undefined) {
        return err(unfit);
      }
      if (isTooLong(request)) return err("E2BIG");
      const refusal = guard(request.argv);
      if (refusal !== undefined) {
        void request.files.get(2)?.write(refusal.stderr);
        return ok({ pid: nextSubshell++, status: refusal.status, signal: () => undefined });
      }
      const subshell = request.replaces && subshells.get(request.replaces);
      if (subshell === undefined) {
        return ok(track(request, start(sandbox, path, request)));
      }
      const { background, group } = subshell;
      const placed = group === undefined ? { ...request, background } : { ...request, background, group };
      const program = track(request, start(sandbox, path, placed));
      subshell.program = program;
      return ok(program);
    },
    fork(request, body) {
      const signals = new HostSignals();
      const self = { pid: nextSubshell++, parentPid: process.pid, signals };
      for (const name of request.ignores ?? []) signals.catch(name, () => undefined);
      const subshell: Subshell = { background: request.background === true, signals, group: request.group };
      subshells.set(self, subshell);
      // A program that takes the child's place at once gives it its number (`program & echo $!`).
      let endedBy: SignalName | undefined;
      const status = (async () => {
        const code = await body(self, host);
        endedBy = subshell.program === undefined ? signals.pending : subshell.program.endedBy;
        return signals.pending === undefined ? code : 128 + SIGNAL[signals.pending];
      })().finally(() => subshells.delete(self));
      return track(request, {
        pid: subshell.program?.pid ?? self.pid,
        status,
        get endedBy() {
          return endedBy;
        },
        get stoppedBy() {
          return subshell.program === undefined ? signals.stoppedBy : subshell.program.stoppedBy;
        },
        onState: (listener) => subshell.program?.onState?.(listener) ?? signals.onState(listener),
        signal: (name) => (subshell.program === undefined ? signals.deliver(name) : subshell.program.signal(name)),
      });
    },
  };
  return host;
}

/**
 * Why execve(2) would refuse a file: ENOEXEC for what is neither a binary nor names an interpreter, ENOENT for one whose
 * interpreter is missing. The programs that start it inside would say so in their own words, or run it with sh(1).
 */
function unfitFor(files: FileSystem, root: string, path: string): Errno | undefined {
  const place = files.realPath(path);
  if (!place.ok) {
    return undefined;
  }
  const start = Buffer.alloc(128);
  try {
    const fd = openSync(`${root}${place.value}`, "r");
    const count = readSync(fd, start, 0, start.length, 0);
    closeSync(fd);
    const text = start.subarray(0, count).toString("latin1");
    if (text.startsWith("\x7fELF")) {
      return undefined;
    }
    const interpreter = /^#![ \t]*([^ \t\n]+)/.exec(text)?.[1];
    if (interpreter === undefined) {
      return "ENOEXEC";
    }
    return files.access(interpreter, 1) ? undefined : "ENOENT";
  } catch {
    // Whoever starts it will tell.
    return undefined;
  }
}

/** MAX_ARG_STRLEN, and what an execve(2) takes with the usual limit of the stack (_STK_LIM / 4), less what nsenter(1) adds. */
const LONGEST_WORD = 131_071;
const MOST_WORDS = 2_097_152 - 8_192;

/** Whether execve(2) would refuse words and environment for their length. Node throws, where it starts what is too long. */
function isTooLong({ argv, env }: ExecRequest): boolean {
  let size = 0;
  for (const word of [...argv, ...Object.entries(env).map((pair) => pair.join("="))]) {
    const bytes = Buffer.byteLength(word);
    if (bytes > LONGEST_WORD) return true;
    size += bytes + 9;
  }
  return size > MOST_WORDS;
}

/** What can be read has a way to put back what was not; 1 and 2 are for writing, even to what goes both ways. */
function isInlet(number: number, open: OpenFile): boolean {
  return number === 0 || (number > 2 && open.unread !== undefined);
}

/**
 * Whether a program gets a file: what it would be fed is gone for others (`paste <(one) <(other)`: the other command has
 * the first one's descriptor, too), so it has to be named.
 */
function wanted({ argv }: ExecRequest, number: number, open: OpenFile): boolean {
  if (number <= 2 || open instanceof Descriptor || !isInlet(number, open)) {
    return true;
  }
  return argv.some((word) => new RegExp(`/fd/${number}(?!\\d)`).test(word));
}

/** What gives a program another name, and no variable of bash's own but a level that nobody set. */
function renaming(env: ExecRequest["env"]): string {
  if (Object.keys(env).length === 0) return 'exec -ca "$0" "$@"';
  const own = ["PWD", "OLDPWD"].filter((name) => env[name] === undefined);
  return own.length === 0 ? 'exec -a "$0" "$@"' : `unset -v ${own.join(" ")}; exec -a "$0" "$@"`;
}

/** Starts something with that umask(2), which is netnone's own as long as that takes. */
function masked<T>(umask: number | undefined, body: () => T): T {
  if (umask === undefined || umask === process.umask()) return body();
  const own = process.umask(umask);
  try {
    return body();
  } finally {
    process.umask(own);
  }
}

/** Starts a program; descriptors are inherited, other files pumped through pipes. */
function start(
  sandbox: Sandbox,
  path: string,
  request: ExecRequest,
): ChildProcess & { readonly status: Promise<ExitStatus> } {
  // env(1) looks a bare name up on the same PATH as the shell did, and programs say argv[0] in their messages.
  const [name = path, ...words] = request.argv;
  const own = path.endsWith(`/${name}`);
  const program = own && request.env["PATH"] !== undefined ? name : path;
  // Another name than its own (`exec -a`) is what only a shell gives it.
  const command =
    own || name.includes("/") ? [program, ...words] : ["bash", "-c", renaming(request.env), name, path, ...words];
  const { cwd, background, group, ignores = [] } = request;
  // Nobody types for what is in the background, but where job control has put it there.
  const ignored = ignores.filter((signal) => signal !== "KILL" && signal !== "STOP");
  const deaf = background === true && group === undefined ? [...KEYS, ...ignored] : ignored;
  const [file, ...args] = sandbox.enter(command, { cwd, ignores: deaf });
  const highest = Math.max(2, ...request.files.keys());
  const stdio: (number | "ignore")[] = [];
  const outlets = new Map<OpenFile, PipeEnds>();
  const inlets: { readonly pipe: KernelPipe; readonly open: OpenFile }[] = [];
  for (let number = 0; number <= highest; number++) {
    const open = request.files.get(number);
    if (open === undefined || !wanted(request, number, open)) {
      stdio.push("ignore");
    } else if (open instanceof Descriptor) {
      open.settle();
      stdio.push(open.fd);
    } else if (isInlet(number, open)) {
      const pipe = makePipe(sandbox);
      inlets.push({ pipe, open });
      stdio.push(pipe.readEnd);
    } else {
      // One pipe for all descriptors of a file keeps the order of what is written to them (`2>&1`).
      const pipe = outlets.get(open) ?? takePipe();
      outlets.set(open, pipe);
      stdio.push(pipe.writeEnd);
    }
  }
  const child = masked(request.umask, () =>
    spawn(file, args, { env: { ...request.env }, stdio, detached: background === true }),
  );
  const mind = new Minder(child.pid ?? 0, deaf);
  let endedBy: SignalName | undefined;
  const ended = new Promise<ExitStatus>((resolve) => {
    child.once("error", () => resolve(126));
    child.once("exit", (code, signal) => {
      const name = signal?.slice("SIG".length);
      if (name !== undefined && isSignalName(name)) endedBy = name;
      const status = exitStatus({ exitCode: code ?? undefined, signal: signal ?? undefined });
      mind.end();
      // Ctrl-C has come to netnone as well, and is to be known of before anybody goes on.
      if (endedBy === "INT") setTimeout(resolve, GRACE_MILLIS, status);
      else resolve(status);
    });
  });
  const pumps = [...outlets].map(([open, pipe]) => pumpOut(pipe, open));
  const fed = inlets.map(({ pipe, open }) => pumpInto(pipe, ended, open));
  const status = ended.then(async (code) => {
    // What is not the kernel's is handed on by then, and what it has not read is back: whoever reads next finds it there.
    await Promise.all([...pumps, ...fed]);
    for (const open of request.files.values()) if (open instanceof Descriptor) open.look();
    return code;
  });
  const outside = child.pid ?? 0;
  return {
    pid: background === true ? pidInside(outside) : outside,
    status,
    signal: (name) => mind.signal(name),
    get stoppedBy() {
      return mind.stoppedBy;
    },
    onState: (listener) => mind.listen(listener),
    get endedBy() {
      return endedBy;
    },
  };
}

/** A process that the shell did not start, by the number that it has inside: one out of a pidfile, or a group. */
function killInside(sandbox: Sandbox, pid: number, signal: SignalName | undefined): Result<undefined, Errno> {
  const number = signal === undefined ? 0 : (constants.signals[`SIG${signal}`] ?? SIGNAL[signal]);
  const [file, ...args] = sandbox.enter(["kill", `-${number}`, "--", String(pid)]);
  const { status } = spawnSync(file, args, { stdio: "ignore" });
  return status === 0 ? ok() : err("ESRCH");
}

/** What an asynchronous command does not hear without job control (execute_cmd.c, setup_async_signals). */
const KEYS: readonly SignalName[] = ["INT", "QUIT"];
const GRACE_MILLIS = 3;

const isSignalName = (name: string): name is SignalName => Object.hasOwn(SIGNAL, name);
