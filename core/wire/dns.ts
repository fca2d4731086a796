/** Messages of the domain name system (RFC 1035): questions and answers of the types A, AAAA, PTR and CNAME. */
import type { Ipv4 } from "../address/ipv4.ts";
import { type Ipv6, ipv6Bytes, ipv6FromBytes, parseIpv6 } from "../address/ipv6.ts";
import { be16, be32 } from "./bytes.ts";

export const DNS_TYPE = { a: 1, cname: 5, ptr: 12, aaaa: 28 } as const;
/** RCODE. */
export const DNS_CODE = { ok: 0, serverFailure: 2, noName: 3 } as const;

const HEADER = 12;
const INTERNET = 1;
/** Bits of the second word. */
const FLAG = { response: 0x8000, authoritative: 0x0400, truncated: 0x0200, wanted: 0x0100, available: 0x0080 };
const POINTER = 0xc0;

export interface DnsQuestion {
  /** Without the last dot. */
  readonly name: string;
  readonly type: number;
}

export interface DnsRecord {
  readonly name: string;
  readonly type: number;
  readonly ttl: number;
  /** An address, or for PTR and CNAME a name; undefined for other types. */
  readonly data: Ipv4 | Ipv6 | string | undefined;
}

export interface DnsMessage {
  readonly id: number;
  readonly response: boolean;
  /** RD: the server is to ask others. */
  readonly recursionWanted: boolean;
  readonly recursionAvailable?: boolean;
  readonly authoritative?: boolean;
  readonly code: number;
  readonly questions: readonly DnsQuestion[];
  readonly answers: readonly DnsRecord[];
}

function nameBytes(name: string): number[] {
  const encoder = (label: string) => [...label].map((char) => char.charCodeAt(0) & 0xff);
  return [
    ...name
      .split(".")
      .filter((label) => label !== "")
      .flatMap((label) => [label.length, ...encoder(label)]),
    0,
  ];
}

function dataBytes({ type, data }: DnsRecord): Iterable<number> {
  if (typeof data === "number") return [24, 16, 8, 0].map((shift) => (data >>> shift) & 0xff);
  if (type === DNS_TYPE.aaaa) return ipv6Bytes(parseIpv6(data ?? "::") ?? ("::" as Ipv6));
  return nameBytes(data ?? "");
}

/** Every name is written out. */
export function emitDns(message: DnsMessage): Uint8Array {
  const out: number[] = [];
  const word = (value: number) => out.push(value >> 8, value & 0xff);
  word(message.id);
  word(
    (message.response ? FLAG.response : 0) |
      (message.authoritative ? FLAG.authoritative : 0) |
      (message.recursionWanted ? FLAG.wanted : 0) |
      (message.recursionAvailable ? FLAG.available : 0) |
      message.code,
  );
  for (const count of [message.questions.length, message.answers.length, 0, 0]) word(count);
  for (const { name, type } of message.questions) {
    out.push(...nameBytes(name));
    word(type);
    word(INTERNET);
  }
  for (const record of message.answers) {
    out.push(...nameBytes(record.name));
    word(record.type);
    word(INTERNET);
    word(record.ttl >>> 16);
    word(record.ttl & 0xffff);
    const data = [...dataBytes(record)];
    word(data.length);
    out.push(...data);
  }
  return Uint8Array.from(out);
}

/** A name that begins at `at`, and where what follows it begins; undefined when the message is broken. */
function readName(bytes: Uint8Array, at: number): { readonly name: string; readonly next: number } | undefined {
  const labels: string[] = [];
  let next: number | undefined;
  for (let position = at, jumps = 0; jumps < 64; ) {
    const length = bytes[position];
    if (length === undefined) return undefined;
    if (length >= POINTER) {
      if (position + 2 > bytes.length) return undefined;
      next ??= position + 2;
      position = be16(bytes, position) & 0x3fff;
      jumps++;
      continue;
    }
    if (length === 0) return { name: labels.join("."), next: next ?? position + 1 };
    const label = bytes.subarray(position + 1, position + 1 + length);
    if (label.length < length) return undefined;
    labels.push(String.fromCharCode(...label));
    position += 1 + length;
  }
  return undefined;
}

function readData(bytes: Uint8Array, type: number, at: number, length: number): DnsRecord["data"] {
  if (type === DNS_TYPE.a && length === 4) return be32(bytes, at) as Ipv4;
  if (type === DNS_TYPE.aaaa && length === 16) return ipv6FromBytes(bytes.subarray(at, at + 16));
  return type === DNS_TYPE.ptr || type === DNS_TYPE.cname ? readName(bytes, at)?.name : undefined;
}

/** Undefined when the message is broken. */
export function parseDns(bytes: Uint8Array): DnsMessage | undefined {
  if (bytes.length < HEADER) return undefined;
  const flags = be16(bytes, 2);
  const questions: DnsQuestion[] = [];
  const answers: DnsRecord[] = [];
  let at = HEADER;
  for (let left = be16(bytes, 4); left > 0; left--) {
    const read = readName(bytes, at);
    if (!read || read.next + 4 > bytes.length) return undefined;
    questions.push({ name: read.name, type: be16(bytes, read.next) });
    at = read.next + 4;
  }
  for (let left = be16(bytes, 6); left > 0; left--) {
    const read = readName(bytes, at);
    if (!read || read.next + 10 > bytes.length) return undefined;
    const type = be16(bytes, read.next);
    const length = be16(bytes, read.next + 8);
    const begin = read.next + 10;
    if (begin + length > bytes.length) return undefined;
    answers.push({
      name: read.name,
      type,
      ttl: be32(bytes, read.next + 4),
      data: readData(bytes, type, begin, length),
    });
    at = begin + length;
  }
  return {
    id: be16(bytes, 0),
    response: (flags & FLAG.response) !== 0,
    recursionWanted: (flags & FLAG.wanted) !== 0,
    recursionAvailable: (flags & FLAG.available) !== 0,
    authoritative: (flags & FLAG.authoritative) !== 0,
    code: flags & 0xf,
    questions,
    answers,
  };
}
