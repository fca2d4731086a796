/**
 * /proc/sys: the sysctls of the network namespace of whoever looks, and the few others that scripts read. Writing is an
 * operation (core/operation/sysctl.ts).
 *
 * Same as Linux: names, values, who may write, EINVAL for what is no number. Absent: everything else below /proc/sys.
 */
import type { Errno } from "../../core/errors.ts";
import { findSysctl, sysctlNames } from "../../core/model/sysctl.ts";
import { sysctlMode } from "../../core/model/sysctl-value.ts";
import { SELF } from "../../core/operation/netns-ref.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { fixedDirectory, SysctlDirectory } from "./directory.ts";
import type { Host } from "./host.ts";
import { type Directory, type Inode, SysctlFile, type Viewer } from "./inode.ts";
import { KERNEL } from "./release.ts";
import { randomUuid } from "./uuid.ts";

export function procSys(host: Host, readOnly: boolean): Directory {
  const hostnameOf = (viewer: Viewer) => host.pidNamespace.processes.get(viewer.hostPid)?.uts;
  const constant = (text: string) => new SysctlFile(() => ok(`${text}\n`));
  return fixedDirectory(
    {
      kernel: fixedDirectory({
        hostname: new SysctlFile(
          (viewer) => ok(`${hostnameOf(viewer)?.hostname ?? ""}\n`),
          { mode: 0o644, readOnly },
          (text, viewer) => {
            const process = host.pidNamespace.processes.get(viewer.hostPid);
            if (!process?.credentials.capabilities.has("CAP_SYS_ADMIN")) return "EPERM";
            // proc_do_uts_string: a line, of 64 letters at most.
            process.uts.hostname = (text.split("\n")[0] ?? "").slice(0, 64);
            return undefined;
          },
        ),
        osrelease: constant(KERNEL.release),
        ostype: constant("Linux"),
        random: fixedDirectory({
          uuid: new SysctlFile(() => ok(`${randomUuid((bound) => host.random(bound))}\n`)),
        }),
        pid_max: constant("4194304"),
        version: constant(KERNEL.build),
      }),
      net: sysctlDirectory(host, "net", readOnly),
    },
    0o555,
  );
}

/** A directory of the tree; names are found anew each time, since links come and go. `path` is below /proc/sys. */
function sysctlDirectory(host: Host, path: string, readOnly: boolean): Directory {
  const netnsOf = (viewer: Viewer) => host.pidNamespace.processes.get(viewer.hostPid)?.netns;
  return new SysctlDirectory(
    (viewer) => {
      const netns = netnsOf(viewer);
      return netns === undefined ? [] : (sysctlNames(host.world.latest, netns, path) ?? []);
    },
    (name, viewer): Inode | undefined => {
      const netns = netnsOf(viewer);
      if (netns === undefined) return undefined;
      const below = `${path}/${name}`;
      const found = findSysctl(host.world.latest, netns, below);
      if (found) return sysctlFile(host, below, found.value, sysctlMode(found.entry), readOnly);
      return sysctlNames(host.world.latest, netns, below) ? sysctlDirectory(host, below, readOnly) : undefined;
    },
    0o555,
  );
}

function sysctlFile(host: Host, path: string, value: number | string, mode: number, readOnly: boolean): Inode {
  return new SysctlFile(
    // ipv6_sysctl_stable_secret: EIO while there is none.
    (): Result<string, Errno> => (path.endsWith("/stable_secret") && value === "" ? err("EIO") : ok(`${value}\n`)),
    { mode, readOnly },
    (text, viewer): Errno | undefined => {
      const process = host.pidNamespace.processes.get(viewer.hostPid);
      if (!process) return "ESRCH";
      const done = host.applyAs(
        {
          netns: process.netns,
          netAdmin: process.credentials.capabilities.has("CAP_NET_ADMIN"),
          findNetns: (ref) => host.findNetns(ref, process.netns, process),
        },
        { kind: "sysctlSet", netns: SELF, path, value: text.replace(/\n$/, "") },
      );
      return done.ok ? undefined : done.error.errno;
    },
  );
}
