/**
 * Ports of a bridge (net/bridge/br_if.c, br_stp_if.c, br_stp.c, br_fdb.c).
 *
 * Same as Linux: port numbers, cost, local FDB entries, promiscuity, the bridge's MAC, MTU and carrier, which follow
 * its ports.
 */

import { isValidUnicastMac, type Mac, ZERO_MAC } from "../address/mac.ts";
import { type BridgePort, PORT_STATE, vlanIds } from "../model/bridge.ts";
import { hasInet6 } from "../model/family-mtu.ts";
import { featuresOf } from "../model/feature.ts";
import type { LinkId } from "../model/id.ts";
import { timerMicros } from "../model/jiffies.ts";
import {
  type BridgeKind,
  bridgeKind,
  copyLink,
  hardwareOf,
  IFF,
  isMacvlan,
  isOperUp,
  isUp,
  type Link,
  TSO_MAX_SIZE,
} from "../model/link.ts";
import { speedOf } from "../model/link-speed.ts";
import { type FdbEntry, fdbKey, goesWithPort } from "../model/neighbor.ts";
import type { StpTimer } from "../model/stp.ts";
import { countTsoLimit, isAuto, portsOf } from "./bridge-ports.ts";
import { forgetUnused, vlansAtBirth, vlansOf } from "./bridge-vlan.ts";
import { beforeLinkWatch, setCarrier } from "./device.ts";
import { forgetEntries, forgetEntry } from "./fdb-forget.ts";
import { leaveUsedGroup, useGroup } from "./group-users.ts";
import { askForGroups, standsOn, tellFeatures, tellUppers } from "./kind/stack.ts";
import { forgetGroups } from "./mdb.ts";
import { changeMtu } from "./mtu.ts";
import { flushNeighbors } from "./neighbor-table.ts";
import { beginPromisc, countAuto, endPromisc, staticChanged } from "./port-promisc.ts";
import { enablePortQueries, openQueries } from "./querier.ts";
import {
  changeIdentity,
  disableBridge as disableTree,
  enableBridge as enableTree,
  findStp,
  selectStates,
  disablePort as stpDisablePort,
  enablePort as stpEnablePort,
} from "./stp.ts";
import { nowForwarding } from "./stp-events.ts";
import type { Outcome, Transaction } from "./transaction.ts";
import { DONE, refuse } from "./transaction.ts";

function bridgeOf(tx: Transaction, port: Link): Link {
  if (port.master === undefined) throw new Error(`${port.name} is no port`);
  return tx.link(port.master);
}

/** Costs of IEEE 802.1D by Mbit/s. */
const COSTS: Readonly<Record<number, number>> = { 10000: 2, 5000: 3, 2500: 4, 1000: 5, 100: 19 };

/** port_cost: by the speed that the driver tells; veth says 10000 Mbit/s, what stands on others asks them. */
function portCost(tx: Transaction, link: Link): number {
  const speed = speedOf(tx.draft.links, link) ?? 0;
  return speed > 10_000 ? 1 : (COSTS[speed] ?? 100);
}

function newPort(tx: Transaction, number: number, bridge: Link, link: Link): BridgePort {
  return {
    number,
    state: PORT_STATE.disabled,
    priority: 32,
    cost: portCost(tx, link),
    hairpin: false,
    guard: false,
    rootBlock: false,
    fastLeave: false,
    learning: true,
    flood: true,
    mcastFlood: true,
    bcastFlood: true,
    mcastRouter: 1,
    mcastToUnicast: false,
    proxyArp: false,
    proxyArpWifi: false,
    neighSuppress: false,
    vlanTunnel: false,
    isolated: false,
    locked: false,
    groupForwardMask: 0,
    vlans: vlansAtBirth(tx, bridge),
    forwardDelayEndsMicros: undefined,
    heard: undefined,
  };
}

/** br_add_if's refusals, in its order; nothing is changed. */
export function checkPort(tx: Transaction, bridge: Link, link: Link): Outcome {
  if (bridge.kind.type !== "bridge") return refuse("EOPNOTSUPP");
  if (link.flags & IFF.LOOPBACK || hardwareOf(link) !== "ether" || !isValidUnicastMac(link.mac))
    return refuse("EINVAL");
  if (link.kind.type === "bridge") return refuse("ELOOP", "Can not enslave a bridge to a bridge");
  if (link.master !== undefined) return refuse("EBUSY");
  // Somebody else has the link's frames already (netdev_rx_handler_register).
  if (hasTaker(tx, link) || link.kind.type === "macvtap") return refuse("EBUSY");
  // IFF_NO_RX_HANDLER.
  if (link.kind.type === "ipvlan" || link.kind.type === "vrf") return refuse("EINVAL");
  // __netdev_upper_dev_link: no loops.
  return standsOn(tx, bridge, link) ? refuse("EBUSY") : DONE;
}

/** netdev_is_rx_handler_busy, for the sake of links above. */
function hasTaker(tx: Transaction, link: Link): boolean {
  return (link.uppers ?? []).some((id) => {
    const kind = tx.findLink(id)?.kind;
    return kind !== undefined && (isMacvlan(kind) || kind.type === "ipvlan");
  });
}

/** br_add_if, after `checkPort`. */
export function addPort(tx: Transaction, bridgeId: LinkId, id: LinkId): void {
  beforeLinkWatch(tx, () => attachPort(tx, bridgeId, id));
}

function attachPort(tx: Transaction, bridgeId: LinkId, id: LinkId): void {
  const bridge = tx.link(bridgeId);
  const tree = findStp(tx, bridgeId);
  const ports = portsOf(tx, bridge);
  while (ports.numbers.has(ports.lowestFree)) ports.lowestFree++;
  const number = ports.lowestFree;
  ports.numbers.add(number);
  ports.ids.add(id);
  const before = tx.link(id);
  countTsoLimit(ports, before, 1);
  const features = activeFeatures(tx, bridgeId);
  const joined = copyLink(before);
  joined.master = bridgeId;
  joined.port = newPort(tx, number, bridge, before);
  joined.allMulti = before.allMulti + 1;
  tx.replaceLink(before, joined);
  // NETDEV_CHANGEUPPER, and what dev_set_promiscuity tells.
  tx.noteLink(id);
  beginPromisc(tx, bridgeId, id);
  const link = tx.link(id);
  askForGroups(tx, id, before.allMulti);
  updateFeatures(tx, bridgeId, features);
  addLocalEntry(tx, bridgeId, id, link.mac, 0);
  for (const vid of vlanIds(vlansOf(link))) addLocalEntry(tx, bridgeId, id, link.mac, vid);
  const adopted = adoptMac(tx, bridgeId, link.mac, ports.ids.size === 1);
  if (tree) changeIdentity(tree);
  if (isUp(bridge) && isUp(link) && isOperUp(link.operState)) enablePort(tx, id);
  tellPort(tx, id);
  if (adopted) tellBridgeMac(tx, bridgeId);
  const current = tx.link(bridgeId);
  setTsoLimit(tx, bridgeId);
  // What is no wider than the bridge is the least; only for another one all have to be looked at.
  if (ports.ids.size === 1 || link.mtu > current.mtu) adjustMtu(tx, bridgeId);
  else if (!current.mtuSet) followMtu(tx, current, link.mtu);
}

/** br_ifinfo_notify: a port as its bridge knows it. */
export function tellPort(tx: Transaction, id: LinkId): void {
  const link = tx.link(id);
  tx.note("link", "new", link.netns, id, { noun: "port", link });
}

/** What a bridge does, where somebody listens who may be told that it does something else. */
function activeFeatures(tx: Transaction, bridge: LinkId): string {
  if (!tx.heard) return "";
  const features = [...(featuresOf(tx.link(bridge), tx.draft.links) ?? [])];
  return features
    .filter(([, { active }]) => active)
    .map(([name]) => name)
    .join();
}

/** netdev_update_features. */
function updateFeatures(tx: Transaction, id: LinkId, before: string): void {
  if (activeFeatures(tx, id) === before) return;
  const link = tx.link(id);
  tx.note("link", "new", link.netns, id, { noun: "link", link, event: "FEATURE CHANGE" });
}

/** br_set_gso_limits: what all ports take. */
function setTsoLimit(tx: Transaction, bridgeId: LinkId): void {
  const bridge = tx.link(bridgeId);
  if (bridge.kind.type !== "bridge") return;
  let least = TSO_MAX_SIZE;
  for (const limit of portsOf(tx, bridge).tsoLimits.keys()) if (limit < least) least = limit;
  if (bridge.kind.tsoMaxSize !== least) changeBridge(tx, bridge, { ...bridge.kind, tsoMaxSize: least });
}

/** A new version of a bridge's kind. */
export function changeBridge(tx: Transaction, bridge: Link, kind: BridgeKind): void {
  tx.changeLink(bridge, { kind: bridgeKind(kind) });
}

/** br_stp_recalculate_bridge_id after a port came: the least MAC of all ports, unless somebody set one. */
function adoptMac(tx: Transaction, bridgeId: LinkId, mac: Mac, first: boolean): boolean {
  const bridge = tx.link(bridgeId);
  if (bridge.macAssigned === "set" || !(first || mac < bridge.mac)) return false;
  if (bridge.kind.type === "bridge" && !bridge.kind.named) changeBridge(tx, bridge, { ...bridge.kind, named: true });
  return changeBridgeMac(tx, bridgeId, mac);
}

/** The same after a port left or changed its MAC: all have to be looked at. */
export function recalculateMac(tx: Transaction, bridgeId: LinkId): void {
  const bridge = tx.link(bridgeId);
  if (bridge.macAssigned === "set") return;
  let least: Mac | undefined;
  for (const id of portsOf(tx, bridge).ids) {
    const { mac } = tx.link(id);
    if (least === undefined || mac < least) least = mac;
  }
  if ((least ?? ZERO_MAC) !== bridge.mac && changeBridgeMac(tx, bridgeId, least ?? ZERO_MAC))
    tellBridgeMac(tx, bridgeId);
}

/** br_stp_change_bridge_id. Answers whether it is another MAC than before. */
function changeBridgeMac(tx: Transaction, bridgeId: LinkId, mac: Mac): boolean {
  const bridge = tx.link(bridgeId);
  const tree = findStp(tx, bridgeId);
  if (bridge.mac !== mac) {
    changeLocalEntry(tx, bridgeId, bridgeId, bridge.mac, mac);
    tx.changeLink(bridge, { mac });
  }
  if (tree) changeIdentity(tree);
  else selectPortStates(tx, bridgeId);
  return bridge.mac !== mac;
}

/** NETDEV_CHANGEADDR. */
function tellBridgeMac(tx: Transaction, bridgeId: LinkId): void {
  tx.noteLink(bridgeId);
  flushNeighbors(tx, bridgeId, "all", false);
  tellUppers(tx, bridgeId, "address");
}

/** br_mtu_auto_adjust: the least MTU of the ports, 1500 without any. */
export function adjustMtu(tx: Transaction, bridgeId: LinkId): void {
  const bridge = tx.link(bridgeId);
  if (bridge.mtuSet) return;
  let least = 0;
  // The newest first, and 0 counts as none so far.
  for (const id of [...portsOf(tx, bridge).ids].reverse()) {
    const { mtu } = tx.link(id);
    if (least === 0 || mtu < least) least = mtu;
  }
  followMtu(tx, bridge, least || 1500);
}

/** dev_set_mtu: what a bridge cannot have it does not get, and nobody hears of it. */
function followMtu(tx: Transaction, bridge: Link, mtu: number): void {
  if (mtu !== bridge.mtu && mtu >= bridge.minMtu && mtu <= bridge.maxMtu) changeMtu(tx, bridge.id, mtu);
}

/**
 * br_port_state_selection. Without a spanning tree all that it decides is the bridge's carrier: there is one while a port
 * forwards.
 */
export function selectPortStates(tx: Transaction, bridgeId: LinkId): void {
  const tree = findStp(tx, bridgeId);
  if (tree) {
    selectStates(tree);
    return;
  }
  const bridge = tx.link(bridgeId);
  const { ids, forwarding } = portsOf(tx, bridge);
  enablePortQueries(tx, bridge, ids);
  setCarrier(tx, bridgeId, forwarding > 0);
}

/** br_set_state. It is told to listeners unless the state only passes by. */
export function setPortState(tx: Transaction, id: LinkId, state: number, told = true): void {
  const link = tx.link(id);
  if (!link.port || link.port.state === state) return;
  const ports = portsOf(tx, bridgeOf(tx, link));
  if (link.port.state === PORT_STATE.forwarding) ports.forwarding--;
  if (state === PORT_STATE.forwarding) ports.forwarding++;
  const next = copyLink(link);
  next.port = { ...link.port, state };
  const changed = tx.replaceLink(link, next);
  if (told) tx.note("link", "new", link.netns, id, { noun: "port", link: changed });
}

/** br_stp_enable_port: forwarding at once without spanning tree, else by way of listening and learning. */
function enablePort(tx: Transaction, id: LinkId): void {
  const bridge = bridgeOf(tx, tx.link(id));
  if (bridge.kind.type !== "bridge") return;
  const tree = findStp(tx, bridge.id);
  if (tree) {
    stpEnablePort(tree, id);
    return;
  }
  const { forwardDelay } = bridge.kind.settings;
  // br_make_forwarding starts the timer also where it has nothing left to do.
  setPortState(tx, id, PORT_STATE.forwarding);
  if (forwardDelay > 0) startForwardDelay(tx, id, forwardDelay, false);
  selectPortStates(tx, bridge.id);
  tellPort(tx, id);
}

/** `advances`: the port has somewhere to go when the delay is over. */
export function startForwardDelay(tx: Transaction, id: LinkId, hundredths: number, advances: boolean): void {
  const endsMicros = tx.runtime.nowMicros + hundredths * 10_000;
  setForwardDelay(tx, id, endsMicros);
  if (advances) startStpTimer(tx, id, "forwardDelay", endsMicros);
}

/** mod_timer: what tools show is when it expires; it goes off when the timer wheel comes round. */
export function startStpTimer(tx: Transaction, link: LinkId, timer: StpTimer, expiresMicros: number): void {
  const { nowMicros, timers } = tx.runtime;
  timers.add(timerMicros(nowMicros, expiresMicros - nowMicros), { kind: "stp", link, timer, expiresMicros });
}

export function stopForwardDelay(tx: Transaction, id: LinkId): void {
  setForwardDelay(tx, id, undefined);
}

function setForwardDelay(tx: Transaction, id: LinkId, forwardDelayEndsMicros: number | undefined): void {
  const link = tx.link(id);
  if (!link.port || link.port.forwardDelayEndsMicros === forwardDelayEndsMicros) return;
  const next = copyLink(link);
  next.port = { ...link.port, forwardDelayEndsMicros };
  tx.replaceLink(link, next);
}

/** br_forward_delay_timer_expired: listening, learning, forwarding. */
export function advancePort(tx: Transaction, id: LinkId, endsMicros: number): void {
  const link = tx.findLink(id);
  if (!link?.port || link.master === undefined || link.port.forwardDelayEndsMicros !== endsMicros) return;
  const bridge = tx.link(link.master);
  if (bridge.kind.type !== "bridge") return;
  const tree = findStp(tx, bridge.id);
  if (link.port.state === PORT_STATE.listening) {
    setPortState(tx, id, PORT_STATE.learning);
    startForwardDelay(tx, id, tree?.stp.forwardDelay ?? bridge.kind.settings.forwardDelay, true);
  } else if (link.port.state === PORT_STATE.learning) {
    setPortState(tx, id, PORT_STATE.forwarding);
    if (tree) nowForwarding(tree);
    setCarrier(tx, bridge.id, true);
  }
}

/** br_stp_disable_port: what was learned at the port is forgotten. */
function disablePort(tx: Transaction, id: LinkId): void {
  const bridge = bridgeOf(tx, tx.link(id));
  const tree = findStp(tx, bridge.id);
  if (tree) {
    stpDisablePort(tree, id);
    return;
  }
  stopForwardDelay(tx, id);
  setPortState(tx, id, PORT_STATE.disabled, false);
  tellPort(tx, id);
  forgetPort(tx, id);
  selectPortStates(tx, bridge.id);
}

/** br_fdb_delete_by_port and br_multicast_disable_port. */
export function forgetPort(tx: Transaction, id: LinkId): void {
  const { master } = tx.link(id);
  if (master !== undefined) forgetEntries(tx, master, (entry) => entry.port === id && goesWithPort(entry));
  if (master !== undefined) forgetGroups(tx, master, id, false);
}

/** br_port_carrier_check, on NETDEV_UP, NETDEV_DOWN and NETDEV_CHANGE of the port. */
export function portCarrier(tx: Transaction, id: LinkId): void {
  const link = tx.link(id);
  if (!link.port) return;
  const works = isUp(link) && isOperUp(link.operState) && link.carrier;
  // Of all links a bond alone changes its speed.
  if (works && link.kind.type === "bond" && !link.port.costSet)
    tx.changeLink(link, { port: { ...link.port, cost: portCost(tx, link) } });
  const open = isUp(bridgeOf(tx, link));
  if (open && works && link.port.state === PORT_STATE.disabled) enablePort(tx, id);
  else if (open && !works && link.port.state !== PORT_STATE.disabled) disablePort(tx, id);
  else tellPort(tx, id);
}

/** br_dev_open. */
export function openBridge(tx: Transaction, bridgeId: LinkId): void {
  const closed = tx.link(bridgeId);
  if (closed.kind.type !== "bridge") return;
  changeBridge(tx, closed, { ...closed.kind, cleanupMicros: tx.runtime.nowMicros + FIRST_CLEANUP_MICROS });
  openQueries(tx, closed);
}

/** br_stp_enable_bridge: ports that work are enabled. What link watch makes of the carrier comes after the opening. */
export function enablePorts(tx: Transaction, bridgeId: LinkId): void {
  const bridge = tx.link(bridgeId);
  const tree = findStp(tx, bridgeId);
  if (tree) enableTree(tree);
  // The newest first.
  for (const id of [...portsOf(tx, bridge).ids].reverse()) {
    const port = tx.link(id);
    if (port.port?.state === PORT_STATE.disabled && isUp(port) && isOperUp(port.operState)) enablePort(tx, id);
  }
}

/** br_multicast_join_snoopers: the bridge listens for multicast routers (RFC 4286 section 4). */
export function joinSnoopers(tx: Transaction, bridgeId: LinkId): void {
  // ipv6_dev_mc_inc fails where there is no IPv6.
  if (hasInet6(useGroup(tx, bridgeId, ALL_SNOOPERS))) useGroup(tx, bridgeId, ALL_SNOOPERS6);
}

/** br_multicast_leave_snoopers. */
export function leaveSnoopers(tx: Transaction, bridgeId: LinkId): void {
  for (const group of [ALL_SNOOPERS, ALL_SNOOPERS6]) leaveUsedGroup(tx, bridgeId, group);
}

const ALL_SNOOPERS = 0xe000006a;
const ALL_SNOOPERS6 = "ff02::6a";

/** br_stp_enable_bridge has the first cleanup run a tenth of a second after the bridge was set up. */
const FIRST_CLEANUP_MICROS = 100_000;

/** br_dev_stop. */
export function closeBridge(tx: Transaction, bridgeId: LinkId): void {
  for (const id of [...portsOf(tx, tx.link(bridgeId)).ids].reverse()) {
    if (tx.link(id).port?.state !== PORT_STATE.disabled) disablePort(tx, id);
  }
  const open = tx.link(bridgeId);
  if (open.kind.type === "bridge") changeBridge(tx, open, { ...open.kind, cleanupMicros: undefined });
  const tree = findStp(tx, bridgeId);
  if (tree) disableTree(tree);
  leaveSnoopers(tx, bridgeId);
}

/** br_del_if. */
export function removePort(tx: Transaction, id: LinkId): void {
  beforeLinkWatch(tx, () => detachPort(tx, id, false));
}

/** del_nbp, and what br_del_if does afterwards unless the bridge goes itself. */
function detachPort(tx: Transaction, id: LinkId, ending: boolean): void {
  const link = tx.link(id);
  const bridge = bridgeOf(tx, link);
  const features = activeFeatures(tx, bridge.id);
  tx.changeLink(link, { allMulti: link.allMulti - 1 });
  endPromisc(tx, bridge, id);
  disablePort(tx, id);
  forgetGroups(tx, bridge.id, id, true);
  tx.note("link", "delete", link.netns, id, { noun: "port", link: tx.link(id) });
  const entries = [...(tx.runtime.fdb.get(bridge.id)?.values() ?? [])].reverse();
  for (const entry of entries) {
    if (entry.port !== id) continue;
    if (entry.state === "permanent") deleteLocalEntry(tx, entry);
    else forgetEntry(tx, bridge, entry);
  }
  const tree = findStp(tx, bridge.id);
  tree?.stp.ports.delete(id);
  const ports = portsOf(tx, tx.link(bridge.id));
  ports.ids.delete(id);
  countTsoLimit(ports, link, -1);
  const number = link.port?.number ?? 0;
  ports.numbers.delete(number);
  ports.lowestFree = Math.min(ports.lowestFree, number);
  tx.patchLink(id, { master: undefined, port: undefined });
  if (link.port) countAuto(tx, bridge.id, isAuto(link.port), false);
  tx.runtime.vlans.delete(id);
  askForGroups(tx, id, link.allMulti);
  tx.noteLink(id);
  if (ending) return;
  setTsoLimit(tx, bridge.id);
  // netdev_update_features: without ports it can do more than with the last. What a port adds is told of before the limit is known.
  if (ports.ids.size === 0) tellFeatures(tx, bridge.id);
  const left = tx.link(bridge.id);
  // One that the bridge could not follow stood in the way of the others.
  const odd = link.mtu < left.minMtu || link.mtu > left.maxMtu;
  if (left.mtu === link.mtu || odd || ports.ids.size === 0) adjustMtu(tx, bridge.id);
  if (left.mac === link.mac || ports.ids.size === 0) recalculateMac(tx, bridge.id);
  if (tree) changeIdentity(tree);
  updateFeatures(tx, bridge.id, features);
  forgetUnused(tx, bridge.id);
}

/** The ports of a bridge, in no particular order. */
export function portIds(tx: Transaction, bridge: Link): Iterable<LinkId> {
  return portsOf(tx, bridge).ids;
}

/** br_dev_delete. */
export function removeAllPorts(tx: Transaction, bridgeId: LinkId): void {
  beforeLinkWatch(tx, () => {
    for (const id of [...portsOf(tx, tx.link(bridgeId)).ids].reverse()) detachPort(tx, id, true);
  });
}

/** br_fdb_add_local: the first owner of an address keeps it, and the null address (a bridge without ports) is none. */
export function addLocalEntry(tx: Transaction, bridge: LinkId, port: LinkId, mac: Mac, vlan: number): void {
  if (!isValidUnicastMac(mac)) return;
  let table = tx.runtime.fdb.get(bridge);
  if (!table) {
    table = new Map();
    tx.runtime.fdb.set(bridge, table);
  }
  const key = fdbKey(mac, vlan);
  const known = table.get(key);
  if (known?.state === "permanent" && (known.port !== port || known.user)) return;
  const now = tx.runtime.nowMicros;
  const entry: FdbEntry = { bridge, port, mac, vlan, state: "permanent", updatedMicros: now, usedMicros: now };
  table.set(key, entry);
  staticChanged(tx, bridge);
  if (tx.heard) tx.tell("new", tx.link(bridge).netns, { noun: "fdb", entry });
}

/** fdb_delete_local: an address that is also another port's, or the bridge's, goes on as theirs. */
export function deleteLocalEntry(tx: Transaction, entry: FdbEntry): void {
  const { mac, vlan } = entry;
  const bridge = tx.link(entry.bridge);
  const has = (link: Link) => link.mac === mac && (vlan === 0 || vlansOf(link).entries[vlan] !== undefined);
  for (const id of portsOf(tx, bridge).ids) {
    if (id === entry.port || !has(tx.link(id))) continue;
    entry.port = id;
    entry.user = false;
    return;
  }
  if (entry.port !== bridge.id && has(bridge)) {
    entry.port = bridge.id;
    entry.user = false;
    return;
  }
  tx.runtime.fdb.get(bridge.id)?.delete(fdbKey(mac, vlan));
  staticChanged(tx, bridge.id);
  if (tx.heard) tx.tell("delete", bridge.netns, { noun: "fdb", entry: { ...entry } });
}

/** br_fdb_changeaddr and br_fdb_change_mac_address: the local entries follow the MAC. */
export function changeLocalEntry(tx: Transaction, bridge: LinkId, port: LinkId, from: Mac, to: Mac): void {
  const table = tx.runtime.fdb.get(bridge);
  const vids = [0, ...vlanIds(vlansOf(tx.link(port)))];
  for (const vid of vids) {
    const known = table?.get(fdbKey(from, vid));
    if (known?.port === port && known.state === "permanent" && !known.user) deleteLocalEntry(tx, known);
  }
  for (const vid of vids) addLocalEntry(tx, bridge, port, to, vid);
}
