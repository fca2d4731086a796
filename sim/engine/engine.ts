/**
 * The container engine: creates, starts, stops and removes containers out of what the kernel has (namespaces, processes, a
 * tree of files), and wires their networks with the operations a user has.
 *
 * Same as docker 20.10: states, names, ids, what it refuses and in which words. Absent: a registry, volumes, limits, restart
 * policies, health checks, networks that users make.
 */
import { MACHINE } from "../../core/machine.ts";
import type { ExitStatus, OpenFile, SignalName } from "../../core/process.ts";
import { err, ok } from "../../core/result.ts";
import { contextOf } from "../kernel/context.ts";
import { ALL_CAPABILITIES, NO_CAPABILITIES } from "../kernel/credentials.ts";
import type { Host, SimContainer } from "../kernel/host.ts";
import { OverlayDirectory, TextFile } from "../kernel/inode.ts";
import type { Credentials } from "../kernel/kernel.ts";
import { PidNamespace, type Process } from "../kernel/process.ts";
import { mountAll, place } from "../kernel/root.ts";
import type { Program } from "../program.ts";
import { type Answer, refuse } from "./answer.ts";
import type { Container, ContainerOptions, OutputListener } from "./container.ts";
import { capabilityNamed, credentialsOf, environmentOf, findProgram, userIn } from "./identity.ts";
import { baseImage, type Image } from "./image.ts";
import { joinNetwork, leaveNetwork, networkMode, writeNames } from "./join.ts";
import { containerName, hexadecimal } from "./names.ts";
import { BridgeNetwork, type Network } from "./network.ts";
import { openContainerTerminal, openStreams } from "./stream.ts";

/** What the engine takes for its parts of `docker run`, measured with 20.10 on Linux. */
const CREATE_MICROS = 60_000;
const START_MICROS = 300_000;
/** From the end of pid 1 until namespace, address and veth pair are gone and clients are told. */
const CLEANUP_MICROS = 90_000;

export class Engine {
  readonly host: Host;
  readonly imageList: readonly Image[];
  readonly bridge: BridgeNetwork;
  readonly networks: readonly Network[];
  readonly containers = new Map<string, Container>();

  constructor(host: Host, programs: readonly Program[]) {
    this.host = host;
    const id = () => this.#hex(64);
    this.imageList = [baseImage(`sha256:${id()}`, programs)];
    this.bridge = new BridgeNetwork(host, id(), MACHINE.bridgeAddress);
    const plain = (name: string, driver: "host" | "null"): Network => ({
      name,
      driver,
      id: id(),
      createdMicros: host.nowMicros,
    });
    this.networks = [this.bridge, plain("host", "host"), plain("none", "null")];
    for (const [pid, argv] of [
      [412, ["/usr/bin/containerd"]],
      [518, ["/usr/sbin/dockerd", "-H", "fd://", "--containerd=/run/containerd/containerd.sock"]],
    ] as const)
      host.spawn(
        { parent: undefined, argv, env: {}, cwd: "/", files: new Map(), session: { terminal: undefined }, pid },
        () => new Promise(() => {}),
      );
    this.bridge.makeBridge();
  }

  #hex(digits: number): string {
    return hexadecimal((bound) => this.host.random(bound), digits);
  }

  // What others see

  list(): readonly SimContainer[] {
    return [...this.containers.values()].map((container) => ({
      id: container.id,
      name: container.name,
      image: container.options.image,
      networkMode: networkMode(container.options),
      pid: container.running?.init.hostPid ?? 0,
      running: container.running !== undefined,
      netns: container.running?.netns,
    }));
  }

  names(options: { readonly running: boolean }): readonly string[] {
    return [...this.containers.values()]
      .filter((container) => !options.running || container.running)
      .flatMap((container) => [container.name, container.id.slice(0, 12)]);
  }

  images(): readonly string[] {
    return this.imageList.map((image) => image.repository);
  }

  /** By name, id, or the beginning of an id that no other has. */
  find(reference: string): Container | undefined {
    const name = reference.replace(/^\//, "");
    const exact = this.containers.get(reference);
    if (exact) return exact;
    for (const container of this.containers.values()) if (container.name === name) return container;
    const matching = [...this.containers.values()].filter((container) => container.id.startsWith(reference));
    return reference !== "" && matching.length === 1 ? matching[0] : undefined;
  }

  findImage(reference: string): Image | undefined {
    const [repository = "", tag = "latest"] = reference.split(":");
    return this.imageList.find(
      (image) =>
        (image.repository === repository && image.tag === tag) ||
        image.id.replace("sha256:", "").startsWith(reference.replace("sha256:", "")),
    );
  }

  findNetwork(reference: string): Network | undefined {
    return this.networks.find((network) => network.name === reference || network.id.startsWith(reference));
  }

  // Their life

  async create(options: ContainerOptions): Promise<Answer<Container>> {
    const { name: wanted } = options;
    if (wanted !== undefined && !/^\/?[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(wanted))
      return refuse(`Invalid container name (${wanted}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`);
    const image = this.findImage(options.image);
    if (!image) return err({ message: `No such image: ${options.image}`, notFound: true });
    const argv = [
      ...(options.entrypoint ?? []),
      ...(options.command.length > 0 ? options.command : options.entrypoint ? [] : image.command),
    ];
    if (argv.length === 0) return refuse("No command specified");
    for (const capability of [...options.capAdd, ...options.capDrop])
      if (capability.toUpperCase() !== "ALL" && !capabilityNamed(capability))
        return refuse(`invalid CapAdd: unknown capability: "CAP_${capability.toUpperCase().replace(/^CAP_/, "")}"`);
    await this.host.clock.sleep(CREATE_MICROS);
    const random = (bound: number) => this.host.random(bound);
    const holder = wanted === undefined ? undefined : this.find(wanted);
    if (holder && holder.name === wanted?.replace(/^\//, ""))
      return refuse(
        `Conflict. The container name "/${holder.name}" is already in use by container "${holder.id}". You have to remove (or rename) that container to be able to reuse that name.`,
      );
    const id = this.#hex(64);
    const sharesNetwork = /^container:/.test(options.network);
    const container: Container = {
      id,
      name: wanted?.replace(/^\//, "") ?? containerName(random, (name) => this.find(name) !== undefined),
      options,
      argv,
      hostname:
        options.hostname ??
        (options.network === "host"
          ? this.host.name
          : sharesNetwork
            ? (this.find(options.network.slice(10))?.hostname ?? id.slice(0, 12))
            : id.slice(0, 12)),
      root: new OverlayDirectory(image.root),
      createdMicros: this.host.nowMicros,
      state: "created",
      running: undefined,
      exitStatus: 0,
      error: "",
      startedMicros: undefined,
      finishedMicros: undefined,
      log: [],
      listeners: new Set(),
      stopped: new Set(),
      removed: false,
      execIds: [],
    };
    place(container.root, "/.dockerenv", new TextFile("", { mode: 0o755 }));
    this.containers.set(id, container);
    return ok(container);
  }

  /** Starts a container that does not run; the error's status is what `docker run` ends with. */
  async start(container: Container): Promise<Answer<undefined>> {
    if (container.running) return ok();
    await this.host.clock.sleep(START_MICROS);
    if (container.removed) return refuse(`No such container: ${container.id}`);
    const joined = joinNetwork(this, container);
    if (!joined.ok) return joined;
    const { netns, endpoint, uts } = joined.value;
    const release = () => {
      leaveNetwork(this, container, endpoint);
      this.host.netnsReferences.release(netns);
    };
    const pidNamespace = new PidNamespace(this.host.namespaceInode(), this.host.pidNamespace);
    const terminalKey = `${container.id}:pts/0`;
    writeNames(this.host, container, endpoint);
    const mounts = mountAll(this.host, container.root, {
      pidNamespace,
      netns,
      inode: this.host.namespaceInode(),
      source: "overlay",
      type: "overlay",
      readOnly: !container.options.privileged,
      container: container.id,
    });
    const credentials = credentialsOf(container);
    if (!credentials.ok) {
      release();
      return credentials;
    }
    const env = environmentOf(container);
    const cwd = container.options.workingDir || "/";
    const probe = { hostPid: 0, mounts, credentials: credentials.value };
    const program = findProgram(probe, container.argv[0] ?? "", env.PATH ?? "");
    if (!program.ok) {
      release();
      return refuse(
        `failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: ${program.error.message}: unknown`,
        program.error.status,
      );
    }
    const shim = this.host.spawn(
      {
        parent: undefined,
        argv: [
          "/usr/bin/containerd-shim-runc-v2",
          "-namespace",
          "moby",
          "-id",
          container.id,
          "-address",
          "/run/containerd/containerd.sock",
        ],
        env: {},
        cwd: "/",
        files: new Map(),
        session: { terminal: undefined },
      },
      () => new Promise(() => {}),
    ).process;
    const pty = container.options.tty ? openContainerTerminal(this.host, container, terminalKey) : undefined;
    const streams = openStreams(this.host, container, pty);
    const executable = program.value;
    const spawned = this.host.spawn(
      {
        parent: shim,
        argv: container.argv,
        env,
        cwd,
        files: streams.files,
        credentials: credentials.value,
        netns,
        mounts,
        pidNamespace,
        uts,
        session: { terminal: pty ? terminalKey : undefined },
      },
      (process) => {
        const found = this.host.executable(process, executable, container.argv);
        if (!found.ok) return 126;
        process.argv = found.value.argv;
        container.startedMicros = this.host.nowMicros;
        container.finishedMicros = undefined;
        container.state = "running";
        container.exitStatus = 0;
        container.running = {
          init: process,
          shim,
          netns,
          sandboxId: this.#hex(64),
          endpoint,
          mounts,
          uts,
          credentials: credentials.value,
          env,
          cwd,
          pty,
          stdin: streams.stdin,
        };
        return found.value.program.run(contextOf(this.host, process));
      },
    );
    for (const file of streams.files.values()) file.close();
    spawned.process.onEnd((status) => void this.#ended(container, status, release, streams.drained));
    return ok();
  }

  async #ended(container: Container, status: ExitStatus, release: () => void, drained: Promise<void>): Promise<void> {
    const { running } = container;
    await drained;
    this.host.terminals.delete(`${container.id}:pts/0`);
    await this.host.clock.sleep(CLEANUP_MICROS / 2);
    if (running) this.host.signal(running.shim, "KILL");
    release();
    container.running = undefined;
    container.state = "exited";
    container.exitStatus = status;
    container.finishedMicros = this.host.nowMicros;
    await this.host.clock.sleep(CLEANUP_MICROS / 2);
    if (container.options.autoRemove) this.#forget(container);
    for (const listener of [...container.stopped]) listener(status);
    container.stopped.clear();
  }

  #forget(container: Container): void {
    container.removed = true;
    this.containers.delete(container.id);
  }

  /** Resolves when the container has stopped; at once when it does not run. */
  wait(container: Container): Promise<ExitStatus> {
    if (!container.running && container.state !== "created") return Promise.resolve(container.exitStatus);
    return new Promise((done) => container.stopped.add(done));
  }

  kill(container: Container, signal: SignalName): Answer<undefined> {
    if (!container.running)
      return refuse(`Cannot kill container: ${container.id}: Container ${container.id} is not running`);
    this.host.signal(container.running.init, signal, true);
    return ok();
  }

  /** TERM, and KILL when that has not helped within the grace. */
  async stop(container: Container, graceSeconds: number): Promise<void> {
    const { running } = container;
    if (!running) return;
    const stopped = this.wait(container);
    if (graceSeconds > 0) this.host.signal(running.init, "TERM", true);
    let over = false;
    void stopped.then(() => {
      over = true;
    });
    const grace = this.host.clock.sleep(graceSeconds * 1_000_000).then(() => {
      if (!over && !running.init.ended) this.host.signal(running.init, "KILL", true);
    });
    await Promise.race([stopped, grace]);
    await stopped;
  }

  async remove(container: Container, force: boolean): Promise<Answer<undefined>> {
    if (container.running) {
      if (!force)
        return refuse(
          `You cannot remove a ${container.state} container ${container.id}. ${container.state === "paused" ? "Unpause and then stop the container" : "Stop the container"} before attempting removal or force remove`,
        );
      const stopped = this.wait(container);
      this.host.signal(container.running.init, "KILL", true);
      await stopped;
    }
    this.#forget(container);
    return ok();
  }

  rename(container: Container, name: string): Answer<undefined> {
    if (container.name === name) return refuse("Renaming a container with the same name as its current name");
    if (!/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(name))
      return refuse(
        `Error when allocating new name: Invalid container name (${name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`,
      );
    const holder = [...this.containers.values()].find((each) => each.name === name);
    if (holder)
      return refuse(
        `Error when allocating new name: Conflict. The container name "/${name}" is already in use by container "${holder.id}". You have to remove (or rename) that container to be able to reuse that name.`,
      );
    container.name = name;
    return ok();
  }

  /** cgroup freezer: every process of the container stops. */
  pause(container: Container, paused: boolean): Answer<undefined> {
    const { running } = container;
    if (!running) return refuse(`Container ${container.id} is not running`);
    if (paused && container.state === "paused") return refuse(`Container ${container.id} is already paused`);
    if (!paused && container.state !== "paused") return refuse(`Container ${container.id} is not paused`);
    for (const process of running.init.pidNamespace.processes.values()) process.freeze(paused);
    container.state = paused ? "paused" : "running";
    return ok();
  }

  /** Hears everything the container prints from now on. */
  listen(container: Container, listener: OutputListener): () => void {
    container.listeners.add(listener);
    return () => void container.listeners.delete(listener);
  }

  /** A further process in a running container; its descriptors are the caller's. */
  exec(
    container: Container,
    request: {
      readonly argv: readonly string[];
      readonly env: readonly string[];
      readonly user: string;
      readonly workingDir: string;
      readonly privileged: boolean;
      readonly files: ReadonlyMap<number, OpenFile>;
      readonly terminal: string | undefined;
    },
  ): Answer<{ process: Process; status: ExitStatus | Promise<ExitStatus> }> {
    const { running } = container;
    if (!running) return refuse(`Container ${container.id} is not running`);
    if (container.state === "paused")
      return refuse(`Container ${container.name} is paused, unpause the container before exec`);
    const user = request.user === "" ? undefined : userIn(container, request.user);
    if (request.user !== "" && !user)
      return refuse(`unable to find user ${request.user}: no matching entries in passwd file`);
    const base = user
      ? { ...running.credentials, uid: user.uid, gid: user.gid, groups: [user.gid] }
      : running.credentials;
    const credentials: Credentials = {
      ...base,
      capabilities: base.uid !== 0 ? NO_CAPABILITIES : request.privileged ? ALL_CAPABILITIES : base.capabilities,
    };
    const env: Record<string, string> = { ...running.env };
    if (request.terminal !== undefined) env.TERM = "xterm";
    if (user) env.HOME = user.home;
    for (const entry of request.env) {
      const [name = "", ...value] = entry.split("=");
      env[name] = value.join("=");
    }
    const found = findProgram(
      { hostPid: 0, mounts: running.mounts, credentials },
      request.argv[0] ?? "",
      env.PATH ?? "",
    );
    if (!found.ok)
      return refuse(
        `OCI runtime exec failed: exec failed: unable to start container process: exec: ${found.error.message}: unknown`,
        126,
      );
    return ok(
      this.host.spawn(
        {
          parent: running.shim,
          argv: request.argv,
          env,
          cwd: request.workingDir || running.cwd,
          files: request.files,
          credentials,
          netns: running.netns,
          mounts: running.mounts,
          pidNamespace: running.init.pidNamespace,
          uts: running.uts,
          session: { terminal: request.terminal },
        },
        (process) => {
          const executable = this.host.executable(process, found.value, request.argv);
          if (!executable.ok) return 126;
          process.argv = executable.value.argv;
          return executable.value.program.run(contextOf(this.host, process));
        },
      ),
    );
  }
}

/** Starts an engine on a machine. */
export function startEngine(host: Host, programs: readonly Program[]): Engine {
  const engine = new Engine(host, programs);
  host.engine = engine;
  return engine;
}
