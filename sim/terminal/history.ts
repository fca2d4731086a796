/**
 * The command history of one shell (history(3)), with what was changed in it while looking: an entry that is edited and
 * left stays edited, an entry that is edited and accepted gets its text back.
 */
import type { EditBuffer, SavedLine } from "./buffer.ts";

/** HISTSIZE of Debian's .bashrc. */
const HISTORY_SIZE = 1000;

export interface HistoryOptions {
  readonly size?: number;
  /** HISTCONTROL: Debian's .bashrc has `ignoreboth`. */
  readonly ignoreSpace?: boolean;
  readonly ignoreDuplicates?: boolean;
}

export class History {
  #entries: string[] = [];
  #base = 1;
  readonly #size: number;
  readonly #ignoreSpace: boolean;
  readonly #ignoreDuplicates: boolean;

  constructor(options: HistoryOptions = {}) {
    this.#size = options.size ?? HISTORY_SIZE;
    this.#ignoreSpace = options.ignoreSpace ?? false;
    this.#ignoreDuplicates = options.ignoreDuplicates ?? false;
  }

  get entries(): readonly string[] {
    return this.#entries;
  }

  /** The number of the first entry, as `history` and `!n` count. */
  get base(): number {
    return this.#base;
  }

  /** Adds a command as it was entered; empty lines never count. Answers whether it was kept. */
  add(line: string): boolean {
    if (line.trim() === "") return false;
    if (this.#ignoreSpace && /^[ \t]/.test(line)) return false;
    if (this.#ignoreDuplicates && this.#entries.at(-1) === line) return false;
    this.#entries.push(line);
    if (this.#entries.length > this.#size) {
      this.#entries.shift();
      this.#base++;
    }
    return true;
  }

  /** Puts `line` in the place of the newest entry: the next line of one command. */
  replaceLast(line: string): void {
    if (this.#entries.length === 0) this.add(line);
    else this.#entries[this.#entries.length - 1] = line;
  }

  set(index: number, line: string): void {
    if (index >= 0 && index < this.#entries.length) this.#entries[index] = line;
  }

  /** `history -d`: an index into `entries`. */
  remove(index: number): void {
    this.#entries.splice(index, 1);
  }

  clear(): void {
    this.#entries = [];
    this.#base = 1;
  }
}

/** Where in the history the line being edited is. */
export class HistoryCursor {
  readonly #history: History;
  readonly #buffer: EditBuffer;
  readonly #left = new Map<number, SavedLine>();
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
    if (index === this.#index) return this.#buffer.text;
    return this.#left.get(index)?.text ?? this.#history.entries[index] ?? "";
  }

  /** Goes to an entry, point to its end; false when there is none. */
  goTo(index: number): boolean {
    if (index < 0 || index > this.last) return false;
    if (index === this.#index) return true;
    const line = this.#buffer.save();
    if (line.undo.length > 0 || this.#index === this.last) this.#left.set(this.#index, line);
    this.#index = index;
    this.#buffer.restore(this.#left.get(index) ?? { text: this.#history.entries[index] ?? "", undo: [] });
    return true;
  }

  /** The line is accepted: other entries that were edited stay as they were left. */
  settle(): void {
    for (const [index, line] of this.#left) {
      if (index !== this.#index && index !== this.last) this.#history.set(index, line.text);
    }
  }
}
