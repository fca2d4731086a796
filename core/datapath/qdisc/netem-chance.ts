/** What netem draws by chance (get_crandom, loss_event and tabledist of net/sched/sch_netem.c). */
import type { Distribution, DistributionTable, LossModel } from "../../model/qdisc.ts";
import { nextRandom, type Runtime } from "../../model/runtime.ts";

const WHOLE = 0x100000000;

/** A number of 32 bits. */
export function draw(runtime: Runtime): number {
  return nextRandom(runtime, WHOLE);
}

/** get_crandom: a number of 32 bits that takes after the one before. */
export class Correlated {
  readonly #runtime: Runtime;
  readonly #rho: number;
  #last: number;

  constructor(runtime: Runtime, rho: number) {
    this.#runtime = runtime;
    this.#rho = rho;
    this.#last = rho === 0 ? 0 : draw(runtime);
  }

  next(): number {
    const value = draw(this.#runtime);
    if (this.#rho === 0) return value;
    const share = (this.#rho + 1) / WHOLE;
    this.#last = Math.floor(value * (1 - share) + this.#last * share);
    return this.#last;
  }
}

type LossState = "good" | "alone" | "burst" | "among burst";

/** loss_4state and loss_gilb_ell: a chain that decides of each packet whether it is lost. */
export class LossChain {
  readonly #runtime: Runtime;
  readonly #model: LossModel;
  #state: LossState = "good";

  constructor(runtime: Runtime, model: LossModel) {
    this.#runtime = runtime;
    this.#model = model;
  }

  loses(): boolean {
    const model = this.#model;
    if (model.kind === "gemodel") {
      const good = this.#state === "good";
      if (draw(this.#runtime) < (good ? model.p : model.r)) this.#state = good ? "burst" : "good";
      const chance = draw(this.#runtime);
      return good ? chance < model.k : chance > model.h;
    }
    const { p13, p31, p32, p23, p14 } = model;
    const chance = draw(this.#runtime);
    switch (this.#state) {
      case "good":
        if (chance < p14) this.#state = "alone";
        // Their sum is one of 32 bits.
        else if (chance < (p13 + p14) % WHOLE) this.#state = "burst";
        return this.#state !== "good";
      case "among burst":
        if (chance < p23) this.#state = "burst";
        return this.#state === "burst";
      case "burst":
        if (chance < p32) this.#state = "among burst";
        else if (chance < (p31 + p32) % WHOLE) this.#state = "good";
        return this.#state === "burst";
      case "alone":
        this.#state = "good";
        return false;
    }
  }
}

/** NETEM_DIST_SCALE, by which tc's tables count deviations, and their greatest numbers. */
const SCALE = 8192;
const [LEAST, MOST] = [-32_768, 32_767];
const ENTRIES = 4096;

/**
 * How many deviations from the middle a share of all lies in the normal distribution (Hastings' approximation, Abramowitz and
 * Stegun 26.2.23).
 */
function normal(share: number): number {
  const tail = Math.max(Math.min(share, 1 - share), 3.2e-5);
  const t = Math.sqrt(-2 * Math.log(tail));
  const above = 2.515517 + t * (0.802853 + t * 0.010328);
  const below = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  const deviations = t - above / below;
  return share < 0.5 ? -deviations : deviations;
}

/** The same for Pareto's of exponent 3, its mean of 3/2 in the middle. */
function pareto(share: number): number {
  return (4 / 3) * (1 / Math.cbrt(1 - share) - 1.5);
}

function entry(table: DistributionTable, at: number): number {
  const within = (value: number) => Math.min(Math.max(Math.round(value * SCALE), LEAST), MOST);
  const heavy = within(pareto(at / ENTRIES));
  if (table === "pareto") return heavy;
  const even = within(normal((at + 0.5) / ENTRIES));
  return table === "normal" ? even : Math.trunc((even + 3 * heavy) / 4);
}

/** tabledist: a time around the middle, from a number of 32 bits. */
export function spread(middle: number, deviation: number, distribution: Distribution, chance: number): number {
  if (deviation === 0) return middle;
  if (distribution === "uniform") return (chance % (2 * deviation)) + middle - deviation;
  return middle + Math.round((deviation * entry(distribution, chance % ENTRIES)) / SCALE);
}
