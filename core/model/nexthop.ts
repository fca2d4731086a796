/** Nexthop objects: where packets go next, by a number that routes refer to (`ip nexthop`; net/ipv4/nexthop.c). */
import type { Family } from "../address/prefix.ts";
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

/**
 * The objects of a namespace, by their ids; a change makes another table. One more among thousands costs by its page, and
 * who is a member of what is looked for among the groups alone.
 */
export class Nexthops implements Iterable<Nexthop> {
  readonly #pages: Readonly<Record<number, readonly Nexthop[]>>;
  /** The least id first. */
  readonly groups: readonly Nexthop[];

  constructor(pages: Readonly<Record<number, readonly Nexthop[]>> = {}, groups: readonly Nexthop[] = []) {
    this.#pages = pages;
    this.groups = groups;
  }

  get(id: number): Nexthop | undefined {
    return this.#pages[Math.floor(id / PAGE)]?.find((each) => each.id === id);
  }

  /** In the order of their ids. */
  *[Symbol.iterator](): Iterator<Nexthop> {
    for (const page of Object.values(this.#pages)) yield* page;
  }

  /** Groups that an object is a member of. */
  groupsOf(id: number): readonly Nexthop[] {
    return this.groups.filter(({ group }) => group.some((member) => member.id === id));
  }

  with(nexthop: Nexthop): Nexthops {
    return this.#replace(nexthop.id, [nexthop]);
  }

  without(id: number): Nexthops {
    return this.#replace(id, []);
  }

  #replace(id: number, next: readonly Nexthop[]): Nexthops {
    const at = Math.floor(id / PAGE);
    const page = placed(this.#pages[at] ?? [], id, next);
    const pages = { ...this.#pages, [at]: page };
    if (page.length === 0) delete pages[at];
    const grouped = next.some(isGroup) || this.groups.some((each) => each.id === id);
    return new Nexthops(pages, grouped ? placed(this.groups, id, next.filter(isGroup)) : this.groups);
  }
}

/** A list in the order of ids with others in the place of one. */
function placed(list: readonly Nexthop[], id: number, next: readonly Nexthop[]): readonly Nexthop[] {
  return [...list.filter((each) => each.id < id), ...next, ...list.filter((each) => each.id > id)];
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
