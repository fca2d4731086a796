/**
 * truncate, install, sync and arch of coreutils 9.1, as far as scripts use them: truncate -s with + and -, -c; install with -m, -d and
 * -D.
 */

import { strerror } from "../../../core/errors.ts";
import type { ExitStatus } from "../../../core/process.ts";
import { bytesOfText, textOfBytes } from "../../../core/text-bytes.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { dd, MOST_BYTES } from "./dd.ts";
import { quotedName } from "./quote.ts";
import { sizeOf } from "./sizes.ts";
import { absolute, badUsage, complain, complainAbout, complainOfUse, missingOperand, options } from "./support.ts";

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

const install: Program = {
  name: "install",
  path: "/usr/bin/install",
  summary: "copy files and set their modes",
  run(context) {
    const parsed = options(context.argv, "m:dDo:g:vpcT", {
      mode: "m",
      directory: "d",
      owner: "o",
      group: "g",
      verbose: "v",
    });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const { flags, operands } = parsed;
    if (operands.length === 0) return missingOperand(context);
    const mode = Number.parseInt(flags.get("m") ?? "755", 8);
    if (!/^[0-7]{1,4}$/.test(flags.get("m") ?? "755")) return complain(context, `invalid mode ‘${flags.get("m")}’`);
    const parents = (path: string): void => {
      const parts = absolute(context, path).split("/");
      for (let i = 2; i <= parts.length; i++) context.files.mkdir(parts.slice(0, i).join("/"));
    };
    if (flags.has("d")) {
      for (const path of operands) {
        parents(path);
        context.files.chmod(absolute(context, path), mode);
      }
      return 0;
    }
    if (operands.length === 1) {
      return complainOfUse(context, `missing destination file operand after '${operands[0]}'`);
    }
    const target = operands.at(-1) ?? "";
    const into = context.files.stat(absolute(context, target));
    const isDirectory = into.ok && into.value.type === "directory";
    let status: ExitStatus = 0;
    for (const source of operands.slice(0, -1)) {
      const read = context.files.readFile(absolute(context, source));
      if (!read.ok) {
        status = complainAbout(context, "cannot stat", source, read.error);
        continue;
      }
      const path = isDirectory ? `${target.replace(/\/$/, "")}/${source.split("/").at(-1)}` : target;
      if (flags.has("D")) parents(path.split("/").slice(0, -1).join("/") || ".");
      const done = write(context, path, read.value, mode);
      if (done === 0) context.files.chmod(absolute(context, path), mode);
      status = Math.max(status, done);
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
    void context.stdout.write("x86_64\n");
    return 0;
  },
};

export const copyPrograms: readonly Program[] = [arch, dd, install, sync, truncate];
