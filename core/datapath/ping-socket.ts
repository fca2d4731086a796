/**
 * ICMP sockets, as ping opens them (net/ipv4/ping.c, net/ipv4/raw.c): echo replies to the socket's identifier and
 * errors that quote its requests come to it.
 */
import { type Ipv6, isIpv6LinkLocal } from "../address/ipv6.ts";
import type { Family } from "../address/prefix.ts";
import type { LinkId, NetnsId, SocketId } from "../model/id.ts";
import type { Ipv4Packet, Ipv6Packet } from "../wire/frame.ts";
import type { Received } from "./datapath.ts";
import type { Network } from "./network.ts";
import { routeOutput4 } from "./route-output.ts";
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
  /** Those of an id: raw sockets hear everything, and who opened them looks for its own. */
  readonly #byId = new Map<number, readonly PingSocket[]>();

  open(
    socketId: SocketId,
    netns: NetnsId,
    family: Family,
    id: number,
    receive: (received: Received) => void,
  ): PingSocket {
    const socket: PingSocket = { socket: socketId, netns, family, id, receive };
    this.#bySocket.set(socket.socket, socket);
    const same = key(netns, family, id);
    this.#byId.set(same, [...(this.#byId.get(same) ?? []), socket]);
    return socket;
  }

  /** The next id from `first` on that nobody has. */
  freeId(netns: NetnsId, family: Family, first: number): number {
    let id = first & 0xffff;
    while (id === 0 || this.#byId.has(key(netns, family, id))) id = (id + 1) & 0xffff;
    return id;
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
    const same = key(socket.netns, socket.family, socket.id);
    const others = (this.#byId.get(same) ?? []).filter((other) => other !== socket);
    if (others.length > 0) this.#byId.set(same, others);
    else this.#byId.delete(same);
  }

  deliver(
    net: Network,
    netns: NetnsId,
    family: Family,
    id: number,
    packet: Ipv4Packet | Ipv6Packet,
    device: Device,
  ): boolean {
    const sockets = this.#byId.get(key(netns, family, id));
    if (!sockets) return false;
    // What came in by a port of a VRF is the VRF's (inet6_iif), but not what this host sends itself by an address of the link.
    const own = packet.kind === "ipv6" && isIpv6LinkLocal(packet.source) && hasAddress(device, packet.source);
    const { name } = own ? device : (arrival(net, device, packet) ?? device.l3master ?? device);
    for (const socket of sockets) socket.receive({ atMicros: net.nowMicros, packet, device: name });
    return true;
  }

  /**
   * raw_icmp_error: a socket of a device hears what came in by it, and of what this host says itself by lo, that is
   * not (unlike the sockets of ping_group_range, ping_err). As a packet a raw socket sees it all the same (raw_v4_input).
   */
  fail(net: Network, netns: NetnsId, id: number, error: Ipv4Packet, device: Device): void {
    const { name } = device.l3master ?? device;
    const seenBy = (arrival(net, device, error) ?? device.l3master ?? device).name;
    for (const socket of this.#byId.get(key(netns, "inet", id)) ?? [])
      socket.receive({ atMicros: net.nowMicros, packet: error, device: name, seenBy });
  }
}

const hasAddress = ({ link }: Device, address: Ipv6) => link.inet6.some(({ local }) => local === address);

/** inet_iif: what this host sends itself came in by the device of the first route to the address (rt_iif of __mkroute_output). */
function arrival(net: Network, device: Device, packet: Ipv4Packet | Ipv6Packet): Device | undefined {
  if (!device.loopback || packet.kind !== "ipv4") return undefined;
  const found = routeOutput4(device.netns, { destination: packet.destination });
  const link = found.ok ? found.route?.nextHops[0]?.link : undefined;
  return link === undefined ? undefined : net.device(link as LinkId);
}

function key(netns: NetnsId, family: Family, id: number): number {
  return (netns * 2 + (family === "inet" ? 0 : 1)) * 65536 + id;
}
