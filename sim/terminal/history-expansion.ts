/**
 * History expansion (bash(1), HISTORY EXPANSION): `!!`, `!n`, `!string`, `!$`, `^old^new^`, word designators and modifiers.
 *
 * Same as bash: quoting, what a `!` is not special before, error messages, `histchars`.
 */
import type { Result } from "../../core/result.ts";
import { err, ok } from "../../core/result.ts";
import type { History } from "./history.ts";

export interface Expanded {
  readonly text: string;
  /** Something was replaced: the result is shown before it runs. */
  readonly changed: boolean;
  /** `:p`: shown and remembered, not run. */
  readonly printOnly: boolean;
}

const OPERATOR = /<<<|<<-?|>>|<>|[<>]&|>\||&>>?|&&|\|\||\|&|;;&?|;&|[()<>;&|\n]/y;
const EVENT_END = /[\s:;&()|<>^$*%"-]/;

/** A command line cut into the words that `!$` and `yank-last-arg` count: quotes hold together, operators stand alone. */
export function historyWords(line: string): readonly string[] {
  const words: string[] = [];
  let at = 0;
  while (at < line.length) {
    if (line[at] === " " || line[at] === "\t") {
      at++;
      continue;
    }
    OPERATOR.lastIndex = at;
    const operator = OPERATOR.exec(line);
    if (operator !== null) {
      words.push(operator[0]);
      at += operator[0].length;
      continue;
    }
    const end = wordEnd(line, at);
    words.push(line.slice(at, end));
    at = end;
  }
  return words;
}

function wordEnd(line: string, start: number): number {
  let at = start;
  let quote = "";
  let depth = 0;
  for (; at < line.length; at++) {
    const char = line[at] ?? "";
    if (quote !== "") {
      if (char === "\\" && quote !== "'") at++;
      else if (char === quote) quote = "";
    } else if (char === "\\") at++;
    else if (char === "'" || char === '"' || char === "`") quote = char;
    else if (char === "(" && (depth > 0 || "$<>".includes(line[at - 1] ?? " "))) depth++;
    else if (char === ")" && depth > 0) depth--;
    else if (depth === 0 && /[\s()<>;&|]/.test(char)) break;
  }
  return Math.max(start + 1, Math.min(at, line.length));
}

interface Reference {
  readonly text: string;
  readonly end: number;
  readonly printOnly: boolean;
}

export interface ExpansionState {
  /** The line begins inside of double quotes that an earlier one has opened. */
  readonly quoted?: boolean;
  /** `!(` is a pattern (`shopt -s extglob`). */
  readonly extglob?: boolean;
  /** `histchars`: what begins a reference, a quick substitution and a comment. */
  readonly characters?: string | undefined;
}

/** Expands one line as it was entered; the error is what bash prints behind `bash: `. */
export function expandHistory(
  line: string,
  history: History,
  { quoted = false, extglob = true, characters = "!^#" }: ExpansionState = {},
): Result<Expanded, string> {
  const [bang = "", caret = "^", comment = "#"] = characters;
  if (bang === "") return ok({ text: line, changed: false, printOnly: false });
  const quick = line.startsWith(caret);
  const source = quick ? `${bang}${bang}:s${line}` : line;
  let text = "";
  let changed = false;
  let printOnly = false;
  let quote = quoted ? '"' : "";
  let at = 0;
  while (at < source.length) {
    const char = source[at] ?? "";
    if (quote !== "'" && char === "\\") {
      text += source.slice(at, at + 2);
      at += 2;
    } else if (char === "'" && quote === "") {
      const end = source.indexOf("'", at + 1);
      const stop = end < 0 ? source.length : end + 1;
      text += source.slice(at, stop);
      at = stop;
    } else if (quote === "" && char === comment && (at === 0 || /[\s;&|()<>]/.test(source[at - 1] ?? ""))) {
      text += source.slice(at);
      break;
    } else if (char === bang && isReference(source, at, quote !== "", extglob)) {
      const reference = readReference(source, at, text, history, quote !== "", bang);
      if (!reference.ok) return reference;
      text += reference.value.text;
      at = reference.value.end;
      changed = true;
      printOnly ||= reference.value.printOnly;
    } else {
      if (char === '"') quote = quote === "" ? '"' : "";
      text += char;
      at++;
    }
  }
  return ok({ text, changed, printOnly });
}

function isReference(source: string, at: number, quoted: boolean, extglob: boolean): boolean {
  const next = source[at + 1];
  if (next === undefined || /[\s=]/.test(next)) return false;
  if (next === "(" && extglob && source.includes(")", at + 2)) return false;
  if (quoted && next === '"') return false;
  const before = source[at - 1];
  // $!, ${!name} and [!a-z] mean something else to the shell.
  if (before === "$" || (before === "{" && source[at - 2] === "$")) return false;
  return !(before === "[" && source.includes("]", at + 1));
}

function readReference(
  source: string,
  start: number,
  sofar: string,
  history: History,
  quoted: boolean,
  bang: string,
): Result<Reference, string> {
  const { entries, base } = history;
  let at = start + 1;
  let event: string | undefined;
  let searched: string | undefined;
  const next = source[at] ?? "";
  const number = /^-?\d+/.exec(source.slice(at))?.[0];
  if (next === bang) {
    event = entries.at(-1);
    at++;
  } else if (next === "#") {
    event = sofar;
    at++;
  } else if (number !== undefined) {
    const value = Number(number);
    event = value < 0 ? entries[entries.length + value] : entries[value - base];
    at += number.length;
  } else if (next === "?") {
    const end = source.slice(at + 1).search(/[?\n]/);
    const wanted = end < 0 ? source.slice(at + 1) : source.slice(at + 1, at + 1 + end);
    event = entries.findLast((entry) => entry.includes(wanted));
    searched = wanted;
    at += 1 + wanted.length + (end < 0 ? 0 : 1);
  } else if (/[:^$*%]/.test(next)) event = entries.at(-1);
  else {
    let end = next === "-" ? at + 1 : at;
    while (end < source.length && !EVENT_END.test(source[end] ?? "")) end++;
    const wanted = source.slice(at, end);
    event = wanted === "" ? undefined : entries.findLast((entry) => entry.startsWith(wanted));
    at = end;
  }
  if (event === undefined) return err(`${source.slice(start, quoted ? at : Math.max(at, start + 1))}: event not found`);
  const words = readWords(source, at, event, searched);
  if (!words.ok) return words;
  return applyModifiers(source, words.value.end, words.value.text, history);
}

/** Word designators: `:n`, `:^`, `:$`, `:*`, `:x-y`, `:x*`, `:x-`, `:%` (what `?string?` found); no colon before ^ $ * - %. */
function readWords(
  source: string,
  start: number,
  event: string,
  searched: string | undefined,
): Result<{ text: string; end: number }, string> {
  const match = /^:?([\^$*%])|^:(\d+)?(?:(\*)|(-)(\d+|[\^$])?)?|^-(\d+|\$)/.exec(source.slice(start));
  const whole = match?.[0] ?? "";
  if (match === null || whole === "" || whole === ":") return ok({ text: event, end: start });
  const words = historyWords(event);
  const last = words.length - 1;
  const place = (text: string): number => (text === "$" ? last : text === "^" ? 1 : Number(text));
  let from: number;
  let to: number;
  const [, single, number, star, dash, until, short] = match;
  if (single === "*") {
    if (last < 1) return ok({ text: "", end: start + whole.length });
    [from, to] = [1, last];
  } else if (single === "%") {
    const found = searched === undefined ? undefined : words.find((word) => word.includes(searched));
    return ok({ text: found ?? "", end: start + whole.length });
  } else if (single !== undefined) from = to = place(single);
  else if (short !== undefined) [from, to] = [0, place(short)];
  else {
    from = number === undefined ? 0 : Number(number);
    to =
      star !== undefined
        ? Math.max(last, from - 1)
        : dash === undefined
          ? from
          : until === undefined
            ? last - 1
            : place(until);
  }
  if (from < 0 || from > last || to > last || to < from) return err(`${whole}: bad word specifier`);
  return ok({ text: words.slice(from, to + 1).join(" "), end: start + whole.length });
}

function applyModifiers(source: string, start: number, text: string, history: History): Result<Reference, string> {
  let value = text;
  let at = start;
  let printOnly = false;
  while (source[at] === ":") {
    let letter = source[at + 1] ?? "";
    const from = at;
    at += 2;
    let global = false;
    if (letter === "g" || letter === "a" || letter === "G") {
      global = true;
      letter = source[at] ?? "";
      at++;
    }
    switch (letter) {
      case "h":
        value = value.includes("/") ? value.slice(0, value.lastIndexOf("/")) : value;
        break;
      case "t":
        value = value.slice(value.lastIndexOf("/") + 1);
        break;
      case "r":
        value = value.includes(".") ? value.slice(0, value.lastIndexOf(".")) : value;
        break;
      case "e":
        value = value.includes(".") ? value.slice(value.lastIndexOf(".")) : value;
        break;
      case "p":
        printOnly = true;
        break;
      case "q":
        value = `'${value.replaceAll("'", "'\\''")}'`;
        break;
      case "x":
        value = `'${value.replaceAll("'", "'\\''").replace(/[ \t\n]+/g, (blank) => `'${blank}'`)}'`;
        break;
      case "s":
      case "&": {
        if (letter === "s") {
          const parts = readSubstitution(source, at + 1, source[at] ?? "");
          at = parts.end;
          // An empty old text is what was looked for last.
          history.substitution = { from: parts.from || (history.substitution?.from ?? ""), to: parts.to };
        }
        const last = history.substitution;
        if (last === undefined || last.from === "" || !value.includes(last.from)) {
          return err(`${source.slice(from, at)}: substitution failed`);
        }
        const { from: wanted, to } = last;
        const replacement = to.replace(/\\?&/g, (found) => (found === "&" ? wanted : "&"));
        value = global ? value.replaceAll(wanted, () => replacement) : value.replace(wanted, () => replacement);
        break;
      }
      default:
        return err(`${letter}: unrecognized history modifier`);
    }
  }
  return ok({ text: value, end: at, printOnly });
}

function readSubstitution(source: string, start: number, delimiter: string): { from: string; to: string; end: number } {
  const part = (at: number): { text: string; end: number } => {
    let text = "";
    let end = at;
    while (end < source.length && source[end] !== delimiter && source[end] !== "\n") {
      if (source[end] === "\\" && source[end + 1] === delimiter) end++;
      text += source[end];
      end++;
    }
    return { text, end };
  };
  const from = part(start);
  const to = part(from.end + 1);
  return { from: from.text, to: to.text, end: Math.min(source.length, to.end + 1) };
}
