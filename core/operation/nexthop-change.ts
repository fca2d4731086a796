/**
 * `ip nexthop add`, `replace`, `del`, and what happens to nexthop objects when a device fails (net/ipv4/nexthop.c).
 *
 * Same as Linux: order of checks and their texts, what a device takes along, groups that shrink and end, routes that
 * follow, labels that they put on. Absent: other encapsulation, hardware statistics.
 */
import { IPV6_ANY } from "../address/ipv6.ts";
import type { KernelError } from "../errors.ts";
import { SCOPE } from "../model/address.ts";
import { hasInet4 } from "../model/family-mtu.ts";
import type { LinkId, NetnsId } from "../model/id.ts";
import { JIFFIES_PER_SECOND } from "../model/jiffies.ts";
import { isUp, type Link } from "../model/link.ts";
import { hopsOf, isGroup, type Nexthop, Nexthops, swallows } from "../model/nexthop.ts";
import type { Resilient } from "../model/resilient.ts";
import { type NextHop, type Route, TABLE } from "../model/route.ts";
import { err, ok, type Result } from "../result.ts";
import { rewriteRoutes } from "./fib.ts";
import { checkEncap } from "./mpls-change.ts";
import { deviceHop4, deviceHop6, gatewayHop4, gatewayHop6, newHop } from "./next-hop.ts";
import type { NexthopAdd, NexthopDelete, NexthopSpec, ResilientSpec } from "./nexthop.ts";
import type { Caller } from "./operation.ts";
import { rebalanced, upkeepRound } from "./resilient.ts";
import { DONE, type Outcome, refuse, resolveLink, resolveNetns, type Transaction } from "./transaction.ts";
import { flushGroup } from "./vxlan-fdb.ts";

const NONE = new Nexthops();

export function nexthopsOf(tx: Transaction, netns: NetnsId): Nexthops {
  return tx.netns(netns).nexthops ?? NONE;
}

function put(tx: Transaction, netns: NetnsId, nexthop: Nexthop): void {
  tx.ownNetns(netns).nexthops = nexthopsOf(tx, netns).with(nexthop);
}

function drop(tx: Transaction, netns: NetnsId, id: number): void {
  tx.ownNetns(netns).nexthops = nexthopsOf(tx, netns).without(id);
}

/** nh_check_attr_group_rtnl. */
function checkGroup(known: Nexthops, spec: NexthopSpec, group: readonly { readonly id: number }[]): Outcome {
  const ids = group.map(({ id }) => id);
  let family: Nexthop["family"];
  for (const id of ids) {
    const member = known.get(id);
    if (!member) return refuse("EINVAL", "Invalid nexthop id");
    if (isGroup(member)) {
      const kind = member.resilient ? "Resilient" : "Hash-threshold";
      return refuse("EINVAL", `${kind} group can not be a nexthop within a group`);
    }
    if (member.blackhole && ids.length > 1)
      return refuse("EINVAL", "Blackhole nexthop can not be used in a group with more than 1 path");
    if (spec.fdb) {
      if (!member.fdb) return refuse("EINVAL", "FDB nexthop group can only have fdb nexthops");
      family ??= member.family;
      if (family !== member.family) return refuse("EINVAL", "FDB nexthop group cannot have mixed family nexthops");
    } else if (member.fdb) return refuse("EINVAL", "Non FDB nexthop group cannot have fdb nexthops");
  }
  return DONE;
}

/** rtm_to_nh_config: what is wrong with the message, whatever there is already. */
function checkSpec(spec: NexthopSpec): Outcome {
  if (spec.family === undefined && !spec.group) return refuse("EINVAL", "Invalid address family");
  if (spec.fdb) {
    if (spec.device !== undefined || spec.blackhole || spec.encap)
      return refuse("EINVAL", "Fdb attribute can not be used with encap, oif or blackhole");
    if (spec.onlink) return refuse("EINVAL", "Unsupported nexthop flags in ancillary header");
  }
  if (spec.group) {
    if (spec.family !== undefined) return refuse("EINVAL", "Invalid family for group");
    const ids = spec.group.map(({ id }) => id);
    if (new Set(ids).size < ids.length) return refuse("EINVAL", "Nexthop id can not be used twice in a group");
    if (spec.encap) return refuse("EINVAL", "No other attributes can be set in nexthop groups");
    return spec.resilient?.buckets === 0 ? refuse("EINVAL", "Number of buckets needs to be non-0") : DONE;
  }
  if (spec.blackhole) {
    if (spec.via !== undefined || spec.device !== undefined || spec.encap)
      return refuse("EINVAL", "Blackhole attribute can not be used with gateway, oif, encap or fdb");
    return DONE;
  }
  if (spec.fdb) return DONE;
  if (spec.device === undefined)
    return refuse("EINVAL", "Device attribute required for non-blackhole and non-fdb nexthops");
  if (spec.via === undefined && spec.onlink)
    return refuse("EINVAL", "ONLINK flag can not be set for nexthop without a gateway");
  return DONE;
}

/** rtm_to_nh_config_rtnl: what the message names, as it is now. */
function checkNamed(tx: Transaction, netns: NetnsId, spec: NexthopSpec): Result<Link | undefined, KernelError> {
  if (spec.group) {
    const checked = checkGroup(nexthopsOf(tx, netns), spec, spec.group);
    return checked.ok ? ok(undefined) : err(checked.error);
  }
  if (spec.blackhole) {
    // It stands on `lo` (fib_create_nh4 and ip6_route_check_nh by way of fib6_nh_init).
    const loopback = tx.loopback(netns);
    // fib_check_nh_nongw; IPv6 keeps the mark.
    if (spec.family === "inet" && spec.onlink)
      return refuse("EINVAL", "Invalid flags for nexthop - PERVASIVE and ONLINK can not be set");
    if (loopback && spec.family !== "inet6" && !hasInet4(loopback)) return refuse("ENODEV");
    if (loopback && !isUp(loopback))
      return refuse("ENETDOWN", `${spec.family === "inet6" ? "Nexthop device" : "Device for nexthop"} is not up`);
    return ok(undefined);
  }
  if (spec.fdb || spec.device === undefined) return ok(undefined);
  const link = resolveLink(tx, netns, spec.device, "Invalid device index");
  if (!link.ok) return link;
  if (!isUp(link.value)) return refuse("ENETDOWN", "Nexthop device is not up");
  if (!link.value.carrier) return refuse("ENETDOWN", "Carrier for nexthop device is down");
  return ok(link.value);
}

/** NH_RES_DEFAULT_IDLE_TIMER. */
const IDLE_SECONDS = 120;

/** rtm_to_nh_config_grp_res: what is not said is as it is by default. No bucket leads anywhere yet. */
function resilientOf({ buckets = 0, idleSeconds = IDLE_SECONDS, unbalancedSeconds = 0 }: ResilientSpec): Resilient {
  return {
    buckets: Array.from({ length: buckets }, () => 0),
    idleSeconds: kept(idleSeconds),
    unbalancedSeconds: kept(unbalancedSeconds),
  };
}

/** A timer as the kernel keeps it: jiffies of 32 bits, told in hundredths of a second. */
function kept(seconds: number): number {
  return Math.floor((((seconds * JIFFIES_PER_SECOND) % 2 ** 32) * 100) / JIFFIES_PER_SECOND) / 100;
}

/** nexthop_create and nexthop_create_group. */
function make(
  tx: Transaction,
  netns: NetnsId,
  given: NexthopSpec,
  id: number,
  link: Link | undefined,
): Result<Nexthop, KernelError> {
  // nh_create_ipv4, nh_create_ipv6: a gateway of zeros is none.
  const { via: said, ...rest } = given;
  const spec: NexthopSpec = said === undefined || said === 0 || said === IPV6_ANY ? rest : given;
  const base = {
    id,
    family: spec.family,
    protocol: spec.protocol ?? 0,
    scope: 0,
    hop: undefined,
    blackhole: spec.blackhole ?? false,
    fdb: spec.fdb ?? false,
    group: (spec.group ?? []).map((member) => ({ id: member.id, weight: member.weight ?? 1 })),
  };
  if (spec.group) return ok(spec.resilient ? { ...base, resilient: resilientOf(spec.resilient) } : base);
  if (spec.blackhole) {
    const lo = tx.loopback(netns);
    return ok({ ...base, hop: lo && newHop(lo, undefined, { onlink: spec.onlink ?? false }) });
  }
  if (spec.fdb) {
    // fib6_nh_init: one of IPv6 always has a gateway.
    const via = spec.via ?? (spec.family === "inet6" ? IPV6_ANY : undefined);
    const hop: NextHop = { link: undefined, via, onlink: false, weight: 1, linkDown: false, dead: false };
    return ok({ ...base, scope: SCOPE.link, hop });
  }
  if (!link) throw new Error("a nexthop has a device");
  const hop = {
    device: link.name,
    ...(spec.via !== undefined && { via: spec.via }),
    ...(spec.onlink && { onlink: true }),
    ...(spec.encap && { encap: spec.encap }),
  };
  const fits = spec.encap ? checkEncap(tx, netns, spec.encap) : DONE;
  if (!fits.ok) return fits;
  if (spec.family === "inet6") {
    const made = spec.via === undefined ? deviceHop6(tx, netns, hop) : gatewayHop6(tx, netns, hop, TABLE.main);
    return made.ok ? ok({ ...base, scope: SCOPE.link, hop: made.value }) : made;
  }
  // fib_check_nh_nongw: who has no gateway is as near as the host itself.
  if (spec.via === undefined) {
    const made = deviceHop4(tx, netns, hop);
    return made.ok ? ok({ ...base, scope: SCOPE.host, hop: made.value }) : made;
  }
  const made = gatewayHop4(tx, netns, hop, SCOPE.global, TABLE.main);
  // fib_check_nh_v4_gw: it has the scope of the route to the gateway.
  return made.ok ? ok({ ...base, scope: made.value.ownGateway ? SCOPE.host : SCOPE.link, hop: made.value }) : made;
}

/** nh_find_unused_id: the next after the last one given out. */
function unusedId(tx: Transaction, netns: NetnsId): number {
  const known = nexthopsOf(tx, netns);
  let id = (tx.netns(netns).lastNexthop ?? 0) + 1;
  while (known.get(id)) id++;
  tx.ownNetns(netns).lastNexthop = id;
  return id;
}

export function nexthopAdd(tx: Transaction, caller: Caller, op: NexthopAdd): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const netns = here.value;
  const spec = op.nexthop;
  const valid = checkSpec(spec);
  if (!valid.ok) return valid;
  if (op.mode === "replace" && !spec.id) return refuse("EINVAL", "Replace requires nexthop id");
  const checked = checkNamed(tx, netns, spec);
  if (!checked.ok) return checked;
  const id = spec.id || unusedId(tx, netns);
  const made = make(tx, netns, spec, id, checked.value);
  if (!made.ok) return made;
  const old = nexthopsOf(tx, netns).get(id);
  if (!old) {
    if (made.value.resilient && spec.resilient?.buckets === undefined)
      return refuse("EINVAL", "Number of buckets not specified for nexthop group insertion");
    const added = rebalanced(tx, netns, undefined, made.value);
    put(tx, netns, added);
    note(tx, "new", netns, added);
    return DONE;
  }
  if (op.mode === "add") return refuse("EEXIST");
  const able = mayReplace(tx, netns, old, made.value, spec);
  if (!able.ok) return able;
  const next = replaced(tx, netns, old, made.value, spec);
  put(tx, netns, next);
  note(tx, "new", netns, next);
  // A group's routes see a member's change, too.
  const groups = nexthopsOf(tx, netns).groupsOf(id);
  follow(tx, netns, id, true);
  for (const group of groups) follow(tx, netns, group.id, true);
  return DONE;
}

/** What an object becomes: a resilient group keeps its buckets, and of its timers those that nothing was said of. */
function replaced(tx: Transaction, netns: NetnsId, old: Nexthop, made: Nexthop, { resilient }: NexthopSpec): Nexthop {
  if (!isGroup(old)) return made;
  // replace_nexthop_grp: the protocol stays what it was.
  const group = { ...made, protocol: old.protocol };
  if (!old.resilient || !resilient) return group;
  const { idleSeconds = old.resilient.idleSeconds, unbalancedSeconds = old.resilient.unbalancedSeconds } = resilient;
  const timers = { idleSeconds: kept(idleSeconds), unbalancedSeconds: kept(unbalancedSeconds) };
  return rebalanced(tx, netns, old, { ...group, resilient: { ...timers, buckets: old.resilient.buckets } });
}

function note(tx: Transaction, verb: "new" | "delete", netns: NetnsId, nexthop: Nexthop): void {
  tx.note("nexthop", verb, netns, nexthop.id, { noun: "nexthop", nexthop });
}

function routesOver(tx: Transaction, netns: NetnsId, family: Route["family"], ids: ReadonlySet<number>): Route[] {
  return tx.routes(netns, family).filter((route) => route.nhid !== undefined && ids.has(route.nhid));
}

/** replace_nexthop_single, replace_nexthop_grp and the checks on routes that use the object (fib6_check_nh_list). */
function mayReplace(tx: Transaction, netns: NetnsId, old: Nexthop, next: Nexthop, spec: NexthopSpec): Outcome {
  const known = nexthopsOf(tx, netns).with(next);
  const own = fitsRoutes(tx, netns, old.id, known, next);
  if (!own.ok) return own;
  for (const { id, group } of known.groupsOf(old.id)) {
    if (next.blackhole && group.length > 1)
      return refuse("EINVAL", "Blackhole nexthop can not be a member of a group with more than one path");
    const fits = fitsRoutes(tx, netns, id, known, next);
    if (!fits.ok) return fits;
  }
  if (isGroup(next) === isGroup(old))
    return isGroup(old) ? mayReplaceGroup(old, next, spec) : mayReplaceHop(tx, netns, old, next);
  return refuse(
    "EINVAL",
    isGroup(next)
      ? "Can not replace a nexthop with a nexthop group."
      : "Can not replace a nexthop group with a nexthop.",
  );
}

function mayReplaceHop(tx: Transaction, netns: NetnsId, old: Nexthop, next: Nexthop): Outcome {
  return old.fdb !== next.fdb && nexthopsOf(tx, netns).groupsOf(old.id).length > 0
    ? refuse("EINVAL", "Cannot change nexthop FDB status while in a group")
    : DONE;
}

function mayReplaceGroup(old: Nexthop, next: Nexthop, { resilient }: NexthopSpec): Outcome {
  if (!old.resilient !== !next.resilient)
    return refuse("EINVAL", "Can not replace a nexthop group with one of a different type.");
  if (old.resilient && resilient?.buckets !== undefined && resilient.buckets !== old.resilient.buckets.length)
    return refuse("EINVAL", "Can not change number of buckets of a resilient nexthop group.");
  return DONE;
}

/** fib_check_nh_list, fib6_check_nh_list: whether the routes over an object could go over `next`. */
function fitsRoutes(tx: Transaction, netns: NetnsId, id: number, known: Nexthops, next: Nexthop): Outcome {
  const ids = new Set([id]);
  for (const { scope } of routesOver(tx, netns, "inet", ids)) {
    const fits = fitsRoute4(known, next, scope);
    if (!fits.ok) return fits;
  }
  return routesOver(tx, netns, "inet6", ids).length > 0 ? fitsRoute6(known, next) : DONE;
}

/** fib_check_nexthop: whether an IPv4 route of this scope may go over a nexthop object. */
export function fitsRoute4(known: Nexthops, nexthop: Nexthop, scope: number): Outcome {
  if (nexthop.fdb) return refuse("EINVAL", "Route cannot point to a fdb nexthop");
  if (isGroup(nexthop) && scope === SCOPE.host)
    return refuse("EINVAL", "Route with host scope can not have multiple nexthops");
  const [hop] = hopsOf(known, nexthop);
  if (scope === SCOPE.host && hop?.via !== undefined)
    return refuse("EINVAL", "Route with host scope can not have a gateway");
  if (hop?.onlink && scope >= SCOPE.link) return refuse("EINVAL", "Scope mismatch with nexthop");
  return DONE;
}

/** fib6_check_nexthop: IPv6 knows no gateway of the other family. */
export function fitsRoute6(known: Nexthops, nexthop: Nexthop): Outcome {
  const members = isGroup(nexthop) ? nexthop.group.map(({ id }) => known.get(id)) : [nexthop];
  if (members.some((member) => member?.family !== "inet6"))
    return refuse("EINVAL", "IPv6 routes can not use an IPv4 nexthop");
  return nexthop.fdb ? refuse("EINVAL", "Route cannot point to a fdb nexthop") : DONE;
}

/** nexthop_compat_mode: who knows nothing of objects is told of routes as without them. */
function compatible(tx: Transaction, netns: NetnsId): boolean {
  return Number(tx.netns(netns).sysctls["ipv4.nexthop_compat_mode"] ?? 1) !== 0;
}

/** Routes over an object get its hops as they are now; those that it had made swallow packets may carry them again. */
function follow(tx: Transaction, netns: NetnsId, id: number, told: boolean): void {
  const known = nexthopsOf(tx, netns);
  const nexthop = known.get(id);
  if (!nexthop) return;
  const nextHops = hopsOf(known, nexthop);
  for (const family of ["inet", "inet6"] as const) {
    rewriteRoutes(tx, netns, family, routesOver(tx, netns, family, new Set([id])), (route) => {
      const { ownType = route.type, ...rest } = route;
      const next: Route = swallows(known, nexthop)
        ? { ...rest, type: "blackhole", ownType, nextHops }
        : { ...rest, type: ownType, nextHops };
      if (told && compatible(tx, netns)) tx.note("route", "new", netns, next, { noun: "route", route: next });
      return next;
    });
  }
}

export function nexthopDelete(tx: Transaction, caller: Caller, op: NexthopDelete): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  if (op.id === undefined) return refuse("EINVAL", "Nexthop id is missing");
  if (op.id === 0) return refuse("EINVAL", "Invalid nexthop id");
  const nexthop = nexthopsOf(tx, here.value).get(op.id);
  if (!nexthop) return refuse("ENOENT");
  remove(tx, here.value, nexthop, true);
  return DONE;
}

/** remove_nexthop: routes over it go, groups lose a member, and one that has lost its last goes as well. */
function remove(tx: Transaction, netns: NetnsId, nexthop: Nexthop, told: boolean): void {
  const { id } = nexthop;
  if (told) note(tx, "delete", netns, nexthop);
  drop(tx, netns, id);
  tx.runtime.buckets.get(netns)?.delete(id);
  if (nexthop.fdb) flushGroup(tx, netns, id);
  for (const family of ["inet", "inet6"] as const) {
    const quiet = family === "inet" || !compatible(tx, netns);
    rewriteRoutes(tx, netns, family, routesOver(tx, netns, family, new Set([id])), () => undefined, quiet);
  }
  const groups = nexthopsOf(tx, netns).groupsOf(id);
  for (const before of groups) {
    const group = before.group.filter((member) => member.id !== id);
    if (group.length === 0) {
      remove(tx, netns, before, told);
      continue;
    }
    const next = rebalanced(tx, netns, before, { ...before, group });
    put(tx, netns, next);
    follow(tx, netns, next.id, false);
    if (told) note(tx, "new", netns, next);
  }
}

/** A resilient group's time has come: buckets that are idle, or that have to, move. */
export function balanceBuckets(tx: Transaction, netns: NetnsId, id: number): void {
  const nexthop = tx.draft.netns[netns]?.nexthops?.get(id);
  const next = nexthop && upkeepRound(tx, netns, nexthop);
  if (next) tx.ownNetns(netns).nexthops = nexthopsOf(tx, netns).withBuckets(next);
}

/** nexthop_flush_dev: a device is down, without carrier, or gone. Nobody is told of the objects. */
export function flushNexthops(tx: Transaction, link: LinkId): void {
  const { netns } = tx.link(link);
  const known = tx.netns(netns).nexthops;
  if (!known) return;
  for (const nexthop of known.over(link))
    if (!nexthop.blackhole && nexthopsOf(tx, netns).get(nexthop.id)) remove(tx, netns, nexthop, false);
}
