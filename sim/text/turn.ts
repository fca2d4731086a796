/** Turns of a program that nothing makes wait: now and then it lets the others go on, and whatever is due end it. */
import { LOOK_UP_AFTER, searches } from "../../core/regex/effort.ts";
import type { ProcessContext } from "../program.ts";

export class Turns {
  readonly #context: ProcessContext;
  readonly #every: number;
  /** Pieces of work up to now. */
  done = 0;
  #next: number;
  #searched = searches.spent;

  readonly #micros: number;

  /** A turn ends after `every` pieces of work, or when patterns have taken long, and takes so much of simulated time. */
  constructor(context: ProcessContext, every: number, micros = 1000) {
    this.#micros = micros;
    this.#context = context;
    this.#every = every;
    this.#next = every;
  }

  /** Counts a piece of work: undefined, or what to wait for before the next. */
  next(): Promise<unknown> | undefined {
    if (++this.done < this.#next && searches.spent - this.#searched < LOOK_UP_AFTER) return undefined;
    this.#next = this.done + this.#every;
    this.#searched = searches.spent;
    return Promise.resolve(this.#context.kernel.compute(this.#micros, this.#context.self.signals));
  }
}
