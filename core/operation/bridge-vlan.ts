/**
 * VLANs of bridges and their ports (net/bridge/br_vlan.c).
 *
 * Same as Linux: the default PVID at birth and when it changes, one local FDB entry for each VLAN, what a PVID takes from
 * the one before it, what a deleted VLAN takes along, ranges, EOPNOTSUPP where the kernel's bridges know no VLANs.
 */
import {
  defaultVlans,
  NO_VLANS,
  type VlanFlagsWanted,
  type VlanGroup,
  vidOfTunnel,
  withoutVlan,
  withTunnel,
  withVlan,
} from "../model/bridge.ts";
import type { LinkId } from "../model/id.ts";
import type { Link } from "../model/link.ts";
import { fdbKey, goesWithPort } from "../model/neighbor.ts";
import type { VlanChange } from "./bridge.ts";
import { addLocalEntry, changeBridge, deleteLocalEntry, portIds } from "./bridge-port.ts";
import { forgetEntries } from "./fdb-forget.ts";
import type { Caller } from "./operation.ts";
import { DONE, type Outcome, refuse, resolveLink, resolveNetns, type Transaction } from "./transaction.ts";

/** The group that a new port of a bridge begins with (nbp_vlan_init). */
export function vlansAtBirth(tx: Transaction, bridge: Link): VlanGroup {
  if (tx.draft.bridgeVlans !== "present" || bridge.kind.type !== "bridge") return NO_VLANS;
  return defaultVlans(bridge.kind.settings.defaultPvid);
}

/** The VLANs of a port or of a bridge itself. */
export function vlansOf(link: Link): VlanGroup {
  if (link.kind.type === "bridge") return link.kind.vlans ?? NO_VLANS;
  return link.port?.vlans ?? NO_VLANS;
}

export function putVlans(tx: Transaction, link: Link, vlans: VlanGroup): void {
  if (link.kind.type === "bridge") changeBridge(tx, link, { ...link.kind, vlans });
  else if (link.port) tx.changeLink(link, { port: { ...link.port, vlans } });
}

function bridgeIdOf(link: Link): LinkId {
  if (link.kind.type === "bridge") return link.id;
  if (link.master === undefined) throw new Error(`${link.name} is no port`);
  return link.master;
}

/** br_vlan_add and nbp_vlan_add. */
function addVlan(tx: Transaction, id: LinkId, vid: number, flags: VlanFlagsWanted): void {
  const link = tx.link(id);
  putVlans(tx, link, withVlan(vlansOf(link), vid, flags));
  addLocalEntry(tx, bridgeIdOf(link), id, link.mac, vid);
}

/** br_vlan_delete and nbp_vlan_delete: the local entry goes, and at a port what was learned in that VLAN. */
function deleteVlan(tx: Transaction, id: LinkId, vid: number): void {
  const link = tx.link(id);
  if (vlansOf(link).entries[vid] === undefined) return;
  const table = tx.runtime.fdb.get(bridgeIdOf(link));
  const own = table?.get(fdbKey(link.mac, vid));
  if (own?.port === id && own.state === "permanent" && own.user !== true) deleteLocalEntry(tx, own);
  if (link.port)
    forgetEntries(tx, bridgeIdOf(link), (entry) => entry.port === id && entry.vlan === vid && goesWithPort(entry));
  putVlans(tx, link, withoutVlan(vlansOf(link), vid));
  if (link.port) tx.runtime.vlans.get(id)?.delete(vid);
  forgetUnused(tx, bridgeIdOf(link));
}

/** A VLAN that neither the bridge nor a port of it has is gone with its options and counters (br_vlan_put_master). */
export function forgetUnused(tx: Transaction, bridgeId: LinkId): void {
  const bridge = tx.link(bridgeId);
  const { kind } = bridge;
  const counted = tx.runtime.vlans.get(bridgeId);
  if (kind.type !== "bridge" || (kind.vlanOptions === undefined && counted === undefined)) return;
  const links = [bridge, ...[...portIds(tx, bridge)].map((id) => tx.link(id))];
  const used = (vid: number) => links.some((link) => vlansOf(link).entries[vid] !== undefined);
  for (const vid of counted?.keys() ?? []) if (!used(vid)) counted?.delete(vid);
  if (kind.vlanOptions === undefined) return;
  const left = Object.entries(kind.vlanOptions).filter(([vid]) => used(Number(vid)));
  if (left.length < Object.keys(kind.vlanOptions).length)
    changeBridge(tx, bridge, { ...kind, vlanOptions: Object.fromEntries(left) });
}

/** The group has this PVID and sends it untagged: nobody changed what it was born with (vlan_default_pvid). */
function hasDefault(group: VlanGroup, pvid: number): boolean {
  return group.pvid === pvid && group.entries[pvid]?.untagged === true;
}

/** __br_vlan_set_default_pvid and br_vlan_disable_default_pvid: who still has the old default gets the new one. */
export function changeDefaultPvid(
  tx: Transaction,
  bridgeId: LinkId,
  ports: Iterable<LinkId>,
  from: number,
  to: number,
): void {
  for (const id of [bridgeId, ...ports]) {
    const group = vlansOf(tx.link(id));
    if (from !== 0 && !hasDefault(group, from)) continue;
    if (to !== 0) {
      if (group.entries[to] !== undefined) continue;
      addVlan(tx, id, to, { pvid: true, untagged: true });
    }
    if (from !== 0) deleteVlan(tx, id, from);
  }
}

/** Somebody asked for what only a kernel with VLANs in its bridges can do: EOPNOTSUPP from one without. */
export function wakeBridgeVlans(tx: Transaction, dry: boolean): Outcome {
  if (tx.draft.bridgeVlans === "absent") return refuse("EOPNOTSUPP");
  if (dry || tx.draft.bridgeVlans === "present") return DONE;
  tx.draft.bridgeVlans = "present";
  const links = Object.values(tx.draft.links);
  for (const { id, kind, port } of links) {
    const bridge = kind.type === "bridge" ? tx.link(id) : undefined;
    if (bridge) giveDefaultVlan(tx, bridge, bridge);
    else if (port) giveDefaultVlan(tx, tx.link(id), tx.link(bridgeIdOf(tx.link(id))));
  }
  return DONE;
}

function giveDefaultVlan(tx: Transaction, link: Link, { kind }: Link): void {
  const pvid = kind.type === "bridge" ? kind.settings.defaultPvid : 0;
  if (pvid !== 0) addVlan(tx, link.id, pvid, { pvid: true, untagged: true });
}

/** br_vlan_init: a new bridge takes part in its default VLAN. */
export function birthVlans(tx: Transaction, bridgeId: LinkId): void {
  const bridge = tx.link(bridgeId);
  if (tx.draft.bridgeVlans === "present") giveDefaultVlan(tx, bridge, bridge);
}

/** The highest number that is not a VLAN (VLAN_VID_MASK). */
const VID_MASK = 4095;

/** br_vlan_tunnel_info for each VLAN of a range: which tunnel it goes by. */
function tunnelChange(tx: Transaction, link: Link, op: VlanChange, first: number, toMaster: boolean): Outcome {
  const { verb, vid } = op;
  const last = op.vidEnd ?? vid;
  if ((toMaster && !link.port) || (op.self && link.kind.type !== "bridge")) return refuse("EOPNOTSUPP");
  if (!link.port?.vlanTunnel || op.self) return refuse("EINVAL");
  if (vid < 0 || vid >= VID_MASK || last >= VID_MASK) return refuse("ERANGE");
  if (last > vid && last - vid !== (op.tunnelEnd ?? 0) - first) return refuse("EINVAL");
  let refused: Outcome = DONE;
  for (let at = vid; at <= last && refused.ok; at++) {
    const now = tx.link(link.id);
    const group = vlansOf(now);
    const entry = group.entries[at];
    if (verb === "delete") {
      if (entry?.tunnel !== undefined) putVlans(tx, now, withTunnel(group, at, undefined));
    } else if (!entry) refused = refuse("EINVAL");
    else if (entry.tunnel !== undefined || vidOfTunnel(group, first + at - vid) !== undefined)
      refused = refuse("EEXIST");
    else putVlans(tx, now, withTunnel(group, at, first + at - vid));
  }
  if (!refused.ok) return refused;
  tx.note("link", "new", link.netns, link.id, { noun: "port", link: tx.link(link.id) });
  return DONE;
}

/** rtnl_bridge_setlink, br_setlink, br_afspec: the master first, then the device itself if it is a bridge. */
export function vlanChange(tx: Transaction, caller: Caller, op: VlanChange): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const found = resolveLink(tx, here.value, op.device);
  if (!found.ok) return found;
  const link = found.value;
  const toMaster = op.master || !op.self;
  const able = (!toMaster || link.port !== undefined) && (!op.self || link.kind.type === "bridge");
  const last = op.vidEnd ?? op.vid;
  if (op.tunnel !== undefined) return tunnelChange(tx, link, op, op.tunnel, toMaster);
  // br_validate_... comes with the first of the two that can be asked at all.
  if ((toMaster ? link.port : link.kind.type === "bridge") && (op.vid < 1 || op.vid >= VID_MASK || last >= VID_MASK))
    return refuse("EINVAL", op.verb === "add" ? "bridge: Vlan id is invalid" : undefined);
  if (!able) return refuse("EOPNOTSUPP");
  if (op.verb === "delete") {
    // br_vlan_info does not say that there was none.
    for (let vid = op.vid; vid <= last; vid++) deleteVlan(tx, link.id, vid);
  } else {
    const woken = wakeBridgeVlans(tx, false);
    if (!woken.ok) return woken;
    for (let vid = op.vid; vid <= last; vid++) addVlan(tx, link.id, vid, op);
  }
  tx.note("link", "new", link.netns, link.id, { noun: "port", link: tx.link(link.id) });
  return DONE;
}
