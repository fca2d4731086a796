/** The command line of ping, as iputils 20221126 reads it. */
import { BRIEF_USAGE } from "./ping-text.ts";

export interface PingOptions {
  readonly family: "inet" | "inet6" | undefined;
  readonly broadcast: boolean;
  readonly count: number | undefined;
  readonly timestamps: boolean;
  readonly flood: boolean;
  readonly intervalMicros: number;
  readonly adaptive: boolean;
  /** An address or a device. */
  readonly source: string | undefined;
  readonly preload: number;
  readonly pmtu: "do" | "want" | "dont" | undefined;
  readonly numeric: boolean;
  readonly outstanding: boolean;
  readonly pattern: readonly number[] | undefined;
  readonly quiet: boolean;
  readonly tos: number;
  readonly size: number;
  readonly ttl: number | undefined;
  readonly verbose: boolean;
  readonly deadlineMicros: number | undefined;
  readonly lingerMicros: number;
  readonly audible: boolean;
  readonly identifier: number | undefined;
}

export type ParsedPing =
  | {
      readonly kind: "run";
      readonly options: PingOptions;
      readonly target: string;
      /** What stands before the target: where packets are to go first. */
      readonly stops: readonly string[];
      readonly warnings: string;
    }
  | { readonly kind: "stop"; readonly status: number; readonly stdout: string; readonly stderr: string };

const WITH_VALUE = "TFNceiIlmMpQsStwW";
const PLAIN = "h?4bR6aABCdDfLnOqrUvV";
/** Read, and without effect here: sockets have no debug flag, and group loopback is always there. */
const WITHOUT_EFFECT = "CdLrUB";
const NOT_MODELLED = "RTFNmS";
const INT_MAX = 2147483647;

class Refused {
  readonly status: number;
  readonly text: string;
  constructor(status: number, text: string) {
    this.status = status;
    this.text = text;
  }
}

/** strtol_or_err of iputils. */
function integer(text: string, low: number, high: number, highText = String(high)): number | Refused {
  if (!/^\s*[+-]?(0x[0-9a-f]+|\d+)$/i.test(text)) return new Refused(1, `invalid argument: '${text}'`);
  const value = Number(text);
  if (value < low || value > high)
    return new Refused(1, `invalid argument: '${text}': out of range: ${low} <= value <= ${highText}`);
  return value;
}

/** ping_strtod: what is not a number is 0, with a warning. */
function seconds(name: string, text: string, warn: (line: string) => void): number {
  const match = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?/i.exec(text);
  if (!match || match[0].length !== text.length) {
    warn(`${name}: option argument contains garbage: ${match ? text.slice(match[0].length) : text}\n`);
    warn(`${name}: this will become fatal error in the future\n`);
  }
  return match ? Number(match[0]) : 0;
}

export function parsePing(name: string, argv: readonly string[], uid: number): ParsedPing {
  const stop = (status: number, stderr: string, stdout = ""): ParsedPing => ({ kind: "stop", status, stdout, stderr });
  const targets: string[] = [];
  let warnings = "";
  const warn = (line: string) => {
    warnings += line;
  };
  let family: PingOptions["family"] = name === "ping6" ? "inet6" : undefined;
  const flags = new Set<string>();
  let count: number | undefined;
  let interval: number | undefined;
  let source: string | undefined;
  let preload = 1;
  let pmtu: PingOptions["pmtu"];
  let pattern: number[] | undefined;
  let tos = 0;
  let size = 56;
  let ttl: number | undefined;
  let deadline: number | undefined;
  let linger = 10;
  let identifier: number | undefined;

  const take = (letter: string, value: string): Refused | undefined => {
    const number = (low: number, high: number, set: (n: number) => void, highText?: string) => {
      const read = integer(value, low, high, highText);
      if (read instanceof Refused) return read;
      set(read);
      return undefined;
    };
    switch (letter) {
      case "c":
        return number(1, Number.MAX_SAFE_INTEGER, (n) => (count = n), "9223372036854775807");
      case "e":
        return number(0, 65535, (n) => (identifier = n));
      case "i":
        interval = seconds(name, value, warn);
        return interval < 0 ? new Refused(2, `bad timing interval: ${value}`) : undefined;
      case "I":
        source = value;
        return undefined;
      case "l":
        return number(1, 65536, (n) => (preload = n));
      case "M":
        if (value !== "do" && value !== "want" && value !== "dont")
          return new Refused(2, `invalid -M argument: ${value}`);
        pmtu = value;
        return undefined;
      case "p": {
        const bad = [...value].find((digit) => !/[0-9a-f]/i.test(digit));
        if (bad !== undefined) return new Refused(2, `patterns must be specified as hex digits: ${value}`);
        pattern = (value.match(/../g) ?? [value]).map((pair) => Number.parseInt(pair, 16));
        return undefined;
      }
      case "Q":
        return number(0, 255, (n) => (tos = n));
      case "s":
        return number(0, INT_MAX, (n) => (size = n));
      case "t":
        return number(0, 255, (n) => (ttl = n));
      case "w":
        return number(0, INT_MAX, (n) => (deadline = n));
      case "W":
        linger = seconds(name, value, warn);
        return linger < 0 ? new Refused(2, `bad linger time: ${value}`) : undefined;
      default:
        return undefined;
    }
  };

  for (let i = 1; i < argv.length; i++) {
    const word = argv[i] as string;
    if (word === "--") {
      targets.push(...argv.slice(i + 1));
      break;
    }
    if (!word.startsWith("-") || word === "-") {
      targets.push(word);
      continue;
    }
    for (let at = 1; at < word.length; at++) {
      const letter = word[at] as string;
      const valued = WITH_VALUE.includes(letter);
      if (!valued && !PLAIN.includes(letter))
        return stop(2, `${warnings}${name}: invalid option -- '${letter}'\n${BRIEF_USAGE}`);
      if (letter === "h" || letter === "?") return stop(2, warnings + BRIEF_USAGE);
      if (letter === "V")
        return stop(
          0,
          warnings,
          `${name} from iputils 20221126\nlibcap: yes, IDN: yes, NLS: no, error.h: yes, getrandom(): yes, __fpending(): yes\n`,
        );
      if (NOT_MODELLED.includes(letter))
        return stop(2, `${warnings}${name}: netnone does not model the option -${letter}\n`);
      if (valued) {
        const value = at + 1 < word.length ? word.slice(at + 1) : argv[++i];
        if (value === undefined)
          return stop(2, `${warnings}${name}: option requires an argument -- '${letter}'\n${BRIEF_USAGE}`);
        const refused = take(letter, value);
        if (refused) return stop(refused.status, `${warnings}${name}: ${refused.text}\n`);
        break;
      }
      if (letter === "4" || letter === "6") {
        const wanted = letter === "4" ? "inet" : "inet6";
        if (family !== undefined && family !== wanted && name !== "ping6")
          return stop(2, `${warnings}${name}: only one -4 or -6 option may be specified\n`);
        family = wanted;
      } else if (!WITHOUT_EFFECT.includes(letter)) flags.add(letter);
    }
  }
  const target = targets.at(-1);
  if (target === undefined) return stop(1, `${warnings}${name}: usage error: Destination address required\n`);
  const flood = flags.has("f");
  const adaptive = flags.has("A");
  const chosen = interval ?? (flood || adaptive ? 0 : 1);
  if (uid !== 0 && chosen < 0.002)
    return stop(
      2,
      `${warnings}${name}: cannot flood, minimal interval for user must be >= 2 ms, use -i 0.002 (or higher)\n`,
    );
  if (uid !== 0 && preload > 3)
    return stop(2, `${warnings}${name}: cannot set preload to value greater than 3: ${preload}\n`);
  return {
    kind: "run",
    target,
    stops: targets.slice(0, -1),
    warnings,
    options: {
      family,
      broadcast: flags.has("b"),
      count,
      timestamps: flags.has("D"),
      flood,
      intervalMicros: Math.round(chosen * 1_000_000),
      adaptive,
      source,
      preload,
      pmtu,
      numeric: flags.has("n"),
      outstanding: flags.has("O"),
      pattern,
      quiet: flags.has("q"),
      tos,
      size,
      ttl,
      verbose: flags.has("v"),
      deadlineMicros: deadline ? deadline * 1_000_000 : undefined,
      lingerMicros: Math.round(linger * 1_000_000),
      audible: flags.has("a"),
      identifier,
    },
  };
}
