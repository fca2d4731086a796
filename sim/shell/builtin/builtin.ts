/** What a builtin is, and how builtins read options. */
import type { ExitStatus } from "../../../core/process.ts";
import type { Run } from "../run.ts";
import type { Shell } from "../shell.ts";

/** `args` are without the builtin's own `name`. One that never waits answers at once. */
export type Builtin = (shell: Shell, args: readonly string[], name: string) => ExitStatus | Run<ExitStatus>;

export interface Options {
  /** Letters that were given, with their value where they take one. */
  readonly given: ReadonlyMap<string, string>;
  /** Every one, in its order. */
  readonly list: readonly GivenOption[];
  readonly operands: readonly string[];
}

export interface GivenOption {
  readonly sign: "-" | "+";
  readonly letter: string;
  /** Undefined where `;` lets it be left out. */
  readonly value: string | undefined;
}

/**
 * Options as bash's builtins read them (internal_getopt): `spec` is letters, a `:` after those that take a value, a `;`
 * after those that may, and a `+` before all where `+LETTER` takes back. Undefined after an error, which has been reported
 * with `usage`; the status is then 2. `each` is told every one as it comes.
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
  const list: GivenOption[] = [];
  const signs = spec.startsWith("+") ? "-+" : "-";
  const wrong = (what: string): undefined => {
    shell.complain(`${name}: ${what}`);
    shell.usage(`${name}: usage: ${usage}`);
  };
  let i = 0;
  for (; i < args.length; i++) {
    const arg = args[i] ?? "";
    if (arg === "--") {
      i++;
      break;
    }
    if (arg.length < 2 || !signs.includes(arg[0] ?? " ")) break;
    const sign = arg.startsWith("-") ? "-" : "+";
    for (let k = 1; k < arg.length; k++) {
      const letter = arg[k] ?? "";
      const at = ":;+".includes(letter) ? -1 : spec.indexOf(letter);
      if (at < 0) return wrong(`${sign}${letter}: invalid option`);
      const takes = spec[at + 1];
      let value: string | undefined = "";
      if (takes === ":" || takes === ";") {
        value = k + 1 < arg.length ? arg.slice(k + 1) : args[i + 1];
        if (k + 1 >= arg.length) {
          // A value that may be left out is no option's word.
          if (takes === ";" && value !== undefined && value.startsWith("-") && value !== "-") value = undefined;
          else i++;
        }
        if (value === undefined && takes === ":") return wrong(`${sign}${letter}: option requires an argument`);
        k = arg.length;
      }
      given.set(letter, value ?? "");
      list.push({ sign, letter, value });
      each?.(letter, value ?? "");
    }
  }
  return { given, list, operands: args.slice(i) };
}

/** More words than a builtin takes (no_args): everything is unwound to whoever reads the script; `bash -c` ends. */
export function tooManyArguments(shell: Shell, name: string): ExitStatus {
  shell.fail(`${name}: too many arguments`, {
    kind: shell.commandString ? "exit" : "abort",
    status: 1,
    sweeps: true,
  });
  return 1;
}

/** A whole number as strtol(3) reads it; undefined when it is none. */
export function wholeNumber(text: string): number | undefined {
  return /^\s*[+-]?\d+\s*$/.test(text) ? Number(text) : undefined;
}
