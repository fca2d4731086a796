/** Signals of the shell's own processes in real mode, which are no processes of this machine but parts of netnone. */
import type { SignalName, Signals } from "../../core/process.ts";

/** What ends a process unless it catches it (signal(7)). */
const DEADLY: ReadonlySet<SignalName> = new Set(["HUP", "INT", "QUIT", "KILL", "PIPE", "ALRM", "TERM", "USR1", "USR2"]);

export class HostSignals implements Signals {
  #pending: SignalName | undefined;
  readonly #listeners = new Set<(signal: SignalName) => void>();
  readonly #caught = new Map<SignalName, Set<() => void>>();

  get pending(): SignalName | undefined {
    return this.#pending;
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

  /** The signal arrives. */
  deliver(signal: SignalName): void {
    const handlers = this.#caught.get(signal);
    if (handlers !== undefined && handlers.size > 0) {
      for (const handler of handlers) {
        handler();
      }
    } else if (DEADLY.has(signal)) {
      this.#pending ??= signal;
    }
    for (const listener of [...this.#listeners]) {
      listener(signal);
    }
  }
}
