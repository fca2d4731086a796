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
import type { Frame, Ipv4Packet, Tunneled } from "../wire/frame.ts";
import { ETHERNET_HEADER, frameLength, IPV4_HEADER, isSegmented } from "../wire/length.ts";
import { FRAGMENTATION_NEEDED, icmpError } from "./icmp.ts";
import { icmpv6Error } from "./icmpv6.ts";
import { hopLimit4Of, nextIpId, uncutOutput4 } from "./ipv4.ts";
import type { Network } from "./network.ts";
import { MIN_MTU_6, mtuLocked, pathMtu, updatePathMtu } from "./path-mtu.ts";
import { ownsAddress4, routeOutput4 } from "./route-output.ts";
import {
  counted,
  deliver,
  fail,
  forgetErrors,
  greHeader,
  innerRoute,
  noteError,
  type TunnelVerdict,
  tellFailure,
  tosOf,
  unwrapped,
  withEcnOf,
} from "./tunnel-device.ts";
import type { Device } from "./view.ts";

const MIN_MTU_4 = 68;
const PROTOCOL = { ipip: 4, sit: 41, gre: 47 } as const;

/** ndo_start_xmit of all of them. */
export function tunnelTransmit(net: Network, device: Device, frame: Frame, packet: number): void {
  const { kind } = device.link;
  if (!isTunnel(kind)) return;
  const payload = wrap(device, kind, frame);
  if (payload) send(net, device, kind, frame, payload, packet);
  else fail(net, device, frame, packet);
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
      const gre = greHeader(device, tunnel, frame);
      return { kind: "tunneled", protocol: PROTOCOL.gre, gre, frame };
    }
    default:
      return undefined;
  }
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

function outerTos(tunnel: Tunnel, frame: Frame): number {
  const inner = tosOf(frame);
  const carried = frame.payload.kind === "ipv4" || frame.payload.kind === "ipv6";
  const tos = tunnel.tos & 1 ? (carried ? inner : tunnel.tos & ~1) : tunnel.tos;
  return withEcnOf(tos, inner);
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
    ttl: outerTtl(tunnel, frame, hopLimit4Of(route)),
    tos,
    id: nextIpId(net, route.device),
    dontFragment: dontFragment && !mtuLocked(net, route, remote),
    moreFragments: false,
    fragmentOffset: 0,
    payload,
  };
  if (net.tracing) net.emit(device, "transmit", frame, packet, route.device.id);
  // What goes to a group does not come back to this host (sk_mc_loop).
  counted(net, device, frame, "txDropped", () => uncutOutput4(net, { ...route, deaf: true }, outer, packet));
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

/** ipip_err, ipgre_err, ipip6_err: a router could not pass on a packet of a tunnel's. */
export function tunnelError(net: Network, device: Device, outer: Ipv4Packet, expired: boolean, noPort: boolean): void {
  const { payload } = outer;
  // "Impossible event", says GRE of those that have no tunnel for it.
  if (payload.kind !== "tunneled" || (noPort && payload.gre)) return;
  const found = lookup(net, device, payload, outer.destination, outer.source);
  const kind = found?.link.kind;
  if (!found || !kind || !isTunnel(kind)) return;
  if (kind.remote === 0 || isIpv4Multicast(kind.remote) || (kind.ttl === 0 && expired)) return;
  noteError(net, found);
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
  const frame = unwrapped(net, found, payload, ip.tos, packet);
  if (frame) deliver(net, device, found, frame, payload.gre?.ethernet ? 0 : ETHERNET_HEADER, packet);
  return "taken";
}
