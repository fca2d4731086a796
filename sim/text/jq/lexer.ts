/** Tokens of jq's language (lexer.l). */

export interface Token {
  /** `IDENT`, `FIELD`, `LITERAL`, `FORMAT`, `QQSTRING_START`, `QQSTRING_TEXT`, `QQSTRING_INTERP_START`, `QQSTRING_END`, `$end`, words and signs. */
  readonly type: string;
  readonly text: string;
  readonly start: number;
}

const KEYWORDS: ReadonlySet<string> = new Set(
  "as import include module def if then else elif and or end reduce foreach try catch label __loc__".split(" "),
);
const SIGN = /(?:\/\/=|\?\/\/|!=|==|\/\/|\|=|\+=|-=|\*=|\/=|%=|<=|>=|\.\.|[.?=;,:|+\-*/%$<>])/y;
const NUMBER = /(?:\d+(?:\.[\d.]*)?|\.\d[\d.]*)(?:[eE][-+]?\d+)?/y;
const NAME = /(?:[a-zA-Z_]\w*::)*[a-zA-Z_]\w*/y;
const FIELD = /\.[a-zA-Z_]\w*/y;
const FORMAT = /@\w+/y;
const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

export function tokens(text: string): Token[] {
  const out: Token[] = [];
  /** What is open: brackets, `"` for a string, `\` for a part of one that is a program. */
  const open: string[] = [];
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  const push = (type: string, length: number): void => {
    out.push({ type, text: text.slice(at, at + length), start: at });
    at += length;
  };
  while (at < text.length) {
    const char = text[at] ?? "";
    if (open.at(-1) === '"') {
      if (char === '"') {
        open.pop();
        push("QQSTRING_END", 1);
      } else if (char === "\\" && text[at + 1] === "(") {
        open.push("\\");
        push("QQSTRING_INTERP_START", 2);
      } else {
        const plain = /(?:[^"\\]|\\[^(])+/y;
        plain.lastIndex = at;
        push("QQSTRING_TEXT", plain.exec(text)?.[0].length ?? 1);
      }
      continue;
    }
    if (/\s/.test(char)) at++;
    else if (char === "#") while (at < text.length && text[at] !== "\n") at++;
    else if (char === '"') {
      open.push('"');
      push("QQSTRING_START", 1);
    } else if (char in CLOSING) {
      open.push(char);
      push(char, 1);
    } else if (")]}".includes(char)) {
      const top = open.at(-1) ?? "";
      if (top === "\\" && char === ")") {
        open.pop();
        push("QQSTRING_INTERP_END", 1);
      } else if (CLOSING[top] === char) {
        open.pop();
        push(char, 1);
      } else push("INVALID_CHARACTER", 1);
    } else {
      const field = match(FIELD);
      const number = match(NUMBER);
      const name = match(NAME);
      const format = match(FORMAT);
      const sign = match(SIGN);
      if (field !== undefined) push("FIELD", field.length);
      else if (number !== undefined) push("LITERAL", number.length);
      else if (name !== undefined) push(KEYWORDS.has(name) ? name : "IDENT", name.length);
      else if (format !== undefined) push("FORMAT", format.length);
      else if (sign !== undefined) push(sign, sign.length);
      else push("INVALID_CHARACTER", 1);
    }
  }
  // At the end the place is still that of what was read last, be it blanks.
  const blanks = /\s+$/.exec(text)?.[0].length ?? 0;
  const start = blanks > 0 && open.at(-1) !== '"' ? text.length - blanks : (out.at(-1)?.start ?? 0);
  out.push({ type: "$end", text: "", start });
  return out;
}

/** The type as bison's messages name it. */
export function shown(type: string): string {
  return type.length === 1 ? `'${type}'` : type;
}
