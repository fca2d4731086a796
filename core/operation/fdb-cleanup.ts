/**
 * Entries of a bridge's forwarding database age (br_fdb_cleanup of net/bridge/br_fdb.c): whoever was not heard of for the
 * ageing time is forgotten at the next round. Rounds come when the next entry is over, and an ageing time after each other
 * where there is none; those with nothing to forget are not played.
 */
import { ageingMicros, LEAST_ROUND_MICROS, nextCleanup } from "../model/fdb-age.ts";
import type { LinkId } from "../model/id.ts";
import { changeBridge } from "./bridge-port.ts";
import { forgetEntry } from "./fdb-forget.ts";
import type { Transaction } from "./transaction.ts";

/** An entry that will age is there: sees to it that it is looked at. */
export function awaitCleanup(tx: Transaction, bridge: LinkId): void {
  const at = nextCleanup(tx.link(bridge).kind, tx.runtime.nowMicros);
  if (at !== undefined) tx.runtime.timers.add(at, { kind: "fdbCleanup", bridge });
}

/** One round. */
export function cleanUpFdb(tx: Transaction, bridgeId: LinkId): void {
  const bridge = tx.findLink(bridgeId);
  const { nowMicros } = tx.runtime;
  // Who is early has been overtaken by another that was due at the same time.
  if (bridge?.kind.type !== "bridge" || bridge.kind.cleanupMicros === undefined) return;
  if (bridge.kind.cleanupMicros > nowMicros) return;
  const hold = ageingMicros(bridge.kind);
  let next = hold;
  let left = false;
  for (const entry of tx.runtime.fdb.get(bridgeId)?.values() ?? []) {
    if (entry.state !== "learned" || entry.externLearn === true) continue;
    const remaining = entry.updatedMicros + hold - nowMicros;
    if (remaining > 0) {
      next = Math.min(next, remaining);
      left = true;
      continue;
    }
    forgetEntry(tx, bridge, entry);
  }
  const at = nowMicros + Math.max(next, LEAST_ROUND_MICROS);
  changeBridge(tx, tx.link(bridgeId), { ...bridge.kind, cleanupMicros: at });
  if (left) tx.runtime.timers.add(at, { kind: "fdbCleanup", bridge: bridgeId });
}
