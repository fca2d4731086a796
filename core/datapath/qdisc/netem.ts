/**
 * The network emulator (net/sched/sch_netem.c): frames are lost, doubled, delayed and reordered by chance.
 *
 * Same as Linux: the order of these decisions, correlation, what counts as dropped, reordering by sending at once.
 * Simplified: chance comes from the world's seed; the normal distribution is computed, not looked up; a frame with a bit that is
 * wrong reaches nobody, as its checksum would see to.
 */
import type { Netem } from "../../model/qdisc.ts";
import { nextRandom, type Runtime } from "../../model/runtime.ts";
import { Discipline, type Fate, type Queued } from "./discipline.ts";

const TICK_NANOS = 64;
const WHOLE = 0x100000000;

/** get_crandom: a number of 32 bits that takes after the one before. */
class Correlated {
  readonly #runtime: Runtime;
  readonly #rho: number;
  #last: number;

  constructor(runtime: Runtime, rho: number) {
    this.#runtime = runtime;
    this.#rho = rho;
    this.#last = rho === 0 ? 0 : nextRandom(runtime, WHOLE);
  }

  next(): number {
    const value = nextRandom(this.#runtime, WHOLE);
    if (this.#rho === 0) return value;
    const share = (this.#rho + 1) / WHOLE;
    this.#last = Math.floor(value * (1 - share) + this.#last * share);
    return this.#last;
  }
}

/**
 * How many deviations from the middle a number of 32 bits lies in the normal distribution (Hastings' approximation, Abramowitz and
 * Stegun 26.2.23); tc's table ends at four of them.
 */
function normal(chance: number): number {
  const share = (chance + 0.5) / WHOLE;
  const tail = Math.max(Math.min(share, 1 - share), 3.2e-5);
  const t = Math.sqrt(-2 * Math.log(tail));
  const above = 2.515517 + t * (0.802853 + t * 0.010328);
  const below = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  const deviations = t - above / below;
  return share < 0.5 ? -deviations : deviations;
}

interface Waiting {
  readonly item: Queued;
  readonly sendNanos: number;
  /** A bit of it is wrong. */
  readonly corrupt: boolean;
}

export class NetemDiscipline extends Discipline {
  readonly #options: Netem;
  readonly #inner: Discipline | undefined;
  readonly #delay: Correlated;
  readonly #loss: Correlated;
  readonly #duplicate: Correlated;
  readonly #reorder: Correlated;
  readonly #corrupt: Correlated;
  /** By when they are to be sent; equal times in the order they came. */
  readonly #queue: Waiting[] = [];
  #counter = 0;

  constructor(handle: number, options: Netem, inner: Discipline | undefined, runtime: Runtime) {
    super(handle);
    this.#options = options;
    this.#inner = inner;
    if (inner) inner.above = this;
    this.#delay = new Correlated(runtime, options.delayCorrelation);
    this.#loss = new Correlated(runtime, options.lossCorrelation);
    this.#duplicate = new Correlated(runtime, 0);
    this.#reorder = new Correlated(runtime, options.reorderCorrelation);
    this.#corrupt = new Correlated(runtime, options.corruptCorrelation);
  }

  enqueue(item: Queued, nowMicros: number): Fate {
    const { loss, duplicate } = this.#options;
    let copies = 1;
    if (duplicate > 0 && duplicate >= this.#duplicate.next()) copies++;
    if (loss > 0 && loss >= this.#loss.next()) copies--;
    if (copies === 0) {
      this.stats.drops++;
      return "lost";
    }
    // The copy goes first and is not doubled again; nobody asks what became of it.
    if (copies > 1) this.#take(item, nowMicros);
    return this.#take(item, nowMicros) ? "taken" : "refused";
  }

  #take(item: Queued, nowMicros: number): boolean {
    const { limit, gap, reorder, corrupt: chance } = this.#options;
    const corrupt = chance > 0 && chance >= this.#corrupt.next();
    if (this.stats.backlogPackets >= limit) {
      this.stats.drops++;
      return false;
    }
    const now = nowMicros * 1000;
    if (gap === 0 || this.#counter < gap - 1 || reorder < this.#reorder.next()) {
      this.#counter++;
      this.#insert({ item, sendNanos: this.#sendTime(item, now), corrupt });
    } else {
      this.#counter = 0;
      this.#queue.unshift({ item, sendNanos: now, corrupt });
      this.stats.requeues++;
    }
    this.arrived(item);
    return true;
  }

  /** tabledist, and with a rate the time that it takes behind what was to be sent before. */
  #sendTime({ length }: Queued, now: number): number {
    const { delayTicks, jitterTicks, rate, distribution } = this.#options;
    let delay = delayTicks * TICK_NANOS;
    if (jitterTicks > 0) {
      const jitter = jitterTicks * TICK_NANOS;
      const chance = this.#delay.next();
      delay += distribution === "normal" ? Math.floor(jitter * normal(chance)) : (chance % (2 * jitter)) - jitter;
    }
    if (rate > 0) {
      const last = this.#queue.at(-1);
      if (last && last.sendNanos > now) {
        delay = Math.max(0, delay - (last.sendNanos - now));
        return last.sendNanos + delay + Math.floor((length * 1e9) / rate);
      }
      delay += Math.floor((length * 1e9) / rate);
    }
    return now + delay;
  }

  #insert(waiting: Waiting): void {
    const queue = this.#queue;
    let at = queue.length;
    while (at > 0 && (queue[at - 1] as Waiting).sendNanos > waiting.sendNanos) at--;
    queue.splice(at, 0, waiting);
  }

  dequeue(nowMicros: number): Queued | undefined {
    const inner = this.#inner;
    for (;;) {
      const first = this.#queue[0];
      if (first && first.sendNanos <= nowMicros * 1000) {
        this.#queue.shift();
        if (first.corrupt) {
          this.left(first.item);
          continue;
        }
        if (!inner) {
          this.left(first.item);
          return first.item;
        }
        // On to what hangs below, which may hold it for longer, or lose it.
        if (inner.enqueue(first.item, nowMicros) === "taken") continue;
        this.stats.drops++;
        this.stats.backlogBytes -= first.item.length;
        this.stats.backlogPackets--;
        this.reduce(1, first.item.length);
        continue;
      }
      const item = inner?.dequeue(nowMicros);
      if (item) this.left(item);
      return item;
    }
  }

  get nextMicros(): number | undefined {
    const own = this.#queue[0] && Math.ceil(this.#queue[0].sendNanos / 1000);
    const below = this.#inner?.nextMicros;
    if (own === undefined) return below;
    return below === undefined ? own : Math.min(own, below);
  }
}
