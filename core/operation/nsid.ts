/**
 * The numbers by which namespaces know each other (net/core/net_namespace.c). A namespace gives one when it first tells of a
 * link whose other end, or what it stands on, is in another (rtnl_fill_link_netnsid).
 */
import type { Config } from "../model/config.ts";
import type { NetnsId } from "../model/id.ts";
import { type Link, lowerOf } from "../model/link.ts";
import type { Transaction } from "./transaction.ts";

/** So many numbers are looked through at once; of more a table is kept. */
const FEW = 8;

function leastBut(given: readonly number[]): number {
  let least = 0;
  while (given.includes(least)) least++;
  return least;
}

/** The least number that a namespace has not given to another one yet. */
export function freeNsid(tx: Transaction, of: NetnsId): number {
  let known = tx.derived.nsids.get(of);
  if (!known) {
    const given = [...tx.netns(of).nsids.values()];
    if (given.length < FEW) return leastBut(given);
    known = { used: new Set(given), lowestFree: 0 };
    tx.derived.nsids.set(of, known);
  }
  while (known.used.has(known.lowestFree)) known.lowestFree++;
  return known.lowestFree;
}

export function setNsid(tx: Transaction, of: NetnsId, other: NetnsId, nsid: number): void {
  tx.draft.ownMap(of, "nsids").set(other, nsid);
  tx.derived.nsids.get(of)?.used.add(nsid);
  tx.tell("new", of, { noun: "nsid", nsid, of: other });
}

/** A namespace that is gone gives its number back. */
export function dropNsid(tx: Transaction, of: NetnsId, other: NetnsId): void {
  const nsid = tx.netns(of).nsids.get(other);
  if (nsid === undefined) return;
  tx.draft.ownMap(of, "nsids").delete(other);
  const known = tx.derived.nsids.get(of);
  if (known) {
    known.used.delete(nsid);
    known.lowestFree = Math.min(known.lowestFree, nsid);
  }
  tx.tell("delete", of, { noun: "nsid", nsid, of: other });
}

/** peernet2id_alloc: `of` gets a number for the namespace `other`, the least that is free, unless that one is about to end. */
export function allocateNsid(tx: Transaction, of: NetnsId, other: NetnsId): void {
  const netns = tx.netns(of);
  if (!netns.nsids.has(other) && other !== tx.ending) setNsid(tx, of, other, freeNsid(tx, of));
}

/** rtnl_link_get_net: the other namespace that a link's other end is in, or what it stands on. */
function netnsAcross(links: Config["links"], link: Link): NetnsId | undefined {
  if ("home" in link.kind) return link.kind.home === link.netns ? undefined : link.kind.home;
  const id = lowerOf(link);
  const lower = id === undefined ? undefined : links[id];
  return lower && lower.netns !== link.netns ? lower.netns : undefined;
}

/** Whether telling of the link would give a number to a namespace that has none yet. */
export function givesNsid({ links, netns }: Pick<Config, "links" | "netns">, link: Link): boolean {
  const across = netnsAcross(links, link);
  return across !== undefined && !netns[link.netns]?.nsids.has(across);
}

/** rtnl_fill_link_netnsid. */
export function tellNetns(tx: Transaction, link: Link): void {
  const across = netnsAcross(tx.draft.links, link);
  if (across !== undefined) allocateNsid(tx, link.netns, across);
}
