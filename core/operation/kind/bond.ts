/**
 * Bonds (drivers/net/bonding: bond_main.c, bond_netlink.c, bond_options.c).
 *
 * Same as Linux: options, the order in which they are looked at, what refuses them, what slaves are told of the bond's
 * address and MTU. Absent: the modes balance-tlb and balance-alb.
 */
import { formatIpv4, type Ipv4, parseIpv4 } from "../../address/ipv4.ts";
import { type Ipv6, isIpv6Multicast } from "../../address/ipv6.ts";
import { isGroupMac, isValidUnicastMac, type Mac, ZERO_MAC } from "../../address/mac.ts";
import type { KernelError } from "../../errors.ts";
import {
  BOND_MODE,
  BOND_OPTIONS,
  type Bond,
  type BondOption,
  type BondParams,
  type BondWord,
  bondValue,
  DELAYS,
  NEW_BOND,
  WITH_PRIMARY,
} from "../../model/bond.ts";
import type { LinkId, NetnsId } from "../../model/id.ts";
import { IFF, isUp, type Link, type LinkKind } from "../../model/link.ts";
import { ok, type Result } from "../../result.ts";
import { startArp, stopArp } from "../bond-arp.ts";
import {
  armMonitor,
  bondOf,
  changeActive,
  changeBond,
  selectActive,
  setActive,
  setBondCarrier,
  setInactive,
  startMonitor,
  stopMonitor,
  usesPrimary,
} from "../bond-monitor.ts";
import { checkSlave, enslave } from "../bond-slave.ts";
import { watchLink } from "../device.ts";
import { startLacp, stopLacp, updateActors } from "../lacp.ts";
import { type KindSettings, numberIn, textIn } from "../link.ts";
import { setMac } from "../link-set.ts";
import { changeMtu } from "../mtu.ts";
import { DONE, type Outcome, refuse, type Transaction } from "../transaction.ts";
import type { KindDriver, NewLinkContext } from "./kind.ts";

/** BOND_DEFAULT_TX_QUEUES, for sending and receiving. */
const QUEUES = 16;
/** BOND_DEFAULT_MIIMON: of the modes that cannot do without. */
const DEFAULT_MIIMON = 100;
/** BOND_MAX_ARP_TARGETS. */
const MOST_TARGETS = 16;

const NO_VALUE = "invalid option value";

/** A bond as the options leave it, and what has to be done about it. */
interface Wanted {
  bond: Bond;
  /** `active_slave`, `clear_active_slave`. */
  active?: LinkId | null;
}

interface Asked {
  readonly tx: Transaction;
  readonly netns: NetnsId;
  /** Undefined as long as the bond is not made. */
  readonly link: Link | undefined;
}

/** bond_opt_check_deps, with the text of bond_opt_error_interpret. */
function checkOption(option: Pick<BondOption, "modes" | "noSlaves" | "down">, { bond }: Wanted, link?: Link): Outcome {
  if (option.modes && !option.modes.includes(bond.params.mode)) return refuse("EACCES", "option not supported in mode");
  if (option.noSlaves && bond.slaves.length > 0)
    return refuse("ENOTEMPTY", "unable to set option because the bond device has slaves");
  if (option.down && link && isUp(link)) return refuse("EBUSY", "unable to set option because the bond is up");
  return DONE;
}

/** The setters of bond_options.c, as far as they change what is kept. */
function setOption(params: BondParams, word: BondWord, value: number): Result<BondParams, KernelError> {
  const next: Record<BondWord, number> = { ...params, [word]: value };
  switch (word) {
    case "mode":
      if (value >= BOND_MODE.lacp) {
        next.arp_interval = 0;
        next.miimon ||= DEFAULT_MIIMON;
      }
      if (value === BOND_MODE.alb) next.tlb_dynamic_lb = 1;
      next.arp_validate = 0;
      break;
    case "miimon":
      if (value !== 0 && params.arp_interval !== 0) {
        next.arp_interval = 0;
        next.arp_validate = 0;
      }
      break;
    case "arp_interval":
      if (value !== 0) next.miimon = 0;
      break;
    default:
      if (!DELAYS.has(word)) break;
      if (params.miimon === 0) return refuse("EPERM");
      next[word] = Math.floor(value / params.miimon);
  }
  return ok(next);
}

const PRIMARY_MODES = { modes: WITH_PRIMARY };

/** bond_changelink: every option in turn. Nothing is changed. */
function wantedBond(asked: Asked, before: Bond, settings: KindSettings): Result<Wanted, KernelError> {
  const wanted: Wanted = { bond: before };
  for (const option of BOND_OPTIONS) {
    const value = numberIn(settings, option.word);
    if (value !== undefined) {
      const done = takeNumber(wanted, option, value, settings, asked.link);
      if (!done.ok) return done;
    }
    const others = takeOthers(asked, wanted, option.word, settings);
    if (!others.ok) return others;
  }
  return ok(wanted);
}

function takeNumber(
  wanted: Wanted,
  option: BondOption,
  value: number,
  settings: KindSettings,
  link: Link | undefined,
): Outcome {
  const monitored = (numberIn(settings, "miimon") ?? 0) !== 0;
  if (monitored && value !== 0 && option.word === "arp_interval")
    return refuse("EINVAL", "ARP monitoring cannot be used with MII monitoring");
  if (monitored && value !== 0 && option.word === "arp_validate")
    return refuse("EINVAL", "ARP validating cannot be used with MII monitoring");
  const able = checkOption(option, wanted, link);
  if (!able.ok) return able;
  if (value < option.least || value > option.most) return refuse("EINVAL", NO_VALUE);
  const params = setOption(wanted.bond.params, option.word, value);
  if (!params.ok) return params;
  wanted.bond = { ...wanted.bond, params: params.value };
  return DONE;
}

/** The options that are no numbers, each behind the one that comes before it. */
function takeOthers(asked: Asked, wanted: Wanted, after: BondWord, settings: KindSettings): Outcome {
  switch (after) {
    case "mode": {
      const active = textIn(settings, "active_slave");
      return active === undefined ? DONE : takeActive(asked, wanted, active);
    }
    case "arp_interval": {
      const targets = textIn(settings, "arp_ip_target");
      if (targets !== undefined) {
        const taken = takeTargets(targets, (text) => parseIpv4(text), isArpTarget);
        if (!taken) return refuse("EINVAL", NO_VALUE);
        wanted.bond = { ...wanted.bond, arpTargets: taken };
      }
      const targets6 = textIn(settings, "ns_ip6_target");
      if (targets6 !== undefined) {
        const taken = takeTargets(targets6, (text) => text as Ipv6, isNsTarget);
        if (!taken) return refuse("EINVAL", NO_VALUE);
        wanted.bond = { ...wanted.bond, nsTargets: taken };
      }
      return DONE;
    }
    case "arp_all_targets": {
      const primary = textIn(settings, "primary");
      if (primary === undefined) return DONE;
      const able = checkOption(PRIMARY_MODES, wanted);
      if (!able.ok) return able;
      const id = wanted.bond.slaves.find((slave) => asked.tx.link(slave).name === primary);
      wanted.bond = {
        ...wanted.bond,
        primaryName: primary,
        primary: id,
        ...(id !== undefined && { forcePrimary: true }),
      };
      return DONE;
    }
    case "ad_user_port_key": {
      const system = textIn(settings, "ad_actor_system");
      if (system === undefined) return DONE;
      // Shorter addresses get past `ip`, and not past the kernel.
      if (system.length !== ZERO_MAC.length) return refuse("EINVAL");
      const able = checkOption({ modes: [BOND_MODE.lacp] }, wanted);
      if (!able.ok) return able;
      if (isGroupMac(system as Mac)) return refuse("EINVAL", NO_VALUE);
      wanted.bond = { ...wanted.bond, adActorSystem: system as Mac };
      return DONE;
    }
    default:
      return DONE;
  }
}

/** bond_option_active_slave_set. */
function takeActive({ tx, netns, link }: Asked, wanted: Wanted, name: string): Outcome {
  const able = checkOption(PRIMARY_MODES, wanted);
  if (!able.ok) return able;
  if (name === "") {
    wanted.active = null;
    return DONE;
  }
  const slave = tx.linkByName(netns, name);
  if (!slave) return refuse("ENODEV", "interface does not exist");
  if (!link || slave.master !== link.id || !slave.bondSlave) return refuse("EINVAL", NO_VALUE);
  const { active } = wanted.bond;
  if (slave.id === active) return DONE;
  if (active === undefined || slave.bondSlave.link !== "UP" || !isUp(slave) || !slave.carrier)
    return refuse("EINVAL", NO_VALUE);
  wanted.active = slave.id;
  return DONE;
}

/** bond_is_ip_target_ok. */
function isArpTarget(address: Ipv4): boolean {
  return address !== 0 && address !== 0xffffffff;
}

/** bond_is_ip6_target_ok. */
function isNsTarget(address: Ipv6): boolean {
  return address !== "::" && address !== "::1" && !isIpv6Multicast(address);
}

function takeTargets<T>(
  text: string,
  parse: (text: string) => T | undefined,
  able: (target: T) => boolean,
): T[] | undefined {
  const targets: T[] = [];
  for (const word of text.split(",").filter((each) => each !== "")) {
    const target = parse(word);
    if (target === undefined || !able(target) || targets.includes(target)) return undefined;
    targets.push(target);
  }
  return targets.length > MOST_TARGETS ? undefined : targets;
}

const FRESH: Bond = {
  type: "bond",
  params: NEW_BOND,
  arpTargets: [],
  nsTargets: [],
  adActorSystem: ZERO_MAC,
  slaves: [],
  active: undefined,
  primaryName: "",
  primary: undefined,
  forcePrimary: true,
  peerNotifications: 0,
  monitorSinceMicros: undefined,
  monitorAtMicros: undefined,
  // TSO_LEGACY_MAX_SIZE, until slaves have come.
  tsoMaxSize: 65536,
};

function create({ tx, netns, want, settings }: NewLinkContext): ReturnType<KindDriver["create"]> {
  const wanted = wantedBond({ tx, netns, link: undefined }, FRESH, settings);
  if (!wanted.ok) return wanted;
  return ok({
    kind: wanted.value.bond,
    flags: IFF.BROADCAST | IFF.MULTICAST | IFF.MASTER,
    carrier: false,
    queues: { tx: want.queues?.tx ?? QUEUES, rx: want.queues?.rx ?? QUEUES },
  });
}

function change(tx: Transaction, link: Link, settings: KindSettings, dry: boolean): Outcome {
  const before = bondOf(tx, link.id);
  const wanted = wantedBond({ tx, netns: link.netns, link }, before, settings);
  if (!wanted.ok) return wanted;
  if (dry) return DONE;
  const { bond, active } = wanted.value;
  changeBond(tx, link.id, bond);
  if (active === null) changeBond(tx, link.id, { active: undefined });
  else if (active !== undefined) changeActive(tx, link.id, active);
  if (settings["miimon"] !== undefined || bond.params.miimon !== before.params.miimon) startMonitor(tx, link.id);
  if (settings["arp_interval"] !== undefined || bond.params.arp_interval !== before.params.arp_interval)
    startArp(tx, link.id);
  if (bond.params.all_slaves_active !== before.params.all_slaves_active) letIn(tx, bond);
  const reselect = active === null || settings["primary"] !== undefined || settings["primary_reselect"] !== undefined;
  if (reselect) selectActive(tx, link.id);
  if (["ad_actor_sys_prio", "ad_actor_system", "lacp_rate"].some((word) => settings[word] !== undefined))
    updateActors(tx, link.id);
  if (settings["min_links"] !== undefined) setBondCarrier(tx, link.id);
  armMonitor(tx, link.id);
  return DONE;
}

/** bond_option_all_slaves_active_set: what comes in by slaves in waiting is taken, too, or no more. */
function letIn(tx: Transaction, bond: Bond): void {
  for (const id of bond.slaves) {
    const { bondSlave } = tx.link(id);
    if (bondSlave?.state === "BACKUP")
      tx.patchLink(id, { bondSlave: { ...bondSlave, inactive: bond.params.all_slaves_active === 0 } });
  }
}

function settingsOf(kind: LinkKind, nameOf: (id: LinkId) => string | undefined): KindSettings {
  if (kind.type !== "bond") return {};
  const { params } = kind;
  const settings: Record<string, number | string> = {};
  for (const { word, initial, modes } of BOND_OPTIONS) {
    const value = bondValue(params, word);
    if (value !== initial && (!modes || modes.includes(params.mode))) settings[word] = value;
  }
  if (kind.arpTargets.length > 0) settings["arp_ip_target"] = kind.arpTargets.map(formatIpv4).join(",");
  if (kind.nsTargets.length > 0) settings["ns_ip6_target"] = kind.nsTargets.join(",");
  if (kind.adActorSystem !== ZERO_MAC) settings["ad_actor_system"] = kind.adActorSystem;
  const primary = kind.primary === undefined ? kind.primaryName : nameOf(kind.primary);
  if (primary) settings["primary"] = primary;
  return settings;
}

/** What leads from one bond's settings to another's, as far as `ip` has words for it. */
function changedSettings(was: LinkKind, now: LinkKind, nameOf: (id: LinkId) => string | undefined): KindSettings {
  if (was.type !== "bond" || now.type !== "bond") return {};
  const settings: Record<string, number | string> = {};
  for (const { word, modes } of BOND_OPTIONS) {
    const value = bondValue(was.params, word);
    if (value !== bondValue(now.params, word) && (!modes || modes.includes(was.params.mode))) settings[word] = value;
  }
  const before = settingsOf(was, nameOf);
  const after = settingsOf(now, nameOf);
  for (const word of ["arp_ip_target", "ns_ip6_target", "ad_actor_system", "primary"])
    if (before[word] !== after[word]) settings[word] = before[word] ?? "";
  const active = was.active === undefined ? undefined : nameOf(was.active);
  if (usesPrimary(was) && was.active !== now.active && active !== undefined) settings["active_slave"] = active;
  return settings;
}

/** bond_open. */
function opening(tx: Transaction, id: LinkId): boolean {
  const bond = bondOf(tx, id);
  for (const slave of bond.slaves) {
    if (usesPrimary(bond) && slave !== bond.active) setInactive(tx, bond, slave);
    else if (bond.params.mode !== BOND_MODE.lacp) setActive(tx, slave);
  }
  return tx.link(id).carrier;
}

/** bond_change_mtu, bond_set_mac_address: all slaves first. */
function mayChangeMtu(tx: Transaction, link: Link, mtu: number): Outcome {
  for (const id of bondOf(tx, link.id).slaves) {
    const { minMtu, maxMtu } = tx.link(id);
    if (mtu < minMtu || (maxMtu > 0 && mtu > maxMtu)) return refuse("EINVAL");
  }
  return DONE;
}

export const BOND: KindDriver = {
  minMtu: 68,
  maxMtu: 65535,
  needs: (tx) => void tx.runtime.modules.add("bonding"),
  validate: (want) => (want.mac !== undefined && !isValidUnicastMac(want.mac) ? refuse("EADDRNOTAVAIL") : DONE),
  create,
  registered: watchLink,
  change,
  settingsOf,
  changedSettings,
  opening,
  opened: (tx, id) => {
    startMonitor(tx, id);
    startArp(tx, id);
    if (bondOf(tx, id).params.mode === BOND_MODE.lacp) startLacp(tx, id);
  },
  closing: (tx, id) => {
    stopMonitor(tx, id);
    stopArp(tx, id);
    if (bondOf(tx, id).params.mode === BOND_MODE.lacp) stopLacp(tx, id);
    return tx.link(id).carrier;
  },
  mayTakePort: checkSlave,
  addPort: enslave,
  mayChangeMtu,
  changingMtu: (tx, id, mtu) => {
    for (const slave of bondOf(tx, id).slaves) changeMtu(tx, slave, mtu);
  },
  // With fail_over_mac the address stays what it is, and nobody is told.
  changingMac: (tx, id, mac) => {
    const bond = bondOf(tx, id);
    if (bond.params.mode === BOND_MODE.activeBackup && bond.params.fail_over_mac !== 0) return false;
    for (const slave of bond.slaves) setMac(tx, slave, mac);
    return true;
  },
};
