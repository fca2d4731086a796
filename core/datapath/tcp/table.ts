/**
 * Which TCP socket a segment belongs to, and who may have a port (net/ipv4/inet_hashtables.c, inet_connection_sock.c).
 *
 * Same as Linux: connections before listeners, an exact address before any, SO_REUSEADDR and SO_REUSEPORT, sockets of IPv6
 * that take IPv4 too; ephemeral ports lie in ip_local_port_range, even ones for connect(2).
 */
import type { IpAddress } from "../../address/prefix.ts";
import type { NetnsId, SocketId } from "../../model/id.ts";
import { claimsOverlap, type PortClaim, takesAddress } from "../port-claim.ts";
import type { Device } from "../view.ts";
import { ofDomain } from "../vrf.ts";
import type { TcpSocket } from "./socket.ts";

export class TcpTable {
  readonly #all = new Map<SocketId, TcpSocket>();
  readonly #connections = new Map<string, TcpSocket>();
  readonly #ports = new Map<string, Set<TcpSocket>>();

  get(id: SocketId): TcpSocket | undefined {
    return this.#all.get(id);
  }

  add(socket: TcpSocket): void {
    this.#all.set(socket.id, socket);
  }

  /** Sockets of a namespace, newest last. */
  list(netns: NetnsId): readonly TcpSocket[] {
    return [...this.#all.values()].filter((socket) => socket.netns === netns);
  }

  /** Sockets of all namespaces that are whole ones: neither requests nor what waits after an end (tcp_sockets_allocated). */
  get allocated(): number {
    return [...this.#all.values()].filter(({ state }) => state !== "TIME_WAIT" && state !== "SYN_RECV").length;
  }

  /** The socket has its port now. */
  hold(socket: TcpSocket): void {
    const place = `${socket.netns} ${socket.localPort}`;
    let set = this.#ports.get(place);
    if (!set) this.#ports.set(place, (set = new Set()));
    set.add(socket);
  }

  connect(socket: TcpSocket): void {
    this.#connections.set(keyOf(socket), socket);
  }

  remove(socket: TcpSocket): void {
    this.#all.delete(socket.id);
    const place = `${socket.netns} ${socket.localPort}`;
    const set = this.#ports.get(place);
    set?.delete(socket);
    if (set?.size === 0) this.#ports.delete(place);
    if (this.#connections.get(keyOf(socket)) === socket) this.#connections.delete(keyOf(socket));
  }

  connection(
    netns: NetnsId,
    /** Addresses of one host may be there once in each VRF; connections of both at once are not told apart. */
    local: IpAddress,
    localPort: number,
    remote: IpAddress,
    remotePort: number,
  ): TcpSocket | undefined {
    return this.#connections.get(`${netns} ${local} ${localPort} ${remote} ${remotePort}`);
  }

  /** compute_score: the listener that fits an address, and the domain of the device, best. */
  listener(device: Device, local: IpAddress, port: number): TcpSocket | undefined {
    const { id: netns, settings } = device.netns;
    let best: TcpSocket | undefined;
    let bestScore = 0;
    for (const socket of this.#ports.get(`${netns} ${port}`) ?? []) {
      if (socket.state !== "LISTEN" || !takesAddress(claimOf(socket), local)) continue;
      if (!ofDomain(socket.device, device, settings.tcpL3mdevAccept)) continue;
      // Those of the address are asked before those of any.
      const exact = socket.localAddress === undefined ? 0 : 3;
      const own = (socket.domain === "inet") === (typeof local === "number") ? 1 : 0;
      const score = 1 + exact + own + (socket.device === undefined ? 0 : 1);
      if (score > bestScore) {
        best = socket;
        bestScore = score;
      }
    }
    return best;
  }

  /** inet_csk_bind_conflict. */
  clashes(socket: TcpSocket, address: IpAddress | undefined, port: number): boolean {
    const claim = { ...claimOf(socket), address };
    for (const other of this.#ports.get(`${socket.netns} ${port}`) ?? []) {
      if (other === socket || !claimsOverlap(claim, claimOf(other))) continue;
      if (socket.device !== undefined && other.device !== undefined && socket.device !== other.device) continue;
      if (socket.reusePort && other.reusePort && socket.uid === other.uid) continue;
      if (socket.reuseAddress && other.reuseAddress && other.state !== "LISTEN") continue;
      return true;
    }
    return false;
  }

  /** Is the port free for a new connection? */
  freeFor(socket: TcpSocket, port: number): boolean {
    const key = `${socket.netns} ${socket.localAddress} ${port} ${socket.remoteAddress} ${socket.remotePort}`;
    if (this.#connections.has(key)) return false;
    for (const other of this.#ports.get(`${socket.netns} ${port}`) ?? []) if (other.bound) return false;
    return true;
  }
}

function keyOf({ netns, localAddress, localPort, remoteAddress, remotePort }: TcpSocket): string {
  return `${netns} ${localAddress} ${localPort} ${remoteAddress} ${remotePort}`;
}

function claimOf({ domain, v6only, localAddress }: TcpSocket): PortClaim {
  return { domain, v6only, address: localAddress };
}
