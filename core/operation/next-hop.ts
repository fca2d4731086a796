/**
 * What a next hop must be: a neighbor by way of a device that works (fib_check_nh of net/ipv4/fib_semantics.c, fib6_nh_init
 * of net/ipv6/route.c).
 */

import type { Ipv4 } from "../address/ipv4.ts";
import { IPV6_ANY, type Ipv6, isIpv6LinkLocal, isIpv6Multicast } from "../address/ipv6.ts";
import type { KernelError } from "../errors.ts";
import { SCOPE } from "../model/address.ts";
import { hasInet4, hasInet6 } from "../model/family-mtu.ts";
import type { NetnsId } from "../model/id.ts";
import { IFF, isUp, type Link, l3MasterOf, l3TableOf } from "../model/link.ts";
import { isRejecting, type NextHop, TABLE } from "../model/route.ts";
import { ok, type Result } from "../result.ts";
import { conf6 } from "./conf.ts";
import { addressType4, askRules, type FibAnswer, lookupFib, lookupTable } from "./fib.ts";

import type { NextHopSpec, RouteSpec } from "./route.ts";
import { DONE, type Outcome, refuse, type Transaction } from "./transaction.ts";

export function newHop(link: Link, via: NextHop["via"], spec: NextHopSpec | undefined): NextHop {
  return {
    link: link.id,
    via,
    onlink: spec?.onlink ?? false,
    weight: spec?.weight ?? 1,
    linkDown: !link.carrier && isUp(link),
    dead: false,
    ...(spec?.encap && { encap: spec.encap }),
  };
}

export function hops4(
  tx: Transaction,
  netns: NetnsId,
  spec: RouteSpec,
  scope: number,
  table: number,
): Result<readonly NextHop[], KernelError> {
  // 0.0.0.0 is no gateway (rtm_to_fib_config).
  const specs = spec.nextHops.length > 0 ? spec.nextHops.map(withoutZeros) : [{}];
  if (scope === SCOPE.host) {
    if (specs.length !== 1) return refuse("EINVAL", "Route with host scope can not have multiple nexthops");
    const only = specs[0] as NextHopSpec;
    if (only.via !== undefined) return refuse("EINVAL", "Route with host scope can not have a gateway");
    const link = only.device === undefined ? undefined : tx.linkNamed(netns, only.device);
    if (!link) return refuse("ENODEV");
    return ok([{ ...newHop(link, undefined, only), linkDown: false }]);
  }
  const hops: NextHop[] = [];
  for (const one of specs) {
    const hop = one.via === undefined ? deviceHop4(tx, netns, one) : gatewayHop4(tx, netns, one, scope, table);
    if (!hop.ok) return hop;
    hops.push(hop.value);
  }
  return ok(hops);
}

/** A next hop without the gateway 0.0.0.0, which is none. */
export function withoutZeros(hop: NextHopSpec): NextHopSpec {
  if (hop.via !== 0) return hop;
  const { via: _, ...rest } = hop;
  return rest;
}

/** fib_check_nh_nongw; a link whose MTU is too small for IPv4 is none to it. */
export function deviceHop4(tx: Transaction, netns: NetnsId, spec: NextHopSpec): Result<NextHop, KernelError> {
  if (spec.onlink) return refuse("EINVAL", "Invalid flags for nexthop - PERVASIVE and ONLINK can not be set");
  const link = spec.device === undefined ? undefined : tx.linkNamed(netns, spec.device);
  if (!link || !hasInet4(link)) return refuse("ENODEV");
  if (!isUp(link)) return refuse("ENETDOWN", "Device for nexthop is not up");
  return ok(newHop(link, undefined, spec));
}

/** fib_check_nh_gw: the gateway must be a neighbor, by a route of a narrower scope than the one to be added. */
export function gatewayHop4(
  tx: Transaction,
  netns: NetnsId,
  spec: NextHopSpec,
  scope: number,
  table: number,
): Result<NextHop, KernelError> {
  const link = spec.device === undefined ? undefined : tx.linkNamed(netns, spec.device);
  const via = spec.via as Ipv4;
  if (typeof spec.via === "string") {
    // `via inet6`: fib_check_nh_v6_gw.
    const hop = gatewayHop6(tx, netns, spec, TABLE.main);
    return hop;
  }
  if (spec.onlink) {
    if (scope >= SCOPE.link) return refuse("EINVAL", "Nexthop has invalid scope");
    if (!link) return refuse("ENODEV", "Nexthop device required for onlink");
    if (!isUp(link)) return refuse("ENETDOWN", "Nexthop device is not up");
    // inet_addr_type_dev_table.
    if (addressType4(tx, netns, via, l3TableOf(tx.draft.links, link)) !== "unicast")
      return refuse("EINVAL", "Nexthop has invalid gateway");
    return ok(newHop(link, via, spec));
  }
  const flow = { destination: via, oif: link?.id, minScope: Math.max(scope + 1, SCOPE.link) };
  const own = table === TABLE.main ? undefined : lookupTable(tx, netns, "inet", table, flow);
  const answer = own ?? askRules(tx, netns, "inet", flow) ?? "ENETUNREACH";
  if (typeof answer === "string") return refuse(answer, "Nexthop has invalid gateway");
  if (answer.route.type !== "unicast" && answer.route.type !== "local")
    return refuse("EINVAL", "Nexthop has invalid gateway");
  const out = answer.hop?.link === undefined ? undefined : tx.findLink(answer.hop.link);
  if (!out) return refuse("ENODEV", "No egress device for nexthop gateway");
  if (!isUp(out)) return refuse("ENETDOWN");
  return ok({ ...newHop(out, via, spec), ...(answer.route.scope === SCOPE.host ? { ownGateway: true } : {}) });
}

/** Whether next hops were given as a list (RTA_MULTIPATH), which may have one. */
export function isList({ nextHops: [first], nextHops }: RouteSpec): boolean {
  return nextHops.length > 1 || first?.weight !== undefined;
}

/** ip6_route_info_create and ip6_route_multipath_add: the next hops of an IPv6 route, or why there are none. */
export function hops6(
  tx: Transaction,
  netns: NetnsId,
  spec: RouteSpec,
  table: number,
): Result<readonly NextHop[], KernelError> {
  const specs = spec.nextHops.length > 0 ? spec.nextHops : [{}];
  const hops: NextHop[] = [];
  for (const each of specs) {
    // ip6_route_multipath_add gives each next hop the flags of the route, and its device where it has none of its own.
    const { onlink, device } = spec.beside ?? {};
    const one = { ...(device !== undefined && { device }), ...each, ...(onlink && { onlink }) };
    // rtm_to_fib6_multipath_config, which knows no RTA_VIA.
    if (isList(spec) && typeof one.via !== "string")
      return refuse("EINVAL", "Device only routes can not be added for IPv6 using the multipath API");
    const hop = one.via === undefined ? deviceHop6(tx, netns, one) : gatewayHop6(tx, netns, one, table);
    if (!hop.ok) return hop;
    // The siblings are entered one by one.
    if (hops.some((other) => other.link === hop.value.link && other.via === hop.value.via)) return refuse("EEXIST");
    hops.push(hop.value);
  }
  return ok(hops);
}

function checkDevice6(link: Link): Outcome {
  if (conf6(link, "disable_ipv6") !== 0) return refuse("EACCES", "IPv6 is disabled on nexthop device");
  if (!isUp(link)) return refuse("ENETDOWN", "Nexthop device is not up");
  return DONE;
}

export function deviceHop6(tx: Transaction, netns: NetnsId, spec: NextHopSpec): Result<NextHop, KernelError> {
  const link = spec.device === undefined ? undefined : tx.linkNamed(netns, spec.device);
  if (!link || !hasInet6(link)) return refuse("ENODEV");
  // fib6_nh_init looks at that of RTNH_F_ONLINK first.
  if (spec.onlink && !isUp(link)) return refuse("ENETDOWN", "Nexthop device is not up");
  const usable = checkDevice6(link);
  return usable.ok ? ok(newHop(link, undefined, spec)) : usable;
}

/**
 * ipv6_chk_addr_and_flags: an address of the namespace, or of the domain that `near` belongs to, with those that are
 * `tentative` or without; those of a link alone count on that link.
 */
export function ownsAddress6(tx: Transaction, netns: NetnsId, address: Ipv6, near?: Link, tentative = true): boolean {
  const { links } = tx.draft;
  const domain = near && l3MasterOf(links, near)?.id;
  const here = isIpv6LinkLocal(address) ? near?.id : undefined;
  return tx.netns(netns).byIndex.ids.some((id) => {
    const link = tx.link(id);
    return (
      (here === undefined || id === here) &&
      link.inet6.some((each) => each.local === address && (tentative || !each.tentative)) &&
      l3MasterOf(links, link)?.id === domain
    );
  });
}

/** ip6_route_check_nh_onlink: what is on the link must not be known to be elsewhere, but by a default route. */
function checkOnlink6(tx: Transaction, netns: NetnsId, via: Ipv6, link: Link): Outcome {
  const table = l3TableOf(tx.draft.links, link) ?? TABLE.main;
  const flow = { destination: via };
  const found =
    lookupTable(tx, netns, "inet6", table, { ...flow, oif: link.id }) ?? lookupTable(tx, netns, "inet6", table, flow);
  if (!found || isRejected(tx, found) || found.route.destination.length === 0) return DONE;
  return found.route.type === "unicast" && found.hop?.link === link.id
    ? DONE
    : refuse("EINVAL", "Nexthop has invalid gateway or device mismatch");
}

/** ip6_validate_gw. */
export function gatewayHop6(
  tx: Transaction,
  netns: NetnsId,
  spec: NextHopSpec,
  table: number,
): Result<NextHop, KernelError> {
  const via = spec.via as Ipv6;
  let link = spec.device === undefined ? undefined : tx.linkNamed(netns, spec.device);
  if (link && !hasInet6(link)) return refuse("ENODEV");
  if (spec.onlink) {
    if (!link) return refuse("ENODEV", "Nexthop device required for onlink");
    if (!isUp(link)) return refuse("ENETDOWN", "Nexthop device is not up");
  }
  // Where no device was named, the one that is found comes first.
  const named = link !== undefined;
  if (link && ownsAddress6(tx, netns, via, link)) return refuse("EINVAL", "Gateway can not be a local address");
  if (!isIpv6LinkLocal(via)) {
    if (isIpv6Multicast(via) || via === IPV6_ANY) return refuse("EINVAL", "Invalid gateway address");
    if (spec.onlink) {
      const fits = link ? checkOnlink6(tx, netns, via, link) : DONE;
      if (!fits.ok) return fits;
    } else {
      const flow = { destination: via, oif: link?.id };
      const own = lookupTable(tx, netns, "inet6", table, flow);
      const answer = own && leadsOn(tx, own) ? own : lookupFib(tx, netns, "inet6", flow);
      if (!answer || !leadsOn(tx, answer)) return refuse("EHOSTUNREACH");
      if (!link && answer.hop?.link !== undefined) link = tx.findLink(answer.hop.link);
    }
  }
  if (!link) return refuse("EINVAL", "Egress device not specified");
  if (link.flags & IFF.LOOPBACK) return refuse("EINVAL", "Egress device can not be loopback device for this route");
  if (!named && ownsAddress6(tx, netns, via, link)) return refuse("EINVAL", "Gateway can not be a local address");
  const usable = checkDevice6(link);
  return usable.ok ? ok(newHop(link, via, spec)) : usable;
}

/** ip6_route_check_nh: neither another gateway nor a route that rejects. */
function leadsOn(tx: Transaction, answer: FibAnswer): boolean {
  return answer.hop?.via === undefined && !isRejected(tx, answer);
}

/** fib6_is_reject: what is not local rejects on lo. */
function isRejected(tx: Transaction, { route, hop }: FibAnswer): boolean {
  if (isRejecting(route.type)) return true;
  const over = hop?.link === undefined ? undefined : tx.findLink(hop.link);
  return over !== undefined && (over.flags & IFF.LOOPBACK) !== 0 && route.type !== "local";
}
