/** How long somebody waits for a file or a connection. */
import type { SignalName, Signals } from "../../core/process.ts";

/** A process's signals until nobody waits any more: whoever works for the one that waited then takes nothing more. */
export class Patience implements Signals {
  readonly #signals: Signals;
  readonly #handlers = new Set<(signal: SignalName) => void>();
  #ended = false;

  constructor(signals: Signals) {
    this.#signals = signals;
  }

  get pending(): SignalName | undefined {
    return this.#signals.pending ?? (this.#ended ? "ALRM" : undefined);
  }

  get stopped(): Promise<void> | undefined {
    return this.#signals.stopped;
  }

  listen(handler: (signal: SignalName) => void): () => void {
    this.#handlers.add(handler);
    const deaf = this.#signals.listen(handler);
    return () => {
      this.#handlers.delete(handler);
      deaf();
    };
  }

  catch(signal: SignalName, handler: () => void): () => void {
    return this.#signals.catch(signal, handler);
  }

  end(): void {
    this.#ended = true;
    for (const handler of [...this.#handlers]) handler("ALRM");
  }
}
