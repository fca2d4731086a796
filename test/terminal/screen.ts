/** The screen that a stream of terminal output leaves, by xterm itself. */
import { Terminal } from "@xterm/headless";

/** Rows without trailing blanks, the scrollback first, and the cursor's place. */
export interface Screen {
  readonly rows: readonly string[];
  readonly cursor: readonly [row: number, column: number];
  /** What is shown in reverse. */
  readonly reverse: string;
}

export async function screenOf(chunks: readonly string[], columns: number, rows: number): Promise<Screen> {
  const terminal = new Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 1000, convertEol: true });
  for (const chunk of chunks) await new Promise<void>((resolve) => terminal.write(chunk, resolve));
  const buffer = terminal.buffer.active;
  const lines: string[] = [];
  let reverse = "";
  for (let index = 0; index < buffer.length; index++) {
    const line = buffer.getLine(index);
    lines.push((line?.translateToString(true) ?? "").trimEnd());
    for (let column = 0; column < columns; column++) {
      const cell = line?.getCell(column);
      if (cell !== undefined && cell.isInverse() !== 0) reverse += cell.getChars();
    }
  }
  while (lines.length > 0 && lines.at(-1) === "") lines.pop();
  const cursor = [buffer.baseY + buffer.cursorY, buffer.cursorX] as const;
  terminal.dispose();
  return { rows: lines, cursor, reverse };
}
