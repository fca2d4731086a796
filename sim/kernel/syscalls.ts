/** System calls: the kernel as one process meets it, with that process's rights, names and namespaces. */
import type { Family } from "../../core/address/prefix.ts";
import type { Datapath } from "../../core/datapath/datapath.ts";
import type { Captured } from "../../core/datapath/packet-socket.ts";
import { type Errno, type KernelError, kernelError } from "../../core/errors.ts";
import type { Config } from "../../core/model/config.ts";
import type { NetnsId, SocketId } from "../../core/model/id.ts";
import type { Link } from "../../core/model/link.ts";
import type { Notification } from "../../core/model/notification.ts";
import type { Runtime } from "../../core/model/runtime.ts";
import { answerLink } from "../../core/operation/netns-change.ts";
import type { NetnsRef } from "../../core/operation/netns-ref.ts";
import type { Caller, Change, Operation } from "../../core/operation/operation.ts";
import type {
  ChildProcess,
  ExecRequest,
  FileSystem,
  JobControl,
  OpenFile,
  ProcessSelf,
  ShellHost,
  SignalName,
  Signals,
} from "../../core/process.ts";
import { err, ok, type Result } from "../../core/result.ts";
import type { ProcessContext, Program } from "../program.ts";
import { boundDatapath } from "./bound.ts";
import { connectTo } from "./connect.ts";
import { DatagramSocket } from "./datagram.ts";
import { waitForOther } from "./fifo.ts";
import { Files, type FilesKernel } from "./files.ts";
import type { Host, Spawn, Spawned } from "./host.ts";
import { NamespaceFile, nextInode, TextFile, TreeDirectory } from "./inode.ts";
import type { Credentials, Kernel, ProcessEntry } from "./kernel.ts";
import { ProcessKilled } from "./killed.ts";
import { MountNamespace } from "./mount.ts";
import { resolve } from "./path.ts";
import { Pipe } from "./pipe.ts";
import { ipcInode, Process } from "./process.ts";
import { ProcessFile } from "./process-file.ts";
import { WORLD_BEGAN_MICROS } from "./release.ts";
import { chargeProcessor, forksLeft, limitOf, setLimit, writeWithin } from "./resource-limit.ts";
import { StreamSocket } from "./stream.ts";
import { sysfs } from "./sysfs.ts";
import type { UnixEnd, UnixType } from "./unix.ts";
import { UnixSocket } from "./unix-socket.ts";

/** Who takes a device away waits until nobody looks at it any more (synchronize_net, netdev_wait_allrefs). */
const UNREGISTER_MICROS = 12_000;
const UNREGISTERING: ReadonlySet<string> = new Set(["linkDelete", "bridgeDelete", "tunnelDelete", "tuntapDelete"]);

/** A builtin with its words, on a machine that is none of the fastest. */
const COMMAND_MICROS = 5;

/** Where PATH leads when it is not set (execvp of glibc looks there too). */
const DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

export class Syscalls implements Kernel, Caller, FilesKernel {
  readonly host: Host;
  readonly process: Process;
  // Made when first used: most processes run a command and are gone.
  #files: Files | undefined;

  constructor(host: Host, process: Process) {
    this.host = host;
    this.process = process;
  }

  get files(): Files {
    return (this.#files ??= new Files(this.process, this));
  }

  opened(file: OpenFile): OpenFile {
    return this.process.limits?.has("fsize") ? new ProcessFile(file, this.process, this.host) : file;
  }

  get netAdmin(): boolean {
    return this.process.credentials.capabilities.has("CAP_NET_ADMIN");
  }

  get pid(): number {
    return this.process.pid;
  }
  get credentials(): Credentials {
    return this.process.credentials;
  }
  get netns(): NetnsId {
    return this.process.netns;
  }
  get hostname(): string {
    return this.process.uts.hostname;
  }
  get datapath(): Datapath {
    const vrf = this.process.boundTo;
    return vrf === undefined ? this.host.datapath : boundDatapath(this.host.datapath, vrf);
  }

  enterVrf(name: string | undefined): Result<undefined, Errno> {
    if (!this.process.credentials.capabilities.has("CAP_NET_ADMIN")) return err("EPERM");
    this.process.vrf = name === undefined ? undefined : { netns: this.process.netns, device: name };
    return ok();
  }

  destroySocket(netns: NetnsId, transport: "tcp" | "udp", id: SocketId): Errno | undefined {
    if (!this.process.credentials.capabilities.has("CAP_NET_ADMIN")) return "EPERM";
    const { datapath, clock } = this.host;
    if (transport === "udp") {
      const udp = datapath.udpList(netns).find(({ socket }) => socket === id);
      udp?.abort?.();
      return udp ? undefined : "ENOENT";
    }
    const tcp = datapath.tcpCalls.list(netns).find((socket) => socket.id === id);
    if (!tcp) return "ENOENT";
    const errno = datapath.tcpCalls.destroy(tcp);
    clock.kick();
    return errno;
  }

  nowMicros(): number {
    return this.host.nowMicros;
  }

  wallMicros(): number {
    return WORLD_BEGAN_MICROS + this.host.nowMicros + this.host.wallOffsetMicros;
  }

  setWall(micros: number): Result<undefined, Errno> {
    if (!this.process.credentials.capabilities.has("CAP_SYS_TIME")) return err("EPERM");
    this.host.wallOffsetMicros += micros - this.wallMicros();
    return ok();
  }

  async sleep(micros: number, signals: Signals): Promise<void> {
    this.#alive();
    await this.host.clock.sleep(micros, signals);
    if (this.process.stopped) await this.process.running();
  }

  async compute(micros: number, signals: Signals): Promise<void> {
    chargeProcessor(this.host, this.process, micros);
    await this.sleep(micros, signals);
  }

  random(bound: number): number {
    return this.host.random(bound);
  }

  outside<T>(work: Promise<T>): Promise<T> {
    return this.host.clock.busy(work);
  }

  apply(operation: Operation): Result<readonly Change[], KernelError> {
    this.#alive();
    // Not for processes: the life of a namespace is its references'.
    if (operation.kind === "netnsDestroy" || operation.kind === "netnsCreate") return err(kernelError("EOPNOTSUPP"));
    const done = this.host.applyAs(this, operation);
    if (done.ok && UNREGISTERING.has(operation.kind)) this.host.clock.spend(UNREGISTER_MICROS);
    return done;
  }

  listenNetlink(listener: (notification: Notification) => void): () => void {
    return this.host.world.notifier.listen(listener);
  }

  watchDirectory(path: string, listener: (event: "add" | "delete", name: string) => void): Result<() => void, Errno> {
    const place = resolve(this.process, path);
    if (!place.ok) return place;
    const { inode } = place.value;
    if (!(inode instanceof TreeDirectory)) return err("ENOTDIR");
    inode.watchers.add(listener);
    return ok(() => void inode.watchers.delete(listener));
  }

  openPacket(
    device: string,
    receive: (captured: Captured) => void,
    options?: { readonly promiscuous?: boolean },
  ): Result<{ readonly socket: SocketId }, Errno> {
    this.#alive();
    if (!this.process.credentials.capabilities.has("CAP_NET_RAW")) return err("EPERM");
    return this.host.datapath.openPacket(this.process.netns, device, receive, options);
  }

  stream(domain: Family): StreamSocket {
    this.#alive();
    const socket = this.host.datapath.tcpCalls.open(this.process.netns, domain, {
      uid: this.process.credentials.uid,
      inode: nextInode(),
    });
    socket.device = this.process.boundTo;
    return new StreamSocket(this.host, this.process, socket);
  }

  datagram(domain: Family): DatagramSocket {
    this.#alive();
    return new DatagramSocket(this.host, this.process, domain, nextInode());
  }

  unix(type: UnixType): UnixSocket {
    this.#alive();
    return new UnixSocket(this.host, this.process, this.files, type);
  }

  unixList(netns: NetnsId): readonly { readonly end: UnixEnd; readonly references: number }[] {
    const { unix } = this.host;
    return unix.list(netns).map((end) => ({ end, references: unix.references(end) }));
  }

  askForLink(link: Link): void {
    answerLink(this.host.world, link);
  }

  config(): Config {
    return this.host.world.latest;
  }
  runtime(): Runtime {
    return this.host.world.runtime;
  }

  findNetns(ref: NetnsRef): NetnsId | undefined {
    return this.host.findNetns(ref, this.process.netns, this.process);
  }

  netnsNames(): readonly string[] {
    const names = this.files.readDir("/run/netns");
    return names.ok ? names.value : [];
  }

  netnsAdd(name: string): Result<undefined, Errno> {
    if (!this.files.stat("/run/netns").ok) {
      const made = this.files.mkdir("/run/netns", 0o755);
      if (!made.ok) return made;
    }
    const path = `/run/netns/${name}`;
    const admin = this.process.credentials.capabilities.has("CAP_SYS_ADMIN");
    // `mount --make-shared /run/netns` comes first.
    if (!admin) return err("EPERM");
    const file = this.files.open(path, "create-exclusive", 0);
    if (!file.ok) return file;
    file.value.close();
    const place = resolve(this.process, path, false);
    if (!place.ok) return place;
    const netns = this.host.createNetns(this.process.netns);
    this.#mountNetns(netns, place.value.covered, path);
    return ok();
  }

  /** Binds a namespace to a file, so that it outlives its processes. */
  #mountNetns(netns: NetnsId, covered: Parameters<MountNamespace["mount"]>[0], path: string): void {
    const root = this.host.netnsReferences.file(netns);
    if (!root) throw new Error("a namespace without a file");
    this.host.netnsReferences.retain(netns);
    this.process.mounts.mount(covered, { source: "nsfs", path, type: "nsfs", options: "rw", root });
  }

  netnsDelete(name: string): Result<undefined, Errno> {
    const path = `/run/netns/${name}`;
    const place = resolve(this.process, path, false);
    if (place.ok && place.value.inode instanceof NamespaceFile && place.value.covered !== place.value.inode) {
      if (!this.process.credentials.capabilities.has("CAP_SYS_ADMIN")) return err("EPERM");
      const mount = this.process.mounts.unmount(place.value.covered);
      if (mount?.root instanceof NamespaceFile && mount.root.netns !== undefined)
        this.host.netnsReferences.release(mount.root.netns);
    }
    return this.files.unlink(path);
  }

  /** mount(2) of a namespace's file on an existing file: `ip netns attach`, `mount --bind /proc/PID/ns/net FILE`. */
  bindNetns(netns: NetnsId, path: string): Result<undefined, Errno> {
    if (!this.process.credentials.capabilities.has("CAP_SYS_ADMIN")) return err("EPERM");
    const place = resolve(this.process, path);
    if (!place.ok) return place;
    if (!(place.value.inode instanceof TextFile || place.value.inode instanceof NamespaceFile)) return err("ENOTDIR");
    this.#mountNetns(netns, place.value.inode, path);
    return ok();
  }

  netnsOf(path: string): Result<NetnsId, Errno> {
    const place = resolve(this.process, path);
    if (!place.ok) return place;
    const { inode } = place.value;
    return inode instanceof NamespaceFile && inode.netns !== undefined ? ok(inode.netns) : err("EINVAL");
  }

  unmount(path: string): Result<undefined, Errno> {
    const place = resolve(this.process, path);
    if (!place.ok) return place;
    if (!this.process.credentials.capabilities.has("CAP_SYS_ADMIN")) return err("EPERM");
    const { covered, inode } = place.value;
    if (covered === inode) return err("EINVAL");
    // Everything but nsfs is in use by whoever runs here.
    if (!(inode instanceof NamespaceFile)) return err("EBUSY");
    this.process.mounts.unmount(covered);
    if (inode.netns !== undefined) this.host.netnsReferences.release(inode.netns);
    return ok();
  }

  setHostname(name: string): Result<undefined, Errno> {
    if (!this.process.credentials.capabilities.has("CAP_SYS_ADMIN")) return err("EPERM");
    this.process.uts.hostname = name;
    return ok();
  }

  unshareNet(): Result<undefined, Errno> {
    if (!this.process.credentials.capabilities.has("CAP_SYS_ADMIN")) return err("EPERM");
    this.#enter(this.process, this.host.createNetns(this.process.netns));
    return ok();
  }

  unshareUts(): Result<undefined, Errno> {
    if (!this.process.credentials.capabilities.has("CAP_SYS_ADMIN")) return err("EPERM");
    const { uts } = this.process;
    this.process.uts = { hostname: uts.hostname, inode: this.host.namespaceInode(), ipc: ipcInode(uts) };
    return ok();
  }

  enterUts(pid: number): Result<undefined, Errno> {
    const target = this.process.pidNamespace.processes.get(pid);
    if (!target) return err("ENOENT");
    if (!this.process.credentials.capabilities.has("CAP_SYS_ADMIN")) return err("EPERM");
    this.process.uts = target.uts;
    return ok();
  }

  #enter(process: Process, netns: NetnsId): void {
    this.host.netnsReferences.retain(netns);
    this.host.netnsReferences.release(process.netns);
    process.netns = netns;
  }

  /** execve(2) in this process's place or in a child's. */
  execve(path: string, request: ExecRequest): Result<ChildProcess, Errno> {
    return this.#execute(path, request, {});
  }

  /** execvp(3): a text without `#!` is given to sh. */
  exec(path: string, request: ExecRequest): Result<ChildProcess, Errno> {
    const started = this.execve(path, request);
    if (started.ok || started.error !== "ENOEXEC") return started;
    return this.execve("/bin/sh", { ...request, argv: ["/bin/sh", path, ...request.argv.slice(1)] });
  }

  execIn(
    netns: NetnsId,
    path: string,
    request: ExecRequest,
    options?: {
      readonly remountSys?: boolean;
      readonly binds?: readonly (readonly [from: string, onto: string])[];
      readonly ownMounts?: boolean;
      readonly mountsOf?: number | undefined;
    },
  ): Result<ChildProcess, Errno> {
    if (!this.process.credentials.capabilities.has("CAP_SYS_ADMIN")) return err("EPERM");
    let mounts = this.process.mounts;
    if (options?.mountsOf !== undefined) {
      const target = this.process.pidNamespace.processes.get(options.mountsOf);
      if (target?.mounts.root !== mounts.root) return err("EINVAL");
      mounts = target.mounts;
    }
    if (options?.remountSys || options?.ownMounts)
      mounts = new MountNamespace(mounts.root, this.host.namespaceInode(), mounts);
    if (options?.remountSys) {
      const sys = mounts.root.lookup("sys", this.process);
      if (sys)
        mounts.mount(sys, {
          source: "sysfs",
          path: "/sys",
          type: "sysfs",
          options: "rw,relatime",
          root: sysfs(this.host, netns),
        });
      for (const [from, onto] of options.binds ?? []) {
        const source = resolve(this.process, from);
        const target = resolve(this.process, onto);
        const { source: device = "none", type = "none", options: words = "rw" } = mounts.list()[0] ?? {};
        if (source.ok && target.ok)
          mounts.mount(target.value.covered, {
            ...{ source: device, path: onto, type, options: words },
            root: source.value.inode,
          });
      }
    }
    return this.#execute(path, request, { netns, mounts });
  }

  execAs(credentials: Credentials, path: string, request: ExecRequest): Result<ChildProcess, Errno> {
    if (!this.process.setuid && !this.process.credentials.capabilities.has("CAP_SETUID")) return err("EPERM");
    return this.#execute(path, request, { credentials });
  }

  #execute(
    path: string,
    request: ExecRequest,
    change: { readonly netns?: NetnsId; readonly credentials?: Credentials; readonly mounts?: MountNamespace },
  ): Result<ChildProcess, Errno> {
    this.#alive();
    const absolute = path.startsWith("/") ? path : `${request.cwd}/${path}`;
    // A shell finds `./script` itself, and gives it to the kernel as it was written.
    const [name = ""] = request.argv;
    const { cwd } = request;
    const given = path.length === cwd.length + 1 + name.length && path === `${cwd}/${name}` ? name : path;
    const found = this.host.executable(
      this.process,
      absolute,
      request.argv,
      request.replaces instanceof Process,
      given,
    );
    if (!found.ok) return found;
    if (this.host.full) return err("EAGAIN");
    const { argv } = found.value;
    const program =
      this.process.limits === undefined
        ? found.value.program
        : loaded(found.value.program, request, limitOf(this.process, "nofile").soft);
    // A shell's forked children make their calls through its host, so whose process it is counts, not who calls.
    if (request.replaces instanceof Process) return ok(this.#replace(request.replaces, program, argv, request, change));
    const spawned = this.host.spawn(
      {
        parent: this.process,
        argv,
        env: request.env,
        cwd: request.cwd,
        files: request.files,
        background: request.background,
        group: this.#hostGroup(request.group),
        foreground: request.foreground,
        ignores: request.ignores,
        netns: change.netns,
        mounts: change.mounts,
        credentials: change.credentials,
      },
      (process) => {
        process.setuid = program.setuid ?? false;
        this.host.spendExec(program);
        return program.run(contextOf(this.host, process));
      },
    );
    return ok(new Child(this.host, this.process, spawned));
  }

  /** Where a child stands for the terminal, its group in the host's numbering. */
  groupOf(request: ExecRequest): Pick<Spawn, "background" | "group" | "foreground" | "ignores"> {
    const { background, group, foreground, ignores } = request;
    return { background, group: this.#hostGroup(group), foreground, ignores };
  }

  #hostGroup(group: ExecRequest["group"]): Spawn["group"] {
    if (typeof group !== "number") return group;
    // A leader that has ended already leaves its group's number behind.
    return this.process.pidNamespace.processes.get(group)?.hostPid ?? "own";
  }

  #jobControl: JobControl | undefined;

  /** Process groups as this process sees them: only those that have a terminal. */
  get jobControl(): JobControl | undefined {
    if (this.#jobControl !== undefined) return this.#jobControl;
    const { host, process } = this;
    const { session, pidNamespace } = process;
    if (session.terminal === undefined) return undefined;
    const hostPid = (pid: number): number => pidNamespace.processes.get(pid)?.hostPid ?? pid;
    this.#jobControl = {
      get foreground() {
        for (const [pid, each] of pidNamespace.processes) if (each.hostPid === session.foreground) return pid;
        return 0;
      },
      set foreground(group) {
        session.foreground = hostPid(group);
      },
      lead() {
        const before = this.foreground;
        process.group = process.hostPid;
        session.foreground = process.hostPid;
        return before;
      },
      signal: (group, signal) => void host.signalGroup(hostPid(group), signal),
    };
    return this.#jobControl;
  }

  /** execve(2) in this very process. */
  #replace(
    process: Process,
    program: Program,
    argv: readonly string[],
    request: ExecRequest,
    change: { readonly netns?: NetnsId; readonly credentials?: Credentials; readonly mounts?: MountNamespace },
  ): ChildProcess {
    if (change.netns !== undefined) this.#enter(process, change.netns);
    process.mounts = change.mounts ?? process.mounts;
    process.credentials = change.credentials ?? process.credentials;
    // execve(2): caught signals go back to their default, ignored ones stay ignored.
    process.signals.reset();
    if (request.ignores) process.ignored = new Set([...process.ignored, ...request.ignores]);
    process.setuid = program.setuid ?? false;
    process.argv = argv;
    process.env = request.env;
    process.cwd = request.cwd;
    const old = [...process.files.values()];
    const files = [...request.files].map(([number, file]) => [number, file.retain()] as const);
    process.files.clear();
    for (const [number, file] of files) process.files.set(number, file);
    for (const file of old) file.close();
    this.host.spendExec(program);
    const status = program.run(contextOf(this.host, process));
    return { pid: process.pid, status, signal: (signal) => this.host.signal(process, signal) };
  }

  which(name: string, env: Readonly<Record<string, string>>): string | undefined {
    if (name.includes("/")) return name;
    if (this.process.outside) return this.process.outside.which(name, env, this.process.cwd);
    let absent: string | undefined;
    for (const directory of (env.PATH ?? DEFAULT_PATH).split(":")) {
      const path = `${directory === "" ? this.process.cwd : directory}/${name}`;
      const place = resolve(this.process, path);
      if (!place.ok || place.value.inode.type !== "file") continue;
      if (this.files.access(path, 1)) return path;
      if (place.value.inode instanceof TextFile && place.value.inode.program?.absent === true) absent ??= path;
    }
    return absent;
  }

  /** The simulator's own program that a command name starts, for completion. */
  programNamed(name: string, path: string): Program | undefined {
    const found = this.which(name, { PATH: path });
    const place = found === undefined ? undefined : resolve(this.process, found);
    return place?.ok && place.value.inode instanceof TextFile ? place.value.inode.program : undefined;
  }

  processes(): readonly ProcessEntry[] {
    const namespace = this.process.pidNamespace;
    return [...namespace.processes.entries()]
      .sort(([a], [b]) => a - b)
      .map(([pid, process]) => ({
        pid,
        parentPid: process.parent?.pids.get(namespace) ?? 0,
        argv: process.argv,
        uid: process.credentials.uid,
        netns: process.netns,
        vrf: process.boundTo,
        terminal: process.session.terminal?.replace(/^.*:/, ""),
        startedMicros: process.startedMicros,
        state: process.stopped ? "stopped" : process === this.process ? "running" : "sleeping",
      }));
  }

  kill(pid: number, signal: SignalName | undefined): Result<undefined, Errno> {
    this.#alive();
    const namespace = this.process.pidNamespace;
    if (pid <= 0) {
      const leader = pid === 0 ? this.process.group : namespace.processes.get(-pid)?.hostPid;
      if (leader === undefined) return err("ESRCH");
      return signal === undefined || this.host.signalGroup(leader, signal) ? ok() : err("ESRCH");
    }
    const target = namespace.processes.get(pid);
    if (!target) return err("ESRCH");
    const { uid, capabilities } = this.process.credentials;
    if (uid !== target.credentials.uid && !capabilities.has("CAP_KILL")) return err("EPERM");
    if (signal !== undefined) this.host.signal(target, signal, target.pidNamespace !== namespace);
    return ok();
  }

  /** What ended has no calls to make. */
  #alive(): void {
    if (this.process.ended) throw new ProcessKilled(this.process.signals.pending ?? "KILL");
  }
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

/** A process as its parent knows it. */
class Child implements ChildProcess {
  readonly pid: number;
  readonly status: ChildProcess["status"];
  readonly #host: Host;
  readonly #process: Process;

  constructor(host: Host, parent: Process, { process, status }: Spawned) {
    this.pid = process.pids.get(parent.pidNamespace) ?? process.hostPid;
    this.status = status;
    this.#host = host;
    this.#process = process;
  }

  get endedBy(): SignalName | undefined {
    return this.#process.endedBy;
  }
  get stoppedBy(): SignalName | undefined {
    return this.#process.stoppedBy;
  }

  signal(signal: SignalName): void {
    this.#host.signal(this.#process, signal);
  }

  onState(listener: Parameters<Process["onState"]>[0]): () => void {
    return this.#process.onState(listener);
  }
}

/** A descriptor that is not open: reads find the end, writes go nowhere. */
const CLOSED: OpenFile = {
  path: "",
  read: () => null,
  write: () => {},
  close: () => {},
  retain: () => CLOSED,
};

/** What a program gets to see. Its streams are made when it first uses them: most commands of a script say nothing. */
class Context implements ProcessContext {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly kernel: Syscalls;
  readonly self: Process;
  #files: FileSystem | undefined;
  // What was open at the beginning, and from the first use on what the process uses of it.
  #stdin: OpenFile;
  #stdout: OpenFile;
  #stderr: OpenFile;

  constructor(host: Host, process: Process) {
    this.argv = process.argv;
    this.env = process.env;
    this.cwd = process.cwd;
    this.kernel = new Syscalls(host, process);
    this.self = process;
    this.#stdin = process.files.get(0) ?? CLOSED;
    this.#stdout = process.files.get(1) ?? CLOSED;
    this.#stderr = process.files.get(2) ?? CLOSED;
  }

  get stdin(): OpenFile {
    return (this.#stdin = this.#used(this.#stdin));
  }
  get stdout(): OpenFile {
    return (this.#stdout = this.#used(this.#stdout));
  }
  get stderr(): OpenFile {
    return (this.#stderr = this.#used(this.#stderr));
  }
  get descriptors(): ReadonlyMap<number, OpenFile> {
    return this.self.files;
  }
  get files(): FileSystem {
    return (this.#files ??= this.self.outside?.files(this.kernel.files) ?? this.kernel.files);
  }

  #used(file: OpenFile): OpenFile {
    return file instanceof ProcessFile && file.belongsTo(this.self)
      ? file
      : new ProcessFile(file, this.self, this.kernel.host);
  }
}

export function contextOf(host: Host, process: Process): ProcessContext {
  return new Context(host, process);
}

/** The kernel as the shell wants it. */
export function shellHostOf(
  kernel: Syscalls,
  user: { readonly uid: number; readonly name: string; readonly home: string },
): ShellHost {
  const { host, process } = kernel;
  return {
    files: kernel.files,
    open: (path, mode, permissions) => {
      const file = kernel.files.open(path, mode, permissions);
      return file.ok ? waitForOther(file.value) : file;
    },
    connect: (to, signals) => connectTo(kernel, to, signals),
    user,
    limits: {
      get: (resource) => limitOf(process, resource),
      set: (resource, limit) => setLimit(process, resource, limit),
      get forksLeft() {
        return forksLeft(host, process);
      },
      write: (file, text) => writeWithin(host, process, file, text),
    },
    get hostname() {
      return process.uts.hostname;
    },
    get jobControl() {
      return kernel.jobControl;
    },
    exec: (path, request) => kernel.execve(path, request),
    fork: (request, body) => {
      host.spendFork();
      const spawned = host.spawn(
        {
          parent: process,
          argv: request.argv.length > 0 ? request.argv : process.argv,
          env: request.env,
          cwd: request.cwd,
          files: request.files,
          ...kernel.groupOf(request),
        },
        (child) => body(child as ProcessSelf, shellHostOf(new Syscalls(host, child), user)),
      );
      return new Child(host, process, spawned);
    },
    pipe: () => {
      const pipe = new Pipe(nextInode());
      return { reader: pipe.reader(), writer: pipe.writer() };
    },
    nowMicros: () => kernel.wallMicros(),
    sleep: (micros, signals) => kernel.sleep(micros, signals),
    commandMicros: COMMAND_MICROS,
    compute: (micros, signals) => kernel.compute(micros, signals),
    kill: (pid, signal) => kernel.kill(pid, signal),
    random: () => kernel.random(32768),
  };
}
