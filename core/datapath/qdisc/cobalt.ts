/** CoDel and BLUE together, as cake has them (cobalt_* of net/sched/sch_cake.c): when a flow's packets are lost or marked. */
import { nextRandom, type Runtime } from "../../model/runtime.ts";

export interface CobaltParams {
  readonly targetNanos: number;
  readonly intervalNanos: number;
  readonly frameNanos: number;
}

const WHOLE = 2 ** 32;
/** Steps of BLUE: up by 1/256, down by 1/4096. */
const UP = 1 << 24;
const DOWN = 1 << 20;

export class Cobalt {
  readonly #runtime: Runtime;
  #count = 0;
  #dropping = false;
  #dropNext = 0;
  #blue = 0;
  #blueSince = 0;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
  }

  /** Whether it has nothing to remember any more. */
  isAtRest(now: number): boolean {
    return this.#blue === 0 && this.#count === 0 && now >= this.#dropNext;
  }

  #after(from: number, { intervalNanos }: CobaltParams): number {
    return from + intervalNanos / Math.sqrt(Math.max(1, this.#count));
  }

  /** cobalt_queue_full: a packet was lost for want of room. True when that begins to be remembered. */
  full(params: CobaltParams, now: number): boolean {
    let began = false;
    if (now - this.#blueSince > params.targetNanos) {
      began = this.#blue === 0;
      this.#blue = Math.min(this.#blue + UP, WHOLE - 1);
      this.#blueSince = now;
    }
    this.#dropping = true;
    this.#dropNext = now;
    this.#count ||= 1;
    return began;
  }

  /** cobalt_queue_empty: nothing waits. True when what was remembered is forgotten. */
  empty(params: CobaltParams, now: number): boolean {
    let ended = false;
    if (this.#blue > 0 && now - this.#blueSince > params.targetNanos) {
      this.#blue = Math.max(0, this.#blue - DOWN);
      this.#blueSince = now;
      ended = this.#blue === 0;
    }
    this.#dropping = false;
    if (this.#count > 0 && now >= this.#dropNext) {
      this.#count--;
      this.#dropNext = this.#after(this.#dropNext, params);
    }
    return ended;
  }

  /** cobalt_should_drop: `mark` marks the packet if it can be. Answers whether it is lost. */
  loses(params: CobaltParams, now: number, waitedNanos: number, bulkFlows: number, mark: () => boolean): boolean {
    const { targetNanos, frameNanos } = params;
    const late = waitedNanos > targetNanos && waitedNanos > frameNanos * bulkFlows * 2 && waitedNanos > frameNanos * 4;
    let schedule = now - this.#dropNext;
    let due = this.#count > 0 && schedule >= 0;
    let lost = false;
    if (late) {
      if (!this.#dropping) {
        this.#dropping = true;
        this.#dropNext = this.#after(now, params);
      }
      this.#count ||= 1;
    } else this.#dropping = false;
    if (due && this.#dropping) {
      lost = !mark();
      this.#count++;
      this.#dropNext = this.#after(this.#dropNext, params);
      schedule = now - this.#dropNext;
    } else
      while (due) {
        this.#count--;
        this.#dropNext = this.#after(this.#dropNext, params);
        schedule = now - this.#dropNext;
        due = this.#count > 0 && schedule >= 0;
      }
    if (this.#blue > 0 && nextRandom(this.#runtime, WHOLE) < this.#blue) lost = true;
    if (this.#count === 0) this.#dropNext = now + params.intervalNanos;
    else if (schedule > 0 && !lost) this.#dropNext = now;
    return lost;
  }
}
