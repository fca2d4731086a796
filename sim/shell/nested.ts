/** Calls within calls: how deep functions, `eval` and `.` may go, and the stack of this language that they run on. */
import type { ExitStatus } from "../../core/process.ts";
import { drive, type Run, wait } from "./run.ts";
import type { Shell } from "./shell.ts";

/** Calls that run on one stack; the next one begins on a stack of its own. */
const STACKED_CALLS = 16;

/** Goes one call deeper, unless that is too deep: then false, and everything unwinds. Who went in calls `leave`. */
export function enter(shell: Shell): boolean {
  const { depth } = shell.budget.limits;
  if (shell.nesting >= depth) {
    shell.stop(`more than ${depth} nested calls`);
    return false;
  }
  shell.nesting++;
  return true;
}

export function leave(shell: Shell): void {
  shell.nesting--;
}

/** What a call that was entered runs. Every so often it has a stack of its own, so that how deep calls go is no matter of its size. */
export function stacked(shell: Shell, run: Run<ExitStatus>): Run<ExitStatus> {
  return shell.nesting % STACKED_CALLS === 0 ? onOwnStack(run) : run;
}

function* onOwnStack<T>(run: Run<T>): Run<T> {
  let failure: { readonly error: unknown } | undefined;
  const driven = Promise.resolve()
    .then(() => drive(run))
    .catch((error: unknown) => {
      failure = { error };
    });
  const value = yield* wait(driven);
  if (failure !== undefined) throw failure.error;
  return value as T;
}
