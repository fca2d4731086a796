/**
 * Arithmetic that loops of long scripts consist of: sums of numbers and of variables that hold numbers, in parentheses or not,
 * and at the very outside a variable that is counted up or assigned. Nothing can go wrong in it half way, so that a text is read
 * once and computed as often as need be. Everything else is for `evaluateArithmetic`, which reads and computes token by token.
 */
import type { Shell } from "../shell.ts";

type Sum =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "binary"; readonly operator: string; readonly left: Sum; readonly right: Sum };

interface Written {
  /** What is computed; of a step, the variable. */
  readonly sum: Sum;
  /** The variable that is written, and by what a step counts. */
  readonly to?: string;
  readonly step?: { readonly by: 1 | -1; readonly before: boolean };
}

/** How close the operators bind, the closest highest. */
const CLOSENESS: Readonly<Record<string, number>> = {
  "==": 1,
  "!=": 1,
  "<": 2,
  ">": 2,
  "<=": 2,
  ">=": 2,
  "+": 3,
  "-": 3,
  "*": 4,
  "/": 4,
  "%": 4,
};

const TOKEN =
  /[ \t\n]*(?:(0|[1-9]\d{0,14})(?![\w#@.])|([A-Za-z_]\w*)(?!\[)|(\+\+|--|\*\*|<<|>>|[=!<>]=|[-+*/%<>()=]))[ \t\n]*/y;
const NAME = /^[A-Za-z_]/;
const NUMBER = /^\d/;
/** Texts in each other as deep as this are for the other evaluator, which counts. */
const LONGEST = 80;
const MOST_REMEMBERED = 500;

const remembered = new Map<string, Written | undefined>();

/** The expression of a text; undefined where it is of another kind. */
function readOf(text: string): Written | undefined {
  if (remembered.has(text)) return remembered.get(text);
  const written = read(text);
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(text, written);
  return written;
}

function read(text: string): Written | undefined {
  const tokens = text.length > LONGEST ? undefined : tokensOf(text);
  if (tokens === undefined || tokens.length === 0) return undefined;
  const [first = "", second = ""] = tokens;
  if (tokens.length === 2) {
    if (NAME.test(first) && isStep(second)) return step(first, second, false);
    if (NAME.test(second) && isStep(first)) return step(second, first, true);
  }
  if (NAME.test(first) && second === "=") {
    const sum = sumOf(tokens.slice(2));
    return sum && { sum, to: first };
  }
  const sum = sumOf(tokens);
  return sum && { sum };
}

const isStep = (token: string): boolean => token === "++" || token === "--";

function step(name: string, operator: string, before: boolean): Written {
  return { sum: { kind: "variable", name }, to: name, step: { by: operator === "++" ? 1 : -1, before } };
}

function tokensOf(text: string): readonly string[] | undefined {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const found = TOKEN.exec(text);
    const token = found?.[1] ?? found?.[2] ?? found?.[3];
    if (token === undefined) return undefined;
    tokens.push(token);
  }
  return tokens;
}

function sumOf(tokens: readonly string[]): Sum | undefined {
  let at = 0;
  const operand = (): Sum | undefined => {
    const token = tokens[at++] ?? "";
    if (NUMBER.test(token)) return { kind: "number", value: Number(token) };
    if (NAME.test(token)) return { kind: "variable", name: token };
    if (token !== "(") return undefined;
    const inner = binary(1);
    return tokens[at++] === ")" ? inner : undefined;
  };
  const binary = (least: number): Sum | undefined => {
    let left = operand();
    for (;;) {
      const operator = tokens[at] ?? "";
      const closeness = CLOSENESS[operator] ?? 0;
      if (left === undefined || closeness < least) return left;
      at++;
      const right = binary(closeness + 1);
      left = right && { kind: "binary", operator, left, right };
    }
  };
  const sum = binary(1);
  return at === tokens.length ? sum : undefined;
}

/** Undefined where the result is not certain: nothing has happened then. */
function compute(shell: Shell, sum: Sum): number | undefined {
  if (sum.kind === "number") return sum.value;
  if (sum.kind === "variable") return numberIn(shell, sum.name);
  const left = compute(shell, sum.left);
  const right = left === undefined ? undefined : compute(shell, sum.right);
  if (left === undefined || right === undefined) return undefined;
  const value = apply(sum.operator, left, right);
  // Beyond that, they would have to be computed with all 64 bits.
  return Number.isSafeInteger(value) ? value + 0 : undefined;
}

function apply(operator: string, left: number, right: number): number {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return Math.trunc(left / right);
    case "%":
      return left % right;
    case "==":
      return left === right ? 1 : 0;
    case "!=":
      return left !== right ? 1 : 0;
    case "<":
      return left < right ? 1 : 0;
    case ">":
      return left > right ? 1 : 0;
    case "<=":
      return left <= right ? 1 : 0;
    default:
      return left >= right ? 1 : 0;
  }
}

/** The number that an ordinary variable holds. */
function numberIn(shell: Shell, name: string): number | undefined {
  const variable = shell.variables.get(name);
  if (variable === undefined || variable.reference || variable.value === undefined) return undefined;
  return numberOf(variable.value);
}

const MINUS = 45;
const ZERO = 48;

/** `/^-?(?:0|[1-9]\d{0,14})$/`, read by hand: every variable of every expression asks it. */
function numberOf(text: string): number | undefined {
  const sign = text.charCodeAt(0) === MINUS ? 1 : 0;
  const digits = text.length - sign;
  if (digits < 1 || digits > 15 || (digits > 1 && text.charCodeAt(sign) === ZERO)) return undefined;
  let value = 0;
  for (let i = sign; i < text.length; i++) {
    const digit = text.charCodeAt(i) - ZERO;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  return sign === 1 ? 0 - value : value;
}

/** Only dash's rules are others. */
const applies = ({ dialect }: Shell): boolean => dialect.name !== "dash";

/** The value of a text that only computes; undefined where it takes `evaluateArithmetic`, and nothing has happened then. */
export function plainSum(shell: Shell, text: string): number | undefined {
  const written = applies(shell) ? readOf(text) : undefined;
  if (written === undefined || written.to !== undefined) return undefined;
  const value = compute(shell, written.sum);
  if (value !== undefined) shell.budget.work++;
  return value;
}

/** The same of one that may write a variable at its outside. */
export function plainArithmetic(shell: Shell, text: string): number | undefined {
  const written = applies(shell) ? readOf(text) : undefined;
  const value = written && compute(shell, written.sum);
  if (written === undefined || value === undefined) return undefined;
  const { to, step } = written;
  const next = value + (step?.by ?? 0);
  if (to !== undefined && !(Number.isSafeInteger(next) && shell.parameters.assignPlain(to, String(next))))
    return undefined;
  shell.budget.work++;
  return step?.before === false ? value : next;
}
