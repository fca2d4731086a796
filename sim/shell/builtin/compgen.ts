/**
 * compgen, complete and compopt (bash(1), Programmable Completion; builtins/complete.def, pcomplete.c).
 *
 * Same as bash: options, what is kept and printed, the order of what is generated, filters, functions and commands that complete; the
 * terminal's Tab asks them (`completionsFor`).
 */
import type { ExitStatus } from "../../../core/process.ts";
import {
  COMPLETION_ACTIONS,
  COMPLETION_OPTIONS,
  type CompletionSpec,
  commandWord,
  printSpec,
  SPECIAL_COMMANDS,
  specOrder,
} from "../completion-spec.ts";
import { generate } from "../generate-completions.ts";
import type { Run } from "../run.ts";
import type { Shell } from "../shell.ts";
import { type Builtin, readOptions } from "./builtin.ts";

const LETTERS = COMPLETION_ACTIONS.flatMap(([, letter]) => letter ?? []).join("");
const GENERATORS =
  "[-o option] [-A action] [-G globpat] [-W wordlist] [-F function] [-C command] [-X filterpat] [-P prefix] [-S suffix]";
const COMPGEN_USAGE = `compgen [-abcdefgjksuv] ${GENERATORS} [word]`;
const COMPLETE_USAGE = `complete [-abcdefgjksuv] [-pr] [-DEI] ${GENERATORS} [name ...]`;
const COMPOPT_USAGE = "compopt [-o|+o option] [-DEI] [name ...]";

interface Read {
  readonly spec: CompletionSpec;
  readonly flags: ReadonlySet<string>;
  readonly operands: readonly string[];
}

/** The options that compgen and complete share. */
function readSpec(shell: Shell, name: string, args: readonly string[], flags: string, usage: string): Read | undefined {
  const options = new Set<string>();
  const actions = new Set<string>();
  const refuse = (value: string, what: string): undefined =>
    void shell.complain(`${name}: ${value}: invalid ${what} name`);
  const read = readOptions(shell, name, args, `${LETTERS}${flags}o:A:G:W:F:C:X:P:S:`, usage, (letter, value) => {
    if (letter === "o") options.add(value);
    else if (letter === "A") actions.add(value);
    else {
      const action = COMPLETION_ACTIONS.find((each) => each[1] === letter);
      if (action !== undefined) actions.add(action[0]);
    }
  });
  if (read === undefined) return undefined;
  for (const option of options)
    if (!(COMPLETION_OPTIONS as readonly string[]).includes(option)) return refuse(option, "option");
  for (const action of actions)
    if (!COMPLETION_ACTIONS.some((each) => each[0] === action)) return refuse(action, "action");
  const { given, operands } = read;
  const spec: CompletionSpec = {
    options,
    actions,
    glob: given.get("G"),
    words: given.get("W"),
    prefix: given.get("P"),
    suffix: given.get("S"),
    filter: given.get("X"),
    command: given.get("C"),
    function: given.get("F"),
  };
  return { spec, flags: new Set([...flags].filter((letter) => given.has(letter))), operands };
}

export const compgen: Builtin = function* (shell, args): Run<ExitStatus> {
  if (args.length === 0) return 0;
  const read = readSpec(shell, "compgen", args, "", COMPGEN_USAGE);
  if (read === undefined) return 2;
  const { spec, operands } = read;
  if (spec.function !== undefined) shell.complain("compgen: warning: -F option may not work as you expect");
  if (spec.command !== undefined) shell.complain("compgen: warning: -C option may not work as you expect");
  const found = yield* generate(shell, spec, { command: "compgen", word: operands[0] ?? "" });
  if (found.length === 0) return 1;
  return yield* shell.print(found.map((each) => `${each}\n`).join(""), "compgen");
};

export const complete: Builtin = function* (shell, args): Run<ExitStatus> {
  const { completions } = shell;
  const print = (names: readonly string[]): Run<ExitStatus> =>
    shell.print(names.map((name) => printSpec(name, completions.get(name) ?? NOTHING)).join(""), "complete");
  if (args.length === 0) return yield* print(specOrder(completions.keys()));
  const read = readSpec(shell, "complete", args, "prDEI", COMPLETE_USAGE);
  if (read === undefined) return 2;
  const { spec, flags, operands } = read;
  const names = specialNames(flags) ?? operands;
  if (flags.has("p")) {
    if (names.length === 0) return yield* print(specOrder(completions.keys()));
    let status: ExitStatus = 0;
    for (const name of names) {
      if (completions.has(name)) yield* print([name]);
      else {
        shell.complain(`complete: ${name}: no completion specification`);
        status = 1;
      }
    }
    return status;
  }
  if (flags.has("r")) {
    if (names.length === 0) {
      completions.clear();
      return 0;
    }
    // Without any, none is missed (progcomp_remove).
    if (completions.size === 0) return 0;
    let status: ExitStatus = 0;
    for (const name of names) {
      if (completions.delete(name)) continue;
      shell.complain(`complete: ${name}: no completion specification`);
      status = 1;
    }
    return status;
  }
  if (names.length === 0) {
    shell.usage(`complete: usage: ${COMPLETE_USAGE}`);
    return 2;
  }
  for (const name of names) {
    completions.delete(name);
    completions.set(name, spec);
  }
  return 0;
};

const NOTHING: CompletionSpec = {
  options: new Set(),
  actions: new Set(),
  glob: undefined,
  words: undefined,
  prefix: undefined,
  suffix: undefined,
  filter: undefined,
  command: undefined,
  function: undefined,
};

/** -E, -D and -I take the place of names. */
function specialNames(flags: ReadonlySet<string>): readonly string[] | undefined {
  for (const [letter, name] of Object.entries(SPECIAL_COMMANDS)) if (flags.has(letter)) return [name];
  return undefined;
}

export const compopt: Builtin = function* (shell, args): Run<ExitStatus> {
  const on = new Set<string>();
  const off = new Set<string>();
  const read = readOptions(shell, "compopt", args, "+o:DEI", COMPOPT_USAGE);
  if (read === undefined) return 2;
  for (const { sign, letter, value = "" } of read.list) {
    if (letter !== "o") continue;
    if (!(COMPLETION_OPTIONS as readonly string[]).includes(value)) {
      shell.complain(`compopt: ${value}: invalid option name`);
      return 2;
    }
    (sign === "-" ? on : off).add(value);
  }
  const names = specialNames(new Set(read.given.keys())) ?? read.operands;
  const changed = (options: ReadonlySet<string>): Set<string> =>
    new Set([...options, ...on].filter((option) => !off.has(option) || on.has(option)));
  if (names.length === 0) {
    const running = shell.completing;
    if (running === undefined) {
      shell.complain("compopt: not currently executing completion function");
      return 1;
    }
    if (on.size + off.size === 0) return yield* shell.print(optionLine(running.options, running.command), "compopt");
    running.options = changed(running.options);
    return 0;
  }
  let status: ExitStatus = 0;
  for (const name of names) {
    const spec = shell.completions.get(name);
    if (spec === undefined) {
      shell.complain(`compopt: ${name}: no completion specification`);
      status = 1;
    } else if (on.size + off.size === 0) yield* shell.print(optionLine(spec.options, name), "compopt");
    else shell.completions.set(name, { ...spec, options: changed(spec.options) });
  }
  return status;
};

function optionLine(options: ReadonlySet<string>, name: string): string {
  const words = COMPLETION_OPTIONS.map((option) => `${options.has(option) ? "-" : "+"}o ${option}`);
  return `compopt ${words.join(" ")} ${commandWord(name)}\n`;
}
