/**
 * Which address a host sends from when nobody said: inet_select_addr (net/ipv4/devinet.c) and RFC 6724 as the kernel
 * has it (net/ipv6/addrconf.c).
 *
 * Absent: home addresses.
 */
import { type Ipv4, ipv4Mask, isIpv4Loopback } from "../address/ipv4.ts";
import { type Ipv6, ipv6Words, isIpv6LinkLocal, isIpv6Multicast } from "../address/ipv6.ts";
import type { IpAddress } from "../address/prefix.ts";
import { SCOPE } from "../model/address.ts";
import { DEFAULT_ADDRESS_LABELS, labelOf } from "../model/address-label.ts";
import type { Config } from "../model/config.ts";
import type { LinkId, NetnsId } from "../model/id.ts";
import { IFF, type Link, l3MasterOf } from "../model/link.ts";
import type { Netns } from "../model/netns.ts";
import { gatewayOf, type NextHop, type Route } from "../model/route.ts";
import { routesLocalnet } from "./device-conf.ts";

/**
 * inet_select_addr: the first primary address of the link that is wide enough in scope, rather one of the subnet of
 * `towards` (a gateway or neighbor) where that is given; else one of its VRF device or another link of the same domain, whether that is up or not.
 */
export function selectSource4(config: Config, link: Link, towards: Ipv4 | undefined, scope: number): Ipv4 | undefined {
  const netns = config.netns[link.netns];
  const localScope = netns && routesLocalnet(link, netns) ? SCOPE.link : SCOPE.host;
  let first: Ipv4 | undefined;
  for (const address of link.inet) {
    if (address.secondary || Math.min(address.scope, localScope) > scope) continue;
    if (towards === undefined || ((towards ^ address.peer) & ipv4Mask(address.prefixLength)) === 0)
      return address.local;
    first ??= address.local;
  }
  if (first !== undefined) return first;
  const domain = l3MasterOf(config.links, link);
  const others = (netns?.byIndex.ids ?? []).flatMap((id) => config.links[id] ?? []);
  for (const other of domain ? [domain, ...others] : others) {
    if (l3MasterOf(config.links, other) !== domain) continue;
    for (const address of other.inet)
      if (!address.secondary && address.scope !== SCOPE.link && address.scope <= scope) return address.local;
  }
  return undefined;
}

/** __mkroute_output: what comes from a loopback address leaves by no other device, unless that has route_localnet or is a VRF. */
export function carriesSource(link: Link, netns: Netns, source: IpAddress | undefined): boolean {
  if (typeof source !== "number" || !isIpv4Loopback(source)) return true;
  return (link.flags & IFF.LOOPBACK) !== 0 || link.kind.type === "vrf" || routesLocalnet(link, netns);
}

/**
 * fib_select_path: the source that a route brings with it. Where a route leads out of the domain that it was looked up in,
 * the source is one of that domain all the same.
 *
 * @param domain the VRF device of that domain
 */
export function routeSource4(
  config: Config,
  route: Route,
  nextHop: NextHop,
  out: Link,
  domain: Link | undefined,
): Ipv4 | undefined {
  if (domain && l3MasterOf(config.links, out)?.id !== domain.id)
    return selectSource4(config, domain, undefined, SCOPE.link);
  if (typeof route.prefSource === "number") return route.prefSource;
  const gateway = gatewayOf(route, nextHop);
  return selectSource4(config, out, typeof gateway === "number" ? gateway : undefined, route.scope);
}

/** ipv6_addr_scope: 1 interface, 2 link, 5 site, 14 global. */
export function scope6(address: Ipv6): number {
  const [first = 0] = ipv6Words(address);
  if ((first & 0xff00) === 0xff00) return first & 0xf;
  if (address === "::1") return 2;
  if (isIpv6LinkLocal(address)) return 2;
  if ((first & 0xffc0) === 0xfec0) return 5;
  return 14;
}

function commonBits(a: Ipv6, b: Ipv6): number {
  const left = ipv6Words(a);
  const right = ipv6Words(b);
  for (let i = 0; i < 8; i++) {
    const difference = (left[i] ?? 0) ^ (right[i] ?? 0);
    if (difference !== 0) return 16 * i + Math.clz32(difference) - 16;
  }
  return 128;
}

interface Candidate {
  readonly local: Ipv6;
  readonly prefixLength: number;
  readonly link: LinkId;
  readonly deprecated: boolean;
  /** Whether its label is the destination's. */
  readonly alike: boolean;
  /** Whether it is temporary where the link would rather have that, or lasting where it would not (use_tempaddr). */
  readonly asWished: boolean;
}

/** Is `a` a better source than `b`? The rules of RFC 6724 section 5 in their order. */
function better(a: Candidate, b: Candidate, destination: Ipv6, out: LinkId | undefined): boolean {
  if ((a.local === destination) !== (b.local === destination)) return a.local === destination;
  const wanted = scope6(destination);
  const [scopeA, scopeB] = [scope6(a.local), scope6(b.local)];
  if (scopeA !== scopeB) return scopeA < scopeB ? scopeA >= wanted : scopeB < wanted;
  if (a.deprecated !== b.deprecated) return b.deprecated;
  if ((a.link === out) !== (b.link === out)) return a.link === out;
  if (a.alike !== b.alike) return a.alike;
  if (a.asWished !== b.asWished) return a.asWished;
  const bits = (candidate: Candidate): number =>
    Math.min(commonBits(candidate.local, destination), candidate.prefixLength);
  return bits(a) > bits(b);
}

/** The source for `destination` leaving by `out`; undefined when no address will do. */
export function selectSource6(
  config: Config,
  netns: NetnsId,
  out: LinkId | undefined,
  destination: Ipv6,
): Ipv6 | undefined {
  const here = config.netns[netns];
  let best: Candidate | undefined;
  const leaving = out === undefined ? undefined : config.links[out];
  const narrow =
    isIpv6Multicast(destination) || scope6(destination) <= 2 || (leaving?.conf6["use_oif_addrs_only"] ?? 0) !== 0;
  const domain = leaving && l3MasterOf(config.links, leaving);
  const labels = here?.addressLabels ?? DEFAULT_ADDRESS_LABELS;
  const wanted = labelOf(labels, destination, leaving?.ifindex ?? 0);
  for (const id of here?.byIndex.ids ?? []) {
    const link = config.links[id];
    if (!link || l3MasterOf(config.links, link) !== domain || (narrow && out !== undefined && id !== out)) continue;
    for (const address of link.inet6) {
      if (address.tentative || address.dadFailed || isIpv6Multicast(address.local)) continue;
      const candidate: Candidate = {
        local: address.local,
        prefixLength: address.prefixLength,
        link: id,
        deprecated: address.deprecated,
        alike: labelOf(labels, address.local, link.ifindex) === wanted,
        asWished: (address.marks?.includes("temporary") ?? false) === (link.conf6["use_tempaddr"] ?? 0) >= 2,
      };
      if (!best || better(candidate, best, destination, out)) best = candidate;
    }
  }
  return best?.local;
}
