/**
 * IPv4: input, forwarding, output (net/ipv4/ip_input.c, ip_forward.c, ip_output.c, route.c; RFC 791, RFC 1812).
 *
 * Same as Linux: the order of checks and their drop reasons, martians, rp_filter, local and broadcast delivery,
 * time to live, errors sent back by routers, what a host that does not forward keeps silent about.
 * Absent: source routing, multicast forwarding.
 */

import { groupMac4 } from "../address/group-mac.ts";
import { IPV4_BROADCAST, isIpv4Loopback, isIpv4Multicast, isIpv4Zeronet } from "../address/ipv4.ts";
import { BROADCAST_MAC } from "../address/mac.ts";
import type { IpAddress } from "../address/prefix.ts";
import type { Errno } from "../errors.ts";
import type { IpMib } from "../model/mib.ts";
import type { RouteException } from "../model/route-exception.ts";
import type { DropReason } from "../trace.ts";
import type { Frame, Ipv4Packet, PacketType } from "../wire/frame.ts";
import { ipv4Length, ipv4SegmentLength } from "../wire/length.ts";
import { isBroken } from "../wire/transport-sum.ts";
import {
  BROKEN,
  countBroken,
  countEcn,
  countOtherHost,
  countReceived,
  countReceivedBroadcast,
  countReceivedGroup,
  countSentBroadcast,
  countSentGroup,
  countSentPacket,
} from "./count.ts";
import { transmit } from "./device.ts";
import type { FibResult } from "./fib.ts";
import { fragment4 } from "./fragment.ts";
import { igmpInput } from "./group-answers.ts";
import { FRAGMENTATION_NEEDED, icmpError, icmpInput } from "./icmp.ts";
import { forwardedOptions, receivedOptions } from "./ip-options.ts";
import { encapOf, sendLabelled } from "./mpls.ts";
import { encapHeadroom } from "./mpls-headroom.ts";
import { knownOutput, neighborOutput } from "./neighbor.ts";
import type { Network } from "./network.ts";
import { forwardedException, nextHopOf, pathMtu } from "./path-mtu.ts";
import { sendRedirect } from "./redirect.ts";
import { routeInput4 } from "./route-input.ts";
import { describeRoute, type OutputRoute, reportOutput } from "./route-output.ts";
import { tcpInput } from "./tcp/input.ts";
import { tunnelInput } from "./tunnel.ts";
import { countUnread4 } from "./unread.ts";
import type { Device, Namespace } from "./view.ts";
import { vrfReceive, vrfSent } from "./vrf.ts";
import { vxlanInput } from "./vxlan.ts";

/** ICMP codes of "destination unreachable" (RFC 792, RFC 1812). */
const NET_UNREACHABLE = 0;
const HOST_UNREACHABLE = 1;
const PACKET_FILTERED = 13;
/** What goes through a gateway whose path is not to be asked for its MTU (RFC 791). */
const LOCKED_MTU = 576;

/** ip_rcv: a packet came in. */
export function ipv4Input(
  net: Network,
  device: Device,
  frame: Frame,
  carried: Ipv4Packet,
  packet: number,
  type: PacketType,
): void {
  if (type === "otherhost") {
    countOtherHost(device);
    lose(net, device, frame, packet, "OTHERHOST");
    return;
  }
  const { mib } = device.netns;
  countReceived(mib.ip, carried);
  countEcn(mib.ip, carried);
  if (carried.wrongSum !== undefined) {
    mib.ip.InCsumErrors++;
    mib.ip.InHdrErrors++;
    lose(net, device, frame, packet, "IP_CSUM");
    return;
  }
  const { source, destination } = carried;
  if (isIpv4Multicast(destination)) {
    const reason = refuseGroup(net, device, carried);
    if (reason) lose(net, device, frame, packet, reason);
    else {
      const ip = receivedOptions(net, device, carried, false);
      if (!ip) return lose(net, device, frame, packet, "IP_INHDR");
      countReceivedGroup(mib.ip, carried);
      ipv4LocalDeliver(net, device, frame, ip, packet, type);
    }
    return;
  }
  const domain = device.l3master;
  if (domain) vrfReceive(net, domain, frame);
  const route = routeInput4(net, device, source, destination, carried.tos, false, carried, frame.tunnel);
  const ip = carried.options === undefined ? carried : receivedOptions(net, device, carried, route.kind === "local");
  if (!ip) return lose(net, device, frame, packet, "IP_INHDR");
  if (route.kind === "broadcast") {
    countReceivedBroadcast(mib.ip, carried);
    ipv4LocalDeliver(net, device, frame, ip, packet, type === "host" ? "broadcast" : type);
    return;
  }
  if (route.kind === "refused") {
    if (route.found === undefined) lose(net, device, frame, packet, route.reason);
    else refuse(net, device, frame, ip, packet, type, route.reason, route.errno, route.found);
    return;
  }
  if (route.found?.kind === "route" && route.found.route.type === "broadcast") {
    // A broadcast that is passed on (bc_forwarding).
    countReceivedBroadcast(mib.ip, carried);
  } else if (type !== "host" && device.conf.dropUnicastInMulticast) {
    // RFC 1122 section 3.3.6.
    lose(net, device, frame, packet, "UNICAST_IN_L2_MULTICAST");
    return;
  }
  // It is by its route that a packet is for a group, not by the frame that it came in.
  if (route.kind === "local") ipv4LocalDeliver(net, device, frame, ip, packet, type, false);
  else if (route.out && route.found?.kind === "route")
    forward(net, device, frame, ip, packet, type, route.found, route.out, route.redirect);
}

function lose(net: Network, device: Device, frame: Frame, packet: number, reason: DropReason): void {
  if (reason === "IP_RPFILTER") device.netns.mib.linux.IPReversePathFilter++;
  if (net.tracing) net.drop(device, "local-in", frame, packet, reason);
}

/** ip_route_input_mc: why a packet to a group is not for this host. */
function refuseGroup(net: Network, device: Device, { source, destination: group, payload }: Ipv4Packet) {
  if (!device.link.groups4.includes(group)) return "NOT_SPECIFIED";
  // 0.0.0.0 may speak to its network, and tell of its groups, as a host does that has no address yet.
  if (isIpv4Zeronet(source))
    return group >>> 8 === 0xe00000 || payload.kind === "igmp" ? undefined : "IP_INVALID_SOURCE";
  if (isIpv4Loopback(source) && !device.conf.routeLocalnet) return "IP_LOCALNET";
  const route = routeInput4(net, device, source, IPV4_BROADCAST, 0);
  return route.kind === "refused" ? route.reason : undefined;
}

/** ip_error: there is no way for it. A host that is no router is silent about what is not for it (RFC 1122 section 3.2.1.3). */
function refuse(
  net: Network,
  device: Device,
  frame: Frame,
  ip: Ipv4Packet,
  packet: number,
  type: PacketType,
  reason: DropReason,
  errno: Errno | undefined,
  found: FibResult,
): void {
  const { mib } = device.netns;
  if (net.tracing) net.drop(device, "forward", frame, packet, reason, describeRoute(device.netns, found.route));
  if (reason === "IP_RPFILTER") mib.linux.IPReversePathFilter++;
  if (!device.conf.forwarding4) {
    if (errno === "EHOSTUNREACH") mib.ip.InAddrErrors++;
    else if (errno === "ENETUNREACH") mib.ip.InNoRoutes++;
    return;
  }
  if (errno === "ENETUNREACH") mib.ip.InNoRoutes++;
  const code =
    errno === "EHOSTUNREACH"
      ? HOST_UNREACHABLE
      : errno === "ENETUNREACH"
        ? NET_UNREACHABLE
        : errno === "EACCES"
          ? PACKET_FILTERED
          : undefined;
  if (code !== undefined && net.errorLimits.allowUnrouted(net.nowMicros, device.netns.id, ip.source))
    icmpError(net, device, ip, "unreachable", code, 0, type);
}

/** ip_forward. */
function forward(
  net: Network,
  device: Device,
  frame: Frame,
  ip: Ipv4Packet,
  packet: number,
  type: PacketType,
  found: Extract<FibResult, { kind: "route" }>,
  out: Device,
  redirect: boolean,
): void {
  const { netns } = device;
  const drop = (reason: DropReason) => {
    if (net.tracing) net.drop(device, "forward", frame, packet, reason, describeRoute(netns, found.route));
  };
  if (type !== "host") {
    drop("NOT_SPECIFIED");
    return;
  }
  const mib = netns.mib.ip;
  if (ip.ttl <= 1) {
    mib.InHdrErrors++;
    drop("IP_INHDR");
    icmpError(net, device, ip, "time-exceeded", 0, 0, type);
    return;
  }
  mib.OutForwDatagrams++;
  const said = forwardedException(net, netns, ip.destination, found);
  const mtu = forwardedMtu(netns, found, out, said);
  const tooLong = ipv4SegmentLength(ip) > mtu;
  if (tooLong && ip.dontFragment) {
    mib.FragFails++;
    drop("PKT_TOO_BIG");
    icmpError(net, device, ip, "unreachable", FRAGMENTATION_NEEDED, mtu, type);
    return;
  }
  const nextHop = said?.gateway ?? found.nextHop.via ?? ip.destination;
  const older: Ipv4Packet = { ...ip, ttl: ip.ttl - 1 };
  if (redirect && typeof nextHop === "number") sendRedirect(net, device, older, nextHop);
  if (net.tracing) net.emit(device, "forward", frame, packet, out.id, describeRoute(netns, found.route));
  const passed: Ipv4Packet =
    ip.options === undefined ? older : { ...older, options: forwardedOptions(ip.options, device, found, out) };
  const send = (piece: Ipv4Packet): void => {
    countSentPacket(mib, piece);
    if (found.route.type === "broadcast") {
      countSentBroadcast(mib, piece);
      knownOutput(net, out, piece.destination, piece, packet);
    } else if (found.nextHop.encap) sendLabelled(net, out, nextHop, found.nextHop.encap, piece, packet);
    else if (out.loopback)
      // It comes in again, to be passed on again, until its time is over.
      transmit(net, out, { source: out.mac, destination: out.mac, payload: piece, unrouted: true }, packet);
    else toNeighbor(net, out, nextHop, piece, packet);
  };
  if (tooLong) sendPieces(net, mib, passed, mtu, send);
  else send(passed);
}

/**
 * ip_dst_mtu_maybe_forward: routers go by the device and the route, not by what other routers told them, unless ip_forward_use_pmtu
 * says so or it is less than is believed.
 */
function forwardedMtu(
  { settings }: Namespace,
  { route, nextHop }: Extract<FibResult, { kind: "route" }>,
  out: Device,
  said: RouteException | undefined,
): number {
  const locked = said?.mtuLocked || route.locks?.includes("mtu");
  const learned = settings.forwardsByPathMtu || locked ? said?.mtu : undefined;
  const own = locked && nextHop.via !== undefined ? Math.min(out.mtu, LOCKED_MTU) : out.mtu;
  return (learned ?? route.metrics.mtu ?? own) - encapHeadroom(nextHop);
}

/** ip_do_fragment: what a queue has no room for, a filter throws away, or a device without a carrier loses, ends it. */
function sendPieces(net: Network, mib: IpMib, ip: Ipv4Packet, mtu: number, send: (piece: Ipv4Packet) => void): void {
  net.refused = false;
  for (const piece of fragment4(ip, mtu)) {
    net.quenched = false;
    send(piece);
    if (net.refused || net.quenched) {
      mib.FragFails++;
      return;
    }
    mib.FragCreates++;
  }
  mib.FragOKs++;
}

function toNeighbor(net: Network, device: Device, nextHop: IpAddress, ip: Ipv4Packet, packet: number): void {
  if (device.loopback) knownOutput(net, device, nextHop, ip, packet);
  else neighborOutput(net, device, nextHop, ip, packet);
}

/**
 * ip_local_deliver: to the protocol above.
 *
 * @param group whether its route is one to many (RTCF_BROADCAST, RTCF_MULTICAST); `type` is about the frame
 */
export function ipv4LocalDeliver(
  net: Network,
  device: Device,
  frame: Frame,
  ip: Ipv4Packet,
  packet: number,
  type: PacketType,
  group = type !== "host",
): void {
  const { mib } = device.netns;
  if (ip.moreFragments || ip.fragmentOffset > 0) {
    const whole = net.reassembly.add4(net, device, ip);
    if (!whole.ok) lose(net, device, frame, packet, whole.error);
    else if (!whole.value) {
      if (net.tracing) net.report(device, "local-in", frame, packet, { kind: "queued" });
    } else ipv4LocalDeliver(net, device, { ...frame, payload: whole.value }, whole.value, packet, type, group);
    return;
  }
  const { payload } = ip;
  mib.ip.InDelivers++;
  if (isBroken(payload)) {
    countBroken(payload, mib);
    lose(net, device, frame, packet, BROKEN[payload.kind] ?? "NOT_SPECIFIED");
    return;
  }
  if (payload.kind === "icmp") {
    if (net.tracing) net.report(device, "local-in", frame, packet, { kind: "deliver" });
    icmpInput(net, device, frame, ip, payload, packet, group);
    return;
  }
  if (payload.kind === "igmp") {
    if (net.tracing) net.report(device, "local-in", frame, packet, { kind: "deliver" });
    // What was sent here and comes back is no news.
    if (frame.source !== device.mac) igmpInput(net, device, payload);
    return;
  }
  if (payload.kind === "udp") {
    if (net.view.tunnels.size > 0 && vxlanInput(net, device, ip, payload, packet)) {
      mib.udp.InDatagrams++;
      return;
    }
    if (net.udpSockets.deliver(net, device, ip, payload.destinationPort, group)) {
      if (net.tracing) net.report(device, "local-in", frame, packet, { kind: "deliver" });
      return;
    }
    // __udp4_lib_mcast_deliver says nothing of what nobody wants.
    if (group) mib.udp.IgnoredMulti++;
    else mib.udp.NoPorts++;
    lose(net, device, frame, packet, "NO_SOCKET");
    if (type === "host") icmpError(net, device, ip, "unreachable", 3, 0, type);
    return;
  }
  if (payload.kind === "tcp") {
    tcpInput(net, device, frame, ip, payload, packet, type);
    return;
  }
  if (countUnread4(device, ip, group)) {
    lose(net, device, frame, packet, "PKT_TOO_SMALL");
    return;
  }
  const verdict = payload.kind === "tunneled" ? tunnelInput(net, device, ip, payload, packet) : "unheard";
  if (verdict === "taken") return;
  if (verdict === "unheard") {
    mib.ip.InDelivers--;
    mib.ip.InUnknownProtos++;
  }
  lose(net, device, frame, packet, "UNHANDLED_PROTO");
  // Those who do tunnels say that there is no port, as if it were one.
  if (type === "host") icmpError(net, device, ip, "unreachable", verdict === "unknown" ? 3 : 2, 0, type);
}

/** Sends what this host made, by a route it has chosen: in pieces when it is too long, EMSGSIZE when it must stay whole. */
export function ipv4Output(
  net: Network,
  route: OutputRoute & { ok: true },
  ip: Ipv4Packet,
  packet: number,
): Errno | undefined {
  const { device } = route;
  const mib = device.netns.mib.ip;
  if (net.tracing) reportOutput(net, route, packet);
  const mtu = route.probing ? device.mtu : pathMtu(net, route, ip.destination);
  const length = ipv4Length(ip);
  if (length <= mtu || ipv4SegmentLength(ip) <= mtu) {
    mib.OutRequests++;
    finishOutput(net, route, ip, packet);
    return undefined;
  }
  if (ip.dontFragment || length > 65_535) {
    // What sockets send is refused before there is a packet (ip_append_data); what tunnels send counts (uncutOutput4).
    if (net.tracing) net.drop(device, "local-out", undefined, packet, "PKT_TOO_BIG");
    return "EMSGSIZE";
  }
  mib.OutRequests++;
  sendPieces(net, mib, ip, mtu, (piece) => finishOutput(net, route, piece, packet));
  return undefined;
}

/** ip4_dst_hoplimit: the route's, or that of the namespace. */
export function hopLimit4Of({ route, device }: OutputRoute & { ok: true }): number {
  return route?.metrics.hoplimit || device.netns.settings.defaultTtl;
}

/** ip_fragment: what may not be cut was sent all the same, is lost, and this host is told that it is too long, as by a router. */
export function uncutOutput4(net: Network, route: OutputRoute & { ok: true }, ip: Ipv4Packet, packet: number): boolean {
  if (ipv4Output(net, route, ip, packet) === undefined) return true;
  const { device } = route;
  const mib = device.netns.mib.ip;
  mib.OutRequests++;
  mib.FragFails++;
  icmpError(net, device, ip, "unreachable", FRAGMENTATION_NEEDED, pathMtu(net, route, ip.destination));
  return false;
}

/** ip_finish_output2. */
function finishOutput(net: Network, route: OutputRoute & { ok: true }, ip: Ipv4Packet, packet: number): void {
  const { device } = route;
  const mib = device.netns.mib.ip;
  if (route.type === "multicast" && ip.ttl === 0 && device.link.groups4.includes(ip.destination)) {
    // It must not go beyond the host: ip_mc_output says so, which is for groups that the host is in.
    hearOwnGroup(net, route, ip, packet);
    return;
  }
  countSentPacket(mib, ip);
  switch (route.type) {
    case "local":
      knownOutput(net, device, ip.destination, ip, packet);
      break;
    case "broadcast": {
      countSentBroadcast(mib, ip);
      const frame: Frame = { source: device.mac, destination: BROADCAST_MAC, payload: ip };
      knownOutput(net, device, ip.destination, ip, packet);
      // ip_mc_output: the host hears its own broadcasts, which are not routed again.
      countReceivedAgain(mib, ip);
      countReceivedBroadcast(mib, ip);
      ipv4LocalDeliver(net, device, frame, ip, packet, "broadcast");
      break;
    }
    case "multicast":
      countSentGroup(mib, ip);
      if (route.nextHop === ip.destination) knownOutput(net, device, ip.destination, ip, packet);
      else toNeighbor(net, device, route.nextHop, ip, packet);
      hearOwnGroup(net, route, ip, packet);
      break;
    case "unicast":
      if (net.tapping) vrfSent(net, device, ip);
      sendOn(net, route, ip, packet);
  }
}

/** ip_mc_output: the host hears what it sends to a group that it is in. */
function hearOwnGroup(
  net: Network,
  { device, deaf }: OutputRoute & { ok: true },
  ip: Ipv4Packet,
  packet: number,
): void {
  if (deaf || !device.link.groups4.includes(ip.destination)) return;
  const mib = device.netns.mib.ip;
  countReceivedAgain(mib, ip);
  countReceivedGroup(mib, ip);
  const frame: Frame = { source: device.mac, destination: groupMac4(ip.destination), payload: ip };
  ipv4LocalDeliver(net, device, frame, ip, packet, "multicast");
}

/** To the next hop, with labels where the route has any. */
function sendOn(net: Network, route: OutputRoute & { ok: true }, ip: Ipv4Packet, packet: number): void {
  const nextHop = nextHopOf(net, route, ip.destination);
  const encap = encapOf(route);
  if (encap) sendLabelled(net, route.device, nextHop, encap, ip, packet);
  else toNeighbor(net, route.device, nextHop, ip, packet);
}

/** What this host sent came in: by a loopback device, or as a copy of what went to many. */
export function countReceivedAgain(mib: IpMib, ip: Ipv4Packet): void {
  countReceived(mib, ip);
  countEcn(mib, ip);
}

/** Identification of the next packet (RFC 6864): a counter per namespace that starts somewhere. */
export function nextIpId(net: Network, device: Device): number {
  const { id } = device.netns;
  const next = (net.ipIds.get(id) ?? Math.imul(id + 1, 0x9e37) & 0xffff) + 1;
  net.ipIds.set(id, next);
  return next & 0xffff;
}
