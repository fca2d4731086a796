/**
 * date(1) of GNU coreutils 9.1, in the time zone that TZ names. The same: formats, -u, -R, -I, --rfc-3339, -r, -f, -d in most words.
 * -s sets it, for those who may. Absent: --debug, setting by MMDDhhmm.
 */
import { strerror } from "../../../core/errors.ts";
import type { ExitStatus } from "../../../core/process.ts";
import { WORLD_BEGAN_MICROS } from "../../kernel/release.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { readToEnd } from "../../text/files.ts";
import { formatTime } from "../../time/strftime.ts";
import { UTC, type Zone, zoneOf } from "../../time/zone.ts";
import { dateOf } from "./date-words.ts";
import { shownName } from "./quote.ts";
import { absolute, badUsage, complain, complainOfUse, hintOfUse, options } from "./support.ts";

const ISO: Readonly<Record<string, string>> = {
  hours: "%FT%H%:z",
  minutes: "%FT%H:%M%:z",
  date: "%F",
  seconds: "%FT%T%:z",
  ns: "%FT%T,%N%:z",
};
const RFC_3339: Readonly<Record<string, string>> = { date: "%F", seconds: "%F %T%:z", ns: "%F %T.%N%:z" };

/** What the options say about the format: a format, nothing, or that the complaint has been made. */
function formatOf(
  context: ProcessContext,
  given: readonly (readonly [string, string])[],
): { readonly format: string | undefined } | ExitStatus {
  let format: string | undefined;
  for (const [letter, value] of given) {
    let next: string | undefined;
    if (letter === "I" || letter === "T") {
      const [table, name] = letter === "I" ? [ISO, "--iso-8601"] : [RFC_3339, "--rfc-3339"];
      next = table[value === "" ? "date" : value];
      if (next === undefined) {
        complain(context, `invalid argument ‘${value}’ for ‘${name}’`);
        const words = Object.keys(table).map((word) => `  - ‘${word}’\n`);
        void context.stderr.write(`Valid arguments are:\n${words.join("")}`);
        return hintOfUse(context, 1);
      }
    } else if (letter === "R") next = "%a, %d %b %Y %H:%M:%S %z";
    else if (letter === "resolution") next = "%s.%N";
    else continue;
    if (format !== undefined) return complain(context, "multiple output formats specified");
    format = next;
  }
  return { format };
}

export const date: Program = {
  name: "date",
  path: "/usr/bin/date",
  summary: "print the date and time",
  async run(context) {
    // -I and --iso-8601 take their value in the same word only.
    const argv = context.argv.map((word) => word.replace(/^-I(.*)$/, "--iso-8601=$1"));
    const parsed = options(argv, "ud:f:r:Rs:IT:", {
      date: "d",
      file: "f",
      "iso-8601": "I::",
      reference: "r",
      resolution: "resolution",
      "rfc-email": "R",
      "rfc-822": "R",
      "rfc-2822": "R",
      "rfc-3339": "T",
      set: "s",
      uct: "u",
      utc: "u",
      universal: "u",
    });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const { flags, operands, given } = parsed;
    const chosen = formatOf(context, given);
    if (typeof chosen === "number") return chosen;
    const [text, file, reference, set] = ["d", "f", "r", "s"].map((letter) => flags.get(letter));
    const sources = [text, file, reference, flags.get("resolution")].filter((each) => each !== undefined);
    if (sources.length > 1)
      return complainOfUse(context, "the options to specify dates for printing are mutually exclusive");
    if (set !== undefined && sources.length > 0)
      return complainOfUse(context, "the options to print and set the time may not be used together");
    const [operand, extra] = operands;
    if (extra !== undefined) return complainOfUse(context, `extra operand ‘${extra}’`);
    if (operand?.startsWith("+") && chosen.format !== undefined)
      return complain(context, "multiple output formats specified");
    if (operand !== undefined && !operand.startsWith("+")) return complain(context, `invalid date ‘${operand}’`);
    const format = operand?.slice(1) ?? chosen.format ?? "%a %b %e %T %Z %Y";
    const zone = flags.has("u") ? UTC : zoneOf(context.env.TZ);
    if (flags.has("resolution")) return await put(context, format, 0.001, zone);
    if (file !== undefined) return await datesIn(context, file, format, zone);
    let micros: number | undefined = context.kernel.wallMicros();
    if (reference !== undefined) {
      const stat = context.files.stat(absolute(context, reference));
      if (!stat.ok) return complain(context, `${shownName(reference)}: ${strerror(stat.error)}`);
      micros = WORLD_BEGAN_MICROS + stat.value.modifiedMicros;
    }
    const words = text ?? set;
    if (words !== undefined) micros = dateOf(words, micros, zone);
    if (micros === undefined) return complain(context, `invalid date ‘${words}’`);
    let status = 0;
    if (set !== undefined) {
      const done = context.kernel.setWall(micros);
      if (!done.ok) status = complain(context, `cannot set date: ${strerror(done.error)}`);
    }
    await put(context, format, micros, zone);
    return status;
  },
};

async function put(context: ProcessContext, format: string, micros: number, zone: Zone): Promise<ExitStatus> {
  const seconds = Math.floor(micros / 1e6);
  const nanos = Math.round((micros - seconds * 1e6) * 1000);
  await context.stdout.write(`${formatTime(format, seconds, nanos, zone)}\n`);
  return 0;
}

/** -f: each line is a date; those that are none are told of and passed over. */
async function datesIn(context: ProcessContext, path: string, format: string, zone: Zone): Promise<ExitStatus> {
  let text: string;
  if (path === "-") text = await readToEnd(context.stdin, context);
  else {
    const read = context.files.open(absolute(context, path), "read");
    if (!read.ok) return complain(context, `${shownName(path)}: ${strerror(read.error)}`);
    text = await readToEnd(read.value, context);
    read.value.close();
  }
  let status: ExitStatus = 0;
  for (const line of text
    .replace(/\n$/, "")
    .split("\n")
    .slice(0, text === "" ? 0 : undefined)) {
    const micros = dateOf(line, context.kernel.wallMicros(), zone);
    if (micros === undefined) status = complain(context, `invalid date ‘${line}’`);
    else await put(context, format, micros, zone);
  }
  return status;
}
