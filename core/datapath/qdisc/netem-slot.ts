/** When netem lets go what is due, a few packets at a time (get_slot_next of net/sched/sch_netem.c). */
import type { Netem } from "../../model/qdisc.ts";
import type { Runtime } from "../../model/runtime.ts";
import { draw, spread } from "./netem-chance.ts";

export class Slots {
  readonly #options: Pick<Netem, "slot" | "slotDistribution">;
  readonly #runtime: Runtime;
  /** When the next one begins; 0 where there are none. */
  nextNanos: number;
  #packetsLeft = 0;
  #bytesLeft = 0;

  constructor(options: Pick<Netem, "slot" | "slotDistribution">, runtime: Runtime) {
    this.#options = options;
    this.#runtime = runtime;
    // The first one began when it was asked for, before anything came.
    this.nextNanos = options.slot ? Math.max(1, runtime.nowMicros * 1000 - 1) : 0;
    this.#fill();
  }

  #fill(): void {
    const { packets = 0, bytes = 0 } = this.#options.slot ?? {};
    this.#packetsLeft = packets || Number.POSITIVE_INFINITY;
    this.#bytesLeft = bytes || Number.POSITIVE_INFINITY;
  }

  /** Another slot, from now on. */
  begin(nowNanos: number): void {
    const { slot, slotDistribution } = this.#options;
    if (!slot) return;
    const { minNanos, maxNanos, delayNanos, jitterNanos } = slot;
    const chance = draw(this.#runtime);
    const wait =
      slotDistribution === "uniform"
        ? minNanos + Math.floor(((maxNanos - minNanos) * chance) / 2 ** 32)
        : spread(delayNanos, jitterNanos, slotDistribution, chance);
    this.nextNanos = nowNanos + wait;
    this.#fill();
  }

  /** A packet goes; the next slot begins where nothing more may go in this one. */
  sent(length: number, nowNanos: number): void {
    if (this.nextNanos === 0) return;
    this.#packetsLeft--;
    this.#bytesLeft -= length;
    if (this.#packetsLeft <= 0 || this.#bytesLeft <= 0) this.begin(nowNanos);
  }
}
