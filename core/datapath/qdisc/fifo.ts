/** First in, first out, up to so many packets or bytes (net/sched/sch_fifo.c). */
import { Discipline, type Queued } from "./discipline.ts";

export class FifoDiscipline extends Discipline {
  readonly #queue: Queued[] = [];
  readonly #limit: number;
  readonly #inBytes: boolean;

  constructor(handle: number, limit: number, inBytes: boolean) {
    super(handle);
    this.#limit = limit;
    this.#inBytes = inBytes;
  }

  get head(): Queued | undefined {
    return this.#queue[0];
  }

  enqueue(item: Queued): boolean {
    const fits = this.#inBytes
      ? this.stats.backlogBytes + item.length <= this.#limit
      : this.stats.backlogPackets < this.#limit;
    if (!fits) {
      this.stats.drops++;
      return false;
    }
    this.#queue.push(item);
    this.arrived(item);
    return true;
  }

  dequeue(): Queued | undefined {
    const item = this.#queue.shift();
    if (item) this.left(item);
    return item;
  }

  /** At once: whatever waits may go. */
  get nextMicros(): number | undefined {
    return this.#queue.length > 0 ? 0 : undefined;
  }
}
