/** What an acknowledgment does to who sent the data: the window, what is under way, the congestion window (tcp_ack). */
import type { Tcp } from "../../wire/frame.ts";
import type { Network } from "../network.ts";
import { countWaiting, finish, timeWait } from "./end.ts";
import { armRetransmit, measureRoundTrip, mibOfSocket, retransmit, setTimer } from "./output.ts";
import { after, before, type TcpSocket } from "./socket.ts";

/** tcp_ack: what the other side has, and what it can take. */
export function takeAck(net: Network, socket: TcpSocket, tcp: Tcp): void {
  const { acknowledgment } = tcp;
  const window = tcp.window * 2 ** socket.sendScale;
  const advances = after(acknowledgment, socket.unacknowledged);
  if (before(acknowledgment, socket.unacknowledged)) return;
  const duplicate = !advances && tcp.data.length === 0 && window === socket.sendWindow && socket.flight.length > 0;
  socket.sendWindow = window;
  socket.mostWindow = Math.max(socket.mostWindow, window);
  socket.counts.lastAcknowledged = net.nowMicros;
  socket.probes = 0;
  if (socket.probing && window > 0) {
    socket.probing = false;
    socket.retransmitAt = undefined;
    socket.retransmits = socket.backoff = 0;
    // tcp_ack_probe: the next probe counts from the answer to the last.
  } else if (socket.probing) armRetransmit(net, socket);
  if (duplicate) {
    if (++socket.duplicateAcks === 3) {
      const linux = mibOfSocket(net, socket)?.linux;
      if (linux) linux.TCPFastRetrans++;
      socket.slowStartThreshold = Math.max(2, socket.congestionWindow >> 1);
      socket.congestionWindow = socket.slowStartThreshold;
      socket.recoverTo = socket.next;
      retransmit(net, socket);
    }
    return;
  }
  if (!advances) return;
  socket.duplicateAcks = 0;
  const { counts } = socket;
  counts.bytesAcked += (acknowledgment - socket.unacknowledged) >>> 0;
  socket.unacknowledged = acknowledgment;
  let packets = 0;
  let delivered = 0;
  while (socket.flight.length > 0) {
    const first = socket.flight[0];
    if (!first || after(first.end, acknowledgment)) {
      if (first && before(first.sequence, acknowledgment)) {
        delivered += Math.floor(((acknowledgment - first.sequence) >>> 0) / socket.mss);
        first.data = first.data.subarray((acknowledgment - first.sequence) >>> 0);
        first.sequence = acknowledgment;
      }
      break;
    }
    packets += Math.max(1, Math.ceil(first.data.length / socket.mss));
    const took = net.nowMicros - first.sentMicros;
    if (!first.retransmitted) {
      measureRoundTrip(socket, took);
      // tcp_rate_gen, of what was sent together.
      counts.deliveryRate =
        (Math.max(1, Math.ceil(first.data.length / socket.mss)) * socket.mss * 1e6) / Math.max(1, took);
      counts.bestRate = Math.max(counts.bestRate, counts.deliveryRate);
      counts.appLimited = socket.unsentBytes === 0;
    }
    socket.flight.shift();
  }
  counts.delivered += packets + delivered;
  if (socket.flight.length === 0 && counts.busySince !== undefined) {
    counts.busyMicros += net.nowMicros - counts.busySince;
    counts.busySince = undefined;
  }
  const linux = mibOfSocket(net, socket)?.linux;
  if (linux) linux.TCPDelivered += packets + delivered;
  socket.retransmits = socket.backoff = 0;
  growWindow(socket, packets);
  socket.retransmitAt = undefined;
  if (socket.flight.length > 0) {
    if (socket.recoverTo !== undefined && before(acknowledgment, socket.recoverTo)) retransmit(net, socket);
    else socket.recoverTo = undefined;
    armRetransmit(net, socket);
  } else socket.recoverTo = undefined;
  socket.changed();
}

/** Slow start, then Reno; bbr's window grows even while less than it is under way (tcp_is_cwnd_limited). */
function growWindow(socket: TcpSocket, packets: number): void {
  const { congestionWindow: window, flight, mss, congestion } = socket;
  const slowStart = window < socket.slowStartThreshold;
  if (congestion !== "bbr") {
    let most = packets;
    for (const { data } of flight) most += Math.max(1, Math.ceil(data.length / mss));
    if (slowStart ? window >= 2 * most : window > most) return;
  }
  socket.congestionWindow += slowStart ? packets : packets / window;
}

/** Our FIN may have been acknowledged. True: the connection is over. */
export function afterAck(net: Network, socket: TcpSocket): boolean {
  const finAcked = socket.finSent && socket.unacknowledged === socket.next;
  if (!finAcked) return false;
  switch (socket.state) {
    case "FIN_WAIT1":
      socket.state = "FIN_WAIT2";
      if (socket.orphan) {
        countWaiting(net, socket);
        setTimer(net, socket, "endAt", net.view.namespace(socket.netns).settings.tcp.finMicros);
      }
      socket.changed();
      return false;
    case "CLOSING":
      timeWait(net, socket);
      return true;
    case "LAST_ACK":
      finish(net, socket);
      return true;
    default:
      return false;
  }
}
