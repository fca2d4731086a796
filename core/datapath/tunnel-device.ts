/**
 * What tunnels over IPv4 and over IPv6 do alike (net/ipv4/ip_tunnel.c, net/ipv6/ip6_tunnel.c): loops, GRE's header, what the
 * senders of what they carry are told, what is taken out of a packet, counters.
 */
import { carriesEthernet } from "../model/tunnel.ts";
import { type AnyTunnel, isAnyTunnel } from "../model/tunnel6.ts";
import type { DropReason } from "../trace.ts";
import type { Frame, GreHeader, Ipv6Packet, Tunneled } from "../wire/frame.ts";
import { ETHERNET_HEADER, frameLength, isSegmented } from "../wire/length.ts";
import { summedFrame } from "../wire/summed.ts";
import { linkFailure4 } from "./icmp.ts";
import { linkFailure6 } from "./icmpv6.ts";
import type { Network } from "./network.ts";
import { type OutputRoute, routeOutput4 } from "./route-output.ts";
import { routeOutput6 } from "./route6.ts";
import type { Device } from "./view.ts";

/** IPTUNNEL_ERR_TIMEO, IP6TUNNEL_ERR_TIMEO. */
const ERROR_MICROS = 30_000_000;

/** What became of something a tunnel might have been for. */
export type TunnelVerdict = "taken" | "unknown" | "unheard";

/** What a tunnel remembers between packets. */
interface State {
  /** The number of the next packet out, and the least of the next one in. */
  outSequence: number;
  inSequence: number;
  /** Errors of the way to the other end that senders have not been told of yet, and when the last one came. */
  errors: number;
  erredMicros: number;
}

const states = new WeakMap<Device, State>();

function stateOf(device: Device): State {
  let state = states.get(device);
  if (!state) states.set(device, (state = { outSequence: 0, inSequence: 0, errors: 0, erredMicros: 0 }));
  return state;
}

/** A packet that a tunnel could not send. */
export function fail(
  net: Network,
  device: Device,
  frame: Frame,
  packet: number,
  reason: DropReason = "TUNNEL_TXINFO",
): void {
  device.counters.txErrors++;
  if (net.tracing) net.drop(device, "transmit", frame, packet, reason);
}

/**
 * iptunnel_xmit_stats: what was carried counts, an inner Ethernet header does not. `output` answers whether it was sent;
 * `unsent` is where it counts when it was not.
 */
export function counted(
  net: Network,
  device: Device,
  frame: Frame,
  unsent: "txDropped" | "txErrors",
  output: () => boolean,
): void {
  net.refused = false;
  if (!output() || net.refused) {
    device.counters[unsent]++;
    if (unsent === "txErrors") device.counters.txAborted = (device.counters.txAborted ?? 0) + 1;
  } else {
    device.counters.txPackets++;
    device.counters.txBytes += frameLength(frame) - ETHERNET_HEADER;
  }
}

/** gre_build_header. */
export function greHeader(device: Device, tunnel: AnyTunnel, frame: Frame): GreHeader {
  const { key, seq, csum } = tunnel.output;
  const sequence = seq ? stateOf(device).outSequence++ >>> 0 : undefined;
  // What carries no sum that is left to the device leaves it this one.
  const left = csum && !isSegmented(frame) && summedFrame(frame) === frame;
  return {
    key,
    sequence,
    checksummed: csum,
    ethernet: carriesEthernet(tunnel),
    ...(left && { partialChecksum: true }),
  };
}

/** The route that a carried packet came here by (skb_dst). */
export function innerRoute(device: Device, { payload }: Frame): (OutputRoute & { ok: true }) | undefined {
  if (device.link.master !== undefined && device.port) return undefined;
  const route =
    payload.kind === "ipv4"
      ? routeOutput4(device.netns, { destination: payload.destination })
      : payload.kind === "ipv6"
        ? routeOutput6(device.netns, { destination: payload.destination, device })
        : undefined;
  return route?.ok && route.device === device ? route : undefined;
}

/** dst_link_failure. */
export function tellFailure(net: Network, device: Device, { payload }: Frame): void {
  if (payload.kind === "ipv4") linkFailure4(net, device, payload);
  else if (payload.kind === "ipv6") linkFailure6(net, device, payload);
}

/** Senders are told of errors on the way to the other end one by one, while they are fresh. */
export function forgetErrors(net: Network, device: Device, frame: Frame): void {
  const state = states.get(device);
  if (!state || state.errors === 0) return;
  if (net.nowMicros - state.erredMicros >= ERROR_MICROS) {
    state.errors = 0;
    return;
  }
  state.errors--;
  tellFailure(net, device, frame);
}

/** There was an error on the way to the other end of a tunnel. */
export function noteError(net: Network, device: Device): void {
  const state = stateOf(device);
  state.errors = net.nowMicros - state.erredMicros < ERROR_MICROS ? state.errors + 1 : 1;
  state.erredMicros = net.nowMicros;
}

/** The type of service or traffic class of what a frame carries. */
export function tosOf({ payload }: Frame): number {
  return payload.kind === "ipv4" ? payload.tos : payload.kind === "ipv6" ? payload.trafficClass : 0;
}

/** INET_ECN_encapsulate: congestion that was met inside is not told outside, the ability to tell of it is. */
export function withEcnOf(outer: number, inner: number): number {
  const ecn = inner & 3;
  return (outer & ~3) | (ecn === 3 ? 2 : ecn);
}

/** ip_tunnel_rcv, __ip6_tnl_rcv: what is carried, or undefined for what is not as the tunnel wants it. */
export function unwrapped(
  net: Network,
  device: Device,
  payload: Tunneled,
  outerTos: number,
  packet: number,
): Frame | undefined {
  const { kind } = device.link;
  const { gre, frame } = payload;
  const refuse = (): undefined => {
    device.counters.rxErrors++;
    if (net.tracing) net.drop(device, "receive", frame, packet, "NOT_SPECIFIED");
  };
  if (!isAnyTunnel(kind)) return refuse();
  if (gre && gre.checksummed !== kind.input.csum) return refuse();
  if (kind.input.seq) {
    const state = stateOf(device);
    const sequence = gre?.sequence;
    if (sequence === undefined || (state.inSequence !== 0 && ((sequence - state.inSequence) | 0) < 0)) {
      device.counters.rxFifo = (device.counters.rxFifo ?? 0) + 1;
      return refuse();
    }
    state.inSequence = sequence + 1;
  }
  const told = withCongestion(frame, outerTos);
  if (told) return told;
  device.counters.rxFrame = (device.counters.rxFrame ?? 0) + 1;
  return refuse();
}

/**
 * INET_ECN_decapsulate: congestion met outside is told inside, or else the packet is lost to tell of it (undefined); so is which of
 * the two signs of being able to tell of it was seen last.
 */
export function withCongestion(frame: Frame, outerTos: number): Frame | undefined {
  const inner = tosOf(frame);
  switch (outerTos & 3) {
    case 3:
      if ((inner & 3) === 0) return isIp(frame) ? undefined : frame;
      return withTos(frame, inner | 3);
    case 1:
      return (inner & 3) === 2 ? withTos(frame, inner ^ 3) : frame;
    default:
      return frame;
  }
}

/** Goes on with what was carried as if it had come in by the tunnel; so many octets of it do not count. */
export function deliver(
  net: Network,
  device: Device,
  tunnel: Device,
  frame: Frame,
  uncounted: number,
  packet: number,
): void {
  if (net.tracing) net.emit(device, "local-in", frame, packet, tunnel.id);
  if (!net.backlog.push(net.nowMicros, tunnel.id, frame, packet)) return;
  tunnel.counters.rxPackets++;
  tunnel.counters.rxBytes += frameLength(frame) - uncounted;
}

function isIp({ payload }: Frame): boolean {
  return payload.kind === "ipv4" || payload.kind === "ipv6";
}

/** A frame whose packet has another type of service or traffic class. */
export function withTos(frame: Frame, tos: number): Frame {
  const { payload } = frame;
  if (payload.kind === "ipv4") return { ...frame, payload: { ...payload, tos } };
  if (payload.kind !== "ipv6") return frame;
  const passed: Ipv6Packet = { ...payload, trafficClass: tos };
  return { ...frame, payload: passed };
}
