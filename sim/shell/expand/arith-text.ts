/** Arithmetic in its shell: `$` expansion of the text first, then evaluation over the shell's variables. */
import { raise } from "../dialect/almquist/raise.ts";
import type { Run } from "../run.ts";
import type { Shell } from "../shell.ts";
import { ArithmeticProblem, type ArithmeticScope, evaluateArithmetic } from "./arithmetic.ts";
import { expandTemplate } from "./word.ts";

/** The value of an arithmetic text; undefined after an error, which has been reported. */
export function* expandArithmeticText(shell: Shell, text: string, prefix = ""): Run<bigint | undefined> {
  const template = /[$`\\"]/.test(text) ? yield* expandTemplate(shell, text) : text;
  const expanded = shell.dialect.name === "dash" ? template : template.replaceAll('"', "");
  if (shell.flow !== undefined) return undefined;
  return evaluateIn(shell, expanded, prefix);
}

/** The value of a text that has been expanded; an error is reported and ends the command, unless `command` takes it. */
export function evaluateIn(shell: Shell, text: string, prefix = "", gentle = false): bigint | undefined {
  shell.budget.work++;
  const { almquist, name } = shell.dialect;
  const value = evaluateArithmetic(text, scopeOf(shell), 0, name === "dash" ? "dash" : "bash");
  if (shell.flow !== undefined) return undefined;
  if (!(value instanceof ArithmeticProblem)) return value;

  if (almquist !== undefined)
    raise(
      shell,
      value.message.startsWith("Illegal") ? value.message : almquist.words.arithmetic(value.message, value.expression),
    );
  else if (gentle) shell.complain(prefix + value.toString());
  else shell.fail(prefix + value.toString(), { kind: "abort", status: 1 });
  return undefined;
}

function scopeOf(shell: Shell): ArithmeticScope {
  return {
    read(name, subscript) {
      const value = subscript === undefined ? shell.parameters.scalar(name) : shell.parameters.element(name, subscript);
      if (value === undefined && shell.options.nounset && shell.flow === undefined && !shell.dialect.almquist) {
        shell.fail(`${name}${subscript === undefined ? "" : `[${subscript}]`}: unbound variable`, {
          kind: "exit",
          status: shell.expansionFailure(),
        });
      }
      return value;
    },
    write(name, subscript, value) {
      if (shell.flow !== undefined) return;
      if (subscript === undefined) shell.parameters.assign(name, value);
      else shell.parameters.assignElement(name, subscript, value);
    },
  };
}
