/** The tokens of a program of awk(1). Whether a slash begins an expression or divides is told by what stands before it. */

import { C_ESCAPES } from "../../shell/expand/escape.ts";
import { BUILTIN_ARGUMENTS } from "./syntax.ts";

export interface Token {
  readonly kind:
    | "number"
    | "string"
    | "regex"
    | "name"
    | "function"
    | "builtin"
    | "keyword"
    | "newline"
    | "end"
    | "mark";
  readonly text: string;
  readonly line: number;
}

const KEYWORDS = new Set(
  "BEGIN END function func if else while for do break continue next nextfile exit return delete in getline print printf".split(
    " ",
  ),
);
const MARKS = /^(?:\+\+|--|\+=|-=|\*=|\/=|%=|\^=|==|<=|>=|!=|&&|\|\||>>|!~|[-+*/%^!<>|?:~$=,;(){}[\]])/;

/** Tokens, or the complaint (behind `awk: `) about the first that is none. */
export function tokensOf(text: string): Token[] | string {
  const tokens: Token[] = [];
  let at = 0;
  let line = 1;
  const push = (kind: Token["kind"], value: string): void => {
    tokens.push({ kind, text: value, line });
  };
  while (at < text.length) {
    const char = text[at] as string;
    if (char === " " || char === "\t" || char === "\r") at++;
    else if (char === "\\" && /^\\\r?\n/.test(text.slice(at, at + 3))) {
      at = text.indexOf("\n", at) + 1;
      line++;
    } else if (char === "#") {
      const end = text.indexOf("\n", at);
      at = end < 0 ? text.length : end;
    } else if (char === "\n") {
      push("newline", "\n");
      at++;
      line++;
    } else if (char === '"') {
      const end = /^"((?:\\[\s\S]|[^"\\\n])*)"/.exec(text.slice(at));
      if (end === null) return `line ${line}: runaway string constant ${text.slice(at, at + 10).split("\n")[0]} ...`;
      push("string", unescaped(end[1] ?? ""));
      line += (end[0].match(/\n/g) ?? []).length;
      at += end[0].length;
    } else if (char === "/" && beginsRegex(tokens.at(-1))) {
      const end = /^\/((?:\\[^\n]|\[\^?\]?[^\]\n]*\]|[^/\\\n[])*)\//.exec(text.slice(at));
      if (end === null) return `line ${line}: runaway regular expression ${text.slice(at, at + 10).split("\n")[0]} ...`;
      push("regex", end[1] ?? "");
      at += end[0].length;
    } else if (/[0-9.]/.test(char) && /^\.?\d/.test(text.slice(at))) {
      const number = /^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/.exec(text.slice(at))?.[0] ?? "";
      push("number", number);
      at += number.length;
    } else if (/[A-Za-z_]/.test(char)) {
      const name = /^\w+/.exec(text.slice(at))?.[0] ?? "";
      at += name.length;
      if (KEYWORDS.has(name)) push("keyword", name === "func" ? "function" : name);
      else if (Object.hasOwn(BUILTIN_ARGUMENTS, name)) push("builtin", name);
      else push(text[at] === "(" ? "function" : "name", name);
    } else {
      const mark = MARKS.exec(text.slice(at, at + 3))?.[0];
      if (mark === undefined) return `${line}: unexpected character '${char}'`;
      push("mark", mark);
      at += mark.length;
    }
  }
  push("newline", "\n");
  line++;
  push("end", "");
  return tokens;
}

function beginsRegex(before: Token | undefined): boolean {
  if (before === undefined) return true;
  if (before.kind === "mark") return !/^(?:\)|\]|\$|\+\+|--)$/.test(before.text);
  return before.kind === "newline" || (before.kind === "keyword" && before.text !== "getline");
}

const ESCAPES: Readonly<Record<string, string>> = { ...C_ESCAPES, '"': '"' };

/** A string constant, or a value of -v, without its backslashes. */
export function unescaped(text: string): string {
  return text.replace(
    /\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|(\n)|([\s\S]))/g,
    (_all, octal?: string, hex?: string, newline?: string, char?: string) => {
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 255);
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      if (newline !== undefined) return "";
      return ESCAPES[char ?? ""] ?? `\\${char}`;
    },
  );
}
