/** The shell as a program: what `bash [options] [-c text | script] [arguments]` does. */

import { strerror } from "../../core/errors.ts";
import type { ExitStatus } from "../../core/process.ts";
import { readLine } from "./builtin/read.ts";
import { AlmquistInput } from "./dialect/almquist/input.ts";
import { parseAlmquistInvocation } from "./dialect/almquist/invocation.ts";
import { BASH } from "./dialect/bash.ts";
import { BASH_VERSION_LINE } from "./environment.ts";
import { aliasesOf, runTop } from "./execute/script.ts";
import { type Invocation, parseInvocation, usageOf } from "./invocation.ts";
import { restrict } from "./restricted.ts";
import { drive, type Run, wait } from "./run.ts";
import { Shell } from "./shell.ts";
import type { ShellOptions } from "./shell-options.ts";
import { Source } from "./source.ts";
import { isWhole } from "./units.ts";

/** Runs a whole script in `shell` and ends it. A line that does not parse ends it, too: status 2. */
export function runScript(
  shell: Shell,
  text: string,
  options: { readonly name?: string; readonly commandString?: boolean | undefined } = {},
): ExitStatus | Promise<ExitStatus> {
  return drive(scriptRun(shell, text, options));
}

function* scriptRun(
  shell: Shell,
  text: string,
  options: { readonly name?: string; readonly commandString?: boolean | undefined },
): Run<ExitStatus> {
  shell.commandString = options.commandString ?? false;
  try {
    const source = new Source(text, options.name ?? shell.argumentZero);
    return yield* shell.finish((yield* runTop(shell, source)) ?? shell.lastStatus);
  } catch (error) {
    return shell.tooDeep(error);
  } finally {
    shell.closeFiles();
  }
}

export interface BashOptions extends Omit<ShellOptions, "name" | "arguments" | "interactive"> {
  /** `argv[0]` is the name it was called by; a leading `-` makes a login shell. */
  readonly argv: readonly string[];
  /** Reads commands at a terminal until the shell ends; without it there are no interactive shells. */
  readonly interact?: (shell: Shell, options: { readonly login: boolean }) => ExitStatus | Promise<ExitStatus>;
}

/** Reads standard input when neither `-c` nor a script is given. */
export function runBash(options: BashOptions): ExitStatus | Promise<ExitStatus> {
  return drive(bashRun(options));
}

function* bashRun(options: BashOptions): Run<ExitStatus> {
  const { argv, files, interact } = options;
  const called = argv[0] ?? "bash";
  const complain = (text: string): void => void files.get(2)?.write(`${text}\n`);
  const dialect = options.dialect ?? BASH;
  const almquist = dialect.almquist !== undefined;
  const words = almquist ? parseAlmquistInvocation(argv, dialect) : parseInvocation(argv);
  if (typeof words === "string") {
    complain(`${called}: ${dialect.name === "dash" ? "0: " : ""}${words}`);
    if (!almquist && words.endsWith(": invalid option")) complain(usageOf(called));
    return 2;
  }
  if (words.version) {
    void files.get(1)?.write(`${BASH_VERSION_LINE}\n`);
    return 0;
  }
  let text: string | undefined;
  if (words.script !== undefined) {
    const read = almquist ? plainText(options, words.script) : scriptText(options, words.script);
    if (typeof read !== "string") {
      complain(`${read.name ?? called}: ${read.problem}`);
      return read.status;
    }
    text = read;
  }
  const atTerminal = files.get(0)?.terminal !== undefined && files.get(2)?.terminal !== undefined;
  const fromInput = words.command === undefined && text === undefined;
  const possible = interact !== undefined || almquist;
  const interactive = possible && (words.interactive || (interact !== undefined && fromInput && atTerminal));
  const shell = newShell(options, words, interactive);
  if (interactive && interact !== undefined && fromInput && files.get(0)?.terminal !== undefined)
    return yield* wait(interact(shell, { login: words.login }));
  if (words.command !== undefined && !almquist) shell.variables.own("BASH_EXECUTION_STRING").value = words.command;
  if (words.command !== undefined) return yield* scriptRun(shell, words.command, { commandString: true });
  if (text !== undefined) return yield* scriptRun(shell, text, {});
  return yield* inputRun(shell);
}

function newShell(options: BashOptions, words: Invocation, interactive: boolean): Shell {
  const { name, parameters } = words;
  const shell = new Shell({ ...options, calledAs: options.argv[0] ?? name, name, arguments: parameters, interactive });
  shell.readsInput = words.command === undefined && words.script === undefined;
  for (const name of words.idle ?? []) shell.idleOptions.add(name);
  for (const [option, on] of words.set) shell.options[option] = on;
  for (const [option, on] of words.shopt) shell.shopts[option] = on;
  if (words.restricted) {
    shell.shopts.restricted_shell = true;
    restrict(shell, true);
  }
  if (words.login) shell.shopts.login_shell = true;
  return shell;
}

/** The same for dash and ash, which know scripts by their path alone. */
function plainText(options: BashOptions, name: string): string | Unreadable {
  const { dialect = BASH, argv, cwd, host } = options;
  const read = host.files.readFile(name.startsWith("/") ? name : `${cwd === "/" ? "" : cwd}/${name}`);
  if (read.ok) return read.value;
  // What cannot be read is as good as empty.
  if (read.error === "EISDIR") return "";
  const called = argv[0] ?? dialect.name;
  const text = dialect.almquist?.words.cannotOpen(name, read.error) ?? "";
  return { name: called, problem: dialect.name === "dash" ? `0: ${text}` : text, status: 2 };
}

interface Unreadable {
  /** Who complains; the shell itself when missing. */
  readonly name?: string;
  readonly problem: string;
  readonly status: ExitStatus;
}

/** The text of a script: the file of that name, or for a bare name one on PATH (bash(1), ARGUMENTS). */
function scriptText(options: BashOptions, name: string): string | Unreadable {
  const { files } = options.host;
  const absolute = (path: string): string =>
    path.startsWith("/") ? path : `${options.cwd === "/" ? "" : options.cwd}/${path}`;
  let shown = name;
  let read = files.readFile(absolute(name));
  if (!read.ok && read.error === "ENOENT" && !name.includes("/")) {
    for (const directory of (options.env.PATH ?? "").split(":")) {
      const found = files.readFile(absolute(`${directory === "" ? "." : directory}/${name}`));
      if (!found.ok) continue;
      read = found;
      shown = `${directory}/${name}`;
      break;
    }
  }
  if (!read.ok) {
    if (read.error === "EISDIR") return { name: shown, problem: `${shown}: Is a directory`, status: 126 };
    return { problem: `${name}: ${strerror(read.error)}`, status: read.error === "ENOENT" ? 127 : 126 };
  }
  if (read.value.slice(0, 80).includes("\0"))
    return { name: shown, problem: `${shown}: cannot execute binary file`, status: 126 };
  return read.value;
}

/** A shell that reads its commands from standard input, one complete input at a time, so that they can read the rest. */
function* inputRun(shell: Shell): Run<ExitStatus> {
  let line = 1;
  let status: ExitStatus = 0;
  const input = shell.dialect.almquist === undefined ? undefined : new AlmquistInput(shell);
  input?.begin();
  for (;;) {
    let text = "";
    let ended = false;
    do {
      const read = input ? yield* input.line(text === "") : yield* readLine(shell, 0, { delimiter: "\n", raw: true });
      if (read === undefined || (!read.complete && read.text === "")) ended = true;
      else {
        text += `${read.text}\n`;
        ended = !read.complete;
      }
    } while (!ended && !isWhole(text, shell.argumentZero, aliasesOf(shell), shell.grammar));
    if (text !== "") {
      const ran = yield* runTop(shell, new Source(text, shell.argumentZero, line));
      line += text.split("\n").length - 1;
      if (input !== undefined && shell.interactive && shell.flow?.kind === "abort") {
        shell.lastStatus = shell.flow.status;
        shell.flow = undefined;
        input.discard();
      } else if (ran === undefined || shell.flow !== undefined) return yield* shell.finish(ran ?? shell.lastStatus);
      else status = ran;
    }
    if (shell.interactive) status = shell.lastStatus;
    if (ended) {
      input?.end();
      return yield* shell.finish(status);
    }
  }
}
