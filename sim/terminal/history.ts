/**
 * The command history of one shell (history(3)), with what was changed in it while looking: an entry that is edited and
 * left stays edited, an entry that is edited and accepted gets its text back.
 */
import type { EditBuffer, SavedLine } from "./buffer.ts";

/** HISTSIZE where nobody has set it. */
const HISTORY_SIZE = 500;

export class History {
  #entries: string[] = [];
  /** Seconds since 1970, as a history file has them; undefined where nobody has noted any. */
  #times: (string | undefined)[] = [];
  #base = 1;
  #size = HISTORY_SIZE;
  /** The arrays are another history's, too. */
  #shared = false;
  /** The line at hand has been put into the list, by itself or by `history -s` (bashhist.c). */
  lineAdded = false;
  linePushed = false;
  /** Entries that `history -a` has not written yet, and lines of the file that have been read. */
  unwritten = 0;
  linesInFile = 0;
  /** What `:s` last put in the place of what, for `:&`. */
  substitution: { readonly from: string; readonly to: string } | undefined;

  get entries(): readonly string[] {
    return this.#entries;
  }

  /** The number of the first entry, as `history` and `!n` count. */
  get base(): number {
    return this.#base;
  }

  timeAt(index: number): string | undefined {
    return this.#times[index];
  }

  /** A subshell's own, which begins as this one is. */
  copy(): History {
    const copy = new History();
    this.#shared = true;
    copy.#shared = true;
    copy.#entries = this.#entries;
    copy.#times = this.#times;
    copy.#base = this.#base;
    copy.#size = this.#size;
    copy.lineAdded = this.lineAdded;
    copy.linePushed = this.linePushed;
    copy.unwritten = this.unwritten;
    copy.linesInFile = this.linesInFile;
    copy.substitution = this.substitution;
    return copy;
  }

  #own(): void {
    if (!this.#shared) return;
    this.#shared = false;
    this.#entries = [...this.#entries];
    this.#times = [...this.#times];
  }

  /** Adds an entry; the oldest one leaves when there are too many. */
  add(line: string, time?: string): void {
    if (this.#size === 0) return;
    this.#own();
    this.#entries.push(line);
    this.#times.push(time);
    if (this.#entries.length <= this.#size) return;
    this.#entries.shift();
    this.#times.shift();
    this.#base++;
  }

  /** HISTSIZE (stifle_history(3)): what is left is counted from as many as had to go. */
  limit(size: number): void {
    this.#size = size;
    const over = this.#entries.length - size;
    if (over <= 0) return;
    this.#own();
    this.#entries.splice(0, over);
    this.#times.splice(0, over);
    this.#base = over;
  }

  /** Puts `line` in the place of the newest entry: the next line of one command. */
  replaceLast(line: string): void {
    if (this.#entries.length === 0) return this.add(line);
    this.set(this.#entries.length - 1, line);
  }

  set(index: number, line: string): void {
    if (index < 0 || index >= this.#entries.length) return;
    this.#own();
    this.#entries[index] = line;
  }

  /** `history -d`: an index into `entries`. */
  remove(index: number): void {
    if (index < 0) return;
    this.#own();
    this.#entries.splice(index, 1);
    this.#times.splice(index, 1);
  }

  /** HISTCONTROL=erasedups: an entry that comes once more leaves its old places. */
  erase(line: string): void {
    for (let index = this.#entries.length - 1; index >= 0; index--)
      if (this.#entries[index] === line) this.remove(index);
  }

  clear(): void {
    this.#shared = false;
    this.#entries = [];
    this.#times = [];
    this.#base = 1;
    this.unwritten = 0;
  }
}

/**
 * Where in the history the line being edited is (misc.c of readline): the newest line waits while an older one is looked at, and what
 * is done to entries stays with them as long as the line is edited.
 */
export class HistoryCursor {
  readonly #history: History;
  readonly #buffer: EditBuffer;
  readonly #edited = new Map<number, SavedLine>();
  /** The line that was left first. */
  #saved: SavedLine | undefined;
  #index: number;

  constructor(history: History, buffer: EditBuffer) {
    this.#history = history;
    this.#buffer = buffer;
    this.#index = history.entries.length;
  }

  /** An index into the history's entries; their number stands for the new line. */
  get index(): number {
    return this.#index;
  }

  get last(): number {
    return this.#history.entries.length;
  }

  /** What stands at an index now, edits included. */
  textAt(index: number): string {
    if (index === this.last) return this.#saved?.text ?? this.#buffer.text;
    if (index === this.#index && this.#buffer.modified) return this.#buffer.text;
    return this.entryAt(index);
  }

  /** What stands at an index in the history, with what was kept of edits. */
  entryAt(index: number): string {
    return this.#edited.get(index)?.text ?? this.#history.entries[index] ?? "";
  }

  /** Puts the line aside unless one is; answers whether one was. */
  save(): boolean {
    const had = this.#saved !== undefined;
    this.#saved ??= this.#buffer.save();
    return had;
  }

  /** The line that was put aside comes back, point to its end; false when there is none. */
  unsave(): boolean {
    if (this.#saved === undefined) return false;
    this.#buffer.restore(this.#saved);
    this.#saved = undefined;
    return true;
  }

  forget(): void {
    this.#saved = undefined;
  }

  /** What was done to an entry stays with it. */
  keep(): void {
    const line = this.#buffer.save();
    if (this.#index < this.last && (line.undo.length > 0 || this.#edited.has(this.#index)))
      this.#edited.set(this.#index, line);
  }

  /** Goes back by so many entries, to the oldest at most; false when this is the oldest one. */
  previous(count: number): boolean {
    const had = this.save();
    this.keep();
    const index = Math.max(0, this.#index - count);
    if (index === this.#index) {
      if (!had) this.forget();
      return false;
    }
    this.#show(index);
    return true;
  }

  /** Goes on by so many entries; behind the last one the line that was put aside comes back. False when none was. */
  next(count: number): boolean {
    this.keep();
    if (this.#index + count >= this.last) {
      this.#index = this.last;
      return this.unsave();
    }
    this.#show(this.#index + count);
    return true;
  }

  /** Goes to an entry, point to its end; false when there is none. */
  goTo(index: number): boolean {
    if (index < 0 || index > this.last) return false;
    if (index < this.#index) return this.previous(this.#index - index);
    if (index > this.#index) return this.next(index - this.#index);
    return true;
  }

  /** What is edited belongs to an entry from now on, whatever the line is. */
  moveTo(index: number): void {
    this.#index = index;
  }

  #show(index: number): void {
    this.#index = index;
    this.#buffer.restore(this.#edited.get(index) ?? { text: this.#history.entries[index] ?? "", undo: [] });
    this.#buffer.mark = 0;
  }

  /** The line is accepted: other entries that were edited stay as they were left. */
  settle(): void {
    for (const [index, line] of this.#edited) {
      if (index !== this.#index || !this.#buffer.modified) this.#history.set(index, line.text);
    }
  }
}
