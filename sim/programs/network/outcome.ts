/** Writes what a command left behind to the descriptors of a process. */
import type { Outcome } from "../../../core/command/ip/run.ts";
import type { ExitStatus } from "../../../core/process.ts";
import type { ProcessContext } from "../../program.ts";

/** The status, once a write is done: at once unless a reader must catch up first. */
export function afterWrite(writing: void | Promise<void>, status: ExitStatus): ExitStatus | Promise<ExitStatus> {
  return writing === undefined ? status : writing.then(() => status);
}

/** Standard output first; answers with the status. Waits only where a reader must catch up. */
export function printOutcome(context: ProcessContext, outcome: Outcome): ExitStatus | Promise<ExitStatus> {
  const { stdout, stderr, status } = outcome;
  const complain = () => (stderr === "" ? status : afterWrite(context.stderr.write(stderr), status));
  const writing = stdout === "" ? undefined : context.stdout.write(stdout);
  return writing === undefined ? complain() : writing.then(complain);
}
