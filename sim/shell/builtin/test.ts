/** test and [: expressions over their arguments, by the number of them where that decides (POSIX). */
import type { ExitStatus } from "../../../core/process.ts";
import type { Shell } from "../shell.ts";
import type { Builtin } from "./builtin.ts";
import { compareFiles, UNARY, unaryTest } from "./file-test.ts";

const BINARY = new Set(["=", "==", "!=", "<", ">", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-nt", "-ot", "-ef"]);

export const test: Builtin = (shell, args, name) => {
  let words = args;
  if (name === "[") {
    if (args.at(-1) !== "]") {
      shell.complain("[: missing `]'");
      return 2;
    }
    words = args.slice(0, -1);
  }
  const expression = new Expression(shell, words, name);
  const result = expression.judge();
  return expression.problem === undefined ? (result ? 0 : 1) : expression.complain();
};

class Expression {
  problem: string | undefined;
  readonly #shell: Shell;
  readonly #words: readonly string[];
  readonly #name: string;
  #at = 0;

  constructor(shell: Shell, words: readonly string[], name: string) {
    this.#shell = shell;
    this.#words = words;
    this.#name = name;
  }

  complain(): ExitStatus {
    this.#shell.complain(`${this.#name}: ${this.problem}`);
    return 2;
  }

  judge(): boolean {
    const words = this.#words;
    const [first = "", second = "", third = ""] = words;
    switch (words.length) {
      case 0:
        return false;
      case 1:
        return first !== "";
      case 2:
        if (first === "!") return second === "";
        if (UNARY.has(first)) return this.#unary(first, second);
        this.problem = `${first}: unary operator expected`;
        return false;
      case 3:
        if (BINARY.has(second)) return this.#binary(first, second, third);
        if (second === "-a") return first !== "" && third !== "";
        if (second === "-o") return first !== "" || third !== "";
        if (first === "!") return !new Expression(this.#shell, words.slice(1), this.#name).#within(this);
        if (first === "(" && third === ")") return second !== "";
        this.problem = `${second}: binary operator expected`;
        return false;
      case 4:
        if (first === "!") return !new Expression(this.#shell, words.slice(1), this.#name).#within(this);
        if (first === "(" && words[3] === ")")
          return new Expression(this.#shell, words.slice(1, 3), this.#name).#within(this);
    }
    const value = this.#or();
    if (this.problem === undefined && this.#at < words.length) this.problem = "too many arguments";
    return value;
  }

  #within(outer: Expression): boolean {
    const value = this.judge();
    outer.problem = this.problem;
    return value;
  }

  #or(): boolean {
    let value = this.#and();
    while (this.problem === undefined && this.#words[this.#at] === "-o") {
      this.#at++;
      value = this.#and() || value;
    }
    return value;
  }

  #and(): boolean {
    let value = this.#term();
    while (this.problem === undefined && this.#words[this.#at] === "-a") {
      this.#at++;
      value = this.#term() && value;
    }
    return value;
  }

  #term(): boolean {
    const words = this.#words;
    const word = words[this.#at];
    if (word === undefined) {
      this.problem = "argument expected";
      return false;
    }
    if (word === "!") {
      this.#at++;
      return !this.#term();
    }
    const next = words[this.#at + 1];
    if (next !== undefined && BINARY.has(next) && this.#at + 2 < words.length) {
      this.#at += 3;
      return this.#binary(word, next, words[this.#at - 1] ?? "");
    }
    if (word === "(") {
      this.#at++;
      const value = this.#or();
      if (words[this.#at] !== ")") this.problem ??= "`)' expected";
      this.#at++;
      return value;
    }
    if (UNARY.has(word) && next !== undefined) {
      this.#at += 2;
      return this.#unary(word, next);
    }
    this.#at++;
    return word !== "";
  }

  #unary(operator: string, operand: string): boolean {
    return unaryTest(this.#shell, operator, operand);
  }

  #binary(left: string, operator: string, right: string): boolean {
    switch (operator) {
      case "=":
      case "==":
        return left === right;
      case "!=":
        return left !== right;
      case "<":
        return left < right;
      case ">":
        return left > right;
      case "-nt":
      case "-ot":
      case "-ef":
        return compareFiles(this.#shell, operator, left, right);
    }
    const a = this.#number(left);
    const b = a === undefined ? undefined : this.#number(right);
    if (a === undefined || b === undefined) return false;
    return (
      { "-eq": a === b, "-ne": a !== b, "-lt": a < b, "-le": a <= b, "-gt": a > b, "-ge": a >= b }[operator] ?? false
    );
  }

  #number(text: string): bigint | undefined {
    if (/^\s*[+-]?\d+\s*$/.test(text)) return BigInt(text.trim().replace(/^\+/, ""));
    this.problem = `${text}: integer expression expected`;
    return undefined;
  }
}
