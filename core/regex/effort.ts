/** How much work one search may take: a bound for what no algorithm makes quick. */

/** Thrown when a search took more: who asked says so and goes on. */
export class RegexTooHard extends Error {
  constructor() {
    super("the pattern takes too much work on this text");
  }
}

/** About a look into a table; some hundred million are a second. */
const STEPS_MAX = 60_000_000;

/** What all searches together have taken: who runs many of them looks up now and then. */
export const searches = { spent: 0 };

/** After so much one looks up. */
export const LOOK_UP_AFTER = 10_000_000;

export class Effort {
  #spent = 0;

  /** A new text. */
  renew(): void {
    this.#spent = 0;
  }

  get spent(): number {
    return this.#spent;
  }

  spend(steps: number): void {
    this.#spent += steps;
    searches.spent += steps;
    if (this.#spent > STEPS_MAX) throw new RegexTooHard();
  }
}
