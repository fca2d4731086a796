/**
 * How a file below /proc/sys/net reads and writes its value (kernel/sysctl.c, net/core/neighbour.c,
 * net/ipv4/sysctl_net_ipv4.c).
 *
 * Same as Linux: number bases, what may stand around a number, that words after the wanted ones are not looked at, ranges,
 * the rounding of times to jiffies (HZ is 250), EINVAL and EOVERFLOW.
 * Simplified: times are kept as the file gives them back, so a hundredth of a second is never kept more finely.
 */
import type { Errno } from "../errors.ts";
import { err, ok, type Result } from "../result.ts";

export interface SysctlEntry {
  /** In a fresh namespace. Several numbers are kept as text with tabs between. */
  readonly value: number | string;
  /** A 32-bit integer when missing. */
  readonly type?:
    | "bool"
    | "uint"
    | "ulong"
    /** Milliseconds, in whole jiffies. */
    | "ms"
    | "seconds"
    /** Hundredths of a second. */
    | "userhz"
    | "vector"
    /** Two ports, the lower first. */
    | "portRange"
    /** Two group ids; `1 0` is nobody. */
    | "groupRange"
    /** Numbers and ranges with commas between. */
    | "bitmap"
    /** Processors, in hexadecimal. */
    | "mask"
    | "choice"
    | "text"
    /** Keys of TCP Fast Open. */
    | "key"
    /** Something happens when it is written to. */
    | "flush";
  /** Whatever is written will do. */
  readonly anything?: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly choices?: string;
  /** What only the first namespace of a machine may choose. */
  readonly restricted?: string;
  readonly readOnly?: boolean;
  readonly mode?: number;
}

const INT_MIN = -0x80000000;
const INT_MAX = 0x7fffffff;
const UINT_MAX = 0xffffffff;
/** INT_MAX jiffies. */
const MOST_SECONDS = 8589934;
const MILLIS_PER_JIFFY = 4;

export function sysctlMode(entry: SysctlEntry): number {
  return entry.mode ?? (entry.readOnly ? 0o444 : 0o644);
}

type Value = Result<number | string, Errno>;
const INVALID: Result<never, Errno> = err("EINVAL");

/** What the file holds after `text` was written to it. `now` is what it holds before. EINVAL, EOVERFLOW, ENOENT. */
export function parseSetting(entry: SysctlEntry, text: string, now: number | string): Value {
  switch (entry.type) {
    case "text":
      return ok(text.trim());
    case "key": {
      // proc_tcp_fastopen_key: four groups of hexadecimal digits, or two keys of that kind.
      const keys = text.trim().split(",");
      const wellFormed = keys.length <= 2 && keys.every((key) => /^[0-9a-f]{1,8}(-[0-9a-f]{1,8}){3}$/i.test(key));
      const padded = (key: string) =>
        key
          .split("-")
          .map((part) => part.toLowerCase().padStart(8, "0"))
          .join("-");
      return wellFormed ? ok(keys.map(padded).join(",")) : INVALID;
    }
    case "flush":
      // ipv4_sysctl_rtcache_flush does not look at what is written.
      return entry.anything || integer(text, INT_MIN, INT_MAX).ok ? ok("") : INVALID;
    case "choice":
      if (entry.restricted?.split(" ").includes(text.trim())) return err("EPERM");
      return entry.choices?.split(" ").includes(text.trim()) ? ok(text.trim()) : err("ENOENT");
    case "bitmap":
      return bitmap(text, entry.max ?? INT_MAX);
    case "mask":
      return mask(text, entry.max ?? INT_MAX);
    case "vector":
    case "portRange":
    case "groupRange":
      return vector(entry, text, String(now));
    case "ulong":
      return long(entry, text);
    default:
      return single(entry, text);
  }
}

function single(entry: SysctlEntry, text: string): Value {
  const { type, min, max } = entry;
  if (type === "ms") return millis(text, min ?? 0);
  if (type === "userhz") return hundredths(text);
  const bounds = ((): readonly [number, number] => {
    switch (type) {
      case "uint":
        return [0, UINT_MAX];
      case "seconds":
        return [-MOST_SECONDS, MOST_SECONDS];
      default:
        return [INT_MIN, INT_MAX];
    }
  })();
  const read = integer(text, min ?? bounds[0], max ?? bounds[1]);
  if (!read.ok) return read;
  const { value } = read;
  return type === "bool" ? ok(value === 0 ? 0 : 1) : read;
}

/** proc_get_long of a 64-bit kernel, exactly: undefined where it is none. */
function exactly(text: string): { readonly negative: boolean; readonly magnitude: bigint } | undefined {
  const read = integer(text, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
  if (!read.ok) return undefined;
  const [, digits = "0"] = /^\s*-?(0x[0-9a-f]+|\d+)/i.exec(text) ?? [];
  const magnitude = BigInt(/^0\d/.test(digits) ? `0o${digits.slice(1)}` : digits);
  return magnitude >> 64n === 0n ? { negative: read.value < 0, magnitude } : undefined;
}

/** do_proc_dointvec_ms_jiffies_conv: of what is too long for an int the lower half counts. */
function millis(text: string, min: number): Value {
  const read = exactly(text);
  const low = read && !read.negative ? Number(BigInt.asUintN(32, read.magnitude)) : -1;
  if (low < min || low > INT_MAX) return INVALID;
  return ok(Math.ceil(low / MILLIS_PER_JIFFY) * MILLIS_PER_JIFFY);
}

/** The longest time in hundredths of a second that is taken: LONG_MAX / HZ * USER_HZ. */
const MOST_HUNDREDTHS = ((2n ** 63n - 1n) / 250n) * 100n;

/** do_proc_dointvec_userhz_jiffies_conv: a negative time is the longest there is, which an int holds as one jiffy less than none. */
function hundredths(text: string): Value {
  const read = exactly(text);
  if (!read || read.magnitude > MOST_HUNDREDTHS) return INVALID;
  const jiffies = read.negative ? -1 : Number(BigInt.asIntN(32, (read.magnitude * 5n) / 2n));
  const shown = Math.floor((Math.abs(jiffies) * 2) / 5);
  return ok(jiffies < 0 ? -shown : shown);
}

/** proc_get_long: a decimal, octal or hexadecimal number that ends at white space; what follows is not looked at. */
function integer(text: string, min: number, max: number): Result<number, Errno> {
  const word = /^\s*(-?)(0x[0-9a-f]+|\d+)(?:\s|$)/i.exec(text);
  if (!word) return INVALID;
  const [, sign, digits = ""] = word;
  if (/^0\d*[89]/.test(digits)) return INVALID;
  const magnitude = /^0\d/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  const value = sign === "-" && magnitude !== 0 ? -magnitude : magnitude;
  return value < min || value > max ? INVALID : ok(value);
}

/** proc_doulongvec_minmax: more than a number holds exactly stays text. */
function long({ min = 0, max }: SysctlEntry, text: string): Value {
  const read = integer(text, min, max ?? Number.MAX_VALUE);
  if (!read.ok) return read;
  if (Number.isSafeInteger(read.value)) return read;
  const exact = BigInt(/\d\S*/.exec(text)?.[0] ?? "0");
  return exact >> 64n === 0n ? ok(exact.toString()) : INVALID;
}

/** Numbers that are not given stay as they were. */
function vector({ type, min = 0, max }: SysctlEntry, text: string, now: string): Value {
  const words = text.trim().split(/\s+/);
  const before = now.split("\t");
  const most = max ?? (type === "groupRange" ? UINT_MAX - 1 : INT_MAX);
  const values: number[] = [];
  for (let i = 0; i < before.length; i++) {
    const word = words[i];
    if (word === undefined && i > 0) values.push(Number(before[i]));
    else {
      const read = integer(word ?? "", min, most);
      if (!read.ok) return read;
      values.push(read.value);
    }
  }
  const [low = 0, high = 0] = values;
  if (type === "portRange" && (low < 1 || high > 65535 || low > high)) return INVALID;
  if (type === "groupRange" && low > high) return ok("1\t0");
  return ok(values.join("\t"));
}

/** proc_do_large_bitmap: printed in as few ranges as there can be. */
function bitmap(text: string, most: number): Value {
  const bits = new Set<number>();
  const list = text.replace(/\n$/, "");
  for (const part of list === "" ? [] : list.split(",")) {
    const [from = "", to = from, more] = part.split("-");
    const low = /^\S+$/.test(from) ? integer(from, 0, most) : INVALID;
    const high = /^\S+$/.test(to) ? integer(to, 0, most) : INVALID;
    if (!low.ok || !high.ok || more !== undefined || low.value > high.value) return INVALID;
    for (let bit = low.value; bit <= high.value; bit++) bits.add(bit);
  }
  const ranges: string[] = [];
  const sorted = [...bits].sort((a, b) => a - b);
  for (let i = 0; i < sorted.length; i++) {
    const from = i;
    while (sorted[i + 1] === (sorted[i] as number) + 1) i++;
    ranges.push(from === i ? String(sorted[i]) : `${sorted[from]}-${sorted[i]}`);
  }
  return ok(ranges.join(","));
}

/** bitmap_parse. */
function mask(text: string, most: number): Value {
  const word = text.trim();
  if (word !== "" && !/^[0-9a-f\s]+$/i.test(word)) return INVALID;
  const value = word === "" ? 0 : Number.parseInt(word, 16);
  if (/\s/.test(word) || value > most) return err("EOVERFLOW");
  return ok(value.toString(16));
}
