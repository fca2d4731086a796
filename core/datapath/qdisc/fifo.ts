/** First in, first out, up to so many packets or bytes (net/sched/sch_fifo.c). */
import { Discipline, type Fate, type Queued } from "./discipline.ts";

export class FifoDiscipline extends Discipline {
  readonly #queue: Queued[] = [];
  readonly #limit: number;
  readonly #inBytes: boolean;
  readonly #headDrop: boolean;

  constructor(handle: number, limit: number, inBytes: boolean, headDrop = false) {
    super(handle);
    this.#limit = limit;
    this.#inBytes = inBytes;
    this.#headDrop = headDrop;
  }

  get head(): Queued | undefined {
    return this.#queue[0];
  }

  enqueue(item: Queued): Fate {
    const fits = this.#inBytes
      ? this.stats.backlogBytes + item.length <= this.#limit
      : this.stats.backlogPackets < this.#limit;
    if (!fits) {
      this.stats.drops++;
      const oldest = this.#headDrop ? this.#queue.shift() : undefined;
      if (!oldest) return "refused";
      this.stats.backlogBytes -= oldest.length;
      this.stats.backlogPackets--;
    }
    this.#queue.push(item);
    this.arrived(item);
    return fits ? "taken" : "lost";
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
