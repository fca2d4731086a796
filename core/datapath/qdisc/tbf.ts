/**
 * The token bucket (net/sched/sch_tbf.c): tokens are time. A frame costs the time it takes at the rate, and the bucket holds as
 * much as was set as burst.
 *
 * Absent: segmentation of what is larger than the bucket.
 */
import type { Tbf } from "../../model/qdisc.ts";
import type { Discipline as AnyDiscipline, Queued } from "./discipline.ts";
import { Discipline, type Fate } from "./discipline.ts";
import { FifoDiscipline } from "./fifo.ts";

const TICK_NANOS = 64;

export class TbfDiscipline extends Discipline {
  readonly #rate: number;
  readonly #bufferNanos: number;
  readonly #largest: number;
  readonly #inner: AnyDiscipline;
  readonly #peak: { readonly rate: number; readonly mtuNanos: number } | undefined;
  #tokensNanos: number;
  #peakNanos: number;
  #checkedMicros: number;
  /** What had to be taken from the inner discipline to see it, and the bucket has no tokens for yet. */
  #taken: Queued | undefined;

  constructor(
    handle: number,
    { rate, bufferTicks, peak }: Pick<Tbf, "rate" | "bufferTicks" | "peak">,
    inner: AnyDiscipline,
    nowMicros: number,
  ) {
    super(handle);
    this.#rate = rate;
    this.#bufferNanos = bufferTicks * TICK_NANOS;
    this.#peak = peak && { rate: peak.rate, mtuNanos: peak.mtuTicks * TICK_NANOS };
    this.#peakNanos = this.#peak?.mtuNanos ?? 0;
    const whole = Math.floor((rate * this.#bufferNanos) / 1e9);
    this.#largest = this.#peak ? Math.min(whole, Math.floor((this.#peak.rate * this.#peak.mtuNanos) / 1e9)) : whole;
    this.#inner = inner;
    inner.above = this;
    this.#tokensNanos = this.#bufferNanos;
    this.#checkedMicros = nowMicros;
  }

  /** A simple queue is looked into, any other has to give what is next (qdisc_peek_head, qdisc_peek_dequeued). */
  get #head(): Queued | undefined {
    return this.#inner instanceof FifoDiscipline ? this.#inner.head : this.#taken;
  }

  #cost({ length }: Queued): number {
    return Math.floor((length * 1e9) / this.#rate);
  }

  enqueue(item: Queued, nowMicros: number): Fate {
    const fate = item.length > this.#largest ? "refused" : this.#inner.enqueue(item, nowMicros);
    if (fate === "taken") this.arrived(item);
    else this.stats.drops++;
    return fate;
  }

  dequeue(nowMicros: number): Queued | undefined {
    if (!(this.#inner instanceof FifoDiscipline)) this.#peek(nowMicros);
    const head = this.#head;
    if (!head) return undefined;
    const gained = Math.min((nowMicros - this.#checkedMicros) * 1000, this.#bufferNanos);
    const tokens = Math.min(this.#tokensNanos + gained, this.#bufferNanos) - this.#cost(head);
    const peak = this.#peak ? this.#peakTokens(this.#peak, head, gained) : 0;
    if (tokens < 0 || peak < 0) {
      this.stats.overlimits++;
      return undefined;
    }
    this.#checkedMicros = nowMicros;
    this.#tokensNanos = tokens;
    this.#peakNanos = peak;
    if (this.#taken) {
      this.#inner.released(this.#taken);
      this.#taken = undefined;
    } else this.#inner.dequeue(nowMicros);
    this.left(head);
    return head;
  }

  #peek(nowMicros: number): void {
    if (this.#taken) return;
    this.#taken = this.#inner.dequeue(nowMicros);
    if (this.#taken) this.#inner.peeked(this.#taken);
  }

  #peakTokens({ rate, mtuNanos }: { rate: number; mtuNanos: number }, { length }: Queued, gained: number): number {
    return Math.min(this.#peakNanos + gained, mtuNanos) - Math.floor((length * 1e9) / rate);
  }

  get nextMicros(): number | undefined {
    const head = this.#head;
    if (!head) return this.#inner.nextMicros;
    const wants = this.#cost(head) - this.#tokensNanos;
    const peak = this.#peak ? Math.floor((head.length * 1e9) / this.#peak.rate) - this.#peakNanos : 0;
    const wanting = Math.max(wants, peak);
    return this.#checkedMicros + Math.ceil(wanting / 1000);
  }
}
