/** Where routes stand in a dump of all tables (fib_table_dump of net/ipv4/fib_trie.c, fib6_walk of net/ipv6/ip6_fib.c). */
import { type Ipv4, ipv4Network } from "../address/ipv4.ts";
import { type Ipv6, ipv6Network, ipv6SortKey } from "../address/ipv6.ts";
import type { IpAddress } from "../address/prefix.ts";
import type { Route } from "../model/route.ts";

/** The network part of an address of either family. */
export function network(address: IpAddress, length: number): IpAddress {
  return typeof address === "number" ? ipv4Network(address, length) : ipv6Network(address, length);
}

/**
 * Order of a dump of all tables: table by table (they hang in 256 lists by the low byte of their number), in a table by
 * address with the longer prefix first (IPv4: leaves of the trie by key; IPv6: a node follows both its branches). The keys are
 * those of `sortKeyOf`, for who has them.
 */
export function compareRoutes(a: Route, b: Route, keyOfA?: string, keyOfB?: string): number {
  if (a.table !== b.table) return (a.table & 255) - (b.table & 255) || b.table - a.table;
  const byDestination = a.family === "inet" ? compareDestinations4(a, b) : comparePlaces6(a, b, keyOfA, keyOfB);
  return byDestination || b.tos - a.tos || a.metric - b.metric;
}

/** Whether a dump puts two routes of a family at the same place: `compareRoutes` is 0. */
export function isSamePlace(a: Route, b: Route): boolean {
  return (
    a.destination.address === b.destination.address &&
    a.destination.length === b.destination.length &&
    a.table === b.table &&
    a.tos === b.tos &&
    a.metric === b.metric &&
    a.from?.address === b.from?.address &&
    a.from?.length === b.from?.length
  );
}

function compareDestinations4(a: Route, b: Route): number {
  return (
    (a.destination.address as Ipv4) - (b.destination.address as Ipv4) || b.destination.length - a.destination.length
  );
}

/** FWS_S comes first: routes for packets from somewhere hang in a tree of their own at their destination's node. */
function comparePlaces6(a: Route, b: Route, keyOfA: string | undefined, keyOfB: string | undefined): number {
  const byDestination = compareDestinations6(a.destination, b.destination, keyOfA, keyOfB);
  if (!a.from && !b.from) return byDestination;
  if (byDestination === 0) return a.from && b.from ? compareDestinations6(a.from, b.from) : a.from ? -1 : 1;
  const { length } = a.destination;
  const shorter = length < b.destination.length ? a : b;
  if (length === b.destination.length || !shorter.from) return byDestination;
  const nested = network(a.destination.address, shorter.destination.length) === shorter.destination.address;
  return nested && network(b.destination.address, shorter.destination.length) === shorter.destination.address
    ? shorter === a
      ? -1
      : 1
    : byDestination;
}

function compareDestinations6(
  a: Route["destination"],
  b: Route["destination"],
  x = ipv6SortKey(a.address as Ipv6),
  y = ipv6SortKey(b.address as Ipv6),
): number {
  if (x === y && a.length === b.length) return 0;
  if (a.length !== b.length && sameBits(x, y, Math.min(a.length, b.length))) return b.length - a.length;
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Whether two sort keys begin with the same bits. */
function sameBits(x: string, y: string, bits: number): boolean {
  const whole = bits >> 4;
  for (let i = 0; i < whole; i++) if (x.charCodeAt(i) !== y.charCodeAt(i)) return false;
  const rest = bits & 15;
  return rest === 0 || (x.charCodeAt(whole) ^ y.charCodeAt(whole)) >> (16 - rest) === 0;
}
