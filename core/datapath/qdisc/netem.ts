/**
 * The network emulator (net/sched/sch_netem.c): frames are lost, doubled, delayed and reordered by chance.
 *
 * Same as Linux: the order of these decisions, correlation, chains of losses, marks of congestion, slots, what counts as dropped,
 * reordering by sending at once, rates with overheads and cells.
 * Simplified: chance comes from the world's seed; the normal distribution is computed, not looked up; a frame with a bit that is
 * wrong reaches nobody, as its checksum would see to.
 */
import type { Netem } from "../../model/qdisc.ts";
import type { Runtime } from "../../model/runtime.ts";
import { congested } from "./codel.ts";
import { Discipline, type Fate, type Queued } from "./discipline.ts";
import { Correlated, LossChain, spread } from "./netem-chance.ts";
import { Slots } from "./netem-slot.ts";

const TICK_NANOS = 64;

/** packet_time_ns: what a packet takes at the rate, which counts it with its overheads, or by cells. */
function packetNanos(length: number, { rate, packetOverhead, cellSize, cellOverhead }: Netem["rate"]): number {
  const bytes = length + packetOverhead;
  const counted = cellSize === 0 ? bytes : Math.ceil(bytes / cellSize) * (cellSize + cellOverhead);
  // Less than nothing is much of 64 bits.
  return Math.floor((counted * 1e9 + (counted < 0 ? 2 ** 64 : 0)) / rate);
}

interface Waiting {
  readonly item: Queued;
  readonly sendNanos: number;
  /** A bit of it is wrong. */
  readonly corrupt: boolean;
  /** Put in front of all, past slots and what hangs below. */
  readonly ahead?: true;
}

export class NetemDiscipline extends Discipline {
  readonly #options: Netem;
  readonly #inner: Discipline | undefined;
  readonly #delay: Correlated;
  readonly #loss: Correlated;
  readonly #chain: LossChain | undefined;
  readonly #duplicate: Correlated;
  readonly #reorder: Correlated;
  readonly #corrupt: Correlated;
  /** By when they are to be sent; equal times in the order they came. */
  readonly #queue: Waiting[] = [];
  readonly #slots: Slots;
  #counter = 0;

  constructor(handle: number, options: Netem, inner: Discipline | undefined, runtime: Runtime) {
    super(handle);
    this.#options = options;
    this.#inner = inner;
    if (inner) inner.above = this;
    this.#delay = new Correlated(runtime, options.delayCorrelation);
    this.#loss = new Correlated(runtime, options.lossCorrelation);
    this.#chain = options.lossModel && new LossChain(runtime, options.lossModel);
    this.#duplicate = new Correlated(runtime, options.duplicateCorrelation);
    this.#slots = new Slots(options, runtime);
    this.#reorder = new Correlated(runtime, options.reorderCorrelation);
    this.#corrupt = new Correlated(runtime, options.corruptCorrelation);
  }

  /** loss_event. */
  #loses(): boolean {
    const { loss } = this.#options;
    return this.#chain ? this.#chain.loses() : loss > 0 && loss >= this.#loss.next();
  }

  enqueue(given: Queued, nowMicros: number): Fate {
    const { duplicate, ecn } = this.#options;
    let copies = 1;
    let item = given;
    if (duplicate > 0 && duplicate >= this.#duplicate.next()) copies++;
    if (this.#loses()) {
      const marked = ecn ? congested(item.frame) : undefined;
      if (marked) {
        item = { ...item, frame: marked };
        this.stats.drops++;
      } else copies--;
    }
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
      this.#queue.unshift({ item, sendNanos: now, corrupt, ahead: true });
      this.stats.requeues++;
    }
    this.arrived(item);
    return true;
  }

  /** With a rate comes the time that it takes behind what was to be sent before. */
  #sendTime({ length }: Queued, now: number): number {
    const { delayTicks, jitterTicks, rate, distribution } = this.#options;
    let delay = delayTicks * TICK_NANOS;
    if (jitterTicks > 0) delay = spread(delay, jitterTicks * TICK_NANOS, distribution, this.#delay.next());
    if (rate.rate > 0) {
      const last = this.#queue.at(-1);
      if (last && last.sendNanos > now) {
        delay = Math.max(0, delay - (last.sendNanos - now));
        return last.sendNanos + delay + packetNanos(length, rate);
      }
      delay += packetNanos(length, rate);
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
    const now = nowMicros * 1000;
    for (;;) {
      const first = this.#queue[0];
      if (first && !first.ahead && this.#slots.nextNanos > 0 && this.#slots.nextNanos < first.sendNanos)
        this.#slots.begin(now);
      if (first && (first.ahead || (first.sendNanos <= now && this.#slots.nextNanos <= now))) {
        this.#queue.shift();
        if (!first.ahead) this.#slots.sent(first.item.length, now);
        if (first.corrupt) {
          this.left(first.item);
          continue;
        }
        if (!inner || first.ahead) {
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
    const first = this.#queue[0];
    const own = first && Math.ceil(Math.max(first.sendNanos, this.#slots.nextNanos) / 1000);
    const below = this.#inner?.nextMicros;
    if (own === undefined) return below;
    return below === undefined ? own : Math.min(own, below);
  }
}
