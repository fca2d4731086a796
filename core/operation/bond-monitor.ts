/**
 * Which slave of a bond works, and which one is used (drivers/net/bonding/bond_main.c).
 *
 * Same as Linux: the choice by primary, priority and age, primary_reselect, fail_over_mac, the MII monitor with its delays,
 * the bond's carrier, announcements after a failover. Simplified: the monitor wakes only where it has something to see, at
 * the times of its rounds. The ARP monitor has a file of its own.
 */
import { BOND_MODE, type Bond, type BondSlave, WITH_PRIMARY } from "../model/bond.ts";
import type { LinkId } from "../model/id.ts";
import { JIFFY_MICROS } from "../model/jiffies.ts";
import { isMacvlan, isUp, type Link } from "../model/link.ts";
import { canTransmit, speedOf } from "../model/link-speed.ts";
import type { LinkEvent } from "../model/notification.ts";
import { noteLinkUp } from "./bond-arp.ts";
import { setCarrier } from "./device.ts";
import { syncUnicast } from "./kind/stack.ts";
import { lacpLinkChange, setLacpCarrier } from "./lacp.ts";
import { assignMac, setMac } from "./link-set.ts";
import type { Transaction } from "./transaction.ts";

/** How long until groups are told again (HZ / 5). */
const RESEND_MICROS = 200_000;

export function bondOf(tx: Transaction, id: LinkId): Bond {
  const { kind, name } = tx.link(id);
  if (kind.type !== "bond") throw new Error(`${name} is no bond`);
  return kind;
}

export function changeBond(tx: Transaction, id: LinkId, changes: Partial<Bond>): Bond {
  const kind: Bond = { ...bondOf(tx, id), ...changes };
  tx.patchLink(id, { kind });
  return kind;
}

/** What the bond keeps of a slave; undefined of one that has just left. */
export function slaveOf(tx: Transaction, id: LinkId | undefined): BondSlave | undefined {
  return id === undefined ? undefined : tx.findLink(id)?.bondSlave;
}

export function changeSlave(tx: Transaction, id: LinkId, changes: Partial<BondSlave>): void {
  const { bondSlave } = tx.link(id);
  if (bondSlave) tx.patchLink(id, { bondSlave: { ...bondSlave, ...changes } });
}

export function usesPrimary({ params }: Bond): boolean {
  return WITH_PRIMARY.includes(params.mode);
}

function isActiveBackup({ params }: Bond): boolean {
  return params.mode === BOND_MODE.activeBackup;
}

function isLacp({ params }: Bond): boolean {
  return params.mode === BOND_MODE.lacp;
}

/** bond_set_slave_inactive_flags, bond_set_slave_active_flags: told to listeners where it changes. */
export function setInactive(tx: Transaction, bond: Bond, id: LinkId): void {
  setState(tx, id, "BACKUP", bond.params.all_slaves_active === 0 ? true : undefined);
}

export function setActive(tx: Transaction, id: LinkId): void {
  setState(tx, id, "ACTIVE", false);
}

export function setState(tx: Transaction, id: LinkId, state: BondSlave["state"], inactive: boolean | undefined): void {
  const before = slaveOf(tx, id);
  if (!before) return;
  changeSlave(tx, id, { state, ...(inactive !== undefined && { inactive }) });
  // bond_lower_state_changed.
  if (before.state !== state) tx.noteLink(id);
}

/** bond_set_carrier: there is one while a slave has its link. */
export function setBondCarrier(tx: Transaction, id: LinkId): void {
  const { slaves, params } = bondOf(tx, id);
  if (params.mode === BOND_MODE.lacp && slaves.length > 0) {
    setLacpCarrier(tx, id);
    return;
  }
  const carrier = slaves.some((slave) => slaveOf(tx, slave)?.link === "UP");
  setCarrier(tx, id, carrier);
}

/** bond_check_dev_link. */
export function hasLink(bond: Bond, slave: Link): boolean {
  if (!isUp(slave)) return false;
  // A dummy device's driver cannot be asked, and so is believed.
  return slave.carrier || (bond.params.use_carrier === 0 && slave.kind.type === "dummy");
}

/** bond_choose_primary_or_current. */
function choosePrimaryOrCurrent(tx: Transaction, id: LinkId): LinkId | undefined {
  const bond = bondOf(tx, id);
  let { primary } = bond;
  const current = bond.active;
  const currentUp = slaveOf(tx, current)?.link === "UP";
  if (slaveOf(tx, primary)?.link === "UP") {
    if (bond.forcePrimary) {
      changeBond(tx, id, { forcePrimary: false });
      return primary;
    }
  } else {
    let best: LinkId | undefined;
    for (const slave of bond.slaves) {
      const state = slaveOf(tx, slave);
      if (state?.link === "UP" && (best === undefined || state.prio > (slaveOf(tx, best)?.prio ?? 0))) best = slave;
    }
    if (best === undefined || best === current) return currentUp ? current : undefined;
    primary = best;
  }
  if (!currentUp || primary === undefined || current === undefined) return primary;
  switch (bond.params.primary_reselect) {
    case 1:
      return speedIn(tx, primary) > speedIn(tx, current) ? primary : current;
    case 2:
      return current;
    default:
      return primary;
  }
}

function speedIn(tx: Transaction, id: LinkId): number {
  return speedOf(tx.draft.links, tx.link(id)) ?? -1;
}

/** bond_find_best_slave. */
function findBest(tx: Transaction, id: LinkId): LinkId | undefined {
  const chosen = choosePrimaryOrCurrent(tx, id);
  if (chosen !== undefined) return chosen;
  const bond = bondOf(tx, id);
  let least = bond.params.updelay;
  let best: LinkId | undefined;
  for (const slave of bond.slaves) {
    const state = slaveOf(tx, slave);
    if (state?.link === "UP") return slave;
    if (state?.link === "GOING_BACK" && hasLink(bond, tx.link(slave)) && state.delay < least) {
      least = state.delay;
      best = slave;
    }
  }
  return best;
}

/** bond_select_active_slave. */
export function selectActive(tx: Transaction, id: LinkId): void {
  const best = findBest(tx, id);
  if (best === bondOf(tx, id).active) return;
  changeActive(tx, id, best);
  setBondCarrier(tx, id);
}

/** bond_change_active_slave. */
export function changeActive(tx: Transaction, id: LinkId, next: LinkId | undefined): void {
  const before = bondOf(tx, id);
  const last = before.active;
  if (last === next) return;
  // It is the best there is, though its time is not over.
  if (next !== undefined && slaveOf(tx, next)?.link === "GOING_BACK") changeSlave(tx, next, { delay: 0, link: "UP" });
  const bond = changeBond(tx, id, { active: next });
  if (!isActiveBackup(bond)) return;
  // bond_hw_addr_swap.
  syncUnicast(tx, id);
  if (last !== undefined) setInactive(tx, bond, last);
  if (next === undefined) return;
  noteLinkUp(tx.runtime, id, next);
  setActive(tx, next);
  if (bond.params.fail_over_mac !== 0) failOverMac(tx, id, next, last);
  if (isUp(tx.link(id)))
    changeBond(tx, id, { peerNotifications: bond.params.num_grat_arp * Math.max(1, bond.params.peer_notify_delay) });
  passOn(tx, id, "BONDING FAILOVER");
  if (!isUp(tx.link(id))) return;
  if (shouldNotify(tx, id)) {
    changeBond(tx, id, { peerNotifications: bondOf(tx, id).peerNotifications - 1 });
    notifyPeers(tx, id);
  }
  const { resend_igmp: left } = bond.params;
  if (left > 0) tx.runtime.timers.add(tx.runtime.nowMicros + JIFFY_MICROS, { kind: "bondGroups", link: id, left });
}

/**
 * A link and those on it to which events like a failover are passed on (vlan_device_event, macvlan_device_event). A bridge passes
 * on of its ports that groups are to be told anew (br_device_event).
 */
function hearing(tx: Transaction, id: LinkId, event: LinkEvent): LinkId[] {
  const { uppers = [], master } = tx.link(id);
  const above = uppers.filter((upper) => {
    const kind = tx.findLink(upper)?.kind;
    return kind !== undefined && (kind.type === "vlan" || isMacvlan(kind));
  });
  const bridge = event === "RESEND IGMP" && master !== undefined && tx.findLink(master)?.kind.type === "bridge";
  return [id, ...(bridge ? [...above, master] : above).flatMap((each) => hearing(tx, each, event))];
}

/** call_netdevice_notifiers: those who watch are told of an event, and who has addresses or groups is to tell of them. */
function passOn(tx: Transaction, id: LinkId, event: LinkEvent, what?: "peers" | "groups"): void {
  for (const each of hearing(tx, id, event)) {
    const link = tx.link(each);
    tx.tell("new", link.netns, { noun: "link", link, event });
    if (what !== undefined && isUp(link))
      tx.runtime.timers.add(tx.runtime.nowMicros, { kind: "announce", link: each, what });
  }
}

/** bond_resend_igmp_join_requests_delayed. */
export function resendGroups(tx: Transaction, id: LinkId, left: number): void {
  if (tx.findLink(id)?.kind.type !== "bond") return;
  passOn(tx, id, "RESEND IGMP", "groups");
  if (left > 1)
    tx.runtime.timers.add(tx.runtime.nowMicros + RESEND_MICROS, { kind: "bondGroups", link: id, left: left - 1 });
}

/** bond_do_fail_over_mac. */
function failOverMac(tx: Transaction, id: LinkId, next: LinkId, last: LinkId | undefined): void {
  const bond = bondOf(tx, id);
  const address = tx.link(next).mac;
  if (bond.params.fail_over_mac === 1) {
    assignMac(tx, id, address, "stolen");
    return;
  }
  const { mac } = tx.link(id);
  const other = last ?? bond.slaves.find((slave) => slave !== next && tx.link(slave).mac === mac);
  setMac(tx, next, other === undefined ? mac : tx.link(other).mac);
  if (other !== undefined) setMac(tx, other, address);
}

/** bond_should_notify_peers. */
export function shouldNotify(tx: Transaction, id: LinkId): boolean {
  const { active, peerNotifications, params } = bondOf(tx, id);
  const due = peerNotifications > 0 && peerNotifications % Math.max(1, params.peer_notify_delay) === 0;
  return active !== undefined && due && tx.link(id).carrier;
}

/** NETDEV_NOTIFY_PEERS: those on the network are to learn the way anew. */
export function notifyPeers(tx: Transaction, id: LinkId): void {
  passOn(tx, id, "NOTIFY PEERS", "peers");
}

/** Something may have happened that the monitor is to see: it is woken for its next round, if so. */
export function armMonitor(tx: Transaction, id: LinkId): void {
  const link = tx.link(id);
  const bond = bondOf(tx, id);
  const since = bond.monitorSinceMicros;
  if (since === undefined || !isUp(link) || bond.monitorAtMicros !== undefined) return;
  const awaited = bond.slaves.some((slave) => {
    const state = slaveOf(tx, slave)?.link;
    const working = hasLink(bond, tx.link(slave));
    return state === "UP" ? !working : state !== "DOWN" || working;
  });
  if (!awaited && bond.peerNotifications === 0) return;
  const interval = bond.params.miimon * 1000;
  const rounds = Math.floor((tx.runtime.nowMicros - since) / interval) + 1;
  wakeMonitor(tx, id, since + rounds * interval);
}

function wakeMonitor(tx: Transaction, id: LinkId, atMicros: number): void {
  changeBond(tx, id, { monitorAtMicros: atMicros });
  tx.runtime.timers.add(atMicros, { kind: "bond", link: id });
}

/** The monitor begins anew, with a round at once: bond_open, bond_option_miimon_set. */
export function startMonitor(tx: Transaction, id: LinkId): void {
  const { params } = bondOf(tx, id);
  const on = isUp(tx.link(id)) && params.miimon > 0;
  const now = tx.runtime.nowMicros;
  changeBond(tx, id, { monitorSinceMicros: on ? now : undefined, monitorAtMicros: undefined });
  if (on) wakeMonitor(tx, id, now);
}

export function stopMonitor(tx: Transaction, id: LinkId): void {
  changeBond(tx, id, { monitorSinceMicros: undefined, monitorAtMicros: undefined, peerNotifications: 0 });
}

/** bond_mii_monitor: one round. */
export function monitorBond(tx: Transaction, id: LinkId, atMicros: number): void {
  const { kind } = tx.findLink(id) ?? {};
  if (kind?.type !== "bond" || kind.monitorAtMicros !== atMicros) return;
  changeBond(tx, id, { monitorAtMicros: undefined });
  const notify = shouldNotify(tx, id);
  const proposed = inspect(tx, id);
  const { peerNotifications } = bondOf(tx, id);
  if (peerNotifications > 0) changeBond(tx, id, { peerNotifications: peerNotifications - 1 });
  if (proposed.size > 0) commit(tx, id, proposed);
  if (notify) notifyPeers(tx, id);
  armMonitor(tx, id);
}

type LinkState = BondSlave["link"];

/** bond_miimon_inspect: the slaves whose link is to be believed to have changed. */
function inspect(tx: Transaction, id: LinkId): Map<LinkId, LinkState> {
  const bond = bondOf(tx, id);
  const proposed = new Map<LinkId, LinkState>();
  let ignoreUpdelay = isActiveBackup(bond)
    ? bond.active === undefined
    : bond.params.mode === BOND_MODE.xor && !bond.slaves.some((slave) => canTransmit(tx.link(slave)));
  for (const slave of bond.slaves) {
    const state = slaveOf(tx, slave);
    if (!state) continue;
    const working = hasLink(bond, tx.link(slave));
    let { link, delay } = state;
    if (link === "UP" && !working) {
      link = "GOING_DOWN";
      delay = bond.params.downdelay;
    } else if (link === "DOWN" && working) {
      link = "GOING_BACK";
      delay = bond.params.updelay;
    }
    if (link === "GOING_DOWN") {
      if (working) link = "UP";
      else if (delay <= 0) link = "DOWN";
      else delay--;
    } else if (link === "GOING_BACK") {
      if (working && ignoreUpdelay) delay = 0;
      if (!working) link = "DOWN";
      else if (delay <= 0) {
        link = "UP";
        ignoreUpdelay = false;
      } else delay--;
    }
    if (delay !== state.delay) changeSlave(tx, slave, { delay });
    if (link !== state.link) proposed.set(slave, link);
  }
  return proposed;
}

/** bond_miimon_commit. */
function commit(tx: Transaction, id: LinkId, proposed: ReadonlyMap<LinkId, LinkState>): void {
  let failover = false;
  for (const [slave, link] of proposed) {
    changeSlave(tx, slave, { link });
    tx.noteLink(slave);
  }
  for (const [slave, link] of proposed) {
    const bond = bondOf(tx, id);
    const state = slaveOf(tx, slave);
    if (!state) continue;
    if (link === "UP") {
      if (isLacp(bond)) {
        setState(tx, slave, "BACKUP", undefined);
        lacpLinkChange(tx, id, slave, true);
      } else if (!isActiveBackup(bond)) setState(tx, slave, "ACTIVE", undefined);
      const { active } = bond;
      const better = state.prio > (slaveOf(tx, active)?.prio ?? 0);
      if (active === undefined || slave === bond.primary || better) failover = true;
    } else if (link === "DOWN") {
      changeSlave(tx, slave, { failures: state.failures + 1 });
      if (isActiveBackup(bond) || isLacp(bond)) setInactive(tx, bond, slave);
      if (isLacp(bond)) lacpLinkChange(tx, id, slave, false);
      if (slave === bond.active) failover = true;
    }
  }
  if (failover) selectActive(tx, id);
  setBondCarrier(tx, id);
}
