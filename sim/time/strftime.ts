/** strftime(3) in the C locale, with what date(1) of coreutils adds (`%N`, `%:z`). */
import { UTC, type Zone } from "./zone.ts";

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** `%z` with its colons before: `+0530`, `+05:30`, `+05:30:00`, as much as is needed. */
function offsetText(offset: number, colons: number): string {
  const size = Math.abs(offset);
  const [hours = "", minutes = "", seconds = ""] = [Math.floor(size / 3600), Math.floor(size / 60) % 60, size % 60].map(
    (each) => String(each).padStart(2, "0"),
  );
  const sign = offset < 0 ? "-" : "+";
  if (colons === 0) return `${sign}${hours}${minutes}`;
  if (colons === 2) return `${sign}${hours}:${minutes}:${seconds}`;
  if (colons === 1) return `${sign}${hours}:${minutes}`;
  return `${sign}${hours}${size % 3600 === 0 ? "" : `:${minutes}`}${size % 60 === 0 ? "" : `:${seconds}`}`;
}

/** `seconds` since 1970 as the clocks of a zone show them. */
export function formatTime(format: string, seconds: number, nanos = 0, zone: Zone = UTC): string {
  const here = zone(seconds);
  const date = new Date((seconds + here.offset) * 1000);
  const pad = (value: number, width = 2, fill = "0"): string => String(value).padStart(width, fill);
  const dayOfYear = Math.floor(
    (Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()) - Date.UTC(date.getUTCFullYear(), 0, 1)) /
      86_400_000,
  );
  const again = (inner: string): string => formatTime(inner, seconds, nanos, zone);
  const hour12 = date.getUTCHours() % 12 || 12;
  return format.replace(
    /%([-_0^#]?)(\d*)(?:E(?=[cCxXyY])|O(?=[deHImMSuUVwWy]))?(:{0,3}z|[a-zA-Z%+])/g,
    (whole, flag: string, width: string, letter: string) => {
      const number = (value: number, digits: number, fill = "0"): string => {
        if (flag === "-") return String(value);
        return pad(value, Number(width) || digits, flag === "_" ? " " : flag === "0" ? "0" : fill);
      };
      const text = (value: string): string => (flag === "^" ? value.toUpperCase() : value);
      switch (letter) {
        case "%":
          return "%";
        case "n":
          return "\n";
        case "t":
          return "\t";
        case "Y":
          return number(date.getUTCFullYear(), 4);
        case "C":
          return number(Math.floor(date.getUTCFullYear() / 100), 2);
        case "q":
          return number(Math.floor(date.getUTCMonth() / 3) + 1, 1);
        case "y":
          return number(date.getUTCFullYear() % 100, 2);
        case "m":
          return number(date.getUTCMonth() + 1, 2);
        case "d":
          return number(date.getUTCDate(), 2);
        case "e":
          return number(date.getUTCDate(), 2, " ");
        case "H":
          return number(date.getUTCHours(), 2);
        case "k":
          return number(date.getUTCHours(), 2, " ");
        case "I":
          return number(hour12, 2);
        case "l":
          return number(hour12, 2, " ");
        case "M":
          return number(date.getUTCMinutes(), 2);
        case "S":
          return number(date.getUTCSeconds(), 2);
        case "N":
          return pad(nanos, 9).slice(0, Number(width) || 9);
        case "s":
          return String(Math.floor(seconds));
        case "j":
          return number(dayOfYear + 1, 3);
        case "u":
          return String(date.getUTCDay() || 7);
        case "w":
          return String(date.getUTCDay());
        case "a":
          return text((DAYS[date.getUTCDay()] ?? "").slice(0, 3));
        case "A":
          return text(DAYS[date.getUTCDay()] ?? "");
        case "b":
        case "h":
          return text((MONTHS[date.getUTCMonth()] ?? "").slice(0, 3));
        case "B":
          return text(MONTHS[date.getUTCMonth()] ?? "");
        case "p":
          return date.getUTCHours() < 12 ? "AM" : "PM";
        case "P":
          return date.getUTCHours() < 12 ? "am" : "pm";
        case "Z":
          return flag === "#" ? here.name.toLowerCase() : here.name;
        case "z":
        case ":z":
        case "::z":
        case ":::z":
          return offsetText(here.offset, letter.length - 1);
        case "D":
        case "x":
          return again("%m/%d/%y");
        case "F":
          return again("%Y-%m-%d");
        case "T":
        case "X":
          return again("%H:%M:%S");
        case "R":
          return again("%H:%M");
        case "r":
          return again("%I:%M:%S %p");
        case "c":
          return again("%a %b %e %H:%M:%S %Y");
        case "G":
        case "g":
        case "V": {
          // The week of a date is that of its Thursday.
          const thursday = new Date(date.getTime() + (4 - (date.getUTCDay() || 7)) * 86_400_000);
          const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
          if (letter === "V") return number(Math.floor((thursday.getTime() - first) / 604_800_000) + 1, 2);
          return letter === "G" ? number(thursday.getUTCFullYear(), 4) : number(thursday.getUTCFullYear() % 100, 2);
        }
        case "U":
          return number(Math.floor((dayOfYear + 7 - date.getUTCDay()) / 7), 2);
        case "W":
          return number(Math.floor((dayOfYear + 7 - ((date.getUTCDay() + 6) % 7)) / 7), 2);
        default:
          return whole;
      }
    },
  );
}
