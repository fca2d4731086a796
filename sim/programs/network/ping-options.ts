/** The command line of ping, as iputils 20221126 reads it. */
import { parseIp } from "../../../core/address/prefix.ts";
import { BRIEF_USAGE, NODE_INFORMATION } from "./ping-text.ts";

export interface PingOptions {
  readonly family: "inet" | "inet6" | undefined;
  readonly broadcast: boolean;
  readonly count: number | undefined;
  readonly timestamps: boolean;
  readonly flood: boolean;
  readonly intervalMicros: number;
  readonly adaptive: boolean;
  readonly device: string | undefined;
  /** The address to send from, as it was given, by family. */
  readonly source4: string | undefined;
  readonly source6: string | undefined;
  /** Packets come from one address, which the first line names (-B, or an address with -I). */
  readonly strictSource: boolean;
  readonly mark: number;
  readonly flowLabel: number | undefined;
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
  /** -R. */
  readonly recordRoute: boolean;
  /** -T, and how its option says so. */
  readonly stamps: StampKind | undefined;
  /** -r. */
  readonly onLink: boolean;
  /** -L. */
  readonly deaf: boolean;
  /** -N with a query: how the target is asked about itself, which is not modelled. */
  readonly nodeQuery: boolean;
  /** Sends faster than an ordinary user may. */
  readonly hasty: boolean;
}

/** IPOPT_TS_TSONLY, IPOPT_TS_TSANDADDR, IPOPT_TS_PRESPEC. */
export type StampKind = 0 | 1 | 3;
const STAMP_KINDS: Readonly<Record<string, StampKind>> = { tsonly: 0, tsandaddr: 1, tsprespec: 3 };

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
/** Read, and without effect here: sockets have no debug flag, and the time a program takes is none. */
const WITHOUT_EFFECT = "CdU";
const PATTERN_OCTETS = 16;
const INT_MAX = 2147483647;
const LONG_MAX = 9223372036854775807n;
/** The longest time in seconds that fits an int of milliseconds. */
const MAX_SECONDS = INT_MAX / 1000;

/** What a node can be asked about itself (RFC 4620), with -N. */
const NODE_QUERIES: ReadonlySet<string> = new Set(
  "name ipv6 ipv6-all ipv6-compatible ipv6-global ipv6-linklocal ipv6-sitelocal ipv4 ipv4-all".split(" "),
);

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
  if (!/^\s*[+-]?\d+$/.test(text)) return new Refused(1, `invalid argument: '${text}'`);
  const exact = BigInt(text.trim().replace("+", ""));
  if (exact > LONG_MAX || exact < -LONG_MAX - 1n)
    return new Refused(1, `invalid argument: '${text}': Numerical result out of range`);
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
  let family: PingOptions["family"] = name === "ping6" ? "inet6" : name === "ping4" ? "inet" : undefined;
  const flags = new Set<string>();
  let count: number | undefined;
  let interval: number | undefined;
  let device: string | undefined;
  let strictSource = false;
  let mark = 0;
  let flowLabel: number | undefined;
  let preload = 1;
  let pmtu: PingOptions["pmtu"];
  let pattern: number[] | undefined;
  let tos = 0;
  let size = 56;
  let ttl: number | undefined;
  let source4: string | undefined;
  let source6: string | undefined;
  let deadline: number | undefined;
  let linger = 10;
  let identifier: number | undefined;
  let stamps: StampKind | undefined;
  let nodeQuery = false;

  const take = (letter: string, value: string): Refused | undefined => {
    const number = (low: number, high: number, set: (n: number) => void, highText?: string) => {
      const read = integer(value, low, high, highText);
      if (read instanceof Refused) return read;
      set(read);
      return undefined;
    };
    switch (letter) {
      case "c":
        return number(1, Number(LONG_MAX), (n) => (count = n), String(LONG_MAX));
      case "e":
        return number(0, 65535, (n) => (identifier = n));
      case "i":
        if (value === "") return new Refused(2, "bad timing interval: ");
        interval = seconds(name, value, warn);
        if (interval > MAX_SECONDS) return new Refused(2, `bad timing interval: ${value}`);
        if (interval < 0) interval = 0;
        return undefined;
      case "F": {
        if (!/^(0x[0-9a-f]*|-?\d*)$/i.test(value)) return new Refused(2, `bad value for flowinfo: ${value}`);
        const label = value === "" || value === "0x" ? 0 : Number(value);
        if (label > 0xfffff || label < 0) return new Refused(2, `flow value is greater than 20 bits: ${value}`);
        flowLabel = label;
        return undefined;
      }
      case "I": {
        const [address = "", zone] = value.split("%", 2);
        const parsed = parseIp(value.includes(":") ? address : value);
        if (value.includes(":") && parsed === undefined) return new Refused(2, `invalid source address: ${value}`);
        if (parsed === undefined) device = value;
        else {
          strictSource = true;
          if (typeof parsed === "number") source4 = value;
          else source6 = address;
          if (zone !== undefined) device = zone;
        }
        return undefined;
      }
      case "m":
        return number(0, 4294967295, (n) => (mark = n));
      case "S":
        return number(1, INT_MAX, () => undefined);
      case "l":
        return number(1, 65536, (n) => (preload = n));
      case "M":
        if (value !== "do" && value !== "want" && value !== "dont")
          return new Refused(2, `invalid -M argument: ${value}`);
        pmtu = value;
        return undefined;
      case "p": {
        const bad = value.search(/[^0-9a-f]/i);
        if (bad >= 0) return new Refused(2, `patterns must be specified as hex digits: ${value.slice(bad)}`);
        pattern = (value.match(/..?/g) ?? []).slice(0, PATTERN_OCTETS).map((pair) => Number.parseInt(pair, 16));
        return undefined;
      }
      case "Q":
        // parsetos.
        if (!/^(0x[0-9a-f]*|-?\d*)$/i.test(value)) return new Refused(2, `bad TOS value: ${value}`);
        tos = value === "" || value === "0x" ? 0 : Number(value);
        if (tos > 255) return new Refused(2, `the decimal value of TOS bits must be in range 0-255: ${tos}`);
        tos &= 255;
        return undefined;
      case "T": {
        const kind = Object.hasOwn(STAMP_KINDS, value) ? STAMP_KINDS[value] : undefined;
        if (flags.has("R")) return new Refused(2, "only one of -T or -R may be used");
        if (kind === undefined) return new Refused(2, `invalid timestamp type: ${value}`);
        stamps = kind;
        return undefined;
      }
      case "N":
        if (NODE_QUERIES.has(value)) nodeQuery = true;
        else if (!/^subject-(ipv6|ipv4|name|fqdn)=/.test(value)) return new Refused(2, "");
        return undefined;
      case "s":
        return number(0, INT_MAX, (n) => (size = n));
      case "t":
        return number(0, 255, (n) => (ttl = n));
      case "w":
        return number(0, INT_MAX, (n) => (deadline = n));
      case "W":
        if (value === "") return new Refused(2, "bad linger time: ");
        linger = seconds(name, value, warn);
        if (linger < 0 || linger > MAX_SECONDS) return new Refused(2, `bad linger time: ${value}`);
        // A timer of nothing never fires (__schedule_exit); here it waits as long as without the option.
        if (linger === 0) linger = 10;
        return undefined;
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
          `ping from iputils 20221126\nlibcap: yes, IDN: yes, NLS: no, error.h: yes, getrandom(): yes, __fpending(): yes\n`,
        );
      if (valued) {
        const value = at + 1 < word.length ? word.slice(at + 1) : argv[++i];
        if (value === undefined)
          return stop(2, `${warnings}${name}: option requires an argument -- '${letter}'\n${BRIEF_USAGE}`);
        if (letter === "N" && value === "help") return stop(0, warnings, NODE_INFORMATION);
        const refused = take(letter, value);
        if (refused && letter === "N") return stop(refused.status, warnings + NODE_INFORMATION);
        if (refused) return stop(refused.status, `${warnings}${name}: ${refused.text}\n`);
        break;
      }
      if (letter === "4" || letter === "6") {
        const wanted = letter === "4" ? "inet" : "inet6";
        if (family !== undefined && family !== wanted)
          return stop(2, `${warnings}${name}: only one -4 or -6 option may be specified\n`);
        family = wanted;
      } else if (letter === "R" && stamps !== undefined)
        return stop(2, `${warnings}${name}: only one of -T or -R may be used\n`);
      else if (!WITHOUT_EFFECT.includes(letter)) flags.add(letter);
    }
  }
  if (flags.has("B")) strictSource = true;
  const target = targets.at(-1);
  if (target === undefined) return stop(1, `${warnings}${name}: usage error: Destination address required\n`);
  const flood = flags.has("f");
  const adaptive = flags.has("A");
  const chosen = interval ?? (flood || adaptive ? 0 : 1);
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
      device,
      source4,
      source6,
      strictSource,
      mark,
      flowLabel,
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
      recordRoute: flags.has("R"),
      stamps,
      onLink: flags.has("r"),
      deaf: flags.has("L"),
      nodeQuery,
      hasty: (interval ?? (flood ? 0 : 1)) < 0.002,
    },
  };
}
