/**
 * `ip route get`: where a packet would go (inet_rtm_getroute and ip_route_input_slow of net/ipv4/route.c,
 * inet6_rtm_getroute of net/ipv6/route.c), and how that is shown (ip/iproute.c).
 *
 * Simplified: `notify` marks the one answer, where the kernel marks the entry that it keeps.
 */

import { IPV4_BROADCAST, type Ipv4, isIpv4Loopback, isIpv4Multicast, isIpv4Zeronet } from "../../address/ipv4.ts";
import { IPV6_ANY, type Ipv6, isIpv6LinkLocal, isIpv6Multicast } from "../../address/ipv6.ts";
import { formatIp, type IpAddress } from "../../address/prefix.ts";
import { selectDefault } from "../../datapath/default-route.ts";
import { deviceConf, routesLocalnet } from "../../datapath/device-conf.ts";
import { type FibResult, lookupRoute } from "../../datapath/fib.ts";
import { onLink } from "../../datapath/route-input.ts";
import { carriesSource, routeSource4, selectSource4, selectSource6 } from "../../datapath/source.ts";
import { type SourceCheck, validateSource4 } from "../../datapath/source-check.ts";
import type { Errno, KernelError } from "../../errors.ts";
import { SCOPE } from "../../model/address.ts";
import { hasInet4 } from "../../model/family-mtu.ts";
import { IFF, isUp, type Link, l3MasterOf } from "../../model/link.ts";
import { metricsOf, type NextHop, PROTO, type Route, TABLE } from "../../model/route.ts";
import { exceptionFor, type RouteException } from "../../model/route-exception.ts";
import { IP_PROTOCOL } from "../../wire/ip-protocol.ts";
import { formatHost } from "../host-names.ts";
import { formatProtocol, formatRouteType, formatTable } from "../names.ts";
import type { Output } from "../output.ts";
import type { IpOptions, RouteFilter, RouteGet } from "./command.ts";
import { printEncap } from "./mpls.ts";
import { printMetrics } from "./route-metrics.ts";
import { isHost, printRealms, printRoute, printTos, printVia, sentTo, withMtu } from "./route-print.ts";
import { deviceNamed, hereOf, linksOf, nameOf, type View } from "./view.ts";

/** What was found, for printing. */
interface GotRoute {
  readonly route: Pick<
    Route,
    "family" | "metrics" | "locks" | "congctl" | "realms" | "protocol" | "metric" | "preference" | "tos"
  >;
  /** As it turned out for this destination. */
  readonly type: Route["type"];
  readonly table: number;
  readonly hop: NextHop | undefined;
  readonly destination: IpAddress;
  readonly from: IpAddress | undefined;
  /** Chosen, where none was asked for. */
  readonly source: IpAddress | undefined;
  /** `lo` for what is delivered here. */
  readonly device: string;
  readonly flags: readonly string[];
  readonly iif: string | undefined;
  /** Undefined in a listing, which has neither tables nor protocols to tell. */
  readonly uid: number | undefined;
  /** For how many more seconds what routers said about the destination holds. */
  readonly expires?: number;
  /** It is what routers said about the destination, not the route itself. */
  readonly cloned?: boolean;
}

/** Prints the answer, or gives the error. */
export function printRouteGet(
  out: Output,
  view: View,
  get: RouteGet,
  options: IpOptions,
  uid: number,
): KernelError | undefined {
  // inet6_rtm_valid_getroute_req.
  if (get.notify && typeof get.destination !== "number")
    return { errno: "EINVAL", extack: "ipv6: Invalid flags for get route request" };
  const errno = answerRouteGet(out, view, get, options, uid);
  return errno && { errno };
}

function answerRouteGet(out: Output, view: View, get: RouteGet, options: IpOptions, uid: number): Errno | undefined {
  const oif = get.oif === undefined ? undefined : deviceNamed(view, get.oif);
  const iif = get.iif === undefined ? undefined : deviceNamed(view, get.iif);
  const { destination } = get;
  if (iif === undefined && typeof get.source === "number") {
    // ip_route_output_key_hash_rcu.
    if (isIpv4Multicast(get.source) || get.source === IPV4_BROADCAST) return "EINVAL";
    if (!linkOfOwn(view, get.source)) return "ENETUNREACH";
  }
  const plain = iif ? inputWithoutTables(view, get, iif) : withoutTables(view, get, oif);
  if (typeof plain === "string") return plain;
  if (plain) {
    // inet_rtm_getroute: there is a way, but no entry to show.
    if (get.fibmatch) return "EHOSTUNREACH";
    printGot(out, { ...plain, uid: get.uid ?? uid }, get, options);
    return undefined;
  }
  // ip6_route_output: who says a source as well may be led elsewhere, but not within the link.
  const loose =
    typeof destination === "string" &&
    get.source !== undefined &&
    !isIpv6LinkLocal(destination) &&
    !isIpv6Multicast(destination);
  const looked = lookupRoute(
    view.config,
    view.netns,
    {
      destination,
      source: get.source,
      [loose ? "prefer" : "oif"]: oif?.id,
      iif: iif?.id,
      mark: get.mark,
      tos: get.tos,
      uid: get.uid ?? uid,
      protocol: get.protocol ?? (typeof destination === "number" ? IP_PROTOCOL.udp : undefined),
      sourcePort: get.sourcePort,
      destinationPort: get.destinationPort,
    },
    view.runtime,
  );
  const chooses = looked.kind === "route" && !iif && !oif;
  const found = chooses ? selectDefault(view.config, view.netns, view.runtime, looked) : looked;
  const entry = get.fibmatch && found.kind === "route" && asksTables(get, oif, iif) ? found.route : undefined;
  const printEntry = (route: Route) =>
    printRoute(out, view, { ...route, table: tableOf(view, route) }, options, { table: 0, cached: false });
  // IPv6 looks the entry up and no more (ip6_route_lookup); IPv4 takes the whole way before it tells what it went by.
  if (entry?.family === "inet6") return void printEntry(entry);
  const got = iif ? input(view, get, found, iif) : output(view, get, found, oif);
  if (typeof got === "string") return got;
  if (entry) return void printEntry({ ...entry, type: got.type });
  // inet_rtm_getroute: there is a way, but no entry to show.
  if (get.fibmatch && typeof destination === "number") return "EHOSTUNREACH";
  const from = got.from ?? (got.route.family === "inet6" ? IPV6_ANY : undefined);
  const answer: GotRoute = { ...got, from, uid: get.uid ?? uid };
  printGot(out, answer, get, options);
  return undefined;
}

/**
 * Whether the tables are looked up: the way to a group or to everyone is made without them where a device or an address of
 * this host says by which link (ip_route_output_key_hash_rcu, ip_route_input_slow).
 */
function asksTables({ destination, source }: RouteGet, oif: Link | undefined, iif: Link | undefined): boolean {
  if (typeof destination !== "number") return true;
  if (oif && !iif) return destination !== IPV4_BROADCAST && destination >>> 8 !== LOCAL_GROUPS;
  const told = iif !== undefined || (source !== undefined && source !== 0);
  return !told || !(destination === IPV4_BROADCAST || isIpv4Multicast(destination));
}

/** 224.0.0.0/24, which no router passes on (RFC 5771, section 4). */
const LOCAL_GROUPS = 0xe00000;

/** There is no link to a VRF device (vrf_link_scope_lookup). */
function ofLink(destination: Ipv6): boolean {
  return isIpv6Multicast(destination) || isIpv6LinkLocal(destination);
}

type Got = Omit<GotRoute, "uid">;
type Found = FibResult;

/** What stands for this host itself: `lo`, or the VRF device of the domain that an address is of, but not for one of a link. */
function loopbackName(view: View, hop: NextHop, address?: IpAddress): string {
  const strict = typeof address === "string" && ofLink(address);
  const link = hop.link === undefined || strict ? undefined : view.config.links[hop.link];
  return (link && l3MasterOf(view.config.links, link)?.name) ?? nameOf(view, hereOf(view).byIndex.get(1));
}

/** The table as the kernel tells: see `Netns.localTableApart`. */
function tableOf(view: View, route: Route): number {
  const apart = hereOf(view).localTableApart === true;
  return route.family === "inet" && !apart && route.table === TABLE.local ? TABLE.main : route.table;
}

/**
 * What takes no table to say (ip_route_output_key_hash_rcu): "0" means this host, and what is for everybody on a link, or for a
 * group there, goes by the device that is asked for, or by that of the address that it is to come from.
 */
function withoutTables(view: View, get: RouteGet, oif: Link | undefined): Got | Errno | undefined {
  const { destination, source } = get;
  if (typeof destination !== "number" || (destination !== 0 && asksTables(get, oif, undefined))) return undefined;
  if (oif && !canLeaveBy(oif)) return "ENETUNREACH";
  const near = destination === 0 ? undefined : (oif ?? linkOfOwn(view, source as Ipv4));
  const chosen = oif && selectSource4(view.config, oif, undefined, near ? SCOPE.link : SCOPE.host);
  if (near && !carriesSource(near, hereOf(view), source ?? chosen)) return "EINVAL";
  return {
    route: BARE,
    type: near ? (isIpv4Multicast(destination) ? "multicast" : "broadcast") : "local",
    table: NO_TABLE,
    hop: undefined,
    destination,
    from: source,
    source: source === undefined ? (chosen ?? (near ? undefined : LOOPBACK)) : undefined,
    device: near ? near.name : nameOf(view, hereOf(view).byIndex.get(1)),
    flags: !near ? ["local"] : isIpv4Multicast(destination) ? groupFlags(near, destination) : ["local", "brd"],
    iif: undefined,
  };
}

/** ip_route_output_key_hash_rcu asks no table where the device is down or has no IPv4. */
function canLeaveBy(oif: Link): boolean {
  return isUp(oif) && hasInet4(oif);
}

/** What goes to a group comes back where the link is in it. */
function groupFlags({ groups4 }: Link, group: Ipv4): readonly string[] {
  return groups4.includes(group) ? ["local", "mc"] : ["mc"];
}

/** What this host would send. */
function output(view: View, get: RouteGet, found: Found, oif: Link | undefined): Got | Errno {
  const { destination } = get;
  if (oif && typeof destination === "number" && !canLeaveBy(oif)) return "ENETUNREACH";
  if (oif?.kind.type === "vrf" && typeof destination !== "number" && ofLink(destination)) return "ENETUNREACH";
  if (found.kind === "error") {
    // ip_route_output_key_hash_rcu: the tables are wrong, know nothing or refuse, and the destination is on the link.
    if (!oif || typeof destination !== "number") return found.errno;
    const group = isIpv4Multicast(destination);
    if (!group && l3MasterOf(view.config.links, oif)) return found.errno;
    const source =
      (group ? selectSource4(view.config, oif, undefined, SCOPE.global) : undefined) ??
      selectSource4(view.config, oif, undefined, SCOPE.link);
    const alone = oif.flags & IFF.LOOPBACK ? ["local"] : [];
    return {
      route: BARE,
      type: group ? "multicast" : "unicast",
      table: NO_TABLE,
      hop: undefined,
      destination,
      from: get.source,
      source: get.source === undefined ? source : undefined,
      device: oif.name,
      flags: group ? groupFlags(oif, destination) : alone,
      iif: undefined,
    };
  }
  const { route, nextHop } = found;
  const link = nextHop.link === undefined ? undefined : view.config.links[nextHop.link];
  const device = route.type === "local" ? loopbackName(view, nextHop, destination) : (link?.name ?? "lo");
  const type = typeof destination === "number" ? typeFor(destination, route) : route.type;
  const chosen =
    get.source === undefined || typeof destination !== "number" ? sourceFor(view, get, found, link, oif) : undefined;
  if (link && type !== "local" && !carriesSource(link, hereOf(view), get.source ?? chosen)) return "EINVAL";
  const said = exceptionOf(view, destination, found);
  // A group's address of this host's own leads to lo.
  const leaving = route.type === "local" ? linksOf(view).find(({ name }) => name === device) : link;
  const joined = typeof destination === "number" && (leaving?.groups4.includes(destination) ?? false);
  return {
    route: said?.mtu === undefined ? route : withMtu(route, said.mtu, said.mtuLocked),
    ...expiry(view, said),
    cloned: said !== undefined,
    type,
    table: tableOf(view, route),
    // What goes to a group or to everyone on the link goes to no gateway.
    hop:
      type !== route.type && (type !== "multicast" || route.type === "local" || route.destination.length < 4)
        ? undefined
        : said?.gateway === undefined
          ? nextHop
          : sentTo(nextHop, said.gateway, destination),
    destination,
    from: get.source,
    source: chosen,
    device,
    flags:
      // RTCF_LOCAL: by lo nothing leaves, whatever the route is.
      type === "local" || (type === "unicast" && link && link.flags & IFF.LOOPBACK)
        ? ["local"]
        : type === "broadcast"
          ? ["local", "brd"]
          : type === "multicast"
            ? [...(joined ? ["local"] : []), "mc"]
            : said?.gateway === undefined || typeof destination !== "number"
              ? []
              : ["redirected"],
    iif: undefined,
  };
}

/** For how many more seconds what was said holds, where it ends at all. */
function expiry(view: View, said: RouteException | undefined): { readonly expires?: number } {
  if (!said || !Number.isFinite(said.expiresMicros)) return {};
  return { expires: Math.floor((said.expiresMicros - view.runtime.nowMicros) / 1_000_000) };
}

/**
 * One of `ip route show cache` (fib_dump_info_fnhe, rt6_dump_route): a route as `cachedRoutes` makes it. The kernel's order is
 * that of a hash table.
 */
export function printCachedRoute(out: Output, view: View, route: Route, options: IpOptions, filter: RouteFilter): void {
  const { address } = route.destination;
  const [hop] = route.nextHops;
  const said = view.runtime.exceptions
    .get(view.netns)
    ?.get(address)
    ?.find(({ link }) => link === hop?.link);
  if (!said) return;
  const got: GotRoute = {
    route,
    type: route.type,
    table: route.table,
    hop,
    destination: address,
    from: undefined,
    source: undefined,
    device: nameOf(view, said.link),
    flags: said.gateway === undefined ? [] : ["redirected"],
    iif: undefined,
    uid: undefined,
    ...expiry(view, said),
  };
  // What all have that are listed goes without saying.
  const known = { device: filter.device !== undefined, via: isHost(filter.via) };
  printGot(out, got, {}, options, known);
}

/** What routers said about a destination, as long as its route is the same (struct fib_nh_exception). */
function exceptionOf(view: View, destination: IpAddress, found: Extract<Found, { kind: "route" }>) {
  const { exceptions, nowMicros } = view.runtime;
  const said = exceptionFor(exceptions, view.netns, destination, found.route, found.nextHop.link, nowMicros);
  if (said) said.bound = true;
  return said;
}

const LOOPBACK = 0x7f000001 as Ipv4;
/** RT_TABLE_UNSPEC: no table was looked into. */
const NO_TABLE = 0;

const BARE: GotRoute["route"] = {
  family: "inet",
  metrics: {},
  protocol: PROTO.boot,
  metric: 0,
  tos: 0,
  preference: "medium",
};

function sourceFor(
  view: View,
  { destination }: RouteGet,
  { route, nextHop }: Extract<Found, { kind: "route" }>,
  link: Link | undefined,
  oif: Link | undefined,
): IpAddress | undefined {
  if (typeof destination !== "number")
    return route.prefSource ?? selectSource6(view.config, view.netns, nextHop.link, destination);
  if (route.type === "local") return route.prefSource ?? destination;
  const domain = oif && l3MasterOf(view.config.links, oif);
  return link && routeSource4(view.config, route, nextHop, link, domain);
}

/** What ip_route_input_slow refuses before it looks for a route. */
function isMartian(source: Ipv4, destination: Ipv4, localnet: boolean): boolean {
  if (isIpv4Multicast(source) || source === IPV4_BROADCAST || isIpv4Zeronet(source)) return true;
  return isIpv4Zeronet(destination) || (!localnet && (isIpv4Loopback(destination) || isIpv4Loopback(source)));
}

/** What validateSource4 looks at where a packet comes in by `iif`. */
function checkedAt(view: View, iif: Link): SourceCheck {
  const own = hereOf(view).byIndex.ids.flatMap((id) => view.config.links[id]?.inet ?? []);
  return {
    config: view.config,
    netns: hereOf(view),
    link: iif,
    conf: deviceConf(iif, hereOf(view)),
    l3mdev: l3MasterOf(view.config.links, iif)?.id,
    addresses: new Set(own.map(({ local }) => local)),
  };
}

/** What came in for a group or for everyone, which no table is asked about; undefined for the rest. */
function inputWithoutTables(view: View, get: RouteGet, iif: Link): Got | Errno | undefined {
  const { destination } = get;
  if (typeof destination !== "number") return undefined;
  const from = (get.source ?? 0) as Ipv4;
  if (isIpv4Multicast(destination)) return inputForGroup(view, get, destination, from, iif);
  return destination === IPV4_BROADCAST || (from === 0 && destination === 0)
    ? inputForAll(view, get, destination, from, iif)
    : undefined;
}

/** What came in for everyone (ip_route_input_slow). */
function inputForAll(view: View, get: RouteGet, destination: Ipv4, from: Ipv4, iif: Link): Got | Errno {
  if (isIpv4Multicast(from) || from === IPV4_BROADCAST) return "EINVAL";
  if (!isIpv4Zeronet(from) && !mayComeFrom(view, get, destination, from, iif)) return "EINVAL";
  return {
    ...takenIn(get, destination, iif),
    type: "broadcast",
    device: l3MasterOf(view.config.links, iif)?.name ?? nameOf(view, hereOf(view).byIndex.get(1)),
    flags: ["local", "brd"],
  };
}

/** What came in for a group, which the device has to be in (ip_route_input_rcu, ip_route_input_mc, ip_mc_validate_source). */
function inputForGroup(view: View, get: RouteGet, group: Ipv4, from: Ipv4, iif: Link): Got | Errno {
  if (!iif.groups4.includes(group) || isIpv4Multicast(from) || from === IPV4_BROADCAST) return "EINVAL";
  if (isIpv4Loopback(from) && !routesLocalnet(iif, hereOf(view))) return "EINVAL";
  const fits = isIpv4Zeronet(from)
    ? group >>> 8 === LOCAL_GROUPS || get.protocol === IP_PROTOCOL.igmp
    : mayComeFrom(view, get, group, from, iif);
  if (!fits) return "EINVAL";
  return {
    ...takenIn(get, group, iif),
    type: "multicast",
    device: nameOf(view, hereOf(view).byIndex.get(1)),
    flags: ["local", "mc"],
  };
}

function mayComeFrom(view: View, { tos }: RouteGet, destination: Ipv4, from: Ipv4, iif: Link): boolean {
  return typeof validateSource4(checkedAt(view, iif), from, destination, tos ?? 0, undefined) !== "string";
}

/** What every answer has that no table was asked for. */
function takenIn({ source }: RouteGet, destination: Ipv4, iif: Link) {
  const from = source === 0 ? undefined : source;
  return { route: BARE, table: NO_TABLE, hop: undefined, destination, from, source: undefined, iif: iif.name };
}

/** What came in by a device (ip_route_input_slow). */
function input(view: View, get: RouteGet, found: Found, iif: Link): Got | Errno {
  const { destination, source } = get;
  const name = iif.name;
  if (typeof destination !== "number") {
    if (found.kind === "error") return found.errno;
    const { route, nextHop } = found;
    const link = nextHop.link === undefined ? undefined : view.config.links[nextHop.link];
    const local = route.type === "local" || route.type === "anycast";
    const device = local ? loopbackName(view, nextHop, destination) : (link?.name ?? "lo");
    return {
      route,
      type: route.type,
      table: route.table,
      hop: nextHop,
      destination,
      from: source,
      source: undefined,
      device,
      flags: [],
      iif: name,
    };
  }
  if (!hasInet4(iif)) return "EINVAL";
  if (isMartian((source ?? 0) as Ipv4, destination, routesLocalnet(iif, hereOf(view)))) return "EINVAL";
  const forwarding = (iif.conf4.forwarding ?? 0) !== 0;
  if (found.kind === "error") return forwarding ? found.errno : "EHOSTUNREACH";
  const { route, nextHop } = found;
  const type = typeFor(destination, route);
  const forwarded = type === "unicast" ? nextHop.link : undefined;
  const back = validateSource4(checkedAt(view, iif), source as Ipv4, destination, get.tos ?? 0, forwarded);
  const base = {
    route,
    type,
    table: tableOf(view, route),
    destination,
    from: source,
    source: undefined,
    iif: name,
  };
  if (typeof back === "string" && (forwarding || type === "local" || type === "broadcast")) return "EINVAL";
  if (type === "local" || type === "broadcast")
    return {
      ...base,
      hop: undefined,
      device: loopbackName(view, nextHop),
      flags: type === "local" ? ["local"] : ["local", "brd"],
    };
  if (!forwarding) return "EHOSTUNREACH";
  if (type !== "unicast") return "EINVAL";
  const { sendRedirects, sharedMedia } = deviceConf(iif, hereOf(view));
  const via = (nextHop.via ?? 0) as Ipv4;
  const shared = sharedMedia || onLink({ link: iif }, source as Ipv4, via);
  const redirect = nextHop.link === iif.id && back === true && sendRedirects && shared;
  return { ...base, hop: nextHop, device: nameOf(view, nextHop.link), flags: redirect ? ["redirect"] : [] };
}

/** __ip_dev_find: the link of an address of this host's, or of what the tables take for one. */
function linkOfOwn(view: View, address: Ipv4): Link | undefined {
  const own = linksOf(view).find(({ inet }) => inet.some(({ local }) => local === address));
  if (own) return own;
  const found = lookupRoute(view.config, view.netns, { destination: address });
  if (found.kind !== "route" || found.route.type !== "local" || found.nextHop.link === undefined) return undefined;
  return view.config.links[found.nextHop.link];
}

/** Multicast and limited broadcast have their type whatever route carries them (__mkroute_output). */
function typeFor(destination: Ipv4, route: Route): Route["type"] {
  if (destination >>> 28 === 0xe) return "multicast";
  if (destination === 0xffffffff) return "broadcast";
  return route.type;
}

/** One line and, for IPv4, what used to be the route cache. */
function printGot(
  out: Output,
  got: GotRoute,
  get: Pick<RouteGet, "notify" | "mark">,
  options: IpOptions,
  known: { readonly device?: boolean; readonly via?: boolean } = {},
): void {
  const { route, type, hop } = got;
  const { family } = route;
  const { details } = options;
  out.openObject();
  const typeWord = formatRouteType(type);
  if (type !== "unicast" || details) out.field("type", typeWord, `${typeWord} `);
  const destination = formatHost(got.destination);
  out.coloured(family, "dst", destination, `${destination} `);
  if (got.from !== undefined) {
    const from = formatHost(got.from);
    out.text("from ").coloured(family, "from", from, `${from} `);
  }
  printEncap(out, hop?.encap);
  printTos(out, route);
  if (hop && !known.via) printVia(out, { family }, hop);
  if (!known.device) out.text("dev ").coloured("ifname", "dev", got.device, `${got.device} `);
  const listed = got.uid === undefined;
  if (!listed && got.table !== NO_TABLE && (got.table !== TABLE.main || details))
    out.field("table", formatTable(got.table), `table ${formatTable(got.table)} `);
  // What was said about a destination is a clone (RTM_F_CLONED), which has neither.
  if (family === "inet6" && !listed && !got.cloned) {
    if (route.protocol !== PROTO.boot || details)
      out.field("protocol", formatProtocol(route.protocol), `proto ${formatProtocol(route.protocol)} `);
    if (details) out.field("scope", "global", "scope global ");
  }
  if (got.source !== undefined) {
    const source = formatIp(got.source);
    out.text("src ").coloured(family, "prefsrc", source, `${source} `);
  }
  if (family === "inet6") out.field("metric", route.metric, `metric ${route.metric} `);
  out.openList("flags");
  if (get.notify) out.json(undefined, "notify").text("notify ");
  // RTCF_MULTICAST and RTM_F_OFFLOAD_FAILED are one bit, and iproute2 6.1 prints the latter.
  if (type === "multicast" && family === "inet") out.json(undefined, "rt_offload_failed").text("rt_offload_failed ");
  out.close();
  if (family === "inet" && get.mark !== undefined && get.mark !== 0) {
    const mark = get.mark >= 16 ? `0x${get.mark.toString(16)}` : String(get.mark);
    out.field("mark", get.mark, `mark ${mark} `);
  }
  printRealms(out, route);
  if (family === "inet") {
    if (got.iif === undefined && !listed) out.field("uid", got.uid, `uid ${got.uid} `);
    const flags = [...got.flags, ...(get.notify ? ["notify"] : [])];
    const text = flags.length > 0 ? `<${flags.join(",")}> ` : "";
    out.json("cache", flags).line().text(`    cache ${text}`);
  }
  if (got.expires !== undefined) out.field("expires", got.expires, `expires ${got.expires}sec `);
  printMetrics(out, { ...route, metrics: metricsOf(route, got.hop) });
  if (got.iif !== undefined) out.text("iif ").coloured("ifname", "iif", got.iif, `${got.iif} `);
  if (family === "inet6") out.field("pref", route.preference, `pref ${route.preference}`);
  out.text("\n").close();
}
