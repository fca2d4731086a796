/**
 * The terminal's line discipline in cooked mode (drivers/tty/n_tty.c, termios(3)): characters come in, whole lines,
 * end-of-file marks and signals go out, and what the user sees is echoed.
 *
 * Same as Linux: ICRNL, ECHO with ECHOCTL and ECHOKE, VERASE, VKILL, VWERASE, VREPRINT, VLNEXT, VEOF, VINTR, VQUIT, VSUSP with
 * their flush of pending input, lines of at most 4095 characters. Different: Ctrl-H erases as DEL does, and erasing a wide
 * character takes both its cells (Linux takes one). What stty(1) sets is followed: echo, canonical input, signals, the special
 * characters. Absent: parity, modem control, VMIN and VTIME.
 */
import type { SignalName, TerminalModes } from "../../core/process.ts";
import { caretNotation, charWidth } from "./width.ts";

const SIGNAL_KEYS = { intr: "INT", quit: "QUIT", susp: "TSTP" } as const;
/** What a special character does, as the usual one is written. */
const CHARACTER_KEYS: readonly (readonly [name: string, usual: string])[] = [
  ["erase", "\x7f"],
  ["kill", "\x15"],
  ["eof", "\x04"],
  ["werase", "\x17"],
  ["rprnt", "\x12"],
  ["lnext", "\x16"],
];
/** These do nothing of their own where another character has taken their place. */
const PLAIN_KEYS = new Set(CHARACTER_KEYS.map(([, usual]) => usual));
const MAX_LINE = 4095;
const TAB_STOP = 8;

export interface LineDisciplineEvents {
  readonly modes: TerminalModes;
  echo(text: string): void;
  /** A line with its newline, or what stood before Ctrl-D; empty is end of file. */
  line(text: string): void;
  /** Type-ahead has to go when a signal is sent. */
  signal(signal: SignalName): void;
  /** The cell in which the next character would appear. */
  column(): number;
}

/** The signal that a key sends in cooked mode. */
export function keySignal(char: string, { flags, characters }: TerminalModes): SignalName | undefined {
  if (!flags.isig) return undefined;
  for (const [name, signal] of Object.entries(SIGNAL_KEYS)) if (characters[name] === char) return signal;
  return undefined;
}

export class LineDiscipline {
  readonly #events: LineDisciplineEvents;
  #line: string[] = [];
  #startColumn = 0;
  #literalNext = false;

  constructor(events: LineDisciplineEvents) {
    this.#events = events;
  }

  /** Takes the unfinished line away: the terminal went raw, or its input is flushed. */
  takePartial(): string {
    const text = this.#line.join("");
    this.#line = [];
    this.#literalNext = false;
    return text;
  }

  /** One character as typed. */
  receive(typed: string): void {
    const { modes, line } = this.#events;
    const { flags, characters } = modes;
    const echo = (text: string): void => {
      if (flags.echo) this.#events.echo(text);
    };
    if (typed === "\r") {
      if (flags.igncr) return;
      if (!flags.icrnl && !this.#literalNext) {
        if (flags.icanon) this.#append(typed);
        else {
          echo(echoed(typed));
          line(typed);
        }
        return;
      }
    }
    if (this.#literalNext) {
      this.#literalNext = false;
      this.#append(typed);
      return;
    }
    const signal = keySignal(typed, modes);
    if (signal !== undefined) {
      this.takePartial();
      echo(caretNotation(typed));
      this.#events.signal(signal);
      return;
    }
    if (!flags.icanon) {
      const char = typed === "\r" ? "\n" : typed;
      echo(char === "\n" ? char : echoed(char));
      line(char);
      return;
    }
    const key = CHARACTER_KEYS.find(([name]) => characters[name] === typed)?.[1];
    switch (key ?? (typed === "\b" ? "\x7f" : PLAIN_KEYS.has(typed) ? "" : typed)) {
      case "\r":
      case "\n":
        if (flags.echo || flags.echonl) this.#events.echo("\n");
        line(`${this.takePartial()}\n`);
        return;
      case "\x04":
        line(this.takePartial());
        return;
      case "\x7f":
      case "\b":
        this.#erase(1);
        return;
      case "\x15":
        this.#erase(this.#line.length);
        return;
      case "\x17":
        this.#erase(this.#wordLength());
        return;
      case "\x12":
        echo(`^R\n${this.#line.map(echoed).join("")}`);
        this.#startColumn = 0;
        return;
      case "\x16":
        this.#literalNext = true;
        echo("^\b");
        return;
      default:
        this.#append(typed);
    }
  }

  #append(char: string): void {
    if (this.#line.length >= MAX_LINE) {
      this.#events.echo("\x07");
      return;
    }
    if (this.#line.length === 0) this.#startColumn = this.#events.column();
    this.#line.push(char);
    if (this.#events.modes.flags.echo) this.#events.echo(echoed(char));
  }

  #erase(count: number): void {
    for (let i = 0; i < count; i++) {
      const end = this.#columnAfter(this.#line.length);
      const char = this.#line.pop();
      if (char === undefined) return;
      const width = end - this.#columnAfter(this.#line.length);
      if (!this.#events.modes.flags.echo) continue;
      this.#events.echo(
        char === "\t" ? "\b".repeat(width) : "\b".repeat(width) + " ".repeat(width) + "\b".repeat(width),
      );
    }
  }

  #columnAfter(length: number): number {
    let column = this.#startColumn;
    for (let i = 0; i < length; i++) column = advance(column, this.#line[i] ?? "");
    return column;
  }

  /** What VWERASE takes: blanks and the word before them. */
  #wordLength(): number {
    let start = this.#line.length;
    while (start > 0 && /^[ \t]$/.test(this.#line[start - 1] ?? "")) start--;
    while (start > 0 && !/^[ \t]$/.test(this.#line[start - 1] ?? "")) start--;
    return this.#line.length - start;
  }
}

/** How a character of the line is echoed (ECHOCTL). */
function echoed(char: string): string {
  const code = char.charCodeAt(0);
  return (code < 0x20 && char !== "\t" && char !== "\n") || code === 0x7f ? caretNotation(char) : char;
}

/** The column after a character was echoed at `column`. */
export function advance(column: number, char: string): number {
  if (char === "\t") return (Math.floor(column / TAB_STOP) + 1) * TAB_STOP;
  const code = char.codePointAt(0) ?? 0;
  return column + (code < 0x20 || code === 0x7f ? 2 : charWidth(code));
}
