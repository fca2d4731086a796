/** Where the sums of transports stand, and those that are wrong. */
import { put16 } from "./bytes.ts";
import type { Ipv4Payload, Ipv6Payload } from "./frame.ts";

/** By protocol (/etc/protocols): how far into its header the sum is. */
export const SUM_AT: Readonly<Record<number, number>> = { 1: 2, 2: 2, 6: 16, 17: 6, 58: 2 };
const AT: Readonly<Record<string, number>> = { icmp: 2, icmpv6: 2, tcp: 16, udp: 6 };

/** Whether the receiver finds the sum of what was carried wrong: one that was left to a device is looked at by nobody. */
export function isBroken(payload: Ipv4Payload | Ipv6Payload): boolean {
  return (
    "wrongSum" in payload &&
    payload.wrongSum !== undefined &&
    !("partialChecksum" in payload && payload.partialChecksum)
  );
}

/** Puts the sum of `payload` into its octets where it is a wrong one. */
export function withSum(bytes: Uint8Array, payload: Ipv4Payload | Ipv6Payload): Uint8Array {
  if ("wrongSum" in payload && payload.wrongSum !== undefined) put16(bytes, AT[payload.kind] ?? 0, payload.wrongSum);
  return bytes;
}
