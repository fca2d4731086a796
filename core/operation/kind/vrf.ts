/**
 * Virtual routing and forwarding (drivers/net/vrf.c, net/l3mdev/l3mdev.c): a device whose ports are a domain of routing of
 * their own, and which stands in for the loopback device there.
 *
 * Same as Linux: defaults, the rule that leads to the tables, what joining and leaving do to a port (its routes go, it goes
 * down and up again, its IPv6 addresses are gone), refusals, strict mode.
 */
import { isValidUnicastMac } from "../../address/mac.ts";
import type { LinkId, NetnsId } from "../../model/id.ts";
import { IFF, isUp, type Link } from "../../model/link.ts";
import { kernelRule } from "../../model/route.ts";
import { ok } from "../../result.ts";
import { beforeLinkWatch, closeLink, openLink, reserveIfindex } from "../device.ts";
import { makeTable, syncDown4 } from "../fib.ts";
import { inet6Down } from "../inet6-link.ts";
import { numberIn } from "../link.ts";
import { neighborsDown } from "../neighbor-table.ts";
import { enterRule } from "../rule-change.ts";
import { DONE, type Outcome, refuse, type Transaction } from "../transaction.ts";
import type { KindDriver } from "./kind.ts";
import { standsOn } from "./stack.ts";

/** IPV6_MIN_MTU, and IP6_MAX_MTU: what an IPv6 header and the longest payload behind it take. */
const MIN_MTU = 1280;
const MAX_MTU = 65_575;

/** FIB_RULE_PREF. */
const RULE_PRIORITY = 1000;

/** vrf_rtable_create, vrf_rt6_create: the tables are there from now on. */
function registering(tx: Transaction, { netns, kind }: Link): void {
  if (kind.type !== "vrf") return;
  for (const family of ["inet", "inet6"] as const) makeTable(tx, netns, family, kind.table);
  addRules(tx, netns);
}

/** vrf_add_fib_rules: with the first device of a namespace. What becomes of the rules later is nobody's affair here. */
function addRules(tx: Transaction, netns: NetnsId): void {
  if (tx.netns(netns).vrfRules) return;
  tx.ownNetns(netns).vrfRules = true;
  const rules = (["inet", "inet6"] as const).map((family) => kernelRule(family, RULE_PRIORITY, { kind: "l3mdev" }));
  for (const rule of rules) enterRule(tx, netns, rule);
  // Routes of groups (RTNL_FAMILY_IPMR, RTNL_FAMILY_IP6MR) have such rules as well, which are told of in the same words.
  for (const rule of rules) tx.tell("new", netns, { noun: "rule", rule });
}

/** do_vrf_add_slave, vrf_add_slave. */
function mayTakePort(tx: Transaction, master: Link, link: Link): Outcome {
  if (link.kind.type === "vrf") return refuse("EINVAL", "Can not enslave an L3 master device to a VRF");
  if (link.kind.type === "loopback") return refuse("EOPNOTSUPP", "Can not enslave loopback device to a VRF");
  return standsOn(tx, master, link) ? refuse("EBUSY") : DONE;
}

/**
 * NETDEV_CHANGEUPPER as fib_frontend.c and addrconf.c see it, then cycle_netdev: everything that was entered for the link
 * goes, and what follows from its addresses comes anew, in the table that it now belongs in.
 */
function changeDomain(tx: Transaction, id: LinkId): void {
  tx.noteLink(id);
  syncDown4(tx, tx.link(id).netns, id, "down", true);
  neighborsDown(tx, id, "inet");
  inet6Down(tx, id, false);
  if (!isUp(tx.link(id))) return;
  // Whatever the carrier does meanwhile, link watch looks when it is back.
  beforeLinkWatch(tx, () => {
    closeLink(tx, id);
    openLink(tx, id);
  });
}

function addPort(tx: Transaction, master: LinkId, id: LinkId): void {
  tx.patchLink(id, { master });
  changeDomain(tx, id);
}

function removePort(tx: Transaction, id: LinkId): void {
  tx.patchLink(id, { master: undefined });
  changeDomain(tx, id);
}

function tablesOf(tx: Transaction, netns: NetnsId): readonly number[] {
  return tx.netns(netns).byIndex.ids.flatMap((id) => {
    const { kind } = tx.link(id);
    return kind.type === "vrf" ? [kind.table] : [];
  });
}

/** Whether several VRF devices of a namespace have the same table. */
export function sharesTables(tx: Transaction, netns: NetnsId): boolean {
  const tables = tablesOf(tx, netns);
  return new Set(tables).size < tables.length;
}

export const VRF: KindDriver = {
  minMtu: MIN_MTU,
  maxMtu: MAX_MTU,
  validate: (want) =>
    want.mac !== undefined && !isValidUnicastMac(want.mac) ? refuse("EADDRNOTAVAIL", "Invalid hardware address") : DONE,
  create: ({ tx, netns, want, settings }) => {
    const table = numberIn(settings, "table");
    if (table === undefined) return refuse("EINVAL", "VRF table id is missing");
    if (table === 0) return refuse("EINVAL", "Invalid VRF table id");
    // vrf_map_register_dev, after the device has been registered: its number is spent.
    if (tx.netns(netns).sysctls["vrf.strict_mode"] === 1 && tablesOf(tx, netns).includes(table)) {
      reserveIfindex(tx, netns, want.ifindex);
      return refuse("EBUSY", "Table is used by another VRF");
    }
    return ok({
      kind: { type: "vrf", table },
      flags: IFF.MASTER | IFF.NOARP,
      mtu: want.mtu ?? MAX_MTU,
      // vrf_dev_init: what a carrier says is of no interest.
      policyState: "UP",
    });
  },
  registering,
  settingsOf: (kind) => (kind.type === "vrf" ? { table: kind.table } : {}),
  mayTakePort,
  addPort,
  removePort,
};
