/**
 * wc and uniq, to the blank as GNU coreutils 9.1 prints them. The same: counts, their widths, totals, options of uniq for
 * fields and characters. Simplified: a word is what stands between white space, printable or not.
 */

import { strerror } from "../../core/errors.ts";
import type { ExitStatus, OpenFile } from "../../core/process.ts";
import { bytesOfText, textOfBytes } from "../../core/text-bytes.ts";
import type { ProcessContext, Program } from "../program.ts";
import { shownName } from "../programs/base/quote.ts";
import { badUsage, complain, complainOfUse, hintOfUse, options } from "../programs/base/support.ts";
import { put } from "./command.ts";
import { readToEnd, resolvePath } from "./files.ts";

interface Counts {
  l: number;
  w: number;
  m: number;
  c: number;
  L: number;
}

const KINDS = ["l", "w", "m", "c", "L"] as const;

function countsOf(text: string): Counts {
  const lines = text.split("\n");
  return {
    l: lines.length - 1,
    w: text.split(/\s+/).filter((word) => word !== "").length,
    m: charactersOf(text),
    c: bytesOfText(text).length,
    L: Math.max(...lines.map((line) => [...line].length)),
  };
}

/** What is no UTF-8 counts for nothing; what comes in pieces counts for what it is together. */
function charactersOf(text: string): number {
  if (!/[\udc80-\udcff]/.test(text)) return [...text].length;
  return [...textOfBytes(bytesOfText(text))].filter((char) => !(char >= "\udc80" && char <= "\udcff")).length;
}

/** Undefined for what has no size: a pipe, a terminal. */
function sizeOf(context: ProcessContext, name: string): number | undefined {
  const path = name === "-" ? context.stdin.path : resolvePath(context.cwd, name);
  if (!path.startsWith("/") || (name === "-" && context.stdin.terminal !== undefined)) return undefined;
  const stat = context.files.stat(path);
  return stat.ok && stat.value.type === "file" ? stat.value.size : undefined;
}

/** compute_number_width of wc.c. */
function widthOf(context: ProcessContext, names: readonly string[], kinds: number): number {
  if (names.length === 1 && kinds === 1) return 1;
  let total = 0;
  let least = 1;
  for (const name of names) {
    const there = name === "-" || context.files.stat(resolvePath(context.cwd, name)).ok;
    const size = sizeOf(context, name);
    if (size !== undefined) total += size;
    else if (there) least = 7;
  }
  return Math.max(String(total).length, least);
}

async function textOfOperand(context: ProcessContext, name: string): Promise<string | undefined> {
  let file: OpenFile = context.stdin;
  if (name === "" && context.argv[0]?.endsWith("wc")) {
    complain(context, "invalid zero-length file name");
    return undefined;
  }
  if (name !== "-") {
    const opened = context.files.open(resolvePath(context.cwd, name), "read");
    if (!opened.ok) {
      complain(context, `${shownName(name)}: ${strerror(opened.error)}`);
      return undefined;
    }
    file = opened.value;
  }
  if (file.directory) {
    complain(context, `${name}: Is a directory`);
    return "";
  }
  const text = await readToEnd(file, context);
  if (name !== "-") file.close();
  return text;
}

export const wc: Program = {
  name: "wc",
  path: "/usr/bin/wc",
  summary: "count lines, words, bytes",
  async run(context) {
    const parsed = options(context.argv, "lwmcL", {
      lines: "l",
      words: "w",
      chars: "m",
      bytes: "c",
      "max-line-length": "L",
    });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const chosen = KINDS.filter((kind) => (parsed.flags.size === 0 ? "lwc".includes(kind) : parsed.flags.has(kind)));
    const names = parsed.operands.length === 0 ? ["-"] : parsed.operands;
    const width = widthOf(context, names, chosen.length);
    const total: Counts = { l: 0, w: 0, m: 0, c: 0, L: 0 };
    const line = (counts: Counts, name: string): string =>
      `${chosen.map((kind) => String(counts[kind]).padStart(width)).join(" ")}${name === "" ? "" : ` ${name}`}\n`;
    let status: ExitStatus = 0;
    for (const name of names) {
      const text = await textOfOperand(context, name);
      if (text === undefined || (name !== "-" && context.files.readDir(resolvePath(context.cwd, name)).ok)) status = 1;
      if (text === undefined) continue;
      const counts = countsOf(text);
      for (const kind of KINDS) total[kind] = kind === "L" ? Math.max(total.L, counts.L) : total[kind] + counts[kind];
      await put(context.stdout, line(counts, parsed.operands.length === 0 ? "" : name));
    }
    if (names.length > 1) await put(context.stdout, line(total, "total"));
    return status;
  },
};

const REPEATED = ["none", "prepend", "separate"];
const GROUPS = ["prepend", "append", "separate", "both"];

/** --group and --all-repeated take their value in the same word only, and have one of their own. */
const withValues = (argv: readonly string[]): readonly string[] =>
  argv.map((word) =>
    word === "--group" ? "--group=separate" : word === "--all-repeated" ? "--all-repeated=none" : word,
  );

/** The word of an option that takes one of some; undefined once the complaint has been made. */
function oneOf(context: ProcessContext, name: string, value: string, words: readonly string[]): string | undefined {
  if (words.includes(value)) return value;
  complain(context, `invalid argument ‘${value}’ for ‘${name}’`);
  void context.stderr.write(`Valid arguments are:\n${words.map((word) => `  - ‘${word}’\n`).join("")}`);
  hintOfUse(context, 1);
  return undefined;
}

export const uniq: Program = {
  name: "uniq",
  path: "/usr/bin/uniq",
  summary: "drop repeated lines",
  async run(context) {
    const parsed = options(withValues(context.argv), "cdDuif:s:w:z", {
      "zero-terminated": "z",
      count: "c",
      repeated: "d",
      "all-repeated": "all-repeated:",
      group: "group:",
      unique: "u",
      "ignore-case": "i",
      "skip-fields": "f",
      "skip-chars": "s",
      "check-chars": "w",
    });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const { flags, operands } = parsed;
    const repeated = flags.get("all-repeated") ?? (flags.has("D") ? "none" : undefined);
    if (repeated !== undefined && oneOf(context, "--all-repeated", repeated, REPEATED) === undefined) return 1;
    const group = flags.get("group");
    if (group !== undefined && oneOf(context, "--group", group, GROUPS) === undefined) return 1;
    if (group !== undefined && (repeated !== undefined || ["c", "d", "u"].some((letter) => flags.has(letter))))
      return complainOfUse(context, "--group is mutually exclusive with -c/-d/-D/-u");
    if (repeated !== undefined && flags.has("c"))
      return complainOfUse(context, "printing all duplicated lines and repeat counts is meaningless");
    for (const [letter, what] of [
      ["f", "fields to skip"],
      ["s", "bytes to skip"],
      ["w", "bytes to compare"],
    ] as const) {
      const value = flags.get(letter);
      if (value !== undefined && !/^\d+$/.test(value)) return complain(context, `${value}: invalid number of ${what}`);
    }
    const text = await textOfOperand(context, operands[0] ?? "-");
    if (text === undefined) return 1;
    const key = (line: string): string => {
      let rest = line;
      for (let field = Number(flags.get("f") ?? 0); field > 0; field--) rest = rest.replace(/^[ \t]*[^ \t]*/, "");
      rest = rest.slice(Number(flags.get("s") ?? 0));
      if (flags.has("w")) rest = rest.slice(0, Number(flags.get("w")));
      return flags.has("i") ? rest.toLowerCase() : rest;
    };
    const end = flags.has("z") ? "\0" : "\n";
    const lines = text.split(end);
    if (lines.at(-1) === "") lines.pop();
    let out = "";
    // What stands between groups, and before the first and behind the last.
    const method = group ?? repeated;
    if (lines.length > 0 && group !== undefined && (group === "prepend" || group === "both")) out += end;
    for (let from = 0; from < lines.length; ) {
      let to = from + 1;
      while (to < lines.length && key(lines[to] ?? "") === key(lines[from] ?? "")) to++;
      const count = to - from;
      const shown = method === undefined ? lines.slice(from, from + 1) : lines.slice(from, to);
      const wanted = (!(flags.has("d") || repeated !== undefined) || count > 1) && (!flags.has("u") || count === 1);
      if (wanted) {
        if (
          (method !== undefined &&
            method !== "none" &&
            out.length > (group === "both" ? 1 : 0) &&
            !(group === "prepend" && from === 0)) ||
          (out === "" && repeated === "prepend")
        )
          out += end;
        for (const line of shown) out += `${flags.has("c") ? `${String(count).padStart(7)} ` : ""}${line}${end}`;
      }
      from = to;
    }
    if (lines.length > 0 && (group === "append" || group === "both")) out += end;
    if (operands[1] === undefined || operands[1] === "-") await put(context.stdout, out);
    else {
      const written = context.files.writeFile(resolvePath(context.cwd, operands[1]), out);
      if (!written.ok) return complain(context, `${operands[1]}: ${strerror(written.error)}`);
    }
    return 0;
  },
};
