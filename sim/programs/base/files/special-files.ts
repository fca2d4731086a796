/** mkfifo and mknod of coreutils 9.1. Devices that mknod(2) would make are not modelled, named pipes are. */

import { strerror } from "../../../../core/errors.ts";
import type { ExitStatus } from "../../../../core/process.ts";
import type { ProcessContext, Program } from "../../../program.ts";
import { newMode } from "../mode-change.ts";
import { shownName } from "../quote.ts";
import { absolute, badUsage, complain, complainAbout, complainOfUse, missingOperand, options } from "../support.ts";

const LONG = { mode: "m", context: "Z" } as const;

/** What -m says, of the bits that named pipes have otherwise; undefined where nothing is given, -1 for what is no mode. */
function modeOf(context: ProcessContext, flags: ReadonlyMap<string, string>): number | undefined {
  const text = flags.get("m");
  return text === undefined ? undefined : (newMode(text, 0o666, false, context.self.umask) ?? -1);
}

function make(context: ProcessContext, path: string, mode: number | undefined) {
  const full = absolute(context, path);
  const made = context.files.mkfifo(full);
  if (made.ok && mode !== undefined) context.files.chmod(full, mode);
  return made;
}

const mkfifo: Program = {
  name: "mkfifo",
  path: "/usr/bin/mkfifo",
  summary: "make named pipes",
  run(context) {
    const parsed = options(context.argv, "m:Z", LONG);
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    if (parsed.operands.length === 0) return missingOperand(context);
    const mode = modeOf(context, parsed.flags);
    if (mode === -1) return complain(context, "invalid mode");
    if (mode !== undefined && mode > 0o777) return complain(context, "mode must specify only file permission bits");
    let status: ExitStatus = 0;
    for (const path of parsed.operands) {
      const made = make(context, path, mode);
      if (!made.ok) status = complainAbout(context, "cannot create fifo", path, made.error);
    }
    return status;
  },
};

const mknod: Program = {
  name: "mknod",
  path: "/usr/bin/mknod",
  summary: "make special files",
  run(context) {
    const parsed = options(context.argv, "m:Z", LONG);
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const { operands, flags } = parsed;
    const mode = modeOf(context, flags);
    if (mode === -1) return complain(context, "invalid mode");
    if (mode !== undefined && mode > 0o777) return complain(context, "mode must specify only file permission bits");
    const [path, type] = operands;
    const expected = type?.startsWith("p") ? 2 : 4;
    if (path === undefined) return missingOperand(context);
    if (operands.length < (type === undefined ? 2 : expected)) {
      const status = complain(context, `missing operand after ‘${operands.at(-1)}’`);
      if (operands.length === 2) void context.stderr.write("Special files require major and minor device numbers.\n");
      void context.stderr.write("Try 'mknod --help' for more information.\n");
      return status;
    }
    if (operands.length > expected) {
      const status = complain(context, `extra operand ‘${operands[expected]}’`);
      if (expected === 2 && operands.length === 4)
        void context.stderr.write("Fifos do not have major and minor device numbers.\n");
      void context.stderr.write("Try 'mknod --help' for more information.\n");
      return status;
    }
    if (!/^[bcup]/.test(type ?? "")) return complainOfUse(context, `invalid device type ‘${type}’`);
    if (expected === 2) {
      const made = make(context, path, mode);
      return made.ok ? 0 : complain(context, `${shownName(path)}: ${strerror(made.error)}`);
    }
    for (const [index, what] of [
      [2, "major"],
      [3, "minor"],
    ] as const)
      if (!/^(?:0x[0-9a-f]+|\d+)$/i.test(operands[index] ?? ""))
        return complain(context, `invalid ${what} device number ‘${operands[index]}’`);
    return complain(context, `netnone: type ${type} is not modelled, only p`, 3);
  },
};

export const specialFilePrograms: readonly Program[] = [mkfifo, mknod];
