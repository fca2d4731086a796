/**
 * Links that a namespace keeps in its own tables, as those of tunnels (net_generic of the namespace that one was made in): they
 * stay in them wherever they move.
 */
import type { NetnsId } from "../model/id.ts";
import type { Link } from "../model/link.ts";
import type { Transaction } from "./transaction.ts";

function isFrom(link: Link, home: NetnsId): boolean {
  return "home" in link.kind && link.kind.home === home;
}

/** Those that were made in a namespace and have moved away: whoever did has a number for where it came from. */
export function* madeInButAway(tx: Transaction, home: NetnsId): Generator<Link> {
  for (const { id, nsids } of Object.values(tx.draft.netns))
    if (id !== home && nsids.has(home)) for (const link of tx.linksOf(id)) if (isFrom(link, home)) yield link;
}

/** Those that were made in a namespace: first those that are in it. */
export function* madeIn(tx: Transaction, home: NetnsId): Generator<Link> {
  for (const link of tx.linksOf(home)) if (isFrom(link, home)) yield link;
  yield* madeInButAway(tx, home);
}
