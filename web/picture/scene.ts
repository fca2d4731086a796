/**
 * What the picture shows: namespaces as panels, interfaces as cards, bridges as bars with their ports on top, veth pairs
 * as cables. Derived from the configuration alone and without coordinates, which layout.ts gives.
 */
import { formatIp, formatPrefix } from "../../core/address/prefix.ts";
import { SCOPE } from "../../core/model/address.ts";
import type { Config } from "../../core/model/config.ts";
import type { LinkId, NetnsId } from "../../core/model/id.ts";
import { isUp, type Link } from "../../core/model/link.ts";
import type { Netns } from "../../core/model/netns.ts";
import { type Route, TABLE } from "../../core/model/route.ts";

/** As `ip link` words it; `NO-CARRIER` is an interface that is up while the other end of its cable is not. */
type LinkState = "UP" | "DOWN" | "NO-CARRIER";

export interface CardScene {
  readonly id: LinkId;
  readonly name: string;
  readonly type: Link["kind"]["type"];
  readonly state: LinkState;
  /** `172.17.42.99/16`, in the order `ip addr` lists them. */
  readonly addresses: readonly {
    readonly text: string;
    readonly family: "inet" | "inet6";
    readonly tentative: boolean;
  }[];
}

/** A bridge with its ports by port number, both ends of a veth pair, or an interface that stands alone. */
export type GroupScene =
  | { readonly kind: "pair"; readonly ends: readonly [CardScene, CardScene] }
  | { readonly kind: "bridge"; readonly bridge: CardScene; readonly ports: readonly CardScene[] }
  | { readonly kind: "single"; readonly card: CardScene };

export interface PanelScene {
  readonly id: NetnsId;
  readonly kind: "host" | "container" | "netns";
  readonly host: string;
  /** Container id or name under /run/netns; the host's name for its own namespace. */
  readonly title: string;
  readonly containerName: string | undefined;
  readonly pid: number | undefined;
  /** Every name under /run/netns that stands for this namespace. */
  readonly names: readonly string[];
  readonly loopback: CardScene | undefined;
  readonly groups: readonly GroupScene[];
  /** Main-table IPv4 routes as `ip route` prints them, shortened to destination, gateway and device. */
  readonly routes: readonly string[];
}

export interface Scene {
  readonly panels: readonly PanelScene[];
  /** The two ends of each veth pair, lower id first. */
  readonly cables: readonly { readonly a: LinkId; readonly b: LinkId }[];
  /** Names under /run/netns that stand for nothing any more. */
  readonly dangling: readonly string[];
}

/** What a scene needs to know about containers and names; the simulator answers with these shapes. */
export interface SceneSource {
  readonly config: Config;
  readonly containers: readonly {
    readonly id: string;
    readonly name: string;
    readonly pid: number;
    readonly running: boolean;
    readonly netns: number | undefined;
  }[];
  readonly netnsNames: ReadonlyMap<string, number | undefined>;
}

/** The scene of a world: hosts' own namespaces last, because they are drawn at the bottom. */
export function sceneOf(source: SceneSource): Scene {
  const { config } = source;
  const links = Object.values(config.links);
  const roots = new Map<string, NetnsId>();
  for (const netns of Object.values(config.netns)) {
    const known = roots.get(netns.host);
    if (known === undefined || netns.id < known) roots.set(netns.host, netns.id);
  }
  const panels = Object.values(config.netns)
    .map((netns) => panelOf(netns, source, roots.get(netns.host) === netns.id))
    .sort((a, b) => Number(a.kind === "host") - Number(b.kind === "host") || a.id - b.id);
  const cables = links.flatMap((link) =>
    link.kind.type === "veth" && link.id < link.kind.peer && config.links[link.kind.peer]
      ? [{ a: link.id, b: link.kind.peer }]
      : [],
  );
  const dangling = [...source.netnsNames].filter(([, netns]) => netns === undefined).map(([name]) => name);
  return { panels, cables, dangling };
}

function panelOf(netns: Netns, source: SceneSource, isRoot: boolean): PanelScene {
  const container = source.containers.find((candidate) => candidate.running && candidate.netns === netns.id);
  const names = [...source.netnsNames].filter(([, id]) => id === netns.id).map(([name]) => name);
  const own = netns.byIndex.ids
    .map((id) => source.config.links[id])
    .filter((link) => link !== undefined)
    .sort((a, b) => a.ifindex - b.ifindex);
  const loopback = own.find((link) => link.kind.type === "loopback");
  return {
    id: netns.id,
    kind: isRoot ? "host" : container ? "container" : "netns",
    host: netns.host,
    title: isRoot ? netns.host : (container?.id.slice(0, 12) ?? names[0] ?? `netns ${netns.id}`),
    containerName: isRoot ? undefined : container?.name,
    pid: isRoot ? undefined : container?.pid,
    names,
    loopback: loopback && cardOf(loopback),
    groups: groupsOf(own),
    routes: netns.routes4.filter((route) => route.table === TABLE.main).map((route) => routeText(route, source.config)),
  };
}

function groupsOf(own: readonly Link[]): GroupScene[] {
  const bridges: GroupScene[] = [];
  const pairs: GroupScene[] = [];
  const singles: GroupScene[] = [];
  const free = own.filter((link) => link.master === undefined);
  for (const link of free) {
    const { kind } = link;
    if (kind.type === "bridge") {
      const ports = own
        .filter((port) => port.master === link.id)
        .sort((a, b) => (a.port?.number ?? 0) - (b.port?.number ?? 0))
        .map(cardOf);
      bridges.push({ kind: "bridge", bridge: cardOf(link), ports });
    } else if (kind.type !== "loopback") {
      const peer = kind.type === "veth" ? free.find((other) => other.id === kind.peer) : undefined;
      if (!peer) singles.push({ kind: "single", card: cardOf(link) });
      // Of the two ends the one made second comes first: `ip link add A ... peer name B` makes B before A.
      else if (link.ifindex > peer.ifindex) pairs.push({ kind: "pair", ends: [cardOf(link), cardOf(peer)] });
    }
  }
  // The loose end of a cable that is plugged into a bridge lies beside the bridge.
  singles.sort((a, b) => Number(isVeth(b)) - Number(isVeth(a)));
  return [...bridges, ...pairs, ...singles];
}

function isVeth(group: GroupScene): boolean {
  return group.kind === "single" && group.card.type === "veth";
}

function cardOf(link: Link): CardScene {
  return {
    id: link.id,
    name: link.name,
    type: link.kind.type,
    state: linkState(link),
    addresses: [
      ...link.inet.map((address) => ({
        text: formatPrefix({ address: address.local, length: address.prefixLength }),
        family: "inet" as const,
        tentative: false,
      })),
      ...link.inet6.map((address) => ({
        text: formatPrefix({ address: address.local, length: address.prefixLength }),
        family: "inet6" as const,
        tentative: address.tentative,
      })),
    ],
  };
}

/** The state as flags tell it: loopback and dummies, whose operational state is UNKNOWN, are up when they are set up. */
function linkState(link: Link): LinkState {
  if (!isUp(link)) return "DOWN";
  return link.carrier ? "UP" : "NO-CARRIER";
}

function routeText(route: Route, config: Config): string {
  const words: string[] = [];
  if (route.type !== "unicast") words.push(route.type);
  words.push(route.destination.length === 0 ? "default" : formatPrefix(route.destination));
  for (const hop of route.nextHops) {
    if (hop.via !== undefined) words.push("via", formatIp(hop.via));
    const device = hop.link === undefined ? undefined : config.links[hop.link]?.name;
    if (device !== undefined) words.push("dev", device);
    if (hop.linkDown || hop.dead) words.push("linkdown");
  }
  if (route.scope === SCOPE.host) words.push("scope host");
  return words.join(" ");
}
