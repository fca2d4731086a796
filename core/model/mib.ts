/**
 * Counters of the protocols (struct netns_mib of include/net/netns/mib.h, include/uapi/linux/snmp.h; RFC 4293, RFC 2863): what each
 * namespace counted, and of IPv6 what each interface did. Names are those of /proc/net/snmp, netstat and snmp6.
 *
 * Same as Linux: what is counted where. A namespace's counters of IPv6 are those of its interfaces together with what it counted for
 * none and what interfaces counted that have gone. Names that have no meaning here are absent, and are 0.
 */
import type { LinkId, NetnsId } from "./id.ts";
import type { Runtime } from "./runtime.ts";

/** struct ipstats_mib, of IPv4 and of IPv6. Fields are written out, so that all that count have one hidden class. */
export class IpMib {
  InReceives = 0;
  InHdrErrors = 0;
  InCsumErrors = 0;
  InTooBigErrors = 0;
  InNoRoutes = 0;
  InAddrErrors = 0;
  InUnknownProtos = 0;
  InDiscards = 0;
  InDelivers = 0;
  OutForwDatagrams = 0;
  OutRequests = 0;
  OutDiscards = 0;
  OutNoRoutes = 0;
  OutTransmits = 0;
  ReasmTimeout = 0;
  ReasmReqds = 0;
  ReasmOKs = 0;
  ReasmFails = 0;
  ReasmOverlaps = 0;
  FragOKs = 0;
  FragFails = 0;
  FragCreates = 0;
  InOctets = 0;
  OutOctets = 0;
  InMcastPkts = 0;
  InMcastOctets = 0;
  OutMcastPkts = 0;
  OutMcastOctets = 0;
  InBcastPkts = 0;
  InBcastOctets = 0;
  OutBcastPkts = 0;
  OutBcastOctets = 0;
  InNoECTPkts = 0;
  InECT1Pkts = 0;
  InECT0Pkts = 0;
  InCEPkts = 0;
}

/** struct icmp_mib, and struct icmpmsg_mib for the types that there are. */
export class IcmpMib {
  InMsgs = 0;
  InErrors = 0;
  InCsumErrors = 0;
  OutMsgs = 0;
  OutErrors = 0;
  OutRateLimitGlobal = 0;
  OutRateLimitHost = 0;
  InType0 = 0;
  InType3 = 0;
  InType5 = 0;
  InType8 = 0;
  InType11 = 0;
  InType12 = 0;
  OutType0 = 0;
  OutType3 = 0;
  OutType5 = 0;
  OutType8 = 0;
  OutType11 = 0;
  OutType12 = 0;
}

/** struct icmpv6_mib, and struct icmpv6msg_mib for the types that there are. */
export class Icmp6Mib {
  InMsgs = 0;
  InErrors = 0;
  InCsumErrors = 0;
  OutMsgs = 0;
  OutErrors = 0;
  OutRateLimitHost = 0;
  InType1 = 0;
  InType2 = 0;
  InType3 = 0;
  InType4 = 0;
  InType128 = 0;
  InType129 = 0;
  InType130 = 0;
  InType131 = 0;
  InType132 = 0;
  InType133 = 0;
  InType134 = 0;
  InType135 = 0;
  InType136 = 0;
  InType137 = 0;
  InType143 = 0;
  OutType1 = 0;
  OutType2 = 0;
  OutType3 = 0;
  OutType4 = 0;
  OutType128 = 0;
  OutType129 = 0;
  OutType130 = 0;
  OutType131 = 0;
  OutType132 = 0;
  OutType133 = 0;
  OutType134 = 0;
  OutType135 = 0;
  OutType136 = 0;
  OutType137 = 0;
  OutType143 = 0;
}

/** struct udp_mib. */
export class UdpMib {
  InDatagrams = 0;
  NoPorts = 0;
  InErrors = 0;
  InCsumErrors = 0;
  OutDatagrams = 0;
  RcvbufErrors = 0;
  SndbufErrors = 0;
  IgnoredMulti = 0;
}

/** struct tcp_mib. How many connections there are (CurrEstab) is counted when somebody asks. */
export class TcpMib {
  ActiveOpens = 0;
  PassiveOpens = 0;
  AttemptFails = 0;
  EstabResets = 0;
  InSegs = 0;
  OutSegs = 0;
  RetransSegs = 0;
  InErrs = 0;
  InCsumErrors = 0;
  OutRsts = 0;
}

/** struct linux_mib, as far as what it counts happens here. */
export class LinuxMib {
  ArpFilter = 0;
  IPReversePathFilter = 0;
  TW = 0;
  EmbryonicRsts = 0;
  OutOfWindowIcmps = 0;
  LockDroppedIcmps = 0;
  DelayedACKs = 0;
  ListenOverflows = 0;
  ListenDrops = 0;
  TCPTimeouts = 0;
  TCPSynRetrans = 0;
  TCPOrigDataSent = 0;
  TCPAbortOnData = 0;
  TCPAbortOnClose = 0;
  TCPAbortOnTimeout = 0;
  TCPLossProbes = 0;
  TCPFastRetrans = 0;
  TCPOFOQueue = 0;
  TCPDSACKOldSent = 0;
  TCPDelivered = 0;
  TCPWinProbe = 0;
  TcpTimeoutRehash = 0;
}

/** IPv6 and ICMPv6: of a namespace apart from its interfaces, or of an interface (struct ipv6_devstat). */
export interface Inet6Mib {
  readonly ip: IpMib;
  readonly icmp: Icmp6Mib;
}

/** struct netns_mib. */
export interface Mib {
  readonly ip: IpMib;
  readonly icmp: IcmpMib;
  readonly udp: UdpMib;
  readonly udp6: UdpMib;
  readonly tcp: TcpMib;
  readonly linux: LinuxMib;
  readonly inet6: Inet6Mib;
}

function newInet6Mib(): Inet6Mib {
  return { ip: new IpMib(), icmp: new Icmp6Mib() };
}

function newMib(): Mib {
  return {
    ip: new IpMib(),
    icmp: new IcmpMib(),
    udp: new UdpMib(),
    udp6: new UdpMib(),
    tcp: new TcpMib(),
    linux: new LinuxMib(),
    inet6: newInet6Mib(),
  };
}

/** A namespace's counters, to count in. */
export function mibOf({ mibs }: Pick<Runtime, "mibs">, netns: NetnsId): Mib {
  let known = mibs.get(netns);
  if (!known) mibs.set(netns, (known = newMib()));
  return known;
}

/** An interface's counters of IPv6, to count in. */
export function linkMibOf({ linkMibs }: Pick<Runtime, "linkMibs">, link: LinkId): Inet6Mib {
  let known = linkMibs.get(link);
  if (!known) linkMibs.set(link, (known = newInet6Mib()));
  return known;
}

type Group = Readonly<Record<string, number>>;

/** One counter by its name; 0 when nothing here counts it. */
export function counter(group: object, name: string): number {
  return (group as Group)[name] ?? 0;
}

function add(to: object, from: object): void {
  const into = to as Record<string, number>;
  for (const [name, count] of Object.entries(from as Group)) into[name] = (into[name] ?? 0) + count;
}

/** in6_dev_finish_destroy: an interface has IPv6 no more. What it counted stays with its namespace. */
export function foldLinkMib(runtime: Pick<Runtime, "mibs" | "linkMibs">, link: LinkId, netns: NetnsId): void {
  const own = runtime.linkMibs.get(link);
  if (!own) return;
  runtime.linkMibs.delete(link);
  const { inet6 } = mibOf(runtime, netns);
  add(inet6.ip, own.ip);
  add(inet6.icmp, own.icmp);
}

/** What a namespace counted of IPv6, its interfaces' included: a copy. */
export function inet6MibOf(
  { mibs, linkMibs }: Pick<Runtime, "mibs" | "linkMibs">,
  netns: NetnsId,
  links: readonly LinkId[],
): Inet6Mib {
  const sum = newInet6Mib();
  for (const part of [mibs.get(netns)?.inet6, ...links.map((link) => linkMibs.get(link))]) {
    if (!part) continue;
    add(sum.ip, part.ip);
    add(sum.icmp, part.icmp);
  }
  return sum;
}

function copyInet6({ ip, icmp }: Inet6Mib): Inet6Mib {
  return { ip: Object.assign(new IpMib(), ip), icmp: Object.assign(new Icmp6Mib(), icmp) };
}

function copyMib({ ip, icmp, udp, udp6, tcp, linux, inet6 }: Mib): Mib {
  return {
    ip: Object.assign(new IpMib(), ip),
    icmp: Object.assign(new IcmpMib(), icmp),
    udp: Object.assign(new UdpMib(), udp),
    udp6: Object.assign(new UdpMib(), udp6),
    tcp: Object.assign(new TcpMib(), tcp),
    linux: Object.assign(new LinuxMib(), linux),
    inet6: copyInet6(inet6),
  };
}

/** Copies of all counters, for a runtime that goes its own way. */
export function copyMibs({ mibs, linkMibs }: Pick<Runtime, "mibs" | "linkMibs">): Pick<Runtime, "mibs" | "linkMibs"> {
  return {
    mibs: new Map([...mibs].map(([netns, mib]) => [netns, copyMib(mib)])),
    linkMibs: linkMibs.map(copyInet6),
  };
}
