/** The shell as a program: what `bash [options] [-c text | script] [arguments]` does, and a terminal's line by line use. */
import { strerror } from "../../core/errors.ts";
import type { ExitStatus } from "../../core/process.ts";
import { readLine } from "./builtin/read.ts";
import { reportSyntax, runTop } from "./execute/script.ts";
import { isSetOption, isShopt, optionOfLetter } from "./option.ts";
import { drive, type Run } from "./run.ts";
import { Shell, type ShellOptions } from "./shell.ts";
import { parseSource, Source, type SyntaxProblem } from "./source.ts";

export { Shell, type ShellOptions } from "./shell.ts";
export type { SyntaxProblem } from "./source.ts";

/** What is wrong with a script, without running it; undefined when it parses. */
export function checkSyntax(text: string, name = "bash"): SyntaxProblem | undefined {
  return parseSource(new Source(text, name)).problem;
}

/** Does a text need more lines before it can run (the prompt for more, PS2)? */
export function isIncomplete(text: string): boolean {
  if (/(^|[^\\])(\\\\)*\\\n?$/.test(text)) return true;
  const { problem, script } = parseSource(new Source(text, "bash"));
  if (problem !== undefined) return problem.incomplete;
  for (const statement of script.commands) {
    const commands =
      statement.command.type === "Pipeline" || statement.command.type === "AndOr"
        ? statement.command.commands
        : [statement.command];
    for (const command of commands) {
      if (command.type !== "Command" && command.type !== "Redirected") continue;
      for (const redirect of command.redirects)
        if (redirect.type === "HereDoc" && redirect.closing === undefined) return true;
    }
  }
  return false;
}

/** Runs a whole script in `shell` and ends it. A text that does not parse runs nothing: status 2. */
export function runScript(
  shell: Shell,
  text: string,
  options: { readonly name?: string; readonly commandString?: boolean } = {},
): ExitStatus | Promise<ExitStatus> {
  return drive(scriptRun(shell, text, options));
}

function* scriptRun(
  shell: Shell,
  text: string,
  options: { readonly name?: string; readonly commandString?: boolean },
): Run<ExitStatus> {
  shell.commandString = options.commandString ?? false;
  try {
    const parsed = parseSource(new Source(text, options.name ?? shell.argumentZero));
    if (parsed.problem !== undefined) {
      reportSyntax(shell, parsed.source, parsed.problem, shell.commandString ? "-c" : undefined);
      return yield* shell.finish(2);
    }
    return yield* shell.finish(yield* runTop(shell, parsed));
  } finally {
    shell.closeFiles();
  }
}

/** `argv[0]` is the name it was called by. Reads standard input when neither `-c` nor a script is given. */
export function runBash(
  options: Omit<ShellOptions, "name" | "arguments" | "interactive"> & { readonly argv: readonly string[] },
): ExitStatus | Promise<ExitStatus> {
  return drive(bashRun(options));
}

function* bashRun(
  options: Omit<ShellOptions, "name" | "arguments" | "interactive"> & { readonly argv: readonly string[] },
): Run<ExitStatus> {
  const { argv } = options;
  const called = argv[0] ?? "bash";
  const sets: (readonly [string, boolean])[] = [];
  const shopts: (readonly [string, boolean])[] = [];
  let command: string | undefined;
  let wantsCommand = false;
  let fromInput = false;
  const complain = (text: string): void => void options.files.get(2)?.write(`${called}: ${text}\n`);
  let i = 1;
  for (; i < argv.length; i++) {
    const arg = argv[i] ?? "";
    if (arg === "--" || arg === "-") {
      i++;
      break;
    }
    if (/^--(login|norc|noprofile|posix|noediting|restricted|verbose)$/.test(arg)) continue;
    if (arg === "--version") {
      void options.files.get(1)?.write("GNU bash, version 5.2.15(1)-release (x86_64-pc-linux-gnu)\n");
      return 0;
    }
    if (arg.startsWith("--")) {
      complain(`${arg}: invalid option`);
      return 2;
    }
    if (!/^[-+]/.test(arg)) break;
    for (const letter of arg.slice(1)) {
      const on = arg.startsWith("-");
      if (letter === "c") wantsCommand = true;
      else if (letter === "s") fromInput = true;
      else if (letter === "l" || letter === "i" || letter === "r" || letter === "D") continue;
      else if (letter === "o" || letter === "O") {
        const name = argv[++i] ?? "";
        if (letter === "o" ? !isSetOption(name) : !isShopt(name)) {
          complain(`${name}: invalid ${letter === "o" ? "option name" : "shell option name"}`);
          return 2;
        }
        (letter === "o" ? sets : shopts).push([name, on]);
      } else {
        const option = optionOfLetter(letter);
        if (option === undefined) {
          complain(`${arg[0]}${letter}: invalid option`);
          return 2;
        }
        sets.push([option, on]);
      }
    }
  }
  const operands = argv.slice(i);
  let name = called;
  let parameters: readonly string[] = operands;
  let script: string | undefined;
  if (wantsCommand) {
    [command] = operands;
    if (command === undefined) {
      complain("-c: option requires an argument");
      return 2;
    }
    name = operands[1] ?? called;
    parameters = operands.slice(2);
  } else if (!fromInput && operands.length > 0) {
    name = operands[0] ?? called;
    parameters = operands.slice(1);
    const path = name.startsWith("/") ? name : `${options.cwd === "/" ? "" : options.cwd}/${name}`;
    const text = options.host.files.readFile(path);
    if (!text.ok) {
      if (text.error === "EISDIR") complain(`${name}: ${name}: Is a directory`);
      else complain(`${name}: ${strerror(text.error)}`);
      return text.error === "ENOENT" ? 127 : 126;
    }
    if (text.value.slice(0, 80).includes("\0")) {
      complain(`${name}: ${name}: cannot execute binary file`);
      return 126;
    }
    script = text.value;
  }
  const shell = new Shell({ ...options, name, arguments: parameters });
  for (const [option, on] of sets) if (isSetOption(option)) shell.options[option] = on;
  for (const [option, on] of shopts) if (isShopt(option)) shell.shopts[option] = on;
  if (command !== undefined) return yield* scriptRun(shell, command, { commandString: true, name });
  if (script !== undefined) return yield* scriptRun(shell, script, { name });
  return yield* inputRun(shell);
}

/** A shell that reads its commands from standard input, one complete input at a time, so that they can read the rest. */
function* inputRun(shell: Shell): Run<ExitStatus> {
  let line = 1;
  let status: ExitStatus = 0;
  for (;;) {
    let text = "";
    let ended = false;
    do {
      const read = yield* readLine(shell, 0, { delimiter: "\n", raw: true });
      if (read === undefined || (!read.complete && read.text === "")) ended = true;
      else {
        text += `${read.text}\n`;
        ended = !read.complete;
      }
    } while (!ended && isIncomplete(text));
    if (text !== "") {
      const parsed = parseSource(new Source(text, shell.argumentZero, line));
      line += text.split("\n").length - 1;
      if (parsed.problem !== undefined) {
        reportSyntax(shell, parsed.source, parsed.problem, undefined);
        return yield* shell.finish(2);
      }
      status = yield* runTop(shell, parsed);
      if (shell.flow !== undefined) return yield* shell.finish(status);
    }
    if (ended) return yield* shell.finish(status);
  }
}
