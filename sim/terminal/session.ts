/** What editing one line is made of, as the commands and the modes of the editor see it. */
import type { EditBuffer, KillRing } from "./buffer.ts";
import type { History, HistoryCursor } from "./history.ts";
import type { Key } from "./keys.ts";
import type { Readline } from "./readline/readline.ts";

/** What edit-and-execute-command runs. */
export const EDIT_COMMAND = 'fc -e "${VISUAL:-${EDITOR:-emacs}}"';

export type Outcome =
  | { readonly kind: "line"; readonly text: string }
  /** Ctrl-D on an empty line. */
  | { readonly kind: "end" }
  /** Ctrl-C. */
  | { readonly kind: "interrupt" };

export interface CompletionMatch {
  /** What the word becomes, quoted as the line needs it. */
  readonly text: string;
  /** How it is listed. */
  readonly label: string;
  /** What follows when it is the only one: a blank, a slash, a closing quote and a blank, nothing. */
  readonly suffix: string;
}

export interface Completion {
  /** Where the word that is completed starts. */
  readonly start: number;
  readonly matches: readonly CompletionMatch[];
}

/** A promise where a function of the shell has to find the words, and waits. */
export type Completer = (line: string, point: number) => Completion | Promise<Completion>;

/** What the next key means when it is not looked up in the keymap. */
export interface Mode {
  /** Shown instead of the prompt. */
  prompt?(): string;
  /** Answers `false` when the mode is over and the key has its usual meaning. */
  key(key: Key): boolean;
}

/** How a command groups with the one before it. */
export type CommandKind =
  | "kill"
  | "yank"
  | "yankLastArgument"
  | "complete"
  | "menu"
  | "substring"
  | "vertical"
  | "undo"
  | "other";

/** `count` is the numeric argument, 1 without one. */
export type Command = (session: Session, count: number, key: Key, explicit: boolean) => void;

/** Keyboard macros: keys that are written down, and typed again. */
export interface Recorder {
  start(): void;
  end(): void;
  call(): void;
}

/** What menu-complete goes round: what stood there, and what may. */
export interface Menu {
  readonly start: number;
  readonly original: string;
  readonly texts: readonly string[];
  index: number;
}

export interface Session {
  readonly buffer: EditBuffer;
  readonly kills: KillRing;
  readonly history: History;
  readonly cursor: HistoryCursor;
  readonly complete: Completer;
  /** Keys wait until it is done. */
  waitFor(work: Promise<void>): void;
  readonly columns: number;
  readonly rows: number;
  /** What the command before this one was. */
  readonly previous: CommandKind;
  /** The kind of the command that runs; `other` unless it says so. */
  kind: CommandKind;
  mode: Mode | undefined;
  /** The next character is inserted whatever it is. */
  literal: boolean;
  /** What the last incremental search looked for, kept from line to line. */
  lastSearch: string;
  /** Which argument `yank-last-arg` is at. */
  lastArgument: { index: number; start: number; length: number };
  readonly readline: Readline;
  readonly recorder: Recorder;
  menu: Menu | undefined;
  /** Keys that come before those that wait, as if typed. */
  type(text: string): void;
  redraw(): void;
  ring(): void;
  /** Ends editing. */
  finish(outcome: Outcome): void;
  /** Prints below the line and draws prompt and line again behind it. */
  printBelow(text: string): void;
  /** With what has scrolled away, when `all`. */
  clearScreen(all?: boolean): void;
  /** Ctrl-O: the next line starts with the history entry behind this one. */
  openNext(index: number): void;
}
