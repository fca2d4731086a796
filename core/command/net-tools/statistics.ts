/**
 * `netstat -s` of net-tools 2.10 (statistics.c): the counters of /proc/net/snmp and netstat, or of snmp6, in words.
 *
 * Same as the original: words, which counters are shown even at 0, what it leaves as it is named, how far lines are indented.
 */
import type { StatisticsShow } from "./netstat.ts";

/**
 * A counter's words, with `%` for its value. In front of them: `!` shown at 0 as well, `>` and `<` a line of the histograms
 * of what ICMP received and sent.
 */
type Words = Readonly<Record<string, string>>;

const TABLES: Readonly<Record<string, Words>> = {
  Ip: {
    InReceives: "!% total packets received",
    InHdrErrors: "% with invalid headers",
    InAddrErrors: "% with invalid addresses",
    ForwDatagrams: "!% forwarded",
    InUnknownProtos: "% with unknown protocol",
    InDiscards: "!% incoming packets discarded",
    InDelivers: "!% incoming packets delivered",
    OutRequests: "!% requests sent out",
    OutDiscards: "% outgoing packets dropped",
    OutNoRoutes: "% dropped because of missing route",
    ReasmTimeout: "% fragments dropped after timeout",
    ReasmReqds: "% reassemblies required",
    ReasmOKs: "% packets reassembled ok",
    ReasmFails: "% packet reassemblies failed",
    FragOKs: "% outgoing packets fragmented ok",
    FragFails: "% outgoing packets failed fragmentation",
    FragCreates: "% fragments created",
  },
  Icmp: {
    InMsgs: "!% ICMP messages received",
    InErrors: "!% input ICMP message failed",
    InDestUnreachs: ">destination unreachable: %",
    InTimeExcds: ">timeout in transit: %",
    InParmProbs: ">wrong parameters: %",
    InSrcQuenchs: ">source quenches: %",
    InRedirects: ">redirects: %",
    InEchos: ">echo requests: %",
    InEchoReps: ">echo replies: %",
    InTimestamps: ">timestamp request: %",
    InTimestampReps: ">timestamp reply: %",
    InAddrMasks: ">address mask request: %",
    InAddrMaskReps: ">address mask replies: %",
    OutMsgs: "!% ICMP messages sent",
    OutErrors: "!% ICMP messages failed",
    OutDestUnreachs: "<destination unreachable: %",
    OutTimeExcds: "<time exceeded: %",
    OutParmProbs: "<wrong parameters: %",
    OutSrcQuenchs: "<source quench: %",
    OutRedirects: "<redirect: %",
    OutEchos: "<echo requests: %",
    OutEchoReps: "<echo replies: %",
    OutTimestamps: "<timestamp requests: %",
    OutTimestampReps: "<timestamp replies: %",
    OutAddrMasks: "<address mask requests: %",
    OutAddrMaskReps: "<address mask replies: %",
  },
  Tcp: {
    ActiveOpens: "!% active connection openings",
    PassiveOpens: "!% passive connection openings",
    AttemptFails: "!% failed connection attempts",
    EstabResets: "!% connection resets received",
    CurrEstab: "!% connections established",
    InSegs: "!% segments received",
    OutSegs: "!% segments sent out",
    RetransSegs: "!% segments retransmitted",
    InErrs: "!% bad segments received",
    OutRsts: "!% resets sent",
  },
  Udp: {
    InDatagrams: "!% packets received",
    NoPorts: "!% packets to unknown port received",
    InErrors: "!% packet receive errors",
    OutDatagrams: "!% packets sent",
    RcvbufErrors: "!% receive buffer errors",
    SndbufErrors: "!% send buffer errors",
  },
  TcpExt: {
    SyncookiesSent: "% SYN cookies sent",
    SyncookiesRecv: "% SYN cookies received",
    SyncookiesFailed: "% invalid SYN cookies received",
    EmbryonicRsts: "% resets received for embryonic SYN_RECV sockets",
    PruneCalled: "% packets pruned from receive queue because of socket buffer overrun",
    RcvPruned: "% packets pruned from receive queue",
    OfoPruned: "% packets dropped from out-of-order queue because of socket buffer overrun",
    OutOfWindowIcmps: "% ICMP packets dropped because they were out-of-window",
    LockDroppedIcmps: "% ICMP packets dropped because socket was locked",
    TW: "% TCP sockets finished time wait in fast timer",
    TWRecycled: "% time wait sockets recycled by time stamp",
    PAWSActive: "% active connections rejected because of time stamp",
    PAWSEstab: "% packets rejected in established connections because of timestamp",
    DelayedACKs: "% delayed acks sent",
    DelayedACKLocked: "% delayed acks further delayed because of locked socket",
    DelayedACKLost: "Quick ack mode was activated % times",
    ListenOverflows: "% times the listen queue of a socket overflowed",
    ListenDrops: "% SYNs to LISTEN sockets dropped",
    TCPHPHits: "!% packet headers predicted",
    TCPPureAcks: "% acknowledgments not containing data payload received",
    TCPHPAcks: "% predicted acknowledgments",
    TCPRenoRecovery: "% times recovered from packet loss due to fast retransmit",
    TCPSACKReorder: "Detected reordering % times using SACK",
    TCPRenoReorder: "Detected reordering % times using reno fast retransmit",
    TCPTSReorder: "Detected reordering % times using time stamp",
    TCPFullUndo: "% congestion windows fully recovered without slow start",
    TCPPartialUndo: "% congestion windows partially recovered using Hoe heuristic",
    TCPLossUndo: "% congestion windows recovered without slow start after partial ack",
    TCPRenoFailures: "% timeouts after reno fast retransmit",
    TCPLossFailures: "% timeouts in loss state",
    TCPFastRetrans: "% fast retransmits",
    TCPSlowStartRetrans: "% retransmits in slow start",
    TCPRcvCollapsed: "% packets collapsed in receive queue due to low socket buffer",
    TCPAbortOnData: "% connections reset due to unexpected data",
    TCPAbortOnClose: "% connections reset due to early user close",
    TCPAbortOnMemory: "% connections aborted due to memory pressure",
    TCPAbortOnTimeout: "% connections aborted due to timeout",
    TCPAbortOnLinger: "% connections aborted after user close in linger timeout",
    TCPAbortFailed: "% times unable to send RST due to no memory",
    TCPMemoryPressures: "TCP ran low on memory % times",
  },
  Ip6: {
    Ip6InReceives: "!% total packets received",
    Ip6InHdrErrors: "% with invalid headers",
    Ip6InTooBigErrors: "% with packets too big",
    Ip6InNoRoutes: "% incoming packets with no route",
    Ip6InAddrErrors: "% with invalid addresses",
    Ip6InUnknownProtos: "% with unknown protocol",
    Ip6InTruncatedPkts: "% with truncated packets",
    Ip6InDiscards: "!% incoming packets discarded",
    Ip6InDelivers: "!% incoming packets delivered",
    Ip6OutForwDatagrams: "!% forwarded",
    Ip6OutRequests: "!% requests sent out",
    Ip6OutDiscards: "% outgoing packets dropped",
    Ip6OutNoRoutes: "% dropped because of missing route",
    Ip6ReasmTimeout: "% fragments dropped after timeout",
    Ip6ReasmReqds: "% reassemblies required",
    Ip6ReasmOKs: "% packets reassembled ok",
    Ip6ReasmFails: "% packet reassemblies failed",
    Ip6FragOKs: "% outgoing packets fragmented ok",
    Ip6FragFails: "% outgoing packets failed fragmentation",
    Ip6FragCreates: "% fragments created",
    Ip6InMcastPkts: "% incoming multicast packets",
    Ip6OutMcastPkts: "% outgoing multicast packets",
  },
  Icmp6: {
    Icmp6InMsgs: "!% ICMP messages received",
    Icmp6InErrors: "!% input ICMP message failed",
    Icmp6OutMsgs: "!% ICMP messages sent",
    Icmp6InDestUnreachs: ">destination unreachable: %",
    Icmp6InPktTooBigs: ">packets too big: %",
    Icmp6InTimeExcds: ">received ICMPv6 time exceeded: %",
    Icmp6InParmProblems: ">parameter problem: %",
    Icmp6InEchos: ">echo requests: %",
    Icmp6InEchoReplies: ">echo replies: %",
    Icmp6InGroupMembQueries: ">group member queries: %",
    Icmp6InGroupMembResponses: ">group member responses: %",
    Icmp6InGroupMembReductions: ">group member reductions: %",
    Icmp6InRouterSolicits: ">router solicits: %",
    Icmp6InRouterAdvertisements: ">router advertisement: %",
    Icmp6InNeighborSolicits: ">neighbour solicits: %",
    Icmp6InNeighborAdvertisements: ">neighbour advertisement: %",
    Icmp6InRedirects: ">redirects: %",
    Icmp6OutDestUnreachs: "<destination unreachable: %",
    Icmp6OutPktTooBigs: "<packets too big: %",
    Icmp6OutTimeExcds: "<sent ICMPv6 time exceeded: %",
    Icmp6OutParmProblems: "<parameter problem: %",
    Icmp6OutEchos: "<echo requests: %",
    Icmp6OutEchoReplies: "<echo replies: %",
    Icmp6OutGroupMembQueries: "<group member queries: %",
    Icmp6OutGroupMembResponses: "<group member responses: %",
    Icmp6OutGroupMembReductions: "<group member reductions: %",
    Icmp6OutRouterSolicits: "<router solicits: %",
    Icmp6OutNeighborSolicits: "<neighbor solicits: %",
    Icmp6OutNeighborAdvertisements: "<neighbor advertisements: %",
    Icmp6OutRedirects: "<redirects: %",
  },
  Udp6: {
    Udp6InDatagrams: "!% packets received",
    Udp6NoPorts: "!% packets to unknown port received",
    Udp6InErrors: "!% packet receive errors",
    Udp6OutDatagrams: "!% packets sent",
  },
};
/** Settings, which are no statistics. */
const STATIC: ReadonlySet<string> = new Set(["DefaultTTL", "RtoAlgorithm", "RtoMin", "RtoMax", "MaxConn"]);
/** Who asks for which tables; all others are always shown. */
const LETTERS: Readonly<Record<string, string>> = {
  Ip: "w",
  Icmp: "w",
  Tcp: "t",
  Udp: "u",
  TcpExt: "t",
  Ip6: "w",
  Icmp6: "w",
  Udp6: "u",
};
const HISTOGRAMS = { ">": "ICMP input histogram:", "<": "ICMP output histogram:" } as const;

interface Table {
  readonly title: string;
  readonly counters: readonly (readonly [name: string, value: string])[];
}

/** process_fd: pairs of lines. */
function paired(text: string): readonly Table[] {
  const lines = text.split("\n");
  const tables: Table[] = [];
  for (let i = 0; i + 1 < lines.length; i += 2) {
    const [title = "", ...names] = (lines[i] as string).split(" ");
    const values = (lines[i + 1] as string).split(" ").slice(1);
    tables.push({ title: title.slice(0, -1), counters: names.map((name, at) => [name, values[at] ?? "0"]) });
  }
  return tables;
}

/** process6_fd: a counter a line; what is in front of the 6 is its table. */
function listed(text: string): readonly Table[] {
  const tables: { title: string; counters: [string, string][] }[] = [];
  for (const line of text.split("\n")) {
    const [name, value] = line.split(/\s+/);
    if (name === undefined || value === undefined) continue;
    const title = name.slice(0, name.indexOf("6") + 1);
    if (tables.at(-1)?.title !== title) tables.push({ title, counters: [] });
    tables.at(-1)?.counters.push([name, value]);
  }
  return tables;
}

/** The statistics that are asked for, out of the files of /proc/net. */
export function printStatistics({ letters, six }: StatisticsShow, read: (name: string) => string): string {
  const any = !["t", "u", "U", "S", "w"].some((letter) => letters.has(letter));
  const shown = ({ title }: Table) => {
    const letter = LETTERS[title];
    return letter === undefined || any || letters.has(letter);
  };
  const snmp = paired(read("snmp"));
  const tables = six
    ? [...listed(read("snmp6")), ...snmp.filter(({ title }) => title === "Tcp")]
    : [...snmp, ...paired(read("netstat"))];
  let out = "";
  let indent = "    ";
  for (const table of tables.filter(shown)) {
    // What has no words of its own goes on as the lines before it did.
    if (table.title !== "IcmpMsg") indent = "    ";
    out += `${table.title}:\n`;
    const words = TABLES[table.title];
    let part: string | undefined;
    for (const [name, value] of table.counters) {
      if (STATIC.has(name)) continue;
      const known = words?.[name];
      const mark = known?.[0];
      if (mark === ">" || mark === "<") {
        if (part !== mark) out += `${indent}${HISTOGRAMS[mark]}\n`;
        part = mark;
        indent = "        ";
      } else if (known !== undefined) {
        part = undefined;
        indent = "    ";
      }
      if (value === "0" && mark !== "!") continue;
      const text = known === undefined ? `${name}: ${value}` : known.replace(/^[!<>]/, "").replace("%", value);
      out += `${indent}${text}\n`;
    }
  }
  return out;
}

/** Families that have no statistics are refused by name, as they were given. */
export function statisticsFamily(families: readonly string[]): string | undefined {
  const asked = families.join(",");
  return asked === "" || asked === "inet" || asked === "inet6" ? undefined : asked;
}
