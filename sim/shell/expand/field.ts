/** Fields under construction: text, its pattern with quoting kept, and word splitting (bash(1), Word Splitting). */
import { quotePattern } from "./pattern.ts";

export interface Field {
  readonly text: string;
  /** The text as a pattern: quoted characters carry a backslash. */
  readonly pattern: string;
}

const NEEDS_QUOTE = /[\\*?[\]()|+@!^&-]/;

export class FieldBuilder {
  readonly fields: Field[] = [];
  readonly #separators: string;
  /** Does an unquoted expansion fall into several fields here? */
  readonly splits: boolean;
  readonly #split: boolean;
  readonly #marked: boolean;
  #text = "";
  #pattern = "";
  /** In quotes with a list in them, where what operators make of `*` is words, too. */
  apart = false;
  /** Whether a field is being built, though it may be empty yet. */
  started = false;

  /** `split` undefined: one field, nothing is split. `marked`: each quoted character carries a backslash, as `set -x` shows patterns. */
  constructor(separators: string | undefined, marked = false) {
    this.#marked = marked;
    this.#separators = separators ?? "";
    this.splits = separators !== undefined;
    this.#split = separators !== undefined && separators !== "";
  }

  /** Grows with every character and every field. */
  get extent(): number {
    return this.#text.length + this.fields.length;
  }

  /** Text that stands as it is: quoted, or escaped. An empty quoted text still makes a field. */
  addQuoted(text: string): void {
    this.started = true;
    this.#text += text;
    if (this.#marked) this.#pattern += text.replace(/[^]/gu, "\\$&");
    else this.#pattern += NEEDS_QUOTE.test(text) ? quotePattern(text) : text;
  }

  /** Unquoted text of the script: pattern characters count, no splitting. */
  addLiteral(text: string): void {
    this.started = true;
    this.#text += text;
    this.#pattern += text;
  }

  /** The result of an unquoted expansion: split, and a pattern. */
  addExpansion(text: string): void {
    if (!this.#split) {
      if (text !== "") this.addLiteral(text);
      return;
    }
    const separators = this.#separators;
    let i = 0;
    const blank = (char: string): boolean =>
      (char === " " || char === "\t" || char === "\n") && separators.includes(char);
    while (i < text.length && blank(text[i] ?? "")) i++;
    if (i > 0 && this.started) this.breakField();
    while (i < text.length) {
      let end = i;
      while (end < text.length && !separators.includes(text[end] ?? "")) end++;
      if (end > i) this.addLiteral(text.slice(i, end));
      if (end >= text.length) return;
      i = end;
      while (i < text.length && blank(text[i] ?? "")) i++;
      if (i < text.length && separators.includes(text[i] ?? "") && !blank(text[i] ?? "")) {
        i++;
        while (i < text.length && blank(text[i] ?? "")) i++;
        this.started = true;
      }
      this.breakField();
    }
  }

  /** Ends the field being built, if one was started. */
  breakField(): void {
    if (!this.started) return;
    this.fields.push({ text: this.#text, pattern: this.#pattern });
    this.#text = "";
    this.#pattern = "";
    this.started = false;
  }

  /** Ends and answers with all fields. */
  finish(): readonly Field[] {
    this.breakField();
    return this.fields;
  }

  /** All as one text: for contexts that do not split. */
  single(): Field {
    const fields = this.finish();
    if (fields.length === 1 && fields[0] !== undefined) return fields[0];
    return {
      text: fields.map((field) => field.text).join(" "),
      pattern: fields.map((field) => field.pattern).join(" "),
    };
  }
}
