/**
 * grep of GNU grep 3.8, line by line as they come. The same: -E -F -G -P -c -e -h -H -i -l -L -m -n -o -q -s -v -w -x -z, context,
 * statuses, what it complains of; -r with --include, --exclude and --exclude-dir in the order of names; -f, -b, --color. Absent: binary
 * files. Patterns: core/regex.
 */
import { getoptLong, type LongOptions } from "../../core/command/getopt-long.ts";
import { type Errno, strerror } from "../../core/errors.ts";
import type { ExitStatus, OpenFile } from "../../core/process.ts";
import { SIGNAL } from "../../core/process.ts";
import { NEVER, type Regex } from "../../core/regex/regex.ts";
import { bytesOfText } from "../../core/text-bytes.ts";
import type { ProcessContext, Program } from "../program.ts";
import { matchesPattern } from "../shell/expand/pattern.ts";
import { put } from "./command.ts";
import { readToEnd, resolvePath } from "./files.ts";
import { canSeek } from "./lines.ts";
import { perlPattern } from "./perl-pattern.ts";
import { type Pattern, posixPattern } from "./posix-pattern.ts";
import { Turns } from "./turn.ts";

const SHORT = "PEFGe:f:iycvwxhHlLnoqsm:A:B:C:zZabIrRUTV";
const LONG: LongOptions = {
  "after-context": "A:",
  "byte-offset": "b",
  "dereference-recursive": "R",
  exclude: "exclude:",
  "exclude-dir": "exclude-dir:",
  include: "include:",
  "initial-tab": "T",
  version: "V",
  "before-context": "B:",
  color: "color::",
  colour: "color::",
  context: "C:",
  count: "c",
  file: "f:",
  "files-with-matches": "l",
  "files-without-match": "L",
  label: "label:",
  "ignore-case": "i",
  "invert-match": "v",
  "line-buffered": "line-buffered",
  "line-number": "n",
  "line-regexp": "x",
  "max-count": "m:",
  "no-filename": "h",
  "no-messages": "s",
  null: "Z",
  "null-data": "z",
  "only-matching": "o",
  "perl-regexp": "P",
  quiet: "q",
  recursive: "r",
  regexp: "e:",
  silent: "q",
  text: "a",
  "with-filename": "H",
  "word-regexp": "w",
};

interface Wish {
  readonly flags: ReadonlySet<string>;
  readonly regex: Regex;
  readonly most: number;
  readonly before: number;
  readonly after: number;
  readonly named: boolean;
  readonly end: string;
  readonly colored: boolean;
}

/** One file's search: what to write after each line. */
class Search {
  selected = 0;
  #line = 0;
  /** Where the line at hand begins, in bytes. */
  #offset = 0;
  #next = 0;
  #lastPrinted = 0;
  #following = 0;
  readonly #held: string[] = [];
  readonly #wish: Wish;
  readonly #name: string;

  constructor(wish: Wish, name: string) {
    this.#wish = wish;
    this.#name = name;
  }

  get done(): boolean {
    const { flags, most } = this.#wish;
    if (this.selected >= most) return this.#following === 0;
    return this.selected > 0 && (flags.has("q") || flags.has("l") || flags.has("L"));
  }

  /** What the line makes it print. */
  take(line: string): string {
    const { flags, regex, most, before, after, end } = this.#wish;
    this.#line++;
    if (flags.has("b")) {
      this.#offset = this.#next;
      this.#next += bytesOfText(line).length + 1;
    }
    if (this.selected >= most || regex.test(line) === flags.has("v")) {
      if (this.#following > 0) {
        this.#following--;
        return this.#mute ? "" : this.#shown(line, this.#line, "-");
      }
      if (before > 0) {
        this.#held.push(line);
        if (this.#held.length > before) this.#held.shift();
      }
      return "";
    }
    this.selected++;
    this.#following = after;
    if (this.#mute) return "";
    if (flags.has("o")) {
      if (flags.has("v")) return "";
      let out = "";
      for (const match of regex.matches(line)) {
        if (match.start === match.end) continue;
        const within = flags.has("b") ? bytesOfText(line.slice(0, match.start)).length : 0;
        out += `${this.#prefix(this.#line, ":", within)}${this.#match(line.slice(match.start, match.end))}${end}`;
      }
      return out;
    }
    const from = this.#line - this.#held.length;
    const gap = before + after > 0 && this.#lastPrinted > 0 && from > this.#lastPrinted + 1 ? "--\n" : "";
    const held = this.#held.splice(0).map((each, at) => this.#shown(each, from + at, "-"));
    return gap + held.join("") + this.#shown(line, this.#line, ":");
  }

  get #mute(): boolean {
    return ["c", "q", "l", "L"].some((flag) => this.#wish.flags.has(flag));
  }

  #shown(line: string, number: number, mark: string): string {
    this.#lastPrinted = number;
    if (this.#wish.flags.has("o")) return "";
    const { colored, flags, regex } = this.#wish;
    let text = line;
    if (colored && mark === ":" && !flags.has("v")) {
      text = "";
      let copied = 0;
      for (const { start, end } of regex.matches(line)) {
        if (start === end) continue;
        text += line.slice(copied, start) + this.#match(line.slice(start, end));
        copied = end;
      }
      text += line.slice(copied);
    }
    return `${this.#prefix(number, mark)}${text}${this.#wish.end}`;
  }

  #match(text: string): string {
    return this.#color("01;31", text);
  }

  /** In one of GREP_COLORS' own colours. */
  #color(code: string, text: string): string {
    return this.#wish.colored ? `\x1b[${code}m\x1b[K${text}\x1b[m\x1b[K` : text;
  }

  #prefix(number: number, mark: string, within = 0): string {
    const { flags, named } = this.#wish;
    const between = this.#color("36", mark);
    const parts = [
      named ? this.#color("35", this.#name) + (flags.has("Z") ? "\0" : between) : "",
      flags.has("n") ? this.#color("32", String(number)) + between : "",
      flags.has("b") ? this.#color("32", String(this.#offset + within)) + between : "",
    ];
    const text = parts.join("");
    return flags.has("T") && text !== "" ? `${text}\t` : text;
  }

  /** What is printed at the end of the file. */
  finish(): string {
    const { flags, named } = this.#wish;
    if (flags.has("q")) return "";
    if (flags.has("l") || flags.has("L"))
      return this.selected > 0 === flags.has("l") ? this.#name + (flags.has("Z") ? "\0" : "\n") : "";
    return flags.has("c") ? `${named ? `${this.#name}:` : ""}${this.selected}\n` : "";
  }
}

/** False when nobody reads any more. */
async function search(context: ProcessContext, file: OpenFile, one: Search, end: string): Promise<boolean> {
  let rest = "";
  const turns = new Turns(context, Number.POSITIVE_INFINITY);
  while (!one.done) {
    const chunk = await file.read(context.self.signals);
    const lines = (rest + (chunk ?? "")).split(end);
    rest = lines.pop() ?? "";
    if (chunk === null && rest !== "") lines.push(rest);
    let out = "";
    for (const [index, line] of lines.entries()) {
      if (one.done) {
        if (chunk !== null && canSeek(file)) file.unread?.([...lines.slice(index), rest].join(end));
        break;
      }
      out += one.take(line);
      const turn = turns.next();
      if (turn === undefined) continue;
      await turn;
      if (context.self.signals.pending !== undefined) break;
    }
    if (!(await put(context.stdout, out))) return false;
    if (chunk === null || context.self.signals.pending !== undefined) break;
  }
  return await put(context.stdout, one.finish());
}

/** grep, egrep and fgrep: they differ in the kind of their patterns. */
async function grep(context: ProcessContext): Promise<ExitStatus> {
  const complain = async (text: string): Promise<ExitStatus> => {
    await context.stderr.write(`grep: ${text}\n`);
    return 2;
  };
  const called = context.argv[0]?.split("/").at(-1);
  const flags = new Set<string>(called === "egrep" ? ["E"] : called === "fgrep" ? ["F"] : []);
  const patterns: string[] = [];
  const names: string[] = [];
  const numbers = new Map<string, number>();
  const chosen: (readonly [string, string])[] = [];
  let color = "never";
  let label = "(standard input)";
  let fromFile = false;
  for (const option of getoptLong(context.argv, SHORT, LONG)) {
    if (option.kind === "error")
      return await complain(
        `${option.text}\nUsage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.`,
      );
    if (option.kind === "operand") names.push(option.text);
    else if (option.name === "e") patterns.push(...option.value.split("\n"));
    else if ("ABCm".includes(option.name)) {
      if (!/^\d+$/.test(option.value))
        return await complain(
          option.name === "m" ? "invalid max count" : `${option.value}: invalid context length argument`,
        );
      numbers.set(option.name, Number(option.value));
    } else if (option.name === "f") {
      const text =
        option.value === "-" ? await readToEnd(context.stdin, context) : await textOfFile(context, option.value);
      if (typeof text !== "string") return await complain(`${option.value}: ${strerror(text.errno)}`);
      if (text !== "") patterns.push(...text.replace(/\n$/, "").split("\n"));
      fromFile = true;
    } else if (option.name === "color") color = option.value === "" ? "always" : option.value;
    else if (/^(?:include|exclude|exclude-dir)$/.test(option.name)) chosen.push([option.name, option.value]);
    else if (option.name === "label") label = option.value;
    else if (option.name === "V") {
      await put(context.stdout, "grep (GNU grep) 3.8\n");
      return 0;
    } else flags.add(option.name === "y" ? "i" : option.name);
  }
  if (patterns.length === 0 && !fromFile) {
    const first = names.shift();
    if (first === undefined) {
      await context.stderr.write(
        "Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n",
      );
      return 2;
    }
    patterns.push(...first.split("\n"));
  }
  const recursive = flags.has("r") || flags.has("R");
  const matching = {
    ignoreCase: flags.has("i"),
    lines: flags.has("z"),
    ...(flags.has("x") ? ({ where: "line" } as const) : flags.has("w") ? ({ where: "words" } as const) : {}),
  };
  if (flags.has("P") && patterns.length > 1) return await complain("the -P option only supports a single pattern");
  const read: Pattern =
    patterns.length === 0
      ? { regex: NEVER }
      : flags.has("P")
        ? perlPattern(patterns[0] as string, matching)
        : posixPattern(patterns, {
            kind: flags.has("F") ? "fixed" : flags.has("E") ? "extended" : "basic",
            lenient: true,
            looseParenthesis: true,
            ...matching,
          });
  if ("error" in read) return await complain(read.error);
  if ("unmodelled" in read) {
    await context.stderr.write(`netnone: grep -P: ${read.unmodelled} is not modelled\n`);
    return 3;
  }
  for (const stray of read.strays ?? []) await context.stderr.write(`grep: warning: ${stray} at start of expression\n`);
  const around = numbers.get("C") ?? 0;
  const wish: Wish = {
    flags,
    regex: read.regex,
    most: numbers.get("m") ?? Number.POSITIVE_INFINITY,
    before: numbers.get("B") ?? around,
    after: numbers.get("A") ?? around,
    named: flags.has("H") || ((names.length > 1 || recursive) && !flags.has("h")),
    end: flags.has("z") ? "\0" : "\n",
    colored: color === "always" || (color === "auto" && context.stdout.terminal !== undefined),
  };
  let selected = false;
  let trouble = false;
  const skips = (name: string, directory: boolean): boolean => {
    const base = name.split("/").at(-1) ?? name;
    const matches = (kind: string): boolean =>
      chosen.some(([each, pattern]) => each === kind && matchesPattern(pattern, base));
    if (directory) return matches("exclude-dir");
    return matches("exclude") || (chosen.some(([kind]) => kind === "include") && !matches("include"));
  };
  const below = (name: string): string[] => {
    const stat = context.files.stat(resolvePath(context.cwd, name), { follow: flags.has("R") });
    if (!stat.ok) return [];
    if (stat.value.type !== "directory") return stat.value.type === "file" && !skips(name, false) ? [name] : [];
    if (skips(name, true)) return [];
    const entries = context.files.readDir(resolvePath(context.cwd, name));
    return entries.ok ? [...entries.value].sort().flatMap((entry) => below(`${name.replace(/\/$/, "")}/${entry}`)) : [];
  };
  const given = names.length === 0 ? (recursive ? ["."] : ["-"]) : names;
  const operands = !recursive
    ? given
    : given.flatMap((name) => {
        const stat = context.files.stat(resolvePath(context.cwd, name));
        if (name === "-" || !stat.ok || stat.value.type !== "directory") return [name];
        const found = below(name);
        return names.length === 0 ? found.map((path) => path.slice(2)) : found;
      });
  for (const name of operands) {
    const opened = name === "-" ? undefined : context.files.open(resolvePath(context.cwd, name), "read");
    if (opened && (!opened.ok || opened.value.directory)) {
      trouble = true;
      const why = opened.ok ? "Is a directory" : strerror(opened.error);
      if (!flags.has("s")) await complain(`${name}: ${why}`);
      continue;
    }
    const file = opened?.ok ? opened.value : context.stdin;
    const one = new Search(wish, name === "-" ? label : name);
    const heard = await search(context, file, one, wish.end);
    if (opened?.ok) file.close();
    if (!heard) return 128 + SIGNAL.PIPE;
    const { pending } = context.self.signals;
    if (pending !== undefined) return 128 + SIGNAL[pending];
    selected ||= one.selected > 0;
    if (selected && flags.has("q")) return 0;
  }
  return trouble ? 2 : selected ? 0 : 1;
}

/** A file of patterns: a pipe (`<(...)`) as well. */
async function textOfFile(context: ProcessContext, name: string): Promise<string | { readonly errno: Errno }> {
  const opened = context.files.open(resolvePath(context.cwd, name), "read");
  if (!opened.ok) return { errno: opened.error };
  const text = await readToEnd(opened.value, context);
  opened.value.close();
  return text;
}

const named = (name: string, summary: string): Program => ({ name, path: `/usr/bin/${name}`, summary, run: grep });

export const grepPrograms: readonly Program[] = [
  named("grep", "lines that match a pattern"),
  named("egrep", "lines that match an extended pattern"),
  named("fgrep", "lines that contain a text"),
];
