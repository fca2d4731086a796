/**
 * Routes of IPv6 whose time is over (fib6_age, fib6_run_gc, fib6_start_gc of net/ipv6/ip6_fib.c): nothing is sent by them any more, and
 * the collector takes them when it comes round: `net.ipv6.route.gc_interval` after the first one that is not for good was added, and as
 * long as there are some.
 */
import type { NetnsId } from "../model/id.ts";
import { timerMicros } from "../model/jiffies.ts";
import type { Route } from "../model/route.ts";
import { rewriteRoutes } from "./fib.ts";
import type { Transaction } from "./transaction.ts";

const GC_INTERVAL_SECONDS = 30;

/** fib6_start_gc: a route has come that is not for good. The collector that is under way already comes no later for that. */
export function awaitRouteExpiry(tx: Transaction, netns: NetnsId, { expiresMicros }: Route): void {
  if (expiresMicros !== undefined && !tx.runtime.routeCollectors.has(netns)) startCollector(tx, netns);
}

function startCollector(tx: Transaction, netns: NetnsId): void {
  const seconds = Number(tx.netns(netns).sysctls["ipv6.route.gc_interval"] ?? GC_INTERVAL_SECONDS);
  tx.runtime.routeCollectors.add(netns);
  tx.runtime.timers.add(timerMicros(tx.runtime.nowMicros, seconds * 1_000_000), { kind: "routeExpiry", netns });
}

/** fib6_gc_timer_cb. */
export function routeCollectorTimer(tx: Transaction, netns: NetnsId): void {
  tx.runtime.routeCollectors.delete(netns);
  if (tx.draft.netns[netns] && collectRoutes(tx, netns)) startCollector(tx, netns);
}

/** fib6_run_gc: whether there are routes left that are not for good. The youngest is first in its list. */
export function collectRoutes(tx: Transaction, netns: NetnsId): boolean {
  const mortal = tx.routes(netns, "inet6").filter(({ expiresMicros }) => expiresMicros !== undefined);
  const over = mortal.filter((route) => isExpired(route, tx.runtime.nowMicros));
  over.sort((a, b) => (b.expiresMicros ?? 0) - (a.expiresMicros ?? 0));
  rewriteRoutes(tx, netns, "inet6", over, () => undefined);
  return over.length < mortal.length;
}

/** fib6_check_expired. */
function isExpired({ expiresMicros }: Route, nowMicros: number): boolean {
  return expiresMicros !== undefined && expiresMicros <= nowMicros;
}
