/**
 * TCP input (net/ipv4/tcp_input.c, tcp_ipv4.c, tcp_minisocks.c; RFC 9293 section 3.10.7): whose a segment is, and what state
 * makes of it.
 *
 * Same as Linux: who gets a segment, resets for what nobody wants, handshakes, when data is acknowledged at once and when
 * later, out-of-order data, FIN in every state, TIME_WAIT.
 * Absent: urgent data, fast open, MD5, SYN cookies.
 */

import type { DropReason } from "../../trace.ts";
import type { Frame, Ipv4Packet, Ipv6Packet, PacketType, Tcp } from "../../wire/frame.ts";
import { TCP_FLAG } from "../../wire/tcp.ts";
import type { Network } from "../network.ts";
import type { Device } from "../view.ts";
import { ofDomain } from "../vrf.ts";
import { afterAck, takeAck } from "./acknowledged.ts";
import { grantEcn, hearEcho, hearGranted, hearMarks } from "./ecn.ts";
import { fail, finish, TIME_WAIT_MICROS } from "./end.ts";
import {
  answerReset,
  currentMss,
  initialCongestionWindow,
  initialWindow,
  measureRoundTrip,
  routeOf,
  sendAck,
  sendSyn,
  setTimer,
  writeOut,
} from "./output.ts";
import { answerOld, sendDueAck, takeData } from "./received.ts";
import { after, before, TcpSocket, tellsMss } from "./socket.ts";

const TIMESTAMP_OPTION = 12;
/** What a handshake takes at least: programs and interrupts take time that is not simulated. */
const LEAST_HANDSHAKE = 100;
/** Segments that are acknowledged at once after a mark of congestion. */
const QUICK_OF_MARKS = 2;

/** tcp_v4_rcv, tcp_v6_rcv. */
export function tcpInput(
  net: Network,
  device: Device,
  frame: Frame,
  ip: Ipv4Packet | Ipv6Packet,
  tcp: Tcp,
  packet: number,
  type: PacketType,
): void {
  const drop = (reason: DropReason) => {
    if (net.tracing) net.drop(device, "local-in", frame, packet, reason);
  };
  if (type !== "host") return drop("NOT_SPECIFIED");
  const { mib } = device.netns;
  mib.tcp.InSegs++;
  if (net.tcpProbes.any) net.tcpProbes.hear(net, device, ip, ip.destination, tcp.destinationPort);
  const { id } = device.netns;
  const { sourcePort, destinationPort } = tcp;
  let socket = net.tcp.connection(id, ip.destination, destinationPort, ip.source, sourcePort);
  if (socket && !ofDomain(socket.device, device, false)) socket = undefined;
  const opens = (tcp.flags & (TCP_FLAG.syn | TCP_FLAG.ack | TCP_FLAG.rst)) === TCP_FLAG.syn;
  if (socket?.state === "TIME_WAIT" && opens && after(tcp.sequence, socket.receiveNext)) {
    // tcp_timewait_state_process: a new connection may take the place of an old one.
    finish(net, socket);
    socket = undefined;
  }
  const listener = socket ? undefined : net.tcp.listener(device, ip.destination, destinationPort);
  if (!socket && !listener) {
    drop("NO_SOCKET");
    answerReset(net, device, ip, tcp);
    return;
  }
  if (net.tracing) net.report(device, "local-in", frame, packet, { kind: "deliver" });
  const reason = socket
    ? receiveSegment(net, device, ip, socket, tcp)
    : listen(net, device, ip, listener as TcpSocket, tcp);
  if (reason) drop(reason);
}

/** tcp_conn_request. */
function listen(
  net: Network,
  device: Device,
  ip: Ipv4Packet | Ipv6Packet,
  listener: TcpSocket,
  tcp: Tcp,
): DropReason | undefined {
  if (tcp.flags & TCP_FLAG.rst) return "TCP_RESET";
  if (tcp.flags & TCP_FLAG.ack) {
    answerReset(net, device, ip, tcp);
    return "TCP_FLAGS";
  }
  if (!(tcp.flags & TCP_FLAG.syn)) return "TCP_FLAGS";
  // sk_acceptq_is_full.
  if (listener.acceptQueue.length > listener.backlog) return overflow(device);
  const socket = new TcpSocket(net.nextSocket(), listener.netns, listener.domain, listener, listener.space);
  socket.listener = listener;
  socket.reuseAddress = listener.reuseAddress;
  socket.reusePort = listener.reusePort;
  socket.ttl = listener.ttl;
  socket.tos = listener.tos;
  socket.localAddress = ip.destination;
  socket.localPort = tcp.destinationPort;
  socket.remoteAddress = ip.source;
  socket.remotePort = tcp.sourcePort;
  socket.bound = listener.bound;
  const linkLocal = typeof ip.source === "string" && ip.source.startsWith("fe80:");
  // inet_request_bound_dev_if: tcp_l3mdev_accept makes connections of their VRF.
  socket.device = linkLocal && !device.loopback ? device.name : (listener.device ?? device.l3master?.name);
  const route = routeOf(net, socket);
  if (!route?.ok) return "IP_OUTNOROUTES";
  socket.state = "SYN_RECV";
  socket.congestion = listener.congestion;
  socket.connectMicros = net.nowMicros;
  socket.counts.segmentsIn = 1;
  const timestamps = tcp.options.timestamps && device.netns.settings.tcp.timestamps;
  initialWindow(net, socket, route, timestamps ? TIMESTAMP_OPTION : 0);
  takeOptions(socket, tcp);
  grantEcn(socket, route, tcp, ip);
  socket.mayBeCut = listener.mayBeCut;
  socket.receiveNext = (tcp.sequence + 1) >>> 0;
  socket.receiveWakeup = socket.receiveNext;
  socket.sendWindow = tcp.window;
  net.tcp.add(socket);
  net.tcp.hold(socket);
  net.tcp.connect(socket);
  sendSyn(net, socket);
  return undefined;
}

/** tcp_listendrop. */
function overflow({ netns }: Device): DropReason {
  const { linux } = netns.mib;
  linux.ListenOverflows++;
  linux.ListenDrops++;
  return "TCP_LISTEN_OVERFLOW";
}

/** tcp_parse_options of a SYN: what the other side can do. */
function takeOptions(socket: TcpSocket, tcp: Tcp): void {
  const { mss, windowScale, sackPermitted, timestamps } = tcp.options;
  socket.peerMss = mss ?? 536;
  // Whose windows are not scaled does not scale the other side's.
  socket.scales &&= windowScale !== undefined;
  socket.sendScale = socket.scales ? Math.min(14, windowScale ?? 0) : 0;
  if (!socket.scales) socket.receiveScale = 0;
  if (!sackPermitted) socket.sack = false;
  if (timestamps) socket.timestampRecent = timestamps.value;
  else socket.timestamps = false;
}

/** tcp_segs_in. */
function countIn({ counts }: TcpSocket, { data, segment }: Tcp): void {
  const segments = segment === undefined ? 1 : Math.ceil(data.length / segment);
  counts.segmentsIn += segments;
  if (data.length > 0) counts.dataSegmentsIn += segments;
}

/** tcp_init_transfer, tcp_finish_connect: a connection begins, and its first round trip is known. */
function established(net: Network, socket: TcpSocket): void {
  const { counts } = socket;
  socket.state = "ESTABLISHED";
  socket.mostWindow = Math.max(socket.mostWindow, socket.sendWindow);
  socket.lastReceivedMicros = net.nowMicros;
  counts.lastDataSent = counts.lastAcknowledged = net.nowMicros;
  counts.delivered++;
  if (socket.retransmits === 0)
    measureRoundTrip(socket, Math.max(LEAST_HANDSHAKE, net.nowMicros - socket.connectMicros));
  socket.retransmits = socket.backoff = 0;
  currentMss(net, socket);
  initialCongestionWindow(net, socket);
  // tcp_init_buffer_space: a segment's room is kept back.
  const mss = tellsMss(socket);
  if (socket.space > 2 * mss)
    socket.receiveThreshold = Math.min(socket.receiveThreshold, Math.max(2 * mss, socket.space - mss));
}

/** tcp_rcv_state_process and tcp_rcv_established. */
function receiveSegment(
  net: Network,
  device: Device,
  ip: Ipv4Packet | Ipv6Packet,
  socket: TcpSocket,
  tcp: Tcp,
): DropReason | undefined {
  const { flags } = tcp;
  countIn(socket, tcp);
  if (socket.state === "SYN_SENT") return synSent(net, device, ip, socket, tcp);
  const fin = flags & TCP_FLAG.fin ? 1 : 0;
  const end = (tcp.sequence + tcp.data.length + fin + (flags & TCP_FLAG.syn ? 1 : 0)) >>> 0;
  const windowEnd = (socket.receiveWakeup + socket.receiveWindow) >>> 0;
  if (before(end, socket.receiveWakeup) || after(tcp.sequence, windowEnd)) {
    if (!(flags & TCP_FLAG.rst)) {
      if (socket.state === "SYN_RECV" && flags & TCP_FLAG.syn) sendSyn(net, socket);
      else answerOld(net, socket, tcp.sequence, end);
    }
    return after(tcp.sequence, windowEnd) ? "TCP_OVERWINDOW" : "TCP_INVALID_SEQUENCE";
  }
  if (flags & TCP_FLAG.rst) {
    if (tcp.sequence !== socket.receiveNext) {
      sendAck(net, socket);
      return "TCP_RESET";
    }
    reset(net, device, socket);
    return "TCP_RESET";
  }
  // Both sides have opened at once: the answer to our answer.
  const crossed =
    socket.state === "SYN_RECV" &&
    !socket.listener &&
    (flags & TCP_FLAG.ack) !== 0 &&
    end === socket.receiveNext &&
    tcp.acknowledgment === socket.next;
  if (flags & TCP_FLAG.syn && !crossed) {
    if (socket.state === "SYN_RECV") sendSyn(net, socket);
    else sendAck(net, socket);
    return "TCP_INVALID_SYN";
  }
  if (!(flags & TCP_FLAG.ack)) return "TCP_FLAGS";
  if (tcp.options.timestamps && !after(tcp.sequence, socket.receiveNext))
    socket.timestampRecent = tcp.options.timestamps.value;
  if (socket.state === "TIME_WAIT") {
    if (fin) {
      sendAck(net, socket);
      setTimer(net, socket, "endAt", TIME_WAIT_MICROS);
    }
    return undefined;
  }
  if (after(tcp.acknowledgment, socket.next)) {
    if (socket.state === "SYN_RECV") answerReset(net, device, ip, tcp);
    else sendAck(net, socket);
    return "TCP_INVALID_ACK_SEQUENCE";
  }
  if (socket.state === "SYN_RECV") {
    if (!after(tcp.acknowledgment, socket.initialSequence)) {
      answerReset(net, device, ip, tcp);
      return "TCP_INVALID_ACK_SEQUENCE";
    }
    const { listener } = socket;
    // tcp_v4_syn_recv_sock: no room; the other side believes itself connected and hears of it when it goes on.
    if (listener && listener.acceptQueue.length > listener.backlog) {
      if (device.netns.settings.tcp.abortsOnOverflow) {
        answerReset(net, device, ip, tcp);
        finish(net, socket);
      }
      return overflow(device);
    }
    if (listener) device.netns.mib.tcp.PassiveOpens++;
    socket.unacknowledged = (socket.initialSequence + 1) >>> 0;
    socket.retransmitAt = undefined;
    established(net, socket);
    listener?.acceptQueue.push(socket);
    listener?.changed();
    if (!listener) socket.changed();
    if (crossed) return undefined;
  }
  hearEcho(socket, tcp);
  if (hearMarks(socket, tcp, ip)) socket.quick = Math.max(socket.quick, QUICK_OF_MARKS);
  takeAck(net, socket, tcp);
  if (afterAck(net, socket)) return undefined;
  const reason = takeData(net, device, ip, socket, tcp, end);
  if (!socket.connected) return reason;
  writeOut(net, socket);
  sendDueAck(net, socket);
  return reason;
}

/** tcp_rcv_synsent_state_process. */
function synSent(
  net: Network,
  device: Device,
  ip: Ipv4Packet | Ipv6Packet,
  socket: TcpSocket,
  tcp: Tcp,
): DropReason | undefined {
  const { flags, acknowledgment } = tcp;
  if (!(flags & TCP_FLAG.ack))
    return flags & TCP_FLAG.syn && !(flags & TCP_FLAG.rst) ? cross(net, socket, tcp) : "TCP_FLAGS";
  if (!after(acknowledgment, socket.initialSequence) || after(acknowledgment, socket.next)) {
    answerReset(net, device, ip, tcp);
    return "TCP_INVALID_ACK_SEQUENCE";
  }
  if (flags & TCP_FLAG.rst) {
    fail(net, socket, "ECONNREFUSED");
    return "TCP_RESET";
  }
  if (!(flags & TCP_FLAG.syn)) return "TCP_FLAGS";
  takeOptions(socket, tcp);
  hearGranted(socket, tcp);
  socket.unacknowledged = acknowledgment;
  socket.receiveNext = (tcp.sequence + 1) >>> 0;
  socket.receiveWakeup = socket.receiveNext;
  socket.sendWindow = tcp.window;
  socket.windowSequence = tcp.sequence;
  socket.retransmitAt = undefined;
  socket.counts.bytesAcked++;
  device.netns.mib.linux.TCPDelivered++;
  established(net, socket);
  sendAck(net, socket);
  socket.changed();
  return undefined;
}

/** The other side opens at the same time, or the socket has called itself. */
function cross(net: Network, socket: TcpSocket, tcp: Tcp): undefined {
  takeOptions(socket, tcp);
  socket.state = "SYN_RECV";
  socket.receiveNext = (tcp.sequence + 1) >>> 0;
  socket.receiveWakeup = socket.receiveNext;
  socket.sendWindow = tcp.window;
  socket.windowSequence = tcp.sequence;
  sendSyn(net, socket);
}

/** tcp_reset. */
function reset(net: Network, { netns }: Device, socket: TcpSocket): void {
  if (socket.state === "SYN_RECV") {
    // tcp_check_req.
    netns.mib.tcp.AttemptFails++;
    netns.mib.linux.EmbryonicRsts++;
  }
  if (socket.state === "SYN_RECV" || socket.state === "TIME_WAIT") finish(net, socket);
  else finish(net, socket, socket.state === "CLOSE_WAIT" ? "EPIPE" : "ECONNRESET");
}
