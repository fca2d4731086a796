/** A script that is read with `set -o history`: its lines are expanded and remembered, one complete command at a time. */
import { expandHistory } from "../terminal/history-expansion.ts";
import { expandAliases } from "./alias.ts";
import { type Readiness, readinessOf } from "./readiness.ts";
import { historyOf, RememberedCommand } from "./remember.ts";
import type { Shell } from "./shell.ts";
import type { Source } from "./source.ts";
import { parseLines, sourceFrom, type Unit } from "./units.ts";

/** The next command of a text; a line whose history expansion fails, or is only shown (`:p`), is as if it were not there. */
export function nextRemembered(shell: Shell, source: Source, aliases: ReadonlyMap<string, string> | undefined): Unit {
  const command = new RememberedCommand(shell);
  const { text } = source;
  let taken = "";
  let readiness: Readiness = { kind: "complete" };
  let dropped = 0;
  let at = 0;
  do {
    const newline = text.indexOf("\n", at);
    const end = newline < 0 ? text.length : newline + 1;
    let line = text.slice(at, newline < 0 ? end : newline);
    const number = source.lineOf(at) - dropped;
    at = end;
    if (shell.options.histexpand) {
      const expanded = expandLine(shell, line, readiness, number);
      if (expanded === undefined) {
        dropped++;
        continue;
      }
      line = expanded;
    }
    taken += line;
    readiness = readinessOf(aliases?.size ? expandAliases(taken, aliases) : taken, source.name);
    command.add(line, readiness);
    if (newline >= 0) taken += "\n";
  } while (at < text.length && (readiness.kind === "incomplete" || taken === ""));
  const rest = sourceFrom(source, at)?.lower(-dropped);
  return { parsed: parseLines(taken, source, aliases, shell.grammar), rest };
}

function expandLine(shell: Shell, line: string, before: Readiness, number: number): string | undefined {
  const within = before.kind === "incomplete" ? before.within : undefined;
  if (within === "'" || within === "document") return line;
  const list = historyOf(shell);
  const expanded = expandHistory(line, list, {
    quoted: within === '"',
    extglob: shell.shopts.extglob,
    characters: shell.parameters.scalar("histchars"),
  });
  const stderr = shell.files.get(2);
  if (!expanded.ok) {
    const where = shell.interactive ? "" : `line ${number}: `;
    void stderr?.write(`${shell.argumentZero}: ${where}${expanded.error}\n`);
    return undefined;
  }
  const { text, changed, printOnly } = expanded.value;
  if (changed) void stderr?.write(`${text}\n`);
  if (!printOnly) return text;
  if (text !== "") new RememberedCommand(shell).add(text, { kind: "complete" });
  return undefined;
}
