/** Builtins that steer control: break, continue, return, exit, eval, source, exec, and the two truths. */

import { strerror } from "../../../core/errors.ts";
import type { ExitStatus } from "../../../core/process.ts";
import { takeOver } from "../execute/program.ts";
import { runInSource, runText } from "../execute/script.ts";
import { COST } from "../limits.ts";
import { enter, leave, stacked } from "../nested.ts";
import { openPath } from "../open.ts";
import { forbids } from "../restricted.ts";
import type { Run } from "../run.ts";
import type { Shell } from "../shell.ts";
import { Source } from "../source.ts";
import { type Builtin, readOptions, tooManyArguments, wholeNumber } from "./builtin.ts";

export const colon: Builtin = () => 0;
export const falsehood: Builtin = () => 1;

export const breakOrContinue: Builtin = (shell, args, name) => {
  if (shell.loopDepth === 0) {
    shell.complain(`${name}: only meaningful in a \`for', \`while', or \`until' loop`);
    return 0;
  }
  const word = args[0] === "--" ? args[1] : args[0];
  let levels = 1;
  if (word !== undefined) {
    const number = wholeNumber(word);
    if (number === undefined) {
      shell.fail(`${name}: ${word}: numeric argument required`, { kind: "exit", status: 128 });
      return 128;
    }
    if (args.length > (args[0] === "--" ? 2 : 1)) return tooManyArguments(shell, name);
    if (number < 1) {
      shell.complain(`${name}: ${word}: loop count out of range`);
      shell.flow = { kind: "break", levels: shell.loopDepth };
      return 1;
    }
    levels = Math.min(number, shell.loopDepth);
  }
  shell.flow = { kind: name === "break" ? "break" : "continue", levels };
  return 0;
};

function statusArgument(shell: Shell, name: string, args: readonly string[]): ExitStatus | undefined {
  const word = args[0] === "--" ? args[1] : args[0];
  if (word === undefined) return shell.lastStatus;
  const number = wholeNumber(word);
  if (number === undefined) {
    shell.complain(`${name}: ${word}: numeric argument required`);
    return 2;
  }
  if (args.length > (args[0] === "--" ? 2 : 1)) {
    tooManyArguments(shell, name);
    return undefined;
  }
  return number & 255;
}

export const returnFrom: Builtin = (shell, args) => {
  const status = statusArgument(shell, "return", args);
  if (status === undefined) return 1;
  if (shell.functionDepth === 0 && shell.frames.length === 0) {
    shell.complain("return: can only `return' from a function or sourced script");
    return 2;
  }
  shell.statusBeforeReturn = shell.lastStatus;
  shell.flow = { kind: "return", status };
  return status;
};

export const exit: Builtin = (shell, args) => {
  if (shell.interactive) void shell.files.get(2)?.write("exit\n");
  const status = statusArgument(shell, "exit", args);
  if (status === undefined) return 1;
  shell.flow = { kind: "exit", status };
  return status;
};

export const evaluate: Builtin = function* (shell, args): Run<ExitStatus> {
  const options = readOptions(shell, "eval", args, "", "eval [arg ...]");
  if (options === undefined) return 2;
  const text = options.operands.join(" ");
  if (text.trim() === "") return 0;
  if (!enter(shell)) return 1;
  shell.traceLevel++;
  const status = yield* stacked(shell, runText(shell, text, { keepLine: true, label: "eval" }));
  shell.traceLevel--;
  leave(shell);
  return status;
};

export const source: Builtin = function* (shell, args, name): Run<ExitStatus> {
  const options = readOptions(shell, name, args, "", `${name} filename [arguments]`);
  if (options === undefined) return 2;
  const words = options.operands;
  const file = words[0];
  if (file === undefined) {
    shell.complain(`${name}: filename argument required`);
    shell.usage(`${name}: usage: ${name} filename [arguments]`);
    return 2;
  }
  if (file.includes("/") && forbids(shell, `${name}: ${file}`)) return 1;
  let path = file;
  if (!file.includes("/")) {
    for (const directory of (shell.parameters.scalar("PATH") ?? "").split(":")) {
      const candidate = `${directory === "" ? "." : directory}/${file}`;
      const stat = shell.host.files.stat(shell.absolute(candidate));
      if (stat.ok && stat.value.type === "file") {
        path = candidate;
        break;
      }
    }
  }
  const opened = yield* openPath(shell, path, "read");
  if (!opened.ok) {
    if (opened.error !== "EINTR") shell.complainAbout(file, opened.error);
    return 1;
  }
  const stat = shell.host.files.stat(shell.absolute(path));
  if (stat.ok && stat.value.type === "directory") {
    opened.value.close();
    shell.complain(`${name}: ${file}: is a directory`);
    return 1;
  }
  let text = "";
  for (;;) {
    const chunk = yield* shell.signals.waitFor(opened.value.read(shell.self.signals), null);
    if (chunk === null) break;
    text += chunk;
    yield* shell.mind(chunk.length * COST.character);
    if (shell.flow !== undefined) {
      opened.value.close();
      return 1;
    }
  }
  opened.value.close();
  if (!enter(shell)) return 1;
  const { positional } = shell;
  if (words.length > 1) shell.positional = words.slice(1);
  shell.frames.push({ name: "source", file, line: shell.line() });
  let status = yield* stacked(shell, runInSource(shell, new Source(text, file)));
  shell.frames.pop();
  leave(shell);
  if (words.length > 1) shell.positional = positional;
  if (shell.flow?.kind === "return") {
    status = shell.flow.status;
    shell.flow = undefined;
  }
  if (shell.traps.commands.size > 0) yield* shell.traps.runReturn(shell);
  return status;
};

export const exec: Builtin = function* (shell, args): Run<ExitStatus> {
  const options = readOptions(
    shell,
    "exec",
    args,
    "cla:",
    "exec [-cl] [-a name] [command [argument ...]] [redirection ...]",
  );
  if (options === undefined) return 2;
  if (options.operands.length === 0) {
    shell.keepRedirects = true;
    return 0;
  }
  if (forbids(shell, "exec")) return 1;
  const [name = ""] = options.operands;
  const shownAs = options.given.get("a") ?? name;
  const argv = [options.given.has("l") ? `-${shownAs}` : shownAs, ...options.operands.slice(1)];
  const missing = !name.includes("/") && shell.findProgram(name) === undefined;
  let status: ExitStatus = 127;
  if (missing) shell.complain(`exec: ${name}: not found`);
  else {
    const path = name.includes("/") ? shell.absolute(name.replace(/^(?:\.\/+)+/, "")) : name;
    const started = yield* takeOver(shell, path, argv, options.given.has("c"));
    ({ status } = started);
    if (started.done) {
      // Whoever takes over this process is told nothing of the shell's traps.
      shell.traps.commands.delete("EXIT");
      shell.flow = { kind: "exit", status };
      return status;
    }
    const found = name.includes("/") ? path : (shell.findProgram(name) ?? name);
    const stat = shell.host.files.stat(found);
    if (status === 126 && stat.ok) {
      const refused =
        stat.value.type === "directory" ? "EISDIR" : shell.host.files.access(found, 1) ? undefined : "EACCES";
      if (refused !== undefined) shell.complain(`exec: ${found}: cannot execute: ${strerror(refused)}`);
    }
  }
  if (shell.level > 0 || (!shell.interactive && !shell.shopts.execfail)) shell.flow = { kind: "exit", status };
  return status;
};
