/** `ip address`, and the filter that it shares with `ip link show` (ip/ipaddress.c). */
import { type Ipv4, ipv4Broadcast, ipv4Mask } from "../../address/ipv4.ts";
import { IPV6_ANY } from "../../address/ipv6.ts";
import { addressBits, type Family, familyOf, type IpAddress, type Prefix } from "../../address/prefix.ts";
import type { AddressSpec } from "../../operation/address.ts";
import { type Args, matches, type Names, parseUnsigned } from "../args.ts";
import { parseGroup, parseScope, prefixOf, takeAddress, takePrefix } from "../names.ts";
import type { AddressFilter, IpCommand, IpScope } from "./command.ts";
import { takeMaster, takeVrf } from "./master.ts";

const ADDRESS_USAGE =
  "Usage: ip address { add | change | replace } PREFIX [ peer PREFIX ] dev DEV [ broadcast ADDRESS ] [ anycast ADDRESS ]\n" +
  "                  [ label NAME ] [ scope SCOPE ] [ metric NUMBER ] [ valid_lft TIME ] [ preferred_lft TIME ]\n" +
  "                  [ home ] [ nodad ] [ mngtmpaddr ] [ noprefixroute ] [ autojoin ]\n" +
  "       ip address del PREFIX dev DEV\n" +
  "       ip address { show | flush } [ dev DEV ] [ scope SCOPE ] [ to PREFIX ] [ label PATTERN ] [ up ] [ type TYPE ] ...\n";

/** Flags that a listing can be narrowed by (ifa_flag_data). */
const FILTER_FLAGS: ReadonlySet<string> = new Set([
  "secondary",
  "temporary",
  "nodad",
  "optimistic",
  "dadfailed",
  "home",
  "deprecated",
  "tentative",
  "permanent",
  "mngtmpaddr",
  "noprefixroute",
  "autojoin",
  "stable-privacy",
]);

/** The same with `-` in front, which turns them round, and `dynamic` and `primary`, which are two of them turned round. */
function isFilterFlag(word: string): boolean {
  const name = word.startsWith("-") ? word.slice(1) : word;
  return FILTER_FLAGS.has(name) || name === "dynamic" || name === "primary";
}

function bitOf(word: string): string {
  const name = word.replace(/^-/, "");
  return name === "dynamic" ? "permanent" : name === "primary" ? "secondary" : name;
}

/** The words after `ip addr show`, `ip link show`, `ip addr flush`. */
export function parseLinkFilter(
  args: Args,
  names: Names,
  family: Family | "link" | undefined,
  usage: string,
): AddressFilter {
  const filter: { -readonly [Key in keyof AddressFilter]: AddressFilter[Key] } = { flags: [] };
  const flags: string[] = [];
  while (args.more) {
    const word = args.take();
    if (word === "to") {
      const given = args.value();
      // get_prefix of AF_PACKET.
      if (family === "link" && !args.refusal)
        args.refuse(1, `Error: "${given}" may be inet prefix, but it is not allowed in this context.\n`);
      const to = takePrefix(args, family === "link" ? undefined : family, given);
      if (!to.any) filter.to = to.prefix;
    } else if (word === "scope") {
      const given = args.value();
      const scope = parseScope(given);
      if (scope !== undefined) filter.scope = scope;
      else if (given !== "all" && !args.refusal) args.invalid('invalid "scope"\n', given);
    } else if (word === "up") filter.up = true;
    else if (isFilterFlag(word)) {
      // One bit of the filter's, of which the last word holds (get_filter).
      const rest = flags.filter((flag) => bitOf(flag) !== bitOf(word));
      flags.splice(0, flags.length, ...rest, word);
    } else if (word === "label") filter.label = args.value();
    else if (word === "group") {
      const given = args.value();
      const group = parseGroup(given);
      if (group === undefined && !args.refusal) args.invalid('Invalid "group" value\n', given);
      filter.group = group ?? 0;
    } else if (word === "master") filter.master = takeMaster(args, names);
    else if (word === "vrf") filter.master = takeVrf(args, names);
    else if (word === "nomaster") filter.master = null;
    else if (word === "type") filter.type = args.value();
    else {
      if (word !== "dev" && matches(word, "help")) args.refuse(255, usage);
      const device = word === "dev" ? args.value() : word;
      if (filter.device !== undefined) args.garbage("dev", device);
      filter.device = device;
    }
  }
  // A device that is not there is found out when the listing begins.
  if (filter.device !== undefined && !args.refusal && !names.device(filter.device))
    args.refuse(1, `Device "${filter.device}" does not exist.\n`);
  return { ...filter, flags };
}

interface Draft {
  /** The option's family, or that of the first address that had one. */
  family?: Family | undefined;
  device?: string;
  local?: Prefix;
  /** An address without octets was given, which the kernel does not take for one. */
  octetless?: boolean;
  /** The address as it was written. */
  given?: string;
  /** Whether a length came with it. */
  explicitLength?: boolean;
  peer?: Prefix;
  broadcast?: "+" | "-" | IpAddress;
  anycast?: boolean;
  label?: string;
  scope?: number;
  valid?: number;
  preferred?: number;
  metric?: number;
  flags: {
    noPrefixRoute?: boolean;
    noDad?: boolean;
    homeAddress?: boolean;
    manageTemporary?: boolean;
    autoJoin?: boolean;
  };
}

/** What nobody may set (the read-only ones of ifa_flag_data). */
const READ_ONLY_FLAGS: ReadonlySet<string> = new Set([
  "secondary",
  "temporary",
  "dadfailed",
  "deprecated",
  "tentative",
  "permanent",
  "stable-privacy",
]);

/** What IPv6 alone knows: nothing is set where the address that says so has not been read. */
const FLAGS_OF_IPV6: ReadonlyMap<string, "noDad" | "homeAddress" | "manageTemporary" | "optimistic"> = new Map([
  ["nodad", "noDad"],
  ["home", "homeAddress"],
  ["mngtmpaddr", "manageTemporary"],
  // Debian's kernel has no optimistic detection (CONFIG_IPV6_OPTIMISTIC_DAD) and forgets the flag.
  ["optimistic", "optimistic"],
]);

/** parse_ifa_flag: whether the word is a flag. */
function takeFlag(args: Args, draft: Draft, word: string): boolean {
  if (word === "noprefixroute") draft.flags.noPrefixRoute = true;
  else if (word === "autojoin") draft.flags.autoJoin = true;
  else if (READ_ONLY_FLAGS.has(word)) args.warn(`Warning: ${word} option is not mutable from userspace\n`);
  else {
    const flag = FLAGS_OF_IPV6.get(word);
    if (flag === undefined) return false;
    if (draft.family !== "inet6") args.warn(`Warning: ${word} option can be set only for IPv6 addresses\n`);
    else if (flag !== "optimistic") draft.flags[flag] = true;
  }
  return true;
}

/** get_time_seconds and `forever`; undefined is forever. */
function takeLifetime(args: Args, message: string): number | undefined {
  const word = args.value();
  if (args.refusal || word === "forever") return undefined;
  const value = parseUnsigned(word);
  if (value === undefined) args.invalid(message, word);
  return value === 0xffffffff ? undefined : value;
}

/**
 * A prefix of the family so far: `default` is the address of zeros of a family that is known; without one, and as `any`
 * or `all`, it has no octets.
 */
function takeOctets(args: Args, draft: Draft, given: string): Prefix | undefined {
  const taken = takePrefix(args, draft.family, given);
  if (!taken.any) {
    draft.family ??= familyOf(taken.prefix.address);
    return taken.prefix;
  }
  if (draft.family && given === "default")
    return prefixOf(draft.family === "inet" ? (0 as Ipv4) : IPV6_ANY, addressBits(draft.family));
  draft.octetless = true;
  return undefined;
}

function takeDraft(args: Args, family: Family | undefined): Draft {
  const draft: Draft = { flags: {}, family };
  let valid = false;
  let preferred = false;
  while (args.more) {
    const word = args.take();
    if (word === "peer" || word === "remote") {
      const given = args.value();
      if (draft.peer) args.duplicate("peer", given);
      const peer = takeOctets(args, draft, given);
      if (peer) draft.peer = peer;
    } else if (matches(word, "broadcast") || word === "brd") {
      const given = args.value();
      if (draft.broadcast !== undefined) args.duplicate("broadcast", given);
      if (given === "+" || given === "-") draft.broadcast = given;
      else {
        draft.broadcast = takeAddress(args, draft.family, given);
        draft.family ??= familyOf(draft.broadcast);
      }
    } else if (word === "anycast") {
      // IFA_ANYCAST: the kernel takes it, octets or not, and does nothing with it.
      const given = args.value();
      if (draft.anycast) args.duplicate("anycast", given);
      if (given === "any" || given === "all") continue;
      const anycast = takeAddress(args, draft.family, given);
      draft.family ??= familyOf(anycast);
      draft.anycast = true;
    } else if (word === "scope") {
      const given = args.value();
      const scope = parseScope(given);
      if (scope === undefined && !args.refusal) args.invalid("invalid scope value.", given);
      draft.scope = scope ?? 0;
    } else if (word === "dev") draft.device = args.value();
    else if (word === "label") draft.label = args.value();
    else if (matches(word, "metric") || matches(word, "priority") || matches(word, "preference")) {
      draft.metric = args.unsigned('"metric" value is invalid\n');
    } else if (matches(word, "valid_lft")) {
      if (valid) args.duplicate("valid_lft", word);
      valid = true;
      const seconds = takeLifetime(args, "valid_lft value");
      if (seconds !== undefined) draft.valid = seconds;
    } else if (matches(word, "preferred_lft")) {
      if (preferred) args.duplicate("preferred_lft", word);
      preferred = true;
      const seconds = takeLifetime(args, "preferred_lft value");
      if (seconds !== undefined) draft.preferred = seconds;
    } else if (!takeFlag(args, draft, word)) {
      const given = word === "local" ? args.value() : word;
      if (matches(given, "help")) args.refuse(255, ADDRESS_USAGE);
      if (draft.local) args.garbage("local", given);
      const local = takeOctets(args, draft, given);
      if (local) draft.local = local;
      draft.given = given;
      draft.explicitLength = given === "default" || given === "any" || given === "all" || given.includes("/");
    }
  }
  return draft;
}

/** `+` sets the host bits, `-` clears them. */
function broadcastOf(args: Args, local: Prefix | undefined, broadcast: "+" | "-" | IpAddress): Ipv4 | undefined {
  // The address of zeros is none, and IPv6 has no use for one.
  if (typeof broadcast === "number") return broadcast === 0 ? undefined : broadcast;
  if (broadcast !== "+" && broadcast !== "-") return undefined;
  if (typeof local?.address !== "number") {
    args.refuse(1, "Broadcast can be set only for IPv4 addresses\n");
    return undefined;
  }
  if (local.length > 30) return undefined;
  return broadcast === "+"
    ? ipv4Broadcast(local.address, local.length)
    : (((local.address & ipv4Mask(local.length)) >>> 0) as Ipv4);
}

/** What the kernel says to a message without IFA_LOCAL. */
function refuseWithoutAddress(args: Args, meant: Family | undefined, verb: string): void {
  if (meant === undefined) args.refuse(2, "RTNETLINK answers: Operation not supported\n");
  else if (meant === "inet6") args.refuse(2, "RTNETLINK answers: Invalid argument\n");
  else if (verb !== "delete") args.refuse(2, "Error: ipv4: Local address is not supplied.\n");
  else args.unmodelled("ip address delete", "without an address");
}

function parseModify(
  args: Args,
  names: Names,
  scope: IpScope,
  family: Family | undefined,
  verb: "add" | "change" | "replace" | "delete",
): IpCommand {
  const draft = takeDraft(args, family);
  if (args.refusal) return { kind: "nothing" };
  if (draft.device === undefined) {
    args.refuse(1, 'Not enough information: "dev" argument is required.\n');
    return { kind: "nothing" };
  }
  // IPv6 takes the other end's address where there is no own one (extract_addr).
  const meant = draft.family;
  const local = draft.local ?? (meant === "inet6" ? draft.peer : undefined);
  let anyPrefix = false;
  // A host's address under `del` without a length: iproute2 warns, and the kernel takes what fits.
  if (verb === "delete" && local && !draft.explicitLength && !draft.peer && typeof local.address === "number") {
    const text = `${draft.given}/${local.length}`;
    anyPrefix = true;
    args.warn(
      "Warning: Executing wildcard deletion to stay compatible with old scripts.\n" +
        `         Explicitly specify the prefix length (${text}) to avoid this warning.\n` +
        "         This special behaviour is likely to disappear in further releases,\n" +
        "         fix your scripts!\n",
    );
  }
  const broadcast = draft.broadcast !== undefined ? broadcastOf(args, local, draft.broadcast) : undefined;
  if (args.refusal) return { kind: "nothing" };
  if (!names.device(draft.device)) {
    args.refuse(1, `Cannot find device "${draft.device}"\n`);
    return { kind: "nothing" };
  }
  if (draft.valid !== undefined || draft.preferred !== undefined) {
    if (draft.valid === 0) args.refuse(1, "valid_lft is zero\n");
    if ((draft.valid ?? Number.POSITIVE_INFINITY) < (draft.preferred ?? Number.POSITIVE_INFINITY))
      args.refuse(1, "preferred_lft is greater than valid_lft\n");
  }
  if (draft.flags.autoJoin && !(local && isGroup(local))) {
    args.refuse(1, "autojoin needs multicast address\n");
    return { kind: "nothing" };
  }
  if (draft.octetless && meant !== undefined) {
    args.refuse(2, "Error: Attribute failed policy validation.\n");
    return { kind: "nothing" };
  }
  if (!local && verb === "delete" && family === "inet") {
    const address: AddressSpec = {
      device: draft.device,
      local: { address: 0 as Ipv4, length: 32 },
      first: true,
      ...(draft.label !== undefined && { label: draft.label }),
    };
    const said = args.warnings;
    return {
      kind: "apply",
      operation: { kind: "addressDelete", netns: scope.netns, address },
      ...(said !== undefined && { warning: said }),
    };
  }
  if (!local) {
    refuseWithoutAddress(args, meant, verb);
    return { kind: "nothing" };
  }
  // Of length 0 is what has none (ipaddr_modify).
  const peer =
    draft.local &&
    draft.peer &&
    prefixOf(draft.peer.address, draft.peer.length || addressBits(familyOf(draft.peer.address)));
  const address: { -readonly [Key in keyof AddressSpec]: AddressSpec[Key] } = {
    device: draft.device,
    local: peer ? prefixOf(local.address, peer.length) : local,
    ...draft.flags,
  };
  if (peer) address.peer = peer;
  if (broadcast !== undefined) address.broadcast = broadcast;
  if (draft.label !== undefined) address.label = draft.label;
  if (draft.scope !== undefined) address.scope = draft.scope;
  if (draft.valid !== undefined) address.validSeconds = draft.valid;
  if (draft.preferred !== undefined) address.preferredSeconds = draft.preferred;
  if (draft.metric !== undefined) address.metric = draft.metric;
  if (anyPrefix) address.anyPrefix = anyPrefix;
  const warning = args.warnings;
  if (verb === "delete")
    return {
      kind: "apply",
      operation: { kind: "addressDelete", netns: scope.netns, address },
      ...(warning !== undefined && { warning }),
    };
  return {
    kind: "apply",
    operation: { kind: "addressAdd", netns: scope.netns, mode: verb, address },
    ...(warning !== undefined && { warning }),
  };
}

function isGroup({ address }: Prefix): boolean {
  return typeof address === "number" ? address >>> 28 === 0xe : address.startsWith("ff");
}

export const ADDRESS_COMMANDS = [
  "add",
  "change",
  "replace",
  "delete",
  "show",
  "lst",
  "list",
  "flush",
  "save",
  "showdump",
  "restore",
  "help",
];

export function parseAddress(args: Args, names: Names, scope: IpScope): IpCommand {
  const family = scope.options.family === "link" ? undefined : scope.options.family;
  const show = (): IpCommand => ({
    kind: "query",
    query: { kind: "addresses", filter: parseLinkFilter(args, names, family, ADDRESS_USAGE) },
  });
  if (!args.more) return show();
  const word = args.take();
  if (matches(word, "add")) return parseModify(args, names, scope, family, "add");
  if (matches(word, "change") || word === "chg") return parseModify(args, names, scope, family, "change");
  if (matches(word, "replace")) return parseModify(args, names, scope, family, "replace");
  if (matches(word, "delete")) return parseModify(args, names, scope, family, "delete");
  if (matches(word, "show") || matches(word, "lst") || matches(word, "list")) return show();
  if (matches(word, "flush")) {
    if (!args.more) {
      args.refuse(1, "Flush requires arguments.\n");
      return { kind: "nothing" };
    }
    return { kind: "flush", flush: { kind: "addresses", filter: parseLinkFilter(args, names, family, ADDRESS_USAGE) } };
  }
  if (matches(word, "save"))
    return {
      kind: "dump",
      command: { verb: "save", of: "address", filter: parseLinkFilter(args, names, family, ADDRESS_USAGE) },
    };
  if (matches(word, "showdump")) return { kind: "dump", command: { verb: "showdump", of: "address" } };
  if (matches(word, "restore")) return { kind: "dump", command: { verb: "restore", of: "address" } };
  if (matches(word, "help")) args.refuse(255, ADDRESS_USAGE);
  else args.refuse(255, `Command "${word}" is unknown, try "ip address help".\n`);
  return { kind: "nothing" };
}
