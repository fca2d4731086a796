/**
 * Queueing disciplines (tc(8)): what a device does with frames it is to send, as somebody set it. A device whose list is empty
 * has what it was born with (noqueue, noop, or pfifo_fast on a card), under handle 0.
 */

/** A probability as netem keeps it: of 2^32 - 1. */
export type Chance = number;

/** How losses come: by chance alone, or by a chain of states (tc-netem(8), `loss state` and `loss gemodel`). */
export type LossModel =
  | {
      readonly kind: "state";
      readonly p13: Chance;
      readonly p31: Chance;
      readonly p32: Chance;
      readonly p23: Chance;
      readonly p14: Chance;
    }
  /** `h` is the chance to get through while it is bad, `k` that to be lost while it is good. */
  | { readonly kind: "gemodel"; readonly p: Chance; readonly r: Chance; readonly h: Chance; readonly k: Chance };

/** How what is not the same each time is spread: evenly, or as a table of tc's says. */
export type Distribution = "uniform" | DistributionTable;
export type DistributionTable = "normal" | "pareto" | "paretonormal";

/** What a packet's length is taken for, and bytes a second; 0 for none. */
export interface NetemRate {
  readonly rate: number;
  readonly packetOverhead: number;
  readonly cellSize: number;
  readonly cellOverhead: number;
}

/** When packets that are due may go: so many or so much of them at a time. 0 packets or bytes are no limit. */
export interface NetemSlot {
  readonly minNanos: number;
  readonly maxNanos: number;
  readonly delayNanos: number;
  readonly jitterNanos: number;
  readonly packets: number;
  readonly bytes: number;
}

export interface Netem {
  readonly kind: "netem";
  /** Packets. */
  readonly limit: number;
  /** In ticks of 64 nanoseconds, as psched counts (net/sched/sch_api.c). */
  readonly delayTicks: number;
  readonly jitterTicks: number;
  readonly delayCorrelation: Chance;
  readonly loss: Chance;
  readonly lossCorrelation: Chance;
  readonly lossModel?: LossModel | undefined;
  /** What would be lost is marked where its ends speak of congestion. */
  readonly ecn: boolean;
  readonly duplicate: Chance;
  readonly duplicateCorrelation: Chance;
  readonly reorder: Chance;
  readonly reorderCorrelation: Chance;
  readonly corrupt: Chance;
  readonly corruptCorrelation: Chance;
  readonly distribution: Distribution;
  readonly gap: number;
  readonly rate: NetemRate;
  readonly slot?: NetemSlot | undefined;
  /** A table once given stays when slots are changed. */
  readonly slotDistribution: Distribution;
}

export interface Tbf {
  readonly kind: "tbf";
  /** Bytes a second. */
  readonly rate: number;
  /** How long a full bucket lasts, in ticks of 64 nanoseconds. */
  readonly bufferTicks: number;
  /** Bytes that may wait. */
  readonly limit: number;
  /** A second bucket, for bursts of bursts; it holds as much as `mtuTicks` last. */
  readonly peak?: { readonly rate: number; readonly mtuTicks: number };
}

export interface Prio {
  readonly kind: "prio";
  readonly bands: number;
  /** The band of each of the sixteen priorities. */
  readonly priomap: readonly number[];
}

/** Packets (`pfifo`) or bytes (`bfifo`) that may wait; of `pfifo_head_drop` the oldest goes where a newer one has no room. */
export interface Fifo {
  readonly kind: "pfifo" | "bfifo" | "pfifo_head_drop";
  readonly limit: number;
}

/** Fair queueing with controlled delay. Times are in units of 1024 nanoseconds (codel_time_t). */
export interface FqCodel {
  readonly kind: "fq_codel";
  /** Packets. */
  readonly limit: number;
  readonly flows: number;
  /** Bytes. */
  readonly quantum: number;
  readonly targetTime: number;
  readonly intervalTime: number;
  readonly memoryLimit: number;
  readonly ecn: boolean;
  readonly dropBatch: number;
  /** What has waited for longer is marked. */
  readonly thresholdTime?: number | undefined;
}

/** Controlled delay (RFC 8289). Times are in units of 1024 nanoseconds (codel_time_t). */
export interface Codel {
  readonly kind: "codel";
  /** Packets. */
  readonly limit: number;
  readonly targetTime: number;
  readonly intervalTime: number;
  readonly ecn: boolean;
  /** What has waited for longer is marked. */
  readonly thresholdTime?: number | undefined;
}

/** Fair queueing of what sockets pace. */
export interface Fq {
  readonly kind: "fq";
  /** Packets, of all and of one flow. */
  readonly limit: number;
  readonly flowLimit: number;
  /** A power of two. */
  readonly buckets: number;
  readonly orphanMask: number;
  readonly pacing: boolean;
  /** Bytes. */
  readonly quantum: number;
  readonly initialQuantum: number;
  /** Bytes a second of one flow; undefined for no limit. */
  readonly maxRate: number | undefined;
  readonly lowRateThreshold: number;
  readonly refillMicros: number;
  readonly slackNanos: number;
  readonly horizonMicros: number;
  readonly horizonDrop: boolean;
}

/** Stochastic fairness: flows by a hash take turns. */
export interface Sfq {
  readonly kind: "sfq";
  /** Packets, of all and of one flow. */
  readonly limit: number;
  readonly depth: number;
  readonly flows: number;
  readonly divisor: number;
  readonly quantum: number;
  readonly headDrop: boolean;
  readonly perturbSeconds: number;
}

/** Random early detection. */
export interface Red {
  readonly kind: "red";
  /** Bytes that may wait, and between which averages of them packets are lost by chance. */
  readonly limit: number;
  readonly min: number;
  readonly max: number;
  /** Bytes of a packet, how many of them may come at once, and bytes a second. */
  readonly averagePacket: number;
  readonly burst: number;
  readonly bandwidth: number;
  /** What tc makes of these: by what power of two the average lags behind (Wlog), Plog, Scell_log. */
  readonly averageLog: number;
  readonly chanceLog: number;
  readonly cellLog: number;
  /** The greatest chance to be lost early, of 2^32. */
  readonly probability: number;
  readonly ecn: boolean;
  readonly harddrop: boolean;
  readonly adaptive: boolean;
  readonly nodrop: boolean;
}

/** Proportional integral control (RFC 8033). */
export interface Pie {
  readonly kind: "pie";
  /** Packets. */
  readonly limit: number;
  readonly targetTicks: number;
  /** How often the chance to be lost is looked at, in ticks of the kernel's clock. */
  readonly updateJiffies: number;
  readonly alpha: number;
  readonly beta: number;
  readonly ecn: boolean;
  readonly bytemode: boolean;
  /** Whether delay is told from the rate at which packets leave. */
  readonly rateEstimator: boolean;
}

/** Common applications kept enhanced (tc-cake(8)). */
export interface Cake {
  readonly kind: "cake";
  /** Bytes a second; 0 for no limit. */
  readonly bandwidth: number;
  readonly diffserv: CakeDiffserv;
  readonly flowMode: CakeFlowMode;
  readonly nat: boolean;
  readonly wash: boolean;
  readonly ingress: boolean;
  readonly splitGso: boolean;
  readonly intervalMicros: number;
  readonly targetMicros: number;
  /** Bytes; 0 for what follows from the rest. */
  readonly memoryLimit: number;
  readonly atm: "noatm" | "atm" | "ptm";
  readonly overhead: number;
  /** Lengths are taken as they are, with the header of the link. */
  readonly raw: boolean;
  readonly leastPacket: number;
  /** What it takes for the rate of the network: the bandwidth that it was made with. */
  readonly capacity: number;
}

export type CakeDiffserv = "besteffort" | "precedence" | "diffserv8" | "diffserv4" | "diffserv3";
export type CakeFlowMode =
  | "flowblind"
  | "srchost"
  | "dsthost"
  | "hosts"
  | "flows"
  | "dual-srchost"
  | "dual-dsthost"
  | "triple-isolate";

/** Deficit round robin. */
export interface Drr {
  readonly kind: "drr";
  /** In the order they were made. */
  readonly classes: readonly DrrClass[];
  /** The size of the hash that they hang in. */
  readonly buckets: number;
}

export interface DrrClass {
  readonly minor: number;
  /** Bytes at a turn. */
  readonly quantum: number;
}

/** Enhanced transmission selection: strict bands, then those that take turns. */
export interface Ets {
  readonly kind: "ets";
  readonly bands: number;
  readonly strict: number;
  /** Bytes at a turn, of each band that is not strict. */
  readonly quanta: readonly number[];
  /** The band of each of the sixteen priorities. */
  readonly priomap: readonly number[];
}

/** TCQ_ETS_MAX_BANDS. */
export const ETS_MOST_BANDS = 16;

/** A band for each queue of the device. */
export interface Multiq {
  readonly kind: "multiq";
  readonly bands: number;
  readonly most: number;
}

/** A discipline for each queue of the device. */
export interface Mq {
  readonly kind: "mq";
  /** What stands in each that nobody gave another. */
  readonly child: QdiscOptions;
  /** How many are in use. */
  readonly inUse: number;
  readonly queues: number;
  /** Those that were given another: without it they lose all. */
  readonly taken: readonly number[];
}

/** Hierarchical token buckets. */
export interface Htb {
  readonly kind: "htb";
  readonly rateToQuantum: number;
  /** The minor number of the class for what none was found for; 0 for none. */
  readonly defaultClass: number;
  /** Packets of no class that may wait. */
  readonly directLimit: number;
  /** In the order they were made. */
  readonly classes: readonly HtbClass[];
  /** The size of the hash that they hang in, which never shrinks (qdisc_class_hash_grow). */
  readonly buckets: number;
}

export interface HtbClass {
  readonly minor: number;
  /** The class above; undefined below the discipline itself. */
  readonly parent: number | undefined;
  /** Bytes a second: what is its own, and what it may have at most. */
  readonly rate: number;
  readonly ceil: number;
  /** How long full buckets last, in ticks. */
  readonly bufferTicks: number;
  readonly ceilBufferTicks: number;
  readonly priority: number;
  /** Bytes at a turn. */
  readonly quantum: number;
  readonly overhead: number;
  readonly leastPacket: number;
}

/** What a rate may make of a leaf of htb (htb_change_class). */
export const LEAST_HTB_QUANTUM = 1000;
export const MOST_HTB_QUANTUM = 200_000;

/** How far above the leaves a class is: 0 is a leaf (htb_parent_to_leaf, TC_HTB_MAXDEPTH). */
export function htbLevel({ classes }: Htb, { minor, parent }: HtbClass): number {
  if (!classes.some((other) => other.parent === minor)) return 0;
  const above = classes.find((other) => other.minor === parent);
  let level = 7;
  for (let at = above; at; at = classes.find((other) => other.minor === at?.parent)) level--;
  return level;
}

export type QdiscOptions =
  | Netem
  | Tbf
  | Prio
  | Fifo
  | FqCodel
  | Codel
  | Fq
  | Sfq
  | Red
  | Pie
  | Cake
  | Drr
  | Htb
  | Ets
  | Multiq
  | Mq
  | { readonly kind: "noqueue" }
  | PfifoFast;

/** What stands where packets come in (and, for `clsact`, where they go out), with nothing but filters in it. */
export type IngressKind = "ingress" | "clsact";

/** Its handle, and TC_H_INGRESS, its parent. */
export const INGRESS_HANDLE = 0xffff;
export const INGRESS_PARENT: ClassId = { major: 0xffff, minor: 0xfff1 };

export interface PfifoFast {
  readonly kind: "pfifo_fast";
}

/** prio2band of net/sched/sch_generic.c. */
export const PRIOMAP: readonly number[] = [1, 2, 2, 2, 1, 2, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1];

/** A class of another discipline: `1:3` is minor 3 of handle 1. */
export interface ClassId {
  readonly major: number;
  readonly minor: number;
}

export interface Qdisc {
  /** The major number; those that nobody chose start at 0x8001. */
  readonly handle: number;
  readonly parent: "root" | ClassId;
  readonly options: QdiscOptions;
}

/** What `tc -s` counts. */
export interface QdiscStats {
  bytes: number;
  packets: number;
  drops: number;
  overlimits: number;
  requeues: number;
  backlogBytes: number;
  backlogPackets: number;
  /** Packets of no class (htb), and its classes' own figures by minor number. */
  direct?: number;
  classes?: ReadonlyMap<number, ClassStats>;
  /** What hangs below each band of prio and ets, and in each queue, by number from 0. */
  bands?: readonly QdiscStats[];
  fqCodel?: FqCodelStats;
  codel?: CodelStats;
  fq?: FqStats;
  red?: RedStats;
  pie?: PieStats;
  cake?: CakeStats;
}

export interface ClassStats extends QdiscStats {
  lends: number;
  borrows: number;
  /** In ticks. */
  tokens: number;
  ceilTokens: number;
  /** Of drr: bytes that are left of its turn. */
  deficit?: number;
}

/** struct tc_red_xstats: marked, lost by chance, and lost for want of room. */
export interface RedStats {
  marked: number;
  early: number;
  full: number;
}

/** struct tc_pie_xstats. */
export interface PieStats {
  /** A share of one. */
  probability: number;
  delayMicros: number;
  /** Bytes a second; undefined unless it is estimated. */
  rate: number | undefined;
  packetsIn: number;
  overlimit: number;
  dropped: number;
  longest: number;
  ecnMark: number;
}

/** TCA_CAKE_STATS_*. */
export interface CakeStats {
  memoryUsed: number;
  /** Of packets as they are on the network, and as they are counted; undefined while there was none. */
  leastNet: number | undefined;
  mostNet: number;
  leastCounted: number | undefined;
  mostCounted: number;
  /** How far into a frame the network header is on average, times 2^16. */
  headerOffset: number;
  readonly tins: CakeTinStats[];
}

/** TCA_CAKE_TIN_STATS_*. */
export interface CakeTinStats {
  packets: number;
  bytes: number;
  backlog: number;
  peakNanos: number;
  averageNanos: number;
  baseNanos: number;
  flowsMet: number;
  drops: number;
  marks: number;
  sparseFlows: number;
  bulkFlows: number;
  unresponsiveFlows: number;
  longest: number;
}

/** struct tc_fq_codel_qd_stats. */
export interface FqCodelStats {
  maxPacket: number;
  dropOverlimit: number;
  newFlows: number;
  ecnMark: number;
  newLength: number;
  oldLength: number;
  ceMark: number;
}

/** struct tc_codel_xstats. */
export interface CodelStats {
  maxPacket: number;
  dropOverlimit: number;
  ecnMark: number;
  ceMark: number;
  count: number;
  lastCount: number;
  delayMicros: number;
  dropping: boolean;
  /** Of simulated time; 0 while nothing is dropped. */
  dropNextMicros: number;
}

/** struct tc_fq_qd_stats. */
export interface FqStats {
  flows: number;
  inactive: number;
  throttledFlows: number;
  highPriority: number;
  throttled: number;
  flowsLimit: number;
}

export function copyStats(stats: QdiscStats): QdiscStats {
  const { classes, bands, fqCodel, codel, fq, red, pie, cake } = stats;
  return {
    ...stats,
    ...(classes && { classes: new Map([...classes].map(([minor, each]) => [minor, { ...each }])) }),
    ...(bands && { bands: bands.map(copyStats) }),
    ...(fqCodel && { fqCodel: { ...fqCodel } }),
    ...(codel && { codel: { ...codel } }),
    ...(fq && { fq: { ...fq } }),
    ...(red && { red: { ...red } }),
    ...(pie && { pie: { ...pie } }),
    ...(cake && { cake: { ...cake, tins: cake.tins.map((tin) => ({ ...tin })) } }),
  };
}

export function newQdiscStats(): QdiscStats {
  return { bytes: 0, packets: 0, drops: 0, overlimits: 0, requeues: 0, backlogBytes: 0, backlogPackets: 0 };
}

/** The minor numbers of a discipline's classes. */
export function classMinors(options: QdiscOptions): readonly number[] {
  const { kind } = options;
  if (kind === "prio" || kind === "ets" || kind === "multiq" || kind === "mq")
    return Array.from({ length: kind === "mq" ? options.queues : options.bands }, (_, band) => band + 1);
  if (options.kind === "htb" || options.kind === "drr") return options.classes.map(({ minor }) => minor);
  return hasOnlyOneClass(options) ? [1] : [];
}

/** Whatever class of these one names, it is the one that they have (netem_find, tbf_find, red_find). */
export function hasOnlyOneClass({ kind }: QdiscOptions): boolean {
  return kind === "tbf" || kind === "netem" || kind === "red";
}

const CLASSFUL: ReadonlySet<string> = new Set("prio htb drr ets multiq mq tbf netem red fq_codel sfq cake".split(" "));

/** Whether classes may be asked for; flows of fq_codel and sfq are none that anything could hang below. */
export function hasClassOps({ kind }: QdiscOptions): boolean {
  return CLASSFUL.has(kind);
}

/** Times in microseconds as codel_time_t, and back (both cut). */
export function codelTimeOf(micros: number): number {
  return Math.trunc((micros * 1000) / 1024);
}
export function codelMicrosOf(time: number): number {
  return Math.trunc((time * 1024) / 1000);
}

/** Ticks of 64 nanoseconds for a time in microseconds, and back: both cut (tc_core_time2tick and its inverse). */
export function ticksOf(micros: number): number {
  return Math.trunc(micros * 15.625);
}
export function microsOf(ticks: number): number {
  return Math.trunc(ticks / 15.625);
}
