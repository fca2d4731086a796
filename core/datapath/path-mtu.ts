/**
 * What routers said about destinations: how large a packet may be on its way, and whom it should go by (struct
 * fib_nh_exception, update_or_create_fnhe and __ip_rt_update_pmtu of net/ipv4/route.c, __ip6_rt_update_pmtu of
 * net/ipv6/route.c; RFC 1191, RFC 8201, RFC 1122 section 3.3.1.2).
 *
 * Same as Linux: learned values last ten minutes (a next hop: five), and go when their route goes; what a locked MTU and
 * ip_no_pmtu_disc make of it; what is passed on goes by a next hop that was learned, but seldom by an MTU.
 * Simplified: a route is the same as long as nothing about it is changed.
 */
import type { Ipv4 } from "../address/ipv4.ts";
import type { IpAddress } from "../address/prefix.ts";
import { exceptionFor, noteException, type RouteException } from "../model/route-exception.ts";
import type { FibResult } from "./fib.ts";
import type { Network } from "./network.ts";
import type { OutputRoute } from "./route-output.ts";
import type { Namespace } from "./view.ts";

/** ip_rt_gc_timeout. */
const REDIRECT_MICROS = 300_000_000;
export const MIN_MTU_6 = 1280;

type Route = OutputRoute & { ok: true };

/** What routers said about a destination, while it holds. */
function routeException(net: Network, route: Route, destination: IpAddress): RouteException | undefined {
  const { device } = route;
  const { exceptions } = net.world.runtime;
  const said = exceptionFor(exceptions, device.netns.id, destination, route.route, device.id, net.nowMicros);
  if (said) said.bound = true;
  return said;
}

/** __mkroute_input: what routers said about a destination counts for what others send there, too. */
export function forwardedException(
  net: Network,
  netns: Namespace,
  destination: Ipv4,
  { route, nextHop }: Extract<FibResult, { kind: "route" }>,
): RouteException | undefined {
  const { exceptions } = net.world.runtime;
  if (exceptions.size === 0) return undefined;
  const said = exceptionFor(exceptions, netns.id, destination, route, nextHop.link, net.nowMicros);
  if (said) said.bound = true;
  return said;
}

/** The largest packet that this host sends to a destination. */
export function pathMtu(net: Network, route: Route, destination: IpAddress): number {
  if (net.world.runtime.exceptions.size === 0) return route.mtu;
  const learned = routeException(net, route, destination)?.mtu;
  return learned === undefined ? route.mtu : Math.min(learned, route.mtu);
}

function hasLockedMtu({ route }: Route): boolean {
  return route?.locks?.includes("mtu") ?? false;
}

/** Packets to a destination may be fragmented on their way whatever the sender would like (ip_dont_fragment). */
export function mtuLocked(net: Network, route: Route, destination: IpAddress): boolean {
  if (hasLockedMtu(route)) return true;
  return net.world.runtime.exceptions.size > 0 && routeException(net, route, destination)?.mtuLocked === true;
}

/** Whom a packet to a destination goes to: the route's next hop, or the one that a router sent us to. */
export function nextHopOf(net: Network, route: Route, destination: IpAddress): IpAddress {
  if (net.world.runtime.exceptions.size === 0) return route.nextHop;
  return routeException(net, route, destination)?.gateway ?? route.nextHop;
}

function learn(net: Network, route: Route, destination: IpAddress, news: Partial<RouteException>, lasts: number): void {
  const { exceptions } = net.world.runtime;
  const netns = route.device.netns.id;
  // A route of several next hops believes it of all of them (__ip_rt_update_pmtu).
  const everywhere = typeof destination === "number" && news.mtu !== undefined;
  const hops = everywhere ? (route.route?.nextHops ?? []).flatMap(({ link }) => link ?? []) : [];
  for (const link of hops.length > 1 ? new Set(hops) : [route.device.id])
    noteException(exceptions, netns, destination, {
      ...exceptionFor(exceptions, netns, destination, route.route, link, net.nowMicros),
      ...news,
      route: route.route,
      link,
      expiresMicros: net.nowMicros + lasts,
    });
}

/** A router could not pass on a packet of ours as large as it was. */
export function learnPathMtu(net: Network, route: Route, destination: IpAddress, mtu: number): void {
  if (typeof destination !== "number") {
    const { pathMtu6Micros } = route.device.netns.settings;
    if (mtu < pathMtu(net, route, destination) && mtu >= MIN_MTU_6)
      learn(net, route, destination, { mtu }, pathMtu6Micros);
    return;
  }
  const { leastPathMtu, pathMtuMicros } = route.device.netns.settings;
  const known = pathMtu(net, route, destination);
  if (hasLockedMtu(route) || known < mtu) return;
  const small = mtu < leastPathMtu;
  const believed = small ? Math.min(known, leastPathMtu) : mtu;
  if (believed === known && !small) return;
  learn(net, route, destination, { mtu: believed, mtuLocked: small }, pathMtuMicros);
}

/**
 * __ip_rt_update_pmtu as tunnels call it for what they carry (skb_dst_update_pmtu): what is as it was is noted, too, and
 * anew when half its time is over.
 */
export function updatePathMtu(net: Network, route: Route, destination: IpAddress, mtu: number): void {
  if (typeof destination !== "number" || mtu < route.device.netns.settings.leastPathMtu) {
    learnPathMtu(net, route, destination, mtu);
    return;
  }
  const { pathMtuMicros } = route.device.netns.settings;
  if (hasLockedMtu(route) || pathMtu(net, route, destination) < mtu) return;
  const known = routeException(net, route, destination);
  if (known?.mtu === mtu && known.expiresMicros - pathMtuMicros / 2 > net.nowMicros) return;
  learn(net, route, destination, { mtu, mtuLocked: false }, pathMtuMicros);
}

/** A router sent us to another one, which is there. IPv6 forgets with that how large packets may be on the old way. */
export function learnRedirect(net: Network, route: Route, destination: IpAddress, gateway: IpAddress): void {
  if (typeof destination === "number") learn(net, route, destination, { gateway }, REDIRECT_MICROS);
  else
    noteException(net.world.runtime.exceptions, route.device.netns.id, destination, {
      gateway,
      route: route.route,
      link: route.device.id,
      expiresMicros: Number.POSITIVE_INFINITY,
    });
}
