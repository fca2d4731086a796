/**
 * The container engine: creates, starts, stops and removes containers out of what the kernel has (namespaces, processes, a
 * tree of files), and wires their networks with the operations a user has.
 *
 * Same as docker 20.10: states, names, ids, what it refuses and in which words. Absent: a registry, volumes, limits, restart
 * policies, health checks.
 */
import { parseIpv4 } from "../../core/address/ipv4.ts";
import { strerror } from "../../core/errors.ts";
import { MACHINE } from "../../core/machine.ts";
import { SELF } from "../../core/operation/netns-ref.ts";
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
import { isUsed, joinNetworks, networkMode, networksOf, writeNames } from "./join.ts";
import { checkLinks, linkVariables } from "./links.ts";
import { containerName, hexadecimal, objectId } from "./names.ts";
import type { Network } from "./network.ts";
import { type NetworkSpec, Networks } from "./networks.ts";
import { Publisher } from "./publish.ts";
import type { Sandbox } from "./sandbox.ts";
import { openContainerTerminal, openStreams } from "./stream.ts";

/** What the engine takes for its parts of `docker run`, measured with 20.10 on Linux. */
const CREATE_MICROS = 60_000;
const START_MICROS = 300_000;
/** For a network that is made, removed, connected or disconnected. */
export const NETWORK_MICROS = 100_000;
/** From the end of pid 1 until namespace, address and veth pair are gone and clients are told. */
const CLEANUP_MICROS = 90_000;

export class Engine {
  readonly host: Host;
  readonly imageList: readonly Image[];
  readonly publisher: Publisher;
  readonly #networks: Networks;
  readonly containers = new Map<string, Container>();

  constructor(host: Host, programs: readonly Program[]) {
    this.host = host;
    const random = (bound: number) => host.random(bound);
    this.imageList = [baseImage(`sha256:${hexadecimal(random, 64)}`, programs)];
    const daemon = (pid: number, argv: readonly string[]) =>
      host.spawn(
        { parent: undefined, argv, env: {}, cwd: "/", files: new Map(), session: { terminal: undefined }, pid },
        () => new Promise(() => {}),
      ).process;
    daemon(412, ["/usr/bin/containerd"]);
    const dockerd = ["/usr/sbin/dockerd", "-H", "fd://", "--containerd=/run/containerd/containerd.sock"];
    this.publisher = new Publisher(host, daemon(518, dockerd));
    this.#networks = new Networks(host, () => objectId(random), MACHINE.bridgeAddress);
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

  /** In the order of their making. */
  get networks(): readonly Network[] {
    return this.#networks.list;
  }

  findNetwork(reference: string): Network | undefined {
    return this.#networks.find(reference);
  }

  async createNetwork(spec: NetworkSpec): Promise<Answer<Network>> {
    await this.host.clock.sleep(NETWORK_MICROS);
    return this.#networks.create(spec);
  }

  async removeNetwork(network: Network): Promise<Answer<undefined>> {
    await this.host.clock.sleep(NETWORK_MICROS);
    return this.#networks.remove(network, isUsed(this, network));
  }

  // Their life

  async create(asked: ContainerOptions): Promise<Answer<Container>> {
    const options = this.#withId(asked);
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
    const conflict = conflictOf(options);
    if (conflict !== undefined) return refuse(conflict);
    const linked = checkLinks(this, options.links);
    if (!linked.ok) return linked;
    await this.host.clock.sleep(CREATE_MICROS);
    const random = (bound: number) => this.host.random(bound);
    const holder = wanted === undefined ? undefined : this.find(wanted);
    if (holder && holder.name === wanted?.replace(/^\//, ""))
      return refuse(
        `Conflict. The container name "/${holder.name}" is already in use by container "${holder.id}". You have to remove (or rename) that container to be able to reuse that name.`,
      );
    const id = objectId(random);
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
      networks: networksOf(options),
      root: new OverlayDirectory(image.root),
      createdMicros: this.host.nowMicros,
      state: "created",
      running: undefined,
      sandboxId: "",
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

  /** Whose network a container shares is kept by id, whatever it is called later. */
  #withId(options: ContainerOptions): ContainerOptions {
    const other = /^container:/.test(options.network) ? this.find(options.network.slice(10)) : undefined;
    return other ? { ...options, network: `container:${other.id}` } : options;
  }

  /** Starts a container that does not run; the error's status is what `docker run` ends with. */
  async start(container: Container): Promise<Answer<undefined>> {
    const started = await this.#start(container);
    if (!started.ok && !container.removed) {
      container.error = started.error.message;
      container.exitStatus ||= started.error.status ?? 128;
    }
    return started;
  }

  async #start(container: Container): Promise<Answer<undefined>> {
    if (container.running) return ok();
    if (container.options.ip !== undefined && networkMode(container.options) === "bridge")
      return refuse("user specified IP address is supported on user defined networks only");
    await this.host.clock.sleep(START_MICROS);
    if (container.removed) return refuse(`No such container: ${container.id}`);
    const joined = joinNetworks(this, container);
    if (!joined.ok) return joined;
    const { sandbox, uts } = joined.value;
    const { netns } = sandbox;
    const release = () => sandbox.close();
    const pidNamespace = new PidNamespace(this.host.namespaceInode(), this.host.pidNamespace);
    const terminalKey = `${container.id}:pts/0`;
    writeNames(this, container, sandbox);
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
    const set = this.#setSysctls(container, sandbox);
    if (!set.ok) {
      release();
      return set;
    }
    const env = environmentOf(container, linkVariables(this, container));
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
        container.error = "";
        container.exitStatus = 0;
        container.running = {
          init: process,
          shim,
          netns,
          sandbox,
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

  /** `--sysctl`, in the container's own namespace. */
  #setSysctls({ options }: Container, { netns, isOwn }: Sandbox): Answer<undefined> {
    const failed = "failed to create shim task: OCI runtime create failed: runc create failed";
    for (const [name, value] of Object.entries(options.sysctls)) {
      if (!isOwn) return refuse(`${failed}: sysctl "${name}" not allowed in host network namespace: unknown`);
      const path = name.replaceAll(".", "/");
      const done = this.host.applyAs(this.host.kernelCaller(netns), { kind: "sysctlSet", netns: SELF, path, value });
      if (done.ok) continue;
      const why =
        done.error.errno === "ENOENT"
          ? `open /proc/sys/${path}: no such file or directory`
          : `write /proc/sys/${path}: ${strerror(done.error.errno).toLowerCase()}`;
      return refuse(`${failed}: unable to start container process: error during container init: ${why}: unknown`);
    }
    return ok();
  }

  async #ended(container: Container, status: ExitStatus, release: () => void, drained: Promise<void>): Promise<void> {
    const { running } = container;
    await drained;
    this.host.terminals.delete(`${container.id}:pts/0`);
    await this.host.clock.sleep(CLEANUP_MICROS / 3);
    running?.sandbox.quiet();
    await this.host.clock.sleep(CLEANUP_MICROS / 6);
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

/** Options that do not go together (runconfig's validateNetMode and its kin). */
function conflictOf(options: ContainerOptions): string | undefined {
  const mode = networkMode(options);
  if (mode.startsWith("container:")) {
    if (options.hostname !== undefined) return "conflicting options: hostname and the network mode";
    if (options.dns.length > 0) return "conflicting options: dns and the network mode";
    if (options.extraHosts.length > 0) return "conflicting options: custom host-to-IP mapping and the network mode";
    if (options.mac !== undefined) return "conflicting options: mac-address and the network mode";
    if (options.ports.length > 0 || options.publishAll)
      return "conflicting options: port publishing and the container type network mode";
    if (options.exposed.length > 0) return "conflicting options: port exposing and the container type network mode";
  }
  if (mode === "host" && options.mac !== undefined) return "conflicting options: mac-address and the network mode";
  if (options.ip !== undefined && parseIpv4(options.ip) === undefined) return `invalid IPv4 address: ${options.ip}`;
  return undefined;
}

/** Starts an engine on a machine. */
export function startEngine(host: Host, programs: readonly Program[]): Engine {
  const engine = new Engine(host, programs);
  host.engine = engine;
  return engine;
}
