/** Routes and routing rules, one entry a line of `ip route show table all` and `ip rule`. */
import type { Family, IpAddress, Prefix } from "../address/prefix.ts";
import type { Config } from "./config.ts";
import type { LinkId } from "./id.ts";
import type { MplsEncap } from "./mpls.ts";
import type { Netns } from "./netns.ts";

/** Tables of /etc/iproute2/rt_tables. */
export const TABLE = { default: 253, main: 254, local: 255 } as const;
/** Numbers of /etc/iproute2/rt_protos that the kernel and common tools use. */
export const PROTO = { unspec: 0, redirect: 1, kernel: 2, boot: 3, static: 4, ra: 9, dhcp: 16 } as const;

export type RouteType =
  | "unicast"
  | "local"
  | "broadcast"
  | "anycast"
  | "multicast"
  | "blackhole"
  | "unreachable"
  | "prohibit"
  | "throw"
  | "nat";

/** The gateway that a source is chosen for (nhc_gw), even where packets do not go by it. */
export function gatewayOf(
  { nextHops }: Pick<Route, "nextHops">,
  { link, via, ownGateway }: NextHop,
): IpAddress | undefined {
  return ownGateway ? nextHops.find((hop) => hop.ownGateway && hop.link === link)?.via : via;
}

/** Types that carry no packet and have no next hop (fib_props with an error). */
const REJECTING: ReadonlySet<RouteType> = new Set(["blackhole", "unreachable", "prohibit", "throw"]);

export function isRejecting(type: RouteType): boolean {
  return REJECTING.has(type);
}

export interface NextHop {
  readonly link: LinkId | undefined;
  /** Gateway; of the other family with `via inet6`. */
  readonly via: IpAddress | undefined;
  readonly onlink: boolean;
  /** The gateway is this machine's own (nhc_scope is host): packets go to who they are for, as without a gateway. */
  readonly ownGateway?: true;
  /** 1 to 256; counts only with several next hops. */
  readonly weight: number;
  /** The link has no carrier, or is down (RTNH_F_LINKDOWN, RTNH_F_DEAD). */
  readonly linkDown: boolean;
  readonly dead: boolean;
  /** Labels that are put on what goes by it. */
  readonly encap?: MplsEncap;
  /** IPv6: what a route brought that was appended to another, where it is not as that one's. */
  readonly ownMetrics?: Route["metrics"];
}

/** The metrics of a way: in IPv6 each next hop has its own (fib6_metrics of a sibling), of which lists show the first's. */
export function metricsOf(route: Pick<Route, "metrics">, hop: NextHop | undefined): Route["metrics"] {
  return hop?.ownMetrics ?? route.metrics;
}

/** What few routes have. */
function hasMore(route: Route): boolean {
  return (
    route.locks !== undefined ||
    route.congctl !== undefined ||
    route.realms !== undefined ||
    route.from !== undefined ||
    route.expiresMicros !== undefined ||
    route.nhid !== undefined ||
    route.tableless !== undefined
  );
}

/**
 * Another version of a route, with other next hops. Written out: to spread it gives the copies of each place a hidden class of
 * their own, and after a few of those every comparison of routes looks its fields up by name.
 */
export function changeHops(route: Route, nextHops: readonly NextHop[]): Route {
  if (hasMore(route)) return { ...route, nextHops };
  return {
    family: route.family,
    type: route.type,
    destination: route.destination,
    table: route.table,
    tos: route.tos,
    protocol: route.protocol,
    scope: route.scope,
    prefSource: route.prefSource,
    metric: route.metric,
    nextHops,
    metrics: route.metrics,
    preference: route.preference,
  };
}

/** A next hop as its link comes up, goes down or loses its carrier; written out for the same reason. */
export function changeHop(hop: NextHop, linkDown: boolean, dead: boolean): NextHop {
  if (hop.ownGateway || hop.ownMetrics || hop.encap) return { ...hop, linkDown, dead };
  return { link: hop.link, via: hop.via, onlink: hop.onlink, weight: hop.weight, linkDown, dead };
}

/** The route with these of its next hops; the metrics of the first become those of all that have none of their own. */
export function withHops(route: Route, nextHops: readonly NextHop[]): Route {
  const metrics = metricsOf(route, nextHops[0]);
  if (metrics === route.metrics) return changeHops(route, nextHops);
  const moved = nextHops.map((hop): NextHop => {
    const { ownMetrics, ...rest } = hop;
    const own = ownMetrics ?? route.metrics;
    return sameMetrics(own, metrics) ? rest : { ...rest, ownMetrics: own };
  });
  return { ...route, metrics, nextHops: moved };
}

/** Whether two sets of metrics say the same. */
export function sameMetrics(a: Route["metrics"], b: Route["metrics"]): boolean {
  const words = Object.keys(a);
  return words.length === Object.keys(b).length && words.every((word) => a[word] === b[word]);
}

export interface Route {
  readonly family: Family;
  readonly type: RouteType;
  /** The whole address space for `default`. */
  readonly destination: Prefix;
  readonly table: number;
  readonly tos: number;
  readonly protocol: number;
  readonly scope: number;
  readonly prefSource: IpAddress | undefined;
  /** IPv4: 0 when not given. IPv6: 1024 unless given (256 for the kernel's own). */
  readonly metric: number;
  readonly nextHops: readonly NextHop[];
  /** RTAX_* metrics given with the route (mtu, advmss, hoplimit ...). */
  readonly metrics: Readonly<Record<string, number>>;
  /** IPv6 router preference (RFC 4191). */
  readonly preference: "low" | "medium" | "high";
  /** Metrics that nothing learned may change (RTAX_LOCK). */
  readonly locks?: readonly string[];
  /** Congestion control of TCP over the route. */
  readonly congctl?: string;
  /** For routing by realms: where from in the upper half, where to in the lower (RTA_FLOW). */
  readonly realms?: number;
  /** IPv6: the route is for packets from these addresses alone (RTA_SRC; never everybody's). */
  readonly from?: Prefix;
  /** IPv6: when the route goes of itself. */
  readonly expiresMicros?: number;
  /** The nexthop object that `nextHops` are those of. */
  readonly nhid?: number;
  /** What it would be if that object did not swallow packets, which makes it a blackhole. */
  readonly ownType?: RouteType;
  /** IPv6: that is a group, which is told as several next hops even where it has one (nexthop_is_multipath). */
  readonly overGroup?: true;
  /**
   * IPv4: its `fib_info` knows of no table (`fib_tb_id` is 0), as rtentry_to_fib_config leaves a route that lets nobody through:
   * it is not the same as one made by rtnetlink.
   */
  readonly tableless?: true;
}

/** Of nearly every route: shared. */
export const NO_METRICS: Route["metrics"] = {};

/** A range of ports or user ids, both ends in it. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface Rule {
  readonly family: Family;
  readonly priority: number;
  readonly from: Prefix | undefined;
  readonly to: Prefix | undefined;
  readonly tos: number;
  readonly fwmark: number | undefined;
  readonly fwmask: number | undefined;
  readonly iif: string | undefined;
  readonly oif: string | undefined;
  /**
   * The links that these meant by alternative names when the rule was made; those names are not looked for again
   * (attach_rules).
   */
  readonly altnamed?: { readonly iif?: LinkId; readonly oif?: LinkId };
  readonly invert: boolean;
  readonly action:
    | { readonly kind: "lookup"; readonly table: number }
    /** In the table of the VRF that the packet is of. */
    | { readonly kind: "l3mdev" }
    | { readonly kind: "blackhole" | "unreachable" | "prohibit" }
    | { readonly kind: "goto"; readonly priority: number }
    | { readonly kind: "nop" }
    /** A type of routes that means nothing as an action: the packet is lost, without its sender being told (EINVAL). */
    | { readonly kind: "type"; readonly type: number };
  /** A table named beside an action that asks none. */
  readonly table?: number;
  /** What is done is done to packets of VRFs alone. */
  readonly l3mdev?: true;
  readonly suppressPrefixLength: number | undefined;
  /** A route over a device of this group does not count. */
  readonly suppressGroup?: number;
  /** Of the packet: number of its protocol, ports, who sends it. */
  readonly ipProtocol?: number;
  readonly sourcePorts?: Range;
  readonly destinationPorts?: Range;
  readonly uids?: Range;
  /** Number of the tunnel that a packet came by, of 64 bits: in decimal digits. */
  readonly tunnelId?: string;
  readonly realms?: number;
  readonly protocol: number;
  /**
   * What the message that made the rule said of it, as one that restores rules does, and the kernel goes on saying: that it goes
   * to no rule, or waits for a device (fib_newrule keeps all flags).
   */
  readonly said?: { readonly unresolved?: true; readonly iif?: true; readonly oif?: true };
}

/** Whether there is a device of a rule's, which waits for one otherwise (FIB_RULE_IIF_DETACHED, FIB_RULE_OIF_DETACHED). */
export function isAttached(links: Config["links"], here: Netns, rule: Rule, end: "iif" | "oif"): boolean {
  const name = rule[end];
  if (name === undefined) return false;
  const found = here.names.get(name);
  if (found !== undefined && links[found]?.name === name) return true;
  const meant = rule.altnamed?.[end];
  return meant !== undefined && here.byIndex.ids.includes(meant);
}

/** A rule that the kernel makes itself (fib_default_rules_init, vrf_fib_rule): RTPROT_KERNEL, which `ip rule` shows only with -d. */
export function kernelRule(family: Rule["family"], priority: number, action: Rule["action"]): Rule {
  return {
    family,
    priority,
    from: undefined,
    to: undefined,
    tos: 0,
    fwmark: undefined,
    fwmask: undefined,
    iif: undefined,
    oif: undefined,
    invert: false,
    action,
    suppressPrefixLength: undefined,
    protocol: PROTO.kernel,
  };
}
