/** Builtins of jq 1.6 that make a value of values, whatever path those came by (builtin.c). */
import { split } from "./arithmetic.ts";
import { format, toText } from "./format.ts";
import { readJson } from "./json.ts";
import { matchAll } from "./match.ts";
import { contains, deletePaths, get, has, keysIn, lengthOf, setPath } from "./paths.ts";
import type { Closure, Native, Outputs, Path, Runner } from "./run.ts";
import { brokenDown, formatBrokenDown, parseTime, secondsOf } from "./time.ts";
import { compare, described, fail, isArray, isObject, JqHalt, type Json, kindOf, short } from "./value.ts";

export const lost = (path: Path): Path => (path === undefined ? undefined : "lost");

/** A function of values: of several of an argument, those of the first change fastest. */
export function plain(compute: (value: Json, ...args: Json[]) => Json): Native {
  return function* (run, parameters, value, path): Outputs {
    for (const args of combined(run, parameters, parameters.length, value))
      yield { value: compute(value, ...args), path: lost(path) };
  };
}

function* combined(
  run: Runner,
  parameters: readonly Closure[],
  until: number,
  value: Json,
): Generator<Json[], void, undefined> {
  if (until === 0) {
    yield [];
    return;
  }
  for (const last of run.values(parameters[until - 1] as Closure, value))
    for (const before of combined(run, parameters, until - 1, value)) yield [...before, last];
}

const arrayOf = (value: Json, what: string): readonly Json[] =>
  isArray(value) ? value : fail(`${described(value)} cannot be ${what}, as it is not an array`);
const numberOf = (value: Json): number =>
  typeof value === "number" ? value : fail(`${described(value)} number required`);
const math = (compute: (x: number) => number): Native => plain((value) => compute(numberOf(value)));
const math2 = (compute: (x: number, y: number) => number): Native =>
  plain((_, x, y) => compute(numberOf(x as Json), numberOf(y as Json)));

interface Keyed {
  readonly item: Json;
  readonly key: Json;
}

function keyed(value: Json, keys: Json, what: string): Keyed[] {
  const items = arrayOf(value, what);
  return items.map((item, at) => ({ item, key: (keys as readonly Json[])[at] as Json }));
}

const sorted = (pairs: Keyed[]): Keyed[] => pairs.sort((a, b) => compare(a.key, b.key));

function extreme(pairs: readonly Keyed[], sign: 1 | -1): Json {
  let best: Keyed | undefined;
  // Of equals the first is the least, the last the greatest.
  for (const each of pairs)
    if (best === undefined || (sign < 0 ? compare(each.key, best.key) < 0 : compare(each.key, best.key) >= 0))
      best = each;
  return best?.item ?? null;
}

function itself(value: Json): Keyed[] {
  if (!isArray(value)) return fail(`${described(value)} and ${described(value)} cannot be iterated over`);
  return value.map((item) => ({ item, key: item }));
}

function flatten(value: Json, depth: number): Json[] {
  const out: Json[] = [];
  const items: Iterable<Json> = isArray(value)
    ? value
    : isObject(value)
      ? value.values()
      : fail(`Cannot iterate over ${kindOf(value)} (${short(value)})`);
  for (const item of items) {
    if (isArray(item) && depth > 0) out.push(...flatten(item, depth - 1));
    else out.push(item);
  }
  return out;
}

function tonumber(value: Json): Json {
  if (typeof value === "number") return value;
  if (typeof value !== "string") return fail(`${described(value)} cannot be parsed as a number`);
  const read = readJson(value);
  if ("problem" in read) return fail(read.problem);
  return read.value;
}

function strings(a: Json, b: Json, name: string): readonly [string, string] {
  return typeof a === "string" && typeof b === "string" ? [a, b] : fail(`${name}() requires string inputs`);
}

function implode(value: Json): Json {
  if (!isArray(value)) return fail("implode input must be an array");
  return value
    .map((code) =>
      typeof code === "number"
        ? String.fromCodePoint(code > 0x10ffff || code < 0 ? 0xfffd : code)
        : fail("Unicode codepoint must be numeric"),
    )
    .join("");
}

/** Until nothing more comes: each value, then what follows from it; a stack in place of calls. */
export const PLAIN: readonly (readonly [string, Native])[] = [
  ["length/0", plain(lengthOf)],
  [
    "utf8bytelength/0",
    plain((value) =>
      typeof value === "string"
        ? new TextLength(value).bytes
        : fail(`${described(value)} only strings have UTF-8 byte length`),
    ),
  ],
  ["keys/0", plain((value) => keysIn(value, true))],
  ["keys_unsorted/0", plain((value) => keysIn(value, false))],
  ["has/1", plain((value, key) => has(value, key as Json))],
  ["contains/1", plain((value, other) => contains(value, other as Json))],
  ["type/0", plain(kindOf)],
  ["tostring/0", plain(toText)],
  ["tonumber/0", plain(tonumber)],
  [
    "fromjson/0",
    plain((value) => {
      if (typeof value !== "string") return fail(`${described(value)} only strings can be parsed`);
      const read = readJson(value);
      return "problem" in read ? fail(read.problem) : read.value;
    }),
  ],
  [
    "format/1",
    plain((value, name) =>
      typeof name === "string" ? format(name, value) : fail(`${described(name as Json)} is not a valid format`),
    ),
  ],
  [
    "ltrimstr/1",
    plain((value, part) =>
      typeof value === "string" && typeof part === "string" && value.startsWith(part)
        ? value.slice(part.length)
        : value,
    ),
  ],
  [
    "rtrimstr/1",
    plain((value, part) =>
      typeof value === "string" && typeof part === "string" && part !== "" && value.endsWith(part)
        ? value.slice(0, -part.length)
        : value,
    ),
  ],
  ["startswith/1", plain((value, part) => ((a) => a[0].startsWith(a[1]))(strings(value, part as Json, "startswith")))],
  ["endswith/1", plain((value, part) => ((a) => a[0].endsWith(a[1]))(strings(value, part as Json, "endswith")))],
  [
    "split/1",
    plain((value, by) =>
      typeof value === "string" && typeof by === "string"
        ? split(value, by)
        : fail("split input and separator must be strings"),
    ),
  ],
  [
    "explode/0",
    plain((value) =>
      typeof value === "string"
        ? [...value].map((char) => char.codePointAt(0) ?? 0)
        : fail("explode input must be a string"),
    ),
  ],
  ["implode/0", plain(implode)],
  ["_strindices/1", plain((value, part) => strindices(value, part as Json))],
  ["sort/0", plain((value) => [...arrayOf(value, "sorted")].sort(compare))],
  ["_sort_by_impl/1", plain((value, keys) => sorted(keyed(value, keys as Json, "sorted")).map(({ item }) => item))],
  ["_group_by_impl/1", plain((value, keys) => groups(sorted(keyed(value, keys as Json, "grouped"))))],
  ["min/0", plain((value) => extreme(itself(value), -1))],
  ["max/0", plain((value) => extreme(itself(value), 1))],
  ["_min_by_impl/1", plain((value, keys) => extreme(keyed(value, keys as Json, "iterated over"), -1))],
  ["_max_by_impl/1", plain((value, keys) => extreme(keyed(value, keys as Json, "iterated over"), 1))],
  ["_flatten/1", plain((value, depth) => flatten(value, depth as number))],
  [
    "setpath/2",
    plain((value, path, given) =>
      isArray(path as Json)
        ? setPath(value, path as readonly Json[], given as Json)
        : fail("Path must be specified as an array"),
    ),
  ],
  [
    "delpaths/1",
    plain((value, paths) =>
      isArray(paths as Json)
        ? deletePaths(value, paths as readonly Json[])
        : fail("Paths must be specified as an array"),
    ),
  ],
  ["infinite/0", plain(() => Infinity)],
  ["nan/0", plain(() => Number.NaN)],
  ["isinfinite/0", plain((value) => Math.abs(numberOf(value)) === Infinity)],
  ["isnan/0", plain((value) => Number.isNaN(numberOf(value)))],
  ["isnormal/0", plain((value) => Number.isFinite(numberOf(value)) && Math.abs(numberOf(value)) >= 2 ** -1022)],
  ["mktime/0", plain((value) => (isArray(value) ? secondsOf(value) : fail("mktime requires array inputs")))],
  [
    "gmtime/0",
    plain((value) => (typeof value === "number" ? brokenDown(value) : fail("gmtime() requires numeric inputs"))),
  ],
  ["strftime/1", plain((value, how) => formatBrokenDown(value, how as Json))],
  [
    "strptime/1",
    plain((value, how) =>
      typeof value === "string"
        ? parseTime(value, how as Json)
        : fail(`strptime/1 requires string inputs and arguments`),
    ),
  ],
  [
    "_match_impl/3",
    plain((value, pattern, flags, testing) => matchAll(value, pattern as Json, flags as Json, testing === true)),
  ],
  [
    "halt/0",
    plain(() => {
      throw new JqHalt(0);
    }),
  ],
  [
    "halt_error/1",
    plain((value, status) => {
      throw new JqHalt(typeof status === "number" ? status & 255 : fail("halt_error/1: number required"), value);
    }),
  ],
  ["pow/2", math2((x, y) => x ** y)],
  ["atan2/2", math2(Math.atan2)],
  ["fmin/2", math2(Math.min)],
  ["fmax/2", math2(Math.max)],
  ["fmod/2", math2((x, y) => x % y)],
  ["hypot/2", math2(Math.hypot)],
  ["ldexp/2", math2((x, y) => x * 2 ** y)],
  ["scalb/2", math2((x, y) => x * 2 ** y)],
  ["fma/3", plain((_, x, y, z) => numberOf(x as Json) * numberOf(y as Json) + numberOf(z as Json))],
  ["floor/0", math(Math.floor)],
  ["ceil/0", math(Math.ceil)],
  ["sqrt/0", math(Math.sqrt)],
  ["fabs/0", math(Math.abs)],
  ["round/0", math((x) => Math.sign(x) * Math.round(Math.abs(x)))],
  ["trunc/0", math(Math.trunc)],
  ["rint/0", math(nearest)],
  ["nearbyint/0", math(nearest)],
  ["exp/0", math(Math.exp)],
  ["exp2/0", math((x) => 2 ** x)],
  ["exp10/0", math((x) => 10 ** x)],
  ["pow10/0", math((x) => 10 ** x)],
  ["expm1/0", math(Math.expm1)],
  ["log/0", math(Math.log)],
  ["log2/0", math(Math.log2)],
  ["log10/0", math(Math.log10)],
  ["log1p/0", math(Math.log1p)],
  ["cbrt/0", math(Math.cbrt)],
  ["sin/0", math(Math.sin)],
  ["cos/0", math(Math.cos)],
  ["tan/0", math(Math.tan)],
  ["asin/0", math(Math.asin)],
  ["acos/0", math(Math.acos)],
  ["atan/0", math(Math.atan)],
  ["sinh/0", math(Math.sinh)],
  ["cosh/0", math(Math.cosh)],
  ["tanh/0", math(Math.tanh)],
  ["logb/0", math((x) => Math.floor(Math.log2(Math.abs(x))))],
  ["gamma/0", math(lgamma)],
  ["lgamma/0", math(lgamma)],
  ["significand/0", math((x) => (x === 0 ? x : x / 2 ** Math.floor(Math.log2(Math.abs(x)))))],
];

/** Lanczos' approximation, 15 digits. */
function lgamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - lgamma(1 - x);
  const parts = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
    12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ];
  const shifted = x - 1;
  const sum = parts.reduce((total, part, at) => (at === 0 ? part : total + part / (shifted + at)), 0);
  const base = shifted + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(base) - base + Math.log(sum);
}

function nearest(x: number): number {
  const down = Math.floor(x);
  return x - down === 0.5 ? (down % 2 === 0 ? down : down + 1) : Math.round(x);
}

class TextLength {
  readonly bytes: number;
  constructor(value: string) {
    let bytes = 0;
    for (const char of value) {
      const code = char.codePointAt(0) ?? 0;
      bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    }
    this.bytes = bytes;
  }
}

function strindices(value: Json, part: Json): Json {
  if (typeof value !== "string" || typeof part !== "string") return value === null ? null : get(value, part);
  const out: number[] = [];
  if (part === "") return null;
  for (let at = value.indexOf(part); at >= 0; at = value.indexOf(part, at + 1))
    out.push(new TextLength(value.slice(0, at)).bytes);
  return out;
}

function groups(pairs: readonly Keyed[]): Json[] {
  const out: Json[][] = [];
  let key: Json | undefined;
  for (const each of pairs) {
    if (key === undefined || compare(key, each.key) !== 0) out.push([]);
    key = each.key;
    out.at(-1)?.push(each.item);
  }
  return out;
}
