/**
 * TCP timers (net/ipv4/tcp_timer.c).
 *
 * Same as Linux: a second for the first SYN, doubled after tcp_syn_linear_timeouts, how often all is sent again (tcp_syn_retries,
 * tcp_synack_retries, tcp_retries2, tcp_orphan_retries), 200 ms at least for data with a probe first that does not count
 * (TLP), a minute of TIME_WAIT.
 */
import type { SocketId } from "../../model/id.ts";
import type { LinuxMib } from "../../model/mib.ts";
import type { Network } from "../network.ts";
import { fail, finish } from "./end.ts";
import {
  armRetransmit,
  MAX_RTO_MICROS,
  mibOfSocket,
  probeWindow,
  retransmit,
  sendAck,
  sendSyn,
  writeOut,
} from "./output.ts";
import { after, type TcpSocket } from "./socket.ts";

/** tcp_orphan_retries where it is 0. */
const ORPHAN_RETRIES = 8;
const SECOND_MICROS = 1_000_000;
/** How often a second doubles before it is more than MAX_RTO_MICROS. */
const MOST_DOUBLINGS = 6;

export function tcpTimer(net: Network, id: SocketId): void {
  const socket = net.tcp.get(id);
  if (!socket) return;
  const due = (at: number | undefined) => at !== undefined && at <= net.nowMicros;
  if (due(socket.endAt)) {
    finish(net, socket);
    return;
  }
  if (due(socket.delayedAckAt)) {
    socket.delayedAckAt = undefined;
    if (socket.ackScheduled) {
      const linux = mibOfSocket(net, socket)?.linux;
      if (linux) linux.DelayedACKs++;
      // tcp_delack_timer_handler: it was no conversation after all.
      if (!socket.pingpong) socket.ackTimeoutMicros = Math.min(socket.ackTimeoutMicros * 2, socket.rtoMicros);
      else {
        socket.pingpong = false;
        socket.ackTimeoutMicros = 40_000;
      }
      sendAck(net, socket);
    }
  }
  if (due(socket.retransmitAt)) {
    socket.retransmitAt = undefined;
    again(net, socket);
  }
}

/** tcp_model_timeout: how long so many retries of a first segment take whose time doubles each time. */
function modelMicros(retries: number): number {
  const doubled = Math.min(retries, MOST_DOUBLINGS);
  return (2 ** (doubled + 1) - 1) * SECOND_MICROS + (retries - doubled) * MAX_RTO_MICROS;
}

/** tcp_write_timeout of SYN_SENT. */
function synTimedOut(net: Network, socket: TcpSocket, retries: number, linear: number): boolean {
  const { retransmits, connectMicros } = socket;
  return retransmits >= retries + linear || (retransmits > 0 && net.nowMicros - connectMicros >= modelMicros(retries));
}

/** tcp_write_err. */
function giveUp(net: Network, socket: TcpSocket, linux: LinuxMib): void {
  linux.TCPAbortOnTimeout++;
  fail(net, socket, socket.softError ?? "ETIMEDOUT");
}

function again(net: Network, socket: TcpSocket): void {
  const namespace = net.view.findNamespace(socket.netns);
  if (!namespace) return;
  const { linux } = namespace.mib;
  const limits = namespace.settings.tcp;
  switch (socket.state) {
    case "SYN_SENT":
      linux.TCPTimeouts++;
      if (synTimedOut(net, socket, limits.synRetries, limits.synLinear)) giveUp(net, socket, linux);
      else {
        linux.TcpTimeoutRehash++;
        socket.retransmits++;
        if (socket.retransmits > limits.synLinear) socket.backoff++;
        sendSyn(net, socket);
      }
      return;
    case "SYN_RECV":
      linux.TCPTimeouts++;
      if (socket.retransmits >= limits.synAckRetries) finish(net, socket);
      else {
        socket.retransmits++;
        socket.backoff++;
        sendSyn(net, socket);
      }
      return;
    default:
  }
  if (socket.flight.length === 0) {
    if (!socket.probing) return;
    // tcp_write_wakeup: what the window has room for, and otherwise a question about it.
    const room = after((socket.unacknowledged + socket.sendWindow) >>> 0, socket.next);
    if (room) writeOut(net, socket);
    else probeWindow(net, socket);
    if (socket.flight.length > 0) {
      socket.probing = false;
      socket.probes = socket.retransmits = socket.backoff = 0;
      armRetransmit(net, socket);
      return;
    }
    // tcp_send_probe0: the time doubles whether anybody answers or not.
    socket.retransmits++;
    socket.backoff++;
    socket.probes++;
    armRetransmit(net, socket);
    return;
  }
  const probe = !socket.flight[0]?.retransmitted;
  if (probe) linux.TCPLossProbes++;
  else linux.TCPTimeouts++;
  if (socket.retransmits >= (socket.orphan ? limits.orphanRetries || ORPHAN_RETRIES : limits.retries)) {
    giveUp(net, socket, linux);
    return;
  }
  if (!probe) linux.TcpTimeoutRehash++;
  retransmit(net, socket);
  if (!probe) {
    socket.retransmits++;
    socket.backoff++;
    socket.slowStartThreshold = Math.max(2, socket.congestionWindow >> 1);
    socket.congestionWindow = 1;
    socket.recoverTo = socket.next;
  }
  armRetransmit(net, socket);
}
