/**
 * How the kernel ends a process that is inside a call: a signal that nobody catches takes effect there and then. The
 * process's stack unwinds to the kernel, which records `128 + signal`; programs do not catch this.
 */
import { type ExitStatus, SIGNAL, type SignalName } from "../../core/process.ts";

/** What no process should need that much of: it ends, and says so. */
export class LimitPassed extends Error {}

export class ProcessKilled extends Error {
  readonly signal: SignalName;

  constructor(signal: SignalName) {
    super(`killed by SIG${signal}`);
    this.signal = signal;
  }

  get status(): ExitStatus {
    return 128 + SIGNAL[this.signal];
  }
}
