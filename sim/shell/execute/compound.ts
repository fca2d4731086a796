/** Compound commands: groups, subshells, conditions, loops, `case`, `[[ ]]`, `(( ))`, function definitions. */

import type { ArithmeticFor, Case, CommandNode, For, If, Redirection, Select, Subshell, While, Word } from "unbash";
import type { ExitStatus } from "../../../core/process.ts";
import { readLine } from "../builtin/read.ts";
import { expandArithmeticText } from "../expand/arith-text.ts";
import { matchesPattern, patternOf } from "../expand/pattern.ts";
import { plainArithmetic } from "../expand/plain-arithmetic.ts";
import { expandPattern, expandText, expandWords } from "../expand/word.ts";
import { waitForeground } from "../foreground.ts";
import { fork, mayFork, placeOf } from "../fork.ts";
import { printCommand, wordAsRead } from "../print.ts";
import { applyRedirects, undoRedirects } from "../redirect.ts";
import type { Run } from "../run.ts";
import type { Shell } from "../shell.ts";
import { VALID_NAME } from "../variable.ts";
import { evaluateCondition } from "./condition.ts";
import { startCoproc } from "./coproc.ts";
import { closeSubstitutions, runSimple, trace } from "./simple.ts";
import { runList, runStatements } from "./statement.ts";
import { tailOfCommand, tailOfSubshell } from "./tail.ts";

export function* runCompound(shell: Shell, node: Exclude<CommandNode, { type: "Command" }>): Run<ExitStatus> {
  switch (node.type) {
    case "Redirected": {
      if (node.command.type === "Subshell") return yield* inSubshell(shell, node.command, node);
      shell.position = redirectedAt(shell, node.command);
      const open = shell.processSubstitutions.length;
      const undo = yield* applyRedirects(shell, node.redirects);
      if (undo === undefined) return shell.dialect.almquist?.redirectionStatus ?? 1;
      const status = yield* runCompound(shell, node.command);
      undoRedirects(shell, undo);
      closeSubstitutions(shell, open);
      return status;
    }
    case "BraceGroup":
      return yield* runList(shell, node.body);
    case "Subshell":
      return yield* inSubshell(shell, node, node);
    case "If":
      return yield* runIf(shell, node);
    case "For":
      return yield* readTo(shell, node, runFor(shell, node));
    case "ArithmeticFor":
      return yield* runArithmeticFor(shell, node);
    case "While":
      return yield* runWhile(shell, node);
    case "Case":
      return yield* readTo(shell, node, runCase(shell, node));
    case "Select":
      return yield* readTo(shell, node, runSelect(shell, node));
    case "TestCommand": {
      if (!(yield* begin(shell, node))) return 0;
      const result = yield* evaluateCondition(shell, node.expression);
      if (shell.flow !== undefined) return "status" in shell.flow ? shell.flow.status : 1;
      return result;
    }
    case "ArithmeticCommand": {
      if (!(yield* begin(shell, node))) return 0;
      const written = shell.source.text.slice(node.pos, node.end).replace(/^\(\(/, "").replace(/\)\)$/, "");
      const evaluated = arithmeticCommand(shell, written);
      return (typeof evaluated === "number" ? evaluated : yield* evaluated) ? 0 : 1;
    }
    case "Function": {
      const name = node.name.value;
      if (shell.functions.get(name)?.readonly) {
        shell.position = node.pos;
        shell.complain(`${name}: readonly function`);
        return 1;
      }
      shell.functions.set(name, { name, node, source: shell.source });
      return 0;
    }
    case "Coproc": {
      shell.position = node.pos;
      const { body } = node;
      if (!(yield* mayFork(shell))) return flowStatus(shell);
      return startCoproc(shell, node, printCommand(shell.source.text, node), (files) =>
        fork(
          shell,
          files,
          (self) => {
            if (body.type === "CompoundList") return runList(self, body);
            self.tail = tailOfCommand(self.dialect, body);
            return body.type === "Command" ? runSimple(self, body) : runCompound(self, body);
          },
          placeOf(shell, undefined, false),
        ),
      );
    }
  }
}

/** Where redirections of a compound command fail: most have no line of their own yet. */
function redirectedAt(shell: Shell, { type, pos }: CommandNode): number {
  const { reading } = shell;
  if (shell.dialect.almquist !== undefined) return pos;
  const own = type === "TestCommand" || type === "ArithmeticCommand" || reading?.source !== shell.source;
  return own ? pos : reading.position;
}

/** Commands in it wait at its line. */
function* readTo(shell: Shell, { pos }: CommandNode, run: Run<ExitStatus>): Run<ExitStatus> {
  const { reading } = shell;
  shell.reading = { source: shell.source, position: pos };
  const status = yield* run;
  shell.reading = reading;
  return status;
}

const flowStatus = ({ flow }: Shell): ExitStatus => (flow !== undefined && "status" in flow ? flow.status : 1);

/** The value of `(( ))`, or the way to it where it is not at hand; `set -x` shows what is computed, expanded. */
function arithmeticCommand(shell: Shell, text: string): number | Run<bigint | undefined> {
  return (shell.options.xtrace ? undefined : plainArithmetic(shell, text)) ?? expandedCommand(shell, text);
}

/** An error in `(( ))` is its own status, not the end of the script. */
function* expandedCommand(shell: Shell, text: string): Run<bigint | undefined> {
  const value = yield* expandArithmeticText(shell, text, "((: ", function* (expanded) {
    if (shell.options.xtrace) yield* trace(shell, [`(( ${expanded} ))`], true);
  });
  if (value === undefined) shell.forgiveAbort();
  return value;
}

function* runIf(shell: Shell, node: If): Run<ExitStatus> {
  if ((yield* condition(shell, node)) === 0)
    return shell.flow === undefined ? yield* runList(shell, node.then) : shell.lastStatus;
  if (shell.flow !== undefined) return shell.lastStatus;
  for (const branch of node.elif) {
    if ((yield* condition(shell, branch)) === 0)
      return shell.flow === undefined ? yield* runList(shell, branch.then) : shell.lastStatus;
    if (shell.flow !== undefined) return shell.lastStatus;
  }
  return node.else === undefined ? 0 : yield* runList(shell, node.else);
}

function* condition(shell: Shell, node: { readonly clause: If["clause"] }): Run<ExitStatus> {
  shell.conditional++;
  const status = yield* runList(shell, node.clause);
  shell.conditional--;
  return status;
}

/** After a loop's body: does the loop go on? Takes `break` and `continue` that were meant for it. */
function goesOn(shell: Shell): boolean {
  const { flow } = shell;
  if (flow === undefined) return true;
  if (flow.kind !== "break" && flow.kind !== "continue") return false;
  if (flow.levels > 1) {
    shell.flow = { kind: flow.kind, levels: flow.levels - 1 };
    return false;
  }
  shell.flow = undefined;
  return flow.kind === "continue";
}

/** A compound command that DEBUG traps are told of; false when they have it left out. */
function* begin(shell: Shell, node: CommandNode): Run<boolean> {
  shell.at(node);
  if (!shell.traps.commands.has("DEBUG")) return true;
  const goes = yield* shell.traps.runDebug(shell);
  shell.at(node);
  return goes;
}

/** `( )`: its redirections are expanded and done in the child, and what the parent says of its end names them. */
function* inSubshell(shell: Shell, node: Subshell, written: CommandNode): Run<ExitStatus> {
  shell.at(written);
  const redirects = written.type === "Redirected" ? written.redirects : [];
  if (shell.tail?.has(node)) return yield* runSubshell(shell, node, redirects);
  if (!(yield* mayFork(shell))) return flowStatus(shell);
  const child = fork(shell, shell.files, (self) => runSubshell(self, node, redirects), placeOf(shell, undefined, true));
  return yield* waitForeground(shell, [child], () => printCommand(shell.source.text, written));
}

function* runSubshell(shell: Shell, { body, end }: Subshell, redirects: readonly Redirection[]): Run<ExitStatus> {
  shell.jobs.inherited = [];
  // A subshell has a line of its own, that of its end (make_subshell_command).
  if (shell.dialect.almquist === undefined) shell.position = end - 1;
  shell.reading = { source: shell.source, position: end - 1 };
  const open = shell.processSubstitutions.length;
  const before = yield* applyRedirects(shell, redirects);
  if (before === undefined) return shell.dialect.almquist?.redirectionStatus ?? 1;
  for (const [, file] of before) file?.close();
  if (shell.inParentheses) shell.level++;
  shell.inParentheses = true;
  shell.tail = tailOfSubshell(shell.dialect, body.commands);
  const status = yield* runStatements(shell, body.commands);
  closeSubstitutions(shell, open);
  return status;
}

function* runFor(shell: Shell, node: For): Run<ExitStatus> {
  shell.position = node.pos;
  const name = node.name.value;
  if (!VALID_NAME.test(name)) {
    shell.complain(`\`${name}': not a valid identifier`);
    return 1;
  }
  const words = node.wordlist === undefined ? shell.positional : yield* expandWords(shell, node.wordlist);
  if (shell.flow !== undefined) return 1;
  let status: ExitStatus = 0;
  shell.loopDepth++;
  for (const word of words) {
    if (!(yield* begin(shell, node))) continue;
    if (shell.options.xtrace && shell.dialect.almquist === undefined)
      yield* trace(shell, [`for ${name} in ${wordsAsRead(shell, node.wordlist)}`], true);
    shell.parameters.assign(name, word);
    const ends = shell.dialect.almquist !== undefined || (shell.options.errexit && shell.conditional === 0);
    if (!ends && shell.forgiveAbort()) {
      status = 1;
      break;
    }
    if (shell.flow !== undefined) break;
    status = yield* runList(shell, node.body);
    if (!goesOn(shell)) break;
    if (node.body.commands.length === 0 && shell.needsAttention()) yield* shell.betweenCommands();
  }
  shell.loopDepth--;
  return status;
}

/** The three texts between `((` and `))`. */
function forTexts(shell: Shell, node: ArithmeticFor): readonly string[] {
  const text = shell.source.text.slice(node.pos, node.body.pos);
  const open = text.indexOf("((") + 2;
  const parts: string[] = [];
  let depth = 0;
  let start = open;
  for (let i = open; i < text.length; i++) {
    const char = text[i];
    if (char === "(") depth++;
    else if (char === ")") {
      if (depth === 0) {
        parts.push(text.slice(start, i));
        break;
      }
      depth--;
    } else if (char === ";" && depth === 0) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  return parts;
}

function* runArithmeticFor(shell: Shell, node: ArithmeticFor): Run<ExitStatus> {
  shell.position = node.pos;
  const [initialize = "", test = "", update = ""] = forTexts(shell, node);
  let status: ExitStatus = 0;
  // One that is missing is 1.
  const evaluate = (text: string): number | Run<bigint | undefined> => {
    shell.position = node.pos;
    return arithmeticCommand(shell, text.replace(/^[ \t]+/, "") || "1");
  };
  const first = evaluate(initialize);
  if (typeof first !== "number" && (yield* first) === undefined) return 1;
  shell.loopDepth++;
  for (;;) {
    const tested = evaluate(test);
    const value = typeof tested === "number" ? tested : yield* tested;
    if (value === undefined) status = 1;
    // Of either kind of number.
    if (!value) break;
    if (node.body.commands.length === 0 && shell.needsAttention()) yield* shell.betweenCommands();
    if (shell.flow !== undefined) break;
    status = yield* runList(shell, node.body);
    if (!goesOn(shell)) break;
    const updated = evaluate(update);
    if (typeof updated !== "number" && (yield* updated) === undefined) {
      status = 1;
      break;
    }
  }
  shell.loopDepth--;
  return status;
}

function* runWhile(shell: Shell, node: While): Run<ExitStatus> {
  let status: ExitStatus = 0;
  shell.loopDepth++;
  for (;;) {
    const test = yield* condition(shell, node);
    if (shell.flow !== undefined) {
      if (!goesOn(shell)) break;
      continue;
    }
    if ((test === 0) === (node.kind === "until")) break;
    status = yield* runList(shell, node.body);
    if (!goesOn(shell)) break;
  }
  shell.loopDepth--;
  return status;
}

function* runCase(shell: Shell, node: Case): Run<ExitStatus> {
  if (!(yield* begin(shell, node))) return 0;
  if (shell.options.xtrace && shell.dialect.almquist === undefined)
    yield* trace(shell, [`case ${wordAsRead(shell.source.text, node.word)} in`], true);
  const text = yield* expandText(shell, node.word);
  if (shell.flow !== undefined) return 1;
  let status: ExitStatus = 0;
  let fallThrough = false;
  for (const item of node.items) {
    let matches = fallThrough;
    for (const word of item.pattern) {
      if (matches) break;
      const pattern = yield* expandPattern(shell, word);
      if (shell.flow !== undefined) return 1;
      const read = patternOf(shell, pattern);
      matches = matchesPattern(read, text, shell.shopts.nocasematch);
    }
    if (!matches) continue;
    status = yield* runList(shell, item.body);
    if (shell.flow !== undefined || item.terminator === ";;" || item.terminator === undefined) return status;
    fallThrough = item.terminator === ";&";
  }
  return status;
}

function* runSelect(shell: Shell, node: Select): Run<ExitStatus> {
  if (!(yield* begin(shell, node))) return 0;
  if (shell.options.xtrace)
    yield* trace(shell, [`select ${node.name.value} in ${wordsAsRead(shell, node.wordlist)}`], true);
  const words = node.wordlist === undefined ? shell.positional : yield* expandWords(shell, node.wordlist);
  if (shell.flow !== undefined || words.length === 0) return 0;
  const error = shell.files.get(2);
  const menu = (): void => void error?.write(selectMenu(words, Number(shell.parameters.scalar("COLUMNS") ?? 80) || 80));
  menu();
  let status: ExitStatus = 0;
  shell.loopDepth++;
  for (;;) {
    void error?.write(shell.parameters.scalar("PS3") ?? "#? ");
    const read = yield* readLine(shell, 0, { delimiter: "\n", raw: false });
    if (read === undefined || !read.complete) {
      void shell.files.get(1)?.write("\n");
      status = 1;
      break;
    }
    const reply = read.text.trim();
    shell.parameters.assign("REPLY", read.text);
    if (reply === "") {
      menu();
      continue;
    }
    shell.parameters.assign(node.name.value, /^\d+$/.test(reply) ? (words[Number(reply) - 1] ?? "") : "");
    if (shell.forgiveAbort()) {
      status = 1;
      break;
    }
    if (shell.needsAttention()) yield* shell.betweenCommands();
    status = yield* runList(shell, node.body);
    if (!goesOn(shell)) break;
  }
  shell.loopDepth--;
  return status;
}

/** The words of a loop as `set -x` shows them: as they were read. */
function wordsAsRead(shell: Shell, words: readonly Word[] | undefined): string {
  if (words === undefined) return '"$@"';
  return words.map((word) => wordAsRead(shell.source.text, word)).join(" ");
}

/** The numbered list in columns, as bash lays it out (execute_cmd.c, print_select_list). */
function selectMenu(words: readonly string[], columns: number): string {
  const digits = String(words.length).length;
  const widest = Math.max(...words.map((word) => word.length)) + digits + 2;
  const width = widest + 2;
  let across = Math.max(1, Math.floor(columns / width));
  const rows = Math.ceil(words.length / across);
  across = Math.ceil(words.length / rows);
  if (rows === 1) across = words.length > 0 ? 1 : across;
  const lines: string[] = [];
  const down = rows === 1 ? words.length : rows;
  for (let row = 0; row < down; row++) {
    let line = "";
    let at = 0;
    for (let i = row; i < words.length; i += down) {
      const item = `${String(i + 1).padStart(i === row ? String(down).length : digits)}) ${words[i]}`;
      line += item;
      at += item.length;
      if (i + down < words.length) {
        const next = Math.ceil(at / width) * width;
        line += indent(at, next);
        at = next;
      }
    }
    lines.push(`${line}\n`);
  }
  return lines.join("");
}

/** Blanks from one column to another, with tabs where they fit. */
function indent(from: number, to: number): string {
  let text = "";
  let at = from;
  while (at < to) {
    if (Math.floor(to / 8) > Math.floor(at / 8)) {
      text += "\t";
      at += 8 - (at % 8);
    } else {
      text += " ";
      at++;
    }
  }
  return text;
}
