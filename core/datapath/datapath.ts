/**
 * The datapath: carries packets from hop to hop. Everything that happens is caused by a call here or by a timer of the
 * runtime; between calls nothing moves. This file holds what callers see; each protocol has a file beside it.
 */

import type { Ipv4 } from "../address/ipv4.ts";
import type { Family, IpAddress } from "../address/prefix.ts";
import type { Errno } from "../errors.ts";
import type { LinkId, NetnsId, SocketId } from "../model/id.ts";
import type { World } from "../model/world.ts";
import type { TuntapSpec } from "../operation/tuntap.ts";
import type { Result } from "../result.ts";
import type { HopListener } from "../trace.ts";
import type { Frame, Icmp, Icmpv6, Ipv4Packet, Ipv6Packet, Tcp } from "../wire/frame.ts";
import type { JoinAt } from "./membership.ts";
import type { Captured } from "./packet-socket.ts";
import type { WaitingPieces } from "./reassembly.ts";
import type { TcpCalls } from "./tcp/calls.ts";
import type { TunUser } from "./tun.ts";
import type { UdpMemory } from "./udp-memory.ts";
import type { UdpSocket } from "./udp-socket.ts";

/** A packet that reached a socket. */
export interface Received {
  readonly atMicros: number;
  readonly packet: Ipv4Packet | Ipv6Packet;
  /** Name of the interface it came in by. */
  readonly device: string;
  /** Of an error: the interface that raw sockets, which see it as a packet, take it to have come in by. */
  readonly seenBy?: string;
}

/**
 * `do` never fragments, `dont` always may, `want` fragments what is too long for the path as far as it is known; `probe` never
 * fragments and does not ask what is known.
 */
export type PathMtuDiscovery = "do" | "want" | "dont" | "probe";

/** Socket options that bear on a single packet. */
export interface SendOptions {
  readonly device?: string;
  readonly source?: IpAddress;
  readonly ttl?: number;
  readonly tos?: number;
  /** SO_MARK: what rules may go by. */
  readonly mark?: number;
  /** Of IPv6; by a hash of the addresses when missing. */
  readonly flowLabel?: number;
  /** IP_MTU_DISCOVER: "want" when missing. With "do" a packet too long for the path is refused by EMSGSIZE. */
  readonly pmtu?: PathMtuDiscovery;
  /** IP_OPTIONS, as setsockopt(2) takes them. */
  readonly ipOptions?: Uint8Array;
  /** SO_DONTROUTE: only to what is on a link of its own. Without effect in IPv6. */
  readonly onLink?: boolean;
  /** IP_RECVERR: a full queue of the device is told (ENOBUFS). */
  readonly hearsErrors?: boolean;
  /** IP_MULTICAST_LOOP is off: this host does not hear what it sends to groups. */
  readonly deaf?: boolean;
}

/** Socket options that a route is looked up by. */
export type RouteOptions = Pick<SendOptions, "device" | "tos" | "mark" | "source">;

/** What a UDP socket is bound and connected to. */
export interface UdpBind {
  readonly port?: number;
  readonly address?: IpAddress;
  readonly remote?: { readonly address: IpAddress; readonly port: number } | undefined;
  /** IPV6_V6ONLY. */
  readonly v6only?: boolean;
  /** SO_REUSEADDR and SO_REUSEPORT. */
  readonly reuseAddress?: boolean;
  readonly reusePort?: boolean;
  readonly inode?: number;
  readonly uid?: number;
  readonly memory?: UdpMemory;
  readonly device?: string;
  /** Somebody closes the socket from outside (udp_abort). */
  readonly abort?: () => void;
}

export interface Datapath {
  readonly world: World;
  /** Adds a listener for hops; answers with a function that removes it. */
  listen(listener: HopListener): () => void;
  /** Runs everything that is due up to and at `untilMicros`, in order, and leaves the clock there. */
  advance(untilMicros: number): void;
  /** When something is due next. */
  readonly nextMicros: number | undefined;

  /** An ICMP socket (ping's): echo replies to its id and errors that quote its requests come to `receive`. The id is free unless one is asked for. */
  openPing(
    netns: NetnsId,
    family: "inet" | "inet6",
    receive: (received: Received) => void,
    id?: number,
  ): { readonly socket: SocketId; readonly id: number };
  /** Sends from the socket; EHOSTUNREACH, ENETUNREACH and kin as sendto(2) would answer. */
  sendPing(
    socket: SocketId,
    destination: IpAddress,
    message: Icmp | Icmpv6,
    options?: SendOptions,
  ): Result<undefined, Errno>;
  /** The largest packet to a destination (IP_MTU): the device's MTU, the route's, or what routers said. */
  pathMtu(netns: NetnsId, destination: IpAddress, options?: RouteOptions): Result<number, Errno>;
  /** The source address that connect(2) would choose. */
  sourceFor(netns: NetnsId, destination: IpAddress, options?: RouteOptions): Result<IpAddress, Errno>;
  /**
   * A packet socket: sees all frames of a device, or with "any" of all devices of the namespace. ENODEV when there is no
   * such device, ENETDOWN when it is down. Whoever opens one needs CAP_NET_RAW; the kernel's calls see to that.
   */
  openPacket(
    netns: NetnsId,
    device: string,
    receive: (captured: Captured) => void,
    options?: { readonly promiscuous?: boolean },
  ): Result<{ readonly socket: SocketId }, Errno>;
  /** Sends a frame as it is by the device of a packet socket. ENXIO from one of all devices. */
  sendPacket(socket: SocketId, frame: Frame): Result<undefined, Errno>;

  /**
   * A TUN or TAP device, made where there is none of the name, that a program reads and writes (/dev/net/tun with TUNSETIFF): EINVAL for a
   * device of another sort, EPERM, EBUSY.
   */
  openTun(
    netns: NetnsId,
    spec: TuntapSpec,
    by: TunUser,
    receive: (octets: Uint8Array) => void,
  ): Result<{ readonly link: LinkId; readonly name: string }, Errno>;
  /** A packet that the program wrote: EINVAL, EIO while the device is down, EBADFD when it is gone. */
  writeTun(link: LinkId, octets: Uint8Array): Errno | undefined;
  closeTun(link: LinkId): void;

  /** A UDP socket bound to a port, 0 for any free one: EADDRINUSE, EADDRNOTAVAIL. */
  openUdp(
    netns: NetnsId,
    family: Family,
    receive: (received: Received) => void,
    bind?: UdpBind,
  ): Result<Pick<UdpSocket, "socket" | "port" | "source">, Errno>;
  /** A raw socket that sends segments of TCP from a port, any when 0, and hears what comes to it, errors included. */
  openTcpProbe(
    netns: NetnsId,
    family: Family,
    receive: (received: Received) => void,
    port?: number,
  ): { readonly socket: SocketId; readonly port: number };
  sendTcpProbe(
    socket: SocketId,
    destination: IpAddress,
    segment: Omit<Tcp, "sourcePort">,
    options?: SendOptions,
  ): Result<undefined, Errno>;
  /** The UDP sockets of a namespace, oldest first. */
  udpList(netns: NetnsId): readonly UdpSocket[];
  /** The ICMP sockets of a namespace, by family, oldest first. */
  pingList(netns: NetnsId): readonly Family[];
  /** Packets of which a namespace has some pieces and waits for the others. */
  fragmentQueues(netns: NetnsId, family: Family): WaitingPieces;
  /** The packet sockets of a namespace, newest first: the name of the device, or undefined for all of them. */
  packetList(netns: NetnsId): readonly (string | undefined)[];
  /** What an IPv4 address is to a namespace: local, broadcast, multicast or unicast. */
  addressType(netns: NetnsId, address: Ipv4): string;
  /** Whether what is sent to an address goes to everybody (RTCF_BROADCAST): it is for the route to say. */
  sendsToAll(netns: NetnsId, destination: Ipv4, options?: RouteOptions): boolean;
  /** What keeps a socket, of a device by name where it is bound to one, from being bound to an address: EADDRNOTAVAIL, EINVAL. */
  bindError(
    netns: NetnsId,
    device: string | undefined,
    address: IpAddress,
    type: "stream" | "datagram",
  ): Errno | undefined;
  /** A program has taken a datagram from a socket (recvfrom(2)). */
  countRead(netns: NetnsId, family: Family): void;
  /** The same of one that found no room there. */
  countLost(netns: NetnsId, family: Family): void;
  /** Nothing was sent to somebody, because the socket met an error first. */
  countUnsent(netns: NetnsId, destination: IpAddress, options?: RouteOptions): void;
  /** sendto(2). Large datagrams are fragmented as `pmtu` lets it. */
  sendUdp(
    socket: SocketId,
    destination: IpAddress,
    port: number,
    data: Uint8Array,
    options?: SendOptions,
  ): Result<undefined, Errno>;
  /** A socket joins a group (IP_ADD_MEMBERSHIP, IPV6_ADD_MEMBERSHIP): the link it does so on; EINVAL, ENODEV. */
  join(netns: NetnsId, group: IpAddress, at: JoinAt): Result<LinkId, Errno>;
  /** It leaves it again. */
  leave(link: LinkId, group: IpAddress): void;
  /** TCP sockets, one call for each system call; none of them waits. */
  readonly tcpCalls: TcpCalls;
  /** Frames are under way, which a kernel would have carried to their end before a system call returns. */
  readonly carrying: boolean;
  close(socket: SocketId): void;
}
