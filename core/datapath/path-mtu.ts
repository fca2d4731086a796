/**
 * How large a packet may be on its way: the device, the route's metric, and what routers said (struct fib_nh_exception,
 * __ip_rt_update_pmtu of net/ipv4/route.c, __ip6_rt_update_pmtu of net/ipv6/route.c; RFC 1191, RFC 8201).
 *
 * Same as Linux: only what this host sends goes by learned values, they last ten minutes, and go when their route goes.
 * Simplified: a route is the same as long as nothing about it is changed.
 */
import type { IpAddress } from "../address/prefix.ts";
import type { RouteException } from "../model/runtime.ts";
import type { Network } from "./network.ts";
import type { OutputRoute } from "./route-output.ts";

/** net.ipv4.route.mtu_expires and net.ipv6.route.mtu_expires. */
const EXPIRES_MICROS = 600_000_000;
/** net.ipv4.route.min_pmtu; smaller values are not believed, and DF is then left off. */
const MIN_PMTU_4 = 552;
export const MIN_MTU_6 = 1280;

type Route = OutputRoute & { ok: true };

/** What routers said about a destination, while it holds. */
function routeException(net: Network, route: Route, destination: IpAddress): RouteException | undefined {
  const found = net.world.runtime.exceptions.get(route.device.netns.id)?.get(destination);
  if (!found || found.route !== route.route || found.link !== route.device.id) return undefined;
  return found.expiresMicros > net.nowMicros ? found : undefined;
}

/** The largest packet that this host sends to a destination. */
export function pathMtu(net: Network, route: Route, destination: IpAddress): number {
  if (net.world.runtime.exceptions.size === 0) return route.mtu;
  const learned = routeException(net, route, destination)?.mtu;
  return learned === undefined ? route.mtu : Math.min(learned, route.mtu);
}

/** A router could not pass on a packet of ours as large as it was. */
export function learnPathMtu(net: Network, route: Route, destination: IpAddress, mtu: number): void {
  const v4 = typeof destination === "number";
  if (mtu >= pathMtu(net, route, destination) || (!v4 && mtu < MIN_MTU_6)) return;
  const { exceptions } = net.world.runtime;
  const netns = route.device.netns.id;
  let table = exceptions.get(netns);
  if (!table) exceptions.set(netns, (table = new Map()));
  table.set(destination, {
    mtu: v4 ? Math.max(mtu, Math.min(MIN_PMTU_4, route.mtu)) : mtu,
    route: route.route,
    link: route.device.id,
    expiresMicros: net.nowMicros + EXPIRES_MICROS,
  });
}
