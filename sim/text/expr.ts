/**
 * GNU coreutils' expr 9.1. The same: operators with their ranks, numbers of any size, matching, what they
 * complain of.
 */
import type { Program } from "../program.ts";
import { complain, complainOfUse } from "../programs/base/support.ts";
import { posixPattern } from "./posix-pattern.ts";

class Reader {
  readonly #words: readonly string[];
  #at = 0;
  /** What is wrong, and the status that goes with it. */
  problem: string | undefined;

  constructor(words: readonly string[]) {
    this.#words = words;
  }

  get rest(): string | undefined {
    return this.#words[this.#at];
  }

  fail(problem: string): string {
    this.problem ??= problem;
    this.#at = this.#words.length;
    return "";
  }

  #missing(): string {
    return this.fail(`syntax error: missing argument after ‘${this.#words.at(-1) ?? ""}’`);
  }

  /** `|`, `&`, comparisons, `+ -`, `* / %`, `:`. */
  rank(level: number): string {
    const operators = [["|"], ["&"], ["<", "<=", "=", "==", "!=", ">=", ">"], ["+", "-"], ["*", "/", "%"], [":"]][
      level
    ];
    if (operators === undefined) return this.#operand();
    let left = this.rank(level + 1);
    while (this.problem === undefined && this.rest !== undefined && operators.includes(this.rest)) {
      const operator = this.rest;
      this.#at++;
      if (this.rest === undefined) return this.#missing();
      const right = this.rank(level + 1);
      if (this.problem === undefined) left = this.#apply(operator, left, right);
    }
    return left;
  }

  #apply(operator: string, left: string, right: string): string {
    if (operator === "|") return isNull(left) ? (isNull(right) ? "0" : right) : left;
    if (operator === "&") return isNull(left) || isNull(right) ? "0" : left;
    if (operator === ":") return this.#match(left, right);
    const [a, b] = [wholeOf(left), wholeOf(right)];
    if (/^[-+*/%]$/.test(operator)) {
      if (a === undefined || b === undefined) return this.fail("non-integer argument");
      if (/[/%]/.test(operator) && b === 0n) return this.fail("division by zero");
      const value =
        operator === "+"
          ? a + b
          : operator === "-"
            ? a - b
            : operator === "*"
              ? a * b
              : operator === "/"
                ? a / b
                : a % b;
      return String(value);
    }
    const order =
      a !== undefined && b !== undefined ? (a < b ? -1 : a > b ? 1 : 0) : left < right ? -1 : left > right ? 1 : 0;
    const holds = {
      "<": order < 0,
      "<=": order <= 0,
      "=": order === 0,
      "==": order === 0,
      "!=": order !== 0,
      ">=": order >= 0,
      ">": order > 0,
    }[operator];
    return holds ? "1" : "0";
  }

  #match(text: string, pattern: string): string {
    const compiled = posixPattern([pattern], { kind: "basic", where: "start" });
    if (!("regex" in compiled)) return this.fail("error" in compiled ? compiled.error : compiled.unmodelled);
    const { regex } = compiled;
    const found = regex.find(text);
    if (regex.groups > 0) return found === undefined ? "" : (regex.captures(text, found)[1] ?? "");
    return String(found === undefined ? 0 : [...text.slice(found.start, found.end)].length);
  }

  #operand(): string {
    const word = this.rest;
    if (word === undefined) return this.#missing();
    this.#at++;
    const next = (): string => (this.rest === undefined ? this.#missing() : this.#operand());
    switch (word) {
      case "(": {
        const value = this.rest === undefined ? this.#missing() : this.rank(0);
        if (this.problem !== undefined) return "";
        if (this.rest === undefined) return this.fail(`syntax error: expecting ')' after ‘${this.#words.at(-1)}’`);
        if (this.rest !== ")") return this.fail(`syntax error: expecting ')' instead of ‘${this.rest}’`);
        this.#at++;
        return value;
      }
      case ")":
        return this.fail("syntax error: unexpected ')'");
      case "+":
        if (this.rest === undefined) return this.#missing();
        return this.#words[this.#at++] ?? "";
      case "length":
        return String([...next()].length);
      case "match":
        return this.#match(next(), next());
      case "index": {
        const [text, set] = [next(), next()];
        return String([...text].findIndex((char) => set.includes(char)) + 1);
      }
      case "substr": {
        const [text, from, count] = [next(), wholeOf(next()), wholeOf(next())];
        if (from === undefined || count === undefined || from < 1n || count < 1n) return "";
        return [...text].slice(Number(from) - 1, Number(from) - 1 + Number(count)).join("");
      }
      default:
        return word;
    }
  }
}

const isNull = (text: string): boolean => text === "" || /^-?0+$/.test(text);
const wholeOf = (text: string): bigint | undefined => (/^-?\d+$/.test(text) ? BigInt(text) : undefined);

export const expr: Program = {
  name: "expr",
  path: "/usr/bin/expr",
  summary: "evaluate an expression",
  run(context) {
    const words = context.argv.slice(context.argv[1] === "--" ? 2 : 1);
    if (words.length === 0) return complainOfUse(context, "missing operand", 2);
    const reader = new Reader(words);
    const value = reader.rank(0);
    if (reader.problem === undefined && reader.rest !== undefined)
      reader.fail(`syntax error: unexpected argument ‘${reader.rest}’`);
    if (reader.problem !== undefined) return complain(context, reader.problem, 2);
    void context.stdout.write(`${value}\n`);
    return isNull(value) ? 1 : 0;
  },
};
