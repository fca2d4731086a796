/**
 * `bridge vlan` (bridge/vlan.c): the VLANs of bridges and their ports. Absent: statistics, which are those of a
 * kernel that does not count them.
 */
import { NO_VLANS, PORT_STATE, type VlanEntry, type VlanGroup, vlanIds, vlanState } from "../../model/bridge.ts";
import type { Link } from "../../model/link.ts";
import type { VlanCounters } from "../../model/runtime.ts";
import type { VlanChange } from "../../operation/bridge.ts";
import type { NetnsRef } from "../../operation/netns-ref.ts";
import type { Operation } from "../../operation/operation.ts";
import { type Args, matches, type Names, parseUnsigned, shortOf } from "../args.ts";
import { deviceNamed, linksByArrival, linksOf, type View } from "../ip/view.ts";
import type { Output } from "../output.ts";
import { takeDeviceAndVid } from "./device-filter.ts";
import { PORT_STATES } from "./link.ts";
import type { BridgeRequest } from "./request.ts";
import { canAsk, parseVlanSet, runVlanGlobal, sentVids } from "./vlan-options.ts";

const VLAN_USAGE =
  "Usage: bridge vlan { add | del } vid VLAN_ID dev DEV [ tunnel_info id ID ] [ pvid ] [ untagged ] [ self ] [ master ]\n" +
  "       bridge vlan { show | tunnelshow } [ dev DEV ] [ vid VLAN_ID ]\n";

/** `bridge vlan add|del`: words it does not know are passed over, as vlan_modify does. */
function parseVlanChange(args: Args, names: Names, netns: NetnsRef, verb: VlanChange["verb"]): VlanChange | undefined {
  let device: string | undefined;
  let vid = -1;
  let vidEnd: number | undefined;
  let tunnel: { readonly tunnel?: number; readonly tunnelEnd?: number } = {};
  const flags = { pvid: false, untagged: false, self: false, master: false };
  while (args.more) {
    const word = args.take();
    if (word === "dev") device = args.value();
    else if (word === "vid") {
      const [first = "", last] = args.value().split(/-(.*)/, 2);
      vid = shortOf(first);
      if (last !== undefined) vidEnd = shortOf(last) & 0xffff;
    } else if (word === "pvid" || word === "untagged" || word === "self" || word === "master") flags[word] = true;
    else if (word === "tunnel_info") tunnel = takeTunnel(args);
    else if (matches(word, "help")) args.value();
  }
  if (args.refusal) return undefined;
  if (device === undefined || vid === -1) args.refuse(255, "Device and VLAN ID are required arguments.\n");
  else if (!names.device(device)) args.refuse(255, `Cannot find bridge device "${device}"\n`);
  else if (vid >= 4096) args.refuse(255, `Invalid VLAN ID "${vid}"\n`);
  else if (vidEnd !== undefined) {
    if (vidEnd >= 4096 || vid >= vidEnd) args.refuse(255, `Invalid VLAN range "${vid}-${vidEnd}"\n`);
    else if (flags.pvid) args.refuse(255, "pvid cannot be configured for a vlan range\n");
  }
  if (args.refusal || device === undefined) return undefined;
  return { kind: "vlanChange", netns, verb, device, ...sentVids(vid, vidEnd), ...flags, ...tunnel };
}

/** parse_tunnel_info: `id ID` or `id FIRST-LAST`. */
function takeTunnel(args: Args): { readonly tunnel?: number; readonly tunnelEnd?: number } {
  const keyword = args.value();
  if (args.refusal) return {};
  if (!matches(keyword, "id")) {
    args.invalid("tunnel id expected", keyword);
    return {};
  }
  const [first = "", last] = args.value().split(/-(.*)/, 2);
  const numbers = [first, ...(last === undefined ? [] : [last])].map((text) => {
    const number = parseUnsigned(text, 0xffffff);
    if (number === undefined && !args.refusal) args.invalid("invalid tun id", text);
    return number ?? 0;
  });
  const [tunnel = 0, tunnelEnd] = numbers;
  return { tunnel, ...(tunnelEnd !== undefined && { tunnelEnd }) };
}

/** The command line of a change, from the verb on. */
export function vlanChangeWords(op: VlanChange): readonly string[] {
  const flags = (["pvid", "untagged", "self", "master"] as const).filter((flag) => op[flag]);
  const vid = op.vidEnd === undefined ? String(op.vid) : `${op.vid}-${op.vidEnd}`;
  const tunnel = op.tunnelEnd === undefined ? String(op.tunnel) : `${op.tunnel}-${op.tunnelEnd}`;
  const tunnelInfo = op.tunnel === undefined ? [] : ["tunnel_info", "id", tunnel];
  return [op.verb === "delete" ? "del" : "add", "vid", vid, "dev", op.device, ...flags, ...tunnelInfo];
}

interface VlanStyle {
  readonly statistics: boolean;
  readonly details: boolean;
  /** `-compressvlans`: ranges of alike VLANs in one line. */
  readonly compress: boolean;
}

/** `bridge vlan show` and `tunnelshow`: prints, or refuses. */
function showVlans(args: Args, names: Names, view: () => View, out: Output, style: VlanStyle): void {
  const filter = takeDeviceAndVid(args, names);
  if (args.refusal) return;
  out.text(style.statistics && !style.details ? "port              vlan-id\n" : "port              vlan-id  \n");
  const seen = view();
  if (style.details && !canAsk(args, seen)) return;
  const links = linksOf(seen);
  const isBridge = ({ kind }: Link) => kind.type === "bridge";
  // Statistics are two dumps: IFLA_STATS_LINK_XSTATS, IFLA_STATS_LINK_XSTATS_SLAVE. With details they come with them.
  const listed =
    style.statistics && !style.details
      ? [...links.filter(isBridge), ...links.filter((link) => !isBridge(link))]
      : linksByArrival(seen);
  for (const link of listed) {
    if (filter.device !== undefined && deviceNamed(seen, filter.device)?.id !== link.id) continue;
    const group = link.kind.type === "bridge" ? link.kind.vlans : link.port?.vlans;
    if (group) printGroup(out, seen, link, group, filter.vid, style);
  }
}

/** `bridge vlan tunnelshow`: VLANs in a row that go by tunnels in a row are one line (br_fill_vlan_tunnel_info). */
function showTunnels(args: Args, names: Names, view: () => View, out: Output): void {
  const filter = takeDeviceAndVid(args, names);
  if (args.refusal) return;
  out.text("port              vlan-id    tunnel-id\n");
  const seen = view();
  for (const link of linksByArrival(seen)) {
    if (filter.device !== undefined && deviceNamed(seen, filter.device)?.id !== link.id) continue;
    const ranges: { vid: number; last: number; tunnel: number }[] = [];
    for (const vid of vlanIds(link.port?.vlans ?? NO_VLANS)) {
      const tunnel = link.port?.vlans.entries[vid]?.tunnel;
      if (tunnel === undefined) continue;
      const before = ranges.at(-1);
      if (before && before.last === vid - 1 && tunnel === before.tunnel + vid - before.vid) before.last = vid;
      else ranges.push({ vid, last: vid, tunnel });
    }
    const shown = ranges.filter(({ vid, last }) => filter.vid === 0 || (vid <= filter.vid && last >= filter.vid));
    if (shown.length === 0) continue;
    out.openObject().coloured("ifname", "ifname", link.name, link.name.padEnd(NAME_WIDTH)).openList("tunnels");
    for (const [index, { vid, last, tunnel }] of shown.entries()) {
      const span = (from: number, to: number) => (to === from ? String(from) : `${from}-${to}`);
      out.openObject().text(index === 0 ? "" : INDENT);
      out.field("vlan", vid, span(vid, last).padEnd(VLAN_WIDTH));
      if (last !== vid) out.json("vlanEnd", last);
      out.field("tunid", tunnel, `${span(tunnel, tunnel + last - vid)}\n`);
      if (last !== vid) out.json("tunidEnd", tunnel + last - vid);
      out.close();
    }
    out.close().close();
  }
}

interface Range {
  readonly first: number;
  readonly last: number;
}

/** br_vlan_opts_eq_range. */
function sameOptions(a: VlanEntry | undefined, b: VlanEntry | undefined): boolean {
  const router = (entry: VlanEntry | undefined) => entry?.mcastRouter ?? 1;
  return a !== undefined && b !== undefined && vlanState(a) === vlanState(b) && router(a) === router(b);
}

/** VLANs next to each other with the same flags, if they may go together; the PVID goes alone (br_vlan_can_enter_range). */
function rangesOf(group: VlanGroup, together: boolean, withOptions: boolean): Range[] {
  const ranges: Range[] = [];
  for (const vid of vlanIds(group)) {
    const before = ranges.at(-1);
    const alike =
      before?.last === vid - 1 &&
      group.entries[vid]?.untagged === group.entries[vid - 1]?.untagged &&
      (!withOptions || sameOptions(group.entries[vid], group.entries[vid - 1])) &&
      group.pvid !== vid &&
      group.pvid !== vid - 1;
    if (together && before && alike) ranges[ranges.length - 1] = { first: before.first, last: vid };
    else ranges.push({ first: vid, last: vid });
  }
  return ranges;
}

const NAME_WIDTH = 18;
const VLAN_WIDTH = 11;
const INDENT = " ".repeat(18);
const BELOW = " ".repeat(20);

const NOTHING_COUNTED: VlanCounters = { rxBytes: 0, rxPackets: 0, txBytes: 0, txPackets: 0 };

/** A port's own figures, or those of its bridge, which all its ports share. */
function countedOf({ config, runtime }: View, { id, master }: Link, vid: number): VlanCounters {
  const kind = master === undefined ? undefined : config.links[master]?.kind;
  const shared = kind?.type === "bridge" && kind.settings.vlanStatsPerPort === 0;
  return runtime.vlans.get(shared && master !== undefined ? master : id)?.get(vid) ?? NOTHING_COUNTED;
}

function printGroup(out: Output, view: View, link: Link, group: VlanGroup, vid: number, style: VlanStyle): void {
  const ranges = rangesOf(group, (style.compress || style.details) && !style.statistics, style.details);
  const shown = ranges.filter(({ first, last }) => vid === 0 || (vid >= first && vid <= last));
  if (shown.length === 0) return;
  out.openObject();
  out.coloured("ifname", "ifname", link.name, link.name.padEnd(NAME_WIDTH));
  out.openList("vlans");
  for (const [index, { first, last }] of shown.entries()) {
    out.openObject();
    out.text(index === 0 ? "" : INDENT);
    out.field(style.statistics && !style.details ? "vid" : "vlan", first, String(first));
    if (last !== first) out.field("vlanEnd", last, `-${last}`);
    const flags = [
      ...(group.pvid === first ? ["PVID"] : []),
      ...(group.entries[first]?.untagged ? ["Egress Untagged"] : []),
    ];
    // The statistics of a bridge itself, and a range, have a flag that says so and has no word.
    const hidden = style.statistics && !style.details ? link.kind.type === "bridge" : last !== first && !style.details;
    if (flags.length > 0 || hidden) out.json("flags", flags);
    out.text(`${flags.map((flag) => ` ${flag}`).join("")}\n`);
    if (style.details) {
      const state = PORT_STATES[group.entries[first]?.state ?? PORT_STATE.forwarding] ?? "";
      const router = group.entries[first]?.mcastRouter ?? 1;
      out.text(BELOW).field("state", state, `state ${state} `).field("mcast_router", router, `mcast_router ${router} `);
      out.text("\n");
    }
    if (style.statistics) {
      const { rxBytes, rxPackets, txBytes, txPackets } = countedOf(view, link, first);
      out.text(BELOW).field("rx_bytes", rxBytes, `RX: ${rxBytes} bytes`);
      out.field("rx_packets", rxPackets, ` ${rxPackets} packets\n`).text(BELOW);
      out.field("tx_bytes", txBytes, `TX: ${txBytes} bytes`).field("tx_packets", txPackets, ` ${txPackets} packets\n`);
    }
    out.close();
  }
  out.close().close();
}

/** `bridge vlan`: prints, refuses, or says what is to be done. */
export function runVlan({ args, host, options, netns, out }: BridgeRequest): Operation | undefined {
  const word = args.more ? args.take() : "show";
  if (matches(word, "add")) return parseVlanChange(args, host.names, netns, "add");
  if (matches(word, "delete")) return parseVlanChange(args, host.names, netns, "delete");
  if (matches(word, "show") || matches(word, "lst") || matches(word, "list")) {
    const { details, compress } = options;
    showVlans(args, host.names, host.view, out, { statistics: options.statistics > 0, details, compress });
  } else if (matches(word, "tunnelshow") && options.statistics > 0)
    showVlans(args, host.names, host.view, out, { statistics: true, details: false, compress: options.compress });
  else if (matches(word, "tunnelshow")) showTunnels(args, host.names, host.view, out);
  else if (matches(word, "set")) return parseVlanSet(args, host.names, netns);
  else if (matches(word, "global")) return runVlanGlobal({ args, host, options, netns, out }, VLAN_USAGE);
  else if (matches(word, "help")) args.refuse(255, VLAN_USAGE);
  else args.refuse(255, `Command "${word}" is unknown, try "bridge vlan help".\n`);
  return undefined;
}
