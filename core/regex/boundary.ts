/** What stands on either side of a place in a text, and what of an assertion follows from it. */
import { type Assertion, isWord } from "./node.ts";

/** The edge of the text, a newline, a character of words, another. */
export const EDGE = 0;
const NEWLINE = 1;
const WORD = 2;
const OTHER = 3;
export const KINDS = 4;

export const kindOf = (code: number): number => (code === 10 ? NEWLINE : isWord(code) ? WORD : OTHER);

/** The code point that begins at `at`. */
export function codeAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (unit < 0xd800 || unit > 0xdbff) return unit;
  const low = text.charCodeAt(at + 1);
  return low >= 0xdc00 && low <= 0xdfff ? ((unit - 0xd800) << 10) + (low - 0xdc00) + 0x10000 : unit;
}

/** The code point that ends before `at`. */
export function codeBefore(text: string, at: number): number {
  const unit = text.charCodeAt(at - 1);
  if (unit < 0xdc00 || unit > 0xdfff || at < 2) return unit;
  const high = text.charCodeAt(at - 2);
  return high >= 0xd800 && high <= 0xdbff ? ((high - 0xd800) << 10) + (unit - 0xdc00) + 0x10000 : unit;
}

export const kindBefore = (text: string, at: number): number => (at <= 0 ? EDGE : kindOf(codeBefore(text, at)));
export const kindAfter = (text: string, at: number): number => (at >= text.length ? EDGE : kindOf(codeAt(text, at)));

/** Does the assertion hold between two such characters? `lines`: `^` and `$` stand at each line's ends. */
export function holds(what: Assertion, before: number, after: number, lines: boolean): boolean {
  switch (what) {
    case "lineStart":
      return before === EDGE || (lines && before === NEWLINE);
    case "lineEnd":
      return after === EDGE || (lines && after === NEWLINE);
    case "textStart":
      return before === EDGE;
    case "textEnd":
      return after === EDGE;
    case "wordStart":
      return before !== WORD && after === WORD;
    case "wordEnd":
      return before === WORD && after !== WORD;
    case "wordEdge":
      return (before === WORD) !== (after === WORD);
    case "noWordEdge":
      return (before === WORD) === (after === WORD);
    case "noWordBefore":
      return before !== WORD;
    case "noWordAfter":
      return after !== WORD;
  }
}
