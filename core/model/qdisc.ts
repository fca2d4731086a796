/**
 * Queueing disciplines (tc(8)): what a device does with frames it is to send, as somebody set it. A device whose list is empty
 * has what it was born with (noqueue, noop, or pfifo_fast on a card), under handle 0.
 */

/** A probability as netem keeps it: of 2^32 - 1. */
export type Chance = number;

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
  readonly duplicate: Chance;
  readonly reorder: Chance;
  readonly reorderCorrelation: Chance;
  readonly gap: number;
  /** Bytes a second; 0 for none. */
  readonly rate: number;
}

export interface Tbf {
  readonly kind: "tbf";
  /** Bytes a second. */
  readonly rate: number;
  /** How long a full bucket lasts, in ticks of 64 nanoseconds. */
  readonly bufferTicks: number;
  /** Bytes that may wait. */
  readonly limit: number;
}

export interface Prio {
  readonly kind: "prio";
  readonly bands: number;
  /** The band of each of the sixteen priorities. */
  readonly priomap: readonly number[];
}

/** Packets (`pfifo`) or bytes (`bfifo`) that may wait. */
export interface Fifo {
  readonly kind: "pfifo" | "bfifo";
  readonly limit: number;
}

export type QdiscOptions = Netem | Tbf | Prio | Fifo | { readonly kind: "noqueue" } | PfifoFast;

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
}

export function newQdiscStats(): QdiscStats {
  return { bytes: 0, packets: 0, drops: 0, overlimits: 0, requeues: 0, backlogBytes: 0, backlogPackets: 0 };
}

/** Classes of a discipline by minor number; 0 for one that has none. */
export function classCount({ kind, ...rest }: QdiscOptions): number {
  if (kind === "prio") return (rest as Prio).bands;
  return kind === "tbf" || kind === "netem" ? 1 : 0;
}

/** Ticks of 64 nanoseconds for a time in microseconds, and back: both cut (tc_core_time2tick and its inverse). */
export function ticksOf(micros: number): number {
  return Math.trunc(micros * 15.625);
}
export function microsOf(ticks: number): number {
  return Math.trunc(ticks / 15.625);
}
