/**
 * `bridge fdb` of a VXLAN interface (vxlan_fdb_add, vxlan_fdb_update and vxlan_fdb_delete of
 * drivers/net/vxlan/vxlan_core.c): which other end has an address; several for groups and for what nobody is known to have.
 */
import { isGroupMac, type Mac, ZERO_MAC } from "../address/mac.ts";
import { familyOf } from "../address/prefix.ts";
import type { LinkId, NetnsId } from "../model/id.ts";
import { copyLink, IFF, isUp, type Link, type Vxlan } from "../model/link.ts";
import { type FdbEntry, type VxlanRemote, vxlanKey } from "../model/neighbor.ts";
import { isGroup } from "../model/nexthop.ts";
import type { Runtime } from "../model/runtime.ts";
import type { FdbChange } from "./bridge.ts";
import { DONE, type Outcome, refuse, type Transaction } from "./transaction.ts";

/** Whether two are the same end: what an entry has when it is not said otherwise (vxlan_fdb_find_rdst compares all of it). */
function sameRemote(kind: Vxlan, a: VxlanRemote, b: VxlanRemote): boolean {
  return (
    a.address === b.address &&
    (a.port ?? kind.port) === (b.port ?? kind.port) &&
    (a.vni ?? kind.id) === (b.vni ?? kind.id) &&
    a.link === b.link
  );
}

export function vxlanEntry(tx: Transaction, link: Link, op: FdbChange, changes: (() => boolean)[]): Outcome {
  const { kind } = link;
  if (kind.type !== "vxlan") return DONE;
  const table = tx.runtime.fdb.get(link.id);
  const key = vxlanKey(kind, op.mac, op.sourceVni ?? kind.id);
  const known = table?.get(key);
  let remote: VxlanRemote | undefined;
  if (op.nhidVia) return refuse("EINVAL", "DST, VNI, ifindex and port are mutually exclusive with NH_ID");
  if (op.remote) {
    const { device, address, port, vni } = op.remote;
    const via = device === undefined ? undefined : tx.linkNamed(kind.home, device);
    if (device !== undefined && !via) return refuse("EADDRNOTAVAIL");
    remote = {
      address,
      ...(port !== undefined && { port }),
      ...(vni !== undefined && { vni }),
      ...(via && { link: via.id }),
    };
  }
  if (op.verb === "delete") {
    if (!known) return refuse("ENOENT");
    changes.push(() => {
      if (remote && remote.address !== 0 && remote.address !== "::") leave(tx, link, known, remote);
      else forget(tx, link, known);
      return true;
    });
    return DONE;
  }
  if (!remote && op.nhid === undefined) return refuse("EINVAL");
  if (op.nhid !== undefined && op.state === "dynamic") return refuse("EINVAL", "A nexthop fdb cannot be dynamic");
  if (remote && familyOf(remote.address) !== kind.family) return refuse("EAFNOSUPPORT");
  const asked = {
    state: op.state === "dynamic" ? ("learned" as const) : op.state,
    user: true,
    externLearn: op.externLearn === true,
    router: op.router === true,
  };
  if (known) {
    if (op.verb === "add") return refuse("EEXIST");
    const mixed = mayUpdate(known, op);
    if (!mixed.ok) return mixed;
    if (op.verb === "replace" && hasSeveral(op.mac)) {
      // What the entry is has changed by the time that it is refused, and nobody is told.
      takeOver(tx, known, asked);
      return refuse("EOPNOTSUPP", "Cannot replace non-unicast fdb entries");
    }
  } else if (op.verb === "replace" && hasSeveral(op.mac)) return refuse("EOPNOTSUPP");
  else if (kind.maxAddresses > 0 && (table?.size ?? 0) >= kind.maxAddresses) return refuse("ENOSPC");
  if (op.nhid !== undefined && op.nhid !== known?.nhid) {
    const usable = usableGroup(tx, kind, op.nhid);
    if (!usable.ok) {
      // What the entry is has changed before the group is looked at.
      if (known) takeOver(tx, known, asked);
      return usable;
    }
  }
  const ends = {
    remotes: remote ? [remote] : [],
    ...(op.nhid !== undefined && { nhid: op.nhid }),
    ...(kind.external && op.sourceVni && { sourceVni: op.sourceVni }),
  };
  changes.push(() => {
    if (!known) enter(tx, link, { mac: op.mac, ...asked, ...ends });
    else if (op.nhid !== undefined) updateGroup(tx, link, known, op.nhid, asked);
    else if (remote) update(tx, link, known, remote, asked, op.verb);
    if (known && op.use) known.usedMicros = tx.runtime.nowMicros;
    return true;
  });
  return DONE;
}

/** vxlan_fdb_update_existing: what has single ends does not get a group in their place, and a group's entry stays. */
function mayUpdate(known: FdbEntry, { verb, nhid, state }: FdbChange): Outcome {
  if (nhid !== undefined && known.nhid === undefined)
    return refuse("EOPNOTSUPP", "Cannot replace an existing non nexthop fdb with a nexthop");
  if (nhid !== undefined && verb === "append") return refuse("EOPNOTSUPP", "Cannot append to a nexthop fdb");
  if (known.nhid !== undefined && state === "dynamic") return refuse("EOPNOTSUPP", "Cannot make a nexthop fdb dynamic");
  return DONE;
}

/** vxlan_fdb_nh_update: a group of nexthops for forwarding databases, of the interface's family. */
function usableGroup(tx: Transaction, { home, family }: Vxlan, nhid: number): Outcome {
  const known = tx.netns(home).nexthops;
  const nexthop = known?.get(nhid);
  if (!known || !nexthop) return refuse("EINVAL", "Nexthop id does not exist");
  if (!nexthop.fdb) return refuse("EINVAL", "Nexthop is not a fdb nexthop");
  if (!isGroup(nexthop)) return refuse("EINVAL", "Nexthop is not a multipath group");
  const inet = nexthop.group.some(({ id }) => known.get(id)?.family === "inet");
  return inet === (family === "inet") ? DONE : refuse("EAFNOSUPPORT", "Nexthop group family not supported");
}

/** The entry's group is this one from now on. */
function updateGroup(tx: Transaction, link: Link, entry: FdbEntry, nhid: number, asked: Nature): void {
  const changed = takeOver(tx, entry, asked);
  if (!changed && entry.nhid === nhid) return;
  entry.nhid = nhid;
  tell(tx, link, "new", entry);
}

/** vxlan_fdb_nh_flush: entries whose group of nexthops goes, go with it. Nobody is told. */
export function flushGroup(tx: Transaction, netns: NetnsId, nhid: number): void {
  for (const [id, table] of tx.runtime.fdb) {
    const kind = tx.findLink(id)?.kind;
    if (kind?.type !== "vxlan" || kind.home !== netns) continue;
    for (const [key, entry] of table) if (entry.nhid === nhid) table.delete(key);
  }
}

/** Groups, and the address of what nobody is known to have, may have several ends. */
function hasSeveral(mac: Mac): boolean {
  return isGroupMac(mac) || mac === ZERO_MAC;
}

/** What an entry is, beside where it leads. */
type Nature = Pick<FdbEntry, "state" | "user" | "externLearn" | "router">;

function tell(tx: Transaction, link: Link, verb: "new" | "delete", entry: FdbEntry, remote = entry.remotes?.[0]): void {
  if (!remote && entry.nhid === undefined) return;
  const told = { noun: "fdb", entry: { ...entry }, ...(remote && { remote }) } as const;
  tx.note("fdb", verb, link.netns, `${entry.mac} dev ${link.id}`, told);
}

/** Whether it is now another than it was. What somebody entered is not overtaken by what was learned elsewhere. */
function takeOver(tx: Transaction, entry: FdbEntry, asked: Nature): boolean {
  if (asked.externLearn && entry.user) return false;
  const same = (["state", "user", "externLearn", "router"] as const).every(
    (key) => (entry[key] ?? false) === (asked[key] ?? false),
  );
  if (same) return false;
  Object.assign(entry, asked);
  entry.updatedMicros = tx.runtime.nowMicros;
  return true;
}

/** vxlan_fdb_update_existing. */
function update(
  tx: Transaction,
  link: Link,
  entry: FdbEntry,
  remote: VxlanRemote,
  asked: Nature,
  verb: FdbChange["verb"],
): void {
  const { kind } = link;
  if (kind.type !== "vxlan") return;
  let changed = takeOver(tx, entry, asked);
  const [first, ...rest] = entry.remotes ?? [];
  let told = first;
  if (![first, ...rest].some((other) => other && sameRemote(kind, other, remote))) {
    // Where a group has the ends there is none to replace.
    if (verb === "replace" && entry.nhid === undefined) {
      entry.remotes = [remote, ...rest];
      [told, changed] = [remote, true];
    } else if (verb === "append" && hasSeveral(entry.mac)) {
      entry.remotes = [...(entry.remotes ?? []), remote];
      [told, changed] = [remote, true];
    }
  }
  if (changed) tell(tx, link, "new", entry, told);
  awaitAge(tx.runtime, link, entry);
}

/** vxlan_fdb_update_create. */
function enter(
  tx: Transaction,
  link: Link,
  what: Nature & Pick<FdbEntry, "mac" | "remotes" | "nhid" | "sourceVni">,
): void {
  const now = tx.runtime.nowMicros;
  const entry: FdbEntry = { bridge: link.id, port: link.id, vlan: 0, ...what, updatedMicros: now, usedMicros: now };
  let table = tx.runtime.fdb.get(link.id);
  if (!table) tx.runtime.fdb.set(link.id, (table = new Map()));
  table.set(keyOf(link, entry), entry);
  tell(tx, link, "new", entry);
  awaitAge(tx.runtime, link, entry);
}

function keyOf({ kind }: Link, { mac, sourceVni = 0 }: Pick<FdbEntry, "mac" | "sourceVni">): Mac | string {
  return kind.type === "vxlan" ? vxlanKey(kind, mac, sourceVni) : mac;
}

/** The destination of what no entry is for, as the interface's settings have it (vxlan_changelink, __vxlan_dev_create), or one of its networks. */
export function enterDefault(tx: Transaction, link: Link, remote: VxlanRemote, sourceVni = 0): void {
  const which = { mac: ZERO_MAC, ...(sourceVni !== 0 && { sourceVni }) };
  const known = tx.runtime.fdb.get(link.id)?.get(keyOf(link, which));
  const asked = { state: "permanent" as const };
  if (known) update(tx, link, known, remote, asked, "append");
  else enter(tx, link, { ...which, ...asked, remotes: [remote] });
}

/** vxlan_fdb_destroy: each of its ends is told of. */
function forget(tx: Transaction, link: Link, entry: FdbEntry, aged = false): void {
  tx.runtime.fdb.get(link.id)?.delete(keyOf(link, entry));
  if (entry.nhid !== undefined) {
    tell(tx, link, "delete", entry);
    return;
  }
  for (const remote of entry.remotes ?? [])
    tx.note("fdb", "delete", link.netns, `${entry.mac} dev ${link.id}`, {
      noun: "fdb",
      entry: { ...entry },
      remote,
      aged,
    });
}

/** __vxlan_fdb_delete of one end: the entry goes with its last one. An end that it does not have is no mistake. */
export function leave(tx: Transaction, link: Link, entry: FdbEntry, remote: VxlanRemote): void {
  const { kind } = link;
  if (kind.type !== "vxlan") return;
  const gone = entry.remotes?.find((other) => sameRemote(kind, other, remote));
  if (!gone) return;
  if (entry.remotes?.length === 1) {
    forget(tx, link, entry);
    return;
  }
  entry.remotes = entry.remotes?.filter((other) => other !== gone) ?? [];
  tell(tx, link, "delete", entry, gone);
}

/** vxlan_flush, the newest first. */
export function flushVxlan(tx: Transaction, id: LinkId, fits: (entry: FdbEntry) => boolean): void {
  const link = tx.link(id);
  for (const entry of [...(tx.runtime.fdb.get(id)?.values() ?? [])].reverse()) if (fits(entry)) forget(tx, link, entry);
}

/** FDB_AGE_INTERVAL: the first round after an interface was opened. */
const ROUND_MICROS = 10_000_000;

/** When what was learned and not used since is over; undefined for what never is. */
function overMicros({ kind }: Link, { state, externLearn, usedMicros }: FdbEntry): number | undefined {
  if (kind.type !== "vxlan" || kind.ageingSeconds === 0 || state !== "learned" || externLearn) return undefined;
  return usedMicros + kind.ageingSeconds * 1_000_000;
}

/** An entry that will age is there: sees to it that it is looked at, by one timer at a time. */
export function awaitAge(runtime: Runtime, link: Link, entry: FdbEntry, leastMicros = 0): void {
  const over = overMicros(link, entry);
  if (over === undefined || !isUp(link)) return;
  entry.lookMicros = Math.max(over, leastMicros);
  runtime.timers.add(entry.lookMicros, { kind: "vxlanAge", link: link.id, key: keyOf(link, entry) });
}

/** vxlan_open: rounds begin. */
export function awaitAges(tx: Transaction, id: LinkId): void {
  const link = tx.link(id);
  const opened = Object.assign(copyLink(link), { flags: link.flags | IFF.UP });
  for (const entry of tx.runtime.fdb.get(id)?.values() ?? [])
    awaitAge(tx.runtime, opened, entry, tx.runtime.nowMicros + ROUND_MICROS);
}

/** vxlan_cleanup, for one entry whose time may be over. */
export function ageEntry(tx: Transaction, id: LinkId, key: string): void {
  const link = tx.findLink(id);
  const entry = tx.runtime.fdb.get(id)?.get(key);
  const { nowMicros } = tx.runtime;
  if (!link || !isUp(link) || !entry || entry.lookMicros === undefined || entry.lookMicros > nowMicros) return;
  const over = overMicros(link, entry);
  if (over === undefined) return;
  if (over > nowMicros) awaitAge(tx.runtime, link, entry);
  else forget(tx, link, entry, true);
}
