/**
 * Words in which nothing splits, matches or waits: most words of most scripts. What such a word is made of is read once; loops
 * put the values together as often as they come round.
 */
import type { DoubleQuotedChild, Word, WordPart } from "unbash";
import type { Shell } from "../shell.ts";
import { plainSum } from "./plain-arithmetic.ts";

type Piece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "variable"; readonly name: string; readonly quoted: boolean }
  | { readonly kind: "sum"; readonly text: string; readonly quoted: boolean };

/** A text that stands for itself, or pieces whose values make it. */
export type PlainWord = string | readonly Piece[];

/** A word that stands for itself. */
const PLAIN = /^[A-Za-z0-9_./:,+@%^-][A-Za-z0-9_./:,+@%^=-]*$/;
const PLAIN_CODES = codes(PLAIN);
/** A value that is one field as it stands. */
const UNSPLIT = /^[A-Za-z0-9_.:/@%+,-]+$/;
const UNSPLIT_CODES = codes(UNSPLIT);
const EQUALS = 61;
/** So short a text is read by a table: a call of an expression costs more. */
const SHORT = 16;

function codes(of: RegExp): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, code) => (of.test(String.fromCharCode(code)) ? 1 : 0));
}

export function isPlain(text: string): boolean {
  const { length } = text;
  if (length === 0 || length > SHORT) return PLAIN.test(text);
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 128 || (PLAIN_CODES[code] === 0 && (code !== EQUALS || i === 0))) return false;
  }
  return true;
}

function isUnsplit(value: string): boolean {
  const { length } = value;
  if (length === 0 || length > SHORT) return UNSPLIT.test(value);
  for (let i = 0; i < length; i++) {
    const code = value.charCodeAt(i);
    if (code >= 128 || UNSPLIT_CODES[code] === 0) return false;
  }
  return true;
}

const known = new WeakMap<Word, PlainWord | "other">();

/** What a word is made of; undefined for words of other kinds. */
export function plainWordOf(word: Word): PlainWord | undefined {
  if (isPlain(word.text)) return word.text;
  let plain = known.get(word);
  if (plain === undefined) known.set(word, (plain = read(word) ?? "other"));
  return typeof plain === "string" ? undefined : plain;
}

function read({ parts }: Word): readonly Piece[] | undefined {
  if (parts === undefined) return undefined;
  const pieces: Piece[] = [];
  for (const part of parts) {
    if (part.type === "DoubleQuoted") {
      for (const inner of part.parts) {
        const piece = pieceOf(inner, true);
        if (piece === undefined) return undefined;
        pieces.push(piece);
      }
    } else {
      const piece = pieceOf(part, false);
      if (piece === undefined) return undefined;
      pieces.push(piece);
    }
  }
  return pieces;
}

function pieceOf(part: WordPart | DoubleQuotedChild, quoted: boolean): Piece | undefined {
  switch (part.type) {
    case "Literal":
      if (quoted) return { kind: "text", text: part.value };
      return /[\\~{}*?[\]]/.test(part.text) ? undefined : { kind: "text", text: part.text };
    case "SingleQuoted":
      return { kind: "text", text: part.value };
    case "SimpleExpansion":
      return part.text === "$_" ? undefined : { kind: "variable", name: part.text.slice(1), quoted };
    case "ArithmeticExpansion":
      return { kind: "sum", text: arithmeticIn(part.text), quoted };
    default:
      return undefined;
  }
}

/** What stands in `$(( ))` or `$[ ]`. */
export function arithmeticIn(text: string): string {
  return text.startsWith("$[") ? text.slice(2, -1) : text.slice(3, -2);
}

/** The one text of such a word. Undefined when that is not certain; nothing has happened then. */
export function textOfPlain(shell: Shell, plain: PlainWord): string | undefined {
  if (typeof plain === "string") return plain;
  let text = "";
  let splits = false;
  for (let i = 0; i < plain.length; i++) {
    const piece = plain[i] as Piece;
    if (piece.kind === "text") {
      text += piece.text;
      continue;
    }
    const value = piece.kind === "variable" ? scalarOf(shell, piece.name) : plainSum(shell, piece.text);
    if (value === undefined) return undefined;
    if (!piece.quoted) {
      if (typeof value === "string" && !isUnsplit(value)) return undefined;
      splits = true;
    }
    text += value;
  }
  return splits && shell.parameters.fieldSeparators() !== " \t\n" ? undefined : text;
}

/** The value of an ordinary scalar. */
function scalarOf(shell: Shell, name: string): string | undefined {
  const variable = shell.variables.get(name);
  return variable === undefined || variable.reference ? undefined : variable.value;
}

/** Both at once. */
export function plainText(shell: Shell, word: Word): string | undefined {
  const plain = plainWordOf(word);
  return plain === undefined ? undefined : textOfPlain(shell, plain);
}
