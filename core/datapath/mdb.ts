/**
 * Multicast snooping in the datapath (net/bridge/br_multicast.c): listener reports are learned from, and frames to a group
 * go only to those who want it, once somebody asks who does (a querier).
 *
 * Same as Linux: without a querier IP groups are flooded; entries of hardware addresses are obeyed at once; reports of older
 * versions go to routers alone. Absent: multicast router discovery.
 */
import { formatIpv4 } from "../address/ipv4.ts";
import { IPV6_ALL_NODES } from "../address/ipv6.ts";
import type { Mac } from "../address/mac.ts";
import type { IpAddress } from "../address/prefix.ts";
import type { LinkId } from "../model/id.ts";
import { isLinkLayerGroup, type MdbGroup, mdbKey } from "../model/mdb.ts";
import type { Frame, GroupRecord, Icmpv6, Igmp, Ipv4Packet, Ipv6Packet } from "../wire/frame.ts";
import { isMld } from "../wire/length.ts";
import { queryDelayMicros } from "./group-answers.ts";
import type { Network } from "./network.ts";
import { querierExists, queryReceived } from "./querier.ts";
import type { Device } from "./view.ts";

/** What a packet says of groups. */
function groupMessage({ payload }: Ipv4Packet | Ipv6Packet): Igmp | Icmpv6 | undefined {
  return payload.kind === "igmp" || (payload.kind === "icmpv6" && isMld(payload)) ? payload : undefined;
}

/** br_multicast_rcv: learns from a report or a query. `port` is undefined for what the bridge itself sends. */
export function snoop(net: Network, bridge: Device, port: Device | undefined, frame: Frame, vlan: number): void {
  const { payload } = frame;
  if (payload.kind !== "ipv6" && payload.kind !== "ipv4") return;
  const message = groupMessage(payload);
  if (!message || bridge.bridge?.mcastSnooping !== true || !bridge.up) return;
  const hear = (records: readonly GroupRecord<IpAddress>[]): void =>
    net.event({ kind: "listener", bridge: bridge.id, port: port?.id, host: frame.source, vlan, records });
  switch (message.type) {
    case "v3-report":
    case "mld2-report":
      hear(message.records);
      return;
    case "v1-report":
    case "v2-report":
    case "mld1-report":
      hear([{ change: "is_ex", group: message.group }]);
      return;
    case "leave":
    case "mld1-done":
      hear([{ change: "to_in", group: message.group }]);
      return;
    case "query":
    case "mld-query": {
      const delayMicros = queryDelayMicros(message);
      const { group } = message;
      if (group !== 0 && group !== "::") net.event({ kind: "groupAsked", bridge: bridge.id, group, vlan, delayMicros });
      else if (port) queryReceived(net, bridge, port, payload.source, delayMicros);
      return;
    }
  }
}

/** Who is to have a frame to a group. */
export interface Listeners {
  readonly ports: ReadonlySet<LinkId>;
  /** Whom the frame is addressed to in place of the group, by ports that have it so (BR_MULTICAST_TO_UNICAST). */
  readonly hosts: ReadonlyMap<LinkId, readonly Mac[]>;
  /** The bridge's own host. */
  readonly host: boolean;
}

/** Those who listen to a group; undefined: everybody is to have the frame (br_mdb_get, br_multicast_querier_exists). */
export function listenersOf(net: Network, bridge: Device, frame: Frame, vlan: number): Listeners | undefined {
  const table = net.world.runtime.mdb.get(bridge.id);
  if (bridge.bridge?.mcastSnooping !== true) return undefined;
  const { payload } = frame;
  if (payload.kind === "ipv4" || payload.kind === "ipv6") {
    const family = payload.kind === "ipv4" ? "inet" : "inet6";
    if (!querierExists(net, bridge, family)) return undefined;
    const message = groupMessage(payload);
    // Who asks, and reports of the present versions, are heard by all; other reports by routers alone.
    if (message) return forRouters(message) ? among(net, bridge, family, undefined) : undefined;
    const group = payload.kind === "ipv4" ? formatIpv4(payload.destination) : payload.destination;
    if (group.startsWith("224.0.0.") || group === IPV6_ALL_NODES) return undefined;
    const source = payload.kind === "ipv4" ? formatIpv4(payload.source) : payload.source;
    const entry = table?.get(mdbKey(group, source, vlan)) ?? table?.get(mdbKey(group, undefined, vlan));
    return among(net, bridge, family, entry);
  }
  const entry = table?.get(mdbKey(frame.destination, undefined, vlan));
  return entry && isLinkLayerGroup(entry.group) ? among(net, bridge, "inet", entry) : undefined;
}

/** mrouters_only. */
function forRouters({ type }: Igmp | Icmpv6): boolean {
  return type === "v1-report" || type === "v2-report" || type === "mld1-report";
}

/** br_multicast_flood, br_multicast_is_router. */
function among(net: Network, bridge: Device, family: "inet" | "inet6", entry: MdbGroup | undefined): Listeners {
  const ports = new Set<LinkId>();
  const hosts = new Map<LinkId, Mac[]>();
  for (const { port, host, permanent, told, expiresMicros } of entry?.ports ?? []) {
    if (!permanent && told && (expiresMicros ?? 0) <= net.nowMicros) continue;
    ports.add(port);
    if (host === undefined || net.device(port)?.port?.mcastToUnicast !== true) continue;
    const known = hosts.get(port);
    if (known) known.push(host);
    else hosts.set(port, [host]);
  }
  // Routers are to have everything.
  const { querying } = net.world.runtime;
  for (const port of bridge.ports)
    if (
      (port.port?.mcastRouter ?? 0) >= 2 ||
      (querying.get(port.id)?.[family].routerUntilMicros ?? 0) > net.nowMicros
    ) {
      ports.add(port.id);
      hosts.delete(port.id);
    }
  return { ports, hosts, host: entry?.hostMicros !== undefined || bridge.bridge?.mcastRouter === 2 };
}
