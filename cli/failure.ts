/** Ways a command can end that are not its answer: each with its exit code and one line that says what and how to mend it. */

/** 0 done, 1 the answer is no, 2 usage, 3 not possible here. */
export const EXIT = { done: 0, no: 1, usage: 2, impossible: 3 } as const;

/** Caught once, at the top: the line goes to stderr after `netnone: `. */
export class Failure extends Error {
  readonly exitCode: number;

  constructor(exitCode: number, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}

export function usageFailure(message: string): Failure {
  return new Failure(EXIT.usage, message);
}

/** Not possible on this machine. */
export function impossible(unavailable: { readonly missing: string; readonly remedy: string }): Failure {
  return new Failure(EXIT.impossible, `${unavailable.missing}; to mend it: ${unavailable.remedy}`);
}
