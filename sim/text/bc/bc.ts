/**
 * bc of GNU 1.07. The same: numbers of any size with their scales, operators, variables, `scale`, `ibase`, `obase`, `last`, if, while, for,
 * print, strings, quit, sqrt, length, scale, lines broken at 70 characters. With -l: scale 20, s, c, a, l, e. Absent, and
 * refused by name: `define`, arrays, j.
 */
import { type ExitStatus, SIGNAL } from "../../../core/process.ts";
import type { Program } from "../../program.ts";
import { put, refusedOutput } from "../command.ts";
import { resolvePath } from "../files.ts";
import { Machine } from "./machine.ts";
import { lineEnd, tokensOf } from "./tokens.ts";

export const bc: Program = {
  name: "bc",
  path: "/usr/bin/bc",
  summary: "a calculator of any precision",
  async run(context): Promise<ExitStatus> {
    const words = context.argv.slice(1);
    const library = words.some((word) => word === "--mathlib" || /^-[a-z]*l/.test(word));
    let text = "";
    for (const name of words.filter((word) => !word.startsWith("-"))) {
      const read = context.files.readFile(resolvePath(context.cwd, name));
      if (!read.ok) {
        void context.stderr.write(`File ${name} is unavailable.\n`);
        return 1;
      }
      text += read.value;
    }
    let out = "";
    let errors = "";
    let passed = 0;
    const machine = new Machine(
      library,
      (part) => {
        out += part;
      },
      (message) => {
        errors += `${message}\n`;
      },
    );
    // What is asked in one line is answered before the next one is read.
    for (let ended = false, goesOn = true; goesOn; ) {
      let end = lineEnd(text);
      while (end === 0 && !ended) {
        const chunk = await context.stdin.read(context.self.signals);
        const { pending } = context.self.signals;
        if (pending !== undefined) return 128 + SIGNAL[pending];
        if (chunk === null) ended = true;
        text += chunk ?? "";
        end = lineEnd(text);
      }
      const line = end === 0 ? text : text.slice(0, end);
      text = text.slice(line.length);
      const tokens = tokensOf(line, (char, before) => {
        errors += `(standard_in) ${passed + line.slice(0, before).split("\n").length}: illegal character: ${char}\n`;
      });
      passed += line.split("\n").length - 1;
      goesOn = machine.run(tokens, ended && text === "") && !(ended && text === "");
      if (out !== "" && !(await put(context.stdout, out))) return refusedOutput(context);
      if (errors !== "") void context.stderr.write(errors);
      out = "";
      errors = "";
    }
    return 0;
  },
};
