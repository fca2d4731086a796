/**
 * The line editor: readline for the simulated shell. Keys go in through `feed`, what the terminal has to print comes out, and
 * sooner or later an outcome. It keeps the kill ring and the last search from line to line.
 *
 * The screen is drawn after each key, so it depends on the keys alone and not on the chunks they came in.
 */
import { EditBuffer, KillRing } from "./buffer.ts";
import { commandOf } from "./commands.ts";
import { type History, HistoryCursor } from "./history.ts";
import { type Key, KeyDecoder } from "./keys.ts";
import { printablePrompt, Renderer, splitPrompt } from "./render.ts";
import type { CommandKind, Completer, Mode, Outcome, Session } from "./session.ts";

export interface LineEditorOptions {
  readonly history: History;
  readonly complete?: Completer;
  readonly columns: number;
  readonly rows: number;
}

export interface Fed {
  /** For a terminal that processes output: its lines end in NL. */
  readonly output: string;
  readonly outcome?: Outcome;
  /** Keys are not looked at before it is done; then feed nothing, for what there is to print. */
  readonly waiting?: Promise<void>;
}

export const PASTE_ON = "\x1b[?2004h";
export const PASTE_OFF = "\x1b[?2004l";
const BELL = "\x07";

export class LineEditor {
  readonly #history: History;
  readonly #complete: Completer;
  readonly #kills = new KillRing();
  readonly #renderer: Renderer;
  readonly #decoder = new KeyDecoder();
  #columns: number;
  #rows: number;
  #prompt = "";
  #lastSearch = "";
  #openNext: number | undefined;
  #session: Session | undefined;
  #previous: CommandKind = "other";
  /** The numeric argument as typed so far: `-`, `3`, `-12`. */
  #argument: string | undefined;
  #output = "";
  #outcome: Outcome | undefined;
  #waiting: Promise<void> | undefined;

  constructor(options: LineEditorOptions) {
    this.#history = options.history;
    this.#complete = options.complete ?? (() => ({ start: 0, matches: [] }));
    this.#columns = options.columns;
    this.#rows = options.rows;
    this.#renderer = new Renderer(options.columns, options.rows);
  }

  /** Starts a new line behind `prompt` (invisible parts between \x01 and \x02). Answers with what to print. */
  begin(prompt: string): string {
    this.#prompt = prompt;
    this.#outcome = undefined;
    this.#argument = undefined;
    this.#previous = "other";
    this.#output = PASTE_ON + printablePrompt(splitPrompt(prompt).above);
    this.#renderer.reset();
    this.#session = this.#newSession();
    if (this.#openNext !== undefined) {
      this.#session.cursor.goTo(Math.min(this.#openNext, this.#session.cursor.last));
      this.#openNext = undefined;
    }
    this.#draw();
    return this.#takeOutput();
  }

  /** Keys, cut anywhere. Behind an outcome nothing more is read: see `takeRest`. */
  feed(text: string): Fed {
    this.#decoder.push(text);
    while (this.#outcome === undefined && this.#session !== undefined && this.#step(this.#session)) this.#draw();
    const output = this.#takeOutput();
    if (this.#waiting !== undefined) return { output, waiting: this.#waiting };
    return this.#outcome === undefined ? { output } : { output, outcome: this.#outcome };
  }

  /** What was fed behind the key that ended the line. */
  takeRest(): string {
    return this.#decoder.takeRest();
  }

  /** The terminal has another size. Answers with what to print. */
  resize(columns: number, rows: number): string {
    this.#columns = columns;
    this.#rows = rows;
    if (this.#session === undefined || this.#outcome !== undefined) {
      this.#renderer.reset();
      this.#renderer.resize(columns, rows);
      return "";
    }
    this.#output += this.#renderer.resize(columns, rows);
    this.#draw();
    return this.#takeOutput();
  }

  #takeOutput(): string {
    const output = this.#output;
    this.#output = "";
    return output;
  }

  #newSession(): Session {
    const buffer = new EditBuffer();
    const editor = this;
    return {
      buffer,
      kills: this.#kills,
      history: this.#history,
      cursor: new HistoryCursor(this.#history, buffer),
      complete: this.#complete,
      waitFor: (work) => {
        this.#waiting = work.finally(() => {
          this.#waiting = undefined;
          if (this.#session !== undefined) this.#previous = this.#session.kind;
          this.#draw();
        });
      },
      get columns() {
        return editor.#columns;
      },
      get rows() {
        return editor.#rows;
      },
      get previous() {
        return editor.#previous;
      },
      kind: "other",
      mode: undefined,
      literal: false,
      get lastSearch() {
        return editor.#lastSearch;
      },
      set lastSearch(text) {
        editor.#lastSearch = text;
      },
      lastArgument: { index: 0, start: 0, length: 0 },
      ring: () => void (this.#output += BELL),
      finish: (outcome) => void (this.#outcome = outcome),
      printBelow: (text) => this.#printBelow(text),
      clearScreen: () => this.#clearScreen(),
      openNext: (index) => void (this.#openNext = index),
    };
  }

  /** Handles one key; false when there is none. */
  #step(session: Session): boolean {
    if (this.#waiting !== undefined) return false;
    if (session.literal) {
      const text = this.#decoder.nextLiteral();
      if (text === undefined) return false;
      session.literal = false;
      session.buffer.insert(text);
      return true;
    }
    const key = this.#decoder.next();
    if (key === undefined) return false;
    this.#press(session, key);
    if (this.#outcome !== undefined) this.#end(session, this.#outcome);
    return true;
  }

  #press(session: Session, key: Key): void {
    const mode: Mode | undefined = session.mode;
    if (mode !== undefined) {
      if (key.name === "C-c") {
        session.mode = undefined;
        this.#outcome = { kind: "interrupt" };
        return;
      }
      if (mode.key(key)) return;
    }
    const meta = /^M-([-0-9])$/.exec(key.name)?.[1];
    const digit = meta ?? (this.#argument === undefined ? undefined : digitOf(key));
    if (digit !== undefined && (digit !== "-" || this.#argument === undefined)) {
      // A lone minus is already -1 when another Alt-digit comes, and plain digits take its place.
      this.#argument = `${this.#argument === "-" && meta !== undefined ? "-1" : (this.#argument ?? "")}${digit}`;
      return;
    }
    const explicit = this.#argument !== undefined;
    const count = this.#argument === undefined ? 1 : this.#argument === "-" ? -1 : Number(this.#argument);
    this.#argument = undefined;
    const command = commandOf(key);
    if (command === undefined) {
      this.#previous = "other";
      return;
    }
    session.kind = "other";
    command(session, Math.max(-1_000_000, Math.min(count, 1_000_000)), key, explicit);
    this.#previous = session.kind;
  }

  #end(session: Session, outcome: Outcome): void {
    if (outcome.kind === "interrupt") {
      // The line stays on the screen with the caret behind it, as the terminal would echo it.
      this.#draw();
      this.#output += "^C";
    } else {
      session.mode = undefined;
      session.buffer.point = session.buffer.text.length;
      this.#draw();
    }
    if (outcome.kind === "line") session.cursor.settle();
    this.#output += outcome.kind === "end" ? `${PASTE_OFF}\r\n` : `${this.#renderer.finish()}${PASTE_OFF}\r`;
    if (outcome.kind === "end") this.#renderer.reset();
    this.#session = undefined;
  }

  #draw(): void {
    const session = this.#session;
    if (session === undefined) return;
    const prompt =
      session.mode?.prompt?.() ??
      (this.#argument === undefined
        ? splitPrompt(this.#prompt).last
        : `(arg: ${this.#argument === "-" ? "-1" : this.#argument}) `);
    this.#output += this.#renderer.draw({ prompt, text: session.buffer.text, point: session.buffer.point });
  }

  #printBelow(text: string): void {
    this.#output += this.#renderer.finish() + text;
    this.#output += printablePrompt(splitPrompt(this.#prompt).above);
  }

  #clearScreen(): void {
    this.#output += `\x1b[H\x1b[2J${printablePrompt(splitPrompt(this.#prompt).above)}`;
    this.#renderer.reset();
  }
}

/** A digit behind Alt-digit goes on with the number. */
function digitOf(key: Key): string | undefined {
  return /^[0-9]$/.test(key.name) ? key.name : undefined;
}
