/** `docker network`: create, connect, disconnect, ls, rm, prune. */
import { parseIpv4 } from "../../../core/address/ipv4.ts";
import type { ExitStatus } from "../../../core/process.ts";
import { err, ok, type Result } from "../../../core/result.ts";
import { liesIn, overlap, parseSubnet } from "../../engine/address-pool.ts";
import { NETWORK_MICROS } from "../../engine/engine.ts";
import * as join from "../../engine/join.ts";
import type { Network } from "../../engine/network.ts";
import type { NetworkSpec } from "../../engine/networks.ts";
import { type Call, refused } from "./client.ts";
import type { FlagSpecs, Flags } from "./flags.ts";
import { formatted } from "./format.ts";
import { tabulate, timestamp } from "./text.ts";

const REFUSED = { kind: "string", refused: true } as const;
const REFUSED_BOOL = { kind: "bool", refused: true } as const;

export const NETWORK_CREATE_FLAGS: FlagSpecs = {
  attachable: { kind: "bool" },
  "aux-address": { kind: "list" },
  "config-from": REFUSED,
  "config-only": REFUSED_BOOL,
  driver: { kind: "string", short: "d" },
  gateway: { kind: "list" },
  ingress: REFUSED_BOOL,
  internal: { kind: "bool" },
  "ip-range": { kind: "list" },
  "ipam-driver": REFUSED,
  "ipam-opt": REFUSED,
  ipv6: REFUSED_BOOL,
  label: { kind: "list" },
  opt: { kind: "list", short: "o" },
  scope: REFUSED,
  subnet: { kind: "list" },
};

function pairs(entries: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(entries.map((entry) => [entry.split("=")[0] ?? "", entry.split("=").slice(1).join("=")]));
}

const words = (flags: Flags, name: string) => flags.list(name).flatMap((value) => value.split(","));

/** consolidateIpam of the client: what belongs to which subnet. Several subnets are not modelled. */
function addressesIn(flags: Flags): Result<Pick<NetworkSpec, "subnet" | "range" | "gateway" | "auxiliary">, string> {
  const [subnet, other] = words(flags, "subnet");
  const ranges = words(flags, "ip-range");
  const gateways = words(flags, "gateway");
  const auxiliary = pairs(words(flags, "aux-address"));
  const count = words(flags, "subnet").length;
  if (count < ranges.length || count < gateways.length)
    return err("every ip-range or gateway must have a corresponding subnet");
  const within = subnet === undefined ? undefined : parseSubnet(subnet);
  if (other !== undefined) {
    const second = parseSubnet(other);
    if (within && second && overlap(within, second))
      return err("multiple overlapping subnet configuration is not supported");
    return err(
      (flags.value("driver") ?? "bridge") === "bridge"
        ? "Error response from daemon: bridge driver doesn't support multiple subnets"
        : "several --subnet are real, but they are not modelled here",
    );
  }
  const [range] = ranges;
  const [gateway] = gateways;
  const asked = range !== undefined || gateway !== undefined || Object.keys(auxiliary).length > 0;
  if (asked && subnet !== undefined && !within) return err(`invalid subnet: invalid CIDR address: ${subnet}`);
  const part = range === undefined ? undefined : parseSubnet(range);
  if (range !== undefined && !(part && within && liesIn(part.network, within)))
    return err(`no matching subnet for range ${range}`);
  const isWithin = (text: string) => {
    const address = parseIpv4(text);
    return within !== undefined && address !== undefined && liesIn(address, within);
  };
  if (gateway !== undefined && !isWithin(gateway)) return err(`no matching subnet for gateway ${gateway}`);
  for (const address of Object.values(auxiliary))
    if (!isWithin(address)) return err(`no matching subnet for aux-address ${address}`);
  return ok({
    ...(subnet === undefined ? {} : { subnet }),
    ...(range === undefined ? {} : { range }),
    ...(gateway === undefined ? {} : { gateway }),
    auxiliary,
  });
}

export async function createNetwork(call: Call): Promise<ExitStatus> {
  const { engine, flags } = call;
  const addresses = addressesIn(flags);
  if (!addresses.ok) {
    call.error(`${addresses.error}\n`);
    return 1;
  }
  const created = await engine.createNetwork({
    ...addresses.value,
    name: flags.operands[0] ?? "",
    driver: flags.value("driver") ?? "bridge",
    internal: flags.on("internal"),
    attachable: flags.on("attachable"),
    options: pairs(flags.list("opt")),
    labels: pairs(flags.list("label")),
  });
  if (!created.ok) return refused(call, created.error);
  void call.out(`${created.value.id}\n`);
  return 0;
}

export const CONNECT_FLAGS: FlagSpecs = {
  alias: { kind: "list" },
  "driver-opt": REFUSED,
  ip: { kind: "string" },
  ip6: REFUSED,
  link: { kind: "list" },
  "link-local-ip": REFUSED,
};

export async function connectNetwork(call: Call): Promise<ExitStatus> {
  const { context, engine, flags } = call;
  const [reference = "", name = ""] = flags.operands;
  await context.kernel.sleep(NETWORK_MICROS, context.self.signals);
  const container = engine.find(name);
  if (!container) return refused(call, { message: `No such container: ${name}` });
  const asked = { ip: flags.value("ip"), aliases: words(flags, "alias"), links: flags.list("link") };
  const done = join.connect(engine, container, reference, asked);
  return done.ok ? 0 : refused(call, done.error);
}

export const DISCONNECT_FLAGS: FlagSpecs = { force: { kind: "bool", short: "f" } };

export async function disconnectNetwork(call: Call): Promise<ExitStatus> {
  const { context, engine, flags } = call;
  const [reference = "", name = ""] = flags.operands;
  await context.kernel.sleep(NETWORK_MICROS, context.self.signals);
  const container = engine.find(name);
  if (!container) return refused(call, { message: `No such container: ${name}` });
  const done = join.disconnect(engine, container, reference);
  return done.ok ? 0 : refused(call, done.error);
}

export async function removeNetworks(call: Call): Promise<ExitStatus> {
  let status = 0;
  for (const name of call.flags.operands) {
    const network = call.engine.findNetwork(name);
    if (!network) {
      call.error(`Error: No such network: ${name}\n`);
      status = 1;
      continue;
    }
    const removed = await call.engine.removeNetwork(network);
    if (removed.ok) void call.out(`${name}\n`);
    else status = refused(call, removed.error);
  }
  return status;
}

export const PRUNE_FLAGS: FlagSpecs = { filter: REFUSED, force: { kind: "bool", short: "f" } };

export async function pruneNetworks(call: Call): Promise<ExitStatus> {
  const { context, engine, flags } = call;
  if (!flags.on("force")) {
    await call.out(
      "WARNING! This will remove all custom networks not used by at least one container.\nAre you sure you want to continue? [y/N] ",
    );
    const answer = await context.stdin.read(context.self.signals);
    if (!/^y$/i.test((answer ?? "").split("\n")[0]?.trim() ?? "")) return 0;
  }
  const gone: string[] = [];
  for (const network of engine.networks.filter(({ predefined }) => !predefined)) {
    if (join.isUsed(engine, network)) continue;
    const removed = await engine.removeNetwork(network);
    if (removed.ok) gone.push(network.name);
  }
  if (gone.length > 0) void call.out(`Deleted Networks:\n${gone.join("\n")}\n\n`);
  return 0;
}

export const NETWORK_LIST_FLAGS: FlagSpecs = {
  quiet: { kind: "bool", short: "q" },
  "no-trunc": { kind: "bool" },
  format: { kind: "string" },
  filter: { kind: "list", short: "f" },
};

type Filter = (network: Network, value: string, isUsed: (network: Network) => boolean) => boolean;

function hasLabel({ labels }: Network, value: string): boolean {
  const [name = "", ...wanted] = value.split("=");
  return Object.hasOwn(labels, name) && (wanted.length === 0 || labels[name] === wanted.join("="));
}

const FILTERS: Readonly<Record<string, Filter>> = {
  dangling: ({ predefined, ...network }, value, isUsed) =>
    /^(1|t|true)$/i.test(value) === (!predefined && !isUsed({ predefined, ...network })),
  driver: ({ driver }, value) => driver === value,
  id: ({ id }, value) => id.includes(value),
  label: hasLabel,
  name: ({ name }, value) => name.includes(value),
  scope: (_, value) => value === "local",
  type: ({ predefined }, value) => (value === "builtin") === predefined,
};

export function networks(call: Call): ExitStatus {
  const { engine, flags } = call;
  let chosen = [...engine.networks];
  const isUsed = (network: Network) =>
    engine.networks.some((each) => each.id === network.id && join.isUsed(engine, each));
  for (const text of flags.list("filter")) {
    const [given = "", ...value] = text.split("=");
    const key = given.trim().toLowerCase();
    if (!text.includes("=")) {
      call.error(
        `invalid argument "${text}" for "-f, --filter" flag: bad format of filter (expected name=value)\nSee 'docker network ls --help'.\n`,
      );
      return 125;
    }
    const filter = Object.hasOwn(FILTERS, key) ? FILTERS[key] : undefined;
    if (!filter) return refused(call, { message: `Invalid filter '${key}'` });
    const wanted = value.join("=");
    if (key === "type" && wanted !== "builtin" && wanted !== "custom")
      return refused(call, { message: `Invalid filter: 'type'='${wanted}'` });
    chosen = chosen.filter((network) => filter(network, wanted, isUsed));
  }
  const rows = chosen
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((network) => ({
      CreatedAt: `${timestamp(network.createdMicros).replace("T", " ").replace("Z", "")} +0000 UTC`,
      Driver: network.driver,
      ID: flags.on("no-trunc") ? network.id : network.id.slice(0, 12),
      IPv6: "false",
      Internal: String(network.internal),
      Labels: Object.entries(network.labels)
        .map(([name, value]) => `${name}=${value}`)
        .join(","),
      Name: network.name,
      Scope: "local",
    }));
  const format = flags.value("format");
  if (flags.on("quiet") && format === undefined) for (const row of rows) void call.out(`${row.ID}\n`);
  else if (format !== undefined && format !== "table")
    return formatted(
      call,
      format,
      rows,
      {
        CreatedAt: "CREATED AT",
        ID: "NETWORK ID",
        IPv6: "IPV6",
        Internal: "INTERNAL",
        Labels: "LABELS",
        Name: "NAME",
        Driver: "DRIVER",
        Scope: "SCOPE",
      },
      "*network.networkContext",
    );
  else
    void call.out(
      tabulate([
        ["NETWORK ID", "NAME", "DRIVER", "SCOPE"],
        ...rows.map((row) => [row.ID, row.Name, row.Driver, row.Scope]),
      ]),
    );
  return 0;
}
