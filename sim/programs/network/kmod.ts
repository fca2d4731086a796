/** `lsmod` and `modinfo` of kmod, of a kernel that has everything it can do built in (see modprobe.ts). */
import type { Program } from "../../program.ts";
import { isModelled } from "./modprobe.ts";

export const lsmod: Program = {
  name: "lsmod",
  path: "/usr/sbin/lsmod",
  links: { "/usr/bin/lsmod": "../sbin/lsmod" },
  summary: "list the modules of the kernel",
  run({ argv, stdout, stderr }) {
    if (argv.length > 1) {
      void stderr.write("Usage: lsmod\n");
      return 1;
    }
    void stdout.write("Module                  Size  Used by\n");
    return 0;
  },
};

export const modinfo: Program = {
  name: "modinfo",
  path: "/usr/sbin/modinfo",
  summary: "tell of modules of the kernel",
  run({ argv, stdout, stderr }) {
    const names = argv.slice(1).filter((word) => !word.startsWith("-"));
    if (names.length === 0) {
      void stderr.write("modinfo: ERROR: missing module or filename.\n");
      return 1;
    }
    let status = 0;
    for (const name of names) {
      if (isModelled(name))
        void stdout.write(`name:           ${name.replaceAll("-", "_")}\nfilename:       (builtin)\n`);
      else {
        void stderr.write(`modinfo: ERROR: Module ${name} not found.\n`);
        status = 1;
      }
    }
    return status;
  },
};
