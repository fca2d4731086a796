/** System calls as one process makes them: what programs may ask of the simulated kernel. */
import type { Datapath } from "../../core/datapath/datapath.ts";
import type { Errno, KernelError } from "../../core/errors.ts";
import type { Config } from "../../core/model/config.ts";
import type { NetnsId } from "../../core/model/id.ts";
import type { Runtime } from "../../core/model/runtime.ts";
import type { Change, NetnsRef, Operation } from "../../core/operation/operation.ts";
import type { ChildProcess, ExecRequest, SignalName, Signals } from "../../core/process.ts";
import type { Result } from "../../core/result.ts";

/** capabilities(7), as far as anything here asks for them. */
export type Capability =
  | "CAP_NET_ADMIN"
  | "CAP_NET_RAW"
  | "CAP_SYS_ADMIN"
  | "CAP_KILL"
  | "CAP_DAC_OVERRIDE"
  | "CAP_CHOWN"
  | "CAP_SETUID"
  | "CAP_SETGID"
  | "CAP_NET_BIND_SERVICE"
  | "CAP_SYS_PTRACE";

export interface Credentials {
  readonly uid: number;
  readonly gid: number;
  readonly groups: readonly number[];
  readonly capabilities: ReadonlySet<Capability>;
}

export interface ProcessEntry {
  readonly pid: number;
  readonly parentPid: number;
  readonly argv: readonly string[];
  readonly uid: number;
  readonly netns: NetnsId;
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
  sleep(micros: number, signals: Signals): Promise<void>;
  random(bound: number): number;

  /** Rtnetlink and its relatives: applies an operation with this process's rights and namespace. */
  apply(operation: Operation): Result<readonly Change[], KernelError>;
  /** The configuration and the runtime, to read. */
  config(): Config;
  runtime(): Runtime;
  readonly datapath: Datapath;
  /** What a namespace name or pid means to this process; undefined when nothing. */
  findNetns(ref: NetnsRef): NetnsId | undefined;
  /** Names under /run/netns, in the order readdir gives them. */
  netnsNames(): readonly string[];
  /** `ip netns add`: EEXIST, EACCES, EPERM. */
  netnsAdd(name: string): Result<undefined, Errno>;
  /** `ip netns delete`. */
  netnsDelete(name: string): Result<undefined, Errno>;
  /** setns(2) followed by exec: a child in another namespace (`ip netns exec`, `nsenter`). */
  execIn(netns: NetnsId, path: string, request: ExecRequest): Result<ChildProcess, Errno>;
  exec(path: string, request: ExecRequest): Result<ChildProcess, Errno>;
  /** setuid(2) family and exec, for sudo and su; EPERM unless root or setuid. */
  execAs(credentials: Credentials, path: string, request: ExecRequest): Result<ChildProcess, Errno>;
  /** Looks a program up on PATH. */
  which(name: string, env: Readonly<Record<string, string>>): string | undefined;

  processes(): readonly ProcessEntry[];
  kill(pid: number, signal: SignalName): Result<undefined, Errno>;
}
