/**
 * Arithmetic as dash has it (arith_yacc.c): smaller than bash's, without `++`, `--`, `**`, commas and bases, and computed
 * while it is read.
 */
import { ArithmeticProblem, type ArithmeticScope, BINARY, compute } from "../../expand/arithmetic.ts";

const ASSIGN = new Set(["=", "+=", "-=", "*=", "/=", "%=", "<<=", ">>=", "&=", "^=", "|="]);
const TOKEN = /^(?:<<=|>>=|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&^|]=|[-+*/%&^|<>=!~?:()])/;
const MAX_DEPTH = 500;

const wrap = (value: bigint): bigint => BigInt.asIntN(64, value);
const truth = (value: boolean): bigint => (value ? 1n : 0n);

/** The value of an expression, or why it has none. */
export function evaluateDashArithmetic(text: string, scope: ArithmeticScope): bigint | ArithmeticProblem {
  try {
    return new Evaluation(text, scope).whole();
  } catch (problem) {
    if (problem instanceof ArithmeticProblem) return problem;
    throw problem;
  }
}

class Evaluation {
  readonly #text: string;
  readonly #scope: ArithmeticScope;
  #at = 0;
  #depth = 0;

  constructor(text: string, scope: ArithmeticScope) {
    this.#text = text;
    this.#scope = scope;
  }

  whole(): bigint {
    const value = this.#assignment(true);
    this.#space();
    return this.#at < this.#text.length ? this.#fail("expecting EOF") : value;
  }

  #fail(message: string): never {
    throw new ArithmeticProblem(this.#text, message, "");
  }

  #space(): void {
    while (/\s/.test(this.#text[this.#at] ?? "")) this.#at++;
  }

  #peek(): string {
    this.#space();
    return TOKEN.exec(this.#text.slice(this.#at, this.#at + 3))?.[0] ?? "";
  }

  #assignment(live: boolean): bigint {
    if (++this.#depth > MAX_DEPTH) this.#fail("expression recursion level exceeded");
    this.#space();
    const start = this.#at;
    const name = this.#name();
    const operator = name === undefined ? "" : this.#peek();
    let value: bigint;
    if (name === undefined || !ASSIGN.has(operator)) {
      this.#at = start;
      value = this.#choice(live);
    } else {
      this.#at += operator.length;
      value = this.#assignment(live);
      if (live) {
        if (operator !== "=") value = this.#compute(operator.slice(0, -1), this.#read(name), value);
        this.#scope.write(name, undefined, String(value));
      }
    }
    this.#depth--;
    return value;
  }

  #choice(live: boolean): bigint {
    const test = this.#or(live);
    if (this.#peek() !== "?") return test;
    this.#at++;
    const yes = this.#assignment(live && test !== 0n);
    if (this.#peek() !== ":") this.#fail("expecting ':'");
    this.#at++;
    const no = this.#choice(live && test === 0n);
    return test !== 0n ? yes : no;
  }

  #or(live: boolean): bigint {
    const left = this.#and(live);
    if (this.#peek() !== "||") return left;
    this.#at += 2;
    const right = this.#or(live && left === 0n);
    return truth(left !== 0n || right !== 0n);
  }

  #and(live: boolean): bigint {
    const left = this.#binary(1, live);
    if (this.#peek() !== "&&") return left;
    this.#at += 2;
    const right = this.#and(live && left !== 0n);
    return truth(left !== 0n && right !== 0n);
  }

  #binary(minimum: number, live: boolean): bigint {
    let left = this.#primary(live);
    for (;;) {
      const operator = this.#peek();
      const precedence = BINARY[operator] ?? 0;
      if (precedence < minimum) return left;
      this.#at += operator.length;
      const right = this.#binary(precedence + 1, live);
      left = live ? this.#compute(operator, left, right) : right;
    }
  }

  #primary(live: boolean): bigint {
    if (++this.#depth > MAX_DEPTH) this.#fail("expression recursion level exceeded");
    const value = this.#operand(live);
    this.#depth--;
    return value;
  }

  #operand(live: boolean): bigint {
    this.#space();
    const char = this.#text[this.#at] ?? "";
    if (char !== "" && "!~+-".includes(char)) {
      this.#at++;
      const value = this.#primary(live);
      if (char === "!") return truth(value === 0n);
      if (char === "~") return ~value;
      return char === "-" ? wrap(-value) : value;
    }
    if (char === "(") {
      this.#at++;
      const value = this.#assignment(live);
      if (this.#peek() !== ")") this.#fail("expecting ')'");
      this.#at++;
      return value;
    }
    const number = leadingNumber(this.#text.slice(this.#at));
    if (number !== undefined) {
      this.#at += number.length;
      return number.value;
    }
    const name = this.#name();
    if (name === undefined) this.#fail("expecting primary");
    return live ? this.#read(name) : 0n;
  }

  #name(): string | undefined {
    const name = /^[A-Za-z_][A-Za-z0-9_]*/.exec(this.#text.slice(this.#at))?.[0];
    if (name !== undefined) this.#at += name.length;
    return name;
  }

  #read(name: string): bigint {
    const raw = this.#scope.read(name, undefined);
    if (raw === undefined || raw === "") return 0n;
    const value = wholeNumber(raw);
    if (value === undefined) throw new ArithmeticProblem(raw, `Illegal number: ${raw}`, raw);
    return value;
  }

  #compute(operator: string, left: bigint, right: bigint): bigint {
    if ((operator === "/" || operator === "%") && right === 0n) this.#fail("division by zero");
    return compute(operator, left, right);
  }
}

/** The number at the start of a text as strtoimax(3) reads it: no more than there is room for. */
function leadingNumber(text: string): { readonly value: bigint; readonly length: number } | undefined {
  const digits = /^(?:0[xX][0-9A-Fa-f]+|0[0-7]*|[1-9]\d*)/.exec(text)?.[0];
  if (digits === undefined) return undefined;
  const value = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits}` : digits);
  const most = 2n ** 63n - 1n;
  return { value: value > most ? most : value, length: digits.length };
}

/** A variable's value: a number and blanks. */
function wholeNumber(text: string): bigint | undefined {
  const match = /^\s*([-+]?)([0-9]\S*)\s*$/.exec(text);
  const found = leadingNumber(match?.[2] ?? "");
  if (match === null || found === undefined || found.length < (match[2] ?? "").length) return undefined;
  return match[1] === "-" ? -found.value : found.value;
}
