/**
 * The page's pace: maps simulated time to the time of the reader's clock, at a speed, with pause and single step. Time
 * also stands still while a packet that matters travels across the picture (`hold`), else the next would start before
 * anyone has seen the first arrive.
 */

interface Wait {
  readonly toMicros: number;
  readonly resolve: () => void;
}

/** A step that meets no packet ends after this much simulated time. */
const STEP_LIMIT_MICROS = 5_000_000;
/** What happens within this time of a packet belongs to it: its hops, the answer, the answer to that. */
const STEP_QUIET_MICROS = 20_000;

/** How often at least it is looked how far time has come. */
const LOOK_MILLIS = 250;

export class PageClock {
  #speed = 1;
  #paused = false;
  #holds = 0;
  /** How far simulated time may go; it grows with real time. */
  #allowedMicros = 0;
  #grownAt = performance.now();
  /** The simulator waits in one place at a time; a new wait takes the place of one that was given up. */
  #wait: Wait | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stepUntilMicros: number | undefined;
  readonly #listeners = new Set<() => void>();

  get speed(): number {
    return this.#speed;
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** A single step is under way: packets travel although the clock is paused. */
  get stepping(): boolean {
    return this.#stepUntilMicros !== undefined;
  }

  /** Somebody waits for time to pass: everything that can run now has run. */
  get waiting(): boolean {
    return this.#wait !== undefined;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  setSpeed(speed: number): void {
    this.#grow();
    this.#speed = speed;
    this.#changed();
  }

  setPaused(paused: boolean): void {
    this.#grow();
    this.#paused = paused;
    this.#stepUntilMicros = undefined;
    this.#changed();
  }

  /**
   * Runs on until `packetSeen` has been called and nothing follows any more, then pauses. When packets are `underWay`
   * already, it is they that arrive.
   */
  step(nowMicros: number, underWay = false): void {
    this.#grow();
    this.#paused = true;
    this.#stepUntilMicros = nowMicros + (underWay ? STEP_QUIET_MICROS : STEP_LIMIT_MICROS);
    this.#changed();
  }

  /** A packet is on its way: a single step ends once it, and what answers it, have arrived. */
  packetSeen(nowMicros: number): void {
    if (this.#stepUntilMicros !== undefined) this.#stepUntilMicros = nowMicros + STEP_QUIET_MICROS;
  }

  /** Time stands still until the function that is returned has been called. */
  hold(): () => void {
    this.#grow();
    this.#holds++;
    this.#changed();
    let released = false;
    return () => {
      if (released) return;
      released = true;
      this.#grow();
      this.#holds--;
      this.#changed();
    };
  }

  /** Resolves when simulated time may be `toMicros`. */
  waitMicros(fromMicros: number, toMicros: number): Promise<void> {
    this.#grow();
    // After a reset time starts again at zero, and what a busy world has not used is not owed to it.
    if (this.#allowedMicros < fromMicros || this.#allowedMicros > toMicros + 1_000_000)
      this.#allowedMicros = fromMicros;
    return new Promise((resolve) => {
      this.#wait = { toMicros, resolve };
      this.#serve();
    });
  }

  #grow(): void {
    const now = performance.now();
    const running = !this.#paused && this.#holds === 0;
    // A page that was hidden or asleep does not catch up.
    const elapsed = Math.min(now - this.#grownAt, 2 * LOOK_MILLIS);
    if (running && this.#wait) this.#allowedMicros += elapsed * 1000 * this.#speed;
    this.#grownAt = now;
  }

  #serve(): void {
    if (this.#timer !== undefined) clearTimeout(this.#timer);
    this.#timer = undefined;
    const wait = this.#wait;
    if (!wait) return;
    if (this.#stepUntilMicros !== undefined) {
      if (wait.toMicros > this.#stepUntilMicros) {
        this.#stepUntilMicros = undefined;
        this.#changed();
        return;
      }
      this.#allowedMicros = Math.max(this.#allowedMicros, wait.toMicros);
    } else if (this.#paused || this.#holds > 0) return;
    if (wait.toMicros <= this.#allowedMicros) {
      this.#wait = undefined;
      wait.resolve();
      return;
    }
    const millis = (wait.toMicros - this.#allowedMicros) / 1000 / this.#speed;
    this.#timer = setTimeout(
      () => {
        this.#grow();
        this.#serve();
      },
      Math.min(LOOK_MILLIS, Math.max(1, millis)),
    );
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
    this.#serve();
  }
}
