/** base32 and basenc of coreutils 9.1 (RFC 4648, Z85 of ZeroMQ's RFC 32). What is decoded before invalid input is written. */
import { getoptLong, type LongOptions } from "../../core/command/getopt-long.ts";
import { strerror } from "../../core/errors.ts";
import type { ExitStatus } from "../../core/process.ts";
import { bytesOfText, textOfBytes } from "../../core/text-bytes.ts";
import type { ProcessContext, Program } from "../program.ts";
import { shownName } from "../programs/base/quote.ts";
import { complain, complainOfUse } from "../programs/base/support.ts";
import { put, refusedOutput } from "./command.ts";
import { readToEnd, resolvePath } from "./files.ts";

/** A code whose digits stand for so many bits each; a group of them is filled up with `=`. */
interface Code {
  readonly digits: string;
  readonly bits: number;
  /** Digits in a group of whole octets. */
  readonly group: number;
  readonly lowFirst?: boolean;
}

const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const LETTERS = `${UPPER}${UPPER.toLowerCase()}0123456789`;
const CODES = {
  base64: { digits: `${LETTERS}+/`, bits: 6, group: 4 },
  base64url: { digits: `${LETTERS}-_`, bits: 6, group: 4 },
  base32: { digits: `${UPPER}234567`, bits: 5, group: 8 },
  base32hex: { digits: `0123456789${UPPER.slice(0, 22)}`, bits: 5, group: 8 },
  base16: { digits: "0123456789ABCDEF", bits: 4, group: 2 },
  base2msbf: { digits: "01", bits: 1, group: 8 },
  base2lsbf: { digits: "01", bits: 1, group: 8, lowFirst: true },
} satisfies Record<string, Code>;
const Z85 = `0123456789${UPPER.toLowerCase()}${UPPER}.-:+=^!/*?&<>()[]{}@%$#`;

const reversed = (byte: number): number => {
  let out = 0;
  for (let bit = 0; bit < 8; bit++) if (byte & (1 << bit)) out |= 128 >> bit;
  return out;
};

function encode({ digits, bits, group, lowFirst }: Code, bytes: readonly number[]): string {
  let out = "";
  let [held, count] = [0, 0];
  for (const byte of bytes) {
    held = (held << 8) | (lowFirst ? reversed(byte) : byte);
    count += 8;
    while (count >= bits) {
      count -= bits;
      out += digits[(held >> count) & ((1 << bits) - 1)];
    }
    held &= (1 << count) - 1;
  }
  if (count > 0) out += digits[(held << (bits - count)) & ((1 << bits) - 1)];
  return out + "=".repeat((group - (out.length % group)) % group);
}

interface Decoded {
  readonly bytes: readonly number[];
  readonly whole: boolean;
}

function decode({ digits, bits, group, lowFirst }: Code, text: string): Decoded {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += group) {
    const part = text.slice(at, at + group);
    const code = part.replace(/=+$/, "");
    const values = [...code].map((char) => digits.indexOf(char));
    const valid = values.findIndex((value) => value < 0);
    const octets: number[] = [];
    let [held, count] = [0, 0];
    for (const value of valid < 0 ? values : values.slice(0, valid)) {
      held = ((held << bits) | value) & 0xffff;
      count += bits;
      if (count < 8) continue;
      count -= 8;
      const byte = (held >> count) & 255;
      octets.push(lowFirst ? reversed(byte) : byte);
    }
    // As many digits as octets need, and what is left over is filled up: no more of them.
    const needed = Math.ceil((Math.floor((code.length * bits) / 8) * 8) / bits);
    const padded = code.length === group || (bits > 4 && part.length === group);
    const whole = valid < 0 && padded && needed === code.length && code !== "";
    // Of a broken group nothing is kept, but for what base64 has read of one.
    if (whole || bits === 6) bytes.push(...octets);
    if (!whole) return { bytes, whole };
  }
  return { bytes, whole: true };
}

function encodeZ85(bytes: readonly number[]): string {
  let out = "";
  for (let at = 0; at < bytes.length; at += 4) {
    let value = bytes.slice(at, at + 4).reduce((sum, byte) => sum * 256 + byte, 0);
    let group = "";
    for (let i = 0; i < 5; i++) {
      group = (Z85[value % 85] ?? "") + group;
      value = Math.floor(value / 85);
    }
    out += group;
  }
  return out;
}

function decodeZ85(text: string): Decoded {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 5) {
    const values = [...text.slice(at, at + 5)].map((char) => Z85.indexOf(char));
    const value = values.reduce((sum, digit) => sum * 85 + digit, 0);
    if (values.length < 5 || values.some((digit) => digit < 0) || value > 0xffffffff) return { bytes, whole: false };
    bytes.push(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
  }
  return { bytes, whole: true };
}

async function inputOf(context: ProcessContext, name: string): Promise<string | undefined> {
  if (name === "-") return await readToEnd(context.stdin, context);
  const opened = context.files.open(resolvePath(context.cwd, name), "read");
  if (!opened.ok) complain(context, `${shownName(name)}: ${strerror(opened.error)}`);
  else if (opened.value.directory) complain(context, `read error: ${strerror("EISDIR")}`);
  else {
    const text = await readToEnd(opened.value, context);
    opened.value.close();
    return text;
  }
  return undefined;
}

const PLAIN: LongOptions = { decode: "d", "ignore-garbage": "i", wrap: "w:" };
type Name = keyof typeof CODES | "z85";
const NAMES = [...Object.keys(CODES), "z85"] as Name[];

async function run(context: ProcessContext, fixed: Name | undefined): Promise<ExitStatus> {
  const long = fixed === undefined ? { ...PLAIN, ...Object.fromEntries(NAMES.map((name) => [name, name])) } : PLAIN;
  let [code, width, decodes, ignores] = [fixed, 76, false, false];
  const operands: string[] = [];
  for (const option of getoptLong(context.argv, "diw:", long)) {
    if (option.kind === "error") return complainOfUse(context, option.text);
    if (option.kind === "operand") operands.push(option.text);
    else if (option.name === "d") decodes = true;
    else if (option.name === "i") ignores = true;
    else if (option.name === "w") {
      if (!/^\s*\+?\d+$/.test(option.value)) return complain(context, `invalid wrap size: ‘${option.value}’`);
      width = Number(option.value);
    } else code = option.name as Name;
  }
  if (code === undefined) return complainOfUse(context, "missing encoding type");
  const [name = "-", extra] = operands;
  if (extra !== undefined) return complainOfUse(context, `extra operand ‘${extra}’`);
  const text = await inputOf(context, name);
  if (text === undefined) return 1;
  const digits = code === "z85" ? Z85 : CODES[code].digits;
  if (decodes) {
    const kept = ignores ? [...text].filter((char) => digits.includes(char) || char === "=").join("") : text;
    const { bytes, whole } = code === "z85" ? decodeZ85(strip(kept)) : decode(CODES[code], strip(kept));
    if (!(await put(context.stdout, textOfBytes(bytes)))) return refusedOutput(context);
    return whole ? 0 : complain(context, "invalid input");
  }
  const bytes = bytesOfText(text);
  const whole = code === "z85" ? encodeZ85(bytes) : encode(CODES[code], bytes);
  if (code === "z85" && bytes.length % 4 !== 0)
    return complain(context, "invalid input (length must be multiple of 4 characters)");
  const lines = width === 0 ? whole : whole.replace(new RegExp(`.{1,${width}}`, "gs"), "$&\n");
  if (!(await put(context.stdout, lines))) return refusedOutput(context);
  return 0;
}

const strip = (text: string): string => text.replaceAll("\n", "");

export const codePrograms: readonly Program[] = [
  {
    name: "base32",
    path: "/usr/bin/base32",
    summary: "encode and decode base32",
    run: (context) => run(context, "base32"),
  },
  {
    name: "basenc",
    path: "/usr/bin/basenc",
    summary: "encode and decode bases",
    run: (context) => run(context, undefined),
  },
];
