/**
 * What is too large for a VXLAN interface's outer path (skb_tunnel_check_pmtu, iptunnel_pmtud_build_icmp of
 * net/ipv4/ip_tunnel_core.c): the host that sent it notes so, and one beyond a bridge is told by an error in the name of
 * whom it wrote to.
 *
 * Simplified: what a bridge sends of its own is told by its address.
 */
import { isIpv4Multicast } from "../address/ipv4.ts";
import { isIpv6Multicast } from "../address/ipv6.ts";
import type { Frame, Ipv4Packet, Ipv6Packet } from "../wire/frame.ts";
import { ETHERNET_HEADER, frameLength, ipv4SegmentLength, ipv6SegmentLength, isSegmented } from "../wire/length.ts";
import { FRAGMENTATION_NEEDED } from "./icmp.ts";
import type { Network } from "./network.ts";
import { MIN_MTU_6, updatePathMtu } from "./path-mtu.ts";
import { routeOutput4 } from "./route-output.ts";
import { routeOutput6 } from "./route6.ts";
import type { Device } from "./view.ts";

/** Outer header, UDP, VXLAN and the inner Ethernet header (VXLAN_HEADROOM, VXLAN6_HEADROOM). */
export const VXLAN_HEADROOM = 50;
export const VXLAN6_HEADROOM = 70;
const LEAST_REPLY_4 = 576;

/** Undefined where a frame may go on; otherwise what its sender is to get in its place. `mtu` is what one packet may carry. */
export function tooLargeReply(net: Network, device: Device, frame: Frame, mtu: number): Frame | undefined {
  const { payload } = frame;
  if (payload.kind !== "ipv4" && payload.kind !== "ipv6") return undefined;
  // Of what is cut into segments on its way each counts by itself (skb_gso_validate_network_len).
  const segment = payload.kind === "ipv4" ? ipv4SegmentLength(payload) : ipv6SegmentLength(payload);
  if ((isSegmented(frame) ? segment : frameLength(frame) - ETHERNET_HEADER) <= mtu) return undefined;
  noteOwn(net, device, frame, payload, mtu);
  if (!device.port) return undefined;
  const reply = payload.kind === "ipv4" ? reply4(payload, mtu) : reply6(payload, mtu);
  return reply && { ...frame, source: frame.destination, destination: frame.source, payload: reply };
}

/** skb_dst_update_pmtu_no_confirm: for what this host sends, or passes on, by the interface or by the bridge it is a port of. */
function noteOwn(net: Network, device: Device, frame: Frame, payload: Ipv4Packet | Ipv6Packet, mtu: number): void {
  const { netns } = device;
  const by = device.port && device.link.master !== undefined ? net.device(device.link.master) : device;
  if (!by || (by !== device && frame.source !== by.mac)) return;
  const { destination } = payload;
  const route =
    typeof destination === "number"
      ? routeOutput4(netns, { destination, device: by.l3master })
      : routeOutput6(netns, { destination, device: by });
  if (route.ok && route.device === by) updatePathMtu(net, route, destination, mtu);
}

/** iptunnel_pmtud_check_icmp. */
function reply4(original: Ipv4Packet, mtu: number): Ipv4Packet | undefined {
  const { source, destination, payload } = original;
  if (mtu < LEAST_REPLY_4 || !original.dontFragment || original.moreFragments || original.fragmentOffset > 0)
    return undefined;
  if (isIpv4Multicast(destination) || destination === 0xffffffff || isIpv4Multicast(source)) return undefined;
  if (source === 0 || source >>> 24 === 127 || source === 0xffffffff) return undefined;
  if (payload.kind === "icmp" && "original" in payload) return undefined;
  return {
    ...original,
    source: destination,
    destination: source,
    tos: 0,
    id: 0,
    payload: { kind: "icmp", type: "unreachable", code: FRAGMENTATION_NEEDED, info: mtu, original },
  };
}

/** iptunnel_pmtud_check_icmpv6. */
function reply6(original: Ipv6Packet, mtu: number): Ipv6Packet | undefined {
  const { source, destination, payload } = original;
  if (mtu < MIN_MTU_6 || source === "::" || source === "::1" || isIpv6Multicast(source)) return undefined;
  if (payload.kind === "icmpv6" && "original" in payload) return undefined;
  return {
    kind: "ipv6",
    source: destination,
    destination: source,
    hopLimit: original.hopLimit,
    trafficClass: 0,
    flowLabel: 0,
    payload: { kind: "icmpv6", type: "packet-too-big", code: 0, info: mtu, original },
  };
}
