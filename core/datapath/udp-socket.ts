/**
 * UDP sockets (net/ipv4/udp.c, net/ipv6/udp.c; RFC 768): datagrams to their port come to them, and errors about what
 * they sent, as with IP_RECVERR.
 *
 * Same as Linux: the socket that a datagram fits best gets it, of several the newest, groups and broadcasts go to all that fit,
 * sockets of IPv6 take IPv4 too, SO_REUSEADDR, ephemeral ports lie in ip_local_port_range.
 * Simplified: of sockets with SO_REUSEPORT the newest gets all, where the kernel spreads senders over them.
 */
import { isIpv4Multicast } from "../address/ipv4.ts";
import type { IpAddress } from "../address/prefix.ts";
import type { Errno } from "../errors.ts";
import type { NetnsId, SocketId } from "../model/id.ts";
import { err, ok, type Result } from "../result.ts";
import { be16 } from "../wire/bytes.ts";
import type { Ipv4Packet, Ipv6Packet } from "../wire/frame.ts";
import { IP_PROTOCOL } from "../wire/ip-protocol.ts";
import type { Received } from "./datapath.ts";
import type { Network } from "./network.ts";
import { claimsOverlap, type PortClaim, takesAddress } from "./port-claim.ts";
import type { UdpMemory } from "./udp-memory.ts";
import type { Device, PortRange } from "./view.ts";
import { ofDomain } from "./vrf.ts";

export interface UdpSocket extends PortClaim {
  readonly socket: SocketId;
  readonly netns: NetnsId;
  readonly port: number;
  /** What it sends from; undefined: what the way says. */
  readonly source?: IpAddress | undefined;
  /** Whom it is connected to: others' datagrams are not for it. */
  readonly remote?: { readonly address: IpAddress; readonly port: number } | undefined;
  readonly reuseAddress?: boolean | undefined;
  readonly reusePort?: boolean | undefined;
  readonly inode?: number | undefined;
  readonly uid?: number | undefined;
  /** What its unread datagrams hold, where somebody keeps some. */
  readonly memory?: UdpMemory | undefined;
  /** SO_BINDTODEVICE. */
  readonly device?: string | undefined;
  /** The kernel's own, which is no program's. */
  readonly kernels?: boolean;
  /** Datagrams, and ICMP errors that quote a datagram of this socket. */
  readonly receive: (received: Received) => void;
  /** Somebody closes it from outside (udp_abort). */
  readonly abort?: (() => void) | undefined;
}

export class UdpSockets {
  readonly #bySocket = new Map<SocketId, UdpSocket>();
  /** The newest first, as they lie in the kernel's table. */
  readonly #byPort = new Map<string, readonly UdpSocket[]>();

  /** EADDRINUSE when the port is taken, EAGAIN when there is none left. Port 0: the kernel chooses, from `start` on. `kernels` are its own. */
  open(
    wanted: UdpSocket,
    start: number,
    { first, count, reserved }: PortRange,
    kernels: readonly UdpSocket[] = [],
  ): Result<UdpSocket, Errno> {
    const taken = (socket: UdpSocket) => this.#clashes(socket) || clash(socket, kernels);
    if (wanted.port !== 0) return taken(wanted) ? err("EADDRINUSE") : ok(this.#add(wanted));
    for (let i = 0; i < count; i++) {
      const bound = { ...wanted, port: first + ((start + i) % count) };
      if (!reserved.has(bound.port) && !taken(bound)) return ok(this.#add(bound));
    }
    return err("EAGAIN");
  }

  /** Sockets of a namespace, oldest first. */
  list(netns: NetnsId): readonly UdpSocket[] {
    return [...this.#bySocket.values()].filter((socket) => socket.netns === netns);
  }

  #clashes(socket: UdpSocket): boolean {
    return clash(socket, this.#byPort.get(key(socket.netns, socket.port)) ?? []);
  }

  #add(socket: UdpSocket): UdpSocket {
    this.#bySocket.set(socket.socket, socket);
    const place = key(socket.netns, socket.port);
    this.#byPort.set(place, [socket, ...(this.#byPort.get(place) ?? [])]);
    return socket;
  }

  get(socket: SocketId): UdpSocket | undefined {
    return this.#bySocket.get(socket);
  }

  close(id: SocketId): void {
    const socket = this.#bySocket.get(id);
    if (!socket) return;
    this.#bySocket.delete(id);
    const place = key(socket.netns, socket.port);
    const left = (this.#byPort.get(place) ?? []).filter((other) => other !== socket);
    if (left.length > 0) this.#byPort.set(place, left);
    else this.#byPort.delete(place);
  }

  /** __udp4_lib_rcv, __udp6_lib_rcv. False: nobody listens there. */
  deliver(net: Network, device: Device, packet: Ipv4Packet | Ipv6Packet, port: number, toGroup: boolean): boolean {
    const { payload, source, destination } = packet;
    const sourcePort = payload.kind === "udp" ? payload.sourcePort : undefined;
    const { settings } = device.netns;
    const fitting = this.#fitting(device, port, destination, source, sourcePort).filter((socket) =>
      ofDomain(socket.device, device, settings.udpL3mdevAccept),
    );
    const best = bestOf(fitting);
    // ip_mc_sf_allow: groups of IPv4 are for sockets that have joined them, or that take all, which those of IPv6 do not.
    const foreign = typeof destination === "number" && isIpv4Multicast(destination) ? "inet6" : undefined;
    const hearers = toGroup ? fitting.filter(({ domain }) => domain !== foreign) : best ? [best] : [];
    for (const socket of hearers) socket.receive({ atMicros: net.nowMicros, packet, device: device.name });
    return best !== undefined;
  }

  /**
   * An ICMP error about a datagram from here. False: nobody is there to hear of it. One that this host says itself comes in by
   * lo, and a socket of another device does not hear of it (__udp4_lib_err; IPv6 asks inet6_iif).
   */
  fail(net: Network, device: Device, error: Ipv4Packet | Ipv6Packet, datagram: QuotedDatagram): boolean {
    const { source, sourcePort, destination, destinationPort } = datagram;
    const socket = bestOf(
      this.#fitting(device, sourcePort, source, destination, destinationPort).filter(
        (each) => !isElsewhere(each, device, error),
      ),
    );
    socket?.receive({ atMicros: net.nowMicros, packet: error, device: device.name });
    return socket !== undefined;
  }

  /** Those who talk with `remote`, or with anybody, as `local`. */
  #fitting(
    device: Device,
    port: number,
    local: IpAddress,
    remote: IpAddress,
    remotePort: number | undefined,
  ): readonly UdpSocket[] {
    return (this.#byPort.get(key(device.netns.id, port)) ?? []).filter(
      (socket) =>
        takesAddress(socket, local) &&
        (!socket.remote || (socket.remote.address === remote && socket.remote.port === remotePort)),
    );
  }
}

/** compute_score: those of the address are asked before those of any. */
function bestOf(fitting: readonly UdpSocket[]): UdpSocket | undefined {
  let best: UdpSocket | undefined;
  let most = -1;
  for (const socket of fitting) {
    const { domain, address, remote, device } = socket;
    const score =
      (address === undefined ? 0 : 16) +
      (remote ? 8 : 0) +
      (device === undefined ? 0 : 4) +
      (domain === "inet" ? 1 : 0);
    if (score > most) [best, most] = [socket, score];
  }
  return best;
}

/** The ends of a datagram that an error quotes. */
export interface QuotedDatagram {
  readonly source: IpAddress;
  readonly sourcePort: number;
  readonly destination: IpAddress;
  readonly destinationPort: number;
}

/** What a packet that an error quotes says of them; a piece of a datagram is not read by itself. */
export function quotedDatagram(
  source: IpAddress,
  destination: IpAddress,
  payload: (Ipv4Packet | Ipv6Packet)["payload"],
): QuotedDatagram | undefined {
  if (payload.kind === "udp")
    return { source, destination, sourcePort: payload.sourcePort, destinationPort: payload.destinationPort };
  if (payload.kind !== "raw" || payload.protocol !== IP_PROTOCOL.udp || payload.data.length < 8) return undefined;
  return { source, destination, sourcePort: be16(payload.data, 0), destinationPort: be16(payload.data, 2) };
}

function isElsewhere(socket: UdpSocket, device: Device, error: Ipv4Packet | Ipv6Packet): boolean {
  return error.kind === "ipv4" && device.loopback && socket.device !== undefined && socket.device !== device.name;
}

/** udp_lib_lport_inuse. */
function clash(socket: UdpSocket, others: readonly UdpSocket[]): boolean {
  const { port, device } = socket;
  return others.some(
    (other) =>
      other.port === port &&
      (other.device === undefined || device === undefined || other.device === device) &&
      !(socket.reuseAddress && other.reuseAddress) &&
      !(socket.reusePort && other.reusePort && socket.uid === other.uid) &&
      claimsOverlap(socket, other),
  );
}

function key(netns: NetnsId, port: number): string {
  return `${netns} ${port}`;
}
