/**
 * The datapath of a world: its queue of frames under way, its timers, its sockets, and those who watch. One step at a
 * time, in order of time; at equal times frames before timers, each first in, first out.
 */

import { type Ipv4, isIpv4Multicast } from "../address/ipv4.ts";
import { type Ipv6, isIpv6Multicast } from "../address/ipv6.ts";
import { type Family, familyOf, type IpAddress } from "../address/prefix.ts";
import type { Errno } from "../errors.ts";
import type { LinkId, NetnsId, SocketId } from "../model/id.ts";
import { nextRandom } from "../model/runtime.ts";
import type { TimerEvent } from "../model/timer.ts";
import type { World } from "../model/world.ts";
import { applyEvent, type KernelEvent } from "../operation/apply.ts";
import type { Change } from "../operation/operation.ts";
import { err, ok, type Result } from "../result.ts";
import type { DropReason, Hop, HopListener, Stage } from "../trace.ts";
import type { Frame, Icmp, Icmpv6, Tcp, Udp } from "../wire/frame.ts";
import { IPV4_HEADER, transportLength } from "../wire/length.ts";
import { announceAddresses, ProxyQueue } from "./arp.ts";
import { addressedTimer, dadTimer, routerSolicitationTimer } from "./autoconf.ts";
import { Backlog } from "./backlog.ts";
import { classify, type Origin } from "./classify.ts";
import type { Datapath, Received, RouteOptions, SendOptions, UdpBind } from "./datapath.ts";
import { receive, startTransmit, transmit } from "./device.ts";
import { ErrorLimits } from "./error-limit.ts";
import { Reassembly } from "./fragment.ts";
import { groupAnswersTimer, groupAnswerTimer, leaveGroupMessage } from "./group-answers.ts";
import { groupReportTimer } from "./group-reports.ts";
import { sentOptions } from "./ip-options.ts";
import { ipv4Output, nextIpId } from "./ipv4.ts";
import { flowLabel, hopLimitOf, ipv6Output } from "./ipv6.ts";
import { type JoinAt, joinGroupOf, leaveGroupOf } from "./membership.ts";
import { announceAddresses6 } from "./ndisc.ts";
import { neighborTimer } from "./neighbor.ts";
import { type Captured, PacketSockets } from "./packet-socket.ts";
import { mtuLocked, pathMtu } from "./path-mtu.ts";
import { PingSockets } from "./ping-socket.ts";
import { Queues } from "./qdisc/queues.ts";
import { ownQueryTimer, querierGoneTimer } from "./querier.ts";
import { addressType4, type OutputRoute, routeOutput4 } from "./route-output.ts";
import { routeOutput6 } from "./route6.ts";
import { TcpCalls } from "./tcp/calls.ts";
import { TcpProbes } from "./tcp/probe.ts";
import { TcpTable } from "./tcp/table.ts";
import { tcpTimer } from "./tcp/timer.ts";
import { type UdpSocket, UdpSockets } from "./udp-socket.ts";
import { type Device, type Namespace, View } from "./view.ts";

/** What the length field of an IPv4 header holds. */
const MAX_LENGTH = 65_535;

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
  readonly dadNonces = new Map<string, Uint8Array>();
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
        if (timer) this.#fire(timer.event, timer.atMicros);
      } else break;
    }
    if (untilMicros > this.nowMicros) this.#setTime(untilMicros);
  }

  #setTime(micros: number): void {
    this.nowMicros = micros;
    this.world.runtime.nowMicros = micros;
  }

  #fire(event: TimerEvent, atMicros: number): void {
    switch (event.kind) {
      case "neighbor":
        neighborTimer(this, event.link, event.address, atMicros);
        return;
      case "dad":
        dadTimer(this, event.link, event.address, event.step);
        return;
      case "routerSolicitation":
        routerSolicitationTimer(this, event.link, event.sent, atMicros);
        return;
      case "addressed":
        addressedTimer(this, event.link);
        return;
      case "groupReport":
        groupReportTimer(this, event.link, event.what, atMicros);
        return;
      case "groupAnswer":
        groupAnswerTimer(this, event.link, event.group, atMicros);
        return;
      case "groupAnswers":
        groupAnswersTimer(this, event.link, event.family, atMicros);
        return;
      case "groupLeft":
        leaveGroupMessage(this, event.link, event.group);
        return;
      case "query":
        ownQueryTimer(this, event.link, event.family, event.group, atMicros);
        return;
      case "querierGone":
        querierGoneTimer(this, event.link, event.family, atMicros);
        return;
      case "addressLifetime":
      case "routeExpiry":
      case "mdb":
      case "fdbCleanup":
      case "stp":
        this.event(event);
        return;
      case "qdisc": {
        const device = this.device(event.link);
        if (device) this.queues.fire(device, atMicros, this.nowMicros, this.send);
        return;
      }
      case "bond":
      case "bondArp":
      case "lacp":
        this.event({ ...event, atMicros });
        return;
      case "send": {
        const device = this.device(event.link);
        if (device) transmit(this, device, event.frame, this.nextPacket());
        return;
      }
      case "reassembly":
        this.reassembly.expire(this, event.key, atMicros);
        return;
      case "announce":
        if (event.what === "inet" || event.what === "peers") announceAddresses(this, event.link);
        if (event.what !== "inet") announceAddresses6(this, event.link, event.what);
        return;
      case "proxy":
        this.proxyQueue.answer(this, event.link);
        return;
      case "socket":
        tcpTimer(this, event.socket);
        return;
    }
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
    let errno: Errno | undefined = "EINVAL";
    if (typeof destination === "number") {
      if (message.kind === "icmp") errno = this.#send4(namespace, destination, message, options);
    } else if (message.kind === "icmpv6") errno = this.#send6(namespace, destination, message, options);
    return errno === undefined ? ok() : err(errno);
  }

  join(netns: NetnsId, group: IpAddress, at: JoinAt): Result<LinkId, Errno> {
    this.nowMicros = this.world.runtime.nowMicros;
    return joinGroupOf(this, netns, group, at);
  }

  leave(link: LinkId, group: IpAddress): void {
    this.nowMicros = this.world.runtime.nowMicros;
    leaveGroupOf(this, link, group);
  }

  #send4(namespace: Namespace, to: Ipv4, message: Icmp | Udp | Tcp, options: SendOptions): Errno | undefined {
    const device = options.device === undefined ? undefined : namespace.byName(options.device);
    if (options.device !== undefined && !device) return "ENODEV";
    const route = routeOutput4(namespace, {
      destination: to,
      source: options.source as Ipv4 | undefined,
      device,
      tos: options.tos,
      mark: options.mark,
      onLink: options.onLink,
      payload: message,
    });
    if (!route.ok) return route.errno;
    const source = (options.source as Ipv4 | undefined) ?? (route.source as Ipv4 | undefined) ?? (0 as Ipv4);
    const ipOptions = options.ipOptions && sentOptions(this, route.device, options.ipOptions, source);
    const length = IPV4_HEADER + (ipOptions?.bytes.length ?? 0) + transportLength(message);
    if (length > MAX_LENGTH) return "EMSGSIZE";
    const multicast = isIpv4Multicast(to);
    const pmtu = options.pmtu ?? (namespace.settings.noPathMtu === 0 ? "want" : "dont");
    const dontFragment =
      pmtu === "do" ||
      pmtu === "probe" ||
      (pmtu === "want" && !mtuLocked(this, route, to) && length <= pathMtu(this, route, to));
    return ipv4Output(
      this,
      marked(route, options),
      {
        kind: "ipv4",
        source,
        destination: to === 0 ? (route.nextHop as Ipv4) : to,
        ttl: options.ttl ?? (multicast ? 1 : namespace.settings.defaultTtl),
        tos: options.tos ?? 0,
        // What may never be fragmented needs no number (RFC 6864 section 4.1).
        id: pmtu === "do" ? 0 : nextIpId(this, route.device),
        dontFragment,
        moreFragments: false,
        fragmentOffset: 0,
        ...(ipOptions && { options: ipOptions }),
        payload: message,
      },
      this.nextPacket(),
    );
  }

  #send6(namespace: Namespace, to: Ipv6, message: Icmpv6 | Udp | Tcp, options: SendOptions): Errno | undefined {
    const device = options.device === undefined ? undefined : namespace.byName(options.device);
    if (options.device !== undefined && !device) return "ENODEV";
    const route = routeOutput6(namespace, {
      destination: to,
      source: options.source as Ipv6 | undefined,
      device,
      tos: options.tos,
      mark: options.mark,
    });
    if (!route.ok) return route.errno;
    const source = (options.source as Ipv6 | undefined) ?? (route.source as Ipv6 | undefined);
    if (source === undefined) return "EADDRNOTAVAIL";
    return ipv6Output(
      this,
      marked(route, options),
      {
        kind: "ipv6",
        source,
        destination: to,
        hopLimit: options.ttl ?? (isIpv6Multicast(to) ? 1 : hopLimitOf(route)),
        trafficClass: options.tos ?? 0,
        flowLabel: options.flowLabel ?? flowLabel(source, to, message.kind),
        payload: message,
      },
      this.nextPacket(),
      options.pmtu === "do" || options.pmtu === "probe",
    );
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

  openUdp(
    netns: NetnsId,
    family: Family,
    receiver: (received: Received) => void,
    bind: UdpBind = {},
  ): Result<{ readonly socket: SocketId; readonly port: number }, Errno> {
    const { port = 0, address, remote, reuse, inode, uid, device } = bind;
    const bound = { port, address, remote, reuse, inode, uid, device };
    const socket = { socket: this.nextSocket(), netns, family, ...bound, receive: receiver };
    const opened = this.udpSockets.open(socket, nextRandom(this.world.runtime, 0x10000));
    return opened.ok ? ok({ socket: opened.value.socket, port: opened.value.port }) : opened;
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
    const errno =
      typeof destination === "number"
        ? this.#send4(namespace, destination, message, options)
        : this.#send6(namespace, destination, message, options);
    return errno === undefined ? ok() : err(errno);
  }

  udpList(netns: NetnsId): readonly UdpSocket[] {
    return this.udpSockets.list(netns);
  }

  pingList(netns: NetnsId): readonly Family[] {
    return this.sockets.list(netns);
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
    const bound: SendOptions = open.address === undefined ? options : { source: open.address, ...options };
    const errno =
      typeof destination === "number"
        ? this.#send4(namespace, destination, message, bound)
        : this.#send6(namespace, destination, message, bound);
    return errno === undefined ? ok() : err(errno);
  }

  /** The route by which a packet of this host would leave. */
  #routeTo(
    netns: NetnsId,
    destination: IpAddress,
    { device: name, tos, mark }: RouteOptions,
  ): Result<OutputRoute & { ok: true }, Errno> {
    const namespace = this.view.findNamespace(netns);
    if (!namespace) return err("ENODEV");
    const device = name === undefined ? undefined : namespace.byName(name);
    if (name !== undefined && !device) return err("ENODEV");
    const route =
      typeof destination === "number"
        ? routeOutput4(namespace, { destination, device, tos, mark })
        : routeOutput6(namespace, { destination, device, tos, mark });
    return route.ok ? ok(route) : err(route.errno);
  }

  pathMtu(netns: NetnsId, destination: IpAddress, options: RouteOptions = {}): Result<number, Errno> {
    const route = this.#routeTo(netns, destination, options);
    return route.ok ? ok(pathMtu(this, route.value, destination)) : route;
  }

  sourceFor(netns: NetnsId, destination: IpAddress, options: RouteOptions = {}): Result<IpAddress, Errno> {
    const route = this.#routeTo(netns, destination, options);
    if (!route.ok) return route;
    if (route.value.source !== undefined) return ok(route.value.source);
    return familyOf(destination) === "inet" ? ok(0 as Ipv4) : err("EADDRNOTAVAIL");
  }

  /** What an IPv4 address is to a namespace: local, broadcast, multicast or unicast. */
  addressType(netns: NetnsId, address: Ipv4): string {
    const namespace = this.view.findNamespace(netns);
    return namespace ? addressType4(namespace, address) : "unicast";
  }
}

/** A route with what only one socket asks of it. */
function marked(route: OutputRoute & { ok: true }, { deaf, pmtu }: SendOptions): OutputRoute & { ok: true } {
  if (!deaf && pmtu !== "probe") return route;
  return { ...route, ...(deaf && { deaf: true }), ...(pmtu === "probe" && { probing: true }) };
}
