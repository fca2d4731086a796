/** dev_set_mtu of net/core/dev.c, with what the network layers make of it (NETDEV_CHANGEMTU). */

import type { IpAddress } from "../address/prefix.ts";
import { hasInet6, IPV4_MIN_MTU, IPV6_MIN_MTU } from "../model/family-mtu.ts";
import type { LinkId } from "../model/id.ts";
import { IFF, isUp, type Link } from "../model/link.ts";
import { foldLinkMib } from "../model/mib.ts";
import type { RouteException } from "../model/route-exception.ts";
import { adjustMtu } from "./bridge-port.ts";
import { changeRouteMtus6 } from "./fib.ts";
import { groupsAnew } from "./group-users.ts";
import { groupsUp4, inetDestroy } from "./inet.ts";
import { groupsAtBirth, inet6AtBirth } from "./inet6-birth.ts";
import { inet6Down, inet6Up, isReady6 } from "./inet6-link.ts";
import { tellUppers } from "./kind/stack.ts";
import { driverOf } from "./kind/table.ts";
import { tellNetconf } from "./netconf.ts";
import type { Transaction } from "./transaction.ts";

/** Gives a link another MTU: one too small for IPv6, or for IPv4, takes the addresses. */
export function changeMtu(tx: Transaction, id: LinkId, mtu: number): void {
  if (tx.link(id).mtu === mtu) return;
  driverOf(tx.link(id).kind.type)?.changingMtu?.(tx, id, mtu);
  const before = tx.link(id);
  adaptPathMtus(tx, before, mtu);
  if (mtu >= IPV6_MIN_MTU && hasInet6(before))
    changeRouteMtus6(tx, before.netns, id, mtu, before.conf6.mtu6 ?? before.mtu);
  let link = tx.changeLink(before, { mtu, conf6: conf6After(before, mtu) });
  tx.noteLink(id);
  const had = hasInet6(before);
  const has = hasInet6(link);
  if (had && !has) {
    inet6Down(tx, id, true);
    tx.patchLink(id, groupsAnew(tx.link(id), { groups6: [] }));
    foldLinkMib(tx.runtime, id, link.netns);
    tellNetconf(tx, "delete", tx.link(id), "inet6");
  } else if (has && !had) {
    link = tx.changeLink(link, inet6AtBirth(tx, link));
    tellNetconf(tx, "new", link, "inet6");
    // ipv6_add_dev, of a link that works already.
    const inet6Ready = isUp(link) && isReady6(link);
    tx.patchLink(id, { ...groupsAnew(link, { groups6: groupsAtBirth(link) }), inet6Ready });
    if (isUp(link)) inet6Up(tx, id);
  }
  // lo keeps IPv6 as such, and has its addresses again when it next comes up with a greater MTU.
  if (link.flags & IFF.LOOPBACK && mtu < IPV6_MIN_MTU) inet6Down(tx, id, false);
  if (mtu < IPV4_MIN_MTU && before.mtu >= IPV4_MIN_MTU) {
    inetDestroy(tx, id);
    tellNetconf(tx, "delete", tx.link(id), "inet");
  }
  // inetdev_init.
  else if (mtu >= IPV4_MIN_MTU && before.mtu < IPV4_MIN_MTU && isUp(link)) groupsUp4(tx, id);
  if (before.port && before.master !== undefined) adjustMtu(tx, before.master);
  tellUppers(tx, id, "mtu");
}

/** What a router said of the MTU is no more; a loopback too narrow for IPv6 sends packets as long as before (addrconf_notify). */
function conf6After({ flags, conf6, mtu: before }: Link, mtu: number): Link["conf6"] {
  const { mtu6, ...rest } = conf6;
  if (flags & IFF.LOOPBACK && mtu < IPV6_MIN_MTU) return { ...rest, mtu6: mtu6 ?? before };
  return mtu6 === undefined ? conf6 : rest;
}

/**
 * fib_nhc_update_mtu, rt6_exceptions_update_pmtu: what routers said of paths over the link is no more than it can do itself,
 * and what it was the narrowest of is as wide as it is now.
 */
function adaptPathMtus(tx: Transaction, link: Link, mtu: number): void {
  const table = tx.runtime.exceptions.get(link.netns);
  if (!table) return;
  const usual6 = link.conf6.mtu6 ?? link.mtu;
  const adapted = (said: RouteException, destination: IpAddress): RouteException => {
    if (said.link !== link.id || said.mtu === undefined) return said;
    if (typeof destination !== "number") return said.mtu >= mtu || said.mtu === usual6 ? { ...said, mtu } : said;
    const follows = said.mtuLocked ? mtu <= said.mtu : mtu < said.mtu || said.mtu === link.mtu;
    return follows ? { ...said, mtu, mtuLocked: false } : said;
  };
  for (const [destination, list] of table)
    if (list.some((said) => said.link === link.id))
      table.set(
        destination,
        list.map((said) => adapted(said, destination)),
      );
}
