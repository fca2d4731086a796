/** Completion specifications (bash(1), Programmable Completion): what `complete` keeps for a command, and how it is printed. */
import { quotePlain, quoteSingle } from "./expand/transform.ts";
import { hashOrder } from "./variable.ts";

export const COMPLETION_OPTIONS = [
  "bashdefault",
  "default",
  "dirnames",
  "filenames",
  "noquote",
  "nosort",
  "nospace",
  "plusdirs",
] as const;

/** Actions with the letters that some have, in the order of printing. */
export const COMPLETION_ACTIONS: readonly (readonly [action: string, letter: string | undefined])[] = [
  ["alias", "a"],
  ["builtin", "b"],
  ["command", "c"],
  ["directory", "d"],
  ["export", "e"],
  ["file", "f"],
  ["group", "g"],
  ["job", "j"],
  ["keyword", "k"],
  ["service", "s"],
  ["user", "u"],
  ["variable", "v"],
  ["arrayvar", undefined],
  ["binding", undefined],
  ["disabled", undefined],
  ["enabled", undefined],
  ["function", undefined],
  ["helptopic", undefined],
  ["hostname", undefined],
  ["running", undefined],
  ["setopt", undefined],
  ["shopt", undefined],
  ["signal", undefined],
  ["stopped", undefined],
];

export interface CompletionSpec {
  readonly options: ReadonlySet<string>;
  readonly actions: ReadonlySet<string>;
  readonly glob: string | undefined;
  readonly words: string | undefined;
  readonly prefix: string | undefined;
  readonly suffix: string | undefined;
  readonly filter: string | undefined;
  readonly command: string | undefined;
  readonly function: string | undefined;
}

/** The names under which bash keeps what stands for commands that have nothing of their own (pcomplete.h). */
export const SPECIAL_COMMANDS: Readonly<Record<string, string>> = {
  E: "_EmptycmD_",
  D: "_DefaultCmD_",
  I: "_InitialWorD_",
};

/** A command's name as the word that `complete` would be given. */
export function commandWord(name: string): string {
  for (const [letter, special] of Object.entries(SPECIAL_COMMANDS)) if (name === special) return `-${letter}`;
  if (name === "") return "''";
  return /[\s'"\\|&;()<>!{}*?[\]^$`~#]/.test(name) ? quoteSingle(name) : name;
}

/** A line of `complete -p`. */
export function printSpec(name: string, spec: CompletionSpec): string {
  const parts: string[] = [];
  for (const option of COMPLETION_OPTIONS) if (spec.options.has(option)) parts.push(`-o ${option}`);
  for (const [action, letter] of COMPLETION_ACTIONS)
    if (spec.actions.has(action)) parts.push(letter === undefined ? `-A ${action}` : `-${letter}`);
  const quoted: readonly (readonly [string, string | undefined])[] = [
    ["G", spec.glob],
    ["W", spec.words],
    ["P", spec.prefix],
    ["S", spec.suffix],
    ["X", spec.filter],
    ["C", spec.command],
  ];
  for (const [letter, value] of quoted) if (value !== undefined) parts.push(`-${letter} ${quotePlain(value)}`);
  if (spec.function !== undefined) parts.push(`-F ${spec.function}`);
  return `complete ${[...parts, commandWord(name)].join(" ")}\n`;
}

/** Names in the order of bash's table of 512 buckets. */
export function specOrder(names: Iterable<string>): string[] {
  return hashOrder([...names], 512);
}
