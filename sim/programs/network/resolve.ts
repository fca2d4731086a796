/** getaddrinfo(3): addresses, names of /etc/hosts, and what servers have said (`ask` asks them beforehand). */
import { type Ipv4, isIpv4LinkLocal, isIpv4Loopback, parseIpv4 } from "../../../core/address/ipv4.ts";
import { type Ipv6, isIpv6LinkLocal, parseIpv6 } from "../../../core/address/ipv6.ts";
import { formatIp, type IpAddress } from "../../../core/address/prefix.ts";
import { linkNamed, linksOf } from "../../../core/command/ip/view.ts";
import { scope6 } from "../../../core/datapath/source.ts";
import { DEFAULT_ADDRESS_LABELS, labelOf } from "../../../core/model/address-label.ts";
import type { FileSystem } from "../../../core/process.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import { hostLines } from "./hosts.ts";
import { viewOf } from "./ip.ts";
import { type Asker, type AskFamily, answerFor, askServers } from "./name-server.ts";

export interface Resolved {
  readonly address: IpAddress;
  /** The name the address stands under; the text as given when it was an address. */
  readonly name: string;
  /** The text was an address. */
  readonly literal: boolean;
  /** What stood after `%`. */
  readonly zone: string | undefined;
}

/** What stands for IPv4 in tables of IPv6. */
const MAPPED = "::ffff:0:0" as Ipv6;

/** inet_aton(3): one to four numbers in any base, the last filling what remains. */
function parseInetAton(text: string): Ipv4 | undefined {
  const parts = text.split(".");
  if (parts.length > 4) return undefined;
  let value = 0;
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] as string;
    if (!/^(0x[0-9a-f]+|0[0-7]*|[1-9]\d*)$/i.test(part)) return undefined;
    const number = /^0\d/.test(part) ? Number.parseInt(part, 8) : Number(part);
    const last = i === parts.length - 1;
    const limit = last ? 2 ** (8 * (4 - i)) : 256;
    if (number >= limit) return undefined;
    value += last ? number : number * 2 ** (8 * (3 - i));
  }
  return value as Ipv4;
}

/** Who looks names up. */
interface Looking {
  readonly files: Pick<FileSystem, "readFile">;
  readonly kernel: Pick<Kernel, "datapath" | "netns">;
}

/**
 * Every address of a name: those first that can be reached, from an address of their own scope, with their own label, then as
 * families are preferred (RFC 6724 rules 1, 2, 5 and 6), else in the order of the file; a literal address is the only one of itself.
 */
export function resolve({ files, kernel }: Looking, text: string): readonly Resolved[] {
  const found = namesOf(files, text);
  if (found.length < 2) return found;
  const rank = ({ address }: Resolved): number => {
    const source = kernel.datapath.sourceFor(kernel.netns, address);
    const choice = source.ok
      ? 2 * Number(scopeOf(source.value) !== scopeOf(address)) + Number(labelIn(source.value) !== labelIn(address))
      : 4;
    return 100 * choice - precedenceOf(address);
  };
  const ranks = new Map(found.map((each) => [each, rank(each)]));
  return [...found].sort((a, b) => (ranks.get(a) as number) - (ranks.get(b) as number));
}

/** The policy table of glibc's gai.conf(5), whose labels part addresses as the kernel's do. */
function labelIn(address: IpAddress): number {
  return labelOf(DEFAULT_ADDRESS_LABELS, typeof address === "number" ? MAPPED : address, 0);
}

function precedenceOf(address: IpAddress): number {
  if (typeof address === "number") return 10;
  if (address === "::1") return 50;
  return address.startsWith("2002:") ? 30 : 40;
}

/** RFC 6724 section 3.1, as numbers of IPv6's scopes. */
function scopeOf(address: IpAddress): number {
  if (typeof address !== "number") return scope6(address);
  return isIpv4Loopback(address) || isIpv4LinkLocal(address) ? 2 : 14;
}

/** The same in the order of the families and the file alone (gethostbyname2). */
export function namesOf(files: Pick<FileSystem, "readFile">, text: string): readonly Resolved[] {
  const v4 = parseIpv4(text) ?? parseInetAton(text);
  if (v4 !== undefined) return [{ address: v4, name: text, literal: true, zone: undefined }];
  const [bare = "", zone] = text.split("%");
  const v6: Ipv6 | undefined = bare.includes(":") ? parseIpv6(bare) : undefined;
  if (v6 !== undefined) return [{ address: v6, name: text, literal: true, zone }];
  const wanted = text.toLowerCase();
  const byFile = hostLines(files)
    .filter((line) => line.names.some((name) => name.toLowerCase() === wanted))
    .map((line) => ({ address: line.address, name: line.names[0] ?? text, literal: false, zone: undefined }));
  const answer = byFile.length > 0 ? undefined : answerFor(files, text);
  const told = (answer?.addresses ?? []).map((address) => ({
    address,
    name: answer?.canonical ?? text,
    literal: false,
    zone: undefined,
  }));
  return [...byFile, ...told].sort(
    (a, b) => Number(typeof a.address === "number") - Number(typeof b.address === "number"),
  );
}

/** Has servers asked for a name that /etc/hosts does not have (in the family, if one is meant), so that `resolve` knows it. */
export async function ask(asker: Asker, text: string, family: AskFamily = "any"): Promise<void> {
  const fits = ({ address }: Resolved) => family === "any" || (typeof address === "number") === (family === "inet");
  const found = namesOf(asker.files, text);
  if (found.some((each) => each.literal || fits(each)) || !isName(text)) return;
  await askServers(asker, text, family);
}

/** A name that /etc/hosts does not have in the family, and that nobody has been asked for. */
export function isUnasked(files: Pick<FileSystem, "readFile">, text: string, family: AskFamily): boolean {
  const fits = ({ address }: Resolved) => family === "any" || (typeof address === "number") === (family === "inet");
  if (!isName(text) || answerFor(files, text)) return false;
  return !namesOf(files, text).some((each) => each.literal || fits(each));
}

/**
 * For those who meet names in the middle of what they read: `read` reads with what is known; then the first name that nobody has
 * been asked for is asked for, and it reads again.
 */
export async function withNames<T>(
  asker: Asker & Looking,
  read: (resolve: (text: string, family?: AskFamily) => readonly Resolved[]) => T,
): Promise<T> {
  for (;;) {
    const unknown: (readonly [string, AskFamily])[] = [];
    const result = read((text, family = "any") => {
      if (isUnasked(asker.files, text, family)) unknown.push([text, family]);
      return resolve(asker, text);
    });
    const [next] = unknown;
    if (!next) return result;
    await ask(asker, ...next);
  }
}

/** Labels of up to 63 octets, and one dot may end it (ns_name_pton); the rest is refused without asking anybody. */
function isName(text: string): boolean {
  return /^(?!-)(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}\.?$/i.test(text);
}

const WORDS = {
  again: "Temporary failure in name resolution",
  unknown: "Name or service not known",
  "no-data": "No address associated with hostname",
} as const;

/**
 * `resolve` with zones as glibc reads them (__inet6_scopeid_pton): the name of a device, for addresses of a link only, or a
 * number that is not looked at here; what is neither is no address.
 */
export function resolveScoped(
  { files, kernel }: { readonly files: Pick<FileSystem, "readFile">; readonly kernel: Kernel },
  text: string,
): readonly Resolved[] {
  const view = viewOf(kernel, kernel.netns);
  return resolve({ files, kernel }, text).flatMap((each) => {
    const { zone, address } = each;
    if (zone === undefined || typeof address === "number") return [each];
    const local = isOfDevice(address);
    if (/^\d+$/.test(zone)) {
      const device = linksOf(view).find(({ ifindex }) => ifindex === Number(zone));
      return [{ ...each, zone: local ? (device?.name ?? zone) : zone }];
    }
    return local && linkNamed(view, zone) ? [each] : [];
  });
}

/** Whose scope may be named by its link (__inet6_scopeid_pton): IN6_IS_ADDR_LINKLOCAL, IN6_IS_ADDR_MC_NODELOCAL, IN6_IS_ADDR_MC_LINKLOCAL. */
export function isOfDevice(address: Ipv6): boolean {
  return isLinkScope(address) || /^ff.1/.test(address);
}

/** IN6_IS_ADDR_LINKLOCAL, IN6_IS_ADDR_MC_LINKLOCAL. */
export function isLinkScope(address: Ipv6): boolean {
  return isIpv6LinkLocal(address) || /^ff.2/.test(address);
}

/** getnameinfo(3) of a number: a link's own address with the device that it is of, another with the number it was given. */
export function formatScoped(address: IpAddress, zone: string | undefined): string {
  const scoped = zone !== undefined && typeof address === "string" && (isIpv6LinkLocal(address) || /^\d+$/.test(zone));
  return formatIp(address) + (scoped ? `%${zone}` : "");
}

/** gai_strerror(3) for a name that `resolve` does not know: glibc refuses what can be no name at once, and asks a server for the rest. */
export function whyUnknown(files: object, text: string): string {
  return isName(text) ? WORDS[answerFor(files, text)?.failure ?? "again"] : WORDS.unknown;
}

/**
 * `whyUnknown` for the programs that ask with AI_IDN: letters of any script make names, other signs none (RFC 5892, as
 * idn2_lookup_ul has it). Simplified: scripts that are written from right to left are not looked at more closely.
 */
export function whyUnknownIdn(files: object, text: string): string {
  const isAscii = (label: string) => /^[\0-\x7f]*$/.test(label);
  const labels = text.normalize("NFKC").toLowerCase().split(".");
  if (!labels.every((label) => isAscii(label) || /^(?!-)[\p{L}\p{M}\p{Nd}\w-]+(?<!-)$/u.test(label)))
    return "Parameter string not correctly encoded";
  return whyUnknown(files, labels.map((label) => (isAscii(label) ? label : "x")).join("."));
}

/** What keeps a name or an address from being one of a family. */
export function whyNotOf(files: Pick<FileSystem, "readFile">, text: string): string {
  return namesOf(files, text).length > 0 ? "Address family for hostname not supported" : whyUnknownIdn(files, text);
}

/** strtol_or_err of iputils: a whole number of a range, or what is wrong with it. */
export function integerWithin(text: string, low: number, high: number): number | string {
  if (!/^\s*[+-]?\d+$/.test(text)) return `invalid argument: '${text}'`;
  const value = Number(text);
  return value < low || value > high ? `invalid argument: '${text}': out of range: ${low} <= value <= ${high}` : value;
}
