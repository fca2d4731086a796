/**
 * Who listens to a multicast group of a link, counted (____ip_mc_inc_group and __ip_mc_dec_group of net/ipv4/igmp.c,
 * __ipv6_dev_mc_inc and __ipv6_dev_mc_dec of net/ipv6/mcast.c): the group is joined for the first and left with the last.
 */
import type { LinkId } from "../model/id.ts";
import { copyLink, type Link } from "../model/link.ts";
import { withFirst } from "../model/list.ts";
import type { Transaction } from "./transaction.ts";

/** A group as links have it: of IPv4 a number, of IPv6 text. */
type Group = number | string;

function isIn(link: Pick<Link, "groups4" | "groups6">, group: Group): boolean {
  return typeof group === "number" ? link.groups4.includes(group) : link.groups6.includes(group);
}

/** How many listen to the group; 0 where the link is not in it. */
export function groupUsers(link: Pick<Link, "groups4" | "groups6" | "groupUsers">, group: Group): number {
  return isIn(link, group) ? (link.groupUsers?.[group] ?? 1) : 0;
}

/** One more listens to the group; a new one stands before all others. */
export function useGroup(tx: Transaction, id: LinkId, group: Group): Link {
  const link = tx.link(id);
  const users = groupUsers(link, group);
  if (users > 0) return tx.changeLink(link, { groupUsers: { ...link.groupUsers, [group]: users + 1 } });
  const next = copyLink(link);
  if (typeof group === "number") next.groups4 = withFirst(group, link.groups4);
  else next.groups6 = withFirst(group, link.groups6);
  return tx.replaceLink(link, next);
}

/** One less listens to the group. Nobody leaves what he is not in. */
export function leaveUsedGroup(tx: Transaction, id: LinkId, group: Group): Link {
  const link = tx.link(id);
  const users = groupUsers(link, group);
  if (users === 0) return link;
  const { [group]: _, ...rest } = link.groupUsers ?? {};
  if (users > 1) return tx.changeLink(link, { groupUsers: users > 2 ? { ...rest, [group]: users - 1 } : rest });
  return tx.changeLink(
    link,
    typeof group === "number"
      ? { groups4: link.groups4.filter((other) => other !== group) }
      : { groups6: link.groups6.filter((other) => other !== group) },
  );
}

/** The groups of a link whose multicast lists of a family are made anew (ip_mc_destroy_dev, ipv6_mc_destroy_dev). */
export function groupsAnew(
  link: Pick<Link, "groupUsers">,
  groups: { readonly groups4: readonly number[] } | { readonly groups6: readonly string[] },
): Partial<Link> {
  return { ...groups, groupUsers: usersBut(link, "groups4" in groups ? 4 : 6) };
}

/** What is left of the counts of a link when the groups of a family are forgotten. */
export function usersBut({ groupUsers }: Pick<Link, "groupUsers">, family: 4 | 6): Link["groupUsers"] {
  if (groupUsers === undefined) return undefined;
  const kept = Object.entries(groupUsers).filter(([group]) => (group.includes(":") ? 6 : 4) !== family);
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}
