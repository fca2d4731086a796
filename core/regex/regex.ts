/**
 * Regular expressions matched in bounded time, by POSIX's rule (of the leftmost matches the longest; regex(7)) or Perl's (the first that
 * is found). No expression that a user writes may stop the world: where no automaton helps (back-references), the work is
 * limited, and RegexTooHard thrown. What groups matched is what the GNU C library says: of all ways to the end the first
 * in the order of the alternatives, each repetition taking as much as it can.
 */
import { Automaton } from "./automaton.ts";
import { Backtracker } from "./backtrack.ts";
import { codeAt } from "./boundary.ts";
import { Effort } from "./effort.ts";
import { EMPTY, type Node } from "./node.ts";
import { compileProgram, type Program } from "./program.ts";

/** Where an expression fits, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface RegexOptions {
  /** How many groups it has. */
  readonly groups?: number;
  /** `^` and `$` stand at the ends of lines, too. */
  readonly lines?: boolean;
  readonly perl?: boolean;
}

export class Regex {
  readonly groups: number;
  readonly #root: Node;
  readonly #effort = new Effort();
  readonly #lines: boolean;
  readonly #perl: boolean;
  readonly #literal: string | undefined;
  /** No automaton can decide it: only a superset of what matches. */
  readonly #loose: boolean;
  readonly #forwards: Program;
  #exact: Program | undefined;
  #search: Automaton | undefined;
  #anchored: Automaton | undefined;
  #backwards: Automaton | undefined;
  #fromEnd: Automaton | undefined;
  #backtracker: Backtracker | undefined;
  #text: string | undefined;
  #starts: Uint8Array | undefined;
  #last: { readonly span: Span; readonly slots: Int32Array } | undefined;

  /** Throws TooBig for an expression with too many parts. */
  constructor(root: Node, { groups = 0, lines = false, perl = false }: RegexOptions = {}) {
    this.#root = root;
    this.groups = groups;
    this.#lines = lines;
    this.#perl = perl;
    this.#literal = literalOf(root);
    this.#loose = needsBacktracking(root);
    this.#forwards = compileProgram(root, { reversed: false, loose: true });
  }

  /** Does it match anywhere? */
  test(text: string): boolean {
    if (this.#literal !== undefined) return text.includes(this.#literal);
    if (this.#loose) return this.find(text) !== undefined;
    this.#look(text);
    return this.#searching.first(text, 0, text.length) >= 0;
  }

  /** The first match from `from` on; what stands before is still seen by `^` and `\<`. */
  find(text: string, from = 0): Span | undefined {
    if (from > text.length) return undefined;
    if (this.#literal !== undefined) {
      const start = text.indexOf(this.#literal, from);
      return start < 0 ? undefined : { start, end: start + this.#literal.length };
    }
    this.#look(text);
    const until = this.#searching.first(text, from, text.length);
    if (until < 0) return undefined;
    if (this.#loose || this.#perl) return this.#backtrack(text, from);
    const { start, end } = this.#first(text, from, until);
    return { start, end };
  }

  /** What each group matched, the whole being the first; undefined for one that took no part. */
  captures(text: string, span: Span): (string | undefined)[] {
    const slots = this.groups === 0 ? undefined : this.#slotsOf(text, span);
    const out: (string | undefined)[] = [text.slice(span.start, span.end)];
    for (let group = 1; group <= this.groups; group++) {
      const [start, end] = [slots?.[group * 2] ?? -1, slots?.[group * 2 + 1] ?? -1];
      out.push(start < 0 || end < start ? undefined : text.slice(start, end));
    }
    return out;
  }

  /** The matches from left to right, as sed and awk replace them: an empty one right behind another is none. */
  *matches(text: string): Generator<Span, void> {
    let lastEnd = -1;
    for (let at = 0; at <= text.length; ) {
      const match = this.find(text, at);
      if (match === undefined) return;
      const empty = match.start === match.end;
      at = empty ? match.end + (codeAt(text, match.end) > 0xffff ? 2 : 1) : match.end;
      if (empty && match.start === lastEnd) continue;
      lastEnd = match.end;
      yield match;
    }
  }

  /** Where the shortest or longest match ends that begins at `from`; -1 where none does. POSIX's, without back-references. */
  endFrom(text: string, from: number, longest: boolean): number {
    this.#look(text);
    const automaton = this.#fixed;
    return longest ? automaton.last(text, from, text.length) : automaton.first(text, from, text.length);
  }

  /** Does the whole text match? POSIX's, without back-references. */
  fits(text: string): boolean {
    return this.#literal === undefined ? this.endFrom(text, 0, true) === text.length : this.#literal === text;
  }

  /** Where the shortest or longest match begins that ends with the text; -1 where none does. As `endFrom`. */
  startOfEnd(text: string, longest: boolean): number {
    this.#look(text);
    this.#fromEnd ??= this.#automaton(compileProgram(this.#root, { reversed: true, loose: true }), true, false);
    return longest ? this.#fromEnd.last(text, text.length, 0) : this.#fromEnd.first(text, text.length, 0);
  }

  #look(text: string): void {
    if (this.#text === text) return;
    this.#text = text;
    this.#starts = undefined;
    this.#last = undefined;
    this.#effort.renew();
  }

  get #searching(): Automaton {
    this.#search ??= this.#automaton(this.#forwards, false, true);
    return this.#search;
  }

  get #fixed(): Automaton {
    this.#anchored ??= this.#automaton(this.#forwards, false, false);
    return this.#anchored;
  }

  #automaton(program: Program, backwards: boolean, everywhere: boolean): Automaton {
    return new Automaton(program, this.#effort, { backwards, everywhere, lines: this.#lines });
  }

  /** The leftmost-longest match; one ends at `until` at the latest. */
  #first(text: string, from: number, until: number): Span {
    // Usually few places are tried, and given up at their first character. Else all are found at once, from the text's end.
    const patience = this.#effort.spent + 4 * (until - from) + 256;
    for (let start = from; start <= until; start++) {
      if (this.#starts === undefined && this.#effort.spent > patience) this.#findStarts(text);
      if (this.#starts !== undefined && this.#starts[start] !== 1) continue;
      const end = this.#fixed.last(text, start, text.length);
      if (end >= 0) return { start, end };
      if (codeAt(text, start) > 0xffff) start++;
    }
    throw new Error("a match that the search saw is gone");
  }

  #findStarts(text: string): void {
    this.#backwards ??= this.#automaton(compileProgram(this.#root, { reversed: true, loose: true }), true, true);
    const places = new Uint8Array(text.length + 1);
    this.#backwards.all(text, text.length, 0, places);
    this.#starts = places;
  }

  get #exactly(): Backtracker {
    this.#exact ??= compileProgram(this.#root, { reversed: false, loose: false, perl: this.#perl });
    this.#backtracker ??= new Backtracker(this.#exact, this.groups, this.#effort, this.#lines);
    return this.#backtracker;
  }

  #backtrack(text: string, from: number): Span | undefined {
    const slots = this.#exactly.match(text, from, text.length, this.#perl ? "first" : "longest");
    if (slots === undefined) return undefined;
    const span = { start: slots[0] as number, end: slots[1] as number };
    this.#last = { span, slots };
    return span;
  }

  #slotsOf(text: string, span: Span): Int32Array | undefined {
    this.#look(text);
    if (this.#last?.span === span) return this.#last.slots;
    return this.#exactly.match(text, span.start, span.start, span.end);
  }
}

/** The text that is all an expression matches. */
function literalOf(node: Node): string | undefined {
  if (node.kind === "set") return node.literal;
  if (node.kind !== "cat" || node.parts.length === 0) return undefined;
  let out = "";
  for (const part of node.parts) {
    const text = literalOf(part);
    if (text === undefined) return undefined;
    out += text;
  }
  return out;
}

function needsBacktracking(node: Node): boolean {
  switch (node.kind) {
    case "back":
    case "look":
    case "atomic":
    case "keep":
      return true;
    case "cat":
      return node.parts.some(needsBacktracking);
    case "alt":
      return node.branches.some(needsBacktracking);
    case "repeat":
    case "group":
      return needsBacktracking(node.node);
    default:
      return false;
  }
}

/** Fits nowhere. */
export const NEVER = new Regex({ kind: "cat", parts: [{ kind: "set", test: () => false }, EMPTY] });
