/**
 * IPv6 packets (RFC 8200). Extension headers: fragments, the router alert that listener reports carry (RFC 2711) and the
 * encapsulation limit of tunnels (RFC 2473).
 */
import { type Ipv6, ipv6Bytes, ipv6FromBytes } from "../address/ipv6.ts";
import { be16, be32, concat, put16, put32 } from "./bytes.ts";
import { checksumAdd } from "./checksum.ts";
import type { Ipv6Packet, Ipv6Payload } from "./frame.ts";
import { emitTunneled, parseTunneled } from "./gre.ts";
import { emitIcmpv6, parseIcmpv6 } from "./icmpv6.ts";
import { IP_PROTOCOL } from "./ip-protocol.ts";
import { ENCAP_LIMIT_HEADER, FRAGMENT_HEADER, IPV6_HEADER, isMld } from "./length.ts";
import { emitTcp, parseTcp, tcpHeaderLength } from "./tcp.ts";
import { withSum } from "./transport-sum.ts";
import { emitUdp, parseUdp } from "./udp.ts";

/** Next header, length, router alert for MLD, padding: that of hosts, and that of bridges, who are the only ones to ask. */
const ROUTER_ALERT = new Uint8Array([IP_PROTOCOL.icmpv6, 0, 5, 2, 0, 0, 1, 0]);
const BRIDGE_ALERT = new Uint8Array([IP_PROTOCOL.icmpv6, 0, 5, 2, 0, 0, 0, 0]);
const NO_ALERT = new Uint8Array(0);

/** The hop-by-hop header of a message of MLD. */
function alertOf(payload: Ipv6Payload): Uint8Array {
  if (payload.kind !== "icmpv6" || !isMld(payload)) return NO_ALERT;
  return payload.type === "mld-query" ? BRIDGE_ALERT : ROUTER_ALERT;
}

/** Undefined when the header is not whole. With `quoted` the packet may be cut short. */
export function parseIpv6Packet(
  bytes: Uint8Array,
  options: { readonly quoted?: boolean } = {},
): Ipv6Packet | undefined {
  if (bytes.length < IPV6_HEADER || (bytes[0] ?? 0) >> 4 !== 6) return undefined;
  const length = be16(bytes, 4);
  if (IPV6_HEADER + length > bytes.length && !options.quoted) return undefined;
  const first = be32(bytes, 0);
  const end = Math.min(IPV6_HEADER + length, bytes.length);
  let protocol = bytes[6] ?? 0;
  let at = IPV6_HEADER;
  if (protocol === IP_PROTOCOL.hopByHop && be16(bytes, at + 2) === 0x0502) {
    protocol = bytes[at] ?? 0;
    at += ROUTER_ALERT.length;
  }
  const limit = protocol === IP_PROTOCOL.destinationOptions ? encapLimitIn(bytes.subarray(at, end)) : undefined;
  if (limit !== undefined) {
    protocol = bytes[at] ?? 0;
    at += ENCAP_LIMIT_HEADER;
  }
  const fragmented = protocol === IP_PROTOCOL.fragment && at + FRAGMENT_HEADER <= end;
  const field = fragmented ? be16(bytes, at + 2) : 0;
  const fragment = { id: fragmented ? be32(bytes, at + 4) : 0, offset: field & 0xfff8, more: (field & 1) === 1 };
  if (fragmented) {
    protocol = bytes[at] ?? 0;
    at += FRAGMENT_HEADER;
  }
  const data = bytes.slice(at, end);
  const addresses = bytes.subarray(8, 40);
  return {
    kind: "ipv6",
    source: ipv6FromBytes(addresses.subarray(0, 16)),
    destination: ipv6FromBytes(addresses.subarray(16)),
    hopLimit: bytes[7] ?? 0,
    trafficClass: (first >>> 20) & 0xff,
    flowLabel: first & 0xfffff,
    ...(fragmented ? { fragment } : {}),
    ...(limit === undefined ? {} : { encapLimit: limit }),
    payload: (fragmented ? undefined : parsePayload(protocol, data, addresses)) ?? { kind: "raw", protocol, data },
  };
}

/** What octets of a protocol are, reassembled, between two addresses; raw when they cannot be read. */
export function parseIpv6Payload(protocol: number, data: Uint8Array, source: Ipv6, destination: Ipv6): Ipv6Payload {
  const addresses = concat(ipv6Bytes(source), ipv6Bytes(destination));
  return parsePayload(protocol, data, addresses) ?? { kind: "raw", protocol, data };
}

/** The protocol a packet carries behind its extension headers. */
export function ipv6Protocol({ payload }: Ipv6Packet): number {
  switch (payload.kind) {
    case "icmpv6":
      return IP_PROTOCOL.icmpv6;
    case "tcp":
      return IP_PROTOCOL.tcp;
    case "udp":
      return IP_PROTOCOL.udp;
    case "raw":
    case "tunneled":
      return payload.protocol;
  }
}

/** The octets after the extension headers. */
export function emitIpv6Payload(packet: Ipv6Packet): Uint8Array {
  return withSum(emitPayload(packet), packet.payload);
}

function emitPayload(packet: Ipv6Packet): Uint8Array {
  const { payload } = packet;
  if (payload.kind === "raw") return payload.data;
  if (payload.kind === "tunneled") return emitTunneled(payload);
  const addresses = concat(ipv6Bytes(packet.source), ipv6Bytes(packet.destination));
  if (payload.kind === "udp")
    return emitUdp(payload, checksumAdd(IP_PROTOCOL.udp + 8 + payload.data.length, addresses));
  if (payload.kind === "tcp")
    return emitTcp(payload, checksumAdd(IP_PROTOCOL.tcp + tcpHeaderLength(payload) + payload.data.length, addresses));
  return emitIcmpv6(payload, (length) => checksumAdd(IP_PROTOCOL.icmpv6 + length, addresses));
}

function parsePayload(protocol: number, data: Uint8Array, addresses: Uint8Array): Ipv6Payload | undefined {
  if (protocol === IP_PROTOCOL.icmpv6)
    return parseIcmpv6(data, checksumAdd(IP_PROTOCOL.icmpv6 + data.length, addresses));
  if (protocol === IP_PROTOCOL.tcp) return parseTcp(data, checksumAdd(IP_PROTOCOL.tcp + data.length, addresses));
  if (protocol === IP_PROTOCOL.udp) return parseUdp(data, checksumAdd(IP_PROTOCOL.udp + data.length, addresses));
  return parseTunneled(protocol, data);
}

/** The options that a tunnel puts in front (init_tel_txopt): the limit, and what fills the eight octets up. */
function encapLimitIn(options: Uint8Array): number | undefined {
  const own = options.length >= ENCAP_LIMIT_HEADER && options[1] === 0 && be16(options, 2) === 0x0401;
  return own && options[5] === 1 && options[6] === 1 ? options[4] : undefined;
}

function encapLimitHeader(limit: number | undefined, next: number): Uint8Array {
  return limit === undefined ? NO_ALERT : Uint8Array.of(next, 0, 4, 1, limit, 1, 1, 0);
}

export function emitIpv6(packet: Ipv6Packet): Uint8Array {
  const { payload, fragment } = packet;
  const data = emitIpv6Payload(packet);
  const protocol = ipv6Protocol(packet);
  const alert = alertOf(payload);
  const extension = fragment ? new Uint8Array(FRAGMENT_HEADER) : alert;
  if (fragment) {
    extension[0] = protocol;
    put16(extension, 2, fragment.offset | (fragment.more ? 1 : 0));
    put32(extension, 4, fragment.id);
  }
  const first = fragment ? IP_PROTOCOL.fragment : alert.length > 0 ? IP_PROTOCOL.hopByHop : protocol;
  const limit = encapLimitHeader(packet.encapLimit, first);
  const header = new Uint8Array(8);
  put32(header, 0, 0x60000000 + packet.trafficClass * 0x100000 + packet.flowLabel);
  put16(header, 4, limit.length + extension.length + data.length);
  header[6] = limit.length > 0 ? IP_PROTOCOL.destinationOptions : first;
  header[7] = packet.hopLimit;
  return concat(header, ipv6Bytes(packet.source), ipv6Bytes(packet.destination), limit, extension, data);
}
