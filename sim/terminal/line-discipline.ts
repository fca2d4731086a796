/**
 * The terminal's line discipline in cooked mode (drivers/tty/n_tty.c, termios(3)): characters come in, whole lines,
 * end-of-file marks and signals go out, and what the user sees is echoed.
 *
 * Same as Linux: ICRNL, ECHO with ECHOCTL and ECHOKE, VERASE, VKILL, VWERASE, VREPRINT, VLNEXT, VEOF, VINTR, VQUIT, VSUSP with
 * their flush of pending input, lines of at most 4095 characters. Different: Ctrl-H erases as DEL does, and erasing a wide
 * character takes both its cells (Linux takes one). Absent: changing the special characters, parity, modem control.
 */
import type { SignalName } from "../../core/process.ts";
import { caretNotation, charWidth } from "./width.ts";

const SIGNAL_KEYS: Readonly<Record<string, SignalName>> = { "\x03": "INT", "\x1c": "QUIT", "\x1a": "TSTP" };
const MAX_LINE = 4095;
const TAB_STOP = 8;

export interface LineDisciplineEvents {
  echo(text: string): void;
  /** A line with its newline, or what stood before Ctrl-D; empty is end of file. */
  line(text: string): void;
  /** Type-ahead has to go when a signal is sent. */
  signal(signal: SignalName): void;
  /** The cell in which the next character would appear. */
  column(): number;
}

/** The signal that a key sends in cooked mode. */
export function keySignal(char: string): SignalName | undefined {
  return SIGNAL_KEYS[char];
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
    const { echo, line } = this.#events;
    if (this.#literalNext) {
      this.#literalNext = false;
      this.#append(typed);
      return;
    }
    const signal = SIGNAL_KEYS[typed];
    if (signal !== undefined) {
      this.takePartial();
      echo(caretNotation(typed));
      this.#events.signal(signal);
      return;
    }
    switch (typed) {
      case "\r":
      case "\n":
        echo("\n");
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
    this.#events.echo(echoed(char));
  }

  #erase(count: number): void {
    for (let i = 0; i < count; i++) {
      const end = this.#columnAfter(this.#line.length);
      const char = this.#line.pop();
      if (char === undefined) return;
      const width = end - this.#columnAfter(this.#line.length);
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
