/**
 * TCP output (net/ipv4/tcp_output.c): segments, windows, acknowledgments, retransmission.
 *
 * Same as Linux: options and their order, the windows offered at first, the segment size from the path's MTU, Nagle's
 * algorithm, segmentation left to the card, half of the congestion window at once, resets.
 * Simplified: the receive buffer grows by what a reader takes; congestion control is slow start and Reno.
 */
import type { Ipv4 } from "../../address/ipv4.ts";
import type { Ipv6 } from "../../address/ipv6.ts";
import type { IpAddress } from "../../address/prefix.ts";
import { timerMicros } from "../../model/jiffies.ts";
import type { Mib } from "../../model/mib.ts";
import { metricsOf } from "../../model/route.ts";
import { nextRandom } from "../../model/runtime.ts";
import type { Ipv4Packet, Ipv6Packet, Tcp, TcpOptions } from "../../wire/frame.ts";
import { TCP_FLAG } from "../../wire/tcp.ts";
import { hopLimit4Of, ipv4Output, nextIpId } from "../ipv4.ts";
import { flowLabel, hopLimitOf, ipv6Output } from "../ipv6.ts";
import type { Network } from "../network.ts";
import { mtuLocked, pathMtu } from "../path-mtu.ts";
import { type OutputRoute, routeOutput4 } from "../route-output.ts";
import { routeOutput6 } from "../route6.ts";
import type { Device, Namespace } from "../view.ts";
import { ecnOfSegment, ecnOfSyn } from "./ecn.ts";
import { after, type TcpSocket } from "./socket.ts";

/** TCP_MAX_WSCALE. */
const MOST_SCALE = 14;
const TIMESTAMP_OPTION = 12;
const MAX_GSO = 65_536;
const MIN_RTO_MICROS = 200_000;
export const MAX_RTO_MICROS = 120_000_000;

/** IP_MAX_MTU. */
const MAX_PACKET = 65_535;
/** TCP_MSS_DEFAULT, and 68 octets without the headers. */
const DEFAULT_MSS = 536;
const LEAST_HALF = 36;
/** TCP_MIN_MSS. */
const LEAST_MSS = 88;

export function routeOf(
  net: Network,
  socket: TcpSocket,
  to = socket.remoteAddress as IpAddress,
  ask4: typeof routeOutput4 = routeOutput4,
): OutputRoute | undefined {
  const namespace = net.view.findNamespace(socket.netns);
  if (!namespace) return undefined;
  const device = socket.device === undefined ? undefined : namespace.byName(socket.device);
  return typeof to === "number"
    ? ask4(namespace, { destination: to, source: socket.localAddress as Ipv4 | undefined, device, tos: socket.tos })
    : routeOutput6(namespace, {
        destination: to,
        source: socket.localAddress as Ipv6 | undefined,
        device,
        tos: socket.tos,
      });
}

const NO_METRICS: ReturnType<typeof metricsOf> = {};

/** tcp_win_from_space with TCP_DEFAULT_SCALING_RATIO: what of a buffer is for data. */
export function windowSpace(buffer: number): number {
  return buffer >> 1;
}

function mostSpace({ space }: TcpSocket, { mostReceiveBuffer, mostCoreBuffer }: Namespace["settings"]["tcp"]): number {
  return Math.max(space, mostReceiveBuffer, mostCoreBuffer);
}

/** What windows are counted in, so that 16 bits hold the largest there may be. */
function windowScale(space: number): number {
  return Math.max(0, Math.min(MOST_SCALE, Math.floor(Math.log2(Math.max(1, space))) - 15));
}

/** tcp_select_initial_window, tcp_advertise_mss: before a SYN leaves. */
export function initialWindow(net: Network, socket: TcpSocket, route: OutputRoute & { ok: true }, less: number): void {
  const to = socket.remoteAddress as IpAddress;
  socket.pathMtu = Math.min(MAX_PACKET, pathMtu(net, route, to));
  socket.advertisedMss = advertisedMss(route, pathMtu(net, route, to), to);
  const mss = socket.advertisedMss - less;
  const settings = net.view.namespace(socket.netns).settings.tcp;
  const { timestamps, sack } = settings;
  const { window: clamp, initrwnd } = route.route ? metricsOf(route.route, route.route.nextHops[0]) : NO_METRICS;
  socket.windowClamp = clamp || 0xffff * 2 ** MOST_SCALE;
  const space = Math.min(socket.space, socket.windowClamp);
  socket.receiveWindow = space > mss ? space - (space % mss) : space;
  if (route.route?.congctl !== undefined) socket.congestion = route.route.congctl;
  if (initrwnd) socket.receiveWindow = Math.min(socket.receiveWindow, initrwnd * mss);
  socket.receiveThreshold = socket.receiveWindow;
  socket.scales = settings.windowScaling;
  socket.receiveScale = settings.windowScaling
    ? windowScale(Math.min(socket.windowClamp, mostSpace(socket, settings)))
    : 0;
  socket.windowClamp = Math.min(socket.windowClamp, 0xffff * 2 ** socket.receiveScale);
  socket.timestampOffset = nextRandom(net.world.runtime, 0x100000000);
  socket.initialSequence = nextRandom(net.world.runtime, 0x100000000);
  socket.unacknowledged = socket.next = socket.initialSequence;
  socket.shortEnd = socket.initialSequence;
  socket.written = (socket.initialSequence + 1) >>> 0;
  socket.ipId = nextRandom(net.world.runtime, 0x10000);
  socket.timestamps = timestamps;
  socket.sack = sack;
}

/**
 * tcp_dst_advmss: what the route says (RTAX_ADVMSS), else what fits the path as it is known (ipv4_default_advmss,
 * ip6_default_advmss): no packet is longer than its length field, and nobody asks for less than a least.
 */
function advertisedMss({ route, device }: OutputRoute & { ok: true }, mtu: number, to: IpAddress): number {
  const given = route && metricsOf(route, route.nextHops[0]).advmss;
  if (given !== undefined && given > 0) return Math.max(given, LEAST_MSS);
  const { leastMss, leastMss6 } = device.netns.settings.tcp;
  return typeof to === "number"
    ? Math.max(Math.min(mtu, 65_535) - 40, leastMss)
    : Math.min(Math.max(mtu - 60, leastMss6), 65_535);
}

/** tcp_init_cwnd: how many segments may be under way at first, where the route says. */
export function initialCongestionWindow(net: Network, socket: TcpSocket): void {
  const route = routeOf(net, socket);
  const initial = route?.ok && route.route ? metricsOf(route.route, route.route.nextHops[0]).initcwnd : undefined;
  if (initial) socket.congestionWindow = initial;
}

/** tcp_current_mss: what fits the path as it is known now, without options. */
export function currentMss(net: Network, socket: TcpSocket): number {
  const route = routeOf(net, socket);
  if (route?.ok) {
    const to = socket.remoteAddress as IpAddress;
    socket.pathMtu = Math.min(MAX_PACKET, pathMtu(net, route, to));
    const mtu = socket.pathMtu - (typeof to === "number" ? 40 : 60);
    const fits = Math.max(48, Math.min(mtu, socket.peerMss) - (socket.timestamps ? TIMESTAMP_OPTION : 0));
    // tcp_bound_to_half_wnd.
    const half = socket.mostWindow > DEFAULT_MSS ? socket.mostWindow >> 1 : socket.mostWindow;
    socket.mss = half > 0 ? Math.min(fits, Math.max(half, LEAST_HALF)) : fits;
  }
  return socket.mss;
}

function timestampOf(net: Network, socket: TcpSocket): number {
  return (Math.floor(net.nowMicros / 1000) + socket.timestampOffset) >>> 0;
}

function optionsFor(net: Network, socket: TcpSocket, syn: boolean): TcpOptions {
  const timestamps = socket.timestamps
    ? { timestamps: { value: timestampOf(net, socket), echo: socket.timestampRecent } }
    : {};
  if (!syn) {
    const sack = socket.sack ? sackBlocks(socket) : [];
    return sack.length > 0 ? { ...timestamps, sack } : timestamps;
  }
  return {
    mss: socket.advertisedMss,
    ...timestamps,
    ...(socket.sack ? { sackPermitted: true } : {}),
    ...(socket.scales ? { windowScale: socket.receiveScale } : {}),
  };
}

function sackBlocks(socket: TcpSocket): [number, number][] {
  const blocks: [number, number][] = [];
  for (const { sequence, data, fin } of socket.outOfOrder) {
    const end = (sequence + data.length + (fin ? 1 : 0)) >>> 0;
    const last = blocks.at(-1);
    if (last && last[1] === sequence) last[1] = end;
    else blocks.push([sequence, end]);
  }
  // tcp_options_write: told once.
  if (socket.duplicateBlock) blocks.unshift(socket.duplicateBlock);
  socket.duplicateBlock = undefined;
  return blocks.slice(0, socket.timestamps ? 3 : 4);
}

/** __tcp_select_window: what could be offered now, in octets; nothing where it is too little to be worth a word. */
export function offer(socket: TcpSocket): number {
  const free = Math.min(Math.max(0, socket.space - socket.queuedBytes), socket.receiveThreshold);
  if (free < Math.min(socket.advertisedMss, socket.space >> 4)) return 0;
  const unit = 2 ** socket.receiveScale;
  return Math.ceil(free / unit) * unit;
}

/** tcp_receive_window: what is left of the last offer. */
export function offered(socket: TcpSocket): number {
  return socket.receiveWindow === 0
    ? 0
    : Math.max(0, (socket.receiveWakeup + socket.receiveWindow - socket.receiveNext) | 0);
}

/** tcp_select_window: a window once offered is not taken back. */
function selectWindow(socket: TcpSocket): number {
  const current = offered(socket);
  const unit = 2 ** socket.receiveScale;
  let window = offer(socket);
  if (window < current) window = Math.ceil(current / unit) * unit;
  socket.receiveWindow = window;
  socket.receiveWakeup = socket.receiveNext;
  return Math.min(65_535, window / unit);
}

/**
 * False: it did not leave this host.
 *
 * @param again it was sent before: another counter has it (__tcp_retransmit_skb)
 */
function transmitSegment(
  net: Network,
  socket: TcpSocket,
  flags: number,
  sequence: number,
  data: Uint8Array,
  again = false,
): boolean {
  const namespace = net.view.findNamespace(socket.netns);
  if (!namespace) return false;
  const syn = (flags & TCP_FLAG.syn) !== 0;
  const window = syn ? Math.min(65_535, socket.receiveWindow) : selectWindow(socket);
  const acknowledges = (flags & TCP_FLAG.ack) !== 0;
  const { ecnFallback } = namespace.settings.tcp;
  const ecn = syn ? { flags: ecnOfSyn(socket, flags, ecnFallback), mark: 0 } : ecnOfSegment(socket, data.length, again);
  const tcp: Tcp = {
    kind: "tcp",
    sourcePort: socket.localPort,
    destinationPort: socket.remotePort,
    sequence,
    acknowledgment: acknowledges ? socket.receiveNext : 0,
    flags: flags | ecn.flags,
    window,
    options: optionsFor(net, socket, syn),
    data,
    // tcp_v4_send_ack sums up what one who only waits has to say.
    partialChecksum: socket.state !== "TIME_WAIT" || typeof socket.remoteAddress === "string",
    ...(data.length > socket.mss ? { segment: socket.mss } : {}),
  };
  if (acknowledges && !syn) ackSent(socket);
  if (data.length > 0) dataSent(net, socket);
  const count = Math.max(1, Math.ceil(data.length / socket.mss));
  const id = syn && acknowledges ? 0 : socket.ipId;
  if (id !== 0 || !acknowledges) socket.ipId = (socket.ipId + count) & 0xffff;
  const mib = namespace.mib.tcp;
  if (again) mib.RetransSegs += count;
  else mib.OutSegs += count;
  countSegment(socket, data.length, syn && acknowledges ? 0 : count, again, net.nowMicros);
  return send(
    net,
    namespace,
    socket.localAddress as IpAddress,
    socket.remoteAddress as IpAddress,
    tcp,
    id,
    socket.device,
    socket,
    ecn.mark,
  );
}

/** __tcp_transmit_skb, __tcp_retransmit_skb: what a connection itself counts; the SYN-ACK is none of its own yet. */
function countSegment(
  { counts }: TcpSocket,
  length: number,
  segments: number,
  again: boolean,
  nowMicros: number,
): void {
  counts.segmentsOut += segments;
  if (length > 0) {
    counts.dataSegmentsOut += segments;
    counts.bytesSent += length;
    counts.lastDataSent = nowMicros;
  }
  if (!again) return;
  counts.bytesRetransmitted += length;
  counts.retransmissions += Math.max(1, segments);
}

/** Where a connection is counted. */
export function mibOfSocket(net: Network, { netns }: TcpSocket): Mib | undefined {
  return net.view.findNamespace(netns)?.mib;
}

/** What goes out of no socket has nothing of its own, and stays whole whatever the route says. */
const PLAIN = { ttl: undefined, tos: 0, mayBeCut: undefined };

/** ip_queue_xmit, inet6_csk_xmit. */
function send(
  net: Network,
  namespace: Namespace,
  source: IpAddress,
  destination: IpAddress,
  tcp: Tcp,
  id: number,
  deviceName: string | undefined,
  { ttl, tos, mayBeCut }: Pick<TcpSocket, "ttl" | "tos"> & { mayBeCut: boolean | undefined } = PLAIN,
  /** What of the type of service says that routers may mark the packet. */
  mark = 0,
): boolean {
  const device = deviceName === undefined ? undefined : namespace.byName(deviceName);
  if (typeof destination === "number") {
    const route = routeOutput4(namespace, { destination, source: source as Ipv4, device, tos });
    if (!route.ok) {
      namespace.mib.ip.OutNoRoutes++;
      return false;
    }
    // ip_dont_fragment.
    const whole = mayBeCut === undefined || !(mayBeCut || mtuLocked(net, route, destination));
    const packet: Ipv4Packet = {
      kind: "ipv4",
      source: source as Ipv4,
      destination,
      ttl: ttl ?? hopLimit4Of(route),
      tos: tos | mark,
      id: whole ? id : nextIpId(net, route.device),
      dontFragment: whole,
      moreFragments: false,
      fragmentOffset: 0,
      payload: tcp,
    };
    return ipv4Output(net, route, packet, net.nextPacket()) === undefined;
  }
  const route = routeOutput6(namespace, { destination, source: source as Ipv6, device, tos });
  if (!route.ok) {
    namespace.mib.inet6.ip.OutNoRoutes++;
    return false;
  }
  const packet: Ipv6Packet = {
    kind: "ipv6",
    source: source as Ipv6,
    destination,
    hopLimit: ttl ?? hopLimitOf(route),
    trafficClass: tos | mark,
    flowLabel: flowLabel(route.device.netns, source as Ipv6, destination, "tcp"),
    payload: tcp,
  };
  return ipv6Output(net, route, packet, net.nextPacket()) === undefined;
}

/** tcp_event_ack_sent. */
function ackSent(socket: TcpSocket): void {
  if (socket.quick > 0) {
    socket.quick--;
    if (socket.quick === 0) socket.ackTimeoutMicros = 40_000;
  }
  socket.ackScheduled = false;
  socket.pushedSmall = 0;
  socket.delayedAckAt = undefined;
}

/** tcp_event_data_sent: an answer within the time of a delayed acknowledgment makes the session interactive. */
function dataSent(net: Network, socket: TcpSocket): void {
  if (net.nowMicros - socket.lastReceivedMicros < socket.ackTimeoutMicros) socket.pingpong = true;
}

export function sendAck(net: Network, socket: TcpSocket): void {
  transmitSegment(net, socket, TCP_FLAG.ack, socket.next, new Uint8Array(0));
}

/** The first segment of either side. */
export function sendSyn(net: Network, socket: TcpSocket): void {
  const flags = socket.state === "SYN_RECV" ? TCP_FLAG.syn | TCP_FLAG.ack : TCP_FLAG.syn;
  if (socket.next === socket.initialSequence) socket.next = (socket.initialSequence + 1) >>> 0;
  const again = socket.retransmits > 0;
  transmitSegment(net, socket, flags, socket.initialSequence, new Uint8Array(0), again);
  const mib = mibOfSocket(net, socket);
  if (again && mib) {
    mib.linux.TCPSynRetrans++;
    // tcp_rtx_synack makes the segment anew.
    if (flags & TCP_FLAG.ack) mib.tcp.OutSegs++;
  }
  armRetransmit(net, socket);
}

/** tcp_send_active_reset. */
export function sendReset(net: Network, socket: TcpSocket): void {
  const mib = mibOfSocket(net, socket);
  if (mib) mib.tcp.OutRsts++;
  transmitSegment(net, socket, TCP_FLAG.rst | TCP_FLAG.ack, socket.next, new Uint8Array(0));
}

/** tcp_v4_send_reset, tcp_v6_send_reset: to a segment that belongs to nobody. */
export function answerReset(net: Network, device: Device, ip: Ipv4Packet | Ipv6Packet, tcp: Tcp): void {
  if (tcp.flags & TCP_FLAG.rst) return;
  const length = tcp.data.length + (tcp.flags & TCP_FLAG.syn ? 1 : 0) + (tcp.flags & TCP_FLAG.fin ? 1 : 0);
  const answered = (tcp.flags & TCP_FLAG.ack) !== 0;
  const reset: Tcp = {
    kind: "tcp",
    sourcePort: tcp.destinationPort,
    destinationPort: tcp.sourcePort,
    sequence: answered ? tcp.acknowledgment : 0,
    acknowledgment: answered ? 0 : (tcp.sequence + length) >>> 0,
    flags: answered ? TCP_FLAG.rst : TCP_FLAG.rst | TCP_FLAG.ack,
    window: 0,
    options: {},
    data: new Uint8Array(0),
    // Only tcp_v6_send_response leaves it to the device.
    partialChecksum: ip.kind === "ipv6",
  };
  const scoped = typeof ip.source === "string" && ip.source.startsWith("fe80") && !device.loopback;
  const { tcp: mib } = device.netns.mib;
  mib.OutSegs++;
  mib.OutRsts++;
  send(net, device.netns, ip.destination, ip.source, reset, 0, scoped ? device.name : device.l3master?.name);
}

/** tcp_write_xmit: sends what window, congestion and Nagle let go. */
export function writeOut(net: Network, socket: TcpSocket): void {
  if (!socket.connected || socket.state === "TIME_WAIT") return;
  const mss = currentMss(net, socket);
  for (;;) {
    const wantsFin = socket.finQueued && !socket.finSent;
    if (socket.unsentBytes === 0 && !wantsFin) break;
    const window = (socket.unacknowledged + socket.sendWindow - socket.next) | 0;
    const inFlight = packetsInFlight(socket, mss);
    const quota = Math.min(Math.max(1, socket.congestionWindow >> 1), socket.congestionWindow - inFlight);
    let length = Math.min(socket.unsentBytes, Math.max(0, window), quota * mss, Math.floor(MAX_GSO / mss) * mss);
    if (socket.unsentBytes > 0) {
      if (quota <= 0 || window <= 0) break;
      if (length < socket.unsentBytes && length > mss) length -= length % mss;
      if (length < socket.unsentBytes && length < mss && socket.flight.length > 0) break;
      const short = length < mss && length === socket.unsentBytes;
      const shortInFlight = after(socket.shortEnd, socket.unacknowledged) && !after(socket.shortEnd, socket.next);
      if (short && !socket.noDelay && !socket.finQueued && socket.flight.length > 0 && shortInFlight) break;
    }
    const data = takeUnsent(socket, length);
    const last = socket.unsentBytes === 0;
    let flags: number = TCP_FLAG.ack;
    if (data.length > 0 && last) flags |= TCP_FLAG.psh;
    else if (data.length > 0) flags |= TCP_FLAG.psh;
    let end = (socket.next + data.length) >>> 0;
    if (last && wantsFin) {
      flags |= TCP_FLAG.fin;
      end = (end + 1) >>> 0;
      socket.finSent = true;
    }
    if (data.length % mss !== 0) socket.shortEnd = end;
    const sequence = socket.next;
    socket.next = end;
    socket.counts.busySince ??= net.nowMicros;
    socket.flight.push({ sequence, end, data, flags, sentMicros: net.nowMicros, retransmitted: false });
    if (socket.retransmitAt === undefined) armRetransmit(net, socket);
    const linux = mibOfSocket(net, socket)?.linux;
    if (linux) linux.TCPOrigDataSent += Math.max(1, Math.ceil(data.length / mss));
    if (!transmitSegment(net, socket, flags, sequence, data) && socket.flight.at(-1)?.sequence === sequence) {
      takeBack(socket, sequence, data);
      break;
    }
  }
  const waits = socket.unsentBytes > 0 || (socket.finQueued && !socket.finSent);
  if (waits && socket.flight.length === 0 && socket.retransmitAt === undefined) {
    socket.probing = true;
    armRetransmit(net, socket);
  }
}

/** What did not leave this host is as if it had never been sent: it waits with what comes after it (tcp_write_xmit). */
function takeBack(socket: TcpSocket, sequence: number, data: Uint8Array): void {
  const last = socket.flight.pop();
  if (last && last.flags & TCP_FLAG.fin) socket.finSent = false;
  socket.next = sequence;
  if (data.length > 0) socket.unsent.unshift(data);
  socket.unsentBytes += data.length;
  if (socket.flight.length === 0) socket.retransmitAt = undefined;
}

function packetsInFlight(socket: TcpSocket, mss: number): number {
  let packets = 0;
  for (const { data } of socket.flight) packets += Math.max(1, Math.ceil(data.length / mss));
  return packets;
}

function takeUnsent(socket: TcpSocket, length: number): Uint8Array {
  const out = new Uint8Array(length);
  let at = 0;
  while (at < length) {
    const chunk = socket.unsent[0] as Uint8Array;
    const part = chunk.subarray(0, length - at);
    out.set(part, at);
    at += part.length;
    if (part.length === chunk.length) socket.unsent.shift();
    else socket.unsent[0] = chunk.subarray(part.length);
  }
  socket.unsentBytes -= length;
  return out;
}

/** tcp_retransmit_skb: the first segment that was not acknowledged, no more of it than fits. */
export function retransmit(net: Network, socket: TcpSocket): void {
  const first = socket.flight[0];
  if (!first) return;
  const mss = currentMss(net, socket);
  if (first.data.length > mss) {
    const rest = first.data.subarray(mss);
    const middle = (first.sequence + mss) >>> 0;
    socket.flight.splice(1, 0, { ...first, sequence: middle, data: rest });
    first.data = first.data.subarray(0, mss);
    first.end = middle;
    first.flags &= ~TCP_FLAG.fin;
  }
  first.retransmitted = true;
  transmitSegment(net, socket, first.flags, first.sequence, first.data, true);
}

/** tcp_xmit_probe_skb: an old sequence number, which makes the peer say what its window is. */
export function probeWindow(net: Network, socket: TcpSocket): void {
  const linux = mibOfSocket(net, socket)?.linux;
  if (linux) linux.TCPWinProbe++;
  transmitSegment(net, socket, TCP_FLAG.ack, (socket.unacknowledged - 1) >>> 0, new Uint8Array(0));
}

export function armRetransmit(net: Network, socket: TcpSocket): void {
  setTimer(net, socket, "retransmitAt", Math.min(MAX_RTO_MICROS, socket.rtoMicros * 2 ** socket.backoff));
}

export function setTimer(
  net: Network,
  socket: TcpSocket,
  which: "retransmitAt" | "delayedAckAt" | "endAt",
  delayMicros: number,
): void {
  const at = timerMicros(net.nowMicros, delayMicros);
  socket[which] = at;
  if (which !== "delayedAckAt") socket.expiresMicros = net.nowMicros + delayMicros;
  net.world.runtime.timers.add(at, { kind: "socket", socket: socket.id });
}

/** tcp_rtt_estimator, tcp_set_rto. */
export function measureRoundTrip(socket: TcpSocket, micros: number): void {
  const { counts } = socket;
  counts.leastRoundTrip = Math.min(counts.leastRoundTrip, Math.max(1, micros));
  if (socket.smoothedMicros === undefined) {
    socket.smoothedMicros = micros;
    socket.deviationMicros = micros / 2;
  } else {
    socket.deviationMicros += (Math.abs(micros - socket.smoothedMicros) - socket.deviationMicros) / 4;
    socket.smoothedMicros += (micros - socket.smoothedMicros) / 8;
  }
  socket.rtoMicros = socket.smoothedMicros + Math.max(MIN_RTO_MICROS, 4 * socket.deviationMicros);
}
