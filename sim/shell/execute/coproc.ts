/**
 * Coprocesses (bash(1), Coprocesses): a command in the background with a pipe to it and one from it.
 *
 * Same as bash: the array of descriptors and NAME_PID, both gone and closed when it has ended; nobody else that the shell
 * starts has the descriptors; the warning about a second one.
 */

import type { Coproc } from "unbash";
import type { ChildProcess, ExitStatus, OpenFile } from "../../../core/process.ts";
import { inheritable } from "../fork.ts";
import type { Shell } from "../shell.ts";
import { VALID_NAME } from "../variable.ts";

const DEFAULT_NAME = "COPROC";

/** One that runs. */
export interface RunningCoproc {
  readonly name: string;
  readonly pid: number;
}

/** The numbers that bash's two pipes get: from above, four at once (move_to_high_fd). */
function highDescriptors(shell: Shell): readonly [reader: number, writer: number] {
  const free: number[] = [];
  for (let number = 63; free.length < 4; number--) if (!shell.files.has(number)) free.push(number);
  return [free[0] ?? 63, free[3] ?? 60];
}

/** `start` makes the child with the files given. */
export function startCoproc(
  shell: Shell,
  node: Coproc,
  text: string,
  start: (files: ReadonlyMap<number, OpenFile>) => ChildProcess,
): ExitStatus {
  const name = node.name?.value ?? DEFAULT_NAME;
  if (!VALID_NAME.test(name)) {
    shell.complain(`\`${name}': not a valid identifier`);
    return 1;
  }
  const before = shell.coproc;
  if (before !== undefined)
    void shell.files
      .get(2)
      ?.write(`${shell.prefix()}warning: execute_coproc: coproc [${before.pid}:${before.name}] still exists\n`);
  const to = shell.host.pipe();
  const from = shell.host.pipe();
  const child = start(new Map(inheritable(shell)).set(0, to.reader).set(1, from.writer));
  to.reader.close();
  from.writer.close();
  const [reader, writer] = highDescriptors(shell);
  shell.files.set(reader, from.reader);
  shell.files.set(writer, to.writer);
  shell.ownFiles.add(from.reader).add(to.writer);
  const running = { name, pid: child.pid };
  shell.coproc = running;
  shell.variables.remove(name);
  shell.parameters.assignElement(name, "0", String(reader));
  shell.parameters.assignElement(name, "1", String(writer));
  shell.parameters.assign(`${name}_PID`, String(child.pid));
  const job = shell.jobs.add([child], text);
  shell.lastBackground = job.pid;
  if (shell.interactive) void shell.files.get(2)?.write(`[${job.id}] ${job.pid}\n`);
  void job.ended.then(() => {
    shell.budget.processes--;
    for (const file of [from.reader, to.writer]) {
      shell.ownFiles.delete(file);
      for (const number of [reader, writer]) {
        if (shell.files.get(number) !== file) continue;
        shell.files.delete(number);
        file.close();
      }
    }
    if (shell.coproc !== running) return;
    shell.coproc = undefined;
    shell.variables.remove(name);
    shell.variables.remove(`${name}_PID`);
  });
  return 0;
}
