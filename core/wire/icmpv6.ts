/**
 * ICMPv6: echo and errors (RFC 4443), neighbor discovery (RFC 4861, with the nonce of RFC 3971 section 5.3.2), listener
 * queries and reports (RFC 2710 section 3, RFC 3810 section 5). `pseudo` is the sum of the IPv6 pseudo-header.
 */
import { type Ipv6, ipv6Bytes, ipv6FromBytes } from "../address/ipv6.ts";
import { type Mac, macBytes, macFromBytes } from "../address/mac.ts";
import { be16, be32, put16, put32 } from "./bytes.ts";
import { checksumAdd, checksumFinish } from "./checksum.ts";
import type { GroupRecord, Icmpv6 } from "./frame.ts";
import { CHANGE_NUMBERS, CHANGES, emitExtras, parseExtras } from "./igmp.ts";
import { emitIpv6, parseIpv6Packet } from "./ipv6.ts";
import { ICMPV6_QUOTE, MLD1, MLD2_QUERY, redirectedLength } from "./length.ts";
import { emitRouterAdvertisement, parseRouterAdvertisement } from "./router-advertisement.ts";

const TYPE = {
  unreachable: 1,
  "packet-too-big": 2,
  "time-exceeded": 3,
  "parameter-problem": 4,
  "echo-request": 128,
  "echo-reply": 129,
  "mld-query": 130,
  "mld1-report": 131,
  "mld1-done": 132,
  "router-solicitation": 133,
  "router-advertisement": 134,
  "neighbor-solicitation": 135,
  "neighbor-advertisement": 136,
  redirect: 137,
  "mld2-report": 143,
} as const satisfies Record<Icmpv6["type"], number>;

const SOURCE_LINK = 1;
const TARGET_LINK = 2;
const REDIRECTED_HEADER = 4;
const NONCE = 14;

/** Undefined for a bad checksum, and for types that are not modelled. */
export function parseIcmpv6(bytes: Uint8Array, pseudo: number): Icmpv6 | undefined {
  if (bytes.length < 8 || checksumFinish(checksumAdd(pseudo, bytes)) !== 0) return undefined;
  const number = bytes[0];
  const type = (Object.keys(TYPE) as Icmpv6["type"][]).find((name) => TYPE[name] === number);
  switch (type) {
    case "echo-request":
    case "echo-reply":
      return { kind: "icmpv6", type, id: be16(bytes, 4), sequence: be16(bytes, 6), data: bytes.slice(8) };
    case "unreachable":
    case "packet-too-big":
    case "time-exceeded":
    case "parameter-problem": {
      const original = parseIpv6Packet(bytes.subarray(8), { quoted: true });
      return original && { kind: "icmpv6", type, code: bytes[1] ?? 0, info: be32(bytes, 4), original };
    }
    case "router-advertisement":
      return parseRouterAdvertisement(bytes);
    case "redirect": {
      const header = bytes.length < 40 ? undefined : option(bytes, 40, REDIRECTED_HEADER);
      const original = header && parseIpv6Packet(header.subarray(6), { quoted: true });
      if (!original) return undefined;
      const [target, destination] = [bytes.subarray(8, 24), bytes.subarray(24, 40)].map(ipv6FromBytes) as [Ipv6, Ipv6];
      return { kind: "icmpv6", type, target, destination, targetLink: linkOption(bytes, 40, TARGET_LINK), original };
    }
    case "router-solicitation":
      return { kind: "icmpv6", type, sourceLink: linkOption(bytes, 8, SOURCE_LINK) };
    case "neighbor-solicitation": {
      if (bytes.length < 24) return undefined;
      const nonce = option(bytes, 24, NONCE);
      const target = ipv6FromBytes(bytes.subarray(8, 24));
      const sourceLink = linkOption(bytes, 24, SOURCE_LINK);
      return { kind: "icmpv6", type, target, sourceLink, nonce: nonce?.slice() };
    }
    case "neighbor-advertisement": {
      if (bytes.length < 24) return undefined;
      const flags = bytes[4] ?? 0;
      return {
        kind: "icmpv6",
        type,
        target: ipv6FromBytes(bytes.subarray(8, 24)),
        targetLink: linkOption(bytes, 24, TARGET_LINK),
        router: (flags & 0x80) !== 0,
        solicited: (flags & 0x40) !== 0,
        override: (flags & 0x20) !== 0,
      };
    }
    case "mld-query": {
      // Only queries without sources are modelled.
      if (bytes.length < MLD1 || (bytes.length >= MLD2_QUERY && be16(bytes, 26) !== 0)) return undefined;
      const extras = bytes.length >= MLD2_QUERY ? parseExtras(bytes, 24) : undefined;
      return { kind: "icmpv6", type, delayCode: be16(bytes, 4), group: ipv6FromBytes(bytes.subarray(8, 24)), extras };
    }
    case "mld1-report":
    case "mld1-done":
      return bytes.length < MLD1 ? undefined : { kind: "icmpv6", type, group: ipv6FromBytes(bytes.subarray(8, 24)) };
    case "mld2-report": {
      const records: GroupRecord<Ipv6>[] = [];
      for (let i = 0; i < be16(bytes, 6); i++) {
        const at = 8 + 20 * i;
        const change = CHANGES[bytes[at] ?? 0];
        // Only changes without sources are modelled.
        if (at + 20 > bytes.length || !change || be16(bytes, at + 2) !== 0) return undefined;
        records.push({ change, group: ipv6FromBytes(bytes.subarray(at + 4, at + 20)) });
      }
      return { kind: "icmpv6", type, records };
    }
    case undefined:
      return undefined;
  }
}

/** The value of the first option of a type; options count their length in units of eight octets. */
function option(bytes: Uint8Array, from: number, type: number): Uint8Array | undefined {
  let at = from;
  while (at + 2 <= bytes.length) {
    const length = (bytes[at + 1] ?? 0) * 8;
    if (length === 0 || at + length > bytes.length) return undefined;
    if (bytes[at] === type) return bytes.subarray(at + 2, at + length);
    at += length;
  }
  return undefined;
}

function linkOption(bytes: Uint8Array, from: number, type: number): Mac | undefined {
  const value = option(bytes, from, type);
  return value && macFromBytes(value);
}

export function emitIcmpv6(message: Icmpv6, pseudo: (length: number) => number): Uint8Array {
  const bytes = body(message);
  bytes[0] = TYPE[message.type];
  put16(bytes, 2, checksumFinish(checksumAdd(pseudo(bytes.length), bytes)));
  return bytes;
}

function body(message: Icmpv6): Uint8Array {
  switch (message.type) {
    case "echo-request":
    case "echo-reply": {
      const bytes = new Uint8Array(8 + message.data.length);
      put16(bytes, 4, message.id);
      put16(bytes, 6, message.sequence);
      bytes.set(message.data, 8);
      return bytes;
    }
    case "router-solicitation":
      return withOptions(8, [[SOURCE_LINK, message.sourceLink && macBytes(message.sourceLink)]]);
    case "router-advertisement":
      return emitRouterAdvertisement(message);
    case "redirect": {
      const head = withOptions(40, [[TARGET_LINK, message.targetLink && macBytes(message.targetLink)]]);
      head.set(ipv6Bytes(message.target), 8);
      head.set(ipv6Bytes(message.destination), 24);
      const bytes = new Uint8Array(head.length + redirectedLength(message.original, head.length));
      bytes.set(head);
      bytes[head.length] = REDIRECTED_HEADER;
      bytes[head.length + 1] = (bytes.length - head.length) / 8;
      bytes.set(emitIpv6(message.original).subarray(0, bytes.length - head.length - 8), head.length + 8);
      return bytes;
    }
    case "neighbor-solicitation": {
      const bytes = withOptions(24, [
        [SOURCE_LINK, message.sourceLink && macBytes(message.sourceLink)],
        [NONCE, message.nonce],
      ]);
      bytes.set(ipv6Bytes(message.target), 8);
      return bytes;
    }
    case "neighbor-advertisement": {
      const bytes = withOptions(24, [[TARGET_LINK, message.targetLink && macBytes(message.targetLink)]]);
      bytes[4] = (message.router ? 0x80 : 0) | (message.solicited ? 0x40 : 0) | (message.override ? 0x20 : 0);
      bytes.set(ipv6Bytes(message.target), 8);
      return bytes;
    }
    case "mld-query": {
      const bytes = new Uint8Array(message.extras ? MLD2_QUERY : MLD1);
      put16(bytes, 4, message.delayCode);
      bytes.set(ipv6Bytes(message.group), 8);
      if (message.extras) emitExtras(bytes, 24, message.extras);
      return bytes;
    }
    case "mld1-report":
    case "mld1-done": {
      const bytes = new Uint8Array(MLD1);
      bytes.set(ipv6Bytes(message.group), 8);
      return bytes;
    }
    case "mld2-report": {
      const bytes = new Uint8Array(8 + 20 * message.records.length);
      put16(bytes, 6, message.records.length);
      message.records.forEach(({ change, group }, i) => {
        bytes[8 + 20 * i] = CHANGE_NUMBERS[change];
        bytes.set(ipv6Bytes(group), 12 + 20 * i);
      });
      return bytes;
    }
    default: {
      const quoted = emitIpv6(message.original).subarray(0, ICMPV6_QUOTE);
      const bytes = new Uint8Array(8 + quoted.length);
      bytes[1] = message.code;
      put32(bytes, 4, message.info);
      bytes.set(quoted, 8);
      return bytes;
    }
  }
}

/** A message of `length` octets and its options, of six octets of value each. */
function withOptions(length: number, options: readonly (readonly [number, Uint8Array | undefined])[]): Uint8Array {
  const given = options.filter(([, value]) => value !== undefined);
  const bytes = new Uint8Array(length + 8 * given.length);
  given.forEach(([type, value], i) => {
    const at = length + 8 * i;
    bytes[at] = type;
    bytes[at + 1] = 1;
    if (value) bytes.set(value, at + 2);
  });
  return bytes;
}
