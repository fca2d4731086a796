/**
 * Routes for what this host sends: the device, the next hop and the source address (ip_route_output_key_hash_rcu of
 * net/ipv4/route.c, inet_select_addr of net/ipv4/devinet.c).
 */
import { IPV4_BROADCAST, IPV4_LOOPBACK, type Ipv4, isIpv4Multicast } from "../address/ipv4.ts";
import type { IpAddress } from "../address/prefix.ts";
import { formatPrefix } from "../address/prefix.ts";
import type { Errno } from "../errors.ts";
import { SCOPE } from "../model/address.ts";
import { hasInet4 } from "../model/family-mtu.ts";
import type { LinkId } from "../model/id.ts";
import { type Route, TABLE } from "../model/route.ts";
import type { Ipv4Payload } from "../wire/frame.ts";
import { isOneOfSeveral, selectDefault } from "./default-route.ts";
import { addressTypeByTable, type FibResult, lookupRoute } from "./fib.ts";
import { matchesOwn } from "./fib-rule.ts";
import { encapHeadroom } from "./mpls-headroom.ts";
import type { Network } from "./network.ts";
import { carriesSource, routeSource4, selectSource4 } from "./source.ts";
import type { Device, Namespace } from "./view.ts";

export type OutputRoute =
  | {
      readonly ok: true;
      readonly type: "unicast" | "local" | "broadcast" | "multicast";
      readonly device: Device;
      /** Whom to ask the neighbor table for. */
      readonly nextHop: IpAddress;
      /** The source when the sender did not choose one; undefined when the host has none. */
      readonly source: IpAddress | undefined;
      readonly route: Route | undefined;
      /** The largest packet: the device's, or what the route says (RTAX_MTU). */
      readonly mtu: number;
      /** IP_MULTICAST_LOOP is off. */
      readonly deaf?: true;
      /** IP_PMTUDISC_PROBE: what is known of the path does not count. */
      readonly probing?: true;
    }
  | { readonly ok: false; readonly errno: Errno; readonly route: Route | undefined };

/** ipv4_is_local_multicast: 224.0.0.0/24. */
const LOCAL_GROUPS = 0xe0_00_00;

/** The least octets a memo is worth starting anew for. */
const MEMO_LIMIT = 8192;

export interface OutputQuery {
  readonly destination: Ipv4;
  readonly source?: Ipv4 | undefined;
  readonly device?: Device | undefined;
  readonly tos?: number | undefined;
  readonly mark?: number | undefined;
  /** What is sent, for rules and hashes that look at ports. */
  readonly payload?: Ipv4Payload | undefined;
  /** RT_SCOPE_LINK: no route that goes farther than a link. */
  readonly onLink?: boolean | undefined;
}

/** The route to a destination. Memoized where the answer depends on nothing but the destination. */
export function routeOutput4(namespace: Namespace, query: OutputQuery): OutputRoute {
  const { destination } = query;
  const bySource = query.source !== undefined && (isIpv4Multicast(destination) || destination === IPV4_BROADCAST);
  const alone = query.device === undefined && destination !== 0;
  const plain = alone && !query.tos && !query.mark && !query.onLink && !bySource;
  if (plain) {
    const known = namespace.output4.get(destination);
    if (known) return mayLeave(known, query.source);
  }
  const result = resolve4(namespace, query);
  if (plain && namespace.config.rules4.every(matchesOwn) && (!result.route || isSettled(namespace, result.route))) {
    if (namespace.output4.size > MEMO_LIMIT) namespace.output4.clear();
    namespace.output4.set(destination, result);
  }
  return mayLeave(result, query.source);
}

/** All packets to a destination go by it. */
function isSettled({ view, id }: Namespace, route: Route): boolean {
  return route.nextHops.length <= 1 && !isOneOfSeveral(view.config, id, route);
}

/**
 * ip_route_connect: who connects without saying from where is given the source of the route found, and with it asks once more, so that rules
 * that look at sources have their say.
 */
export function routeConnect4(namespace: Namespace, query: OutputQuery): OutputRoute {
  const found = routeFrom4(namespace, query);
  if (!found.ok || query.source || typeof found.source !== "number") return found;
  // Nothing is sent from the address of a group or of everybody, though a link may have one.
  if (isIpv4Multicast(found.source) || found.source === IPV4_BROADCAST)
    return { ok: false, errno: "EINVAL", route: found.route };
  if (namespace.config.rules4.every(matchesOwn) && (!found.route || isSettled(namespace, found.route))) return found;
  const again = routeOutput4(namespace, { ...query, source: found.source });
  return again.ok ? { ...again, source: found.source } : again;
}

/** ip_route_output_key_hash: whatever sockets may be bound to, programs send from addresses of this host alone. */
export function routeFrom4(namespace: Namespace, query: OutputQuery): OutputRoute {
  const { source } = query;
  if (source && !ownsAddress4(namespace, source)) return { ok: false, errno: "ENETUNREACH", route: undefined };
  return routeOutput4(namespace, query);
}

function mayLeave(route: OutputRoute, asked: Ipv4 | undefined): OutputRoute {
  if (!route.ok || route.type === "local") return route;
  const { device } = route;
  if (carriesSource(device.link, device.netns.config, asked ?? route.source)) return route;
  return { ok: false, errno: "EINVAL", route: route.route };
}

function resolve4(namespace: Namespace, query: OutputQuery): OutputRoute {
  const { device, destination } = query;
  if (device && !(device.up && hasInet4(device.link))) return { ok: false, errno: "ENETUNREACH", route: undefined };
  if (destination === 0) return toMyself(namespace, query);
  const group = isIpv4Multicast(destination);
  // Groups of the link and everybody are where one is told to go; the address that one sends from tells that, too.
  const near = destination === IPV4_BROADCAST || destination >>> 8 === LOCAL_GROUPS;
  const told = near ? device : undefined;
  const over = told ?? (!device && query.source && (group || near) ? ownerOf4(namespace, query.source) : undefined);
  if (over) {
    const type = group ? "multicast" : "broadcast";
    const source = query.source ?? selectSource4(namespace.view.config, over.link, undefined, SCOPE.link);
    return { ok: true, type, device: over, nextHop: destination, source, route: undefined, mtu: over.mtu };
  }
  const chosen =
    device && group ? selectSource4(namespace.view.config, device.link, undefined, SCOPE.global) : undefined;
  const source = query.source ?? chosen;
  const found = lookupRoute(
    namespace.view.config,
    namespace.id,
    {
      destination,
      source,
      oif: device?.id,
      tos: query.tos,
      mark: query.mark,
      payload: query.payload,
      minScope: query.onLink ? SCOPE.link : undefined,
    },
    namespace.view.runtime,
  );
  if (found.kind === "error") {
    // A device was asked for and the tables know nothing, or refuse: the destination is taken to be on the link.
    if (device && (group || !device.l3master)) {
      const from = source ?? selectSource4(namespace.view.config, device.link, undefined, SCOPE.link);
      const type = group ? "multicast" : "unicast";
      return { ok: true, type, device, nextHop: destination, source: from, route: undefined, mtu: device.mtu };
    }
    return { ok: false, errno: found.errno, route: found.route };
  }
  const chosenRoute = device
    ? found
    : selectDefault(namespace.view.config, namespace.id, namespace.view.runtime, found);
  const route = fromFib(namespace, chosenRoute, destination, device?.l3master);
  return route.ok && chosen !== undefined ? { ...route, source: chosen } : route;
}

/** Nobody's address is this host's own: the one that it would send from, whatever the tables say. */
function toMyself({ view, loopback }: Namespace, { device, source }: OutputQuery): OutputRoute {
  const chosen = device && selectSource4(view.config, device.link, undefined, SCOPE.host);
  const own = source || chosen || IPV4_LOOPBACK;
  return { ok: true, type: "local", device: loopback, nextHop: own, source: own, route: undefined, mtu: loopback.mtu };
}

function fromFib(
  namespace: Namespace,
  found: Extract<FibResult, { kind: "route" }>,
  destination: Ipv4,
  domain: Device | undefined,
): OutputRoute {
  const { route, nextHop } = found;
  const out = nextHop.link === undefined ? undefined : namespace.view.device(nextHop.link as LinkId);
  if (route.type === "local") {
    const source = (route.prefSource as Ipv4 | undefined) ?? destination;
    // A VRF device is the loopback device of its domain.
    const loopback = out?.l3master ?? namespace.loopback;
    return { ok: true, type: "local", device: loopback, nextHop: destination, source, route, mtu: loopback.mtu };
  }
  if (!out) return { ok: false, errno: "ENETUNREACH", route };
  const source = routeSource4(namespace.view.config, route, nextHop, out.link, domain?.link);
  const multicast = isIpv4Multicast(destination);
  const broadcast = route.type === "broadcast" || destination === IPV4_BROADCAST;
  return {
    ok: true,
    type: multicast ? "multicast" : broadcast ? "broadcast" : "unicast",
    device: out,
    // __mkroute_output: a default route's gateway has no groups to pass on to; that of a narrower one has been chosen for it.
    nextHop: broadcast || (multicast && route.destination.length < 4) ? destination : (nextHop.via ?? destination),
    source,
    route,
    mtu: (route.metrics.mtu ?? out.mtu) - encapHeadroom(found.nextHop),
  };
}

/**
 * inet_addr_type: what an address is by the local table; "unicast" for everything that is not found there, "broadcast" where the table
 * itself is not there yet.
 */
export function addressType4(namespace: Namespace, address: Ipv4): string {
  const known = namespace.types4.get(address);
  if (known !== undefined) return known;
  const type = typeIn(namespace, TABLE.local, address);
  if (namespace.types4.size > MEMO_LIMIT) namespace.types4.clear();
  namespace.types4.set(address, type);
  return type;
}

/** __ip_dev_find: whether an address is the namespace's, in whatever domain. */
export function ownsAddress4(namespace: Namespace, address: Ipv4): boolean {
  if (addressType4(namespace, address) === "local") return true;
  return namespace.devices.some(({ link }) => link.inet.some(({ local }) => local === address));
}

/** __ip_dev_find: the device that is up and has an address. */
function ownerOf4(namespace: Namespace, address: Ipv4): Device | undefined {
  return namespace.devices.find(({ up, link }) => up && link.inet.some(({ local }) => local === address));
}

/** inet_addr_type_dev_table: the same by the table of a device's domain. */
export function addressTypeAt(device: Device, address: Ipv4): string {
  const table = device.localTable;
  return table === TABLE.local ? addressType4(device.netns, address) : typeIn(device.netns, table, address);
}

/** RTCF_BROADCAST: a route says that it is a broadcast address; that there is no local table yet says nothing. */
export function isRoutedBroadcast(device: Device, address: Ipv4): boolean {
  if (address === IPV4_BROADCAST || address === 0) return true;
  if (!device.netns.config.tables4?.[device.localTable]) return false;
  return addressTypeAt(device, address) === "broadcast";
}

function typeIn(namespace: Namespace, table: number, address: Ipv4): string {
  if (address === IPV4_BROADCAST || address === 0) return "broadcast";
  if (isIpv4Multicast(address)) return "multicast";
  if (!namespace.config.tables4?.[table]) return "broadcast";
  return addressTypeByTable(namespace.view.config, namespace.config, address, table);
}

/** Tells a journey by which route what this host made leaves. */
export function reportOutput(net: Network, { device, route }: OutputRoute & { ok: true }, packet: number): void {
  net.report(device, "route", undefined, packet, { kind: "emit", to: [device.id] }, describeRoute(device.netns, route));
}

/** A route as `ip route` lists it, for journeys. */
export function describeRoute(namespace: Namespace, route: Route | undefined): string | undefined {
  if (!route) return undefined;
  const type = route.type === "unicast" ? "" : `${route.type} `;
  const { length } = route.destination;
  const full = route.family === "inet" ? 32 : 128;
  const destination =
    length === 0 ? "default" : formatPrefix(route.destination).replace(length === full ? `/${full}` : "", "");
  const hop = route.nextHops[0];
  const via =
    hop?.via === undefined ? "" : ` via ${formatPrefix({ address: hop.via as Ipv4, length: 0 }).replace(/\/0$/, "")}`;
  const device = hop?.link === undefined ? undefined : namespace.view.device(hop.link)?.name;
  const table = route.table === TABLE.main ? "" : ` table ${route.table === TABLE.local ? "local" : route.table}`;
  return `${type}${destination}${via}${device ? ` dev ${device}` : ""}${table}`;
}
