/** cd, pwd, pushd, popd, dirs. */
import { strerror } from "../../../core/errors.ts";
import type { ExitStatus } from "../../../core/process.ts";
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
function changeTo(shell: Shell, target: string, physical: boolean): string | undefined {
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
  for (const [name, value] of [
    ["OLDPWD", before],
    ["PWD", path],
  ] as const) {
    const variable = shell.variables.own(name);
    variable.value = value;
  }
  return undefined;
}

export const cd: Builtin = function* (shell, args): Run<ExitStatus> {
  const options = readOptions(shell, "cd", args, "LPe@", "cd [-L|[-P [-e]] [-@]] [dir]");
  if (options === undefined) return 2;
  if (options.operands.length > 1) {
    shell.complain("cd: too many arguments");
    return 1;
  }
  let target = options.operands[0];
  let show = false;
  if (target === undefined) {
    target = shell.parameters.scalar("HOME");
    if (target === undefined) {
      shell.complain("cd: HOME not set");
      return 1;
    }
  } else if (target === "-") {
    target = shell.parameters.scalar("OLDPWD");
    show = true;
    if (target === undefined) {
      shell.complain("cd: OLDPWD not set");
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
  if (target === "") return 0;
  const problem = changeTo(shell, target, options.given.has("P") || shell.options.physical);
  if (problem !== undefined) {
    shell.complain(`cd: ${target}: ${problem}`);
    return 1;
  }
  return show ? yield* shell.print(`${shell.cwd}\n`, "cd") : 0;
};

export const pwd: Builtin = function* (shell, args): Run<ExitStatus> {
  const options = readOptions(shell, "pwd", args, "LP", "pwd [-LP]");
  if (options === undefined) return 2;
  const real = options.given.has("P") ? shell.host.files.realPath(shell.cwd) : undefined;
  return yield* shell.print(`${real?.ok ? real.value : shell.cwd}\n`, "pwd");
};

function shown(shell: Shell, path: string): string {
  const home = shell.parameters.scalar("HOME") ?? "";
  if (home === "" || home === "/") return path;
  return path === home ? "~" : path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}

const stackLine = (shell: Shell): string =>
  `${[shell.cwd, ...shell.directoryStack].map((path) => shown(shell, path)).join(" ")}\n`;

export const dirs: Builtin = function* (shell, args): Run<ExitStatus> {
  if (args[0] === "-c") {
    shell.directoryStack = [];
    return 0;
  }
  const all = [shell.cwd, ...shell.directoryStack];
  const index = /^[+-](\d+)$/.exec(args[0] ?? "");
  if (index) {
    const at = args[0]?.startsWith("+") ? Number(index[1]) : all.length - 1 - Number(index[1]);
    const path = all[at];
    if (path === undefined) {
      shell.complain(`dirs: ${index[1]}: directory stack index out of range`);
      return 1;
    }
    return yield* shell.print(`${shown(shell, path)}\n`, "dirs");
  }
  if (args[0] === "-p") return yield* shell.print(all.map((path) => `${shown(shell, path)}\n`).join(""), "dirs");
  if (args[0] === "-v")
    return yield* shell.print(
      all.map((path, at) => `${String(at).padStart(2)}  ${shown(shell, path)}\n`).join(""),
      "dirs",
    );
  if (args[0] === "-l") return yield* shell.print(`${all.join(" ")}\n`, "dirs");
  return yield* shell.print(stackLine(shell), "dirs");
};

export const pushd: Builtin = function* (shell, args): Run<ExitStatus> {
  const target = args[0];
  const before = shell.cwd;
  if (target === undefined || /^[+-]\d+$/.test(target)) {
    const all = [before, ...shell.directoryStack];
    if (target === undefined && all.length < 2) {
      shell.complain("pushd: no other directory");
      return 1;
    }
    const at =
      target === undefined
        ? 1
        : target.startsWith("+")
          ? Number(target.slice(1))
          : all.length - 1 - Number(target.slice(1));
    if (all[at] === undefined) {
      shell.complain(`pushd: ${target}: directory stack index out of range`);
      return 1;
    }
    const rotated =
      target === undefined ? [all[1] ?? "", all[0] ?? "", ...all.slice(2)] : [...all.slice(at), ...all.slice(0, at)];
    const problem = changeTo(shell, rotated[0] ?? "/", false);
    if (problem !== undefined) {
      shell.complain(`pushd: ${rotated[0]}: ${problem}`);
      return 1;
    }
    shell.directoryStack = rotated.slice(1);
    return yield* shell.print(stackLine(shell), "pushd");
  }
  const problem = changeTo(shell, target, false);
  if (problem !== undefined) {
    shell.complain(`pushd: ${target}: ${problem}`);
    return 1;
  }
  shell.directoryStack = [before, ...shell.directoryStack];
  return yield* shell.print(stackLine(shell), "pushd");
};

export const popd: Builtin = function* (shell, args): Run<ExitStatus> {
  const [next] = shell.directoryStack;
  if (next === undefined) {
    shell.complain("popd: directory stack empty");
    return 1;
  }
  const index = /^\+(\d+)$/.exec(args[0] ?? "");
  if (index && Number(index[1]) > 0) {
    const at = Number(index[1]) - 1;
    if (at >= shell.directoryStack.length) {
      shell.complain(`popd: ${args[0]}: directory stack index out of range`);
      return 1;
    }
    shell.directoryStack = shell.directoryStack.filter((_, each) => each !== at);
    return yield* shell.print(stackLine(shell), "popd");
  }
  const problem = changeTo(shell, next, false);
  if (problem !== undefined) {
    shell.complain(`popd: ${next}: ${problem}`);
    return 1;
  }
  shell.directoryStack = shell.directoryStack.slice(1);
  return yield* shell.print(stackLine(shell), "popd");
};
