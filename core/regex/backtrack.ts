/**
 * A program run on one thread that takes the first way and comes back when it fails: what groups matched, back-references, Perl's
 * rule of the first match. Where nothing but place and instruction decides what comes next, no way is tried twice, so that
 * the work is bounded by their product.
 */
import { codeAt, codeBefore, holds, kindAfter, kindBefore } from "./boundary.ts";
import { type Effort, RegexTooHard } from "./effort.ts";
import type { Program } from "./program.ts";

/** Bits of memory for what was tried: 32 MiB. */
const TRIED_MAX = 1 << 28;
/** On the stack: what was closed last is that no more. */
const UNCLOSE = Number.MIN_SAFE_INTEGER;
/** Ways remembered one by one, where what groups matched counts. */
const WAYS_MAX = 2_000_000;

/** Where a match has to end: at a place, at the first that fits, or as far right as any. */
type Wanted = number | "first" | "longest";

interface Range {
  readonly wanted: Wanted;
  readonly low: number;
  readonly span: number;
  /** What was tried, one by one; in bits otherwise. */
  readonly ways: Set<string | number> | undefined;
}

export class Backtracker {
  readonly #program: Program;
  readonly #effort: Effort;
  readonly #lines: boolean;
  readonly #slots: number;
  /** Groups that are referred to: what they matched decides what follows. */
  readonly #referred: readonly number[];
  /** The instructions that can come back to: splits, numbered. */
  readonly #splits: Int32Array;
  #splitCount = 0;
  /** A group that may be left out and may be empty: see `close`. */
  readonly #remembers: boolean;
  #tried = new Uint32Array(0);
  /** What was found of what is looked around for, by instruction and place. */
  readonly #inner = new Map<number, Int32Array | undefined>();
  readonly #failed = new Map<number, Set<string | number>>();

  constructor(program: Program, groups: number, effort: Effort, lines: boolean) {
    this.#program = program;
    this.#effort = effort;
    this.#lines = lines;
    this.#slots = (groups + 1) * 2;
    this.#referred = [
      ...new Set(program.code.flatMap((instruction) => (instruction.op === "back" ? [instruction.group] : []))),
    ];
    this.#remembers = program.code.some((instruction) => instruction.op === "close" && instruction.optional);
    this.#splits = new Int32Array(program.code.length).fill(-1);
    for (const [at, instruction] of program.code.entries())
      if (instruction.op === "split") this.#splits[at] = this.#splitCount++;
  }

  /**
   * The match that begins at the first of the places from `low` to `high` where one does: where each group begins and ends, in pairs, the
   * first pair being the whole; -1 where it took no part.
   */
  match(text: string, low: number, high: number, wanted: Wanted): Int32Array | undefined {
    const span = (typeof wanted === "number" ? wanted : text.length) - low + 1;
    const byOne = this.#referred.length > 0;
    this.#inner.clear();
    this.#failed.clear();
    if (!byOne) {
      const bits = this.#splitCount * span;
      if (bits > TRIED_MAX) throw new RegexTooHard();
      const words = (bits + 31) >> 5;
      if (this.#tried.length < words) this.#tried = new Uint32Array(words);
      else this.#tried.fill(0, 0, words);
      this.#effort.spend(words >> 3);
    }
    const range: Range = { low, span, wanted, ways: byOne ? new Set() : undefined };
    for (let start = low; start <= high; start++) {
      const slots = new Int32Array(this.#slots).fill(-1);
      slots[0] = start;
      const found = this.#try(text, this.#program.start, start, slots, range);
      if (found !== undefined) return found;
      if (codeAt(text, start) > 0xffff) start++;
    }
    return undefined;
  }

  #try(text: string, start: number, from: number, slots: Int32Array, range: Range): Int32Array | undefined {
    const { code } = this.#program;
    const { wanted } = range;
    const limit = typeof wanted === "number" ? wanted : text.length;
    let best: Int32Array | undefined;
    // Pairs: an instruction and a place to go on from, or a slot (as -1 - slot) and what it held before.
    const stack: number[] = [start, from];
    // glibc's prev_idx_match: what groups held when one was last closed behind something.
    const closings: Int32Array[] = [];
    let closing: Int32Array | undefined;
    let steps = 0;
    while (stack.length > 0) {
      let at = stack.pop() as number;
      let pc = stack.pop() as number;
      if (pc < 0) {
        if (pc === UNCLOSE) {
          closing = closings[at];
          closings.length = Math.max(at, 0);
        } else slots[-1 - pc] = at;
        continue;
      }
      for (let going = true; going; ) {
        if ((++steps & 1023) === 0) this.#effort.spend(4096);
        const instruction = code[pc];
        going = false;
        switch (instruction?.op) {
          case "set": {
            if (at >= limit) break;
            const char = codeAt(text, at);
            if (!instruction.test(char)) break;
            at += char > 0xffff ? 2 : 1;
            going = true;
            break;
          }
          case "split":
            if (this.#again(pc, at, range, slots)) break;
            stack.push(instruction.other, at);
            going = true;
            break;
          case "save":
            stack.push(-1 - instruction.slot, slots[instruction.slot] as number);
            slots[instruction.slot] = at;
            going = true;
            break;
          case "close": {
            going = true;
            if (slots[instruction.slot - 1] === at && instruction.optional && closing !== undefined) {
              if ((closing[instruction.slot - 1] as number) >= 0) {
                for (let slot = 2; slot < slots.length; slot++) {
                  if (slots[slot] === closing[slot]) continue;
                  stack.push(-1 - slot, slots[slot] as number);
                  slots[slot] = closing[slot] as number;
                }
                break;
              }
            }
            stack.push(-1 - instruction.slot, slots[instruction.slot] as number);
            slots[instruction.slot] = at;
            if (this.#remembers && slots[instruction.slot - 1] !== at) {
              stack.push(UNCLOSE, closings.length - 1);
              closing = slots.slice();
              closings.push(closing);
            }
            break;
          }
          case "assert":
            going = holds(instruction.what, kindBefore(text, at), kindAfter(text, at), this.#lines);
            break;
          case "back": {
            const [begin, end] = [slots[instruction.group * 2] as number, slots[instruction.group * 2 + 1] as number];
            if (begin < 0 || end < begin) break;
            const length = end - begin;
            steps += length >> 4;
            const [there, here] = [text.slice(begin, end), text.slice(at, at + length)];
            if (instruction.ignoreCase ? there.toLowerCase() !== here.toLowerCase() : there !== here) break;
            at += length;
            going = at <= limit;
            break;
          }
          case "look": {
            let begin = at;
            for (let n = 0; n < (instruction.behind ?? 0) && begin >= 0; n++)
              begin -= begin > 0 && codeBefore(text, begin) > 0xffff ? 2 : 1;
            const end = instruction.behind === undefined ? "first" : at;
            const inner = begin < 0 ? undefined : this.#within(text, pc, instruction.start, begin, slots, end);
            going = (inner !== undefined) !== instruction.negated;
            if (going && inner !== undefined) this.#adopt(slots, inner, stack);
            break;
          }
          case "atomic": {
            const inner = this.#within(text, pc, instruction.start, at, slots, "first");
            if (inner === undefined) break;
            at = inner[1] as number;
            this.#adopt(slots, inner, stack);
            going = true;
            break;
          }
          case "jump":
            going = true;
            break;
          case "match": {
            if (typeof wanted === "number" && at !== wanted) break;
            if (wanted === "longest" && best !== undefined && at <= (best[1] as number)) break;
            best = slots.slice();
            best[1] = at;
            if (wanted !== "longest" || at === text.length) {
              this.#effort.spend((steps & 1023) << 2);
              return best;
            }
            break;
          }
        }
        if (going && instruction !== undefined && "next" in instruction) pc = instruction.next;
      }
    }
    this.#effort.spend((steps & 1023) << 2);
    return best;
  }

  /** What the instruction at `pc` looks for, from `from` on. */
  #within(
    text: string,
    pc: number,
    start: number,
    from: number,
    slots: Int32Array,
    wanted: number | "first",
  ): Int32Array | undefined {
    // Ways that failed once fail from anywhere; those of a try that went well did not fail.
    const ways = (wanted === "first" ? this.#failed.get(pc) : undefined) ?? new Set<string | number>();
    const range: Range = { wanted, low: 0, span: text.length + 1, ways };
    if (this.#referred.length > 0) return this.#try(text, start, from, slots.slice(), { ...range, ways: new Set() });
    const key = pc * (text.length + 1) + from;
    if (this.#inner.has(key)) return this.#inner.get(key);
    const found = this.#try(text, start, from, new Int32Array(this.#slots).fill(-1), range);
    if (this.#inner.size >= WAYS_MAX) throw new RegexTooHard();
    if (found === undefined && wanted === "first") this.#failed.set(pc, ways);
    else this.#failed.delete(pc);
    this.#inner.set(key, found);
    return found;
  }

  /** Takes over what groups matched further in; the whole is not theirs. */
  #adopt(slots: Int32Array, inner: Int32Array, stack: number[]): void {
    for (let slot = 2; slot < slots.length; slot++) {
      const value = inner[slot] as number;
      if (value < 0 || slots[slot] === value) continue;
      stack.push(-1 - slot, slots[slot] as number);
      slots[slot] = value;
    }
  }

  /** Was this way taken before? Then it failed. */
  #again(pc: number, at: number, { low, span, ways }: Range, slots: Int32Array): boolean {
    if (ways !== undefined) {
      let way: string | number = pc * (span + 1) + at;
      for (const group of this.#referred) way = `${way} ${slots[group * 2]} ${slots[group * 2 + 1]}`;
      if (ways.has(way)) return true;
      if (ways.size >= WAYS_MAX) throw new RegexTooHard();
      ways.add(way);
      this.#effort.spend(150);
      return false;
    }
    const bit = (this.#splits[pc] as number) * span + (at - low);
    const word = bit >> 5;
    const mask = 1 << (bit & 31);
    if (((this.#tried[word] as number) & mask) !== 0) return true;
    this.#tried[word] = (this.#tried[word] as number) | mask;
    return false;
  }
}
