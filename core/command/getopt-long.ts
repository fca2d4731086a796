/**
 * Options as getopt_long(3) of glibc hands them out: bundled (`-bn`), a value attached or in the next word, long ones and their
 * abbreviations, operands anywhere between them; it complains in glibc's words.
 */

/**
 * Long options by name: the letter (or other name) that each stands for; `:` at its end when it takes a value, `::` when it
 * may take one, which then is attached.
 */
export type LongOptions = Readonly<Record<string, string>>;

export type Option =
  | { readonly kind: "operand"; readonly text: string }
  | { readonly kind: "option"; readonly name: string; readonly value: string; readonly given: string }
  /** `invalid option -- 'q'`: what glibc says after the program's name. */
  | { readonly kind: "error"; readonly text: string };

/**
 * getopt_long(3) with operands where they stand; `short` is its optstring (`ab:c::`), of whose modifiers it knows `+`: the first
 * operand ends the options.
 */
export function* getoptLong(argv: readonly string[], short: string, long: LongOptions): Generator<Option, void> {
  for (let i = 1; i < argv.length; i++) {
    const word = argv[i] as string;
    if (word === "--") {
      for (const text of argv.slice(i + 1)) yield { kind: "operand", text };
      return;
    }
    if (!word.startsWith("-") || word === "-") {
      yield { kind: "operand", text: word };
      if (!short.startsWith("+")) continue;
      for (const text of argv.slice(i + 1)) yield { kind: "operand", text };
      return;
    }
    if (word.startsWith("--")) {
      const found = findLong(word, long);
      if ("kind" in found) {
        yield found;
        continue;
      }
      const { name, target, attached } = found;
      const given = `--${name}`;
      if (!target.endsWith(":")) {
        if (attached === undefined) yield { kind: "option", name: target, value: "", given };
        else yield { kind: "error", text: `option '${given}' doesn't allow an argument` };
        continue;
      }
      const optional = target.endsWith("::");
      const value = attached ?? (optional ? "" : argv[++i]);
      if (value === undefined) yield { kind: "error", text: `option '${given}' requires an argument` };
      else yield { kind: "option", name: target.slice(0, optional ? -2 : -1), value, given };
    } else
      for (let at = 1; at < word.length; at++) {
        const letter = word[at] as string;
        const place = letter === ":" || letter === "+" ? -1 : short.indexOf(letter);
        const given = `-${letter}`;
        if (place < 0) yield { kind: "error", text: `invalid option -- '${letter}'` };
        else if (short[place + 1] !== ":") yield { kind: "option", name: letter, value: "", given };
        else {
          const optional = short[place + 2] === ":";
          const value = at + 1 < word.length || optional ? word.slice(at + 1) : argv[++i];
          if (value === undefined) yield { kind: "error", text: `option requires an argument -- '${letter}'` };
          else yield { kind: "option", name: letter, value, given };
          break;
        }
      }
  }
}

function findLong(
  word: string,
  long: LongOptions,
): { readonly name: string; readonly target: string; readonly attached: string | undefined } | Option {
  const equals = word.indexOf("=");
  const text = word.slice(2, equals < 0 ? undefined : equals);
  const attached = equals < 0 ? undefined : word.slice(equals + 1);
  if (Object.hasOwn(long, text)) return { name: text, target: long[text] as string, attached };
  const fitting = Object.keys(long).filter((name) => name.startsWith(text));
  const [name] = fitting;
  if (name === undefined) return { kind: "error", text: `unrecognized option '${word}'` };
  // Names that mean the same are no ambiguity.
  if (new Set(fitting.map((each) => long[each])).size > 1) {
    const names = fitting.map((each) => `'--${each}'`).join(" ");
    return { kind: "error", text: `option '${word}' is ambiguous; possibilities: ${names}` };
  }
  return { name, target: long[name] as string, attached };
}
