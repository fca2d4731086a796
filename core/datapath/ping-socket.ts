/**
 * ICMP sockets, as ping opens them (net/ipv4/ping.c, net/ipv4/raw.c): echo replies to the socket's identifier and
 * errors that quote its requests come to it.
 */
import type { Family } from "../address/prefix.ts";
import type { NetnsId, SocketId } from "../model/id.ts";
import type { Ipv4Packet, Ipv6Packet } from "../wire/frame.ts";
import type { Received } from "./datapath.ts";
import type { Network } from "./network.ts";
import type { Device } from "./view.ts";

export interface PingSocket {
  readonly socket: SocketId;
  readonly netns: NetnsId;
  readonly family: Family;
  readonly id: number;
  readonly receive: (received: Received) => void;
}

export class PingSockets {
  readonly #bySocket = new Map<SocketId, PingSocket>();
  readonly #byId = new Map<number, PingSocket>();

  open(
    socketId: SocketId,
    netns: NetnsId,
    family: Family,
    firstId: number,
    receive: (received: Received) => void,
  ): PingSocket {
    let id = firstId & 0xffff;
    while (id === 0 || this.#byId.has(key(netns, family, id))) id = (id + 1) & 0xffff;
    const socket: PingSocket = { socket: socketId, netns, family, id, receive };
    this.#bySocket.set(socket.socket, socket);
    this.#byId.set(key(netns, family, id), socket);
    return socket;
  }

  get(socket: SocketId): PingSocket | undefined {
    return this.#bySocket.get(socket);
  }

  list(netns: NetnsId): readonly Family[] {
    return [...this.#bySocket.values()].filter((socket) => socket.netns === netns).map(({ family }) => family);
  }

  close(id: SocketId): void {
    const socket = this.#bySocket.get(id);
    if (!socket) return;
    this.#bySocket.delete(id);
    this.#byId.delete(key(socket.netns, socket.family, socket.id));
  }

  deliver(
    net: Network,
    netns: NetnsId,
    family: Family,
    id: number,
    packet: Ipv4Packet | Ipv6Packet,
    device: Device,
  ): boolean {
    const socket = this.#byId.get(key(netns, family, id));
    if (!socket) return false;
    // What came in by a port of a VRF is the VRF's (inet6_iif).
    socket.receive({ atMicros: net.nowMicros, packet, device: (device.l3master ?? device).name });
    return true;
  }
}

function key(netns: NetnsId, family: Family, id: number): number {
  return (netns * 2 + (family === "inet" ? 0 : 1)) * 65536 + id;
}
