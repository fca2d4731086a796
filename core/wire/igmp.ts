/** IGMP: queries and reports of all three versions (RFC 1112 appendix I, RFC 2236 section 2, RFC 3376 section 4). */
import type { Ipv4 } from "../address/ipv4.ts";
import { be16, be32, put16, put32 } from "./bytes.ts";
import { checksum } from "./checksum.ts";
import type { GroupRecord, Igmp, QueryExtras } from "./frame.ts";

const QUERY = 0x11;
const V3_REPORT = 0x22;
const ONE_GROUP = { "v1-report": 0x12, "v2-report": 0x16, leave: 0x17 } as const;
/** Types of records, as they are called, by number; those that exclude no sources stand for all that want a group. */
export const CHANGES: Readonly<Record<number, GroupRecord<never>["change"]>> = { 2: "is_ex", 3: "to_in", 4: "to_ex" };
/** And the numbers of what they are called. */
export const CHANGE_NUMBERS: Readonly<Record<GroupRecord<never>["change"], number>> = { is_ex: 2, to_in: 3, to_ex: 4 };

/** Octets of a version 3 query, and of all other messages without records. */
const V3_QUERY = 12;
const IGMP_MESSAGE = 8;

/** Times that a message tells by an octet: numbers with an exponent from 128 on (RFC 3376 sections 4.1.1, 4.1.7). */
export function expandCode(code: number): number {
  return code < 0x80 ? code : ((code & 0xf) | 0x10) << (((code >> 4) & 7) + 3);
}

/** The same by two octets, from 32,768 on (RFC 3810 section 5.1.3). */
export function expandDelayCode(code: number): number {
  return code < 0x8000 ? code : ((code & 0xfff) | 0x1000) << (((code >> 12) & 7) + 3);
}

/** What stands in a query of the present version behind the group, at `at`. */
export function parseExtras(bytes: Uint8Array, at: number): QueryExtras {
  const flags = bytes[at] ?? 0;
  return { suppress: (flags & 8) !== 0, robustness: flags & 7, intervalCode: bytes[at + 1] ?? 0 };
}

/** Writes it. */
export function emitExtras(bytes: Uint8Array, at: number, { suppress, robustness, intervalCode }: QueryExtras): void {
  bytes[at] = (suppress ? 8 : 0) | robustness;
  bytes[at + 1] = intervalCode;
}

/** Undefined for a bad checksum, and for what is not modelled: other types, queries and records with sources. */
export function parseIgmp(bytes: Uint8Array): Igmp | undefined {
  if (bytes.length < IGMP_MESSAGE || checksum(bytes) !== 0) return undefined;
  const group = be32(bytes, 4) as Ipv4;
  if (bytes[0] === QUERY) {
    if (bytes.length >= V3_QUERY && be16(bytes, 10) !== 0) return undefined;
    const extras = bytes.length >= V3_QUERY ? parseExtras(bytes, 8) : undefined;
    return { kind: "igmp", type: "query", code: bytes[1] ?? 0, group, extras };
  }
  for (const type of ["v1-report", "v2-report", "leave"] as const)
    if (bytes[0] === ONE_GROUP[type]) return { kind: "igmp", type, group };
  if (bytes[0] !== V3_REPORT) return undefined;
  const records: GroupRecord<Ipv4>[] = [];
  for (let i = 0; i < be16(bytes, 6); i++) {
    const at = 8 + 8 * i;
    const change = CHANGES[bytes[at] ?? 0];
    if (at + 8 > bytes.length || !change || be16(bytes, at + 2) !== 0) return undefined;
    records.push({ change, group: be32(bytes, at + 4) as Ipv4 });
  }
  return { kind: "igmp", type: "v3-report", records };
}

/** Octets of a message. */
export function igmpLength(message: Igmp): number {
  if (message.type === "v3-report") return IGMP_MESSAGE + 8 * message.records.length;
  return message.type === "query" && message.extras ? V3_QUERY : IGMP_MESSAGE;
}

export function emitIgmp(message: Igmp): Uint8Array {
  const bytes = new Uint8Array(igmpLength(message));
  if (message.type === "v3-report") {
    bytes[0] = V3_REPORT;
    put16(bytes, 6, message.records.length);
    message.records.forEach(({ change, group }, i) => {
      bytes[8 + 8 * i] = CHANGE_NUMBERS[change];
      put32(bytes, 12 + 8 * i, group);
    });
  } else {
    bytes[0] = message.type === "query" ? QUERY : ONE_GROUP[message.type];
    if (message.type === "query") {
      bytes[1] = message.code;
      if (message.extras) emitExtras(bytes, 8, message.extras);
    }
    put32(bytes, 4, message.group);
  }
  put16(bytes, 2, checksum(bytes));
  return bytes;
}
