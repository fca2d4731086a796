/** How connections end (tcp_done, tcp_time_wait, tcp_close of net/ipv4/tcp.c and tcp_minisocks.c). */
import type { Errno } from "../../errors.ts";
import type { Network } from "../network.ts";
import { mibOfSocket, sendReset, setTimer } from "./output.ts";
import { type TcpSocket, type TcpState, tcpEstablished } from "./socket.ts";

/** TCP_TIMEWAIT_LEN, and tcp_fin_timeout for those who wait for the other side's FIN with nobody there. */
export const TIME_WAIT_MICROS = 60_000_000;

/** tcp_done: nothing more will come of it. */
export function finish(net: Network, socket: TcpSocket, error?: Errno): void {
  // tcp_set_state.
  const mib = tcpEstablished(socket) ? mibOfSocket(net, socket) : undefined;
  if (mib) mib.tcp.EstabResets++;
  if (error !== undefined) socket.error = error;
  socket.state = "CLOSE";
  socket.receiveShutdown = true;
  socket.sendShutdown = true;
  socket.retransmitAt = undefined;
  socket.delayedAckAt = undefined;
  socket.endAt = undefined;
  socket.flight.length = 0;
  socket.unsent = [];
  socket.unsentBytes = 0;
  net.tcp.remove(socket);
  const { listener } = socket;
  if (listener) {
    const at = listener.acceptQueue.indexOf(socket);
    // A connection that was reset before it was accepted stays in the queue, and accept(2) hands it out.
    if (at < 0) socket.listener = undefined;
  }
  socket.changed();
}

/** tcp_done of a connection that was being made and never will be. */
export function fail(net: Network, socket: TcpSocket, error: Errno | undefined): void {
  const mib = socket.state === "SYN_SENT" || socket.state === "SYN_RECV" ? mibOfSocket(net, socket) : undefined;
  if (mib) mib.tcp.AttemptFails++;
  finish(net, socket, error);
}

/** __inet_twsk_schedule: counted when it begins to wait, for the other side's FIN or for late segments. */
export function countWaiting(net: Network, socket: TcpSocket): void {
  if (socket.waits) return;
  socket.waits = true;
  const linux = mibOfSocket(net, socket)?.linux;
  if (linux) linux.TW++;
}

/** Both sides are done: late segments are answered for a minute. */
export function timeWait(net: Network, socket: TcpSocket): void {
  socket.state = "TIME_WAIT";
  countWaiting(net, socket);
  socket.retransmitAt = undefined;
  socket.delayedAckAt = undefined;
  setTimer(net, socket, "endAt", TIME_WAIT_MICROS);
  socket.changed();
}

/** What the other side still waits for (tcp_need_reset). */
const NEEDS_RESET: readonly TcpState[] = ["ESTABLISHED", "CLOSE_WAIT", "FIN_WAIT1", "FIN_WAIT2", "SYN_RECV"];

/** tcp_abort, SOCK_DESTROY of sock_diag(7): its owner meets ECONNABORTED. What only waits for late segments stays (EOPNOTSUPP). */
export function destroy(net: Network, socket: TcpSocket): Errno | undefined {
  if (socket.state === "TIME_WAIT") return "EOPNOTSUPP";
  if (socket.state === "LISTEN") {
    for (const waiting of [...socket.acceptQueue]) if (waiting.state !== "CLOSE") abort(net, waiting);
    for (const other of net.tcp.list(socket.netns)) if (other.listener === socket) finish(net, other);
  }
  // Nobody is told of what nobody holds, and nothing is done.
  if (socket.orphan) return undefined;
  if (NEEDS_RESET.includes(socket.state) && socket.listener === undefined) sendReset(net, socket);
  finish(net, socket, "ECONNABORTED");
  return undefined;
}

/** Throws a connection away and says so to the other side. */
export function abort(net: Network, socket: TcpSocket): void {
  sendReset(net, socket);
  finish(net, socket);
}
