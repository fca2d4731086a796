/** Signals of the shell's own processes in real mode, which are no processes of this machine but parts of netnone. */
import type { SignalName, Signals } from "../../core/process.ts";

/** What ends a process unless it catches it (signal(7)). */
const DEADLY: ReadonlySet<SignalName> = new Set(["HUP", "INT", "QUIT", "KILL", "PIPE", "ALRM", "TERM", "USR1", "USR2"]);

/** What stops it. */
const STOPPING: ReadonlySet<SignalName> = new Set(["STOP", "TSTP", "TTIN", "TTOU"]);

export class HostSignals implements Signals {
  #pending: SignalName | undefined;
  #stop: { readonly by: SignalName; readonly over: Promise<void>; readonly goOn: () => void } | undefined;
  readonly #stateListeners = new Set<(state: { readonly stoppedBy: SignalName } | "continued") => void>();
  readonly #listeners = new Set<(signal: SignalName) => void>();
  readonly #caught = new Map<SignalName, Set<() => void>>();

  get pending(): SignalName | undefined {
    return this.#pending;
  }

  get stopped(): Promise<void> | undefined {
    return this.#stop?.over;
  }

  get stoppedBy(): SignalName | undefined {
    return this.#stop?.by;
  }

  onState(listener: (state: { readonly stoppedBy: SignalName } | "continued") => void): () => void {
    this.#stateListeners.add(listener);
    return () => this.#stateListeners.delete(listener);
  }

  #halt(by: SignalName): void {
    if (this.#stop !== undefined) return;
    let goOn: () => void = () => undefined;
    const over = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    this.#stop = { by, over, goOn };
    for (const listener of this.#stateListeners) listener({ stoppedBy: by });
  }

  #proceed(): void {
    const stop = this.#stop;
    if (stop === undefined) return;
    this.#stop = undefined;
    stop.goOn();
    for (const listener of this.#stateListeners) listener("continued");
  }

  listen(handler: (signal: SignalName) => void): () => void {
    this.#listeners.add(handler);
    return () => this.#listeners.delete(handler);
  }

  catch(signal: SignalName, handler: () => void): () => void {
    const handlers = this.#caught.get(signal) ?? new Set();
    handlers.add(handler);
    this.#caught.set(signal, handlers);
    return () => handlers.delete(handler);
  }

  die(signal: SignalName): void {
    this.#pending ??= signal;
  }

  /** The signal arrives. */
  deliver(signal: SignalName): void {
    const handlers = this.#caught.get(signal);
    if (signal === "CONT" || signal === "KILL") this.#proceed();
    // These two nobody can catch or ignore.
    const caught = signal !== "KILL" && signal !== "STOP" && handlers !== undefined && handlers.size > 0;
    if (caught) {
      for (const handler of handlers) {
        handler();
      }
    } else if (DEADLY.has(signal)) {
      this.#pending ??= signal;
    } else if (STOPPING.has(signal)) this.#halt(signal);
    for (const listener of [...this.#listeners]) {
      listener(signal);
    }
  }
}
