/**
 * A pseudoterminal (pty(7)): an emulator holds the master, processes open the slave. Between them stands the line discipline
 * in cooked mode, and nothing in raw mode, so a container's terminal can be nested in the one of the `docker` client.
 *
 * Same as Linux: type-ahead is kept, also across changes of mode; each line goes to one reader, in the order in which they
 * asked; background readers are stopped (TTIN); Ctrl-S and Ctrl-Q; NL -> CR NL on output; hangup gives end of file. Different: what was typed ahead in raw mode is
 * echoed when somebody reads it in cooked mode, where Linux hands it over unechoed with its CRs. Absent: TTOU for
 * background writers (`stty tostop`), TIOCSTI, packet mode.
 */
import type { OpenFile, SignalName, Signals, Terminal, TerminalModes } from "../../core/process.ts";
import { advance, keySignal, LineDiscipline } from "./line-discipline.ts";
import { initialModes } from "./modes.ts";
import { splitIncomplete } from "./width.ts";

export interface PtyOptions {
  /** `/dev/pts/0`. */
  readonly path: string;
  readonly columns: number;
  readonly rows: number;
  /** A key or the emulator sends a signal to the foreground process group: INT, QUIT, TSTP, WINCH, HUP. */
  signalForeground(signal: SignalName): void;
  /**
   * Whether this reader may read now: a promise when it has been stopped instead (TTIN) and may ask again afterwards, "EIO"
   * when it gets nothing.
   */
  mayRead?(signals: Signals): Promise<void> | "EIO" | undefined;
  /** Resolves after everything else that can run has run: a flood of output waits for it now and then. */
  readonly tick?: () => Promise<void>;
}

/** Answers with a promise where writers must wait until it has caught up. */
export type OutputListener = (data: string) => void | Promise<void>;

export interface Pty {
  readonly path: string;
  readonly terminal: Terminal;
  /** What the user types, in chunks of any size. */
  input(data: string): void;
  /** Output that nobody has listened to yet is kept for the first listener. */
  onOutput(listener: OutputListener): () => void;
  resize(columns: number, rows: number): void;
  /** The emulator went away: HUP to the foreground, end of file to readers; writes vanish. */
  hangup(): void;
  /** Called when the last open slave is closed. */
  onClose(listener: () => void): () => void;
  /** open(2) of the slave. */
  open(): OpenFile;
}

interface Reader {
  give(text: string | null): void;
}

/** Characters a writer may produce before it has to let others run. */
const BURST = 65536;
/** Characters kept for the first listener. */
const UNHEARD = 65536;

/** Makes a connected pair; its slave is opened with `open`. */
export function openPty(options: PtyOptions): Pty {
  let { columns, rows } = options;
  let raw = false;
  let modes: TerminalModes = initialModes();
  let processOutput = true;
  let hungUp = false;
  let stopped: (() => void) | undefined;
  let resumed: Promise<void> | undefined;
  let held = "";
  let unheard = "";
  let written = 0;
  /** Output since the last line break, for the width of tabs. */
  let tail = "";
  let half = "";
  /** Lines that are ready in cooked mode; an empty one is an end of file. */
  let lines: string[] = [];
  /** Characters that came in raw mode and that nobody has read. */
  let rawInput = "";
  let opened = 0;
  const readers: Reader[] = [];
  const outputListeners = new Set<OutputListener>();
  const closeListeners = new Set<() => void>();
  const resizeHandlers = new Set<() => void>();

  const discipline = new LineDiscipline({
    get modes() {
      return modes;
    },
    echo: (text) => void emit(text.replaceAll("\n", "\r\n")),
    line: (text) => void lines.push(text),
    signal: (signal) => {
      lines = [];
      rawInput = "";
      start();
      options.signalForeground(signal);
    },
    column: () => {
      let column = 0;
      // Escape sequences take no cell.
      for (const char of tail.replace(/\x1b(?:\[[0-?]*[ -/]*[@-~]|[^[])/g, "")) {
        column = char === "\b" ? Math.max(0, column - 1) : char < " " && char !== "\t" ? column : advance(column, char);
      }
      return column % columns;
    },
  });

  function start(): void {
    if (stopped === undefined) return;
    const resume = stopped;
    const text = held;
    stopped = undefined;
    resumed = undefined;
    held = "";
    resume();
    if (text !== "") void emit(text);
  }

  function stop(): void {
    resumed ??= new Promise((resolve) => {
      stopped = resolve;
    });
  }

  function emit(text: string): void | Promise<void> {
    if (hungUp || text === "") return;
    if (resumed !== undefined) {
      held += text;
      return resumed;
    }
    const lineStart = Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r")) + 1;
    tail = (lineStart > 0 ? text.slice(lineStart) : tail + text).slice(-1000);
    if (outputListeners.size === 0) {
      unheard = (unheard + text).slice(-UNHEARD);
      return;
    }
    const waits: Promise<void>[] = [];
    for (const listener of outputListeners) {
      const wait = listener(text);
      if (wait !== undefined) waits.push(wait);
    }
    written += text.length;
    if (written > BURST && options.tick !== undefined) {
      written = 0;
      waits.push(options.tick());
    }
    if (waits.length > 0) return Promise.all(waits).then(() => undefined);
  }

  /** A character in cooked mode, signals and flow control first. */
  function receive(char: string): void {
    const { flags, characters } = modes;
    if (flags.ixon && char === characters.stop) stop();
    else if (flags.ixon && char === characters.start) start();
    else discipline.receive(char);
  }

  function takeCooked(): string | undefined {
    // What was typed ahead in raw mode is cooked when it is asked for, one line at a time.
    while (lines.length === 0 && rawInput !== "") {
      const char = String.fromCodePoint(rawInput.codePointAt(0) ?? 0);
      rawInput = rawInput.slice(char.length);
      receive(char);
    }
    return lines.shift();
  }

  function takeRaw(): string | undefined {
    const text = lines.join("") + discipline.takePartial() + rawInput;
    lines = [];
    rawInput = "";
    return text === "" ? undefined : text;
  }

  function take(): string | undefined {
    return raw ? takeRaw() : takeCooked();
  }

  function serve(): void {
    while (readers.length > 0) {
      const text = take();
      if (text === undefined) return;
      readers.shift()?.give(text === "" ? null : text);
    }
  }

  function input(data: string): void {
    if (hungUp) return;
    const { whole, half: rest } = splitIncomplete(half + data);
    half = rest;
    let served = false;
    for (const char of raw ? [whole] : whole) {
      // A signal may change the mode in the middle of a chunk. Behind a line that somebody waited for stands what is meant
      // for whatever asks next: it waits as well, so that keys do the same in one chunk and in many.
      if (raw || served) rawInput += char;
      else if (rawInput !== "" && keySignal(char, modes) === undefined) rawInput += char;
      else {
        receive(char);
        served = readers.length > 0 && lines.length > 0;
      }
    }
    serve();
  }

  function read(signals?: Signals): string | null | Promise<string | null> {
    const barred = signals && options.mayRead?.(signals);
    if (barred === "EIO" || signals?.pending !== undefined) return null;
    if (barred !== undefined) return barred.then(() => read(signals));
    if (readers.length === 0) {
      const text = take();
      if (text !== undefined) return text === "" ? null : text;
    }
    if (hungUp || signals?.pending !== undefined) return null;
    return new Promise((resolve) => {
      const ignore = signals?.listen(() => {
        if (signals.pending !== undefined) return reader.give(null);
        if (signals.stopped === undefined) return;
        // Whoever is stopped takes nothing from those who run.
        leave();
        void signals.stopped.then(() => resolve(read(signals)));
      });
      const leave = (): void => {
        ignore?.();
        const index = readers.indexOf(reader);
        if (index >= 0) readers.splice(index, 1);
      };
      const reader: Reader = {
        give(text) {
          leave();
          resolve(text);
        },
      };
      readers.push(reader);
    });
  }

  function resize(nextColumns: number, nextRows: number): void {
    if (nextColumns === columns && nextRows === rows) return;
    columns = nextColumns;
    rows = nextRows;
    for (const handler of [...resizeHandlers]) handler();
    options.signalForeground("WINCH");
  }

  const terminal: Terminal = {
    get columns() {
      return columns;
    },
    get rows() {
      return rows;
    },
    setRaw(next, mode) {
      raw = next;
      processOutput = !next || mode?.processOutput === true;
      serve();
    },
    get modes() {
      return modes;
    },
    set modes(next) {
      modes = next;
      serve();
    },
    setSize: resize,
    onResize(handler) {
      resizeHandlers.add(handler);
      return () => void resizeHandlers.delete(handler);
    },
  };

  function open(): OpenFile {
    let references = 1;
    opened++;
    const file: OpenFile = {
      path: options.path,
      terminal,
      read,
      unread(text) {
        // Typed before all that waits. What came raw stays raw; a line that was cooked is not echoed again.
        if (raw) rawInput = text + rawInput;
        else lines.unshift(text);
        serve();
      },
      write: (text) =>
        emit(processOutput && modes.flags.opost && modes.flags.onlcr ? text.replaceAll("\n", "\r\n") : text),
      retain() {
        references++;
        return file;
      },
      close() {
        if (references === 0) return;
        references--;
        if (references > 0) return;
        opened--;
        if (opened === 0) for (const listener of [...closeListeners]) listener();
      },
    };
    return file;
  }

  return {
    path: options.path,
    terminal,
    input,
    open,
    onOutput(listener) {
      outputListeners.add(listener);
      const kept = unheard;
      unheard = "";
      if (kept !== "") void listener(kept);
      return () => void outputListeners.delete(listener);
    },
    resize,
    hangup() {
      if (hungUp) return;
      start();
      hungUp = true;
      options.signalForeground("HUP");
      for (const reader of [...readers]) reader.give(null);
    },
    onClose(listener) {
      closeListeners.add(listener);
      return () => void closeListeners.delete(listener);
    },
  };
}
