/** Nexthop objects: where packets go next, by a number that routes refer to (`ip nexthop`; net/ipv4/nexthop.c). */
import type { Family } from "../address/prefix.ts";
import type { LinkId } from "./id.ts";
import type { Resilient } from "./resilient.ts";
import type { NextHop } from "./route.ts";

export interface Nexthop {
  readonly id: number;
  /** A group has none. */
  readonly family: Family | undefined;
  /** Routing protocol, as of routes; 0 when unset. */
  readonly protocol: number;
  /** How far away the hop itself is (`SCOPE`). */
  readonly scope: number;
  /** Undefined for a group; of `lo` for one that swallows packets. */
  readonly hop: NextHop | undefined;
  readonly blackhole: boolean;
  /** For forwarding databases of VXLAN, not for routes. */
  readonly fdb: boolean;
  /** Members and their weights from 1 to 256. Empty unless it is a group. */
  readonly group: readonly { readonly id: number; readonly weight: number }[];
  /** Only of a group of that type. */
  readonly resilient?: Resilient;
}

/** Ids that share a page. */
const PAGE = 256;

interface Entry {
  readonly nexthop: Nexthop;
  /** Grows with what is made or changed. */
  readonly serial: number;
}

type Pages = Readonly<Record<number, readonly Entry[]>>;

/**
 * The objects of a namespace, by their ids; a change makes another table. One more among thousands costs by its page, and
 * who is a member of what is looked for among the groups alone.
 */
export class Nexthops implements Iterable<Nexthop> {
  readonly #pages: Pages;
  /** The least id first. */
  readonly #groups: readonly Entry[];
  readonly #serial: number;

  constructor(pages: Pages = {}, groups: readonly Entry[] = [], serial = 0) {
    this.#pages = pages;
    this.#groups = groups;
    this.#serial = serial;
  }

  get(id: number): Nexthop | undefined {
    return this.#pages[Math.floor(id / PAGE)]?.find(({ nexthop }) => nexthop.id === id)?.nexthop;
  }

  /** In the order of their ids. */
  *[Symbol.iterator](): Iterator<Nexthop> {
    for (const page of Object.values(this.#pages)) for (const { nexthop } of page) yield nexthop;
  }

  /** Groups that an object is a member of, the one first that was changed last, as the kernel goes through them. */
  groupsOf(id: number): readonly Nexthop[] {
    return newestFirst(this.#groups.filter(({ nexthop }) => nexthop.group.some((member) => member.id === id)));
  }

  /** Those over a link, in the same order. */
  over(link: LinkId): readonly Nexthop[] {
    return newestFirst(
      Object.values(this.#pages).flatMap((page) => page.filter(({ nexthop }) => nexthop.hop?.link === link)),
    );
  }

  with(nexthop: Nexthop): Nexthops {
    const serial = this.#serial + 1;
    return this.#replace(nexthop.id, { nexthop, serial }, serial);
  }

  /** With other buckets in a group, which does not make it newer. */
  withBuckets(nexthop: Nexthop): Nexthops {
    const old = this.#groups.find((each) => each.nexthop.id === nexthop.id);
    return this.#replace(nexthop.id, { nexthop, serial: old?.serial ?? 0 }, this.#serial);
  }

  without(id: number): Nexthops {
    return this.#replace(id, undefined, this.#serial);
  }

  #replace(id: number, next: Entry | undefined, serial: number): Nexthops {
    const at = Math.floor(id / PAGE);
    const page = placed(this.#pages[at] ?? [], id, next);
    const pages = { ...this.#pages, [at]: page };
    if (page.length === 0) delete pages[at];
    const group = next && isGroup(next.nexthop) ? next : undefined;
    const grouped = group !== undefined || this.#groups.some(({ nexthop }) => nexthop.id === id);
    return new Nexthops(pages, grouped ? placed(this.#groups, id, group) : this.#groups, serial);
  }
}

function newestFirst(entries: readonly Entry[]): readonly Nexthop[] {
  return entries.toSorted((a, b) => b.serial - a.serial).map(({ nexthop }) => nexthop);
}

/** A list in the order of ids with another in the place of one, or with none. */
function placed(list: readonly Entry[], id: number, next: Entry | undefined): readonly Entry[] {
  const before = list.filter(({ nexthop }) => nexthop.id < id);
  const after = list.filter(({ nexthop }) => nexthop.id > id);
  return [...before, ...(next ? [next] : []), ...after];
}

export function isGroup(nexthop: Nexthop): boolean {
  return nexthop.group.length > 0;
}

/** The hops that a route over a nexthop object has: one, or those of its members with their weights. */
export function hopsOf(nexthops: Nexthops, nexthop: Nexthop): readonly NextHop[] {
  if (nexthop.hop) return [nexthop.hop];
  return nexthop.group.flatMap(({ id, weight }) => {
    const hop = nexthops.get(id)?.hop;
    return hop ? [{ ...hop, weight }] : [];
  });
}

/** A group of one that swallows packets does so itself (nexthop_is_blackhole). */
export function swallows(nexthops: Nexthops, nexthop: Nexthop): boolean {
  const [only] = nexthop.group;
  if (nexthop.group.length === 1 && only) return nexthops.get(only.id)?.blackhole === true;
  return nexthop.blackhole;
}
