/** The grammar of awk(1), by recursive descent; mistakes in mawk's words. */
import { err, ok, type Result } from "../../../core/result.ts";
import { type Token, tokensOf } from "./lexer.ts";
import { awkRegex } from "./regex.ts";
import {
  type AwkFunction,
  BUILTIN_ARGUMENTS,
  type Destination,
  type Expression,
  type Program,
  type Rule,
  type Statement,
} from "./syntax.ts";

const ASSIGNMENTS = new Set(["=", "+=", "-=", "*=", "/=", "%=", "^="]);
const COMPARISONS = new Set(["<", "<=", "==", "!=", ">", ">="]);
const NOTHING: Expression = { kind: "number", value: 0 };

/** A program, or what is wrong with it. */
export function parseAwk(text: string): Result<Program, string> {
  const tokens = tokensOf(text);
  return typeof tokens === "string" ? err(tokens) : new Parser(tokens).program();
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #problem: string | undefined;
  readonly #functions = new Map<string, AwkFunction>();
  readonly #calls: { readonly name: string; readonly count: number; readonly line: number }[] = [];
  #depth = 0;
  readonly #kinds = new Map<string, "array" | "variable">();
  #parameters: readonly string[] = [];
  #inFunction = false;
  #inRule = false;
  /** In the words of `print`, where `>` is a destination. */
  #printing = false;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  // ---- tokens --------------------------------------------------------------------------------------------------

  get #token(): Token {
    return this.#tokens[Math.min(this.#at, this.#tokens.length - 1)] as Token;
  }

  #is(text: string): boolean {
    const { kind } = this.#token;
    return this.#token.text === text && (kind === "mark" || kind === "keyword");
  }

  #take(text: string): boolean {
    if (!this.#is(text)) return false;
    this.#at++;
    return true;
  }

  #fail(text?: string): void {
    if (this.#problem !== undefined) return;
    const { kind, line } = this.#token;
    if (text !== undefined) this.#problem = text;
    else if (kind === "end" || (kind === "newline" && this.#tokens[this.#at + 1]?.kind === "end")) {
      this.#problem =
        this.#depth > 0
          ? `line ${this.#tokens.at(-1)?.line}: missing } near end of file`
          : kind === "newline"
            ? `line ${line}: syntax error at or near end of line`
            : `line ${line}: syntax error at or near end of file`;
    } else {
      const shown = kind === "newline" ? "end of line" : kind === "regex" ? `/${this.#token.text}/` : this.#token.text;
      this.#problem = `line ${line}: syntax error at or near ${shown}`;
    }
    // Nothing after it counts.
    this.#at = this.#tokens.length - 1;
  }

  #expect(text: string): void {
    if (!this.#take(text)) this.#fail();
  }

  #newlines(): void {
    while (this.#token.kind === "newline") this.#at++;
  }

  // ---- program -------------------------------------------------------------------------------------------------

  program(): Result<Program, string> {
    const begin: Statement[] = [];
    const end: Statement[] = [];
    const rules: Rule[] = [];
    let seen = 0;
    for (;;) {
      // One semicolon may stand behind an item.
      const items = begin.length + end.length + rules.length + this.#functions.size;
      if (items > seen) this.#take(";");
      seen = items;
      this.#newlines();
      if (this.#token.kind === "end" || this.#problem !== undefined) break;
      if (this.#take("BEGIN")) begin.push(this.#action());
      else if (this.#take("END")) end.push(this.#action());
      else if (this.#take("function")) this.#function();
      else rules.push(this.#rule());
      if (this.#is("}")) {
        this.#problem ??= `line ${this.#token.line}: extra '}'\nawk: line ${this.#token.line}: syntax error at or near end of line`;
        break;
      }
    }
    for (const call of this.#calls) {
      const found = this.#functions.get(call.name);
      if (found === undefined)
        this.#problem ??= `line ${this.#tokens.at(-1)?.line}: function ${call.name} never defined`;
      else if (call.count > found.parameters.length)
        this.#problem ??= `line ${call.line}: too many arguments in call to ${call.name}`;
    }
    return this.#problem === undefined ? ok({ begin, end, rules, functions: this.#functions }) : err(this.#problem);
  }

  #rule(): Rule {
    this.#inRule = true;
    let pattern: Expression | undefined;
    let end: Expression | undefined;
    if (!this.#is("{")) {
      pattern = this.#expression();
      if (this.#take(",")) {
        this.#newlines();
        end = this.#expression();
      }
    }
    const action = this.#is("{") ? this.#action() : undefined;
    if (action === undefined && this.#token.kind !== "newline" && !this.#is(";") && this.#token.kind !== "end")
      this.#fail();
    this.#inRule = false;
    return { pattern, end, action };
  }

  #function(): void {
    const name = this.#token;
    if (name.kind !== "name" && name.kind !== "function") return this.#fail();
    this.#at++;
    this.#expect("(");
    const parameters: string[] = [];
    while (!this.#is(")") && this.#problem === undefined) {
      const parameter = this.#token;
      if (parameter.kind !== "name" || parameter.text === name.text) return this.#fail();
      if (parameters.includes(parameter.text))
        return this.#fail(`line ${parameter.line}: ${parameter.text} is duplicated in argument list`);
      parameters.push(parameter.text);
      this.#at++;
      if (!this.#take(",")) break;
      this.#newlines();
    }
    this.#expect(")");
    this.#newlines();
    this.#inFunction = true;
    this.#parameters = parameters;
    const body = this.#action();
    this.#parameters = [];
    this.#inFunction = false;
    this.#functions.set(name.text, { name: name.text, parameters, body });
  }

  #action(): Statement {
    if (!this.#is("{")) {
      this.#fail();
      return { kind: "block", body: [] };
    }
    return this.#block();
  }

  // ---- statements ----------------------------------------------------------------------------------------------

  #block(): Statement {
    this.#expect("{");
    this.#depth++;
    const body: Statement[] = [];
    for (;;) {
      while (this.#token.kind === "newline" || this.#is(";")) this.#at++;
      if (this.#is("}") || this.#token.kind === "end" || this.#problem !== undefined) break;
      body.push(this.#statement());
    }
    if (!this.#is("}")) this.#fail();
    this.#depth--;
    this.#take("}");
    return { kind: "block", body };
  }

  /** Behind a simple statement. */
  #terminator(): void {
    if (this.#token.kind === "newline") this.#newlines();
    else if (this.#is(";")) {
      this.#at++;
      this.#newlines();
    } else if (!this.#is("}")) this.#fail();
  }

  #body(): Statement {
    this.#newlines();
    if (this.#take(";")) return { kind: "block", body: [] };
    return this.#statement();
  }

  #statement(): Statement {
    const { kind, text, line } = this.#token;
    if (kind === "mark" && text === "{") {
      return this.#block();
    }
    if (kind !== "keyword") return this.#simple(true);
    switch (text) {
      case "if": {
        this.#at++;
        this.#expect("(");
        const test = this.#expression();
        this.#expect(")");
        const yes = this.#body();
        const before = this.#at;
        while (this.#token.kind === "newline" || this.#is(";")) this.#at++;
        if (this.#take("else")) return { kind: "if", test, yes, no: this.#body() };
        this.#at = before;
        return { kind: "if", test, yes, no: undefined };
      }
      case "while": {
        this.#at++;
        this.#expect("(");
        const test = this.#expression();
        this.#expect(")");
        if (this.#take(";")) return { kind: "while", test, body: { kind: "block", body: [] } };
        return { kind: "while", test, body: this.#body() };
      }
      case "do": {
        this.#at++;
        const body = this.#body();
        while (this.#token.kind === "newline" || this.#is(";")) this.#at++;
        this.#expect("while");
        this.#expect("(");
        const test = this.#expression();
        this.#expect(")");
        this.#terminator();
        return { kind: "do", test, body };
      }
      case "for":
        return this.#for();
      case "break":
      case "continue":
      case "next":
      case "nextfile":
        this.#at++;
        if ((text === "next" || text === "nextfile") && !this.#inRule && !this.#inFunction)
          this.#fail(`line ${line}: improper use of ${text}`);
        this.#terminator();
        return { kind: text };
      case "exit":
      case "return": {
        this.#at++;
        if (text === "return" && !this.#inFunction) this.#fail(`line ${line}: return outside function body`);
        const value = this.#token.kind === "newline" || this.#is(";") || this.#is("}") ? undefined : this.#expression();
        this.#terminator();
        return { kind: text, value };
      }
      default:
        return this.#simple(true);
    }
  }

  #for(): Statement {
    this.#at++;
    this.#expect("(");
    const [name, keyword, array, close] = this.#tokens.slice(this.#at, this.#at + 4);
    if (
      name?.kind === "name" &&
      keyword?.kind === "keyword" &&
      keyword.text === "in" &&
      array?.kind === "name" &&
      close?.text === ")"
    ) {
      this.#at += 4;
      return { kind: "each", variable: name.text, array: array.text, body: this.#body() };
    }
    const start = this.#is(";") ? undefined : this.#simple(false);
    this.#expect(";");
    this.#newlines();
    const test = this.#is(";") ? undefined : this.#expression();
    this.#expect(";");
    this.#newlines();
    const step = this.#is(")") ? undefined : this.#simple(false);
    this.#expect(")");
    if (this.#take(";")) return { kind: "for", start, test, step, body: { kind: "block", body: [] } };
    return { kind: "for", start, test, step, body: this.#body() };
  }

  #simple(terminated: boolean): Statement {
    let statement: Statement;
    if (this.#is("print") || this.#is("printf")) statement = this.#print();
    else if (this.#take("delete")) {
      const name = this.#token;
      if (name.kind !== "name") this.#fail();
      this.#at++;
      let index: Expression[] | undefined;
      if (this.#take("[")) {
        index = this.#list("]");
        this.#expect("]");
      }
      statement = { kind: "delete", name: name.text, index };
    } else statement = { kind: "expression", expression: this.#expression() };
    if (terminated) this.#terminator();
    return statement;
  }

  #print(): Statement {
    const kind = this.#token.text as "print" | "printf";
    this.#at++;
    let args: Expression[] = [];
    if (!this.#endsPrint()) {
      const outer = this.#printing;
      this.#printing = true;
      args = this.#list();
      this.#printing = outer;
      // `print (a, b)`: the parentheses are print's.
      const [only] = args;
      if (args.length === 1 && only?.kind === "group" && only.items.length > 1) args = [...only.items];
    }
    for (const arg of args) if (arg.kind === "group" && arg.items.length > 1) this.#fail();
    let to: Destination | undefined;
    for (const mark of [">", ">>", "|"] as const) {
      if (to !== undefined || !this.#take(mark)) continue;
      const outer = this.#printing;
      this.#printing = true;
      to = { kind: mark, name: this.#expression() };
      this.#printing = outer;
    }
    if (kind === "printf" && args.length === 0) this.#fail();
    return { kind, args, to };
  }

  #endsPrint(): boolean {
    return (
      this.#token.kind === "newline" ||
      this.#token.kind === "end" ||
      [";", "}", ">", ">>", "|", ")"].some((mark) => this.#is(mark))
    );
  }

  // ---- expressions ---------------------------------------------------------------------------------------------

  #list(until?: string): Expression[] {
    const items = [this.#expression()];
    while (this.#take(",")) {
      this.#newlines();
      items.push(this.#expression());
    }
    if (until !== undefined && !this.#is(until)) this.#fail();
    return items;
  }

  #expression(): Expression {
    const left = this.#choice();
    const { kind, text } = this.#token;
    if (kind !== "mark" || !ASSIGNMENTS.has(text)) return left;
    if (left.kind !== "variable" && left.kind !== "element" && left.kind !== "field") {
      // `!x = y` and `a && b = c`: the assignment is the last operand's.
      if ((left.kind === "unary" || left.kind === "logical") && this.#problem === undefined) {
        const inner = left.kind === "unary" ? left.operand : left.right;
        if (inner.kind === "variable" || inner.kind === "element" || inner.kind === "field") {
          this.#at++;
          const assigned: Expression = { kind: "assign", operator: text, target: inner, value: this.#expression() };
          return left.kind === "unary" ? { ...left, operand: assigned } : { ...left, right: assigned };
        }
      }
      this.#fail();
      return left;
    }
    this.#at++;
    this.#newlines();
    return { kind: "assign", operator: text, target: left, value: this.#expression() };
  }

  #choice(): Expression {
    const test = this.#or();
    if (!this.#take("?")) return test;
    this.#newlines();
    const yes = this.#expression();
    this.#newlines();
    this.#expect(":");
    this.#newlines();
    return { kind: "choice", test, yes, no: this.#expression() };
  }

  #or(): Expression {
    let left = this.#and();
    while (this.#take("||")) {
      this.#newlines();
      left = { kind: "logical", operator: "||", left, right: this.#and() };
    }
    return left;
  }

  #and(): Expression {
    let left = this.#membership();
    while (this.#take("&&")) {
      this.#newlines();
      left = { kind: "logical", operator: "&&", left, right: this.#membership() };
    }
    return left;
  }

  #membership(): Expression {
    let left = this.#matching();
    while (this.#is("in")) {
      this.#at++;
      const name = this.#token;
      if (name.kind !== "name") this.#fail();
      this.#at++;
      left = { kind: "in", index: left.kind === "group" ? left.items : [left], name: name.text };
    }
    return left;
  }

  #matching(): Expression {
    let left = this.#comparison();
    while (this.#is("~") || this.#is("!~")) {
      const negated = this.#token.text === "!~";
      this.#at++;
      this.#newlines();
      left = { kind: "match", negated, left, right: this.#comparison() };
    }
    return left;
  }

  #comparison(): Expression {
    let left = this.#piped();
    while (this.#token.kind === "mark" && COMPARISONS.has(this.#token.text)) {
      const operator = this.#token.text;
      if (operator === ">" && this.#printing) break;
      this.#at++;
      left = { kind: "binary", operator, left, right: this.#piped() };
    }
    return left;
  }

  /** `command | getline` */
  #piped(): Expression {
    let left = this.#concatenation();
    while (this.#is("|") && this.#tokens[this.#at + 1]?.text === "getline") {
      this.#at += 2;
      left = { kind: "getline", from: left, target: this.#target(), pipe: true };
    }
    return left;
  }

  #concatenation(): Expression {
    let left = this.#sum();
    while (this.#beginsOperand()) left = { kind: "binary", operator: " ", left, right: this.#sum() };
    return left;
  }

  #beginsOperand(): boolean {
    const { kind, text } = this.#token;
    if (kind === "number" || kind === "string" || kind === "regex" || kind === "name") return true;
    if (kind === "function" || kind === "builtin") return true;
    if (kind === "mark")
      return (
        text === "$" || text === "(" || text === "!" || text === "-" || text === "+" || text === "++" || text === "--"
      );
    return false;
  }

  #sum(): Expression {
    let left = this.#product();
    while (this.#is("+") || this.#is("-")) {
      const operator = this.#token.text;
      this.#at++;
      left = { kind: "binary", operator, left, right: this.#product() };
    }
    return left;
  }

  #product(): Expression {
    let left = this.#unary();
    while (this.#is("*") || this.#is("/") || this.#is("%")) {
      const operator = this.#token.text;
      this.#at++;
      left = { kind: "binary", operator, left, right: this.#unary() };
    }
    return left;
  }

  #unary(): Expression {
    for (const operator of ["!", "-", "+"] as const)
      if (this.#take(operator)) return { kind: "unary", operator, operand: this.#unary() };
    return this.#power();
  }

  #power(): Expression {
    const left = this.#stepped();
    if (!this.#is("^")) return left;
    this.#at++;
    // From the right, and a sign may stand in front of it.
    for (const operator of ["-", "+", "!"] as const) {
      if (this.#take(operator))
        return { kind: "binary", operator: "^", left, right: { kind: "unary", operator, operand: this.#power() } };
    }
    return { kind: "binary", operator: "^", left, right: this.#power() };
  }

  #stepped(): Expression {
    if (this.#is("++") || this.#is("--")) {
      const by = this.#token.text === "++" ? 1 : -1;
      this.#at++;
      const target = this.#primary();
      if (!isTarget(target)) this.#fail();
      return { kind: "step", by, before: true, target };
    }
    const operand = this.#primary();
    if (isTarget(operand) && (this.#is("++") || this.#is("--"))) {
      const by = this.#token.text === "++" ? 1 : -1;
      this.#at++;
      return { kind: "step", by, before: false, target: operand };
    }
    return operand;
  }

  /** What `getline` reads into. */
  #target(): Expression | undefined {
    if (this.#token.kind !== "name" && !this.#is("$")) return undefined;
    return this.#primary();
  }

  #primary(): Expression {
    const { kind, text, line } = this.#token;
    if (kind === "number") {
      this.#at++;
      return { kind: "number", value: Number(text) };
    }
    if (kind === "string") {
      this.#at++;
      return { kind: "string", text };
    }
    if (kind === "regex") {
      const compiled = awkRegex(text);
      if (typeof compiled === "string")
        this.#fail(`line ${line}: regular expression compile failed (${compiled})\n${text}`);
      this.#at++;
      return { kind: "regex", source: text, line };
    }
    if (kind === "name") {
      const before = this.#tokens[this.#at - 1]?.text;
      this.#at++;
      if (!this.#is("[")) {
        // Alone among arguments it may be either.
        const alone = (before === "(" || before === ",") && (this.#is(",") || this.#is(")"));
        if (!alone && !this.#is("in")) this.#use(text, "variable", line);
        return { kind: "variable", name: text };
      }
      this.#at++;
      this.#use(text, "array", line);
      const outer = this.#printing;
      this.#printing = false;
      const index = this.#list("]");
      this.#printing = outer;
      this.#expect("]");
      return { kind: "element", name: text, index };
    }
    if (kind === "function") {
      this.#at++;
      const args = this.#arguments();
      this.#calls.push({ name: text, count: args.length, line });
      return { kind: "call", name: text, args, line };
    }
    if (kind === "builtin") return this.#builtin();
    if (this.#take("$")) {
      const index =
        this.#is("++") || this.#is("--")
          ? this.#stepped()
          : this.#is("-") || this.#is("+") || this.#is("!")
            ? this.#unary()
            : this.#primary();
      return { kind: "field", index };
    }
    if (this.#take("(")) {
      const outer = this.#printing;
      this.#printing = false;
      this.#newlines();
      const items = this.#list();
      this.#newlines();
      this.#printing = outer;
      this.#expect(")");
      return { kind: "group", items };
    }
    if (this.#take("getline")) {
      const target = this.#target();
      if (!this.#take("<")) return { kind: "getline", from: undefined, target, pipe: false };
      return { kind: "getline", from: this.#stepped(), target, pipe: false };
    }
    this.#fail();
    return NOTHING;
  }

  /** A name is an array or a variable, all over the program. */
  #use(name: string, kind: "array" | "variable", line: number): void {
    if (this.#parameters.includes(name)) return;
    const known = this.#kinds.get(name);
    if (known === undefined) this.#kinds.set(name, kind);
    else if (known !== kind) this.#fail(`line ${line}: illegal reference to ${known} ${name}`);
  }

  #arguments(): Expression[] {
    this.#expect("(");
    const outer = this.#printing;
    this.#printing = false;
    this.#newlines();
    const args = this.#is(")") ? [] : this.#list();
    this.#newlines();
    this.#printing = outer;
    this.#expect(")");
    return args;
  }

  #builtin(): Expression {
    const { text: name, line } = this.#token;
    this.#at++;
    const bare = !this.#is("(");
    if (bare && name !== "length") {
      this.#fail();
      return NOTHING;
    }
    const args = bare ? [] : this.#arguments();
    const [least, most] = BUILTIN_ARGUMENTS[name] ?? [0, 0];
    if (args.length < least || args.length > most)
      this.#fail(`line ${line}: wrong number of arguments in call to ${name}`);
    return { kind: "builtin", name, args };
  }
}

const isTarget = (expression: Expression): boolean =>
  expression.kind === "variable" || expression.kind === "element" || expression.kind === "field";
