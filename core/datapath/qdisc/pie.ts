/**
 * Proportional integral control (net/sched/sch_pie.c; RFC 8033): from how long frames wait follows how likely the next is lost.
 *
 * Same as Linux: the chance and how it is looked at again and again, bursts let through, marks, what is counted.
 * Simplified: chance comes from the world's seed; the clock by which the chance is looked at begins with the first frame.
 */
import { type Pie, type PieStats, ticksOf } from "../../model/qdisc.ts";
import { nextRandom, type Runtime } from "../../model/runtime.ts";
import { congested } from "./codel.ts";
import { Discipline, type Fate, type Queued } from "./discipline.ts";

const JIFFY_MICROS = 4000;
/** HZ / 2: when the chance is first looked at. */
const FIRST_LOOK_MICROS = 500_000;
/** MAX_PROB. */
const WHOLE = 2 ** 56;
const TICKS_A_SECOND = 15_625_000;
const BURST_TICKS = ticksOf(150_000);
const LATE_TICKS = ticksOf(250_000);
/** QUEUE_THRESHOLD, and PIE_SCALE as a factor. */
const ENOUGH_BYTES = 16_384;
const SCALE = 2 ** 8;

interface Waiting {
  readonly item: Queued;
  readonly ticks: number;
}

export class PieDiscipline extends Discipline {
  readonly #options: Pie;
  readonly #mtu: number;
  readonly #runtime: Runtime;
  readonly #queue: Waiting[] = [];
  readonly #pie: PieStats;
  #probability = 0;
  #gathered = 0;
  #delay = 0;
  #delayBefore = 0;
  #burst = BURST_TICKS;
  #left: number | undefined;
  /** Bytes that left since the rate is measured; undefined while it is not. */
  #measured: number | undefined;
  #rate = 0;
  #lookMicros: number;

  constructor(handle: number, options: Pie, mtu: number, runtime: Runtime, before: PieStats | undefined) {
    super(handle);
    this.#options = options;
    this.#mtu = Math.min(Math.max(mtu, 1), 1 << 20);
    this.#runtime = runtime;
    this.#lookMicros = runtime.nowMicros + FIRST_LOOK_MICROS;
    this.#pie = before ?? {
      ...{ probability: 0, delayMicros: 0, rate: 0, packetsIn: 0 },
      ...{ overlimit: 0, dropped: 0, longest: 0, ecnMark: 0 },
    };
    this.stats.pie = this.#pie;
  }

  /** pie_vars_init. */
  #begin(): void {
    this.#burst = BURST_TICKS;
    this.#left = undefined;
    this.#gathered = 0;
    this.#measured = undefined;
    this.#rate = 0;
  }

  get #atRest(): boolean {
    const quiet = this.#probability === 0 && this.#delay === 0 && this.#delayBefore === 0;
    return quiet && this.#queue.length === 0;
  }

  /** Looks at the chance as often as was due since. */
  #catchUp(nowMicros: number): void {
    const step = Math.max(1, this.#options.updateJiffies) * JIFFY_MICROS;
    while (this.#lookMicros <= nowMicros) {
      this.#look();
      this.#lookMicros += step;
      if (!this.#atRest || this.#lookMicros > nowMicros) continue;
      // Looking again changes nothing any more.
      this.#lookMicros += Math.ceil((nowMicros + 1 - this.#lookMicros) / step) * step;
    }
    // Of more than all what is above is shown.
    this.#pie.probability = (this.#probability % WHOLE) / WHOLE;
    this.#pie.delayMicros = Math.trunc((this.#delay * 64) / 1000);
    this.#pie.rate = Math.trunc((this.#rate * TICKS_A_SECOND) / SCALE);
  }

  /** pie_calculate_probability. */
  #look(): void {
    const { alpha: a, beta: b, targetTicks: target, rateEstimator } = this.#options;
    const backlog = this.stats.backlogBytes;
    let before = this.#delayBefore;
    let delay = this.#delay;
    if (rateEstimator) {
      before = this.#delay;
      this.#delayBefore = this.#delay;
      delay = this.#rate > 0 ? Math.trunc((backlog * SCALE) / this.#rate) : 0;
    }
    let sinks = !(delay === 0 && backlog !== 0);
    let alpha = Math.trunc((a * Math.trunc(WHOLE / TICKS_A_SECOND)) / 16);
    let beta = Math.trunc((b * Math.trunc(WHOLE / TICKS_A_SECOND)) / 16);
    if (this.#probability < WHOLE / 10) {
      [alpha, beta] = [Math.trunc(alpha / 2), Math.trunc(beta / 2)];
      for (let power = 100; power <= 1_000_000 && this.#probability < WHOLE / power; power *= 10)
        [alpha, beta] = [Math.trunc(alpha / 4), Math.trunc(beta / 4)];
    }
    let change = alpha * (delay - target) + beta * (delay - before);
    // Never more than two parts in a hundred at once.
    if (change > WHOLE / 50 && this.#probability >= WHOLE / 10) change = WHOLE / 50;
    if (delay > LATE_TICKS) change += WHOLE / 50;
    this.#probability += change;
    // It may be more than all, up to what 64 bits hold.
    if (this.#probability >= 2 ** 64) {
      this.#probability = WHOLE;
      sinks = false;
    }
    this.#probability = Math.max(0, this.#probability);
    if (delay === 0 && before === 0 && sinks) this.#probability -= Math.trunc(this.#probability / 64);
    this.#delay = delay;
    const calm = this.#delay < target / 2 && this.#delayBefore < target / 2 && this.#probability === 0;
    if (calm && (!rateEstimator || this.#rate > 0)) this.#begin();
    if (!rateEstimator) this.#delayBefore = delay;
  }

  /** pie_drop_early. */
  #dropsEarly(length: number): boolean {
    const { targetTicks, bytemode } = this.#options;
    if (this.#burst > 0) return false;
    if (this.#delay < targetTicks / 2 && this.#probability < WHOLE / 5) return false;
    if (this.stats.backlogBytes < 2 * this.#mtu) return false;
    const share =
      bytemode && length <= this.#mtu ? length * Math.trunc(this.#probability / this.#mtu) : this.#probability;
    this.#gathered = share === 0 ? 0 : this.#gathered + share;
    if (this.#gathered < WHOLE * 0.85) return false;
    if (this.#gathered >= WHOLE * 8.5) return true;
    if (nextRandom(this.#runtime, 2 ** 32) * 2 ** 24 >= share) return false;
    this.#gathered = 0;
    return true;
  }

  enqueue(given: Queued, nowMicros: number): Fate {
    this.#catchUp(nowMicros);
    let item = given;
    let kept = false;
    if (this.stats.backlogPackets >= this.#options.limit) this.#pie.overlimit++;
    else if (!this.#dropsEarly(item.length)) kept = true;
    else if (this.#options.ecn && this.#probability <= WHOLE / 10) {
      const frame = congested(item.frame);
      if (frame) {
        item = { ...item, frame };
        this.#pie.ecnMark++;
        kept = true;
      }
    }
    if (!kept) {
      this.#pie.dropped++;
      this.#gathered = 0;
      this.stats.drops++;
      return "refused";
    }
    this.#pie.packetsIn++;
    this.#pie.longest = Math.max(this.#pie.longest, this.stats.backlogPackets);
    this.#queue.push({ item, ticks: ticksOf(nowMicros) });
    this.arrived(item);
    return "taken";
  }

  dequeue(nowMicros: number): Queued | undefined {
    this.#catchUp(nowMicros);
    const waiting = this.#queue.shift();
    if (!waiting) return undefined;
    this.left(waiting.item);
    this.#learn(waiting, ticksOf(nowMicros));
    this.#pie.delayMicros = Math.trunc((this.#delay * 64) / 1000);
    return waiting.item;
  }

  /** pie_process_dequeue. */
  #learn({ item, ticks }: Waiting, now: number): void {
    const backlog = this.stats.backlogBytes;
    if (!this.#options.rateEstimator) {
      this.#delay = backlog > 0 ? now - ticks : 0;
      const passed = this.#left === undefined ? 0 : now - this.#left;
      this.#left = now;
      this.#burst = Math.max(0, this.#burst - passed);
      return;
    }
    if (backlog >= ENOUGH_BYTES && this.#measured === undefined) {
      this.#left = now;
      this.#measured = 0;
    }
    if (this.#measured === undefined) return;
    this.#measured += item.length;
    const passed = now - (this.#left ?? now);
    if (this.#measured < ENOUGH_BYTES || passed === 0) return;
    const rate = Math.trunc((this.#measured * SCALE) / passed);
    this.#rate = this.#rate === 0 ? rate : this.#rate - Math.trunc(this.#rate / 8) + Math.trunc(rate / 8);
    this.#measured = backlog < ENOUGH_BYTES ? undefined : 0;
    this.#left = now;
    this.#burst = Math.max(0, this.#burst - passed);
  }

  /** What waits may go at once; the chance is looked at until it is none. */
  get nextMicros(): number | undefined {
    if (this.#queue.length > 0) return 0;
    return this.#atRest ? undefined : this.#lookMicros;
  }
}
