/**
 * The state of one shell: variables, functions, options, descriptors, jobs, traps, and how control flows. What it does
 * with them is in execute/, expand/ and builtin/. It reaches the world only through a ShellHost, so simulator and real
 * mode run the same shell.
 */
import type { CommandNode, Pipeline, Word, WordPart } from "unbash";
import { type Errno, strerror } from "../../core/errors.ts";
import {
  type ChildProcess,
  type ExitStatus,
  type JobControl,
  type OpenFile,
  type ProcessSelf,
  type ResourceLimits,
  type ShellHost,
  SIGNAL,
  type SignalName,
} from "../../core/process.ts";
import { LOOK_UP_AFTER, RegexTooHard, searches } from "../../core/regex/effort.ts";
import { descriptorOf } from "../descriptor-path.ts";
import type { History } from "../terminal/history.ts";
import type { Readline } from "../terminal/readline/readline.ts";
import type { Builtin } from "./builtin/builtin.ts";
import type { CompletionSpec } from "./completion-spec.ts";
import { BASH } from "./dialect/bash.ts";
import type { Dialect } from "./dialect/dialect.ts";
import { importEnvironment } from "./environment.ts";
import type { RunningCoproc } from "./execute/coproc.ts";
import { findProgram } from "./execute/program.ts";
import type { Tail } from "./execute/tail.ts";
import type { Flow } from "./flow.ts";
import type { CallFrame, ShellFunction } from "./function.ts";
import { JobTable } from "./jobs.ts";
import { Budget, COST } from "./limits.ts";
import { KeptLimits } from "./limits-kept.ts";
import { linePosition } from "./line-position.ts";
import { initialOptions, initialShopts, type SetOptions, type Shopts } from "./option.ts";
import { writeOutput } from "./output.ts";
import { Parameters } from "./parameters.ts";
import { type Run, wait } from "./run.ts";
import type { ShellOptions } from "./shell-options.ts";
import { ShellSignals } from "./shell-signals.ts";
import { type Grammar, Source } from "./source.ts";
import { Traps } from "./trap.ts";
import { VariableStore } from "./variable.ts";

export class Shell {
  readonly host: ShellHost;
  readonly dialect: Dialect;
  readonly self: ProcessSelf;
  readonly interactive: boolean;
  /** Messages name no lines: of an interactive shell, and of its children. */
  readonly unnumbered: boolean;
  readonly budget: Budget;
  readonly #tick: (() => Promise<void> | undefined) | undefined;
  readonly #commandMicros: number;
  readonly #doneBefore: number;
  #toldMicros = 0;
  readonly variables: VariableStore;
  readonly parameters: Parameters;
  readonly functions: Map<string, ShellFunction>;
  readonly aliases: Map<string, string>;
  /** Commands whose place is known, and how often each was run from there. */
  readonly hashed: Map<string, { readonly path: string; hits: number }>;
  /** `complete`: how words of commands are completed. */
  readonly completions: Map<string, CompletionSpec>;
  /** The completion whose function runs, for `compopt`; and what the last one left. */
  completing: { readonly command: string; options: ReadonlySet<string> } | undefined;
  completed: ReadonlySet<string> | undefined;
  /** What `ulimit` shows and sets. */
  readonly limits: ResourceLimits;
  /** Functions that children get in their environment (`export -f`). */
  readonly exportedFunctions: Set<string>;
  /** Builtins that `enable -n` has taken out of use. */
  readonly disabled: Set<string>;
  readonly options: SetOptions;
  readonly shopts: Shopts;
  readonly jobs: JobTable;
  readonly traps: Traps;
  readonly signals: ShellSignals;
  files: Map<number, OpenFile>;
  cwd: string;
  directoryStack: string[];
  #umask: number;
  argumentZero: string;
  positional: readonly string[];
  flow: Flow | undefined;
  lastStatus: ExitStatus = 0;
  /** `$?` when `return` came, which its trap sees. */
  statusBeforeReturn: ExitStatus | undefined;
  /** What descriptor 0 is unless a pipe or a redirection has put something else there, which asynchronous commands may then read. */
  standardInput: OpenFile | undefined;
  /** Of the last `$( )` in the command at hand. */
  substitutionStatus: ExitStatus | undefined;
  pipeStatus: readonly ExitStatus[] = [0];
  lastBackground: number | undefined;
  lastArgument = "";
  /** The word, or what is between quotes in it, that is being expanded: for messages about it. */
  expanding: Word | WordPart | undefined;
  /** That word is one behind `:-` and the like. */
  inOperand = false;
  /** The body of a here-document is being expanded. */
  inDocument = false;
  source: Source;
  /** Offset in `source` of the command that runs. */
  position = 0;
  /** Where the text at hand has been read to, or the loop, `case` or function that runs stands: the line of who has died. */
  reading: { readonly source: Source; readonly position: number } | undefined;
  /** What $BASH_COMMAND shows; a trap leaves it as it is. */
  commandNode: CommandNode | Pipeline | undefined;
  commandSource: Source | undefined;
  /** Levels of traps that run now. */
  trapDepth = 0;
  /** Above 0 where a failure does not count for `set -e`: conditions, `!`, the left side of `&&`. */
  conditional = 0;
  loopDepth = 0;
  readonly frames: CallFrame[];
  /** How many shells are above this one ($BASH_SUBSHELL). */
  level: number;
  /** Started by `bash -c` (a word for error messages until the script runs). */
  commandString = false;
  /** It reads its commands from standard input (`-s` of dash and ash). */
  readsInput = false;
  /** What `local -` keeps of the options until the function at hand ends. */
  localOptions: SetOptions | undefined;
  /** Options that are set and do nothing here. */
  readonly idleOptions: Set<string>;
  /** The builtin that runs, or the file that `.` reads, which messages of dash and ash name. */
  commandName: string | undefined;
  processSubstitutions: number[] = [];
  /** `exec` without a command: its redirections stay. */
  keepRedirects = false;
  /** What unwinds everything unwinds to where the script is read: in the first shell, and its children that are simple commands. */
  atTop: boolean;
  /** `set -r`. */
  restricted = false;
  /** Functions, `eval` and `.` that run in each other, in the shells above this one, too. */
  nesting = 0;
  /** Counts changes of how the following lines are read: of aliases, and whether they are remembered. */
  readingChanged = 0;
  /** The builtin that assigns, for what is wrong with its arithmetic. */
  evaluationPrefix = "";
  /** Levels of `$( )` and `eval`, for `set -x`. */
  traceLevel = 0;
  commandNumber = 1;
  readonly startedMicros: number;
  /** `$$`: the first shell's, in subshells too. */
  readonly rootPid: number;
  optionCursor = 0;
  /** The command lines of this shell's terminal; a script has none. */
  history: History | undefined;
  /** Keys and settings of the line editor, once anybody has asked for them. */
  readline: Readline | undefined;
  /** The lines of the script come into the history as they are read (`set -o history`). */
  remembering = false;
  /** What Ctrl-C and Ctrl-Z reach. */
  foreground: readonly ChildProcess[] = [];
  interrupted = false;
  /** The process has nothing to do after the command at hand: a program may take its place. */
  lastCommand = false;
  /** The commands after which this process has nothing to do; undefined where none can be. */
  tail: Tail | undefined;
  /** This process runs the inside of a `( )`: one that stands there alone is a level of its own in it. */
  inParentheses = false;
  /** The signal that the shell dies of when it unwinds to its end. */
  killedBy: SignalName | undefined;
  /** The process group of this shell at its terminal. */
  group: number;
  /** In a `$( )`, which is silent about processes that signals end. */
  inSubstitution: boolean;
  /** The coprocess that runs, and this shell's ends of its pipes, which children do not get. */
  coproc: RunningCoproc | undefined;
  readonly ownFiles = new Set<OpenFile>();
  /** A program has taken the place of this process. */
  silent = false;
  /** It is time to see to limits, and to let others run. */
  #look = false;
  #searchesSeen = searches.spent;
  /** A background child: keyboard signals pass it by. */
  readonly background: boolean;

  constructor(options: ShellOptions, parent?: Shell, background = false) {
    this.host = options.host;
    this.self = options.self;
    this.rootPid = parent?.rootPid ?? options.self.pid;
    this.#tick = options.tick ?? (parent === undefined ? undefined : parent.#tick);
    this.#commandMicros = options.host.commandMicros ?? 0;
    this.idleOptions = new Set(parent?.idleOptions);
    this.dialect = parent?.dialect ?? options.dialect ?? BASH;
    this.interactive = parent === undefined && (options.interactive ?? false);
    this.unnumbered = parent?.unnumbered ?? this.interactive;
    this.cwd = options.cwd;
    this.files = new Map();
    for (const [number, file] of options.files) this.files.set(number, file.retain());
    const given = options.files.get(0);
    this.standardInput = parent === undefined || given === parent.standardInput ? this.files.get(0) : undefined;
    this.background = background;
    this.atTop = parent === undefined;
    this.jobs = new JobTable(parent?.jobs);
    this.limits = options.host.limits ?? new KeptLimits(options.host.user.uid === 0, parent?.limits);
    this.group = parent?.group ?? options.self.pid;
    this.inSubstitution = parent?.inSubstitution ?? false;
    if (parent === undefined) {
      this.budget = new Budget(options.limits);
      this.variables = new VariableStore();
      this.functions = new Map();
      this.aliases = new Map();
      this.hashed = new Map();
      this.completions = new Map();
      this.disabled = new Set();
      this.exportedFunctions = new Set();
      const almquist = this.dialect.almquist !== undefined;
      this.options = initialOptions(this.interactive, almquist);
      this.shopts = initialShopts(this.interactive, almquist);
      this.directoryStack = [];
      this.#umask = options.self.umask ?? 0o022;
      this.argumentZero = options.name ?? "bash";
      this.positional = options.arguments ?? [];
      this.source = new Source("", this.argumentZero);
      this.frames = [];
      this.level = 0;
      this.startedMicros = options.host.nowMicros();
      const { ignored } = options.self.signals;
      this.traps = new Traps(undefined, false, false, this.interactive ? undefined : ignored);
    } else {
      this.budget = parent.budget;
      this.variables = new VariableStore(parent.variables);
      this.functions = new Map(parent.functions);
      this.aliases = new Map(parent.aliases);
      this.hashed = new Map([...parent.hashed].map(([name, found]) => [name, { ...found }]));
      this.completions = new Map(parent.completions);
      this.disabled = new Set(parent.disabled);
      this.exportedFunctions = new Set(parent.exportedFunctions);
      this.options = { ...parent.options, monitor: false };
      this.shopts = { ...parent.shopts };
      this.directoryStack = [...parent.directoryStack];
      this.#umask = parent.umask;
      this.argumentZero = parent.argumentZero;
      this.positional = parent.positional;
      this.history = parent.history?.copy();
      this.readline = parent.readline;
      this.remembering = parent.remembering;
      this.source = parent.source;
      this.position = parent.position;
      this.reading = parent.reading;
      this.commandNode = parent.commandNode;
      this.commandSource = parent.commandSource;
      this.trapDepth = parent.trapDepth;
      this.frames = [...parent.frames];
      this.level = parent.level + 1;
      this.nesting = parent.nesting;
      this.restricted = parent.restricted;
      this.lastStatus = parent.lastStatus;
      this.pipeStatus = parent.pipeStatus;
      this.lastBackground = parent.lastBackground;
      this.lastArgument = parent.lastArgument;
      this.conditional = parent.conditional;
      this.loopDepth = 0;
      this.startedMicros = parent.startedMicros;
      this.commandString = parent.commandString;
      this.commandName = parent.commandName;
      this.readsInput = parent.readsInput;
      this.traps = new Traps(parent.traps, parent.options.errtrace, parent.options.functrace);
    }
    this.#doneBefore = this.budget.done;
    this.parameters = new Parameters(this, parent?.parameters);
    if (parent === undefined) importEnvironment(this, options.env, options.calledAs ?? options.name ?? "bash");
    this.jobs.onChildEnd = () => this.traps.childEnded();
    this.jobs.seesStops = () => this.options.monitor;
    this.signals = new ShellSignals(this);
  }

  get umask(): number {
    return this.#umask;
  }

  set umask(mask: number) {
    this.#umask = mask;
    if (this.self.umask !== undefined) this.self.umask = mask;
  }

  /** Process groups, where this shell puts commands into groups of their own (`set -m`). */
  get jobControl(): JobControl | undefined {
    return this.options.monitor ? this.host.jobControl : undefined;
  }

  /** Takes the terminal, as an interactive shell does when it starts; answers with what gives it back. */
  takeTerminal(): () => void {
    const control = this.host.jobControl;
    if (control === undefined) return () => {};
    const before = control.lead();
    this.group = this.self.pid;
    return () => {
      control.foreground = before;
    };
  }

  /** Those that `enable -n` has not taken out of use. */
  builtins(): ReadonlyMap<string, Builtin> {
    const { builtins } = this.dialect;
    if (this.disabled.size === 0) return builtins;
    return new Map([...builtins].filter(([name]) => !this.disabled.has(name)));
  }

  findProgram(name: string): string | undefined {
    return findProgram(this, name);
  }

  /** The shell's own descriptor behind `/dev/stdin`, `/dev/fd/3`. */
  openedAt(path: string): OpenFile | undefined {
    const own = descriptorOf(path);
    return own === undefined ? undefined : this.files.get(own);
  }

  /** How many functions are running. */
  get functionDepth(): number {
    return this.variables.depth;
  }

  /** The world's clock, with what the commands have taken that it has not been told of yet. It never goes back. */
  nowMicros(): number {
    const now = this.host.nowMicros();
    if (this.#commandMicros === 0) return now;
    this.#toldMicros = Math.max(this.#toldMicros, now + Math.floor(this.budget.uncharged * this.#commandMicros));
    return this.#toldMicros;
  }

  /** What commands of this shell, and of its subshells, have taken of a processor's time. */
  get processorMicros(): number {
    return Math.floor((this.budget.done - this.#doneBefore) * this.#commandMicros);
  }

  /** Counts a command; true when something has to be seen to before it runs. */
  needsAttention(): boolean {
    const { budget } = this;
    return (
      (this.#look = budget.command() || this.#searched()) ||
      this.interrupted ||
      this.signals.halted ||
      this.traps.pending.length > 0 ||
      budget.exhausted !== undefined ||
      this.signals.deadly !== undefined
    );
  }

  /** True when patterns have taken long since somebody looked. */
  #searched(): boolean {
    if (searches.spent - this.#searchesSeen < LOOK_UP_AFTER) return false;
    this.#searchesSeen = searches.spent;
    return true;
  }

  /** In the middle of a long command, after so much work of it. */
  *mind(work: number): Run<void> {
    if (this.budget.mind(work)) this.#look = true;
    if (this.#look || this.interrupted) yield* this.betweenCommands();
  }

  /** After an expansion: are there more words than anybody uses? */
  *tooMany(words: readonly string[]): Run<void> {
    const { limits } = this.budget;
    if (words.length > limits.words) this.stop(`more than ${limits.words} words`);
    else yield* this.mind(words.length * COST.element);
  }

  /** Between two commands: is there a reason to stop, a trap to run, a budget to mind? */
  *betweenCommands(): Run<void> {
    const { budget } = this;
    const { pending } = this.self.signals;
    if (pending !== undefined && this.flow?.kind !== "exit")
      this.flow = { kind: "exit", status: 128 + SIGNAL[pending] };
    if (this.signals.terminating !== undefined) this.#terminate(this.signals.terminating);
    if (this.interrupted && this.foreground.length === 0) {
      this.interrupted = false;
      this.killedBy = "INT";
      if (!this.interactive) this.signals.statusBefore ??= this.lastStatus;
      this.flow = { kind: this.interactive ? "abort" : "exit", status: 128 + SIGNAL.INT };
    }
    if (this.signals.halted) {
      this.signals.halted = false;
      const { stopped } = this.self.signals;
      if (stopped !== undefined) yield* wait(stopped);
    }
    if (budget.exhausted !== undefined && this.flow === undefined)
      this.flow = { kind: this.interactive ? "abort" : "exit", status: 1 };
    if (this.#look) {
      this.#look = false;
      const { passed } = budget;
      if (passed !== undefined) this.stop(passed);
      const micros = budget.takeUncharged() * this.#commandMicros;
      const pause = micros > 0 ? this.host.compute?.(micros, this.self.signals) : this.#tick?.();
      if (pause !== undefined) yield* wait(pause);
    }
    if (this.traps.pending.length > 0 && this.flow === undefined) yield* this.traps.run(this);
  }

  #terminate(signal: SignalName): void {
    this.signals.terminating = undefined;
    this.killedBy = signal;
    this.flow = { kind: "exit", status: 128 + SIGNAL[signal] };
  }

  /** What only this language's stack could not take: calls in each other, in ways that no limit counts. */
  tooDeep(error: unknown): ExitStatus {
    if (error instanceof RegexTooHard) {
      this.stop(error.message);
      return 1;
    }
    if (!(error instanceof RangeError) || !/call stack/.test(error.message)) throw error;
    this.stop("calls nested too deep");
    return 1;
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

  /** Notes which command runs, and where it stands. */
  at(node: CommandNode): void {
    const late = node.type === "Command" && this.dialect.almquist === undefined;
    this.position = late ? linePosition(node) : node.pos;
    if (this.trapDepth > 0) return;
    this.commandNode = node;
    this.commandSource = this.source;
  }

  /** The line of the command that runs. */
  line(): number {
    return this.source.lineOf(this.position);
  }

  /** The line of the command that whoever waits for it is said to be at. */
  waitingLine(): number {
    return this.reading === undefined ? this.line() : this.reading.source.lineOf(this.reading.position);
  }

  /** `bash: line 3: ` before every message; an interactive shell leaves the line out. */
  prefix(): string {
    if (this.dialect.almquist !== undefined) return this.dialect.almquist.prefix(this);
    const { name } = this.source;
    if (this.unnumbered) return `${name}: `;
    return `${this.nameOf(this.source)}: line ${this.line()}: `;
  }

  /** What messages call a text: a function that `bash -c` defined has no file. */
  nameOf({ name }: Source): string {
    return this.commandString && this.functionDepth > 0 && name === this.argumentZero ? "environment" : name;
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
    return this.commandString && this.atTop && !this.options.errexit ? 127 : 1;
  }

  /** An error that is its command's status and no more: true when there was one. */
  forgiveAbort(): boolean {
    if (this.flow?.kind !== "abort" || this.budget.exhausted !== undefined) return false;
    this.flow = undefined;
    return true;
  }

  /** Prints to standard output on behalf of a builtin; answers with its status. */
  print(text: string, builtin: string): Run<ExitStatus> {
    return writeOutput(this, text, builtin);
  }

  /** How this shell reads a text. */
  get grammar(): Grammar {
    return { extglob: this.shopts.extglob, almquist: this.dialect.almquist };
  }

  // ---- files and children -------------------------------------------------------------------------------------

  absolute(path: string): string {
    return path.startsWith("/") ? path : `${this.cwd === "/" ? "" : this.cwd}/${path}`;
  }

  /** Runs `body` as the whole of this shell. */
  *live(body: (shell: Shell) => Run<ExitStatus>): Run<ExitStatus> {
    try {
      if (this.budget.exhausted !== undefined) return 1;
      const status = yield* body(this);
      return yield* this.finish(status);
    } catch (error) {
      return this.tooDeep(error);
    } finally {
      this.closeFiles();
      this.jobs.release();
    }
  }

  /** Ends the shell: EXIT trap, descriptors. Answers with its exit status. */
  *finish(status: ExitStatus): Run<ExitStatus> {
    if (this.signals.terminating !== undefined) this.#terminate(this.signals.terminating);
    let final = this.flow !== undefined && "status" in this.flow ? this.flow.status : status;
    if (this.interrupted) final = 128 + SIGNAL.INT;
    // `exit` in an EXIT trap or a trap for the signal is an end of its own.
    const by = this.interrupted
      ? "INT"
      : this.flow?.kind === "exit" && this.killedBy !== undefined && final === 128 + SIGNAL[this.killedBy]
        ? this.killedBy
        : undefined;
    this.flow = undefined;
    if (this.traps.pending.length > 0) {
      yield* this.traps.run(this);
      const flow = this.flow as Flow | undefined;
      if (flow?.kind === "exit") final = flow.status;
      this.flow = undefined;
    }
    const before = this.signals.statusBefore;
    // What ends dash or ash by a signal ends it at once.
    if (by !== undefined && this.dialect.almquist !== undefined) this.traps.commands.delete("EXIT");
    if (before === undefined) final = yield* this.traps.runExit(this, final);
    else yield* this.traps.runExit(this, before);
    this.closeFiles();
    if (by !== undefined && final === 128 + SIGNAL[by] && !this.interactive) this.self.signals.die?.(by);
    return final & 255;
  }

  /** Gives back every descriptor, also when the process is taken down from outside. */
  closeFiles(): void {
    for (const file of this.files.values()) file.close();
    this.files.clear();
  }
}
