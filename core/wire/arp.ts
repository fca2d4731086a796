/** ARP for IPv4 over Ethernet (RFC 826). */
import type { Ipv4 } from "../address/ipv4.ts";
import { macBytes, macFromBytes } from "../address/mac.ts";
import { be16, be32, put16, put32 } from "./bytes.ts";
import type { Arp } from "./frame.ts";

const LENGTH = 28;

/** Undefined for other hardware, protocols or operations than those of IPv4 over Ethernet. */
export function parseArp(bytes: Uint8Array): Arp | undefined {
  if (bytes.length < LENGTH) return undefined;
  // Hardware 1, protocol 0x0800, address lengths 6 and 4.
  if (be16(bytes, 0) !== 1 || be16(bytes, 2) !== 0x0800 || be16(bytes, 4) !== 0x0604) return undefined;
  const operation = be16(bytes, 6);
  if (operation !== 1 && operation !== 2) return undefined;
  return {
    kind: "arp",
    operation: operation === 1 ? "request" : "reply",
    senderMac: macFromBytes(bytes.subarray(8, 14)),
    senderIp: be32(bytes, 14) as Ipv4,
    targetMac: macFromBytes(bytes.subarray(18, 24)),
    targetIp: be32(bytes, 24) as Ipv4,
  };
}

export function emitArp(arp: Arp): Uint8Array {
  const bytes = new Uint8Array(LENGTH);
  put16(bytes, 0, 1);
  put16(bytes, 2, 0x0800);
  put16(bytes, 4, 0x0604);
  put16(bytes, 6, arp.operation === "request" ? 1 : 2);
  bytes.set(macBytes(arp.senderMac), 8);
  put32(bytes, 14, arp.senderIp);
  bytes.set(macBytes(arp.targetMac), 18);
  put32(bytes, 24, arp.targetIp);
  return bytes;
}
