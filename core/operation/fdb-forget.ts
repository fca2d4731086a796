/** What a bridge forgets of its forwarding database (fdb_delete of net/bridge/br_fdb.c). */
import { hasExpired } from "../model/fdb-age.ts";
import type { LinkId } from "../model/id.ts";
import type { Link } from "../model/link.ts";
import { type FdbEntry, fdbKey } from "../model/neighbor.ts";
import { staticChanged } from "./port-promisc.ts";
import type { Transaction } from "./transaction.ts";

/** One entry goes, and listeners are told. */
export function forgetEntry(tx: Transaction, bridge: Link, entry: FdbEntry): void {
  tx.runtime.fdb.get(bridge.id)?.delete(fdbKey(entry.mac, entry.vlan));
  if (entry.state !== "learned") staticChanged(tx, bridge.id);
  const aged = hasExpired(bridge.kind, entry, tx.runtime.nowMicros);
  tx.note("fdb", "delete", bridge.netns, `${entry.mac} dev ${entry.port}`, { noun: "fdb", entry: { ...entry }, aged });
}

/** Entries that `which` picks go, the newest first. */
export function forgetEntries(tx: Transaction, bridgeId: LinkId, which: (entry: FdbEntry) => boolean): void {
  const bridge = tx.link(bridgeId);
  const entries = [...(tx.runtime.fdb.get(bridgeId)?.values() ?? [])].reverse();
  for (const entry of entries) if (which(entry)) forgetEntry(tx, bridge, entry);
}
