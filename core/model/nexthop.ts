/** Nexthop objects: where packets go next, by a number that routes refer to (`ip nexthop`; net/ipv4/nexthop.c). */
import type { Family } from "../address/prefix.ts";
import type { NextHop } from "./route.ts";

export interface Nexthop {
  readonly id: number;
  /** A group has none. */
  readonly family: Family | undefined;
  /** Routing protocol, as of routes; 0 when unset. */
  readonly protocol: number;
  /** How far away the hop itself is (`SCOPE`). */
  readonly scope: number;
  /** Undefined for a group; of `lo` for one that swallows packets. */
  readonly hop: NextHop | undefined;
  readonly blackhole: boolean;
  /** For forwarding databases of VXLAN, not for routes. */
  readonly fdb: boolean;
  /** Members and their weights from 1 to 256. Empty unless it is a group. */
  readonly group: readonly { readonly id: number; readonly weight: number }[];
}

export type Nexthops = Readonly<Record<number, Nexthop>>;

export function isGroup(nexthop: Nexthop): boolean {
  return nexthop.group.length > 0;
}

/** The hops that a route over a nexthop object has: one, or those of its members with their weights. */
export function hopsOf(nexthops: Nexthops, nexthop: Nexthop): readonly NextHop[] {
  if (nexthop.hop) return [nexthop.hop];
  return nexthop.group.flatMap(({ id, weight }) => {
    const hop = nexthops[id]?.hop;
    return hop ? [{ ...hop, weight }] : [];
  });
}

/** A group of one that swallows packets does so itself (nexthop_is_blackhole). */
export function swallows(nexthops: Nexthops, nexthop: Nexthop): boolean {
  const [only] = nexthop.group;
  if (nexthop.group.length === 1 && only) return nexthops[only.id]?.blackhole === true;
  return nexthop.blackhole;
}
