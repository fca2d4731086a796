/**
 * One machine of the simulated world: its kernel's tables of processes and namespaces, its file tree, its programs.
 * What programs may ask of it is in kernel.ts (implemented in syscalls.ts); this is the side that has all rights.
 */
import type { Datapath } from "../../core/datapath/datapath.ts";
import type { Errno, KernelError } from "../../core/errors.ts";
import type { NetnsId } from "../../core/model/id.ts";
import { nextRandom } from "../../core/model/runtime.ts";
import { World } from "../../core/model/world.ts";
import { apply } from "../../core/operation/apply.ts";
import type { Caller, Change, NetnsRef, Operation } from "../../core/operation/operation.ts";
import type { ExitStatus, OpenFile, SignalName } from "../../core/process.ts";
import { err, ok, type Result } from "../../core/result.ts";
import type { Program } from "../program.ts";
import type { SimContainer } from "../simulator.ts";
import type { Clock } from "./clock.ts";
import { permits, ROOT } from "./credentials.ts";
import { NamespaceFile, TextFile } from "./inode.ts";
import type { Credentials } from "./kernel.ts";
import { ProcessKilled } from "./killed.ts";
import type { MountNamespace } from "./mount.ts";
import { NetnsReferences } from "./netns.ts";
import { resolve } from "./path.ts";
import { PidNamespace, Process, type Session, statusOfSignal, type Uts } from "./process.ts";

export interface Spawn {
  readonly parent: Process | undefined;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly files: ReadonlyMap<number, OpenFile>;
  readonly credentials?: Credentials;
  readonly netns?: NetnsId;
  readonly mounts?: MountNamespace;
  readonly pidNamespace?: PidNamespace;
  readonly uts?: Uts;
  /** A session of its own, with or without a terminal. */
  readonly session?: { readonly terminal: string | undefined };
  readonly background?: boolean;
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
}

/** fork(2) and exit(2) without anything in between. */
const FORK_MICROS = 300;
/** execve(2), dynamic linking and the few system calls of a small tool. */
const EXEC_MICROS = 1_000;
const MAX_PROCESSES = 32_768;

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
  readonly changeListeners: Set<(changes: readonly Change[]) => void>;
  #keyboard: { readonly signal: SignalName; readonly received: Set<Process> } | undefined;
  #lastNamespaceInode = 4026532200;
  #unreported: Change[] = [];
  #reporting = false;

  constructor(options: HostOptions) {
    this.name = options.name;
    this.world = options.world;
    this.datapath = options.datapath;
    this.clock = options.clock;
    this.changeListeners = options.changeListeners;
    this.pidNamespace = new PidNamespace(4026531836, undefined);
    this.netnsReferences = new NetnsReferences(options.clock, (id) => {
      this.applyAs(this.kernelCaller(id), { kind: "netnsDestroy", id });
    });
  }

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

  /** unshare(CLONE_NEWNET): a new namespace that lives as long as somebody refers to it. */
  createNetns(): NetnsId {
    const made = this.applyAs(this.kernelCaller(0 as NetnsId), { kind: "netnsCreate", host: this.name });
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
    const place = resolve(viewer, `/run/netns/${ref.name}`);
    return place.ok && place.value.inode instanceof NamespaceFile ? place.value.inode.netns : undefined;
  }

  applyAs(caller: Caller, operation: Operation): Result<readonly Change[], KernelError> {
    const result = apply(this.world, caller, operation);
    if (result.ok && result.value.length > 0 && this.changeListeners.size > 0) this.#report(result.value);
    this.clock.kick();
    return result;
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
    try {
      outcome = run(process);
    } catch (error) {
      outcome = this.#statusOfError(process, error);
    }
    if (typeof outcome === "number") {
      this.#end(process, outcome);
      return { process, status: process.status ?? outcome };
    }
    outcome.then(
      (status) => this.#end(process, status),
      (error: unknown) => this.#end(process, this.#statusOfError(process, error)),
    );
    return { process, status: new Promise((resolve) => process.onEnd(resolve)) };
  }

  #makeProcess(options: Spawn): Process {
    const { parent } = options;
    const pidNamespace = options.pidNamespace ?? parent?.pidNamespace ?? this.pidNamespace;
    const pids = new Map<PidNamespace, number>();
    let hostPid = 0;
    for (let namespace: PidNamespace | undefined = pidNamespace; namespace; namespace = namespace.parent) {
      const pid = namespace === this.pidNamespace && options.pid !== undefined ? options.pid : namespace.allocate();
      pids.set(namespace, pid);
      hostPid = pid;
    }
    const inherited = parent ?? this.pidNamespace.init;
    const mounts = options.mounts ?? inherited?.mounts;
    const uts = options.uts ?? inherited?.uts;
    const netns = options.netns ?? inherited?.netns;
    if (!mounts || !uts || netns === undefined) throw new Error("the first process must be told everything");
    const files = new Map<number, OpenFile>();
    for (const [number, file] of options.files) files.set(number, file.retain());
    const session: Session =
      options.session || !inherited ? { leader: hostPid, terminal: options.session?.terminal } : inherited.session;
    const process = new Process({
      pids,
      pidNamespace,
      pid: hostPid,
      parent: parent ?? this.pidNamespace.init,
      argv: options.argv,
      env: options.env,
      cwd: options.cwd,
      files,
      credentials: options.credentials ?? inherited?.credentials ?? ROOT,
      netns,
      mounts,
      uts,
      session,
      group: options.session || !inherited || (options.background && !inherited.background) ? hostPid : inherited.group,
      background: options.session ? false : (options.background ?? false),
      startedMicros: this.nowMicros,
    });
    for (const [namespace, pid] of pids) namespace.processes.set(pid, process);
    process.parent?.children.add(process);
    this.netnsReferences.retain(netns);
    return process;
  }

  /** ENOMEM of fork(2): no machine carries more. */
  get full(): boolean {
    return this.pidNamespace.processes.size >= MAX_PROCESSES;
  }

  #statusOfError(process: Process, error: unknown): ExitStatus {
    if (error instanceof ProcessKilled) return error.status;
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
    const deadly = process.signals.pending;
    for (const [namespace, pid] of process.pids) namespace.processes.delete(pid);
    const files = [...process.files.values()];
    process.files.clear();
    for (const file of files) file.close();
    process.parent?.children.delete(process);
    this.netnsReferences.release(process.netns);
    const init = process.pidNamespace.init;
    for (const child of process.children) {
      child.parent = init;
      init?.children.add(child);
    }
    process.children.clear();
    process.end(deadly ? statusOfSignal(deadly) : status & 0xff);
    // A pid namespace ends with its pid 1.
    if (process.pid === 1 && process.pidNamespace !== this.pidNamespace)
      for (const other of [...process.pidNamespace.processes.values()]) this.signal(other, "KILL", true);
    process.parent?.receive("CHLD", true);
  }

  /**
   * Delivers a signal. One that is deadly ends waits, upon which programs return; what has not returned when nothing is
   * left to run is ended as it is.
   */
  signal(process: Process, signal: SignalName, fromOutside = true): void {
    const { deadly } = process.receive(signal, fromOutside);
    if (!deadly) return;
    this.clock.kick();
    void this.clock.settled().then(() => {
      if (!process.ended) this.#end(process, statusOfSignal(signal));
    });
  }

  /** kill(2) on a group. */
  signalGroup(group: number, signal: SignalName): boolean {
    const members = [...this.pidNamespace.processes.values()].filter((process) => process.group === group);
    for (const process of members) this.signal(process, signal);
    return members.length > 0;
  }

  /** What a key of the terminal does: every process of its session that is not in the background. */
  signalTerminal(terminal: string, signal: SignalName): void {
    for (const process of this.pidNamespace.processes.values()) {
      if (process.session.terminal !== terminal || process.session.leader !== process.hostPid) continue;
      this.signalSession(process, signal);
      return;
    }
  }

  /**
   * A shell passes what the keyboard sent on to its foreground children. Here they have got it from the terminal
   * already, as the group that they are.
   */
  forward(process: Process, signal: SignalName): void {
    const keyboard = this.#keyboard;
    if (keyboard?.signal === signal && keyboard.received.has(process)) return;
    this.signal(process, signal);
  }

  /** A signal for everything that belongs to a session and is not in the background: what Ctrl-C does without a terminal. */
  signalSession(leader: Process, signal: SignalName): void {
    const received = new Set<Process>();
    this.#keyboard = { signal, received };
    for (const process of [...this.pidNamespace.processes.values()]) {
      if (process.session !== leader.session || process.background) continue;
      received.add(process);
      this.signal(process, signal);
    }
    void this.clock.settled().then(() => {
      if (this.#keyboard?.received === received) this.#keyboard = undefined;
    });
  }

  // Programs

  /** What execve(2) would run: ENOENT, EACCES, ENOEXEC. */
  executable(process: Process, path: string, argv: readonly string[], depth = 0): Result<Executable, Errno> {
    const place = resolve(process, path);
    if (!place.ok) return place;
    const { inode } = place.value;
    if (inode.type !== "file" || !permits(process.credentials, inode, 1)) return err("EACCES");
    if (!(inode instanceof TextFile)) return err("EACCES");
    if (inode.program) return ok({ program: inode.program, argv });
    const line = /^#![ \t]*(\S+)(?:[ \t]+([^\n]*?))?[ \t]*(?:\n|$)/.exec(inode.text);
    if (!line) return err("ENOEXEC");
    if (depth > 4) return err("ELOOP");
    const [, interpreter = "", option] = line;
    const rest = option ? [option, path] : [path];
    return this.executable(process, interpreter, [interpreter, ...rest, ...argv.slice(1)], depth + 1);
  }

  spendFork(): void {
    this.clock.spend(FORK_MICROS);
  }

  spendExec(program: Program): void {
    this.clock.spend(program.costMicros ?? EXEC_MICROS);
  }
}
