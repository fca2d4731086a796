/** IPv4 addresses inside of IPv6 ones, `::ffff:10.0.0.1` (RFC 4291 section 2.5.5.2): how sockets of IPv6 speak IPv4. */
import { type Ipv4, parseIpv4 } from "./ipv4.ts";
import { formatIp, type IpAddress } from "./prefix.ts";

const PREFIX = "::ffff:";

/** The IPv4 address in one of IPv6; undefined where there is none. */
export function mappedIpv4(address: IpAddress): Ipv4 | undefined {
  if (typeof address === "number") return undefined;
  const text = String(address);
  return text.startsWith(PREFIX) ? parseIpv4(text.slice(PREFIX.length)) : undefined;
}

/** Who is at an end of a socket: IPv4 at one of IPv6 is mapped into that. */
export function formatEnd(domain: "inet" | "inet6", address: IpAddress): string {
  return `${domain === "inet6" && typeof address === "number" ? PREFIX : ""}${formatIp(address)}`;
}
