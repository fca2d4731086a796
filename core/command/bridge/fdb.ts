/** `bridge fdb` (bridge/fdb.c): the forwarding entries of bridges, and the multicast addresses that links listen to. */

import { type Mac, scanMac } from "../../address/mac.ts";
import { familyOf, formatIp } from "../../address/prefix.ts";
import { hasExpired } from "../../model/fdb-age.ts";
import type { NetnsId } from "../../model/id.ts";
import type { Link, Vxlan } from "../../model/link.ts";
import { type FdbEntry, fdbKey, type VxlanRemote, vxlanKey } from "../../model/neighbor.ts";
import type { Told } from "../../model/notification.ts";
import { heardMacs } from "../../operation/asked-macs.ts";
import type { Operation } from "../../operation/operation.ts";
import { type Args, atoi, matches, type Names, parseUnsigned, shortOf } from "../args.ts";
import { deviceNamed, linksOf, nameOf, type View } from "../ip/view.ts";
import type { Output } from "../output.ts";
import { FDB_USAGE, parseFdbChange, parseFdbFlush } from "./fdb-change.ts";
import type { BridgeRequest } from "./request.ts";

interface FdbFilter {
  readonly bridge?: string;
  readonly device?: string;
  readonly vlan?: number;
  /** Bits of NUD; 0 and none ask for all. */
  readonly states?: number;
  /** Whatever is not permanent. */
  readonly dynamic?: boolean;
}

/** linux/neighbour.h. */
const NUD = { reachable: 0x02, stale: 0x04, noarp: 0x40, permanent: 0x80 } as const;
const ALL = 0xffffffff;

/** What one line shows. */
interface Line {
  readonly mac: Mac;
  readonly link: Link;
  readonly entry?: FdbEntry;
  readonly remote?: VxlanRemote | undefined;
  /** It goes, because nobody heard of it (NUD_STALE). */
  readonly aged?: boolean | undefined;
}

/** Every line, as the kernel dumps them: link by link, a bridge's newest entries first. */
function linesOf(view: View): Line[] {
  const lines: Line[] = [];
  const all: Line[] = [];
  const entries = new Map<number, Line[]>();
  for (const link of linksOf(view)) {
    if (link.kind.type === "vxlan") {
      const list = [...(view.runtime.fdb.get(link.id)?.values() ?? [])].reverse();
      for (const entry of list) {
        if (entry.nhid !== undefined) lines.push({ mac: entry.mac, link, entry });
        else for (const remote of entry.remotes ?? []) lines.push({ mac: entry.mac, link, entry, remote });
      }
      continue;
    }
    if (link.kind.type !== "bridge") continue;
    for (const entry of [...(view.runtime.fdb.get(link.id)?.values() ?? [])].reverse()) {
      const port = view.config.links[entry.port];
      if (!port) continue;
      const list = entries.get(port.id);
      const aged = hasExpired(link.kind, entry, view.runtime.nowMicros);
      const line: Line = { mac: entry.mac, link: port, entry, aged };
      if (list) list.push(line);
      else entries.set(port.id, [line]);
    }
  }
  for (const link of linksOf(view)) {
    const tunnels = lines.filter((line) => line.link === link);
    const { hosts, groups } = heardMacs(view.config.links, link);
    const own = [...hosts, ...groups].map((mac): Line => ({ mac, link }));
    const told = entries.get(link.id) ?? [];
    // A VXLAN interface tells of its own entries in place of the addresses it listens to.
    if (link.kind.type === "vxlan") all.push(...told, ...tunnels);
    else all.push(...(link.kind.type === "bridge" ? [...own, ...told] : [...told, ...own]));
  }
  return all;
}

function fits(view: View, { link, entry, aged }: Line, filter: FdbFilter): boolean {
  if (filter.device !== undefined && deviceNamed(view, filter.device)?.id !== link.id) return false;
  if (filter.bridge !== undefined) {
    const master = link.kind.type === "bridge" ? link.name : nameOf(view, link.master);
    if (master !== filter.bridge) return false;
  }
  // A VLAN of 0, or what is no number, is no wish (print_fdb).
  if (filter.vlan !== undefined && filter.vlan !== 0 && entry?.vlan !== filter.vlan) return false;
  const state = nudOf(entry, aged);
  if (filter.states && (filter.states & state) === 0) return false;
  return !(filter.dynamic && (state & NUD.permanent) !== 0);
}

/** fdb_to_nud. */
function nudOf(entry: FdbEntry | undefined, aged: boolean | undefined): number {
  if (entry === undefined) return NUD.permanent;
  if (entry.remotes) return tunnelNudOf(entry);
  if (entry.state === "permanent") return NUD.permanent;
  if (entry.state === "static") return NUD.noarp;
  return aged ? NUD.stale : NUD.reachable;
}

/** What a VXLAN interface was asked for stays as it was said; the end that it is born with is one without NOARP. */
function tunnelNudOf({ state, user }: FdbEntry): number {
  if (state === "permanent") return NUD.permanent | (user ? NUD.noarp : NUD.reachable);
  return state === "static" ? NUD.noarp | NUD.reachable : NUD.reachable;
}

function stateWord(entry: FdbEntry | undefined): string {
  if (entry === undefined || entry.state === "permanent") return "permanent";
  return entry.state === "static" ? "static" : "";
}

/** NTF_* words that stand in front of the master. */
function flagWords(entry: FdbEntry | undefined): string[] {
  if (!entry) return ["self"];
  const { remotes, router, externLearn, sticky } = entry;
  return [
    ...(remotes ? ["self"] : []),
    ...(router ? ["router"] : []),
    ...(externLearn ? ["extern_learn"] : []),
    ...(sticky ? ["sticky"] : []),
  ];
}

function printFdb(out: Output, view: View, filter: FdbFilter, statistics: boolean): void {
  for (const line of linesOf(view)) if (fits(view, line, filter)) printLine(out, view, line, filter, statistics);
}

function printLine(
  out: Output,
  view: View,
  { mac, link, entry, remote, aged }: Line,
  filter: FdbFilter,
  statistics: boolean,
): void {
  out.openObject();
  out.coloured("mac", "mac", mac, `${mac} `);
  if (filter.device === undefined) out.text("dev ").coloured("ifname", "ifname", link.name, `${link.name} `);
  if (remote && entry?.nhid === undefined) printRemote(out, view, link, remote, entry?.sourceVni);
  if (entry?.nhid !== undefined) printGroup(out, view, link, entry.nhid, entry.sourceVni);
  if (entry && entry.vlan !== 0) out.field("vlan", entry.vlan, `vlan ${entry.vlan} `);
  if (entry && statistics) {
    const age = (micros: number): number => Math.max(0, Math.floor((view.runtime.nowMicros - micros) / 1_000_000));
    out.json("used", age(entry.usedMicros)).json("updated", age(entry.updatedMicros));
    out.text(`used ${age(entry.usedMicros)}/${age(entry.updatedMicros)} `);
  }
  const state = aged ? "stale" : stateWord(entry);
  const flags = flagWords(entry);
  out.json("flags", flags).text(flags.map((flag) => `${flag} `).join(""));
  if (entry && !entry.remotes)
    out.text("master ").coloured("ifname", "master", nameOf(view, entry.bridge), `${nameOf(view, entry.bridge)} `);
  out.field("state", state, state).text("\n").close();
}

/** One entry as a message tells of it; false where its device is gone. */
export function printEntry(out: Output, view: View, told: Extract<Told, { noun: "fdb" }>): boolean {
  const { entry, self, remote, aged } = told;
  const link = view.config.links[entry.port];
  if (link) printLine(out, view, { mac: entry.mac, link, ...(!self && { entry }), remote, aged }, {}, false);
  return link !== undefined;
}

/** What differs from what the interface has is told. */
function printRemote(
  out: Output,
  view: View,
  { kind, netns }: Link,
  { address, port, vni, link }: VxlanRemote,
  sourceVni: number | undefined,
): void {
  if (kind.type !== "vxlan") return;
  const away = kind.home !== netns;
  out.coloured(familyOf(address), "dst", formatIp(address), `dst ${formatIp(address)} `);
  if (port !== undefined && port !== kind.port) out.field("port", port, `port ${port} `);
  if (vni !== undefined && vni !== kind.id) out.field("vni", vni, `vni ${vni} `);
  if (sourceVni !== undefined) out.field("src_vni", sourceVni, `src_vni ${sourceVni} `);
  const via = link === undefined ? undefined : view.config.links[link];
  if (via && away) out.field("viaIfIndex", via.ifindex, `via ifindex ${via.ifindex} `);
  else if (via) out.field("viaIf", via.name, `via ${via.name} `);
  printHome(out, view, kind, netns);
}

function printGroup(out: Output, view: View, { kind, netns }: Link, nhid: number, sourceVni: number | undefined): void {
  if (sourceVni !== undefined) out.field("src_vni", sourceVni, `src_vni ${sourceVni} `);
  out.field("nhid", nhid, `nhid ${nhid} `);
  if (kind.type === "vxlan") printHome(out, view, kind, netns);
}

/** The namespace that packets leave by (vxlan_fdb_info). */
function printHome(out: Output, view: View, { home }: Vxlan, netns: NetnsId): void {
  const nsid = home === netns ? undefined : view.config.netns[netns]?.nsids.get(home);
  if (nsid !== undefined) out.field("linkNetNsId", nsid, `link-netnsid ${nsid} `);
}

/** What `bridge fdb show state` takes. */
export const FDB_STATES = ["all", "permanent", "static", "temp", "reachable", "stale", "dynamic"];

/** state_a2n: the first word that begins so, or a number. */
function stateBits(text: string): number | undefined {
  if (matches(text, "permanent")) return NUD.permanent;
  if (matches(text, "static") || matches(text, "temp")) return NUD.noarp;
  if (matches(text, "stale")) return NUD.stale;
  if (matches(text, "reachable") || matches(text, "dynamic")) return NUD.reachable;
  return text === "all" ? ALL : parseUnsigned(text, ALL);
}

function parseFdbFilter(args: Args, names: Names): FdbFilter {
  const filter: { -readonly [Key in keyof FdbFilter]: FdbFilter[Key] } = {};
  while (args.more) {
    const word = args.take();
    if (word === "brport" || word === "dev") filter.device = args.value();
    else if (word === "br") filter.bridge = args.value();
    else if (word === "vlan") {
      const text = args.value();
      if (filter.vlan) args.duplicate("vlan", text);
      filter.vlan = atoi(text);
    } else if (word === "state") {
      const text = args.value();
      const state = args.refusal ? 0 : stateBits(text);
      if (state === undefined) args.invalid("invalid state", text);
      else filter.states = (filter.states ?? 0) | state;
    } else if (word === "dynamic") filter.dynamic = true;
    else if (matches(word, "help")) args.refuse(255, FDB_USAGE);
  }
  if (filter.bridge !== undefined && !args.refusal && !names.device(filter.bridge))
    args.refuse(255, `Cannot find bridge device "${filter.bridge}"\n`);
  if (filter.device !== undefined && !args.refusal && !names.device(filter.device))
    args.refuse(255, `Cannot find device "${filter.device}"\n`);
  return filter;
}

function takeVni(args: Args): number {
  const word = args.value();
  const vni = args.refusal ? 0 : parseUnsigned(word, 0xffffff);
  if (vni === undefined) args.invalid("invalid VNI\n", word);
  return vni ?? 0;
}

/** `bridge fdb get`: one entry, or why there is none (rtnl_fdb_get). */
function getFdb(args: Args, names: Names, look: () => View, out: Output, statistics: boolean): void {
  let address: string | undefined;
  let device: string | undefined;
  let bridge: string | undefined;
  let vlan = -1;
  let self = false;
  let vni: number | undefined;
  while (args.more) {
    const word = args.take();
    if (word === "brport" || word === "dev") device = args.value();
    else if (word === "br") bridge = args.value();
    else if (matches(word, "vlan")) {
      if (vlan >= 0) args.garbage("vlan", word);
      vlan = shortOf(args.value());
    } else if (word === "self") self = true;
    else if (word === "vni") vni = takeVni(args);
    else if (matches(word, "master") || matches(word, "dynamic")) continue;
    else {
      const given = word === "to" ? args.value() : word;
      if (matches(given, "help")) args.refuse(255, FDB_USAGE);
      if (address !== undefined) args.garbage("to", given);
      address = given;
    }
  }
  if (args.refusal) return;
  if ((device === undefined && bridge === undefined) || address === undefined) {
    args.refuse(255, "Device or master and address are required arguments.\n");
    return;
  }
  const mac = scanMac(address);
  if (mac === undefined) args.refuse(255, `Invalid mac address ${address}\n`);
  else if (device !== undefined && !names.device(device)) args.refuse(255, `Cannot find device "${device}"\n`);
  else if (bridge !== undefined && !names.device(bridge)) args.refuse(255, `Cannot find bridge device "${bridge}"\n`);
  if (args.refusal || mac === undefined) return;
  if (vlan === 0 || vlan > 4094) {
    args.refuse(254, "Error: invalid vlan id.\n");
    return;
  }
  if (device !== undefined && bridge !== undefined) {
    args.refuse(254, "Error: Master and device are mutually exclusive.\n");
    return;
  }
  const view = look();
  const at = device === undefined ? undefined : deviceNamed(view, device);
  // Without a word for the device itself it is the bridge that the device is a port of which is asked.
  if (at && !self && at.port === undefined) {
    args.refuse(254, "Error: Device is not a bridge port.\n");
    return;
  }
  const asked = at ? (self ? at : view.config.links[at.master ?? at.id]) : deviceNamed(view, bridge ?? "");
  const tunnel =
    asked?.kind.type === "vxlan"
      ? view.runtime.fdb.get(asked.id)?.get(vxlanKey(asked.kind, mac, vni ?? asked.kind.id))
      : undefined;
  if (asked && tunnel?.remotes) {
    printLine(out, view, { mac, link: asked, entry: tunnel, remote: tunnel.remotes[0] }, {}, statistics);
    return;
  }
  if (asked?.kind.type === "vxlan") {
    args.refuse(254, "Error: Fdb entry not found.\n");
    return;
  }
  if (asked?.kind.type !== "bridge") {
    args.refuse(254, "Error: Fdb get operation not supported by device.\n");
    return;
  }
  const entry = view.runtime.fdb.get(asked.id)?.get(fdbKey(mac, Math.max(vlan, 0)));
  const link = entry && view.config.links[entry.port];
  if (link) printLine(out, view, { mac, link, entry }, {}, statistics);
  else args.refuse(254, "Error: Fdb entry not found.\n");
}

const VERBS = [
  ["add", "add"],
  ["append", "append"],
  ["replace", "replace"],
  ["delete", "delete"],
] as const;

/** `bridge fdb`: prints, refuses, or says what is to be done. */
export function runFdb({ args, host, options, netns, out }: BridgeRequest): Operation | undefined {
  const word = args.more ? args.take() : "show";
  const verb = VERBS.find(([keyword]) => matches(word, keyword))?.[1];
  if (verb) return parseFdbChange(args, host.names, netns, verb);
  if (matches(word, "show") || matches(word, "lst") || matches(word, "list")) {
    const filter = parseFdbFilter(args, host.names);
    if (!args.refusal) printFdb(out, host.view(), filter, options.statistics > 0);
  } else if (matches(word, "get")) getFdb(args, host.names, host.view, out, options.statistics > 0);
  else if (word === "flush") return parseFdbFlush(args, host.names, netns);
  else if (matches(word, "help")) args.refuse(255, FDB_USAGE);
  else args.refuse(255, `Command "${word}" is unknown, try "bridge fdb help".\n`);
  return undefined;
}
