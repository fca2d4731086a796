/** A container as the engine keeps it: what was asked for, what runs, what it printed. */
import type { NetnsId } from "../../core/model/id.ts";
import type { ExitStatus, OpenFile } from "../../core/process.ts";
import type { Directory } from "../kernel/inode.ts";
import type { Credentials } from "../kernel/kernel.ts";
import type { MountNamespace } from "../kernel/mount.ts";
import type { Process, Uts } from "../kernel/process.ts";
import type { Pty } from "../terminal/pty.ts";
import type { PortRequest } from "./publish.ts";
import type { Sandbox } from "./sandbox.ts";

/** What `docker run` and `docker create` may say. */
export interface ContainerOptions {
  readonly name?: string;
  readonly image: string;
  /** Words behind the image's name; the image's own CMD when empty. */
  readonly command: readonly string[];
  readonly tty: boolean;
  readonly openStdin: boolean;
  /** A client is attached from the start: AttachStdin and its kin, StdinOnce. */
  readonly attached: boolean;
  readonly autoRemove: boolean;
  /** As given to --network; "" when it was not. */
  readonly network: string;
  readonly hostname?: string;
  readonly privileged: boolean;
  readonly capAdd: readonly string[];
  readonly capDrop: readonly string[];
  /** `NAME=value`. */
  readonly env: readonly string[];
  readonly user: string;
  readonly workingDir: string;
  readonly mac?: string;
  readonly ip?: string;
  readonly aliases: readonly string[];
  /** `NAME:ALIAS`. */
  readonly links: readonly string[];
  /** `NAME:ADDRESS`. */
  readonly extraHosts: readonly string[];
  readonly dns: readonly string[];
  readonly dnsSearch: readonly string[];
  readonly dnsOptions: readonly string[];
  readonly sysctls: Readonly<Record<string, string>>;
  readonly ports: readonly PortRequest[];
  /** `80/tcp`, of --expose and of what is published. */
  readonly exposed: readonly string[];
  readonly publishAll: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly entrypoint?: readonly string[];
}

/** What a container asks of one network, whether it runs or not. */
export interface EndpointConfig {
  /** `--ip`. */
  readonly ip: string | undefined;
  /** `--network-alias`, `--alias`. */
  readonly aliases: readonly string[];
  /** `--link` in a network of users: `NAME:ALIAS`. */
  readonly links: readonly string[];
  /** By `docker network connect`, not by what made the container. */
  readonly connected: boolean;
  /** It has been in the network, which was this one. */
  networkId: string;
}

interface LogLine {
  readonly stream: "stdout" | "stderr";
  readonly text: string;
  readonly atMicros: number;
}

export type OutputListener = (text: string, stream: "stdout" | "stderr") => void | Promise<void>;

/** What exists only while a container runs. */
export interface Running {
  readonly init: Process;
  readonly shim: Process;
  readonly netns: NetnsId;
  readonly sandbox: Sandbox;
  readonly mounts: MountNamespace;
  readonly uts: Uts;
  readonly credentials: Credentials;
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly pty: Pty | undefined;
  /** Where a client's input goes; undefined when nobody keeps it open. */
  readonly stdin: OpenFile | undefined;
}

export interface Container {
  readonly id: string;
  name: string;
  readonly options: ContainerOptions;
  readonly argv: readonly string[];
  readonly hostname: string;
  /** By the names of networks. */
  readonly networks: Map<string, EndpointConfig>;
  readonly root: Directory;
  readonly createdMicros: number;
  state: "created" | "running" | "paused" | "exited";
  running: Running | undefined;
  /** Of the namespace that it had last; "" while it had none of its own. */
  sandboxId: string;
  exitStatus: ExitStatus;
  error: string;
  startedMicros: number | undefined;
  finishedMicros: number | undefined;
  readonly log: LogLine[];
  readonly listeners: Set<OutputListener>;
  /** Called when the container has stopped and the engine has cleaned up behind it. */
  readonly stopped: Set<(status: ExitStatus) => void>;
  /** Ends of a removed container. */
  removed: boolean;
  execIds: string[];
}

/** What the engine answers when it cannot: the words behind "Error response from daemon: ". */
export interface EngineError {
  readonly message: string;
  /** The status of `docker run`: 125, or 126 and 127 when the command could not be started. */
  readonly status?: ExitStatus;
  readonly notFound?: boolean;
}
