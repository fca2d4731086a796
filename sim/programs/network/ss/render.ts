/** Columns as `ss` lays them out (render_calc_width, render of misc/ss.c). */

export interface Column {
  readonly header: string;
  readonly delimiter: string;
  readonly right?: boolean;
  readonly cells: string[];
}

/**
 * As wide as the widest, where the very last cell counts for nothing: it is not flushed yet when widths are made (`render`).
 * On a terminal of `screen` columns what is left of a line is shared out.
 */
export function renderColumns(columns: readonly Column[], screen: number | undefined, header: boolean): string {
  const count = columns[0]?.cells.length ?? 0;
  const widths: number[] = [];
  let first = true;
  for (const [i, { header: title, delimiter, cells }] of columns.entries()) {
    const counted = i === columns.length - 1 ? cells.slice(0, -1) : cells;
    const longest = counted.reduce((most, cell) => Math.max(most, cell.length), header ? title.length : 0);
    widths.push(longest === 0 ? 0 : longest + (first ? 0 : delimiter.length));
    if (longest > 0) first = false;
  }
  const used = widths.reduce((sum, width) => sum + width, 0);
  if (screen !== undefined && used < screen) {
    const shown = widths.filter((width) => width > 0).length;
    const spacing = Math.floor((screen - used) / shown);
    let rest = (screen - used) % shown;
    for (let i = widths.length - 1; i >= 0; i--) {
      if (widths[i] === 0) continue;
      widths[i] = (widths[i] as number) + spacing + (rest > 0 ? 1 : 0);
      if (rest > 0) rest--;
    }
  }
  const line = (cellOf: (column: Column) => string): string => {
    let out = "";
    for (const [i, column] of columns.entries()) {
      const width = widths[i] as number;
      const delimiter = out === "" && i === 0 ? "" : column.delimiter;
      const room = width - delimiter.length;
      const cell = cellOf(column);
      out += delimiter + (column.right ? cell.padStart(room) : cell.padEnd(room));
    }
    return `${out}\n`;
  };
  let out = header ? line(({ header: title }) => title) : "";
  for (let i = 0; i < count; i++) out += line(({ cells }) => cells[i] ?? "");
  return out;
}
