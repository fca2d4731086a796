/** What a script asks of a shell, apart from the programs it starts: of cases that ask the same, a few are enough. */
import { parse } from "unbash";
import { BUILTINS } from "../../sim/shell/builtin/table.ts";

/** At most `most` of the cases that are of the same syntax, at even distances from the first to the last. */
export function sampleBySyntax<Case extends { readonly script: string }>(
  cases: readonly Case[],
  most: number,
): readonly Case[] {
  const alike = new Map<string, Case[]>();
  for (const each of cases) {
    const syntax = syntaxOf(each.script);
    alike.set(syntax, [...(alike.get(syntax) ?? []), each]);
  }
  return [...alike.values()].flatMap((group) => {
    const every = Math.max(1, group.length / most);
    return group.filter((_, index) => Math.floor(index / every) !== Math.floor((index - 1) / every));
  });
}

/**
 * The kinds of syntax and the builtins in a script, each once: `Command Pipeline Script Statement Word read |`. Which
 * programs it starts, with which words, makes no difference.
 */
function syntaxOf(script: string): string {
  const kinds = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    if ("type" in node) kinds.add(String(node.type));
    if ("operator" in node) kinds.add(String(node.operator));
    if ("operators" in node && Array.isArray(node.operators))
      for (const each of node.operators) kinds.add(String(each));
    if ("background" in node && node.background === true) kinds.add("&");
    if ("name" in node && "suffix" in node) kinds.add(builtinOf(node.name));
    Object.values(node).forEach(visit);
  };
  visit(parse(script));
  return [...kinds].sort().join(" ");
}

function builtinOf(name: unknown): string {
  const word = typeof name === "object" && name !== null && "value" in name ? String(name.value) : "";
  return BUILTINS.has(word) ? word : "";
}
