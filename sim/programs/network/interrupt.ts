/** Ends the waits of a program that its own logic makes needless: whoever waits with `signals` sees one come. */
import type { SignalName, Signals } from "../../../core/process.ts";

export class Interrupt {
  readonly #listeners = new Set<(signal: SignalName) => void>();
  readonly #inner: Signals;
  #over = false;
  /** Resolves when it is over: somebody said so, or a deadly signal came. */
  readonly ended: Promise<void>;
  #resolve: () => void = () => {};
  readonly signals: Signals;
  readonly #deaf: () => void;

  constructor(inner: Signals) {
    this.#inner = inner;
    this.ended = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    const isOver = () => this.#over;
    this.signals = {
      get pending() {
        return isOver() ? "ALRM" : inner.pending;
      },
      listen: (handler) => {
        this.#listeners.add(handler);
        const deaf = inner.listen(handler);
        return () => {
          this.#listeners.delete(handler);
          deaf();
        };
      },
      catch: (signal, handler) => inner.catch(signal, handler),
    };
    this.#deaf = inner.listen(() => {
      if (inner.pending) this.end();
    });
    if (inner.pending) this.end();
  }

  get over(): boolean {
    return this.#over || this.#inner.pending !== undefined;
  }

  end(): void {
    if (this.#over) return;
    this.#over = true;
    this.#deaf();
    this.#resolve();
    for (const listener of [...this.#listeners]) listener("ALRM");
  }
}
