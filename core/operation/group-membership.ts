/**
 * Groups that a link is in because of an address with `autojoin` (ip_mc_autojoin_config of net/ipv4/devinet.c,
 * ipv6_mc_config of net/ipv6/addrconf.c): the kernel joins them with a socket of its own.
 *
 * Same as Linux: the limit of memberships, a group that was joined already.
 * Simplified: membership without an address, which is left when a secondary one goes with its primary, does not count.
 */
import { type Ipv4, isIpv4Multicast } from "../address/ipv4.ts";
import { type Ipv6, isIpv6Multicast } from "../address/ipv6.ts";
import type { LinkId } from "../model/id.ts";
import type { Link } from "../model/link.ts";
import { leaveUsedGroup, useGroup } from "./group-users.ts";
import { DONE, type Outcome, refuse, type Transaction } from "./transaction.ts";

/** The groups of the kernel's own socket on a link. */
function joinedBy(link: Link, family: "ipv4" | "ipv6"): (Ipv4 | Ipv6)[] {
  return family === "ipv4"
    ? link.inet.filter(({ autoJoin }) => autoJoin).map(({ local }) => local)
    : link.inet6.filter(({ marks }) => marks?.includes("autojoin")).map(({ local }) => local);
}

/** ip_mc_join_group, ipv6_sock_mc_join: EINVAL for what is no group, EADDRINUSE, ENOBUFS. */
export function joinGroup(tx: Transaction, link: Link, group: Ipv4 | Ipv6): Outcome {
  const family = typeof group === "number" ? "ipv4" : "ipv6";
  const failed = `${family}: Multicast auto join failed`;
  if (typeof group === "number" ? !isIpv4Multicast(group) : !isIpv6Multicast(group)) return refuse("EINVAL", failed);
  if (joinedBy(link, family).includes(group)) return refuse("EADDRINUSE", failed);
  if (typeof group === "number") {
    const most = Number(tx.netns(link.netns).sysctls["ipv4.igmp_max_memberships"] ?? 20);
    const all = tx.linksOf(link.netns).reduce((sum, other) => sum + joinedBy(other, "ipv4").length, 0);
    if (all >= most) return refuse("ENOBUFS", failed);
  }
  useGroup(tx, link.id, group);
  return DONE;
}

/** ip_mc_leave_group, ipv6_sock_mc_drop: nothing where the group had not been joined. */
export function leaveGroup(tx: Transaction, link: Link, group: Ipv4 | Ipv6): void {
  const family = typeof group === "number" ? "ipv4" : "ipv6";
  if (joinedBy(link, family).includes(group)) leaveUsedGroup(tx, link.id, group);
}

/** A program's socket joins a group, as often as there are such sockets, or leaves it. */
export function changeMembership(tx: Transaction, id: LinkId, group: Ipv4 | Ipv6, joins: boolean): void {
  const link = tx.findLink(id);
  if (!link) return;
  const before = link.joined ?? [];
  if (joins) {
    tx.changeLink(link, { joined: [...before, group] });
    useGroup(tx, id, group);
    return;
  }
  const at = before.indexOf(group);
  if (at < 0) return;
  tx.changeLink(link, { joined: before.filter((_, i) => i !== at) });
  leaveUsedGroup(tx, id, group);
}
