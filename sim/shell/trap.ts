/** Traps: what runs when a signal comes, a command fails, or the shell ends (bash(1), trap). */
import { type ExitStatus, SIGNAL, type SignalName } from "../../core/process.ts";
import type { Dialect } from "./dialect/dialect.ts";
import { runText } from "./execute/script.ts";
import type { Run } from "./run.ts";
import type { Shell } from "./shell.ts";

export type TrapName = SignalName | "EXIT" | "ERR" | "DEBUG" | "RETURN";

const NUMBERS = new Map<string, TrapName>([["0", "EXIT"]]);
const NAMES = new Set<string>(["EXIT", "ERR", "DEBUG", "RETURN"]);
for (const [name, number] of Object.entries(SIGNAL)) {
  NUMBERS.set(String(number), name as SignalName);
  NAMES.add(name);
}

/** `INT`, `SIGINT`, `int`, `2`: the trap's name. */
export function trapName(text: string): TrapName | undefined {
  const byNumber = NUMBERS.get(text);
  if (byNumber !== undefined) return byNumber;
  const name = text.toUpperCase().replace(/^SIG/, "");
  return NAMES.has(name) ? (name as TrapName) : undefined;
}

const isSignal = (name: TrapName): name is SignalName => Object.hasOwn(SIGNAL, name);

/** What a syntax error in its command is said to be in. */
const LABELS: Partial<Record<TrapName, string>> = { ERR: "error trap", DEBUG: "debug trap", RETURN: "return trap" };

/** `SIGINT`, but `EXIT`. */
export const shownName = (name: TrapName): string => (isSignal(name) ? `SIG${name}` : name);

const ORDER = (name: TrapName): number =>
  name === "EXIT" ? 0 : isSignal(name) ? SIGNAL[name] : name === "DEBUG" ? 65 : name === "ERR" ? 66 : 67;

export class Traps {
  /** Commands by name; an empty one ignores the signal. */
  readonly commands = new Map<TrapName, string>();
  /** Inherited by a subshell, to be listed but not run. */
  readonly inherited = new Map<TrapName, string>();
  readonly pending: SignalName[] = [];
  /** What was ignored when the shell was started stays so (SIG_HARD_IGNORE). */
  readonly #hard: ReadonlySet<TrapName>;
  readonly #release = new Map<SignalName, () => void>();
  #running = new Set<TrapName>();

  constructor(parent?: Traps, keepError = false, keepDebug = false, ignored: ReadonlySet<SignalName> = new Set()) {
    this.#hard = parent === undefined ? ignored : parent.#hard;
    if (parent === undefined) for (const name of ignored) this.commands.set(name, "");
    for (const [name, command] of parent?.commands ?? []) {
      if (command === "" || (name === "ERR" && keepError) || (keepDebug && (name === "DEBUG" || name === "RETURN"))) {
        this.commands.set(name, command);
      } else this.inherited.set(name, command);
    }
  }

  /**
   * Whether a trap keeps the shell where a program would take its place: in bash what runs at its end or when a command fails, in
   * dash and ash every one that does something (eval.c, have_traps).
   */
  runsAtEnd({ almquist }: Dialect): boolean {
    if (almquist === undefined) return Boolean(this.commands.get("EXIT") || this.commands.get("ERR"));
    return [...this.commands.values()].some((command) => command !== "");
  }

  ignores(name: TrapName): boolean {
    return this.commands.get(name) === "";
  }

  /** The signals that `trap ''` ignores. */
  ignoredSignals(): SignalName[] {
    const names: SignalName[] = [];
    for (const [name, command] of this.commands) if (command === "" && isSignal(name)) names.push(name);
    return names;
  }

  /** All that `trap` lists, in its order. */
  listed(): [TrapName, string][] {
    const all = this.commands.size > 0 ? this.commands : this.inherited;
    return [...all].sort(([a], [b]) => ORDER(a) - ORDER(b));
  }

  /** Notes that a signal came. Answers true when there is a trap (or it is ignored). */
  deliver(name: SignalName): boolean {
    const command = this.commands.get(name);
    if (command === undefined) return false;
    if (command !== "") this.pending.push(name);
    return true;
  }

  /** A child has ended. The trap runs once for each, but not for those that it starts itself. */
  childEnded(): void {
    if (!this.#running.has("CHLD")) this.deliver("CHLD");
  }

  set(shell: Shell, name: TrapName, command: string | undefined): void {
    if (this.#hard.has(name)) return;
    this.inherited.clear();
    if (command === undefined) this.commands.delete(name);
    else this.commands.set(name, command);
    if (name === "EXIT") shell.signals.catchTerminating(command !== undefined && command !== "");
    if (!isSignal(name) || name === "INT") return;
    this.#release.get(name)?.();
    this.#release.delete(name);
    if (command === undefined) return;
    this.#release.set(
      name,
      shell.self.signals.catch(name, () => {
        this.deliver(name);
        shell.signals.wake();
      }),
    );
  }

  /** Runs what came since. `$?` is as before afterwards. */
  *run(shell: Shell): Run<void> {
    while (shell.flow === undefined) {
      // One that comes again while its trap runs has to wait for that.
      const at = this.pending.findIndex((each) => !this.#running.has(each));
      const [name] = at < 0 ? [] : this.pending.splice(at, 1);
      if (name === undefined) return;
      yield* this.#runOne(shell, name);
    }
  }

  /** Answers with the status of the trap's last command, if it ran. */
  *#runOne(shell: Shell, name: TrapName): Run<ExitStatus | undefined> {
    const command = this.commands.get(name);
    if (command === undefined || command === "" || this.#running.has(name)) return undefined;
    this.#running.add(name);
    const status = shell.lastStatus;
    const { pipeStatus } = shell;
    shell.trapDepth++;
    const ended = yield* runText(shell, command, { keepLine: !isSignal(name), label: LABELS[name] ?? "trap" });
    shell.trapDepth--;
    shell.pipeStatus = pipeStatus;
    if (shell.flow === undefined) shell.lastStatus = status;
    this.#running.delete(name);
    return ended;
  }

  /** Puts away what a function does not inherit; it may set its own. */
  enterFunction(shell: Shell, traced: boolean): ReadonlyMap<TrapName, string> | undefined {
    if (this.commands.size === 0) return undefined;
    const hidden = new Map<TrapName, string>();
    for (const name of ["ERR", "DEBUG", "RETURN"] as const) {
      const command = this.commands.get(name);
      if (command === undefined || (name === "ERR" ? shell.options.errtrace : traced || shell.options.functrace))
        continue;
      hidden.set(name, command);
      this.commands.delete(name);
    }
    return hidden;
  }

  leaveFunction(hidden: ReadonlyMap<TrapName, string> | undefined): void {
    for (const [name, command] of hidden ?? []) if (!this.commands.has(name)) this.commands.set(name, command);
  }

  /** After a command that failed where it counts. */
  *runError(shell: Shell): Run<void> {
    if (this.commands.has("ERR")) yield* this.#runOne(shell, "ERR");
  }

  /** False when the command that it announces shall not run (`shopt -s extdebug`). */
  *runDebug(shell: Shell): Run<boolean> {
    if (!this.commands.has("DEBUG")) return true;
    const status = yield* this.#runOne(shell, "DEBUG");
    return !shell.shopts.extdebug || status === undefined || status === 0;
  }

  *runReturn(shell: Shell): Run<void> {
    if (!this.commands.has("RETURN")) return;
    const { flow, lastStatus, statusBeforeReturn } = shell;
    shell.flow = undefined;
    if (statusBeforeReturn !== undefined) shell.lastStatus = statusBeforeReturn;
    shell.statusBeforeReturn = undefined;
    yield* this.#runOne(shell, "RETURN");
    if (shell.flow === undefined) shell.lastStatus = lastStatus;
    shell.flow ??= flow;
  }

  /** The shell ends: answers with its status, which `exit` in the trap may change. */
  *runExit(shell: Shell, status: ExitStatus): Run<ExitStatus> {
    const command = this.commands.get("EXIT");
    this.commands.delete("EXIT");
    if (command === undefined || command === "") return status;
    shell.lastStatus = status;
    shell.trapDepth++;
    yield* runText(shell, command, { keepLine: false, label: "exit trap" });
    const flow = shell.flow as Shell["flow"];
    shell.flow = undefined;
    return flow?.kind === "exit" ? flow.status : status;
  }
}
