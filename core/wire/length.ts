/** Sizes on the wire, in octets, without making the bytes. */
import type { Mac } from "../address/mac.ts";
import type { Frame, Icmp, Icmpv6, Igmp, Ipv4Packet, Ipv6Packet, RawTransport, Tcp, Tunneled, Udp } from "./frame.ts";
import { igmpLength } from "./igmp.ts";
import { routerAdvertisementLength } from "./router-advertisement.ts";
import { tcpHeaderLength } from "./tcp.ts";

export const ETHERNET_HEADER = 14;
export const VLAN_TAG = 4;
export const IPV4_HEADER = 20;
/** The router alert option of IGMP (RFC 2113). */
export const ROUTER_ALERT4 = 4;
export const IPV6_HEADER = 40;
export const FRAGMENT_HEADER = 8;
/** Destination options with the tunnel encapsulation limit (RFC 2473). */
export const ENCAP_LIMIT_HEADER = 8;
/** ICMP errors quote as much as fits in 576 octets with their own headers (RFC 1812 section 4.3.2.3). */
export const ICMP_QUOTE = 548;
/** ICMPv6 errors must fit in the smallest MTU (RFC 4443 section 2.4 (c)). */
export const ICMPV6_QUOTE = 1280 - IPV6_HEADER - 8;
/** Hop-by-hop header with the router alert of MLD (RFC 2711). */
const ROUTER_ALERT = 8;

/** Octets of a message of MLD version 1, and of a query of version 2. */
export const MLD1 = 24;
export const MLD2_QUERY = 28;

/** Multicast listener discovery, which routers are alerted to. */
export function isMld({ type }: Icmpv6): boolean {
  return type === "mld2-report" || type === "mld-query" || type === "mld1-report" || type === "mld1-done";
}

/** The length of what stands behind the IP header. */
export function transportLength(transport: Icmp | Igmp | Icmpv6 | Udp | Tcp | Tunneled | RawTransport): number {
  switch (transport.kind) {
    case "raw":
      return transport.data.length;
    case "tunneled":
      return tunneledLength(transport);
    case "udp":
      return 8 + transport.data.length;
    case "tcp":
      return tcpHeaderLength(transport) + transport.data.length;
    case "icmp":
      return "data" in transport
        ? 8 + transport.data.length
        : 8 + Math.min(transport.room ?? ICMP_QUOTE, ipv4Length(transport.original));
    case "igmp":
      return igmpLength(transport);
    case "icmpv6":
      return icmpv6Length(transport);
  }
}

function tunneledLength({ gre, frame }: Tunneled): number {
  return tunnelHeader(gre) + frameLength(frame) - (gre?.ethernet ? 0 : ETHERNET_HEADER);
}

function tunnelHeader(gre: Tunneled["gre"]): number {
  if (!gre) return 0;
  const words = Number(gre.checksummed) + Number(gre.key !== undefined) + Number(gre.sequence !== undefined);
  return 4 + 4 * words;
}

/** The longest of the packets that a frame stands for. */
function segmentLength({ payload }: Frame): number | undefined {
  if (payload.kind === "ipv4") return ipv4SegmentLength(payload);
  return payload.kind === "ipv6" ? ipv6SegmentLength(payload) : undefined;
}

function icmpv6Length(message: Icmpv6): number {
  switch (message.type) {
    case "echo-request":
    case "echo-reply":
      return 8 + message.data.length;
    case "neighbor-solicitation":
      return 24 + (message.sourceLink === undefined ? 0 : 8) + (message.nonce === undefined ? 0 : 8);
    case "neighbor-advertisement":
      return 24 + (message.targetLink === undefined ? 0 : 8);
    case "router-solicitation":
      return 8 + (message.sourceLink === undefined ? 0 : 8);
    case "router-advertisement":
      return routerAdvertisementLength(message);
    case "redirect": {
      const head = 40 + (message.targetLink === undefined ? 0 : 8);
      return head + redirectedLength(message.original, head);
    }
    case "mld-query":
      return message.extras ? MLD2_QUERY : MLD1;
    case "mld1-report":
    case "mld1-done":
      return MLD1;
    case "mld2-report":
      return 8 + 20 * message.records.length;
    default:
      return 8 + Math.min(ICMPV6_QUOTE, ipv6Length(message.original));
  }
}

/**
 * The length of the option that quotes a redirected packet, behind `head` octets of the message (ndisc_send_redirect): whole
 * units of eight octets, as many as fit.
 */
export function redirectedLength(original: Ipv6Packet, head: number): number {
  return Math.min(1280 - IPV6_HEADER - head, ipv6Length(original) + 8) & ~7;
}

/** The total length of an IPv4 packet. */
export function ipv4Length(packet: Ipv4Packet): number {
  return ipv4HeaderLength(packet) + transportLength(packet.payload);
}

/** The length of an IPv4 header with its options. */
export function ipv4HeaderLength({ payload, options }: Ipv4Packet): number {
  return IPV4_HEADER + (payload.kind === "igmp" ? ROUTER_ALERT4 : (options?.bytes.length ?? 0));
}

/** The length of an IPv6 packet with its header. */
export function ipv6Length(packet: Ipv6Packet): number {
  const { payload } = packet;
  const alert = payload.kind === "icmpv6" && isMld(payload) ? ROUTER_ALERT : 0;
  const limit = packet.encapLimit === undefined ? 0 : ENCAP_LIMIT_HEADER;
  return IPV6_HEADER + alert + limit + (packet.fragment ? FRAGMENT_HEADER : 0) + transportLength(payload);
}

/** The longest packet that an IPv4 packet is cut into before it goes over a wire (skb_gso_network_seglen). */
export function ipv4SegmentLength(packet: Ipv4Packet): number {
  const { payload } = packet;
  if (payload.kind === "tunneled") return IPV4_HEADER + tunneledSegmentLength(payload);
  if (payload.kind === "udp" && payload.carried) return ipv4Length(packet) - payload.carried.excess;
  if (payload.kind !== "tcp" || payload.segment === undefined) return ipv4Length(packet);
  return IPV4_HEADER + tcpHeaderLength(payload) + payload.segment;
}

/** The longest of what is carried, with the tunnel's own header. */
function tunneledSegmentLength(tunneled: Tunneled): number {
  const { gre, frame } = tunneled;
  const inner = segmentLength(frame);
  if (inner === undefined) return tunneledLength(tunneled);
  return tunnelHeader(gre) + inner + (gre?.ethernet ? ETHERNET_HEADER : 0);
}

/** The longest packet that an IPv6 packet is cut into before it goes over a wire. */
export function ipv6SegmentLength(packet: Ipv6Packet): number {
  const { payload } = packet;
  if (payload.kind === "tunneled") return ipv6Length(packet) - tunneledLength(payload) + tunneledSegmentLength(payload);
  if (payload.kind === "udp" && payload.carried) return ipv6Length(packet) - payload.carried.excess;
  if (payload.kind !== "tcp" || payload.segment === undefined) return ipv6Length(packet);
  return IPV6_HEADER + tcpHeaderLength(payload) + payload.segment;
}

const NOWHERE = { source: "00:00:00:00:00:00" as Mac, destination: "00:00:00:00:00:00" as Mac };

/** Does the frame stand for several segments (skb_is_gso)? Devices take such frames whatever their MTU. */
export function isSegmented({ payload }: Frame): boolean {
  if (payload.kind === "mpls") return isSegmented({ ...NOWHERE, payload: payload.payload });
  if (payload.kind !== "ipv4" && payload.kind !== "ipv6") return false;
  const carried = payload.payload;
  if (carried.kind === "tunneled") return isSegmented(carried.frame);
  return carried.kind === "udp"
    ? carried.carried !== undefined
    : carried.kind === "tcp" && carried.segment !== undefined;
}

/**
 * The length of a frame as devices count it: with the Ethernet header, without padding and checksum, and without the
 * outermost tag, which travels beside the frame for the device to put in (skb->vlan_tci).
 */
export function frameLength(frame: Frame): number {
  let tag = 0;
  for (let inner = frame.vlan?.inner; inner; inner = inner.inner) tag += VLAN_TAG;
  const { payload } = frame;
  switch (payload.kind) {
    case "arp":
      return ETHERNET_HEADER + tag + 28;
    case "ipv4":
      return ETHERNET_HEADER + tag + ipv4Length(payload);
    case "ipv6":
      return ETHERNET_HEADER + tag + ipv6Length(payload);
    case "mpls": {
      const { labels, payload: ip } = payload;
      return ETHERNET_HEADER + tag + 4 * labels.length + (ip.kind === "ipv4" ? ipv4Length(ip) : ipv6Length(ip));
    }
    case "raw-ethernet":
      return ETHERNET_HEADER + tag + payload.data.length;
  }
}
