/**
 * The TCP and UDP sockets of a namespace as the kernel tells of them (net/ipv4/inet_diag.c, /proc/net/tcp and its like), for
 * those who list them.
 *
 * Same as Linux: which queue a number is, who holds a socket that nobody accepted (nobody), which timer runs.
 * Simplified: within a protocol and family listeners come first and then age decides; the kernel's order is by hash.
 */
import type { Family, IpAddress } from "../../core/address/prefix.ts";
import type { TcpSocket, TcpState } from "../../core/datapath/tcp/socket.ts";
import type { UdpMemory } from "../../core/datapath/udp-memory.ts";
import type { NetnsId, SocketId } from "../../core/model/id.ts";
import type { Kernel } from "./kernel.ts";

export type Transport = "tcp" | "udp";

export interface SocketRow {
  readonly netid: Transport;
  /** Of UDP: ESTABLISHED when it is connected, CLOSE otherwise. */
  readonly state: TcpState;
  /** The socket's own: IPv4 over an IPv6 socket is IPv6. */
  readonly family: Family;
  /** Octets to be read; of a listener the connections to be accepted. */
  readonly receive: number;
  /** Octets not acknowledged; of a listener the backlog. */
  readonly send: number;
  /** Undefined: any. IPv4 over an IPv6 socket is IPv4 here. */
  readonly local: IpAddress | undefined;
  readonly localPort: number;
  readonly peer: IpAddress | undefined;
  readonly peerPort: number;
  readonly device: string | undefined;
  /** bind(2) did not name the port (SOCK_BINDPORT_LOCK). */
  readonly autobound: boolean;
  readonly v6only: boolean;
  readonly uid: number;
  /** Undefined where no process holds it. */
  readonly inode: number | undefined;
  readonly timer: SocketTimer | undefined;
  /** A connection of TCP, for those who ask what it is doing. */
  readonly connection: TcpSocket | undefined;
  /** What unread datagrams hold. */
  readonly memory: Pick<UdpMemory, "allocated" | "forward" | "drops"> | undefined;
  /** What tells it from others (sock_gen_cookie). */
  readonly cookie: SocketId;
  /** shutdown(2): nothing is read any more, nothing is sent any more. */
  readonly shutdown: { readonly receive: boolean; readonly send: boolean };
}

export interface SocketTimer {
  readonly word: "on" | "persist" | "timewait";
  readonly leftMicros: number;
  /** Retransmissions or probes so far. */
  readonly count: number;
}

/** inet_sk_diag_fill, inet_twsk_diag_fill: the timer that runs, if one does. */
function timerOf(socket: TcpSocket, nowMicros: number): SocketTimer | undefined {
  const leftMicros = Math.max(0, socket.expiresMicros - nowMicros);
  if (socket.endAt !== undefined) return { word: "timewait", leftMicros, count: 0 };
  if (socket.retransmitAt === undefined) return undefined;
  if (socket.probing) return { word: "persist", leftMicros, count: socket.probes };
  return { word: "on", leftMicros, count: socket.retransmits };
}

function tcpRow(socket: TcpSocket, nowMicros: number): SocketRow {
  const { state, domain } = socket;
  const listening = state === "LISTEN";
  const held = !socket.orphan && state !== "SYN_RECV" && socket.listener === undefined;
  return {
    netid: "tcp",
    state,
    family: domain,
    receive: listening ? socket.acceptQueue.length : socket.queuedBytes,
    send: listening ? socket.backlog : state === "TIME_WAIT" ? 0 : socket.sendQueueBytes,
    local: socket.localAddress,
    localPort: socket.localPort,
    peer: socket.remoteAddress,
    peerPort: socket.remotePort,
    device: socket.device,
    autobound: !socket.portLocked,
    v6only: socket.v6only,
    uid: held ? socket.uid : 0,
    inode: held ? socket.inode : undefined,
    timer: timerOf(socket, nowMicros),
    memory: undefined,
    connection: listening || state === "TIME_WAIT" || state === "SYN_RECV" ? undefined : socket,
    cookie: socket.id,
    shutdown: { receive: socket.orphan || socket.receiveShutdown, send: socket.orphan || socket.sendShutdown },
  };
}

/** UDP before TCP, IPv4 before IPv6, listeners before connections. */
export function socketRows(kernel: Pick<Kernel, "datapath" | "nowMicros">, netns: NetnsId): readonly SocketRow[] {
  const { datapath } = kernel;
  const now = kernel.nowMicros();
  const rows: SocketRow[] = [];
  for (const { socket, domain, v6only, port, address, remote, inode, uid, memory } of datapath.udpList(netns))
    rows.push({
      netid: "udp",
      state: remote ? "ESTABLISHED" : "CLOSE",
      family: domain,
      receive: memory?.queued ?? 0,
      send: 0,
      local: address,
      localPort: port,
      peer: remote?.address,
      peerPort: remote?.port ?? 0,
      device: undefined,
      autobound: false,
      // __inet6_bind: what has an address of IPv6 hears IPv6 alone.
      v6only: v6only || (typeof address === "string" && !remote),
      uid: uid ?? 0,
      inode,
      timer: undefined,
      connection: undefined,
      memory,
      cookie: socket,
      shutdown: { receive: false, send: false },
    });
  // A socket that was never bound or connected is in no table of the kernel's.
  const tcp = datapath.tcpCalls.list(netns).filter(({ state }) => state !== "CLOSE");
  for (const socket of tcp) if (socket.state === "LISTEN") rows.push(tcpRow(socket, now));
  for (const socket of tcp) if (socket.state !== "LISTEN") rows.push(tcpRow(socket, now));
  const place = ({ netid, family }: SocketRow) => (netid === "udp" ? 0 : 2) + (family === "inet" ? 0 : 1);
  return rows.sort((a, b) => place(a) - place(b));
}
