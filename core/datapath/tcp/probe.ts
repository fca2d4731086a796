/**
 * Raw sockets that send segments of TCP by themselves and hear what comes back, beside the host's own TCP, which knows nothing of
 * them and resets what they began (raw(7); `traceroute -T`).
 */
import type { Family, IpAddress } from "../../address/prefix.ts";
import type { NetnsId, SocketId } from "../../model/id.ts";
import type { Ipv4Packet, Ipv6Packet } from "../../wire/frame.ts";
import type { Received } from "../datapath.ts";
import type { Network } from "../network.ts";
import type { Device } from "../view.ts";

export interface TcpProbe {
  readonly socket: SocketId;
  readonly netns: NetnsId;
  readonly family: Family;
  readonly port: number;
  readonly receive: (received: Received) => void;
}

/** The first of the ports that are taken by themselves (net.ipv4.ip_local_port_range). */
const FIRST_PORT = 32_768;
const PORTS = 28_232;

export class TcpProbes {
  readonly #bySocket = new Map<SocketId, TcpProbe>();
  #next = 0;

  get any(): boolean {
    return this.#bySocket.size > 0;
  }

  /** @param port a free one when 0 */
  open(probe: Omit<TcpProbe, "port">, port: number): TcpProbe {
    const opened = { ...probe, port: port === 0 ? FIRST_PORT + (this.#next++ % PORTS) : port };
    this.#bySocket.set(opened.socket, opened);
    return opened;
  }

  get(socket: SocketId): TcpProbe | undefined {
    return this.#bySocket.get(socket);
  }

  close(socket: SocketId): void {
    this.#bySocket.delete(socket);
  }

  /** Shows a segment that came in, or an error about one that was sent. @param own the address of this host that it is to or about */
  hear(net: Network, device: Device, packet: Ipv4Packet | Ipv6Packet, own: IpAddress, port: number): void {
    const family = typeof own === "number" ? "inet" : "inet6";
    for (const probe of this.#bySocket.values())
      if (probe.port === port && probe.family === family && probe.netns === device.netns.id)
        probe.receive({ atMicros: net.nowMicros, packet, device: device.name });
  }
}
