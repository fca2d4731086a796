/**
 * Shell arithmetic (bash(1), ARITHMETIC EVALUATION): 64-bit integers that wrap, C's operators and precedence, variables
 * by name, array elements, bases `16#ff`. The text has been through `$` expansion before.
 *
 * bash has no tree of an expression: it computes while it reads, so that what stands before a mistake has happened, and a
 * division by zero is found before a mistake behind it. The evaluator does the same, token by token.
 */

import { parseNumber } from "./arith-number.ts";

export interface ArithmeticScope {
  /** The raw value of a variable or element; undefined when unset. */
  read(name: string, subscript: string | undefined): string | undefined;
  write(name: string, subscript: string | undefined, value: string): void;
  /** The subscript of an element that is read and then written, so that what it does happens once. */
  settle(name: string, subscript: string): string;
}

/** What went wrong, as bash words it after the expression's text. */
export class ArithmeticProblem {
  readonly expression: string;
  readonly message: string;
  readonly token: string;
  constructor(expression: string, message: string, token: string) {
    this.expression = expression;
    this.message = message;
    this.token = token;
  }
  /** `1/0: division by 0 (error token is "0")`. */
  toString(): string {
    return `${this.expression.replace(/^\s+/, "")}: ${this.message} (error token is "${this.token}")`;
  }
}

/** A value that a name holds is an expression again; so deep may that go. Of names in a circle bash shows the same as with its 1024. */
const MAX_RECURSION = 208;
/** Parentheses and operators in each other: before the stack of this program ends. */
const MAX_DEPTH = 500;

const wrap = (value: bigint): bigint => BigInt.asIntN(64, value);
const truth = (value: boolean): bigint => (value ? 1n : 0n);

/** How close the binary operators bind, the closest highest. */
export const BINARY: Readonly<Record<string, number>> = {
  "|": 1,
  "^": 2,
  "&": 3,
  "==": 4,
  "!=": 4,
  "<": 5,
  ">": 5,
  "<=": 5,
  ">=": 5,
  "<<": 6,
  ">>": 6,
  "+": 7,
  "-": 7,
  "*": 8,
  "/": 8,
  "%": 8,
};
const LONG = new Set(["==", "!=", ">=", "<=", "<<", ">>", "&&", "||", "**"]);

/** Kinds of tokens besides operators, which are their own kind. */
const END = "";
const NUMBER = "number";
const NAME = "name";
const ASSIGNMENT = "assignment";
const PRE = { "+": "pre++", "-": "pre--" } as const;
const POST = { "+": "post++", "-": "post--" } as const;

/** What is read of a text at one place; bash keeps and restores all of it where it looks ahead. */
interface Place {
  readonly at: number;
  readonly last: number;
  readonly token: string;
  readonly before: string;
  readonly value: bigint;
  readonly name: string | undefined;
  readonly subscript: string | undefined;
}

/** The value of an expression, or why it has none. */
export function evaluateArithmetic(text: string, scope: ArithmeticScope, depth = 0): bigint | ArithmeticProblem {
  if (/^\s*-?(?:0|[1-9]\d{0,14})\s*$/.test(text)) return BigInt(Number(text));
  if (/^\s*$/.test(text)) return 0n;
  try {
    return new Evaluation(text, scope, depth).whole();
  } catch (problem) {
    if (problem instanceof ArithmeticProblem) return problem;
    throw problem;
  }
}

class Evaluation {
  readonly #text: string;
  readonly #scope: ArithmeticScope;
  readonly #recursion: number;
  #depth = 0;
  /** Where the next token is looked for. */
  #at = 0;
  /** Where the last token began: the error token is the text from there. */
  #last = 0;
  #token = END;
  #before = END;
  /** Of a number, or of the variable that was read. */
  #value = 0n;
  #operator = "";
  #name: string | undefined;
  #subscript: string | undefined;
  /** Above zero in what is read without being computed: the other side of `&&`, `||` and `?`. */
  #idle = 0;

  constructor(text: string, scope: ArithmeticScope, recursion: number) {
    this.#text = text;
    this.#scope = scope;
    this.#recursion = recursion;
  }

  whole(): bigint {
    this.#next();
    const value = this.#comma();
    if (this.#token !== END) this.#fail("syntax error in expression");
    return value;
  }

  #fail(message: string, from = this.#last, to = this.#text.length): never {
    throw new ArithmeticProblem(this.#text.slice(0, to), message, this.#text.slice(from, to));
  }

  #space(from: number): number {
    let at = from;
    while (/\s/.test(this.#text[at] ?? "")) at++;
    return at;
  }

  #place(): Place {
    return {
      at: this.#at,
      last: this.#last,
      token: this.#token,
      before: this.#before,
      value: this.#value,
      name: this.#name,
      subscript: this.#subscript,
    };
  }

  #return(place: Place): void {
    this.#at = place.at;
    this.#last = place.last;
    this.#token = place.token;
    this.#before = place.before;
    this.#value = place.value;
    this.#name = place.name;
    this.#subscript = place.subscript;
  }

  #stands(token: string): boolean {
    return this.#token === token;
  }

  /** Reads the next token. A variable's value is computed as it is read, unless it is about to be assigned. */
  #next(): void {
    const text = this.#text;
    const start = this.#space(this.#at);
    const first = text[start];
    if (first === undefined) {
      this.#before = this.#token;
      this.#token = END;
      this.#at = start;
      return;
    }
    this.#last = start;
    this.#at = start;
    if (isNameStart(first)) this.#readName(start);
    else if (first >= "0" && first <= "9") this.#readNumber(start);
    else this.#readOperator(start, first);
  }

  #readName(start: number): void {
    const text = this.#text;
    let end = start + 1;
    while (end < text.length && isNamePart(text[end] ?? "")) end++;
    const name = text.slice(start, end);
    let subscript: string | undefined;
    if (text[end] === "[") {
      const close = closingBracket(text, end);
      if (close < 0) this.#fail("bad array subscript");
      subscript = text.slice(end + 1, close);
      end = close + 1;
    }
    this.#at = end;
    const place = this.#place();
    this.#token = NAME;
    this.#idle++;
    this.#next();
    const assigned = this.#token === "=";
    this.#idle--;
    this.#return(place);
    const stepped = this.#before === PRE["+"] || this.#before === PRE["-"];
    if (this.#idle > 0 || (assigned && !stepped)) this.#value = 0n;
    else {
      if (subscript !== undefined) subscript = this.#scope.settle(name, subscript);
      this.#value = this.#read(name, subscript);
    }
    this.#name = name;
    this.#subscript = subscript;
    this.#before = this.#token;
    this.#token = NAME;
  }

  #read(name: string, subscript: string | undefined): bigint {
    const raw = this.#scope.read(name, subscript);
    if (raw === undefined || raw === "") return 0n;
    if (this.#recursion + 1 >= MAX_RECURSION) this.#fail("expression recursion level exceeded");
    const value = evaluateArithmetic(raw, this.#scope, this.#recursion + 1);
    if (value instanceof ArithmeticProblem) throw value;
    return value;
  }

  #readNumber(start: number): void {
    let end = start + 1;
    while (/[0-9A-Za-z#@_]/.test(this.#text[end] ?? "")) end++;
    const value = parseNumber(this.#text.slice(start, end));
    // bash cuts the text here while it looks at the number, and shows no more of it.
    if (typeof value === "string") this.#fail(value, start, end);
    this.#at = end;
    this.#value = value;
    this.#before = this.#token;
    this.#token = NUMBER;
  }

  #readOperator(start: number, first: string): void {
    const text = this.#text;
    const second = text[start + 1] ?? "";
    const two = first + second;
    let token = first;
    let end = start + 1;
    if (LONG.has(two)) {
      token = two;
      end++;
      if ((two === "<<" || two === ">>") && text[end] === "=") {
        this.#operator = two;
        token = ASSIGNMENT;
        end++;
      }
    } else if ((two === "++" || two === "--") && (first === "+" || first === "-")) {
      if (this.#token === NAME) {
        token = POST[first];
        end++;
      } else if (this.#token === NUMBER && (this.#before === PRE["+"] || this.#before === PRE["-"])) {
        this.#fail(`${two}: assignment requires lvalue`);
      } else if (isNameStart(text[this.#space(end + 1)] ?? "")) {
        token = PRE[first];
        end++;
      }
    } else if (second === "=" && "*/%+-&^|".includes(first)) {
      this.#operator = first;
      token = ASSIGNMENT;
      end++;
    } else if (!"=><+-*/%!()&|^~?:,".includes(first)) {
      this.#fail(
        this.#token === NAME || this.#token === NUMBER
          ? "syntax error: invalid arithmetic operator"
          : "syntax error: operand expected",
      );
    }
    this.#at = end;
    this.#before = this.#token;
    this.#token = token;
  }

  #comma(): bigint {
    if (++this.#depth > MAX_DEPTH) this.#fail("expression recursion level exceeded");
    let value = this.#assignment();
    while (this.#token === ",") {
      this.#next();
      value = this.#assignment();
    }
    this.#depth--;
    return value;
  }

  #assignment(): bigint {
    const left = this.#choice();
    const special = this.#token === ASSIGNMENT;
    if (this.#token !== "=" && !special) return left;
    if (this.#before !== NAME || this.#name === undefined) this.#fail("attempted assignment to non-variable");
    if (++this.#depth > MAX_DEPTH) this.#fail("expression recursion level exceeded");
    const { 0: operator, 1: name, 2: subscript } = [this.#operator, this.#name, this.#subscript];
    this.#next();
    let value = this.#assignment();
    if (special) {
      if ((operator === "/" || operator === "%") && value === 0n) {
        if (this.#idle === 0) this.#fail("division by 0");
        value = 1n;
      }
      value = compute(operator, left, value);
    }
    if (this.#idle === 0) this.#scope.write(name, subscript, String(value));
    this.#name = undefined;
    this.#depth--;
    return value;
  }

  #choice(): bigint {
    const test = this.#or();
    if (!this.#stands("?")) return test;
    if (++this.#depth > MAX_DEPTH) this.#fail("expression recursion level exceeded");
    const [skipsFirst, skipsSecond] = test === 0n ? [1, 0] : [0, 1];
    this.#idle += skipsFirst;
    this.#next();
    if (this.#stands(END) || this.#stands(":")) this.#fail("expression expected");
    const yes = this.#comma();
    this.#idle -= skipsFirst;
    if (!this.#stands(":")) this.#fail("`:' expected for conditional expression");
    this.#idle += skipsSecond;
    this.#next();
    if (this.#stands(END)) this.#fail("expression expected");
    const no = this.#choice();
    this.#idle -= skipsSecond;
    this.#before = "?:";
    this.#depth--;
    return test === 0n ? no : yes;
  }

  #or(): bigint {
    let left = this.#and();
    while (this.#token === "||") {
      const skips = left === 0n ? 0 : 1;
      this.#idle += skips;
      this.#next();
      const right = this.#and();
      this.#idle -= skips;
      left = truth(left !== 0n || right !== 0n);
      this.#before = "||";
    }
    return left;
  }

  #and(): bigint {
    let left = this.#binary(1);
    while (this.#token === "&&") {
      const skips = left === 0n ? 1 : 0;
      this.#idle += skips;
      this.#next();
      const right = this.#binary(1);
      this.#idle -= skips;
      left = truth(left !== 0n && right !== 0n);
      this.#before = "&&";
    }
    return left;
  }

  /** The left-associative operators of one precedence and all that bind closer. */
  #binary(minimum: number): bigint {
    let left = this.#power();
    for (;;) {
      const operator = this.#token;
      const precedence = BINARY[operator] ?? 0;
      if (precedence < minimum) return left;
      const after = this.#at;
      this.#next();
      let right = this.#binary(precedence + 1);
      if ((operator === "/" || operator === "%") && right === 0n) {
        if (this.#idle === 0) this.#fail("division by 0", this.#space(after));
        right = 1n;
      }
      left = compute(operator, left, right);
      this.#before = NUMBER;
    }
  }

  #power(): bigint {
    const base = this.#unary();
    if (this.#token !== "**") return base;
    if (++this.#depth > MAX_DEPTH) this.#fail("expression recursion level exceeded");
    this.#next();
    const exponent = this.#power();
    this.#before = NUMBER;
    this.#depth--;
    if (exponent < 0n) this.#fail("exponent less than 0");
    return power(base, exponent);
  }

  #unary(): bigint {
    const operator = this.#token;
    if (operator !== "!" && operator !== "~" && operator !== "-" && operator !== "+") return this.#primary();
    if (++this.#depth > MAX_DEPTH) this.#fail("expression recursion level exceeded");
    this.#next();
    const value = this.#unary();
    this.#before = NUMBER;
    this.#depth--;
    if (operator === "!") return truth(value === 0n);
    if (operator === "~") return ~value;
    return operator === "-" ? wrap(-value) : value;
  }

  #primary(): bigint {
    const token = this.#token;
    if (token === PRE["+"] || token === PRE["-"]) {
      this.#before = token;
      this.#next();
      const value = this.#step(token === PRE["+"] ? 1n : -1n);
      this.#next();
      return value;
    }
    if (token === "(") {
      this.#next();
      const value = this.#comma();
      if (this.#token !== ")") this.#fail("missing `)'");
      this.#next();
      return value;
    }
    if (token === NUMBER) {
      const value = this.#value;
      this.#next();
      return value;
    }
    if (token !== NAME) this.#fail("syntax error: operand expected");
    const value = this.#value;
    const place = this.#place();
    this.#idle++;
    this.#next();
    this.#idle--;
    const after = this.#token;
    if (after === POST["+"] || after === POST["-"]) {
      this.#name = place.name;
      this.#subscript = place.subscript;
      this.#value = value;
      this.#before = NAME;
      this.#step(after === POST["+"] ? 1n : -1n);
    } else this.#return(place);
    this.#next();
    return value;
  }

  /** Adds to the variable that was read, and makes a number of it: `--x = 7` is a mistake. */
  #step(by: bigint): bigint {
    const value = wrap(this.#value + by);
    if (this.#idle === 0 && this.#name !== undefined) this.#scope.write(this.#name, this.#subscript, String(value));
    this.#token = NUMBER;
    return value;
  }
}

/** Of two values that are there; no division by zero. */
export function compute(operator: string, left: bigint, right: bigint): bigint {
  switch (operator) {
    case "|":
      return left | right;
    case "^":
      return left ^ right;
    case "&":
      return left & right;
    case "==":
      return truth(left === right);
    case "!=":
      return truth(left !== right);
    case "<":
      return truth(left < right);
    case ">":
      return truth(left > right);
    case "<=":
      return truth(left <= right);
    case ">=":
      return truth(left >= right);
    case "<<":
      return wrap(left << BigInt.asUintN(6, right));
    case ">>":
      return wrap(left >> BigInt.asUintN(6, right));
    case "+":
      return wrap(left + right);
    case "-":
      return wrap(left - right);
    case "*":
      return wrap(left * right);
    case "/":
      return wrap(left / right);
    default:
      return wrap(left % right);
  }
}

/** Square and multiply, wrapping as the machine does: the exponent may be huge. */
function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = wrap(result * square);
    square = wrap(square * square);
  }
  return result;
}

function isNameStart(char: string): boolean {
  return (char >= "a" && char <= "z") || (char >= "A" && char <= "Z") || char === "_";
}

function isNamePart(char: string): boolean {
  return isNameStart(char) || (char >= "0" && char <= "9");
}

function closingBracket(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text[i] === "\\") i++;
    else if (text[i] === "[") depth++;
    else if (text[i] === "]" && --depth === 0) return i;
  }
  return -1;
}
