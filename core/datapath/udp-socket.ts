/**
 * UDP sockets (net/ipv4/udp.c, net/ipv6/udp.c; RFC 768): datagrams to their port come to them, and errors about what
 * they sent, as with IP_RECVERR.
 *
 * Same as Linux: the socket that a datagram fits best gets it, groups and broadcasts go to all that fit, ephemeral ports
 * lie in ip_local_port_range.
 * Absent: SO_REUSEPORT, IPv4 over IPv6 sockets.
 */
import type { Family, IpAddress } from "../address/prefix.ts";
import type { Errno } from "../errors.ts";
import type { NetnsId, SocketId } from "../model/id.ts";
import { err, ok, type Result } from "../result.ts";
import type { Ipv4Packet, Ipv6Packet } from "../wire/frame.ts";
import type { Received } from "./datapath.ts";
import type { Network } from "./network.ts";
import type { UdpMemory } from "./udp-memory.ts";
import type { Device, PortRange } from "./view.ts";
import { ofDomain } from "./vrf.ts";

export interface UdpSocket {
  readonly socket: SocketId;
  readonly netns: NetnsId;
  readonly family: Family;
  readonly port: number;
  /** Undefined: every address of the namespace. */
  readonly address: IpAddress | undefined;
  /** Whom it is connected to: others' datagrams are not for it. */
  readonly remote?: { readonly address: IpAddress; readonly port: number } | undefined;
  /** SO_REUSEPORT or SO_REUSEADDR. */
  readonly reuse?: boolean | undefined;
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
  readonly #byPort = new Map<string, UdpSocket[]>();

  /** EADDRINUSE when the port is taken, EAGAIN when there is none left. Port 0: the kernel chooses, from `start` on. `kernels` are its own. */
  open(
    wanted: UdpSocket,
    start: number,
    { first, count }: PortRange,
    kernels: readonly UdpSocket[] = [],
  ): Result<UdpSocket, Errno> {
    const taken = (socket: UdpSocket) => this.#clashes(socket) || clash(socket, kernels);
    if (wanted.port !== 0) return taken(wanted) ? err("EADDRINUSE") : ok(this.#add(wanted));
    for (let i = 0; i < count; i++) {
      const bound = { ...wanted, port: first + ((start + i) % count) };
      if (!taken(bound)) return ok(this.#add(bound));
    }
    return err("EAGAIN");
  }

  /** Sockets of a namespace, oldest first. */
  list(netns: NetnsId): readonly UdpSocket[] {
    return [...this.#bySocket.values()].filter((socket) => socket.netns === netns);
  }

  #clashes(socket: UdpSocket): boolean {
    return clash(socket, this.#byPort.get(key(socket.netns, socket.family, socket.port)) ?? []);
  }

  #add(socket: UdpSocket): UdpSocket {
    this.#bySocket.set(socket.socket, socket);
    const place = key(socket.netns, socket.family, socket.port);
    this.#byPort.set(place, [...(this.#byPort.get(place) ?? []), socket]);
    return socket;
  }

  get(socket: SocketId): UdpSocket | undefined {
    return this.#bySocket.get(socket);
  }

  close(id: SocketId): void {
    const socket = this.#bySocket.get(id);
    if (!socket) return;
    this.#bySocket.delete(id);
    const place = key(socket.netns, socket.family, socket.port);
    const left = (this.#byPort.get(place) ?? []).filter((other) => other !== socket);
    if (left.length > 0) this.#byPort.set(place, left);
    else this.#byPort.delete(place);
  }

  /** __udp4_lib_rcv, __udp6_lib_rcv. False: nobody listens there. */
  deliver(net: Network, device: Device, packet: Ipv4Packet | Ipv6Packet, port: number, toGroup: boolean): boolean {
    const family = packet.kind === "ipv4" ? "inet" : "inet6";
    const fitting = (this.#byPort.get(key(device.netns.id, family, port)) ?? []).filter(
      ({ address, remote, device: bound }) =>
        (address === undefined || address === packet.destination) &&
        ofDomain(bound, device, device.netns.settings.udpL3mdevAccept) &&
        (!remote ||
          (remote.address === packet.source &&
            packet.payload.kind === "udp" &&
            remote.port === packet.payload.sourcePort)),
    );
    const score = ({ address, remote }: UdpSocket) => (remote ? 2 : 0) + (address === undefined ? 0 : 1);
    let best = fitting[0];
    for (const each of fitting) if (best && score(each) > score(best)) best = each;
    for (const socket of toGroup ? fitting : best ? [best] : [])
      socket.receive({ atMicros: net.nowMicros, packet, device: device.name });
    return best !== undefined;
  }

  /**
   * An ICMP error about a datagram sent from `port`. False: nobody is there to hear of it. One that this host says itself
   * comes in by lo, and a socket of another device does not hear of it (__udp4_lib_err; IPv6 asks inet6_iif).
   */
  fail(net: Network, device: Device, error: Ipv4Packet | Ipv6Packet, from: IpAddress, port: number): boolean {
    const family = error.kind === "ipv4" ? "inet" : "inet6";
    let told = false;
    for (const socket of this.#byPort.get(key(device.netns.id, family, port)) ?? [])
      if ((socket.address === undefined || socket.address === from) && !isElsewhere(socket, device, error)) {
        told = true;
        socket.receive({ atMicros: net.nowMicros, packet: error, device: device.name });
      }
    return told;
  }
}

function isElsewhere(socket: UdpSocket, device: Device, error: Ipv4Packet | Ipv6Packet): boolean {
  return error.kind === "ipv4" && device.loopback && socket.device !== undefined && socket.device !== device.name;
}

/** inet_rcv_saddr_equal, udp_lib_lport_inuse. */
function clash({ family, port, address, reuse, device }: UdpSocket, others: readonly UdpSocket[]): boolean {
  return others.some(
    (other) =>
      other.family === family &&
      other.port === port &&
      (other.device === undefined || device === undefined || other.device === device) &&
      !(reuse && other.reuse) &&
      (other.address === undefined || address === undefined || other.address === address),
  );
}

function key(netns: NetnsId, family: Family, port: number): string {
  return `${netns} ${family} ${port}`;
}
