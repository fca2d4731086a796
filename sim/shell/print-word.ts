/**
 * Words as bash keeps them: what it has read in `$( )` and `<( )` printed again, `$'...'` decoded, lines joined, the elements of an
 * array side by side (parse.y: parse_comsub, parse_matched_pair, parse_compound_assignment). Backquotes stay as they were written.
 */
import { forEachChild, type ParsedScript, type SyntaxNode } from "unbash";
import { decodeEscapes } from "./expand/escape.ts";

/** Prints what stands between the parentheses of a substitution. */
type PrintScript = (script: ParsedScript) => string;

/** What bash keeps of a part of `source` that it has read as `node`. */
export function textAsRead(source: string, node: SyntaxNode, print: PrintScript): string {
  const written = source.slice(node.pos, node.end);
  if (!/[$<>]\(|\$['"]|=\(|\\\n/.test(written)) return written;
  let text = "";
  let from = node.pos;
  const put = (each: SyntaxNode, instead: string): void => {
    text += source.slice(from, each.pos) + instead;
    from = each.end;
  };
  const visit = (each: SyntaxNode, quoted: boolean): void => {
    switch (each.type) {
      case "ArithmeticCommandExpansion":
      case "CommandExpansion":
      case "ProcessSubstitution":
        if (each.script !== undefined && each.text.endsWith(")") && source.startsWith(each.text, each.pos))
          put(each, inParentheses(each.text.slice(0, 2), print(each.script)));
        return;
      case "AnsiCQuoted": {
        const value = decodeEscapes(each.text.slice(2, -1), "ansi").text;
        put(each, quoted ? value : `'${value.replaceAll("'", "'\\''")}'`);
        return;
      }
      case "ArrayValue":
        put(each, `(${each.elements.map((element) => textAsRead(source, element, print)).join(" ")})`);
        return;
      case "Literal":
        if (each.text.includes("\\\n") && source.startsWith(each.text, each.pos))
          put(each, each.text.replaceAll("\\\n", ""));
        return;
      case "Word":
        if (each.parts !== undefined) break;
        if (!/['"]/.test(each.text) && source.startsWith(each.text, each.pos))
          put(each, each.text.replaceAll("\\\n", ""));
        return;
      case "ExtendedGlob":
        return;
      case "LocaleString":
        put({ ...each, end: each.pos + 1 }, "");
        break;
      default:
    }
    // Quotes within the braces are none where a value is only put in, and are some where it is compared with.
    const compares =
      each.type === "ParameterExpansion" && /^(?:Remove|Replace|Case)/.test(each.operation?.type ?? "")
        ? false
        : quoted;
    const within = each.type === "DoubleQuoted" || each.type === "LocaleString" || compares;
    forEachChild(each, (child) => visit(child, within));
  };
  visit(node, false);
  return text + source.slice(from, node.end);
}

/** Right behind the first parenthesis another one would begin arithmetic. */
const inParentheses = (opening: string, text: string): string => `${opening}${text.startsWith("(") ? " " : ""}${text})`;
