/**
 * Shell arithmetic (bash(1), ARITHMETIC EVALUATION): 64-bit integers that wrap, C's operators and precedence, variables
 * by name, array elements, bases `16#ff`. The text has been through `$` expansion before.
 */

export interface ArithmeticScope {
  /** The raw value of a variable or element; undefined when unset. */
  read(name: string, subscript: string | undefined): string | undefined;
  write(name: string, subscript: string | undefined, value: string): void;
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

type Node =
  | { readonly kind: "number"; readonly value: bigint }
  | { readonly kind: "name"; readonly name: string; readonly subscript: string | undefined }
  | { readonly kind: "unary"; readonly operator: string; readonly operand: Node }
  | { readonly kind: "step"; readonly operator: "++" | "--"; readonly prefix: boolean; readonly target: NameNode }
  | {
      readonly kind: "binary";
      readonly operator: string;
      readonly left: Node;
      readonly right: Node;
      readonly token: string;
    }
  | {
      readonly kind: "assign";
      readonly operator: string;
      readonly target: NameNode;
      readonly value: Node;
      readonly token: string;
    }
  | { readonly kind: "choice"; readonly test: Node; readonly yes: Node; readonly no: Node };
type NameNode = Extract<Node, { kind: "name" }>;

const PRECEDENCE: Readonly<Record<string, number>> = {
  ",": 1,
  "||": 4,
  "&&": 5,
  "|": 6,
  "^": 7,
  "&": 8,
  "==": 9,
  "!=": 9,
  "<": 10,
  ">": 10,
  "<=": 10,
  ">=": 10,
  "<<": 11,
  ">>": 11,
  "+": 12,
  "-": 12,
  "*": 13,
  "/": 13,
  "%": 13,
  "**": 14,
};
const ASSIGN = new Set(["=", "+=", "-=", "*=", "/=", "%=", "<<=", ">>=", "&=", "^=", "|="]);
const TOKEN = /^(?:<<=|>>=|\*\*|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&^|]=|[-+*/%&^|<>=!~?:,()])/;

/** dash's own is smaller: no `++`, `--`, `**`, commas or bases, and it words what is wrong otherwise (arith_yacc.c). */
export type ArithmeticLanguage = "bash" | "dash";

class Parser {
  readonly text: string;
  readonly #dash: boolean;
  #at = 0;
  /** Where the last token began: the error token is the text from there. */
  #last = 0;
  #depth = 0;

  constructor(text: string, language: ArithmeticLanguage) {
    this.text = text;
    this.#dash = language === "dash";
  }

  parse(): Node | ArithmeticProblem {
    const node = this.#comma();
    if (node instanceof ArithmeticProblem) return node;
    this.#space();
    if (this.#at < this.text.length) {
      if (this.#dash) return this.#problem("expecting EOF", this.#at);
      const rest = this.text.slice(this.#at);
      return /^[A-Za-z0-9_]/.test(rest)
        ? this.#problem("syntax error in expression", this.#at)
        : /^[-+*/%&^|<>=!~?:,()]/.test(rest)
          ? this.#problem("syntax error in expression", this.#at)
          : this.#problem("syntax error: invalid arithmetic operator", this.#at);
    }
    return node;
  }

  #problem(message: string, at = this.#last): ArithmeticProblem {
    return new ArithmeticProblem(this.text, message, this.text.slice(at));
  }

  #space(): void {
    while (/\s/.test(this.text[this.#at] ?? "")) this.#at++;
  }

  #peek(): string {
    this.#space();
    const token = TOKEN.exec(this.text.slice(this.#at, this.#at + 3))?.[0] ?? "";
    return this.#dash && /^(?:\*\*|\+\+|--)$/.test(token) ? (token[0] ?? "") : token;
  }

  #take(token: string): void {
    this.#last = this.#at;
    this.#at += token.length;
  }

  #comma(): Node | ArithmeticProblem {
    let left = this.#assignment();
    while (!(left instanceof ArithmeticProblem) && !this.#dash && this.#peek() === ",") {
      this.#take(",");
      const right = this.#assignment();
      if (right instanceof ArithmeticProblem) return right;
      left = { kind: "binary", operator: ",", left, right, token: "" };
    }
    return left;
  }

  #assignment(): Node | ArithmeticProblem {
    if (++this.#depth > 500) return this.#problem("expression recursion level exceeded");
    const left = this.#choice();
    this.#depth--;
    if (left instanceof ArithmeticProblem) return left;
    const operator = this.#peek();
    if (!ASSIGN.has(operator)) return left;
    if (left.kind !== "name") {
      if (this.#dash) return left;
      this.#take("");
      return this.#problem("attempted assignment to non-variable");
    }
    this.#take(operator);
    this.#space();
    const token = this.text.slice(this.#at);
    const value = this.#assignment();
    if (value instanceof ArithmeticProblem) return value;
    return { kind: "assign", operator: operator.slice(0, -1), target: left, value, token };
  }

  #choice(): Node | ArithmeticProblem {
    const test = this.#binary(2);
    if (test instanceof ArithmeticProblem || this.#peek() !== "?") return test;
    this.#take("?");
    const yes = this.#comma();
    if (yes instanceof ArithmeticProblem) return yes;
    if (this.#peek() !== ":")
      return this.#problem(this.#dash ? "expecting ':'" : "`:' expected for conditional expression");
    this.#take(":");
    const no = this.#assignment();
    if (no instanceof ArithmeticProblem) return no;
    return { kind: "choice", test, yes, no };
  }

  #binary(minimum: number): Node | ArithmeticProblem {
    let left = this.#unary();
    for (;;) {
      if (left instanceof ArithmeticProblem) return left;
      const operator = this.#peek();
      const precedence = PRECEDENCE[operator] ?? 0;
      if (precedence < minimum || precedence < 2) return left;
      this.#take(operator);
      this.#space();
      const token = this.text.slice(this.#at);
      const right = this.#binary(operator === "**" ? precedence : precedence + 1);
      if (right instanceof ArithmeticProblem) return right;
      left = { kind: "binary", operator, left, right, token };
    }
  }

  #unary(): Node | ArithmeticProblem {
    const operator = this.#peek();
    if (operator === "++" || operator === "--") {
      const after = this.text.slice(this.#at + 2).trimStart();
      if (/^[A-Za-z_]/.test(after)) {
        this.#take(operator);
        const target = this.#primary();
        if (target instanceof ArithmeticProblem) return target;
        if (target.kind === "name") return { kind: "step", operator, prefix: true, target };
        return this.#problem("syntax error: operand expected");
      }
      this.#take(operator[0] ?? "");
      const operand = this.#unary();
      return operand instanceof ArithmeticProblem ? operand : { kind: "unary", operator: operator[0] ?? "+", operand };
    }
    if (operator === "!" || operator === "~" || operator === "+" || operator === "-") {
      if (++this.#depth > 500) return this.#problem("expression recursion level exceeded");
      this.#take(operator);
      const operand = this.#unary();
      this.#depth--;
      return operand instanceof ArithmeticProblem ? operand : { kind: "unary", operator, operand };
    }
    return this.#primary();
  }

  #primary(): Node | ArithmeticProblem {
    this.#space();
    const rest = this.text.slice(this.#at);
    if (rest.startsWith("(")) {
      this.#take("(");
      const inner = this.#comma();
      if (inner instanceof ArithmeticProblem) return inner;
      if (this.#peek() !== ")") {
        this.#space();
        if (this.#dash) return this.#problem("expecting ')'");
        return this.#problem("missing `)'", this.#at >= this.text.length ? this.#last : this.#at);
      }
      this.#take(")");
      return inner;
    }
    if (this.#dash) return this.#dashPrimary(rest);
    const number = /^[0-9][0-9A-Za-z#@_]*/.exec(rest)?.[0];
    if (number !== undefined) {
      this.#take(number);
      const value = parseNumber(number);
      return typeof value === "bigint" ? { kind: "number", value } : this.#problem(value);
    }
    const name = /^[A-Za-z_][A-Za-z0-9_]*/.exec(rest)?.[0];
    if (name !== undefined) {
      this.#take(name);
      let subscript: string | undefined;
      if (this.text[this.#at] === "[") {
        const end = closingBracket(this.text, this.#at);
        if (end < 0) return this.#problem("bad array subscript", this.#last);
        subscript = this.text.slice(this.#at + 1, end);
        this.#at = end + 1;
      }
      const target: NameNode = { kind: "name", name, subscript };
      const after = this.#peek();
      if (after === "++" || after === "--") {
        this.#take(after);
        return { kind: "step", operator: after, prefix: false, target };
      }
      return target;
    }
    if (rest === "") return this.#problem("syntax error: operand expected", Math.min(this.#last, this.text.length));
    return this.#problem("syntax error: operand expected", this.#at);
  }

  #dashPrimary(rest: string): Node | ArithmeticProblem {
    const number = leadingNumber(rest);
    if (number !== undefined) {
      this.#take(rest.slice(0, number.length));
      return { kind: "number", value: number.value };
    }
    const name = /^[A-Za-z_][A-Za-z0-9_]*/.exec(rest)?.[0];
    if (name === undefined) return this.#problem("expecting primary");
    this.#take(name);
    return { kind: "name", name, subscript: undefined };
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

/** A variable's value to dash: a number and blanks. */
function dashNumber(text: string): bigint | undefined {
  const match = /^\s*([-+]?)([0-9]\S*)\s*$/.exec(text);
  const found = leadingNumber(match?.[2] ?? "");
  if (match === null || found === undefined || found.length < (match[2] ?? "").length) return undefined;
  return match[1] === "-" ? -found.value : found.value;
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

/** Digits of a base, or why they are none. */
function parseNumber(text: string): bigint | string {
  const based = /^(\d+)#([0-9A-Za-z@_]*)$/.exec(text);
  if (based) {
    const base = Number(based[1]);
    if (base < 2 || base > 64) return "invalid arithmetic base";
    if (based[2] === "") return "invalid integer constant";
    let value = 0n;
    for (const char of based[2] ?? "") {
      const digit = digitValue(char, base);
      if (digit >= base) return "value too great for base";
      value = value * BigInt(base) + BigInt(digit);
    }
    return BigInt.asIntN(64, value);
  }
  if (text.includes("#")) return "invalid number";
  if (/^0[xX]/.test(text))
    return /^0[xX][0-9A-Fa-f]*$/.test(text)
      ? BigInt.asIntN(64, BigInt(text.length > 2 ? text : "0"))
      : "value too great for base";
  if (/^0\d*/.test(text) && text.length > 1)
    return /^[0-7]+$/.test(text) ? BigInt.asIntN(64, BigInt(`0o${text}`)) : "value too great for base";
  return /^\d+$/.test(text) ? BigInt.asIntN(64, BigInt(text)) : "value too great for base";
}

function digitValue(char: string, base: number): number {
  if (char >= "0" && char <= "9") return char.charCodeAt(0) - 48;
  if (char >= "a" && char <= "z") return char.charCodeAt(0) - 87;
  if (char >= "A" && char <= "Z") return base <= 36 ? char.charCodeAt(0) - 55 : char.charCodeAt(0) - 29;
  return char === "@" ? 62 : 63;
}

const cache = new Map<string, Node | ArithmeticProblem>();

function parsed(text: string, language: ArithmeticLanguage): Node | ArithmeticProblem {
  const key = language === "bash" ? text : `\0${text}`;
  let node = cache.get(key);
  if (node === undefined) {
    if (cache.size > 1000) cache.clear();
    const nothing = language === "bash" && text.trim() === "";
    node = nothing ? { kind: "number", value: 0n } : new Parser(text, language).parse();
    cache.set(key, node);
  }
  return node;
}

const MAX_RECURSION = 200;

/** The value of an expression. */
export function evaluateArithmetic(
  text: string,
  scope: ArithmeticScope,
  depth = 0,
  language: ArithmeticLanguage = "bash",
): bigint | ArithmeticProblem {
  const quick = /^\s*-?(?:0|[1-9]\d{0,14})\s*$/.test(text);
  if (quick) return BigInt(Number(text));
  const node = parsed(text, language);
  if (node instanceof ArithmeticProblem) return node;
  return new Evaluator(text, scope, depth, language).evaluate(node);
}

class Evaluator {
  readonly text: string;
  readonly scope: ArithmeticScope;
  readonly depth: number;
  readonly #dash: boolean;

  constructor(text: string, scope: ArithmeticScope, depth: number, language: ArithmeticLanguage) {
    this.#dash = language === "dash";
    this.text = text;
    this.scope = scope;
    this.depth = depth;
  }

  #read(node: NameNode): bigint | ArithmeticProblem {
    const raw = this.scope.read(node.name, node.subscript);
    if (raw === undefined || raw === "") return 0n;
    if (this.#dash) return dashNumber(raw) ?? new ArithmeticProblem(raw, `Illegal number: ${raw}`, raw);
    if (this.depth >= MAX_RECURSION) return new ArithmeticProblem(raw, "expression recursion level exceeded", raw);
    return evaluateArithmetic(raw, this.scope, this.depth + 1);
  }

  evaluate(node: Node): bigint | ArithmeticProblem {
    switch (node.kind) {
      case "number":
        return node.value;
      case "name":
        return this.#read(node);
      case "unary": {
        const value = this.evaluate(node.operand);
        if (value instanceof ArithmeticProblem) return value;
        if (node.operator === "-") return BigInt.asIntN(64, -value);
        if (node.operator === "~") return ~value;
        return node.operator === "!" ? (value === 0n ? 1n : 0n) : value;
      }
      case "step": {
        const value = this.#read(node.target);
        if (value instanceof ArithmeticProblem) return value;
        const next = BigInt.asIntN(64, node.operator === "++" ? value + 1n : value - 1n);
        this.scope.write(node.target.name, node.target.subscript, String(next));
        return node.prefix ? next : value;
      }
      case "choice": {
        const test = this.evaluate(node.test);
        if (test instanceof ArithmeticProblem) return test;
        return this.evaluate(test !== 0n ? node.yes : node.no);
      }
      case "assign": {
        const right = this.evaluate(node.value);
        if (right instanceof ArithmeticProblem) return right;
        let value: bigint | ArithmeticProblem = right;
        if (node.operator !== "") {
          const left = this.#read(node.target);
          if (left instanceof ArithmeticProblem) return left;
          value = this.#apply(node.operator, left, right, node.token);
          if (value instanceof ArithmeticProblem) return value;
        }
        this.scope.write(node.target.name, node.target.subscript, String(value));
        return value;
      }
      case "binary": {
        const left = this.evaluate(node.left);
        if (left instanceof ArithmeticProblem) return left;
        if (node.operator === "&&" && left === 0n) return 0n;
        if (node.operator === "||" && left !== 0n) return 1n;
        const right = this.evaluate(node.right);
        if (right instanceof ArithmeticProblem) return right;
        return this.#apply(node.operator, left, right, node.token);
      }
    }
  }

  #apply(operator: string, left: bigint, right: bigint, token: string): bigint | ArithmeticProblem {
    const truth = (value: boolean): bigint => (value ? 1n : 0n);
    const wrap = (value: bigint): bigint => BigInt.asIntN(64, value);
    switch (operator) {
      case ",":
        return right;
      case "||":
      case "&&":
        return truth(right !== 0n);
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
      case "%":
        if (right === 0n)
          return new ArithmeticProblem(this.text, this.#dash ? "division by zero" : "division by 0", token);
        return wrap(operator === "/" ? left / right : left % right);
      default: {
        if (right < 0n) return new ArithmeticProblem(this.text, "exponent less than 0", token.replace(/^[-+\s]+/, ""));
        // Square and multiply, wrapping as the machine does: the exponent may be huge.
        let result = 1n;
        let base = left;
        for (let power = right; power > 0n; power >>= 1n) {
          if (power & 1n) result = wrap(result * base);
          base = wrap(base * base);
        }
        return result;
      }
    }
  }
}
