/** What ls(1), stat(1) and find(1) say of a file. */
import type { FileStat } from "../../../core/process.ts";

const TYPE_LETTER: Readonly<Record<FileStat["type"], string>> = {
  file: "-",
  directory: "d",
  symlink: "l",
  fifo: "p",
  socket: "s",
  char: "c",
  block: "b",
};

/** `drwxr-xr-x`. */
export function modeText(stat: FileStat): string {
  let text = TYPE_LETTER[stat.type];
  for (const shift of [6, 3, 0]) {
    const bits = (stat.mode >> shift) & 7;
    text += `${bits & 4 ? "r" : "-"}${bits & 2 ? "w" : "-"}${bits & 1 ? "x" : "-"}`;
  }
  if (stat.mode & 0o4000) text = text.slice(0, 3) + (stat.mode & 0o100 ? "s" : "S") + text.slice(4);
  if (stat.mode & 0o2000) text = text.slice(0, 6) + (stat.mode & 0o010 ? "s" : "S") + text.slice(7);
  if (stat.mode & 0o1000) text = text.slice(0, 9) + (stat.mode & 1 ? "t" : "T");
  return text;
}

/** Kibibytes on disk in blocks of 4 KiB. */
export function blocks(stat: FileStat): number {
  return stat.type === "file" || stat.type === "directory" ? Math.ceil(stat.size / 4096) * 4 : 0;
}
