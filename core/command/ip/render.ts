/** Operations as command lines of `ip`: what the parser reads back as the same operation. */

import { formatIp, formatPrefix, type Prefix } from "../../address/prefix.ts";
import type { Range, Rule } from "../../model/route.ts";
import type { AddressSpec } from "../../operation/address.ts";
import {
  type FlagChanges,
  type LinkChanges,
  type LinkSet,
  type NewLink,
  type NewLinkKind,
  numbersIn,
} from "../../operation/link.ts";
import type { NeighborSpec } from "../../operation/neighbor.ts";
import type { NetnsRef } from "../../operation/netns-ref.ts";
import type { NexthopSpec, ResilientSpec } from "../../operation/nexthop.ts";
import type { Operation } from "../../operation/operation.ts";
import type { NextHopSpec, RouteSpec } from "../../operation/route.ts";
import type { RuleAdd, RuleDelete } from "../../operation/rule.ts";
import { addrlabelWords } from "./addrlabel.ts";
import { renderBridgeSettings, renderSettingWords } from "./bridge-options.ts";
import { renderBondSlave } from "./kind/bond.ts";
import { grammarOf, isDriven } from "./kind/table.ts";
import { encapWords } from "./mpls.ts";
import { mplsRouteWords } from "./mpls-route.ts";
import { renderMetrics } from "./route-metrics.ts";
import { tunnelWords } from "./tunnel.ts";
import { tuntapWords } from "./tuntap.ts";

const onOff = (on: boolean): string => (on ? "on" : "off");

function netnsWord(ref: NetnsRef): string {
  switch (ref.by) {
    case "name":
      return ref.name;
    case "pid":
      return String(ref.pid);
    case "self":
      throw new Error("a namespace on the command line has a name or a pid");
  }
}

/** A value that may be missing, behind its keyword. */
function option(word: string, value: string | number | undefined): string[] {
  return value === undefined ? [] : [word, String(value)];
}

function renderNewLink(link: NewLink): string[] {
  return [
    ...option("link", link.link),
    ...option("index", link.ifindex),
    ...option("name", link.name),
    ...option("address", link.mac),
    ...option("mtu", link.mtu),
    ...option("txqueuelen", link.txQueueLength),
    ...option("numtxqueues", link.queues?.tx),
    ...option("numrxqueues", link.queues?.rx),
    ...(link.netns ? ["netns", netnsWord(link.netns)] : []),
    ...option("master", link.master),
    ...option("group", link.group),
    ...option("alias", link.alias),
    ...option("addrgenmode", link.addrGenMode),
    ...option("broadcast", link.broadcast),
    ...option("mode", link.linkMode),
    ...renderState(link.state),
    ...renderSizes(link.sizes),
    ...renderFlags(link.flags ?? {}),
    ...(link.up ? ["up"] : []),
  ];
}

function renderKind(info: NewLinkKind): string[] {
  switch (info.type) {
    case "veth":
      return ["type", "veth", ...(info.peer ? ["peer", ...renderNewLink(info.peer)] : [])];
    case "bridge":
      return ["type", "bridge", ...renderBridgeSettings(info.settings)];
    case "dummy":
      return ["type", "dummy"];
    default:
      return ["type", info.type, ...grammarOf(info.type).render(info.settings)];
  }
}

const OPER_STATES = ["unknown", "notpresent", "down", "lowerlayerdown", "testing", "dormant", "up"];

const flag = (word: string, on: boolean | undefined): string[] => (on === undefined ? [] : [word, onOff(on)]);

function renderState(state: number | undefined): string[] {
  return option("state", state === undefined ? undefined : (OPER_STATES[state] ?? state));
}

function renderSizes(sizes: LinkChanges["sizes"]): string[] {
  return [
    ...option("gso_max_size", sizes?.gsoMaxSize),
    ...option("gso_max_segs", sizes?.gsoMaxSegs),
    ...option("gro_max_size", sizes?.groMaxSize),
  ];
}

function renderFlags(changes: FlagChanges): string[] {
  return [
    ...flag("arp", changes.arp),
    ...flag("multicast", changes.multicast),
    ...flag("allmulticast", changes.allMulticast),
    ...flag("dynamic", changes.dynamic),
    ...flag("trailers", changes.trailers),
    ...flag("promisc", changes.promisc),
  ];
}

/** Of several reasons in one command the last one alone counts. */
function renderProtoDown(held: LinkChanges["protoDown"]): string[] {
  if (!held) return [];
  const reason = held.mask === 0 ? [] : ["protodown_reason", String(Math.log2(held.mask)), onOff(held.reasons !== 0)];
  return [...reason, ...flag("protodown", held.on)];
}

function renderChanges(changes: LinkChanges): string[] {
  return [
    ...(changes.netns ? ["netns", netnsWord(changes.netns)] : []),
    ...option("name", changes.name),
    ...option("address", changes.mac),
    ...option("broadcast", changes.broadcast),
    ...option("mtu", changes.mtu),
    ...option("txqueuelen", changes.txQueueLength),
    ...(changes.master === null ? ["nomaster"] : option("master", changes.master)),
    ...option("alias", changes.alias),
    ...option("group", changes.group),
    ...renderFlags(changes),
    ...renderSizes(changes.sizes),
    ...renderProtoDown(changes.protoDown),
    ...flag("carrier", changes.carrier),
    ...option("addrgenmode", changes.addrGenMode),
    ...option("mode", changes.linkMode),
    ...renderState(changes.state),
    ...(changes.up === undefined ? [] : [changes.up ? "up" : "down"]),
  ];
}

function target(device: string | { readonly group: number }): string[] {
  return typeof device === "string" ? ["dev", device] : ["group", String(device.group)];
}

function renderAddress(spec: AddressSpec): string[] {
  const length = spec.peer?.length ?? spec.local.length;
  const host = spec.peer !== undefined || spec.anyPrefix;
  return [
    ...(spec.first ? [] : host ? [formatIp(spec.local.address)] : [`${formatIp(spec.local.address)}/${length}`]),
    ...(spec.peer ? ["peer", formatPrefix(spec.peer)] : []),
    ...option("broadcast", spec.broadcast === undefined ? undefined : formatIp(spec.broadcast)),
    ...option("label", spec.label),
    ...option("scope", spec.scope),
    ...option("valid_lft", spec.validSeconds),
    ...option("preferred_lft", spec.preferredSeconds),
    ...option("metric", spec.metric),
    ...(spec.noPrefixRoute ? ["noprefixroute"] : []),
    ...(spec.noDad ? ["nodad"] : []),
    ...(spec.homeAddress ? ["home"] : []),
    ...(spec.manageTemporary ? ["mngtmpaddr"] : []),
    ...(spec.autoJoin ? ["autojoin"] : []),
    "dev",
    spec.device,
  ];
}

function renderHop(hop: NextHopSpec, family: RouteSpec["family"]): string[] {
  const other = hop.via !== undefined && (typeof hop.via === "number" ? "inet" : "inet6") !== family;
  const via =
    hop.via === undefined
      ? []
      : [...(other ? [typeof hop.via === "number" ? "inet" : "inet6"] : []), formatIp(hop.via)];
  return [
    ...(hop.encap ? encapWords(hop.encap) : []),
    ...(via.length > 0 ? ["via", ...via] : []),
    ...option("dev", hop.device),
    ...option("weight", hop.weight),
    ...(hop.onlink ? ["onlink"] : []),
  ];
}

function renderResilient({ buckets, idleSeconds, unbalancedSeconds }: ResilientSpec): string[] {
  return [
    "type",
    "resilient",
    ...option("buckets", buckets),
    ...option("idle_timer", idleSeconds),
    ...option("unbalanced_timer", unbalancedSeconds),
  ];
}

function renderNexthop(spec: NexthopSpec): string[] {
  const group = spec.group?.map(({ id, weight }) => (weight === undefined ? String(id) : `${id},${weight}`));
  return [
    ...option("id", spec.id),
    ...(spec.encap ? encapWords(spec.encap) : []),
    ...option("via", spec.via === undefined ? undefined : formatIp(spec.via)),
    ...option("dev", spec.device),
    ...(spec.onlink ? ["onlink"] : []),
    ...(spec.blackhole ? ["blackhole"] : []),
    ...option("group", group?.join("/")),
    ...(spec.resilient ? renderResilient(spec.resilient) : []),
    ...(spec.fdb ? ["fdb"] : []),
    ...option("protocol", spec.protocol),
  ];
}

function renderRoute(route: RouteSpec): string[] {
  const [first] = route.nextHops;
  const single = route.nextHops.length === 1 && first !== undefined && first.weight === undefined;
  return [
    ...(route.type ? [route.type] : []),
    route.destination ? formatPrefix(route.destination) : "default",
    ...option("from", route.from && formatPrefix(route.from)),
    ...option("tos", route.tos === undefined ? undefined : `0x${route.tos.toString(16)}`),
    ...option("src", route.prefSource === undefined ? undefined : formatIp(route.prefSource)),
    ...option("metric", route.metric),
    ...option("table", route.table),
    ...option("proto", route.protocol),
    ...option("scope", route.scope),
    ...renderMetrics(route),
    ...option("realms", route.realms),
    ...option("expires", route.expiresSeconds),
    ...option("pref", route.preference),
    ...option("nhid", route.nhid),
    ...(single ? renderHop(first, route.family) : []),
    ...(route.beside ? renderHop(route.beside, route.family) : []),
    ...(single ? [] : route.nextHops.flatMap((hop) => ["nexthop", ...renderHop(hop, route.family)])),
  ];
}

function renderNeighbor(spec: NeighborSpec): string[] {
  return [
    ...(spec.proxy ? ["proxy"] : []),
    formatIp(spec.address),
    ...option("lladdr", spec.mac),
    ...option("nud", spec.state?.toLowerCase()),
    ...(spec.router ? ["router"] : []),
    ...(spec.externLearn ? ["extern_learn"] : []),
    ...(spec.managed ? ["managed"] : []),
    ...(spec.use ? ["use"] : []),
    ...option("protocol", spec.protocol),
    "dev",
    spec.device,
  ];
}

function renderRule(rule: RuleAdd["rule"] | RuleDelete["rule"]): string[] {
  const prefix = (word: string, value: Prefix | undefined): string[] => (value ? [word, formatPrefix(value)] : []);
  const mark =
    rule.fwmark === undefined ? undefined : `${rule.fwmark}${rule.fwmask === undefined ? "" : `/${rule.fwmask}`}`;
  const range = (word: string, value: Range | undefined): string[] =>
    value ? [word, `${value.start}-${value.end}`] : [];
  const { action } = rule;
  return [
    ...(rule.invert ? ["not"] : []),
    ...prefix("from", rule.from),
    ...prefix("to", rule.to),
    ...option("priority", rule.priority),
    ...(rule.tos ? ["tos", `0x${rule.tos.toString(16)}`] : []),
    ...option("fwmark", mark),
    ...option("iif", rule.iif),
    ...option("oif", rule.oif),
    ...option("protocol", rule.protocol),
    ...range("uidrange", rule.uids),
    ...option("ipproto", rule.ipProtocol),
    ...range("sport", rule.sourcePorts),
    ...range("dport", rule.destinationPorts),
    ...option("tun_id", rule.tunnelId),
    ...option("realms", rule.realms),
    ...option("suppress_prefixlength", rule.suppressPrefixLength),
    ...option("suppress_ifgroup", rule.suppressGroup),
    ...option("lookup", rule.table),
    ...(rule.l3mdev ? ["l3mdev"] : []),
    ...(action ? renderAction(action) : []),
  ];
}

function renderAction(action: Rule["action"]): string[] {
  if (action.kind === "lookup") return action.table === 0 ? ["unicast"] : ["lookup", String(action.table)];
  if (action.kind === "goto") return ["goto", String(action.priority)];
  return [action.kind === "type" ? String(action.type) : action.kind];
}

/** The words after `ip [-n NAME] [-6]`; undefined for operations that are other programs'. */
function words(operation: Operation): string[] | undefined {
  switch (operation.kind) {
    case "linkAdd":
      return ["link", "add", ...renderNewLink(operation.link), ...renderKind(operation.info)];
    case "linkDelete":
      return ["link", "delete", ...target(operation.device), ...option("type", operation.type)];
    case "linkSet": {
      const { addAltnames, delAltnames } = operation.changes;
      const verb = addAltnames ? "add" : "del";
      const names = addAltnames ?? delAltnames;
      if (names)
        return ["link", "property", verb, ...target(operation.device), ...names.flatMap((name) => ["altname", name])];
      return [
        "link",
        "set",
        ...target(operation.device),
        ...renderChanges(operation.changes),
        ...(operation.info ? ["type", operation.info.type, ...renderSettings(operation.info)] : []),
      ];
    }
    case "addressAdd":
      return ["address", operation.mode, ...renderAddress(operation.address)];
    case "addressDelete":
      return ["address", "delete", ...renderAddress(operation.address)];
    case "routeAdd":
      return ["route", operation.mode, ...renderRoute(operation.route)];
    case "routeDelete":
      if (operation.route.cached && operation.route.destination)
        return ["route", "flush", "cached", formatPrefix(operation.route.destination)];
      return ["route", "delete", ...renderRoute(operation.route)];
    case "mplsRouteAdd":
      return [...mplsRouteWords(operation)];
    case "mplsRouteDelete":
      return ["route", "delete", String(operation.label)];
    case "ruleAdd":
      return ["rule", "add", ...renderRule(operation.rule)];
    case "ruleDelete":
      return [
        "rule",
        "delete",
        ...renderRule(operation.rule),
        // Without an action any of a VRF's is meant.
        ...(operation.rule.action?.kind === "l3mdev" ? ["unicast"] : []),
      ];
    case "neighborAdd":
      return ["neighbor", operation.mode, ...renderNeighbor(operation.neighbor)];
    case "neighborDelete":
      return ["neighbor", "delete", ...renderNeighbor(operation.neighbor)];
    case "nexthopAdd":
      return ["nexthop", operation.mode, ...renderNexthop(operation.nexthop)];
    case "nexthopDelete":
      return ["nexthop", "delete", ...option("id", operation.id)];
    case "tunnelAdd":
      return ["tunnel", "add", ...tunnelWords(operation.spec)];
    case "tunnelChange":
      return ["tunnel", "change", ...tunnelWords(operation.spec, operation.over)];
    case "tunnelDelete":
      return ["tunnel", "del", ...tunnelWords(operation.spec)];
    case "addressLabelAdd":
    case "addressLabelDelete":
    case "addressLabelFlush":
      return ["addrlabel", ...addrlabelWords(operation)];
    case "tokenSet":
      return ["token", "set", operation.token, "dev", operation.device];
    case "tuntapAdd":
      return ["tuntap", "add", ...tuntapWords(operation.spec)];
    case "tuntapDelete":
      return ["tuntap", "del", ...tuntapWords(operation.spec)];
    case "netnsSetId":
      return ["netns", "set", netnsWord(operation.target), String(operation.nsid)];
    default:
      return undefined;
  }
}

function renderSettings({ type, settings }: NonNullable<LinkSet["info"]>): readonly string[] {
  if (isDriven(type)) return grammarOf(type).render(settings);
  if (type === "bond_slave") return renderBondSlave(settings);
  return renderSettingWords(type, numbersIn(settings));
}

function familyOption(operation: Operation): string[] {
  const inet6 =
    ((operation.kind === "routeAdd" || operation.kind === "routeDelete") && operation.route.family === "inet6") ||
    ((operation.kind === "ruleAdd" || operation.kind === "ruleDelete") && operation.rule.family === "inet6");
  // `dev` and `blackhole` alone would be of IPv4; a group has no family.
  const nexthop6 = operation.kind === "nexthopAdd" && operation.nexthop.family === "inet6";
  if (operation.kind === "addressDelete" && operation.address.first) return ["-4"];
  if (operation.kind === "mplsRouteAdd" || operation.kind === "mplsRouteDelete") return ["-f", "mpls"];
  return inet6 || nexthop6 ? ["-6"] : [];
}

/** The command line of `ip` for an operation; undefined when `ip` has none (brctl's, sysctl's, a namespace as such). */
export function renderIp(operation: Operation): string[] | undefined {
  const rendered = words(operation);
  if (!rendered || !("netns" in operation)) return undefined;
  const { netns } = operation;
  if (netns.by === "pid") return undefined;
  return ["ip", ...(netns.by === "name" ? ["-n", netns.name] : []), ...familyOption(operation), ...rendered];
}
