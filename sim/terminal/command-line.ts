/** The command line up to the cursor, cut as completion needs it: the simple command at the end, and its last word. */

export interface Word {
  /** Where it starts in the line. */
  readonly start: number;
  /** As typed. */
  readonly raw: string;
  /** Without quotes and backslashes. */
  readonly value: string;
  /** The quote that is still open at its end. */
  readonly quote: "" | "'" | '"';
}

export interface CommandLine {
  /** The words of the simple command, assignments before it left out; the last one is being typed and may be empty. */
  readonly words: readonly Word[];
  /** The last word is the target of a redirection. */
  readonly redirect: boolean;
}

/** Behind these a new command starts. */
const OPENING = new Set(["if", "then", "else", "elif", "while", "until", "do", "!", "{", "time", "coproc"]);
const OPERATOR = /^(?:<<<|<<-?|[<>]\(|\d*(?:>>|<>|[<>]&|>\||>|<)|&>>?|&&|\|\||\|&|;;&?|;&|[();&|\n])/;

/** Cuts `line`, which ends at the cursor. */
export function readCommandLine(line: string): CommandLine {
  let words: Word[] = [];
  let redirect = false;
  let at = 0;
  for (;;) {
    while (line[at] === " " || line[at] === "\t") at++;
    if (at >= line.length) break;
    const operator = OPERATOR.exec(line.slice(at))?.[0];
    if (operator !== undefined) {
      at += operator.length;
      if (/[<>]/.test(operator) && !operator.endsWith("(")) redirect = true;
      else {
        words = [];
        redirect = false;
      }
      continue;
    }
    if (line[at] === "#") return { words: [], redirect: false };
    const word = readWord(line, at);
    // Inside $( ) and backquotes stands a command of its own.
    if (word.inner !== undefined) return shift(readCommandLine(line.slice(word.inner)), word.inner);
    at = word.end;
    if (at >= line.length) {
      return { words: [...words, word], redirect };
    }
    if (redirect) redirect = false;
    else if (words.length > 0 || !(OPENING.has(word.raw) || /^\w+\+?=/.test(word.raw))) words.push(word);
  }
  return { words: [...words, { start: line.length, raw: "", value: "", quote: "" }], redirect };
}

function shift(inner: CommandLine, by: number): CommandLine {
  return { ...inner, words: inner.words.map((word) => ({ ...word, start: word.start + by })) };
}

interface ReadWord extends Word {
  readonly end: number;
  /** Where a command substitution that is still open starts. */
  readonly inner: number | undefined;
}

function readWord(line: string, start: number): ReadWord {
  let value = "";
  let quote: Word["quote"] = "";
  let at = start;
  while (at < line.length) {
    const char = line[at] ?? "";
    if (quote === "'") {
      if (char === "'") quote = "";
      else value += char;
    } else if (char === "\\") {
      at++;
      value += line[at] ?? "";
    } else if (char === '"') quote = quote === '"' ? "" : '"';
    else if (char === "'" && quote === "") quote = "'";
    else if (char === "`" || (char === "$" && line[at + 1] === "(")) {
      const inner = at + (char === "`" ? 1 : 2);
      const end = closing(line, inner, char === "`" ? "`" : ")");
      if (end === undefined) return { start, raw: line.slice(start), value, quote, end: line.length, inner };
      value += line.slice(at, end + 1);
      at = end;
    } else if (quote === "" && /[\s;&|()<>]/.test(char)) break;
    else value += char;
    at++;
  }
  const end = Math.min(at, line.length);
  return { start, raw: line.slice(start, end), value, quote, end, inner: undefined };
}

function closing(line: string, from: number, closer: string): number | undefined {
  let depth = 0;
  let quote = "";
  for (let at = from; at < line.length; at++) {
    const char = line[at] ?? "";
    if (char === "\\" && quote !== "'") at++;
    else if (quote !== "") {
      if (char === quote) quote = "";
    } else if (char === "'" || char === '"') quote = char;
    else if (char === closer && depth === 0) return at;
    else if (closer === ")" && char === "(") depth++;
    else if (closer === ")" && char === ")") depth--;
  }
  return undefined;
}
