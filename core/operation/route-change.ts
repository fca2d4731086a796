/**
 * `ip route add`, `append`, `prepend`, `change`, `replace` and `del` (net/ipv4/fib_semantics.c, fib_trie.c;
 * net/ipv6/route.c, ip6_fib.c).
 *
 * Same as Linux: order of checks, their texts, duplicates, matching of what is to be deleted.
 * Simplified: an IPv6 route of several next hops is one entry. Absent: nexthop objects, encapsulation.
 */
import { IPV4_ANY, type Ipv4 } from "../address/ipv4.ts";
import { IPV6_ANY, type Ipv6, isIpv6LinkLocal, isIpv6Multicast } from "../address/ipv6.ts";
import type { KernelError } from "../errors.ts";
import { SCOPE } from "../model/address.ts";
import type { LinkId, NetnsId } from "../model/id.ts";
import { IFF, isUp, type Link } from "../model/link.ts";
import { type NextHop, PROTO, type Route, type RouteType, TABLE } from "../model/route.ts";
import { ok, type Result } from "../result.ts";
import { conf6 } from "./conf.ts";
import {
  addressType4,
  equalRange,
  insertRoute,
  lookupFib,
  lookupTable,
  makeTable,
  network,
  routeSubject,
  sameRoute,
  spliceRoutes,
} from "./fib.ts";
import { hasInet6 } from "./inet6.ts";
import type { Caller } from "./operation.ts";
import type { NextHopSpec, RouteAdd, RouteDelete, RouteSpec } from "./route.ts";
import { DONE, type Outcome, refuse, resolveLink, resolveNetns, type Transaction } from "./transaction.ts";

/** Types that carry no packet and have no next hop (fib_props with an error). */
const REJECTING: ReadonlySet<RouteType> = new Set(["blackhole", "unreachable", "prohibit", "throw"]);

function hasHop(spec: RouteSpec): boolean {
  return spec.nextHops.some((hop) => hop.device !== undefined || hop.via !== undefined) || spec.nextHops.length > 1;
}

function typeOf(spec: RouteSpec): RouteType {
  return spec.type ?? "unicast";
}

/** What ip-route(8) fills in when no scope is given. */
function scopeOf(spec: RouteSpec): number {
  if (spec.scope !== undefined) return spec.scope;
  if (spec.family === "inet6") return SCOPE.global;
  switch (typeOf(spec)) {
    case "local":
    case "nat":
      return SCOPE.host;
    case "broadcast":
    case "multicast":
    case "anycast":
      return SCOPE.link;
    case "unicast":
      return spec.nextHops.length > 1 || spec.nextHops.some((hop) => hop.via !== undefined) ? SCOPE.global : SCOPE.link;
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
  if (type === "local" || type === "nat") return SCOPE.host;
  return type === "broadcast" || type === "anycast" ? SCOPE.link : SCOPE.global;
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
    const link = resolveLink(tx, netns, hop.device);
    if (!link.ok) return link;
  }
  if (destination.length > (inet ? 32 : 128)) return refuse("EINVAL", "Invalid prefix length");
  if (inet && network(destination.address, destination.length) !== destination.address)
    return refuse("EINVAL", "Invalid prefix for given prefix length");
  makeTable(tx, netns, spec.family, table);
  if (inet && scope < leastScope(type)) return refuse("EINVAL", "Invalid scope");
  if (inet && scope > SCOPE.host) return refuse("EINVAL", "Invalid scope");
  let nextHops: readonly NextHop[] = [];
  if (REJECTING.has(type)) {
    if (inet && hasHop(spec))
      return refuse("EINVAL", "Gateway, device and multipath can not be specified for this route type");
    const lo = tx.linkByName(netns, "lo");
    if (!inet && lo) nextHops = [newHop(lo, undefined, spec.nextHops[0])];
  } else {
    const made = inet ? hops4(tx, netns, spec, scope, table) : hops6(tx, netns, spec, table);
    if (!made.ok) return made;
    nextHops = made.value;
  }
  if (spec.prefSource !== undefined && inet) {
    const own = type === "local" && spec.prefSource === destination.address;
    if (!own && addressType4(tx, netns, spec.prefSource as Ipv4) !== "local")
      return refuse("EINVAL", "Invalid prefsrc address");
  }
  if (spec.prefSource !== undefined && !inet && !ownsAddress6(tx, netns, spec.prefSource as Ipv6))
    return refuse("EINVAL", "Invalid source address");
  return ok({
    family: spec.family,
    type,
    destination,
    table,
    tos: spec.tos ?? 0,
    protocol: spec.protocol ?? PROTO.boot,
    scope,
    prefSource: spec.prefSource,
    // IP6_RT_PRIO_USER of net/ip6_route.h.
    metric: spec.metric || (inet ? 0 : 1024),
    nextHops,
    metrics: spec.metrics ?? {},
    preference: spec.preference ?? "medium",
  });
}

function newHop(link: Link, via: NextHop["via"], spec: NextHopSpec | undefined): NextHop {
  return {
    link: link.id,
    via,
    onlink: spec?.onlink ?? false,
    weight: spec?.weight ?? 1,
    linkDown: !link.carrier && isUp(link),
    dead: false,
  };
}

function hops4(
  tx: Transaction,
  netns: NetnsId,
  spec: RouteSpec,
  scope: number,
  table: number,
): Result<readonly NextHop[], KernelError> {
  const specs = spec.nextHops.length > 0 ? spec.nextHops : [{}];
  if (scope === SCOPE.host) {
    if (specs.length !== 1) return refuse("EINVAL", "Route with host scope can not have multiple nexthops");
    const only = specs[0] as NextHopSpec;
    if (only.via !== undefined) return refuse("EINVAL", "Route with host scope can not have a gateway");
    const link = only.device === undefined ? undefined : tx.linkByName(netns, only.device);
    if (!link) return refuse("ENODEV");
    return ok([{ ...newHop(link, undefined, only), linkDown: false }]);
  }
  const hops: NextHop[] = [];
  for (const one of specs) {
    const hop = one.via === undefined ? deviceHop4(tx, netns, one) : gatewayHop4(tx, netns, one, scope, table);
    if (!hop.ok) return hop;
    hops.push(hop.value);
  }
  return ok(hops);
}

/** fib_check_nh_nongw. */
function deviceHop4(tx: Transaction, netns: NetnsId, spec: NextHopSpec): Result<NextHop, KernelError> {
  if (spec.onlink) return refuse("EINVAL", "Invalid flags for nexthop - PERVASIVE and ONLINK can not be set");
  const link = spec.device === undefined ? undefined : tx.linkByName(netns, spec.device);
  if (!link) return refuse("ENODEV");
  if (!isUp(link)) return refuse("ENETDOWN", "Device for nexthop is not up");
  return ok(newHop(link, undefined, spec));
}

/** fib_check_nh_gw: the gateway must be a neighbor, by a route of a narrower scope than the one to be added. */
function gatewayHop4(
  tx: Transaction,
  netns: NetnsId,
  spec: NextHopSpec,
  scope: number,
  table: number,
): Result<NextHop, KernelError> {
  const link = spec.device === undefined ? undefined : tx.linkByName(netns, spec.device);
  const via = spec.via as Ipv4;
  if (typeof spec.via === "string") {
    // `via inet6`: fib_check_nh_v6_gw.
    const hop = gatewayHop6(tx, netns, spec, TABLE.main);
    return hop;
  }
  if (spec.onlink) {
    if (scope >= SCOPE.link) return refuse("EINVAL", "Nexthop has invalid scope");
    if (!link) return refuse("ENODEV", "Nexthop device required for onlink");
    if (!isUp(link)) return refuse("ENETDOWN", "Nexthop device is not up");
    if (addressType4(tx, netns, via, link.id) !== "unicast") return refuse("EINVAL", "Nexthop has invalid gateway");
    return ok(newHop(link, via, spec));
  }
  const flow = { destination: via, oif: link?.id, minScope: Math.max(scope + 1, SCOPE.link) };
  const own = table === TABLE.main ? undefined : lookupTable(tx, netns, "inet", table, flow);
  const answer = own ?? lookupFib(tx, netns, "inet", flow);
  if (!answer) return refuse("ENETUNREACH", "Nexthop has invalid gateway");
  if (answer.route.type !== "unicast" && answer.route.type !== "local")
    return refuse("EINVAL", "Nexthop has invalid gateway");
  const out = answer.hop?.link === undefined ? undefined : tx.findLink(answer.hop.link);
  if (!out) return refuse("ENODEV", "No egress device for nexthop gateway");
  if (!isUp(out)) return refuse("ENETDOWN");
  return ok(newHop(out, via, spec));
}

function hops6(
  tx: Transaction,
  netns: NetnsId,
  spec: RouteSpec,
  table: number,
): Result<readonly NextHop[], KernelError> {
  const specs = spec.nextHops.length > 0 ? spec.nextHops : [{}];
  const hops: NextHop[] = [];
  for (const one of specs) {
    const hop = one.via === undefined ? deviceHop6(tx, netns, one) : gatewayHop6(tx, netns, one, table);
    if (!hop.ok) return hop;
    hops.push(hop.value);
  }
  return ok(hops);
}

function checkDevice6(link: Link): Outcome {
  if (conf6(link, "disable_ipv6") !== 0) return refuse("EACCES", "IPv6 is disabled on nexthop device");
  if (!isUp(link)) return refuse("ENETDOWN", "Nexthop device is not up");
  return DONE;
}

function deviceHop6(tx: Transaction, netns: NetnsId, spec: NextHopSpec): Result<NextHop, KernelError> {
  const link = spec.device === undefined ? undefined : tx.linkByName(netns, spec.device);
  if (!link || !hasInet6(link)) return refuse("ENODEV");
  const usable = checkDevice6(link);
  return usable.ok ? ok(newHop(link, undefined, spec)) : usable;
}

function ownsAddress6(tx: Transaction, netns: NetnsId, address: Ipv6, link?: LinkId): boolean {
  const answer = lookupTable(tx, netns, "inet6", TABLE.local, { destination: address, oif: link });
  return answer?.route.type === "local" && answer.route.destination.length === 128;
}

/** ip6_validate_gw. */
function gatewayHop6(tx: Transaction, netns: NetnsId, spec: NextHopSpec, table: number): Result<NextHop, KernelError> {
  const via = spec.via as Ipv6;
  let link = spec.device === undefined ? undefined : tx.linkByName(netns, spec.device);
  if (link && !hasInet6(link)) return refuse("ENODEV");
  if (spec.onlink) {
    if (!link) return refuse("ENODEV", "Nexthop device required for onlink");
    if (!isUp(link)) return refuse("ENETDOWN", "Nexthop device is not up");
  }
  const linkLocal = isIpv6LinkLocal(via);
  if (ownsAddress6(tx, netns, via, linkLocal ? link?.id : undefined))
    return refuse("EINVAL", "Gateway can not be a local address");
  if (!linkLocal) {
    if (isIpv6Multicast(via) || via === IPV6_ANY) return refuse("EINVAL", "Invalid gateway address");
    if (!spec.onlink) {
      const flow = { destination: via, oif: link?.id };
      const own = lookupTable(tx, netns, "inet6", table, flow);
      const answer = own && own.hop?.via === undefined ? own : lookupFib(tx, netns, "inet6", flow);
      if (!answer || REJECTING.has(answer.route.type) || answer.hop?.via !== undefined) return refuse("EHOSTUNREACH");
      // fib6_is_reject: what is not local on lo is a route that rejects.
      const over = answer.hop?.link === undefined ? undefined : tx.findLink(answer.hop.link);
      if (over && over.flags & IFF.LOOPBACK && answer.route.type !== "local") return refuse("EHOSTUNREACH");
      if (!link && answer.hop?.link !== undefined) link = tx.findLink(answer.hop.link);
    }
  }
  if (!link) return refuse("EINVAL", "Egress device not specified");
  if (link.flags & IFF.LOOPBACK) return refuse("EINVAL", "Egress device can not be loopback device for this route");
  const usable = checkDevice6(link);
  return usable.ok ? ok(newHop(link, via, spec)) : usable;
}

export function routeAdd(tx: Transaction, caller: Caller, op: RouteAdd): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const made = makeRoute(tx, here.value, op.route);
  if (!made.ok) return made;
  return op.route.family === "inet"
    ? enter4(tx, here.value, made.value, op.mode)
    : enter6(tx, here.value, made.value, op.mode);
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
    tx.note("route", "new", netns, routeSubject(route), { noun: "route", route });
    return DONE;
  }
  if (match >= 0) return refuse("EEXIST");
  insertRoute(tx, netns, route, mode === "append" ? end : start);
  return DONE;
}

/** fib6_add_rt2node. */
function enter6(tx: Transaction, netns: NetnsId, route: Route, mode: RouteAdd["mode"]): Outcome {
  const routes = tx.routes(netns, "inet6");
  const { start, end } = equalRange(routes, route);
  if (start === end) {
    if (mode === "change") return refuse("ENOENT", "Can not replace route - no match found");
    insertRoute(tx, netns, route, start);
    return DONE;
  }
  if (mode === "add") return refuse("EEXIST");
  if (mode === "change" || mode === "replace") {
    spliceRoutes(tx, netns, "inet6", start, end - start, [route]);
    tx.note("route", "new", netns, routeSubject(route), { noun: "route", route });
    return DONE;
  }
  for (let i = start; i < end; i++) {
    const other = routes.at(i) as Route;
    const [a, b] = [other.nextHops[0], route.nextHops[0]];
    if (a?.link === b?.link && a?.via === b?.via) return refuse("EEXIST");
  }
  // Same place, gateways on both sides: they become one route of several next hops.
  const sibling = routes.at(start) as Route;
  if (route.nextHops.every((hop) => hop.via !== undefined) && sibling.nextHops.every((hop) => hop.via !== undefined)) {
    const joined = { ...sibling, nextHops: [...sibling.nextHops, ...route.nextHops] };
    spliceRoutes(tx, netns, "inet6", start, 1, [joined]);
    tx.note("route", "new", netns, routeSubject(route), { noun: "route", route });
  } else insertRoute(tx, netns, route, end);
  return DONE;
}

export function routeDelete(tx: Transaction, caller: Caller, op: RouteDelete): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const netns = here.value;
  const spec = op.route;
  const wantedHops: { readonly link: LinkId | undefined; readonly via: NextHop["via"] }[] = [];
  for (const hop of spec.nextHops) {
    let link: LinkId | undefined;
    if (hop.device !== undefined) {
      const found = resolveLink(tx, netns, hop.device);
      if (!found.ok) return found;
      link = found.value.id;
    }
    wantedHops.push({ link, via: hop.via });
  }
  const table = tableOf(spec);
  const destination = destinationOf(spec);
  if (spec.family === "inet" && network(destination.address, destination.length) !== destination.address)
    return refuse("EINVAL", "Invalid prefix for given prefix length");
  const routes = tx.routes(netns, spec.family);
  const exists =
    spec.family === "inet"
      ? tx.netns(netns).tables4?.[table]
      : table === TABLE.main || table === TABLE.local || tx.netns(netns).tables6?.[table];
  if (!exists) return refuse("ESRCH", "FIB table does not exist");
  const index = routes.findIndex(
    (route) =>
      route.table === table &&
      route.destination.length === destination.length &&
      route.destination.address === destination.address &&
      (spec.family === "inet6" || route.tos === (spec.tos ?? 0)) &&
      (spec.type === undefined || route.type === spec.type) &&
      (spec.scope === undefined || spec.family === "inet6" || route.scope === spec.scope) &&
      (spec.prefSource === undefined || route.prefSource === spec.prefSource) &&
      (!spec.protocol || route.protocol === spec.protocol) &&
      (!spec.metric || route.metric === spec.metric) &&
      hopsMatch(route, wantedHops),
  );
  const route = index < 0 ? undefined : routes.at(index);
  if (!route) {
    // The root of an empty IPv6 table holds an entry that is found and may not be deleted (fib6_null_entry).
    const bare = wantedHops.every((hop) => hop.link === undefined && hop.via === undefined);
    const root = spec.family === "inet6" && destination.length === 0;
    const taken = routes.some((other) => other.table === table && other.destination.length === 0);
    return refuse(root && bare && !taken && !spec.metric && !spec.protocol ? "ENOENT" : "ESRCH");
  }
  const one = wantedHops.length === 1 ? wantedHops[0] : undefined;
  if (spec.family === "inet6" && route.nextHops.length > 1 && one?.via !== undefined) {
    const rest = { ...route, nextHops: route.nextHops.filter((hop) => hop.via !== one.via) };
    spliceRoutes(tx, netns, "inet6", index, 1, [rest]);
  } else spliceRoutes(tx, netns, spec.family, index, 1, []);
  tx.note("route", "delete", netns, routeSubject(route), { noun: "route", route });
  return DONE;
}

/** fib_nh_match: what was given must be so; with several next hops, all of them in order. */
function hopsMatch(
  route: Route,
  wanted: readonly { readonly link: LinkId | undefined; readonly via: NextHop["via"] }[],
): boolean {
  const fits = (hop: NextHop | undefined, want: (typeof wanted)[number]) =>
    hop !== undefined &&
    (want.link === undefined || hop.link === want.link) &&
    (want.via === undefined || hop.via === want.via);
  if (wanted.length <= 1) {
    const [want] = wanted;
    if (!want || (want.link === undefined && want.via === undefined)) return true;
    if (route.family === "inet") return fits(route.nextHops[0], want);
    return route.nextHops.some((hop) => fits(hop, want));
  }
  return wanted.length === route.nextHops.length && wanted.every((want, i) => fits(route.nextHops[i], want));
}
