/** Operations on queueing disciplines: `tc qdisc add`, `change`, `replace`, `link`, `del`. */
import type {
  Cake,
  ClassId,
  Codel,
  DistributionTable,
  Drr,
  Ets,
  Fifo,
  Fq,
  FqCodel,
  Htb,
  HtbClass,
  IngressKind,
  Mq,
  Multiq,
  Netem,
  NetemRate,
  NetemSlot,
  Pie,
  QdiscOptions,
  Sfq,
} from "../model/qdisc.ts";
import type { NetnsRef } from "./netns-ref.ts";

export interface QdiscSpec {
  readonly device: string;
  /** Missing: found by its handle. */
  readonly parent?: "root" | ClassId;
  /** Major number; missing or 0: the kernel's choice. */
  readonly handle?: number;
}

/** Equivalent to: `tc qdisc add dev eth0 root netem delay 100ms` (`change`, `replace` and `link` by `mode`). */
export interface QdiscAdd {
  readonly kind: "qdiscAdd";
  readonly netns: NetnsRef;
  readonly mode: "add" | "change" | "replace" | "link";
  readonly qdisc: QdiscSpec;
  /** Missing numbers are the kernel's choice: a fifo's limit follows the device. */
  readonly options: QdiscRequest;
}

/** A fifo's limit may be left to the kernel; a kind that the kernel does not know is refused by it. */
export type QdiscRequest =
  | Exclude<QdiscOptions, Fifo | Netem | FqCodel | Codel | Fq | Sfq | Pie | Cake | Drr | Htb | Multiq | Mq>
  | NetemRequest
  | FqCodelRequest
  | CodelRequest
  | FqRequest
  | SfqRequest
  | PieRequest
  | CakeRequest
  | { readonly kind: "drr" | "multiq" | "mq" }
  | HtbRequest
  | { readonly kind: "pfifo"; readonly limit?: number }
  | { readonly kind: "bfifo"; readonly limit?: number }
  | { readonly kind: "pfifo_head_drop"; readonly limit?: number }
  | { readonly kind: IngressKind }
  | { readonly kind: "unknown"; readonly name: string | undefined };

/**
 * What a change leaves out stays as it was: the correlations, all of them, reordering, corruption, tables, marks, slots and the
 * rate. A model of loss that is left out is gone.
 */
export interface NetemRequest
  extends Pick<Netem, "kind" | "limit" | "delayTicks" | "jitterTicks" | "loss" | "lossModel" | "duplicate" | "gap"> {
  readonly correlations?: { readonly delay: number; readonly loss: number; readonly duplicate: number };
  readonly reordering?: { readonly reorder: number; readonly correlation: number };
  readonly corruption?: { readonly corrupt: number; readonly correlation: number };
  readonly distribution?: DistributionTable;
  readonly ecn?: true;
  readonly rate?: NetemRate;
  readonly slot?: NetemSlot;
  readonly slotDistribution?: DistributionTable;
}

/** What is left out is the kernel's choice, or in a change as it was. */
export type FqCodelRequest = Pick<FqCodel, "kind"> &
  Optional<Omit<FqCodel, "kind" | "targetTime" | "intervalTime" | "thresholdTime">> & {
    readonly targetMicros?: number | undefined;
    readonly thresholdMicros?: number | undefined;
    readonly intervalMicros?: number | undefined;
  };
export type CodelRequest = Pick<Codel, "kind"> &
  Optional<Pick<Codel, "limit" | "ecn">> & {
    readonly targetMicros?: number | undefined;
    readonly intervalMicros?: number | undefined;
    readonly thresholdMicros?: number | undefined;
  };
export type FqRequest = Pick<Fq, "kind"> & Optional<Omit<Fq, "kind">>;
/** `sfq` is never changed. */
export type SfqRequest = Pick<Sfq, "kind"> & Optional<Omit<Sfq, "kind">>;
export type PieRequest = Pick<Pie, "kind"> &
  Optional<Omit<Pie, "kind" | "targetTicks" | "updateJiffies">> & {
    readonly targetMicros?: number | undefined;
    readonly updateMicros?: number | undefined;
  };
/** `raw` with an overhead takes that overhead back. */
export type CakeRequest = Pick<Cake, "kind"> & Optional<Omit<Cake, "kind" | "capacity">>;
/** Quanta of the first bands that are not strict, and bands of the first priorities: the others follow. */
export type EtsRequest = Ets;
export type HtbRequest = Pick<Htb, "kind"> & Optional<Omit<Htb, "kind" | "classes" | "buckets">>;
type Optional<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** Equivalent to: `tc class add dev eth0 parent 1: classid 1:10 htb rate 1mbit` (`change` and `replace` by `mode`). */
export interface ClassAdd {
  readonly kind: "classAdd";
  readonly netns: NetnsRef;
  readonly mode: "add" | "change" | "replace";
  readonly class: ClassSpec;
  /** Missing: only the class was named. */
  readonly options?: HtbClassRequest | DrrClassRequest | EtsClassRequest;
}

/** A quantum that is left out stays. */
export interface EtsClassRequest {
  readonly kind: "ets";
  readonly quantum?: number;
}

/** A quantum that is left out follows the device. */
export interface DrrClassRequest {
  readonly kind: "drr";
  readonly quantum?: number;
}

export interface ClassSpec {
  readonly device: string;
  readonly parent?: "root" | ClassId;
  readonly classId?: ClassId;
}

/** A quantum of 0 is left to the kernel. */
export type HtbClassRequest = Omit<HtbClass, "minor" | "parent">;

/** Equivalent to: `tc class del dev eth0 classid 1:10`. */
export interface ClassDelete {
  readonly kind: "classDelete";
  readonly netns: NetnsRef;
  readonly class: ClassSpec;
}

/** Equivalent to: `tc qdisc del dev eth0 root`. */
export interface QdiscDelete {
  readonly kind: "qdiscDelete";
  readonly netns: NetnsRef;
  readonly qdisc: QdiscSpec;
  /** It must be of this kind. */
  readonly type?: string;
}

export type QdiscOperation = QdiscAdd | QdiscDelete;
export type ClassOperation = ClassAdd | ClassDelete;
