/**
 * System calls on TCP sockets (net/ipv4/af_inet.c, tcp.c): bind, connect, listen, accept, send, receive, shutdown, close.
 * Nothing here waits: whoever waits listens to `onChange`.
 */

import { type Ipv4, isIpv4Loopback } from "../../address/ipv4.ts";
import { mappedIpv4 } from "../../address/mapped.ts";
import type { Family, IpAddress } from "../../address/prefix.ts";
import type { Errno } from "../../errors.ts";
import type { NetnsId, SocketId } from "../../model/id.ts";
import { nextRandom } from "../../model/runtime.ts";
import { bindError, scopedDevice } from "../bind-address.ts";
import type { Network } from "../network.ts";
import { routeConnect4 } from "../route-output.ts";
import { askForEcn } from "./ecn.ts";
import { abort, countWaiting, destroy, finish } from "./end.ts";
import {
  initialWindow,
  mibOfSocket,
  offer,
  offered,
  routeOf,
  sendAck,
  sendSyn,
  setTimer,
  windowSpace,
  writeOut,
} from "./output.ts";
import { TcpSocket } from "./socket.ts";

const SEND_BUFFER = 131_072;

function openTcp(
  net: Network,
  netns: NetnsId,
  domain: Family,
  owner: { readonly uid: number; readonly inode: number },
): TcpSocket {
  const { tcp, bindV6only, noPathMtu } = net.view.namespace(netns).settings;
  const socket = new TcpSocket(net.nextSocket(), netns, domain, owner, windowSpace(tcp.receiveBuffer));
  socket.congestion = tcp.congestion;
  socket.v6only = domain === "inet6" && bindV6only;
  socket.mayBeCut = noPathMtu > 0;
  return socket;
}

/** The socket stays tied to the device of an address of the link's own scope. */
function scopeTo(socket: TcpSocket, address: IpAddress | undefined, zone: string | undefined): Errno | undefined {
  const device = scopedDevice(socket.device, address, zone);
  if (!device.ok) return device.error;
  socket.device = device.value;
  return undefined;
}

/** bind(2); port 0 lets the kernel choose. The undefined address is any. */
function bindTcp(
  net: Network,
  socket: TcpSocket,
  address: IpAddress | undefined,
  port: number,
  zone: string | undefined,
): Errno | undefined {
  if (socket.bound) return "EINVAL";
  const mapped = address === undefined ? undefined : mappedIpv4(address);
  if (mapped !== undefined) return socket.v6only ? "EINVAL" : bindTcp(net, socket, mapped, port, zone);
  const unscoped = scopeTo(socket, address, zone);
  if (unscoped) return unscoped;
  const namespace = net.view.findNamespace(socket.netns);
  const refused =
    address !== undefined && (!namespace ? "EADDRNOTAVAIL" : bindError(namespace, socket.device, address, true));
  if (refused) return refused;
  let chosen = port;
  if (port === 0) {
    const { first, count, reserved } = net.view.namespace(socket.netns).settings.localPorts;
    const start = nextRandom(net.world.runtime, count);
    for (let i = 0; i < count && chosen === 0; i++) {
      const candidate = first + ((start + i) % count);
      if (!reserved.has(candidate) && !net.tcp.clashes(socket, address, candidate)) chosen = candidate;
    }
    if (chosen === 0) return "EADDRINUSE";
  } else if (net.tcp.clashes(socket, address, port)) return "EADDRINUSE";
  socket.localAddress = address;
  // __inet6_bind: what has an address of IPv6 hears IPv6 alone.
  if (typeof address === "string") socket.v6only = true;
  socket.localPort = chosen;
  socket.bound = true;
  socket.portLocked = port !== 0;
  net.tcp.add(socket);
  net.tcp.hold(socket);
  return undefined;
}

/** listen(2): EADDRINUSE when somebody listens there. */
function listenTcp(net: Network, socket: TcpSocket, backlog: number): Errno | undefined {
  if (!socket.bound) {
    const errno = bindTcp(net, socket, undefined, 0, undefined);
    if (errno) return errno;
  }
  socket.state = "LISTEN";
  if (net.tcp.clashes(socket, socket.localAddress, socket.localPort)) {
    socket.state = "CLOSE";
    return "EADDRINUSE";
  }
  socket.backlog = Math.min(backlog, net.view.namespace(socket.netns).settings.tcp.listeners);
  return undefined;
}

/** connect(2) that does not wait: undefined when a SYN is under way. */
function connectTcp(
  net: Network,
  socket: TcpSocket,
  address: IpAddress,
  port: number,
  zone: string | undefined,
): Errno | undefined {
  if (socket.state !== "CLOSE") return socket.connected ? "EISCONN" : "EALREADY";
  const mapped = mappedIpv4(address);
  if (mapped !== undefined) return socket.v6only ? "ENETUNREACH" : connectTcp(net, socket, mapped, port, zone);
  const unscoped = scopeTo(socket, address, zone);
  if (unscoped) return unscoped;
  net.nowMicros = net.world.runtime.nowMicros;
  socket.remoteAddress = address;
  socket.remotePort = port;
  const there = socket.device === undefined || net.view.findNamespace(socket.netns)?.byName(socket.device);
  const route = there && routeOf(net, socket, address, routeConnect4);
  if (!route) return "ENETUNREACH";
  if (!route.ok) {
    const mib = route.errno === "ENETUNREACH" ? mibOfSocket(net, socket) : undefined;
    if (mib) (typeof address === "number" ? mib.ip : mib.inet6.ip).OutNoRoutes++;
    return route.errno;
  }
  if (route.type === "broadcast" || route.type === "multicast") return "ENETUNREACH";
  // "0" means this host.
  if (address === 0) socket.remoteAddress = route.nextHop;
  if (socket.localAddress === undefined || socket.localAddress === 0) {
    if (route.source === undefined) return "EADDRNOTAVAIL";
    socket.localAddress = address === 0 ? socket.remoteAddress : route.source;
  } else if (
    typeof socket.localAddress === "number" &&
    isIpv4Loopback(socket.localAddress) &&
    !isIpv4Loopback(socket.remoteAddress as Ipv4) &&
    route.type !== "local"
  )
    return "EINVAL";
  if (!socket.bound) {
    const { first, count, reserved } = net.view.namespace(socket.netns).settings.localPorts;
    // __inet_hash_connect: even ones first, where there are more than one.
    const even = count > 1 ? count & ~1 : count;
    const start = nextRandom(net.world.runtime, even / 2) * 2;
    for (let i = 0; i < even && socket.localPort === 0; i++) {
      const offset = ((start + 2 * i) % even) | (2 * i >= even ? 1 : 0);
      const candidate = first + offset;
      if (!reserved.has(candidate) && net.tcp.freeFor(socket, candidate)) socket.localPort = candidate;
    }
    if (socket.localPort === 0) return "EADDRNOTAVAIL";
    net.tcp.add(socket);
    net.tcp.hold(socket);
  }
  if (
    net.tcp.connection(
      socket.netns,
      socket.localAddress as IpAddress,
      socket.localPort,
      socket.remoteAddress as IpAddress,
      port,
    )
  )
    return "EADDRNOTAVAIL";
  net.tcp.connect(socket);
  initialWindow(net, socket, route, 0);
  askForEcn(socket, route);
  socket.state = "SYN_SENT";
  socket.connectMicros = net.nowMicros;
  sendSyn(net, socket);
  const mib = mibOfSocket(net, socket);
  if (mib) mib.tcp.ActiveOpens++;
  return undefined;
}

/** accept(2): undefined while there is nobody. */
function acceptTcp(listener: TcpSocket): TcpSocket | undefined {
  const socket = listener.acceptQueue.shift();
  if (socket) socket.listener = undefined;
  return socket;
}

/** send(2): how many octets were taken, or why none can be. */
function sendTcp(net: Network, socket: TcpSocket, data: Uint8Array): number | Errno {
  if (socket.error) {
    const { error } = socket;
    socket.error = undefined;
    return error;
  }
  if (socket.sendShutdown || !socket.connected) return "EPIPE";
  const room = Math.max(0, SEND_BUFFER - socket.sendQueueBytes);
  const taken = data.subarray(0, room);
  if (taken.length === 0) return 0;
  net.nowMicros = net.world.runtime.nowMicros;
  socket.unsent.push(taken);
  socket.unsentBytes += taken.length;
  socket.written = (socket.written + taken.length) >>> 0;
  writeOut(net, socket);
  return taken.length;
}

/** recv(2): octets, null at the end, undefined while there are none, or an error. */
function receiveTcp(net: Network, socket: TcpSocket, limit: number): Uint8Array | null | undefined | Errno {
  const first = socket.queue[0];
  if (first) {
    const data = first.subarray(0, limit);
    if (data.length === first.length) socket.queue.shift();
    else socket.queue[0] = first.subarray(data.length);
    socket.queuedBytes -= data.length;
    // tcp_rcv_space_adjust, simplified: who reads much gets a larger buffer.
    const { mostReceiveBuffer } = net.view.namespace(socket.netns).settings.tcp;
    if (data.length >= 1024)
      socket.space = Math.max(socket.space, Math.min(mostReceiveBuffer >> 2, socket.space + data.length));
    cleanup(net, socket);
    return data;
  }
  // SOCK_DONE: behind the other side's FIN there is nothing but the end, whatever came after it.
  if (socket.finReceived) return null;
  if (socket.error) {
    const { error } = socket;
    socket.error = undefined;
    return error;
  }
  if (socket.receiveShutdown) return null;
  return socket.state === "CLOSE" ? "ENOTCONN" : undefined;
}

/** tcp_cleanup_rbuf: a reader that took everything lets the other side know sooner. */
function cleanup(net: Network, socket: TcpSocket): void {
  if (!socket.connected || socket.state === "TIME_WAIT") return;
  net.nowMicros = net.world.runtime.nowMicros;
  if (socket.ackScheduled && socket.queuedBytes === 0 && !socket.finReceived) {
    const waiting = (socket.receiveNext - socket.receiveWakeup) >>> 0;
    if (waiting > socket.largestReceived || socket.pushedSmall > 1 || (socket.pushedSmall > 0 && !socket.pingpong)) {
      sendAck(net, socket);
      return;
    }
  }
  if (socket.finReceived) return;
  // The window opens again.
  const left = offered(socket);
  if (2 * left > socket.space) return;
  const window = offer(socket);
  if (window > 0 && window >= 2 * left) sendAck(net, socket);
}

/** shutdown(2) of the sending side. */
function shutdownTcp(net: Network, socket: TcpSocket): Errno | undefined {
  if (!socket.connected) return "ENOTCONN";
  net.nowMicros = net.world.runtime.nowMicros;
  sendFin(net, socket);
  return undefined;
}

function sendFin(net: Network, socket: TcpSocket): void {
  if (socket.sendShutdown) return;
  socket.sendShutdown = true;
  if (socket.state === "ESTABLISHED") socket.state = "FIN_WAIT1";
  else if (socket.state === "CLOSE_WAIT") socket.state = "LAST_ACK";
  else return;
  socket.finQueued = true;
  socket.written = (socket.written + 1) >>> 0;
  writeOut(net, socket);
}

/** close(2): the kernel finishes what is under way; what was never read makes it a reset. */
function closeTcp(net: Network, id: SocketId | TcpSocket): void {
  const socket = typeof id === "object" ? id : net.tcp.get(id);
  if (!socket || socket.orphan) return;
  socket.onChange = undefined;
  socket.orphan = true;
  net.nowMicros = net.world.runtime.nowMicros;
  switch (socket.state) {
    case "LISTEN":
      for (const waiting of [...socket.acceptQueue]) if (waiting.state !== "CLOSE") abort(net, waiting);
      for (const other of net.tcp.list(socket.netns)) if (other.listener === socket) finish(net, other);
      finish(net, socket);
      return;
    case "CLOSE":
    case "SYN_SENT":
      finish(net, socket);
      return;
    case "TIME_WAIT":
      return;
    default:
  }
  if (socket.queuedBytes > 0) {
    const mib = mibOfSocket(net, socket);
    if (mib) mib.linux.TCPAbortOnClose++;
    abort(net, socket);
    return;
  }
  socket.receiveShutdown = true;
  sendFin(net, socket);
  if (socket.state === "FIN_WAIT2") {
    countWaiting(net, socket);
    const settings = net.view.findNamespace(socket.netns)?.settings.tcp;
    if (settings) setTimer(net, socket, "endAt", settings.finMicros);
    else finish(net, socket);
  }
}

/** The calls on one world's sockets. */
export class TcpCalls {
  readonly #net: Network;

  constructor(net: Network) {
    this.#net = net;
  }

  /** socket(2). */
  open(netns: NetnsId, domain: Family, owner: { readonly uid: number; readonly inode: number }): TcpSocket {
    return openTcp(this.#net, netns, domain, owner);
  }
  /** @param zone the device of a link-local address (sin6_scope_id). */
  bind(socket: TcpSocket, address: IpAddress | undefined, port: number, zone?: string): Errno | undefined {
    return bindTcp(this.#net, socket, address, port, zone);
  }
  listen(socket: TcpSocket, backlog: number): Errno | undefined {
    return listenTcp(this.#net, socket, backlog);
  }
  connect(socket: TcpSocket, address: IpAddress, port: number, zone?: string): Errno | undefined {
    return connectTcp(this.#net, socket, address, port, zone);
  }
  accept(listener: TcpSocket): TcpSocket | undefined {
    return acceptTcp(listener);
  }
  send(socket: TcpSocket, data: Uint8Array): number | Errno {
    return sendTcp(this.#net, socket, data);
  }
  receive(socket: TcpSocket, limit: number): Uint8Array | null | undefined | Errno {
    return receiveTcp(this.#net, socket, limit);
  }
  shutdown(socket: TcpSocket): Errno | undefined {
    return shutdownTcp(this.#net, socket);
  }
  close(socket: SocketId | TcpSocket): void {
    closeTcp(this.#net, socket);
  }
  /** SOCK_DESTROY: EOPNOTSUPP. */
  destroy(socket: TcpSocket): Errno | undefined {
    this.#net.nowMicros = this.#net.world.runtime.nowMicros;
    return destroy(this.#net, socket);
  }
  /** TCP sockets of the whole machine (`alloc` of /proc/net/sockstat). */
  get allocated(): number {
    return this.#net.tcp.allocated;
  }

  list(netns: NetnsId): readonly TcpSocket[] {
    return this.#net.tcp.list(netns);
  }
}
