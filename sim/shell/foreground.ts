/**
 * Children in front of the terminal: how long a shell waits for them, and what ends or stops them (bash(1), JOB CONTROL;
 * SIGNALS). With job control every command line has a process group that the terminal's keys reach; the shell itself is in
 * another one and learns what became of it. Without, shell and children share a group, and both get the signal.
 */

import { type ChildProcess, type ExitStatus, SIGNAL, type SignalName } from "../../core/process.ts";
import { jobLine } from "./dialect/almquist/builtin/job.ts";
import { endedText, type Job } from "./jobs.ts";
import { deathPrefix, isQuiet, reportDeaths, reportEnds } from "./report.ts";
import type { Run } from "./run.ts";
import type { Shell } from "./shell.ts";

/** What is waited for, as `jobs` and messages show it. */
export type JobText = () => string;

/**
 * Waits for children, in order, and answers with the last one's status; each goes to `statuses`. Where Ctrl-Z stops them
 * they become a job (or are again the one that they were), and the wait is over.
 */
export function* waitForeground(
  shell: Shell,
  children: readonly ChildProcess[],
  text: JobText,
  statuses: ExitStatus[] = [],
  known?: Job,
): Run<ExitStatus> {
  const control = shell.jobControl;
  const stop = control === undefined ? undefined : stopOf(children);
  let status: ExitStatus = 0;
  let stopped: SignalName | undefined;
  if (known === undefined) for (const child of children) shell.jobs.follow(child);
  for (let i = 0; i < children.length; i++) {
    const child = children[i];
    if (child === undefined) continue;
    if (stopped !== undefined) status = typeof child.status === "number" ? child.status : 128 + SIGNAL[stopped];
    else if (typeof child.status === "number") status = child.status;
    else {
      const outer = shell.foreground;
      shell.foreground = children.slice(i);
      const ended = stop === undefined ? child.status : Promise.race([child.status, stop.stopped]);
      const outcome = yield* shell.signals.waitFor<ExitStatus | SignalName>(ended, "KILL", { patient: true });
      shell.foreground = outer;
      const { deadly } = shell.signals;
      if (deadly !== undefined) status = 128 + SIGNAL[deadly];
      else if (typeof outcome === "number") status = outcome;
      else {
        stopped = outcome;
        status = 128 + SIGNAL[outcome];
      }
    }
    statuses.push(status);
    if (stopped === undefined) shell.budget.processes--;
  }
  stop?.release();
  if (control !== undefined) control.foreground = shell.group;
  if (stopped !== undefined) {
    const job = known ?? shell.jobs.add(children, text());
    job.stopUnreported = false;
    void job.ended.then(() => {
      shell.budget.processes -= children.length;
    });
    const line = shell.dialect.almquist === undefined ? `\n${shell.jobs.line(job)}` : jobLine(shell, job, false);
    void shell.files.get(2)?.write(line);
    // A loop does not go on with its next round.
    if (shell.loopDepth > 0) shell.flow ??= { kind: "break", levels: shell.loopDepth };
    return status;
  }
  if (known !== undefined) {
    known.reported = true;
    shell.jobs.remove(known);
  }
  if (shell.interactive && shell.dialect.almquist === undefined) reportEnds(shell, shell.jobs.list);
  reportDeaths(shell);
  if (shell.dialect.almquist !== undefined) tellDeaths(shell, children);
  const by = children.at(-1)?.endedBy;
  if (by !== undefined) {
    if (by !== "INT" && shell.dialect.almquist === undefined) reportDeath(shell, children, text, by);
    else if (control !== undefined) shell.flow ??= { kind: "abort", status };
  }
  // The child took the signal and died of it: so does the script. It lived on: so does the script.
  if (shell.interrupted && shell.foreground.length === 0) {
    shell.interrupted = false;
    if (status === 128 + SIGNAL.INT) {
      shell.killedBy = "INT";
      shell.flow = { kind: shell.interactive ? "abort" : "exit", status };
    }
  }
  return status;
}

/** Tells when all children that are left have been stopped, and by what. */
function stopOf(children: readonly ChildProcess[]): {
  readonly stopped: Promise<SignalName>;
  release(): void;
} {
  const running = new Set(children.filter((child) => typeof child.status !== "number"));
  const stopped = new Set<ChildProcess>();
  const releases: ((() => void) | undefined)[] = [];
  let tell: (signal: SignalName) => void = () => {};
  const promise = new Promise<SignalName>((resolve) => {
    tell = resolve;
  });
  let last: SignalName = "TSTP";
  const look = (): void => {
    if (stopped.size > 0 && running.size === 0) tell(last);
  };
  for (const child of children) {
    if (typeof child.status === "number") continue;
    void child.status.then(() => {
      running.delete(child);
      stopped.delete(child);
      look();
    });
    releases.push(
      child.onState?.((state) => {
        if (state === "continued") {
          stopped.delete(child);
          running.add(child);
          return;
        }
        last = state.stoppedBy;
        running.delete(child);
        stopped.add(child);
        look();
      }),
    );
  }
  return {
    stopped: promise,
    release: () => {
      for (const release of releases) release?.();
    },
  };
}

/** dash and ash tell of each, in few words (jobs.c, waitone). */
function tellDeaths(shell: Shell, children: readonly ChildProcess[]): void {
  for (const { endedBy: by } of children)
    if (by !== undefined && by !== "INT" && by !== "PIPE") shell.usage(endedText(128 + SIGNAL[by], by));
}

/** A foreground command that a signal ended: `Killed`, in a script with its process and line. */
function reportDeath(shell: Shell, children: readonly ChildProcess[], text: JobText, by: SignalName): void {
  if (by === "PIPE" || shell.inSubstitution || shell.silent || isQuiet(shell)) return;
  const file = shell.files.get(2);
  if (file === undefined) return;
  const what = endedText(128 + SIGNAL[by], by);
  if (shell.interactive || by === "TERM" || shell.traps.commands.has(by)) return void file.write(`${what}\n`);
  const last = children.at(-1);
  if (last === undefined) return;
  if (children.length === 1) {
    void file.write(`${deathPrefix(shell)}${last.pid} ${what.padEnd(24)}${text()}\n`);
    return;
  }
  const parts = text().split(" | ");
  const lines = children.map((child, at) => {
    const state = child.endedBy ?? (typeof child.status === "number" ? child.status : 0);
    const said = typeof state === "string" ? endedText(128 + SIGNAL[state], state) : endedText(state);
    return `${child.pid} ${said.padEnd(24)}${at === 0 ? "" : "| "}${parts[at] ?? ""}\n`;
  });
  void file.write(`${deathPrefix(shell)}${lines.join("     ")}`);
}
