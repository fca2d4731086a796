/**
 * Enhanced transmission selection (net/sched/sch_ets.c): bands, the strict ones each served only while those before have nothing, the
 * others in turns, each with so many bytes (IEEE 802.1Q clause 8.6.8).
 */
import type { Ets } from "../../model/qdisc.ts";
import type { Verdict } from "../classify.ts";
import { Discipline, type Fate, type Queued } from "./discipline.ts";
import { classOfPriority, priorityOf } from "./flow.ts";

/** TC_PRIO_MAX. */
const MOST_PRIORITY = 15;

class Band {
  readonly queue: Discipline;
  /** Bytes at a turn; undefined of a strict one. */
  readonly quantum: number | undefined;
  deficit = 0;
  /** What had to be taken from its queue to see how long it is. */
  taken: Queued | undefined;

  constructor(queue: Discipline, quantum: number | undefined) {
    this.queue = queue;
    this.quantum = quantum;
  }

  look(nowMicros: number): Queued | undefined {
    if (this.taken) return this.taken;
    this.taken = this.queue.dequeue(nowMicros);
    if (this.taken) this.queue.peeked(this.taken);
    return this.taken;
  }

  take(nowMicros: number): Queued | undefined {
    const item = this.look(nowMicros);
    if (item) this.queue.released(item);
    this.taken = undefined;
    return item;
  }
}

export class EtsDiscipline extends Discipline {
  readonly #bands: readonly Band[];
  readonly #priomap: readonly number[];
  readonly #ask: (item: Queued) => Verdict | undefined;
  /** Bands that take turns and hold something, the one whose turn it is first. */
  readonly #active: Band[] = [];

  /** @param queues the discipline of each band */
  constructor(
    handle: number,
    { strict, quanta, priomap }: Ets,
    queues: readonly Discipline[],
    ask: (item: Queued) => Verdict | undefined,
  ) {
    super(handle);
    this.#ask = ask;
    this.#priomap = priomap;
    this.#bands = queues.map((queue, at) => new Band(queue, at < strict ? undefined : quanta[at - strict]));
    for (const queue of queues) queue.above = this;
    this.stats.bands = queues.map(({ stats }) => stats);
  }

  enqueue(item: Queued, nowMicros: number): Fate {
    const band = this.#choose(item);
    if (band === "stolen") return "taken";
    const fate = band?.queue.enqueue(item, nowMicros) ?? "lost";
    if (!band || fate !== "taken") {
      this.stats.drops++;
      return fate;
    }
    if (band.quantum !== undefined && !this.#active.includes(band)) {
      this.#active.push(band);
      band.deficit = band.quantum;
    }
    this.arrived(item);
    return "taken";
  }

  /** ets_classify. */
  #choose(item: Queued): Band | "stolen" | undefined {
    const own = classOfPriority(item.frame, this.handle);
    const first = this.#bands[this.#priomap[0] ?? 0];
    if (own !== undefined) return this.#bands[own - 1] ?? first;
    // As it came: what filters write counts further on.
    const priority = priorityOf(item.frame);
    const verdict = this.#ask(item);
    if (verdict?.control === "stolen") return "stolen";
    if (verdict?.control === "drop") return undefined;
    if (verdict) return this.#bands[(verdict.classId?.minor ?? 0) - 1] ?? first;
    return this.#bands[this.#priomap[priority > 0xffff ? 0 : priority & MOST_PRIORITY] ?? 0];
  }

  dequeue(nowMicros: number): Queued | undefined {
    for (const band of this.#bands) {
      if (band.quantum !== undefined) break;
      const item = band.take(nowMicros);
      if (item) return this.#sent(item);
    }
    for (;;) {
      const band = this.#active[0];
      // Its queue does not give what it holds yet: all wait for it (qdisc_warn_nonwc).
      const item = band?.look(nowMicros);
      if (!band || !item) return undefined;
      if (item.length > band.deficit) {
        band.deficit += band.quantum ?? 0;
        this.#active.push(this.#active.shift() as Band);
        continue;
      }
      band.deficit -= item.length;
      band.take(nowMicros);
      if (band.queue.stats.backlogPackets === 0) this.#active.shift();
      return this.#sent(item);
    }
  }

  #sent(item: Queued): Queued {
    this.left(item);
    return item;
  }

  get nextMicros(): number | undefined {
    let first: number | undefined;
    const [turn] = this.#active;
    for (const band of this.#bands) {
      if (band.quantum !== undefined && band !== turn) continue;
      const next = band.taken ? 0 : band.queue.nextMicros;
      if (next !== undefined && (first === undefined || next < first)) first = next;
    }
    return first;
  }
}
