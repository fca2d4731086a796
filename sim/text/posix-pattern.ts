/** Patterns of POSIX as the text tools take them: one expression, or several of which any may fit. */
import type { Node } from "../../core/regex/node.ts";
import { textNode } from "../../core/regex/node.ts";
import { type PosixOptions, parsePosix } from "../../core/regex/posix.ts";
import { TooBig } from "../../core/regex/program.ts";
import { Regex } from "../../core/regex/regex.ts";

export type Pattern =
  | { readonly regex: Regex; readonly strays?: readonly string[] }
  | { readonly error: string }
  | { readonly unmodelled: string };

export interface PatternOptions extends Omit<PosixOptions, "extended" | "groupsBefore"> {
  readonly kind: "basic" | "extended" | "fixed";
  /** Where it has to stand: at the beginning, as the whole line, as whole words. */
  readonly where?: "start" | "line" | "words";
}

/** An expression where it is wanted. */
export function placed(node: Node, where: PatternOptions["where"]): Node {
  if (where === undefined) return node;
  const before = where === "words" ? "noWordBefore" : where === "line" ? "lineStart" : "textStart";
  const parts: Node[] = [{ kind: "assert", what: before }, node];
  if (where !== "start") parts.push({ kind: "assert", what: where === "words" ? "noWordAfter" : "lineEnd" });
  return { kind: "cat", parts };
}

/** Reads several patterns, any of which may fit. */
export function posixPattern(patterns: readonly string[], { kind, where, ...options }: PatternOptions): Pattern {
  const branches: Node[] = [];
  const strays: string[] = [];
  let groups = 0;
  for (const pattern of patterns) {
    if (kind === "fixed") {
      branches.push(textNode(pattern, options.ignoreCase ?? false));
      continue;
    }
    const parsed = parsePosix(pattern, { ...options, extended: kind === "extended", groupsBefore: groups });
    if ("error" in parsed) return parsed;
    branches.push(parsed.node);
    strays.push(...parsed.strays);
    groups = parsed.groups;
  }
  const node: Node = branches.length === 1 ? (branches[0] as Node) : { kind: "alt", branches };
  try {
    return { regex: new Regex(placed(node, where), { groups, lines: options.lines ?? false }), strays };
  } catch (error) {
    if (error instanceof TooBig) return { error: "Regular expression too big" };
    throw error;
  }
}
