/** Flags of the docker client (spf13/pflag): its words for what is wrong, its statuses. */

/** What a flag takes: nothing, one value, or values that add up. */
interface FlagSpec {
  readonly kind: "bool" | "string" | "list";
  readonly short?: string;
  /** A real flag that is not modelled: named and refused. */
  readonly refused?: boolean;
}

export type FlagSpecs = Readonly<Record<string, FlagSpec>>;

export class Flags {
  readonly #bools = new Map<string, boolean>();
  readonly #values = new Map<string, string[]>();
  readonly operands: readonly string[];

  constructor(bools: Map<string, boolean>, values: Map<string, string[]>, operands: readonly string[]) {
    this.#bools = bools;
    this.#values = values;
    this.operands = operands;
  }

  on(name: string): boolean {
    return this.#bools.get(name) ?? false;
  }

  value(name: string): string | undefined {
    return this.#values.get(name)?.at(-1);
  }

  list(name: string): readonly string[] {
    return this.#values.get(name) ?? [];
  }
}

/** A message for standard error, and whether "See 'docker X --help'." follows. */
export interface FlagProblem {
  readonly message: string;
  readonly status: number;
  /** The flag is real: it is the model that lacks it. */
  readonly refused?: true;
}

/** With `interspersed` off, the first operand ends the flags: `docker run`, `docker exec`. */
export function parseFlags(words: readonly string[], specs: FlagSpecs, interspersed: boolean): Flags | FlagProblem {
  const bools = new Map<string, boolean>();
  const values = new Map<string, string[]>();
  const operands: string[] = [];
  const problem = (message: string): FlagProblem => ({ message, status: 125 });
  const refused = (name: string): FlagProblem => ({
    message: `--${name} is a real option of docker, but it is not modelled here`,
    status: 125,
    refused: true,
  });
  const byShort = (letter: string) => Object.entries(specs).find(([, spec]) => spec.short === letter);
  const setBool = (name: string, text: string | undefined, shown: string): FlagProblem | undefined => {
    if (text !== undefined && !/^(1|t|true|0|f|false)$/i.test(text))
      return problem(
        `invalid argument "${text}" for "${shown}" flag: strconv.ParseBool: parsing "${text}": invalid syntax`,
      );
    bools.set(name, text === undefined || /^(1|t|true)$/i.test(text));
    return undefined;
  };
  const push = (name: string, value: string) => values.set(name, [...(values.get(name) ?? []), value]);
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    if (word === "--") {
      operands.push(...words.slice(i + 1));
      break;
    }
    if (word.startsWith("--")) {
      const equals = word.indexOf("=");
      const name = equals < 0 ? word.slice(2) : word.slice(2, equals);
      const given = equals < 0 ? undefined : word.slice(equals + 1);
      const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
      if (!spec) return problem(`unknown flag: --${name}`);
      if (spec.refused) return refused(name);
      if (spec.kind === "bool") {
        const wrong = setBool(name, given, `--${name}`);
        if (wrong) return wrong;
        continue;
      }
      const value = given ?? words[++i];
      if (value === undefined) return problem(`flag needs an argument: --${name}`);
      push(name, value);
      continue;
    }
    if (word.startsWith("-") && word !== "-") {
      for (let at = 1; at < word.length; at++) {
        const letter = word[at] as string;
        const known = byShort(letter);
        if (!known) return problem(`unknown shorthand flag: '${letter}' in ${word}`);
        const [name, spec] = known;
        if (spec.refused) return refused(name);
        if (spec.kind === "bool") {
          if (word[at + 1] === "=") {
            const wrong = setBool(name, word.slice(at + 2), `-${letter}, --${name}`);
            if (wrong) return wrong;
            break;
          }
          bools.set(name, true);
          continue;
        }
        const rest = word.slice(at + 1).replace(/^=/, "");
        const value = rest !== "" ? rest : words[++i];
        if (value === undefined) return problem(`flag needs an argument: '${letter}' in ${word}`);
        push(name, value);
        break;
      }
      continue;
    }
    if (!interspersed) {
      operands.push(...words.slice(i));
      break;
    }
    operands.push(word);
  }
  return new Flags(bools, values, operands);
}
