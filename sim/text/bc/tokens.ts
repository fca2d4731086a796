/** What a text of bc is cut into. */

export type Token = { readonly kind: "number" | "name" | "string" | "mark" | "end"; readonly text: string };

export const END: Token = { kind: "end", text: "" };

/** The tokens of whole lines; what is none is told and passed over. */
export function tokensOf(text: string, say: (char: string, before: number) => void): Token[] {
  const tokens: Token[] = [];
  let rest = text.replace(/\\\n/g, "");
  while (rest !== "") {
    const match =
      /^(?:[ \t]+|#[^\n]*|\/\*[\s\S]*?\*\/)|^([0-9A-F]+\.?[0-9A-F]*|\.[0-9A-F]+)|^([a-z][a-z0-9_]*)|^"([^"]*)"|^(\+\+|--|[-+*/%^]=|==|!=|<=|>=|&&|\|\||[-+*/%^=<>!(){};,\n[\]])/.exec(
        rest,
      );
    if (match === null) {
      say(rest[0] ?? "", text.length - rest.length);
      rest = rest.startsWith('"') ? "" : rest.slice(1);
      continue;
    }
    rest = rest.slice(match[0].length);
    if (match[1] !== undefined) tokens.push({ kind: "number", text: match[1] });
    else if (match[2] !== undefined) tokens.push({ kind: "name", text: match[2] });
    else if (match[3] !== undefined) tokens.push({ kind: "string", text: match[3] });
    else if (match[4] !== undefined) tokens.push({ kind: "mark", text: match[4] });
  }
  return tokens;
}

/** How long the first line of a text is: a string, a comment and a backslash at its end go on; 0 when it has no end. */
export function lineEnd(text: string): number {
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1)) {
    const line = text.slice(0, end + 1);
    if (!/\\\n$/.test(line) && !isOpen(line)) return line.length;
  }
  return 0;
}

/** Whether a text ends in the middle of a string or of a comment. */
const isOpen = (text: string): boolean => /["]|\/\*/.test(text.replace(/#[^\n]*|\/\*[\s\S]*?\*\/|"[^"]*"/g, ""));
