/**
 * Where routes stand in a dump of all tables, as text that sorts so (fib_table_dump of net/ipv4/fib_trie.c, fib6_walk of
 * net/ipv6/ip6_fib.c): table by table (they hang in 256 lists by the low byte of their number, the highest number first), in a
 * table by destination, then by type of service, the highest first, and by metric. Routes with one key are at one place.
 *
 * The texts are made of octets, which the engine compares without a detour, and a search through thousands of routes touches their
 * keys alone: the routes themselves are long out of the processor's caches.
 */
import { type Ipv6, ipv6Words } from "../address/ipv6.ts";
import type { Prefix } from "../address/prefix.ts";
import type { Route } from "./route.ts";

/** What was asked for last: who adds a route looks for its place and then puts it there. */
let last: Route | undefined;
let lastKey = "";

export function routeKey(route: Route): string {
  if (route === last) return lastKey;
  lastKey = route.family === "inet" ? key4(route) : route.from ? keyFrom(route, route.from) : key6(route);
  last = route;
  return lastKey;
}

/** Leaves of the trie by address, the longer prefix first. */
function key4({ table, destination, tos, metric }: Route): string {
  const address = Number(destination.address);
  const below = ~table;
  return String.fromCharCode(
    table & 255,
    below >>> 24,
    (below >>> 16) & 255,
    (below >>> 8) & 255,
    address >>> 24,
    (address >>> 16) & 255,
    (address >>> 8) & 255,
    address & 255,
    32 - destination.length,
    255 - tos,
    metric >>> 24,
    (metric >>> 16) & 255,
    (metric >>> 8) & 255,
    metric & 255,
  );
}

/** A node follows both its branches: it stands where the last address of its prefix would, behind what is longer. */
function key6({ table, destination, tos, metric }: Route): string {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = lastOf(destination);
  const below = ~table;
  return String.fromCharCode(
    table & 255,
    below >>> 24,
    (below >>> 16) & 255,
    (below >>> 8) & 255,
    a >>> 8,
    a & 255,
    b >>> 8,
    b & 255,
    c >>> 8,
    c & 255,
    d >>> 8,
    d & 255,
    e >>> 8,
    e & 255,
    f >>> 8,
    f & 255,
    g >>> 8,
    g & 255,
    h >>> 8,
    h & 255,
    129 - destination.length,
    255 - tos,
    metric >>> 24,
    (metric >>> 16) & 255,
    (metric >>> 8) & 255,
    metric & 255,
  );
}

/**
 * FWS_S comes first: routes for packets from somewhere hang in a tree of their own at their destination's node. They stand where the
 * first address of the prefix would, before what is longer.
 */
function keyFrom({ table, destination, tos, metric }: Route, from: Prefix): string {
  const below = ~table;
  const octets = [table & 255, below >>> 24, (below >>> 16) & 255, (below >>> 8) & 255];
  for (const word of ipv6Words(destination.address as Ipv6)) octets.push(word >>> 8, word & 255);
  octets.push(0, destination.length);
  for (const word of lastOf(from)) octets.push(word >>> 8, word & 255);
  octets.push(129 - from.length, 255 - tos);
  octets.push(metric >>> 24, (metric >>> 16) & 255, (metric >>> 8) & 255, metric & 255);
  return String.fromCharCode(...octets);
}

/** The words of the last address of an IPv6 prefix. */
function lastOf({ address, length }: Prefix): number[] {
  const words = ipv6Words(address as Ipv6);
  for (let i = length >> 4; i < 8; i++) {
    const inside = Math.max(length - 16 * i, 0);
    words[i] = (words[i] as number) | (0xffff >> inside);
  }
  return words;
}

/** Whether a dump puts two routes of a family at the same place. */
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
