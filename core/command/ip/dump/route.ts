/**
 * Routes as messages (fib_dump_info of net/ipv4/fib_semantics.c, rt6_fill_node of net/ipv6/route.c), and read back as
 * print_route and the kernel read them.
 */
import { addressBits, type Family, type IpAddress, type Prefix } from "../../../address/prefix.ts";
import type { LinkId } from "../../../model/id.ts";
import type { NextHop, Route } from "../../../model/route.ts";
import { concat } from "../../../wire/bytes.ts";
import * as nl from "../../../wire/netlink.ts";
import { prefixOf, ROUTE_TYPES } from "../../names.ts";
import { METRIC_NUMBERS } from "../route-metrics.ts";
import { tellsWays } from "../route-print.ts";
import { linksOf, type View } from "../view.ts";
import { AF, ipBytes, ipOf } from "./ip-bytes.ts";

export const RTM_NEWROUTE = 24;
const RTMSG = 12;
const RTA = {
  dst: 1,
  src: 2,
  oif: 4,
  gateway: 5,
  priority: 6,
  prefsrc: 7,
  metrics: 8,
  multipath: 9,
  flow: 11,
  cacheinfo: 12,
  table: 15,
  via: 18,
  pref: 20,
  nhId: 30,
} as const;
const RTAX_LOCK = 1;
const RTAX_CC_ALGO = 16;
const RTNH_F = { dead: 1, onlink: 4, linkDown: 16 } as const;
/** RT_TABLE_COMPAT: the table does not go into one octet. */
const TABLE_COMPAT = 252;
const CACHEINFO = 32;
/** Where `rta_expires` is in struct rta_cacheinfo, in hundredths of a second. */
const EXPIRES = 8;
/** ICMPV6_ROUTER_PREF_*. */
const PREFERENCES = { medium: 0, high: 1, low: 3 } as const;

function hopFlags({ onlink, linkDown, dead }: NextHop): number {
  return (onlink ? RTNH_F.onlink : 0) | (linkDown ? RTNH_F.linkDown : 0) | (dead ? RTNH_F.dead : 0);
}

function gateway(family: Family, { via }: NextHop): Uint8Array[] {
  if (via === undefined) return [];
  if ((typeof via === "number") === (family === "inet")) return [nl.attribute(RTA.gateway, ipBytes(via))];
  return [nl.attribute(RTA.via, concat(nl.u16(typeof via === "number" ? AF.inet : AF.inet6), ipBytes(via)))];
}

function metrics({ metrics: values, locks, congctl }: Route): Uint8Array[] {
  const mask = (locks ?? []).reduce((bits, word) => bits | (1 << (METRIC_NUMBERS.get(word) ?? RTAX_CC_ALGO)), 0);
  const known = Object.entries(values).map(([word, value]) => [METRIC_NUMBERS.get(word) ?? 0, nl.u32(value)] as const);
  const all: (readonly [number, Uint8Array])[] = [
    ...(mask === 0 ? [] : [[RTAX_LOCK, nl.u32(mask)] as const]),
    ...known,
    ...(congctl === undefined ? [] : [[RTAX_CC_ALGO, nl.string(congctl)] as const]),
  ];
  if (all.length === 0) return [];
  all.sort(([a], [b]) => a - b);
  return [nl.attribute(RTA.metrics, concat(...all.map(([type, value]) => nl.attribute(type, value))))];
}

/** The body of a message. */
export function emitRoute(view: View, route: Route): Uint8Array {
  const { family, destination, table, from } = route;
  const nextHops = tellsWays(view, route) ? route.nextHops : [];
  const inet = family === "inet";
  const indexOf = (hop: NextHop) => (hop.link === undefined ? 0 : (view.config.links[hop.link]?.ifindex ?? 0));
  const [first] = nextHops;
  const single = nextHops.length === 1 && !route.overGroup ? first : undefined;
  const rejects =
    inet && route.nhid === undefined && ["blackhole", "unreachable", "prohibit", "throw"].includes(route.type);
  const header = concat(
    Uint8Array.of(
      inet ? AF.inet : AF.inet6,
      destination.length,
      from?.length ?? 0,
      route.tos,
      table < 256 ? table : TABLE_COMPAT,
      route.protocol,
      inet ? route.scope : 0,
      ROUTE_TYPES.indexOf(route.type) + 1,
    ),
    nl.u32(single ? hopFlags(single) : 0),
  );
  const parts: Uint8Array[] = [nl.attribute(RTA.table, nl.u32(table))];
  const add = (type: number, payload: Uint8Array) => void parts.push(nl.attribute(type, payload));
  const prefSource = () => route.prefSource !== undefined && add(RTA.prefsrc, ipBytes(route.prefSource));
  if (destination.length > 0) add(RTA.dst, ipBytes(destination.address));
  if (from) add(RTA.src, ipBytes(from.address));
  if (inet) {
    if (route.metric !== 0) add(RTA.priority, nl.u32(route.metric));
    parts.push(...metrics(route));
    prefSource();
    if (route.nhid !== undefined) add(RTA.nhId, nl.u32(route.nhid));
  } else {
    prefSource();
    parts.push(...metrics(route));
    add(RTA.priority, nl.u32(route.metric));
  }
  if (single && !rejects) {
    parts.push(...gateway(family, single));
    if (single.link !== undefined) add(RTA.oif, nl.u32(indexOf(single)));
  } else if (!single && nextHops.length > 0) {
    const hops = nextHops.map((hop) => {
      const inner = concat(...gateway(family, hop));
      const head = [nl.u16(8 + inner.length), Uint8Array.of(hopFlags(hop), hop.weight - 1), nl.u32(indexOf(hop))];
      return concat(...head, inner);
    });
    add(RTA.multipath, concat(...hops));
  }
  if (inet) {
    if (route.realms !== undefined) add(RTA.flow, nl.u32(route.realms));
    return concat(header, ...parts);
  }
  if (route.nhid !== undefined) add(RTA.nhId, nl.u32(route.nhid));
  const cache = new Uint8Array(CACHEINFO);
  if (route.expiresMicros !== undefined)
    cache.set(nl.u32(Math.trunc((route.expiresMicros - view.runtime.nowMicros) / 10_000)), EXPIRES);
  add(RTA.cacheinfo, cache);
  add(RTA.pref, nl.u8(PREFERENCES[route.preference]));
  return concat(header, ...parts);
}

export interface RouteMessage {
  readonly route: Route;
  /** Indexes of the devices that are not here. */
  readonly missing: readonly number[];
  /** What restore_handler orders by (ip/iproute.c): 0 for what stands on nothing else, 2 for what goes by a gateway. */
  readonly round: 0 | 1 | 2;
}

/** ll_index_to_name: `if5` for a device that is not here. */
export function withIndexes(view: View): View {
  return { ...view, linkName: (id) => (id < 0 ? `if${-id}` : view.linkName?.(id)) };
}

/** The hops of RTA_MULTIPATH, or the only one. */
function hopsOf(view: View, header: number, attrs: ReadonlyMap<number, Uint8Array>, missing: number[]): NextHop[] {
  const links = linksOf(view);
  const hop = (index: number, flags: number, weight: number, of: ReadonlyMap<number, Uint8Array>): NextHop => {
    const link = links.find(({ ifindex }) => ifindex === index);
    if (!link && index !== 0) missing.push(index);
    return {
      // A device that is not here goes by its number, as `withIndexes` shows it.
      link: link?.id ?? (index === 0 ? undefined : (-index as LinkId)),
      via: ipOf(of.get(RTA.gateway)) ?? ipOf(of.get(RTA.via)?.subarray(2)),
      onlink: (flags & RTNH_F.onlink) !== 0,
      weight,
      linkDown: (flags & RTNH_F.linkDown) !== 0,
      dead: (flags & RTNH_F.dead) !== 0,
    };
  };
  const list = attrs.get(RTA.multipath);
  if (!list) {
    const index = nl.numberOf(attrs.get(RTA.oif));
    if (index === undefined && !attrs.has(RTA.gateway)) return [];
    return [hop(index ?? 0, header, 1, attrs)];
  }
  const hops: NextHop[] = [];
  for (let at = 0; at + 8 <= list.length; ) {
    const length = nl.read(list, at, 2);
    if (length < 8 || at + length > list.length) break;
    const inner = nl.attributes(list.subarray(at + 8, at + length));
    hops.push(hop(nl.read(list, at + 4, 4), list[at + 2] ?? 0, (list[at + 3] ?? 0) + 1, inner));
    at += (length + 3) & ~3;
  }
  return hops;
}

function metricsOf(payload: Uint8Array | undefined): Pick<Route, "metrics" | "locks" | "congctl"> {
  if (!payload) return { metrics: {} };
  const found = nl.attributes(payload);
  const values: Record<string, number> = {};
  const locks: string[] = [];
  const mask = nl.numberOf(found.get(RTAX_LOCK)) ?? 0;
  for (const [word, number] of METRIC_NUMBERS) {
    const value = nl.numberOf(found.get(number));
    if (value !== undefined) values[word] = value;
    if (mask & (1 << number)) locks.push(word);
  }
  const congctl = nl.stringOf(found.get(RTAX_CC_ALGO));
  if (mask & (1 << RTAX_CC_ALGO)) locks.push("congctl");
  return {
    metrics: values,
    ...(locks.length > 0 && { locks: locks.sort() }),
    ...(congctl !== undefined && { congctl }),
  };
}

function sameAddress(a: IpAddress | undefined, b: IpAddress | undefined): boolean {
  return a !== undefined && a === b;
}

/** Undefined for what is no route of IPv4 or IPv6. */
export function parseRoute(view: View, body: Uint8Array): RouteMessage | undefined {
  const [af, length = 0, fromLength = 0, tos = 0, shortTable = 0, protocol = 0, scope = 0, type = 0] = body;
  if (body.length < RTMSG || (af !== AF.inet && af !== AF.inet6)) return undefined;
  const family: Family = af === AF.inet ? "inet" : "inet6";
  const attrs = nl.attributes(body.subarray(RTMSG));
  const given = ipOf(attrs.get(RTA.dst));
  const nowhere = ipOf(new Uint8Array(addressBits(family) / 8)) as IpAddress;
  const destination: Prefix = prefixOf(given ?? nowhere, given === undefined ? 0 : length);
  const source = fromLength > 0 ? ipOf(attrs.get(RTA.src)) : undefined;
  const missing: number[] = [];
  const hops = hopsOf(view, nl.read(body, 8, 4), attrs, missing);
  const prefSource = ipOf(attrs.get(RTA.prefsrc));
  const realms = nl.numberOf(attrs.get(RTA.flow));
  const nhid = nl.numberOf(attrs.get(RTA.nhId));
  const expires = nl.numberOf(attrs.get(RTA.cacheinfo)?.subarray(EXPIRES, EXPIRES + 4)) ?? 0;
  const preference = attrs.get(RTA.pref)?.[0];
  const route: Route = {
    family,
    type: ROUTE_TYPES[type - 1] ?? "unicast",
    destination,
    table: nl.numberOf(attrs.get(RTA.table)) ?? shortTable,
    tos,
    protocol,
    scope,
    prefSource,
    metric: nl.numberOf(attrs.get(RTA.priority)) ?? 0,
    nextHops: hops,
    ...metricsOf(attrs.get(RTA.metrics)),
    preference: preference === PREFERENCES.high ? "high" : preference === PREFERENCES.low ? "low" : "medium",
    ...(realms !== undefined && { realms }),
    ...(nhid !== undefined && { nhid }),
    ...(nhid !== undefined && family === "inet6" && attrs.has(RTA.multipath) && { overGroup: true as const }),
    ...(source !== undefined && { from: prefixOf(source, fromLength) }),
    ...(expires > 0 && { expiresMicros: view.runtime.nowMicros + expires * 10_000 }),
  };
  const ofSelf = prefSource === undefined || sameAddress(prefSource, given);
  return { route, missing, round: attrs.has(RTA.gateway) ? 2 : ofSelf ? 0 : 1 };
}
