/**
 * Settings of bridges and of their ports, by their names on the command line (`ip link set type bridge`, `type
 * bridge_slave`, `bridge link set`, files below /sys/class/net/BR/bridge): net/bridge/br_netlink.c, br_stp.c, br_stp_if.c,
 * br_multicast.c.
 */

import { macFromBytes } from "../address/mac.ts";
import { type BridgePort, type BridgeSettings, PORT_STATE, vlanIds, withoutTunnels } from "../model/bridge.ts";
import { isOperUp, isUp, type Link } from "../model/link.ts";
import { goesWithPort, isFixed } from "../model/neighbor.ts";
import { portIdOf } from "../model/stp.ts";
import { ETHER_TYPE } from "../wire/ether-type.ts";
import {
  changeBridge,
  joinSnoopers,
  leaveSnoopers,
  portIds,
  selectPortStates,
  setPortState,
  startForwardDelay,
} from "./bridge-port.ts";
import { isAuto } from "./bridge-ports.ts";
import { changeDefaultPvid, vlansOf, wakeBridgeVlans } from "./bridge-vlan.ts";
import { forgetEntries } from "./fdb-forget.ts";
import { forgetGroups } from "./mdb.ts";
import { countAuto, managePromisc } from "./port-promisc.ts";
import { becomeQuerier, startQuerier } from "./querier.ts";
import { changeCost, changeIdentity, changePortId, ensureStp, findStp, startStp, takeSettings } from "./stp.ts";
import { DONE, type Outcome, refuse, type Transaction } from "./transaction.ts";

interface Range {
  readonly least: number;
  readonly most: number;
  readonly errno: "ERANGE" | "EINVAL";
}

interface Setting<T> {
  readonly word: string;
  readonly key: keyof T;
  /** Times are kept in the kernel's ticks. `flag` is on or off. */
  readonly value: "number" | "time" | "flag" | "protocol" | "mac";
  readonly range?: Range;
  /** How much of a number is kept, where more can be written below /sys. */
  readonly bits?: 16 | 32;
}

const range = (least: number, most: number, errno: Range["errno"] = "ERANGE"): Range => ({ least, most, errno });

/** Of a bridge, as `ip link ... type bridge` names them; times in hundredths of a second, limits of br_private.h. */
export const BRIDGE_SETTINGS: readonly Setting<BridgeSettings>[] = [
  // A forward delay has limits only with spanning tree on.
  { word: "forward_delay", key: "forwardDelay", value: "time" },
  { word: "hello_time", key: "helloTime", value: "time", range: range(100, 1000) },
  { word: "max_age", key: "maxAge", value: "time", range: range(600, 4000) },
  { word: "ageing_time", key: "ageingTime", value: "time" },
  { word: "stp_state", key: "stpState", value: "number" },
  { word: "priority", key: "priority", value: "number" },
  { word: "group_fwd_mask", key: "groupForwardMask", value: "number", bits: 16 },
  { word: "group_address", key: "groupAddress", value: "mac" },
  { word: "no_linklocal_learn", key: "noLinklocalLearn", value: "flag" },
  { word: "vlan_filtering", key: "vlanFiltering", value: "flag" },
  { word: "vlan_protocol", key: "vlanProtocol", value: "protocol" },
  { word: "vlan_default_pvid", key: "defaultPvid", value: "number", range: range(0, 4094, "EINVAL") },
  { word: "vlan_stats_enabled", key: "vlanStatsEnabled", value: "number", range: range(0, 1, "EINVAL") },
  { word: "vlan_stats_per_port", key: "vlanStatsPerPort", value: "number", range: range(0, 1, "EINVAL") },
  { word: "mcast_snooping", key: "mcastSnooping", value: "flag" },
  { word: "mcast_router", key: "mcastRouter", value: "number", range: range(0, 2, "EINVAL") },
  { word: "mcast_query_use_ifaddr", key: "mcastQueryUseIfaddr", value: "flag" },
  { word: "mcast_querier", key: "mcastQuerier", value: "flag" },
  { word: "mcast_hash_max", key: "mcastHashMax", value: "number", bits: 32 },
  { word: "mcast_last_member_count", key: "mcastLastMemberCount", value: "number", bits: 32 },
  { word: "mcast_startup_query_count", key: "mcastStartupQueryCount", value: "number", bits: 32 },
  { word: "mcast_last_member_interval", key: "mcastLastMemberInterval", value: "time" },
  { word: "mcast_membership_interval", key: "mcastMembershipInterval", value: "time" },
  { word: "mcast_querier_interval", key: "mcastQuerierInterval", value: "time" },
  { word: "mcast_query_interval", key: "mcastQueryInterval", value: "time" },
  { word: "mcast_query_response_interval", key: "mcastQueryResponseInterval", value: "time" },
  { word: "mcast_startup_query_interval", key: "mcastStartupQueryInterval", value: "time" },
  { word: "mcast_stats_enabled", key: "mcastStatsEnabled", value: "flag" },
  { word: "mcast_igmp_version", key: "mcastIgmpVersion", value: "number", range: range(2, 3, "EINVAL") },
  { word: "mcast_mld_version", key: "mcastMldVersion", value: "number", range: range(1, 2, "EINVAL") },
  { word: "nf_call_iptables", key: "nfCallIptables", value: "flag" },
  { word: "nf_call_ip6tables", key: "nfCallIp6tables", value: "flag" },
  { word: "nf_call_arptables", key: "nfCallArptables", value: "flag" },
];

/** Of a port. */
export const PORT_SETTINGS: readonly Setting<BridgePort>[] = [
  { word: "state", key: "state", value: "number", range: range(0, 4, "EINVAL") },
  { word: "priority", key: "priority", value: "number", range: range(0, 63) },
  { word: "cost", key: "cost", value: "number", range: range(1, 65535) },
  { word: "mcast_router", key: "mcastRouter", value: "number", range: range(0, 3, "EINVAL") },
  { word: "group_fwd_mask", key: "groupForwardMask", value: "number", bits: 16 },
  { word: "hairpin", key: "hairpin", value: "flag" },
  { word: "guard", key: "guard", value: "flag" },
  { word: "root_block", key: "rootBlock", value: "flag" },
  { word: "fastleave", key: "fastLeave", value: "flag" },
  { word: "mcast_fast_leave", key: "fastLeave", value: "flag" },
  { word: "learning", key: "learning", value: "flag" },
  { word: "flood", key: "flood", value: "flag" },
  { word: "mcast_flood", key: "mcastFlood", value: "flag" },
  { word: "bcast_flood", key: "bcastFlood", value: "flag" },
  { word: "mcast_to_unicast", key: "mcastToUnicast", value: "flag" },
  { word: "proxy_arp", key: "proxyArp", value: "flag" },
  { word: "proxy_arp_wifi", key: "proxyArpWifi", value: "flag" },
  { word: "neigh_suppress", key: "neighSuppress", value: "flag" },
  { word: "vlan_tunnel", key: "vlanTunnel", value: "flag" },
  { word: "isolated", key: "isolated", value: "flag" },
  { word: "locked", key: "locked", value: "flag" },
];

/** Forgets what was learned, beside the settings. */
const FLUSH = "fdb_flush";

type Settings = Readonly<Record<string, number>>;
type Fields<T> = { ok: true; value: Partial<T> } | Extract<Outcome, { ok: false }>;

const BRIDGE_BY_WORD = new Map(BRIDGE_SETTINGS.map((setting) => [setting.word, setting]));
const PORT_BY_WORD = new Map(PORT_SETTINGS.map((setting) => [setting.word, setting]));

/**
 * Hundredths of a second that the kernel keeps in its ticks, of which there are 250 a second: odd ones lose one. What is told
 * of more than brctl alone can say is what is left of 64 bits, and then of 32 (jiffies_to_clock_t).
 */
function inJiffies(hundredths: number): number {
  if (hundredths <= 0xffffffff) return Math.floor((Math.floor(hundredths * 2.5) * 2) / 5);
  const ticks = (BigInt(hundredths) * 250n) / 100n;
  return Number(BigInt.asUintN(32, BigInt.asUintN(64, ticks * 4_000_000n) / 10_000_000n));
}

function fieldValue({ value, bits }: Setting<never>, given: number): number | boolean | string {
  switch (value) {
    case "flag":
      return given !== 0;
    case "protocol":
      return given === ETHER_TYPE.serviceVlan ? "802.1ad" : "802.1Q";
    case "mac":
      return macFromBytes(Array.from({ length: 6 }, (_, at) => Math.floor(given / 256 ** (5 - at)) % 256));
    case "time":
      return inJiffies(given);
    case "number":
      return bits === undefined ? given : given % 2 ** bits;
  }
}

/** A setting as a number, as operations carry it. */
export function settingNumber(value: BridgeSettings[keyof BridgeSettings]): number | undefined {
  if (value === undefined) return undefined;
  if (value === "802.1Q") return ETHER_TYPE.vlan;
  if (value === "802.1ad") return ETHER_TYPE.serviceVlan;
  return typeof value === "string" ? Number.parseInt(value.replaceAll(":", ""), 16) : Number(value);
}

/** The fields that settings stand for, or the kernel's refusal. */
function read<T>(settings: Settings, byWord: ReadonlyMap<string, Setting<T>>): Fields<T> {
  const fields: Record<string, unknown> = {};
  for (const [word, given] of Object.entries(settings)) {
    if (word === FLUSH) continue;
    const setting = byWord.get(word);
    if (!setting) return refuse("EOPNOTSUPP");
    if (setting.range && (given < setting.range.least || given > setting.range.most))
      return refuse(setting.range.errno);
    fields[setting.key as string] = fieldValue(setting as unknown as Setting<never>, given);
  }
  return { ok: true, value: fields as Partial<T> };
}

/** Settings of a bridge to be, given by their fields, in words and numbers. */
export function settingsInWords(fields: Partial<BridgeSettings>): Settings {
  const settings: Record<string, number> = {};
  for (const { word, key } of BRIDGE_SETTINGS) {
    const value = settingNumber(fields[key]);
    if (value !== undefined) settings[word] = value;
  }
  return settings;
}

/** `ip link set DEV type bridge ...` and `type bridge_slave ...`. With `dry` only checks. */
export function applyBridgeSettings(
  tx: Transaction,
  link: Link,
  info: { readonly type: string; readonly settings: Settings },
  dry: boolean,
): Outcome {
  if (info.type === "bridge_slave") return setPort(tx, link, info.settings, dry);
  if (info.type !== link.kind.type || link.kind.type !== "bridge") return refuse("EOPNOTSUPP");
  return setBridge(tx, link, info.settings, dry);
}

/** BR_GROUPFWD_RESTRICTED and BR_GROUPFWD_MACPAUSE: groups that are never passed on. */
const RESTRICTED = 0x7;
const MAC_PAUSE = 0x2;
const LEAST_DELAY = 200;
const MOST_DELAY = 3000;
/** BR_MULTICAST_QUERY_INTVL_MIN and its kin: shorter ones are made as long, and longer ones as short. */
const LEAST_QUERY_INTERVAL = 100;
/** BR_MULTICAST_QUERY_INTVL_MAX: a day. */
const MOST_QUERY_INTERVAL = 8_640_000;

/** MDB_RTR_TYPE_TEMP. */
const TEMPORARY_ROUTER = 3;

/** Those that a kernel without VLANs in its bridges was built without: it takes no notice of them, whatever they are. */
const OF_VLANS: ReadonlySet<string> = new Set(["vlan_default_pvid", "vlan_stats_enabled", "vlan_stats_per_port"]);

/** The settings that this kernel reads. */
export function knownSettings(tx: Transaction, settings: Settings): Settings {
  if (tx.draft.bridgeVlans !== "absent") return settings;
  return Object.fromEntries(Object.entries(settings).filter(([word]) => !OF_VLANS.has(word)));
}

/** What a bridge's settings become, with what the kernel makes of some of them. */
export function nextSettings(
  before: BridgeSettings,
  settings: Settings,
): { ok: true; value: BridgeSettings } | Extract<Outcome, { ok: false }> {
  // br_stp_set_bridge_priority takes sixteen bits of whatever it is given.
  const { priority } = settings;
  const masked = priority === undefined ? settings : { ...settings, priority: priority & 0xffff };
  const wanted = read(masked, BRIDGE_BY_WORD);
  if (!wanted.ok) return wanted;
  const { groupAddress } = wanted.value;
  if ((settings["group_fwd_mask"] ?? 0) & RESTRICTED) return refuse("EINVAL");
  if (groupAddress !== undefined && !/^01:80:c2:00:00:0[04-9a-f]$/.test(groupAddress)) return refuse("EINVAL");
  const next: { -readonly [Key in keyof BridgeSettings]: BridgeSettings[Key] } = { ...before, ...wanted.value };
  // Any value but 0 asks for a spanning tree; nobody in user space offers to make one.
  next.stpState = next.stpState === 0 ? 0 : 1;
  const delay = settings["forward_delay"];
  if (before.stpState !== 0 && delay !== undefined && (delay < LEAST_DELAY || delay > MOST_DELAY))
    return refuse("ERANGE");
  // br_stp_start.
  if (next.stpState !== 0) next.forwardDelay = Math.min(Math.max(next.forwardDelay, LEAST_DELAY), MOST_DELAY);
  for (const key of ["mcastQueryInterval", "mcastStartupQueryInterval"] as const)
    next[key] = Math.min(Math.max(next[key], LEAST_QUERY_INTERVAL), MOST_QUERY_INTERVAL);
  return { ok: true, value: next };
}

export function setBridge(tx: Transaction, bridge: Link, asked: Settings, dry: boolean): Outcome {
  if (bridge.kind.type !== "bridge") return refuse("EOPNOTSUPP");
  const settings = knownSettings(tx, asked);
  const before = bridge.kind.settings;
  // br_vlan_set_stats_per_port: what is counted at a port by itself is so from the first.
  const isBusy = (id: Link["id"]) => vlanIds(vlansOf(tx.link(id))).length > 0;
  if ("vlan_stats_per_port" in settings && [...portIds(tx, tx.link(bridge.id))].some(isBusy)) return refuse("EBUSY");
  const computed = nextSettings(before, settings);
  if (!computed.ok) return computed;
  const next = computed.value;
  const counts = next.vlanStatsEnabled + next.vlanStatsPerPort > 0;
  if (next.vlanFiltering || (counts && tx.draft.bridgeVlans !== "absent")) {
    const able = wakeBridgeVlans(tx, dry);
    if (!able.ok) return able;
  }
  if (dry) return DONE;
  // Ports that are disabled keep what they were told of the bridge before.
  if ("priority" in settings) ensureStp(tx, bridge.id);
  const current = tx.link(bridge.id);
  if (current.kind.type === "bridge") changeBridge(tx, current, { ...current.kind, settings: next });
  if (next.vlanFiltering !== before.vlanFiltering) managePromisc(tx, bridge.id);
  if (next.defaultPvid !== before.defaultPvid && tx.draft.bridgeVlans === "present")
    changeDefaultPvid(tx, bridge.id, [...portIds(tx, tx.link(bridge.id))], before.defaultPvid, next.defaultPvid);
  if (FLUSH in settings) forget(tx, bridge.id, undefined);
  if (before.mcastSnooping && !next.mcastSnooping) {
    forgetGroups(tx, bridge.id, undefined, false);
    leaveSnoopers(tx, bridge.id);
  } else if (!before.mcastSnooping && next.mcastSnooping && isUp(bridge)) joinSnoopers(tx, bridge.id);
  const asking = tx.link(bridge.id);
  if (!before.mcastQuerier && next.mcastQuerier) becomeQuerier(tx, asking, before, portIds(tx, asking));
  else if (!before.mcastSnooping && next.mcastSnooping) startQuerier(tx, asking, portIds(tx, asking));
  applyTree(tx, bridge, before, next, settings);
  tx.note("link", "new", bridge.netns, bridge.id);
  return DONE;
}

/** What of a bridge's settings is about the spanning tree, and the cleanup of its FDB. */
function applyTree(
  tx: Transaction,
  bridge: Link,
  before: BridgeSettings,
  next: BridgeSettings,
  settings: Settings,
): void {
  const { id } = bridge;
  if ("ageing_time" in settings) {
    const current = tx.link(id);
    if (current.kind.type === "bridge")
      changeBridge(tx, current, { ...current.kind, cleanupMicros: tx.runtime.nowMicros, ageingNow: undefined });
    tx.runtime.timers.add(tx.runtime.nowMicros, { kind: "fdbCleanup", bridge: id });
  }
  const tree = findStp(tx, id);
  if (tree) takeSettings(tree);
  // br_stp_stop leaves everything as it is; only that nothing more is said.
  if (next.stpState !== 0 && before.stpState === 0) startStp(tx, id);
  // br_stp_set_bridge_priority, changed or not.
  if (!("priority" in settings)) return;
  if (tree) changeIdentity(tree);
  else selectPortStates(tx, id);
}

/** br_fdb_flush of what is not static, or at one port br_fdb_delete_by_port. */
function forget(tx: Transaction, bridge: Link["id"], port: Link["id"] | undefined): void {
  forgetEntries(tx, bridge, (entry) =>
    port === undefined ? !isFixed(entry) : entry.port === port && goesWithPort(entry),
  );
}

function restartForwardDelay(tx: Transaction, port: Link["id"], bridge: Link["id"]): void {
  const { kind } = tx.link(bridge);
  if (kind.type === "bridge" && kind.settings.forwardDelay > 0)
    startForwardDelay(tx, port, kind.settings.forwardDelay, false);
}

export function setPort(tx: Transaction, link: Link, settings: Settings, dry: boolean): Outcome {
  if (!link.port || link.master === undefined) return refuse("EOPNOTSUPP");
  const wanted = read(settings, PORT_BY_WORD);
  if (!wanted.ok) return wanted;
  const { state } = wanted.value;
  if ((settings["group_fwd_mask"] ?? 0) & MAC_PAUSE) return refuse("EINVAL");
  if (state !== undefined) {
    const bridge = tx.link(link.master);
    // br_set_port_state: not while the kernel's own spanning tree decides; not on a port that does not work.
    if (bridge.kind.type === "bridge" && bridge.kind.settings.stpState === 1) return refuse("EBUSY");
    if (!isUp(link) || (!isOperUp(link.operState) && state !== PORT_STATE.disabled)) return refuse("ENETDOWN");
  }
  if (dry) return DONE;
  const { state: wantedState, ...given } = wanted.value;
  const fields = {
    ...given,
    ...(given.cost !== undefined && { costSet: true as const }),
    // nbp_vlan_tunnel_info_flush.
    ...(given.vlanTunnel === false && { vlans: withoutTunnels(link.port.vlans) }),
  };
  if (fields.priority !== undefined) ensureStp(tx, link.master);
  tx.changeLink(link, { port: { ...link.port, ...fields } });
  countAuto(tx, link.master, isAuto(link.port), isAuto({ ...link.port, ...fields }));
  const bridge = tx.link(link.master);
  if (fields.mcastRouter === TEMPORARY_ROUTER && bridge.kind.type === "bridge") {
    const mcastRouterEndsMicros = tx.runtime.nowMicros + bridge.kind.settings.mcastQuerierInterval * 10_000;
    const { port } = tx.link(link.id);
    if (port) tx.changeLink(tx.link(link.id), { port: { ...port, mcastRouterEndsMicros } });
  }
  const tree = findStp(tx, link.master);
  if (tree && fields.priority !== undefined) changePortId(tree, link.id, portIdOf(link.port));
  if (tree && fields.cost !== undefined) changeCost(tree);
  if (wantedState !== undefined) {
    // br_set_port_state: a blocking port with no tree to wait for goes on to forwarding at once.
    const blocked = wantedState === PORT_STATE.blocking;
    setPortState(tx, link.id, blocked && !tree ? PORT_STATE.forwarding : wantedState, false);
    if (blocked && !tree) restartForwardDelay(tx, link.id, link.master);
    selectPortStates(tx, link.master);
  }
  if (FLUSH in settings) forget(tx, link.master, link.id);
  tx.note("link", "new", link.netns, link.id);
  return DONE;
}
