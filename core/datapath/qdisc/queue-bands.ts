/**
 * A discipline for each queue of a device: `multiq`, which takes them in turn, and `mq`, whose queues know nothing of each other
 * (net/sched/sch_multiq.c, sch_mq.c). Which queue a frame goes by a filter says (`skbedit queue_mapping`), or its flow.
 */
import type { Verdict } from "../classify.ts";
import { Discipline, type Fate, type Queued } from "./discipline.ts";
import { queueOf } from "./flow.ts";

export class QueueBandsDiscipline extends Discipline {
  readonly #bands: readonly (Discipline | undefined)[];
  readonly #ask: (item: Queued) => Verdict | undefined;
  readonly #shares: boolean;
  #current = 0;

  /**
   * @param bands of each queue; undefined for one that loses all
   * @param shares whether they count together what waits (multiq)
   */
  constructor(
    handle: number,
    bands: readonly (Discipline | undefined)[],
    shares: boolean,
    ask: (item: Queued) => Verdict | undefined = () => undefined,
  ) {
    super(handle);
    this.#ask = ask;
    this.#bands = bands;
    this.#shares = shares;
    for (const band of bands) if (band && shares) band.above = this;
    this.stats.bands = bands.map((band) => (band ?? this.#nothing).stats);
    this.#sum();
  }

  /** What stands where there is no discipline: it loses all (noop_qdisc), which nobody counts. */
  readonly #nothing = new Nothing(0);

  enqueue(item: Queued, nowMicros: number): Fate {
    const verdict = this.#ask(item);
    if (verdict?.control === "stolen") return "taken";
    if (verdict?.control === "drop") {
      this.stats.drops++;
      return "lost";
    }
    const band = this.#bands[queueOf(item.frame, this.#bands.length)];
    if (!this.#shares && band?.bypass(item)) {
      this.#passing = item;
      return "taken";
    }
    const fate = (band ?? this.#nothing).enqueue(item, nowMicros);
    if (fate !== "taken" && this.#shares) this.stats.drops++;
    if (fate === "taken" && this.#shares) this.stats.backlogPackets++;
    this.#sum();
    return fate;
  }

  /** What a queue of mq let past it, to be sent at once. */
  #passing: Queued | undefined;

  dequeue(nowMicros: number): Queued | undefined {
    const passing = this.#passing;
    this.#passing = undefined;
    if (passing) {
      this.#sum();
      return passing;
    }
    for (let tries = 0; tries < this.#bands.length; tries++) {
      this.#current = (this.#current + 1) % this.#bands.length;
      const item = this.#bands[this.#current]?.dequeue(nowMicros);
      if (!item) continue;
      if (this.#shares) {
        this.stats.backlogPackets--;
        this.stats.bytes += item.length;
        this.stats.packets++;
      } else this.#sum();
      return item;
    }
    return undefined;
  }

  /** mq_dump: the figures of mq are those of its queues together. */
  #sum(): void {
    if (this.#shares) return;
    const sum = { bytes: 0, packets: 0, drops: 0, overlimits: 0, requeues: 0, backlogBytes: 0, backlogPackets: 0 };
    for (const { stats } of this.#bands.flatMap((band) => band ?? []))
      for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += stats[key];
    Object.assign(this.stats, sum);
  }

  get nextMicros(): number | undefined {
    if (this.#passing) return 0;
    let first: number | undefined;
    for (const band of this.#bands) {
      const next = band?.nextMicros;
      if (next !== undefined && (first === undefined || next < first)) first = next;
    }
    return first;
  }
}

class Nothing extends Discipline {
  enqueue(): Fate {
    return "lost";
  }
  dequeue(): Queued | undefined {
    return undefined;
  }
  get nextMicros(): number | undefined {
    return undefined;
  }
}
