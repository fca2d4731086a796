/** Rates, sizes, times and percentages as tc reads and prints them (tc/tc_util.c and lib/utils.c of iproute2). */
import { microsOf, ticksOf } from "../../model/qdisc.ts";
import { general } from "../general.ts";

/** A number with its unit, by what one of the unit is worth; undefined for what is neither. */
function readSigned(text: string, units: Readonly<Record<string, number>>): number | undefined {
  // strtod takes hexadecimal numbers, too, and white space in front.
  const match = /^\s*([+-]?(?:0x[0-9a-f]+|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?))([a-z%]*)$/i.exec(text);
  const unit = (match?.[2] ?? "").toLowerCase();
  if (!match || !Object.hasOwn(units, unit)) return undefined;
  const [, digits = ""] = match;
  const magnitude = Number(digits.replace(/^[+-]/, "")) * (units[unit] ?? 0);
  return digits.startsWith("-") ? -magnitude : magnitude;
}

function read(text: string, units: Readonly<Record<string, number>>): number | undefined {
  const value = readSigned(text, units);
  return value === undefined || value < 0 ? undefined : value;
}

/** Bits a second. */
const RATES: Readonly<Record<string, number>> = {
  "": 1,
  bit: 1,
  kibit: 1024,
  kbit: 1e3,
  mibit: 1024 ** 2,
  mbit: 1e6,
  gibit: 1024 ** 3,
  gbit: 1e9,
  tibit: 1024 ** 4,
  tbit: 1e12,
  bps: 8,
  kibps: 8 * 1024,
  kbps: 8e3,
  mibps: 8 * 1024 ** 2,
  mbps: 8e6,
  gibps: 8 * 1024 ** 3,
  gbps: 8e9,
  tibps: 8 * 1024 ** 4,
  tbps: 8e12,
};

/** get_rate64: bytes a second; undefined for what is no rate. */
export function parseRate(text: string): number | undefined {
  const bits = readSigned(text, RATES);
  // What is below nothing ends up high, but for a part of a byte.
  return bits === undefined ? undefined : Math.trunc(bits / 8) + (bits <= -8 ? 2 ** 64 : 0);
}

const SIZES: Readonly<Record<string, number>> = {
  "": 1,
  b: 1,
  k: 1024,
  kb: 1024,
  m: 1024 ** 2,
  mb: 1024 ** 2,
  g: 1024 ** 3,
  gb: 1024 ** 3,
  kbit: 128,
  mbit: 128 * 1024,
  gbit: 128 * 1024 ** 2,
};

/** get_size: bytes. */
export function parseSize(text: string): number | undefined {
  const bytes = read(text, SIZES);
  return bytes === undefined || bytes > 0xffffffff ? undefined : Math.trunc(bytes);
}

const TIMES: Readonly<Record<string, number>> = {
  "": 1,
  s: 1e6,
  sec: 1e6,
  secs: 1e6,
  ms: 1e3,
  msec: 1e3,
  msecs: 1e3,
  us: 1,
  usec: 1,
  usecs: 1,
};

const NANOS: Readonly<Record<string, number>> = {
  "": 1,
  ns: 1,
  nsec: 1,
  nsecs: 1,
  ...Object.fromEntries(Object.entries(TIMES).flatMap(([unit, worth]) => (unit === "" ? [] : [[unit, worth * 1000]]))),
};

/** get_time: microseconds, as many as 32 bits hold: more begin anew, and those below nothing end up high. */
export function parseTime(text: string): number | undefined {
  const micros = readSigned(text, TIMES);
  return micros === undefined ? undefined : Math.trunc(micros) - Math.floor(Math.trunc(micros) / 2 ** 32) * 2 ** 32;
}

/** get_time64: nanoseconds, which is what a number without a unit is. */
export function parseSignedNanos(text: string): number | undefined {
  const nanos = readSigned(text, NANOS);
  return nanos === undefined ? undefined : Math.trunc(nanos);
}
/** The same where time below nothing is refused. */
export function parseNanos(text: string): number | undefined {
  const nanos = parseSignedNanos(text);
  return nanos === undefined || nanos < 0 ? undefined : nanos;
}

const WHOLE = 0xffffffff;

/** get_percent: of 2^32 - 1. */
export function parsePercent(text: string): number | undefined {
  const percent = read(text, { "": 1, "%": 1 });
  return percent === undefined || percent > 100 ? undefined : Math.round((percent / 100) * WHOLE);
}

export function formatPercent(chance: number): string {
  return `${general((100 * chance) / WHOLE)}%`;
}

/** The share of the whole, as JSON has it. */
export function shareOf(chance: number): number {
  return Number(general(chance / WHOLE));
}

/** sprint_time, of microseconds, which it takes for a number of 32 bits. */
export function formatTime(time: number): string {
  const micros = time % 2 ** 32;
  if (micros >= 1e6) return `${general(micros / 1e6, 3)}s`;
  return micros >= 1e3 ? `${general(micros / 1e3, 3)}ms` : `${micros}us`;
}

/** sprint_time64. */
export function formatNanos(nanos: number): string {
  if (nanos >= 1e9) return `${general(nanos / 1e9, 3)}s`;
  if (nanos >= 1e6) return `${general(nanos / 1e6, 3)}ms`;
  return nanos >= 1e3 ? `${general(nanos / 1e3, 3)}us` : `${nanos}ns`;
}

/** tc_print_rate, of bytes a second: in bits, in the largest unit that says it without a fraction. */
export function formatRate(bytes: number): string {
  let rate = bytes * 8;
  let unit = 0;
  for (; unit < 4; unit++) {
    if (rate < 1000 || (rate % 1000 !== 0 && rate < 1_000_000)) break;
    rate = Math.trunc(rate / 1000);
  }
  return `${rate}${["", "K", "M", "G", "T"][unit]}bit`;
}

/** sprint_size, of bytes. */
export function formatSize(bytes: number): string {
  const near = (unit: number, slack: number) => Math.abs(unit * Math.round(bytes / unit) - bytes) < slack;
  if (bytes >= 1024 ** 2 && near(1024 ** 2, 1024)) return `${Math.round(bytes / 1024 ** 2)}Mb`;
  return bytes >= 1024 && near(1024, 16) ? `${Math.round(bytes / 1024)}Kb` : `${bytes}b`;
}

/** tc_calc_xmittime: ticks that a size takes at a rate of bytes a second; tc counts whole microseconds. */
export function transmitTicks(rate: number, size: number): number {
  return ticksOf(Math.trunc(1e6 * (size / rate)));
}

/** psched_l2t_ns of the kernel, in ticks as 32 bits hold them: a factor of 32 bits and a shift stand for the rate. */
export function queueTicks(rate: number, size: number): number {
  if (rate === 0) return 0;
  const perSecond = BigInt(rate);
  let factor = 1_000_000_000n;
  let shift = 0n;
  for (; factor >> 63n === 0n && (factor / perSecond) >> 31n === 0n; shift++) factor <<= 1n;
  return Number((((BigInt(size) * (factor / perSecond)) >> shift) >> 6n) & 0xffffffffn);
}

/** tc_calc_xmitsize. */
export function transmitSize(rate: number, ticks: number): number {
  return Math.trunc((rate * microsOf(ticks)) / 1e6);
}

/** A size that takes so many ticks by either count, as a word. */
export function sizeWords(rate: number, ticks: number, count = transmitTicks): string {
  const near = Math.ceil((Math.ceil(ticks / 15.625) * rate) / 1e6);
  const exact = Math.ceil((ticks * rate) / 15.625e6);
  const size = [near, exact, exact + 1, exact - 1].find((each) => each >= 0 && count(rate, each) === ticks);
  return String(size ?? near);
}
