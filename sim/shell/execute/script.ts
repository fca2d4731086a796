/** Whole texts: scripts, `eval`, `source`, traps. */
import type { Statement } from "unbash";
import type { ExitStatus } from "../../../core/process.ts";
import { expandAliases } from "../alias.ts";
import type { Run } from "../run.ts";
import type { Shell } from "../shell.ts";
import { type Parsed, parseSource, Source, type SyntaxProblem } from "../source.ts";
import { runStatement } from "./statement.ts";

/** Says what is wrong with a text, as bash does. `label` stands between name and line: `-c`, `eval`. */
export function reportSyntax(shell: Shell, source: Source, problem: SyntaxProblem, label: string | undefined): void {
  const file = shell.files.get(2);
  if (file === undefined) return;
  const middle = label === undefined ? "" : `${label}: `;
  const where = shell.interactive && label === undefined ? "" : `line ${problem.line}: `;
  let text = `${source.name}: ${middle}${where}${problem.message}\n`;
  // The offending line is in front of whoever typed it.
  if (problem.quote !== undefined && !(shell.interactive && label === undefined))
    text += `${source.name}: ${middle}${where}${problem.quote}\n`;
  void file.write(text);
}

/** Runs a parsed text in place of the one that runs now. */
export function* runInSource(shell: Shell, parsed: Parsed, label?: string): Run<ExitStatus> {
  if (parsed.problem !== undefined) {
    reportSyntax(shell, parsed.source, parsed.problem, label);
    return 2;
  }
  const { source, position } = shell;
  shell.source = parsed.source;
  warnOpenDocuments(shell, parsed);
  let status: ExitStatus = 0;
  for (const statement of parsed.script.commands) {
    status = yield* runStatement(shell, statement);
    if (shell.flow !== undefined) break;
  }
  shell.source = source;
  shell.position = position;
  return status;
}

/** Runs a text: `eval`, a trap's command. With `keepLine` its lines are those of the command that runs it. */
export function* runText(
  shell: Shell,
  text: string,
  options: { readonly keepLine: boolean; readonly label?: string },
): Run<ExitStatus> {
  const source = new Source(text, shell.source.name, options.keepLine ? shell.line() : 1);
  return yield* runInSource(shell, parseSource(source), options.label);
}

/** Runs a script at the top: an error that unwinds everything goes on with the next line, as bash does. */
export function* runTop(shell: Shell, given: Parsed): Run<ExitStatus> {
  let parsed = withAliases(shell, given, 0);
  shell.source = parsed.source;
  warnOpenDocuments(shell, parsed);
  for (let i = 0; i < parsed.script.commands.length; i++) {
    const statement: Statement | undefined = parsed.script.commands[i];
    if (statement === undefined) break;
    const { aliasesChanged } = shell;
    shell.lastStatus = yield* runStatement(shell, statement);
    const { flow } = shell;
    if (flow !== undefined) {
      if (flow.kind === "break" || flow.kind === "continue") {
        shell.flow = undefined;
        continue;
      }
      if (flow.kind !== "abort" || shell.commandString || shell.interactive) return "status" in flow ? flow.status : 0;
      shell.flow = undefined;
      shell.lastStatus = flow.status;
      const line = parsed.source.lineOf(statement.end);
      const { commands } = parsed.script;
      while (i + 1 < commands.length && parsed.source.lineOf(commands[i + 1]?.pos ?? 0) === line) i++;
    }
    if (shell.aliasesChanged === aliasesChanged) continue;
    // Aliases count from the next line on.
    const lineEnd = parsed.source.text.indexOf("\n", statement.end);
    if (lineEnd < 0) continue;
    const line = parsed.source.lineOf(statement.end);
    while (parsed.source.lineOf(parsed.script.commands[i + 1]?.pos ?? lineEnd + 1) === line) {
      i++;
      const rest = parsed.script.commands[i];
      if (rest === undefined) break;
      shell.lastStatus = yield* runStatement(shell, rest);
      if (shell.flow !== undefined) return "status" in shell.flow ? shell.flow.status : 0;
    }
    parsed = withAliases(shell, parsed, lineEnd + 1);
    if (parsed.problem !== undefined) {
      reportSyntax(shell, parsed.source, parsed.problem, shell.commandString ? "-c" : undefined);
      return 2;
    }
    shell.source = parsed.source;
    i = -1;
  }
  return shell.lastStatus;
}

/** The text from an offset on with its aliases replaced, parsed again. */
function withAliases(shell: Shell, parsed: Parsed, from: number): Parsed {
  const expand = shell.shopts.expand_aliases && shell.aliases.size > 0;
  if (!expand && from === 0) return parsed;
  const { source } = parsed;
  const rest = source.text.slice(from);
  const text = expand ? expandAliases(rest, shell.aliases) : rest;
  if (from === 0 && text === rest) return parsed;
  const made = parseSource(new Source(text, source.name, source.lineOf(from)));
  return made.problem !== undefined && from === 0 ? parsed : made;
}

/** A here-document that the end of the text closes: bash warns and takes it. */
function warnOpenDocuments(shell: Shell, parsed: Parsed): void {
  if (!parsed.source.text.includes("<<")) return;
  for (const statement of parsed.script.commands) {
    const command = statement.command;
    if (command.type !== "Command") continue;
    for (const redirect of command.redirects) {
      if (redirect.type !== "HereDoc" || redirect.closing !== undefined) continue;
      const { source } = parsed;
      const last = source.lineOf(source.text.length - 1);
      const wanted = redirect.delimiter?.value ?? "";
      void shell.files
        .get(2)
        ?.write(
          `${source.name}: line ${last}: warning: here-document at line ${source.lineOf(redirect.pos)} delimited by end-of-file (wanted \`${wanted}')\n`,
        );
    }
  }
}
