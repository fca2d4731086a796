/**
 * Runtime: what the kernel learned or counted. Plain mutable tables, cheap to clone at a command boundary.
 *
 * Neighbor and FDB tables hold what was learned and what was told alike: in the kernel they are one table, and whether
 * an entry ages is a matter of its state.
 */

import type { Mac } from "../address/mac.ts";
import type { IpAddress } from "../address/prefix.ts";
import type { ActionStats, FilterStats } from "./filter.ts";
import { copyReports, type LinkReports } from "./group-report.ts";
import type { LinkId, NetnsId } from "./id.ts";
import { copyLacp, type Lacp } from "./lacp.ts";
import { LinkTable } from "./link-table.ts";
import type { Mdb } from "./mdb.ts";
import { copyMibs, type Inet6Mib, type Mib } from "./mib.ts";
import type { FdbEntry, Neighbor } from "./neighbor.ts";
import { copyStats, type QdiscStats } from "./qdisc.ts";
import { copyQuerying, type LinkQuerying } from "./querying.ts";
import { type BucketTables, copyBuckets } from "./resilient.ts";
import type { Route } from "./route.ts";
import type { RouteExceptions } from "./route-exception.ts";
import type { BridgeStp } from "./stp.ts";
import { TimerQueue } from "./timer.ts";

export interface Counters {
  rxBytes: number;
  rxPackets: number;
  rxErrors: number;
  rxDropped: number;
  rxMulticast: number;
  /** Out of sequence, in tunnels. */
  rxFifo?: number;
  /** Congestion met by what carried a packet that cannot tell of it, in tunnels. */
  rxFrame?: number;
  /** Of a bond's slave that takes part in nothing. */
  rxNoHandler?: number;
  /** Packets in frames for others. */
  rxOtherHost?: number;
  txBytes: number;
  txPackets: number;
  txErrors: number;
  txDropped: number;
  txCarrier: number;
  /** What a tunnel over IPv6 could not send. */
  txAborted?: number;
  collisions: number;
}

/** vxlan_vni_stats: what an interface counted of one of its networks. */
export interface VniCounters {
  rxBytes: number;
  rxPackets: number;
  rxDrops: number;
  rxErrors: number;
  txBytes: number;
  txPackets: number;
  txDrops: number;
  txErrors: number;
}

/** What a bridge counted of one of its VLANs: as skb->len, without Ethernet's header. */
export interface VlanCounters {
  rxBytes: number;
  rxPackets: number;
  txBytes: number;
  txPackets: number;
}

/** What every member of a group was sent alike: counted once, however many they are. */
export interface SharedCount {
  packets: number;
  bytes: number;
}

/** How far a device takes part in a shared count: all of it less what there was when it joined and what it was spared. */
export interface CountShare {
  readonly of: SharedCount;
  readonly direction: "rx" | "tx";
  lessPackets: number;
  lessBytes: number;
}

/** 8021q and bonding, which are loaded when the first link of their kind is asked for or by modprobe. */
export const SHOWN_MODULES = ["8021q", "bonding"] as const;
export type ShownModule = (typeof SHOWN_MODULES)[number];

export interface Runtime {
  /** Until when the work that follows on new link-local addresses keeps its queue busy (addrconf_wq). */
  addressedMicros: number;
  /** The last handle of a queueing discipline that the kernel chose. */
  lastQdisc: number;
  /** The last id that a filter or an action got, and their figures by those. */
  lastFilter: number;
  readonly filters: Map<number, FilterStats>;
  readonly actions: Map<number, ActionStats>;
  /** Kinds of actions that somebody has asked for, whose modules are there since. */
  readonly actionKinds: Set<string>;
  /** Modules that show in /proc/net and /sys/class/net while they are there. */
  readonly modules: Set<ShownModule>;
  /** What queueing disciplines counted, by device and handle. */
  readonly qdiscs: Map<LinkId, Map<number, QdiscStats>>;
  /** Simulated time in microseconds since the world began. */
  nowMicros: number;
  /** State of the generator that MAC addresses, ids and jitter come from. */
  seed: number;
  readonly neighbors: LinkTable<Map<IpAddress, Neighbor>>;
  /** Per bridge, by MAC and, where VLANs are filtered, `MAC vlan`. */
  readonly fdb: Map<LinkId, Map<Mac | string, FdbEntry>>;
  /** Without what `shares` still hold back: `readCounters` has it all. */
  readonly counters: LinkTable<Counters>;
  /** What the protocols counted, by namespace, and of IPv6 by link. */
  readonly mibs: Map<NetnsId, Mib>;
  readonly linkMibs: LinkTable<Inet6Mib>;
  /** How often the carrier of a link came and went. */
  readonly carriers: LinkTable<{ up: number; down: number }>;
  /** How many packet sockets keep a link promiscuous: some at least. */
  readonly watchers: Map<LinkId, number>;
  /** How many sockets of programs have a port of UDP, by `NETNS FAMILY PORT`: some at least. */
  readonly udpPorts: Map<string, number>;
  readonly shares: LinkTable<CountShare>;
  readonly timers: TimerQueue;
  readonly exceptions: RouteExceptions;
  /** Of several default routes of one metric, by the first of them: which was chosen last (fa_default). */
  readonly defaultChoices: Map<Route, number>;
  /** Of resilient nexthop groups. */
  readonly buckets: BucketTables;
  /** Addresses that are answered for in the place of others (`ip neigh add proxy`), the oldest first. */
  readonly proxies: Map<LinkId, Map<IpAddress, ProxyNeighbor>>;
  /** What bonds count: themselves, and by slave from when it joined on. */
  readonly bonds: Map<LinkId, BondRuntime>;
  /** The spanning tree as the bridges know it that take part, or once did. */
  readonly stp: Map<LinkId, BridgeStp>;
  /** What links have yet to tell of their multicast groups. */
  readonly groupReports: LinkTable<LinkReports>;
  /** Queriers of multicast listeners, as bridges and their ports know them. */
  readonly querying: Map<LinkId, LinkQuerying>;
  /** Links that ask for routers: whether one has answered, and when they ask next (a timer for another time is an old one). */
  readonly routerSearches: LinkTable<{ heard: boolean; dueMicros: number }>;
  readonly linkWatch: LinkWatch;
  /** Namespaces whose routes of IPv6 are looked through when their timer ends (ip6_fib_timer). */
  readonly routeCollectors: Set<NetnsId>;
  /** Multicast groups by bridge. */
  readonly mdb: Map<LinkId, Mdb>;
  /** By VXLAN interface and number of the network. */
  readonly vnis: Map<LinkId, Map<number, VniCounters>>;
  /** By bridge, or by port where a bridge counts at each by itself, and by VLAN. */
  readonly vlans: Map<LinkId, Map<number, VlanCounters>>;
}

/** What link watch keeps (net/core/link_watch.c). */
export interface LinkWatch {
  /** Links whose carrier changed and that it has yet to look at, the first first. */
  waiting: LinkId[];
  /** From when on it looks at those, too, that can wait: once a second. */
  nextMicros: number;
  /** When it is to look of itself. */
  timerMicros: number | undefined;
  /** When its last timer goes off, whether or not there is anything left to do by then. */
  queuedMicros: number | undefined;
  /** Links that are up and whose queues are not yet at work, for want of a carrier when it last looked. */
  readonly inactive: Set<LinkId>;
}

/** A bond's numbers are those of its slaves since they joined (bond_get_stats), apart from what it lost itself. */
export interface BondRuntime {
  /** Frames sent in turn (rr_tx_counter). */
  sent: number;
  readonly joined: Map<LinkId, Counters>;
  /** The ARP monitor, once it was asked for. */
  arp?: BondArp | undefined;
  /** Link aggregation, in mode 802.3ad. */
  lacp?: Lacp | undefined;
}

/** When a slave's links last told something, in microseconds. */
export interface BondArpTimes {
  lastTx: number;
  lastRx: number;
  lastLinkUp: number;
  readonly targets: Map<IpAddress, number>;
}

export interface BondArp {
  /** When the rounds began; undefined while there are none. */
  since: number | undefined;
  /** current_arp_slave: the one that is tried while none is active. */
  current: LinkId | undefined;
  readonly times: Map<LinkId, BondArpTimes>;
}

function copyArp({ since, current, times }: BondArp): BondArp {
  const copy = [...times].map(([id, each]) => [id, { ...each, targets: new Map(each.targets) }] as const);
  return { since, current, times: new Map(copy) };
}

/** struct pneigh_entry. */
export interface ProxyNeighbor {
  readonly protocol: number;
  /** It outlasts a loss of the carrier. */
  readonly permanent: boolean;
  readonly router: boolean;
  /** Somebody else learned it, as it says (NTF_EXT_LEARNED). */
  readonly externLearned: boolean;
}

export function newRuntime(seed: number): Runtime {
  return {
    addressedMicros: 0,
    lastQdisc: 0x8000,
    lastFilter: 0,
    filters: new Map(),
    actions: new Map(),
    actionKinds: new Set(),
    modules: new Set(),
    qdiscs: new Map(),
    nowMicros: 0,
    seed,
    neighbors: new LinkTable(),
    fdb: new Map(),
    counters: new LinkTable(),
    mibs: new Map(),
    linkMibs: new LinkTable(),
    carriers: new LinkTable(),
    watchers: new Map(),
    udpPorts: new Map(),
    shares: new LinkTable(),
    timers: new TimerQueue(),
    exceptions: new Map(),
    defaultChoices: new Map(),
    buckets: new Map(),
    proxies: new Map(),
    bonds: new Map(),
    stp: new Map(),
    groupReports: new LinkTable(),
    querying: new Map(),
    routerSearches: new LinkTable(),
    routeCollectors: new Set(),
    linkWatch: { waiting: [], nextMicros: 0, timerMicros: undefined, queuedMicros: undefined, inactive: new Set() },
    mdb: new Map(),
    vnis: new Map(),
    vlans: new Map(),
  };
}

/** Nothing counted yet. Written out, so that all that count have one hidden class. */
export function noCounters(): Counters {
  return {
    rxBytes: 0,
    rxPackets: 0,
    rxErrors: 0,
    rxDropped: 0,
    rxMulticast: 0,
    txBytes: 0,
    txPackets: 0,
    txErrors: 0,
    txDropped: 0,
    txCarrier: 0,
    collisions: 0,
  };
}

export function bondRuntime(runtime: Runtime, bond: LinkId): BondRuntime {
  let known = runtime.bonds.get(bond);
  if (!known) {
    known = { sent: 0, joined: new Map() };
    runtime.bonds.set(bond, known);
  }
  return known;
}

/** A slave's numbers are the bond's from now on. */
export function joinBond(runtime: Runtime, bond: LinkId, slave: LinkId): void {
  bondRuntime(runtime, bond).joined.set(slave, readCounters(runtime, slave) ?? noCounters());
}

/** No longer: what there was stays the bond's. */
export function leaveBondCount(runtime: Runtime, bond: LinkId, slave: LinkId): void {
  const { joined } = bondRuntime(runtime, bond);
  const before = joined.get(slave);
  if (before) addDifference(countersOf(runtime, bond), readCounters(runtime, slave), before);
  joined.delete(slave);
}

/** bond_fold_stats. */
function addDifference(to: Counters, now: Counters | undefined, before: Counters): void {
  if (!now) return;
  for (const key of Object.keys(to) as (keyof Counters)[])
    to[key] = (to[key] ?? 0) + (now[key] ?? 0) - (before[key] ?? 0);
}

/** A network's own counters, to count in. */
export function vniCounters(runtime: Runtime, link: LinkId, vni: number): VniCounters {
  let table = runtime.vnis.get(link);
  if (!table) runtime.vnis.set(link, (table = new Map()));
  let counters = table.get(vni);
  if (!counters) {
    const none = { rxBytes: 0, rxPackets: 0, rxDrops: 0, rxErrors: 0 };
    table.set(vni, (counters = { ...none, txBytes: 0, txPackets: 0, txDrops: 0, txErrors: 0 }));
  }
  return counters;
}

/** A VLAN's own counters, to count in. */
export function vlanCounters(runtime: Runtime, holder: LinkId, vid: number): VlanCounters {
  let table = runtime.vlans.get(holder);
  if (!table) runtime.vlans.set(holder, (table = new Map()));
  let counters = table.get(vid);
  if (!counters) table.set(vid, (counters = { rxBytes: 0, rxPackets: 0, txBytes: 0, txPackets: 0 }));
  return counters;
}

/** netif_carrier_on and netif_carrier_off of a device that is registered. */
export function countCarrier(runtime: Runtime, id: LinkId, carrier: boolean): void {
  let counted = runtime.carriers.get(id);
  if (!counted) runtime.carriers.set(id, (counted = { up: 0, down: 0 }));
  if (carrier) counted.up++;
  else counted.down++;
}

/** A device's own counters, to count in. */
export function countersOf(runtime: Runtime, id: LinkId): Counters {
  const known = runtime.counters.get(id);
  if (known) return known;
  const fresh: Counters = noCounters();
  runtime.counters.set(id, fresh);
  return fresh;
}

/** What a device has counted, as tools show it: a copy. Undefined when it has never seen a frame. */
export function readCounters(runtime: Runtime, id: LinkId): Counters | undefined {
  const counters = runtime.counters.get(id);
  const bond = runtime.bonds.get(id);
  if (!counters && !bond) return undefined;
  const copy = counters ? { ...counters } : noCounters();
  if (bond) for (const [slave, before] of bond.joined) addDifference(copy, readCounters(runtime, slave), before);
  const share = runtime.shares.get(id);
  if (share) addShare(copy, share);
  return copy;
}

/** Takes part in a shared count from now on. */
export function joinCount(runtime: Runtime, id: LinkId, of: SharedCount, direction: "rx" | "tx"): CountShare {
  const share: CountShare = { of, direction, lessPackets: of.packets, lessBytes: of.bytes };
  countersOf(runtime, id);
  runtime.shares.set(id, share);
  return share;
}

/** Ends a share; what it amounts to goes into the device's own counters, if the device still has any. */
export function leaveCount(runtime: Runtime, id: LinkId): void {
  const share = runtime.shares.get(id);
  if (!share) return;
  runtime.shares.delete(id);
  const counters = runtime.counters.get(id);
  if (counters) addShare(counters, share);
}

function addShare(counters: Counters, share: CountShare): void {
  const packets = share.of.packets - share.lessPackets;
  const bytes = share.of.bytes - share.lessBytes;
  if (share.direction === "rx") {
    counters.rxPackets += packets;
    counters.rxBytes += bytes;
  } else {
    counters.txPackets += packets;
    counters.txBytes += bytes;
  }
}

/** A number from 0 up to, not including, `bound`, from the world's seed (mulberry32). */
export function nextRandom(runtime: Runtime, bound: number): number {
  runtime.seed = (runtime.seed + 0x6d2b79f5) >>> 0;
  let t = runtime.seed;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return Math.floor((((t ^ (t >>> 14)) >>> 0) / 0x100000000) * bound);
}

function copyMdb(table: Mdb): Mdb {
  return new Map(
    [...table].map(([key, group]) => [key, { ...group, ports: group.ports.map((port) => ({ ...port })) }]),
  );
}

/** A copy that may go its own way: for trying out what would happen. */
export function cloneRuntime(runtime: Runtime): Runtime {
  const entries = <K, E extends object>(table: ReadonlyMap<K, E>): Map<K, E> =>
    new Map([...table].map(([key, entry]) => [key, { ...entry }]));
  return {
    addressedMicros: runtime.addressedMicros,
    lastQdisc: runtime.lastQdisc,
    lastFilter: runtime.lastFilter,
    filters: new Map([...runtime.filters].map(([id, stats]) => [id, { ...stats, keys: [...stats.keys] }])),
    actions: entries(runtime.actions),
    actionKinds: new Set(runtime.actionKinds),
    modules: new Set(runtime.modules),
    qdiscs: new Map(
      [...runtime.qdiscs].map(([link, table]) => [
        link,
        new Map([...table].map(([handle, stats]) => [handle, copyStats(stats)])),
      ]),
    ),
    nowMicros: runtime.nowMicros,
    seed: runtime.seed,
    neighbors: runtime.neighbors.map(entries),
    fdb: new Map([...runtime.fdb].map(([bridge, table]) => [bridge, entries(table)])),
    counters: runtime.counters.map(
      (counters, link) => (runtime.bonds.has(link) ? { ...counters } : readCounters(runtime, link)) ?? counters,
    ),
    bonds: new Map(
      [...runtime.bonds].map(([link, { sent, joined, arp, lacp }]) => [
        link,
        { sent, joined: entries(joined), arp: arp && copyArp(arp), lacp: lacp && copyLacp(lacp) },
      ]),
    ),
    ...copyMibs(runtime),
    carriers: runtime.carriers.map((counted) => ({ ...counted })),
    watchers: new Map(runtime.watchers),
    udpPorts: new Map(runtime.udpPorts),
    shares: new LinkTable(),
    timers: runtime.timers.clone(),
    defaultChoices: new Map(runtime.defaultChoices),
    buckets: copyBuckets(runtime.buckets),
    exceptions: new Map([...runtime.exceptions].map(([netns, table]) => [netns, new Map(table)])),
    proxies: new Map([...runtime.proxies].map(([link, table]) => [link, new Map(table)])),
    groupReports: runtime.groupReports.map(copyReports),
    querying: new Map([...runtime.querying].map(([link, querying]) => [link, copyQuerying(querying)])),
    routerSearches: runtime.routerSearches.map((search) => ({ ...search })),
    routeCollectors: new Set(runtime.routeCollectors),
    linkWatch: {
      ...runtime.linkWatch,
      waiting: [...runtime.linkWatch.waiting],
      inactive: new Set(runtime.linkWatch.inactive),
    },
    vnis: new Map([...runtime.vnis].map(([link, table]) => [link, entries(table)])),
    vlans: new Map([...runtime.vlans].map(([link, table]) => [link, entries(table)])),
    mdb: new Map([...runtime.mdb].map(([bridge, table]) => [bridge, copyMdb(table)])),
    stp: new Map([...runtime.stp].map(([bridge, stp]) => [bridge, { ...stp, ports: entries(stp.ports) }])),
  };
}
