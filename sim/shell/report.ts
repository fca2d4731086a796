/** What a shell tells of jobs when it has waited for something: those that signals ended, and in `bash -c` those that changed. */
import type { Job } from "./jobs.ts";
import type { Shell } from "./shell.ts";

/** Tells of jobs that a signal ended, as bash does when it has waited for something. */
export function reportDeaths(shell: Shell): void {
  const { deaths } = shell.jobs;
  if (shell.dialect.almquist !== undefined) {
    deaths.length = 0;
    return;
  }
  if (deaths.length > 0) for (const job of deaths.splice(0)) if (!shell.interactive) reportDeath(shell, job);
  if (shell.commandString && !shell.interactive) reportChanges(shell);
  shell.jobs.cleanUp();
}

/** `bash -c` forgets what has ended as soon as it has waited for anything, and with job control tells of it. */
function reportChanges(shell: Shell): void {
  const told = shell.options.monitor && !shell.inSubstitution ? shell.files.get(2) : undefined;
  for (const job of shell.jobs.list) {
    if (job.state === "stopped" && job.stopUnreported) {
      job.stopUnreported = false;
      void told?.write(`\n${shell.jobs.line(job)}`);
    }
    if (job.state !== "done" || job.reported) continue;
    job.reported = true;
    void told?.write(shell.jobs.line(job));
  }
}

/** A shell at its prompt tells of what has ended when it has waited for something (jobs.c, wait_for, notify_and_cleanup). */
export function reportEnds(shell: Shell, among: readonly Job[]): void {
  if (!shell.options.monitor) return;
  const ended = among.filter((job) => job.state === "done" && !job.reported);
  if (ended.length === 0) return;
  void shell.files.get(2)?.write(ended.map((job) => shell.jobs.line(job)).join(""));
  for (const job of ended) job.reported = true;
  shell.jobs.cleanUp();
}

/** Of what Ctrl-C, a closed pipe, a plain `kill` or a trapped signal ends only job control makes words (notify_of_job_status). */
function reportDeath(shell: Shell, job: Job): void {
  if (job.reported) return;
  job.reported = true;
  const by = job.children.at(-1)?.endedBy;
  if (shell.inSubstitution || by === undefined || isQuiet(shell)) return;
  const file = shell.files.get(2);
  if (by !== "INT" && by !== "TERM" && by !== "PIPE" && !shell.traps.commands.has(by))
    void file?.write(`${deathPrefix(shell)}${job.pid} ${shell.jobs.endedAs(job).padEnd(24)}${job.text}\n`);
  else if (shell.options.monitor) void file?.write(shell.jobs.line(job));
}

/** In posix mode `bash -c` tells nothing of what died. */
export const isQuiet = (shell: Shell): boolean => shell.options.posix && shell.commandString && !shell.interactive;

/** Before the message about a process that a signal ended. */
export function deathPrefix(shell: Shell): string {
  return shell.prefix().replace(/line \d+: $/, `line ${shell.waitingLine()}: `);
}
