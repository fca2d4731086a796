/**
 * Resilient nexthop groups (net/ipv4/nexthop.c; Documentation/networking/nexthop-group-resilient.rst): flows are spread over
 * buckets, and a bucket keeps its member as long as it is in use and the group's timers allow, whatever happens to the others.
 */

import type { NetnsId } from "./id.ts";
import { JIFFIES_PER_SECOND } from "./jiffies.ts";

/** Where the buckets of a group lead, and how patient it is. */
export interface Resilient {
  /** By bucket, the id of the member that it leads to. */
  readonly buckets: readonly number[];
  /** For how long a bucket is unused before it may move (seconds). */
  readonly idleSeconds: number;
  /** For how long a group stays unbalanced before buckets that are in use move, too (seconds); 0: for ever. */
  readonly unbalancedSeconds: number;
}

/** What is counted of a group's buckets, in jiffies since the world began. */
export interface BucketTimes {
  /** When each bucket was last used, and when it got its member. The same for one that was not used since. */
  readonly used: number[];
  readonly migrated: number[];
  /** Since when some member has fewer buckets than it should. */
  unbalancedSince: number;
  /** When the kernel looks at the buckets again, in microseconds; a timer for another time is an old one. */
  dueMicros: number | undefined;
}

/** By namespace and id of the group. */
export type BucketTables = Map<NetnsId, Map<number, BucketTimes>>;

/** A copy that may go its own way. */
export function copyBuckets(tables: BucketTables): BucketTables {
  return new Map(
    [...tables].map(([netns, groups]) => [
      netns,
      new Map([...groups].map(([id, t]) => [id, { ...t, used: [...t.used], migrated: [...t.migrated] }])),
    ]),
  );
}

/** nh_res_table_unbalanced_time and nh_res_bucket_idle_time: how long ago that was, in seconds to two decimals. */
export function secondsSince(jiffies: number, now: number): number {
  return Math.floor(((now - jiffies) * 100) / JIFFIES_PER_SECOND) / 100;
}

/** A member of a group by what it has of the buckets and by what it should have. */
interface Share {
  readonly id: number;
  readonly wanted: number;
  has: number;
}

/** nh_res_group_rebalance: every member's buckets by its weight. */
export function sharesOf(
  group: readonly { readonly id: number; readonly weight: number }[],
  buckets: readonly number[],
): ReadonlyMap<number, Share> {
  const total = group.reduce((sum, { weight }) => sum + weight, 0);
  const shares = new Map<number, Share>();
  let before = 0;
  let weights = 0;
  for (const { id, weight } of group) {
    weights += weight;
    const upTo = Math.floor((buckets.length * weights + Math.floor(total / 2)) / total);
    shares.set(id, { id, wanted: upTo - before, has: 0 });
    before = upTo;
  }
  for (const id of buckets) {
    const share = shares.get(id);
    if (share) share.has++;
  }
  return shares;
}

/** Those that have less than they should, in the order in which they are served: the last member first. */
export function underweight(shares: ReadonlyMap<number, Share>): Share[] {
  return [...shares.values()].filter(({ has, wanted }) => has < wanted).reverse();
}
