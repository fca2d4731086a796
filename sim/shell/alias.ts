/** Aliases (bash(1), ALIASES): replaced in the text of commands before it is run. */
import { type Command, forEachChild, parse, type SyntaxNode } from "unbash";

/**
 * The text with the command names that are aliases replaced. An alias is not replaced inside its own value; one that
 * ends in a blank lets the next word be an alias too.
 */
export function expandAliases(text: string, aliases: ReadonlyMap<string, string>): string {
  let current = text;
  const used: { start: number; end: number; name: string }[] = [];
  for (let rounds = 0; rounds < 100; rounds++) {
    const found = firstAlias(current, aliases, used);
    if (found === undefined) return current;
    const value = aliases.get(found.name) ?? "";
    const grown = value.length - (found.end - found.start);
    for (const range of used) {
      if (range.start >= found.end) {
        range.start += grown;
        range.end += grown;
      } else if (range.end >= found.end) range.end += grown;
    }
    used.push({ start: found.start, end: found.start + value.length, name: found.name });
    current = current.slice(0, found.start) + value + current.slice(found.end);
  }
  return current;
}

function firstAlias(
  text: string,
  aliases: ReadonlyMap<string, string>,
  used: readonly { readonly start: number; readonly end: number; readonly name: string }[],
): { readonly start: number; readonly end: number; readonly name: string } | undefined {
  let first: { start: number; end: number; name: string } | undefined;
  const consider = (name: string, start: number): void => {
    if (!aliases.has(name)) return;
    if (first !== undefined && first.start <= start) return;
    if (used.some((range) => range.name === name && start >= range.start && start < range.end)) return;
    first = { start, end: start + name.length, name };
  };
  const visit = (node: SyntaxNode): void => {
    if (node.type === "Command") considerCommand(node);
    if (node.type === "Function" && node.name.pos === node.pos) consider(node.name.text, node.name.pos);
    forEachChild(node, visit);
  };
  const considerCommand = (node: Command): void => {
    if (node.name === undefined) return;
    consider(node.name.text, node.name.pos);
    for (const range of used) {
      if (!/[ \t]$/.test(text.slice(range.start, range.end))) continue;
      const next = node.suffix.find(({ pos }) => pos >= range.end);
      if (next?.type === "Word" && text.slice(range.end, next.pos).trim() === "") consider(next.text, next.pos);
    }
  };
  visit(parse(text));
  return first;
}
