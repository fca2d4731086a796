/**
 * Go's text/template as far as `docker inspect -f` and `--format` are used: fields, variables, pipelines, calls, `if`, `with`,
 * `range`, trim markers, comments.
 *
 * Same as Go: grammar, truth, comparison, printf's common verbs, words of the usual errors. Different: a pointer inside a map
 * prints as its value. Absent: `define`, `template`, `block`, `break`, `continue`, method calls.
 */
import type { Json, JsonObject } from "../../../core/observation.ts";
import { err, ok, type Result } from "../../../core/result.ts";

/** A value while a template runs; `undefined` is Go's "no value". */
type Value = Json | undefined;

type Node =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "action"; readonly pipeline: Pipeline }
  | {
      readonly kind: "if" | "with" | "range";
      readonly pipeline: Pipeline;
      readonly body: readonly Node[];
      readonly otherwise: readonly Node[];
    };

interface Pipeline {
  readonly variables: readonly string[];
  readonly assign: boolean;
  readonly commands: readonly (readonly Operand[])[];
}

type Operand =
  | { readonly kind: "constant"; readonly value: Value }
  | { readonly kind: "field"; readonly path: readonly string[]; readonly text: string; readonly at: number }
  | {
      readonly kind: "variable";
      readonly name: string;
      readonly path: readonly string[];
      readonly text: string;
      readonly at: number;
    }
  | { readonly kind: "call"; readonly name: string; readonly text: string; readonly at: number }
  | {
      readonly kind: "nested";
      readonly pipeline: Pipeline;
      readonly path: readonly string[];
      readonly text: string;
      readonly at: number;
    };

export interface Template {
  readonly nodes: readonly Node[];
}

class ParseError extends Error {}
class RunError extends Error {}

interface Token {
  readonly kind: "text" | "open" | "close" | "word" | "field" | "variable" | "string" | "number" | "char";
  readonly text: string;
  readonly at: number;
}

function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let trimNext = false;
  while (at < source.length) {
    const open = source.indexOf("{{", at);
    let text = open < 0 ? source.slice(at) : source.slice(at, open);
    const trimBefore = open >= 0 && /^\{\{-\s/.test(source.slice(open, open + 4));
    if (trimNext) text = text.trimStart();
    if (trimBefore) text = text.trimEnd();
    if (text !== "") tokens.push({ kind: "text", text, at });
    if (open < 0) break;
    at = open + 2 + (trimBefore ? 1 : 0);
    const comment = /^\s*\/\*[\s\S]*?\*\/\s*(-?)\}\}/.exec(source.slice(at));
    if (comment) {
      trimNext = comment[1] === "-";
      at += comment[0].length;
      continue;
    }
    tokens.push({ kind: "open", text: "{{", at: open });
    for (;;) {
      const rest = source.slice(at);
      const close = /^\s*(\s-)?\}\}/.exec(rest);
      if (close) {
        trimNext = close[1] !== undefined;
        at += close[0].length;
        tokens.push({ kind: "close", text: "}}", at });
        break;
      }
      const blank = /^\s+/.exec(rest);
      if (blank) {
        // A blank matters between words: `.a .b` are two operands.
        tokens.push({ kind: "char", text: " ", at });
        at += blank[0].length;
        continue;
      }
      if (rest === "") throw new ParseError("unclosed action");
      const token =
        match(rest, /^"(?:[^"\\\n]|\\.)*"/, "string") ??
        match(rest, /^`[^`]*`/, "string") ??
        match(rest, /^[-+]?(?:0[xX][0-9a-fA-F]+|\d+(?:\.\d+)?)/, "number") ??
        match(rest, /^\$\w*/, "variable") ??
        match(rest, /^\.\w+/, "field") ??
        match(rest, /^\w+/, "word") ??
        match(rest, /^(?::=|[.|(),=])/, "char");
      if (!token) {
        if (rest.startsWith('"')) throw new ParseError("unterminated quoted string");
        throw new ParseError(
          `unexpected bad character U+${rest.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")} '${rest[0]}' in command`,
        );
      }
      tokens.push({ ...token, at });
      at += token.text.length;
    }
  }
  return tokens;
}

function match(text: string, pattern: RegExp, kind: Token["kind"]): { kind: Token["kind"]; text: string } | undefined {
  const found = pattern.exec(text);
  return found ? { kind, text: found[0] } : undefined;
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #functions: ReadonlySet<string>;
  #at = 0;
  readonly #variables = new Set(["$"]);

  constructor(tokens: readonly Token[], functions: ReadonlySet<string>) {
    this.#tokens = tokens;
    this.#functions = functions;
  }

  template(): readonly Node[] {
    const { nodes, end } = this.#list();
    if (end !== undefined) throw new ParseError(`unexpected {{${end}}}`);
    return nodes;
  }

  #list(): { nodes: readonly Node[]; end: string | undefined } {
    const nodes: Node[] = [];
    for (;;) {
      const token = this.#tokens[this.#at++];
      if (!token) return { nodes, end: undefined };
      if (token.kind === "text") {
        nodes.push({ kind: "text", text: token.text });
        continue;
      }
      this.#blanks();
      const word = this.#peek();
      if (word?.kind === "word" && /^(end|else)$/.test(word.text)) {
        this.#at++;
        this.#blanks();
        if (word.text === "else" && this.#peek()?.text === "if") return { nodes, end: "else if" };
        this.#expectClose(word.text);
        return { nodes, end: word.text };
      }
      if (word?.kind === "word" && /^(if|with|range)$/.test(word.text)) {
        this.#at++;
        nodes.push(this.#control(word.text as "if" | "with" | "range"));
        continue;
      }
      const pipeline = this.#pipeline("command");
      this.#expectClose("command");
      nodes.push({ kind: "action", pipeline });
    }
  }

  #control(kind: "if" | "with" | "range"): Node {
    const pipeline = this.#pipeline(kind);
    this.#expectClose(kind);
    const body = this.#list();
    let otherwise: readonly Node[] = [];
    if (body.end === "else if") {
      this.#at++;
      otherwise = [this.#control("if")];
    } else if (body.end === "else") {
      const rest = this.#list();
      if (rest.end !== "end") throw new ParseError("unexpected EOF");
      otherwise = rest.nodes;
    } else if (body.end === undefined) throw new ParseError("unexpected EOF");
    return { kind, pipeline, body: body.nodes, otherwise };
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #blanks(): void {
    while (this.#peek()?.kind === "char" && this.#peek()?.text === " ") this.#at++;
  }

  #expectClose(where: string): void {
    this.#blanks();
    const token = this.#tokens[this.#at++];
    if (token?.kind !== "close") throw new ParseError(`unexpected "${token?.text ?? "EOF"}" in ${where}`);
  }

  #pipeline(where: string): Pipeline {
    this.#blanks();
    const variables: string[] = [];
    let assign = false;
    const save = this.#at;
    while (this.#peek()?.kind === "variable") {
      variables.push((this.#tokens[this.#at++] as Token).text);
      this.#blanks();
      const next = this.#peek()?.text;
      if (next === ",") {
        this.#at++;
        this.#blanks();
        continue;
      }
      if (next === ":=" || next === "=") {
        assign = true;
        this.#at++;
        this.#blanks();
      }
      break;
    }
    if (assign) for (const name of variables) this.#variables.add(name);
    else {
      variables.length = 0;
      this.#at = save;
    }
    const commands: Operand[][] = [];
    for (;;) {
      const command = this.#command(where);
      if (command.length === 0)
        throw new ParseError(commands.length === 0 ? `missing value for ${where}` : `missing value for ${where}`);
      commands.push(command);
      this.#blanks();
      if (this.#peek()?.text !== "|") break;
      this.#at++;
      this.#blanks();
    }
    return { variables, assign, commands };
  }

  #command(where: string): Operand[] {
    const operands: Operand[] = [];
    for (;;) {
      this.#blanks();
      const token = this.#peek();
      if (!token || token.kind === "close" || token.text === "|" || token.text === ")") return operands;
      operands.push(this.#operand(token, where));
    }
  }

  #path(): { path: string[]; text: string } {
    const path: string[] = [];
    let text = "";
    while (this.#peek()?.kind === "field") {
      const name = (this.#tokens[this.#at++] as Token).text;
      path.push(name.slice(1));
      text += name;
    }
    return { path, text };
  }

  #operand(token: Token, where: string): Operand {
    if (token.kind === "field") {
      const { path, text } = this.#path();
      return { kind: "field", path, text, at: token.at };
    }
    this.#at++;
    if (token.kind === "string") return { kind: "constant", value: unquote(token.text) };
    if (token.kind === "number") return { kind: "constant", value: Number(token.text) };
    if (token.kind === "variable") {
      if (!this.#variables.has(token.text)) throw new ParseError(`undefined variable "${token.text}"`);
      const { path, text } = this.#path();
      return { kind: "variable", name: token.text, path, text: token.text + text, at: token.at };
    }
    if (token.text === ".") return { kind: "field", path: [], text: ".", at: token.at };
    if (token.text === "(") {
      const pipeline = this.#pipeline("parenthesized pipeline");
      this.#blanks();
      if (this.#tokens[this.#at++]?.text !== ")") throw new ParseError("unclosed left paren");
      const { path, text } = this.#path();
      return { kind: "nested", pipeline, path, text, at: token.at };
    }
    if (token.kind === "word") {
      if (token.text === "true" || token.text === "false") return { kind: "constant", value: token.text === "true" };
      if (token.text === "nil") return { kind: "constant", value: null };
      if (!this.#functions.has(token.text)) throw new ParseError(`function "${token.text}" not defined`);
      return { kind: "call", name: token.text, text: token.text, at: token.at };
    }
    throw new ParseError(`unexpected "${token.text}" in ${where}`);
  }
}

function unquote(text: string): string {
  if (text.startsWith("`")) return text.slice(1, -1);
  const plain: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", '"': '"', "\\": "\\" };
  return text.slice(1, -1).replace(/\\(.)/g, (_all, letter: string) => plain[letter] ?? letter);
}

function truth(value: Value): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value === "boolean") return value;
  if (typeof value === "number") return value !== 0;
  if (typeof value === "string") return value.length > 0;
  return Array.isArray(value) ? value.length > 0 : Object.keys(value).length > 0;
}

function isObject(value: Value): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** fmt's %v. */
function show(value: Value, key = ""): string {
  if (value === undefined) return "<no value>";
  if (value === null) return NIL_SLICES.has(key) ? "[]" : NIL_MAPS.has(key) ? "map[]" : "<nil>";
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value)) return `[${value.map((each) => show(each)).join(" ")}]`;
  const entries = Object.entries(value);
  if (MAPS.has(key))
    return `map[${entries
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, each]) => `${name}:${show(each)}`)
      .join(" ")}]`;
  return `{${entries.map(([name, each]) => show(each, name)).join(" ")}}`;
}

/** JSON null where Go has a nil slice or a nil map. */
const NIL_SLICES = new Set(
  "Env Cmd Entrypoint OnBuild ExecIDs Binds CapAdd CapDrop ExtraHosts GroupAdd Links Aliases SecurityOpt Devices VolumesFrom SecondaryIPAddresses SecondaryIPv6Addresses Ulimits DeviceRequests DeviceCgroupRules BlkioDeviceReadBps BlkioDeviceWriteBps".split(
    " ",
  ),
);
const NIL_MAPS = new Set(["Volumes", "Labels", "DriverOpts", "Options"]);
const MAPS = new Set("Labels Networks Ports Options Data Containers PortBindings Config Volumes".split(" "));

function sprintf(format: string, values: readonly Value[]): string {
  let at = 0;
  return format.replace(
    /%([-+0 #]*)(\d*)(?:\.(\d+))?([a-zA-Z%])/g,
    (_all, flags: string, width: string, precision: string | undefined, verb: string) => {
      if (verb === "%") return "%";
      if (at >= values.length) return `%!${verb}(MISSING)`;
      const value = values[at++];
      let text: string;
      if (verb === "d")
        text =
          typeof value === "number"
            ? String(value)
            : `%!d(${typeof value === "string" ? "string" : typeof value}=${show(value)})`;
      else if (verb === "q") text = JSON.stringify(show(value));
      else if (verb === "x") text = typeof value === "number" ? value.toString(16) : show(value);
      else if (verb === "t" || verb === "s" || verb === "v")
        text = verb === "s" && typeof value === "number" ? `%!s(int=${value})` : show(value);
      else text = `%!${verb}(${show(value)})`;
      if (precision !== undefined && verb === "s") text = text.slice(0, Number(precision));
      if (width === "") return text;
      return flags.includes("-")
        ? text.padEnd(Number(width))
        : text.padStart(Number(width), flags.includes("0") && verb === "d" ? "0" : " ");
    },
  );
}

/** json.Marshal: `<`, `>` and `&` are escaped. */
export function goJson(value: Value, indent?: number): string {
  return JSON.stringify(value === undefined ? null : value, undefined, indent)
    .replaceAll("<", "\\u003c")
    .replaceAll(">", "\\u003e")
    .replaceAll("&", "\\u0026");
}

function index(container: Value, keys: readonly Value[]): Value {
  let at = container;
  for (const key of keys) {
    if (Array.isArray(at)) {
      if (typeof key !== "number") throw new RunError(`cannot index slice/array with type ${typeof key}`);
      if (key < 0 || key >= at.length) throw new RunError(`index out of range: ${key}`);
      at = at[key];
    } else if (isObject(at)) at = typeof key === "string" && Object.hasOwn(at, key) ? at[key] : undefined;
    else if (at === null || at === undefined) throw new RunError("index of untyped nil");
    else throw new RunError(`can't index item of type ${typeof at}`);
  }
  return at;
}

function compare(a: Value, b: Value): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : a > b ? 1 : 0;
  throw new RunError("incompatible types for comparison");
}

function length(value: Value): number {
  if (typeof value === "string" || Array.isArray(value)) return value.length;
  if (isObject(value)) return Object.keys(value).length;
  if (value === null) return 0;
  throw new RunError(`len of type ${typeof value}`);
}

/** print(): a blank between operands when neither is a string. */
function print(values: readonly Value[]): string {
  return values
    .map(
      (value, at) =>
        `${at > 0 && typeof value !== "string" && typeof values[at - 1] !== "string" ? " " : ""}${show(value)}`,
    )
    .join("");
}

const FUNCTIONS: Readonly<Record<string, (values: readonly Value[]) => Value>> = {
  and: (values) => values.find((value) => !truth(value)) ?? values.at(-1),
  eq: ([first, ...others]) => others.some((other) => first === other),
  ge: ([a, b]) => compare(a, b) >= 0,
  gt: ([a, b]) => compare(a, b) > 0,
  html: (values) =>
    print(values).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&#34;"),
  index: ([container, ...keys]) => index(container, keys),
  join: ([values, separator]) =>
    Array.isArray(values) ? values.map((each) => show(each)).join(String(separator)) : "",
  json: ([value]) => goJson(value),
  le: ([a, b]) => compare(a, b) <= 0,
  len: ([value]) => length(value),
  lower: ([text]) => String(text).toLowerCase(),
  lt: ([a, b]) => compare(a, b) < 0,
  ne: ([a, b]) => a !== b,
  not: ([value]) => !truth(value),
  or: (values) => values.find((value) => truth(value)) ?? values.at(-1),
  pad: ([text, before, after]) =>
    text === "" ? "" : `${" ".repeat(Number(before))}${text}${" ".repeat(Number(after))}`,
  print,
  printf: ([format, ...values]) => sprintf(String(format), values),
  println: (values) => `${values.map((value) => show(value)).join(" ")}\n`,
  slice: ([value, from = 0, to]) =>
    typeof value === "string" || Array.isArray(value)
      ? value.slice(Number(from), to === undefined ? undefined : Number(to))
      : undefined,
  split: ([text, separator]) => String(text).split(String(separator)),
  title: ([text]) => String(text).replace(/\b\w/g, (letter) => letter.toUpperCase()),
  truncate: ([text, most]) => String(text).slice(0, Number(most)),
  upper: ([text]) => String(text).toUpperCase(),
};

/** Parses a template; the error is what follows "template parsing error: template: :1: ". */
export function parseTemplate(source: string): Result<Template, string> {
  try {
    return ok({ nodes: new Parser(tokenize(source), new Set(Object.keys(FUNCTIONS))).template() });
  } catch (error) {
    if (error instanceof ParseError) return err(error.message);
    throw error;
  }
}

export interface RunOptions {
  /** Go's type of the top value, when a missing field is an error of its own: `*formatter.ContainerContext`. */
  readonly type?: string;
}

/** Runs a template on a value; the error is what follows "template: ". */
export function runTemplate(template: Template, value: Json, options: RunOptions = {}): Result<string, string> {
  const run = new Run(value, options);
  try {
    return ok(run.nodes(template.nodes, value, new Map([["$", value]])));
  } catch (error) {
    if (error instanceof RunError) return err(error.message);
    throw error;
  }
}

class Run {
  readonly #root: Json;
  readonly #options: RunOptions;

  constructor(root: Json, options: RunOptions) {
    this.#root = root;
    this.#options = options;
  }

  nodes(nodes: readonly Node[], dot: Value, variables: Map<string, Value>): string {
    let text = "";
    for (const node of nodes) {
      if (node.kind === "text") {
        text += node.text;
        continue;
      }
      if (node.kind === "action") {
        const { value, key } = this.#pipeline(node.pipeline, dot, variables);
        if (!node.pipeline.assign) text += show(value, key);
        continue;
      }
      const scope = new Map(variables);
      const { value } = this.#pipeline(node.pipeline, dot, scope);
      if (node.kind !== "range") {
        text += truth(value)
          ? this.nodes(node.body, node.kind === "with" ? value : dot, scope)
          : this.nodes(node.otherwise, dot, scope);
        continue;
      }
      const items: readonly (readonly [Value, Value])[] = Array.isArray(value)
        ? value.map((each, at) => [at, each] as const)
        : isObject(value)
          ? Object.keys(value)
              .sort()
              .map((name) => [name, value[name]] as const)
          : [];
      if (items.length === 0) text += this.nodes(node.otherwise, dot, scope);
      const [first, second] = node.pipeline.variables;
      for (const [key, each] of items) {
        const inner = new Map(scope);
        if (second !== undefined && first !== undefined) inner.set(first, key).set(second, each);
        else if (first !== undefined) inner.set(first, each);
        text += this.nodes(node.body, each, inner);
      }
    }
    return text;
  }

  #pipeline(pipeline: Pipeline, dot: Value, variables: Map<string, Value>): { value: Value; key: string } {
    let value: Value;
    let key = "";
    for (const [at, command] of pipeline.commands.entries()) {
      const [first, ...rest] = command;
      if (!first) throw new RunError("empty command");
      if (first.kind === "call") {
        const values = rest.map((operand) => this.#operand(operand, dot, variables));
        if (at > 0) values.push(value);
        value = this.#call(first, command, values);
        key = "";
      } else {
        value = this.#operand(first, dot, variables);
        key = "path" in first ? (first.path.at(-1) ?? "") : "";
      }
    }
    if (pipeline.assign && pipeline.variables.length === 1) variables.set(pipeline.variables[0] as string, value);
    return { value, key };
  }

  #call(first: Extract<Operand, { kind: "call" }>, command: readonly Operand[], values: readonly Value[]): Value {
    const call = FUNCTIONS[first.name];
    try {
      return call?.(values);
    } catch (error) {
      if (!(error instanceof RunError)) throw error;
      const text = command
        .map((operand) =>
          "text" in operand
            ? operand.text
            : typeof operand.value === "string"
              ? JSON.stringify(operand.value)
              : show(operand.value),
        )
        .join(" ");
      throw new RunError(`:1:${first.at}: executing "" at <${text}>: error calling ${first.name}: ${error.message}`);
    }
  }

  #operand(operand: Operand, dot: Value, variables: Map<string, Value>): Value {
    switch (operand.kind) {
      case "constant":
        return operand.value;
      case "field":
        return this.#follow(dot, operand.path, operand);
      case "variable":
        return this.#follow(variables.get(operand.name), operand.path, operand);
      case "nested":
        return this.#follow(this.#pipeline(operand.pipeline, dot, variables).value, operand.path, operand);
      case "call":
        return this.#call(operand, [operand], []);
    }
  }

  #follow(start: Value, path: readonly string[], operand: { readonly text: string; readonly at: number }): Value {
    let value = start;
    let parent = "";
    // The parser of Go notes a chain of fields where its second field begins.
    const position = path.length > 1 ? operand.at + operand.text.indexOf(".", 1) : operand.at;
    for (const name of path) {
      const where = `:1:${position}: executing "" at <${operand.text}>`;
      if (!isObject(value)) {
        if (value === undefined || value === null) throw new RunError(`${where}: nil data; no entry for key "${name}"`);
        throw new RunError(`${where}: can't evaluate field ${name} in type interface {}`);
      }
      const key = Object.hasOwn(value, name) ? name : name === "ID" && Object.hasOwn(value, "Id") ? "Id" : undefined;
      if (key !== undefined) value = value[key];
      else if (MAPS.has(parent)) value = undefined;
      else if (this.#options.type !== undefined && value === this.#root)
        throw new RunError(`${where}: can't evaluate field ${name} in type ${this.#options.type}`);
      else throw new RunError(`${where}: map has no entry for key "${name}"`);
      if (value === undefined && name !== path.at(-1)) return undefined;
      parent = name;
    }
    return value;
  }
}
