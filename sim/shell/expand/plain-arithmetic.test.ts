import fc from "fast-check";
import { expect, it } from "vitest";
import type { Shell } from "../shell.ts";
import { evaluateArithmetic } from "./arithmetic.ts";
import { plainArithmetic, plainSum } from "./plain-arithmetic.ts";

/** As much of a shell as sums ask for. */
function shellWith(values: Map<string, string>): Shell {
  const assignPlain = (name: string, value: string): boolean => {
    values.set(name, value);
    return true;
  };
  const shell = {
    dialect: { name: "bash" },
    budget: { work: 0 },
    variables: { get: (name: string) => (values.has(name) ? { value: values.get(name) } : undefined) },
    parameters: { assignPlain },
  };
  return shell as unknown as Shell;
}

const TOKEN = fc.oneof(
  fc.constantFrom(
    "+",
    "-",
    "*",
    "/",
    "%",
    "<",
    ">",
    "<=",
    ">=",
    "==",
    "!=",
    "(",
    ")",
    "=",
    "++",
    "--",
    "<<",
    "**",
    "!",
  ),
  fc.constantFrom("x", "y", "_z1", "none", "x[1]"),
  fc.constantFrom("0", "1", "7", "250", "08", "0x1f", "10#9", "999999999999999"),
  fc.constantFrom(" ", "  ", "\n"),
);
const OPERAND = fc.constantFrom("x", "y", "_z1", "0", "1", "250", "-3", "(x + 2)", "(7 - y)", "999999999999999");
const OPERATOR = fc.constantFrom("+", "-", " * ", "/", "%", "<", " >= ", "==", "!=");
const SUM = fc
  .array(fc.tuple(OPERATOR, OPERAND), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.map(([operator, operand]) => `${operator}${operand}`).join(""));
const TEXT = fc.oneof(
  fc.array(TOKEN, { maxLength: 7 }).map((tokens) => tokens.join("")),
  fc.tuple(fc.constantFrom("", "x=", "y = "), OPERAND, SUM).map((parts) => parts.join("")),
  fc.constantFrom("x++", "--y", " x ++ ", "++ _z1", "x--", "none++"),
);

it("computes what the other evaluator computes, and writes what it writes", () => {
  const held = fc.constantFrom("0", "5", "-12", "", "007", "x+1", "123456789012345");
  let taken = 0;
  fc.assert(
    fc.property(TEXT, held, held, held, (text, x, y, z) => {
      const before = { x, y, _z1: z };
      const [plain, full] = [
        new Map<string, string>(Object.entries(before)),
        new Map<string, string>(Object.entries(before)),
      ];
      const value = plainArithmetic(shellWith(plain), text);
      if (value === undefined) {
        expect(Object.fromEntries(plain)).toEqual(before);
        return;
      }
      taken++;
      const scope = {
        read: (name: string) => full.get(name),
        write: (name: string, _: string | undefined, written: string) => void full.set(name, written),
        settle: (_: string, subscript: string) => subscript,
      };
      expect(evaluateArithmetic(text, scope)).toBe(BigInt(value));
      expect(Object.fromEntries(plain)).toEqual(Object.fromEntries(full));
    }),
    { numRuns: 2000 },
  );
  expect(taken).toBeGreaterThan(200);
});

it("leaves to the other what goes wrong, what is too large and, where nothing may be written, what writes", () => {
  const shell = shellWith(new Map([["x", "3"]]));
  for (const text of ["x/0", "x%0", "999999999999999*999999999999999", "x+", "y", "x<<1", "1?2:3"])
    expect(plainArithmetic(shell, text)).toBeUndefined();
  expect(plainSum(shell, "x++")).toBeUndefined();
  expect(plainSum(shell, "x=4")).toBeUndefined();
  expect(plainSum(shell, "x * 2")).toBe(6);
});
