/**
 * The open draft of a configuration: what operations write into and what readers see of it before it is committed.
 *
 * Everything in it is a plain value. What belongs to the committed configuration is copied the first time it is written
 * to and changed in place from then on, so an operation costs by what it touches, however large the world is. Links are
 * never changed in place: a link is replaced by a version of it.
 */
import type { Draft } from "immer";
import type { BridgeVlans, Config } from "./config.ts";
import type { TcAction } from "./filter.ts";
import type { LinkId, NetnsId } from "./id.ts";
import type { Link } from "./link.ts";
import type { LinkIndex } from "./link-index.ts";
import type { MplsRoute } from "./mpls.ts";
import type { Netns } from "./netns.ts";
import type { Nexthops } from "./nexthop.ts";
import type { RouteList } from "./route-list.ts";

export type NetnsDraft = Draft<Omit<Netns, RoutesKey | "nexthops" | "byIndex" | "actions" | "mplsRoutes">> & {
  [K in RoutesKey]: RouteList;
} & {
  nexthops?: Nexthops;
  actions?: readonly TcAction[];
  mplsRoutes?: readonly MplsRoute[];
  byIndex: LinkIndex;
};

/** The fields of a namespace that hold lists, and those that hold records. */
type ListKey = "rules4" | "rules6";
type RoutesKey = "routes4" | "routes6";
type MapKey = "names" | "nsids";
type RecordKey = "sysctls";

/** Told at once of what a draft changes, so that what is derived from a configuration can follow it. */
export interface ConfigWatcher {
  /** A link came, went or was replaced. */
  link(id: LinkId): void;
  /** A namespace came, went or had something of its own changed. */
  netns(id: NetnsId): void;
}

/** Lists that something was derived from by their identity. */
const sealedLists = new WeakSet<object>();

/** From here on this list stays as it is: the next change takes a copy. For what is cached by a list's identity. */
export function sealList(list: readonly unknown[] | RouteList): void {
  sealedLists.add(list);
}

export class ConfigDraft implements Config {
  readonly #base: Config;
  readonly #watchers: Iterable<ConfigWatcher>;
  /** What was made for this draft and belongs to nobody else yet. */
  readonly #owned = new Set<object>();
  /** Namespaces that were made for it with all their records and routes. */
  readonly #born = new Set<NetnsId>();
  #links: Record<LinkId, Link>;
  #netns: Record<NetnsId, Netns>;
  #nextNetns: number;
  #nextLink: number;
  #bridgeVlans: BridgeVlans;

  constructor(base: Config, watchers: Iterable<ConfigWatcher>) {
    this.#base = base;
    this.#watchers = watchers;
    this.#links = base.links;
    this.#netns = base.netns;
    this.#nextNetns = base.nextNetns;
    this.#nextLink = base.nextLink;
    this.#bridgeVlans = base.bridgeVlans;
  }

  get links(): Config["links"] {
    return this.#links;
  }
  get netns(): Config["netns"] {
    return this.#netns;
  }
  get nextNetns(): number {
    return this.#nextNetns;
  }
  get nextLink(): number {
    return this.#nextLink;
  }
  get bridgeVlans(): BridgeVlans {
    return this.#bridgeVlans;
  }
  set bridgeVlans(value: BridgeVlans) {
    this.#bridgeVlans = value;
  }

  /** Nothing was written yet. */
  get untouched(): boolean {
    const base = this.#base;
    return (
      this.#links === base.links &&
      this.#netns === base.netns &&
      this.#nextNetns === base.nextNetns &&
      this.#nextLink === base.nextLink &&
      this.#bridgeVlans === base.bridgeVlans
    );
  }

  /** Gives out the identity of a new link. */
  takeLinkId(): LinkId {
    return this.#nextLink++ as LinkId;
  }

  /** Gives out the identity of a new namespace. */
  takeNetnsId(): NetnsId {
    return this.#nextNetns++ as NetnsId;
  }

  putLink(link: Link): void {
    this.#ownLinks()[link.id] = link;
    for (const watcher of this.#watchers) watcher.link(link.id);
  }

  dropLink(id: LinkId): void {
    delete this.#ownLinks()[id];
    for (const watcher of this.#watchers) watcher.link(id);
  }

  /** Takes over a namespace that is new with all that is in it, shared rules excepted. */
  putNetns(netns: Netns): void {
    this.#born.add(netns.id);
    this.#ownNetnsTable()[netns.id] = netns;
    this.#touchNetns(netns.id);
  }

  dropNetns(id: NetnsId): void {
    delete this.#ownNetnsTable()[id];
    this.#born.delete(id);
    this.#touchNetns(id);
  }

  /** A namespace to be written to, field by field; its lists and records have to be owned on their own. */
  ownNetns(id: NetnsId): NetnsDraft {
    const netns = this.#netns[id];
    if (!netns) throw new Error(`no namespace ${id}`);
    this.#touchNetns(id);
    if (this.#born.has(id) || this.#owned.has(netns)) return netns as NetnsDraft;
    const copy = { ...netns };
    this.#owned.add(copy);
    this.#ownNetnsTable()[id] = copy;
    return copy as NetnsDraft;
  }

  /** A list of a namespace, ready to be changed in place. */
  ownList<K extends ListKey>(id: NetnsId, key: K): NetnsDraft[K] {
    const netns = this.ownNetns(id);
    const list = netns[key];
    if (this.#owned.has(list) && !sealedLists.has(list)) return list;
    const copy = list.slice() as NetnsDraft[K];
    this.#owned.delete(list);
    this.#owned.add(copy);
    netns[key] = copy;
    return copy;
  }

  /** The routes of a namespace, ready to be changed in place. */
  ownRoutes(id: NetnsId, key: RoutesKey): RouteList {
    const netns = this.ownNetns(id);
    const routes = netns[key];
    if ((this.#born.has(id) || this.#owned.has(routes)) && !sealedLists.has(routes)) return routes;
    const copy = routes.copy();
    this.#owned.delete(routes);
    this.#owned.add(copy);
    netns[key] = copy;
    return copy;
  }

  /** Its links by their numbers, ready to be changed in place. */
  ownIndex(id: NetnsId): LinkIndex {
    const netns = this.ownNetns(id);
    const index = netns.byIndex;
    if (this.#born.has(id) || this.#owned.has(index)) return index;
    const copy = index.copy();
    this.#owned.add(copy);
    netns.byIndex = copy;
    return copy;
  }

  /** A table of a namespace, ready to be changed in place. */
  ownMap<K extends MapKey>(id: NetnsId, key: K): NetnsDraft[K] {
    const netns = this.ownNetns(id);
    const map = netns[key];
    if (this.#born.has(id) || this.#owned.has(map)) return map;
    const copy = new Map<string | NetnsId, LinkId | number>(map) as NetnsDraft[K];
    this.#owned.add(copy);
    netns[key] = copy;
    return copy;
  }

  /** A record of a namespace, ready to be changed in place. */
  ownRecord<K extends RecordKey>(id: NetnsId, key: K): NetnsDraft[K] {
    const netns = this.ownNetns(id);
    const record = netns[key];
    if (this.#born.has(id) || this.#owned.has(record)) return record;
    const copy: NetnsDraft[K] = { ...record };
    this.#owned.add(copy);
    netns[key] = copy;
    return copy;
  }

  /** Writes what has changed into immer's draft of the next version. Nothing may be written here afterwards. */
  writeInto(next: Draft<Config>): void {
    const base = this.#base;
    // Frozen, immer need not look for drafts in them.
    if (this.#links !== base.links) next.links = Object.freeze(this.#links) as Draft<Config>["links"];
    if (this.#netns !== base.netns) next.netns = Object.freeze(this.#netns) as unknown as Draft<Config>["netns"];
    next.nextNetns = this.#nextNetns;
    next.nextLink = this.#nextLink;
    next.bridgeVlans = this.#bridgeVlans;
  }

  #touchNetns(id: NetnsId): void {
    for (const watcher of this.#watchers) watcher.netns(id);
  }

  #ownLinks(): Record<LinkId, Link> {
    if (this.#links === this.#base.links) this.#links = { ...this.#links };
    return this.#links;
  }

  #ownNetnsTable(): Record<NetnsId, Netns> {
    if (this.#netns === this.#base.netns) this.#netns = { ...this.#netns };
    return this.#netns;
  }
}
