/**
 * Fair queueing with controlled delay (net/sched/sch_fq_codel.c, include/net/codel_impl.h; RFC 8289, RFC 8290): flows take
 * turns, new ones first, and those that make packets wait for too long lose some.
 *
 * Same as Linux: turns, when packets are lost and of which flow, what is counted. Simplified: memory is what packets
 * weigh on the wire.
 */
import type { FqCodel } from "../../model/qdisc.ts";
import { type CodelQueue, type CodelVars, codelDequeue, newCodelVars, unitsOf, type Waiting } from "./codel.ts";
import { Discipline, type Fate, type Queued } from "./discipline.ts";
import { type FlowChooser, flowOf } from "./flow.ts";

interface Flow {
  readonly key: string;
  readonly queue: Waiting[];
  backlog: number;
  deficit: number;
  listed: boolean;
  readonly vars: CodelVars;
}

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
    this.stats.fqCodel = {
      maxPacket: 0,
      dropOverlimit: 0,
      newFlows: 0,
      ecnMark: 0,
      newLength: 0,
      oldLength: 0,
      ceMark: 0,
    };
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
        vars: newCodelVars(),
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
    const fattest = fits ? undefined : this.#dropFattest();
    const lost = fattest?.flow === flow;
    // Whoever is above has not counted yet what is just coming in.
    if (fattest) this.reduce(fattest.packets - Number(lost), fattest.bytes - (lost ? item.length : 0));
    this.#count();
    return lost ? "lost" : "taken";
  }

  /** fq_codel_drop: half of what the flow with most waiting has, or as many packets as a batch. */
  #dropFattest(): { readonly flow: Flow; readonly packets: number; readonly bytes: number } | undefined {
    let fattest: Flow | undefined;
    for (const flow of this.#flows.values()) if (!fattest || flow.backlog > fattest.backlog) fattest = flow;
    if (!fattest) return undefined;
    const enough = fattest.backlog / 2;
    let gone = 0;
    let packets = 0;
    while (packets < this.#options.dropBatch) {
      const item = this.#take(fattest)?.item;
      if (!item) break;
      this.#lose(item);
      gone += item.length;
      packets++;
      if (this.stats.fqCodel) this.stats.fqCodel.dropOverlimit++;
      if (gone >= enough) break;
    }
    return { flow: fattest, packets, bytes: gone };
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

  /** One of a flow, by what controlled delay says. */
  #codel(flow: Flow, now: number): Queued | undefined {
    const { fqCodel } = this.stats;
    // What is being looked at waits no more.
    let held = 0;
    const queue: CodelQueue = {
      take: () => {
        const waiting = this.#take(flow);
        held = waiting?.item.length ?? 0;
        return waiting;
      },
      lose: (item) => {
        this.#lose(item);
        this.reduce(1, item.length);
        held = 0;
      },
      backlog: () => this.stats.backlogBytes - held,
      seen: (length) => {
        if (fqCodel) fqCodel.maxPacket = Math.max(fqCodel.maxPacket, length);
      },
      markedInstead: () => {
        if (fqCodel) fqCodel.ecnMark++;
      },
      markedLate: () => {
        if (fqCodel) fqCodel.ceMark++;
      },
    };
    return codelDequeue(flow.vars, this.#options, queue, this.#mtu, now);
  }

  get nextMicros(): number | undefined {
    return this.stats.backlogPackets > 0 ? 0 : undefined;
  }
}
