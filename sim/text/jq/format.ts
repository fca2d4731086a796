/** `@csv`, `@sh` and their kin (builtin.c, f_format). */
import { bytesOfText, textOfBytes } from "../../../core/text-bytes.ts";
import { described, fail, isArray, type Json, numberText, text } from "./value.ts";

export const toText = (value: Json): string => (typeof value === "string" ? value : text(value));

function row(value: Json, separator: string, kind: string, quote: (text: string) => string): string {
  if (!isArray(value)) return fail(`${described(value)} cannot be ${kind}-formatted, only array`);
  const cells = value.map((cell) => {
    if (cell === null) return "";
    if (typeof cell === "boolean") return String(cell);
    // 17 digits here, not the shortest.
    if (typeof cell === "number") return Number.isNaN(cell) ? "" : rounded(cell);
    if (typeof cell === "string") return quote(cell);
    return fail(`${described(cell)} is not valid in a csv row`);
  });
  return cells.join(separator);
}

const rounded = (value: number): string => numberText(value);

const HTML: Readonly<Record<string, string>> = { "<": "&lt;", ">": "&gt;", "&": "&amp;", "'": "&apos;", '"': "&quot;" };
const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

function encoded(bytes: Iterable<number>, alphabet: string, bits: number, group: number): string {
  let out = "";
  let held = 0;
  let count = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xffff;
    count += 8;
    while (count >= bits) {
      count -= bits;
      out += alphabet[(held >> count) & ((1 << bits) - 1)];
    }
  }
  if (count > 0) out += alphabet[(held << (bits - count)) & ((1 << bits) - 1)];
  return out.padEnd(Math.ceil(out.length / group) * group, "=");
}

function decoded(value: Json): string {
  const given = toText(value);
  const bytes: number[] = [];
  let held = 0;
  let count = 0;
  let digits = 0;
  for (const char of given) {
    if (char === "=") break;
    const at = BASE64.indexOf(char);
    if (at < 0) return fail(`${described(given)} is not valid base64 data`);
    digits++;
    held = ((held << 6) | at) & 0xffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes.push((held >> count) & 255);
    }
  }
  if (digits % 4 === 1) return fail(`${described(given)} is not valid base64 data`);
  return textOfBytes(bytes).replace(/[\udc80-\udcff]/g, (half, at: number, all: string) =>
    /[\ud800-\udbff]/.test(all[at - 1] ?? "") ? half : "\ufffd",
  );
}

/** A value in a format; undefined for a format that there is not. */
export function format(name: string, value: Json): string {
  switch (name) {
    case "text":
      return toText(value);
    case "json":
      return text(value);
    case "csv":
      return row(value, ",", "csv", (cell) => `"${cell.replaceAll('"', '""')}"`);
    case "tsv":
      return row(value, "\t", "tsv", (cell) =>
        cell.replace(/[\t\r\n\\]/g, (char) => ({ "\t": "\\t", "\r": "\\r", "\n": "\\n" })[char] ?? "\\\\"),
      );
    case "html":
      return toText(value).replace(/[<>&'"]/g, (char) => HTML[char] ?? char);
    case "uri":
      return [...bytesOfText(toText(value))]
        .map((byte) => {
          const char = String.fromCharCode(byte);
          return /[A-Za-z0-9\-_.!~*'()]/.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
        })
        .join("");
    case "sh":
      return (isArray(value) ? value : [value])
        .map((each) => {
          if (typeof each === "string") return `'${each.replaceAll("'", "'\\''")}'`;
          if (each !== null && typeof each === "object") return fail(`${described(each)} can not be escaped for shell`);
          return text(each);
        })
        .join(" ");
    case "base64":
      return encoded(bytesOfText(toText(value)), BASE64, 6, 4);
    case "base64d":
      return decoded(value);
    default:
      return fail(`${name} is not a valid format`);
  }
}
