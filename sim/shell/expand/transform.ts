/** `${x@operator}` and the quoted forms that bash prints: `@Q`, `declare -p`, `set -x`, `printf %q`. */
import type { Shell } from "../shell.ts";
import { keysOf, type Variable } from "../variable.ts";
import { decodeEscapes } from "./escape.ts";
import { expandPrompt } from "./prompt.ts";

/** A text as `@Q` quotes it: in single quotes, or `$'...'` when it holds control characters. */
export function quoteSingle(text: string): string {
  if (text === "'") return "\\'";
  return needsAnsi(text) ? quoteAnsi(text) : `'${text.replaceAll("'", "'\\''")}'`;
}

/** A name in a message: as it is, unless it would not be seen (printable_filename). */
export function printableName(name: string): string {
  return needsAnsi(name) ? quoteAnsi(name) : name;
}

/** In single quotes whatever it is, as `alias` and `trap` show it (sh_single_quote). */
export const quotePlain = (text: string): string => (text === "'" ? "\\'" : `'${text.replaceAll("'", "'\\''")}'`);

function needsAnsi(text: string): boolean {
  return /[\x00-\x1f\x7f\udc80-\udcff]/.test(text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, ""));
}

const ANSI: Readonly<Record<string, string>> = {
  "\x07": "\\a",
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\v": "\\v",
  "\f": "\\f",
  "\r": "\\r",
  "\x1b": "\\E",
  "\\": "\\\\",
  "'": "\\'",
};

function quoteAnsi(text: string): string {
  let out = "";
  for (const char of text) {
    const code = char.charCodeAt(0);
    if (ANSI[char] !== undefined) out += ANSI[char];
    else if (code < 32 || code === 127) out += `\\${code.toString(8).padStart(3, "0")}`;
    else if (char.length === 1 && code >= 0xdc80 && code <= 0xdcff) out += `\\${(code - 0xdc00).toString(8)}`;
    else out += char;
  }
  return `$'${out}'`;
}

/** A text as `printf %q` and completion quote it: backslashes. */
export function quoteBackslash(text: string): string {
  if (text === "") return "''";
  if (needsAnsi(text)) return quoteAnsi(text);
  return text.replace(/[ !"$&'()*,;<>?[\\\]^`{|}]/g, "\\$&").replace(/^[~#]/, "\\$&");
}

const METACHARACTERS = /[\s!"$&'()*;<>?[\\\]^`{|}]|^[~#]/;

/** A text in single quotes, whatever is in it. */
export const inSingleQuotes = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** A value as `set` and `declare` list it. */
export function quoteListed(text: string): string {
  return needsAnsi(text) ? quoteAnsi(text) : quoteTrace(text);
}

/** A word as `set -x` shows it: what a shell would take for more than itself is quoted first (print_cmd.c, xtrace_print_word_list). */
export function quoteTrace(text: string): string {
  if (text === "") return "''";
  // Blanks of Unicode and what ends a line otherwise are no metacharacters.
  if (METACHARACTERS.test(text.replace(/[^\x20-\x7e\t\n]/g, "x"))) return inSingleQuotes(text);
  return needsAnsi(text) ? quoteAnsi(text) : text;
}

/** A value as `declare -p` shows it: in double quotes. */
export function quoteDouble(text: string): string {
  return needsAnsi(text) ? quoteAnsi(text) : `"${text.replace(/["$`\\]/g, "\\$&")}"`;
}

/** The attribute letters of a variable, in bash's order. */
export function attributes(variable: Variable): string {
  return (
    (variable.items !== undefined ? "a" : "") +
    (variable.entries !== undefined ? "A" : "") +
    (variable.integer ? "i" : "") +
    (variable.reference ? "n" : "") +
    (variable.readonly ? "r" : "") +
    (variable.traced ? "t" : "") +
    (variable.exported ? "x" : "") +
    (variable.letterCase === "capital" ? "c" : "") +
    (variable.letterCase === "lower" ? "l" : "") +
    (variable.letterCase === "upper" ? "u" : "")
  );
}

/** A key between brackets: quoted when it is not a plain word. */
function quoteKey(key: string): string {
  return /^[A-Za-z0-9_./:%+=-]+$/.test(key) ? key : quoteDouble(key);
}

/** `([0]="a" [1]="b")`, as `declare -p` prints the value of an array. */
export function arrayLiteral(variable: Variable): string {
  const items = keysOf(variable).map((key) => {
    const value = variable.items?.get(Number(key)) ?? variable.entries?.get(key) ?? "";
    return `[${variable.entries === undefined ? key : quoteKey(key)}]=${quoteDouble(value)}`;
  });
  return `(${items.join(" ")}${variable.entries !== undefined && items.length > 0 ? " " : ""})`;
}

export function transform(
  shell: Shell,
  name: string,
  items: readonly string[],
  letter: string,
  list: "@" | "*" | undefined,
): string[] {
  const variable = shell.parameters.lookup(name) ?? shell.parameters.computed(name);
  switch (letter) {
    case "U":
      return items.map((item) => item.toUpperCase());
    case "u":
      return items.map((item) => (item === "" ? item : (item[0] ?? "").toUpperCase() + item.slice(1)));
    case "L":
      return items.map((item) => item.toLowerCase());
    case "Q":
      return items.map(quoteSingle);
    case "E":
      return items.map((item) => decodeEscapes(item, "ansi").text);
    case "P":
      return items.map((item) => expandPrompt(shell, item));
    case "a": {
      const letters = variable === undefined ? "" : attributes(variable);
      return items.length === 0 ? [letters] : items.map(() => letters);
    }
    case "K":
      if (!list || variable === undefined) return items.map(quoteSingle);
      return [
        keysOf(variable)
          .map((key, index) => `${quoteKey(key)} ${quoteDouble(items[index] ?? "")}`)
          .join(" ") + (variable.entries !== undefined && items.length > 0 ? " " : ""),
      ];
    case "k":
      if (!list || variable === undefined) return items.map(quoteSingle);
      return keysOf(variable).flatMap((key, index) => [key, items[index] ?? ""]);
    default: {
      const words =
        name === "@" || name === "*"
          ? items.length === 0
            ? []
            : ["set", "--", ...items.map(quoteSingle)]
          : variable === undefined
            ? []
            : assignment(name, variable, list !== undefined, items[0]);
      // As a list it is the words that it is as a command.
      return list === "@" || words.length === 0 ? words : [words.join(" ")];
    }
  }
}

/** The words of a command that makes a whole array, or the one value that was asked for. */
function assignment(name: string, variable: Variable, list: boolean, one: string | undefined): string[] {
  const letters = attributes(variable);
  if (variable.items !== undefined || variable.entries !== undefined) {
    const empty = variable.bare && (variable.items?.size ?? variable.entries?.size ?? 0) === 0;
    const value = list
      ? empty
        ? undefined
        : arrayLiteral(variable)
      : one === undefined
        ? undefined
        : quoteSingle(one);
    return ["declare", `-${letters}`, `${name}${value === undefined ? "" : `=${value}`}`];
  }
  const value = variable.value === undefined ? "" : `=${quoteSingle(variable.value)}`;
  return letters === "" ? [`${name}${value}`] : ["declare", `-${letters}`, `${name}${value}`];
}
