/** What this machine must have for a sandbox, and what to tell a user whose machine lacks it. */
import { accessSync, constants } from "node:fs";
import { release } from "node:os";
import { execa } from "execa";
import { err, ok, type Result } from "../../core/result.ts";

/** Something that cannot be done on this machine: one line saying what is missing, one saying how to mend it. */
export interface Unavailable {
  readonly missing: string;
  readonly remedy: string;
}

/** How a sandbox gets its rights: as root, or as root of a user namespace of its own (user_namespaces(7)). */
export type Privilege = "root" | "user-namespace";

/** Where Debian keeps programs; the superuser's directories are not on everybody's PATH. */
export const SANDBOX_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** Finds a program on the sandbox's PATH, apart from directories named in `except`. */
export function findProgram(name: string, except: readonly string[] = []): string | undefined {
  for (const directory of SANDBOX_PATH.split(":")) {
    if (except.includes(directory)) {
      continue;
    }
    const path = `${directory}/${name}`;
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not here: look further.
    }
  }
  return undefined;
}

const PACKAGE: Readonly<Record<string, string>> = {
  bash: "bash",
  unshare: "util-linux",
  nsenter: "util-linux",
  mount: "mount",
  perl: "perl-base",
  env: "coreutils",
  ip: "iproute2",
  dockerd: "docker.io",
  docker: "docker.io",
  "bash-static": "bash-static",
  busybox: "busybox-static",
};

/** Paths of the programs named, or which Debian packages to install. */
export function requirePrograms<Name extends string>(
  names: readonly Name[],
): Result<Readonly<Record<Name, string>>, Unavailable> {
  const found: Partial<Record<Name, string>> = {};
  const absent: string[] = [];
  for (const name of names) {
    const path = findProgram(name);
    if (path === undefined) {
      absent.push(name);
    } else {
      found[name] = path;
    }
  }
  if (absent.length > 0) {
    const packages = [...new Set(absent.map((name) => PACKAGE[name] ?? name))];
    return err({
      missing: `real mode needs ${absent.join(", ")}, which this machine does not have`,
      remedy: `apt-get install ${packages.join(" ")}`,
    });
  }
  return ok(found as Record<Name, string>);
}

/** Finds out by trying how a sandbox may be made here. */
export async function findPrivilege(unshare: string): Promise<Result<Privilege, Unavailable>> {
  if (process.platform !== "linux") {
    return err({
      missing: `real mode needs a Linux kernel, and this is ${process.platform} ${release()}`,
      remedy: "run it on Linux, or leave --real out to use the simulator",
    });
  }
  const isRoot = process.geteuid?.() === 0;
  const flags = isRoot ? ["-nmpu"] : ["-Urnmpu"];
  const attempt = await execa(unshare, [...flags, "--fork", "--kill-child", "true"], {
    reject: false,
    stdin: "ignore",
  });
  if (attempt.exitCode === 0) {
    return ok(isRoot ? "root" : "user-namespace");
  }
  return isRoot
    ? err({
        missing: `real mode needs to make namespaces, which root may not here (${firstLine(attempt.stderr)})`,
        remedy: "give the container CAP_SYS_ADMIN (docker run --privileged), or run on the host itself",
      })
    : err({
        missing: `real mode needs root or a user namespace, and neither is allowed here (${firstLine(attempt.stderr)})`,
        remedy:
          "run it with sudo, or allow user namespaces: sysctl kernel.unprivileged_userns_clone=1 kernel.apparmor_restrict_unprivileged_userns=0 user.max_user_namespaces=10000 (those that exist)",
      });
}

function firstLine(text: string): string {
  return text.split("\n")[0] ?? "";
}
