/** GNU coreutils' basename and dirname 9.1. */
import type { Program } from "../program.ts";
import { badUsage, complainOfUse, missingOperand, options } from "../programs/base/support.ts";

const baseOf = (path: string, suffix: string): string => {
  const name = /^\/+$/.test(path) ? "/" : (path.replace(/\/+$/, "").split("/").at(-1) ?? "");
  return suffix !== "" && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
};

export const basename: Program = {
  name: "basename",
  path: "/usr/bin/basename",
  summary: "the last part of a path",
  run(context) {
    const parsed = options(context.argv, "+as:z", { multiple: "a", suffix: "s", zero: "z" });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const { flags, operands } = parsed;
    if (operands.length === 0) return missingOperand(context);
    const many = flags.has("a") || flags.has("s");
    if (!many && operands.length > 2) return complainOfUse(context, `extra operand ‘${operands[2]}’`);
    const suffix = many ? (flags.get("s") ?? "") : (operands[1] ?? "");
    const end = flags.has("z") ? "\0" : "\n";
    for (const path of many ? operands : operands.slice(0, 1)) void context.stdout.write(baseOf(path, suffix) + end);
    return 0;
  },
};

export const dirname: Program = {
  name: "dirname",
  path: "/usr/bin/dirname",
  summary: "a path without its last part",
  run(context) {
    const parsed = options(context.argv, "+z", { zero: "z" });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    if (parsed.operands.length === 0) return missingOperand(context);
    for (const path of parsed.operands) {
      const bare = path.replace(/\/+$/, "");
      const at = bare.lastIndexOf("/");
      const above = bare === "" && path !== "" ? "/" : at < 0 ? "." : bare.slice(0, at).replace(/\/+$/, "") || "/";
      void context.stdout.write(above + (parsed.flags.has("z") ? "\0" : "\n"));
    }
    return 0;
  },
};
