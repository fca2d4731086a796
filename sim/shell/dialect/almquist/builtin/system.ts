/** cd, pwd, echo, read, umask, ulimit, times (cd.c, miscbltin.c and bltin/ of dash). */
import { strerror } from "../../../../../core/errors.ts";
import type { ExitStatus, ResourceLimits } from "../../../../../core/process.ts";
import type { Builtin } from "../../../builtin/builtin.ts";
import { changeTo } from "../../../builtin/directory.ts";
import { symbolic, symbolicMask } from "../../../builtin/process.ts";
import { readLine, splitLine } from "../../../builtin/read.ts";
import { decodeEscapes } from "../../../expand/escape.ts";
import type { Run } from "../../../run.ts";
import type { Shell } from "../../../shell.ts";
import { VALID_NAME } from "../../../variable.ts";
import { raise } from "../raise.ts";
import { nextOptions } from "./option.ts";

export const cd: Builtin = function* (shell, args): Run<ExitStatus> {
  const options = nextOptions(shell, args, "LP");
  if (options === undefined) return 2;
  const [given] = options.operands;
  let target = given ?? shell.parameters.scalar("HOME") ?? "";
  let show = false;
  if (target === "-" && given !== undefined) {
    target = shell.parameters.scalar("OLDPWD") ?? "";
    show = true;
  } else if (given !== undefined && !/^\.{0,2}\/|^\.{0,2}$/.test(target)) {
    for (const base of (shell.parameters.scalar("CDPATH") ?? "").split(":")) {
      if (base === "") continue;
      const candidate = `${base}/${target}`;
      const stat = shell.host.files.stat(shell.absolute(candidate));
      if (stat.ok && stat.value.type === "directory") {
        target = candidate;
        show = true;
        break;
      }
    }
  }
  const problem = target === "" ? undefined : changeTo(shell, target, options.order.endsWith("P"));
  if (problem !== undefined)
    return raise(shell, `can't cd to ${target}${shell.dialect.name === "ash" ? `: ${problem}` : ""}`);
  // Both are exported from then on.
  for (const name of ["OLDPWD", "PWD"]) if (target !== "") shell.variables.own(name).exported = true;
  return show ? yield* shell.print(`${shell.cwd}\n`, "cd") : 0;
};

export const pwd: Builtin = function* (shell, args): Run<ExitStatus> {
  const options = nextOptions(shell, args, "LP");
  if (options === undefined) return 2;
  const real = options.order.endsWith("P") ? shell.host.files.realPath(shell.cwd) : undefined;
  return yield* shell.print(`${real?.ok ? real.value : shell.cwd}\n`, "pwd");
};

/** Escapes always count, and `-n` is the one option. */
export const echo: Builtin = function* (shell, args): Run<ExitStatus> {
  const silent = args[0] === "-n";
  const { text, stopped } = decodeEscapes((silent ? args.slice(1) : args).join(" "), "dash");
  return yield* shell.print(silent || stopped ? text : `${text}\n`, "echo");
};

export const read: Builtin = function* (shell, args): Run<ExitStatus> {
  const options = nextOptions(shell, args, "p:r");
  if (options === undefined) return 2;
  const names = options.operands;
  const file = shell.files.get(0);
  const prompt = options.given.get("p");
  if (prompt !== undefined && file?.terminal !== undefined) void shell.files.get(2)?.write(prompt);
  if (names.length === 0) return raise(shell, "arg count");
  const line = yield* readLine(shell, 0, { delimiter: "\n", raw: options.given.has("r") });
  if (shell.flow !== undefined) return 1;
  const words = splitLine(line?.text ?? "", shell.parameters.fieldSeparators(), names.length);
  for (const [at, name] of names.entries()) {
    if (!VALID_NAME.test(name)) return raise(shell, `${name}: bad variable name`);
    shell.parameters.assign(name, words[at] ?? "");
    if (shell.flow !== undefined) return 2;
  }
  return line?.complete ? 0 : 1;
};

export const umask: Builtin = function* (shell, args): Run<ExitStatus> {
  const options = nextOptions(shell, args, "S");
  if (options === undefined) return 2;
  const [mode] = options.operands;
  if (mode === undefined) {
    const text = options.given.has("S") ? symbolic(shell.umask) : shell.umask.toString(8).padStart(4, "0");
    return yield* shell.print(`${text}\n`, "umask");
  }
  if (/^\d/.test(mode)) {
    if (!/^[0-7]+$/.test(mode))
      return raise(shell, shell.dialect.name === "ash" ? `illegal mode: ${mode}` : `Illegal number: ${mode}`);
    shell.umask = Number.parseInt(mode, 8) & 0o777;
    return 0;
  }
  const mask = symbolicMask(~shell.umask & 0o777, mode);
  if (typeof mask === "string") return raise(shell, shell.dialect.almquist?.words.illegalMode(mode) ?? "");
  shell.umask = ~mask & 0o777;
  return 0;
};

const seconds = (micros: number): string => {
  const minutes = Math.floor(micros / 60e6);
  return `${minutes}m${((micros - minutes * 60e6) / 1e6).toFixed(6)}s`;
};

export const times: Builtin = function* (shell): Run<ExitStatus> {
  const none = seconds(0);
  return yield* shell.print(`${seconds(shell.processorMicros)} ${none}\n${none} ${none}\n`, "times");
};

interface Limit {
  readonly letter: string;
  readonly name: string;
  readonly kind: Parameters<ResourceLimits["get"]>[0];
  readonly factor: number;
}

const LIMITS: readonly Limit[] = [
  { letter: "t", name: "time(seconds)", kind: "cpu", factor: 1 },
  { letter: "f", name: "file(blocks)", kind: "fsize", factor: 512 },
  { letter: "d", name: "data(kbytes)", kind: "data", factor: 1024 },
  { letter: "s", name: "stack(kbytes)", kind: "stack", factor: 1024 },
  { letter: "c", name: "coredump(blocks)", kind: "core", factor: 512 },
  { letter: "m", name: "memory(kbytes)", kind: "rss", factor: 1024 },
  { letter: "l", name: "locked memory(kbytes)", kind: "memlock", factor: 1024 },
  { letter: "p", name: "process", kind: "nproc", factor: 1 },
  { letter: "n", name: "nofiles", kind: "nofile", factor: 1 },
  { letter: "v", name: "vmemory(kbytes)", kind: "as", factor: 1024 },
  { letter: "w", name: "locks", kind: "locks", factor: 1 },
  { letter: "r", name: "rtprio", kind: "rtprio", factor: 1 },
];

export const ulimit: Builtin = function* (shell, args): Run<ExitStatus> {
  const options = nextOptions(shell, args, "HSatfdscmlpnvwr");
  if (options === undefined) return 2;
  const { given, operands, order } = options;
  const hard = given.has("H");
  const soft = given.has("S");
  const letter = [...order].reverse().find((each) => !"HSa".includes(each)) ?? "f";
  const limit = LIMITS.find((each) => each.letter === letter) ?? LIMITS[1];
  const [word] = operands;
  const shown = ({ kind, factor }: Limit): string => {
    const now = shell.limits.get(kind);
    const value = hard && !soft ? now.hard : now.soft;
    return value === Infinity ? "unlimited" : String(Math.floor(value / factor));
  };
  if (word === undefined) {
    const all = given.has("a") ? LIMITS.map((each) => `${each.name.padEnd(20)} ${shown(each)}\n`).join("") : undefined;
    return yield* shell.print(all ?? (limit === undefined ? "" : `${shown(limit)}\n`), "ulimit");
  }
  if (given.has("a") || operands.length > 1) return raise(shell, "too many arguments");
  if (word !== "unlimited" && !/^\d+$/.test(word)) return raise(shell, "bad number");
  return limit === undefined ? 0 : setLimit(shell, limit, word, { soft: soft || !hard, hard: hard || !soft });
};

function setLimit(
  shell: Shell,
  { kind, factor }: Limit,
  word: string,
  which: { readonly soft: boolean; readonly hard: boolean },
): ExitStatus {
  const wanted = word === "unlimited" ? Infinity : Number(word) * factor;
  const now = shell.limits.get(kind);
  const done = shell.limits.set(kind, {
    soft: which.soft ? wanted : now.soft,
    hard: which.hard ? wanted : now.hard,
  });
  return done.ok ? 0 : raise(shell, `error setting limit: ${strerror(done.error)}`);
}
