/** `ip route get`: from words to a lookup (iproute_get of ip/iproute.c). */
import type { Ipv4 } from "../../address/ipv4.ts";
import type { Ipv6 } from "../../address/ipv6.ts";
import { addressBits, type Family, familyOf, type IpAddress } from "../../address/prefix.ts";
import { type Args, matches, type Names, parseUnsigned } from "../args.ts";
import { parseTos, takeAddress, takePrefix } from "../names.ts";
import type { IpCommand, RouteGet } from "./command.ts";
import { ipProtocolNamed } from "./ip-protocols.ts";

/** What the kernel looks into ports for (rtm_getroute_parse_ip_proto). */
const LOOKED_INTO: Readonly<Record<Family, readonly number[]>> = { inet: [1, 6, 17], inet6: [6, 17, 58] };

const INVALID_HEADER: Readonly<Record<Family, string>> = {
  inet: "ipv4: Invalid values in header for route get request",
  inet6: "ipv6: Invalid values in header for get route request",
};

const NO_LENGTH: Readonly<Record<Family, string>> = {
  inet: "ipv4: rtm_src_len and rtm_dst_len must be 32 for IPv4",
  inet6: "ipv6: rtm_src_len and rtm_dst_len must be 128 for IPv6",
};

export function parseGet(args: Args, names: Names, preferred: Family | undefined, usage: string): IpCommand {
  const get: { -readonly [Key in keyof RouteGet]?: RouteGet[Key] } = { fibmatch: false };
  let family = preferred;
  let given = false;
  let another = false;
  const address = (word: string, from = false): IpAddress | undefined => {
    const taken = takePrefix(args, family, word);
    if (taken.any && from && word === "default" && family) args.refuse(2, `Error: ${NO_LENGTH[family]}.\n`);
    if (taken.any && !from && preferred)
      args.warn(`Warning: /0 as prefix is invalid, only /${addressBits(preferred)} (or none) is supported.\n`);
    if (taken.any) return undefined;
    family ??= familyOf(taken.prefix.address);
    const bits = addressBits(family);
    // inet_rtm_valid_getroute_req looks at the length of a source; iproute2 leaves out that of a destination.
    if (from && taken.prefix.length === 0) args.refuse(2, `Error: ${NO_LENGTH[family]}.\n`);
    else if (from && taken.prefix.length !== bits) args.refuse(2, `Error: ${INVALID_HEADER[family]}.\n`);
    else if (!from && taken.prefix.length !== bits)
      args.warn(`Warning: /${taken.prefix.length} as prefix is invalid, only /${bits} (or none) is supported.\n`);
    return taken.prefix.address;
  };
  const port = (which: string): number => {
    const word = args.value();
    const value = parseUnsigned(word, 0xffff);
    if (value === undefined && !args.refusal) args.invalid(`invalid ${which}\n`, word);
    return value ?? 0;
  };
  while (args.more) {
    const word = args.take();
    if (word === "tos" || matches(word, "dsfield")) {
      const tos = args.value();
      get.tos = parseTos(tos) ?? 0;
      if (parseTos(tos) === undefined && !args.refusal) args.invalid("TOS value is invalid\n", tos);
    } else if (matches(word, "from")) {
      const from = args.value();
      if (matches(from, "help")) args.refuse(255, usage);
      const source = address(from, true);
      // That of zeros is the same as none.
      if (source !== undefined && source !== 0) get.source = source;
    } else if (matches(word, "iif")) get.iif = args.value();
    else if (matches(word, "mark")) {
      const mark = args.value();
      get.mark = parseUnsigned(mark) ?? 0;
      if (parseUnsigned(mark) === undefined && !args.refusal) args.invalid("invalid mark value", mark);
    } else if (matches(word, "oif") || word === "dev") get.oif = args.value();
    else if (matches(word, "notify")) get.notify = true;
    else if (matches(word, "connected")) get.connected = true;
    else if (word === "vrf") {
      const vrf = args.value();
      if (!args.refusal && names.vrf(vrf) === undefined) args.invalid("Invalid VRF\n", vrf);
      get.oif = vrf;
    } else if (word === "uid") {
      const uid = args.value();
      const value = parseUnsigned(uid);
      if (value === undefined && !args.refusal) args.invalid("invalid UID\n", uid);
      get.uid = value ?? 0;
    } else if (matches(word, "fibmatch")) get.fibmatch = true;
    else if (word === "as") {
      const first = args.value();
      const address = first === "to" ? args.value() : first;
      if (!args.refusal) takeAddress(args, family, address);
      another = true;
    } else if (matches(word, "ipproto")) {
      const protocol = args.value();
      const number = ipProtocolNamed(protocol) ?? parseUnsigned(protocol, 255);
      if (number === undefined && !args.refusal) args.invalid('Invalid "ipproto" value\n', protocol);
      get.protocol = number ?? 0;
    } else if (matches(word, "sport")) get.sourcePort = port("sport");
    else if (matches(word, "dport")) get.destinationPort = port("dport");
    else {
      const to = word === "to" ? args.value() : word;
      if (matches(to, "help")) args.refuse(255, usage);
      const destination = address(to);
      if (destination !== undefined) get.destination = destination;
      given = true;
    }
  }
  if (!given) args.refuse(1, "need at least a destination address\n");
  for (const device of [get.iif, get.oif])
    if (device !== undefined && !args.refusal && !names.device(device)) args.noDevice(device);
  // RTA_NEWDST, which no lookup takes.
  if (another && family === "inet6") args.refuse(2, "Error: ipv6: Unsupported attribute in get route request.\n");
  else if (another) args.refuse(2, "Error: ipv4: Unsupported attribute in route get request.\n");
  if (get.protocol !== undefined && !LOOKED_INTO[family ?? "inet"].includes(get.protocol))
    args.refuse(2, "Error: Unsupported ip proto.\n");
  if (args.refusal) return { kind: "nothing" };
  const warning = args.warnings;
  const nowhere = family === "inet6" ? ("::" as Ipv6) : (0 as Ipv4);
  return {
    kind: "query",
    query: {
      kind: "routeGet",
      get: { ...get, destination: get.destination ?? nowhere, fibmatch: get.fibmatch ?? false },
    },
    ...(warning !== undefined && { warning }),
  };
}
