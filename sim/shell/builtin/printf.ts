/** printf (bash(1)): the formats of printf(3), with `%b`, `%q`, `%Q`, `%(format)T`. */

import type { ExitStatus } from "../../../core/process.ts";
import { bytesOfText, textOfBytes } from "../../../core/text-bytes.ts";
import { formatTime } from "../../time/strftime.ts";
import { zoneOf } from "../../time/zone.ts";
import { nextOptions } from "../dialect/almquist/builtin/option.ts";
import { raise } from "../dialect/almquist/raise.ts";
import { decodeEscapes } from "../expand/escape.ts";
import { quoteBackslash } from "../expand/transform.ts";
import type { Run } from "../run.ts";
import type { Shell } from "../shell.ts";
import { VALID_NAME } from "../variable.ts";
import { type Builtin, readOptions } from "./builtin.ts";
import { formatFloat } from "./float.ts";

const USAGE = "printf [-v var] format [arguments]";
const DASH_DIRECTIVE = /^%([-+ #0']*)(\*|\d+)?(?:\.(\*|-?\d*))?()([\s\S])?/;
const DIRECTIVE = /^%([-+ #0']*)(\*|\d+)?(?:\.(\*|-?\d*))?(?:hh|h|ll|l|q(?=[dixX])|j|z|t|L)?(\([^)]*\))?([\s\S])?/;

export const printf: Builtin = function* (shell, args): Run<ExitStatus> {
  if (shell.dialect.name === "dash") return yield* printfOfDash(shell, args);
  if (shell.dialect.name === "ash") return yield* printfOfBusybox(shell, args);
  const options = readOptions(shell, "printf", args, "v:", USAGE);
  if (options === undefined) return 2;
  const [format, ...operands] = options.operands;
  if (format === undefined) {
    shell.usage(`printf: usage: ${USAGE}`);
    return 2;
  }
  const formatter = new Formatter(shell, operands);
  const text = formatter.run(format);
  const variable = options.given.get("v");
  if (variable === undefined) return yield* formatter.print(text);
  formatter.complainOnly();
  const element = /^([A-Za-z_]\w*)(?:\[(.*)\])?$/s.exec(variable);
  if (element === null) {
    shell.complain(`printf: \`${variable}': not a valid identifier`);
    return 2;
  }
  if (element[2] === undefined) shell.parameters.assign(variable, text);
  else shell.parameters.assignElement(element[1] ?? "", element[2], text);
  return shell.forgiveAbort() ? 1 : formatter.status;
};

/** dash's: the conversions of C that take no length, `%b`, and words of its own for what is wrong (bltin/printf.c). */
function* printfOfDash(shell: Shell, args: readonly string[]): Run<ExitStatus> {
  const options = nextOptions(shell, args, "");
  if (options === undefined) return 2;
  const [format, ...operands] = options.operands;
  if (format === undefined) return raise(shell, "usage: printf format [arg ...]");
  const formatter = new Formatter(shell, operands);
  const text = formatter.run(format);
  const status = yield* formatter.print(text);
  return formatter.refused === undefined ? status : raise(shell, formatter.refused);
}

/** busybox's: what bash's has, but for what only bash knows, and in words of its own (coreutils/printf.c of busybox). */
function* printfOfBusybox(shell: Shell, args: readonly string[]): Run<ExitStatus> {
  const [format, ...operands] = args[0] === "--" ? args.slice(1) : args;
  if (format === undefined) {
    shell.usage("sh: usage: printf FORMAT [ARGUMENT...]");
    return 2;
  }
  const formatter = new Formatter(shell, operands);
  const printed = yield* shell.print(formatter.run(format), "printf");
  if (formatter.refused !== undefined) {
    shell.usage(`sh: ${formatter.refused}`);
    return 1;
  }
  return printed === 0 ? formatter.status : printed;
}

class Formatter {
  /** To dash a directive that is none ends it all. */
  refused: string | undefined;
  status: ExitStatus = 0;
  readonly #shell: Shell;
  readonly #operands: readonly string[];
  readonly #complaints: { readonly behind: number; readonly message: string }[] = [];
  #text = "";
  #next = 0;
  #stopped = false;
  readonly #dash: boolean;
  readonly #ash: boolean;

  constructor(shell: Shell, operands: readonly string[]) {
    this.#dash = shell.dialect.name === "dash";
    this.#ash = shell.dialect.name === "ash";
    this.#shell = shell;
    this.#operands = operands;
  }

  run(format: string): string {
    do {
      const before = this.#next;
      this.#pass(format);
      if (this.#stopped || this.#next === before) break;
    } while (this.#next < this.#operands.length);
    return this.#text;
  }

  /** Prints all, and the complaints where they came up. */
  *print(text: string): Run<ExitStatus> {
    let at = 0;
    for (const { behind, message } of this.#complaints) {
      const printed = yield* this.#shell.print(text.slice(at, behind), "printf");
      if (printed !== 0) return printed;
      at = behind;
      this.#shell.complain(message);
    }
    const printed = yield* this.#shell.print(text.slice(at), "printf");
    return printed === 0 ? this.status : printed;
  }

  /** Without printing anything. */
  complainOnly(): void {
    for (const { message } of this.#complaints) this.#shell.complain(message);
  }

  #complain(message: string): void {
    this.#complaints.push({ behind: this.#text.length, message });
  }

  readonly #missing = (what: string): void => this.#complain(`printf: ${what}`);

  #operand(): string | undefined {
    return this.#operands[this.#next++];
  }

  #pass(format: string): void {
    for (let i = 0; i < format.length && !this.#stopped; ) {
      const at = format.indexOf("%", i);
      const end = at < 0 ? format.length : at;
      const literal = decodeEscapes(format.slice(i, end), this.#dash ? "dash-format" : "format", this.#missing);
      this.#text += literal.text;
      if (literal.stopped) this.#stopped = true;
      if (at < 0 || literal.stopped) break;
      const match = (this.#dash ? DASH_DIRECTIVE : DIRECTIVE).exec(format.slice(at));
      if (match === null) break;
      if (this.#dash && match[0] !== "%%" && !/[diouxXeEfFgGaAscb]/.test(match[5] ?? "")) {
        this.refused = match[5] === undefined ? "missing format character" : `${match[0]}: invalid directive`;
        this.#stopped = true;
        break;
      }
      i = at + match[0].length;
      if (this.#ash && /[qQTn]/.test(match[5] ?? "q")) {
        this.refused = `${match[5] === undefined ? "%" : match[0]}: invalid format`;
        this.#stopped = true;
        break;
      }
      const flags = match[1] ?? "";
      let left = flags.includes("-");
      let width = match[2] === "*" ? Number(this.#integer(this.#operand() ?? "0")) : Number(match[2] ?? 0);
      if (width < 0) {
        left = true;
        width = -width;
      }
      let precision =
        match[3] === undefined
          ? undefined
          : match[3] === "*"
            ? Number(this.#integer(this.#operand() ?? "0"))
            : Number(match[3] || 0);
      if (precision !== undefined && precision < 0) precision = undefined;
      const letter = match[5];
      if (letter === undefined) {
        this.#complain(`printf: \`${match[0]}': missing format character`);
        this.status = 1;
        this.#stopped = true;
        break;
      }
      if (match[4] !== undefined && match[4] !== "" && letter !== "T") {
        this.#complain(`printf: warning: \`${letter}': invalid time format specification`);
        this.#text += "%";
        i = at + 1;
        const rest = decodeEscapes(
          format.slice(i, format.indexOf("%", i) < 0 ? format.length : format.indexOf("%", i)),
          "format",
          this.#missing,
        );
        this.#text += rest.text;
        i = format.indexOf("%", i) < 0 ? format.length : format.indexOf("%", i);
        continue;
      }
      if (letter === "n") {
        const name = this.#operand() ?? "";
        if (VALID_NAME.test(name)) this.#shell.parameters.assign(name, String(bytesOfText(this.#text).length));
        else {
          this.#complain(`printf: \`${name}': not a valid identifier`);
          this.status = 1;
        }
        continue;
      }
      const made = this.#directive(letter, flags, precision, match[4]);
      if (made === undefined) break;
      this.#text += this.#pad(
        made.text,
        width,
        left,
        flags.includes("0") && made.numeric && (precision === undefined || made.float),
      );
    }
  }

  #pad(text: string, width: number, left: boolean, zero: boolean): string {
    // printf(3) counts bytes.
    const missing = width - bytesOfText(text).length;
    if (missing <= 0) return text;
    const { valueLength } = this.#shell.budget.limits;
    if (missing > valueLength) {
      this.#shell.stop(`printf: more than ${valueLength} characters`);
      return "";
    }
    if (left) return text + " ".repeat(missing);
    if (!zero) return " ".repeat(missing) + text;
    const sign = /^[-+ ]?(?:0[xX])?/.exec(text)?.[0] ?? "";
    return sign + "0".repeat(missing) + text.slice(sign.length);
  }

  #directive(
    letter: string,
    flags: string,
    precision: number | undefined,
    time: string | undefined,
  ): { readonly text: string; readonly numeric: boolean; readonly float: boolean } | undefined {
    const string = (text: string) => ({
      text: precision === undefined ? text : textOfBytes(bytesOfText(text).slice(0, precision)),
      numeric: false,
      float: false,
    });
    switch (letter) {
      case "%":
        return { text: "%", numeric: false, float: false };
      case "s":
        return string(this.#operand() ?? "");
      case "c":
        return { text: [...(this.#operand() ?? "")][0] ?? "\0", numeric: false, float: false };
      case "b": {
        if (this.#dash) {
          const { text, stopped } = decodeEscapes(this.#operand() ?? "", "dash");
          if (stopped) this.#stopped = true;
          return string(text);
        }
        const decoded = decodeEscapes(
          (this.#operand() ?? "")
            .replace(/\\(["'])/g, "\\\\$1")
            .replace(/\\0([0-7]{1,3})/g, (_, digits: string) => `\\${digits.padStart(3, "0")}`),
          "bytes",
          this.#missing,
        );
        if (decoded.stopped) this.#stopped = true;
        return string(decoded.text);
      }
      case "q":
        return string(quoteBackslash(this.#operand() ?? ""));
      case "Q":
        // The precision is the text's, before it is quoted.
        return { text: quoteBackslash(string(this.#operand() ?? "").text), numeric: false, float: false };
      case "T": {
        const given = this.#operand();
        const seconds =
          given === undefined || given === "-1"
            ? Math.floor(this.#shell.nowMicros() / 1e6)
            : given === "-2"
              ? Math.floor(this.#shell.startedMicros / 1e6)
              : Number(this.#integer(given));
        const format = time === undefined || time === "()" ? "%X" : time.slice(1, -1);
        return string(formatTime(format, seconds, 0, zoneOf(this.#shell.parameters.scalar("TZ"))));
      }
      case "d":
      case "i":
        return this.#signed(flags, precision);
      case "u":
      case "o":
      case "x":
      case "X":
        return this.#unsigned(letter, flags, precision);
      case "e":
      case "E":
      case "f":
      case "F":
      case "g":
      case "G":
      case "a":
      case "A":
        return {
          text: formatFloat(this.#float(this.#operand()), letter, flags, precision),
          numeric: true,
          float: true,
        };
      default:
        this.#complain(`printf: \`${letter}': invalid format character`);
        this.status = 1;
        this.#stopped = true;
        return undefined;
    }
  }

  #signed(flags: string, precision: number | undefined) {
    const value = this.#integer(this.#operand());
    const digits = String(value < 0n ? -value : value).padStart(precision ?? 1, "0");
    const sign = value < 0n ? "-" : flags.includes("+") ? "+" : flags.includes(" ") ? " " : "";
    return { text: sign + (precision === 0 && value === 0n ? "" : digits), numeric: true, float: false };
  }

  #unsigned(letter: string, flags: string, precision: number | undefined) {
    const value = BigInt.asUintN(64, this.#integer(this.#operand()));
    const base = letter === "u" ? 10 : letter === "o" ? 8 : 16;
    let digits = value.toString(base).padStart(precision ?? 1, "0");
    if (precision === 0 && value === 0n) digits = "";
    if (flags.includes("#") && value !== 0n)
      digits = base === 16 ? `0x${digits}` : base === 8 && !digits.startsWith("0") ? `0${digits}` : digits;
    return { text: letter === "X" ? digits.toUpperCase() : digits, numeric: true, float: false };
  }

  /** A number as strtoimax(3) reads it: what is wrong is said, the number read so far counts. */
  #integer(text: string | undefined): bigint {
    if (text === undefined || text === "") return 0n;
    if (/^["']/.test(text)) return BigInt(codeOf(text.slice(1)));
    const match = /^\s*([+-]?)(0[xX][0-9A-Fa-f]+|0[0-7]*|[1-9]\d*)/.exec(text);
    const rest = match === null ? text : text.slice(match[0].length);
    let value = 0n;
    if (match !== null) {
      const digits = match[2] ?? "0";
      value = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
      if (match[1] === "-") value = -value;
    }
    if (rest.trim() !== "" || match === null) {
      if (this.#ash) {
        this.#shell.usage(`sh: invalid number '${text}'`);
        this.status = 1;
        return 0n;
      }
      if (this.#dash) {
        this.#complain(`${text}: ${match === null ? "expected numeric value" : "not completely converted"}`);
        this.status = 1;
        return value;
      }
      const octal = match !== null && /^0/.test(match[2] ?? "") && /^[89]/.test(rest);
      this.#complain(`printf: ${text}: ${octal ? "invalid octal number" : "invalid number"}`);
      this.status = 1;
    }
    const most = 2n ** 63n - 1n;
    if (value > most || value < -most - 1n) {
      if (this.#dash) this.status = 1;
      this.#complain(`${this.#dash ? "" : "printf: warning: "}${text}: Numerical result out of range`);
      return value > 0n ? most : -most - 1n;
    }
    return value;
  }

  #float(text: string | undefined): number {
    if (text === undefined || text === "") return 0;
    if (/^["']/.test(text)) return codeOf(text.slice(1));
    const match = /^\s*[+-]?(?:0[xX][0-9A-Fa-f]+|inf(?:inity)?|nan|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)/i.exec(text);
    if (match === null || match[0].length !== text.trimEnd().length) {
      const words = match === null ? "expected numeric value" : "not completely converted";
      this.#complain(this.#dash ? `${text}: ${words}` : `printf: ${text}: invalid number`);
      this.status = 1;
    }
    if (match === null) return 0;
    const word = match[0].trim();
    if (/inf/i.test(word)) return word.startsWith("-") ? -Infinity : Infinity;
    return /nan/i.test(word)
      ? Number.NaN
      : word.startsWith("-")
        ? -Number(word.slice(1))
        : Number(word.replace(/^\+/, ""));
  }
}

/** The number of a character; of a byte that is none, the byte. */
function codeOf(text: string): number {
  const code = text.codePointAt(0) ?? 0;
  return code >= 0xdc80 && code <= 0xdcff ? code - 0xdc00 : code;
}
