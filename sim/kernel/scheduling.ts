/** How urgent a process is (setpriority(2), ioprio_set(2), sched_setaffinity(2)); nothing here is faster or slower for it. */
import type { Errno } from "../../core/errors.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { PROCESSORS } from "./machine.ts";
import type { Process } from "./process.ts";

export interface Scheduling {
  /** -20 to 19. */
  readonly nice: number;
  /** 0 none, 1 realtime, 2 best-effort, 3 idle. */
  readonly ioClass: number;
  readonly ioLevel: number;
  /** The processors that it may run on. */
  readonly processors: readonly number[];
}

const INITIAL: Scheduling = {
  nice: 0,
  ioClass: 0,
  ioLevel: 0,
  processors: Array.from({ length: PROCESSORS }, (_, index) => index),
};

export const schedulingOf = (process: Process): Scheduling => process.scheduling ?? INITIAL;

/** Who asks may change what is his (EPERM), and needs CAP_SYS_NICE for what makes it more urgent (EACCES, EPERM). */
export function schedule(caller: Process, process: Process, change: Partial<Scheduling>): Result<undefined, Errno> {
  const { capabilities, uid } = caller.credentials;
  const before = schedulingOf(process);
  if (!capabilities.has("CAP_SYS_NICE")) {
    if (uid !== process.credentials.uid) return err("EPERM");
    if (change.nice !== undefined && change.nice < before.nice) return err("EACCES");
    if (change.ioClass === 1) return err("EPERM");
  }
  const processors = change.processors?.filter((number) => number < PROCESSORS);
  if (processors?.length === 0) return err("EINVAL");
  const nice = change.nice === undefined ? before.nice : Math.max(-20, Math.min(19, change.nice));
  process.scheduling = { ...before, ...change, nice, ...(processors === undefined ? {} : { processors }) };
  return ok();
}
