/** The restricted shell (`set -r`, `bash -r`): what it forbids once its start is over (bash(1), RESTRICTED SHELL). */
import type { Shell } from "./shell.ts";

const KEPT = ["PATH", "SHELL", "ENV", "BASH_ENV"] as const;

/** Restricts a shell, and its subshells, for good. `set -r` in the text of `-c`, which is no reader of its own, keeps no variables. */
export function restrict(shell: Shell, keeps: boolean): void {
  if (shell.restricted) return;
  shell.restricted = true;
  if (!keeps) return;
  for (const name of KEPT) shell.variables.own(name).readonly = true;
}

/** True, and said, when the shell is restricted; `what` is the builtin and what it was to do. */
export function forbids(shell: Shell, what: string, why = "restricted"): boolean {
  if (!shell.restricted) return false;
  shell.complain(`${what}: ${why}`);
  return true;
}
