/**
 * The forwarding information base: which route carries a packet. Rules choose tables, a table answers with its longest
 * prefix (fib_rules_lookup in net/core/fib_rules.c, fib_table_lookup in net/ipv4/fib_trie.c, fib6_table_lookup in
 * net/ipv6/route.c).
 *
 * Same as Linux: order of rules, `throw`, `goto`, suppress_prefixlength, type of service, dead next hops, the device
 * asked for, what the rejecting types answer; IPv4's `local` and `main` are one table as long as no rule has been touched;
 * of IPv6's routes the preferred ones, and past gateways that do not answer.
 * Simplified: the hash by which one of several next hops is chosen (`multipath-hash.ts`); default routes of one metric whose
 * gateways are silent take turns by look-up, and not every look-up of a program is one here. What routers said of a destination
 * is in `path-mtu.ts` and `redirect.ts`.
 */
import { type Ipv4, ipv4Mask } from "../address/ipv4.ts";
import { type Ipv6, ipv6Network, isIpv6LinkLocal } from "../address/ipv6.ts";
import type { Prefix } from "../address/prefix.ts";
import type { Errno } from "../errors.ts";
import type { Config } from "../model/config.ts";
import { sealList } from "../model/draft.ts";
import type { LinkId, NetnsId } from "../model/id.ts";
import { jiffiesAt } from "../model/jiffies.ts";
import { l3TableOf } from "../model/link.ts";
import { isValid } from "../model/neighbor.ts";
import type { Netns } from "../model/netns.ts";
import type { Nexthop, Nexthops } from "../model/nexthop.ts";
import type { BucketTimes, Resilient } from "../model/resilient.ts";
import { type NextHop, type Route, type Rule, TABLE } from "../model/route.ts";
import type { RouteList } from "../model/route-list.ts";
import type { Runtime } from "../model/runtime.ts";
import { type FibQuery, inPrefix, matchesAll, matchesOwn, ruleMatches, tosOf } from "./fib-rule.ts";
import { flowHash, hashFieldsOf } from "./multipath-hash.ts";

/** What a lookup found. Shared between lookups: never changed, and cheap to return. */
export type FibResult =
  | {
      readonly kind: "route";
      /** unicast, local, broadcast, anycast, multicast. */
      readonly route: Route;
      readonly nextHop: NextHop;
      readonly table: number;
    }
  /** ENETUNREACH: nothing fits. Otherwise a rejecting route or rule: unreachable EHOSTUNREACH (a rule: ENETUNREACH), prohibit EACCES, blackhole EINVAL. */
  | { readonly kind: "error"; readonly errno: Errno; readonly route: Route | undefined };

const NO_ROUTE: FibResult = { kind: "error", errno: "ENETUNREACH", route: undefined };
const RULE_UNREACHABLE: FibResult = { kind: "error", errno: "ENETUNREACH", route: undefined };
const RULE_PROHIBIT: FibResult = { kind: "error", errno: "EACCES", route: undefined };
const RULE_BLACKHOLE: FibResult = { kind: "error", errno: "EINVAL", route: undefined };
const NO_HOP: NextHop = { link: undefined, via: undefined, onlink: false, weight: 1, linkDown: false, dead: false };

/** A route with its answers made beforehand, so that a lookup allocates nothing. */
interface Entry {
  readonly route: Route;
  readonly tos: number;
  /** One result per next hop. */
  readonly results: readonly FibResult[];
  readonly hops: readonly NextHop[];
  /** For packets from these alone. */
  readonly from: Prefix | undefined;
  /** The type answers with an error (`throw`: undefined means try the next rule). */
  readonly reject: FibResult | "throw" | undefined;
}

interface Level<Key> {
  readonly length: number;
  readonly mask: number;
  /** There are routes for packets from somewhere alone. */
  readonly sourced: boolean;
  readonly entries: ReadonlyMap<Key, readonly Entry[]>;
}

type Tables<Key> = ReadonlyMap<number, readonly Level<Key>[]>;

const tables4 = new WeakMap<RouteList, Tables<number>>();
const merged4 = new WeakMap<RouteList, Tables<number>>();
const tables6 = new WeakMap<RouteList, Tables<Ipv6>>();
const memo6 = new WeakMap<RouteList, WeakMap<readonly Rule[], Map<LinkId | undefined, Map<Ipv6, FibResult>>>>();
const NO_TABLES4: Tables<number> = new Map();
const NO_TABLES6: Tables<Ipv6> = new Map();
/** Entries a memo of IPv6 lookups may hold before it starts anew. */
const MEMO_LIMIT = 4096;

function reject(route: Route): FibResult | "throw" | undefined {
  switch (route.type) {
    case "unreachable":
      return { kind: "error", errno: "EHOSTUNREACH", route };
    case "prohibit":
      return { kind: "error", errno: "EACCES", route };
    case "blackhole":
    case "nat":
      return { kind: "error", errno: "EINVAL", route };
    case "throw":
      return "throw";
    default:
      return undefined;
  }
}

/** `merged`: `local` and `main` are one table, in which an entry of `local` comes before one of `main` for the same prefix. */
function compile<Key>(routes: RouteList, key: (prefix: Prefix) => Key, merged: boolean): Tables<Key> {
  sealList(routes);
  const tables = new Map<number, Map<number, Map<Key, Entry[]>>>();
  for (const route of routes) {
    const hops = route.nextHops.length > 0 ? route.nextHops : [NO_HOP];
    const entry: Entry = {
      route,
      tos: route.tos,
      hops,
      from: route.from,
      results: hops.map((hop) => {
        // rt_set_nexthop: a gateway counts where it is a neighbor.
        const nextHop = hop.ownGateway ? { ...hop, via: undefined } : hop;
        return { kind: "route", route, nextHop, table: route.table };
      }),
      reject: reject(route),
    };
    const number = merged && route.table === TABLE.local ? TABLE.main : route.table;
    let table = tables.get(number);
    if (!table) tables.set(number, (table = new Map()));
    let level = table.get(route.destination.length);
    if (!level) table.set(route.destination.length, (level = new Map()));
    const at = key(route.destination);
    const entries = level.get(at);
    if (entries) entries.push(entry);
    else level.set(at, [entry]);
  }
  const out = new Map<number, Level<Key>[]>();
  for (const [number, levels] of tables) {
    const list: Level<Key>[] = [];
    for (const [length, entries] of levels) {
      // Within a prefix: the more particular type of service, then the lower metric; else as the table lists them.
      for (const same of entries.values())
        same.sort(
          (a, b) => b.route.table - a.route.table || b.route.tos - a.route.tos || a.route.metric - b.route.metric,
        );
      const sourced = [...entries.values()].some((same) => same.some(({ from }) => from !== undefined));
      list.push({ length, mask: length <= 32 ? ipv4Mask(length) : 0, sourced, entries });
    }
    out.set(
      number,
      list.sort((a, b) => b.length - a.length),
    );
  }
  const both = merged && out.get(TABLE.main);
  if (both) out.set(TABLE.local, both);
  return out;
}

/** See `Netns.localTableApart`. */
function compiled4(here: Netns): Tables<number> {
  const merged = here.localTableApart !== true;
  const known = merged ? merged4 : tables4;
  let tables = known.get(here.routes4);
  if (!tables)
    known.set(here.routes4, (tables = compile(here.routes4, (prefix) => prefix.address as Ipv4 as number, merged)));
  return tables;
}

function compiled6(routes: RouteList): Tables<Ipv6> {
  let tables = tables6.get(routes);
  if (!tables) tables6.set(routes, (tables = compile(routes, (prefix) => prefix.address as Ipv6, false)));
  return tables;
}

/** What the lookup at work looks things up in; lookups neither wait nor nest. */
let atWork: Config;
/** It met a hop whose link is down, so that the answer hangs on a setting of the link, too. */
let metLinkDown = false;
/** conf/all/ignore_routes_with_linkdown of IPv4. */
let ignoresLinkDown = false;
/** The loopback device of its namespace. */
let loopback: LinkId | undefined;
/** fib_multipath_hash_policy of the namespace, and fib_multipath_hash_fields where that is 3. */
let hashPolicy = 0;
let hashFields = 0;
/** Its nexthop objects, and where it is noted that a bucket of a resilient group was used. */
let nexthops: Nexthops | undefined;
let bucketTimes: ReadonlyMap<number, BucketTimes> | undefined;
let nowJiffies = 0;
let nowMicros = 0;
/** A bucket or a neighbor decided, which may lead elsewhere before the routes change. */
let shortLived = false;
/** By which of several next hops can be told which answer no more; without them all count. */
let neighbors: Runtime["neighbors"] | undefined;
/** fib_multipath_use_neigh. */
let useNeighbors = false;
/** RT6_LOOKUP_F_REACHABLE: who is no router of IPv6 passes over gateways that did not answer, as long as there are others. */
let reachable = false;
/** The same as the look-up began with: siblings that did not answer are passed over even where all others have been. */
let wantsReachable = false;
/** One was passed over. */
let metFailed = false;
/** The table of the VRF that the packet is of, and the device it must leave by, which is never a VRF (l3mdev_update_flow). */
let domain: number | undefined;
let oif: LinkId | undefined;

function updateFlow(config: Config, query: FibQuery): void {
  domain = undefined;
  oif = query.oif;
  const leaving = query.oif ?? query.prefer;
  const out = leaving === undefined ? undefined : config.links[leaving];
  const of =
    query.l3mdev !== undefined
      ? config.links[query.l3mdev]
      : (out ?? (query.iif === undefined ? undefined : config.links[query.iif]));
  if (!of || (of.master === undefined && of.kind.type !== "vrf")) return;
  domain = l3TableOf(config.links, of);
  if (out?.kind.type === "vrf") oif = undefined;
}

function serves(hop: NextHop, query: FibQuery): boolean {
  if (hop.dead || (oif !== undefined && hop.link !== oif)) return false;
  return !hop.linkDown || !ignored(hop, typeof query.destination === "number");
}

/** IN_DEV_IGNORE_ROUTES_WITH_LINKDOWN, with that of `all`, and the same of IPv6, whose `all` is written to every link. */
function ignored(hop: NextHop, inet: boolean): boolean {
  metLinkDown = true;
  if (inet && ignoresLinkDown) return true;
  const link = hop.link === undefined ? undefined : atWork.links[hop.link];
  if (!link) return false;
  return ((inet ? link.conf4 : link.conf6).ignore_routes_with_linkdown ?? 0) !== 0;
}

/** Which next hop of an entry serves: alive, on the device asked for, by hash among several. -1 for none. */
function chooseHop(entry: Entry, query: FibQuery): number {
  const { hops } = entry;
  if (hops.length === 1) {
    const hop = hops[0] as NextHop;
    if (!serves(hop, query)) return -1;
    return 0;
  }
  const group = entry.route.nhid === undefined ? undefined : nexthops?.get(entry.route.nhid);
  if (group?.resilient && oif === undefined) return chooseBucket(group, group.resilient, hops, query);
  let alive = -1;
  let total = 0;
  for (let i = 0; i < hops.length; i++) {
    const hop = hops[i] as NextHop;
    if (!serves(hop, query)) continue;
    if (alive < 0) alive = i;
    total += Math.max(1, hop.weight);
  }
  if (alive < 0) return -1;
  // nexthop_select_path always looks whether the neighbor answers, fib_select_multipath when it is asked to.
  const choosy = neighbors !== undefined && (useNeighbors || entry.route.nhid !== undefined);
  if (choosy) shortLived = true;
  let point = flowHash(query, hashPolicy, hashFields) % total;
  let good = -1;
  for (let i = alive; i < hops.length; i++) {
    const hop = hops[i] as NextHop;
    if (!serves(hop, query)) continue;
    point -= Math.max(1, hop.weight);
    if (choosy && !answers(hop)) continue;
    if (good < 0) good = i;
    if (point < 0) return i;
  }
  return good < 0 ? alive : good;
}

/** fib_good_nh, ipv6_good_nh: nothing is known of the neighbor, or that it can be reached. */
function answers({ link, via }: NextHop): boolean {
  const neighbor = link === undefined || via === undefined ? undefined : neighbors?.get(link)?.get(via);
  return neighbor === undefined || isValid(neighbor.state);
}

/** nexthop_select_path_res: whatever the bucket of the flow leads to. The bucket is busy from now on. */
function chooseBucket(
  { id, group }: Nexthop,
  { buckets }: Resilient,
  hops: readonly NextHop[],
  query: FibQuery,
): number {
  shortLived = true;
  const bucket = (flowHash(query, hashPolicy, hashFields) >>> 1) % buckets.length;
  const used = bucketTimes?.get(id)?.used;
  if (used) used[bucket] = nowJiffies;
  const at = group.findIndex((member) => member.id === buckets[bucket]);
  return at < hops.length ? at : -1;
}

/** IPV6_DECODE_PREF. */
const PREFERENCE = { low: 1, medium: 2, high: 3 } as const;

/** rt6_score_route: how well a next hop serves; less than nothing when it does not. */
function score6({ route, reject: refuses }: Entry, hop: NextHop, query: FibQuery): number {
  if (route.expiresMicros !== undefined) {
    shortLived = true;
    if (route.expiresMicros <= nowMicros) return -1;
  }
  if (!refuses && (hop.dead || (hop.linkDown && ignored(hop, false)))) return -1;
  const wanted = oif ?? query.prefer ?? query.iif;
  const there = wanted === undefined || hop.link === wanted;
  if (!there && oif !== undefined) return -1;
  // ip6_route_input_lookup (RT6_LOOKUP_F_IFACE): an address of a link is one of the link that the packet came in by.
  if (
    !there &&
    !refuses &&
    query.iif !== undefined &&
    typeof query.destination === "string" &&
    isIpv6LinkLocal(query.destination)
  )
    return -1;
  if (reachable && hop.via !== undefined) {
    shortLived = true;
    if (hop.link !== undefined && neighbors?.get(hop.link)?.get(hop.via)?.state === "FAILED") {
      metFailed = true;
      return -1;
    }
  }
  return 4 * PREFERENCE[route.preference] + (there ? 2 : 0);
}

/**
 * rt6_select, find_rr_leaf: the best among the routes of one prefix that have the lowest metric; where none of them serves, the
 * best of all others. Undefined: none serves.
 */
function among6(entries: readonly Entry[], query: FibQuery): FibResult | "throw" | undefined {
  let best = -1;
  let found: Entry | undefined;
  let at = -1;
  const metric = entries[0]?.route.metric;
  for (const entry of entries) {
    if (found?.route.metric === metric && entry.route.metric !== metric) break;
    for (let i = 0; i < entry.hops.length; i++) {
      const score = score6(entry, entry.hops[i] as NextHop, query);
      if (score <= best) continue;
      best = score;
      found = entry;
      at = i;
    }
  }
  if (!found) return undefined;
  if (found.reject) return found.reject;
  if (found.hops.length > 1) at = chooseSibling(found, at, query);
  return found.results[at];
}

/**
 * fib6_select_path: of several next hops one by the flow, but for who has said the device, which a group of nexthop objects does not
 * look at; and the one found where that does not serve.
 */
function chooseSibling(entry: Entry, found: number, query: FibQuery): number {
  const { hops, route } = entry;
  const device = oif;
  if (route.nhid !== undefined) {
    oif = undefined;
    const chosen = chooseHop(entry, query);
    oif = device;
    return chosen;
  }
  const said = device ?? query.prefer;
  if (query.iif === undefined && said !== undefined && hops[found]?.link === said) return found;
  const alive = (hop: NextHop) => !hop.dead && !(hop.linkDown && ignored(hop, false));
  let total = 0;
  for (const hop of hops) if (alive(hop)) total += Math.max(1, hop.weight);
  let point = flowHash(query, hashPolicy, hashFields) % total;
  for (let i = 0; i < hops.length; i++) {
    const hop = hops[i] as NextHop;
    if (!alive(hop)) continue;
    point -= Math.max(1, hop.weight);
    if (point >= 0) continue;
    const before = reachable;
    reachable = wantsReachable;
    const score = score6(entry, hop, query);
    reachable = before;
    return score < 0 ? found : i;
  }
  return found;
}

/** Looks among the routes of one prefix. Undefined: none serves. */
function among(entries: readonly Entry[], query: FibQuery): FibResult | "throw" | undefined {
  for (const entry of entries) {
    if (entry.tos !== 0 && entry.tos !== tosOf(query)) continue;
    if (query.minScope !== undefined && entry.route.scope < query.minScope) continue;
    if (entry.reject) return entry.reject;
    const hop = chooseHop(entry, query);
    if (hop >= 0) return entry.results[hop];
  }
  return undefined;
}

function inTable4(
  levels: readonly Level<number>[] | undefined,
  query: FibQuery,
  destination: number,
): FibResult | "throw" | undefined {
  if (!levels) return undefined;
  for (const level of levels) {
    const entries = level.entries.get((destination & level.mask) >>> 0);
    if (!entries) continue;
    const result = among(entries, query);
    if (result) return result;
  }
  return undefined;
}

/** fib6_table_lookup: where no gateway answers, those count that do not. */
function inTable6(
  levels: readonly Level<Ipv6>[] | undefined,
  query: FibQuery,
  destination: Ipv6,
): FibResult | "throw" | undefined {
  if (!levels) return undefined;
  metFailed = false;
  const found = inLevels6(levels, query, destination);
  if (found || !metFailed) return found;
  reachable = false;
  const any = inLevels6(levels, query, destination);
  reachable = true;
  return any;
}

function isForGood(entry: Entry | undefined): boolean {
  return entry?.hops.length === 1 && entry.route.expiresMicros === undefined;
}

function inLevels6(
  levels: readonly Level<Ipv6>[],
  query: FibQuery,
  destination: Ipv6,
): FibResult | "throw" | undefined {
  for (const level of levels) {
    const entries = level.entries.get(level.length === 128 ? destination : ipv6Network(destination, level.length));
    if (!entries) continue;
    const before: boolean = shortLived;
    const result =
      level.sourced && entries.some(({ from }) => from)
        ? amongSources(entries, query, level.length)
        : among6(entries, query);
    // Nobody else could take the place of the last.
    if (level.length === 0 && entries.length === 1 && isForGood(entries[0]) && !metFailed) shortLived = before;
    if (result) return result;
  }
  return undefined;
}

/**
 * fib6_node_lookup_1: where a destination has routes for packets from somewhere, the longest of those prefixes decides; for
 * packets from elsewhere a shorter destination is looked for, even where there is a route for everybody's, but at the root.
 */
function amongSources(
  entries: readonly Entry[],
  query: FibQuery,
  destinationLength: number,
): FibResult | "throw" | undefined {
  let longest = -1;
  for (const { from } of entries)
    if (from && from.length > longest && inPrefix(query.source ?? ("::" as Ipv6), from)) longest = from.length;
  const chosen =
    longest < 0
      ? undefined
      : among6(
          entries.filter(({ from }) => from?.length === longest && inPrefix(query.source ?? ("::" as Ipv6), from)),
          query,
        );
  if (chosen) return chosen;
  if (longest < 0 && destinationLength > 0) return undefined;
  return among6(
    entries.filter(({ from }) => !from),
    query,
  );
}

/**
 * The route that a packet takes, with the next hop chosen, or why there is none.
 *
 * @param runtime where it counts as use of what decides (buckets of resilient groups); missing for who only asks
 */
export function lookupRoute(config: Config, netns: NetnsId, query: FibQuery, runtime?: Runtime): FibResult {
  const here = config.netns[netns];
  if (!here) return NO_ROUTE;
  atWork = config;
  metLinkDown = false;
  shortLived = false;
  nexthops = here.nexthops;
  bucketTimes = runtime?.buckets.get(netns);
  neighbors = runtime?.neighbors;
  nowMicros = runtime?.nowMicros ?? 0;
  nowJiffies = bucketTimes && runtime ? jiffiesAt(runtime.nowMicros) : 0;
  loopback = here.byIndex.get(1);
  updateFlow(config, query);
  const inet = typeof query.destination === "number";
  reachable = !inet && runtime !== undefined && (here.conf6.all["forwarding"] ?? 0) === 0;
  wantsReachable = reachable;
  ignoresLinkDown = (here.conf4.all.ignore_routes_with_linkdown ?? 0) !== 0;
  useNeighbors = inet && Number(here.sysctls["ipv4.fib_multipath_use_neigh"] ?? 0) !== 0;
  hashPolicy = Number(here.sysctls[inet ? "ipv4.fib_multipath_hash_policy" : "ipv6.fib_multipath_hash_policy"] ?? 0);
  if (hashPolicy === 3) hashFields = hashFieldsOf(here, inet ? "ipv4" : "ipv6");
  if (typeof query.destination === "number") return walk(config, here.rules4, query, compiled4(here), NO_TABLES6);
  if (
    query.source !== undefined ||
    query.mark !== undefined ||
    query.tos !== undefined ||
    query.iif !== undefined ||
    query.protocol !== undefined ||
    hashPolicy !== 0 ||
    query.uid
  )
    return walk(config, here.rules6, query, NO_TABLES4, compiled6(here.routes6));
  const answers = memoOf(here.routes6, here.rules6, query.oif);
  const known = answers.get(query.destination);
  if (known) return known;
  const result = walk(config, here.rules6, query, NO_TABLES4, compiled6(here.routes6));
  // Rules that name devices depend on more than the two lists this memo hangs on.
  if (!metLinkDown && !shortLived && here.rules6.every(query.oif === undefined ? matchesOwn : matchesAll))
    answers.set(query.destination, result);
  return result;
}

/** What the last look-up found holds until routes, rules or links change. */
export function isLasting(): boolean {
  return !shortLived;
}

/**
 * inet_addr_type_table: what an address is by a table; `local` may be one with `main`.
 */
export function addressTypeByTable(
  config: Config,
  here: Netns,
  address: Ipv4,
  table: number = TABLE.local,
): Route["type"] {
  atWork = config;
  oif = undefined;
  const found = inTable4(compiled4(here).get(table), { destination: address }, address);
  return found && found !== "throw" && found.kind === "route" ? found.route.type : "unicast";
}

/** Reading IPv6 text for each prefix length costs, and the same destinations come again and again. */
function memoOf(routes: RouteList, rules: readonly Rule[], oif: LinkId | undefined): Map<Ipv6, FibResult> {
  let byRules = memo6.get(routes);
  if (!byRules) memo6.set(routes, (byRules = new WeakMap()));
  let byDevice = byRules.get(rules);
  if (!byDevice) {
    sealList(rules);
    byRules.set(rules, (byDevice = new Map()));
  }
  let answers = byDevice.get(oif);
  if (!answers || answers.size > MEMO_LIMIT) byDevice.set(oif, (answers = new Map()));
  return answers;
}

function walk(
  config: Config,
  rules: readonly Rule[],
  query: FibQuery,
  of4: Tables<number>,
  of6: Tables<Ipv6>,
): FibResult {
  const { destination } = query;
  for (let i = 0; i < rules.length; i++) {
    const rule = rules[i] as Rule;
    if (!matchesAll(rule) && !ruleMatches(config, rule, query, oif, loopback, domain)) continue;
    const { action } = rule;
    switch (action.kind) {
      case "l3mdev":
      case "lookup": {
        const table = action.kind === "lookup" ? action.table : domain;
        if (table === undefined) break;
        const result =
          typeof destination === "number"
            ? inTable4(of4.get(table), query, destination)
            : inTable6(of6.get(table), query, destination);
        if (!result || result === "throw") break;
        if (
          rule.suppressPrefixLength !== undefined &&
          result.kind === "route" &&
          result.route.destination.length <= rule.suppressPrefixLength
        )
          break;
        if (rule.suppressGroup !== undefined && result.kind === "route") {
          // fib4_rule_suppress looks at the first of several, fib6_rule_suppress at the one that was chosen.
          const { link } = (typeof destination === "number" && result.route.nextHops[0]) || result.nextHop;
          if (link !== undefined && config.links[link]?.group === rule.suppressGroup) break;
        }
        return result;
      }
      case "unreachable":
        return RULE_UNREACHABLE;
      case "prohibit":
        return RULE_PROHIBIT;
      case "blackhole":
      case "type":
        return RULE_BLACKHOLE;
      case "goto": {
        // A goto without its target does nothing (FIB_RULE_UNRESOLVED).
        const target = rules.findIndex((other) => other.priority === action.priority);
        if (target > i) i = target - 1;
        break;
      }
      case "nop":
        break;
    }
  }
  return NO_ROUTE;
}
