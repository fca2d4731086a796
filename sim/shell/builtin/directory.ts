/** cd and pwd. */

import { strerror } from "../../../core/errors.ts";
import type { ExitStatus } from "../../../core/process.ts";
import { printableName } from "../expand/transform.ts";
import { forbids } from "../restricted.ts";
import type { Run } from "../run.ts";
import type { Shell } from "../shell.ts";
import { type Builtin, readOptions } from "./builtin.ts";

/** A path without `.`, `..` and doubled slashes. */
function normalize(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === "..") parts.pop();
    else parts.push(part);
  }
  return `/${parts.join("/")}`;
}

/** Changes the working directory; answers with why not. */
export function changeTo(shell: Shell, target: string, physical: boolean): string | undefined {
  let path = normalize(shell.absolute(target));
  if (physical) {
    const real = shell.host.files.realPath(shell.absolute(target));
    if (!real.ok) return strerror(real.error);
    path = real.value;
  }
  const stat = shell.host.files.stat(path);
  if (!stat.ok) return strerror(stat.error);
  if (stat.value.type !== "directory") return strerror("ENOTDIR");
  if (!shell.host.files.access(path, 1)) return strerror("EACCES");
  const before = shell.cwd;
  shell.cwd = path;
  shell.host.chdir?.(path);
  for (const [name, value] of [
    ["OLDPWD", before],
    ["PWD", path],
  ] as const) {
    const variable = shell.variables.own(name);
    variable.value = value;
  }
  return undefined;
}

/** `cd`, which pushd complains for in its own name. */
export const cd: Builtin = function* (shell, args, name): Run<ExitStatus> {
  if (forbids(shell, name)) return 1;
  const options = readOptions(shell, name, args, "LPe@", "cd [-L|[-P [-e]] [-@]] [dir]");
  if (options === undefined) return 2;
  if (options.operands.length > 1) {
    shell.complain(`${name}: too many arguments`);
    return 1;
  }
  let target = options.operands[0];
  let show = false;
  if (target === undefined) {
    target = shell.parameters.scalar("HOME");
    if (target === undefined) {
      shell.complain(`${name}: HOME not set`);
      return 1;
    }
  } else if (target === "-") {
    target = shell.parameters.scalar("OLDPWD");
    show = true;
    if (target === undefined) {
      shell.complain(`${name}: OLDPWD not set`);
      return 1;
    }
  } else if (!/^\.{0,2}\/|^\.{1,2}$/.test(target)) {
    for (const base of (shell.parameters.scalar("CDPATH") ?? "").split(":")) {
      const candidate = base === "" ? "" : `${base}/${target}`;
      if (candidate === "") continue;
      const stat = shell.host.files.stat(shell.absolute(candidate));
      if (stat.ok && stat.value.type === "directory") {
        target = candidate;
        show = true;
        break;
      }
    }
  }
  if (target === "") return show ? yield* shell.print("\n", name) : 0;
  const problem = changeTo(shell, target, options.given.has("P") || shell.options.physical);
  if (problem !== undefined) {
    shell.complain(`${name}: ${printableName(target)}: ${problem}`);
    return 1;
  }
  return show ? yield* shell.print(`${shell.cwd}\n`, name) : 0;
};

export const pwd: Builtin = function* (shell, args): Run<ExitStatus> {
  const options = readOptions(shell, "pwd", args, "LP", "pwd [-LP]");
  if (options === undefined) return 2;
  const real = options.given.has("P") ? shell.host.files.realPath(shell.cwd) : undefined;
  return yield* shell.print(`${real?.ok ? real.value : shell.cwd}\n`, "pwd");
};
