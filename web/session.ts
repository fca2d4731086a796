/**
 * One world and the terminals in it, with a log of everything that came in. Reset is a new simulator with the same seed;
 * undo is a new simulator that is given the log again without the last command line: the same seed and the same input
 * at the same simulated time give the same world, so nothing else has to be undone.
 */
import type { SimTerminal } from "../sim/kernel/login.ts";
import type { Simulator, SimulatorOptions } from "../sim/simulator.ts";
import type { PageClock } from "./clock.ts";

/** Made by sim; passed in, so that tests can watch. */
export type CreateSimulator = (options: SimulatorOptions) => Simulator;

interface Entry {
  readonly terminal: number;
  readonly atMicros: number;
  readonly action:
    | { readonly kind: "open"; readonly columns: number; readonly rows: number }
    | { readonly kind: "input"; readonly data: string }
    | { readonly kind: "resize"; readonly columns: number; readonly rows: number }
    | { readonly kind: "hangup" };
}

/** A line as it was entered, whoever read it: the login shell, a shell in a container, a program. */
interface CommandLine {
  readonly terminal: number;
  /** As far as it could be told from the keys; the login shell knows better. */
  line: string;
  /** Entries of its terminal from here on are undone with it. */
  readonly from: number;
}

/** A terminal of the session; it outlives resets. */
interface Seat {
  readonly id: number;
  columns: number;
  rows: number;
  terminal: SimTerminal | undefined;
  ended: boolean;
  /** The first entry of this terminal that belongs to the next line, and what has been typed of it. */
  lineStart: number;
  typed: string;
}

interface SessionListener {
  /** Output for the emulator of a terminal. */
  output(terminal: number, data: string): void;
  /** A terminal's screen is to be emptied: its world starts again. */
  cleared(terminal: number): void;
  /** A shell has ended. */
  ended(terminal: number): void;
  /** The world or what can be said of it may be another. */
  changed(): void;
  /** A command is over, or a terminal shows its prompt: time to look at the lesson's checks. */
  settled(): void;
  /** The simulator is a new one. */
  replaced(simulator: Simulator): void;
}

export interface SessionOptions {
  readonly create: CreateSimulator;
  readonly world: SimulatorOptions["world"];
  readonly seed: number;
  readonly clock: PageClock;
  readonly tick: () => Promise<void>;
  readonly listener: SessionListener;
}

/** What xterm puts round a paste when the program has asked for it (bracketed paste). */
const PASTE_BEGINS = "\x1b[200~";
const PASTE_ENDS = "\x1b[201~";
const INTERRUPT = "\x03";
const END_OF_FILE = "\x04";

export class Session {
  readonly #options: SessionOptions;
  readonly #seats = new Map<number, Seat>();
  #simulator: Simulator;
  #log: Entry[] = [];
  #commands: CommandLine[] = [];
  /** Grows with every new simulator; what an old one still says is not listened to. */
  #generation = 0;
  #replaying = false;
  /** Of the replay that began last. */
  #replayed: Promise<void> = Promise.resolve();
  /** How many undos and resets wait for the replay before theirs. */
  #waiting = 0;
  /** What came in during a replay; it is done after it, in its order, so that no key is lost. */
  #held: (() => void)[] = [];

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#simulator = this.#start((from, to) => options.clock.waitMicros(from, to));
  }

  get simulator(): Simulator {
    return this.#simulator;
  }

  get replaying(): boolean {
    return this.#replaying;
  }

  /** The command line that `undo` would take back. */
  get lastCommand(): string | undefined {
    return this.#commands.at(-1)?.line;
  }

  /** How many command lines have been entered, those taken back not counted. */
  get commandCount(): number {
    return this.#commands.length;
  }

  atPrompt(terminal: number): boolean {
    return this.#seats.get(terminal)?.terminal?.atPrompt ?? false;
  }

  open(terminal: number, columns: number, rows: number): void {
    if (this.#hold(() => this.open(terminal, columns, rows))) return;
    const seat = this.#seats.get(terminal) ?? newSeat(terminal, columns, rows);
    this.#seats.set(terminal, seat);
    this.#enter({ terminal, action: { kind: "open", columns, rows } });
  }

  input(terminal: number, data: string): void {
    if (this.#hold(() => this.input(terminal, data))) return;
    const seat = this.#seats.get(terminal);
    if (!seat) return;
    if (seat.ended) {
      this.#enter({ terminal, action: { kind: "open", columns: seat.columns, rows: seat.rows } });
      return;
    }
    // A line an entry, so that what is sent at once can be taken back line by line; what a shell asked to get as one
    // paste runs as one, and is taken back as one.
    for (const line of data.includes(PASTE_BEGINS) ? [data] : data.split(/(?<=\r)/))
      this.#enter({ terminal, action: { kind: "input", data: line } });
  }

  resize(terminal: number, columns: number, rows: number): void {
    if (this.#hold(() => this.resize(terminal, columns, rows))) return;
    const seat = this.#seats.get(terminal);
    if (!seat || (seat.columns === columns && seat.rows === rows)) return;
    seat.columns = columns;
    seat.rows = rows;
    this.#enter({ terminal, action: { kind: "resize", columns, rows } });
  }

  close(terminal: number): void {
    if (this.#hold(() => this.close(terminal))) return;
    this.#enter({ terminal, action: { kind: "hangup" } });
    this.#seats.delete(terminal);
  }

  /** A fresh world with the same seed; every terminal gets a new login shell. It has its turn after an undo under way. */
  reset(): Promise<void> {
    return this.#inTurn(() => this.#replay([...this.#seats.values()].map((seat) => openEntry(seat))));
  }

  /** Takes back the last command line that any terminal was given; answers with it. While another is taken back it has its turn after it. */
  undo(): Promise<string | undefined> {
    return this.#inTurn(() => this.#undoNow());
  }

  async #undoNow(): Promise<string | undefined> {
    const last = this.#commands.at(-1);
    if (!last) {
      this.#doHeld();
      return undefined;
    }
    const kept = this.#log.filter(
      (entry, index) => entry.terminal !== last.terminal || index < last.from || entry.action.kind === "resize",
    );
    // Terminals that were opened after a shell ended in the part taken back are not needed again; closed ones stay so.
    await this.#replay(kept, this.#log.at(-1)?.atMicros);
    return last.line;
  }

  /** Does `work` once no replay is under way. What is held stays so: it was meant for the world after this turn. */
  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    this.#waiting++;
    while (this.#replaying) await this.#replayed;
    this.#waiting--;
    return work();
  }

  /** Keeps `action` for after the replay, if one is under way or about to be; says whether it did. */
  #hold(action: () => void): boolean {
    if (!this.#replaying && this.#waiting === 0) return false;
    this.#held.push(action);
    return true;
  }

  #doHeld(): void {
    if (this.#replaying || this.#waiting > 0) return;
    for (const action of this.#held.splice(0)) action();
  }

  #enter(entry: Omit<Entry, "atMicros">): void {
    const full = { ...entry, atMicros: this.#simulator.runtime().nowMicros };
    this.#log.push(full);
    this.#apply(full, this.#generation);
  }

  #apply(entry: Entry, generation: number): void {
    const seat = this.#seats.get(entry.terminal);
    if (!seat) return;
    const { action } = entry;
    switch (action.kind) {
      case "open":
        this.#seatTerminal(seat, action.columns, action.rows, generation);
        break;
      case "input":
        this.#noteInput(seat, action.data);
        seat.terminal?.input(action.data);
        break;
      case "resize":
        seat.terminal?.resize(action.columns, action.rows);
        break;
      case "hangup":
        seat.terminal?.hangup();
        break;
    }
  }

  #seatTerminal(seat: Seat, columns: number, rows: number, generation: number): void {
    const { listener } = this.#options;
    const current = (): boolean => generation === this.#generation;
    seat.ended = false;
    seat.lineStart = this.#log.length;
    seat.typed = "";
    const terminal = this.#simulator.openTerminal({ user: "user", columns, rows });
    seat.terminal = terminal;
    terminal.onOutput((data) => {
      if (current()) listener.output(seat.id, data);
    });
    terminal.onCommand((line) => {
      if (!current()) return;
      const last = this.#commands.findLast((command) => command.terminal === seat.id);
      if (last && line !== "") last.line = line;
      listener.changed();
    });
    terminal.onPrompt(() => {
      if (!current()) return;
      listener.changed();
      if (!this.#replaying) listener.settled();
    });
    void terminal.closed.then(() => {
      if (!current() || seat.terminal !== terminal) return;
      seat.ended = true;
      listener.ended(seat.id);
      listener.changed();
      if (!this.#replaying) listener.settled();
    });
  }

  /** Keeps account of lines: a line ends with Enter, or with a key that ends something by itself. */
  #noteInput(seat: Seat, data: string): void {
    if (data === INTERRUPT) {
      seat.lineStart = this.#log.length;
      seat.typed = "";
      return;
    }
    const ends = (data.endsWith("\r") && !data.includes(PASTE_BEGINS)) || data === END_OF_FILE;
    // A history line recalled by an arrow key has no text of its own here.
    if (!ends) {
      seat.typed = data === "\x7f" ? seat.typed.slice(0, -1) : seat.typed + data;
      return;
    }
    const line = data === END_OF_FILE ? "Ctrl-D" : `${seat.typed}${data.slice(0, -1)}`;
    if (line.trim() !== "") {
      const text = [...line.replaceAll(PASTE_BEGINS, "").replaceAll(PASTE_ENDS, "").trim().replaceAll("\r", " ")]
        .filter((character) => character >= " ")
        .join("");
      this.#commands.push({ terminal: seat.id, line: text, from: seat.lineStart });
    }
    seat.lineStart = this.#log.length;
    seat.typed = "";
  }

  #start(waitMicros: (from: number, to: number) => Promise<void>): Simulator {
    const { create, world, seed, tick, listener } = this.#options;
    const generation = this.#generation;
    const pace = {
      // A simulator that has been replaced stands still for ever, and is forgotten with its last promise.
      waitMicros: (from: number, to: number) =>
        generation === this.#generation ? waitMicros(from, to) : new Promise<void>(() => {}),
    };
    const simulator = create({ world, seed, tick, pace });
    simulator.onChange(() => {
      if (simulator === this.#simulator && !this.#replaying) listener.changed();
    });
    return simulator;
  }

  /** Builds the world anew from `entries`, each at its simulated time, and lets time run up to `untilMicros` at once. */
  #replay(entries: readonly Entry[], untilMicros = 0): Promise<void> {
    this.#replayed = this.#replayNow(entries, untilMicros);
    return this.#replayed;
  }

  async #replayNow(entries: readonly Entry[], untilMicros: number): Promise<void> {
    const { listener, clock, tick } = this.#options;
    this.#replaying = true;
    this.#generation++;
    const generation = this.#generation;
    for (const seat of this.#seats.values()) {
      seat.terminal?.hangup();
      seat.terminal = undefined;
      listener.cleared(seat.id);
    }
    this.#log = [];
    this.#commands = [];
    const queue = [...entries];
    let live = false;
    await new Promise<void>((finished) => {
      const feed = async (fromMicros: number): Promise<void> => {
        for (let entry = queue[0]; entry && entry.atMicros <= fromMicros; entry = queue[0]) {
          queue.shift();
          this.#log.push(entry);
          this.#apply(entry, generation);
          await tick();
          await tick();
        }
      };
      let calls = 0;
      this.#simulator = this.#start(async (from, to) => {
        if (live) return clock.waitMicros(from, to);
        const call = ++calls;
        await feed(from);
        // What was fed has made the simulator give up this wait for another.
        if (call !== calls || live) return new Promise<void>(() => {});
        if (queue.length === 0 && from >= untilMicros) {
          live = true;
          finished();
          return clock.waitMicros(from, to);
        }
      });
      listener.replaced(this.#simulator);
      // A world without a terminal has nothing to wait for: the first ones are opened without being asked.
      void feed(this.#simulator.runtime().nowMicros);
    });
    this.#replaying = false;
    listener.changed();
    listener.settled();
    this.#doHeld();
  }
}

function newSeat(id: number, columns: number, rows: number): Seat {
  return { id, columns, rows, terminal: undefined, ended: false, lineStart: 0, typed: "" };
}

function openEntry(seat: Seat): Entry {
  return { terminal: seat.id, atMicros: 0, action: { kind: "open", columns: seat.columns, rows: seat.rows } };
}
