/** IPv4 addresses, kept as unsigned 32-bit numbers in host order: 172.17.42.1 is 0xac112a01. */

declare const brand: unique symbol;
export type Ipv4 = number & { readonly [brand]: "Ipv4" };

export const IPV4_ANY = 0 as Ipv4;
export const IPV4_BROADCAST = 0xffffffff as Ipv4;
export const IPV4_LOOPBACK = 0x7f000001 as Ipv4;

/** Strict dotted quad, as inet_pton(3) reads it. */
export function parseIpv4(text: string): Ipv4 | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (!match) return undefined;
  let value = 0;
  for (let i = 1; i <= 4; i++) {
    const digits = match[i] as string;
    const octet = Number(digits);
    if (octet > 255 || (digits.length > 1 && digits.startsWith("0"))) return undefined;
    value = value * 256 + octet;
  }
  return value as Ipv4;
}

export function formatIpv4(address: Ipv4): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}

/** The netmask of a prefix length 0..32, as an unsigned number. */
export function ipv4Mask(length: number): number {
  return length === 0 ? 0 : (0xffffffff << (32 - length)) >>> 0;
}

/** The network part of an address. */
export function ipv4Network(address: Ipv4, length: number): Ipv4 {
  return ((address & ipv4Mask(length)) >>> 0) as Ipv4;
}

/** The directed broadcast address of a prefix. */
export function ipv4Broadcast(address: Ipv4, length: number): Ipv4 {
  return ((address | ~ipv4Mask(length)) >>> 0) as Ipv4;
}

/** 169.254.0.0/16 (RFC 3927). */
export function isIpv4LinkLocal(address: Ipv4): boolean {
  return address >>> 16 === 0xa9fe;
}

export function isIpv4Loopback(address: Ipv4): boolean {
  return address >>> 24 === 127;
}

/** 224.0.0.0/4 (RFC 5771). */
export function isIpv4Multicast(address: Ipv4): boolean {
  return address >>> 28 === 0xe;
}

/** ipv4_is_zeronet: 0.0.0.0 alone, though RFC 1122 section 3.2.1.3 speaks of 0.0.0.0/8. */
export function isIpv4Zeronet(address: Ipv4): boolean {
  return address === 0;
}
