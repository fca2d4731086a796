/** Ethernet addresses (IEEE 802, EUI-48), kept as canonical text: six lower-case octets with colons. */
import { hexOctet } from "./hex.ts";

declare const brand: unique symbol;
export type Mac = string & { readonly [brand]: "Mac" };

export const ZERO_MAC = "00:00:00:00:00:00" as Mac;
export const BROADCAST_MAC = "ff:ff:ff:ff:ff:ff" as Mac;

/** Reads `1:2:3:aa:bb:cc` as `ll_addr_a2n` of iproute2 does: six hexadecimal octets of one or two digits. */
export function parseMac(text: string): Mac | undefined {
  const octets = text.split(":");
  if (octets.length !== 6) return undefined;
  const bytes: number[] = [];
  for (const octet of octets) {
    if (!/^[0-9a-fA-F]{1,2}$/.test(octet)) return undefined;
    bytes.push(Number.parseInt(octet, 16));
  }
  return macFromBytes(bytes);
}

/** Six octets as sscanf("%hhx:%hhx:...") takes them: of any length, of which the last eight bits count, and whatever follows. */
export function scanMac(text: string): Mac | undefined {
  const octet = "\\s*([+-]?(?:0[xX])?[0-9a-fA-F]+)";
  const match = new RegExp(`^${Array.from({ length: 6 }, () => octet).join(":")}`).exec(text);
  return match ? macFromBytes(match.slice(1).map(lastOctet)) : undefined;
}

function lastOctet(hex: string): number {
  const digits = hex.replace(/^[+-]?(?:0[xX])?/, "");
  const octet = Number.parseInt(digits.slice(-2), 16);
  return hex.startsWith("-") ? -octet & 255 : octet;
}

/** Six octets, most significant first. */
export function macFromBytes(bytes: ArrayLike<number>): Mac {
  let text = "";
  for (let i = 0; i < 6; i++) text += (i ? ":" : "") + hexOctet(bytes[i] ?? 0);
  return text as Mac;
}

export function macBytes(mac: Mac): Uint8Array {
  const bytes = new Uint8Array(6);
  for (let i = 0; i < 6; i++) bytes[i] = (digit(mac.charCodeAt(3 * i)) << 4) | digit(mac.charCodeAt(3 * i + 1));
  return bytes;
}

/** Of the canonical text: 0-9 and a-f. */
function digit(code: number): number {
  return code < 58 ? code - 48 : code - 87;
}

/** Group bit of the first octet: multicast and broadcast. */
export function isGroupMac(mac: Mac): boolean {
  // The low bit of the second digit, read from its character code: every frame asks this.
  const code = mac.charCodeAt(1);
  return ((code >= 0x61 ? code + 1 : code) & 1) === 1;
}

/** 01:80:c2:00:00:00 to 0f, which bridges keep to themselves (is_link_local_ether_addr; IEEE 802.1D table 7-10). */
export function isLinkLocalMac(mac: Mac): boolean {
  return mac.startsWith("01:80:c2:00:00:0");
}

/** `is_valid_ether_addr` of the kernel: neither group nor zero. */
export function isValidUnicastMac(mac: Mac): boolean {
  return !isGroupMac(mac) && mac !== ZERO_MAC;
}
