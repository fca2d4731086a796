/**
 * awk as Debian 12 has it: mawk 1.3.4. The same: the language with getline from files and commands, pipes, `printf`, numbers and
 * their text, the order of `for (k in a)`, braces in expressions as characters, messages. Absent: -W options but -W version.
 */
import { strerror } from "../../../core/errors.ts";
import type { Program } from "../../program.ts";
import { drive } from "../../shell/run.ts";
import { readToEnd, resolvePath } from "../files.ts";
import { Interpreter } from "./interpreter.ts";
import { unescaped } from "./lexer.ts";
import { parseAwk } from "./parser.ts";
import { bytesIn } from "./streams.ts";
import { Given } from "./value.ts";

const USAGE = "Usage: mawk [Options] [Program] [file ...]\n";

export const awk: Program = {
  name: "awk",
  path: "/usr/bin/awk",
  summary: "a language for lines and fields",
  async run(context) {
    const { argv, stderr, stdout } = context;
    const called = argv[0] ?? "awk";
    const assignments: string[] = [];
    let text: string | undefined;
    let separator: string | undefined;
    let i = 1;
    for (; i < argv.length; i++) {
      const word = argv[i] ?? "";
      if (word === "--") {
        i++;
        break;
      }
      if (!/^-./.test(word)) break;
      const letter = word[1] as string;
      if (word === "-V") {
        void stdout.write("mawk 1.3.4 20200120\n");
        return 0;
      }
      if (!"Fvf".includes(letter)) {
        if (letter === "W") {
          void stdout.write("mawk 1.3.4 20200120\n");
          return 0;
        }
        void stderr.write(`${called}: not an option: ${word}\n`);
        return 2;
      }
      const value = word.length > 2 ? word.slice(2) : argv[++i];
      if (value === undefined) {
        void stderr.write(`${called}: no argument for ${word}\n`);
        return 2;
      }
      if (letter === "F") separator = value;
      else if (letter === "v") assignments.push(value);
      else {
        const read =
          value === "-"
            ? await readToEnd(context.stdin, context)
            : context.files.readFile(resolvePath(context.cwd, value));
        if (typeof read !== "string" && !read.ok) {
          void stderr.write(`${called}: cannot open ${value} (${strerror(read.error)})\n`);
          return 2;
        }
        text = `${text === undefined ? "" : `${text}\n`}${typeof read === "string" ? read : read.value}`;
      }
    }
    text ??= argv[i++];
    if (text === undefined) {
      void stderr.write(USAGE);
      return 0;
    }
    const parsed = parseAwk(bytesIn(text));
    if (!parsed.ok) {
      void stderr.write(`${called}: ${parsed.error}\n`);
      return 2;
    }
    const interpreter = new Interpreter(context, parsed.value);
    const { entries } = interpreter.array("ARGV");
    entries.set("0", called);
    const operands = argv.slice(i);
    for (const [index, operand] of operands.entries()) entries.set(String(index + 1), new Given(bytesIn(operand)));
    interpreter.globals.set("ARGC", operands.length + 1);
    const environment = interpreter.array("ENVIRON").entries;
    for (const [name, value] of Object.entries(context.env)) environment.set(name, new Given(bytesIn(value)));
    if (separator !== undefined) interpreter.globals.set("FS", unescaped(bytesIn(separator)));
    for (const assignment of assignments) {
      const match = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(assignment);
      if (match === null) {
        void stderr.write(`${called}: improper assignment: -v ${assignment}\n`);
        return 2;
      }
      interpreter.assignOperand(match[1] ?? "", bytesIn(match[2] ?? ""));
    }
    return await drive(interpreter.run());
  },
};
