/** `ip address`, and the filter that it shares with `ip link show` (ip/ipaddress.c). */
import { type Ipv4, ipv4Broadcast, ipv4Mask } from "../../address/ipv4.ts";
import { IPV6_ANY } from "../../address/ipv6.ts";
import { addressBits, type Family, familyOf, type Prefix } from "../../address/prefix.ts";
import type { AddressSpec } from "../../operation/address.ts";
import { type Args, matches, type Names, parseUnsigned } from "../args.ts";
import { parseGroup, parseScope, prefixOf, takeAddress, takePrefix } from "../names.ts";
import type { AddressFilter, IpCommand, IpScope } from "./command.ts";

const ADDRESS_USAGE = "Usage: ip address { add | change | replace | del | show | flush | help } ...\n";

/** Flags that a listing can be narrowed by; `-` in front turns some of them round. */
const FILTER_FLAGS: ReadonlySet<string> = new Set([
  "dynamic",
  "permanent",
  "primary",
  "secondary",
  "temporary",
  "tentative",
  "-tentative",
  "deprecated",
  "-deprecated",
  "dadfailed",
  "-dadfailed",
  "nodad",
  "-nodad",
  "noprefixroute",
  "-noprefixroute",
  "home",
  "homeaddress",
  "mngtmpaddr",
  "autojoin",
  "optimistic",
  "stable-privacy",
]);

/** The words after `ip addr show`, `ip link show`, `ip addr flush`. */
export function parseLinkFilter(args: Args, names: Names, family: Family | undefined, usage: string): AddressFilter {
  const filter: { -readonly [Key in keyof AddressFilter]: AddressFilter[Key] } = { flags: [] };
  const flags: string[] = [];
  while (args.more) {
    const word = args.take();
    if (word === "to") {
      const to = takePrefix(args, family);
      if (!to.any) filter.to = to.prefix;
    } else if (word === "scope") {
      const given = args.value();
      const scope = parseScope(given);
      if (scope !== undefined) filter.scope = scope;
      else if (given !== "all" && !args.refusal) args.invalid('invalid "scope"\n', given);
    } else if (word === "up") filter.up = true;
    else if (FILTER_FLAGS.has(word)) flags.push(word);
    else if (word === "label") filter.label = args.value();
    else if (word === "group") {
      const given = args.value();
      const group = parseGroup(given);
      if (group === undefined && !args.refusal) args.invalid('Invalid "group" value\n', given);
      filter.group = group ?? 0;
    } else if (word === "master") {
      const master = args.value();
      if (!args.refusal && !names.device(master)) args.invalid("Device does not exist\n", master);
      filter.master = master;
    } else if (word === "vrf") {
      const vrf = args.value();
      if (!args.refusal && names.vrf(vrf) === undefined) args.invalid("Not a valid VRF name\n", vrf);
      filter.master = vrf;
    } else if (word === "nomaster") filter.master = null;
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
  device?: string;
  local?: Prefix;
  /** An address without octets was given before, which the kernel does not take for one. */
  octetless?: boolean;
  /** The address as it was written. */
  given?: string;
  /** Whether a length came with it. */
  explicitLength?: boolean;
  peer?: Prefix;
  broadcast?: "+" | "-" | Ipv4;
  label?: string;
  scope?: number;
  valid?: number;
  preferred?: number;
  metric?: number;
  optimistic?: boolean;
  flags: {
    noPrefixRoute?: boolean;
    noDad?: boolean;
    homeAddress?: boolean;
    manageTemporary?: boolean;
    autoJoin?: boolean;
  };
}

/** What IPv6 alone knows: IPv4 goes without, and is told so, as iproute2 does while it reads. */
function withoutFlagsOf6(draft: Draft): string {
  const { flags } = draft;
  const words = [
    ...(flags.noDad ? ["nodad"] : []),
    ...(draft.optimistic ? ["optimistic"] : []),
    ...(flags.homeAddress ? ["home"] : []),
    ...(flags.manageTemporary ? ["mngtmpaddr"] : []),
  ];
  delete flags.noDad;
  delete flags.homeAddress;
  delete flags.manageTemporary;
  return words.map((word) => `Warning: ${word} option can be set only for IPv6 addresses\n`).join("");
}

/** get_time_seconds and `forever`; undefined is forever. */
function takeLifetime(args: Args, message: string): number | undefined {
  const word = args.value();
  if (args.refusal || word === "forever") return undefined;
  const value = parseUnsigned(word);
  if (value === undefined) args.invalid(message, word);
  return value === 0xffffffff ? undefined : value;
}

function takeDraft(args: Args, family: Family | undefined): Draft {
  const draft: Draft = { flags: {} };
  const familyNow = (): Family | undefined => family ?? (draft.local && familyOf(draft.local.address));
  while (args.more) {
    const word = args.take();
    if (word === "peer" || word === "remote") {
      if (draft.peer) args.duplicate("peer", args.value());
      const peer = takePrefix(args, familyNow());
      if (!peer.any) draft.peer = peer.prefix;
    } else if (matches(word, "broadcast") || word === "brd") {
      const given = args.value();
      if (draft.broadcast !== undefined) args.duplicate("broadcast", given);
      if (given === "+" || given === "-") draft.broadcast = given;
      else draft.broadcast = takeAddress(args, familyNow() ?? "inet", given) as Ipv4;
    } else if (word === "anycast") {
      // IFA_ANYCAST: the kernel takes it and does nothing with it.
      takeAddress(args, familyNow());
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
      const valid = takeLifetime(args, "valid_lft value");
      if (valid !== undefined) draft.valid = valid;
    } else if (matches(word, "preferred_lft")) {
      const preferred = takeLifetime(args, "preferred_lft value");
      if (preferred !== undefined) draft.preferred = preferred;
    } else if (word === "home" || word === "homeaddress") draft.flags.homeAddress = true;
    else if (word === "nodad") draft.flags.noDad = true;
    else if (word === "noprefixroute") draft.flags.noPrefixRoute = true;
    else if (word === "autojoin") draft.flags.autoJoin = true;
    else if (word === "mngtmpaddr") draft.flags.manageTemporary = true;
    // Debian's kernel has no optimistic detection (CONFIG_IPV6_OPTIMISTIC_DAD) and forgets the flag.
    else if (word === "optimistic") draft.optimistic = true;
    else {
      if (word !== "local" && matches(word, "help")) args.refuse(255, ADDRESS_USAGE);
      const given = word === "local" ? args.value() : word;
      if (draft.local) args.garbage("local", given);
      // `default` is the address of zeros of a family that is known; without one, and as `any` or `all`, it has no octets.
      const local = takePrefix(args, family, given);
      if (!local.any) draft.local = local.prefix;
      else if (family && given === "default")
        draft.local = prefixOf(family === "inet" ? (0 as Ipv4) : IPV6_ANY, addressBits(family));
      else draft.octetless = true;
      draft.given = given;
      draft.explicitLength = local.any || given.includes("/");
    }
  }
  return draft;
}

/** `+` sets the host bits, `-` clears them. */
function broadcastOf(args: Args, local: Prefix | undefined, broadcast: "+" | "-" | Ipv4): Ipv4 | undefined {
  if (broadcast !== "+" && broadcast !== "-") return broadcast;
  if (typeof local?.address !== "number") {
    args.refuse(1, "Broadcast can be set only for IPv4 addresses\n");
    return undefined;
  }
  if (local.length > 30) return undefined;
  return broadcast === "+"
    ? ipv4Broadcast(local.address, local.length)
    : (((local.address & ipv4Mask(local.length)) >>> 0) as Ipv4);
}

/** The family of a message: the option's, or that of an address. */
function familyMeant(draft: Draft, family: Family | undefined): Family | undefined {
  const address = draft.local?.address ?? draft.peer?.address ?? draft.broadcast;
  return family ?? (address === undefined || address === "+" || address === "-" ? undefined : familyOf(address));
}

/** What the kernel says to a message without IFA_LOCAL. */
function refuseWithoutAddress(args: Args, draft: Draft, family: Family | undefined, verb: string): void {
  const meant = familyMeant(draft, family);
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
  const meant = familyMeant(draft, family);
  const local = draft.local ?? (meant === "inet6" ? draft.peer : undefined);
  let warning: string | undefined;
  if (local && typeof local.address === "number") warning = withoutFlagsOf6(draft) || undefined;
  let anyPrefix = false;
  // A host's address under `del` without a length: iproute2 warns, and the kernel takes what fits.
  if (verb === "delete" && local && !draft.explicitLength && !draft.peer && typeof local.address === "number") {
    const text = `${draft.given}/${local.length}`;
    anyPrefix = true;
    warning =
      (warning ?? "") +
      "Warning: Executing wildcard deletion to stay compatible with old scripts.\n" +
      `         Explicitly specify the prefix length (${text}) to avoid this warning.\n` +
      "         This special behaviour is likely to disappear in further releases,\n" +
      "         fix your scripts!\n";
  }
  const broadcast = draft.broadcast !== undefined ? broadcastOf(args, local, draft.broadcast) : undefined;
  if (args.refusal) return { kind: "nothing" };
  if (!names.device(draft.device)) {
    args.refuse(1, `${warning ?? ""}Cannot find device "${draft.device}"\n`);
    return { kind: "nothing" };
  }
  if ((draft.valid !== undefined || draft.preferred !== undefined) && verb !== "delete") {
    if (draft.valid === 0) args.refuse(1, "valid_lft is zero\n");
    if ((draft.valid ?? Number.POSITIVE_INFINITY) < (draft.preferred ?? Number.POSITIVE_INFINITY))
      args.refuse(1, "preferred_lft is greater than valid_lft\n");
  }
  if (draft.flags.autoJoin && verb !== "delete" && local && !isGroup(local)) {
    args.refuse(1, `${warning ?? ""}autojoin needs multicast address\n`);
    return { kind: "nothing" };
  }
  if (draft.octetless && meant !== undefined) {
    args.refuse(2, `${warning ?? ""}Error: Attribute failed policy validation.\n`);
    return { kind: "nothing" };
  }
  if (!local && verb === "delete" && family === "inet") {
    const address: AddressSpec = {
      device: draft.device,
      local: { address: 0 as Ipv4, length: 32 },
      first: true,
      ...(draft.label !== undefined && { label: draft.label }),
    };
    return { kind: "apply", operation: { kind: "addressDelete", netns: scope.netns, address } };
  }
  if (!local) {
    refuseWithoutAddress(args, draft, family, verb);
    return { kind: "nothing" };
  }
  // Of length 0 is what has none (ipaddr_modify).
  const peer =
    draft.local &&
    draft.peer &&
    prefixOf(draft.peer.address, draft.peer.length || addressBits(familyOf(draft.peer.address)));
  const address: AddressSpec = {
    device: draft.device,
    local: peer ? prefixOf(local.address, peer.length) : local,
    ...(peer && { peer }),
    ...(broadcast !== undefined && { broadcast }),
    ...(draft.label !== undefined && { label: draft.label }),
    ...(draft.scope !== undefined && { scope: draft.scope }),
    ...(draft.valid !== undefined && { validSeconds: draft.valid }),
    ...(draft.preferred !== undefined && { preferredSeconds: draft.preferred }),
    ...(draft.metric !== undefined && { metric: draft.metric }),
    ...draft.flags,
    ...(anyPrefix && { anyPrefix }),
  };
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
