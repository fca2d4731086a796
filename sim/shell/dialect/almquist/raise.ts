/** How an error goes through dash and ash (error.c of dash): up to a builtin that is not special, or to the end of the shell. */
import type { ExitStatus } from "../../../../core/process.ts";
import type { Builtin } from "../../builtin/builtin.ts";
import type { Run } from "../../run.ts";
import type { Shell } from "../../shell.ts";

/** The status that an error gives. */
const ERROR: ExitStatus = 2;

/** Says what is wrong (sh_error) and unwinds. */
export function raise(shell: Shell, message: string, status: ExitStatus = ERROR): ExitStatus {
  if (shell.flow !== undefined) return status;
  shell.complain(message);
  shell.flow = { kind: shell.interactive ? "abort" : "exit", status, raised: true };
  return status;
}

/** After a builtin: an error ends only what is not special (evalcommand). */
export function settle(shell: Shell, name: string, status: ExitStatus): ExitStatus {
  const { flow } = shell;
  if (flow === undefined || !("raised" in flow) || flow.raised !== true) return status;
  if (shell.dialect.almquist?.special.has(name)) return status;
  shell.flow = undefined;
  return flow.status;
}

/** Runs a builtin under its name, which messages tell (evalbltin); the name before it comes back. */
export function* callBuiltin(shell: Shell, builtin: Builtin, name: string, args: readonly string[]): Run<ExitStatus> {
  const outer = shell.commandName;
  shell.commandName = name;
  const result = builtin(shell, args, name);
  const status = typeof result === "number" ? result : yield* result;
  shell.commandName = outer;
  return status;
}
