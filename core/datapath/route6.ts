/** Routes for what this host sends over IPv6 (ip6_route_output_flags of net/ipv6/route.c). */
import { type Ipv6, isIpv6LinkLocal, isIpv6Multicast } from "../address/ipv6.ts";
import type { LinkId } from "../model/id.ts";
import { metricsOf, PROTO } from "../model/route.ts";
import type { Ipv6Payload } from "../wire/frame.ts";
import { isLasting, lookupRoute } from "./fib.ts";
import { matchesOwn } from "./fib-rule.ts";
import { encapHeadroom } from "./mpls-headroom.ts";
import type { OutputRoute } from "./route-output.ts";
import { selectSource6 } from "./source.ts";
import type { Device, Namespace } from "./view.ts";

export interface OutputQuery6 {
  readonly destination: Ipv6;
  readonly source?: Ipv6 | undefined;
  readonly device?: Device | undefined;
  /** It may leave by another device as well, where that is said and a source: no socket is bound to it. */
  readonly loose?: boolean;
  readonly tos?: number | undefined;
  readonly mark?: number | undefined;
  /** What is sent, for rules and hashes that look at ports. */
  readonly payload?: Ipv6Payload | undefined;
}

const MEMO_LIMIT = 8192;

export function routeOutput6(namespace: Namespace, query: OutputQuery6): OutputRoute {
  const { destination, device } = query;
  if (device || query.tos || query.mark) return resolve6(namespace, query);
  const known = namespace.output6.get(destination);
  if (known) return known;
  const result = resolve6(namespace, query);
  const plain = namespace.config.rules6.every(matchesOwn);
  if (plain && isLasting() && (!result.route || result.route.nextHops.length <= 1)) {
    if (namespace.output6.size > MEMO_LIMIT) namespace.output6.clear();
    namespace.output6.set(destination, result);
  }
  return result;
}

function resolve6(namespace: Namespace, query: OutputQuery6): OutputRoute {
  const destination = (query.destination === "::" ? "::1" : query.destination) as Ipv6;
  const multicast = isIpv6Multicast(destination);
  // vrf_link_scope_lookup: there is no link to a VRF device.
  if (query.device?.link.kind.type === "vrf" && (multicast || isIpv6LinkLocal(destination)))
    return { ok: false, errno: "ENETUNREACH", route: undefined };
  const { config, runtime } = namespace.view;
  const { source: from, mark, tos, payload } = query;
  // RT6_LOOKUP_F_IFACE.
  const loose = query.loose === true && from !== undefined && !multicast && !isIpv6LinkLocal(destination);
  const sought = query.device
    ? { destination, source: from, [loose ? "prefer" : "oif"]: query.device.id, mark, tos, payload }
    : mark || tos || from
      ? { destination, source: from, mark, tos, payload }
      : { destination, payload };
  const found = lookupRoute(config, namespace.id, sought, runtime);
  // ip6_dst_lookup_tail looks for a source before it looks at what the route says.
  if (found.kind === "error" && from === undefined) {
    // ip6_dst_lookup_tail: a source is chosen first, and then a way is looked for once more, now for what comes from there.
    const { link } = found.route?.nextHops[0] ?? {};
    const source = selectSource6(config, namespace.id, link, destination);
    if (source === undefined) return { ok: false, errno: "EADDRNOTAVAIL", route: found.route };
    const { rules6, routes6 } = namespace.config;
    if (rules6.some((rule) => rule.from !== undefined) || routes6.some((each) => each.from !== undefined)) {
      const again = resolve6(namespace, { ...query, source });
      return again.ok ? { ...again, source } : again;
    }
  }
  if (found.kind === "error") return { ok: false, errno: found.errno, route: found.route };
  const { route, nextHop } = found;
  const owner = nextHop.link === undefined ? undefined : namespace.view.device(nextHop.link as LinkId);
  // RTF_ANYCAST is the kernel's own; what somebody calls anycast is sent like other things.
  const local = route.type === "local" || (route.type === "anycast" && route.protocol === PROTO.kernel);
  // ip6_rt_get_dev_rcu: a VRF's own addresses are the VRF's, but for those of a link.
  const out = local ? ((isIpv6LinkLocal(destination) ? undefined : owner?.l3master) ?? namespace.loopback) : owner;
  if (!out) return { ok: false, errno: "ENETUNREACH", route };
  const source =
    (route.prefSource as Ipv6 | undefined) ?? selectSource6(config, namespace.id, (owner ?? out).id, destination);
  return {
    ok: true,
    type: local ? "local" : multicast ? "multicast" : "unicast",
    device: out,
    nextHop: multicast || local ? destination : (nextHop.via ?? destination),
    source,
    route,
    mtu: ((local ? undefined : metricsOf(route, nextHop).mtu) ?? out.conf.mtu6 ?? out.mtu) - encapHeadroom(nextHop),
  };
}
