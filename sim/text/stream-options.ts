/** How head and tail are called (coreutils 9.1): their options, and the older forms `-5`, `-5q` and `tail +5`. */
import { notModelled } from "../../core/command/args.ts";
import { getoptLong, type LongOptions } from "../../core/command/getopt-long.ts";
import type { ExitStatus } from "../../core/process.ts";
import type { ProcessContext } from "../program.ts";

export interface Count {
  readonly value: number;
  /** `+N` for tail: from there on; `-N` for head: all but the last. */
  readonly sign: string;
  readonly unit: "lines" | "bytes";
}

export interface Wish {
  readonly count: Count;
  readonly names: readonly string[];
  /** What ends a line: a zero with -z. */
  readonly end: "\n" | "\0";
  /** By name: what has that name by then, and once there is something. */
  readonly follow: "name" | "descriptor" | undefined;
  readonly retry: boolean;
  readonly sleepMicros: number;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

const UNITS: Readonly<Record<string, number>> = { b: 512, K: 1024, k: 1024, M: 1048576, kB: 1000, MB: 1_000_000 };

const COMMON: LongOptions = { bytes: "c:", lines: "n:", quiet: "q", silent: "q", verbose: "v", "zero-terminated": "z" };
const TAIL_LONG: LongOptions = {
  ...COMMON,
  follow: "follow::",
  pid: "pid:",
  retry: "retry",
  "sleep-interval": "s:",
};

const DIGITS = "0123456789";
/** How often `tail -f` looks unless it is told. */
const FOLLOW_SECONDS = 1;

/** A message on standard error; gives 1 back. */
export function complain(context: ProcessContext, text: string): ExitStatus {
  void context.stderr.write(`${context.argv[0]}: ${text}\n`);
  return 1;
}

/** The same, with the hint that follows what is wrong with the words. */
export function complainOfUse(context: ProcessContext, text: string): ExitStatus {
  complain(context, text);
  void context.stderr.write(`Try '${context.argv[0]} --help' for more information.\n`);
  return 1;
}

function parseCount(text: string, unit: Count["unit"]): Count | undefined {
  const match = /^([-+]?)(\d+)(kB|MB|[bKkM])?$/.exec(text);
  return match ? { value: Number(match[2]) * (UNITS[match[3] ?? ""] ?? 1), sign: match[1] ?? "", unit } : undefined;
}

/** The older forms as today's words; a string is a complaint. */
function modern(argv: readonly string[], isTail: boolean): readonly string[] | string {
  const [program = "", first = "", ...rest] = argv;
  const old = (isTail ? /^([-+])(\d+)([bcl]?)(f?)$/ : /^(-)(\d+)([bkm]?)([cqvlz]*)$/).exec(first);
  // More words than one file are not for the older form.
  const alone =
    rest.length === 0 || (rest.length === 1 && !/^-./.test(rest[0] ?? "")) || (rest.length === 2 && rest[0] === "--");
  if (!old || (isTail && !alone)) {
    const trailing = isTail ? null : /^-\d+[bkmcqvlz]*([^bkmcqvlz])/.exec(first);
    return trailing ? `invalid trailing option -- ${trailing[1]}` : argv;
  }
  const [, sign = "", digits = "", unit = "", more = ""] = old;
  const bytes = unit === "b" || unit === "c" || (!isTail && (more.includes("c") || unit !== ""));
  const number = `${sign === "+" ? "+" : ""}${digits}${isTail && unit !== "b" ? "" : unit.replace("m", "M")}`;
  const flags = [...more].filter((letter) => letter !== "c" && letter !== "l").map((letter) => `-${letter}`);
  return [program, bytes ? "-c" : "-n", number, ...flags, ...rest];
}

/** What is asked for; a status when the words are wrong, which has been said. */
export async function wishOf(context: ProcessContext): Promise<Wish | ExitStatus> {
  const isTail = context.argv[0]?.endsWith("tail") === true;
  const argv = modern(context.argv, isTail);
  if (typeof argv === "string") return complainOfUse(context, argv);
  const flags = new Set<string>();
  const names: string[] = [];
  let count: Count | undefined = { value: 10, sign: "", unit: "lines" };
  let follow: Wish["follow"];
  let seconds = FOLLOW_SECONDS;
  for (const option of getoptLong(
    argv,
    isTail ? `c:n:fFqs:vz${DIGITS}` : `c:n:qvz${DIGITS}`,
    isTail ? TAIL_LONG : COMMON,
  )) {
    if (option.kind === "error") return complainOfUse(context, option.text);
    if (option.kind === "operand") {
      names.push(option.text);
      continue;
    }
    const { name, value } = option;
    if (/^\d$/.test(name))
      return isTail
        ? complain(context, `option used in invalid context -- ${name}`)
        : complainOfUse(context, `invalid trailing option -- ${name}`);
    if (name === "c" || name === "n") {
      const unit = name === "c" ? "bytes" : "lines";
      count = parseCount(value, unit);
      if (!count) return complain(context, `invalid number of ${unit}: ‘${value}’`);
    } else if (name === "s") {
      seconds = Number(value);
      if (!(seconds >= 0) || value === "") return complain(context, `invalid number of seconds: ‘${value}’`);
    } else if (name === "follow") {
      follow = value === "name" ? "name" : "descriptor";
      if (!"descriptor".startsWith(value) && !"name".startsWith(value)) {
        complain(context, `invalid argument ‘${value}’ for ‘--follow’`);
        await context.stderr.write("Valid arguments are:\n  - ‘descriptor’\n  - ‘name’\n");
        void context.stderr.write(`Try '${context.argv[0]} --help' for more information.\n`);
        return 1;
      }
    } else if (name === "f") follow = "descriptor";
    else if (name === "F") follow = "name";
    else if (name === "pid") {
      const { stderr, status } = notModelled("tail", "option", "--pid");
      await context.stderr.write(stderr);
      return status;
    }
    flags.add(name === "F" ? "retry" : name);
  }
  const retry = flags.has("retry");
  if (retry && !follow) complain(context, "warning: --retry ignored; --retry is useful only when following");
  return {
    count,
    names: names.length === 0 ? ["-"] : names,
    end: flags.has("z") ? "\0" : "\n",
    follow,
    retry,
    sleepMicros: seconds * 1_000_000,
    quiet: flags.has("q"),
    verbose: flags.has("v"),
  };
}
