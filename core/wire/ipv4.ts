/** IPv4 packets (RFC 791). */
import type { Ipv4 } from "../address/ipv4.ts";
import { be16, be32, concat, put16, put32 } from "./bytes.ts";
import { checksum } from "./checksum.ts";
import type { Ipv4Packet, Ipv4Payload } from "./frame.ts";
import { emitTunneled, parseTunneled } from "./gre.ts";
import { emitIcmp, parseIcmp } from "./icmp.ts";
import { emitIgmp, parseIgmp } from "./igmp.ts";
import { IP_PROTOCOL } from "./ip-protocol.ts";
import { IPV4_HEADER, ipv4HeaderLength, ipv4Length } from "./length.ts";
import { emitTcp, parseTcp, tcpHeaderLength } from "./tcp.ts";
import { withSum } from "./transport-sum.ts";
import { emitUdp, parseUdp } from "./udp.ts";

const ROUTER_ALERT = 0x94040000;

/**
 * Undefined when the header is not whole or its checksum is wrong. With `quoted` the packet may be cut short, as in ICMP
 * errors.
 */
export function parseIpv4Packet(
  bytes: Uint8Array,
  options: { readonly quoted?: boolean } = {},
): Ipv4Packet | undefined {
  if (bytes.length < IPV4_HEADER || (bytes[0] ?? 0) >> 4 !== 4) return undefined;
  const header = ((bytes[0] ?? 0) & 15) * 4;
  const total = be16(bytes, 2);
  if (header < IPV4_HEADER || header > bytes.length || total < header) return undefined;
  if (checksum(bytes.subarray(0, header)) !== 0) return undefined;
  if (total > bytes.length && !options.quoted) return undefined;
  const flags = be16(bytes, 6);
  const fragmentOffset = (flags & 0x1fff) * 8;
  const moreFragments = (flags & 0x2000) !== 0;
  const protocol = bytes[9] ?? 0;
  const data = bytes.slice(header, Math.min(total, bytes.length));
  const whole = fragmentOffset === 0 && !moreFragments;
  const alert = header > IPV4_HEADER && be32(bytes, IPV4_HEADER) === ROUTER_ALERT;
  const source = be32(bytes, 12) as Ipv4;
  const destination = be32(bytes, 16) as Ipv4;
  return {
    kind: "ipv4",
    source,
    destination,
    ttl: bytes[8] ?? 0,
    tos: bytes[1] ?? 0,
    id: be16(bytes, 4),
    dontFragment: (flags & 0x4000) !== 0,
    moreFragments,
    fragmentOffset,
    ...(header > IPV4_HEADER && !alert ? { options: { bytes: bytes.slice(IPV4_HEADER, header) } } : {}),
    payload: whole ? parseIpv4Payload(protocol, data, { source, destination }, alert) : { kind: "raw", protocol, data },
  };
}

type Ends = Pick<Ipv4Packet, "source" | "destination">;

function parsePayload(protocol: number, data: Uint8Array, ends: Ends, alert: boolean): Ipv4Payload | undefined {
  if (protocol === IP_PROTOCOL.icmp) return parseIcmp(data);
  if (protocol === IP_PROTOCOL.igmp) return alert ? parseIgmp(data) : undefined;
  if (protocol === IP_PROTOCOL.tcp) return parseTcp(data, pseudoHeader(ends, IP_PROTOCOL.tcp, data.length));
  if (protocol === IP_PROTOCOL.udp) return parseUdp(data, pseudoHeader(ends, IP_PROTOCOL.udp, data.length));
  return parseTunneled(protocol, data);
}

/** What octets of a protocol are, reassembled or whole; raw when they cannot be read. */
export function parseIpv4Payload(protocol: number, data: Uint8Array, ends: Ends, alert = false): Ipv4Payload {
  return parsePayload(protocol, data, ends, alert) ?? { kind: "raw", protocol, data };
}

/** The number of the protocol a packet carries (/etc/protocols). */
export function ipv4Protocol({ payload }: Ipv4Packet): number {
  switch (payload.kind) {
    case "icmp":
      return IP_PROTOCOL.icmp;
    case "igmp":
      return IP_PROTOCOL.igmp;
    case "tcp":
      return IP_PROTOCOL.tcp;
    case "udp":
      return IP_PROTOCOL.udp;
    case "tunneled":
    case "raw":
      return payload.protocol;
  }
}

/** The octets after the IPv4 header. */
export function emitIpv4Payload(packet: Ipv4Packet): Uint8Array {
  return withSum(emitPayload(packet), packet.payload);
}

function emitPayload(packet: Ipv4Packet): Uint8Array {
  const { payload } = packet;
  if (payload.kind === "icmp") return emitIcmp(payload);
  if (payload.kind === "igmp") return emitIgmp(payload);
  if (payload.kind === "udp") return emitUdp(payload, pseudoHeader(packet, IP_PROTOCOL.udp, 8 + payload.data.length));
  if (payload.kind === "tcp")
    return emitTcp(payload, pseudoHeader(packet, IP_PROTOCOL.tcp, tcpHeaderLength(payload) + payload.data.length));
  return payload.kind === "tunneled" ? emitTunneled(payload) : payload.data;
}

export function emitIpv4(packet: Ipv4Packet): Uint8Array {
  const data = emitIpv4Payload(packet);
  const header = emitHeader(packet, data.length);
  put16(header, 10, packet.wrongSum ?? checksum(header));
  return concat(header, data);
}

/** The sum that the header of a packet should have. */
export function headerSum4(packet: Ipv4Packet): number {
  return checksum(emitHeader(packet, ipv4Length(packet) - ipv4HeaderLength(packet)));
}

/** Without its sum. */
function emitHeader(packet: Ipv4Packet, octets: number): Uint8Array {
  const header = ipv4HeaderLength(packet);
  const bytes = new Uint8Array(header);
  bytes[0] = 0x40 + header / 4;
  bytes[1] = packet.tos;
  put16(bytes, 2, header + octets);
  put16(bytes, 4, packet.id);
  put16(
    bytes,
    6,
    (packet.dontFragment ? 0x4000 : 0) | (packet.moreFragments ? 0x2000 : 0) | (packet.fragmentOffset >> 3),
  );
  bytes[8] = packet.ttl;
  bytes[9] = ipv4Protocol(packet);
  put32(bytes, 12, packet.source);
  put32(bytes, 16, packet.destination);
  if (packet.payload.kind === "igmp") put32(bytes, IPV4_HEADER, ROUTER_ALERT);
  else if (packet.options) bytes.set(packet.options.bytes, IPV4_HEADER);
  return bytes;
}

/** The sum of what transports check besides themselves. */
function pseudoHeader({ source, destination }: Ends, protocol: number, length: number): number {
  return (source >>> 16) + (source & 0xffff) + (destination >>> 16) + (destination & 0xffff) + protocol + length;
}
