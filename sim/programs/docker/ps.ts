/** `docker ps`: the table of containers, its filters and its fields. */
import type { ExitStatus } from "../../../core/process.ts";
import type { Container } from "../../engine/container.ts";
import { displayedPorts, parseExposed } from "../../engine/ports.ts";
import type { Call } from "./client.ts";
import type { FlagSpecs } from "./flags.ts";
import { formatted } from "./format.ts";
import { humanDuration, tabulate, timestamp } from "./text.ts";

function statusText(container: Container, nowMicros: number): string {
  if (container.state === "created") return "Created";
  if (container.state === "exited")
    return `Exited (${container.exitStatus}) ${humanDuration(nowMicros - (container.finishedMicros ?? 0))} ago`;
  const up = `Up ${humanDuration(nowMicros - (container.startedMicros ?? 0))}`;
  return container.state === "paused" ? `${up} (Paused)` : up;
}

/** The fields that `docker ps --format` knows. */
function psFields(container: Container, nowMicros: number, whole: boolean): Record<string, string> {
  const command = container.argv.join(" ");
  const shown = whole || command.length <= 20 ? command : `${command.slice(0, 19)}…`;
  return {
    Command: `"${shown}"`,
    CreatedAt: `${timestamp(container.createdMicros).slice(0, 19).replace("T", " ")} +0000 UTC`,
    ID: whole ? container.id : container.id.slice(0, 12),
    Image: container.options.image,
    Labels: Object.entries(container.options.labels)
      .map(([name, value]) => `${name}=${value}`)
      .join(","),
    LocalVolumes: "0",
    Mounts: "",
    Names: container.name,
    Networks: [...container.networks.keys()].sort((a, b) => (a < b ? -1 : 1)).join(","),
    Ports: displayedPorts(container),
    RunningFor: `${humanDuration(nowMicros - container.createdMicros)} ago`,
    Size: "0B",
    State: container.state,
    Status: statusText(container, nowMicros),
  };
}

/** `--filter publish=80`, `--filter expose=80-90/udp`: by the container's own port. */
function hasPort({ options, running }: Container, key: "publish" | "expose", value: string): boolean {
  const wanted = parseExposed(value);
  if (!wanted.ok) return false;
  const ports =
    key === "expose"
      ? options.exposed
      : (running?.sandbox.ports ?? []).map(({ hostPort, protocol }) => `${hostPort}/${protocol}`);
  return ports.some((port) => wanted.value.includes(port));
}

export const PS_FLAGS: FlagSpecs = {
  all: { kind: "bool", short: "a" },
  quiet: { kind: "bool", short: "q" },
  "no-trunc": { kind: "bool" },
  format: { kind: "string" },
  filter: { kind: "list", short: "f" },
  last: { kind: "string", short: "n" },
  latest: { kind: "bool", short: "l" },
  size: { kind: "bool", short: "s", refused: true },
};

const HEADS: Readonly<Record<string, string>> = {
  ID: "CONTAINER ID",
  Image: "IMAGE",
  Command: "COMMAND",
  RunningFor: "CREATED",
  CreatedAt: "CREATED AT",
  Status: "STATUS",
  State: "STATE",
  Ports: "PORTS",
  Names: "NAMES",
  Networks: "NETWORKS",
  Labels: "LABELS",
  Mounts: "MOUNTS",
  Size: "SIZE",
  LocalVolumes: "LOCAL VOLUMES",
};

const FILTERS = new Set(["name", "id", "status", "label", "network", "ancestor", "exited", "publish", "expose"]);

export function ps(call: Call): ExitStatus {
  const { engine, flags, context } = call;
  const now = context.kernel.nowMicros();
  let containers = [...engine.containers.values()].reverse();
  const filters = flags.list("filter").map((filter) => {
    const [key = "", ...value] = filter.split("=");
    return { key: key.trim().toLowerCase(), value: value.join("=") };
  });
  for (const { key } of filters)
    if (!FILTERS.has(key)) {
      call.error(`Error response from daemon: Invalid filter '${key}'\n`);
      return 1;
    }
  const latest = flags.on("latest") ? 1 : Number(flags.value("last") ?? -1);
  const all = flags.on("all") || latest >= 0 || filters.some(({ key }) => key === "status" || key === "exited");
  if (!all) containers = containers.filter((container) => container.running);
  const matches = (container: Container, key: string, value: string): boolean => {
    if (key === "name") return new RegExp(value).test(container.name) || new RegExp(value).test(`/${container.name}`);
    if (key === "id") return container.id.startsWith(value);
    if (key === "status") return container.state === value;
    if (key === "exited") return container.state === "exited" && String(container.exitStatus) === value;
    if (key === "ancestor") return container.options.image === value;
    if (key === "network")
      return [...container.networks].some(
        ([network, { networkId }]) => network === value || (value !== "" && networkId.startsWith(value)),
      );
    if (key === "publish" || key === "expose") return hasPort(container, key, value);
    const [name = "", wanted] = value.split("=");
    const label = container.options.labels[name];
    return label !== undefined && (wanted === undefined || wanted === label);
  };
  // Filters of one key are alternatives, keys add up.
  for (const key of new Set(filters.map((filter) => filter.key)))
    containers = containers.filter((container) =>
      filters.some((filter) => filter.key === key && matches(container, key, filter.value)),
    );
  if (latest >= 0) containers = containers.slice(0, latest);
  const whole = flags.on("no-trunc");
  const rows = containers.map((container) => psFields(container, now, whole));
  const format = flags.value("format");
  if (flags.on("quiet") && format === undefined) {
    for (const row of rows) void call.out(`${row.ID}\n`);
    return 0;
  }
  const columns = ["ID", "Image", "Command", "RunningFor", "Status", "Ports", "Names"];
  if (format === undefined || format === "table") {
    void call.out(
      tabulate([
        columns.map((name) => HEADS[name] ?? name),
        ...rows.map((row) => columns.map((name) => row[name] ?? "")),
      ]),
    );
    return 0;
  }
  return formatted(call, format, rows, HEADS, "*formatter.ContainerContext");
}
