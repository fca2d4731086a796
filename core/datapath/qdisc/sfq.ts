/**
 * Stochastic fairness queueing (net/sched/sch_sfq.c): flows take turns, and the longest loses where there is no room.
 *
 * Same as Linux: turns by bytes, limits and who loses. Simplified: flows never share a slot, so that another hash from time
 * to time (`perturb`) changes nothing.
 */
import type { Sfq } from "../../model/qdisc.ts";
import { Discipline, type Fate, type Queued } from "./discipline.ts";
import { type FlowChooser, flowOf } from "./flow.ts";

interface Slot {
  readonly key: string;
  readonly queue: Queued[];
  allotment: number;
}

export class SfqDiscipline extends Discipline {
  readonly #options: Sfq;
  readonly #choose: FlowChooser;
  readonly #slots = new Map<string, Slot>();
  /** In turn. */
  readonly #turns: Slot[] = [];

  constructor(handle: number, options: Sfq, choose: FlowChooser = () => undefined) {
    super(handle);
    this.#choose = choose;
    this.#options = options;
  }

  enqueue(item: Queued): Fate {
    const { flows, depth, headDrop, limit, quantum } = this.#options;
    const chosen = this.#choose(item);
    if (chosen === "lost" || chosen === "stolen") {
      if (chosen === "lost") this.stats.drops++;
      return chosen === "stolen" ? "taken" : "lost";
    }
    const key = chosen ?? flowOf(item.frame);
    let slot = this.#slots.get(key);
    if (!slot) {
      if (this.#slots.size >= flows) {
        this.stats.drops++;
        return "refused";
      }
      slot = { key, queue: [], allotment: quantum };
      this.#slots.set(key, slot);
      this.#turns.push(slot);
    }
    const dropped = slot.queue.length >= depth;
    if (dropped) {
      const oldest = headDrop ? slot.queue.shift() : undefined;
      if (!oldest) {
        this.stats.drops++;
        return "refused";
      }
      this.#lose(oldest);
    }
    slot.queue.push(item);
    this.arrived(item);
    if (this.stats.backlogPackets <= limit) return dropped ? "lost" : "taken";
    return this.#dropLongest() === item ? "lost" : "taken";
  }

  /** sfq_drop. */
  #dropLongest(): Queued | undefined {
    let longest: Slot | undefined;
    for (const slot of this.#turns) if (!longest || slot.queue.length > longest.queue.length) longest = slot;
    const gone = this.#options.headDrop ? longest?.queue.shift() : longest?.queue.pop();
    if (gone) this.#lose(gone);
    return gone;
  }

  #lose({ length }: Queued): void {
    this.stats.drops++;
    this.stats.backlogBytes -= length;
    this.stats.backlogPackets--;
  }

  dequeue(): Queued | undefined {
    for (;;) {
      const slot = this.#turns[0];
      if (!slot) return undefined;
      if (slot.allotment <= 0) {
        slot.allotment += this.#options.quantum;
        this.#turns.push(this.#turns.shift() as Slot);
        continue;
      }
      const item = slot.queue.shift();
      if (slot.queue.length === 0) {
        this.#turns.shift();
        this.#slots.delete(slot.key);
      } else if (item) slot.allotment -= item.length;
      if (!item) continue;
      this.left(item);
      return item;
    }
  }

  get nextMicros(): number | undefined {
    return this.stats.backlogPackets > 0 ? 0 : undefined;
  }
}
