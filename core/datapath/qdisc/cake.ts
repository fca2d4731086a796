/**
 * Common applications kept enhanced (net/sched/sch_cake.c): tins by the packet's code point, flows that take turns within them, a
 * queue for each flow that is kept short, and a rate over all.
 *
 * Same as Linux: tins, turns, overheads and cells, the rate and how it is kept, what is marked, washed, lost and counted.
 * Simplified: flows never share a bucket, as different ones may by their hash; what memory packets take is reckoned.
 */
import { type CakeTin, cakeBuffer, cakeLength, cakeNanos, cakeTinOf, cakeTins } from "../../model/cake.ts";
import type { Cake, CakeStats, CakeTinStats } from "../../model/qdisc.ts";
import { nextRandom, type Runtime } from "../../model/runtime.ts";
import type { Frame } from "../../wire/frame.ts";
import { ETHERNET_HEADER, VLAN_TAG } from "../../wire/length.ts";
import { Cobalt } from "./cobalt.ts";
import { congested } from "./codel.ts";
import { Discipline, type Fate, type Queued } from "./discipline.ts";
import { type FlowChooser, flowOf } from "./flow.ts";

interface Waiting {
  readonly item: Queued;
  readonly sinceNanos: number;
  /** What it is counted for at the rate. */
  readonly counted: number;
  readonly memory: number;
}

type FlowSet = "none" | "sparse" | "sparse wait" | "bulk" | "decaying";

class Flow {
  readonly waiting: Waiting[] = [];
  readonly cobalt: Cobalt;
  readonly source: string;
  readonly destination: string;
  deficit = 0;
  set: FlowSet = "none";

  constructor(runtime: Runtime, source: string, destination: string) {
    this.cobalt = new Cobalt(runtime);
    this.source = source;
    this.destination = destination;
  }
}

class Tin {
  readonly params: CakeTin;
  readonly stats: CakeTinStats;
  /** All that were met. */
  readonly flows = new Map<string, Flow>();
  readonly rotations: Readonly<Record<"fresh" | "old" | "decaying", Flow[]>> = { fresh: [], old: [], decaying: [] };
  nextNanos = 0;
  deficit = 0;
  sparse = 0;
  bulk = 0;

  constructor(params: CakeTin, stats: CakeTinStats) {
    this.params = params;
    this.stats = stats;
  }

  get hasFlows(): boolean {
    return this.sparse + this.bulk > 0;
  }

  leave(flow: Flow): void {
    for (const list of Object.values(this.rotations)) {
      const at = list.indexOf(flow);
      if (at >= 0) list.splice(at, 1);
    }
  }

  tell(): void {
    this.stats.sparseFlows = this.sparse + this.rotations.decaying.filter(({ set }) => set === "decaying").length;
    this.stats.bulkFlows = this.bulk;
  }
}

function newTinStats(): CakeTinStats {
  return {
    ...{ packets: 0, bytes: 0, backlog: 0, peakNanos: 0, averageNanos: 0, baseNanos: 0, flowsMet: 0, drops: 0 },
    ...{ marks: 0, sparseFlows: 0, bulkFlows: 0, unresponsiveFlows: 0, longest: 0 },
  };
}

/** cake_ewma. */
function follow(average: number, sample: number, shift: number): number {
  return average - Math.floor(average / 2 ** shift) + Math.floor(sample / 2 ** shift);
}

function codePointOf({ payload }: Frame): number {
  if (payload.kind === "ipv4") return payload.tos >> 2;
  if (payload.kind === "ipv6") return payload.trafficClass >> 2;
  // What links need to find one another is control.
  return payload.kind === "arp" ? 56 : 0;
}

/** The frame without its code point; what it says of congestion stays. */
function washed(frame: Frame): Frame {
  const { payload } = frame;
  if (payload.kind === "ipv4") return { ...frame, payload: { ...payload, tos: payload.tos & 3 } };
  if (payload.kind === "ipv6") return { ...frame, payload: { ...payload, trafficClass: payload.trafficClass & 3 } };
  return frame;
}

/** struct sk_buff and struct skb_shared_info, with a head that comes in powers of two. */
const BUFFER_BYTES = 256;
const SHARED_BYTES = 320;
function memoryOf(length: number): number {
  return BUFFER_BYTES + 2 ** Math.ceil(Math.log2(length + SHARED_BYTES));
}

export class CakeDiscipline extends Discipline {
  readonly #options: Cake;
  readonly #runtime: Runtime;
  readonly #choose: FlowChooser;
  readonly #tins: readonly Tin[];
  readonly #cake: CakeStats;
  readonly #limit: number;
  #memory = 0;
  #tin = 0;
  #nextNanos = 0;
  #failsafeNanos = 0;

  constructor(handle: number, options: Cake, frame: number, runtime: Runtime, choose: FlowChooser, before?: CakeStats) {
    super(handle);
    this.#options = options;
    this.#runtime = runtime;
    this.#choose = choose;
    this.#limit = cakeBuffer(options, frame);
    const fresh = {
      memoryUsed: 0,
      headerOffset: 0,
      leastNet: undefined,
      mostNet: 0,
      leastCounted: undefined,
      mostCounted: 0,
    };
    this.#cake = before ?? { ...fresh, tins: [] };
    this.#tins = cakeTins(options, frame).map((params, at) => {
      const stats = this.#cake.tins[at] ?? newTinStats();
      this.#cake.tins[at] = Object.assign(stats, { backlog: 0, sparseFlows: 0, bulkFlows: 0 });
      return new Tin(params, stats);
    });
    this.stats.cake = this.#cake;
  }

  /** cake_hash: what keeps a flow from others. */
  #flowKey({ frame }: Queued): { key: string; source: string; destination: string } {
    const { payload } = frame;
    const ip = payload.kind === "ipv4" || payload.kind === "ipv6" ? payload : undefined;
    const source = ip ? String(ip.source) : frame.source;
    const destination = ip ? String(ip.destination) : frame.destination;
    const keys = { flowblind: "", srchost: source, dsthost: destination, hosts: `${source} ${destination}` };
    const { flowMode } = this.#options;
    const key = flowMode in keys ? keys[flowMode as keyof typeof keys] : flowOf(frame);
    return { key, source, destination };
  }

  /** cake_get_flow_quantum: the flows of a host share its turn. */
  #quantum(tin: Tin, flow: Flow): number {
    const { flowMode } = this.#options;
    const bulk = [...tin.flows.values()].filter(({ set }) => set === "bulk");
    let load = 1;
    if (flowMode === "dual-srchost" || flowMode === "triple-isolate")
      load = Math.max(load, bulk.filter(({ source }) => source === flow.source).length);
    if (flowMode === "dual-dsthost" || flowMode === "triple-isolate")
      load = Math.max(load, bulk.filter(({ destination }) => destination === flow.destination).length);
    if (load === 1) return tin.params.flowQuantum;
    const share = tin.params.flowQuantum * Math.floor(65_535 / load);
    return Math.floor((share + nextRandom(this.#runtime, 65_536)) / 65_536);
  }

  /** cake_overhead. */
  #count({ frame, length }: Queued): number {
    const cake = this.#cake;
    const offset = ETHERNET_HEADER + (frame.vlan?.inner ? VLAN_TAG : 0);
    cake.headerOffset = follow(cake.headerOffset, offset * 65_536, 8);
    const { net, counted } = cakeLength(this.#options, length, offset);
    cake.mostNet = Math.max(cake.mostNet, net);
    cake.leastNet = Math.min(cake.leastNet ?? net, net);
    cake.mostCounted = Math.max(cake.mostCounted, counted);
    cake.leastCounted = Math.min(cake.leastCounted ?? counted, counted);
    return counted;
  }

  enqueue(given: Queued, nowMicros: number): Fate {
    const now = nowMicros * 1000;
    const chosen = this.#choose(given);
    if (chosen === "stolen") return "taken";
    if (chosen === "lost") {
      this.stats.drops++;
      return "lost";
    }
    const { diffserv, wash } = this.#options;
    const item = wash ? { ...given, frame: washed(given.frame) } : given;
    const tin = this.#tins[cakeTinOf(diffserv, codePointOf(given.frame))] ?? (this.#tins[0] as Tin);
    const { key, source, destination } = this.#flowKey(given);
    const name = chosen ?? key;
    let flow = tin.flows.get(name);
    if (!flow) {
      tin.flows.set(name, (flow = new Flow(this.#runtime, source, destination)));
      if (name !== "") tin.stats.flowsMet++;
    }
    this.#wake(tin, now);
    tin.stats.longest = Math.max(tin.stats.longest, item.length);
    const waiting = { item, sinceNanos: now, counted: this.#count(item), memory: memoryOf(item.length) };
    flow.waiting.push(waiting);
    this.#memory += waiting.memory;
    tin.stats.packets++;
    tin.stats.bytes += item.length;
    tin.stats.backlog += item.length;
    this.arrived(item);
    this.#join(tin, flow);
    this.#cake.memoryUsed = Math.max(this.#cake.memoryUsed, this.#memory);
    const own = this.#prune(now, flow);
    tin.tell();
    return own ? "lost" : "taken";
  }

  /** What the rate allowed while nothing waited is not saved up. */
  #wake(tin: Tin, now: number): void {
    if (tin.stats.backlog > 0) return;
    tin.nextNanos = Math.max(tin.nextNanos, now);
    if (this.stats.backlogPackets > 0) return;
    if (this.#nextNanos < now) this.#nextNanos = this.#failsafeNanos = now;
    else if (this.#nextNanos > now && this.#failsafeNanos > now) this.stats.overlimits++;
  }

  /** The flow takes part in the turns of its tin. */
  #join(tin: Tin, flow: Flow): void {
    if (flow.set === "none" || flow.set === "decaying") {
      tin.leave(flow);
      tin.rotations.fresh.push(flow);
      flow.set = "sparse";
      tin.sparse++;
      flow.deficit = this.#quantum(tin, flow);
    } else if (flow.set === "sparse wait") {
      flow.set = "bulk";
      tin.sparse--;
      tin.bulk++;
    }
  }

  /** cake_drop: the longest queues give until all has room. True when the flow itself had to. */
  #prune(now: number, own: Flow): boolean {
    let lostOwn = false;
    while (this.#memory > this.#limit) {
      let longest: { tin: Tin; flow: Flow; bytes: number } | undefined;
      for (const tin of this.#tins)
        for (const flow of tin.flows.values()) {
          const bytes = flow.waiting.reduce((sum, { item }) => sum + item.length, 0);
          if (bytes > (longest?.bytes ?? 0)) longest = { tin, flow, bytes };
        }
      if (!longest) break;
      const { tin, flow } = longest;
      if (flow.cobalt.full(tin.params, now)) tin.stats.unresponsiveFlows++;
      const gone = this.#take(tin, flow);
      if (!gone) break;
      tin.stats.drops++;
      this.stats.drops++;
      if (this.#options.ingress) this.#charge(tin, gone.counted, now, true);
      if (flow === own) lostOwn = true;
      else this.reduce(1, gone.item.length);
    }
    return lostOwn;
  }

  /** cake_dequeue_one. */
  #take(tin: Tin, flow: Flow): Waiting | undefined {
    const waiting = flow.waiting.shift();
    if (!waiting) return undefined;
    tin.stats.backlog -= waiting.item.length;
    this.stats.backlogBytes -= waiting.item.length;
    this.stats.backlogPackets--;
    this.#memory -= waiting.memory;
    return waiting;
  }

  /** cake_advance_shaper. */
  #charge(tin: Tin, counted: number, now: number, lost: boolean): void {
    const rate = this.#options.bandwidth;
    if (rate === 0) return;
    const own = cakeNanos(tin.params.rate, counted);
    const all = cakeNanos(rate, counted);
    if (tin.nextNanos < now) tin.nextNanos += own;
    else if (tin.nextNanos < now + own) tin.nextNanos = now + own;
    this.#nextNanos += all;
    if (!lost) this.#failsafeNanos += all + Math.floor(all / 2);
  }

  /** The tin whose turn it is; undefined where none has anything. */
  #nextTin(now: number): Tin | undefined {
    const count = this.#tins.length;
    if (this.#options.bandwidth > 0) {
      let best: Tin | undefined;
      let soonest = Number.POSITIVE_INFINITY;
      for (const tin of this.#tins) {
        const wait = tin.nextNanos - now;
        if (!tin.hasFlows || (wait > 0 && wait > soonest)) continue;
        soonest = wait;
        best = tin;
      }
      return best;
    }
    if (!this.#tins.some((tin) => tin.hasFlows)) return undefined;
    for (;;) {
      const tin = this.#tins[this.#tin] as Tin;
      if (tin.deficit >= 0 && tin.hasFlows) return tin;
      if (tin.deficit <= 0) tin.deficit += tin.params.quantum;
      this.#tin = (this.#tin + 1) % count;
    }
  }

  dequeue(nowMicros: number): Queued | undefined {
    const now = nowMicros * 1000;
    let first = true;
    while (this.stats.backlogPackets > 0) {
      if (this.#nextNanos > now && this.#failsafeNanos > now) {
        this.stats.overlimits++;
        return undefined;
      }
      const tin = this.#nextTin(now);
      if (!tin) return undefined;
      const item = this.#serve(tin, now, first);
      first = false;
      tin.tell();
      if (item) return item;
    }
    return undefined;
  }

  /** One turn of a tin: undefined when its flow had nothing to give. */
  #serve(tin: Tin, now: number, first: boolean): Queued | undefined {
    const { fresh, old, decaying } = tin.rotations;
    for (let looking = first; ; looking = false) {
      const flow = (looking ? decaying[0] : undefined) ?? fresh[0] ?? old[0] ?? decaying[0];
      if (!flow) return undefined;
      if (flow.deficit <= 0) {
        if (flow.set === "sparse") {
          if (flow.waiting.length > 0) {
            tin.sparse--;
            tin.bulk++;
            flow.set = "bulk";
          } else flow.set = "sparse wait";
        }
        flow.deficit += this.#quantum(tin, flow);
        tin.leave(flow);
        old.push(flow);
        continue;
      }
      const waiting = this.#choosePacket(tin, flow, now);
      if (waiting === "again") continue;
      if (waiting) return this.#send(tin, flow, waiting, now);
      this.#rest(tin, flow, now);
      return undefined;
    }
  }

  /** The flow's next packet that is not to be lost. */
  #choosePacket(tin: Tin, flow: Flow, now: number): Waiting | "again" | undefined {
    const { ingress } = this.#options;
    for (;;) {
      let waiting = this.#take(tin, flow);
      if (!waiting) return undefined;
      let marked: Frame | undefined;
      const { item, sinceNanos } = waiting;
      const loses = flow.cobalt.loses(tin.params, now, now - sinceNanos, ingress ? tin.bulk : 0, () => {
        marked = congested(item.frame);
        return marked !== undefined;
      });
      if (marked) {
        tin.stats.marks++;
        waiting = { ...waiting, item: { ...item, frame: marked } };
      }
      // The last one is not lost.
      if (!loses || flow.waiting.length === 0) return waiting;
      tin.stats.drops++;
      this.stats.drops++;
      this.reduce(1, item.length);
      if (!ingress) continue;
      this.#charge(tin, waiting.counted, now, true);
      flow.deficit -= waiting.counted;
      tin.deficit -= waiting.counted;
      return "again";
    }
  }

  #send(tin: Tin, flow: Flow, { item, sinceNanos, counted }: Waiting, now: number): Queued {
    this.stats.bytes += item.length;
    this.stats.packets++;
    const delay = now - sinceNanos;
    const { stats } = tin;
    stats.averageNanos = follow(stats.averageNanos, delay, 8);
    stats.peakNanos = follow(stats.peakNanos, delay, delay > stats.peakNanos ? 2 : 8);
    stats.baseNanos = follow(stats.baseNanos, delay, delay < stats.baseNanos ? 2 : 8);
    this.#charge(tin, counted, now, false);
    flow.deficit -= counted;
    tin.deficit -= counted;
    return item;
  }

  /** Its queue was empty: it leaves the turns, once it has nothing to remember. */
  #rest(tin: Tin, flow: Flow, now: number): void {
    if (flow.cobalt.empty(tin.params, now)) tin.stats.unresponsiveFlows--;
    if (flow.set === "bulk") tin.bulk--;
    else if (flow.set !== "decaying") tin.sparse--;
    tin.leave(flow);
    if (flow.cobalt.isAtRest(now)) flow.set = "none";
    else {
      tin.rotations.decaying.push(flow);
      flow.set = "decaying";
    }
  }

  get nextMicros(): number | undefined {
    if (this.stats.backlogPackets === 0) return undefined;
    return Math.ceil(Math.min(this.#nextNanos, this.#failsafeNanos) / 1000);
  }
}
