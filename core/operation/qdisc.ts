/** Operations on queueing disciplines: `tc qdisc add`, `change`, `replace`, `link`, `del`. */
import type { ClassId, Fifo, Netem, QdiscOptions } from "../model/qdisc.ts";
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
  | Exclude<QdiscOptions, Fifo | Netem>
  | NetemRequest
  | { readonly kind: "pfifo"; readonly limit?: number }
  | { readonly kind: "bfifo"; readonly limit?: number }
  | { readonly kind: "unknown"; readonly name: string | undefined };

/** What a change leaves out stays as it was: the correlations, all of them, reordering, and the rate. */
export interface NetemRequest
  extends Pick<Netem, "kind" | "limit" | "delayTicks" | "jitterTicks" | "loss" | "duplicate" | "gap"> {
  readonly correlations?: { readonly delay: number; readonly loss: number };
  readonly reordering?: { readonly reorder: number; readonly correlation: number };
  readonly rate?: number;
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
