/**
 * The languages that the one evaluator speaks: bash, dash (Debian's `sh`), and the ash of busybox. What is the same in all of
 * them is in the evaluator; what differs is asked of the dialect, and has its place in this folder.
 */
import type { Errno } from "../../../core/errors.ts";
import type { Builtin } from "../builtin/builtin.ts";
import type { Shell } from "../shell.ts";

export interface Dialect {
  readonly name: "bash" | "dash" | "ash";
  readonly builtins: ReadonlyMap<string, Builtin>;
  /** Builtins whose arguments may be assignments: their values are not split. */
  readonly declarations: ReadonlySet<string>;
  /** What tells the descendants of Almquist's shell from bash; undefined in bash. */
  readonly almquist: Almquist | undefined;
}

/** Of dash and of busybox's ash. */
export interface Almquist {
  /** POSIX's special builtins: their errors end the shell, and what is assigned before them stays. */
  readonly special: ReadonlySet<string>;
  /** What stands before a message. */
  prefix(shell: Shell): string;
  /** Status of a redirection that fails. */
  readonly redirectionStatus: number;
  /** It has `[[`, `function`, `time`, `$'...'`, `&>` and `<( )` as bash has them. */
  readonly bashLike: boolean;
  readonly words: Words;
}

/** What the evaluator says, in the words of the dialect. */
export interface Words {
  notFound(name: string): string;
  cannotOpen(path: string, errno: Errno): string;
  /** Of `.`. */
  cannotSource(path: string, errno: Errno): string;
  cannotCreate(path: string, errno: Errno): string;
  syntax(message: string): string;
  readonly badLoopVariable: string;
  readonly badFunctionName: string;
  /** An option that is none. */
  illegalOption(letter: string): string;
  illegalMode(mode: string): string;
  readonly getoptsUsage: string;
  /** A word as `set -x` shows it. */
  traced(word: string): string;
  /** A token that does not belong, and the one in its place. */
  unexpected(token: string, expecting: string | undefined): string;
  readonly unterminated: string;
  missing(closing: string): string;
  readonly backquote: string;
  readonly badSubstitution: string;
  /** `>&word`, which is no digit. */
  readonly badDescriptor: string;
  /** Of an expression that is none. */
  arithmetic(problem: string, expression: string): string;
}
