/** Which descriptors of a shell are free, and how many it may have (RLIMIT_NOFILE). */
import type { Shell } from "./shell.ts";

/** Descriptors are below it. */
export const descriptorLimit = (shell: Shell): number => shell.limits.get("nofile").soft;

/** The lowest one from `first` on that is free; undefined where all that there may be are taken (EMFILE). */
export function freeDescriptor(shell: Shell, first = 0): number | undefined {
  let number = first;
  while (shell.files.has(number)) number++;
  return number < descriptorLimit(shell) ? number : undefined;
}

/** Are there two, for a pipe? */
export function roomForPipe(shell: Shell): boolean {
  const reader = freeDescriptor(shell);
  return reader !== undefined && freeDescriptor(shell, reader + 1) !== undefined;
}
