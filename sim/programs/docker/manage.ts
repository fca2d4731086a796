/** The subcommands that look at containers and end them: ps, inspect, stop, kill, rm, logs, wait, rename, pause, top, network. */
import type { Json, JsonObject } from "../../../core/observation.ts";
import { type ExitStatus, SIGNAL, type SignalName } from "../../../core/process.ts";
import type { Container } from "../../engine/container.ts";
import type { Engine } from "../../engine/engine.ts";
import { type Call, noSuchContainer, refused } from "./client.ts";
import { containerDocument, imageDocument, networkDocument } from "./documents.ts";
import type { FlagSpecs } from "./flags.ts";
import { fieldName, goValue } from "./template/document.ts";
import { compileTemplate } from "./template/execute.ts";
import { goJson } from "./template/value.ts";
import { humanDuration, humanSize, tabulate, timestamp } from "./text.ts";

/** Does something to each container named; the worst outcome counts. */
async function each(
  call: Call,
  act: (container: Container, name: string) => ExitStatus | Promise<ExitStatus>,
  missing: (name: string) => ExitStatus = (name) => noSuchContainer(call, name, true),
): Promise<ExitStatus> {
  let worst = 0;
  for (const name of call.flags.operands) {
    const container = call.engine.find(name);
    worst = Math.max(worst, container ? await act(container, name) : missing(name));
  }
  return worst;
}

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
    Networks: container.options.network === "" ? "bridge" : container.options.network,
    Ports: "",
    RunningFor: `${humanDuration(nowMicros - container.createdMicros)} ago`,
    Size: "0B",
    State: container.state,
    Status: statusText(container, nowMicros),
  };
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

const FILTERS = new Set(["name", "id", "status", "label", "network", "ancestor", "exited"]);

export function ps(call: Call): ExitStatus {
  const { engine, flags, context } = call;
  const now = context.kernel.nowMicros();
  let containers = [...engine.containers.values()].reverse();
  const filters = flags.list("filter").map((filter) => {
    const [key = "", ...value] = filter.split("=");
    return { key, value: value.join("=") };
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
    if (key === "network") return (container.options.network || "bridge") === value;
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

/** `--format`: one line an entry; `table` puts headings over it and columns under each other. */
function formatted(
  call: Call,
  format: string,
  rows: readonly JsonObject[],
  heads: JsonObject,
  type: string,
): ExitStatus {
  const table = /^table\s+/.test(format);
  const text = format
    .replace(/^table\s+/, "")
    .replaceAll("\\t", "\t")
    .replaceAll("\\n", "\n");
  const template = compileTemplate(text);
  if (!template.ok) {
    call.error(`Template parsing error: ${template.error.message}\n`);
    return 1;
  }
  const missingField = (field: string) => `can't evaluate field ${field} in type ${type}`;
  const lines: string[] = [];
  for (const row of table ? [heads, ...rows] : rows) {
    const line = template.value.execute(goValue(row), { missingField });
    if (!line.ok) {
      call.error(`failed to execute template: ${line.error.message}\n`);
      return 1;
    }
    lines.push(line.value);
  }
  void call.out(table ? tabulate(lines.map((line) => line.split("\t"))) : lines.map((line) => `${line}\n`).join(""));
  return 0;
}

export const INSPECT_FLAGS: FlagSpecs = {
  format: { kind: "string", short: "f" },
  size: { kind: "bool", short: "s" },
  type: { kind: "string" },
};

/** Looks a thing up by the types that may be asked for. */
function documentOf(engine: Engine, name: string, type: string | undefined): JsonObject | undefined {
  const wants = (kind: string) => type === undefined || type === kind;
  const container = wants("container") ? engine.find(name) : undefined;
  if (container) return containerDocument(engine, container);
  const image = wants("image") ? engine.findImage(name) : undefined;
  if (image) return imageDocument(image);
  const network = wants("network") ? engine.findNetwork(name) : undefined;
  return network && networkDocument(engine, network);
}

/** Prints what was found, then complains of what was not: as the real client does, whatever the order. */
export function inspect(call: Call, only?: "container" | "network" | "image"): ExitStatus {
  const { engine, flags } = call;
  const type = only ?? flags.value("type");
  const format = flags.value("format");
  const template = format === undefined || format === "json" ? undefined : compileTemplate(format);
  if (template && !template.ok) {
    call.error(`template parsing error: ${template.error.message}\n`);
    return 64;
  }
  const found: JsonObject[] = [];
  const problems: string[] = [];
  let text = "";
  for (const name of flags.operands) {
    const document = documentOf(engine, name, type);
    if (!document) {
      problems.push(`Error: No such ${type ?? "object"}: ${name}`);
      continue;
    }
    found.push(document);
    if (!template) continue;
    const shown = template.value.execute(goValue(document), { fieldName });
    if (!shown.ok) {
      void call.out(`${text}\n`);
      call.error(`template parsing error: ${shown.error.message}\n`);
      return 1;
    }
    text += `${shown.value}\n`;
  }
  if (template) void call.out(found.length === 0 ? "\n" : text);
  else if (format === "json") void call.out(`${goJson(found)}\n`);
  else void call.out(found.length === 0 ? "[]\n" : `${goJson(found as readonly Json[], 4)}\n`);
  if (problems.length > 0) call.error(`${problems.join("\n")}\n`);
  return problems.length > 0 ? 1 : 0;
}

export const STOP_FLAGS: FlagSpecs = { time: { kind: "string", short: "t" } };

export function stop(call: Call): Promise<ExitStatus> {
  const seconds = Number(call.flags.value("time") ?? 10);
  return each(call, async (container, name) => {
    await call.engine.stop(container, seconds);
    void call.out(`${name}\n`);
    return 0;
  });
}

export function restart(call: Call): Promise<ExitStatus> {
  const seconds = Number(call.flags.value("time") ?? 10);
  return each(call, async (container, name) => {
    await call.engine.stop(container, seconds);
    const started = await call.engine.start(container);
    if (!started.ok) return refused(call, { message: `Cannot restart container ${name}: ${started.error.message}` });
    void call.out(`${name}\n`);
    return 0;
  });
}

export const KILL_FLAGS: FlagSpecs = { signal: { kind: "string", short: "s" } };

export function kill(call: Call): Promise<ExitStatus> {
  const wanted = (call.flags.value("signal") ?? "KILL").toUpperCase().replace(/^SIG/, "");
  const signal = (Object.keys(SIGNAL) as SignalName[]).find(
    (name) => name === wanted || String(SIGNAL[name]) === wanted,
  );
  return each(
    call,
    async (container, name) => {
      if (!signal) return refused(call, { message: `Invalid signal: ${call.flags.value("signal")}` });
      if (!container.running)
        return refused(call, { message: `Cannot kill container: ${name}: Container ${container.id} is not running` });
      const ended = signal === "KILL" ? call.engine.wait(container) : undefined;
      call.engine.kill(container, signal);
      await ended;
      void call.out(`${name}\n`);
      return 0;
    },
    (name) => refused(call, { message: `Cannot kill container: ${name}: No such container: ${name}` }),
  );
}

export const RM_FLAGS: FlagSpecs = {
  force: { kind: "bool", short: "f" },
  volumes: { kind: "bool", short: "v" },
  link: { kind: "bool", short: "l", refused: true },
};

/** Names go to standard output as they are removed; what went wrong follows. */
export async function rm(call: Call): Promise<ExitStatus> {
  const problems: string[] = [];
  let status = 0;
  for (const name of call.flags.operands) {
    const container = call.engine.find(name);
    if (!container) {
      problems.push(`Error: No such container: ${name}`);
      // With --force, what is not there counts as removed.
      if (!call.flags.on("force")) status = 1;
      continue;
    }
    const removed = await call.engine.remove(container, call.flags.on("force"));
    if (removed.ok) void call.out(`${name}\n`);
    else {
      problems.push(`Error response from daemon: ${removed.error.message}`);
      status = 1;
    }
  }
  if (problems.length > 0) call.error(`${problems.join("\n")}\n`);
  return problems.some((problem) => problem.startsWith("Error response")) ? 1 : status;
}

export const LOGS_FLAGS: FlagSpecs = {
  follow: { kind: "bool", short: "f" },
  tail: { kind: "string", short: "n" },
  timestamps: { kind: "bool", short: "t" },
  since: { kind: "string", refused: true },
  until: { kind: "string", refused: true },
  details: { kind: "bool", refused: true },
};

export async function logs(call: Call): Promise<ExitStatus> {
  const { engine, flags, context } = call;
  const [name = ""] = flags.operands;
  const container = engine.find(name);
  if (!container) return noSuchContainer(call, name);
  // The log driver keeps lines, the container prints chunks.
  const lines: { text: string; stream: "stdout" | "stderr"; atMicros: number }[] = [];
  for (const { text, stream, atMicros } of container.log)
    for (const part of text.split(/(?<=\n)/)) {
      const last = lines.at(-1);
      if (last && last.stream === stream && !last.text.endsWith("\n")) last.text += part;
      else lines.push({ text: part, stream, atMicros });
    }
  const tail = flags.value("tail");
  const stamp = (line: { text: string; atMicros: number }) =>
    flags.on("timestamps") ? `${timestamp(line.atMicros)} ${line.text}` : line.text;
  for (const line of tail === undefined || tail === "all" ? lines : lines.slice(lines.length - Number(tail)))
    await (line.stream === "stderr" ? context.stderr : context.stdout).write(stamp(line));
  if (!flags.on("follow") || !container.running) return 0;
  const deaf = engine.listen(container, (text, stream) =>
    (stream === "stderr" ? context.stderr : context.stdout).write(text),
  );
  await Promise.race([
    engine.wait(container),
    new Promise<void>((resolve) => {
      context.self.signals.listen(() => {
        if (context.self.signals.pending) resolve();
      });
    }),
  ]);
  deaf();
  return 0;
}

export function wait(call: Call): Promise<ExitStatus> {
  return each(call, async (container) => {
    void call.out(`${await call.engine.wait(container)}\n`);
    return 0;
  });
}

export function rename(call: Call): ExitStatus {
  const [name = "", next = ""] = call.flags.operands;
  const container = call.engine.find(name);
  const done = container && call.engine.rename(container, next);
  if (done?.ok) return 0;
  if (done) refused(call, done.error);
  else noSuchContainer(call, name, true);
  call.error(`Error: failed to rename container named ${name}\n`);
  return 1;
}

export function pause(call: Call, paused: boolean): Promise<ExitStatus> {
  return each(call, (container, name) => {
    const done = call.engine.pause(container, paused);
    if (!done.ok) return refused(call, done.error);
    void call.out(`${name}\n`);
    return 0;
  });
}

/** `ps -ef` of the host, what is in the container of it. */
export function top(call: Call): ExitStatus {
  const [name = ""] = call.flags.operands;
  const container = call.engine.find(name);
  if (!container) return noSuchContainer(call, name, true);
  const { running } = container;
  if (!running) return refused(call, { message: `Container ${container.id} is not running` });
  const rows = [...running.init.pidNamespace.processes.values()].map((process) => [
    process.credentials.uid === 0 ? "root" : String(process.credentials.uid),
    String(process.hostPid),
    String(process.parent?.hostPid ?? 0),
    "0",
    timestamp(process.startedMicros).slice(11, 16),
    process.session.terminal?.replace(/^.*:/, "") ?? "?",
    "00:00:00",
    process.argv.join(" "),
  ]);
  const all = [["UID", "PID", "PPID", "C", "STIME", "TTY", "TIME", "CMD"], ...rows];
  // tabwriter with cells of at least twenty.
  void call.out(
    all.map((row) => `${row.map((cell, at) => (at < row.length - 1 ? cell.padEnd(20) : cell)).join("")}\n`).join(""),
  );
  return 0;
}

export function port(call: Call): ExitStatus {
  const [name = "", wanted] = call.flags.operands;
  const container = call.engine.find(name);
  if (!container) return noSuchContainer(call, name);
  if (wanted === undefined) return 0;
  call.error(`Error: No public port '${wanted.includes("/") ? wanted : `${wanted}/tcp`}' published for ${name}\n`);
  return 1;
}

export const LIST_FLAGS: FlagSpecs = {
  quiet: { kind: "bool", short: "q" },
  "no-trunc": { kind: "bool" },
  format: { kind: "string" },
  all: { kind: "bool", short: "a" },
  filter: { kind: "string", short: "f", refused: true },
};

export function networks(call: Call): ExitStatus {
  const { engine, flags } = call;
  const rows = [...engine.networks]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((network) => ({
      ID: flags.on("no-trunc") ? network.id : network.id.slice(0, 12),
      Name: network.name,
      Driver: network.driver,
      Scope: "local",
    }));
  const format = flags.value("format");
  if (format !== undefined)
    return formatted(
      call,
      format,
      rows,
      { ID: "NETWORK ID", Name: "NAME", Driver: "DRIVER", Scope: "SCOPE" },
      "*network.networkContext",
    );
  if (flags.on("quiet")) for (const row of rows) void call.out(`${row.ID}\n`);
  else
    void call.out(
      tabulate([
        ["NETWORK ID", "NAME", "DRIVER", "SCOPE"],
        ...rows.map((row) => [row.ID, row.Name, row.Driver, row.Scope]),
      ]),
    );
  return 0;
}

export function images(call: Call): ExitStatus {
  const { engine, flags, context } = call;
  const rows = engine.imageList.map((image) => ({
    Repository: image.repository,
    Tag: image.tag,
    ID: flags.on("no-trunc") ? image.id : image.id.replace("sha256:", "").slice(0, 12),
    CreatedSince: `${humanDuration(context.kernel.nowMicros())} ago`,
    Size: humanSize(image.size),
  }));
  const format = flags.value("format");
  if (format !== undefined)
    return formatted(
      call,
      format,
      rows,
      { Repository: "REPOSITORY", Tag: "TAG", ID: "IMAGE ID", CreatedSince: "CREATED", Size: "SIZE" },
      "*formatter.imageContext",
    );
  if (flags.on("quiet")) for (const row of rows) void call.out(`${row.ID}\n`);
  else
    void call.out(
      tabulate([
        ["REPOSITORY", "TAG", "IMAGE ID", "CREATED", "SIZE"],
        ...rows.map((row) => [row.Repository, row.Tag, row.ID, row.CreatedSince, row.Size]),
      ]),
    );
  return 0;
}
