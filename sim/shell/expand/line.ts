/** A whole command line expanded as if it were one word: what readline's shell-expand-line shows (bash(1)). */
import { parse } from "unbash";
import type { Run } from "../run.ts";
import type { Shell } from "../shell.ts";
import { Source } from "../source.ts";
import { expandText } from "./word.ts";

/** What ends words outside of quotes and substitutions becomes part of the word. */
function asOneWord(line: string): string {
  let text = "";
  let quote = "";
  const closers: string[] = [];
  for (let at = 0; at < line.length; at++) {
    const char = line[at] ?? "";
    const two = line.slice(at, at + 2);
    if (char === "\\" && quote !== "'") {
      text += two;
      at++;
      continue;
    }
    if (quote === "'") {
      if (char === "'") quote = "";
    } else if (closers.length > 0 && char === closers.at(-1)) closers.pop();
    else if (two === "$(" || two === "${") {
      closers.push(two === "$(" ? ")" : "}");
      text += two;
      at++;
      continue;
    } else if (char === "`") closers.push("`");
    else if (char === "'" && quote === "") quote = "'";
    else if (char === '"') quote = quote === '"' ? "" : '"';
    else if (closers.length === 0 && quote === "" && /[\s;&|()<>#]/.test(char)) text += "\\";
    text += char;
  }
  return text;
}

/** Tilde at the beginning, parameters, commands, arithmetic, and no quotes any more; neither split nor matched against files. */
export function* expandLineAsWord(shell: Shell, line: string): Run<string> {
  // Something stands before what may be nothing, but not before a tilde.
  const lead = line.startsWith("~") ? "" : "x";
  const text = `: ${lead}${asOneWord(line)}`;
  const command = parse(text).commands[0]?.command;
  const word = command?.type === "Command" ? command.suffix[0] : undefined;
  if (word === undefined || word.type !== "Word" || word.end !== text.length) return line;
  const { source, position } = shell;
  shell.source = new Source(text, source.name, shell.line());
  shell.position = word.pos;
  const expanded = yield* expandText(shell, word);
  shell.source = source;
  shell.position = position;
  return expanded.slice(lead.length);
}
