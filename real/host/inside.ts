/** Processes of the sandbox behind the nsenter(1) that they were started through, which waits for them outside. */
import { readFileSync } from "node:fs";
import { constants } from "node:os";
import { SIGNAL, type SignalName } from "../../core/process.ts";

/** nsenter(1) waits in the machine's pid namespace for the program, its only child, which runs in the sandbox's. */
function childOf(pid: number): number | undefined {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
    return children === "" ? undefined : Number(children.split(" ")[0]);
  } catch {
    return undefined;
  }
}

/** kill(2) of the program that an nsenter(1) has started; 0, for one that never started, would be all of netnone's group. */
export function signalInside(nsenter: number, name: SignalName): void {
  if (nsenter === 0) return;
  try {
    process.kill(childOf(nsenter) ?? nsenter, constants.signals[`SIG${name}`] ?? SIGNAL[name]);
  } catch {
    // It has ended already.
  }
}

type StateListener = (state: { readonly stoppedBy: SignalName } | "continued") => void;

/** The letter of a process's state in /proc/PID/stat; undefined when it is gone. */
function stateOf(pid: number): string | undefined {
  try {
    return /\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, "latin1"))?.[1];
  } catch {
    return undefined;
  }
}

/** By its mask in /proc/PID/status; one that is gone does not mind. */
function inMask(pid: number, mask: "SigIgn" | "SigCgt", name: SignalName): boolean {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "latin1");
    const bits = new RegExp(`^${mask}:\t([0-9a-f]+)$`, "m").exec(status)?.[1] ?? "0";
    return ((BigInt(`0x${bits}`) >> BigInt(SIGNAL[name] - 1)) & 1n) === 1n;
  } catch {
    return true;
  }
}

/**
 * Whether a program runs or is stopped, which Node does not tell: looked at after each signal, and now and then. nsenter(1)
 * stops when its child has been stopped, and would not see that it goes on or ends: it is sent on as well.
 */
export class Minder {
  readonly #nsenter: number;
  readonly #deaf: readonly SignalName[];
  readonly #listeners = new Set<StateListener>();
  readonly #timer: NodeJS.Timeout;
  #last: SignalName = "STOP";
  #ended = false;
  #stoppedBy: SignalName | undefined;

  /** `deaf`: what the program ignores once env(1) has started it. */
  constructor(nsenter: number, deaf: readonly SignalName[]) {
    this.#nsenter = nsenter;
    this.#deaf = deaf;
    this.#timer = setInterval(() => this.#look(), LOOK_MILLIS).unref();
  }

  get stoppedBy(): SignalName | undefined {
    return this.#stoppedBy;
  }

  listen(listener: StateListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  signal(name: SignalName): void {
    // Its number may be another's by now.
    if (this.#ended) return;
    if (this.#deaf.includes(name) && !inMask(childOf(this.#nsenter) ?? this.#nsenter, "SigIgn", name)) return;
    // In a session of its own it would be spared those that a terminal sends (setpgid(2), orphaned process groups).
    const stops = name !== "STOP" && STOPPING.has(name) && !this.#catches(name);
    signalInside(this.#nsenter, stops ? "STOP" : name);
    if (STOPPING.has(name)) this.#last = name;
    for (const millis of [1, 5, 20]) setTimeout(() => this.#look(), millis).unref();
  }

  #catches(name: SignalName): boolean {
    const pid = childOf(this.#nsenter);
    return pid === undefined || inMask(pid, "SigCgt", name) || inMask(pid, "SigIgn", name);
  }

  end(): void {
    this.#ended = true;
    clearInterval(this.#timer);
  }

  #look(): void {
    if (this.#ended) return;
    let stopped = stateOf(this.#nsenter) === "T";
    if (stopped) {
      const child = childOf(this.#nsenter);
      stopped = child !== undefined && stateOf(child) === "T";
      if (!stopped) continueIt(this.#nsenter);
    }
    if (stopped === (this.#stoppedBy !== undefined)) return;
    this.#stoppedBy = stopped ? this.#last : undefined;
    for (const listener of [...this.#listeners]) listener(stopped ? { stoppedBy: this.#last } : "continued");
  }
}

function continueIt(pid: number): void {
  try {
    process.kill(pid, "SIGCONT");
  } catch {
    // It has ended already.
  }
}

const LOOK_MILLIS = 50;
const STOPPING: ReadonlySet<SignalName> = new Set(["STOP", "TSTP", "TTIN", "TTOU"]);

/** The number that programs in the sandbox know a background job by; waits the moment nsenter takes to start it. */
export function pidInside(nsenter: number): number {
  if (nsenter === 0) return nsenter;
  const cell = new Int32Array(new SharedArrayBuffer(4));
  for (let attempt = 0; attempt < 500; attempt++) {
    const child = childOf(nsenter);
    if (child !== undefined) {
      try {
        const line = /^NSpid:\t(.*)$/m.exec(readFileSync(`/proc/${child}/status`, "utf8"));
        return Number(line?.[1]?.split("\t").at(-1) ?? nsenter);
      } catch {
        return nsenter;
      }
    }
    Atomics.wait(cell, 0, 0, 1);
  }
  return nsenter;
}
