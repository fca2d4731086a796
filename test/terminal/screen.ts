/** The screen that a stream of terminal output leaves, by xterm itself. */
import { Terminal } from "@xterm/headless";

/** Rows without trailing blanks, the scrollback first, and the cursor's place. */
export interface Screen {
  readonly rows: readonly string[];
  readonly cursor: readonly [row: number, column: number];
}

export async function screenOf(chunks: readonly string[], columns: number, rows: number): Promise<Screen> {
  const terminal = new Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 1000, convertEol: true });
  for (const chunk of chunks) await new Promise<void>((resolve) => terminal.write(chunk, resolve));
  const buffer = terminal.buffer.active;
  const lines: string[] = [];
  for (let index = 0; index < buffer.length; index++)
    lines.push((buffer.getLine(index)?.translateToString(true) ?? "").trimEnd());
  while (lines.length > 0 && lines.at(-1) === "") lines.pop();
  const cursor = [buffer.baseY + buffer.cursorY, buffer.cursorX] as const;
  terminal.dispose();
  return { rows: lines, cursor };
}
