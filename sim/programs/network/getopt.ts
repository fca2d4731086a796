/**
 * Short options as getopt(3) of glibc hands them out: bundled (`-bn`), a value attached or in the next word, operands anywhere
 * between them, nothing but operands behind `--`. Absent: long options (core/command/getopt-long.ts has both).
 */

export type ShortOption =
  | { readonly kind: "operand"; readonly text: string }
  | { readonly kind: "flag"; readonly letter: string }
  /** `value` is undefined where the command line ends before it. */
  | { readonly kind: "value"; readonly letter: string; readonly value: string | undefined };

/** The words after the program's name; `takesValue` holds the letters that need a value. */
export function* shortOptions(argv: readonly string[], takesValue: string): Generator<ShortOption, void> {
  for (let i = 1; i < argv.length; i++) {
    const word = argv[i] as string;
    if (word === "--") {
      for (const text of argv.slice(i + 1)) yield { kind: "operand", text };
      return;
    }
    if (!word.startsWith("-") || word === "-") {
      yield { kind: "operand", text: word };
      continue;
    }
    for (let at = 1; at < word.length; at++) {
      const letter = word[at] as string;
      if (takesValue.includes(letter)) {
        yield { kind: "value", letter, value: at + 1 < word.length ? word.slice(at + 1) : argv[++i] };
        break;
      }
      yield { kind: "flag", letter };
    }
  }
}
