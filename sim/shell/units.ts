/**
 * What of a text runs in one go. bash reads a text command by command: what stands on the lines before a mistake has run
 * when it comes upon it, and an alias counts from the line after the one that made it.
 *
 * The same as bash: which lines run before the mistake, the message and its line. Simplified: a text without a mistake is
 * parsed once, whole.
 */
import { expandAliases } from "./alias.ts";
import { readinessOf } from "./readiness.ts";
import { type Grammar, type Parsed, parseSource, Source, type SyntaxProblem } from "./source.ts";

export interface Unit {
  /** With a problem: the mistake is in its first command, so that nothing of it runs. */
  readonly parsed: Parsed;
  /** The text behind it. */
  readonly rest: Source | undefined;
}

/** The next commands of a text that can run before anything else is read; `aliases` are those that count now. */
export function nextUnit(source: Source, aliases: ReadonlyMap<string, string> | undefined, grammar: Grammar): Unit {
  if (aliases !== undefined && aliases.size > 0) return nextLines(source, aliases, grammar);
  const parsed = parseSource(source, grammar);
  if (parsed.problem === undefined) return { parsed, rest: undefined };
  return beforeProblem(parsed, parsed.problem.position, grammar) ?? { parsed, rest: undefined };
}

/** The text from an offset on, undefined at its end. */
export function sourceFrom(source: Source, offset: number): Source | undefined {
  if (offset >= source.text.length) return undefined;
  return new Source(source.text.slice(offset), source.name, source.lineOf(offset));
}

/** Whether lines (with their newlines) are a complete command, or more have to be read. */
export function isWhole(
  lines: string,
  name: string,
  aliases: ReadonlyMap<string, string> | undefined,
  grammar: Grammar,
): boolean {
  const text = lines.replace(/\n$/, "");
  return readinessOf(aliases?.size ? expandAliases(text, aliases) : text, name, grammar).kind === "complete";
}

/** The lines of one complete command, its aliases replaced. */
function nextLines(source: Source, aliases: ReadonlyMap<string, string>, grammar: Grammar): Unit {
  const { text } = source;
  let end = 0;
  for (;;) {
    const newline = text.indexOf("\n", end);
    end = newline < 0 ? text.length : newline + 1;
    const lines = text.slice(0, end);
    if (end < text.length && !isWhole(lines, source.name, aliases, grammar)) continue;
    return { parsed: parseLines(lines, source, aliases, grammar), rest: sourceFrom(source, end) };
  }
}

/** Parses lines that `source` begins with, their aliases replaced. */
export function parseLines(
  lines: string,
  source: Source,
  aliases: ReadonlyMap<string, string> | undefined,
  grammar: Grammar,
): Parsed {
  if (aliases === undefined || aliases.size === 0)
    return parseSource(new Source(lines, source.name, source.lineOf(0)), grammar);
  const parsed = parseSource(new Source(expandAliases(lines, aliases), source.name, source.lineOf(0)), grammar);
  return { ...parsed, problem: inOwnWords(parsed.problem, lines, source) };
}

/** A mistake quotes the line as it was written. */
function inOwnWords(problem: SyntaxProblem | undefined, lines: string, source: Source): SyntaxProblem | undefined {
  if (problem?.quote === undefined) return problem;
  const line = lines.split("\n")[problem.line - source.lineOf(0)];
  return line === undefined ? problem : { ...problem, quote: `\`${line}'` };
}

/** The commands on the lines before the one that the mistake is in. */
function beforeProblem(parsed: Parsed, position: number, grammar: Grammar): Unit | undefined {
  const { source } = parsed;
  const { text } = source;
  const { commands } = parsed.script;
  const sound = (from: number, next: number): Unit | undefined => {
    const start = text.lastIndexOf("\n", next - 1) + 1;
    if (start === 0 || start < from || !endsLine(text.slice(from, start))) return undefined;
    const before = parseSource(new Source(text.slice(0, start), source.name, source.lineOf(0)), grammar);
    if (before.problem !== undefined || readinessOf(before.source.text, source.name, grammar).kind === "incomplete")
      return undefined;
    return { parsed: before, rest: sourceFrom(source, start) };
  };
  let last = commands.length - 1;
  while (last >= 0 && (commands[last]?.pos ?? 0) > position) last--;
  const found = sound(commands[last]?.end ?? 0, position);
  if (found !== undefined) return found;
  for (; last >= 0; last--) {
    const unit = sound(commands[last - 1]?.end ?? 0, commands[last]?.pos ?? 0);
    if (unit !== undefined) return unit;
  }
  return undefined;
}

/** Whether a line ends in what stands between two commands; one behind a backslash does not. */
function endsLine(between: string): boolean {
  return between
    .replace(/(^|[\s;&])#[^\n]*/g, "$1")
    .replaceAll("\\\n", "")
    .includes("\n");
}
