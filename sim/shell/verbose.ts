/**
 * What a shell reads, as `set -v` shows it on standard error (shell_getc of parse.y; preadbuffer of dash): whole lines, before
 * what they say runs. bash does not show the lines that it reads inside of `$( )` and `<( )`.
 */
import { forEachChild, type SyntaxNode } from "unbash";
import type { Almquist } from "./dialect/dialect.ts";
import type { Parsed } from "./source.ts";

export class Verbose {
  readonly #parsed: Parsed;
  readonly #written: string;
  readonly #almquist: Almquist | undefined;
  #read = 0;

  /** `written` is what was parsed as it stood before its aliases were replaced. */
  constructor(parsed: Parsed, written: string, almquist: Almquist | undefined) {
    this.#parsed = parsed;
    this.#written = written;
    this.#almquist = almquist;
  }

  /** The lines that are read before the command at the top runs that ends on the line of `position`. */
  upTo(position: number, commands: readonly SyntaxNode[]): string {
    const { text } = this.#parsed.source;
    // With aliases a text is read command by command.
    if (text !== this.#written) return this.rest();
    let end = position;
    for (const command of commands) end = Math.max(end, documentsEnd(command));
    return this.#take(text, lineEnd(text, end), commands);
  }

  /** The lines behind the last command. */
  rest(): string {
    return this.#take(this.#written, this.#written.length, []);
  }

  #take(text: string, end: number, commands: readonly SyntaxNode[]): string {
    const from = this.#read;
    if (end <= from) return "";
    this.#read = end;
    const hidden = this.#almquist === undefined ? commands.flatMap((command) => substitutionsIn(command)) : [];
    let shown = "";
    for (let at = from; at < end; ) {
      const next = lineEnd(text, at);
      if (!hidden.some(({ pos, end: last }) => pos < at && at < last)) shown += text.slice(at, next);
      at = next;
    }
    return shown === "" || shown.endsWith("\n") ? shown : `${shown}\n`;
  }
}

/** Where the line of an offset ends, behind its newline. */
function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf("\n", offset);
  return newline < 0 ? text.length : newline + 1;
}

function documentsEnd(node: SyntaxNode): number {
  let end = 0;
  if ("redirects" in node)
    for (const redirect of node.redirects)
      if (redirect.type === "HereDoc") end = Math.max(end, redirect.closing?.pos ?? redirect.body.end);
  forEachChild(node, (child) => {
    end = Math.max(end, documentsEnd(child));
  });
  return end;
}

type Span = { readonly pos: number; readonly end: number };

function substitutionsIn(node: SyntaxNode, found: Span[] = []): readonly Span[] {
  if (node.type === "ProcessSubstitution" || (node.type === "CommandExpansion" && !node.text.startsWith("`"))) {
    found.push(node);
    return found;
  }
  forEachChild(node, (child) => void substitutionsIn(child, found));
  return found;
}
