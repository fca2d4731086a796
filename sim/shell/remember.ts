/**
 * What goes into the history of a shell (bashhist.c): which lines count, how the lines of one command are joined, the
 * history file.
 *
 * Same as bash: HISTCONTROL, HISTIGNORE, HISTSIZE, HISTFILE, HISTTIMEFORMAT, `cmdhist`, `lithist`, and that nothing of what
 * `eval` and `source` read is remembered, and that HISTFILESIZE cuts the file. Simplified: HISTSIZE counts when a line comes or the
 * list is looked at. Absent: no shell reads or writes a file that HISTFILE does not name.
 */

import { History } from "../terminal/history.ts";
import { matchesPattern } from "./expand/pattern.ts";
import type { Readiness } from "./readiness.ts";
import type { Shell } from "./shell.ts";

/** The list, as long as HISTSIZE lets it be. */
export function historyOf(shell: Shell): History {
  shell.history ??= new History();
  const size = shell.parameters.scalar("HISTSIZE");
  if (size === undefined || size === "") {
    if (shell.remembering || shell.interactive) shell.history.limit(Number.POSITIVE_INFINITY);
  } else if (/^\s*[+-]?\d+\s*$/.test(size))
    shell.history.limit(Number(size) < 0 ? Number.POSITIVE_INFINITY : Number(size));
  return shell.history;
}

/** `set -o history`: from the next line on, with what the file has. */
export function enableHistory(shell: Shell, on: boolean): void {
  shell.options.history = on;
  shell.remembering = on;
  shell.readingChanged++;
  if (on) beginHistory(shell);
}

/** HISTSIZE where nobody has set it, and what HISTFILE has. */
export function beginHistory(shell: Shell): void {
  for (const [name, value] of [
    ["HISTSIZE", "500"],
    ["HISTFILESIZE", shell.parameters.scalar("HISTSIZE") ?? "500"],
  ] as const)
    if (shell.parameters.scalar(name) === undefined) shell.parameters.assign(name, value, false);
  const list = historyOf(shell);
  truncateHistoryFile(shell);
  const file = shell.parameters.scalar("HISTFILE");
  if (list.unwritten === 0 && file !== undefined && file !== "") readHistory(shell, list, file, 0);
}

/** At the end of an interactive shell: what has come into the list goes to the end of HISTFILE. */
export function saveHistory(shell: Shell): void {
  const list = historyOf(shell);
  const file = shell.parameters.scalar("HISTFILE");
  if (list.unwritten === 0 || file === undefined || file === "") return;
  // What came in may have gone out of the list again: then the list is all there is.
  const all = list.unwritten > list.entries.length && !shell.shopts.histappend;
  const count = Math.min(list.unwritten, list.entries.length);
  writeHistory(shell, list, file, all ? "write" : "append", count);
  truncateHistoryFile(shell);
}

/** HISTFILESIZE (history_truncate_file(3)): the file keeps so many of its last lines; times count where HISTTIMEFORMAT is unset. */
export function truncateHistoryFile(shell: Shell): void {
  const size = shell.parameters.scalar("HISTFILESIZE");
  const file = shell.parameters.scalar("HISTFILE");
  if (file === undefined || file === "" || size === undefined || !/^\s*[+-]?\d+\s*$/.test(size) || Number(size) < 0)
    return;
  const path = shell.absolute(file);
  const read = shell.host.files.readFile(path);
  if (!read.ok) return;
  const lines = read.value.split("\n");
  if (lines.at(-1) === "") lines.pop();
  const timed = shell.parameters.scalar("HISTTIMEFORMAT") !== undefined;
  let from = lines.length;
  for (let left = Number(size); left > 0 && from > 0; ) {
    from--;
    if (!timed || !EPOCH.test(lines[from] ?? "")) left--;
  }
  if (from > 0)
    shell.host.files.writeFile(
      path,
      lines
        .slice(from)
        .map((line) => `${line}\n`)
        .join(""),
    );
  const list = shell.history;
  if (list !== undefined) list.linesInFile = Math.min(list.linesInFile, Number(size));
}

/** Notes the first line of a command. */
function rememberLine(shell: Shell, line: string): void {
  const list = historyOf(shell);
  list.lineAdded = false;
  addLine(shell, list, line);
}

/** Puts a line into the list unless HISTCONTROL or HISTIGNORE is against it. */
export function addLine(shell: Shell, list: History, line: string): void {
  const control = (shell.parameters.scalar("HISTCONTROL") ?? "").split(":");
  const both = control.includes("ignoreboth");
  if ((both || control.includes("ignorespace")) && line.startsWith(" ")) return;
  if ((both || control.includes("ignoredups")) && list.entries.at(-1) === line) return;
  if (ignored(shell, list, line)) return;
  if (control.includes("erasedups")) list.erase(line);
  push(shell, list, line);
}

function push(shell: Shell, list: History, line: string): void {
  const timed = shell.interactive || shell.parameters.scalar("HISTTIMEFORMAT") !== undefined;
  list.add(line, timed ? String(Math.floor(shell.nowMicros() / 1_000_000)) : undefined);
  list.lineAdded = true;
  list.linePushed = false;
  list.unwritten++;
}

/** HISTIGNORE: patterns of whole lines; `&` is the line before. */
function ignored(shell: Shell, list: History, line: string): boolean {
  const patterns = shell.parameters.scalar("HISTIGNORE") ?? "";
  if (patterns === "") return false;
  const last = (list.entries.at(-1) ?? "").replace(/[\\*?[\]]/g, "\\$&");
  return patterns
    .split(/(?<!\\):/)
    .map((pattern) => pattern.replace(/\\?&/g, (found) => (found === "&" ? last : "&")))
    .some((pattern) => matchesPattern(pattern, line));
}

/** The lines of one command, as they go into the list one after another. */
export class RememberedCommand {
  readonly #shell: Shell;
  #joiner: string | undefined;
  #saved = false;
  #inDocument = false;

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  /** A line, and what the text is with it. An empty first line is none. */
  add(line: string, readiness: Readiness): void {
    const shell = this.#shell;
    const list = historyOf(shell);
    if (this.#joiner === undefined) {
      if (line !== "") rememberLine(shell, line);
      this.#saved = line !== "" && list.lineAdded;
    } else if (this.#saved && !shell.shopts.cmdhist) push(shell, list, line);
    else if (this.#saved) {
      const comment = readinessIsCode(readiness) && /^[ \t]*#/.test(line);
      if (comment && !shell.shopts.lithist) {
        this.#joiner = "\n";
        return;
      }
      const before = list.entries.at(-1) ?? "";
      const cut = this.#joiner === "" && !this.#inDocument ? before.slice(0, -1) : before;
      const joiner = before.endsWith("\n") ? this.#joiner.replace(/^;/, "") : this.#joiner;
      // The lines of a here-document keep their ends.
      list.replaceLast(`${cut}${joiner}${line}${this.#inDocument ? "\n" : ""}`);
    }
    if (readiness.kind === "complete") return;
    // Behind an empty line there is nothing to separate.
    const { joiner } = readiness.joiner === "; " && line.trim() === "" ? { joiner: " " } : readiness;
    const inDocument = readiness.within === "document";
    this.#joiner =
      this.#inDocument && inDocument ? "" : shell.shopts.lithist && joiner !== "" && !this.#inDocument ? "\n" : joiner;
    this.#inDocument = inDocument;
  }
}

const readinessIsCode = (readiness: Readiness): boolean =>
  readiness.kind === "incomplete" && readiness.within === undefined;

const EPOCH = /^#\d/;

/** Adds what a file has from line `from` on, 0-based; false when it cannot be read. */
export function readHistory(shell: Shell, list: History, file: string, from: number): boolean {
  const read = shell.host.files.readFile(shell.absolute(file));
  if (!read.ok) return false;
  const lines = read.value.split("\n");
  if (lines.at(-1) === "") lines.pop();
  const timed = shell.parameters.scalar("HISTTIMEFORMAT") !== undefined;
  // In a file whose first line is a time, an entry goes on up to the next one.
  const many = timed && EPOCH.test(lines[from] ?? "");
  let time: string | undefined;
  let open = false;
  for (const line of lines.slice(from)) {
    if (timed && EPOCH.test(line)) {
      time = line.slice(1);
      open = false;
    } else if (many && open) list.replaceLast(`${list.entries.at(-1)}\n${line}`);
    else {
      if (line !== "") list.add(line, time);
      open = many && time !== undefined;
    }
  }
  list.linesInFile = lines.length;
  return true;
}

/** Writes the newest `count` entries; false when the file cannot be written. */
export function writeHistory(
  shell: Shell,
  list: History,
  file: string,
  mode: "write" | "append",
  count: number,
): boolean {
  const path = shell.absolute(file);
  const fresh = !shell.host.files.stat(path).ok;
  const opened = shell.host.files.open(path, mode);
  if (!opened.ok) return false;
  if (fresh) shell.host.files.chmod(path, 0o600);
  const timed = shell.parameters.scalar("HISTTIMEFORMAT") !== undefined;
  let text = "";
  for (let index = Math.max(0, list.entries.length - count); index < list.entries.length; index++) {
    const time = list.timeAt(index);
    text += `${timed && time !== undefined ? `#${time}\n` : ""}${list.entries[index]}\n`;
  }
  void opened.value.write(text);
  opened.value.close();
  return true;
}
