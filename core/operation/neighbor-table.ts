/** The neighbor tables as links come and go (neigh_ifdown, neigh_carrier_down of net/core/neighbour.c). */

import { solicitedNode } from "../address/ipv6.ts";
import { familyOf, formatIp, type IpAddress } from "../address/prefix.ts";
import type { LinkId } from "../model/id.ts";
import type { Link } from "../model/link.ts";
import type { NeighborState } from "../model/neighbor.ts";
import { leaveUsedGroup } from "./group-users.ts";
import type { Transaction } from "./transaction.ts";

/** Whose entries are meant. */
type Whose = "inet" | "inet6" | "all";

function isOf(address: IpAddress, whose: Whose): boolean {
  return whose === "all" || familyOf(address) === whose;
}

/**
 * Forgets the neighbors on a link, those of IPv4 first and of each family the newest first (neigh_flush_dev); after a mere loss of
 * carrier the permanent ones stay.
 */
export function flushNeighbors(tx: Transaction, link: LinkId, family: Whose, keepPermanent: boolean): void {
  const table = tx.runtime.neighbors.get(link);
  if (!table) return;
  const netns = tx.link(link).netns;
  const newest = [...table].reverse();
  const gone = (["inet", "inet6"] as const).flatMap((each) => newest.filter(([address]) => isOf(address, each)));
  for (const [address, neighbor] of gone) {
    if (!isOf(address, family)) continue;
    if (keepPermanent && neighbor.state === "PERMANENT") continue;
    table.delete(address);
    tx.note("neighbor", "delete", netns, `${formatIp(address)} dev ${link}`, { noun: "neighbor", neighbor });
  }
  if (table.size === 0) tx.runtime.neighbors.delete(link);
}

/** pneigh_ifdown. */
function forgetProxies(tx: Transaction, link: LinkId, family: Whose, keepPermanent: boolean): void {
  const table = tx.runtime.proxies.get(link);
  if (!table) return;
  for (const [address, { permanent }] of table) {
    if (!isOf(address, family)) continue;
    if (keepPermanent && permanent) continue;
    table.delete(address);
    // pndisc_destructor.
    if (typeof address === "string") leaveUsedGroup(tx, link, solicitedNode(address));
  }
  if (table.size === 0) tx.runtime.proxies.delete(link);
}

/** neigh_ifdown, and with `keepPermanent` neigh_carrier_down: neighbors on a link, and those that this host answers for there. */
export function neighborsDown(tx: Transaction, link: LinkId, family: Whose, keepPermanent = false): void {
  flushNeighbors(tx, link, family, keepPermanent);
  forgetProxies(tx, link, family, keepPermanent);
}

/** Not NUD_VALID: no address of hardware is known. */
const INVALID: readonly NeighborState[] = ["NONE", "INCOMPLETE", "FAILED"];

/** arp_invalidate of net/ipv4/arp.c: an address has become one for broadcasts, which nobody is asked for; what is known stays. */
export function invalidateNeighbor(tx: Transaction, { id, netns }: Link, address: IpAddress): void {
  const table = tx.runtime.neighbors.get(id);
  const known = table?.get(address);
  if (!known || !INVALID.includes(known.state)) return;
  const neighbor = { ...known, state: "FAILED" } as const;
  if (known.state === "INCOMPLETE") tx.tell("new", netns, { noun: "neighbor", neighbor });
  table?.delete(address);
  tx.note("neighbor", "delete", netns, `${formatIp(address)} dev ${id}`, { noun: "neighbor", neighbor });
}
