/**
 * The token bucket (net/sched/sch_tbf.c): tokens are time. A frame costs the time it takes at the rate, and the bucket holds as
 * much as was set as burst.
 *
 * Absent: a peak rate, segmentation of what is larger than the bucket.
 */
import type { Tbf } from "../../model/qdisc.ts";
import type { Discipline as AnyDiscipline, Queued } from "./discipline.ts";
import { Discipline } from "./discipline.ts";

const TICK_NANOS = 64;

export class TbfDiscipline extends Discipline {
  readonly #rate: number;
  readonly #bufferNanos: number;
  readonly #largest: number;
  readonly #inner: AnyDiscipline;
  #tokensNanos: number;
  #checkedMicros: number;
  /** What the inner discipline has given and the bucket has no tokens for yet. */
  #head: Queued | undefined;

  constructor(
    handle: number,
    { rate, bufferTicks }: Pick<Tbf, "rate" | "bufferTicks">,
    inner: AnyDiscipline,
    nowMicros: number,
  ) {
    super(handle);
    this.#rate = rate;
    this.#bufferNanos = bufferTicks * TICK_NANOS;
    this.#largest = Math.floor((rate * this.#bufferNanos) / 1e9);
    this.#inner = inner;
    this.#tokensNanos = this.#bufferNanos;
    this.#checkedMicros = nowMicros;
  }

  #cost({ length }: Queued): number {
    return Math.floor((length * 1e9) / this.#rate);
  }

  enqueue(item: Queued, nowMicros: number): boolean {
    if (item.length > this.#largest || !this.#inner.enqueue(item, nowMicros)) {
      this.stats.drops++;
      return false;
    }
    this.arrived(item);
    return true;
  }

  dequeue(nowMicros: number): Queued | undefined {
    this.#head ??= this.#inner.dequeue(nowMicros);
    const head = this.#head;
    if (!head) return undefined;
    const gained = Math.min((nowMicros - this.#checkedMicros) * 1000, this.#bufferNanos);
    const tokens = Math.min(this.#tokensNanos + gained, this.#bufferNanos) - this.#cost(head);
    if (tokens < 0) {
      this.stats.overlimits++;
      return undefined;
    }
    this.#checkedMicros = nowMicros;
    this.#tokensNanos = tokens;
    this.#head = undefined;
    this.left(head);
    return head;
  }

  get nextMicros(): number | undefined {
    if (!this.#head) return this.#inner.nextMicros;
    const wanting = this.#cost(this.#head) - this.#tokensNanos;
    return this.#checkedMicros + Math.ceil(wanting / 1000);
  }
}
