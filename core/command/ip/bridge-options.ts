/** The words after `type bridge` and `type bridge_slave` of `ip link` (ip/iplink_bridge.c, ip/iplink_bridge_slave.c). */
import type { BridgeSettings } from "../../model/bridge.ts";
import { type Args, matches } from "../args.ts";

/** How the value of a setting stands on the command line. */
type Value =
  | { readonly read: "number"; readonly limit: number; readonly message: string }
  | { readonly read: "protocol" };

interface BridgeOption {
  readonly word: string;
  /** Undefined: a real word that is not modelled. */
  readonly key: keyof BridgeSettings | undefined;
  readonly value: Value;
}

const number = (message: string, limit = 0xffffffff): Value => ({ read: "number", limit, message });

/** In the order that decides what a shortened word means. */
export const BRIDGE_OPTIONS: readonly BridgeOption[] = [
  { word: "forward_delay", key: "forwardDelay", value: number("invalid forward_delay") },
  { word: "hello_time", key: "helloTime", value: number("invalid hello_time") },
  { word: "max_age", key: "maxAge", value: number("invalid max_age") },
  { word: "ageing_time", key: "ageingTime", value: number("invalid ageing_time") },
  { word: "stp_state", key: "stpState", value: number("invalid stp_state") },
  { word: "priority", key: "priority", value: number("invalid priority", 0xffff) },
  { word: "vlan_filtering", key: "vlanFiltering", value: number("invalid vlan_filtering", 0xff) },
  { word: "vlan_protocol", key: "vlanProtocol", value: { read: "protocol" } },
  { word: "group_fwd_mask", key: "groupForwardMask", value: number("invalid group_fwd_mask", 0xffff) },
  { word: "group_address", key: undefined, value: number("") },
  { word: "no_linklocal_learn", key: undefined, value: number("") },
  { word: "vlan_default_pvid", key: "defaultPvid", value: number("invalid vlan_default_pvid", 0xffff) },
  { word: "vlan_stats_enabled", key: undefined, value: number("") },
  { word: "vlan_stats_per_port", key: undefined, value: number("") },
  { word: "mcast_router", key: undefined, value: number("") },
  { word: "mcast_snooping", key: "mcastSnooping", value: number("invalid mcast_snooping", 0xff) },
  { word: "mcast_query_use_ifaddr", key: undefined, value: number("") },
  { word: "mcast_querier", key: undefined, value: number("") },
  { word: "nf_call_iptables", key: "nfCallIptables", value: number("invalid nf_call_iptables", 0xff) },
  { word: "nf_call_ip6tables", key: "nfCallIp6tables", value: number("invalid nf_call_ip6tables", 0xff) },
  { word: "nf_call_arptables", key: "nfCallArptables", value: number("invalid nf_call_arptables", 0xff) },
];

const BOOLEAN: ReadonlySet<keyof BridgeSettings> = new Set([
  "vlanFiltering",
  "mcastSnooping",
  "nfCallIptables",
  "nfCallIp6tables",
  "nfCallArptables",
]);

/** Settings by their word on the command line; 802.1Q is 0x8100. */
export type SettingsByWord = Readonly<Record<string, number>>;

/** Reads everything that is left as options of a bridge. */
export function parseBridgeOptions(args: Args): SettingsByWord {
  const settings: Record<string, number> = {};
  while (args.more) {
    const word = args.take();
    const option = BRIDGE_OPTIONS.find((candidate) => matches(word, candidate.word));
    if (!option) {
      if (matches(word, "help")) args.refuse(1, "Usage: ... bridge [ OPTION VALUE ]...\n");
      else args.refuse(1, `bridge: unknown command "${word}"?\nUsage: ... bridge [ OPTION VALUE ]...\n`);
    } else if (option.key === undefined) args.unmodelled("ip link: bridge", option.word);
    else if (option.value.read === "protocol") settings[option.word] = takeVlanProtocol(args);
    else settings[option.word] = args.unsigned(option.value.message, option.value.limit);
  }
  return settings;
}

function takeVlanProtocol(args: Args): number {
  const word = args.value();
  if (word.toLowerCase() === "802.1q") return 0x8100;
  if (word.toLowerCase() === "802.1ad") return 0x88a8;
  if (!args.refusal) args.invalid("invalid vlan_protocol", word);
  return 0x8100;
}

/** From words to the model's settings. */
export function bridgeSettings(settings: SettingsByWord): Partial<BridgeSettings> {
  const out: Record<string, number | boolean | string> = {};
  for (const { word, key } of BRIDGE_OPTIONS) {
    const value = settings[word];
    if (value === undefined || key === undefined) continue;
    if (key === "vlanProtocol") out[key] = value === 0x88a8 ? "802.1ad" : "802.1Q";
    else out[key] = BOOLEAN.has(key) ? value !== 0 : value;
  }
  return out as Partial<BridgeSettings>;
}

/** And back to words and values. */
export function renderBridgeSettings(settings: Partial<BridgeSettings>): string[] {
  const argv: string[] = [];
  for (const { word, key } of BRIDGE_OPTIONS) {
    const value = key === undefined ? undefined : settings[key];
    if (value !== undefined) argv.push(word, typeof value === "boolean" ? (value ? "1" : "0") : String(value));
  }
  return argv;
}

/** Words of `type bridge_slave` that take on or off; the others take a number. */
const SLAVE_SWITCHES = new Set([
  "hairpin",
  "guard",
  "root_block",
  "fastleave",
  "learning",
  "flood",
  "proxy_arp",
  "proxy_arp_wifi",
  "mcast_flood",
  "bcast_flood",
  "mcast_to_unicast",
  "neigh_suppress",
  "vlan_tunnel",
  "isolated",
  "locked",
]);
const SLAVE_WORDS = [
  "fdb_flush",
  "state",
  "priority",
  "cost",
  ...SLAVE_SWITCHES,
  "mcast_router",
  "mcast_fast_leave",
  "group_fwd_mask",
  "backup_port",
  "nobackup_port",
];

export function parseBridgeSlaveOptions(args: Args): SettingsByWord {
  const settings: Record<string, number> = {};
  while (args.more) {
    const given = args.take();
    const word = SLAVE_WORDS.find((candidate) => matches(given, candidate));
    if (word === undefined) {
      if (matches(given, "help")) args.refuse(1, "Usage: ... bridge_slave [ OPTION VALUE ]...\n");
      else args.refuse(1, `bridge_slave: unknown option "${given}"?\nUsage: ... bridge_slave [ OPTION VALUE ]...\n`);
    } else if (SLAVE_SWITCHES.has(word)) settings[word] = args.onOff(word) ? 1 : 0;
    else if (word === "state") settings[word] = args.unsigned("state", 0xff);
    else if (word === "priority") settings[word] = args.unsigned("priority", 0xffff);
    else if (word === "cost") settings[word] = args.unsigned("cost");
    else if (word === "mcast_router") settings[word] = args.unsigned("mcast_router", 0xff);
    else args.unmodelled("ip link: bridge_slave", word);
  }
  return settings;
}
