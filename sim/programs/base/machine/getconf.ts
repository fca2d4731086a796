/** getconf(1) of glibc 2.36, for the variables that scripts ask for; others that the real one knows are not modelled. */
import { MEMORY_KIB, PROCESSORS } from "../../../kernel/machine.ts";
import type { Program } from "../../../program.ts";
import { complain } from "../support.ts";

const USAGE = `Usage: getconf [-v specification] variable_name [pathname]
       getconf -a [pathname]
`;

/** sysconf(3) and confstr(3). */
const SYSTEM: Readonly<Record<string, string | number>> = {
  ...{ PAGESIZE: 4096, PAGE_SIZE: 4096, ARG_MAX: 2_097_152, LONG_BIT: 64, WORD_BIT: 32, CHAR_BIT: 8, CLK_TCK: 100 },
  ...{ HOST_NAME_MAX: 64, LOGIN_NAME_MAX: 256, NGROUPS_MAX: 65_536, IOV_MAX: 1024, LINE_MAX: 2048, TTY_NAME_MAX: 32 },
  ...{ PTHREAD_STACK_MIN: 16_384, _POSIX_VERSION: 200_809, INT_MAX: 2_147_483_647, UINT_MAX: 4_294_967_295 },
  ...{ SSIZE_MAX: 32_767, PATH: "/bin:/usr/bin", CS_PATH: "/bin:/usr/bin", GNU_LIBC_VERSION: "glibc 2.36" },
  ...{ _NPROCESSORS_CONF: PROCESSORS, _NPROCESSORS_ONLN: PROCESSORS, _PHYS_PAGES: Math.floor(MEMORY_KIB.total / 4) },
  ...{ _AVPHYS_PAGES: Math.floor(MEMORY_KIB.free / 4), TZNAME_MAX: "undefined" },
};
/** pathconf(3): with a path behind. */
const OF_PATHS: Readonly<Record<string, number>> = { NAME_MAX: 255, PATH_MAX: 4096, PIPE_BUF: 4096, LINK_MAX: 65_000 };

export const getconf: Program = {
  name: "getconf",
  path: "/usr/bin/getconf",
  summary: "values of the system's configuration",
  run(context) {
    const [name, path, extra] = context.argv.slice(1);
    if (name === "-a" || name === "-v") return complain(context, `netnone: ${name} is not modelled`, 3);
    const about = name !== undefined && Object.hasOwn(OF_PATHS, name);
    if (name === undefined || extra !== undefined || (about && path === undefined)) {
      void context.stderr.write(USAGE);
      return 2;
    }
    if (/^(?:OPEN|CHILD)_MAX$/.test(name)) return complain(context, `netnone: ${name} is not modelled`, 3);
    const value = about ? OF_PATHS[name] : Object.hasOwn(SYSTEM, name) ? SYSTEM[name] : undefined;
    if (value === undefined) return complain(context, `Unrecognized variable \`${name}'`, 2);
    if (!about && path !== undefined) {
      void context.stderr.write(USAGE);
      return 2;
    }
    void context.stdout.write(`${value}\n`);
    return 0;
  },
};
