/** What sockets of TCP and UDP claim of a port, addresses and families alike (inet_rcv_saddr_equal of net/ipv4/inet_connection_sock.c). */
import type { Family, IpAddress } from "../address/prefix.ts";

/** The addresses that a socket takes. */
export interface PortClaim {
  readonly domain: Family;
  /** IPV6_V6ONLY: a socket of IPv6 leaves IPv4 to others. */
  readonly v6only: boolean;
  /** Undefined: every address. */
  readonly address: IpAddress | undefined;
}

/** Is what comes to `local` for it? */
export function takesAddress({ domain, v6only, address }: PortClaim, local: IpAddress): boolean {
  if (address !== undefined) return address === local;
  return typeof local === "number" ? domain === "inet" || !v6only : domain === "inet6";
}

/** inet_rcv_saddr_equal: could one packet be meant for both? */
export function claimsOverlap(a: PortClaim, b: PortClaim): boolean {
  if (a.address !== undefined && b.address !== undefined) return a.address === b.address;
  if (a.address !== undefined) return takesAddress(b, a.address);
  if (b.address !== undefined) return takesAddress(a, b.address);
  return a.domain === b.domain || !(a.domain === "inet6" ? a : b).v6only;
}
