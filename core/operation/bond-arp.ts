/**
 * The ARP monitor of bonds (bond_activebackup_arp_mon, bond_loadbalance_arp_mon of drivers/net/bonding/bond_main.c): a slave
 * works while answers come in by it, or whatever arp_validate takes for one.
 *
 * Same as Linux: rounds, how many may be missed, whom is probed in which mode, validation. Simplified: targets of IPv4 are looked
 * for on the networks of addresses, the routing table is not asked.
 */
import type { Ipv4 } from "../address/ipv4.ts";
import { IPV6_ALL_NODES, IPV6_ANY, type Ipv6, isIpv6LinkLocal, solicitedNode } from "../address/ipv6.ts";
import { BROADCAST_MAC, isGroupMac, ZERO_MAC } from "../address/mac.ts";
import type { IpAddress } from "../address/prefix.ts";
import { BOND_MODE, type Bond, type BondSlave } from "../model/bond.ts";
import type { Config } from "../model/config.ts";
import type { LinkId } from "../model/id.ts";
import { isUp, type Link, l3MasterOf } from "../model/link.ts";
import { type BondArp, bondRuntime, type Runtime } from "../model/runtime.ts";
import type { Arp, Frame, VlanTag } from "../wire/frame.ts";
import {
  bondOf,
  changeBond,
  changeSlave,
  notifyPeers,
  selectActive,
  setActive,
  setBondCarrier,
  setInactive,
  setState,
  shouldNotify,
  slaveOf,
} from "./bond-monitor.ts";
import type { Transaction } from "./transaction.ts";

interface Monitor {
  readonly tx: Transaction;
  readonly id: LinkId;
  readonly arp: BondArp;
  readonly intervalMicros: number;
  readonly now: number;
}

function monitorOf(tx: Transaction, id: LinkId): Monitor {
  const own = bondRuntime(tx.runtime, id);
  own.arp ??= { since: undefined, current: undefined, times: new Map() };
  const intervalMicros = bondOf(tx, id).params.arp_interval * 1000;
  return { tx, id, arp: own.arp, intervalMicros, now: tx.runtime.nowMicros };
}

/** bond_enslave: as if the last answer had come a little too long ago. */
export function bindArp(tx: Transaction, id: LinkId, slave: LinkId): void {
  const { arp, intervalMicros, now } = monitorOf(tx, id);
  const lastRx = now - intervalMicros - 1000;
  arp.times.set(slave, { lastTx: lastRx, lastRx, lastLinkUp: now, targets: new Map() });
}

export function unbindArp(tx: Transaction, id: LinkId, slave: LinkId): void {
  const { arp } = monitorOf(tx, id);
  arp.times.delete(slave);
  arp.current = undefined;
}

/** A slave was made the active one. */
export function noteLinkUp(runtime: Runtime, id: LinkId, slave: LinkId): void {
  const times = runtime.bonds.get(id)?.arp?.times.get(slave);
  if (times) times.lastLinkUp = runtime.nowMicros;
}

/** bond_open, bond_option_arp_interval_set: the first round is at once. */
export function startArp(tx: Transaction, id: LinkId): void {
  const { arp, intervalMicros, now } = monitorOf(tx, id);
  const on = isUp(tx.link(id)) && intervalMicros > 0;
  arp.since = on ? now : undefined;
  if (on) tx.runtime.timers.add(now, { kind: "bondArp", link: id, since: now });
}

export function stopArp(tx: Transaction, id: LinkId): void {
  monitorOf(tx, id).arp.since = undefined;
}

/** bond_arp_monitor: one round. */
export function arpRound(tx: Transaction, id: LinkId, since: number, atMicros: number): void {
  const link = tx.findLink(id);
  if (link?.kind.type !== "bond" || !isUp(link)) return;
  const at = monitorOf(tx, id);
  if (at.arp.since !== since || at.intervalMicros === 0) return;
  if (link.kind.params.mode === BOND_MODE.activeBackup) activeBackupRound(at);
  else loadBalanceRound(at);
  tx.runtime.timers.add(atMicros + at.intervalMicros, { kind: "bondArp", link: id, since });
}

/** bond_time_in_interval. */
function within({ now, intervalMicros }: Monitor, last: number, rounds: number): boolean {
  return now >= last - intervalMicros && now <= last + rounds * intervalMicros + intervalMicros / 2;
}

function isWorking(tx: Transaction, id: LinkId): boolean {
  const link = tx.link(id);
  return isUp(link) && link.carrier;
}

const ALL_TARGETS = 1;

/** slave_last_rx: of all targets the one that was silent longest, where all have to answer. */
function lastRx({ tx, id, arp }: Monitor, slave: LinkId): number {
  const { params, arpTargets, nsTargets } = bondOf(tx, id);
  const times = arp.times.get(slave);
  if (!times) return 0;
  if (params.arp_all_targets !== ALL_TARGETS) return times.lastRx;
  // slave_oldest_target_arp_rx begins with the first target, of whichever family, and goes on with those of IPv4.
  const asked: readonly IpAddress[] = arpTargets.length > 0 ? arpTargets : nsTargets.slice(0, 1);
  return Math.min(...asked.map((target) => times.targets.get(target) ?? 0));
}

function activeBackupRound(at: Monitor): void {
  const { tx, id } = at;
  const notify = shouldNotify(tx, id);
  const proposed = inspect(at);
  if (proposed.size > 0) commit(at, proposed);
  probe(at);
  if (!notify) return;
  changeBond(tx, id, { peerNotifications: bondOf(tx, id).peerNotifications - 1 });
  notifyPeers(tx, id);
}

/** bond_ab_arp_inspect. */
function inspect(at: Monitor): Map<LinkId, BondSlave["link"]> {
  const { tx, id, arp } = at;
  const { slaves, params } = bondOf(tx, id);
  const proposed = new Map<LinkId, BondSlave["link"]>();
  for (const slave of slaves) {
    const state = slaveOf(tx, slave);
    const times = arp.times.get(slave);
    if (!state || !times) continue;
    const last = lastRx(at, slave);
    if (state.link !== "UP") {
      if (within(at, last, 1)) proposed.set(slave, "UP");
      else if (state.link === "GOING_BACK") proposed.set(slave, "GOING_DOWN");
      continue;
    }
    if (within(at, times.lastLinkUp, 2)) continue;
    const missed = params.arp_missed_max;
    const active = state.state === "ACTIVE";
    if (!active && arp.current === undefined && !within(at, last, missed + 1)) proposed.set(slave, "DOWN");
    if (active && (!within(at, times.lastTx, missed) || !within(at, last, missed))) proposed.set(slave, "DOWN");
  }
  return proposed;
}

/** bond_ab_arp_commit. */
function commit({ tx, id, arp }: Monitor, proposed: ReadonlyMap<LinkId, BondSlave["link"]>): void {
  let failover = false;
  for (const [slave, link] of proposed) {
    const bond = bondOf(tx, id);
    const state = slaveOf(tx, slave);
    if (!state) continue;
    if (link === "UP") {
      if (bond.active === slave) continue;
      changeSlave(tx, slave, { link });
      if (arp.current !== undefined) {
        setInactive(tx, bond, arp.current);
        arp.current = undefined;
      }
      const better = state.prio > (slaveOf(tx, bond.active)?.prio ?? 0);
      if (bond.active === undefined || slave === bond.primary || better) failover = true;
      continue;
    }
    changeSlave(tx, slave, { link, ...(link === "DOWN" && { failures: state.failures + 1 }) });
    setInactive(tx, bond, slave);
    if (link === "DOWN" && slave === bond.active) {
      arp.current = undefined;
      failover = true;
    } else if (link === "GOING_DOWN" && bond.active !== undefined) arp.current = undefined;
  }
  if (failover) selectActive(tx, id);
  setBondCarrier(tx, id);
}

/** bond_ab_arp_probe: the active slave asks; where there is none, one after the other is tried. */
function probe(at: Monitor): void {
  const { tx, id, arp, now } = at;
  const bond = bondOf(tx, id);
  if (bond.active !== undefined) {
    sendProbes(at, bond.active);
    return;
  }
  const from = arp.current ?? bond.slaves[0];
  if (from === undefined) return;
  let before: LinkId | undefined;
  let next: LinkId | undefined;
  let found = false;
  for (const slave of bond.slaves) {
    const state = slaveOf(tx, slave);
    const working = isWorking(tx, slave);
    if (working && !found) before ??= slave;
    if (working && found) next ??= slave;
    if (!working && state?.link === "UP") {
      changeSlave(tx, slave, { link: "DOWN", failures: state.failures + 1 });
      setInactive(tx, bond, slave);
    }
    if (slave === from) found = true;
  }
  next ??= before;
  if (next === undefined) return;
  changeSlave(tx, next, { link: "GOING_BACK" });
  setActive(tx, next);
  sendProbes(at, next);
  const times = arp.times.get(next);
  if (times) times.lastLinkUp = now;
  arp.current = next;
}

/** bond_loadbalance_arp_mon. */
function loadBalanceRound(at: Monitor): void {
  const { tx, id, arp } = at;
  const { slaves, params, active } = bondOf(tx, id);
  const changed = new Map<LinkId, "UP" | "DOWN">();
  let failover = false;
  for (const slave of slaves) {
    const state = slaveOf(tx, slave);
    const times = arp.times.get(slave);
    if (!state || !times) continue;
    if (state.link !== "UP") {
      if (within(at, times.lastTx, 1) && within(at, times.lastRx, 1)) {
        changed.set(slave, "UP");
        if (active === undefined) failover = true;
      }
    } else if (!within(at, times.lastTx, params.arp_missed_max) || !within(at, times.lastRx, params.arp_missed_max)) {
      changed.set(slave, "DOWN");
      changeSlave(tx, slave, { failures: state.failures + 1 });
      if (slave === active) failover = true;
    }
    if (isWorking(tx, slave)) sendProbes(at, slave);
  }
  for (const [slave, link] of changed) {
    changeSlave(tx, slave, { link });
    setState(tx, slave, link === "UP" ? "ACTIVE" : "BACKUP", undefined);
  }
  if (failover) selectActive(tx, id);
}

interface Path {
  readonly source: Ipv4;
  readonly vlan: VlanTag | undefined;
}

function contains({ local, prefixLength }: { local: Ipv4; prefixLength: number }, target: Ipv4): boolean {
  return prefixLength === 0 || (local ^ target) >>> (32 - prefixLength) === 0;
}

/** The link that has a target on one of its networks: the bond, one on it, or one that this bond has nothing to do with. */
function pathTo(links: Config["links"], bond: Link, target: Ipv4): Path | "elsewhere" {
  let best: { readonly link: Link; readonly local: Ipv4; readonly length: number } | undefined;
  for (const link of Object.values(links)) {
    if (link.netns !== bond.netns || !isUp(link)) continue;
    for (const address of link.inet)
      if (contains(address, target) && address.prefixLength > (best?.length ?? -1))
        best = { link, local: address.local, length: address.prefixLength };
  }
  if (!best) return { source: 0 as Ipv4, vlan: undefined };
  const tags = tagsFrom(links, bond, best.link);
  return tags === "elsewhere" ? tags : { source: best.local, vlan: tags.vlan };
}

/** bond_verify_device_path: the tags that what leaves by a link has when it gets to the bond, if it does. */
export function tagsFrom(
  links: Config["links"],
  bond: Link,
  from: Link,
): { readonly vlan: VlanTag | undefined } | "elsewhere" {
  let vlan: VlanTag | undefined;
  let at: Link | undefined = from;
  while (at && at.id !== bond.id) {
    const { kind }: Link = at;
    if (kind.type === "vlan")
      vlan = {
        id: kind.id,
        priority: 0,
        ...(kind.protocol === "802.1ad" && { protocol: kind.protocol }),
        ...(vlan && { inner: vlan }),
      };
    at = "lower" in kind ? links[kind.lower] : undefined;
  }
  return at ? { vlan } : "elsewhere";
}

/** bond_arp_send_all, and bond_ns_send_all, which the datapath does. */
function sendProbes({ tx, id, arp, now }: Monitor, slave: LinkId): void {
  const { mac } = tx.link(slave);
  const times = arp.times.get(slave);
  for (const target of bondOf(tx, id).arpTargets) {
    const path = pathTo(tx.draft.links, tx.link(id), target);
    if (path === "elsewhere") continue;
    const payload: Arp = {
      kind: "arp",
      operation: "request",
      senderMac: mac,
      senderIp: path.source,
      targetMac: ZERO_MAC,
      targetIp: target,
    };
    const frame: Frame = { source: mac, destination: BROADCAST_MAC, payload, ...(path.vlan && { vlan: path.vlan }) };
    if (times) times.lastTx = now;
    tx.runtime.timers.add(now, { kind: "send", link: slave, frame });
  }
  for (const target of bondOf(tx, id).nsTargets)
    tx.runtime.timers.add(now, { kind: "bondSolicit", link: slave, bond: id, target });
}

/** slave_update_last_tx: a slave has asked. */
export function noteProbe(runtime: Runtime, bond: LinkId, slave: LinkId): void {
  const times = runtime.bonds.get(bond)?.arp?.times.get(slave);
  if (times) times.lastTx = runtime.nowMicros;
}

/** bond_has_this_ip. */
function hasAddress(links: Config["links"], link: Link, address: Ipv4): boolean {
  if (link.inet.some(({ local }) => local === address)) return true;
  const above = [...(link.uppers ?? []), ...(link.master === undefined ? [] : [link.master])];
  return above.some((id) => {
    const upper = links[id];
    return upper !== undefined && hasAddress(links, upper, address);
  });
}

/** bond_has_this_ip6: an address of the bond's domain; one of a link, of the bond or of what stands on it. */
function hasAddress6(links: Config["links"], bond: Link, address: Ipv6): boolean {
  const narrow = isIpv6LinkLocal(address);
  const has = (link: Link): boolean => link.inet6.some(({ local, tentative }) => local === address && !tentative);
  const isAbove = (link: Link): boolean =>
    link.id === bond.id ||
    ("lower" in link.kind && links[link.kind.lower] !== undefined && isAbove(links[link.kind.lower] as Link));
  const domain = l3MasterOf(links, bond);
  return Object.values(links).some(
    (link) =>
      link.netns === bond.netns && has(link) && (isAbove(link) || (!narrow && l3MasterOf(links, link) === domain)),
  );
}

/** bond_na_rcv: what a slave that answers are to come in by takes for one of neighbor discovery. */
function heardDiscovery(
  runtime: Runtime,
  links: Config["links"],
  bond: Link & { readonly kind: Bond },
  slave: Link,
  { destination, payload: ip }: Frame,
): void {
  const arp = runtime.bonds.get(bond.id)?.arp;
  const times = arp?.times.get(slave.id);
  if (!arp || !times || ip.kind !== "ipv6" || (destination !== slave.mac && !isGroupMac(destination))) return;
  if (ip.payload.kind !== "icmpv6") return;
  if (ip.payload.type !== "neighbor-solicitation" && ip.payload.type !== "neighbor-advertisement") return;
  const { nsTargets } = bond.kind;
  const take = (from: Ipv6, to: Ipv6): void => {
    if (from === IPV6_ANY || (to !== IPV6_ALL_NODES && !hasAddress6(links, bond, to))) return;
    const target = nsTargets.find((each) => each === from || solicitedNode(each) === from);
    if (target === undefined) return;
    times.lastRx = runtime.nowMicros;
    times.targets.set(target, runtime.nowMicros);
  };
  if (slave.bondSlave?.state === "ACTIVE") take(ip.source, ip.destination);
  else if (isTrusted(arp, bond.kind)) take(ip.destination, ip.source);
  else if (arp.current !== undefined) take(ip.source, ip.destination);
}

const ARP_FILTER = 4;

function isBond(link: Link): link is Link & { readonly kind: Bond } {
  return link.kind.type === "bond";
}

/** bond_rcv_validate: something came in by a slave. */
export function heardBySlave(runtime: Runtime, links: Config["links"], bond: Link, slave: Link, frame: Frame): void {
  const arp = runtime.bonds.get(bond.id)?.arp;
  const times = arp?.times.get(slave.id);
  const state = slave.bondSlave;
  if (!arp || !times || !state || arp.since === undefined || !isBond(bond)) return;
  const { arp_validate: validate } = bond.kind.params;
  const { payload } = frame;
  const now = runtime.nowMicros;
  if ((validate & (state.state === "ACTIVE" ? 1 : 2)) === 0) {
    if ((validate & ARP_FILTER) === 0 || payload.kind === "arp" || payload.kind === "ipv6") times.lastRx = now;
    return;
  }
  if (payload.kind === "ipv6") return heardDiscovery(runtime, links, bond, slave, frame);
  if (payload.kind !== "arp" || (frame.destination !== slave.mac && frame.destination !== BROADCAST_MAC)) return;
  const take = (from: Ipv4, to: Ipv4): void => {
    if (from === 0 || !hasAddress(links, bond, to)) return;
    if (!bond.kind.arpTargets.includes(from)) return;
    times.lastRx = now;
    times.targets.set(from, now);
  };
  if (state.state === "ACTIVE") take(payload.senderIp, payload.targetIp);
  else if (isTrusted(arp, bond.kind)) take(payload.targetIp, payload.senderIp);
  else if (arp.current !== undefined && payload.operation === "reply") take(payload.senderIp, payload.targetIp);
}

/** A slave in waiting hears the requests of the active one, once that one has had answers. */
function isTrusted(arp: BondArp, { active }: Bond): boolean {
  const times = active === undefined ? undefined : arp.times.get(active);
  return times !== undefined && times.lastRx > times.lastLinkUp;
}
