/** curl's globs in addresses: `{one,two}`, `[1-10:2]`, `[a-z]`, and `#1` in names of files (src/tool_urlglob.c). */

/** What one address stands for: addresses, and what each part of the glob was, for `#1` and on. */
export interface Globbed {
  readonly url: string;
  readonly parts: readonly string[];
}

/** What is wrong with a glob, and where: a position in the text, counted from 1. */
export interface GlobError {
  readonly why: string;
  readonly position: number;
}

/** The most that a range may hold together. */
const MOST = 100_000;

type Piece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "choice"; readonly words: readonly string[] };

/** Every address that a glob stands for, the last part running fastest. */
export function globbed(text: string): readonly Globbed[] | GlobError {
  const pieces: Piece[] = [];
  let plain = "";
  let at = 0;
  const wrong = (why: string, position: number): GlobError => ({ why, position });
  while (at < text.length) {
    const character = text[at] as string;
    if (character === "\\" && /[{}[\]]/.test(text[at + 1] ?? "")) {
      plain += text[at + 1];
      at += 2;
      continue;
    }
    if (character === "}" || character === "]") return wrong("unmatched close brace/bracket", at + 1);
    const address = character === "[" ? /^\[[\da-f:.]*:[\da-f:.]*(?:%[^\]]*)?\]/i.exec(text.slice(at))?.[0] : undefined;
    if (address !== undefined) {
      // An IPv6 address is no range.
      plain += address;
      at += address.length;
      continue;
    }
    if (character !== "{" && character !== "[") {
      plain += character;
      at++;
      continue;
    }
    if (plain !== "") pieces.push({ kind: "text", text: plain });
    plain = "";
    const read = character === "{" ? readSet(text, at) : readRange(text, at);
    if ("why" in read) return read;
    pieces.push({ kind: "choice", words: read.words });
    at = read.end;
  }
  if (plain !== "") pieces.push({ kind: "text", text: plain });
  let all: Globbed[] = [{ url: "", parts: [] }];
  for (const piece of pieces)
    all = all.flatMap(({ url, parts }) =>
      piece.kind === "text"
        ? [{ url: url + piece.text, parts }]
        : piece.words.map((word) => ({ url: url + word, parts: [...parts, word] })),
    );
  return all;
}

interface Read {
  readonly words: readonly string[];
  /** Behind the closing brace or bracket. */
  readonly end: number;
}

function readSet(text: string, from: number): Read | GlobError {
  const words: string[] = [];
  let word = "";
  for (let at = from + 1; at < text.length; at++) {
    const character = text[at] as string;
    if (character === "{" || character === "[") return { why: "nested brace", position: at + 1 };
    if (character === "]") return { why: "unexpected close bracket", position: at + 1 };
    if (character === "}" || character === ",") {
      if (character === "}" && words.length === 0 && word === "")
        return { why: "empty string within braces", position: at + 1 };
      words.push(word);
      word = "";
      if (character === "}") return { words, end: at + 1 };
    } else if (character === "\\" && at + 1 < text.length) word += text[++at];
    else word += character;
  }
  return { why: "unmatched brace", position: from + 1 };
}

function readRange(text: string, from: number): Read | GlobError {
  const rest = text.slice(from + 1);
  const letters = /^([a-z])-([a-z])(?::(\d+))?\]/i.exec(rest);
  if (letters) {
    const [whole, first = "", last = "", step = "1"] = letters;
    const [low, high, by] = [first.charCodeAt(0), last.charCodeAt(0), Number(step)];
    const bad = by === 0 || high < low || /[a-z]/.test(first) !== /[a-z]/.test(last);
    if (bad) return { why: "bad range", position: from + 2 + whole.length };
    const count = Math.floor((high - low) / by) + 1;
    const words = Array.from({ length: count }, (_, i) => String.fromCharCode(low + i * by));
    return { words, end: from + 1 + whole.length };
  }
  if (/^[a-z]/i.test(rest)) {
    // It reads as far as the bracket behind what would be the second letter.
    const read = /^[a-z]-.\]?/i.exec(rest)?.[0].length ?? 0;
    return { why: "bad range", position: from + 2 + read };
  }
  const numbers = /^(\d+)-(\d+)(?::(\d+))?\]/.exec(rest);
  if (!numbers) {
    const [whole] = /^\d+(?:-(?:\d+(?::(?:\d+)?)?)?)?/.exec(rest) ?? [""];
    if (whole === "") return { why: "bad range specification", position: from + 2 };
    return { why: "bad range", position: from + 1 + whole.length + (whole.endsWith(":") ? 1 : 0) };
  }
  const [whole, first = "", last = "", step = "1"] = numbers;
  const [low, high, by] = [Number(first), Number(last), Number(step)];
  if (by === 0 || high < low) return { why: "bad range", position: from + 2 + whole.length };
  const count = Math.floor((high - low) / by) + 1;
  if (count > MOST) return { why: "range overflow", position: from + 1 + whole.length };
  const width = first.startsWith("0") ? first.length : 0;
  const words = Array.from({ length: count }, (_, i) => String(low + i * by).padStart(width, "0"));
  return { words, end: from + 1 + whole.length };
}

/** `#1` of a file's name; what has no such part stays. */
export function withParts(name: string, parts: readonly string[]): string {
  return name.replaceAll(/#(\d+)/g, (whole, number: string) => parts[Number(number) - 1] ?? whole);
}

/** curl: (3) in three lines: why, the text, and a sign below the place. */
export function globComplaint(text: string, { why, position }: GlobError): string {
  return `${why} in URL position ${position}:\n${text}\n${" ".repeat(position - 1)}^`;
}
