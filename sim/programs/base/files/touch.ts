/** touch(1) of coreutils 9.1. */
import { strerror } from "../../../../core/errors.ts";
import type { ExitStatus, FileTimes } from "../../../../core/process.ts";
import { WORLD_BEGAN_MICROS } from "../../../kernel/release.ts";
import type { ProcessContext, Program } from "../../../program.ts";
import { momentAt, zoneOf } from "../../../time/zone.ts";
import { dateOf } from "../date-words.ts";
import { quotedName } from "../quote.ts";
import { absolute, badUsage, complain, complainAbout, complainOfUse, options } from "../support.ts";

const WORDS: Readonly<Record<string, "a" | "m">> = { atime: "a", access: "a", use: "a", mtime: "m", modify: "m" };

/** Both times that -d, -t or -r give, as simulated microseconds; a string is the complaint, undefined is now. */
function timesOf(
  context: ProcessContext,
  flags: ReadonlyMap<string, string>,
): Required<FileTimes> | string | undefined {
  const [text, stamp, reference] = [flags.get("d"), flags.get("t"), flags.get("r")];
  const zone = zoneOf(context.env.TZ);
  const both = (micros: number): Required<FileTimes> => ({
    accessedMicros: micros - WORLD_BEGAN_MICROS,
    modifiedMicros: micros - WORLD_BEGAN_MICROS,
  });
  if (reference !== undefined) {
    const stat = context.files.stat(absolute(context, reference), { follow: !flags.has("h") });
    if (!stat.ok) return `failed to get attributes of ${quotedName(reference)}: ${strerror(stat.error)}`;
    if (text === undefined) return stat.value;
    // What is said in relation to now is in relation to each of its times.
    const moved = (micros: number): number | undefined => dateOf(text, WORLD_BEGAN_MICROS + micros, zone);
    const [accessed, modified] = [moved(stat.value.accessedMicros), moved(stat.value.modifiedMicros)];
    if (accessed === undefined || modified === undefined) return `invalid date format ‘${text}’`;
    return { ...both(modified), accessedMicros: accessed - WORLD_BEGAN_MICROS };
  }
  if (text !== undefined) {
    const micros = dateOf(text, context.kernel.wallMicros(), zone);
    return micros === undefined ? `invalid date format ‘${text}’` : both(micros);
  }
  if (stamp === undefined) return undefined;
  const match = /^((?:\d\d)?\d\d)?(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d\d))?$/.exec(stamp);
  if (match === null) return `invalid date format ‘${stamp}’`;
  const [, year, month, day, hour, minute, second = "0"] = match;
  const thisYear = new Date(context.kernel.wallMicros() / 1000).getUTCFullYear();
  const full =
    year === undefined ? thisYear : year.length === 4 ? Number(year) : Number(year) + (Number(year) < 69 ? 2000 : 1900);
  const local = Date.UTC(full, Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)) / 1000;
  const moment = momentAt(zone, local);
  return moment === undefined ? `invalid date format ‘${stamp}’` : both(moment * 1e6);
}

function touched(
  context: ProcessContext,
  path: string,
  times: FileTimes | undefined,
  flags: ReadonlyMap<string, string>,
) {
  const full = absolute(context, path);
  const follow = !flags.has("h");
  const there = context.files.stat(full, { follow });
  if (!there.ok && flags.has("c")) return 0;
  if (!there.ok && !follow) return complainAbout(context, "setting times of", path, there.error);
  if (!there.ok) {
    const file = context.files.open(full, "append");
    if (!file.ok && file.error !== "EISDIR") return complainAbout(context, "cannot touch", path, file.error);
    if (file.ok) file.value.close();
  }
  const done = context.files.touch?.(full, times, { follow });
  return done === undefined || done.ok ? 0 : complainAbout(context, "setting times of", path, done.error);
}

export const touch: Program = {
  name: "touch",
  path: "/usr/bin/touch",
  summary: "change file timestamps, or make empty files",
  run(context) {
    const parsed = options(context.argv, "acmhfd:r:t:T:", {
      "no-create": "c",
      "no-dereference": "h",
      date: "d",
      reference: "r",
      time: "T",
    });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const { flags, given, operands } = parsed;
    const word = flags.get("T");
    if (word !== undefined && !Object.hasOwn(WORDS, word)) {
      complain(context, `invalid argument ‘${word}’ for ‘--time’`);
      void context.stderr.write("Valid arguments are:\n  - ‘atime’, ‘access’, ‘use’\n  - ‘mtime’, ‘modify’\n");
      void context.stderr.write("Try 'touch --help' for more information.\n");
      return 1;
    }
    if (flags.has("t") && (flags.has("d") || flags.has("r")))
      return complainOfUse(context, "cannot specify times from more than one source");
    const times = timesOf(context, flags);
    if (typeof times === "string") return complain(context, times);
    if (operands.length === 0) return complainOfUse(context, "missing file operand");
    const which = new Set(given.map(([letter, value]) => (letter === "T" ? WORDS[value] : letter)));
    const now = context.kernel.nowMicros();
    const { accessedMicros, modifiedMicros } = times ?? { accessedMicros: now, modifiedMicros: now };
    const [access, modify] = [which.has("a"), which.has("m")];
    const chosen =
      times === undefined && access === modify
        ? undefined
        : {
            accessedMicros: access || !modify ? accessedMicros : undefined,
            modifiedMicros: modify || !access ? modifiedMicros : undefined,
          };
    let status: ExitStatus = 0;
    for (const path of operands) if (touched(context, path, chosen, flags) !== 0) status = 1;
    return status;
  },
};
