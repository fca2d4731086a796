/** `[[ ]]` (bash(1), CONDITIONAL EXPRESSIONS). Answers 0 true, 1 false, 2 for an expression that cannot be judged. */
import type { TestBinaryExpression, TestExpression, Word } from "unbash";
import type { ExitStatus } from "../../../core/process.ts";
import { compareFiles, unaryTest } from "../builtin/file-test.ts";
import { expandArithmeticText } from "../expand/arith-text.ts";
import { FieldBuilder } from "../expand/field.ts";
import { matchesPattern } from "../expand/pattern.ts";
import { compileRegex } from "../expand/regex.ts";
import { expandParts, expandPattern, expandText } from "../expand/word.ts";
import type { Run } from "../run.ts";
import type { Shell } from "../shell.ts";
import { trace } from "./simple.ts";

/** `not` stands in front of the term in what `set -x` shows. */
export function* evaluateCondition(shell: Shell, node: TestExpression, not = ""): Run<ExitStatus> {
  switch (node.type) {
    case "TestGroup":
      return yield* evaluateCondition(shell, node.expression);
    case "TestNot": {
      const inner = yield* evaluateCondition(shell, node.operand, node.negations.length % 2 === 1 ? "! " : "");
      if (inner > 1) return inner;
      return node.negations.length % 2 === 1 ? 1 - inner : inner;
    }
    case "TestLogical": {
      let status: ExitStatus = 0;
      for (const operand of node.operands) {
        status = yield* evaluateCondition(shell, operand);
        if (shell.flow !== undefined) return 1;
        if (node.operator === "&&" ? status !== 0 : status === 0) break;
      }
      return status;
    }
    case "TestUnary": {
      const text = yield* expandText(shell, node.operand);
      if (shell.flow !== undefined) return 1;
      if (shell.options.xtrace) yield* trace(shell, [`[[ ${not}${node.operator} ${shown(text)} ]]`], true);
      return unaryTest(shell, node.operator, text) ? 0 : 1;
    }
    case "TestBinary":
      return yield* binary(shell, node, not);
  }
}

function* binary(shell: Shell, node: TestBinaryExpression, not: string): Run<ExitStatus> {
  const left = yield* expandText(shell, node.left);
  if (shell.flow !== undefined) return 1;
  const { operator } = node;
  const truth = (value: boolean): ExitStatus => (value ? 0 : 1);
  switch (operator) {
    case "=":
    case "==":
    case "!=": {
      const pattern = yield* expandPattern(shell, node.right);
      if (shell.flow !== undefined) return 1;
      if (shell.options.xtrace) yield* trace(shell, [`[[ ${not}${shown(left)} ${operator} ${shown(pattern)} ]]`], true);
      return truth(matchesPattern(pattern, left, shell.shopts.nocasematch) === (operator !== "!="));
    }
    case "=~": {
      const source = yield* regexText(shell, node.right);
      if (shell.flow !== undefined) return 1;
      if (shell.options.xtrace) yield* trace(shell, [`[[ ${not}${shown(left)} =~ ${shown(source)} ]]`], true);
      const regex = compileRegex(source, shell.shopts.nocasematch);
      if (regex === undefined) return 2;
      const match = regex.find(left);
      const found = match === undefined ? [] : regex.captures(left, match);
      const groups = shell.variables.own("BASH_REMATCH");
      groups.items = new Map(found.map((group, index) => [index, group ?? ""]));
      groups.value = undefined;
      return truth(match !== undefined);
    }
  }
  const right = yield* expandText(shell, node.right);
  if (shell.flow !== undefined) return 1;
  if (shell.options.xtrace) yield* trace(shell, [`[[ ${not}${shown(left)} ${operator} ${shown(right)} ]]`], true);
  if (operator === "<" || operator === ">") return truth(operator === "<" ? left < right : left > right);
  if (operator === "-nt" || operator === "-ot" || operator === "-ef")
    return truth(compareFiles(shell, operator, left, right));
  const a = yield* expandArithmeticText(shell, left, "[[: ");
  const b = a === undefined ? undefined : yield* expandArithmeticText(shell, right, "[[: ");
  if (a === undefined || b === undefined) {
    shell.forgiveAbort();
    return 1;
  }
  switch (operator) {
    case "-eq":
      return truth(a === b);
    case "-ne":
      return truth(a !== b);
    case "-lt":
      return truth(a < b);
    case "-le":
      return truth(a <= b);
    case "-gt":
      return truth(a > b);
    default:
      return truth(a >= b);
  }
}

/** Backslashes of the script stay where the character behind them would mean something, outside of brackets. */
function keptBackslashes(text: string): string {
  if (!text.includes("\\")) return text;
  let bracket = false;
  return text.replace(/\\([^])|\[\^?\]?|\]/g, (whole, escaped: string | undefined) => {
    if (escaped !== undefined) return !bracket && /[\\^$.*+?()[{|]/.test(escaped) ? whole : escaped.replace("\n", "");
    bracket = whole !== "]";
    return whole;
  });
}

/** The right side of `=~`: what is quoted stands for itself. */
function* regexText(shell: Shell, word: Word): Run<string> {
  if (word.parts === undefined) return keptBackslashes(word.text);
  let out = "";
  for (const part of word.parts) {
    if (part.type === "Literal" || part.type === "Glob") out += keptBackslashes(part.text);
    else if (part.type === "ExtendedGlob" || part.type === "BraceExpansion") {
      if (part.parts === undefined || part.type === "BraceExpansion") out += part.text;
      else out += `${part.operator}(${yield* regexText(shell, { ...word, parts: part.parts })})`;
    } else {
      const builder = new FieldBuilder(undefined);
      yield* expandParts(shell, [part], builder, "text");
      if (shell.flow !== undefined) return "";
      const { text } = builder.single();
      const quoted =
        part.type === "SingleQuoted" ||
        part.type === "DoubleQuoted" ||
        part.type === "AnsiCQuoted" ||
        part.type === "LocaleString";
      out += quoted ? text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&") : text;
    }
  }
  return out;
}

/** A term as `set -x` shows it. */
const shown = (text: string): string => (text === "" ? "''" : text);
