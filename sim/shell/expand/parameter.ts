/** Parameter expansion (bash(1)): `$x`, `${x...}` with every operator, on scalars, arrays and positional parameters. */
import {
  type ParameterExpansionPart,
  type ParameterOperation,
  parse,
  type SimpleExpansionPart,
  type Word,
  type WordPart,
} from "unbash";
import { raise } from "../dialect/almquist/raise.ts";
import { isBadSubstitution } from "../dialect/almquist/substitution.ts";
import { COST } from "../limits.ts";
import { wordAsRead } from "../print.ts";
import type { Run } from "../run.ts";
import type { Shell } from "../shell.ts";
import { keysOf, VALID_NAME, valuesOf } from "../variable.ts";
import { FieldBuilder } from "./field.ts";
import { matchEnd, matchesPattern, matchStart, patternOf, replacePattern } from "./pattern.ts";
import { expandPrompt } from "./prompt.ts";
import { slice } from "./slice.ts";
import { transform } from "./transform.ts";
import { expandInto, expandParts, expandTemplate } from "./word.ts";

/** What a parameter holds: one text, or a list (`@`, `*`). `items` is empty and `set` false when it is unset. */
export interface Held {
  readonly items: readonly string[];
  readonly list: "@" | "*" | undefined;
  readonly set: boolean;
  /** For `set -u` and `${x?}`. */
  readonly label: string;
}

/** Puts the expansion of `part` into `builder`. Answers true when it was an empty list. */
export function* emitParameter(
  shell: Shell,
  part: SimpleExpansionPart | ParameterExpansionPart,
  builder: FieldBuilder,
  quoted: boolean,
): Run<boolean> {
  if (part.type === "SimpleExpansion") {
    const name = part.text.slice(1);
    if (name !== "@" && name !== "*") {
      const value = shell.parameters.expand(name);
      if (value === undefined) {
        unbound(shell, name, true);
        if (quoted) builder.addQuoted("");
      } else if (quoted) builder.addQuoted(value);
      else builder.addExpansion(value);
      return false;
    }
    return emit(
      shell,
      { items: shell.positional, list: name, set: shell.positional.length > 0, label: name },
      builder,
      quoted,
    );
  }
  if (shell.dialect.almquist !== undefined && isBadSubstitution(part, shell.dialect)) {
    bad(shell, part);
    return false;
  }
  if ((/^[?#-]$/.test(part.parameter) && isCaseChange(part)) || /^\$\{#[+=%/]\}$/.test(part.text)) {
    bad(shell, part);
    return false;
  }
  const toggled = part.operation?.type === "Unknown" ? toggling(part) : undefined;
  const held = yield* resolve(shell, toggled ?? part);
  if (held === undefined || shell.flow !== undefined) return false;
  return yield* operate(shell, toggled ?? part, held, builder, quoted);
}

/** Is this, between quotes, a list of its own words: `$@`, `${a[@]}`, `${!x@}`, or such a one behind `:-`? */
export function isListPart(shell: Shell, part: WordPart): boolean {
  if (part.type === "SimpleExpansion") return part.text === "$@";
  if (part.type !== "ParameterExpansion" || part.prefix === "#") return false;
  const { operation } = part;
  const list =
    part.parameter === "@" || part.index?.text === "@" || (operation?.type === "Names" && operation.operator === "@");
  if (operation?.type !== "Default") return list;
  if (list && operation.operator.endsWith("+")) return !heldBy(shell, part.parameter, part.index?.text).set;
  if (list && (part.parameter !== "@" || shell.positional.length > 0)) return true;
  return operation.operand.parts?.some((inner) => isListPart(shell, inner)) ?? false;
}

/** `${?^}` and its kin, which bash does not take. */
function isCaseChange({ operation, text }: ParameterExpansionPart): boolean {
  return operation?.type === "CaseModification" || (operation?.type === "Unknown" && /^\$\{.~/.test(text));
}

const togglings = new WeakMap<ParameterExpansionPart, ParameterExpansionPart>();
const toggles = new WeakSet<ParameterExpansionPart>();

/** `${x~}` and `${x~~pattern}`, which the parser does not know: read as `^`, and remembered to be something else. */
function toggling(part: ParameterExpansionPart): ParameterExpansionPart | undefined {
  const known = togglings.get(part);
  if (known !== undefined) return known;
  const match = /^(\$\{!?(?:\w+|[@*])(?:\[[^\]]*\])?)(~~?)([\s\S]*)$/.exec(part.text);
  if (match === null) return undefined;
  const text = `: ${match[1]}${(match[2] ?? "").replaceAll("~", "^")}${match[3]}`;
  const command = parse(text).commands[0]?.command;
  const word = command?.type === "Command" ? command.suffix[0] : undefined;
  const made = word?.type === "Word" ? word.parts?.[0] : undefined;
  if (made?.type !== "ParameterExpansion") return undefined;
  togglings.set(part, made);
  toggles.add(made);
  return made;
}

const toggleCase = (char: string): string => {
  const upper = char.toUpperCase();
  return upper === char ? char.toLowerCase() : upper;
};

/** `bare`: without braces, where bash's words show the dollar sign of what is no name. */
function unbound(shell: Shell, label: string, bare = false): void {
  if (!shell.options.nounset) return;
  if (shell.dialect.almquist !== undefined) {
    raise(shell, `${label}: parameter not set`);
    return;
  }
  shell.fail(`${bare && /^[\d!]+$/.test(label) ? `$${label}` : label}: unbound variable`, {
    kind: "exit",
    status: shell.expansionFailure(),
  });
}

/** Whether an array has been given anything, be it nothing. */
function isThere(shell: Shell, name: string): boolean {
  const variable = shell.parameters.lookup(name);
  if (variable === undefined) return shell.parameters.dynamicArray(name).length > 0;
  return !variable.bare;
}

/** Into the builder; `made` tells that an operator has made the items. */
function emit(shell: Shell, held: Held, builder: FieldBuilder, quoted: boolean, made = false): boolean {
  const { items } = held;
  // What an operator has made of `*` falls apart where a list stands in the same quotes, unless nothing is between its items.
  const apart = made && quoted && held.list === "*" && builder.apart && shell.parameters.joiner() !== "";
  const list = apart ? "@" : held.list;
  if (list === undefined) {
    const value = items[0] ?? "";
    if (quoted) builder.addQuoted(value);
    else builder.addExpansion(value);
    return false;
  }
  if (items.length === 0) {
    if (!quoted || list === "@") return true;
    builder.addQuoted("");
    return false;
  }
  if (list === "*" && (quoted || !builder.splits)) {
    const joined = items.join(shell.parameters.joiner());
    if (quoted) builder.addQuoted(joined);
    else builder.addExpansion(joined);
    return false;
  }
  const separator = shell.parameters.joiner();
  if (!quoted && builder.splits && /^\S/.test(separator) && shell.dialect.almquist === undefined) {
    // Where no blank is between them, the empty ones before the last stay.
    builder.addExpansion(items.join(separator));
    return false;
  }
  items.forEach((item, index) => {
    if (index > 0) {
      if (quoted || builder.splits) builder.breakField();
      else builder.addExpansion(" ");
    }
    if (quoted) builder.addQuoted(item);
    else builder.addExpansion(item);
  });
  return false;
}

function heldBy(shell: Shell, name: string, subscript: string | undefined): Held {
  const label = subscript === undefined ? name : `${name}[${subscript}]`;
  if (name === "@" || name === "*") {
    return { items: shell.positional, list: name, set: shell.positional.length > 0, label };
  }
  if (subscript === "@" || subscript === "*") {
    const variable = shell.parameters.lookup(name);
    const items = variable === undefined ? shell.parameters.dynamicArray(name) : valuesOf(variable);
    return { items, list: subscript, set: items.length > 0, label };
  }
  const value = subscript === undefined ? shell.parameters.expand(name) : shell.parameters.element(name, subscript);
  return { items: value === undefined ? [] : [value], list: undefined, set: value !== undefined, label };
}

/** A subscript as text: `@` and `*` as they stand, the rest expanded. */
export function* expandSubscript(shell: Shell, index: Word): Run<string> {
  if (index.text === "@" || index.text === "*") return index.text;
  if (/^[A-Za-z0-9_+*/ -]*$/.test(index.text)) return index.text;
  const builder = new FieldBuilder(undefined);
  yield* expandInto(shell, index, builder, "text");
  return builder.single().text;
}

/** What `${!prefix*}` lists besides, as bash makes these variables itself. */
const ALWAYS_THERE =
  "BASHPID BASH_ALIASES BASH_ARGC BASH_ARGV BASH_ARGV0 BASH_CMDS BASH_COMMAND BASH_LINENO BASH_LOADABLES_PATH BASH_SOURCE BASH_SUBSHELL BASH_VERSINFO COMP_WORDBREAKS DIRSTACK EPOCHREALTIME EPOCHSECONDS GROUPS HISTCMD LINENO RANDOM SECONDS SRANDOM _".split(
    " ",
  );

/** Follows `!` and the subscript to what the expansion is about; undefined when it has been dealt with. */
function* resolve(shell: Shell, part: ParameterExpansionPart): Run<Held | undefined> {
  const subscript = part.index === undefined ? undefined : yield* expandSubscript(shell, part.index);
  if (shell.flow !== undefined) return undefined;
  if (part.operation?.type === "Unknown") return bad(shell, part);
  if (part.parameter === "") return part.prefix === "!" ? heldBy(shell, "!", undefined) : bad(shell, part);
  if (part.prefix !== "!") return heldBy(shell, part.parameter, subscript);
  if (part.operation?.type === "Names") {
    const names = shell.variables
      .names()
      .filter((name) => shell.parameters.isSetName(name))
      .concat(ALWAYS_THERE)
      .filter((name, index, all) => name.startsWith(part.parameter) && all.indexOf(name) === index);
    return { items: names.sort(), list: part.operation.operator, set: names.length > 0, label: part.parameter };
  }
  if (subscript === "@" || subscript === "*") {
    const variable = shell.parameters.lookup(part.parameter);
    const keys = variable === undefined ? [] : keysOf(variable);
    return { items: keys, list: subscript, set: keys.length > 0, label: part.parameter };
  }
  const raw = shell.variables.get(part.parameter);
  if (raw?.reference && subscript === undefined) {
    const target = raw.value ?? "";
    return { items: [target], list: undefined, set: target !== "", label: part.parameter };
  }
  const target =
    subscript === undefined
      ? shell.parameters.expand(part.parameter)
      : shell.parameters.element(part.parameter, subscript);
  // What is not there may be asked for by its number, not by its name.
  if (target === undefined && !VALID_NAME.test(part.parameter) && part.parameter !== "!")
    return { items: [], list: undefined, set: false, label: part.parameter };
  if (target === undefined || target === "") {
    shell.fail(
      target === undefined ? `${part.parameter}: invalid indirect expansion` : `${target}: invalid variable name`,
      {
        kind: "abort",
        status: 1,
      },
    );
    return undefined;
  }
  const element = /^([A-Za-z_][A-Za-z0-9_]*)\[(.*)\]$/s.exec(target);
  if (element) return heldBy(shell, element[1] ?? "", yield* expandTemplate(shell, element[2] ?? ""));
  if (!VALID_NAME.test(target) && !/^(?:\d+|[@*#?$!-])$/.test(target)) {
    shell.fail(`${target}: invalid variable name`, { kind: "abort", status: 1 });
    return undefined;
  }
  return heldBy(shell, target, undefined);
}

/** `\"` as `"`, but in expansions, which are kept as they are. */
function withoutEscapedQuotes(text: string): string {
  let depth = 0;
  return text.replaceAll(/\\[\s\S]|\$[{(]|[)}]|"(?:\\[\s\S]|[^"\\])*"|[\s\S]/g, (piece) => {
    if (piece === "${" || piece === "$(") depth++;
    else if ((piece === "}" || piece === ")") && depth > 0) depth--;
    return piece === '\\"' && depth === 0 ? '"' : piece;
  });
}

function bad(shell: Shell, part: ParameterExpansionPart): undefined {
  if (shell.dialect.almquist !== undefined) {
    raise(shell, shell.dialect.almquist.words.badSubstitution);
    return undefined;
  }
  // All of what is expanded is shown: the word, or what is between its quotes.
  const whole = wordAsRead(shell.source.text, shell.expanding ?? part);
  const between = /Quoted$|^Locale/.test(shell.expanding?.type ?? "");
  const inside = between ? whole.slice(whole.indexOf('"') + 1, -1) : whole;
  // Quotes in a string of their own are read as what they stand for (string_extract_double_quoted).
  const shown = between && !shell.inOperand ? withoutEscapedQuotes(inside) : inside;
  shell.fail(`${shown}: bad substitution`, { kind: "abort", status: 1, counts: true });
  return undefined;
}

function* operate(
  shell: Shell,
  part: ParameterExpansionPart,
  held: Held,
  builder: FieldBuilder,
  quoted: boolean,
): Run<boolean> {
  const operation = part.operation;
  if (part.prefix === "#") {
    if (!held.set && held.list === undefined) unbound(shell, held.label);
    const name = held.label.replace(/\[.*/s, "");
    // An array that is not there has no length; an empty one has.
    if (held.list !== undefined && name !== held.label && shell.options.nounset && !isThere(shell, name))
      shell.fail(`${name}: unbound variable`, { kind: "abort", status: 1 });
    const length = held.list === undefined ? characters(held.items[0] ?? "") : held.items.length;
    if (quoted) builder.addQuoted(String(length));
    else builder.addExpansion(String(length));
    return false;
  }
  if (operation === undefined || operation.type === "Names") {
    if (!held.set && held.list === undefined && part.prefix !== "!") unbound(shell, held.label);
    // Keys have a blank between them where IFS is empty, and are one word.
    if (part.prefix === "!" && held.list === "*" && !quoted && builder.splits && shell.parameters.joiner() === "")
      return emit(shell, { ...held, items: [held.items.join(" ")], list: undefined }, builder, quoted);
    return emit(shell, held, builder, quoted, part.prefix === "!");
  }
  if (operation.type === "Default") return yield* withDefault(shell, part, operation, held, builder, quoted);
  if (!held.set && held.list === undefined && operation.type !== "Transform") {
    unbound(shell, held.label);
    if (shell.flow !== undefined) return false;
  }
  // The operand of what is not there is not even expanded.
  const positional = held.list !== undefined && held.label === held.list;
  if (!held.set && operation.type !== "Transform" && !(operation.type === "Slice" && positional))
    return emit(shell, held, builder, quoted);
  if (operation.type === "Remove" && held.list === undefined && held.items[0] === "")
    return emit(shell, held, builder, quoted);
  if (operation.type === "Slice") {
    if (operation.offset.text === "" && operation.length === undefined) {
      bad(shell, part);
      return false;
    }
    const items = yield* slice(shell, part, operation, held);
    if (items === undefined) return false;
    return emit(shell, { ...held, items }, builder, quoted, true);
  }
  if (operation.type === "Unknown") return false;
  if (operation.type === "Transform" && !held.set && held.list === undefined) {
    // Nothing is transformed into nothing; its attributes may be asked for.
    const { text } = operation.operand;
    const asked = (text === "a" || text === "A") && part.prefix !== "!";
    const items = asked ? transform(shell, part.parameter, [], text, undefined) : held.items;
    return emit(shell, { ...held, items }, builder, quoted);
  }
  if (operation.type === "Transform" && operation.operand.text === "P") {
    // Like a prompt: its escapes first, then what it expands to.
    const items: string[] = [];
    for (const item of held.items) items.push(yield* expandTemplate(shell, expandPrompt(shell, item)));
    return emit(shell, { ...held, items }, builder, quoted, true);
  }
  // Of what is pointed to it tells by its own name.
  const name = part.prefix === "!" ? held.label.replace(/\[.*/s, "") : part.parameter;
  const change = yield* itemChange(shell, part, operation, name);
  if (change === undefined) return false;
  if (operation.type === "Transform" && held.list !== undefined && "AaKk".includes(operation.operand.text)) {
    const { text } = operation.operand;
    const list = text !== "K" && quoted && builder.apart ? "@" : held.list;
    const items = transform(shell, name, held.items, text, list);
    return emit(shell, { ...held, items }, builder, quoted, text !== "K");
  }
  return emit(shell, { ...held, items: held.items.map(change) }, builder, quoted, true);
}

const characters = (text: string): number => {
  let count = 0;
  for (const _ of text) count++;
  return count;
};

/** The operand of `${x:-operand}` and its kin as one text. */
function* operandText(shell: Shell, word: Word, quoted: boolean): Run<string> {
  const builder = new FieldBuilder(undefined);
  yield* expandOperand(shell, word, builder, quoted);
  return builder.single().text;
}

function* expandOperand(shell: Shell, word: Word, builder: FieldBuilder, quoted: boolean): Run<void> {
  const { expanding, inOperand } = shell;
  shell.expanding = word;
  shell.inOperand = true;
  yield* expandOperandParts(shell, word, builder, quoted);
  shell.expanding = expanding;
  shell.inOperand = inOperand;
}

function* expandOperandParts(shell: Shell, word: Word, builder: FieldBuilder, quoted: boolean): Run<void> {
  if (!quoted) {
    // Blanks of the operand itself split as well: `${x:-a b}` is two words.
    if (word.parts === undefined) {
      if (/[\\~]/.test(word.text)) yield* expandInto(shell, word, builder, "word");
      else builder.addExpansion(word.text);
      return;
    }
    for (const part of word.parts) {
      if (part.type === "Literal" && !/[\\~]/.test(part.text)) builder.addExpansion(part.text);
      else yield* expandParts(shell, [part], builder, "word", part === word.parts.at(-1));
      if (shell.flow !== undefined) return;
    }
    return;
  }
  yield* expandInto(shell, word, builder, "quoted");
}

function* withDefault(
  shell: Shell,
  part: ParameterExpansionPart,
  operation: Extract<ParameterOperation, { type: "Default" }>,
  held: Held,
  builder: FieldBuilder,
  quoted: boolean,
): Run<boolean> {
  const strict = operation.operator.startsWith(":");
  const empty =
    held.list === undefined
      ? (held.items[0] ?? "") === ""
      : held.items.join(held.list === "@" ? " " : shell.parameters.joiner()) === "";
  const missing = !held.set || (strict && empty);
  const kind = operation.operator.at(-1);
  if (kind === "+" ? missing : !missing) {
    if (kind === "+") {
      // "${array[@]+word}" of nothing is no word.
      if (held.list === "@") return true;
      if (quoted) builder.addQuoted("");
      return false;
    }
    return emit(shell, held, builder, quoted);
  }
  if (kind === "-" || kind === "+") {
    if (quoted && operation.operand.text === "") builder.addQuoted("");
    yield* expandOperand(shell, operation.operand, builder, quoted);
    return false;
  }
  const text = yield* operandText(shell, operation.operand, quoted);
  if (shell.flow !== undefined) return false;
  if (kind === "?") {
    if (shell.dialect.almquist !== undefined) {
      raise(
        shell,
        `${held.label}: ${operation.operand.text === "" ? `parameter not set${strict ? " or null" : ""}` : text}`,
      );
      return false;
    }
    const message = operation.operand.text === "" ? (strict ? "parameter null or not set" : "parameter not set") : text;
    shell.fail(`${held.label}: ${message}`, { kind: "exit", status: shell.expansionFailure() });
    return false;
  }
  if (!VALID_NAME.test(part.parameter) && shell.dialect.almquist !== undefined) {
    raise(shell, `${part.parameter}: bad variable name`);
    return false;
  }
  if (!VALID_NAME.test(part.parameter)) {
    shell.fail(`$${part.parameter}: cannot assign in this way`, { kind: "abort", status: 1 });
    return false;
  }
  if (part.index === undefined) shell.parameters.assign(part.parameter, text);
  else shell.parameters.assignElement(part.parameter, yield* expandSubscript(shell, part.index), text);
  if (shell.flow !== undefined) return false;
  const value = part.index === undefined ? (shell.parameters.expand(part.parameter) ?? text) : text;
  if (quoted) builder.addQuoted(value);
  else builder.addExpansion(value);
  return false;
}

/** What `#`, `%`, `/`, `^`, `,` and `@` do to each item. */
function* itemChange(
  shell: Shell,
  part: ParameterExpansionPart,
  operation: Exclude<ParameterOperation, { type: "Default" | "Slice" | "Names" | "Unknown" }>,
  name: string,
): Run<((item: string) => string) | undefined> {
  switch (operation.type) {
    case "Remove": {
      const pattern = yield* operandPattern(shell, operation.operand);
      const longest = operation.operator.length === 2;
      if (operation.operator.startsWith("#")) {
        return (item) => {
          const at = matchStart(pattern, item, longest);
          return at < 0 ? item : item.slice(at);
        };
      }
      return (item) => {
        const at = matchEnd(pattern, item, longest);
        return at < 0 ? item : item.slice(0, at);
      };
    }
    case "Replace": {
      const pattern = yield* operandPattern(shell, operation.pattern);
      const builder = new FieldBuilder(undefined);
      yield* expandInto(shell, operation.replacement, builder, "text");
      const { text, pattern: marked } = builder.single();
      const substitute = text.includes("&") && shell.shopts.patsub_replacement;
      const replacement = (matched: string): string => (substitute ? patternReplacement(marked, matched) : text);
      const where = ({ "/": "first", "//": "all", "/#": "start", "/%": "end" } as const)[operation.operator];
      return (item) => {
        shell.budget.work += item.length * COST.match;
        return replacePattern(item, pattern, replacement, where);
      };
    }
    case "CaseModification": {
      const pattern =
        operation.operand === undefined || operation.operand.text === ""
          ? "?"
          : yield* operandPattern(shell, operation.operand);
      const all = operation.operator.length === 2;
      const upper = operation.operator.startsWith("^");
      const changed = toggles.has(part)
        ? toggleCase
        : (char: string): string => (upper ? char.toUpperCase() : char.toLowerCase());
      return (item) => {
        let first = true;
        let out = "";
        for (const char of item) {
          const change = (all || first) && matchesPattern(pattern, char);
          out += change ? changed(char) : char;
          first = false;
        }
        return out;
      };
    }
    case "Transform": {
      const letter = operation.operand.text;
      if (!/^[UuLQEPAKak]$/.test(letter)) {
        shell.fail(`${part.text}: bad substitution`, { kind: "exit", status: shell.expansionFailure() });
        return undefined;
      }
      return (item) => transform(shell, name, [item], letter, undefined).join(" ");
    }
  }
}

function* operandPattern(shell: Shell, word: Word): Run<string> {
  const builder = new FieldBuilder(undefined);
  yield* expandInto(shell, word, builder, "text");
  const { pattern } = builder.single();
  return patternOf(shell, pattern);
}

/** `&` is what matched, unless quoted. */
function patternReplacement(marked: string, matched: string): string {
  return marked.replace(/\\([\s\S])|&/g, (whole, quoted: string | undefined) =>
    whole === "&" ? matched : (quoted ?? ""),
  );
}
