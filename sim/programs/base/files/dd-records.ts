/** Records of a fixed size for lines, and lines for such records: conv=block and conv=unblock of dd(1), by cbs. */

const [NEWLINE, SPACE] = [10, 32];

export class Records {
  readonly #size: number;
  readonly #lines: boolean;
  #column = 0;
  /** Blanks that may be the end of a record. */
  #blanks = 0;
  /** Lines that were longer than a record. */
  truncated = 0;

  /** @param lines records become lines (unblock), else lines become records */
  constructor(size: number, lines: boolean) {
    this.#size = size;
    this.#lines = lines;
  }

  feed(bytes: readonly number[]): number[] {
    const out: number[] = [];
    for (const byte of bytes) {
      if (this.#lines) this.#unblock(byte, out);
      else this.#block(byte, out);
    }
    return out;
  }

  /** What is left at the end. */
  end(): number[] {
    if (this.#column === 0) return [];
    return this.#lines ? [NEWLINE] : Array<number>(Math.max(0, this.#size - this.#column)).fill(SPACE);
  }

  #block(byte: number, out: number[]): void {
    if (byte === NEWLINE) {
      for (; this.#column < this.#size; this.#column++) out.push(SPACE);
      this.#column = 0;
      return;
    }
    if (this.#column === this.#size) this.truncated++;
    else if (this.#column < this.#size) out.push(byte);
    this.#column++;
  }

  #unblock(byte: number, out: number[]): void {
    if (this.#column >= this.#size) {
      out.push(NEWLINE);
      this.#column = 0;
      this.#blanks = 0;
    }
    this.#column++;
    if (byte === SPACE) {
      this.#blanks++;
      return;
    }
    for (; this.#blanks > 0; this.#blanks--) out.push(SPACE);
    out.push(byte);
  }
}
