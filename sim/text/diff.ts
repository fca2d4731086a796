/**
 * diff and cmp (diffutils 3.8). The same: normal and unified format, -q, -s, -i, -w, -b, -B, -N, -r, statuses. Simplified:
 * where several shortest scripts exist, the one that matches earliest. Absent: context, ed and side-by-side formats.
 */
import { strerror } from "../../core/errors.ts";
import type { ExitStatus } from "../../core/process.ts";
import { bytesOfText } from "../../core/text-bytes.ts";
import { WORLD_BEGAN_MICROS } from "../kernel/release.ts";
import type { ProcessContext, Program } from "../program.ts";
import { badUsage, complain, options } from "../programs/base/support.ts";
import { put } from "./command.ts";
import { readToEnd, resolvePath } from "./files.ts";

/** Lines `from` to `to` of one side stand where lines `otherFrom` to `otherTo` of the other do. */
interface Change {
  readonly from: number;
  readonly to: number;
  readonly otherFrom: number;
  readonly otherTo: number;
}

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

interface Side {
  readonly name: string;
  readonly lines: readonly string[];
  /** The last line has no newline. */
  readonly open: boolean;
  readonly text: string;
  readonly modifiedMicros: number;
}

const INCOMPLETE = "\\ No newline at end of file\n";

const lineOf = (side: Side, index: number, mark: string): string =>
  `${mark}${side.lines[index]}\n${side.open && index === side.lines.length - 1 ? INCOMPLETE : ""}`;

/** `3`, `3,5`; an empty range is the line before it. */
const range = (from: number, to: number): string =>
  to - from === 0 ? String(from) : to - from === 1 ? String(from + 1) : `${from + 1},${to}`;

function normal(a: Side, b: Side, changes: readonly Change[]): string {
  let out = "";
  for (const { from, to, otherFrom, otherTo } of changes) {
    const letter = from === to ? "a" : otherFrom === otherTo ? "d" : "c";
    out += `${range(from, to)}${letter}${range(otherFrom, otherTo)}\n`;
    for (let i = from; i < to; i++) out += lineOf(a, i, "< ");
    if (letter === "c") out += "---\n";
    for (let i = otherFrom; i < otherTo; i++) out += lineOf(b, i, "> ");
  }
  return out;
}

const stamp = (micros: number): string => {
  const at = WORLD_BEGAN_MICROS + micros;
  const date = new Date(Math.floor(at / 1000)).toISOString();
  return `${date.slice(0, 10)} ${date.slice(11, 19)}.${String(at % 1_000_000).padStart(6, "0")}000 +0000`;
};

const unifiedRange = (from: number, to: number): string =>
  to - from === 1 ? String(from + 1) : `${to === from ? from : from + 1},${to - from}`;

function unified(a: Side, b: Side, changes: readonly Change[], context: number): string {
  let out = `--- ${a.name}\t${stamp(a.modifiedMicros)}\n+++ ${b.name}\t${stamp(b.modifiedMicros)}\n`;
  for (let first = 0; first < changes.length; ) {
    let last = first;
    while (last + 1 < changes.length && (changes[last + 1]?.from ?? 0) - (changes[last]?.to ?? 0) <= 2 * context)
      last++;
    const group = changes.slice(first, last + 1);
    const [head, tail] = [group[0], group.at(-1)];
    if (head === undefined || tail === undefined) break;
    const from = Math.max(0, head.from - context);
    const to = Math.min(a.lines.length, tail.to + context);
    const otherFrom = Math.max(0, head.otherFrom - context);
    const otherTo = Math.min(b.lines.length, tail.otherTo + context);
    out += `@@ -${unifiedRange(from, to)} +${unifiedRange(otherFrom, otherTo)} @@\n`;
    let at = from;
    for (const change of group) {
      for (; at < change.from; at++) out += lineOf(a, at, " ");
      for (; at < change.to; at++) out += lineOf(a, at, "-");
      for (let i = change.otherFrom; i < change.otherTo; i++) out += lineOf(b, i, "+");
    }
    for (; at < to; at++) out += lineOf(a, at, " ");
    first = last + 1;
  }
  return out;
}

async function sideOf(context: ProcessContext, name: string, missing: boolean): Promise<Side | undefined> {
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
  return { name, lines, open, text, modifiedMicros: stat?.ok ? stat.value.modifiedMicros : 0 };
}

export const diff: Program = {
  name: "diff",
  path: "/usr/bin/diff",
  summary: "compare two files",
  async run(context) {
    const parsed = options(context.argv, "uU:qsiwbBNra", {
      unified: "u",
      brief: "q",
      "report-identical-files": "s",
      "ignore-case": "i",
      "ignore-all-space": "w",
      "ignore-space-change": "b",
      "ignore-blank-lines": "B",
      "new-file": "N",
      recursive: "r",
      text: "a",
      color: "a",
    });
    const wrong = badUsage(context, parsed, 2);
    if (wrong !== undefined) return wrong;
    const [first, second, extra] = parsed.operands;
    if (first === undefined || second === undefined || extra !== undefined) {
      complain(
        context,
        extra === undefined ? `missing operand after '${first ?? "diff"}'` : `extra operand '${extra}'`,
      );
      void context.stderr.write(`diff: Try 'diff --help' for more information.\n`);
      return 2;
    }
    const isDirectory = (name: string): boolean => {
      const stat = context.files.stat(resolvePath(context.cwd, name));
      return name !== "-" && stat.ok && stat.value.type === "directory";
    };
    const base = (name: string): string => name.replace(/^.*\//, "");
    if (isDirectory(first) && isDirectory(second))
      return await compareDirectories(context, parsed.flags, first, second);
    const names = [
      isDirectory(first) ? `${first.replace(/\/$/, "")}/${base(second)}` : first,
      isDirectory(second) ? `${second.replace(/\/$/, "")}/${base(first)}` : second,
    ] as const;
    return await compareFiles(context, parsed.flags, ...names, "");
  },
};

async function compareFiles(
  context: ProcessContext,
  flags: ReadonlyMap<string, string>,
  first: string,
  second: string,
  heading: string,
): Promise<ExitStatus> {
  const a = await sideOf(context, first, flags.has("N"));
  const b = await sideOf(context, second, flags.has("N"));
  if (a === undefined || b === undefined) return 2;
  const key = (side: Side) => (line: string, index: number) => {
    let text = line;
    if (flags.has("w")) text = text.replace(/\s+/g, "");
    else if (flags.has("b")) text = text.replace(/\s+/g, " ").replace(/ $/, "");
    if (flags.has("i")) text = text.toLowerCase();
    return side.open && index === side.lines.length - 1 && !flags.has("w") && !flags.has("b") ? `${text}\n` : text;
  };
  let changes = changesOf(a.lines.map(key(a)), b.lines.map(key(b)));
  if (flags.has("B")) {
    const blank = (lines: readonly string[]): boolean => lines.every((line) => line.trim() === "");
    changes = changes.filter(
      (each) => !blank(a.lines.slice(each.from, each.to)) || !blank(b.lines.slice(each.otherFrom, each.otherTo)),
    );
  }
  if (changes.length === 0) {
    if (flags.has("s")) await put(context.stdout, `Files ${first} and ${second} are identical\n`);
    return 0;
  }
  if (flags.has("q")) await put(context.stdout, `Files ${first} and ${second} differ\n`);
  else if (a.text.includes("\0") || b.text.includes("\0"))
    await put(context.stdout, `Binary files ${first} and ${second} differ\n`);
  else {
    const lines = flags.has("u") || flags.has("U") ? Number(flags.get("U") ?? 3) : undefined;
    const body = lines === undefined ? normal(a, b, changes) : unified(a, b, changes, lines);
    await put(context.stdout, heading + body);
  }
  return 1;
}

async function compareDirectories(
  context: ProcessContext,
  flags: ReadonlyMap<string, string>,
  first: string,
  second: string,
): Promise<ExitStatus> {
  const [a, b] = [first.replace(/\/+$/, ""), second.replace(/\/+$/, "")];
  const namesIn = (directory: string): readonly string[] => {
    const names = context.files.readDir(resolvePath(context.cwd, directory));
    return names.ok ? names.value : [];
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
      if (flags.has("r")) status = Math.max(status, await compareDirectories(context, flags, one, other));
      else await put(context.stdout, `Common subdirectories: ${one} and ${other}\n`);
      continue;
    }
    const given = context.argv.slice(1).filter((word) => /^-./.test(word));
    const heading = `diff ${[...given, one, other].join(" ")}\n`;
    status = Math.max(status, await compareFiles(context, flags, one, other, heading));
  }
  return status;
}

export const cmp: Program = {
  name: "cmp",
  path: "/usr/bin/cmp",
  summary: "compare two files byte by byte",
  async run(context) {
    const parsed = options(context.argv, "s", { quiet: "s", silent: "s" });
    const wrong = badUsage(context, parsed, 2);
    if (wrong !== undefined) return wrong;
    const [first, second = "-"] = parsed.operands;
    if (first === undefined) {
      complain(context, "missing operand after 'cmp'");
      void context.stderr.write("cmp: Try 'cmp --help' for more information.\n");
      return 2;
    }
    const a = await sideOf(context, first, false);
    const b = a && (await sideOf(context, second, false));
    if (a === undefined || b === undefined) return 2;
    const [x, y] = [bytesOfText(a.text), bytesOfText(b.text)];
    let at = 0;
    while (at < x.length && at < y.length && x[at] === y[at]) at++;
    if (at === x.length && at === y.length) return 0;
    if (parsed.flags.has("s")) return 1;
    const newlines = [...x.slice(0, at)].filter((byte) => byte === 10).length;
    if (at < x.length && at < y.length) {
      await put(context.stdout, `${first} ${second} differ: byte ${at + 1}, line ${newlines + 1}\n`);
      return 1;
    }
    const [short, bytes] = x.length < y.length ? [first, x] : [second, y];
    const where = bytes.at(-1) === 10 ? `line ${newlines}` : `in line ${newlines + 1}`;
    void context.stderr.write(`cmp: EOF on ${short} ${at === 0 ? "which is empty" : `after byte ${at}, ${where}`}\n`);
    return 1;
  },
};
