/**
 * col and colrm of bsdextrautils 2.38: overstrikes of a line put in order or left out, columns taken away. The same: -b, -x, -h, backspaces,
 * carriage returns, tabs. Absent: line feeds backwards and by halves (-f, -p and their escapes, which are left out).
 */
import type { Program } from "../program.ts";
import { badUsage, complain, complainOfUse, options } from "../programs/base/support.ts";
import { charWidth } from "../terminal/width.ts";
import { put, refusedOutput } from "./command.ts";
import { readToEnd } from "./files.ts";

const TAB = 8;

/** The line with what stands at each column; the last of those that were struck over one another alone with -b. */
function ordered(line: string, bare: boolean, tabs: boolean): string {
  const columns = new Map<number, string[]>();
  let at = 0;
  for (const char of line) {
    if (char === "\b") at = Math.max(0, at - 1);
    else if (char === "\r") at = 0;
    else if (char === "\t") at = (Math.floor(at / TAB) + 1) * TAB;
    else if (char === " ") at++;
    else if (char >= " " && char !== "\x7f") {
      const here = columns.get(at) ?? [];
      columns.set(at, bare ? [char] : [...here, char]);
      at += charWidth(char.codePointAt(0) ?? 0);
    }
  }
  let out = "";
  let place = 0;
  for (const column of [...columns.keys()].sort((a, b) => a - b)) {
    if (tabs && column - place > 1)
      for (let next = (Math.floor(place / TAB) + 1) * TAB; next <= column; next += TAB) {
        out += "\t";
        place = next;
      }
    out += " ".repeat(Math.max(0, column - place));
    const chars = columns.get(column) ?? [];
    out += chars.join("\b");
    place = column + charWidth((chars.at(-1) ?? "").codePointAt(0) ?? 0);
  }
  return out;
}

const col: Program = {
  name: "col",
  path: "/usr/bin/col",
  summary: "put overstrikes in order",
  async run(context) {
    const parsed = options(context.argv, "bfhl:px", {
      "no-backspaces": "b",
      fine: "f",
      tabs: "h",
      lines: "l",
      pass: "p",
      spaces: "x",
    });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const { flags, operands } = parsed;
    if (operands.length > 0) return complainOfUse(context, "bad usage");
    for (const letter of "fp")
      if (flags.has(letter)) return complain(context, `netnone: -${letter} is not modelled`, 3);
    const text = await readToEnd(context.stdin, context);
    const ended = text === "" || text.endsWith("\n") ? text : `${text}\n`;
    const lines = ended.replaceAll(/\x1b./gs, "").split("\n");
    const out = lines.map((line) => ordered(line, flags.has("b"), !flags.has("x"))).join("\n");
    return (await put(context.stdout, out)) ? 0 : refusedOutput(context);
  },
};

/** A line without the columns from `first` to `last`; tabs in it go to their stops. */
function without(line: string, first: number, last: number): string {
  let out = "";
  let column = 0;
  for (const char of line) {
    const next =
      char === "\t"
        ? (Math.floor(column / TAB) + 1) * TAB
        : char === "\b"
          ? Math.max(0, column - 1)
          : column + charWidth(char.codePointAt(0) ?? 0);
    const whole = next < first || column >= last;
    if (whole) out += char;
    else if (char === "\t") for (let at = column + 1; at <= next; at++) out += at < first || at > last ? " " : "";
    column = next;
  }
  return out;
}

const colrm: Program = {
  name: "colrm",
  path: "/usr/bin/colrm",
  summary: "take columns away",
  async run(context) {
    const parsed = options(context.argv, "");
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const [first, last] = parsed.operands;
    for (const [name, value] of [
      ["first", first],
      ["second", last],
    ])
      if (value !== undefined && !/^\d+$/.test(value)) return complain(context, `${name} argument: '${value}'`);
    const text = await readToEnd(context.stdin, context);
    const from = Number(first ?? 0);
    const to = last === undefined ? Number.POSITIVE_INFINITY : Number(last);
    const out =
      from === 0
        ? text
        : text
            .split("\n")
            .map((line) => without(line, from, to))
            .join("\n");
    return (await put(context.stdout, out)) ? 0 : refusedOutput(context);
  },
};

export const columnPrograms: readonly Program[] = [col, colrm];
