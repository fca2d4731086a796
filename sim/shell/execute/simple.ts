/** Simple commands: assignments, expansion, redirection, then function, builtin or program (bash(1), COMMAND EXECUTION). */

import type { Assignment, Command, Redirection, Word } from "unbash";
import type { ExitStatus, OpenFile } from "../../../core/process.ts";
import { runBuiltin } from "../builtin/help.ts";
import { SPECIAL } from "../builtin/lookup.ts";
import { callBuiltin, raise, settle } from "../dialect/almquist/raise.ts";
import { type PlainWord, plainText, plainWordOf, textOfPlain } from "../expand/plain-word.ts";
import { expandPrompt } from "../expand/prompt.ts";
import { quoteTrace } from "../expand/transform.ts";
import { bracedWords, expandTemplate, expandText, expandWord, expandWords, wordOf } from "../expand/word.ts";
import type { Flow } from "../flow.ts";
import { waitForeground } from "../foreground.ts";
import { fork, placeOf } from "../fork.ts";
import { printCommand } from "../print.ts";
import { applyRedirects, undoRedirects } from "../redirect.ts";
import type { Run } from "../run.ts";
import type { Shell } from "../shell.ts";
import type { Variable } from "../variable.ts";
import { applyAssignment, arrayArguments, expandArrayArgument } from "./assign.ts";
import { callFunction } from "./function.ts";
import { runProgram } from "./program.ts";

const NO_WORDS: readonly never[] = [];
/** A command of so many words costs no more than its running. */
const FEW_WORDS = 100;

/**
 * Runs a command of plain words that is a program and nothing else, as nearly all of long scripts are, without a generator: its
 * status, or the wait for it. Undefined, and nothing has happened, where it takes `runSimple`.
 */
export function runPlain(shell: Shell, node: Command): ExitStatus | Run<ExitStatus> | undefined {
  const words = wordsOf(node);
  if (words === undefined || shell.traps.commands.size > 0) return undefined;
  shell.at(node);
  if (shell.tail?.has(node)) shell.lastCommand = true;
  const name = textOfPlain(shell, words[0] as PlainWord);
  if (name === undefined || shell.dialect.declarations.has(name) || !isProgram(shell, name)) return undefined;
  const argv = new Array<string>(words.length);
  argv[0] = name;
  for (let i = 1; i < words.length; i++) {
    const text = textOfPlain(shell, words[i] as PlainWord);
    if (text === undefined) return undefined;
    argv[i] = text;
  }
  shell.substitutionStatus = undefined;
  const result = runProgram(shell, argv, () => printCommand(shell.source.text, node));
  if (typeof result !== "number") return thenLast(shell, result, argv);
  shell.lastArgument = argv.at(-1) ?? "";
  return result;
}

const plainCommands = new WeakMap<Command, readonly PlainWord[] | "other">();

/** The words of a command that has nothing else, all of them plain, the name first; read once for each command of a text. */
function wordsOf(node: Command): readonly PlainWord[] | undefined {
  let words = plainCommands.get(node);
  if (words === undefined) plainCommands.set(node, (words = readWords(node) ?? "other"));
  return words === "other" ? undefined : words;
}

function readWords({ name, prefix, suffix }: Command): readonly PlainWord[] | undefined {
  if (name === undefined || prefix.length > 0 || suffix.length >= FEW_WORDS) return undefined;
  const words: PlainWord[] = [];
  for (const item of [name, ...suffix]) {
    const plain = item.type === "Word" ? plainWordOf(item) : undefined;
    if (plain === undefined) return undefined;
    words.push(plain);
  }
  return words;
}

function* thenLast(shell: Shell, running: Run<ExitStatus>, argv: readonly string[]): Run<ExitStatus> {
  const status = yield* running;
  shell.lastArgument = argv.at(-1) ?? "";
  return status;
}

export function* runSimple(shell: Shell, node: Command): Run<ExitStatus> {
  shell.at(node);
  shell.substitutionStatus = undefined;
  if (shell.traps.commands.size > 0) {
    const goes = yield* shell.traps.runDebug(shell);
    shell.at(node);
    if (!goes) return 0;
  }
  if (shell.tail?.has(node)) shell.lastCommand = true;
  const argv: string[] = [];
  const openBefore = shell.processSubstitutions.length;
  if (node.name !== undefined && !plainWords(shell, node, node.name, argv))
    yield* expandCommandWords(shell, node, node.name, argv);
  if (shell.flow !== undefined) return flowStatus(shell);
  const { prefix } = node;
  let assignments: readonly Assignment[] = NO_WORDS;
  let redirects: readonly Redirection[] = NO_WORDS;
  if (prefix.length > 0) assignments = prefix.filter((item) => item.type === "Assignment");
  if (prefix.length > assignments.length || hasRedirect(node)) redirects = node.redirects;
  let status: ExitStatus;
  if (argv.length === 0) {
    status = yield* assignOnly(shell, assignments, redirects);
    shell.lastArgument = "";
  } else {
    if (isJobSpec(shell, argv[0] ?? "")) argv.unshift("fg");
    if (assignments.length === 0 && redirects.length === 0 && isProgram(shell, argv[0] ?? "")) {
      const result = runProgram(shell, argv, () => printCommand(shell.source.text, node));
      status = typeof result === "number" ? result : yield* result;
    } else status = yield* runNamed(shell, node, argv, assignments, redirects);
    shell.lastArgument = argv.at(-1) ?? "";
  }
  if (shell.processSubstitutions.length > openBefore) closeSubstitutions(shell, openBefore);
  return status;
}

function hasRedirect(node: Command): boolean {
  return node.suffix.some(isRedirect);
}

function isRedirect({ type }: Command["suffix"][number]): boolean {
  return type !== "Word" && type !== "Assignment";
}

export function closeSubstitutions(shell: Shell, keep: number): void {
  for (const descriptor of shell.processSubstitutions.splice(keep)) {
    shell.files.get(descriptor)?.close();
    shell.files.delete(descriptor);
  }
}

function flowStatus(shell: Shell): ExitStatus {
  return shell.flow !== undefined && "status" in shell.flow ? shell.flow.status : 1;
}

/** Takes the words of a command in which each stands for one text; false, and none taken, when that is not certain. */
function plainWords(shell: Shell, { suffix }: Command, name: Word, argv: string[]): boolean {
  const first = plainText(shell, name);
  if (first === undefined || suffix.length >= FEW_WORDS || shell.dialect.declarations.has(first)) return false;
  argv.push(first);
  for (const item of suffix) {
    const plain = item.type === "Word" ? plainText(shell, item) : isRedirect(item) ? "" : undefined;
    if (plain === undefined) {
      argv.length = 0;
      return false;
    }
    if (item.type === "Word") argv.push(plain);
  }
  return true;
}

function* expandCommandWords(shell: Shell, node: Command, name: Word, argv: string[]): Run<void> {
  yield* expandWords(shell, [name], argv);
  const { declarations, almquist } = shell.dialect;
  let declaration = argv.length === 1 && declarations.has(argv[0] ?? "");
  for (const item of node.suffix) {
    if (shell.flow !== undefined) return;
    // To dash and ash it is one behind `command` as well.
    if (almquist !== undefined && argv.length === 2 && argv[0] === "command")
      declaration = declarations.has(argv[1] ?? "");
    if (item.type === "Word") {
      if (declaration && /^[A-Za-z_]\w*(\[[^\]]*\])?\+?=/.test(item.text))
        argv.push(yield* declarationWord(shell, item));
      else {
        const plain = plainText(shell, item);
        if (plain !== undefined) argv.push(plain);
        else yield* expandWord(shell, item, argv);
      }
    } else if (item.type === "Assignment") {
      if (item.value.type === "ArrayValue") {
        arrayArguments(shell).set(argv.length, yield* expandArrayArgument(shell, item));
        argv.push(item.name);
      } else {
        const index = item.index === undefined ? "" : `[${yield* expandText(shell, item.index)}]`;
        const start = `${item.name}${index}${item.append ? "+" : ""}=`;
        const values = bracedWords(shell, item.value);
        for (const value of values) {
          // Words that braces have made are no assignments any more: they split.
          const whole = values.length > 1 && typeof value !== "string" ? wordOf(start + value.text) : undefined;
          if (whole !== undefined) yield* expandWord(shell, whole, argv);
          else argv.push(start + (typeof value === "string" ? value : yield* expandText(shell, value, "value")));
        }
      }
    }
  }
  if (argv.length > FEW_WORDS) yield* shell.tooMany(argv);
}

/** `export x=$y`: the value is not split. */
function* declarationWord(shell: Shell, word: Word): Run<string> {
  const at = word.text.indexOf("=");
  const value = word.parts === undefined && !word.text.includes("\\") ? word.text : undefined;
  if (value !== undefined && !value.includes("~")) return value;
  const text = yield* expandText(shell, word, "value");
  return at < 0 ? text : text;
}

function* assignOnly(
  shell: Shell,
  assignments: readonly Assignment[],
  redirects: readonly Redirection[],
): Run<ExitStatus> {
  const { almquist } = shell.dialect;
  const told: string[] | undefined = almquist !== undefined && shell.options.xtrace ? [] : undefined;
  for (const assignment of assignments) {
    yield* applyAssignment(shell, assignment, told);
    if (shell.flow !== undefined) return flowStatus(shell);
  }
  if (told !== undefined && told.length > 0) yield* trace(shell, told, true);
  if (redirects.length > 0) {
    const undo = yield* applyRedirects(shell, redirects);
    if (undo === undefined) return flowOr(shell, almquist?.redirectionStatus ?? 1);
    undoRedirects(shell, undo);
  }
  return shell.substitutionStatus ?? 0;
}

/** Where `set -x` writes: to the descriptor that BASH_XTRACEFD names, where one is open there. */
function traceFile(shell: Shell): OpenFile | undefined {
  const named = shell.dialect.almquist === undefined ? shell.variables.get("BASH_XTRACEFD")?.value : undefined;
  const own = named !== undefined && /^\d+$/.test(named) ? shell.files.get(Number(named)) : undefined;
  return own ?? shell.files.get(2);
}

/** `set -x`: the command as it runs. */
export function* trace(shell: Shell, words: readonly string[], raw = false): Run<void> {
  const file = traceFile(shell);
  if (file === undefined) return;
  const ps4 = shell.parameters.scalar("PS4") ?? "+ ";
  shell.options.xtrace = false;
  const status = shell.lastStatus;
  const expanded = yield* expandTemplate(shell, ps4);
  const lead = shell.dialect.almquist === undefined ? expandPrompt(shell, expanded) : expanded;
  shell.lastStatus = status;
  shell.options.xtrace = true;
  // Its first character is repeated for each level of `$( )` and `eval`.
  const plain = shell.dialect.almquist !== undefined;
  const mark = plain ? lead : lead.slice(0, 1).repeat(1 + shell.traceLevel) + lead.slice(1);
  const quote = shell.dialect.almquist?.words.traced ?? quoteTrace;
  void file.write(`${mark}${(raw ? words : words.map(quote)).join(" ")}\n`);
}

/** A program and nothing else: no function, no builtin, nobody who wants to read what runs. */
function isProgram(shell: Shell, name: string): boolean {
  if (shell.options.xtrace || shell.functions.has(name) || isJobSpec(shell, name)) return false;
  return !shell.dialect.builtins.has(name) || shell.disabled.has(name);
}

/** `%1` alone brings a job to the front (bash(1), JOB CONTROL). */
function isJobSpec(shell: Shell, name: string): boolean {
  return name.startsWith("%") && shell.dialect.almquist === undefined;
}

/** Whether a redirection is one of a named pipe, as far as can be told before it is made. */
function mayWait(shell: Shell, redirect: Redirection): boolean {
  if (redirect.type !== "Redirect" || redirect.target === undefined || /&-?$/.test(redirect.operator)) return false;
  const path = plainText(shell, redirect.target);
  if (path === undefined) return false;
  const stat = shell.host.files.stat(shell.absolute(path));
  return stat.ok && stat.value.type === "fifo";
}

/** What the assignments before a command hide. */
type Hidden = readonly (readonly [string, Variable | undefined])[];

/** `x=1 command`: exported variables as long as it runs. */
function* assignForCommand(shell: Shell, assignments: readonly Assignment[], told?: string[]): Run<Hidden> {
  const hidden: (readonly [string, Variable | undefined])[] = [];
  for (const assignment of assignments) {
    const value = assignment.value.type === "Word" ? yield* expandText(shell, assignment.value, "value") : "";
    if (shell.flow !== undefined) break;
    const before = shell.parameters.scalar(assignment.name);
    if (shell.variables.get(assignment.name)?.readonly) {
      if (shell.dialect.almquist !== undefined) {
        raise(shell, `${assignment.name}: is read only`);
        break;
      }
      shell.complain(`${assignment.name}: readonly variable`);
      continue;
    }
    hidden.push([assignment.name, shell.variables.hide(assignment.name)]);
    const variable = shell.variables.own(assignment.name);
    variable.value = assignment.append ? (before ?? "") + value : value;
    variable.exported = true;
    if (assignment.name === "PATH") shell.hashed.clear();
    if (told !== undefined) told.push(`${assignment.name}=${shell.dialect.almquist?.words.traced(value) ?? value}`);
    else if (shell.options.xtrace)
      yield* trace(shell, [`${assignment.name}=${value === "" ? "" : quoteTrace(value)}`], true);
  }
  return hidden;
}

/** What is assigned before a special builtin stays (POSIX). */
function keepAssignments(shell: Shell, hidden: Hidden, exported: boolean): void {
  for (const [name, before] of hidden) {
    if (!exported) shell.variables.own(name).exported = before?.exported ?? false;
    if (name === "OPTIND") shell.optionCursor = 0;
  }
}

/** A redirection of a special builtin that fails ends the shell. */
function endOf(shell: Shell): Flow {
  const status = shell.dialect.almquist?.redirectionStatus ?? 1;
  return { kind: shell.interactive ? "abort" : "exit", status, raised: true };
}

function restoreHidden(shell: Shell, hidden: Hidden): void {
  for (let i = hidden.length - 1; i >= 0; i--) {
    const entry = hidden[i];
    if (entry !== undefined) shell.variables.restore(entry[0], entry[1]);
  }
  shell.hashed.clear();
}

/** Redirections do not see what is assigned for the command alone (find_variable_internal, expanding_redir). */
function* withoutAssignments<T>(shell: Shell, hidden: Hidden | undefined, run: Run<T>): Run<T> {
  if (hidden === undefined) return yield* run;
  const given = hidden.map(([name]) => [name, shell.variables.get(name)] as const);
  restoreHidden(shell, hidden);
  const result = yield* run;
  for (const [name, variable] of given) {
    shell.variables.hide(name);
    shell.variables.restore(name, variable);
  }
  return result;
}

function* runNamed(
  shell: Shell,
  node: Command,
  argv: string[],
  assignments: readonly Assignment[],
  redirects: readonly Redirection[],
): Run<ExitStatus> {
  const name = argv[0] ?? "";
  const called = shell.functions.get(name);
  const { almquist, builtins } = shell.dialect;
  // POSIX's special builtins come before functions.
  const builtin = called === undefined && !shell.disabled.has(name) ? builtins.get(name) : undefined;
  const special = builtin !== undefined && almquist?.special.has(name) === true;
  if (name === "exec" && builtin !== undefined) shell.keepRedirects = false;
  const told: string[] | undefined = almquist !== undefined && shell.options.xtrace ? [] : undefined;
  let hidden = assignments.length > 0 ? yield* assignForCommand(shell, assignments, told) : undefined;
  if (special && hidden !== undefined) {
    keepAssignments(shell, hidden, name === "exec" && argv.length > 1);
    hidden = undefined;
  }
  // Assignments and words are told before anything is redirected (execute_simple_command).
  if (shell.options.xtrace && shell.flow === undefined) {
    const quote = almquist?.words.traced;
    if (told === undefined || quote === undefined) yield* trace(shell, argv);
    else yield* trace(shell, [...told, ...argv.map(quote)], true);
  }
  const external = called === undefined && builtin === undefined;
  if (
    external &&
    shell.jobControl !== undefined &&
    !shell.lastCommand &&
    redirects.some((each) => mayWait(shell, each))
  ) {
    // The shell itself cannot be stopped while it waits for the other end of a named pipe.
    if (hidden !== undefined) restoreHidden(shell, hidden);
    const run = function* (self: Shell): Run<ExitStatus> {
      self.lastCommand = true;
      self.options.xtrace = false;
      return yield* runNamed(self, node, argv, assignments, redirects);
    };
    const child = fork(shell, shell.files, run, placeOf(shell, undefined, true));
    return yield* waitForeground(shell, [child], () => printCommand(shell.source.text, node));
  }
  let undo: (readonly [number, OpenFile | undefined])[] | undefined;
  if (redirects.length > 0 && shell.flow === undefined) {
    undo = yield* withoutAssignments(shell, hidden, applyRedirects(shell, redirects));
    if (undo === undefined) {
      if (hidden !== undefined) restoreHidden(shell, hidden);
      const ends = special || (shell.options.posix && builtin !== undefined && SPECIAL.has(name));
      if (ends && shell.flow === undefined) shell.flow = endOf(shell);
      return flowOr(shell, almquist?.redirectionStatus ?? 1);
    }
    // A child that is about to become a program has what it was given and nothing besides: who reads a pipe that it had is
    // told of the end.
    if (external && shell.lastCommand && !shell.traps.runsAtEnd(shell.dialect)) {
      for (const [, file] of undo) file?.close();
      undo = undefined;
    }
  }
  let status: ExitStatus;
  if (shell.flow !== undefined) status = flowStatus(shell);
  else {
    // What runs in this shell itself may have something to do afterwards.
    if (called !== undefined || (builtin !== undefined && name !== "exec" && name !== "command"))
      shell.lastCommand = false;
    if (called !== undefined) status = yield* callFunction(shell, called, argv);
    else if (builtin !== undefined) {
      const args = argv.slice(1);
      if (almquist !== undefined) status = settle(shell, name, yield* callBuiltin(shell, builtin, name, args));
      else {
        const result = args[0] === "--help" ? runBuiltin(shell, builtin, args, name) : builtin(shell, args, name);
        status = typeof result === "number" ? result : yield* result;
      }
    } else {
      const result = runProgram(shell, argv, () => printCommand(shell.source.text, node));
      status = typeof result === "number" ? result : yield* result;
    }
  }
  if (hidden !== undefined) restoreHidden(shell, hidden);
  if (undo !== undefined) {
    if (name === "exec" && shell.keepRedirects) {
      for (const [, file] of undo) file?.close();
      shell.keepRedirects = false;
    } else undoRedirects(shell, undo);
  }
  return status;
}

function flowOr(shell: Shell, status: ExitStatus): ExitStatus {
  return shell.flow !== undefined ? flowStatus(shell) : status;
}
