/** Arithmetic in its shell: `$` expansion of the text first, then evaluation over the shell's variables. */
import { evaluateDashArithmetic } from "../dialect/almquist/arithmetic.ts";
import { raise } from "../dialect/almquist/raise.ts";
import type { Run } from "../run.ts";
import type { Shell } from "../shell.ts";
import { ArithmeticProblem, type ArithmeticScope, evaluateArithmetic } from "./arithmetic.ts";
import { plainArithmetic } from "./plain-arithmetic.ts";
import { expandTemplate } from "./word.ts";

/** The value of an arithmetic text; undefined after an error, which has been reported. `tell` sees it when it is expanded. */
export function* expandArithmeticText(
  shell: Shell,
  text: string,
  prefix = "",
  tell?: (expanded: string) => Run<void>,
): Run<bigint | undefined> {
  const template = /[$`\\"]/.test(text) ? yield* expandTemplate(shell, text) : text;
  // Quotes of the text itself; those of a value stay.
  const expanded = shell.dialect.name === "dash" || !text.includes('"') ? template : template.replaceAll('"', "");
  if (shell.flow !== undefined) return undefined;
  if (tell !== undefined) yield* tell(expanded);
  return evaluateIn(shell, expanded, { prefix });
}

/** How a mistake is told, and what it ends besides its command. */
interface Severity {
  /** What stands before the message. */
  readonly prefix?: string;
  /** It is the command's status and no more. */
  readonly gentle?: true;
  /** It ends all of `bash -c` (top_level_cleanup), not only its line. */
  readonly sweeps?: true;
}

/** Of subscripts, and of values of integer variables. */
export const SWEEPING: Severity = { sweeps: true };

/** The value of a text that has been expanded; an error is reported and ends the command, unless it is `gentle`. */
export function evaluateIn(shell: Shell, text: string, severity: Severity = {}): bigint | undefined {
  const { prefix = "", gentle, sweeps } = severity;
  const plain = plainArithmetic(shell, text);
  if (plain !== undefined) return shell.flow === undefined ? BigInt(plain) : undefined;
  shell.budget.work++;
  const { almquist, name } = shell.dialect;
  const scope = scopeOf(shell);
  const value = name === "dash" ? evaluateDashArithmetic(text, scope) : evaluateArithmetic(text, scope);
  if (shell.flow !== undefined) return undefined;
  if (!(value instanceof ArithmeticProblem)) return value;

  if (almquist !== undefined)
    raise(
      shell,
      value.message.startsWith("Illegal") ? value.message : almquist.words.arithmetic(value.message, value.expression),
    );
  else if (gentle) shell.complain(prefix + value.toString());
  else
    shell.fail(prefix + value.toString(), sweeps ? { kind: "abort", status: 1, sweeps } : { kind: "abort", status: 1 });
  return undefined;
}

function scopeOf(shell: Shell): ArithmeticScope {
  return {
    read(name, subscript) {
      if (subscript === "" || subscript === "@" || subscript === "*") {
        // Looked up twice where it is nothing, each time with a word about it.
        for (let i = subscript === "" ? 2 : 1; i > 0; i--) shell.complain(`${name}[${subscript}]: bad array subscript`);
        return undefined;
      }
      const value = subscript === undefined ? shell.parameters.scalar(name) : shell.parameters.element(name, subscript);
      if (value === undefined && shell.options.nounset && shell.flow === undefined && !shell.dialect.almquist) {
        shell.fail(`${name}${subscript === undefined ? "" : `[${subscript}]`}: unbound variable`, {
          kind: "exit",
          status: shell.expansionFailure(),
        });
      }
      return value;
    },
    settle: (name, subscript) => shell.parameters.settleSubscript(name, subscript),
    write(name, subscript, value) {
      if (shell.flow !== undefined) return;
      if (subscript === undefined) shell.parameters.assign(name, value);
      else shell.parameters.assignElement(name, subscript, value);
    },
  };
}
