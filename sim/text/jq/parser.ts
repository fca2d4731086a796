/**
 * The parser of jq 1.6 (parser.y) with its complaints: what was not expected, and what was where bison names few enough. What is
 * not defined is said by `unresolved`. Absent: modules.
 */
import { readJson } from "./json.ts";
import { shown, type Token, tokens } from "./lexer.ts";
import type { Definition, Node, Operator, Pattern } from "./syntax.ts";
import { short } from "./value.ts";

export interface Problem {
  readonly message: string;
  readonly at: number;
}

class SyntaxProblem extends Error {
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super();
    this.problems = problems;
  }
}

export type Parsed =
  | { readonly ok: true; readonly program: Node }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** A program. */
export function parseJq(text: string): Parsed {
  const parser = new Parser(text);
  try {
    const program = parser.program();
    const { problems } = parser;
    return problems.length > 0 ? { ok: false, problems } : { ok: true, program };
  } catch (error) {
    if (error instanceof SyntaxProblem) return { ok: false, problems: error.problems };
    throw error;
  }
}

/** Definitions alone, as the builtins are written. */
export function parseDefinitions(text: string): readonly Definition[] {
  return new Parser(text).definitions();
}

const COMPARISONS = new Set(["==", "!=", "<", "<=", ">", ">="]);
const UPDATES = new Set(["=", "|=", "+=", "-=", "*=", "/=", "%=", "//="]);
/** How tight binary operators bind, and whether they group to the right. */
const LEVELS: Readonly<Record<string, number>> = {
  "|": 0,
  ",": 1,
  "//": 2,
  or: 4,
  and: 5,
  "+": 7,
  "-": 7,
  "*": 8,
  "/": 8,
  "%": 8,
};
const IDENTITY: Node = { type: "identity" };
const STRING_PARTS = "QQSTRING_TEXT or QQSTRING_INTERP_START or QQSTRING_END";

const levelOf = (type: string): number => (COMPARISONS.has(type) ? 6 : UPDATES.has(type) ? 3 : (LEVELS[type] ?? -1));

class Parser {
  readonly #tokens: readonly Token[];
  readonly #text: string;
  readonly problems: Problem[] = [];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokens(text);
  }

  get #token(): Token {
    return this.#tokens[this.#at] as Token;
  }

  #is(type: string): boolean {
    return this.#token.type === type;
  }

  #accept(type: string): boolean {
    if (!this.#is(type)) return false;
    this.#at++;
    return true;
  }

  #expect(type: string, expecting?: string): Token {
    const token = this.#token;
    if (token.type !== type) this.#unexpected(expecting);
    this.#at++;
    return token;
  }

  #unexpected(expecting?: string): never {
    const { type, start } = this.#token;
    const rest = expecting === undefined ? "" : `, expecting ${expecting}`;
    throw new SyntaxProblem([
      { message: `syntax error, unexpected ${shown(type)}${rest} (Unix shell quoting issues?)`, at: start },
    ]);
  }

  program(): Node {
    if (this.#is("$end")) return IDENTITY;
    if (this.#is("import") || this.#is("include")) this.#module();
    const definitions = this.#definitions();
    if (this.#is("$end") && definitions.length > 0) return wrap(definitions, IDENTITY);
    if (definitions.length === 0 && !this.#startsExpression()) this.#unexpected("$end");
    const body = this.#pipe();
    if (!this.#is("$end")) this.#unexpected("$end");
    return wrap(definitions, body);
  }

  #module(): never {
    this.#at++;
    if (!this.#is("QQSTRING_START") && !this.#is("FORMAT")) this.#unexpected("FORMAT or QQSTRING_START");
    const name = this.#tokens[this.#at + 1]?.text ?? "";
    throw new SyntaxProblem([{ message: `module not found: ${name}\n`, at: -1 }]);
  }

  definitions(): readonly Definition[] {
    return this.#definitions();
  }

  #definitions(): Definition[] {
    const out: Definition[] = [];
    while (this.#is("def")) out.push(this.#definition());
    return out;
  }

  #startsExpression(): boolean {
    const { type } = this.#token;
    return (
      [
        "IDENT",
        "FIELD",
        "LITERAL",
        "FORMAT",
        "QQSTRING_START",
        "reduce",
        "foreach",
        "if",
        "try",
        "label",
        "def",
      ].includes(type) || [".", "..", "(", "[", "{", "$", "-"].includes(type)
    );
  }

  #definition(): Definition {
    this.#expect("def");
    const name = this.#expect("IDENT", "IDENT").text;
    const parameters: string[] = [];
    if (this.#accept("(")) {
      do {
        const dollar = this.#accept("$");
        parameters.push((dollar ? "$" : "") + this.#expect("IDENT", dollar ? "IDENT" : "IDENT or '$'").text);
      } while (this.#accept(";"));
      this.#expect(")", "';' or ')'");
      this.#expect(":", "':'");
    } else this.#expect(":", "'(' or ':'");
    const body = this.#pipe();
    this.#expect(";");
    return { name, parameters, body };
  }

  #pipe(): Node {
    if (this.#is("def")) {
      const definition = this.#definition();
      return { type: "define", definition, body: this.#pipe() };
    }
    return this.#binary(0);
  }

  #binary(lowest: number): Node {
    let left = this.#unary();
    for (;;) {
      const { type } = this.#token;
      const level = levelOf(type);
      if (level < lowest) return left;
      this.#at++;
      if (type === "|") left = { type: "pipe", left, right: this.#pipe() };
      else if (type === ",") left = { type: "comma", left, right: this.#binary(level + 1) };
      else if (type === "//") left = { type: "alternative", left, right: this.#binary(level) };
      else if (type === "or" || type === "and") left = { type, left, right: this.#binary(level + 1) };
      else {
        const right = this.#binary(level + 1);
        if (level === 3) left = { type: "update", operator: type, left, right };
        else left = this.#folded(type as Operator, left, right);
        // These stand alone.
        if ((level === 3 || level === 6) && levelOf(this.#token.type) === level) this.#unexpected();
      }
    }
  }

  #folded(operator: Operator, left: Node, right: Node): Node {
    if (operator === "/" && left.type === "literal" && right.type === "literal") {
      if (right.value === 0 && typeof left.value === "number")
        this.problems.push({ message: "Division by zero?", at: this.#startOf(left) });
    }
    return { type: "binary", operator, left, right };
  }

  readonly #starts = new WeakMap<Node, number>();
  #startOf(node: Node): number {
    return this.#starts.get(node) ?? 0;
  }

  #unary(): Node {
    const { start } = this.#token;
    let node: Node;
    if (this.#accept("-")) node = { type: "negate", of: this.#binary(8) };
    else if (this.#is("reduce") || this.#is("foreach")) node = this.#fold();
    else if (this.#is("if")) node = this.#condition();
    else if (this.#is("try")) node = this.#attempt();
    else if (this.#is("label")) node = this.#label();
    else {
      node = this.#term();
      this.#starts.set(node, start);
      if (this.#accept("as")) {
        const patterns = this.#patterns();
        this.#expect("|", "'|'");
        return { type: "as", source: node, patterns, body: this.#pipe() };
      }
    }
    while (this.#accept("?")) node = { type: "try", body: node, handler: undefined };
    return node;
  }

  #patterns(): Pattern[] {
    const out = [this.#pattern()];
    while (this.#accept("?//")) out.push(this.#pattern());
    return out;
  }

  #pattern(): Pattern {
    if (this.#accept("$")) return { type: "name", name: this.#expect("IDENT", "IDENT").text };
    if (this.#accept("[")) {
      const items: Pattern[] = [];
      do items.push(this.#pattern());
      while (this.#accept(","));
      this.#expect("]", "',' or ']'");
      return { type: "list", items };
    }
    if (!this.#accept("{")) this.#unexpected("'$' or '[' or '{'");
    const entries: { key: Node; bind?: string; value?: Pattern }[] = [];
    do {
      if (this.#accept("$")) {
        const name = this.#expect("IDENT", "IDENT").text;
        const key: Node = { type: "literal", value: name };
        if (this.#accept(":")) entries.push({ key, bind: name, value: this.#pattern() });
        else entries.push({ key, bind: name });
        continue;
      }
      const { type, text } = this.#token;
      let key: Node;
      if (this.#accept("(")) {
        key = this.#pipe();
        this.#expect(")");
      } else if (type === "QQSTRING_START" || type === "FORMAT") key = this.#string();
      else if (/^[a-z]/i.test(text)) {
        this.#at++;
        key = { type: "literal", value: text };
      } else this.#unexpected();
      this.#expect(":", "':'");
      entries.push({ key, value: this.#pattern() });
    } while (this.#accept(","));
    this.#expect("}", "',' or '}'");
    return { type: "map", entries };
  }

  #fold(): Node {
    const type = this.#is("reduce") ? "reduce" : "foreach";
    this.#at++;
    const source = this.#term();
    this.#expect("as", "FIELD or as or '.' or '['");
    const patterns = this.#patterns();
    this.#expect("(", "'('");
    const start = this.#pipe();
    this.#expect(";");
    const update = this.#pipe();
    if (type === "foreach") {
      const extract = this.#accept(";") ? this.#pipe() : undefined;
      this.#expect(")");
      return { type, source, patterns, start, update, extract };
    }
    this.#expect(")");
    return { type, source, patterns, start, update };
  }

  /** What is wrong behind this point has a second complaint about what was not ended. */
  #within<T>(what: string, at: number, read: () => T): T {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof SyntaxProblem)) throw error;
      const message = `Possibly unterminated '${what}' statement`;
      throw new SyntaxProblem([...error.problems, { message, at }]);
    }
  }

  #condition(): Node {
    const { start } = this.#token;
    this.#at++;
    const test = this.#pipe();
    this.#expect("then");
    return this.#within("if", start, () => this.#branches(test));
  }

  #branches(test: Node): Node {
    const then = this.#pipe();
    if (this.#accept("elif")) {
      const inner = this.#pipe();
      this.#expect("then");
      return { type: "if", test, then, otherwise: this.#branches(inner) };
    }
    this.#expect("else");
    const otherwise = this.#pipe();
    this.#expect("end");
    return { type: "if", test, then, otherwise };
  }

  #attempt(): Node {
    const { start } = this.#token;
    this.#at++;
    const body = this.#postfixed();
    if (!this.#accept("catch")) return { type: "try", body, handler: undefined };
    const handler = this.#within("try", start, () => this.#postfixed());
    return { type: "try", body, handler };
  }

  /** What `try` and `catch` take: no binary operators. */
  #postfixed(): Node {
    if (this.#is("-")) return this.#unary();
    if (this.#is("reduce") || this.#is("foreach") || this.#is("if") || this.#is("try") || this.#is("label"))
      return this.#unary();
    let node = this.#term();
    while (this.#accept("?")) node = { type: "try", body: node, handler: undefined };
    return node;
  }

  #label(): Node {
    this.#at++;
    this.#expect("$", "'$'");
    const name = this.#expect("IDENT", "IDENT").text;
    this.#expect("|", "'|'");
    return { type: "label", name, body: this.#pipe() };
  }

  #term(): Node {
    let node = this.#primary();
    for (;;) {
      const { type, text } = this.#token;
      if (type === "FIELD") {
        this.#at++;
        node = { type: "index", of: node, key: { type: "literal", value: text.slice(1) }, optional: this.#accept("?") };
      } else if (type === ".") {
        this.#at++;
        if (!this.#is("QQSTRING_START") && !this.#is("FORMAT")) this.#unexpected("FORMAT or QQSTRING_START");
        const key = this.#string();
        node = { type: "index", of: node, key, optional: this.#accept("?") };
      } else if (type === "[") node = this.#bracket(node);
      else return node;
    }
  }

  #bracket(of: Node): Node {
    this.#expect("[");
    if (this.#accept("]")) return { type: "each", of, optional: this.#accept("?") };
    if (this.#accept(":")) {
      const to = this.#pipe();
      this.#expect("]");
      return { type: "slice", of, from: undefined, to, optional: this.#accept("?") };
    }
    const key = this.#pipe();
    if (this.#accept(":")) {
      const to = this.#is("]") ? undefined : this.#pipe();
      this.#expect("]");
      return { type: "slice", of, from: key, to, optional: this.#accept("?") };
    }
    this.#expect("]");
    return { type: "index", of, key, optional: this.#accept("?") };
  }

  #primary(): Node {
    const token = this.#token;
    switch (token.type) {
      case ".": {
        this.#at++;
        if (this.#is("QQSTRING_START") || this.#is("FORMAT")) {
          try {
            const key = this.#string();
            return { type: "index", of: IDENTITY, key, optional: this.#accept("?") };
          } catch (error) {
            throw error instanceof SyntaxProblem ? unusual(error, token.start) : error;
          }
        }
        const { type, start } = this.#token;
        if (type !== "IDENT" && type !== "INVALID_CHARACTER") return IDENTITY;
        const seen = type === "IDENT" ? "$end" : type;
        const message = `syntax error, unexpected ${seen} (Unix shell quoting issues?)`;
        throw unusual(new SyntaxProblem([{ message, at: start }]), token.start);
      }
      case "..":
        this.#at++;
        return { type: "recurse" };
      case "FIELD":
        this.#at++;
        return {
          type: "index",
          of: IDENTITY,
          key: { type: "literal", value: token.text.slice(1) },
          optional: this.#accept("?"),
        };
      case "LITERAL": {
        this.#at++;
        const read = readJson(token.text);
        if ("problem" in read) throw new SyntaxProblem([{ message: read.problem, at: token.start }]);
        return { type: "literal", value: read.value };
      }
      case "FORMAT":
      case "QQSTRING_START":
        return this.#string();
      case "(": {
        this.#at++;
        const inner = this.#pipe();
        this.#expect(")");
        return inner.type === "identity" ? inner : { ...inner };
      }
      case "[": {
        this.#at++;
        if (this.#accept("]")) return { type: "array", of: undefined };
        const of = this.#pipe();
        this.#expect("]");
        return { type: "array", of };
      }
      case "{":
        return this.#object();
      case "$": {
        this.#at++;
        if (this.#accept("__loc__")) {
          const line = this.#text.slice(0, token.start).split("\n").length;
          return {
            type: "literal",
            value: new Map<string, string | number>([
              ["file", "<top-level>"],
              ["line", line],
            ]),
          };
        }
        return { type: "variable", name: this.#expect("IDENT", "IDENT or __loc__").text, at: token.start };
      }
      case "IDENT":
        return this.#call();
      default:
        this.#unexpected();
    }
  }

  #call(): Node {
    const { text, start } = this.#token;
    this.#at++;
    if (text === "break" && this.#is("$")) {
      this.#at++;
      return { type: "break", name: this.#expect("IDENT", "IDENT").text, at: start };
    }
    if (text === "null" || text === "true" || text === "false") {
      if (!this.#is("(")) return { type: "literal", value: text === "null" ? null : text === "true" };
    }
    const parameters: Node[] = [];
    if (this.#accept("(")) {
      do parameters.push(this.#pipe());
      while (this.#accept(";"));
      this.#expect(")", "';' or ')'");
    }
    return { type: "call", name: text, parameters, at: start };
  }

  #string(): Node {
    const format = this.#is("FORMAT") ? this.#expect("FORMAT").text.slice(1) : undefined;
    if (!this.#is("QQSTRING_START")) return { type: "format", name: format ?? "text" };
    this.#at++;
    const parts: (string | Node)[] = [];
    for (;;) {
      const { type, text, start } = this.#token;
      if (type === "QQSTRING_TEXT") {
        this.#at++;
        const read = readJson(`"${text.replaceAll("\n", "\\n")}"`);
        if ("problem" in read) {
          this.problems.push({ message: read.problem.replaceAll("\\n", "\n"), at: start });
          parts.push("");
        } else parts.push(read.value as string);
      } else if (type === "QQSTRING_INTERP_START") {
        this.#at++;
        parts.push(this.#pipe());
        this.#expect("QQSTRING_INTERP_END");
      } else if (this.#accept("QQSTRING_END")) break;
      else this.#unexpected(STRING_PARTS);
    }
    if (parts.every((part) => typeof part === "string")) return { type: "literal", value: parts.join("") };
    return { type: "string", format, parts };
  }

  #object(): Node {
    this.#expect("{");
    const first = this.#token.start;
    const entries: (readonly [Node, Node])[] = [];
    if (this.#accept("}")) return { type: "object", entries };
    try {
      do entries.push(this.#entry());
      while (this.#accept(","));
      this.#expect("}", "'}'");
      return { type: "object", entries };
    } catch (error) {
      if (!(error instanceof SyntaxProblem) || error.problems.length > 1) throw error;
      // Bison skips to a colon, if there is one, and takes what it skipped for a key.
      for (let at = this.#at + 1; at < this.#tokens.length; at++) {
        if (this.#tokens[at]?.type !== ":") continue;
        const message = "May need parentheses around object key expression";
        throw new SyntaxProblem([...error.problems, { message, at: first }]);
      }
      throw error;
    }
  }

  #entry(): readonly [Node, Node] {
    const { type, text, start } = this.#token;
    const field = (name: string): Node => ({ type: "literal", value: name });
    if (this.#accept("$")) {
      const { text: name, start: at } = this.#expect("IDENT", "IDENT");
      return [field(name), { type: "variable", name, at: at - 1 }];
    }
    if (this.#accept("(")) {
      const key = this.#pipe();
      this.#expect(")");
      this.#expect(":", "':'");
      if (key.type === "literal" && typeof key.value !== "string") {
        const kind = key.value === null ? "null" : typeof key.value;
        this.problems.push({ message: `Cannot use ${kind} (${short(key.value)}) as object key`, at: start });
      }
      return [key, this.#entryValue()];
    }
    if (type === "QQSTRING_START" || type === "FORMAT") {
      const key = this.#string();
      if (this.#accept(":")) return [key, this.#entryValue()];
      return [key, { type: "index", of: IDENTITY, key, optional: false }];
    }
    if (!/^[a-z_]/i.test(text) || type === "FIELD") this.#unexpected();
    this.#at++;
    if (this.#accept(":")) return [field(text), this.#entryValue()];
    return [field(text), { type: "index", of: IDENTITY, key: field(text), optional: false }];
  }

  /** No comma, and no operators but the pipe. */
  #entryValue(): Node {
    const node: Node = this.#accept("-") ? { type: "negate", of: this.#entryValue() } : this.#term();
    return this.#accept("|") ? { type: "pipe", left: node, right: this.#entryValue() } : node;
  }
}

function wrap(definitions: readonly Definition[], body: Node): Node {
  return definitions.reduceRight<Node>((inner, definition) => ({ type: "define", definition, body: inner }), body);
}

function unusual(error: SyntaxProblem, at: number): SyntaxProblem {
  const message = 'try .["field"] instead of .field for unusually named fields';
  return new SyntaxProblem([...error.problems, { message, at }]);
}
