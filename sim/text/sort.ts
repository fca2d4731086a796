/**
 * sort of GNU coreutils 9.1 in the C.UTF-8 locale. The same: keys, separators, orders (sort-order.ts), -u, -s, -c, -C, -o, -m,
 * -z, what it complains of; -R, in the world's own order of chance. Absent: --random-source, --debug.
 */

import { getoptLong, type LongOptions } from "../../core/command/getopt-long.ts";
import { strerror } from "../../core/errors.ts";
import type { ExitStatus, OpenFile } from "../../core/process.ts";
import { SIGNAL } from "../../core/process.ts";
import type { ProcessContext, Program } from "../program.ts";
import { shownName } from "../programs/base/quote.ts";
import { put } from "./command.ts";
import { readToEnd, resolvePath } from "./files.ts";
import { compareBytes, compareTexts, type Order, type Ordering } from "./sort-order.ts";

const SHORT = "bcCdfghik:mMno:rRsS:t:T:uVyz";
const LONG: LongOptions = {
  check: "check::",
  "dictionary-order": "d",
  "field-separator": "t:",
  "general-numeric-sort": "g",
  help: "help",
  "human-numeric-sort": "h",
  "ignore-case": "f",
  "ignore-leading-blanks": "b",
  "ignore-nonprinting": "i",
  key: "k:",
  merge: "m",
  "month-sort": "M",
  "numeric-sort": "n",
  output: "o:",
  parallel: "parallel:",
  "batch-size": "batch-size:",
  "compress-program": "compress-program:",
  debug: "debug",
  "random-source": "random-source:",
  "random-sort": "R",
  reverse: "r",
  sort: "sort:",
  stable: "s",
  "buffer-size": "S:",
  "temporary-directory": "T:",
  unique: "u",
  "version-sort": "V",
  version: "version",
  "zero-terminated": "z",
};

const SORTS: Readonly<Record<string, string>> = {
  "general-numeric": "g",
  "human-numeric": "h",
  month: "M",
  numeric: "n",
  random: "R",
  version: "V",
};

/** Status of trouble; 1 is that of -c. */
const TROUBLE = 2;

interface Place {
  /** Fields and characters count from 0; an end without a character goes to the end of its field. */
  readonly field: number;
  readonly char: number;
  readonly skipBlanks: boolean;
}

interface Key extends Ordering {
  start: Place;
  end?: Place;
  /** Whether the key has options of its own, so that those of the command line do not count. */
  own: boolean;
}

interface Wish {
  readonly ordering: Ordering & { skipBlanks: boolean };
  readonly keys: Key[];
  readonly flags: Set<string>;
  readonly names: string[];
  separator?: string;
  output?: string;
  check?: "loud" | "quiet";
}

class Misuse {
  readonly text: string;
  readonly hint: boolean;
  readonly status: ExitStatus;

  constructor(text: string, hint = false, status = TROUBLE) {
    this.text = text;
    this.hint = hint;
    this.status = status;
  }
}

/** One letter of an ordering; false for one that is none. */
function applyLetter(ordering: Ordering, letter: string): boolean {
  if (/^[nghMVR]$/.test(letter)) ordering.order = letter as Order;
  else if (letter === "d") ordering.dictionary = true;
  else if (letter === "f") ordering.fold = true;
  else if (letter === "i") ordering.printable = true;
  else if (letter === "r") ordering.reverse = true;
  else return false;
  return true;
}

const plain = (): Ordering => ({ dictionary: false, fold: false, printable: false, reverse: false });

/** `F[.C][OPTS][,F[.C][OPTS]]`. */
function parseKey(text: string): Key | Misuse {
  const bad = (why: string) => new Misuse(`${why}: invalid field specification ‘${text}’`);
  const match = /^(\d+)(?:\.(\d+))?([a-zA-Z]*)(?:,(\d+)(?:\.(\d+))?([a-zA-Z]*))?/.exec(text);
  if (match === null) return new Misuse(`invalid number at field start: invalid count at start of ‘${text}’`);
  if (match[0] !== text) {
    const rest = text.slice(match[0].length);
    return rest.startsWith(",") && match[4] === undefined
      ? new Misuse(`invalid number after ‘,’: invalid count at start of ‘${rest.slice(1)}’`)
      : bad("stray character in field spec");
  }
  const [, field = "", char, letters = "", endField, endChar, endLetters = ""] = match;
  if (Number(field) === 0) return bad("field number is zero");
  if (char !== undefined && Number(char) === 0) return bad("character offset is zero");
  if (endField !== undefined && Number(endField) === 0) return bad("field number is zero");
  const key: Key = {
    ...plain(),
    start: { field: Number(field) - 1, char: Number(char ?? 1) - 1, skipBlanks: letters.includes("b") },
    own: letters + endLetters !== "",
  };
  for (const letter of letters + endLetters)
    if (!applyLetter(key, letter) && letter !== "b") return bad("stray character in field spec");
  if (endField !== undefined)
    key.end = { field: Number(endField) - 1, char: Number(endChar ?? 0), skipBlanks: endLetters.includes("b") };
  return key;
}

function parse(argv: readonly string[]): Wish | Misuse {
  const wish: Wish = { ordering: { ...plain(), skipBlanks: false }, keys: [], flags: new Set(), names: [] };
  for (const option of getoptLong(argv, SHORT, LONG)) {
    if (option.kind === "error") return new Misuse(option.text, true);
    if (option.kind === "operand") wish.names.push(option.text);
    else if (option.name === "k") {
      const key = parseKey(option.value);
      if (key instanceof Misuse) return key;
      wish.keys.push(key);
    } else if (option.name === "t") {
      const value = option.value === "\\0" ? "\0" : option.value;
      if (value === "") return new Misuse("empty tab");
      if ([...value].length > 1) return new Misuse(`multi-character tab ‘${value}’`);
      if (wish.separator !== undefined && wish.separator !== value) return new Misuse("incompatible tabs");
      wish.separator = value;
    } else if (option.name === "o") wish.output = option.value;
    else if (option.name === "b") wish.ordering.skipBlanks = true;
    else if (option.name === "c" || option.name === "C" || option.name === "check")
      wish.check = option.name === "C" || /^(?:quiet|silent)$/.test(option.value) ? "quiet" : "loud";
    else if (option.name === "sort") {
      const letter = SORTS[option.value];
      if (letter === undefined) {
        const valid = Object.keys(SORTS).map((word) => `\n  - ‘${word}’`);
        return new Misuse(
          `invalid argument ‘${option.value}’ for ‘--sort’\nValid arguments are:${valid.join("")}`,
          true,
          1,
        );
      }
      if (!applyLetter(wish.ordering, letter)) wish.flags.add(letter);
    } else if (!applyLetter(wish.ordering, option.name)) wish.flags.add(option.name);
  }
  const { skipBlanks, ...ordering } = wish.ordering;
  for (const key of wish.keys)
    if (!key.own) {
      Object.assign(key, ordering);
      key.start = { ...key.start, skipBlanks };
      if (key.end) key.end = { ...key.end, skipBlanks };
    }
  if (
    wish.keys.length === 0 &&
    (skipBlanks || ordering.order || ordering.dictionary || ordering.fold || ordering.printable)
  )
    wish.keys.push({ ...ordering, start: { field: 0, char: 0, skipBlanks }, own: false });
  return wish;
}

/** Where each field of a line begins: after a separator, or with the blanks in front of it. */
function fieldStarts(line: string, separator: string | undefined): number[] {
  const starts = [0];
  if (separator !== undefined) {
    for (let at = line.indexOf(separator); at >= 0; at = line.indexOf(separator, at + 1)) starts.push(at + 1);
    return starts;
  }
  for (const match of line.matchAll(/[^ \t](?=[ \t]+[^ \t])/g)) starts.push(match.index + 1);
  return starts;
}

/** begfield and limfield. */
function textOfKey(line: string, key: Key, separator: string | undefined): string {
  const starts = fieldStarts(line, separator);
  const blanksFrom = (at: number) => at + (/^[ \t]*/.exec(line.slice(at))?.[0].length ?? 0);
  const beginning = (place: Place) => starts[place.field] ?? line.length;
  let from = beginning(key.start);
  if (key.start.skipBlanks) from = blanksFrom(from);
  from = Math.min(from + key.start.char, line.length);
  if (!key.end) return line.slice(from);
  let to: number;
  if (key.end.char === 0) {
    const next = starts[key.end.field + 1];
    to = next === undefined ? line.length : separator === undefined ? next : next - 1;
  } else {
    to = beginning(key.end);
    if (key.end.skipBlanks) to = blanksFrom(to);
    to = Math.min(to + key.end.char, line.length);
  }
  return line.slice(from, Math.max(from, to));
}

/** compare() of sort.c. `last`: whether lines whose keys are equal are compared as a whole. */
function comparison({ keys, ordering, separator }: Wish, last: boolean): (a: string, b: string) => number {
  const known = new Map<string, string[]>();
  const textsOf = (line: string): string[] => {
    let texts = known.get(line);
    if (texts === undefined) {
      texts = keys.map((key) => textOfKey(line, key, separator));
      known.set(line, texts);
    }
    return texts;
  };
  return (a, b) => {
    if (keys.length > 0) {
      const [left, right] = [textsOf(a), textsOf(b)];
      for (const [at, key] of keys.entries()) {
        const order = compareTexts(left[at] ?? "", right[at] ?? "", key);
        if (order !== 0) return order;
      }
      if (!last) return 0;
    }
    return (ordering.reverse ? -1 : 1) * compareBytes(a, b);
  };
}

/** -m: always the least of the lines that are first in what is left of the files; they are not sorted anew. */
function merged(files: readonly (readonly string[])[], compare: (a: string, b: string) => number): string[] {
  const places = files.map(() => 0);
  const lines: string[] = [];
  for (;;) {
    let best: number | undefined;
    let least = "";
    for (const [file, place] of places.entries()) {
      const line = files[file]?.[place];
      if (line === undefined || (best !== undefined && compare(line, least) >= 0)) continue;
      best = file;
      least = line;
    }
    if (best === undefined) return lines;
    lines.push(least);
    places[best] = (places[best] ?? 0) + 1;
  }
}

/** Numbers of chance for texts, one for each. */
function byChance(context: ProcessContext): (text: string) => number {
  const ranks = new Map<string, number>();
  return (text) => {
    let rank = ranks.get(text);
    if (rank === undefined) {
      rank = context.kernel.random(2 ** 31);
      ranks.set(text, rank);
    }
    return rank;
  };
}

/** The lines of each file; a string is a complaint. */
async function linesOf(context: ProcessContext, names: readonly string[], end: string): Promise<string[][] | string> {
  const files: string[][] = [];
  for (const name of names) {
    let file: OpenFile = context.stdin;
    if (name !== "-") {
      const opened = context.files.open(resolvePath(context.cwd, name), "read");
      if (!opened.ok) return `cannot read: ${shownName(name)}: ${strerror(opened.error)}`;
      file = opened.value;
    }
    if (file.directory) return `read failed: ${shownName(name)}: Is a directory`;
    const text = await readToEnd(file, context);
    if (name !== "-") file.close();
    const parts = text.split(end);
    if (parts.at(-1) === "") parts.pop();
    files.push(parts);
  }
  return files;
}

async function run(context: ProcessContext): Promise<ExitStatus> {
  const complain = async (text: string, status: ExitStatus = TROUBLE): Promise<ExitStatus> => {
    await context.stderr.write(`sort: ${text}\n`);
    return status;
  };
  const wish = parse(context.argv);
  if (wish instanceof Misuse)
    return await complain(`${wish.text}${wish.hint ? "\nTry 'sort --help' for more information." : ""}`, wish.status);
  const { flags } = wish;
  if (flags.has("help")) {
    await context.stdout.write("Usage: sort [OPTION]... [FILE]...\n");
    return 0;
  }
  if (flags.has("version")) {
    await context.stdout.write("sort (GNU coreutils) 9.1\n");
    return 0;
  }
  if (flags.has("random-source") || flags.has("debug"))
    return await complain(`netnone: --${flags.has("debug") ? "debug" : "random-source"} is not modelled`, 3);
  const rank = byChance(context);
  for (const each of [wish.ordering, ...wish.keys]) if (each.order === "R") each.rank = rank;
  const end = flags.has("z") ? "\0" : "\n";
  const names = wish.names.length === 0 ? ["-"] : wish.names;
  if (wish.check !== undefined && names.length > 1)
    return await complain(`extra operand '${names[1]}' not allowed with -c`);
  const lines = await linesOf(context, names, end);
  const { pending } = context.self.signals;
  if (pending !== undefined) return 128 + SIGNAL[pending];
  if (typeof lines === "string") return await complain(lines);
  const unique = flags.has("u");
  const compare = comparison(wish, !unique && !flags.has("s"));
  if (wish.check !== undefined) {
    const [first = []] = lines;
    const at = first.findIndex((line, index) => {
      const order = index === 0 ? -1 : compare(first[index - 1] as string, line);
      return unique ? index > 0 && order >= 0 : order > 0;
    });
    if (at < 0) return 0;
    return wish.check === "quiet" ? 1 : await complain(`${names[0]}:${at + 1}: disorder: ${first[at]}`, 1);
  }
  const sorted = flags.has("m") ? merged(lines, compare) : lines.flat().sort(compare);
  const kept = unique
    ? sorted.filter((line, index) => index === 0 || compare(sorted[index - 1] as string, line) !== 0)
    : sorted;
  const text = kept.map((line) => line + end).join("");
  if (wish.output !== undefined) {
    const written = context.files.writeFile(resolvePath(context.cwd, wish.output), text);
    return written.ok ? 0 : await complain(`open failed: ${wish.output}: ${strerror(written.error)}`);
  }
  return (await put(context.stdout, text)) ? 0 : 128 + SIGNAL.PIPE;
}

export const sort: Program = { name: "sort", path: "/usr/bin/sort", summary: "sort lines", run };
