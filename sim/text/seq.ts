/** seq of coreutils 9.1: -f with one conversion, -s, -w, decimals, what it complains of. */
import type { ExitStatus } from "../../core/process.ts";
import { SIGNAL } from "../../core/process.ts";
import type { Program } from "../program.ts";
import { complain, complainOfUse, options } from "../programs/base/support.ts";
import { formatFloat } from "../shell/builtin/float.ts";
import { put, refusedOutput } from "./command.ts";

const BATCH = 4096;

export const seq: Program = {
  name: "seq",
  path: "/usr/bin/seq",
  summary: "count",
  async run(context): Promise<ExitStatus> {
    // A negative number is an operand; behind one nothing is an option anyway.
    const at = context.argv.findIndex((word, index) => index > 0 && /^-?(?:\d|\.\d|inf)/.test(word));
    const argv =
      at < 0 || !context.argv[at]?.startsWith("-")
        ? context.argv
        : [...context.argv.slice(0, at), "--", ...context.argv.slice(at)];
    const parsed = options(argv, "+f:s:w", { format: "f", separator: "s", "equal-width": "w" });
    const usage = (text: string): ExitStatus => complainOfUse(context, text);
    const problem = parsed.problem;
    if (problem !== undefined) return usage(problem);
    const { flags, operands } = parsed;
    if (operands.length === 0) return usage("missing operand");
    if (operands.length > 3) return usage(`extra operand ‘${operands[3]}’`);
    const numbers: number[] = [];
    for (const word of operands) {
      if (!/^\s*[-+]?(?:\d+\.?\d*|\.\d+|inf(?:inity)?|0x[0-9a-f]+)(?:e[-+]?\d+)?$/i.test(word))
        return usage(`invalid floating point argument: ‘${word}’`);
      numbers.push(/inf/i.test(word) ? (word.startsWith("-") ? -1 : 1) * Number.POSITIVE_INFINITY : Number(word));
    }
    const [first = 1, step = 1, last = 1] =
      numbers.length === 1 ? [1, 1, numbers[0]] : numbers.length === 2 ? [numbers[0], 1, numbers[1]] : numbers;
    if (step === 0) return usage(`invalid Zero increment value: ‘${operands[1]}’`);
    const format = flags.get("f");
    const spec =
      format === undefined
        ? undefined
        : /^((?:[^%]|%%)*)%([-+ #0']*)(\d*)(?:\.(\d*))?[lL]?([aefgAEFG])((?:[^%]|%%)*)$/.exec(format);
    if (spec === null)
      return complain(
        context,
        /%/.test(format ?? "")
          ? `format ‘${format}’ has unknown %${/%[-+ #0']*[\d.]*(.?)/.exec(format ?? "")?.[1] ?? ""} directive`
          : `format ‘${format}’ has no % directive`,
      );
    const decimals = (word: string | undefined): number =>
      /e/i.test(word ?? "") ? 0 : (word?.split(".")[1]?.length ?? 0);
    const precision = Math.max(
      decimals(operands.length > 1 ? operands[0] : undefined),
      decimals(operands.length > 2 ? operands[1] : undefined),
    );
    const plain = (value: number): string => value.toFixed(precision);
    const width = flags.has("w")
      ? Math.max(...[first, last].map((value) => value.toFixed(Math.max(precision, 0)).length))
      : 0;
    const shown = (value: number): string => {
      if (spec !== undefined) {
        const [, before = "", flag = "", wide = "", exact, letter = "g", after = ""] = spec;
        const text = formatFloat(value, letter, flag, exact === undefined ? undefined : Number(exact) || 0);
        const padded = flag.includes("-")
          ? text.padEnd(Number(wide))
          : text.padStart(Number(wide), flag.includes("0") ? "0" : " ");
        return `${before}${padded}${after}`.replaceAll("%%", "%");
      }
      const text = plain(value);
      return text.startsWith("-") ? `-${text.slice(1).padStart(width - 1, "0")}` : text.padStart(width, "0");
    };
    const separator = flags.get("s") ?? "\n";
    let out = "";
    const slack = Math.abs(step) * 1e-9;
    let any = false;
    for (let index = 0; ; index++) {
      const value = first + index * step;
      if (step > 0 ? value > last + slack : value < last - slack) break;
      out += (any ? separator : "") + shown(value);
      any = true;
      if (index % BATCH === BATCH - 1) {
        if (!(await put(context.stdout, out))) return refusedOutput(context);
        out = "";
        if (context.self.signals.pending !== undefined) return 128 + SIGNAL[context.self.signals.pending];
      }
    }
    if (any) out += "\n";
    return (await put(context.stdout, out)) ? 0 : refusedOutput(context);
  },
};
