/** look(1) of bsdextrautils 2.38: the lines of a sorted file that begin with a text. */
import { strerror } from "../../core/errors.ts";
import type { Program } from "../program.ts";
import { badUsage, complain, complainOfUse, options } from "../programs/base/support.ts";
import { put, refusedOutput } from "./command.ts";
import { resolvePath } from "./files.ts";

const WORDS = "/usr/share/dict/words";

export const look: Program = {
  name: "look",
  path: "/usr/bin/look",
  summary: "lines that begin with a text",
  async run(context) {
    const parsed = options(context.argv, "adft:", {
      alternative: "a",
      alphanum: "d",
      "ignore-case": "f",
      terminate: "t",
    });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const { flags, operands } = parsed;
    const [text, file, extra] = operands;
    if (text === undefined || extra !== undefined) return complainOfUse(context, "bad usage");
    // The dictionary is searched without regard to case and signs.
    const alphanumeric = flags.has("d") || file === undefined;
    const folds = flags.has("f") || file === undefined;
    const path = file ?? context.env.WORDLIST ?? WORDS;
    const read = context.files.readFile(resolvePath(context.cwd, path));
    if (!read.ok) return complain(context, `${path}: ${strerror(read.error)}`);
    const key = (line: string): string => {
      const kept = alphanumeric ? line.replace(/[^A-Za-z0-9 \t]/g, "") : line;
      return folds ? kept.toLowerCase() : kept;
    };
    const stop = flags.get("t")?.[0];
    const end = stop === undefined ? -1 : text.indexOf(stop);
    const wanted = key(end < 0 ? text : text.slice(0, end + 1));
    const lines = read.value.replace(/\n$/, "").split("\n");
    const found = lines.filter((line) => key(line).startsWith(wanted));
    if (found.length === 0) return 1;
    return (await put(context.stdout, found.map((line) => `${line}\n`).join(""))) ? 0 : refusedOutput(context);
  },
};
