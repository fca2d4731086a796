/** What routers said about destinations (struct fib_nh_exception, struct rt6_exception): by namespace, destination and link. */
import type { IpAddress } from "../address/prefix.ts";
import type { LinkId, NetnsId } from "./id.ts";
import type { Route } from "./route.ts";

/**
 * What routers said about one destination: it hangs on a next hop of the route it was learned over and goes with it.
 * `ip route get` shows it behind `cache`.
 */
export interface RouteException {
  /** The largest packet that gets there. */
  readonly mtu?: number;
  /** It is less than is believed (min_pmtu): packets may be fragmented on their way. */
  readonly mtuLocked?: boolean;
  /** The next hop that a router sent us to. */
  readonly gateway?: IpAddress;
  readonly route: Route | undefined;
  readonly link: LinkId;
  readonly expiresMicros: number;
  /** Somebody went by it, or asked for the way (rt_bind_exception): only then does `ip route show cache` list one of IPv4. */
  bound?: boolean;
}

/** What a flush leaves (rt_bind_exception): an exception of which nothing is known, and by which nobody has gone since. */
export function forgotten({ route, link }: RouteException): RouteException {
  return { route, link, expiresMicros: Number.POSITIVE_INFINITY };
}

/** For each destination one a link, as a route with several next hops has them. */
export type RouteExceptions = Map<NetnsId, Map<IpAddress, readonly RouteException[]>>;

/** What holds now for a destination that a route leads to by a link. */
export function exceptionFor(
  exceptions: RouteExceptions,
  netns: NetnsId,
  destination: IpAddress,
  route: Route | undefined,
  link: LinkId | undefined,
  nowMicros: number,
): RouteException | undefined {
  const said = exceptions.get(netns)?.get(destination);
  return said?.find((each) => each.link === link && each.route === route && each.expiresMicros > nowMicros);
}

/** Notes what was said; what was known of the destination by the same link is forgotten. */
export function noteException(
  exceptions: RouteExceptions,
  netns: NetnsId,
  destination: IpAddress,
  said: RouteException,
): void {
  let table = exceptions.get(netns);
  if (!table) exceptions.set(netns, (table = new Map()));
  const others = table.get(destination)?.filter((each) => each.link !== said.link && each.route === said.route) ?? [];
  table.set(destination, [...others, said]);
}
