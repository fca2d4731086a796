/** What editing one line is made of, as the commands and the modes of the editor see it. */
import type { FileStat } from "../../core/process.ts";
import type { EditBuffer, KillRing } from "./buffer.ts";
import type { History, HistoryCursor } from "./history.ts";
import type { Key } from "./keys.ts";
import type { LineServices } from "./line-services.ts";
import type { Readline } from "./readline/readline.ts";
import type { ViState } from "./vi/state.ts";

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
  /** What it is, where it is the name of a file. */
  readonly file?: NamedFile;
}

/** A file that a word names; `kind` is what lstat(2) says. */
export interface NamedFile {
  readonly kind: FileStat["type"];
  readonly executable: boolean;
  /** A directory, or a link to one. */
  readonly directory: boolean;
}

/** What is looked for, where it is asked for by name; `pattern`: what a pattern matches, with a star behind it or as it is. */
export type CompletionKind = "command" | "file" | "user" | "variable" | "host" | "pattern" | "pattern*";

/** How names are compared (readline(3), Variables). */
export interface CompletionManner {
  readonly ignoreCase: boolean;
  /** `-` and `_` are the same, where case is ignored. */
  readonly mapCase: boolean;
  /** Names that begin with a dot are among all. */
  readonly hidden: boolean;
  readonly kind?: CompletionKind;
  /** Directories behind a tilde are named in full. */
  readonly tilde?: boolean;
  /** All of them are wanted, and not one. */
  readonly all?: boolean;
}

export interface Completion {
  /** Where the word that is completed starts. */
  readonly start: number;
  readonly matches: readonly CompletionMatch[];
}

/** A promise where a function of the shell has to find the words, and waits. */
export type Completer = (line: string, point: number, manner: CompletionManner) => Completion | Promise<Completion>;

/** What the next key means when it is not looked up in the keymap. */
export interface Mode {
  /** Shown instead of the prompt. */
  prompt?(): string | undefined;
  /** Prompt and line are not on the screen meanwhile. */
  readonly away?: boolean;
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
  | "search"
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
  /** The keys of the last one. */
  last(): string;
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
  /** The key before this one. */
  readonly lastKey: string;
  /** What is typed takes the place of what stands there (`overwrite-mode`). */
  overwrites: boolean;
  readonly services: LineServices;
  /** What stands out until the next command (`enable-active-region`). */
  region: readonly [from: number, to: number] | undefined;
  /** The next character is inserted whatever it is. */
  literal: boolean;
  /** What the last incremental search looked for, kept from line to line. */
  lastSearch: string;
  /** What was looked for last and not by increments, and the entry it was found in; kept from line to line. */
  readonly search: { wanted: string; index: number };
  /** What the history is searched for by what stands before point: the entry it was found in last, and its text. */
  like: { readonly wanted: string; index: number; found: string | undefined } | undefined;
  /** Which argument `yank-last-arg` is at. */
  lastArgument: { skipped: number; readonly number: number | undefined; direction: number; inserted: boolean };
  /** Where point was when the history was first looked at, unless at the end. */
  savedPoint: number | undefined;
  /** Vi mode; undefined in Emacs mode. */
  readonly vi: ViState | undefined;
  readonly readline: Readline;
  readonly recorder: Recorder;
  menu: Menu | undefined;
  /** Keys that come before those that wait, as if typed. */
  type(text: string): void;
  /** Does what a key is bound to. */
  dispatch(key: Key, count: number, explicit: boolean): void;
  /** Does what a function of that name does. */
  run(name: string, count: number, key: Key, explicit: boolean): void;
  redraw(): void;
  ring(): void;
  /** Ends editing. */
  finish(outcome: Outcome): void;
  /** Leaves the line and prints below it; what is printed next stands behind. */
  printAway(text: string): void;
  printRaw(text: string): void;
  /** The lines of the prompt above the last one, once more. */
  printAbove(): void;
  /** With what has scrolled away, when `all`. */
  clearScreen(all?: boolean): void;
  /** Ctrl-O: the next line starts with the history entry behind this one. */
  openNext(index: number): void;
}
