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
import type { Run } from "../run.ts";
import type { Shell } from "../shell.ts";
import { type Builtin, readOptions } from "./builtin.ts";

const USAGE = "fc [-e ename] [-lnr] [first] [last] or fc -s [pat=rep] [command]";
const LISTED = 16;

/** Shells in which `fc -s` runs a command again. */
const replaying = new WeakSet<Shell>();

export const fc: Builtin = function* (shell, args): Run<ExitStatus> {
  // `-5` is a number, not options.
  const at = args.findIndex((arg) => /^-\d+$/.test(arg));
  const words = at < 0 ? args : [...args.slice(0, at), "--", ...args.slice(at)];
  const options = readOptions(shell, "fc", words, "e:lnrs", USAGE);
  if (options === undefined) return 2;
  const { given, operands } = options;
  const list = shell.history;
  if (given.has("s") || given.get("e") === "-") return yield* again(shell, list, operands);
  if (list === undefined) return 0;
  // The line that fc stands on is no part of it, unless `fc -s` has put that there.
  const last = list.entries.length - (replaying.has(shell) ? 1 : 2);
  if (last < 0) return 0;
  const listing = given.has("l");
  let from =
    operands[0] === undefined ? (listing ? Math.max(0, last - LISTED + 1) : last) : place(list, operands[0], last);
  let to =
    operands[1] === undefined ? (listing || operands[0] === undefined ? last : from) : place(list, operands[1], last);
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

/** An operand as an index into the history. */
function place(list: History, operand: string, last: number): number | undefined {
  if (/^-?\d+$/.test(operand)) {
    const number = Number(operand);
    const index = operand === "-0" || number === 0 ? last + 1 : number < 0 ? last + 1 + number : number - list.base;
    return Math.min(Math.max(0, index), last);
  }
  for (let index = last; index >= 0; index--) if (list.entries[index]?.startsWith(operand)) return index;
  return undefined;
}

function* again(shell: Shell, list: History | undefined, operands: readonly string[]): Run<ExitStatus> {
  const changes: (readonly [string, string])[] = [];
  let at = 0;
  for (; operands[at]?.includes("="); at++) {
    const [old = "", ...rest] = (operands[at] ?? "").split("=");
    changes.push([old, rest.join("=")]);
  }
  const last = (list?.entries.length ?? 0) - 2;
  const operand = operands[at];
  const index = list === undefined || last < 0 ? undefined : operand === undefined ? last : place(list, operand, last);
  let text = index === undefined ? undefined : list?.entries[index];
  if (list === undefined || text === undefined) {
    shell.complain("fc: no command found");
    return 1;
  }
  for (const [old, fresh] of changes) text = text.replaceAll(old, fresh);
  void shell.files.get(2)?.write(`${text}\n`);
  list.replaceLast(text);
  const outer = replaying.has(shell);
  replaying.add(shell);
  const status = yield* runText(shell, text, { keepLine: false });
  if (!outer) replaying.delete(shell);
  return status;
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
