/** What arrives of data and FIN, in order or not, and when it is acknowledged: at once or later. */
import type { DropReason } from "../../trace.ts";
import type { Ipv4Packet, Ipv6Packet, Tcp } from "../../wire/frame.ts";
import { TCP_FLAG } from "../../wire/tcp.ts";
import type { Network } from "../network.ts";
import type { Device } from "../view.ts";
import { finish, timeWait } from "./end.ts";
import { answerReset, mibOfSocket, sendAck, setTimer } from "./output.ts";
import { after, before, type TcpSocket } from "./socket.ts";

const ACK_MIN_MICROS = 40_000;
const MAX_QUICK_ACKS = 16;

/**
 * tcp_data_queue: data in order is the reader's, what comes too early waits, what is there already is answered. `end` is the
 * sequence number behind the segment. Answers with why it was dropped, if it was.
 */
export function takeData(
  net: Network,
  device: Device,
  ip: Ipv4Packet | Ipv6Packet,
  socket: TcpSocket,
  tcp: Tcp,
  end: number,
): DropReason | undefined {
  const fin = (tcp.flags & TCP_FLAG.fin) !== 0;
  if (tcp.data.length === 0 && !fin) return undefined;
  if (!after(end, socket.receiveNext)) {
    answerOld(net, socket, tcp.sequence, end);
    return "TCP_OLD_DATA";
  }
  // RFC 1122 section 4.2.2.13: data for a reader that has gone is refused.
  if (socket.orphan && tcp.data.length > 0) {
    device.netns.mib.linux.TCPAbortOnData++;
    answerReset(net, device, ip, tcp);
    finish(net, socket);
    return "TCP_CLOSE";
  }
  if (after(tcp.sequence, socket.receiveNext)) {
    device.netns.mib.linux.TCPOFOQueue++;
    const { outOfOrder } = socket;
    if (!outOfOrder.some((each) => each.sequence === tcp.sequence)) {
      outOfOrder.push({ sequence: tcp.sequence, data: tcp.data, fin });
      outOfOrder.sort((a, b) => (before(a.sequence, b.sequence) ? -1 : 1));
    }
    sendAck(net, socket);
    return undefined;
  }
  accept(net, socket, tcp.sequence, tcp.data, fin);
  for (;;) {
    const next = socket.outOfOrder[0];
    if (!next || after(next.sequence, socket.receiveNext)) break;
    socket.outOfOrder.shift();
    accept(net, socket, next.sequence, next.data, next.fin);
  }
  return undefined;
}

function accept(net: Network, socket: TcpSocket, sequence: number, data: Uint8Array, fin: boolean): void {
  const known = (socket.receiveNext - sequence) >>> 0;
  const fresh = data.subarray(Math.min(known, data.length));
  if (fresh.length > 0) {
    socket.queue.push(fresh);
    socket.queuedBytes += fresh.length;
    socket.receiveNext = (socket.receiveNext + fresh.length) >>> 0;
    socket.counts.bytesReceived += fresh.length;
    dataReceived(net, socket, fresh.length);
  }
  if (fin) takeFin(net, socket);
  socket.changed();
}

/** tcp_event_data_recv, tcp_grow_window. */
function dataReceived(net: Network, socket: TcpSocket, length: number): void {
  socket.ackScheduled = true;
  if (length >= socket.largestReceived) socket.largestReceived = Math.min(length, socket.advertisedMss);
  else socket.pushedSmall++;
  const since = net.nowMicros - socket.lastReceivedMicros;
  if (socket.ackTimeoutMicros === 0) {
    enterQuick(socket);
    socket.ackTimeoutMicros = ACK_MIN_MICROS;
  } else if (since <= ACK_MIN_MICROS / 2) socket.ackTimeoutMicros = socket.ackTimeoutMicros / 2 + ACK_MIN_MICROS / 2;
  else if (since < socket.ackTimeoutMicros)
    socket.ackTimeoutMicros = Math.min(socket.ackTimeoutMicros / 2 + since, socket.rtoMicros);
  else if (since > socket.rtoMicros) enterQuick(socket);
  socket.lastReceivedMicros = net.nowMicros;
  const most = Math.min(socket.space, socket.windowClamp);
  if (length >= 1024)
    socket.receiveThreshold = Math.max(socket.receiveThreshold, Math.min(most, socket.receiveThreshold + 2 * length));
}

/** tcp_incr_quickack. */
function enterQuick(socket: TcpSocket): void {
  const quick = Math.floor(socket.receiveWindow / (2 * socket.largestReceived)) || 2;
  socket.quick = Math.max(socket.quick, Math.min(quick, MAX_QUICK_ACKS));
}

/**
 * tcp_send_dupack, tcp_data_queue: something that is there already. The other side is told at once, and what it was (D-SACK):
 * it may have lost our acknowledgment. A window probe holds nothing.
 */
export function answerOld(net: Network, socket: TcpSocket, sequence: number, end: number): void {
  if (socket.sack && end !== sequence && before(sequence, socket.receiveNext)) {
    const known = after(end, socket.receiveNext) ? socket.receiveNext : end;
    socket.duplicateBlock = [sequence, known];
    const linux = mibOfSocket(net, socket)?.linux;
    if (linux) linux.TCPDSACKOldSent++;
  }
  socket.pingpong = false;
  enterQuick(socket);
  sendAck(net, socket);
}

/** tcp_fin. */
function takeFin(net: Network, socket: TcpSocket): void {
  socket.receiveNext = (socket.receiveNext + 1) >>> 0;
  socket.counts.bytesReceived++;
  socket.finReceived = true;
  socket.ackScheduled = true;
  socket.receiveShutdown = true;
  switch (socket.state) {
    case "ESTABLISHED":
      socket.state = "CLOSE_WAIT";
      socket.pingpong = true;
      break;
    case "FIN_WAIT1":
      sendAck(net, socket);
      socket.state = "CLOSING";
      break;
    case "FIN_WAIT2":
      sendAck(net, socket);
      timeWait(net, socket);
      break;
    default:
  }
}

/** __tcp_ack_snd_check: an acknowledgment that is owed goes at once, or when its time has come. */
export function sendDueAck(net: Network, socket: TcpSocket): void {
  if (!socket.ackScheduled) return;
  const waiting = (socket.receiveNext - socket.receiveWakeup) >>> 0;
  const quick = socket.quick > 0 && !socket.pingpong;
  if (waiting > socket.largestReceived || quick) sendAck(net, socket);
  else if (socket.delayedAckAt === undefined)
    setTimer(net, socket, "delayedAckAt", Math.max(0, socket.ackTimeoutMicros));
}
