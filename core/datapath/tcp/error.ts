/** What ICMP errors do to connections (tcp_v4_err of net/ipv4/tcp_ipv4.c, tcp_v6_err of net/ipv6/tcp_ipv6.c). */
import type { Errno } from "../../errors.ts";
import type { Ipv4Packet, Ipv6Packet, Tcp } from "../../wire/frame.ts";
import type { Network } from "../network.ts";
import type { Device } from "../view.ts";
import { fail, finish } from "./end.ts";
import { retransmit } from "./output.ts";
import { before } from "./socket.ts";

/** While connect(2) holds its socket, all goes on that waits for no timer: wires take microseconds. */
const HELD_MICROS = 1000;

/** An error that quotes a segment of ours: fatal while a connection is being made, later only remembered. False: nobody has such a socket. */
export function tcpIcmpError(
  net: Network,
  device: Device,
  original: Ipv4Packet | Ipv6Packet,
  tcp: Tcp,
  errno: Errno | undefined,
): boolean {
  const socket = net.tcp.connection(
    device.netns.id,
    original.source,
    tcp.sourcePort,
    original.destination,
    tcp.destinationPort,
  );
  // A listener's packets are resets and SYN-ACKs, which it does not ask about.
  if (!socket) return net.tcp.listener(device, original.source, tcp.sourcePort) !== undefined;
  if (errno === undefined || socket.state === "TIME_WAIT") return true;
  if (before(tcp.sequence, socket.unacknowledged)) {
    device.netns.mib.linux.OutOfWindowIcmps++;
    return true;
  }
  if (errno === "EMSGSIZE") {
    // tcp_v4_mtu_reduced: the path has been learnt; what was too long goes again, shorter.
    retransmit(net, socket);
    return true;
  }
  if (socket.state !== "SYN_SENT" && socket.state !== "SYN_RECV") {
    socket.softError = errno;
    return true;
  }
  if (socket.state === "SYN_SENT" && net.nowMicros - socket.connectMicros < HELD_MICROS) {
    // sock_owned_by_user: not fatal, the next SYN brings it again. Who reads the errors (IP_RECVERR) finds it at once.
    device.netns.mib.linux.LockDroppedIcmps++;
    socket.softError = errno;
    if (socket.readsErrors) finish(net, socket, errno);
  } else fail(net, socket, errno);
  return true;
}
