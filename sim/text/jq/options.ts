/** jq's command line (main.c of jq 1.6). */
import { readJson } from "./json.ts";
import type { Json } from "./value.ts";

export interface JqOptions {
  /** The text, or with `fromFile` the file's name. */
  readonly program: string | undefined;
  readonly fromFile: boolean;
  readonly files: readonly string[];
  readonly flags: ReadonlySet<string>;
  /** What a level is indented by; undefined: on one line. */
  readonly indent: string | undefined;
  readonly color: boolean | undefined;
  readonly named: readonly NamedArgument[];
  readonly positional: readonly Json[];
}

export interface NamedArgument {
  readonly name: string;
  readonly value?: Json;
  /** To be read: its texts of JSON, or it as a text. */
  readonly slurp?: string;
  readonly raw?: string;
}

export type ReadOptions =
  | JqOptions
  | { readonly print: "help" | "version" }
  | { readonly usage: true }
  | { readonly problem: string };

/** Short letters and long names of what takes no value. */
const FLAGS: Readonly<Record<string, string>> = {
  s: "slurp",
  r: "raw-output",
  j: "join-output",
  a: "ascii-output",
  n: "null-input",
  f: "from-file",
  C: "color-output",
  M: "monochrome-output",
  S: "sort-keys",
  c: "compact-output",
  R: "raw-input",
  e: "exit-status",
  h: "help",
  V: "version",
};
const LONG = new Set([...Object.values(FLAGS), "tab", "unbuffered", "stream", "seq", "args", "jsonargs"]);
const PAIRS: Readonly<Record<string, string>> = {
  arg: "varname value",
  argjson: "varname text",
  slurpfile: "varname filename",
  rawfile: "varname filename",
};

export function readJqOptions(args: readonly string[]): ReadOptions {
  const flags = new Set<string>();
  const named: NamedArgument[] = [];
  const positional: Json[] = [];
  const files: string[] = [];
  let indent: string | undefined = "  ";
  let color: boolean | undefined;
  let program: string | undefined;
  let rest: "files" | "args" | "jsonargs" = "files";
  let done = false;
  const operand = (word: string): string | undefined => {
    if (program === undefined) program = word;
    else if (rest === "files") files.push(word);
    else if (rest === "args") positional.push(word);
    else {
      const read = readJson(word);
      if ("problem" in read) return "invalid JSON text passed to --jsonargs";
      positional.push(read.value);
    }
    return undefined;
  };
  const flag = (name: string): void => {
    flags.add(name);
    if (name === "compact-output") indent = undefined;
    else if (name === "tab") indent = "\t";
    else if (name === "color-output") color = true;
    else if (name === "monochrome-output") color = false;
    else if (name === "args" || name === "jsonargs") rest = name;
  };
  for (let i = 0; i < args.length; i++) {
    const word = args[i] ?? "";
    if (done || !/^-(?:-|[a-zA-Z])/.test(word)) {
      const problem = operand(word);
      if (problem !== undefined) return { problem };
      continue;
    }
    if (word === "--") {
      if (program === undefined) return { usage: true };
      done = true;
      continue;
    }
    if (!word.startsWith("--")) {
      if (word.startsWith("-L")) {
        if (word === "-L") i++;
        continue;
      }
      for (const letter of word.slice(1)) {
        const name = FLAGS[letter];
        if (name === undefined) return { problem: `Unknown option ${word}` };
        flag(name);
      }
    } else {
      const name = word.slice(2);
      const pair = PAIRS[name];
      if (name === "indent") {
        const value = args[++i];
        if (value === undefined) return { problem: "--indent takes one parameter" };
        const number = Number.parseInt(value, 10) || 0;
        if (number < -1 || number > 7) return { problem: "--indent takes a number between -1 and 7" };
        indent = number < 0 ? "\t" : number === 0 ? undefined : " ".repeat(number);
      } else if (pair !== undefined) {
        const [variable, value] = [args[++i], args[++i]];
        if (variable === undefined || value === undefined)
          return { problem: `--${name} takes two parameters (e.g. --${name} ${pair})` };
        if (named.some((each) => each.name === variable)) continue;
        if (name === "arg") named.push({ name: variable, value });
        else if (name === "slurpfile") named.push({ name: variable, slurp: value });
        else if (name === "rawfile") named.push({ name: variable, raw: value });
        else {
          const read = readJson(value);
          if ("problem" in read) return { problem: "invalid JSON text passed to --argjson" };
          named.push({ name: variable, value: read.value });
        }
      } else if (LONG.has(name)) flag(name);
      else return { problem: `Unknown option ${word}` };
    }
    if (flags.has("help")) return { print: "help" };
    if (flags.has("version")) return { print: "version" };
  }
  return { program, fromFile: flags.has("from-file"), files, flags, indent, color, named, positional };
}
