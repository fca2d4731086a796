/**
 * `bridge fdb` of a VXLAN interface (vxlan_fdb_add, vxlan_fdb_update and vxlan_fdb_delete of
 * drivers/net/vxlan/vxlan_core.c): which other end has an address; several for groups and for what nobody is known to have.
 *
 * Absent: entries by source VNI and by nexthop.
 */
import { IPV4_ANY } from "../address/ipv4.ts";
import { isGroupMac, ZERO_MAC } from "../address/mac.ts";
import { familyOf } from "../address/prefix.ts";
import type { Link, Vxlan } from "../model/link.ts";
import type { FdbEntry, VxlanRemote } from "../model/neighbor.ts";
import type { FdbChange } from "./bridge.ts";
import { DONE, type Outcome, refuse, type Transaction } from "./transaction.ts";

/** Whether two are the same end: what an entry has when it is not said otherwise (vxlan_fdb_find_rdst compares all of it). */
export function sameRemote(kind: Vxlan, a: VxlanRemote, b: VxlanRemote): boolean {
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
  const known = table?.get(op.mac);
  let remote: VxlanRemote | undefined;
  if (op.remote) {
    const { device, address, port, vni } = op.remote;
    const via = device === undefined ? undefined : tx.linkByName(kind.home, device);
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
      const rest = remote
        ? (known.remotes ?? []).filter((other) => !sameRemote(kind, other, remote as VxlanRemote))
        : [];
      if (rest.length === 0) table?.delete(op.mac);
      else known.remotes = rest;
      tx.note("fdb", "delete", link.netns, `${op.mac} dev ${link.id}`);
      return true;
    });
    return DONE;
  }
  if (!remote) return refuse("EINVAL");
  if (kind.remote !== undefined || kind.local !== undefined) {
    if (familyOf(remote.address) !== familyOf(kind.remote ?? kind.local ?? IPV4_ANY)) return refuse("EAFNOSUPPORT");
  } else if (familyOf(remote.address) === "inet6") return refuse("EAFNOSUPPORT");
  const several = isGroupMac(op.mac) || op.mac === ZERO_MAC;
  if (known) {
    if (op.verb === "add") return refuse("EEXIST");
    if (op.verb === "replace" && several) return refuse("EOPNOTSUPP", "Cannot replace non-unicast fdb entries");
  } else if (kind.maxAddresses > 0 && (table?.size ?? 0) >= kind.maxAddresses) return refuse("ENOSPC");
  changes.push(() => {
    put(tx, link, op, remote, known);
    return true;
  });
  return DONE;
}

function put(tx: Transaction, link: Link, op: FdbChange, remote: VxlanRemote, known: FdbEntry | undefined): void {
  const { kind } = link;
  if (kind.type !== "vxlan") return;
  const now = tx.runtime.nowMicros;
  const state = op.state === "dynamic" ? "learned" : op.state;
  if (known) {
    known.state = state;
    known.updatedMicros = now;
    if (op.verb === "replace") known.remotes = [remote];
    else if (op.verb === "append" && (isGroupMac(op.mac) || op.mac === ZERO_MAC))
      if (!known.remotes?.some((other) => sameRemote(kind, other, remote)))
        known.remotes = [...(known.remotes ?? []), remote];
  } else {
    let table = tx.runtime.fdb.get(link.id);
    if (!table) tx.runtime.fdb.set(link.id, (table = new Map()));
    const place = { bridge: link.id, port: link.id, mac: op.mac, vlan: 0 };
    table.set(op.mac, { ...place, state, remotes: [remote], updatedMicros: now, usedMicros: now });
  }
  tx.note("fdb", "new", link.netns, `${op.mac} dev ${link.id}`);
}
