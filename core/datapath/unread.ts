/**
 * What says that it is a transport that everybody knows and cannot be read as one, or is a message that asks for nothing here
 * (udp_rcv, tcp_v4_rcv, icmp_rcv, icmpv6_rcv): it is counted, and nobody is told.
 */

import { ipv6Bytes } from "../address/ipv6.ts";
import type { Icmp6Mib, IcmpMib, Mib } from "../model/mib.ts";
import { concat } from "../wire/bytes.ts";
import { checksum, checksumAdd, checksumFinish } from "../wire/checksum.ts";
import type { Ipv4Packet, Ipv6Packet } from "../wire/frame.ts";
import { IP_PROTOCOL } from "../wire/ip-protocol.ts";
import type { Device } from "./view.ts";

const TCP_HEADER = 20;
const MESSAGE_HEADER = 8;
/** NR_ICMP_TYPES, and the message behind it that may be asked for (RFC 8335). */
const LAST_TYPE = 18;
const EXTENDED_ECHO = 42;
/** The messages that are about a packet, which they have to carry, and where they are counted. */
const ERROR_COUNT: Readonly<Record<number, "InType3" | "InType5" | "InType11" | "InType12">> = {
  3: "InType3",
  5: "InType5",
  11: "InType11",
  12: "InType12",
};
const QUENCH = 4;
/** ICMPV6_INFOMSG_MASK. */
const INFORMATION6 = 128;

/** Whether it was such a thing, which is counted then. @param group whether it was for a group or a broadcast */
export function countUnread4({ netns }: Device, { payload }: Ipv4Packet, group: boolean): boolean {
  if (payload.kind !== "raw") return false;
  const { protocol, data } = payload;
  if (protocol === IP_PROTOCOL.icmp) countMessage(netns.mib.icmp, data, group);
  return protocol === IP_PROTOCOL.icmp || countTransport(netns.mib.tcp, netns.mib.udp, protocol, data);
}

/** The same for IPv6. */
export function countUnread6({ netns, mib6 }: Device, { source, destination, payload }: Ipv6Packet): boolean {
  if (payload.kind !== "raw") return false;
  const { protocol, data } = payload;
  if (protocol === IP_PROTOCOL.icmpv6) {
    const ends = concat(ipv6Bytes(source), ipv6Bytes(destination));
    const right = checksumFinish(checksumAdd(checksumAdd(IP_PROTOCOL.icmpv6 + data.length, ends), data)) === 0;
    countMessage6(mib6.icmp, data, right);
  }
  return protocol === IP_PROTOCOL.icmpv6 || countTransport(netns.mib.tcp, netns.mib.udp6, protocol, data);
}

function countTransport(tcp: Mib["tcp"], udp: Mib["udp"], protocol: number, data: Uint8Array): boolean {
  if (protocol === IP_PROTOCOL.udp) udp.InErrors++;
  if (protocol === IP_PROTOCOL.tcp) {
    tcp.InSegs++;
    if (data.length >= TCP_HEADER && ((data[12] ?? 0) >> 4) * 4 < TCP_HEADER) tcp.InErrs++;
  }
  return protocol === IP_PROTOCOL.udp || protocol === IP_PROTOCOL.tcp;
}

function countMessage(mib: IcmpMib, data: Uint8Array, group: boolean): void {
  mib.InMsgs++;
  const wrong = checksum(data) !== 0;
  if (wrong) mib.InCsumErrors++;
  const type = data[0] ?? 0;
  const named = ERROR_COUNT[type];
  if (named && !wrong && data.length >= MESSAGE_HEADER) mib[named]++;
  const nothing = type > LAST_TYPE && type !== EXTENDED_ECHO;
  if (wrong || data.length < MESSAGE_HEADER || group || nothing || named || type === QUENCH) mib.InErrors++;
}

function countMessage6(mib: Icmp6Mib, data: Uint8Array, right: boolean): void {
  mib.InMsgs++;
  if (!right) mib.InCsumErrors++;
  if (!right || data.length < MESSAGE_HEADER || (data[0] ?? 0) < INFORMATION6) mib.InErrors++;
}
