/** Mistakes inside `[[ ]]`, found in bash's order and told in its words (cond_term in parse.y). */
import { skipQuoted } from "./expand/brace.ts";

export interface ConditionProblem {
  /** The term that is wrong, which gives the line. */
  readonly position: number;
  /** What bash says; undefined where it only goes on: `[[ a && ]]`. */
  readonly message: string | undefined;
  /** More lines may make it right. */
  readonly incomplete: boolean;
}

const UNARY = /^-[a-hkprstuvwxzGLNORSno]$/;
const BINARY = /^(?:==|=|!=|-nt|-ot|-ef|-eq|-ne|-lt|-gt|-le|-ge)$/;
const OPERATOR = /^(?:&>>|;;&|<<<|<<-|&&|\|\||>>|<<|<&|>&|;;|;&|&>|<>|>\||\|&|[<>;()|&])/;
const META = /[\s;&|<>()]/;

const WORD = "word";
const NEWLINE = "newline";
const END = "]]";
const EOF = "EOF";

/** The first mistake of the condition whose `[[` is at `start`. Without `extglob`, `@(a)` is a word only where a pattern stands. */
export function conditionProblem(text: string, start: number, extglob: boolean): ConditionProblem | undefined {
  const reader = new Reader(text, start + 2, extglob);
  try {
    reader.expression();
    if (reader.token === END) return undefined;
    const named = reader.token === WORD ? "" : `: unexpected token \`${reader.token}'`;
    return { position: start, message: `syntax error in conditional expression${named}`, incomplete: false };
  } catch (problem) {
    if (problem instanceof Problem) return problem;
    throw problem;
  }
}

class Problem implements ConditionProblem {
  readonly position: number;
  readonly message: string | undefined;
  readonly incomplete: boolean;
  constructor(position: number, message: string | undefined, incomplete = false) {
    this.position = position;
    this.message = message;
    this.incomplete = incomplete;
  }
}

class Reader {
  readonly #text: string;
  #at: number;
  token = "";
  #word = "";
  #start = 0;

  readonly #extglob: boolean;

  constructor(text: string, at: number, extglob: boolean) {
    this.#text = text;
    this.#at = at;
    this.#extglob = extglob;
  }

  /** `||` and `&&` are read alike: what is wrong does not depend on which binds closer. */
  expression(): void {
    this.#term();
    while (this.token === "&&" || this.token === "||") this.#term();
  }

  #term(): void {
    this.#nextPastLines();
    const position = this.#start;
    const fail = (message: string | undefined): never => {
      throw new Problem(position, message);
    };
    const shown = (): string => (this.token === WORD ? "" : ` \`${this.token}'`);
    if (this.token === END) fail(undefined);
    if (this.token === "(") {
      this.expression();
      if (!this.#stands(")")) fail(this.#stands(WORD) ? "expected `)'" : `unexpected token${shown()}, expected \`)'`);
      this.#nextPastLines();
    } else if (this.token !== WORD) {
      if (this.token === EOF)
        throw new Problem(this.#text.length, "unexpected token `EOF' in conditional command", true);
      fail(`unexpected token${shown()} in conditional command`);
    } else if (this.#word === "!") this.#term();
    else if (UNARY.test(this.#word)) {
      this.#next();
      if (this.token !== WORD) fail(`unexpected argument${shown()} to conditional unary operator`);
      this.#nextPastLines();
    } else this.#binary(fail, shown);
  }

  #stands(token: string): boolean {
    return this.token === token;
  }

  #binary(fail: (message: string | undefined) => never, shown: () => string): void {
    this.#next();
    if (this.token === END || this.token === "&&" || this.token === "||" || this.token === ")") return;
    const operator = this.token === WORD ? this.#word : this.token;
    const known = this.token === WORD ? BINARY.test(operator) || operator === "=~" : /^[<>]$/.test(operator);
    if (!known)
      fail(
        this.token === WORD
          ? "conditional binary operator expected"
          : `unexpected token${shown()}, conditional binary operator expected`,
      );
    if (operator === "=~") this.#nextRegex();
    else this.#next(/^[=!]?=$/.test(operator));
    if (this.token !== WORD) fail(`unexpected argument${shown()} to conditional binary operator`);
    this.#nextPastLines();
  }

  #nextPastLines(): void {
    do this.#next();
    while (this.token === NEWLINE);
  }

  #blanks(): void {
    const text = this.#text;
    for (;;) {
      const char = text[this.#at];
      if (char === " " || char === "\t") this.#at++;
      else if (char === "\\" && text[this.#at + 1] === "\n") this.#at += 2;
      else if (char === "#" && /\s/.test(text[this.#at - 1] ?? " "))
        while (this.#at < text.length && text[this.#at] !== "\n") this.#at++;
      else return;
    }
  }

  #next(pattern = false): void {
    this.#blanks();
    const text = this.#text;
    this.#start = this.#at;
    const char = text[this.#at];
    if (char === undefined) {
      // The last line ends before the text does.
      this.token = this.token === NEWLINE || text[this.#at - 1] === "\n" ? EOF : NEWLINE;
      return;
    }
    if (char === "\n") {
      this.#at++;
      this.token = NEWLINE;
      return;
    }
    if (!/[<>]\(/.test(text.slice(this.#at, this.#at + 2))) {
      const operator = OPERATOR.exec(text.slice(this.#at, this.#at + 3))?.[0];
      if (operator !== undefined) {
        this.#at += operator.length;
        this.token = operator;
        return;
      }
    }
    while (this.#at < text.length) {
      const each = text[this.#at] ?? "";
      const group = (pattern || this.#extglob) && /[?*+@!]/.test(each) && text[this.#at + 1] === "(";
      if (group || ((each === "<" || each === ">") && this.#at === this.#start)) this.#at = this.#group(this.#at + 1);
      else if (META.test(each)) break;
      else this.#at = skipQuoted(text, this.#at);
    }
    this.#word = text.slice(this.#start, this.#at);
    this.token = this.#word === END ? END : WORD;
  }

  /** Behind `=~` parentheses are the expression's own. */
  #nextRegex(): void {
    this.#blanks();
    const text = this.#text;
    this.#start = this.#at;
    if (/[\n;&]/.test(text[this.#at] ?? "\n")) {
      this.#next();
      return;
    }
    while (this.#at < text.length && !/[\s;&<>]/.test(text[this.#at] ?? "")) {
      if (text[this.#at] === ")") break;
      this.#at = text[this.#at] === "(" ? this.#group(this.#at) : skipQuoted(text, this.#at);
    }
    this.#word = text.slice(this.#start, this.#at);
    this.token = this.#word === "" ? ")" : this.#word === END ? END : WORD;
    if (this.#word === "") this.#at++;
  }

  /** Behind the parenthesis that closes the one at `open`. */
  #group(open: number): number {
    let depth = 0;
    for (let at = open; at < this.#text.length; ) {
      if (this.#text[at] === "(") depth++;
      if (this.#text[at] === ")" && --depth === 0) return at + 1;
      at = this.#text[at] === "(" || this.#text[at] === ")" ? at + 1 : skipQuoted(this.#text, at);
    }
    return this.#text.length;
  }
}
