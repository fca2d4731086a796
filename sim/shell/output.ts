/** Standard output of builtins: how much of it may be, and what they say and do when it cannot be written. */
import { type Errno, strerror } from "../../core/errors.ts";
import { type ExitStatus, SIGNAL } from "../../core/process.ts";
import { COST } from "./limits.ts";
import type { Run } from "./run.ts";
import type { Shell } from "./shell.ts";

/** Prints to standard output on behalf of a builtin; answers with its status. */
export function* writeOutput(shell: Shell, text: string, builtin: string): Run<ExitStatus> {
  if (text === "") return 0;
  const file = shell.files.get(1);
  if (file === undefined) {
    refused(shell, builtin, "EBADF");
    return 1;
  }
  shell.budget.output += text.length;
  shell.budget.work += COST.print + text.length * COST.character;
  if (shell.budget.output > shell.budget.limits.output) {
    shell.stop(`more than ${shell.budget.limits.output} characters of output`);
    return 1;
  }
  let broken = file.broken;
  if (!broken) {
    const writing = shell.limits.write(file, text);
    if (typeof writing === "string") {
      const { pending } = shell.self.signals;
      if (pending !== undefined) shell.flow = { kind: "exit", status: 128 + SIGNAL[pending] };
      if (pending !== undefined) return 1;
      refused(shell, builtin, writing);
      return 1;
    }
    if (writing !== undefined) yield* shell.signals.waitFor(writing, undefined);
    broken = file.broken;
  }
  if (file.writeError !== undefined) {
    refused(shell, builtin, file.writeError);
    return 1;
  }
  if (broken) {
    if (shell.traps.ignores("PIPE")) {
      refused(shell, builtin, "EPIPE");
      return 1;
    }
    shell.flow = { kind: "exit", status: 128 + SIGNAL.PIPE };
  }
  return 0;
}

function refused(shell: Shell, builtin: string, errno: Errno): void {
  const { name } = shell.dialect;
  if (name === "bash") shell.complain(`${builtin}: write error: ${strerror(errno)}`);
  else if (name === "dash") shell.complain(`${builtin}: I/O error`);
  // busybox's echo is the applet, which tells of it; the shell's own builtins fail without a word.
  else if (builtin === "echo")
    void shell.files.get(2)?.write(`${shell.argumentZero}: write error: ${strerror(errno)}\n`);
}
