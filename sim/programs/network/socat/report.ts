/** What `socat` writes to standard error (error.c, xioprintblockheader and xiotransfer of socat 1.7.4). */
import type { Family, IpAddress } from "../../../../core/address/prefix.ts";
import { type Errno, strerror } from "../../../../core/errors.ts";
import { type ExitStatus, SIGNAL, type SignalName } from "../../../../core/process.ts";
import { bytesOfText } from "../../../../core/text-bytes.ts";
import type { ProcessContext } from "../../../program.ts";
import { DEFAULTS, type Options } from "./command-line.ts";
import { endText } from "./end-text.ts";

const OCTETS_A_LINE = 16;
const ESCAPES: Readonly<Record<string, string>> = {
  "\x07": "\\a",
  "\b": "\\b",
  "\v": "\\v",
  "\f": "\\f",
  "\r": "\\r",
  "\\": "\\\\",
};

export class Report {
  readonly #context: ProcessContext;
  options: Options = DEFAULTS;
  readonly #passed = { ">": 0, "<": 0 };

  constructor(context: ProcessContext) {
    this.#context = context;
  }

  /** `2024/05/06 10:00:00 socat[1234] E ...`. */
  async #say(severity: "E" | "W" | "N", text: string, pid = this.#context.self.pid): Promise<void> {
    const { name, micros, tellsHost, log } = this.options;
    const host = tellsHost ? `${this.#context.kernel.hostname} ` : "";
    const line = `${this.#when(micros ? 6 : 0)} ${host}${name}[${pid}] ${severity} ${text}\n`;
    if (log === undefined) await this.#context.stderr.write(line);
    else if (log !== "syslog") await this.#append(log, line);
  }

  async #append(log: string, line: string): Promise<void> {
    const { files, cwd } = this.#context;
    const opened = files.open(log.startsWith("/") ? log : `${cwd}/${log}`, "append");
    if (!opened.ok) return;
    await opened.value.write(line);
    opened.value.close();
  }

  #when(digits: number): string {
    const micros = this.#context.kernel.wallMicros();
    const when = new Date(micros / 1000).toISOString().slice(0, 19).replaceAll("-", "/").replace("T", " ");
    return digits === 0 ? when : `${when}.${String(micros % 1_000_000).padStart(digits, "0")}`;
  }

  /** Error(): the program ends with 1. */
  async fail(text: string): Promise<ExitStatus> {
    await this.#say("E", text);
    await this.notice("exit(1)");
    return 1;
  }

  /** What it says when a socket of a family cannot have the end that it is to be bound to. */
  async bindFailed(family: Family, at: IpAddress | undefined, port: number, errno: Errno): Promise<ExitStatus> {
    const any = family === "inet" ? (0 as IpAddress) : ("::" as IpAddress);
    const length = family === "inet" ? 16 : 28;
    return await this.fail(`bind(5, {${endText(at ?? any, port)}}, ${length}): ${strerror(errno)}`);
  }

  /** The same of an end that cannot be connected to. */
  async connectFailed(to: IpAddress, port: number, errno: Errno): Promise<ExitStatus> {
    const length = typeof to === "number" ? 16 : 28;
    return await this.fail(`connect(5, ${endText(to, port)}, ${length}): ${strerror(errno)}`);
  }

  async warn(text: string): Promise<void> {
    if (this.options.verbosity >= 1) await this.#say("W", text);
  }

  /** socat_signal: what it says when a signal ends it. Of those that mean a fault, QUIT among them, that is an error. */
  async caught(signal: SignalName): Promise<void> {
    const number = SIGNAL[signal];
    const text = `exiting on signal ${number}`;
    await this.notice(`socat_signal(): handling signal ${number}`);
    if (signal === "TERM") await this.warn(text);
    else if (signal === "QUIT") await this.#say("E", text);
    else await this.notice(text);
    if (signal === "QUIT") await this.notice(`exit(${128 + number})`);
    await this.notice(`socat_signal(): finishing signal ${number}`);
    await this.notice(`exit(${128 + number})`);
  }

  /** Notice(); of a child with its pid. */
  async notice(text: string, pid?: number): Promise<void> {
    if (this.options.verbosity >= 2) await this.#say("N", text, pid);
  }

  /** -v, -x: what goes from the left to the right, or back. */
  async data(direction: ">" | "<", text: string): Promise<void> {
    const { showsText, showsOctets } = this.options;
    if (!showsText && !showsOctets) return;
    const octets = bytesOfText(text);
    const from = this.#passed[direction];
    this.#passed[direction] += octets.length;
    const to = this.#passed[direction] - 1;
    let out = `${direction} ${this.#when(9)}  length=${octets.length} from=${from} to=${to}\n`;
    if (showsText && showsOctets) out += dump(octets);
    else if (showsText) out += readable(octets);
    else out += `${octets.map((octet) => ` ${hex(octet)}`).join("")}\n`;
    await this.#context.stderr.write(out);
  }
}

function hex(octet: number): string {
  return octet.toString(16).padStart(2, "0");
}

function isPrintable(octet: number): boolean {
  return octet >= 0x20 && octet < 0x7f;
}

function readable(octets: readonly number[]): string {
  return octets
    .map((octet) => {
      const character = String.fromCharCode(octet);
      if (character === "\n" || character === "\t") return character;
      return ESCAPES[character] ?? (isPrintable(octet) ? character : ".");
    })
    .join("");
}

/** Lines of sixteen octets at most, each ending behind a newline. */
function dump(octets: readonly number[]): string {
  let out = "";
  for (let at = 0; at < octets.length; ) {
    const newline = octets.indexOf(0x0a, at);
    const end = Math.min(octets.length, at + OCTETS_A_LINE, newline < 0 ? Number.POSITIVE_INFINITY : newline + 1);
    const line = octets.slice(at, end);
    const left = line.map((octet) => ` ${hex(octet)}`).join("");
    const right = line.map((octet) => (isPrintable(octet) ? String.fromCharCode(octet) : ".")).join("");
    out += `${left.padEnd(3 * OCTETS_A_LINE)}  ${right}\n`;
    at = end;
  }
  return `${out}--\n`;
}
