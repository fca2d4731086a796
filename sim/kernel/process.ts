/**
 * Processes: who they are, what they are told by signals, how they end (credentials(7), signal(7), wait(2)).
 *
 * Same as Linux: pids per pid namespace, pid 1 that no default action kills, sessions and process groups, orphans that go to
 * pid 1. Different: a stopped process stops at its next wait; children are reaped the moment they end.
 */

import type { NetnsId } from "../../core/model/id.ts";
import { type ExitStatus, type ProcessSelf, SIGNAL, type SignalName, type Signals } from "../../core/process.ts";
import type { Resource, ResourceLimit } from "../../core/resource-limit.ts";
import type { BoundTo } from "./bound.ts";
import type { FileTable } from "./file-table.ts";
import type { Credentials } from "./kernel.ts";
import type { MountNamespace } from "./mount.ts";
import type { Outside } from "./outside.ts";
import { type Resolver, USUAL_UMASK } from "./path.ts";
import type { Scheduling } from "./scheduling.ts";

/** A pid namespace (pid_namespaces(7)). */
export class PidNamespace {
  readonly inode: number;
  readonly parent: PidNamespace | undefined;
  readonly processes = new Map<number, Process>();
  #last: number;

  constructor(inode: number, parent: PidNamespace | undefined, last = 0) {
    this.inode = inode;
    this.parent = parent;
    this.#last = last;
  }

  /** pid_max is 4194304 on 64-bit machines; after that, numbers start over at 300. */
  allocate(): number {
    do {
      this.#last = this.#last >= 4194303 ? 300 : this.#last + 1;
    } while (this.processes.has(this.#last));
    return this.#last;
  }

  /** Numbers given out from now on come after `last`. */
  skipTo(last: number): void {
    this.#last = last;
  }

  get init(): Process | undefined {
    return this.processes.get(1);
  }
}

/** What a process is called: its number in its own pid namespace and in each of those around it. */
export class Pids {
  readonly namespace: PidNamespace;
  readonly pid: number;
  readonly outer: Pids | undefined;

  constructor(namespace: PidNamespace, pid: number, outer: Pids | undefined) {
    this.namespace = namespace;
    this.pid = pid;
    this.outer = outer;
  }

  /** Its number in a namespace; undefined where it cannot be seen. */
  get(namespace: PidNamespace): number | undefined {
    for (let at: Pids | undefined = this; at; at = at.outer) if (at.namespace === namespace) return at.pid;
    return undefined;
  }

  /** Its number on the host. */
  get outermost(): number {
    return this.outer ? this.outer.outermost : this.pid;
  }

  /** From the innermost namespace outwards. */
  *[Symbol.iterator](): Generator<number> {
    for (let at: Pids | undefined = this; at; at = at.outer) yield at.pid;
  }
}

export interface Uts {
  hostname: string;
  readonly inode: number;
  /** The namespace of IPC that goes with it, where that is not the next number. */
  readonly ipc?: number;
}

export function ipcInode({ inode, ipc = inode + 1 }: Uts): number {
  return ipc;
}

/** A session and its controlling terminal (setsid(2)). */
export interface Session {
  /** pid of its leader in the host's numbering. */
  readonly leader: number;
  /** As `ps` names it: `pts/0`. */
  readonly terminal: string | undefined;
  /** The process group that the terminal's keys reach, by its leader's pid in the host's numbering (tcsetpgrp(3)). */
  foreground: number;
}

const STOPS: ReadonlySet<SignalName> = new Set(["STOP", "TSTP", "TTIN", "TTOU"]);
const IGNORED_BY_DEFAULT: ReadonlySet<SignalName> = new Set(["CHLD", "WINCH", "CONT", "URG"]);

export class ProcessSignals implements Signals {
  pending: SignalName | undefined;
  readonly process: Process;
  // Made when first used: most processes never ask to be told of a signal.
  #listeners: Set<(signal: SignalName) => void> | undefined;
  #catchers: Map<SignalName, Set<() => void>> | undefined;
  #ending: Set<SignalName> | undefined;

  constructor(process: Process) {
    this.process = process;
  }

  get ignored(): ReadonlySet<SignalName> {
    return this.process.ignored;
  }

  die(signal: SignalName): void {
    this.pending ??= signal;
  }

  get stopped(): Promise<void> | undefined {
    return this.process.stopped ? this.process.running() : undefined;
  }

  listen(handler: (signal: SignalName) => void): () => void {
    this.#listeners ??= new Set();
    this.#listeners.add(handler);
    return () => void this.#listeners?.delete(handler);
  }

  catch(signal: SignalName, handler: () => void): () => void {
    this.#catchers ??= new Map();
    const handlers = this.#catchers.get(signal) ?? new Set();
    this.#catchers.set(signal, handlers);
    handlers.add(handler);
    return () => void handlers.delete(handler);
  }

  catches(signal: SignalName): boolean {
    return (this.#catchers?.get(signal)?.size ?? 0) > 0;
  }

  endBy(signals: readonly SignalName[]): void {
    this.#ending ??= new Set();
    for (const signal of signals) this.#ending.add(signal);
  }

  endsBy(signal: SignalName): boolean {
    return this.#ending?.has(signal) ?? false;
  }

  /** Forgets every handler. */
  reset(): void {
    this.#ending?.clear();
    this.#catchers?.clear();
  }

  /** Runs handlers; with `deadly` set nobody caught it and the process is to end. */
  arrive(signal: SignalName, deadly: boolean): void {
    if (deadly) this.pending ??= signal;
    else for (const handler of [...(this.#catchers?.get(signal) ?? [])]) handler();
    for (const listener of [...(this.#listeners ?? [])]) listener(signal);
  }
}

const NOBODY: readonly Process[] = [];

type StateListener = (state: { readonly stoppedBy: SignalName } | "continued") => void;

export interface ProcessOptions {
  readonly pids: Pids;
  readonly pidNamespace: PidNamespace;
  readonly pid: number;
  readonly parent: Process | undefined;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly files: FileTable;
  readonly credentials: Credentials;
  readonly netns: NetnsId;
  readonly mounts: MountNamespace;
  readonly uts: Uts;
  readonly session: Session;
  readonly group: number;
  readonly ignored: ReadonlySet<SignalName>;
  readonly startedMicros: number;
}

export class Process implements Resolver, ProcessSelf {
  /** In the host's numbering. */
  readonly hostPid: number;
  readonly pids: Pids;
  readonly pidNamespace: PidNamespace;
  readonly signals: ProcessSignals = new ProcessSignals(this);
  readonly startedMicros: number;
  readonly files: FileTable;
  parent: Process | undefined;
  argv: readonly string[];
  env: Readonly<Record<string, string>>;
  cwd: string;
  credentials: Credentials;
  netns: NetnsId;
  mounts: MountNamespace;
  uts: Uts;
  session: Session;
  group: number;
  /** Signals that it ignores as long as it does not catch them (SIG_IGN); children inherit them. */
  ignored: ReadonlySet<SignalName>;
  /** What of its limits somebody has set. */
  limits: ReadonlyMap<Resource, ResourceLimit> | undefined;
  /** What of its priorities somebody has set. */
  scheduling: Scheduling | undefined;
  /** How long it has computed. */
  processorMicros = 0;
  /** It runs a program that carries root's setuid bit. */
  setuid = false;
  /** What its new files do not get of the permissions that it asks for (umask(2)). */
  umask = USUAL_UMASK;
  /** It has sent a signal. */
  hasSignalled = false;
  /** Its program has returned: no signal changes its status any more. */
  leaving = false;
  /** The VRF that its sockets are bound to. */
  vrf: BoundTo | undefined;
  /** How many processes are above it. */
  readonly generation: number;
  /** Its surroundings are another machine's. */
  outside: Outside | undefined;
  stopped = false;
  stoppedBy: SignalName | undefined;
  status: ExitStatus | undefined;
  /** The signal that it ended by. */
  endedBy: SignalName | undefined;
  // Its children, as the kernel lists them: a set that has one and has none again is made anew each time.
  #firstChild: Process | undefined;
  #lastChild: Process | undefined;
  #previousSibling: Process | undefined;
  #nextSibling: Process | undefined;
  // The lists are made when first used: most processes run a command and are gone.
  /** For the promise of its end, made only when somebody has to wait. */
  #enders: ((status: ExitStatus) => void)[] | undefined;
  #continuers: (() => void)[] | undefined;
  #stateListeners: Set<StateListener> | undefined;
  #held: SignalName[] | undefined;
  /** Called when it goes on with signals held. */
  release: ((process: Process) => void) | undefined;

  constructor(options: ProcessOptions) {
    this.hostPid = options.pid;
    this.pids = options.pids;
    this.pidNamespace = options.pidNamespace;
    this.parent = options.parent;
    this.generation = (options.parent?.generation ?? -1) + 1;
    this.argv = options.argv;
    this.env = options.env;
    this.cwd = options.cwd;
    this.files = options.files;
    this.credentials = options.credentials;
    this.netns = options.netns;
    this.mounts = options.mounts;
    this.uts = options.uts;
    this.session = options.session;
    this.group = options.group;
    this.ignored = options.ignored;
    this.startedMicros = options.startedMicros;
  }

  /** The device that its new sockets are bound to. */
  get boundTo(): string | undefined {
    return this.vrf?.netns === this.netns ? this.vrf.device : undefined;
  }

  /** Gives its children up, the oldest first: who ends has none. */
  takeChildren(): readonly Process[] {
    if (this.#firstChild === undefined) return NOBODY;
    const children: Process[] = [];
    for (let child: Process | undefined = this.#firstChild; child; child = child.#nextSibling) children.push(child);
    for (const child of children) this.disown(child);
    return children;
  }

  /** A process becomes its child: born to it, or left behind by another. */
  adopt(child: Process): void {
    const last = this.#lastChild;
    child.#previousSibling = last;
    if (last) last.#nextSibling = child;
    else this.#firstChild = child;
    this.#lastChild = child;
  }

  /** What it had open is closed, once it has nothing open any more. */
  closeFiles(): void {
    this.files.close();
  }

  disown(child: Process): void {
    const previous = child.#previousSibling;
    const next = child.#nextSibling;
    if (previous) previous.#nextSibling = next;
    else if (this.#firstChild === child) this.#firstChild = next;
    else return;
    if (next) next.#previousSibling = previous;
    else this.#lastChild = previous;
    child.#previousSibling = undefined;
    child.#nextSibling = undefined;
  }

  /** Hands out what came while it was stopped, which takes effect when it goes on (signal(7)). */
  takeHeld(): readonly SignalName[] {
    return this.#held?.splice(0) ?? [];
  }

  /** Its number in its own pid namespace: what it calls itself. */
  get pid(): number {
    return this.pids.get(this.pidNamespace) ?? this.hostPid;
  }

  get parentPid(): number {
    return this.parent?.pids.get(this.pidNamespace) ?? 0;
  }

  get ended(): boolean {
    return this.status !== undefined;
  }

  /** `deadly` tells the caller that the process has to end now. */
  receive(signal: SignalName, fromOutside: boolean): { readonly deadly: boolean } {
    if (this.ended) return { deadly: false };
    if (signal === "CONT") this.#continue();
    if (this.stopped && signal !== "KILL" && signal !== "CONT" && signal !== "STOP") {
      if (!STOPS.has(signal)) (this.#held ??= []).push(signal);
      return { deadly: false };
    }
    if (this.ignored.has(signal) && !this.signals.catches(signal)) return { deadly: false };
    if (STOPS.has(signal) && (signal === "STOP" || !this.signals.catches(signal))) {
      if (!this.#isInit(fromOutside && signal === "STOP") && !this.stopped) {
        this.stopped = true;
        this.stoppedBy = signal;
        for (const listener of [...(this.#stateListeners ?? [])]) listener({ stoppedBy: signal });
      }
      this.signals.arrive(signal, false);
      return { deadly: false };
    }
    if (signal === "KILL") {
      const deadly = !this.#isInit(fromOutside);
      if (deadly) this.#continue();
      if (deadly) this.signals.arrive(signal, true);
      return { deadly };
    }
    const deadly =
      !this.signals.catches(signal) &&
      !IGNORED_BY_DEFAULT.has(signal) &&
      !STOPS.has(signal) &&
      (this.signals.endsBy(signal) || !this.#isInit(false));
    this.signals.arrive(signal, deadly);
    return { deadly };
  }

  /** Default actions do not touch a namespace's pid 1, but KILL and STOP from an outer namespace do (pid_namespaces(7)). */
  #isInit(fromOutside: boolean): boolean {
    return this.pid === 1 && !fromOutside;
  }

  #continue(): void {
    const { stopped } = this;
    this.stopped = false;
    this.stoppedBy = undefined;
    const continuers = this.#continuers;
    this.#continuers = undefined;
    if (continuers) for (const resolve of continuers) resolve();
    if (!stopped || this.ended) return;
    for (const listener of [...(this.#stateListeners ?? [])]) listener("continued");
    if (this.#held !== undefined && this.#held.length > 0) this.release?.(this);
  }

  onState(listener: StateListener): () => void {
    const listeners = (this.#stateListeners ??= new Set());
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  /** The cgroup's freezer: as if stopped, unseen by the process. */
  freeze(frozen: boolean): void {
    if (frozen) this.stopped = true;
    else this.#continue();
  }

  /** Resolves when the process is not stopped. */
  running(): Promise<void> {
    if (!this.stopped) return Promise.resolve();
    return new Promise((resolve) => (this.#continuers ??= []).push(resolve));
  }

  onEnd(handler: (status: ExitStatus) => void): void {
    if (this.status !== undefined) handler(this.status);
    else (this.#enders ??= []).push(handler);
  }

  /** Called once, by the kernel. */
  end(status: ExitStatus): void {
    this.status = status;
    this.#continue();
    const enders = this.#enders;
    this.#enders = undefined;
    if (enders) for (const handler of enders) handler(status);
  }
}

export function statusOfSignal(signal: SignalName): ExitStatus {
  return 128 + SIGNAL[signal];
}
