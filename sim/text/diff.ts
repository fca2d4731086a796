/**
 * diff (diffutils 3.8). The same: normal, unified, context, ed, RCS and side-by-side format, line and group formats, colors, what is
 * ignored, directories, statuses. Simplified: where several shortest scripts exist, the one that matches earliest. Absent: -D, -p, -F, -l.
 */

import { strerror } from "../../core/errors.ts";
import type { ExitStatus } from "../../core/process.ts";
import type { Regex } from "../../core/regex/regex.ts";
import type { ProcessContext, Program } from "../program.ts";
import { complain, options } from "../programs/base/support.ts";
import { matchesPattern } from "../shell/expand/pattern.ts";
import { zoneOf } from "../time/zone.ts";
import { put } from "./command.ts";
import {
  byFormats,
  type Change,
  COLORED,
  edScript,
  inContext,
  normal,
  PLAIN,
  rcsScript,
  type Side,
  sideBySide,
  unified,
} from "./diff-formats.ts";
import { readToEnd, resolvePath } from "./files.ts";
import { posixPattern } from "./posix-pattern.ts";

/** The changes of a shortest edit script (Myers 1986), by the keys of the lines. */
function changesOf(a: readonly string[], b: readonly string[]): Change[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  const pairs = pairsOf(a.slice(start, endA), b.slice(start, endB)).map(([x, y]) => [x + start, y + start] as const);
  const changes: Change[] = [];
  let [atA, atB] = [start, start];
  for (const [x, y] of [...pairs, [endA, endB] as const]) {
    if (x > atA || y > atB) changes.push({ from: atA, to: x, otherFrom: atB, otherTo: y });
    [atA, atB] = [x + 1, y + 1];
  }
  return changes;
}

/** What a longest common subsequence pairs. */
function pairsOf(a: readonly string[], b: readonly string[]): (readonly [number, number])[] {
  const [n, m] = [a.length, b.length];
  const most = n + m;
  const reach = new Int32Array(2 * most + 2);
  const trace: Int32Array[] = [];
  const pairs: [number, number][] = [];
  if (n === 0 || m === 0) return pairs;
  for (let edits = 0; edits <= most; edits++) {
    trace.push(reach.slice());
    for (let k = -edits; k <= edits; k += 2) {
      const down = k === -edits || (k !== edits && (reach[most + k - 1] ?? 0) < (reach[most + k + 1] ?? 0));
      let x = down ? (reach[most + k + 1] ?? 0) : (reach[most + k - 1] ?? 0) + 1;
      while (x < n && x - k < m && a[x] === b[x - k]) x++;
      reach[most + k] = x;
      if (x < n || x - k < m) continue;
      let [toX, toY] = [n, m];
      for (let back = edits; back > 0; back--) {
        const before = trace[back] ?? reach;
        const diagonal = toX - toY;
        const went =
          diagonal === -back ||
          (diagonal !== back && (before[most + diagonal - 1] ?? 0) < (before[most + diagonal + 1] ?? 0));
        const fromK = went ? diagonal + 1 : diagonal - 1;
        const fromX = before[most + fromK] ?? 0;
        const fromY = fromX - fromK;
        const [midX, midY] = went ? [fromX, fromY + 1] : [fromX + 1, fromY];
        while (toX > midX && toY > midY) pairs.push([--toX, --toY]);
        [toX, toY] = [fromX, fromY];
      }
      while (toX > 0 && toY > 0) pairs.push([--toX, --toY]);
      return pairs.reverse();
    }
  }
  return pairs;
}

export async function sideOf(context: ProcessContext, name: string, missing: boolean): Promise<Side | undefined> {
  const path = resolvePath(context.cwd, name);
  const stat = name === "-" ? undefined : context.files.stat(path);
  let text = "";
  if (name === "-") text = await readToEnd(context.stdin, context);
  else {
    const opened = context.files.open(path, "read");
    if (opened.ok) {
      text = await readToEnd(opened.value, context);
      opened.value.close();
    } else if (!missing || opened.error !== "ENOENT") {
      complain(context, `${name}: ${strerror(opened.error)}`);
      return undefined;
    }
  }
  const lines = text.split("\n");
  const open = lines.at(-1) !== "";
  if (!open) lines.pop();
  const modifiedMicros = stat?.ok ? stat.value.modifiedMicros : 0;
  return { name, lines, open, text, modifiedMicros, zone: zoneOf(context.env.TZ) };
}

const LONG_NAMES: Readonly<Record<string, string>> = {
  unified: "unified::",
  context: "context::",
  ed: "e",
  rcs: "n",
  normal: "normal",
  "side-by-side": "y",
  width: "W:",
  "expand-tabs": "t",
  "left-column": "left-column",
  "suppress-common-lines": "suppress-common-lines",
  label: "label:",
  brief: "q",
  "report-identical-files": "s",
  "ignore-case": "i",
  "ignore-all-space": "w",
  "ignore-space-change": "b",
  "ignore-trailing-space": "Z",
  "ignore-blank-lines": "B",
  "ignore-matching-lines": "I:",
  "strip-trailing-cr": "strip-trailing-cr",
  "new-file": "N",
  "unidirectional-new-file": "P",
  recursive: "r",
  exclude: "x:",
  text: "a",
  minimal: "d",
  "speed-large-files": "d",
  color: "color::",
  "from-file": "from-file:",
  "to-file": "to-file:",
  ...Object.fromEntries(
    [
      "line",
      "old-line",
      "new-line",
      "unchanged-line",
      "old-group",
      "new-group",
      "unchanged-group",
      "changed-group",
    ].map((kind) => [`${kind}-format`, `${kind}-format:`]),
  ),
};

interface Task {
  /** How many lines of context there are where nothing else is said. */
  readonly lines: number;
  readonly context: ProcessContext;
  readonly flags: ReadonlyMap<string, string>;
  readonly labels: readonly string[];
  readonly excluded: readonly string[];
  readonly ignored: readonly Regex[];
}

/** Says what is wrong with how it was called. */
export function misuse(context: ProcessContext, message: string): ExitStatus {
  const name = context.argv[0] ?? "diff";
  complain(context, message);
  void context.stderr.write(`${name}: Try '${name} --help' for more information.\n`);
  return 2;
}

export const diff: Program = {
  name: "diff",
  path: "/usr/bin/diff",
  summary: "compare two files",
  async run(context) {
    // `-5` are lines of context.
    const isNumber = (word: string): boolean => /^-\d+$/.test(word);
    const lines = context.argv.findLast(isNumber)?.slice(1);
    const argv = context.argv.filter((word) => !isNumber(word));
    const parsed = options(argv, "uU:cC:enyW:tqsiwbZBI:Nrax:dP", LONG_NAMES);
    const { flags, given, operands } = parsed;
    const problem = parsed.problem;
    if (problem !== undefined) return misuse(context, problem);
    const values = (name: string): readonly string[] => given.filter(([key]) => key === name).map(([, value]) => value);
    for (const name of ["U", "C", "unified", "context"])
      if (!/^\d*$/.test(flags.get(name) ?? "")) return misuse(context, `invalid context length '${flags.get(name)}'`);
    if (flags.has("W") && !/^\d+$/.test(flags.get("W") ?? ""))
      return misuse(context, `invalid width '${flags.get("W")}'`);
    const ignored: Regex[] = [];
    for (const pattern of values("I")) {
      const read = posixPattern([pattern], { kind: "basic" });
      if (!("regex" in read)) return misuse(context, `${pattern}: ${"error" in read ? read.error : read.unmodelled}`);
      ignored.push(read.regex);
    }
    const task: Task = {
      context,
      flags,
      lines: Number(lines ?? 3),
      ignored,
      labels: values("label"),
      excluded: values("x"),
    };
    const [from, to] = [flags.get("from-file"), flags.get("to-file")];
    if (from !== undefined && to !== undefined) return complain(context, "--from-file and --to-file both specified", 2);
    if (from !== undefined || to !== undefined) {
      let status: ExitStatus = 0;
      for (const operand of operands)
        status = Math.max(status, await comparePaths(task, from ?? operand, to ?? operand));
      return status;
    }
    const [first, second, extra] = operands;
    if (first === undefined || second === undefined)
      return misuse(context, `missing operand after '${first ?? context.argv.at(-1) ?? "diff"}'`);
    if (extra !== undefined) return misuse(context, `extra operand '${extra}'`);
    return await comparePaths(task, first, second);
  },
};

async function comparePaths(task: Task, first: string, second: string): Promise<ExitStatus> {
  const { context } = task;
  const isDirectory = (name: string): boolean => {
    const stat = context.files.stat(resolvePath(context.cwd, name));
    return name !== "-" && stat.ok && stat.value.type === "directory";
  };
  const base = (name: string): string => name.replace(/^.*\//, "");
  if (isDirectory(first) && isDirectory(second)) return await compareDirectories(task, first, second);
  const names = [
    isDirectory(first) ? `${first.replace(/\/$/, "")}/${base(second)}` : first,
    isDirectory(second) ? `${second.replace(/\/$/, "")}/${base(first)}` : second,
  ] as const;
  return await compareFiles(task, ...names, "");
}

/** A line as it is compared. */
function keyOf({ flags }: Task, side: Side): (line: string, index: number) => string {
  return (line, index) => {
    let text = line;
    if (flags.has("strip-trailing-cr")) text = text.replace(/\r$/, "");
    if (flags.has("w")) text = text.replace(/\s+/g, "");
    else if (flags.has("b")) text = text.replace(/\s+/g, " ").replace(/ $/, "");
    else if (flags.has("Z")) text = text.replace(/\s+$/, "");
    if (flags.has("i")) text = text.toLowerCase();
    return side.open && index === side.lines.length - 1 && !flags.has("w") && !flags.has("b") ? `${text}\n` : text;
  };
}

/** How many lines of context -u and -U, or -c and -C, ask for. */
function contextOf({ flags, lines }: Task, letter: "u" | "c", long: string): number | undefined {
  const counted = flags.get(letter.toUpperCase());
  const named = flags.get(long);
  if (counted === undefined && named === undefined && !flags.has(letter)) return undefined;
  return Number(counted ?? (named === "" || named === undefined ? lines : named));
}

function written(task: Task, a: Side, b: Side, changes: readonly Change[]): string {
  const { flags, context } = task;
  const when = flags.get("color");
  const colored =
    when === "always" || when === "" || (when === "auto" && context.stdout.terminal !== undefined) ? COLORED : PLAIN;
  const formats = new Map([...flags].filter(([name]) => name.endsWith("-format")));
  if (formats.size > 0) return byFormats(a, b, changes, formats);
  const around = contextOf(task, "u", "unified");
  if (around !== undefined) return unified(a, b, changes, around, colored);
  const both = contextOf(task, "c", "context");
  if (both !== undefined) return inContext(a, b, changes, both, colored);
  if (flags.has("e")) return edScript(b, changes);
  if (flags.has("n")) return rcsScript(b, changes);
  return normal(a, b, changes, colored);
}

async function compareFiles(task: Task, first: string, second: string, heading: string): Promise<ExitStatus> {
  const { context, flags, labels, ignored } = task;
  const one = await sideOf(context, first, flags.has("N") || flags.has("P"));
  const other = await sideOf(context, second, flags.has("N"));
  if (one === undefined || other === undefined) return 2;
  const named = (side: Side, label: string | undefined): Side => (label === undefined ? side : { ...side, label });
  const [a, b] = [named(one, labels[0]), named(other, labels[1])];
  let changes = changesOf(a.lines.map(keyOf(task, a)), b.lines.map(keyOf(task, b)));
  const drops = (test: (line: string) => boolean): void => {
    changes = changes.filter(
      (each) =>
        !a.lines.slice(each.from, each.to).every(test) || !b.lines.slice(each.otherFrom, each.otherTo).every(test),
    );
  };
  if (flags.has("B")) drops((line) => line.trim() === "");
  if (ignored.length > 0) drops((line) => ignored.some((regex) => regex.test(line)));
  const binary = !flags.has("a") && (a.text.includes("\0") || b.text.includes("\0"));
  if (flags.has("y") && !flags.has("q") && !binary) {
    const columns = {
      width: Number(flags.get("W") ?? 130),
      expandsTabs: flags.has("t"),
      leftOnly: flags.has("left-column"),
      onlyChanges: flags.has("suppress-common-lines"),
    };
    const paint = /^(?:always)?$/.test(flags.get("color") ?? "never") ? COLORED : PLAIN;
    await put(context.stdout, heading + sideBySide(a, b, changes, columns, paint));
    return changes.length === 0 ? 0 : 1;
  }
  if (changes.length === 0) {
    const names = [labels[0] ?? first, labels[1] ?? second];
    if (flags.has("s")) await put(context.stdout, `Files ${names[0]} and ${names[1]} are identical\n`);
    return 0;
  }
  if (flags.has("q") || binary)
    await put(
      context.stdout,
      `${binary && !flags.has("q") ? "Binary files" : "Files"} ${first} and ${second} differ\n`,
    );
  else await put(context.stdout, heading + written(task, a, b, changes));
  if (!flags.has("e") || flags.has("q") || binary) return 1;
  const open = [a, b].filter((side) => side.open && side.lines.length > 0);
  for (const side of open) complain(context, `${side.name}: No newline at end of file\n`);
  return open.length > 0 ? 2 : 1;
}

async function compareDirectories(task: Task, first: string, second: string): Promise<ExitStatus> {
  const { context, flags, excluded } = task;
  const [a, b] = [first.replace(/\/+$/, ""), second.replace(/\/+$/, "")];
  const namesIn = (directory: string): readonly string[] => {
    const names = context.files.readDir(resolvePath(context.cwd, directory));
    const kept = (name: string): boolean => !excluded.some((pattern) => matchesPattern(pattern, name));
    return names.ok ? names.value.filter(kept) : [];
  };
  const [left, right] = [namesIn(a), namesIn(b)];
  let status: ExitStatus = 0;
  for (const name of [...new Set([...left, ...right])].sort()) {
    const only = !right.includes(name) ? a : !left.includes(name) ? b : undefined;
    if (only !== undefined && !flags.has("N")) {
      await put(context.stdout, `Only in ${only}: ${name}\n`);
      status = Math.max(status, 1);
      continue;
    }
    const [one, other] = [`${a}/${name}`, `${b}/${name}`];
    const both = [one, other].filter((path) => {
      const stat = context.files.stat(resolvePath(context.cwd, path));
      return stat.ok && stat.value.type === "directory";
    }).length;
    if (both > 0) {
      if (flags.has("r")) status = Math.max(status, await compareDirectories(task, one, other));
      else await put(context.stdout, `Common subdirectories: ${one} and ${other}\n`);
      continue;
    }
    const given = context.argv.slice(1).filter((word) => /^-./.test(word));
    const heading = `diff ${[...given, one, other].join(" ")}\n`;
    status = Math.max(status, await compareFiles(task, one, other, heading));
  }
  return status;
}
