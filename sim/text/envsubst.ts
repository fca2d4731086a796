/** envsubst(1) of gettext 0.21: `$NAME` and `${NAME}` in the input, filled in from the environment. */
import { getoptLong } from "../../core/command/getopt-long.ts";
import type { Program } from "../program.ts";
import { complain, complainOfUse } from "../programs/base/support.ts";
import { put, refusedOutput } from "./command.ts";
import { readToEnd } from "./files.ts";

const REFERENCE = /\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/g;

const USAGE = "Usage: envsubst [OPTION] [SHELL-FORMAT]\n";

/** The names that a text refers to, in their order. */
const namesIn = (text: string): string[] =>
  [...text.matchAll(REFERENCE)].map(([, bare, braced]) => bare ?? braced ?? "");

export const envsubst: Program = {
  name: "envsubst",
  path: "/usr/bin/envsubst",
  summary: "fill in variables of the environment",
  async run(context) {
    let lists = false;
    const operands: string[] = [];
    for (const option of getoptLong(context.argv, "hvV", { help: "h", variables: "v", version: "V" })) {
      if (option.kind === "error") return complainOfUse(context, option.text);
      if (option.kind === "operand") operands.push(option.text);
      else if (option.name === "v") lists = true;
      else {
        const text = option.name === "V" ? "envsubst (GNU gettext-runtime) 0.21\n" : USAGE;
        return (await put(context.stdout, text)) ? 0 : refusedOutput(context);
      }
    }
    if (operands.length > 1) return complain(context, "too many arguments");
    const [format] = operands;
    if (lists && format === undefined) return complain(context, "missing arguments");
    const wanted = format === undefined ? undefined : new Set(namesIn(format));
    const text = lists
      ? namesIn(format ?? "")
          .map((name) => `${name}\n`)
          .join("")
      : (await readToEnd(context.stdin, context)).replace(REFERENCE, (whole, bare?: string, braced?: string) => {
          const name = bare ?? braced ?? "";
          if (wanted?.has(name) === false) return whole;
          return Object.hasOwn(context.env, name) ? (context.env[name] ?? "") : "";
        });
    return (await put(context.stdout, text)) ? 0 : refusedOutput(context);
  },
};
