/** pushd, popd and dirs (builtins/pushd.def): the present directory counts as the top of the stack. */
import type { ExitStatus } from "../../../core/process.ts";
import type { Run } from "../run.ts";
import type { Shell } from "../shell.ts";
import { type Builtin, wholeNumber } from "./builtin.ts";
import { cd, changeTo } from "./directory.ts";

const USAGE = {
  pushd: "pushd [-n] [+N | -N | dir]",
  popd: "popd [-n] [+N | -N]",
  dirs: "dirs [-clpv] [+N] [-N]",
} as const;

function misused(shell: Shell, name: keyof typeof USAGE, problem: string): ExitStatus {
  shell.complain(`${name}: ${problem}`);
  shell.usage(`${name}: usage: ${USAGE[name]}`);
  return 2;
}

/** pushd_error: there is no such entry. */
function noEntry(shell: Shell, name: keyof typeof USAGE, word: string): ExitStatus {
  shell.complain(
    shell.directoryStack.length === 0
      ? `${name}: directory stack empty`
      : `${name}: ${word}: directory stack index out of range`,
  );
  return 1;
}

/** How far from the left an entry stands: `+N` counts from there, `-N` from the right. Undefined for no number. */
function position(shell: Shell, word: string): number | undefined {
  const number = wholeNumber(word.slice(1));
  if (number === undefined) return undefined;
  return word.startsWith("+") ? number : shell.directoryStack.length - number;
}

function shown(shell: Shell, path: string): string {
  const home = shell.parameters.scalar("HOME") ?? "";
  if (home === "" || home === "/") return path;
  return path === home ? "~" : path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}

function* printStack(shell: Shell, name: keyof typeof USAGE): Run<ExitStatus> {
  const all = [shell.cwd, ...shell.directoryStack].map((path) => shown(shell, path));
  return yield* shell.print(`${all.join(" ")}\n`, name);
}

export const dirs: Builtin = function* (shell, args): Run<ExitStatus> {
  const flags = new Set<string>();
  let chosen: { readonly at: number; readonly digits: string } | undefined;
  for (const word of args) {
    if (word === "--") break;
    if (/^-[clpv]$/.test(word)) flags.add(word[1] ?? "");
    else if (/^[+-]/.test(word)) {
      const at = position(shell, word);
      if (at === undefined) return misused(shell, "dirs", `${word}: invalid number`);
      chosen = { at, digits: word.slice(1) };
    } else return misused(shell, "dirs", `${word}: invalid option`);
  }
  if (flags.has("c")) {
    shell.directoryStack = [];
    return 0;
  }
  const all = [shell.cwd, ...shell.directoryStack];
  if (chosen && all[chosen.at] === undefined) return noEntry(shell, "dirs", chosen.digits);
  const entries = all.map((path, at) => {
    const name = flags.has("l") ? path : shown(shell, path);
    return flags.has("v") ? `${String(at).padStart(2)}  ${name}` : name;
  });
  const text = chosen ? entries[chosen.at] : entries.join(flags.has("v") || flags.has("p") ? "\n" : " ");
  return yield* shell.print(`${text}\n`, "dirs");
};

/** Changes to what is at the top of a stack that has been turned, and says so; the stack is turned whether it can or not. */
function* goTo(shell: Shell, name: keyof typeof USAGE, path: string): Run<ExitStatus> {
  const problem = changeTo(shell, path, false);
  if (problem === undefined) return yield* printStack(shell, name);
  shell.complain(`${name}: ${path}: ${problem}`);
  return 1;
}

export const pushd: Builtin = function* (shell, args): Run<ExitStatus> {
  const rest = args[0] === "--" ? args.slice(1) : args;
  if (rest.length === 0) {
    const [top, ...others] = shell.directoryStack;
    if (top === undefined) {
      shell.complain("pushd: no other directory");
      return 1;
    }
    const before = shell.cwd;
    const problem = changeTo(shell, top, false);
    if (problem !== undefined) {
      shell.complain(`pushd: ${top}: ${problem}`);
      return 1;
    }
    shell.directoryStack = [before, ...others];
    return yield* printStack(shell, "pushd");
  }
  let stay = false;
  let turn: number | undefined;
  let i = 0;
  for (; i < rest.length; i++) {
    const word = rest[i] ?? "";
    if (word === "-n") stay = true;
    else if (word === "--") {
      i++;
      break;
    } else if (word !== "-" && /^[+-]/.test(word)) {
      const at = position(shell, word);
      if (at === undefined) return misused(shell, "pushd", `${word}: invalid number`);
      if (at < 0 || at > shell.directoryStack.length) return noEntry(shell, "pushd", word);
      turn = at;
    } else break;
  }
  if (turn !== undefined) {
    const all = [shell.cwd, ...shell.directoryStack];
    const turned = [...all.slice(turn), ...all.slice(0, turn)];
    shell.directoryStack = turned.slice(1);
    return stay ? 0 : yield* goTo(shell, "pushd", turned[0] ?? "/");
  }
  const target = rest[i];
  if (target === undefined) return 0;
  const before = shell.cwd;
  if (!stay) {
    const changed = cd(shell, rest.slice(i), "pushd");
    const status = typeof changed === "number" ? changed : yield* changed;
    if (status !== 0) return status;
  }
  shell.directoryStack = [stay ? target : before, ...shell.directoryStack];
  return yield* printStack(shell, "pushd");
};

export const popd: Builtin = function* (shell, args): Run<ExitStatus> {
  let stay = false;
  let word = "+0";
  for (const each of args) {
    if (each === "-n") stay = true;
    else if (each === "--") break;
    else if (/^[+-]/.test(each)) {
      if (wholeNumber(each.slice(1)) === undefined) return misused(shell, "popd", `${each}: invalid number`);
      word = each;
    } else if (each !== "") return misused(shell, "popd", `${each}: invalid argument`);
    else break;
  }
  const at = position(shell, word) ?? 0;
  const { length } = shell.directoryStack;
  if (length === 0 || at < 0 || at > length) return noEntry(shell, "popd", word);
  if (at > 0) {
    shell.directoryStack = shell.directoryStack.filter((_, each) => each !== at - 1);
    return yield* printStack(shell, "popd");
  }
  const top = shell.directoryStack[0] ?? "/";
  const problem = stay ? undefined : changeTo(shell, top, false);
  if (problem !== undefined) {
    shell.complain(`popd: ${top}: ${problem}`);
    return 1;
  }
  shell.directoryStack = shell.directoryStack.slice(1);
  return yield* printStack(shell, "popd");
};
