/** Options of dash's and ash's builtins (options.c, nextopt). */
import type { Shell } from "../../../shell.ts";
import { raise } from "../raise.ts";

export interface Options {
  /** Letters that were given, the last value of those that take one. */
  readonly given: ReadonlyMap<string, string>;
  /** The letters in their order. */
  readonly order: string;
  readonly operands: readonly string[];
}

/** `spec` is letters, a `:` behind those that take a value. Undefined after an error, which has been raised. */
export function nextOptions(shell: Shell, args: readonly string[], spec: string): Options | undefined {
  const given = new Map<string, string>();
  let order = "";
  let i = 0;
  for (; i < args.length; i++) {
    const word = args[i] ?? "";
    if (word === "--") {
      i++;
      break;
    }
    if (word.length < 2 || !word.startsWith("-")) break;
    for (let k = 1; k < word.length; k++) {
      const letter = word[k] ?? "";
      const at = letter === ":" ? -1 : spec.indexOf(letter);
      if (at < 0) {
        raise(shell, shell.dialect.almquist?.words.illegalOption(letter) ?? "");
        return undefined;
      }
      order += letter;
      if (spec[at + 1] !== ":") {
        given.set(letter, "");
        continue;
      }
      const value = k + 1 < word.length ? word.slice(k + 1) : args[++i];
      if (value === undefined) {
        raise(shell, `No arg for -${letter} option`);
        return undefined;
      }
      given.set(letter, value);
      break;
    }
  }
  return { given, order, operands: args.slice(i) };
}

/** A number as `number()` reads it: digits. Undefined after an error, which has been raised. */
export function numberOf(shell: Shell, text: string): number | undefined {
  if (/^\d+$/.test(text) && Number(text) <= 0x7fffffff) return Number(text);
  raise(shell, `Illegal number: ${text}`);
  return undefined;
}
