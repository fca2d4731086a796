/** csplit of coreutils 9.1: a file in pieces, cut at line numbers and at lines that match. */
import { getoptLong, type LongOptions } from "../../core/command/getopt-long.ts";
import { strerror } from "../../core/errors.ts";
import type { ExitStatus } from "../../core/process.ts";
import { bytesOfText } from "../../core/text-bytes.ts";
import type { ProcessContext, Program } from "../program.ts";
import { quotedName } from "../programs/base/quote.ts";
import { absolute, complain, complainOfUse } from "../programs/base/support.ts";
import { readToEnd, textOfLatin1 } from "./files.ts";
import { posixPattern } from "./posix-pattern.ts";

const LONG: LongOptions = {
  digits: "n:",
  quiet: "s",
  silent: "s",
  "keep-files": "k",
  "elide-empty-files": "z",
  prefix: "f:",
  "suffix-format": "b:",
  "suppress-matched": "suppress",
  help: "help",
  version: "version",
};

interface Pattern {
  readonly word: string;
  readonly line?: number;
  readonly regex?: { test(text: string): boolean };
  /** Lines behind the match, and whether what comes before it goes into no file. */
  readonly offset: number;
  readonly skips: boolean;
  /** How often more; undefined for as often as it goes. */
  repeat: number | undefined;
}

interface Settings {
  prefix: string;
  format: string;
  quiet: boolean;
  keeps: boolean;
  elides: boolean;
  suppresses: boolean;
}

export const csplit: Program = {
  name: "csplit",
  path: "/usr/bin/csplit",
  summary: "cut a file at patterns",
  async run(context): Promise<ExitStatus> {
    const settings = { prefix: "xx", format: "", quiet: false, keeps: false, elides: false, suppresses: false };
    const operands: string[] = [];
    let digits = "2";
    for (const option of getoptLong(context.argv, "f:b:kn:sqz", LONG)) {
      if (option.kind === "operand") operands.push(option.text);
      else if (option.kind === "error") return complainOfUse(context, option.text);
      else if (option.name === "f") settings.prefix = option.value ?? "";
      else if (option.name === "b") settings.format = option.value ?? "";
      else if (option.name === "n") digits = option.value ?? "";
      else if (option.name === "k") settings.keeps = true;
      else if (option.name === "z") settings.elides = true;
      else if (option.name === "suppress") settings.suppresses = true;
      else if (option.name === "s" || option.name === "q") settings.quiet = true;
      else return complain(context, `netnone: --${option.name} is not modelled`);
    }
    if (!/^\d+$/.test(digits)) return complain(context, `invalid number: ‘${digits}’`);
    if (settings.format === "") settings.format = `%0${digits}d`;
    const [path, ...words] = operands;
    if (path === undefined) return complainOfUse(context, "missing operand");
    if (words.length === 0) return complainOfUse(context, `missing operand after ‘${path}’`);
    const read =
      path === "-"
        ? { ok: true as const, value: textOfLatin1(await readToEnd(context.stdin, context)) }
        : context.files.readFile(absolute(context, path));
    if (!read.ok) return complain(context, `cannot open ${quotedName(path)} for reading: ${strerror(read.error)}`);
    const patterns = patternsOf(context, words);
    if (patterns === undefined) return 1;
    return new Splitter(context, settings, read.value.match(/[^\n]*\n|[^\n]+$/g) ?? []).split(patterns);
  },
};

/** Reads the patterns; undefined where one is none, which has been said. */
function patternsOf(context: ProcessContext, words: readonly string[]): readonly Pattern[] | undefined {
  const patterns: Pattern[] = [];
  let last = 0;
  const refuse = (message: string): undefined => {
    complain(context, message);
    return undefined;
  };
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    const [sign = ""] = word;
    if (sign === "/" || sign === "%") {
      const end = word.lastIndexOf(sign);
      if (end === 0) return refuse(`${word}: closing delimiter '${sign}' missing`);
      const offset = word.slice(end + 1);
      if (!/^([-+]?\d+)?$/.test(offset)) return refuse(`‘${word}’: integer expected after delimiter`);
      const read = posixPattern([word.slice(1, end)], { kind: "basic" });
      if ("error" in read) return refuse(`‘${word}’: invalid regular expression: ${read.error}`);
      if ("unmodelled" in read) return refuse(`netnone: ${read.unmodelled}`);
      patterns.push({ word, regex: read.regex, offset: Number(offset), skips: sign === "%", repeat: 0 });
    } else if (/^\d+$/.test(word)) {
      const line = Number(word);
      if (line === 0) return refuse(`${word}: line number must be greater than zero`);
      if (line < last) return refuse(`line number ‘${word}’ is smaller than preceding line number, ${last}`);
      if (line === last) complain(context, `warning: line number ‘${word}’ is the same as preceding line number`);
      last = line;
      patterns.push({ word, line, offset: 0, skips: false, repeat: 0 });
    } else return refuse(`‘${word}’: invalid pattern`);
    const repeat = words[at + 1];
    const pattern = patterns.at(-1);
    if (!repeat?.startsWith("{") || pattern === undefined) continue;
    at++;
    if (!repeat.endsWith("}")) return refuse(`${repeat}: '}' is required in repeat count`);
    const count = repeat.slice(1, -1);
    if (count !== "*" && !/^\d+$/.test(count))
      return refuse(`‘${repeat.slice(0, -1)}’}: integer required between '{' and '}'`);
    pattern.repeat = count === "*" ? undefined : Number(count);
  }
  return patterns;
}

class Splitter {
  readonly #context: ProcessContext;
  readonly #settings: Settings;
  readonly #lines: readonly string[];
  /** The next line. */
  #at = 0;
  readonly #made: string[] = [];

  constructor(context: ProcessContext, settings: Settings, lines: readonly string[]) {
    this.#context = context;
    this.#settings = settings;
    this.#lines = lines;
  }

  split(patterns: readonly Pattern[]): ExitStatus {
    for (const pattern of patterns) {
      for (let turn = 0; turn <= (pattern.repeat ?? Number.POSITIVE_INFINITY); turn++) {
        const problem = pattern.line === undefined ? this.#toMatch(pattern, turn) : this.#toLine(pattern, turn);
        if (problem === "end") break;
        if (problem === undefined) continue;
        return this.#fail(`‘${pattern.word}’: ${problem}${turn > 0 ? ` on repetition ${turn}` : ""}`);
      }
    }
    this.#write(this.#lines.length);
    return 0;
  }

  #fail(message: string): ExitStatus {
    complain(this.#context, message);
    if (!this.#settings.keeps) for (const path of this.#made) this.#context.files.unlink(absolute(this.#context, path));
    return 1;
  }

  #toLine(pattern: Pattern, turn: number): string | undefined {
    const line = (pattern.line ?? 0) * (turn + 1) - 1;
    if (line >= this.#lines.length) {
      this.#write(this.#lines.length);
      return "line number out of range";
    }
    this.#write(line);
    if (this.#settings.suppresses) this.#at++;
    return undefined;
  }

  #toMatch(pattern: Pattern, turn: number): string | undefined {
    const { regex, offset, skips } = pattern;
    // A match is sought behind the line that the last one cut at.
    let line = this.#at + (turn > 0 || this.#cutHere ? 1 : 0);
    while (line < this.#lines.length && !regex?.test((this.#lines[line] ?? "").replace(/\n$/, ""))) line++;
    if (line >= this.#lines.length) {
      if (pattern.repeat === undefined) {
        if (skips) this.#at = this.#lines.length;
        return "end";
      }
      if (!skips) this.#write(this.#lines.length);
      return "match not found";
    }
    const to = line + offset;
    if (to < this.#at || to > this.#lines.length) return "line number out of range";
    if (skips) this.#at = to;
    else this.#write(to);
    this.#cutHere = offset === 0;
    if (this.#settings.suppresses) {
      this.#at++;
      this.#cutHere = false;
    }
    return undefined;
  }

  #cutHere = false;

  /** The lines up to there into the next file. */
  #write(to: number): void {
    const text = this.#lines.slice(this.#at, to).join("");
    this.#at = to;
    if (text === "" && this.#settings.elides) return;
    const number = String(this.#made.length);
    const name = this.#settings.format.replace(/%(0?)(\d*)[du]/, (_all, zero: string, width: string) =>
      number.padStart(Number(width), zero === "" ? " " : "0"),
    );
    const path = this.#settings.prefix + name;
    this.#made.push(path);
    this.#context.files.writeFile(absolute(this.#context, path), text);
    if (!this.#settings.quiet) void this.#context.stdout.write(`${bytesOfText(text).length}\n`);
  }
}
