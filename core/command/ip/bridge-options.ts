/** The words after `type bridge` and `type bridge_slave` of `ip link` (ip/iplink_bridge.c, ip/iplink_bridge_slave.c). */
import { macFromBytes } from "../../address/mac.ts";
import type { BridgeSettings } from "../../model/bridge.ts";
import { BRIDGE_SETTINGS, PORT_SETTINGS, settingsInWords } from "../../operation/bridge-settings.ts";
import { ETHER_TYPE } from "../../wire/ether-type.ts";
import { type Args, matches } from "../args.ts";
import { takeLinkAddress } from "../names.ts";

/** Settings by their word on the command line, as numbers: 802.1Q is 0x8100, an address its 48 bits. */
export type SettingsByWord = Readonly<Record<string, number>>;

/** Words that Linux knows and that are refused by name, but for the values that change nothing. */
const UNMODELLED: Readonly<Record<string, number | undefined>> = {
  mcast_vlan_snooping: 0,
};
/** Taken and without effect (BROPT: the kernel says so itself). */
const IGNORED = "mcast_hash_elasticity";
const FLUSH = "fdb_flush";

/** In the order that decides what a shortened word means. */
const BRIDGE_ORDER = (
  "forward_delay hello_time max_age ageing_time stp_state priority vlan_filtering vlan_protocol group_fwd_mask " +
  "group_address fdb_flush vlan_default_pvid vlan_stats_enabled vlan_stats_per_port mcast_router mcast_snooping " +
  "mcast_vlan_snooping mcast_query_use_ifaddr mcast_querier mcast_hash_elasticity mcast_hash_max " +
  "mcast_last_member_count mcast_startup_query_count mcast_last_member_interval mcast_membership_interval " +
  "mcast_querier_interval mcast_query_interval mcast_query_response_interval mcast_startup_query_interval " +
  "mcast_stats_enabled mcast_igmp_version mcast_mld_version nf_call_iptables nf_call_ip6tables nf_call_arptables " +
  "no_linklocal_learn"
).split(" ");

/** Those of which the kernel gets one octet or two; a larger number is refused by `ip`. */
const LIMITS: Readonly<Record<string, number>> = {
  priority: 0xffff,
  vlan_filtering: 0xff,
  group_fwd_mask: 0xffff,
  vlan_default_pvid: 0xffff,
  vlan_stats_enabled: 0xff,
  vlan_stats_per_port: 0xff,
  mcast_router: 0xff,
  mcast_snooping: 0xff,
  mcast_query_use_ifaddr: 0xff,
  mcast_querier: 0xff,
  mcast_stats_enabled: 0xff,
  mcast_igmp_version: 0xff,
  mcast_mld_version: 0xff,
  nf_call_iptables: 0xff,
  nf_call_ip6tables: 0xff,
  nf_call_arptables: 0xff,
  no_linklocal_learn: 0xff,
};

/** Words that may not be shortened. */
const WHOLE: ReadonlySet<string> = new Set(["no_linklocal_learn", "mcast_vlan_snooping"]);

/** What may stand after `type bridge`, for completion. */
export const BRIDGE_OPTIONS: readonly string[] = BRIDGE_ORDER.filter((word) => !(word in UNMODELLED));

/** Reads everything that is left as options of a bridge. */
export function parseBridgeOptions(args: Args): SettingsByWord {
  const settings: Record<string, number> = {};
  while (args.more) {
    const given = args.take();
    const word = BRIDGE_ORDER.find((candidate) =>
      WHOLE.has(candidate) ? given === candidate : matches(given, candidate),
    );
    if (word === undefined) {
      if (matches(given, "help")) args.refuse(1, "Usage: ... bridge [ OPTION VALUE ]...\n");
      else args.refuse(1, `bridge: unknown command "${given}"?\nUsage: ... bridge [ OPTION VALUE ]...\n`);
    } else if (word === FLUSH) settings[word] = 1;
    else if (word === "vlan_protocol") settings[word] = takeVlanProtocol(args);
    else if (word === "group_address") settings[word] = takeAddress(args);
    else {
      const value = args.unsigned(`invalid ${word}`, LIMITS[word] ?? 0xffffffff);
      if (word in UNMODELLED) {
        if (value !== UNMODELLED[word]) args.unmodelled("ip link: bridge", word);
      } else if (word !== IGNORED) settings[word] = value;
    }
  }
  return settings;
}

function takeVlanProtocol(args: Args): number {
  const word = args.value();
  if (word.toLowerCase() === "802.1q") return ETHER_TYPE.vlan;
  if (word.toLowerCase() === "802.1ad") return ETHER_TYPE.serviceVlan;
  if (!args.refusal) args.invalid("invalid vlan_protocol", word);
  return ETHER_TYPE.vlan;
}

function takeAddress(args: Args): number {
  const octets = takeLinkAddress(args);
  if (args.refusal) return 0;
  // IFLA_BR_GROUP_ADDR is of six octets.
  if (octets.length < 6) args.refuse(2, "RTNETLINK answers: Invalid argument\n");
  if (octets.length > 6) args.refuse(2, "Error: Attribute failed policy validation.\n");
  return octets.reduce<number>((value, octet) => value * 256 + octet, 0);
}

/** From words to the model's settings, for a bridge to be. */
export function bridgeSettings(settings: SettingsByWord): Partial<BridgeSettings> {
  const out: Record<string, number | boolean | string> = {};
  for (const { word, key, value } of BRIDGE_SETTINGS) {
    const given = settings[word];
    if (given === undefined) continue;
    if (value === "protocol") out[key] = given === ETHER_TYPE.serviceVlan ? "802.1ad" : "802.1Q";
    else if (value === "mac") out[key] = macOfNumber(given);
    else out[key] = value === "flag" ? given !== 0 : given;
  }
  return out as Partial<BridgeSettings>;
}

function macOfNumber(value: number): string {
  return macFromBytes(Array.from({ length: 6 }, (_, at) => Math.floor(value / 256 ** (5 - at)) % 256));
}

/** And back to words and values. */
export function renderBridgeSettings(settings: Partial<BridgeSettings>): string[] {
  return renderSettingWords("bridge", settingsInWords(settings));
}

/** Settings by their words as `ip link` takes them. */
export function renderSettingWords(type: string, settings: SettingsByWord): string[] {
  const slave = type === "bridge_slave";
  return Object.entries(settings).flatMap(([word, value]) => {
    if (word === FLUSH) return [word];
    if (word === "vlan_protocol") return [word, value === ETHER_TYPE.serviceVlan ? "802.1ad" : "802.1Q"];
    if (word === "group_address") return [word, macOfNumber(value)];
    return [word, slave && SLAVE_SWITCHES.has(word) ? (value === 0 ? "off" : "on") : String(value)];
  });
}

/** Words of `type bridge_slave` that take on or off; the others take a number. */
const SLAVE_SWITCHES: ReadonlySet<string> = new Set(
  PORT_SETTINGS.filter(({ value }) => value === "flag").map(({ word }) => word),
);
const SLAVE_WORDS = [
  FLUSH,
  "state",
  "priority",
  "cost",
  ...(
    "hairpin guard root_block fastleave learning flood mcast_flood bcast_flood mcast_to_unicast proxy_arp " +
    "proxy_arp_wifi mcast_router mcast_fast_leave neigh_suppress group_fwd_mask vlan_tunnel isolated locked " +
    "backup_port nobackup_port"
  ).split(" "),
];
const SLAVE_LIMITS: Readonly<Record<string, number>> = {
  state: 0xff,
  priority: 0xffff,
  mcast_router: 0xff,
  group_fwd_mask: 0xffff,
};

/** parse_on_off, whose refusal every option makes a plain failure of. */
function takeOnOff(args: Args, keyword: string): boolean {
  return args.oneOfOnOffElse(keyword, 1);
}

export function parseBridgeSlaveOptions(args: Args): SettingsByWord {
  const settings: Record<string, number> = {};
  while (args.more) {
    const given = args.take();
    const word = SLAVE_WORDS.find((candidate) => matches(given, candidate));
    if (word === undefined) {
      if (matches(given, "help")) args.refuse(1, "Usage: ... bridge_slave [ OPTION VALUE ]...\n");
      else args.refuse(1, `bridge_slave: unknown option "${given}"?\nUsage: ... bridge_slave [ OPTION VALUE ]...\n`);
    } else if (word === FLUSH) settings[word] = 1;
    else if (word === "nobackup_port") continue;
    else if (SLAVE_SWITCHES.has(word)) settings[word] = takeOnOff(args, word) ? 1 : 0;
    else if (word === "backup_port") args.unmodelled("ip link: bridge_slave", word);
    else {
      const message = ["state", "priority", "cost"].includes(word) ? `${word} is invalid` : `invalid ${word}`;
      settings[word] = args.unsigned(message, SLAVE_LIMITS[word] ?? 0xffffffff);
    }
  }
  return settings;
}
