/**
 * How many cells of a terminal a character takes, as wcwidth(3) answers in a UTF-8 locale: 0 for combining marks and
 * invisible format characters, 2 for East Asian wide and fullwidth ones (and emoji), 1 for the rest. Ambiguous
 * characters are narrow, as glibc and xterm have them.
 *
 * Simplified: clusters joined by a zero-width joiner are measured by their parts, as wcwidth does.
 */
import { eastAsianWidth } from "get-east-asian-width";

/** Marks that sit on the character before them, format characters, and the vowels and finals of conjoining Hangul. */
const ZERO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff]$/u;

/** Cells of one code point; controls count 0: whoever prints them decides how they look. */
export function charWidth(codePoint: number): 0 | 1 | 2 {
  if (codePoint < 0x20 || (codePoint >= 0x7f && codePoint < 0xa0)) return 0;
  if (codePoint < 0x300) return 1;
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return 1;
  if (ZERO_WIDTH.test(String.fromCodePoint(codePoint))) return 0;
  return eastAsianWidth(codePoint);
}

/** Cells of a text without control characters. */
export function textWidth(text: string): number {
  let width = 0;
  for (const char of text) width += charWidth(char.codePointAt(0) ?? 0);
  return width;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

/** Length in UTF-16 units of the code point at `index`. */
export function codePointLength(text: string, index: number): number {
  return isHigh(text.charCodeAt(index)) && isLow(text.charCodeAt(index + 1)) ? 2 : 1;
}

function joinsBefore(text: string, index: number): boolean {
  const codePoint = text.codePointAt(index) ?? 0;
  return codePoint >= 0x300 && charWidth(codePoint) === 0;
}

/** Where the character after `index` starts; a base and its combining marks are one character. */
export function nextCharacter(text: string, index: number): number {
  if (index >= text.length) return text.length;
  let next = index + codePointLength(text, index);
  while (next < text.length && joinsBefore(text, next)) next += codePointLength(text, next);
  return next;
}

/** Where the character before `index` starts. */
export function previousCharacter(text: string, index: number): number {
  let previous = index;
  while (previous > 0) {
    previous -= previous > 1 && isLow(text.charCodeAt(previous - 1)) && isHigh(text.charCodeAt(previous - 2)) ? 2 : 1;
    if (!joinsBefore(text, previous)) break;
  }
  return previous;
}

/** Splits off a trailing high surrogate, whose other half has yet to arrive. */
export function splitIncomplete(text: string): { readonly whole: string; readonly half: string } {
  const last = text.length - 1;
  return last >= 0 && isHigh(text.charCodeAt(last))
    ? { whole: text.slice(0, last), half: text.slice(last) }
    : { whole: text, half: "" };
}

/** A control character as terminals echo it: `^C`, `^?`. */
export function caretNotation(char: string): string {
  const code = char.charCodeAt(0);
  return code === 0x7f ? "^?" : `^${String.fromCharCode(code ^ 0x40)}`;
}
