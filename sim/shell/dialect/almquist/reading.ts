/**
 * A text read as dash and ash read it. The parser knows bash's grammar. What that has besides is to them plain words, other
 * operators, or a mistake: where the tree shows such a thing, the text is marked there with a backslash or a blank, which makes
 * of it what it is to them, and parsed again. Lines stay where they are.
 *
 * The same: what is a mistake, and the line of it. Simplified: a backslash that was put in is seen where a command is shown.
 */
import { forEachChild, type ParsedScript, parse, type SyntaxNode } from "unbash";
import { type Parsed, Source, type SyntaxProblem } from "../../source.ts";
import { VALID_NAME } from "../../variable.ts";
import type { Almquist } from "../dialect.ts";
import { describeProblem, mistake, unexpectedAt } from "./syntax.ts";

/** What bash alone knows, or knows otherwise, cannot be without one of these. */
const FOREIGN =
  /\[\[|\(\(|\b(?:function|select|coproc|time)\b|\$['"[]|&>|\|&|<<<|[<>]\(|;;?&|\w\[|\w\+=|\w=\(|\}[<>]|\d\d[<>]|![ \t]+!|[?*+@!]\(|\bfor\b|\(|`/;

interface Edit {
  readonly at: number;
  /** What is put in. */
  readonly mark: string;
}

/** What is wrong that the parser has no complaint about. */
interface Mistake {
  readonly position: number;
  readonly message: string;
  /** Where it is not that of the position. */
  readonly line?: number;
}

interface Findings {
  readonly edits: Edit[];
  mistake: Mistake | undefined;
}

/** Texts that are marked over and over are none that anybody writes. */
const MOST_ROUNDS = 200;

export function parseAlmquist(source: Source, dialect: Almquist): Parsed {
  let { text } = source;
  let script = parse(text);
  let found: Findings = { edits: [], mistake: undefined };
  if (FOREIGN.test(text)) {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      found = findForeign(text, script, dialect);
      if (found.edits.length === 0) break;
      text = marked(text, found.edits);
      script = parse(text);
    }
  }
  const read = text === source.text ? source : source.marked(text);
  const problem = firstProblem(read, script, found.mistake, dialect);
  return { source: read, script, problem };
}

function marked(text: string, edits: readonly Edit[]): string {
  let out = "";
  let from = 0;
  for (const { at, mark } of [...edits].sort((a, b) => a.at - b.at)) {
    out += text.slice(from, at) + mark;
    from = at;
  }
  return out + text.slice(from);
}

function firstProblem(
  source: Source,
  script: ParsedScript,
  own: Mistake | undefined,
  dialect: Almquist,
): SyntaxProblem | undefined {
  const errors: { readonly pos: number; readonly message: string }[] = [...(script.errors ?? [])];
  if (errors.length === 0 && /\$\(/.test(source.text)) collectInner(script, errors);
  errors.sort((a, b) => a.pos - b.pos);
  const [first] = errors;
  if (own !== undefined && (first === undefined || own.position <= first.pos)) {
    const { position, message, line } = own;
    const problem = mistake(source, position, message, false);
    return line === undefined ? problem : { ...problem, line };
  }
  return first === undefined ? undefined : describeProblem(source, errors, dialect);
}

/** What is wrong in `$( )`; backquotes are parsed when they run. */
function collectInner(script: ParsedScript, into: { readonly pos: number; readonly message: string }[]): void {
  const visit = (node: SyntaxNode): void => {
    if (node.type === "CommandExpansion" && node.text.startsWith("`")) return;
    if (node.type === "Script") into.push(...(node.errors ?? []));
    forEachChild(node, visit);
  };
  visit(script);
}

function findForeign(text: string, script: ParsedScript, dialect: Almquist): Findings {
  const found: Findings = { edits: [], mistake: undefined };
  const { words } = dialect;
  const mark = (at: number, by = "\\"): void => void found.edits.push({ at, mark: by });
  const note = (made: Mistake): void => {
    if (found.mistake === undefined || made.position < found.mistake.position) found.mistake = made;
  };
  const wrong = (position: number, message: string): void => note({ position, message: words.syntax(message) });
  const unexpected = (position: number, token: string, expecting?: string): void =>
    wrong(position, words.unexpected(token, expecting));
  const visit = (node: SyntaxNode): void => {
    switch (node.type) {
      case "TestCommand":
        if (dialect.bashLike) break;
        mark(node.pos);
        return;
      case "Select":
      case "Coproc":
        mark(node.pos);
        return;
      case "ArithmeticCommand":
        mark(node.pos + 1, " ");
        return;
      case "ArithmeticFor":
        wrong(node.pos, words.badLoopVariable);
        return;
      case "For":
        if (!VALID_NAME.test(node.name.text)) wrong(node.name.pos, words.badLoopVariable);
        break;
      case "Function": {
        if (text.startsWith("function", node.pos) && node.name.pos > node.pos && !dialect.bashLike) {
          mark(node.pos);
          return;
        }
        const { name } = node;
        if (node.body.type === "CompoundList" && node.body.commands.length === 1) {
          // Any command is a body.
          mark(node.body.pos, "{ ");
          mark(node.body.end, "; }");
        }
        if (!VALID_NAME.test(name.text) || dialect.special.has(name.text)) wrong(name.end, words.badFunctionName);
        break;
      }
      case "Pipeline": {
        let negations = 0;
        for (const prefix of node.prefixes) {
          if (prefix.type === "Time") {
            if (!dialect.bashLike) mark(prefix.pos);
          } else if (++negations === 2) unexpected(prefix.pos, '"!"');
        }
        node.operators.forEach((operator, at) => {
          const before = node.commands[at];
          if (operator === "|&" && before !== undefined) {
            const place = text.indexOf("|&", before.end);
            if (place >= 0) mark(place + 1, " ");
          }
        });
        break;
      }
      case "HereString":
        unexpected(node.pos, "redirection");
        return;
      case "Redirect": {
        const { descriptor, operator } = node;
        if (descriptor?.type === "FileDescriptorVariable") mark(descriptor.pos);
        else if (descriptor !== undefined && descriptor.end - descriptor.pos > 1) mark(descriptor.pos);
        else if ((operator === "&>" || operator === "&>>") && !dialect.bashLike)
          mark(text.indexOf("&>", node.pos) + 1, " ");
        break;
      }
      case "ProcessSubstitution":
        if (dialect.bashLike) break;
        unexpected(node.pos + 1, '"("');
        return;
      case "ExtendedGlob":
        unexpected(node.pos + 1, '"("');
        return;
      case "AnsiCQuoted":
        if (dialect.bashLike) return;
        mark(node.pos);
        return;
      case "LocaleString":
        mark(node.pos);
        return;
      case "ArithmeticExpansion":
        if (node.text.startsWith("$[")) mark(node.pos);
        return;
      case "Assignment": {
        const after = node.pos + node.name.length;
        if (node.index !== undefined || node.append) mark(after);
        else if (node.value.type === "ArrayValue") unexpected(node.value.pos, '"("');
        if (node.value.type === "ArrayValue") return;
        break;
      }
      case "CaseItem":
        if (node.terminator === ";&") mark(text.lastIndexOf(";&", node.end - 1) + 1, " ");
        else if (node.terminator === ";;&") unexpected(node.end, "word", '")"');
        break;
      case "Command": {
        const behind = node.name === undefined ? "" : text.slice(node.name.end);
        if (/^[ \t]*\((?!\))/.test(behind)) {
          const open = text.indexOf("(", node.name?.end);
          wrong(open, unexpectedAt(text, open + 1, dialect, '")"'));
        }
        break;
      }
      case "CommandExpansion":
        if (!node.text.startsWith("`")) break;
        if (node.script?.errors !== undefined) {
          // It is parsed with the rest, as a text of its own.
          const inner = new Source(node.script.source ?? node.text.slice(1, -1), "");
          const { problem } = parseAlmquist(inner, dialect);
          if (problem !== undefined) note({ position: node.pos, message: problem.message, line: problem.line });
        }
        return;
    }
    forEachChild(node, visit);
  };
  visit(script);
  return found;
}
