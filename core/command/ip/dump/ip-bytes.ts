/** Addresses as they stand in messages of rtnetlink(7): four or sixteen octets, in the order of the network. */
import type { Ipv4 } from "../../../address/ipv4.ts";
import { ipv6Bytes, ipv6FromBytes } from "../../../address/ipv6.ts";
import type { IpAddress } from "../../../address/prefix.ts";

export const AF = { inet: 2, inet6: 10 } as const;

export function ipBytes(address: IpAddress): Uint8Array {
  if (typeof address !== "number") return ipv6Bytes(address);
  return Uint8Array.of(address >>> 24, (address >>> 16) & 255, (address >>> 8) & 255, address & 255);
}

/** Undefined for octets of another number. */
export function ipOf(bytes: Uint8Array | undefined): IpAddress | undefined {
  if (bytes?.length === 16) return ipv6FromBytes(bytes);
  if (bytes?.length !== 4) return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  return (((a << 24) | (b << 16) | (c << 8) | d) >>> 0) as Ipv4;
}
