/** Deficit round robin (net/sched/sch_drr.c): classes take turns, each with so many bytes. What no filter gives to a class is lost. */
import { type ClassStats, type DrrClass, newQdiscStats } from "../../model/qdisc.ts";
import type { Discipline as AnyDiscipline } from "./discipline.ts";
import { Discipline, type Fate, type Queued } from "./discipline.ts";

/** Finds the class of a frame: its minor number; undefined for none, and what a filter has taken away. */
export type DrrClassify = (item: Queued) => number | "stolen" | undefined;

class Turn {
  readonly quantum: number;
  readonly queue: AnyDiscipline;
  readonly stats: ClassStats;
  deficit = 0;
  /** What had to be taken from its queue to see how long it is. */
  taken: Queued | undefined;

  constructor({ quantum }: DrrClass, queue: AnyDiscipline, before: ClassStats | undefined) {
    this.quantum = quantum;
    this.queue = queue;
    this.stats = before ?? { ...newQdiscStats(), lends: 0, borrows: 0, tokens: 0, ceilTokens: 0 };
    this.tell();
  }

  look(nowMicros: number): Queued | undefined {
    if (this.taken) return this.taken;
    this.taken = this.queue.dequeue(nowMicros);
    if (this.taken) this.queue.peeked(this.taken);
    return this.taken;
  }

  /** Of what its queue holds and lost the queue knows; what went through it counts itself. */
  tell(): void {
    const { drops, overlimits, requeues, backlogBytes, backlogPackets } = this.queue.stats;
    Object.assign(this.stats, { drops, overlimits, requeues, backlogBytes, backlogPackets });
    this.stats.deficit = backlogPackets > 0 ? this.deficit : 0;
  }
}

export class DrrDiscipline extends Discipline {
  readonly #classes: ReadonlyMap<number, Turn>;
  readonly #classify: DrrClassify;
  /** Those that hold something, the one whose turn it is first. */
  readonly #active: Turn[] = [];

  constructor(
    handle: number,
    classes: readonly DrrClass[],
    classify: DrrClassify,
    leaf: (minor: number) => AnyDiscipline,
    before: ReadonlyMap<number, ClassStats> | undefined,
  ) {
    super(handle);
    this.#classify = classify;
    this.#classes = new Map(
      classes.map((each) => [each.minor, new Turn(each, leaf(each.minor), before?.get(each.minor))]),
    );
    for (const { queue } of this.#classes.values()) queue.above = this;
    this.stats.classes = new Map([...this.#classes].map(([minor, { stats }]) => [minor, stats]));
  }

  enqueue(item: Queued, nowMicros: number): Fate {
    const minor = this.#classify(item);
    if (minor === "stolen") return "taken";
    const turn = minor === undefined ? undefined : this.#classes.get(minor);
    if (!turn) {
      this.stats.drops++;
      return "lost";
    }
    const fate = turn.queue.enqueue(item, nowMicros);
    if (fate !== "taken") this.stats.drops++;
    else {
      if (!this.#active.includes(turn)) {
        this.#active.push(turn);
        turn.deficit = turn.quantum;
      }
      this.arrived(item);
    }
    turn.tell();
    return fate;
  }

  dequeue(nowMicros: number): Queued | undefined {
    for (;;) {
      const turn = this.#active[0];
      if (!turn) return undefined;
      const item = turn.look(nowMicros);
      // Its queue does not give what it holds yet: all wait for it (qdisc_warn_nonwc).
      if (!item) return undefined;
      if (item.length > turn.deficit) {
        turn.deficit += turn.quantum;
        this.#active.push(this.#active.shift() as Turn);
        continue;
      }
      turn.deficit -= item.length;
      turn.taken = undefined;
      turn.queue.released(item);
      if (turn.queue.stats.backlogPackets === 0) this.#active.shift();
      turn.stats.bytes += item.length;
      turn.stats.packets++;
      turn.tell();
      this.left(item);
      return item;
    }
  }

  get nextMicros(): number | undefined {
    const [turn] = this.#active;
    if (!turn) return undefined;
    return turn.taken ? 0 : turn.queue.nextMicros;
  }
}
