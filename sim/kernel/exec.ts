/** execve(2) and what comes with it: the mounts a program sees, and a process that becomes another. */
import type { Errno } from "../../core/errors.ts";
import type { NetnsId } from "../../core/model/id.ts";
import type { ChildProcess, ExecRequest, ExitStatus } from "../../core/process.ts";
import { err, ok, type Result } from "../../core/result.ts";
import type { Program } from "../program.ts";
import { Child } from "./child.ts";
import { contextOf } from "./context.ts";
import type { Host } from "./host.ts";
import type { Credentials } from "./kernel.ts";
import { MountNamespace } from "./mount.ts";
import { resolve } from "./path.ts";
import { type PidNamespace, Process } from "./process.ts";
import { procfs } from "./procfs.ts";
import { limitOf } from "./resource-limit.ts";
import type { Syscalls } from "./syscalls.ts";
import { sysfs } from "./sysfs.ts";

/** Programs that each wait for the next one: a script that starts itself ends here, and leaves memory for the rest of the world. */
const MOST_GENERATIONS = 4000;

/** What the program gets in place of its starter's. */
export interface ExecChange {
  readonly netns?: NetnsId;
  readonly credentials?: Credentials | undefined;
  readonly mounts?: MountNamespace;
  readonly pidNamespace?: PidNamespace | undefined;
}

/** How the program's mounts differ from its starter's. */
export interface MountWishes {
  readonly remountSys?: boolean;
  readonly binds?: readonly (readonly [from: string, onto: string])[];
  readonly ownMounts?: boolean;
  readonly mountsOf?: number | undefined;
  /** Where a /proc that counts as the program does is put (`unshare --mount-proc`). */
  readonly procAt?: string | undefined;
}

/** A file system of a pid namespace in a mount namespace that is somebody's own. */
export function mountProc(
  kernel: Syscalls,
  mounts: MountNamespace,
  pids: PidNamespace,
  path: string,
): Result<undefined, Errno> {
  const target = resolve({ hostPid: kernel.process.hostPid, mounts, credentials: kernel.process.credentials }, path);
  if (!target.ok) return target;
  if (target.value.inode.type !== "directory") return err("ENOTDIR");
  mounts.mount(target.value.covered, {
    ...{ source: "proc", path, type: "proc", options: "rw,nosuid,nodev,noexec,relatime" },
    root: procfs(kernel.host, pids),
  });
  return ok();
}

/** The mounts for a program in `netns`; undefined when those of the process `mountsOf` are not of this root. */
export function mountsFor(kernel: Syscalls, netns: NetnsId, options: MountWishes): MountNamespace | undefined {
  let mounts = kernel.process.mounts;
  if (options.mountsOf !== undefined) {
    const target = kernel.process.pidNamespace.processes.get(options.mountsOf);
    if (target?.mounts.root !== mounts.root) return undefined;
    mounts = target.mounts;
  }
  if (options.remountSys || options.ownMounts || options.procAt !== undefined)
    mounts = new MountNamespace(mounts.root, kernel.host.namespaceInode(), mounts);
  if (options.remountSys) {
    const sys = mounts.root.lookup("sys", kernel.process);
    if (sys)
      mounts.mount(sys, {
        source: "sysfs",
        path: "/sys",
        type: "sysfs",
        options: "rw,relatime",
        root: sysfs(kernel.host, netns),
      });
    for (const [from, onto] of options.binds ?? []) {
      const source = resolve(kernel.process, from);
      const target = resolve(kernel.process, onto);
      const { source: device = "none", type = "none", options: words = "rw" } = mounts.list()[0] ?? {};
      if (source.ok && target.ok)
        mounts.mount(target.value.covered, {
          ...{ source: device, path: onto, type, options: words },
          root: source.value.inode,
        });
    }
  }
  return mounts;
}

/** A process leaves its network namespace for another. */
export function enterNetns(kernel: Syscalls, process: Process, netns: NetnsId): void {
  kernel.host.netnsReferences.retain(netns);
  kernel.host.netnsReferences.release(process.netns);
  process.netns = netns;
}

/** execve(2): in the place of `request.replaces`, or in a child. */
export function execute(
  kernel: Syscalls,
  path: string,
  request: ExecRequest,
  change: ExecChange,
): Result<ChildProcess, Errno> {
  const absolute = path.startsWith("/") ? path : `${request.cwd}/${path}`;
  // A shell finds `./script` itself, and gives it to the kernel as it was written.
  const [name = ""] = request.argv;
  const { cwd } = request;
  const given = path.length === cwd.length + 1 + name.length && path === `${cwd}/${name}` ? name : path;
  const found = kernel.host.executable(
    kernel.process,
    absolute,
    request.argv,
    request.replaces instanceof Process,
    given,
  );
  if (!found.ok) return found;
  if (kernel.host.full || kernel.process.generation >= MOST_GENERATIONS) return err("EAGAIN");
  const { argv } = found.value;
  const program =
    kernel.process.limits === undefined
      ? found.value.program
      : loaded(found.value.program, request, limitOf(kernel.process, "nofile").soft);
  // A shell's forked children make their calls through its host, so whose process it is counts, not who calls.
  if (request.replaces instanceof Process) return ok(replace(kernel, request.replaces, program, argv, request, change));
  const spawned = kernel.host.spawn(
    {
      parent: kernel.process,
      argv,
      env: request.env,
      cwd: request.cwd,
      files: request.files,
      background: request.background,
      group: kernel.groupOf(request).group,
      foreground: request.foreground,
      ignores: request.ignores,
      netns: change.netns,
      mounts: change.mounts,
      credentials: change.credentials,
      pidNamespace: change.pidNamespace,
    },
    (process) => {
      process.setuid = program.setuid ?? false;
      return start(kernel.host, process, program);
    },
  );
  return ok(new Child(kernel.host, kernel.process, spawned));
}

/** A program begins to run; whoever was sent a signal has run by then. */
function start(host: Host, process: Process, program: Program): ExitStatus | Promise<ExitStatus> {
  host.spendExec(program);
  const { reacting } = host;
  if (!reacting) return program.run(contextOf(host, process));
  // It may have been among them.
  return reacting.then(() => process.status ?? program.run(contextOf(host, process)));
}

/** Whose mounts and process ids a program is to see in place of its starter's (`nsenter -m -p`). */
export interface InsideWishes {
  readonly netns: NetnsId;
  readonly mountsOf?: number | undefined;
  readonly pidsOf?: number | undefined;
}

/** A program among the files, processes or both of a container: its name is looked up there. ENOENT, EACCES, ESRCH. */
export function executeInside(
  kernel: Syscalls,
  request: ExecRequest,
  { netns, mountsOf, pidsOf }: InsideWishes,
): Result<ChildProcess, Errno> {
  const { processes } = kernel.process.pidNamespace;
  const target = (pid: number | undefined) => (pid === undefined ? kernel.process : processes.get(pid));
  const seen = target(mountsOf);
  const counted = target(pidsOf);
  if (!seen || !counted) return err("ESRCH");
  const [name = ""] = request.argv;
  const probe = { hostPid: 0, mounts: seen.mounts, credentials: kernel.process.credentials };
  const paths = name.includes("/") ? [name] : (request.env.PATH ?? "").split(":").map((each) => `${each}/${name}`);
  const path = paths.find((each) => {
    const found = resolve(probe, each);
    return found.ok && found.value.inode.type === "file" && (found.value.inode.mode & 0o111) !== 0;
  });
  if (path === undefined) return err("ENOENT");
  const spawned = kernel.host.spawn(
    {
      parent: kernel.process,
      argv: request.argv,
      env: request.env,
      cwd: mountsOf === undefined ? request.cwd : "/",
      files: request.files,
      netns,
      mounts: seen.mounts,
      pidNamespace: counted.pidNamespace,
      foreground: true,
    },
    (process) => {
      const found = kernel.host.executable(process, path, request.argv);
      if (!found.ok) return 126;
      process.argv = found.value.argv;
      return start(kernel.host, process, found.value.program);
    },
  );
  return ok(new Child(kernel.host, kernel.process, spawned));
}

/** execve(2) in this very process. */
function replace(
  kernel: Syscalls,
  process: Process,
  program: Program,
  argv: readonly string[],
  request: ExecRequest,
  change: ExecChange,
): ChildProcess {
  if (change.netns !== undefined) enterNetns(kernel, process, change.netns);
  process.mounts = change.mounts ?? process.mounts;
  process.credentials = change.credentials ?? process.credentials;
  // execve(2): caught signals go back to their default, ignored ones stay ignored.
  process.signals.reset();
  if (request.ignores) process.ignored = new Set([...process.ignored, ...request.ignores]);
  process.setuid = program.setuid ?? false;
  process.argv = argv;
  process.env = request.env;
  process.cwd = request.cwd;
  process.files.replace(request.files);
  const status = start(kernel.host, process, program);
  return { pid: process.pid, status, signal: (signal) => kernel.host.signal(process, signal) };
}

/** What ld.so says where no descriptor is left for a program's libraries; it is no program then. */
function loaded(program: Program, { files }: ExecRequest, most: number): Program {
  let free = 0;
  while (files.has(free)) free++;
  if (free < most) return program;
  const library = program.name === "bash" ? "libtinfo.so.6" : "libc.so.6";
  return {
    ...program,
    run: ({ argv, stderr }) => {
      void stderr.write(
        `${argv[0]}: error while loading shared libraries: ${library}: cannot open shared object file: Error 24\n`,
      );
      return 127;
    },
  };
}
