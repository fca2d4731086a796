/**
 * Tunnels over IPv6 at work: ip6_tnl_xmit, __ip6_tnl_rcv and the errors of net/ipv6/ip6_tunnel.c, ip6_gre.c (RFC 2473).
 *
 * Same as Linux: who gets a packet by its ends and key, which ends a tunnel may have, the limit of encapsulation, hop limit,
 * traffic class and flow label, congestion marks, what becomes of packets that are too long and what the sender is told, what
 * the sender is told of errors on the way to the other end, the counters, the namespace packets leave from.
 * Simplified: of tunnels that differ by their link alone the oldest one takes what came by another link.
 * Absent: ERSPAN, checksums that are wrong.
 */
import { isIpv4Multicast } from "../address/ipv4.ts";
import { type Ipv6, isIpv6LinkLocal, isIpv6Multicast } from "../address/ipv6.ts";
import { carriesEthernet } from "../model/tunnel.ts";
import { abilitiesOf, isTunnel6, type Tunnel6, tunnel6HeaderLength } from "../model/tunnel6.ts";
import type { Frame, Icmpv6, Ipv6Packet, Tunneled } from "../wire/frame.ts";
import { IP_PROTOCOL } from "../wire/ip-protocol.ts";
import {
  ENCAP_LIMIT_HEADER,
  ETHERNET_HEADER,
  frameLength,
  IPV6_HEADER,
  ipv6Length,
  isSegmented,
} from "../wire/length.ts";
import { FRAGMENTATION_NEEDED, icmpError } from "./icmp.ts";
import { icmpv6Error } from "./icmpv6.ts";
import { flowLabel, hopLimitOf, uncutOutput } from "./ipv6.ts";
import type { Network } from "./network.ts";
import { ownerOf6 } from "./own-address6.ts";
import { MIN_MTU_6, pathMtu, updatePathMtu } from "./path-mtu.ts";
import { type OutputRoute, routeOutput4 } from "./route-output.ts";
import { type OutputQuery6, routeOutput6 } from "./route6.ts";
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
  withTos,
} from "./tunnel-device.ts";
import type { Device, Namespace } from "./view.ts";

const MIN_MTU_4 = 68;
const HOST_UNREACHABLE = 1;
const ADDRESS_UNREACHABLE = 3;
const PORT_UNREACHABLE = 4;

/** ndo_start_xmit of all of them. */
export function tunnel6Transmit(net: Network, device: Device, frame: Frame, packet: number): void {
  const { kind } = device.link;
  if (!isTunnel6(kind)) return;
  if (isHeadless(kind, frame)) {
    if (net.tracing) net.drop(device, "transmit", frame, packet, "NOT_SPECIFIED");
    return;
  }
  if (send(net, device, kind, frame, packet)) return;
  device.counters.txDropped++;
  fail(net, device, frame, packet);
}

/**
 * ip6gre_header: a tunnel without another end takes the neighbor's address for it, which is its own end, or for groups that of
 * everybody; what has none of these is never sent.
 */
function isHeadless({ type, remote, local }: Tunnel6, { payload }: Frame): boolean {
  if (type !== "ip6gre" || remote !== "::") return false;
  const group =
    payload.kind === "ipv6"
      ? isIpv6Multicast(payload.destination)
      : payload.kind === "ipv4" && isIpv4Multicast(payload.destination);
  return group || local === "::";
}

/** Puts the tunnel's own header in front; undefined for what it does not carry. */
function wrap(device: Device, tunnel: Tunnel6, frame: Frame): Tunneled | undefined {
  if (tunnel.type !== "ip6tnl")
    return { kind: "tunneled", protocol: IP_PROTOCOL.gre, gre: greHeader(device, tunnel, frame), frame };
  const { kind } = frame.payload;
  const protocol = kind === "ipv4" ? IP_PROTOCOL.ipip : kind === "ipv6" ? IP_PROTOCOL.ipv6 : undefined;
  if (protocol === undefined || (tunnel.protocol !== 0 && tunnel.protocol !== protocol)) return undefined;
  return { kind: "tunneled", protocol, frame };
}

/** The limit that the packet says, one less than the one that it came with; "spent" where it may enter no more tunnels. */
function limitFor(tunnel: Tunnel6, { payload }: Frame): number | "none" | "spent" {
  if (payload.kind !== "ipv6" || payload.encapLimit === undefined) return tunnel.encapLimit;
  return payload.encapLimit === 0 ? "spent" : payload.encapLimit - 1;
}

/** The other end: the tunnel's, or where there is none what the packet or its route says (NBMA). */
function otherEnd(device: Device, tunnel: Tunnel6, frame: Frame): Ipv6 | undefined {
  if (tunnel.remote !== "::") return tunnel.remote;
  const { payload } = frame;
  if (payload.kind !== "ipv4" && payload.kind !== "ipv6") return tunnel.remote;
  const hop = innerRoute(device, frame)?.nextHop;
  return typeof hop === "string" ? hop : payload.kind === "ipv4" && hop !== undefined ? tunnel.remote : undefined;
}

/** ip6_tnl_xmit_ctl: the own end is an address of this host, or of the domain (VRF) of the link below, and the other one is not. */
function maySend(home: Namespace, tunnel: Tunnel6, over: Device | undefined, remote: Ipv6): boolean {
  const { local, allowLocalRemote } = tunnel;
  if (!abilitiesOf(tunnel, local, remote).send || !ownerOf6(home, local, { device: over })) return false;
  return allowLocalRemote || isIpv6Multicast(remote) || !ownerOf6(home, remote, { device: over, strict: false });
}

/** ip6_tnl_rcv_ctl: the same of what comes in. */
function mayReceive(home: Namespace, tunnel: Tunnel6, over: Device | undefined, local: Ipv6, remote: Ipv6): boolean {
  const own = abilitiesOf(tunnel, tunnel.local, tunnel.remote);
  if (!own.receive && !(own.perPacket && abilitiesOf(tunnel, local, remote).receive)) return false;
  if (!isIpv6Multicast(local) && !ownerOf6(home, local, { device: over })) return false;
  return tunnel.allowLocalRemote || !ownerOf6(home, remote, { device: over, strict: false });
}

function belowOf(net: Network, { over }: Tunnel6): Device | undefined {
  return over === undefined ? undefined : net.device(over);
}

/** dsfield: that of what is carried, or the tunnel's own. GRE does not look at congestion. */
function outerClass(tunnel: Tunnel6, frame: Frame): number {
  const inner = tosOf(frame);
  const own = tunnel.trafficClass === "inherit" ? inner : tunnel.trafficClass;
  return tunnel.type === "ip6tnl" ? withEcnOf(own, inner) : own;
}

/** ip6_tnl_xmit: false for what was not sent. */
function send(net: Network, device: Device, tunnel: Tunnel6, frame: Frame, packet: number): boolean {
  const { payload: inner } = frame;
  const home = net.view.findNamespace(tunnel.home);
  if (!home) return false;
  const below = belowOf(net, tunnel);
  // ip6gre_tunnel_xmit looks at the ends before it looks at the packet, and says nothing.
  if (tunnel.type !== "ip6tnl" && !maySend(home, tunnel, below, tunnel.remote)) return false;
  // ip6_tnl_addr_conflict: its source is the other end.
  if (inner.kind === "ipv6" && inner.source === tunnel.remote) return false;
  const limit = limitFor(tunnel, frame);
  if (limit === "spent") {
    // The octet of the limit, behind the header and the beginning of its options.
    if (inner.kind === "ipv6") icmpv6Error(net, device, inner, "parameter-problem", 0, IPV6_HEADER + 4);
    return false;
  }
  const payload = wrap(device, tunnel, frame);
  if (!payload) return false;
  const remote = otherEnd(device, tunnel, frame);
  const mark = inner.kind === "ipv4" || inner.kind === "ipv6" ? inner.mark : undefined;
  const trafficClass = outerClass(tunnel, frame);
  const route =
    remote !== undefined && maySend(home, tunnel, below, remote)
      ? wayTo(home, below, {
          destination: remote,
          source: tunnel.local,
          tos: trafficClass & 0x1c,
          mark: tunnel.fwmark === "inherit" ? mark : tunnel.fwmark,
        })
      : undefined;
  if (remote === undefined || !route?.ok) {
    device.counters.txCarrier++;
    tellFailure(net, device, frame);
    return false;
  }
  const { device: out } = route;
  if (out === device) {
    device.counters.collisions++;
    return false;
  }
  const overhead = IPV6_HEADER + tunnel6HeaderLength(tunnel) + (limit === "none" ? 0 : ENCAP_LIMIT_HEADER);
  const room = pathMtu(net, route, remote) - overhead - (carriesEthernet(tunnel) ? ETHERNET_HEADER : 0);
  if (!fits(net, device, frame, Math.max(room, inner.kind === "ipv6" ? MIN_MTU_6 : MIN_MTU_4))) return false;
  forgetErrors(net, device, frame);
  const label = tunnel.flowLabel === "inherit" ? (inner.kind === "ipv6" ? inner.flowLabel : 0) : tunnel.flowLabel;
  const outer: Ipv6Packet = {
    kind: "ipv6",
    source: tunnel.local,
    destination: remote,
    hopLimit: hopLimitFor(tunnel, frame) ?? hopLimitOf(route),
    trafficClass,
    flowLabel: label || flowLabel(route.device.netns, tunnel.local, remote, "tunnel"),
    ...(limit !== "none" && { encapLimit: limit }),
    // skb_scrub_packet.
    ...(mark !== undefined && home === device.netns && { mark }),
    payload,
  };
  if (net.tracing) net.emit(device, "transmit", frame, packet, out.id);
  counted(net, device, frame, "txErrors", () => uncutOutput(net, { ...route, deaf: true }, outer, packet));
  return true;
}

/** ip6_route_output: the tunnel's own link is preferred, and no more, but to ends that are on a link. */
function wayTo(home: Namespace, below: Device | undefined, query: OutputQuery6): OutputRoute {
  // l3mdev_update_flow: a device of a VRF leads to its table.
  const by = (device: Device | undefined) => routeOutput6(home, { ...query, device });
  if (below?.l3master) return by(below.l3master);
  const own = by(below);
  if (!below || isIpv6LinkLocal(query.destination) || isIpv6Multicast(query.destination)) return own;
  const any = by(undefined);
  const length = ({ route }: OutputRoute) => route?.destination.length ?? 0;
  return own.ok && (!any.ok || length(own) >= length(any)) ? own : any;
}

function hopLimitFor({ hopLimit }: Tunnel6, { payload }: Frame): number | undefined {
  if (hopLimit !== 0) return hopLimit;
  return payload.kind === "ipv4" ? payload.ttl : payload.kind === "ipv6" ? payload.hopLimit : undefined;
}

/** False for what is too long, of which the sender has been told, whether it may be cut or not. */
function fits(net: Network, device: Device, frame: Frame, mtu: number): boolean {
  const { payload } = frame;
  if (payload.kind === "ipv4" || payload.kind === "ipv6") {
    const route = innerRoute(device, frame);
    if (route) updatePathMtu(net, route, payload.destination, mtu);
  }
  if (isSegmented(frame) || frameLength(frame) - ETHERNET_HEADER <= mtu) return true;
  if (payload.kind === "ipv4") icmpError(net, device, payload, "unreachable", FRAGMENTATION_NEEDED, mtu);
  else if (payload.kind === "ipv6") icmpv6Error(net, device, payload, "packet-too-big", 0, mtu);
  return false;
}

/** ip6_tnl_lookup, ip6gre_tunnel_lookup: the better the ends fit, the sooner, and best by its own link. */
function lookup(net: Network, device: Device, payload: Tunneled, remote: Ipv6, local: Ipv6): Device | undefined {
  let best: Device | undefined;
  let bestScore = 0;
  for (const id of net.view.tunnels) {
    const candidate = net.device(id);
    const kind = candidate?.link.kind;
    if (!candidate?.up || !kind || !isTunnel6(kind) || kind.home !== device.netns.id) continue;
    const score = scoreOf(kind, payload, device.link.ifindex, remote, local);
    if (score <= bestScore) continue;
    best = candidate;
    bestScore = score;
  }
  return best;
}

/** 0 for a tunnel that it is not for. */
function scoreOf(kind: Tunnel6, { gre }: Tunneled, ifindex: number, remote: Ipv6, local: Ipv6): number {
  if ((kind.type === "ip6tnl") === (gre !== undefined)) return 0;
  if (kind.fallback) return 1;
  if (gre && (kind.input.key ?? 0) !== (gre.key ?? 0)) return 0;
  // A tunnel of packets takes frames as well, if it must, and can do nothing with them.
  if (carriesEthernet(kind) && !gre?.ethernet) return 0;
  const fitness = gre ? greFitness(kind, remote, local) : fitnessOf(kind, remote, local);
  if (fitness === 0) return 0;
  const sameSort = carriesEthernet(kind) === (gre?.ethernet ?? false);
  return fitness + 10 * Number(kind.link === ifindex) + 20 * Number(sameSort);
}

function fitnessOf(kind: Tunnel6, remote: Ipv6, local: Ipv6): number {
  const here = kind.local === local;
  if (kind.remote === remote) return here ? 5 : kind.local === "::" ? 3 : 0;
  if (kind.remote !== "::") return 0;
  return here ? 4 : kind.local === "::" ? 2 : 0;
}

/** GRE asks for the other end first. */
function greFitness(kind: Tunnel6, remote: Ipv6, local: Ipv6): number {
  const group = kind.remote === local && isIpv6Multicast(local);
  if (kind.remote === remote) return kind.local === local ? 5 : kind.local === "::" ? 4 : 0;
  if (kind.remote !== "::" && !group) return 0;
  if (kind.local === local || group) return 3;
  return kind.local === "::" ? 2 : 0;
}

/**
 * ipxip6_rcv, ip6gre_rcv: `unknown` when the host does such tunnels but has none for it, `unheard` when it does none.
 */
export function tunnel6Input(
  net: Network,
  device: Device,
  ip: Ipv6Packet,
  payload: Tunneled,
  packet: number,
): TunnelVerdict {
  const { fallbackTunnels } = device.netns.config;
  const heard = payload.gre ? fallbackTunnels?.ip6gre : fallbackTunnels?.ip6tnl;
  if (heard === undefined) return "unheard";
  const found = lookup(net, device, payload, ip.source, ip.destination);
  const kind = found?.link.kind;
  if (!found || !kind || !isTunnel6(kind)) return "unknown";
  const lose = (): TunnelVerdict => {
    if (net.tracing) net.drop(device, "local-in", payload.frame, packet, "NOT_SPECIFIED");
    return "taken";
  };
  if (kind.type === "ip6tnl") {
    if (kind.protocol !== 0 && kind.protocol !== payload.protocol) return lose();
    if (!mayReceive(device.netns, kind, belowOf(net, kind), ip.destination, ip.source)) return lose();
  }
  const frame = unwrapped(net, found, payload, ip.trafficClass, packet);
  if (!frame) return "taken";
  const copied = kind.copyDscp ? withTos(frame, (ip.trafficClass & ~3) | (tosOf(frame) & 3)) : frame;
  if (carriesEthernet(kind) !== (payload.gre?.ethernet ?? false)) {
    // Frames on a tunnel of packets are of a protocol that nobody listens to.
    found.counters.rxPackets++;
    found.counters.rxBytes += frameLength(frame);
    found.counters.rxDropped++;
    return lose();
  }
  const whole = carriesEthernet(kind) ? copied : { ...copied, destination: found.mac };
  deliver(net, device, found, whole, ETHERNET_HEADER, packet);
  return "taken";
}

/** ip6gre_err, ip6_tnl_err: something was said of a packet of a tunnel's. */
export function tunnel6Error(net: Network, device: Device, outer: Ipv6Packet, error: Icmpv6): void {
  const { payload } = outer;
  if (payload.kind !== "tunneled" || !("original" in error)) return;
  const found = lookup(net, device, payload, outer.destination, outer.source);
  const kind = found?.link.kind;
  if (!found || !kind || !isTunnel6(kind)) return;
  const code = "code" in error ? error.code : 0;
  const expired = error.type === "time-exceeded" && code === 0;
  const lost = error.type === "unreachable";
  if (payload.gre) {
    if (expired || (lost && code !== PORT_UNREACHABLE)) noteError(net, found);
    return;
  }
  if (kind.protocol !== 0 && kind.protocol !== payload.protocol) return;
  if (error.type === "packet-too-big") {
    const header = IPV6_HEADER + (outer.encapLimit === undefined ? 0 : ENCAP_LIMIT_HEADER);
    const mtu = Math.max(error.info - header, MIN_MTU_6);
    if (ipv6Length(outer) > mtu) tellSender(net, device, payload.frame, mtu);
  } else if (expired || lost || (error.type === "parameter-problem" && isLimit(outer, error)))
    tellSender(net, device, payload.frame, undefined);
}

/** It is about the limit of encapsulation, which is used up. */
function isLimit({ encapLimit }: Ipv6Packet, error: Icmpv6): boolean {
  return encapLimit === 0 && "info" in error && "code" in error && error.code === 0 && error.info === IPV6_HEADER + 4;
}

/** ip4ip6_err, ip6ip6_err: the sender of what is carried hears that it was too long, or that the host cannot be reached. */
function tellSender(net: Network, device: Device, frame: Frame, mtu: number | undefined): void {
  const { netns } = device;
  const { payload: inner } = frame;
  if (inner.kind === "ipv6") {
    const back = routeOutput6(netns, { destination: inner.source });
    const near = back.ok ? back.device : device;
    if (mtu === undefined) icmpv6Error(net, near, inner, "unreachable", ADDRESS_UNREACHABLE, 0);
    else icmpv6Error(net, near, inner, "packet-too-big", 0, mtu);
    return;
  }
  if (inner.kind !== "ipv4") return;
  const back = routeOutput4(netns, { destination: inner.source });
  const route = routeOutput4(netns, { destination: inner.destination });
  // It left by a tunnel, and leaves by one again.
  if (!back.ok || !route.ok || route.device.link.kind.type !== "ip6tnl") return;
  // The kernel would note it too, but asks for a way by the device that the sender is behind, which finds none.
  if (mtu !== undefined && mtu > pathMtu(net, route, inner.destination)) return;
  const code = mtu === undefined ? HOST_UNREACHABLE : FRAGMENTATION_NEEDED;
  icmpError(net, back.device, inner, "unreachable", code, mtu ?? 0);
}
