/**
 * The datapath of a world: its queue of frames under way, its timers, its sockets, and those who watch. One step at a
 * time, in order of time; at equal times frames before timers, each first in, first out.
 */

import type { Ipv4 } from "../address/ipv4.ts";
import type { Ipv6 } from "../address/ipv6.ts";
import { type Family, familyOf, type IpAddress } from "../address/prefix.ts";
import type { Errno } from "../errors.ts";
import type { LinkId, NetnsId, SocketId } from "../model/id.ts";
import { nextRandom } from "../model/runtime.ts";
import type { World } from "../model/world.ts";
import { applyEvent, type KernelEvent } from "../operation/apply.ts";
import type { Change } from "../operation/operation.ts";
import type { TuntapSpec } from "../operation/tuntap.ts";
import { err, ok, type Result } from "../result.ts";
import type { DropReason, Hop, HopListener, Stage } from "../trace.ts";
import type { Frame, Icmp, Icmpv6, Tcp, Udp } from "../wire/frame.ts";
import { ProxyQueue } from "./arp.ts";
import { Backlog } from "./backlog.ts";
import { bindError, sourceOfBound } from "./bind-address.ts";
import { classify, type Origin } from "./classify.ts";
import { DadNonces } from "./dad-nonces.ts";
import type { Datapath, Received, RouteOptions, SendOptions, UdpBind } from "./datapath.ts";
import { receive, startTransmit, transmit } from "./device.ts";
import { ErrorLimits } from "./error-limit.ts";
import { type JoinAt, joinGroupOf, leaveGroupOf } from "./membership.ts";
import { type Captured, PacketSockets } from "./packet-socket.ts";
import { pathMtu } from "./path-mtu.ts";
import { PingSockets } from "./ping-socket.ts";
import { claimsOverlap } from "./port-claim.ts";
import { Queues } from "./qdisc/queues.ts";
import { Reassembly, type WaitingPieces } from "./reassembly.ts";
import { addressType4, type OutputRoute, routeConnect4, routeOutput4 } from "./route-output.ts";
import { routeOutput6 } from "./route6.ts";
import { sendMessage } from "./send.ts";
import { TcpCalls } from "./tcp/calls.ts";
import { TcpProbes } from "./tcp/probe.ts";
import { TcpTable } from "./tcp/table.ts";
import { fireTimer } from "./timers.ts";
import { openTun, type TunUser, tunWrite } from "./tun.ts";
import { type UdpSocket, UdpSockets } from "./udp-socket.ts";
import { type Device, View } from "./view.ts";
import { vxlanSockets } from "./vxlan.ts";

/** What somebody who connects asks the way for (ip6_datagram_connect). */
const NO_DATAGRAM: Udp = { kind: "udp", sourcePort: 0, destinationPort: 0, data: new Uint8Array(0) };

export class Network implements Datapath {
  readonly world: World;
  readonly backlog = new Backlog();
  readonly sockets = new PingSockets();
  readonly udpSockets = new UdpSockets();
  readonly tcp = new TcpTable();
  readonly tcpCalls = new TcpCalls(this);
  readonly tcpProbes = new TcpProbes();
  readonly packetSockets = new PacketSockets();
  /** What probes for duplicates of an address are known by when they come back (RFC 7527), by link and address. */
  readonly dadNonces = new DadNonces();
  readonly reassembly = new Reassembly();
  readonly queues: Queues;
  /** Frames that a filter sent to another device, and those that go on behind the filters. */
  readonly origins = new WeakMap<Frame, Origin>();
  readonly unclassified = new WeakSet<Frame>();
  /** How frames leave that waited in a queueing discipline. */
  readonly send = (device: Device, frame: Frame, packet: number): void => startTransmit(this, device, frame, packet);
  /** The reachable time of each device, drawn when it is first needed. */
  readonly reachable = new Map<LinkId, { readonly base: number; readonly micros: number }>();
  readonly errorLimits = new ErrorLimits();
  readonly proxyQueue: ProxyQueue = new ProxyQueue();
  readonly ipIds = new Map<NetnsId, number>();
  readonly #listeners = new Set<HopListener>();
  readonly #onChange: ((changes: readonly Change[]) => void) | undefined;
  readonly #view: View;
  #packet = 0;
  #pingId: number;
  #sockets = 0;
  /** A queue that had no room refused the last frame sent (NET_XMIT_DROP); who wants to know clears it first. */
  refused = false;
  /** A device that has the noop queue lost it (NET_XMIT_CN), which sockets do not hear of. */
  quenched = false;
  /** How many devices the frame at work is being sent by, each within the one before (softnet_data.xmit.recursion). */
  depth = 0;
  /** Programs that have a TUN or TAP device open, and so read what is sent by it. */
  readonly tunReaders = new Map<LinkId, (octets: Uint8Array) => void>();
  /** Somebody listens: hops are made. */
  tracing = false;
  /** There are packet sockets: frames are shown to them. */
  tapping = false;
  /** The simulated time, kept beside the runtime's so that reading it is one load. */
  nowMicros: number;
  /** What the clock on the wall is ahead of the simulated time, for what tells the time of day. */
  wallOffsetMicros: () => number = () => 0;

  /** @param onChange told what timers changed in the configuration, such as addresses that are no longer tentative */
  constructor(world: World, onChange?: (changes: readonly Change[]) => void) {
    this.world = world;
    this.#onChange = onChange;
    this.#view = new View(world);
    this.queues = new Queues(world.runtime, (device, hook, { frame, packet }) => {
      const now = this.device(device.id) ?? device;
      return now.link.filters && classify(this, now, hook, frame, packet);
    });
    this.nowMicros = world.runtime.nowMicros;
    this.#pingId = (world.runtime.seed >>> 4) & 0xffff;
  }

  /** The configuration as it stands, compiled. */
  get view(): View {
    this.#view.refresh();
    return this.#view;
  }

  device(id: LinkId): Device | undefined {
    return this.view.device(id);
  }

  /** Something happened by itself that changes the configuration. */
  event(event: KernelEvent): void {
    const changes = applyEvent(this.world, event);
    if (changes.length > 0) this.#onChange?.(changes);
  }

  listen(listener: HopListener): () => void {
    this.#listeners.add(listener);
    this.tracing = true;
    return () => {
      this.#listeners.delete(listener);
      this.tracing = this.#listeners.size > 0;
    };
  }

  /** Identification of the next fragmented IPv6 packet, which nobody is to guess (ipv6_select_ident). */
  nextFragmentId(): number {
    return nextRandom(this.world.runtime, 0x100000000);
  }

  nextPacket(): number {
    return ++this.#packet;
  }

  report(
    device: Device,
    stage: Stage,
    frame: Frame | undefined,
    packet: number,
    verdict: Hop["verdict"],
    decidedBy?: string,
  ): void {
    const hop: Hop = {
      atMicros: this.nowMicros,
      packet,
      netns: device.netns.id,
      link: device.id,
      stage,
      frame,
      verdict,
      ...(decidedBy === undefined ? {} : { decidedBy }),
    };
    for (const listener of this.#listeners) listener(hop);
  }

  emit(device: Device, stage: Stage, frame: Frame | undefined, packet: number, to?: LinkId, decidedBy?: string): void {
    this.report(device, stage, frame, packet, { kind: "emit", to: to === undefined ? [] : [to] }, decidedBy);
  }

  emitMany(device: Device, stage: Stage, frame: Frame, packet: number, to: readonly LinkId[]): void {
    this.report(device, stage, frame, packet, { kind: "emit", to });
  }

  drop(
    device: Device,
    stage: Stage,
    frame: Frame | undefined,
    packet: number,
    reason: DropReason,
    decidedBy?: string,
  ): void {
    this.report(device, stage, frame, packet, { kind: "drop", reason }, decidedBy);
  }

  get carrying(): boolean {
    return this.backlog.size > 0;
  }

  get nextMicros(): number | undefined {
    const frame = this.backlog.nextMicros;
    const timer = this.world.runtime.timers.nextMicros;
    if (frame === undefined) return timer;
    return timer === undefined || frame <= timer ? frame : timer;
  }

  advance(untilMicros: number): void {
    const { runtime } = this.world;
    const { backlog } = this;
    const { timers } = runtime;
    this.nowMicros = Math.max(this.nowMicros, runtime.nowMicros);
    for (;;) {
      const arrival = backlog.nextMicros;
      const due = timers.nextMicros;
      if (arrival !== undefined && arrival <= untilMicros && (due === undefined || arrival <= due)) {
        if (arrival > this.nowMicros) this.#setTime(arrival);
        const link = backlog.headLink;
        const frame = backlog.headFrame;
        const packet = backlog.headPacket;
        backlog.shift();
        const device = this.view.device(link);
        if (device) receive(this, device, frame, packet);
      } else if (due !== undefined && due <= untilMicros) {
        if (due > this.nowMicros) this.#setTime(due);
        const timer = timers.take(untilMicros);
        if (timer) fireTimer(this, timer.event, timer.atMicros);
      } else break;
    }
    if (untilMicros > this.nowMicros) this.#setTime(untilMicros);
  }

  #setTime(micros: number): void {
    this.nowMicros = micros;
    this.world.runtime.nowMicros = micros;
  }

  nextSocket(): SocketId {
    return ++this.#sockets as SocketId;
  }

  openPing(
    netns: NetnsId,
    family: "inet" | "inet6",
    receiver: (received: Received) => void,
    wanted?: number,
  ): { readonly socket: SocketId; readonly id: number } {
    if (wanted === undefined) this.#pingId = this.sockets.freeId(netns, family, (this.#pingId + 1) & 0xffff);
    const { socket, id } = this.sockets.open(this.nextSocket(), netns, family, wanted ?? this.#pingId, receiver);
    return { socket, id };
  }

  close(socket: SocketId): void {
    this.sockets.close(socket);
    this.#countPort(this.udpSockets.get(socket), -1);
    this.udpSockets.close(socket);
    this.tcpProbes.close(socket);
    this.tcpCalls.close(socket);
    this.#watch(this.packetSockets.get(socket), -1);
    this.packetSockets.close(socket);
    this.tapping = this.packetSockets.any;
  }

  sendPing(
    socket: SocketId,
    destination: IpAddress,
    message: Icmp | Icmpv6,
    options: SendOptions = {},
  ): Result<undefined, Errno> {
    const open = this.sockets.get(socket);
    const namespace = open && this.view.findNamespace(open.netns);
    if (!open || !namespace) return err("EBADF");
    this.nowMicros = this.world.runtime.nowMicros;
    // ping sets IP_RECVERR.
    return sendMessage(this, namespace, destination, message, { ...options, hearsErrors: true });
  }

  join(netns: NetnsId, group: IpAddress, at: JoinAt): Result<LinkId, Errno> {
    this.nowMicros = this.world.runtime.nowMicros;
    return joinGroupOf(this, netns, group, at);
  }

  leave(link: LinkId, group: IpAddress): void {
    this.nowMicros = this.world.runtime.nowMicros;
    leaveGroupOf(this, link, group);
  }

  openPacket(
    netns: NetnsId,
    name: string,
    receiver: (captured: Captured) => void,
    options: { readonly promiscuous?: boolean } = {},
  ): Result<{ readonly socket: SocketId }, Errno> {
    const device = name === "any" ? undefined : this.view.findNamespace(netns)?.byName(name);
    if (name !== "any" && !device) return err("ENODEV");
    if (device && !device.up) return err("ENETDOWN");
    const socket = this.nextSocket();
    const { promiscuous = false } = options;
    const tap = { socket, netns, link: device?.id, promiscuous, receive: receiver };
    this.packetSockets.open(tap);
    this.#watch(tap, 1);
    this.tapping = true;
    return ok({ socket });
  }

  /** dev_set_promiscuity (PACKET_ADD_MEMBERSHIP): counted while the socket is open. */
  #watch(tap: { readonly link: LinkId | undefined; readonly promiscuous: boolean } | undefined, more: 1 | -1): void {
    if (!tap?.promiscuous || tap.link === undefined) return;
    const { watchers } = this.world.runtime;
    const count = (watchers.get(tap.link) ?? 0) + more;
    if (count > 0) watchers.set(tap.link, count);
    else watchers.delete(tap.link);
    const { notifier } = this.world;
    const device = notifier.heard ? this.view.device(tap.link) : undefined;
    if (device) notifier.tell({ noun: "link", verb: "new", netns: device.netns.id, link: device.link });
  }

  sendPacket(socket: SocketId, frame: Frame): Result<undefined, Errno> {
    const tap = this.packetSockets.get(socket);
    if (!tap) return err("EBADF");
    const device = tap.link === undefined ? undefined : this.view.device(tap.link);
    if (!device) return err("ENXIO");
    if (!device.up) return err("ENETDOWN");
    this.nowMicros = this.world.runtime.nowMicros;
    transmit(this, device, frame, this.nextPacket());
    return ok();
  }

  openTun(
    netns: NetnsId,
    spec: TuntapSpec,
    by: TunUser,
    receive: (octets: Uint8Array) => void,
  ): Result<{ readonly link: LinkId; readonly name: string }, Errno> {
    const opened = openTun(this, netns, spec, by, receive);
    return opened.ok ? ok({ link: opened.value.id, name: opened.value.name }) : opened;
  }

  writeTun(link: LinkId, octets: Uint8Array): Errno | undefined {
    const device = this.view.device(link);
    return device ? tunWrite(this, device, octets) : "EBADFD";
  }

  closeTun(link: LinkId): void {
    this.tunReaders.delete(link);
    if (this.view.device(link)) this.event({ kind: "tunClosed", link });
  }

  openUdp(
    netns: NetnsId,
    family: Family,
    receiver: (received: Received) => void,
    bind: UdpBind = {},
  ): Result<Pick<UdpSocket, "socket" | "port" | "source">, Errno> {
    const namespace = this.view.namespace(netns);
    const { localPorts: ports, bindV6only } = namespace.settings;
    const { port = 0, address, v6only = family === "inet6" && bindV6only } = bind;
    const claim = { domain: family, v6only, address, source: sourceOfBound(namespace, address) };
    const socket = { ...bind, ...claim, port, socket: this.nextSocket(), netns, receive: receiver };
    const opened = this.udpSockets.open(
      socket,
      nextRandom(this.world.runtime, 0x10000),
      ports,
      vxlanSockets(this, netns),
    );
    if (!opened.ok) return opened;
    this.#countPort(opened.value, 1);
    return opened;
  }

  /** The kernel's own sockets cannot have a port that a program has. */
  #countPort(socket: UdpSocket | undefined, by: 1 | -1): void {
    if (!socket) return;
    const { udpPorts } = this.world.runtime;
    for (const domain of ["inet", "inet6"] as const) {
      if (!claimsOverlap(socket, { domain, v6only: true, address: undefined })) continue;
      const key = `${socket.netns} ${domain} ${socket.port}`;
      const count = (udpPorts.get(key) ?? 0) + by;
      if (count > 0) udpPorts.set(key, count);
      else udpPorts.delete(key);
    }
  }

  openTcpProbe(
    netns: NetnsId,
    family: Family,
    receive: (received: Received) => void,
    port = 0,
  ): { readonly socket: SocketId; readonly port: number } {
    return this.tcpProbes.open({ socket: this.nextSocket(), netns, family, receive }, port);
  }

  sendTcpProbe(
    socket: SocketId,
    destination: IpAddress,
    segment: Omit<Tcp, "sourcePort">,
    options: SendOptions = {},
  ): Result<undefined, Errno> {
    const open = this.tcpProbes.get(socket);
    const namespace = open && this.view.findNamespace(open.netns);
    if (!open || !namespace) return err("EBADF");
    this.nowMicros = this.world.runtime.nowMicros;
    const message: Tcp = { ...segment, sourcePort: open.port };
    return sendMessage(this, namespace, destination, message, options);
  }

  udpList(netns: NetnsId): readonly UdpSocket[] {
    return [...this.udpSockets.list(netns), ...vxlanSockets(this, netns)];
  }

  pingList(netns: NetnsId): readonly Family[] {
    return this.sockets.list(netns);
  }

  fragmentQueues(netns: NetnsId, family: Family): WaitingPieces {
    return this.reassembly.waiting(netns, family);
  }

  packetList(netns: NetnsId): readonly (string | undefined)[] {
    const { links } = this.world.latest;
    return this.packetSockets.list(netns).map((link) => (link === undefined ? undefined : links[link]?.name));
  }

  sendUdp(
    socket: SocketId,
    destination: IpAddress,
    port: number,
    data: Uint8Array,
    options: SendOptions = {},
  ): Result<undefined, Errno> {
    const open = this.udpSockets.get(socket);
    const namespace = open && this.view.findNamespace(open.netns);
    if (!open || !namespace) return err("EBADF");
    this.nowMicros = this.world.runtime.nowMicros;
    const message: Udp = { kind: "udp", sourcePort: open.port, destinationPort: port, data };
    const bound: SendOptions = open.source === undefined ? options : { source: open.source, ...options };
    return sendMessage(this, namespace, destination, message, bound);
  }

  /** The route by which a packet of this host would leave, by one of the two ways there are for IPv4 to ask. */
  #routeTo(
    netns: NetnsId,
    destination: IpAddress,
    { device: name, tos, mark, source }: RouteOptions,
    ask: typeof routeOutput4,
  ): Result<OutputRoute & { ok: true }, Errno> {
    const namespace = this.view.findNamespace(netns);
    if (!namespace) return err("ENODEV");
    const device = name === undefined ? undefined : namespace.byName(name);
    if (name !== undefined && !device) return err("ENODEV");
    const route =
      typeof destination === "number"
        ? ask(namespace, { destination, device, tos, mark, source: source as Ipv4 | undefined })
        : routeOutput6(namespace, {
            destination,
            device,
            tos,
            mark,
            source: source as Ipv6 | undefined,
            ...(ask === routeConnect4 && { payload: NO_DATAGRAM }),
          });
    return route.ok ? ok(route) : err(route.errno);
  }

  /** A datagram was taken from a socket's queue (udp_recvmsg): only then does it count as received. */
  countRead(netns: NetnsId, family: Family): void {
    const mib = this.view.findNamespace(netns)?.mib;
    if (mib) (family === "inet" ? mib.udp : mib.udp6).InDatagrams++;
  }

  /** One found no room in the socket's queue (__udp_queue_rcv_skb). */
  countLost(netns: NetnsId, family: Family): void {
    const mib = this.view.findNamespace(netns)?.mib;
    if (!mib) return;
    const counts = family === "inet" ? mib.udp : mib.udp6;
    counts.RcvbufErrors++;
    counts.InErrors++;
  }

  /** __ip_append_data, __ip6_append_data: what was made up already is thrown away. */
  countUnsent(netns: NetnsId, destination: IpAddress, options: RouteOptions = {}): void {
    const route = this.#routeTo(netns, destination, options, routeOutput4);
    if (!route.ok) return;
    const { device } = route.value;
    (typeof destination === "number" ? device.netns.mib.ip : device.mib6.ip).OutDiscards++;
  }

  pathMtu(netns: NetnsId, destination: IpAddress, options: RouteOptions = {}): Result<number, Errno> {
    const route = this.#routeTo(netns, destination, options, routeOutput4);
    return route.ok ? ok(pathMtu(this, route.value, destination)) : route;
  }

  sourceFor(netns: NetnsId, destination: IpAddress, options: RouteOptions = {}): Result<IpAddress, Errno> {
    const route = this.#routeTo(netns, destination, options, routeConnect4);
    if (!route.ok) {
      // ip4_datagram_connect, ip6_dst_lookup_tail.
      const mib = route.error === "ENETUNREACH" ? this.view.findNamespace(netns)?.mib : undefined;
      if (mib) (familyOf(destination) === "inet" ? mib.ip : mib.inet6.ip).OutNoRoutes++;
      return route;
    }
    if (route.value.source !== undefined) return ok(route.value.source);
    return familyOf(destination) === "inet" ? ok(0 as Ipv4) : err("EADDRNOTAVAIL");
  }

  bindError(
    netns: NetnsId,
    device: string | undefined,
    address: IpAddress,
    type: "stream" | "datagram",
  ): Errno | undefined {
    return bindError(this.view.namespace(netns), device, address, type === "stream");
  }

  /** What an IPv4 address is to a namespace: local, broadcast, multicast or unicast. */
  addressType(netns: NetnsId, address: Ipv4): string {
    const namespace = this.view.findNamespace(netns);
    return namespace ? addressType4(namespace, address) : "unicast";
  }

  sendsToAll(netns: NetnsId, destination: Ipv4, options: RouteOptions = {}): boolean {
    const route = this.#routeTo(netns, destination, options, routeOutput4);
    return route.ok && route.value.type === "broadcast";
  }
}
