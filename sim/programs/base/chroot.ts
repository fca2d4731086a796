/** chroot(8) of coreutils 9.1, as far as the new root is the old one: a process has no root of its own here. */
import { strerror } from "../../../core/errors.ts";
import type { Program } from "../../program.ts";
import { become } from "./processes.ts";
import { quotedName } from "./quote.ts";
import { absolute, badUsage, complain, complainOfUse, options } from "./support.ts";

/** What of its own goes wrong before a program is started (exit status of the man page). */
const TROUBLE = 125;

export const chroot: Program = {
  name: "chroot",
  path: "/usr/sbin/chroot",
  summary: "run a program with another root directory",
  run(context) {
    const parsed = options(context.argv, "+", { "skip-chdir": "s", userspec: "userspec:", groups: "groups:" });
    const wrong = badUsage(context, parsed, TROUBLE);
    if (wrong !== undefined) return wrong;
    const { flags, operands } = parsed;
    const [root, ...given] = operands;
    if (root === undefined) return complainOfUse(context, "missing operand", TROUBLE);
    for (const name of ["userspec", "groups"])
      if (flags.has(name)) return complain(context, `netnone: --${name} is not modelled`, TROUBLE);
    const real = context.files.realPath(absolute(context, root));
    const isOld = real.ok && real.value === "/";
    if (flags.has("s") && !isOld)
      return complainOfUse(context, "option --skip-chdir only permitted if NEWROOT is old '/'", TROUBLE);
    const stat = context.files.stat(absolute(context, root));
    const errno = !stat.ok
      ? stat.error
      : stat.value.type !== "directory"
        ? "ENOTDIR"
        : context.kernel.credentials.capabilities.has("CAP_SYS_CHROOT")
          ? undefined
          : "EPERM";
    if (errno !== undefined)
      return complain(context, `cannot change root directory to ${quotedName(root)}: ${strerror(errno)}`, TROUBLE);
    if (!isOld) return complain(context, "netnone: another root than / is not modelled", TROUBLE);
    const argv = given.length > 0 ? given : [context.env.SHELL ?? "/bin/sh", "-i"];
    const cwd = flags.has("s") ? context.cwd : "/";
    return become(context, argv, context.env, cwd, (name) => `failed to run command ‘${name}’`);
  },
};
