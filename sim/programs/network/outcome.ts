/** Writes what a command left behind to the descriptors of a process. */
import type { Outcome } from "../../../core/command/ip/run.ts";
import type { ExitStatus } from "../../../core/process.ts";
import type { ProcessContext } from "../../program.ts";

/** The status, once a write is done: at once unless a reader must catch up first. */
export function afterWrite(writing: void | Promise<void>, status: ExitStatus): ExitStatus | Promise<ExitStatus> {
  return writing === undefined ? status : writing.then(() => status);
}

/** Standard output first, unless the order is known; answers with the status. Waits only where a reader must catch up. */
export function printOutcome(context: ProcessContext, outcome: Outcome): ExitStatus | Promise<ExitStatus> {
  const { stdout, stderr, status, written } = outcome;
  if (written !== undefined && stdout !== "" && stderr !== "") return printInOrder(context, written, status);
  const complain = () => (stderr === "" ? status : afterWrite(context.stderr.write(stderr), status));
  const writing = stdout === "" ? undefined : context.stdout.write(stdout);
  return writing === undefined ? complain() : writing.then(complain);
}

async function printInOrder(
  context: ProcessContext,
  written: NonNullable<Outcome["written"]>,
  status: ExitStatus,
): Promise<ExitStatus> {
  for (const { to, text } of written) await context[to].write(text);
  return status;
}

/** As stdio does it: what goes to no terminal is kept until the program ends, and complaints come before it. */
export function printAtExit(context: ProcessContext, outcome: Outcome): ExitStatus | Promise<ExitStatus> {
  const { stdout, stderr } = outcome;
  const kept = context.stdout.terminal === undefined && stdout !== "" && stderr !== "";
  const written = [{ to: "stderr", text: stderr } as const, { to: "stdout", text: stdout } as const];
  return printOutcome(context, kept ? { ...outcome, written } : outcome);
}
