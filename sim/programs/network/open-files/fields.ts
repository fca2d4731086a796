/** -F of lsof(8) 4.95: what the table says, one field a line under its letter, for other programs to read. */
import type { Holder } from "./holders.ts";

/** The letters that are known; the others that lsof has are refused. */
const KNOWN = "pRcuLfatsinP";

/** One open file as fields. */
export interface Fields {
  readonly holder: Holder;
  readonly parent: number;
  readonly user: string;
  readonly fd: string;
  readonly access: string;
  readonly type: string;
  readonly size: string | undefined;
  readonly node: string | undefined;
  readonly protocol: string | undefined;
  readonly name: string;
}

/** The letter of -F that is not known here; undefined when all are. */
export const unknownField = (letters: string): string | undefined =>
  [...letters].find((letter) => letter !== "0" && !KNOWN.includes(letter));

export function fieldLines(rows: readonly Fields[], letters: string): string {
  const wanted = new Set(letters);
  const [end, close] = wanted.has("0") ? ["\0", "\n"] : ["\n", ""];
  let out = "";
  let last: number | undefined;
  const put = (fields: readonly (readonly [letter: string, text: string | undefined])[], always: string): void => {
    const shown = fields.filter(([letter, text]) => text !== undefined && (letter === always || wanted.has(letter)));
    if (shown.length > 0) out += shown.map(([letter, text]) => `${letter}${text}${end}`).join("") + close;
  };
  for (const { holder, parent, user, fd, access, type, size, node, protocol, name } of rows) {
    if (holder.pid !== last)
      put(
        [
          ["p", String(holder.pid)],
          ["R", String(parent)],
          ["c", holder.name.slice(0, 15)],
          ["u", String(holder.uid)],
          ["L", user],
        ],
        "p",
      );
    last = holder.pid;
    put(
      [
        ["f", fd],
        ["a", access],
        ["t", type],
        ["s", size],
        ["i", node],
        ["P", protocol],
        ["n", name],
      ],
      "",
    );
  }
  return out;
}
