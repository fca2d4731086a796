/**
 * What `bridge fdb` changes: the entries of a bridge (net/bridge/br_fdb.c) and the addresses that a device itself listens
 * to (ndo_dflt_fdb_add of net/core/rtnetlink.c).
 *
 * Same as Linux: which device is asked in which order, what each refuses, one entry for each VLAN of a port where none is
 * named, flushing by port, VLAN and kind. Simplified: an operation on master and device both either happens or does not.
 */

import { isGroupMac, isLinkLocalMac, type Mac, ZERO_MAC } from "../address/mac.ts";
import { PORT_STATE, vlanIds } from "../model/bridge.ts";
import type { LinkId } from "../model/id.ts";
import { hardwareOf, isMacvlan, isTold, isUp, type Link, type Listened } from "../model/link.ts";
import { type FdbEntry, fdbKey, isFixed } from "../model/neighbor.ts";
import { heardMacs } from "./asked-macs.ts";
import type { FdbChange, FdbFlush } from "./bridge.ts";
import { portIds } from "./bridge-port.ts";
import { vlansOf } from "./bridge-vlan.ts";
import { findEntry, learnFromOutside, noteEntry, setEntry, useEntry } from "./fdb-entry.ts";
import { forgetEntries } from "./fdb-forget.ts";
import { syncUnicast } from "./kind/stack.ts";
import type { Caller } from "./operation.ts";
import { staticChanged } from "./port-promisc.ts";
import { DONE, type Outcome, refuse, resolveLink, resolveNetns, type Transaction } from "./transaction.ts";
import { flushVxlan, vxlanEntry } from "./vxlan-fdb.ts";

/** What is to be done once everything has been looked at; false when something turned out to be there. */
type Step = () => boolean;

/** rtnl_fdb_add and rtnl_fdb_del: the bridge that the device is a port of, then the device. */
export function fdbChange(tx: Transaction, caller: Caller, op: FdbChange): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const found = resolveLink(tx, here.value, op.device, "unknown ifindex");
  if (!found.ok) return found;
  const link = found.value;
  if (op.target === "list") return listChange(tx, link, op);
  if (hardwareOf(link) !== "ether")
    return refuse("EINVAL", `FDB ${op.verb === "delete" ? "delete" : "add"} only supported for Ethernet devices`);
  if (op.vlan !== undefined && (op.vlan < 1 || op.vlan > 4094)) return refuse("EINVAL", "invalid vlan id");
  const atMaster = op.target !== "self" && link.master !== undefined && link.port !== undefined;
  const atSelf = op.target !== "master";
  if (!atMaster && !atSelf) return refuse("EOPNOTSUPP");
  const changes: Step[] = [];
  if (atMaster) {
    const checked = bridgeEntry(tx, link, link.master as LinkId, op, changes);
    if (!checked.ok) return checked;
  }
  if (atSelf) {
    const checked =
      link.kind.type === "bridge"
        ? bridgeEntry(tx, link, link.id, op, changes)
        : link.kind.type === "vxlan"
          ? vxlanEntry(tx, link, op, changes)
          : ownAddress(tx, link, op, changes);
    if (!checked.ok) return checked;
  }
  for (const change of changes) {
    const done = change();
    if (!done) return refuse("EEXIST");
  }
  return DONE;
}

/** Drivers that are not told what to listen to (no ndo_set_rx_mode). */
const DEAF: ReadonlySet<Link["kind"]["type"]> = new Set(["ifb", "vrf", "gretap", "ip6gretap"]);

/** Whether a driver is told what to listen to. */
function hearsGroups(link: Link): boolean {
  return hardwareOf(link) === "ether" && !DEAF.has(link.kind.type);
}

/** SIOCADDMULTI and SIOCDELMULTI of net/core/dev_ioctl.c. */
function listChange(tx: Transaction, link: Link, op: FdbChange): Outcome {
  if (!hearsGroups(link)) return refuse("EINVAL");
  const changes: Step[] = [];
  const checked = listen(tx, link, op, "groups", changes);
  for (const change of changes) change();
  return checked;
}

/** br_vlan_find, which looks at no flags: a VLAN of the port, or of the bridge or any port of it. */
function knowsVlan(tx: Transaction, link: Link, vid: number): boolean {
  if (vlansOf(link).entries[vid] !== undefined) return true;
  return (
    link.kind.type === "bridge" && [...portIds(tx, link)].some((id) => vlansOf(tx.link(id)).entries[vid] !== undefined)
  );
}

/** br_fdb_add and br_fdb_delete. What is to be done is put off until everything has been looked at. */
function bridgeEntry(tx: Transaction, link: Link, bridge: LinkId, op: FdbChange, changes: Step[]): Outcome {
  const group = vlansOf(link);
  if (op.verb !== "delete" && op.mac === ZERO_MAC) return refuse("EINVAL");
  const named = op.vlan !== undefined;
  if (op.verb === "delete") {
    const vids = named ? [op.vlan as number] : [0, ...vlanIds(group)];
    // br_fdb_delete: a VLAN that the port does not have is refused, where there are VLANs at all; a bridge knows also
    // those that only its ports are in (br_vlan_get_master).
    if (named && tx.draft.bridgeVlans === "present" && !knowsVlan(tx, link, op.vlan as number)) return refuse("EINVAL");
    const keys = vids.map((vid) => fdbKey(op.mac, vid));
    const table = tx.runtime.fdb.get(bridge);
    const present = keys.filter((key) => table?.get(key)?.port === link.id);
    if (present.length === 0) return refuse("ENOENT");
    changes.push(() => {
      for (const key of present) {
        const entry = table?.get(key);
        if (!entry) continue;
        table?.delete(key);
        if (entry.state !== "learned") staticChanged(tx, bridge);
        noteEntry(tx, link, "delete", entry);
      }
      return true;
    });
    return DONE;
  }
  if (named && group.entries[op.vlan as number] === undefined) return refuse("EINVAL");
  const learns = link.port?.state === PORT_STATE.learning || link.port?.state === PORT_STATE.forwarding;
  if (op.use) {
    if (!link.port) return refuse("EINVAL");
    // br_fdb_update, as if a frame had come in.
    if (!learns) return DONE;
  } else if (op.externLearn) {
    if (!link.port && op.state !== "permanent")
      return refuse("EINVAL", "bridge: FDB entry towards bridge must be permanent");
  } else {
    if (link.port && op.state === "dynamic" && !learns) return refuse("EPERM");
    if (!link.port && op.state !== "permanent") return refuse("EINVAL");
    if (op.sticky && op.state === "permanent") return refuse("EINVAL");
  }
  const vids = named ? [op.vlan as number] : [0, ...vlanIds(group)];
  const exclusive = op.verb === "add" && !op.use && !op.externLearn;
  if (exclusive && tx.runtime.fdb.get(bridge)?.has(fdbKey(op.mac, vids[0] as number))) return refuse("EEXIST");
  const state = op.state === "dynamic" ? "learned" : op.state;
  changes.push(() => {
    for (const vlan of vids) {
      const place = { bridge, link, mac: op.mac, vlan };
      if (op.use) useEntry(tx, place);
      else if (op.externLearn) learnFromOutside(tx, place);
      // The kernel stops at the first VLAN that has the entry already, and keeps those before it.
      else if (exclusive && findEntry(tx, place)) return false;
      else setEntry(tx, place, state, op.sticky === true);
    }
    return true;
  });
  return DONE;
}

/** ndo_dflt_fdb_add and ndo_dflt_fdb_del: one more address for the device to listen to. */
function ownAddress(tx: Transaction, link: Link, op: FdbChange, changes: Step[]): Outcome {
  if (isMacvlan(link.kind)) return macvlanAddress(tx, link, op, link.kind.mode === "passthru", changes);
  if (op.state !== "permanent") return refuse("EINVAL");
  if (op.verb !== "delete" && op.vlan !== undefined) return refuse("EINVAL");
  // Zeros are an address of one host, and so are the groups that bridges keep to themselves (is_link_local_ether_addr).
  const list = isGroupMac(op.mac) && !isLinkLocalMac(op.mac) ? "groups" : "hosts";
  return listen(tx, link, op, list, changes);
}

/** macvlan_fdb_add and macvlan_fdb_del: one that does not pass everything through filters for its own address alone. */
function macvlanAddress(tx: Transaction, link: Link, op: FdbChange, passthru: boolean, changes: Step[]): Outcome {
  const list = isGroupMac(op.mac) ? "groups" : "hosts";
  if ((list === "hosts" && !passthru) || op.verb === "replace") return refuse("EOPNOTSUPP");
  return listen(tx, link, op, list, changes);
}

/** dev_uc_add_excl, dev_mc_add_excl and their kin. */
function listen(tx: Transaction, link: Link, op: FdbChange, list: Listened["list"], changes: Step[]): Outcome {
  const told = link.listened ?? [];
  const known = isTold(link, list, op.mac);
  if (op.verb === "delete") {
    if (!known) return refuse("ENOENT");
    const left = told.filter((one) => one.list !== list || one.mac !== op.mac);
    changes.push(() => setListened(tx, link, left, op.mac, "delete"));
    return DONE;
  }
  // Those of others count, too, for one that is to be new (dev_uc_add_excl, dev_mc_add_excl).
  const heard = op.target !== "list" && heardMacs(tx.draft.links, link)[list].includes(op.mac);
  // macvlan_fdb_add does not look at whether the address was to be new.
  const isNew = op.verb === "add" || (op.target !== "list" && isMacvlan(link.kind));
  if (known || heard) return isNew ? refuse("EEXIST") : DONE;
  changes.push(() => setListened(tx, link, [...told, { mac: op.mac, list }], op.mac, "new"));
  return DONE;
}

function setListened(
  tx: Transaction,
  link: Link,
  listened: readonly Listened[],
  mac: Mac,
  verb: "new" | "delete",
): true {
  const changed = tx.changeLink(tx.link(link.id), { listened });
  if (isUp(changed)) syncUnicast(tx, link.id);
  const { nowMicros } = tx.runtime;
  const entry: FdbEntry = {
    bridge: link.id,
    port: link.id,
    mac,
    vlan: 0,
    state: "permanent",
    updatedMicros: nowMicros,
    usedMicros: nowMicros,
  };
  tx.note("fdb", verb, link.netns, `${mac} dev ${link.id}`, { noun: "fdb", entry, self: true });
  return true;
}

/** rtnl_fdb_del with NLM_F_BULK, br_fdb_delete_bulk, br_fdb_flush. */
export function fdbFlush(tx: Transaction, caller: Caller, op: FdbFlush): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const found = resolveLink(tx, here.value, op.device, "unknown ifindex");
  if (!found.ok) return found;
  const link = found.value;
  if (hardwareOf(link) !== "ether") return refuse("EINVAL", "FDB delete only supported for Ethernet devices");
  const flags = Object.entries(op.flags) as [FlushFlag, boolean][];
  if (link.kind.type === "vxlan" && op.target !== "master") {
    // vxlan_fdb_delete_bulk.
    if (op.vlan !== undefined || op.port !== undefined) return refuse("EINVAL", "Unsupported attribute");
    if (op.flags.sticky || op.flags.added_by_user) return refuse("EINVAL", "Unsupported fdb flush ndm flag bits set");
    const known = flags.filter(([flag]) => flag !== "added_by_user");
    flushVxlan(tx, link.id, (entry) => known.every(([flag, wanted]) => hasFlag(entry, flag) === wanted));
    if (op.target !== "both" || link.port === undefined) return DONE;
  }
  const toMaster = op.target !== "self" && link.port !== undefined;
  if (!toMaster && (op.target === "master" || link.kind.type !== "bridge")) return refuse("EOPNOTSUPP");
  if (op.vlan !== undefined && (op.vlan < 1 || op.vlan > 4094)) return refuse("EINVAL", "integer out of range");
  const bridge = toMaster ? (link.master as LinkId) : link.id;
  let port = toMaster ? link.id : undefined;
  if (op.port !== undefined) {
    const wanted = resolveLink(tx, here.value, op.port);
    if (!wanted.ok) return wanted;
    const { id, master } = wanted.value;
    if (id !== bridge && wanted.value.port === undefined)
      return refuse("EINVAL", "bridge: Flush device is not a bridge or bridge port");
    if (id !== bridge && master !== bridge)
      return refuse("EINVAL", "bridge: Flush device does not belong to the bridge");
    port = id;
  }
  forgetEntries(
    tx,
    bridge,
    (entry) =>
      (port === undefined || entry.port === port) &&
      (op.vlan === undefined || entry.vlan === op.vlan) &&
      flags.every(([flag, wanted]) => hasFlag(entry, flag) === wanted),
  );
  // The port itself, asked last, has nothing that it could forget.
  return toMaster && op.target === "both" && link.kind.type !== "vxlan" ? refuse("EOPNOTSUPP") : DONE;
}

type FlushFlag = keyof FdbFlush["flags"];

/** BR_FDB_LOCAL, BR_FDB_STATIC (of which local is a part) and their kin. */
function hasFlag(entry: FdbEntry, flag: FlushFlag): boolean {
  switch (flag) {
    case "local":
      return entry.state === "permanent";
    case "static":
      return isFixed(entry);
    case "added_by_user":
      return entry.user === true;
    case "extern_learn":
      return entry.externLearn === true;
    case "sticky":
      return entry.sticky === true;
    case "offloaded":
      return false;
  }
}
