/**
 * IPv6 addresses of a link: how they come with the carrier, pass duplicate address detection and leave with the link
 * (net/ipv6/addrconf.c; RFC 4862).
 *
 * Same as Linux: link-local address by addrgenmode eui64 and none, tentative state, order, prefix, local and multicast
 * routes, solicited-node groups, disable_ipv6, accept_dad, nodad, keep_addr_on_down.
 * Simplified: addrgenmode random and stable_secret make addresses from the world's seed. Optimistic detection is absent.
 * Beside it: temporary-address.ts.
 */

import { IPV6_LOOPBACK, type Ipv6, isIpv6LinkLocal, isIpv6Multicast, solicitedNode } from "../address/ipv6.ts";
import { network } from "../address/prefix.ts";
import { type Inet6Address, SCOPE } from "../model/address.ts";
import { hasInet6 } from "../model/family-mtu.ts";
import type { NetnsId } from "../model/id.ts";
import { copyLink, IFF, isUp, type Link } from "../model/link.ts";
import { withOne } from "../model/list.ts";
import { PROTO, type Route, type RouteType, TABLE } from "../model/route.ts";
import { nextRandom } from "../model/runtime.ts";
import { carriesEthernet, isTunnel } from "../model/tunnel.ts";
import { acceptDad, conf6 } from "./conf.ts";
import { appendRoute, firstRouteOver, removeRoute, rewriteRoutes } from "./fib.ts";
import { leaveUsedGroup, useGroup } from "./group-users.ts";
import { kernelRoute } from "./kernel-route.ts";
import { ownsAddress6 } from "./next-hop.ts";
import { awaitRouteExpiry } from "./route-expiry.ts";
import { idgenRetries, stableAddress } from "./stable-address.ts";
import type { Transaction } from "./transaction.ts";

export function newAddress6(local: Ipv6, prefixLength: number, scope: number): Inet6Address {
  return {
    local,
    prefixLength,
    peer: undefined,
    scope,
    tentative: true,
    dadFailed: false,
    noDad: false,
    deprecated: false,
    permanent: true,
    noPrefixRoute: false,
    metric: 0,
    proto: 0,
    valid: "forever",
    preferred: "forever",
  };
}

/** The fourth digit of a group's address (RFC 4291 section 2.7) as rt_scope of addrconf. */
const MULTICAST_SCOPES: Readonly<Record<string, number>> = { "1": SCOPE.host, "2": SCOPE.link, "5": SCOPE.site };

/** Scope of an IPv6 address as `ip addr` names it. */
export function scopeOf6(address: Ipv6): number {
  if (address === IPV6_LOOPBACK) return SCOPE.host;
  if (isIpv6LinkLocal(address)) return SCOPE.link;
  if (isIpv6Multicast(address)) return MULTICAST_SCOPES[address[3] ?? ""] ?? SCOPE.global;
  return /^fe[c-f]/.test(address) ? SCOPE.site : SCOPE.global;
}

/** A route that follows from an IPv6 address. */
export function kernelRoute6(
  tx: Transaction,
  link: Link,
  type: RouteType,
  address: Ipv6,
  length: number,
  table: number,
  metric: number,
): Route {
  return kernelRoute(tx, link, {
    family: "inet6",
    type,
    destination: { address, length },
    table,
    scope: SCOPE.global,
    source: undefined,
    metric,
  });
}

/** IP6_RT_PRIO_ADDRCONF. */
const DEFAULT_METRIC = 256;

/** The route of an address's network. */
export function prefixRoute(tx: Transaction, link: Link, { local, prefixLength, metric }: Inet6Address): Route {
  const prefix = network(local, prefixLength) as Ipv6;
  return kernelRoute6(tx, link, "unicast", prefix, prefixLength, TABLE.main, metric || DEFAULT_METRIC);
}

/** The other end of a point-to-point link has a route of its own. */
function peerRoute(tx: Transaction, link: Link, peer: Ipv6, { metric }: Inet6Address): Route {
  return kernelRoute6(tx, link, "unicast", peer, 128, TABLE.main, metric || DEFAULT_METRIC);
}

export function addPrefixRoute(tx: Transaction, link: Link, address: Inet6Address): void {
  if (address.noPrefixRoute || !isUp(link)) return;
  enterPrefixRoute(tx, link, lasting(prefixRoute(tx, link, address), address));
}

/** addrconf_prefix_route: a route lasts as long as the address that it comes from. */
function lasting(route: Route, address: Inet6Address): Route {
  return address.valid === "forever" ? route : { ...route, expiresMicros: endOfMicros(address) };
}

/** addrconf_get_prefix_route: the first route to a network on a link, whosever it is; with `metric`, the first of that. */
function findPrefixRoute(
  tx: Transaction,
  link: Link,
  { table, destination }: Route,
  metric?: number,
): Route | undefined {
  return firstRouteOver(
    tx,
    link.netns,
    "inet6",
    link.id,
    (other) =>
      other.table === table &&
      other.type === "unicast" &&
      other.nhid === undefined &&
      (metric === undefined || other.metric === metric) &&
      other.destination.length === destination.length &&
      other.destination.address === destination.address &&
      other.nextHops[0]?.link === link.id &&
      other.nextHops[0].via === undefined,
  );
}

/** modify_prefix_route: a route gets another metric or time; false when there is none. */
function modifyPrefixRoute(tx: Transaction, link: Link, route: Route): boolean {
  const old = findPrefixRoute(tx, link, route);
  if (!old) return false;
  if (old.metric !== route.metric) {
    removeRoute(tx, link.netns, old, (other) => other === old);
    appendLasting(tx, link, route);
  } else setExpiry(tx, link, old, route.expiresMicros);
  return true;
}

function setExpiry(tx: Transaction, link: Link, route: Route, expiresMicros: number | undefined): void {
  if (route.expiresMicros === expiresMicros) return;
  const { expiresMicros: _, ...rest } = route;
  const next = expiresMicros === undefined ? rest : { ...rest, expiresMicros };
  rewriteRoutes(tx, link.netns, "inet6", [route], () => next);
}

function appendLasting(tx: Transaction, link: Link, route: Route): void {
  awaitRouteExpiry(tx, link.netns, route);
  appendRoute(tx, link.netns, route);
}

/** fib6_add_rt2node: one that is there already, and not for good, lasts as long as the one that was to come. */
function enterPrefixRoute(tx: Transaction, link: Link, route: Route): void {
  const old = findPrefixRoute(tx, link, route, route.metric);
  if (!old) appendLasting(tx, link, route);
  else if (old.expiresMicros !== undefined) setExpiry(tx, link, old, route.expiresMicros);
}

/** The route to the other end as inet6_addr_modify looks for it: by the length of the address's own prefix. */
function peerNetworkRoute(tx: Transaction, link: Link, peer: Ipv6, address: Inet6Address): Route {
  return prefixRoute(tx, link, { ...address, local: peer });
}

/** cleanup_prefix_route: the other end of an address becomes another one, and its route goes first. */
export function dropPeerRoute6(tx: Transaction, link: Link, address: Inet6Address): void {
  if (!address.peer) return;
  const old = findPrefixRoute(tx, link, peerNetworkRoute(tx, link, address.peer, address));
  if (old) removeRoute(tx, link.netns, old, (other) => other === old);
}

/**
 * check_cleanup_prefix_route and cleanup_prefix_route: the route of an address that no longer has one goes, but stays for good as long
 * as another address of the network does, or one that has no route of its own, and else for as long as the others are valid.
 */
function cleanPrefixRoute(tx: Transaction, link: Link, address: Inet6Address): void {
  const route = prefixRoute(tx, link, address);
  const { address: of, length } = route.destination;
  const others = link.inet6.filter(
    ({ local, prefixLength }) => local !== address.local && prefixLength === length && network(local, length) === of,
  );
  if (others.some(({ permanent, noPrefixRoute }) => permanent || noPrefixRoute)) return;
  const old = findPrefixRoute(tx, link, route);
  if (!old) return;
  if (others.length === 0) removeRoute(tx, link.netns, old, (other) => other === old);
  else if (old.expiresMicros === undefined) setExpiry(tx, link, old, Math.max(...others.map(endOfMicros)));
}

/** When an address that is not for good ends. */
function endOfMicros({ valid }: Inet6Address): number {
  return valid === "forever" ? Number.MAX_SAFE_INTEGER : valid.atMicros + valid.seconds * 1_000_000;
}

/** inet6_addr_modify: the routes of the address's network and of its other end come, go, or become others. */
export function changePrefixRoute6(tx: Transaction, link: Link, was: Inet6Address, now: Inet6Address): void {
  const route = prefixRoute(tx, link, now);
  const had = was.permanent && !was.noPrefixRoute;
  if (now.noPrefixRoute) {
    if (had) cleanPrefixRoute(tx, link, now);
    return;
  }
  let there = had && modifyPrefixRoute(tx, link, lasting(route, now));
  if (!there) addPrefixRoute(tx, link, now);
  if (!now.peer) return;
  const toPeer = lasting(peerNetworkRoute(tx, link, now.peer, now), now);
  if (had) there = modifyPrefixRoute(tx, link, toPeer);
  if (!there && isUp(link)) enterPrefixRoute(tx, link, toPeer);
}

function addLocalRoute(tx: Transaction, link: Link, address: Inet6Address): void {
  appendRoute(tx, link.netns, kernelRoute6(tx, link, "local", address.local, 128, TABLE.local, 0));
  if (conf6(link, "forwarding") !== 0) addAnycast(tx, link, address);
}

/** addrconf_join_anycast: the subnet-router anycast address of a router (RFC 4291 section 2.6.1). */
function addAnycast(tx: Transaction, link: Link, address: Inet6Address): void {
  if (address.prefixLength >= 127 || address.local === IPV6_LOOPBACK) return;
  const subnet = network(address.local, address.prefixLength) as Ipv6;
  if (subnet === "::") return;
  const now = tx.link(link.id);
  const users = now.anycast6?.[subnet] ?? 0;
  const next = tx.changeLink(now, { anycast6: { ...now.anycast6, [subnet]: users + 1 } });
  if (users > 0) return;
  // The route is that of its own address where it has the very one (fib6_add_rt2node: EEXIST, which nobody hears of).
  if (!now.inet6.some(({ local, tentative }) => local === subnet && !tentative))
    appendRoute(tx, link.netns, kernelRoute6(tx, link, "anycast", subnet, 128, TABLE.local, 0));
  joinSolicited(tx, next, subnet);
}

/** What a router listens to: all routers of the interface, the link, the site (addrconf.h; dev_forward_change). */
const ROUTER_GROUPS = ["ff02::2", "ff01::2", "ff05::2"];

/** dev_forward_change: a link begins or ceases to be a router's. */
export function forwardInet6(tx: Transaction, id: Link["id"], forwards: boolean): void {
  const before = tx.link(id);
  if (before.flags & IFF.MULTICAST && hasInet6(before))
    for (const group of ROUTER_GROUPS) (forwards ? useGroup : leaveUsedGroup)(tx, id, group);
  for (const address of before.inet6) {
    if (address.tentative) continue;
    if (forwards) addAnycast(tx, tx.link(id), address);
    else removeAnycast(tx, tx.link(id), address);
  }
}

/** Nobody asks where nobody has to. */
function isAsked(link: Link): boolean {
  return (link.flags & (IFF.LOOPBACK | IFF.NOARP)) === 0;
}

/** addrconf_join_solict. */
function joinSolicited(tx: Transaction, link: Link, local: Ipv6): Link {
  return isAsked(link) ? useGroup(tx, link.id, solicitedNode(local)) : link;
}

/** addrconf_leave_solict. */
function leaveSolicited(tx: Transaction, id: Link["id"], local: Ipv6): void {
  if (isAsked(tx.link(id))) leaveUsedGroup(tx, id, solicitedNode(local));
}

/** What an address that goes, or is kept while its link is down, no longer listens to. */
export function leaveGroupsOf(tx: Transaction, id: Link["id"], address: Inet6Address): void {
  const link = tx.link(id);
  if (conf6(link, "forwarding") !== 0) removeAnycast(tx, link, address);
  leaveSolicited(tx, id, address.local);
}

/** addrconf_dad_run: the address joins its group again; one that has passed does so again at once. */
export function beginDadAgain(tx: Transaction, id: Link["id"], local: Ipv6): void {
  const again = tx.findLink(id)?.inet6.find((other) => other.local === local)?.againMicros;
  if (again === undefined || again > tx.runtime.nowMicros) return;
  const woken = updateAddress(tx, tx.link(id), local, { againMicros: undefined });
  if (woken.inet6.some((other) => other.local === local && other.preDad)) {
    startDad(tx, id, local);
    return;
  }
  const link = joinSolicited(tx, woken, local);
  if (link.inet6.some((other) => other.local === local && !other.tentative)) completeDad(tx, id, local);
}

/** addrconf_leave_anycast. */
function removeAnycast(tx: Transaction, link: Link, address: Inet6Address): void {
  if (address.prefixLength >= 127) return;
  const subnet = network(address.local, address.prefixLength) as Ipv6;
  const now = tx.link(link.id);
  const users = now.anycast6?.[subnet] ?? 0;
  if (users === 0) return;
  const { [subnet]: _, ...rest } = now.anycast6 ?? {};
  tx.changeLink(now, { anycast6: users > 1 ? { ...rest, [subnet]: users - 1 } : rest });
  if (users > 1) return;
  leaveSolicited(tx, link.id, subnet);
  const route = kernelRoute6(tx, link, "anycast", subnet, 128, TABLE.local, 0);
  removeRoute(tx, link.netns, route, (other) => other.type === "anycast" && other.nextHops[0]?.link === link.id);
}

/**
 * ipv6_link_dev_addr: wider scopes first, the newest first within a scope. `announced`: rtnetlink tells of it before it
 * has passed detection, as of those that somebody adds (inet6_addr_add). `routed`: with a route to its network; those
 * that a router's advertisement made have theirs from it.
 */
export function insertAddress6(
  tx: Transaction,
  id: Link["id"],
  address: Inet6Address,
  announced = false,
  routed = true,
): void {
  const link = tx.link(id);
  const next = linkAddress(tx, link, address);
  if (routed) addPrefixRoute(tx, next, address);
  const told = announced && !address.noDad ? ({ noun: "address", link: next, address } as const) : undefined;
  tx.note("address", "new", link.netns, id, told);
  startDad(tx, id, address.local, true);
}

function linkAddress(tx: Transaction, link: Link, address: Inet6Address): Link {
  const rank = (scope: number) => (scope === SCOPE.host ? 254 : scope);
  let at = link.inet6.findIndex((other) => rank(address.scope) <= rank(other.scope));
  if (at < 0) at = link.inet6.length;
  const copy = copyLink(link);
  copy.inet6 = withOne(link.inet6, at, address);
  return tx.replaceLink(link, copy);
}

function updateAddress(tx: Transaction, link: Link, local: Ipv6, changes: Partial<Inet6Address>): Link {
  const next = copyLink(link);
  next.inet6 = link.inet6.map((address) => (address.local === local ? { ...address, ...changes } : address));
  return tx.replaceLink(link, next);
}

/** addrconf_dad_begin: joins the solicited-node group, then either nothing speaks against the address or it is probed. */
export function startDad(tx: Transaction, id: Link["id"], local: Ipv6, fresh = false): void {
  let link = tx.link(id);
  const address = link.inet6.find((other) => other.local === local);
  // addrconf_permanent_addr, addrconf_dad_run: what has passed stays as it is.
  if (!address || !(fresh || address.preDad || address.tentative)) return;
  const quiet = link.flags & (IFF.NOARP | IFF.LOOPBACK) || acceptDad(tx, link) < 1;
  if (address.noDad || (quiet && address.tentative)) {
    if (fresh && !address.preDad) updateAddress(tx, link, local, { preDad: true });
    tx.runtime.timers.add(tx.runtime.nowMicros, { kind: "dad", link: id, address: local, step: "unasked" });
    return;
  }
  link = leavePreDad(tx, link, address, fresh);
  // add_addr, init_loopback: the kernel's own are in use at once.
  if (!address.tentative) {
    completeDad(tx, id, local);
    return;
  }
  if (!link.inet6Ready) return;
  // RFC 4862 section 5.4.2: the first solicitation waits for up to MAX_RTR_SOLICITATION_DELAY.
  kickDad(tx, link, local, "probe");
}

/** addrconf_dad_begin: the address joins its solicited-node group. */
function leavePreDad(tx: Transaction, link: Link, address: Inet6Address, fresh = false): Link {
  const joined = fresh || address.preDad ? joinSolicited(tx, link, address.local) : link;
  return address.preDad ? updateAddress(tx, joined, address.local, { preDad: undefined }) : joined;
}

/** addrconf_dad_work of an address that asks nobody. */
export function passUnasked(tx: Transaction, id: Link["id"], local: Ipv6): void {
  const link = tx.findLink(id);
  const address = link?.inet6.find((other) => other.local === local);
  if (!link || !address) return;
  // It may have been begun anew meanwhile, and be through: groups and routers are then told once more, and nobody else.
  if (!address.preDad && !address.tentative && address.scope !== SCOPE.link) return;
  leavePreDad(tx, link, address);
  completeDad(tx, id, local);
}

/** addrconf_dad_kick. Of several beginnings anew the last one counts (addrconf_mod_dad_work). */
export function kickDad(tx: Transaction, link: Link, local: Ipv6, step: "again" | "probe"): void {
  const most = conf6(link, "router_solicitation_delay") * 1_000_000;
  const delay = most > 0 ? nextRandom(tx.runtime, most) : 0;
  const atMicros = tx.runtime.nowMicros + delay;
  if (step === "again") updateAddress(tx, tx.link(link.id), local, { againMicros: atMicros });
  const left = conf6(link, "dad_transmits");
  tx.runtime.timers.add(atMicros, { kind: "dad", link: link.id, address: local, step, left });
}

/** addrconf_dad_completed: the address may be used, and packets to it are ours. */
export function completeDad(tx: Transaction, id: Link["id"], local: Ipv6): void {
  const before = tx.findLink(id);
  const address = before?.inet6.find((other) => other.local === local);
  if (!before || !address) return;
  const link = address.tentative ? updateAddress(tx, before, local, { tentative: false, dadFailed: false }) : before;
  if (address.tentative) tx.note("address", "new", link.netns, id);
  const settled = tx.heard && link.inet6.find((other) => other.local === local);
  if (settled) tx.tell("new", link.netns, { noun: "address", link, address: settled });
  addLocalRoute(tx, link, address);
  if (address.peer && isUp(link)) appendRoute(tx, link.netns, peerRoute(tx, link, address.peer, address));
  // ipv6_lonely_lladdr.
  const lonely = !link.inet6.some((other) => other.local !== local && isIpv6LinkLocal(other.local) && !other.tentative);
  if (address.scope === SCOPE.link && lonely && !staysSilent(link)) queueAddressed(tx, id);
  if (address.tentative) announce6(tx, link, local);
}

/** How long the work on one link lasts: what it sends has arrived, mostly, before that on the next begins. */
const ADDRESSED_MICROS = 50;

/** addrconf_mod_dad_work: one link after the other. */
function queueAddressed({ runtime }: Transaction, link: Link["id"]): void {
  const atMicros = Math.max(runtime.nowMicros, runtime.addressedMicros);
  runtime.addressedMicros = atMicros + ADDRESSED_MICROS;
  runtime.timers.add(atMicros, { kind: "addressed", link });
}

/** NETDEV_UP, NETDEV_CHANGEADDR and a finished probe with ndisc_notify: the network is told of addresses. */
export function announce6(tx: Transaction, link: Link, what: "inet6" | Ipv6 = "inet6"): void {
  if (conf6(link, "ndisc_notify") !== 0 || tx.netns(link.netns).conf6.all.ndisc_notify)
    tx.runtime.timers.add(tx.runtime.nowMicros, { kind: "announce", link: link.id, what });
}

/** add_addr, ARPHRD_TUNNEL: tunnels ask for no routers, but for those of GRE that have an end of their own. */
function staysSilent({ kind }: Link): boolean {
  return isTunnel(kind) && !carriesEthernet(kind) && (kind.type !== "gre" || kind.local === 0);
}

/** addrconf_dad_failure: somebody else has the address. */
export function failDad(tx: Transaction, id: Link["id"], local: Ipv6): void {
  const link = tx.findLink(id);
  const address = link?.inet6.find((other) => other.local === local);
  if (!link || !address?.tentative) return;
  tryNextStable(tx, link, address);
  const failed = { ...address, dadFailed: true };
  const next = updateAddress(tx, tx.link(id), local, failed);
  tx.note("address", "new", link.netns, link.id, { noun: "address", link: next, address: failed });
}

/** Of an address that a secret made the next one is tried, after a while (idgen_delay), a few times. */
function tryNextStable(tx: Transaction, link: Link, { local, prefixLength, scope, ...was }: Inet6Address): void {
  if (!was.marks?.includes("stable-privacy")) return;
  const retry = (was.stableRetry ?? 0) + 1;
  const most = conf6(link, "max_addresses");
  if (retry > idgenRetries(tx, link.id) || (most !== 0 && link.inet6.length >= most)) return;
  const next = stableAddress(tx, link.id, local, retry);
  if (next === undefined || link.inet6.some((other) => other.local === next)) return;
  const { marks, valid, preferred, permanent } = was;
  const lasting = { marks, valid, preferred, permanent };
  const seconds = Number(tx.netns(link.netns).sysctls["ipv6.idgen_delay"] ?? 1);
  const againMicros = tx.runtime.nowMicros + seconds * 1_000_000;
  const fresh = { ...newAddress6(next, prefixLength, scope), ...lasting, stableRetry: retry, againMicros };
  linkAddress(tx, link, { ...fresh, preDad: true });
  tx.runtime.timers.add(againMicros, { kind: "dad", link: link.id, address: next, step: "again" });
}

/** ipv6_del_addr: with its local route, and its prefix route unless another address of the link needs it. */
export function deleteAddress6(tx: Transaction, id: Link["id"], address: Inet6Address): void {
  const link = tx.link(id);
  const inet6 = link.inet6.filter((other) => other !== address);
  const next = tx.changeLink(link, { inet6 });
  const { netns } = link;
  tx.note("address", "delete", netns, link.id, { noun: "address", link: next, address });
  leaveGroupsOf(tx, id, address);
  if (address.peer) {
    const peer = peerRoute(tx, next, address.peer, address);
    removeRoute(tx, netns, peer, (other) => other.protocol === PROTO.kernel && other.nextHops[0]?.link === id);
  }
  const local = kernelRoute6(tx, link, "local", address.local, 128, TABLE.local, 0);
  removeRoute(tx, netns, local, (other) => other.type === "local" && other.nextHops[0]?.link === id);
  // ipv6_del_addr: the route of an address that is not for good goes when its own time is over.
  if (!address.noPrefixRoute && address.permanent) cleanPrefixRoute(tx, next, address);
  removePreferredSource6(tx, netns, address.local);
}

/** rt6_remove_prefsrc: no route prefers an address that the domain of its device no longer has, or its link where it is of a link. */
function removePreferredSource6(tx: Transaction, netns: NetnsId, local: Ipv6): void {
  const mine = tx.routes(netns, "inet6").filter(({ prefSource, nhid, nextHops: [hop] }) => {
    if (prefSource !== local || nhid !== undefined) return false;
    const out = hop?.link === undefined ? undefined : tx.findLink(hop.link);
    return !ownsAddress6(tx, netns, local, out, false);
  });
  if (mine.length > 0) rewriteRoutes(tx, netns, "inet6", mine, (route) => ({ ...route, prefSource: undefined }));
}
