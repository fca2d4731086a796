/**
 * By which slave of a bond a frame leaves that spreads flows (bond_xmit_hash of drivers/net/bonding/bond_main.c): the same
 * numbers as the kernel's on a little-endian machine. Simplified: encap2+3 and encap3+4 look no deeper than layer2+3 and
 * layer3+4.
 */
import type { Ipv4 } from "../address/ipv4.ts";
import { type Ipv6, ipv6Words } from "../address/ipv6.ts";
import type { Mac } from "../address/mac.ts";
import { BOND_POLICY } from "../model/bond.ts";
import { ETHER_TYPE } from "../wire/ether-type.ts";
import type { Frame, Ipv4Packet, Ipv6Packet, Payload } from "../wire/frame.ts";

function octet(mac: Mac, at: number): number {
  return Number.parseInt(mac.slice(3 * at, 3 * at + 2), 16);
}

function etherType(payload: Payload): number {
  switch (payload.kind) {
    case "ipv4":
      return ETHER_TYPE.ipv4;
    case "arp":
      return ETHER_TYPE.arp;
    case "ipv6":
      return ETHER_TYPE.ipv6;
    case "mpls":
      return ETHER_TYPE.mpls;
    case "raw-ethernet":
      return payload.etherType;
  }
}

/** bond_eth_hash. */
function ethHash({ source, destination, payload }: Frame): number {
  return octet(destination, 5) ^ octet(source, 5) ^ etherType(payload);
}

/** bond_vlan_srcmac_hash. */
function vlanSourceHash({ source, vlan }: Frame): number {
  const half = (from: number) => (octet(source, from) << 16) | (octet(source, from + 1) << 8) | octet(source, from + 2);
  return (vlan ? (vlan.priority << 13) | vlan.id : 0) ^ half(0) ^ half(3);
}

function swap32(value: number): number {
  return ((value & 0xff) << 24) | ((value & 0xff00) << 8) | ((value >>> 8) & 0xff00) | (value >>> 24);
}

/** flow_get_u32_src, flow_get_u32_dst. */
function addressHash(address: Ipv4 | Ipv6): number {
  if (typeof address === "number") return swap32(address);
  const words = ipv6Words(address);
  let high = 0;
  let low = 0;
  for (let i = 0; i < 8; i += 2) {
    high ^= words[i] as number;
    low ^= words[i + 1] as number;
  }
  return swap32((high << 16) | low);
}

/** Types of echo messages: ICMP, ICMPv6. */
const ECHO: Readonly<Record<string, number>> = {
  "icmp echo-request": 8,
  "icmp echo-reply": 0,
  "icmpv6 echo-request": 128,
  "icmpv6 echo-reply": 129,
};

/** The packet whose flow it is: an error belongs to the flow of what caused it. */
function flowOf(packet: Ipv4Packet | Ipv6Packet): Ipv4Packet | Ipv6Packet {
  const { payload } = packet;
  return "original" in payload ? payload.original : packet;
}

/** Ports, or type and identifier of an echo, as four octets of memory. */
function transportHash(outer: Ipv4Packet | Ipv6Packet): number {
  const { payload } = flowOf(outer);
  // The message that the frame itself carries tells who asks, whosever flow it is of.
  const { payload: message } = outer;
  if ("id" in message) return (ECHO[`${message.kind} ${message.type}`] ?? 0) | ((message.id || 1) << 16);
  if (!("sourcePort" in payload) || isFragment(flowOf(outer))) return 0;
  return swap32((payload.sourcePort << 16) | payload.destinationPort);
}

function isFragment(packet: Ipv4Packet | Ipv6Packet): boolean {
  return packet.kind === "ipv4" ? packet.moreFragments || packet.fragmentOffset > 0 : packet.fragment !== undefined;
}

/** bond_xmit_hash: an unsigned number of 32 bits. */
export function bondHash(policy: number, frame: Frame): number {
  if (policy === BOND_POLICY.vlanSource) return vlanSourceHash(frame) >>> 0;
  const { payload } = frame;
  if (policy === BOND_POLICY.layer2 || (payload.kind !== "ipv4" && payload.kind !== "ipv6"))
    return ethHash(frame) >>> 0;
  const ports = policy === BOND_POLICY.layer34 || policy === BOND_POLICY.encap34;
  const flow = flowOf(payload);
  // bond_ip_hash.
  let hash = ports ? transportHash(payload) : ethHash(frame);
  hash ^= addressHash(flow.destination) ^ addressHash(flow.source);
  hash ^= hash >>> 16;
  hash ^= hash >>> 8;
  return ports ? hash >>> 1 : hash >>> 0;
}
