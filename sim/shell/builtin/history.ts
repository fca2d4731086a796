/**
 * history: the command lines of this terminal, for a shell that has a list of them.
 *
 * Same as bash: the list, `n`, -c, -d (numbers and ranges, from the end too), -p, -s. Absent: -a, -n, -r and -w, as there is no
 * history file.
 */
import type { ExitStatus } from "../../../core/process.ts";
import type { History } from "../../terminal/history.ts";
import { expandHistory } from "../../terminal/history-expansion.ts";
import type { Run } from "../run.ts";
import type { Shell } from "../shell.ts";
import { type Builtin, readOptions, wholeNumber } from "./builtin.ts";

const USAGE = "history [-c] [-d offset] [n] or history -anrw [filename] or history -ps arg [arg...]";

export const history: Builtin = function* (shell, args): Run<ExitStatus> {
  const options = readOptions(shell, "history", args, "cd:psanrw", USAGE);
  if (options === undefined) return 2;
  const list = shell.history;
  const { given, operands } = options;
  if (list === undefined) {
    // A list without entries.
    const position = given.get("d");
    if (position !== undefined) {
      shell.complain(`history: ${position}: history position out of range`);
      return 1;
    }
    const count = operands[0];
    if (given.size > 0 || count === undefined || wholeNumber(count) !== undefined) return 0;
    shell.complain(`history: ${count}: numeric argument required`);
    return 1;
  }
  for (const letter of "anrw") {
    if (!given.has(letter)) continue;
    shell.complain(`history: -${letter}: there is no history file here`);
    return 1;
  }
  if (given.has("c")) list.clear();
  if (given.has("p")) return yield* show(shell, list, operands);
  if (given.has("s")) {
    // The command itself leaves the list.
    list.remove(list.entries.length - 1);
    if (operands.length > 0) list.add(operands.join(" "));
    return 0;
  }
  const position = given.get("d");
  if (position !== undefined) return remove(shell, list, position);
  if (given.has("c")) return 0;
  if (operands.length > 1) {
    shell.complain("history: too many arguments");
    return 1;
  }
  const [operand] = operands;
  const count = operand === undefined ? list.entries.length : wholeNumber(operand);
  if (count === undefined) {
    shell.complain(`history: ${operand}: numeric argument required`);
    return 1;
  }
  const first = Math.max(0, list.entries.length - Math.abs(count));
  const lines = list.entries
    .slice(first)
    .map((entry, index) => `${String(list.base + first + index).padStart(5)}  ${entry}\n`);
  return yield* shell.print(lines.join(""), "history");
};

function* show(shell: Shell, list: History, operands: readonly string[]): Run<ExitStatus> {
  list.remove(list.entries.length - 1);
  let status: ExitStatus = 0;
  for (const operand of operands) {
    const expanded = expandHistory(operand, list);
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
  const match = /^(-?\d+)(?:-(-?\d+))?$/.exec(position);
  const place = (text: string): number => {
    const number = Number(text);
    return number < 0 ? list.entries.length + number : number - list.base;
  };
  const from = match?.[1] === undefined ? -1 : place(match[1]);
  const to = match?.[2] === undefined ? from : place(match[2]);
  if (from < 0 || to < from || to >= list.entries.length) {
    shell.complain(`history: ${position}: history position out of range`);
    return 1;
  }
  for (let index = to; index >= from; index--) list.remove(index);
  return 0;
}
