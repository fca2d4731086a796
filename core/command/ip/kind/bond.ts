/** `type bond` and `type bond_slave` (ip/iplink_bond.c, ip/iplink_bond_slave.c). */
import { formatIpv4, parseIpv4 } from "../../../address/ipv4.ts";
import { formatIp, parseIp } from "../../../address/prefix.ts";
import {
  BOND_MODE,
  BOND_OPTION,
  BOND_OPTIONS,
  type Bond,
  type BondOption,
  type BondWord,
  bondValue,
} from "../../../model/bond.ts";
import type { LinkId } from "../../../model/id.ts";
import { activeAggregator, activePorts, LACP_STATE } from "../../../model/lacp.ts";
import type { Link } from "../../../model/link.ts";
import { type KindSettings, numbersIn } from "../../../operation/link.ts";
import { type Args, matches, type Names, parseInteger } from "../../args.ts";
import { takeLinkAddress } from "../../names.ts";
import type { Output } from "../../output.ts";
import type { View } from "../view.ts";
import type { KindGrammar } from "./kind.ts";

const SLAVE_USAGE = "Usage: ... bond_slave [ queue_id ID ] [ prio PRIORITY ]\n";

/** In the order that decides what a shortened word means. */
const WORDS = (
  "mode active_slave clear_active_slave miimon updelay downdelay peer_notify_delay use_carrier arp_interval arp_ip_target " +
  "ns_ip6_target arp_validate arp_all_targets primary primary_reselect fail_over_mac xmit_hash_policy resend_igmp " +
  "num_grat_arp num_unsol_na all_slaves_active min_links lp_interval packets_per_slave lacp_rate lacp_active ad_select " +
  "ad_user_port_key ad_actor_sys_prio ad_actor_system tlb_dynamic_lb arp_missed_max"
).split(" ");
const USAGE = `Usage: ... bond [ clear_active_slave ] [ OPTION VALUE ] ...
OPTION := { ${WORDS.filter((word) => word !== "clear_active_slave").join(" | ")} }
`;
/** Newer ones, which have to be written out (strcmp). */
const WHOLE: ReadonlySet<string> = new Set(["ns_ip6_target", "lacp_active", "arp_missed_max"]);

const MOST: Readonly<Record<BondOption["bits"], number>> = { 8: 0xff, 16: 0xffff, 32: 0xffffffff };

/** get_index: by number or by name. */
function takeNamed(args: Args, word: BondWord, names: readonly string[]): number {
  const given = args.value();
  const number = /^[+-]?\d+$/.test(given) ? parseInteger(given) : undefined;
  const index = number !== undefined && names[number] !== undefined ? number : names.indexOf(given);
  if (index < 0 && !args.refusal) args.invalid(`invalid ${word}`, given);
  return index;
}

function takeNumber(args: Args, option: BondOption): number {
  const { word, bits } = option;
  return args.unsigned(`invalid ${word === "num_grat_arp" ? "num_grat_arp|num_unsol_na" : word}`, MOST[bits]);
}

function takeDevice(args: Args, names: Names): string {
  const name = args.value();
  if (!args.refusal && !names.device(name)) args.noDevice(name);
  return name;
}

/** Addresses with commas between; none where the command line ends. */
function takeTargets(args: Args, family: "inet" | "inet6"): string {
  if (!args.more) return "";
  const targets = args
    .take()
    .split(",")
    .filter((each) => each !== "");
  const parsed: string[] = [];
  for (const target of targets.slice(0, 16)) {
    const address = family === "inet" ? parseIpv4(target) : parseIp(target);
    if (address !== undefined && (family === "inet" || typeof address === "string")) parsed.push(formatIp(address));
    else if (!args.refusal)
      args.refuse(
        1,
        family === "inet"
          ? `Error: an IP address is expected rather than "${target}"\n`
          : `Error: inet6 address is expected rather than "${target}".\n`,
      );
  }
  return parsed.join(",");
}

const hex = (bytes: readonly number[]): string => bytes.map((byte) => byte.toString(16).padStart(2, "0")).join(":");

function parse(args: Args, names: Names): KindSettings {
  const settings: Record<string, number | string> = {};
  while (args.more) {
    const given = args.take();
    const word = WORDS.find((each) => (WHOLE.has(each) ? given === each : matches(given, each)));
    switch (word) {
      case undefined:
        args.refuse(1, `${matches(given, "help") ? "" : `bond: unknown command "${given}"?\n`}${USAGE}`);
        break;
      case "active_slave":
      case "primary":
        settings[word] = takeDevice(args, names);
        break;
      case "clear_active_slave":
        settings["active_slave"] = "";
        break;
      case "arp_ip_target":
        settings[word] = takeTargets(args, "inet");
        break;
      case "ns_ip6_target":
        settings[word] = takeTargets(args, "inet6");
        break;
      case "ad_actor_system":
        settings[word] = hex(takeLinkAddress(args));
        break;
      default: {
        const option = BOND_OPTION[(word === "num_unsol_na" ? "num_grat_arp" : word) as BondWord];
        const value = option.names ? takeNamed(args, option.word, option.names) : takeNumber(args, option);
        settings[option.word] = value;
        if (option.word === "mode" && value > BOND_MODE.lacp) args.unmodelled("ip link: bond mode", modeName(value));
      }
    }
  }
  return settings;
}

function modeName(mode: number): string {
  return BOND_OPTION.mode.names?.[mode] ?? String(mode);
}

function render(settings: KindSettings): readonly string[] {
  // What takes no value at the end of the line is put there.
  const order = Object.entries(settings).sort(([, a], [, b]) => Number(a === "") - Number(b === ""));
  return order.flatMap(([word, value]) => {
    if (word === "active_slave" && value === "") return ["clear_active_slave"];
    if (value === "") return [word];
    const names = typeof value === "number" ? BOND_OPTION[word as BondWord].names : undefined;
    return [word, names?.[Number(value)] ?? String(value)];
  });
}

const SHOWN: readonly (readonly BondWord[])[] = [
  ["mode"],
  ["miimon", "updelay", "downdelay", "peer_notify_delay", "use_carrier", "arp_interval", "arp_missed_max"],
  ["arp_validate", "arp_all_targets"],
  [
    "primary_reselect",
    "fail_over_mac",
    "xmit_hash_policy",
    "resend_igmp",
    "num_grat_arp",
    "all_slaves_active",
    "min_links",
    "lp_interval",
    "packets_per_slave",
    "lacp_active",
    "lacp_rate",
    "ad_select",
  ],
  ["ad_actor_sys_prio", "ad_user_port_key"],
  ["tlb_dynamic_lb"],
];

function printOption(out: Output, { params }: Bond, word: BondWord): void {
  const { names, json } = BOND_OPTION[word];
  const value = bondValue(params, word);
  const shown = names?.[value] ?? value;
  // iproute2 has null for an arp_validate of none.
  out.field(json ?? word, word === "arp_validate" && value === 0 ? null : shown, `${word} ${shown} `);
}

function printDevice(out: Output, view: View, word: string, id: LinkId | undefined): void {
  const name = id === undefined ? undefined : view.config.links[id]?.name;
  if (name !== undefined) out.field(word, name, `${word} ${name} `);
}

function printTargets(out: Output, word: string, targets: readonly string[]): void {
  if (targets.length > 0) out.field(word, targets, `${word} ${targets.join(",")} `);
}

/** The aggregator in use (bond_3ad_get_active_agg_info). */
function printAggregator(out: Output, view: View, id: LinkId): void {
  const lacp = view.runtime.bonds.get(id)?.lacp;
  const aggregator = activeAggregator(lacp);
  if (!lacp || !aggregator) return;
  const plain = (key: string, value: number | string) => out.field(key, value, `ad_${key} ${value} `);
  out.openObject("ad_info");
  plain("aggregator", aggregator.id);
  plain("num_ports", activePorts(lacp, aggregator));
  plain("actor_key", aggregator.actorKey);
  plain("partner_key", aggregator.partnerKey);
  plain("partner_mac", aggregator.partnerSystem);
  out.close();
}

function print(out: Output, view: View, { id, kind }: Link): void {
  if (kind.type !== "bond") return;
  const [mode, monitor, arp, rest, actor, last] = SHOWN.map((words) => () => {
    for (const word of words) printOption(out, kind, word);
  });
  mode?.();
  if (kind.params.mode === BOND_MODE.activeBackup) printDevice(out, view, "active_slave", kind.active);
  monitor?.();
  printTargets(out, "arp_ip_target", kind.arpTargets.map(formatIpv4));
  printTargets(out, "ns_ip6_target", kind.nsTargets);
  arp?.();
  printDevice(out, view, "primary", kind.primary);
  rest?.();
  if (kind.params.mode === BOND_MODE.lacp) {
    printAggregator(out, view, id);
    actor?.();
    out.field("ad_actor_system", kind.adActorSystem, `ad_actor_system ${kind.adActorSystem} `);
  }
  last?.();
}

export const BOND_WORDS: KindGrammar = {
  parse,
  render,
  print,
  words: [...BOND_OPTIONS.map(({ word }) => word), "active_slave", "clear_active_slave", "primary", "arp_ip_target"],
};

const INT_MAX = 0x7fffffff;
const PORT_STATE_WORDS: Readonly<Record<string, string>> = { shortTimeout: "short_timeout", inSync: "in_sync" };

/** `type bond_slave` of `ip link set`. */
export function parseBondSlave(args: Args): Readonly<Record<string, number>> {
  const settings: Record<string, number> = {};
  while (args.more) {
    const given = args.take();
    if (matches(given, "queue_id")) settings["queue_id"] = args.unsigned("queue_id is invalid", 0xffff);
    else if (given === "prio") {
      const word = args.value();
      const value = parseInteger(word);
      if (value !== undefined && value >= -INT_MAX - 1 && value <= INT_MAX) settings["prio"] = value;
      else if (!args.refusal) args.invalid("prio is invalid", word);
    } else if (matches(given, "help")) args.refuse(1, SLAVE_USAGE);
    else args.refuse(1, `bond_slave: unknown option "${given}"?\n${SLAVE_USAGE}`);
  }
  return settings;
}

export function renderBondSlave(settings: KindSettings): string[] {
  return Object.entries(numbersIn(settings)).flatMap(([word, value]) => [word, String(value)]);
}

const PORT_STATES = Object.keys(LACP_STATE).map((name) => PORT_STATE_WORDS[name] ?? name);

/** How a slave takes part in link aggregation, once it does. */
function printPort(out: Output, view: View, { id, master }: Link): void {
  const lacp = master === undefined ? undefined : view.runtime.bonds.get(master)?.lacp;
  const port = lacp?.slaves.get(id)?.port;
  const aggregator = port?.aggregator === undefined ? undefined : lacp?.slaves.get(port.aggregator)?.aggregator;
  if (!port || !aggregator) return;
  out.field("ad_aggregator_id", aggregator.id, `ad_aggregator_id ${aggregator.id} `);
  for (const [key, { state }] of [
    ["ad_actor_oper_port_state", port.actor],
    ["ad_partner_oper_port_state", port.partner],
  ] as const) {
    out.field(key, state, `${key} ${state} `);
    const words = PORT_STATES.filter((_, bit) => (state >> bit) & 1);
    out.field(`${key}_str`, words, `${key}_str <${words.join(",")}> `);
  }
}

/** What `-d` shows of a slave. */
export function printBondSlave(out: Output, view: View, link: Link, slave: NonNullable<Link["bondSlave"]>): void {
  out.line().field("info_slave_kind", "bond", "    bond_slave ");
  out.openObject("info_slave_data");
  out.field("state", slave.state, `state ${slave.state} `);
  out.field("mii_status", slave.link, `mii_status ${slave.link} `);
  out.field("link_failure_count", slave.failures, `link_failure_count ${slave.failures} `);
  out.field("perm_hwaddr", slave.permanentMac, `perm_hwaddr ${slave.permanentMac} `);
  out.field("queue_id", slave.queueId, `queue_id ${slave.queueId} `);
  out.field("prio", slave.prio, `prio ${slave.prio} `);
  printPort(out, view, link);
  out.close();
}
