/** free(1) of procps 4.0.2. */
import { getoptLong, type LongOptions } from "../../../../core/command/getopt-long.ts";
import type { ExitStatus } from "../../../../core/process.ts";
import { MEMORY_KIB } from "../../../kernel/machine.ts";
import type { ProcessContext, Program } from "../../../program.ts";
import { complain } from "../support.ts";

/** Options that say the unit: its power, of 1024 or of 1000. */
const UNITS: Readonly<Record<string, readonly [base: number, power: number]>> = {
  ...{ b: [1024, 0], k: [1024, 1], m: [1024, 2], g: [1024, 3], tebi: [1024, 4], pebi: [1024, 5] },
  ...{ kilo: [1000, 1], mega: [1000, 2], giga: [1000, 3], tera: [1000, 4], peta: [1000, 5] },
};
const LONG: LongOptions = {
  ...{ bytes: "b", kibi: "k", mebi: "m", gibi: "g", tebi: "tebi", pebi: "pebi" },
  ...{ kilo: "kilo", mega: "mega", giga: "giga", tera: "tera", peta: "peta" },
  ...{ human: "h", si: "si", lohi: "l", total: "t", committed: "v", seconds: "s:", count: "c:", wide: "w" },
  ...{ help: "help", version: "V" },
};

const HELP = `
Usage:
 free [options]

Options:
 -b, --bytes         show output in bytes
     --kilo          show output in kilobytes
     --mega          show output in megabytes
     --giga          show output in gigabytes
     --tera          show output in terabytes
     --peta          show output in petabytes
 -k, --kibi          show output in kibibytes
 -m, --mebi          show output in mebibytes
 -g, --gibi          show output in gibibytes
     --tebi          show output in tebibytes
     --pebi          show output in pebibytes
 -h, --human         show human-readable output
     --si            use powers of 1000 not 1024
 -l, --lohi          show detailed low and high memory statistics
 -t, --total         show total for RAM + swap
 -v, --committed     show committed memory and commit limit
 -s N, --seconds N   repeat printing every N seconds
 -c N, --count N     repeat printing N times, then exit
 -w, --wide          wide output

     --help     display this help and exit
 -V, --version  output version information and exit

For more details see free(1).
`;

/** As people read it: at most three digits and a letter (scale_size of procps). */
function human(kib: number, base: number): string {
  const tail = base === 1024 ? "i" : "";
  const bytes = kib * 1024;
  if (bytes < (base === 1024 ? 10_000 : 1000)) return `${Math.trunc(bytes)}B`;
  for (const [index, letter] of ["K", "M", "G", "T", "P"].entries()) {
    const value = bytes / base ** (index + 1);
    const text = value < 10 && index > 0 ? `${(Math.trunc(value * 10) / 10).toFixed(1)}` : String(Math.trunc(value));
    if (`${text}${letter}${tail}`.length <= 5) return `${text}${letter}${tail}`;
  }
  return String(bytes);
}

interface Wish {
  readonly flags: ReadonlySet<string>;
  readonly unit: readonly [base: number, power: number];
  readonly seconds: number | undefined;
  readonly count: number;
}

function wishOf(context: ProcessContext): Wish | ExitStatus {
  const flags = new Set<string>();
  let unit: Wish["unit"] | undefined;
  let [seconds, count] = [undefined, undefined] as (number | undefined)[];
  const usage = (text: string): ExitStatus => {
    if (text !== "") complain(context, text);
    void context.stderr.write(HELP);
    return 1;
  };
  for (const option of getoptLong(context.argv, "bkmghltvwVs:c:", LONG)) {
    if (option.kind === "error") return usage(option.text);
    if (option.kind === "operand") return usage("");
    const { name, value } = option;
    const known = Object.hasOwn(UNITS, name) ? UNITS[name] : undefined;
    if (known !== undefined) {
      if (unit !== undefined) return complain(context, "Multiple unit options don't make sense.");
      unit = known;
    } else if (name === "s") {
      if (!/^\d*(?:\.\d*)?$/.test(value))
        return complain(context, `seconds argument failed: '${value}': Invalid argument`);
      seconds = Number(value);
      if (seconds <= 0) return complain(context, `seconds argument \`${value}' is not positive number`);
    } else if (name === "c") {
      if (!/^\d+$/.test(value)) return complain(context, `failed to parse count argument: '${value}'`);
      count = Number(value);
      if (count === 0)
        return complain(context, `failed to parse count argument: '${value}': Numerical result out of range`);
    } else if (name === "help") {
      void context.stdout.write(HELP);
      return 0;
    } else if (name === "V") {
      void context.stdout.write("free from procps-ng 4.0.2\n");
      return 0;
    } else flags.add(name);
  }
  const [base, power] = unit ?? [1024, 1];
  const thousands = flags.has("si") ? 1000 : base;
  return {
    flags,
    unit: [thousands, power],
    seconds,
    count: count ?? (seconds === undefined ? 1 : Number.POSITIVE_INFINITY),
  };
}

function table({ flags, unit: [base, power] }: Wish): string {
  const shown = (kib: number): string =>
    flags.has("h") ? human(kib, base) : String(Math.trunc((kib * 1024) / base ** power));
  const row = (head: string, values: readonly number[]): string =>
    `${head.padEnd(8)}${values.map((value) => shown(value).padStart(12)).join("")}\n`;
  const { total, free: unused, available, buffers, cached, reclaimable, shared } = MEMORY_KIB;
  const [used, cache] = [total - available, cached + reclaimable];
  const wide = flags.has("w");
  const heads = ["total", "used", "free", "shared", ...(wide ? ["buffers", "cache"] : ["buff/cache"]), "available"];
  const caches = wide ? [buffers, cache] : [buffers + cache];
  let out = `${" ".repeat(8)}${heads.map((head) => head.padStart(12)).join("")}\n`;
  out += row("Mem:", [total, used, unused, shared, ...caches, available]);
  if (flags.has("l")) out += row("Low:", [total, total - unused, unused]) + row("High:", [0, 0, 0]);
  out += row("Swap:", [0, 0, 0]);
  if (flags.has("t")) out += row("Total:", [total, used, unused]);
  return out;
}

export const free: Program = {
  name: "free",
  path: "/usr/bin/free",
  summary: "how much memory there is",
  async run(context) {
    const wish = wishOf(context);
    if (typeof wish === "number") return wish;
    // What is promised to programs is not counted here.
    if (wish.flags.has("v")) return complain(context, "netnone: -v is not modelled", 3);
    for (let round = 1; ; round++) {
      await context.stdout.write(table(wish));
      if (round >= wish.count || context.stdout.broken) return 0;
      await context.stdout.write("\n");
      await context.kernel.sleep((wish.seconds ?? 1) * 1e6, context.self.signals);
      if (context.self.signals.pending !== undefined) return 0;
    }
  },
};
