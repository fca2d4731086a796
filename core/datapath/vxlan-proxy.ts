/**
 * VXLAN interfaces that answer for others (arp_reduce, neigh_reduce and vxlan_na_create of drivers/net/vxlan/vxlan_core.c),
 * and what they tell when nobody told them (vxlan_ip_miss, vxlan_fdb_miss).
 *
 * Same as Linux: who is answered for, that nothing that asks goes any further, which misses are told. Absent: route
 * short-circuits (`rsc`), the router flag of entries.
 */
import { isIpv4Loopback, isIpv4Multicast } from "../address/ipv4.ts";
import { isIpv6Multicast } from "../address/ipv6.ts";
import type { Mac } from "../address/mac.ts";
import type { IpAddress } from "../address/prefix.ts";
import { IFF, type Vxlan } from "../model/link.ts";
import { vxlanKey } from "../model/neighbor.ts";
import type { Frame } from "../wire/frame.ts";
import type { Network } from "./network.ts";
import type { Device } from "./view.ts";

/** NUD_CONNECTED. */
const CONNECTED: ReadonlySet<string> = new Set(["PERMANENT", "NOARP", "REACHABLE"]);

/** What `ip monitor` shows of an address that nothing is known of. */
export function tellMiss(
  net: Network,
  device: Device,
  missed: { readonly address: IpAddress } | { readonly mac: Mac },
): void {
  if (!net.world.notifier.heard) return;
  net.world.notifier.tell({ noun: "miss", verb: "new", netns: device.netns.id, link: device.id, ...missed });
}

/** Somebody else's hardware address, where the interface knows it and who has it is at another end; tells when it knows nothing. */
function known(net: Network, device: Device, kind: Vxlan, vni: number, address: IpAddress): Mac | undefined {
  const neighbor = device.neighbor(address);
  if (!neighbor) {
    if (kind.l3miss) tellMiss(net, device, { address });
    return undefined;
  }
  if (neighbor.mac === undefined || !CONNECTED.has(neighbor.state)) return undefined;
  // The neighbor of a bridge here, which hears the question itself.
  const end = device.fdb.get(vxlanKey(kind, neighbor.mac, vni))?.remotes?.[0]?.address;
  return end === 0 || end === "::" ? undefined : neighbor.mac;
}

/** What the interface answers to what it is given to send. */
function answer(
  net: Network,
  device: Device,
  kind: Vxlan,
  { source, payload, tunnel: vni = kind.id }: Frame,
): Frame | undefined {
  if (payload.kind === "arp") {
    const { operation, senderMac, senderIp, targetIp } = payload;
    if (device.link.flags & IFF.NOARP || operation !== "request") return undefined;
    if (isIpv4Loopback(targetIp) || isIpv4Multicast(targetIp)) return undefined;
    const mac = known(net, device, kind, vni, targetIp);
    if (mac === undefined) return undefined;
    const reply = { senderMac: mac, senderIp: targetIp, targetMac: senderMac, targetIp: senderIp } as const;
    return { source: mac, destination: senderMac, payload: { kind: "arp", operation: "reply", ...reply } };
  }
  if (payload.kind !== "ipv6" || payload.payload.kind !== "icmpv6") return undefined;
  const asked = payload.payload;
  if (asked.type !== "neighbor-solicitation" || payload.destination === "::1" || isIpv6Multicast(asked.target))
    return undefined;
  const mac = known(net, device, kind, vni, asked.target);
  if (mac === undefined) return undefined;
  return {
    source: mac,
    destination: asked.sourceLink ?? source,
    payload: {
      kind: "ipv6",
      source: asked.target,
      destination: payload.source,
      hopLimit: 255,
      trafficClass: payload.trafficClass,
      flowLabel: 0,
      payload: {
        kind: "icmpv6",
        type: "neighbor-advertisement",
        target: asked.target,
        targetLink: mac,
        router: false,
        solicited: true,
        override: true,
      },
    },
  };
}

/** True for a question about who has an address, which goes no further whether it is answered or not. */
export function answerForOthers(net: Network, device: Device, kind: Vxlan, frame: Frame, packet: number): boolean {
  const { payload, vlan } = frame;
  if (vlan !== undefined) return false;
  const asks =
    payload.kind === "arp" ||
    (payload.kind === "ipv6" && payload.payload.kind === "icmpv6" && payload.payload.type === "neighbor-solicitation");
  if (!asks) return false;
  const reply = answer(net, device, kind, frame);
  // netif_rx: it comes in by the interface, which counts nothing.
  if (reply) net.backlog.push(net.nowMicros, device.id, reply, packet);
  else if (net.tracing) net.drop(device, "transmit", frame, packet, "NOT_SPECIFIED");
  return true;
}
