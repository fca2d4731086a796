/**
 * jq as Debian 12 has it: 1.6. The same: the language, its builtins, paths and updates, formats, options, colours, messages and
 * statuses. Simplified: input is read to its end before the first answer (not at all with -n and no `input`); patterns are Perl's as
 * grep -P takes them, where jq has Oniguruma's. Absent: modules, --seq. Endless programs end at a limit.
 */
import { type Errno, strerror } from "../../../core/errors.ts";
import type { ExitStatus } from "../../../core/process.ts";
import { SIGNAL } from "../../../core/process.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { put } from "../command.ts";
import { descriptor, readToEnd, resolvePath } from "../files.ts";
import { Turns } from "../turn.ts";
import { JsonProblem, JsonReader } from "./json.ts";
import { NATIVES } from "./native.ts";
import { type JqOptions, readJqOptions } from "./options.ts";
import { type Parsed, type Problem, parseJq } from "./parser.ts";
import { definitions } from "./prelude.ts";
import { unresolved } from "./resolve.ts";
import { Runner } from "./run.ts";
import type { Node } from "./syntax.ts";
import { HINT, OPTIONS, SHORT_USAGE, USAGE } from "./usage.ts";
import { type Colors, DEFAULT_COLORS, isArray, isObject, JqError, JqHalt, JqLimit, type Json, text } from "./value.ts";

export const jq: Program = {
  name: "jq",
  path: "/usr/bin/jq",
  summary: "query and change JSON",
  run,
};

interface Source {
  readonly name: string | undefined;
  readonly text: string;
}

async function run(context: ProcessContext): Promise<ExitStatus> {
  const { stdout, stderr } = context;
  const options = readJqOptions(context.argv.slice(1));
  if ("print" in options) {
    await stdout.write(options.print === "help" ? USAGE + OPTIONS : "jq-1.6\n");
    return 0;
  }
  if ("problem" in options) {
    await stderr.write(`jq: ${options.problem}\n${HINT}`);
    return 2;
  }
  if (!("usage" in options) && options.flags.has("seq")) {
    await stderr.write("jq: netnone: --seq is not modelled\n");
    return 2;
  }
  const piped = context.stdin.terminal === undefined || stdout.terminal === undefined;
  if ("usage" in options || (options.program === undefined && !piped)) {
    await stderr.write(USAGE + SHORT_USAGE);
    return 2;
  }
  const variables = new Map<string, Json>();
  for (const { name, value, slurp, raw } of options.named) {
    if (value !== undefined) variables.set(name, value);
    const file = slurp ?? raw;
    if (file === undefined) continue;
    const read = await contents(context, file);
    const values = typeof read !== "string" ? undefined : raw !== undefined ? read : everyValue(read);
    if (values === undefined || values instanceof JsonProblem) {
      const why =
        values === undefined ? `Could not open ${file}: ${strerror(read as unknown as Errno)}` : values.message;
      await stderr.write(`jq: Bad JSON in --${raw === undefined ? "slurpfile" : "rawfile"} ${name} ${file}: ${why}\n`);
      return 2;
    }
    variables.set(name, values);
  }
  variables.set(
    "ARGS",
    new Map<string, Json>([
      ["positional", options.positional],
      ["named", new Map(variables)],
    ]),
  );
  let program = options.program ?? ".";
  if (options.fromFile) {
    const read = await contents(context, program);
    if (typeof read !== "string") {
      const why = context.files.stat(resolvePath(context.cwd, program));
      const directory = why.ok && why.value.type === "directory";
      await stderr.write(`jq: Could not open ${program}: ${directory ? "It's a directory" : strerror(read.errno)}\n`);
      return 2;
    }
    program = read;
  }
  const parsed = compiled(program, variables);
  if (!parsed.ok) {
    await stderr.write(complaints(program, parsed.problems));
    return 3;
  }
  return await new Session(context, options, variables).run(parsed.program);
}

function compiled(program: string, variables: ReadonlyMap<string, Json>): Parsed {
  const parsed = parseJq(program);
  if (!parsed.ok) return parsed;
  const names = [...NATIVES.keys(), ...definitions().keys()].filter((name) => !name.startsWith("_"));
  const problems = unresolved(parsed.program, names, [...variables.keys(), "ENV"]);
  return problems.length > 0 ? { ok: false, problems } : parsed;
}

/** Where something is wrong: its line, and as many blanks as stand before it (locfile_locate). */
function complaints(program: string, problems: readonly Problem[]): string {
  let out = "";
  for (const { message, at } of problems) {
    if (at < 0) {
      out += `jq: error: ${message}\n`;
      continue;
    }
    const start = program.lastIndexOf("\n", at - 1) + 1;
    const end = program.indexOf("\n", start);
    const line = program.slice(0, start).split("\n").length;
    const shown = program.slice(start, end < 0 ? program.length : end);
    out += `jq: error: ${message} at <top-level>, line ${line}:\n${shown}${" ".repeat(at - start)}\n`;
  }
  return `${out}jq: ${problems.length} compile error${problems.length > 1 ? "s" : ""}\n`;
}

class Failed {
  readonly errno: Errno;
  constructor(errno: Errno) {
    this.errno = errno;
  }
}

async function contents(context: ProcessContext, path: string): Promise<string | Failed> {
  const own = descriptor(context, path);
  if (own !== undefined) return await readToEnd(own, context);
  const read = context.files.readFile(resolvePath(context.cwd, path));
  return read.ok ? read.value : new Failed(read.error);
}

function everyValue(text: string): Json[] | JsonProblem {
  const reader = new JsonReader(text);
  const out: Json[] = [];
  try {
    for (let value = reader.next(); value !== undefined; value = reader.next()) out.push(value);
    return out;
  } catch (problem) {
    if (problem instanceof JsonProblem) return problem;
    throw problem;
  }
}

/** Does it ask for input by itself? */
const asksForInput = (program: string): boolean => /\binputs?\b/.test(program);

class Session {
  readonly #context: ProcessContext;
  readonly #options: JqOptions;
  readonly #flags: ReadonlySet<string>;
  readonly #variables: ReadonlyMap<string, Json>;
  #sources: Source[] = [];
  #reader: JsonReader | undefined;
  #lines: string[] = [];
  #current: string | undefined;
  #lineNumber = 0;
  #started = false;
  #status: ExitStatus = 0;
  #pending: Json[] = [];
  /** Standard input is read as it comes, and has not ended yet; what is held of it is not a whole line. */
  #more = false;
  #held = "";
  #errors = "";

  constructor(context: ProcessContext, options: JqOptions, variables: ReadonlyMap<string, Json>) {
    this.#context = context;
    this.#options = options;
    this.#flags = options.flags;
    this.#variables = variables;
  }

  async run(program: Node): Promise<ExitStatus> {
    const { stderr, self, kernel, env } = this.#context;
    const flags = this.#flags;
    const nullInput = flags.has("null-input");
    const asks = asksForInput(this.#options.program ?? "") || this.#options.fromFile;
    if (!nullInput || asks) await this.#gather(asks);
    const runner = new Runner(
      {
        variables: this.#variables,
        input: () => this.#next(),
        lineNumber: () => this.#lineNumber,
        fileName: () =>
          this.#current ?? (this.#sources.length > 0 || this.#reader !== undefined || this.#started ? "<stdin>" : null),
        error: (text) => {
          this.#errors += text;
        },
        now: () => kernel.nowMicros() / 1e6,
        environment: new Map(Object.entries(env)),
      },
      NATIVES,
      definitions(),
    );
    const turns = new Turns(this.#context, 2000);
    let last: Json | undefined;
    let status: ExitStatus | undefined;
    const report = async (): Promise<void> => {
      const text = this.#errors;
      this.#errors = "";
      if (text !== "") await stderr.write(text);
    };
    try {
      for (
        let value = nullInput ? null : await this.#advance();
        value !== undefined;
        value = nullInput ? undefined : await this.#advance()
      ) {
        status = undefined;
        try {
          for (const answer of runner.run(program, value)) {
            last = answer;
            await report();
            if (!(await put(this.#context.stdout, this.#shown(answer)))) return 128 + SIGNAL.PIPE;
            const turn = turns.next();
            if (turn !== undefined) await turn;
            if (self.signals.pending !== undefined) return 128 + SIGNAL[self.signals.pending];
          }
        } catch (error) {
          await report();
          if (!(error instanceof JqError)) throw error;
          // What is wrong with null goes without saying.
          if (error.value !== null) await stderr.write(this.#told(error.value, nullInput));
          if (error.value !== null) status = 5;
        }
        await report();
      }
    } catch (error) {
      await report();
      if (error instanceof JqHalt) return await this.#halted(error);
      if (error instanceof JsonProblem) {
        await stderr.write(`parse error: ${error.message}\n`);
        return 4;
      }
      if (!(error instanceof JqLimit)) throw error;
      await stderr.write(`jq: netnone: ${error.message}\n`);
      return 5;
    }
    if (this.#status !== 0) return this.#status;
    if (status !== undefined) return status;
    if (!flags.has("exit-status")) return 0;
    return last === undefined ? 4 : last === null || last === false ? 1 : 0;
  }

  async #halted({ status, value }: JqHalt): Promise<ExitStatus> {
    if (value !== undefined && value !== null)
      await this.#context.stderr.write(typeof value === "string" ? value : `${text(value)}\n`);
    return status;
  }

  #told(value: Json, nullInput: boolean): string {
    const nowhere = this.#ended ? !this.#closed : nullInput && !this.#started;
    const place = nowhere ? "<unknown>" : `${this.#current ?? "<stdin>"}:${this.#lineNumber}`;
    if (typeof value === "string") return `jq: error (at ${place}): ${value}\n`;
    return `jq: error (at ${place}) (not a string): ${text(value)}\n`;
  }

  /** All has been read, and whether its last line had an end: else no place is known any more. */
  #ended = false;
  #closed = true;

  #shown(value: Json): string {
    const { indent, color } = this.#options;
    const flags = this.#flags;
    const joined = flags.has("join-output");
    const end = joined ? "" : "\n";
    const ascii = flags.has("ascii-output");
    if (typeof value === "string" && (joined || flags.has("raw-output")) && !ascii) return value + end;
    const colored = color ?? this.#context.stdout.terminal !== undefined;
    return `${text(value, {
      ...(indent === undefined ? {} : { indent }),
      sort: flags.has("sort-keys"),
      ascii,
      ...(colored ? { color: colorsOf(this.#context.env.JQ_COLORS) } : {}),
    })}${end}`;
  }

  async #gather(asksAlone: boolean): Promise<void> {
    const { files } = this.#options;
    const { stderr } = this.#context;
    if (files.length === 0 && !this.#flags.has("slurp") && !asksAlone) {
      this.#more = true;
      if (!this.#flags.has("raw-input")) this.#reader = new JsonReader("", false);
      return;
    }
    if (files.length === 0) {
      this.#sources = [{ name: undefined, text: await readToEnd(this.#context.stdin, this.#context) }];
      return;
    }
    for (const name of files) {
      const read =
        name === "-" ? await readToEnd(this.#context.stdin, this.#context) : await contents(this.#context, name);
      if (typeof read === "string") this.#sources.push({ name: name === "-" ? undefined : name, text: read });
      else {
        this.#status = 2;
        if (read.errno !== "EISDIR")
          await stderr.write(`jq: error: Could not open file ${name}: ${strerror(read.errno)}\n`);
      }
    }
    const all = this.#sources;
    // One text after the other: a value may go over the border.
    if (this.#flags.has("slurp") && this.#flags.has("raw-input"))
      this.#sources = [{ name: all.at(-1)?.name, text: all.map((each) => each.text).join("") }];
  }

  /** The next input, as soon as it has come. */
  async #advance(): Promise<Json | undefined> {
    for (;;) {
      const value = this.#next();
      if (value !== undefined || !this.#more) return value;
      await this.#readMore();
    }
  }

  /** Reads on in standard input, up to the end of a line that is not the inside of a string. */
  async #readMore(): Promise<void> {
    for (;;) {
      const chunk = await this.#context.stdin.read(this.#context.self.signals);
      this.#more = chunk !== null;
      this.#held += chunk ?? "";
      const raw = this.#flags.has("raw-input");
      const end = this.#more ? this.#held.lastIndexOf("\n") + 1 : this.#held.length;
      const whole = this.#held.slice(0, end);
      if (this.#more && (end === 0 || (!raw && endsInString(whole)))) continue;
      this.#held = this.#held.slice(end);
      if (whole !== "") this.#closed = whole.endsWith("\n");
      if (!raw) this.#reader?.add(whole, !this.#more);
      else if (whole !== "") this.#lines.push(...whole.replace(/\n$/, "").split("\n"));
      return;
    }
  }

  /** The next input as the options have it. */
  #next(): Json | undefined {
    if (this.#flags.has("slurp")) {
      if (this.#started) return undefined;
      this.#started = true;
      if (this.#flags.has("raw-input")) {
        const text = this.#sources[0]?.text ?? "";
        this.#lineNumber = text.split("\n").length - 1;
        return text;
      }
      const all: Json[] = [];
      for (let value = this.#one(); value !== undefined; value = this.#one()) all.push(value);
      return all;
    }
    this.#started = true;
    return this.#one();
  }

  #one(): Json | undefined {
    const held = this.#pending.shift();
    if (held !== undefined) return held;
    for (;;) {
      if (this.#flags.has("raw-input")) {
        const line = this.#lines.shift();
        if (line !== undefined) {
          this.#lineNumber++;
          return line;
        }
        if (this.#more) return undefined;
      } else if (this.#reader !== undefined) {
        const value = this.#reader.next();
        this.#lineNumber = this.#reader.lines;
        if (value === undefined && this.#more) return undefined;
        if (value !== undefined) {
          if (!this.#flags.has("stream")) return value;
          this.#pending.push(...streamed(value, []));
          return this.#pending.shift();
        }
        this.#reader = undefined;
      }
      const source = this.#sources.shift();
      if (source === undefined) {
        this.#ended = true;
        return undefined;
      }
      this.#closed = source.text.endsWith("\n");
      this.#current = source.name;
      this.#lineNumber = 0;
      if (this.#flags.has("raw-input")) {
        this.#lines = source.text.split("\n");
        if (this.#lines.at(-1) === "") this.#lines.pop();
      } else this.#reader = new JsonReader(source.text);
    }
  }
}

/** Whether a text of JSON ends between the quotes of a string. */
const endsInString = (text: string): boolean => text.replace(/\\[\s\S]|[^"\\]+/g, "").length % 2 === 1;

/** --stream: each leaf with its path, and the last path of what ends. */
function streamed(value: Json, path: readonly Json[]): Json[] {
  const children: (readonly [Json, Json])[] = isArray(value) ? [...value.entries()] : isObject(value) ? [...value] : [];
  if (children.length === 0) return [[path, value]];
  const out = children.flatMap(([key, each]) => streamed(each, [...path, key]));
  const lastKey = children.at(-1)?.[0] as Json;
  out.push([[...path, lastKey]]);
  return out;
}

/** JQ_COLORS: for null, false, true, numbers, strings, arrays and objects. */
function colorsOf(given: string | undefined): Colors {
  if (given === undefined || !/^[0-9;:]*$/.test(given)) return DEFAULT_COLORS;
  const names = ["null", "false", "true", "number", "string", "array", "object"] as const;
  const colors: Record<string, string> = { ...DEFAULT_COLORS };
  for (const [at, code] of given.split(":").entries()) {
    const name = names[at];
    if (name !== undefined && code !== "") colors[name] = `\x1b[${code}m`;
  }
  return colors as unknown as Colors;
}
