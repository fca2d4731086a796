/**
 * join(1) of coreutils 9.1: lines of two files that agree in a field, both sorted by it. The same: what is paired and left over, -o with
 * `auto`, --header, and how disorder is noticed: only once a line has found no partner, unless --check-order asks for more.
 */
import { getoptLong, type LongOptions } from "../../core/command/getopt-long.ts";
import { strerror } from "../../core/errors.ts";
import type { ExitStatus } from "../../core/process.ts";
import type { ProcessContext, Program } from "../program.ts";
import { shownName } from "../programs/base/quote.ts";
import { complain, complainOfUse } from "../programs/base/support.ts";
import { put, refusedOutput } from "./command.ts";
import { readToEnd, resolvePath } from "./files.ts";
import { compareBytes } from "./sort-order.ts";

const LONG: LongOptions = {
  "ignore-case": "i",
  "check-order": "check",
  "nocheck-order": "nocheck",
  "zero-terminated": "z",
  header: "header",
};

type Side = 0 | 1;

/** A field of the output: of one of the files, or that by which lines are joined. */
type Cell = "key" | readonly [side: Side, field: number];

interface Wish {
  readonly fields: [number, number];
  readonly unpaired: Set<Side>;
  pairs: boolean;
  /** Undefined for blanks; `whole` when the line is one field. */
  separator: string | undefined | "whole";
  filler: string;
  cells: Cell[] | "auto" | undefined;
  ignoresCase: boolean;
  check: "enough" | "all" | "none";
  header: boolean;
  end: "\n" | "\0";
  readonly names: string[];
}

class Mistake extends Error {
  readonly hint: boolean;
  constructor(message: string, hint = false) {
    super(message);
    this.hint = hint;
  }
}

function fieldNumber(text: string): number {
  if (!/^\d+$/.test(text) || Number(text) === 0) throw new Mistake(`invalid field number: ‘${text}’`);
  return Number(text) - 1;
}

function cellOf(text: string): Cell {
  if (text === "0") return "key";
  const side = text[0];
  if (side !== "1" && side !== "2") throw new Mistake(`invalid file number in field spec: ‘${text}’`);
  if (text[1] !== ".") throw new Mistake(`invalid field specifier: ‘${text}’`);
  return [side === "1" ? 0 : 1, fieldNumber(text.slice(2))];
}

function separatorOf(text: string): string {
  if (text === "") return "whole";
  if (text === "\\0") return "\0";
  if ([...text].length > 1) throw new Mistake(`multi-character tab ‘${text}’`);
  return text;
}

function wishOf(context: ProcessContext): Wish | ExitStatus {
  const wish: Wish = {
    fields: [0, 0],
    unpaired: new Set(),
    pairs: true,
    separator: undefined,
    filler: "",
    cells: undefined,
    ignoresCase: false,
    check: "enough",
    header: false,
    end: "\n",
    names: [],
  };
  const set: [boolean, boolean] = [false, false];
  const setField = (side: Side, field: number): void => {
    if (set[side] && wish.fields[side] !== field)
      throw new Mistake(`incompatible join fields ${wish.fields[side] + 1}, ${field + 1}`);
    set[side] = true;
    wish.fields[side] = field;
  };
  let listing = false;
  for (const option of getoptLong(context.argv, "a:e:i1:2:j:o:t:v:z", LONG)) {
    if (option.kind === "error") return complainOfUse(context, option.text);
    if (option.kind === "operand") {
      // The old form has the fields of -o in several words.
      if (listing && /^(?:0|[12]\.\d+)$/.test(option.text) && Array.isArray(wish.cells))
        wish.cells.push(cellOf(option.text));
      else wish.names.push(option.text);
      continue;
    }
    const { name, value } = option;
    listing = name === "o" && value !== "auto";
    if (name === "a" || name === "v") {
      if (value !== "1" && value !== "2") throw new Mistake(`invalid field number: ‘${value}’`);
      wish.unpaired.add(value === "1" ? 0 : 1);
      if (name === "v") wish.pairs = false;
    } else if (name === "e") {
      if (wish.filler !== "" && wish.filler !== value) throw new Mistake("conflicting empty-field replacement strings");
      wish.filler = value;
    } else if (name === "1" || name === "2") setField(name === "1" ? 0 : 1, fieldNumber(value));
    else if (name === "j") {
      setField(0, fieldNumber(value));
      setField(1, fieldNumber(value));
    } else if (name === "o") {
      if (value === "auto") wish.cells = "auto";
      else wish.cells = [...(Array.isArray(wish.cells) ? wish.cells : []), ...value.split(/[, \t]/).map(cellOf)];
    } else if (name === "t") {
      const separator = separatorOf(value);
      if (wish.separator !== undefined && wish.separator !== separator) throw new Mistake("incompatible tabs");
      wish.separator = separator;
    } else if (name === "i") wish.ignoresCase = true;
    else if (name === "z") wish.end = "\0";
    else if (name === "header") wish.header = true;
    else wish.check = name === "check" ? "all" : "none";
  }
  const [first, second, extra] = wish.names;
  if (first === undefined) return complainOfUse(context, "missing operand");
  if (second === undefined) return complainOfUse(context, `missing operand after ‘${first}’`);
  if (extra !== undefined) return complainOfUse(context, `extra operand '${extra}'`);
  return wish;
}

interface Line {
  readonly text: string;
  readonly fields: readonly string[];
}

/** One of both files, from which lines are taken; it notices disorder. */
class Input {
  readonly name: string;
  readonly #lines: readonly Line[];
  #at = 0;
  told = false;

  constructor(name: string, lines: readonly Line[]) {
    this.name = name;
    this.#lines = lines;
  }

  get line(): Line | undefined {
    return this.#lines[this.#at];
  }

  /** The number of the line that is next, from 1. */
  get number(): number {
    return this.#at + 1;
  }

  get before(): Line | undefined {
    return this.#lines[this.#at - 1];
  }

  advance(): void {
    this.#at++;
  }
}

class Join {
  readonly #context: ProcessContext;
  readonly #wish: Wish;
  readonly #inputs: readonly [Input, Input];
  #out = "";
  #unpairable = false;
  #cells: readonly Cell[] | undefined;

  constructor(context: ProcessContext, wish: Wish, inputs: readonly [Input, Input]) {
    this.#context = context;
    this.#wish = wish;
    this.#inputs = inputs;
    const { cells, fields } = wish;
    if (cells !== "auto") this.#cells = cells;
    else {
      const auto = ([0, 1] as const).flatMap((side) =>
        [...(inputs[side].line?.fields ?? []).keys()]
          .filter((field) => field !== fields[side])
          .map((field): Cell => [side, field]),
      );
      this.#cells = ["key", ...auto];
    }
  }

  #key(side: Side, line: Line): string {
    const text = line.fields[this.#wish.fields[side]] ?? "";
    return this.#wish.ignoresCase ? text.toUpperCase() : text;
  }

  #compare(one: Line, other: Line): number {
    return compareBytes(this.#key(0, one), this.#key(1, other));
  }

  /** Takes the next line; false when it was out of order and that is the end of it. */
  #advance(side: Side): boolean {
    this.#inputs[side].advance();
    return this.#inOrder(side);
  }

  #inOrder(side: Side): boolean {
    const input = this.#inputs[side];
    const { before, line } = input;
    const { check } = this.#wish;
    if (before === undefined || line === undefined || input.told || check === "none") return true;
    if (check === "enough" && !this.#unpairable) return true;
    if (compareBytes(this.#key(side, before), this.#key(side, line)) <= 0) return true;
    input.told = true;
    complain(this.#context, `${shownName(input.name)}:${input.number}: is not sorted: ${line.text}`);
    return check !== "all";
  }

  #print(one: Line | undefined, other: Line | undefined): void {
    const { filler, fields, separator, end } = this.#wish;
    const filled = (text: string | undefined): string => (text === undefined || text === "" ? filler : text);
    const key = one === undefined ? filled(other?.fields[fields[1]]) : filled(one.fields[fields[0]]);
    const lines = [one, other] as const;
    const rest = (side: Side): string[] =>
      (lines[side]?.fields ?? []).filter((_, field) => field !== fields[side]).map(filled);
    const cells =
      this.#cells === undefined
        ? [key, ...rest(0), ...rest(1)]
        : this.#cells.map((cell) => (cell === "key" ? key : filled(lines[cell[0]]?.fields[cell[1]])));
    this.#out += cells.join(separator === undefined ? " " : separator === "whole" ? "\n" : separator) + end;
  }

  #alone(side: Side): boolean {
    const { line } = this.#inputs[side];
    if (this.#wish.unpaired.has(side)) this.#print(side === 0 ? line : undefined, side === 0 ? undefined : line);
    this.#unpairable = true;
    return this.#advance(side);
  }

  /** The lines from here on with the key of the next one; false when disorder ended it. */
  #group(side: Side): readonly Line[] | false {
    const input = this.#inputs[side];
    const group: Line[] = [];
    for (let { line } = input; line !== undefined; line = input.line) {
      const [first = line] = group;
      if (this.#key(side, first) !== this.#key(side, line)) break;
      group.push(line);
      if (!this.#advance(side)) return false;
    }
    return group;
  }

  #merge(): boolean {
    const [left, right] = this.#inputs;
    const { header, pairs } = this.#wish;
    if (header && (left.line !== undefined || right.line !== undefined)) {
      this.#print(left.line, right.line);
      if (left.line !== undefined) left.advance();
      if (right.line !== undefined) right.advance();
    }
    while (left.line !== undefined && right.line !== undefined) {
      const order = this.#compare(left.line, right.line);
      if (order !== 0) {
        if (!this.#alone(order < 0 ? 0 : 1)) return false;
        continue;
      }
      const one = this.#group(0);
      const other = this.#group(1);
      if (one === false || other === false) return false;
      if (pairs) for (const a of one) for (const b of other) this.#print(a, b);
    }
    for (const side of [0, 1] as const)
      while (this.#inputs[side].line !== undefined) if (!this.#alone(side)) return false;
    return true;
  }

  async run(): Promise<ExitStatus> {
    const whole = this.#merge();
    if (!(await put(this.#context.stdout, this.#out))) return refusedOutput(this.#context);
    if (whole && this.#inputs.some(({ told }) => told)) return complain(this.#context, "input is not in sorted order");
    return whole ? 0 : 1;
  }
}

async function inputOf(context: ProcessContext, name: string, { end, separator }: Wish): Promise<Input | ExitStatus> {
  let text: string;
  if (name === "-") text = await readToEnd(context.stdin, context);
  else {
    const opened = context.files.open(resolvePath(context.cwd, name), "read");
    if (!opened.ok) return complain(context, `${shownName(name)}: ${strerror(opened.error)}`);
    if (opened.value.directory) return complain(context, `read error: ${strerror("EISDIR")}`);
    text = await readToEnd(opened.value, context);
    opened.value.close();
  }
  const split = (line: string): readonly string[] => {
    if (separator === "whole") return [line];
    if (separator !== undefined) return line === "" ? [] : line.split(separator);
    return line.trim() === "" ? [] : line.split(/[ \t\n]+/).filter((field, index) => field !== "" || index > 0);
  };
  const lines = text === "" ? [] : text.replace(new RegExp(`${end}$`), "").split(end);
  return new Input(
    name,
    lines.map((line) => ({ text: line, fields: split(line) })),
  );
}

export const join: Program = {
  name: "join",
  path: "/usr/bin/join",
  summary: "join lines of two files on a common field",
  async run(context) {
    try {
      const wish = wishOf(context);
      if (typeof wish === "number") return wish;
      const [first = "", second = ""] = wish.names;
      if (first === "-" && second === "-")
        return complain(context, `both files cannot be standard input: ${strerror("ENOENT")}`);
      const one = await inputOf(context, first, wish);
      if (typeof one === "number") return one;
      const other = await inputOf(context, second, wish);
      if (typeof other === "number") return other;
      return await new Join(context, wish, [one, other]).run();
    } catch (error) {
      if (error instanceof Mistake) return complain(context, error.message);
      throw error;
    }
  },
};
