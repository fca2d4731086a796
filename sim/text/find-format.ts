/** What find(1) tells of a file: -printf and -ls (findutils 4.9). */
import type { FileStat } from "../../core/process.ts";
import { WORLD_BEGAN_MICROS } from "../kernel/release.ts";
import type { ProcessContext } from "../program.ts";
import { blocks, modeText } from "../programs/base/file-mode.ts";
import { groups, users } from "../programs/base/support.ts";
import { formatTime } from "../time/strftime.ts";
import { zoneOf } from "../time/zone.ts";
import { resolvePath } from "./files.ts";

/** A file that find has come to. */
export interface Visit {
  readonly path: string;
  /** Below the starting point: 0 for that itself. */
  readonly depth: number;
  readonly start: string;
  readonly stat: FileStat;
}

export const KINDS: Readonly<Record<string, FileStat["type"]>> = {
  f: "file",
  d: "directory",
  l: "symlink",
  p: "fifo",
  s: "socket",
  c: "char",
  b: "block",
};
export const LETTER = Object.fromEntries(Object.entries(KINDS).map(([letter, type]) => [type, letter]));
export const baseOf = (path: string): string => path.replace(/\/+$/, "").replace(/^.*\//, "") || "/";

/** The time of a file that a letter names. */
export function timeOf(stat: FileStat, letter: string | undefined): number | undefined {
  if (letter === "a" || letter === "A") return stat.accessedMicros;
  if (letter === "c" || letter === "C") return stat.changedMicros;
  return letter === "B" ? stat.bornMicros : stat.modifiedMicros;
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
};

const SIX_MONTHS_SECONDS = 31556952 / 2;

/** A time as `%T` with a letter behind has it: fractions have ten digits. */
function timeText(context: ProcessContext, letter: string, atMicros: number): string {
  const micros = WORLD_BEGAN_MICROS + atMicros;
  const zone = zoneOf(context.env.TZ);
  const seconds = Math.floor(micros / 1_000_000);
  const fraction = `${String(micros - seconds * 1_000_000).padStart(6, "0")}0000`;
  switch (letter) {
    case "@":
      return `${seconds}.${fraction}`;
    case "+":
      return `${formatTime("%Y-%m-%d+%H:%M:%S", seconds, 0, zone)}.${fraction}`;
    case "S":
    case "T":
    case "X":
      return `${formatTime(letter === "S" ? "%S" : "%H:%M:%S", seconds, 0, zone)}.${fraction}`;
    default:
      return formatTime(`%${letter}`, seconds, 0, zone);
  }
}

function fieldOf(context: ProcessContext, { path, start, depth, stat }: Visit, letter: string): string | undefined {
  const { files, cwd } = context;
  switch (letter) {
    case "p":
      return path;
    case "f":
      return baseOf(path);
    case "h":
      return path.includes("/") ? path.replace(/\/[^/]*$/, "") : ".";
    case "P":
      return path === start ? "" : path.slice(start.length).replace(/^\//, "");
    case "H":
      return start;
    case "s":
      return String(stat.size);
    case "b":
      return String(blocks(stat) * 2);
    case "k":
      return String(blocks(stat));
    case "y":
      return LETTER[stat.type] ?? "U";
    case "Y": {
      const end = files.stat(resolvePath(cwd, path));
      return end.ok ? (LETTER[end.value.type] ?? "U") : "N";
    }
    case "m":
      return (stat.mode & 0o7777).toString(8);
    case "M":
      return modeText(stat);
    case "n":
      return String(stat.links);
    case "d":
      return String(depth);
    case "D":
      return String(stat.device);
    case "i":
      return String(stat.inode);
    case "l": {
      const target = stat.type === "symlink" ? files.readLink(resolvePath(cwd, path)) : undefined;
      return target?.ok === true ? target.value : "";
    }
    case "u":
      return users(files).find(({ uid }) => uid === stat.uid)?.name ?? String(stat.uid);
    case "g":
      return groups(files).find(({ gid }) => gid === stat.gid)?.name ?? String(stat.gid);
    case "U":
      return String(stat.uid);
    case "G":
      return String(stat.gid);
    case "a":
    case "c":
    case "t": {
      const at = timeOf(stat, letter) ?? 0;
      return [..."abeTY"].map((each) => timeText(context, each, at)).join(" ");
    }
    default:
      return undefined;
  }
}

/** -printf: escapes, and `%` with flags, a width, a precision and a letter. */
export function formatted(context: ProcessContext, format: string, visit: Visit): string {
  let stopped = false;
  return format.replace(
    /\\([0-7]{1,3}|.)|%([-0+ #]*)(\d*)(?:\.(\d+))?([ACTB]?.)/gs,
    (all, code: string | undefined, flags: string, width: string, most: string | undefined, what: string) => {
      if (stopped) return "";
      if (code !== undefined) {
        if (code === "c") stopped = true;
        if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8) & 255);
        return code === "c" ? "" : (ESCAPES[code] ?? all);
      }
      if (what === "%") return "%";
      const timed = /^([ACTB])(.)$/s.exec(what);
      const at = timed === null ? undefined : timeOf(visit.stat, timed[1]);
      let text =
        timed === null ? fieldOf(context, visit, what) : at === undefined ? "" : timeText(context, timed[2] ?? "", at);
      if (text === undefined) return all;
      if (most !== undefined) text = text.slice(0, Number(most));
      const wide = Number(width);
      return flags.includes("-") ? text.padEnd(wide) : text.padStart(wide, flags.includes("0") ? "0" : " ");
    },
  );
}

/** -ls: as `ls -dils` lists it, in columns that are wide enough from the beginning. */
export function listed(context: ProcessContext, visit: Visit): string {
  const { stat, path } = visit;
  const field = (letter: string): string => fieldOf(context, visit, letter) ?? "";
  const seconds = (WORLD_BEGAN_MICROS + stat.modifiedMicros) / 1_000_000;
  const now = (WORLD_BEGAN_MICROS + context.kernel.nowMicros()) / 1_000_000;
  const recent = seconds > now - SIX_MONTHS_SECONDS && seconds <= now;
  const zone = zoneOf(context.env.TZ);
  const date = formatTime(recent ? "%b %e %H:%M" : "%b %e  %Y", Math.floor(seconds), 0, zone);
  const target = stat.type === "symlink" ? ` -> ${field("l")}` : "";
  return (
    `${field("i").padStart(9)} ${field("k").padStart(6)} ${field("M")} ${field("n").padStart(3)} ` +
    `${field("u").padEnd(8)} ${field("g").padEnd(8)} ${field("s").padStart(8)} ${date} ${path}${target}\n`
  );
}
