/**
 * `ip link set` (do_setlink of net/core/rtnetlink.c).
 *
 * Same as Linux: order of the changes and their errors, and that a refusal keeps what was changed before it.
 */

import { isValidUnicastMac, type Mac } from "../address/mac.ts";
import type { KernelError } from "../errors.ts";
import { hasInet6 } from "../model/family-mtu.ts";
import type { LinkId, NetnsId } from "../model/id.ts";
import { IFF, isUp, type Link, type LinkType, promiscuityOf, tsoMaxSize } from "../model/link.ts";
import { type AnyTunnel, isAnyTunnel } from "../model/tunnel6.ts";
import { ok, type Result } from "../result.ts";
import { setSlave, slaveRenamed } from "./bond-slave.ts";
import { addPort, changeLocalEntry, checkPort, recalculateMac, selectPortStates, tellPort } from "./bridge-port.ts";
import { applyBridgeSettings } from "./bridge-settings.ts";
import {
  beforeLinkWatch,
  changeState,
  chosenName,
  closeLink,
  fitsInRing,
  leaveMaster,
  moveLink,
  openLink,
  setCarrier,
  tellChange,
} from "./device.ts";
import { announce4 } from "./inet.ts";
import { announce6 } from "./inet6.ts";
import { askForGroups, syncBelow, syncUnicast, tellPromiscuous, tellUppers } from "./kind/stack.ts";
import { driverOf } from "./kind/table.ts";
import { type LinkChanges, type LinkSet, numbersIn } from "./link.ts";
import { checkSizes, flagsAfter, stateAfter } from "./link-attributes.ts";
import { changeMtu } from "./mtu.ts";
import { flushNeighbors } from "./neighbor-table.ts";
import { tellNetconf } from "./netconf.ts";
import { takeOneByOne } from "./one-by-one.ts";
import type { Caller } from "./operation.ts";
import { bridgeFlagsChanged } from "./port-promisc.ts";
import { ruleDeviceRenamed } from "./rule-change.ts";
import { secretOf } from "./stable-address.ts";
import { changeIdentity, findStp } from "./stp.ts";
import { DONE, type Outcome, refuse, resolveLink, resolveNetns, type Transaction } from "./transaction.ts";

/** What cannot have ports at all (do_set_master: no ndo_add_slave). */
export function checkMaster(master: Link): Outcome {
  const able = master.kind.type === "bridge" || driverOf(master.kind.type)?.addPort;
  return able ? DONE : refuse("EOPNOTSUPP");
}

/** ndo_add_slave's refusals, of a link that has left its master. */
function checkPortOf(tx: Transaction, master: Link, link: Link): Outcome {
  const driver = driverOf(master.kind.type);
  return driver?.mayTakePort ? driver.mayTakePort(tx, master, link) : checkPort(tx, master, link);
}

/** ndo_add_slave, after its refusals. */
export function setMaster(tx: Transaction, id: LinkId, master: LinkId): void {
  const driver = driverOf(tx.link(master).kind.type);
  if (driver?.addPort) driver.addPort(tx, master, id);
  else addPort(tx, master, id);
}

/** do_set_master: out of the old master first, whatever the new one says. */
function changeMaster(tx: Transaction, id: LinkId, master: Link | undefined): Outcome {
  if (tx.link(id).master === master?.id) return DONE;
  leaveMaster(tx, id);
  if (master === undefined) return DONE;
  const able = checkMaster(master);
  if (!able.ok) return able;
  const port = checkPortOf(tx, tx.link(master.id), tx.link(id));
  if (!port.ok) return port;
  setMaster(tx, id, master.id);
  return DONE;
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
  const target = op.changes.netns && resolveNetns(caller, op.changes.netns);
  if (target && !target.ok) return target;
  // The message names the master by its index, which iproute2 looks up where it is itself.
  const { master } = op.changes;
  const found = typeof master === "string" ? resolveLink(tx, here.value, master) : undefined;
  // do_set_master.
  if (found && !found.ok) return found.error.device === undefined ? refuse("EINVAL") : found;
  const named: Named = { netns: target?.value, master: found?.value.ifindex };
  // The group that links are found by is also what they are told to be of (IFLA_GROUP).
  const { device } = op;
  const one = typeof device === "string" ? op : { ...op, changes: { ...op.changes, group: device.group } };
  // Link watch finds everything done that the request asked for.
  return beforeLinkWatch(tx, () => {
    // rtnl_group_changelink stops at the first link that refuses.
    for (const link of links.value) {
      const done = setOne(tx, named, link, one);
      if (!done.ok) return done;
    }
    return DONE;
  });
}

/** What the message says in numbers. */
interface Named {
  readonly netns: NetnsId | undefined;
  readonly master: number | undefined;
}

/** NETIF_F_NETNS_LOCAL. */
const IMMOVABLE: ReadonlySet<LinkType> = new Set(["loopback", "bridge", "bond", "vrf"]);

/** rtnl_newlink for a link that there is: validate_linkmsg, the settings of its kind, then do_setlink. */
function setOne(tx: Transaction, named: Named, link: Link, op: LinkSet): Outcome {
  const { changes, info } = op;
  // inet6_validate_link_af.
  if (changes.addrGenMode !== undefined && !hasInet6(link)) return refuse("EAFNOSUPPORT");
  // check_stable_privacy.
  if (changes.addrGenMode === "stable_secret" && secretOf(tx, link) === undefined) return refuse("EINVAL");
  if (changes.alias !== undefined && changes.alias.length >= 256) return refuse("EINVAL");
  const sized = checkSizes(tsoMaxSize(link), changes.sizes);
  if (!sized.ok) return sized;
  if (info) {
    const { type } = info;
    const done = takeOneByOne(type, info.settings, (settings, dry) => applySettings(tx, link, { type, settings }, dry));
    if (!done.ok) return done;
  }
  const { linkMode } = tx.link(link.id);
  const { done, steps } = doSetlink(tx, named, link.id, changes);
  const tells =
    info !== undefined ||
    (done.ok ? isNotifying(changes) : hasNotified(changes, steps)) ||
    tx.link(link.id).linkMode !== linkMode;
  // netdev_state_change is silent about a device that is down.
  if (tells && isUp(tx.link(link.id))) changeState(tx, link.id);
  else tx.note("link", "new", tx.link(link.id).netns, link.id);
  return done;
}

/** What do_setlink itself tells of (DO_SETLINK_NOTIFY); the rest tells for itself where it takes effect. */
const NOTIFYING: ReadonlySet<string> = new Set<keyof LinkChanges>([
  "group",
  "alias",
  "addrGenMode",
  "protoDown",
  "addAltnames",
  "delAltnames",
]);

function isNotifying(changes: LinkChanges): boolean {
  for (const name in changes) if (NOTIFYING.has(name) && changes[name as keyof LinkChanges] !== undefined) return true;
  return false;
}

/** The same of a request that was refused: what was done by then counts. */
function hasNotified(changes: LinkChanges, steps: number): boolean {
  return STEPS.slice(0, steps).some(([, ...names]) =>
    names.some((name) => NOTIFYING.has(name) && changes[name as keyof LinkChanges] !== undefined),
  );
}

/** One thing that do_setlink does, where it was asked for. */
type Step = (tx: Transaction, id: LinkId, changes: LinkChanges, named: Named) => Outcome;

/** In do_setlink's order, each with the changes that it makes. */
const STEPS: readonly (readonly [step: Step, ...of: (keyof LinkChanges)[]])[] = [
  [(tx, id, { name }, { netns }) => changeNetns(tx, id, netns, name), "netns"],
  [(tx, id, { mac }) => changeMac(tx, id, mac), "mac"],
  [(tx, id, { mtu }) => setMtu(tx, id, mtu), "mtu"],
  [
    (tx, id, { group }) => {
      if (group !== undefined) tx.patchLink(id, { group });
      return DONE;
    },
    "group",
  ],
  [(tx, id, { name }) => rename(tx, id, name), "name"],
  [
    (tx, id, { alias, broadcast }) => {
      if (alias !== undefined) tx.patchLink(id, { alias: alias === "" ? undefined : alias });
      if (broadcast !== undefined) {
        const { mac } = tx.patchLink(id, { broadcast });
        tellMac(tx, id, mac);
      }
      return DONE;
    },
    "alias",
    "broadcast",
  ],
  [
    (tx, id, changes) => setFlags(tx, id, changes),
    "up",
    "arp",
    "multicast",
    "dynamic",
    "trailers",
    "allMulticast",
    "promisc",
  ],
  [
    (tx, id, changes, named) => {
      if (changes.master === undefined) return DONE;
      if (named.master === undefined) return changeMaster(tx, id, undefined);
      const link = tx.link(id);
      const master = tx.linkByIndex(link.netns, named.master);
      if (master) return changeMaster(tx, id, master);
      leaveMaster(tx, id);
      return refuse("EINVAL");
    },
    "master",
  ],
  [(tx, id, { carrier }) => changeCarrier(tx, id, carrier), "carrier"],
  [
    (tx, id, { txQueueLength, linkMode }) => {
      if (txQueueLength !== undefined && txQueueLength !== tx.link(id).txQueueLength) {
        if (tx.link(id).qdisc === "pfifo_fast" && !fitsInRing(txQueueLength)) return refuse("ENOMEM");
        tx.patchLink(id, { txQueueLength });
        tx.noteLink(id);
      }
      if (linkMode !== undefined) tx.patchLink(id, { linkMode });
      return DONE;
    },
    "txQueueLength",
    "linkMode",
  ],
  [
    (tx, id, { sizes }) => {
      tx.patchLink(id, { sizes: { ...tx.link(id).sizes, ...sizes } });
      return DONE;
    },
    "sizes",
  ],
  [(tx, id, { state }) => setOperState(tx, id, state), "state"],
  [(tx, id, { addrGenMode }) => setAddrGenMode(tx, id, addrGenMode), "addrGenMode"],
  [(tx, id, { protoDown }) => holdDown(tx, id, protoDown), "protoDown"],
  [(tx, id, changes) => changeAltnames(tx, id, changes), "addAltnames", "delAltnames"],
];

/** The steps that make a change, as a set of their numbers: nearly every command asks for one or two of all there are. */
const STEPS_OF: ReadonlyMap<string, number> = new Map(
  STEPS.flatMap(([, ...names], step) => names.map((name) => [name, 1 << step] as const)),
);

/** One thing after the other: what is refused ends it, and does not take back what was done, so many steps. */
function doSetlink(
  tx: Transaction,
  named: Named,
  id: LinkId,
  changes: LinkChanges,
): { readonly done: Outcome; readonly steps: number } {
  let wanted = 0;
  for (const name in changes) wanted |= STEPS_OF.get(name) ?? 0;
  for (let step = 0; wanted >> step !== 0; step++) {
    if ((wanted & (1 << step)) === 0) continue;
    const done = (STEPS[step] as (typeof STEPS)[number])[0](tx, id, changes, named);
    if (!done.ok) return { done, steps: step };
  }
  return { done: DONE, steps: STEPS.length };
}

/** __dev_change_net_namespace: a name that is taken there is replaced by the one given along. */
function changeNetns(tx: Transaction, id: LinkId, target: NetnsId | undefined, name: string | undefined): Outcome {
  const link = tx.link(id);
  if (target === undefined || target === link.netns) return DONE;
  if (IMMOVABLE.has(link.kind.type)) return refuse("EINVAL", "The interface netns is immutable");
  if (driverOf(link.kind.type)?.stays?.(link.kind)) return refuse("EINVAL");
  let called = link.name;
  if (tx.linkByName(target, called)) {
    // iproute2 does not say the name that it has.
    if (name === undefined || name === called)
      return refuse("EEXIST", "An interface with the same name exists in the target netns");
    const chosen = chosenName(tx, target, name);
    if (!chosen.ok)
      return refuse(chosen.error.errno, `Unable to use '${name}' for the new interface name in the target netns`);
    called = chosen.value;
  }
  const taken = link.altnames.find((altname) => tx.linkByName(target, altname));
  if (taken !== undefined) return refuse("EEXIST", `An interface with the altname ${taken} exists in the target netns`);
  moveLink(tx, id, target, called);
  return DONE;
}

/** dev_set_mac_address_user. */
function changeMac(tx: Transaction, id: LinkId, mac: Mac | undefined): Outcome {
  if (mac === undefined) return DONE;
  const link = tx.link(id);
  const driver = driverOf(link.kind.type);
  if (driver?.keepsMac?.(link.kind)) return refuse("EOPNOTSUPP");
  // The driver is not asked for the address that it has.
  if (mac !== link.mac) {
    if (link.kind.type !== "loopback" && !isValidUnicastMac(mac)) return refuse("EADDRNOTAVAIL");
    const able = driver?.mayChangeMac?.(tx, link, mac) ?? DONE;
    if (!able.ok) return able;
  }
  setMac(tx, id, mac);
  return DONE;
}

/** set_operstate: a state that the link may come to from the one that it has, until its carrier changes. */
function setOperState(tx: Transaction, id: LinkId, wanted: number | undefined): Outcome {
  const link = tx.link(id);
  const policyState = stateAfter(link.policyState, wanted, link.held);
  if (policyState === link.policyState) return DONE;
  const up = isUp(link);
  tx.changeLink(link, { policyState, ...(up && { operState: policyState }) });
  if (up) changeState(tx, id);
  return DONE;
}

/** ndo_change_carrier. */
export function hasCarrierToChange({ kind }: Pick<Link, "kind">): boolean {
  return kind.type === "dummy" || kind.type === "tun";
}

/** dev_change_carrier. */
function changeCarrier(tx: Transaction, id: LinkId, carrier: boolean | undefined): Outcome {
  if (carrier === undefined) return DONE;
  const { kind } = tx.link(id);
  // Nobody has opened it (tun_net_change_carrier).
  if (kind.type === "tun" && carrier) return refuse("EPERM");
  if (!hasCarrierToChange({ kind })) return refuse("EOPNOTSUPP");
  setCarrier(tx, id, carrier);
  return DONE;
}

/** Drivers that let a device be held down (IFF_CHANGE_PROTO_DOWN). */
const HELD_DOWN: ReadonlySet<LinkType> = new Set(["macvlan", "macvtap", "vxlan"]);

/** do_set_proto_down. */
function holdDown(tx: Transaction, id: LinkId, changes: LinkChanges["protoDown"]): Outcome {
  if (changes === undefined) return DONE;
  const link = tx.link(id);
  if (!HELD_DOWN.has(link.kind.type)) return refuse("EOPNOTSUPP", "Protodown not supported by device");
  const before = link.protoDown ?? { on: false, reasons: 0 };
  const reasons = (before.reasons & ~changes.mask) | changes.reasons;
  tx.patchLink(id, { protoDown: { ...before, reasons } });
  if (changes.on === undefined) return DONE;
  if (!changes.on && reasons !== 0 && !changes.anyway) return refuse("EBUSY", "Cannot clear protodown, active reasons");
  tx.patchLink(id, { protoDown: { on: changes.on, reasons } });
  setCarrier(tx, id, !changes.on);
  return DONE;
}

/** rtnl_linkprop. */
function changeAltnames(tx: Transaction, id: LinkId, { addAltnames = [], delAltnames = [] }: LinkChanges): Outcome {
  for (const name of addAltnames) {
    const link = tx.link(id);
    if (!isValidAltname(name)) return refuse("EINVAL");
    if (tx.linkByName(link.netns, name)) return refuse("EEXIST");
    tx.changeLink(link, { altnames: [...link.altnames, name] });
    tx.draft.ownMap(link.netns, "names").set(name, id);
  }
  for (const name of delAltnames) {
    const link = tx.link(id);
    // netdev_name_node_alt_destroy: another's name, or the link's own, cannot be taken away.
    if (!link.altnames.includes(name))
      return refuse(tx.linkByName(link.netns, name) === undefined ? "ENOENT" : "EINVAL");
    tx.changeLink(link, { altnames: link.altnames.filter((other) => other !== name) });
    tx.draft.ownMap(link.netns, "names").delete(name);
  }
  return DONE;
}

/** changelink of the link's own kind; another kind's is EOPNOTSUPP. */
function applySettings(tx: Transaction, link: Link, info: NonNullable<LinkSet["info"]>, dry: boolean): Outcome {
  const driver = info.type === link.kind.type ? driverOf(link.kind.type) : undefined;
  const master = link.master === undefined ? undefined : tx.link(link.master);
  // rtnl_newlink asks the master, whatever kind of slave it was called: another kind's words mean nothing to it.
  if (info.type.endsWith("_slave") && master && info.type !== `${master.kind.type}_slave`) return DONE;
  if (info.type === "bond_slave")
    return master ? setSlave(tx, master, link, numbersIn(info.settings), dry) : refuse("EOPNOTSUPP");
  // Named without settings, whatever the link is: the named kind's `validate` alone is asked.
  if (Object.keys(info.settings).length === 0) {
    const valid = driverOf(info.type as LinkType)?.validate?.({}, info.settings) ?? DONE;
    if (!valid.ok) return valid;
  }
  return driver?.change
    ? driver.change(tx, link, info.settings, dry)
    : applyBridgeSettings(tx, link, { ...info, settings: numbersIn(info.settings) }, dry);
}

function isValidAltname(name: string): boolean {
  return name.length > 0 && name.length < 128 && !/[/:\s]/.test(name);
}

/** dev_set_mac_address. */
export function setMac(tx: Transaction, id: LinkId, mac: Mac): void {
  const { changingMac } = driverOf(tx.link(id).kind.type) ?? {};
  if (changingMac && !changingMac(tx, id, mac)) tx.patchLink(id, { macAssigned: "set" });
  else if (tx.link(id).mac !== mac) assignMac(tx, id, mac, "set");
  else {
    tx.patchLink(id, { macAssigned: "set" });
    tellMac(tx, id, mac);
  }
}

export function assignMac(tx: Transaction, id: LinkId, mac: Mac, macAssigned: Link["macAssigned"]): void {
  const before = tx.link(id);
  const tree = findStp(tx, id);
  tx.changeLink(before, { mac, macAssigned });
  if (before.kind.type === "bridge") {
    changeLocalEntry(tx, id, id, before.mac, mac);
    // br_stp_change_bridge_id looks at the ports anew, so a bridge without any loses its carrier here.
    if (tree) changeIdentity(tree);
    else selectPortStates(tx, id);
  }
  tellMac(tx, id, before.mac);
  driverOf(before.kind.type)?.macChanged?.(tx, id);
}

/**
 * NETDEV_CHANGEADDR, which everybody is told of an address that was set, though it be the one that there was: the link's
 * neighbors go, permanent ones too (neigh_changeaddr).
 */
function tellMac(tx: Transaction, id: LinkId, before: Mac): void {
  const link = tx.link(id);
  tx.noteLink(id);
  if (link.port && link.master !== undefined) {
    changeLocalEntry(tx, link.master, id, before, link.mac);
    recalculateMac(tx, link.master);
    // br_device_event: spanning tree may be another now (br_ifinfo_notify).
    tellPort(tx, id);
  }
  flushNeighbors(tx, id, "all", false);
  if (isUp(link)) {
    announce4(tx, link);
    announce6(tx, link);
  }
  if (link.uppers) syncUnicast(tx, id);
  syncBelow(tx, id);
  tellUppers(tx, id, "address");
}

/**
 * do_setlink's IFLA_MTU: a bridge keeps what it was told, and a bridge whose port changes follows. Told the MTU that it has,
 * a link's driver hears nothing of it (netif_set_mtu_ext).
 */
function setMtu(tx: Transaction, id: LinkId, mtu: number | undefined): Outcome {
  const link = tx.link(id);
  if (mtu === undefined || link.mtu === mtu) return DONE;
  if (mtu < link.minMtu || mtu < 0) return refuse("EINVAL", "mtu less than device minimum");
  if (link.maxMtu > 0 && mtu > link.maxMtu) return refuse("EINVAL", "mtu greater than device maximum");
  const able = driverOf(link.kind.type)?.mayChangeMtu?.(tx, link, mtu) ?? DONE;
  if (!able.ok) return able;
  if (link.kind.type === "bridge") tx.patchLink(id, { mtuSet: true });
  changeMtu(tx, id, mtu);
  return DONE;
}

/** A tunnel remembers its first name. */
function renamedKind({ kind, name: before }: Link, name: string): AnyTunnel | undefined {
  if (!isAnyTunnel(kind)) return undefined;
  const { firstName = before, ...rest } = kind;
  return firstName === name ? rest : { ...rest, firstName };
}

/**
 * dev_change_name: allowed while the link is up. Labels follow (inetdev_changename): the first address gets the bare name,
 * the others keep what they have from the colon on, or are numbered.
 */
function rename(tx: Transaction, id: LinkId, wanted: string | undefined): Outcome {
  const before = tx.link(id);
  if (wanted === undefined || before.name === wanted) return DONE;
  const chosen = chosenName(tx, before.netns, wanted);
  if (!chosen.ok) return chosen;
  const name = chosen.value;
  const names = tx.draft.ownMap(before.netns, "names");
  names.delete(before.name);
  names.set(name, id);
  const relabel = (label: string, index: number) => {
    if (index === 0) return name;
    const colon = label.indexOf(":");
    const tail = colon < 0 ? `:${index + 1}` : label.slice(colon);
    return name.slice(0, Math.max(0, 15 - tail.length)) + tail;
  };
  const inet = before.inet.map((address, index) => ({ ...address, label: relabel(address.label, index) }));
  const kind = renamedKind(before, name);
  const link = tx.changeLink(before, { name, inet, naming: "renamed", ...(kind && { kind }) });
  if (link.bondSlave) slaveRenamed(tx, id);
  ruleDeviceRenamed(tx, link.netns, id);
  if (!tx.heard) return DONE;
  tx.noteLink(id);
  for (const address of link.inet) tx.tell("new", link.netns, { noun: "address", link, address });
  // The tables of settings are registered anew under the new name.
  for (const family of ["inet", "inet6"] as const) {
    tellNetconf(tx, "delete", link, family);
    tellNetconf(tx, "new", link, family);
  }
  return DONE;
}

/** __dev_change_flags. */
function setFlags(tx: Transaction, id: LinkId, changes: LinkChanges): Outcome {
  const before = tx.link(id);
  let { promiscuity, allMulti } = before;
  if (changes.promisc !== undefined && changes.promisc !== ((before.flags & IFF.PROMISC) !== 0))
    promiscuity += changes.promisc ? 1 : -1;
  if (changes.allMulticast !== undefined && changes.allMulticast !== ((before.flags & IFF.ALLMULTI) !== 0))
    allMulti += changes.allMulticast ? 1 : -1;
  const flags = flagsAfter(before.flags, changes);
  const changed = flags ^ before.flags;
  if (changed) {
    const wanted = tx.heard ? promiscuityOf(tx.draft.links, before) : 0;
    const link = tx.changeLink(before, { flags, promiscuity, allMulti });
    tellPromiscuous(tx, id, wanted);
    if (link.kind.type === "bridge") bridgeFlagsChanged(tx, link, changed);
    // rtmsg_ifinfo is called once, when all is done.
    if (changes.up === undefined || changes.up === isUp(before)) tx.noteLink(id);
  }
  const able = changes.up && !isUp(before) ? mayOpen(tx, tx.link(id)) : DONE;
  if (!able.ok) return able;
  if (changes.up === true) openLink(tx, id);
  else if (changes.up === false) closeLink(tx, id);
  if (allMulti !== before.allMulti) askForGroups(tx, id, before.allMulti);
  // __dev_notify_flags: NETDEV_CHANGE, which arp_netdev_event and ndisc_netdev_event hear.
  if (changed & (IFF.NOARP | IFF.MULTICAST) && isUp(tx.link(id))) {
    if (changed & IFF.NOARP) flushNeighbors(tx, id, "all", false);
    tellChange(tx, id, (changed & IFF.NOARP) !== 0);
  }
  return DONE;
}

/** ndo_open's refusals. */
function mayOpen(tx: Transaction, link: Link): Outcome {
  return driverOf(link.kind.type)?.mayOpen?.(tx, link.kind, link) ?? DONE;
}

/** inet6_set_link_af, after inet6_validate_link_af. */
function setAddrGenMode(tx: Transaction, id: LinkId, mode: Link["addrGenMode"] | undefined): Outcome {
  const before = tx.link(id);
  if (mode === undefined || before.addrGenMode === mode) return DONE;
  if (!hasInet6(before)) return refuse("EAFNOSUPPORT");
  tx.changeLink(before, { addrGenMode: mode });
  return DONE;
}
