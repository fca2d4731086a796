/**
 * Draws prompt and line on a terminal of any width and changes only what changed. What is on the screen is a function of the
 * keys typed, however they arrive.
 *
 * Rows that run over the right margin wrap as the terminal itself wraps, so that copied text has no breaks of ours. A line
 * higher than the screen is seen through a window that follows the cursor.
 */
import { caretNotation, charWidth } from "./width.ts";

interface Cell {
  readonly text: string;
  readonly width: number;
  readonly standout?: boolean;
}

interface Row {
  readonly cells: readonly Cell[];
  readonly width: number;
}

interface Layout {
  readonly rows: readonly Row[];
  readonly cursorRow: number;
  readonly cursorColumn: number;
}

export interface View {
  /** `\x01` and `\x02` enclose what takes no cells, as readline's prompts have it. */
  readonly prompt: string;
  readonly text: string;
  readonly point: number;
  /** What of the text stands out: from here up to there. */
  readonly standout?: readonly [from: number, to: number];
  /** One row that scrolls to the side (`horizontal-scroll-mode`). */
  readonly sideways?: boolean;
}

const EMPTY: Row = { cells: [], width: 0 };
const TAB_STOP = 8;

/** Splits a prompt into the lines that are printed once and the one that the line stands behind. */
export function splitPrompt(prompt: string): { readonly above: string; readonly last: string } {
  const at = prompt.lastIndexOf("\n") + 1;
  return { above: prompt.slice(0, at), last: prompt.slice(at) };
}

/** A prompt without the marks around its invisible parts, as it is printed. */
export function printablePrompt(prompt: string): string {
  return prompt.replace(/[\x01\x02]/g, "");
}

function lay(view: View, columns: number): Layout {
  const rows: Row[] = [];
  let cells: Cell[] = [];
  let width = 0;
  let cursorRow = 0;
  let cursorColumn = 0;
  let invisible = "";
  let standout = false;
  const endRow = (): void => {
    rows.push({ cells, width });
    cells = [];
    width = 0;
  };
  const add = (text: string, cellWidth: number): void => {
    if (width + cellWidth > columns && width > 0) endRow();
    cells.push({ text: invisible + text, width: cellWidth, ...(standout ? { standout } : {}) });
    invisible = "";
    width += cellWidth;
  };
  const addCharacter = (char: string): void => {
    const code = char.codePointAt(0) ?? 0;
    if (char === "\t") {
      const stop = Math.min(columns, (Math.floor((width % columns) / TAB_STOP) + 1) * TAB_STOP);
      for (let count = Math.max(1, stop - (width % columns)); count > 0; count--) add(" ", 1);
      return;
    }
    if (code < 0x20 || code === 0x7f) {
      for (const part of caretNotation(char)) add(part, 1);
      return;
    }
    const cellWidth = code >= 0x80 && code < 0xa0 ? 1 : charWidth(code);
    const last = cells.at(-1);
    if (cellWidth === 0 && last !== undefined) cells[cells.length - 1] = { ...last, text: last.text + char };
    else add(code >= 0x80 && code < 0xa0 ? "?" : char, cellWidth);
  };

  let hidden = false;
  for (const char of view.prompt) {
    if (char === "\x01") hidden = true;
    else if (char === "\x02") hidden = false;
    else if (hidden) invisible += char;
    else addCharacter(char);
  }
  if (invisible !== "") {
    const last = cells.at(-1);
    if (last === undefined) cells.push({ text: invisible, width: 0 });
    else cells[cells.length - 1] = { text: last.text + invisible, width: last.width };
    invisible = "";
  }
  const markCursor = (): void => {
    cursorRow = rows.length;
    cursorColumn = width;
  };
  let at = 0;
  for (const char of view.text) {
    if (at === view.point) {
      // A wide character that does not fit starts on the next row, and the cursor stands where it starts.
      if (char !== "\n" && width + charWidth(char.codePointAt(0) ?? 0) > columns) endRow();
      markCursor();
    }
    standout = view.standout !== undefined && at >= view.standout[0] && at < view.standout[1];
    if (char === "\n" && view.sideways !== true) endRow();
    else addCharacter(char);
    at += char.length;
  }
  standout = false;
  if (at <= view.point) markCursor();
  if (cursorColumn >= columns) {
    // Behind a full row: the next one, which is there even when nothing stands on it.
    if (cursorRow === rows.length) endRow();
    cursorRow++;
    cursorColumn = 0;
  }
  endRow();
  return { rows, cursorRow, cursorColumn };
}

/** The part of a long row that is in sight (rl_redisplay); `margin` is how much of it was left out before, and is now. */
function sideways(view: View, columns: number, before: number): { readonly layout: Layout; readonly margin: number } {
  const whole = lay(view, Number.POSITIVE_INFINITY);
  const [row = EMPTY] = whole.rows;
  const { cursorColumn: at } = whole;
  const hidden = [...view.prompt.matchAll(/\x01([^\x02]*)\x02?/g)].reduce((sum, [, text = ""]) => sum + text.length, 0);
  const third = Math.max(1, Math.floor(columns / 3));
  const seen = at - before;
  let margin = before;
  if (seen > columns - 2) margin = Math.max(0, at - 2 * third);
  else if (at < columns - 2) margin = 0;
  else if (seen < 1) margin = Math.max(0, Math.floor((at + hidden - 1) / third) * third - hidden);
  const cells: Cell[] = [];
  let column = 0;
  let width = 0;
  for (const cell of row.cells) {
    const inSight = column >= margin && column + cell.width <= margin + columns;
    column += cell.width;
    if (!inSight) continue;
    const left = margin > 0 && width === 0;
    const right = row.width > margin + columns && width + cell.width === columns;
    cells.push(left || right ? { text: left ? "<" : ">", width: 1 } : cell);
    width += cell.width;
  }
  return { layout: { rows: [{ cells, width }], cursorRow: 0, cursorColumn: at - margin }, margin };
}

function sameCell(a: Cell | undefined, b: Cell | undefined): boolean {
  return a !== undefined && b !== undefined && a.text === b.text && a.standout === b.standout;
}

/** What prints cells, those that stand out in reverse. */
function painted(cells: readonly Cell[]): string {
  let out = "";
  let standout = false;
  for (const cell of cells) {
    if ((cell.standout === true) !== standout) {
      standout = !standout;
      out += standout ? "\x1b[7m" : "\x1b[27m";
    }
    out += cell.text;
  }
  return standout ? `${out}\x1b[27m` : out;
}

export class Renderer {
  #columns: number;
  #height: number;
  /** What is on the screen: the rows of the window. */
  #shown: readonly Row[] = [EMPTY];
  #row = 0;
  #column = 0;
  /** The cursor hangs behind the last column of a full row. */
  #hanging = false;
  #top = 0;
  #margin = 0;

  constructor(columns: number, rows: number) {
    this.#columns = Math.max(1, columns);
    this.#height = Math.max(1, rows);
  }

  /** The screen is at the start of an empty row: nothing is drawn yet. */
  reset(): void {
    this.#shown = [EMPTY];
    this.#row = 0;
    this.#column = 0;
    this.#hanging = false;
    this.#top = 0;
    this.#margin = 0;
  }

  /** Answers with what turns the screen into `view`. */
  draw(view: View): string {
    const { layout, margin } =
      view.sideways === true
        ? sideways(view, Math.max(1, this.#columns - 1), this.#margin)
        : { layout: lay(view, this.#columns), margin: 0 };
    this.#margin = margin;
    if (layout.rows.length <= this.#height) this.#top = 0;
    else {
      this.#top = Math.min(this.#top, layout.cursorRow, layout.rows.length - this.#height);
      this.#top = Math.max(this.#top, layout.cursorRow - this.#height + 1);
    }
    const rows = layout.rows.slice(this.#top, this.#top + this.#height);
    let out = "";
    for (let index = 0; index < Math.max(rows.length, this.#shown.length); index++) {
      out += this.#drawRow(index, rows[index] ?? EMPTY, this.#shown[index], index > 0 ? rows[index - 1] : undefined);
    }
    this.#shown = rows;
    return out + this.#moveTo(layout.cursorRow - this.#top, layout.cursorColumn);
  }

  /** Leaves the line: the cursor goes behind its last row, to a fresh one. */
  finish(): string {
    const last = this.#shown.length - 1;
    let out = this.#moveTo(last, last === this.#row ? this.#column : 0);
    // An empty last row is fresh already.
    if (this.#shown.length === 1 || (this.#shown.at(-1)?.cells.length ?? 0) > 0) out += "\n";
    this.reset();
    return out;
  }

  /** The cursor goes to the first row and everything below is wiped: something else will be drawn. */
  erase(): string {
    const out = `${this.#moveTo(0, 0)}\r\x1b[J`;
    this.reset();
    return out;
  }

  /** The window has another size: what is drawn must be drawn again. Terminals leave the cursor's line alone. */
  resize(columns: number, rows: number): string {
    const out = this.erase();
    this.#columns = Math.max(1, columns);
    this.#height = Math.max(1, rows);
    return out;
  }

  #drawRow(index: number, row: Row, old: Row | undefined, above: Row | undefined): string {
    let same = 0;
    let column = 0;
    while (same < row.cells.length && sameCell(row.cells[same], old?.cells[same])) {
      column += row.cells[same]?.width ?? 0;
      same++;
    }
    if (old !== undefined && same === row.cells.length && same === old.cells.length) return "";
    let out = "";
    const wraps = this.#hanging && this.#row === index - 1 && above !== undefined && above.width === this.#columns;
    if (same === 0 && wraps) {
      // The terminal wraps by itself when the next character comes; a blank stands in for an empty row.
      if (row.cells.length === 0) out += " \r";
      this.#row = index;
      this.#column = 0;
      this.#hanging = false;
    } else out += this.#moveTo(index, column);
    const rest = row.cells.slice(same);
    out += painted(rest);
    this.#column = row.width;
    this.#hanging = rest.length > 0 && row.width >= this.#columns;
    if (!this.#hanging && row.width < this.#columns && (old === undefined ? wraps : old.width > row.width))
      out += "\x1b[K";
    return out;
  }

  #moveTo(row: number, column: number): string {
    let out = "";
    if (row > this.#row) {
      // A line feed, unlike cursor down, makes rows that are not there yet.
      out += `\r${"\n".repeat(row - this.#row)}`;
      this.#column = 0;
      this.#hanging = false;
    } else if (row < this.#row) {
      out += `\x1b[${this.#row - row}A`;
      if (this.#hanging) {
        out += "\r";
        this.#column = 0;
        this.#hanging = false;
      }
    }
    this.#row = row;
    if (this.#hanging) {
      if (column === this.#column) return out;
      out += "\r";
      this.#column = 0;
      this.#hanging = false;
    }
    if (column < this.#column) {
      const back = this.#column - column;
      out += column === 0 ? "\r" : back <= 4 ? "\b".repeat(back) : `\x1b[${back}D`;
    } else if (column > this.#column) out += `\x1b[${column - this.#column}C`;
    this.#column = column;
    return out;
  }
}
