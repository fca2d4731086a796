/** The command line of `ip`: options, object, and on to the object's own parser (ip/ip.c). */
import type { NetnsRef } from "../../operation/netns-ref.ts";
import { SELF } from "../../operation/netns-ref.ts";
import { Args, Keywords, matches, type Names, notModelled, parseUnsigned, type Refusal, takeNetns } from "../args.ts";
import { colourOption } from "../colour.ts";
import { ADDRESS_COMMANDS, parseAddress, parseLinkFilter } from "./address-parse.ts";
import { ADDRLABEL_COMMANDS, parseAddrlabel } from "./addrlabel.ts";
import type { IpCommand, IpOptions, IpScope } from "./command.ts";
import { LINK_COMMANDS, LINK_USAGE, parseLink } from "./link-parse.ts";
import { MADDRESS_COMMANDS, parseMaddress } from "./maddress.ts";
import { MONITOR_WORDS, parseMonitor } from "./monitor.ts";
import { parseMroute, parseMrule } from "./mroute.ts";
import { NEIGHBOR_COMMANDS, parseNeighbor } from "./neighbor.ts";
import { NETCONF_COMMANDS, parseNetconf } from "./netconf.ts";
import { NETNS_COMMANDS, parseNetns } from "./netns.ts";
import { NEXTHOP_COMMANDS, parseNexthop } from "./nexthop.ts";
import { NTABLE_COMMANDS, parseNtable } from "./ntable.ts";
import { parseRoute, ROUTE_COMMANDS } from "./route-parse.ts";
import { parseRule, RULE_COMMANDS } from "./rule-parse.ts";
import { parseStats, STATS_COMMANDS } from "./stats.ts";
import { parseToken, TOKEN_COMMANDS } from "./token.ts";
import { parseTunnel, TUNNEL_COMMANDS } from "./tunnel.ts";
import { parseTuntap, TUNTAP_COMMANDS } from "./tuntap.ts";
import { parseVrf, VRF_COMMANDS } from "./vrf.ts";

const IP_USAGE =
  "Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }\n" +
  "       ip [ -force ] -batch filename\n" +
  "where  OBJECT := { address | link | maddress | monitor | neighbour | netconf | netns |\n" +
  "                   nexthop | ntable | route | rule | tunnel | tuntap }\n" +
  "       OPTIONS := { -V | -s | -d | -h | -iec | -j | -p | -f FAMILY | -4 | -6 | -0 | -br | -o | -b FILE | -n NAME |\n" +
  "                    -N | -a | -c[={never|auto|always}] }\n";

const IP_VERSION = "ip utility, iproute2-6.1.0, libbpf 1.1.2\n";

type Draft = { -readonly [Key in keyof IpOptions]: IpOptions[Key] };

export const NO_OPTIONS: IpOptions = {
  family: undefined,
  statistics: 0,
  details: false,
  oneline: false,
  brief: false,
  json: false,
  pretty: false,
  colour: "never",
  numeric: false,
  resolve: false,
  human: false,
  iec: false,
  netns: undefined,
  allNetns: false,
  force: false,
  batch: undefined,
  timestamp: undefined,
};

/** Options in the order that decides what a shortened one means; each takes what it needs from `args`. */
const OPTIONS = new Keywords<readonly [word: string, apply: (options: Draft, args: Args) => void]>([
  ["-loops", (_, args) => void valueOrUsage(args)],
  ["-family", takeFamily],
  ["-4", (options) => setFamily(options, "inet")],
  ["-6", (options) => setFamily(options, "inet6")],
  ["-0", (options) => setFamily(options, "link")],
  ["-M", (options) => setFamily(options, "mpls")],
  ["-B", (options) => setFamily(options, "bridge")],
  ["-human-readable", (options) => (options.human = true)],
  ["-iec", (options) => (options.iec = true)],
  ["-statistics", (options) => options.statistics++],
  ["-stats", (options) => options.statistics++],
  ["-details", (options) => (options.details = true)],
  ["-resolve", (options) => (options.resolve = true)],
  ["-oneline", (options) => (options.oneline = true)],
  ["-timestamp", (options) => (options.timestamp ??= "long")],
  ["-tshort", (options) => (options.timestamp = "short")],
  ["-force", (options) => (options.force = true)],
  ["-batch", (options, args) => (options.batch = valueOrUsage(args))],
  ["-brief", (options) => (options.brief = true)],
  ["-json", (options) => (options.json = true)],
  ["-pretty", (options) => (options.pretty = true)],
  ["-rcvbuf", (_, args) => takeReceiveBuffer(args)],
  ["-help", (_, args) => args.refuse(255, IP_USAGE)],
  ["-netns", takeNetns],
  ["-Numeric", (options) => (options.numeric = true)],
  ["-all", (options) => (options.allNetns = true)],
]);

export const OPTION_WORDS = [
  "-4",
  "-6",
  "-0",
  "-all",
  "-batch",
  "-brief",
  "-color",
  "-details",
  "-family",
  "-force",
  "-human-readable",
  "-iec",
  "-json",
  "-netns",
  "-Numeric",
  "-oneline",
  "-pretty",
  "-resolve",
  "-statistics",
  "-timestamp",
  "-Version",
];

/** Options that look whether something follows before they ask for it. */
function valueOrUsage(args: Args): string {
  if (args.more) return args.take();
  args.refuse(255, IP_USAGE);
  return "";
}

function takeReceiveBuffer(args: Args): void {
  const word = valueOrUsage(args);
  if (args.refusal || parseUnsigned(word) !== undefined) return;
  args.refuse(255, `Invalid rcvbuf size '${word}'\n`);
}

/** Of several families the last one counts. */
function setFamily(options: Draft, family: "inet" | "inet6" | "link" | "mpls" | "bridge"): void {
  delete options.mpls;
  delete options.bridge;
  options.family = undefined;
  if (family === "mpls") options.mpls = true;
  else if (family === "bridge") options.bridge = true;
  else options.family = family;
}

function takeFamily(options: Draft, args: Args): void {
  const word = valueOrUsage(args);
  if (args.refusal) return;
  if (word === "inet" || word === "inet6" || word === "link" || word === "mpls" || word === "bridge")
    setFamily(options, word);
  else if (word === "help") args.refuse(255, IP_USAGE);
  else args.invalid("invalid protocol family", word);
}

/** Objects in the order that decides what a shortened one means; those that are not modelled have no parser. */
const OBJECTS = new Keywords<readonly [word: string, parse?: (args: Args, names: Names, scope: IpScope) => IpCommand]>([
  ["address", parseAddress],
  ["addrlabel", parseAddrlabel],
  ["maddress", parseMaddress],
  ["route", parseRoute],
  ["rule", parseRule],
  ["neighbor", parseNeighbor],
  ["neighbour", parseNeighbor],
  ["ntable", parseNtable],
  ["ntbl", parseNtable],
  [
    "link",
    (args, names, scope) =>
      parseLink(args, names, scope, (rest) => ({
        kind: "query",
        query: { kind: "links", filter: parseLinkFilter(rest, names, "link", LINK_USAGE) },
      })),
  ],
  ["l2tp"],
  ["fou"],
  ["ila"],
  ["macsec"],
  ["tunnel", parseTunnel],
  ["tunl", parseTunnel],
  ["tuntap", parseTuntap],
  ["tap", parseTuntap],
  ["token", parseToken],
  ["tcpmetrics"],
  ["tcp_metrics"],
  ["monitor", parseMonitor],
  ["xfrm"],
  ["mroute", parseMroute],
  ["mrule", parseMrule],
  ["netns", (args, _, scope) => parseNetns(args, scope)],
  ["netconf", parseNetconf],
  ["vrf", parseVrf],
  ["sr"],
  ["nexthop", parseNexthop],
  ["mptcp"],
  ["ioam"],
  ["help", (args) => refuseUsage(args)],
  ["stats", parseStats],
]);

function refuseUsage(args: Args): IpCommand {
  args.refuse(255, IP_USAGE);
  return { kind: "nothing" };
}

/** For completion: what may follow each object. */
export const OBJECT_COMMANDS: Readonly<Record<string, readonly string[]>> = {
  address: ADDRESS_COMMANDS,
  addrlabel: ADDRLABEL_COMMANDS,
  link: LINK_COMMANDS,
  neighbour: NEIGHBOR_COMMANDS,
  maddress: MADDRESS_COMMANDS,
  monitor: MONITOR_WORDS,
  netconf: NETCONF_COMMANDS,
  netns: NETNS_COMMANDS,
  nexthop: NEXTHOP_COMMANDS,
  ntable: NTABLE_COMMANDS,
  route: ROUTE_COMMANDS,
  rule: RULE_COMMANDS,
  stats: STATS_COMMANDS,
  tunnel: TUNNEL_COMMANDS,
  token: TOKEN_COMMANDS,
  tuntap: TUNTAP_COMMANDS,
  vrf: VRF_COMMANDS,
};

/** The object that a word means, shortened or not. */
export function objectNamed(word: string): string | undefined {
  const name = OBJECTS.find(word)?.[0];
  return name === "neighbor" ? "neighbour" : name;
}

export interface ParsedIp {
  readonly options: IpOptions;
  /** What stands after the options. */
  readonly words: readonly string[];
  readonly refusal?: Refusal;
  /** `-V`. */
  readonly say?: string;
}

/** Reads the options in front of the object; `argv` begins with the program's name. */
export function parseIpOptions(argv: readonly string[]): ParsedIp {
  const args = new Args(argv, 1);
  // Most commands have none.
  if (!args.peek.startsWith("-")) return { options: NO_OPTIONS, words: args.rest };
  const options: Draft = { ...NO_OPTIONS };
  while (args.more) {
    const word = args.peek;
    if (word === "--") {
      args.take();
      break;
    }
    if (!word.startsWith("-")) break;
    args.take();
    const option = word.startsWith("--") ? word.slice(1) : word;
    const known = OPTIONS.find(option);
    const colour = colourOption(option);
    // Written in full alone (ip.c compares it with strcmp).
    if (option === "-echo") options.echo = true;
    else if (known && !colour) known[1](options, args);
    else if (colour) options.colour = colour;
    else if (matches(option, "-Version") && option.length > 1) return { options, words: [], say: IP_VERSION };
    else args.refuse(255, `Option "${option}" is unknown, try "ip -help".\n`);
  }
  return { options, words: args.rest, ...(args.refusal && { refusal: args.refusal }) };
}

/** Reads object and command. `names` belongs to the namespace that the command works in. */
export function parseIpCommand(
  words: readonly string[],
  options: IpOptions,
  names: Names,
): { readonly command: IpCommand } | { readonly refusal: Refusal } {
  const args = new Args(words);
  if (!args.more) return { refusal: { status: 255, stderr: IP_USAGE } };
  const word = args.take();
  const object = OBJECTS.find(word);
  if (!object) return { refusal: { status: 1, stderr: `Object "${word}" is unknown, try "ip help".\n` } };
  const [name, parse] = object;
  if (!parse) return { refusal: notModelled("ip", "object", name) };
  // Links are of no family.
  if (options.mpls && name !== "route" && name !== "link")
    return { refusal: notModelled(`ip -f mpls`, "object", name) };
  const netns: NetnsRef = options.netns === undefined ? SELF : { by: "name", name: options.netns };
  const command = parse(args, names, { options, netns });
  if (args.refusal) return { refusal: args.refusal };
  if (options.bridge && (name !== "link" || command.kind !== "query"))
    return { refusal: notModelled("ip -f bridge", "object", name) };
  if (options.echo && (command.kind === "apply" || command.kind === "applyAll"))
    return { refusal: notModelled("ip", "option", "-echo") };
  return { command };
}

/** Reads a whole command line. */
export function parseIp(
  argv: readonly string[],
  names: Names,
): { readonly options: IpOptions; readonly command: IpCommand } | { readonly refusal: Refusal } {
  const { options, words, refusal, say } = parseIpOptions(argv);
  if (refusal) return { refusal };
  if (say !== undefined) return { options, command: { kind: "say", stdout: say } };
  const parsed = parseIpCommand(words, options, names);
  return "refusal" in parsed ? parsed : { options, command: parsed.command };
}
