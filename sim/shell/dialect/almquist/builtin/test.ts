/** `test` and `[` of dash (bltin/test.c): an expression by precedence, with POSIX's reading of few words. */
import type { ExitStatus } from "../../../../../core/process.ts";
import type { Builtin } from "../../../builtin/builtin.ts";
import { compareFiles, unaryTest } from "../../../builtin/file-test.ts";
import type { Shell } from "../../../shell.ts";
import { raise } from "../raise.ts";

const UNARY = new Set([..."rwxefdcbpugkstznhOGLS"].map((letter) => `-${letter}`));
const BINARY = new Set("= != < > -eq -ne -lt -le -gt -ge -nt -ot -ef".split(" "));
const OTHERS = new Set(["!", "-a", "-o", "(", ")"]);

export const test: Builtin = (shell, args, name) => {
  let words = args;
  if (name === "[") {
    if (args.at(-1) !== "]") return refuse(shell, "missing ]");
    words = args.slice(0, -1);
  }
  const { value, problem } = judge(shell, words);
  return problem === undefined ? (value ? 0 : 1) : refuse(shell, problem);
};

/** busybox has it from a program of its own, which names nothing but the shell. */
function refuse(shell: Shell, problem: string): ExitStatus {
  if (shell.dialect.name !== "ash") return raise(shell, problem);
  shell.usage(`sh: ${problem}`);
  return 2;
}

interface Judgement {
  readonly value: boolean;
  readonly problem: string | undefined;
}

function judge(shell: Shell, given: readonly string[]): Judgement {
  let words = given;
  let negated = false;
  for (;;) {
    if (words.length < 1) return { value: negated, problem: undefined };
    const [first, second] = words;
    if (words.length === 1 && shell.dialect.name === "ash")
      return { value: (first !== "") !== negated, problem: undefined };
    if (words.length === 3 && (BINARY.has(second ?? "") || (second === "==" && shell.dialect.name === "ash"))) break;
    if (words.length !== 3 && words.length !== 4) break;
    if (first === "(" && words.at(-1) === ")") {
      words = words.slice(1, -1);
      break;
    }
    if (first !== "!") break;
    words = words.slice(1);
    negated = !negated;
  }
  const expression = new Expression(shell, words);
  const value = expression.whole();
  return { value: value !== negated, problem: expression.problem };
}

class Expression {
  problem: string | undefined;
  readonly #shell: Shell;
  readonly #ash: boolean;
  readonly #words: readonly string[];
  #at = 0;
  /** The operator that the last token was. */
  #operator: string | undefined;

  constructor(shell: Shell, words: readonly string[]) {
    this.#shell = shell;
    this.#ash = shell.dialect.name === "ash";
    this.#words = words;
  }

  /** The first thing that is wrong counts. */
  #refuse(word: string | undefined, message: string): false {
    this.problem ??= word === undefined || word === "" ? message : `${word}: ${message}`;
    return false;
  }

  whole(): boolean {
    const [, second] = this.#words;
    const token =
      this.#words.length === 3 && (BINARY.has(second ?? "") || (second === "==" && this.#ash))
        ? "operand"
        : this.#lex(0);
    const value = this.#or(token);
    const left = this.#words[this.#at];
    const next = this.#words[this.#at + 1];
    if (left !== undefined && next !== undefined) {
      if (this.#ash) this.#refuse(next, "unknown operand");
      else this.#refuse(left, "unexpected operator");
    }
    return value;
  }

  /** What the word at a place is: an operator, `operand`, or nothing any more. */
  #lex(at: number): string | undefined {
    const given = this.#words[at];
    const word = given === "==" && this.#ash ? "=" : given;
    this.#operator = undefined;
    if (word === undefined) return undefined;
    const unary = UNARY.has(word);
    const known = unary || BINARY.has(word) || OTHERS.has(word);
    if (!known || (unary && this.#isOperand(at)) || (word === "(" && this.#words[at + 1] === undefined))
      return "operand";
    this.#operator = word;
    return word;
  }

  /** A unary operator with nothing behind it, or with a binary one, is a word. */
  #isOperand(at: number): boolean {
    const next = this.#words[at + 1];
    if (next === undefined) return true;
    return this.#words[at + 2] !== undefined && BINARY.has(next);
  }

  #or(token: string | undefined): boolean {
    let value = false;
    let next = token;
    for (;;) {
      value = this.#and(next) || value;
      if (this.problem !== undefined) return false;
      if (this.#lex(this.#at + 1) !== "-o") return value;
      this.#at += 2;
      next = this.#lex(this.#at);
    }
  }

  #and(token: string | undefined): boolean {
    let value = true;
    let next = token;
    for (;;) {
      if (!this.#not(next)) value = false;
      if (this.problem !== undefined) return false;
      if (this.#lex(this.#at + 1) !== "-a") return value;
      this.#at += 2;
      next = this.#lex(this.#at);
    }
  }

  #not(token: string | undefined): boolean {
    if (token !== "!") return this.#primary(token);
    const next = this.#lex(this.#at + 1);
    if (next !== undefined) this.#at++;
    return !this.#not(next);
  }

  #primary(token: string | undefined): boolean {
    if (token === undefined) return this.#ash ? this.#refuse(undefined, "argument expected") : false;
    if (token === "(") {
      const inner = this.#lex(++this.#at);
      if (inner === ")") return false;
      const value = this.#or(inner);
      return this.#lex(++this.#at) === ")" ? value : this.#refuse(undefined, "closing paren expected");
    }
    if (UNARY.has(token) && this.#operator === token) {
      const operand = this.#words[++this.#at];
      if (operand === undefined) return this.#refuse(token, "argument expected");
      if (token === "-t") return unaryTest(this.#shell, token, String(this.#number(operand)));
      return unaryTest(this.#shell, token, operand);
    }
    const operator = this.#lex(this.#at + 1);
    if (operator !== undefined && BINARY.has(operator) && this.#operator === operator) return this.#binary(operator);
    return (this.#words[this.#at] ?? "") !== "";
  }

  #binary(operator: string): boolean {
    const left = this.#words[this.#at] ?? "";
    this.#at += 2;
    const right = this.#words[this.#at];
    if (right === undefined) return this.#refuse(operator, "argument expected");
    switch (operator) {
      case "=":
        return left === right;
      case "!=":
        return left !== right;
      case "<":
        return left < right;
      case ">":
        return left > right;
      case "-nt":
      case "-ot":
        // Both have to be there.
        if (![left, right].every((path) => unaryTest(this.#shell, "-e", path))) return false;
        return compareFiles(this.#shell, operator, left, right);
      case "-ef":
        return compareFiles(this.#shell, operator, left, right);
    }
    const a = this.#number(left);
    const b = this.#number(right);
    return (
      { "-eq": a === b, "-ne": a !== b, "-lt": a < b, "-le": a <= b, "-gt": a > b, "-ge": a >= b }[operator] ?? false
    );
  }

  /** A decimal number between blanks. */
  #number(text: string): bigint {
    if (/^\s*[-+]?\d+\s*$/.test(text)) return BigInt(text.trim().replace(/^\+/, ""));
    if (this.#ash) this.#refuse(text, "bad number");
    else this.#refuse(undefined, `Illegal number: ${text}`);
    return 0n;
  }
}
