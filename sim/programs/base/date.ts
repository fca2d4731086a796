/**
 * date(1) of GNU coreutils 9.1, in UTC. The same: formats, -u, -R, -I, --rfc-3339, -r, -d in most words. -s sets it, for those
 * who may. Absent: -f, time zones.
 */
import { strerror } from "../../../core/errors.ts";
import { WORLD_BEGAN_MICROS } from "../../kernel/release.ts";
import type { Program } from "../../program.ts";
import { formatTime } from "../../shell/builtin/strftime.ts";
import { dateOf } from "./date-words.ts";
import { absolute, badUsage, complain, complainOfUse, options } from "./support.ts";

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
