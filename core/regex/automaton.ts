/**
 * A program run on all its threads at once: a deterministic automaton whose states are made when a text first leads there, so
 * that each character costs a look into a table. Characters that no test tells apart share a column.
 */
import { codeAt, codeBefore, EDGE, holds, KINDS, kindAfter, kindBefore, kindOf } from "./boundary.ts";
import type { Effort } from "./effort.ts";
import type { Program } from "./program.ts";

/** Entries of the table: states times columns. */
const TABLE_MAX = 1 << 20;
const UNKNOWN = 0;
const DEAD = 1;

interface State {
  /** Where threads stand before what holds at this place is known. */
  readonly kernel: readonly number[];
  /** What the last character was, where assertions ask. */
  readonly before: number;
  /** What `kernel` leads to without a character, by the kind of the next one. */
  readonly reached: (Reached | undefined)[];
}

interface Reached {
  readonly sets: readonly number[];
  readonly accepts: boolean;
}

export interface Direction {
  readonly backwards: boolean;
  /** A thread sets out at each place, not only at the first. */
  readonly everywhere: boolean;
  /** `^` and `$` stand at the ends of lines. */
  readonly lines: boolean;
}

export class Automaton {
  readonly #program: Program;
  readonly #effort: Effort;
  readonly #backwards: boolean;
  readonly #everywhere: boolean;
  readonly #lines: boolean;
  readonly #ascii = new Int16Array(128).fill(-1);
  readonly #columns = new Map<number, number>();
  readonly #signatures = new Map<string, number>();
  /** A character of each column, the first column being the end of the text. */
  #samples: number[] = [-1];
  #width = 16;
  #states: State[] = [];
  #ids = new Map<string, number>();
  readonly #initials = new Int32Array(KINDS);
  /** `next state << 1 | whether what stands here accepts`, by state and column. */
  #table = new Int32Array(0);
  readonly #marks: Uint32Array;
  #mark = 0;

  constructor(program: Program, effort: Effort, direction: Direction) {
    this.#program = program;
    this.#effort = effort;
    this.#backwards = direction.backwards;
    this.#everywhere = direction.everywhere;
    this.#lines = direction.lines;
    this.#marks = new Uint32Array(program.code.length);
    this.#forget();
  }

  /** The first place, from `from` on towards `to`, where the program accepts; -1 where none is. */
  first(text: string, from: number, to: number): number {
    return this.#run(text, from, to, true, undefined);
  }

  /** The last place where it accepts. */
  last(text: string, from: number, to: number): number {
    return this.#run(text, from, to, false, undefined);
  }

  /** Marks each place where it accepts. */
  all(text: string, from: number, to: number, places: Uint8Array): void {
    this.#run(text, from, to, false, places);
  }

  #run(text: string, from: number, to: number, first: boolean, places: Uint8Array | undefined): number {
    const backwards = this.#backwards;
    const asserts = this.#program.asserts;
    const ascii = this.#ascii;
    let state = this.#initial(!asserts ? EDGE : backwards ? kindAfter(text, from) : kindBefore(text, from));
    let found = -1;
    let steps = 0;
    for (let at = from; ; ) {
      let column: number;
      let next = at;
      if (at === to) {
        // At an edge that is not the text's the next character still tells what holds.
        const edge = backwards ? to === 0 : to === text.length;
        column = edge || !asserts ? 0 : this.#columnOf(backwards ? codeBefore(text, at) : codeAt(text, at));
      } else {
        const unit = text.charCodeAt(backwards ? at - 1 : at);
        if (unit < 128) {
          column = ascii[unit] as number;
          if (column < 0) column = this.#columnOf(unit);
          next = backwards ? at - 1 : at + 1;
        } else {
          const code = backwards ? codeBefore(text, at) : codeAt(text, at);
          column = this.#columnOf(code);
          const length = code > 0xffff ? 2 : 1;
          next = backwards ? at - length : at + length;
        }
      }
      if (column >= this.#width) state = this.#widen(state);
      let entry = this.#table[state * this.#width + column] as number;
      if (entry === UNKNOWN) {
        // The state may have got another number on the way.
        [state, entry] = this.#step(state, column);
      }
      steps++;
      if ((entry & 1) === 1) {
        found = at;
        if (places !== undefined) places[at] = 1;
        else if (first) break;
      }
      if (at === to) break;
      state = entry >> 1;
      if (state === DEAD) break;
      at = next;
      if ((steps & 4095) === 0) this.#effort.spend(4096);
    }
    this.#effort.spend(steps & 4095);
    return found;
  }

  #columnOf(code: number): number {
    const known = code < 128 ? (this.#ascii[code] as number) : (this.#columns.get(code) ?? -1);
    if (known >= 0) return known;
    let signature = this.#program.asserts ? `${kindOf(code)}` : "";
    for (const test of this.#program.tests) signature += test(code) ? "1" : "0";
    let column = this.#signatures.get(signature);
    if (column === undefined) {
      column = this.#samples.push(code) - 1;
      this.#signatures.set(signature, column);
    }
    if (code < 128) this.#ascii[code] = column;
    else {
      if (this.#columns.size > 100_000) this.#columns.clear();
      this.#columns.set(code, column);
    }
    return column;
  }

  #forget(): void {
    this.#states = [undefined as unknown as State, { kernel: [], before: EDGE, reached: [] }];
    this.#ids = new Map();
    this.#initials.fill(UNKNOWN);
    this.#table = new Int32Array(this.#width * 16);
  }

  /** More columns: everything is worked out again. */
  #widen(state: number): number {
    const { kernel, before } = this.#states[state] as State;
    while (this.#width < this.#samples.length) this.#width *= 2;
    this.#forget();
    return state === DEAD ? DEAD : this.#intern(kernel, before);
  }

  #initial(before: number): number {
    const known = this.#initials[before] as number;
    if (known !== UNKNOWN) return known;
    const id = this.#intern([this.#program.start], before);
    this.#initials[before] = id;
    return id;
  }

  #intern(kernel: readonly number[], before: number): number {
    if (kernel.length === 0) return DEAD;
    const key = `${before}:${kernel.join()}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.#states.push({ kernel, before, reached: [] }) - 1;
    this.#ids.set(key, id);
    if ((id + 1) * this.#width > this.#table.length) {
      const grown = new Int32Array(this.#table.length * 2);
      grown.set(this.#table);
      this.#table = grown;
    }
    return id;
  }

  #step(state: number, column: number): readonly [number, number] {
    let id = state;
    const { kernel, before } = this.#states[id] as State;
    if (this.#states.length * this.#width > TABLE_MAX && id !== DEAD) {
      this.#forget();
      id = this.#intern(kernel, before);
    }
    const code = this.#samples[column] as number;
    const after = !this.#program.asserts || column === 0 ? EDGE : kindOf(code);
    const reached = this.#reached(this.#states[id] as State, after);
    let next = DEAD;
    if (column > 0) {
      const mark = this.#fresh();
      const following: number[] = [];
      for (const at of reached.sets) {
        const instruction = this.#program.code[at];
        if (instruction?.op !== "set" || this.#marks[instruction.next] === mark || !instruction.test(code)) continue;
        this.#marks[instruction.next] = mark;
        following.push(instruction.next);
      }
      if (this.#everywhere && this.#marks[this.#program.start] !== mark) following.push(this.#program.start);
      this.#effort.spend(8 * (kernel.length + reached.sets.length) + 50);
      next = this.#intern(
        following.sort((a, b) => a - b),
        after,
      );
    }
    const entry = (next << 1) | (reached.accepts ? 1 : 0);
    this.#table[id * this.#width + column] = entry;
    return [id, entry];
  }

  /** What a state leads to without a character. */
  #reached(state: State, after: number): Reached {
    const known = state.reached[after];
    if (known !== undefined) return known;
    const mark = this.#fresh();
    const sets: number[] = [];
    let accepts = false;
    const stack = [...state.kernel];
    let steps = 0;
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      if (this.#marks[at] === mark) continue;
      this.#marks[at] = mark;
      steps++;
      const instruction = this.#program.code[at];
      switch (instruction?.op) {
        case "set":
          sets.push(at);
          break;
        case "match":
          accepts = true;
          break;
        case "split":
          stack.push(instruction.other, instruction.next);
          break;
        case "assert": {
          const [left, right] = this.#backwards ? [after, state.before] : [state.before, after];
          if (holds(instruction.what, left, right, this.#lines)) stack.push(instruction.next);
          break;
        }
        default:
          if (instruction !== undefined) stack.push(instruction.next);
      }
    }
    this.#effort.spend(8 * steps);
    const reached = { sets, accepts };
    if (state.reached.length === 0) state.reached.length = KINDS;
    state.reached[after] = reached;
    return reached;
  }

  #fresh(): number {
    if (++this.#mark === 0xffffffff) {
      this.#marks.fill(0);
      this.#mark = 1;
    }
    return this.#mark;
  }
}
