/** What the shell does with patterns (core/regex/glob.ts); a quoted character of one carries a backslash. */
import { globOf } from "../../../core/regex/glob.ts";
import type { Shell } from "../shell.ts";

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
function plainPattern(pattern: string): string {
  return pattern.includes("(")
    ? pattern.replace(/\\[\s\S]|([?*+@!])\(/g, (whole, operator: string | undefined) =>
        operator === undefined ? whole : `${operator}\\(`,
      )
    : pattern;
}

/** A pattern as this shell reads it: dash knows `[!a]`, and `[^a]` is a set with `^` in it. */
export function patternOf(shell: Shell, pattern: string): string {
  if (shell.shopts.extglob) return pattern;
  const plain = plainPattern(pattern);
  if (shell.dialect.name !== "dash" || !plain.includes("[^")) return plain;
  return plain.replace(/\\[\s\S]|\[\^/g, (whole) => (whole === "[^" ? "[\\^" : whole));
}

/** A pattern without its quoting. */
export function unquotePattern(pattern: string): string {
  return pattern.includes("\\") ? pattern.replace(/\\([\s\S])/g, "$1") : pattern;
}

/** Does the whole of `text` match? */
export function matchesPattern(pattern: string, text: string, ignoreCase = false): boolean {
  if (pattern === "*") return true;
  if (pattern === text && !/[\\*?[(]/.test(pattern)) return true;
  return globOf(pattern, ignoreCase).matches(text);
}

/** Length of the shortest or longest start of `text` that matches; -1 when none does. */
export function matchStart(pattern: string, text: string, longest: boolean): number {
  return globOf(pattern).endFrom(text, 0, longest);
}

/** Where the shortest or longest end of `text` that matches begins; -1 when none does. */
export function matchEnd(pattern: string, text: string, longest: boolean): number {
  return globOf(pattern).startOfEnd(text, longest);
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
  if (where === "start") {
    const found = matchStart(pattern, text, true);
    return found < 0 ? text : replacement(text.slice(0, found)) + text.slice(found);
  }
  const glob = globOf(pattern);
  let out = "";
  let copied = 0;
  for (let at = 0; at < Math.max(text.length, 1); ) {
    const found = glob.find(text, at);
    if (found === undefined) break;
    at = found.start === found.end ? found.end + 1 : found.end;
    out += text.slice(copied, found.start) + replacement(text.slice(found.start, found.end));
    copied = found.end;
    if (where === "first") break;
  }
  return out + text.slice(copied);
}
