/**
 * Parameters (bash(1), PARAMETERS): what `$x` means for special and positional parameters, variables and the arrays that
 * the shell computes, and what `x=value` does to a variable with attributes.
 */
import { almquistLetters } from "./dialect/almquist/options.ts";
import { raise } from "./dialect/almquist/raise.ts";
import { evaluateIn, SWEEPING } from "./expand/arith-text.ts";
import { optionLetters } from "./option.ts";
import { printCommand } from "./print.ts";
import { truncateHistoryFile } from "./remember.ts";
import type { Shell } from "./shell.ts";
import { emptyVariable, keysOf, scalarOf, VALID_NAME, type Variable } from "./variable.ts";

const NONE: ReadonlySet<string> = new Set();
/** bash(1), Shell Variables: "If ... is unset, it loses its special properties, even if it is subsequently reset." */
const LOSES_MEANING: ReadonlySet<string> = new Set([
  "BASHPID",
  "BASH_ARGV0",
  "DIRSTACK",
  "EPOCHREALTIME",
  "EPOCHSECONDS",
  "FUNCNAME",
  "GROUPS",
  "LINENO",
  "RANDOM",
  "SECONDS",
  "SRANDOM",
]);

/** Scalars that the shell computes, with the attributes that `declare -p` shows. */
const COMPUTED: ReadonlyMap<string, Partial<Variable>> = new Map<string, Partial<Variable>>([
  ["BASHOPTS", { readonly: true }],
  ["BASHPID", { integer: true }],
  ["BASH_COMMAND", {}],
  ["BASH_SUBSHELL", {}],
  ["EPOCHREALTIME", {}],
  ["EPOCHSECONDS", {}],
  ["LINENO", {}],
  ["RANDOM", { integer: true }],
  ["SECONDS", { integer: true }],
  ["SHELLOPTS", { readonly: true }],
  ["SRANDOM", { integer: true }],
]);

/** The same, of which nothing but the name is listed. */
const VALUELESS: ReadonlyMap<string, Partial<Variable>> = new Map<string, Partial<Variable>>([
  ["BASH_ARGV0", {}],
  ["COMP_WORDBREAKS", {}],
  ["HISTCMD", { integer: true }],
]);

/** Arrays that the shell computes and lists besides its variables. */
const COMPUTED_ARRAYS: ReadonlySet<string> = new Set([
  "BASH_ALIASES",
  "BASH_ARGC",
  "BASH_ARGV",
  "BASH_CMDS",
  "BASH_LINENO",
  "BASH_SOURCE",
  "DIRSTACK",
  "FUNCNAME",
  "GROUPS",
]);

export class Parameters {
  readonly #shell: Shell;
  /** What an assignment to SECONDS added; a subshell goes on counting from it. */
  secondsBase: number;
  /** Names that mean nothing special any more, because they were unset. */
  #plain: ReadonlySet<string>;
  /** A subshell starts anew by chance. */
  #seed: number | undefined;
  #lastRandom = 0;

  constructor(shell: Shell, parent: Parameters | undefined) {
    this.#shell = shell;
    this.secondsBase = parent?.secondsBase ?? 0;
    this.#plain = parent === undefined ? NONE : parent.#plain;
  }

  /** What follows from a number that RANDOM was given (brand, lib/sh/random.c); by chance while nobody gave one. */
  #random(): number {
    let seed = this.#seed;
    if (seed === undefined) return this.#shell.host.random() & 0x7fff;
    let value: number;
    do {
      const last: number = seed === 0 ? 123_459_876 : seed;
      const high = Math.trunc(last / 127_773);
      const next = 16_807 * (last - 127_773 * high) - 2_836 * high;
      seed = next < 0 ? next + 0x7fffffff : next;
      value = ((seed >>> 16) ^ (seed & 0xffff)) & 0x7fff;
    } while (value === this.#lastRandom);
    this.#seed = seed;
    this.#lastRandom = value;
    return value;
  }

  /** RANDOM, SECONDS and their kind: once unset, they are variables like others. */
  forgetMeaning(name: string): void {
    if (LOSES_MEANING.has(name)) this.#plain = new Set([...this.#plain, name]);
  }

  /** Follows name references to the variable meant. */
  resolveName(name: string): string {
    let at = name;
    for (let hops = 0; hops < 10; hops++) {
      const variable = this.#shell.variables.get(at);
      if (!variable?.reference || variable.value === undefined || variable.value === "") return at;
      at = variable.value;
    }
    this.#shell.complain(`warning: ${name}: circular name reference`);
    return name;
  }

  /** What a table of the shell holds, as the array that shows it. */
  #table(name: string): Map<string, string> | undefined {
    if (name === "BASH_ALIASES") return new Map(this.#shell.aliases);
    if (name === "BASH_CMDS") return new Map([...this.#shell.hashed].map(([command, { path }]) => [command, path]));
    return undefined;
  }

  /** `BASH_ALIASES[name]=value`, `BASH_CMDS[name]=path`. Answers false when it is no array of these. */
  #assignToTable(name: string, key: string, value: string): boolean {
    if (this.#isPlain(name)) return false;
    if (name === "BASH_ALIASES") {
      this.#shell.aliases.set(key, value);
      this.#shell.readingChanged++;
      return true;
    }
    if (name !== "BASH_CMDS") return false;
    this.#shell.hashed.set(key, { path: value, hits: 0 });
    return true;
  }

  lookup(name: string): Variable | undefined {
    const variable = this.#shell.variables.get(name);
    if (variable === undefined && (name === "BASH_ALIASES" || name === "BASH_CMDS")) return this.computed(name);
    return variable?.reference ? this.#shell.variables.get(this.resolveName(name)) : variable;
  }

  /** `$name` of a variable. */
  scalar(name: string): string | undefined {
    const variable = this.#shell.variables.get(name);
    // Attributes do not take a computed value away.
    if (
      variable === undefined ||
      (variable.value === undefined && COMPUTED.has(name) && !this.#shell.variables.isLocal(name))
    ) {
      const value = this.#dynamic(name);
      if (value !== undefined || variable === undefined) return value;
    }
    if (variable.reference) {
      const target = this.resolveName(name);
      const element = /^(\w+)\[(.*)\]$/s.exec(target);
      if (element) return this.element(element[1] ?? "", element[2] ?? "");
      return target === name ? undefined : this.scalar(target);
    }
    return scalarOf(variable);
  }

  #dynamic(name: string): string | undefined {
    if (this.#isPlain(name)) return undefined;
    switch (name) {
      case "RANDOM":
        return String(this.#random());
      case "SRANDOM":
        return String(((this.#shell.host.random() & 0x7fff) << 15) | (this.#shell.host.random() & 0x7fff));
      case "LINENO":
        // ash counts the lines of `-c` from 0.
        return String(this.#shell.line() - (this.#shell.dialect.name === "ash" && this.#shell.commandString ? 1 : 0));
      case "SECONDS":
        return String(Math.floor((this.#shell.nowMicros() - this.#shell.startedMicros) / 1e6) + this.secondsBase);
      case "EPOCHSECONDS":
        return String(Math.floor(this.#shell.nowMicros() / 1e6));
      case "EPOCHREALTIME":
        return `${Math.floor(this.#shell.nowMicros() / 1e6)}.${String(this.#shell.nowMicros() % 1e6).padStart(6, "0")}`;
      case "BASHPID":
        return String(this.#shell.self.pid);
      case "BASH_COMMAND":
        return commandText(this.#shell);
      case "BASH_SUBSHELL":
        return String(this.#shell.level);
      case "SHELLOPTS":
        return Object.entries(this.#shell.options)
          .filter(([, on]) => on)
          .map(([option]) => option)
          .sort()
          .join(":");
      case "BASHOPTS":
        return Object.entries(this.#shell.shopts)
          .filter(([, on]) => on)
          .map(([option]) => option)
          .sort()
          .join(":");
      case "DIRSTACK":
        return this.#shell.cwd;
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

  /** A scalar that the shell computes, as a variable to print. */
  computed(name: string): Variable | undefined {
    const held = this.#shell.variables.get(name);
    if (
      (COMPUTED_ARRAYS.has(name) || (name === "PIPESTATUS" && this.#shell.pipeStatus.length > 0)) &&
      held === undefined &&
      !this.#isPlain(name)
    ) {
      const entries = this.#table(name);
      if (entries !== undefined) return { ...emptyVariable(this), entries };
      const items = new Map(this.dynamicArray(name).map((item, index) => [index, item]));
      return { ...emptyVariable(this), items, bare: items.size === 0 && name === "FUNCNAME" };
    }
    const own = COMPUTED.get(name);
    if (own === undefined) return undefined;
    if (held?.value !== undefined) return undefined;
    const value = this.#dynamic(name);
    return value === undefined ? undefined : { ...emptyVariable(this), ...held, ...own, value };
  }

  /** Every variable as `declare -p` and `set` list them: what is computed is there without its value, which nobody asked for. */
  listed(): ReadonlyMap<string, Variable> {
    const all = new Map<string, Variable>();
    for (const name of this.#shell.variables.names()) {
      const variable = this.#shell.variables.get(name);
      if (variable !== undefined) all.set(name, variable);
    }
    if (this.#shell.dialect.almquist !== undefined) return all;
    const last = all.get("_");
    if (last !== undefined) all.set("_", { ...last, value: this.#shell.lastArgument });
    for (const [name, own] of [...COMPUTED, ...VALUELESS]) {
      if (all.has(name) || this.#isPlain(name)) continue;
      // SECONDS becomes an integer when it is first read.
      const integer = name !== "SECONDS" && own.integer === true;
      all.set(name, { ...emptyVariable(this), ...own, integer, value: own.readonly ? this.#dynamic(name) : undefined });
    }
    for (const name of [...COMPUTED_ARRAYS, "PIPESTATUS"]) {
      const variable = all.has(name) ? undefined : this.computed(name);
      // Who is in which groups, and where, is looked up when it is first read.
      if (variable !== undefined && (name === "GROUPS" || name === "DIRSTACK")) variable.items = new Map();
      if (variable !== undefined) all.set(name, variable);
    }
    return all;
  }

  /** Arrays that the shell computes. */
  dynamicArray(name: string): readonly string[] {
    switch (name) {
      case "PIPESTATUS":
        return this.#shell.pipeStatus.map(String);
      case "FUNCNAME":
        return this.#shell.frames.some((frame) => frame.name !== "main")
          ? [...this.#shell.frames.map((frame) => frame.name).reverse(), ...(this.#shell.commandString ? [] : ["main"])]
          : [];
      case "BASH_SOURCE":
        return [
          ...this.#shell.frames.map((frame) => frame.file).reverse(),
          ...(this.#shell.commandString ? [] : [this.#shell.argumentZero]),
        ];
      case "BASH_LINENO":
        return [
          ...this.#shell.frames.map((frame) => String(frame.line)).reverse(),
          ...(this.#shell.commandString ? [] : ["0"]),
        ];
      case "DIRSTACK":
        return [this.#shell.cwd, ...this.#shell.directoryStack];
      case "GROUPS":
        return ["0"];
      default: {
        const value = this.#dynamic(name);
        return value === undefined ? [] : [value];
      }
    }
  }

  /** `$x` for every x: special, positional, variable. */
  expand(name: string): string | undefined {
    const code = name.charCodeAt(0);
    if ((code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95) {
      if (name === "_" && this.#shell.dialect.almquist === undefined) return this.#shell.lastArgument;
      return this.scalar(name);
    }
    switch (name) {
      case "?":
        return String(this.#shell.lastStatus);
      case "#":
        return String(this.#shell.positional.length);
      case "$":
        return String(this.#shell.rootPid);
      case "!":
        return this.#shell.lastBackground === undefined ? undefined : String(this.#shell.lastBackground);
      case "-":
        if (this.#shell.dialect.almquist !== undefined) return almquistLetters(this.#shell);
        return `${optionLetters(this.#shell.options, this.#shell.restricted)}${this.#shell.interactive ? "i" : ""}${this.#shell.commandString ? "c" : ""}`;
      case "@":
      case "*":
        return this.#shell.positional.length === 0
          ? undefined
          : this.#shell.positional.join(name === "@" ? " " : this.joiner());
      case "0":
        return this.#shell.argumentZero;
      default:
        return this.#shell.positional[Number(name) - 1];
    }
  }

  isSetName(name: string): boolean {
    const variable = this.#shell.variables.get(name);
    if (variable === undefined) return false;
    return keysOf(variable).length > 0 || (!variable.bare && (variable.items ?? variable.entries) !== undefined);
  }

  /** The index that a subscript of an indexed array means; undefined after an error, which is about `what`. */
  indexOf(what: string, subscript: string, items: ReadonlyMap<number, string> | undefined): number | undefined {
    const value = evaluateIn(this.#shell, subscript, SWEEPING);
    if (value === undefined) return undefined;
    let index = Number(value);
    if (index < 0) {
      let last = -1;
      for (const key of items?.keys() ?? []) if (key > last) last = key;
      index += last + 1;
    }
    if (index >= 0) return index;
    this.#shell.fail(`${what}: bad array subscript`, { kind: "abort", status: 1, counts: true });
    return undefined;
  }

  /** A subscript that is used twice, computed once: the number that it means where arrays have numbers. */
  settleSubscript(name: string, subscript: string): string {
    if (this.lookup(name)?.entries !== undefined || /^[@*]?$/.test(subscript)) return subscript;
    return String(evaluateIn(this.#shell, subscript, SWEEPING) ?? "");
  }

  element(name: string, subscript: string): string | undefined {
    const variable = this.lookup(name);
    if (variable?.entries !== undefined) {
      const key = unquoteKey(subscript);
      if (key === "") this.#shell.complain(`${name}: bad array subscript`);
      return variable.entries.get(key);
    }
    const computed = variable === undefined ? this.dynamicArray(name) : undefined;
    const items =
      variable?.items ?? (computed === undefined ? undefined : new Map(computed.map((item, at) => [at, item])));
    if (subscript === "@" || subscript === "*") {
      const values = items === undefined ? [variable?.value ?? ""] : [...items.values()];
      return values.join(" ");
    }
    const value = evaluateIn(this.#shell, subscript, SWEEPING);
    if (value === undefined) return undefined;
    let index = Number(value);
    if (index < 0) {
      const last = items === undefined ? 0 : Math.max(-1, ...items.keys());
      index += last + 1;
      if (index < 0) {
        this.#shell.complain(`${name}: bad array subscript`);
        return undefined;
      }
    }
    if (items !== undefined) return items.get(index);
    return index === 0 ? variable?.value : undefined;
  }

  /** Refuses to change a readonly variable. Answers true when it may be changed. */
  #writable(name: string, variable: Variable | undefined): boolean {
    if (!variable?.readonly) return true;
    if (this.#shell.dialect.almquist !== undefined) {
      raise(this.#shell, `${name}: is read only`);
      return false;
    }
    this.#shell.fail(`${name}: readonly variable`, { kind: "abort", status: 1, counts: true });
    return false;
  }

  /** A variable like others, whatever bash knows of its name. */
  #isPlain(name: string): boolean {
    if (this.#plain.has(name)) return true;
    const { dialect } = this.#shell;
    return dialect.almquist !== undefined && !(dialect.name === "ash" && (name === "RANDOM" || name === "LINENO"));
  }

  /** `name=value` (or `name+=value`), with the variable's attributes. */
  /** Assigns to a variable that is nothing special, the common case; false, and nothing has happened, for others. */
  assignPlain(name: string, value: string): boolean {
    return (
      !this.#shell.options.allexport &&
      name !== "PATH" &&
      name !== "SECONDS" &&
      name !== "RANDOM" &&
      name !== "BASH_ARGV0" &&
      name !== "HISTFILESIZE" &&
      this.#shell.variables.setPlain(name, value)
    );
  }

  assign(name: string, value: string, append = false): void {
    const { valueLength } = this.#shell.budget.limits;
    if (value.length > valueLength) {
      this.#shell.stop(`${name}: more than ${valueLength} characters`);
      return;
    }
    if (!append && this.assignPlain(name, value)) return;
    const target = this.resolveName(name);
    const bracket = /^(\w+)\[(.*)\]$/s.exec(target);
    if (bracket) {
      this.assignElement(bracket[1] ?? "", bracket[2] ?? "", value, append);
      return;
    }
    if (!VALID_NAME.test(target)) {
      this.#shell.fail(`\`${target}': not a valid identifier`, { kind: "abort", status: 1 });
      return;
    }
    const existing = this.#shell.variables.get(target);
    if (!this.#writable(target, existing)) return;
    if (
      target === "RANDOM" &&
      existing?.value === undefined &&
      !this.#shell.variables.isLocal(target) &&
      !this.#isPlain(target)
    ) {
      this.#seed = Number(BigInt.asUintN(32, BigInt(/^\s*[-+]?\d+/.exec(value)?.[0] ?? 0)));
      this.#lastRandom = 0;
      return;
    }
    if (target === "BASH_ARGV0" && !this.#isPlain(target)) {
      this.#shell.argumentZero = value;
      return;
    }
    if (target === "SECONDS" && !this.#isPlain(target)) {
      this.secondsBase =
        (Number.parseInt(value, 10) || 0) - Math.floor((this.#shell.nowMicros() - this.#shell.startedMicros) / 1e6);
      return;
    }
    if (
      existing?.value === undefined &&
      !this.#shell.variables.isLocal(target) &&
      !this.#isPlain(target) &&
      (target === "RANDOM" || target === "LINENO" || target === "BASHPID" || target === "FUNCNAME")
    )
      return;
    if (existing?.items !== undefined || existing?.entries !== undefined) {
      this.assignElement(target, "0", value, append);
      return;
    }
    const final = this.#attributed(existing, value, append ? (existing?.value ?? "") : undefined);
    if (final === undefined) return;
    const variable = this.#shell.variables.own(target);
    variable.value = final;
    if (this.#shell.options.allexport) variable.exported = true;
    if (target === "PATH") this.#shell.hashed.clear();
    if (target === "OPTIND") this.#shell.optionCursor = 0;
    if (target === "HISTFILESIZE") truncateHistoryFile(this.#shell);
  }

  /** The value that a variable with these attributes takes; undefined after an error. */
  #attributed(variable: Variable | undefined, value: string, before: string | undefined): string | undefined {
    if (variable?.integer) {
      const number = evaluateIn(this.#shell, value, { sweeps: true, prefix: this.#shell.evaluationPrefix });
      if (number === undefined) return undefined;
      if (before === undefined || before === "") return String(number);
      const base = evaluateIn(this.#shell, before, SWEEPING);
      return base === undefined ? undefined : String(BigInt.asIntN(64, base + number));
    }
    const text = (before ?? "") + value;
    if (variable?.letterCase === undefined) return text;
    if (variable.letterCase === "capital") return text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase();
    return variable.letterCase === "upper" ? text.toUpperCase() : text.toLowerCase();
  }

  assignElement(name: string, subscript: string, value: string, append = false): void {
    const target = this.resolveName(name);
    const existing = this.#shell.variables.get(target);
    if (!this.#writable(target, existing)) return;
    if (existing === undefined && this.#assignToTable(target, subscript, value)) return;
    if (existing?.entries !== undefined) {
      const key = unquoteKey(subscript);
      const final = this.#attributed(existing, value, append ? (existing.entries.get(key) ?? "") : undefined);
      if (final === undefined) return;
      const variable = this.#shell.variables.own(target);
      variable.entries?.set(key, final);
      variable.bare = false;
      return;
    }
    if (subscript === "@" || subscript === "*") {
      this.#shell.fail(`${name}[${subscript}]: bad array subscript`, { kind: "abort", status: 1, counts: true });
      return;
    }
    const held = existing?.items ?? (existing?.value === undefined ? undefined : new Map([[0, existing.value]]));
    const index = this.indexOf(`${name}[${subscript}]`, subscript, held);
    if (index === undefined) return;
    const final = this.#attributed(existing, value, append ? (held?.get(index) ?? "") : undefined);
    if (final === undefined) return;
    const variable = this.#shell.variables.own(target);
    if (variable.items === undefined) {
      variable.items = new Map(variable.value === undefined ? [] : [[0, variable.value]]);
      variable.value = undefined;
    }
    variable.items.set(index, final);
    variable.bare = false;
  }

  /** `$IFS` for splitting. */
  fieldSeparators(): string {
    return this.scalar("IFS") ?? " \t\n";
  }

  /** What `"$*"` joins with: the first of `$IFS`. */
  joiner(): string {
    return (this.scalar("IFS") ?? " ").slice(0, 1);
  }
}

/** A key as it stands between brackets in a text that was not parsed as words. */
function unquoteKey(key: string): string {
  const quoted = /^(["'])(.*)\1$/s.exec(key);
  return quoted ? (quoted[2] ?? "") : key;
}

/** $BASH_COMMAND: of loops and `case` their head. */
function commandText({ commandNode: node, commandSource: source }: Shell): string {
  if (node === undefined || source === undefined) return "";
  switch (node.type) {
    case "For":
    case "Select": {
      const words = node.wordlist?.map((word) => word.text).join(" ") ?? '"$@"';
      return `${node.type === "For" ? "for" : "select"} ${node.name.text} in ${words}`;
    }
    case "Case":
      return `case ${node.word.text} in `;
    default:
      return printCommand(source.text, node);
  }
}
