/** The operators of jq (builtin.c, f_plus and its kind). */
import type { Operator } from "./syntax.ts";
import { compare, described, fail, isArray, isObject, type Json, type JsonObject } from "./value.ts";

const wrong = (a: Json, b: Json, what: string): never => fail(`${described(a)} and ${described(b)} cannot be ${what}`);
const numbers = (a: Json, b: Json): boolean => typeof a === "number" && typeof b === "number";

function add(a: Json, b: Json): Json {
  if (a === null) return b;
  if (b === null) return a;
  if (typeof a === "number" && typeof b === "number") return a + b;
  if (typeof a === "string" && typeof b === "string") return a + b;
  if (isArray(a) && isArray(b)) return [...a, ...b];
  if (isObject(a) && isObject(b)) return new Map([...a, ...b]);
  return wrong(a, b, "added");
}

function subtract(a: Json, b: Json): Json {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (isArray(a) && isArray(b)) return a.filter((item) => !b.some((other) => compare(item, other) === 0));
  return wrong(a, b, "subtracted");
}

function merge(a: JsonObject, b: JsonObject): JsonObject {
  const out = new Map(a);
  for (const [key, value] of b) {
    const own = out.get(key);
    out.set(key, own !== undefined && isObject(own) && isObject(value) ? merge(own, value) : value);
  }
  return out;
}

function multiply(a: Json, b: Json): Json {
  if (typeof a === "number" && typeof b === "number") return a * b;
  const [text, count] = typeof a === "string" ? [a, b] : [b, a];
  if (typeof text === "string" && typeof count === "number") {
    if (count <= 0) return null;
    const times = Math.max(1, Math.ceil(count));
    if (text.length * times > 50_000_000) return fail("Repeat string result too long");
    return text.repeat(times);
  }
  if (isObject(a) && isObject(b)) return merge(a, b);
  return wrong(a, b, "multiplied");
}

/** `a/b` of texts. */
export function split(text: string, separator: string): Json {
  if (text === "") return [];
  return separator === "" ? [...text] : text.split(separator);
}

const BY_ZERO = "divided because the divisor is zero";

function divide(a: Json, b: Json): Json {
  if (typeof a === "number" && typeof b === "number") return b === 0 ? wrong(a, b, BY_ZERO) : a / b;
  if (typeof a === "string" && typeof b === "string") return split(a, b);
  return wrong(a, b, "divided");
}

const whole = (value: number): number => {
  const cut = Math.trunc(value);
  return Number.isNaN(cut) ? 0 : cut;
};

function modulo(a: Json, b: Json): Json {
  if (!numbers(a, b)) return wrong(a, b, "divided (remainder)");
  const divisor = Math.abs(whole(b as number));
  if (divisor === 0) return wrong(a, b, "divided (remainder) because the divisor is zero");
  return whole(a as number) % divisor || 0;
}

export function operate(operator: Operator, a: Json, b: Json): Json {
  switch (operator) {
    case "+":
      return add(a, b);
    case "-":
      return subtract(a, b);
    case "*":
      return multiply(a, b);
    case "/":
      return divide(a, b);
    case "%":
      return modulo(a, b);
    case "==":
      return compare(a, b) === 0;
    case "!=":
      return compare(a, b) !== 0;
    case "<":
      return compare(a, b) < 0;
    case "<=":
      return compare(a, b) <= 0;
    case ">":
      return compare(a, b) > 0;
    case ">=":
      return compare(a, b) >= 0;
  }
}
