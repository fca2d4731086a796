/**
 * Tunnels over IPv4 at work: ip_tunnel_xmit and ip_tunnel_rcv of net/ipv4/ip_tunnel.c, ipip.c, ip_gre.c, net/ipv6/sit.c.
 *
 * Same as Linux: who gets a packet by its ends and key, sequence numbers and the rule of checksums, time to live and type of
 * service, congestion marks (RFC 6040), what becomes of packets that are too long and what the sender is told, loops, the
 * counters, the namespace packets leave from, 6to4 and 6rd, other ends that the route names where the tunnel has none.
 * Absent: groups as the other end, checks of the source of what comes in by 6to4, checksums that are wrong.
 */
import { type Ipv4, isIpv4Multicast } from "../address/ipv4.ts";
import { type Ipv6, ipv6Bytes, ipv6Words } from "../address/ipv6.ts";
import type { LinkId } from "../model/id.ts";
import { isTunnel, type RapidDeployment, type Tunnel, tunnelHeaderLength } from "../model/tunnel.ts";
import type { DropReason } from "../trace.ts";
import type { Frame, GreHeader, Ipv4Packet, Ipv6Packet, Tunneled } from "../wire/frame.ts";
import { ETHERNET_HEADER, frameLength, IPV4_HEADER, isSegmented } from "../wire/length.ts";
import { summedFrame } from "../wire/summed.ts";
import { FRAGMENTATION_NEEDED, icmpError, linkFailure4 } from "./icmp.ts";
import { icmpv6Error, linkFailure6 } from "./icmpv6.ts";
import { countTooLong, ipv4Output, nextIpId } from "./ipv4.ts";
import type { Network } from "./network.ts";
import { MIN_MTU_6, mtuLocked, pathMtu, updatePathMtu } from "./path-mtu.ts";
import { type OutputRoute, ownsAddress4, routeOutput4 } from "./route-output.ts";
import { routeOutput6 } from "./route6.ts";
import type { Device } from "./view.ts";

const MIN_MTU_4 = 68;
/** XMIT_RECURSION_LIMIT. */
const DEEPEST = 8;
const ERROR_MICROS = 30_000_000;
const PROTOCOL = { ipip: 4, sit: 41, gre: 47 } as const;

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

/** How many tunnels the packet at work has entered without having left the host, and whether that was one too many. */
let depth = 0;
let tooDeep = false;

/** ndo_start_xmit of all of them. */
export function tunnelTransmit(net: Network, device: Device, frame: Frame, packet: number): void {
  const { kind } = device.link;
  if (!isTunnel(kind)) return;
  if (depth > DEEPEST) {
    // "Dead loop on virtual device": whoever sent it hears of it.
    device.counters.txDropped++;
    tooDeep = true;
    if (net.tracing) net.drop(device, "transmit", frame, packet, "NOT_SPECIFIED");
    return;
  }
  depth++;
  try {
    const payload = wrap(device, kind, frame);
    if (payload) send(net, device, kind, frame, payload, packet);
    else fail(net, device, frame, packet);
  } finally {
    depth--;
  }
}

function fail(net: Network, device: Device, frame: Frame, packet: number, reason: DropReason = "TUNNEL_TXINFO"): void {
  device.counters.txErrors++;
  if (net.tracing) net.drop(device, "transmit", frame, packet, reason);
}

/** Puts the tunnel's own header in front; undefined for what it does not carry. */
function wrap(device: Device, tunnel: Tunnel, frame: Frame): Tunneled | undefined {
  const { kind } = frame.payload;
  switch (tunnel.type) {
    case "ipip":
    case "sit": {
      const protocol = kind === "ipv4" ? PROTOCOL.ipip : kind === "ipv6" && tunnel.type === "sit" ? PROTOCOL.sit : 0;
      const fits = protocol !== 0 && (tunnel.protocol === 0 || tunnel.protocol === protocol);
      return fits ? { kind: "tunneled", protocol, frame } : undefined;
    }
    case "gre":
    case "gretap": {
      const { key, seq, csum } = tunnel.output;
      const sequence = seq ? stateOf(device).outSequence++ >>> 0 : undefined;
      // gre_build_header: what carries no sum that is left to the device leaves it this one.
      const left = csum && !isSegmented(frame) && summedFrame(frame) === frame;
      const gre: GreHeader = {
        key,
        sequence,
        checksummed: csum,
        ethernet: tunnel.type === "gretap",
        ...(left && { partialChecksum: true }),
      };
      return { kind: "tunneled", protocol: PROTOCOL.gre, gre, frame };
    }
    default:
      return undefined;
  }
}

/** The route that a carried packet came here by (skb_dst). */
function innerRoute(device: Device, { payload }: Frame): (OutputRoute & { ok: true }) | undefined {
  if (device.link.master !== undefined && device.port) return undefined;
  const route =
    payload.kind === "ipv4"
      ? routeOutput4(device.netns, { destination: payload.destination })
      : payload.kind === "ipv6"
        ? routeOutput6(device.netns, { destination: payload.destination, device })
        : undefined;
  return route?.ok && route.device === device ? route : undefined;
}

/** The other end: the tunnel's, or where there is none what the packet or its route says (NBMA). */
function otherEnd(device: Device, tunnel: Tunnel, frame: Frame): Ipv4 | undefined {
  if (tunnel.remote !== 0) return tunnel.remote;
  const { payload } = frame;
  if (payload.kind === "ipv4") {
    const hop = innerRoute(device, frame)?.nextHop ?? payload.destination;
    return typeof hop === "number" ? hop : undefined;
  }
  if (payload.kind !== "ipv6") return undefined;
  const embedded = tunnel.sixRd && sixRdEnd(tunnel.sixRd, payload.destination);
  if (embedded !== undefined) return embedded;
  const hop = innerRoute(device, frame)?.nextHop ?? payload.destination;
  return typeof hop === "string" ? compatibleEnd(hop) : undefined;
}

/** check_6rd: the address that one of the prefix has in it (RFC 3056, RFC 5969). */
function sixRdEnd(
  { prefix, prefixLength, relayPrefix, relayPrefixLength }: RapidDeployment,
  to: Ipv6,
): Ipv4 | undefined {
  const bits = (address: Ipv6) =>
    Array.from(ipv6Bytes(address), (octet) => octet.toString(2).padStart(8, "0")).join("");
  const text = bits(to);
  if (!text.startsWith(bits(prefix).slice(0, prefixLength))) return undefined;
  const own = Number.parseInt(text.slice(prefixLength, prefixLength + 32 - relayPrefixLength) || "0", 2);
  return ((relayPrefix | own) >>> 0) as Ipv4;
}

/** ::a.b.c.d (IPV6_ADDR_COMPATv4). */
function compatibleEnd(address: Ipv6): Ipv4 | undefined {
  const words = ipv6Words(address);
  if (words.slice(0, 6).some((word) => word !== 0)) return undefined;
  const end = ((words[6] ?? 0) * 0x10000 + (words[7] ?? 0)) >>> 0;
  return end > 1 ? (end as Ipv4) : undefined;
}

function tosOf({ payload }: Frame): number {
  return payload.kind === "ipv4" ? payload.tos : payload.kind === "ipv6" ? payload.trafficClass : 0;
}

/** INET_ECN_encapsulate: congestion that was met inside is not told outside, the ability to tell of it is. */
function outerTos(tunnel: Tunnel, frame: Frame): number {
  const inner = tosOf(frame);
  const carried = frame.payload.kind === "ipv4" || frame.payload.kind === "ipv6";
  const tos = tunnel.tos & 1 ? (carried ? inner : tunnel.tos & ~1) : tunnel.tos;
  const ecn = inner & 3;
  return (tos & ~3) | (ecn === 3 ? 2 : ecn);
}

function outerTtl(tunnel: Tunnel, { payload }: Frame, fallback: number): number {
  if (tunnel.ttl !== 0) return tunnel.ttl;
  return payload.kind === "ipv4" ? payload.ttl : payload.kind === "ipv6" ? payload.hopLimit : fallback;
}

/** ip_tunnel_xmit, ipip6_tunnel_xmit. */
function send(net: Network, device: Device, tunnel: Tunnel, frame: Frame, payload: Tunneled, packet: number): void {
  const home = net.view.findNamespace(tunnel.home);
  const remote = otherEnd(device, tunnel, frame);
  const sit = payload.protocol === PROTOCOL.sit;
  if (!home || remote === undefined) {
    if (frame.payload.kind === "ipv6") tellFailure(net, device, frame);
    fail(net, device, frame, packet);
    return;
  }
  const tos = outerTos(tunnel, frame);
  const below = tunnel.over === undefined ? undefined : net.device(tunnel.over as LinkId);
  // ip_tunnel_init_flow: a device of a VRF stands for the whole domain.
  const over = below?.l3master ?? below;
  const mine = tunnel.local === 0 || ownsAddress4(home, tunnel.local);
  const source = tunnel.local === 0 ? undefined : tunnel.local;
  const route = mine
    ? routeOutput4(home, { destination: remote, source, device: over, tos: tos & 0x1c, mark: tunnel.fwmark })
    : undefined;
  const usable = route?.ok && !(sit && route.type !== "unicast" && route.type !== "local");
  if (!usable) {
    device.counters.txCarrier++;
    if (sit) tellFailure(net, device, frame);
    fail(net, device, frame, packet, "IP_OUTNOROUTES");
    return;
  }
  if (route.device === device) {
    device.counters.collisions++;
    fail(net, device, frame, packet);
    return;
  }
  const { payload: inner } = frame;
  let dontFragment = tunnel.pmtudisc;
  if (!sit && inner.kind === "ipv4" && !tunnel.ignoreDf) dontFragment ||= inner.dontFragment;
  const most = pathMtu(net, route, remote) - IPV4_HEADER - tunnelHeaderLength(tunnel);
  const room = payload.gre?.ethernet ? most - ETHERNET_HEADER : most;
  if (!(sit ? fitsSit(net, device, tunnel, frame, room) : fits(net, device, frame, room, dontFragment))) {
    fail(net, device, frame, packet, "PKT_TOO_BIG");
    return;
  }
  if (sit && room < MIN_MTU_6) dontFragment = false;
  forgetErrors(net, device, frame);
  const from = source ?? route.source;
  if (typeof from !== "number") {
    fail(net, device, frame, packet);
    return;
  }
  const outer: Ipv4Packet = {
    kind: "ipv4",
    source: from,
    destination: remote,
    ttl: outerTtl(tunnel, frame, home.settings.defaultTtl),
    tos,
    id: nextIpId(net, route.device),
    dontFragment: dontFragment && !mtuLocked(net, route, remote),
    moreFragments: false,
    fragmentOffset: 0,
    payload,
  };
  if (net.tracing) net.emit(device, "transmit", frame, packet, route.device.id);
  const { device: out } = route;
  const lost = out.counters.txDropped;
  // What goes to a group does not come back to this host (sk_mc_loop).
  const refused = ipv4Output(net, { ...route, deaf: true }, outer, packet);
  if (refused) countTooLong(out);
  // iptunnel_xmit_stats: what was carried counts, an inner Ethernet header does not.
  const dropped = isTunnel(out.link.kind) ? tooDeep : out.counters.txDropped !== lost;
  if (refused || dropped) device.counters.txDropped++;
  else {
    device.counters.txPackets++;
    device.counters.txBytes += frameLength(frame) - ETHERNET_HEADER;
  }
  tooDeep = false;
}

/** tnl_update_pmtu: false for what is too long, of which the sender has been told. `most` is what fits in one packet. */
function fits(net: Network, device: Device, frame: Frame, most: number, dontFragment: boolean): boolean {
  const { payload } = frame;
  if (payload.kind !== "ipv4" && payload.kind !== "ipv6") return true;
  const route = innerRoute(device, frame);
  const own = route ? pathMtu(net, route, payload.destination) : device.mtu;
  const mtu = dontFragment ? most : own;
  if (route) updatePathMtu(net, route, payload.destination, mtu);
  const length = frameLength(frame) - ETHERNET_HEADER;
  if (isSegmented(frame) || mtu >= length) return true;
  if (payload.kind === "ipv4") {
    if (!payload.dontFragment) return true;
    icmpError(net, device, payload, "unreachable", FRAGMENTATION_NEEDED, mtu);
    return false;
  }
  if (mtu < MIN_MTU_6) return true;
  icmpv6Error(net, device, payload, "packet-too-big", 0, mtu);
  return false;
}

/** The same of IPv6 in IPv4, which has its own least. */
function fitsSit(net: Network, device: Device, tunnel: Tunnel, frame: Frame, most: number): boolean {
  const { payload } = frame;
  if (!tunnel.pmtudisc || payload.kind !== "ipv6") return true;
  if (most < MIN_MTU_4) {
    device.counters.collisions++;
    return false;
  }
  const mtu = Math.max(most, MIN_MTU_6);
  const route = tunnel.remote === 0 ? undefined : innerRoute(device, frame);
  if (route) updatePathMtu(net, route, payload.destination, mtu);
  if (isSegmented(frame) || frameLength(frame) - ETHERNET_HEADER <= mtu) return true;
  icmpv6Error(net, device, payload, "packet-too-big", 0, mtu);
  return false;
}

/** dst_link_failure. */
function tellFailure(net: Network, device: Device, { payload }: Frame): void {
  if (payload.kind === "ipv4") linkFailure4(net, device, payload);
  else if (payload.kind === "ipv6") linkFailure6(net, device, payload);
}

/** Senders are told of errors on the way to the other end one by one, while they are fresh. */
function forgetErrors(net: Network, device: Device, frame: Frame): void {
  const state = states.get(device);
  if (!state || state.errors === 0) return;
  if (net.nowMicros - state.erredMicros >= ERROR_MICROS) {
    state.errors = 0;
    return;
  }
  state.errors--;
  tellFailure(net, device, frame);
}

/** ipip_err, ipgre_err, ipip6_err: a router could not pass on a packet of a tunnel's. */
export function tunnelError(net: Network, device: Device, outer: Ipv4Packet, expired: boolean, noPort: boolean): void {
  const { payload } = outer;
  // "Impossible event", says GRE of those that have no tunnel for it.
  if (payload.kind !== "tunneled" || (noPort && payload.gre)) return;
  const found = lookup(net, device, payload, outer.destination, outer.source);
  const kind = found?.link.kind;
  if (!found || !kind || !isTunnel(kind)) return;
  if (kind.remote === 0 || isIpv4Multicast(kind.remote) || (kind.ttl === 0 && expired)) return;
  const state = stateOf(found);
  state.errors = net.nowMicros - state.erredMicros < ERROR_MICROS ? state.errors + 1 : 1;
  state.erredMicros = net.nowMicros;
}

/** Who takes what is carried so (ip_tunnel_lookup, ipip6_tunnel_lookup): the better the ends fit, the sooner. */
function lookup(net: Network, device: Device, payload: Tunneled, remote: Ipv4, local: Ipv4): Device | undefined {
  const { netns } = device;
  let best: Device | undefined;
  let bestScore = 0;
  for (const id of net.view.tunnels) {
    const candidate = net.device(id);
    const kind = candidate?.link.kind;
    if (!candidate?.up || !kind || !isTunnel(kind) || kind.home !== netns.id || !carries(kind, payload)) continue;
    let score = fitness(kind, remote, local);
    if (score === 0 || kind.input.key !== payload.gre?.key) continue;
    if (kind.fallback) score = 1;
    else if (kind.link === device.link.ifindex) score++;
    if (score <= bestScore) continue;
    best = candidate;
    bestScore = score;
  }
  return best;
}

function carries({ type, protocol }: Tunnel, { protocol: carried, gre }: Tunneled): boolean {
  if (gre) return type === (gre.ethernet ? "gretap" : "gre");
  if (type === "sit") return protocol === 0 || protocol === carried;
  return type === "ipip" && carried === PROTOCOL.ipip && (protocol === 0 || protocol === carried);
}

function fitness(tunnel: Tunnel, remote: Ipv4, local: Ipv4): number {
  const here = tunnel.local === local;
  if (tunnel.remote === remote) return here ? 8 : tunnel.local === 0 ? 6 : 0;
  if (tunnel.remote === local && isIpv4Multicast(local)) return 4;
  if (tunnel.remote !== 0) return 0;
  return here ? 4 : tunnel.local === 0 ? 2 : 0;
}

/** What became of something a tunnel might have been for. */
export type TunnelVerdict = "taken" | "unknown" | "unheard";

/**
 * gre_rcv, tunnel4_rcv, tunnel64_rcv: `unknown` when the host does such tunnels but has none for it, `unheard` when it does
 * none.
 */
export function tunnelInput(
  net: Network,
  device: Device,
  ip: Ipv4Packet,
  payload: Tunneled,
  packet: number,
): TunnelVerdict {
  const { fallbackTunnels } = device.netns.config;
  const heard = payload.gre ? fallbackTunnels?.gre : (fallbackTunnels?.ipip ?? fallbackTunnels?.sit);
  if (heard === undefined) return "unheard";
  const found = lookup(net, device, payload, ip.source, ip.destination);
  if (!found) return "unknown";
  const frame = accept(net, found, ip, payload, packet);
  if (!frame) return "taken";
  if (net.tracing) net.emit(device, "local-in", frame, packet, found.id);
  if (net.backlog.push(net.nowMicros, found.id, frame, packet)) {
    found.counters.rxPackets++;
    found.counters.rxBytes += frameLength(frame) - (payload.gre?.ethernet ? 0 : ETHERNET_HEADER);
  }
  return "taken";
}

/** ip_tunnel_rcv: what is carried, or undefined for what is not as the tunnel wants it. */
function accept(net: Network, device: Device, ip: Ipv4Packet, payload: Tunneled, packet: number): Frame | undefined {
  const { kind } = device.link;
  const { gre, frame } = payload;
  const refuse = (): undefined => {
    device.counters.rxErrors++;
    if (net.tracing) net.drop(device, "receive", frame, packet, "NOT_SPECIFIED");
  };
  if (!isTunnel(kind)) return refuse();
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
  if ((ip.tos & 3) !== 3) return frame;
  // INET_ECN_decapsulate: congestion met outside is told inside, or else the packet is lost to tell of it.
  if ((tosOf(frame) & 3) === 0) return isIp(frame) ? refuse() : frame;
  return marked(frame);
}

function isIp({ payload }: Frame): boolean {
  return payload.kind === "ipv4" || payload.kind === "ipv6";
}

function marked(frame: Frame): Frame {
  const { payload } = frame;
  if (payload.kind === "ipv4") return { ...frame, payload: { ...payload, tos: payload.tos | 3 } };
  if (payload.kind !== "ipv6") return frame;
  const passed: Ipv6Packet = { ...payload, trafficClass: payload.trafficClass | 3 };
  return { ...frame, payload: passed };
}
