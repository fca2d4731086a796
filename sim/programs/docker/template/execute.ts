/** Runs a parsed template over a value, with the errors of Go's text/template. */
import { err, ok, type Result } from "../../../../core/result.ts";
import { FUNCTIONS } from "./function.ts";
import { type Node, type Operand, type Pipe, parseTemplate } from "./parse.ts";
import { formatValue, type GoValue, isMap, isSlice, isStruct, isTrue, sortedEntries } from "./value.ts";

export type TemplateError =
  /** Not a template: nothing was executed. */
  | { readonly kind: "parse"; readonly message: string }
  /** Execution stopped half way; Go has written nothing where the caller buffers, as docker does. */
  | { readonly kind: "execute"; readonly message: string };

export interface TemplateOptions {
  /** The name in the data of the field that a template names. */
  readonly fieldName?: (field: string) => string;
  /** What Go says of a struct without the field, after the position. */
  readonly missingField?: (field: string) => string;
  /** missingkey=error: a map without the key is an error, too. */
  readonly strict?: boolean;
}

/** A template that may be executed many times. */
export interface Template {
  execute(data: GoValue, options?: TemplateOptions): Result<string, TemplateError>;
}

/** Parses a template; the error is Go's own text (`template: :1: unclosed action`). */
export function compileTemplate(source: string): Result<Template, TemplateError> {
  const parsed = parseTemplate(source, new Set(FUNCTIONS.keys()));
  if (!parsed.ok) {
    return err({ kind: "parse", message: `template: :1: ${parsed.error}` });
  }
  return ok({
    execute(data, options = {}) {
      const run = new Execution(data, options);
      const failure = run.nodes(parsed.value, data);
      return failure === undefined ? ok(run.output) : err({ kind: "execute", message: failure });
    },
  });
}

type Value = Result<GoValue | undefined, string>;

class Execution {
  output = "";
  readonly #variables: { name: string; value: GoValue }[];
  readonly #options: TemplateOptions;

  constructor(data: GoValue, options: TemplateOptions) {
    this.#variables = [{ name: "$", value: data }];
    this.#options = options;
  }

  /** Answers with the error's text when it had to stop. */
  nodes(nodes: readonly Node[], dot: GoValue): string | undefined {
    for (const node of nodes) {
      const failure = this.#node(node, dot);
      if (failure !== undefined) {
        return failure;
      }
    }
    return undefined;
  }

  #node(node: Node, dot: GoValue): string | undefined {
    if (node.kind === "text") {
      this.output += node.text;
      return undefined;
    }
    const depth = this.#variables.length;
    const value = this.#pipe(node.pipe, dot, node.kind !== "range");
    if (!value.ok) {
      return value.error;
    }
    if (node.kind === "action") {
      if (node.pipe.variables.length === 0) {
        // Absent prints as text/template prints it; an interface that holds nil prints the same way.
        this.output += value.value === undefined ? "<no value>" : formatValue(value.value);
      }
      return undefined;
    }
    const subject = value.value ?? null;
    let failure: string | undefined;
    if (node.kind === "range") {
      failure = this.#range(node, subject, dot);
    } else if (isTrue(subject)) {
      failure = this.nodes(node.then, node.kind === "with" ? subject : dot);
    } else {
      failure = this.nodes(node.otherwise, dot);
    }
    this.#variables.length = depth;
    return failure;
  }

  #range(node: Extract<Node, { kind: "range" }>, subject: GoValue, dot: GoValue): string | undefined {
    let entries: [GoValue, GoValue][];
    if (isSlice(subject)) {
      entries = subject.map((item, i) => [i, item]);
    } else if (isMap(subject)) {
      entries = sortedEntries(subject);
    } else if (isStruct(subject)) {
      // Docker falls back on the raw JSON, where a struct is a map.
      entries = sortedEntries(new Map(Object.entries(subject)));
    } else if (subject === null) {
      entries = [];
    } else {
      return this.#at(node.pipe.column, node.pipe.text, `range can't iterate over ${formatValue(subject)}`);
    }
    if (entries.length === 0) {
      return this.nodes(node.otherwise, dot);
    }
    for (const [key, item] of entries) {
      const depth = this.#variables.length;
      const [first, second] = node.pipe.variables;
      if (first !== undefined) {
        this.#assign(node.pipe.assign, first, second === undefined ? item : key);
      }
      if (second !== undefined) {
        this.#assign(node.pipe.assign, second, item);
      }
      const failure = this.nodes(node.then, item);
      this.#variables.length = depth;
      if (failure !== undefined) {
        return failure;
      }
    }
    return undefined;
  }

  #assign(how: Pipe["assign"], name: string, value: GoValue): void {
    const known = how === "set" ? this.#variables.findLast((variable) => variable.name === name) : undefined;
    if (known) {
      known.value = value;
    } else {
      this.#variables.push({ name, value });
    }
  }

  #pipe(pipe: Pipe, dot: GoValue, assign = true): Value {
    let value: GoValue | undefined;
    for (const [i, command] of pipe.commands.entries()) {
      const result = this.#command(command, dot, i === 0 ? undefined : { value: value ?? null });
      if (!result.ok) {
        return result;
      }
      value = result.value;
    }
    const [name] = pipe.variables;
    if (assign && name !== undefined) {
      this.#assign(pipe.assign, name, value ?? null);
    }
    return ok(value);
  }

  #command(command: readonly Operand[], dot: GoValue, piped: { readonly value: GoValue } | undefined): Value {
    const [first, ...rest] = command;
    if (first === undefined) {
      throw new Error("a command has at least one operand");
    }
    if (first.kind === "function") {
      const args: GoValue[] = [];
      for (const operand of rest) {
        const arg = this.#operand(operand, dot);
        if (!arg.ok) {
          return arg;
        }
        args.push(arg.value ?? null);
      }
      if (piped) {
        args.push(piped.value);
      }
      const call = FUNCTIONS.get(first.name);
      const result = call?.(args) ?? err(`function "${first.name}" not defined`);
      return result.ok ? result : err(this.#at(first.column, command.map((part) => part.text).join(" "), result.error));
    }
    if (rest.length > 0 || piped) {
      const field = first.kind === "field" ? first.fields.at(-1) : undefined;
      return err(
        this.#at(
          first.column,
          first.text,
          field === undefined
            ? `can't give argument to non-function ${first.text}`
            : `${field} has arguments but cannot be invoked as function`,
        ),
      );
    }
    if (first.kind === "literal" && first.value === null) {
      return err(this.#at(first.column, "nil", "nil is not a command"));
    }
    return this.#operand(first, dot);
  }

  #operand(operand: Operand, dot: GoValue): Value {
    if (operand.kind === "literal") {
      return ok(operand.value);
    }
    if (operand.kind === "function") {
      return this.#command([operand], dot, undefined);
    }
    let value: GoValue | undefined = dot;
    if (operand.base !== "dot") {
      if ("variable" in operand.base) {
        const name = operand.base.variable;
        const variable = this.#variables.findLast((known) => known.name === name);
        if (!variable) {
          return err(this.#at(operand.column, operand.text, `undefined variable "${name}"`));
        }
        value = variable.value;
      } else {
        const inner = this.#pipe(operand.base, dot);
        if (!inner.ok) {
          return inner;
        }
        value = inner.value;
      }
    }
    for (const field of operand.fields) {
      const found: Value = this.#field(value, field, (message) => this.#at(operand.chainColumn, operand.text, message));
      if (!found.ok) {
        return found;
      }
      value = found.value;
    }
    return ok(value);
  }

  #field(value: GoValue | undefined, field: string, at: (message: string) => string): Value {
    // A map without the key gave no value, and that has no fields either.
    if (value === undefined) {
      return ok(undefined);
    }
    if (value === null) {
      return err(at(`nil data; no entry for key "${field}"`));
    }
    if (isMap(value)) {
      if (this.#options.strict && !value.has(field)) {
        return err(at(`map has no entry for key "${field}"`));
      }
      return ok(value.get(field));
    }
    if (isStruct(value)) {
      for (const name of [field, this.#options.fieldName?.(field) ?? field]) {
        if (Object.hasOwn(value, name)) {
          return ok(value[name]);
        }
      }
      return err(at(this.#options.missingField?.(field) ?? `map has no entry for key "${field}"`));
    }
    return err(at(`can't evaluate field ${field} in type interface {}`));
  }

  /** `template: :1:8: executing "" at <.State.Nope>: ...`. */
  #at(column: number, text: string, message: string): string {
    return `template: :1:${column}: executing "" at <${text}>: ${message}`;
  }
}
