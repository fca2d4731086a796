/** Operations on nexthop objects: `ip nexthop add`, `replace`, `del`. */
import type { Family, IpAddress } from "../address/prefix.ts";
import type { MplsEncap } from "../model/mpls.ts";
import type { NetnsRef } from "./netns-ref.ts";

export interface NexthopSpec {
  /** Missing or 0: the kernel gives the next free one. */
  readonly id?: number;
  readonly family?: Family;
  readonly via?: IpAddress;
  readonly device?: string;
  readonly onlink?: boolean;
  readonly encap?: MplsEncap;
  readonly blackhole?: boolean;
  readonly fdb?: boolean;
  readonly protocol?: number;
  readonly group?: readonly { readonly id: number; readonly weight?: number }[];
  /** The group is resilient. */
  readonly resilient?: ResilientSpec;
}

export interface ResilientSpec {
  readonly buckets?: number;
  readonly idleSeconds?: number;
  readonly unbalancedSeconds?: number;
}

/** Equivalent to: `ip nexthop add id 1 via 10.0.0.2 dev eth0`. */
export interface NexthopAdd {
  readonly kind: "nexthopAdd";
  readonly netns: NetnsRef;
  readonly mode: "add" | "replace";
  readonly nexthop: NexthopSpec;
}

/** Equivalent to: `ip nexthop del id 1`. */
export interface NexthopDelete {
  readonly kind: "nexthopDelete";
  readonly netns: NetnsRef;
  readonly id: number | undefined;
}

export type NexthopOperation = NexthopAdd | NexthopDelete;
