/** umask, times, logout. */
import type { ExitStatus } from "../../../core/process.ts";
import { minutes } from "../execute/time.ts";
import type { Run } from "../run.ts";
import { type Builtin, readOptions } from "./builtin.ts";

export const umask: Builtin = function* (shell, args): Run<ExitStatus> {
  const options = readOptions(shell, "umask", args, "pS", "umask [-p] [-S] [mode]");
  if (options === undefined) return 2;
  const { given, operands } = options;
  const [mode] = operands;
  if (mode === undefined) {
    const text = given.has("S") ? symbolic(shell.umask) : shell.umask.toString(8).padStart(4, "0");
    return yield* shell.print(`${given.has("p") ? `umask ${given.has("S") ? "-S " : ""}` : ""}${text}\n`, "umask");
  }
  if (/^\d/.test(mode)) {
    const bits = /^[0-7]+$/.test(mode) ? Number.parseInt(mode, 8) : -1;
    if (bits < 0 || bits > 0o7777) {
      shell.complain(`umask: ${mode}: octal number out of range`);
      return 1;
    }
    shell.umask = bits & 0o777;
  } else {
    const mask = symbolicMask(~shell.umask & 0o777, mode);
    if (typeof mask === "string") {
      shell.complain(`umask: ${mask}`);
      return 1;
    }
    shell.umask = ~mask & 0o777;
  }
  return given.has("S") ? yield* shell.print(`${symbolic(shell.umask)}\n`, "umask") : 0;
};

/** `u=rwx,g-w` over what is permitted so far; what is wrong with it (umask.def, parse_symbolic_mode). */
export function symbolicMask(permitted: number, mode: string): number | string {
  let mask = permitted;
  for (let i = 0; ; i++) {
    let who = 0;
    for (; "ugoa".includes(mode[i] ?? "-"); i++) who |= { u: 0o700, g: 0o070, o: 0o007 }[mode[i] ?? ""] ?? 0o777;
    if (who === 0) who = 0o777;
    const operator = mode[i++] ?? "";
    if (!"+-=".includes(operator) || operator === "") return `\`${operator || "\0"}': invalid symbolic mode operator`;
    let bits = 0;
    for (; "rwx".includes(mode[i] ?? "-"); i++) bits |= { r: 0o444, w: 0o222, x: 0o111 }[mode[i] ?? ""] ?? 0;
    if (i < mode.length && mode[i] !== ",") return `\`${mode[i]}': invalid symbolic mode character`;
    if (operator === "=") mask = (mask & ~who) | (bits & who);
    else if (operator === "+") mask |= bits & who;
    else mask &= ~(bits & who);
    if (i >= mode.length) return mask;
  }
}

export const symbolic = (mask: number): string => `u=${letters(mask >> 6)},g=${letters(mask >> 3)},o=${letters(mask)}`;

const letters = (bits: number): string => `${bits & 4 ? "" : "r"}${bits & 2 ? "" : "w"}${bits & 1 ? "" : "x"}`;

export const times: Builtin = function* (shell): Run<ExitStatus> {
  const user = minutes(Math.floor(shell.processorMicros / 1000));
  return yield* shell.print(`${user} 0m0.000s\n0m0.000s 0m0.000s\n`, "times");
};

export const logout: Builtin = (shell) => {
  shell.complain("logout: not login shell: use `exit'");
  return 1;
};
