/**
 * ICMP redirects of IPv4: a router tells a host of a better next hop on the network they share, and the host goes by it
 * (ip_rt_send_redirect and __ip_do_redirect of net/ipv4/route.c; RFC 1122 section 3.2.2.2, RFC 1812 section 5.2.7.2).
 *
 * Same as Linux: who is told and how often, what a host believes, that it asks for the new router's address before it
 * believes, how long it remembers.
 */
import { IPV4_BROADCAST, type Ipv4, isIpv4Multicast, isIpv4Zeronet } from "../address/ipv4.ts";
import { isValid } from "../model/neighbor.ts";
import type { Icmp, Ipv4Packet } from "../wire/frame.ts";
import { lookupRoute } from "./fib.ts";
import { icmpError } from "./icmp.ts";
import { createNeighbor, solicitNeighbor } from "./neighbor.ts";
import type { Network } from "./network.ts";
import { learnRedirect, nextHopOf } from "./path-mtu.ts";
import { onLink } from "./route-input.ts";
import { addressType4, routeOutput4 } from "./route-output.ts";
import type { Device } from "./view.ts";

const REDIRECT_HOST = 1;
/** Tells the sender of `ip` to go to `gateway` at once, unless it does not listen. */
export function sendRedirect(net: Network, device: Device, ip: Ipv4Packet, gateway: Ipv4): void {
  if (!device.conf.sendRedirects) return;
  if (net.errorLimits.allowRedirect(net.nowMicros, device.netns.id, ip.source))
    icmpError(net, device, ip, "redirect", REDIRECT_HOST, gateway);
}

/** A router says that there is a better next hop for a destination. */
export function redirected(
  net: Network,
  device: Device,
  ip: Ipv4Packet,
  icmp: Extract<Icmp, { original: Ipv4Packet }>,
): void {
  const { netns, conf } = device;
  const { original } = icmp;
  const gateway = icmp.info as Ipv4;
  const { source, destination, tos } = original;
  const route = routeOutput4(netns, { destination, source, tos, device: device.l3master });
  if (icmp.code > 3 || !route.ok || route.nextHop === original.destination) return;
  if (nextHopOf(net, route, original.destination) !== ip.source) return;
  if (gateway === ip.source || !conf.acceptRedirects) return;
  if (isIpv4Multicast(gateway) || gateway === IPV4_BROADCAST || isIpv4Zeronet(gateway)) return;
  if (!conf.sharedMedia) {
    if (!onLink(device, gateway, ip.source)) return;
    if (conf.secureRedirects && !isDefaultGateway(net, device, gateway)) return;
  } else if (addressType4(netns, gateway) !== "unicast") return;
  const neighbor = route.device.neighbor(gateway) ?? createNeighbor(net, route.device, gateway);
  if (isValid(neighbor.state)) learnRedirect(net, route, original.destination, gateway);
  else solicitNeighbor(net, route.device, neighbor);
}

/** ip_fib_check_default: a default route has it for a gateway. */
function isDefaultGateway(net: Network, device: Device, gateway: Ipv4): boolean {
  const found = lookupRoute(net.view.config, device.netns.id, { destination: 0 as Ipv4 });
  return found.kind === "route" && found.route.nextHops.some((hop) => hop.via === gateway && hop.link === device.id);
}
