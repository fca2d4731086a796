/** A regular expression as instructions of a nondeterministic automaton, forwards or backwards. */
import type { Assertion, CharTest, Node } from "./node.ts";

export type Instruction =
  | { op: "set"; test: CharTest; set: number; next: number }
  /** `next` is tried first. */
  | { op: "split"; next: number; other: number }
  | { op: "save"; slot: number; next: number }
  /**
   * The end of a group. One that may be left out and matched nothing did not happen, if it matched before: groups are again what
   * they were then (glibc's update_regs()).
   */
  | { op: "close"; slot: number; optional: boolean; next: number }
  | { op: "assert"; what: Assertion; next: number }
  | { op: "back"; group: number; ignoreCase: boolean; next: number }
  | { op: "look"; start: number; behind: number | undefined; negated: boolean; next: number }
  | { op: "atomic"; start: number; next: number }
  | { op: "jump"; next: number }
  | { op: "match" };

export interface Program {
  readonly code: readonly Instruction[];
  readonly start: number;
  readonly tests: readonly CharTest[];
  readonly asserts: boolean;
}

/** More than this, and glibc as well has had enough (REG_ESIZE). */
const INSTRUCTIONS_MAX = 40_000;

export class TooBig extends Error {}

interface Form {
  /** From right to left. */
  readonly reversed: boolean;
  /**
   * Only what automata can do: what was matched by a group may be any text, what is looked around for is not asked. Such a program
   * matches wherever the true one does.
   */
  readonly loose: boolean;
  readonly perl?: boolean;
}

/** Can it match without a character? */
function nullable(node: Node): boolean {
  switch (node.kind) {
    case "set":
      return false;
    case "cat":
      return node.parts.every(nullable);
    case "alt":
      return node.branches.some(nullable);
    case "repeat":
      return node.min === 0 || nullable(node.node);
    case "group":
    case "atomic":
      return nullable(node.node);
    default:
      return true;
  }
}

/** Built from the end: each piece is given what follows it. */
export function compileProgram(root: Node, { reversed, loose, perl }: Form): Program {
  const code: Instruction[] = [];
  const tests: CharTest[] = [];
  let asserts = false;
  const emit = (instruction: Instruction): number => {
    if (code.length >= INSTRUCTIONS_MAX) throw new TooBig();
    return code.push(instruction) - 1;
  };
  const split = (first: number, second: number, lazy: boolean | undefined): number =>
    emit(lazy ? { op: "split", next: second, other: first } : { op: "split", next: first, other: second });

  const add = (node: Node, next: number, optional = false): number => {
    switch (node.kind) {
      case "set": {
        let set = tests.indexOf(node.test);
        if (set < 0) set = tests.push(node.test) - 1;
        return emit({ op: "set", test: node.test, set, next });
      }
      case "cat": {
        let at = next;
        for (const part of reversed ? node.parts : node.parts.toReversed()) at = add(part, at);
        return at;
      }
      case "alt": {
        const starts = node.branches.map((branch) => add(branch, next));
        return starts.reduceRight((rest, start) => emit({ op: "split", next: start, other: rest }));
      }
      case "repeat":
        return repeat(node, next);
      case "group": {
        if (loose) return add(node.node, next);
        const slot = node.group * 2 + 1;
        const end = emit(
          perl ? { op: "save", slot, next } : { op: "close", slot, optional: optional && nullable(node.node), next },
        );
        return emit({ op: "save", slot: node.group * 2, next: add(node.node, end) });
      }
      case "assert":
        asserts = true;
        return emit({ op: "assert", what: node.what, next });
      case "back":
        if (loose) return add({ kind: "repeat", node: { kind: "set", test: anything }, min: 0, max: INFINITE }, next);
        return emit({ op: "back", group: node.group, ignoreCase: node.ignoreCase, next });
      case "look": {
        if (loose) return next;
        const start = add(node.node, emit({ op: "match" }));
        return emit({ op: "look", start, behind: node.behind, negated: node.negated, next });
      }
      case "atomic":
        if (loose) return add(node.node, next);
        return emit({ op: "atomic", start: add(node.node, emit({ op: "match" })), next });
      case "keep":
        return loose ? next : emit({ op: "save", slot: 0, next });
      case "not":
        throw new Error("a complement has no program");
    }
  };

  const repeat = (node: Extract<Node, { kind: "repeat" }>, next: number): number => {
    const { node: body, min, max, lazy } = node;
    let at = next;
    let needed = min;
    if (max === INFINITE) {
      // x* of an x that may be empty is (x+)?: it matches the empty text once, not never. What goes round again is another copy
      // of x for whoever looks which groups may be left out.
      const loop = emit({ op: "split", next: 0, other: 0 });
      const start = add(body, loop, true);
      code[loop] = lazy ? { op: "split", next: at, other: start } : { op: "split", next: start, other: at };
      const twice = min > 0 && !loose && !perl && nullable(body);
      if (min > 0 && !twice) {
        at = start;
        needed--;
      } else if (twice || nullable(body)) at = split(start, at, lazy);
      else at = loop;
    } else {
      for (let n = min; n < max; n++) at = split(add(body, at, true), next, lazy);
    }
    for (let n = 0; n < needed; n++) at = add(body, at);
    return at;
  };

  const start = add(root, emit({ op: "match" }));
  return { code, start, tests, asserts };
}

const INFINITE = Number.POSITIVE_INFINITY;
const anything: CharTest = () => true;
