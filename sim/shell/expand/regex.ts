/** POSIX extended regular expressions on JavaScript's engine. Leftmost-longest alternation is simplified to leftmost-first. */

const CLASSES: Readonly<Record<string, string>> = {
  alnum: "A-Za-z0-9",
  alpha: "A-Za-z",
  blank: " \\t",
  cntrl: "\\x00-\\x1f\\x7f",
  digit: "0-9",
  graph: "\\x21-\\x7e",
  lower: "a-z",
  print: "\\x20-\\x7e",
  punct: "!-\\/:-@\\[-`\\{-~",
  space: "\\s",
  upper: "A-Z",
  xdigit: "0-9A-Fa-f",
};

/** The expression compiled; undefined when it is not one. */
export function compileRegex(source: string, ignoreCase: boolean): RegExp | undefined {
  let out = "";
  for (let i = 0; i < source.length; i++) {
    const char = source[i] ?? "";
    if (char === "\\") {
      const next = source[++i];
      if (next === undefined) return undefined;
      out += /[<>]/.test(next) ? "\\b" : /[a-zA-Z0-9]/.test(next) && !/[wWsSbB]/.test(next) ? next : `\\${next}`;
    } else if (char === "[") {
      const end = bracketEnd(source, i);
      if (end < 0) return undefined;
      out += bracket(source.slice(i + 1, end));
      i = end;
    } else if (char === "{" && !/^\{\d*,?\d*\}/.test(source.slice(i))) return undefined;
    else out += char;
  }
  try {
    return new RegExp(out, ignoreCase ? "si" : "s");
  } catch {
    return undefined;
  }
}

function bracketEnd(source: string, open: number): number {
  let i = open + 1;
  if (source[i] === "^") i++;
  if (source[i] === "]") i++;
  for (; i < source.length; i++) {
    if (source[i] === "[" && /[:.=]/.test(source[i + 1] ?? "")) {
      const close = source.indexOf(`${source[i + 1]}]`, i + 2);
      if (close < 0) return -1;
      i = close + 1;
    } else if (source[i] === "]") return i;
  }
  return -1;
}

function bracket(body: string): string {
  const negated = body.startsWith("^");
  const inner = (negated ? body.slice(1) : body)
    .replace(/\\/g, "\\\\")
    .replace(/\[:(\w+):\]/g, (_, name: string) => `\u0000${CLASSES[name] ?? ""}\u0001`)
    .replace(/\[[.=](.)[.=]\]/g, "$1");
  let out = "";
  let named = false;
  for (const char of inner) {
    if (char === "\u0000") named = true;
    else if (char === "\u0001") named = false;
    else out += !named && (char === "]" || char === "[" || char === "^") ? `\\${char}` : char;
  }
  return `[${negated ? "^" : ""}${out}]`;
}
