/** How a shell starts children: copies of itself, their place at the terminal, and what they inherit. */
import { strerror } from "../../core/errors.ts";
import type { ChildProcess, ExecRequest, ExitStatus, OpenFile } from "../../core/process.ts";
import { environmentOf } from "./environment.ts";
import { COST } from "./limits.ts";
import { drive, type Run } from "./run.ts";
import { Shell } from "./shell.ts";

/** Where a child stands for the terminal and its signals. */
export type Placement = Pick<ExecRequest, "background" | "group" | "foreground" | "ignores">;

/** Children of children that run on one stack; the next one begins on a stack of its own. */
const STACKED_FORKS = 20;

/** The descriptors that children get. */
export function inheritable(
  shell: Shell,
  files: ReadonlyMap<number, OpenFile> = shell.files,
): ReadonlyMap<number, OpenFile> {
  if (shell.ownFiles.size === 0) return files;
  // At 0 to 2 a redirection has put it there.
  return new Map([...files].filter(([number, file]) => number <= 2 || !shell.ownFiles.has(file)));
}

/** Of a job's first process, or of one more in its group. */
export function placeOf(shell: Shell, leader: ChildProcess | undefined, foreground: boolean): Placement {
  // A job of its own is not spared the keys' signals, though no key reaches it (`set -m` in a script).
  if (shell.jobControl === undefined)
    return foreground ? {} : { background: true, ...(shell.options.monitor ? { group: "own" } : {}) };
  return { group: leader?.pid ?? "own", ...(foreground ? { foreground } : {}) };
}

/** With the signals that traps ignore, which children do not get either. */
export function placed(shell: Shell, place: Placement): Placement {
  if (shell.traps.commands.size === 0) return place;
  const ignores = shell.traps.ignoredSignals();
  return ignores.length === 0 ? place : { ...place, ignores: [...(place.ignores ?? []), ...ignores] };
}

/** A user who has as many processes as allowed is told, and tried for again, before the shell gives up (jobs.c, make_child). */
export function* mayFork(shell: Shell): Run<boolean> {
  if (shell.limits.forksLeft > 0) return true;
  const say = (text: string): void => shell.usage(`${shell.nameOf(shell.source)}: ${text}: ${strerror("EAGAIN")}`);
  for (let seconds = 1; seconds < 16 && shell.signals.deadly === undefined; seconds *= 2) {
    say("fork: retry");
    yield* shell.signals.waitFor(shell.host.sleep(seconds * 1_000_000, shell.self.signals), undefined);
    if (shell.limits.forksLeft > 0) return true;
  }
  say("fork");
  shell.flow = shell.interactive ? { kind: "abort", status: 254 } : { kind: "exit", status: 254 };
  return false;
}

/** A child that runs `body` in a copy of this shell. Its files are `files`. */
export function fork(
  shell: Shell,
  given: ReadonlyMap<number, OpenFile>,
  body: (shell: Shell) => Run<ExitStatus>,
  place: Placement = {},
): ChildProcess {
  const { budget } = shell;
  const files = inheritable(shell, given);
  if (++budget.processes > budget.limits.processes) {
    budget.processes--;
    shell.stop(`more than ${budget.limits.processes} processes at once`);
  }
  if (shell.level >= budget.limits.levels) shell.stop(`more than ${budget.limits.levels} nested subshells`);
  const request = {
    env: environmentOf(shell),
    cwd: shell.cwd,
    files,
    ...placed(shell, place),
  };
  // A job's number stands before what it says (jobs.c: the shell goes on, the child is yet to come).
  const job = shell.interactive && place.group !== undefined && place.foreground === undefined;
  const later = job || budget.forking >= STACKED_FORKS;
  budget.forking++;
  budget.work += COST.fork;
  try {
    return shell.host.fork(request, (self, host) => {
      const child = new Shell(
        { host, self, env: {}, cwd: shell.cwd, files },
        shell,
        (place.background ?? false) && place.group === undefined,
      );
      child.traceLevel = shell.traceLevel;
      if (!later) return drive(child.live(body));
      return Promise.resolve().then(() => drive(child.live(body)));
    });
  } finally {
    budget.forking--;
  }
}
