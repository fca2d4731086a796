/** A script of sed at work: cycles over lines, pattern space and hold space (execute.c of GNU sed). */
import { strerror } from "../../../core/errors.ts";
import { type ExitStatus, type OpenFile, SIGNAL } from "../../../core/process.ts";
import type { Regex } from "../../../core/regex/regex.ts";
import { bytesOfText } from "../../../core/text-bytes.ts";
import type { ProcessContext } from "../../program.ts";
import { put } from "../command.ts";
import { resolvePath } from "../files.ts";
import { type LineSource, openLines } from "../lines.ts";
import { Turns } from "../turn.ts";
import type { Address, Piece, Script, SedCommand, Substitution } from "./script.ts";

/** Commands of one run. */
const MOST_COMMANDS = 50_000_000;

export interface SedOptions {
  readonly quiet: boolean;
  /** Every file is a stream of its own (-s, -i). */
  readonly separate: boolean;
  readonly separator: string;
  readonly lineLength: number;
  /** The suffix of -i. */
  readonly inPlace: string | undefined;
  /** `-u`: no more is read than is wanted. */
  readonly unbuffered: boolean;
}

/** Where lines go; the newline that a last line lacked comes before whatever follows it. */
interface Output {
  readonly file: OpenFile;
  missing: boolean;
}

/** What a cycle ended in. */
type End = "next" | "restart" | { readonly status: ExitStatus };

export class SedRun {
  readonly #context: ProcessContext;
  readonly #script: Script;
  readonly #options: SedOptions;
  readonly #outputs = new Map<string, Output>();
  readonly #readers = new Map<string, LineSource | undefined>();
  readonly #standard: Output;
  #out: Output;
  #names: string[] = [];
  #source: LineSource | undefined;
  #sourceName = "-";
  #status: ExitStatus = 0;
  #line = 0;
  #space = "";
  #ended = true;
  #hold = "";
  /** What is held came with its newline. */
  #holdEnded = true;
  /** The status of what cannot go on. */
  #fatal: ExitStatus | undefined;
  #replaced = false;
  readonly #turns: Turns;
  #lastRegex: Regex | undefined;
  /** Output at the end of the cycle: text of `a`, files of `r`, lines of `R`. */
  #queue: (() => Promise<void>)[] = [];

  constructor(context: ProcessContext, script: Script, options: SedOptions) {
    this.#context = context;
    this.#script = script;
    this.#options = options;
    this.#turns = new Turns(context, 20_000);
    this.#standard = { file: context.stdout, missing: false };
    this.#out = this.#standard;
  }

  async run(names: readonly string[]): Promise<ExitStatus> {
    this.#names = [...names];
    for (const { name, text, substitution } of this.#script.commands) {
      const file = name === "w" || name === "W" ? text : substitution?.file;
      if (file !== undefined && !this.#openOutput(file)) return 4;
    }
    while (await this.#readLine()) {
      const ended = await this.#cycle();
      if (ended !== undefined) {
        this.#status = ended;
        if (this.#options.inPlace === undefined) this.#source?.release(this.#options.unbuffered);
        break;
      }
      if (this.#context.stdout.broken || this.#context.self.signals.pending !== undefined) break;
    }
    await this.#flush();
    await this.#closeSource();
    for (const output of this.#outputs.values()) if (output.file !== this.#context.stdout) output.file.close();
    return this.#status;
  }

  // ---- input ---------------------------------------------------------------------------------------------------

  async #openNext(): Promise<boolean> {
    const { separator, separate, inPlace } = this.#options;
    while (this.#source === undefined) {
      const name = this.#names.shift();
      if (name === undefined) return false;
      const source = openLines(this.#context, name, separator, (reason, isDirectory) => {
        const text = !isDirectory
          ? `can't read ${name}: ${reason}`
          : inPlace === undefined
            ? `read error on ${name}: ${reason}`
            : `couldn't edit ${name}: not a regular file`;
        void this.#context.stderr.write(`sed: ${text}\n`);
        this.#status = isDirectory ? 4 : 2;
      });
      if (source === undefined) continue;
      this.#source = source;
      this.#sourceName = name;
      if (separate) {
        this.#line = 0;
        for (const command of this.#script.commands) command.range = "closed";
      }
      if (inPlace !== undefined && name !== "-") this.#out = { file: collector(), missing: false };
    }
    return true;
  }

  async #closeSource(): Promise<void> {
    const source = this.#source;
    if (source === undefined) return;
    const { inPlace } = this.#options;
    if (this.#out !== this.#standard && inPlace !== undefined) {
      // The rest of a file that `q` left is kept.
      for (let line = await source.next(); line !== undefined; line = await source.next())
        await this.#print(this.#out, line.text, line.ended);
      this.#replace(this.#sourceName, inPlace, textOfCollector(this.#out.file));
      this.#out = this.#standard;
    }
    source.close();
    this.#source = undefined;
  }

  #replace(name: string, suffix: string, text: string): void {
    const { files, cwd } = this.#context;
    const path = resolvePath(cwd, name);
    if (suffix !== "") {
      const base = name.slice(name.lastIndexOf("/") + 1);
      const directory = name.slice(0, name.length - base.length);
      const backup = suffix.includes("*") ? suffix.replaceAll("*", base) : base + suffix;
      const stat = files.stat(path);
      const before = files.readFile(path);
      const target = resolvePath(cwd, backup.includes("/") ? backup : directory + backup);
      const kept = files.open(target, "write", stat.ok ? stat.value.mode & 0o7777 : undefined);
      if (kept.ok && before.ok) {
        void kept.value.write(before.value);
        kept.value.close();
      }
    }
    const opened = files.open(path, "write");
    if (!opened.ok) {
      void this.#context.stderr.write(`sed: couldn't open file ${name}: ${strerror(opened.error)}\n`);
      this.#status = 4;
      return;
    }
    if (text !== "") void opened.value.write(text);
    opened.value.close();
  }

  /** The next line into the pattern space; with `append` behind what is there. */
  async #readLine(append = false): Promise<boolean> {
    await this.#flush();
    for (;;) {
      if (this.#source === undefined && !(await this.#openNext())) return false;
      const line = await this.#source?.next();
      if (line !== undefined) {
        this.#line++;
        this.#space = append ? `${this.#space}${this.#options.separator}${line.text}` : line.text;
        this.#ended = line.ended;
        this.#replaced = append ? this.#replaced : false;
        return true;
      }
      await this.#closeSource();
    }
  }

  /** Whether the line at hand is the last one. */
  async #isLast(): Promise<boolean> {
    if (this.#source !== undefined && (await this.#source.more())) return false;
    if (this.#options.separate) return true;
    const { separator } = this.#options;
    while (this.#names.length > 0) {
      const next = openLines(this.#context, this.#names[0] ?? "", separator, () => {});
      const more = next !== undefined && (await next.more());
      if (more && next !== undefined && this.#names[0] === "-") return false;
      next?.close();
      if (more) return false;
      // What cannot be read is told of when its turn comes.
      if (next === undefined) {
        if (this.#names.length === 1) return true;
        return false;
      }
      this.#names.shift();
    }
    return true;
  }

  /** No line left at all, in this file or another. */
  async #atEnd(): Promise<boolean> {
    if (this.#source !== undefined && (await this.#source.more())) return false;
    if (!this.#options.separate) return await this.#isLast();
    return this.#names.length === 0;
  }

  // ---- output --------------------------------------------------------------------------------------------------

  async #print(output: Output, text: string, ended = true): Promise<void> {
    const lead = output.missing ? this.#options.separator : "";
    output.missing = !ended;
    await put(output.file, lead + text + (ended ? this.#options.separator : ""));
  }

  /** Text that brings its own newlines. */
  async #raw(output: Output, text: string): Promise<void> {
    if (text === "") return;
    const lead = output.missing ? this.#options.separator : "";
    output.missing = false;
    await put(output.file, lead + text);
  }

  #openOutput(name: string): boolean {
    if (this.#outputs.has(name)) return true;
    const context = this.#context;
    if (name === "/dev/stdout") {
      this.#outputs.set(name, { file: this.#context.stdout, missing: false });
      return true;
    }
    if (name === "/dev/stderr") {
      this.#outputs.set(name, { file: context.stderr.retain(), missing: false });
      return true;
    }
    const opened = context.files.open(resolvePath(context.cwd, name), "write");
    if (!opened.ok) {
      void context.stderr.write(`sed: couldn't open file ${name}: ${strerror(opened.error)}\n`);
      return false;
    }
    this.#outputs.set(name, { file: opened.value, missing: false });
    return true;
  }

  async #flush(): Promise<void> {
    for (const write of this.#queue.splice(0)) {
      if (this.#out.missing) await this.#print(this.#out, "", false);
      this.#out.missing = false;
      await write();
    }
  }

  // ---- cycles --------------------------------------------------------------------------------------------------

  /** Runs the script over the pattern space; a status ends everything. */
  async #cycle(): Promise<ExitStatus | undefined> {
    for (;;) {
      const end = await this.#commands();
      if (end === "restart") {
        await this.#flush();
        continue;
      }
      if (end === "next") return undefined;
      return end.status;
    }
  }

  async #autoprint(): Promise<void> {
    if (!this.#options.quiet) await this.#print(this.#out, this.#space, this.#ended);
  }

  async #commands(): Promise<End> {
    const { commands } = this.#script;
    let at = 0;
    while (at < commands.length) {
      const command = commands[at++] as SedCommand;
      const turn = this.#turns.next();
      if (turn !== undefined) {
        await turn;
        const { pending } = this.#context.self.signals;
        if (pending !== undefined) return { status: 128 + SIGNAL[pending] };
        if (this.#turns.done > MOST_COMMANDS) {
          void this.#context.stderr.write(`sed: stopped: more than ${MOST_COMMANDS} commands (limit)\n`);
          return { status: 1 };
        }
      }
      if (this.#fatal !== undefined) return { status: this.#fatal };
      const chosen = command.from === undefined || (await this.#selects(command));
      if (chosen === command.negated) {
        if (command.name === "{") at = command.target;
        continue;
      }
      switch (command.name) {
        case "{":
        case ":":
          break;
        case "=":
          await this.#raw(this.#out, `${this.#line}\n`);
          break;
        case "a":
          this.#queue.push(() => this.#raw(this.#out, command.text));
          break;
        case "i":
          await this.#raw(this.#out, command.text);
          break;
        case "c":
          if (command.to === undefined || command.negated || command.range === "closed")
            await this.#raw(this.#out, command.text);
          return "next";
        case "b":
          at = command.target;
          break;
        case "t":
          if (this.#replaced) {
            this.#replaced = false;
            at = command.target;
          }
          break;
        case "T":
          if (this.#replaced) this.#replaced = false;
          else at = command.target;
          break;
        case "d":
          return "next";
        case "D": {
          const newline = this.#space.indexOf(this.#options.separator);
          if (newline < 0) return "next";
          this.#space = this.#space.slice(newline + 1);
          return "restart";
        }
        case "F":
          await this.#raw(this.#out, `${this.#sourceName}\n`);
          break;
        case "g":
          this.#space = this.#hold;
          this.#ended = this.#holdEnded;
          break;
        case "G":
          this.#space += this.#options.separator + this.#hold;
          this.#ended = this.#holdEnded;
          break;
        case "h":
          this.#hold = this.#space;
          this.#holdEnded = this.#ended;
          break;
        case "H":
          this.#hold += this.#options.separator + this.#space;
          this.#holdEnded = this.#ended;
          break;
        case "x":
          [this.#space, this.#hold] = [this.#hold, this.#space];
          [this.#ended, this.#holdEnded] = [this.#holdEnded, this.#ended];
          break;
        case "l":
          await this.#raw(this.#out, this.#visible(command.number ?? this.#options.lineLength));
          break;
        case "n":
          if (await this.#atEnd()) {
            await this.#autoprint();
            return { status: this.#status };
          }
          await this.#autoprint();
          await this.#readLine();
          break;
        case "N":
          if (await this.#atEnd()) {
            await this.#autoprint();
            return { status: this.#status };
          }
          await this.#readLine(true);
          break;
        case "p":
          await this.#print(this.#out, this.#space, this.#ended);
          break;
        case "P": {
          const newline = this.#space.indexOf(this.#options.separator);
          await this.#print(
            this.#out,
            newline < 0 ? this.#space : this.#space.slice(0, newline),
            newline >= 0 || this.#ended,
          );
          break;
        }
        case "q":
          this.#ended = true;
          await this.#autoprint();
          return { status: command.number ?? this.#status };
        case "Q":
          return { status: command.number ?? this.#status };
        case "r":
          this.#queue.push(() => this.#copy(command.text));
          break;
        case "R":
          await this.#queueLine(command.text);
          break;
        case "s":
          if (command.substitution !== undefined) await this.#substitute(command.substitution);
          break;
        case "w":
        case "W": {
          const output = this.#outputs.get(command.text);
          const text = command.name === "w" ? this.#space : (this.#space.split(this.#options.separator)[0] ?? "");
          if (output !== undefined) await this.#print(output, text, this.#ended);
          break;
        }
        case "y":
          this.#space = [...this.#space].map((char) => command.map?.get(char) ?? char).join("");
          break;
        case "z":
          this.#space = "";
          break;
      }
    }
    if (this.#fatal !== undefined) return { status: this.#fatal };
    await this.#autoprint();
    return "next";
  }

  async #copy(name: string): Promise<void> {
    const context = this.#context;
    const source = openLines(context, name === "/dev/stdin" ? "-" : name, "\n", () => {});
    if (source === undefined) return;
    for (let line = await source.next(); line !== undefined; line = await source.next())
      await this.#print(this.#out, line.text, line.ended);
    source.close();
  }

  async #queueLine(name: string): Promise<void> {
    if (!this.#readers.has(name))
      this.#readers.set(
        name,
        openLines(this.#context, name === "/dev/stdin" ? "-" : name, "\n", () => {}),
      );
    const line = await this.#readers.get(name)?.next();
    if (line !== undefined) this.#queue.push(() => this.#print(this.#out, line.text));
  }

  // ---- addresses -----------------------------------------------------------------------------------------------

  async #matches(address: Address): Promise<boolean> {
    switch (address.kind) {
      case "line":
        return this.#line === address.line;
      case "step":
        return this.#line >= address.first && (this.#line - address.first) % address.step === 0;
      case "last":
        return await this.#isLast();
      case "match": {
        const regex = this.#used(address.regex);
        return regex?.test(this.#space) ?? false;
      }
      case "more":
      case "multiple":
        return false;
    }
  }

  /** An empty expression is the last that was used. */
  #used(regex: Regex | undefined): Regex | undefined {
    if (regex !== undefined) this.#lastRegex = regex;
    if (this.#lastRegex === undefined && this.#fatal === undefined) {
      void this.#context.stderr.write("sed: -e expression #1, char 0: no previous regular expression\n");
      this.#fatal = 1;
    }
    return this.#lastRegex;
  }

  async #selects(command: SedCommand): Promise<boolean> {
    const { from, to } = command;
    if (from === undefined) return true;
    if (to === undefined) return await this.#matches(from);
    if (command.range === "closed") {
      const zero = from.kind === "line" && from.line === 0;
      if (zero ? this.#line !== 1 : !(await this.#matches(from))) return false;
      if (zero && to.kind === "match") {
        if (!(await this.#matches(to))) command.range = "open";
        return true;
      }
      const end = this.#endOf(to);
      if (end === undefined) {
        // `$` as well is asked on the first line already.
        command.range = to.kind === "last" && (await this.#isLast()) ? "closed" : "open";
      } else command.range = end > this.#line ? end : "closed";
      return true;
    }
    if (typeof command.range === "number") {
      const last = command.range;
      if (this.#line >= last) command.range = "closed";
      // A range that was passed while nobody looked selects this one line no more.
      return this.#line <= last || this.#reopens(command);
    }
    if (await this.#matches(to)) command.range = "closed";
    return true;
  }

  #reopens(command: SedCommand): boolean {
    command.range = "closed";
    return command.from?.kind === "line" && command.from.line === this.#line;
  }

  /** The line on which a range ends, where that is known when it begins. */
  #endOf(to: Address): number | undefined {
    if (to.kind === "line") return to.line;
    if (to.kind === "more") return this.#line + to.lines;
    if (to.kind === "multiple") return to.of === 0 ? this.#line : Math.ceil(this.#line / to.of) * to.of;
    return undefined;
  }

  // ---- s and l -------------------------------------------------------------------------------------------------

  async #substitute(substitution: Substitution): Promise<void> {
    const regex = this.#used(substitution.regex);
    if (regex === undefined) return;
    const text = this.#space;
    let out = "";
    let copied = 0;
    let count = 0;
    for (const match of regex.matches(text)) {
      if (++count < substitution.number) continue;
      out += text.slice(copied, match.start) + replacementOf(substitution.pieces, regex.captures(text, match));
      copied = match.end;
      if (!substitution.all) break;
    }
    if (count < substitution.number) return;
    this.#space = out + text.slice(copied);
    this.#replaced = true;
    if (substitution.print) await this.#print(this.#out, this.#space, this.#ended);
    const output = substitution.file === undefined ? undefined : this.#outputs.get(substitution.file);
    if (output !== undefined) await this.#print(output, this.#space, this.#ended);
  }

  /** `l`: what cannot be seen as escapes, long lines broken. */
  #visible(width: number): string {
    const units: string[] = [];
    for (const byte of bytesOfText(this.#space)) {
      const char = String.fromCharCode(byte);
      const known = {
        "\x07": "\\a",
        "\b": "\\b",
        "\f": "\\f",
        "\n": "\\n",
        "\r": "\\r",
        "\t": "\\t",
        "\v": "\\v",
        "\\": "\\\\",
      }[char];
      units.push(known ?? (byte >= 32 && byte < 127 ? char : `\\${byte.toString(8).padStart(3, "0")}`));
    }
    let out = "";
    let column = 0;
    for (const unit of units) {
      if (width === 1 || (width > 1 && column + unit.length > width - 1)) {
        out += "\\\n";
        column = 0;
      }
      out += unit;
      column += unit.length;
    }
    return `${out}$\n`;
  }
}

function replacementOf(pieces: readonly Piece[], match: readonly (string | undefined)[]): string {
  let out = "";
  let all: "U" | "L" | undefined;
  let one: "u" | "l" | undefined;
  for (const piece of pieces) {
    if (piece.kind === "case") {
      if (piece.to === "U" || piece.to === "L") all = piece.to;
      else if (piece.to === "E") all = undefined;
      else one = piece.to;
      if (piece.to === "E") one = undefined;
      continue;
    }
    let text = piece.kind === "text" ? piece.text : (match[piece.group] ?? "");
    if (text === "") continue;
    if (all !== undefined) text = all === "U" ? text.toUpperCase() : text.toLowerCase();
    if (one !== undefined) {
      const [first = ""] = text;
      text = (one === "u" ? first.toUpperCase() : first.toLowerCase()) + text.slice(first.length);
      one = undefined;
    }
    out += text;
  }
  return out;
}

const collected = new WeakMap<OpenFile, string[]>();

/** What a file that is edited in place becomes. */
function collector(): OpenFile {
  const chunks: string[] = [];
  const file: OpenFile = {
    path: "",
    read: () => null,
    write(text) {
      chunks.push(text);
    },
    close() {},
    retain: () => file,
  };
  collected.set(file, chunks);
  return file;
}

const textOfCollector = (file: OpenFile): string => collected.get(file)?.join("") ?? "";
