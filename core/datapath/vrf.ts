/**
 * VRF devices at work (vrf_ip_rcv, vrf_ip_out, vrf_xmit of drivers/net/vrf.c): packets of their ports are shown as theirs,
 * what a domain sends to itself goes round by its device, and what is sent by the device goes where the domain's table says.
 *
 * Same as Linux: counters, what captures on the device see, which packets are only the port's (neighbor discovery, groups).
 * Simplified: a packet stays one of its port on the way through the stack; answers and sockets ask for the port's domain.
 */
import { type Ipv6, isIpv6LinkLocal, isIpv6Multicast } from "../address/ipv6.ts";
import { ZERO_MAC } from "../address/mac.ts";
import type { Frame, Ipv4Packet, Ipv6Packet, Payload } from "../wire/frame.ts";
import { ETHERNET_HEADER, frameLength } from "../wire/length.ts";
import { packetType } from "./device.ts";
import { FRAGMENTATION_NEEDED, icmpError } from "./icmp.ts";
import { icmpv6Error } from "./icmpv6.ts";
import { receivedOptions } from "./ip-options.ts";
import { countReceivedAgain, ipv4LocalDeliver, ipv4Output } from "./ipv4.ts";
import { ipv6LocalDeliver, ipv6LocalOut } from "./ipv6.ts";
import type { Network } from "./network.ts";
import { ownerOf6 } from "./own-address6.ts";
import { pathMtu } from "./path-mtu.ts";
import { type OutputRoute, routeOutput4 } from "./route-output.ts";
import { routeOutput6 } from "./route6.ts";
import type { Device } from "./view.ts";

/** vrf_ip_rcv: a packet for one address came in by a port. */
export function vrfReceive(net: Network, vrf: Device, frame: Frame): void {
  vrf.counters.rxPackets++;
  vrf.counters.rxBytes += frameLength(frame) - ETHERNET_HEADER;
  if (net.tapping) net.packetSockets.deliver(net.nowMicros, vrf, frame, "outgoing");
}

/** vrf_ip6_rcv: neighbor discovery, groups and the addresses of the link are the port's own. */
export function ofDomain6({ destination, payload }: Ipv6Packet): boolean {
  if (isIpv6Multicast(destination) || isIpv6LinkLocal(destination)) return false;
  if (payload.kind !== "icmpv6") return true;
  return payload.type !== "neighbor-solicitation" && payload.type !== "neighbor-advertisement";
}

/**
 * inet_sk_bound_dev_eq: may a socket take what came in by `device`? One that is bound to no device takes nothing of a VRF
 * unless `accept` (udp_l3mdev_accept, tcp_l3mdev_accept) says so, and one of a VRF nothing else.
 */
export function ofDomain(bound: string | undefined, device: Device, accept: boolean): boolean {
  const vrf = device.l3master;
  if (bound === undefined) return !vrf || accept;
  if (vrf) return bound === device.name || bound === vrf.name;
  return device.netns.byName(bound)?.link.kind.type !== "vrf";
}

/** vrf_finish_direct: what leaves by a port is shown on the VRF device, which does not count it. */
export function vrfSent(net: Network, port: Device, payload: Ipv4Packet | Ipv6Packet): void {
  const vrf = port.l3master;
  if (!vrf || vrf === port) return;
  const frame: Frame = { source: vrf.mac, destination: ZERO_MAC, payload };
  net.packetSockets.deliver(net.nowMicros, vrf, frame, "outgoing");
}

/** vrf_process_v4_outbound, vrf_process_v6_outbound. */
function routeIn(vrf: Device, payload: Payload): OutputRoute | undefined {
  const { netns } = vrf;
  if (payload.kind === "ipv4") {
    const { destination, source, tos } = payload;
    return routeOutput4(netns, { destination, source, tos, device: vrf, payload: payload.payload });
  }
  if (payload.kind !== "ipv6") return undefined;
  return routeOutput6(netns, { destination: payload.destination, source: payload.source as Ipv6, device: vrf });
}

/** vrf_xmit. */
export function vrfTransmit(net: Network, device: Device, frame: Frame, packet: number): void {
  const { counters } = device;
  const { payload } = frame;
  const route = routeIn(device, payload);
  if (!route?.ok) {
    counters.txErrors++;
    counters.txDropped++;
    if (net.tracing) net.drop(device, "transmit", frame, packet, "IP_OUTNOROUTES");
    return;
  }
  const length = frameLength(frame);
  counters.txPackets++;
  counters.txBytes += length;
  if (net.tracing) net.emit(device, "transmit", frame, packet, route.device.id);
  if (route.device === device) {
    // vrf_local_xmit.
    if (net.backlog.push(net.nowMicros, device.id, frame, packet)) {
      counters.rxPackets++;
      counters.rxBytes += length;
    } else counters.rxDropped++;
  } else if (payload.kind === "ipv4") {
    const refused = ipv4Output(net, route, payload, packet);
    if (refused)
      icmpError(net, device, payload, "unreachable", FRAGMENTATION_NEEDED, pathMtu(net, route, payload.destination));
  } else if (payload.kind === "ipv6") {
    // ip6_fragment: what others sent stays whole.
    const own = ownerOf6(device.netns, payload.source, { device, tentative: true, strict: false });
    const refused = ipv6LocalOut(net, route, payload, packet, !own);
    if (refused) icmpv6Error(net, device, payload, "packet-too-big", 0, pathMtu(net, route, payload.destination));
  }
}

/** What a domain sent to itself: routed already, and shown when it was sent. */
export function vrfLoop(net: Network, vrf: Device, frame: Frame, packet: number): void {
  if (net.tracing) net.emit(vrf, "receive", frame, packet);
  const { payload } = frame;
  if (payload.kind === "ipv4") {
    countReceivedAgain(vrf.netns.mib.ip, payload);
    const ip = receivedOptions(net, vrf, payload, true);
    if (ip) ipv4LocalDeliver(net, vrf, frame, ip, packet, packetType(vrf, frame));
  } else if (payload.kind === "ipv6") ipv6LocalDeliver(net, vrf, frame, payload, packet);
}
