/** Words to arguments: the expansions of bash(1) in their order, over the parts that the parser found. */
import { type DoubleQuotedChild, parse, type Word, type WordPart } from "unbash";
import type { Run } from "../run.ts";
import type { Shell } from "../shell.ts";
import { Source } from "../source.ts";
import { expandArithmeticText } from "./arith-text.ts";
import { expandBraces, MAX_WORDS } from "./brace.ts";
import { substituteCommand, substituteProcess } from "./command.ts";
import { decodeEscapes } from "./escape.ts";
import { type Field, FieldBuilder } from "./field.ts";
import { glob } from "./glob.ts";
import { emitParameter, isListPart } from "./parameter.ts";
import { hasPattern, matchesPattern, patternOf } from "./pattern.ts";
import { arithmeticIn, isPlain, plainText } from "./plain-word.ts";
import { expandTilde } from "./tilde.ts";

/** Expands the words of a command to its arguments. */
export function* expandWords(shell: Shell, words: readonly Word[], into: string[] = []): Run<string[]> {
  for (const word of words) {
    const plain = plainText(shell, word);
    if (plain !== undefined) into.push(plain);
    else yield* expandWord(shell, word, into);
    if (shell.flow !== undefined) break;
  }
  yield* shell.tooMany(into);
  return into;
}

/** What a word with braces stands for: texts that stand for themselves, and words to expand. */
type BraceWords = readonly (Word | string)[];

const braced = new WeakMap<Word, BraceWords>();
/** Words that are too many to be remembered. */
const MOST_REMEMBERED = 10_000;

function braceWords(shell: Shell, word: Word): BraceWords {
  let made = braced.get(word);
  if (made === undefined) {
    const masked = maskParts(word);
    const texts = expandBraces(masked.text);
    if (texts === "too many") {
      shell.stop(`brace expansion: more than ${MAX_WORDS} words`);
      return [];
    }
    made =
      texts.length === 1 && texts[0] === masked.text
        ? [word]
        : texts.flatMap((text) => (isPlain(text) ? text : (unmasked(wordOf(text), masked.parts) ?? [])));
    if (made.length <= MOST_REMEMBERED) braced.set(word, made);
  }
  return made;
}

/** Where characters that nobody writes begin: each stands for a part of a word. */
const FIRST_MASK = 0xe000;
const MASK = /[\ue000-\uf8ff]/;
/** Parts that brace expansion does not look into. `$x` is none: braces are expanded first, so that `{$x,b}y` has a `$xy`. */
const OPAQUE: ReadonlySet<WordPart["type"]> = new Set([
  "AnsiCQuoted",
  "ArithmeticExpansion",
  "CommandExpansion",
  "DoubleQuoted",
  "ParameterExpansion",
  "ProcessSubstitution",
  "SingleQuoted",
]);

interface Masked {
  readonly text: string;
  readonly parts: readonly WordPart[];
}

/** A word's text for brace expansion, with a character for each part that it does not look into. */
function maskParts(word: Word): Masked {
  const parts: WordPart[] = [];
  const mask = (all: readonly WordPart[]): string =>
    all
      .map((part) => {
        if (part.type === "BraceExpansion" && part.parts !== undefined) {
          const inner = part.parts.map(({ text }) => text).join("");
          return part.text === `{${inner}}` ? `{${mask(part.parts)}}` : part.text;
        }
        // Where a brace in `${ }` ends is not the same for both.
        const braces = part.type === "ParameterExpansion" && occurrences(part.text, "{") > occurrences(part.text, "}");
        if (braces || !OPAQUE.has(part.type) || quotesWithin(part)) return part.text;
        parts.push(part);
        return String.fromCharCode(FIRST_MASK + parts.length - 1);
      })
      .join("");
  const whole = word.parts?.map(({ text }) => text).join("");
  if (word.parts === undefined || whole !== word.text || MASK.test(word.text)) return { text: word.text, parts };
  return { text: mask(word.parts), parts };
}

/** Quotes in a `${ }` between quotes, which brace expansion takes for the end of the first ones. */
const quotesWithin = (part: WordPart): boolean =>
  part.type === "DoubleQuoted" &&
  part.parts.some((inner) => inner.type === "ParameterExpansion" && inner.text.includes('"'));

const occurrences = (text: string, char: string): number => text.split(char).length - 1;

/** The word with its parts put back, which are where they were: commands in them are read in the text that they stand in. */
function unmasked(word: Word | undefined, parts: readonly WordPart[]): Word | undefined {
  if (word === undefined || parts.length === 0 || !MASK.test(word.text)) return word;
  const whole = word.parts ?? [{ type: "Literal", text: word.text, value: word.value, pos: word.pos, end: word.end }];
  const put: WordPart[] = [];
  for (const part of whole) {
    if (part.type !== "Literal" || !MASK.test(part.text)) {
      put.push(part);
      continue;
    }
    for (const text of part.text.split(/([\ue000-\uf8ff])/)) {
      const original = parts[text.charCodeAt(0) - FIRST_MASK];
      if (original !== undefined) put.push(original);
      else if (text !== "") put.push({ ...part, text, value: text.replace(/\\([^])/g, "$1") });
    }
  }
  return { ...word, text: put.map(({ text }) => text).join(""), parts: put };
}

/** A text as a word of its own; undefined when it vanishes. */
export function wordOf(text: string): Word | undefined {
  if (text === "") return undefined;
  if (isPlain(text)) return { type: "Word", text, value: text, pos: 0, end: text.length };
  const command = parse(`: ${text}`).commands[0]?.command;
  const found = command?.type === "Command" ? command.suffix[0] : undefined;
  return found?.type === "Word" ? found : { type: "Word", text, value: text, pos: 0, end: text.length };
}

/** What brace expansion makes of a word: words to expand, and texts that stand for themselves. */
export function bracedWords(shell: Shell, word: Word): BraceWords {
  return shell.options.braceexpand && word.text.includes("{") ? braceWords(shell, word) : [word];
}

export function* expandWord(shell: Shell, word: Word, into: string[]): Run<void> {
  const words = shell.options.braceexpand && word.text.includes("{") ? braceWords(shell, word) : undefined;
  if (words === undefined || (words.length === 1 && words[0] === word)) {
    yield* expandOne(shell, word, into);
    return;
  }
  for (const each of words) {
    if (typeof each === "string") into.push(each);
    else yield* expandOne(shell, each, into);
  }
}

function* expandOne(shell: Shell, word: Word, into: string[]): Run<void> {
  shell.budget.work++;
  const builder = new FieldBuilder(shell.parameters.fieldSeparators());
  yield* expandInto(shell, word, builder, "word");
  if (shell.flow !== undefined) return;
  for (const field of builder.finish()) pushMatches(shell, field, into);
}

/** Pathname expansion of one field. */
function pushMatches(shell: Shell, field: Field, into: string[]): void {
  if (shell.options.noglob || !hasPattern(field.pattern)) {
    into.push(field.text);
    return;
  }
  const pattern = patternOf(shell, field.pattern);
  const ignored = shell.parameters.scalar("GLOBIGNORE") ?? "";
  const options = ignored === "" ? shell.shopts : { ...shell.shopts, dotglob: true };
  let matches = glob(shell.host.files, shell.cwd, pattern, options);
  if (ignored !== "") {
    const patterns = ignored.split(":").map((each) => patternOf(shell, each));
    matches = matches.filter(
      (path) => !/(?:^|\/)\.{1,2}$/.test(path) && !patterns.some((each) => matchesPattern(each, path)),
    );
  }
  if (matches.length > 0) into.push(...matches);
  else if (shell.shopts.failglob) shell.fail(`no match: ${field.text}`, { kind: "abort", status: 1 });
  else if (!shell.shopts.nullglob) into.push(field.text);
}

/** One text, neither split nor matched against files: values, `case` words, here-strings. */
export function* expandText(shell: Shell, word: Word, context: "value" | "text" = "text"): Run<string> {
  if (isPlain(word.text) && !word.text.includes(":~")) return word.text;
  return (yield* expandField(shell, word, context)).text;
}

/** The same as a pattern: quoted characters stand for themselves. */
export function* expandPattern(shell: Shell, word: Word): Run<string> {
  return (yield* expandField(shell, word, "text", shell.options.xtrace)).pattern;
}

function* expandField(shell: Shell, word: Word, context: "value" | "text", marked = false): Run<Field> {
  const builder = new FieldBuilder(undefined, marked);
  yield* expandInto(shell, word, builder, context);
  return builder.single();
}

/** `word`: an argument; `value`: after `=`, where `~` counts after `:` too; `text`: elsewhere; `quoted`: inside `"`. */
export type WordContext = "word" | "value" | "text" | "quoted";

export function* expandInto(shell: Shell, word: Word, builder: FieldBuilder, context: WordContext): Run<void> {
  const parts = word.parts;
  if (parts === undefined) {
    if (context === "quoted") addQuotedLiteral(word.text, builder);
    else addUnquoted(shell, word.text, builder, context, true, true);
    return;
  }
  const outer = shell.expanding;
  shell.expanding = word;
  yield* expandParts(shell, parts, builder, context);
  shell.expanding = outer;
}

/** `ends` tells that nothing of the word comes behind the parts. */
export function* expandParts(
  shell: Shell,
  parts: readonly WordPart[],
  builder: FieldBuilder,
  context: WordContext,
  ends = true,
): Run<void> {
  let first = true;
  const last = ends ? parts.at(-1) : undefined;
  for (const part of parts) {
    switch (part.type) {
      case "Literal":
        if (context === "quoted") builder.addQuoted(part.value);
        else addUnquoted(shell, part.text, builder, context, first, part === last);
        break;
      case "Glob":
        if (context === "quoted") builder.addQuoted(part.text);
        else if (part.kind === "bracket" && part.parts.some((inner) => inner.type !== "Literal")) {
          builder.addLiteral("[");
          yield* expandParts(shell, part.parts, builder, "text");
          builder.addLiteral("]");
        } else builder.addLiteral(part.text);
        break;
      case "SingleQuoted":
        builder.addQuoted(context === "quoted" ? part.text : part.value);
        break;
      case "AnsiCQuoted":
        builder.addQuoted(decodeEscapes(part.text.slice(2, -1), "ansi").text);
        break;
      case "DoubleQuoted":
      case "LocaleString":
        yield* expandQuoted(shell, part, builder);
        break;
      case "ExtendedGlob":
        builder.addLiteral(`${part.operator}(`);
        if (part.parts === undefined) builder.addLiteral(part.pattern);
        else yield* expandParts(shell, part.parts, builder, "text");
        builder.addLiteral(")");
        break;
      case "BraceExpansion":
        if (part.parts === undefined) addUnquoted(shell, part.text, builder, "text", false, part === last);
        else {
          builder.addLiteral("{");
          yield* expandParts(shell, part.parts, builder, "text");
          builder.addLiteral("}");
        }
        break;
      case "ProcessSubstitution":
        builder.addQuoted(yield* substituteProcess(shell, part));
        break;
      default:
        yield* expandDollar(shell, part, builder, context === "quoted");
    }
    first = false;
    if (shell.flow !== undefined) return;
  }
}

function* expandQuoted(
  shell: Shell,
  part: Extract<WordPart, { type: "DoubleQuoted" | "LocaleString" }>,
  builder: FieldBuilder,
): Run<void> {
  const { parts, text } = part;
  // `"$@"` without parameters is no field at all, nor with other expansions that are empty; any other pair of quotes is one.
  let vanishes = false;
  const { extent, started } = builder;
  const outer = shell.expanding;
  shell.expanding = part;
  const { apart } = builder;
  builder.apart =
    builder.splits &&
    shell.dialect.almquist === undefined &&
    text.includes("*") &&
    parts.some((inner) => isListPart(shell, inner));
  for (const inner of parts) {
    if (inner.type === "Literal") builder.addQuoted(inner.value);
    else if (yield* expandDollar(shell, inner, builder, true)) vanishes = true;
    if (shell.flow !== undefined) return;
  }
  shell.expanding = outer;
  builder.apart = apart;
  if (!vanishes || builder.extent !== extent) builder.addQuoted("");
  else builder.started = started;
}

/** Expands what begins with `$`. Answers true when it was a list without elements. */
function* expandDollar(
  shell: Shell,
  part: Exclude<DoubleQuotedChild, { type: "Literal" }>,
  builder: FieldBuilder,
  quoted: boolean,
): Run<boolean> {
  switch (part.type) {
    case "SimpleExpansion":
    case "ParameterExpansion":
      return yield* emitParameter(shell, part, builder, quoted);
    case "CommandExpansion": {
      const text = yield* substituteCommand(shell, part);
      if (quoted) builder.addQuoted(text);
      else builder.addExpansion(text);
      return false;
    }
    case "ArithmeticExpansion": {
      const value = yield* expandArithmeticText(shell, arithmeticIn(part.text));
      const text = value === undefined ? "" : String(value);
      if (quoted) builder.addQuoted(text);
      else builder.addExpansion(text);
      return false;
    }
  }
}

/** Unquoted text of the script: backslashes quote, `~` at its place is a home directory. */
function addUnquoted(
  shell: Shell,
  text: string,
  builder: FieldBuilder,
  context: WordContext,
  first: boolean,
  last: boolean,
): void {
  let rest = text;
  const assignment =
    context === "word" && first && shell.dialect.almquist === undefined && text.includes("~")
      ? /^[A-Za-z_]\w*=(?=.*~)/s.exec(text)?.[0]
      : undefined;
  if (assignment !== undefined) {
    builder.addLiteral(assignment);
    addUnquoted(shell, text.slice(assignment.length), builder, "value", true, last);
    return;
  }
  if (first && rest.startsWith("~")) {
    const tilde = expandTilde(shell, rest, context === "value", last);
    if (tilde !== undefined) {
      builder.addQuoted(tilde.path);
      rest = rest.slice(tilde.length);
    }
  }
  if (context === "value" && rest.includes(":~")) {
    const at = rest.indexOf(":~");
    addEscaped(rest.slice(0, at + 1), builder);
    const tilde = expandTilde(shell, rest.slice(at + 1), true, last);
    if (tilde !== undefined) builder.addQuoted(tilde.path);
    const after = rest.slice(at + 1 + (tilde?.length ?? 1));
    if (tilde === undefined) builder.addLiteral("~");
    if (after !== "") addUnquoted(shell, after, builder, "value", false, last);
    return;
  }
  if (rest !== "") addEscaped(rest, builder);
}

function addEscaped(text: string, builder: FieldBuilder): void {
  let start = 0;
  for (let at = text.indexOf("\\"); at >= 0; at = text.indexOf("\\", start)) {
    if (at > start) builder.addLiteral(text.slice(start, at));
    const char = text[at + 1];
    if (char === undefined) builder.addQuoted("\\");
    else if (char !== "\n") builder.addQuoted(char);
    start = at + 2;
  }
  if (start < text.length) builder.addLiteral(text.slice(start));
}

function addQuotedLiteral(text: string, builder: FieldBuilder): void {
  builder.addQuoted(text.replace(/\\([$`"\\\n}])/g, (_, char: string) => (char === "\n" ? "" : char)));
}

interface Template {
  readonly parts: readonly WordPart[];
  readonly text: string;
}

const templates = new Map<string, Template>();

/** Any text as if it stood in a here-document: `$`, backquotes and backslashes count, quotes do not. */
export function* expandTemplate(shell: Shell, text: string): Run<string> {
  if (!/[$`\\]/.test(text)) return text;
  let template = templates.get(text);
  if (template === undefined) {
    const whole = `: <<EOF_\n${text}\nEOF_\n`;
    const command = parse(whole).commands[0]?.command;
    const document = command?.type === "Command" ? command.suffix[0] : undefined;
    const body = document?.type === "HereDoc" ? document.body : undefined;
    template = { text: whole, parts: body?.parts ?? [] };
    if (body !== undefined && body.parts === undefined) {
      const plain = body.text;
      const value = plain.replace(/\\([$`\\\n])/g, (_, char: string) => (char === "\n" ? "" : char));
      template = { text: whole, parts: [{ type: "Literal", pos: 0, end: 0, text: plain, value }] };
    }
    if (templates.size > 500) templates.clear();
    templates.set(text, template);
  }
  const builder = new FieldBuilder(undefined);
  const { source: outer, position } = shell;
  shell.source = new Source(template.text, outer.name, shell.line() - 1);
  // In the text itself, so that $LINENO is the line that it is expanded for.
  shell.position = template.text.indexOf("\n") + 1;
  yield* expandParts(shell, template.parts, builder, "quoted");
  shell.source = outer;
  shell.position = position;
  return builder.single().text.slice(0, -1);
}
