/** How socat writes addresses and ports. */
import { formatIp, type IpAddress } from "../../../../core/address/prefix.ts";

/** `AF=2 10.0.0.1:80`. */
export function endText(to: IpAddress, port: number): string {
  return typeof to === "number" ? `AF=2 ${formatIp(to)}:${port}` : `AF=10 [${longIpv6(formatIp(to))}]:${port}`;
}

/** Every group with its four digits, as socat writes addresses. */
function longIpv6(text: string): string {
  const [head = "", tail] = text.split("::");
  const groups = (part: string) => (part === "" ? [] : part.split(":"));
  const before = groups(head);
  const after = tail === undefined ? [] : groups(tail);
  const middle = tail === undefined ? [] : Array.from({ length: 8 - before.length - after.length }, () => "0");
  return [...before, ...middle, ...after].map((group) => group.padStart(4, "0")).join(":");
}
