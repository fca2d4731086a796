/**
 * The routing tables as they change: where an entry stands among the others, and which ones go when a device or an
 * address does (net/ipv4/fib_trie.c, net/ipv4/fib_semantics.c, net/ipv6/ip6_fib.c).
 *
 * Same as Linux: order of listing, duplicates, what is flushed, `linkdown` and `dead` marks.
 * Simplified: lookup on behalf of an operation walks the list; the datapath has a compiled table of its own.
 */
import type { Ipv4 } from "../address/ipv4.ts";
import { type Family, formatIp, type IpAddress, network } from "../address/prefix.ts";
import type { Errno } from "../errors.ts";
import type { LinkId, NetnsId } from "../model/id.ts";
import { isUp, l3TableOf } from "../model/link.ts";
import {
  changeHop,
  changeHops,
  isRejecting,
  metricsOf,
  type NextHop,
  type Route,
  type Rule,
  sameMetrics,
  TABLE,
  withHops,
} from "../model/route.ts";
import { isSamePlace, routeKey } from "../model/route-key.ts";
import type { RouteList } from "../model/route-list.ts";
import type { Transaction } from "./transaction.ts";

function contains(prefix: { readonly address: IpAddress; readonly length: number }, address: IpAddress): boolean {
  return (
    typeof prefix.address === typeof address &&
    network(address, prefix.length) === network(prefix.address, prefix.length)
  );
}

/** The half-open range of entries that a dump puts at the same place: same table, destination, tos and metric. */
export function equalRange(routes: RouteList, route: Route): { readonly start: number; readonly end: number } {
  const key = routeKey(route);
  const start = routes.countBefore(key);
  const first = routes.at(start);
  // Mostly there is no such entry yet.
  if (!first || !isSamePlace(first, route)) return { start, end: start };
  return { start, end: routes.countBefore(key, true) };
}

function sameHop(a: NextHop, b: NextHop): boolean {
  return (
    a.link === b.link &&
    a.via === b.via &&
    a.onlink === b.onlink &&
    a.weight === b.weight &&
    sameEncap(a.encap, b.encap)
  );
}

/** lwtunnel_cmp_encap. */
function sameEncap(a: NextHop["encap"], b: NextHop["encap"]): boolean {
  return a === b || (a?.ttl === b?.ttl && a?.labels.join() === b?.labels.join());
}

/** Same type, and the same `fib_info`: protocol, scope, preferred source, metrics and next hops. */
export function sameRoute(a: Route, b: Route): boolean {
  return (
    a.type === b.type &&
    a.protocol === b.protocol &&
    a.scope === b.scope &&
    a.prefSource === b.prefSource &&
    a.nhid === b.nhid &&
    a.realms === b.realms &&
    a.tableless === b.tableless &&
    a.congctl === b.congctl &&
    (a.locks ?? []).join() === (b.locks ?? []).join() &&
    a.nextHops.length === b.nextHops.length &&
    a.nextHops.every((hop, i) => sameHop(hop, b.nextHops[i] as NextHop)) &&
    sameMetrics(a.metrics, b.metrics)
  );
}

export function routeSubject(route: Route): string {
  const from = route.from ? ` from ${formatIp(route.from.address)}/${route.from.length}` : "";
  return `${formatIp(route.destination.address)}/${route.destination.length}${from} table ${route.table}`;
}

/**
 * Which routes go over a link, per list of routes, so that a link's coming and going costs by its own routes and not by
 * all there are. An index moves along when its list is copied for a new draft.
 */
const linkIndexes = new WeakMap<RouteList, Map<LinkId, Set<Route>>>();
/** Up to this many routes are looked through faster than an index is kept. */
const SHORT_LIST = 32;
const NO_ROUTES: readonly Route[] = [];

function indexOf(routes: RouteList): Map<LinkId, Set<Route>> {
  let index = linkIndexes.get(routes);
  if (!index) {
    index = new Map();
    for (const route of routes) enterIndex(index, route);
    linkIndexes.set(routes, index);
  }
  return index;
}

function enterIndex(index: Map<LinkId, Set<Route>>, route: Route): void {
  for (const hop of route.nextHops) {
    if (hop.link === undefined) continue;
    const routes = index.get(hop.link);
    if (routes) routes.add(route);
    else index.set(hop.link, new Set([route]));
  }
}

function leaveIndex(index: Map<LinkId, Set<Route>>, route: Route): void {
  for (const hop of route.nextHops) {
    if (hop.link === undefined) continue;
    const routes = index.get(hop.link);
    routes?.delete(route);
    if (routes?.size === 0) index.delete(hop.link);
  }
}

/** What nearly every namespace has, shared: a record with keys that large takes kilobytes. */
const MAIN_TABLE: Record<number, true> = { [TABLE.main]: true };
const USUAL_TABLES: Record<number, true> = { [TABLE.main]: true, [TABLE.local]: true };

/** Replaces `remove` entries from `at` on by `routes`: the one way in which a list of routes changes. */
export function spliceRoutes(
  tx: Transaction,
  netns: NetnsId,
  family: Family,
  at: number,
  remove: number,
  routes: readonly Route[],
): void {
  const before = tx.routes(netns, family);
  const index = linkIndexes.get(before);
  const own = tx.ownRoutes(netns, family);
  if (!index) {
    own.splice(at, remove, routes);
    return;
  }
  if (own !== before) {
    linkIndexes.delete(before);
    linkIndexes.set(own, index);
  }
  for (let i = at; i < at + remove; i++) leaveIndex(index, own.at(i) as Route);
  own.splice(at, remove, routes);
  for (const route of routes) enterIndex(index, route);
}

/**
 * fib_new_table and fib6_new_table: whoever asks for a route to be added makes the table, even if the route is then
 * refused. IPv4's `local` brings `main` along, which it is an alias of while there are no rules of one's own.
 */
export function makeTable(tx: Transaction, netns: NetnsId, family: Family, table: number): void {
  if (family === "inet6") {
    const tables = tx.netns(netns).tables6;
    if (table !== TABLE.main && table !== TABLE.local && !tables?.[table])
      tx.ownNetns(netns).tables6 = { ...tables, [table]: true };
    return;
  }
  const { tables4: tables, localTableApart: apart } = tx.netns(netns);
  if (tables?.[table]) return;
  const alias = table === TABLE.local && !apart;
  const usual = alias && (tables === undefined || tables === MAIN_TABLE);
  if (usual) tx.ownNetns(netns).tables4 = USUAL_TABLES;
  else if (table === TABLE.main && tables === undefined) tx.ownNetns(netns).tables4 = MAIN_TABLE;
  else tx.ownNetns(netns).tables4 = { ...tables, [table]: true, ...(alias ? { [TABLE.main]: true } : {}) };
}

export function insertRoute(tx: Transaction, netns: NetnsId, route: Route, at: number): void {
  spliceRoutes(tx, netns, route.family, at, 0, [route]);
  makeTable(tx, netns, route.family, route.table);
  tx.note("route", "new", netns, route, { noun: "route", route });
}

/** Adds an entry behind its equals; nothing happens when it is there already. The kernel's own routes come this way. */
export function appendRoute(tx: Transaction, netns: NetnsId, route: Route): void {
  const routes = tx.routes(netns, route.family);
  const end = routes.countBefore(routeKey(route), true);
  const link = route.nextHops[0]?.link;
  if (link !== undefined && routes.length > SHORT_LIST && isEqualAt(routes, end - 1, route)) {
    // A bridge with thousands of ports has as many routes to fe80::/64: those over this link are few.
    for (const other of indexOf(routes).get(link) ?? [])
      if (isSamePlace(other, route) && sameRoute(other, route)) return;
  } else {
    for (let at = end - 1; isEqualAt(routes, at, route); at--) if (sameRoute(routes.at(at) as Route, route)) return;
  }
  insertRoute(tx, netns, route, end);
}

function isEqualAt(routes: RouteList, at: number, route: Route): boolean {
  const other = at < 0 ? undefined : routes.at(at);
  return other !== undefined && isSamePlace(other, route);
}

/** Removes the first entry at the place of `like` that `fits`; answers whether there was one. */
export function removeRoute(tx: Transaction, netns: NetnsId, like: Route, fits: (route: Route) => boolean): boolean {
  const routes = tx.routes(netns, like.family);
  const { start, end } = equalRange(routes, like);
  for (let i = start; i < end; i++) {
    const route = routes.at(i) as Route;
    if (!fits(route)) continue;
    spliceRoutes(tx, netns, like.family, i, 1, []);
    tx.note("route", "delete", netns, route, { noun: "route", route });
    return true;
  }
  return false;
}

/** Rewrites some entries: `change` answers with the route to keep, or undefined to remove it. */
export function rewriteRoutes(
  tx: Transaction,
  netns: NetnsId,
  family: Family,
  candidates: Iterable<Route>,
  change: (route: Route) => Route | undefined,
  quiet = false,
): void {
  for (const route of [...candidates]) {
    const next = change(route);
    if (next === route) continue;
    const routes = tx.routes(netns, family);
    const { start, end } = equalRange(routes, route);
    let at = start;
    while (at < end && routes.at(at) !== route) at++;
    if (at === end) throw new Error(`route ${routeSubject(route)} is not where it belongs`);
    spliceRoutes(tx, netns, family, at, 1, next ? [next] : []);
    if (quiet) continue;
    if (family === "inet6" && route.nhid === undefined && route.nextHops.length > 1) {
      for (const hop of route.nextHops)
        if (!next?.nextHops.some(({ link, via }) => link === hop.link && via === hop.via))
          noteHopGone(tx, netns, route, hop);
    } else if (!next) tx.note("route", "delete", netns, route, { noun: "route", route });
  }
}

/** Of several next hops of IPv6 each is a route of its own, and goes as one. */
export function noteHopGone(tx: Transaction, netns: NetnsId, route: Route, hop: NextHop): void {
  tx.note("route", "delete", netns, route, { noun: "route", route: withHops(route, [hop]) });
}

function routesOver(tx: Transaction, netns: NetnsId, family: Family, link: LinkId): Iterable<Route> {
  const routes = tx.routes(netns, family);
  if (routes.length > SHORT_LIST) return indexOf(routes).get(link) ?? [];
  return routes.filter((route) => route.nextHops.some((hop) => hop.link === link));
}

/** The first route over a link, in the order of a dump, that fits. */
export function firstRouteOver(
  tx: Transaction,
  netns: NetnsId,
  family: Family,
  link: LinkId,
  fits: (route: Route) => boolean,
): Route | undefined {
  let found: Route | undefined;
  for (const route of routesOver(tx, netns, family, link)) {
    if (!fits(route)) continue;
    // Mostly there is one at most; what is known of a link is in no order.
    if (found) return tx.routes(netns, family).filter(fits)[0];
    found = route;
  }
  return found;
}

/**
 * fib_sync_down_dev: the device went down (or lost its last address: `force`), or lost its carrier. A route without a
 * living next hop goes; with several, the others carry on.
 */
export function syncDown4(
  tx: Transaction,
  netns: NetnsId,
  link: LinkId,
  event: "down" | "carrier" | "unregister",
  force = false,
): void {
  rewriteRoutes(
    tx,
    netns,
    "inet",
    routesOver(tx, netns, "inet", link),
    (route) => {
      // Those over nexthop objects go with these, which stay.
      if (route.nhid !== undefined) return route;
      // Addresses of the host (scope host) have no next hop that could die.
      if (!force && route.scope === 254) return route;
      // One of several next hops takes all of them along when its device ends.
      if (event === "unregister") return undefined;
      let changed = false;
      const nextHops = route.nextHops.map((hop) => {
        if (hop.link !== link || (event === "down" ? hop.dead && hop.linkDown : hop.linkDown)) return hop;
        changed = true;
        return changeHop(hop, true, hop.dead || event === "down");
      });
      if (event === "down" && nextHops.every((hop) => hop.dead)) return undefined;
      return changed ? changeHops(route, nextHops) : route;
    },
    event !== "carrier",
  );
}

/** fib_sync_up and rt6_sync_up: marks fall away from next hops on a device that works again. */
export function syncUp(tx: Transaction, netns: NetnsId, link: LinkId, family: Family, carrier: boolean): void {
  const routes = tx.routes(netns, family);
  const marked: Route[] = [];
  const note = (route: Route): void => {
    if (isMarked(route, link)) marked.push(route);
  };
  if (routes.length > SHORT_LIST) for (const route of indexOf(routes).get(link) ?? NO_ROUTES) note(route);
  else routes.each(note);
  // An address that a link gets while it is down wakes nothing.
  if (marked.length > 0 && isUp(tx.link(link))) unmark(tx, netns, link, family, { marked, carrier });
}

function isMarked({ nextHops }: Route, link: LinkId): boolean {
  for (const hop of nextHops) if (hop.link === link && (hop.dead || hop.linkDown)) return true;
  return false;
}

function unmark(
  tx: Transaction,
  netns: NetnsId,
  link: LinkId,
  family: Family,
  { marked, carrier }: { readonly marked: readonly Route[]; readonly carrier: boolean },
): void {
  rewriteRoutes(tx, netns, family, marked, (route) => {
    const nextHops = route.nextHops.map((hop) =>
      hop.link === link ? changeHop(hop, hop.linkDown && !carrier, false) : hop,
    );
    return changeHops(route, nextHops);
  });
}

/** rt6_sync_down_dev with NETDEV_CHANGE: the carrier is gone. */
export function linkDown6(tx: Transaction, netns: NetnsId, link: LinkId): void {
  rewriteRoutes(tx, netns, "inet6", routesOver(tx, netns, "inet6", link), (route) => {
    if (route.type === "local" || route.type === "anycast" || route.nhid !== undefined) return route;
    if (route.nextHops.every((hop) => hop.link !== link || hop.linkDown)) return route;
    const nextHops = route.nextHops.map((hop) => (hop.link === link ? changeHop(hop, true, hop.dead) : hop));
    return changeHops(route, nextHops);
  });
}

/**
 * fib6_ifdown: IPv6 routes over a device go; of several next hops the one is dead until the device comes back, and ends with
 * it.
 */
export function flushDevice6(tx: Transaction, netns: NetnsId, link: LinkId, unregister: boolean): void {
  // skip_notify_on_dev_down.
  const quiet = Number(tx.netns(netns).sysctls["ipv6.route.skip_notify_on_dev_down"] ?? 0) !== 0;
  const change = (route: Route) => {
    if (route.nhid !== undefined) return route;
    const staying = route.nextHops.filter((hop) => hop.link !== link);
    if (unregister) return staying.length === 0 ? undefined : withHops(route, staying);
    if (staying.every((hop) => hop.dead)) return undefined;
    const nextHops = route.nextHops.map((hop) => (hop.link === link ? changeHop(hop, true, true) : hop));
    return changeHops(route, nextHops);
  };
  rewriteRoutes(tx, netns, "inet6", routesOver(tx, netns, "inet6", link), change, quiet);
}

/**
 * rt6_mtu_change: routes over a device that were given an MTU as great as what it has now, or the one that it had (`usual`),
 * get the new one. What a route brought locked stays.
 */
export function changeRouteMtus6(tx: Transaction, netns: NetnsId, link: LinkId, mtu: number, usual: number): void {
  rewriteRoutes(tx, netns, "inet6", routesOver(tx, netns, "inet6", link), (route) => {
    if (route.locks?.includes("mtu")) return route;
    let changed = false;
    const nextHops = route.nextHops.map((hop) => {
      const metrics = metricsOf(route, hop);
      const follows = hop.link === link && metrics.mtu && (metrics.mtu >= mtu || metrics.mtu === usual);
      if (!follows || metrics.mtu === mtu) return hop;
      changed = true;
      return { ...hop, ownMetrics: { ...metrics, mtu } };
    });
    return changed ? withHops(route, nextHops) : route;
  });
}

/**
 * fib_sync_down_addr: routes of a domain's table whose preferred source has gone; those of other tables stay. It is told of them as
 * fib_table_flush comes by, from the last address to the first.
 */
export function flushPrefSource4(tx: Transaction, netns: NetnsId, address: Ipv4, table: number): void {
  const gone: Route[] = [];
  for (const route of tx.routes(netns, "inet"))
    if (route.prefSource === address && route.table === table) gone.push(route);
  const of = ({ destination }: Route) => Number(destination.address);
  gone.sort((a, b) => of(b) - of(a));
  rewriteRoutes(tx, netns, "inet", gone, () => undefined);
}

export interface FibAnswer {
  readonly route: Route;
  readonly hop: NextHop | undefined;
}

export interface FibFlow {
  readonly destination: IpAddress;
  readonly oif?: LinkId | undefined;
  /** Routes of a wider scope do not count. */
  readonly minScope?: number;
}

/** fib_find_alias: the longer prefix; for the same one an entry of `local` before one of `main`, then the lower metric. */
function precedes(a: Route, b: Route): boolean {
  if (a.destination.length !== b.destination.length) return a.destination.length > b.destination.length;
  return a.table === b.table ? a.metric < b.metric : a.table > b.table;
}

/**
 * The best entry of one table for a flow, or of both where `local` and `main` are one (`Netns.localTableApart`); marks of lost
 * carrier are not looked at, as for next-hop checks.
 */
export function lookupTable(
  tx: Transaction,
  netns: NetnsId,
  family: Family,
  table: number,
  flow: FibFlow,
): FibAnswer | undefined {
  let best: FibAnswer | undefined;
  const merged =
    family === "inet" && (table === TABLE.local || table === TABLE.main) && !tx.netns(netns).localTableApart;
  tx.routes(netns, family).each((route) => {
    if (merged ? route.table !== TABLE.main && route.table !== TABLE.local : route.table !== table) return;
    if (route.tos !== 0) return;
    if (flow.minScope !== undefined && route.scope < flow.minScope) return;
    if (best && !precedes(route, best.route)) return;
    if (route.expiresMicros !== undefined && route.expiresMicros <= tx.runtime.nowMicros) return;
    if (!contains(route.destination, flow.destination)) return;
    const hop = route.nextHops.find((h) => !h.dead && (flow.oif === undefined || h.link === flow.oif));
    if (!hop && route.nextHops.length > 0) return;
    if (!hop && flow.oif !== undefined) return;
    best = { route, hop };
  });
  return best;
}

/** What rules that refuse say to who asks by them (fib4_rule_action). */
const REFUSALS: Partial<Record<Rule["action"]["kind"], Errno>> = {
  blackhole: "EINVAL",
  unreachable: "ENETUNREACH",
  prohibit: "EACCES",
  type: "EINVAL",
};

/** All tables by the namespace's rules: what they say, or undefined where they say nothing. */
export function lookupFib(tx: Transaction, netns: NetnsId, family: Family, asked: FibFlow): FibAnswer | undefined {
  const answer = askRules(tx, netns, family, asked);
  return typeof answer === "string" ? undefined : answer;
}

/** The same with the refusal of a rule. */
export function askRules(
  tx: Transaction,
  netns: NetnsId,
  family: Family,
  asked: FibFlow,
): FibAnswer | Errno | undefined {
  const ns = tx.netns(netns);
  const out = asked.oif === undefined ? undefined : tx.findLink(asked.oif);
  const domain = out && l3TableOf(tx.draft.links, out);
  // l3mdev_update_flow: a VRF device leads to its table, and says no more.
  const flow = out?.kind.type === "vrf" ? { ...asked, oif: undefined } : asked;
  const rules: readonly Rule[] = family === "inet" ? ns.rules4 : ns.rules6;
  const loopback = tx.loopback(netns)?.name;
  let from = 0;
  for (const rule of rules) {
    const { action } = rule;
    if (rule.priority < from) continue;
    const selects =
      // Nobody has sent anything yet: no mark, no TOS, neither protocol nor ports, as root (a flow of zeros).
      ((rule.fwmark ?? 0) & (rule.fwmask ?? 0xffffffff)) === 0 &&
      rule.tos === 0 &&
      rule.ipProtocol === undefined &&
      !rule.sourcePorts &&
      !rule.destinationPorts &&
      (!rule.uids || rule.uids.start === 0) &&
      rule.tunnelId === undefined &&
      (!rule.l3mdev || domain !== undefined) &&
      (rule.iif === undefined || rule.iif === loopback) &&
      (rule.oif === undefined || rule.oif === out?.name) &&
      // From 0.0.0.0, and in IPv6 from nowhere.
      (rule.from === undefined || rule.from.length === 0 || (family === "inet" && contains(rule.from, 0 as Ipv4))) &&
      (rule.to === undefined || contains(rule.to, flow.destination));
    if (selects === rule.invert) continue;
    // fib_rules_lookup: those that refuse are the answer, which leads nowhere.
    const refusal = REFUSALS[action.kind];
    if (refusal !== undefined) return refusal;
    if (action.kind === "goto" && rules.some(({ priority }) => priority === action.priority)) from = action.priority;
    const table = action.kind === "lookup" ? action.table : action.kind === "l3mdev" ? domain : undefined;
    if (table === undefined) continue;
    const answer = lookupTable(tx, netns, family, table, flow);
    if (answer && answer.route.type === "throw") continue;
    if (!answer) continue;
    if (rule.suppressPrefixLength !== undefined && answer.route.destination.length <= rule.suppressPrefixLength)
      continue;
    return answer;
  }
  return undefined;
}

/** inet_addr_type_table: what an address is by the local table, or by that of a VRF; where that is not there yet, a broadcast one. */
export function addressType4(
  tx: Transaction,
  netns: NetnsId,
  address: Ipv4,
  table: number = TABLE.local,
): Route["type"] {
  if (address === 0 || address === 0xffffffff) return "broadcast";
  if (address >>> 28 === 0xe) return "multicast";
  if (!tx.netns(netns).tables4?.[table]) return "broadcast";
  const type = lookupTable(tx, netns, "inet", table, { destination: address })?.route.type;
  // Types that are errors are no answer.
  return type === undefined || isRejecting(type) ? "unicast" : type;
}
