/** A program of awk at work (mawk 1.3.4). Strings hold bytes, one a character. */
import type { ExitStatus, OpenFile } from "../../../core/process.ts";
import { SIGNAL } from "../../../core/process.ts";
import { NEVER, type Regex } from "../../../core/regex/regex.ts";
import type { ProcessContext } from "../../program.ts";
import { type Run, wait } from "../../shell/run.ts";
import { callBuiltin } from "./builtin.ts";
import { unescaped } from "./lexer.ts";
import { awkRegex } from "./regex.ts";
import { RecordReader, Streams } from "./streams.ts";
import type { AwkFunction, Expression, Program, Statement } from "./syntax.ts";
import { AwkArray, compare, formatted, Given, numberOf, textOf, truth, type Value } from "./value.ts";

/** How control leaves a statement. */
export type Leave =
  | { readonly kind: "break" | "continue" | "next" | "nextfile" | "exit" }
  | { readonly kind: "return"; readonly value: Value };

type Local = { value: Value; array: AwkArray | undefined };

/** Steps between two looks at the clock, which goes on meanwhile. */
const STEPS_A_TURN = 5_000;
const MICROS_A_TURN = 1000;
const MOST_STEPS = 50_000_000;
const MOST_CALLS = 2000;

export class Interpreter {
  readonly context: ProcessContext;
  readonly program: Program;
  readonly streams: Streams;
  readonly globals = new Map<string, Value>();
  readonly arrays = new Map<string, AwkArray>();
  #frames: Map<string, Local>[] = [];
  #record = "";
  #fields: Value[] | undefined = [];
  /** $0 has to be put together from its fields again. */
  #stale = false;
  status: ExitStatus = 0;
  /** What the program dies of. */
  failure: string | undefined;
  leave: Leave | undefined;
  #input: RecordReader | undefined;
  #operand = 1;
  #usedOperand = false;
  #steps = 0;
  #turns = 0;
  readonly #ranges = new Set<number>();
  seed = 0;
  previousSeed = 0;

  constructor(context: ProcessContext, program: Program) {
    this.context = context;
    this.program = program;
    this.streams = new Streams(context);
    this.seed = context.kernel.random(0x7fffffff);
    for (const [name, value] of Object.entries({
      FS: " ",
      OFS: " ",
      ORS: "\n",
      RS: "\n",
      SUBSEP: "\x1c",
      CONVFMT: "%.6g",
      OFMT: "%.6g",
      NR: 0,
      FNR: 0,
      NF: 0,
      RSTART: 0,
      RLENGTH: -1,
      FILENAME: "",
    }))
      this.globals.set(name, value);
  }

  // ---- variables -----------------------------------------------------------------------------------------------

  get convert(): string {
    const format = this.globals.get("CONVFMT");
    return typeof format === "string" ? format : textOf(format, "%.6g");
  }

  text(value: Value): string {
    return typeof value === "string" ? value : textOf(value, this.convert);
  }

  global(name: string): string {
    return this.text(this.globals.get(name));
  }

  fail(message: string): void {
    this.failure ??= message;
    this.leave ??= { kind: "exit" };
  }

  runtimeError(message: string): void {
    const name = this.global("FILENAME");
    this.fail(`run time error: ${message}\n\tFILENAME="${name}" FNR=${this.global("FNR")} NR=${this.global("NR")}`);
  }

  #local(name: string): Local | undefined {
    return this.#frames.at(-1)?.get(name);
  }

  array(name: string): AwkArray {
    const local = this.#local(name);
    if (local !== undefined) {
      local.array ??= new AwkArray();
      return local.array;
    }
    let found = this.arrays.get(name);
    if (found === undefined) {
      found = new AwkArray();
      this.arrays.set(name, found);
    }
    return found;
  }

  variable(name: string): Value {
    const local = this.#local(name);
    if (local !== undefined) return local.value;
    if (name === "NF") this.fields();
    return this.globals.get(name);
  }

  isArray(name: string): boolean {
    return (this.#local(name)?.array ?? this.arrays.get(name)) !== undefined;
  }

  setVariable(name: string, value: Value): void {
    const local = this.#local(name);
    if (local !== undefined) {
      local.value = value;
      return;
    }
    // The record at hand is cut as FS was.
    if (name === "FS") this.fields();
    this.globals.set(name, value);
    if (name === "NF") this.#setCount(numberOf(value));
  }

  // ---- records and fields --------------------------------------------------------------------------------------

  setRecord(text: string): void {
    this.#record = text;
    this.#fields = undefined;
    this.#stale = false;
  }

  fields(): Value[] {
    if (this.#fields === undefined) {
      this.#fields = this.split(this.#record, this.global("FS")).map((text) => new Given(text));
      this.globals.set("NF", this.#fields.length);
    }
    return this.#fields;
  }

  field(index: number): Value {
    if (index === 0) {
      if (this.#stale) {
        this.#record = this.fields()
          .map((value) => this.text(value))
          .join(this.global("OFS"));
        this.#stale = false;
      }
      return new Given(this.#record);
    }
    if (index < 0) {
      this.runtimeError(`negative field index $${index}`);
      return undefined;
    }
    return this.fields()[index - 1];
  }

  setField(index: number, value: Value): void {
    if (index === 0) return this.setRecord(this.text(value));
    if (index < 0) return this.runtimeError(`negative field index $${index}`);
    const fields = this.fields();
    while (fields.length < index) fields.push("");
    fields[index - 1] = value;
    this.globals.set("NF", fields.length);
    this.#stale = true;
  }

  #setCount(count: number): void {
    if (count < 0) return this.runtimeError("negative value assigned to NF");
    const fields = this.fields();
    fields.length = Math.min(fields.length, Math.trunc(count));
    while (fields.length < count) fields.push("");
    this.globals.set("NF", Math.trunc(count));
    this.#stale = true;
  }

  /** Cuts a text as FS and split() do. */
  split(text: string, separator: string | Regex): string[] {
    if (typeof separator === "string") {
      if (separator === " ") return text.split(/[ \t\n\r\f\v]+/).filter((part) => part !== "");
      if (text === "") return [];
      if (separator === "") return [...text];
      const parts =
        separator.length === 1 && separator !== "\\"
          ? text.split(separator)
          : this.#splitBy(text, this.regex(separator));
      // In paragraphs a newline separates fields as well.
      return this.global("RS") === "" && separator !== "\n" ? parts.flatMap((part) => part.split("\n")) : parts;
    }
    return text === "" ? [] : this.#splitBy(text, separator);
  }

  #splitBy(text: string, regex: Regex): string[] {
    const parts: string[] = [];
    let from = 0;
    for (const { start, end } of regex.matches(text)) {
      if (start === end) continue;
      parts.push(text.slice(from, start));
      from = end;
    }
    parts.push(text.slice(from));
    return parts;
  }

  regex(source: string): Regex {
    const compiled = awkRegex(source);
    if (typeof compiled !== "string") return compiled;
    this.runtimeError(`regular expression compile failed (${compiled})\n${source}`);
    return NEVER;
  }

  get #separator(): string | Regex {
    const separator = this.global("RS");
    return separator.length <= 1 ? separator : this.regex(separator);
  }

  /** The next record of the files that were named, or of standard input. */
  *nextRecord(): Run<string | undefined> {
    for (;;) {
      if (this.#input === undefined && !this.#openOperand()) return undefined;
      const record = yield* wait(this.#input?.next(this.#separator));
      if (record !== undefined) {
        this.globals.set("NR", numberOf(this.globals.get("NR")) + 1);
        this.globals.set("FNR", numberOf(this.globals.get("FNR")) + 1);
        return record;
      }
      this.skipFile();
    }
  }

  skipFile(): void {
    this.#input?.close();
    this.#input = undefined;
  }

  #openOperand(): boolean {
    const operands = this.array("ARGV");
    for (; this.#operand < numberOf(this.globals.get("ARGC")); this.#operand++) {
      const operand = this.text(operands.entries.get(String(this.#operand)));
      if (operand === "") continue;
      const assignment = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(operand);
      if (assignment !== null) {
        this.assignOperand(assignment[1] ?? "", assignment[2] ?? "");
        continue;
      }
      this.#operand++;
      this.#usedOperand = true;
      const reader =
        operand === "-" ? new RecordReader(this.context, this.context.stdin.retain()) : this.#open(operand);
      if (reader === undefined) return false;
      this.#input = reader;
      this.globals.set("FILENAME", operand);
      this.globals.set("FNR", 0);
      return true;
    }
    if (this.#usedOperand) return false;
    this.#usedOperand = true;
    this.globals.set("FILENAME", "-");
    this.#input = new RecordReader(this.context, this.context.stdin.retain());
    return true;
  }

  #open(name: string): RecordReader | undefined {
    const opened = this.streams.openFile(name);
    if (typeof opened !== "string") return opened;
    this.fail(opened);
    return undefined;
  }

  assignOperand(name: string, text: string): void {
    this.setVariable(name, new Given(unescaped(text)));
  }

  // ---- running -------------------------------------------------------------------------------------------------

  *run(): Run<ExitStatus> {
    const { begin, rules, end } = this.program;
    for (const action of begin) {
      yield* this.execute(action);
      if (this.leave !== undefined) break;
    }
    if (this.leave === undefined && (rules.length > 0 || end.length > 0)) yield* this.#records();
    if (this.failure === undefined && this.context.self.signals.pending === undefined) {
      this.leave = undefined;
      for (const action of end) {
        yield* this.execute(action);
        if (this.#left !== undefined) break;
      }
    }
    yield* wait(this.streams.closeAll());
    this.skipFile();
    if (this.failure !== undefined) {
      void this.context.stderr.write(`${this.context.argv[0]}: ${this.failure}\n`);
      return 2;
    }
    const { pending } = this.context.self.signals;
    return pending === undefined ? this.status : 128 + SIGNAL[pending];
  }

  /** As TypeScript cannot see it change: what a statement left behind. */
  get #left(): Leave | undefined {
    return this.leave;
  }

  *#records(): Run<void> {
    for (;;) {
      const record = yield* this.nextRecord();
      if (record === undefined || this.leave !== undefined) return;
      this.setRecord(record);
      yield* this.#rules();
      const left = this.#left;
      if (left?.kind === "nextfile") this.skipFile();
      if (left?.kind === "exit") return;
      this.leave = undefined;
      if (this.context.stdout.broken || this.context.self.signals.pending !== undefined) {
        this.leave = { kind: "exit" };
        return;
      }
    }
  }

  *#rules(): Run<void> {
    const { rules } = this.program;
    for (let i = 0; i < rules.length; i++) {
      const rule = rules[i];
      if (rule === undefined) continue;
      if (rule.pattern !== undefined && !(yield* this.#selects(rule.pattern, rule.end, i))) continue;
      if (this.leave !== undefined) return;
      if (rule.action === undefined) yield* this.#print(this.text(this.field(0)) + this.global("ORS"), undefined);
      else yield* this.execute(rule.action);
      if (this.leave !== undefined) return;
    }
  }

  *#selects(pattern: Expression, end: Expression | undefined, rule: number): Run<boolean> {
    if (end === undefined) return truth(yield* this.evaluate(pattern));
    if (!this.#ranges.has(rule)) {
      if (!truth(yield* this.evaluate(pattern))) return false;
      this.#ranges.add(rule);
    }
    if (truth(yield* this.evaluate(end))) this.#ranges.delete(rule);
    return true;
  }

  /** Now and then time goes on, so that whatever is due can end a loop. */
  *#turn(): Run<void> {
    if (++this.#steps < STEPS_A_TURN) return;
    this.#steps = 0;
    if (++this.#turns * STEPS_A_TURN > MOST_STEPS) return this.fail(`netnone: more than ${MOST_STEPS} steps`);
    yield* wait(this.context.kernel.compute(MICROS_A_TURN, this.context.self.signals));
    if (this.context.self.signals.pending !== undefined) this.leave = { kind: "exit" };
  }

  *execute(statement: Statement): Run<void> {
    switch (statement.kind) {
      case "block":
        for (const each of statement.body) {
          yield* this.execute(each);
          if (this.leave !== undefined) return;
        }
        return;
      case "expression":
        yield* this.evaluate(statement.expression);
        return;
      case "print":
      case "printf": {
        const values: Value[] = [];
        for (const arg of statement.args) values.push(yield* this.evaluate(arg));
        let destination: { readonly kind: ">" | ">>" | "|"; readonly name: string } | undefined;
        if (statement.to !== undefined)
          destination = { kind: statement.to.kind, name: this.text(yield* this.evaluate(statement.to.name)) };
        if (this.leave !== undefined) return;
        if (statement.kind === "printf") {
          const format = this.text(values[0]);
          const { text, problem } = formatted(format, values.slice(1), this.convert);
          if (problem !== undefined) this.runtimeError(`${problem} printf("${format}")`);
          yield* this.#print(text, destination);
          return;
        }
        const format = this.global("OFMT");
        const shown = values.length === 0 ? [this.text(this.field(0))] : values.map((value) => textOf(value, format));
        yield* this.#print(shown.join(this.global("OFS")) + this.global("ORS"), destination);
        return;
      }
      case "if":
        if (truth(yield* this.evaluate(statement.test))) yield* this.execute(statement.yes);
        else if (statement.no !== undefined) yield* this.execute(statement.no);
        return;
      case "while":
        while (
          this.leave === undefined &&
          truth(yield* this.evaluate(statement.test)) &&
          (yield* this.#loop(statement.body))
        );
        return;
      case "do":
        while ((yield* this.#loop(statement.body)) && truth(yield* this.evaluate(statement.test)));
        return;
      case "for":
        if (statement.start !== undefined) yield* this.execute(statement.start);
        while (
          this.leave === undefined &&
          (statement.test === undefined || truth(yield* this.evaluate(statement.test))) &&
          (yield* this.#loop(statement.body))
        )
          if (statement.step !== undefined) yield* this.execute(statement.step);
        return;
      case "each":
        for (const key of this.array(statement.array).keys()) {
          this.setVariable(statement.variable, new Given(key));
          if (!(yield* this.#loop(statement.body))) return;
        }
        return;
      case "delete": {
        const array = this.array(statement.name);
        if (statement.index === undefined) array.entries.clear();
        else array.entries.delete(yield* this.subscript(statement.index));
        return;
      }
      case "exit": {
        if (statement.value !== undefined)
          this.status = Math.trunc(numberOf(yield* this.evaluate(statement.value))) & 255;
        this.leave ??= { kind: "exit" };
        return;
      }
      case "return": {
        const value = statement.value === undefined ? undefined : yield* this.evaluate(statement.value);
        this.leave ??= { kind: "return", value };
        return;
      }
      default:
        this.leave ??= { kind: statement.kind };
    }
  }

  /** A loop's body; false when the loop is over. */
  *#loop(body: Statement): Run<boolean> {
    yield* this.#turn();
    if (this.leave !== undefined) return false;
    yield* this.execute(body);
    const left = this.#left;
    if (left?.kind === "break" || left?.kind === "continue") this.leave = undefined;
    return left === undefined || left.kind === "continue";
  }

  *#print(text: string, to: { readonly kind: ">" | ">>" | "|"; readonly name: string } | undefined): Run<void> {
    let file: OpenFile | string = this.context.stdout;
    if (to !== undefined) file = this.streams.writer(to.kind, to.name);
    if (typeof file === "string") return this.fail(file);
    const written = this.streams.print(file, text);
    if (!(yield* wait(written)) && file === this.context.stdout) this.leave ??= { kind: "exit" };
  }

  *subscript(index: readonly Expression[]): Run<string> {
    const [only] = index;
    if (index.length === 1 && only !== undefined) return this.text(yield* this.evaluate(only));
    const parts: string[] = [];
    for (const each of index) parts.push(this.text(yield* this.evaluate(each)));
    return parts.join(this.global("SUBSEP"));
  }

  // ---- expressions ---------------------------------------------------------------------------------------------

  *evaluate(node: Expression): Run<Value> {
    switch (node.kind) {
      case "number":
        return node.value;
      case "string":
        return node.text;
      case "regex":
        return this.regex(node.source).test(this.text(this.field(0))) ? 1 : 0;
      case "variable":
        return this.variable(node.name);
      case "element": {
        const key = yield* this.subscript(node.index);
        const { entries } = this.array(node.name);
        if (!entries.has(key)) entries.set(key, undefined);
        return entries.get(key);
      }
      case "field":
        return this.field(Math.trunc(numberOf(yield* this.evaluate(node.index))));
      case "group": {
        if (node.items.length === 1) return yield* this.evaluate(node.items[0] as Expression);
        return yield* this.subscript(node.items);
      }
      case "unary": {
        const value = yield* this.evaluate(node.operand);
        if (node.operator === "!") return truth(value) ? 0 : 1;
        return node.operator === "-" ? -numberOf(value) : numberOf(value);
      }
      case "binary":
        return this.#binary(node.operator, yield* this.evaluate(node.left), yield* this.evaluate(node.right));
      case "logical": {
        const left = truth(yield* this.evaluate(node.left));
        if (node.operator === "&&" ? !left : left) return left ? 1 : 0;
        return truth(yield* this.evaluate(node.right)) ? 1 : 0;
      }
      case "match": {
        const text = this.text(yield* this.evaluate(node.left));
        const regex = yield* this.regexOf(node.right);
        return regex.test(text) !== node.negated ? 1 : 0;
      }
      case "choice":
        return yield* this.evaluate(truth(yield* this.evaluate(node.test)) ? node.yes : node.no);
      case "assign": {
        if (node.operator === "=") {
          const value = yield* this.evaluate(node.value);
          yield* this.assign(node.target, value);
          return value;
        }
        const right = yield* this.evaluate(node.value);
        const left = yield* this.evaluate(node.target);
        const value = this.#binary(node.operator.slice(0, -1), left, right);
        yield* this.assign(node.target, value);
        return value;
      }
      case "step": {
        const before = numberOf(yield* this.evaluate(node.target));
        yield* this.assign(node.target, before + node.by);
        return node.before ? before + node.by : before;
      }
      case "in":
        return this.array(node.name).entries.has(yield* this.subscript(node.index)) ? 1 : 0;
      case "getline":
        return yield* this.#getline(node.target, node.from, node.pipe);
      case "builtin":
        return yield* callBuiltin(this, node.name, node.args);
      case "call": {
        const found = this.program.functions.get(node.name);
        return found === undefined ? undefined : yield* this.#call(found, node.args);
      }
    }
  }

  /** An operand of `~`: an expression between slashes, or any text. */
  *regexOf(node: Expression): Run<Regex> {
    return this.regex(node.kind === "regex" ? node.source : this.text(yield* this.evaluate(node)));
  }

  #binary(operator: string, left: Value, right: Value): Value {
    switch (operator) {
      case " ":
        return this.text(left) + this.text(right);
      case "+":
        return numberOf(left) + numberOf(right);
      case "-":
        return numberOf(left) - numberOf(right);
      case "*":
        return numberOf(left) * numberOf(right);
      case "/":
        return numberOf(left) / numberOf(right);
      case "%":
        return numberOf(left) % numberOf(right);
      case "^":
        return numberOf(left) ** numberOf(right);
    }
    const order = compare(left, right, this.convert);
    const holds =
      operator === "<"
        ? order < 0
        : operator === "<="
          ? order <= 0
          : operator === ">"
            ? order > 0
            : operator === ">="
              ? order >= 0
              : operator === "=="
                ? order === 0
                : order !== 0;
    return holds ? 1 : 0;
  }

  *assign(target: Expression, value: Value): Run<void> {
    if (target.kind === "variable") this.setVariable(target.name, value);
    else if (target.kind === "field") this.setField(Math.trunc(numberOf(yield* this.evaluate(target.index))), value);
    else if (target.kind === "element") this.array(target.name).entries.set(yield* this.subscript(target.index), value);
  }

  *#getline(target: Expression | undefined, from: Expression | undefined, pipe: boolean): Run<Value> {
    let record: string | undefined;
    if (from === undefined) record = yield* this.nextRecord();
    else {
      const reader = this.streams.reader(this.text(yield* this.evaluate(from)), pipe);
      if (reader === undefined) return -1;
      record = yield* wait(reader.next(this.#separator));
    }
    if (record === undefined) return this.failure === undefined ? 0 : -1;
    if (target === undefined) this.setRecord(record);
    else yield* this.assign(target, new Given(record));
    return 1;
  }

  *#call(called: AwkFunction, args: readonly Expression[]): Run<Value> {
    if (this.#frames.length > MOST_CALLS) {
      this.fail(`netnone: more than ${MOST_CALLS} nested calls`);
      return undefined;
    }
    const frame = new Map<string, Local>();
    const handed: (readonly [Local, string])[] = [];
    for (let i = 0; i < called.parameters.length; i++) {
      const parameter = called.parameters[i] as string;
      const arg = args[i];
      const local: Local = { value: undefined, array: undefined };
      if (arg?.kind === "variable") {
        const outer = this.#local(arg.name);
        if (outer === undefined) local.array = this.arrays.get(arg.name);
        else local.array = outer.array;
        if (local.array === undefined) {
          local.value = this.variable(arg.name);
          // A name that nobody has used yet may become an array in there.
          if (local.value === undefined) handed.push([local, arg.name]);
        }
      } else if (arg !== undefined) local.value = yield* this.evaluate(arg);
      frame.set(parameter, local);
    }
    this.#frames.push(frame);
    yield* this.#turn();
    if (this.leave === undefined) yield* this.execute(called.body);
    this.#frames.pop();
    for (const [local, name] of handed) {
      if (local.array === undefined) continue;
      const outer = this.#local(name);
      if (outer !== undefined) outer.array = local.array;
      else this.arrays.set(name, local.array);
    }
    const left = this.#left;
    if (left?.kind !== "return") return undefined;
    this.leave = undefined;
    return left.value;
  }
}
