/** ICMP for IPv4 (RFC 792). Errors quote as much of a packet as fits in 576 octets (RFC 1812 section 4.3.2.3). */
import { be16, be32, put16, put32 } from "./bytes.ts";
import { checksum } from "./checksum.ts";
import type { Icmp } from "./frame.ts";
import { emitIpv4, parseIpv4Packet } from "./ipv4.ts";
import { ICMP_QUOTE } from "./length.ts";

const HEADER = 8;

const ERRORS = { unreachable: 3, redirect: 5, "time-exceeded": 11, "parameter-problem": 12 } as const;

/** Undefined for a bad checksum, and for types that are not modelled. */
export function parseIcmp(bytes: Uint8Array): Icmp | undefined {
  if (bytes.length < HEADER || checksum(bytes) !== 0) return undefined;
  const type = bytes[0];
  if (type === 8 || type === 0)
    return {
      kind: "icmp",
      type: type === 8 ? "echo-request" : "echo-reply",
      id: be16(bytes, 4),
      sequence: be16(bytes, 6),
      data: bytes.slice(HEADER),
    };
  for (const [name, number] of Object.entries(ERRORS) as [keyof typeof ERRORS, number][]) {
    if (number !== type) continue;
    const original = parseIpv4Packet(bytes.subarray(HEADER), { quoted: true });
    return original && { kind: "icmp", type: name, code: bytes[1] ?? 0, info: be32(bytes, 4), original };
  }
  return undefined;
}

export function emitIcmp(icmp: Icmp): Uint8Array {
  let bytes: Uint8Array;
  if ("data" in icmp) {
    bytes = new Uint8Array(HEADER + icmp.data.length);
    bytes[0] = icmp.type === "echo-request" ? 8 : 0;
    put16(bytes, 4, icmp.id);
    put16(bytes, 6, icmp.sequence);
    bytes.set(icmp.data, HEADER);
  } else {
    const quoted = emitIpv4(icmp.original).subarray(0, icmp.room ?? ICMP_QUOTE);
    bytes = new Uint8Array(HEADER + quoted.length);
    bytes[0] = ERRORS[icmp.type];
    bytes[1] = icmp.code;
    put32(bytes, 4, icmp.info);
    bytes.set(quoted, HEADER);
  }
  put16(bytes, 2, checksum(bytes));
  return bytes;
}
