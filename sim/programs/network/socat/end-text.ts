/** How socat writes addresses and ports. */
import type { Ipv4 } from "../../../../core/address/ipv4.ts";
import { mappedIpv4 } from "../../../../core/address/mapped.ts";
import { type Family, familyOf, formatIp, type IpAddress, parseIp } from "../../../../core/address/prefix.ts";

/** `AF=2 10.0.0.1:80`. @param domain of the socket, where it may have addresses of the other */
export function endText(to: IpAddress, port: number, domain: Family = familyOf(to)): string {
  return `AF=${domain === "inet" ? 2 : 10} ${hostText(to, domain)}:${port}`;
}

/** `10.0.0.1`, or all of an IPv6 address in brackets. */
export function hostText(address: IpAddress, domain: Family = familyOf(address)): string {
  if (domain === "inet") return formatIp(address);
  return `[${longIpv6(typeof address === "number" ? address : formatIp(address))}]`;
}

/** Every group with its four digits, as socat writes addresses. */
function longIpv6(address: string | Ipv4): string {
  if (typeof address === "number") {
    const [high, low] = [address >>> 16, address & 0xffff].map((half) => half.toString(16).padStart(4, "0"));
    return `0000:0000:0000:0000:0000:ffff:${high}:${low}`;
  }
  const mapped = mappedIpv4(parseIp(address) as IpAddress);
  if (mapped !== undefined) return longIpv6(mapped);
  const text = address;
  const [head = "", tail] = text.split("::");
  const groups = (part: string) => (part === "" ? [] : part.split(":"));
  const before = groups(head);
  const after = tail === undefined ? [] : groups(tail);
  const middle = tail === undefined ? [] : Array.from({ length: 8 - before.length - after.length }, () => "0");
  return [...before, ...middle, ...after].map((group) => group.padStart(4, "0")).join(":");
}
