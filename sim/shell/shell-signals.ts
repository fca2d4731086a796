/** What signals do to one shell: which it catches, which end its waits, and which it will die of. */
import { type ExitStatus, SIGNAL, type SignalName } from "../../core/process.ts";
import { type Run, wait } from "./run.ts";
import type { Shell } from "./shell.ts";

/** What an interactive bash has handlers for that end it (sig.c); the others it ignores or goes on after. */
const TERMINATING = [
  ...(["HUP", "ILL", "TRAP", "ABRT", "BUS", "FPE", "USR1", "SEGV", "USR2", "PIPE", "ALRM"] as const),
  ...(["XCPU", "XFSZ", "VTALRM", "SYS"] as const),
];

export class ShellSignals {
  readonly #shell: Shell;
  /** A signal that ends the shell, once it has run its EXIT trap. */
  terminating: SignalName | undefined;
  /** `$?` when it came, which the EXIT trap sees; whatever that says, the shell dies of the signal. */
  statusBefore: ExitStatus | undefined;
  /** The process has been stopped, and nobody has looked. */
  halted = false;
  #releaseTerminating: (() => void)[] = [];
  #patient = false;
  #wake: (() => void) | undefined;

  constructor(shell: Shell) {
    this.#shell = shell;
    this.#listen();
  }

  #listen(): void {
    const { signals } = this.#shell.self;
    if (this.#shell.background) {
      signals.catch("INT", () => {});
      signals.catch("QUIT", () => {});
    } else {
      signals.catch("INT", () => {
        if (this.#shell.traps.deliver("INT")) this.wake();
        else this.#shell.interrupted = true;
        // Where the host has no process groups, what reaches the shell is passed on.
        if (this.#shell.host.jobControl === undefined) for (const child of this.#shell.foreground) child.signal("INT");
        if (this.#shell.foreground.length === 0 && !this.#patient) this.#wake?.();
      });
    }
    if (this.#shell.interactive) {
      signals.catch("TERM", () => {});
      signals.catch("QUIT", () => {});
      signals.endBy?.(TERMINATING);
      for (const key of ["TSTP", "TTIN", "TTOU"] as const) signals.catch(key, () => {});
    }
    signals.listen(() => {
      if (signals.stopped !== undefined) this.halted = true;
      if (signals.pending !== undefined) this.#wake?.();
    });
  }

  /** With an EXIT trap what would end the process ends the shell, which runs the trap first (sig.c, termsig_handler). */
  catchTerminating(on: boolean): void {
    for (const release of this.#releaseTerminating.splice(0)) release();
    if (!on || this.#shell.interactive || this.#shell.dialect.almquist !== undefined) return;
    for (const name of ["TERM", ...TERMINATING] as const) {
      const release = this.#shell.self.signals.catch(name, () => {
        if (this.#shell.traps.commands.has(name)) return;
        if (this.terminating === undefined) this.statusBefore = this.#shell.lastStatus;
        this.terminating ??= name;
        this.#wake?.();
      });
      this.#releaseTerminating.push(release);
    }
  }

  /** The signal that ends this shell, as soon as it has nothing to wait for any more. */
  get deadly(): SignalName | undefined {
    return this.#shell.self.signals.pending ?? this.terminating;
  }

  /** Ends the wait at hand, so that what came can be looked at; a command in front is waited for all the same. */
  wake(): void {
    if (!this.#patient) this.#wake?.();
  }

  /** The status of a `wait` that a signal ended. */
  interruptedStatus(): ExitStatus {
    const [trapped] = this.#shell.traps.pending;
    return 128 + SIGNAL[this.deadly ?? trapped ?? "INT"];
  }

  /** Waits for a promise, or until a signal ends the wait: then `otherwise` is the answer. */
  *waitFor<T>(value: T | Promise<T>, otherwise: T, options?: { readonly patient: boolean }): Run<T> {
    if (!(value instanceof Promise)) return value;
    const outer = this.#patient;
    this.#patient = options?.patient ?? false;
    const woken = new Promise<T>((resolve, reject) => {
      this.#wake = () => resolve(otherwise);
      // What takes this process down (a program in its place that a signal ends) goes through to the host.
      value.then(resolve, reject);
    });
    const result = this.deadly === undefined ? yield* wait(woken) : otherwise;
    this.#wake = undefined;
    this.#patient = outer;
    return result;
  }
}
