/**
 * /proc/sys: the sysctls of the network namespace of whoever looks, and the few others that scripts read. Writing is an
 * operation (core/operation/sysctl.ts).
 *
 * Same as Linux: names, values, who may write, EINVAL for what is no number. Absent: everything else below /proc/sys.
 */
import type { Errno } from "../../core/errors.ts";
import type { Link } from "../../core/model/link.ts";
import type { Netns } from "../../core/model/netns.ts";
import { CONF4_DEFAULTS, CONF6_DEFAULTS, NET_SYSCTLS } from "../../core/model/sysctl.ts";
import { SELF } from "../../core/operation/netns-ref.ts";
import { ok, type Result } from "../../core/result.ts";
import { fixedDirectory, GeneratedDirectory } from "./directory.ts";
import type { Host } from "./host.ts";
import { type Directory, GeneratedFile, type Inode, type Viewer } from "./inode.ts";
import { KERNEL } from "./release.ts";

export function procSys(host: Host, readOnly: boolean): Directory {
  const hostnameOf = (viewer: Viewer) => host.pidNamespace.processes.get(viewer.hostPid)?.uts;
  const constant = (text: string) => new GeneratedFile(() => ok(`${text}\n`));
  return fixedDirectory(
    {
      kernel: fixedDirectory({
        hostname: new GeneratedFile((viewer) => ok(`${hostnameOf(viewer)?.hostname ?? ""}\n`)),
        osrelease: constant(KERNEL.release),
        ostype: constant("Linux"),
        pid_max: constant("4194304"),
        version: constant(KERNEL.build),
      }),
      net: sysctlDirectory(host, [], readOnly),
    },
    0o555,
  );
}

type Values = Readonly<Record<string, number | string>>;

/** Every sysctl below net/ that a namespace has, by its path with slashes. Costs as much as there are links. */
function netSysctls(netns: Netns, links: readonly Link[]): Map<string, number | string> {
  const all = new Map<string, number | string>();
  for (const [name, { value }] of Object.entries(NET_SYSCTLS)) all.set(name.replaceAll(".", "/"), value);
  for (const [name, value] of Object.entries(netns.sysctls)) all.set(name.replaceAll(".", "/"), value);
  const conf = (family: "ipv4" | "ipv6", device: string, values: Values) => {
    for (const [name, value] of Object.entries(values)) all.set(`${family}/conf/${device}/${name}`, value);
  };
  for (const device of ["all", "default"] as const) {
    conf("ipv4", device, { ...CONF4_DEFAULTS, ...netns.conf4[device] });
    conf("ipv6", device, { ...CONF6_DEFAULTS, ...netns.conf6[device] });
  }
  for (const link of links) {
    conf("ipv4", link.name, { ...CONF4_DEFAULTS, ...link.conf4 });
    conf("ipv6", link.name, { ...CONF6_DEFAULTS, ...link.conf6, mtu: link.mtu });
  }
  return all;
}

/** The directory at net/`path`; names are found anew each time, since links come and go. */
function sysctlDirectory(host: Host, path: readonly string[], readOnly: boolean): Directory {
  const prefix = path.map((name) => `${name}/`).join("");
  const below = (viewer: Viewer): Map<string, number | string> => {
    const process = host.pidNamespace.processes.get(viewer.hostPid);
    const netns = process && host.world.latest.netns[process.netns];
    if (!netns) return new Map();
    const links = Object.values(netns.links).flatMap((id) => host.world.latest.links[id] ?? []);
    const found = new Map<string, number | string>();
    for (const [name, value] of netSysctls(netns, links))
      if (name.startsWith(prefix)) found.set(name.slice(prefix.length), value);
    return found;
  };
  return new GeneratedDirectory(
    (viewer) => [...new Set([...below(viewer).keys()].map((name) => name.split("/")[0] as string))],
    (name, viewer): Inode | undefined => {
      const values = below(viewer);
      if (values.has(name)) return sysctlFile(host, `${prefix}${name}`, () => values.get(name) ?? "", readOnly);
      for (const key of values.keys())
        if (key.startsWith(`${name}/`)) return sysctlDirectory(host, [...path, name], readOnly);
      return undefined;
    },
    0o555,
  );
}

function sysctlFile(host: Host, path: string, value: () => number | string, readOnly: boolean): Inode {
  return new GeneratedFile(
    (): Result<string, Errno> => ok(`${value()}\n`),
    { mode: 0o644, readOnly },
    (text, viewer): Errno | undefined => {
      const process = host.pidNamespace.processes.get(viewer.hostPid);
      if (!process) return "ESRCH";
      const done = host.applyAs(
        {
          netns: process.netns,
          netAdmin: process.credentials.capabilities.has("CAP_NET_ADMIN"),
          findNetns: (ref) => host.findNetns(ref, process.netns, process),
        },
        { kind: "sysctlSet", netns: SELF, path: `net/${path}`, value: text.replace(/\n$/, "") },
      );
      return done.ok ? undefined : done.error.errno;
    },
  );
}
