/** `printf` of Go (package fmt), for the verbs and flags that make sense of strings, numbers, booleans and lists. */
import { formatValue, type GoValue, isSlice, isStruct, toJson } from "./value.ts";

/** Formats as fmt.Sprintf does, `%!d(string=x)` and `%!s(MISSING)` included. */
export function formatPrintf(format: string, args: readonly GoValue[]): string {
  let next = 0;
  const out = format.replace(
    /%([-+# 0]*)(\*|\d+)?(?:\.(\*|\d+)?)?([a-zA-Z%])?/g,
    (whole, flags: string, width: string | undefined, precision: string | undefined, verb: string | undefined) => {
      if (verb === "%") {
        return "%";
      }
      if (verb === undefined) {
        return "%!(NOVERB)";
      }
      const wide = width === "*" ? Number(args[next++]) : Number(width ?? 0);
      const exact =
        precision === "*"
          ? Number(args[next++])
          : precision === undefined
            ? whole.includes(".")
              ? 0
              : undefined
            : Number(precision);
      if (next >= args.length) {
        return `%!${verb}(MISSING)`;
      }
      return pad(one(verb, args[next++] ?? null, flags, exact), wide, flags);
    },
  );
  const extra = args.slice(next);
  return extra.length === 0
    ? out
    : `${out}%!(EXTRA ${extra.map((arg) => `${typeOf(arg)}=${formatValue(arg)}`).join(", ")})`;
}

function one(verb: string, value: GoValue, flags: string, precision: number | undefined): string {
  if (isSlice(value) && "sdqxv".includes(verb)) {
    return `[${value.map((item) => one(verb, item, flags, precision)).join(" ")}]`;
  }
  const plus = flags.includes("+") ? "+" : "";
  switch (verb) {
    case "v":
      return typeof value === "number" && value >= 0 ? plus + formatValue(value) : formatValue(value);
    case "s":
      return typeof value === "number" || typeof value === "boolean"
        ? bad(verb, value)
        : formatValue(value).slice(0, precision ?? Number.POSITIVE_INFINITY);
    case "q":
      return typeof value === "string" ? toJson(value) : bad(verb, value);
    case "d":
      return typeof value === "number" ? (value >= 0 ? plus : "") + String(Math.trunc(value)) : bad(verb, value);
    case "t":
      return typeof value === "boolean" ? String(value) : bad(verb, value);
    case "x":
    case "X": {
      const hex =
        typeof value === "number"
          ? Math.trunc(value).toString(16)
          : Array.from(new Uint8Array(utf8(formatValue(value))), (byte) => byte.toString(16).padStart(2, "0")).join("");
      return verb === "X" ? hex.toUpperCase() : hex;
    }
    case "o":
      return typeof value === "number" ? Math.trunc(value).toString(8) : bad(verb, value);
    case "b":
      return typeof value === "number" ? Math.trunc(value).toString(2) : bad(verb, value);
    case "c":
      return typeof value === "number" ? String.fromCodePoint(value) : bad(verb, value);
    case "f":
    case "F":
    case "g":
    case "e":
      return bad(verb, value);
    case "T":
      return typeOf(value);
    default:
      return bad(verb, value);
  }
}

function bad(verb: string, value: GoValue): string {
  return value === null ? `%!${verb}(<nil>)` : `%!${verb}(${typeOf(value)}=${formatValue(value)})`;
}

function typeOf(value: GoValue): string {
  if (typeof value === "number") {
    return "int";
  }
  if (typeof value === "boolean") {
    return "bool";
  }
  return typeof value === "string"
    ? "string"
    : isSlice(value)
      ? "[]interface {}"
      : isStruct(value)
        ? "struct"
        : "map[string]interface {}";
}

function pad(text: string, width: number, flags: string): string {
  if (text.length >= width) {
    return text;
  }
  if (flags.includes("-")) {
    return text.padEnd(width);
  }
  if (flags.includes("0")) {
    const sign = /^[-+]/.exec(text)?.[0] ?? "";
    return sign + text.slice(sign.length).padStart(width - sign.length, "0");
  }
  return text.padStart(width);
}

/** The bytes of a string in UTF-8. */
function utf8(text: string): number[] {
  return [...encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd")).matchAll(/%(..)|./g)].map(([char, hex]) =>
    hex === undefined ? char.charCodeAt(0) : Number.parseInt(hex, 16),
  );
}
