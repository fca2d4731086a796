/**
 * Reads a lesson's text in one language: Markdown whose second-level headings name the steps (`## Title {#step-id}`).
 * A fenced block marked with a terminal's id holds command lines, one marked `output` what they print, and a third-level
 * heading `### Hint` starts what is shown on request.
 */
import { lexer, Marked, type Token, type TokensList } from "marked";

export type TextBlock =
  | { readonly kind: "prose"; readonly html: string }
  | { readonly kind: "commands"; readonly terminal: string; readonly lines: readonly string[] }
  | { readonly kind: "output"; readonly text: string };

export interface StepText {
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly TextBlock[];
  readonly hint: readonly TextBlock[];
}

export interface LessonText {
  readonly title: string;
  readonly introduction: readonly TextBlock[];
  readonly steps: readonly StepText[];
}

// Lessons are part of the program, but a lesson has no need of raw HTML, so none gets through.
const marked = new Marked({ renderer: { html: ({ text }) => escapeHtml(text) } });

/** A line break between two Chinese characters is a matter of the source's width; between words it is a space. */
const WIDE_BREAK = /(?<=[\u3000-\u9fff\uff00-\uffef])\n(?=[\u3000-\u9fff\uff00-\uffef])/g;

/** Throws nothing: what is not understood is prose. */
export function parseLessonText(source: string): LessonText {
  const tokens = lexer(source.replace(WIDE_BREAK, ""));
  let title = "";
  const introduction: TextBlock[] = [];
  const steps: { id: string; title: string; blocks: TextBlock[]; hint: TextBlock[] }[] = [];
  let into = introduction;
  for (const token of tokens) {
    if (token.type === "heading" && token.depth === 1) {
      title = token.text;
    } else if (token.type === "heading" && token.depth === 2) {
      const [, heading = token.text, id = ""] = /^(.*?)\s*\{#([a-z0-9-]+)\}\s*$/.exec(token.text) ?? [];
      const step = { id, title: heading, blocks: [], hint: [] };
      steps.push(step);
      into = step.blocks;
    } else if (token.type === "heading" && token.depth === 3) {
      const step = steps.at(-1);
      if (step) into = step.hint;
    } else {
      const block = blockOf(token, tokens.links);
      if (block) into.push(block);
    }
  }
  return { title, introduction, steps };
}

function blockOf(token: Token, links: TokensList["links"]): TextBlock | undefined {
  if (token.type === "space") return undefined;
  if (token.type === "code" && token.lang) {
    if (token.lang === "output") return { kind: "output", text: token.text };
    return { kind: "commands", terminal: token.lang, lines: token.text.split("\n") };
  }
  return { kind: "prose", html: marked.parser(Object.assign([token], { links })) };
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

/** The command lines of a step in their order, to compare with its solution. */
export function commandsOf(step: StepText): { readonly in: string; readonly run: string }[] {
  return step.blocks.flatMap((block) =>
    block.kind === "commands" ? block.lines.map((run) => ({ in: block.terminal, run })) : [],
  );
}
