/**
 * /proc/net/tcp, udp, raw, unix and their IPv6 likes (unix_seq_show of net/unix/af_unix.c, tcp4_seq_show of net/ipv4/tcp_ipv4.c, udp4_seq_show, raw_seq_show, and those of
 * net/ipv6).
 *
 * Same as Linux: columns and their widths, octets in the order of a little-endian machine.
 * Simplified: the last numbers of a line, which are guesses of timers and windows, are those of a socket that has just begun; a
 * pointer is a number made of the inode; raw and ICMP sockets are in no table.
 */
import { ipv6Bytes } from "../../core/address/ipv6.ts";
import type { Family, IpAddress } from "../../core/address/prefix.ts";
import type { TcpState } from "../../core/datapath/tcp/socket.ts";
import type { NetnsId } from "../../core/model/id.ts";
import type { SocketRow, Transport } from "./socket-rows.ts";
import type { UnixTable } from "./unix.ts";

/** udp_hashfn: the port in a table of so many buckets; the kernel adds a number of the namespace. */
const UDP_BUCKETS = 8192;
/** include/net/tcp_states.h. */
const STATES: Readonly<Record<TcpState, number>> = {
  ESTABLISHED: 1,
  SYN_SENT: 2,
  SYN_RECV: 3,
  FIN_WAIT1: 4,
  FIN_WAIT2: 5,
  TIME_WAIT: 6,
  CLOSE: 7,
  CLOSE_WAIT: 8,
  LAST_ACK: 9,
  LISTEN: 10,
  CLOSING: 11,
};
const TIMERS = { on: 1, persist: 4, timewait: 3 } as const;
/** TMPSZ: what IPv4 lines are filled up to; UDP's are shorter. */
const WIDTHS = { tcp: 149, udp: 127 } as const;
/** USER_HZ: what times are told in. */
const CLOCK_TICK_MICROS = 10_000;
const ANY6 = new Uint8Array(16);

const HEAD_FOUR = "sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode";
const HEAD_SIX =
  "  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode";

function hex(value: number, width: number): string {
  return (value >>> 0).toString(16).toUpperCase().padStart(width, "0");
}

function swapped(value: number): string {
  return [0, 8, 16, 24].map((shift) => hex((value >>> shift) & 255, 2)).join("");
}

/** An address as its words stand in memory; IPv4 over an IPv6 socket is mapped. */
function addressText(family: Family, address: IpAddress | undefined): string {
  if (family === "inet") return swapped(typeof address === "number" ? address : 0);
  if (typeof address === "number") return `0000000000000000FFFF0000${swapped(address)}`;
  const bytes = address === undefined ? ANY6 : ipv6Bytes(address);
  const words = [0, 4, 8, 12].map((at) => [3, 2, 1, 0].map((i) => hex(bytes[at + i] ?? 0, 2)).join(""));
  return words.join("");
}

/** sock_i_ino and what %pK makes of a pointer. */
function pointer(inode: number): string {
  return (Math.imul(inode + 1, 0x9e3779b1) >>> 0).toString(16).padStart(16, "0");
}

function line(row: SocketRow, slot: number, slotWidth: number): string {
  const { family, timer, netid } = row;
  const local = `${addressText(family, row.local)}:${hex(row.localPort, 4)}`;
  const peer = `${addressText(family, row.peer)}:${hex(row.peerPort, 4)}`;
  const left = timer ? Math.ceil(timer.leftMicros / CLOCK_TICK_MICROS) : 0;
  const when = `${hex(timer ? TIMERS[timer.word] : 0, 2)}:${hex(left, 8)} ${hex(timer?.word === "on" ? timer.count : 0, 8)}`;
  const listening = row.state === "LISTEN";
  const queues = `${hex(listening ? 0 : row.send, 8)}:${hex(row.receive, 8)}`;
  const inode = row.inode ?? 0;
  const waiting = row.state === "TIME_WAIT";
  const references = waiting ? 3 : netid === "udp" ? 2 : timer ? 2 : 1;
  const start = `${String(slot).padStart(slotWidth)}: ${local} ${peer} ${hex(STATES[row.state], 2)} ${queues} ${when} ${String(row.uid).padStart(5)} ${"0".padStart(8)} ${inode} ${references} ${pointer(waiting ? row.cookie : inode)}`;
  if (waiting) return start;
  if (netid === "udp") return `${start} ${row.memory?.drops ?? 0}`;
  return `${start}${listening ? " 100 0 0 10 0" : " 20 0 0 10 -1"}`;
}

/** One of the tables. */
export function socketTable(rows: readonly SocketRow[], transport: Transport, family: Family): string {
  const udp = transport === "udp";
  const tail = udp ? " ref pointer drops" : "";
  const fill = (text: string) => (family === "inet" ? text.padEnd(WIDTHS[transport]) : text);
  const head = family === "inet" ? `${udp ? "   " : "  "}${HEAD_FOUR}` : HEAD_SIX;
  const lines = [fill(head + tail)];
  const shown = rows.filter((row) => row.netid === transport && row.family === family);
  // A UDP socket stands in the bucket of its port; connections are counted through.
  for (const [index, row] of shown.entries())
    lines.push(fill(line(row, udp ? row.localPort % UDP_BUCKETS : index, udp ? 5 : 4)));
  return `${lines.join("\n")}\n`;
}

/** __SO_ACCEPTCON: it listens. */
const ACCEPTS = 0x10000;
/** SOCK_STREAM and SOCK_DGRAM; SS_UNCONNECTED and SS_CONNECTED. */
const UNIX_TYPES = { stream: 1, dgram: 2 } as const;
const UNIX_STATES = { CLOSE: 1, LISTEN: 1, ESTABLISHED: 3 } as const;

/** unix_seq_show. */
export function unixTable(sockets: UnixTable, netns: NetnsId): string {
  const lines = sockets.list(netns).map((end) => {
    const flags = end.state === "LISTEN" ? ACCEPTS : 0;
    const numbers = `${hex(sockets.references(end), 8)} ${hex(0, 8)} ${hex(flags, 8)} ${hex(UNIX_TYPES[end.type], 4)}`;
    const name = end.name === undefined ? "" : ` ${end.name.replaceAll("\0", "@")}`;
    return `${pointer(end.inode)}: ${numbers} ${hex(UNIX_STATES[end.state], 2)} ${String(end.inode).padStart(5)}${name}\n`;
  });
  return `Num       RefCount Protocol Flags    Type St Inode Path\n${lines.join("")}`;
}

/** Of the tables below, those that are no namespace's own. */
export const SHARED_TABLES: ReadonlySet<string> = new Set(["rt_cache", "psched"]);

/** Tables of sockets that nobody here has: only what stands above. */
export const EMPTY_TABLES: Readonly<Record<string, string>> = {
  raw: `  ${HEAD_FOUR} ref pointer drops\n`,
  raw6: `${HEAD_SIX} ref pointer drops\n`,
  icmp: `${`  ${HEAD_FOUR} ref pointer drops`.padEnd(WIDTHS.udp)}\n`,
  icmp6: `${HEAD_SIX} ref pointer drops\n`,
  udplite: `${`   ${HEAD_FOUR.trimStart()} ref pointer drops`.padEnd(WIDTHS.udp)}\n`,
  udplite6: `${HEAD_SIX} ref pointer drops\n`,
  // Nobody routes groups, filters who sends to them, or labels flows.
  ip_mr_cache: "Group    Origin   Iif     Pkts    Bytes    Wrong Oifs\n",
  ip_mr_vif: "Interface      BytesIn  PktsIn  BytesOut PktsOut Flags Local    Remote\n",
  ip6_mr_cache: `${"Group".padEnd(33)}${"Origin".padEnd(33)}Iif      Pkts  Bytes     Wrong  Oifs\n`,
  ip6_mr_vif: "Interface      BytesIn  PktsIn  BytesOut PktsOut Flags\n",
  mcfilter: "Idx Device        MCA        SRC    INC    EXC\n",
  mcfilter6: "Idx Device                Multicast Address                   Source Address    INC    EXC\n",
  ip6_flowlabel: `Label S Owner  Users  Linger Expires  ${"Dst".padEnd(33)}Opt\n`,
  // There has been no cache of routes since Linux 3.6.
  rt_cache: `${"Iface\tDestination\tGateway \tFlags\t\tRefCnt\tUse\tMetric\tSource\t\tMTU\tWindow\tIRTT\tTOS\tHHRef\tHHUptod\tSpecDst".padEnd(127)}\n`,
  // psched_show: what ticks of the clock, of a queueing discipline and of a timer come to.
  psched: "000003e8 00000040 000f4240 3b9aca00\n",
};
