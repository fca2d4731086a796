/** Commands as bash prints them from what it has read (print_cmd.c): functions, jobs, what it keeps of a `$( )`. */
import type {
  AndOr,
  CommandNode,
  CompoundList,
  ParsedScript,
  PipelineNode,
  Redirection,
  Statement,
  SyntaxNode,
  TestExpression,
} from "unbash";
import type { ShellFunction } from "./function.ts";
import { textAsRead } from "./print-word.ts";

/** A function's text as `type` and `declare -f` print it. */
export function printFunction({ name, node, source }: ShellFunction): string {
  const printer = new Printer(source.text, "command");
  printer.functionBody(node.body);
  return `${name} () \n${printer.text}\n`;
}

/** One command as `jobs` shows it. */
export function printCommand(text: string, node: AndOr | PipelineNode): string {
  const printer = new Printer(text, "command");
  printer.command(node);
  return printer.text;
}

/** What bash keeps of the inside of a `$( )` or `<( )`: what it runs, and counts lines in, is this. */
export function printSubstituted(text: string, script: ParsedScript): string {
  // $(<file) stays as short as it is.
  const only = script.commands[0]?.command;
  if (script.commands.length === 1 && only?.type === "Command" && only.name === undefined && only.prefix.length === 1) {
    const [redirect] = only.prefix;
    if (redirect?.type === "Redirect" && redirect.operator === "<" && redirect.descriptor === undefined)
      return `< ${wordAsRead(text, redirect.target)}`;
  }
  const printer = new Printer(text, "substitution");
  printer.all(script);
  return printer.text;
}

/** A word, or a part of one, as bash keeps it. */
export function wordAsRead(text: string, node: SyntaxNode | undefined): string {
  if (node === undefined) return "";
  // What expansions have made of another text is not in this one.
  if ("text" in node && !text.startsWith(node.text, node.pos)) return node.text;
  return textAsRead(text, node, (script) => printSubstituted(text, script));
}

class Printer {
  readonly #source: string;
  /** In a substitution lines end where they ended; else `;` ends a command. */
  readonly #kind: "command" | "substitution";
  text = "";
  #indentation = 0;
  /** The next command stands where the text ends. */
  #inline = false;
  /** How many functions this is in: their commands have lines of their own. */
  #functions = 0;
  /** Bodies of here-documents whose line has not ended. */
  #documents: string[] = [];
  /** The last line was that of a here-document: no `;` comes behind it. */
  #behindDocument = false;

  constructor(source: string, kind: "command" | "substitution") {
    this.#source = source;
    this.#kind = kind;
  }

  #word(node: SyntaxNode | undefined): string {
    return wordAsRead(this.#source, node);
  }

  #newline(text = ""): void {
    this.text += `\n${" ".repeat(this.#indentation)}${text}`;
  }

  #semicolon(): void {
    if (!/[&\n]$/.test(this.text)) this.text += ";";
  }

  /** Ends the line with `connector`, and puts the here-documents below it. Answers false where there are none. */
  #flush(connector = ""): boolean {
    const bodies = this.#documents;
    this.text += connector;
    if (bodies.length === 0) return false;
    this.#documents = [];
    this.text += `\n${bodies.join("")}${connector === "" ? "" : " "}`;
    this.#behindDocument = true;
    return true;
  }

  command(node: AndOr | PipelineNode): void {
    if (node.type !== "AndOr") {
      this.#pipeline(node);
      return;
    }
    node.commands.forEach((each, at) => {
      if (at > 0) {
        this.#flush(` ${node.operators[at - 1]} `);
        this.#inline = true;
      }
      this.#pipeline(each);
      if (at > 0) this.#flush();
    });
  }

  /** All of a script, with its last here-documents. */
  all(script: ParsedScript): void {
    this.list(script);
    this.#flush();
  }

  list({ commands }: CompoundList | ParsedScript): void {
    commands.forEach((statement, at) => {
      const before = commands[at - 1];
      if (before !== undefined) this.#connect(before);
      this.command(statement.command);
      if (!statement.background) {
        if (at > 0) this.#flush();
        return;
      }
      this.#flush(" &");
      if (at === commands.length - 1) return;
      this.text += " ";
      this.#inline = true;
    });
  }

  /** What stands between a command and the next one. */
  #connect(before: Statement): void {
    if (before.background) return;
    const line = this.#kind === "substitution" && /^[ \t]*(?:#.*)?\n/.test(this.#source.slice(before.end));
    const documents = this.#flush();
    const plain = !documents && !this.#behindDocument;
    if (plain) this.text += line ? "\n" : ";";
    if (!documents) this.#behindDocument = false;
    if (this.#functions > 0) {
      this.text += "\n";
      return;
    }
    if (!line) this.text += " ";
    else if (!plain) this.text += "\n";
    this.#inline = true;
  }

  #pipeline(node: PipelineNode): void {
    if (node.type !== "Pipeline") {
      this.#command(node);
      return;
    }
    this.#indent();
    for (const prefix of node.prefixes)
      this.text += prefix.type === "Time" ? (prefix.posix === undefined ? "time " : "time -p ") : "! ";
    node.commands.forEach((each, at) => {
      this.#inline = true;
      this.#command(each);
      if (at === node.commands.length - 1) return;
      if (node.operators[at] === "|&") this.text += " 2>&1";
      this.#flush(" |");
      this.text += " ";
    });
    this.#inline = false;
    if (node.commands.length > 1) this.#flush();
  }

  #indent(): void {
    if (this.#inline) this.#inline = false;
    else this.text += " ".repeat(this.#indentation);
  }

  #redirect(redirect: Redirection): string {
    const number =
      redirect.descriptor === undefined
        ? ""
        : redirect.descriptor.type === "FileDescriptor"
          ? String(redirect.descriptor.value)
          : `{${redirect.descriptor.name}}`;
    if (redirect.type === "HereDoc") {
      const { body, delimiter, operator } = redirect;
      const text = operator === "<<-" ? body.text.replace(/^\t+/gm, "") : body.text;
      this.#documents.push(`${text}${delimiter?.value ?? ""}\n`);
      return `${number}${operator}${delimiter?.text ?? ""}`;
    }
    const target = this.#word(redirect.target);
    if (redirect.type === "HereString") return `${number}<<< ${target}`;
    const { operator } = redirect;
    if (operator === ">&" || operator === "<&") {
      const both = operator === ">&" && redirect.descriptor === undefined && !/^[\d-]/.test(target);
      return both ? `&> ${target}` : `${number === "" ? (operator === ">&" ? "1" : "0") : number}${operator}${target}`;
    }
    return `${operator === "<>" && number === "" ? "0" : number}${operator} ${target}`;
  }

  #redirects(redirects: readonly Redirection[]): void {
    for (const redirect of redirects) this.text += ` ${this.#redirect(redirect)}`;
  }

  #command(node: CommandNode): void {
    this.#indent();
    switch (node.type) {
      case "Command": {
        const words = node.prefix.filter(({ type }) => type === "Assignment").map((item) => this.#word(item));
        if (node.name !== undefined) words.push(this.#word(node.name));
        for (const item of node.suffix)
          if (item.type === "Word" || item.type === "Assignment") words.push(this.#word(item));
        for (const redirect of node.redirects) words.push(this.#redirect(redirect));
        this.text += words.join(" ");
        return;
      }
      case "Redirected":
        this.#inline = true;
        this.#command(node.command);
        this.#redirects(node.redirects);
        return;
      case "BraceGroup":
        this.#group(node.body);
        return;
      case "Subshell":
        this.text += "( ";
        this.#inline = true;
        this.list(node.body);
        this.#flush();
        this.text += " )";
        return;
      case "If":
        this.#if(node.clause, node.then, node.elif, node.else);
        return;
      case "For":
      case "Select": {
        const words = node.wordlist?.map((word) => this.#word(word)).join(" ") ?? '"$@"';
        this.text += `${node.type === "For" ? "for" : "select"} ${node.name.text} in ${words};`;
        this.#newline("do\n");
        this.#body(node.body, "done");
        return;
      }
      case "ArithmeticFor":
        this.text += `for ((${this.#arithmeticHead(node)}))`;
        this.#newline("do\n");
        this.#body(node.body, "done");
        return;
      case "While":
        this.text += `${node.kind} `;
        this.#inline = true;
        this.list(node.clause);
        this.#semicolon();
        this.text += " do\n";
        this.#body(node.body, "done");
        return;
      case "Case":
        this.text += `case ${this.#word(node.word)} in `;
        for (const item of node.items) {
          this.#indentation += 4;
          this.#newline(`${item.pattern.map((word) => this.#word(word)).join(" | ")})\n`);
          this.#indentation += 4;
          this.list(item.body);
          this.#flush();
          this.#indentation -= 4;
          this.#newline(item.terminator ?? ";;");
          this.#indentation -= 4;
        }
        this.#newline("esac");
        return;
      case "TestCommand":
        this.text += `[[ ${this.#condition(node.expression)} ]]`;
        return;
      case "ArithmeticCommand":
        this.text += this.#word(node);
        return;
      case "Function":
        this.text += `function ${node.name.text} () \n${" ".repeat(this.#indentation)}`;
        this.functionBody(node.body);
        return;
      case "Coproc":
        if (node.body.type === "CompoundList") {
          this.text += this.#source.slice(node.pos, node.end);
          return;
        }
        this.text += `coproc ${node.name?.value ?? "COPROC"} `;
        this.#inline = true;
        this.#command(node.body);
    }
  }

  /** What stands behind `name () `: a group on lines of its own, with any other command in it. */
  functionBody(body: ShellFunction["node"]["body"]): void {
    const inner = body.type === "Redirected" ? body.command : body;
    this.#functions++;
    this.text += "{ \n";
    this.#indentation += 4;
    if (inner.type === "BraceGroup") this.list(inner.body);
    else if (inner.type === "CompoundList") this.list(inner);
    else {
      this.#command(inner);
      if (body.type === "Redirected") this.#redirects(body.redirects);
    }
    this.#flush();
    this.#indentation -= 4;
    this.#functions--;
    this.#behindDocument = false;
    this.#newline("}");
    if (body.type === "Redirected" && inner.type === "BraceGroup") this.#redirects(body.redirects);
  }

  #group(body: CompoundList): void {
    this.text += "{ ";
    if (this.#functions > 0) {
      this.text += "\n";
      this.#indentation += 4;
    } else this.#inline = true;
    this.list(body);
    this.#flush();
    if (this.#functions > 0) {
      this.#indentation -= 4;
      this.#newline("}");
      return;
    }
    this.#semicolon();
    this.text += " }";
  }

  /** The commands between `do` or `then` and what closes them. */
  #body(body: CompoundList, closing: string): void {
    this.#indentation += 4;
    this.list(body);
    this.#flush();
    this.#semicolon();
    this.#indentation -= 4;
    this.#newline(closing);
  }

  #if(
    clause: CompoundList,
    then: CompoundList,
    [elif, ...more]: Extract<CommandNode, { type: "If" }>["elif"],
    otherwise: CompoundList | undefined,
  ): void {
    this.text += "if ";
    this.#inline = true;
    this.list(clause);
    this.#semicolon();
    this.text += " then\n";
    if (elif === undefined) {
      this.#body(then, otherwise === undefined ? "fi" : "else\n");
      if (otherwise !== undefined) this.#body(otherwise, "fi");
      return;
    }
    // bash keeps `elif` as an `if` inside `else`.
    this.#body(then, "else\n");
    this.#indentation += 4;
    this.#indent();
    this.#if(elif.clause, elif.then, more, otherwise);
    this.#semicolon();
    this.#indentation -= 4;
    this.#newline("fi");
  }

  /** The three expressions between the parentheses of `for (( ))`; one that is missing is 1. */
  #arithmeticHead(node: Extract<CommandNode, { type: "ArithmeticFor" }>): string {
    const head =
      /\(\(([\s\S]*?)\)\)\s*;?\s*(?:do|\{)?\s*$/.exec(this.#source.slice(node.pos, node.body.pos))?.[1] ?? "";
    const expressions = [node.initialize, node.test, node.update];
    return head
      .split(";")
      .map((text, at) => {
        const written = text.trim();
        const expression = expressions[at];
        const whole = expression !== undefined && this.#source.slice(expression.pos, expression.end) === written;
        return whole ? this.#word(expression) : written || "1";
      })
      .join("; ");
  }

  #condition(node: TestExpression): string {
    switch (node.type) {
      case "TestUnary":
        return `${node.operator} ${this.#word(node.operand)}`;
      case "TestBinary":
        return `${this.#word(node.left)} ${node.operator} ${this.#word(node.right)}`;
      case "TestLogical":
        return node.operands.map((operand) => this.#condition(operand)).join(` ${node.operator} `);
      case "TestNot":
        return `! ${this.#condition(node.operand)}`;
      case "TestGroup":
        return `( ${this.#condition(node.expression)} )`;
    }
  }
}
