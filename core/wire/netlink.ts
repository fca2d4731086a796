/**
 * Messages of netlink(7) and rtnetlink(7) as files hold them: a header, a structure, attributes (struct nlmsghdr, struct
 * rtattr of linux/netlink.h and linux/rtnetlink.h), in the byte order of the machines that these are: little-endian.
 */
import { concat } from "./bytes.ts";

const HEADER = 16;
const ATTRIBUTE_HEADER = 4;
/** What rtnl_from_file has room for. */
const LONGEST = 16_384;

export const NLM_F = { multi: 0x02, dumpFiltered: 0x20 } as const;

const aligned = (length: number): number => (length + 3) & ~3;

export const u8 = (value: number): Uint8Array => Uint8Array.of(value);

export function u16(value: number): Uint8Array {
  return Uint8Array.of(value & 255, (value >>> 8) & 255);
}

export function u32(value: number): Uint8Array {
  return Uint8Array.of(value & 255, (value >>> 8) & 255, (value >>> 16) & 255, (value >>> 24) & 255);
}

/** Of 64 bits, the highest byte first. */
export function be64(value: bigint): Uint8Array {
  return Uint8Array.from({ length: 8 }, (_, i) => Number((value >> BigInt(56 - 8 * i)) & 255n));
}

/** A string with the zero at its end. */
export function string(text: string): Uint8Array {
  return Uint8Array.from([...text].map((char) => char.charCodeAt(0) & 255).concat(0));
}

/** struct rtattr, its payload, and what fills it up to four octets. */
export function attribute(type: number, payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(aligned(ATTRIBUTE_HEADER + payload.length));
  bytes.set(u16(ATTRIBUTE_HEADER + payload.length), 0);
  bytes.set(u16(type), 2);
  bytes.set(payload, ATTRIBUTE_HEADER);
  return bytes;
}

export interface MessageHeader {
  readonly type: number;
  readonly flags: number;
  readonly sequence: number;
  readonly pid: number;
}

export function message({ type, flags, sequence, pid }: MessageHeader, ...parts: readonly Uint8Array[]): Uint8Array {
  const body = concat(...parts);
  return concat(u32(HEADER + body.length), u16(type), u16(flags), u32(sequence), u32(pid), body);
}

/** Bytes from an offset on as a number. */
export function read(bytes: Uint8Array, at: number, length: 1 | 2 | 4): number {
  let value = 0;
  for (let i = length - 1; i >= 0; i--) value = value * 256 + (bytes[at + i] ?? 0);
  return value;
}

/** What is in an attribute, read as a number however long it is. */
export function numberOf(payload: Uint8Array | undefined): number | undefined {
  if (!payload) return undefined;
  return payload.length >= 4 ? read(payload, 0, 4) : payload.length >= 2 ? read(payload, 0, 2) : payload[0];
}

/** What `be64` wrote; undefined for what is shorter. */
export function be64Of(payload: Uint8Array | undefined): bigint | undefined {
  if (!payload || payload.length < 8) return undefined;
  return payload.subarray(0, 8).reduce((value, byte) => value * 256n + BigInt(byte), 0n);
}

/** A string up to its zero. */
export function stringOf(payload: Uint8Array | undefined): string | undefined {
  if (!payload) return undefined;
  const end = payload.indexOf(0);
  return String.fromCharCode(...payload.subarray(0, end < 0 ? payload.length : end));
}

/** parse_rtattr: by type; the first of each. What is cut off is left out. */
export function attributes(bytes: Uint8Array): ReadonlyMap<number, Uint8Array> {
  const found = new Map<number, Uint8Array>();
  for (let at = 0; at + ATTRIBUTE_HEADER <= bytes.length; ) {
    const length = read(bytes, at, 2);
    if (length < ATTRIBUTE_HEADER || at + length > bytes.length) break;
    const type = read(bytes, at + 2, 2) & 0x7fff;
    if (!found.has(type)) found.set(type, bytes.subarray(at + ATTRIBUTE_HEADER, at + length));
    at += aligned(length);
  }
  return found;
}

export interface Message {
  readonly type: number;
  readonly body: Uint8Array;
}

/** rtnl_from_file (lib/libnetlink.c): the messages of a file from an offset on, and what stopped the reading. */
export function messages(
  bytes: Uint8Array,
  from: number,
): { readonly messages: readonly Message[]; readonly problem?: string } {
  const all: Message[] = [];
  for (let at = from; at < bytes.length; ) {
    if (at + HEADER > bytes.length) return { messages: all, problem: "rtnl-from_file: truncated message\n" };
    const length = read(bytes, at, 4);
    if (length < HEADER || length > LONGEST)
      return { messages: all, problem: `!!!malformed message: len=${length | 0} @${at + HEADER}\n` };
    if (at + aligned(length) > bytes.length) return { messages: all, problem: "rtnl-from_file: truncated message\n" };
    all.push({ type: read(bytes, at + 4, 2), body: bytes.subarray(at + HEADER, at + length) });
    at += aligned(length);
  }
  return { messages: all };
}
