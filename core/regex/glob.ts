/**
 * Shell patterns (bash(1), Pattern Matching; glob(7)): `*`, `?`, `[...]` with classes, and the extended forms `?(a|b)`. A pattern
 * is text in which a quoted character carries a backslash. Equivalence classes and collating symbols are absent.
 */
import { type CharTest, CLASS_TESTS, eitherTest, foldCase, literalNode, type Node } from "./node.ts";
import { Regex } from "./regex.ts";
import { type Ends, endsOf } from "./spans.ts";

const ANY: Node = { kind: "repeat", node: { kind: "set", test: () => true }, min: 0, max: Number.POSITIVE_INFINITY };
const ONE: Node = { kind: "set", test: () => true };

/** A pattern ready to be matched. */
export interface Glob {
  /** Does the whole of the text match? */
  matches(text: string): boolean;
  /** Where the shortest or longest match that begins at `from` ends; -1 where none does. */
  endFrom(text: string, from: number, longest: boolean): number;
  /** Where the shortest or longest match that ends with the text begins; -1 where none does. */
  startOfEnd(text: string, longest: boolean): number;
  /** The leftmost-longest match from `from` on. */
  find(text: string, from: number): { readonly start: number; readonly end: number } | undefined;
}

const compiled = new Map<string, Glob>();
const COMPILED_MAX = 500;

/** Reads a pattern; never refuses one. */
export function globOf(pattern: string, ignoreCase = false): Glob {
  const key = `${ignoreCase ? "i" : ""}/${pattern}`;
  let glob = compiled.get(key);
  if (glob === undefined) {
    if (compiled.size >= COMPILED_MAX) compiled.clear();
    const node = globNode(pattern, ignoreCase);
    glob = complements(node) ? new SpanGlob(node) : new RegexGlob(node);
    compiled.set(key, glob);
  }
  return glob;
}

class RegexGlob implements Glob {
  readonly #regex: Regex;

  constructor(node: Node) {
    this.#regex = new Regex(node);
  }

  matches(text: string): boolean {
    return this.#regex.fits(text);
  }

  endFrom(text: string, from: number, longest: boolean): number {
    return this.#regex.endFrom(text, from, longest);
  }

  startOfEnd(text: string, longest: boolean): number {
    return this.#regex.startOfEnd(text, longest);
  }

  find(text: string, from: number): { readonly start: number; readonly end: number } | undefined {
    return this.#regex.find(text, from);
  }
}

/** With a complement in it, which no automaton of ours has: all places where it may end, from each place where it may begin. */
class SpanGlob implements Glob {
  readonly #node: Node;

  constructor(node: Node) {
    this.#node = node;
  }

  #ends(text: string, from: number): Ends {
    return endsOf(this.#node, text, from);
  }

  matches(text: string): boolean {
    return this.#ends(text, 0)[text.length] === 1;
  }

  endFrom(text: string, from: number, longest: boolean): number {
    const ends = this.#ends(text, from);
    return longest ? ends.lastIndexOf(1) : ends.indexOf(1);
  }

  startOfEnd(text: string, longest: boolean): number {
    for (let n = 0; n <= text.length; n++) {
      const start = longest ? n : text.length - n;
      if (this.#ends(text, start)[text.length] === 1) return start;
    }
    return -1;
  }

  find(text: string, from: number): { readonly start: number; readonly end: number } | undefined {
    for (let start = from; start <= text.length; start++) {
      const end = this.endFrom(text, start, true);
      if (end >= 0) return { start, end };
    }
    return undefined;
  }
}

function complements(node: Node): boolean {
  switch (node.kind) {
    case "not":
      return true;
    case "cat":
      return node.parts.some(complements);
    case "alt":
      return node.branches.some(complements);
    case "repeat":
      return complements(node.node);
    default:
      return false;
  }
}

function globNode(pattern: string, ignoreCase: boolean): Node {
  const parts: Node[] = [];
  for (let i = 0; i < pattern.length; ) {
    const char = pattern[i] ?? "";
    if ("?*+@!".includes(char) && pattern[i + 1] === "(") {
      const inner = group(pattern, i + 1, ignoreCase);
      if (inner !== undefined) {
        const branches = inner.alternatives.map((each) => globNode(each, ignoreCase));
        const node: Node = branches.length === 1 ? (branches[0] as Node) : { kind: "alt", branches };
        if (char === "@") parts.push(node);
        else if (char === "!") parts.push({ kind: "not", node });
        else {
          const max = char === "?" ? 1 : Number.POSITIVE_INFINITY;
          parts.push({ kind: "repeat", node, min: char === "+" ? 1 : 0, max });
        }
        i = inner.end;
        continue;
      }
    }
    if (char === "*") {
      while (pattern[i + 1] === "*" && pattern[i + 2] !== "(") i++;
      parts.push(ANY);
      i++;
    } else if (char === "?") {
      parts.push(ONE);
      i++;
    } else if (char === "[") {
      const set = bracket(pattern, i, ignoreCase);
      parts.push(set === undefined ? literalNode("[", false) : { kind: "set", test: set.test });
      i = set?.end ?? i + 1;
    } else {
      const literal = charAt(pattern, i);
      parts.push(literalNode(literal.char, ignoreCase));
      i = literal.end;
    }
  }
  return parts.length === 1 ? (parts[0] as Node) : { kind: "cat", parts };
}

/** The bracket expression at `at` and where it ends; undefined when it is not one. */
function bracket(
  pattern: string,
  at: number,
  ignoreCase: boolean,
): { readonly test: CharTest; readonly end: number } | undefined {
  let i = at + 1;
  const negated = pattern[i] === "!" || pattern[i] === "^";
  if (negated) i++;
  const tests: CharTest[] = [];
  const singles = new Set<number>();
  for (let first = true; ; first = false) {
    if (i >= pattern.length) return undefined;
    if (pattern[i] === "]" && !first) break;
    const named = /^\[:(\w+):\]/.exec(pattern.slice(i, i + 12));
    if (named) {
      const test = CLASS_TESTS[named[1] ?? ""];
      if (test !== undefined) tests.push(test);
      i += named[0].length;
      continue;
    }
    const low = charAt(pattern, i);
    i = low.end;
    const from = low.char.codePointAt(0) ?? 0;
    if (pattern[i] === "-" && pattern[i + 1] !== "]" && i + 1 < pattern.length) {
      const high = charAt(pattern, i + 1);
      const to = high.char.codePointAt(0) ?? 0;
      tests.push((code) => code >= from && code <= to);
      i = high.end;
    } else singles.add(from);
  }
  tests.push((code) => singles.has(code));
  const either = eitherTest(...tests);
  const folded = ignoreCase ? foldCase(either) : either;
  return { test: negated ? (code) => !folded(code) : folded, end: i + 1 };
}

function charAt(pattern: string, at: number): { readonly char: string; readonly end: number } {
  const start = pattern[at] === "\\" && at + 1 < pattern.length ? at + 1 : at;
  const char = String.fromCodePoint(pattern.codePointAt(start) ?? 0);
  return { char, end: start + char.length };
}

/** Where the group that opens at `open` closes, with what stands between its `|`; undefined when it does not. */
function group(
  pattern: string,
  open: number,
  ignoreCase: boolean,
): { readonly alternatives: string[]; readonly end: number } | undefined {
  const alternatives: string[] = [];
  let depth = 0;
  let start = open + 1;
  for (let i = open + 1; i < pattern.length; i++) {
    const char = pattern[i];
    if (char === "\\") i++;
    else if (char === "[") {
      const set = bracket(pattern, i, ignoreCase);
      if (set) i = set.end - 1;
    } else if (char === "(") depth++;
    else if (char === ")") {
      if (depth-- === 0) {
        alternatives.push(pattern.slice(start, i));
        return { alternatives, end: i + 1 };
      }
    } else if (char === "|" && depth === 0) {
      alternatives.push(pattern.slice(start, i));
      start = i + 1;
    }
  }
  return undefined;
}
