/** Whole texts: scripts, `eval`, `source`, traps. */
import { type ExitStatus, SIGNAL } from "../../../core/process.ts";
import { raise } from "../dialect/almquist/raise.ts";
import type { Flow } from "../flow.ts";
import { openDocuments } from "../open-documents.ts";
import { nextRemembered } from "../remembered-lines.ts";
import { type Run, wait } from "../run.ts";
import type { Shell } from "../shell.ts";
import { type Parsed, Source, type SyntaxProblem } from "../source.ts";
import { nextUnit, sourceFrom } from "../units.ts";
import { Verbose } from "../verbose.ts";
import { runStatement } from "./statement.ts";
import { tailOfList } from "./tail.ts";

/** The status of most texts that do not parse. */
const SYNTAX: ExitStatus = 2;

/**
 * Says what is wrong with a text, as bash does. `label` stands between name and line: `-c`, `eval`. Where a failure ends
 * the shell (`set -e`), its first words do so already (error.c, parser_error).
 */
function reportSyntax(shell: Shell, source: Source, problem: SyntaxProblem, label: string | undefined): void {
  if (problem.message === "") return;
  const file = shell.files.get(2);
  if (file === undefined) return;
  const middle = label === undefined ? "" : `${label}: `;
  const where = shell.interactive && label === undefined ? "" : `line ${problem.line}: `;
  const name = shell.nameOf(source);
  let text = `${name}: ${middle}${where}${problem.message}\n`;
  // The offending line is in front of whoever typed it.
  if (problem.quote !== undefined && !(shell.interactive && label === undefined) && !endsAtMistake(shell))
    text += `${name}: ${middle}${where}${problem.quote}\n`;
  void file.write(text);
}

/** `set -e` counts a text that does not parse wherever it counts a command that fails; never in dash and ash, which raise. */
const endsAtMistake = ({ options, conditional }: Shell): boolean => options.errexit && conditional === 0;

/** The aliases that count in a text read now. */
export const aliasesOf = (shell: Shell): ReadonlyMap<string, string> | undefined =>
  shell.shopts.expand_aliases ? shell.aliases : undefined;

/** Runs a text in place of the one that runs now, up to what ends it. `label` is for its syntax errors. */
export function* runInSource(shell: Shell, text: Source, label?: string): Run<ExitStatus> {
  return yield* inSource(shell, text, label, false, "always");
}

/** The same in a process that was started for it. */
export function* runInChild(shell: Shell, text: Source, label: string): Run<ExitStatus> {
  return yield* inSource(shell, text, label, true, "never");
}

function* inSource(
  shell: Shell,
  text: Source,
  label: string | undefined,
  ends: boolean,
  shown: "always" | "by bash" | "never",
): Run<ExitStatus> {
  const { source, position, reading, remembering, commandNode, commandSource } = shell;
  shell.remembering = false;
  // set -v: dash shows nothing of a text that it does not read from a file.
  const silent = shown === "never" || (shown === "by bash" && shell.dialect.almquist !== undefined);
  const status = yield* runLines(shell, text, label, ends, undefined, false, silent);
  shell.remembering = remembering;
  shell.source = source;
  shell.position = position;
  shell.reading = reading;
  // What a text ran is no longer the command when it has run (evalstring.c, parse_prologue).
  shell.commandNode = commandNode;
  shell.commandSource = commandSource;
  return status ?? shell.lastStatus;
}

/** Runs a text: `eval`, a trap's command. With `keepLine` its lines are those of the command that runs it. */
export function* runText(
  shell: Shell,
  text: string,
  options: { readonly keepLine: boolean; readonly label?: string },
): Run<ExitStatus> {
  // dash counts the lines of each text by itself.
  const keepsLine = options.keepLine && shell.dialect.name !== "dash";
  const source = new Source(text, shell.source.name, keepsLine ? shell.line() : 1);
  return yield* inSource(shell, source, options.label, false, "by bash");
}

/**
 * Runs a script at the top: an error that unwinds everything goes on with the next line, as bash does. Undefined when it
 * came upon a line that does not parse: `$?` is what that gives.
 * Lines that were `typed` at a terminal have been remembered there.
 */
export function* runTop(shell: Shell, source: Source, typed = false): Run<ExitStatus | undefined> {
  let status: ExitStatus | undefined;
  const { nesting } = shell;
  try {
    status = yield* runLines(
      shell,
      source,
      shell.commandString ? "-c" : undefined,
      // dash does not look ahead whether more comes.
      shell.commandString && !shell.interactive && shell.dialect.name !== "dash",
      (flow) => {
        if (flow.kind === "break" || flow.kind === "continue") return true;
        // With `set -e` nothing comes behind an assignment that fails, whatever it was a condition of; arithmetic is forgiven.
        const ends = flow.kind === "abort" && flow.counts === true && shell.options.errexit;
        const sweeps = flow.kind === "abort" && flow.sweeps === true && shell.commandString;
        return flow.kind === "abort" && !ends && !sweeps && !shell.interactive;
      },
      typed,
      shell.commandString && shell.dialect.almquist !== undefined,
    );
  } catch (error) {
    status = shell.tooDeep(error);
    shell.nesting = nesting;
  }
  if (status === undefined) return undefined;
  const { flow } = shell;
  return flow !== undefined && "status" in flow ? flow.status : shell.lastStatus;
}

/**
 * Runs a text up to a line that does not parse (undefined); `goesOn` tells after which unwinding the next line is read. With
 * its end the process `ends`.
 */
function* runLines(
  shell: Shell,
  text: Source,
  label: string | undefined,
  ends: boolean,
  goesOn?: (flow: Flow) => boolean,
  typed = false,
  silent = false,
): Run<ExitStatus | undefined> {
  const nested = goesOn === undefined;
  let status: ExitStatus = 0;
  let next: Source | undefined = text;
  while (next !== undefined) {
    const from: Source = next;
    const unit =
      shell.remembering && !typed
        ? nextRemembered(shell, from, aliasesOf(shell))
        : nextUnit(from, aliasesOf(shell), shell.grammar);
    const { source, problem, script } = unit.parsed;
    if (problem !== undefined && shell.dialect.almquist !== undefined) {
      shell.source = source;
      shell.position = problem.position;
      shell.lastStatus = raise(shell, problem.message);
      return undefined;
    }
    const open = shell.dialect.almquist === undefined ? openDocuments(unit.parsed) : undefined;
    const written = from.text.slice(0, from.text.length - (unit.rest?.text.length ?? 0));
    const verbose = new Verbose(unit.parsed, written, shell.dialect.almquist);
    if (problem !== undefined) {
      if (!silent) yield* show(shell, verbose.upTo(problem.position, []));
      if (open !== undefined) void shell.files.get(2)?.write(open.warnings);
      reportSyntax(
        shell,
        source,
        open === undefined || problem.incomplete ? problem : { ...problem, line: open.line },
        label,
      );
      if (endsAtMistake(shell)) {
        shell.lastStatus = SYNTAX;
        shell.flow = { kind: "exit", status: SYNTAX };
        return undefined;
      }
      if (problem.inside === "array" && !problem.incomplete) {
        // An assignment that cannot be read is passed over.
        shell.lastStatus = status = 1;
        const lineEnd = source.text.indexOf("\n", problem.position);
        next = lineEnd < 0 ? undefined : sourceFrom(source, lineEnd + 1);
        continue;
      }
      if (problem.inside === "array") shell.lastStatus = 1;
      else if (problem.inside !== "condition" || nested) shell.lastStatus = SYNTAX;
      // A mistake in `$( )` unwinds what a mistake at the top would end.
      if (problem.inside === "substitution" && (nested || shell.commandString))
        shell.flow = { kind: shell.interactive ? "abort" : "exit", status: shell.expansionFailure() };
      return undefined;
    }
    next = unit.rest;
    shell.source = source;
    const { readingChanged } = shell;
    const { commands } = script;
    if (ends && next === undefined) shell.tail = tailOfList(shell.dialect, commands);
    let end = commands.length;
    let lines = source;
    let lower = 0;
    for (let i = 0; i < end; i++) {
      const statement = commands[i];
      if (statement === undefined) break;
      if (i === open?.before) void shell.files.get(2)?.write(open.warnings);
      const lastRead = endOfLine(unit.parsed, i);
      if (!silent) yield* show(shell, verbose.upTo(lastRead, commands.slice(i, behindLine(unit.parsed, i))));
      shell.reading = { source: lines, position: lastRead };
      status = yield* runStatement(shell, statement);
      shell.lastStatus = status;
      const { flow } = shell;
      if (flow !== undefined) {
        if (goesOn === undefined ? !goesOnInside(shell, flow) : !goesOn(flow)) return status;
        shell.flow = undefined;
        if (flow.kind === "abort") {
          shell.lastStatus = flow.status;
          // bash counts on from the line of what failed, though it has read further.
          const more = source.lineOf(shell.position) - source.lineOf(endOfLine(unit.parsed, i));
          if (nested) status = flow.status;
          if (more < 0 && !nested && !shell.interactive && shell.dialect.almquist === undefined) {
            lower += more;
            lines = source.lower(lower);
            shell.source = lines;
            next = next?.lower(more);
          }
          i = behindLine(unit.parsed, i) - 1;
        }
      }
      if (shell.readingChanged === readingChanged || end < commands.length) continue;
      // Aliases count from the next line on.
      end = behindLine(unit.parsed, i);
      const following = commands[end];
      if (following === undefined) continue;
      const line = lineBehind(source.text, statement.end, following.pos);
      next = sourceFrom(from, source.text === from.text ? line : from.startOf(source.lineOf(line)))?.lower(lower);
    }
    if (!silent && end === commands.length) yield* show(shell, verbose.rest());
  }
  return status;
}

/** `set -v`: what was read, before it runs. */
function* show(shell: Shell, lines: string): Run<void> {
  if (shell.options.verbose && lines !== "") yield* wait(shell.files.get(2)?.write(lines));
}

/**
 * An error that unwinds everything ends no more than its line of what `eval`, `.` or a trap runs (evalstring.c,
 * parse_and_execute); in a subshell it ends that.
 */
function goesOnInside(shell: Shell, flow: Flow): boolean {
  return (
    flow.kind === "abort" &&
    flow.sweeps === undefined &&
    flow.status !== 128 + SIGNAL.INT &&
    shell.level === 0 &&
    shell.budget.exhausted === undefined &&
    shell.dialect.almquist === undefined
  );
}

/** Where the line ends on which a command does, which is read before it runs. */
function endOfLine(parsed: Parsed, index: number): number {
  const { commands } = parsed.script;
  const only = commands.length === 1 ? index : behindLine(parsed, index) - 1;
  return (commands[only]?.end ?? 1) - 1;
}

/** The first command on a line after the one on which a command ends. */
function behindLine({ source, script }: Parsed, index: number): number {
  const { commands } = script;
  const line = source.lineOf(commands[index]?.end ?? 0);
  let next = index + 1;
  while (next < commands.length && source.lineOf(commands[next]?.pos ?? 0) === line) next++;
  return next;
}

/** Where the line after the one that ends at `from` begins: that of the next command at `to`, or an empty one before it. */
function lineBehind(text: string, from: number, to: number): number {
  let start = text.lastIndexOf("\n", to - 1) + 1;
  for (;;) {
    const before = text.lastIndexOf("\n", start - 2) + 1;
    if (before <= from || !/^[ \t]*(#.*)?$/.test(text.slice(before, start - 1))) return start;
    start = before;
  }
}
