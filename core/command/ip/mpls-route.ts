/** `ip -f mpls route` (ip/iproute.c of iproute2): routes of labels. */
import { formatIp } from "../../address/prefix.ts";
import { hopTrouble, type MplsHop, type MplsRoute, type MplsVia } from "../../model/mpls.ts";
import { PROTO } from "../../model/route.ts";
import type { MplsHopSpec, MplsOperation, MplsRouteAdd, MplsRouteSpec } from "../../operation/mpls.ts";
import { type Args, matches, type Names } from "../args.ts";
import {
  ethernetAddress,
  formatProtocol,
  parseProtocol,
  routeTypeNamed,
  takeAddress,
  takeLinkAddress,
} from "../names.ts";
import type { Output } from "../output.ts";
import type { IpCommand, IpOptions, IpScope, MplsFilter } from "./command.ts";
import { takeLabels } from "./mpls.ts";
import { deviceNamed, hereOf, nameOf, type View } from "./view.ts";

const USAGE = "Usage: ip route { list | flush | save } SELECTOR\n";

type HopDraft = { -readonly [Key in keyof MplsHopSpec]: MplsHopSpec[Key] };

/** `via FAMILY ADDRESS`; without a family it would be a label. */
function takeVia(args: Args): MplsVia | undefined {
  const family = args.peek;
  if (family === "inet" || family === "inet6") {
    args.take();
    const host = takeAddress(args, family);
    return args.refusal ? undefined : ({ family, host } as MplsVia);
  }
  if (family === "link") {
    args.take();
    const host = ethernetAddress(takeLinkAddress(args));
    return host === undefined ? undefined : { family, host };
  }
  takeLabels(args);
  args.unmodelled("ip -f mpls route: via", "a label");
  return undefined;
}

/** One word of a next hop; false for what is none of these. */
function takeHopWord(args: Args, word: string, hop: HopDraft): boolean {
  if (word === "via") {
    const via = takeVia(args);
    if (via) hop.via = via;
  } else if (word === "as") {
    if (args.peek === "to") args.take();
    hop.labels = takeLabels(args);
  } else if (word === "dev" || word === "oif") hop.device = args.value();
  else return false;
  return true;
}

function takeNextHops(args: Args, names: Names): readonly MplsHopSpec[] {
  const hops: HopDraft[] = [];
  while (args.more) {
    const word = args.take();
    if (word === "nexthop") hops.push({});
    else if (!takeHopWord(args, word, hops.at(-1) ?? {}))
      args.refuse(255, `Error: "nexthop" or end of line is expected instead of "${word}"\n`);
    const device = hops.at(-1)?.device;
    if (device !== undefined && !args.refusal && !names.device(device))
      args.refuse(255, `Cannot find device "${device}"\nError: cannot parse nexthop\n`);
  }
  return hops;
}

function takeRoute(args: Args, names: Names): MplsRouteSpec | undefined {
  const hop: HopDraft = {};
  let label: number | undefined;
  let several: readonly MplsHopSpec[] | undefined;
  let protocol: number | undefined;
  let ttlPropagate: boolean | undefined;
  while (args.more) {
    const word = args.take();
    if (takeHopWord(args, word, hop)) continue;
    if (word === "ttl-propagate") {
      const given = args.value();
      if (matches(given, "enabled")) ttlPropagate = true;
      else if (matches(given, "disabled")) ttlPropagate = false;
      else if (!args.refusal) args.invalid('"ttl-propagate" value is invalid\n', given);
    } else if (word === "nexthop") {
      args.back();
      several = takeNextHops(args, names);
    } else if (matches(word, "protocol")) {
      const given = args.value();
      protocol = parseProtocol(given);
      if (protocol === undefined && !args.refusal) args.invalid('"protocol" value is invalid\n', given);
    } else if (["src", "from", "tos", "metric", "mtu", "scope", "table", "encap", "nhid", "vrf"].includes(word))
      args.unmodelled("ip -f mpls route", word);
    else {
      let given = word === "to" ? args.value() : word;
      if (routeTypeNamed(given)) {
        if (given === "unicast") given = args.value();
        else if (given.length > 1) args.unmodelled("ip -f mpls route", given);
        else given = args.value();
      }
      if (!args.refusal && matches(given, "help")) args.refuse(255, USAGE);
      if (label !== undefined) args.garbage("to", given);
      [label] = takeLabels(args, "prefix", given);
    }
  }
  if (!args.refusal && hop.device !== undefined && !names.device(hop.device)) args.noDevice(hop.device);
  if (label === undefined) args.refuse(255, USAGE);
  if (args.refusal || label === undefined) return undefined;
  return {
    label,
    hops: several ?? [hop],
    ...(protocol !== undefined && { protocol }),
    ...(ttlPropagate !== undefined && { ttlPropagate }),
    ...(several && { several: true }),
  };
}

function takeFilter(args: Args, names: Names): MplsFilter {
  let label: number | undefined;
  let device: string | undefined;
  while (args.more) {
    const word = args.take();
    if (word === "dev" || word === "oif") {
      device = args.value();
      if (!args.refusal && !names.device(device)) args.noDevice(device);
    } else if (
      ["via", "src", "from", "table", "proto", "scope", "type", "vrf", "cache"].some((each) => matches(word, each))
    )
      args.unmodelled("ip -f mpls route show", word);
    else {
      const keyword = ["to", "root", "match", "exact"].includes(word) ? args.value() : word;
      [label] = takeLabels(args, "prefix", keyword);
    }
  }
  return { ...(label !== undefined && { label }), ...(device !== undefined && { device }) };
}

export function parseMplsRoute(args: Args, names: Names, scope: IpScope): IpCommand {
  const show = (): IpCommand => ({ kind: "query", query: { kind: "mplsRoutes", filter: takeFilter(args, names) } });
  const word = args.more ? args.take() : "show";
  if (["list", "show", "lst"].some((each) => matches(word, each))) return show();
  if (matches(word, "get")) {
    const [label = 0] = takeLabels(args);
    if (args.more) args.unmodelled("ip -f mpls route get", args.peek);
    return { kind: "query", query: { kind: "mplsRoutes", filter: { label, get: true } } };
  }
  const mode = (["add", "change", "replace", "prepend", "append"] as const).find((each) => matches(word, each));
  if (mode !== undefined || matches(word, "delete")) {
    const route = takeRoute(args, names);
    if (!route) return { kind: "nothing" };
    const { netns } = scope;
    const operation: MplsOperation = mode
      ? { kind: "mplsRouteAdd", netns, mode, route }
      : { kind: "mplsRouteDelete", netns, label: route.label };
    return { kind: "apply", operation };
  }
  if (matches(word, "flush") && !args.more) args.refuse(1, '"ip route flush" requires arguments.\n');
  else if (matches(word, "help")) args.refuse(255, USAGE);
  else if (["flush", "save", "restore", "showdump", "test"].some((each) => matches(word, each)))
    args.unmodelled("ip -f mpls route", word);
  else args.refuse(255, `Command "${word}" is unknown, try "ip route help".\n`);
  return { kind: "nothing" };
}

/** The words of a route, behind `ip -f mpls route`. */
export function mplsRouteWords({ mode, route }: MplsRouteAdd): readonly string[] {
  const { label, hops, protocol, ttlPropagate, several } = route;
  const hopWords = ({ labels, via, device }: MplsHopSpec) => [
    ...(labels ? ["as", labels.join("/")] : []),
    ...(via ? ["via", via.family, viaText(via)] : []),
    ...(device === undefined ? [] : ["dev", device]),
  ];
  return [
    ...["route", mode, String(label)],
    ...(protocol === undefined ? [] : ["proto", String(protocol)]),
    ...(ttlPropagate === undefined ? [] : ["ttl-propagate", ttlPropagate ? "enabled" : "disabled"]),
    ...hops.flatMap((hop) => [...(several ? ["nexthop"] : []), ...hopWords(hop)]),
  ];
}

function viaText(via: MplsVia): string {
  return via.family === "link" ? via.host : formatIp(via.host);
}

/** The routes that are asked for; undefined where one was to be got that is not there. */
export function selectMplsRoutes(view: View, { label, device, get }: MplsFilter): readonly MplsRoute[] | undefined {
  const link = device === undefined ? undefined : deviceNamed(view, device)?.id;
  const found = (hereOf(view).mplsRoutes ?? []).filter(
    (route) =>
      (label === undefined || route.label === label) &&
      (device === undefined || (!route.several && route.hops[0]?.link === link)),
  );
  return get && found.length === 0 ? undefined : found;
}

/** print_route. */
export function printMplsRoute(
  out: Output,
  view: View,
  { label, hops, protocol, ttlPropagate, several }: MplsRoute,
  { details }: IpOptions,
  { device }: MplsFilter,
): void {
  out.openObject();
  if (details) out.field("type", "unicast", "unicast ");
  out.field("dst", String(label), `${label} `);
  const [only] = hops;
  if (!several && only) {
    printLabels(out, only);
    printVia(out, only);
    if (device === undefined) printDevice(out, view, only);
  }
  if (protocol !== PROTO.boot || details)
    out.field("protocol", formatProtocol(protocol), `proto ${formatProtocol(protocol)} `);
  if (details) out.field("scope", "global", "scope global ");
  printFlags(out, several || !only ? [] : troubleOf(view, only));
  if (ttlPropagate !== undefined)
    out.field("ttl-propogate", ttlPropagate, `ttl-propogate ${ttlPropagate ? "enabled" : "disabled"}`);
  if (several) {
    out.openList("nexthops");
    for (const hop of hops) {
      out.openObject().line().text("\tnexthop ");
      printLabels(out, hop);
      printVia(out, hop);
      printDevice(out, view, hop);
      printFlags(out, troubleOf(view, hop));
      out.close();
    }
    out.close();
  }
  out.text("\n").close();
}

function troubleOf(view: View, { link }: MplsHop): readonly string[] {
  return hopTrouble(view.config.links[link]);
}

function printLabels(out: Output, { labels }: MplsHop): void {
  const text = labels.join("/");
  if (labels.length > 0) out.field("to", text, `as to ${text} `);
}

function printVia(out: Output, { via }: MplsHop): void {
  if (!via) return;
  const { family } = via;
  out.openObject("via").field("family", family, `via ${family} `);
  const colour = family === "link" ? "mac" : family;
  out.coloured(colour, "host", viaText(via), `${viaText(via)} `).close();
}

function printDevice(out: Output, view: View, { link }: MplsHop): void {
  const name = nameOf(view, link);
  out.text("dev ").coloured("ifname", "dev", name, `${name} `);
}

function printFlags(out: Output, flags: readonly string[]): void {
  out.openList("flags");
  for (const flag of flags) out.json(undefined, flag).text(`${flag} `);
  out.close();
}
