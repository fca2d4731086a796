/**
 * /proc/net/snmp, netstat, snmp6 and dev_snmp6 (net/ipv4/proc.c, net/ipv6/proc.c): what the protocols counted.
 *
 * Same as Linux 6.18: names, their order, lines. What nothing here counts is 0.
 */
import { tcpEstablished } from "../../core/datapath/tcp/socket.ts";
import type { NetnsId } from "../../core/model/id.ts";
import type { Link } from "../../core/model/link.ts";
import { counter, type Inet6Mib, inet6MibOf, mibOf } from "../../core/model/mib.ts";
import { NET_SYSCTLS } from "../../core/model/sysctl-net.ts";
import type { Host } from "./host.ts";

function words(text: string): readonly string[] {
  return text.split(" ");
}

/** snmp4_ipstats_list, by the names of ours where those of /proc/net/snmp are others. */
const IP = words(
  "InReceives InHdrErrors InAddrErrors ForwDatagrams InUnknownProtos InDiscards InDelivers OutRequests OutDiscards OutNoRoutes ReasmTimeout ReasmReqds ReasmOKs ReasmFails FragOKs FragFails FragCreates OutTransmits",
);
/** icmpmibmap. */
const ICMP_TYPES: readonly (readonly [name: string, type: number])[] = [
  ["DestUnreachs", 3],
  ["TimeExcds", 11],
  ["ParmProbs", 12],
  ["SrcQuenchs", 4],
  ["Redirects", 5],
  ["Echos", 8],
  ["EchoReps", 0],
  ["Timestamps", 13],
  ["TimestampReps", 14],
  ["AddrMasks", 17],
  ["AddrMaskReps", 18],
];
const ICMP_MESSAGES = [0, 3, 5, 8, 11, 12];
const ICMP6_MESSAGES = [1, 2, 3, 4, 128, 129, 130, 131, 132, 133, 134, 135, 136, 137, 143];
const TCP = words(
  "RtoAlgorithm RtoMin RtoMax MaxConn ActiveOpens PassiveOpens AttemptFails EstabResets CurrEstab InSegs OutSegs RetransSegs InErrs OutRsts InCsumErrors",
);
const UDP = words(
  "InDatagrams NoPorts InErrors OutDatagrams RcvbufErrors SndbufErrors InCsumErrors IgnoredMulti MemErrors",
);
const UDPLITE6 = words("InDatagrams NoPorts InErrors OutDatagrams RcvbufErrors SndbufErrors InCsumErrors MemErrors");
/** snmp4_net_list. */
const LINUX = words(
  "SyncookiesSent SyncookiesRecv SyncookiesFailed EmbryonicRsts PruneCalled RcvPruned OfoPruned OutOfWindowIcmps LockDroppedIcmps ArpFilter TW TWRecycled TWKilled PAWSActive PAWSEstab BeyondWindow TSEcrRejected PAWSOldAck PAWSTimewait DelayedACKs DelayedACKLocked DelayedACKLost ListenOverflows ListenDrops TCPHPHits TCPPureAcks TCPHPAcks TCPRenoRecovery TCPSackRecovery TCPSACKReneging TCPSACKReorder TCPRenoReorder TCPTSReorder TCPFullUndo TCPPartialUndo TCPDSACKUndo TCPLossUndo TCPLostRetransmit TCPRenoFailures TCPSackFailures TCPLossFailures TCPFastRetrans TCPSlowStartRetrans TCPTimeouts TCPLossProbes TCPLossProbeRecovery TCPRenoRecoveryFail TCPSackRecoveryFail TCPRcvCollapsed TCPBacklogCoalesce TCPDSACKOldSent TCPDSACKOfoSent TCPDSACKRecv TCPDSACKOfoRecv TCPAbortOnData TCPAbortOnClose TCPAbortOnMemory TCPAbortOnTimeout TCPAbortOnLinger TCPAbortFailed TCPMemoryPressures TCPMemoryPressuresChrono TCPSACKDiscard TCPDSACKIgnoredOld TCPDSACKIgnoredNoUndo TCPSpuriousRTOs TCPMD5NotFound TCPMD5Unexpected TCPMD5Failure TCPSackShifted TCPSackMerged TCPSackShiftFallback TCPBacklogDrop PFMemallocDrop TCPMinTTLDrop TCPDeferAcceptDrop IPReversePathFilter TCPTimeWaitOverflow TCPReqQFullDoCookies TCPReqQFullDrop TCPRetransFail TCPRcvCoalesce TCPOFOQueue TCPOFODrop TCPOFOMerge TCPChallengeACK TCPSYNChallenge TCPFastOpenActive TCPFastOpenActiveFail TCPFastOpenPassive TCPFastOpenPassiveFail TCPFastOpenListenOverflow TCPFastOpenCookieReqd TCPFastOpenBlackhole TCPSpuriousRtxHostQueues BusyPollRxPackets TCPAutoCorking TCPFromZeroWindowAdv TCPToZeroWindowAdv TCPWantZeroWindowAdv TCPSynRetrans TCPOrigDataSent TCPHystartTrainDetect TCPHystartTrainCwnd TCPHystartDelayDetect TCPHystartDelayCwnd TCPACKSkippedSynRecv TCPACKSkippedPAWS TCPACKSkippedSeq TCPACKSkippedFinWait2 TCPACKSkippedTimeWait TCPACKSkippedChallenge TCPWinProbe TCPKeepAlive TCPMTUPFail TCPMTUPSuccess TCPDelivered TCPDeliveredCE TCPAckCompressed TCPZeroWindowDrop TCPRcvQDrop TCPWqueueTooBig TCPFastOpenPassiveAltKey TcpTimeoutRehash TcpDuplicateDataRehash TCPDSACKRecvSegs TCPDSACKIgnoredDubious TCPMigrateReqSuccess TCPMigrateReqFailure TCPPLBRehash TCPAORequired TCPAOBad TCPAOKeyNotFound TCPAOGood TCPAODroppedIcmps",
);
/** snmp4_ipextstats_list. */
const IP_EXTRA = words(
  "InNoRoutes InTruncatedPkts InMcastPkts OutMcastPkts InBcastPkts OutBcastPkts InOctets OutOctets InMcastOctets OutMcastOctets InBcastOctets OutBcastOctets InCsumErrors InNoECTPkts InECT1Pkts InECT0Pkts InCEPkts ReasmOverlaps",
);
/** mptcp_snmp_list: nobody here speaks MPTCP. */
const MPTCP = words(
  "MPCapableSYNRX MPCapableSYNTX MPCapableSYNACKRX MPCapableACKRX MPCapableFallbackACK MPCapableFallbackSYNACK MPCapableSYNTXDrop MPCapableSYNTXDisabled MPCapableEndpAttempt MPFallbackTokenInit MPTCPRetrans MPJoinNoTokenFound MPJoinSynRx MPJoinSynBackupRx MPJoinSynAckRx MPJoinSynAckBackupRx MPJoinSynAckHMacFailure MPJoinAckRx MPJoinAckHMacFailure MPJoinRejected MPJoinSynTx MPJoinSynTxCreatSkErr MPJoinSynTxBindErr MPJoinSynTxConnectErr DSSNotMatching DSSCorruptionFallback DSSCorruptionReset InfiniteMapTx InfiniteMapRx DSSNoMatchTCP DataCsumErr OFOQueueTail OFOQueue OFOMerge NoDSSInWindow DuplicateData AddAddr AddAddrTx AddAddrTxDrop EchoAdd EchoAddTx EchoAddTxDrop PortAdd AddAddrDrop MPJoinPortSynRx MPJoinPortSynAckRx MPJoinPortAckRx MismatchPortSynRx MismatchPortAckRx RmAddr RmAddrDrop RmAddrTx RmAddrTxDrop RmSubflow MPPrioTx MPPrioRx MPFailTx MPFailRx MPFastcloseTx MPFastcloseRx MPRstTx MPRstRx SubflowStale SubflowRecover SndWndShared RcvWndShared RcvWndConflictUpdate RcvWndConflict MPCurrEstab Blackhole MPCapableDataFallback MD5SigFallback DssFallback SimultConnectFallback FallbackFailed WinProbe",
);
/** snmp6_ipstats_list. */
const IP6 = words(
  "InReceives InHdrErrors InTooBigErrors InNoRoutes InAddrErrors InUnknownProtos InTruncatedPkts InDiscards InDelivers OutForwDatagrams OutRequests OutDiscards OutNoRoutes ReasmTimeout ReasmReqds ReasmOKs ReasmFails FragOKs FragFails FragCreates InMcastPkts OutMcastPkts InOctets OutOctets InMcastOctets OutMcastOctets InBcastOctets OutBcastOctets InNoECTPkts InECT1Pkts InECT0Pkts InCEPkts OutTransmits",
);
const ICMP6 = words("InMsgs InErrors OutMsgs OutErrors InCsumErrors OutRateLimitHost");
/** icmp6type2name. */
const ICMP6_TYPES: Readonly<Record<number, string>> = {
  1: "DestUnreachs",
  2: "PktTooBigs",
  3: "TimeExcds",
  4: "ParmProblems",
  128: "Echos",
  129: "EchoReplies",
  130: "GroupMembQueries",
  131: "GroupMembResponses",
  132: "GroupMembReductions",
  133: "RouterSolicits",
  134: "RouterAdvertisements",
  135: "NeighborSolicits",
  136: "NeighborAdvertisements",
  137: "Redirects",
  143: "MLDv2Reports",
};

/** Two lines: names, and what they counted. */
function table(title: string, columns: readonly (readonly [name: string, value: number])[]): string {
  const names = columns.map(([name]) => name).join(" ");
  return `${title}: ${names}\n${title}: ${columns.map(([, value]) => value).join(" ")}\n`;
}

function columns(group: object, names: readonly string[]): readonly (readonly [string, number])[] {
  return names.map((name) => [name, counter(group, name)] as const);
}

/** snmp_seq_show. */
export function snmpTable(host: Host, netns: NetnsId): string {
  const mib = mibOf(host.world.runtime, netns);
  const config = host.world.latest.netns[netns];
  const ttl = config?.sysctls["ipv4.ip_default_ttl"] ?? NET_SYSCTLS["ipv4.ip_default_ttl"]?.value ?? 64;
  const { ip, icmp, tcp, udp } = mib;
  const forwarding = config?.conf4.all["forwarding"] ? 1 : 2;
  const ipColumns = IP.map(
    (name) => [name, counter(ip, name === "ForwDatagrams" ? "OutForwDatagrams" : name)] as const,
  );
  const byType = (way: "In" | "Out") =>
    ICMP_TYPES.map(([name, type]) => [`${way}${name}`, counter(icmp, `${way}Type${type}`)] as const);
  const messages = (["In", "Out"] as const).flatMap((way) =>
    columns(
      icmp,
      ICMP_MESSAGES.map((type) => `${way}Type${type}`),
    ).filter(([, count]) => count > 0),
  );
  const current = host.datapath.tcpCalls.list(netns).filter(tcpEstablished).length;
  const constant: Readonly<Record<string, number>> = { RtoAlgorithm: 1, RtoMin: 200, RtoMax: 120000, MaxConn: -1 };
  return [
    table("Ip", [["Forwarding", forwarding], ["DefaultTTL", Number(ttl)], ...ipColumns]),
    table("Icmp", [
      ...columns(icmp, ["InMsgs", "InErrors", "InCsumErrors"]),
      ...byType("In"),
      ...columns(icmp, ["OutMsgs", "OutErrors", "OutRateLimitGlobal", "OutRateLimitHost"]),
      ...byType("Out"),
    ]),
    messages.length > 0 ? table("IcmpMsg", messages) : "",
    table(
      "Tcp",
      TCP.map((name) => [name, name === "CurrEstab" ? current : (constant[name] ?? counter(tcp, name))] as const),
    ),
    table("Udp", columns(udp, UDP)),
    table("UdpLite", columns({}, UDP)),
  ].join("");
}

/** netstat_seq_show, mptcp_seq_show. */
export function netstatTable(host: Host, netns: NetnsId): string {
  const { linux, ip } = mibOf(host.world.runtime, netns);
  return (
    table("TcpExt", columns(linux, LINUX)) +
    table("IpExt", columns(ip, IP_EXTRA)) +
    table("MPTcpExt", columns({}, MPTCP))
  );
}

function row(name: string, value: number): string {
  return `${name.padEnd(32)}\t${value}\n`;
}

function rows(prefix: string, group: object, names: readonly string[]): string {
  return names.map((name) => row(prefix + name, counter(group, name))).join("");
}

/** snmp6_seq_show_item64, snmp6_seq_show_icmpv6msg. */
function inet6Rows({ ip, icmp }: Inet6Mib): string {
  const ways = ["In", "Out"] as const;
  const named = ways.flatMap((way) =>
    Object.entries(ICMP6_TYPES).map(([type, name]) => row(`Icmp6${way}${name}`, counter(icmp, `${way}Type${type}`))),
  );
  const numbered = ways.flatMap((way) =>
    ICMP6_MESSAGES.flatMap((type) => {
      const count = counter(icmp, `${way}Type${type}`);
      return count > 0 ? row(`Icmp6${way}Type${type}`, count) : [];
    }),
  );
  return rows("Ip6", ip, IP6) + rows("Icmp6", icmp, ICMP6) + named.join("") + numbered.join("");
}

/** snmp6_seq_show. */
export function snmp6Table(host: Host, netns: NetnsId): string {
  const { runtime, latest } = host.world;
  const links = latest.netns[netns]?.byIndex.ids ?? [];
  const { udp6 } = mibOf(runtime, netns);
  return inet6Rows(inet6MibOf(runtime, netns, links)) + rows("Udp6", udp6, UDP) + rows("UdpLite6", {}, UDPLITE6);
}

/** snmp6_dev_seq_show. */
export function deviceSnmp6Table(host: Host, { id, ifindex }: Link): string {
  const { runtime } = host.world;
  const own = runtime.linkMibs.get(id) ?? { ip: {}, icmp: {} };
  return row("ifIndex", ifindex) + inet6Rows(own as Inet6Mib);
}
