/**
 * fc (bash(1)): lists commands of this terminal's history and runs them again.
 *
 * Same as bash: -l with its ranges (numbers, from the end, by how a command begins), -n, -r, -s with `old=new`. An editor is
 * started with a file as bash does; there is none in the simulated world, so `vi` is not found.
 */
import type { ExitStatus } from "../../../core/process.ts";
import type { History } from "../../terminal/history.ts";
import { runText } from "../execute/script.ts";
import { quoteSingle } from "../expand/transform.ts";
import { historyOf } from "../remember.ts";
import type { Run } from "../run.ts";
import type { Shell } from "../shell.ts";
import { type Builtin, readOptions } from "./builtin.ts";

const USAGE = "fc [-e ename] [-lnr] [first] [last] or fc -s [pat=rep] [command]";
const LISTED = 16;

export const fc: Builtin = function* (shell, args): Run<ExitStatus> {
  // `-5` is a number, not options.
  const at = args.findIndex((arg) => /^-\d+$/.test(arg));
  const words = at < 0 ? args : [...args.slice(0, at), "--", ...args.slice(at)];
  const options = readOptions(shell, "fc", words, "e:lnrs", USAGE);
  if (options === undefined) return 2;
  const { given, operands } = options;
  const list = historyOf(shell);
  if (given.has("s") || given.get("e") === "-") return yield* again(shell, list, operands, lastOf(shell, list));
  if (list.entries.length === 0) return 0;
  const last = Math.max(0, lastOf(shell, list));
  const listing = given.has("l");
  let from =
    operands[0] === undefined
      ? listing
        ? Math.max(0, last - LISTED + 1)
        : last
      : place(list, operands[0], last, listing, true);
  let to =
    operands[1] === undefined
      ? listing || operands[0] === undefined
        ? last
        : from
      : place(list, operands[1], last, listing, false);
  // The line itself (-0) is listed alone.
  if (operands.length === 1 && typeof from === "number" && from > last) to = from;
  if (from === "range" || to === "range") {
    shell.complain("fc: history specification out of range");
    return 1;
  }
  if (from === undefined || to === undefined) {
    shell.complain("fc: no command found");
    return 1;
  }
  let reverse = given.has("r");
  if (to < from) {
    reverse = !reverse;
    [from, to] = [to, from];
  }
  const numbers = Array.from({ length: to - from + 1 }, (_, index) => (from ?? 0) + index);
  if (reverse) numbers.reverse();
  if (listing) {
    const lines = numbers.map((index) => `${given.has("n") ? "" : list.base + index}\t ${list.entries[index]}\n`);
    return yield* shell.print(lines.join(""), "fc");
  }
  return yield* edit(
    shell,
    list,
    numbers.map((index) => list.entries[index] ?? ""),
    given.get("e"),
  );
};

/** The entry before the line that fc stands on, which is no part of the list. */
function lastOf(shell: Shell, list: History): number {
  const remembers = shell.remembering || (shell.inSubstitution && shell.options.history);
  return list.entries.length - (remembers ? 1 : 0) - (list.lineAdded ? 1 : 0);
}

/** An operand as an index into the history (fc_gethnum). */
function place(
  list: History,
  operand: string,
  last: number,
  listing: boolean,
  first: boolean,
): number | "range" | undefined {
  const number = /^(-?)(\d+)/.exec(operand);
  if (number !== null) {
    const value = Number(number[0]);
    if (value < 0) return Math.max(0, last + 1 + value);
    if (value === 0) return number[1] === "" ? last : listing ? list.entries.length - 1 : "range";
    const index = value - list.base;
    return index < 0 || index >= last ? (first ? 0 : last) : index;
  }
  for (let index = last; index >= 0; index--) if (list.entries[index]?.startsWith(operand)) return index;
  return undefined;
}

function* again(shell: Shell, list: History, operands: readonly string[], last: number): Run<ExitStatus> {
  const changes: (readonly [string, string])[] = [];
  let at = 0;
  for (; operands[at]?.includes("="); at++) {
    const [old = "", ...rest] = (operands[at] ?? "").split("=");
    changes.push([old, rest.join("=")]);
  }
  const operand = operands[at];
  const index = last < 0 ? undefined : operand === undefined ? last : place(list, operand, last, false, true);
  let text = typeof index === "number" ? list.entries[index] : undefined;
  if (text === undefined) {
    shell.complain("fc: no command found");
    return 1;
  }
  for (const [old, fresh] of changes) text = text.replaceAll(old, fresh);
  void shell.files.get(2)?.write(`${text}\n`);
  list.replaceLast(text);
  return yield* runText(shell, text, { keepLine: true });
}

function* edit(shell: Shell, list: History, lines: readonly string[], editor: string | undefined): Run<ExitStatus> {
  const { files } = shell.host;
  const path = `/tmp/bash-fc.${String(shell.host.random()).padStart(6, "x")}`;
  const opened = files.open(path, "write");
  if (!opened.ok) {
    shell.complain(`fc: ${path}: cannot open temp file`);
    return 1;
  }
  void opened.value.write(`${lines.join("\n")}\n`);
  opened.value.close();
  // What is edited takes the place of the line that asks for it.
  list.remove(list.entries.length - 1);
  const command = editor ?? "${FCEDIT:-${EDITOR:-vi}}";
  const status = yield* runText(shell, `${command} ${quoteSingle(path)}`, { keepLine: true });
  const read = files.readFile(path);
  files.unlink(path);
  if (status !== 0) return 1;
  const text = read.ok ? read.value : "";
  void shell.files.get(2)?.write(text);
  list.add(text.replace(/\n$/, ""));
  return yield* runText(shell, text, { keepLine: false });
}
