/**
 * Bonds: several links that act as one (drivers/net/bonding; Documentation/networking/bonding.rst). What `struct bond_params`
 * and `struct slave` keep, and the options by which it is set, with their values and limits (bond_opts of bond_options.c).
 */
import type { Ipv4 } from "../address/ipv4.ts";
import type { Ipv6 } from "../address/ipv6.ts";
import type { Mac } from "../address/mac.ts";
import type { LinkId } from "./id.ts";

/** In the order of BOND_MODE_* of linux/if_bonding.h. */
const BOND_MODES = [
  "balance-rr",
  "active-backup",
  "balance-xor",
  "broadcast",
  "802.3ad",
  "balance-tlb",
  "balance-alb",
] as const;

export const BOND_MODE = { roundRobin: 0, activeBackup: 1, xor: 2, broadcast: 3, lacp: 4, tlb: 5, alb: 6 } as const;

/** BOND_XMIT_POLICY_*. */
export const BOND_POLICY = { layer2: 0, layer34: 1, layer23: 2, encap23: 3, encap34: 4, vlanSource: 5 } as const;

/** Options whose value is a number, or a word that stands for one. */
export interface BondOption {
  readonly word: BondWord;
  /** The key in JSON, where it is another. */
  readonly json?: string;
  /** Words for the values from 0 up. */
  readonly names?: readonly string[];
  /** The values that the kernel takes; all that have a name where there are any. */
  readonly least: number;
  readonly most: number;
  readonly initial: number;
  /** The modes that know of it; all when missing. */
  readonly modes?: readonly number[];
  /** Not while there are slaves, not while the bond is up. */
  readonly noSlaves?: true;
  readonly down?: true;
  /** The number of bits that netlink has for it. */
  readonly bits: 8 | 16 | 32;
}

export type BondWord =
  | "mode"
  | "miimon"
  | "updelay"
  | "downdelay"
  | "peer_notify_delay"
  | "use_carrier"
  | "arp_interval"
  | "arp_validate"
  | "arp_all_targets"
  | "primary_reselect"
  | "fail_over_mac"
  | "xmit_hash_policy"
  | "resend_igmp"
  | "num_grat_arp"
  | "all_slaves_active"
  | "min_links"
  | "lp_interval"
  | "packets_per_slave"
  | "lacp_active"
  | "lacp_rate"
  | "ad_select"
  | "ad_actor_sys_prio"
  | "ad_user_port_key"
  | "tlb_dynamic_lb"
  | "arp_missed_max";

const INT_MAX = 0x7fffffff;
const NO_LACP = [BOND_MODE.roundRobin, BOND_MODE.activeBackup, BOND_MODE.xor, BOND_MODE.broadcast];
const ONLY_LACP = [BOND_MODE.lacp];
/** bond_uses_primary. */
export const WITH_PRIMARY: readonly number[] = [BOND_MODE.activeBackup, BOND_MODE.tlb, BOND_MODE.alb];
const OFF_ON = ["off", "on"];

type Limits = Pick<BondOption, "least" | "most" | "initial" | "bits">;
const number = (initial: number, least: number, most: number, bits: BondOption["bits"] = 32): Limits => ({
  initial,
  least,
  most,
  bits,
});
const named = (names: readonly string[], initial = 0, bits: BondOption["bits"] = 8) => ({
  ...number(initial, 0, names.length - 1, bits),
  names,
});

/** In the order in which bond_changelink looks at them. */
export const BOND_OPTIONS: readonly BondOption[] = [
  { word: "mode", ...named(BOND_MODES), noSlaves: true, down: true },
  { word: "miimon", ...number(0, 0, INT_MAX) },
  { word: "updelay", ...number(0, 0, INT_MAX) },
  { word: "downdelay", ...number(0, 0, INT_MAX) },
  { word: "peer_notify_delay", ...number(0, 0, 300_000) },
  { word: "use_carrier", ...number(1, 0, 1, 8) },
  { word: "arp_interval", ...number(0, 0, INT_MAX), modes: NO_LACP },
  {
    word: "arp_validate",
    ...named(["none", "active", "backup", "all", "filter", "filter_active", "filter_backup"]),
    modes: NO_LACP,
  },
  { word: "arp_all_targets", ...named(["any", "all"]) },
  { word: "primary_reselect", ...named(["always", "better", "failure"]) },
  { word: "fail_over_mac", ...named(["none", "active", "follow"]), noSlaves: true },
  {
    word: "xmit_hash_policy",
    ...named(["layer2", "layer3+4", "layer2+3", "encap2+3", "encap3+4", "vlan+srcmac"]),
  },
  { word: "resend_igmp", ...number(1, 0, 255) },
  { word: "num_grat_arp", json: "num_peer_notif", ...number(1, 0, 255, 8) },
  { word: "all_slaves_active", ...number(0, 0, 1, 8) },
  { word: "min_links", ...number(0, 0, INT_MAX) },
  { word: "lp_interval", ...number(1, 1, INT_MAX) },
  { word: "packets_per_slave", ...number(1, 0, 65535), modes: [BOND_MODE.roundRobin] },
  { word: "lacp_active", json: "ad_lacp_active", ...named(OFF_ON, 1), modes: ONLY_LACP, down: true },
  { word: "lacp_rate", json: "ad_lacp_rate", ...named(["slow", "fast"]), modes: ONLY_LACP, down: true },
  { word: "ad_select", ...named(["stable", "bandwidth", "count"]), down: true },
  { word: "ad_actor_sys_prio", ...number(65535, 1, 65535, 16), modes: ONLY_LACP },
  { word: "ad_user_port_key", ...number(0, 0, 1023, 16), modes: ONLY_LACP, down: true },
  { word: "tlb_dynamic_lb", ...number(1, 0, 1, 8), modes: [BOND_MODE.tlb, BOND_MODE.alb], down: true },
  { word: "arp_missed_max", ...number(2, 1, 255, 8), modes: NO_LACP },
];

export const BOND_OPTION = Object.fromEntries(BOND_OPTIONS.map((option) => [option.word, option])) as Readonly<
  Record<BondWord, BondOption>
>;

/** The three delays are counted in rounds of the monitor (miimon), as the kernel keeps them. */
export type BondParams = Readonly<Record<BondWord, number>>;

export const NEW_BOND = Object.fromEntries(BOND_OPTIONS.map(({ word, initial }) => [word, initial])) as BondParams;

export const DELAYS: ReadonlySet<string> = new Set<BondWord>(["updelay", "downdelay", "peer_notify_delay"]);

/** A setting as it is given and shown. */
export function bondValue(params: BondParams, word: BondWord): number {
  return DELAYS.has(word) ? params[word] * params.miimon : params[word];
}

export interface Bond {
  readonly type: "bond";
  readonly params: BondParams;
  readonly arpTargets: readonly Ipv4[];
  readonly nsTargets: readonly Ipv6[];
  readonly adActorSystem: Mac;
  /** The slaves, the oldest first. */
  readonly slaves: readonly LinkId[];
  /** curr_active_slave: what is sent leaves by it in active-backup; elsewhere only what must not change its way does. */
  readonly active: LinkId | undefined;
  /** The name that somebody gave, and the slave that has it; `forced`: it has not been chosen for that yet. */
  readonly primaryName: string;
  readonly primary: LinkId | undefined;
  readonly forcePrimary: boolean;
  /** send_peer_notif: announcements that are still to be made, times the rounds between them. */
  readonly peerNotifications: number;
  /** When the monitor's first round was, and when it next has something to look at. */
  readonly monitorSinceMicros: number | undefined;
  readonly monitorAtMicros: number | undefined;
  readonly tsoMaxSize: number;
}

/** What a bond keeps of one of its links (struct slave). */
export interface BondSlave {
  readonly state: "ACTIVE" | "BACKUP";
  /** What comes in by it is not for the bond. */
  readonly inactive: boolean;
  /** What the monitor makes of it (BOND_LINK_UP, FAIL, DOWN, BACK). */
  readonly link: "UP" | "GOING_DOWN" | "DOWN" | "GOING_BACK";
  /** Rounds until it is believed. */
  readonly delay: number;
  readonly failures: number;
  /** What it gets back when it leaves. */
  readonly permanentMac: Mac;
  readonly originalMtu: number;
  readonly queueId: number;
  readonly prio: number;
}
