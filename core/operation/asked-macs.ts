/**
 * The link-layer addresses that a device has to hear (dev->uc and dev->mc of net/core/dev_addr_lists.c): what IPv4, IPv6 and
 * people asked of it itself, and what those that stand on it hand down (dev_uc_sync, dev_mc_sync).
 *
 * Same as Linux: one list of each kind in the order in which somebody first asked, whoever it was; an entry stays where it
 * is as long as anybody asks for it.
 */
import { groupMac4, groupMac6 } from "../address/group-mac.ts";
import type { Ipv4 } from "../address/ipv4.ts";
import { parseIpv6, solicitedNode } from "../address/ipv6.ts";
import { type Mac, macFromBytes } from "../address/mac.ts";
import { BOND_MODE } from "../model/bond.ts";
import type { Config } from "../model/config.ts";
import { bondHeardBy, copyLink, type HeardMacs, hardwareOf, IFF, isMacvlan, isUp, type Link } from "../model/link.ts";
import { SLOW_PROTOCOLS_GROUP } from "../wire/lacp.ts";
import type { Transaction } from "./transaction.ts";

type Links = Config["links"];

/** The link's address of a group; undefined for one of the interface alone, which no frame is sent to. */
export function macOfGroup6(group: string): Mac | undefined {
  const address = parseIpv6(group);
  return address === undefined || /^ff.1:/.test(group) ? undefined : groupMac6(address);
}

/** The multicast addresses that a link itself listens to, in the order it began to. */
export function listenedMacs(link: Link): Mac[] {
  if (hardwareOf(link) !== "ether") return [];
  const macs = link.heard.map((each) =>
    typeof each === "number" ? groupMac4(each as Ipv4) : each.includes("::") ? macOfGroup6(each) : (each as Mac),
  );
  return [...new Set(macs.filter((mac) => mac !== undefined))];
}

/** The group of GVRP and MVRP, which the first VLAN interface on a link has it listen to, once for each (IEEE 802.1Q table 10-1). */
const MVRP_GROUP = macFromBytes([0x01, 0x80, 0xc2, 0x00, 0x00, 0x21]);

function registered(links: Links, link: Link): readonly Mac[] {
  return link.uppers?.some((id) => links[id]?.kind.type === "vlan") ? [MVRP_GROUP, MVRP_GROUP] : [];
}

function isAggregating({ kind }: Link): boolean {
  return kind.type === "bond" && kind.params.mode === BOND_MODE.lacp;
}

/** Whether what an upper link hears is asked of the lower one. A VXLAN interface is above its card, but hands nothing down to it. */
function handsDown(upper: Link): boolean {
  return "lower" in upper.kind && isUp(upper);
}

/** Whether a group of the link's counts as handed down, which holds it once more (__hw_addr_sync_one). */
export function isHandedDown(link: Link, group: Mac): boolean {
  return handsDown(link) || link.lostGroups?.includes(group) === true;
}

/** The groups of a link, where the one below is about to forget all that was handed down to it. */
export function groupsToLose(links: Links, upper: Link): readonly Mac[] | undefined {
  return handsDown(upper) ? groupsHeard(links, upper) : upper.lostGroups;
}

/** slave_set_ns_maddrs: a slave in waiting hears what its bond asks its targets by the active one, where that counts as an answer. */
function solicitedByBond(links: Links, { bondSlave, master, flags }: Link): readonly Mac[] {
  const kind = bondSlave?.state === "BACKUP" && master !== undefined ? links[master]?.kind : undefined;
  if (kind?.type !== "bond" || kind.params.mode !== BOND_MODE.activeBackup || kind.params.arp_validate === 0) return [];
  return (flags & IFF.MULTICAST) === 0 ? [] : kind.nsTargets.map((target) => groupMac6(solicitedNode(target)));
}

/** What others ask of a link to hear, each address as often as somebody asks for it. */
export function groupsAskedByOthers(links: Links, link: Link): readonly Mac[] {
  const bond = bondHeardBy(links, link);
  const slow = bond && isUp(bond) && isAggregating(bond) ? [SLOW_PROTOCOLS_GROUP] : [];
  const ofBond = bond && isUp(bond) ? groupsHeard(links, bond) : [];
  const ofUppers = (link.uppers ?? []).flatMap((id) => {
    const upper = links[id];
    if (!upper || !handsDown(upper)) return [];
    const { lostGroups } = upper;
    const heard = groupsHeard(links, upper);
    return lostGroups ? heard.filter((mac) => !lostGroups.includes(mac)) : heard;
  });
  return [...registered(links, link), ...ofUppers, ...slow, ...solicitedByBond(links, link), ...ofBond];
}

/** The addresses, each once, those of the order first and as it says. */
function ordered(asked: Iterable<Mac>, order: readonly Mac[] = []): Mac[] {
  const rest = new Set(asked);
  return [...order.filter((mac) => rest.delete(mac)), ...rest];
}

/** The groups that a link is to hear: its own, and those of what stands on it. */
export function groupsHeard(links: Links, link: Link): readonly Mac[] {
  const { lostGroups = [] } = link;
  return ordered([...listenedMacs(link), ...groupsAskedByOthers(links, link), ...lostGroups], link.macOrder?.groups);
}

/**
 * The addresses of single hosts that a link is to hear besides its own: what it was told, and what those that are up above it
 * ask for (dev_uc_add, dev_uc_sync).
 */
export function hostsAsked(links: Links, link: Link): ReadonlySet<Mac> {
  const asked = new Set<Mac>();
  for (const { mac, list } of link.listened ?? []) if (list === "hosts") asked.add(mac);
  for (const mac of link.port?.heard ?? []) asked.add(mac);
  for (const id of link.uppers ?? []) {
    const upper = links[id];
    if (!upper || !handsDown(upper) || link.unheard?.includes(id)) continue;
    // A passthru MACVLAN has the address of its link, be it a moment later, and asks for none (macvlan_open).
    const shares = isMacvlan(upper.kind) && upper.kind.mode === "passthru";
    if (upper.mac !== link.mac && !shares) asked.add(upper.mac);
    for (const mac of hostsAsked(links, upper)) asked.add(mac);
  }
  const bond = bondHeardBy(links, link);
  if (bond && isUp(bond)) for (const mac of hostsAsked(links, bond)) if (mac !== link.mac) asked.add(mac);
  return asked;
}

/** What a device hears beside its own address, each once in a list, in the order in which they were asked for. */
export function heardMacs(links: Links, link: Link): HeardMacs {
  return { hosts: ordered(hostsAsked(links, link), link.macOrder?.hosts), groups: groupsHeard(links, link) };
}

function isSameList(a: readonly Mac[], b: readonly Mac[]): boolean {
  return a.length === b.length && a.every((mac, at) => mac === b[at]);
}

function asksDifferently(before: Link, after: Link): boolean {
  return (
    before.heard !== after.heard ||
    before.listened !== after.listened ||
    before.flags !== after.flags ||
    before.mac !== after.mac ||
    before.uppers !== after.uppers ||
    before.unheard !== after.unheard ||
    before.lostGroups !== after.lostGroups ||
    before.kind !== after.kind ||
    before.master !== after.master ||
    before.bondSlave?.state !== after.bondSlave?.state ||
    before.port?.heard !== after.port?.heard ||
    before.netns !== after.netns
  );
}

/** After a change of a link: what it, and the ones below it, now hear keeps its order. */
export function keepMacOrder(tx: Transaction, before: Link, after: Link): void {
  const stands = "lower" in after.kind || after.kind.type === "bond";
  if (!stands && !after.uppers && !after.bondSlave && !after.macOrder) return;
  if (!asksDifferently(before, after)) return;
  // dev_uc_flush, dev_mc_flush: on its way to another namespace the list is emptied.
  orderMacs(tx, after, before.netns !== after.netns);
}

function orderMacs(tx: Transaction, link: Link, anew = false): void {
  const { links } = tx.draft;
  const macOrder = heardMacs(links, anew ? Object.assign(copyLink(link), { macOrder: undefined }) : link);
  const was = link.macOrder;
  if (!was || !isSameList(was.hosts, macOrder.hosts) || !isSameList(was.groups, macOrder.groups))
    tx.draft.putLink(Object.assign(copyLink(link), { macOrder }));
  const { kind } = link;
  const below = "lower" in kind ? [kind.lower] : kind.type === "bond" ? kind.slaves : [];
  for (const id of below) {
    const lower = tx.findLink(id);
    if (lower) orderMacs(tx, lower);
  }
}
