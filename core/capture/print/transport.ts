/** UDP and TCP as tcpdump prints them (print-udp.c, print-tcp.c). */
import { be16, be32 } from "../../wire/bytes.ts";
import { checksumAdd, checksumFinish } from "../../wire/checksum.ts";
import { portName } from "../services.ts";
import { printDomain } from "./domain.ts";
import type { Carrier } from "./ip.ts";
import type { PrintOptions } from "./options.ts";
import { printOverlay } from "./overlay.ts";
import { printTextProtocol } from "./text-protocol.ts";

const DOMAIN = 53;
const MULTICAST_DOMAIN = 5353;
const DOMAIN_HEADER = 12;

function hex4(value: number): string {
  return `0x${value.toString(16).padStart(4, "0")}`;
}

function ends(carrier: Carrier, source: number, destination: number, transport: "tcp" | "udp", options: PrintOptions) {
  const port = (number: number) => (options.numeric ? undefined : portName(number, transport)) ?? String(number);
  if (!carrier.addressed) return `${port(source)} > ${port(destination)}: `;
  return `${carrier.source}.${port(source)} > ${carrier.destination}.${port(destination)}: `;
}

export function printUdp(bytes: Uint8Array, length: number, carrier: Carrier, options: PrintOptions): string {
  if (bytes.length < 8) return `${carrier.source} > ${carrier.destination}: [|udp]`;
  const source = be16(bytes, 0);
  const destination = be16(bytes, 2);
  let out = ends(carrier, source, destination, "udp", options);
  const total = be16(bytes, 4);
  if (total < 8) return `${out}truncated-udplength ${total}`;
  const size = total - 8;
  const there = Math.min(size, length - 8);
  if (options.quiet) return `${out}UDP, length ${size}`;
  if (!options.unchecked && options.verbose > (carrier.version === 4 ? 1 : 0) && !carrier.fragmented)
    out += datagramSum(bytes, total, carrier);
  if ([source, destination].some((port) => port === DOMAIN || port === MULTICAST_DOMAIN)) {
    if (size < DOMAIN_HEADER) return `${out}domain [length ${size} < ${DOMAIN_HEADER}] (invalid)`;
    const domain = size > there ? undefined : printDomain(bytes.subarray(8, 8 + size), size, options);
    if (domain !== undefined) return out + domain;
  }
  if (size > there && !carrier.fragmented) return `${out}UDP, bad length ${size} > ${there}`;
  const carried = printOverlay(bytes.subarray(8), size, [source, destination], options);
  return out + (carried ?? `UDP, length ${size}`);
}

function datagramSum(bytes: Uint8Array, total: number, carrier: Carrier): string {
  const sum = be16(bytes, 6);
  if (sum === 0) return "[no cksum] ";
  if (bytes.length < total) return "";
  const datagram = bytes.subarray(0, total);
  const zeroed = Uint8Array.from(datagram, (octet, i) => (i === 6 || i === 7 ? 0 : octet));
  const right = checksumFinish(checksumAdd(carrier.pseudo(17, total), zeroed)) || 0xffff;
  return right === sum ? "[udp sum ok] " : `[bad udp cksum ${hex4(sum)} -> ${hex4(right)}!] `;
}

const FLAGS: readonly (readonly [number, string])[] = [
  [0x01, "F"],
  [0x02, "S"],
  [0x04, "R"],
  [0x08, "P"],
  [0x10, "."],
  [0x20, "U"],
  [0x40, "E"],
  [0x80, "W"],
];

/** What each conversation began with (tseq_head), as far as this run of tcpdump has seen. */
const conversations = new WeakMap<PrintOptions, Map<string, { sequence: number; acknowledgment: number }>>();

/**
 * Sequence numbers as they are printed: counted from the beginning of the conversation, but for the segments that begin it.
 * Both directions share an entry.
 */
function relative(
  bytes: Uint8Array,
  flags: number,
  carrier: Carrier,
  options: PrintOptions,
): { readonly sequence: number; readonly acknowledgment: number } {
  const sequence = be32(bytes, 4);
  const acknowledgment = be32(bytes, 8);
  if (options.absoluteSequence || !(flags & 0x10)) return { sequence, acknowledgment };
  const [from, to] = [be16(bytes, 0), be16(bytes, 2)];
  const reversed = from > to || (from === to && carrier.source > carrier.destination);
  const ends = [`${carrier.source} ${from}`, `${carrier.destination} ${to}`];
  const key = (reversed ? ends.reverse() : ends).join(" ");
  let known = conversations.get(options);
  if (!known) conversations.set(options, (known = new Map()));
  const begun = known.get(key);
  if (!begun || flags & 0x02) {
    const before = (acknowledgment - 1) >>> 0;
    known.set(key, reversed ? { acknowledgment: sequence, sequence: before } : { sequence, acknowledgment: before });
    return { sequence, acknowledgment };
  }
  const [own, other] = reversed ? [begun.acknowledgment, begun.sequence] : [begun.sequence, begun.acknowledgment];
  return { sequence: (sequence - own) >>> 0, acknowledgment: (acknowledgment - other) >>> 0 };
}

export function printTcp(bytes: Uint8Array, length: number, carrier: Carrier, options: PrintOptions): string {
  if (bytes.length < 20) return `${carrier.source} > ${carrier.destination}: [|tcp]`;
  const header = ((bytes[12] ?? 0) >> 4) * 4;
  const size = length - header;
  let out = ends(carrier, be16(bytes, 0), be16(bytes, 2), "tcp", options);
  if (options.quiet) return `${out}tcp ${size}`;
  if (header < 20) return `${out} tcp ${length} [bad hdr length ${header} - too short, < 20]`;
  const flags = bytes[13] ?? 0;
  out += `Flags [${FLAGS.flatMap(([bit, letter]) => (flags & bit ? [letter] : [])).join("") || "none"}]`;
  if (options.verbose > 0 && !options.unchecked && !carrier.fragmented && bytes.length >= length) {
    const sum = be16(bytes, 16);
    const zeroed = Uint8Array.from(bytes.subarray(0, length), (octet, i) => (i === 16 || i === 17 ? 0 : octet));
    const right = checksumFinish(checksumAdd(carrier.pseudo(6, length), zeroed));
    out += `, cksum ${hex4(sum)} (${right === sum ? "correct" : `incorrect -> ${hex4(right)}`})`;
  }
  const { sequence, acknowledgment } = relative(bytes, flags, carrier, options);
  if (options.verbose > 1 || size > 0 || flags & 0x07)
    out += size > 0 ? `, seq ${sequence}:${(sequence + size) >>> 0}` : `, seq ${sequence}`;
  if (flags & 0x10) out += `, ack ${acknowledgment}`;
  out += `, win ${be16(bytes, 14)}`;
  if (flags & 0x20) out += `, urg ${be16(bytes, 18)}`;
  const listed = tcpOptions(bytes.subarray(20, header), (be32(bytes, 8) - acknowledgment) >>> 0);
  if (listed) out += `, options [${listed}]`;
  const data = bytes.subarray(header, length);
  const text = printTextProtocol(data, size, [be16(bytes, 0), be16(bytes, 2)], options.verbose > 0);
  return `${out}, length ${size}${text}`;
}

/** `base` is where the other side's sequence numbers are counted from. */
function tcpOptions(bytes: Uint8Array, base: number): string {
  const out: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const kind = bytes[at] ?? 0;
    if (kind === 0) {
      out.push("eol");
      break;
    }
    if (kind === 1) {
      out.push("nop");
      at++;
      continue;
    }
    const size = bytes[at + 1] ?? 0;
    if (size < 2 || at + size > bytes.length) return [...out, "[bad opt]"].join(",");
    if (kind === 2) out.push(`mss ${be16(bytes, at + 2)}`);
    else if (kind === 3) out.push(`wscale ${bytes[at + 2]}`);
    else if (kind === 4) out.push("sackOK");
    else if (kind === 8) out.push(`TS val ${be32(bytes, at + 2)} ecr ${be32(bytes, at + 6)}`);
    else if (kind === 5) {
      const edge = (offset: number) => (be32(bytes, at + offset) - base) >>> 0;
      const blocks = Array.from({ length: (size - 2) / 8 }, (_, i) => `{${edge(2 + 8 * i)}:${edge(6 + 8 * i)}}`);
      out.push(`sack ${blocks.length} ${blocks.join("")}`);
    } else out.push(`unknown-${kind}`);
    at += size;
  }
  return out.join(",");
}
