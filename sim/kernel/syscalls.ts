/** System calls: the kernel as one process meets it, with that process's rights, names and namespaces. */
import type { Family } from "../../core/address/prefix.ts";
import type { Datapath } from "../../core/datapath/datapath.ts";
import type { Captured } from "../../core/datapath/packet-socket.ts";
import { type Errno, type KernelError, kernelError } from "../../core/errors.ts";
import type { Config } from "../../core/model/config.ts";
import type { LinkId, NetnsId, SocketId } from "../../core/model/id.ts";
import type { Link } from "../../core/model/link.ts";
import type { Notification } from "../../core/model/notification.ts";
import type { Runtime, ShownModule } from "../../core/model/runtime.ts";
import { answerLink } from "../../core/operation/netns-change.ts";
import { type NetnsRef, SELF } from "../../core/operation/netns-ref.ts";
import type { Caller, Change, Operation } from "../../core/operation/operation.ts";
import { TUNNEL_MODULES, type TunnelModule } from "../../core/operation/tunnel-module.ts";
import type { ChildProcess, ExecRequest, JobControl, OpenFile, SignalName, Signals } from "../../core/process.ts";
import { err, ok, type Result } from "../../core/result.ts";
import type { Program } from "../program.ts";
import { boundDatapath } from "./bound.ts";
import { DatagramSocket } from "./datagram.ts";
import {
  type ExecChange,
  enterNetns,
  execute,
  executeInside,
  type InsideWishes,
  type MountWishes,
  mountProc,
  mountsFor,
} from "./exec.ts";
import { Files, type FilesKernel } from "./files.ts";
import type { Host, Spawn } from "./host.ts";
import { NamespaceFile, nextInode, TextFile, TreeDirectory } from "./inode.ts";
import type { Credentials, Kernel, ProcessEntry } from "./kernel.ts";
import { ProcessKilled } from "./killed.ts";
import type { MountNamespace } from "./mount.ts";
import { resolve } from "./path.ts";
import { ipcInode, PidNamespace, type Process } from "./process.ts";
import { ProcessFile } from "./process-file.ts";
import { WORLD_BEGAN_MICROS } from "./release.ts";
import { chargeProcessor } from "./resource-limit.ts";
import { type Scheduling, schedule, schedulingOf } from "./scheduling.ts";
import { settle } from "./settle.ts";
import { StreamSocket } from "./stream.ts";
import { TunFile } from "./tun.ts";
import type { UnixEnd, UnixType } from "./unix.ts";
import { UnixSocket } from "./unix-socket.ts";

/** Who takes a device away waits until nobody looks at it any more (synchronize_net, netdev_wait_allrefs). */
const UNREGISTER_MICROS = 12_000;
const KIND_OF_MODULE: Readonly<Record<ShownModule, Link["kind"]["type"]>> = { "8021q": "vlan", bonding: "bond" };

const UNREGISTERING: ReadonlySet<string> = new Set(["linkDelete", "bridgeDelete", "tunnelDelete", "tuntapDelete"]);

/** Where PATH leads when it is not set (execvp of glibc looks there too). */
const DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** /proc/sys/kernel/overflowuid and overflowgid. */
const OVERFLOW = 65_534;

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
    const { credentials } = this.process;
    if (!credentials.unmapped) return credentials;
    return { ...credentials, uid: OVERFLOW, gid: OVERFLOW, groups: [OVERFLOW] };
  }
  get netns(): NetnsId {
    return this.process.netns;
  }
  get hostname(): string {
    return this.process.uts.hostname;
  }
  get boundTo(): string | undefined {
    return this.process.boundTo;
  }
  get datapath(): Datapath {
    const vrf = this.process.boundTo;
    return vrf === undefined ? this.host.datapath : boundDatapath(this.host.datapath, vrf);
  }

  enterVrf(name: string | undefined, netns: NetnsId): Result<undefined, Errno> {
    if (!this.process.credentials.capabilities.has("CAP_NET_ADMIN")) return err("EPERM");
    this.process.vrf = name === undefined ? undefined : { netns, device: name };
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

  carried(): Promise<void> {
    return settle(this.host);
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
    return this.#apply(this, operation);
  }

  applyByIoctl(operation: Operation): Result<readonly Change[], KernelError> {
    const { netns, netAdmin } = this;
    return this.#apply({ netns, netAdmin, findNetns: (ref) => this.findNetns(ref), byIoctl: true }, operation);
  }

  #apply(caller: Caller, operation: Operation): Result<readonly Change[], KernelError> {
    this.#alive();
    // Not for processes: the life of a namespace is its references'.
    if (operation.kind === "netnsDestroy" || operation.kind === "netnsCreate") return err(kernelError("EOPNOTSUPP"));
    const done = this.host.applyAs(caller, operation);
    if (done.ok && UNREGISTERING.has(operation.kind)) this.host.clock.spend(UNREGISTER_MICROS);
    return done;
  }

  loadModule(name: ShownModule | TunnelModule): Result<undefined, Errno> {
    if (!this.process.credentials.capabilities.has("CAP_SYS_MODULE")) return err("EPERM");
    if (name in TUNNEL_MODULES) {
      // dev_load: asked for the device that comes with it, the kernel has it loaded; to end that device is refused.
      const mode = TUNNEL_MODULES[name as TunnelModule];
      const asked: Operation = { kind: "tunnelDelete", netns: SELF, spec: { mode, settings: {} } };
      this.host.applyAs(this.host.kernelCaller(this.netns), asked);
    } else this.host.world.runtime.modules.add(name as ShownModule);
    return ok();
  }

  loadMpls(loaded: boolean): Result<undefined, Errno> {
    if (!this.process.credentials.capabilities.has("CAP_SYS_MODULE")) return err("EPERM");
    const { host } = this;
    const caller = host.kernelCaller(this.process.netns);
    host.applyAs(caller, { kind: "mplsModule", netns: SELF, loaded });
    return ok();
  }

  unloadModule(name: ShownModule): Result<undefined, Errno> {
    if (!this.process.credentials.capabilities.has("CAP_SYS_MODULE")) return err("EPERM");
    const { host } = this;
    const { links, netns: namespaces } = host.world.latest;
    for (const { kind, netns, name: device } of Object.values(links))
      if (kind.type === KIND_OF_MODULE[name] && namespaces[netns]?.host === host.name)
        host.applyAs(host.kernelCaller(netns), { kind: "linkDelete", netns: SELF, device });
    host.world.runtime.modules.delete(name);
    return ok();
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

  tun(): TunFile {
    this.#alive();
    return new TunFile(this.host, this.process);
  }

  unix(type: UnixType): UnixSocket {
    this.#alive();
    return new UnixSocket(this.host, this.process, this.files, type);
  }

  unixPair(type: UnixType): readonly [UnixSocket, UnixSocket] {
    const pair = [this.unix(type), this.unix(type)] as const;
    const [first, second] = pair;
    first.end.join(second.end);
    return pair;
  }

  unixList(netns: NetnsId): readonly { readonly end: UnixEnd; readonly references: number }[] {
    const { unix } = this.host;
    return unix.list(netns).map((end) => ({ end, references: unix.references(end) }));
  }

  askForLink(link: Link): void {
    answerLink(this.host.world, link);
  }

  watchLink(id: LinkId): void {
    this.host.watchLink(id);
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
    // umount2 follows a link in the last place; what is unlinked is the link itself.
    const place = resolve(this.process, path);
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
    enterNetns(this, this.process, this.host.createNetns(this.process.netns));
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
    options: MountWishes & { readonly ownPids?: boolean; readonly credentials?: Credentials | undefined } = {},
  ): Result<ChildProcess, Errno> {
    if (!this.process.credentials.capabilities.has("CAP_SYS_ADMIN")) return err("EPERM");
    const mounts = mountsFor(this, netns, options);
    if (mounts === undefined) return err("EINVAL");
    const { host, process } = this;
    const pidNamespace = options.ownPids ? new PidNamespace(host.namespaceInode(), process.pidNamespace) : undefined;
    if (options.procAt !== undefined) {
      const mounted = mountProc(this, mounts, pidNamespace ?? process.pidNamespace, options.procAt);
      if (!mounted.ok) return mounted;
    }
    return this.#execute(path, request, { netns, mounts, pidNamespace, credentials: options.credentials });
  }

  execInside(request: ExecRequest, wishes: InsideWishes): Result<ChildProcess, Errno> {
    if (!this.process.credentials.capabilities.has("CAP_SYS_ADMIN")) return err("EPERM");
    this.#alive();
    return executeInside(this, request, wishes);
  }

  execAs(credentials: Credentials, path: string, request: ExecRequest): Result<ChildProcess, Errno> {
    if (!this.process.setuid && !this.process.credentials.capabilities.has("CAP_SETUID")) return err("EPERM");
    return this.#execute(path, request, { credentials });
  }

  #execute(path: string, request: ExecRequest, change: ExecChange): Result<ChildProcess, Errno> {
    this.#alive();
    return execute(this, path, request, change);
  }

  /** Where a child stands for the terminal, its group in the host's numbering. */
  groupOf(request: Omit<ExecRequest, "argv">): Pick<Spawn, "background" | "group" | "foreground" | "ignores"> {
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

  schedulingOf(pid: number): Result<Scheduling, Errno> {
    const process = this.process.pidNamespace.processes.get(pid);
    return process === undefined ? err("ESRCH") : ok(schedulingOf(process));
  }

  schedule(pid: number, change: Partial<Scheduling>): Result<undefined, Errno> {
    const process = this.process.pidNamespace.processes.get(pid);
    return process === undefined ? err("ESRCH") : schedule(this.process, process, change);
  }

  kill(pid: number, signal: SignalName | undefined): Result<undefined, Errno> {
    this.#alive();
    const namespace = this.process.pidNamespace;
    this.process.hasSignalled = signal !== undefined;
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
