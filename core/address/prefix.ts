/** A prefix: an address of either family and a length. The address may carry host bits (`172.17.42.99/16`). */
import { formatIpv4, type Ipv4, ipv4Network, isIpv4Multicast, parseIpv4 } from "./ipv4.ts";
import { type Ipv6, ipv6Network, isIpv6Multicast, parseIpv6 } from "./ipv6.ts";

export type Family = "inet" | "inet6";
export type IpAddress = Ipv4 | Ipv6;

export function familyOf(address: IpAddress): Family {
  return typeof address === "number" ? "inet" : "inet6";
}

export function formatIp(address: IpAddress): string {
  return typeof address === "number" ? formatIpv4(address) : address;
}

/** Either family, as inet_pton(3) reads it. */
export function parseIp(text: string): IpAddress | undefined {
  return text.includes(":") ? parseIpv6(text) : parseIpv4(text);
}

/** The address of a group rather than of a host. */
export function isMulticast(address: IpAddress): boolean {
  return typeof address === "number" ? isIpv4Multicast(address) : isIpv6Multicast(address);
}

/** 32 or 128. */
export function addressBits(family: Family): number {
  return family === "inet" ? 32 : 128;
}

export interface Prefix4 {
  readonly address: Ipv4;
  readonly length: number;
}
export interface Prefix6 {
  readonly address: Ipv6;
  readonly length: number;
}
export type Prefix = Prefix4 | Prefix6;

export function formatPrefix(prefix: Prefix): string {
  return `${formatIp(prefix.address)}/${prefix.length}`;
}

/** The network part of an address of either family. */
export function network(address: IpAddress, length: number): IpAddress {
  return typeof address === "number" ? ipv4Network(address, length) : ipv6Network(address, length);
}
