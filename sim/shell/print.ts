/** A function's text as `type` and `declare -f` print it: bash's own layout, from the parsed tree. */
import type {
  AndOr,
  CommandNode,
  CompoundList,
  Pipeline,
  PipelineNode,
  Redirection,
  Statement,
  TestExpression,
} from "unbash";
import type { ShellFunction } from "./function.ts";

export function printFunction(found: ShellFunction): string {
  const printer = new Printer(found.source.text);
  return `${found.name} () \n${printer.functionBody(found.node.body)}\n`;
}

/** One command as `jobs` shows it. */
export function printCommand(text: string, node: AndOr | PipelineNode): string {
  return new Printer(text, true).command(node);
}

class Printer {
  readonly #text: string;
  /** `( a; b )` and `{ a; b; }` on one line, where the definition of a function has a line for each. */
  readonly #oneLine: boolean;
  #documents: string[] = [];

  constructor(text: string, oneLine = false) {
    this.#text = text;
    this.#oneLine = oneLine;
  }

  #raw(node: { readonly pos: number; readonly end: number }): string {
    return this.#text.slice(node.pos, node.end);
  }

  functionBody(body: ShellFunction["node"]["body"]): string {
    if (body.type === "CompoundList") return this.#list(body, 0);
    const redirects =
      body.type === "Redirected" ? ` ${body.redirects.map((each) => this.#redirect(each)).join(" ")}` : "";
    const inner = body.type === "Redirected" ? body.command : body;
    if (inner.type === "BraceGroup") return `{ \n${this.#list(inner.body, 4)}\n}${redirects}`;
    return `{ \n    ${this.#command(inner, 4)}${redirects}\n}`;
  }

  command(node: AndOr | PipelineNode): string {
    return this.#andOr(node, 0);
  }

  #indent(depth: number): string {
    return " ".repeat(depth);
  }

  /** Statements on lines of their own, `;` after all but the last. */
  #list(list: CompoundList, depth: number): string {
    if (this.#oneLine) return `${this.#indent(depth)}${this.#flat(list, depth)}`;
    const lines: string[] = [];
    list.commands.forEach((statement, at) => {
      const last = at === list.commands.length - 1;
      const text = this.#statement(statement, depth);
      const documents = this.#takeDocuments();
      const end = statement.background ? " &" : last || documents !== "" ? "" : ";";
      lines.push(`${this.#indent(depth)}${text}${end}${documents === "" ? "" : `\n${documents}`}`);
    });
    return lines.join("\n");
  }

  #takeDocuments(): string {
    const text = this.#documents.join("");
    this.#documents = [];
    return text;
  }

  #statement(statement: Statement, depth: number): string {
    return this.#andOr(statement.command, depth);
  }

  #andOr(node: AndOr | PipelineNode, depth: number): string {
    if (node.type !== "AndOr") return this.#pipeline(node, depth);
    return node.commands
      .map((command, at) => (at === 0 ? "" : ` ${node.operators[at - 1]} `) + this.#pipeline(command, depth))
      .join("");
  }

  #pipeline(node: PipelineNode, depth: number): string {
    if (node.type !== "Pipeline") return this.#command(node, depth);
    const pipeline: Pipeline = node;
    const prefix = pipeline.prefixes
      .map((each) => (each.type === "Time" ? (each.posix ? "time -p " : "time ") : "! "))
      .join("");
    return prefix + pipeline.commands.map((command) => this.#command(command, depth)).join(" | ");
  }

  #redirect(redirect: Redirection): string {
    const number =
      redirect.descriptor === undefined
        ? ""
        : redirect.descriptor.type === "FileDescriptor"
          ? String(redirect.descriptor.value)
          : `{${redirect.descriptor.name}}`;
    if (redirect.type === "HereDoc") {
      this.#documents.push(`${redirect.body.text}${redirect.delimiter?.value ?? ""}\n`);
      return `${number}${redirect.operator}${redirect.delimiter?.text ?? ""}`;
    }
    const target = redirect.target === undefined ? "" : redirect.target.text;
    if (redirect.type === "HereString") return `${number}<<< ${target}`;
    if (redirect.operator === ">&" || redirect.operator === "<&") {
      const both = redirect.operator === ">&" && redirect.descriptor === undefined && !/^[\d-]/.test(target);
      return both
        ? `&> ${target}`
        : `${number === "" ? (redirect.operator === ">&" ? "1" : "0") : number}${redirect.operator}${target}`;
    }
    return `${number}${redirect.operator} ${target}`;
  }

  /** A list on one line, as a subshell has it. */
  #flat(list: CompoundList, depth = 0): string {
    return list.commands
      .map((statement, at) => {
        const end = statement.background ? " &" : at === list.commands.length - 1 ? "" : ";";
        return this.#statement(statement, depth) + end;
      })
      .join(" ");
  }

  #command(node: CommandNode, depth: number): string {
    const inside = depth + 4;
    switch (node.type) {
      case "Command": {
        const words = [...node.prefix.filter((item) => item.type === "Assignment").map((item) => item.text)];
        if (node.name !== undefined) words.push(node.name.text);
        for (const item of node.suffix) if (item.type === "Word" || item.type === "Assignment") words.push(item.text);
        for (const redirect of node.redirects) words.push(this.#redirect(redirect));
        return words.join(" ");
      }
      case "Redirected":
        return `${this.#command(node.command, depth)} ${node.redirects.map((each) => this.#redirect(each)).join(" ")}`;
      case "BraceGroup":
        if (this.#oneLine) {
          const list = this.#flat(node.body, depth);
          return `{ ${list}${list.endsWith(" &") ? "" : ";"} }`;
        }
        return `{ \n${this.#list(node.body, inside)}\n${this.#indent(depth)}}`;
      case "Subshell":
        return `( ${this.#oneLine ? this.#flat(node.body, depth) : this.#list(node.body, depth).trimStart()} )`;
      case "If": {
        let text = `if ${this.#inline(node.clause, depth)}; then\n${this.#list(node.then, inside)};\n`;
        let closing = "";
        let level = depth;
        for (const branch of node.elif) {
          // bash keeps `elif` as an `if` inside `else`.
          text += `${this.#indent(level)}else\n${this.#indent(level + 4)}if ${this.#inline(branch.clause, level + 4)}; then\n${this.#list(branch.then, level + 8)};\n`;
          level += 4;
          closing = `${this.#indent(level)}fi;\n${closing}`;
        }
        if (node.else !== undefined) text += `${this.#indent(level)}else\n${this.#list(node.else, level + 4)};\n`;
        return `${text}${closing}${this.#indent(depth)}fi`;
      }
      case "For": {
        const words =
          node.wordlist === undefined ? ' in "$@"' : ` in ${node.wordlist.map((word) => word.text).join(" ")}`;
        return `for ${node.name.text}${words};\n${this.#indent(depth)}do\n${this.#list(node.body, inside)};\n${this.#indent(depth)}done`;
      }
      case "Select": {
        const words =
          node.wordlist === undefined ? ' in "$@"' : ` in ${node.wordlist.map((word) => word.text).join(" ")}`;
        return `select ${node.name.text}${words};\n${this.#indent(depth)}do\n${this.#list(node.body, inside)};\n${this.#indent(depth)}done`;
      }
      case "ArithmeticFor": {
        const head =
          /\(\(([\s\S]*?)\)\)\s*;?\s*(?:do|\{)?\s*$/.exec(this.#text.slice(node.pos, node.body.pos))?.[1] ?? "";
        return `for ((${head
          .split(";")
          .map((text) => text.trim())
          .join("; ")}))\n${this.#indent(depth)}do\n${this.#list(node.body, inside)};\n${this.#indent(depth)}done`;
      }
      case "While":
        return `${node.kind} ${this.#inline(node.clause, depth)}; do\n${this.#list(node.body, inside)};\n${this.#indent(depth)}done`;
      case "Case": {
        const items = node.items.map((item) => {
          const patterns = item.pattern.map((word) => word.text).join(" | ");
          return `${this.#indent(inside)}${patterns})\n${this.#list(item.body, inside + 4)}\n${this.#indent(inside)}${item.terminator ?? ";;"}\n`;
        });
        return `case ${node.word.text} in \n${items.join("")}${this.#indent(depth)}esac`;
      }
      case "TestCommand":
        return `[[ ${this.#condition(node.expression)} ]]`;
      case "ArithmeticCommand":
        return `((${node.body}))`;
      case "Function":
        return `function ${node.name.text} () \n${this.#indent(depth)}${this.functionBody(node.body).replace(/\n/g, `\n${this.#indent(depth)}`)}`;
      case "Coproc":
        return node.body.type === "CompoundList"
          ? this.#raw(node)
          : `coproc ${node.name?.value ?? "COPROC"} ${this.#command(node.body, depth)}`;
    }
  }

  #inline(list: CompoundList, depth: number): string {
    return list.commands.map((statement) => this.#statement(statement, depth)).join("; ");
  }

  #condition(node: TestExpression): string {
    switch (node.type) {
      case "TestUnary":
        return `${node.operator} ${node.operand.text}`;
      case "TestBinary":
        return `${node.left.text} ${node.operator} ${node.right.text}`;
      case "TestLogical":
        return node.operands.map((operand) => this.#condition(operand)).join(` ${node.operator} `);
      case "TestNot":
        return `! ${this.#condition(node.operand)}`;
      case "TestGroup":
        return `( ${this.#condition(node.expression)} )`;
    }
  }
}
