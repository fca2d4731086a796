/**
 * Links that stand on others (netdev_upper_dev_link of net/core/dev.c): who stands on whom, and what the one below is told
 * to receive for those above. A link that moves to another namespace forgets them until they are set up again (dev_uc_flush).
 */
import type { LinkId } from "../../model/id.ts";
import { bondHeardBy, IFF, isMacvlan, isUp, type Link, promiscuityOf, tsoMaxSize, underOf } from "../../model/link.ts";
import { hostsAsked } from "../asked-macs.ts";
import type { Transaction } from "../transaction.ts";
import type { LowerEvent } from "./kind.ts";
import { driverOf } from "./table.ts";

/** A link has come to stand on another. */
export function stack(tx: Transaction, lower: LinkId, upper: LinkId): void {
  const below = tx.link(lower);
  tx.changeLink(below, { uppers: [...(below.uppers ?? []), upper] });
  // NETDEV_CHANGEUPPER.
  tx.noteLink(lower);
}

/** It no longer does; the link below may be gone already. */
export function unstack(tx: Transaction, link: Link): void {
  const under = underOf(link);
  if (under === undefined) return;
  const below = tx.findLink(under);
  if (!below?.uppers?.includes(link.id)) return;
  const uppers = below.uppers.filter((id) => id !== link.id);
  // vlan_dev_change_rx_flags: what a VLAN that somebody wanted to hear all of asked for is not taken back when it goes.
  const left = (count: number) => (link.kind.type === "vlan" && count > 0 ? 1 : 0);
  const promiscuity = below.promiscuity + left(link.promiscuity);
  tx.changeLink(below, { uppers, promiscuity, allMulti: below.allMulti + left(link.allMulti) });
  syncUnicast(tx, below.id);
}

/**
 * macvlan_change_rx_flags: a MACVLAN that has its device for itself, and is up when it begins or ceases to be asked for all groups,
 * asks that of its device, too. Nothing is asked again or taken back when it goes up or down (macvlan_open, macvlan_stop).
 * @param before how many asked for all groups
 */
export function askForGroups(tx: Transaction, id: LinkId, before: number): void {
  const { kind, allMulti, flags } = tx.link(id);
  const begins = before === 0;
  if (!isMacvlan(kind) || kind.mode !== "passthru" || (flags & IFF.UP) === 0 || begins === (allMulti === 0)) return;
  const below = tx.link(kind.lower);
  tx.changeLink(below, { allMulti: below.allMulti + (begins ? 1 : -1) });
  askForGroups(tx, below.id, below.allMulti);
}

/**
 * vlan_dev_change_rx_flags, macvlan_change_rx_flags, bond_change_rx_flags: who begins or ceases to hear everything has the one below
 * do so, too, of which listeners hear before they hear of itself.
 * @param before how many wanted that of it
 */
export function tellPromiscuous(tx: Transaction, id: LinkId, before: number): void {
  if (!tx.heard) return;
  const { links } = tx.draft;
  const link = tx.link(id);
  const now = promiscuityOf(links, link) > 0;
  if (before > 0 === now || !isUp(link)) return;
  const { kind } = link;
  const handsOn = kind.type === "vlan" || (isMacvlan(kind) && kind.mode !== "passthru");
  const below = handsOn ? [kind.lower] : kind.type === "bond" ? kind.slaves : [];
  for (const lower of below) {
    const asked = tx.findLink(lower);
    if (!asked || (kind.type === "bond" && bondHeardBy(links, asked) === undefined)) continue;
    tellPromiscuous(tx, lower, promiscuityOf(links, asked) - (now ? 1 : -1));
    tx.noteLink(lower);
  }
}

/** Tells those above, the oldest first. */
export function tellUppers(tx: Transaction, id: LinkId, event: LowerEvent): void {
  const { uppers } = tx.link(id);
  if (!uppers) return;
  for (const upper of uppers) {
    const link = tx.findLink(upper);
    if (link) driverOf(link.kind.type)?.lowerEvent?.(tx, upper, event);
  }
}

/** NETDEV_FEAT_CHANGE: those above can take what the link below can (netif_inherit_tso_max). */
export function tellFeatures(tx: Transaction, id: LinkId): void {
  const link = tx.link(id);
  const limit = tsoMaxSize(link);
  for (const upper of link.uppers ?? []) {
    const kind = tx.findLink(upper)?.kind;
    if (!kind || !("lower" in kind) || !("tsoMaxSize" in kind) || kind.tsoMaxSize === limit) continue;
    tx.changeLink(tx.link(upper), { kind: { ...kind, tsoMaxSize: limit } });
    tellFeatures(tx, upper);
  }
}

/** Drivers that can listen to several addresses without listening to all (IFF_UNICAST_FLT). */
const FILTERS: ReadonlySet<Link["kind"]["type"]> = new Set(["bond", "vlan", "macvlan", "macvtap", "ipvlan"]);

export function filtersUnicast({ kind }: Link): boolean {
  return FILTERS.has(kind.type);
}

/** __dev_set_rx_mode: who cannot filter becomes promiscuous, once, as long as others' addresses are asked for. */
export function syncUnicast(tx: Transaction, id: LinkId): void {
  const link = tx.link(id);
  if (filtersUnicast(link)) {
    if ("lower" in link.kind) syncUnicast(tx, link.kind.lower);
    if (link.kind.type === "bond") for (const slave of link.kind.slaves) syncUnicast(tx, slave);
    return;
  }
  // Nobody is asked who is down, and so it stays what it was.
  if (!isUp(link)) return;
  const wants = hostsAsked(tx.draft.links, link).size > 0;
  if (wants === (link.unicastPromisc ?? false)) return;
  tx.changeLink(link, { unicastPromisc: wants, promiscuity: link.promiscuity + (wants ? 1 : -1) });
}

/** A link's own address or state changed: what it asks of the one below may have, too. */
export function syncBelow(tx: Transaction, id: LinkId): void {
  const { kind } = tx.link(id);
  if (kind.type === "bond") syncUnicast(tx, id);
  const below = "lower" in kind ? tx.findLink(kind.lower) : undefined;
  if (!below) return;
  if (below.unheard?.includes(id)) tx.changeLink(below, { unheard: below.unheard.filter((upper) => upper !== id) });
  syncUnicast(tx, below.id);
}

/** netdev_has_upper_dev: the one is, however far, above the other. */
export function standsOn(tx: Transaction, lower: Link, upper: Link): boolean {
  const above = [lower.master, ...(lower.uppers ?? [])];
  return above.some((id) => {
    const link = id === undefined ? undefined : tx.findLink(id);
    return link !== undefined && (link.id === upper.id || standsOn(tx, link, upper));
  });
}
