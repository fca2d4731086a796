/**
 * Groups that a link is in because of an address with `autojoin` (ip_mc_autojoin_config of net/ipv4/devinet.c,
 * ipv6_mc_config of net/ipv6/addrconf.c): the kernel joins them with a socket of its own.
 *
 * Same as Linux: the limit of memberships, a group that was joined already, groups that a VXLAN interface needs as well.
 * Simplified: membership without an address, which is left when a secondary one goes with its primary, does not count.
 */
import { type Ipv4, isIpv4Multicast } from "../address/ipv4.ts";
import { type Ipv6, isIpv6Multicast } from "../address/ipv6.ts";
import type { LinkId } from "../model/id.ts";
import type { Link } from "../model/link.ts";
import { isUp } from "../model/link.ts";
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
  tx.changeLink(link, withGroup(link, group));
  return DONE;
}

/** ip_mc_leave_group, ipv6_sock_mc_drop: nothing where the group had not been joined. */
export function leaveGroup(tx: Transaction, link: Link, group: Ipv4 | Ipv6): void {
  const family = typeof group === "number" ? "ipv4" : "ipv6";
  if (!joinedBy(link, family).includes(group) || isNeeded(tx, link, group)) return;
  dropGroup(tx, link, group);
}

/** A program's socket joins a group, as often as there are such sockets, or leaves it. */
export function changeMembership(tx: Transaction, id: LinkId, group: Ipv4 | Ipv6, joins: boolean): void {
  const link = tx.findLink(id);
  if (!link) return;
  const before = link.joined ?? [];
  if (joins) {
    tx.changeLink(link, { joined: [...before, group], ...withGroup(link, group) });
    return;
  }
  const at = before.indexOf(group);
  if (at < 0) return;
  const joined = before.filter((_, i) => i !== at);
  const changed = tx.changeLink(link, { joined });
  const family = typeof group === "number" ? "ipv4" : "ipv6";
  if (joinedBy(changed, family).includes(group) || isNeeded(tx, changed, group)) return;
  dropGroup(tx, changed, group);
}

function withGroup(link: Link, group: Ipv4 | Ipv6): Partial<Pick<Link, "groups4" | "groups6">> {
  if (typeof group === "number")
    return link.groups4.includes(group) ? {} : { groups4: ([group] as number[]).concat(link.groups4) };
  return link.groups6.includes(group) ? {} : { groups6: ([group] as string[]).concat(link.groups6) };
}

function dropGroup(tx: Transaction, { id }: Link, group: Ipv4 | Ipv6): void {
  const link = tx.link(id);
  if (typeof group === "number") tx.patchLink(id, { groups4: link.groups4.filter((other) => other !== group) });
  else tx.patchLink(id, { groups6: link.groups6.filter((other) => other !== group) });
}

/** A VXLAN interface above listens to the group, or a program does. */
function isNeeded(tx: Transaction, link: Link, group: Ipv4 | Ipv6): boolean {
  if (link.joined?.includes(group)) return true;
  return (link.uppers ?? []).some((id) => {
    const upper = tx.findLink(id);
    return upper !== undefined && isUp(upper) && upper.kind.type === "vxlan" && upper.kind.remote === group;
  });
}

/** An address of the link has the group joined. */
export function isAutoJoined(link: Link, group: Ipv4 | Ipv6): boolean {
  return joinedBy(link, typeof group === "number" ? "ipv4" : "ipv6").includes(group);
}
