/**
 * Values of awk(1) as mawk 1.3.4 of Debian 12 has them: numbers, strings of bytes, and strings from outside that count as numbers
 * where they look like some. Numbers print as whole ones within 31 bits, else by CONVFMT.
 */
import { formatFloat } from "../../shell/builtin/float.ts";

/** Text from outside. */
export class Given {
  readonly text: string;
  /** Its value where it looks like a number. */
  readonly number: number | undefined;
  constructor(text: string) {
    this.text = text;
    this.number = /^[ \t\n\r\f\v]*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?[ \t\n\r\f\v]*$/.test(text)
      ? Number(text)
      : undefined;
  }
}

export type Value = number | string | Given | undefined;

const MAX_INT = 2147483647;

/** Leading number of a text (strtod(3)). */
export function numberOf(value: Value): number {
  if (typeof value === "number") return value;
  if (value === undefined) return 0;
  if (typeof value !== "string" && value.number !== undefined) return value.number;
  const text = typeof value === "string" ? value : value.text;
  const found =
    /^[ \t\n\r\f\v]*([-+]?)(?:0[xX]([0-9A-Fa-f]+)|((?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)|(inf(?:inity)?)|(nan))/i.exec(
      text,
    );
  if (found === null) return 0;
  const sign = found[1] === "-" ? -1 : 1;
  if (found[2] !== undefined) return sign * Number.parseInt(found[2], 16);
  if (found[4] !== undefined) return sign * Number.POSITIVE_INFINITY;
  return found[5] !== undefined ? Number.NaN : sign * Number(found[3]);
}

/** A number as it prints: `format` is CONVFMT or OFMT. */
function textOfNumber(value: number, format: string): string {
  if (Number.isInteger(value) && Math.abs(value) <= MAX_INT) return Object.is(value, -0) ? "0" : String(value);
  if (Number.isNaN(value)) return "nan";
  if (format === "%.6g") return formatFloat(value, "g", "", 6);
  return formatted(format, [value], format).text;
}

export function textOf(value: Value, format: string): string {
  if (typeof value === "string") return value;
  if (value === undefined) return "";
  return typeof value === "number" ? textOfNumber(value, format) : value.text;
}

export function truth(value: Value): boolean {
  if (typeof value === "number") return value !== 0;
  if (typeof value === "string") return value !== "";
  if (value === undefined) return false;
  return value.number === undefined ? value.text !== "" : value.number !== 0;
}

/** Below, above or equal to 0, as the operands compare: as numbers unless one of them is text. */
export function compare(left: Value, right: Value, format: string): number {
  const numeric = (value: Value): boolean =>
    typeof value === "number" || value === undefined || (typeof value !== "string" && value.number !== undefined);
  if (numeric(left) && numeric(right)) {
    const [a, b] = [numberOf(left), numberOf(right)];
    return a < b ? -1 : a > b ? 1 : a === b ? 0 : Number.NaN;
  }
  const [a, b] = [textOf(left, format), textOf(right, format)];
  return a < b ? -1 : a > b ? 1 : 0;
}

const clamped = (value: number): number =>
  value >= MAX_INT ? MAX_INT : value > -MAX_INT ? Math.trunc(value) : Number.isNaN(value) ? -MAX_INT - 1 : -MAX_INT;

export interface Formatted {
  readonly text: string;
  /** What mawk dies of. */
  readonly problem?: string;
}

/** printf(3) with values of awk. */
export function formatted(format: string, values: readonly Value[], convert: string): Formatted {
  let out = "";
  let next = 0;
  let conversion = 0;
  const lacking = (): Formatted => ({ text: out, problem: "not enough arguments passed to" });
  for (let i = 0; i < format.length; i++) {
    const char = format[i] as string;
    if (char !== "%") {
      out += char;
      continue;
    }
    if (format[i + 1] === "%") {
      out += "%";
      i++;
      continue;
    }
    conversion++;
    const spec = /^([-+ #0]*)(\*|\d*)(?:\.(\*|\d*))?([hlqLV]*)([diouxXcsfFeEgGaA])/.exec(format.slice(i + 1));
    if (spec === null) return { text: out, problem: `improper conversion(number ${conversion}) in` };
    i += spec[0].length;
    let [, flags = "", widthText = "", precisionText] = spec;
    const letter = spec[5] as string;
    if (widthText === "*") {
      if (next >= values.length) return lacking();
      const width = clamped(numberOf(values[next++]));
      if (width < 0) flags += "-";
      widthText = String(Math.abs(width));
    }
    if (precisionText === "*") {
      if (next >= values.length) return lacking();
      precisionText = String(clamped(numberOf(values[next++])));
    }
    if (next >= values.length) return lacking();
    const value = values[next++];
    const precision = precisionText === undefined ? undefined : Number(precisionText) || 0;
    out += padded(converted(value, letter, flags, precision, convert), Number(widthText), flags, letter, precision);
  }
  return { text: out };
}

function converted(
  value: Value,
  letter: string,
  flags: string,
  precision: number | undefined,
  convert: string,
): string {
  switch (letter) {
    case "c":
      if (typeof value === "number" || (value instanceof Given && value.number !== undefined))
        return String.fromCharCode(clamped(numberOf(value)) & 255);
      return textOf(value, convert).slice(0, 1) || "\0";
    case "s": {
      const text = textOf(value, convert);
      return precision === undefined ? text : text.slice(0, precision);
    }
    case "d":
    case "i": {
      const number = clamped(numberOf(value));
      const digits = precision === 0 && number === 0 ? "" : String(Math.abs(number)).padStart(precision ?? 0, "0");
      return (number < 0 ? "-" : flags.includes("+") ? "+" : flags.includes(" ") ? " " : "") + digits;
    }
    case "o":
    case "u":
    case "x":
    case "X": {
      const number = Math.min(4294967295, Math.max(0, Math.trunc(numberOf(value)) || 0));
      const base = letter === "o" ? 8 : letter === "u" ? 10 : 16;
      let digits = number.toString(base).padStart(precision ?? 0, "0");
      if (letter === "X") digits = digits.toUpperCase();
      if (flags.includes("#") && number !== 0)
        digits = (letter === "o" ? "0" : letter === "u" ? "" : `0${letter}`) + digits;
      return digits;
    }
    default:
      return formatFloat(numberOf(value), letter, flags, precision);
  }
}

function padded(text: string, width: number, flags: string, letter: string, precision: number | undefined): string {
  if (text.length >= width) return text;
  if (flags.includes("-")) return text.padEnd(width);
  const whole = /[diouxX]/.test(letter);
  if (!flags.includes("0") || letter === "s" || letter === "c" || (whole && precision !== undefined))
    return text.padStart(width);
  const sign = /^(?:[-+ ]|0[xX])?/.exec(text)?.[0] ?? "";
  return sign + text.slice(sign.length).padStart(width - sign.length, "0");
}

/** An array, with the order in which mawk walks it: a table of 64 lists by FNV-1a, newest first, that grows. */
export class AwkArray {
  readonly entries = new Map<string, Value>();

  keys(): string[] {
    let size = 64;
    while (this.entries.size > size * 12) size *= 2;
    return [...this.entries.keys()]
      .map((key, age) => ({ key, age, bucket: fnv1a(key) & (size - 1) }))
      .sort((a, b) => a.bucket - b.bucket || b.age - a.age)
      .map(({ key }) => key);
  }
}

function fnv1a(text: string): number {
  let hash = 2166136261;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619) >>> 0;
  return hash;
}
