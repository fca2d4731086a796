/** How connections end (tcp_done, tcp_time_wait, tcp_close of net/ipv4/tcp.c and tcp_minisocks.c). */
import type { Errno } from "../../errors.ts";
import type { Network } from "../network.ts";
import { sendReset, setTimer } from "./output.ts";
import type { TcpSocket } from "./socket.ts";

/** TCP_TIMEWAIT_LEN, and tcp_fin_timeout for those who wait for the other side's FIN with nobody there. */
export const TIME_WAIT_MICROS = 60_000_000;

/** tcp_done: nothing more will come of it. */
export function finish(net: Network, socket: TcpSocket, error?: Errno): void {
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

/** Both sides are done: late segments are answered for a minute. */
export function timeWait(net: Network, socket: TcpSocket): void {
  socket.state = "TIME_WAIT";
  socket.retransmitAt = undefined;
  socket.delayedAckAt = undefined;
  setTimer(net, socket, "endAt", TIME_WAIT_MICROS);
  socket.changed();
}

/** Throws a connection away and says so to the other side. */
export function abort(net: Network, socket: TcpSocket): void {
  sendReset(net, socket);
  finish(net, socket);
}
