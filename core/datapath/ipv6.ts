/**
 * IPv6: input, forwarding, output (net/ipv6/ip6_input.c, ip6_output.c; RFC 8200).
 *
 * Same as Linux: what is ours, group membership, hop limits, errors sent back, a sender hearing its own multicasts.
 * Absent: extension headers other than fragments, MLD's router alert and the encapsulation limit of tunnels.
 */

import { groupMac6 } from "../address/group-mac.ts";
import {
  IPV6_ALL_NODES,
  IPV6_ANY,
  IPV6_LOOPBACK,
  type Ipv6,
  isIpv6LinkLocal,
  isIpv6Multicast,
} from "../address/ipv6.ts";
import type { Errno } from "../errors.ts";
import { metricsOf } from "../model/route.ts";
import { exceptionFor } from "../model/route-exception.ts";
import type { DropReason } from "../trace.ts";
import type { Frame, Ipv6Packet, PacketType } from "../wire/frame.ts";
import { IP_PROTOCOL } from "../wire/ip-protocol.ts";
import { ipv6Protocol } from "../wire/ipv6.ts";
import { IPV6_HEADER, ipv6Length, ipv6SegmentLength } from "../wire/length.ts";
import { isBroken } from "../wire/transport-sum.ts";
import {
  BROKEN,
  countBroken,
  countEcn,
  countIcmp6Out,
  countOtherHost,
  countReceived,
  countReceivedGroup,
  countSentGroup,
  countSentPacket,
} from "./count.ts";
import { stackInput } from "./device.ts";
import { mayPassHop, unwrap } from "./extension-headers.ts";
import { type FibResult, lookupRoute } from "./fib.ts";
import { fragment6 } from "./fragment.ts";
import { icmpv6Error, icmpv6Input } from "./icmpv6.ts";
import { encapOf, sendLabelled } from "./mpls.ts";
import { encapHeadroom } from "./mpls-headroom.ts";
import { knownOutput, neighborOutput } from "./neighbor.ts";
import type { Network } from "./network.ts";
import { ownerOf6 } from "./own-address6.ts";
import { MIN_MTU_6, nextHopOf, pathMtu } from "./path-mtu.ts";
import { sendRedirect6 } from "./redirect6.ts";
import { describeRoute, type OutputRoute, reportOutput } from "./route-output.ts";
import { scope6 } from "./source.ts";
import { tcpInput } from "./tcp/input.ts";
import { tunnel6Input } from "./tunnel6.ts";
import { countUnread6 } from "./unread.ts";
import type { Device, Namespace } from "./view.ts";
import { ofDomain6, vrfReceive, vrfSent } from "./vrf.ts";
import { vxlanInput } from "./vxlan.ts";

/** Codes of ICMPv6 "destination unreachable" (RFC 4443 section 3.1). */
const NO_ROUTE = 0;
const PROHIBITED = 1;
const BEYOND_SCOPE = 2;

export function ipv6Input(
  net: Network,
  device: Device,
  frame: Frame,
  ip: Ipv6Packet,
  packet: number,
  type: PacketType,
): void {
  const lose = (reason: DropReason) => {
    if (net.tracing) net.drop(device, "local-in", frame, packet, reason);
  };
  if (type === "otherhost") {
    countOtherHost(device);
    return lose("OTHERHOST");
  }
  const mib = device.mib6.ip;
  countReceived(mib, ip);
  if (device.conf.inet6Disabled) {
    mib.InDiscards++;
    return lose("IPV6DISABLED");
  }
  countEcn(mib, ip);
  const { source, destination } = ip;
  if (isIpv6Multicast(source) || source === IPV6_LOOPBACK || destination === IPV6_LOOPBACK) {
    mib.InHdrErrors++;
    return lose("IP_INHDR");
  }
  // Nobody is meant by a group that is for one interface and came in by another, nor by one without a scope.
  const looped = device.loopback || (frame.source === device.mac && type !== "host");
  const scope = isIpv6Multicast(destination) ? scope6(destination) : undefined;
  if (scope === 0 || (scope === INTERFACE_SCOPE && !looped)) {
    mib.InHdrErrors++;
    return lose("IP_INHDR");
  }
  if (!mayPassHop(net, device, ip)) return lose("IP_INHDR");
  if (isIpv6Multicast(destination)) {
    countReceivedGroup(mib, ip);
    if (listens(device, destination)) icmpv6Deliver(net, device, frame, ip, packet, type);
    else lose("NOT_SPECIFIED");
    return;
  }
  if (type !== "host" && device.conf.dropUnicastInMulticast6) {
    mib.InHdrErrors++;
    return lose("UNICAST_IN_L2_MULTICAST");
  }
  const domain = device.l3master;
  if (domain && ofDomain6(ip)) vrfReceive(net, domain, frame);
  const found = inputRoute(net, device, frame, ip);
  if (found.kind === "route" && (found.route.type === "local" || found.route.type === "anycast")) {
    if (!isIpv6LinkLocal(destination) || found.nextHop.link === device.id) {
      icmpv6Deliver(net, device, frame, ip, packet, type);
      return;
    }
  }
  forward(net, device, frame, ip, packet, type, found);
}

/** ip6_route_input. */
function inputRoute(net: Network, device: Device, frame: Frame, ip: Ipv6Packet): FibResult {
  return lookupRoute(
    net.view.config,
    device.netns.id,
    {
      destination: ip.destination,
      source: ip.source,
      iif: device.id,
      tos: ip.trafficClass,
      payload: ip.payload,
      mark: ip.mark,
      tunnel: frame.tunnel,
    },
    net.view.runtime,
  );
}

/** Packets over lo or a VRF device, and to ourselves: the device that counts is the one that has the address. */
export function ipv6LocalDeliver(net: Network, device: Device, frame: Frame, ip: Ipv6Packet, packet: number): void {
  const mib = device.mib6.ip;
  countReceived(mib, ip);
  countEcn(mib, ip);
  const { netns } = device;
  const { destination } = ip;
  const owner =
    ownerOf6(netns, destination, { device, tentative: true, strict: false }) ??
    // Link-local addresses of a VRF's links are reached by lo, too (ip6_rt_get_dev_rcu).
    (isIpv6LinkLocal(destination)
      ? netns.devices.find(({ link }) => link.inet6.some((own) => own.local === destination))
      : undefined);
  icmpv6Deliver(net, owner ?? device, frame, ip, packet, isIpv6Multicast(destination) ? "multicast" : "host");
}

function icmpv6Deliver(
  net: Network,
  device: Device,
  frame: Frame,
  carried: Ipv6Packet,
  packet: number,
  type: PacketType,
): void {
  const unwrapped = unwrap(net, device, carried, type);
  if (!unwrapped) {
    if (net.tracing) net.drop(device, "local-in", frame, packet, "IP_INHDR");
    return;
  }
  const { ip, namedAt } = unwrapped;
  if (ip.fragment) {
    const whole = net.reassembly.add6(net, device, ip);
    if (!whole.ok) {
      if (net.tracing) net.drop(device, "local-in", frame, packet, whole.error);
    } else if (!whole.value) {
      if (net.tracing) net.report(device, "local-in", frame, packet, { kind: "queued" });
    } else icmpv6Deliver(net, device, { ...frame, payload: whole.value }, whole.value, packet, type);
    return;
  }
  const { payload } = ip;
  const { mib } = device.netns;
  device.mib6.ip.InDelivers++;
  if (isBroken(payload)) {
    countBroken(payload, { icmp: device.mib6.icmp, udp: mib.udp6, tcp: mib.tcp });
    if (net.tracing) net.drop(device, "local-in", frame, packet, BROKEN[payload.kind] ?? "NOT_SPECIFIED");
    return;
  }
  if (payload.kind === "icmpv6") {
    if (net.tracing) net.report(device, "local-in", frame, packet, { kind: "deliver" });
    icmpv6Input(net, device, frame, ip, payload, packet);
    return;
  }
  if (payload.kind === "tcp") {
    tcpInput(net, device, frame, ip, payload, packet, type);
    return;
  }
  if (payload.kind === "udp") {
    const group = isIpv6Multicast(ip.destination);
    if (net.view.tunnels.size > 0 && vxlanInput(net, device, ip, payload, packet)) {
      mib.udp6.InDatagrams++;
      return;
    }
    // RFC 8200 section 8.1: it has to have a sum; those whom a group reaches pass over one without.
    if (payload.noChecksum && !group) {
      mib.udp6.InErrors++;
      mib.udp6.InCsumErrors++;
      if (net.tracing) net.drop(device, "local-in", frame, packet, "UDP_CSUM");
      return;
    }
    if (!payload.noChecksum && net.udpSockets.deliver(net, device, ip, payload.destinationPort, group)) {
      if (net.tracing) net.report(device, "local-in", frame, packet, { kind: "deliver" });
      return;
    }
    if (group) mib.udp6.IgnoredMulti++;
    else mib.udp6.NoPorts++;
  }
  if (payload.kind === "tunneled" || payload.kind === "raw") {
    if (countUnread6(device, ip) || ipv6Protocol(ip) === IP_PROTOCOL.none) {
      if (net.tracing) net.drop(device, "local-in", frame, packet, "PKT_TOO_SMALL");
      return;
    }
    const verdict = payload.kind === "raw" ? "unheard" : tunnel6Input(net, device, ip, payload, packet);
    if (verdict === "taken") return;
    if (net.tracing) net.drop(device, "local-in", frame, packet, "UNHANDLED_PROTO");
    // Those who do tunnels say that there is no port, as if it were one.
    if (verdict === "unknown") icmpv6Error(net, device, ip, "unreachable", 4, 0);
    else {
      device.mib6.ip.InDelivers--;
      device.mib6.ip.InUnknownProtos++;
      if (type === "host")
        icmpv6Error(net, device, ip, "parameter-problem", 1, ip.encapLimit === undefined ? namedAt : IPV6_HEADER);
    }
    return;
  }
  if (net.tracing)
    net.drop(device, "local-in", frame, packet, payload.kind === "udp" ? "NO_SOCKET" : "UNHANDLED_PROTO");
  if (payload.kind === "udp" && type === "host") icmpv6Error(net, device, ip, "unreachable", 4, 0);
}

function listens(device: Device, group: Ipv6): boolean {
  return group === IPV6_ALL_NODES || device.link.groups6.includes(group);
}

function forward(
  net: Network,
  device: Device,
  frame: Frame,
  ip: Ipv6Packet,
  packet: number,
  type: PacketType,
  found: FibResult,
): void {
  const { netns } = device;
  const mib = device.mib6.ip;
  const drop = (reason: DropReason) => {
    if (net.tracing) net.drop(device, "forward", frame, packet, reason, describeRoute(netns, found.route));
  };
  if (found.kind === "error") {
    // A blackhole swallows without a word (dst_discard).
    drop(found.errno === "EINVAL" ? "NOT_SPECIFIED" : "IP_INNOROUTES");
    if (found.errno === "EINVAL") return;
    mib.InNoRoutes++;
    // ip6_pkt_discard: unreachable routes are no routes to others.
    if (type === "host")
      icmpv6Error(net, device, ip, "unreachable", found.errno === "EACCES" ? PROHIBITED : NO_ROUTE, 0);
    return;
  }
  const out = found.nextHop.link === undefined ? undefined : net.device(found.nextHop.link);
  if (found.route.type === "unicast" && out?.loopback) {
    // ip6_pkt_discard, whether the host is a router or not.
    mib.InNoRoutes++;
    drop("IP_INNOROUTES");
    if (type === "host") icmpv6Error(net, device, ip, "unreachable", NO_ROUTE, 0);
    return;
  }
  if (!device.conf.routes6 || !out || found.route.type !== "unicast") {
    mib.InAddrErrors++;
    drop("IP_INADDRERRORS");
    return;
  }
  if (type !== "host") return drop("NOT_SPECIFIED");
  if (ip.hopLimit <= 1) {
    mib.InHdrErrors++;
    drop("IP_INHDR");
    icmpv6Error(net, device, ip, "time-exceeded", 0, 0);
    return;
  }
  if (out === device) sendRedirect6(net, device, ip, (found.nextHop.via as Ipv6 | undefined) ?? ip.destination);
  else if (ip.source === IPV6_ANY || isIpv6LinkLocal(ip.source)) {
    mib.InAddrErrors++;
    drop("IP_INADDRERRORS");
    icmpv6Error(net, device, ip, "unreachable", BEYOND_SCOPE, 0);
    return;
  }
  const outgoing = out.mib6.ip;
  outgoing.OutForwDatagrams++;
  // ip6_pol_route: what was learned of the way for oneself holds for others as well.
  const said = exceptionFor(net.world.runtime.exceptions, netns.id, ip.destination, found.route, out.id, net.nowMicros);
  const usual = metricsOf(found.route, found.nextHop).mtu ?? out.conf.mtu6 ?? out.mtu;
  const most = Math.min(usual, said?.mtu ?? usual);
  const mtu = Math.max(MIN_MTU_6, most - encapHeadroom(found.nextHop));
  if (ipv6SegmentLength(ip) > mtu) {
    mib.InTooBigErrors++;
    outgoing.FragFails++;
    drop("PKT_TOO_BIG");
    icmpv6Error(net, device, ip, "packet-too-big", 0, mtu);
    return;
  }
  if (net.tracing) net.emit(device, "forward", frame, packet, out.id, describeRoute(netns, found.route));
  countSentPacket(outgoing, ip);
  const nextHop = said?.gateway ?? found.nextHop.via ?? ip.destination;
  const passed = { ...ip, hopLimit: ip.hopLimit - 1 };
  if (found.nextHop.encap) sendLabelled(net, out, nextHop, found.nextHop.encap, passed, packet);
  else neighborOutput(net, out, nextHop, passed, packet, device);
}

/** ip6_dst_hoplimit: the route's, or the device's. */
export function hopLimitOf({ route, device }: OutputRoute & { ok: true }): number {
  return route?.metrics.hoplimit ?? device.conf.hopLimit6;
}

/** Sends what this host made: in pieces when it is too long, or EMSGSIZE when it must stay whole. */
export function ipv6Output(
  net: Network,
  route: OutputRoute & { ok: true },
  ip: Ipv6Packet,
  packet: number,
  whole = false,
): Errno | undefined {
  const errno = ipv6LocalOut(net, route, ip, packet, whole);
  if (errno === undefined) countOwn6(countingDevice(net, route), ip);
  return errno;
}

/** rt6i_idev: what goes to an address of this host is counted for the interface that has it, whatever carries it. */
function countingDevice(net: Network, { type, route, device }: OutputRoute & { ok: true }): Device {
  const link = type === "local" ? route?.nextHops[0]?.link : undefined;
  return (link === undefined ? undefined : net.device(link)) ?? device;
}

/** ip6_xmit, __ip6_make_skb: a packet that this host has made. */
function countOwn6({ mib6 }: Device, { payload }: Ipv6Packet): void {
  mib6.ip.OutRequests++;
  if (payload.kind === "icmpv6") countIcmp6Out(mib6.icmp, payload);
}

/** ndisc_send_skb, mld_sendpack: what IPv6 itself sends counts as a message only where it is not lost at once. */
export function countKernelsOwn6(device: Device, packet: Ipv6Packet): void {
  if (device.running) return countOwn6(device, packet);
  device.mib6.ip.OutRequests++;
  if (packet.payload.kind === "icmpv6" && packet.payload.type === "mld2-report") device.mib6.ip.OutDiscards++;
}

/** ip6_local_out: the same, for what interfaces put in front of what they carry, which is no request of anybody's. */
export function ipv6LocalOut(
  net: Network,
  route: OutputRoute & { ok: true },
  ip: Ipv6Packet,
  packet: number,
  whole = false,
): Errno | undefined {
  const { device } = route;
  if (net.tracing) reportOutput(net, route, packet);
  const mtu = route.probing ? device.mtu : pathMtu(net, route, ip.destination);
  const length = ipv6Length(ip);
  if (length <= mtu || ipv6SegmentLength(ip) <= mtu) {
    finishOutput(net, route, ip, packet);
    return undefined;
  }
  if (whole || length > 65_575) {
    if (net.tracing) net.drop(device, "local-out", undefined, packet, "PKT_TOO_BIG");
    return "EMSGSIZE";
  }
  const mib = device.mib6.ip;
  const pieces = fragment6(ip, mtu, net.nextFragmentId());
  mib.FragOKs++;
  mib.FragCreates += pieces.length;
  for (const piece of pieces) finishOutput(net, route, piece, packet);
  return undefined;
}

/** ip6_fragment: nobody allowed it to be cut, and so this host is told that it is too long, as by a router. */
export function uncutOutput(
  net: Network,
  route: OutputRoute & { ok: true },
  outer: Ipv6Packet,
  packet: number,
): boolean {
  if (ipv6LocalOut(net, route, outer, packet, true) === undefined) return true;
  const { device } = route;
  device.mib6.ip.FragFails++;
  icmpv6Error(net, device, outer, "packet-too-big", 0, pathMtu(net, route, outer.destination));
  return false;
}

/** ip6_finish_output2. */
function finishOutput(net: Network, route: OutputRoute & { ok: true }, ip: Ipv6Packet, packet: number): void {
  const { device } = route;
  if (route.type === "local") {
    countSentPacket(countingDevice(net, route).mib6.ip, ip);
    knownOutput(net, device, ip.destination, ip, packet);
  } else if (route.type === "multicast") multicast6(net, device, ip, packet, route.deaf);
  else if (device.loopback) {
    // A route by lo that is not local rejects (fib6_is_reject, ip6_pkt_discard_out).
    device.mib6.ip.OutNoRoutes++;
    if (net.tracing) net.drop(device, "local-out", undefined, packet, "IP_OUTNOROUTES");
    icmpv6Error(net, device, ip, "unreachable", NO_ROUTE, 0);
  } else {
    if (net.tapping) vrfSent(net, device, ip);
    countSentPacket(device.mib6.ip, ip);
    const nextHop = nextHopOf(net, route, ip.destination);
    const encap = encapOf(route);
    if (encap) sendLabelled(net, device, nextHop, encap, ip, packet);
    else neighborOutput(net, device, nextHop, ip, packet);
  }
}

/** IP6_AUTO_FLOW_LABEL_OFF, IP6_AUTO_FLOW_LABEL_OPTIN. */
const NO_LABELS = 0;
const LABELS_ASKED_FOR = 2;

/**
 * The flow label of what this host sends (RFC 6437, ip6_make_flowlabel): a number that stays the same for a flow, or none where
 * net.ipv6.auto_flowlabels has sockets, or everybody, go without. The kernel's comes from a hash with a secret; this one from a hash
 * of the addresses.
 *
 * @param by who sends: tunnels have labels also where sockets have to ask for them
 */
export function flowLabel(
  { settings: { autoFlowLabels } }: Namespace,
  source: Ipv6,
  destination: Ipv6,
  by: "icmpv6" | "tcp" | "udp" | "tunnel",
): number {
  if (autoFlowLabels === NO_LABELS || (autoFlowLabels === LABELS_ASKED_FOR && by !== "tunnel")) return 0;
  let hash = by.length;
  for (let i = 0; i < source.length; i++) hash = Math.imul(hash ^ source.charCodeAt(i), 0x01000193);
  for (let i = 0; i < destination.length; i++) hash = Math.imul(hash ^ destination.charCodeAt(i), 0x01000193);
  hash ^= hash >>> 13;
  return (hash ^ (hash >>> 9)) & 0xfffff;
}

/** IPV6_ADDR_SCOPE_NODELOCAL. */
const INTERFACE_SCOPE = 1;

/** To a group by a device; heard by this host too when it has joined (RFC 3493 IPV6_MULTICAST_LOOP). */
export function multicast6(net: Network, device: Device, ip: Ipv6Packet, packet: number, deaf = false): void {
  const { payload } = ip;
  // What the kernel's own sockets send is not heard by it; what programs send is.
  const forSockets =
    payload.kind !== "icmpv6" || payload.type === "echo-request" || payload.type === "router-advertisement";
  const mib = device.mib6.ip;
  countSentPacket(mib, ip);
  const looped = forSockets && !deaf && listens(device, ip.destination);
  // ip6_finish_output2: what is for the interface alone does not leave it, nor what is to go no hop, where it has been heard.
  if (looped && ip.hopLimit === 0) mib.OutDiscards++;
  else {
    countSentGroup(mib, ip);
    if (device.loopback || scope6(ip.destination) > INTERFACE_SCOPE)
      knownOutput(net, device, ip.destination, ip, packet);
  }
  if (!looped) return;
  const frame: Frame = { source: device.mac, destination: groupMac6(ip.destination), payload: ip };
  stackInput(net, device, frame, packet, "multicast");
}
