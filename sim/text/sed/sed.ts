/**
 * sed of GNU 4.9. The same: addresses, commands, hold space, ranges, -i with its suffix, -s, -z, -E, what it complains of.
 * Absent, and refused by name: the command `e` and its flag, `--debug`, `--sandbox`.
 */
import { getoptLong, type LongOptions } from "../../../core/command/getopt-long.ts";
import { strerror } from "../../../core/errors.ts";
import { SIGNAL } from "../../../core/process.ts";
import type { Program } from "../../program.ts";
import { put } from "../command.ts";
import { readToEnd, resolvePath } from "../files.ts";
import { SedRun } from "./run.ts";
import { readScript, type ScriptPart } from "./script.ts";

const SHORT = "bsnrzuEe:f:l:i::V:hs";
const LONG: LongOptions = {
  binary: "b",
  expression: "e:",
  file: "f:",
  "follow-symlinks": "follow",
  help: "help",
  "in-place": "i::",
  "line-length": "l:",
  "null-data": "z",
  "zero-terminated": "z",
  quiet: "n",
  silent: "n",
  posix: "p",
  "regexp-extended": "E",
  separate: "s",
  unbuffered: "u",
  version: "version",
};

const USAGE = "Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...\n";

export const sed: Program = {
  name: "sed",
  path: "/usr/bin/sed",
  summary: "edit a stream of lines",
  async run(context) {
    const { argv, stdout, stderr } = context;
    const parts: ScriptPart[] = [];
    let quiet = false;
    let extended = false;
    let separate = false;
    let unbuffered = false;
    let separator = "\n";
    let lineLength = 70;
    let inPlace: string | undefined;
    const operands: string[] = [];
    const expression = (text: string): void => {
      const number = parts.length + 1;
      parts.push({ text, label: (_line, char) => `-e expression #${number}, char ${char}` });
    };
    for (const option of getoptLong(argv, SHORT, LONG)) {
      if (option.kind === "operand") operands.push(option.text);
      else if (option.kind === "error") {
        void stderr.write(`sed: ${option.text}\n${USAGE}`);
        return 1;
      } else if (option.name === "e") expression(option.value);
      else if (option.name === "f") {
        const name = option.value;
        let text: string;
        if (name === "-") text = await readToEnd(context.stdin, context);
        else {
          const read = context.files.readFile(resolvePath(context.cwd, name));
          if (!read.ok) {
            void stderr.write(`sed: couldn't open file ${name}: ${strerror(read.error)}\n`);
            return 4;
          }
          text = read.value;
        }
        text = text.replace(/^#![^\n]*\n/, "\n").replace(/\n$/, "");
        parts.push({ text, label: (line) => `file ${name} line ${line}` });
      } else if (option.name === "n") quiet = true;
      else if (option.name === "E" || option.name === "r") extended = true;
      else if (option.name === "u") unbuffered = true;
      else if (option.name === "s") separate = true;
      else if (option.name === "z") separator = "\0";
      else if (option.name === "l") lineLength = Number(option.value) === 1 ? 0 : Number(option.value) || 0;
      else if (option.name === "i") {
        inPlace = option.value;
        separate = true;
      } else if (option.name === "help") {
        await put(stdout, USAGE);
        return 0;
      } else if (option.name === "version") {
        await put(stdout, "sed (GNU sed) 4.9\n");
        return 0;
      }
    }
    if (parts.length === 0) {
      const first = operands.shift();
      if (first === undefined) {
        void stderr.write(USAGE);
        return 1;
      }
      expression(first);
    }
    const script = readScript(parts, { extended });
    if (!script.ok) {
      void stderr.write(`sed: ${script.error}\n`);
      return /can't find label/.test(script.error) ? 4 : 1;
    }
    const run = new SedRun(context, script.value, {
      quiet: quiet || script.value.quiet,
      separate,
      separator,
      lineLength,
      inPlace,
      unbuffered,
    });
    const status = await run.run(operands.length === 0 ? ["-"] : operands);
    const { pending } = context.self.signals;
    if (pending !== undefined) return 128 + SIGNAL[pending];
    return status;
  },
};
