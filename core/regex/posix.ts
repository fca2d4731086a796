/**
 * Basic and extended regular expressions of regex(7) with GNU's additions (`\+ \? \|` in basic ones, `\< \> \b \B \w \W \s \S`), as glibc
 * reads them (posix/regcomp.c) for regcomp(3) and for grep, which is more lenient. Absent: collation of several letters.
 */
import { parseBracket } from "./bracket.ts";
import {
  type Assertion,
  anyCharacter,
  type CharTest,
  CLASS_TESTS,
  EMPTY,
  isWord,
  literalNode,
  type Node,
} from "./node.ts";

export interface PosixOptions {
  readonly extended: boolean;
  readonly ignoreCase?: boolean;
  /** `^` and `$` stand at each line's ends, and what is not listed is no newline (REG_NEWLINE). */
  readonly lines?: boolean;
  /** grep reads as a character what regcomp() complains of. */
  readonly lenient?: boolean;
  /** A parenthesis that closes nothing is a character. */
  readonly looseParenthesis?: boolean;
  /** Groups that other expressions have before this one. */
  readonly groupsBefore?: number;
}

export interface Parsed {
  readonly node: Node;
  readonly groups: number;
  /** What is at the start and has nothing to repeat, though it was let pass. */
  readonly strays: readonly string[];
}

const ASSERTIONS: Readonly<Record<string, Assertion>> = {
  "<": "wordStart",
  ">": "wordEnd",
  b: "wordEdge",
  B: "noWordEdge",
  "`": "textStart",
  "'": "textEnd",
};
const space = CLASS_TESTS.space as CharTest;
const CLASSES: Readonly<Record<string, CharTest>> = {
  w: isWord,
  W: (code) => !isWord(code) && anyCharacter(code),
  s: space,
  S: (code) => !space(code) && anyCharacter(code),
};
const anyButNewline: CharTest = (code) => code !== 10 && anyCharacter(code);

/** RE_DUP_MAX. */
const REPEAT_MAX = 0x7fff;
const DEPTH_MAX = 1000;

const BAD_REPEAT = "Invalid preceding regular expression";
const BAD_INTERVAL = "Invalid content of \\{\\}";

class Complaint extends Error {}

/** Reads an expression; the error is glibc's. */
export function parsePosix(text: string, options: PosixOptions): Parsed | { readonly error: string } {
  try {
    const parser = new Parser(text, options);
    return { node: parser.parse(), groups: parser.groups, strays: parser.strays };
  } catch (error) {
    if (error instanceof Complaint) return { error: error.message };
    throw error;
  }
}

class Parser {
  readonly strays: string[] = [];
  groups: number;
  readonly #text: string;
  readonly #options: PosixOptions;
  readonly #first: number;
  readonly #closed = new Set<number>();
  #at = 0;
  #depth = 0;

  constructor(text: string, options: PosixOptions) {
    this.#text = text;
    this.#options = options;
    this.#first = options.groupsBefore ?? 0;
    this.groups = this.#first;
  }

  parse(): Node {
    const node = this.#alternatives();
    if (this.#at < this.#text.length) throw new Complaint("Unmatched ) or \\)");
    return node;
  }

  /** Does the operator stand here, with its backslash where the notation wants one? */
  #sees(mark: string, at = this.#at): boolean {
    return this.#options.extended ? this.#text[at] === mark : this.#text[at] === "\\" && this.#text[at + 1] === mark;
  }

  get #length(): number {
    return this.#options.extended ? 1 : 2;
  }

  #alternatives(): Node {
    const branches = [this.#branch()];
    while (this.#sees("|")) {
      this.#at += this.#length;
      branches.push(this.#branch());
    }
    return branches.length === 1 ? (branches[0] as Node) : { kind: "alt", branches };
  }

  #closes(): boolean {
    if (!this.#sees(")")) return false;
    return this.#depth > 0 || !(this.#options.extended && (this.#options.looseParenthesis ?? false));
  }

  #branch(): Node {
    const parts: Node[] = [];
    // Nothing to repeat yet: at the start, and behind an anchor.
    let fresh = true;
    while (this.#at < this.#text.length && !this.#sees("|") && !this.#closes()) {
      if (fresh && this.#stray()) continue;
      const node = this.#piece(parts.length === 0 || (fresh && parts.at(-1)?.kind === "assert"));
      fresh = node.kind === "assert";
      parts.push(fresh ? node : this.#repeated(node));
    }
    return parts.length === 1 ? (parts[0] as Node) : { kind: "cat", parts };
  }

  /** A repetition of nothing: refused, skipped (grep) or, in a basic expression, a character. True when it was skipped. */
  #stray(): boolean {
    const { extended, lenient } = this.#options;
    const mark = ["*", "+", "?", "{"].find((each) => (each === "*" ? this.#text[this.#at] === "*" : this.#sees(each)));
    if (mark === undefined || (!extended && mark !== "{")) return false;
    if (!extended && lenient) return false;
    if (!lenient) throw new Complaint(BAD_REPEAT);
    this.strays.push(mark === "{" ? "{...}" : mark);
    this.#at++;
    return true;
  }

  #piece(start: boolean): Node {
    const text = this.#text;
    const { extended, ignoreCase = false, lines = false } = this.#options;
    const char = String.fromCodePoint(text.codePointAt(this.#at) ?? 0);
    if (this.#sees("(")) return this.#group();
    if (char === "\\") return this.#escaped();
    if (char === "[") {
      const found = parseBracket(text, this.#at, { ignoreCase, keepsNewline: lines });
      if ("error" in found) throw new Complaint(found.error);
      this.#at = found.end;
      return { kind: "set", test: found.test };
    }
    this.#at += char.length;
    if (char === ".") return { kind: "set", test: lines ? anyButNewline : anyCharacter };
    if (char === "^" && (extended || start)) return { kind: "assert", what: "lineStart" };
    if (char === "$" && (extended || this.#at === text.length || this.#sees(")") || this.#sees("|")))
      return { kind: "assert", what: "lineEnd" };
    return literalNode(char, ignoreCase);
  }

  #group(): Node {
    this.#at += this.#length;
    if (++this.#depth > DEPTH_MAX) throw new Complaint("Regular expression too big");
    const group = ++this.groups;
    const node = this.#sees(")") ? EMPTY : this.#alternatives();
    if (!this.#sees(")")) throw new Complaint("Unmatched ( or \\(");
    this.#at += this.#length;
    this.#depth--;
    this.#closed.add(group);
    return { kind: "group", group, node };
  }

  #escaped(): Node {
    const { ignoreCase = false } = this.#options;
    const code = this.#text.codePointAt(this.#at + 1);
    if (code === undefined) throw new Complaint("Trailing backslash");
    const char = String.fromCodePoint(code);
    this.#at += 1 + char.length;
    if (/[1-9]/.test(char)) {
      const group = this.#first + Number(char);
      if (!this.#closed.has(group)) throw new Complaint("Invalid back reference");
      return { kind: "back", group, ignoreCase };
    }
    const what = ASSERTIONS[char];
    if (what !== undefined) return { kind: "assert", what };
    const test = CLASSES[char];
    return test === undefined ? literalNode(char, ignoreCase) : { kind: "set", test };
  }

  /** The node with the repetitions that follow it. */
  #repeated(node: Node): Node {
    let out = node;
    const { extended, lenient } = this.#options;
    for (let again = false; ; again = true) {
      const star = this.#text[this.#at] === "*";
      const interval = this.#sees("{");
      // POSIX leaves `a**` of a basic expression open; regcomp() does not (RE_CONTEXT_INVALID_DUP).
      if (again && !extended && !lenient && (star || interval)) throw new Complaint(BAD_REPEAT);
      if (star) {
        this.#at++;
        out = { kind: "repeat", node: out, min: 0, max: Number.POSITIVE_INFINITY };
      } else if (this.#sees("+") || this.#sees("?")) {
        const plus = this.#sees("+");
        this.#at += this.#length;
        out = { kind: "repeat", node: out, min: plus ? 1 : 0, max: plus ? Number.POSITIVE_INFINITY : 1 };
      } else if (interval) {
        const bounds = this.#interval();
        if (bounds === undefined) return out;
        out = { kind: "repeat", node: out, ...bounds };
      } else return out;
    }
  }

  /** `{2,3}`: parse_dup_op(). Undefined where it is none but characters. */
  #interval(): { readonly min: number; readonly max: number } | undefined {
    const { extended, lenient } = this.#options;
    const begin = this.#at;
    this.#at += this.#length;
    let stopped = "";
    /** -1 without a digit, -2 for what is no number. */
    const number = (): number => {
      let value = -1;
      for (;;) {
        const char = this.#text[this.#at];
        if (char === undefined) {
          stopped = "";
          return -2;
        }
        if (this.#sees("}")) {
          this.#at += this.#length;
          stopped = "}";
          return value;
        }
        this.#at++;
        if (char === ",") {
          stopped = ",";
          return value;
        }
        if (!/\d/.test(char) || value === -2) value = -2;
        else value = Math.min(REPEAT_MAX + 1, Math.max(value, 0) * 10 + Number(char));
      }
    };
    let min = number();
    if (min === -1) {
      if (stopped !== ",") throw new Complaint(BAD_INTERVAL);
      min = 0;
    }
    let max = min;
    if (min !== -2 && stopped === ",") max = number();
    if (min === -2 || max === -2) {
      if (!(extended && lenient)) throw new Complaint(stopped === "" ? "Unmatched \\{" : BAD_INTERVAL);
      // The brace is a character, which what follows may repeat.
      this.#at = begin;
      return undefined;
    }
    if ((max !== -1 && min > max) || stopped !== "}") throw new Complaint(BAD_INTERVAL);
    if ((max === -1 ? min : max) > REPEAT_MAX) throw new Complaint("Regular expression too big");
    return { min, max: max === -1 ? Number.POSITIVE_INFINITY : max };
  }
}
