/**
 * /proc (proc(5)): processes, their namespaces, the network's tables and /proc/sys/net. A mounted proc shows the processes
 * of one pid namespace, numbered as they are in it; /proc/net and /proc/sys/net are those of whoever looks.
 *
 * Same as Linux: names, who may look, texts of the files below as far as they tell of modelled things. Absent: memory maps,
 * accounting, /proc/PID/fd of other processes' sockets. Of hardware there are the processors and the memory, which nobody uses.
 */
import type { Errno } from "../../core/errors.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { capabilityMask } from "./credentials.ts";
import { GeneratedDirectory } from "./directory.ts";
import type { Host } from "./host.ts";
import { type Directory, GeneratedFile, type Inode, NamespaceFile, Symlink, type Viewer } from "./inode.ts";
import { memoryText, processorText, statText } from "./machine.ts";
import { ipcInode, type PidNamespace, type Process } from "./process.ts";
import { processName } from "./process-name.ts";
import { procNet } from "./procnet.ts";
import { procSys } from "./procsys.ts";
import { KERNEL, unixSeconds } from "./release.ts";

/** @param readOnly /proc/sys refuses writes, as in a container that is not privileged */
export function procfs(host: Host, namespace: PidNamespace, readOnly = false): Directory {
  const self = (viewer: Viewer) => host.pidNamespace.processes.get(viewer.hostPid)?.pids.get(namespace);
  const text = (read: () => string) => new GeneratedFile(() => ok(read()));
  const fixed: Readonly<Record<string, Inode>> = {
    cpuinfo: text(processorText),
    cmdline: text(() => "console=ttyS0 root=/dev/vda1 ro\n"),
    filesystems: text(
      () => "nodev\tsysfs\nnodev\ttmpfs\nnodev\tproc\nnodev\tdevpts\nnodev\tnsfs\nnodev\toverlay\n\text4\n",
    ),
    loadavg: text(() => `0.00 0.00 0.00 1/${host.pidNamespace.processes.size} 0\n`),
    meminfo: text(memoryText),
    mounts: new Symlink("self/mounts"),
    net: new Symlink("self/net"),
    self: new Symlink((viewer) => {
      const pid = self(viewer);
      return pid === undefined ? err("ENOENT") : ok(String(pid));
    }),
    stat: text(() => statText(Number(uptimeSeconds(host)), bootedAt(), host.pidNamespace.processes.size)),
    sys: procSys(host, readOnly),
    uptime: text(() => `${uptimeSeconds(host)} ${uptimeSeconds(host)}\n`),
    version: text(() => `${KERNEL.version}\n`),
  };
  return new GeneratedDirectory(
    () => [...[...namespace.processes.keys()].sort((a, b) => a - b).map(String), ...Object.keys(fixed)],
    (name) => {
      if (Object.hasOwn(fixed, name)) return fixed[name];
      const process = /^[1-9]\d*$/.test(name) ? namespace.processes.get(Number(name)) : undefined;
      return process ? processDirectory(host, namespace, process) : undefined;
    },
    0o555,
  );
}

/** The machine had been up for a while when the world began. */
export const BOOTED_BEFORE_MICROS = 5_000_000_000;

const bootedAt = (): number => unixSeconds(-BOOTED_BEFORE_MICROS);

function uptimeSeconds(host: Host): string {
  return ((host.nowMicros + BOOTED_BEFORE_MICROS) / 1_000_000).toFixed(2);
}

/** ptrace access (ptrace(2), PTRACE_MODE_READ): what ns links and the environment of a process ask for. */
function mayInspect(host: Host, viewer: Viewer, process: Process): boolean {
  if (viewer.hostPid === process.hostPid) return true;
  const { uid, capabilities } = viewer.credentials;
  if (capabilities.has("CAP_SYS_PTRACE")) return true;
  if (host.pidNamespace.processes.get(viewer.hostPid)?.pidNamespace !== process.pidNamespace) return false;
  if (uid !== process.credentials.uid) return false;
  for (const capability of process.credentials.capabilities) if (!capabilities.has(capability)) return false;
  return true;
}

function processDirectory(host: Host, namespace: PidNamespace, process: Process): Directory {
  const owner = { uid: process.credentials.uid, gid: process.credentials.gid };
  const text = (read: () => string) => new GeneratedFile(() => ok(read()), owner);
  const guarded = (read: () => string) =>
    new GeneratedFile(
      (viewer): Result<string, Errno> => (mayInspect(host, viewer, process) ? ok(read()) : err("EACCES")),
      { ...owner, mode: 0o400 },
    );
  const link = (target: () => string) =>
    new Symlink((viewer) => (mayInspect(host, viewer, process) ? ok(target()) : err("EACCES")), owner);
  const comm = () => processName(process).slice(0, 15);
  const entries: Readonly<Record<string, Inode>> = {
    cmdline: text(() => process.argv.map((word) => `${word}\0`).join("")),
    comm: text(() => `${comm()}\n`),
    cwd: link(() => process.cwd),
    environ: guarded(() =>
      Object.entries(process.env)
        .map(([name, value]) => `${name}=${value}\0`)
        .join(""),
    ),
    fd: fdDirectory(host, process, owner),
    mountinfo: text(() => mountInfo(process)),
    mounts: text(() => mountTable(process)),
    net: procNet(host, () => process.netns),
    ns: nsDirectory(host, process, owner),
    root: link(() => "/"),
    stat: text(() => statLine(namespace, process, comm())),
    status: text(() => statusText(namespace, process, comm())),
  };
  return new GeneratedDirectory(
    () => Object.keys(entries),
    (name) => (Object.hasOwn(entries, name) ? entries[name] : undefined),
    0o555,
    owner,
  );
}

/** What a descriptor leads to; all are as long as the kernel says they are (proc_fd_link). */
class DescriptorLink extends Symlink {
  override get size(): number {
    return 64;
  }
}

function fdDirectory(host: Host, process: Process, owner: { uid: number; gid: number }): Directory {
  return new GeneratedDirectory(
    (viewer) => (mayInspect(host, viewer, process) ? process.files.numbers.map(String) : []),
    (name) => {
      const file = process.files.get(Number(name));
      const mode = file?.access === "read" ? 0o500 : file?.access === "write" ? 0o300 : 0o700;
      return file && new DescriptorLink(file.path, { ...owner, mode });
    },
    0o500,
    owner,
  );
}

/** Kinds of namespaces that are not modelled: everybody is in the first one of the host. */
const SHARED = { cgroup: 4026531835, time: 4026531834, user: 4026531837 } as const;

function nsDirectory(host: Host, process: Process, owner: { uid: number; gid: number }): Directory {
  const magic = (kind: string, inode: () => number, follow?: () => Inode | undefined) =>
    new Symlink(
      (viewer) => (mayInspect(host, viewer, process) ? ok(`${kind}:[${inode()}]`) : err("EACCES")),
      owner,
      (viewer) => {
        if (!mayInspect(host, viewer, process)) return err("EACCES");
        return ok(follow?.() ?? new NamespaceFile(inode(), undefined));
      },
    );
  const net = () => host.netnsReferences.file(process.netns);
  const entries: Readonly<Record<string, Inode>> = {
    cgroup: magic("cgroup", () => SHARED.cgroup),
    ipc: magic("ipc", () => ipcInode(process.uts)),
    mnt: magic("mnt", () => process.mounts.inode),
    net: magic("net", () => net()?.inode ?? 0, net),
    pid: magic("pid", () => process.pidNamespace.inode),
    pid_for_children: magic("pid", () => process.pidNamespace.inode),
    time: magic("time", () => SHARED.time),
    time_for_children: magic("time", () => SHARED.time),
    user: magic("user", () => SHARED.user),
    uts: magic("uts", () => process.uts.inode),
  };
  return new GeneratedDirectory(
    () => Object.keys(entries),
    (name) => (Object.hasOwn(entries, name) ? entries[name] : undefined),
    0o511,
    owner,
  );
}

function mountTable(process: Process): string {
  return process.mounts
    .list()
    .map((mount) => `${mount.source} ${mount.path} ${mount.type} ${mount.options} 0 0\n`)
    .join("");
}

/** Options of a mount, beside which a file system has its own. */
const MOUNT_OPTION = /^(?:ro|rw|nosuid|nodev|noexec|noatime|nodiratime|relatime)$/;
const FIRST_MOUNT = 24;

/** Each with the mount that it is on: the last before it of those that its path leads through. */
function mountInfo(process: Process): string {
  const mounts = process.mounts.list();
  const within = (path: string, above: string): boolean =>
    above === "/" || path === above || path.startsWith(`${above}/`);
  return mounts
    .map((mount, index) => {
      const below = mounts.slice(0, index).findLastIndex(({ path }) => within(mount.path, path));
      const words = mount.options.split(",");
      const own = words.filter((word) => MOUNT_OPTION.test(word)).join(",");
      const system = [words[0] ?? "rw", ...words.filter((word) => !MOUNT_OPTION.test(word))].join(",");
      const ids = `${FIRST_MOUNT + index} ${FIRST_MOUNT + below} 0:${20 + index}`;
      return `${ids} / ${mount.path} ${own} - ${mount.type} ${mount.source} ${system}\n`;
    })
    .join("");
}

function stateOf(process: Process): string {
  return process.stopped ? "T" : "S";
}

function statLine(namespace: PidNamespace, process: Process, comm: string): string {
  const pid = process.pids.get(namespace) ?? 0;
  const parent = process.parent?.pids.get(namespace) ?? 0;
  const start = Math.floor(process.startedMicros / 10_000);
  const zeros = (count: number) => new Array<string>(count).fill("0").join(" ");
  return `${pid} (${comm}) ${stateOf(process)} ${parent} ${process.group} ${process.session.leader} 0 -1 4194304 ${zeros(12)} ${start} ${zeros(30)}\n`;
}

const STATES: Readonly<Record<string, string>> = { S: "S (sleeping)", T: "T (stopped)" };

function statusText(namespace: PidNamespace, process: Process, comm: string): string {
  const { uid, gid, groups, capabilities } = process.credentials;
  const pid = process.pids.get(namespace) ?? 0;
  const inner = [...process.pids].reverse().join("\t");
  const capability = capabilityMask(capabilities);
  return [
    `Name:\t${comm}`,
    "Umask:\t0022",
    `State:\t${STATES[stateOf(process)]}`,
    `Tgid:\t${pid}`,
    "Ngid:\t0",
    `Pid:\t${pid}`,
    `PPid:\t${process.parent?.pids.get(namespace) ?? 0}`,
    "TracerPid:\t0",
    `Uid:\t${uid}\t${uid}\t${uid}\t${uid}`,
    `Gid:\t${gid}\t${gid}\t${gid}\t${gid}`,
    "FDSize:\t64",
    `Groups:\t${groups.join(" ")} `,
    `NStgid:\t${inner}`,
    `NSpid:\t${inner}`,
    "Threads:\t1",
    "SigPnd:\t0000000000000000",
    "CapInh:\t0000000000000000",
    `CapPrm:\t${capability}`,
    `CapEff:\t${capability}`,
    `CapBnd:\t${capability}`,
    "CapAmb:\t0000000000000000",
    "",
  ].join("\n");
}
