/** `x=<(cmd)`, `--file=<(cmd)`: a process substitution is a part of the word that it stands in, where the parser ends the word before it. */
import { type Assignment, type CommandNode, forEachChild, type SyntaxNode, type Word, type WordPart } from "unbash";

type Command = Extract<CommandNode, { type: "Command" }>;
type Changeable<T> = { -readonly [K in keyof T]: T[K] };

/** A text in which a process substitution may stand behind something. */
const ADJACENT = /[^\s;&|(<>][<>]\(/;

/** Joins, in a tree just made from `text`, what stands side by side in one word. */
export function joinAdjacent(text: string, root: SyntaxNode): void {
  if (!ADJACENT.test(text)) return;
  const visit = (node: SyntaxNode): void => {
    if (node.type === "Command") joinWords(node);
    forEachChild(node, visit);
  };
  visit(root);
}

function joinWords(node: Changeable<Command>): void {
  const { name } = node;
  const joined: (Assignment | Command["suffix"][number])[] = [];
  for (const each of [...node.prefix, ...(name === undefined ? [] : [name]), ...node.suffix]) {
    const last = joined.at(-1);
    const together = last !== undefined && each.type === "Word" ? join(last, each) : undefined;
    if (together === undefined) joined.push(each);
    else joined[joined.length - 1] = together;
  }
  if (joined.length === node.prefix.length + (name === undefined ? 0 : 1) + node.suffix.length) return;
  // What the substitution was the command's name for may be further assignments.
  let at = 0;
  const prefix: Assignment[] = [];
  for (; at < joined.length; at++) {
    const each = joined[at];
    const assignment = each?.type === "Word" ? asAssignment(each) : each?.type === "Assignment" ? each : undefined;
    if (assignment === undefined) break;
    prefix.push(assignment);
  }
  const first = joined[at];
  node.prefix = prefix;
  node.name = first?.type === "Word" ? first : undefined;
  node.suffix = joined.slice(first?.type === "Word" ? at + 1 : at) as Command["suffix"];
}

const substitutes = (part: WordPart | undefined): boolean => part?.type === "ProcessSubstitution";

function join(left: Assignment | Command["suffix"][number], right: Word): Word | Assignment | undefined {
  if (left.type === "Assignment") {
    if (left.value?.type !== "Word" || left.end !== right.pos) return undefined;
    const value = left.value.text === "" ? right : joinTwo(left.value, right);
    if (value === undefined) return undefined;
    const { pos, name, append, index, text } = left;
    return { type: "Assignment", pos, end: right.end, text: text + right.text, name, append, index, value };
  }
  return left.type === "Word" && left.end === right.pos ? joinTwo(left, right) : undefined;
}

function joinTwo(left: Word, right: Word): Word | undefined {
  if (!substitutes(left.parts?.at(-1)) && !substitutes(right.parts?.[0])) return undefined;
  return {
    type: "Word",
    pos: left.pos,
    end: right.end,
    text: left.text + right.text,
    value: left.value + right.value,
    parts: [...partsOf(left), ...partsOf(right)],
  };
}

const partsOf = ({ parts, pos, end, text, value }: Word): readonly WordPart[] =>
  parts ?? [{ type: "Literal", pos, end, text, value }];

/** `NAME=...` that was read as a word. */
function asAssignment(word: Word): Assignment | undefined {
  const match = /^([A-Za-z_]\w*)(\+?)=/.exec(word.text);
  if (match === null) return undefined;
  const [head, name = ""] = match;
  const [first, ...rest] = partsOf(word);
  if (first?.type !== "Literal" || !first.text.startsWith(head)) return undefined;
  const pos = word.pos + head.length;
  const left: WordPart[] =
    first.text === head
      ? []
      : [
          {
            type: "Literal",
            pos,
            end: first.end,
            text: first.text.slice(head.length),
            value: first.value.slice(head.length),
          },
        ];
  const value: Word = {
    type: "Word",
    pos,
    end: word.end,
    text: word.text.slice(head.length),
    value: word.value.slice(head.length),
    parts: [...left, ...rest],
  };
  const { end, text } = word;
  return {
    type: "Assignment",
    pos: word.pos,
    end,
    text,
    name,
    index: undefined,
    append: match[2] === "+",
    value,
  };
}
