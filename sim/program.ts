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

/** A context that differs: a spread would miss what a process's own context makes when it is asked for. */
export function changedContext(context: ProcessContext, changes: Partial<ProcessContext>): ProcessContext {
  const { argv, env, cwd, stdin, stdout, stderr, descriptors, self, files, kernel } = context;
  return { argv, env, cwd, stdin, stdout, stderr, descriptors, self, files, kernel, ...changes };
}

export interface Program {
  readonly name: string;
  /** Where it is installed: `/usr/sbin/brctl`. */
  readonly path: string;
  /** Symbolic links that Debian's package brings beside it: where each stands, and what it says. */
  readonly links?: Readonly<Record<string, string>>;
  /** One line for `help`. */
  readonly summary: string;
  /** It only says that it is not modelled: whoever asks whether it is there (`command -v`, `test -x`) hears that it is not. */
  readonly absent?: boolean;
  /** It carries root's setuid bit: sudo, su. */
  readonly setuid?: boolean;
  /** Simulated microseconds that one run takes before it does anything; about a millisecond when missing. */
  readonly costMicros?: number;
  run(context: ProcessContext): ExitStatus | Promise<ExitStatus>;
  /**
   * What may stand at the last of `words` (its text so far; the first is the program's name): keywords and options, and
   * for names one of `<file>`, `<directory>`, `<device>` (of the namespace the command runs in), `<netns>`, `<container>`,
   * `<image>`, `<process>`, which the terminal replaces by what there is. Without `complete` it offers files.
   */
  complete?(words: readonly string[], context: CompletionContext): readonly string[];
}

/** What completion may look at. */
export interface CompletionContext {
  readonly cwd: string;
  readonly files: FileSystem;
  readonly kernel: Kernel;
}
