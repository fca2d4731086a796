/**
 * /proc/net/sockstat and sockstat6 (net/ipv4/proc.c, net/ipv6/proc.c, socket_seq_show): how many sockets of each kind there are.
 *
 * Same as Linux: which count for a namespace and which for the machine (`orphan`, `alloc`). Simplified: what sockets and pieces of
 * packets occupy is told to be nothing.
 */
import type { WaitingPieces } from "../../core/datapath/reassembly.ts";
import type { NetnsId } from "../../core/model/id.ts";
import type { Kernel } from "./kernel.ts";
import { socketRows } from "./socket-rows.ts";

/** By family: IPv4, IPv6. */
type Pair = readonly [four: number, six: number];

export interface SocketCounts {
  readonly used: number;
  readonly tcp: Pair;
  readonly udp: Pair;
  readonly raw: Pair;
  readonly fragments: readonly [WaitingPieces, WaitingPieces];
  readonly orphans: number;
  readonly waiting: number;
  readonly requests: number;
  readonly allocated: number;
  /** Of packet(7). */
  readonly packets: number;
}

/** Neither requests nor what waits after an end is a socket of its own. */
const PASSING = ["TIME_WAIT", "SYN_RECV"];
const ENDING = ["FIN_WAIT1", "FIN_WAIT2", "CLOSING", "LAST_ACK"];

/** @param unix how many sockets of unix(7) the namespace has */
export function socketCounts(
  kernel: Pick<Kernel, "datapath" | "nowMicros">,
  netns: NetnsId,
  unix: number,
): SocketCounts {
  const { datapath } = kernel;
  const rows = socketRows(kernel, netns);
  const count = (netid: string, family: string) =>
    rows.filter((row) => row.netid === netid && row.family === family && !PASSING.includes(row.state)).length;
  const orphans = rows.filter(
    (row) => row.netid === "tcp" && row.inode === undefined && ENDING.includes(row.state),
  ).length;
  const pings = datapath.pingList(netns);
  const raw = [pings.filter((family) => family === "inet").length, pings.length] as const;
  const tcp = [count("tcp", "inet"), count("tcp", "inet6")] as const;
  const udp = [count("udp", "inet"), count("udp", "inet6")] as const;
  const packets = datapath.packetList(netns).length;
  // sock_inuse_add: the kernel's own are not among those in use.
  const own = kernel.datapath.udpList(netns).filter(({ kernels }) => kernels).length;
  return {
    used: raw[0] + raw[1] + tcp[0] + tcp[1] - orphans + udp[0] + udp[1] - own + packets + unix,
    tcp,
    udp,
    raw,
    fragments: [datapath.fragmentQueues(netns, "inet"), datapath.fragmentQueues(netns, "inet6")],
    orphans,
    waiting: rows.filter(({ state }) => state === "TIME_WAIT").length,
    requests: rows.filter(({ state }) => state === "SYN_RECV").length,
    allocated: datapath.tcpCalls.allocated,
    packets,
  };
}

/** sockstat_seq_show. */
export function sockstatTable(counts: SocketCounts): string {
  const { used, tcp, udp, raw, fragments, orphans, waiting, allocated } = counts;
  return `sockets: used ${used}
TCP: inuse ${tcp[0]} orphan ${orphans} tw ${waiting} alloc ${allocated} mem 0
UDP: inuse ${udp[0]} mem 0
UDPLITE: inuse 0
RAW: inuse ${raw[0]}
FRAG: inuse ${fragments[0].queues} memory ${fragments[0].bytes}
`;
}

/** sockstat6_seq_show. */
export function sockstat6Table({ tcp, udp, raw, fragments }: SocketCounts): string {
  return `TCP6: inuse ${tcp[1]}
UDP6: inuse ${udp[1]}
UDPLITE6: inuse 0
RAW6: inuse ${raw[1]}
FRAG6: inuse ${fragments[1].queues} memory ${fragments[1].bytes}
`;
}
