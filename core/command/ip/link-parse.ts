/** `ip link`: from words to operations (ip/iplink.c). */
import { type AddrGenMode, addressLength, hardwareOf, type Link } from "../../model/link.ts";
import {
  type FlagChanges,
  type KindSettings,
  type LinkChanges,
  LONGEST_NAME,
  type NewLink,
  type NewLinkKind,
  type SegmentSizes,
} from "../../operation/link.ts";
import type { NetnsRef } from "../../operation/netns-ref.ts";
import { type Args, atoi, matches, type Names, notModelled, parseInteger, parseUnsigned } from "../args.ts";
import { ethernetAddress, isAlternativeName, isInterfaceName, parseGroup, takeLinkAddress } from "../names.ts";
import { bridgeSettings, parseBridgeOptions, parseBridgeSlaveOptions } from "./bridge-options.ts";
import type { IpCommand, IpScope } from "./command.ts";
import { parseBondSlave } from "./kind/bond.ts";
import { grammarOf, isDriven } from "./kind/table.ts";
import { takeMaster, takeVrf } from "./master.ts";

/** Kinds of link that Linux has and this model does not. */
const OTHER_TYPES: ReadonlySet<string> = new Set(
  (
    "amt bareudp can dsa erspan geneve gtp ip6erspan ipoib " +
    "ipvtap macsec netdevsim nlmon rmnet team team_slave vcan vti vti6 vxcan " +
    "wireguard wwan xfrm virt_wifi hsr batadv"
  ).split(" "),
);

export const LINK_USAGE = "Usage: ip link { add | delete | set | show | property | help } ...\n";

/** Real words of `ip link` that change nothing this model has. */
const UNMODELLED = ["vf", "parentdev", "link-netns", "link-netnsid"];

/** What iplink_parse finds, whether a link is made or changed. */
interface LinkWords {
  device?: string;
  name?: string;
  type?: string;
  link?: string;
  index?: number;
  group?: number;
  queues: { tx?: number; rx?: number };
  mac?: readonly number[];
  broadcast?: readonly number[];
  changes: { -readonly [Key in keyof LinkChanges]: LinkChanges[Key] };
}

/** Words for the sizes of packets, and the most that iproute2 itself takes. */
type SizeWord = readonly [field: keyof SegmentSizes, most: number];
const SIZES: ReadonlyMap<string, SizeWord> = new Map([
  ["gso_max_size", ["gsoMaxSize", 2 ** 32 - 1]],
  ["gso_max_segs", ["gsoMaxSegs", 65535]],
  ["gro_max_size", ["groMaxSize", 2 ** 32 - 1]],
]);

function takeSize(args: Args, word: string): SegmentSizes {
  const [field, most] = SIZES.get(word) as SizeWord;
  const given = args.value();
  const value = parseUnsigned(given);
  if ((value === undefined || value > most) && !args.refusal) args.invalid(`Invalid "${word}" value\n`, given);
  return { [field]: value ?? 0 };
}

/** xdp_parse: programs are not modelled; that none be there is what is so already. */
function takeXdp(args: Args, word: string): void {
  const mode = args.value();
  // Taken for what it is as the last word only.
  if (args.refusal || (!args.more && (mode === "off" || mode === "none"))) return;
  if (["object", "pinned", "fd"].some((kind) => mode === kind) || mode === "obj") {
    args.value();
    args.unmodelled("ip link", word);
  } else args.refuse(255, `What mode is "${mode}"?\n`);
}

/** protodown_reason_a2n: names are in a file that Debian has none of. */
function takeReason(args: Args, before: LinkChanges["protoDown"]): NonNullable<LinkChanges["protoDown"]> {
  const given = args.value();
  const reason = parseUnsigned(given);
  if (!args.refusal && (reason === undefined || reason > 31)) args.invalid("invalid protodown reason\n", given);
  const bit = reason === undefined || reason > 30 ? 0 : 1 << reason;
  const on = args.onOff("protodown_reason");
  return { ...before, mask: bit, reasons: on ? bit : 0 };
}

const GEN_MODES: readonly AddrGenMode[] = ["eui64", "none", "stable_secret", "random"];
const XDP: ReadonlySet<string> = new Set(["xdp", "xdpgeneric", "xdpdrv", "xdpoffload"]);
const OPER_STATES = ["unknown", "notpresent", "down", "lowerlayerdown", "testing", "dormant", "up"];

function netnsRef(args: Args, names: Names): NetnsRef {
  const word = args.value();
  if (args.refusal) return { by: "self" };
  if (names.netns(word)) return { by: "name", name: word };
  const pid = parseInteger(word);
  // get_integer.
  if (pid !== undefined && pid >= -(2 ** 31) && pid < 2 ** 31) return { by: "pid", pid };
  args.invalid('Invalid "netns" value\n', word);
  return { by: "self" };
}

function parseWords(args: Args, names: Names, creating: boolean): LinkWords {
  const words: LinkWords = { queues: {}, changes: {} };
  const { changes } = words;
  while (args.more) {
    const word = args.take();
    if (word === "up" || word === "down") changes.up = word === "up";
    else if (word === "name") {
      const name = args.value();
      if (words.name !== undefined) args.duplicate("name", name);
      else if (!args.refusal && !isInterfaceName(name)) args.invalid('"name" not a valid ifname', name);
      words.name = name;
    } else if (word === "index") {
      if (words.index !== undefined) args.duplicate("index", args.value());
      else {
        const given = args.value();
        const index = atoi(given);
        if (index <= 0 && !args.refusal) args.invalid('Invalid "index" value', given);
        words.index = index;
      }
    } else if (matches(word, "link")) words.link = args.value();
    else if (matches(word, "address")) words.mac = takeLinkAddress(args);
    else if (matches(word, "broadcast") || word === "brd") {
      words.broadcast = takeLinkAddress(args);
    } else if (matches(word, "txqueuelen") || word === "qlen" || matches(word, "txqlen")) {
      if (changes.txQueueLength !== undefined) args.duplicate("txqueuelen", args.value());
      else changes.txQueueLength = args.integer('Invalid "txqueuelen" value\n');
    } else if (word === "mtu") {
      if (changes.mtu !== undefined) args.duplicate("mtu", args.value());
      else changes.mtu = args.integer('Invalid "mtu" value\n');
    } else if (UNMODELLED.includes(word)) args.unmodelled("ip link", word);
    else if (word === "netns") {
      if (changes.netns) args.duplicate("netns", args.value());
      else changes.netns = netnsRef(args, names);
    } else if (word === "multicast") changes.multicast = args.onOff(word);
    else if (word === "allmulticast") changes.allMulticast = args.onOff(word);
    else if (word === "promisc") changes.promisc = args.onOff(word);
    else if (word === "arp") changes.arp = args.onOff(word);
    else if (word === "trailers") changes.trailers = args.onOff(word);
    else if (word === "protodown")
      changes.protoDown = { mask: 0, reasons: 0, ...changes.protoDown, on: args.oneOfOnOff(word) };
    else if (word === "protodown_reason") changes.protoDown = takeReason(args, changes.protoDown);
    else if (SIZES.has(word)) changes.sizes = { ...changes.sizes, ...takeSize(args, word) };
    else if (XDP.has(word)) takeXdp(args, word);
    else if (word === "carrier") changes.carrier = args.oneOfOnOff(word);
    else if (matches(word, "master")) changes.master = takeMaster(args, names);
    else if (word === "vrf") changes.master = takeVrf(args, names);
    else if (matches(word, "nomaster")) changes.master = null;
    else if (matches(word, "dynamic")) changes.dynamic = args.onOff("dynamic");
    else if (matches(word, "type")) {
      words.type = args.value();
      return words;
    } else if (matches(word, "alias")) {
      changes.alias = args.value();
    } else if (word === "group") {
      const group = args.value();
      if (words.group !== undefined) args.duplicate("group", group);
      const number = parseGroup(group);
      if (!args.refusal && number === undefined) args.invalid('Invalid "group" value\n', group);
      words.group = number ?? 0;
    } else if (word === "mode") {
      const mode = args.value().toLowerCase();
      if (mode === "default" || mode === "dormant") changes.linkMode = mode;
      else if (!args.refusal) args.invalid("Invalid link mode\n", mode);
    } else if (word === "state") {
      const given = args.value();
      const state = OPER_STATES.indexOf(given.toLowerCase());
      const number = state >= 0 ? state : parseInteger(given);
      if (number === undefined || number < 0 || number > 255) {
        if (!args.refusal) args.invalid("Invalid operstate\n", given);
      } else changes.state = number;
    } else if (matches(word, "numtxqueues")) {
      if (words.queues.tx !== undefined) args.duplicate("numtxqueues", args.value());
      else words.queues.tx = args.integer('Invalid "numtxqueues" value\n');
    } else if (matches(word, "numrxqueues")) {
      if (words.queues.rx !== undefined) args.duplicate("numrxqueues", args.value());
      else words.queues.rx = args.integer('Invalid "numrxqueues" value\n');
    } else if (matches(word, "addrgenmode")) {
      const given = args.value();
      const mode = GEN_MODES.find((candidate) => candidate === given.toLowerCase());
      if (mode) changes.addrGenMode = mode;
      else if (!args.refusal) args.invalid("Invalid address generation mode\n", given);
    } else if (matches(word, "help")) args.refuse(255, LINK_USAGE);
    else {
      const device = word === "dev" ? args.value() : word;
      if (words.device !== undefined) args.garbage("dev", device);
      else if (!args.refusal && !isAlternativeName(device)) args.invalid('"dev" not a valid ifname', device);
      words.device = device;
    }
  }
  if (!creating && words.index !== undefined)
    args.refuse(255, "index can be used only when creating devices or when moving device to another netns.\n");
  return words;
}

/** do_setlink: the address of everybody is as long as the hardware's, or longer; only the kernel knows how long that is. */
function checkBroadcast(args: Args, { broadcast, changes }: LinkWords, link?: Link): void {
  if (broadcast === undefined || args.refusal || (link && hardwareOf(link) === "none")) return;
  const mac = ethernetAddress(broadcast.slice(0, 6));
  if (mac) changes.broadcast = mac;
  else args.refuse(2, "RTNETLINK answers: Invalid argument\n");
}

/** The address of a link that exists has as many octets as its hardware's have. */
function checkAddress(args: Args, names: Names, words: LinkWords): void {
  if (!words.mac || args.refusal) return;
  if (words.device === undefined || !names.device(words.device)) return;
  const link = names.link?.(words.device);
  if (link && hardwareOf(link) === "none") return args.refuse(2, "RTNETLINK answers: Operation not supported\n");
  // A number that no device has is looked up, which says so, and is no reason not to go on (nl_get_ll_addr_len).
  if (names.link && !link) return args.warn("RTNETLINK answers: No such device\n");
  const octets = link ? addressLength(link) : 6;
  if (words.mac.length !== octets)
    args.refuse(1, `Invalid address length ${words.mac.length} - must be ${octets} bytes\n`);
  // That of a tunnel is the one of its end.
  else if (octets !== 6) args.refuse(2, "RTNETLINK answers: Operation not supported\n");
}

/** The driver's `validate`, after everything has been read; a name that is too long has not got so far. */
function checkNewAddress(args: Args, { mac, name, device, type }: LinkWords, warning = ""): void {
  if (!mac || args.refusal || mac.length === 6 || ((name ?? device)?.length ?? 0) > LONGEST_NAME) return;
  args.refuse(2, `${warning}${ADDRESS_REFUSALS[type ?? ""] ?? "RTNETLINK answers: Invalid argument"}\n`);
}

/** What drivers say of an address that is no Ethernet one, where they say more than EINVAL. */
const ADDRESS_REFUSALS: Readonly<Record<string, string>> = {
  vxlan: "Error: Provided link layer address is not Ethernet.",
  vlan: "Error: 8021q: Invalid link address.",
};

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** What of the flags was said, if anything was. */
function flagsIn({ arp, multicast, dynamic, trailers, allMulticast, promisc }: FlagChanges): FlagChanges | undefined {
  const flags: Writable<FlagChanges> = {};
  if (arp !== undefined) flags.arp = arp;
  if (multicast !== undefined) flags.multicast = multicast;
  if (dynamic !== undefined) flags.dynamic = dynamic;
  if (trailers !== undefined) flags.trailers = trailers;
  if (allMulticast !== undefined) flags.allMulticast = allMulticast;
  if (promisc !== undefined) flags.promisc = promisc;
  for (const _ in flags) return flags;
  return undefined;
}

function newLink(args: Args, words: LinkWords): NewLink {
  if (words.name !== undefined && words.device !== undefined && words.name !== words.device)
    args.refuse(255, 'both "name" and "dev" cannot be used when creating devices.\n');
  const name = words.name ?? words.device;
  const mac = words.mac && ethernetAddress(words.mac);
  checkBroadcast(args, words);
  const { changes } = words;
  // rtnl_create_link looks at neither IFLA_CARRIER nor IFLA_PROTO_DOWN.
  const flags = flagsIn(changes);
  const link: Writable<NewLink> = {};
  if (name !== undefined) link.name = name;
  if (mac) link.mac = mac;
  if (changes.mtu !== undefined) link.mtu = changes.mtu;
  if (changes.txQueueLength !== undefined) link.txQueueLength = changes.txQueueLength;
  if (words.index !== undefined) link.ifindex = words.index;
  if (changes.netns) link.netns = changes.netns;
  if (changes.up) link.up = true;
  if (changes.broadcast) link.broadcast = changes.broadcast;
  if (changes.linkMode) link.linkMode = changes.linkMode;
  if (changes.state !== undefined) link.state = changes.state;
  if (changes.sizes) link.sizes = changes.sizes;
  if (flags) link.flags = flags;
  if (words.queues.tx !== undefined || words.queues.rx !== undefined) link.queues = words.queues;
  if (typeof changes.master === "string") link.master = changes.master;
  if (words.group !== undefined) link.group = words.group;
  if (changes.alias !== undefined) link.alias = changes.alias;
  if (changes.addrGenMode) link.addrGenMode = changes.addrGenMode;
  return link;
}

function parseAdd(args: Args, names: Names, scope: IpScope): IpCommand {
  const words = parseWords(args, names, true);
  if (words.group !== undefined && words.device === undefined && words.name === undefined)
    args.refuse(255, "group cannot be used when creating devices.\n");
  let link = newLink(args, words);
  if (words.link !== undefined && !args.refusal) {
    if (!names.device(words.link)) args.noDevice(words.link);
    // Drivers that stand on nothing do not look at it.
    else if (words.type !== undefined && isDriven(words.type)) link = { ...link, link: words.link };
  }
  if (args.refusal) return { kind: "nothing" };
  const info = parseKind(args, names, words.type, link.name);
  const warning =
    "settings" in info && info.type !== "bridge" ? grammarOf(info.type).warning?.(info.settings) : undefined;
  checkNewAddress(args, words, warning);
  const operation = { kind: "linkAdd", netns: scope.netns, link, info } as const;
  return { kind: "apply", operation, ...(warning !== undefined && { warning }) };
}

const VETH_USAGE = "Usage: ip link <options> type veth [peer <options>]\nTo get <options> type 'ip link add help'\n";

function parseKind(args: Args, names: Names, type: string | undefined, name: string | undefined): NewLinkKind {
  switch (type) {
    case undefined:
      args.refuse(1, 'Not enough information: "type" argument is required\n');
      break;
    case "veth": {
      if (!args.more) return { type: "veth" };
      const word = args.take();
      if (word !== "peer") {
        args.show(1, VETH_USAGE);
        break;
      }
      const peer = parseWords(args, names, true);
      if (peer.type !== undefined) args.duplicate("type", peer.type);
      const link = newLink(args, peer);
      // The name that is too long is met before anything of the other end's.
      if ((name?.length ?? 0) <= LONGEST_NAME) checkNewAddress(args, peer);
      return { type: "veth", peer: link };
    }
    case "bridge":
      return { type: "bridge", settings: bridgeSettings(parseBridgeOptions(args)) };
    case "dummy":
      // iproute2 has nothing to read here, and so reads nothing.
      args.takeAll();
      return { type: "dummy" };
    default: {
      if (isDriven(type)) return { type, settings: grammarOf(type).parse(args, names, true) };
      if (OTHER_TYPES.has(type)) {
        const refusal = notModelled("ip link", "type", type);
        args.refuse(refusal.status, refusal.stderr);
      } else if (args.more) args.refuse(1, `Garbage instead of arguments "${args.peek} ...". Try "ip link help".\n`);
      // IFLA_IFNAME is read first of all.
      else if ((name?.length ?? 0) > LONGEST_NAME) args.refuse(2, "Error: Attribute failed policy validation.\n");
      // The kernel looks at the name before it needs to know the type.
      else if (name !== undefined && names.device(name)) args.refuse(2, "RTNETLINK answers: File exists\n");
      else args.refuse(2, "Error: Unknown device type.\n");
    }
  }
  return { type: "dummy" };
}

function parseSet(args: Args, names: Names, scope: IpScope): IpCommand {
  const words = parseWords(args, names, false);
  checkAddress(args, names, words);
  const { changes } = words;
  // `link DEVICE` is for new devices; iplink_modify does not even look whether there is such a one.
  // Nor do numbers of queues say anything to a device that exists (do_setlink).
  // Not renaming to the same name.
  if (words.name !== undefined && words.name !== words.device) changes.name = words.name;
  const mac = words.mac && ethernetAddress(words.mac);
  if (mac) changes.mac = mac;
  // iplink_parse: a name that is given before any device is taken for one, too.
  if (words.device === undefined && words.name !== undefined && words.group === undefined) {
    if (!args.refusal && !names.device(words.name)) args.noDevice(words.name);
    words.device = words.name;
  }
  if (words.device === undefined) {
    if (words.group !== undefined) {
      if (args.more) args.refuse(1, `Garbage instead of arguments "${args.peek} ...". Try "ip link help".\n`);
      return {
        kind: "apply",
        operation: { kind: "linkSet", netns: scope.netns, device: { group: words.group }, changes },
      };
    }
    args.refuse(255, 'Not enough information: "dev" argument is required.\n');
    return { kind: "nothing" };
  }
  if (words.group !== undefined) changes.group = words.group;
  if (!args.refusal && !names.device(words.device)) args.noDevice(words.device);
  // Without a word behind it, a type says nothing that the kernel would look at, but to those that need one (rtnl_link_ops, validate).
  const info =
    words.type === undefined || (!args.more && !WANTING.has(words.type))
      ? undefined
      : parseSettings(args, names, words.type, words.device);
  checkBroadcast(args, words, names.link?.(words.device ?? ""));
  const warning = args.warnings;
  return {
    kind: "apply",
    operation: { kind: "linkSet", netns: scope.netns, device: words.device, changes, ...(info && { info }) },
    ...(warning !== undefined && { warning }),
  };
}

/** Kinds whose `validate` refuses to be named without settings. */
const WANTING: ReadonlySet<string> = new Set(["tun", "vxlan"]);

function parseSettings(
  args: Args,
  names: Names,
  type: string,
  device: string,
): { readonly type: string; readonly settings: KindSettings } | undefined {
  if (type === "bridge") return { type, settings: parseBridgeOptions(args) };
  if (type === "bridge_slave") return { type, settings: parseBridgeSlaveOptions(args) };
  if (type === "bond_slave") return { type, settings: parseBondSlave(args) };
  if (type === "dummy") {
    args.takeAll();
    return { type, settings: {} };
  }
  if (type === "veth") {
    parsePeer(args, names);
    // VETH_INFO_PEER, which no pair that is there takes.
    return { type, settings: { peer: 1 } };
  }
  if (isDriven(type)) return { type, settings: grammarOf(type).parse(args, names, false, device) };
  if (OTHER_TYPES.has(type)) {
    const refusal = notModelled("ip link set", "type", type);
    args.refuse(refusal.status, refusal.stderr);
  } else args.refuse(1, `Garbage instead of arguments "${args.peek} ...". Try "ip link help".\n`);
  return undefined;
}

/** veth_parse_opt where no link is made: the peer is one that is there. */
function parsePeer(args: Args, names: Names): void {
  if (!args.more) return;
  if (args.take() !== "peer") {
    args.show(1, VETH_USAGE);
    return;
  }
  const { device, name } = parseWords(args, names, false);
  const peer = device ?? name;
  if (args.refusal) return;
  if (peer === undefined) args.refuse(255, 'Not enough information: "dev" argument is required.\n');
  else if (!names.device(peer)) args.noDevice(peer);
}

function parseDelete(args: Args, names: Names, scope: IpScope): IpCommand {
  const words = parseWords(args, names, false);
  if (args.refusal) return { kind: "nothing" };
  const type = words.type === undefined ? {} : { type: words.type };
  // iplink_parse: a name that is given before any device is taken for one.
  if (words.device === undefined && words.name !== undefined) words.device = words.name;
  if (words.device === undefined) {
    if (words.group === undefined) {
      args.refuse(255, 'Not enough information: "dev" argument is required.\n');
      return { kind: "nothing" };
    }
    return {
      kind: "apply",
      operation: { kind: "linkDelete", netns: scope.netns, device: { group: words.group }, ...type },
    };
  }
  if (!names.device(words.device)) args.noDevice(words.device);
  // What follows the type is read as for a new link, and says nothing.
  else if (words.type === "veth") parsePeer(args, names);
  else if (words.type !== undefined && args.more) parseSettings(args, names, words.type, words.device);
  return { kind: "apply", operation: { kind: "linkDelete", netns: scope.netns, device: words.device, ...type } };
}

/** `ip link property add|del dev DEV altname NAME ...`. */
function parseProperty(args: Args, names: Names, scope: IpScope): IpCommand {
  if (!args.more) {
    args.refuse(255, LINK_USAGE);
    return { kind: "nothing" };
  }
  const verb = args.take();
  if (matches(verb, "help")) args.refuse(255, LINK_USAGE);
  const adding = matches(verb, "add");
  if (!adding && !matches(verb, "del")) args.refuse(255, "Operator required\n");
  let device: string | undefined;
  const altnames: string[] = [];
  while (args.more) {
    const word = args.take();
    if (matches(word, "altname")) {
      const name = args.value();
      if (!args.refusal && !isAlternativeName(name)) args.invalid("not a valid altname", name);
      altnames.push(name);
    } else if (matches(word, "help")) args.refuse(255, LINK_USAGE);
    else {
      const name = word === "dev" ? args.value() : word;
      if (device !== undefined) args.garbage("dev", name);
      else if (!args.refusal && !isAlternativeName(name)) args.invalid('"dev" not a valid ifname', name);
      device = name;
    }
  }
  if (device === undefined) args.refuse(255, 'Not enough of information: "dev" argument is required.\n');
  else if (!args.refusal && !names.device(device)) args.noDevice(device);
  if (device === undefined || altnames.length === 0) return { kind: "nothing" };
  const changes: LinkChanges = adding ? { addAltnames: altnames } : { delAltnames: altnames };
  return { kind: "apply", operation: { kind: "linkSet", netns: scope.netns, device, changes } };
}

/** The commands of `ip link` in the order that decides what a shortened one means. */
export const LINK_COMMANDS = [
  "add",
  "set",
  "change",
  "replace",
  "delete",
  "show",
  "lst",
  "list",
  "xstats",
  "property",
  "help",
];

export function parseLink(args: Args, names: Names, scope: IpScope, show: (args: Args) => IpCommand): IpCommand {
  if (!args.more) return show(args);
  const word = args.take();
  if (matches(word, "add")) return parseAdd(args, names, scope);
  if (matches(word, "set") || matches(word, "change")) return parseSet(args, names, scope);
  if (matches(word, "replace")) {
    args.unmodelled("ip link", "replace");
    return { kind: "nothing" };
  }
  if (matches(word, "delete")) return parseDelete(args, names, scope);
  if (matches(word, "show") || matches(word, "lst") || matches(word, "list")) return show(args);
  if (matches(word, "property")) return parseProperty(args, names, scope);
  if (matches(word, "xstats") || matches(word, "afstats")) args.unmodelled("ip link", word);
  else if (matches(word, "help")) return parseHelp(args);
  else args.refuse(255, `Command "${word}" is unknown, try "ip link help".\n`);
  return { kind: "nothing" };
}

const USAGES: Readonly<Record<string, string>> = { veth: VETH_USAGE, dummy: "Usage: ... dummy\n" };

/** `ip link help TYPE`: what a kind takes (do_help). */
function parseHelp(args: Args): IpCommand {
  const type = args.more ? args.take() : "";
  const usage = isDriven(type) ? grammarOf(type).usage : Object.hasOwn(USAGES, type) ? USAGES[type] : undefined;
  if (usage !== undefined) return { kind: "say", stdout: usage };
  if (isDriven(type) || OTHER_TYPES.has(type) || ["bridge", "bridge_slave", "bond_slave"].includes(type))
    args.unmodelled("ip link help", type);
  else args.refuse(255, LINK_USAGE);
  return { kind: "nothing" };
}
