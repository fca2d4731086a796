/** Bands, each served only while those before it have nothing (net/sched/sch_prio.c). */
import type { Prio } from "../../model/qdisc.ts";
import type { Verdict } from "../classify.ts";
import { Discipline, type Fate, type Queued } from "./discipline.ts";
import { classOfPriority, priorityOf } from "./flow.ts";

/** TC_PRIO_MAX. */
const MOST_PRIORITY = 15;

export class PrioDiscipline extends Discipline {
  readonly #bands: readonly Discipline[];
  readonly #priomap: readonly number[];
  readonly #ask: (item: Queued) => Verdict | undefined;

  /** @param bands the discipline of each class */
  constructor(
    handle: number,
    { priomap }: Pick<Prio, "priomap">,
    bands: readonly Discipline[],
    ask: (item: Queued) => Verdict | undefined = () => undefined,
  ) {
    super(handle);
    this.#ask = ask;
    this.#priomap = priomap;
    this.#bands = bands;
    for (const band of bands) band.above = this;
    this.stats.bands = bands.map(({ stats }) => stats);
  }

  enqueue(item: Queued, nowMicros: number): Fate {
    const own = classOfPriority(item.frame, this.handle);
    // As it came: what filters write counts further on.
    const priority = priorityOf(item.frame) & MOST_PRIORITY;
    const verdict = own === undefined ? this.#ask(item) : undefined;
    if (verdict?.control === "stolen") return "taken";
    if (verdict?.control === "drop") {
      this.stats.drops++;
      return "lost";
    }
    // prio_classify: a class that there is none of stands for the band of the least priority.
    const chosen = verdict && (this.#bands[(verdict.classId?.minor ?? 0) - 1] ?? this.#bands[this.#priomap[0] ?? 0]);
    const least = this.#bands[this.#priomap[0] ?? 0];
    const band =
      own === undefined
        ? (chosen ?? this.#bands[this.#priomap[priority] ?? 0] ?? this.#bands[0])
        : (this.#bands[own - 1] ?? least);
    const fate = band?.enqueue(item, nowMicros) ?? "refused";
    if (fate !== "taken") {
      this.stats.drops++;
      return fate;
    }
    this.arrived(item);
    return "taken";
  }

  dequeue(nowMicros: number): Queued | undefined {
    for (const band of this.#bands) {
      const item = band.dequeue(nowMicros);
      if (!item) continue;
      this.left(item);
      return item;
    }
    return undefined;
  }

  get nextMicros(): number | undefined {
    let first: number | undefined;
    for (const { nextMicros } of this.#bands)
      if (nextMicros !== undefined && (first === undefined || nextMicros < first)) first = nextMicros;
    return first;
  }
}
