/**
 * The line editor: readline for the simulated shell. Keys go in through `feed`, what the terminal has to print comes out, and
 * sooner or later an outcome. It keeps the kill ring and the last search from line to line.
 *
 * The screen is drawn after each key, so it depends on the keys alone and not on the chunks they came in.
 */
import { EditBuffer, KillRing } from "./buffer.ts";
import { commandNamed } from "./command-table.ts";
import { type History, HistoryCursor } from "./history.ts";
import { type Key, KeyDecoder } from "./keys.ts";
import { type LineServices, NO_SERVICES } from "./line-services.ts";
import { NumericArgument } from "./numeric-argument.ts";
import { octetsOf, readSequence, textOfOctets } from "./readline/key-sequence.ts";
import { type Binding, Keymap } from "./readline/keymap.ts";
import { Readline } from "./readline/readline.ts";
import { printablePrompt, Renderer, splitPrompt } from "./render.ts";
import type { CommandKind, Completer, Mode, Outcome, Session } from "./session.ts";
import { checkPoint, TEXT_CHANGES, ViState } from "./vi/state.ts";

export interface LineEditorOptions {
  readonly history: History;
  /** Keys and settings; readline's own without. */
  readonly readline?: Readline;
  /** Runs what `bind -x` bound to a key, with the line that READLINE_LINE is; answers with the line afterwards. */
  readonly execute?: (command: string, line: EditedLine) => Promise<EditedLine>;
  readonly complete?: Completer;
  /** What commands ask of the shell. */
  readonly services?: Partial<LineServices>;
  readonly columns: number;
  readonly rows: number;
}

/** READLINE_LINE, READLINE_POINT, READLINE_MARK, READLINE_ARGUMENT. */
export interface EditedLine {
  readonly text: string;
  readonly point: number;
  readonly mark: number;
  readonly argument?: number;
}

export interface Fed {
  /** For a terminal that processes output: its lines end in NL. */
  readonly output: string;
  readonly outcome?: Outcome;
  /** Keys are not looked at before it is done; then feed nothing, for what there is to print. */
  readonly waiting?: Promise<void>;
  /** The keys so far do something, and begin what does something else: `expire` tells that no more came in this time. */
  readonly patienceMicros?: number;
}

export const PASTE_ON = "\x1b[?2004h";
export const PASTE_OFF = "\x1b[?2004l";
const BELL = "\x07";
const ESCAPE = "\x1b";
/** Macros that type macros end there. */
const MOST_MACROS = 1000;

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
  #argument: NumericArgument | undefined;
  /** Behind digits universal-argument ended the number. */
  #argumentEnded = false;
  #output = "";
  #outcome: Outcome | undefined;
  #waiting: Promise<void> | undefined;
  readonly #readline: Readline;
  readonly #execute: LineEditorOptions["execute"];
  /** Keys that began a sequence. */
  #keys: Key[] = [];
  /** What the first so many of them do, when nothing longer comes of them. */
  #otherwise: { readonly binding: Binding; readonly keys: number } | undefined;
  /** Keys written down since `start-kbd-macro`, and those of the last macro. */
  #recording: string | undefined;
  #macro = "";
  /** The sequence that the command which runs was bound to. */
  #ran = "";
  #macrosTyped = 0;
  #lastKey = "";
  readonly #vi = new ViState();
  readonly #search = { wanted: "", index: 0 };
  readonly #services: LineServices;
  /** A command has the line's place on the screen. */
  #hidden = false;

  constructor(options: LineEditorOptions) {
    this.#history = options.history;
    this.#complete = options.complete ?? (() => ({ start: 0, matches: [] }));
    this.#columns = options.columns;
    this.#rows = options.rows;
    this.#renderer = new Renderer(options.columns, options.rows);
    this.#readline = options.readline ?? new Readline(true);
    this.#execute = options.execute;
    this.#services = { ...NO_SERVICES, ...options.services };
  }

  /** Starts a new line behind `prompt` (invisible parts between \x01 and \x02). Answers with what to print; the line begins as `text`. */
  begin(prompt: string, text = ""): string {
    this.#prompt = prompt;
    this.#outcome = undefined;
    this.#argument = undefined;
    this.#argumentEnded = false;
    this.#previous = "other";
    this.#keys = [];
    this.#otherwise = undefined;
    this.#vi.begin();
    this.#lastKey = "";
    this.#output = this.#pasteMode(PASTE_ON) + printablePrompt(splitPrompt(prompt).above);
    this.#renderer.reset();
    this.#session = this.#newSession();
    if (this.#openNext !== undefined) {
      this.#session.cursor.goTo(Math.min(this.#openNext, this.#session.cursor.last));
      this.#openNext = undefined;
    }
    this.#session.buffer.insert(text);
    this.#draw();
    return this.#takeOutput();
  }

  /** Keys, cut anywhere. Behind an outcome nothing more is read: see `takeRest`. */
  feed(text: string): Fed {
    this.#decoder.push(text);
    if (text !== "") this.#macrosTyped = 0;
    return this.#go();
  }

  /** No more keys have come within `patienceMicros`. */
  expire(): Fed {
    const alone = this.#session !== undefined && this.#session.vi !== undefined && this.#decoder.takeEscape();
    if (this.#session !== undefined && (alone || this.#otherwise !== undefined)) {
      if (alone) this.#press(this.#session, { name: "M", text: ESCAPE }, true);
      if (this.#otherwise !== undefined) this.#settle(this.#session);
      if (this.#outcome === undefined) this.#draw();
      else this.#end(this.#session, this.#outcome);
    }
    return this.#go();
  }

  #go(): Fed {
    while (this.#outcome === undefined && this.#session !== undefined && this.#step(this.#session)) this.#draw();
    const output = this.#takeOutput();
    if (this.#waiting !== undefined) return { output, waiting: this.#waiting };
    if (this.#outcome !== undefined) return { output, outcome: this.#outcome };
    const timeout = Number(this.#readline.variables.get("keyseq-timeout"));
    const waits = this.#otherwise !== undefined || (this.#session?.vi !== undefined && this.#decoder.escaped);
    return !waits || timeout <= 0 ? { output } : { output, patienceMicros: timeout * 1000 };
  }

  #pasteMode(sequence: string): string {
    return this.#readline.isOn("enable-bracketed-paste") ? sequence : "";
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
      lastArgument: { skipped: 0, number: undefined, direction: 1, inserted: false },
      search: this.#search,
      like: undefined,
      savedPoint: undefined,
      get vi() {
        return editor.#readline.variables.get("editing-mode") === "vi" ? editor.#vi : undefined;
      },
      overwrites: false,
      region: undefined,
      get lastKey() {
        return editor.#lastKey;
      },
      services: this.#services,
      dispatch: (key, count, explicit) => {
        const binding = this.#keymap(key).get(octetsOf(key.text));
        const command = binding?.kind === "function" ? commandNamed(binding.name) : undefined;
        if (command !== undefined && this.#session !== undefined) command(this.#session, count, key, explicit);
      },
      run: (name, count, key, explicit) => {
        if (this.#session !== undefined) commandNamed(name)?.(this.#session, count, key, explicit);
      },
      readline: this.#readline,
      recorder: {
        start: () => {
          if (this.#recording === undefined) this.#recording = "";
          else this.#ring();
        },
        end: () => this.#endRecording(),
        call: () => {
          if (this.#recording === undefined) this.#type(this.#macro);
          else this.#ring();
        },
        last: () => this.#macro,
      },
      menu: undefined,
      type: (text) => this.#type(text),
      redraw: () => {
        this.#clearLine();
        this.#renderer.reset();
      },
      ring: () => this.#ring(),
      finish: (outcome) => void (this.#outcome = outcome),
      printAbove: () => void (this.#output += printablePrompt(splitPrompt(this.#prompt).above)),
      printRaw: (text) => void (this.#output += text),
      printAway: (text) => void (this.#output += this.#renderer.finish() + text),
      clearScreen: (all = false) => this.#clearScreen(all),
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

  /** What keys are looked up in. */
  #keymap({ text }: Key): Keymap {
    const vi = this.#session?.vi;
    if (vi === undefined) return this.#readline.view("emacs").keymap;
    if (vi.replacing && !vi.command) {
      const name = text === "\x7f" || text === "\b" ? "vi-overstrike-delete" : "vi-overstrike";
      if (name === "vi-overstrike-delete" || text >= " ") {
        const keymap = new Keymap();
        keymap.set(octetsOf(text), { kind: "function", name });
        return keymap;
      }
    }
    return this.#readline.view(vi.command ? "vi" : "vi-insert").keymap;
  }

  /** A command is over. */
  #done(session: Session, key: Key): void {
    this.#lastKey = key.text;
    this.#previous = session.kind;
    checkPoint(session);
  }

  #press(session: Session, key: Key, alone = false): void {
    const mode: Mode | undefined = session.mode;
    if (mode !== undefined) {
      if (key.name === "C-c") {
        session.mode = undefined;
        this.#outcome = { kind: "interrupt" };
        return;
      }
      if (mode.key(key)) {
        if (session.mode === undefined) this.#done(session, key);
        return;
      }
    }
    if (this.#recording !== undefined) this.#recording += key.text;
    if (key.name === "Paste") return this.#run(session, { kind: "function", name: "bracketed-paste-begin" }, key);
    // The terminal's own keys.
    if (key.name === "C-c") return session.finish({ kind: "interrupt" });
    if (key.name === "C-z" || key.name === "C-\\") return;
    this.#keys.push(key);
    const keymap = this.#keymap(key);
    const octets = octetsOf(this.#keys.map(({ text }) => text).join(""));
    const binding = keymap.get(octets);
    if (keymap.begins(octets) && !alone) {
      if (binding !== undefined) this.#otherwise = { binding, keys: this.#keys.length };
      return;
    }
    if (binding === undefined && this.#otherwise !== undefined) return this.#settle(session);
    // In vi mode Escape is a key of its own.
    const meta =
      session.vi !== undefined &&
      key.text[0] === ESCAPE &&
      key.text.length > 1 &&
      (key.name.startsWith("M-") || session.vi.replacing);
    if ((binding === undefined || session.vi?.replacing === true) && meta && this.#keys.length === 1) {
      this.#keys = [];
      this.#decoder.unread(key.text.slice(1));
      return this.#press(session, { name: "M", text: ESCAPE }, true);
    }
    const keys = this.#keys;
    this.#ran = keys.map(({ text }) => text).join("");
    this.#keys = [];
    this.#otherwise = undefined;
    if (binding !== undefined) return this.#run(session, binding, key);
    this.#argument = undefined;
    this.#previous = "other";
    // A character of many octets inserts itself unless the whole of it does something else.
    if (keys.length === 1 && key.name === key.text && key.text >= "\x80" && session.vi?.command !== true)
      this.#run(session, { kind: "function", name: "self-insert" }, key);
    else if (keys.length > 1) this.#ring();
  }

  /** Nothing came of the keys that went on: the shorter sequence counts, and the others are looked at again. */
  #settle(session: Session): void {
    const otherwise = this.#otherwise;
    const keys = this.#keys;
    this.#keys = [];
    this.#otherwise = undefined;
    const last = keys[(otherwise?.keys ?? 0) - 1];
    if (otherwise === undefined || last === undefined) return;
    const rest = keys.slice(otherwise.keys).map(({ text }) => text);
    if (this.#recording !== undefined)
      this.#recording = this.#recording.slice(0, this.#recording.length - rest.join("").length);
    this.#decoder.unread(rest.join(""));
    this.#run(session, otherwise.binding, last);
  }

  #run(session: Session, binding: Binding, key: Key): void {
    if (binding.kind === "function" && (binding.name === "digit-argument" || binding.name === "vi-arg-digit"))
      return this.#digit(key.text.at(-1) ?? "");
    const universal = binding.kind === "function" && binding.name === "universal-argument";
    if (!this.#argumentEnded) {
      if (universal) {
        this.#argument ??= new NumericArgument();
        this.#argumentEnded = !this.#argument.multiply();
        return;
      }
      if (this.#argument?.type(key.name) === true) return;
    }
    const { count, explicit } = this.#argument?.value ?? { count: 1, explicit: false };
    this.#argument = undefined;
    this.#argumentEnded = false;
    if (universal) {
      this.#argument = new NumericArgument();
      this.#argument.multiply();
      return;
    }
    if (binding.kind === "macro") {
      this.#previous = "other";
      return this.#type(textOfOctets(binding.octets));
    }
    if (binding.kind === "command") return this.#runCommand(session, binding.command, explicit ? count : undefined);
    const command = commandNamed(binding.name);
    session.kind = "other";
    session.region = undefined;
    if (command === undefined) this.#ring();
    else command(session, count, key, explicit);
    const { vi } = session;
    if (vi?.command === true && TEXT_CHANGES.includes(key.text)) vi.last = { key: key.text, count };
    this.#done(session, key);
  }

  #digit(digit: string): void {
    this.#argument ??= new NumericArgument();
    this.#argument.meta(digit);
  }

  /** `bind -x`: the line goes away while the command runs. */
  #runCommand(session: Session, command: string, argument: number | undefined): void {
    const { buffer } = session;
    if (this.#execute === undefined) return this.#ring();
    this.#previous = "other";
    session.kind = "other";
    this.#clearLine();
    const line = {
      text: buffer.text,
      point: buffer.point,
      mark: buffer.mark,
      ...(argument === undefined ? {} : { argument }),
    };
    this.#hidden = true;
    const work = this.#execute(command, line).then(({ text, point, mark }) => {
      this.#hidden = false;
      this.#renderer.reset();
      if (text !== buffer.text) buffer.replace(text);
      buffer.point = Math.max(0, Math.min(point, text.length));
      buffer.mark = Math.max(0, Math.min(mark, text.length));
    });
    session.waitFor(work);
  }

  #type(text: string): void {
    if (++this.#macrosTyped <= MOST_MACROS) return this.#decoder.unread(text);
    this.#decoder.takeRest();
    this.#ring();
  }

  #endRecording(): void {
    if (this.#recording === undefined) return this.#ring();
    // Without the keys that end it.
    this.#macro = this.#recording.slice(0, this.#recording.length - this.#ran.length);
    this.#recording = undefined;
  }

  #ring(): void {
    if (this.#readline.variables.get("bell-style") !== "none") this.#output += BELL;
  }

  #end(session: Session, outcome: Outcome): void {
    if (outcome.kind === "interrupt") {
      // The line stays on the screen with the caret behind it, as the terminal would echo it.
      this.#draw();
      if (this.#readline.isOn("echo-control-characters")) this.#output += "^C";
    } else {
      session.mode = undefined;
      session.region = undefined;
      if (!this.#readline.isOn("horizontal-scroll-mode")) session.buffer.point = session.buffer.text.length;
      this.#draw();
    }
    if (outcome.kind === "line" && !this.#readline.isOn("revert-all-at-newline")) session.cursor.settle();
    this.#output +=
      outcome.kind === "end"
        ? `${this.#pasteMode(PASTE_OFF)}\r\n`
        : `${this.#renderer.finish()}${this.#pasteMode(PASTE_OFF)}\r`;
    if (outcome.kind === "end") this.#renderer.reset();
    this.#session = undefined;
  }

  #draw(): void {
    const session = this.#session;
    if (session === undefined || this.#hidden || session.mode?.away === true) return;
    const { cursor, buffer, region } = session;
    const changed = this.#readline.isOn("mark-modified-lines") && cursor.index < cursor.last && buffer.modified;
    const prompt =
      session.mode?.prompt?.() ??
      (this.#argument === undefined ? this.#modeShown(session) + splitPrompt(this.#prompt).last : this.#argument.shown);
    const standout = this.#readline.isOn("enable-active-region") ? region : undefined;
    this.#output += this.#renderer.draw({
      prompt: changed ? `*${prompt}` : prompt,
      text: buffer.text,
      point: buffer.point,
      ...(standout === undefined ? {} : { standout }),
      sideways: this.#readline.isOn("horizontal-scroll-mode"),
    });
  }

  /** What `show-mode-in-prompt` puts before the prompt. */
  #modeShown({ vi }: Session): string {
    const { variables } = this.#readline;
    if (!this.#readline.isOn("show-mode-in-prompt")) return "";
    const name = vi === undefined ? "emacs-mode-string" : vi.command ? "vi-cmd-mode-string" : "vi-ins-mode-string";
    return textOfOctets(readSequence(variables.get(name) ?? "", false));
  }

  /** The line is gone from the screen, the cursor at its beginning. */
  #clearLine(): void {
    this.#output += `${this.#renderer.draw({ prompt: "", text: "", point: 0 })}\r`;
  }

  #clearScreen(all: boolean): void {
    this.#output += `\x1b[H${all ? "\x1b[3J" : ""}\x1b[2J${printablePrompt(splitPrompt(this.#prompt).above)}`;
    this.#renderer.reset();
  }
}
