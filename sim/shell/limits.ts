/** What keeps a runaway script from taking the world with it. One budget is shared by a shell and all its children. */

export interface ShellLimits {
  /**
   * Work without a program in between, over all subshells: an endless loop of builtins. About a command; what a command
   * costs beside itself counts on top (COST).
   */
  readonly work: number;
  /** Programs, over all subshells. */
  readonly programs: number;
  /** Characters that builtins print, over all subshells. */
  readonly output: number;
  /** Nested calls of functions, `eval`, `source`: bash itself ends by SIGSEGV about there, with the usual stack of 8 MB. */
  readonly depth: number;
  /** Subshells in each other. */
  readonly levels: number;
  /** Children alive at once. */
  readonly processes: number;
  /** Characters that one `$( )` may collect. */
  readonly substitutionLength: number;
  /** Words of one command, elements of one array. */
  readonly words: number;
  /** Characters of one value. */
  readonly valueLength: number;
}

const DEFAULT_LIMITS: ShellLimits = {
  work: 15_000_000,
  programs: 1_000_000,
  output: 200_000_000,
  depth: 8000,
  levels: 1000,
  processes: 1000,
  words: 10_000_000,
  substitutionLength: 64_000_000,
  valueLength: 64_000_000,
};

/** What costs as much as so many commands. */
export const COST = { fork: 100, print: 3, match: 0.1, character: 0.02, element: 0.01 } as const;

/** Commands, and work in the middle of one, between two looks at the world outside. */
const LOOK_EVERY = 256;

export class Budget {
  readonly limits: ShellLimits;
  work = 0;
  programs = 0;
  /** Commands, and work that takes as long, since the beginning. */
  done = 0;
  /** Those whose time the clock has not been told of. */
  uncharged = 0;
  #commands = 0;
  #minded = 0;
  output = 0;
  processes = 0;
  /** Forks that have not returned yet: each child runs on its parent's stack until it first waits. */
  forking = 0;
  /** Set once a limit was passed: everything that shares the budget unwinds, and says so once. */
  exhausted: string | undefined;

  constructor(limits: Partial<ShellLimits> = {}) {
    this.limits = { ...DEFAULT_LIMITS, ...limits };
  }

  /** Counts a command; true when it is time to look up. */
  command(): boolean {
    this.work++;
    this.done++;
    this.uncharged++;
    return ++this.#commands % LOOK_EVERY === 0;
  }

  /** Counts work in the middle of a command; true when it is time to look up. */
  mind(work: number): boolean {
    this.work += work;
    this.done += work;
    this.uncharged += work;
    this.#minded += work;
    if (this.#minded < LOOK_EVERY) return false;
    this.#minded = 0;
    return true;
  }

  takeUncharged(): number {
    const { uncharged } = this;
    this.uncharged = 0;
    return uncharged;
  }

  /** A program ran: what was done before it led somewhere, and took less time than its start. */
  progress(): void {
    this.work = 0;
    this.uncharged = 0;
    this.programs++;
  }

  /** Which limit has been passed, if one has. */
  get passed(): string | undefined {
    if (this.work > this.limits.work) return `more than ${this.limits.work} commands without a program in between`;
    if (this.programs > this.limits.programs) return `more than ${this.limits.programs} programs`;
    return undefined;
  }

  /** A new line of an interactive shell. */
  renew(): void {
    this.exhausted = undefined;
    this.work = 0;
    this.programs = 0;
    this.output = 0;
  }
}
