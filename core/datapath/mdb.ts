/**
 * Multicast snooping in the datapath (net/bridge/br_multicast.c): listener reports are learned from, and frames to a group
 * go only to those who want it, once somebody asks who does (a querier).
 *
 * Same as Linux: without a querier IP groups are flooded; entries of hardware addresses are obeyed at once.
 * Simplified: a bridge with mcast_querier sends no queries, and those who answered once are taken to answer always.
 */
import { formatIpv4 } from "../address/ipv4.ts";
import type { LinkId } from "../model/id.ts";
import { isLinkLayerGroup, type MdbGroup, mdbKey } from "../model/mdb.ts";
import type { Frame } from "../wire/frame.ts";
import type { Network } from "./network.ts";
import type { Device } from "./view.ts";

/** br_multicast_rcv: learns from a report. `port` is undefined for what the bridge itself sends. */
export function snoop(net: Network, bridge: Device, port: Device | undefined, frame: Frame, vlan: number): void {
  const { payload } = frame;
  if (payload.kind !== "ipv6" && payload.kind !== "ipv4") return;
  const message = payload.payload;
  if (message.kind !== "igmp" && (message.kind !== "icmpv6" || message.type !== "mld2-report")) return;
  if (bridge.bridge?.mcastSnooping !== true || !bridge.up) return;
  net.event({ kind: "listener", bridge: bridge.id, port: port?.id, records: message.records, vlan });
}

/** Who is to have a frame to a group; undefined: everybody (br_mdb_get, br_multicast_querier_exists). */
export interface Listeners {
  readonly ports: ReadonlySet<LinkId>;
  readonly host: boolean;
}

export function listenersOf(net: Network, bridge: Device, frame: Frame, vlan: number): Listeners | undefined {
  const table = net.world.runtime.mdb.get(bridge.id);
  const settings = bridge.bridge;
  if (!table || table.size === 0 || !settings?.mcastSnooping) return undefined;
  const { payload } = frame;
  if (payload.kind === "ipv4" || payload.kind === "ipv6") {
    // Whoever says who listens is heard by all, and so is what concerns this link alone.
    if (!settings.mcastQuerier) return undefined;
    const group = payload.kind === "ipv4" ? formatIpv4(payload.destination) : payload.destination;
    if (group.startsWith("224.0.0.") || group === "ff02::1" || group === "ff02::16") return undefined;
    const source = payload.kind === "ipv4" ? formatIpv4(payload.source) : payload.source;
    const entry = table.get(mdbKey(group, source, vlan)) ?? table.get(mdbKey(group, undefined, vlan));
    if (!entry && group.startsWith("ff02:")) return undefined;
    return among(net, bridge, entry);
  }
  const entry = table.get(mdbKey(frame.destination, undefined, vlan));
  return entry && isLinkLayerGroup(entry.group) ? among(net, bridge, entry) : undefined;
}

function among(net: Network, bridge: Device, entry: MdbGroup | undefined): Listeners {
  const ports = new Set<LinkId>();
  for (const { port, permanent, told, expiresMicros } of entry?.ports ?? [])
    if (permanent || !told || (expiresMicros ?? 0) > net.nowMicros) ports.add(port);
  // Routers are to have everything.
  for (const port of bridge.ports) if ((port.port?.mcastRouter ?? 0) >= 2) ports.add(port.id);
  return { ports, host: entry?.hostMicros !== undefined || bridge.bridge?.mcastRouter === 2 };
}
