/** What programs that list processes read of them: fields of /proc/PID/stat and the letter of a state (proc(5)). */
import type { FileSystem } from "../../../core/process.ts";
import type { ProcessEntry } from "../../kernel/kernel.ts";

/** A field of /proc/PID/stat, counted from 1; those behind the name alone. "0" where there is no such process. */
export function statField(files: Pick<FileSystem, "readFile">, pid: number, at: number): string {
  const read = files.readFile(`/proc/${pid}/stat`);
  const rest = read.ok ? read.value.slice(read.value.lastIndexOf(")") + 2).split(" ") : [];
  return rest[at - 3] ?? "0";
}

export function stateLetter({ state }: Pick<ProcessEntry, "state">): string {
  return { running: "R", sleeping: "S", stopped: "T", zombie: "Z" }[state];
}
