/** Dates in words, as date -d, touch -d and find -newermt take them (gnulib's parse-datetime). */
import { momentAt, UTC, type Zone, zoneOf } from "../../time/zone.ts";

const UNITS: Readonly<Record<string, number>> = {
  sec: 1,
  second: 1,
  min: 60,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
  fortnight: 1_209_600,
};
const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const MONTH =
  "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?";
const DAYS = "sun mon tue wed thu fri sat".split(" ");
const ORDINALS: Readonly<Record<string, number>> = {
  last: -1,
  this: 0,
  next: 1,
  first: 1,
  third: 3,
  fourth: 4,
  fifth: 5,
};
const WEEKDAY =
  /^(?:(last|this|next|first|third|fourth|fifth|[-+]?\d+)\s+)?(sun(?:day)?|mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nes(?:day)?)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?)\b\.?,?/;
const RELATIVE =
  /^([-+]?\s*\d+|next|last|this)?\s*(sec|second|min|minute|hour|day|week|fortnight|month|year)s?\b(?:\s+(ago)\b)?/;
const DAY_MICROS = 86_400e6;

/** Names of zones that are known everywhere, in minutes east of Greenwich (time_zone_table of gnulib's parse-datetime). */
const ABBREVIATIONS: Readonly<Record<string, number>> = {
  ...{ wet: 0, west: 60, bst: 60, cet: 60, cest: 120, met: 60, mez: 60, mest: 120, mesz: 120, eet: 120, eest: 180 },
  ...{ wat: 60, cat: 120, sast: 120, eat: 180, msk: 180, msd: 240, ist: 330, sgt: 480, kst: 540, jst: 540, gst: 600 },
  ...{ nzst: 720, nzdt: 780, art: -180, brt: -180, brst: -120, nst: -210, ndt: -150, ast: -240, adt: -180, clt: -240 },
  ...{ clst: -180, est: -300, edt: -240, cst: -360, cdt: -300, mst: -420, mdt: -360, pst: -480, pdt: -420 },
  ...{ akst: -540, akdt: -480, hst: -600, hast: -600, hadt: -540, sst: -720 },
};

interface Reading {
  date: { year: number | undefined; month: number; day: number } | undefined;
  /** Microseconds of the day. */
  time: number | undefined;
  /** Minutes east of Greenwich, where it says so. */
  zone: number | undefined;
  /** What the clocks here call the time, where it says that. */
  called: string | undefined;
  weekday: { day: number; ordinal: number } | undefined;
  months: number;
  days: number;
  micros: number;
  moved: boolean;
}

const fraction = (digits: string | undefined): number => Number((digits ?? "").padEnd(6, "0").slice(0, 6));
const fullYear = (text: string): number =>
  text.length > 2 ? Number(text) : Number(text) + (Number(text) < 69 ? 2000 : 1900);

/** One kind of words, taken off the beginning; false where they make no sense, undefined where they mean something else. */
type Rule = readonly [pattern: RegExp, take: (reading: Reading, found: RegExpExecArray) => boolean | undefined];

function setDate(reading: Reading, year: string | undefined, month: number, day: string): boolean {
  if (reading.date !== undefined) return false;
  reading.date = { year: year === undefined ? undefined : fullYear(year), month, day: Number(day) };
  return true;
}

const monthOf = (name: string | undefined): number => MONTHS.indexOf((name ?? "").slice(0, 3)) + 1;

function setTime(reading: Reading, hour: number, minute = 0, second = 0, parts?: string): boolean {
  if (reading.time !== undefined || hour > 24 || minute > 59 || second > 60) return false;
  reading.time = (hour * 3600 + minute * 60 + second) * 1e6 + fraction(parts);
  return true;
}

function clockHour(hour: string | undefined, half: string | undefined): number {
  const number = Number(hour);
  if (half === undefined) return number;
  return number < 1 || number > 12 ? 99 : (number % 12) + (half.startsWith("p") ? 12 : 0);
}

const RULES: readonly Rule[] = [
  [/^(\d{4})-(\d{1,2})-(\d{1,2})(?:t(?=\d)|\b)/, (reading, [, y = "", m, d = ""]) => setDate(reading, y, Number(m), d)],
  [/^(\d{4})\/(\d{1,2})\/(\d{1,2})\b/, (reading, [, y = "", m, d = ""]) => setDate(reading, y, Number(m), d)],
  [/^(\d{1,2})\/(\d{1,2})(?:\/(\d{2,4}))?\b/, (reading, [, m, d = "", y]) => setDate(reading, y, Number(m), d)],
  [
    /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:\s*([ap])\.?m\b\.?)?/,
    (reading, [, h, m, s, parts, half]) => setTime(reading, clockHour(h, half), Number(m), Number(s ?? 0), parts),
  ],
  [/^(\d{1,2})\s*([ap])\.?m\b\.?/, (reading, [, h, half]) => setTime(reading, clockHour(h, half))],
  [
    /^(?:utc|gmt|z)?([-+])(\d{1,2})(?::?(\d{2}))?(?!\S)/,
    (reading, [, sign, h, m]) => {
      // Only behind a time.
      if (reading.time === undefined) return undefined;
      reading.zone = (reading.zone ?? 0) + (sign === "-" ? -1 : 1) * (Number(h) * 60 + Number(m ?? 0));
      return true;
    },
  ],
  [
    /^(?:ut|utc|gmt|z)\b/,
    (reading) => {
      reading.zone = 0;
      return true;
    },
  ],
  [
    /^([a-z]{3,5})(?: dst)?(?![a-z])/,
    (reading, [whole, name = ""]) => {
      const minutes = ABBREVIATIONS[name];
      if (minutes === undefined) return undefined;
      if (reading.zone !== undefined) return false;
      reading.zone = minutes + (whole.endsWith(" dst") ? 60 : 0);
      return true;
    },
  ],
  [
    new RegExp(`^(\\d{1,2})[\\s-]*${MONTH}(?:[\\s-]+(\\d{4}|\\d{2}(?!\\s*[:\\d]|\\s*[ap]m)))?(?=\\s|,|$)`),
    (reading, [, d = "", m, y]) => setDate(reading, y, monthOf(m), d),
  ],
  [
    new RegExp(`^${MONTH}[\\s-]+(\\d{1,2})(?:(?:,\\s*|[\\s-]+)(\\d{4}))?(?=\\s|,|$)`),
    (reading, [, m, d = "", y]) => setDate(reading, y, monthOf(m), d),
  ],
  [
    /^(now|today|yesterday|tomorrow)\b/,
    (reading, [, word]) => {
      reading.days += word === "yesterday" ? -1 : word === "tomorrow" ? 1 : 0;
      reading.moved = true;
      return true;
    },
  ],
  [
    RELATIVE,
    (reading, [, given = "1", unit = "", ago]) => {
      const number = ORDINALS[given] ?? Number(given.replace(/\s/g, ""));
      const amount = number * (ago === undefined ? 1 : -1);
      const size = UNITS[unit];
      if (size === undefined) reading.months += amount * (unit === "year" ? 12 : 1);
      else if (size % 86_400 === 0) reading.days += (amount * size) / 86_400;
      else reading.micros += amount * size * 1e6;
      reading.moved = true;
      return true;
    },
  ],
  [
    WEEKDAY,
    (reading, [, ordinal, name = ""]) => {
      const number = ordinal === undefined ? 0 : (ORDINALS[ordinal] ?? Number(ordinal));
      reading.weekday = { day: DAYS.indexOf(name.slice(0, 3)), ordinal: number };
      return true;
    },
  ],
  [
    // A number alone: a year behind a month and a day, a whole date, a time.
    /^(\d+)(?=\s|$)/,
    (reading, [, text = ""]) => {
      if (reading.date !== undefined && reading.date.year === undefined && text.length > 2 && !reading.moved) {
        reading.date.year = fullYear(text);
        return true;
      }
      if (text.length > 4) return setDate(reading, text.slice(0, -4), Number(text.slice(-4, -2)), text.slice(-2));
      return text.length < 3
        ? setTime(reading, Number(text))
        : setTime(reading, Number(text.slice(0, -2)), Number(text.slice(-2)));
    },
  ],
];

/** Takes off what the clocks of the zone call their time about now, where it stands next. */
function takeLocalName(reading: Reading, rest: string, nowMicros: number, zone: Zone): string {
  for (const months of [0, 3, 6, 9]) {
    const { name } = zone(Math.floor(nowMicros / 1e6) + months * 30 * 86_400);
    if (!/^[A-Za-z]{3,}$/.test(name) || !new RegExp(`^${name}\\b`, "i").test(rest)) continue;
    reading.called = name;
    return rest.slice(0, name.length);
  }
  return "";
}

/** Microseconds since 1970 that the words of -d stand for, where clocks show the time of `zone`; undefined for what is no date. */
export function dateOf(text: string, nowMicros: number, zone: Zone = UTC): number | undefined {
  const inside = /^\s*TZ="([^"]*)"(.*)$/s.exec(text);
  if (inside !== null) return dateOf(inside[2] ?? "", nowMicros, zoneOf(inside[1]));
  let rest = text.trim().toLowerCase();
  const since = /^@(-?\d+)(?:\.(\d{1,9}))?$/.exec(rest);
  if (since !== null) return Number(since[1]) * 1e6 + fraction(since[2]);
  const reading: Reading = {
    date: undefined,
    time: undefined,
    zone: undefined,
    called: undefined,
    weekday: undefined,
    months: 0,
    days: 0,
    micros: 0,
    moved: false,
  };
  while (rest !== "") {
    let taken = zone === UTC || reading.zone !== undefined ? "" : takeLocalName(reading, rest, nowMicros, zone);
    for (const [pattern, take] of RULES) {
      if (taken !== "") break;
      const found = pattern.exec(rest);
      if (found === null) continue;
      const sense = take(reading, found);
      if (sense === undefined) continue;
      if (!sense) return undefined;
      [taken] = found;
      break;
    }
    if (taken === "") return undefined;
    rest = rest.slice(taken.length).replace(/^[\s,]+/, "");
  }
  return timeOf(reading, nowMicros, zone);
}

function timeOf(reading: Reading, nowMicros: number, here: Zone): number | undefined {
  const { date, time, zone, called, weekday, months, days, micros, moved } = reading;
  const nowSeconds = Math.floor(nowMicros / 1e6);
  const localMicros = nowMicros + (zone === undefined ? here(nowSeconds).offset * 1e6 : zone * 60e6);
  const now = new Date(Math.floor(localMicros / 1000));
  const year = date?.year ?? now.getUTCFullYear();
  const month = date === undefined ? now.getUTCMonth() : date.month - 1;
  const day = date?.day ?? now.getUTCDate();
  const made = new Date(Date.UTC(2000, month, day));
  made.setUTCFullYear(year, month, day);
  if (date !== undefined && (made.getUTCDate() !== day || made.getUTCMonth() !== month)) return undefined;
  if (weekday !== undefined && date === undefined) {
    const { day: wanted, ordinal } = weekday;
    const weeks = ordinal - (ordinal > 0 && made.getUTCDay() !== wanted ? 1 : 0);
    made.setUTCDate(made.getUTCDate() + ((wanted - made.getUTCDay() + 7) % 7) + 7 * weeks);
  }
  made.setUTCMonth(made.getUTCMonth() + months);
  made.setUTCDate(made.getUTCDate() + days);
  // The time of now stays where only something relative was said.
  const kept =
    moved && date === undefined && weekday === undefined ? ((localMicros % DAY_MICROS) + DAY_MICROS) % DAY_MICROS : 0;
  const local = made.getTime() * 1000 + (time ?? kept);
  if (zone !== undefined) return local - zone * 60e6 + micros;
  const seconds = Math.floor(local / 1e6);
  const moment = called === undefined ? momentAt(here, seconds) : momentCalled(here, seconds, called);
  return moment === undefined ? undefined : moment * 1e6 + (local - seconds * 1e6) + micros;
}

/** The moment at which clocks show `local` and call it by a name; undefined where they call it otherwise. */
function momentCalled(here: Zone, local: number, name: string): number | undefined {
  const moments = [-1, 1].map((day) => local - here(local + day * 86_400).offset);
  return moments.find((moment) => moment + here(moment).offset === local && here(moment).name === name);
}
