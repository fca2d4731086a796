/**
 * Operations on namespaces as such. Names under /run/netns, processes and what keeps a namespace alive belong to
 * whoever has files and processes (sim/kernel); to the model a namespace is made, gets an nsid, and ends.
 */
import type { NetnsId } from "../model/id.ts";
import type { NetnsRef } from "./netns-ref.ts";

/** What clone(CLONE_NEWNET) or unshare(CLONE_NEWNET) does: a namespace with a `lo` that is down. */
export interface NetnsCreate {
  readonly kind: "netnsCreate";
  readonly host: string;
}

/** The last reference is gone: virtual links die (a veth's peer with it), the rest falls to the host's first namespace. */
export interface NetnsDestroy {
  readonly kind: "netnsDestroy";
  readonly id: NetnsId;
}

/** Equivalent to: `ip netns set NAME NSID`. */
export interface NetnsSetId {
  readonly kind: "netnsSetId";
  readonly netns: NetnsRef;
  readonly target: NetnsRef;
  readonly nsid: number | "auto";
}

export type NetnsOperation = NetnsCreate | NetnsDestroy | NetnsSetId;
