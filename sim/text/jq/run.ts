/**
 * How a program of jq runs: each expression takes a value and gives any number of them (execute.c, as generators). With a path beside
 * the value the same expressions say where values come from, which `path`, assignments and `del` ask.
 *
 * Limit: so much work without an answer ends the program.
 */
import { operate } from "./arithmetic.ts";
import { format } from "./format.ts";
import { get, sliceKey } from "./paths.ts";
import type { Definition, Node, Pattern } from "./syntax.ts";
import { described, fail, isArray, isObject, JqError, JqLimit, type Json, kindOf, short, truthy } from "./value.ts";

/** Where a value stands: undefined when nobody asks, `lost` when it is not a part of what was given. */
export type Path = readonly Json[] | "lost" | undefined;

export interface Out {
  readonly value: Json;
  readonly path: Path;
}

export type Outputs = Generator<Out, void, undefined>;

/** What a builtin that is not written in jq gets: its arguments as expressions with their environment. */
export type Native = (run: Runner, parameters: readonly Closure[], value: Json, path: Path) => Outputs;

export interface Closure {
  readonly node: Node;
  readonly scope: Scope;
}

class JqBreak extends Error {
  readonly label: object;
  constructor(label: object) {
    super();
    this.label = label;
  }
}

/** Names, innermost first. */
export class Scope {
  readonly parent: Scope | undefined;
  readonly name: string;
  readonly held: Json | Closure | Definition | object;
  constructor(parent: Scope | undefined, name: string, held: Json | Closure | Definition | object) {
    this.parent = parent;
    this.name = name;
    this.held = held as object;
  }
}

/** What a run asks of the program that it belongs to. */
export interface Surroundings {
  readonly variables: ReadonlyMap<string, Json>;
  /** The next input; undefined at the end. */
  input(): Json | undefined;
  lineNumber(): number;
  fileName(): Json;
  error(text: string): void;
  readonly now: () => number;
  readonly environment: Json;
}

const WORK_MAX = 10_000_000;

export class Runner {
  readonly surroundings: Surroundings;
  readonly #natives: ReadonlyMap<string, Native>;
  readonly #definitions: ReadonlyMap<string, Definition>;
  #work = 0;

  constructor(
    surroundings: Surroundings,
    natives: ReadonlyMap<string, Native>,
    definitions: ReadonlyMap<string, Definition>,
  ) {
    this.surroundings = surroundings;
    this.#natives = natives;
    this.#definitions = definitions;
  }

  /** All that a program gives for a value. */
  *run(program: Node, value: Json): Generator<Json, void, undefined> {
    this.#work = 0;
    try {
      for (const out of this.outputs(program, ROOT, value, undefined)) {
        this.#work = 0;
        yield out.value;
      }
    } catch (error) {
      // What no label is there for any more.
      if (error instanceof JqBreak) throw new JqError("break");
      if (error instanceof RangeError) throw new JqLimit("calls nested too deeply");
      throw error;
    }
  }

  /** Counts work. */
  step(): void {
    if (++this.#work > WORK_MAX) throw new JqLimit(`more than ${WORK_MAX} steps without an answer`);
  }

  *closure({ node, scope }: Closure, value: Json, path?: Path): Outputs {
    yield* this.outputs(node, scope, value, path);
  }

  /** Values alone. */
  *values({ node, scope }: Closure, value: Json): Generator<Json, void, undefined> {
    for (const out of this.outputs(node, scope, value, undefined)) yield out.value;
  }

  outputs(node: Node, scope: Scope, value: Json, path: Path): Outputs {
    this.step();
    switch (node.type) {
      case "identity":
        return one(value, path);
      case "literal": {
        // As jv_identical has it, what is the same scalar is the same place.
        const same =
          path !== undefined && (node.value === null || typeof node.value !== "object") && node.value === value;
        return one(node.value, path === undefined || same ? path : "lost");
      }
      case "index":
        return this.#index(node, scope, value, path);
      case "slice":
        return this.#slice(node, scope, value, path);
      case "each":
        return this.#each(node, scope, value, path);
      case "recurse":
        return this.#recurse(value, path);
      case "pipe":
        return this.#pipe(node.left, node.right, scope, value, path);
      case "call":
        return this.#call(node, scope, value, path);
      default:
        return this.#other(node, scope, value, path);
    }
  }

  *#pipe(left: Node, right: Node, scope: Scope, value: Json, path: Path): Outputs {
    for (const out of this.outputs(left, scope, value, path)) yield* this.outputs(right, scope, out.value, out.path);
  }

  *#index(node: Node & { type: "index" }, scope: Scope, value: Json, path: Path): Outputs {
    for (const key of this.outputs(node.key, scope, value, undefined))
      for (const of of this.outputs(node.of, scope, value, path)) {
        const where = access(of, key.value);
        if (!node.optional) yield { value: get(of.value, key.value), path: where };
        else {
          const found = attempt(() => get(of.value, key.value));
          if (found !== undefined) yield { value: found, path: where };
        }
      }
  }

  *#slice(node: Node & { type: "slice" }, scope: Scope, value: Json, path: Path): Outputs {
    const none: Node = { type: "literal", value: null };
    for (const to of this.outputs(node.to ?? none, scope, value, undefined))
      for (const from of this.outputs(node.from ?? none, scope, value, undefined))
        for (const of of this.outputs(node.of, scope, value, path)) {
          const key = sliceKey(from.value, to.value);
          const where = access(of, key);
          const look = (): Json => {
            const { value: held } = of;
            if (held !== null && !isArray(held) && typeof held !== "string")
              fail(`Cannot index ${kindOf(held)} with object`);
            return get(held, key);
          };
          if (!node.optional) yield { value: look(), path: where };
          else {
            const found = attempt(look);
            if (found !== undefined) yield { value: found, path: where };
          }
        }
  }

  *#each(node: Node & { type: "each" }, scope: Scope, value: Json, path: Path): Outputs {
    for (const of of this.outputs(node.of, scope, value, path)) {
      const held = of.value;
      if (held === null || typeof held !== "object") {
        if (node.optional) continue;
        fail(`Cannot iterate over ${kindOf(held)} (${short(held)})`);
      }
      if (of.path === "lost") fail(`Invalid path expression near attempt to iterate through ${short(held)}`);
      if (isArray(held)) {
        for (let i = 0; i < held.length; i++) yield { value: held[i] as Json, path: of.path && [...of.path, i] };
      } else if (isObject(held))
        for (const [key, each] of held) yield { value: each, path: of.path && [...of.path, key] };
    }
  }

  /** `..`, in the order of the tree. */
  *#recurse(value: Json, path: Path): Outputs {
    this.step();
    yield { value, path };
    if (value === null || typeof value !== "object") return;
    if (path === "lost") fail(`Invalid path expression near attempt to iterate through ${short(value)}`);
    const children: Iterable<readonly [Json, Json]> = isArray(value)
      ? value.entries()
      : (value as ReadonlyMap<string, Json>);
    for (const [key, each] of children) yield* this.#recurse(each, path && [...path, key]);
  }

  *#other(node: Node, scope: Scope, value: Json, path: Path): Outputs {
    const lost: Path = path === undefined ? undefined : "lost";
    const plain = (each: Node): Outputs => this.outputs(each, scope, value, undefined);
    switch (node.type) {
      case "comma":
        yield* this.outputs(node.left, scope, value, path);
        yield* this.outputs(node.right, scope, value, path);
        return;
      case "alternative":
        yield* this.#alternative(node.left, node.right, scope, value, path);
        return;
      case "and":
      case "or":
        for (const left of plain(node.left)) {
          if (truthy(left.value) === (node.type === "or")) yield { value: node.type === "or", path: lost };
          else for (const right of plain(node.right)) yield { value: truthy(right.value), path: lost };
        }
        return;
      case "binary":
        for (const right of plain(node.right))
          for (const left of plain(node.left))
            yield { value: operate(node.operator, left.value, right.value), path: lost };
        return;
      case "negate":
        for (const { value: each } of plain(node.of)) {
          if (typeof each !== "number") fail(`${kindOf(each)} (${short(each)}) cannot be negated`);
          yield { value: -(each as number), path: lost };
        }
        return;
      case "array": {
        const items: Json[] = [];
        if (node.of !== undefined) for (const out of plain(node.of)) items.push(out.value);
        yield { value: items, path: lost };
        return;
      }
      case "object":
        for (const made of this.#object(node.entries, 0, scope, value, [])) yield { value: new Map(made), path: lost };
        return;
      case "string":
        for (const made of this.#string(node, node.parts.length, scope, value)) yield { value: made, path: lost };
        return;
      case "format":
        yield { value: format(node.name, value), path: lost };
        return;
      case "if":
        for (const test of plain(node.test))
          yield* this.outputs(truthy(test.value) ? node.then : node.otherwise, scope, value, path);
        return;
      case "try":
        yield* this.#attempt(node, scope, value, path);
        return;
      case "variable":
        yield { value: this.#variable(node.name, scope), path: lost };
        return;
      case "as":
        for (const source of plain(node.source))
          yield* this.#destructured(node.patterns, scope, source.value, (inner) =>
            this.outputs(node.body, inner, value, path),
          );
        return;
      case "reduce":
        yield* this.#reduce(node, scope, value, path);
        return;
      case "foreach":
        yield* this.#foreach(node, scope, value, path);
        return;
      case "label": {
        const label = {};
        try {
          yield* this.outputs(node.body, new Scope(scope, `*${node.name}`, label), value, path);
        } catch (error) {
          if (!(error instanceof JqBreak) || error.label !== label) throw error;
        }
        return;
      }
      case "break":
        throw new JqBreak(find(scope, `*${node.name}`) as object);
      case "define": {
        const { definition } = node;
        const name = `${definition.name}/${definition.parameters.length}`;
        yield* this.outputs(node.body, new Scope(scope, name, definition), value, path);
        return;
      }
      case "update":
        yield* this.#update(node, scope, value, lost);
        return;
      default:
    }
  }

  *#alternative(left: Node, right: Node, scope: Scope, value: Json, path: Path): Outputs {
    let any = false;
    // 1.6 lets errors on the left pass.
    for (const out of this.outputs(left, scope, value, path)) {
      if (!truthy(out.value)) continue;
      any = true;
      yield out;
    }
    if (!any) yield* this.outputs(right, scope, value, path);
  }

  /** The first key changes fastest last: entries are read from the last. */
  *#object(
    entries: readonly (readonly [Node, Node])[],
    from: number,
    scope: Scope,
    value: Json,
    before: readonly (readonly [string, Json])[],
  ): Generator<(readonly [string, Json])[], void, undefined> {
    const entry = entries[from];
    if (entry === undefined) {
      yield [...before];
      return;
    }
    for (const key of this.outputs(entry[0], scope, value, undefined)) {
      for (const held of this.outputs(entry[1], scope, value, undefined)) {
        if (typeof key.value !== "string") fail(`Cannot use ${described(key.value)} as object key`);
        yield* this.#object(entries, from + 1, scope, value, [...before, [key.value as string, held.value]]);
      }
    }
  }

  /** Parts from the last: what the first gives changes fastest. */
  *#string(
    node: Node & { type: "string" },
    until: number,
    scope: Scope,
    value: Json,
  ): Generator<string, void, undefined> {
    if (until === 0) {
      yield "";
      return;
    }
    const part = node.parts[until - 1] as string | Node;
    if (typeof part === "string") {
      for (const head of this.#string(node, until - 1, scope, value)) yield head + part;
      return;
    }
    for (const out of this.outputs(part, scope, value, undefined)) {
      const tail = format(node.format ?? "text", out.value);
      for (const head of this.#string(node, until - 1, scope, value)) yield head + tail;
    }
  }

  *#attempt({ body, handler }: Node & { type: "try" }, scope: Scope, value: Json, path: Path): Outputs {
    const outputs = this.outputs(body, scope, value, path);
    for (;;) {
      let next: IteratorResult<Out, void>;
      try {
        next = outputs.next();
      } catch (error) {
        if (!(error instanceof JqError)) throw error;
        // `error(break)`: what `break` makes passes by.
        if (handler === undefined) return;
        yield* this.outputs(handler, scope, error.value, path === undefined ? undefined : "lost");
        return;
      }
      if (next.done === true) return;
      yield next.value;
    }
  }

  #variable(name: string, scope: Scope): Json {
    const found = lookup(scope, `$${name}`);
    if (found !== undefined) return found.held as Json;
    const { variables, environment } = this.surroundings;
    return name === "ENV" ? environment : (variables.get(name) ?? null);
  }

  /** Each way in which a value comes apart. With `?//` the next pattern is taken when something fails. */
  *#destructured(patterns: readonly Pattern[], scope: Scope, value: Json, body: (scope: Scope) => Outputs): Outputs {
    if (patterns.length === 1) {
      for (const inner of this.#bind(patterns[0] as Pattern, scope, value)) yield* body(inner);
      return;
    }
    // Of all patterns the names are there.
    const all = new Set(patterns.flatMap(boundNames));
    let base = scope;
    for (const name of all) base = new Scope(base, `$${name}`, null as never);
    for (const [at, pattern] of patterns.entries()) {
      try {
        for (const inner of this.#bind(pattern, base, value)) yield* body(inner);
        return;
      } catch (error) {
        if (!(error instanceof JqError) || at === patterns.length - 1) throw error;
      }
    }
  }

  *#bind(pattern: Pattern, scope: Scope, value: Json): Generator<Scope, void, undefined> {
    if (pattern.type === "name") yield new Scope(scope, `$${pattern.name}`, value as never);
    else if (pattern.type === "list") {
      if (value !== null && !isArray(value)) fail(`Cannot index ${kindOf(value)} with number`);
      yield* this.#bindList(pattern.items, 0, scope, value);
    } else yield* this.#bindMap(pattern.entries, 0, scope, value);
  }

  *#bindList(items: readonly Pattern[], at: number, scope: Scope, value: Json): Generator<Scope, void, undefined> {
    const item = items[at];
    if (item === undefined) yield scope;
    else
      for (const inner of this.#bind(item, scope, get(value, at))) yield* this.#bindList(items, at + 1, inner, value);
  }

  *#bindMap(
    entries: (Pattern & { type: "map" })["entries"],
    at: number,
    scope: Scope,
    value: Json,
  ): Generator<Scope, void, undefined> {
    const entry = entries[at];
    if (entry === undefined) {
      yield scope;
      return;
    }
    for (const key of this.outputs(entry.key, scope, value, undefined)) {
      if (typeof key.value !== "string") fail(`Cannot index ${kindOf(value)} with ${kindOf(key.value)}`);
      const held = get(value, key.value);
      const inner = entry.bind === undefined ? scope : new Scope(scope, `$${entry.bind}`, held as never);
      if (entry.value === undefined) yield* this.#bindMap(entries, at + 1, inner, value);
      else
        for (const deeper of this.#bind(entry.value, inner, held)) yield* this.#bindMap(entries, at + 1, deeper, value);
    }
  }

  *#reduce(node: Node & { type: "reduce" }, scope: Scope, value: Json, path: Path): Outputs {
    for (const start of this.outputs(node.start, scope, value, path)) {
      let held: Out | undefined = start;
      const turn = function* (this: Runner, inner: Scope): Outputs {
        const before: Out = held ?? { value: null, path: path === undefined ? undefined : [] };
        held = undefined;
        for (const out of this.outputs(node.update, inner, before.value, before.path)) held = out;
      }.bind(this);
      for (const source of this.outputs(node.source, scope, value, undefined))
        for (const _ of this.#destructured(node.patterns, scope, source.value, turn));
      yield held ?? { value: null, path: path === undefined ? undefined : [] };
    }
  }

  *#foreach(node: Node & { type: "foreach" }, scope: Scope, value: Json, path: Path): Outputs {
    for (const start of this.outputs(node.start, scope, value, path)) {
      let held = start;
      const turn = function* (this: Runner, inner: Scope): Outputs {
        for (const out of this.outputs(node.update, inner, held.value, held.path)) {
          held = out;
          if (node.extract === undefined) yield out;
          else yield* this.outputs(node.extract, inner, out.value, out.path);
        }
      }.bind(this);
      for (const source of this.outputs(node.source, scope, value, undefined))
        yield* this.#destructured(node.patterns, scope, source.value, turn);
    }
  }

  *#update(node: Node & { type: "update" }, scope: Scope, value: Json, lost: Path): Outputs {
    const { operator, left, right } = node;
    const modify = this.#natives.get("_modify/2");
    const assign = this.#natives.get("_assign/2");
    if (modify === undefined || assign === undefined) return;
    const where: Closure = { node: left, scope };
    if (operator === "|=") {
      for (const out of modify(this, [where, { node: right, scope }], value, undefined)) yield { ...out, path: lost };
      return;
    }
    for (const given of this.outputs(right, scope, value, undefined)) {
      const inner = new Scope(scope, "$ tmp", given.value as never);
      const tmp: Node = { type: "variable", name: " tmp", at: 0 };
      if (operator === "=") {
        for (const out of assign(this, [where, { node: tmp, scope: inner }], value, undefined))
          yield { ...out, path: lost };
        continue;
      }
      const sign = operator.slice(0, -1);
      const change: Node =
        sign === "//"
          ? { type: "alternative", left: IDENTITY, right: tmp }
          : { type: "binary", operator: sign as "+", left: IDENTITY, right: tmp };
      for (const out of modify(this, [where, { node: change, scope: inner }], value, undefined))
        yield { ...out, path: lost };
    }
  }

  #call(node: Node & { type: "call" }, scope: Scope, value: Json, path: Path): Outputs {
    const name = `${node.name}/${node.parameters.length}`;
    const found = lookup(scope, name);
    if (found === undefined) {
      const native = this.#natives.get(name);
      const parameters = node.parameters.map((each) => ({ node: each, scope }));
      if (native !== undefined) return native(this, parameters, value, path);
      const definition = this.#definitions.get(name);
      if (definition === undefined) return fail(`${name} is not defined`);
      return this.#apply(definition, ROOT, parameters, value, path);
    }
    const held = found.held as Closure | Definition;
    if ("node" in held) return this.outputs(held.node, held.scope, value, path);
    return this.#apply(
      held,
      found,
      node.parameters.map((each) => ({ node: each, scope })),
      value,
      path,
    );
  }

  /** A function sees what was there where it was defined, itself, and its parameters. */
  *#apply(definition: Definition, at: Scope, parameters: readonly Closure[], value: Json, path: Path): Outputs {
    let scope = at;
    const values: number[] = [];
    for (const [index, parameter] of definition.parameters.entries()) {
      const given = parameters[index] as Closure;
      if (parameter.startsWith("$")) values.push(index);
      scope = new Scope(scope, `${parameter.replace("$", "")}/0`, given);
    }
    yield* this.#withValues(definition, values, 0, parameters, scope, value, path);
  }

  *#withValues(
    definition: Definition,
    indexes: readonly number[],
    at: number,
    parameters: readonly Closure[],
    scope: Scope,
    value: Json,
    path: Path,
  ): Outputs {
    const index = indexes[at];
    if (index === undefined) {
      yield* this.outputs(definition.body, scope, value, path);
      return;
    }
    for (const given of this.values(parameters[index] as Closure, value)) {
      const inner = new Scope(scope, definition.parameters[index] ?? "", given as never);
      yield* this.#withValues(definition, indexes, at + 1, parameters, inner, value, path);
    }
  }
}

const ROOT = new Scope(undefined, "", {});
const IDENTITY: Node = { type: "identity" };

function* one(value: Json, path: Path): Outputs {
  yield { value, path };
}

function lookup(from: Scope, name: string): Scope | undefined {
  for (let scope: Scope | undefined = from; scope !== undefined; scope = scope.parent)
    if (scope.name === name) return scope;
  return undefined;
}

const find = (scope: Scope, name: string): unknown => lookup(scope, name)?.held;

function boundNames(pattern: Pattern): string[] {
  if (pattern.type === "name") return [pattern.name];
  if (pattern.type === "list") return pattern.items.flatMap(boundNames);
  return pattern.entries.flatMap(({ bind, value }) => [
    ...(bind === undefined ? [] : [bind]),
    ...(value === undefined ? [] : boundNames(value)),
  ]);
}

/** The path of a part. */
function access(of: Out, key: Json): Path {
  if (of.path === "lost")
    fail(`Invalid path expression near attempt to access element ${short(key)} of ${short(of.value, 30)}`);
  return of.path && [...of.path, key];
}

function attempt(look: () => Json): Json | undefined {
  try {
    return look();
  } catch (error) {
    if (error instanceof JqError) return undefined;
    throw error;
  }
}

/** A path that somebody asked for. */
export function pathOf(out: Out): readonly Json[] {
  if (out.path === "lost" || out.path === undefined)
    return fail(`Invalid path expression with result ${short(out.value, 30)}`);
  return out.path;
}
