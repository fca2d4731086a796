/** What a shell is started with. */
import type { OpenFile, ProcessSelf, ShellHost } from "../../core/process.ts";
import type { Dialect } from "./dialect/dialect.ts";
import type { ShellLimits } from "./limits.ts";

export interface ShellOptions {
  readonly host: ShellHost;
  readonly self: ProcessSelf;
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly files: ReadonlyMap<number, OpenFile>;
  /** `$0`. */
  readonly name?: string;
  /** What it was started as: argv[0]. */
  readonly calledAs?: string;
  readonly arguments?: readonly string[];
  readonly interactive?: boolean;
  /** bash without it. */
  readonly dialect?: Dialect;
  readonly limits?: Partial<ShellLimits>;
  /** Called now and then between commands; a promise makes the shell wait, so that a page can breathe. */
  readonly tick?: () => Promise<void> | undefined;
}
