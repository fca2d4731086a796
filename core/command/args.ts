/**
 * Reading a command line of iproute2's kind: keywords that may be shortened, values that follow, errors in iproute2's
 * words (lib/utils.c). The first error sticks: after it `more` is false and values are empty, so that parsers read
 * straight on and whoever called them looks at `refusal` once.
 */
import type { Link } from "../model/link.ts";

/** Why a command line was not taken: what goes to stderr, and the exit status. */
export interface Refusal {
  readonly status: number;
  readonly stderr: string;
  /** Some usage texts go to standard output. */
  readonly stdout?: string;
  /** The program ends, where others of its errors only end the command: `-batch` tells the difference. */
  readonly exits?: boolean;
}

/** What a command line may ask about while it is read: iproute2 looks devices and namespaces up as it goes. */
export interface Names {
  device(name: string): boolean;
  /** The device itself, where there is a host at hand. */
  link?(name: string): Link | undefined;
  /** Asks for all links, whatever is to become of them (ll_init_map), which is seen: namespaces get their numbers by it. */
  askForAll?(): void;
  /** A name under /run/netns. */
  netns(name: string): boolean;
  /** The table of the VRF device of that name. */
  vrf(name: string): number | undefined;
  /** The number of a user or a group, where there are files at hand that say so (passwd(5), group(5)). */
  account?(what: "user" | "group", name: string): number | undefined;
}

/** What programs say whose `-netns` is the last word: none of them looks whether a name follows. */
export const NETNS_OF_NO_NAME = 'Cannot open network namespace "(null)": No such file or directory\n';

/** Namespaces that a program entered one after the other, by `-netns` more than once: it stays in the last. */
export interface Entered {
  netns: string | undefined;
  left?: readonly string[];
}

/** `-netns NAME`: it does not look whether a name follows. */
export function takeNetns(options: Entered, args: Args): void {
  if (args.more) enterNetns(options, args.take());
  else args.refuse(255, NETNS_OF_NO_NAME);
}

export function enterNetns(options: Entered, name: string): void {
  if (options.netns !== undefined) options.left = [...(options.left ?? []), options.netns];
  options.netns = name;
}

/** For reading without a host at hand: every device exists, as a VRF if need be, and a namespace unless it is a number. */
export const ANY_NAME: Names = { device: () => true, netns: (name) => !/^\d+$/.test(name), vrf: () => 1 };

/** `matches()` of iproute2: `word` is `keyword` or the beginning of it, and not empty. */
export function matches(word: string, keyword: string): boolean {
  return word !== "" && keyword.startsWith(word);
}

/** How many words a table remembers the meaning of. */
const WORDS_KEPT = 256;

/**
 * A table of keywords in the order that decides what a shortened one means. What a word meant is remembered: scripts use few,
 * by the thousand.
 */
export class Keywords<Entry extends readonly [word: string, ...rest: unknown[]]> {
  readonly #entries: readonly Entry[];
  readonly #known = new Map<string, Entry | undefined>();

  constructor(entries: readonly Entry[]) {
    this.#entries = entries;
  }

  /** The first one that `word` is or begins. */
  find(word: string): Entry | undefined {
    const known = this.#known.get(word);
    if (known || this.#known.has(word)) return known;
    const found = this.#entries.find(([candidate]) => matches(word, candidate));
    if (this.#known.size < WORDS_KEPT) this.#known.set(word, found);
    return found;
  }
}

/** An integer as strtol(3) with base 0 reads it: decimal, 0x, leading zero for octal. */
export function parseInteger(text: string): number | undefined {
  const match = /^\s*([+-]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)$/.exec(text);
  if (!match) return undefined;
  const digits = match[2] as string;
  const value = /^0[xX]/.test(digits)
    ? Number.parseInt(digits.slice(2), 16)
    : digits.startsWith("0")
      ? Number.parseInt(digits, 8)
      : Number(digits);
  return match[1] === "-" ? -value : value;
}

/** The same for 0 up to `limit`. */
export function parseUnsigned(text: string, limit = 0xffffffff): number | undefined {
  const value = parseInteger(text);
  return value === undefined || value < 0 || value > limit ? undefined : value;
}

/** strtoull(3) with base 0, which counts what is below zero from the other end; undefined for what 64 bits cannot hold. */
export function parseUnsigned64(text: string): bigint | undefined {
  const match = /^\s*([+-]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)$/.exec(text);
  if (!match) return undefined;
  const [, sign, digits = ""] = match;
  const value = BigInt(/^0\d/.test(digits) ? `0o${digits}` : digits);
  return value >= 2n ** 64n ? undefined : BigInt.asUintN(64, sign === "-" ? -value : value);
}

/** atoi(3): the low 32 bits of the decimal number that `text` begins with; 0 where it begins with none. */
export function atoi(text: string): number {
  const value = Number.parseInt(text, 10) || 0;
  if (value >= 2 ** 63) return -1;
  return value <= -(2 ** 63) ? 0 : Number(BigInt.asIntN(32, BigInt(value)));
}

/** The same, kept in a `short`: its low 16 bits with their sign. */
export function shortOf(text: string): number {
  return (atoi(text) << 16) >> 16;
}

export class Args {
  readonly #words: readonly string[];
  #at: number;
  #refusal: Refusal | undefined;
  #warnings = "";

  constructor(words: readonly string[], at = 0) {
    this.#words = words;
    this.#at = at;
  }

  /** The first error; undefined while all is well. */
  get refusal(): Refusal | undefined {
    return this.#refusal;
  }

  /** What was said on the way, which stands in front of a refusal; undefined where there is nothing. */
  get warnings(): string | undefined {
    return this.#warnings === "" ? undefined : this.#warnings;
  }

  /** Says something and reads on. */
  warn(text: string): void {
    if (!this.#refusal) this.#warnings += text;
  }

  /** There is another word, and nothing went wrong. */
  get more(): boolean {
    return this.#refusal === undefined && this.#at < this.#words.length;
  }

  /** The next word without taking it; "" at the end. */
  get peek(): string {
    return this.#words[this.#at] ?? "";
  }

  /** Words that were not taken. */
  get rest(): readonly string[] {
    return this.#words.slice(this.#at);
  }

  /** Takes the next word. */
  take(): string {
    return this.#words[this.#at++] ?? "";
  }

  /** Gives the last word back. */
  back(): void {
    this.#at--;
  }

  /** NEXT_ARG: the value after a keyword. */
  value(): string {
    if (this.#refusal) return "";
    if (this.#at >= this.#words.length) {
      this.refuse(255, 'Command line is not complete. Try option "help"\n');
      return "";
    }
    return this.take();
  }

  /** Everything that is left, taken. */
  takeAll(): readonly string[] {
    const rest = this.rest;
    this.#at = this.#words.length;
    return rest;
  }

  /** Records an error; the first one stays. */
  refuse(status: number, stderr: string, exits = status === 255): void {
    this.#refusal ??= { status, stderr: this.#warnings + stderr, ...(exits && { exits }) };
  }

  /** The same for a usage text that goes to standard output. */
  show(status: number, stdout: string): void {
    this.#refusal ??= { status, stderr: "", stdout };
  }

  /** invarg: `message` carries the line end that some callers in iproute2 give it, and some do not. */
  invalid(message: string, word: string): void {
    this.refuse(255, `Error: argument "${word}" is wrong: ${message}\n`);
  }

  /** duparg. */
  duplicate(keyword: string, word: string): void {
    this.refuse(255, `Error: duplicate "${keyword}": "${word}" is the second value.\n`);
  }

  /** duparg2. */
  garbage(keyword: string, word: string): void {
    this.refuse(255, `Error: either "${keyword}" is duplicate, or "${word}" is a garbage.\n`);
  }

  /** nodev. */
  noDevice(name: string): void {
    this.refuse(1, noDevice(name).stderr);
  }

  /** A word that Linux knows and this program does not model. */
  unmodelled(program: string, option: string): void {
    this.refuse(NOT_MODELLED, notModelled(program, "option", option).stderr);
  }

  /** An integer after a keyword, or the error `message`. */
  integer(message: string): number {
    const word = this.value();
    if (this.#refusal) return 0;
    const value = parseInteger(word);
    if (value === undefined || value > 0x7fffffff || value < -0x80000000) {
      this.invalid(message, word);
      return 0;
    }
    return value;
  }

  unsigned(message: string, limit = 0xffffffff): number {
    const word = this.value();
    if (this.#refusal) return 0;
    const value = parseUnsigned(word, limit);
    if (value === undefined) {
      this.invalid(message, word);
      return 0;
    }
    return value;
  }

  /** parse_on_off: the same question in other words, with another status. */
  oneOfOnOff(keyword: string): boolean {
    return this.oneOfOnOffElse(keyword, 22);
  }

  /** The same with the status that a caller makes of its errno. What is shortened to fit both is the first. */
  oneOfOnOffElse(keyword: string, status: number): boolean {
    const word = this.value();
    if (!this.#refusal && !matches(word, "off") && word !== "on")
      this.refuse(status, `Error: argument of "${keyword}" must be one of "off", "on", not "${word}"\n`);
    return word === "on";
  }

  /** `on` or `off`. */
  onOff(keyword: string): boolean {
    const word = this.value();
    if (!this.#refusal && word !== "on" && word !== "off")
      this.refuse(1, `Error: argument of "${keyword}" must be "on" or "off", not "${word}"\n`);
    return word === "on";
  }
}

export function noDevice(name: string): Refusal {
  return { status: 1, stderr: `Cannot find device "${name}"\n` };
}

/** What a program answers that refuses what is real but not modelled; no real one answers so. */
export const NOT_MODELLED = 3;

export function notModelled(program: string, what: "option" | "type" | "command" | "object", word: string): Refusal {
  return { status: NOT_MODELLED, stderr: `netnone: ${program}: ${what} "${word}" is not modelled\n` };
}
