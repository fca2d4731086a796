/**
 * Words for numbers, addresses and prefixes as iproute2 reads and writes them (lib/utils.c, lib/rt_names.c).
 */
import { type Ipv4, ipv4Mask, parseIpv4 } from "../address/ipv4.ts";
import { IPV6_ANY, type Ipv6, parseIpv6 } from "../address/ipv6.ts";
import type { Mac } from "../address/mac.ts";
import { macFromBytes } from "../address/mac.ts";
import { addressBits, type Family, familyOf, type IpAddress, type Prefix } from "../address/prefix.ts";
import type { RouteType } from "../model/route.ts";
import { type Args, matches, parseInteger, parseUnsigned } from "./args.ts";
import { isNumeric, type NameFile, nameOfNumber, numberNamed } from "./number-names.ts";

function parseIn(file: NameFile, text: string, limit: number): number | undefined {
  return numberNamed(file, text) ?? parseUnsigned(text, limit);
}
function formatIn(file: NameFile, number: number): string {
  return nameOfNumber(file, number) ?? String(number);
}

export const parseTable = (text: string): number | undefined => parseIn("rt_tables", text, 0xffffffff);
export const formatTable = (number: number): string => formatIn("rt_tables", number);
export const parseProtocol = (text: string): number | undefined => parseIn("rt_protos", text, 255);
export const formatProtocol = (number: number): string => formatIn("rt_protos", number);
export const parseScope = (text: string): number | undefined => parseIn("rt_scopes", text, 255);
export const formatScope = (number: number): string => formatIn("rt_scopes", number);
/** What strtol(3) makes of it, in an `int` (rtnl_group_a2n). */
export function parseGroup(text: string): number | undefined {
  const named = numberNamed("group", text);
  if (named !== undefined) return named;
  const value = parseInteger(text);
  if (value === undefined) return undefined;
  const most = Math.min(Math.max(value, -LONG_MAX), LONG_MAX);
  const group = most === LONG_MAX ? -1 : Number(BigInt.asIntN(32, BigInt(most)));
  return group < 0 ? undefined : group;
}
const LONG_MAX = 2 ** 63;
export const formatGroup = (number: number): string => formatIn("group", number);

/** Type of service: a name, or a number in hexadecimal with or without 0x (rtnl_dsfield_a2n). */
export function parseTos(text: string): number | undefined {
  const named = numberNamed("rt_dsfield", text);
  if (named !== undefined) return named;
  const value = /^(0[xX])?[0-9a-fA-F]+$/.test(text) ? Number.parseInt(text, 16) : 256;
  return value > 255 ? undefined : value;
}
export const formatTos = (tos: number): string =>
  nameOfNumber("rt_dsfield", tos) ?? `0x${tos.toString(16).padStart(2, "0")}`;

/** `TO` or `FROM/TO`, as one number with FROM above (get_rt_realms_or_raw). */
export function parseRealms(text: string): number | undefined {
  // get_rt_realms_or_raw goes through no word at all.
  if (text === "") return 0;
  const slash = text.indexOf("/");
  const one = (word: string) => parseIn("rt_realms", word, 0xffff);
  if (slash < 0) return parseIn("rt_realms", text, 0xffffffff);
  const from = one(text.slice(0, slash));
  const to = slash === text.length - 1 ? 0 : one(text.slice(slash + 1));
  return from === undefined || to === undefined ? undefined : from * 0x10000 + to;
}
export const formatRealm = (realm: number): string => formatIn("rt_realms", realm);

/** The types of routes in the order of RTN_*, whose numbers begin at 1. */
export const ROUTE_TYPES: readonly RouteType[] = [
  "unicast",
  "local",
  "broadcast",
  "anycast",
  "multicast",
  "blackhole",
  "unreachable",
  "prohibit",
  "throw",
  "nat",
];
/** A type of route, or its number with `-N` (rtnl_rtntype_n2a). */
export const formatRouteType = (type: RouteType): string =>
  isNumeric() ? String(ROUTE_TYPES.indexOf(type) + 1) : type;

/** The same of a number that need not be that of a type. */
export function formatTypeNumber(type: number): string {
  if (isNumeric()) return String(type);
  return type === 0 ? "none" : (ROUTE_TYPES[type - 1] ?? (type === XRESOLVE ? "xresolve" : String(type)));
}

/** RTN_XRESOLVE, which no route has. */
const XRESOLVE = 11;

/** The types in the order that decides what a shortened one means. */
const SHORT_TYPES = [
  "broadcast",
  "anycast",
  "multicast",
  "prohibit",
  "unreachable",
  "blackhole",
  "xresolve",
  "unicast",
] as const;

/** A type by its name; `local`, `nat` and `throw` are written out (rtnl_rtntype_a2n). */
export function routeTypeNamed(word: string): RouteType | "xresolve" | undefined {
  if (word === "local" || word === "nat" || word === "throw") return word;
  if (word === "brd") return "broadcast";
  return SHORT_TYPES.find((type) => matches(word, type));
}

/** The same as a number, which may be given as one. */
export function parseTypeNumber(word: string): number | undefined {
  const type = routeTypeNamed(word);
  if (type === undefined) return parseUnsigned(word, 255);
  return type === "xresolve" ? XRESOLVE : ROUTE_TYPES.indexOf(type) + 1;
}

/** What iproute2 calls a family when it expected one. */
function expected(family: Family | undefined): string {
  return family ?? "any valid";
}

/** IPv4 as iproute2 takes it: one to four numbers of any base; what is missing at the end is 0 (`10.1` is 10.1.0.0). */
function readIpv4(text: string): Ipv4 | undefined {
  const strict = parseIpv4(text);
  if (strict !== undefined) return strict;
  const parts = text.split(".");
  if (parts.length > 4) return undefined;
  let value = 0;
  for (let i = 0; i < 4; i++) {
    const octet = i < parts.length ? parseUnsigned(parts[i] as string, 255) : 0;
    if (octet === undefined) return undefined;
    value = value * 256 + octet;
  }
  return value as Ipv4;
}

function readIp(text: string, family: Family | undefined): IpAddress | undefined {
  if (text.includes(":")) return family === "inet" ? undefined : parseIpv6(text);
  return family === "inet6" ? undefined : readIpv4(text);
}

/** Words for an address that has no octets, which no attribute of the kernel's is; `default` has them with a family. */
function isOctetless(word: string): boolean {
  return word === "default" || word === "any" || word === "all";
}

/** get_addr: an address of the family, or of either; `default` is the one of zeros of a family that is known. */
export function takeAddress(args: Args, family: Family | undefined, word = args.value()): IpAddress {
  if (args.refusal) return 0 as Ipv4;
  if (word === "default" && family !== undefined) return family === "inet" ? (0 as Ipv4) : IPV6_ANY;
  if (isOctetless(word)) {
    args.refuse(2, "Error: Attribute failed policy validation.\n");
    return 0 as Ipv4;
  }
  const address = readIp(word, family);
  if (address === undefined) {
    args.refuse(1, `Error: ${expected(family)} address is expected rather than "${word}".\n`, true);
    return 0 as Ipv4;
  }
  return address;
}

/** A prefix, or `default` (also `any`, `all`), which has a family only when one was asked for. */
export type PrefixOrAny = { readonly any: false; readonly prefix: Prefix } | { readonly any: true };

/** get_prefix: ADDRESS[/LENGTH or /NETMASK]; without a length it is the one address. */
export function takePrefix(args: Args, family: Family | undefined, word = args.value()): PrefixOrAny {
  if (args.refusal || word === "default" || word === "any" || word === "all") return { any: true };
  const prefix = readPrefix(word, family);
  if (!prefix) {
    args.refuse(1, `Error: ${expected(family)} prefix is expected rather than "${word}".\n`, true);
    return { any: true };
  }
  return { any: false, prefix };
}

/** ADDRESS[/LENGTH or /NETMASK], undefined when it is none; without a length it is the one address. */
export function readPrefix(word: string, family: Family | undefined): Prefix | undefined {
  const slash = word.indexOf("/");
  const address = readIp(slash < 0 ? word : word.slice(0, slash), family);
  if (address === undefined) return undefined;
  const bits = addressBits(familyOf(address));
  const length = slash < 0 ? bits : readLength(word.slice(slash + 1), bits);
  if (length === undefined) return undefined;
  return prefixOf(address, length);
}

/** A length, or an IPv4 netmask (`255.255.0.0`). */
function readLength(text: string, bits: number): number | undefined {
  const number = parseUnsigned(text, bits);
  if (number !== undefined) return number;
  const mask = bits === 32 && text.includes(".") ? parseIpv4(text) : undefined;
  if (mask === undefined) return undefined;
  for (let length = 0; length <= 32; length++) if (ipv4Mask(length) === mask) return length;
  return undefined;
}

export function prefixOf(address: IpAddress, length: number): Prefix {
  return typeof address === "number" ? { address, length } : { address: address as Ipv6, length };
}

/**
 * ll_addr_a2n: a link-layer address of any length, as octets. Each part is read as far as it is hexadecimal, so `foo` is
 * the one octet 0f. With a dot in it, it is an IPv4 address, as a tunnel has.
 */
export function takeLinkAddress(args: Args, word = args.value()): readonly number[] {
  if (args.refusal) return [];
  if (word.includes(".")) {
    const ipv4 = readIpv4(word);
    if (ipv4 === undefined) args.refuse(1, `"${word}" is invalid lladdr.\n`);
    return ipv4 === undefined ? [] : [ipv4 >>> 24, (ipv4 >>> 16) & 255, (ipv4 >>> 8) & 255, ipv4 & 255];
  }
  const bytes: number[] = [];
  for (const part of word.split(":")) {
    const match = /^(?:0[xX])?([0-9a-fA-F]+)/.exec(part);
    const value = match ? Number.parseInt(match[1] as string, 16) : 256;
    if (value > 255) {
      args.refuse(1, `"${part}" is invalid lladdr.\n`);
      return [];
    }
    bytes.push(value);
  }
  return bytes;
}

export function ethernetAddress(bytes: readonly number[]): Mac | undefined {
  return bytes.length === 6 ? macFromBytes(bytes) : undefined;
}

/** check_ifname: 1 to 15 characters, no slash, no white space. */
export function isInterfaceName(name: string): boolean {
  return name.length > 0 && name.length <= 15 && !/[/\s]/.test(name);
}

/** check_altifname: the same with up to 127 characters. */
export function isAlternativeName(name: string): boolean {
  return name.length > 0 && name.length <= 127 && !/[/\s]/.test(name);
}

/** getpwnam, getgrnam. */
export function accountNumber(name: string): number | undefined {
  return name === "root" ? 0 : undefined;
}
