/** What stands in `$( )` and `<( )` runs as bash has printed it, not as it was written: that is what its lines are counted in. */
import type { CommandExpansionPart, ParsedScript, ProcessSubstitutionPart, Statement } from "unbash";
import { printSubstituted } from "../print.ts";
import type { Shell } from "../shell.ts";
import { parseSource, Source } from "../source.ts";

interface Reread {
  readonly source: Source;
  readonly script: ParsedScript;
}

const known = new WeakMap<ParsedScript, Reread | "as written">();

/** What may be printed on several lines. */
const LINES = /\n|\b(?:if|for|while|until|case|select|function)\b|\(\s*\)|<</;

/**
 * The commands of a substitution that a child of the shell runs, which looks into their text from now on. The first line is that of the
 * command that they are for; in a here-document they stay as they were written (parse.y, parse_comsub).
 */
export function substitutedCommands(
  self: Shell,
  part: CommandExpansionPart | ProcessSubstitutionPart,
  inDocument: boolean,
): readonly Statement[] {
  const { script } = part;
  if (script === undefined) return [];
  if (self.dialect.almquist !== undefined) return script.commands;
  const line = self.line();
  const again = inDocument || !LINES.test(part.text) ? "as written" : reread(self, script);
  if (again !== "as written") {
    self.source = again.source.lower(line - 1);
    return again.script.commands;
  }
  self.source = self.source.lower(line - self.source.lineOf(script.commands[0]?.pos ?? 0));
  return script.commands;
}

function reread(self: Shell, script: ParsedScript): Reread | "as written" {
  const before = known.get(script);
  if (before !== undefined) return before;
  const source = new Source(printSubstituted(self.source.text, script), self.source.name);
  const parsed = parseSource(source, self.grammar);
  const made = parsed.problem === undefined ? { source, script: parsed.script } : "as written";
  known.set(script, made);
  return made;
}
