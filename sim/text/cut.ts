/**
 * cut and tr of GNU coreutils 9.1. The same: lists, --complement, --output-delimiter, -s, -z; sets with ranges, classes, escapes and
 * repetitions, -c, -d, -s, -t; what they complain of. As in GNU's, characters of cut are bytes. Simplified: tr works on
 * characters, GNU's on bytes.
 */

import type { ExitStatus } from "../../core/process.ts";
import { SIGNAL } from "../../core/process.ts";
import { bytesOfText, textOfBytes } from "../../core/text-bytes.ts";
import type { ProcessContext, Program } from "../program.ts";
import { shownName } from "../programs/base/quote.ts";
import { badUsage, complain, complainOfUse, options } from "../programs/base/support.ts";
import { C_ESCAPES } from "../shell/expand/escape.ts";
import { put, refusedOutput } from "./command.ts";
import { openLines } from "./lines.ts";

interface Range {
  readonly from: number;
  readonly to: number;
}

/** A list of cut; a string is what is wrong with it. */
function rangesOf(list: string, kind: "fields" | "bytes"): readonly Range[] | string {
  const noun = kind === "fields" ? "fields" : "byte/character positions";
  const ranges: Range[] = [];
  for (const part of list.split(/[, \t]/)) {
    const match = /^(\d*)(-?)(\d*)$/.exec(part);
    if (match === null) {
      const bad = /[^\d,\- \t].*/.exec(list)?.[0] ?? "";
      return kind === "fields" ? `invalid field value ‘${bad}’` : `invalid byte/character position ‘${bad}’`;
    }
    const [, low = "", dash = "", high = ""] = match;
    if (low === "" && dash === "" && high === "")
      return kind === "fields" ? "fields are numbered from 1" : `${noun} are numbered from 1`;
    if (dash !== "" && low === "" && high === "") return "invalid range with no endpoint: -";
    const from = low === "" ? 1 : Number(low);
    const to = dash === "" ? from : high === "" ? Number.POSITIVE_INFINITY : Number(high);
    if (from === 0 || (dash === "" && from === 0)) return `${noun} are numbered from 1`;
    if (to < from) return "invalid decreasing range";
    ranges.push({ from, to });
  }
  ranges.sort((a, b) => a.from - b.from);
  return ranges;
}

export const cut: Program = {
  name: "cut",
  path: "/usr/bin/cut",
  summary: "columns of lines",
  async run(context) {
    const parsed = options(context.argv, "b:c:d:f:nszCO:", {
      bytes: "b",
      characters: "c",
      fields: "f",
      delimiter: "d",
      "only-delimited": "s",
      complement: "C",
      "output-delimiter": "O",
      "zero-terminated": "z",
    });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const { flags, operands } = parsed;
    const lists = ["b", "c", "f"].filter((letter) => flags.has(letter));
    if (lists.length === 0) return complainOfUse(context, "you must specify a list of bytes, characters, or fields");
    if (lists.length > 1) return complainOfUse(context, "only one list may be specified");
    const kind = flags.has("f") ? "fields" : "bytes";
    const delimiter = flags.get("d");
    if (delimiter !== undefined && [...delimiter].length > 1)
      return complainOfUse(context, "the delimiter must be a single character");
    if (kind === "bytes" && delimiter !== undefined)
      return complainOfUse(context, "an input delimiter may be specified only when operating on fields");
    if (kind === "bytes" && flags.has("s"))
      return complainOfUse(context, "suppressing non-delimited lines makes sense\n\tonly when operating on fields");
    const ranges = rangesOf(flags.get(lists[0] ?? "") ?? "", kind);
    if (typeof ranges === "string") return complainOfUse(context, ranges);
    const complement = flags.has("C");
    const chosen = (at: number): boolean => ranges.some(({ from, to }) => at >= from && at <= to) !== complement;
    const between = delimiter === undefined ? "\t" : delimiter === "" ? "\0" : delimiter;
    const joiner = flags.get("O") ?? (kind === "fields" ? between : "");
    const separator = flags.has("z") ? "\0" : "\n";
    const fields = (text: string): string | undefined => {
      if (!text.includes(between)) return flags.has("s") ? undefined : text;
      return text
        .split(between)
        .filter((_field, index) => chosen(index + 1))
        .join(joiner);
    };
    const bytes = (text: string): string => {
      const all = bytesOfText(text);
      const runs: number[][] = [];
      let last: Range | undefined | "none" = "none";
      for (let at = 1; at <= all.length; at++) {
        if (!chosen(at)) {
          last = "none";
          continue;
        }
        const range = ranges.find(({ from, to }) => at >= from && at <= to);
        const joined = last !== "none" && (complement || range === last || joiner === "");
        if (!joined) runs.push([]);
        runs.at(-1)?.push(all[at - 1] ?? 0);
        last = range;
      }
      return runs.map((run) => textOfBytes(run)).join(joiner);
    };
    return await byLine(context, operands, separator, kind === "fields" ? fields : bytes);
  },
};

/** Each line through `change`; undefined leaves it out. */
async function byLine(
  context: ProcessContext,
  names: readonly string[],
  separator: string,
  change: (text: string) => string | undefined,
): Promise<ExitStatus> {
  let status: ExitStatus = 0;
  for (const name of names.length === 0 ? ["-"] : names) {
    const source = openLines(context, name, separator, (reason) => {
      status = complain(context, `${shownName(name)}: ${reason}`);
    });
    if (source === undefined) continue;
    for (let line = await source.next(); line !== undefined; line = await source.next()) {
      const text = change(line.text);
      if (text !== undefined && !(await put(context.stdout, text + separator))) return refusedOutput(context);
    }
    source.close();
    const { pending } = context.self.signals;
    if (pending !== undefined) return 128 + SIGNAL[pending];
  }
  return status;
}

// ---- tr ----------------------------------------------------------------------------------------------------------

const CLASSES: Readonly<Record<string, RegExp>> = {
  alnum: /[0-9A-Za-z]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  cntrl: /[\x00-\x1f\x7f]/,
  digit: /[0-9]/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /[\t-\r ]/,
  upper: /[A-Z]/,
  xdigit: /[0-9A-Fa-f]/,
};

interface CharacterSet {
  readonly chars: string[];
  /** A `[x*]` that fills up to the length of the first set, and where it stands. */
  readonly fill: { readonly at: number; readonly char: string } | undefined;
  readonly classes: readonly string[];
}

/** A set of tr; a string is the complaint. */
function setOf(text: string): CharacterSet | string {
  const units: { char: string; plain: boolean }[] = [];
  for (let i = 0; i < text.length; i++) {
    const char = String.fromCodePoint(text.codePointAt(i) ?? 0);
    if (char.length > 1) i++;
    if (char !== "\\" || i + 1 >= text.length) {
      units.push({ char, plain: true });
      continue;
    }
    const octal = /^[0-7]{1,3}/.exec(text.slice(i + 1))?.[0];
    if (octal !== undefined) {
      const byte = Number.parseInt(octal, 8) & 255;
      units.push({ char: textOfBytes([byte]), plain: false });
      i += octal.length;
    } else {
      const next = text[++i] ?? "";
      units.push({ char: C_ESCAPES[next] ?? next, plain: false });
    }
  }
  const chars: string[] = [];
  const classes: string[] = [];
  let fill: CharacterSet["fill"];
  const plain = (at: number, wanted: string): boolean => units[at]?.plain === true && units[at]?.char === wanted;
  for (let i = 0; i < units.length; i++) {
    if (plain(i, "[") && plain(i + 1, ":")) {
      let end = i + 2;
      while (end < units.length && !(plain(end, ":") && plain(end + 1, "]"))) end++;
      if (end < units.length) {
        const name = units
          .slice(i + 2, end)
          .map(({ char }) => char)
          .join("");
        const known = CLASSES[name];
        if (known === undefined) return `invalid character class ‘${name}’`;
        classes.push(name);
        for (let code = 0; code < 128; code++) {
          const char = String.fromCharCode(code);
          if (known.test(char)) chars.push(char);
        }
        i = end + 1;
        continue;
      }
    }
    if (plain(i, "[") && plain(i + 2, "*")) {
      let end = i + 3;
      while (/\d/.test(units[end]?.char ?? "")) end++;
      if (plain(end, "]")) {
        const digits = units
          .slice(i + 3, end)
          .map(({ char }) => char)
          .join("");
        const count = digits.startsWith("0") ? Number.parseInt(digits, 8) : Number(digits);
        const char = units[i + 1]?.char ?? "";
        if (digits === "" || count === 0) fill = { at: chars.length, char };
        else chars.push(...Array<string>(count).fill(char));
        i = end;
        continue;
      }
    }
    if (plain(i, "[") && plain(i + 1, "=") && plain(i + 3, "=") && plain(i + 4, "]")) {
      chars.push(units[i + 2]?.char ?? "");
      i += 4;
      continue;
    }
    const from = units[i]?.char ?? "";
    const to = units[i + 2]?.char;
    if (plain(i + 1, "-") && to !== undefined) {
      const [low, high] = [from.codePointAt(0) ?? 0, to.codePointAt(0) ?? 0];
      if (high < low) return `range-endpoints of '${from}-${to}' are in reverse collating sequence order`;
      // From an ASCII character to a byte that is none, and on.
      const bytes = low < 128 && high > 0xdc00;
      for (let code = low; code <= high; code = bytes && code === 127 ? 0xdc80 : code + 1)
        chars.push(String.fromCodePoint(code));
      i += 2;
    } else chars.push(from);
  }
  return { chars, fill, classes };
}

/** A byte that is no character. */
const isByte = (char: string): boolean => char >= "\udc80" && char <= "\udcff";

const bytesApart = (char: string): string =>
  isByte(char)
    ? char
    : bytesOfText(char)
        .map((byte) => textOfBytes([byte]))
        .join("");

export const tr: Program = {
  name: "tr",
  path: "/usr/bin/tr",
  summary: "replace and delete characters",
  async run(context) {
    const parsed = options(context.argv, "+cCdst", {
      complement: "c",
      delete: "d",
      "squeeze-repeats": "s",
      "truncate-set1": "t",
    });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const { flags, operands } = parsed;
    const [deletes, squeezes] = [flags.has("d"), flags.has("s")];
    const complement = flags.has("c") || flags.has("C");
    const [first, second, extra] = operands;
    if (first === undefined) return complainOfUse(context, "missing operand");
    if (second === undefined && deletes === squeezes) {
      complain(context, `missing operand after ‘${first}’`);
      void context.stderr.write(
        `${deletes ? "Two strings must be given when both deleting and squeezing repeats." : "Two strings must be given when translating."}\nTry 'tr --help' for more information.\n`,
      );
      return 1;
    }
    const surplus = deletes && !squeezes ? second : extra;
    if (surplus !== undefined) {
      complain(context, `extra operand ‘${surplus}’`);
      if (deletes && !squeezes)
        void context.stderr.write("Only one string may be given when deleting without squeezing repeats.\n");
      void context.stderr.write("Try 'tr --help' for more information.\n");
      return 1;
    }
    const from = setOf(first);
    if (typeof from === "string") return complain(context, from);
    const to = second === undefined ? undefined : setOf(second);
    if (typeof to === "string") return complain(context, to);
    const inFirst = new Set(from.chars);
    const member = (char: string): boolean => inFirst.has(char) !== complement;
    const translates = !deletes && to !== undefined;
    const map = new Map<string, string>();
    let last = "";
    if (translates && to !== undefined) {
      const target = [...to.chars];
      if (to.fill !== undefined)
        target.splice(
          to.fill.at,
          0,
          ...Array<string>(Math.max(0, from.chars.length - target.length)).fill(to.fill.char),
        );
      if (target.length === 0) return complain(context, "when not truncating set1, string2 must be non-empty");
      last = target.at(-1) ?? "";
      const length = flags.has("t") ? Math.min(target.length, from.chars.length) : from.chars.length;
      for (let i = 0; i < length; i++) map.set(from.chars[i] ?? "", target[i] ?? last);
      // [:lower:] and [:upper:] stand for each other letter by letter.
    }
    const squeezed = squeezes ? (to === undefined ? member : (char: string) => to.chars.includes(char)) : undefined;
    let previous: string | undefined;
    // As soon as a set names a byte, every character is the bytes that it is made of.
    const byBytes = [...from.chars, ...(to?.chars ?? [])].some((char) => isByte(char));
    for (;;) {
      const read = await context.stdin.read(context.self.signals);
      if (read === null) break;
      const chunk = byBytes ? read.replace(/[^\x00-\x7f]/gu, (char) => bytesApart(char)) : read;
      let out = "";
      for (const char of chunk) {
        if (deletes && member(char)) continue;
        const made = !translates ? char : complement ? (member(char) ? last : char) : (map.get(char) ?? char);
        if (squeezed !== undefined && made === previous && squeezed(made)) continue;
        previous = made;
        out += made;
      }
      if (!(await put(context.stdout, byBytes ? textOfBytes(bytesOfText(out)) : out))) return refusedOutput(context);
    }
    const { pending } = context.self.signals;
    return pending === undefined ? 0 : 128 + SIGNAL[pending];
  },
};
