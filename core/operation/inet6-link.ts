/**
 * IPv6 on a link: what comes with the carrier, what goes with the link, disable_ipv6 (addrconf_notify, addrconf_ifdown of
 * net/ipv6/addrconf.c). The addresses themselves are those of inet6.ts.
 */

import { IPV6_LOOPBACK, type Ipv6, linkLocalFromMac } from "../address/ipv6.ts";
import { macBytes } from "../address/mac.ts";
import { type Inet6Address, SCOPE } from "../model/address.ts";
import { hasInet6, IPV6_MIN_MTU } from "../model/family-mtu.ts";
import { type AddrGenMode, copyLink, hardwareOf, IFF, isOperUp, isUp, type Link } from "../model/link.ts";
import { TABLE } from "../model/route.ts";
import { isTunnel, type Tunnel } from "../model/tunnel.ts";
import { acceptDad, conf6 } from "./conf.ts";
import { appendRoute, changeRouteMtus6, flushDevice6, linkDown6, syncUp } from "./fib.ts";
import { tellGroups6 } from "./group-reports.ts";
import { groupsAnew, usersBut } from "./group-users.ts";
import {
  addPrefixRoute,
  announce6,
  failDad,
  insertAddress6,
  kernelRoute6,
  kickDad,
  leaveGroupsOf,
  newAddress6,
  startDad,
} from "./inet6.ts";
import { groupsAtBirth } from "./inet6-birth.ts";
import { addressesOfTunnel, isIsatap } from "./inet6-tunnel.ts";
import { neighborsDown } from "./neighbor-table.ts";
import { isStable, stableAddress } from "./stable-address.ts";
import type { Transaction } from "./transaction.ts";

function mayUseInet6(link: Link): boolean {
  // addrconf_notify passes over slaves of bonds.
  return conf6(link, "disable_ipv6") === 0 && hasInet6(link) && (link.flags & IFF.SLAVE) === 0;
}

/** addrconf_link_ready: a link that has lost its carrier works until link watch has seen it. */
export function isReady6({ carrier, operState }: Link): boolean {
  return isOperUp(operState) && (carrier || operState === "UP");
}

function becomeReady(tx: Transaction, link: Link): Link {
  const next = copyLink(link);
  next.inet6Ready = true;
  return tx.replaceLink(link, next);
}

/** NETDEV_UP. */
export function inet6Up(tx: Transaction, id: Link["id"]): void {
  let link = tx.link(id);
  // Wide enough only since it was registered: now there is IPv6 (ipv6_add_dev).
  if (hasInet6(link) && link.groups6.length === 0)
    link = tx.patchLink(id, groupsAnew(link, { groups6: groupsAtBirth(link) }));
  if (!mayUseInet6(link)) return;
  // addrconf_permanent_addr: addresses that were given while the link was down.
  for (const address of link.inet6) addPrefixRoute(tx, link, address);
  if (!isReady6(link)) {
    for (const address of link.inet6) startDad(tx, id, address.local);
    return;
  }
  link = becomeReady(tx, link);
  configure(tx, id);
  announce6(tx, link);
  endIfNarrow(tx, id);
}

/** `lo` alone has IPv6 however narrow it is: it gets what others get and loses it at once (addrconf_notify). */
function endIfNarrow(tx: Transaction, id: Link["id"]): void {
  if (tx.link(id).mtu < IPV6_MIN_MTU) inet6Down(tx, id, false);
}

/**
 * NETDEV_CHANGE: the carrier came or went, or a flag changed. Where it is about asking for addresses, detection begins anew
 * (addrconf_dad_run).
 */
export function inet6Changed(tx: Transaction, id: Link["id"], arp: boolean): void {
  carrier(tx, id);
  const link = tx.link(id);
  if (arp && link.inet6Ready && isUp(link)) for (const { local } of link.inet6) kickDad(tx, link, local, "again");
}

function carrier(tx: Transaction, id: Link["id"]): void {
  const link = tx.link(id);
  if (!isUp(link) || !mayUseInet6(link)) return;
  if (!isReady6(link)) {
    linkDown6(tx, link.netns, id);
    return;
  }
  if (link.inet6Ready) {
    tellGroups6(tx.runtime, tx.netns(link.netns), link);
    syncUp(tx, link.netns, id, "inet6", true);
    return;
  }
  becomeReady(tx, link);
  configure(tx, id);
  endIfNarrow(tx, id);
}

/** ipv6_mc_up: the device hears the groups again that it left when it went down. */
export function rejoinGroups6(tx: Transaction, id: Link["id"]): void {
  if (tx.link(id).groups6Heard === "left") tx.patchLink(id, { groups6Heard: "again" });
}

/** addrconf_add_mroute. */
export function addGroupRoute(tx: Transaction, link: Link): void {
  // A VRF device stands for no link.
  if (link.kind.type === "vrf") return;
  appendRoute(tx, link.netns, kernelRoute6(tx, link, "multicast", "ff00::" as Ipv6, 8, TABLE.local, 256));
}

/** addrconf_init_auto_addrs, then the probes that have been waiting for the link. */
function configure(tx: Transaction, id: Link["id"]): void {
  // ipv6_mc_up.
  const { mtu, conf6 } = tx.link(id);
  const mtu6 = mtu >= IPV6_MIN_MTU ? conf6.mtu6 : undefined;
  // What a router said of the MTU is forgotten (addrconf_notify).
  if (mtu6 !== undefined) {
    const { mtu6: _, ...rest } = conf6;
    tx.patchLink(id, { conf6: rest });
  }
  rejoinGroups6(tx, id);
  const link = tx.link(id);
  const waiting = link.inet6.filter((address) => !address.dadFailed);
  makeOwnAddresses(tx, id);
  for (const address of waiting) startDad(tx, id, address.local);
  syncUp(tx, link.netns, id, "inet6", true);
  if (mtu6 !== undefined) changeRouteMtus6(tx, link.netns, id, link.mtu, mtu6);
}

/** addrconf_init_auto_addrs. */
function makeOwnAddresses(tx: Transaction, id: Link["id"]): void {
  const link = tx.link(id);
  if (link.flags & IFF.LOOPBACK) {
    if (!link.inet6.some((address) => address.local === IPV6_LOOPBACK))
      // init_loopback: without a route, which it gets where it is there before the link comes up.
      insertAddress6(tx, id, { ...newAddress6(IPV6_LOOPBACK, 128, SCOPE.host), tentative: false }, false, false);
  } else if (isTunnel(link.kind) && hardwareOf(link) !== "ether") configureTunnel(tx, link, link.kind);
  else {
    if (isUp(link)) addGroupRoute(tx, link);
    const made = makeLinkLocal(tx, link);
    if (made && !link.inet6.some((address) => address.local === made.local)) insertAddress6(tx, id, made);
  }
}

/** addrconf_sysctl_addr_gen_mode: an address of the new mode is made at once, whether the link is up or not. */
export function setGenMode(tx: Transaction, id: Link["id"], addrGenMode: AddrGenMode): void {
  const link = tx.link(id);
  if (link.addrGenMode === addrGenMode) return;
  tx.changeLink(link, { addrGenMode });
  if (mayUseInet6(link)) makeOwnAddresses(tx, id);
}

/** addrconf_sit_config, addrconf_gre_config, addrconf_dev_config: addresses made of those of the tunnel's own end. */
function configureTunnel(tx: Transaction, link: Link, tunnel: Tunnel): void {
  const own = isIsatap(tunnel);
  const made = own && isStable(link) ? makeLinkLocal(tx, link) : undefined;
  const addresses = made === undefined ? addressesOfTunnel(tx, link, tunnel) : [made];
  if (own) addGroupRoute(tx, link);
  for (const address of addresses)
    if (!tx.link(link.id).inet6.some(({ local }) => local === address.local)) insertAddress6(tx, link.id, address);
  if (!own && (tunnel.type === "gre" || link.flags & IFF.POINTOPOINT)) addGroupRoute(tx, tx.link(link.id));
}

/** addrconf_addr_gen: a VRF device stands for no link. */
function makeLinkLocal(tx: Transaction, link: Link): Inet6Address | undefined {
  if (link.addrGenMode === "none" || link.kind.type === "vrf") return undefined;
  const stable = isStable(link);
  const local = stable ? stableAddress(tx, link.id, LINK_LOCAL, 0) : linkLocalOf(link);
  if (local === undefined) return undefined;
  return { ...newAddress6(local, 64, SCOPE.link), ...(stable && { marks: ["stable-privacy"] as const }) };
}

const LINK_LOCAL = "fe80::" as Ipv6;

/** addrconf_ifdown: all routes and addresses of the link go; with keep_addr_on_down the permanent ones stay. */
export function inet6Down(tx: Transaction, id: Link["id"], unregister: boolean): void {
  let link = tx.link(id);
  flushDevice6(tx, link.netns, id, unregister);
  neighborsDown(tx, id, "inet6");
  link = tx.link(id);
  const everywhere = tx.netns(link.netns).conf6.all["keep_addr_on_down"] ?? 0;
  const wanted = everywhere === 0 ? conf6(link, "keep_addr_on_down") : everywhere;
  const keep = !unregister && conf6(link, "disable_ipv6") === 0 && wanted > 0;
  const kept: Inet6Address[] = [];
  for (const address of link.inet6) {
    if (keep && address.permanent && address.scope !== SCOPE.link && address.scope !== SCOPE.host)
      kept.push({ ...address, tentative: !address.noDad, preDad: true });
    else
      tx.note("address", "delete", link.netns, id, {
        noun: "address",
        link,
        address,
      });
  }
  for (const address of link.inet6) leaveGroupsOf(tx, id, address);
  link = tx.link(id);
  // ipv6_ac_destroy_dev, ipv6_mc_destroy_dev.
  const left = unregister ? link.groups6.filter((group) => !group.startsWith("ff02::1:ff")) : link.groups6;
  tx.runtime.routerSearches.delete(id);
  const next = copyLink(link);
  next.inet6 = kept;
  next.inet6Ready = false;
  next.groups6 = left;
  if (unregister) next.groupUsers = usersBut(link, 6);
  if (unregister) next.anycast6 = undefined;
  // ipv6_mc_down.
  if (link.inet6Ready && !unregister) next.groups6Heard = "left";
  tx.replaceLink(link, next);
}

/** ipv6_generate_eui64: the link-local address that comes from the link's own. */
function linkLocalOf({ mac, kind }: Link): Ipv6 {
  return linkLocalFromMac(macBytes(mac), kind.type === "ipvlan" ? kind.devId : 0);
}

/** addrconf_dad_work: somebody else has the address. With `accept_dad` of 2 a link whose own address that is gives IPv6 up. */
export function addressTaken(tx: Transaction, id: Link["id"], local: Ipv6): void {
  failDad(tx, id, local);
  const link = tx.findLink(id);
  if (!link || acceptDad(tx, link) < 2 || conf6(link, "disable_ipv6") !== 0 || local !== linkLocalOf(link)) return;
  tx.changeLink(link, { conf6: { ...link.conf6, disable_ipv6: 1 } });
  inet6Down(tx, id, false);
}

/** `conf/DEV/disable_ipv6` was written. */
export function inet6Enable(tx: Transaction, id: Link["id"], enable: boolean): void {
  const link = tx.link(id);
  if (!enable) inet6Down(tx, id, false);
  else if (isUp(link)) inet6Up(tx, id);
}
