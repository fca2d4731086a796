/** Names on the lines of a listing (print_many_per_line and its like of coreutils' ls.c). */
import { textWidth } from "../../../terminal/width.ts";
import type { Settings } from "./settings.ts";

/** What stands in a cell: the text with its colors, and how wide it is. */
export interface Cell {
  readonly text: string;
  readonly width: number;
}

export const cellOf = (plain: string, text = plain): Cell => ({ text, width: textWidth(plain) });

const NARROWEST = 3;

/** Widths of the most columns that fit, two blanks between them. */
function columnWidths(cells: readonly Cell[], columns: number, down: boolean): readonly number[] {
  const most = Math.max(1, Math.min(cells.length, Math.ceil(columns / NARROWEST)));
  for (let count = most; count > 1; count--) {
    const widths = Array<number>(count).fill(NARROWEST);
    const perColumn = Math.ceil(cells.length / count);
    cells.forEach(({ width }, index) => {
      const column = down ? Math.floor(index / perColumn) : index % count;
      widths[column] = Math.max(widths[column] ?? 0, width + (column === count - 1 ? 0 : 2));
    });
    if (widths.reduce((sum, width) => sum + width, 0) < columns) return widths;
  }
  return [Math.max(NARROWEST, ...cells.map(({ width }) => width))];
}

/** What brings the cursor from one column to another, tabs where they help. */
function indent(from: number, to: number, tab: number): string {
  let out = "";
  let at = from;
  while (at < to) {
    if (tab > 0 && Math.floor(to / tab) > Math.floor((at + 1) / tab)) {
      out += "\t";
      at += tab - (at % tab);
    } else {
      out += " ";
      at++;
    }
  }
  return out;
}

function inColumns(cells: readonly Cell[], { columns, tab, layout, end }: Settings): string {
  const down = layout === "down";
  const widths = columnWidths(cells, columns, down);
  const rows = Math.ceil(cells.length / widths.length);
  let out = "";
  for (let row = 0; row < rows; row++) {
    let at = 0;
    let start = 0;
    widths.forEach((width, column) => {
      const cell = cells[down ? row + column * rows : row * widths.length + column];
      if (cell !== undefined) {
        out += indent(at, start, tab) + cell.text;
        at = start + cell.width;
      }
      start += width;
    });
    out += end;
  }
  return out;
}

function withCommas(cells: readonly Cell[], { columns, end }: Settings): string {
  let out = "";
  let at = 0;
  cells.forEach(({ text, width }, index) => {
    if (index > 0) {
      const fits = at + width + 2 < columns;
      out += fits ? ", " : `,${end}`;
      at = fits ? at + 2 : 0;
    }
    out += text;
    at += width;
  });
  return cells.length === 0 ? "" : out + end;
}

export function laidOut(cells: readonly Cell[], settings: Settings): string {
  switch (settings.layout) {
    case "down":
    case "across":
      if (settings.columns !== Number.POSITIVE_INFINITY) return inColumns(cells, settings);
      return cells.length === 0 ? "" : cells.map(({ text }) => text).join("  ") + settings.end;
    case "commas":
      return withCommas(cells, settings);
    default:
      return cells.map(({ text }) => text + settings.end).join("");
  }
}
