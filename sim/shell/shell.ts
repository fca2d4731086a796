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
import { findProgram } from "./execute/program.ts";
import { evaluateIn } from "./expand/arith-text.ts";
import { JobTable } from "./jobs.ts";
import { Budget, type ShellLimits } from "./limits.ts";
import { initialOptions, initialShopts, optionLetters, type SetOptions, type Shopts } from "./option.ts";
import { drive, type Run, wait } from "./run.ts";
import { Source } from "./source.ts";
import { Traps } from "./trap.ts";
import { keysOf, scalarOf, VALID_NAME, type Variable, VariableStore } from "./variable.ts";

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

export class Shell {
  readonly host: ShellHost;
  readonly self: ProcessSelf;
  readonly interactive: boolean;
  readonly budget: Budget;
  readonly #tick: (() => Promise<void> | undefined) | undefined;
  readonly variables: VariableStore;
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
  #secondsBase = 0;

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
      this.#importEnvironment(options.env);
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
      this.#secondsBase = parent.#secondsBase;
      this.commandString = parent.commandString;
      this.traps = new Traps(parent.traps, parent.options.errtrace, parent.options.functrace);
    }
    this.#listen();
  }

  #importEnvironment(env: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(env)) {
      if (!VALID_NAME.test(name)) continue;
      const variable = this.variables.own(name);
      variable.value = value;
      variable.exported = true;
    }
    const preset = (name: string, value: string, exported = false): void => {
      const variable = this.variables.own(name);
      variable.value ??= value;
      if (exported) variable.exported = true;
    };
    preset("IFS", " \t\n");
    const separators = this.variables.own("IFS");
    separators.value = " \t\n";
    separators.exported = false;
    preset("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    preset("PS4", "+ ");
    preset("OPTIND", "1");
    preset("OPTERR", "1");
    preset("HOSTNAME", this.host.hostname);
    preset("HOSTTYPE", "x86_64");
    preset("MACHTYPE", "x86_64-pc-linux-gnu");
    preset("OSTYPE", "linux-gnu");
    preset("BASH", "/bin/bash");
    preset("BASH_VERSION", "5.2.15(1)-release");
    const versions = this.variables.own("BASH_VERSINFO");
    versions.items = new Map(
      ["5", "2", "15", "1", "release", "x86_64-pc-linux-gnu"].map((text, index) => [index, text]),
    );
    versions.readonly = true;
    for (const [name, value] of [
      ["UID", this.host.user.uid],
      ["EUID", this.host.user.uid],
      ["PPID", this.self.parentPid],
    ] as const) {
      const variable = this.variables.own(name);
      variable.value = String(value);
      variable.integer = true;
      variable.readonly = true;
      variable.exported = false;
    }
    this.#export("PWD", this.cwd);
    const level = this.variables.own("SHLVL");
    level.value = String((Number.parseInt(level.value ?? "0", 10) || 0) + 1);
    level.exported = true;
    const old = this.variables.own("OLDPWD");
    old.exported = true;
    this.#export("_", this.scalar("_") ?? "/usr/bin/bash");
    if (this.interactive) {
      preset("PS1", "\\s-\\v\\$ ");
      preset("PS2", "> ");
    }
  }

  #export(name: string, value: string): void {
    const variable = this.variables.own(name);
    variable.value = value;
    variable.exported = true;
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

  // ---- variables ----------------------------------------------------------------------------------------------

  /** Follows name references to the variable meant. */
  resolveName(name: string): string {
    let at = name;
    for (let hops = 0; hops < 10; hops++) {
      const variable = this.variables.get(at);
      if (!variable?.reference || variable.value === undefined || variable.value === "") return at;
      at = variable.value;
    }
    this.complain(`warning: ${name}: circular name reference`);
    return name;
  }

  lookup(name: string): Variable | undefined {
    const variable = this.variables.get(name);
    return variable?.reference ? this.variables.get(this.resolveName(name)) : variable;
  }

  /** `$name` of a variable. */
  scalar(name: string): string | undefined {
    const variable = this.variables.get(name);
    if (variable === undefined) return this.#dynamic(name);
    if (variable.reference) {
      const target = this.resolveName(name);
      const element = /^(\w+)\[(.*)\]$/s.exec(target);
      if (element) return this.element(element[1] ?? "", element[2] ?? "");
      return target === name ? undefined : this.scalar(target);
    }
    return scalarOf(variable);
  }

  #dynamic(name: string): string | undefined {
    switch (name) {
      case "RANDOM":
        return String(this.host.random() & 0x7fff);
      case "SRANDOM":
        return String(((this.host.random() & 0x7fff) << 15) | (this.host.random() & 0x7fff));
      case "LINENO":
        return String(this.line());
      case "SECONDS":
        return String(Math.floor((this.host.nowMicros() - this.startedMicros) / 1e6) + this.#secondsBase);
      case "EPOCHSECONDS":
        return String(Math.floor(this.host.nowMicros() / 1e6));
      case "EPOCHREALTIME":
        return `${Math.floor(this.host.nowMicros() / 1e6)}.${String(this.host.nowMicros() % 1e6).padStart(6, "0")}`;
      case "BASHPID":
        return String(this.self.pid);
      case "BASH_SUBSHELL":
        return String(this.level);
      case "SHELLOPTS":
        return Object.entries(this.options)
          .filter(([, on]) => on)
          .map(([option]) => option)
          .sort()
          .join(":");
      case "BASHOPTS":
        return Object.entries(this.shopts)
          .filter(([, on]) => on)
          .map(([option]) => option)
          .sort()
          .join(":");
      case "DIRSTACK":
        return this.cwd;
      case "FUNCNAME":
      case "PIPESTATUS":
      case "BASH_SOURCE":
      case "BASH_LINENO":
      case "GROUPS":
        return this.dynamicArray(name)[0];
      default:
        return undefined;
    }
  }

  /** Arrays that the shell computes. */
  dynamicArray(name: string): readonly string[] {
    switch (name) {
      case "PIPESTATUS":
        return this.pipeStatus.map(String);
      case "FUNCNAME":
        return this.frames.some((frame) => frame.name !== "main")
          ? [...this.frames.map((frame) => frame.name).reverse(), ...(this.commandString ? [] : ["main"])]
          : [];
      case "BASH_SOURCE":
        return [
          ...this.frames.map((frame) => frame.file).reverse(),
          ...(this.commandString ? [] : [this.argumentZero]),
        ];
      case "BASH_LINENO":
        return [...this.frames.map((frame) => String(frame.line)).reverse(), ...(this.commandString ? [] : ["0"])];
      case "DIRSTACK":
        return [this.cwd, ...this.directoryStack];
      case "GROUPS":
        return ["0"];
      default: {
        const value = this.#dynamic(name);
        return value === undefined ? [] : [value];
      }
    }
  }

  /** `$x` for every x: special, positional, variable. */
  parameter(name: string): string | undefined {
    const code = name.charCodeAt(0);
    if ((code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95) {
      if (name === "_") return this.lastArgument;
      return this.scalar(name);
    }
    switch (name) {
      case "?":
        return String(this.lastStatus);
      case "#":
        return String(this.positional.length);
      case "$":
        return String(this.rootPid);
      case "!":
        return this.lastBackground === undefined ? undefined : String(this.lastBackground);
      case "-":
        return `${optionLetters(this.options)}${this.interactive ? "i" : ""}${this.commandString ? "c" : ""}`;
      case "@":
      case "*":
        return this.positional.length === 0 ? undefined : this.positional.join(name === "@" ? " " : this.joiner());
      case "0":
        return this.argumentZero;
      default:
        return this.positional[Number(name) - 1];
    }
  }

  /** `$$`: the first shell's, in subshells too. */
  get rootPid(): number {
    return this.#rootPid ?? this.self.pid;
  }
  #rootPid: number | undefined;

  isSetName(name: string): boolean {
    const variable = this.variables.get(name);
    return variable !== undefined && keysOf(variable).length > 0;
  }

  /** The index that a subscript of an indexed array means; undefined after an error. */
  indexOf(name: string, subscript: string, items: ReadonlyMap<number, string> | undefined): number | undefined {
    const value = evaluateIn(this, subscript);
    if (value === undefined) return undefined;
    let index = Number(value);
    if (index < 0) {
      let last = -1;
      for (const key of items?.keys() ?? []) if (key > last) last = key;
      index += last + 1;
    }
    if (index >= 0) return index;
    this.fail(`${name}[${subscript}]: bad array subscript`, { kind: "abort", status: 1 });
    return undefined;
  }

  element(name: string, subscript: string): string | undefined {
    const variable = this.lookup(name);
    if (variable?.entries !== undefined) return variable.entries.get(unquoteKey(subscript));
    const computed = variable === undefined ? this.dynamicArray(name) : undefined;
    const items =
      variable?.items ?? (computed === undefined ? undefined : new Map(computed.map((item, at) => [at, item])));
    if (subscript === "@" || subscript === "*") {
      const values = items === undefined ? [variable?.value ?? ""] : [...items.values()];
      return values.join(" ");
    }
    const value = evaluateIn(this, subscript);
    if (value === undefined) return undefined;
    let index = Number(value);
    if (index < 0) {
      const last = items === undefined ? 0 : Math.max(-1, ...items.keys());
      index += last + 1;
      if (index < 0) {
        this.complain(`${name}: bad array subscript`);
        return undefined;
      }
    }
    if (items !== undefined) return items.get(index);
    return index === 0 ? variable?.value : undefined;
  }

  /** Refuses to change a readonly variable. Answers true when it may be changed. */
  #writable(name: string, variable: Variable | undefined): boolean {
    if (!variable?.readonly) return true;
    this.fail(`${name}: readonly variable`, { kind: "abort", status: 1 });
    return false;
  }

  /** `name=value` (or `name+=value`), with the variable's attributes. */
  assign(name: string, value: string, append = false): void {
    if (
      !append &&
      !this.options.allexport &&
      name !== "PATH" &&
      name !== "SECONDS" &&
      this.variables.setPlain(name, value)
    )
      return;
    const target = this.resolveName(name);
    const bracket = /^(\w+)\[(.*)\]$/s.exec(target);
    if (bracket) {
      this.assignElement(bracket[1] ?? "", bracket[2] ?? "", value, append);
      return;
    }
    if (!VALID_NAME.test(target)) {
      this.fail(`\`${target}': not a valid identifier`, { kind: "abort", status: 1 });
      return;
    }
    const existing = this.variables.get(target);
    if (!this.#writable(target, existing)) return;
    if (target === "SECONDS") {
      this.#secondsBase =
        (Number.parseInt(value, 10) || 0) - Math.floor((this.host.nowMicros() - this.startedMicros) / 1e6);
      return;
    }
    if (
      existing === undefined &&
      (target === "RANDOM" || target === "LINENO" || target === "BASHPID" || target === "FUNCNAME")
    )
      return;
    if (existing?.items !== undefined || existing?.entries !== undefined) {
      this.assignElement(target, "0", value, append);
      return;
    }
    const final = this.#attributed(existing, value, append ? (existing?.value ?? "") : undefined);
    if (final === undefined) return;
    const variable = this.variables.own(target);
    variable.value = final;
    if (this.options.allexport) variable.exported = true;
    if (target === "PATH") this.hashed.clear();
    if (target === "OPTIND") this.optionCursor = 0;
  }

  /** The value that a variable with these attributes takes; undefined after an error. */
  #attributed(variable: Variable | undefined, value: string, before: string | undefined): string | undefined {
    if (variable?.integer) {
      const number = evaluateIn(this, value, this.evaluationPrefix);
      if (number === undefined) return undefined;
      if (before === undefined || before === "") return String(number);
      const base = evaluateIn(this, before);
      return base === undefined ? undefined : String(BigInt.asIntN(64, base + number));
    }
    const text = (before ?? "") + value;
    if (variable?.letterCase === undefined) return text;
    return variable.letterCase === "upper" ? text.toUpperCase() : text.toLowerCase();
  }

  assignElement(name: string, subscript: string, value: string, append = false): void {
    const target = this.resolveName(name);
    const existing = this.variables.get(target);
    if (!this.#writable(target, existing)) return;
    if (existing?.entries !== undefined) {
      const key = unquoteKey(subscript);
      const final = this.#attributed(existing, value, append ? (existing.entries.get(key) ?? "") : undefined);
      if (final !== undefined) this.variables.own(target).entries?.set(key, final);
      return;
    }
    if (subscript === "@" || subscript === "*") {
      this.fail(`${name}[${subscript}]: bad array subscript`, { kind: "abort", status: 1 });
      return;
    }
    const held = existing?.items ?? (existing?.value === undefined ? undefined : new Map([[0, existing.value]]));
    const index = this.indexOf(name, subscript, held);
    if (index === undefined) return;
    const final = this.#attributed(existing, value, append ? (held?.get(index) ?? "") : undefined);
    if (final === undefined) return;
    const variable = this.variables.own(target);
    if (variable.items === undefined) {
      variable.items = new Map(variable.value === undefined ? [] : [[0, variable.value]]);
      variable.value = undefined;
    }
    variable.items.set(index, final);
  }

  /** `$IFS` for splitting. */
  fieldSeparators(): string {
    return this.scalar("IFS") ?? " \t\n";
  }

  /** What `"$*"` joins with: the first of `$IFS`. */
  joiner(): string {
    return (this.scalar("IFS") ?? " ").slice(0, 1);
  }

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

/** A key as it stands between brackets in a text that was not parsed as words. */
function unquoteKey(key: string): string {
  const quoted = /^(["'])(.*)\1$/s.exec(key);
  return quoted ? (quoted[2] ?? "") : key;
}
