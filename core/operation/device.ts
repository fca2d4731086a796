/**
 * The life of a network device: registered, opened, its carrier coming and going, closed, moved, unregistered
 * (net/core/dev.c, net/core/link_watch.c, drivers/net/veth.c).
 *
 * Same as Linux: who is told what in which order, as far as anybody can see it. Simplified: link-watch events, which
 * the kernel works off a moment later, happen at once.
 */

import type { Family } from "../address/prefix.ts";
import type { KernelError } from "../errors.ts";
import { hasInet6, IPV4_MIN_MTU } from "../model/family-mtu.ts";
import type { LinkId, NetnsId } from "../model/id.ts";
import {
  copyLink,
  IFF,
  isUp,
  type Link,
  type LinkType,
  lowerOf,
  NO_CONF,
  NO_NEIGH_SETTINGS,
  type OperState,
  underOf,
} from "../model/link.ts";
import { foldLinkMib } from "../model/mib.ts";
import type { QdiscOptions } from "../model/qdisc.ts";
import { countCarrier } from "../model/runtime.ts";
import { ok, type Result } from "../result.ts";
import { forgetTarget } from "./action-change.ts";
import { groupsToLose } from "./asked-macs.ts";
import { leaveBond, releaseAll, slaveEvent } from "./bond-slave.ts";
import {
  closeBridge,
  enablePorts,
  joinSnoopers,
  openBridge,
  portCarrier,
  removeAllPorts,
  removePort,
} from "./bridge-port.ts";
import { syncDown4, syncUp } from "./fib.ts";
import { usersBut } from "./group-users.ts";
import { inetDestroy, inetDown, inetUp } from "./inet.ts";
import { conf6AtBirth, genModeAtBirth, groupsAtBirth, over } from "./inet6-birth.ts";
import { inet6Changed, inet6Down, inet6Up } from "./inet6-link.ts";
import { stack, syncBelow, syncUnicast, tellUppers, unstack } from "./kind/stack.ts";
import { driverOf } from "./kind/table.ts";
import { forgetWatched, lookAtLinks, noteQueues } from "./link-watch.ts";
import { forgetMplsLink } from "./mpls-change.ts";
import { neighborsDown } from "./neighbor-table.ts";
import { tellNetconf } from "./netconf.ts";
import { flushNexthops } from "./nexthop-change.ts";
import { allocateNsid } from "./nsid.ts";
import type { QdiscRequest } from "./qdisc.ts";
import { settle } from "./qdisc-settle.ts";
import { refuse, type Transaction } from "./transaction.ts";
import { forgetVnis } from "./vxlan-vni.ts";

/** The peer of a veth end whose pair has been parted. */
const NO_LINK = 0 as LinkId;

/** Puts a new link into its namespace under its name and index. Both must be free. `registered` comes before it is told of. */
export function registerLink(tx: Transaction, link: Link, registered?: () => void): Link {
  tx.draft.ownIndex(link.netns).set(link.ifindex, link.id);
  const names = tx.draft.ownMap(link.netns, "names");
  names.set(link.name, link.id);
  for (const name of link.altnames) names.set(name, link.id);
  const netns = tx.netns(link.netns);
  const conf4 = over(netns.conf4.default, link.conf4);
  const conf6 = over(netns.conf6.default, conf6AtBirth(link));
  const conf4Own = namesIn(netns.conf4.default);
  const { mtu, flags } = link;
  const next = copyLink(link);
  next.conf4 = conf4;
  next.conf4Own = conf4Own;
  next.conf6 = conf6;
  next.groups6 = groupsAtBirth({ mtu, flags, conf6 });
  next.groupUsers = usersBut(link, 6);
  const added = tx.replaceLink(link, next);
  if (DARK_AT_BIRTH.has(link.kind.type) && !tx.runtime.carriers.has(link.id)) countCarrier(tx.runtime, link.id, false);
  tellConf(tx, "new", added);
  registered?.();
  tx.noteLink(link.id);
  return added;
}

const NO_NAMES: readonly string[] = [];

/** The names of settings that somebody wrote; mostly nobody has. */
function namesIn(conf: Readonly<Record<string, number>>): readonly string[] {
  for (const _ in conf) return Object.keys(conf);
  return NO_NAMES;
}

/** Kinds that take their carrier away once they are registered. */
const DARK_AT_BIRTH: ReadonlySet<LinkType> = new Set(["veth", "tun", "bond"]);

/** dev_index_reserve: the next number after the last one given out, unless a free one is asked for. */
export function reserveIfindex(tx: Transaction, id: NetnsId, wanted?: number): number {
  const netns = tx.netns(id);
  if (wanted !== undefined && !netns.byIndex.has(wanted)) return wanted;
  let next = netns.lastIfindex + 1;
  while (netns.byIndex.has(next)) next++;
  tx.ownNetns(id).lastIfindex = next;
  return next;
}

/** Registers a link that stands on another. */
export function registerUpper(tx: Transaction, link: Link, lower: Link): Link {
  registerLink(tx, link, () => stack(tx, lower.id, link.id));
  if (lower.netns !== link.netns) allocateNsid(tx, link.netns, lower.netns);
  driverOf(link.kind.type)?.registered?.(tx, link.id);
  return tx.link(link.id);
}

/** dev_get_valid_name: EINVAL for what is no name, EEXIST for one that somebody has; `PATTERN%d` with the first number that is free. */
export function chosenName(tx: Transaction, netns: NetnsId, name: string): Result<string, KernelError> {
  const [before, after, ...more] = name.split("%");
  if (!isValidName(name) || more.length > 0 || (after !== undefined && !after.startsWith("d"))) return refuse("EINVAL");
  if (after !== undefined) return ok(freeName(tx, netns, name));
  return tx.linkByName(netns, before ?? name) ? refuse("EEXIST") : ok(name);
}

/** Names such as `veth%d`: the least number that is free. */
export function freeName(tx: Transaction, netns: NetnsId, pattern: string): string {
  const { names } = tx.netns(netns);
  for (let i = 0; ; i++) {
    const name = pattern.replace("%d", String(i));
    if (!names.has(name)) return name;
  }
}

/** dev_valid_name. */
function isValidName(name: string): boolean {
  return name.length > 0 && name.length < 16 && name !== "." && name !== ".." && !/[/:\s]/.test(name);
}

/** default_operstate: a link without carrier is DOWN for its own sake or for that of the one below it. */
export function policyOf(tx: Transaction, link: Link): OperState {
  if (link.held === "TESTING") return "TESTING";
  if (link.carrier) return link.held === "DORMANT" || link.linkMode === "dormant" ? "DORMANT" : "UP";
  const lowerId = lowerOf(link);
  if (lowerId === undefined) return "DOWN";
  const peerIndex = tx.findLink(lowerId)?.ifindex ?? 0;
  if (peerIndex === link.ifindex) return "DOWN";
  // The kernel looks the peer's index up in the link's own namespace, wherever the peer lives.
  const lower = tx.linkByIndex(link.netns, peerIndex);
  return lower && !lower.carrier ? "LOWERLAYERDOWN" : "DOWN";
}

/** arp_evict_nocarrier, ndisc_evict_nocarrier: where both the link and conf/all have it. */
function evicts(tx: Transaction, link: Link, family: Family): boolean {
  const { conf4, conf6 } = tx.netns(link.netns);
  const [name, all, own] =
    family === "inet"
      ? (["arp_evict_nocarrier", conf4.all, link.conf4] as const)
      : (["ndisc_evict_nocarrier", conf6.all, link.conf6] as const);
  return (all[name] ?? 1) !== 0 && (own[name] ?? 1) !== 0;
}

/** linkwatch_do_dev. */
export function watchLink(tx: Transaction, id: LinkId): void {
  const before = tx.findLink(id);
  if (!before) return;
  const policyState = policyOf(tx, before);
  const operState = isUp(before) ? policyState : "DOWN";
  if (before.policyState !== policyState || before.operState !== operState) {
    const next = copyLink(before);
    next.policyState = policyState;
    next.operState = operState;
    tx.replaceLink(before, next);
  }
  if (!isUp(before)) return;
  noteQueues(tx, before);
  changeState(tx, id);
}

/** netdev_state_change, of a link that is up. */
export function changeState(tx: Transaction, id: LinkId): void {
  tellChange(tx, id, false);
  // rtnetlink tells after everybody inside has been told.
  if (tx.findLink(id)) tx.noteLink(id);
}

/**
 * NETDEV_CHANGE: everybody looks at the link as it is, whatever it was that changed; its neighbors go where it has no carrier. After
 * asking for addresses was switched on or off (`arp`), detection of duplicates begins anew.
 */
export function tellChange(tx: Transaction, id: LinkId, arp: boolean): void {
  const link = tx.link(id);
  if (link.carrier) syncUp(tx, link.netns, id, "inet", true);
  else {
    flushNexthops(tx, id);
    syncDown4(tx, link.netns, id, "carrier");
    if (evicts(tx, link, "inet")) neighborsDown(tx, id, "inet", true);
  }
  inet6Changed(tx, id, arp);
  if (link.port) portCarrier(tx, id);
  // ndisc_netdev_event has others go first.
  if (!link.carrier && evicts(tx, link, "inet6")) neighborsDown(tx, id, "inet6", true);
  if (link.bondSlave) slaveEvent(tx, id);
  tellUppers(tx, id, "change");
}

/** netif_carrier_on and netif_carrier_off, with what link watch makes of them. */
export function setCarrier(tx: Transaction, id: LinkId, carrier: boolean): void {
  const link = tx.link(id);
  // A bridge whose carrier nobody touched yet is UNKNOWN, and its first working port makes it UP.
  if (link.carrier === carrier) {
    if (!carrier || link.policyState !== "UNKNOWN") return;
    // br_add_if: it had none while the port was looked at.
    countCarrier(tx.runtime, id, false);
    countCarrier(tx.runtime, id, true);
  }
  tx.changeLink(link, { carrier });
  linkWatch(tx, [id]);
}

/** netif_stacked_transfer_operstate: a link that stands on another is what that one is. */
export function followState(tx: Transaction, id: LinkId, lower: Link): void {
  const link = tx.link(id);
  const held = heldBy(lower);
  if (link.held === held) {
    setCarrier(tx, id, lower.carrier);
    return;
  }
  tx.changeLink(link, { held, carrier: lower.carrier });
  linkWatch(tx, [id]);
}

/** What the state of a link makes of those that stand on it. */
export function heldBy({ policyState }: Link): Link["held"] {
  return policyState === "DORMANT" || policyState === "TESTING" ? policyState : undefined;
}

/** linkwatch_add_event: link watch looks at these, after those that wait already. */
export function linkWatch(tx: Transaction, changed: readonly LinkId[]): void {
  beforeLinkWatch(tx, () => {
    for (const id of changed) if (!tx.watched?.includes(id)) tx.watched?.push(id);
  });
}

/**
 * Runs what changes carriers and is to be done before link watch looks at them: it works from a queue of its own, which those come to
 * whose carrier changes by what it tells (linkwatch_event).
 */
export function beforeLinkWatch<T>(tx: Transaction, change: () => T, due = false): T {
  if (tx.watched) return change();
  const watched: LinkId[] = [];
  tx.watched = watched;
  const done = change();
  if (due || watched.length > 0) lookAtLinks(tx, watched);
  tx.watched = undefined;
  return done;
}

/** dev_open. */
export function openLink(tx: Transaction, id: LinkId): void {
  if (!isUp(tx.link(id))) beforeLinkWatch(tx, () => open(tx, id));
}

function open(tx: Transaction, id: LinkId): void {
  const watched: LinkId[] = [];
  const driver = driverOf(tx.link(id).kind.type);
  let carrier = driver?.opening?.(tx, id) ?? tx.link(id).carrier;
  const { kind } = tx.link(id);
  // The device does not count as up yet: IPv6 tells of these groups when the link is ready.
  if (kind.type === "bridge" && kind.settings.mcastSnooping) joinSnoopers(tx, id);
  const before = tx.link(id);
  if (carrier !== before.carrier) watched.push(id);
  if (before.kind.type === "veth") {
    const peer = tx.findLink(before.kind.peer);
    if (peer && isUp(peer)) {
      if (!carrier) watched.push(id);
      carrier = true;
      if (!peer.carrier) {
        const lit = copyLink(peer);
        lit.carrier = true;
        tx.replaceLink(peer, lit);
        watched.push(peer.id);
      }
    }
  }
  const next = copyLink(before);
  next.flags = before.flags | IFF.UP;
  next.carrier = carrier;
  if (before.qdisc === "noop") {
    next.bornQdisc = bornQdisc(tx, before);
    next.qdisc = attachedQdisc(before, next.bornQdisc);
  }
  next.operState = before.policyState;
  const link = tx.replaceLink(before, next);
  noteQueues(tx, link);
  // Those that stand on it follow when they are told.
  linkWatch(tx, watched);
  if (link.kind.type === "bridge") {
    openBridge(tx, id);
    enablePorts(tx, id);
  }
  tx.noteLink(id);
  inetUp(tx, id);
  inet6Up(tx, id);
  if (link.port) portCarrier(tx, id);
  if (link.bondSlave) slaveEvent(tx, id);
  driver?.opened?.(tx, id);
  if (driver) syncBelow(tx, id);
  if (link.listened || link.uppers) syncUnicast(tx, id);
  tellUppers(tx, id, "up");
}

/** Kinds that have a queue of their own: a network card, what programs or filters feed, tunnels of Ethernet. */
const QUEUED: ReadonlySet<LinkType> = new Set(["ether", "tun", "ifb", "macvtap", "gretap", "erspan", "ip6gretap"]);

/** DEFAULT_TX_QUEUE_LEN. */
export const DEFAULT_QUEUE_LENGTH = 1000;

/** IFF_NO_QUEUE. */
export function isWithoutQueue({ kind }: Link): boolean {
  return !QUEUED.has(kind.type);
}

/** Whether pfifo_fast has memory for so many frames: rings of more are larger than what the kernel gives at once (KMALLOC_MAX_SIZE). */
export function fitsInRing(txQueueLength: number): boolean {
  return txQueueLength >>> 0 <= 4_194_304 / 8;
}

/** attach_default_qdiscs: without memory for a queue there is none, nor for one of no length; a device of several has one in each. */
function attachedQdisc({ queues }: Link, born: QdiscOptions | undefined): string {
  if (!born) return "noqueue";
  return queues.tx > 1 ? "mq" : born.kind;
}

/** What a device has in each of its queues when nobody chose; undefined for none. */
function bornQdisc(tx: Transaction, link: Link): QdiscOptions | undefined {
  if (!QUEUED.has(link.kind.type) || link.txQueueLength === 0) return undefined;
  return unchosenQdisc(tx, link);
}

/** qdisc_create_dflt of the kind that net.core.default_qdisc says: some kinds cannot do without settings. */
export function unchosenQdisc(tx: Transaction, link: Link): QdiscOptions | undefined {
  const init = tx.netns(link.netns).init;
  const kind = String((init === undefined ? undefined : tx.netns(init).sysctls["core.default_qdisc"]) ?? "pfifo_fast");
  if (kind === "pfifo_fast") return fitsInRing(link.txQueueLength) ? { kind } : undefined;
  const request = WITHOUT_SETTINGS.find((each) => each.kind === kind);
  const made = request && settle(link, [], request, undefined);
  return made?.ok ? made.value : undefined;
}

const WITHOUT_SETTINGS: readonly QdiscRequest[] = [
  { kind: "pfifo" },
  { kind: "bfifo" },
  { kind: "pfifo_head_drop" },
  { kind: "fq_codel" },
  { kind: "codel" },
  { kind: "fq" },
  { kind: "sfq" },
  { kind: "pie" },
  { kind: "cake" },
  { kind: "drr" },
];

/** What a device has when nobody chose: nothing while it is down. */
export function defaultQdisc(tx: Transaction, link: Link): Pick<Link, "qdisc" | "bornQdisc"> {
  const born = bornQdisc(tx, link);
  return isUp(link) ? { qdisc: attachedQdisc(link, born), bornQdisc: born } : { qdisc: "noop", bornQdisc: undefined };
}

/** dev_close. */
export function closeLink(tx: Transaction, id: LinkId): void {
  if (isUp(tx.link(id))) beforeLinkWatch(tx, () => close(tx, id));
}

function close(tx: Transaction, id: LinkId): void {
  const watched: LinkId[] = [];
  if (tx.link(id).kind.type === "bridge") closeBridge(tx, id);
  let link = tx.link(id);
  const driver = driverOf(link.kind.type);
  let carrier = driver?.closing?.(tx, id) ?? link.carrier;
  if (carrier !== link.carrier) watched.push(id);
  if (link.kind.type === "veth") {
    if (carrier) watched.push(id);
    carrier = false;
    const peer = tx.findLink(link.kind.peer);
    if (peer?.carrier) {
      tx.changeLink(peer, { carrier: false });
      watched.push(peer.id);
    }
  }
  link = tx.changeLink(link, { flags: link.flags & ~IFF.UP, carrier, operState: "DOWN" });
  linkWatch(tx, watched);
  tx.noteLink(id);
  if (link.bondSlave) slaveEvent(tx, id);
  flushNexthops(tx, id);
  inetDown(tx, id);
  neighborsDown(tx, id, "inet");
  inet6Down(tx, id, false);
  if (link.port) portCarrier(tx, id);
  if (driver) syncBelow(tx, id);
  tellUppers(tx, id, "down");
}

/** ndo_del_slave of the link's master, if it has one. */
export function leaveMaster(tx: Transaction, id: LinkId): void {
  const link = tx.link(id);
  if (link.port) removePort(tx, id);
  else if (link.bondSlave) leaveBond(tx, id);
  else if (link.master !== undefined) driverOf(tx.link(link.master).kind.type)?.removePort?.(tx, id);
}

/** `dellink` of a driver: its ports leave before the link itself begins to go. */
function releasePorts(tx: Transaction, link: Link): void {
  if (!driverOf(link.kind.type)?.removePort) return;
  for (const port of tx.linksOf(link.netns)) if (port.master === link.id) leaveMaster(tx, port.id);
}

/** What NETDEV_UNREGISTER takes away, whether the link ends or only leaves its namespace. */
function detach(tx: Transaction, id: LinkId): void {
  if (tx.link(id).kind.type === "bridge") removeAllPorts(tx, id);
  if (tx.link(id).kind.type === "bond") releaseAll(tx, id);
  leaveMaster(tx, id);
  inetDestroy(tx, id);
  neighborsDown(tx, id, "inet");
  inet6Down(tx, id, true);
  if (tx.runtime.lastFilter > 0) forgetTarget(tx, tx.link(id));
  tellConf(tx, "delete", tx.link(id));
}

/** inetdev_init and addrconf_notify: all settings of an interface that is new, or none of one that goes. */
function tellConf(tx: Transaction, verb: "new" | "delete", link: Link): void {
  if (link.mtu >= IPV4_MIN_MTU) tellNetconf(tx, verb, link, "inet");
  if (hasInet6(link)) tellNetconf(tx, verb, link, "inet6");
}

function leaveNamespace(
  tx: Transaction,
  link: Link,
  moved?: { readonly netns: NetnsId; readonly ifindex: number },
): void {
  tx.draft.ownIndex(link.netns).delete(link.ifindex);
  const names = tx.draft.ownMap(link.netns, "names");
  names.delete(link.name);
  for (const name of link.altnames) names.delete(name);
  // dev_shutdown has taken the queueing discipline away.
  const told = tx.heard ? { ...link, qdisc: "noop" } : link;
  tx.note("link", "delete", link.netns, link.id, { noun: "link", link: told, ...(moved && { moved }) });
}

/**
 * unregister_netdevice_many: links, the peers of veth ends among them, and what stands on them, end: when all know that the link below
 * goes (NETDEV_UNREGISTER), before listeners hear it.
 */
export function unregisterLinks(tx: Transaction, ids: readonly LinkId[]): void {
  beforeLinkWatch(tx, () => unregister(tx, ids));
}

/** The kinds whose drivers let go of what stands on a link, in the order in which they are asked. */
const UPPERS: readonly (readonly Link["kind"]["type"][])[] = [["vlan"], ["macvlan", "macvtap"], ["ipvlan"], ["vxlan"]];

function unregister(tx: Transaction, ids: readonly LinkId[]): void {
  const all = new Set<LinkId>();
  // A set that is walked while it grows: those that are added are met later.
  for (const id of ids) if (tx.findLink(id)) all.add(id);
  for (const id of all) {
    const link = tx.link(id);
    if (link.kind.type === "veth" && tx.findLink(link.kind.peer)) all.add(link.kind.peer);
  }
  // veth_dellink parts the two first, so that neither sees the other go.
  for (const id of all) {
    const link = tx.link(id);
    if (link.kind.type === "veth") tx.changeLink(link, { kind: { type: "veth", peer: NO_LINK } });
  }
  for (const id of all) {
    const link = tx.link(id);
    driverOf(link.kind.type)?.ending?.(tx, id);
    if (link.kind.type === "bridge") removeAllPorts(tx, id);
    // br_dev_delete, vxlan_uninit.
    if (tx.heard)
      for (const entry of [...(tx.runtime.fdb.get(id)?.values() ?? [])].reverse())
        tx.tell("delete", link.netns, { noun: "fdb", entry: { ...entry } });
    // netdev_upper_dev_unlink, by `dellink` of what stands on another.
    const under = underOf(link);
    if (under !== undefined && !all.has(under) && tx.findLink(under)?.uppers?.includes(id)) tx.noteLink(under);
    releasePorts(tx, tx.link(id));
  }
  for (const id of all) closeLink(tx, id);
  const dying = tx.dying ?? new Set();
  tx.dying = dying;
  for (const id of all) dying.add(id);
  for (const id of all) {
    // It stood on one that has gone before it.
    if (!tx.findLink(id)) continue;
    detach(tx, id);
    for (const kinds of tx.link(id).uppers ? UPPERS : []) {
      const uppers = (tx.link(id).uppers ?? []).filter((upper) => {
        const kind = tx.findLink(upper)?.kind.type;
        return kind !== undefined && kinds.includes(kind);
      });
      if (uppers.length > 0) unregister(tx, uppers);
    }
    forgetVnis(tx, id);
    const link = tx.link(id);
    unstack(tx, link);
    const below = underOf(link);
    if (below === undefined || !dying.has(below)) driverOf(link.kind.type)?.ended?.(tx, link);
    forgetMplsLink(tx, link.netns, id);
    leaveNamespace(tx, link);
    tx.draft.dropLink(id);
    foldLinkMib(tx.runtime, id, link.netns);
    tx.derived.bridgePorts.delete(id);
    tx.runtime.counters.delete(id);
    tx.runtime.carriers.delete(id);
    forgetWatched(tx, id);
    tx.runtime.shares.delete(id);
    tx.runtime.neighbors.delete(id);
    tx.runtime.fdb.delete(id);
    tx.runtime.vnis.delete(id);
    tx.runtime.vlans.delete(id);
    tx.runtime.stp.delete(id);
    tx.runtime.bonds.delete(id);
    tx.runtime.mdb.delete(id);
    tx.runtime.groupReports.delete(id);
    tx.runtime.querying.delete(id);
    tx.runtime.routerSearches.delete(id);
  }
}

/**
 * dev_change_net_namespace: the link closes, loses what belongs to its namespace, and appears in the other one, under
 * the same index where that is free. The caller has made sure that `name` is.
 */
export function moveLink(tx: Transaction, id: LinkId, target: NetnsId, name: string): void {
  if (tx.link(id).netns !== target) beforeLinkWatch(tx, () => changeNetns(tx, id, target, name));
}

function changeNetns(tx: Transaction, id: LinkId, target: NetnsId, name: string): void {
  closeLink(tx, id);
  // dev_shutdown comes before anybody is told that it goes; the next time the link comes up it gets another one.
  const closed = tx.link(id);
  const bare = copyLink(closed);
  bare.qdisc = "noop";
  bare.qdiscs = undefined;
  bare.ingressQdisc = undefined;
  bare.filters = undefined;
  bare.filterChains = undefined;
  bare.mplsInput = undefined;
  tx.replaceLink(closed, bare);
  detach(tx, id);
  // vxlan_handle_lowerdev_unregister takes the move for the end, where drivers of other kinds ask whether it is.
  unregisterLinks(
    tx,
    (tx.link(id).uppers ?? []).filter((upper) => tx.link(upper).kind.type === "vxlan"),
  );
  const link = tx.link(id);
  allocateNsid(tx, link.netns, target);
  const ifindex = reserveIfindex(tx, target, link.ifindex);
  leaveNamespace(tx, link, { netns: target, ifindex });
  foldLinkMib(tx.runtime, id, link.netns);
  const next = copyLink(link);
  next.netns = target;
  next.name = name;
  next.ifindex = ifindex;
  next.arrived = tx.draft.takeLinkId();
  // dev_uc_flush, dev_mc_flush.
  for (const upper of link.uppers ?? []) {
    const above = tx.link(upper);
    tx.changeLink(above, { lostGroups: groupsToLose(tx.draft.links, above) });
  }
  next.unheard = link.uppers;
  next.lostGroups = undefined;
  next.listened = undefined;
  // The groups it listens to are made anew (addrconf_ifdown, ipv6_add_dev).
  next.groups6Heard = undefined;
  next.anycast6 = undefined;
  next.token = undefined;
  next.conf4 = NO_CONF;
  next.conf6 = NO_CONF;
  Object.assign(next, genModeAtBirth(tx, target));
  next.neigh4 = NO_NEIGH_SETTINGS;
  next.neigh6 = NO_NEIGH_SETTINGS;
  const moved = tx.replaceLink(link, next);
  registerLink(tx, moved);
  const below = lowerOf(moved);
  const lower = below === undefined ? undefined : tx.findLink(below);
  if (lower && lower.netns !== target) {
    allocateNsid(tx, target, lower.netns);
  }
  if ("home" in moved.kind && moved.kind.home !== target) allocateNsid(tx, target, moved.kind.home);
}
