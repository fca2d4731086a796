/**
 * Redirects of IPv6: a router tells a host of a better first hop, or that a destination is on the link, and the host goes by
 * it (ndisc_send_redirect of net/ipv6/ndisc.c, ip6_forward, rt6_do_redirect of net/ipv6/route.c; RFC 4861 section 8).
 *
 * Same as Linux: who is told and how often, what a host believes and from whom.
 * Simplified: what was believed holds as long as its route, where the kernel forgets it after a minute without use.
 */
import { type Ipv6, isIpv6LinkLocal, isIpv6Multicast } from "../address/ipv6.ts";
import { isValid } from "../model/neighbor.ts";
import type { Icmpv6, Ipv6Packet } from "../wire/frame.ts";
import { linkLocalOf, sendOwn6 } from "./ndisc.ts";
import { createNeighbor, updateNeighbor } from "./neighbor.ts";
import type { Network } from "./network.ts";
import { learnRedirect, nextHopOf } from "./path-mtu.ts";
import { routeOutput6 } from "./route6.ts";
import type { Device } from "./view.ts";

const HOP_LIMIT = 255;
const SECOND = 1_000_000;

/** Tells the sender of `ip` of `target`, its first hop from now on or the destination itself; rarely enough. */
export function sendRedirect6(net: Network, device: Device, ip: Ipv6Packet, target: Ipv6): void {
  const { nowMicros, errorLimits } = net;
  const { netns } = device;
  // Limited by the destination, and by who is told.
  if (!errorLimits.allowPeer(nowMicros, netns.id, ip.destination, SECOND)) return;
  const source = linkLocalOf(device);
  if (source === undefined || (target !== ip.destination && !isIpv6LinkLocal(target))) return;
  const route = routeOutput6(netns, { destination: ip.source, device });
  if (!route.ok || route.device !== device || route.nextHop !== ip.source) return;
  if (!errorLimits.allowPeer(nowMicros, netns.id, ip.source, SECOND)) return;
  const neighbor = device.neighbor(target);
  const packet: Ipv6Packet = {
    kind: "ipv6",
    source,
    destination: ip.source,
    hopLimit: HOP_LIMIT,
    trafficClass: 0,
    flowLabel: 0,
    payload: {
      kind: "icmpv6",
      type: "redirect",
      target,
      destination: ip.destination,
      targetLink: neighbor && isValid(neighbor.state) ? neighbor.mac : undefined,
      original: ip,
    },
  };
  sendOwn6(net, device, packet, net.nextPacket());
}

/** rt6_do_redirect: believed from the router that packets to the destination go by now. */
export function redirected6(
  net: Network,
  device: Device,
  ip: Ipv6Packet,
  message: Extract<Icmpv6, { type: "redirect" }>,
): void {
  const { target, destination, targetLink } = message;
  if (ip.hopLimit !== HOP_LIMIT || !isIpv6LinkLocal(ip.source) || isIpv6Multicast(destination)) return;
  const onLink = target === destination;
  if ((!onLink && !isIpv6LinkLocal(target)) || !device.conf.acceptRedirects6) return;
  const { source, destination: about, trafficClass: tos } = message.original;
  const route = routeOutput6(device.netns, { destination: about, source, tos, device });
  if (!route.ok || route.device !== device || route.type !== "unicast") return;
  // RFC 4861 section 8.1: from the current first hop and nobody else.
  if (route.nextHop !== ip.source && nextHopOf(net, route, destination) !== ip.source) return;
  const known = device.neighbor(target);
  const neighbor = known ?? createNeighbor(net, device, target);
  if (known || targetLink !== undefined)
    updateNeighbor(net, device, neighbor, targetLink, "STALE", {
      override: true,
      weakOverride: true,
      ...(onLink ? {} : { router: true }),
    });
  learnRedirect(net, route, destination, target);
}
