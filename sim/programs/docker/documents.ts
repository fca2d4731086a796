/** What `docker inspect` tells of containers, images and networks: the engine's API 1.41 as JSON, keys in its order. */
import type { JsonObject } from "../../../core/observation.ts";
import type { Container, EndpointConfig } from "../../engine/container.ts";
import type { Engine } from "../../engine/engine.ts";
import type { Image } from "../../engine/image.ts";
import { networkMode } from "../../engine/join.ts";
import { addressText, type Endpoint, gatewayText, type Network } from "../../engine/network.ts";
import { timestamp } from "./text.ts";

const DATA_ROOT = "/var/lib/docker";

const MASKED =
  "/proc/asound /proc/acpi /proc/kcore /proc/keys /proc/latency_stats /proc/timer_list /proc/timer_stats /proc/sched_debug /proc/scsi /sys/firmware".split(
    " ",
  );
const READ_ONLY = ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"];

export function containerDocument(engine: Engine, container: Container): JsonObject {
  const { options, running, id } = container;
  const directory = `${DATA_ROOT}/containers/${id}`;
  const [path = "", ...args] = container.argv;
  const orNull = (list: readonly string[]) => (list.length > 0 ? [...list] : null);
  const layer = `${DATA_ROOT}/overlay2/${id}`;
  const sharesHost = networkMode(options) === "host";
  return {
    Id: id,
    Created: timestamp(container.createdMicros),
    Path: path,
    Args: args,
    State: {
      Status: container.state,
      Running: running !== undefined,
      Paused: container.state === "paused",
      Restarting: false,
      OOMKilled: false,
      Dead: false,
      Pid: running?.init.hostPid ?? 0,
      ExitCode: container.exitStatus,
      Error: container.error,
      StartedAt: timestamp(container.startedMicros),
      FinishedAt: timestamp(container.finishedMicros),
    },
    Image: engine.findImage(options.image)?.id ?? "",
    ResolvConfPath: container.startedMicros === undefined ? "" : `${directory}/resolv.conf`,
    HostnamePath: container.startedMicros === undefined ? "" : `${directory}/hostname`,
    HostsPath: container.startedMicros === undefined ? "" : `${directory}/hosts`,
    LogPath: container.startedMicros === undefined ? "" : `${directory}/${id}-json.log`,
    Name: `/${container.name}`,
    RestartCount: 0,
    Driver: "overlay2",
    Platform: "linux",
    MountLabel: "",
    ProcessLabel: "",
    AppArmorProfile: "",
    ExecIDs: container.execIds.length > 0 ? container.execIds : null,
    HostConfig: hostConfig(container),
    GraphDriver: {
      Data: {
        LowerDir: `${layer}-init/diff`,
        MergedDir: `${layer}/merged`,
        UpperDir: `${layer}/diff`,
        WorkDir: `${layer}/work`,
      },
      Name: "overlay2",
    },
    Mounts: [],
    Config: {
      Hostname: networkMode(options).startsWith("container:") ? container.hostname : container.hostname,
      Domainname: "",
      User: options.user,
      AttachStdin: options.attached && options.openStdin,
      AttachStdout: options.attached,
      AttachStderr: options.attached,
      Tty: options.tty,
      OpenStdin: options.openStdin,
      StdinOnce: options.attached && options.openStdin,
      Env: orNull(options.env),
      ...(options.exposed.length > 0
        ? { ExposedPorts: Object.fromEntries(sorted(options.exposed).map((port) => [port, {}])) }
        : {}),
      Cmd: container.argv.slice(options.entrypoint?.length ?? 0),
      Image: options.image,
      Volumes: null,
      WorkingDir: options.workingDir,
      Entrypoint: options.entrypoint ? [...options.entrypoint] : null,
      OnBuild: null,
      Labels: { ...options.labels },
    },
    NetworkSettings: {
      Bridge: "",
      SandboxID: container.sandboxId,
      HairpinMode: false,
      LinkLocalIPv6Address: "",
      LinkLocalIPv6PrefixLen: 0,
      Ports: portsDocument(container),
      SandboxKey:
        container.sandboxId === ""
          ? ""
          : `/var/run/docker/netns/${sharesHost ? "default" : container.sandboxId.slice(0, 12)}`,
      SecondaryIPAddresses: null,
      SecondaryIPv6Addresses: null,
      ...endpointFields(running?.sandbox.endpoints.find(({ network }) => network.name === "bridge")),
      Networks: Object.fromEntries(
        sorted([...container.networks.keys()]).map((name) => [
          name,
          endpointDocument(engine, container, name, container.networks.get(name) as EndpointConfig),
        ]),
      ),
    },
  };
}

/** A map of Go, whose keys are written in order. */
function byKey(map: Readonly<Record<string, string>>): JsonObject {
  return Object.fromEntries(sorted(Object.keys(map)).map((key) => [key, map[key] ?? ""]));
}

function sorted(texts: readonly string[]): string[] {
  return [...texts].sort((a, b) => (a < b ? -1 : 1));
}

/** What one end of a container is told to be; of the default network's once more at the top. */
function endpointFields(endpoint: Endpoint | undefined): JsonObject {
  return {
    EndpointID: endpoint?.id ?? "",
    Gateway: endpoint ? gatewayText(endpoint) : "",
    GlobalIPv6Address: "",
    GlobalIPv6PrefixLen: 0,
    IPAddress: addressText(endpoint),
    IPPrefixLen: endpoint?.network.wiring?.pool.subnet.length ?? 0,
    IPv6Gateway: "",
    MacAddress: endpoint?.mac ?? "",
  };
}

function endpointDocument(engine: Engine, container: Container, name: string, config: EndpointConfig): JsonObject {
  const network = engine.findNetwork(name);
  const endpoint = network && container.running?.sandbox.endpointIn(network);
  const {
    EndpointID,
    Gateway,
    IPAddress,
    IPPrefixLen,
    IPv6Gateway,
    GlobalIPv6Address,
    GlobalIPv6PrefixLen,
    MacAddress,
  } = endpointFields(endpoint);
  const was = config.networkId !== "" || container.startedMicros !== undefined;
  // In networks of users a container is known by its id as well, once it has been there.
  const aliases = [
    ...new Set([
      ...config.aliases,
      ...(config.networkId !== "" && !network?.predefined ? [container.id.slice(0, 12)] : []),
    ]),
  ];
  return {
    IPAMConfig:
      config.ip !== undefined ? { IPv4Address: config.ip } : config.connected && !network?.predefined ? {} : null,
    Links: config.links.length > 0 ? [...config.links] : null,
    Aliases: aliases.length > 0 ? aliases : null,
    NetworkID: was ? (network?.id ?? config.networkId) : "",
    EndpointID: EndpointID ?? "",
    Gateway: Gateway ?? "",
    IPAddress: IPAddress ?? "",
    IPPrefixLen: IPPrefixLen ?? 0,
    IPv6Gateway: IPv6Gateway ?? "",
    GlobalIPv6Address: GlobalIPv6Address ?? "",
    GlobalIPv6PrefixLen: GlobalIPv6PrefixLen ?? 0,
    MacAddress: MacAddress ?? "",
    DriverOpts: config.connected ? {} : null,
  };
}

/** Ports of the host by those of the container; null where a port is exposed and not published. */
function portsDocument({ options, running }: Container): JsonObject {
  if (!running) return {};
  const ports: Record<string, JsonObject[] | null> = {};
  for (const text of sorted(options.exposed)) ports[text] = null;
  for (const { protocol, port, hostIp, hostPort } of running.sandbox.ports) {
    const key = `${port}/${protocol}`;
    (ports[key] ??= []).push({ HostIp: hostIp, HostPort: String(hostPort) });
  }
  return ports;
}

function hostConfig(container: Container): JsonObject {
  const { options } = container;
  const orNull = (list: readonly string[]) => (list.length > 0 ? [...list] : null);
  const bindings: Record<string, JsonObject[]> = {};
  for (const { protocol, port, hostIp, hostPort } of options.ports)
    (bindings[`${port}/${protocol}`] ??= []).push({ HostIp: hostIp, HostPort: hostPort });
  const isDefault = ["default", "bridge"].includes(networkMode(options));
  const links = (isDefault ? options.links : []).map((link) => {
    const [name, alias = name] = link.split(":");
    return `/${name}:/${container.name}/${alias}`;
  });
  return {
    Binds: null,
    ContainerIDFile: "",
    LogConfig: { Type: "json-file", Config: {} },
    NetworkMode: networkMode(options),
    PortBindings: bindings,
    RestartPolicy: { Name: "no", MaximumRetryCount: 0 },
    AutoRemove: options.autoRemove,
    VolumeDriver: "",
    VolumesFrom: null,
    CapAdd: orNull(options.capAdd),
    CapDrop: orNull(options.capDrop),
    CgroupnsMode: options.privileged ? "host" : "private",
    Dns: [...options.dns],
    DnsOptions: [...options.dnsOptions],
    DnsSearch: [...options.dnsSearch],
    ExtraHosts: orNull(options.extraHosts),
    GroupAdd: null,
    IpcMode: "private",
    Cgroup: "",
    Links: orNull(links),
    OomScoreAdj: 0,
    PidMode: "",
    Privileged: options.privileged,
    PublishAllPorts: options.publishAll,
    ReadonlyRootfs: false,
    SecurityOpt: options.privileged ? ["label=disable"] : null,
    UTSMode: "",
    UsernsMode: "",
    ShmSize: 67108864,
    ...(Object.keys(options.sysctls).length > 0 ? { Sysctls: { ...options.sysctls } } : {}),
    Runtime: "runc",
    ConsoleSize: [0, 0],
    Isolation: "",
    CpuShares: 0,
    Memory: 0,
    NanoCpus: 0,
    CgroupParent: "",
    BlkioWeight: 0,
    BlkioWeightDevice: [],
    BlkioDeviceReadBps: null,
    BlkioDeviceWriteBps: null,
    BlkioDeviceReadIOps: null,
    BlkioDeviceWriteIOps: null,
    CpuPeriod: 0,
    CpuQuota: 0,
    CpuRealtimePeriod: 0,
    CpuRealtimeRuntime: 0,
    CpusetCpus: "",
    CpusetMems: "",
    Devices: [],
    DeviceCgroupRules: null,
    DeviceRequests: null,
    KernelMemory: 0,
    KernelMemoryTCP: 0,
    MemoryReservation: 0,
    MemorySwap: 0,
    MemorySwappiness: null,
    OomKillDisable: null,
    PidsLimit: null,
    Ulimits: null,
    CpuCount: 0,
    CpuPercent: 0,
    IOMaximumIOps: 0,
    IOMaximumBandwidth: 0,
    MaskedPaths: options.privileged ? null : MASKED,
    ReadonlyPaths: options.privileged ? null : READ_ONLY,
  };
}

export function networkDocument(engine: Engine, network: Network): JsonObject {
  const containers: Record<string, JsonObject> = {};
  for (const { id, name, running } of engine.containers.values()) {
    const endpoint = running?.sandbox.endpointIn(network);
    if (!endpoint) continue;
    containers[id] = {
      Name: name,
      EndpointID: endpoint.id,
      MacAddress: endpoint.mac ?? "",
      IPv4Address:
        endpoint.address === undefined ? "" : `${addressText(endpoint)}/${network.wiring?.pool.subnet.length}`,
      IPv6Address: "",
    };
  }
  return {
    Name: network.name,
    Id: network.id,
    Created: timestamp(network.createdMicros),
    Scope: "local",
    Driver: network.driver,
    EnableIPv6: false,
    IPAM: {
      Driver: "default",
      Options: network.predefined ? null : {},
      Config: network.ipam.map((config) => ({ ...config })),
    },
    Internal: network.internal,
    Attachable: network.attachable,
    Ingress: false,
    ConfigFrom: { Network: "" },
    ConfigOnly: false,
    Containers: Object.fromEntries(sorted(Object.keys(containers)).map((id) => [id, containers[id] ?? null])),
    Options: byKey(network.options),
    Labels: byKey(network.labels),
  };
}

export function imageDocument(image: Image): JsonObject {
  const config = {
    Hostname: "",
    Domainname: "",
    User: "",
    AttachStdin: false,
    AttachStdout: false,
    AttachStderr: false,
    Tty: false,
    OpenStdin: false,
    StdinOnce: false,
    Env: null,
    Cmd: [...image.command],
    Image: "",
    Volumes: null,
    WorkingDir: "",
    Entrypoint: null,
    OnBuild: null,
    Labels: null,
  };
  return {
    Id: image.id,
    RepoTags: [`${image.repository}:${image.tag}`],
    RepoDigests: [],
    Parent: "",
    Comment: "Imported from -",
    Created: timestamp(0),
    Container: "",
    ContainerConfig: { ...config, Cmd: null },
    DockerVersion: "20.10.24+dfsg1",
    Author: "",
    Config: config,
    Architecture: "amd64",
    Os: "linux",
    Size: image.size,
    VirtualSize: image.size,
    RootFS: { Type: "layers", Layers: [image.id] },
    Metadata: { LastTagTime: timestamp(0) },
  };
}
