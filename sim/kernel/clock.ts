/**
 * The simulated clock: when everything that can run has run, it jumps to what is due next.
 *
 * Processes are JavaScript async functions, so "everything waits" cannot be seen from inside; the simulator is given a
 * `tick` that resolves once the host language has nothing left to run. What waits for the machine outside (a module
 * being loaded) says so with `busy`, else the clock would run away meanwhile.
 */
import type { Datapath } from "../../core/datapath/datapath.ts";
import type { Signals } from "../../core/process.ts";

export type Pace =
  | "fast"
  | {
      /** Answers with false where the wait was broken off, and no time has passed. */
      waitMicros(fromMicros: number, toMicros: number): Promise<unknown>;
      /** For now, the clock may jump to what is due as when it is fast. */
      hurries?(): boolean;
    };

interface Due {
  readonly atMicros: number;
  readonly sequence: number;
  readonly fire: () => void;
}

/** With nothing but the datapath's own timers running for this long, whoever still waits waits for ever. */
const FRUITLESS_MICROS = 3_600_000_000;
/** In paced time the clock follows in steps no longer than this, so that it does not lag behind while nothing is due. */
const SLICE_MICROS = 100_000;

export class Clock {
  readonly #datapath: Datapath;
  readonly #tick: () => Promise<void>;
  readonly #pace: Pace;
  /** First due last, so that taking it is a pop. */
  readonly #due: Due[] = [];
  #sequence = 0;
  #busy = 0;
  /** Those who wait for things to settle see them before time goes on. */
  #settling = 0;
  #whenFree: (() => void)[] = [];
  #running = false;
  #eventMicros = 0;
  #wake: (() => void) | undefined;
  readonly #holders = new Set<{ readonly stuck: () => void }>();

  constructor(datapath: Datapath, tick: () => Promise<void>, pace: Pace) {
    this.#datapath = datapath;
    this.#tick = tick;
    this.#pace = pace;
  }

  get nowMicros(): number {
    return this.#datapath.world.runtime.nowMicros;
  }

  /** Calls `fire` when the clock reaches `atMicros`; answers with a function that calls it off. */
  at(atMicros: number, fire: () => void): () => void {
    const due: Due = { atMicros, sequence: this.#sequence++, fire };
    let low = 0;
    let high = this.#due.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#due[middle] as Due;
      if (other.atMicros > atMicros || (other.atMicros === atMicros && other.sequence > due.sequence)) low = middle + 1;
      else high = middle;
    }
    this.#due.splice(low, 0, due);
    this.kick();
    if (low === this.#due.length - 1) this.#wake?.();
    return () => {
      const index = this.#due.indexOf(due);
      if (index >= 0) this.#due.splice(index, 1);
    };
  }

  /** Resolves after `micros`, or at once when a deadly signal is or becomes pending. */
  sleep(micros: number, signals?: Signals): Promise<void> {
    if (signals?.pending) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        deaf?.();
        cancel();
        resolve();
      };
      const cancel = this.at(this.nowMicros + Math.max(0, Math.round(micros)), done);
      const deaf = signals?.listen(() => {
        if (signals.pending) done();
      });
    });
  }

  /** Lets time pass at once, what is due in between in its order: what a command costs. */
  spend(micros: number): void {
    this.#advance(this.nowMicros + micros);
    this.#eventMicros = this.nowMicros;
  }

  /** Keeps the clock still until something outside the simulated world is done. */
  async busy<T>(work: Promise<T>): Promise<T> {
    this.#busy++;
    try {
      return await work;
    } finally {
      if (--this.#busy === 0) {
        const waiting = this.#whenFree;
        this.#whenFree = [];
        for (const resolve of waiting) resolve();
      }
    }
  }

  /**
   * Somebody outside waits for the simulated world: time passes while this is held. `stuck` is called when everything
   * waits and nothing will ever be due.
   */
  hold(stuck: () => void): () => void {
    const holder = { stuck };
    this.#holders.add(holder);
    this.#eventMicros = this.nowMicros;
    this.kick();
    return () => this.#holders.delete(holder);
  }

  /** After everything that can run now has run, time standing still. */
  async settled(): Promise<void> {
    this.#settling++;
    await this.#tick();
    this.#settling--;
  }

  /** Something may have become runnable or due. */
  kick(): void {
    if (this.#running) return;
    this.#running = true;
    void this.#pump();
  }

  async #pump(): Promise<void> {
    for (;;) {
      await this.#tick();
      if (this.#busy > 0) {
        await new Promise<void>((resolve) => this.#whenFree.push(resolve));
        continue;
      }
      if (this.#settling > 0) continue;
      if (this.#pace !== "fast" && !this.#pace.hurries?.()) {
        if (this.#due.length === 0 && this.#holders.size === 0) break;
        await this.#paced(this.#pace);
        continue;
      }
      const next = this.#nextMicros();
      const holders = this.#holders.size > 0;
      if (this.#due.length === 0 && !holders) break;
      if (next === undefined || (this.#due.length === 0 && next - this.#eventMicros > FRUITLESS_MICROS)) {
        if (this.#pace !== "fast") {
          await this.#paced(this.#pace);
          continue;
        }
        const stuck = [...this.#holders];
        this.#eventMicros = this.nowMicros;
        this.#running = false;
        for (const holder of stuck) holder.stuck();
        return;
      }
      this.#advance(next);
    }
    this.#running = false;
  }

  async #paced(pace: Exclude<Pace, "fast">): Promise<void> {
    const from = this.nowMicros;
    const to = Math.max(from, Math.min(this.#nextMicros() ?? Number.POSITIVE_INFINITY, from + SLICE_MICROS));
    if (to > from) {
      const woken = new Promise<boolean>((resolve) => {
        this.#wake = () => resolve(false);
      });
      const reached = await Promise.race([pace.waitMicros(from, to).then((reached) => reached !== false), woken]);
      this.#wake = undefined;
      if (!reached) return;
    }
    if (to > this.nowMicros) this.#advance(to);
    else this.#advance(this.nowMicros);
  }

  #nextMicros(): number | undefined {
    const own = this.#due.at(-1)?.atMicros;
    const theirs = this.#datapath.nextMicros;
    if (own === undefined) return theirs;
    return theirs === undefined ? own : Math.min(own, theirs);
  }

  #advance(untilMicros: number): void {
    for (;;) {
      const due = this.#due.at(-1);
      if (!due || due.atMicros > untilMicros) break;
      if (due.atMicros > this.nowMicros || (this.#datapath.nextMicros ?? Number.POSITIVE_INFINITY) <= due.atMicros)
        this.#datapath.advance(Math.max(due.atMicros, this.nowMicros));
      // The datapath may have called off or put in others.
      if (this.#due.at(-1) !== due) continue;
      this.#due.pop();
      this.#eventMicros = this.nowMicros;
      due.fire();
    }
    if (untilMicros >= this.nowMicros) this.#datapath.advance(untilMicros);
  }
}
