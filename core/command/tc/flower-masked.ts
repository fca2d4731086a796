/** Keys of `flower` that go by masks, ranges and flags (tc/f_flower.c of iproute2). */
import type { FlowerKeys, Masked, PortKey } from "../../model/filter.ts";
import { parseUnsigned } from "../args.ts";
import type { Output } from "../output.ts";

const PORT = 0xffff;
const OCTET = 0xff;
const TCP_FLAGS = 0xfff;
/** TCA_FLOWER_KEY_FLAGS_*. */
const IP_FLAGS: readonly (readonly [name: string, bit: number])[] = [
  ["frag", 1],
  ["firstfrag", 2],
];

/** strtoul of a base that is given; of base 0 as the digits say. */
function number(text: string, base: 0 | 10 | 16, most: number): number | undefined {
  if (base === 0) return parseUnsigned(text, most);
  const digits = base === 10 ? /^\s*\+?\d+$/ : /^\s*\+?(0x)?[0-9a-f]+$/i;
  const value = digits.test(text) ? Number.parseInt(text, base) : undefined;
  return value === undefined || value > most ? undefined : value;
}

/** A number and a mask behind a slash; undefined where one of them is none. */
function masked(
  text: string,
  most: number,
  value: (text: string) => number | undefined,
  mask: (text: string) => number | undefined,
): Masked | undefined {
  const slash = text.indexOf("/");
  const read = value(slash < 0 ? text : text.slice(0, slash));
  const bits = slash < 0 ? most : mask(text.slice(slash + 1));
  return read === undefined || bits === undefined ? undefined : { value: read, mask: bits };
}

/** flower_parse_ip_tos_ttl: what is no decimal number is read as a hexadecimal one. */
export function parseOctet(text: string): Masked | undefined {
  const hexadecimal = (each: string) => number(each, 16, OCTET);
  return masked(text, OCTET, (each) => number(each, 10, OCTET) ?? hexadecimal(each), hexadecimal);
}

/** flower_parse_u8. */
export function parseIcmpField(text: string): Masked | undefined {
  const decimal = (each: string) => number(each, 10, OCTET);
  return masked(text, OCTET, decimal, decimal);
}

/** flower_parse_tcp_flags. */
export function parseTcpFlags(text: string): Masked | undefined {
  const hexadecimal = (each: string) => number(each, 16, TCP_FLAGS);
  return masked(text, TCP_FLAGS, hexadecimal, hexadecimal);
}

/** flower_parse_matching_flags: more of them add up. */
export function parseIpFlags(text: string, before: Masked | undefined): Masked | undefined {
  let { value, mask } = before ?? { value: 0, mask: 0 };
  for (const token of text.split("/").filter((each) => each !== "")) {
    const negated = token.startsWith("no");
    const bit = IP_FLAGS.find(([name]) => name === (negated ? token.slice(2) : token))?.[1];
    if (bit === undefined) return undefined;
    value = negated ? value & ~bit : value | bit;
    mask |= bit;
  }
  return { value, mask };
}

/** flower_parse_port; a text says what is wrong with a range. */
export function parsePort(text: string): PortKey | string | undefined {
  const port = (each: string) => number(each, 10, PORT);
  const dash = text.indexOf("-");
  const from = port(dash < 0 ? text : text.slice(0, dash));
  const to = dash < 0 ? 0 : port(text.slice(dash + 1));
  if (to === undefined) return undefined;
  if (from && to > 0) return to <= from ? "max value should be greater than min value\n" : { from, to };
  // What is no range nor a number is looked at for a mask; a dash has cut it off by then.
  if (from === undefined && dash < 0 && text.includes("/")) {
    const any = (each: string) => number(each, 0, PORT);
    return masked(text, PORT, any, any);
  }
  return from && !to ? { value: from, mask: PORT } : undefined;
}

type Line = (name: string, value: string | number, text?: string) => void;

/** print_masked_type. */
export function printMasked(out: Output, name: string, key: Masked | undefined, most = OCTET): void {
  if (!key || key.mask === 0) return;
  out.field(name, key.value, `\n  ${name} ${key.value}`);
  const mask = key.mask.toString(16);
  if (key.mask !== most) out.field(`${name}_mask`, mask, `/0x${mask}`);
}

/** flower_print_port and flower_print_port_range, each for where it goes to and where it is from. */
export function printPorts(out: Output, { destinationPort, sourcePort }: FlowerKeys): void {
  const both = [
    ["dst_port", destinationPort],
    ["src_port", sourcePort],
  ] as const;
  for (const [name, key] of both) if (key && "mask" in key) printMasked(out, name, key, PORT);
  for (const [name, key] of both)
    if (key && "from" in key)
      out.json(name, { start: key.from, end: key.to }).text(`\n  ${name} ${key.from}-${key.to}`);
}

export function printTcpFlags(line: Line, key: Masked | undefined): void {
  if (key && key.mask !== 0) line("tcp_flags", `0x${key.value.toString(16)}/${key.mask.toString(16)}`);
}

/** flower_print_masked_u8. */
export function printIcmpField(line: Line, name: string, key: Masked | undefined): void {
  if (key && key.mask !== 0) line(name, key.mask === OCTET ? String(key.value) : `${key.value}/${key.mask}`);
}

export function printIpFlags(out: Output, key: Masked | undefined): void {
  if (!key || key.mask === 0) return;
  const shown = IP_FLAGS.filter(([, bit]) => key.mask & bit);
  const words = shown.map(([name, bit]) => (key.value & bit ? name : `no${name}`));
  out.text(`\n  ip_flags ${words.join("/")}`);
  out.json("ip_flags", Object.fromEntries(shown.map(([name, bit]) => [name, (key.value & bit) !== 0])));
}

function octetWords(key: Masked | undefined): string | undefined {
  return key && `${key.value}/${key.mask.toString(16)}`;
}
function icmpWords(key: Masked | undefined): string | undefined {
  return key && `${key.value}/${key.mask}`;
}
function portWords(key: PortKey | undefined): string | undefined {
  if (!key) return undefined;
  if ("from" in key) return `${key.from}-${key.to}`;
  return key.mask === PORT ? String(key.value) : `0x${key.value.toString(16)}/0x${key.mask.toString(16)}`;
}
function ipFlagWords(key: Masked | undefined): string | undefined {
  const words = IP_FLAGS.filter(([, bit]) => (key?.mask ?? 0) & bit).map(([name, bit]) =>
    (key?.value ?? 0) & bit ? name : `no${name}`,
  );
  return key && words.join("/");
}

/** Those keys as words of a command line, behind `ip_proto` where they need it. */
export function maskedWords(keys: FlowerKeys): readonly (readonly [word: string, value: string | undefined])[] {
  const { tcpFlags } = keys;
  return [
    ["ip_tos", octetWords(keys.tos)],
    ["ip_ttl", octetWords(keys.ttl)],
    ["dst_port", portWords(keys.destinationPort)],
    ["src_port", portWords(keys.sourcePort)],
    ["tcp_flags", tcpFlags && `${tcpFlags.value.toString(16)}/${tcpFlags.mask.toString(16)}`],
    ["ip_flags", ipFlagWords(keys.ipFlags)],
    ["type", icmpWords(keys.icmpType)],
    ["code", icmpWords(keys.icmpCode)],
  ];
}
