/**
 * Regular expressions as trees, whatever notation they came in, and the tests that a character passes. Characters are
 * code points; an octet that is no UTF-8 is a lone surrogate (core/text-bytes.ts) and belongs to no class.
 */

/** Does the code point belong? */
export type CharTest = (code: number) => boolean;

/** What holds between two characters. `line…` are `^` and `$`, which know lines only where an expression asks for them. */
export type Assertion =
  | "lineStart"
  | "lineEnd"
  | "textStart"
  | "textEnd"
  | "wordStart"
  | "wordEnd"
  | "wordEdge"
  | "noWordEdge"
  | "noWordBefore"
  | "noWordAfter";

export type Node =
  | { readonly kind: "set"; readonly test: CharTest; readonly literal?: string }
  | { readonly kind: "cat"; readonly parts: readonly Node[] }
  | { readonly kind: "alt"; readonly branches: readonly Node[] }
  | {
      readonly kind: "repeat";
      readonly node: Node;
      readonly min: number;
      readonly max: number;
      readonly lazy?: boolean;
    }
  | { readonly kind: "group"; readonly group: number; readonly node: Node }
  | { readonly kind: "assert"; readonly what: Assertion }
  | { readonly kind: "back"; readonly group: number; readonly ignoreCase: boolean }
  /** Every text that the node does not match: `!(...)` of the shell. */
  | { readonly kind: "not"; readonly node: Node }
  /** Look-around of Perl's; `behind` is the length in characters of what stands before. */
  | { readonly kind: "look"; readonly node: Node; readonly behind: number | undefined; readonly negated: boolean }
  /** What matched once is not tried again: `(?>...)`, `a++`. */
  | { readonly kind: "atomic"; readonly node: Node }
  /** `\K`: the match begins here. */
  | { readonly kind: "keep" };

export const EMPTY: Node = { kind: "cat", parts: [] };

/** One character, in either case where `ignoreCase` says so. */
export function literalNode(char: string, ignoreCase: boolean): Node {
  const code = char.codePointAt(0) ?? 0;
  const test: CharTest = (other) => other === code;
  const folded = ignoreCase ? foldCase(test) : test;
  return folded !== test && char.toLowerCase() !== char.toUpperCase()
    ? { kind: "set", test: folded }
    : { kind: "set", test, literal: char };
}

/** A text character by character. */
export function textNode(text: string, ignoreCase: boolean): Node {
  return { kind: "cat", parts: [...text].map((char) => literalNode(char, ignoreCase)) };
}

/** The same test for both cases of a letter. */
export function foldCase(test: CharTest): CharTest {
  return (code) => {
    if (test(code)) return true;
    if (code < 65 || (code >= 0xd800 && code < 0xe000)) return false;
    const char = String.fromCodePoint(code);
    const lower = char.toLowerCase();
    if (lower !== char) return lower.length <= 2 && test(lower.codePointAt(0) ?? 0);
    const upper = char.toUpperCase();
    return upper !== char && upper.length <= 2 && test(upper.codePointAt(0) ?? 0);
  };
}

/** True for what stands for an octet that is no UTF-8. */
const isOctet: CharTest = (code) => code >= 0xdc80 && code <= 0xdcff;

const property =
  (pattern: RegExp): CharTest =>
  (code) =>
    code >= 128 && !isOctet(code) && pattern.test(String.fromCodePoint(code));
const LETTER = property(/^\p{L}$/u);
const UPPER = property(/^\p{Lu}$/u);
const LOWER = property(/^\p{Ll}$/u);
const SPACE = property(/^[\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]$/u);
const between = (low: number, high: number): CharTest => {
  return (code) => code >= low && code <= high;
};
const either =
  (...tests: readonly CharTest[]): CharTest =>
  (code) =>
    tests.some((test) => test(code));
const upper = between(65, 90);
const lower = between(97, 122);
const digit = between(48, 57);
const alpha = either(upper, lower, LETTER);
const graph: CharTest = (code) => (code > 32 && code < 127) || (code > 160 && !isOctet(code) && !SPACE(code));
const alnum = either(alpha, digit, property(/^\p{Nd}$/u));
const space: CharTest = (code) => code === 32 || (code >= 9 && code <= 13) || SPACE(code);

/** A letter, a digit or `_`. */
export const isWord: CharTest = (code) =>
  code < 128
    ? (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95
    : alnum(code);

/** Classes of POSIX by name, in a locale of UTF-8. */
export const CLASS_TESTS: Readonly<Record<string, CharTest>> = {
  alnum,
  alpha,
  ascii: (code) => code < 128,
  blank: (code) => code === 32 || code === 9,
  cntrl: (code) => code < 32 || (code >= 127 && code < 160),
  digit,
  graph,
  lower: either(lower, LOWER),
  print: (code) => code === 32 || graph(code) || SPACE(code),
  punct: (code) => graph(code) && !alnum(code),
  space,
  upper: either(upper, UPPER),
  word: isWord,
  xdigit: (code) => digit(code) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102),
};

/** Any character at all but an octet that is none. */
export const anyCharacter: CharTest = (code) => !isOctet(code);

export { either as eitherTest };
