/** Dates in words, as date -d, touch -d and find -newermt take them (gnulib's parse-datetime), in UTC. */

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

interface Reading {
  date: { year: number | undefined; month: number; day: number } | undefined;
  /** Microseconds of the day. */
  time: number | undefined;
  /** Minutes east of Greenwich. */
  zone: number;
  weekday: { day: number; ordinal: number } | undefined;
  months: number;
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
      reading.zone = (sign === "-" ? -1 : 1) * (Number(h) * 60 + Number(m ?? 0));
      return true;
    },
  ],
  [/^(?:utc|gmt|z)\b/, () => true],
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
      reading.micros += word === "yesterday" ? -DAY_MICROS : word === "tomorrow" ? DAY_MICROS : 0;
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

/** Microseconds since 1970 that the words of -d stand for; undefined for what is no date. */
export function dateOf(text: string, nowMicros: number): number | undefined {
  let rest = text.trim().toLowerCase();
  const since = /^@(-?\d+)(?:\.(\d{1,9}))?$/.exec(rest);
  if (since !== null) return Number(since[1]) * 1e6 + fraction(since[2]);
  const reading: Reading = {
    date: undefined,
    time: undefined,
    zone: 0,
    weekday: undefined,
    months: 0,
    micros: 0,
    moved: false,
  };
  while (rest !== "") {
    let taken = "";
    for (const [pattern, take] of RULES) {
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
  return timeOf(reading, nowMicros);
}

function timeOf({ date, time, zone, weekday, months, micros, moved }: Reading, nowMicros: number): number | undefined {
  const now = new Date(Math.floor(nowMicros / 1000));
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
  // The time of now stays where only something relative was said.
  const kept =
    moved && date === undefined && weekday === undefined ? ((nowMicros % DAY_MICROS) + DAY_MICROS) % DAY_MICROS : 0;
  return made.getTime() * 1000 + (time ?? kept) - zone * 60e6 + micros;
}
