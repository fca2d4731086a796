/** Brace expansion (bash(1)): `a{b,c}d`, `{1..9..2}`, on the text of a word, before every other expansion. */

/** More than this is nothing that anybody waits for. */
export const MAX_WORDS = 10_000_000;

/** Past quotes, `${ }`, `$( )` and backquotes, into which brace expansion does not look, or past one character. */
export function skipQuoted(text: string, at: number): number {
  const char = text[at];
  if (char === "\\") return at + 2;
  if (char === "'") {
    const end = text.indexOf("'", at + 1);
    return end < 0 ? text.length : end + 1;
  }
  if (char === "`") {
    let i = at + 1;
    while (i < text.length && text[i] !== "`") i += text[i] === "\\" ? 2 : 1;
    return i + 1;
  }
  if (char === '"') {
    let i = at + 1;
    while (i < text.length && text[i] !== '"')
      i = text[i] === "$" || text[i] === "`" || text[i] === "\\" ? skipQuoted(text, i) : i + 1;
    return i + 1;
  }
  if (char === "$" && text[at + 1] === "'") {
    let i = at + 2;
    while (i < text.length && text[i] !== "'") i += text[i] === "\\" ? 2 : 1;
    return i + 1;
  }
  if (
    (char === "$" || char === "<" || char === ">") &&
    (text[at + 1] === "(" || (char === "$" && text[at + 1] === "{"))
  ) {
    const open = text[at + 1];
    const close = open === "(" ? ")" : "}";
    let depth = 0;
    for (let i = at + 1; i < text.length; ) {
      if (text[i] === open) depth++;
      if (text[i] === close && --depth === 0) return i + 1;
      i = text[i] === open || text[i] === close ? i + 1 : skipQuoted(text, i);
    }
    return text.length;
  }
  return at + 1;
}

/** The same as brace expansion sees it: a quote within `${ }` ends the quotes around it (braces.c, brace_gobble_text). */
function skip(text: string, at: number): number {
  if (text[at] !== '"') return skipQuoted(text, at);
  let i = at + 1;
  while (i < text.length && text[i] !== '"') {
    if (text[i] === "\\" || (text[i] === "$" && text[i + 1] === "(")) i = skipQuoted(text, i);
    else i += text[i] === "$" && text[i + 1] === "{" ? 2 : 1;
  }
  return i + 1;
}

function sequence(body: string): string[] | undefined | "too many" {
  const numbers = /^([+-]?\d+)\.\.([+-]?\d+)(?:\.\.([+-]?\d+))?$/.exec(body);
  const letters = numbers ? null : /^([A-Za-z])\.\.([A-Za-z])(?:\.\.([+-]?\d+))?$/.exec(body);
  const match = numbers ?? letters;
  if (match === null) return undefined;
  const [, from = "", to = "", by] = match;
  const start = numbers ? Number(from) : from.charCodeAt(0);
  const end = numbers ? Number(to) : to.charCodeAt(0);
  const step = Math.max(1, Math.abs(Number(by ?? 1)));
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end)) return undefined;
  if (Math.abs(end - start) / step > MAX_WORDS) return "too many";
  const padded = numbers && (/^[+-]?0\d/.test(from) || /^[+-]?0\d/.test(to));
  const width = padded ? Math.max(from.length, to.length) : 0;
  const words: string[] = [];
  const show = (n: number): string => {
    if (!numbers) return n === 92 ? "\\\\" : n === 96 ? "\\`" : String.fromCharCode(n);
    if (width === 0) return String(n);
    return n < 0 ? `-${String(-n).padStart(width - 1, "0")}` : String(n).padStart(width, "0");
  };
  for (let n = start; start <= end ? n <= end : n >= end; n += start <= end ? step : -step) words.push(show(n));
  return words;
}

/** The texts that a word's text expands to; the text itself, alone, when there is nothing to expand. */
export function expandBraces(text: string): string[] | "too many" {
  for (let open = 0; open < text.length; open = text[open] === "{" ? open + 1 : skip(text, open)) {
    if (text[open] !== "{") continue;
    const found = alternativesAt(text, open);
    if (found === undefined) continue;
    if (found === "too many") return found;
    const before = text.slice(0, open);
    const after = expandBraces(text.slice(found.end));
    if (after === "too many" || after.length * found.words.length > MAX_WORDS) return "too many";
    if (before === "" && after.length === 1 && after[0] === "") return found.words;
    const words: string[] = [];
    for (const alternative of found.words) for (const rest of after) words.push(before + alternative + rest);
    return words;
  }
  return [text];
}

function alternativesAt(
  text: string,
  open: number,
): { readonly words: string[]; readonly end: number } | undefined | "too many" {
  const parts: string[] = [];
  let depth = 0;
  let start = open + 1;
  for (let i = open + 1; i < text.length; ) {
    const char = text[i];
    if (char === "{") depth++;
    else if (char === "}") {
      if (depth === 0) {
        parts.push(text.slice(start, i));
        if (parts.length > 1) {
          const words: string[] = [];
          for (const part of parts) {
            const expanded = expandBraces(part);
            if (expanded === "too many") return expanded;
            for (const word of expanded) words.push(word);
          }
          return { words, end: i + 1 };
        }
        const range = sequence(text.slice(open + 1, i));
        return range === undefined || range === "too many" ? range : { words: range, end: i + 1 };
      }
      depth--;
    } else if (char === "," && depth === 0) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
    i = char === "{" || char === "}" || char === "," ? i + 1 : skip(text, i);
  }
  return undefined;
}
