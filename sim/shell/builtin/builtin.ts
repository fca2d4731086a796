/** What a builtin is, and how builtins read options. */
import type { ExitStatus } from "../../../core/process.ts";
import type { Run } from "../run.ts";
import type { Shell } from "../shell.ts";

/** `args` are without the builtin's own `name`. One that never waits answers at once. */
export type Builtin = (shell: Shell, args: readonly string[], name: string) => ExitStatus | Run<ExitStatus>;

export interface Options {
  /** Letters that were given, with their value where they take one. */
  readonly given: ReadonlyMap<string, string>;
  readonly operands: readonly string[];
}

/**
 * Options as getopts(1) would read them: `spec` is letters, a `:` after those that take a value. Undefined after an
 * error, which has been reported with `usage`; the status is then 2. `each` is told every one as it comes.
 */
export function readOptions(
  shell: Shell,
  name: string,
  args: readonly string[],
  spec: string,
  usage: string,
  each?: (letter: string, value: string) => void,
): Options | undefined {
  const given = new Map<string, string>();
  let i = 0;
  for (; i < args.length; i++) {
    const arg = args[i] ?? "";
    if (arg === "--") {
      i++;
      break;
    }
    if (!arg.startsWith("-") || arg.length < 2) break;
    for (let k = 1; k < arg.length; k++) {
      const letter = arg[k] ?? "";
      const at = spec.indexOf(letter);
      if (at < 0 || letter === ":") {
        shell.complain(`${name}: -${letter}: invalid option`);
        shell.usage(`${name}: usage: ${usage}`);
        return undefined;
      }
      if (spec[at + 1] !== ":") {
        given.set(letter, "");
        each?.(letter, "");
        continue;
      }
      const value = k + 1 < arg.length ? arg.slice(k + 1) : args[++i];
      if (value === undefined) {
        shell.complain(`${name}: -${letter}: option requires an argument`);
        shell.usage(`${name}: usage: ${usage}`);
        return undefined;
      }
      given.set(letter, value);
      each?.(letter, value);
      break;
    }
  }
  return { given, operands: args.slice(i) };
}

/** More words than a builtin takes (no_args): everything is unwound to whoever reads the script; `bash -c` ends. */
export function tooManyArguments(shell: Shell, name: string): ExitStatus {
  shell.fail(`${name}: too many arguments`, { kind: shell.commandString ? "exit" : "abort", status: 1 });
  return 1;
}

/** A whole number as strtol(3) reads it; undefined when it is none. */
export function wholeNumber(text: string): number | undefined {
  return /^\s*[+-]?\d+\s*$/.test(text) ? Number(text) : undefined;
}
