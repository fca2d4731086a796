/** Mistakes of syntax in the words of dash and ash (parser.c of dash, synexpect and synerror), from what the parser says. */
import { type Source, type SyntaxProblem, tokenAt } from "../../source.ts";
import type { Almquist } from "../dialect.ts";

interface ParserError {
  readonly pos: number;
  readonly message: string;
}

export function mistake(source: Source, position: number, message: string, incomplete: boolean): SyntaxProblem {
  return {
    position,
    line: source.lineOf(Math.min(position, source.text.length)),
    message,
    quote: undefined,
    incomplete,
  };
}

const KEYWORDS = new Set("! case do done elif else esac fi for if in then until while { }".split(" "));
/** They may end a list of commands. */
const CLOSING = new Set("do done elif else esac fi then } ) ;;".split(" "));
const EOF = "end of file";

/** What has to come behind the commands that begin with a word. */
const CLOSED_BY: Readonly<Record<string, string>> = {
  if: "then",
  elif: "then",
  then: "fi",
  else: "fi",
  while: "do",
  until: "do",
  do: "done",
};

/** What is said of the token at a place. */
export function unexpectedAt(text: string, position: number, { words }: Almquist, expecting?: string): string {
  return words.unexpected(nameOf(tokenAt(text, position)?.token, false), expecting);
}

/** A token by its name. `keyword`: where a command could begin. */
function nameOf(token: string | undefined, keyword: boolean): string {
  if (token === undefined) return EOF;
  if (token === "newline") return "newline";
  if (/^(?:<|>|<<|>>|<&|>&|<>|>\||<<-|<<<)$/.test(token)) return "redirection";
  if (/^[;&|()]+$/.test(token)) return `"${token}"`;
  return keyword && KEYWORDS.has(token) ? `"${token}"` : "word";
}

/** The first of the parser's errors (they are in order). */
export function describeProblem(source: Source, errors: readonly ParserError[], { words }: Almquist): SyntaxProblem {
  const { text } = source;
  const [first = { pos: 0, message: "" }] = errors;
  const { pos, message } = first;
  const say = (position: number, what: string, incomplete: boolean): SyntaxProblem =>
    mistake(source, position, words.syntax(what), incomplete);
  const last = Math.max(0, text.length - (text.endsWith("\n") ? 0 : 1));
  if (/unterminated|unclosed|missing closing/.test(message)) {
    if (/quote|ANSI-C|locale/.test(message)) return say(text.length, words.unterminated, true);
    if (/backtick|backquote/.test(message)) return say(text.length, words.backquote, true);
    if (/arithmetic/.test(message)) return say(text.length, words.missing("))"), true);
    if (/parameter|brace/.test(message)) return say(text.length, words.missing("}"), true);
    // An inner quote that stays open is found first.
    if (errors.some((each) => /quote/.test(each.message))) return say(text.length, words.unterminated, true);
    return say(text.length, words.unexpected(EOF, '")"'), true);
  }
  const closed = errors.find((each) => / to close /.test(each.message));
  const closing = closed === undefined ? undefined : /^expected '(\S+)'/.exec(closed.message)?.[1];
  const at = (found: { readonly at: number } | undefined): number => found?.at ?? last;
  const unexpected = /^unexpected token '([\s\S]*)'$/.exec(message)?.[1];
  if (unexpected !== undefined) {
    const found = tokenAt(text, pos);
    const token = found?.token ?? unexpected;
    if (/(?:\bin|;;)\s*\(?\s*[^\s;&|()]+\s+$/.test(text.slice(0, pos)) && nameOf(token, true) === "word")
      return say(pos, words.unexpected("word", '")"'), false);
    // A word with parentheses behind it is a function's name.
    const inFunction = /(?:^|[\s;&|(])[^\s;&|()]+[ \t]*\([ \t]*([^\s;&|()]+)$/.exec(text.slice(0, pos));
    if (token === ")" && inFunction !== null) return say(pos, words.unexpected("word", '")"'), false);
    const expecting = closing !== undefined && CLOSING.has(token) ? `"${closing}"` : undefined;
    return say(at(found), words.unexpected(nameOf(token, true), expecting), false);
  }
  if (/^expected command in (?:brace group|subshell)$/.test(message)) {
    const inner = skipNewlines(text, pos + 1);
    const end = inner === undefined ? (/brace/.test(message) ? '"}"' : '")"') : undefined;
    return say(at(inner), words.unexpected(nameOf(inner?.token, true), end), inner === undefined);
  }
  const expected = /^expected '(\S+)'/.exec(message)?.[1];
  if (expected === "do" || expected === "then") {
    const taken = /[^\s;&|<>()]+$/.exec(text.slice(0, pos))?.[0] ?? "";
    const before = text.slice(0, pos - taken.length);
    if (CLOSING.has(taken) && /[;\n]\s*$/.test(before))
      return say(pos - taken.length, words.unexpected(`"${taken}"`, `"${expected}"`), false);
    const found = skipNewlines(text, pos);
    // A condition with nothing in it, and words of a loop that nothing ends.
    const empty = /(?:^|[\s;&|(])(?:if|elif|while|until)\s*$/.test(text.slice(0, pos));
    if ((empty && found !== undefined) || /\bfor\s+\w+\s+in\b[^;\n]*$/.test(text.slice(0, pos)))
      return say(at(found), words.unexpected(nameOf(found?.token, true), undefined), found === undefined);
  }
  if (expected === "in") {
    const word = /\bcase\s+\S+\s+([^\s;&|()]+)$/.exec(text.slice(0, pos))?.[1];
    if (word !== undefined) return say(pos - word.length, words.unexpected("word", '"in"'), false);
  }
  if (/^expected (?:redirect target|here-?doc)/.test(message)) {
    const found = tokenAt(text, pos);
    return say(at(found), words.unexpected(nameOf(found?.token, false), undefined), found === undefined);
  }
  const found = skipNewlines(text, pos);
  if (expected === undefined) {
    const after = /^expected command after '(\w+)'$/.exec(message)?.[1] ?? "";
    const end = found === undefined ? CLOSED_BY[after] : undefined;
    return say(
      at(found),
      words.unexpected(nameOf(found?.token, true), end === undefined ? undefined : `"${end}"`),
      found === undefined,
    );
  }
  const wanted = expected === "esac" && /(?:\bin|;;)\s*\(?\s*[^\s;&|()]*\s*$/.test(text.slice(0, pos)) ? ")" : expected;
  const bare = /(?:^|[\s;&|(])(?:for|case)\s*$/.test(text.slice(0, pos));
  if (bare && text.slice(0, pos).trimEnd().endsWith("for"))
    return say(at(found), words.badLoopVariable, found === undefined);
  return say(at(found), words.unexpected(nameOf(found?.token, true), `"${wanted}"`), found === undefined);
}

function skipNewlines(text: string, from: number): { readonly token: string; readonly at: number } | undefined {
  let found = tokenAt(text, from);
  while (found?.token === "newline") found = tokenAt(text, found.at + 1);
  return found;
}
