/**
 * expr, basename, dirname, factor of GNU coreutils 9.1. The same: operators with their ranks, numbers of any size, matching, what they
 * complain of.
 */
import type { ExitStatus } from "../../core/process.ts";
import type { ProcessContext, Program } from "../program.ts";
import { badUsage, complain, missingOperand, options } from "../programs/base/support.ts";
import { posixPattern } from "./posix-pattern.ts";

function usage(context: ProcessContext, text: string): ExitStatus {
  complain(context, text);
  void context.stderr.write(`Try '${context.argv[0]} --help' for more information.\n`);
  return 1;
}

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
    const compiled = posixPattern([pattern.replace(/^\^/, "")], "basic", "sy");
    if (!("regex" in compiled)) return this.fail("error" in compiled ? compiled.error : compiled.unmodelled);
    compiled.regex.lastIndex = 0;
    const found = compiled.regex.exec(text);
    const groups = /\\\(/.test(pattern);
    if (groups) return found?.[1] ?? "";
    return String(found === null ? 0 : [...found[0]].length);
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
    if (words.length === 0) return usage(context, "missing operand") && 2;
    const reader = new Reader(words);
    const value = reader.rank(0);
    if (reader.problem === undefined && reader.rest !== undefined)
      reader.fail(`syntax error: unexpected argument ‘${reader.rest}’`);
    if (reader.problem !== undefined) return complain(context, reader.problem, 2);
    void context.stdout.write(`${value}\n`);
    return isNull(value) ? 1 : 0;
  },
};

const baseOf = (path: string, suffix: string): string => {
  const name = /^\/+$/.test(path) ? "/" : (path.replace(/\/+$/, "").split("/").at(-1) ?? "");
  return suffix !== "" && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
};

export const basename: Program = {
  name: "basename",
  path: "/usr/bin/basename",
  summary: "the last part of a path",
  run(context) {
    const parsed = options(context.argv, "+as:z", { multiple: "a", suffix: "s", zero: "z" });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const { flags, operands } = parsed;
    if (operands.length === 0) return missingOperand(context);
    const many = flags.has("a") || flags.has("s");
    if (!many && operands.length > 2) return usage(context, `extra operand ‘${operands[2]}’`);
    const suffix = many ? (flags.get("s") ?? "") : (operands[1] ?? "");
    const end = flags.has("z") ? "\0" : "\n";
    for (const path of many ? operands : operands.slice(0, 1)) void context.stdout.write(baseOf(path, suffix) + end);
    return 0;
  },
};

export const dirname: Program = {
  name: "dirname",
  path: "/usr/bin/dirname",
  summary: "a path without its last part",
  run(context) {
    const parsed = options(context.argv, "+z", { zero: "z" });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    if (parsed.operands.length === 0) return missingOperand(context);
    for (const path of parsed.operands) {
      const bare = path.replace(/\/+$/, "");
      const at = bare.lastIndexOf("/");
      const above = bare === "" && path !== "" ? "/" : at < 0 ? "." : bare.slice(0, at).replace(/\/+$/, "") || "/";
      void context.stdout.write(above + (parsed.flags.has("z") ? "\0" : "\n"));
    }
    return 0;
  },
};

/** Primes of a number, by trial division: quick up to about 10^14. */
export const factor: Program = {
  name: "factor",
  path: "/usr/bin/factor",
  summary: "prime factors",
  run(context) {
    let status: ExitStatus = 0;
    for (const word of context.argv.slice(1)) {
      if (!/^\+?\d+$/.test(word)) {
        status = complain(context, `‘${word}’ is not a valid positive integer`);
        continue;
      }
      let rest = BigInt(word);
      const primes: bigint[] = [];
      if (rest > 10n ** 15n) {
        status = complain(context, `netnone: ${word} is too large to be modelled`);
        continue;
      }
      for (let by = 2n; by * by <= rest; by += by === 2n ? 1n : 2n)
        while (rest % by === 0n) {
          primes.push(by);
          rest /= by;
        }
      if (rest > 1n) primes.push(rest);
      void context.stdout.write(`${BigInt(word)}:${primes.map((prime) => ` ${prime}`).join("")}\n`);
    }
    return status;
  },
};
