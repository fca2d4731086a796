/** Programs: found on PATH or named by path, started, and waited for. */

import { type Errno, strerror } from "../../../core/errors.ts";
import type { ExecRequest, ExitStatus } from "../../../core/process.ts";
import type { Result } from "../../../core/result.ts";
import { environmentOf } from "../environment.ts";
import { printableName } from "../expand/transform.ts";
import { type JobText, waitForeground } from "../foreground.ts";
import type { Placement } from "../fork.ts";
import { fork, inheritable, mayFork, placed, placeOf } from "../fork.ts";
import { reportDeaths } from "../report.ts";
import { forbids } from "../restricted.ts";
import type { Run } from "../run.ts";
import type { Shell } from "../shell.ts";
import { Source } from "../source.ts";
import { callFunction } from "./function.ts";
import { runTop } from "./script.ts";

/** Where a command name leads: the path of a program; undefined when PATH has none. */
export function findProgram(shell: Shell, name: string): string | undefined {
  return shell.hashed.get(name)?.path ?? searchPath(shell, name, shell.parameters.scalar("PATH") ?? "");
}

/** The same, of a command that is about to run: its place is kept. */
function hashProgram(shell: Shell, name: string): string | undefined {
  const known = shell.hashed.get(name);
  if (known !== undefined) {
    known.hits++;
    return known.path;
  }
  const found = searchPath(shell, name, shell.parameters.scalar("PATH") ?? "");
  if (found !== undefined) shell.hashed.set(name, { path: found, hits: 1 });
  return found;
}

/** The first match in `path`; a file that may not be executed counts when there is no better one. */
export function searchPath(shell: Shell, name: string, path: string, all?: string[]): string | undefined {
  let second: string | undefined;
  for (const directory of path.split(":")) {
    const candidate = shell.absolute(`${directory === "" ? "." : directory}/${name}`);
    const stat = shell.host.files.stat(candidate);
    if (!stat.ok || stat.value.type === "directory") continue;
    if (shell.host.files.access(candidate, 1)) {
      if (all === undefined) return candidate;
      all.push(candidate);
    } else second ??= candidate;
  }
  return all === undefined ? second : all[0];
}

const NO_PLACE: Placement = {};

/** How `exec` has a program take the place of the shell. */
interface Taking {
  readonly name: string;
  /** It gets no environment. */
  readonly clean: boolean;
  done: boolean;
}

/** `exec`: the program at `name` takes the place of this process, called `argv[0]`. Not `done`: it could not, and it has been said why. */
export function* takeOver(
  shell: Shell,
  name: string,
  argv: readonly string[],
  clean: boolean,
): Run<{ readonly status: ExitStatus; readonly done: boolean }> {
  const taking = { name, clean, done: false };
  const result = runProgram(shell, argv, () => argv.join(" "), taking);
  const status = typeof result === "number" ? result : yield* result;
  return { status, done: taking.done };
}

/** Starts a program: its status where it has ended without waiting for anything, as nearly all do, else the wait for it. */
export function runProgram(
  shell: Shell,
  argv: readonly string[],
  text: JobText,
  taking?: Taking,
): ExitStatus | Run<ExitStatus> {
  const name = taking?.name ?? argv[0] ?? "";
  if (name.includes("/") && forbids(shell, name, "restricted: cannot specify `/' in command names")) return 1;
  const path = name.includes("/") ? shell.absolute(name) : hashProgram(shell, name);
  if (path === undefined) {
    const handler = shell.dialect.almquist ? undefined : shell.functions.get("command_not_found_handle");
    if (handler !== undefined) return callFunction(shell, handler, ["command_not_found_handle", ...argv]);
    if (shell.dialect.almquist !== undefined) shell.complain(shell.dialect.almquist.words.notFound(name));
    else if (name.length > 0 && (shell.parameters.scalar("PATH") ?? "") === "") shell.complainAbout(name, "ENOENT");
    else shell.complain(`${printableName(name)}: command not found`);
    return 127;
  }
  const replace = taking !== undefined || (shell.lastCommand && !shell.traps.runsAtEnd(shell.dialect));
  if (!replace && shell.limits.forksLeft <= 0) return runLater(shell, argv, text);
  const { budget } = shell;
  if (++budget.processes > budget.limits.processes) {
    budget.processes--;
    shell.stop(`more than ${budget.limits.processes} processes at once`);
    return 1;
  }
  // Written out: it is made for each command, and a spread costs more than all the rest.
  const { background, group, foreground, ignores } = placed(
    shell,
    replace ? NO_PLACE : placeOf(shell, undefined, true),
  );
  const request: ExecRequest = {
    argv,
    umask: shell.umask,
    env: taking?.clean ? {} : environmentFor(shell, path),
    cwd: shell.cwd,
    files: inheritable(shell),
    background,
    group,
    foreground,
    ignores,
  };
  // What becomes of it is for whoever waits for this process.
  if (replace) shell.silent = true;
  let started = shell.host.exec(path, replace ? { ...request, replaces: shell.self } : request);
  if (!started.ok && started.error === "ENOENT" && shell.shopts.checkhash && shell.hashed.delete(name)) {
    const again = hashProgram(shell, name);
    if (again !== undefined && again !== path) started = shell.host.exec(again, request);
  }
  if (started.ok) {
    if (taking !== undefined) taking.done = true;
    budget.progress();
    const { status } = started.value;
    if (typeof status === "number") {
      if (started.value.endedBy === undefined) {
        budget.processes--;
        if (shell.jobControl !== undefined) shell.jobControl.foreground = shell.group;
        shell.jobs.follow(started.value);
        reportDeaths(shell);
        return status;
      }
    }
    return waitForeground(shell, [started.value], text);
  }
  budget.processes--;
  shell.silent = false;
  // Of what was found the whole path is said.
  return notStarted(shell, name.includes("/") ? name : path, path, argv, started);
}

/** Once its user may start another process. */
function* runLater(shell: Shell, argv: readonly string[], text: JobText): Run<ExitStatus> {
  if (!(yield* mayFork(shell))) return 254;
  const result = runProgram(shell, argv, text);
  return typeof result === "number" ? result : yield* result;
}

const lastEnvironment = new WeakMap<Readonly<Record<string, string>>, Readonly<Record<string, string>>>();

function environmentFor(shell: Shell, path: string): Readonly<Record<string, string>> {
  const environment = environmentOf(shell);
  if (shell.dialect.almquist !== undefined) return environment;
  if (environment._ === path) return environment;
  const held = lastEnvironment.get(environment);
  if (held?._ === path) return held;
  const made = { ...environment, _: path };
  lastEnvironment.set(environment, made);
  return made;
}

function* notStarted(
  shell: Shell,
  name: string,
  path: string,
  argv: readonly string[],
  refused: Extract<Result<unknown, Errno>, { ok: false }>,
): Run<ExitStatus> {
  const errno = refused.error;
  if (errno === "ENOEXEC") return yield* runAsScript(shell, name, path, argv);
  if (shell.dialect.almquist !== undefined) return unable(shell, argv[0] ?? name, errno);
  const stat = shell.host.files.stat(path);
  if (stat.ok && stat.value.type === "directory") {
    shell.complain(`${name}: Is a directory`);
    return 126;
  }
  if (errno === "ENOENT" && stat.ok) {
    const script = shell.host.files.readFile(path);
    const interpreter = script.ok ? /^#![ \t]*(\S+)/.exec(script.value)?.[1] : undefined;
    if (interpreter !== undefined) {
      shell.complain(`${name}: cannot execute: required file not found`);
      return 127;
    }
  }
  shell.complain(`${name}: ${strerror(errno)}`);
  return errno === "ENOENT" || errno === "ENOTDIR" ? (errno === "ENOENT" ? 127 : 126) : 126;
}

/** dash and ash say no more than that it is missing, or why it may not run (exec.c, shellexec). */
function unable(shell: Shell, name: string, errno: Errno): ExitStatus {
  const missing = errno === "ENOENT" || errno === "ENOTDIR";
  const text = errno === "EISDIR" ? strerror("EACCES") : strerror(errno);
  shell.complain(missing ? `${name}: not found` : `${name}: ${text}`);
  return missing ? 127 : 126;
}

/** An executable text without `#!`: a child of this shell runs it, with nothing inherited but the environment. */
function* runAsScript(shell: Shell, name: string, path: string, argv: readonly string[]): Run<ExitStatus> {
  const text = shell.host.files.readFile(path);
  if (!text.ok) {
    shell.complainAbout(name, text.error);
    return 126;
  }
  if (text.value.slice(0, 80).includes("\0")) {
    shell.complain(`${name}: cannot execute binary file: Exec format error`);
    return 126;
  }
  const child = fork(
    shell,
    shell.files,
    function* (self) {
      self.functions.clear();
      self.aliases.clear();
      for (const variable of self.variables.names()) {
        if (
          !self.variables.get(variable)?.exported &&
          !/^(IFS|PS4|OPTIND|BASH.*|[EU]UID|PPID|HOST.*|OSTYPE|MACHTYPE)$/.test(variable)
        )
          self.variables.remove(variable);
      }
      self.argumentZero = name;
      self.commandString = false;
      self.positional = argv.slice(1);
      return (yield* runTop(self, new Source(text.value, name))) ?? self.lastStatus;
    },
    placeOf(shell, undefined, true),
  );
  return yield* waitForeground(shell, [child], () => name);
}
