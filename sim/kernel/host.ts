/**
 * One machine of the simulated world: its kernel's tables of processes and namespaces, its file tree, its programs.
 * What programs may ask of it is in kernel.ts (implemented in syscalls.ts); this is the side that has all rights.
 */
import type { Datapath } from "../../core/datapath/datapath.ts";
import type { Errno, KernelError } from "../../core/errors.ts";
import type { LinkId, NetnsId } from "../../core/model/id.ts";
import { nextRandom } from "../../core/model/runtime.ts";
import type { World } from "../../core/model/world.ts";
import { apply, applyEvent } from "../../core/operation/apply.ts";
import type { NetnsRef } from "../../core/operation/netns-ref.ts";
import type { Caller, Change, Operation } from "../../core/operation/operation.ts";
import { Transaction } from "../../core/operation/transaction.ts";
import type { ExitStatus, OpenFile, SignalName, Signals } from "../../core/process.ts";
import { RegexTooHard } from "../../core/regex/effort.ts";
import { err, ok, type Result } from "../../core/result.ts";
import type { Program } from "../program.ts";
import type { Clock } from "./clock.ts";
import { permits, ROOT } from "./credentials.ts";
import { FileTable } from "./file-table.ts";
import { NamespaceFile, TextFile } from "./inode.ts";
import type { Credentials } from "./kernel.ts";
import { LimitPassed, ProcessKilled } from "./killed.ts";
import type { MountNamespace } from "./mount.ts";
import { NetnsReferences } from "./netns.ts";
import { resolve, resolveIn, resolveProgram } from "./path.ts";
import { PidNamespace, Pids, Process, ProcessSignals, type Session, statusOfSignal, type Uts } from "./process.ts";
import { UnixTable } from "./unix.ts";

export interface Spawn {
  readonly parent: Process | undefined;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly files: ReadonlyMap<number, OpenFile>;
  readonly credentials?: Credentials | undefined;
  readonly netns?: NetnsId | undefined;
  readonly mounts?: MountNamespace | undefined;
  readonly pidNamespace?: PidNamespace | undefined;
  readonly uts?: Uts;
  /** A session of its own, with or without a terminal. */
  readonly session?: { readonly terminal: string | undefined };
  readonly background?: boolean | undefined;
  /** The process group to join, by its leader's pid on the host; "own" leads one. */
  readonly group?: "own" | number | undefined;
  readonly foreground?: boolean | undefined;
  readonly ignores?: readonly SignalName[] | undefined;
  /** The pid to have on the host, for what was there before the clock started. */
  readonly pid?: number;
}

export interface Spawned {
  readonly process: Process;
  readonly status: ExitStatus | Promise<ExitStatus>;
}

/** What execve(2) found at a path. */
export interface Executable {
  readonly program: Program;
  /** argv with the interpreter in front for a script. */
  readonly argv: readonly string[];
}

/** A terminal that is open on this machine. */
export interface TerminalSlave {
  /** uid of who opened it. */
  readonly owner: number;
  /** Host pid of the shell whose prompts and commands the emulator is told of. */
  readonly leader: number | undefined;
  open(): OpenFile;
  prompted(): void;
  entered(line: string): void;
}

/** A container as pictures need it; `pid` and `netns` are those of its first process. */
export interface SimContainer {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly networkMode: string;
  readonly pid: number;
  readonly running: boolean;
  readonly netns: number | undefined;
}

/** What the rest of the machine knows of a container engine. */
export interface EngineView {
  list(): readonly SimContainer[];
  names(options: { readonly running: boolean }): readonly string[];
  images(): readonly string[];
}

export interface HostOptions {
  readonly name: string;
  readonly world: World;
  readonly datapath: Datapath;
  readonly clock: Clock;
  /** Told of what operations and the datapath changed. */
  readonly changeListeners: Set<(changes: readonly Change[]) => void>;
  /** What a start of a program takes beyond its own cost; nothing when missing. */
  readonly slownessMicros?: number | undefined;
}

/** fork(2) and exit(2) without anything in between. */
const FORK_MICROS = 300;
/** execve(2), dynamic linking and the few system calls of a small tool. */
const EXEC_MICROS = 1_000;
const MAX_PROCESSES = 32_768;

/** What a new process ignores: what its parent does, and what was asked for. */
function ignoredBy(parent: Process | undefined, options: Spawn): ReadonlySet<SignalName> {
  const inherited = parent?.ignored ?? NO_SIGNALS;
  if (!options.background && options.ignores === undefined) return inherited;
  return new Set([...inherited, ...(options.background ? KEYS : []), ...(options.ignores ?? [])]);
}

const NO_SIGNALS: ReadonlySet<SignalName> = new Set();
const KEYS: readonly SignalName[] = ["INT", "QUIT"];

/** A command of another machine as a program of this one. */
function commandOf(path: string, run: Program["run"]): Program {
  return { name: path.replace(/^.*\//, ""), path, summary: "", costMicros: 0, run };
}

/** Programs that start each other on one stack; the next one begins on a stack of its own. */
const STACKED_STARTS = 12;

export class Host {
  readonly name: string;
  readonly world: World;
  readonly datapath: Datapath;
  readonly clock: Clock;
  readonly netnsReferences: NetnsReferences;
  readonly pidNamespace: PidNamespace;
  engine: EngineView | undefined;
  /** Open terminals by their names as `ps` shows them: `pts/0`. */
  readonly terminals = new Map<string, TerminalSlave>();
  readonly #slownessMicros: number;
  readonly changeListeners: Set<(changes: readonly Change[]) => void>;
  #lastNamespaceInode = 4026532200;
  #unreported: Change[] = [];
  #reporting = false;

  constructor(options: HostOptions) {
    this.name = options.name;
    this.world = options.world;
    this.datapath = options.datapath;
    this.clock = options.clock;
    this.changeListeners = options.changeListeners;
    this.#slownessMicros = options.slownessMicros ?? 0;
    this.pidNamespace = new PidNamespace(4026531836, undefined);
    this.netnsReferences = new NetnsReferences(options.clock, (id) => {
      this.applyAs(this.kernelCaller(id), { kind: "netnsDestroy", id });
    });
  }

  /** Sockets between processes. */
  readonly unix = new UnixTable();

  /** How far `date -s` has put the clock on the wall from the simulated time. */
  wallOffsetMicros = 0;

  get nowMicros(): number {
    return this.world.runtime.nowMicros;
  }

  random(bound: number): number {
    return nextRandom(this.world.runtime, bound);
  }

  /** The next inode number of nsfs. */
  namespaceInode(): number {
    return ++this.#lastNamespaceInode;
  }

  // Network namespaces

  /** unshare(CLONE_NEWNET) by somebody in `from`: a new namespace that lives as long as somebody refers to it. */
  createNetns(from: NetnsId): NetnsId {
    const made = this.applyAs(this.kernelCaller(from), { kind: "netnsCreate", host: this.name });
    const id = made.ok ? made.value.find((change) => change.noun === "netns")?.netns : undefined;
    if (id === undefined) throw new Error("a namespace could not be made");
    this.netnsReferences.add(id, this.namespaceInode());
    return id;
  }

  /** All rights in one namespace: the kernel's own and the container engine's doings. */
  kernelCaller(netns: NetnsId): Caller {
    return { netns, netAdmin: true, findNetns: (ref) => this.findNetns(ref, netns, undefined) };
  }

  /** What a namespace reference means to a process; without one, to the host. */
  findNetns(ref: NetnsRef, self: NetnsId, process: Process | undefined): NetnsId | undefined {
    if (ref.by === "self") return self;
    if (ref.by === "pid") return (process?.pidNamespace ?? this.pidNamespace).processes.get(ref.pid)?.netns;
    const viewer = process ?? this.pidNamespace.init;
    if (!viewer) return undefined;
    const { name } = ref;
    const place = name.includes("/") ? resolve(viewer, name) : resolveIn(viewer, "/run/netns", name);
    return place.ok && place.value.inode instanceof NamespaceFile ? place.value.inode.netns : undefined;
  }

  applyAs(caller: Caller, operation: Operation): Result<readonly Change[], KernelError> {
    const tx = new Transaction(this.world);
    const result = apply(this.world, caller, operation, tx);
    if (tx.changes.length > 0 && this.changeListeners.size > 0) this.#report(tx.changes);
    this.clock.kick();
    return result;
  }

  /** Link watch looks at a link before its time, for whoever is to hear of its carrier (linkwatch_sync_dev). */
  watchLink(id: LinkId): void {
    if (!this.world.runtime.linkWatch.waiting.includes(id)) return;
    const changes = applyEvent(this.world, { kind: "linkWatch", link: id });
    if (changes.length > 0 && this.changeListeners.size > 0) this.#report(changes);
    this.clock.kick();
  }

  /** Listeners hear once of all that happened in one go. */
  #report(changes: readonly Change[]): void {
    this.#unreported.push(...changes);
    if (this.#reporting) return;
    this.#reporting = true;
    void Promise.resolve().then(() => {
      const all = this.#unreported;
      this.#unreported = [];
      this.#reporting = false;
      for (const listener of this.changeListeners) listener(all);
    });
  }

  // Processes

  /** Makes a process and runs `run` in it. It ends when `run` has returned. */
  spawn(options: Spawn, run: (process: Process) => ExitStatus | Promise<ExitStatus>): Spawned {
    const process = this.#makeProcess(options);
    let outcome: ExitStatus | Promise<ExitStatus>;
    const deep = this.#starting >= STACKED_STARTS;
    this.#starting++;
    try {
      outcome = deep ? Promise.resolve().then(() => run(process)) : run(process);
    } catch (error) {
      outcome = this.#statusOfError(process, error);
    } finally {
      this.#starting--;
    }
    if (typeof outcome === "number" && !this.#lingers(process)) {
      this.#end(process, outcome);
      return { process, status: process.status ?? outcome };
    }
    Promise.resolve(outcome).then(
      (status) => this.#return(process, status),
      (error: unknown) => this.#end(process, this.#statusOfError(process, error)),
    );
    return { process, status: new Promise((resolve) => process.onEnd(resolve)) };
  }

  /**
   * While somebody was sent a signal and may not have run since. To start a program takes a machine ten times as long as to wake
   * one, and so does the end of a program, so whoever was signalled runs before the next one starts and before its sender ends.
   */
  #reacting: Promise<void> | undefined;

  get reacting(): Promise<void> | undefined {
    return this.#reacting;
  }

  /** Its end takes longer than what it has just done to others. */
  #lingers(process: Process): boolean {
    return process.hasSignalled && this.#reacting !== undefined;
  }

  #return(process: Process, status: ExitStatus): void {
    if (!this.#lingers(process)) return this.#end(process, status);
    if (process.signals.pending === undefined) process.leaving = true;
    void this.#reacting?.then(() => this.#end(process, status));
  }

  /** Programs whose start has not returned: each runs on the stack of who started it until it first waits. */
  #starting = 0;

  /** Hands out what a process was sent while it was stopped. */
  readonly #release = (process: Process): void => {
    for (const signal of process.takeHeld()) this.signal(process, signal);
  };

  /** Numbers for a process of a pid namespace, the innermost first; `wanted` is the one on the host. */
  #pidsIn(namespace: PidNamespace, wanted: number | undefined): Pids {
    const pid = namespace === this.pidNamespace && wanted !== undefined ? wanted : namespace.allocate();
    return new Pids(namespace, pid, namespace.parent && this.#pidsIn(namespace.parent, wanted));
  }

  #makeProcess(options: Spawn): Process {
    const { parent } = options;
    const pidNamespace = options.pidNamespace ?? parent?.pidNamespace ?? this.pidNamespace;
    const pids = this.#pidsIn(pidNamespace, options.pid);
    const hostPid = pids.outermost;
    const inherited = parent ?? this.pidNamespace.init;
    const mounts = options.mounts ?? inherited?.mounts;
    const uts = options.uts ?? inherited?.uts;
    const netns = options.netns ?? inherited?.netns;
    if (!mounts || !uts || netns === undefined) throw new Error("the first process must be told everything");
    const session: Session =
      options.session || !inherited
        ? { leader: hostPid, terminal: options.session?.terminal, foreground: hostPid }
        : inherited.session;
    const process = new Process({
      pids,
      pidNamespace,
      pid: hostPid,
      parent: parent ?? this.pidNamespace.init,
      argv: options.argv,
      env: options.env,
      cwd: options.cwd,
      files: new FileTable(options.files),
      credentials: options.credentials ?? inherited?.credentials ?? ROOT,
      netns,
      mounts,
      uts,
      session,
      group: options.session || !inherited || options.group === "own" ? hostPid : (options.group ?? inherited.group),
      ignored: ignoredBy(parent, options),
      startedMicros: this.nowMicros,
    });
    process.outside = parent?.outside;
    process.limits = parent?.limits;
    process.scheduling = parent?.scheduling;
    process.vrf = parent?.vrf;
    if (parent !== undefined) process.umask = parent.umask;
    if (options.foreground) session.foreground = process.group;
    process.release = this.#release;
    for (let at: Pids | undefined = pids; at; at = at.outer) at.namespace.processes.set(at.pid, process);
    process.parent?.adopt(process);
    this.netnsReferences.retain(netns);
    return process;
  }

  /** ENOMEM of fork(2): no machine carries more. */
  get full(): boolean {
    return this.pidNamespace.processes.size >= MAX_PROCESSES;
  }

  #statusOfError(process: Process, error: unknown): ExitStatus {
    if (error instanceof ProcessKilled) {
      process.endedBy = error.signal;
      return error.status;
    }
    if (error instanceof RangeError && error.message === "Invalid string length") {
      void process.files.get(2)?.write(`${process.argv[0] ?? "process"}: cannot allocate memory\n`);
      return 1;
    }
    if (error instanceof LimitPassed) {
      void process.files.get(2)?.write(`${process.argv[0] ?? "process"}: stopped: ${error.message} (limit)\n`);
      return 1;
    }
    if (error instanceof RegexTooHard) {
      void process.files.get(2)?.write(`${process.argv[0] ?? "process"}: stopped: ${error.message} (limit)\n`);
      return 2;
    }
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    try {
      void process.files.get(2)?.write(`${process.argv[0] ?? "process"}: internal error: ${message}\n`);
    } catch {
      // Nobody reads it.
    }
    return statusOfSignal("QUIT") + 3;
  }

  #end(process: Process, status: ExitStatus): void {
    if (process.ended) return;
    const deadly = process.leaving ? undefined : process.signals.pending;
    for (let at: Pids | undefined = process.pids; at; at = at.outer) at.namespace.processes.delete(at.pid);
    process.closeFiles();
    process.parent?.disown(process);
    this.netnsReferences.release(process.netns);
    const init = process.pidNamespace.init;
    for (const child of process.takeChildren()) {
      child.parent = init;
      init?.adopt(child);
      // A stopped job whose shell has gone would stay so for ever (setpgid(2), orphaned process groups).
      if (!child.stopped) continue;
      this.signal(child, "HUP");
      this.signal(child, "CONT");
    }
    if (process.session.leader === process.hostPid && process.session.terminal !== undefined)
      this.signalGroup(process.session.foreground, "HUP");
    process.endedBy ??= deadly;
    process.end(deadly ? statusOfSignal(deadly) : status & 0xff);
    // A pid namespace ends with its pid 1.
    if (process.pid === 1 && process.pidNamespace !== this.pidNamespace)
      for (const other of [...process.pidNamespace.processes.values()]) this.signal(other, "KILL", true);
  }

  /**
   * Delivers a signal. One that is deadly ends waits, upon which programs return; what has not returned when nothing is
   * left to run is ended as it is.
   */
  signal(process: Process, signal: SignalName, fromOutside = true): void {
    this.#reacting ??= this.clock.settled().then(() => {
      this.#reacting = undefined;
    });
    const { deadly } = process.receive(signal, fromOutside);
    if (!deadly) return;
    this.clock.kick();
    void this.clock.settled().then(() => {
      if (process.ended || process.leaving) return;
      process.endedBy = signal;
      this.#end(process, statusOfSignal(signal));
    });
  }

  /** kill(2) on a group. */
  signalGroup(group: number, signal: SignalName): boolean {
    const members = [...this.pidNamespace.processes.values()].filter((process) => process.group === group);
    for (const process of members) this.signal(process, signal);
    return members.length > 0;
  }

  /** The session that has a terminal. */
  #sessionOf(terminal: string): Session | undefined {
    for (const process of this.pidNamespace.processes.values())
      if (process.session.terminal === terminal) return process.session;
    return undefined;
  }

  /** What a key of the terminal does: a signal for its foreground process group. A hangup reaches the whole session. */
  signalTerminal(terminal: string, signal: SignalName): void {
    const session = this.#sessionOf(terminal);
    if (session === undefined) return;
    if (signal !== "HUP") return void this.signalGroup(session.foreground, signal);
    // The kernel tells the session's leader, and a shell that leads one tells its jobs.
    for (const process of [...this.pidNamespace.processes.values()]) {
      if (process.session !== session) continue;
      this.signal(process, "HUP");
      this.signal(process, "CONT");
    }
  }

  /** What Ctrl-C does without a terminal: a signal for the group that would have it. */
  signalSession(leader: Process, signal: SignalName): void {
    this.signalGroup(leader.session.foreground, signal);
  }

  /**
   * A read from a terminal: only the foreground group may. Others are stopped by TTIN; the promise resolves when the reader
   * goes on. "EIO" where it ignores that.
   */
  terminalRead(signals: Signals): Promise<void> | "EIO" | undefined {
    if (!(signals instanceof ProcessSignals)) return undefined;
    const { process } = signals;
    const { session, group } = process;
    if (group === session.foreground || session.terminal === undefined) return undefined;
    if (process.ignored.has("TTIN") && !signals.catches("TTIN")) return "EIO";
    this.signalGroup(group, "TTIN");
    return process.running();
  }

  // Programs

  /** What execve(2) would run: ENOENT, EACCES, ENOEXEC. `given`: the path as the caller spelled it, an interpreter's argument. */
  executable(
    process: Process,
    path: string,
    argv: readonly string[],
    replaces = false,
    given = path,
    depth = 0,
  ): Result<Executable, Errno> {
    const { outside } = process;
    if (!outside) return this.#program(process, path, argv, replaces, given, depth);
    const found = outside.executable(path);
    if (!found.ok) return found;
    const program =
      found.value === "outside" ? commandOf(path, (context) => outside.run(path, context, replaces)) : found.value;
    return ok({ program, argv });
  }

  #program(
    process: Process,
    path: string,
    argv: readonly string[],
    replaces: boolean,
    given: string,
    depth: number,
  ): Result<Executable, Errno> {
    const place = resolveProgram(process, path);
    if (!place.ok) return place;
    const { inode } = place.value;
    if (inode.type !== "file" || !permits(process.credentials, inode, 1)) return err("EACCES");
    if (!(inode instanceof TextFile)) return err("EACCES");
    if (inode.program) return ok({ program: inode.program, argv });
    const unread = inode.load();
    if (unread) return err(unread);
    const line = /^#![ \t]*(\S+)(?:[ \t]+([^\n]*?))?[ \t]*(?:\n|$)/.exec(inode.text);
    if (!line) return err("ENOEXEC");
    if (depth > 4) return err("ELOOP");
    const [, interpreter = "", option] = line;
    const rest = option ? [option, given] : [given];
    const next = [interpreter, ...rest, ...argv.slice(1)];
    return this.executable(process, interpreter, next, replaces, interpreter, depth + 1);
  }

  spendFork(): void {
    this.clock.spend(FORK_MICROS);
  }

  spendExec(program: Program): void {
    this.clock.spend((program.costMicros ?? EXEC_MICROS) + this.#slownessMicros);
  }
}
