/** Values of jq 1.6: their kinds, order, equality and text (jv.c, jv_print.c). Objects keep the order in which keys came. */

export type JsonObject = ReadonlyMap<string, Json>;
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** An error that `try` catches: any value, mostly a message. */
export class JqError extends Error {
  readonly value: Json;
  constructor(value: Json) {
    super();
    this.value = value;
  }
}

/** More work than anybody waits for. */
export class JqLimit extends Error {}

export const isArray = (value: Json): value is readonly Json[] => Array.isArray(value);
export const isObject = (value: Json): value is JsonObject => value instanceof Map;
export const truthy = (value: Json): boolean => value !== null && value !== false;

export function kindOf(value: Json): string {
  if (value === null) return "null";
  if (typeof value !== "object") return typeof value;
  return isArray(value) ? "array" : "object";
}

const rank = (value: Json): number => {
  if (value === null) return 0;
  switch (typeof value) {
    case "boolean":
      return value ? 2 : 1;
    case "number":
      return 3;
    case "string":
      return 4;
    default:
      return isArray(value) ? 5 : 6;
  }
};

/** By code points, as memcmp(3) has it in UTF-8. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left === right) continue;
    const surrogates = left >= 0xd800 && right >= 0xd800;
    return surrogates ? (a.codePointAt(i) ?? 0) - (b.codePointAt(i) ?? 0) : left - right;
  }
  return a.length - b.length;
}

const sortedKeys = (object: JsonObject): string[] => [...object.keys()].sort(compareText);

/** null, false, true, numbers, strings, arrays, objects (jv_cmp). */
export function compare(a: Json, b: Json): number {
  const difference = rank(a) - rank(b);
  if (difference !== 0) return difference;
  if (typeof a === "number") {
    const right = b as number;
    // nan is below every number.
    return a < right || Number.isNaN(a) ? -1 : a === right ? 0 : 1;
  }
  if (typeof a === "string") return compareText(a, b as string);
  if (a === null || typeof a !== "object") return 0;
  if (isArray(a)) {
    const right = b as readonly Json[];
    for (let i = 0; i < a.length && i < right.length; i++) {
      const order = compare(a[i] as Json, right[i] as Json);
      if (order !== 0) return order;
    }
    return a.length - right.length;
  }
  const left = a as JsonObject;
  const right = b as JsonObject;
  const keys = sortedKeys(left);
  const order = compare(keys, sortedKeys(right));
  if (order !== 0) return order;
  for (const key of keys) {
    const each = compare(left.get(key) as Json, right.get(key) as Json);
    if (each !== 0) return each;
  }
  return 0;
}

/** Shortest digits that read back as the number, laid out as freedtoa's g_fmt does (jv_dtoa.c, jvp_dtoa_fmt). */
export function numberText(given: number): string {
  if (Number.isNaN(given)) return "null";
  const value = Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, given));
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  const [mantissa = "", power = "0"] = Math.abs(value).toExponential().split("e");
  const digits = mantissa.replace(".", "");
  const point = Number(power) + 1;
  const sign = value < 0 ? "-" : "";
  if (point <= -4 || point > digits.length + 15) {
    const exponent = point - 1;
    const shown = String(Math.abs(exponent)).padStart(2, "0");
    return `${sign}${digits[0]}${digits.length > 1 ? `.${digits.slice(1)}` : ""}e${exponent < 0 ? "-" : "+"}${shown}`;
  }
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  if (point >= digits.length) return sign + digits.padEnd(point, "0");
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\f": "\\f",
  "\r": "\\r",
};

const hex = (code: number): string => `\\u${code.toString(16).padStart(4, "0")}`;

function stringText(text: string, ascii: boolean): string {
  const plain = text.replace(/["\\\x00-\x1f\x7f]/g, (char) => ESCAPES[char] ?? hex(char.charCodeAt(0)));
  return `"${ascii ? plain.replace(/[^\x00-\x7f]/g, (char) => hex(char.charCodeAt(0))) : plain}"`;
}

export interface PrintOptions {
  /** What a level is indented by; undefined: on one line. */
  readonly indent?: string;
  readonly sort?: boolean;
  readonly ascii?: boolean;
  readonly color?: Colors;
}

export interface Colors {
  readonly null: string;
  readonly false: string;
  readonly true: string;
  readonly number: string;
  readonly string: string;
  readonly array: string;
  readonly object: string;
}

const RESET = "\x1b[0m";
const FIELD = "\x1b[34;1m";

/** JSON_COLORS is read by whoever calls. */
export const DEFAULT_COLORS: Colors = {
  null: "\x1b[1;30m",
  false: "\x1b[0;39m",
  true: "\x1b[0;39m",
  number: "\x1b[0;39m",
  string: "\x1b[0;32m",
  array: "\x1b[1;39m",
  object: "\x1b[1;39m",
};

/** A value as jq prints it (jv_dump_term). */
export function text(value: Json, options: PrintOptions = {}, depth = 0): string {
  const { indent, color } = options;
  const wrap = (plain: string, kind: keyof Colors): string =>
    color === undefined ? plain : color[kind] + plain + RESET;
  if (value === null) return wrap("null", "null");
  switch (typeof value) {
    case "boolean":
      return wrap(String(value), value ? "true" : "false");
    case "number":
      return wrap(numberText(value), "number");
    case "string":
      return wrap(stringText(value, options.ascii === true), "string");
    default:
  }
  if (depth > 10_000) return "<skipped: too deep>";
  const array = isArray(value);
  const own = color?.[array ? "array" : "object"] ?? "";
  const reset = color === undefined ? "" : RESET;
  const size = array ? value.length : (value as JsonObject).size;
  if (size === 0) return own + (array ? "[]" : "{}") + reset;
  const line = indent === undefined ? "" : `\n${indent.repeat(depth + 1)}`;
  const last = indent === undefined ? "" : `\n${indent.repeat(depth)}`;
  let out = own + (array ? "[" : "{");
  if (array) {
    value.forEach((item, at) => {
      out += `${at > 0 ? "," : ""}${line}${text(item, options, depth + 1)}${own}`;
    });
    return `${out}${last}${own}]${reset}`;
  }
  const object = value as JsonObject;
  let first = true;
  for (const key of options.sort === true ? sortedKeys(object) : object.keys()) {
    const name = stringText(key, options.ascii === true);
    out += `${first ? "" : ","}${line}${reset}${color === undefined ? name : FIELD + name + RESET}${own}:`;
    out += `${indent === undefined ? "" : " "}${reset}${text(object.get(key) as Json, options, depth + 1)}${own}`;
    first = false;
  }
  return `${out}${last}${own}}${reset}`;
}

/** A value in a message, cut to a buffer of so many bytes (jv_dump_string_trunc). */
export function short(value: Json, size = 15): string {
  const whole = text(value);
  return whole.length < size ? whole : `${whole.slice(0, size - 4)}...`;
}

export const described = (value: Json): string => `${kindOf(value)} (${short(value)})`;

export function fail(message: string): never {
  throw new JqError(message);
}

/** What ends jq by `halt` and `halt_error`. */
export class JqHalt extends Error {
  readonly status: number;
  readonly value: Json | undefined;
  constructor(status: number, value?: Json) {
    super();
    this.status = status;
    this.value = value;
  }
}
