/**
 * The script of sed(1), GNU 4.9: read into commands, or the mistake in it with the place where sed tells it. Regular
 * expressions are those of core/regex/posix.ts.
 */
import type { Regex } from "../../../core/regex/regex.ts";
import { err, ok, type Result } from "../../../core/result.ts";
import { textOfBytes } from "../../../core/text-bytes.ts";
import { posixPattern } from "../posix-pattern.ts";

export type Address =
  | { readonly kind: "line"; readonly line: number }
  | { readonly kind: "step"; readonly first: number; readonly step: number }
  | { readonly kind: "last" }
  /** Without a regex: the one that was used last. */
  | { readonly kind: "match"; readonly regex: Regex | undefined }
  /** Behind a first address. */
  | { readonly kind: "more"; readonly lines: number }
  | { readonly kind: "multiple"; readonly of: number };

/** A piece of the replacement of `s`. */
export type Piece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "group"; readonly group: number }
  | { readonly kind: "case"; readonly to: "U" | "L" | "u" | "l" | "E" };

export interface Substitution {
  readonly regex: Regex | undefined;
  readonly pieces: readonly Piece[];
  readonly all: boolean;
  readonly number: number;
  readonly print: boolean;
  readonly file: string | undefined;
}

export interface SedCommand {
  readonly name: string;
  readonly from: Address | undefined;
  readonly to: Address | undefined;
  readonly negated: boolean;
  /** Text of a, i, c; label; file name. */
  readonly text: string;
  readonly number: number | undefined;
  readonly substitution: Substitution | undefined;
  readonly map: ReadonlyMap<string, string> | undefined;
  /** Index of the command behind the block, or of the label. */
  target: number;
  /** The state of the range: the line on which it ends, or open. */
  range: "closed" | "open" | number;
}

export interface Script {
  readonly commands: readonly SedCommand[];
  /** `#n` on the first line. */
  readonly quiet: boolean;
}

export interface ScriptPart {
  readonly text: string;
  /** `-e expression #1`, or a file with its lines. */
  readonly label: (line: number, char: number) => string;
}

const TEXT = /^[aic]$/;
const FILE = /^[rRwW]$/;
const ESCAPES: Readonly<Record<string, string>> = { a: "\x07", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };

/** Reads the parts of a script, one `-e` or `-f` each, as one script. */
export function readScript(parts: readonly ScriptPart[], options: ReaderOptions): Result<Script, string> {
  return new Reader(parts, options).read();
}

export interface ReaderOptions {
  readonly extended: boolean;
}

class Reader {
  readonly #text: string;
  readonly #parts: readonly ScriptPart[];
  readonly #options: ReaderOptions;
  #at = 0;
  #problem: string | undefined;
  readonly #commands: SedCommand[] = [];
  readonly #blocks: number[] = [];

  constructor(parts: readonly ScriptPart[], options: ReaderOptions) {
    this.#parts = parts;
    this.#text = parts.map((part) => part.text).join("\n");
    this.#options = options;
  }

  read(): Result<Script, string> {
    const quiet = /^#n(?:\n|$)/.test(this.#text) && this.#parts[0] !== undefined;
    while (this.#problem === undefined && this.#command());
    if (this.#problem === undefined && this.#blocks.length > 0) this.#fail("unmatched `{'", 0);
    if (this.#problem === undefined) this.#link();
    return this.#problem === undefined ? ok({ commands: this.#commands, quiet }) : err(this.#problem);
  }

  /** `back` is the number of characters to tell instead of the place. */
  #fail(message: string, char?: number): false {
    if (this.#problem !== undefined) return false;
    let at = Math.min(this.#at, this.#text.length);
    let part = 0;
    while (part < this.#parts.length - 1 && at > (this.#parts[part]?.text.length ?? 0)) {
      at -= (this.#parts[part]?.text.length ?? 0) + 1;
      part++;
    }
    const line = (this.#parts[part]?.text.slice(0, at).split("\n").length ?? 1) as number;
    this.#problem = `${this.#parts[part]?.label(line, char ?? at) ?? ""}: ${message}`;
    return false;
  }

  #peek(): string | undefined {
    return this.#text[this.#at];
  }

  #skip(pattern: RegExp): void {
    while (this.#at < this.#text.length && pattern.test(this.#text[this.#at] ?? "")) this.#at++;
  }

  /** One command; false at the end of the script or at a mistake. */
  #command(): boolean {
    this.#skip(/[\s;]/);
    if (this.#at >= this.#text.length) return false;
    const from = this.#address(true);
    if (this.#problem !== undefined) return false;
    let to: Address | undefined;
    this.#skip(/[ \t]/);
    if (from !== undefined && this.#peek() === ",") {
      this.#at++;
      this.#skip(/[ \t]/);
      to = this.#address(false);
      if (this.#problem !== undefined) return false;
      if (to === undefined) {
        if (this.#at < this.#text.length) this.#at++;
        return this.#fail("unexpected `,'");
      }
      this.#skip(/[ \t]/);
    }
    if (from?.kind === "line" && from.line === 0 && to?.kind !== "match") {
      if (to === undefined) this.#at++;
      return this.#fail("invalid usage of line address 0", to === undefined ? undefined : this.#at + 1);
    }
    let negated = false;
    if (this.#peek() === "!") {
      negated = true;
      this.#at++;
      this.#skip(/[ \t]/);
      if (this.#peek() === "!") {
        this.#at++;
        return this.#fail("multiple `!'s");
      }
    }
    const name = this.#peek();
    if (name === undefined || name === "\n" || name === ";") return this.#fail("missing command");
    this.#at++;
    const make = (more: Partial<SedCommand>): true => {
      this.#commands.push({
        name,
        from,
        to,
        negated,
        text: "",
        number: undefined,
        substitution: undefined,
        map: undefined,
        target: -1,
        range: "closed",
        ...more,
      });
      return true;
    };
    if (name === "#") {
      if (from !== undefined) return this.#fail("comments don't accept any addresses");
      const end = this.#text.indexOf("\n", this.#at);
      this.#at = end < 0 ? this.#text.length : end + 1;
      return true;
    }
    if (name === ",") {
      if (from === undefined) return this.#fail("unexpected `,'");
      return this.#fail("unknown command: `,'");
    }
    if (name === "{") {
      this.#blocks.push(this.#commands.length);
      return make({});
    }
    if (name === "}") {
      const open = this.#blocks.pop();
      if (open === undefined) return this.#fail("unexpected `}'");
      if (from !== undefined) return this.#fail("} doesn't want any addresses");
      const block = this.#commands[open];
      if (block !== undefined) block.target = this.#commands.length;
      return this.#end();
    }
    if (name === ":") {
      if (from !== undefined) return this.#fail(": doesn't want any addresses");
      this.#skip(/[ \t]/);
      const label = /^[^\n;]*/.exec(this.#text.slice(this.#at))?.[0] ?? "";
      this.#at += label.length;
      if (label.trim() === "") return this.#fail('":" lacks a label');
      return make({ text: label.trimEnd() });
    }
    if (/^[btT]$/.test(name)) {
      this.#skip(/[ \t]/);
      const label = /^[^\n;}]*/.exec(this.#text.slice(this.#at))?.[0] ?? "";
      this.#at += label.length;
      return make({ text: label.trim() }) && this.#end();
    }
    if (TEXT.test(name)) {
      const text = this.#textArgument();
      return text === undefined ? false : make({ text });
    }
    if (FILE.test(name)) {
      const text = this.#fileName();
      return text === undefined ? false : make({ text });
    }
    if (name === "s") {
      const substitution = this.#substitution();
      return substitution === undefined ? false : make({ substitution }) && this.#end();
    }
    if (name === "y") {
      const map = this.#transliteration();
      return map === undefined ? false : make({ map }) && this.#end();
    }
    if (/^[qQl]$/.test(name)) {
      if (/[qQ]/.test(name) && to !== undefined) return this.#fail("command only uses one address");
      this.#skip(/[ \t]/);
      const digits = /^\d*/.exec(this.#text.slice(this.#at))?.[0] ?? "";
      this.#at += digits.length;
      return make({ number: digits === "" ? undefined : Number(digits) }) && this.#end();
    }
    if (name === "v") {
      this.#skip(/[^\n;]/);
      return true;
    }
    if (name === "e") return this.#fail("netnone: command e is not modelled");
    if (!/^[=dDFgGhHnNpPxz]$/.test(name)) return this.#fail(`unknown command: \`${name}'`);
    return make({}) && this.#end();
  }

  /** Behind a command: a separator, a `}` or a comment. */
  #end(): boolean {
    this.#skip(/[ \t]/);
    const char = this.#peek();
    if (char === undefined || char === "}" || char === "#") return true;
    this.#at++;
    if (char === "\n" || char === ";") return true;
    return this.#fail("extra characters after command");
  }

  #number(): number | undefined {
    const digits = /^\d+/.exec(this.#text.slice(this.#at))?.[0];
    if (digits === undefined) return undefined;
    this.#at += digits.length;
    return Number(digits);
  }

  #address(first: boolean): Address | undefined {
    const char = this.#peek();
    if (char === "$") {
      this.#at++;
      return { kind: "last" };
    }
    if (char === "/" || char === "\\") {
      if (char === "\\") this.#at++;
      const delimiter = this.#peek();
      if (delimiter === undefined || delimiter === "\n") {
        this.#fail("unexpected `,'");
        return undefined;
      }
      this.#at++;
      const source = this.#delimited(delimiter, true);
      if (source === undefined) {
        this.#fail("unterminated address regex");
        return undefined;
      }
      let flags = "";
      for (;;) {
        const flag = this.#peek();
        if (flag === "I") flags += "i";
        else if (flag === "M") flags += "m";
        else break;
        this.#at++;
      }
      const regex = this.#regex(source, flags);
      return regex === false ? undefined : { kind: "match", regex };
    }
    if (char === "+" || char === "~") {
      this.#at++;
      const count = this.#number();
      if (first || count === undefined) {
        this.#fail(first ? "invalid usage of +N or ~N as first address" : "expected number");
        return undefined;
      }
      return char === "+" ? { kind: "more", lines: count } : { kind: "multiple", of: count };
    }
    const line = this.#number();
    if (line === undefined) return undefined;
    this.#skip(/[ \t]/);
    if (first && this.#peek() === "~") {
      this.#at++;
      const step = this.#number();
      return step === undefined || step === 0 ? { kind: "line", line } : { kind: "step", first: line, step };
    }
    return { kind: "line", line };
  }

  /** What stands up to the delimiter, which a backslash makes an ordinary character. */
  #delimited(delimiter: string, pattern: boolean): string | undefined {
    let out = "";
    while (this.#at < this.#text.length) {
      const char = this.#text[this.#at] as string;
      if (char === delimiter) {
        this.#at++;
        return out;
      }
      if (char === "\\") {
        const next = this.#text[this.#at + 1];
        if (next === undefined) break;
        this.#at += 2;
        if (next === delimiter && pattern) out += /[\\^$.*+?()[\]{}|]/.test(next) ? `[${next}]` : next;
        else if (next === delimiter) out += next === "&" ? "\\&" : next;
        else if (next === "n" && pattern) out += "\n";
        else out += `\\${next}`;
        continue;
      }
      if (char === "\n" && pattern && delimiter !== "\n") {
        // A line end in a pattern is a mistake of GNU's only in an address; `s` takes it.
        out += char;
        this.#at++;
        continue;
      }
      if (char === "[" && pattern) {
        const set = /^\[\^?\]?(?:\[:\w+:\]|\[\.[^\n]*?\.\]|\[=[^\n]*?=\]|[^\]])*\]/.exec(this.#text.slice(this.#at));
        if (set === null) {
          this.#at = this.#text.length;
          break;
        }
        out += set[0].replace(/\\n/g, "\n").replace(/\\t/g, "\t").replace(/\\\]/g, "\\]");
        this.#at += set[0].length;
        continue;
      }
      out += char;
      this.#at++;
    }
    return undefined;
  }

  /** False after a mistake, undefined for the empty expression. */
  #regex(source: string, flags: string): Regex | undefined | false {
    if (source === "") return undefined;
    const text = source
      .replace(/\\([aftrv])/g, (_all, letter: string) => ESCAPES[letter] ?? "")
      .replace(/\\x([0-9A-Fa-f]{2})/g, (_all, hex: string) => quoted(textOfBytes([Number.parseInt(hex, 16)])))
      .replace(/\\o([0-7]{3})/g, (_all, octal: string) => quoted(textOfBytes([Number.parseInt(octal, 8) & 255])))
      .replace(/\\d(\d{3})/g, (_all, digits: string) => quoted(textOfBytes([Number(digits) & 255])));
    const pattern = posixPattern([text], {
      kind: this.#options.extended ? "extended" : "basic",
      ignoreCase: flags.includes("i"),
      lines: flags.includes("m"),
    });
    if ("regex" in pattern) return pattern.regex;
    return this.#fail("error" in pattern ? pattern.error : pattern.unmodelled);
  }

  #substitution(): Substitution | undefined {
    const delimiter = this.#peek();
    const unterminated = (): undefined => {
      this.#fail("unterminated `s' command");
      return undefined;
    };
    if (delimiter === undefined || delimiter === "\n" || delimiter === "\\") return unterminated();
    this.#at++;
    const source = this.#delimited(delimiter, true);
    if (source === undefined) return unterminated();
    const replacement = this.#delimited(delimiter, false);
    if (replacement === undefined) return unterminated();
    let all = false;
    let print = false;
    let number: number | undefined;
    let flags = "";
    let file: string | undefined;
    for (;;) {
      const flag = this.#peek();
      const twice = (given: boolean): boolean => given && !this.#fail(`multiple \`${flag}' options to \`s' command`);
      if (flag === undefined || /[\s;}#]/.test(flag)) {
        if (flag === " " || flag === "\t") {
          this.#at++;
          continue;
        }
        break;
      }
      if (/\d/.test(flag)) {
        const value = this.#number() ?? 0;
        if (value === 0) {
          this.#fail("number option to `s' command may not be zero");
          return undefined;
        }
        if (number !== undefined) {
          this.#fail("multiple number options to `s' command");
          return undefined;
        }
        number = value;
        continue;
      }
      this.#at++;
      if (flag === "g") {
        if (twice(all)) return undefined;
        all = true;
      } else if (flag === "p") {
        if (twice(print)) return undefined;
        print = true;
      } else if (flag === "i" || flag === "I") flags += flags.includes("i") ? "" : "i";
      else if (flag === "m" || flag === "M") flags += flags.includes("m") ? "" : "m";
      else if (flag === "w") {
        file = this.#fileName();
        if (file === undefined) return undefined;
        break;
      } else {
        this.#fail(flag === "e" ? "netnone: flag e of s is not modelled" : "unknown option to `s'");
        return undefined;
      }
    }
    const regex = this.#regex(source, flags);
    if (regex === false) return undefined;
    const pieces = piecesOf(replacement);
    const groups = regex === undefined ? 9 : regex.groups;
    const highest = Math.max(0, ...pieces.map((piece) => (piece.kind === "group" ? piece.group : 0)));
    if (highest > groups) {
      this.#fail(`invalid reference \\${highest} on \`s' command's RHS`);
      return undefined;
    }
    return { regex, pieces, all, number: number ?? 1, print, file };
  }

  #transliteration(): ReadonlyMap<string, string> | undefined {
    const delimiter = this.#peek();
    if (delimiter !== undefined) this.#at++;
    const from = delimiter === undefined ? undefined : this.#plain(delimiter);
    const to = from === undefined ? undefined : this.#plain(delimiter as string);
    if (from === undefined || to === undefined) {
      this.#fail("unterminated `y' command");
      return undefined;
    }
    if (from.length !== to.length) {
      this.#at++;
      this.#fail("strings for `y' command are different lengths");
      return undefined;
    }
    return new Map(from.map((char, index) => [char, to[index] ?? ""]).reverse() as [string, string][]);
  }

  /** A side of `y`. */
  #plain(delimiter: string): string[] | undefined {
    const out: string[] = [];
    while (this.#at < this.#text.length) {
      const char = String.fromCodePoint(this.#text.codePointAt(this.#at) ?? 0);
      this.#at += char.length;
      if (char === delimiter) return out;
      if (char !== "\\") {
        out.push(char);
        continue;
      }
      const next = this.#text[this.#at++] ?? "";
      if (next === delimiter || next === "\\") out.push(next);
      else if (ESCAPES[next] !== undefined) out.push(ESCAPES[next] ?? "");
      else out.push("\\", next);
    }
    return undefined;
  }

  #fileName(): string | undefined {
    this.#skip(/[ \t]/);
    const end = this.#text.indexOf("\n", this.#at);
    const name = this.#text.slice(this.#at, end < 0 ? undefined : end);
    if (name === "") {
      this.#fail("missing filename in r/R/w/W commands");
      return undefined;
    }
    this.#at += name.length + (end < 0 ? 0 : 1);
    return name;
  }

  /** The text of a, i and c: behind a backslash and a newline, or on the line itself. */
  #textArgument(): string | undefined {
    this.#skip(/[ \t]/);
    if (this.#at >= this.#text.length) {
      this.#fail("expected \\ after `a', `c' or `i'");
      return undefined;
    }
    if (this.#text[this.#at] === "\\") {
      const rest = /^\\[ \t]*\n/.exec(this.#text.slice(this.#at));
      if (rest !== null) {
        this.#at += rest[0].length;
      } else this.#at++;
      if (this.#at >= this.#text.length) return "";
    }
    let out = "";
    while (this.#at < this.#text.length) {
      const char = this.#text[this.#at++] as string;
      if (char === "\n") return `${out}\n`;
      if (char === "\\") {
        const next = this.#text[this.#at++];
        if (next !== undefined) out += next === "\n" ? "\n" : next === "t" && out !== "" ? "\t" : next;
      } else out += char;
    }
    return `${out}\n`;
  }

  #link(): void {
    for (const command of this.#commands) {
      if (!/^[btT]$/.test(command.name)) continue;
      if (command.text === "") {
        command.target = this.#commands.length;
        continue;
      }
      command.target = this.#commands.findIndex((each) => each.name === ":" && each.text === command.text);
      if (command.target < 0) {
        this.#problem ??= `can't find label for jump to \`${command.text}'`;
        return;
      }
    }
  }
}

const quoted = (char: string): string => (/[\\^$.*+?()[\]{}|/]/.test(char) ? `[${char}]`.replace("[^]", "\\^") : char);

function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let plain = "";
  const flush = (): void => {
    if (plain !== "") pieces.push({ kind: "text", text: plain });
    plain = "";
  };
  for (let i = 0; i < text.length; i++) {
    const char = text[i] as string;
    if (char === "&") {
      flush();
      pieces.push({ kind: "group", group: 0 });
      continue;
    }
    if (char !== "\\") {
      plain += char;
      continue;
    }
    const next = text[++i] ?? "\\";
    if (/\d/.test(next)) {
      flush();
      pieces.push({ kind: "group", group: Number(next) });
    } else if (/[ULulE]/.test(next)) {
      flush();
      pieces.push({ kind: "case", to: next as "U" });
    } else if (ESCAPES[next] !== undefined) plain += ESCAPES[next];
    else if (next === "x" && /^[0-9A-Fa-f]{1,2}/.test(text.slice(i + 1))) {
      const hex = /^[0-9A-Fa-f]{1,2}/.exec(text.slice(i + 1))?.[0] ?? "";
      plain += textOfBytes([Number.parseInt(hex, 16)]);
      i += hex.length;
    } else if (next === "o" && /^[0-7]{3}/.test(text.slice(i + 1))) {
      plain += textOfBytes([Number.parseInt(text.slice(i + 1, i + 4), 8) & 255]);
      i += 3;
    } else if (next === "d" && /^\d{3}/.test(text.slice(i + 1))) {
      plain += textOfBytes([Number(text.slice(i + 1, i + 4)) & 255]);
      i += 3;
    } else if (next === "c" && text[i + 1] !== undefined) {
      plain += String.fromCharCode((text[++i] as string).toUpperCase().charCodeAt(0) ^ 64);
    } else plain += next;
  }
  flush();
  return pieces;
}
