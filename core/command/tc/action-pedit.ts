/** `action pedit` (tc/m_pedit.c, p_eth.c, p_ip.c, p_ip6.c, p_tcp.c, p_udp.c of iproute2). */
import { formatIpv4, type Ipv4 } from "../../address/ipv4.ts";
import { type Ipv6, ipv6Bytes, ipv6FromBytes } from "../../address/ipv6.ts";
import { macBytes, macFromBytes, scanMac } from "../../address/mac.ts";
import type { Pedit, PeditHeader, PeditKey } from "../../model/filter.ts";
import type { ActionRequest } from "../../operation/action.ts";
import { be16, be32, put32 } from "../../wire/bytes.ts";
import { type Args, matches, parseInteger, parseUnsigned } from "../args.ts";
import { readPrefix } from "../names.ts";
import type { Output } from "../output.ts";
import { controlWords, parseControl, parseIndex, printControl } from "./action-words.ts";

const USAGE = "Usage: ... pedit munge [ex] <MUNGE> [CONTROL]\n";
/** MAX_OFFS. */
const MOST_KEYS = 128;

/** A field of a header by its name: where it is, how long, how its value is written, and which of its bits are its own. */
interface Field {
  readonly name: string;
  /** It may be shortened. */
  readonly short?: true;
  readonly offset: number;
  readonly length: 1 | 2 | 4 | 6 | 16;
  readonly type: "number" | "ipv4" | "ipv6" | "mac";
  readonly retain: number;
  /** `decrement` may be said. */
  readonly decrements?: true;
  /** Bits that it is shifted by within its word. */
  readonly shift?: 4;
}

function number(name: string, offset: number, length: 1 | 2 | 4, retain: number, more: Partial<Field> = {}): Field {
  return { name, offset, length, type: "number", retain, ...more };
}
const [U8, U16, U32] = [0xff, 0xffff, 0xffff_ffff];

const IP_FIELDS: readonly Field[] = [
  { name: "src", offset: 12, length: 4, type: "ipv4", retain: U32 },
  { name: "dst", offset: 16, length: 4, type: "ipv4", retain: U32 },
  number("tos", 1, 1, U8),
  number("dsfield", 1, 1, U8, { short: true }),
  number("ihl", 0, 1, 0x0f),
  number("ttl", 8, 1, U8, { decrements: true }),
  number("protocol", 9, 1, U8),
  number("precedence", 1, 1, U8, { short: true }),
  number("nofrag", 6, 1, 0x3f),
  number("firstfrag", 6, 1, 0x1f),
  number("ce", 6, 1, 0x80),
  number("df", 6, 1, 0x40),
  number("mf", 6, 1, 0x20),
];
/** What lies behind the header has headers of its own with `ex`. */
const BEHIND_IP_FIELDS: readonly Field[] = [
  number("dport", 22, 2, U16),
  number("sport", 20, 2, U16),
  number("icmp_type", 20, 1, U8),
  number("icmp_code", 20, 1, U8),
];
const PORT_FIELDS: readonly Field[] = [number("sport", 0, 2, U16), number("dport", 2, 2, U16)];
const EXTENDED: Readonly<Record<string, { readonly header: PeditHeader; readonly fields: readonly Field[] }>> = {
  ip: { header: "ipv4", fields: IP_FIELDS },
  ip6: {
    header: "ipv6",
    fields: [
      { name: "src", offset: 8, length: 16, type: "ipv6", retain: U32 },
      { name: "dst", offset: 24, length: 16, type: "ipv6", retain: U32 },
      number("flow_lbl", 0, 4, 0x0007ffff),
      number("payload_len", 4, 2, U16),
      number("nexthdr", 6, 1, U8),
      number("hoplimit", 7, 1, U8, { decrements: true }),
      number("traffic_class", 1, 1, U8, { shift: 4 }),
    ],
  },
  eth: {
    header: "eth",
    fields: [
      number("type", 12, 2, U16),
      { name: "dst", offset: 0, length: 6, type: "mac", retain: U32 },
      { name: "src", offset: 6, length: 6, type: "mac", retain: U32 },
    ],
  },
  tcp: { header: "tcp", fields: [...PORT_FIELDS, number("flags", 13, 1, U8)] },
  udp: { header: "udp", fields: PORT_FIELDS },
};
/** What makes nothing of its words. */
const WITHOUT_FIELDS = ["icmp"];

/** Why a word of `munge` was not taken: what was said on the way. */
class Bad extends Error {}

/** @throws Bad, always */
function bad(said = ""): never {
  throw new Bad(said);
}

/** `parse_val`: the words of four octets each that a value comes to. */
function parseValue(text: string, type: Field["type"]): readonly number[] {
  if (type === "number") {
    const value = parseUnsigned(text);
    return value === undefined ? bad() : [value];
  }
  if (type === "mac") {
    const mac = scanMac(text);
    if (mac === undefined) return bad();
    const bytes = macBytes(mac);
    return [...bytes];
  }
  const prefix = readPrefix(text, type === "ipv4" ? "inet" : "inet6");
  if (!prefix) return bad();
  if (typeof prefix.address === "number") return [prefix.address >>> 0];
  const bytes = ipv6Bytes(prefix.address as Ipv6);
  return [0, 4, 8, 12].map((at) => be32(bytes, at));
}

/** pack_key8, pack_key16, pack_key32: a value of so many octets somewhere in a word. */
function pack(
  key: Pick<PeditKey, "header" | "command" | "variable">,
  offset: number,
  length: 1 | 2 | 4,
  value: number,
  invert: number,
  retain: number,
): PeditKey {
  const most = length === 1 ? U8 : length === 2 ? U16 : U32;
  const at = offset & 3;
  if (length === 4 && at !== 0) bad("pack_key32: 32 bit offsets must begin in 32bit boundaries\n");
  if (length === 2 && (value > most || invert > most)) bad("pack_key16 bad value\n");
  if (length === 2 && at === 3) bad("pack_key16 bad index value 3\n");
  if (length === 1 && (value > most || invert > most))
    bad(`pack_key8 bad value (val ${value.toString(16)} mask ${invert.toString(16)}\n`);
  const stride = 8 * (4 - length - at);
  const outside = ~(length === 4 ? U32 : most << stride);
  return {
    ...key,
    offset: offset & ~3,
    value: ((value & retain) << stride) >>> 0,
    mask: (((invert | ~retain) << stride) | outside) >>> 0,
  };
}

interface Munge {
  readonly header: PeditHeader;
  readonly extended: boolean;
  readonly variable?: PeditKey["variable"];
}

/** parse_cmd: what is to be done with a field. Words that were not understood are still there to be read. */
function parseCommand(args: Args, field: Field, munge: Munge): readonly PeditKey[] {
  const read = untaken(args, () => readCommand(args, field, munge));
  return packed(field, munge, read);
}

/** Reads words, and gives them back where they are not taken. */
function untaken<T>(args: Args, read: () => T): T {
  const left = args.rest.length;
  try {
    return read();
  } catch (error) {
    while (args.rest.length < left) args.back();
    throw error;
  }
}

interface Command {
  readonly command: PeditKey["command"];
  readonly value: readonly number[];
  readonly invert: number;
  readonly retain: number;
}

function readCommand(args: Args, field: Field, munge: Munge): Command {
  const { length, type } = field;
  let { retain } = field;
  const most = length === 2 ? U16 : length === 4 ? U32 : U8;
  let command: PeditKey["command"] = "set";
  let value: readonly number[] = [0];
  let invert = 0;
  const onlySet = () => bad("Non extended mode. only 'set' command is supported\n");
  const word = args.peek;
  if (!args.more) bad();
  if (matches(word, "invert")) {
    value = [type === "ipv6" ? 0xff00_0000 : most];
    invert = most;
    args.take();
  } else if (matches(word, "set") || matches(word, "add")) {
    if (matches(word, "add")) command = "add";
    if (!munge.extended && command === "add") onlySet();
    args.take();
    const text = args.value();
    if (args.refusal) bad();
    value = parseValue(text, type);
  } else if (matches(word, "decrement")) {
    if (!field.decrements) bad("decrement command is not supported for this field\n");
    if (!munge.extended) onlySet();
    command = "add";
    value = [retain];
    args.take();
  } else if (matches(word, "preserve")) {
    retain = 0;
    args.take();
  } else if (matches(word, "clear")) args.take();
  else bad();
  if (args.more && matches(args.peek, "retain")) {
    args.take();
    const text = args.value();
    if (args.refusal) bad();
    retain = parseUnsigned(text) ?? bad();
  }
  if (length > 4 && retain !== U32) bad("retain is not supported for fields longer the 32 bits\n");
  return { command, value, invert, retain };
}

function packed(field: Field, munge: Munge, { command, value, invert, retain }: Command): readonly PeditKey[] {
  const { offset, length, type } = field;
  const key = { header: munge.header, command, ...(munge.variable && { variable: munge.variable }) };
  const [first = 0] = value;
  if (type === "mac") {
    const bytes = Uint8Array.from({ length: 6 }, (_, at) => value[at] ?? 0);
    return offset % 4 === 0
      ? [pack(key, offset, 4, be32(bytes, 0), 0, U32), pack(key, offset + 4, 2, be16(bytes, 4), 0, U32)]
      : [pack(key, offset, 2, be16(bytes, 0), 0, U32), pack(key, offset + 2, 4, be32(bytes, 2), 0, U32)];
  }
  if (type === "ipv6") return [0, 1, 2, 3].map((at) => pack(key, offset + 4 * at, 4, value[at] ?? 0, 0, U32));
  const packed = pack(key, offset, length as 1 | 2 | 4, first, invert, retain);
  if (!field.shift) return [packed];
  return [{ ...packed, mask: ((packed.mask << 4) | 0xf) >>> 0, value: (packed.value << 4) >>> 0 }];
}

/** parse_offset: octets by their number, from the network header on. */
function parseOffset(args: Args, extended: boolean): readonly PeditKey[] {
  const { field, variable } = untaken(args, () => readOffset(args));
  return parseCommand(args, field, { header: "network", extended, variable });
}

function readOffset(args: Args): { readonly field: Field; readonly variable: PeditKey["variable"] } {
  const offset = parseInteger(args.take());
  if (offset === undefined || Math.abs(offset) > 0x7fff_ffff) return bad();
  const word = args.peek;
  const width = args.more ? (["u32", "u16", "u8"] as const).find((each) => matches(word, each)) : undefined;
  if (!width) return bad();
  args.take();
  if (!args.more) args.value();
  let variable: PeditKey["variable"];
  if (args.more && matches(args.peek, "at")) {
    args.take();
    // There are no words in front of the mask and the shift.
    const at = parseUnsigned(args.value()) ?? bad();
    const digits = /^(?:0x)?([\da-f]+)$/i.exec(args.value())?.[1];
    const shift = parseUnsigned(args.value()) ?? bad();
    const mask = digits === undefined ? bad() : Number.parseInt(digits, 16);
    variable = { at, mask, shift: Math.min(shift, 31) };
    if (!args.more) args.value();
  }
  if (args.refusal) bad();
  const length = width === "u32" ? 4 : width === "u16" ? 2 : 1;
  const retain = width === "u32" ? U32 : width === "u16" ? U16 : U8;
  return { field: { name: "offset", offset, length, type: "number", retain }, variable };
}

/** parse_munge. */
function parseMunge(args: Args, extended: boolean): readonly PeditKey[] {
  const word = args.peek;
  if (!args.more) bad();
  if (matches(word, "offset")) {
    args.take();
    if (!args.more) args.value();
    return parseOffset(args, extended);
  }
  args.take();
  if (!args.more) args.value();
  if (args.refusal) bad();
  const known = Object.hasOwn(EXTENDED, word) ? EXTENDED[word] : undefined;
  const start = args.rest.length;
  try {
    if (!known && !WITHOUT_FIELDS.includes(word)) bad(`Unknown action  hence option "${args.peek}" is unparsable\n`);
    if (!known || args.rest.length < 2 || (!extended && word !== "ip")) return bad();
    const fields = word === "ip" && !extended ? [...IP_FIELDS, ...BEHIND_IP_FIELDS] : known.fields;
    const name = args.peek;
    const field = fields.find((each) => (each.short ? matches(name, each.name) : each.name === name));
    if (!field) return bad();
    args.take();
    return parseCommand(args, field, { header: extended ? known.header : "network", extended });
  } catch (error) {
    if (!(error instanceof Bad)) throw error;
    // The words of the header are still there.
    while (args.rest.length < start + 1) args.back();
    return bad(`${error.message}bad pedit parsing\n`);
  }
}

/** parse_pedit: `pedit` has been taken; `refuse` says something and what becomes of it. */
export function parsePedit(args: Args, refuse: (said: string) => void): ActionRequest | undefined {
  const keys: PeditKey[] = [];
  let extended = false;
  let first = true;
  args.back();
  while (args.more) {
    if (matches(args.peek, "pedit")) {
      args.take();
      if (!args.more) args.value();
      if (args.more && matches(args.peek, "ex")) {
        if (!first) refuse(`'ex' must be before first 'munge'\n${USAGE}`);
        extended = true;
        args.take();
        if (!args.more) args.value();
      }
      first = false;
    } else if (matches(args.peek, "help")) args.refuse(255, USAGE);
    else if (matches(args.peek, "munge")) {
      args.take();
      if (!args.more) args.value();
      if (args.refusal) return undefined;
      try {
        keys.push(...parseMunge(args, extended));
        if (keys.length > MOST_KEYS) bad();
      } catch (error) {
        if (!(error instanceof Bad)) throw error;
        const said = `${error.message}Bad pedit construct (${args.more ? args.peek : "(null)"})\n${USAGE}`;
        if (!args.refusal) refuse(said);
      }
      first = false;
    } else break;
  }
  const control = parseControl(args) ?? "pass";
  const index = parseIndex(args, () => refuse('Pedit: Illegal "index"\n'));
  return args.refusal ? undefined : { kind: "pedit", control, extended, keys, ...index };
}

/** The fields that its keys are of, as words. */
export function renderPedit({ extended, keys, control }: Pedit): readonly string[] {
  const words = ["pedit", ...(extended ? ["ex"] : [])];
  for (let at = 0; at < keys.length; ) {
    const long = renderLong(keys.slice(at, at + 4));
    const key = keys[at] as PeditKey;
    words.push("munge", ...(long?.words ?? renderField(key) ?? renderOffset(key)));
    at += long?.keys ?? 1;
  }
  return [...words, ...controlWords(control)];
}

const hexWord = (bits: number) => `0x${(bits >>> 0).toString(16)}`;

/** A field that takes several keys. */
function renderLong(
  keys: readonly PeditKey[],
): { readonly words: readonly string[]; readonly keys: number } | undefined {
  const [first] = keys;
  if (!first) return undefined;
  for (const [name, { header, fields }] of Object.entries(EXTENDED)) {
    const field = fields.find(
      ({ offset, length }) => first.header === header && length > 4 && (offset & ~3) === first.offset,
    );
    if (!field) continue;
    const count = field.length === 6 ? 2 : 4;
    const bytes = new Uint8Array(4 * count);
    for (const [at, { value }] of keys.slice(0, count).entries()) put32(bytes, 4 * at, value);
    const text =
      field.type === "mac"
        ? macFromBytes(bytes.subarray(field.offset & 3, (field.offset & 3) + 6))
        : ipv6FromBytes(bytes);
    // What stands alone in its place is of another field.
    const own = field.offset % 4 === 0 ? 0 : 0xffff0000;
    if (keys.length < count || first.mask !== own || keys[1]?.offset !== first.offset + 4) continue;
    return { words: [name, field.name, first.command, text], keys: count };
  }
  return undefined;
}

function renderField({ header, command, offset, mask, value }: PeditKey): readonly string[] | undefined {
  for (const [name, { header: its, fields }] of Object.entries(EXTENDED)) {
    if (its !== header) continue;
    for (const { name: field, offset: from, length, type, shift = 0 } of fields) {
      if (length > 4 || (from & ~3) !== offset) continue;
      const stride = 8 * (4 - length - (from & 3)) + shift;
      const [own, bits] = [(~mask >>> 0) >>> stride, value >>> stride];
      const most = length === 1 ? U8 : length === 2 ? U16 : U32;
      const fits =
        own <= most && bits <= most && (own << stride) >>> 0 === ~mask >>> 0 && (bits << stride) >>> 0 === value;
      if (!fits) continue;
      const text = type === "ipv4" ? formatIpv4(bits as Ipv4) : hexWord(bits);
      return [name, field, command, text, "retain", hexWord(own)];
    }
  }
  return undefined;
}

function renderOffset({ command, offset, mask, value, variable }: PeditKey): readonly string[] {
  const { at, mask: bits, shift } = variable ?? { at: 0, mask: 0, shift: 0 };
  const where = variable ? ["at", String(at), bits.toString(16), String(shift)] : [];
  return ["offset", String(offset), "u32", ...where, command, hexWord(value), "retain", hexWord(~mask)];
}

/** print_pedit, up to the numbers, which stand in the midst of it. */
export function printPeditHead(out: Output, { control, keys }: Pedit): void {
  out.field("kind", "pedit", " pedit ");
  printControl(out, "action ", control, " ");
  out.field("nkeys", keys.length, `keys ${keys.length}\n`).text(" \t ");
}

/** And what stands behind them. */
export function printPeditKeys(out: Output, { keys }: Pedit): void {
  out.openList("keys");
  keys.forEach(({ header, command, offset, value, mask }, at) => {
    const hex = (bits: number) => bits.toString(16);
    out.openObject().text(`\n\t key #${at}  at `);
    if (header === "network") out.json("htype", "network").field("offset", offset, String(offset));
    else out.field("htype", header, header).field("offset", offset, `${offset < 0 ? "" : "+"}${offset}`);
    out.json("cmd", command).text(`: ${command === "add" ? "add" : "val"}`);
    out.field("val", hex(value), ` ${hex(value).padStart(8, "0")}`);
    out.field("mask", hex(mask), ` mask ${hex(mask).padStart(8, "0")}`).close();
  });
  out.close().text("\n");
}
