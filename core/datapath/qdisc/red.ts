/**
 * Random early detection (net/sched/sch_red.c, include/net/red.h): the longer the queue is on average, the likelier a frame is
 * lost, or marked where its ends speak of congestion (RFC 3168).
 *
 * Same as Linux: the average and how it sinks while nothing comes, chances, marks, what is counted. `adaptive` is a word alone, as
 * the kernel makes of what tc sends.
 * Simplified: chance comes from the world's seed.
 */
import type { Red, RedStats } from "../../model/qdisc.ts";
import { nextRandom, type Runtime } from "../../model/runtime.ts";
import { congested } from "./codel.ts";
import type { Discipline as AnyDiscipline } from "./discipline.ts";
import { Discipline, type Fate, type Queued } from "./discipline.ts";

type Action = "keep" | "perhaps" | "surely";

export class RedDiscipline extends Discipline {
  readonly #options: Red;
  readonly #inner: AnyDiscipline;
  readonly #runtime: Runtime;
  readonly #red: RedStats;
  /** Times 2^averageLog, as all that it is compared with. */
  #average = 0;
  /** Frames since one was chosen, and the number that decides how many it will be. */
  #count = -1;
  #random = 0;
  #idleSinceMicros: number | undefined;

  constructor(handle: number, options: Red, inner: AnyDiscipline, runtime: Runtime, before: RedStats | undefined) {
    super(handle);
    this.#options = options;
    this.#inner = inner;
    inner.above = this;
    this.#runtime = runtime;
    this.#idleSinceMicros = runtime.nowMicros;
    this.#red = before ?? { marked: 0, early: 0, full: 0 };
    this.stats.red = this.#red;
  }

  /** red_calc_qavg_from_idle_time: what small packets would have done to the average meanwhile. */
  #sunk(idleMicros: number): number {
    const { cellLog, averageLog, averagePacket, bandwidth } = this.#options;
    const idle = Math.min(idleMicros, 255 * 2 ** cellLog);
    const at = Math.trunc(idle / 2 ** cellLog) & 255;
    // The table's time is in ticks of tc's, and it is read by microseconds.
    const ticks = Math.trunc(Math.trunc((1e6 * averagePacket) / bandwidth) * 15.625);
    const each = -Math.log(1 - 1 / 2 ** averageLog) / ticks;
    const shift = at === 255 ? 31 : at === 0 ? 0 : Math.min(31, Math.trunc(at * 2 ** cellLog * each));
    if (shift > 0) return Math.trunc(this.#average / 2 ** shift);
    const less = Math.trunc((this.#average * idle) / 2 ** cellLog);
    const half = Math.trunc(this.#average / 2);
    return less < half ? this.#average - less : half;
  }

  #follow(nowMicros: number): void {
    const since = this.#idleSinceMicros;
    if (since !== undefined) this.#average = this.#sunk(nowMicros - since);
    else this.#average += this.#inner.stats.backlogBytes - Math.trunc(this.#average / 2 ** this.#options.averageLog);
    this.#idleSinceMicros = undefined;
  }

  #draw(): void {
    const { probability, max, min } = this.#options;
    const each = Math.max(1, Math.trunc(probability / Math.max(1, max - min)));
    this.#random = Math.trunc(nextRandom(this.#runtime, 2 ** 32) / each);
  }

  /** red_action. */
  #decide(): Action {
    const { min, max, averageLog } = this.#options;
    const scale = 2 ** averageLog;
    if (this.#average < min * scale) {
      this.#count = -1;
      return "keep";
    }
    if (this.#average >= max * scale) {
      this.#count = -1;
      return "surely";
    }
    this.#count++;
    if (this.#count === 0) this.#draw();
    else if (Math.trunc((this.#average - min * scale) / scale) * this.#count >= this.#random) {
      this.#count = 0;
      this.#draw();
      return "perhaps";
    }
    return "keep";
  }

  enqueue(given: Queued, nowMicros: number): Fate {
    const { ecn, harddrop, nodrop } = this.#options;
    this.#follow(nowMicros);
    const action = this.#decide();
    let item = given;
    if (action !== "keep") {
      this.stats.overlimits++;
      const marks = ecn && !(action === "surely" && harddrop);
      const marked = marks ? congested(item.frame) : undefined;
      if (marked) {
        item = { ...item, frame: marked };
        this.#red.marked++;
      } else if (!marks || !nodrop) {
        this.#red.early++;
        this.stats.drops++;
        return "lost";
      }
    }
    const fate = this.#inner.enqueue(item, nowMicros);
    if (fate === "taken") this.arrived(item);
    else {
      this.#red.full++;
      this.stats.drops++;
    }
    return fate;
  }

  dequeue(nowMicros: number): Queued | undefined {
    const item = this.#inner.dequeue(nowMicros);
    if (item) this.left(item);
    else this.#idleSinceMicros ??= nowMicros;
    return item;
  }

  get nextMicros(): number | undefined {
    return this.#inner.nextMicros;
  }
}
