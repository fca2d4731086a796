/**
 * history (bash(1)): the command lines of this shell.
 *
 * Same as bash: the list with its times, `n`, -c, -d (numbers and ranges, from the end too), -p, -s, -a, -n, -r and -w.
 */

import type { ExitStatus } from "../../../core/process.ts";
import type { History } from "../../terminal/history.ts";
import { expandHistory } from "../../terminal/history-expansion.ts";
import { formatTime } from "../../time/strftime.ts";
import { type Zone, zoneOf } from "../../time/zone.ts";
import { addLine, historyOf, readHistory, writeHistory } from "../remember.ts";
import { forbids } from "../restricted.ts";
import type { Run } from "../run.ts";
import type { Shell } from "../shell.ts";
import { type Builtin, readOptions, tooManyArguments, wholeNumber } from "./builtin.ts";

const USAGE = "history [-c] [-d offset] [n] or history -anrw [filename] or history -ps arg [arg...]";

export const history: Builtin = function* (shell, args): Run<ExitStatus> {
  const options = readOptions(shell, "history", args, "cd:psanrw", USAGE);
  if (options === undefined) return 2;
  const list = historyOf(shell);
  const { given, operands } = options;
  const files = [..."anrw"].filter((letter) => given.has(letter));
  if (files.length > 1) {
    shell.complain("history: cannot use more than one of -anrw");
    return 1;
  }
  if (given.has("c")) {
    list.clear();
    if (operands.length === 0) return 0;
  }
  if (given.has("s")) return operands.length === 0 ? 0 : put(shell, list, operands.join(" "));
  if (given.has("p")) return operands.length === 0 ? 0 : yield* show(shell, list, operands);
  const position = given.get("d");
  if (position !== undefined) return remove(shell, list, position);
  const [letter] = files;
  if (letter !== undefined) return transfer(shell, list, letter, operands[0]);
  if (given.has("c")) return 0;
  const [operand] = operands;
  const count = operand === undefined ? list.entries.length : wholeNumber(operand);
  if (count === undefined) {
    shell.complain(`history: ${operand}: numeric argument required`);
    return 1;
  }
  if (operands.length > 1) return tooManyArguments(shell, "history");
  const first = Math.max(0, list.entries.length - Math.abs(count));
  const format = shell.parameters.scalar("HISTTIMEFORMAT") ?? "";
  const zone = zoneOf(shell.parameters.scalar("TZ"));
  const lines = list.entries
    .slice(first)
    .map(
      (entry, index) =>
        `${String(list.base + first + index).padStart(5)}  ${format === "" ? "" : timeOf(list.timeAt(first + index), format, zone)}${entry}\n`,
    );
  return yield* shell.print(lines.join(""), "history");
};

function timeOf(time: string | undefined, format: string, zone: Zone): string {
  if (time === undefined) return "??";
  const seconds = Number.parseInt(time, 10);
  return seconds > 0 ? formatTime(format, seconds, 0, zone) : `${time}: invalid timestamp`;
}

/** The command that asks for something with the list is no part of it. */
function withdraw(list: History): void {
  if (list.lineAdded && !list.linePushed) list.remove(list.entries.length - 1);
}

function put(shell: Shell, list: History, line: string): ExitStatus {
  if (shell.remembering) withdraw(list);
  addLine(shell, list, line);
  list.linePushed = true;
  return 0;
}

function* show(shell: Shell, list: History, operands: readonly string[]): Run<ExitStatus> {
  withdraw(list);
  let status: ExitStatus = 0;
  for (const operand of operands) {
    const expanded = expandHistory(operand, list, {
      extglob: shell.shopts.extglob,
      characters: shell.parameters.scalar("histchars"),
    });
    if (expanded.ok) yield* shell.print(`${expanded.value.text}\n`, "history");
    else {
      shell.complain(`history: ${operand}: history expansion failed`);
      status = 1;
    }
  }
  return status;
}

/** `-d 5`, `-d -1`, `-d 2-4`. */
function remove(shell: Shell, list: History, position: string): ExitStatus {
  const refuse = (what: string): ExitStatus => {
    shell.complain(`history: ${what}: history position out of range`);
    return 1;
  };
  const place = (text: string, number: number): number =>
    text.startsWith("-") && number < 0 ? list.entries.length + number : number > 0 ? number - list.base : number;
  const known = (index: number): boolean => index >= 0 && index < list.entries.length;
  const dash = position.indexOf("-", 1);
  if (dash < 0) {
    const number = wholeNumber(position);
    const index = number === undefined ? -1 : place(position, number);
    if (number === 0 || !known(index)) return refuse(position);
    list.remove(index);
    return 0;
  }
  const [first, last] = [position.slice(0, dash), position.slice(dash + 1)];
  const [from, to] = [wholeNumber(first), wholeNumber(last)];
  if (from === undefined || to === undefined) return refuse(position);
  const [start, end] = [place(first, from), place(last, to)];
  if (!known(start)) return refuse(first);
  if (!known(end)) return refuse(last);
  if (end < start) return 1;
  for (let index = end; index >= start; index--) list.remove(index);
  return 0;
}

/** -a, -n, -r, -w. */
function transfer(shell: Shell, list: History, letter: string, operand: string | undefined): ExitStatus {
  if (operand?.includes("/") && forbids(shell, `history: ${operand}`)) return 1;
  const file = operand ?? shell.parameters.scalar("HISTFILE") ?? `${shell.parameters.scalar("HOME") ?? "."}/.history`;
  switch (letter) {
    case "w":
      return writeHistory(shell, list, file, "write", list.entries.length) ? 0 : 1;
    case "r":
      return readHistory(shell, list, file, 0) ? 0 : 1;
    case "n": {
      const before = list.linesInFile;
      if (!readHistory(shell, list, file, before)) return 1;
      list.unwritten += list.linesInFile - before;
      return 0;
    }
    default: {
      const count = Math.min(list.unwritten, list.entries.length);
      if (count > 0 && !writeHistory(shell, list, file, "append", count)) {
        shell.complain(`history: ${file}: cannot create: No such file or directory`);
        return 1;
      }
      list.linesInFile += count;
      list.unwritten = 0;
      return 0;
    }
  }
}
