/**
 * Capture files in the classic format of libpcap (pcap-savefile(5)): microseconds, either byte order when reading,
 * little endian when writing, as on x86.
 */
import { concat } from "../wire/bytes.ts";

/** DLT_EN10MB, DLT_RAW, DLT_LINUX_SLL and DLT_LINUX_SLL2, which captures of Linux interfaces have. */
export const LINK_TYPE = { ethernet: 1, raw: 101, cooked1: 113, cooked2: 276 } as const;

export interface CaptureRecord {
  /** Since 1970. */
  readonly atMicros: number;
  /** What was kept of the packet, its link-layer header first. */
  readonly bytes: Uint8Array;
  /** How long it was. */
  readonly length: number;
}

export interface CaptureFile {
  readonly linkType: number;
  readonly snapLength: number;
  readonly records: readonly CaptureRecord[];
  /** Why the file could not be read to its end, in libpcap's words. */
  readonly damage: string | undefined;
}

const MAGIC = 0xa1b2c3d4;
const HEADER = 24;
const RECORD = 16;

export function emitCaptureHeader(linkType: number, snapLength: number): Uint8Array {
  const bytes = new Uint8Array(HEADER);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint16(4, 2, true);
  view.setUint16(6, 4, true);
  view.setUint32(16, snapLength, true);
  view.setUint32(20, linkType, true);
  return bytes;
}

export function emitCaptureRecord(record: CaptureRecord): Uint8Array {
  const header = new Uint8Array(RECORD);
  const view = new DataView(header.buffer);
  view.setUint32(0, Math.floor(record.atMicros / 1_000_000), true);
  view.setUint32(4, record.atMicros % 1_000_000, true);
  view.setUint32(8, record.bytes.length, true);
  view.setUint32(12, record.length, true);
  return concat(header, record.bytes);
}

/** A string is what libpcap says of a file that is none. */
export function parseCaptureFile(bytes: Uint8Array): CaptureFile | string {
  if (bytes.length < 4) return `truncated dump file; tried to read 4 file header bytes, only got ${bytes.length}`;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = view.getUint32(0, true) === MAGIC;
  if (!little && view.getUint32(0, false) !== MAGIC) return "unknown file format";
  if (bytes.length < HEADER)
    return `truncated dump file; tried to read ${HEADER} file header bytes, only got ${bytes.length}`;
  const snapLength = view.getUint32(16, little);
  const linkType = view.getUint32(20, little) & 0xfffffff;
  const records: CaptureRecord[] = [];
  let damage: string | undefined;
  let at = HEADER;
  while (at < bytes.length) {
    if (at + RECORD > bytes.length) {
      damage = `truncated dump file; tried to read ${RECORD} header bytes, only got ${bytes.length - at}`;
      break;
    }
    const kept = view.getUint32(at + 8, little);
    const atMicros = view.getUint32(at, little) * 1_000_000 + view.getUint32(at + 4, little);
    const length = view.getUint32(at + 12, little);
    at += RECORD;
    if (at + kept > bytes.length) {
      damage = `truncated dump file; tried to read ${kept} captured bytes, only got ${bytes.length - at}`;
      break;
    }
    records.push({ atMicros, bytes: bytes.slice(at, at + kept), length });
    at += kept;
  }
  return { linkType, snapLength, records, damage };
}
