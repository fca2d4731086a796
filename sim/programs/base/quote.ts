/**
 * How coreutils write names into messages and listings (gnulib's quotearg, "shell-escape"): as a shell would read them, so that
 * what is odd in a name is seen.
 */

/** What a shell takes for more than itself; a colon would be taken for the message's own. */
const SPECIAL = /[ !"#$&'()*;<=>?[\\^`|~\p{Cc}\udc80-\udcff]/u;
const HARMLESS_INSIDE = /[^\w %+,\-./:#~{}\]']/;
const UNPRINTABLE = /[\x00-\x1f\x7f\u0080-\u009f]|[\udc80-\udcff]/;
/** What cannot be printed and has an escape of its own in C. */
export const CONTROL_ESCAPES: Readonly<Record<string, string>> = {
  "\x07": "\\a",
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\v": "\\v",
  "\f": "\\f",
  "\r": "\\r",
};

/** A character, or an octet that is none, in octal: `\033`. */
export function octalEscape(char: string): string {
  const code = char.charCodeAt(0);
  return `\\${(code >= 0xdc00 ? code - 0xdc00 : code).toString(8).padStart(3, "0")}`;
}

export function needsQuotes(name: string): boolean {
  if (name === "" || name === "{" || name === "}") return true;
  const inside = /[#~]/.test(name[0] ?? "") ? name : name.replace(/[#~]/g, "");
  return SPECIAL.test(inside);
}

/** In quotes whatever it is: quoteaf() of coreutils. */
export function quotedName(name: string): string {
  if (name.includes("'") && !HARMLESS_INSIDE.test(name)) return `"${name}"`;
  let out = "'";
  let escaping = false;
  for (const char of name.match(/[\ud800-\udbff][\udc00-\udfff]|[^]/g) ?? []) {
    if (UNPRINTABLE.test(char) && char.length === 1) {
      if (!escaping) out += "'$'";
      escaping = true;
      out += CONTROL_ESCAPES[char] ?? octalEscape(char);
      continue;
    }
    if (escaping) out += "''";
    escaping = false;
    out += char === "'" ? "'\\''" : char;
  }
  return `${out}'`;
}

/** In quotes where it needs them, and where it has a colon: quotef() of coreutils. */
export const shownName = (name: string): string => (name.includes(":") || needsQuotes(name) ? quotedName(name) : name);
