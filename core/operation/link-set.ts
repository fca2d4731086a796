/**
 * `ip link set` (do_setlink of net/core/rtnetlink.c).
 *
 * Same as Linux: order of the changes and their errors. Different on purpose: everything is checked before anything is
 * changed, where the kernel keeps the changes it had made before the one it refused.
 */
import { isValidUnicastMac, type Mac } from "../address/mac.ts";
import type { KernelError } from "../errors.ts";
import type { LinkId, NetnsId } from "../model/id.ts";
import { IFF, isUp, type Link, type LinkType } from "../model/link.ts";
import { ok, type Result } from "../result.ts";
import { setSlave, slaveRenamed } from "./bond-slave.ts";
import { addPort, adjustMtu, changeLocalEntry, checkPort, recalculateMac, selectPortStates } from "./bridge-port.ts";
import { applyBridgeSettings } from "./bridge-settings.ts";
import { closeLink, isValidName, leaveMaster, moveLink, openLink, setCarrier, watchLink } from "./device.ts";
import { announce4 } from "./inet.ts";
import { announce6 } from "./inet6.ts";
import { hasInet6 } from "./inet6-birth.ts";
import { syncBelow, syncUnicast, tellUppers } from "./kind/stack.ts";
import { driverOf } from "./kind/table.ts";
import { type LinkChanges, type LinkSet, numbersIn } from "./link.ts";
import { changeMtu } from "./mtu.ts";
import { flushNeighbors } from "./neighbor-table.ts";
import { netconfOf } from "./netconf.ts";
import type { Caller } from "./operation.ts";
import { changeIdentity, findStp } from "./stp.ts";
import { DONE, type Outcome, refuse, resolveLink, resolveNetns, type Transaction } from "./transaction.ts";

/** What cannot have ports at all (do_set_master: no ndo_add_slave). */
export function checkMaster(master: Link): Outcome {
  const able = master.kind.type === "bridge" || driverOf(master.kind.type)?.addPort;
  return able ? DONE : refuse("EOPNOTSUPP");
}

/** ndo_add_slave's refusals, of a link that has no master or has left it. */
function checkPortOf(tx: Transaction, master: Link, link: Link): Outcome {
  const driver = driverOf(master.kind.type);
  return driver?.mayTakePort ? driver.mayTakePort(tx, master, link) : checkPort(tx, master, link);
}

/** do_set_master, after its checks: leaves the old master, joins the new one. */
export function setMaster(tx: Transaction, id: LinkId, master: LinkId | undefined): void {
  const link = tx.link(id);
  if (link.master === master) return;
  leaveMaster(tx, id);
  if (master === undefined) return;
  const driver = driverOf(tx.link(master).kind.type);
  if (driver?.addPort) driver.addPort(tx, master, id);
  else addPort(tx, master, id);
}

/** The links an operation is about. */
function selectLinks(tx: Transaction, netns: NetnsId, device: LinkSet["device"]): Result<Link[], KernelError> {
  if (typeof device === "string") {
    const link = resolveLink(tx, netns, device);
    return link.ok ? ok([link.value]) : link;
  }
  return ok(tx.linksOf(netns).filter((link) => link.group === device.group));
}

export function linkSet(tx: Transaction, caller: Caller, op: LinkSet): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const links = selectLinks(tx, here.value, op.device);
  if (!links.ok) return links;
  const { info: _, ...base } = op;
  for (const link of links.value) {
    const checked = check(tx, caller, link, op);
    if (checked.ok) continue;
    // do_setlink takes one thing after the other: what is refused once the link has moved does not bring it back.
    const { netns, addrGenMode } = op.changes;
    const first: LinkSet = { ...base, changes: { ...(netns && { netns }), ...(addrGenMode && { addrGenMode }) } };
    if (netns && check(tx, caller, link, first).ok) change(tx, caller, link.id, { ...base, changes: { netns } });
    return checked;
  }
  for (const link of links.value) change(tx, caller, link.id, op);
  return DONE;
}

/** NETIF_F_NETNS_LOCAL. */
const IMMOVABLE: ReadonlySet<LinkType> = new Set(["loopback", "bridge", "bond", "vrf"]);

function check(tx: Transaction, caller: Caller, link: Link, op: LinkSet): Outcome {
  const { changes } = op;
  // inet6_validate_link_af.
  if (changes.addrGenMode !== undefined && !hasInet6(link)) return refuse("EAFNOSUPPORT");
  // There is no secret to make addresses of (addrconf_set_addr_gen_mode).
  if (changes.addrGenMode === "stable_secret") return refuse("EINVAL");
  let { netns } = link;
  if (changes.netns) {
    const target = resolveNetns(caller, changes.netns);
    if (!target.ok) return target;
    if (target.value !== netns) {
      if (IMMOVABLE.has(link.kind.type)) return refuse("EINVAL", "The interface netns is immutable");
      if (driverOf(link.kind.type)?.stays?.(link.kind)) return refuse("EINVAL");
      if (tx.linkByName(target.value, link.name) && !(changes.name && !tx.linkByName(target.value, changes.name)))
        return refuse("EEXIST", "An interface with the same name exists in the target netns");
      netns = target.value;
    }
  }
  if (changes.mac !== undefined && driverOf(link.kind.type)?.keepsMac?.(link.kind)) return refuse("EOPNOTSUPP");
  if (changes.mac !== undefined && link.kind.type !== "loopback" && !isValidUnicastMac(changes.mac))
    return refuse("EADDRNOTAVAIL");
  if (changes.mtu !== undefined) {
    if (changes.mtu < link.minMtu || changes.mtu < 0) return refuse("EINVAL", "mtu less than device minimum");
    if (link.maxMtu > 0 && changes.mtu > link.maxMtu) return refuse("EINVAL", "mtu greater than device maximum");
  }
  const driver = driverOf(link.kind.type);
  if (changes.mtu !== undefined && changes.mtu !== link.mtu && driver?.mayChangeMtu) {
    const able = driver.mayChangeMtu(tx, link, changes.mtu);
    if (!able.ok) return able;
  }
  if (changes.mac !== undefined && driver?.mayChangeMac) {
    const able = driver.mayChangeMac(tx, link, changes.mac);
    if (!able.ok) return able;
  }
  if (changes.up && !isUp(link) && driver?.mayOpen) {
    const able = driver.mayOpen(tx, link.kind, link);
    if (!able.ok) return able;
  }
  if (changes.name !== undefined && changes.name !== link.name) {
    if (!isValidName(changes.name)) return refuse("EINVAL");
    if (tx.linkByName(netns, changes.name)) return refuse("EEXIST");
  }
  if (changes.alias !== undefined && changes.alias.length >= 256) return refuse("EINVAL");
  if (typeof changes.master === "string") {
    const master = resolveLink(tx, netns, changes.master);
    if (!master.ok) return master;
    if (master.value.id !== link.master) {
      const able = checkMaster(master.value);
      if (!able.ok) return able;
      const port = checkPortOf(tx, master.value, leaving(link));
      if (!port.ok) return port;
    }
  }
  if (changes.carrier !== undefined && link.kind.type !== "dummy") return refuse("EOPNOTSUPP");
  if (changes.addAltname !== undefined) {
    if (!isValidAltname(changes.addAltname)) return refuse("EINVAL");
    if (tx.linkByName(netns, changes.addAltname)) return refuse("EEXIST");
  }
  if (changes.delAltname !== undefined && !link.altnames.includes(changes.delAltname)) return refuse("ENOENT");
  if (op.info) return applySettings(tx, link, op.info, true);
  return DONE;
}

/** A link as it is when it has left its master; a bond sets its slaves down. */
function leaving(link: Link): Link {
  return { ...link, master: undefined, flags: link.bondSlave ? link.flags & ~IFF.UP : link.flags };
}

/** changelink of the link's own kind; another kind's is EOPNOTSUPP. */
function applySettings(tx: Transaction, link: Link, info: NonNullable<LinkSet["info"]>, dry: boolean): Outcome {
  const driver = info.type === link.kind.type ? driverOf(link.kind.type) : undefined;
  const master = link.master === undefined ? undefined : tx.link(link.master);
  // rtnl_newlink asks the master, whatever kind of slave it was called: another kind's words mean nothing to it.
  if (info.type.endsWith("_slave") && master && info.type !== `${master.kind.type}_slave`) return DONE;
  if (info.type === "bond_slave")
    return master ? setSlave(tx, master, link, numbersIn(info.settings), dry) : refuse("EOPNOTSUPP");
  return driver?.change
    ? driver.change(tx, link, info.settings, dry)
    : applyBridgeSettings(tx, link, { ...info, settings: numbersIn(info.settings) }, dry);
}

function isValidAltname(name: string): boolean {
  return name.length > 0 && name.length < 128 && !/[/:\s]/.test(name);
}

function change(tx: Transaction, caller: Caller, id: LinkId, op: LinkSet): void {
  const { changes } = op;
  if (changes.netns) {
    const target = resolveNetns(caller, changes.netns);
    const link = tx.link(id);
    if (target.ok && target.value !== link.netns) {
      const clash = tx.linkByName(target.value, link.name) !== undefined;
      moveLink(tx, id, target.value, clash ? (changes.name ?? link.name) : link.name);
    }
  }
  const { netns } = tx.link(id);
  if (changes.mac !== undefined) setMac(tx, id, changes.mac);
  if (changes.mtu !== undefined) setMtu(tx, id, changes.mtu);
  if (changes.group !== undefined) tx.patchLink(id, { group: changes.group });
  if (changes.name !== undefined) rename(tx, id, changes.name);
  if (changes.alias !== undefined) tx.patchLink(id, { alias: changes.alias === "" ? undefined : changes.alias });
  if (changes.broadcast !== undefined) tx.patchLink(id, { broadcast: changes.broadcast });
  if (changes.master === null) setMaster(tx, id, undefined);
  else if (changes.master !== undefined) setMaster(tx, id, tx.linkByName(netns, changes.master)?.id);
  const watched: LinkId[] = [];
  setFlags(tx, id, changes, watched);
  if (changes.carrier !== undefined) setCarrier(tx, id, changes.carrier);
  if (changes.txQueueLength !== undefined && changes.txQueueLength !== tx.link(id).txQueueLength) {
    tx.patchLink(id, { txQueueLength: changes.txQueueLength });
    tx.noteLink(id);
  }
  if (changes.linkMode !== undefined) tx.patchLink(id, { linkMode: changes.linkMode });
  if (changes.addrGenMode !== undefined) setAddrGenMode(tx, id, changes.addrGenMode);
  const link = tx.link(id);
  if (changes.addAltname !== undefined) {
    tx.changeLink(link, { altnames: [...link.altnames, changes.addAltname] });
    tx.draft.ownRecord(netns, "names")[changes.addAltname] = id;
  }
  if (changes.delAltname !== undefined) {
    tx.changeLink(link, { altnames: link.altnames.filter((name) => name !== changes.delAltname) });
    delete tx.draft.ownRecord(netns, "names")[changes.delAltname];
  }
  if (op.info) applySettings(tx, tx.link(id), op.info, false);
  // netdev_state_change is silent about a device that is down.
  const notify = NOTIFYING.some((name) => changes[name] !== undefined) || op.info !== undefined;
  if (notify && isUp(tx.link(id))) tx.noteLink(id);
  else tx.note("link", "new", netns, id);
  // Link watch works from a queue of its own: it finds everything that the request asked for done.
  for (const one of watched) watchLink(tx, one);
}

/** What do_setlink itself tells of (DO_SETLINK_NOTIFY); the rest tells for itself where it takes effect. */
const NOTIFYING = ["group", "alias", "linkMode", "addrGenMode", "addAltname", "delAltname"] as const;

/** dev_set_mac_address. */
export function setMac(tx: Transaction, id: LinkId, mac: Mac): void {
  const { changingMac } = driverOf(tx.link(id).kind.type) ?? {};
  if (changingMac && !changingMac(tx, id, mac)) tx.patchLink(id, { macAssigned: "set" });
  else if (tx.link(id).mac !== mac) assignMac(tx, id, mac, "set");
  else if (changingMac) tx.patchLink(id, { macAssigned: "set" });
}

/** NETDEV_CHANGEADDR: the neighbors of the old address go, permanent ones too (neigh_changeaddr). */
export function assignMac(tx: Transaction, id: LinkId, mac: Mac, macAssigned: Link["macAssigned"]): void {
  const before = tx.link(id);
  const tree = findStp(tx, id);
  const link = tx.changeLink(before, { mac, macAssigned });
  tx.noteLink(id);
  if (link.port && link.master !== undefined) {
    changeLocalEntry(tx, link.master, id, before.mac, mac);
    recalculateMac(tx, link.master);
  }
  if (link.kind.type === "bridge") {
    changeLocalEntry(tx, id, id, before.mac, mac);
    // br_stp_change_bridge_id looks at the ports anew, so a bridge without any loses its carrier here.
    if (tree) changeIdentity(tree);
    else selectPortStates(tx, id);
  }
  flushNeighbors(tx, id, "all", false);
  if (isUp(link)) {
    announce4(tx, link);
    announce6(tx, link);
  }
  driverOf(link.kind.type)?.macChanged?.(tx, id);
  if (link.uppers) syncUnicast(tx, id);
  syncBelow(tx, id);
  tellUppers(tx, id, "address");
}

/**
 * do_setlink's IFLA_MTU: a bridge keeps what it was told, and a bridge whose port changes follows. Told the MTU that it has,
 * a link's driver hears nothing of it (netif_set_mtu_ext).
 */
function setMtu(tx: Transaction, id: LinkId, mtu: number): void {
  const link = tx.link(id);
  if (link.mtu === mtu) return;
  if (link.kind.type === "bridge") tx.patchLink(id, { mtuSet: true });
  changeMtu(tx, id, mtu);
  if (link.port && link.master !== undefined) adjustMtu(tx, link.master);
}

/**
 * dev_change_name: allowed while the link is up. Labels follow (inetdev_changename): the first address gets the bare name,
 * the others keep what they have from the colon on, or are numbered.
 */
function rename(tx: Transaction, id: LinkId, name: string): void {
  const before = tx.link(id);
  if (before.name === name) return;
  const names = tx.draft.ownRecord(before.netns, "names");
  delete names[before.name];
  names[name] = id;
  const relabel = (label: string, index: number) => {
    if (index === 0) return name;
    const colon = label.indexOf(":");
    const tail = colon < 0 ? `:${index + 1}` : label.slice(colon);
    return name.slice(0, Math.max(0, 15 - tail.length)) + tail;
  };
  const inet = before.inet.map((address, index) => ({ ...address, label: relabel(address.label, index) }));
  const link = tx.changeLink(before, { name, inet });
  if (link.bondSlave) slaveRenamed(tx, id);
  if (!tx.heard) return;
  tx.noteLink(id);
  for (const address of link.inet) tx.tell("new", link.netns, { noun: "address", link, address });
  // The tables of settings are registered anew under the new name.
  for (const family of ["inet", "inet6"] as const) {
    tx.tell("delete", link.netns, { noun: "netconf", family, device: link, settings: {} });
    tx.tell("new", link.netns, { noun: "netconf", family, device: link, settings: netconfOf(family, link) });
  }
}

function setFlags(tx: Transaction, id: LinkId, changes: LinkChanges, later: LinkId[]): void {
  const before = tx.link(id);
  let { flags, promiscuity, allMulti } = before;
  const put = (bit: number, on: boolean | undefined) => {
    if (on !== undefined) flags = on ? flags | bit : flags & ~bit;
  };
  if (changes.promisc !== undefined && changes.promisc !== ((flags & IFF.PROMISC) !== 0))
    promiscuity += changes.promisc ? 1 : -1;
  if (changes.allMulticast !== undefined && changes.allMulticast !== ((flags & IFF.ALLMULTI) !== 0))
    allMulti += changes.allMulticast ? 1 : -1;
  put(IFF.NOARP, changes.arp === undefined ? undefined : !changes.arp);
  put(IFF.MULTICAST, changes.multicast);
  put(IFF.ALLMULTI, changes.allMulticast);
  put(IFF.PROMISC, changes.promisc);
  if (flags !== before.flags) {
    const link = tx.changeLink(before, { flags, promiscuity, allMulti });
    // arp_netdev_event, ndisc_netdev_event.
    if (isUp(link) && (flags ^ before.flags) & IFF.NOARP) flushNeighbors(tx, id, "all", false);
    tx.noteLink(id);
  }
  if (changes.up === true) openLink(tx, id, later);
  else if (changes.up === false) closeLink(tx, id, later);
}

/** inet6_set_iftoken's neighbour inet6_set_link_af: a link that is up gets the address of its new mode. */
function setAddrGenMode(tx: Transaction, id: LinkId, mode: Link["addrGenMode"]): void {
  const before = tx.link(id);
  if (before.addrGenMode === mode) return;
  tx.changeLink(before, { addrGenMode: mode });
}
