/**
 * `ip link add` (rtnl_newlink of net/core/rtnetlink.c, veth_newlink of drivers/net/veth.c).
 *
 * Same as Linux: order of checks, indexes and names, the peer before the link, defaults.
 */

import { BROADCAST_MAC, isValidUnicastMac, type Mac, ZERO_MAC } from "../address/mac.ts";
import type { KernelError } from "../errors.ts";
import { type BridgeSettings, DEFAULT_BRIDGE } from "../model/bridge.ts";
import type { LinkId, NetnsId } from "../model/id.ts";
import {
  bridgeKind,
  copyLink,
  IFF,
  type Link,
  type LinkKind,
  NO_CONF,
  NO_NEIGH_SETTINGS,
  TSO_MAX_SIZE,
  underOf,
} from "../model/link.ts";
import { ok, type Result } from "../result.ts";
import { addLocalEntry, selectPortStates } from "./bridge-port.ts";
import { knownSettings, nextSettings, settingsInWords } from "./bridge-settings.ts";
import { birthVlans, wakeBridgeVlans } from "./bridge-vlan.ts";
import {
  chosenName,
  DEFAULT_QUEUE_LENGTH,
  freeName,
  linkWatch,
  openLink,
  policyOf,
  registerLink,
  registerUpper,
  reserveIfindex,
} from "./device.ts";
import { genModeAtBirth } from "./inet6-birth.ts";
import type { KindDriver } from "./kind/kind.ts";
import { driverOf } from "./kind/table.ts";
import { type LinkAdd, LONGEST_NAME, type NewLink } from "./link.ts";
import { checkSizes, stateAfter, withAttributes } from "./link-attributes.ts";
import { checkMaster, setMaster } from "./link-set.ts";
import { allocateNsid } from "./nsid.ts";
import type { Caller } from "./operation.ts";
import { becomeQuerier } from "./querier.ts";
import { randomMac } from "./random-mac.ts";
import { startStp } from "./stp.ts";
import { DONE, type Outcome, refuse, resolveLink, resolveNetns, type Transaction } from "./transaction.ts";

/** Queues of a new veth end: one for each possible processor of the machine that outputs are compared with. */
const VETH_QUEUES = 2;

const ETHER_FLAGS = IFF.BROADCAST | IFF.MULTICAST;

/** What links begin without, shared by all of them. */
const NONE: readonly never[] = [];

/**
 * A link as its driver sets it up, not yet registered. Written out with all its fields in the order of `copyLink`: spread into it,
 * one that may be missing has the engine enter those behind it one by one, which took as long as a quarter of `ip link add`.
 */
function newLink(tx: Transaction, netns: NetnsId, kind: LinkKind, name: string, ifindex: number, want: NewLink): Link {
  const id = tx.draft.takeLinkId();
  const noMtuLimits = kind.type === "loopback" || kind.type === "dummy";
  const born = genModeAtBirth(tx, netns);
  const queues = kind.type === "veth" ? VETH_QUEUES : 1;
  return {
    id,
    netns,
    ifindex,
    arrived: undefined,
    name,
    altnames: NONE,
    // rtnl_create_link does not look at IFLA_IFALIAS: an alias is given to a link that exists.
    alias: undefined,
    kind,
    mac: kind.type === "loopback" ? ZERO_MAC : (want.mac ?? randomMac(tx.runtime)),
    permanentMac: undefined,
    broadcast: kind.type === "loopback" ? ZERO_MAC : BROADCAST_MAC,
    macAssigned: kind.type === "loopback" ? "permanent" : want.mac ? "set" : "random",
    mtu: want.mtu ?? (kind.type === "loopback" ? 65536 : 1500),
    minMtu: noMtuLimits ? 0 : 68,
    maxMtu: noMtuLimits ? 0 : 65535,
    txQueueLength: want.txQueueLength ?? DEFAULT_QUEUE_LENGTH,
    flags: kind.type === "loopback" ? IFF.LOOPBACK : kind.type === "dummy" ? IFF.BROADCAST | IFF.NOARP : ETHER_FLAGS,
    promiscuity: 0,
    allMulti: 0,
    group: want.group ?? 0,
    qdisc: "noop",
    carrier: kind.type !== "veth",
    operState: "DOWN",
    policyState: kind.type === "veth" ? "LOWERLAYERDOWN" : stateAfter("UNKNOWN", want.state),
    inet6Ready: false,
    mtuSet: kind.type === "bridge" && want.mtu !== undefined,
    linkMode: "default",
    held: undefined,
    addrGenMode: born.addrGenMode,
    stableSecret: born.stableSecret,
    queues: { tx: want.queues?.tx ?? queues, rx: want.queues?.rx ?? queues },
    queuesUsed: kind.type === "veth" ? { tx: want.queues?.tx ?? 1, rx: want.queues?.rx ?? 1 } : undefined,
    rpsMask: rpsMaskAtBirth(tx, netns),
    bornQdisc: undefined,
    naming: want.name === undefined ? "enumerated" : undefined,
    sizes: undefined,
    protoDown: undefined,
    master: undefined,
    port: undefined,
    inet: NONE,
    inet6: NONE,
    groups4: NONE,
    groups6: NONE,
    conf4: NO_CONF,
    conf6: NO_CONF,
    conf4Own: NONE,
    neigh4: NO_NEIGH_SETTINGS,
    neigh6: NO_NEIGH_SETTINGS,
    groups6Heard: undefined,
    groupUsers: undefined,
    anycast6: undefined,
    heard: NONE,
    unicastPromisc: undefined,
    uppers: undefined,
    listened: undefined,
    joined: undefined,
    qdiscs: undefined,
    ingressQdisc: undefined,
    ingressQueue: undefined,
    filters: undefined,
    filterChains: undefined,
    mplsInput: undefined,
    unheard: undefined,
    lostGroups: undefined,
    macOrder: undefined,
    wanted: undefined,
    token: undefined,
    bondSlave: undefined,
  };
}

/** rx_queue_default_mask. */
function rpsMaskAtBirth(tx: Transaction, netns: NetnsId): string | undefined {
  const mask = String(tx.netns(netns).sysctls["core.rps_default_mask"] ?? 0);
  return mask === "0" ? undefined : mask;
}

/** The same for drivers that nobody asked anything of. */
export function defaultLink(tx: Transaction, netns: NetnsId, kind: LinkKind, name: string, ifindex: number): Link {
  return newLink(tx, netns, kind, name, ifindex, {});
}

const LOOPBACK_CONF: Link["conf4"] = { disable_policy: 1, disable_xfrm: 1 };

/** The `lo` that every namespace begins with. */
export function addLoopback(tx: Transaction, netns: NetnsId): void {
  const link = newLink(tx, netns, { type: "loopback" }, "lo", reserveIfindex(tx, netns), {});
  registerLink(tx, Object.assign(copyLink(link), { conf4: LOOPBACK_CONF }));
}

/** dev_validate_mtu's limits; no upper one when it is 0. */
type MtuLimits = Pick<Link, "minMtu" | "maxMtu">;
const ETHER_LIMITS: MtuLimits = { minMtu: 68, maxMtu: 65535 };
const NO_LIMITS: MtuLimits = { minMtu: 0, maxMtu: 0 };

/** What is wrong with one end, before anything is made. */
/** What a device may have of queues of either kind. */
const MOST_QUEUES = 4096;

function checkNewLink(tx: Transaction, netns: NetnsId, want: NewLink, limits: MtuLimits): Outcome {
  const sized = checkSizes(TSO_MAX_SIZE, want.sizes);
  if (!sized.ok) return sized;
  // Every driver's `validate` looks at the address before anybody looks at the name.
  if (want.mac !== undefined && !isValidUnicastMac(want.mac)) return refuse("EADDRNOTAVAIL");
  if (want.name !== undefined) {
    const chosen = chosenName(tx, netns, want.name);
    if (!chosen.ok) return chosen;
  }
  // rtnl_create_link.
  for (const [count, way] of [
    [want.queues?.tx, "transmit"],
    [want.queues?.rx, "receive"],
  ] as const)
    if (count !== undefined && (count < 1 || count > MOST_QUEUES))
      return refuse("EINVAL", `Invalid number of ${way} queues`);
  if (want.mtu !== undefined && want.mtu < 0) return refuse("EINVAL", "mtu less than device minimum");
  if (want.mtu !== undefined) {
    if (want.mtu < limits.minMtu) return refuse("EINVAL", "mtu less than device minimum");
    if (limits.maxMtu > 0 && want.mtu > limits.maxMtu) return refuse("EINVAL", "mtu greater than device maximum");
  }
  if (want.ifindex !== undefined && tx.linkByIndex(netns, want.ifindex)) return refuse("EEXIST");
  return DONE;
}

/** veth_validate, as it is asked of each end: an MTU that cannot be is refused without a word. */
function validateVeth({ mac, mtu }: NewLink): Outcome {
  if (mac !== undefined && !isValidUnicastMac(mac)) return refuse("EADDRNOTAVAIL");
  const { minMtu, maxMtu } = ETHER_LIMITS;
  return mtu !== undefined && (mtu < minMtu || mtu > maxMtu) ? refuse("EINVAL") : DONE;
}

/** The name a link gets: its own, `PATTERN%d` with the first free number, or the driver's pattern. */
function nameFor(tx: Transaction, netns: NetnsId, want: NewLink, type: string): string {
  const pattern = want.name ?? `${type}%d`;
  return pattern.includes("%d") ? freeName(tx, netns, pattern) : pattern;
}

function makeOne(tx: Transaction, netns: NetnsId, want: NewLink, kind: LinkKind): Link {
  const ifindex = reserveIfindex(tx, netns, want.ifindex);
  const link = withAttributes(newLink(tx, netns, kind, nameFor(tx, netns, want, kind.type), ifindex, want), want);
  registerLink(tx, link, () => {
    if (kind.type !== "bridge") return;
    addLocalEntry(tx, link.id, link.id, link.mac, 0);
    birthVlans(tx, link.id);
  });
  return tx.link(link.id);
}

/** rtnl_configure_link and the master, after registration. */
function configure(tx: Transaction, link: Link, want: NewLink): void {
  // br_dev_newlink: an address that was asked for becomes the bridge's id, which looks at its ports.
  // So do a priority (br_stp_set_bridge_priority) and switching spanning tree on.
  const chosen = link.kind.type === "bridge" ? link.kind.settings : DEFAULT_BRIDGE;
  // br_multicast_set_querier, before anybody chose how long answers may take.
  if (chosen.mcastQuerier) becomeQuerier(tx, link, DEFAULT_BRIDGE, []);
  if (chosen.stpState !== 0) startStp(tx, link.id);
  else if (want.mac !== undefined || chosen.priority !== DEFAULT_BRIDGE.priority)
    if (link.kind.type === "bridge") selectPortStates(tx, link.id);
  if (want.up) openLink(tx, link.id);
  const master = want.master === undefined ? undefined : tx.linkNamed(link.netns, want.master);
  if (master) setMaster(tx, link.id, master.id);
}

export function linkAdd(tx: Transaction, caller: Caller, op: LinkAdd): Outcome {
  if ((op.link.name?.length ?? 0) > LONGEST_NAME) return refuse("ERANGE", "Attribute failed policy validation");
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  // validate_linkmsg: a link that does not exist has no IPv6 whose way to generate addresses could be set.
  if (op.link.addrGenMode !== undefined) return refuse("EAFNOSUPPORT");
  const target = op.link.netns ? resolveNetns(caller, op.link.netns) : here;
  if (!target.ok) return target;
  const netns = target.value;
  const { type } = op.info;
  const driver = driverOf(type);
  if (driver) return addDriven(tx, op, driver, here.value, netns);
  // Both ends, before anybody looks whether there is such a name (rtnl_get_peer_net).
  for (const end of op.info.type === "veth" ? [op.link, op.info.peer] : []) {
    // IFLA_IFNAME within VETH_INFO_PEER; iproute2 looks at the link's own name alone.
    if ((end?.name?.length ?? 0) > LONGEST_NAME) return refuse("ERANGE", "Attribute failed policy validation");
    const valid = end ? validateVeth(end) : DONE;
    if (!valid.ok) return valid;
  }
  const checked = checkNewLink(tx, netns, op.link, type === "dummy" ? NO_LIMITS : ETHER_LIMITS);
  if (!checked.ok) return checked;
  const master = checkNewMaster(tx, netns, op.link, type);
  if (!master.ok) return master;
  if (op.info.type === "veth") return addVeth(tx, caller, op, here.value, netns);
  if (op.info.type === "bridge") return addBridge(tx, op, op.info.settings, netns);
  const kind: LinkKind = { type: "dummy" };
  configure(tx, makeOne(tx, netns, op.link, kind), op.link);
  return DONE;
}

/** br_dev_newlink. What it makes of the settings is not seen before the device has been there: its number is spent. */
function addBridge(tx: Transaction, op: LinkAdd, fields: Partial<BridgeSettings>, netns: NetnsId): Outcome {
  // br_validate comes before the device.
  const asked = knownSettings(tx, settingsInWords(fields));
  if (Number(asked["vlan_default_pvid"] ?? 0) > 4094) return refuse("EINVAL");
  const settings = nextSettings(DEFAULT_BRIDGE, asked);
  const able = !settings.ok || !settings.value.vlanFiltering ? DONE : wakeBridgeVlans(tx, false);
  if (!settings.ok || !able.ok) {
    reserveIfindex(tx, netns, op.link.ifindex);
    return settings.ok ? able : settings;
  }
  configure(tx, makeOne(tx, netns, op.link, bridgeKind({ type: "bridge", settings: settings.value })), op.link);
  return DONE;
}

/** A link whose kind has a driver in `./kind`. */
function addDriven(tx: Transaction, op: LinkAdd, driver: KindDriver, here: NetnsId, netns: NetnsId): Outcome {
  if (!("settings" in op.info) || op.info.type === "bridge") return DONE;
  const { type, settings } = op.info;
  const want = op.link;
  // A name that is taken is seen before a module is looked for.
  if (want.name === undefined || !tx.linkByName(netns, want.name)) driver.needs?.(tx, netns);
  const valid = driver.validate?.(want, settings) ?? DONE;
  if (!valid.ok) return valid;
  const checked = checkNewLink(tx, netns, want, driver);
  if (!checked.ok) return checked;
  const found = want.link === undefined ? undefined : resolveLink(tx, here, want.link);
  if (found && !found.ok) return found;
  const lower = found?.value;
  const created = driver.create({ tx, netns, home: here, want, settings, lower });
  if (!created.ok) return created;
  const master = checkNewMaster(tx, netns, want, type);
  // The link was registered and taken away again: the number it had is spent.
  if (!master.ok) {
    reserveIfindex(tx, netns, want.ifindex);
    return master;
  }
  const able = want.up ? (driver.mayOpen?.(tx, created.value.kind, undefined) ?? DONE) : DONE;
  const ifindex = reserveIfindex(tx, netns, want.ifindex);
  if (!able.ok) return able;
  const name = nameFor(tx, netns, want, driver.pattern ?? type);
  const base = newLink(tx, netns, created.value.kind, name, ifindex, want);
  const limits = { minMtu: driver.minMtu, maxMtu: driver.maxMtu };
  const link = withAttributes({ ...base, ...limits, ...created.value }, want);
  driver.registering?.(tx, link);
  const under = underOf(link);
  if (under !== undefined) registerUpper(tx, link, tx.link(under));
  else {
    registerLink(tx, link);
    driver.registered?.(tx, link.id);
  }
  configure(tx, tx.link(link.id), want);
  return DONE;
}

/** A master that will not have the new link. The link it looks at does not exist yet: only its kind matters. */
function checkNewMaster(tx: Transaction, netns: NetnsId, want: NewLink, type: string): Outcome {
  if (want.master === undefined) return DONE;
  const master = resolveLink(tx, netns, want.master);
  if (!master.ok) return master.error.device === undefined ? refuse("EINVAL") : master;
  if (type === "bridge" && master.value.kind.type === "bridge")
    return refuse("ELOOP", "Can not enslave a bridge to a bridge");
  if (type === "vrf" && master.value.kind.type === "vrf")
    return refuse("EINVAL", "Can not enslave an L3 master device to a VRF");
  return checkMaster(master.value);
}

function unnumbered({ ifindex: _, ...others }: NewLink): NewLink {
  return others;
}

/** Of a link that is asked for: what its peer has as well where nothing is said of that. */
function attributesOf(link: NewLink): NewLink {
  const { mtu, txQueueLength, group, queues, broadcast, linkMode, sizes } = link;
  return {
    ...(mtu !== undefined && { mtu }),
    ...(txQueueLength !== undefined && { txQueueLength }),
    ...(group !== undefined && { group }),
    ...(queues !== undefined && { queues }),
    ...(broadcast !== undefined && { broadcast }),
    ...(linkMode !== undefined && { linkMode }),
    ...(sizes !== undefined && { sizes }),
  };
}

/**
 * veth_newlink: a peer of which something is said (VETH_INFO_PEER) lives where the caller is unless it says otherwise; one
 * of which nothing is said has the link's own attributes, its namespace among them, but for name, address and state.
 */
function addVeth(tx: Transaction, caller: Caller, op: LinkAdd, here: NetnsId, netns: NetnsId): Outcome {
  if (op.info.type !== "veth") return DONE;
  const told = op.info.peer ?? attributesOf(op.link);
  const said = told.ifindex === undefined ? told : unnumbered(told);
  // A number for the peer counts where there is one for the link as well.
  const peer = op.link.ifindex === undefined ? said : told;
  const unsaid = ok(op.info.peer ? here : netns);
  const peerTarget: Result<NetnsId, KernelError> = peer.netns ? resolveNetns(caller, peer.netns) : unsaid;
  if (!peerTarget.ok) return peerTarget;
  const peerNetns = peerTarget.value;
  const checked = checkNewLink(tx, peerNetns, said, ETHER_LIMITS);
  if (!checked.ok) return checked;
  // dev_index_reserve.
  const { ifindex } = peer;
  if (
    ifindex !== undefined &&
    (tx.linkByIndex(peerNetns, ifindex) || (peerNetns === netns && ifindex === op.link.ifindex))
  )
    return refuse("EBUSY");
  // rtnl_configure_link opens the peer before the other end is there (veth_open).
  if (peer.up) {
    reserveIfindex(tx, peerNetns, peer.ifindex);
    return refuse("ENOTCONN");
  }
  const master = checkNewMaster(tx, peerNetns, peer, "veth");
  if (!master.ok) return master;
  if (peerNetns === netns && nameFor(tx, netns, peer, "veth") === op.link.name) {
    // The peer was registered before the clash was seen: the number it had is spent.
    reserveIfindex(tx, netns, peer.ifindex);
    return refuse("EEXIST");
  }
  const far = makeOne(tx, peerNetns, peer, { type: "veth", peer: 0 as LinkId });
  const near = makeOne(tx, netns, op.link, { type: "veth", peer: far.id });
  const alone = tx.link(far.id);
  const paired = copyLink(alone);
  paired.kind = { type: "veth", peer: near.id };
  // veth_init_queues looks at what is said of the link for both.
  const asked = op.link.queues;
  const { queues } = alone;
  paired.queuesUsed = { tx: asked?.tx === undefined ? 1 : queues.tx, rx: asked?.rx === undefined ? 1 : queues.rx };
  tx.replaceLink(alone, paired);
  // netif_carrier_off at birth: what link watch makes of it depends on where the peer is.
  for (const { id } of [near, far]) {
    const link = tx.link(id);
    const policyState = policyOf(tx, link);
    if (policyState !== link.policyState) tx.changeLink(link, { policyState });
  }
  linkWatch(tx, [far.id, near.id]);
  // The peer was told of before it had its other end.
  if (peerNetns !== netns) allocateNsid(tx, netns, peerNetns);
  configure(tx, far, peer);
  configure(tx, near, op.link);
  return DONE;
}

/**
 * A network card that the machine has from the start: plugged in, so its state is UP once it is set up. Same as a tap
 * device whose carrier came after it was opened; the limits are that driver's (drivers/net/tun.c).
 */
export function addCard(tx: Transaction, netns: NetnsId, name: string, mac: Mac): Link {
  const link = newLink(tx, netns, { type: "ether" }, name, reserveIfindex(tx, netns), { mac });
  return registerLink(tx, { ...link, maxMtu: 65521, policyState: "UP" });
}
