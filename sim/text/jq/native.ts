/** The builtins of jq 1.6 that are not written in jq (builtin.c), and those that take expressions and are quicker here. */
import { split } from "./arithmetic.ts";
import { format, toText } from "./format.ts";
import { readJson } from "./json.ts";
import { matchAll } from "./match.ts";
import { contains, deletePaths, get, getPath, has, keysIn, lengthOf, setPath } from "./paths.ts";
import { definitions } from "./prelude.ts";
import { type Closure, type Native, type Outputs, type Path, pathOf, type Runner, Scope } from "./run.ts";
import { brokenDown, formatBrokenDown, parseTime, secondsOf } from "./time.ts";
import {
  compare,
  described,
  fail,
  isArray,
  isObject,
  JqError,
  JqLimit,
  type Json,
  kindOf,
  short,
  text,
  truthy,
} from "./value.ts";

/** What ends jq by `halt` and `halt_error`. */
export class JqHalt extends Error {
  readonly status: number;
  readonly value: Json | undefined;
  constructor(status: number, value?: Json) {
    super();
    this.status = status;
    this.value = value;
  }
}

const lost = (path: Path): Path => (path === undefined ? undefined : "lost");

/** A function of values: of several of an argument, those of the first change fastest. */
function plain(compute: (value: Json, ...args: Json[]) => Json): Native {
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
function* recurse(run: Runner, follow: Closure, value: Json, path: Path): Outputs {
  yield { value, path };
  const stack = [run.closure(follow, value, path)];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const next = top.next();
    if (next.done === true) stack.pop();
    else {
      yield next.value;
      run.step();
      if (stack.length > 100_000) throw new JqLimit("calls nested too deeply");
      stack.push(run.closure(follow, next.value.value, next.value.path));
    }
  }
}

const takes = (value: Json): number => (typeof value === "number" ? value : fail("Range bounds must be numeric"));

function* limited(run: Runner, count: number, from: Closure, value: Json, path: Path): Outputs {
  if (count < 0) {
    yield* run.closure(from, value, path);
    return;
  }
  let left = count;
  for (const out of run.closure(from, value, path)) {
    yield out;
    if (--left <= 0) return;
  }
}

const SIMPLE: readonly (readonly [string, Native])[] = [
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
  ["builtins/0", plain(() => BUILTIN_NAMES())],
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

function raise(value: Json): never {
  throw new JqError(value);
}

/** Those that take expressions, ask for paths, or reach outward. */
const SPECIAL: readonly (readonly [string, Native])[] = [
  ["empty/0", function* () {}],
  // Of null nothing is raised: it is as empty.
  [
    "error/0",
    function* (_run, _parameters, value) {
      if (value !== null) raise(value);
    },
  ],
  [
    "error/1",
    function* (run, [of], value) {
      for (const each of run.values(of as Closure, value)) if (each !== null) raise(each);
    },
  ],
  [
    "path/1",
    function* (run, [of], value, path) {
      for (const out of run.closure(of as Closure, value, [])) yield { value: pathOf(out), path: lost(path) };
    },
  ],
  [
    "getpath/1",
    function* (run, [of], value, path) {
      for (const keys of run.values(of as Closure, value)) {
        if (!isArray(keys)) fail("Path must be specified as an array");
        let found: Json;
        try {
          found = getPath(value, keys as readonly Json[]);
        } catch (error) {
          if (!(error instanceof JqError)) throw error;
          throw error;
        }
        yield {
          value: found,
          path: path === undefined || path === "lost" ? path : [...path, ...(keys as readonly Json[])],
        };
      }
    },
  ],
  [
    "_modify/2",
    function* (run, [paths, update], value, path) {
      let held = value;
      for (const out of run.closure(paths as Closure, value, [])) {
        const at = pathOf(out);
        let changed: Json | undefined;
        for (const next of run.values(update as Closure, getPath(held, at))) {
          changed = next;
          break;
        }
        held = changed === undefined ? deletePaths(held, [at]) : setPath(held, at, changed);
      }
      yield { value: held, path: lost(path) };
    },
  ],
  [
    "_assign/2",
    function* (run, [paths, given], value, path) {
      for (const each of run.values(given as Closure, value)) {
        let held = value;
        for (const out of run.closure(paths as Closure, value, [])) held = setPath(held, pathOf(out), each);
        yield { value: held, path: lost(path) };
      }
    },
  ],
  [
    "range/2",
    function* (run, [from, to], value, path) {
      for (const start of run.values(from as Closure, value))
        for (const end of run.values(to as Closure, value))
          for (let i = takes(start), until = takes(end); i < until; i++) {
            run.step();
            yield { value: i, path: lost(path) };
          }
    },
  ],
  [
    "range/3",
    function* (run, [from, to, by], value, path) {
      for (const start of run.values(from as Closure, value))
        for (const end of run.values(to as Closure, value))
          for (const step of run.values(by as Closure, value)) {
            const each = takes(step);
            for (
              let i = takes(start), until = takes(end);
              each > 0 ? i < until : each < 0 ? i > until : i < until;
              i += each
            ) {
              run.step();
              yield { value: i, path: lost(path) };
            }
          }
    },
  ],
  [
    "recurse/0",
    function* (run, _, value, path) {
      yield* run.outputs({ type: "recurse" }, ROOT_SCOPE, value, path);
    },
  ],
  ["recurse/1", (run, [follow], value, path) => recurse(run, follow as Closure, value, path)],
  [
    "repeat/1",
    function* (run, [each], value, path) {
      // Of the same input again and again, as 1.6 has it.
      for (;;) {
        run.step();
        yield* run.closure(each as Closure, value, path);
      }
    },
  ],
  [
    "while/2",
    function* (run, [test, follow], value, path) {
      const going = (each: Json): boolean => {
        for (const answer of run.values(test as Closure, each)) return truthy(answer);
        return false;
      };
      if (!going(value)) return;
      yield { value, path };
      const stack = [run.closure(follow as Closure, value, path)];
      for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
        const next = top.next();
        if (next.done === true) stack.pop();
        else if (going(next.value.value)) {
          yield next.value;
          run.step();
          stack.push(run.closure(follow as Closure, next.value.value, next.value.path));
        }
      }
    },
  ],
  [
    "until/2",
    function* (run, [test, follow], value, path) {
      const done = (each: Json): boolean => {
        for (const answer of run.values(test as Closure, each)) return truthy(answer);
        return false;
      };
      if (done(value)) {
        yield { value, path };
        return;
      }
      const stack = [run.closure(follow as Closure, value, path)];
      for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
        const next = top.next();
        run.step();
        if (next.done === true) stack.pop();
        else if (done(next.value.value)) yield next.value;
        else {
          if (stack.length > 10_000) stack.splice(0, stack.length - 1);
          stack.push(run.closure(follow as Closure, next.value.value, next.value.path));
        }
      }
    },
  ],
  [
    "limit/2",
    function* (run, [count, from], value, path) {
      for (const each of run.values(count as Closure, value)) {
        if (typeof each !== "number") fail(`${described(each)} and number (1) cannot be subtracted`);
        yield* limited(run, each as number, from as Closure, value, path);
      }
    },
  ],
  ["first/1", (run, [from], value, path) => limited(run, 1, from as Closure, value, path)],
  [
    "last/1",
    function* (run, [from], value, path) {
      let held: { value: Json; path: Path } | undefined;
      for (const out of run.closure(from as Closure, value, path)) held = out;
      yield held ?? { value: null, path: lost(path) };
    },
  ],
  [
    "input/0",
    function* (run, _, __, path) {
      const next = run.surroundings.input();
      if (next === undefined) throw new JqError("break");
      yield { value: next, path: lost(path) };
    },
  ],
  [
    "debug/0",
    function* (run, _, value, path) {
      run.surroundings.error(`${text(["DEBUG:", value])}\n`);
      yield { value, path };
    },
  ],
  [
    "stderr/0",
    function* (run, _, value, path) {
      run.surroundings.error(text(value));
      yield { value, path };
    },
  ],
  [
    "input_line_number/0",
    function* (run, _, __, path) {
      yield { value: run.surroundings.lineNumber(), path: lost(path) };
    },
  ],
  [
    "input_filename/0",
    function* (run, _, __, path) {
      yield { value: run.surroundings.fileName(), path: lost(path) };
    },
  ],
  [
    "now/0",
    function* (run, _, __, path) {
      yield { value: run.surroundings.now(), path: lost(path) };
    },
  ],
];

const ROOT_SCOPE = new Scope(undefined, "", {});

/** By name and arity. */
const BUILTIN_NAMES = (): Json => [...NATIVES.keys(), ...definitions().keys()].filter((name) => !name.startsWith("_"));

export const NATIVES: ReadonlyMap<string, Native> = new Map([...SIMPLE, ...SPECIAL]);
