/**
 * Routes and source addresses for what this host sends over IPv6 (ip6_route_output_flags of net/ipv6/route.c,
 * ipv6_dev_get_saddr of net/ipv6/addrconf.c; RFC 6724).
 *
 * Same as Linux: rules 1 (same address), 2 (scope), 3 (deprecated), 5 (outgoing interface), 8 (longest prefix).
 * Absent: home and temporary addresses, the label table (rule 6).
 */
import { type Ipv6, ipv6Words, isIpv6Multicast } from "../address/ipv6.ts";
import type { Inet6Address } from "../model/address.ts";
import type { LinkId } from "../model/id.ts";
import { lookupRoute, matchesOwn } from "./fib.ts";
import type { OutputRoute } from "./route-output.ts";
import type { Device, Namespace } from "./view.ts";

export interface OutputQuery6 {
  readonly destination: Ipv6;
  readonly source?: Ipv6 | undefined;
  readonly device?: Device | undefined;
  readonly tos?: number | undefined;
  readonly mark?: number | undefined;
}

const MEMO_LIMIT = 8192;

export function routeOutput6(namespace: Namespace, query: OutputQuery6): OutputRoute {
  const { destination, device } = query;
  if (device || query.tos || query.mark) return resolve6(namespace, query);
  const known = namespace.output6.get(destination);
  if (known) return known;
  const result = resolve6(namespace, query);
  const plain = namespace.config.rules6.every(matchesOwn);
  if (plain && (!result.route || result.route.nextHops.length <= 1)) {
    if (namespace.output6.size > MEMO_LIMIT) namespace.output6.clear();
    namespace.output6.set(destination, result);
  }
  return result;
}

function resolve6(namespace: Namespace, query: OutputQuery6): OutputRoute {
  const destination = (query.destination === "::" ? "::1" : query.destination) as Ipv6;
  const multicast = isIpv6Multicast(destination);
  const { config } = namespace.view;
  const { source: from, mark, tos } = query;
  const found = query.device
    ? lookupRoute(config, namespace.id, { destination, source: from, oif: query.device.id, mark, tos })
    : mark || tos || from
      ? lookupRoute(config, namespace.id, { destination, source: from, mark, tos })
      : lookupRoute(config, namespace.id, { destination });
  // ip6_dst_lookup_tail looks for a source before it looks at what the route says.
  if (found.kind === "error") {
    const sourceless = query.source === undefined && selectSource6(namespace, undefined, destination) === undefined;
    return { ok: false, errno: sourceless ? "EADDRNOTAVAIL" : found.errno, route: found.route };
  }
  const { route, nextHop } = found;
  const owner = nextHop.link === undefined ? undefined : namespace.view.device(nextHop.link as LinkId);
  const local = route.type === "local" || route.type === "anycast";
  const out = local ? (owner?.l3master ?? namespace.loopback) : owner;
  if (!out) return { ok: false, errno: "ENETUNREACH", route };
  const source = (route.prefSource as Ipv6 | undefined) ?? selectSource6(namespace, owner ?? out, destination);
  return {
    ok: true,
    type: local ? "local" : multicast ? "multicast" : "unicast",
    device: out,
    nextHop: multicast || local ? destination : (nextHop.via ?? destination),
    source,
    route,
    mtu: local ? out.mtu : (route.metrics.mtu ?? out.conf.mtu6 ?? out.mtu),
  };
}

/** Scopes of RFC 4007 as they compare: 1 interface, 2 link, 5 site, 14 global. */
function scope6(address: Ipv6): number {
  if (address === "::1") return 1;
  const first = ipv6Words(address)[0] ?? 0;
  if ((first & 0xff00) === 0xff00) return first & 0xf;
  if ((first & 0xffc0) === 0xfe80) return 2;
  if ((first & 0xffc0) === 0xfec0) return 5;
  return 14;
}

interface Candidate {
  readonly address: Inet6Address;
  readonly device: Device;
  readonly scope: number;
}

/** The source address for a destination, preferably one of the device the packet leaves by; undefined when none may serve. */
export function selectSource6(namespace: Namespace, out: Device | undefined, destination: Ipv6): Ipv6 | undefined {
  const scope = scope6(destination);
  const onlyHere = isIpv6Multicast(destination) || scope <= 2;
  let best: Candidate | undefined;
  const domain = out?.l3master;
  for (const device of onlyHere && out ? [out] : namespace.devices) {
    if (!device.up || device.l3master !== domain) continue;
    for (const address of device.link.inet6) {
      if (address.tentative || address.dadFailed) continue;
      const candidate: Candidate = { address, device, scope: scope6(address.local) };
      if (!best || better(candidate, best, out, destination, scope)) best = candidate;
    }
  }
  return best?.address.local;
}

function better(a: Candidate, b: Candidate, out: Device | undefined, destination: Ipv6, scope: number): boolean {
  if ((a.address.local === destination) !== (b.address.local === destination)) return a.address.local === destination;
  if (a.scope !== b.scope) return a.scope < b.scope ? a.scope >= scope : b.scope < scope;
  if (a.address.deprecated !== b.address.deprecated) return b.address.deprecated;
  if ((a.device === out) !== (b.device === out)) return a.device === out;
  return common(a.address, destination) > common(b.address, destination);
}

/** Leading bits that an address shares with the destination, no more than its prefix has. */
function common(address: Inet6Address, destination: Ipv6): number {
  const a = ipv6Words(address.local);
  const b = ipv6Words(destination);
  for (let i = 0; i < 8; i++) {
    const difference = (a[i] as number) ^ (b[i] as number);
    if (difference !== 0) return Math.min(address.prefixLength, 16 * i + Math.clz32(difference) - 16);
  }
  return address.prefixLength;
}
