/** The line being edited: text, point, mark, and how to undo, as readline's rl_line_buffer and rl_undo_list have them. */
import { bytesOfText } from "../../core/text-bytes.ts";
import { codePointLength, nextCharacter, previousCharacter } from "./width.ts";

type UndoEntry =
  | { readonly kind: "insert"; readonly start: number; end: number }
  | { readonly kind: "delete"; readonly start: number; readonly text: string }
  | { readonly kind: "begin" }
  | { readonly kind: "end" };

/** Octets of typed characters that one undo takes back together. */
const TYPED_TOGETHER = 20;
const WORD = /^[\p{L}\p{N}\p{M}]$/u;

/** A line that is left for a while, with what undo needs. */
export interface SavedLine {
  readonly text: string;
  readonly undo: readonly UndoEntry[];
}

export class EditBuffer {
  #text = "";
  #undo: UndoEntry[] = [];
  /** Groups of changes that are not complete. */
  #open = 0;
  point = 0;
  mark = 0;

  get text(): string {
    return this.#text;
  }

  /** Whether there is anything to undo. */
  get modified(): boolean {
    return this.#undo.length > 0;
  }

  save(): SavedLine {
    return { text: this.#text, undo: this.#undo.map((entry) => ({ ...entry })) };
  }

  /** Replaces everything, with the undo list that belongs to it; point goes to the end. */
  restore(line: SavedLine): void {
    this.#text = line.text;
    this.#undo = line.undo.map((entry) => ({ ...entry }));
    this.point = this.#text.length;
    this.mark = Math.min(this.mark, this.#text.length);
  }

  insert(text: string): void {
    if (text === "") return;
    const start = this.point;
    this.#text = this.#text.slice(0, start) + text + this.#text.slice(start);
    const last = this.#undo.at(-1);
    if (
      text.length === 1 &&
      text < "\x80" &&
      last?.kind === "insert" &&
      last.end === start &&
      this.#octets(last.start, last.end) < TYPED_TOGETHER
    ) {
      last.end += text.length;
    } else {
      this.#undo.push({ kind: "insert", start, end: start + text.length });
    }
    this.point = start + text.length;
  }

  #octets(from: number, to: number): number {
    const text = this.#text.slice(from, to);
    return /^[\0-\x7f]*$/.test(text) ? text.length : bytesOfText(text).length;
  }

  /** Deletes between two places; answers with what was there. Point follows. */
  remove(from: number, to: number): string {
    const [start, end] = from < to ? [from, to] : [to, from];
    const text = this.#text.slice(start, end);
    if (text === "") return "";
    this.#text = this.#text.slice(0, start) + this.#text.slice(end);
    this.#undo.push({ kind: "delete", start, text });
    if (this.point > end) this.point -= end - start;
    else if (this.point > start) this.point = start;
    this.mark = Math.min(this.mark, this.#text.length);
    return text;
  }

  /** Everything that `change` does is undone in one step. */
  together(change: () => void): void {
    this.open();
    change();
    this.close();
  }

  /** What is done up to `close` is undone in one step. */
  open(): void {
    this.#undo.push({ kind: "begin" });
    this.#open++;
  }

  close(): void {
    this.#undo.push({ kind: "end" });
    this.#open--;
  }

  closeAll(): void {
    while (this.#open > 0) this.close();
  }

  /** The text of the n-th last change; nothing where that is no insertion. */
  insertedLast(n: number): string {
    const change = this.#undo.at(-1 - n);
    return change?.kind === "insert" ? this.#text.slice(change.start, change.end) : "";
  }

  /** Lets `go` run as if a blank stood behind the line. */
  withBlank(go: () => void): void {
    this.#text += " ";
    go();
    this.#text = this.#text.slice(0, -1);
    this.point = Math.min(this.point, this.#text.length);
    this.mark = Math.min(this.mark, this.#text.length);
  }

  /** `change` puts another text between two places, which is undone in one step; nothing where there is nothing. */
  rewrite(from: number, to: number, change: (text: string) => string): void {
    if (from === to) return;
    this.together(() => {
      const text = this.remove(from, to);
      this.point = from;
      this.insert(change(text));
    });
  }

  /** Undo goes back to here at most. */
  forgetChanges(): void {
    this.#undo = [];
    this.#open = 0;
  }

  /** Replaces the whole text as one change, point to the end. */
  replace(text: string): void {
    this.together(() => {
      this.remove(0, this.#text.length);
      this.point = 0;
      this.insert(text);
    });
  }

  /** Takes the last change back; false when there is none. */
  undo(): boolean {
    if (this.#undo.length === 0) return false;
    let depth = 0;
    do {
      const entry = this.#undo.pop();
      if (entry === undefined) break;
      if (entry.kind === "end") depth++;
      else if (entry.kind === "begin") depth--;
      else if (entry.kind === "insert") {
        this.#text = this.#text.slice(0, entry.start) + this.#text.slice(entry.end);
        this.point = entry.start;
      } else {
        this.#text = this.#text.slice(0, entry.start) + entry.text + this.#text.slice(entry.start);
        this.point = entry.start + entry.text.length;
      }
    } while (depth > 0);
    this.mark = Math.min(this.mark, this.#text.length);
    return true;
  }

  next(at: number = this.point): number {
    return nextCharacter(this.#text, at);
  }

  previous(at: number = this.point): number {
    return previousCharacter(this.#text, at);
  }

  #isWordAt(at: number): boolean {
    return WORD.test(this.#text.slice(at, at + codePointLength(this.#text, at)));
  }

  /** Where the word at or after `at` ends; words are letters and digits. */
  wordEnd(at: number = this.point): number {
    let end = at;
    while (end < this.#text.length && !this.#isWordAt(end)) end = this.next(end);
    while (end < this.#text.length && this.#isWordAt(end)) end = this.next(end);
    return end;
  }

  /** Where the word before `at` starts. */
  wordStart(at: number = this.point): number {
    let start = at;
    while (start > 0 && !this.#isWordAt(this.previous(start))) start = this.previous(start);
    while (start > 0 && this.#isWordAt(this.previous(start))) start = this.previous(start);
    return start;
  }

  /** Where the text between blanks before `at` starts. */
  blankWordStart(at: number = this.point): number {
    let start = at;
    while (start > 0 && isBlank(this.#text[start - 1])) start--;
    while (start > 0 && !isBlank(this.#text[start - 1])) start--;
    return start;
  }
}

export function isBlank(char: string | undefined): boolean {
  return char === " " || char === "\t";
}

/** What was killed, newest last; readline keeps ten. */
export class KillRing {
  readonly #kills: string[] = [];
  #index = 0;

  /** Adds a kill, or extends the newest one when kills follow each other. */
  add(text: string, how: "new" | "append" | "prepend" | "replace"): void {
    const last = this.#kills.length - 1;
    const newest = this.#kills[last];
    if (how === "new" || newest === undefined) {
      this.#kills.push(text);
      if (this.#kills.length > 10) this.#kills.shift();
    } else this.#kills[last] = how === "append" ? newest + text : how === "prepend" ? text + newest : text;
    this.#index = this.#kills.length - 1;
  }

  current(): string | undefined {
    return this.#kills[this.#index];
  }

  /** Turns the ring: the kill before the current one. */
  rotate(): string | undefined {
    if (this.#kills.length === 0) return undefined;
    this.#index = (this.#index + this.#kills.length - 1) % this.#kills.length;
    return this.current();
  }
}
