/** `bridge vlan set` and `bridge vlan global` (vlan_option_set, vlan_global_option_set in bridge/vlan.c). Absent: which ports lead to routers. */
import type { BridgeSettings } from "../../model/bridge.ts";
import type { Link } from "../../model/link.ts";
import type { VlanGlobalSet, VlanSet } from "../../operation/bridge.ts";
import { BRIDGE_SETTINGS, settingNumber } from "../../operation/bridge-settings.ts";
import type { NetnsRef } from "../../operation/netns-ref.ts";
import type { Operation } from "../../operation/operation.ts";
import { vlanOptionsOf, vlansOfBridge } from "../../operation/vlan-options.ts";
import { type Args, atoi, matches, type Names, parseUnsigned, shortOf } from "../args.ts";
import { linksByArrival, type View } from "../ip/view.ts";
import type { Output } from "../output.ts";
import { takeDeviceAndVid } from "./device-filter.ts";
import { PORT_STATES } from "./link.ts";
import type { BridgeRequest } from "./request.ts";

/** Options of a VLAN for the whole bridge, in the order they are listed, and how wide their values are. */
const GLOBAL: readonly (readonly [word: string, most: number])[] = [
  ["mcast_snooping", 0xff],
  ["mcast_querier", 0xff],
  ["mcast_igmp_version", 0xff],
  ["mcast_mld_version", 0xff],
  ["mcast_last_member_count", 0xffffffff],
  ["mcast_last_member_interval", Number.MAX_SAFE_INTEGER],
  ["mcast_startup_query_count", 0xffffffff],
  ["mcast_startup_query_interval", Number.MAX_SAFE_INTEGER],
  ["mcast_membership_interval", Number.MAX_SAFE_INTEGER],
  ["mcast_querier_interval", Number.MAX_SAFE_INTEGER],
  ["mcast_query_interval", Number.MAX_SAFE_INTEGER],
  ["mcast_query_response_interval", Number.MAX_SAFE_INTEGER],
];

export const VLAN_GLOBAL_WORDS: readonly string[] = GLOBAL.map(([word]) => word);

interface Place {
  device: string | undefined;
  vid: number;
  vidEnd: number | undefined;
}

/** `vid N` or `vid N-M`, which is looked at as it is read. */
function takeVids(args: Args, place: Place): void {
  const [first = "", last] = args.value().split(/-(.*)/, 2);
  if (args.refusal) return;
  place.vid = shortOf(first);
  place.vidEnd = last === undefined ? undefined : shortOf(last) & 0xffff;
  if (place.vidEnd !== undefined && (place.vid >= place.vidEnd || place.vidEnd >= 4096))
    args.refuse(255, `Invalid VLAN range "${place.vid}-${place.vidEnd}"\n`);
  else if (place.vid >= 4096) args.refuse(255, `Invalid VLAN ID "${place.vid}"\n`);
}

/** Words that nobody knows are passed over; `option` takes those that somebody does. */
function takeOptions(
  args: Args,
  names: Names,
  option: (word: string) => boolean,
): (Place & { device: string }) | undefined {
  const place: Place = { device: undefined, vid: -1, vidEnd: undefined };
  while (args.more) {
    const word = args.take();
    if (word === "dev") {
      const device = args.value();
      if (!args.refusal && !names.device(device)) args.refuse(255, `Cannot find network device "${device}"\n`);
      place.device = device;
    } else if (word === "vid") takeVids(args, place);
    else if (!option(word) && matches(word, "help")) args.value();
  }
  const { device, vid } = place;
  if (device === undefined || vid === -1) args.refuse(255, "Device and VLAN ID are required arguments.\n");
  return args.refusal || device === undefined ? undefined : { ...place, device };
}

function readState(args: Args): number | undefined {
  const text = args.value();
  if (args.refusal) return undefined;
  const isNumber = /^[+-]?\d+$/.test(text);
  const state = isNumber ? atoi(text) : (PORT_STATES as readonly string[]).indexOf(text);
  if (state === -1) args.refuse(255, "Error: invalid STP state\n");
  return state & 0xff;
}

/** A number that fits, `invalid WORD` else. */
function readNumber(args: Args, word: string, most: number): number {
  const text = args.value();
  const number = parseUnsigned(text, most);
  if (!args.refusal && number === undefined) args.invalid(`invalid ${word}`, text);
  return number ?? 0;
}

/** VLANs as they are sent: in 16 bits without a sign. */
export function sentVids(vid: number, vidEnd: number | undefined): { readonly vid: number; readonly vidEnd?: number } {
  return { vid: vid & 0xffff, ...(vidEnd !== undefined && { vidEnd: vidEnd & 0xffff }) };
}

export function parseVlanSet(args: Args, names: Names, netns: NetnsRef): VlanSet | undefined {
  const options: { state?: number; mcastRouter?: number } = {};
  const place = takeOptions(args, names, (word) => {
    if (word === "state") {
      const state = readState(args);
      if (state !== undefined) options.state = state;
    } else if (word === "mcast_router") options.mcastRouter = readNumber(args, word, 0xff);
    return word === "state" || word === "mcast_router";
  });
  return place && { kind: "vlanSet", netns, device: place.device, ...sentVids(place.vid, place.vidEnd), ...options };
}

function parseGlobalSet(args: Args, names: Names, netns: NetnsRef): VlanGlobalSet | undefined {
  const settings: Record<string, number> = {};
  const place = takeOptions(args, names, (word) => {
    const known = GLOBAL.find(([name]) => name === word);
    if (known) settings[word] = readNumber(args, word, known[1]);
    return known !== undefined;
  });
  return (
    place && { kind: "vlanGlobalSet", netns, device: place.device, ...sentVids(place.vid, place.vidEnd), settings }
  );
}

/** The command line of a change, from the verb on. */
export function vlanOptionWords(op: VlanSet | VlanGlobalSet): readonly string[] {
  const vid = op.vidEnd === undefined ? String(op.vid) : `${op.vid}-${op.vidEnd}`;
  const at = ["set", "vid", vid, "dev", op.device];
  if (op.kind === "vlanGlobalSet")
    return ["global", ...at, ...Object.entries(op.settings).flatMap(([word, value]) => [word, String(value)])];
  return [
    ...at,
    ...(op.state === undefined ? [] : ["state", String(op.state)]),
    ...(op.mcastRouter === undefined ? [] : ["mcast_router", String(op.mcastRouter)]),
  ];
}

const KEY = new Map(BRIDGE_SETTINGS.map(({ word, key }) => [word, key]));

function valuesOf(options: BridgeSettings): readonly number[] {
  return GLOBAL.map(([word]) => {
    const key = KEY.get(word);
    return key === undefined ? 0 : (settingNumber(options[key]) ?? 0);
  });
}

interface Range {
  readonly first: number;
  last: number;
  readonly values: readonly number[];
}

/** br_vlan_global_opts_can_enter_range: VLANs next to each other with the same options. */
function rangesOf(bridge: Link, ports: readonly Link[]): readonly Range[] {
  const ranges: Range[] = [];
  const options = bridge.kind.type === "bridge" ? bridge.kind.vlanOptions : undefined;
  for (const vid of vlansOfBridge(bridge, ports)) {
    const values = valuesOf(vlanOptionsOf(options, vid));
    const before = ranges.at(-1);
    if (before?.last === vid - 1 && values.every((value, at) => value === before.values[at])) before.last = vid;
    else ranges.push({ first: vid, last: vid, values });
  }
  return ranges;
}

const NAME_WIDTH = 18;

/** RTM_GETVLAN: a kernel whose bridges know no VLANs cannot be asked; false after saying so. */
export function canAsk(args: Args, view: View): boolean {
  if (view.config.bridgeVlans !== "absent") return true;
  args.refuse(1, "RTNETLINK answers: Operation not supported\nDump terminated\n");
  return false;
}

function showGlobal(args: Args, out: Output, view: View, device: string | undefined, vid: number): void {
  out.text("port              vlan-id  \n");
  if (!canAsk(args, view)) return;
  const links = linksByArrival(view);
  for (const link of links) {
    if (link.kind.type !== "bridge") continue;
    if (device !== undefined && link.name !== device && !link.altnames.includes(device)) continue;
    const ranges = rangesOf(
      link,
      links.filter(({ master }) => master === link.id),
    ).filter(({ first, last }) => vid === 0 || (vid >= first && vid <= last));
    if (ranges.length === 0) continue;
    out.openObject();
    out.coloured("ifname", "ifname", link.name, link.name.padEnd(NAME_WIDTH));
    out.openList("vlans");
    for (const [index, { first, last, values }] of ranges.entries()) {
      out.openObject().text(index === 0 ? "" : " ".repeat(NAME_WIDTH));
      out.field("vlan", first, String(first));
      if (last !== first) out.field("vlanEnd", last, `-${last}`);
      out.text(`\n${" ".repeat(NAME_WIDTH + 2)}`);
      for (const [at, [word]] of GLOBAL.entries()) out.field(word, values[at] ?? 0, `${word} ${values[at] ?? 0} `);
      out.text("\n").close();
    }
    out.close().close();
  }
}

/** `bridge vlan global`: prints, refuses, or says what is to be done. */
export function runVlanGlobal({ args, host, netns, out }: BridgeRequest, usage: string): Operation | undefined {
  const word = args.more ? args.take() : "show";
  if (matches(word, "set")) return parseGlobalSet(args, host.names, netns);
  if (matches(word, "show") || matches(word, "lst") || matches(word, "list")) {
    const filter = takeDeviceAndVid(args, host.names);
    if (!args.refusal) showGlobal(args, out, host.view(), filter.device, filter.vid);
  } else args.refuse(255, usage);
  return undefined;
}
