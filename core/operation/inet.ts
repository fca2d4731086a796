/**
 * IPv4 addresses of a link and the routes that follow them (net/ipv4/devinet.c, net/ipv4/fib_frontend.c).
 *
 * Same as Linux: secondary addresses, promotion, order, local, broadcast and prefix routes and when each goes.
 */

import { type Ipv4, ipv4Broadcast, ipv4Network } from "../address/ipv4.ts";
import { type Inet4Address, SCOPE } from "../model/address.ts";
import { hasInet4 } from "../model/family-mtu.ts";
import type { NetnsId } from "../model/id.ts";
import { copyLink, IFF, isUp, type Link, l3TableOf } from "../model/link.ts";
import { withOne } from "../model/list.ts";
import { type Route, type RouteType, TABLE } from "../model/route.ts";
import { routeKey } from "../model/route-key.ts";
import { conf4 } from "./conf.ts";
import { addressType4, appendRoute, flushPrefSource4, spliceRoutes, syncDown4, syncUp } from "./fib.ts";
import { groupsAnew, leaveUsedGroup, useGroup } from "./group-users.ts";
import { kernelRoute } from "./kernel-route.ts";
import { checkIpvlanAddress } from "./kind/ipvlan-address.ts";
import { invalidateNeighbor, neighborsDown } from "./neighbor-table.ts";
import type { Transaction } from "./transaction.ts";
import { DONE, type Outcome, refuse } from "./transaction.ts";

/** inet_ifa_match: two addresses of one prefix length in one subnet. The peer's address counts, as in the kernel. */
function sameSubnet(a: Inet4Address, b: Inet4Address): boolean {
  return (
    a.prefixLength === b.prefixLength && ipv4Network(a.peer, a.prefixLength) === ipv4Network(b.peer, b.prefixLength)
  );
}

/** A route that the kernel makes for an address (fib_magic). */
function kernelRoute4(
  tx: Transaction,
  link: Link,
  type: RouteType,
  address: Ipv4,
  length: number,
  source: Ipv4,
  metric = 0,
): Route {
  return kernelRoute(tx, link, {
    family: "inet",
    type,
    destination: { address, length },
    table: type === "unicast" ? TABLE.main : TABLE.local,
    scope: type === "local" ? SCOPE.host : SCOPE.link,
    source,
    metric,
  });
}

/** fib_magic with RTM_DELROUTE: the first that could be it; where no metric is asked for, whatever that is. */
function removeKernelRoute(tx: Transaction, netns: NetnsId, route: Route): void {
  const { destination, type, scope, prefSource, protocol, metric } = route;
  const routes = tx.routes(netns, "inet");
  for (let at = routes.countBefore(routeKey(route)); ; at++) {
    const other = routes.at(at);
    if (other?.table !== route.table || other.tos !== route.tos) return;
    if (other.destination.address !== destination.address || other.destination.length !== destination.length) return;
    if (metric !== 0 && other.metric !== metric) return;
    if (other.type !== type || other.scope !== scope || other.protocol !== protocol) continue;
    if (other.prefSource !== prefSource || other.nhid !== undefined) continue;
    if (other.nextHops.length !== 1 || other.nextHops[0]?.link !== route.nextHops[0]?.link) continue;
    spliceRoutes(tx, netns, "inet", at, 1, []);
    tx.note("route", "delete", netns, other, { noun: "route", route: other });
    return;
  }
}

/** fib_add_ifaddr: the routes of one address. */
function addAddressRoutes(tx: Transaction, link: Link, address: Inet4Address): void {
  let primary = address;
  const prefix = ipv4Network(address.peer, address.prefixLength);
  if (address.secondary) {
    const found = link.inet.find((other) => !other.secondary && sameSubnet(other, address));
    if (!found) return;
    primary = found;
  }
  const netns = link.netns;
  // fib_valid_prefsrc: a source has to be the host's own address; where it is a broadcast address already, it is not.
  const tables = [l3TableOf(tx.draft.links, link) ?? TABLE.local, TABLE.local];
  const isSource = () => tables.some((table) => addressType4(tx, netns, primary.local, table) === "local");
  if (address.local === primary.local || isSource())
    appendRoute(tx, netns, kernelRoute4(tx, link, "local", address.local, 32, primary.local));
  if (!isUp(link) || !isSource()) return;
  const { broadcast, prefixLength } = address;
  if (broadcast !== undefined && broadcast !== 0xffffffff) {
    appendRoute(tx, netns, kernelRoute4(tx, link, "broadcast", broadcast, 32, primary.local));
    invalidateNeighbor(tx, link, broadcast);
  }
  if (prefix === 0 || address.secondary || (prefix === address.local && prefixLength === 32)) return;
  if (!address.noPrefixRoute) {
    const type = link.flags & IFF.LOOPBACK ? "local" : "unicast";
    appendRoute(tx, netns, kernelRoute4(tx, link, type, prefix, prefixLength, primary.local, address.metric));
  }
  if (prefixLength >= 31) return;
  const directed = ipv4Broadcast(prefix, prefixLength);
  appendRoute(tx, netns, kernelRoute4(tx, link, "broadcast", directed, 32, primary.local));
  invalidateNeighbor(tx, link, directed);
}

/** What another address of the link still needs of one that goes. */
interface Needed {
  local: boolean;
  broadcast: boolean;
  /** The broadcast address of its network. */
  directed: boolean;
}

/**
 * fib_del_ifaddr: takes the routes of an address away, those excepted that another address of the link with the same source still
 * needs. `link` holds the addresses that remain. `promoted` is the primary that has just gone, when its secondary's routes are
 * taken away to be made anew.
 */
function removeAddressRoutes(tx: Transaction, link: Link, address: Inet4Address, promoted?: Inet4Address): void {
  const netns = link.netns;
  const { broadcast, local, prefixLength } = address;
  const prefix = ipv4Network(address.peer, prefixLength);
  let primary = address;
  let subnet = false;
  if (address.secondary) {
    const found = promoted ?? link.inet.find((other) => sameSubnet(other, address));
    if (!found) return;
    primary = found;
  } else if (!(prefix === 0) && (prefix !== local || prefixLength < 32)) {
    subnet = true;
    if (!address.noPrefixRoute) {
      const type = link.flags & IFF.LOOPBACK ? "local" : "unicast";
      removeKernelRoute(tx, netns, kernelRoute4(tx, link, type, prefix, prefixLength, primary.local));
    }
  }
  const directed = ipv4Broadcast(prefix, prefixLength);
  const needed = neededByOthers(link, address, primary, promoted);
  if (!needed.broadcast && broadcast !== undefined)
    removeKernelRoute(tx, netns, kernelRoute4(tx, link, "broadcast", broadcast, 32, primary.local));
  if (subnet && prefixLength < 31 && !needed.directed)
    removeKernelRoute(tx, netns, kernelRoute4(tx, link, "broadcast", directed, 32, primary.local));
  if (needed.local) return;
  removeKernelRoute(tx, netns, kernelRoute4(tx, link, "local", local, 32, primary.local));
  const table = l3TableOf(tx.draft.links, link);
  if (!link.inet.includes(address) && addressType4(tx, netns, local, table) !== "local")
    flushPrefSource4(tx, netns, local, table ?? TABLE.main);
}

/** The look at the other addresses in it: those whose routes have another source need nothing of this one's. */
function neededByOthers(
  link: Link,
  address: Inet4Address,
  primary: Inet4Address,
  promoted: Inet4Address | undefined,
): Needed {
  const needed: Needed = { local: false, broadcast: false, directed: false };
  const directed = ipv4Broadcast(ipv4Network(address.peer, address.prefixLength), address.prefixLength);
  let sameSource = false;
  let source: Inet4Address | undefined;
  for (const other of link.inet) {
    if (other === address || (promoted && sameSubnet(other, promoted))) continue;
    if (!other.secondary) {
      if (primary.local !== other.local) continue;
      source = other;
      if (primary !== source) sameSource = true;
    } else if (sameSubnet(other, primary)) source = primary;
    else {
      if (!sameSource) continue;
      if (!source || !sameSubnet(other, source)) source = link.inet.find((each) => sameSubnet(each, other));
      if (source?.local !== primary.local) continue;
    }
    if (other.local === address.local) needed.local = true;
    if (other.broadcast === address.broadcast) needed.broadcast = true;
    if (other.broadcast === directed) needed.directed = true;
    const network = ipv4Network(other.peer, other.prefixLength);
    if (source !== other || other.prefixLength >= 31 || network === 0) continue;
    const theirs = ipv4Broadcast(network, other.prefixLength);
    if (address.broadcast === theirs || address.broadcast === network) needed.broadcast = true;
    if (directed === theirs || directed === network) needed.directed = true;
  }
  return needed;
}

/** fib_modify_prefix_metric: the route of the address's network comes anew under another metric. */
export function changeMetric4(tx: Transaction, link: Link, address: Inet4Address, metric: number): void {
  const prefix = ipv4Network(address.peer, address.prefixLength);
  if (address.secondary || address.noPrefixRoute || !isUp(link) || prefix === 0) return;
  if (prefix === address.local && address.prefixLength === 32) return;
  const type = link.flags & IFF.LOOPBACK ? "local" : "unicast";
  const route = (of: number) => kernelRoute4(tx, link, type, prefix, address.prefixLength, address.local, of);
  appendRoute(tx, link.netns, route(metric));
  removeKernelRoute(tx, link.netns, route(address.metric));
}

/** inet_insert_ifa: puts an address where it belongs among the others and makes its routes. */
export function insertAddress4(tx: Transaction, link: Link, wanted: Inet4Address): Outcome {
  let place = 0;
  let secondary = false;
  for (const [i, other] of link.inet.entries()) {
    if (!other.secondary && wanted.scope <= other.scope) place = i + 1;
    if (!sameSubnet(other, wanted)) continue;
    if (other.local === wanted.local) return refuse("EEXIST", "ipv4: Address already assigned");
    if (other.scope !== wanted.scope) return refuse("EINVAL", "ipv4: Invalid scope value");
    secondary = true;
  }
  const free = checkIpvlanAddress(tx, link, wanted.local);
  if (!free.ok) return free;
  const address: Inet4Address = { ...wanted, secondary };
  const at = secondary ? link.inet.length : place;
  const now = tx.link(link.id);
  const copy = copyLink(now);
  copy.inet = withOne(link.inet, at, address);
  copy.conf4Own = "all";
  const next = tx.replaceLink(now, copy);
  tx.note("address", "new", link.netns, link.id, {
    noun: "address",
    link: next,
    address,
  });
  addAddressRoutes(tx, next, address);
  syncUp(tx, link.netns, link.id, "inet", link.carrier);
  return DONE;
}

/** inet_del_ifa: removes an address; its secondaries go too, or the first of them takes its place. */
export function deleteAddress4(tx: Transaction, link: Link, address: Inet4Address): void {
  let inet = [...link.inet];
  const update = () => {
    link = tx.patchLink(link.id, { inet: [...inet] });
  };
  const announce = (gone: Inet4Address) => {
    tx.note("address", "delete", link.netns, link.id, { noun: "address", link, address: gone });
    removeAddressRoutes(tx, link, gone);
    if (inet.length > 0) return;
    // fib_disable_ip: without addresses there is no IPv4 on the link, and no neighbors, permanent or not.
    syncDown4(tx, link.netns, link.id, "down", true);
    neighborsDown(tx, link.id, "inet");
  };
  let promote: Inet4Address | undefined;
  if (!address.secondary) {
    const siblings = inet.filter((other) => other !== address && other.secondary && sameSubnet(other, address));
    if (conf4(tx, link, "promote_secondaries") !== 0) promote = siblings[0];
    else {
      for (const sibling of siblings) {
        inet = inet.filter((other) => other !== sibling);
        update();
        announce(sibling);
      }
    }
    if (promote) for (const sibling of siblings) removeAddressRoutes(tx, link, sibling, address);
  }
  inet = inet.filter((other) => other !== address);
  update();
  announce(address);
  if (!promote) return;
  const risen: Inet4Address = { ...promote, secondary: false };
  const rest = inet.filter((other) => other !== promote);
  const at = rest.findLastIndex((other) => !other.secondary && risen.scope <= other.scope) + 1;
  inet = [...rest.slice(0, at), risen, ...rest.slice(at)];
  update();
  tx.note("address", "new", link.netns, link.id, { noun: "address", link, address: risen });
  addAddressRoutes(tx, link, risen);
  for (const other of inet) if (other.secondary && sameSubnet(other, risen)) addAddressRoutes(tx, link, other);
}

const LOOPBACK_ADDRESS: Inet4Address = {
  local: 0x7f000001 as Ipv4,
  prefixLength: 8,
  peer: 0x7f000001 as Ipv4,
  broadcast: undefined,
  scope: SCOPE.host,
  label: "lo",
  secondary: false,
  noPrefixRoute: false,
  metric: 0,
  proto: 0,
  valid: "forever",
  preferred: "forever",
};

const ALL_HOSTS = 0xe0000001;

/** ip_mc_up. */
export function groupsUp4(tx: Transaction, id: Link["id"]): void {
  if (!tx.link(id).groups4.includes(ALL_HOSTS)) useGroup(tx, id, ALL_HOSTS);
}

/** NETDEV_UP as devinet.c and fib_frontend.c see it. */
export function inetUp(tx: Transaction, id: Link["id"]): void {
  let link = tx.link(id);
  if (!hasInet4(link)) return;
  groupsUp4(tx, id);
  link = tx.link(id);
  // inet_insert_ifa: another address of 127.0.0.0/8 makes it a secondary one.
  const own = (other: Inet4Address) => other.local === LOOPBACK_ADDRESS.local && other.prefixLength === 8;
  if (link.flags & IFF.LOOPBACK && !link.inet.some(own)) {
    const secondary = link.inet.some((other) => other.prefixLength === 8 && (other.local as number) >>> 24 === 127);
    insertAddress4(tx, link, { ...LOOPBACK_ADDRESS, label: link.name, secondary });
  }
  link = tx.link(id);
  for (const address of link.inet) addAddressRoutes(tx, link, address);
  syncUp(tx, link.netns, id, "inet", link.carrier);
  announce4(tx, link);
}

/** NETDEV_UP and NETDEV_CHANGEADDR with arp_notify: the link's addresses are told to its network. */
export function announce4(tx: Transaction, link: Link): void {
  if (conf4(tx, link, "arp_notify") !== 0)
    tx.runtime.timers.add(tx.runtime.nowMicros, { kind: "announce", link: link.id, what: "inet" });
}

/** NETDEV_DOWN: routes over the link go, addresses and their local routes stay. */
export function inetDown(tx: Transaction, id: Link["id"]): void {
  const link = tx.link(id);
  // ip_mc_down.
  leaveUsedGroup(tx, id, ALL_HOSTS);
  syncDown4(tx, link.netns, id, "down");
}

/** NETDEV_UNREGISTER (also when the link leaves its namespace): addresses go, and every route with them. */
export function inetDestroy(tx: Transaction, id: Link["id"]): void {
  let link = tx.link(id);
  while (link.inet[0]) {
    deleteAddress4(tx, link, link.inet[0]);
    link = tx.link(id);
  }
  syncDown4(tx, link.netns, id, "unregister", true);
  if (link.groups4.length > 0) tx.patchLink(id, groupsAnew(link, { groups4: [] }));
}
