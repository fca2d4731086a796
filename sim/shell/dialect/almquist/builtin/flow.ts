/** break, continue, return, exit, eval, `.`, exec (eval.c, main.c and exec.c of dash). */
import { type Errno, strerror } from "../../../../../core/errors.ts";
import type { ExitStatus } from "../../../../../core/process.ts";
import type { Builtin } from "../../../builtin/builtin.ts";
import { takeOver } from "../../../execute/program.ts";
import { runInSource, runText } from "../../../execute/script.ts";
import type { Flow } from "../../../flow.ts";
import { COST } from "../../../limits.ts";
import { enter, leave, stacked } from "../../../nested.ts";
import { openPath } from "../../../open.ts";
import type { Run } from "../../../run.ts";
import { Source } from "../../../source.ts";
import { raise } from "../raise.ts";
import { numberOf } from "./option.ts";

export const breakOrContinue: Builtin = (shell, args, name) => {
  let levels = 1;
  if (args[0] !== undefined) {
    const number = numberOf(shell, args[0]);
    if (number === undefined) return 2;
    if (number < 1) return raise(shell, `Illegal number: ${args[0]}`);
    levels = number;
  }
  if (shell.loopDepth > 0)
    shell.flow = { kind: name === "break" ? "break" : "continue", levels: Math.min(levels, shell.loopDepth) };
  return 0;
};

/** Outside of functions and files that `.` reads it ends the shell. */
export const returnFrom: Builtin = (shell, args) => {
  const status = args[0] === undefined ? shell.lastStatus : numberOf(shell, args[0]);
  if (status === undefined) return 2;
  const inner = shell.functionDepth > 0 || shell.frames.length > 0;
  shell.flow = { kind: inner ? "return" : "exit", status };
  return status;
};

export const exit: Builtin = (shell, args) => {
  const status = args[0] === undefined ? shell.lastStatus : numberOf(shell, args[0]);
  if (status === undefined) return 2;
  shell.flow = { kind: "exit", status };
  return status;
};

export const evaluate: Builtin = function* (shell, args): Run<ExitStatus> {
  const text = args.join(" ");
  if (text.trim() === "") return 0;
  if (!enter(shell)) return 1;
  const status = yield* stacked(shell, runText(shell, text, { keepLine: true }));
  leave(shell);
  return status;
};

export const source: Builtin = function* (shell, args): Run<ExitStatus> {
  const file = args[0] === "--" ? args[1] : args[0];
  if (file === undefined) return 0;
  let path: string | undefined = file;
  if (!file.includes("/")) {
    path = undefined;
    for (const directory of (shell.parameters.scalar("PATH") ?? "").split(":")) {
      const candidate = `${directory === "" ? "." : directory}/${file}`;
      const stat = shell.host.files.stat(shell.absolute(candidate));
      if (stat.ok && stat.value.type === "file" && shell.host.files.access(shell.absolute(candidate), 4)) {
        path = candidate;
        break;
      }
    }
  }
  if (path === undefined) return raise(shell, `${file}: not found`);
  const opened = yield* openPath(shell, path, "read");
  if (!opened.ok) return raise(shell, shell.dialect.almquist?.words.cannotSource(file, opened.error) ?? "");
  let text = "";
  for (;;) {
    const chunk = yield* shell.signals.waitFor(opened.value.read(shell.self.signals), null);
    if (chunk === null) break;
    text += chunk;
    yield* shell.mind(chunk.length * COST.character);
    if (shell.flow !== undefined) break;
  }
  opened.value.close();
  if (shell.flow !== undefined) return 1;
  if (!enter(shell)) return 1;
  shell.commandName = path;
  shell.frames.push({ name: "source", file, line: shell.line() });
  let status = yield* stacked(shell, runInSource(shell, new Source(text, shell.source.name)));
  shell.frames.pop();
  leave(shell);
  const flow = shell.flow as Flow | undefined;
  if (flow?.kind === "return") {
    status = flow.status;
    shell.flow = undefined;
  }
  return status;
};

export const exec: Builtin = function* (shell, args): Run<ExitStatus> {
  const words = args[0] === "--" ? args.slice(1) : args;
  const [name] = words;
  if (name === undefined) {
    shell.keepRedirects = true;
    return 0;
  }
  const path = name.includes("/") ? shell.absolute(name) : shell.findProgram(name);
  let errno: Errno | undefined = path === undefined ? "ENOENT" : undefined;
  if (path !== undefined) {
    const stat = shell.host.files.stat(path);
    if (!stat.ok) errno = stat.error;
    else if (stat.value.type === "directory" || !shell.host.files.access(path, 1)) errno = "EACCES";
  }
  if (errno === undefined) {
    const { status, done } = yield* takeOver(shell, name, words, false);
    if (done) shell.traps.commands.delete("EXIT");
    shell.flow = { kind: "exit", status };
    return status;
  }
  const missing = errno === "ENOENT" || errno === "ENOTDIR";
  const status = missing ? 127 : 126;
  shell.complain(`${name}: ${missing ? "not found" : strerror(errno)}`);
  shell.flow = { kind: "exit", status };
  return status;
};
