/** Times in jq: seconds, the eight numbers of a broken down time, texts (f_strftime and its kind). All in UTC. */
import { formatTime } from "../../time/strftime.ts";
import { fail, isArray, type Json } from "./value.ts";

const DAY = 86_400;

export function brokenDown(seconds: number): Json {
  const whole = Math.floor(seconds);
  const date = new Date(whole * 1000);
  const year = date.getUTCFullYear();
  const start = Date.UTC(year, 0, 1) / 1000;
  return [
    year,
    date.getUTCMonth(),
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds() + (seconds - whole),
    date.getUTCDay(),
    Math.floor((whole - start) / DAY),
  ];
}

export function secondsOf(parts: readonly Json[]): number {
  if (parts.length < 6 || parts.some((part) => typeof part !== "number"))
    return fail("mktime requires parsed datetime inputs");
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts as readonly number[];
  return Date.UTC(year, month, day, hour, minute, Math.floor(second)) / 1000;
}

export function formatBrokenDown(value: Json, how: Json): Json {
  const parts = typeof value === "number" ? brokenDown(value) : value;
  if (!isArray(parts) || parts.length < 6 || parts.some((part) => typeof part !== "number"))
    return fail("strftime/1 requires parsed datetime inputs");
  if (typeof how !== "string") return fail("strftime/1 requires a string format");
  return formatTime(how, secondsOf(parts));
}

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const DAYS = "sun mon tue wed thu fri sat".split(" ");

/** strptime(3), for what texts of times have. */
export function parseTime(text: string, how: Json): Json {
  if (typeof how !== "string") return fail("strptime/1 requires string inputs and arguments");
  const wrong = (): never => fail(`date "${text}" does not match format "${how}"`);
  const fields = { Y: 1900, m: 0, d: 0, H: 0, M: 0, S: 0, s: Number.NaN };
  const format = how
    .replaceAll("%T", "%H:%M:%S")
    .replaceAll("%F", "%Y-%m-%d")
    .replaceAll("%D", "%m/%d/%y")
    .replaceAll("%R", "%H:%M");
  let at = 0;
  let dated = false;
  const number = (most: number): number => {
    const found = new RegExp(`^\\s*(\\d{1,${most}})`).exec(text.slice(at));
    if (found === null) return wrong();
    at += found[0].length;
    return Number(found[1]);
  };
  const word = (list: readonly string[]): number => {
    const found = /^[a-zA-Z]+/.exec(text.slice(at))?.[0].toLowerCase() ?? "";
    const index = list.findIndex((each) => found.startsWith(each));
    if (index < 0) return wrong();
    at += found.length;
    return index;
  };
  for (let i = 0; i < format.length; i++) {
    const char = format[i] ?? "";
    if (/\s/.test(char)) {
      while (/\s/.test(text[at] ?? "")) at++;
      continue;
    }
    if (char !== "%") {
      if (text[at++] !== char) return wrong();
      continue;
    }
    const letter = format[++i] ?? "";
    switch (letter) {
      case "Y":
        fields.Y = number(4);
        dated = true;
        break;
      case "y": {
        const year = number(2);
        fields.Y = year + (year < 69 ? 2000 : 1900);
        dated = true;
        break;
      }
      case "m":
        fields.m = number(2) - 1;
        dated = true;
        break;
      case "b":
      case "B":
      case "h":
        fields.m = word(MONTHS);
        dated = true;
        break;
      case "d":
      case "e":
        fields.d = number(2);
        dated = true;
        break;
      case "a":
      case "A":
        word(DAYS);
        break;
      case "H":
      case "k":
        fields.H = number(2);
        break;
      case "M":
        fields.M = number(2);
        break;
      case "S":
        fields.S = number(2);
        break;
      case "s":
        fields.s = number(15);
        break;
      case "Z": {
        const zone = /^[A-Za-z]+/.exec(text.slice(at))?.[0];
        if (zone === undefined) return wrong();
        at += zone.length;
        break;
      }
      case "z": {
        const zone = /^\s*(?:Z|[-+]\d\d:?(?:\d\d)?)/.exec(text.slice(at))?.[0];
        if (zone === undefined) return wrong();
        at += zone.length;
        break;
      }
      case "%":
        if (text[at++] !== "%") return wrong();
        break;
      default:
        return fail(`netnone: %${letter} of strptime is not modelled`);
    }
  }
  if (at < text.length) return fail(`date "${text}" does not match format "${how}"`);
  if (!Number.isNaN(fields.s)) return brokenDown(fields.s);
  const { Y, m, d, H, M, S } = fields;
  if (!dated) return [1900, 0, 0, H, M, S, 0, 367];
  const [, , , , , , weekday, yearday] = brokenDown(Date.UTC(Y, m, Math.max(d, 1)) / 1000) as readonly Json[];
  return [Y, m, d, H, M, S, weekday as Json, yearday as Json];
}
