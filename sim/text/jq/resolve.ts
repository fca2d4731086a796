/** What a program of jq names and nobody has defined. */
import type { Problem } from "./parser.ts";
import type { Node, Pattern } from "./syntax.ts";

/** Names in sight: `name/arity` of functions, `$name` of variables, `*name` of labels. */
class Scope {
  readonly #parent: Scope | undefined;
  readonly #names: ReadonlySet<string>;
  constructor(parent: Scope | undefined, names: Iterable<string>) {
    this.#parent = parent;
    this.#names = new Set(names);
  }

  has(name: string): boolean {
    return this.#names.has(name) || (this.#parent?.has(name) ?? false);
  }

  with(...names: readonly string[]): Scope {
    return new Scope(this, names);
  }
}

/** Problems in the order of the text. */
export function unresolved(
  program: Node,
  functions: Iterable<string>,
  variables: Iterable<string>,
): readonly Problem[] {
  const problems: Problem[] = [];
  visit(program, new Scope(undefined, [...functions, ...[...variables].map((name) => `$${name}`)]), problems);
  return problems;
}

function names(patterns: readonly Pattern[]): string[] {
  return patterns.flatMap((pattern) => {
    if (pattern.type === "name") return [`$${pattern.name}`];
    if (pattern.type === "list") return names(pattern.items);
    return pattern.entries.flatMap(({ bind, value }) => [
      ...(bind === undefined ? [] : [`$${bind}`]),
      ...(value === undefined ? [] : names([value])),
    ]);
  });
}

function keys(patterns: readonly Pattern[]): Node[] {
  return patterns.flatMap((pattern) => {
    if (pattern.type === "name") return [];
    if (pattern.type === "list") return keys(pattern.items);
    return pattern.entries.flatMap(({ key, value }) => [key, ...(value === undefined ? [] : keys([value]))]);
  });
}

function visit(node: Node | undefined, scope: Scope, problems: Problem[]): void {
  if (node === undefined) return;
  const go = (each: Node | undefined, inner = scope): void => visit(each, inner, problems);
  switch (node.type) {
    case "variable":
      if (!scope.has(`$${node.name}`)) problems.push({ message: `$${node.name} is not defined`, at: node.at });
      return;
    case "break":
      if (!scope.has(`*${node.name}`)) problems.push({ message: `$*label-${node.name} is not defined`, at: node.at });
      return;
    case "call": {
      const name = `${node.name}/${node.parameters.length}`;
      if (!scope.has(name)) problems.push({ message: `${name} is not defined`, at: node.at });
      for (const each of node.parameters) go(each);
      return;
    }
    case "define": {
      const { definition, body } = node;
      const own = `${definition.name}/${definition.parameters.length}`;
      const given = definition.parameters.flatMap((each) =>
        each.startsWith("$") ? [each, `${each.slice(1)}/0`] : [`${each}/0`],
      );
      go(definition.body, scope.with(own, ...given));
      go(body, scope.with(own));
      return;
    }
    case "as":
    case "reduce":
    case "foreach": {
      go(node.source);
      const inner = scope.with(...names(node.patterns));
      for (const key of keys(node.patterns)) go(key, inner);
      if (node.type === "as") return go(node.body, inner);
      go(node.start);
      go(node.update, inner);
      if (node.type === "foreach") go(node.extract, inner);
      return;
    }
    case "label":
      return go(node.body, scope.with(`*${node.name}`));
    case "string":
      for (const part of node.parts) if (typeof part !== "string") go(part);
      return;
    case "object":
      for (const [key, value] of node.entries) {
        go(key);
        go(value);
      }
      return;
    case "index":
      go(node.of);
      return go(node.key);
    case "slice":
      go(node.of);
      go(node.from);
      return go(node.to);
    case "each":
    case "negate":
    case "array":
      return go(node.of);
    case "pipe":
    case "comma":
    case "alternative":
    case "and":
    case "or":
    case "binary":
    case "update":
      go(node.left);
      return go(node.right);
    case "if":
      go(node.test);
      go(node.then);
      return go(node.otherwise);
    case "try":
      go(node.body);
      return go(node.handler);
    default:
  }
}
