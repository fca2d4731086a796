/**
 * `ip route add`, `append`, `prepend`, `change`, `replace` and `del` (net/ipv4/fib_semantics.c, fib_trie.c;
 * net/ipv6/route.c, ip6_fib.c).
 *
 * Same as Linux: order of checks, their texts, duplicates, matching of what is to be deleted.
 * Simplified: an IPv6 route of several next hops is one entry. Absent: encapsulation other than labels of MPLS.
 */
import { IPV4_ANY, type Ipv4 } from "../address/ipv4.ts";
import { IPV6_ANY, type Ipv6 } from "../address/ipv6.ts";
import { type Family, network } from "../address/prefix.ts";
import type { KernelError } from "../errors.ts";
import { SCOPE } from "../model/address.ts";
import type { LinkId, NetnsId } from "../model/id.ts";
import { hopsOf, isGroup, type Nexthop, swallows } from "../model/nexthop.ts";
import {
  isRejecting,
  type NextHop,
  NO_METRICS,
  PROTO,
  type Route,
  type RouteType,
  sameMetrics,
  TABLE,
  withHops,
} from "../model/route.ts";
import type { RouteList } from "../model/route-list.ts";
import { ok, type Result } from "../result.ts";
import { addressType4, equalRange, insertRoute, makeTable, noteHopGone, sameRoute, spliceRoutes } from "./fib.ts";
import { checkEncap } from "./mpls-change.ts";
import { hops4, hops6, isList, newHop, ownsAddress6, withoutZeros } from "./next-hop.ts";
import { fitsRoute4, fitsRoute6, nexthopsOf } from "./nexthop-change.ts";
import type { Caller } from "./operation.ts";
import type { RouteAdd, RouteDelete, RouteSpec } from "./route.ts";
import { awaitRouteExpiry } from "./route-expiry.ts";
import { DONE, type Outcome, refuse, resolveLink, resolveNetns, type Transaction } from "./transaction.ts";

function hasHop(spec: RouteSpec): boolean {
  return spec.nextHops.some((hop) => hop.device !== undefined || hop.via !== undefined) || spec.nextHops.length > 1;
}

function typeOf(spec: RouteSpec): RouteType {
  return spec.type ?? "unicast";
}

/** What ip-route(8) fills in when no scope is given. */
function scopeOf(spec: RouteSpec): number {
  // IPv6 has none: rtm_to_fib6_config does not look at it, and rt6_fill_node writes RT_SCOPE_UNIVERSE.
  if (spec.family === "inet6") return SCOPE.global;
  if (spec.scope !== undefined) return spec.scope;
  switch (typeOf(spec)) {
    case "local":
    case "nat":
      return SCOPE.host;
    case "broadcast":
    case "multicast":
    case "anycast":
      return SCOPE.link;
    case "unicast":
      return spec.nhid !== undefined || spec.nextHops.length > 1 || spec.nextHops.some((hop) => hop.via !== undefined)
        ? SCOPE.global
        : SCOPE.link;
    default:
      return SCOPE.global;
  }
}

/** The table ip-route(8) chooses when none is given. */
function tableOf(spec: RouteSpec): number {
  if (spec.table !== undefined && spec.table !== 0) return spec.table;
  const type = typeOf(spec);
  return type === "local" || type === "broadcast" || type === "nat" || type === "anycast" ? TABLE.local : TABLE.main;
}

function destinationOf(spec: RouteSpec): Route["destination"] {
  if (spec.destination) {
    const { address, length } = spec.destination;
    return typeof address === "string" ? { address: network(address, length) as Ipv6, length } : { address, length };
  }
  return spec.family === "inet" ? { address: IPV4_ANY, length: 0 } : { address: IPV6_ANY, length: 0 };
}

/** The least scope a type may have (fib_props of net/ipv4/fib_semantics.c). */
function leastScope(type: RouteType): number {
  if (type === "nat") return SCOPE.nowhere;
  if (type === "local") return SCOPE.host;
  return type === "broadcast" || type === "anycast" ? SCOPE.link : SCOPE.global;
}

/** fib_valid_prefsrc: an address of this host, or of the table's domain. */
function validSource4(tx: Transaction, netns: NetnsId, address: Ipv4, table: number): boolean {
  return [table, TABLE.local].some((one) => one !== TABLE.main && addressType4(tx, netns, address, one) === "local");
}

/** rtm_to_fib_config, rtm_to_fib6_config; the two lowest bits of TOS are for congestion (RFC 3168). */
function checkMessage(spec: RouteSpec, { address, length }: Route["destination"]): Outcome {
  const inet = spec.family === "inet";
  if (!inet && spec.tos) return refuse("EINVAL", "Invalid dsfield (tos): option not available for IPv6");
  if (spec.tos && spec.tos & 3) return refuse("EINVAL", "Invalid dsfield (tos): ECN bits must be 0");
  if (length > (inet ? 32 : 128)) return refuse("EINVAL", "Invalid prefix length");
  if (inet && network(address, length) !== address) return refuse("EINVAL", "Invalid prefix for given prefix length");
  if (!inet && typeof spec.beside?.via === "number") return refuse("EINVAL", "IPv6 does not support RTA_VIA attribute");
  if (!inet && !isList(spec) && typeof spec.nextHops[0]?.via === "number")
    return refuse("EINVAL", "IPv6 does not support RTA_VIA attribute");
  if (spec.nhid && hasHop(spec)) return refuse("EINVAL", "Nexthop specification and nexthop id are mutually exclusive");
  return DONE;
}

/** Turns a specification into the route that would be entered, or the kernel's refusal. */
function makeRoute(tx: Transaction, netns: NetnsId, spec: RouteSpec): Result<Route, KernelError> {
  const inet = spec.family === "inet";
  const type = typeOf(spec);
  const destination = destinationOf(spec);
  const table = tableOf(spec);
  const scope = scopeOf(spec);
  for (const hop of spec.nextHops) {
    if (hop.device === undefined) continue;
    const unknown = typeof hop.via === "number" ? "Nexthop has invalid gateway" : undefined;
    const link = resolveLink(tx, netns, hop.device, unknown);
    if (!link.ok) return link;
  }
  const said = checkMessage(spec, destination);
  if (!said.ok) return said;
  const nhid = spec.nhid || undefined;
  const { from } = spec;
  makeTable(tx, netns, spec.family, table);
  if (spec.congctl !== undefined && !CONGESTION.has(spec.congctl))
    return refuse("EINVAL", "Unknown tcp congestion algorithm");
  if (inet && scope < leastScope(type)) return refuse("EINVAL", "Invalid scope");
  if (inet && scope > SCOPE.host) return refuse("EINVAL", "Invalid scope");
  let nextHops: readonly NextHop[] = [];
  let swallowed = false;
  if (nhid !== undefined) {
    if (from) return refuse("EINVAL", "Nexthops can not be used with source routing");
    const over = overNexthop(tx, netns, spec.family, nhid, scope);
    if (!over.ok) return over;
    const known = nexthopsOf(tx, netns);
    nextHops = hopsOf(known, over.value);
    swallowed = swallows(known, over.value);
  } else if (isRejecting(type)) {
    if (inet && hasHop(spec))
      return refuse("EINVAL", "Gateway, device and multipath can not be specified for this route type");
    // ip6_route_multipath_add: what leads to lo is the same once more.
    if (!inet && spec.nextHops.length > 1) return refuse("EEXIST");
    const lo = tx.loopback(netns);
    if (!inet && lo) nextHops = [newHop(lo, undefined, spec.nextHops[0])];
  } else {
    const agrees = inet ? besideAgrees(spec) : DONE;
    if (!agrees.ok) return agrees;
    for (const { encap } of spec.nextHops) {
      const fits = encap ? checkEncap(tx, netns, encap) : DONE;
      if (!fits.ok) return fits;
    }
    const made = inet ? hops4(tx, netns, spec, scope, table) : hops6(tx, netns, spec, table);
    if (!made.ok) return made;
    nextHops = made.value;
  }
  if (spec.prefSource !== undefined && inet) {
    const own = type === "local" && spec.prefSource === destination.address;
    if (!own && !validSource4(tx, netns, spec.prefSource as Ipv4, table))
      return refuse("EINVAL", "Invalid prefsrc address");
  }
  const out = nextHops[0]?.link === undefined ? undefined : tx.findLink(nextHops[0].link);
  if (spec.prefSource !== undefined && !inet && !ownsAddress6(tx, netns, spec.prefSource as Ipv6, out, false))
    return refuse("EINVAL", "Invalid source address");
  // As `kernelRoute` writes them, so that nearly all routes have one hidden class.
  const route: Route = {
    family: spec.family,
    type: swallowed ? "blackhole" : type,
    destination,
    table,
    tos: spec.tos ?? 0,
    protocol: spec.protocol ?? PROTO.boot,
    scope,
    prefSource: spec.prefSource,
    // IP6_RT_PRIO_USER of net/ip6_route.h.
    metric: spec.metric || (inet ? 0 : 1024),
    nextHops,
    metrics: keptMetrics(spec),
    preference: spec.preference ?? "medium",
  };
  const more = moreOf(tx, netns, spec, swallowed);
  return ok(more ? { ...route, ...more } : route);
}

/** What few routes are given. */
function moreOf(tx: Transaction, netns: NetnsId, spec: RouteSpec, swallowed: boolean): Partial<Route> | undefined {
  const inet = spec.family === "inet";
  const { locks, congctl, expiresSeconds, nhid, from, tableless } = spec;
  // fib_create_info: realms are of next hops, and those of an object have none.
  const realms = nhid ? undefined : spec.realms;
  const over = nhid ? nexthopsOf(tx, netns).get(nhid) : undefined;
  if (!locks?.length && congctl === undefined && !realms && !expiresSeconds && !nhid && !from && !tableless)
    return undefined;
  return {
    ...(locks?.length ? { locks } : {}),
    ...(congctl !== undefined && { congctl }),
    ...(inet && realms ? { realms } : {}),
    ...(!inet && expiresSeconds ? { expiresMicros: tx.runtime.nowMicros + expiresSeconds * 1_000_000 } : {}),
    ...(nhid && { nhid }),
    ...(swallowed && { ownType: typeOf(spec) }),
    ...(!inet && over && isGroup(over) && { overGroup: true as const }),
    ...(inet && tableless && { tableless }),
    ...(from && { from: { address: network(from.address, from.length) as Ipv6, length: from.length } }),
  };
}

/** ip_metrics_convert and rtnetlink_put_metrics: what is too much is less, and 0 is nothing said unless it is locked. */
function keptMetrics({ metrics = NO_METRICS, locks }: RouteSpec): Route["metrics"] {
  if (metrics === NO_METRICS) return NO_METRICS;
  const kept: Record<string, number> = {};
  for (const [word, value] of Object.entries(metrics))
    if (value !== 0 || locks?.includes(word)) kept[word] = Math.min(value, METRIC_LIMITS[word] ?? 0xffffffff);
  return kept;
}

const METRIC_LIMITS: Readonly<Record<string, number>> = { mtu: 65_535 - 15, advmss: 65_535 - 40 };

/** What Debian's kernel has built in or loads when asked (tcp_available_congestion_control, modules tcp_*). */
const CONGESTION: ReadonlySet<string> = new Set(["reno", "cubic"]);

/** The end of fib_get_nhs: what was given besides the next hops, before anybody looks whether these lead anywhere. */
function besideAgrees({ beside, nextHops: [first] }: RouteSpec): Outcome {
  if (beside?.device !== undefined && beside.device !== first?.device)
    return refuse("EINVAL", "Nexthop device index does not match RTA_OIF");
  if (beside?.via !== undefined && beside.via !== first?.via)
    return refuse("EINVAL", "Nexthop gateway does not match RTA_GATEWAY or RTA_VIA");
  return DONE;
}

/** fib_check_nexthop and fib6_check_nexthop: whether a route may go over a nexthop object. */
function overNexthop(
  tx: Transaction,
  netns: NetnsId,
  family: Family,
  id: number,
  scope: number,
): Result<Nexthop, KernelError> {
  const known = nexthopsOf(tx, netns);
  const nexthop = known.get(id);
  if (!nexthop) return refuse("EINVAL", "Nexthop id does not exist");
  const fits = family === "inet6" ? fitsRoute6(known, nexthop) : fitsRoute4(known, nexthop, scope);
  return fits.ok ? ok(nexthop) : fits;
}

export function routeAdd(tx: Transaction, caller: Caller, op: RouteAdd): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const made = makeRoute(tx, here.value, op.route);
  if (!made.ok) return made;
  if (op.route.family === "inet6") {
    const entered = enter6(tx, here.value, made.value, op.mode);
    if (entered.ok) awaitRouteExpiry(tx, here.value, made.value);
    return entered;
  }
  const entered = enter4(tx, here.value, made.value, op.mode);
  // inet_rtm_newroute.
  if (entered.ok && made.value.type === "local" && !tx.netns(here.value).localRoutesMade)
    tx.ownNetns(here.value).localRoutesMade = true;
  return entered;
}

/** fib_table_insert. */
function enter4(tx: Transaction, netns: NetnsId, route: Route, mode: RouteAdd["mode"]): Outcome {
  const routes = tx.routes(netns, "inet");
  const { start, end } = equalRange(routes, route);
  if (start === end) {
    if (mode === "change") return refuse("ENOENT");
    insertRoute(tx, netns, route, start);
    return DONE;
  }
  if (mode === "add") return refuse("EEXIST");
  let match = -1;
  for (let i = start; i < end && match < 0; i++) if (sameRoute(routes.at(i) as Route, route)) match = i;
  if (mode === "change" || mode === "replace") {
    if (match === start) return DONE;
    if (match > start) return refuse("EEXIST");
    spliceRoutes(tx, netns, "inet", start, 1, [route]);
    tx.note("route", "new", netns, route, { noun: "route", route });
    return DONE;
  }
  if (match >= 0) return refuse("EEXIST");
  insertRoute(tx, netns, route, mode === "append" ? end : start);
  return DONE;
}

/**
 * fib6_add_1: whether the tree of a table has a node for the destination of a route. That is so of the root, of prefixes
 * that have routes, and of those where two of them part.
 */
function isNode6(routes: RouteList, { table, destination }: Route): boolean {
  const { address, length } = destination;
  if (length === 0) return true;
  let branches = 0;
  for (const other of routes) {
    if (other.table !== table || other.destination.length < length) continue;
    if (network(other.destination.address, length) !== network(address, length)) continue;
    if (other.destination.length === length) return true;
    const half = length + 1;
    branches |= network(other.destination.address, half) === network(address, length) ? 1 : 2;
  }
  return branches === 3;
}

/** fib6_add_rt2node. */
function enter6(tx: Transaction, netns: NetnsId, route: Route, mode: RouteAdd["mode"]): Outcome {
  const routes = tx.routes(netns, "inet6");
  const { start, end } = equalRange(routes, route);
  if (start === end) {
    if (mode === "change")
      return !route.from && isNode6(routes, route)
        ? refuse("ENOENT")
        : refuse("ENOENT", "Can not replace route - no match found");
    insertRoute(tx, netns, route, start);
    return DONE;
  }
  if (mode === "add") return refuse("EEXIST");
  // rt6_qualify_for_ecmp: what routers advertised themselves joins nothing.
  const joins = ({ nhid, nextHops, protocol, expiresMicros }: Route) =>
    nhid === undefined &&
    nextHops.every((hop) => hop.via !== undefined) &&
    !(protocol === PROTO.ra && expiresMicros !== undefined);
  if (mode === "change" || mode === "replace") {
    // One of its own kind, with gateways or without, goes; else the first.
    let at = start;
    while (at < end && joins(routes.at(at) as Route) !== joins(route)) at++;
    spliceRoutes(tx, netns, "inet6", at < end ? at : start, 1, [route]);
    tx.note("route", "new", netns, route, { noun: "route", route });
    return DONE;
  }
  for (let i = start; i < end; i++) {
    const other = routes.at(i) as Route;
    if (!other.nextHops.some((hop) => route.nextHops.some((own) => own.link === hop.link && own.via === hop.via)))
      continue;
    // What is there already lasts as long as what was to come, unless it is there for good.
    if (other.expiresMicros !== undefined) {
      const { expiresMicros: _, ...rest } = other;
      const { expiresMicros } = route;
      spliceRoutes(tx, netns, "inet6", i, 1, [expiresMicros === undefined ? rest : { ...rest, expiresMicros }]);
    }
    return refuse("EEXIST");
  }
  // Same place, gateways on both sides: they become one route of several next hops.
  let at = start;
  while (at < end && !joins(routes.at(at) as Route)) at++;
  if (joins(route) && at < end) {
    const sibling = routes.at(at) as Route;
    const { metrics } = route;
    const own = sameMetrics(metrics, sibling.metrics)
      ? route.nextHops
      : route.nextHops.map((hop) => ({ ...hop, ownMetrics: metrics }));
    const joined = { ...sibling, nextHops: [...sibling.nextHops, ...own] };
    spliceRoutes(tx, netns, "inet6", at, 1, [joined]);
    // rt6_fill_node begins with the route that it is about, and goes on round the list.
    const told = own.length > 1 ? joined : withHops(joined, [...own, ...sibling.nextHops]);
    tx.note("route", "new", netns, route, { noun: "route", route: told });
  } else insertRoute(tx, netns, route, end);
  return DONE;
}

export function routeDelete(tx: Transaction, caller: Caller, op: RouteDelete): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const netns = here.value;
  const spec = op.route;
  if (spec.cached) return forgetException(tx, netns, spec);
  const wantedHops: WantedHop[] = [];
  for (const hop of spec.nextHops) {
    let link: LinkId | undefined;
    if (hop.device !== undefined) {
      const found = resolveLink(tx, netns, hop.device);
      if (!found.ok) return found;
      link = found.value.id;
    }
    const listed = isList(spec);
    const { via } = withoutZeros(hop);
    // ip6_route_multipath_del knows no RTA_VIA.
    const unknown = listed && spec.family === "inet6" && typeof via === "number";
    wantedHops.push({ link, via: unknown ? undefined : via, listed });
  }
  const table = tableOf(spec);
  const destination = destinationOf(spec);
  const said = checkMessage(spec, destination);
  if (!said.ok) return said;
  if (spec.nhid && !nexthopsOf(tx, netns).get(spec.nhid)) return refuse("EINVAL", "Nexthop id does not exist");
  const exists =
    spec.family === "inet"
      ? tx.netns(netns).tables4?.[table]
      : table === TABLE.main || table === TABLE.local || tx.netns(netns).tables6?.[table];
  if (!exists) return refuse("ESRCH", "FIB table does not exist");
  const lookFor = (hops: readonly WantedHop[]) => deleteRoute(tx, netns, spec, table, destination, hops);
  if (spec.family === "inet" || wantedHops.length <= 1) return lookFor(wantedHops);
  // ip6_route_multipath_del: one after the other, and what went wrong last is told.
  let outcome = DONE;
  for (const hop of wantedHops) {
    const each = lookFor([hop]);
    if (!each.ok) outcome = each;
  }
  return outcome;
}

/** fib_table_delete, ip6_route_del: the first route that is as was said, or one next hop of it. */
function deleteRoute(
  tx: Transaction,
  netns: NetnsId,
  spec: RouteSpec,
  table: number,
  destination: Route["destination"],
  wantedHops: readonly WantedHop[],
): Outcome {
  const routes = tx.routes(netns, spec.family);
  const isThere = (route: Route) =>
    route.table === table &&
    route.destination.length === destination.length &&
    route.destination.address === destination.address;
  // fib6_locate: where no route is for packets from somewhere, nobody asks where from.
  const from = spec.from && routes.some((route) => isThere(route) && route.from !== undefined) ? spec.from : undefined;
  const index = routes.findIndex(
    (route) =>
      isThere(route) &&
      (spec.family === "inet6" ? sameFrom(route.from, from) : isAsSaid4(route, spec)) &&
      (!spec.protocol || route.protocol === spec.protocol) &&
      (!spec.metric || route.metric === spec.metric) &&
      (spec.nhid ? route.nhid === spec.nhid : hopsMatch(route, wantedHops, spec.realms)),
  );
  const route = index < 0 ? undefined : routes.at(index);
  if (!route) {
    const taken = routes.some((other) => other.table === table && other.destination.length === 0);
    return refuse(!taken && isNullEntry(tx, netns, spec, wantedHops) ? "ENOENT" : "ESRCH");
  }
  const one = wantedHops.length === 1 ? wantedHops[0] : undefined;
  if (spec.family === "inet6" && route.nextHops.length > 1 && route.nhid === undefined && one?.via !== undefined) {
    const gone = route.nextHops.find((hop) => hopFits(route, hop, one));
    const staying = route.nextHops.filter((hop) => hop !== gone);
    spliceRoutes(tx, netns, "inet6", index, 1, [withHops(route, staying)]);
    if (gone) noteHopGone(tx, netns, route, gone);
    return DONE;
  }
  spliceRoutes(tx, netns, spec.family, index, 1, []);
  tx.note("route", "delete", netns, route, { noun: "route", route });
  return DONE;
}

/** fib_table_delete: what IPv4 looks at and IPv6 does not. */
function isAsSaid4(route: Route, spec: RouteSpec): boolean {
  return (
    route.tos === (spec.tos ?? 0) &&
    (spec.type === undefined || (route.ownType ?? route.type) === spec.type) &&
    (spec.scope === undefined || route.scope === spec.scope) &&
    (spec.prefSource === undefined || route.prefSource === spec.prefSource) &&
    metricsMatch(route, spec)
  );
}

/** fib_metrics_match: each that was given, as it was given; a congestion control that there is not is as good as none. */
function metricsMatch(route: Route, { metrics = NO_METRICS, locks, congctl }: RouteSpec): boolean {
  const known = congctl !== undefined && CONGESTION.has(congctl) ? congctl : undefined;
  return (
    Object.entries(metrics).every(([word, value]) => (route.metrics[word] ?? 0) === value) &&
    (!locks?.length || locks.toSorted().join() === (route.locks ?? []).toSorted().join()) &&
    (congctl === undefined || route.congctl === known)
  );
}

/** fib6_null_entry_template: the root of an IPv6 table without a default route holds an entry that is found and may not be deleted. */
function isNullEntry(tx: Transaction, netns: NetnsId, spec: RouteSpec, hops: readonly WantedHop[]): boolean {
  const fits = ({ link, via }: WantedHop) =>
    (link === undefined || link === tx.loopback(netns)?.id) && (via === undefined || via === IPV6_ANY);
  return (
    spec.family === "inet6" &&
    destinationOf(spec).length === 0 &&
    (!spec.protocol || spec.protocol === PROTO.kernel) &&
    (!spec.metric || spec.metric === 0xffffffff) &&
    hops.every(fits)
  );
}

/** fib6_locate: a route for packets from somewhere is found by that, and another by naming none. */
function sameFrom(a: Route["from"], b: RouteSpec["from"]): boolean {
  if (!a || !b) return !a && !b;
  return a.length === b.length && network(a.address, a.length) === network(b.address, b.length);
}

interface WantedHop {
  readonly link: LinkId | undefined;
  readonly via: NextHop["via"];
  /** Given with `nexthop`. */
  readonly listed: boolean;
}

function hopFits({ family }: Route, hop: NextHop, { link, via }: WantedHop): boolean {
  return (
    (link === undefined || hop.link === link) &&
    (via === undefined || (hop.via ?? (family === "inet6" ? IPV6_ANY : undefined)) === via)
  );
}

/**
 * fib_nh_match: what was given must be so; with several next hops, all of them in order, and what was given besides is not
 * looked at. Realms count where a way is given.
 */
function hopsMatch(route: Route, wanted: readonly WantedHop[], realms: number | undefined): boolean {
  const fits = (hop: NextHop | undefined, want: WantedHop) => hop !== undefined && hopFits(route, hop, want);
  const [only] = wanted;
  const saysWay = wanted.length > 1 || only?.listed || only?.link !== undefined || only?.via !== undefined;
  // What a nexthop object says is matched by nothing in IPv4, and not looked at in IPv6 (ip6_route_del).
  if (route.nhid !== undefined) return route.family === "inet6" || !saysWay;
  if (wanted.length <= 1) {
    const want = only;
    if (!want || (want.link === undefined && want.via === undefined)) return true;
    if (route.family === "inet") {
      if (want.listed) return route.nextHops.length === 1 && fits(route.nextHops[0], want);
      return (!realms || realms === route.realms) && fits(route.nextHops[0], want);
    }
    return route.nextHops.some((hop) => fits(hop, want));
  }
  return wanted.length >= route.nextHops.length && route.nextHops.every((hop, i) => fits(hop, wanted[i] as WantedHop));
}

/** ip6_del_cached_rt. */
function forgetException(tx: Transaction, netns: NetnsId, spec: RouteSpec): Outcome {
  const { destination } = spec;
  return destination && tx.runtime.exceptions.get(netns)?.delete(destination.address) ? DONE : refuse("ESRCH");
}
