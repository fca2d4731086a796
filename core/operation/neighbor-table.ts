/** The neighbor tables as links come and go (neigh_ifdown, neigh_carrier_down of net/core/neighbour.c). */

import { formatIp } from "../address/prefix.ts";
import type { LinkId } from "../model/id.ts";
import type { Transaction } from "./transaction.ts";

/** Forgets the neighbors on a link; after a mere loss of carrier the permanent ones stay. */
export function flushNeighbors(
  tx: Transaction,
  link: LinkId,
  family: "inet" | "inet6" | "all",
  keepPermanent: boolean,
): void {
  const table = tx.runtime.neighbors.get(link);
  if (!table) return;
  const netns = tx.link(link).netns;
  for (const [address, neighbor] of table) {
    if (family !== "all" && (typeof address === "number") !== (family === "inet")) continue;
    if (keepPermanent && neighbor.state === "PERMANENT") continue;
    table.delete(address);
    tx.note("neighbor", "delete", netns, `${formatIp(address)} dev ${link}`, { noun: "neighbor", neighbor });
  }
  if (table.size === 0) tx.runtime.neighbors.delete(link);
}
