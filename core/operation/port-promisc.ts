/**
 * Which ports of a bridge hear everything (br_manage_promisc of net/bridge/br_if.c). Where it is known by the forwarding database
 * alone what may come in by a port (VLANs are filtered, and no other port learns or is flooded), a device that can filter is told
 * the addresses of the static entries instead.
 */
import type { Mac } from "../address/mac.ts";
import type { LinkId } from "../model/id.ts";
import { copyLink, IFF, type Link, promiscuityOf } from "../model/link.ts";
import { isFixed } from "../model/neighbor.ts";
import { isAuto, portsOf } from "./bridge-ports.ts";
import { filtersUnicast, syncUnicast, tellPromiscuous } from "./kind/stack.ts";
import type { Transaction } from "./transaction.ts";

/** The addresses of entries that are not learned, the newest first, once each (br_fdb_sync_static). */
function staticMacs(tx: Transaction, bridge: LinkId): readonly Mac[] {
  const entries = [...(tx.runtime.fdb.get(bridge)?.values() ?? [])].reverse();
  return [...new Set(entries.filter(isFixed).map(({ mac }) => mac))];
}

/** dev_set_promiscuity: one wants it more, or less. */
function ask(tx: Transaction, id: LinkId, by: 1 | -1, heard: readonly Mac[] | undefined): void {
  const link = tx.link(id);
  if (!link.port) return;
  const wanted = tx.heard ? promiscuityOf(tx.draft.links, link) : 0;
  const next = copyLink(link);
  next.promiscuity = link.promiscuity + by;
  if (link.port.heard !== heard) next.port = { ...link.port, heard };
  tx.replaceLink(link, next);
  tellPromiscuous(tx, id, wanted);
  tx.noteLink(id);
  syncUnicast(tx, id);
}

/** br_port_set_promisc and br_port_clear_promisc; one that is new hears nothing yet. */
function setPromisc(tx: Transaction, bridge: Link, id: LinkId, on: boolean): void {
  const { filtering } = portsOf(tx, bridge);
  if (on === !filtering.has(id)) return;
  if (on) {
    filtering.delete(id);
    ask(tx, id, 1, undefined);
  } else {
    filtering.add(id);
    ask(tx, id, -1, staticMacs(tx, bridge.id));
  }
}

/** br_manage_promisc: the newest port first. */
export function managePromisc(tx: Transaction, bridgeId: LinkId): void {
  const bridge = tx.link(bridgeId);
  if (bridge.kind.type !== "bridge") return;
  const { ids, auto, filtering } = portsOf(tx, bridge);
  const all = !bridge.kind.settings.vlanFiltering || promiscuityOf(tx.draft.links, bridge, tx.runtime.watchers) > 0;
  if (all || auto > 1) {
    for (const id of [...filtering].reverse()) setPromisc(tx, bridge, id, true);
    return;
  }
  for (const id of [...ids].reverse()) {
    const link = tx.link(id);
    if (link.port) setPromisc(tx, bridge, id, !filtersUnicast(link) || (auto === 1 && !isAuto(link.port)));
  }
}

/** nbp_update_port_count, after a port that is `now` or was not one that learns or is flooded. */
export function countAuto(tx: Transaction, bridgeId: LinkId, before: boolean, now: boolean): void {
  if (before === now) return;
  portsOf(tx, tx.link(bridgeId)).auto += now ? 1 : -1;
  managePromisc(tx, bridgeId);
}

/** br_add_if: a port begins without hearing everything, and does so at once unless it need not. */
export function beginPromisc(tx: Transaction, bridgeId: LinkId, id: LinkId): void {
  const bridge = tx.link(bridgeId);
  portsOf(tx, bridge).filtering.add(id);
  countAuto(tx, bridgeId, false, true);
  const { port } = tx.link(id);
  if (!port || !portsOf(tx, bridge).filtering.has(id)) return;
  tx.patchLink(id, { port: { ...port, heard: staticMacs(tx, bridgeId) } });
  syncUnicast(tx, id);
}

/** nbp_delete_promisc. */
export function endPromisc(tx: Transaction, bridge: Link, id: LinkId): void {
  if (!portsOf(tx, bridge).filtering.delete(id)) ask(tx, id, -1, undefined);
  else {
    const { port } = tx.link(id);
    if (port) tx.patchLink(id, { port: { ...port, heard: undefined } });
    syncUnicast(tx, id);
  }
}

/** fdb_add_hw_addr and fdb_del_hw_addr: a static entry came or went. */
export function staticChanged(tx: Transaction, bridgeId: LinkId): void {
  const filtering = tx.derived.bridgePorts.get(bridgeId)?.filtering;
  if (!filtering || filtering.size === 0) return;
  const macs = staticMacs(tx, bridgeId);
  for (const id of filtering) {
    const { port } = tx.link(id);
    if (!port?.heard) continue;
    const kept = port.heard.filter((mac) => macs.includes(mac));
    tx.patchLink(id, { port: { ...port, heard: [...kept, ...macs.filter((mac) => !kept.includes(mac))] } });
    syncUnicast(tx, id);
  }
}

/** br_dev_change_rx_flags. */
export function bridgeFlagsChanged(tx: Transaction, bridge: Link, changed: number): void {
  if (changed & IFF.PROMISC) managePromisc(tx, bridge.id);
}
