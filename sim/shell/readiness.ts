/** Is a command text whole, or does the prompt ask for more? */
import { forEachChild, type SyntaxNode } from "unbash";
import { type Grammar, type Parsed, parseSource, Source } from "./source.ts";

/** Whether a command text may run, and if not, what history puts between it and the next line. */
export type Readiness =
  | { readonly kind: "complete" }
  | {
      readonly kind: "incomplete";
      readonly joiner: "\n" | "; " | " " | "";
      /** What the next line is a part of that is no code: a quoted text, a here-document. */
      readonly within?: "'" | '"' | "document";
    };

/** Behind these bash joins with a blank, as a semicolon would be wrong there. */
const CONTINUES =
  /(?:^|[\s;&|(){])(?:do|then|else|elif|in|if|while|until|!)$|(?:^|[\s;&|()])\{$|[|&(;]$|\)$|\w\+?=\([^()]*$|\[\[[^\]]*$/;
const OPEN_BRACE = /(?:^|[\s;&|()])\{$/;

/** Whether command text is whole, and how history joins its lines (cmdhist). `name` is the shell's, for messages. */
export function readinessOf(text: string, name: string, grammar?: Grammar): Readiness {
  const parsed = parseSource(new Source(text, name), grammar);
  const { problem } = parsed;
  if (/(^|[^\\])(\\\\)*\\$/.test(text) && problem?.message.includes("matching `''") !== true) {
    return { kind: "incomplete", joiner: "" };
  }
  if (problem === undefined) {
    return hasOpenDocument(parsed) ? { kind: "incomplete", joiner: "\n", within: "document" } : { kind: "complete" };
  }
  const trimmed = text.trimEnd();
  // The parser complains about the brace itself when nothing stands behind it yet.
  if (!problem.incomplete && !OPEN_BRACE.test(trimmed)) return { kind: "complete" };
  if (CONTINUES.test(trimmed) && !/matching `["'`}]'/.test(problem.message) && !/\$\($/.test(trimmed)) {
    return { kind: "incomplete", joiner: " " };
  }
  const quote = /matching `(["'])'/.exec(problem.message)?.[1];
  return {
    kind: "incomplete",
    joiner: /matching `/.test(problem.message) || text.includes("<<") ? "\n" : "; ",
    ...(quote === "'" || quote === '"' ? { within: quote } : hasOpenDocument(parsed) ? { within: "document" } : {}),
  };
}

/** A here-document whose last line is still to come. */
function hasOpenDocument(parsed: Parsed): boolean {
  if (!parsed.source.text.includes("<<")) return false;
  let open = false;
  const visit = (node: SyntaxNode): void => {
    if ("redirects" in node) {
      for (const redirect of node.redirects)
        if (redirect.type === "HereDoc" && redirect.closing === undefined) open = true;
    }
    forEachChild(node, visit);
  };
  visit(parsed.script);
  return open;
}
