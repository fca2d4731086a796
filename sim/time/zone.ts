/**
 * Time zones, as tzset(3) of glibc takes them from TZ: a name of the tz database, what POSIX writes (`EST5EDT,M3.2.0,M11.1.0`), or
 * Greenwich's time under the name that was given. Offsets of named zones are those of the engine's own database (ECMA-402).
 *
 * Simplified: what times of named zones were called before they were called as today; leap seconds; Julian rules (`J60`, `59`).
 */
import { ZONE_NAMES } from "./zone-names.ts";

/** What a clock shows somewhere at one moment. */
export interface LocalTime {
  /** Seconds east of Greenwich. */
  readonly offset: number;
  /** What the time is called: `CET`, `+08`. */
  readonly name: string;
}

export type Zone = (seconds: number) => LocalTime;

export const UTC: Zone = () => ({ offset: 0, name: "UTC" });

const DATABASE = /^(?:\/usr\/share\/zoneinfo\/|\.\.\/zoneinfo\/)/;
const NAME = "[A-Za-z]{3,}|<[-+A-Za-z0-9]{3,}>";
const OFFSET = "[-+]?\\d{1,3}(?::\\d{1,2}(?::\\d{1,2})?)?";
const POSIX = new RegExp(`^(${NAME})(${OFFSET})(?:(${NAME})(${OFFSET})?(?:,([^,]+),([^,]+))?)?$`);
/** What glibc takes for a summer time without rules: those of the United States. */
const DEFAULT_RULES = ["M3.2.0", "M11.1.0"] as const;
const DAY = 86_400;

/** `5:30:00` as seconds; the sign is as written. */
function secondsIn(text: string): number {
  const sign = text.startsWith("-") ? -1 : 1;
  const [hours = 0, minutes = 0, seconds = 0] = text.replace(/^[-+]/, "").split(":").map(Number);
  return sign * (hours * 3600 + minutes * 60 + seconds);
}

interface Described {
  readonly standard: LocalTime;
  readonly summer: LocalTime | undefined;
  readonly rules: readonly [begin: string, end: string];
}

function described(text: string): Described | undefined {
  const found = POSIX.exec(text);
  if (found === null) return undefined;
  const [, name = "", west = "0", summer, summerWest, begin, end] = found;
  const bare = (each: string): string => each.replace(/[<>]/g, "");
  const offset = 0 - secondsIn(west);
  const summerOffset = summerWest === undefined ? offset + 3600 : 0 - secondsIn(summerWest);
  return {
    standard: { offset, name: bare(name) },
    summer: summer === undefined ? undefined : { offset: summerOffset, name: bare(summer) },
    rules: begin === undefined || end === undefined ? DEFAULT_RULES : [begin, end],
  };
}

/** When a rule (`M3.5.0/2`) takes effect in a year: seconds of the clock there. */
function momentOf(rule: string, year: number): number | undefined {
  const found = new RegExp(`^M(\\d{1,2})\\.(\\d)\\.(\\d)(?:/(${OFFSET}))?$`).exec(rule);
  if (found === null) return undefined;
  const [month, week, weekday] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const first = new Date(Date.UTC(year, month - 1, 1));
  let day = 1 + ((weekday - first.getUTCDay() + 7) % 7) + 7 * (week - 1);
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  while (day > days) day -= 7;
  return Date.UTC(year, month - 1, day) / 1000 + secondsIn(found[4] ?? "2");
}

/** A zone whose summer time begins and ends by rules, the same each year. */
function ruled({ standard, summer, rules }: Described): Zone | undefined {
  if (summer === undefined) return () => standard;
  const year = (seconds: number): number => new Date((seconds + standard.offset) * 1000).getUTCFullYear();
  if (rules.some((rule) => momentOf(rule, 2000) === undefined)) return undefined;
  return (seconds) => {
    const begin = (momentOf(rules[0], year(seconds)) ?? 0) - standard.offset;
    const end = (momentOf(rules[1], year(seconds)) ?? 0) - summer.offset;
    const inside = begin < end ? seconds >= begin && seconds < end : seconds >= begin || seconds < end;
    return inside ? summer : standard;
  };
}

/** `+05`, `+0545`: what a time is called that has no name. */
function numeric(offset: number): string {
  const minutes = Math.abs(Math.trunc(offset / 60));
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${offset < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}${minutes % 60 === 0 ? "" : two(minutes % 60)}`;
}

/** The engine's clock of a zone; undefined where its database is older than the name. */
function clockOf(timeZone: string): Intl.DateTimeFormat | undefined {
  const numeric = "numeric";
  const [date, time] = [
    { era: "short", year: numeric, month: numeric, day: numeric } as const,
    { hourCycle: "h23", hour: numeric, minute: numeric, second: numeric } as const,
  ];
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone, ...date, ...time });
  } catch {
    return undefined;
  }
}

/** A zone of the database; undefined for what is none there. Its names are written with their capitals, as files are. */
function named(name: string): Zone | undefined {
  const group = Object.entries(ZONE_NAMES).find(([, names]) => names.split(/\s+/).includes(name));
  if (name === "" || group === undefined) return undefined;
  const known = described(group[0]);
  const clock = clockOf(name);
  if (clock === undefined) return undefined;
  return (seconds) => {
    const parts: Record<string, string> = {};
    for (const { type, value } of clock.formatToParts(seconds * 1000)) parts[type] = value;
    const part = (type: string): number => Number(parts[type]);
    const shown = new Date(
      Date.UTC(2000, part("month") - 1, part("day"), part("hour"), part("minute"), part("second")),
    );
    shown.setUTCFullYear(parts.era?.startsWith("B") ? 1 - part("year") : part("year"), part("month") - 1, part("day"));
    const offset = shown.getTime() / 1000 - Math.floor(seconds);
    if (offset === known?.standard.offset) return known.standard;
    return offset === known?.summer?.offset ? known.summer : { offset, name: numeric(offset) };
  };
}

/** Zones that were asked for, as making one takes long. */
const cache = new Map<string, Zone>();

/** The zone that TZ names; the machine's own, UTC, where it is not set. */
export function zoneOf(tz: string | undefined): Zone {
  if (tz === undefined || tz === "" || tz === "UTC" || tz === ":UTC") return UTC;
  const kept = cache.get(tz);
  if (kept !== undefined) return kept;
  const text = tz.replace(/^:/, "").replace(DATABASE, "");
  const posix = described(text);
  const zone =
    named(text) ??
    (posix === undefined ? undefined : ruled(posix)) ??
    (() => ({ offset: 0, name: /^[A-Za-z]{3,}/.exec(text)?.[0] ?? "" }));
  if (cache.size > 1000) cache.clear();
  cache.set(tz, zone);
  return zone;
}

/**
 * mktime(3): the moment at which the clocks of a zone show what UTC's show at `local`. Of two that do it is the later; undefined
 * where none does, for the clocks went forward past it.
 */
export function momentAt(zone: Zone, local: number): number | undefined {
  const offsets = [zone(local - DAY).offset, zone(local + DAY).offset];
  const moments = offsets.map((offset) => local - offset).filter((moment) => moment + zone(moment).offset === local);
  return moments.length === 0 ? undefined : Math.max(...moments);
}
