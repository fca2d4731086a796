/** What `docker inspect` tells of containers, images and networks: the engine's API 1.41 as JSON, keys in its order. */
import type { JsonObject } from "../../../core/observation.ts";
import type { Container } from "../../engine/container.ts";
import type { Engine } from "../../engine/engine.ts";
import type { Image } from "../../engine/image.ts";
import { networkMode } from "../../engine/join.ts";
import { BridgeNetwork, type Network } from "../../engine/network.ts";
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
  const endpoint = running?.endpoint;
  const layer = `${DATA_ROOT}/overlay2/${id}`;
  const networkName = ["default", "bridge"].includes(networkMode(options)) ? "bridge" : networkMode(options);
  const network = engine.findNetwork(networkName);
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
      SandboxID: running?.sandboxId ?? "",
      HairpinMode: false,
      LinkLocalIPv6Address: "",
      LinkLocalIPv6PrefixLen: 0,
      Ports: {},
      SandboxKey: running
        ? `/var/run/docker/netns/${networkName === "host" ? "default" : running.sandboxId.slice(0, 12)}`
        : "",
      SecondaryIPAddresses: null,
      SecondaryIPv6Addresses: null,
      EndpointID: networkName === "bridge" ? (endpoint?.id ?? "") : "",
      Gateway: endpoint?.gateway ?? "",
      GlobalIPv6Address: "",
      GlobalIPv6PrefixLen: 0,
      IPAddress: endpoint?.address ?? "",
      IPPrefixLen: endpoint?.prefixLength ?? 0,
      IPv6Gateway: "",
      MacAddress: endpoint?.mac ?? "",
      Networks: networkName.startsWith("container:")
        ? {}
        : {
            [networkName]: {
              IPAMConfig: null,
              Links: null,
              Aliases: null,
              NetworkID: running
                ? (network?.id ?? "")
                : container.startedMicros === undefined
                  ? ""
                  : (network?.id ?? ""),
              EndpointID: endpoint?.id ?? "",
              Gateway: endpoint?.gateway ?? "",
              IPAddress: endpoint?.address ?? "",
              IPPrefixLen: endpoint?.prefixLength ?? 0,
              IPv6Gateway: "",
              GlobalIPv6Address: "",
              GlobalIPv6PrefixLen: 0,
              MacAddress: endpoint?.mac ?? "",
              DriverOpts: null,
            },
          },
    },
  };
}

function hostConfig(container: Container): JsonObject {
  const { options } = container;
  const orNull = (list: readonly string[]) => (list.length > 0 ? [...list] : null);
  return {
    Binds: null,
    ContainerIDFile: "",
    LogConfig: { Type: "json-file", Config: {} },
    NetworkMode: networkMode(options),
    PortBindings: {},
    RestartPolicy: { Name: "no", MaximumRetryCount: 0 },
    AutoRemove: options.autoRemove,
    VolumeDriver: "",
    VolumesFrom: null,
    CapAdd: orNull(options.capAdd),
    CapDrop: orNull(options.capDrop),
    CgroupnsMode: options.privileged ? "host" : "private",
    Dns: [],
    DnsOptions: [],
    DnsSearch: [],
    ExtraHosts: null,
    GroupAdd: null,
    IpcMode: "private",
    Cgroup: "",
    Links: null,
    OomScoreAdj: 0,
    PidMode: "",
    Privileged: options.privileged,
    PublishAllPorts: false,
    ReadonlyRootfs: false,
    SecurityOpt: options.privileged ? ["label=disable"] : null,
    UTSMode: "",
    UsernsMode: "",
    ShmSize: 67108864,
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
  const bridge = network instanceof BridgeNetwork ? network : undefined;
  const containers: Record<string, JsonObject> = {};
  for (const { id, name, running } of engine.containers.values()) {
    if (running?.endpoint.networkId !== network.id) continue;
    const { endpoint } = running;
    containers[id] = {
      Name: name,
      EndpointID: endpoint.id,
      MacAddress: endpoint.mac,
      IPv4Address: endpoint.address === "" ? "" : `${endpoint.address}/${endpoint.prefixLength}`,
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
      Options: null,
      Config: bridge ? [{ Subnet: bridge.subnet, Gateway: bridge.gatewayText }] : [],
    },
    Internal: false,
    Attachable: false,
    Ingress: false,
    ConfigFrom: { Network: "" },
    ConfigOnly: false,
    Containers: containers,
    Options: bridge
      ? {
          "com.docker.network.bridge.default_bridge": "true",
          "com.docker.network.bridge.enable_icc": "true",
          "com.docker.network.bridge.enable_ip_masquerade": "true",
          "com.docker.network.bridge.host_binding_ipv4": "0.0.0.0",
          "com.docker.network.bridge.name": "docker0",
          "com.docker.network.driver.mtu": "1500",
        }
      : {},
    Labels: {},
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
