/**
 * Basic and extended regular expressions of regex(7) with GNU's additions (`\+ \? \|` in basic ones, `\< \> \b \w \s`) as
 * JavaScript's. Simplified: of several alternatives the first that fits is taken, not the longest. Absent: `[.x.]`, `[=x=]`.
 */
import { CLASSES, type Pattern } from "./perl-pattern.ts";

const LITERAL = /[\\^$.*+?()[\]{}|/]/;

const WORDS: Readonly<Record<string, string>> = {
  "<": "\\b(?=\\w)",
  ">": "\\b(?<=\\w)",
  b: "\\b",
  B: "\\B",
  w: "\\w",
  W: "\\W",
  s: "\\s",
  S: "\\S",
  "`": "^",
  "'": "$",
};

/** The bracket expression that starts at `at`, where a backslash is itself; undefined where it does not end. */
function bracketAt(text: string, at: number): readonly [string, number] | undefined {
  let out = "[";
  let i = at + 1;
  if (text[i] === "^") out += text[i++];
  for (let first = true; ; first = false) {
    const char = text[i];
    if (char === undefined) return undefined;
    if (char === "]" && !first) return [out === "[" ? "[]" : `${out}]`, i + 1];
    const named = /^\[:(\w+):\]/.exec(text.slice(i));
    const known = named && CLASSES[named[1] ?? ""];
    if (named && known !== undefined) {
      out += known;
      i += named[0].length;
    } else {
      out += /[\\\][]/.test(char) || (char === "^" && out === "[") ? `\\${char}` : char;
      i++;
    }
  }
}

function translate(text: string, extended: boolean): string | { readonly error: string } {
  let out = "";
  let depth = 0;
  let groups = 0;
  // Where a repetition has nothing to repeat, and where an anchor is one in a basic expression.
  let fresh = true;
  for (let i = 0; i < text.length; ) {
    const char = text[i] as string;
    const next = text[i + 1];
    const escaped = char === "\\";
    if (escaped && next === undefined) return { error: "Trailing backslash" };
    const mark = escaped ? (next as string) : char;
    const special = /[(){}|+?]/.test(mark) ? escaped !== extended : !escaped;
    i += escaped ? 2 : 1;
    if (escaped && WORDS[mark] !== undefined) {
      out += WORDS[mark];
      fresh = false;
    } else if (escaped && /[1-9]/.test(mark)) {
      if (Number(mark) > groups - depth) return { error: "Invalid back reference" };
      out += `\\${mark}`;
      fresh = false;
    } else if (special && mark === "[") {
      const found = bracketAt(text, i - 1);
      if (!found) return { error: "Unmatched [, [^, [:, [., or [=" };
      out += found[0];
      i = found[1];
      fresh = false;
    } else if (special && mark === "(") {
      depth++;
      groups++;
      out += "(";
      fresh = true;
    } else if (special && mark === ")" && (depth > 0 || !extended)) {
      if (depth-- === 0) return { error: "Unmatched ) or \\)" };
      out += ")";
      fresh = false;
    } else if (special && mark === "|") {
      out += "|";
      fresh = true;
    } else if (special && mark === "{") {
      const interval = (extended ? /^(\d*)(,?)(\d*)\}/ : /^(\d*)(,?)(\d*)\\\}/).exec(text.slice(i));
      if (interval === null || fresh || `${interval[1]}${interval[2]}` === "") {
        if (!extended) {
          if (fresh) return { error: "Invalid preceding regular expression" };
          return { error: /^[\d,]*$/.test(text.slice(i)) ? "Unmatched \\{" : "Invalid content of \\{\\}" };
        }
        out += "\\{";
        fresh = false;
        continue;
      }
      out += `{${interval[1] === "" ? 0 : interval[1]}${interval[2]}${interval[3]}}`;
      i += interval[0].length;
    } else if (special && /[*+?]/.test(mark)) {
      out += fresh ? `\\${mark}` : mark;
      // A second repetition of the same thing changes nothing; JavaScript would read another meaning into it.
      while (extended ? /[*+?]/.test(text[i] ?? "") : text[i] === "*") {
        out = `${out.slice(0, -1)}*`;
        i++;
      }
      fresh = false;
    } else if (special && mark === "^" && (extended || fresh)) out += "^";
    else if (special && mark === "$" && (extended || i === text.length || /^\\[)|]/.test(text.slice(i)))) out += "$";
    else if (special && mark === ".") {
      out += ".";
      fresh = false;
    } else {
      out += LITERAL.test(mark) ? `\\${mark}` : mark;
      fresh = false;
    }
  }
  return depth > 0 ? { error: "Unmatched ( or \\(" } : out;
}

/** Reads several patterns, any of which may fit. */
export function posixPattern(
  patterns: readonly string[],
  kind: "basic" | "extended" | "fixed",
  flags: string,
): Pattern {
  const parts: string[] = [];
  for (const pattern of patterns) {
    const part =
      kind === "fixed" ? pattern.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&") : translate(pattern, kind === "extended");
    if (typeof part !== "string") return part;
    parts.push(part);
  }
  try {
    return {
      regex: new RegExp(
        parts.length === 1 ? (parts[0] as string) : parts.map((part) => `(?:${part})`).join("|"),
        flags,
      ),
    };
  } catch (error) {
    const said = error instanceof Error ? error.message : "";
    if (/Range out of order/.test(said)) return { error: "Invalid range end" };
    return { error: /numbers out of order/.test(said) ? "Invalid content of \\{\\}" : "Invalid back reference" };
  }
}
