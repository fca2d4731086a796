/** Extended regular expressions as mawk 1.3.4 reads them: braces are characters, a backslash counts between brackets. */
import { type CharTest, CLASS_TESTS, EMPTY, eitherTest, literalNode, type Node } from "../../../core/regex/node.ts";
import { TooBig } from "../../../core/regex/program.ts";
import { Regex } from "../../../core/regex/regex.ts";

const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  f: "\f",
  v: "\v",
  a: "\x07",
  b: "\x08",
};
const DEPTH_MAX = 1000;

const known = new Map<string, Regex | string>();

/** The expression; a string is mawk's complaint. */
export function awkRegex(source: string): Regex | string {
  let found = known.get(source);
  if (found === undefined) {
    found = compile(source);
    if (known.size > 500) known.clear();
    known.set(source, found);
  }
  return found;
}

class Complaint extends Error {}

function compile(source: string): Regex | string {
  try {
    const reader = new Reader(source);
    return new Regex(reader.parse());
  } catch (error) {
    if (error instanceof TooBig) return "regular expression too big";
    if (error instanceof Complaint) return error.message;
    throw error;
  }
}

class Reader {
  readonly #source: string;
  #at = 0;
  #depth = 0;

  constructor(source: string) {
    this.#source = source;
  }

  parse(): Node {
    const node = this.#alternatives();
    if (this.#at < this.#source.length) throw new Complaint("unmatched )");
    return node;
  }

  #alternatives(): Node {
    const branches = [this.#branch()];
    while (this.#source[this.#at] === "|") {
      this.#at++;
      branches.push(this.#branch());
    }
    return branches.length === 1 ? (branches[0] as Node) : { kind: "alt", branches };
  }

  #branch(): Node {
    const parts: Node[] = [];
    for (;;) {
      const char = this.#source[this.#at];
      if (char === undefined || char === "|" || char === ")") break;
      const last = parts.at(-1);
      if (!/[*+?]/.test(char)) {
        parts.push(this.#piece(parts.length === 0));
        continue;
      }
      if (last === undefined) throw new Complaint("missing operand");
      if (last.kind === "assert" && last.what === "lineStart") throw new Complaint("syntax error ^* or ^+");
      this.#at++;
      const max = char === "?" ? 1 : Number.POSITIVE_INFINITY;
      parts[parts.length - 1] = { kind: "repeat", node: last, min: char === "+" ? 1 : 0, max };
    }
    if (parts.length === 0 && this.#source !== "")
      throw new Complaint(this.#depth > 0 && this.#at >= this.#source.length ? "missing ')'" : "missing operand");
    return parts.length === 1 ? (parts[0] as Node) : { kind: "cat", parts };
  }

  /** `start`: nothing stands before it in its alternative. */
  #piece(start: boolean): Node {
    const source = this.#source;
    const char = String.fromCodePoint(source.codePointAt(this.#at) ?? 0);
    if (char === "[") {
      const end = bracketEnd(source, this.#at);
      if (end === undefined) throw new Complaint("missing ]");
      const test = bracket(source.slice(this.#at + 1, end));
      this.#at = end + 1;
      return { kind: "set", test };
    }
    this.#at += char.length;
    if (char === "\\") return this.#escaped();
    if (char === "(") {
      if (++this.#depth > DEPTH_MAX) throw new Complaint("regular expression too big");
      const node = this.#source[this.#at] === ")" && !start ? EMPTY : this.#alternatives();
      if (this.#source[this.#at] !== ")") throw new Complaint("missing ')'");
      this.#at++;
      this.#depth--;
      return node;
    }
    if (char === "^") return { kind: "assert", what: "lineStart" };
    if (char === "$") return { kind: "assert", what: "lineEnd" };
    if (char === ".") return { kind: "set", test: () => true };
    return literalNode(char, false);
  }

  #escaped(): Node {
    const rest = this.#source.slice(this.#at, this.#at + 3);
    if (rest === "") return literalNode("\\", false);
    const octal = /^[0-7]{1,3}/.exec(rest)?.[0];
    if (octal !== undefined) {
      this.#at += octal.length;
      return literalNode(String.fromCharCode(Number.parseInt(octal, 8) & 255), false);
    }
    const next = String.fromCodePoint(this.#source.codePointAt(this.#at) ?? 0);
    this.#at += next.length;
    const control = ESCAPES[next];
    if (control !== undefined) return literalNode(control, false);
    if (/\W/.test(next)) return literalNode(next, false);
    return { kind: "cat", parts: [literalNode("\\", false), literalNode(next, false)] };
  }
}

function bracketEnd(source: string, open: number): number | undefined {
  let i = open + 1;
  if (source[i] === "^") i++;
  if (source[i] === "]") i++;
  for (; i < source.length; i++) {
    if (source[i] === "\\") i++;
    else if (source.startsWith("[:", i)) {
      const end = source.indexOf(":]", i);
      if (end > 0) i = end + 1;
    } else if (source[i] === "]") return i;
  }
  return undefined;
}

function bracket(body: string): CharTest {
  const negated = body[0] === "^";
  const tests: CharTest[] = [];
  const singles = new Set<number>();
  const chars = [...body.slice(negated ? 1 : 0)];
  let i = 0;
  const character = (): number => {
    const char = chars[i++] ?? "";
    if (char !== "\\" || i >= chars.length) return char.codePointAt(0) ?? 0;
    const next = chars[i++] ?? "";
    return (ESCAPES[next] ?? next).codePointAt(0) ?? 0;
  };
  while (i < chars.length) {
    const named = /^\[:(\w+):\]/.exec(chars.slice(i, i + 12).join(""));
    const test = named === null ? undefined : CLASS_TESTS[named[1] ?? ""];
    if (named !== null && test !== undefined) {
      tests.push(test);
      i += named[0].length;
      continue;
    }
    const low = character();
    if (chars[i] === "-" && i + 1 < chars.length) {
      i++;
      const high = character();
      if (low > high) throw new Complaint("syntax error");
      tests.push((code) => code >= low && code <= high);
    } else singles.add(low);
  }
  tests.push((code) => singles.has(code));
  const either = eitherTest(...tests);
  return negated ? (code) => !either(code) : either;
}
