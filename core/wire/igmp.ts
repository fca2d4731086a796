/** IGMP (RFC 3376 section 4.2): the reports of version 3. */
import type { Ipv4 } from "../address/ipv4.ts";
import { be16, be32, put16, put32 } from "./bytes.ts";
import { checksum } from "./checksum.ts";
import type { GroupRecord, Igmp } from "./frame.ts";

const V3_REPORT = 0x22;
export const CHANGE_TO_INCLUDE = 3;
export const CHANGE_TO_EXCLUDE = 4;
/** Types of records, as they are called, by number. */
export const CHANGES: Readonly<Record<number, GroupRecord<never>["change"]>> = {
  [CHANGE_TO_INCLUDE]: "to_in",
  [CHANGE_TO_EXCLUDE]: "to_ex",
};

/** Undefined for a bad checksum, and for what is not modelled: other types, records with sources. */
export function parseIgmp(bytes: Uint8Array): Igmp | undefined {
  if (bytes.length < 8 || checksum(bytes) !== 0 || bytes[0] !== V3_REPORT) return undefined;
  const records: GroupRecord<Ipv4>[] = [];
  for (let i = 0; i < be16(bytes, 6); i++) {
    const at = 8 + 8 * i;
    const change = CHANGES[bytes[at] ?? 0];
    if (at + 8 > bytes.length || !change || be16(bytes, at + 2) !== 0) return undefined;
    records.push({ change, group: be32(bytes, at + 4) as Ipv4 });
  }
  return { kind: "igmp", type: "v3-report", records };
}

export function emitIgmp({ records }: Igmp): Uint8Array {
  const bytes = new Uint8Array(8 + 8 * records.length);
  bytes[0] = V3_REPORT;
  put16(bytes, 6, records.length);
  records.forEach(({ change, group }, i) => {
    bytes[8 + 8 * i] = change === "to_ex" ? CHANGE_TO_EXCLUDE : CHANGE_TO_INCLUDE;
    put32(bytes, 12 + 8 * i, group);
  });
  put16(bytes, 2, checksum(bytes));
  return bytes;
}
