/** What is there, as the requests that would make it again. */
import type { Inet4Address, Inet6Address } from "../model/address.ts";
import type { BridgePort, BridgeSettings } from "../model/bridge.ts";
import type { Config } from "../model/config.ts";
import { isAddressedByEnds, type Link } from "../model/link.ts";
import type { Nexthop } from "../model/nexthop.ts";
import { metricsOf, type Route } from "../model/route.ts";
import type { AddressSpec } from "./address.ts";
import { BRIDGE_SETTINGS, PORT_SETTINGS, settingNumber } from "./bridge-settings.ts";
import type { NewLink } from "./link.ts";
import type { NexthopSpec } from "./nexthop.ts";
import type { RouteSpec } from "./route.ts";
import type { TuntapSpec } from "./tuntap.ts";

/** Settings of bridges by their command-line names, as far as they differ. */
export function changedBridgeSettings(was: BridgeSettings, now: BridgeSettings): Record<string, number> {
  const settings: Record<string, number> = {};
  for (const { word, key } of BRIDGE_SETTINGS) {
    const before = settingNumber(was[key]);
    if (was[key] !== now[key] && before !== undefined) settings[word] = before;
  }
  return settings;
}

/** The same for ports. The state of one follows from other things. */
export function changedPortSettings(was: BridgePort, now: BridgePort): Record<string, number> {
  const settings: Record<string, number> = {};
  for (const { word, key } of PORT_SETTINGS)
    if (key !== "state" && word !== "mcast_fast_leave" && was[key] !== now[key]) settings[word] = Number(was[key]);
  return settings;
}

/** A TUN or TAP device. */
export function tuntapSpecOf({ name, kind }: Link): TuntapSpec {
  if (kind.type !== "tun") throw new Error(`${name} is no TUN device`);
  const { mode, user, group, pi, vnetHdr, multiQueue, oneQueue } = kind;
  return {
    name,
    mode,
    pi,
    vnetHdr,
    multiQueue,
    oneQueue,
    ...(user !== undefined && { user }),
    ...(group !== undefined && { group }),
  };
}

/** A link without what its kind has of its own. */
export function newLinkOf(link: Link): NewLink {
  return {
    name: link.name,
    ifindex: link.ifindex,
    // A bridge's own choice of address is left to it; that of a tunnel is its end.
    ...((link.kind.type === "bridge" && link.macAssigned !== "set") || isAddressedByEnds(link)
      ? {}
      : { mac: link.mac }),
    ...(link.kind.type === "bridge" && !link.mtuSet ? {} : { mtu: link.mtu }),
    txQueueLength: link.txQueueLength,
    group: link.group,
    queues: askedQueues(link),
    ...(link.alias === undefined ? {} : { alias: link.alias }),
  };
}

/** Who chose no number of queues has fewer in use than there are (veth_init_queues). */
function askedQueues({ queues, queuesUsed }: Link): NewLink["queues"] & object {
  return {
    ...((queuesUsed?.tx ?? queues.tx) === queues.tx && { tx: queues.tx }),
    ...((queuesUsed?.rx ?? queues.rx) === queues.rx && { rx: queues.rx }),
  };
}

function seconds(life: Inet4Address["valid"]): number | undefined {
  return life === "forever" ? undefined : life.seconds;
}

/** An address of a device of that name, with what remains of its lifetimes. */
export function addressSpecOf(device: string, address: Inet4Address | Inet6Address): AddressSpec {
  const { local, prefixLength: length } = address;
  const valid = seconds(address.valid);
  const preferred = seconds(address.preferred);
  const common = {
    device,
    metric: address.metric,
    proto: address.proto,
    noPrefixRoute: address.noPrefixRoute,
    ...(valid === undefined ? {} : { validSeconds: valid }),
    ...(preferred === undefined ? {} : { preferredSeconds: preferred }),
  };
  if (typeof local === "string") {
    const peer =
      "tentative" in address && address.peer !== undefined ? { peer: { address: address.peer, length } } : {};
    const { noDad, marks } = address as Inet6Address;
    return {
      ...{ ...common, local: { address: local, length }, ...peer, noDad },
      ...(marks?.includes("home") && { homeAddress: true }),
      ...(marks?.includes("mngtmpaddr") && { manageTemporary: true }),
      ...(marks?.includes("autojoin") && { autoJoin: true }),
    };
  }
  if ("tentative" in address) throw new Error("an IPv6 address without text");
  return {
    ...common,
    local: { address: local, length },
    ...(address.peer === local ? {} : { peer: { address: address.peer, length } }),
    ...(address.broadcast === undefined ? {} : { broadcast: address.broadcast }),
    label: address.label,
    scope: address.scope,
    ...(address.autoJoin && { autoJoin: true }),
  };
}

/** A nexthop object; its device by the name it has in `config`. */
export function nexthopSpecOf(
  config: Config,
  { id, family, hop, blackhole, fdb, protocol, group, resilient }: Nexthop,
): NexthopSpec {
  const device = hop?.link === undefined || blackhole ? undefined : config.links[hop.link]?.name;
  return {
    id,
    protocol,
    ...(family && { family }),
    ...(device !== undefined && { device }),
    ...(hop?.via !== undefined && { via: hop.via }),
    ...(hop?.onlink && { onlink: true }),
    ...(hop?.encap && { encap: hop.encap }),
    ...(blackhole && { blackhole }),
    ...(fdb && { fdb }),
    ...(group.length > 0 && { group }),
    ...(resilient && {
      resilient: {
        buckets: resilient.buckets.length,
        idleSeconds: resilient.idleSeconds,
        unbalancedSeconds: resilient.unbalancedSeconds,
      },
    }),
  };
}

/** The words that would make a route again. With `all`, next hops stand beside the object that they are those of. */
export function routeSpecOf(config: Config, route: Route, all = false): RouteSpec {
  const rejecting = route.nextHops.length > 0 && ["blackhole", "unreachable", "prohibit", "throw"].includes(route.type);
  return {
    family: route.family,
    destination: route.destination,
    ...(route.from && { from: route.from }),
    type: route.ownType ?? route.type,
    table: route.table,
    tos: route.tos,
    protocol: route.protocol,
    scope: route.scope,
    metric: route.metric,
    metrics: route.metrics,
    preference: route.preference,
    ...(route.prefSource === undefined ? {} : { prefSource: route.prefSource }),
    ...(route.nhid === undefined ? {} : { nhid: route.nhid }),
    ...(route.locks && { locks: route.locks }),
    ...(route.congctl !== undefined && { congctl: route.congctl }),
    ...(route.realms !== undefined && { realms: route.realms }),
    ...(route.tableless && { tableless: true }),
    nextHops: (route.nhid === undefined ? rejecting : !all)
      ? []
      : route.nextHops.map((hop) => {
          const device = hop.link === undefined ? undefined : config.links[hop.link]?.name;
          return {
            ...(device === undefined ? {} : { device }),
            ...(hop.via === undefined ? {} : { via: hop.via }),
            onlink: hop.onlink,
            // With a weight, one is a list as well.
            ...(route.nextHops.length > 1 && { weight: hop.weight }),
            ...(hop.encap && { encap: hop.encap }),
          };
        }),
  };
}

/** What a route was put together from, where its next hops have metrics of their own. */
export function partsOf(route: Route): readonly Route[] {
  if (!route.nextHops.some((hop) => hop.ownMetrics)) return [route];
  return route.nextHops.map((hop) => {
    const { ownMetrics: _, ...rest } = hop;
    return { ...route, metrics: metricsOf(route, hop), nextHops: [rest] };
  });
}
