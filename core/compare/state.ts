/**
 * Observations made comparable: only what both sides can know is kept of containers and networks, and lists that the
 * kernel keeps in hash order are sorted. Everything `ip -j` and `bridge -j` print stays.
 */
import type { HostObservation, Json, JsonObject, NetnsObservation, Observation } from "../observation.ts";
import type { Mapping } from "./mapping.ts";

/** Where simulator and kernel are known to differ, and why: the same list that the fidelity page shows. */
export interface Deviation {
  readonly where: string;
  readonly reason: string;
}

export const DEVIATIONS: readonly Deviation[] = [
  { where: "netns.*.iptables", reason: "netfilter is not modelled yet, so the rules docker makes are absent" },
  {
    where: "netns.*.addr.*.linkinfo of eth0",
    reason: "the sandbox's network card is a tap device, the simulator's is a card without a kind",
  },
  {
    where: "stderr of ip and bridge, from the word Usage on",
    reason: "iproute2's usage texts run to a page each; the simulator has short ones of its own",
  },
];

/** Keys of `docker inspect` that are compared. The others are paths, versions, resource limits and dates. */
const CONTAINER_KEYS = {
  Name: true,
  Path: true,
  Args: true,
  State: { Status: true, Running: true, Paused: true, Dead: true, Pid: true, ExitCode: true, Error: true },
  Config: { Tty: true, OpenStdin: true, Cmd: true, Image: true },
  HostConfig: { NetworkMode: true, AutoRemove: true, Privileged: true },
  NetworkSettings: { Gateway: true, IPAddress: true, IPPrefixLen: true, MacAddress: true },
} as const;
const NETWORK_KEYS = { Name: true, Driver: true, Scope: true, IPAM: { Config: true } } as const;

type Keys = { readonly [key: string]: true | Keys };

function pick(value: Json | undefined, keys: true | Keys): Json {
  if (keys === true || !isObject(value)) {
    return value ?? null;
  }
  return Object.fromEntries(Object.entries(keys).map(([key, inner]) => [key, pick(value[key], inner)]));
}

/** What a mapping can learn from a state: ids, pids and names of containers. */
export function learnState(mapping: Mapping, observation: Observation): void {
  for (const host of Object.values(observation.hosts)) {
    for (const container of host.containers) {
      const { State: state, Name: name } = container;
      if (isObject(state) && typeof state["Pid"] === "number") {
        mapping.learnPid(String(state["Pid"]));
      }
      if (typeof name === "string") {
        mapping.learnName(name.replace(/^\//, ""));
      }
    }
    // Whoever observes lists them in an order of its own.
    const byName = Object.entries(host.netns).map(([name, seen]) => [mapping.apply(name), seen] as const);
    for (const [, seen] of byName.sort(([a], [b]) => (a < b ? -1 : 1))) mapping.learn(JSON.stringify(seen));
    mapping.learn(JSON.stringify(host.containers.map((container) => pick(container, CONTAINER_KEYS))));
  }
}

/** The state with everything mapped, as JSON values that are equal when the states are. */
export function comparableState(mapping: Mapping, state: Observation): JsonObject {
  const hosts = Object.entries(state.hosts).map(([name, host]) => [name, comparableHost(mapping, host)]);
  return { hosts: Object.fromEntries(hosts) };
}

function comparableHost(mapping: Mapping, host: HostObservation): JsonObject {
  const netns = Object.entries(host.netns)
    .map(([name, seen]) => [mapping.apply(name), comparableNetns(mapping, seen)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    netns: Object.fromEntries(netns),
    containers: host.containers.map((container) => mapJson(mapping, pick(container, CONTAINER_KEYS))),
    networks: sorted(host.networks.map((network) => mapJson(mapping, pick(network, NETWORK_KEYS)))),
  };
}

function comparableNetns(mapping: Mapping, seen: NetnsObservation): JsonObject {
  const list = (entries: readonly JsonObject[]) => entries.map((entry) => mapJson(mapping, entry));
  return {
    addr: list(seen.addr.map(withoutCardKind)),
    // Routes of one prefix length are listed by address, and link-local addresses are chance.
    route: sorted(list(seen.route)),
    rule: list(seen.rule),
    neigh: sorted(list(seen.neigh)),
    fdb: sorted(list(seen.fdb)),
    vlan: list(seen.vlan),
  };
}

function withoutCardKind(link: JsonObject): JsonObject {
  const { linkinfo, ...rest } = link;
  return isObject(linkinfo) && linkinfo["info_kind"] === "tun" ? rest : link;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Strings are mapped, and so are numbers that are process ids. */
function mapJson(mapping: Mapping, value: Json): Json {
  if (typeof value === "string") {
    return mapping.apply(value);
  }
  if (Array.isArray(value)) {
    return value.map((item: Json) => mapJson(mapping, item));
  }
  if (isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapMember(mapping, key, item)]));
  }
  return value;
}

/** A number is told by its key: a process id, or what a running timer of a bridge has left. */
function mapMember(mapping: Mapping, key: string, item: Json): Json {
  if (typeof item === "number" && item > 0) {
    if (key === "Pid") {
      return mapping.apply(String(item));
    }
    if (key.endsWith("_timer")) {
      return "<time>";
    }
  }
  return mapJson(mapping, item);
}

function sorted(entries: readonly Json[]): readonly Json[] {
  return [...entries].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
