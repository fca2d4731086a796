/**
 * truncate, sync and arch of coreutils 9.1, as far as scripts use them: truncate -s with + and -, -c.
 */

import { strerror } from "../../../../core/errors.ts";
import type { ExitStatus } from "../../../../core/process.ts";
import { bytesOfText, textOfBytes } from "../../../../core/text-bytes.ts";
import type { ProcessContext, Program } from "../../../program.ts";
import { quotedName } from "../quote.ts";
import { sizeOf } from "../sizes.ts";
import { absolute, badUsage, complain, complainOfUse, onlyOperands, options } from "../support.ts";
import { dd, MOST_BYTES } from "./dd.ts";

function write(context: ProcessContext, path: string, text: string, mode?: number): ExitStatus {
  const opened = context.files.open(absolute(context, path), "write", mode);
  if (!opened.ok) return complain(context, `cannot open ${quotedName(path)} for writing: ${strerror(opened.error)}`);
  if (text !== "") void opened.value.write(text);
  opened.value.close();
  return 0;
}

const truncate: Program = {
  name: "truncate",
  path: "/usr/bin/truncate",
  summary: "make a file shorter or longer",
  run(context) {
    const parsed = options(context.argv, "cs:r:o", { "no-create": "c", size: "s", reference: "r" });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const { flags, operands } = parsed;
    const usage = (text: string): ExitStatus => {
      return complainOfUse(context, text);
    };
    const size = flags.get("s");
    if (size === undefined && !flags.has("r")) return usage("you must specify either ‘--size’ or ‘--reference’");
    if (operands.length === 0) return usage("missing file operand");
    let base: number | undefined;
    const reference = flags.get("r");
    if (reference !== undefined) {
      const stat = context.files.stat(absolute(context, reference));
      if (!stat.ok) return complain(context, `cannot stat ${quotedName(reference)}: ${strerror(stat.error)}`);
      base = stat.value.size;
    }
    const amount = size === undefined ? 0 : sizeOf(size.replace(/^[-+]/, ""));
    if (amount === undefined || amount > MOST_BYTES) return complain(context, `Invalid number: ‘${size}’`);
    let status: ExitStatus = 0;
    for (const path of operands) {
      const read = context.files.readFile(absolute(context, path));
      if (!read.ok && flags.has("c")) continue;
      const bytes = read.ok ? bytesOfText(read.value) : [];
      const wanted =
        base ??
        (size?.startsWith("+")
          ? bytes.length + amount
          : size?.startsWith("-")
            ? Math.max(0, bytes.length - amount)
            : amount);
      const made =
        wanted <= bytes.length ? bytes.slice(0, wanted) : [...bytes, ...Array<number>(wanted - bytes.length).fill(0)];
      status = Math.max(status, write(context, path, textOfBytes(made)));
    }
    return status;
  },
};

const sync: Program = { name: "sync", path: "/usr/bin/sync", summary: "write files to the disk", run: () => 0 };
const arch: Program = {
  name: "arch",
  path: "/usr/bin/arch",
  summary: "the architecture of the machine",
  run(context) {
    const operands = onlyOperands(context, 0);
    if (typeof operands === "number") return operands;
    void context.stdout.write("x86_64\n");
    return 0;
  },
};

export const copyPrograms: readonly Program[] = [arch, dd, sync, truncate];
