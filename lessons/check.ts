/** Answers a lesson's checks from an observation of one host and, for what cannot be seen, from probes. */

import { ipv4Network, parseIpv4 } from "../core/address/ipv4.ts";
import { ipv6Network, parseIpv6 } from "../core/address/ipv6.ts";
import { formatIp, type IpAddress, parseIp } from "../core/address/prefix.ts";
import type { HostObservation, Json, JsonObject, NetnsObservation } from "../core/observation.ts";
import type { Check, ContainerMatch, Where } from "./schema.ts";

/** A host as checks see it: its observation, and what `docker inspect` and `ip -j` do not tell about namespaces. */
export interface Scene {
  readonly observation: HostObservation;
  /** Names under /run/netns, with the key of the namespace in the observation; undefined for a dangling name. */
  readonly names: ReadonlyMap<string, string | undefined>;
  /** Key of a container's namespace in the observation, by the container's full id. */
  netnsOf(containerId: string): string | undefined;
  /** Whether an echo request from a namespace is answered. It must leave no trace in what is observed. */
  reachable(netns: string, to: string): boolean | Promise<boolean>;
}

/** Whether the check holds. */
export async function holds(check: Check, scene: Scene): Promise<boolean> {
  if ("all" in check) {
    for (const each of check.all) if (!(await holds(each, scene))) return false;
    return true;
  }
  if ("any" in check) {
    for (const each of check.any) if (await holds(each, scene)) return true;
    return false;
  }
  if ("not" in check) return !(await holds(check.not, scene));
  if ("reachable" in check) {
    const { from, to } = check.reachable;
    const targets =
      typeof to === "string" ? [to] : containers(to.container, scene).flatMap((each) => addressesOf(each, scene));
    for (const netns of netnsAt(from, scene)) {
      for (const target of targets) if (await scene.reachable(netns, target)) return true;
    }
    return false;
  }
  return holdsNow(check, scene);
}

type ImmediateCheck = Exclude<
  Check,
  { readonly all: unknown } | { readonly any: unknown } | { readonly not: unknown } | { readonly reachable: unknown }
>;

function holdsNow(check: ImmediateCheck, scene: Scene): boolean {
  if ("container" in check) return containers(check.container, scene).length > 0;
  if ("netnsName" in check) {
    const { of } = check.netnsName;
    if (of === "nothing") return [...scene.names.values()].some((key) => key === undefined);
    const keys = netnsAt(of, scene);
    return [...scene.names.values()].some((key) => key !== undefined && keys.includes(key));
  }
  if ("link" in check) {
    const wanted = check.link;
    return someIn(wanted.in, scene, (netns, key) =>
      netns.addr.some(
        (link) =>
          (wanted.name === undefined || link.ifname === wanted.name) &&
          (wanted.type === undefined || typeOf(link) === wanted.type) &&
          (wanted.up === undefined || isUp(link) === wanted.up) &&
          (wanted.master === undefined || link.master === wanted.master) &&
          (wanted.peerIn === undefined ||
            netnsAt(wanted.peerIn, scene).some((other) => arePeers(scene.observation, key, link, other))),
      ),
    );
  }
  if ("address" in check) {
    const wanted = check.address;
    return someIn(wanted.in, scene, (netns) =>
      netns.addr.some(
        (link) =>
          (wanted.device === undefined || link.ifname === wanted.device) &&
          objects(link.addr_info).some((info) => addressFits(info, wanted)),
      ),
    );
  }
  if ("route" in check) {
    const wanted = check.route;
    return someIn(wanted.in, scene, (netns) =>
      netns.route.some(
        (route) =>
          route.dst === wanted.destination &&
          (route.table === undefined || route.table === "main") &&
          (wanted.via === undefined || route.gateway === wanted.via) &&
          (wanted.device === undefined || route.dev === wanted.device),
      ),
    );
  }
  const wanted = check.neighbor;
  return someIn(wanted.in, scene, (netns) =>
    netns.neigh.some(
      (entry) =>
        entry.dst === wanted.address &&
        entry.lladdr !== undefined &&
        (wanted.device === undefined || entry.dev === wanted.device),
    ),
  );
}

/** `ip -j` leaves the kind of loopback and physical interfaces out of `linkinfo`. */
function typeOf(link: JsonObject): Json | undefined {
  return object(link.linkinfo)?.info_kind ?? link.link_type;
}

function isUp(link: JsonObject): boolean {
  return Array.isArray(link.flags) && link.flags.includes("UP");
}

/**
 * The two ends of a veth pair know each other by name in one namespace (`link`), by index across two (`link_index`).
 * Two pairs could have the same indexes crosswise; MAC addresses are no help there either, so the first fit counts.
 */
function arePeers(host: HostObservation, key: string, link: JsonObject, otherKey: string): boolean {
  const other = host.netns[otherKey];
  if (!other || typeOf(link) !== "veth") return false;
  if (link.link !== undefined && link.link !== null) {
    return key === otherKey && other.addr.some((candidate) => candidate.ifname === link.link);
  }
  return (
    key !== otherKey &&
    other.addr.some(
      (candidate) =>
        typeOf(candidate) === "veth" && candidate.ifindex === link.link_index && candidate.link_index === link.ifindex,
    )
  );
}

function addressFits(
  info: JsonObject,
  wanted: { readonly address?: string | undefined; readonly within?: string | undefined },
): boolean {
  const { local } = info;
  if (typeof local !== "string") return false;
  if (wanted.address !== undefined) {
    const [plain, length] = wanted.address.split("/");
    if (!sameAddress(local, plain ?? "") || (length !== undefined && info.prefixlen !== Number(length))) return false;
  }
  return wanted.within === undefined || isWithin(local, wanted.within);
}

function sameAddress(a: string, b: string): boolean {
  const left = parseIp(a);
  return left !== undefined && left === parseIp(b);
}

function isWithin(address: string, prefix: string): boolean {
  const [base = "", length = ""] = prefix.split("/");
  const four = parseIpv4(address);
  const baseFour = parseIpv4(base);
  if (four !== undefined && baseFour !== undefined) {
    return ipv4Network(four, Number(length)) === ipv4Network(baseFour, Number(length));
  }
  const six = parseIpv6(address);
  const baseSix = parseIpv6(base);
  return (
    six !== undefined &&
    baseSix !== undefined &&
    ipv6Network(six, Number(length)) === ipv6Network(baseSix, Number(length))
  );
}

function containers(match: ContainerMatch, scene: Scene): JsonObject[] {
  const running = match.running ?? true;
  return scene.observation.containers.filter((container) => {
    const mode = object(container.HostConfig)?.NetworkMode;
    const network = mode === "default" ? "bridge" : mode;
    return (
      object(container.State)?.Running === running &&
      (match.name === undefined || container.Name === `/${match.name}`) &&
      (match.image === undefined || object(container.Config)?.Image === match.image) &&
      (match.network === undefined || network === match.network)
    );
  });
}

function netnsAt(where: Where, scene: Scene): string[] {
  if (where === "host") return [""];
  if ("netns" in where) {
    const key = scene.names.get(where.netns);
    return key === undefined ? [] : [key];
  }
  return containers(where.container, scene).flatMap((container) => keyOf(container, scene) ?? []);
}

function keyOf(container: JsonObject, scene: Scene): string | undefined {
  return typeof container.Id === "string" ? scene.netnsOf(container.Id) : undefined;
}

/** Addresses of a container's interfaces that others may reach it by. */
function addressesOf(container: JsonObject, scene: Scene): string[] {
  const key = keyOf(container, scene);
  const netns = key === undefined ? undefined : scene.observation.netns[key];
  return (netns?.addr ?? []).flatMap((link) =>
    objects(link.addr_info).flatMap((info) => {
      const address: IpAddress | undefined = typeof info.local === "string" ? parseIp(info.local) : undefined;
      return address !== undefined && info.scope === "global" ? [formatIp(address)] : [];
    }),
  );
}

function someIn(where: Where, scene: Scene, test: (netns: NetnsObservation, key: string) => boolean): boolean {
  return netnsAt(where, scene).some((key) => {
    const netns = scene.observation.netns[key];
    return netns !== undefined && test(netns, key);
  });
}

function object(value: Json | undefined): JsonObject | undefined {
  return typeof value === "object" && value !== null && !isList(value) ? value : undefined;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function objects(value: Json | undefined): JsonObject[] {
  return value !== undefined && value !== null && isList(value)
    ? value.map(object).filter((item) => item !== undefined)
    : [];
}
