/** `ip nexthop` (ip/ipnexthop.c). */

import { type Family, familyOf } from "../../address/prefix.ts";
import type { LinkId } from "../../model/id.ts";
import { jiffiesAt } from "../../model/jiffies.ts";
import { isGroup, type Nexthop } from "../../model/nexthop.ts";
import { type Resilient, secondsSince, sharesOf, underweight } from "../../model/resilient.ts";
import type { NexthopSpec, ResilientSpec } from "../../operation/nexthop.ts";
import { type Args, matches, type Names, parseUnsigned } from "../args.ts";
import { general } from "../general.ts";
import { formatHost } from "../host-names.ts";
import { formatProtocol, formatScope, parseProtocol, takeAddress } from "../names.ts";
import type { Output } from "../output.ts";
import type { BucketFilter, IpCommand, IpOptions, IpScope, NexthopFilter } from "./command.ts";
import { takeEncap } from "./encap.ts";
import { printEncap } from "./mpls.ts";
import { deviceNamed, hereOf, nameOf, type View } from "./view.ts";

const NEXTHOP_USAGE =
  "Usage: ip nexthop { list | flush } [ protocol ID ] SELECTOR\n" +
  "       ip nexthop { add | replace } id ID NH [ protocol ID ]\n       ip nexthop { get | del } id ID\n" +
  "       ip nexthop bucket { list SELECTOR [ nhid ID ] | get id ID index INDEX }\n" +
  "SELECTOR := [ id ID ] [ dev DEV ] [ vrf NAME ] [ master DEV ] [ groups ] [ fdb ]\n" +
  "NH := { blackhole | [ via ADDRESS ] [ dev DEV ] [ onlink ] | group ID[,WEIGHT]/... [ type TYPE ] } [ fdb ]\n" +
  "TYPE := { mpath | resilient [ buckets BUCKETS ] [ idle_timer IDLE ] [ unbalanced_timer UNBALANCED ] }\n";

export const NEXTHOP_COMMANDS = ["add", "replace", "delete", "list", "show", "get", "flush", "bucket", "help"];

function takeId(args: Args): number {
  const word = args.value();
  const id = parseUnsigned(word);
  if (id === undefined && !args.refusal) args.invalid("invalid id value", word);
  return id ?? 0;
}

function takeDevice(args: Args, names: Names): string {
  const device = args.value();
  if (!args.refusal && !names.device(device)) args.invalid("Device does not exist\n", device);
  return device;
}

/** `ID[,WEIGHT]/ID...`. */
function takeGroup(args: Args): NonNullable<NexthopSpec["group"]> {
  const word = args.value();
  if (args.refusal) return [];
  const group: { id: number; weight?: number }[] = [];
  for (const part of word.split("/")) {
    const comma = part.indexOf(",");
    const id = parseUnsigned(comma < 0 ? part : part.slice(0, comma));
    if (id === undefined) {
      // Whichever it is, the first is named: that is how far the word goes once it has been cut up.
      args.invalid('"group" value is invalid\n', word.split(/[,/]/)[0] ?? "");
      return [];
    }
    if (comma < 0) {
      group.push({ id });
      continue;
    }
    const given = part.slice(comma + 1);
    const weight = parseUnsigned(given, 256);
    if (!weight) args.invalid('"weight" is invalid\n', given);
    group.push({ id, weight: weight ?? 1 });
  }
  return group;
}

/** Seconds that fit as hundredths in 32 bits. */
const LONGEST_TIMER = 42_949_671;

/** What stands right behind `type resilient`; behind another word there is none of it. */
function takeResilient(args: Args): ResilientSpec {
  const spec: { -readonly [Key in keyof ResilientSpec]: ResilientSpec[Key] } = {};
  const take = (limit: number, problem: string): number => {
    const word = args.value();
    const value = parseUnsigned(word, limit);
    if (value === undefined && !args.refusal) args.invalid(problem, word);
    return value ?? 0;
  };
  while (args.more) {
    if (args.peek === "buckets") {
      args.take();
      spec.buckets = take(0xffff, "invalid buckets value");
    } else if (args.peek === "idle_timer") {
      args.take();
      spec.idleSeconds = take(LONGEST_TIMER, "invalid idle timer value");
    } else if (args.peek === "unbalanced_timer") {
      args.take();
      spec.unbalancedSeconds = take(LONGEST_TIMER, "invalid unbalanced timer value");
    } else break;
  }
  return spec;
}

function parseModify(args: Args, names: Names, scope: IpScope, verb: "add" | "replace" | "delete"): IpCommand {
  const spec: { -readonly [Key in keyof NexthopSpec]: NexthopSpec[Key] } = {};
  let family: Family | undefined = scope.options.family === "link" ? undefined : scope.options.family;
  let type: string | undefined;
  while (args.more) {
    const word = args.take();
    if (word === "id") spec.id = takeId(args);
    else if (word === "dev") {
      spec.device = takeDevice(args, names);
      family ??= "inet";
    } else if (word === "via") {
      let wanted = family;
      if (args.peek === "inet" || args.peek === "inet6") wanted = args.take() as Family;
      const given = args.peek;
      spec.via = takeAddress(args, wanted);
      if (args.refusal) break;
      family ??= familyOf(spec.via);
      if (family !== familyOf(spec.via)) args.invalid("address family mismatch\n", given);
    } else if (word === "encap") {
      const encap = takeEncap(args, "ip nexthop");
      if (encap) spec.encap = encap;
    } else if (word === "blackhole") {
      spec.blackhole = true;
      family ??= "inet";
    } else if (word === "fdb") spec.fdb = true;
    else if (word === "onlink") spec.onlink = true;
    else if (word === "group") spec.group = takeGroup(args);
    else if (word === "type") {
      type = args.value();
      if (type === "resilient") spec.resilient = takeResilient(args);
      else if (type !== "mpath" && !args.refusal) args.invalid('"type" value is invalid\n', type);
    } else if (matches(word, "protocol")) {
      const given = args.value();
      const protocol = parseProtocol(given);
      if (protocol === undefined && !args.refusal) args.invalid('"protocol" value is invalid\n', given);
      spec.protocol = protocol ?? 0;
    } else if (word === "help") args.refuse(255, NEXTHOP_USAGE);
    else args.invalid("", word);
  }
  // nh_check_attr_group_rtnl: what a resilient group is told is nothing to another.
  if (type === "mpath" && spec.resilient && spec.group)
    args.refuse(2, "Error: No other attributes can be set in nexthop groups.\n");
  if (verb === "delete" && !args.refusal) {
    // rtm_nh_policy_del knows nothing but the id, and what is left of the header is to be 0.
    const { device, via, blackhole, fdb, group } = spec;
    if (type !== undefined || [device, via, blackhole, fdb, group].some((each) => each !== undefined))
      args.refuse(2, "Error: Unknown attribute type.\n");
    else if (spec.onlink || spec.protocol) args.refuse(2, "Error: Invalid values in header.\n");
  }
  if (verb === "delete")
    return { kind: "apply", operation: { kind: "nexthopDelete", netns: scope.netns, id: spec.id } };
  if (family !== undefined) spec.family = family;
  return { kind: "apply", operation: { kind: "nexthopAdd", netns: scope.netns, mode: verb, nexthop: spec } };
}

function parseList(args: Args, names: Names, scope: IpScope, flushing: boolean): IpCommand {
  const filter: { -readonly [Key in keyof NexthopFilter]: NexthopFilter[Key] } = { groups: false, all: !args.more };
  while (args.more) {
    const word = args.take();
    if (matches(word, "dev")) filter.device = takeDevice(args, names);
    else if (matches(word, "groups")) filter.groups = true;
    else if (matches(word, "master")) filter.master = takeDevice(args, names);
    else if (matches(word, "vrf")) {
      const vrf = args.value();
      if (!args.refusal && names.vrf(vrf) === undefined) args.invalid("Invalid VRF\n", vrf);
      filter.master = vrf;
    } else if (word === "id") {
      const id = takeId(args);
      if (args.refusal) break;
      // What follows an id is not looked at.
      args.takeAll();
      return flushing
        ? { kind: "apply", operation: { kind: "nexthopDelete", netns: scope.netns, id }, failStatus: 1 }
        : { kind: "query", query: { kind: "nexthopGet", id, ...(filter.protocol && { protocol: filter.protocol }) } };
    } else if (matches(word, "protocol")) {
      const given = args.value();
      const protocol = parseUnsigned(given);
      if (protocol === undefined && !args.refusal) args.invalid("invalid protocol value", given);
      filter.protocol = protocol ?? 0;
    } else if (matches(word, "fdb")) {
      // The kernel takes the filter and lets everything through.
    } else if (matches(word, "help")) args.refuse(255, NEXTHOP_USAGE);
    else args.invalid("", word);
  }
  if (flushing) return { kind: "flush", flush: { kind: "nexthops", filter } };
  return { kind: "query", query: { kind: "nexthops", filter } };
}

/** `ip nexthop bucket list`. */
function parseBuckets(args: Args, names: Names): IpCommand {
  const filter: { -readonly [Key in keyof BucketFilter]: BucketFilter[Key] } = {};
  while (args.more) {
    const word = args.take();
    if (matches(word, "dev")) filter.device = takeDevice(args, names);
    else if (matches(word, "master")) filter.master = takeDevice(args, names);
    else if (matches(word, "vrf")) {
      const vrf = args.value();
      if (!args.refusal && names.vrf(vrf) === undefined) args.invalid("Invalid VRF\n", vrf);
      filter.master = vrf;
    } else if (word === "id") filter.id = takeId(args);
    else if (word === "nhid") filter.nhid = takeId(args);
    else if (matches(word, "help")) args.refuse(255, NEXTHOP_USAGE);
    else args.invalid("", word);
  }
  return { kind: "query", query: { kind: "nexthopBuckets", filter } };
}

/** `ip nexthop bucket get id ID index INDEX`. */
function parseBucketGet(args: Args): IpCommand {
  let id = 0;
  let index: number | undefined;
  while (args.more && !args.refusal) {
    const word = args.take();
    if (word === "id") id = takeId(args);
    else if (word === "index") {
      const given = args.value();
      index = parseUnsigned(given, 0xffff);
      if (index === undefined && !args.refusal) args.invalid("invalid bucket index value", given);
    } else args.refuse(255, NEXTHOP_USAGE);
  }
  if (id === 0 || index === undefined) args.refuse(255, NEXTHOP_USAGE);
  return { kind: "query", query: { kind: "nexthopBucketGet", id, index: index ?? 0 } };
}

function parseBucket(args: Args, names: Names): IpCommand {
  if (!args.more) return parseBuckets(args, names);
  const word = args.take();
  if (["list", "show", "lst"].some((keyword) => matches(word, keyword))) return parseBuckets(args, names);
  if (matches(word, "get")) return parseBucketGet(args);
  if (matches(word, "help")) args.refuse(255, NEXTHOP_USAGE);
  else args.refuse(255, `Command "${word}" is unknown, try "ip nexthop help".\n`);
  return { kind: "nothing" };
}

function parseGet(args: Args): IpCommand {
  let id = 0;
  while (args.more) {
    if (args.take() === "id") id = takeId(args);
    else args.refuse(255, NEXTHOP_USAGE);
  }
  if (id === 0) args.refuse(255, NEXTHOP_USAGE);
  return { kind: "query", query: { kind: "nexthopGet", id } };
}

export function parseNexthop(args: Args, names: Names, scope: IpScope): IpCommand {
  if (!args.more) return parseList(args, names, scope, false);
  const word = args.take();
  if (matches(word, "add")) return parseModify(args, names, scope, "add");
  if (matches(word, "replace")) return parseModify(args, names, scope, "replace");
  if (matches(word, "delete")) return parseModify(args, names, scope, "delete");
  if (["list", "show", "lst"].some((keyword) => matches(word, keyword))) return parseList(args, names, scope, false);
  if (matches(word, "get")) return parseGet(args);
  if (matches(word, "flush")) return parseList(args, names, scope, true);
  if (matches(word, "bucket")) return parseBucket(args, names);
  if (matches(word, "help")) args.refuse(255, NEXTHOP_USAGE);
  else args.refuse(255, `Command "${word}" is unknown, try "ip nexthop help".\n`);
  return { kind: "nothing" };
}

/** nh_dump_filtered: a device or a family leaves groups out. */
export function selectNexthops(view: View, filter: NexthopFilter, family: Family | undefined): Nexthop[] {
  const device = filter.device === undefined ? undefined : deviceNamed(view, filter.device)?.id;
  const master = filter.master === undefined ? undefined : deviceNamed(view, filter.master)?.id;
  const masterOf = (link: LinkId | undefined) => (link === undefined ? undefined : view.config.links[link]?.master);
  return [...(hereOf(view).nexthops ?? [])].filter(
    (nexthop) =>
      (!filter.groups || isGroup(nexthop)) &&
      (family === undefined || nexthop.family === family) &&
      (device === undefined || nexthop.hop?.link === device) &&
      (master === undefined || masterOf(nexthop.hop?.link) === master) &&
      (!filter.protocol || nexthop.protocol === filter.protocol),
  );
}

/** nh_dump_filtered, for the member that a bucket leads to. */
export function selectBuckets(view: View, filter: BucketFilter, family: Family | undefined): readonly NexthopBucket[] {
  const { device, master, nhid } = filter;
  const members = selectNexthops(
    view,
    { groups: false, all: false, ...(device !== undefined && { device }), ...(master !== undefined && { master }) },
    family,
  );
  const wanted = new Set(members.map(({ id }) => id));
  return [...(hereOf(view).nexthops ?? [])]
    .filter(({ id }) => filter.id === undefined || filter.id === 0 || id === filter.id)
    .flatMap((group) => bucketsOf(view, group))
    .filter(({ member }) => wanted.has(member) && (!nhid || member === nhid));
}

/** What the kernel tells of a bucket. */
export interface NexthopBucket {
  readonly index: number;
  readonly member: number;
  readonly idleSeconds: number;
  readonly group: number;
}

/** The buckets of a resilient group; none of another object. */
export function bucketsOf(view: View, { id, resilient }: Nexthop): readonly NexthopBucket[] {
  const times = view.runtime.buckets.get(view.netns)?.get(id);
  const now = jiffiesAt(view.runtime.nowMicros);
  return (resilient?.buckets ?? []).map((member, index) => ({
    index,
    member,
    idleSeconds: secondsSince(times?.used[index] ?? now, now),
    group: id,
  }));
}

/** A line of `ip nexthop bucket`. */
export function printBucket(out: Output, { group, index, member, idleSeconds }: NexthopBucket): void {
  out.openObject().field("id", group, `id ${group} `);
  out.openObject("bucket").field("index", index, `index ${index} `);
  out.field("idle_time", idleSeconds, `idle_time ${general(idleSeconds)} `).field("nhid", member, `nhid ${member} `);
  out.close().json("flags", []).text("\n").close();
}

function printResilient(out: Output, view: View, { id, group }: Nexthop, resilient: Resilient): void {
  const { buckets, idleSeconds, unbalancedSeconds } = resilient;
  const balanced = underweight(sharesOf(group, buckets)).length === 0;
  const since = view.runtime.buckets.get(view.netns)?.get(id)?.unbalancedSince ?? 0;
  const time = balanced ? 0 : secondsSince(since, jiffiesAt(view.runtime.nowMicros));
  out.field("type", "resilient", "type resilient ").openObject("resilient_args");
  out.field("buckets", buckets.length, `buckets ${buckets.length} `);
  out.field("idle_timer", idleSeconds, `idle_timer ${general(idleSeconds)} `);
  out.field("unbalanced_timer", unbalancedSeconds, `unbalanced_timer ${general(unbalancedSeconds)} `);
  out.field("unbalanced_time", time, `unbalanced_time ${general(time)} `).close();
}

/** One entry without its line end. */
export function printNexthop(out: Output, view: View, nexthop: Nexthop, options: IpOptions, key?: string): void {
  const { hop } = nexthop;
  out.openObject(key);
  out.field("id", nexthop.id, `id ${nexthop.id} `);
  if (isGroup(nexthop)) {
    out.openList("group").text("group ");
    for (const [i, { id, weight }] of nexthop.group.entries()) {
      out
        .openObject()
        .text(i > 0 ? "/" : "")
        .field("id", id, String(id));
      if (weight > 1) out.field("weight", weight, `,${weight}`);
      out.close();
    }
    out.text(" ").close();
    if (nexthop.resilient) printResilient(out, view, nexthop, nexthop.resilient);
  }
  printEncap(out, hop?.encap);
  if (hop?.via !== undefined) {
    const via = formatHost(hop.via);
    out.text("via ").coloured(familyOf(hop.via), "gateway", via, `${via} `);
  }
  if (hop?.link !== undefined && !nexthop.blackhole) {
    const device = nameOf(view, hop.link);
    out.text("dev ").coloured("ifname", "dev", device, `${device} `);
  }
  const scope = formatScope(nexthop.scope);
  if (nexthop.scope !== 0 || options.details) out.field("scope", scope, `scope ${scope} `);
  if (nexthop.blackhole) out.field("blackhole", null, "blackhole ");
  const protocol = formatProtocol(nexthop.protocol);
  if (nexthop.protocol !== 0 || options.details) out.field("protocol", protocol, `proto ${protocol} `);
  out.openList("flags");
  if (hop?.onlink) out.json(undefined, "onlink").text("onlink ");
  out.close();
  if (nexthop.fdb) out.field("fdb", null, "fdb");
  out.close();
}
