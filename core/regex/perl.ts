/**
 * Patterns of pcre2pattern(3), as `grep -P` takes them. Same: groups with numbers and names, look-around, atomic groups, lazy and possessive
 * repetitions, `\K`, classes of POSIX, `\h \R \N \A \Z \z`, `\Q...\E`, `\p{L}`, options in the middle. Absent, and refused by name: recursion,
 * conditions, callouts, verbs, `(?|`. Complaints are PCRE2's.
 */
import {
  anyCharacter,
  type CharTest,
  CLASS_TESTS,
  EMPTY,
  eitherTest,
  foldCase,
  literalNode,
  type Node,
  textNode,
} from "./node.ts";

export type PerlParsed =
  | { readonly node: Node; readonly groups: number }
  | { readonly error: string }
  | { readonly unmodelled: string };

/** Reads a pattern. */
export function parsePerl(text: string, ignoreCase: boolean): PerlParsed {
  const parser = new Parser(text, ignoreCase);
  try {
    return { node: parser.parse(), groups: parser.groups };
  } catch (error) {
    if (error instanceof Complaint) return { error: error.message };
    if (error instanceof Unmodelled) return { unmodelled: error.message };
    throw error;
  }
}

class Complaint extends Error {}
class Unmodelled extends Error {}

const DEPTH_MAX = 250;
const REPEAT_MAX = 65535;
const ascii =
  (name: string): CharTest =>
  (code) =>
    code < 128 && (CLASS_TESTS[name]?.(code) ?? false);
const not =
  (test: CharTest): CharTest =>
  (code) =>
    !test(code) && anyCharacter(code);
const blank: CharTest = (code) => code === 32 || code === 9 || code === 0xa0;
const vertical: CharTest = (code) => (code >= 10 && code <= 13) || code === 0x85 || code === 0x2028 || code === 0x2029;
const TESTS: Readonly<Record<string, CharTest>> = {
  d: ascii("digit"),
  D: not(ascii("digit")),
  w: ascii("word"),
  W: not(ascii("word")),
  s: ascii("space"),
  S: not(ascii("space")),
  h: blank,
  H: not(blank),
  v: vertical,
  V: not(vertical),
};
const NO_NEWLINE: CharTest = (code) => code !== 10 && anyCharacter(code);
const CONTROLS: Readonly<Record<string, string>> = {
  a: "\x07",
  e: "\x1b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};
const UNRECOGNIZED = "unrecognized character follows \\";

class Parser {
  groups = 0;
  readonly #text: string;
  readonly #names = new Map<string, number>();
  readonly #references: (number | string)[] = [];
  #ignoreCase: boolean;
  #dotAll = false;
  #extended = false;
  #at = 0;
  #depth = 0;

  constructor(text: string, ignoreCase: boolean) {
    this.#text = text;
    this.#ignoreCase = ignoreCase;
  }

  parse(): Node {
    const node = this.#alternatives();
    if (this.#at < this.#text.length) throw new Complaint("unmatched closing parenthesis");
    for (const reference of this.#references)
      if (typeof reference === "number" ? reference > this.groups : !this.#names.has(reference))
        throw new Complaint("reference to non-existent subpattern");
    return node;
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found === null) return undefined;
    this.#at += found[0].length;
    return found;
  }

  #alternatives(): Node {
    if (++this.#depth > DEPTH_MAX) throw new Complaint("parentheses are too deeply nested");
    const { length } = this.#text;
    const branches = [this.#branch()];
    while (this.#at < length && this.#text[this.#at] === "|") {
      this.#at++;
      branches.push(this.#branch());
    }
    this.#depth--;
    return branches.length === 1 ? (branches[0] as Node) : { kind: "alt", branches };
  }

  #branch(): Node {
    const parts: Node[] = [];
    while (this.#at < this.#text.length && this.#text[this.#at] !== "|" && this.#text[this.#at] !== ")") {
      if (this.#extended && this.#take(/(?:\s+|#[^\n]*)/y)) continue;
      const quoted = this.#take(/\\Q([\s\S]*?)(?:\\E|$)/y);
      if (quoted !== undefined) {
        const chars = [...(quoted[1] ?? "")];
        for (const [at, char] of chars.entries()) {
          const node = literalNode(char, this.#ignoreCase);
          parts.push(at === chars.length - 1 ? this.#repeated(node) : node);
        }
        continue;
      }
      if (this.#take(/\\E/y)) continue;
      if (this.#take(/\(\?#[^)]*\)/y)) continue;
      const node = this.#piece();
      if (node !== undefined) parts.push(this.#repeated(node));
    }
    return parts.length === 1 ? (parts[0] as Node) : { kind: "cat", parts };
  }

  #repeated(node: Node): Node {
    let out = node;
    for (;;) {
      if (this.#extended) this.#take(/\s+/y);
      const found = this.#take(/(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})([+?])?/y);
      if (found === undefined) return out;
      const [, mark, from, comma, to, kind] = found;
      const min = mark === "+" ? 1 : mark !== undefined ? 0 : Number(from);
      const max =
        mark === "?" ? 1 : mark !== undefined || (comma !== undefined && to === "") ? INFINITE : Number(to ?? from);
      if (Math.max(min, max === INFINITE ? 0 : max) > REPEAT_MAX)
        throw new Complaint("number too big in {} quantifier");
      if (min > max) throw new Complaint("numbers out of order in {} quantifier");
      out = { kind: "repeat", node: out, min, max, lazy: kind === "?" };
      if (kind === "+") out = { kind: "atomic", node: out };
    }
  }

  #piece(): Node | undefined {
    const text = this.#text;
    const char = String.fromCodePoint(text.codePointAt(this.#at) ?? 0);
    if (char === "(") return this.#group();
    if (char === "[") return { kind: "set", test: this.#class() };
    if (char === "\\") return this.#escaped();
    if (/[*+?]/.test(char)) throw new Complaint("quantifier does not follow a repeatable item");
    this.#at += char.length;
    if (char === "^") return { kind: "assert", what: "lineStart" };
    if (char === "$") return { kind: "assert", what: "lineEnd" };
    if (char === ".") return { kind: "set", test: this.#dotAll ? anyCharacter : NO_NEWLINE };
    return literalNode(char, this.#ignoreCase);
  }

  #group(): Node | undefined {
    const before = [this.#ignoreCase, this.#dotAll, this.#extended] as const;
    const restore = (): void => {
      [this.#ignoreCase, this.#dotAll, this.#extended] = before;
    };
    if (this.#text.startsWith("(*", this.#at)) throw new Unmodelled("verb (*");
    const reference = this.#take(/\(\?P=(\w+)\)/y);
    if (reference !== undefined) return this.#reference(reference[1] ?? "");
    const options = this.#take(/\(\?([imsxJU^]*)(?:-([imsx]*))?([:)])/y);
    if (options !== undefined) {
      const [whole, on = "", off = "", end] = options;
      if (/[mJU^]/.test(on)) throw new Unmodelled(`pattern option ${whole}`);
      if (on.includes("i")) this.#ignoreCase = true;
      if (on.includes("s")) this.#dotAll = true;
      if (on.includes("x")) this.#extended = true;
      if (off.includes("i")) this.#ignoreCase = false;
      if (off.includes("s")) this.#dotAll = false;
      if (off.includes("x")) this.#extended = false;
      // `(?i)` counts to the end of the group that it stands in.
      if (end === ")") return undefined;
      const node = this.#rest();
      restore();
      return node;
    }
    const look = this.#take(/\(\?(<?)([=!])/y);
    if (look !== undefined) {
      const node = this.#rest();
      restore();
      const negated = look[2] === "!";
      if (look[1] === "") return { kind: "look", node, behind: undefined, negated };
      return behind(node, negated);
    }
    if (this.#take(/\(\?>/y)) {
      const node = this.#rest();
      restore();
      return { kind: "atomic", node };
    }
    const named = this.#take(/\(\?(?:P?<(\w+)>|'(\w+)')/y);
    if (named === undefined) {
      const odd = /^\(\?./.exec(this.#text.slice(this.#at, this.#at + 3));
      if (odd !== null) throw new Unmodelled(`group ${odd[0]}`);
      this.#at++;
    }
    const group = ++this.groups;
    const name = named?.[1] ?? named?.[2];
    if (name !== undefined) {
      if (this.#names.has(name))
        throw new Complaint("two named subpatterns have the same name (PCRE2_DUPNAMES not set)");
      this.#names.set(name, group);
    }
    const node = this.#rest();
    restore();
    return { kind: "group", group, node };
  }

  #rest(): Node {
    const node = this.#text[this.#at] === ")" ? EMPTY : this.#alternatives();
    if (this.#text[this.#at] !== ")") throw new Complaint("missing closing parenthesis");
    this.#at++;
    return node;
  }

  #reference(to: number | string): Node {
    this.#references.push(to);
    const group = typeof to === "number" ? to : (this.#names.get(to) ?? 0);
    if (group < 1) throw new Complaint("reference to non-existent subpattern");
    return { kind: "back", group, ignoreCase: this.#ignoreCase };
  }

  #escaped(): Node {
    const next = this.#text[this.#at + 1];
    if (next === undefined) throw new Complaint("\\ at end of pattern");
    const named = this.#take(/\\(?:k<(\w+)>|k\{(\w+)\}|k'(\w+)'|g\{?(-?\d+)\}?|g\{(\w+)\}|([1-9]))/y);
    if (named !== undefined) {
      const number = named[4] ?? named[6];
      if (number === undefined) return this.#reference(named[1] ?? named[2] ?? named[3] ?? named[5] ?? "");
      const value = Number(number);
      return this.#reference(value < 0 ? this.groups + 1 + value : value);
    }
    const test = this.#escapedTest();
    if (test !== undefined) return { kind: "set", test };
    const char = this.#escapedChar();
    if (char !== undefined) return literalNode(char, this.#ignoreCase);
    this.#at += 2;
    switch (next) {
      case "b":
        return { kind: "assert", what: "wordEdge" };
      case "B":
        return { kind: "assert", what: "noWordEdge" };
      case "A":
        return { kind: "assert", what: "textStart" };
      case "Z":
      case "z":
        return { kind: "assert", what: "textEnd" };
      case "K":
        return { kind: "keep" };
      case "N":
        return { kind: "set", test: NO_NEWLINE };
      case "R":
        return { kind: "alt", branches: [textNode("\r\n", false), { kind: "set", test: vertical }] };
      case "X":
      case "G":
      case "C":
        throw new Unmodelled(`\\${next}`);
    }
    throw new Complaint(UNRECOGNIZED);
  }

  /** `\d`, `\p{L}`: a set of characters. */
  #escapedTest(): CharTest | undefined {
    const property = this.#take(/\\([pP])(?:\{(\^?)(\w+)\}|(\w))/y);
    if (property !== undefined) {
      const [, letter, caret, name] = property;
      try {
        const pattern = new RegExp(`^\\p{${name ?? property[4]}}$`, "u");
        const test: CharTest = (code) => pattern.test(String.fromCodePoint(code));
        return (letter === "P") !== (caret === "^") ? not(test) : test;
      } catch {
        throw new Complaint("unknown property name after \\P or \\p");
      }
    }
    const test = TESTS[this.#text[this.#at + 1] ?? ""];
    if (test !== undefined) this.#at += 2;
    return test;
  }

  /** A character that is written with a backslash. */
  #escapedChar(): string | undefined {
    const hex = this.#take(/\\x(?:\{([0-9A-Fa-f]+)\}|([0-9A-Fa-f]{0,2}))/y);
    if (hex !== undefined) {
      const code = Number.parseInt(hex[1] ?? (hex[2] || "0"), 16);
      if (code > 0x10ffff) throw new Complaint("character code point value in \\x{} or \\o{} is too large");
      return String.fromCodePoint(code);
    }
    const octal = this.#take(/\\(0[0-7]{0,2})/y);
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal[1] ?? "0", 8));
    const control = this.#take(/\\c([ -~])/y);
    if (control !== undefined) return String.fromCharCode((control[1] ?? "").toUpperCase().charCodeAt(0) ^ 64);
    const known = CONTROLS[this.#text[this.#at + 1] ?? ""];
    if (known !== undefined) {
      this.#at += 2;
      return known;
    }
    return this.#take(/\\([^A-Za-z0-9])/uy)?.[1];
  }

  #class(): CharTest {
    const text = this.#text;
    this.#at++;
    const negated = this.#take(/\^/y) !== undefined;
    const tests: CharTest[] = [];
    const singles = new Set<number>();
    for (let first = true; ; first = false) {
      if (this.#at >= text.length) throw new Complaint("missing terminating ] for character class");
      if (text[this.#at] === "]" && !first) break;
      const quoted = this.#take(/\\Q([\s\S]*?)(?:\\E|$)/y);
      if (quoted !== undefined) {
        for (const char of quoted[1] ?? "") singles.add(char.codePointAt(0) ?? 0);
        continue;
      }
      if (this.#take(/\\E/y)) continue;
      const low = this.#member();
      if (typeof low !== "number") {
        tests.push(low);
        continue;
      }
      if (text[this.#at] !== "-" || text[this.#at + 1] === "]" || this.#at + 1 >= text.length) {
        singles.add(low);
        continue;
      }
      this.#at++;
      const high = this.#member();
      if (typeof high !== "number") {
        singles.add(low).add(45);
        tests.push(high);
        continue;
      }
      if (low > high) throw new Complaint("range out of order in character class");
      tests.push((code) => code >= low && code <= high);
    }
    this.#at++;
    tests.push((code) => singles.has(code));
    const either = eitherTest(...tests);
    const folded = this.#ignoreCase ? foldCase(either) : either;
    return negated ? not(folded) : folded;
  }

  /** One member of a class: a character's code, or a class within. */
  #member(): number | CharTest {
    const named = this.#take(/\[:(\^?)(\w+):\]/y);
    if (named !== undefined) {
      if (CLASS_TESTS[named[2] ?? ""] === undefined) throw new Complaint("unknown POSIX class name");
      const test = ascii(named[2] ?? "");
      return named[1] === "^" ? not(test) : test;
    }
    if (this.#text[this.#at] === "\\") {
      if (this.#take(/\\b/y)) return 8;
      const digits = this.#take(/\\([0-7]{1,3})/y);
      if (digits !== undefined) return Number.parseInt(digits[1] ?? "0", 8);
      const test = this.#escapedTest();
      if (test !== undefined) return test;
      const char = this.#escapedChar();
      if (char === undefined) throw new Complaint(UNRECOGNIZED);
      return char.codePointAt(0) ?? 0;
    }
    const code = this.#text.codePointAt(this.#at) ?? 0;
    this.#at += code > 0xffff ? 2 : 1;
    return code;
  }
}

const INFINITE = Number.POSITIVE_INFINITY;

/** A look behind: each of its alternatives has one length. */
function behind(node: Node, negated: boolean): Node {
  const branches = node.kind === "alt" ? node.branches : [node];
  const looks: Node[] = branches.map((branch) => {
    const length = lengthOf(branch);
    if (length === undefined) throw new Complaint("lookbehind assertion is not fixed length");
    return { kind: "look", node: branch, behind: length, negated };
  });
  if (looks.length === 1) return looks[0] as Node;
  return negated ? { kind: "cat", parts: looks } : { kind: "alt", branches: looks };
}

/** How many characters a node matches, where that is certain. */
function lengthOf(node: Node): number | undefined {
  switch (node.kind) {
    case "set":
      return 1;
    case "cat": {
      let sum = 0;
      for (const part of node.parts) {
        const length = lengthOf(part);
        if (length === undefined) return undefined;
        sum += length;
      }
      return sum;
    }
    case "alt": {
      const lengths = new Set(node.branches.map(lengthOf));
      return lengths.size === 1 ? [...lengths][0] : undefined;
    }
    case "repeat": {
      const length = lengthOf(node.node);
      return length !== undefined && node.min === node.max ? length * node.min : undefined;
    }
    case "group":
    case "atomic":
      return lengthOf(node.node);
    case "back":
      return undefined;
    default:
      return 0;
  }
}
