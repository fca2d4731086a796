/** The way back for the tables of a namespace: addresses, routes, nexthop objects, rules, and a link's neighbors. */
import type { Inet4Address, Inet6Address } from "../model/address.ts";
import type { Config } from "../model/config.ts";
import type { NetnsId } from "../model/id.ts";
import type { Link } from "../model/link.ts";
import type { Neighbor } from "../model/neighbor.ts";
import { bornAddress } from "../model/neighbor-birth.ts";
import type { Route, Rule } from "../model/route.ts";
import { RouteList } from "../model/route-list.ts";
import { routeSubject, sameRoute } from "./fib.ts";
import type { MplsRouteSpec } from "./mpls.ts";
import type { NetnsRef } from "./netns-ref.ts";
import { addressSpecOf, nexthopSpecOf, partsOf, routeSpecOf } from "./remake.ts";
import type { Trial } from "./trial.ts";

type Address = Inet4Address | Inet6Address;

function isSameAddress(a: Address, b: Address): boolean {
  return a.local === b.local && a.prefixLength === b.prefixLength && a.peer === b.peer;
}

/** Addresses of a link that somebody added go, those that went come back, and lifetimes, metrics and flags. */
export function undoAddresses(trial: Trial, ref: NetnsRef, was: Link, now: Link): void {
  const all = (link: Link): Address[] => [...link.inet, ...link.inet6];
  for (const address of all(trial.current(now)))
    if (!all(was).some((other) => isSameAddress(address, other)))
      trial.step({ kind: "addressDelete", netns: ref, address: addressSpecOf(was.name, address) });
  for (const address of all(was)) {
    const there = all(trial.current(now)).find((other) => isSameAddress(address, other));
    const spec = addressSpecOf(was.name, address);
    const add = (mode: "add" | "replace") => trial.step({ kind: "addressAdd", netns: ref, mode, address: spec });
    if (!there) add("add");
    // inet6_addr_modify takes no metric away.
    else if (typeof address.local === "string" && !address.metric && there.metric) {
      trial.step({ kind: "addressDelete", netns: ref, address: addressSpecOf(was.name, there) });
      add("add");
    } else if (
      there.valid !== address.valid ||
      there.metric !== address.metric ||
      there.preferred !== address.preferred ||
      there.noPrefixRoute !== address.noPrefixRoute
    )
      add("replace");
  }
}

/** Routes of a namespace, of one family. */
export function undoRoutes(trial: Trial, id: NetnsId, ref: NetnsRef, key: "routes4" | "routes6"): void {
  const names = (config: Config) => (hop: Route["nextHops"][number]) =>
    `${JSON.stringify(hop.encap)} ${hop.via} ${hop.link === undefined ? "" : config.links[hop.link]?.name} ${hop.onlink} ${hop.weight} ${JSON.stringify(hop.ownMetrics)}`;
  const equal = (was: Route, now: Route) =>
    was.table === now.table &&
    was.tos === now.tos &&
    was.metric === now.metric &&
    routeSubject(was) === routeSubject(now) &&
    sameRoute({ ...was, nextHops: [] }, { ...now, nextHops: [] }) &&
    was.nextHops.map(names(trial.before)).join() === now.nextHops.map(names(trial.now)).join();
  const before = trial.before.netns[id]?.[key] ?? new RouteList();
  const current = () => trial.now.netns[id]?.[key] ?? new RouteList();
  if (current() === before) return;
  // Local routes of IPv6 come of themselves when address detection has passed.
  const ofAddress = (route: Route) => route.protocol === 2 && (route.type === "local" || route.type === "anycast");
  const added = () => [...current()].filter((route) => !ofAddress(route) && !before.some((was) => equal(was, route)));
  // The words for one may be those for another, which then goes first and comes back below.
  for (let taken = -1; taken !== trial.steps.length; ) {
    taken = trial.steps.length;
    for (const route of added()) trial.step({ kind: "routeDelete", netns: ref, route: routeSpecOf(trial.now, route) });
  }
  for (const route of before) {
    if (ofAddress(route) || current().some((now) => equal(route, now))) continue;
    for (const part of partsOf(route))
      trial.step({ kind: "routeAdd", netns: ref, mode: "append", route: routeSpecOf(trial.before, part) });
  }
}

/** Routes of labels, and the module they need. */
export function undoMpls(trial: Trial, id: NetnsId, ref: NetnsRef): void {
  const loaded = (config: Config) => config.netns[id]?.mplsLoaded === true;
  const module = () => trial.step({ kind: "mplsModule", netns: ref, loaded: loaded(trial.before) });
  if (loaded(trial.before) && !loaded(trial.now)) module();
  undoMplsRoutes(trial, id, ref);
  if (!loaded(trial.before) && loaded(trial.now)) module();
}

function undoMplsRoutes(trial: Trial, id: NetnsId, ref: NetnsRef): void {
  const before = trial.before.netns[id]?.mplsRoutes ?? [];
  const now = () => trial.now.netns[id]?.mplsRoutes ?? [];
  if (now() === before) return;
  for (const { label } of now())
    if (!before.some((each) => each.label === label)) trial.step({ kind: "mplsRouteDelete", netns: ref, label });
  for (const { hops, several, ...route } of before) {
    if (now().some((each) => JSON.stringify(each) === JSON.stringify({ ...route, hops, several }))) continue;
    const specs = hops.map(({ link, ...hop }) => ({ ...hop, device: trial.nameBefore(link) ?? "" }));
    const spec: MplsRouteSpec = { ...route, hops: specs, ...(several && { several }) };
    trial.step({ kind: "mplsRouteAdd", netns: ref, mode: "replace", route: spec });
  }
}

/** Those that somebody added go, those that went come back: what groups stand on before the groups. */
export function undoNexthops(trial: Trial, id: NetnsId, ref: NetnsRef): void {
  const before = trial.before.netns[id]?.nexthops;
  const now = trial.now.netns[id]?.nexthops;
  if (before === now) return;
  for (const { id: added } of now ?? [])
    if (!before?.get(added)) trial.step({ kind: "nexthopDelete", netns: ref, id: added });
  const all = [...(before ?? [])];
  for (const nexthop of [...all.filter((each) => each.group.length === 0), ...all.filter((each) => each.group.length)])
    if (now?.get(nexthop.id) !== nexthop)
      trial.step({ kind: "nexthopAdd", netns: ref, mode: "replace", nexthop: nexthopSpecOf(trial.before, nexthop) });
}

/**
 * Rules of one family. A new one goes behind those of its priority, and the words for one may be those for another, so that
 * all of that priority are put in again.
 */
export function undoRules(trial: Trial, id: NetnsId, ref: NetnsRef, key: "rules4" | "rules6"): void {
  const before = trial.before.netns[id]?.[key] ?? [];
  const now = trial.now.netns[id]?.[key] ?? [];
  if (before === now) return;
  const of = (rules: readonly Rule[], priority: number) => rules.filter((rule) => rule.priority === priority);
  for (const priority of new Set([...before, ...now].map((rule) => rule.priority))) {
    const [old, current] = [of(before, priority), of(now, priority)];
    if (old.length === current.length && old.every((rule, nth) => rule === current[nth])) continue;
    for (const rule of current) trial.step({ kind: "ruleDelete", netns: ref, rule });
    for (const rule of old) trial.step({ kind: "ruleAdd", netns: ref, rule, twice: true });
  }
}

/** Neighbors of a link that somebody entered, and those that it answers for. */
export function undoNeighbors(trial: Trial, ref: NetnsRef, was: Link, now: Link): void {
  const device = was.name;
  const here = trial.runtime.neighbors.get(now.id);
  // Of whom nobody asks, the kernel makes entries for itself.
  const own = ({ state, mac, address }: Neighbor) =>
    state === "NOARP" && (mac === bornAddress(was, address) || mac === was.broadcast);
  const entered = (each: Neighbor) => each.state === "PERMANENT" || (each.state === "NOARP" && !own(each));
  const before = trial.was.neighbors.get(was.id);
  for (const old of before?.values() ?? []) {
    const there = here?.get(old.address);
    // What was learned and went is learned again.
    if (there ? !entered(old) && !entered(there) : !entered(old)) continue;
    if (there?.state === old.state && there.mac === old.mac && there.protocol === old.protocol) continue;
    const { address, state, mac, router, protocol, externLearn, managed } = old;
    trial.step({
      kind: "neighborAdd",
      netns: ref,
      mode: "replace",
      neighbor: {
        ...{ device, address, state, router, protocol },
        ...(mac !== undefined && { mac }),
        ...(externLearn && { externLearn }),
        ...(managed && { managed }),
      },
    });
  }
  for (const made of [...(here?.values() ?? [])])
    if (!before?.has(made.address) && !own(made))
      trial.step({ kind: "neighborDelete", netns: ref, neighbor: { device, address: made.address } });
  undoProxies(trial, ref, was, now);
}

function undoProxies(trial: Trial, ref: NetnsRef, was: Link, now: Link): void {
  const at = { device: was.name, proxy: true } as const;
  const before = trial.was.proxies.get(was.id);
  const here = trial.runtime.proxies.get(now.id);
  for (const address of [...(here?.keys() ?? [])])
    if (!before?.has(address)) trial.step({ kind: "neighborDelete", netns: ref, neighbor: { ...at, address } });
  for (const [address, { protocol, permanent, router }] of before ?? []) {
    const there = here?.get(address);
    if (there && there.protocol === protocol && there.permanent === permanent && there.router === router) continue;
    const neighbor = { ...at, address, protocol, router, ...(!permanent && { state: "NONE" as const }) };
    trial.step({ kind: "neighborAdd", netns: ref, mode: "replace", neighbor });
  }
}
