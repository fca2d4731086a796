/**
 * What a host makes of a router's advertisement: a default route, addresses of its own, the link's MTU and hop limit
 * (ndisc_router_discovery of net/ipv6/ndisc.c, addrconf_prefix_rcv of net/ipv6/addrconf.c, rt6_route_rcv of
 * net/ipv6/route.c; RFC 4861 section 6.3.4, RFC 4862 section 5.5.3, RFC 4191).
 *
 * Same as Linux: which settings let what in, lifetimes and how they are renewed, the two hours that a lifetime is not cut
 * below, tokens, temporary addresses. Absent: what programs are told of name servers.
 */

import {
  type Ipv6,
  ipv6Bytes,
  ipv6FromBytes,
  isIpv6LinkLocal,
  isIpv6Multicast,
  linkLocalFromMac,
} from "../address/ipv6.ts";
import { macBytes } from "../address/mac.ts";
import { network, type Prefix } from "../address/prefix.ts";
import type { Inet6Address } from "../model/address.ts";
import { IPV6_MIN_MTU } from "../model/family-mtu.ts";
import type { LinkId, NetnsId } from "../model/id.ts";
import { type Link, l3TableOf } from "../model/link.ts";
import { NO_METRICS, PROTO, type Route, TABLE } from "../model/route.ts";
import type { RouterAdvertisement, RouterOption, RouterPreference } from "../wire/frame.ts";
import { conf6 } from "./conf.ts";
import { appendRoute, changeRouteMtus6, rewriteRoutes } from "./fib.ts";
import { insertAddress6, newAddress6, prefixRoute, scopeOf6 } from "./inet6.ts";

import { awaitRouteExpiry } from "./route-expiry.ts";
import { isStable, stableAddress } from "./stable-address.ts";
import { awaitLifetimes, lifetime, manageTemporary } from "./temporary-address.ts";
import type { Transaction } from "./transaction.ts";

const SECOND = 1_000_000;
const FOREVER = 0xffffffff;
/** MIN_VALID_LIFETIME: no advertisement makes an address end sooner (RFC 4862 section 5.5.3 (e)). */
const MIN_VALID_SECONDS = 7200;
const EVERYTHING: Prefix = { address: "::" as Ipv6, length: 0 };

/** ipv6_accept_ra: hosts do, routers only with 2. */
export function acceptsAdvertisements(link: Link): boolean {
  const accept = conf6(link, "accept_ra");
  return conf6(link, "forwarding") !== 0 ? accept === 2 : accept !== 0;
}

/** accept_ra_min_lft: what is said for so short a time is not heard; what ends now is. */
function longEnough(link: Link, seconds: number): boolean {
  return seconds === 0 || seconds >= conf6(link, "accept_ra_min_lft");
}

function isForeign(link: Link, router: Ipv6): boolean {
  return conf6(link, "accept_ra_from_local") !== 0 || !link.inet6.some(({ local }) => local === router);
}

/** ndisc_router_discovery, as far as it changes anything but the neighbor; that comes between what is said of the router and the options. */
export function receiveAdvertisement(
  tx: Transaction,
  id: LinkId,
  router: Ipv6,
  message: RouterAdvertisement,
  part: "router" | "options",
): void {
  const link = tx.findLink(id);
  if (!link || !acceptsAdvertisements(link)) return;
  if (part === "options") {
    takeOptions(tx, link, router, message);
    return;
  }
  const { lifetimeSeconds } = message;
  if (isForeign(link, router) && conf6(link, "accept_ra_defrtr") !== 0 && longEnough(link, lifetimeSeconds)) {
    const preference = conf6(link, "accept_ra_rtr_pref") !== 0 ? message.preference : "medium";
    const metric = conf6(link, "ra_defrtr_metric");
    keepRoute(tx, link, router, EVERYTHING, lifetimeSeconds, preference, metric);
    const least = conf6(link, "accept_ra_min_hop_limit");
    if (message.hopLimit !== 0 && least < 256 && least <= message.hopLimit) {
      setConf(tx, id, { hop_limit: message.hopLimit });
      setMetric(tx, link.netns, id, router, "hoplimit", message.hopLimit);
    }
  }
  takeTimes(tx, id, message);
}

function takeOptions(tx: Transaction, link: Link, router: Ipv6, message: RouterAdvertisement): void {
  const { id } = link;
  if (isForeign(link, router) && conf6(link, "accept_ra_rtr_pref") !== 0) {
    for (const option of message.options) {
      if (option.kind !== "route" || !longEnough(link, option.lifetimeSeconds)) continue;
      if (option.length === 0 && conf6(link, "accept_ra_defrtr") === 0) continue;
      if (option.length < conf6(link, "accept_ra_rt_info_min_plen")) continue;
      if (option.length > conf6(link, "accept_ra_rt_info_max_plen")) continue;
      const prefix = { address: network(option.prefix, option.length) as Ipv6, length: option.length };
      keepRoute(tx, link, router, prefix, option.lifetimeSeconds, option.preference, 1024);
    }
  }
  if (conf6(link, "accept_ra_pinfo") !== 0)
    for (const option of message.options) if (option.kind === "prefix") receivePrefix(tx, id, option);
  const said = message.options.findLast((option) => option.kind === "mtu");
  if (said?.kind === "mtu" && conf6(link, "accept_ra_mtu") !== 0) takeMtu(tx, id, router, said.mtu);
}

function setConf(tx: Transaction, id: LinkId, values: Readonly<Record<string, number>>): void {
  const link = tx.link(id);
  if (Object.entries(values).some(([name, value]) => link.conf6[name] !== value))
    tx.changeLink(link, { conf6: { ...link.conf6, ...values } });
}

function isRouteVia(route: Route, id: LinkId, router: Ipv6): boolean {
  const [hop] = route.nextHops;
  return route.protocol === PROTO.ra && hop?.link === id && hop.via === router;
}

function expiry(tx: Transaction, seconds: number): { expiresMicros?: number } {
  return seconds === FOREVER ? {} : { expiresMicros: tx.runtime.nowMicros + seconds * SECOND };
}

function appendLasting(tx: Transaction, netns: NetnsId, route: Route): void {
  awaitRouteExpiry(tx, netns, route);
  appendRoute(tx, netns, route);
}

/** rt6_add_dflt_router, rt6_add_route_info: a route over the router for as long as it says, away with it when it says none. */
function keepRoute(
  tx: Transaction,
  link: Link,
  router: Ipv6,
  destination: Prefix,
  seconds: number,
  preference: RouterPreference,
  metric: number,
): void {
  const { netns, id } = link;
  const table = l3TableOf(tx.draft.links, link) ?? TABLE.main;
  const known = tx
    .routes(netns, "inet6")
    .filter(
      (route) =>
        route.table === table &&
        route.destination.length === destination.length &&
        route.destination.address === destination.address &&
        isRouteVia(route, id, router),
    )[0];
  if (known && (seconds === 0 || known.metric !== metric)) rewriteRoutes(tx, netns, "inet6", [known], () => undefined);
  else if (known) {
    const { expiresMicros: _, ...rest } = known;
    const next = { ...rest, preference, ...expiry(tx, seconds) };
    rewriteRoutes(tx, netns, "inet6", [known], () => next);
    return;
  }
  if (seconds === 0) return;
  const route: Route = {
    family: "inet6",
    type: "unicast",
    destination,
    table,
    tos: 0,
    protocol: PROTO.ra,
    scope: 0,
    prefSource: undefined,
    metric,
    nextHops: [{ link: id, via: router, onlink: false, weight: 1, linkDown: !link.carrier, dead: false }],
    metrics: NO_METRICS,
    preference,
  };
  const lasting = { ...route, ...expiry(tx, seconds) };
  if (destination.length === 0) {
    appendLasting(tx, netns, lasting);
    return;
  }
  // rt6_route_rcv gives a route its time when it is there.
  appendRoute(tx, netns, route);
  rewriteRoutes(tx, netns, "inet6", [route], () => lasting);
}

/** fib6_metric_set on the default route. */
function setMetric(tx: Transaction, netns: NetnsId, id: LinkId, router: Ipv6, name: string, value: number): void {
  const mine = tx
    .routes(netns, "inet6")
    .filter(
      (route) => route.destination.length === 0 && isRouteVia(route, id, router) && route.metrics[name] !== value,
    );
  rewriteRoutes(tx, netns, "inet6", mine, (route) => ({ ...route, metrics: { ...route.metrics, [name]: value } }));
}

/** The neighbor settings that a router may give, in milliseconds and seconds. */
function takeTimes(tx: Transaction, id: LinkId, { retransmitMillis, reachableMillis }: RouterAdvertisement): void {
  const link = tx.link(id);
  const reachable = Math.max(100, reachableMillis);
  const neigh6 = {
    ...link.neigh6,
    ...(retransmitMillis ? { retrans_time_ms: Math.max(10, retransmitMillis) } : {}),
    ...(reachableMillis
      ? { base_reachable_time_ms: reachable, gc_stale_time: Math.floor((3 * reachable) / 1000) }
      : {}),
  };
  if (retransmitMillis || reachableMillis) tx.changeLink(link, { neigh6 });
}

/** The MTU of ndisc_router_discovery: the default route gets it, and every route that was given a greater one. */
function takeMtu(tx: Transaction, id: LinkId, router: Ipv6, mtu: number): void {
  const link = tx.link(id);
  const before = link.conf6.mtu6 ?? link.mtu;
  if (mtu < IPV6_MIN_MTU || mtu > link.mtu || before === mtu) return;
  setConf(tx, id, { mtu6: mtu });
  setMetric(tx, link.netns, id, router, "mtu", mtu);
  changeRouteMtus6(tx, link.netns, id, mtu, mtu);
}

type PrefixOption = Extract<RouterOption, { kind: "prefix" }>;

/** addrconf_prefix_rcv. */
function receivePrefix(tx: Transaction, id: LinkId, option: PrefixOption): void {
  const { prefix, length, validSeconds, preferredSeconds } = option;
  const link = tx.link(id);
  if (isIpv6Multicast(prefix) || isIpv6LinkLocal(prefix) || preferredSeconds > validSeconds) return;
  if (validSeconds !== 0 && validSeconds < conf6(link, "accept_ra_min_lft")) return;
  if (option.onLink) keepPrefixRoute(tx, link, option);
  if (option.autonomous && conf6(link, "autoconf") !== 0 && !takeAddress(tx, id, option)) return;
  const told = { address: prefix, length };
  tx.tell("new", link.netns, { noun: "prefix", link: id, prefix: told, validSeconds, preferredSeconds });
}

/** addrconf_prefix_rcv_add_addr: false when there is no address to be had. */
function takeAddress(
  tx: Transaction,
  id: LinkId,
  { prefix, length, validSeconds, preferredSeconds }: PrefixOption,
): boolean {
  const link = tx.link(id);
  if (length !== 64) return false;
  const local = ownAddress(tx, link, prefix);
  if (local === undefined) return false;
  const known = tx.link(id).inet6.find((address) => address.local === local);
  if (known) renew(tx, tx.link(id), known, validSeconds, preferredSeconds);
  else if (validSeconds !== 0) {
    const most = conf6(link, "max_addresses");
    if (most !== 0 && tx.link(id).inet6.length >= most) return false;
    const managed = "mngtmpaddr";
    const address: Inet6Address = {
      ...newAddress6(local, length, scopeOf6(local)),
      marks:
        link.token !== undefined ? [managed, "tokenized"] : isStable(link) ? [managed, "stable-privacy"] : [managed],
      permanent: false,
      valid: lifetime(tx, validSeconds),
      preferred: lifetime(tx, preferredSeconds),
    };
    insertAddress6(tx, id, address, false, false);
    awaitLifetimes(tx, id, address);
    manageTemporary(tx, id, local, validSeconds, preferredSeconds, true);
  }
  return true;
}

/** The prefix is on the link (addrconf_get_prefix_route): a route without a gateway, for as long as it is valid. */
function keepPrefixRoute(tx: Transaction, link: Link, { prefix, length, validSeconds }: PrefixOption): void {
  const { netns, id } = link;
  const fresh = prefixRoute(tx, link, newAddress6(network(prefix, length) as Ipv6, length, 0));
  const known = tx
    .routes(netns, "inet6")
    .filter(
      (route) =>
        route.table === fresh.table &&
        route.destination.length === length &&
        route.destination.address === fresh.destination.address &&
        route.protocol === PROTO.kernel &&
        route.nextHops[0]?.link === id &&
        route.nextHops[0].via === undefined,
    )[0];
  if (!known) {
    if (validSeconds !== 0) appendLasting(tx, netns, { ...fresh, ...expiry(tx, validSeconds) });
    return;
  }
  // What an address that somebody gave has made stays as long as the address.
  const given = link.inet6.some(
    (address) =>
      address.permanent &&
      address.prefixLength === length &&
      network(address.local, length) === known.destination.address,
  );
  if (given) return;
  const { expiresMicros: _, ...rest } = known;
  const next = validSeconds === 0 ? undefined : { ...rest, ...expiry(tx, validSeconds) };
  rewriteRoutes(tx, netns, "inet6", [known], () => next);
}

/** What of a link's address does not come from a prefix: its token, its secret, or ipv6_generate_eui64. */
function ownAddress(tx: Transaction, link: Link, prefix: Ipv6): Ipv6 | undefined {
  const bytes = new Uint8Array(16);
  bytes.set(ipv6Bytes(prefix).subarray(0, 8));
  if (link.token !== undefined) {
    bytes.set(ipv6Bytes(link.token).subarray(8), 8);
    return ipv6FromBytes(bytes);
  }
  if (isStable(link)) return stableAddress(tx, link.id, prefix, 0);
  const devId = link.kind.type === "ipvlan" ? link.kind.devId : 0;
  bytes.set(ipv6Bytes(linkLocalFromMac(macBytes(link.mac), devId)).subarray(8), 8);
  return ipv6FromBytes(bytes);
}

/** addrconf_prefix_rcv_add_addr: the lifetimes begin anew, but what has been promised is not cut below two hours. */
function renew(tx: Transaction, link: Link, known: Inet6Address, validSeconds: number, preferredSeconds: number): void {
  const { nowMicros } = tx.runtime;
  const { valid: was } = known;
  const stored = was === "forever" ? FOREVER : was.seconds - Math.floor((nowMicros - was.atMicros) / SECOND);
  if (stored <= 0) return;
  const seconds = Math.max(validSeconds, Math.min(stored, MIN_VALID_SECONDS));
  const next: Inet6Address = {
    ...known,
    deprecated: false,
    valid: lifetime(tx, seconds),
    preferred: lifetime(tx, preferredSeconds),
  };
  awaitLifetimes(tx, link.id, next);
  const changed = tx.changeLink(link, { inet6: link.inet6.map((other) => (other === known ? next : other)) });
  if (!known.tentative)
    tx.note("address", "new", link.netns, link.id, {
      noun: "address",
      link: changed,
      address: next,
    });
  manageTemporary(tx, link.id, known.local, seconds, preferredSeconds, false);
}

/** rt6_purge_dflt_routers: who has become a router finds its way by itself, unless it accepts advertisements all the same. */
export function purgeDefaultRouters(tx: Transaction, netns: NetnsId): void {
  const gone = tx.routes(netns, "inet6").filter((route) => {
    const link = route.nextHops[0]?.link;
    const over = link === undefined ? undefined : tx.findLink(link);
    return route.protocol === PROTO.ra && route.destination.length === 0 && !(over && conf6(over, "accept_ra") === 2);
  });
  rewriteRoutes(tx, netns, "inet6", gone, () => undefined);
}

/** rt6_clean_tohost: who says that it is no router any more leads nowhere. */
export function routerIsHost(tx: Transaction, netns: NetnsId, router: Ipv6): void {
  const gone = tx.routes(netns, "inet6").filter(({ protocol, destination, nextHops }) => {
    return protocol === PROTO.ra && destination.length === 0 && nextHops[0]?.via === router;
  });
  rewriteRoutes(tx, netns, "inet6", gone, () => undefined);
}
