/**
 * Extension headers of IPv6 that only hand-made packets have: options for each hop and for the destination, ways to go
 * (net/ipv6/exthdrs.c; RFC 8200 section 4).
 *
 * Same as Linux: which options are skipped, which lose a packet and which are answered by an error, how much padding there may
 * be, ways that are at their end or of a kind that nobody knows. Absent: a fragment header behind them, and segment routing,
 * which is off.
 */
import { isIpv6Multicast } from "../address/ipv6.ts";
import type { Ipv6Packet, PacketType } from "../wire/frame.ts";
import { IP_PROTOCOL } from "../wire/ip-protocol.ts";
import { parseIpv6Payload } from "../wire/ipv6.ts";
import { IPV6_HEADER } from "../wire/length.ts";
import { icmpv6Error, UNKNOWN_OPTION } from "./icmpv6.ts";
import type { Network } from "./network.ts";
import type { Device } from "./view.ts";

const WRAPPERS: readonly number[] = [IP_PROTOCOL.hopByHop, IP_PROTOCOL.routing, IP_PROTOCOL.destinationOptions];
const PAD1 = 0;
const PADN = 1;
const ROUTER_ALERT = 5;
/** Octets of padding between two options (RFC 4942 section 2.1.9.5). */
const MOST_PADDING = 7;
/** max_hbh_opts_cnt, max_dst_opts_cnt. */
const MOST_OPTIONS = 8;
/** What is to be done about an option that nobody knows: the two upper bits of its number. */
const DISCARD = 1;
const TELL_UNICAST = 3;
/** Ways of segment routing and of RPL, which take what is at its end, too. */
const ROUTINGS_OFF = [3, 4];
const ERRONEOUS_FIELD = 0;

export interface Unwrapped {
  readonly ip: Ipv6Packet;
  /** The octet of the packet that names the protocol of its payload. */
  readonly namedAt: number;
}

type Lost = { readonly code: number; readonly pointer: number } | undefined;

/** ip6_parse_tlv: whether all options may pass, and else what is to be told. @param at where the options' header begins in the packet */
function checkOptions(header: Uint8Array, at: number, perHop: boolean, group: boolean): { ok: boolean; lost?: Lost } {
  let padding = 0;
  let count = 0;
  for (let here = 2; here < header.length; ) {
    const option = header[here] ?? 0;
    const length = option === PAD1 ? 1 : (header[here + 1] ?? header.length) + 2;
    if (here + length > header.length) return { ok: false };
    if (option === PAD1 || option === PADN) {
      padding += length;
      const isZero = option === PAD1 || header.subarray(here + 2, here + length).every((octet) => octet === 0);
      if (padding > MOST_PADDING || !isZero) return { ok: false };
    } else {
      padding = 0;
      if (++count > MOST_OPTIONS) return { ok: false };
      const action = perHop && option === ROUTER_ALERT ? (length === 4 ? 0 : DISCARD) : option >> 6;
      if (action === DISCARD || (action === TELL_UNICAST && group)) return { ok: false };
      if (action !== 0) return { ok: false, lost: { code: UNKNOWN_OPTION, pointer: at + here } };
    }
    here += length;
  }
  return { ok: true };
}

function headerIn(data: Uint8Array): Uint8Array | undefined {
  const length = ((data[1] ?? 0) + 1) * 8;
  return length > data.length ? undefined : data.subarray(0, length);
}

/** ipv6_parse_hopopts: what every router looks at, and may not pass on. False: the packet is lost, which its sender may be told. */
export function mayPassHop(net: Network, device: Device, ip: Ipv6Packet): boolean {
  const { payload } = ip;
  if (payload.kind !== "raw" || payload.protocol !== IP_PROTOCOL.hopByHop || ip.fragment) return true;
  const header = headerIn(payload.data);
  const read = header ? checkOptions(header, IPV6_HEADER, true, isIpv6Multicast(ip.destination)) : { ok: false };
  if (!read.ok) refuse(net, device, ip, read.lost);
  return read.ok;
}

function refuse(net: Network, device: Device, ip: Ipv6Packet, lost: Lost): void {
  device.mib6.ip.InHdrErrors++;
  if (lost) icmpv6Error(net, device, ip, "parameter-problem", lost.code, lost.pointer);
}

/** The packet behind its extension headers, each of which has its say; undefined when one of them ended it. */
export function unwrap(net: Network, device: Device, ip: Ipv6Packet, type: PacketType): Unwrapped | undefined {
  const { payload } = ip;
  let namedAt = 6;
  if (payload.kind !== "raw" || !WRAPPERS.includes(payload.protocol)) return { ip, namedAt };
  const group = isIpv6Multicast(ip.destination);
  let { protocol, data } = payload;
  let at = IPV6_HEADER;
  for (;;) {
    const first = protocol === IP_PROTOCOL.hopByHop && at === IPV6_HEADER;
    if (!first && protocol !== IP_PROTOCOL.routing && protocol !== IP_PROTOCOL.destinationOptions) break;
    const header = headerIn(data);
    if (!header) {
      refuse(net, device, ip, undefined);
      return undefined;
    }
    if (protocol === IP_PROTOCOL.routing) {
      const mine = type === "host" && !group;
      if (!mine) device.mib6.ip.InAddrErrors++;
      if (!mine || ROUTINGS_OFF.includes(header[2] ?? 0)) return undefined;
      if (header[3] !== 0) {
        refuse(net, device, ip, { code: ERRONEOUS_FIELD, pointer: at + 2 });
        return undefined;
      }
    } else if (protocol === IP_PROTOCOL.destinationOptions) {
      const read = checkOptions(header, at, false, group);
      if (!read.ok) {
        refuse(net, device, ip, read.lost);
        return undefined;
      }
    }
    namedAt = at;
    protocol = header[0] ?? 0;
    data = data.subarray(header.length);
    at += header.length;
  }
  return { ip: { ...ip, payload: parseIpv6Payload(protocol, data, ip.source, ip.destination) }, namedAt };
}
