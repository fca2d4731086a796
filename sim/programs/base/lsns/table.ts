/**
 * Tables as libsmartcols of util-linux lays them out: columns as wide as their widest cell, a tree in one of them, cells of
 * several lines; or the same as JSON, or with single spaces (`--raw`).
 */
import { bytesOfText } from "../../../../core/text-bytes.ts";

export type Cell = string | number | null;

export interface Column {
  readonly head: string;
  readonly right?: boolean;
  /** Rows that stand below others are drawn as a tree here. */
  readonly tree?: boolean;
}

export interface Row {
  readonly cells: readonly Cell[];
  readonly children: Row[];
}

export interface Style {
  readonly style: "table" | "raw" | "json";
  readonly heads: boolean;
  /** Cells of several lines are one line with commas. */
  readonly nowrap: boolean;
  readonly utf8: boolean;
  /** What the list is called in JSON. */
  readonly name: string;
}

interface Line {
  readonly cells: readonly string[];
}

/** The lines of a tree, each with what is drawn in front of it. */
function* lines(rows: readonly Row[], columns: readonly Column[], utf8: boolean, before?: string): Generator<Line> {
  const [branch, last, bar] = utf8 ? ["├─", "└─", "│ "] : ["|-", "`-", "| "];
  for (const [index, { cells, children }] of rows.entries()) {
    const ends = index === rows.length - 1;
    const drawn = before === undefined ? "" : before + (ends ? last : branch);
    yield { cells: cells.map((cell, at) => (columns[at]?.tree ? drawn : "") + (cell === null ? "" : String(cell))) };
    yield* lines(children, columns, utf8, before === undefined ? "" : before + (ends ? "  " : bar));
  }
}

/** White space and what is no printable ASCII as `\x20` (fputs_nonblank of libsmartcols). */
function nonblank(text: string): string {
  return bytesOfText(text)
    .map((byte) =>
      byte <= 0x20 || byte >= 0x7f || byte === 0x5c
        ? `\\x${byte.toString(16).padStart(2, "0")}`
        : String.fromCharCode(byte),
    )
    .join("");
}

function json(rows: readonly Row[], columns: readonly Column[], indent: string): string {
  const objects = rows.map(({ cells, children }) => {
    const fields = columns.map(
      ({ head }, at) => `${indent}   ${JSON.stringify(head.toLowerCase())}: ${JSON.stringify(cells[at])}`,
    );
    if (children.length > 0)
      fields.push(`${indent}   "children": [\n${json(children, columns, `${indent}      `)}\n${indent}   ]`);
    return `{\n${fields.join(",\n")}\n${indent}}`;
  });
  return indent + objects.join(",");
}

export function render(columns: readonly Column[], rows: readonly Row[], style: Style): string {
  if (style.style === "json") return `{\n   "${style.name}": [\n${json(rows, columns, "      ")}\n   ]\n}\n`;
  const all = [...lines(rows, columns, style.utf8)];
  const heads = columns.map(({ head }) => head);
  if (style.style === "raw") {
    const raw = all.map(({ cells }) => cells.map(nonblank).join(" "));
    return [...(style.heads ? [heads.join(" ")] : []), ...raw].map((line) => `${line}\n`).join("");
  }
  // A cell of several lines makes its row as many.
  const split = all.map(({ cells }) =>
    cells.map((cell) => (style.nowrap ? [cell.replaceAll("\n", ",")] : cell.split("\n"))),
  );
  const widths = columns.map(({ head }, at) =>
    Math.max(head.length, ...split.flatMap((cells) => (cells[at] ?? []).map((line) => [...line].length))),
  );
  const lay = (cells: readonly string[]) =>
    cells
      .map((cell, at) => {
        const room = " ".repeat(Math.max(0, (widths[at] ?? 0) - [...cell].length));
        if (columns[at]?.right) return room + cell;
        return at === columns.length - 1 ? cell : cell + room;
      })
      .join(" ");
  const printed = split.flatMap((cells) => {
    const height = Math.max(...cells.map((each) => each.length));
    return Array.from({ length: height }, (_, row) => lay(cells.map((each) => each[row] ?? "")));
  });
  return [...(style.heads ? [lay(heads)] : []), ...printed].map((line) => `${line}\n`).join("");
}
