/** Writes what a command left behind to the descriptors of a process. */
import type { Outcome } from "../../../core/command/ip/run.ts";
import type { ExitStatus } from "../../../core/process.ts";
import type { ProcessContext } from "../../program.ts";

/** Standard output first; answers with the status. Waits only where a reader must catch up. */
export async function printOutcome(context: ProcessContext, outcome: Outcome): Promise<ExitStatus> {
  if (outcome.stdout !== "") await context.stdout.write(outcome.stdout);
  if (outcome.stderr !== "") await context.stderr.write(outcome.stderr);
  return outcome.status;
}
