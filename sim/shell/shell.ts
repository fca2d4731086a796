/**
 * The state of one shell: variables, functions, options, descriptors, jobs, traps, and how control flows. What it does
 * with them is in execute/, expand/ and builtin/. It reaches the world only through a ShellHost, so simulator and real
 * mode run the same shell.
 */
import type { Function as FunctionNode } from "unbash";
import { type Errno, strerror } from "../../core/errors.ts";
import {
  type ChildProcess,
  type ExitStatus,
  type OpenFile,
  type OpenMode,
  type ProcessSelf,
  type ShellHost,
  SIGNAL,
} from "../../core/process.ts";
import { err, type Result } from "../../core/result.ts";
import type { History } from "../terminal/history.ts";
import type { Builtin } from "./builtin/builtin.ts";
import { BUILTINS } from "./builtin/table.ts";
import { importEnvironment } from "./environment.ts";
import { findProgram } from "./execute/program.ts";
import { JobTable } from "./jobs.ts";
import { Budget, type ShellLimits } from "./limits.ts";
import { initialOptions, initialShopts, type SetOptions, type Shopts } from "./option.ts";
import { Parameters } from "./parameters.ts";
import { drive, type Run, wait } from "./run.ts";
import { Source } from "./source.ts";
import { Traps } from "./trap.ts";
import { VariableStore } from "./variable.ts";

export interface ShellOptions {
  readonly host: ShellHost;
  readonly self: ProcessSelf;
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly files: ReadonlyMap<number, OpenFile>;
  /** `$0`. */
  readonly name?: string;
  readonly arguments?: readonly string[];
  readonly interactive?: boolean;
  readonly limits?: Partial<ShellLimits>;
  /** Called now and then between commands; a promise makes the shell wait, so that a page can breathe. */
  readonly tick?: () => Promise<void> | undefined;
}

/** Why control does not simply go on. */
export type Flow =
  | { readonly kind: "break" | "continue"; readonly levels: number }
  | { readonly kind: "return" | "exit" | "abort"; readonly status: ExitStatus };

export interface ShellFunction {
  readonly name: string;
  readonly node: FunctionNode;
  readonly source: Source;
}

export interface CallFrame {
  /** The function's name, `source` for a sourced file, `main` at the bottom. */
  readonly name: string;
  readonly file: string;
  /** The line of the call. */
  readonly line: number;
}

const TICK_EVERY = 256;

/** What an interactive bash has handlers for that end it (sig.c); the others it ignores or goes on after. */
const TERMINATING = ["HUP", "PIPE", "ALRM", "USR1", "USR2"] as const;

export class Shell {
  readonly host: ShellHost;
  readonly self: ProcessSelf;
  readonly interactive: boolean;
  readonly budget: Budget;
  readonly #tick: (() => Promise<void> | undefined) | undefined;
  readonly variables: VariableStore;
  readonly parameters: Parameters;
  readonly functions: Map<string, ShellFunction>;
  readonly aliases: Map<string, string>;
  readonly hashed: Map<string, string>;
  readonly options: SetOptions;
  readonly shopts: Shopts;
  readonly jobs = new JobTable();
  readonly traps: Traps;
  files: Map<number, OpenFile>;
  cwd: string;
  directoryStack: string[];
  umask: number;
  argumentZero: string;
  positional: readonly string[];
  flow: Flow | undefined;
  lastStatus: ExitStatus = 0;
  /** Of the last `$( )` in the command at hand. */
  substitutionStatus: ExitStatus | undefined;
  pipeStatus: readonly ExitStatus[] = [0];
  lastBackground: number | undefined;
  lastArgument = "";
  source: Source;
  /** Offset in `source` of the command that runs. */
  position = 0;
  /** Above 0 where a failure does not count for `set -e`: conditions, `!`, the left side of `&&`. */
  conditional = 0;
  loopDepth = 0;
  readonly frames: CallFrame[];
  /** How many shells are above this one ($BASH_SUBSHELL). */
  readonly level: number;
  /** Started by `bash -c` (a word for error messages until the script runs). */
  commandString = false;
  processSubstitutions: number[] = [];
  /** `exec` without a command: its redirections stay. */
  keepRedirects = false;
  evalDepth = 0;
  /** Counts changes of the aliases, and of whether they count. */
  aliasesChanged = 0;
  /** The builtin that assigns, for what is wrong with its arithmetic. */
  evaluationPrefix = "";
  /** Names that have been run, so that `type` calls them hashed. */
  readonly hashedUse = new Set<string>();
  /** Levels of `$( )` and `eval`, for `set -x`. */
  traceLevel = 0;
  commandNumber = 1;
  readonly startedMicros: number;
  optionCursor = 0;
  /** The command lines of this shell's terminal; a script has none. */
  history: History | undefined;
  /** What Ctrl-C and Ctrl-Z reach. */
  foreground: readonly ChildProcess[] = [];
  interrupted = false;
  /** The process has nothing to do after the command at hand: a program may take its place. */
  lastCommand = false;
  /** A background child: keyboard signals pass it by. */
  readonly background: boolean;
  #wake: (() => void) | undefined;

  constructor(options: ShellOptions, parent?: Shell, background = false) {
    this.host = options.host;
    this.self = options.self;
    this.#tick = options.tick ?? (parent === undefined ? undefined : parent.#tick);
    this.interactive = parent === undefined && (options.interactive ?? false);
    this.cwd = options.cwd;
    this.files = new Map();
    for (const [number, file] of options.files) this.files.set(number, file.retain());
    this.background = background;
    if (parent === undefined) {
      this.budget = new Budget(options.limits);
      this.variables = new VariableStore();
      this.functions = new Map();
      this.aliases = new Map();
      this.hashed = new Map();
      this.options = initialOptions(this.interactive);
      this.shopts = initialShopts(this.interactive);
      this.directoryStack = [];
      this.umask = 0o022;
      this.argumentZero = options.name ?? "bash";
      this.positional = options.arguments ?? [];
      this.source = new Source("", this.argumentZero);
      this.frames = [];
      this.level = 0;
      this.startedMicros = options.host.nowMicros();
      this.traps = new Traps();
    } else {
      this.budget = parent.budget;
      this.variables = new VariableStore(parent.variables);
      this.functions = new Map(parent.functions);
      this.aliases = new Map(parent.aliases);
      this.hashed = new Map(parent.hashed);
      this.options = { ...parent.options, monitor: false };
      this.shopts = { ...parent.shopts };
      this.directoryStack = [...parent.directoryStack];
      this.umask = parent.umask;
      this.argumentZero = parent.argumentZero;
      this.positional = parent.positional;
      this.history = parent.history;
      this.source = parent.source;
      this.position = parent.position;
      this.frames = [...parent.frames];
      this.level = parent.level + 1;
      this.lastStatus = parent.lastStatus;
      this.pipeStatus = parent.pipeStatus;
      this.lastBackground = parent.lastBackground;
      this.lastArgument = parent.lastArgument;
      this.conditional = parent.conditional;
      this.loopDepth = 0;
      this.startedMicros = parent.startedMicros;
      this.commandString = parent.commandString;
      this.traps = new Traps(parent.traps, parent.options.errtrace, parent.options.functrace);
    }
    this.parameters = new Parameters(this, parent?.parameters.secondsBase ?? 0);
    if (parent === undefined) importEnvironment(this, options.env);
    this.#listen();
  }

  // ---- signals ------------------------------------------------------------------------------------------------

  #listen(): void {
    const { signals } = this.self;
    if (this.background) {
      signals.catch("INT", () => {});
      signals.catch("QUIT", () => {});
    } else {
      signals.catch("INT", () => {
        if (this.traps.deliver("INT")) this.#wake?.();
        else this.interrupted = true;
        for (const child of this.foreground) child.signal("INT");
        if (this.foreground.length === 0) this.#wake?.();
      });
    }
    if (this.interactive) {
      signals.catch("TERM", () => {});
      signals.catch("QUIT", () => {});
      signals.endBy?.(TERMINATING);
      signals.catch("TSTP", () => {
        for (const child of this.foreground) child.signal("TSTP");
        if (this.foreground.length > 0) {
          this.stopRequested = true;
          this.#wake?.();
        }
      });
    }
    signals.listen(() => {
      if (signals.pending !== undefined) this.#wake?.();
    });
  }

  /** Ends the wait at hand, so that what came can be looked at. */
  wake(): void {
    this.#wake?.();
  }

  builtins(): ReadonlyMap<string, Builtin> {
    return BUILTINS;
  }

  findProgram(name: string): string | undefined {
    return findProgram(this, name);
  }

  /** The status of a `wait` that a signal ended. */
  interruptedStatus(): ExitStatus {
    const [trapped] = this.traps.pending;
    return 128 + SIGNAL[this.self.signals.pending ?? trapped ?? "INT"];
  }

  /** The shell's own descriptor behind `/dev/stdin`, `/dev/fd/3`. */
  openedAt(path: string): OpenFile | undefined {
    const own = /^\/dev\/(?:fd\/(\d+)|(stdin)|(stdout)|(stderr))$/.exec(path);
    if (own === null) return undefined;
    return this.files.get(own[1] !== undefined ? Number(own[1]) : own[2] ? 0 : own[3] ? 1 : 2);
  }

  /** How many functions are running. */
  get functionDepth(): number {
    return this.variables.depth;
  }

  /** Ctrl-Z came while a job was in front. */
  stopRequested = false;

  /** Waits for a promise, or until a signal ends the wait: then `otherwise` is the answer. */
  *waitFor<T>(value: T | Promise<T>, otherwise: T): Run<T> {
    if (!(value instanceof Promise)) return value;
    const woken = new Promise<T>((resolve, reject) => {
      this.#wake = () => resolve(otherwise);
      // What takes this process down (a program in its place that a signal ends) goes through to the host.
      value.then(resolve, reject);
    });
    if (this.self.signals.pending !== undefined) return otherwise;
    const result = yield* wait(woken);
    this.#wake = undefined;
    return result;
  }

  /** Waits for the processes in front of the terminal, in order; answers with the last one's status. */
  *waitForeground(children: readonly ChildProcess[], statuses: ExitStatus[] = []): Run<ExitStatus> {
    let status: ExitStatus = 0;
    for (let i = 0; i < children.length; i++) {
      const child = children[i];
      if (child === undefined) continue;
      if (typeof child.status === "number") status = child.status;
      else {
        const outer = this.foreground;
        this.foreground = children.slice(i);
        status = yield* this.waitFor(child.status, 128 + SIGNAL[this.self.signals.pending ?? "TSTP"]);
        if (this.stopRequested) status = 128 + SIGNAL.TSTP;
        else if (this.self.signals.pending !== undefined) status = 128 + SIGNAL[this.self.signals.pending];
        this.foreground = outer;
      }
      statuses.push(status);
      this.budget.processes--;
    }
    // The child took the signal and died of it: so does the script. It lived on: so does the script.
    if (this.interrupted && this.foreground.length === 0) {
      this.interrupted = false;
      if (status === 128 + SIGNAL.INT) this.flow = { kind: this.interactive ? "abort" : "exit", status };
    }
    return status;
  }

  /** Counts a command; true when something has to be seen to before it runs. */
  needsAttention(): boolean {
    const { budget } = this;
    return (
      ++budget.commands % TICK_EVERY === 0 ||
      budget.commands > budget.limits.commands ||
      this.interrupted ||
      this.traps.pending.length > 0 ||
      budget.exhausted !== undefined ||
      this.self.signals.pending !== undefined
    );
  }

  /** Between two commands: is there a reason to stop, a trap to run, a budget to mind? */
  *betweenCommands(): Run<void> {
    const { budget } = this;
    const { pending } = this.self.signals;
    if (pending !== undefined && this.flow?.kind !== "exit")
      this.flow = { kind: "exit", status: 128 + SIGNAL[pending] };
    if (this.interrupted && this.foreground.length === 0) {
      this.interrupted = false;
      this.flow = { kind: this.interactive ? "abort" : "exit", status: 128 + SIGNAL.INT };
    }
    if (budget.exhausted !== undefined && this.flow === undefined)
      this.flow = { kind: this.interactive ? "abort" : "exit", status: 1 };
    if (budget.commands > budget.limits.commands) this.stop(`more than ${budget.limits.commands} commands`);
    if (budget.commands % TICK_EVERY === 0) {
      const pause = this.#tick?.();
      if (pause !== undefined) yield* wait(pause);
    }
    if (this.traps.pending.length > 0 && this.flow === undefined) yield* this.traps.run(this);
  }

  /** A limit was passed: says so once and unwinds everything that shares the budget. */
  stop(what: string): void {
    if (this.budget.exhausted === undefined) {
      this.budget.exhausted = what;
      this.complain(`stopped: ${what} (limit)`);
    }
    this.flow = { kind: this.interactive ? "abort" : "exit", status: 1 };
  }

  // ---- messages -----------------------------------------------------------------------------------------------

  /** The line of the command that runs. */
  line(): number {
    return this.source.lineOf(this.position);
  }

  /** `bash: line 3: ` before every message; an interactive shell leaves the line out. */
  prefix(): string {
    const { name } = this.source;
    // The children of an interactive shell are no more told lines than it is.
    if (this.options.history && this.functionDepth === 0) return `${name}: `;
    // A function that `bash -c` defined has no file.
    const shown = this.commandString && this.functionDepth > 0 && name === this.argumentZero ? "environment" : name;
    return `${shown}: line ${this.line()}: `;
  }

  complain(message: string): void {
    const file = this.files.get(2);
    if (file !== undefined) void file.write(`${this.prefix()}${message}\n`);
  }

  /** A usage line, which bash prints without the line number. */
  usage(text: string): void {
    void this.files.get(2)?.write(`${text}\n`);
  }

  complainAbout(what: string, errno: Errno): void {
    this.complain(`${what}: ${strerror(errno)}`);
  }

  /** An error that ends more than its command. */
  fail(message: string, flow: Flow): void {
    if (this.flow !== undefined) return;
    this.complain(message);
    this.flow = this.interactive && flow.kind === "exit" ? { kind: "abort", status: 1 } : flow;
  }

  /** The status of a shell that an expansion ended: `bash -c` says 127, a script and a subshell 1. */
  expansionFailure(): ExitStatus {
    return this.commandString && this.level === 0 && !this.options.errexit ? 127 : 1;
  }

  /** An error that is its command's status and no more. */
  forgiveAbort(): void {
    if (this.flow?.kind === "abort") this.flow = undefined;
  }

  /** Prints to standard output on behalf of a builtin; answers with its status. */
  *print(text: string, builtin: string): Run<ExitStatus> {
    if (text === "") return 0;
    const file = this.files.get(1);
    if (file === undefined) {
      this.complain(`${builtin}: write error: Bad file descriptor`);
      return 1;
    }
    this.budget.output += text.length;
    if (this.budget.output > this.budget.limits.output) {
      this.stop(`more than ${this.budget.limits.output} characters of output`);
      return 1;
    }
    let broken = file.broken;
    if (!broken) {
      const writing = file.write(text);
      if (writing !== undefined) {
        yield* this.waitFor(writing, undefined);
        broken = file.broken;
      }
    }
    if (file.writeError !== undefined) {
      this.complain(`${builtin}: write error: ${strerror(file.writeError)}`);
      return 1;
    }
    if (broken) {
      if (this.traps.ignores("PIPE")) {
        this.complain(`${builtin}: write error: Broken pipe`);
        return 1;
      }
      this.flow = { kind: "exit", status: 128 + SIGNAL.PIPE };
    }
    return 0;
  }

  /** `$$`: the first shell's, in subshells too. */
  get rootPid(): number {
    return this.#rootPid ?? this.self.pid;
  }
  #rootPid: number | undefined;

  // ---- files and children -------------------------------------------------------------------------------------

  absolute(path: string): string {
    return path.startsWith("/") ? path : `${this.cwd === "/" ? "" : this.cwd}/${path}`;
  }

  /** Opens a file for the shell; `/dev/fd/3` and its kin are the shell's own descriptors. */
  openPath(path: string, mode: OpenMode): Result<OpenFile, Errno> {
    if (/^\/dev\/(?:fd\/\d+|std(?:in|out|err))$/.test(path)) {
      const file = this.openedAt(path);
      return file === undefined ? err("ENOENT") : { ok: true, value: file.retain() };
    }
    if (path === "") return err("ENOENT");
    return this.host.files.open(this.absolute(path), mode, 0o666 & ~this.umask);
  }

  /** A child that runs `body` in a copy of this shell. Its files are `files`. */
  fork(
    files: ReadonlyMap<number, OpenFile>,
    body: (shell: Shell) => Run<ExitStatus>,
    background = false,
  ): ChildProcess {
    const { budget } = this;
    if (++budget.processes > budget.limits.processes) {
      budget.processes--;
      this.stop(`more than ${budget.limits.processes} processes at once`);
    }
    if (this.level >= budget.limits.depth) this.stop(`more than ${budget.limits.depth} nested subshells`);
    const request = {
      argv: [this.argumentZero, ...this.positional],
      env: this.variables.environment(),
      cwd: this.cwd,
      files,
      ...(background ? { background } : {}),
    };
    return this.host.fork(request, (self, host) => {
      const child = new Shell({ host, self, env: {}, cwd: this.cwd, files }, this, background);
      child.#rootPid = this.rootPid;
      return drive(child.#subshell(body));
    });
  }

  *#subshell(body: (shell: Shell) => Run<ExitStatus>): Run<ExitStatus> {
    try {
      if (this.budget.exhausted !== undefined) return 1;
      const status = yield* body(this);
      return yield* this.finish(status);
    } finally {
      this.closeFiles();
    }
  }

  /** Ends the shell: EXIT trap, descriptors. Answers with its exit status. */
  *finish(status: ExitStatus): Run<ExitStatus> {
    let final = this.flow !== undefined && "status" in this.flow ? this.flow.status : status;
    if (this.interrupted) final = 128 + SIGNAL.INT;
    this.flow = undefined;
    if (this.traps.pending.length > 0) yield* this.traps.run(this);
    final = yield* this.traps.runExit(this, final);
    this.closeFiles();
    return final & 255;
  }

  /** Gives back every descriptor, also when the process is taken down from outside. */
  closeFiles(): void {
    for (const file of this.files.values()) file.close();
    this.files.clear();
  }
}
