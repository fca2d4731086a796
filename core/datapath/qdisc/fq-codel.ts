/**
 * Fair queueing with controlled delay (net/sched/sch_fq_codel.c, include/net/codel_impl.h; RFC 8289, RFC 8290): flows take
 * turns, new ones first, and those that make packets wait for too long lose some.
 *
 * Same as Linux: turns, when packets are lost and of which flow, what is counted. Simplified: packets that could be marked
 * for congestion are lost, too; memory is what packets weigh on the wire.
 */
import type { FqCodel } from "../../model/qdisc.ts";
import { Discipline, type Fate, type Queued } from "./discipline.ts";
import { type FlowChooser, flowOf } from "./flow.ts";

interface Waiting {
  readonly item: Queued;
  /** When it came, in units of 1024 nanoseconds. */
  readonly time: number;
}

interface Flow {
  readonly key: string;
  readonly queue: Waiting[];
  backlog: number;
  deficit: number;
  listed: boolean;
  /** struct codel_vars. */
  count: number;
  lastCount: number;
  dropping: boolean;
  firstAboveTime: number;
  dropNext: number;
}

const unitsOf = (micros: number) => (micros * 1000) / 1024;

export class FqCodelDiscipline extends Discipline {
  readonly #options: FqCodel;
  readonly #mtu: number;
  readonly #choose: FlowChooser;
  /** What the last one that was not let past belongs to. */
  #chosen: string | undefined;
  readonly #flows = new Map<string, Flow>();
  #new: Flow[] = [];
  #old: Flow[] = [];

  constructor(handle: number, options: FqCodel, mtu: number, choose: FlowChooser = () => undefined) {
    super(handle);
    this.#choose = choose;
    this.#options = options;
    this.#mtu = mtu;
    this.stats.fqCodel = { maxPacket: 0, dropOverlimit: 0, newFlows: 0, newLength: 0, oldLength: 0 };
  }

  /** TCQ_F_CAN_BYPASS: with nothing waiting a packet goes past it all. */
  override bypass(item: Queued): boolean {
    const { length } = item;
    this.#chosen = this.#choose(item);
    if (this.stats.backlogPackets > 0 || this.#chosen !== undefined) return false;
    this.stats.bytes += length;
    this.stats.packets++;
    return true;
  }

  enqueue(item: Queued, nowMicros: number): Fate {
    const chosen = this.#chosen ?? this.#choose(item);
    this.#chosen = undefined;
    if (chosen === "lost" || chosen === "stolen") {
      if (chosen === "lost") this.stats.drops++;
      return chosen === "stolen" ? "taken" : "lost";
    }
    const key = chosen ?? flowOf(item.frame);
    let flow = this.#flows.get(key);
    if (!flow) {
      flow = {
        ...{ key, queue: [], backlog: 0, deficit: 0, listed: false },
        ...{ count: 0, lastCount: 0, dropping: false, firstAboveTime: 0, dropNext: 0 },
      };
      this.#flows.set(key, flow);
    }
    flow.queue.push({ item, time: unitsOf(nowMicros) });
    flow.backlog += item.length;
    this.arrived(item);
    if (!flow.listed) {
      flow.listed = true;
      this.#new.push(flow);
      flow.deficit = this.#options.quantum;
      if (this.stats.fqCodel) this.stats.fqCodel.newFlows++;
    }
    const fits =
      this.stats.backlogPackets <= this.#options.limit && this.stats.backlogBytes <= this.#options.memoryLimit;
    const taken = fits || this.#dropFattest() !== flow;
    this.#count();
    return taken ? "taken" : "lost";
  }

  /** fq_codel_drop: half of what the flow with most waiting has, or as many packets as a batch. */
  #dropFattest(): Flow | undefined {
    let fattest: Flow | undefined;
    for (const flow of this.#flows.values()) if (!fattest || flow.backlog > fattest.backlog) fattest = flow;
    if (!fattest) return undefined;
    const enough = fattest.backlog / 2;
    let gone = 0;
    for (let i = 0; i < this.#options.dropBatch; i++) {
      const item = this.#take(fattest)?.item;
      if (!item) break;
      this.#lose(item);
      gone += item.length;
      if (this.stats.fqCodel) this.stats.fqCodel.dropOverlimit++;
      if (gone >= enough) break;
    }
    return fattest;
  }

  #take(flow: Flow): Waiting | undefined {
    const waiting = flow.queue.shift();
    if (waiting) flow.backlog -= waiting.item.length;
    return waiting;
  }

  #lose({ length }: Queued): void {
    this.stats.drops++;
    this.stats.backlogBytes -= length;
    this.stats.backlogPackets--;
  }

  #count(): void {
    const { fqCodel } = this.stats;
    if (!fqCodel) return;
    fqCodel.newLength = this.#new.length;
    fqCodel.oldLength = this.#old.length;
  }

  dequeue(nowMicros: number): Queued | undefined {
    if (this.stats.backlogPackets === 0) return undefined;
    for (;;) {
      const list = this.#new.length > 0 ? this.#new : this.#old;
      const flow = list[0];
      if (!flow) return undefined;
      if (flow.deficit <= 0) {
        flow.deficit += this.#options.quantum;
        list.shift();
        this.#old.push(flow);
        continue;
      }
      const item = this.#codel(flow, unitsOf(nowMicros));
      if (!item) {
        list.shift();
        // A pass through the old ones, lest they starve.
        if (list === this.#new && this.#old.length > 0) this.#old.push(flow);
        else {
          flow.listed = false;
          this.#flows.delete(flow.key);
        }
        this.#count();
        continue;
      }
      flow.deficit -= item.length;
      this.left(item);
      this.#count();
      return item;
    }
  }

  /** codel_should_drop: it has been above the target for a whole interval. */
  #tooLate(flow: Flow, waiting: Waiting | undefined, now: number): boolean {
    if (!waiting) {
      flow.firstAboveTime = 0;
      return false;
    }
    const { fqCodel } = this.stats;
    if (fqCodel && waiting.item.length > fqCodel.maxPacket) fqCodel.maxPacket = waiting.item.length;
    if (now - waiting.time < this.#options.targetTime || this.stats.backlogBytes <= this.#mtu) {
      flow.firstAboveTime = 0;
      return false;
    }
    if (flow.firstAboveTime === 0) {
      flow.firstAboveTime = now + this.#options.intervalTime;
      return false;
    }
    return now > flow.firstAboveTime;
  }

  /** codel_dequeue. */
  #codel(flow: Flow, now: number): Queued | undefined {
    const next = (at: number) => at + this.#options.intervalTime / Math.sqrt(flow.count);
    let waiting = this.#take(flow);
    if (!waiting) {
      flow.dropping = false;
      return undefined;
    }
    let drop = this.#tooLate(flow, waiting, now);
    if (flow.dropping) {
      if (!drop) flow.dropping = false;
      while (flow.dropping && waiting && now >= flow.dropNext) {
        flow.count++;
        this.#lose(waiting.item);
        waiting = this.#take(flow);
        if (!this.#tooLate(flow, waiting, now)) flow.dropping = false;
        else flow.dropNext = next(flow.dropNext);
      }
    } else if (drop) {
      this.#lose(waiting.item);
      waiting = this.#take(flow);
      drop = this.#tooLate(flow, waiting, now);
      flow.dropping = true;
      // A flow that was dropping not long ago goes on about where it was.
      const delta = flow.count - flow.lastCount;
      flow.count = delta > 1 && now - flow.dropNext < 16 * this.#options.intervalTime ? delta : 1;
      flow.lastCount = flow.count;
      flow.dropNext = next(now);
    }
    return waiting?.item;
  }

  get nextMicros(): number | undefined {
    return this.stats.backlogPackets > 0 ? 0 : undefined;
  }
}
