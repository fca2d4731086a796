/**
 * The datapath: carries packets from hop to hop. Everything that happens is caused by a call here or by a timer of the
 * runtime; between calls nothing moves. This file holds what callers see; each protocol has a file beside it.
 */
import type { IpAddress } from "../address/prefix.ts";
import type { Errno } from "../errors.ts";
import type { NetnsId, SocketId } from "../model/id.ts";
import type { World } from "../model/world.ts";
import type { Result } from "../result.ts";
import type { HopListener } from "../trace.ts";
import type { Icmp, Icmpv6, Ipv4Packet, Ipv6Packet } from "../wire/frame.ts";

/** A packet that reached a socket. */
export interface Received {
  readonly atMicros: number;
  readonly packet: Ipv4Packet | Ipv6Packet;
  /** Name of the interface it came in by. */
  readonly device: string;
}

/** `do` never fragments, `dont` always may, `want` fragments what is too long for the path as far as it is known. */
export type PathMtuDiscovery = "do" | "want" | "dont";

export interface Datapath {
  readonly world: World;
  /** Adds a listener for hops; answers with a function that removes it. */
  listen(listener: HopListener): () => void;
  /** Runs everything that is due up to and at `untilMicros`, in order, and leaves the clock there. */
  advance(untilMicros: number): void;
  /** When something is due next. */
  readonly nextMicros: number | undefined;

  /** An ICMP socket (ping's): echo replies to its id and errors that quote its requests come to `receive`. */
  openPing(
    netns: NetnsId,
    family: "inet" | "inet6",
    receive: (received: Received) => void,
  ): { readonly socket: SocketId; readonly id: number };
  /** Sends from the socket; EHOSTUNREACH, ENETUNREACH and kin as sendto(2) would answer. */
  sendPing(
    socket: SocketId,
    destination: IpAddress,
    message: Icmp | Icmpv6,
    options?: {
      readonly device?: string;
      readonly source?: IpAddress;
      readonly ttl?: number;
      readonly tos?: number;
      /** IP_MTU_DISCOVER: "want" when missing. With "do" a packet too long for the path is refused by EMSGSIZE. */
      readonly pmtu?: PathMtuDiscovery;
    },
  ): Result<undefined, Errno>;
  /** The largest packet to a destination (IP_MTU): the device's MTU, the route's, or what routers said. */
  pathMtu(netns: NetnsId, destination: IpAddress, options?: { readonly device?: string }): Result<number, Errno>;
  /** The source address that connect(2) would choose. */
  sourceFor(netns: NetnsId, destination: IpAddress, options?: { readonly device?: string }): Result<IpAddress, Errno>;
  close(socket: SocketId): void;
}
