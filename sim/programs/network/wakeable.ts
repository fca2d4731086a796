/** A sleep that a packet, a signal or the end of its time ends: what select(2) is to the real programs. */
import type { ProcessSelf, Signals } from "../../../core/process.ts";
import type { Kernel } from "../../kernel/kernel.ts";

export class Wakeable {
  readonly #kernel: Pick<Kernel, "sleep">;
  readonly #self: ProcessSelf;
  #wake: (() => void) | undefined;
  #awake = false;

  constructor(kernel: Pick<Kernel, "sleep">, self: ProcessSelf) {
    this.#kernel = kernel;
    this.#self = self;
  }

  /** Ends the sleep; without one, the next ends before it begins. */
  wake(): void {
    this.#awake = true;
    this.#wake?.();
  }

  /** Until somebody wakes it, a deadly signal comes, or the time is over. */
  async sleep(micros: number): Promise<void> {
    if (this.#awake) {
      this.#awake = false;
      return;
    }
    const self = this.#self;
    let woken = false;
    const listeners = new Set<Parameters<Signals["listen"]>[0]>();
    const signals: Signals = {
      get pending() {
        return woken ? "ALRM" : self.signals.pending;
      },
      listen(handler) {
        listeners.add(handler);
        const deaf = self.signals.listen(handler);
        return () => {
          listeners.delete(handler);
          deaf();
        };
      },
      catch: (signal, handler) => self.signals.catch(signal, handler),
    };
    this.#wake = () => {
      woken = true;
      for (const listener of [...listeners]) listener("ALRM");
    };
    await this.#kernel.sleep(micros, signals);
    this.#wake = undefined;
    this.#awake = false;
  }
}
