/** `ip route`: from words to operations, filters and lookups (ip/iproute.c). */
import type { Ipv4 } from "../../address/ipv4.ts";
import { IPV6_ANY } from "../../address/ipv6.ts";
import { type Family, familyOf, type IpAddress, type Prefix } from "../../address/prefix.ts";
import type { MplsEncap } from "../../model/mpls.ts";
import { type RouteType, TABLE } from "../../model/route.ts";
import type { NextHopSpec, RouteSpec } from "../../operation/route.ts";
import { type Args, matches, type Names, parseUnsigned } from "../args.ts";
import {
  parseProtocol,
  parseRealms,
  parseScope,
  parseTable,
  parseTos,
  parseTypeNumber,
  ROUTE_TYPES,
  routeTypeNamed,
  takeAddress,
  takePrefix,
} from "../names.ts";
import type { IpCommand, IpScope, PrefixFilter, RouteFilter } from "./command.ts";
import { takeEncap } from "./encap.ts";
import { parseMplsRoute } from "./mpls-route.ts";
import { parseGet } from "./route-get-parse.ts";
import { type MetricsDraft, takeMetric } from "./route-metrics.ts";

/** Scripts look in it for words to know how old iproute2 is. */
const ROUTE_USAGE = `Usage: ip route { list | flush | save } SELECTOR
       ip route { restore | showdump | help }
       ip route get [ fibmatch ] ADDRESS [ from ADDRESS iif DEV ] [ oif DEV ] [ tos TOS ] [ mark NUMBER ] [ vrf NAME ]
                    [ uid NUMBER ] [ ipproto PROTOCOL ] [ sport NUMBER ] [ dport NUMBER ]
       ip route { add | del | change | append | prepend | replace } ROUTE
SELECTOR := [ root PREFIX ] [ match PREFIX ] [ exact PREFIX ] [ table TABLE ] [ vrf NAME ] [ proto PROTOCOL ]
            [ type TYPE ] [ scope SCOPE ]
ROUTE := [ TYPE ] PREFIX [ tos TOS ] [ table TABLE ] [ proto PROTOCOL ] [ scope SCOPE ] [ metric NUMBER ]
         { [ via ADDRESS ] [ dev DEV ] [ onlink ] | nhid ID | nexthop NH ... } [ src ADDRESS ] [ mtu NUMBER ] ...
`;

function takeNumber(args: Args, read: (text: string) => number | undefined, message: string): number {
  const word = args.value();
  if (args.refusal) return 0;
  const value = read(word);
  if (value === undefined) args.invalid(message, word);
  return value ?? 0;
}

function takeTos(args: Args, message: string): number {
  return takeNumber(args, parseTos, message);
}

function takeFamily(args: Args): Family | undefined {
  if (args.peek === "inet" || args.peek === "inet6") return args.take() as Family;
  return undefined;
}

interface Draft extends MetricsDraft {
  family: Family | undefined;
  destination?: Prefix;
  from?: Prefix;
  destinationGiven: boolean;
  /** The next hop is `any`: an address of no octets. */
  octetless?: boolean;
  encap?: MplsEncap;
  type?: RouteType;
  table?: number;
  tos?: number;
  protocol?: number;
  scope?: number;
  prefSource?: IpAddress;
  metric?: number;
  preference?: "low" | "medium" | "high";
  device?: string;
  via?: IpAddress;
  onlink: boolean;
  hops: NextHopSpec[] | undefined;
  nhid?: number;
  realms?: number;
  expires?: number;
}

/** ICMPV6_ROUTER_PREF_*; 2 stands for none (rtm_to_fib6_config). */
const PREFERENCES: Readonly<Record<number, "low" | "high">> = { 1: "high", 3: "low" };

/** `via [inet6] ADDRESS`; an address tells the family of the route when nothing has yet. */
function takeVia(args: Args, draft: Draft): IpAddress {
  const family = takeFamily(args) ?? draft.family;
  if (args.peek === "all" || args.peek === "any" || (args.peek === "default" && family === undefined)) {
    args.take();
    draft.octetless = true;
    return 0 as Ipv4;
  }
  const via = takeAddress(args, family);
  if (!args.refusal) draft.family ??= familyOf(via);
  return via;
}

function takeNextHops(args: Args, draft: Draft, names: Names): NextHopSpec[] {
  const hops: NextHopSpec[] = [];
  while (args.more) {
    const word = args.take();
    if (word !== "nexthop") {
      args.refuse(255, `Error: "nexthop" or end of line is expected instead of "${word}"\n`);
      break;
    }
    if (!args.more) args.refuse(255, 'Error: unexpected end of line after "nexthop"\n');
    const hop: { -readonly [Key in keyof NextHopSpec]: NextHopSpec[Key] } = {};
    while (args.more && args.peek !== "nexthop") {
      const keyword = args.take();
      if (keyword === "via") {
        // fib_gw_from_attr, ip6_route_multipath_add: the attribute within another is looked at by hand.
        if (args.peek === "any" || args.peek === "all")
          args.refuse(2, `Error: Invalid ${draft.family === "inet6" ? "IPv6" : "IPv4"} address in RTA_GATEWAY.\n`);
        // Of two attributes the kernel looks at the first.
        const via = takeVia(args, draft);
        hop.via ??= via;
      } else if (keyword === "dev") {
        hop.device = args.value();
        if (!args.refusal && !names.device(hop.device))
          args.refuse(255, `Cannot find device "${hop.device}"\nError: cannot parse nexthop\n`);
      } else if (keyword === "weight") {
        const given = args.value();
        const weight = parseUnsigned(given, 256);
        if ((weight === undefined || weight === 0) && !args.refusal) args.invalid('"weight" is invalid\n', given);
        hop.weight = weight ?? 1;
      } else if (keyword === "onlink") hop.onlink = true;
      else if (matches(keyword, "realms")) hopRealms(args);
      else if (keyword === "encap") {
        const encap = takeEncap(args, "ip route");
        if (encap) hop.encap = encap;
      } else {
        args.refuse(255, `Error: "nexthop" or end of line is expected instead of "${keyword}"\n`);
      }
    }
    // Said this way, even one is a list (RTA_MULTIPATH), which the weight tells.
    hops.push({ ...hop, weight: hop.weight ?? 1 });
  }
  return hops;
}

/** Realms of one hop of several; the route's own are modelled, a hop's are not. */
function hopRealms(args: Args): void {
  const realms = takeNumber(args, parseRealms, '"realm" value is invalid\n');
  if (realms !== 0) args.unmodelled("ip route nexthop", "realms");
}

/** A VRF in place of a table. */
function takeVrf(args: Args, names: Names): number {
  const vrf = args.value();
  // ipvrf_get_table: what is in no VRF.
  const table = args.refusal ? 0 : (names.vrf(vrf) ?? (vrf === "default" ? TABLE.main : undefined));
  if (table === undefined) args.invalid("Invalid VRF\n", vrf);
  return table ?? 0;
}

function takeDraft(args: Args, names: Names, family: Family | undefined): Draft {
  const draft: Draft = {
    family,
    destinationGiven: false,
    onlink: false,
    metrics: {},
    locks: new Set(),
    hops: undefined,
  };
  while (args.more) {
    const word = args.take();
    if (word === "src") {
      const source = takeAddress(args, draft.family);
      if (args.refusal) continue;
      draft.family ??= familyOf(source);
      // The address of zeros is none.
      if (source !== 0 && source !== IPV6_ANY) draft.prefSource = source;
    } else if (word === "via") {
      if (draft.via !== undefined) args.invalid("use nexthop syntax to specify multiple via\n", word);
      draft.via = takeVia(args, draft);
    } else if (word === "tos" || matches(word, "dsfield")) draft.tos = takeTos(args, '"tos" value is invalid\n');
    else if (matches(word, "metric") || matches(word, "priority") || word === "preference")
      draft.metric = args.unsigned('"metric" value is invalid\n');
    else if (word === "scope") draft.scope = takeNumber(args, parseScope, 'invalid "scope" value\n');
    else if (takeMetric(args, draft, word)) continue;
    else if (matches(word, "realms")) draft.realms = takeNumber(args, parseRealms, '"realm" value is invalid\n');
    else if (word === "as") {
      // RTA_NEWDST: MPLS alone looks at it.
      if (args.peek === "to") args.take();
      const to = takeAddress(args, draft.family);
      if (!args.refusal) draft.family ??= familyOf(to);
    } else if (word === "from") {
      const from = takePrefix(args, draft.family);
      if (!from.any) draft.family ??= familyOf(from.prefix.address);
      // IPv4 takes it and looks no further.
      if (!from.any && draft.family === "inet6" && from.prefix.length > 0) draft.from = from.prefix;
    } else if (word === "expires") draft.expires = args.unsigned('"expires" value is invalid\n');
    else if (word === "ttl-propagate") {
      const given = args.value();
      if (!matches(given, "enabled") && !matches(given, "disabled") && !args.refusal)
        args.invalid('"ttl-propagate" value is invalid\n', given);
    } else if (word === "vrf") draft.table = takeVrf(args, names);
    else if (word === "nhid") {
      const given = args.value();
      const id = parseUnsigned(given);
      if (id === undefined && !args.refusal) args.invalid('"id" value is invalid\n', given);
      draft.nhid = id ?? 0;
    } else if (word === "encap") {
      const absent = draft.device !== undefined && !names.device(draft.device) ? draft.device : undefined;
      const encap = takeEncap(args, "ip route", absent);
      if (encap) draft.encap = encap;
    } else if (word === "onlink") draft.onlink = true;
    else if (word === "nexthop") {
      // iproute_modify looks at what it has before it reads next hops.
      if (!draft.destinationGiven) args.refuse(255, ROUTE_USAGE);
      else if (draft.device !== undefined && !names.device(draft.device)) args.noDevice(draft.device);
      if (args.refusal) return draft;
      args.back();
      // What is wrong with hops is not looked at before there is somewhere to go.
      if (!draft.destinationGiven) args.refuse(255, ROUTE_USAGE);
      draft.hops = takeNextHops(args, draft, names);
    } else if (matches(word, "protocol"))
      draft.protocol = takeNumber(args, parseProtocol, '"protocol" value is invalid\n');
    else if (matches(word, "table")) draft.table = takeNumber(args, parseTable, '"table" value is invalid\n');
    else if (word === "dev" || word === "oif") draft.device = args.value();
    else if (matches(word, "pref")) {
      const given = args.value();
      const number = parseUnsigned(given, 255);
      if (given === "low" || given === "medium" || given === "high") draft.preference = given;
      else if (number !== undefined) draft.preference = PREFERENCES[number] ?? "medium";
      else if (!args.refusal) args.invalid('"pref" value is invalid\n', given);
    } else takeDestination(args, draft, word);
  }
  return draft;
}

/** `[to] [TYPE] PREFIX`. */
function takeDestination(args: Args, draft: Draft, first: string): void {
  let word = first === "to" ? args.value() : first;
  const type = routeTypeNamed(word);
  if (type) {
    // RTN_XRESOLVE is refused as RTN_NAT is.
    draft.type = type === "xresolve" ? "nat" : type;
    word = args.value();
  }
  if (args.refusal) return;
  if (matches(word, "help")) return args.refuse(255, ROUTE_USAGE);
  if (draft.destinationGiven) return args.garbage("to", word);
  const destination = takePrefix(args, draft.family, word);
  draft.destinationGiven = true;
  if (!destination.any) {
    draft.destination = destination.prefix;
    draft.family ??= familyOf(destination.prefix.address);
  }
}

function hopOf({ device, via, onlink, encap }: Draft): NextHopSpec | undefined {
  if (device === undefined && via === undefined && !onlink && !encap) return undefined;
  const hop: { -readonly [Key in keyof NextHopSpec]: NextHopSpec[Key] } = {};
  if (device !== undefined) hop.device = device;
  if (via !== undefined) hop.via = via;
  if (onlink) hop.onlink = true;
  if (encap) hop.encap = encap;
  return hop;
}

/** What was said of a route. */
function routeOf(draft: Draft): RouteSpec {
  const hop = hopOf(draft);
  const nextHops = draft.hops ?? (hop ? [hop] : []);
  const route: { -readonly [Key in keyof RouteSpec]: RouteSpec[Key] } = { family: draft.family ?? "inet", nextHops };
  if (draft.destination) route.destination = draft.destination;
  if (draft.from) route.from = draft.from;
  if (draft.type) route.type = draft.type;
  if (draft.table !== undefined) route.table = draft.table;
  if (draft.tos !== undefined) route.tos = draft.tos;
  if (draft.protocol !== undefined) route.protocol = draft.protocol;
  if (draft.scope !== undefined) route.scope = draft.scope;
  if (draft.prefSource !== undefined) route.prefSource = draft.prefSource;
  if (draft.metric !== undefined) route.metric = draft.metric;
  if (draft.hops && hop) route.beside = hop;
  for (const _ in draft.metrics) {
    route.metrics = draft.metrics;
    break;
  }
  if (draft.locks.size > 0) route.locks = [...draft.locks].sort();
  if (draft.congctl !== undefined) route.congctl = draft.congctl;
  if (draft.realms !== undefined) route.realms = draft.realms;
  if (draft.expires !== undefined) route.expiresSeconds = draft.expires;
  if (draft.preference) route.preference = draft.preference;
  if (draft.nhid !== undefined) route.nhid = draft.nhid;
  return route;
}

function parseModify(
  args: Args,
  names: Names,
  scope: IpScope,
  family: Family | undefined,
  verb: "add" | "append" | "prepend" | "change" | "replace" | "delete",
): IpCommand {
  const draft = takeDraft(args, names, family);
  if (args.refusal) return { kind: "nothing" };
  if (!draft.destinationGiven) args.refuse(255, ROUTE_USAGE);
  else if (draft.device !== undefined && !names.device(draft.device)) args.noDevice(draft.device);
  else if (draft.octetless) args.refuse(2, "Error: Attribute failed policy validation.\n");
  const route = routeOf(draft);
  if (verb === "delete") return { kind: "apply", operation: { kind: "routeDelete", netns: scope.netns, route } };
  return { kind: "apply", operation: { kind: "routeAdd", netns: scope.netns, mode: verb, route } };
}

function takePrefixFilter(args: Args, family: Family | undefined): PrefixFilter {
  const prefix = takePrefix(args, family);
  return { prefix: prefix.any ? undefined : prefix.prefix };
}

function takeFilter(args: Args, names: Names, family: Family | undefined): RouteFilter {
  const filter: { -readonly [Key in keyof RouteFilter]: RouteFilter[Key] } = { table: TABLE.main, cached: false };
  while (args.more) {
    const word = args.take();
    if (matches(word, "table")) {
      const given = args.value();
      const table = parseTable(given);
      if (table !== undefined) filter.table = table;
      else if (given === "all") filter.table = 0;
      else if (given === "cache") filter.cached = true;
      else if (given === "help") args.refuse(255, ROUTE_USAGE);
      else if (!args.refusal) args.invalid("table id value is invalid\n", given);
    } else if (matches(word, "cached") || matches(word, "cloned")) filter.cached = true;
    else if (word === "tos" || matches(word, "dsfield")) filter.tos = takeTos(args, "TOS value is invalid\n");
    else if (matches(word, "protocol")) {
      const given = args.value();
      const protocol = parseProtocol(given);
      if (protocol !== undefined) filter.protocol = protocol;
      else if (given !== "all" && !args.refusal) args.invalid('invalid "protocol"\n', given);
    } else if (matches(word, "scope")) {
      const given = args.value();
      const scope = parseScope(given);
      if (scope !== undefined) filter.scope = scope;
      else if (given !== "all" && !args.refusal) args.invalid('invalid "scope"\n', given);
    } else if (matches(word, "type")) {
      const given = args.value();
      const type = parseTypeNumber(given);
      // 0 stands for any.
      if (type) filter.type = ROUTE_TYPES[type - 1] ?? "xresolve";
      else if (type === undefined && !args.refusal) args.invalid("node type value is invalid\n", given);
    } else if (word === "dev" || word === "oif") filter.device = args.value();
    else if (word === "iif") filter.iif = args.value();
    else if (word === "mark") filter.mark = parseUnsigned(args.value()) ?? 0;
    else if (matches(word, "metric") || matches(word, "priority") || word === "preference")
      filter.metric = args.unsigned('"metric" value is invalid\n');
    else if (word === "vrf") {
      filter.table = takeVrf(args, names);
      filter.ofVrf = true;
    } else if (matches(word, "realms")) filter.realms = takeRealmsFilter(args);
    else if (word === "via") {
      const via = takeFamily(args) ?? family;
      filter.via = takePrefixFilter(args, via);
    } else if (word === "src") filter.source = takePrefixFilter(args, family);
    else if (matches(word, "from")) {
      const given = args.value();
      const root = matches(given, "root");
      const match = !root && matches(given, "match");
      const keyword = root || match || matches(given, "exact") ? args.value() : given;
      const from = takePrefix(args, family, keyword);
      const wanted = { prefix: from.any ? undefined : from.prefix };
      if (!match) filter.fromRoot = wanted;
      if (!root) filter.fromMatch = wanted;
    } else {
      let keyword = matches(word, "to") ? args.value() : word;
      if (matches(keyword, "root")) filter.root = takePrefixFilter(args, family);
      else if (matches(keyword, "match")) {
        const everything = isEverything(args.peek, family);
        const match = takePrefixFilter(args, family);
        if (!everything) filter.match = match;
      } else {
        if (matches(keyword, "exact")) keyword = args.value();
        const prefix = takePrefix(args, family, keyword);
        filter.root = { prefix: prefix.any ? undefined : prefix.prefix };
        // Words for whatever there is ask for nothing; `default` asks for its length.
        if (!isEverything(keyword, family)) filter.match = filter.root;
      }
    }
  }
  for (const device of [filter.iif, filter.device])
    if (device !== undefined && !args.refusal && !names.device(device)) args.noDevice(device);
  return filter;
}

function isEverything(word: string | undefined, family: Family | undefined): boolean {
  return family === undefined && (word === "all" || word === "any");
}

/** `FROM/TO`: a side that is not there is not looked at. */
function takeRealmsFilter(args: Args): { readonly realms: number; readonly mask: number } {
  const word = args.value();
  const realms = args.refusal ? 0 : parseRealms(word);
  if (realms === undefined) args.invalid("invalid realms\n", word);
  const to = (realms ?? 0) % 0x10000;
  const from = Math.floor((realms ?? 0) / 0x10000);
  const anyTo = to === 0 && word.endsWith("/");
  const anyFrom = from === 0 && (!word.includes("/") || word.startsWith("/"));
  return { realms: realms ?? 0, mask: ((anyTo ? 0 : 0xffff) + (anyFrom ? 0 : 0xffff0000)) >>> 0 };
}

export const ROUTE_COMMANDS = [
  "list",
  "show",
  "lst",
  "get",
  "add",
  "change",
  "replace",
  "prepend",
  "append",
  "test",
  "delete",
  "flush",
  "save",
  "restore",
  "showdump",
  "help",
];

export function parseRoute(args: Args, names: Names, scope: IpScope): IpCommand {
  if (scope.options.mpls) return parseMplsRoute(args, names, scope);
  const family = scope.options.family === "link" ? undefined : scope.options.family;
  const show = (): IpCommand => ({ kind: "query", query: { kind: "routes", filter: takeFilter(args, names, family) } });
  if (!args.more) return show();
  const word = args.take();
  if (matches(word, "list") || matches(word, "show") || matches(word, "lst")) return show();
  if (matches(word, "get")) return parseGet(args, names, family, ROUTE_USAGE);
  if (matches(word, "add")) return parseModify(args, names, scope, family, "add");
  if (matches(word, "change") || word === "chg") return parseModify(args, names, scope, family, "change");
  if (matches(word, "replace")) return parseModify(args, names, scope, family, "replace");
  if (matches(word, "prepend")) return parseModify(args, names, scope, family, "prepend");
  if (matches(word, "append")) return parseModify(args, names, scope, family, "append");
  if (matches(word, "delete")) return parseModify(args, names, scope, family, "delete");
  if (matches(word, "flush")) {
    if (!args.more) {
      args.refuse(1, '"ip route flush" requires arguments.\n');
      return { kind: "nothing" };
    }
    return { kind: "flush", flush: { kind: "routes", filter: takeFilter(args, names, family) } };
  }
  if (matches(word, "save"))
    return { kind: "dump", command: { verb: "save", of: "route", filter: takeFilter(args, names, family) } };
  // What stands behind is not looked at.
  if (matches(word, "restore")) return { kind: "dump", command: { verb: "restore", of: "route" } };
  if (matches(word, "showdump")) return { kind: "dump", command: { verb: "showdump", of: "route" } };
  if (matches(word, "test")) args.unmodelled("ip route", word);
  else if (matches(word, "help")) args.refuse(255, ROUTE_USAGE);
  else args.refuse(255, `Command "${word}" is unknown, try "ip route help".\n`);
  return { kind: "nothing" };
}
