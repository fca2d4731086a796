/** What packets add to the counters of their protocol (IP_UPD_PO_STATS and kin of include/net/ip.h, icmp_out_count). */
import type { Icmp6Mib, IcmpMib, IpMib, Mib } from "../model/mib.ts";
import type { DropReason } from "../trace.ts";
import type { Icmp, Icmpv6, Ipv4Packet, Ipv4Payload, Ipv6Packet, Ipv6Payload } from "../wire/frame.ts";
import { ipv4Length, ipv6Length } from "../wire/length.ts";
import type { Device } from "./view.ts";

/** INET_ECN_MASK. */
const ECN = 3;

/** ip_rcv_core, ip6_rcv_core: a packet came in. */
export function countReceived(mib: IpMib, packet: Ipv4Packet | Ipv6Packet): void {
  mib.InReceives++;
  mib.InOctets += lengthOf(packet);
}

/** The same, once it is known to be one: by the segments that it stands for. */
export function countEcn(mib: IpMib, packet: Ipv4Packet | Ipv6Packet): void {
  const { payload } = packet;
  const segments =
    payload.kind === "tcp" && payload.segment !== undefined ? Math.ceil(payload.data.length / payload.segment) : 1;
  switch ((packet.kind === "ipv4" ? packet.tos : packet.trafficClass) & ECN) {
    case 0:
      mib.InNoECTPkts += segments;
      return;
    case 1:
      mib.InECT1Pkts += segments;
      return;
    case 2:
      mib.InECT0Pkts += segments;
      return;
    default:
      mib.InCEPkts += segments;
  }
}

/** ip_finish_output2, ip6_finish_output2: a packet, or a piece of one, goes to the device. */
export function countSentPacket(mib: IpMib, packet: Ipv4Packet | Ipv6Packet): void {
  mib.OutTransmits++;
  mib.OutOctets += lengthOf(packet);
}

export function countReceivedGroup(mib: IpMib, packet: Ipv4Packet | Ipv6Packet): void {
  mib.InMcastPkts++;
  mib.InMcastOctets += lengthOf(packet);
}

/** dev_core_stats_rx_otherhost_dropped_inc: a frame for somebody else was looked at, as a bridge's flood or promiscuity brings them. */
export function countOtherHost({ counters }: Device): void {
  counters.rxOtherHost = (counters.rxOtherHost ?? 0) + 1;
}

export function countReceivedBroadcast(mib: IpMib, packet: Ipv4Packet): void {
  mib.InBcastPkts++;
  mib.InBcastOctets += ipv4Length(packet);
}

export function countSentGroup(mib: IpMib, packet: Ipv4Packet | Ipv6Packet): void {
  mib.OutMcastPkts++;
  mib.OutMcastOctets += lengthOf(packet);
}

export function countSentBroadcast(mib: IpMib, packet: Ipv4Packet): void {
  mib.OutBcastPkts++;
  mib.OutBcastOctets += ipv4Length(packet);
}

function lengthOf(packet: Ipv4Packet | Ipv6Packet): number {
  return packet.kind === "ipv4" ? ipv4Length(packet) : ipv6Length(packet);
}

/** Why what is carried is lost whose sum is wrong, by its kind. */
export const BROKEN: Readonly<Record<string, DropReason>> = {
  icmp: "ICMP_CSUM",
  icmpv6: "ICMP_CSUM",
  tcp: "TCP_CSUM",
  udp: "UDP_CSUM",
};

/** icmp_rcv, icmpv6_rcv, tcp_v4_rcv, __udp4_lib_rcv: a message whose sum is wrong. `icmp` and `udp` are of its family. */
export function countBroken(
  { kind }: Ipv4Payload | Ipv6Payload,
  { icmp, udp, tcp }: { readonly icmp: IcmpMib | Icmp6Mib } & Pick<Mib, "udp" | "tcp">,
): void {
  switch (kind) {
    case "icmp":
    case "icmpv6":
      icmp.InMsgs++;
      icmp.InErrors++;
      icmp.InCsumErrors++;
      return;
    case "udp":
      udp.InErrors++;
      udp.InCsumErrors++;
      return;
    case "tcp":
      tcp.InSegs++;
      tcp.InErrs++;
      tcp.InCsumErrors++;
  }
}

/** icmp_rcv. */
export function countIcmpIn(mib: IcmpMib, { type }: Icmp): void {
  mib.InMsgs++;
  switch (type) {
    case "echo-reply":
      mib.InType0++;
      return;
    case "echo-request":
      mib.InType8++;
      return;
    case "unreachable":
      mib.InType3++;
      return;
    case "redirect":
      mib.InType5++;
      return;
    case "time-exceeded":
      mib.InType11++;
      return;
    case "parameter-problem":
      mib.InType12++;
  }
}

/** icmp_out_count. */
export function countIcmpOut(mib: IcmpMib, { type }: Pick<Icmp, "type">): void {
  mib.OutMsgs++;
  switch (type) {
    case "echo-reply":
      mib.OutType0++;
      return;
    case "echo-request":
      mib.OutType8++;
      return;
    case "unreachable":
      mib.OutType3++;
      return;
    case "redirect":
      mib.OutType5++;
      return;
    case "time-exceeded":
      mib.OutType11++;
      return;
    case "parameter-problem":
      mib.OutType12++;
  }
}

/** icmpv6_rcv. */
export function countIcmp6In(mib: Icmp6Mib, { type }: Icmpv6): void {
  mib.InMsgs++;
  switch (type) {
    case "echo-request":
      mib.InType128++;
      return;
    case "echo-reply":
      mib.InType129++;
      return;
    case "neighbor-solicitation":
      mib.InType135++;
      return;
    case "neighbor-advertisement":
      mib.InType136++;
      return;
    case "unreachable":
      mib.InType1++;
      return;
    case "packet-too-big":
      mib.InType2++;
      return;
    case "time-exceeded":
      mib.InType3++;
      return;
    case "parameter-problem":
      mib.InType4++;
      return;
    case "mld-query":
      mib.InType130++;
      return;
    case "mld1-report":
      mib.InType131++;
      return;
    case "mld1-done":
      mib.InType132++;
      return;
    case "router-solicitation":
      mib.InType133++;
      return;
    case "router-advertisement":
      mib.InType134++;
      return;
    case "redirect":
      mib.InType137++;
      return;
    case "mld2-report":
      mib.InType143++;
  }
}

/** ICMP6MSGOUT_INC_STATS. */
export function countIcmp6Out(mib: Icmp6Mib, { type }: Pick<Icmpv6, "type">): void {
  mib.OutMsgs++;
  switch (type) {
    case "echo-request":
      mib.OutType128++;
      return;
    case "echo-reply":
      mib.OutType129++;
      return;
    case "neighbor-solicitation":
      mib.OutType135++;
      return;
    case "neighbor-advertisement":
      mib.OutType136++;
      return;
    case "unreachable":
      mib.OutType1++;
      return;
    case "packet-too-big":
      mib.OutType2++;
      return;
    case "time-exceeded":
      mib.OutType3++;
      return;
    case "parameter-problem":
      mib.OutType4++;
      return;
    case "mld-query":
      mib.OutType130++;
      return;
    case "mld1-report":
      mib.OutType131++;
      return;
    case "mld1-done":
      mib.OutType132++;
      return;
    case "router-solicitation":
      mib.OutType133++;
      return;
    case "router-advertisement":
      mib.OutType134++;
      return;
    case "redirect":
      mib.OutType137++;
      return;
    case "mld2-report":
      mib.OutType143++;
  }
}
