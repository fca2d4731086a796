/**
 * The numbers by which namespaces know each other (net/core/net_namespace.c). A namespace gives one when it first tells of a
 * link whose other end, or what it stands on, is in another (rtnl_fill_link_netnsid).
 */
import type { Config } from "../model/config.ts";
import type { NetnsId } from "../model/id.ts";
import { type Link, lowerOf } from "../model/link.ts";
import type { Netns } from "../model/netns.ts";
import type { Transaction } from "./transaction.ts";

interface UsedNsids {
  readonly used: Set<number>;
  lowestFree: number;
}

/** The numbers in use, by the record they were taken from: a namespace may know thousands of others. */
const usedNsids = new WeakMap<object, UsedNsids>();

/** The least number that a namespace has not given to another one yet. */
export function freeNsid(netns: Netns): number {
  const record = netns.nsids;
  let known = usedNsids.get(record);
  if (!known) {
    known = { used: new Set(Object.values(record)), lowestFree: 0 };
    usedNsids.set(record, known);
  }
  while (known.used.has(known.lowestFree)) known.lowestFree++;
  return known.lowestFree;
}

export function setNsid(tx: Transaction, of: NetnsId, other: NetnsId, nsid: number): void {
  const before = tx.netns(of).nsids;
  const known = usedNsids.get(before);
  const own = tx.draft.ownRecord(of, "nsids");
  own[other] = nsid;
  tx.tell("new", of, { noun: "nsid", nsid, of: other });
  if (!known) return;
  known.used.add(nsid);
  moveUsed(before, own, known);
}

/** The record was copied for a new draft, or is the same one still. */
function moveUsed(before: object, own: object, known: UsedNsids): void {
  if (before === own) return;
  usedNsids.delete(before);
  usedNsids.set(own, known);
}

/** A namespace that is gone gives its number back. */
export function dropNsid(tx: Transaction, of: NetnsId, other: NetnsId): void {
  const before = tx.netns(of).nsids;
  const nsid = before[other];
  if (nsid === undefined) return;
  const known = usedNsids.get(before);
  const own = tx.draft.ownRecord(of, "nsids");
  delete own[other];
  tx.tell("delete", of, { noun: "nsid", nsid, of: other });
  if (!known) return;
  known.used.delete(nsid);
  known.lowestFree = Math.min(known.lowestFree, nsid);
  moveUsed(before, own, known);
}

/** peernet2id_alloc: `of` gets a number for the namespace `other`, the least that is free, unless that one is about to end. */
export function allocateNsid(tx: Transaction, of: NetnsId, other: NetnsId): void {
  const netns = tx.netns(of);
  if (netns.nsids[other] === undefined && other !== tx.ending) setNsid(tx, of, other, freeNsid(netns));
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
  return across !== undefined && netns[link.netns]?.nsids[across] === undefined;
}

/** rtnl_fill_link_netnsid. */
export function tellNetns(tx: Transaction, link: Link): void {
  const across = netnsAcross(tx.draft.links, link);
  if (across !== undefined) allocateNsid(tx, link.netns, across);
}
