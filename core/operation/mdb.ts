/**
 * Multicast groups at a bridge's ports (net/bridge/br_mdb.c, br_multicast.c).
 *
 * Same as Linux: what `bridge mdb` may enter and take away, groups that are learned from the reports of IGMP and MLD and
 * forgotten when they are left or not heard of again, what a port that stops working takes along. Simplified: the order of
 * ports in a group is that of their numbers. Absent: sources of single reports.
 */
import { parseIpv4 } from "../address/ipv4.ts";
import { IPV6_ALL_NODES, isIpv6Multicast } from "../address/ipv6.ts";
import type { Mac } from "../address/mac.ts";
import { formatIp, type IpAddress, parseIp } from "../address/prefix.ts";
import { type BridgeSettings, PORT_STATE, vlanIds } from "../model/bridge.ts";
import type { LinkId } from "../model/id.ts";
import { bridgeKind, isUp, type Link } from "../model/link.ts";
import { isLinkLayerGroup, type Mdb, type MdbGroup, type MdbPort, mdbKey } from "../model/mdb.ts";
import type { GroupRecord } from "../wire/frame.ts";
import type { MdbChange } from "./bridge.ts";
import { vlansOf } from "./bridge-vlan.ts";
import type { Caller } from "./operation.ts";
import { askAboutGroup, hearsOther } from "./querier.ts";
import { DONE, type Outcome, refuse, resolveLink, resolveNetns, type Transaction } from "./transaction.ts";

const HUNDREDTH = 10_000;
/** What a timer that does not run is due at. */
const STOPPED = Number.POSITIVE_INFINITY;
const LOCAL_GROUPS = 0xe0000000;
const LOCAL_MASK = 0xffffff00;
const MULTICAST_MASK = 0xf0000000;

/** rtnl_validate_mdb_entry: what can be no group at all. */
function checkGroup(group: string): Outcome {
  if (isLinkLayerGroup(group)) {
    const first = Number.parseInt(group.slice(0, 2), 16);
    return first & 1 ? DONE : refuse("EINVAL", "L2 entry group is not multicast");
  }
  const address = parseIpv4(group);
  if (address !== undefined) {
    if ((address & MULTICAST_MASK) >>> 0 !== LOCAL_GROUPS && address !== 0)
      return refuse("EINVAL", "IPv4 entry group address is not multicast or 0.0.0.0");
    if ((address & LOCAL_MASK) >>> 0 === LOCAL_GROUPS)
      return refuse("EINVAL", "IPv4 entry group address is local multicast");
    return DONE;
  }
  return group === IPV6_ALL_NODES ? refuse("EINVAL", "IPv6 entry group address is link-local all nodes") : DONE;
}

/** rtnl_mdb_add and rtnl_mdb_del, br_mdb_add and br_mdb_del. */
export function mdbChange(tx: Transaction, caller: Caller, asked: MdbChange): Outcome {
  // A source of zeros is none.
  const { source, ...all } = asked;
  const op: MdbChange = source === "0.0.0.0" || source === "::" ? all : asked;
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const found = resolveLink(tx, here.value, op.bridge, "Device doesn't exist");
  if (!found.ok) return found;
  const port = resolveLink(tx, here.value, op.port);
  if (!port.ok) return port;
  const valid = checkGroup(op.group);
  if (!valid.ok) return valid;
  if (op.vlan !== undefined && op.vlan >= 4095) return refuse("EINVAL", "Invalid entry VLAN id");
  const bridge = found.value;
  if (bridge.kind.type !== "bridge") return refuse("EOPNOTSUPP", "Device does not support MDB operations");
  const { settings } = bridge.kind;
  if (!isUp(bridge)) return refuse("EINVAL", "bridge: Bridge device is not running");
  if (!settings.mcastSnooping) return refuse("EINVAL", "bridge: Bridge's multicast processing is disabled");
  const checked = checkPort(bridge, port.value, op);
  if (!checked.ok) return checked;
  // With VLANs filtered and none named, all of the port's are meant.
  const vids = op.vlan !== undefined || !settings.vlanFiltering ? [op.vlan ?? 0] : vlanIds(vlansOf(port.value));
  if (op.verb === "delete") {
    for (const vid of vids) if (!deleteMember(tx, bridge, port.value, op, vid)) return refuse("EINVAL");
    return DONE;
  }
  if (isLinkLayerGroup(op.group) && !op.permanent) return refuse("EINVAL", "bridge: Only permanent L2 entries allowed");
  const host = port.value.id === bridge.id;
  if (host && op.permanent && !isLinkLayerGroup(op.group))
    return refuse("EINVAL", "bridge: Flags are not allowed for host groups");
  if (host && op.source !== undefined)
    return refuse("EINVAL", "bridge: Groups with sources cannot be manually host joined");
  if (port.value.port?.state === PORT_STATE.disabled && !op.permanent)
    return refuse("EINVAL", "bridge: Port is in disabled state and entry is not permanent");
  const lasts = tx.runtime.nowMicros + settings.mcastMembershipInterval * HUNDREDTH;
  if (!op.permanent) tx.runtime.timers.add(lasts, { kind: "mdb", bridge: bridge.id });
  for (const vid of vids) {
    const entry = groupOf(tx, bridge.id, op.group, op.source, vid);
    if (!entry) return refuse("E2BIG");
    if (host) {
      if (entry.hostMicros !== undefined) return refuse("EEXIST", "bridge: Group is already joined by host");
      // br_multicast_host_join: those of the link layer have no timer.
      entry.hostMicros = op.permanent ? STOPPED : lasts;
    } else {
      if (entry.ports.some((each) => each.port === port.value.id)) {
        const what = op.source === undefined ? "(*, G)" : "(S, G)";
        return refuse("EEXIST", `bridge: ${what} group is already joined by port`);
      }
      const expiresMicros = op.permanent ? undefined : lasts;
      addMember(tx, entry, {
        port: port.value.id,
        host: undefined,
        permanent: op.permanent,
        told: true,
        expiresMicros,
      });
    }
    noteMember(tx, "new", bridge, port.value, entry, { permanent: op.permanent, told: !host });
  }
  return DONE;
}

/** br_mdb_config_init. */
function checkPort(bridge: Link, port: Link, op: MdbChange): Outcome {
  if (port.id !== bridge.id) {
    if (!port.port) return refuse("EINVAL", "bridge: Net device is not a bridge port");
    if (port.master !== bridge.id) return refuse("EINVAL", "bridge: Port belongs to a different bridge device");
  }
  if (parseIpv4(op.group) === 0) return refuse("EINVAL", "bridge: IPv4 entry group address 0.0.0.0 is not allowed");
  if (op.source !== undefined && isLinkLayerGroup(op.group))
    return refuse("EINVAL", "bridge: Invalid protocol used with source address");
  if (op.source !== undefined && typeof parseIp(op.source) !== typeof parseIp(op.group)) {
    const family = parseIpv4(op.group) === undefined ? "IPv6" : "IPv4";
    return refuse("EINVAL", `bridge: ${family} invalid source address length`);
  }
  // is_valid_mdb_source.
  const source = op.source === undefined ? undefined : parseIp(op.source);
  if (typeof source === "number" ? (source & MULTICAST_MASK) >>> 0 === LOCAL_GROUPS : source && isIpv6Multicast(source))
    return refuse(
      "EINVAL",
      `bridge: ${typeof source === "number" ? "IPv4" : "IPv6"} multicast source address is not allowed`,
    );
  return DONE;
}

/** br_multicast_new_group: one group more than there may be, and the bridge snoops no longer. */
function groupOf(
  tx: Transaction,
  bridgeId: LinkId,
  group: string,
  source: string | undefined,
  vlan: number,
): MdbGroup | undefined {
  const { runtime } = tx;
  let table = runtime.mdb.get(bridgeId);
  if (!table) runtime.mdb.set(bridgeId, (table = new Map()));
  const key = mdbKey(group, source, vlan);
  const known = table.get(key);
  if (known) return known;
  const bridge = tx.link(bridgeId);
  const { kind } = bridge;
  if (kind.type === "bridge" && table.size >= kind.settings.mcastHashMax) {
    const settings = { ...kind.settings, mcastSnooping: false };
    tx.changeLink(bridge, { kind: bridgeKind({ ...kind, settings }) });
    return undefined;
  }
  const entry: MdbGroup = { group, source, vlan, hostMicros: undefined, ports: [] };
  table.set(key, entry);
  return entry;
}

function addMember(tx: Transaction, entry: MdbGroup, member: MdbGroup["ports"][number]): void {
  entry.ports.push(member);
  const number = (id: LinkId) => tx.findLink(id)?.port?.number ?? 0;
  if (entry.ports.length > 1) entry.ports.sort((a, b) => number(a.port) - number(b.port));
}

function dropIfEmpty(table: Mdb, entry: MdbGroup): void {
  if (entry.ports.length === 0 && entry.hostMicros === undefined)
    table.delete(mdbKey(entry.group, entry.source, entry.vlan));
}

/** A port left a group: with the last one goes what the bridge's own host has of a group of the link layer. */
function dropAfterPort(tx: Transaction, bridge: Link, table: Mdb, entry: MdbGroup): void {
  if (entry.ports.length === 0 && entry.hostMicros !== undefined && isLinkLayerGroup(entry.group) && isUp(bridge)) {
    entry.hostMicros = undefined;
    noteMember(tx, "delete", bridge, bridge, entry, { permanent: true, told: false });
  }
  dropIfEmpty(table, entry);
}

function deleteMember(tx: Transaction, bridge: Link, port: Link, op: MdbChange, vid: number): boolean {
  const table = tx.runtime.mdb.get(bridge.id);
  const entry = table?.get(mdbKey(op.group, op.source, vid));
  if (!table || !entry) return false;
  if (port.id === bridge.id) {
    if (entry.hostMicros === undefined) return false;
    entry.hostMicros = undefined;
  } else {
    const member = entry.ports.find((each) => each.port === port.id);
    if (!member) return false;
    entry.ports = entry.ports.filter((each) => each !== member);
    noteMember(tx, "delete", bridge, port, entry, member);
    dropAfterPort(tx, bridge, table, entry);
    return true;
  }
  noteMember(tx, "delete", bridge, port, entry, { permanent: isLinkLayerGroup(op.group), told: false });
  dropIfEmpty(table, entry);
  return true;
}

function noteMember(
  tx: Transaction,
  verb: "new" | "delete",
  bridge: Link,
  port: Link,
  entry: MdbGroup,
  member?: { readonly permanent: boolean; readonly told: boolean },
): void {
  tx.note("mdb", verb, bridge.netns, `${entry.group} dev ${port.id}`, {
    noun: "mdb",
    bridge: bridge.id,
    port: port.id,
    group: entry.group,
    source: entry.source,
    vlan: entry.vlan,
    permanent: member?.permanent ?? false,
    told: member?.told ?? false,
  });
}

/** A report: somebody behind a port, or (undefined) the bridge's own host, wants groups or wants them no more. */
export interface Report {
  readonly bridge: LinkId;
  readonly port: LinkId | undefined;
  readonly host: Mac;
  readonly records: readonly GroupRecord<IpAddress>[];
  readonly vlan: number;
}

/** br_ip4_multicast_igmp3_report, br_ip6_multicast_mld2_report. */
export function learnGroups(tx: Transaction, report: Report): void {
  const bridge = tx.findLink(report.bridge);
  if (bridge?.kind.type !== "bridge") return;
  for (const { change, group: address } of report.records) {
    // What concerns this link alone is for everybody on it.
    if (typeof address === "number" ? (address & LOCAL_MASK) >>> 0 === LOCAL_GROUPS : address === IPV6_ALL_NODES)
      continue;
    if (change !== "to_in") joinGroup(tx, bridge, bridge.kind.settings, report, formatIp(address));
    else leaveGroup(tx, bridge, bridge.kind.settings, report, address);
  }
}

/** br_port_group_equal: whether a member is whom a report came from; a port that sends to single hosts tells them apart. */
function isReporter(tx: Transaction, member: MdbPort, { port, host }: Report): boolean {
  if (member.port !== port) return false;
  return tx.findLink(port)?.port?.mcastToUnicast !== true || member.host === host;
}

/** br_multicast_add_group, br_multicast_host_join. */
function joinGroup(tx: Transaction, bridge: Link, settings: BridgeSettings, report: Report, group: string): void {
  const { port, host, vlan } = report;
  const lasts = tx.runtime.nowMicros + settings.mcastMembershipInterval * HUNDREDTH;
  tx.runtime.timers.add(lasts, { kind: "mdb", bridge: bridge.id });
  const entry = groupOf(tx, bridge.id, group, undefined, vlan);
  if (!entry) return;
  if (port === undefined) {
    const fresh = entry.hostMicros === undefined;
    entry.hostMicros = lasts;
    if (fresh) noteMember(tx, "new", bridge, bridge, entry);
    return;
  }
  const known = entry.ports.find((each) => isReporter(tx, each, report));
  if (known) {
    if (!known.permanent) known.expiresMicros = lasts;
    return;
  }
  addMember(tx, entry, { port, host, permanent: false, told: false, expiresMicros: lasts });
  const link = tx.findLink(port);
  if (link) noteMember(tx, "new", bridge, link, entry);
}

/**
 * br_multicast_leave_group: others behind the port may want it, and have a while to say so; with fast leave there are no
 * others.
 */
function leaveGroup(tx: Transaction, bridge: Link, settings: BridgeSettings, report: Report, group: IpAddress): void {
  const { port, vlan } = report;
  const { id: bridgeId } = bridge;
  const entry = tx.runtime.mdb.get(bridgeId)?.get(mdbKey(formatIp(group), undefined, vlan));
  if (!entry) return;
  const member = entry.ports.find((each) => isReporter(tx, each, report) && !each.permanent);
  const fast = port !== undefined && tx.findLink(port)?.port?.fastLeave === true;
  const family = typeof group === "number" ? "inet" : "inet6";
  // Another querier will ask whether anybody else wants it.
  const heard = tx.runtime.querying.get(bridgeId);
  if (!fast && heard && hearsOther(heard[family], tx.runtime.nowMicros)) return;
  const wait = settings.mcastLastMemberCount * settings.mcastLastMemberInterval * HUNDREDTH;
  const ends = tx.runtime.nowMicros + (fast ? 0 : wait);
  if (member) member.expiresMicros = Math.min(member.expiresMicros ?? ends, ends);
  else if (port === undefined && entry.hostMicros !== undefined) entry.hostMicros = Math.min(entry.hostMicros, ends);
  else return;
  if (!fast) askAboutGroup(tx, bridge, settings, port, group, ends);
  if (fast) expireGroups(tx, bridgeId);
  else tx.runtime.timers.add(ends, { kind: "mdb", bridge: bridgeId });
}

/** br_ip4_multicast_query, of one group: who wants it is to say so within the time given, as often as it is asked. */
export function groupAsked(
  tx: Transaction,
  bridgeId: LinkId,
  group: IpAddress,
  vlan: number,
  delayMicros: number,
): void {
  const bridge = tx.findLink(bridgeId);
  const entry = tx.runtime.mdb.get(bridgeId)?.get(mdbKey(formatIp(group), undefined, vlan));
  if (bridge?.kind.type !== "bridge" || !entry) return;
  const ends = tx.runtime.nowMicros + delayMicros * bridge.kind.settings.mcastLastMemberCount;
  if (entry.hostMicros !== undefined) entry.hostMicros = Math.min(entry.hostMicros, ends);
  for (const member of entry.ports)
    if (!member.permanent && member.expiresMicros !== undefined)
      member.expiresMicros = Math.min(member.expiresMicros, ends);
  tx.runtime.timers.add(ends, { kind: "mdb", bridge: bridgeId });
}

/**
 * br_multicast_port_group_expired, br_multicast_group_expired: those of whom nothing was heard for too long. A timer that runs
 * out while the bridge is down does nothing, and does not begin anew by itself: what it was for stays until it is left again.
 */
export function expireGroups(tx: Transaction, bridgeId: LinkId): void {
  const table = tx.runtime.mdb.get(bridgeId);
  const bridge = tx.findLink(bridgeId);
  if (!table || !bridge) return;
  const over = (micros: number | undefined) => micros !== undefined && micros <= tx.runtime.nowMicros;
  if (!isUp(bridge)) {
    for (const entry of table.values()) {
      for (const member of entry.ports) if (over(member.expiresMicros)) member.expiresMicros = STOPPED;
      if (over(entry.hostMicros)) entry.hostMicros = STOPPED;
    }
    return;
  }
  for (const entry of table.values()) {
    for (const member of entry.ports) {
      if (member.permanent || !over(member.expiresMicros)) continue;
      entry.ports = entry.ports.filter((each) => each !== member);
      const link = tx.findLink(member.port);
      if (link) noteMember(tx, "delete", bridge, link, entry, member);
    }
    if (over(entry.hostMicros)) {
      entry.hostMicros = undefined;
      noteMember(tx, "delete", bridge, bridge, entry);
    }
    dropIfEmpty(table, entry);
  }
}

/** br_multicast_disable_port, br_multicast_del_port (`all`), and for the whole bridge br_multicast_stop. */
export function forgetGroups(tx: Transaction, bridgeId: LinkId, port: LinkId | undefined, all: boolean): void {
  const table = tx.runtime.mdb.get(bridgeId);
  if (!table) return;
  for (const entry of table.values()) {
    const left = entry.ports.filter((each) => (port !== undefined && each.port !== port) || (!all && each.permanent));
    if (left.length === entry.ports.length) continue;
    if (tx.heard && port !== undefined)
      for (const { port: at, permanent } of entry.ports.filter((each) => !left.includes(each)))
        if (at !== bridgeId)
          noteMember(tx, "delete", tx.link(bridgeId), tx.link(at), entry, { permanent, told: permanent });
    entry.ports = left;
    dropAfterPort(tx, tx.link(bridgeId), table, entry);
  }
}
