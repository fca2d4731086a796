/**
 * Fragments: cutting packets up (ip_do_fragment of net/ipv4/ip_output.c, ip6_fragment of net/ipv6/ip6_output.c; RFC 791,
 * RFC 8200 section 4.5). Putting them together has its own file.
 */
import type { Ipv4Packet, Ipv6Packet } from "../wire/frame.ts";
import { emitIpv4Payload, ipv4Protocol } from "../wire/ipv4.ts";
import { emitIpv6Payload, ipv6Protocol } from "../wire/ipv6.ts";
import { ENCAP_LIMIT_HEADER, FRAGMENT_HEADER, IPV6_HEADER, ipv4HeaderLength } from "../wire/length.ts";
import { summed } from "../wire/summed.ts";
import { laterPieceOptions } from "./ip-options.ts";

/** Pieces of a packet, each of a multiple of eight octets but the last, none longer than `mtu`. */
export function fragment4(packet: Ipv4Packet, mtu: number): readonly Ipv4Packet[] {
  const data = emitIpv4Payload(summed(packet));
  const size = Math.max(8, (mtu - ipv4HeaderLength(packet)) & ~7);
  const protocol = ipv4Protocol(packet);
  const out: Ipv4Packet[] = [];
  for (let at = 0; at < data.length; at += size)
    out.push({
      ...packet,
      ...(packet.options && at > 0 ? { options: laterPieceOptions(packet.options) } : {}),
      fragmentOffset: packet.fragmentOffset + at,
      moreFragments: packet.moreFragments || at + size < data.length,
      payload: { kind: "raw", protocol, data: data.subarray(at, at + size) },
    });
  return out;
}

export function fragment6(packet: Ipv6Packet, mtu: number, id: number): readonly Ipv6Packet[] {
  const data = emitIpv6Payload(summed(packet));
  const before = packet.encapLimit === undefined ? 0 : ENCAP_LIMIT_HEADER;
  const size = (mtu - IPV6_HEADER - before - FRAGMENT_HEADER) & ~7;
  const protocol = ipv6Protocol(packet);
  const out: Ipv6Packet[] = [];
  for (let at = 0; at < data.length; at += size)
    out.push({
      ...packet,
      fragment: { id, offset: at, more: at + size < data.length },
      payload: { kind: "raw", protocol, data: data.subarray(at, at + size) },
    });
  return out;
}
