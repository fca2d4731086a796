/**
 * date(1) of GNU coreutils 9.1, in UTC. The same: formats, -u, -R, -I, --rfc-3339, -r, and of -d: `@SECONDS`, dates and times
 * in ISO 8601, `now`, `today`, `yesterday`, `tomorrow`, `3 days ago`, `+1 hour`. -s sets it, for those who may. Absent: other words for dates, time zones.
 */
import { strerror } from "../../../core/errors.ts";
import { WORLD_BEGAN_MICROS } from "../../kernel/release.ts";
import type { Program } from "../../program.ts";
import { formatTime } from "../../shell/builtin/strftime.ts";
import { absolute, badUsage, complain, complainOfUse, options } from "./support.ts";

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

const RELATIVE =
  /^([-+]?\s*\d+|next|last)?\s*(sec|second|min|minute|hour|day|week|fortnight|month|year)s?(?:\s+(ago))?(?=\s|$)/;

/** Microseconds since 1970 that the words of -d stand for; undefined for what is no date. */
export function dateOf(text: string, nowMicros: number): number | undefined {
  let rest = text.trim().toLowerCase();
  const since = /^@(-?\d+)(?:\.(\d{1,9}))?$/.exec(rest);
  if (since !== null) return Number(since[1]) * 1e6 + Math.floor(Number((since[2] ?? "").padEnd(6, "0").slice(0, 6)));
  let at = nowMicros;
  const midnight = (micros: number): number => micros - (((micros % 86_400e6) + 86_400e6) % 86_400e6);
  let day = false;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const found = pattern.exec(rest);
    if (found !== null) rest = rest.slice(found[0].length).trim();
    return found;
  };
  if (rest === "") return midnight(at);
  while (rest !== "") {
    const date = take(/^(\d{4})-(\d{1,2})-(\d{1,2})(?:t(?=\d)|(?=\s|$))/);
    if (date !== null) {
      const [, year, month, date_] = date.map(Number);
      const made = Date.UTC(year ?? 0, (month ?? 1) - 1, date_ ?? 1);
      if (new Date(made).getUTCDate() !== date_ || new Date(made).getUTCMonth() + 1 !== month) return undefined;
      at = made * 1000;
      day = true;
      continue;
    }
    const time = take(/^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:\s*(?:z|utc|gmt|\+00:?00))?(?=\s|$)/);
    if (time !== null) {
      const [, hour, minute, second = 0] = time.slice(0, 4).map((part) => Number(part ?? 0));
      if ((hour ?? 0) > 23 || (minute ?? 0) > 59 || second > 60) return undefined;
      const fraction = Number((time[4] ?? "").padEnd(6, "0").slice(0, 6));
      at = midnight(at) + ((hour ?? 0) * 3600 + (minute ?? 0) * 60 + second) * 1e6 + fraction;
      day = true;
      continue;
    }
    const word = take(/^(now|today|yesterday|tomorrow|utc|z)(?=\s|$)/);
    if (word !== null) {
      at += word[1] === "yesterday" ? -86_400e6 : word[1] === "tomorrow" ? 86_400e6 : 0;
      continue;
    }
    const relative = take(RELATIVE);
    if (relative === null) return undefined;
    const [, given = "1", unit = "", ago] = relative;
    const amount =
      (given === "next" ? 1 : given === "last" ? -1 : Number(given.replace(/\s/g, ""))) * (ago === undefined ? 1 : -1);
    const size = UNITS[unit];
    if (size !== undefined) at += amount * size * 1e6;
    else {
      const moved = new Date(Math.floor(at / 1000));
      moved.setUTCMonth(moved.getUTCMonth() + amount * (unit === "year" ? 12 : 1));
      at = moved.getTime() * 1000 + (((at % 1000) + 1000) % 1000);
    }
  }
  return day || at !== nowMicros ? at : nowMicros;
}

const ISO: Readonly<Record<string, string>> = {
  "": "%F",
  date: "%F",
  hours: "%FT%H+00:00",
  minutes: "%FT%H:%M+00:00",
  seconds: "%FT%T+00:00",
  ns: "%FT%T,%N+00:00",
};

export const date: Program = {
  name: "date",
  path: "/usr/bin/date",
  summary: "print the date and time",
  run(context) {
    // -I and --iso-8601 take their value in the same word only.
    const argv = context.argv.map((word) => word.replace(/^-I(.*)$/, "--iso-8601=$1"));
    const parsed = options(argv, "ud:r:Rs:IT:", {
      utc: "u",
      universal: "u",
      date: "d",
      reference: "r",
      "rfc-email": "R",
      "rfc-3339": "T",
      set: "s",
      "iso-8601": "I",
    });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const { flags, operands } = parsed;
    let micros: number | undefined = context.kernel.wallMicros();
    const reference = flags.get("r");
    if (reference !== undefined) {
      const stat = context.files.stat(absolute(context, reference));
      if (!stat.ok) return complain(context, `${reference}: ${strerror(stat.error)}`);
      micros = WORLD_BEGAN_MICROS + stat.value.modifiedMicros;
    }
    const set = flags.get("s");
    const text = flags.get("d") ?? set;
    if (flags.has("d") && set !== undefined) {
      return complainOfUse(context, "the options to specify dates for printing are mutually exclusive");
    }
    if (text !== undefined) micros = dateOf(text, micros);
    if (micros === undefined) return complain(context, `invalid date ‘${text}’`);
    const [operand, extra] = operands;
    if (extra !== undefined) return complain(context, `extra operand ‘${extra}’`);
    if (operand !== undefined && !operand.startsWith("+")) return complain(context, `invalid date ‘${operand}’`);
    let status = 0;
    if (set !== undefined) {
      const done = context.kernel.setWall(micros);
      if (!done.ok) status = complain(context, `cannot set date: ${strerror(done.error)}`);
    }
    const iso = flags.get("I");
    const format =
      operand?.slice(1) ??
      (iso !== undefined
        ? ISO[iso]
        : flags.has("R")
          ? "%a, %d %b %Y %H:%M:%S +0000"
          : flags.has("T")
            ? `${(ISO[flags.get("T") ?? ""] ?? "%F").replace("T", " ").replace(",", ".")}`
            : "%a %b %e %T %Z %Y");
    if (format === undefined) return complain(context, `invalid argument ‘${iso}’ for ‘--iso-8601’`);
    const seconds = Math.floor(micros / 1e6);
    void context.stdout.write(`${formatTime(format, seconds, (micros - seconds * 1e6) * 1000)}\n`);
    return status;
  },
};
