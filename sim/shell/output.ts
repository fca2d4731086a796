/** Standard output of builtins: how much of it may be, and what they say and do when it cannot be written. */
import { strerror } from "../../core/errors.ts";
import { type ExitStatus, SIGNAL } from "../../core/process.ts";
import { COST } from "./limits.ts";
import type { Run } from "./run.ts";
import type { Shell } from "./shell.ts";

/** Prints to standard output on behalf of a builtin; answers with its status. */
export function* writeOutput(shell: Shell, text: string, builtin: string): Run<ExitStatus> {
  if (text === "") return 0;
  const file = shell.files.get(1);
  if (file === undefined) {
    shell.complain(`${builtin}: write error: Bad file descriptor`);
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
      shell.complain(`${builtin}: write error: ${strerror(writing)}`);
      return 1;
    }
    if (writing !== undefined) yield* shell.signals.waitFor(writing, undefined);
    broken = file.broken;
  }
  if (file.writeError !== undefined) {
    shell.complain(`${builtin}: write error: ${strerror(file.writeError)}`);
    return 1;
  }
  if (broken) {
    if (shell.traps.ignores("PIPE")) {
      shell.complain(`${builtin}: write error: Broken pipe`);
      return 1;
    }
    shell.flow = { kind: "exit", status: 128 + SIGNAL.PIPE };
  }
  return 0;
}
