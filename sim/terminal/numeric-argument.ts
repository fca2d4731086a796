/** The numeric argument of a command while it is typed: Alt-digits and universal-argument (readline(3), Numeric Arguments). */

/** No command repeats more often. */
const MOST = 1_000_000;

export class NumericArgument {
  #number = 1;
  #sign: 1 | -1 = 1;
  /** A digit was typed, so that the next one goes on from there. */
  #explicit = false;
  #digits = false;

  /** Alt with a digit or a minus. A lone minus is already -1 when another such key comes. */
  meta(char: string): void {
    if (this.#sign < 0 && !this.#explicit) this.#explicit = true;
    this.type(char);
  }

  /** A plain key behind; false where it is none of a number. */
  type(char: string): boolean {
    if (/^[0-9]$/.test(char)) {
      this.#number = Math.min((this.#explicit ? this.#number * 10 : 0) + Number(char), MOST);
      this.#explicit = true;
      this.#digits = true;
      return true;
    }
    if (char !== "-" || this.#explicit) return false;
    this.#number = 1;
    this.#sign = -1;
    return true;
  }

  /** universal-argument: four times as many; behind digits it only ends the number, and answers with false. */
  multiply(): boolean {
    if (this.#digits) return false;
    this.#number = Math.min(this.#number * 4, MOST);
    return true;
  }

  /** What the command is told; a lone minus is -1 and said, what only universal-argument made is not. */
  get value(): { readonly count: number; readonly explicit: boolean } {
    const said = this.#explicit || (this.#sign < 0 && this.#number === 1);
    return { count: this.#sign * this.#number, explicit: said };
  }

  get shown(): string {
    return `(arg: ${this.#sign * this.#number}) `;
  }
}
