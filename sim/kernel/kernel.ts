/** System calls as one process makes them: what programs may ask of the simulated kernel. */
import type { Family } from "../../core/address/prefix.ts";
import type { Datapath } from "../../core/datapath/datapath.ts";
import type { Captured } from "../../core/datapath/packet-socket.ts";
import type { Errno, KernelError } from "../../core/errors.ts";
import type { Config } from "../../core/model/config.ts";
import type { LinkId, NetnsId, SocketId } from "../../core/model/id.ts";
import type { Link } from "../../core/model/link.ts";
import type { Notification } from "../../core/model/notification.ts";
import type { Runtime, ShownModule } from "../../core/model/runtime.ts";
import type { NetnsRef } from "../../core/operation/netns-ref.ts";
import type { Change, Operation } from "../../core/operation/operation.ts";
import type { TunnelModule } from "../../core/operation/tunnel-module.ts";
import type { ChildProcess, ExecRequest, SignalName, Signals } from "../../core/process.ts";
import type { Result } from "../../core/result.ts";
import type { DatagramSocket } from "./datagram.ts";
import type { Scheduling } from "./scheduling.ts";
import type { StreamSocket } from "./stream.ts";
import type { TunFile } from "./tun.ts";
import type { UnixEnd, UnixType } from "./unix.ts";
import type { UnixSocket } from "./unix-socket.ts";

/** capabilities(7). */
export type Capability =
  | "CAP_CHOWN"
  | "CAP_DAC_OVERRIDE"
  | "CAP_DAC_READ_SEARCH"
  | "CAP_FOWNER"
  | "CAP_FSETID"
  | "CAP_KILL"
  | "CAP_SETGID"
  | "CAP_SETUID"
  | "CAP_SETPCAP"
  | "CAP_LINUX_IMMUTABLE"
  | "CAP_NET_BIND_SERVICE"
  | "CAP_NET_BROADCAST"
  | "CAP_NET_ADMIN"
  | "CAP_NET_RAW"
  | "CAP_IPC_LOCK"
  | "CAP_IPC_OWNER"
  | "CAP_SYS_MODULE"
  | "CAP_SYS_RAWIO"
  | "CAP_SYS_CHROOT"
  | "CAP_SYS_PTRACE"
  | "CAP_SYS_PACCT"
  | "CAP_SYS_ADMIN"
  | "CAP_SYS_BOOT"
  | "CAP_SYS_NICE"
  | "CAP_SYS_RESOURCE"
  | "CAP_SYS_TIME"
  | "CAP_SYS_TTY_CONFIG"
  | "CAP_MKNOD"
  | "CAP_LEASE"
  | "CAP_AUDIT_WRITE"
  | "CAP_AUDIT_CONTROL"
  | "CAP_SETFCAP"
  | "CAP_MAC_OVERRIDE"
  | "CAP_MAC_ADMIN"
  | "CAP_SYSLOG"
  | "CAP_WAKE_ALARM"
  | "CAP_BLOCK_SUSPEND"
  | "CAP_AUDIT_READ"
  | "CAP_PERFMON"
  | "CAP_BPF"
  | "CAP_CHECKPOINT_RESTORE";

export interface Credentials {
  readonly uid: number;
  readonly gid: number;
  readonly groups: readonly number[];
  readonly capabilities: ReadonlySet<Capability>;
  /** In a namespace of users without a map: files are still its own, but it has no number there (overflowuid). */
  readonly unmapped?: true;
}

export interface ProcessEntry {
  readonly pid: number;
  readonly parentPid: number;
  readonly argv: readonly string[];
  readonly uid: number;
  readonly netns: NetnsId;
  /** The VRF that it is in. */
  readonly vrf: string | undefined;
  readonly terminal: string | undefined;
  readonly startedMicros: number;
  readonly state: "running" | "sleeping" | "stopped" | "zombie";
}

export interface Kernel {
  readonly pid: number;
  readonly credentials: Credentials;
  readonly netns: NetnsId;
  readonly hostname: string;

  nowMicros(): number;
  /** gettimeofday(2): microseconds since 1970. */
  wallMicros(): number;
  /** settimeofday(2): from now on it is `micros`. What the simulator times by goes on as before. */
  setWall(micros: number): Result<undefined, Errno>;
  sleep(micros: number, signals: Signals): Promise<void>;
  /** What was sent has gone its way, and what answers at once is back, as when a system call returns on Linux. */
  carried(): Promise<void>;
  /** So much of a processor's time, during which others go on. */
  compute(micros: number, signals: Signals): Promise<void>;
  random(bound: number): number;
  /** Waits for the machine outside (a module being loaded, a library at work): the world's time stands still meanwhile. */
  outside<T>(work: Promise<T>): Promise<T>;

  /** Rtnetlink and its relatives: applies an operation with this process's rights and namespace. */
  apply(operation: Operation): Result<readonly Change[], KernelError>;
  /** The same by an ioctl. */
  applyByIoctl(operation: Operation): Result<readonly Change[], KernelError>;
  /** init_module(2): EPERM without CAP_SYS_MODULE. */
  loadModule(name: ShownModule | TunnelModule): Result<undefined, Errno>;
  /** mpls_router, which brings its settings; or away with it. */
  loadMpls(loaded: boolean): Result<undefined, Errno>;
  /** delete_module(2): the links that the module made, in whatever namespace, go with it. */
  unloadModule(name: ShownModule): Result<undefined, Errno>;
  /** RTM_GETLINK for a link of any namespace: the kernel's answer says the number of the namespace that the link leads to. */
  askForLink(link: Link): void;
  /** Link watch looks at a link before its time, for whoever is to hear of its carrier. */
  watchLink(id: LinkId): void;
  /** The configuration and the runtime, to read at once: the next operation changes what was answered. */
  config(): Config;
  runtime(): Runtime;
  /** The device that new sockets are bound to (`ip vrf exec`). */
  readonly boundTo?: string | undefined;
  readonly datapath: Datapath;
  /** Binds the sockets that this process and its children open from now on to a VRF, or to none: EPERM. */
  enterVrf(name: string | undefined, netns: NetnsId): Result<undefined, Errno>;
  /** Calls `listener` with what rtnetlink tells, of every namespace, while it happens; answers with a function that ends it. */
  listenNetlink(listener: (notification: Notification) => void): () => void;
  /** inotify(7) for what comes and goes in a directory: ENOENT, ENOTDIR. */
  watchDirectory(path: string, listener: (event: "add" | "delete", name: string) => void): Result<() => void, Errno>;
  /** socket(2) with AF_PACKET in this process's namespace: EPERM without CAP_NET_RAW, ENODEV, ENETDOWN. */
  openPacket(
    device: string,
    receive: (captured: Captured) => void,
    options?: { readonly promiscuous?: boolean },
  ): Result<{ readonly socket: SocketId }, Errno>;
  /** socket(2): a TCP socket of this process's namespace, which ends with its last descriptor. */
  stream(domain: Family): StreamSocket;
  /** socket(2): a UDP socket of this process's namespace. */
  datagram(domain: Family): DatagramSocket;
  /** open(2) of /dev/net/tun. */
  tun(): TunFile;
  /** socket(2) with AF_UNIX. */
  unix(type: UnixType): UnixSocket;
  /** socketpair(2). */
  unixPair(type: UnixType): readonly [UnixSocket, UnixSocket];
  /** The sockets of unix(7) of a namespace, and how many hold each. */
  unixList(netns: NetnsId): readonly { readonly end: UnixEnd; readonly references: number }[];
  /** SOCK_DESTROY of sock_diag(7) for a TCP or UDP socket of a namespace: EPERM, ENOENT, EOPNOTSUPP. */
  destroySocket(netns: NetnsId, transport: "tcp" | "udp", socket: SocketId): Errno | undefined;
  /** What a namespace name or pid means to this process; undefined when nothing. */
  findNetns(ref: NetnsRef): NetnsId | undefined;
  /** Names under /run/netns, in the order readdir gives them. */
  netnsNames(): readonly string[];
  /** `ip netns add`: EEXIST, EACCES, EPERM. */
  netnsAdd(name: string): Result<undefined, Errno>;
  /** `ip netns delete`. */
  netnsDelete(name: string): Result<undefined, Errno>;
  /** setns(2) followed by exec: a child in another namespace (`ip netns exec`, `nsenter`). */
  execIn(
    netns: NetnsId,
    path: string,
    request: ExecRequest,
    /**
     * A mount namespace of its own in which /sys shows the other namespace and files are put on others, as `ip netns exec`
     * makes (ip-netns(8)).
     */
    options?: {
      readonly remountSys?: boolean;
      readonly binds?: readonly (readonly [from: string, onto: string])[];
      /** A mount namespace of its own and nothing else (`unshare -m`). */
      readonly ownMounts?: boolean;
      /** The mount namespace of a process with the same root; EINVAL of another (`nsenter -m`). */
      readonly mountsOf?: number | undefined;
      /** Where a /proc that counts as the program does is put; what keeps that from being done is the answer. */
      readonly procAt?: string | undefined;
      /** The program is the first of a pid namespace of its own, and no other's place is taken. */
      readonly ownPids?: boolean;
      readonly credentials?: Credentials | undefined;
    },
  ): Result<ChildProcess, Errno>;
  /** A child among the files or the processes of another, whose name is looked up there (`nsenter -m -p`): ENOENT, ESRCH, EPERM. */
  execInside(
    request: ExecRequest,
    wishes: {
      readonly netns: NetnsId;
      readonly mountsOf?: number | undefined;
      readonly pidsOf?: number | undefined;
    },
  ): Result<ChildProcess, Errno>;
  /** execvp(3) of a path that was looked up: sh runs a text without `#!`. */
  exec(path: string, request: ExecRequest): Result<ChildProcess, Errno>;
  /** setuid(2) family and exec, for sudo and su; EPERM unless root or setuid. */
  execAs(credentials: Credentials, path: string, request: ExecRequest): Result<ChildProcess, Errno>;
  /** The namespace whose nsfs file a path leads to (open(2) and setns(2)): EINVAL when it is another file. */
  netnsOf(path: string): Result<NetnsId, Errno>;
  /** Binds a namespace to a file (mount(2) with MS_BIND on nsfs), so that it outlives its processes. */
  bindNetns(netns: NetnsId, path: string): Result<undefined, Errno>;
  /** umount2(2): EINVAL when nothing is mounted there. */
  unmount(path: string): Result<undefined, Errno>;
  /** sethostname(2). */
  setHostname(name: string): Result<undefined, Errno>;
  /** unshare(CLONE_NEWNET): this process moves into a namespace of its own. */
  unshareNet(): Result<undefined, Errno>;
  /** unshare(CLONE_NEWUTS): a host name of its own, which begins as what it was. */
  unshareUts(): Result<undefined, Errno>;
  /** setns(2) with the namespace of a process's host name. */
  enterUts(pid: number): Result<undefined, Errno>;
  /** Looks a program up on PATH. */
  which(name: string, env: Readonly<Record<string, string>>): string | undefined;

  processes(): readonly ProcessEntry[];
  /** getpriority(2), ioprio_get(2), sched_getaffinity(2): ESRCH. */
  schedulingOf(pid: number): Result<Scheduling, Errno>;
  /** setpriority(2), ioprio_set(2), sched_setaffinity(2): ESRCH, EPERM, EACCES, EINVAL. */
  schedule(pid: number, change: Partial<Scheduling>): Result<undefined, Errno>;
  /** kill(2); without a signal it only asks whether the process is there. */
  kill(pid: number, signal: SignalName | undefined): Result<undefined, Errno>;
}
