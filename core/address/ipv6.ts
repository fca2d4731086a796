/** IPv6 addresses, kept as canonical text (RFC 5952), so that equality is `===` and printing costs nothing. */
import { hexOctet, hexWord } from "./hex.ts";
import { formatIpv4, type Ipv4, parseIpv4 } from "./ipv4.ts";

declare const brand: unique symbol;
export type Ipv6 = string & { readonly [brand]: "Ipv6" };

export const IPV6_ANY = "::" as Ipv6;
export const IPV6_LOOPBACK = "::1" as Ipv6;
export const IPV6_ALL_NODES = "ff02::1" as Ipv6;
/** The same of what never leaves an interface. */
export const IPV6_OWN_NODES = "ff01::1" as Ipv6;
export const IPV6_ALL_ROUTERS = "ff02::2" as Ipv6;

/** Reads an address as inet_pton(3) does, embedded IPv4 included; no zone, no prefix length. */
export function parseIpv6(text: string): Ipv6 | undefined {
  if (!/^[0-9a-fA-F:.]+$/.test(text)) return undefined;
  let rest = text;
  let tail: number[] = [];
  if (rest.includes(".")) {
    const colon = rest.lastIndexOf(":");
    const v4 = parseIpv4(rest.slice(colon + 1));
    if (colon < 0 || v4 === undefined) return undefined;
    tail = [v4 >>> 16, v4 & 0xffff];
    rest = rest.slice(0, colon + 1);
    if (rest.endsWith("::")) rest = rest.slice(0, -1) === ":" ? "::" : rest;
    else rest = rest.slice(0, -1);
  }
  const halves = rest.split("::");
  if (halves.length > 2) return undefined;
  const groups = (half: string): number[] | undefined => {
    if (half === "") return [];
    const out: number[] = [];
    for (const group of half.split(":")) {
      if (!/^[0-9a-fA-F]{1,4}$/.test(group)) return undefined;
      out.push(Number.parseInt(group, 16));
    }
    return out;
  };
  const head = groups(halves[0] as string);
  const after = halves.length === 2 ? groups(halves[1] as string) : [];
  if (!head || !after) return undefined;
  const words = halves.length === 2 ? after.concat(tail) : head.concat(tail);
  if (halves.length === 1) return words.length === 8 ? fromWords(words) : undefined;
  const zeros = 8 - head.length - words.length;
  if (zeros < 1) return undefined;
  return fromWords([...head, ...new Array<number>(zeros).fill(0), ...words]);
}

/** Sixteen octets in network order. */
export function ipv6FromBytes(bytes: ArrayLike<number>): Ipv6 {
  const words: number[] = [];
  for (let i = 0; i < 16; i += 2) words.push(((bytes[i] ?? 0) << 8) | (bytes[i + 1] ?? 0));
  return fromWords(words);
}

export function ipv6Bytes(address: Ipv6): Uint8Array {
  const bytes = new Uint8Array(16);
  ipv6Words(address).forEach((word, i) => {
    bytes[2 * i] = word >>> 8;
    bytes[2 * i + 1] = word & 255;
  });
  return bytes;
}

/** Eight 16-bit words in network order. */
export function ipv6Words(address: Ipv6): number[] {
  let text: string = address;
  const dot = text.indexOf(".");
  if (dot >= 0) {
    const colon = text.lastIndexOf(":");
    const v4 = parseIpv4(text.slice(colon + 1)) as Ipv4;
    text = `${text.slice(0, colon + 1)}${(v4 >>> 16).toString(16)}:${(v4 & 0xffff).toString(16)}`;
  }
  const words = [0, 0, 0, 0, 0, 0, 0, 0];
  let count = 0;
  let gap = -1;
  let word = -1;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code !== COLON) {
      // Canonical digits are 0-9 and a-f.
      word = (word < 0 ? 0 : word << 4) | (code < 58 ? code - 48 : code - 87);
      continue;
    }
    if (word >= 0) words[count++] = word;
    word = -1;
    if (text.charCodeAt(i + 1) === COLON) gap = count;
  }
  if (word >= 0) words[count++] = word;
  if (gap < 0) return words;
  for (let from = count - 1, to = 7; from >= gap; from--, to--) {
    words[to] = words[from] as number;
    words[from] = 0;
  }
  return words;
}

const COLON = 58;

/** RFC 5952 section 4, with the IPv4 forms that inet_ntop(3) of glibc keeps (`::ffff:1.2.3.4`, `::1.2.3.4`). */
function fromWords(words: readonly number[]): Ipv6 {
  let best = -1;
  let bestLength = 1;
  for (let i = 0; i < 8; i++) {
    let j = i;
    while (j < 8 && words[j] === 0) j++;
    if (j - i > bestLength) {
      best = i;
      bestLength = j - i;
    }
    if (j > i) i = j;
  }
  if (best === 0 && (bestLength === 6 || (bestLength === 5 && words[5] === 0xffff))) {
    const v4 = formatIpv4(((words[6] as number) * 0x10000 + (words[7] as number)) as Ipv4);
    return (bestLength === 6 ? `::${v4}` : `::ffff:${v4}`) as Ipv6;
  }
  let text = "";
  for (let i = 0; i < 8; i++) {
    if (i === best) {
      text += "::";
      i += bestLength - 1;
    } else {
      if (i > 0 && i !== best + bestLength) text += ":";
      text += hexWord(words[i] as number);
    }
  }
  return text as Ipv6;
}

/** ff00::/8 (RFC 4291 section 2.7). */
export function isIpv6Multicast(address: Ipv6): boolean {
  // Of four digits: in `ff::` the first word is 00ff.
  return address.startsWith("ff") && address.charCodeAt(4) === COLON;
}

/** An IPv4 address behind zeros (RFC 4291 section 2.5.5.1); neither `::` nor `::1`. */
export function isIpv4Compatible(address: Ipv6): boolean {
  const words = ipv6Words(address);
  return words.slice(0, 6).every((word) => word === 0) && (words[6] !== 0 || (words[7] ?? 0) > 1);
}

/** fe80::/10 (RFC 4291 section 2.5.6). */
export function isIpv6LinkLocal(address: Ipv6): boolean {
  if (!address.startsWith("fe") || address.charCodeAt(4) !== COLON) return false;
  const third = address[2];
  return third === "8" || third === "9" || third === "a" || third === "b";
}

/** The network part of an address; `length` is 0..128. */
export function ipv6Network(address: Ipv6, length: number): Ipv6 {
  // What nearly all interfaces are in: no more than the last four words follow.
  if (length === 64 && address.startsWith("fe80::") && wordsFrom(address, 6) <= 4) return LINK_LOCAL;
  const words = ipv6Words(address);
  for (let i = 0; i < 8; i++) {
    const bits = Math.min(16, Math.max(0, length - 16 * i));
    words[i] = bits === 0 ? 0 : (words[i] as number) & ((0xffff << (16 - bits)) & 0xffff);
  }
  return fromWords(words);
}

const LINK_LOCAL = "fe80::" as Ipv6;

/** How many words are written from a place on. */
function wordsFrom(address: Ipv6, at: number): number {
  if (at >= address.length) return 0;
  let words = 1;
  for (let i = at; i < address.length; i++) if (address.charCodeAt(i) === COLON) words++;
  return words;
}

/** ff02::1:ffXX:XXXX, where a node listens for solicitations of its address (RFC 4291 section 2.7.1). */
export function solicitedNode(address: Ipv6): Ipv6 {
  const words = ipv6Words(address);
  return `ff02::1:ff${hexOctet(words[6] as number)}:${hexWord(words[7] as number)}` as Ipv6;
}

/**
 * fe80::/64 with the modified EUI-64 of a MAC (RFC 4291 appendix A; addrconf_ifid_eui48 in the kernel), or with the number
 * in its middle that tells apart links of one MAC.
 */
export function linkLocalFromMac(mac: ArrayLike<number>, devId = 0): Ipv6 {
  const octet = (at: number): number => mac[at] ?? 0;
  const [a, b, c, d, e, f] = [octet(0), octet(1), octet(2), octet(3), octet(4), octet(5)];
  if (devId !== 0) return ipv6FromBytes([0xfe, 0x80, 0, 0, 0, 0, 0, 0, a, b, c, devId >> 8, devId & 0xff, d, e, f]);
  // Each link has one: written out, none of the last three words is left out.
  const first = ((a ^ 2) << 8) | b;
  const rest = `${hexWord((c << 8) | 0xff)}:${hexWord(0xfe00 | d)}:${hexWord((e << 8) | f)}`;
  return (first === 0 ? `fe80::${rest}` : `fe80::${hexWord(first)}:${rest}`) as Ipv6;
}
