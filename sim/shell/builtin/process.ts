/** umask, ulimit, times, suspend, logout, history. */
import type { ExitStatus } from "../../../core/process.ts";
import type { Run } from "../run.ts";
import { type Builtin, readOptions } from "./builtin.ts";

export const umask: Builtin = function* (shell, args): Run<ExitStatus> {
  const options = readOptions(shell, "umask", args, "pS", "umask [-p] [-S] [mode]");
  if (options === undefined) return 2;
  const { given, operands } = options;
  const [mode] = operands;
  if (mode === undefined) {
    const symbolic = `u=${letters(shell.umask >> 6)},g=${letters(shell.umask >> 3)},o=${letters(shell.umask)}`;
    const text = given.has("S") ? symbolic : shell.umask.toString(8).padStart(4, "0");
    return yield* shell.print(`${given.has("p") ? `umask ${given.has("S") ? "-S " : ""}` : ""}${text}\n`, "umask");
  }
  if (/^[0-7]+$/.test(mode)) {
    shell.umask = Number.parseInt(mode, 8) & 0o777;
    return 0;
  }
  if (/^\d/.test(mode)) {
    shell.complain(`umask: ${mode}: octal number out of range`);
    return 1;
  }
  let mask = ~shell.umask & 0o777;
  for (const clause of mode.split(",")) {
    const match = /^([ugoa]*)([-+=])([rwx]*)$/.exec(clause);
    if (match === null) {
      const bad = /[^ugoa]/.exec(clause)?.[0] ?? clause;
      shell.complain(`umask: \`${bad}': invalid symbolic mode operator`);
      return 1;
    }
    const bits =
      (match[3]?.includes("r") ? 4 : 0) | (match[3]?.includes("w") ? 2 : 0) | (match[3]?.includes("x") ? 1 : 0);
    const who = match[1] === "" || match[1]?.includes("a") ? "ugo" : (match[1] ?? "");
    for (const [letter, shift] of [
      ["u", 6],
      ["g", 3],
      ["o", 0],
    ] as const) {
      if (!who.includes(letter)) continue;
      if (match[2] === "=") mask = (mask & ~(7 << shift)) | (bits << shift);
      else if (match[2] === "+") mask |= bits << shift;
      else mask &= ~(bits << shift);
    }
  }
  shell.umask = ~mask & 0o777;
  return 0;
};

const letters = (bits: number): string => `${bits & 4 ? "" : "r"}${bits & 2 ? "" : "w"}${bits & 1 ? "" : "x"}`;

/** Limits of resources are not modelled: there are none. */
export const ulimit: Builtin = function* (shell, args): Run<ExitStatus> {
  const operand = args.find((arg) => !arg.startsWith("-"));
  if (operand !== undefined) return 0;
  if (args.includes("-n")) return yield* shell.print("1024\n", "ulimit");
  return yield* shell.print("unlimited\n", "ulimit");
};

export const times: Builtin = function* (shell): Run<ExitStatus> {
  return yield* shell.print("0m0.000s 0m0.000s\n0m0.000s 0m0.000s\n", "times");
};

export const logout: Builtin = (shell) => {
  shell.complain("logout: not login shell: use `exit'");
  return 1;
};
