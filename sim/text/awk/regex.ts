/**
 * Extended regular expressions as mawk 1.3.4 reads them: braces are characters, a backslash counts between brackets. Of several
 * alternatives the first that fits is taken, not the longest.
 */
import { CLASSES } from "../perl-pattern.ts";

const SPECIAL = /[\\^$.*+?()[\]{}|/]/;
const ESCAPES: Readonly<Record<string, string>> = {
  n: "\\n",
  t: "\\t",
  r: "\\r",
  f: "\\f",
  v: "\\v",
  a: "\\x07",
  b: "\\x08",
};

const known = new Map<string, RegExp | string>();

/** The expression, with the flags `gs`; a string is mawk's complaint. */
export function awkRegex(source: string): RegExp | string {
  let found = known.get(source);
  if (found === undefined) {
    found = compile(source);
    if (known.size > 500) known.clear();
    known.set(source, found);
  }
  return found;
}

function compile(source: string): RegExp | string {
  let out = "";
  let depth = 0;
  let fresh = true;
  for (let i = 0; i < source.length; i++) {
    const char = source[i] as string;
    if (char === "\\") {
      const next = source[++i];
      if (next === undefined) {
        out += "\\\\";
        break;
      }
      const octal = /^[0-7]{1,3}/.exec(source.slice(i))?.[0];
      if (octal !== undefined) {
        out += literal(String.fromCharCode(Number.parseInt(octal, 8) & 255));
        i += octal.length - 1;
      } else
        out += ESCAPES[next] ?? (SPECIAL.test(next) || next === '"' || /\W/.test(next) ? literal(next) : `\\\\${next}`);
      fresh = false;
    } else if (char === "[") {
      const end = bracketEnd(source, i);
      if (end === undefined) return "missing ]";
      out += bracket(source.slice(i + 1, end));
      i = end;
      fresh = false;
    } else if (char === "(") {
      depth++;
      out += "(?:";
      fresh = true;
    } else if (char === ")") {
      if (depth-- === 0) return "unmatched )";
      out += ")";
      fresh = false;
    } else if (char === "|") {
      out += "|";
      fresh = true;
    } else if (/[*+?]/.test(char)) {
      if (fresh) return "missing operand";
      out += char;
      while (/[*+?]/.test(source[i + 1] ?? "")) {
        out = `${out.slice(0, -1)}*`;
        i++;
      }
    } else if (char === "^" || char === "$" || char === ".") {
      out += char;
      fresh = char === "^";
    } else {
      out += literal(char);
      fresh = false;
    }
  }
  if (depth > 0) return "missing ')'";
  try {
    return new RegExp(out, "gs");
  } catch {
    return "syntax error";
  }
}

const literal = (char: string): string => (SPECIAL.test(char) ? `\\${char}` : char);

function bracketEnd(source: string, open: number): number | undefined {
  let i = open + 1;
  if (source[i] === "^") i++;
  if (source[i] === "]") i++;
  for (; i < source.length; i++) {
    if (source[i] === "\\") i++;
    else if (source.startsWith("[:", i)) {
      const end = source.indexOf(":]", i);
      if (end > 0) i = end + 1;
    } else if (source[i] === "]") return i;
  }
  return undefined;
}

function bracket(body: string): string {
  let out = "[";
  let i = 0;
  if (body[0] === "^") {
    out += "^";
    i++;
  }
  for (; i < body.length; i++) {
    const char = body[i] as string;
    const named = /^\[:(\w+):\]/.exec(body.slice(i));
    if (named !== null && CLASSES[named[1] ?? ""] !== undefined) {
      out += CLASSES[named[1] ?? ""];
      i += named[0].length - 1;
    } else if (char === "\\" && i + 1 < body.length) {
      const next = body[++i] as string;
      out += ESCAPES[next] ?? (/[\\\]^[-]/.test(next) ? `\\${next}` : next);
    } else out += /[\\[\]]/.test(char) || (char === "^" && i > 0) ? `\\${char}` : char;
  }
  return out === "[" ? "[]" : `${out}]`;
}
