/**
 * base64 of coreutils 9.1: the code is the library's, what is read and refused is checked here. The same: -d, -i, -w, what is
 * decoded before invalid input.
 */

import { getoptLong, type LongOptions } from "../../core/command/getopt-long.ts";
import { strerror } from "../../core/errors.ts";
import { SIGNAL } from "../../core/process.ts";
import type { Program } from "../program.ts";
import { shownName } from "../programs/base/quote.ts";
import { complain, complainOfUse } from "../programs/base/support.ts";
import { perform, put, refusedOutput, type TextCommand } from "./command.ts";
import { readToEnd, resolvePath, textOf, textOfLatin1 } from "./files.ts";

const LIBRARY: TextCommand = { name: "base64", summary: "", input: "never" };
const LONG: LongOptions = { decode: "d", "ignore-garbage": "i", wrap: "w:", help: "help", version: "version" };

export const base64: Program = {
  name: "base64",
  path: "/usr/bin/base64",
  summary: "encode and decode base64",
  async run(context) {
    let decodes = false;
    let ignores = false;
    let width = 76;
    const operands: string[] = [];
    for (const option of getoptLong(context.argv, "diw:", LONG)) {
      if (option.kind === "operand") operands.push(option.text);
      else if (option.kind === "error") return complainOfUse(context, option.text);
      else if (option.name === "d") decodes = true;
      else if (option.name === "i") ignores = true;
      else if (option.name === "w") {
        if (!/^\s*\+?\d+$/.test(option.value)) return complain(context, `invalid wrap size: ‘${option.value}’`);
        width = Number(option.value);
      } else return complain(context, `netnone: --${option.name} is not modelled`);
    }
    const [name = "-", extra] = operands;
    if (extra !== undefined) return complainOfUse(context, `extra operand ‘${extra}’`);
    let text: string;
    if (name === "-") text = await readToEnd(context.stdin, context);
    else {
      const read = context.files.readFile(resolvePath(context.cwd, name));
      if (!read.ok)
        return complain(
          context,
          `${read.error === "EISDIR" ? `read error: ` : `${shownName(name)}: `}${strerror(read.error)}`,
        );
      text = read.value;
    }
    const { pending } = context.self.signals;
    if (pending !== undefined) return 128 + SIGNAL[pending];
    const library = async (args: readonly string[], input: string): Promise<string> => {
      const made = (await context.kernel.outside(perform(LIBRARY, context, args, input, new Map()))).stdout;
      return typeof made === "string" ? made : textOf(made);
    };
    if (!decodes) {
      const encoded = text === "" ? "" : await library([`-w${width}`], text);
      return (await put(context.stdout, encoded)) ? 0 : refusedOutput(context);
    }
    const { code, whole } = validPart(ignores ? text.replace(/[^A-Za-z0-9+/=]/g, "") : text.replaceAll("\n", ""));
    // Behind its padding a code may go on.
    for (const part of code.match(/[^=]+=*/g) ?? []) {
      const decoded = await library(["-d"], part);
      // The library answers with text where that is what the bytes are, else with a character for each byte.
      const size = (part.length / 4) * 3 - (part.length - part.replace(/=+$/, "").length);
      const output = decoded.length === size ? textOfLatin1(decoded) : decoded;
      if (!(await put(context.stdout, output))) return refusedOutput(context);
    }
    return whole ? 0 : complain(context, "invalid input");
  },
};

/** What of a code can be decoded, its last group filled up; `whole` when that is all of it. */
function validPart(text: string): { readonly code: string; readonly whole: boolean } {
  const groups = /^(?:[A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)*/.exec(text)?.[0] ?? "";
  const rest = text.slice(groups.length);
  if (rest === "") return { code: groups, whole: true };
  const part = /^[A-Za-z0-9+/]{2,3}/.exec(rest)?.[0] ?? "";
  return { code: groups + (part === "" ? "" : part.padEnd(4, "=")), whole: false };
}
