/** What keeps a runaway script from taking the world with it. One budget is shared by a shell and all its children. */

export interface ShellLimits {
  /** Commands, over all subshells. */
  readonly commands: number;
  /** Characters that builtins print, over all subshells. */
  readonly output: number;
  /** Nested calls of functions, `eval`, `source`, subshells. */
  readonly depth: number;
  /** Children alive at once. */
  readonly processes: number;
  /** Characters that one `$( )` may collect. */
  readonly substitutionLength: number;
  /** Characters of one value. */
  readonly valueLength: number;
}

const DEFAULT_LIMITS: ShellLimits = {
  commands: 50_000_000,
  output: 1_000_000_000,
  depth: 400,
  processes: 1000,
  substitutionLength: 64_000_000,
  valueLength: 64_000_000,
};

export class Budget {
  readonly limits: ShellLimits;
  commands = 0;
  output = 0;
  processes = 0;
  /** Forks that have not returned yet: each child runs on its parent's stack until it first waits. */
  forking = 0;
  /** Set once a limit was passed: everything that shares the budget unwinds, and says so once. */
  exhausted: string | undefined;

  constructor(limits: Partial<ShellLimits> = {}) {
    this.limits = { ...DEFAULT_LIMITS, ...limits };
  }
}
