/**
 * column of util-linux 2.38, paste, comm, tac and nl of coreutils 9.1. The same: tables with -t, -s, -o, -N, -R, -H and columns
 * filled down or across (-x), delimiters of paste with their escapes, what comm complains of, sections of nl left out.
 */

import { strerror } from "../../core/errors.ts";
import type { ExitStatus } from "../../core/process.ts";
import type { ProcessContext, Program } from "../program.ts";
import { quotedName, shownName } from "../programs/base/quote.ts";
import { badUsage, complain, complainOfUse, options } from "../programs/base/support.ts";
import { textWidth } from "../terminal/width.ts";
import { put } from "./command.ts";
import { readToEnd } from "./files.ts";
import { type LineSource, openLines } from "./lines.ts";
import { posixPattern } from "./posix-pattern.ts";

/** The lines of all operands; one that cannot be read is told of. */
async function linesOf(
  context: ProcessContext,
  names: readonly string[],
  say: (name: string, reason: string) => string = (name, reason) => `${shownName(name)}: ${reason}`,
): Promise<{ readonly lines: string[]; readonly ended: boolean; readonly status: ExitStatus }> {
  const lines: string[] = [];
  let status: ExitStatus = 0;
  let ended = true;
  for (const name of names.length === 0 ? ["-"] : names) {
    const source = openLines(context, name, "\n", (reason) => {
      status = complain(context, say(name, reason));
    });
    if (source === undefined) continue;
    for (let line = await source.next(); line !== undefined; line = await source.next()) {
      lines.push(line.text);
      ended = line.ended;
    }
    source.close();
  }
  return { lines, ended, status };
}

const pad = (text: string, width: number, right: boolean): string => {
  const blanks = " ".repeat(Math.max(0, width - textWidth(text)));
  return right ? blanks + text : text + blanks;
};

export const column: Program = {
  name: "column",
  path: "/usr/bin/column",
  summary: "lay lines out in columns",
  async run(context) {
    const parsed = options(context.argv, "ts:o:N:R:H:c:xn:edLJ", {
      json: "J",
      "table-name": "n",
      table: "t",
      separator: "s",
      "output-separator": "o",
      "table-columns": "N",
      "table-right": "R",
      "table-hide": "H",
      "output-width": "c",
      "fill-rows": "x",
      "table-noheadings": "d",
      "keep-empty-lines": "L",
    });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const { flags, operands } = parsed;
    const { lines: all, status } = await linesOf(context, operands);
    const lines = flags.has("L") ? all : all.filter((line) => line.trim() !== "");
    if (flags.has("J")) {
      const made = json(context, lines, flags);
      if (made === undefined) return 1;
      await put(context.stdout, made);
      return status;
    }
    if (flags.has("t")) {
      await put(context.stdout, table(lines, flags));
      return status;
    }
    const width = Number(flags.get("c") ?? context.env.COLUMNS ?? context.stdout.terminal?.columns ?? 80) || 80;
    const longest = Math.max(0, ...lines.map(textWidth));
    // A cell ends at a tab stop.
    const cell = (Math.floor(longest / 8) + 1) * 8;
    const across = Math.max(1, Math.floor(width / cell));
    const rows = Math.ceil(lines.length / across);
    let out = "";
    const perRow = flags.has("x") ? across : undefined;
    for (let row = 0; row < rows; row++) {
      let at = 0;
      const cells =
        perRow === undefined
          ? lines.filter((_line, index) => index % rows === row)
          : lines.slice(row * perRow, (row + 1) * perRow);
      for (const [index, text] of cells.entries()) {
        out += text;
        at += textWidth(text);
        if (index === cells.length - 1) break;
        while (at < (index + 1) * cell) {
          out += "\t";
          at = (Math.floor(at / 8) + 1) * 8;
        }
      }
      out += "\n";
    }
    await put(context.stdout, out);
    return status;
  },
};

/** -J: an object for each line, under the names of the columns as libsmartcols writes them. */
function json(
  context: ProcessContext,
  lines: readonly string[],
  flags: ReadonlyMap<string, string>,
): string | undefined {
  const names = flags.get("N")?.split(",");
  if (names === undefined) {
    complain(context, "option --table-columns required for --json");
    return undefined;
  }
  const text = (value: string | undefined): string => (value === undefined ? "null" : JSON.stringify(value));
  const objects: string[] = [];
  for (const [index, row] of cellsOf(lines, flags.get("s")).entries()) {
    if (row.length > names.length) {
      complain(context, `line ${index + 2}: for JSON the name of the column ${names.length + 1} is required`);
      return undefined;
    }
    const fields = names.map((name, at) => `         ${text(name.toLowerCase())}: ${text(row[at])}`);
    objects.push(`{\n${fields.join(",\n")}\n      }`);
  }
  const name = text((flags.get("n") ?? "table").toLowerCase());
  return `{\n   ${name}: [\n      ${objects.join(",")}\n   ]\n}\n`;
}

function cellsOf(lines: readonly string[], separators: string | undefined): string[][] {
  const rows = lines.map((line) => {
    if (separators === undefined) return line.split(/[ \t]+/).filter((part, index) => part !== "" || index > 0);
    const parts: string[] = [];
    let from = 0;
    for (let at = 0; at <= line.length; at++) {
      if (at < line.length && !separators.includes(line[at] ?? "")) continue;
      parts.push(line.slice(from, at));
      from = at + 1;
    }
    return parts;
  });
  for (const row of rows) if (separators === undefined && row.at(-1) === "") row.pop();
  return rows;
}

function table(lines: readonly string[], flags: ReadonlyMap<string, string>): string {
  const rows = cellsOf(lines, flags.get("s"));
  const names = flags.get("N")?.split(",");
  if (names !== undefined && !flags.has("d")) rows.unshift(names);
  const count = Math.max(0, ...rows.map((row) => row.length));
  const chosen = (list: string | undefined): Set<number> => {
    const found = new Set<number>();
    for (const word of (list ?? "").split(",")) {
      if (/^\d+$/.test(word)) found.add(Number(word) - 1);
      else if (names?.includes(word)) found.add(names.indexOf(word));
    }
    return found;
  };
  const [right, hidden] = [chosen(flags.get("R")), chosen(flags.get("H"))];
  const between = flags.get("o") ?? "  ";
  const widths = Array.from({ length: count }, (_, index) =>
    Math.max(0, ...rows.map((row) => textWidth(row[index] ?? ""))),
  );
  const shown = widths.map((_width, index) => index).filter((index) => !hidden.has(index));
  let out = "";
  for (const row of rows) {
    const cells = shown.map((index, place) => {
      const text = row[index] ?? "";
      // Nothing is put behind the last column.
      return place === shown.length - 1 && !right.has(index) ? text : pad(text, widths[index] ?? 0, right.has(index));
    });
    out += `${cells.join(between)}\n`;
  }
  return out;
}

const DELIMITERS: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  "\\": "\\",
  "0": "",
  b: "\b",
  f: "\f",
  r: "\r",
  v: "\v",
};

export const paste: Program = {
  name: "paste",
  path: "/usr/bin/paste",
  summary: "join files line by line",
  async run(context) {
    const parsed = options(context.argv, "d:sz", { delimiters: "d", serial: "s", "zero-terminated": "z" });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const { flags, operands } = parsed;
    const between: string[] = [];
    const given = flags.get("d") ?? "\t";
    for (let i = 0; i < given.length; i++) {
      if (given[i] !== "\\") between.push(given[i] ?? "");
      else if (i + 1 >= given.length)
        return complain(context, `delimiter list ends with an unescaped backslash: ${given}`);
      else between.push(DELIMITERS[given[++i] ?? ""] ?? given[i] ?? "");
    }
    if (between.length === 0) between.push("");
    const end = flags.has("z") ? "\0" : "\n";
    const names = operands.length === 0 ? ["-"] : operands;
    let status: ExitStatus = 0;
    let input: LineSource | undefined;
    const sources: (LineSource | undefined)[] = [];
    for (const name of names) {
      // Several `-` take turns at the same input.
      if (name === "-" && input !== undefined) {
        sources.push(input);
        continue;
      }
      const source = openLines(context, name, end, (reason) => {
        status = complain(context, `${shownName(name)}: ${reason}`);
      });
      if (name === "-") input = source;
      if (source === undefined && !flags.has("s")) return status;
      sources.push(source);
    }
    if (flags.has("s")) {
      for (const source of sources) {
        if (source === undefined) continue;
        let text = "";
        let index = 0;
        for (let line = await source.next(); line !== undefined; line = await source.next(), index++)
          text += (index === 0 ? "" : (between[(index - 1) % between.length] ?? "")) + line.text;
        await put(context.stdout, text + end);
      }
      return status;
    }
    const open = new Set(sources.filter((source) => source !== undefined));
    for (;;) {
      const cells: string[] = [];
      let any = false;
      for (const source of sources) {
        const line = source !== undefined && open.has(source) ? await source.next() : undefined;
        if (line === undefined && source !== undefined) open.delete(source);
        any ||= line !== undefined;
        cells.push(line?.text ?? "");
      }
      if (!any) break;
      const text = cells
        .map((cell, index) => (index === 0 ? "" : (between[(index - 1) % between.length] ?? "")) + cell)
        .join("");
      if (!(await put(context.stdout, text + end))) break;
    }
    return status;
  },
};

export const comm: Program = {
  name: "comm",
  path: "/usr/bin/comm",
  summary: "lines that two sorted files share",
  async run(context) {
    const parsed = options(context.argv, "123O:tnCz", {
      "output-delimiter": "O",
      total: "t",
      "nocheck-order": "n",
      "check-order": "C",
    });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const { flags, operands } = parsed;
    const usage = (text: string): ExitStatus => complainOfUse(context, text);
    if (operands.length === 0) return usage("missing operand");
    if (operands.length === 1) return usage(`missing operand after ‘${operands[0]}’`);
    if (operands.length > 2) return usage(`extra operand ‘${operands[2]}’`);
    const files: string[][] = [];
    for (const name of operands) {
      const { lines, status } = await linesOf(context, [name]);
      if (status !== 0) return status;
      files.push(lines);
    }
    const [left = [], right = []] = files;
    const delimiter = flags.get("O") ?? "\t";
    const totals = [0, 0, 0];
    let out = "";
    let disorder: ExitStatus = 0;
    const told = new Set<number>();
    const check = (lines: readonly string[], at: number, number: number): void => {
      if (flags.has("n") || told.has(number) || at === 0 || (lines[at] ?? "") >= (lines[at - 1] ?? "")) return;
      told.add(number);
      complain(context, `file ${number} is not in sorted order`);
      disorder = 1;
    };
    const show = (kind: number, text: string): void => {
      totals[kind - 1] = (totals[kind - 1] ?? 0) + 1;
      if (flags.has(String(kind))) return;
      const lead = [1, 2].filter((each) => each < kind && !flags.has(String(each))).length;
      out += `${delimiter.repeat(lead)}${text}\n`;
    };
    let [i, k] = [0, 0];
    while (i < left.length || k < right.length) {
      const [a, b] = [left[i], right[k]];
      if (b === undefined || (a !== undefined && a < b)) {
        show(1, a ?? "");
        i++;
        if (i < left.length) check(left, i, 1);
      } else if (a === undefined || b < a) {
        show(2, b);
        k++;
        if (k < right.length) check(right, k, 2);
      } else {
        show(3, a);
        i++;
        k++;
        if (i < left.length) check(left, i, 1);
        if (k < right.length) check(right, k, 2);
      }
    }
    if (flags.has("t")) out += `${totals.join(delimiter)}${delimiter}total\n`;
    await put(context.stdout, out);
    if (disorder !== 0) complain(context, "input is not in sorted order");
    return disorder;
  },
};

export const tac: Program = {
  name: "tac",
  path: "/usr/bin/tac",
  summary: "lines in reverse order",
  async run(context) {
    const parsed = options(context.argv, "bs:", { before: "b", separator: "s" });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const { flags, operands } = parsed;
    const separator = flags.get("s") || (flags.has("s") ? "\0" : "\n");
    let status: ExitStatus = 0;
    for (const name of operands.length === 0 ? ["-"] : operands) {
      let text = "";
      if (name === "-") text = await readToEnd(context.stdin, context);
      else {
        const source = openLines(context, name, "\n", (reason, isDirectory) => {
          status = complain(
            context,
            isDirectory
              ? `${name}: read error: ${strerror("EISDIR")}`
              : `failed to open ${quotedName(name)} for reading: ${reason}`,
          );
        });
        if (source === undefined) continue;
        for (let line = await source.next(); line !== undefined; line = await source.next())
          text += line.ended ? `${line.text}\n` : line.text;
        source.close();
      }
      const parts = text.split(separator);
      const pieces = flags.has("b")
        ? parts.map((part, index) => (index === 0 ? part : separator + part))
        : parts.map((part, index) => (index === parts.length - 1 ? part : part + separator));
      await put(context.stdout, pieces.reverse().join(""));
    }
    return status;
  },
};

export const nl: Program = {
  name: "nl",
  path: "/usr/bin/nl",
  summary: "number lines",
  async run(context) {
    const parsed = options(context.argv, "b:n:w:s:v:i:", {
      "body-numbering": "b",
      "number-format": "n",
      "number-width": "w",
      "number-separator": "s",
      "starting-line-number": "v",
      "line-increment": "i",
    });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const { flags, operands } = parsed;
    const { lines, status } = await linesOf(context, operands);
    const style = flags.get("b") ?? "t";
    const usage = (text: string): ExitStatus => complainOfUse(context, text);
    if (!/^[atn]$|^p/.test(style)) return usage(`invalid body numbering style: ‘${style}’`);
    const format = flags.get("n") ?? "rn";
    if (!/^(?:ln|rn|rz)$/.test(format)) return usage(`invalid line numbering format: ‘${format}’`);
    const width = Number(flags.get("w") ?? 6);
    const between = flags.get("s") ?? "\t";
    let number = Number(flags.get("v") ?? 1);
    const read = style.startsWith("p") ? posixPattern([style.slice(1)], { kind: "basic" }) : undefined;
    if (read !== undefined && "error" in read) return complain(context, read.error);
    const pattern = read !== undefined && "regex" in read ? read.regex : undefined;
    let out = "";
    for (const line of lines) {
      const counts = style === "a" || (style === "t" && line !== "") || pattern?.test(line);
      if (!counts) {
        out += `${" ".repeat(width + between.length)}${line}\n`;
        continue;
      }
      const digits = String(number);
      const shown =
        format === "ln" ? digits.padEnd(width) : format === "rz" ? digits.padStart(width, "0") : digits.padStart(width);
      out += `${shown}${between}${line}\n`;
      number += Number(flags.get("i") ?? 1);
    }
    await put(context.stdout, out);
    return status;
  },
};
