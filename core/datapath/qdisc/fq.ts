/**
 * Fair queueing with pacing (net/sched/sch_fq.c): control traffic first, then flows in turns, each no faster than it may.
 *
 * Same as Linux: turns, limits, the rate that a flow may have at most, what is counted. Absent: the pacing that sockets ask
 * for, the horizon (nobody sends ahead of time), flows that are forgotten.
 */
import type { Fq } from "../../model/qdisc.ts";
import { Discipline, type Fate, type Queued } from "./discipline.ts";
import { flowOf, priorityOf } from "./flow.ts";

interface Flow {
  readonly queue: Queued[];
  credit: number;
  nextNanos: number;
  state: "detached" | "listed" | "throttled";
}

const CONTROL = 7;
const SECOND = 1e9;

export class FqDiscipline extends Discipline {
  readonly #options: Fq;
  readonly #control: Queued[] = [];
  readonly #flows = new Map<string, Flow>();
  readonly #new: Flow[] = [];
  readonly #old: Flow[] = [];
  readonly #throttled = new Set<Flow>();

  constructor(handle: number, options: Fq) {
    super(handle);
    this.#options = options;
    this.stats.fq = { flows: 0, inactive: 0, throttledFlows: 0, highPriority: 0, throttled: 0, flowsLimit: 0 };
  }

  enqueue(item: Queued, nowMicros: number): Fate {
    const { fq } = this.stats;
    if (!fq) return "refused";
    if (this.stats.backlogPackets >= this.#options.limit) {
      this.stats.drops++;
      return "refused";
    }
    if (priorityOf(item.frame) === CONTROL) {
      fq.highPriority++;
      this.#control.push(item);
      this.arrived(item);
      return "taken";
    }
    const key = flowOf(item.frame);
    let flow = this.#flows.get(key);
    if (!flow) {
      flow = { queue: [], credit: this.#options.initialQuantum, nextNanos: 0, state: "detached" };
      this.#flows.set(key, flow);
      fq.flows++;
      fq.inactive++;
    }
    if (flow.queue.length >= this.#options.flowLimit) {
      fq.flowsLimit++;
      this.stats.drops++;
      return "refused";
    }
    if (flow.state === "detached") {
      this.#new.push(flow);
      flow.state = "listed";
      // A flow that was away for long begins with a whole quantum again.
      const away = nowMicros - flow.nextNanos / 1000;
      if (flow.nextNanos > 0 && away > this.#options.refillMicros)
        flow.credit = Math.max(flow.credit, this.#options.quantum);
      fq.inactive--;
    }
    flow.queue.push(item);
    this.arrived(item);
    return "taken";
  }

  dequeue(nowMicros: number): Queued | undefined {
    if (this.stats.backlogPackets === 0) return undefined;
    const now = nowMicros * 1000;
    const urgent = this.#control.shift();
    if (urgent) {
      this.left(urgent);
      return urgent;
    }
    this.#wake(now);
    for (;;) {
      const list = this.#new.length > 0 ? this.#new : this.#old;
      const flow = list[0];
      if (!flow) return undefined;
      if (flow.credit <= 0) {
        flow.credit += this.#options.quantum;
        list.shift();
        this.#old.push(flow);
        continue;
      }
      const item = flow.queue[0];
      if (item && now < flow.nextNanos) {
        list.shift();
        this.#throttle(flow);
        continue;
      }
      if (!item) {
        list.shift();
        if (list === this.#new && this.#old.length > 0) this.#old.push(flow);
        else {
          flow.state = "detached";
          if (this.stats.fq) this.stats.fq.inactive++;
        }
        continue;
      }
      flow.queue.shift();
      flow.credit -= item.length;
      this.#pace(flow, item, now);
      this.left(item);
      return item;
    }
  }

  /** fq_dequeue, from `rate_enable` on. */
  #pace(flow: Flow, { length }: Queued, now: number): void {
    const { pacing, maxRate, lowRateThreshold, quantum } = this.#options;
    if (!pacing || maxRate === undefined) return;
    let planned = length;
    if (maxRate <= lowRateThreshold) flow.credit = 0;
    else {
      planned = Math.max(length, quantum);
      if (flow.credit > 0) return;
    }
    flow.nextNanos = now + Math.min((planned * SECOND) / maxRate, SECOND);
  }

  #throttle(flow: Flow): void {
    flow.state = "throttled";
    this.#throttled.add(flow);
    const { fq } = this.stats;
    if (!fq) return;
    fq.throttledFlows++;
    fq.throttled++;
  }

  #wake(now: number): void {
    for (const flow of this.#throttled) {
      if (flow.nextNanos > now) continue;
      this.#throttled.delete(flow);
      flow.state = "listed";
      this.#old.push(flow);
      if (this.stats.fq) this.stats.fq.throttledFlows--;
    }
  }

  get nextMicros(): number | undefined {
    if (this.stats.backlogPackets === 0) return undefined;
    if (this.#control.length > 0 || this.#new.length > 0 || this.#old.length > 0) return 0;
    let first = Number.POSITIVE_INFINITY;
    for (const { nextNanos } of this.#throttled) first = Math.min(first, nextNanos);
    return Math.ceil(first / 1000);
  }
}
