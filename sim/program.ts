/** Programs: what the simulated PATH holds. A program sees its process and the kernel, never the shell or the world. */
import type { ExitStatus, FileSystem, OpenFile, ProcessSelf } from "../core/process.ts";
import type { Kernel } from "./kernel/kernel.ts";

export interface ProcessContext {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly stdin: OpenFile;
  readonly stdout: OpenFile;
  readonly stderr: OpenFile;
  /** All open descriptors, 0 to 2 included. */
  readonly descriptors: ReadonlyMap<number, OpenFile>;
  readonly self: ProcessSelf;
  readonly files: FileSystem;
  /** System calls, on behalf of this process. */
  readonly kernel: Kernel;
}

export interface Program {
  readonly name: string;
  /** Where it is installed: `/usr/sbin/brctl`. */
  readonly path: string;
  /** One line for `help`. */
  readonly summary: string;
  run(context: ProcessContext): ExitStatus | Promise<ExitStatus>;
  /** What may stand at the last of `words` (its text so far); files and names of the world are offered by the terminal. */
  complete?(words: readonly string[], context: CompletionContext): readonly string[];
}

/** What completion may look at. */
export interface CompletionContext {
  readonly cwd: string;
  readonly files: FileSystem;
  readonly kernel: Kernel;
}
