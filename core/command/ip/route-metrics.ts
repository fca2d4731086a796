/** Metrics of a route (RTAX_* of linux/rtnetlink.h): their words, how they are read, kept and shown (ip/iproute.c). */
import type { Route } from "../../model/route.ts";
import { type Args, matches, parseUnsigned, parseUnsigned64 } from "../args.ts";
import type { Output } from "../output.ts";

interface Metric {
  readonly word: string;
  /** May the word be shortened? */
  readonly short: boolean;
  /** What the error calls it. */
  readonly name?: string;
  readonly limit?: number;
  /** A time: kept in eighths (rtt) or quarters (rttvar) of a millisecond where it has a unit. */
  readonly scale?: number;
  /** There is no unlocked one. */
  readonly locked?: true;
}

/** In the order of their numbers. */
const METRICS: readonly Metric[] = [
  { word: "mtu", short: false },
  { word: "window", short: true },
  { word: "rtt", short: false, scale: 8 },
  { word: "rttvar", short: true, scale: 4 },
  { word: "ssthresh", short: true },
  { word: "cwnd", short: true },
  { word: "advmss", short: false, name: "mss" },
  { word: "reordering", short: true },
  { word: "hoplimit", short: false, limit: 255 },
  { word: "initcwnd", short: true },
  { word: "features", short: true },
  { word: "rto_min", short: false, scale: 1, locked: true },
  { word: "initrwnd", short: true },
  { word: "quickack", short: true },
  { word: "fastopen_no_cookie", short: true },
];

/** RTAX_*: 16 is the congestion control. */
export const METRIC_NUMBERS: ReadonlyMap<string, number> = new Map(
  METRICS.map(({ word }, index) => [word, word === "fastopen_no_cookie" ? 17 : index + 2]),
);

/** The order in which iproute2 looks whether a shortened word fits. */
const LOOKED_AT = [
  "mtu",
  "hoplimit",
  "advmss",
  "reordering",
  "rtt",
  "rto_min",
  "window",
  "cwnd",
  "initcwnd",
  "initrwnd",
  "features",
  "quickack",
  "congctl",
  "rttvar",
  "ssthresh",
];

const LOOKED_UP = LOOKED_AT.map((name) => [name, METRICS.find(({ word }) => word === name)] as const);

export const METRIC_WORDS = [...METRICS.map(({ word }) => word), "congctl"];

export interface MetricsDraft {
  metrics: Record<string, number>;
  locks: Set<string>;
  congctl?: string;
}

/** RTAX_FEATURE_ECN. */
const ECN = 1;

function metricNamed(word: string): Metric | "congctl" | undefined {
  for (const [name, metric] of LOOKED_UP) {
    if (metric === undefined) {
      if (matches(word, name)) return "congctl";
    } else if (metric.short ? matches(word, name) : word === name) return metric;
  }
  return matches(word, "fastopen_no_cookie") ? METRICS.at(-1) : undefined;
}

/** get_time_rtt: milliseconds; without a unit the number is what the kernel keeps. A whole number may have any base. */
function readTime(word: string, scale: number): number | undefined {
  const match = /^\s*([+-]?0[xX][0-9a-fA-F]+|[+-]?\d+|\+?(?:\d+\.\d*|\.\d+))(s|sec|secs|ms|msec|msecs)?$/i.exec(word);
  if (!match) return undefined;
  const [, digits = "", unit] = match;
  const whole = digits.includes(".") ? Number(digits) : parseUnsigned64(digits);
  if (whole === undefined) return undefined;
  const given = Number(whole);
  const seconds = unit !== undefined && !/^m/i.test(unit);
  const value = ceilUnsigned(given * (seconds ? 1000 : 1));
  return unit === undefined ? value : (value * scale) % 2 ** 32;
}

/** `unsigned = double`, and one more where that is less: past what fits, a number becomes its low bits, and those 0. */
function ceilUnsigned(value: number): number {
  const low = value >= 2 ** 63 ? 0 : Math.floor(value) % 2 ** 32;
  return low < value ? low + 1 : low;
}

/** Reads a metric's value, if the word is one; answers whether it was. */
export function takeMetric(args: Args, draft: MetricsDraft, word: string): boolean {
  const metric = metricNamed(word);
  if (!metric) return false;
  if (metric === "congctl") {
    if (args.peek === "lock") {
      args.take();
      draft.locks.add("congctl");
    }
    draft.congctl = args.value();
    return true;
  }
  const { word: name, scale } = metric;
  if (name === "features") {
    const given = args.value();
    if (given !== "ecn" && !args.refusal) args.invalid('"features" value not valid\n', given);
    draft.metrics[name] = ECN;
    return true;
  }
  const lockable = name !== "quickack" && name !== "rto_min" && name !== "fastopen_no_cookie";
  if (lockable && args.peek === "lock") {
    args.take();
    draft.locks.add(name);
  }
  if (metric.locked) draft.locks.add(name);
  const given = args.value();
  if (args.refusal) return true;
  const value = scale === undefined ? parseUnsigned(given, metric.limit ?? 0xffffffff) : readTime(given, scale);
  if (value === undefined) args.invalid(`"${metric.name ?? name}" value is invalid\n`, given);
  else if (!lockable && scale === undefined && value > 1) args.invalid(`"${name}" value should be 0 or 1\n`, given);
  draft.metrics[name] = value ?? 0;
  return true;
}

/** The words for what a route has. */
export function renderMetrics(route: {
  readonly metrics?: Readonly<Record<string, number>>;
  readonly locks?: readonly string[];
  readonly congctl?: string;
}): string[] {
  const lock = (word: string) => (route.locks?.includes(word) && word !== "rto_min" ? ["lock"] : []);
  return [
    ...Object.entries(route.metrics ?? {}).flatMap(([word, value]) => [
      word,
      ...lock(word),
      word === "features" ? "ecn" : String(value),
    ]),
    ...(route.congctl === undefined ? [] : ["congctl", ...lock("congctl"), route.congctl]),
  ];
}

export function printMetrics(out: Output, route: Pick<Route, "metrics" | "locks" | "congctl">): void {
  const known = METRICS.filter(({ word }) => route.metrics[word] !== undefined);
  if (known.length === 0 && route.congctl === undefined) return;
  const lock = (word: string): string => (route.locks?.includes(word) ? "lock " : "");
  out.openList("metrics").openObject();
  for (const { word, scale } of known) {
    const value = route.metrics[word] ?? 0;
    if (word === "features") {
      out.text("features ").text(lock(word)).field("ecn", null, "ecn ");
      continue;
    }
    const shown = scale === undefined ? value : Math.floor(value / scale);
    const unit = scale === undefined ? "" : shown >= 1000 ? "s" : "ms";
    out.field(word, shown, `${word} ${lock(word)}${unit === "s" ? shown / 1000 : shown}${unit} `);
  }
  if (route.congctl !== undefined)
    out.field("congestion", route.congctl, `congctl ${lock("congctl")}${route.congctl} `);
  out.close().close();
}
