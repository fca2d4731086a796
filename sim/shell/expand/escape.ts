/** Backslash escapes: of `echo -e`, `printf` formats, `%b`, and `$'...'`. */
import { textOfBytes } from "../../../core/text-bytes.ts";

/**
 * `bytes` is the argument of `%b`: `\\c` ends the output there, in the format itself it does not. `dash` is its `echo` and `%b`,
 * `dash-format` the format of its `printf`: they know no `\\x` and no `\\u`.
 */
type Dialect = "echo" | "format" | "bytes" | "ansi" | "dash" | "dash-format";

const OCTAL: Readonly<Record<Dialect, RegExp>> = {
  echo: /^0([0-7]{0,3})/,
  format: /^([0-7]{1,3})/,
  bytes: /^([0-7]{1,3})/,
  ansi: /^([0-7]{1,3})/,
  dash: /^(?:0([0-7]{0,3})|(?=[1-7])([0-7]{1,3}))/,
  "dash-format": /^([0-7]{1,3})/,
};

/** The letters behind a backslash that C has. */
export const C_ESCAPES: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
};
const LETTERS: Readonly<Record<string, string>> = { ...C_ESCAPES, e: "\x1b", E: "\x1b" };

/** The text with its escapes decoded; `stopped` when `\c` ended it. `missing` is told of digits that are not there. */
export function decodeEscapes(
  text: string,
  dialect: Dialect,
  missing?: (what: string) => void,
): { readonly text: string; readonly stopped: boolean } {
  if (!text.includes("\\")) return { text, stopped: false };
  const dash = dialect === "dash" || dialect === "dash-format";
  let out = "";
  let bytes: number[] = [];
  const flush = (): void => {
    if (bytes.length > 0) out += textOfBytes(bytes);
    bytes = [];
  };
  for (let i = 0; i < text.length; i++) {
    if (text[i] !== "\\" || i + 1 >= text.length) {
      flush();
      out += text[i];
      continue;
    }
    const rest = text.slice(i + 1, i + 12);
    const octal = OCTAL[dialect].exec(rest);
    const hex = dash ? null : /^x([0-9A-Fa-f]{1,2})/.exec(rest);
    const unicode = dash ? null : (/^u([0-9A-Fa-f]{1,4})/.exec(rest) ?? /^U([0-9A-Fa-f]{1,8})/.exec(rest));
    if (octal) {
      bytes.push(Number.parseInt(octal[1] || octal[2] || "0", 8) & 255);
      i += octal[0].length;
      continue;
    }
    if (hex) {
      bytes.push(Number.parseInt(hex[1] ?? "0", 16));
      i += hex[0].length;
      continue;
    }
    flush();
    if (unicode) {
      const code = Number.parseInt(unicode[1] ?? "0", 16);
      out += code <= 0x10ffff ? String.fromCodePoint(code) : "";
      i += unicode[0].length;
      continue;
    }
    const letter = rest[0] ?? "";
    if (letter === "c") {
      if (dialect === "format" || dialect === "dash-format") {
        out += "\\c";
        i++;
        continue;
      }
      if (dialect !== "ansi") return { text: out, stopped: true };
      out += String.fromCharCode((rest.charCodeAt(1) || 0) & 31);
      i += 2;
      continue;
    }
    if (!dash && missing !== undefined && "xuU".includes(letter) && letter !== "")
      missing(`missing ${letter === "x" ? "hex" : "unicode"} digit for \\${letter}`);
    const decoded =
      (dash && letter === "E" ? undefined : LETTERS[letter]) ??
      (dialect !== "echo" && !dash && (letter === '"' || letter === "'" || letter === "?") ? letter : undefined);
    out += decoded ?? `\\${letter}`;
    i++;
  }
  flush();
  return { text: out, stopped: false };
}
