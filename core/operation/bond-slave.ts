/**
 * Slaves of a bond: how they join and leave (bond_enslave, __bond_release_one of drivers/net/bonding/bond_main.c).
 *
 * Same as Linux: refusals and their order, whose address and MTU a slave has meanwhile, what it gets back, the bond's own
 * address. Different on purpose: what is refused late leaves nothing behind.
 */
import { isValidUnicastMac } from "../address/mac.ts";
import { BOND_MODE, type Bond, type BondSlave } from "../model/bond.ts";
import type { LinkId } from "../model/id.ts";
import { hardwareOf, IFF, isMacvlan, isUp, type Link, TSO_MAX_SIZE, tsoMaxSize } from "../model/link.ts";
import { joinBond, leaveBondCount } from "../model/runtime.ts";
import { bindArp, unbindArp } from "./bond-arp.ts";
import {
  armMonitor,
  bondOf,
  changeActive,
  changeBond,
  changeSlave,
  hasLink,
  selectActive,
  setBondCarrier,
  setInactive,
  usesPrimary,
} from "./bond-monitor.ts";
import { conf6 } from "./conf.ts";
import { closeLink, openLink } from "./device.ts";
import { rejoinGroups6 } from "./inet6-link.ts";
import { standsOn, syncUnicast, tellFeatures } from "./kind/stack.ts";
import { driverOf } from "./kind/table.ts";
import { bindPort, unbindPort } from "./lacp.ts";
import { assignMac, setMac } from "./link-set.ts";
import { changeMtu } from "./mtu.ts";
import { randomMac } from "./random-mac.ts";
import { DONE, type Outcome, refuse, type Transaction } from "./transaction.ts";

/** fail_over_mac: the slaves keep their addresses. */
function keepsAddresses({ params }: Bond): boolean {
  return params.mode === BOND_MODE.activeBackup && params.fail_over_mac !== 0;
}

/** bond_enslave's refusals, in its order; nothing is changed. The link is looked at as one without a master. */
export function checkSlave(tx: Transaction, master: Link, link: Link): Outcome {
  const bond = bondOf(tx, master.id);
  if (link.flags & IFF.MASTER && link.kind.type !== "bond")
    return refuse("EPERM", "Device type (master device) cannot be enslaved");
  const taken = (link.uppers ?? []).some((id) => {
    const kind = tx.findLink(id)?.kind;
    return kind !== undefined && (isMacvlan(kind) || kind.type === "ipvlan");
  });
  if (taken || link.kind.type === "macvtap") return refuse("EBUSY", "Device is in use and cannot be enslaved");
  if (master.id === link.id) return refuse("EPERM", "Cannot enslave bond to itself.");
  if (isUp(link)) return refuse("EPERM", "Device can not be enslaved while up");
  // A bond takes the type of its first slave; what becomes of it as something else than Ethernet is not modelled.
  if (hardwareOf(link) !== "ether")
    return bond.slaves.length > 0
      ? refuse("EINVAL", "Device type is different from other slaves")
      : refuse("EADDRNOTAVAIL");
  const driver = driverOf(link.kind.type);
  if (driver?.keepsMac?.(link.kind)) {
    const first = bond.slaves.length === 0;
    if (bond.params.mode !== BOND_MODE.activeBackup) return refuse("EOPNOTSUPP");
    if (bond.params.fail_over_mac !== 1 && !first)
      return refuse(
        "EOPNOTSUPP",
        "Slave device does not support setting the MAC address, but fail_over_mac is not set to active",
      );
  }
  const { mtu } = master;
  if (mtu !== link.mtu) {
    if (mtu < link.minMtu || (link.maxMtu > 0 && mtu > link.maxMtu)) return refuse("EINVAL");
    const able = driver?.mayChangeMtu?.(tx, link, mtu) ?? DONE;
    if (!able.ok) return refuse(able.error.errno);
  }
  const first = bond.slaves.length === 0 && master.macAssigned === "random";
  if (!keepsAddresses(bond) && !first) {
    if (!isValidUnicastMac(master.mac)) return refuse("EADDRNOTAVAIL");
    const able = driver?.mayChangeMac?.(tx, link, master.mac) ?? DONE;
    if (!able.ok) return able;
  }
  const able = driver?.mayOpen?.(tx, link.kind, link) ?? DONE;
  if (!able.ok) return able;
  // netdev_rx_handler_register: IFF_NO_RX_HANDLER; then __netdev_upper_dev_link: no loops.
  if (link.kind.type === "ipvlan") return refuse("EINVAL");
  return standsOn(tx, master, link) ? refuse("EBUSY") : DONE;
}

/** bond_enslave, after `checkSlave`. */
export function enslave(tx: Transaction, bondId: LinkId, id: LinkId): void {
  const before = bondOf(tx, bondId);
  const first = before.slaves.length === 0;
  const { kind } = tx.link(id);
  if (first && driverOf(kind.type)?.keepsMac?.(kind))
    changeBond(tx, bondId, { params: { ...before.params, fail_over_mac: 1 } });
  if (first && tx.link(bondId).macAssigned === "random") assignMac(tx, bondId, tx.link(id).mac, "stolen");
  const { mtu: originalMtu, mac: permanentMac } = tx.link(id);
  const master = tx.link(bondId);
  changeMtu(tx, id, master.mtu);
  let bond = bondOf(tx, bondId);
  if (!keepsAddresses(bond)) setMac(tx, id, master.mac);
  // The flag keeps IPv6 from making addresses.
  tx.patchLink(id, { flags: tx.link(id).flags | IFF.SLAVE });
  openLink(tx, id);
  // addrconf_notify: IPv6 has nothing else to do with a slave that comes up.
  if (conf6(tx.link(id), "disable_ipv6") === 0) rejoinGroups6(tx, id);
  const { link, delay } = initialLink(bond, tx.link(id));
  const lacp = bond.params.mode === BOND_MODE.lacp;
  const backup = lacp || bond.params.mode === BOND_MODE.activeBackup;
  const bondSlave: BondSlave = {
    state: backup ? "BACKUP" : "ACTIVE",
    inactive: backup && bond.params.all_slaves_active === 0,
    link,
    delay,
    failures: 0,
    permanentMac,
    originalMtu,
    queueId: 0,
    prio: 0,
  };
  const isPrimary = usesPrimary(bond) && bond.primaryName === tx.link(id).name;
  bond = changeBond(tx, bondId, {
    slaves: [...bond.slaves, id],
    ...(isPrimary && { primary: id, forcePrimary: true }),
    ...(!backup && bond.active === undefined && link === "UP" && { active: id }),
  });
  tx.patchLink(id, { master: bondId, bondSlave });
  joinBond(tx.runtime, bondId, id);
  if (lacp) bindPort(tx, bondId, id);
  else bindArp(tx, bondId, id);
  tx.noteLink(id);
  computeFeatures(tx, bondId);
  setBondCarrier(tx, bondId);
  if (usesPrimary(bond)) selectActive(tx, bondId);
  else syncUnicast(tx, id);
  armMonitor(tx, bondId);
}

/** What is believed of a new slave's link. */
function initialLink(bond: Bond, link: Link): Pick<BondSlave, "link" | "delay"> {
  const { miimon, updelay, arp_interval: arpInterval } = bond.params;
  if (miimon === 0 && arpInterval > 0) return { link: link.carrier ? "UP" : "DOWN", delay: 0 };
  if (miimon === 0) return { link: "UP", delay: 0 };
  if (!hasLink(bond, link)) return { link: "DOWN", delay: 0 };
  return updelay > 0 ? { link: "GOING_BACK", delay: updelay } : { link: "UP", delay: 0 };
}

/** bond_compute_features. */
function computeFeatures(tx: Transaction, bondId: LinkId): void {
  const { slaves } = bondOf(tx, bondId);
  const least = Math.min(TSO_MAX_SIZE, ...slaves.map((slave) => tsoMaxSize(tx.link(slave))));
  changeBond(tx, bondId, { tsoMaxSize: least });
  tellFeatures(tx, bondId);
}

/** __bond_release_one. `all`: the bond itself ends, so nobody takes over. */
function release(tx: Transaction, bondId: LinkId, id: LinkId, all: boolean): void {
  const { bondSlave } = tx.link(id);
  if (!bondSlave) return;
  setInactive(tx, bondOf(tx, bondId), id);
  if (bondOf(tx, bondId).params.mode === BOND_MODE.lacp) unbindPort(tx, bondId, id);
  unbindArp(tx, bondId, id);
  leaveBondCount(tx.runtime, bondId, id);
  const slave = tx.link(id);
  tx.changeLink(slave, { master: undefined, bondSlave: undefined, flags: slave.flags & ~IFF.SLAVE });
  tx.noteLink(id);
  const before = bondOf(tx, bondId);
  const was = before.active === id;
  changeBond(tx, bondId, {
    slaves: before.slaves.filter((other) => other !== id),
    ...(before.primary === id && { primary: undefined }),
  });
  if (was) changeActive(tx, bondId, undefined);
  if (all) changeBond(tx, bondId, { active: undefined });
  else if (was) selectActive(tx, bondId);
  setBondCarrier(tx, bondId);
  const bond = bondOf(tx, bondId);
  if (bond.slaves.length === 0) assignMac(tx, bondId, randomMac(tx.runtime), "random");
  computeFeatures(tx, bondId);
  syncUnicast(tx, id);
  closeLink(tx, id);
  if (bond.params.mode !== BOND_MODE.activeBackup || bond.params.fail_over_mac !== 1)
    setMac(tx, id, bondSlave.permanentMac);
  changeMtu(tx, id, bondSlave.originalMtu);
  armMonitor(tx, bondId);
}

/** A link leaves whichever bond it is in. */
export function leaveBond(tx: Transaction, id: LinkId): void {
  const { master } = tx.link(id);
  if (master !== undefined) release(tx, master, id, false);
}

/** bond_uninit. */
export function releaseAll(tx: Transaction, bondId: LinkId): void {
  for (const id of bondOf(tx, bondId).slaves) release(tx, bondId, id, true);
}

/** bond_slave_netdev_event: a slave was set up or down, or its carrier came or went. */
export function slaveEvent(tx: Transaction, id: LinkId): void {
  const { master } = tx.link(id);
  if (master !== undefined) armMonitor(tx, master);
}

/** NETDEV_CHANGENAME: the primary is known by its name. */
export function slaveRenamed(tx: Transaction, id: LinkId): void {
  const { master, name } = tx.link(id);
  if (master === undefined) return;
  const bond = bondOf(tx, master);
  if (!usesPrimary(bond) || bond.primaryName === "") return;
  if (bond.primary === id) changeBond(tx, master, { primary: undefined });
  else if (bond.primaryName === name) changeBond(tx, master, { primary: id });
  else return;
  selectActive(tx, master);
}

/** bond_slave_changelink: `ip link set DEV type bond_slave ...`. With `dry` only checks. */
export function setSlave(
  tx: Transaction,
  master: Link,
  link: Link,
  settings: Readonly<Record<string, number>>,
  dry: boolean,
): Outcome {
  const { queue_id: queueId, prio } = settings;
  const bond = bondOf(tx, master.id);
  if (queueId !== undefined) {
    const taken = bond.slaves.some(
      (other) => other !== link.id && queueId !== 0 && tx.link(other).bondSlave?.queueId === queueId,
    );
    if (queueId > master.queues.tx || taken) return refuse("EPERM");
  }
  if (prio !== undefined && !usesPrimary(bond)) return refuse("EACCES", "option not supported in mode");
  if (dry) return DONE;
  changeSlave(tx, link.id, { ...(queueId !== undefined && { queueId }), ...(prio !== undefined && { prio }) });
  if (prio !== undefined && bond.primary === undefined) selectActive(tx, master.id);
  return DONE;
}
