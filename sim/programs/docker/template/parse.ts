/** The grammar of Go's text/template as far as `docker ... --format` is used: no `define`, `template` or `block`. */
import { err, ok, type Result } from "../../../../core/result.ts";

export type Node =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "action"; readonly pipe: Pipe }
  | {
      readonly kind: "if" | "with";
      readonly pipe: Pipe;
      readonly then: readonly Node[];
      readonly otherwise: readonly Node[];
    }
  | {
      readonly kind: "range";
      readonly pipe: Pipe;
      readonly then: readonly Node[];
      readonly otherwise: readonly Node[];
    };

/** `$a, $b := command | command`. `column` is where its first command starts, from 1, as Go counts in errors. */
export interface Pipe {
  readonly variables: readonly string[];
  readonly assign: "declare" | "set" | undefined;
  readonly commands: readonly (readonly Operand[])[];
  readonly text: string;
  readonly column: number;
}

export type Operand =
  | {
      readonly kind: "literal";
      readonly value: string | number | boolean | null;
      readonly text: string;
      readonly column: number;
    }
  | { readonly kind: "function"; readonly name: string; readonly text: string; readonly column: number }
  | {
      readonly kind: "field";
      /** What the fields are taken of: the dot, a variable, or a pipeline in parentheses. */
      readonly base: "dot" | { readonly variable: string } | Pipe;
      readonly fields: readonly string[];
      readonly text: string;
      readonly column: number;
      /** Where Go places errors about fields: at the second link of a chain (`.Config` of `.Spec.Config`), if there is one. */
      readonly chainColumn: number;
    };

type Token = {
  readonly type: "field" | "variable" | "word" | "number" | "string" | "char" | "punct";
  readonly text: string;
  readonly at: number;
  readonly spaceBefore: boolean;
};

/** Why a template is no template, in Go's words (`unexpected {{end}}`). */
export function parseTemplate(source: string, functions: ReadonlySet<string>): Result<readonly Node[], string> {
  const root: Node[] = [];
  interface Frame {
    kind: "if" | "with" | "range";
    pipe: Pipe;
    then: Node[];
    otherwise: Node[];
    inElse: boolean;
    chained: boolean;
  }
  const stack: Frame[] = [];
  const out = (): Node[] => {
    const top = stack.at(-1);
    return top ? (top.inElse ? top.otherwise : top.then) : root;
  };
  const finish = (): void => {
    const frame = stack.pop() as Frame;
    out().push({ kind: frame.kind, pipe: frame.pipe, then: frame.then, otherwise: frame.otherwise });
    if (frame.chained) {
      finish();
    }
  };
  let at = 0;
  let trimNext = false;
  while (at < source.length) {
    const open = source.indexOf("{{", at);
    let text = open < 0 ? source.slice(at) : source.slice(at, open);
    if (trimNext) {
      text = text.trimStart();
    }
    if (open < 0) {
      if (text !== "") {
        out().push({ kind: "text", text });
      }
      break;
    }
    let start = open + 2;
    if (/^-\s/.test(source.slice(start, start + 2))) {
      text = text.trimEnd();
      start += 1;
    }
    if (text !== "") {
      out().push({ kind: "text", text });
    }
    const comment = /^\s*\/\*[\s\S]*?\*\/\s*?( -)?\}\}/.exec(source.slice(start));
    if (comment) {
      trimNext = comment[1] !== undefined;
      at = start + comment[0].length;
      continue;
    }
    const lexed = lex(source, start);
    if (!lexed.ok) {
      return lexed;
    }
    const { tokens, end, trim } = lexed.value;
    at = end;
    trimNext = trim;
    const parser = new ActionParser(source, tokens, functions);
    const keyword = tokens[0]?.type === "word" ? tokens[0].text : "";
    if (keyword === "if" || keyword === "with" || keyword === "range") {
      const pipe = parser.pipe(1, tokens.length, keyword);
      if (!pipe.ok) {
        return pipe;
      }
      stack.push({ kind: keyword, pipe: pipe.value, then: [], otherwise: [], inElse: false, chained: false });
    } else if (keyword === "else") {
      const top = stack.at(-1);
      if (!top || top.inElse) {
        return err("unexpected {{else}}");
      }
      top.inElse = true;
      if (tokens[1]?.text === "if" && top.kind === "if") {
        const pipe = parser.pipe(2, tokens.length, "if");
        if (!pipe.ok) {
          return pipe;
        }
        stack.push({ kind: "if", pipe: pipe.value, then: [], otherwise: [], inElse: false, chained: true });
      } else if (tokens.length > 1) {
        return err(`unexpected ${quote(tokens[1]?.text ?? "")} in else`);
      }
    } else if (keyword === "end") {
      if (stack.length === 0) {
        return err("unexpected {{end}}");
      }
      finish();
    } else if (["define", "template", "block", "break", "continue"].includes(keyword)) {
      return err(`netnone does not model {{${keyword}}} in templates`);
    } else {
      const pipe = parser.pipe(0, tokens.length, "command");
      if (!pipe.ok) {
        return pipe;
      }
      out().push({ kind: "action", pipe: pipe.value });
    }
  }
  return stack.length > 0 ? err("unexpected EOF") : ok(root);
}

function quote(text: string): string {
  return `<${text}>`;
}

const TOKEN =
  /\s*(?:(\.[A-Za-z_]\w*)|(\$\w*)|([A-Za-z_]\w*)|([-+]?(?:0[xX][0-9a-fA-F]+|\d+(?:\.\d+)?))|("(?:[^"\\\n]|\\.)*"|`[^`]*`)|('(?:[^'\\]|\\.)')|(:=|[|(),=.]))/y;
const TYPES = ["field", "variable", "word", "number", "string", "char", "punct"] as const;

function lex(source: string, start: number): Result<{ tokens: Token[]; end: number; trim: boolean }, string> {
  const tokens: Token[] = [];
  let at = start;
  for (;;) {
    const close = /\s*(\s-)?\}\}/y;
    close.lastIndex = at;
    const closed = close.exec(source);
    if (closed) {
      return ok({ tokens, end: close.lastIndex, trim: closed[1] !== undefined });
    }
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(source);
    if (!match) {
      const rest = source.slice(at).trimStart();
      if (rest === "") {
        return err("unclosed action");
      }
      if (rest.startsWith('"')) {
        return err("unterminated quoted string");
      }
      if (rest.startsWith("`")) {
        return err("unterminated raw quoted string");
      }
      const code = rest.codePointAt(0) ?? 0;
      // What stands right behind a name and does not end it (atTerminator).
      const isInName =
        ["field", "variable", "word"].includes(tokens.at(-1)?.type ?? "") && /^\S/.test(source.slice(at));
      // A sign that could stand in a text is a token of its own, which nobody expects.
      if (!isInName && code > 0x20 && code < 0x7f)
        return err(`unexpected ${JSON.stringify(rest[0])} in ${tokens.length === 0 ? "command" : "operand"}`);
      return err(
        `${isInName ? "bad character" : "unrecognized character in action:"} U+${code.toString(16).toUpperCase().padStart(4, "0")} '${String.fromCodePoint(code)}'`,
      );
    }
    const index = match.slice(1).findIndex((group) => group !== undefined);
    const text = match[index + 1] as string;
    tokens.push({
      type: TYPES[index] ?? "punct",
      text,
      at: TOKEN.lastIndex - text.length,
      spaceBefore: match[0].length > text.length,
    });
    at = TOKEN.lastIndex;
  }
}

class ActionParser {
  readonly #source: string;
  readonly #tokens: readonly Token[];
  readonly #functions: ReadonlySet<string>;
  #at = 0;

  constructor(source: string, tokens: readonly Token[], functions: ReadonlySet<string>) {
    this.#source = source;
    this.#tokens = tokens;
    this.#functions = functions;
  }

  pipe(from: number, to: number, context: string): Result<Pipe, string> {
    this.#at = from;
    const parsed = this.#pipeline(context);
    if (parsed.ok && this.#at < to) {
      return err(`unexpected ${quote(this.#tokens[this.#at]?.text ?? "")} in ${context}`);
    }
    return parsed;
  }

  #pipeline(context: string): Result<Pipe, string> {
    const tokens = this.#tokens;
    const first = this.#at;
    let variables: string[] = [];
    let assign: Pipe["assign"];
    const names: string[] = [];
    let look = this.#at;
    while (tokens[look]?.type === "variable") {
      names.push(tokens[look]?.text ?? "");
      look++;
      if (tokens[look]?.text === "," && context === "range") {
        look++;
        continue;
      }
      break;
    }
    if (names.length > 0 && (tokens[look]?.text === ":=" || tokens[look]?.text === "=")) {
      assign = tokens[look]?.text === ":=" ? "declare" : "set";
      variables = names;
      this.#at = look + 1;
    }
    const start = this.#at;
    const commands: Operand[][] = [];
    for (;;) {
      const command: Operand[] = [];
      while (this.#at < tokens.length && tokens[this.#at]?.text !== "|" && tokens[this.#at]?.text !== ")") {
        const operand = this.#operand();
        if (!operand.ok) {
          return operand;
        }
        command.push(operand.value);
      }
      if (command.length === 0) {
        return err(commands.length === 0 ? `missing value for ${context}` : "missing value for command");
      }
      commands.push(command);
      if (tokens[this.#at]?.text !== "|") {
        break;
      }
      this.#at++;
    }
    const begin = tokens[start]?.at ?? 0;
    const last = tokens[this.#at - 1] ?? tokens[first];
    const end = last ? last.at + last.text.length : begin;
    return ok({ variables, assign, commands, text: this.#source.slice(begin, end), column: begin });
  }

  #operand(): Result<Operand, string> {
    const token = this.#tokens[this.#at] as Token;
    this.#at++;
    const column = token.at;
    switch (token.type) {
      case "string":
        return ok({ kind: "literal", value: unquote(token.text), text: token.text, column });
      case "char":
        return ok({
          kind: "literal",
          value: unquote(`"${token.text.slice(1, -1)}"`).codePointAt(0) ?? 0,
          text: token.text,
          column,
        });
      case "number":
        return ok({ kind: "literal", value: Number(token.text), text: token.text, column });
      case "word":
        if (token.text === "true" || token.text === "false") {
          return ok({ kind: "literal", value: token.text === "true", text: token.text, column });
        }
        if (token.text === "nil") {
          return ok({ kind: "literal", value: null, text: token.text, column });
        }
        if (!this.#functions.has(token.text)) {
          return err(`function "${token.text}" not defined`);
        }
        return ok({ kind: "function", name: token.text, text: token.text, column });
      case "field":
        return ok(this.#fields("dot", [token.text.slice(1)], token.text, column));
      case "variable":
        return ok(this.#fields({ variable: token.text }, [], token.text, column));
      default:
        if (token.text === ".") {
          return ok({ kind: "field", base: "dot", fields: [], text: ".", column, chainColumn: column });
        }
        if (token.text === "(") {
          const inner = this.#pipeline("parenthesized pipeline");
          if (!inner.ok) {
            return inner;
          }
          if (this.#tokens[this.#at]?.text !== ")") {
            return err("unclosed left paren");
          }
          this.#at++;
          return ok(this.#fields(inner.value, [], `(${inner.value.text})`, column));
        }
        return err(`unexpected ${quote(token.text)} in operand`);
    }
  }

  /** Takes the `.Field`s that follow without a space. */
  #fields(base: "dot" | { readonly variable: string } | Pipe, fields: string[], text: string, column: number): Operand {
    let whole = text;
    let chainColumn: number | undefined;
    for (;;) {
      const next = this.#tokens[this.#at];
      if (next?.type !== "field" || next.spaceBefore) {
        return { kind: "field", base, fields, text: whole, column, chainColumn: chainColumn ?? column };
      }
      chainColumn ??= next.at;
      fields.push(next.text.slice(1));
      whole += next.text;
      this.#at++;
    }
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  '"': '"',
  "'": "'",
  "\\": "\\",
  a: "\x07",
  b: "\b",
  f: "\f",
  v: "\v",
};

/** The value of a Go string literal, interpreted or raw. */
function unquote(text: string): string {
  if (text.startsWith("`")) {
    return text.slice(1, -1);
  }
  return text
    .slice(1, -1)
    .replace(/\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{3}|.)/g, (_, sequence: string) => {
      if (/^[xuU]/.test(sequence)) {
        return String.fromCodePoint(Number.parseInt(sequence.slice(1), 16));
      }
      return /^[0-7]{3}$/.test(sequence)
        ? String.fromCharCode(Number.parseInt(sequence, 8))
        : (ESCAPES[sequence] ?? sequence);
    });
}
