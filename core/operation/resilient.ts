/**
 * The upkeep of resilient nexthop groups (nh_res_table_upkeep and replace_nexthop_grp_res of net/ipv4/nexthop.c): buckets of
 * members that have too many, or are gone, move to those that have too few, at once or when the group's timers say so.
 */
import type { NetnsId } from "../model/id.ts";
import { JIFFIES_PER_SECOND, JIFFY_MICROS, jiffiesAt, timerMicros } from "../model/jiffies.ts";
import type { Nexthop } from "../model/nexthop.ts";
import { type BucketTimes, type Resilient, sharesOf, underweight } from "../model/resilient.ts";
import type { Transaction } from "./transaction.ts";

/** NH_RES_UPKEEP_DW_MINIMUM_INTERVAL. */
const LEAST_JIFFIES = JIFFIES_PER_SECOND / 2;

function timesOf(tx: Transaction, netns: NetnsId, id: number, buckets: number): BucketTimes {
  let groups = tx.runtime.buckets.get(netns);
  if (!groups) tx.runtime.buckets.set(netns, (groups = new Map()));
  let times = groups.get(id);
  if (!times) {
    const never = () => Array.from({ length: buckets }, () => 0);
    times = { used: never(), migrated: never(), unbalancedSince: 0, dueMicros: undefined };
    groups.set(id, times);
  }
  return times;
}

function hasUnderweight(group: Nexthop["group"], { buckets }: Resilient): boolean {
  return underweight(sharesOf(group, buckets)).length > 0;
}

/** A group that is new, or whose members are others than those of `old`, with its buckets where they belong by now. */
export function rebalanced(tx: Transaction, netns: NetnsId, old: Nexthop | undefined, next: Nexthop): Nexthop {
  const { resilient } = next;
  if (!resilient) return next;
  const times = timesOf(tx, netns, next.id, resilient.buckets.length);
  const before = old?.resilient && hasUnderweight(old.group, old.resilient);
  if (!before && hasUnderweight(next.group, resilient)) times.unbalancedSince = jiffiesAt(tx.runtime.nowMicros);
  return { ...next, resilient: { ...resilient, buckets: upkeep(tx, netns, next, resilient, times, false) } };
}

/** nh_res_table_upkeep. Answers with the buckets as they are then; `told` tells of each that moves. */
function upkeep(
  tx: Transaction,
  netns: NetnsId,
  nexthop: Nexthop,
  { buckets, idleSeconds, unbalancedSeconds }: Resilient,
  times: BucketTimes,
  told: boolean,
): readonly number[] {
  const { nowMicros } = tx.runtime;
  const now = jiffiesAt(nowMicros);
  const idle = idleSeconds * JIFFIES_PER_SECOND;
  const forced = unbalancedSeconds > 0 ? times.unbalancedSince + unbalancedSeconds * JIFFIES_PER_SECOND : Infinity;
  let deadline = now + (unbalancedSeconds > 0 ? unbalancedSeconds * JIFFIES_PER_SECOND : idle);
  const shares = sharesOf(nexthop.group, buckets);
  const waiting = underweight(shares);
  const next = [...buckets];
  for (const [i, id] of buckets.entries()) {
    const share = shares.get(id);
    if (share) {
      if (share.has <= share.wanted) continue;
      // Nobody used it since it moved here: it may move on.
      const idlePoint = times.used[i] === times.migrated[i] ? now : (times.used[i] as number) + idle;
      if (now < idlePoint && now <= forced) {
        deadline = Math.min(deadline, idlePoint, forced);
        continue;
      }
    }
    const [to] = waiting;
    if (!to) continue;
    if (share) share.has--;
    to.has++;
    next[i] = to.id;
    times.used[i] = now;
    times.migrated[i] = now;
    if (told) {
      const bucket = { index: i, member: to.id, idleSeconds: 0 };
      tx.note("nexthop", "new", netns, nexthop.id, { noun: "bucket", group: nexthop.id, bucket });
    }
    if (to.has === to.wanted) waiting.shift();
  }
  times.dueMicros = undefined;
  if (waiting.length > 0) {
    const delay = Math.max(deadline - now, LEAST_JIFFIES) * JIFFY_MICROS;
    times.dueMicros = timerMicros(nowMicros, delay);
    tx.runtime.timers.add(times.dueMicros, { kind: "nexthopBuckets", netns, id: nexthop.id });
  }
  return next;
}

/** nh_res_table_upkeep_dw: the time has come to look at a group's buckets. Undefined when it is not, or nothing moves. */
export function upkeepRound(tx: Transaction, netns: NetnsId, nexthop: Nexthop): Nexthop | undefined {
  const times = tx.runtime.buckets.get(netns)?.get(nexthop.id);
  const { resilient } = nexthop;
  if (!resilient || times?.dueMicros === undefined || times.dueMicros > tx.runtime.nowMicros) return undefined;
  return { ...nexthop, resilient: { ...resilient, buckets: upkeep(tx, netns, nexthop, resilient, times, true) } };
}
