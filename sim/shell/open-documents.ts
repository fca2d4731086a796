/**
 * Here-documents in a text: those that its end closes, of which bash warns when it has read them (make_here_document), and what may
 * not stand behind one.
 */
import { forEachChild, type HereDoc, type ParsedScript, type SyntaxNode } from "unbash";
import type { Parsed } from "./source.ts";

/** The documents of a node. Those in backquotes are read when these run. */
function documentsIn(node: SyntaxNode, found: HereDoc[] = []): readonly HereDoc[] {
  if (node.type === "CommandExpansion" && node.text.startsWith("`")) return found;
  if ("redirects" in node) for (const redirect of node.redirects) if (redirect.type === "HereDoc") found.push(redirect);
  forEachChild(node, (child) => void documentsIn(child, found));
  return found;
}

/** Those that nothing closes. */
const openIn = (node: SyntaxNode): readonly HereDoc[] =>
  documentsIn(node).filter(({ closing, delimiter }) => closing === undefined && (delimiter?.text ?? "") !== "");

/** Where the line behind a document begins with an operator: the end of the document's own line was one already. */
export function operatorBehindDocument(text: string, script: ParsedScript): number | undefined {
  if (!text.includes("<<")) return undefined;
  const documents = documentsIn(script);
  const bodies = new Set(documents.map(({ body }) => body.pos));
  for (const { closing } of documents) {
    if (closing === undefined || text[closing.end] !== "\n" || bodies.has(closing.end + 1)) continue;
    const [, blanks = "", operator] = /^([ \t]*)(;(?![;&])|&|\|)?/.exec(text.slice(closing.end + 1)) ?? [];
    if (operator !== undefined) return closing.end + 1 + blanks.length;
  }
  return undefined;
}

export interface OpenDocuments {
  /** The command at the top before which they are told of: the first on the line that they are on. */
  readonly before: number;
  /** The last line of the text, where they end. */
  readonly line: number;
  /** What is printed. */
  readonly warnings: string;
}

/** Undefined when all documents of a text are closed. */
export function openDocuments({ source, script }: Parsed): OpenDocuments | undefined {
  if (!source.text.includes("<<")) return undefined;
  const { commands } = script;
  const line = source.lineOf(Math.max(0, source.text.length - 1));
  let before = commands.findIndex((statement) => openIn(statement).length > 0);
  if (before < 0) return undefined;
  const warnings = commands
    .flatMap((statement) => openIn(statement))
    .sort((a, b) => a.body.pos - b.body.pos || a.pos - b.pos)
    .map(({ delimiter, body }) => {
      // It begins behind the line that was read last.
      const at = source.text[body.pos - 1] === "\n" ? source.lineOf(body.pos - 1) : line;
      const wanted = delimiter?.value ?? "";
      return `${source.name}: line ${line}: warning: here-document at line ${Math.min(at, line)} delimited by end-of-file (wanted \`${wanted}')\n`;
    })
    .join("");
  const place = (index: number, edge: "pos" | "end"): number => source.lineOf(commands[index]?.[edge] ?? 0);
  while (before > 0 && place(before - 1, "end") === place(before, "pos")) before--;
  return { before, line, warnings };
}
