/** The functions of awk(1) that are built in. */

import { type Run, wait } from "../../shell/run.ts";
import { formatTime } from "../../time/strftime.ts";
import { momentAt, zoneOf } from "../../time/zone.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Expression } from "./syntax.ts";
import { formatted, Given, numberOf, type Value } from "./value.ts";

export function* callBuiltin(awk: Interpreter, name: string, args: readonly Expression[]): Run<Value> {
  const [first, second, third] = args;
  if (name === "length") {
    if (first === undefined) return awk.text(awk.field(0)).length;
    if (first.kind === "variable" && awk.isArray(first.name)) return awk.array(first.name).entries.size;
    return awk.text(yield* awk.evaluate(first)).length;
  }
  if (name === "split") return yield* split(awk, args);
  if (name === "sub" || name === "gsub") return yield* substitute(awk, args, name === "gsub");
  if (name === "match") {
    const text = awk.text(yield* awk.evaluate(first as Expression));
    const regex = yield* awk.regexOf(second as Expression);
    const found = regex.find(text);
    awk.globals.set("RSTART", found === undefined ? 0 : found.start + 1);
    awk.globals.set("RLENGTH", found === undefined ? -1 : found.end - found.start);
    return found === undefined ? 0 : found.start + 1;
  }
  const values: Value[] = [];
  for (const arg of args) values.push(yield* awk.evaluate(arg));
  const [value] = values;
  const number = numberOf(value);
  switch (name) {
    case "atan2":
      return Math.atan2(number, numberOf(values[1]));
    case "cos":
      return Math.cos(number);
    case "exp":
      return Math.exp(number);
    case "int":
      return Math.trunc(number);
    case "log":
      return Math.log(number);
    case "sin":
      return Math.sin(number);
    case "sqrt":
      return Math.sqrt(number);
    case "index":
      return awk.text(value).indexOf(awk.text(values[1])) + 1;
    case "tolower":
      return awk.text(value).replace(/[A-Z]+/g, (part) => part.toLowerCase());
    case "toupper":
      return awk.text(value).replace(/[a-z]+/g, (part) => part.toUpperCase());
    case "substr":
      return substring(awk.text(value), numberOf(values[1]), third === undefined ? undefined : numberOf(values[2]));
    case "sprintf": {
      const format = awk.text(value);
      const { text, problem } = formatted(format, values.slice(1), awk.convert);
      if (problem !== undefined) awk.runtimeError(`${problem} sprintf("${format}")`);
      return text;
    }
    case "rand":
      awk.seed = (Math.imul(awk.seed, 1103515245) + 12345) & 0x7fffffff;
      return awk.seed / 0x7fffffff;
    case "srand": {
      const before = awk.previousSeed;
      awk.previousSeed = first === undefined ? Math.floor(awk.context.kernel.wallMicros() / 1e6) : number;
      awk.seed = Math.trunc(awk.previousSeed) & 0x7fffffff;
      return before;
    }
    case "close":
      return yield* wait(awk.streams.close(awk.text(value)));
    case "fflush":
      return first === undefined ||
        awk.streams.isOpen(awk.text(value)) ||
        /^\/dev\/std(?:out|err)$/.test(awk.text(value))
        ? 0
        : -1;
    case "system":
      return yield* wait(awk.streams.system(awk.text(value)));
    case "systime":
      return Math.floor(awk.context.kernel.wallMicros() / 1e6);
    case "strftime": {
      const format = first === undefined ? "%c" : awk.text(value);
      const seconds = second === undefined ? awk.context.kernel.wallMicros() / 1e6 : numberOf(values[1]);
      return formatTime(format, Math.floor(seconds), 0, zoneOf(awk.context.env.TZ));
    }
    case "mktime": {
      const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second_ = 0] = awk
        .text(value)
        .split(/\s+/)
        .map(Number);
      const time = Date.UTC(year, month - 1, day, hour, minute, second_);
      return Number.isNaN(time) ? -1 : (momentAt(zoneOf(awk.context.env.TZ), time / 1000) ?? -1);
    }
  }
  return undefined;
}

/** As mawk 1.3.4-20200120 counts: a start below 1 takes nothing off the length but itself. */
function substring(text: string, begin: number, length: number | undefined): string {
  let start = Math.trunc(begin);
  let count = length === undefined ? Number.POSITIVE_INFINITY : Math.trunc(length);
  if (start < 1) {
    count -= start;
    start = 1;
  }
  return count <= 0 ? "" : text.slice(start - 1, start - 1 + count);
}

function* split(awk: Interpreter, args: readonly Expression[]): Run<Value> {
  const [first, second, third] = args;
  const text = awk.text(yield* awk.evaluate(first as Expression));
  if (second?.kind !== "variable") {
    awk.fail("line 1: syntax error at or near split");
    return undefined;
  }
  const separator =
    third === undefined
      ? awk.global("FS")
      : third.kind === "regex"
        ? awk.regex(third.source)
        : awk.text(yield* awk.evaluate(third));
  const parts = awk.split(text, separator);
  const { entries } = awk.array(second.name);
  entries.clear();
  for (const [index, part] of parts.entries()) entries.set(String(index + 1), new Given(part));
  return parts.length;
}

function* substitute(awk: Interpreter, args: readonly Expression[], all: boolean): Run<Value> {
  const [pattern, replacement, target = { kind: "field", index: { kind: "number", value: 0 } } as const] = args;
  const regex = yield* awk.regexOf(pattern as Expression);
  const written = awk.text(yield* awk.evaluate(replacement as Expression));
  const text = awk.text(yield* awk.evaluate(target));
  let out = "";
  let copied = 0;
  let count = 0;
  for (const { start, end } of regex.matches(text)) {
    count++;
    out += text.slice(copied, start) + replaced(written, text.slice(start, end));
    copied = end;
    if (!all) break;
  }
  if (count > 0) yield* awk.assign(target, out + text.slice(copied));
  return count;
}

/** `&` is what matched, `\&` an ampersand, `\\` a backslash. */
function replaced(text: string, matched: string): string {
  if (!/[&\\]/.test(text)) return text;
  return text.replace(/\\\\(?=\\*&)|\\&|&/g, (whole) => (whole === "&" ? matched : whole === "\\&" ? "&" : "\\"));
}
