/**
 * Shell patterns (bash(1), Pattern Matching): `*`, `?`, `[...]` with classes, and the extended forms `?(a|b)`. A pattern
 * is text in which a quoted character carries a backslash. Equivalence classes and collating symbols are absent.
 */

const SPECIAL = /[\\*?[\]()|+@!^&-]/g;

/** A text as a pattern that matches only itself. */
export function quotePattern(text: string): string {
  return text.replace(SPECIAL, "\\$&");
}

/** True when `pattern` has an active pattern character: pathname expansion applies. */
export function hasPattern(pattern: string): boolean {
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i];
    if (char === "\\") i++;
    else if (char === "*" || char === "?") return true;
    else if (char === "[" && pattern.indexOf("]", i + 1) > 0) return true;
    else if (pattern[i + 1] === "(" && (char === "+" || char === "@" || char === "!")) return true;
  }
  return false;
}

/** A pattern as it reads without `shopt -s extglob`: `@(a)` is three characters and an `a`. */
export function plainPattern(pattern: string): string {
  return pattern.includes("(")
    ? pattern.replace(/\\[\s\S]|([?*+@!])\(/g, (whole, operator: string | undefined) =>
        operator === undefined ? whole : `${operator}\\(`,
      )
    : pattern;
}

/** A pattern without its quoting. */
export function unquotePattern(pattern: string): string {
  return pattern.includes("\\") ? pattern.replace(/\\([\s\S])/g, "$1") : pattern;
}

const CLASSES: Readonly<Record<string, string>> = {
  alnum: "\\p{L}\\p{Nd}",
  alpha: "\\p{L}",
  ascii: "\\x00-\\x7f",
  blank: " \\t",
  cntrl: "\\x00-\\x1f\\x7f",
  digit: "0-9",
  graph: "\\x21-\\x7e\\u{a1}-\\u{10ffff}",
  lower: "\\p{Ll}",
  print: "\\x20-\\x7e\\u{a0}-\\u{10ffff}",
  punct: "!-\\/:-@\\[-`\\{-~",
  space: "\\s",
  upper: "\\p{Lu}",
  word: "\\p{L}\\p{Nd}_",
  xdigit: "0-9A-Fa-f",
};

const escapeLiteral = (char: string): string => (/[\\^$.*+?()[\]{}|/]/.test(char) ? `\\${char}` : char);
const escapeInClass = (char: string): string => (/[\\\]^[&\-~!#$%*+,.:;<=>?@`{|}()/ ]/.test(char) ? hex(char) : char);
const hex = (char: string): string => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`;

/** The bracket expression at `at`, as a regular expression, and where it ends; undefined when it is not one. */
function bracket(pattern: string, at: number): { readonly regex: string; readonly end: number } | undefined {
  let i = at + 1;
  let negated = false;
  if (pattern[i] === "!" || pattern[i] === "^") {
    negated = true;
    i++;
  }
  let body = "";
  let first = true;
  for (;;) {
    if (i >= pattern.length) return undefined;
    const char = pattern[i];
    if (char === "]" && !first) break;
    first = false;
    const named = /^\[:(\w+):\]/.exec(pattern.slice(i, i + 12));
    if (named) {
      body += CLASSES[named[1] ?? ""] ?? "";
      i += named[0].length;
      continue;
    }
    const low = charAt(pattern, i);
    i = low.end;
    if (pattern[i] === "-" && pattern[i + 1] !== "]" && i + 1 < pattern.length) {
      const high = charAt(pattern, i + 1);
      if ((low.char.codePointAt(0) ?? 0) <= (high.char.codePointAt(0) ?? 0)) {
        body += `${escapeInClass(low.char)}-${escapeInClass(high.char)}`;
      }
      i = high.end;
    } else {
      body += escapeInClass(low.char);
    }
  }
  if (body === "") return { regex: negated ? "[\\s\\S]" : "[^\\s\\S]", end: i + 1 };
  return { regex: `[${negated ? "^" : ""}${body}]`, end: i + 1 };
}

function charAt(pattern: string, at: number): { readonly char: string; readonly end: number } {
  const start = pattern[at] === "\\" && at + 1 < pattern.length ? at + 1 : at;
  const char = String.fromCodePoint(pattern.codePointAt(start) ?? 0);
  return { char, end: start + char.length };
}

/** Where the group that opens at `open` closes, with the places of its `|`; undefined when it does not. */
function group(pattern: string, open: number): { readonly alternatives: string[]; readonly end: number } | undefined {
  const alternatives: string[] = [];
  let depth = 0;
  let start = open + 1;
  for (let i = open + 1; i < pattern.length; i++) {
    const char = pattern[i];
    if (char === "\\") i++;
    else if (char === "[") {
      const set = bracket(pattern, i);
      if (set) i = set.end - 1;
    } else if (char === "(") depth++;
    else if (char === ")") {
      if (depth-- === 0) {
        alternatives.push(pattern.slice(start, i));
        return { alternatives, end: i + 1 };
      }
    } else if (char === "|" && depth === 0) {
      alternatives.push(pattern.slice(start, i));
      start = i + 1;
    }
  }
  return undefined;
}

/** A pattern as the source of a regular expression with the flags `su`. */
function patternSource(pattern: string): string {
  let out = "";
  for (let i = 0; i < pattern.length; ) {
    const char = pattern[i] ?? "";
    if ("?*+@!".includes(char) && pattern[i + 1] === "(") {
      const inner = group(pattern, i + 1);
      if (inner !== undefined) {
        const either = `(?:${inner.alternatives.map(patternSource).join("|")})`;
        if (char === "!") {
          const rest = patternSource(pattern.slice(inner.end));
          return `${out}(?!${either}${rest}$)[\\s\\S]*?${rest}`;
        }
        out += char === "@" ? either : either + char;
        i = inner.end;
        continue;
      }
    }
    if (char === "*") {
      while (pattern[i + 1] === "*") i++;
      out += "[\\s\\S]*";
      i++;
    } else if (char === "?") {
      out += "[\\s\\S]";
      i++;
    } else if (char === "[") {
      const set = bracket(pattern, i);
      out += set?.regex ?? "\\[";
      i = set?.end ?? i + 1;
    } else {
      const literal = charAt(pattern, i);
      out += escapeLiteral(literal.char);
      i = literal.end;
    }
  }
  return out;
}

const compiled = new Map<string, RegExp>();
const COMPILED_MAX = 500;

function compile(source: string, flags: string): RegExp {
  const key = `${flags}/${source}`;
  let regex = compiled.get(key);
  if (regex === undefined) {
    if (compiled.size >= COMPILED_MAX) compiled.clear();
    regex = new RegExp(source, flags);
    compiled.set(key, regex);
  }
  return regex;
}

/** Does the whole of `text` match? */
export function matchesPattern(pattern: string, text: string, ignoreCase = false): boolean {
  if (pattern === "*") return true;
  if (pattern === text && !/[\\*?[(]/.test(pattern)) return true;
  return compile(`^(?:${patternSource(pattern)})$`, ignoreCase ? "sui" : "su").test(text);
}

/** Length of the shortest or longest start of `text` that matches; -1 when none does. */
export function matchStart(pattern: string, text: string, longest: boolean): number {
  const regex = compile(`^(?:${patternSource(pattern)})$`, "su");
  const simple = simpleEdge(pattern);
  if (simple !== undefined) {
    // `*literal`, the usual form: no need to try every length.
    const at = longest ? text.lastIndexOf(simple) : text.indexOf(simple);
    return at < 0 ? -1 : at + simple.length;
  }
  if (longest) {
    for (let n = text.length; n >= 0; n--) if (regex.test(text.slice(0, n))) return n;
  } else {
    for (let n = 0; n <= text.length; n++) if (regex.test(text.slice(0, n))) return n;
  }
  return -1;
}

/** `*literal` without anything else active: the literal. */
function simpleEdge(pattern: string): string | undefined {
  if (!pattern.startsWith("*") || pattern.length < 2) return undefined;
  const rest = pattern.slice(1);
  return /[*?[(]/.test(rest.replace(/\\[\s\S]/g, "")) ? undefined : unquotePattern(rest);
}

/** Where the shortest or longest end of `text` that matches begins; -1 when none does. */
export function matchEnd(pattern: string, text: string, longest: boolean): number {
  const regex = compile(`^(?:${patternSource(pattern)})$`, "su");
  if (longest) {
    for (let n = 0; n <= text.length; n++) if (regex.test(text.slice(n))) return n;
  } else {
    for (let n = text.length; n >= 0; n--) if (regex.test(text.slice(n))) return n;
  }
  return -1;
}

/** `${text/pattern/replacement}`; an unquoted `&` in the replacement is what matched. */
export function replacePattern(
  text: string,
  pattern: string,
  replacement: (matched: string) => string,
  where: "first" | "all" | "start" | "end",
): string {
  if (pattern === "")
    return where === "start" ? replacement("") + text : where === "end" ? text + replacement("") : text;
  if (where === "end") {
    const at = matchEnd(pattern, text, true);
    return at < 0 ? text : text.slice(0, at) + replacement(text.slice(at));
  }
  const source = patternSource(pattern);
  if (where === "start") {
    const found = matchStart(pattern, text, true);
    return found < 0 ? text : replacement(text.slice(0, found)) + text.slice(found);
  }
  const regex = compile(source, where === "all" ? "sug" : "su");
  regex.lastIndex = 0;
  // An empty match replaces nothing, except in an empty text.
  return text.replace(regex, (matched) => (matched === "" && text !== "" ? "" : replacement(matched)));
}
