/**
 * Guests: processes whose program is the simulator's and whose surroundings (descriptors, files, the commands they start)
 * are another machine's: what `netnone exec-env` puts on the PATH of a real shell.
 *
 * Same as a process of the simulated machine: pid, credentials, namespaces, signals, what /proc, /sys and /run/netns
 * show. Simplified: a namespace that only orphans of a command are left in is kept by them, but a command that they start
 * later joins it by its number alone, with /sys as the host shows it.
 */
import type { Errno } from "../../core/errors.ts";
import type { NetnsId } from "../../core/model/id.ts";
import type { ExitStatus, FileSystem, OpenFile, SignalName } from "../../core/process.ts";
import { err, ok, type Result } from "../../core/result.ts";
import type { ProcessContext, Program } from "../program.ts";
import { contextOf } from "./context.ts";
import type { Host } from "./host.ts";
import { loginCredentials, loginHome } from "./login.ts";
import type { Process } from "./process.ts";

/** The machine that a guest's surroundings are of. */
export interface Outside {
  /** Files as the guest's programs are to see them; `inside` are the simulated machine's. */
  files(inside: FileSystem): FileSystem;
  /** Looks a command up as execvp(3) does. */
  which(name: string, env: Readonly<Record<string, string>>, cwd: string): string | undefined;
  /** What execve(2) would run at a path: a program of the simulator, or a command of the machine. */
  executable(path: string): Result<Program | "outside", Errno>;
  /** Runs a command of the machine for a process of the simulated world, which lasts as long as the command does. */
  run(path: string, context: ProcessContext, replaces: boolean): ExitStatus | Promise<ExitStatus>;
}

export interface GuestRequest {
  readonly program: Program;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly files: ReadonlyMap<number, OpenFile>;
  readonly outside: Outside;
  /** Whose child it is: a process that runs a command of the machine, and the namespace that one began in. */
  readonly within?: { readonly pid: number; readonly netns: number } | undefined;
  readonly ignores: readonly SignalName[];
  /** Its number on the other machine, which it has here too unless another has it. */
  readonly pid: number;
}

export interface Guest {
  readonly status: ExitStatus | Promise<ExitStatus>;
  /** The signal that ended it, once one has. */
  readonly endedBy: SignalName | undefined;
  signal(signal: SignalName): void;
}

/** A shell of another machine, as the simulated one has it in its list of processes. */
export interface GuestSession {
  /** ESRCH: what it is within has gone, and its namespace too. */
  start(request: GuestRequest): Result<Guest, Errno>;
  /** Lets simulated time catch up with who waited outside. */
  catchUp(micros: number): void;
  end(): void;
}

export function openGuestSession(host: Host, argv: readonly string[], pid: number): GuestSession {
  let end: (status: ExitStatus) => void = () => {};
  const shell = host.spawn(
    {
      parent: undefined,
      argv,
      env: {},
      cwd: loginHome("root"),
      files: new Map(),
      credentials: loginCredentials("root"),
      session: { terminal: undefined },
      ...pidOf(host, pid),
    },
    () =>
      new Promise<ExitStatus>((resolve) => {
        end = resolve;
      }),
  );
  // Time passes for the datapath whether or not anybody waits.
  const release = host.clock.hold(() => {});
  return {
    start: (request) => {
      const parent = parentOf(host, shell.process, request.within);
      if (!parent.ok) return parent;
      const { argv, env, cwd, files, ignores, program, outside } = request;
      const spawned = host.spawn(
        { ...parent.value, argv, env, cwd, files, ignores, ...pidOf(host, request.pid) },
        (process) => {
          process.outside = outside;
          process.setuid = program.setuid ?? false;
          host.spendExec(program);
          return program.run(contextOf(host, process));
        },
      );
      host.clock.kick();
      return ok({
        status: spawned.status,
        get endedBy() {
          return spawned.process.endedBy;
        },
        signal: (signal) => host.signal(spawned.process, signal),
      });
    },
    catchUp: (micros) => {
      if (micros > host.nowMicros) host.clock.spend(micros - host.nowMicros);
    },
    end: () => {
      end(0);
      release();
    },
  };
}

function pidOf(host: Host, pid: number): { readonly pid?: number } {
  return host.pidNamespace.processes.has(pid) ? {} : { pid };
}

function parentOf(
  host: Host,
  shell: Process,
  within: GuestRequest["within"],
): Result<{ readonly parent: Process; readonly netns?: NetnsId; readonly group: "own" }, Errno> {
  if (within === undefined) return ok({ parent: shell, group: "own" });
  const parent = host.pidNamespace.processes.get(within.pid);
  if (parent?.outside !== undefined) return ok({ parent, group: "own" });
  // Its namespace may live on in others, or by its name.
  const netns = within.netns as NetnsId;
  return host.netnsReferences.file(netns) === undefined ? err("ESRCH") : ok({ parent: shell, netns, group: "own" });
}
