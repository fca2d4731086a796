/** `ip route show` (ip/iproute.c). */

import { ipv4Mask } from "../../address/ipv4.ts";
import { type Ipv6, ipv6Network } from "../../address/ipv6.ts";
import { addressBits, type Family, familyOf, formatIp, type IpAddress, type Prefix } from "../../address/prefix.ts";
import { type NextHop, PROTO, type Route, TABLE } from "../../model/route.ts";
import { sameRoute } from "../../operation/fib.ts";
import { formatHost } from "../host-names.ts";
import { formatProtocol, formatRealm, formatRouteType, formatScope, formatTable, formatTos } from "../names.ts";
import type { Output } from "../output.ts";
import type { IpOptions, PrefixFilter, RouteFilter } from "./command.ts";
import { printEncap } from "./mpls.ts";
import { printNexthop } from "./nexthop.ts";
import { printMetrics } from "./route-metrics.ts";
import { deviceNamed, hereOf, nameOf, type View } from "./view.ts";

/** Tables in the order of the kernel's hash (FIB_TABLE_HASHSZ 256), each as it lists itself. */
function dump(routes: readonly Route[]): Route[] {
  return routes.toSorted((a, b) => (a.table & 255) - (b.table & 255) || a.table - b.table);
}

function contains(prefix: Prefix, length: number, address: IpAddress): boolean {
  if (typeof address === "number")
    return typeof prefix.address === "number" && ((address ^ prefix.address) & ipv4Mask(length)) === 0;
  if (typeof prefix.address === "number") return false;
  return ipv6Network(address, length) === ipv6Network(prefix.address as Ipv6, length);
}

function fitsRoot(route: Route, { prefix }: PrefixFilter): boolean {
  if (!prefix) return true;
  return route.destination.length >= prefix.length && contains(prefix, prefix.length, route.destination.address);
}

function fitsMatch(route: Route, { prefix }: PrefixFilter): boolean {
  if (!prefix) return route.destination.length === 0;
  return (
    route.family === familyOf(prefix.address) &&
    route.destination.length <= prefix.length &&
    contains(prefix, route.destination.length, route.destination.address)
  );
}

/** As `root` and `match`, of where packets are from; a route for everybody's is one of no length. */
function fitsFromRoot({ from }: Route, { prefix }: PrefixFilter): boolean {
  if (!prefix || prefix.length === 0) return true;
  return from !== undefined && from.length >= prefix.length && contains(prefix, prefix.length, from.address);
}

function fitsFromMatch({ from }: Route, { prefix }: PrefixFilter): boolean {
  if (!from || !prefix) return !from;
  return from.length <= prefix.length && contains(prefix, from.length, from.address);
}

function sameAddress(address: IpAddress | undefined, { prefix }: PrefixFilter): boolean {
  if (!prefix) return true;
  return address !== undefined && contains(prefix, prefix.length, address);
}

/** IPv4's routes of one table with the same next hops, metrics and so on have one `fib_info`, and what was said of destinations hangs on that. */
function shareInfo(a: Route, b: Route | undefined): boolean {
  if (b === undefined || a.family !== "inet" || b.family !== "inet") return false;
  return a.table === b.table && a.metric === b.metric && sameRoute(a, b);
}

/** What routers said about destinations that a route is for, each as a route to one host. */
function cachedRoutes(view: View, route: Route): Route[] {
  const { exceptions, nowMicros } = view.runtime;
  const all = [...(exceptions.get(view.netns) ?? [])];
  const each = all.flatMap(([address, list]) => list.map((said) => [address, said] as const));
  const live = new Set<Route | undefined>(hereOf(view).routes4);
  return each.flatMap(([address, said]) => {
    if (
      (said.route !== route && !(live.has(said.route) && shareInfo(route, said.route))) ||
      said.expiresMicros <= nowMicros
    )
      return [];
    if (route.family === "inet" && !said.bound) return [];
    const hop = route.nextHops.find(({ link }) => link === said.link);
    const nextHops = hop ? [said.gateway === undefined ? hop : sentTo(hop, said.gateway, address)] : [];
    const known = said.mtu === undefined ? route : withMtu(route, said.mtu, said.mtuLocked);
    return [{ ...known, destination: { address, length: addressBits(familyOf(address)) } as Prefix, nextHops }];
  });
}

/** The next hop that a router sent us to; the destination itself where it is on the link. */
export function sentTo(nextHop: NextHop, gateway: IpAddress, destination: IpAddress): NextHop {
  return { ...nextHop, via: typeof gateway !== "number" && gateway === destination ? undefined : gateway };
}

/** A route with the MTU that a router said. */
export function withMtu(route: Route, mtu: number, locked: boolean | undefined): Route {
  return { ...route, metrics: { ...route.metrics, mtu }, ...(locked ? { locks: ["mtu"] } : {}) };
}

/** The routes that `ip route show` lists, both families where none was asked for and the table is `all`. */
export function selectRoutes(view: View, filter: RouteFilter, family: Family | undefined): Route[] {
  const here = hereOf(view);
  const filterFamily = [filter.root, filter.match, filter.via, filter.source].find((f) => f?.prefix)?.prefix;
  const families: readonly Family[] = family ? [family] : filter.table !== 0 ? ["inet"] : ["inet", "inet6"];
  const device = filter.device === undefined ? undefined : deviceNamed(view, filter.device)?.id;
  return families
    .flatMap((wanted) => dump([...(wanted === "inet" ? here.routes4 : here.routes6)]))
    .flatMap((route) => (filter.cached ? cachedRoutes(view, route) : [route]))
    .filter(
      (route) =>
        (filter.table === 0 || route.table === filter.table) &&
        !(filter.ofVrf && (route.type === "local" || route.type === "broadcast")) &&
        (filterFamily === undefined || route.family === familyOf(filterFamily.address)) &&
        (filter.protocol === undefined || route.protocol === filter.protocol) &&
        (filter.scope === undefined || route.scope === filter.scope) &&
        (filter.type === undefined || route.type === filter.type) &&
        (filter.tos === undefined || route.tos === filter.tos) &&
        (filter.metric === undefined || route.metric === filter.metric) &&
        (filter.realms === undefined || (((route.realms ?? 0) ^ filter.realms.realms) & filter.realms.mask) === 0) &&
        filter.iif === undefined &&
        !filter.mark &&
        (filter.fromRoot === undefined || fitsFromRoot(route, filter.fromRoot)) &&
        (filter.fromMatch === undefined || fitsFromMatch(route, filter.fromMatch)) &&
        (filter.root === undefined || fitsRoot(route, filter.root)) &&
        (filter.match === undefined || fitsMatch(route, filter.match)) &&
        (filter.via === undefined || sameAddress(single(route)?.via, filter.via)) &&
        (filter.source === undefined || sameAddress(route.prefSource, filter.source)) &&
        (filter.device === undefined || single(route)?.link === device),
    );
}

/** A single address was asked for, so that every line would repeat it. */
export function isHost(filter: PrefixFilter | undefined): boolean {
  const prefix = filter?.prefix;
  return prefix !== undefined && prefix.length === addressBits(familyOf(prefix.address));
}

/** The next hop, where there is exactly one. */
function single(route: Route): NextHop | undefined {
  return isMultipath(route) ? undefined : route.nextHops[0];
}

function isMultipath({ nextHops, overGroup }: Route): boolean {
  return nextHops.length > 1 || (overGroup === true && nextHops.length > 0);
}

/** `default`, a host without its length, or a prefix. */
function destinationText({ address, length }: Prefix): string {
  if (length === 0 && (address === 0 || address === "::")) return "default";
  if (length === addressBits(familyOf(address))) return formatHost(address);
  return `${formatIp(address)}/${length}`;
}

export function printVia(out: Output, route: Pick<Route, "family">, hop: NextHop): void {
  if (hop.via === undefined) return;
  const family = familyOf(hop.via);
  const text = formatHost(hop.via);
  if (family === route.family) {
    out.text("via ").coloured(family, "gateway", text, `${text} `);
  } else {
    out.openObject("via").field("family", family, `via ${family} `);
    out.coloured(family, "host", text, `${text} `).close();
  }
}

function hopFlags(view: View, { family }: Route, hop: NextHop): string[] {
  const words: string[] = [];
  const link = hop.link === undefined ? undefined : view.config.links[hop.link];
  const conf = family === "inet" ? link?.conf4 : link?.conf6;
  const shared = family === "inet" ? hereOf(view).conf4.all : undefined;
  const ignores = conf?.ignore_routes_with_linkdown || shared?.ignore_routes_with_linkdown;
  // Who ignores such routes is told that they are dead (fib_nexthop_info).
  if (hop.dead || (hop.linkDown && ignores)) words.push("dead");
  if (hop.onlink) words.push("onlink");
  if (hop.linkDown) words.push("linkdown");
  return words;
}

/** Rejecting IPv6 routes lead to the loopback device. */
function deviceOf(view: View, route: Route): string | undefined {
  const hop = single(route);
  if (hop?.link !== undefined) return nameOf(view, hop.link);
  if (isMultipath(route) || route.family === "inet") return undefined;
  const loopback = hereOf(view).byIndex.get(1);
  return loopback === undefined ? undefined : nameOf(view, loopback);
}

/** net.ipv4.nexthop_compat_mode: whether routes over an object are told with the object's own ways. */
export function tellsWays(view: View, { nhid }: Route): boolean {
  return nhid === undefined || Number(hereOf(view).sysctls["ipv4.nexthop_compat_mode"] ?? 1) !== 0;
}

/** One route, its line end included. `filter` hides what every line would repeat. */
export function printRoute(out: Output, view: View, whole: Route, options: IpOptions, filter: RouteFilter): void {
  const { details } = options;
  const route = tellsWays(view, whole) ? whole : { ...whole, nextHops: [] };
  const { family } = route;
  out.openObject();
  if (route.type !== "unicast" || details)
    out.field("type", formatRouteType(route.type), `${formatRouteType(route.type)} `);
  const destination = destinationText(route.destination);
  out.coloured(destination === "default" ? undefined : family, "dst", destination, `${destination} `);
  const from = route.from && destinationText(route.from);
  if (from !== undefined) out.text("from ").coloured(family, "from", from, `${from} `);
  if (route.nhid !== undefined) out.field("nhid", route.nhid, `nhid ${route.nhid} `);
  printEncap(out, single(route)?.encap);
  if (filter.tos === undefined) printTos(out, route);
  const hop = single(route);
  if (hop && !isHost(filter.via)) printVia(out, route, hop);
  const device = route === whole ? deviceOf(view, route) : undefined;
  if (device !== undefined && filter.device === undefined)
    out.text("dev ").coloured("ifname", "dev", device, `${device} `);
  printTail(out, route, options, filter);
  const flags = hop ? hopFlags(view, route, hop) : family === "inet" ? commonFlags(route) : [];
  out.openList("flags");
  for (const flag of flags) out.json(undefined, flag).text(`${flag} `);
  out.close();
  if (filter.realms?.mask !== 0xffffffff) printRealms(out, route);
  if (route.expiresMicros !== undefined) {
    const left = Math.trunc((route.expiresMicros - view.runtime.nowMicros) / 1_000_000);
    out.field("expires", left, `expires ${left}sec `);
  }
  printMetrics(out, route);
  if (family === "inet6") out.field("pref", route.preference, `pref ${route.preference}`);
  const over = details && route.nhid !== undefined ? hereOf(view).nexthops?.get(route.nhid) : undefined;
  if (over) {
    out.text("\n\tnh_info ");
    printNexthop(out, view, over, options, "nh_info");
  }
  if (isMultipath(route)) {
    out.openList("nexthops");
    for (const each of route.nextHops) printNextHop(out, view, route, each);
    out.close();
  }
  out.text("\n").close();
}

export function printRealms(out: Output, { realms }: Pick<Route, "realms">): void {
  if (realms === undefined) return;
  const to = realms % 0x10000;
  const from = Math.floor(realms / 0x10000);
  out.openObject("flow").text(from === 0 ? "realm " : "realms ");
  if (from !== 0) out.field("from", formatRealm(from), `${formatRealm(from)}/`);
  out.field("to", formatRealm(to), `${formatRealm(to)} `).close();
}

/** A multipath route is dead or down when all of its hops are (fib_flags), whatever who ignores the latter is told of each. */
function commonFlags({ nextHops }: Route): string[] {
  if (nextHops.length === 0) return [];
  const dead = nextHops.every((hop) => hop.dead);
  const down = nextHops.every((hop) => hop.linkDown);
  return [...(dead ? ["dead"] : []), ...(down ? ["linkdown"] : [])];
}

/** Table, protocol, scope, source, metric. */
function printTail(out: Output, route: Route, { details }: IpOptions, filter: RouteFilter): void {
  const { family } = route;
  if ((route.table !== TABLE.main || details) && filter.table === 0)
    out.field("table", formatTable(route.table), `table ${formatTable(route.table)} `);
  if ((route.protocol !== PROTO.boot || details) && filter.protocol === undefined)
    out.field("protocol", formatProtocol(route.protocol), `proto ${formatProtocol(route.protocol)} `);
  if ((route.scope !== 0 || details) && filter.scope === undefined)
    out.field("scope", formatScope(route.scope), `scope ${formatScope(route.scope)} `);
  if (route.prefSource !== undefined && !isHost(filter.source)) {
    const source = formatIp(route.prefSource);
    out.text("src ").coloured(family, "prefsrc", source, `${source} `);
  }
  if ((route.metric !== 0 || family === "inet6") && filter.metric === undefined)
    out.field("metric", route.metric, `metric ${route.metric} `);
}

function printNextHop(out: Output, view: View, route: Route, hop: NextHop): void {
  out.openObject().line().text("\tnexthop ");
  printEncap(out, hop.encap);
  printVia(out, route, hop);
  if (hop.link !== undefined) out.field("dev", nameOf(view, hop.link), `dev ${nameOf(view, hop.link)} `);
  out.field("weight", hop.weight, `weight ${hop.weight} `);
  out.openList("flags");
  for (const flag of hopFlags(view, route, hop)) out.json(undefined, flag).text(`${flag} `);
  out.close().close();
}

export function printTos(out: Output, route: Pick<Route, "tos">): void {
  if (route.tos === 0) return;
  const tos = formatTos(route.tos);
  out.field("tos", tos, `tos ${tos} `);
}
