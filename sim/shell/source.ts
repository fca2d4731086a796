/**
 * Script text: parsed, with its lines, and refused as bash words it when it does not parse.
 *
 * Same as bash 5.2: wording and line of the usual syntax errors, here-document warnings.
 */
import { forEachChild, type ParsedScript, parse, type SyntaxNode } from "unbash";
import { joinAdjacent } from "./adjacent.ts";
import { conditionProblem } from "./condition-syntax.ts";
import { parseAlmquist } from "./dialect/almquist/reading.ts";
import type { Almquist } from "./dialect/dialect.ts";
import { operatorBehindDocument } from "./open-documents.ts";

export interface SyntaxProblem {
  /** Where in the text the parser stopped. */
  readonly position: number;
  /** 1-based. */
  readonly line: number;
  /** The first line of what bash says, without `bash: line N: `; nothing where bash is silent. */
  readonly message: string;
  /** The line of the script that bash quotes after it, where it does. */
  readonly quote: string | undefined;
  /** What bash answers for otherwise than for any other mistake. */
  readonly inside?: "condition" | "substitution" | "array";
  /** The text may become right when more lines follow (a prompt for more, PS2). */
  readonly incomplete: boolean;
}

export class Source {
  readonly text: string;
  /** What `$0: line N:` starts with. */
  readonly name: string;
  readonly #firstLine: number;
  #starts: readonly number[] | undefined;

  constructor(text: string, name: string, firstLine = 1) {
    this.text = text;
    this.name = name;
    this.#firstLine = firstLine;
  }

  /** The same text, so many lines further down. */
  lower(lines: number): Source {
    if (lines === 0) return this;
    const source = new Source(this.text, this.name, this.#firstLine + lines);
    source.#starts = this.#starts;
    return source;
  }

  /** The same with marks in it, its lines where they were. */
  marked(text: string): Source {
    return new Source(text, this.name, this.#firstLine);
  }

  /** Where a line begins. */
  startOf(line: number): number {
    this.#starts ??= lineStarts(this.text);
    return this.#starts[line - this.#firstLine] ?? this.text.length;
  }

  /** The 1-based line of an offset. */
  lineOf(position: number): number {
    this.#starts ??= lineStarts(this.text);
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= position) low = middle;
      else high = middle - 1;
    }
    return low + this.#firstLine;
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

export interface Parsed {
  readonly source: Source;
  readonly script: ParsedScript;
  readonly problem: SyntaxProblem | undefined;
}

/** How a text is read. Without `extglob`, `@(a)` is a mistake outside of `[[ ]]`. */
export interface Grammar {
  readonly extglob: boolean;
  readonly almquist: Almquist | undefined;
}

const BASH_GRAMMAR: Grammar = { extglob: true, almquist: undefined };

/** Parses a text; `problem` is its first mistake. */
export function parseSource(source: Source, { extglob, almquist } = BASH_GRAMMAR): Parsed {
  if (almquist !== undefined) return parseAlmquist(source, almquist);
  const script = parse(source.text);
  joinAdjacent(source.text, script);
  const problem = findProblem(source, script, extglob);
  if (extglob || !/[?*+@!]\(/.test(source.text)) return { source, script, problem };
  const group = groupProblem(source, script);
  const first = group !== undefined && (problem === undefined || group.position < problem.position);
  return { source, script, problem: first ? group : problem };
}

/** The first `@(...)` where its parenthesis is a token of its own: `shopt -s extglob` makes it part of the word. */
function groupProblem(source: Source, script: ParsedScript): SyntaxProblem | undefined {
  let first: number | undefined;
  let inside: SyntaxProblem["inside"];
  let name = false;
  const visit = (node: SyntaxNode, within: SyntaxProblem["inside"], commandName: boolean): void => {
    if (first !== undefined && node.pos > first) return;
    if (node.type === "ExtendedGlob") {
      first = node.pos + 1;
      inside = within;
      name = commandName;
      return;
    }
    if (node.type === "CommandExpansion" && node.text.startsWith("`")) return;
    // What a condition and the patterns of an expansion compare with may be a group; commands in them are read as any.
    const free = node.type === "TestCommand" || node.type === "ParameterExpansion";
    const below = node.type === "CommandExpansion" ? "substitution" : node.type === "ArrayValue" ? "array" : within;
    forEachChild(node, (child) => {
      if (free) visitCommands(child, below);
      else
        visit(
          child,
          below,
          node.type === "Command" && child === node.name ? true : commandName && child.type !== "Script",
        );
    });
  };
  const visitCommands = (node: SyntaxNode, within: SyntaxProblem["inside"]): void => {
    if (node.type === "CommandExpansion") visit(node, within, false);
    else forEachChild(node, (child) => visitCommands(child, within));
  };
  visit(script, undefined, false);
  if (first === undefined) return undefined;
  const token = name ? (tokenAt(source.text, first + 1)?.token ?? "newline") : "(";
  const lineEnd = source.text.indexOf("\n", first);
  const line = source.text.slice(source.text.lastIndexOf("\n", first) + 1, lineEnd < 0 ? undefined : lineEnd);
  return {
    position: first,
    line: source.lineOf(first),
    message: `syntax error near unexpected token \`${token}'`,
    quote: `\`${line}'`,
    incomplete: false,
    ...(inside && { inside }),
  };
}

/** What came first in the text, at the top or in a `$( )` inside it. Backquotes are parsed when they run, as in bash. */
function findProblem(source: Source, script: ParsedScript, extglob: boolean): SyntaxProblem | undefined {
  let first: { pos: number; message: string } | undefined;
  let substituted = false;
  const note = (errors: ParsedScript["errors"]): void => {
    for (const error of errors ?? []) if (first === undefined || error.pos < first.pos) first = error;
  };
  note(script.errors);
  // What stands where an operator is missing is told by what closes the condition.
  const closing = script.errors?.find(({ message }) => message === UNCLOSED_CONDITION);
  if (first?.message.startsWith("unexpected token '") && closing !== undefined)
    first = { pos: first.pos, message: UNCLOSED_CONDITION };
  if (first === undefined && /\$\(|[<>]\(|\[\[|[a-zA-Z_]=\(/.test(source.text)) {
    const visit = (node: SyntaxNode): void => {
      if (node.type === "CommandExpansion" && node.text.startsWith("`")) return;
      const before = first;
      if (node.type === "Script") note(node.errors);
      forEachChild(node, visit);
      if (first !== before && node.type === "CommandExpansion") substituted = true;
    };
    visit(script);
  }
  const stray = operatorBehindDocument(source.text, script);
  if (stray !== undefined && (first === undefined || stray <= first.pos + 1))
    return { position: stray, ...describe(source, stray, "unexpected token") };
  const condition = findConditionProblem(source, script, extglob, first?.pos ?? source.text.length);
  if (condition !== undefined) return condition;
  if (first === undefined) return undefined;
  // Of what is not closed the innermost is told.
  for (const error of /^unterminated (?:double|param)/.test(first.message) ? (script.errors ?? []) : [])
    if (error.pos > first.pos && /^unterminated (?:param|backtick|double|single)/.test(error.message)) first = error;
  const { pos, message } = first;
  if (CONDITION.test(message)) {
    const found = conditionMistake(source, source.text.lastIndexOf("[[", pos), extglob, substituted);
    if (found !== undefined) return found;
  }
  const array = /array/.test(message) || /^\+?=\(/.test(source.text.slice(pos, pos + 3));
  const inside = substituted ? "substitution" : array ? "array" : undefined;
  return { position: pos, ...describe(source, pos, message), ...(inside && { inside }) };
}

type Description = Omit<SyntaxProblem, "position">;

const OPERATORS = [
  "<<-",
  "<<<",
  ";;&",
  "&>>",
  "&&",
  "||",
  ";;",
  ";&",
  "|&",
  "<<",
  ">>",
  "<&",
  ">&",
  "<>",
  ">|",
  "&>",
  "|",
  "&",
  ";",
  "(",
  ")",
  "<",
  ">",
];

export function tokenAt(text: string, position: number): { readonly token: string; readonly at: number } | undefined {
  let at = position;
  for (;;) {
    const char = text[at];
    if (char === " " || char === "\t") at++;
    else if (char === "\\" && text[at + 1] === "\n") at += 2;
    else if (char === "#" && (at === 0 || /\s/.test(text[at - 1] ?? "")))
      while (at < text.length && text[at] !== "\n") at++;
    else break;
  }
  if (at >= text.length) return undefined;
  if (text[at] === "\n") return { token: "newline", at };
  for (const operator of OPERATORS) if (text.startsWith(operator, at)) return { token: operator, at };
  let end = at;
  while (end < text.length && !/[\s;&|<>()]/.test(text[end] ?? "")) end++;
  return { token: text.slice(at, Math.max(end, at + 1)), at };
}

const CLOSING = new Set(["fi", "done", "esac", "}", "then", "do", "elif", "else"]);

/** An operator with no command before it, over which the parser steps before it stops: `{ ; }`, a line that begins with `&&`. */
function misplacedOperator(
  text: string,
  position: number,
): { readonly token: string; readonly at: number } | undefined {
  const before = text.slice(0, position);
  const found =
    /(?:^|[\n({]|[;&|](?![&|])|\b(?:then|do|else|elif|if|while|until|!)[ \t])\s*(&&|\|\||\|&|[;|&])\s*$/.exec(before) ??
    undefined;
  const token = found?.[1];
  if (found === undefined || token === undefined || /;[;&]\s*$/.test(before)) return undefined;
  return { token, at: found.index + found[0].lastIndexOf(token) };
}

/** Where the parser stopped behind the token that bash stumbles over. */
function wordBefore(
  text: string,
  position: number,
  message: string,
): { readonly token: string; readonly at: number } | undefined {
  const before = text.slice(0, position);
  const word = /[^\s;&|<>()]+$/.exec(before)?.[0] ?? "";
  const at = position - word.length;
  if (message === "expected 'do'" || message === "expected 'then'") {
    if (CLOSING.has(word) && /[;&\n]\s*$/.test(before.slice(0, at))) return { token: word, at };
    if (word !== "" && /\b(?:for|select)\s+\w+(?:\s+in\b[^;\n]*)?[;\n]\s*$/.test(before.slice(0, at)))
      return { token: word, at };
  }
  if (
    message === "expected 'esac' to close 'case'" &&
    /(?:;;&?|;&|\bin)\s*\(?\s*[^\s();]+\s*$/.test(before) &&
    !/\bin\s*$/.test(before)
  ) {
    return { token: "newline", at: text.length };
  }
  if (message === "expected 'in' after 'case' word" && word !== "" && /\bcase\s+\S+\s+$/.test(before.slice(0, at)))
    return { token: word, at };
  if (message === "unexpected token ')'") {
    const inside = /[^\s;&|()]\s*\(\s*([^\s;&|()]+)\s*\)?$/.exec(text.slice(0, position + 1));
    if (inside?.[1] !== undefined) return { token: inside[1], at: inside.index + inside[0].lastIndexOf(inside[1]) };
  }
  return undefined;
}

const UNCLOSED_CONDITION = "expected ']]' to close '[['";
const CONDITION = / to close '\[\['$|unary test operator|to conditional operator$/;

/** The first mistake inside a `[[ ]]`, which the parser may have read as something that bash does not know. */
function findConditionProblem(
  source: Source,
  script: ParsedScript,
  extglob: boolean,
  before: number,
): SyntaxProblem | undefined {
  if (!source.text.includes("[[")) return undefined;
  let first: SyntaxProblem | undefined;
  const visit = (node: SyntaxNode, substituted: boolean): void => {
    if (first !== undefined || node.pos > before) return;
    if (node.type === "CommandExpansion" && node.text.startsWith("`")) return;
    if (node.type === "TestCommand") first = conditionMistake(source, node.pos, extglob, substituted);
    forEachChild(node, (child) => visit(child, substituted || node.type === "CommandExpansion"));
  };
  visit(script, false);
  return first;
}

function conditionMistake(
  source: Source,
  start: number,
  extglob: boolean,
  substituted: boolean,
): SyntaxProblem | undefined {
  const found = conditionProblem(source.text, start, extglob);
  if (found === undefined) return undefined;
  const { position, message, incomplete } = found;
  const line = incomplete ? source.lineOf(Math.max(0, source.text.length - 1)) + 1 : source.lineOf(position);
  return {
    position: start,
    line,
    message: message ?? "",
    quote: undefined,
    incomplete,
    inside: substituted ? "substitution" : "condition",
  };
}

const UNTERMINATED: readonly (readonly [RegExp, string])[] = [
  [/double quote|locale/, '"'],
  [/single quote|ANSI-C/i, "'"],
  [/backtick|backquote/, "`"],
  [/parameter expansion|brace expansion/, "}"],
  [/arithmetic|command substitution|process substitution|array|extended glob|subscript|parenthes/, ")"],
];

function describe(source: Source, position: number, message: string): Description {
  const text = source.text;
  const lines = source.lineOf(Math.max(0, text.length - 1)) + (text.endsWith("\n") ? 0 : 0);
  const at = (pos: number) => ({ line: source.lineOf(pos) });
  if (/^maximum/.test(message)) return { ...at(position), message: `${message}`, quote: undefined, incomplete: false };
  if (/unterminated|unclosed|missing closing|unexpected end/.test(message)) {
    const closer = UNTERMINATED.find(([pattern]) => pattern.test(message))?.[1];
    if (closer !== undefined) {
      // bash names the line where the quote began, but for $( ) the line after the last.
      const late = /command substitution|process substitution/.test(message) && !text.startsWith("$((", position);
      return {
        line: late ? lines + 1 : source.lineOf(position),
        message: `unexpected EOF while looking for matching \`${closer}'`,
        quote: undefined,
        incomplete: true,
      };
    }
  }
  let found = tokenAt(text, position);
  // A list that is not closed goes on over line ends.
  const goesOn = /^expected (?!redirect|word|operand)/.test(message);
  const taken = (goesOn ? misplacedOperator(text, position) : undefined) ?? wordBefore(text, position, message);
  if (taken !== undefined) found = taken;
  const mayEndWord = message === "expected 'do'" || message === "expected 'then'";
  const bare =
    mayEndWord || /'case' word|function body/.test(message)
      ? /(?:^|[\s;&|(])(?:for|select|case|function)\s*$/.test(text.slice(0, position))
      : false;
  if ((bare || message.endsWith("'coproc'")) && found === undefined) found = { token: "newline", at: text.length };
  else
    while (taken === undefined && goesOn && (found?.token === "newline" || (mayEndWord && found?.token === ";")))
      found = tokenAt(text, found.at + 1);
  if (message === "expected command in subshell" || message === "expected command in brace group") {
    const inside = tokenAt(text, position + 1);
    found = inside?.token === "newline" ? tokenAt(text, inside.at + 1) : inside;
  }
  // The parser stumbles over a brace with nothing behind it.
  if (found?.token === "{" && text.slice(found.at + 1).trim() === "") found = undefined;
  if (found === undefined && (goesOn || /nesting|unexpected end/.test(message))) {
    return {
      line: lines + 1,
      message: "syntax error: unexpected end of file",
      quote: undefined,
      incomplete: true,
    };
  }
  const token = found?.token ?? "newline";
  const where = Math.min(found?.at ?? position, text.length);
  const lineStart = text.lastIndexOf("\n", where - 1) + 1;
  const lineEnd = text.indexOf("\n", where);
  return {
    ...at(where),
    message: `syntax error near unexpected token \`${token}'`,
    quote: `\`${text.slice(lineStart, lineEnd < 0 ? text.length : lineEnd)}'`,
    incomplete: false,
  };
}
