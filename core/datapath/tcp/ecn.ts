/**
 * Congestion that routers tell of by marks (RFC 3168; tcp_ecn_* of net/ipv4/tcp_input.c and tcp_output.c): both sides agree on it in
 * their first segments, data are marked as able to say so, and who receives a mark of congestion says it back until the sender
 * has slowed down.
 */
import { metricsOf } from "../../model/route.ts";
import type { Ipv4Packet, Ipv6Packet, Tcp } from "../../wire/frame.ts";
import { TCP_FLAG } from "../../wire/tcp.ts";
import type { OutputRoute } from "../route-output.ts";
import { after, before, type TcpSocket } from "./socket.ts";

/** INET_ECN_MASK, INET_ECN_ECT_0 and INET_ECN_CE. */
const MASK = 3;
const CAPABLE = 2;
const CONGESTED = 3;
const BOTH = TCP_FLAG.ece | TCP_FLAG.cwr;

function asksFor({ route }: OutputRoute & { ok: true }): boolean {
  return route !== undefined && (metricsOf(route, route.nextHops[0]).features ?? 0) !== 0;
}

/** tcp_ecn_send_syn: with net.ipv4.tcp_ecn=1, or where the route says so. */
export function askForEcn(socket: TcpSocket, route: OutputRoute & { ok: true }): void {
  socket.ecn = route.device.netns.settings.tcp.ecn === 1 || asksFor(route);
}

/** tcp_ecn_create_request: what was asked for is granted, unless tcp_ecn is 0 and the route silent. */
export function grantEcn(
  socket: TcpSocket,
  route: OutputRoute & { ok: true },
  tcp: Tcp,
  ip: Ipv4Packet | Ipv6Packet,
): void {
  if ((tcp.flags & BOTH) !== BOTH || (dsfield(ip) & MASK) !== 0) return;
  socket.ecn = route.device.netns.settings.tcp.ecn !== 0 || asksFor(route);
}

/** tcp_ecn_rcv_synack. */
export function hearGranted(socket: TcpSocket, { flags }: Tcp): void {
  if ((flags & BOTH) !== TCP_FLAG.ece) socket.ecn = false;
}

/** What the first segment of either side says of it; one that nobody answered says it no more (tcp_ecn_clear_syn). */
export function ecnOfSyn(socket: TcpSocket, flags: number, fallback: boolean): number {
  if (!socket.ecn) return 0;
  if (flags & TCP_FLAG.ack) return TCP_FLAG.ece;
  return socket.retransmits > 0 && fallback ? 0 : BOTH;
}

/** tcp_ecn_send: the flags of a segment, and what its packet carries in the type of service. */
export function ecnOfSegment(socket: TcpSocket, length: number, again: boolean): { flags: number; mark: number } {
  if (!socket.ecn) return { flags: 0, mark: 0 };
  let flags = socket.ecnEcho ? TCP_FLAG.ece : 0;
  if (length === 0 || again) return { flags, mark: 0 };
  if (socket.ecnSlowed) flags |= TCP_FLAG.cwr;
  socket.ecnSlowed = false;
  return { flags, mark: CAPABLE };
}

/** __tcp_ecn_check_ce, tcp_ecn_accept_cwr. True: congestion was met, which is to be told at once. */
export function hearMarks(socket: TcpSocket, tcp: Tcp, ip: Ipv4Packet | Ipv6Packet): boolean {
  if (!socket.ecn || tcp.data.length === 0) return false;
  if (tcp.flags & TCP_FLAG.cwr) socket.ecnEcho = false;
  const mark = dsfield(ip) & MASK;
  if (mark !== 0) socket.ecnSeen = true;
  const news = mark === CONGESTED && !socket.ecnEcho;
  if (mark === CONGESTED) socket.ecnEcho = true;
  return news;
}

/** tcp_ecn_rcv_ecn_echo, tcp_enter_cwr: the sender slows down once for all that is under way. */
export function hearEcho(socket: TcpSocket, { flags, acknowledgment }: Tcp): void {
  if (!socket.ecn || !(flags & TCP_FLAG.ece) || flags & TCP_FLAG.syn) return;
  const { ecnUntil } = socket;
  if (ecnUntil !== undefined && before(acknowledgment, ecnUntil)) return;
  if (!after(socket.next, socket.unacknowledged)) return;
  socket.ecnUntil = socket.next;
  socket.ecnSlowed = true;
  socket.slowStartThreshold = Math.max(2, socket.congestionWindow >> 1);
  socket.congestionWindow = socket.slowStartThreshold;
}

function dsfield(ip: Ipv4Packet | Ipv6Packet): number {
  return ip.kind === "ipv4" ? ip.tos : ip.trafficClass;
}
