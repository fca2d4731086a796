/**
 * The routes of a namespace in the order of a dump. A bridge with thousands of ports has tens of thousands of them, and one
 * more costs by the piece of the list it falls into, not by all that stands behind it.
 */
import { type Ipv6, ipv6SortKey } from "../address/ipv6.ts";
import type { Route } from "./route.ts";

/** A piece is cut in two when it has grown beyond this. */
const PIECE = 512;

/** A route's destination as text that sorts as its bits do; nothing for IPv4, whose addresses are numbers. */
export function sortKeyOf({ family, destination }: Route): string {
  return family === "inet6" ? ipv6SortKey(destination.address as Ipv6) : "";
}

export class RouteList implements Iterable<Route> {
  /** None of them empty. */
  readonly #pieces: Route[][];
  /**
   * The keys of the routes in the same pieces. A search of a list of thousands looks at a dozen places: made anew for each, or
   * looked up by address, the keys were 8 % of what a container among 10,000 takes.
   */
  readonly #keys: string[][];
  #length: number;

  /** @param routes in the order of a dump */
  constructor(routes: readonly Route[] = []) {
    this.#pieces = [];
    this.#keys = [];
    this.#length = routes.length;
    for (let at = 0; at < routes.length; at += PIECE) {
      const piece = routes.slice(at, at + PIECE);
      this.#pieces.push(piece);
      this.#keys.push(piece.map(sortKeyOf));
    }
  }

  get length(): number {
    return this.#length;
  }

  *[Symbol.iterator](): Iterator<Route> {
    for (const piece of this.#pieces) yield* piece;
  }

  at(index: number): Route | undefined {
    let rest = index;
    for (const piece of this.#pieces) {
      if (rest < piece.length) return piece[rest];
      rest -= piece.length;
    }
    return undefined;
  }

  some(fits: (route: Route) => boolean): boolean {
    return this.#pieces.some((piece) => piece.some(fits));
  }

  filter(fits: (route: Route) => boolean): Route[] {
    const [only] = this.#pieces;
    return this.#pieces.length === 1 && only ? only.filter(fits) : this.#pieces.flatMap((piece) => piece.filter(fits));
  }

  /** The first that fits; -1 for none. */
  findIndex(fits: (route: Route) => boolean): number {
    let before = 0;
    for (const piece of this.#pieces) {
      const at = piece.findIndex(fits);
      if (at >= 0) return before + at;
      before += piece.length;
    }
    return -1;
  }

  /** How many at the front are `before`, given that those that are come first. `key` is the route's `sortKeyOf`. */
  partition(before: (route: Route, key: string) => boolean): number {
    const pieces = this.#pieces;
    const keys = this.#keys;
    let low = 0;
    let high = pieces.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (before((pieces[middle] as Route[])[0] as Route, (keys[middle] as string[])[0] as string)) low = middle + 1;
      else high = middle;
    }
    // The piece before the first whose head is not `before` is where the border runs.
    if (low === 0) return 0;
    const piece = pieces[low - 1] as Route[];
    const keysHere = keys[low - 1] as string[];
    let ahead = 0;
    for (let i = 0; i < low - 1; i++) ahead += (pieces[i] as Route[]).length;
    low = 1;
    high = piece.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (before(piece[middle] as Route, keysHere[middle] as string)) low = middle + 1;
      else high = middle;
    }
    return ahead + low;
  }

  /** Replaces `remove` routes from `at` on by others. For the owner of the list alone (`Transaction.ownRoutes`). */
  splice(at: number, remove: number, routes: readonly Route[]): void {
    if (remove === 0 && routes.length === 0) return;
    this.#length += routes.length - remove;
    const pieces = this.#pieces;
    const allKeys = this.#keys;
    let index = 0;
    let from = at;
    // At a border, the end of the earlier piece: a list that grows at its end grows its last piece.
    while (index < pieces.length - 1 && from > (pieces[index] as Route[]).length) {
      from -= (pieces[index] as Route[]).length;
      index++;
    }
    let piece = pieces[index];
    if (!piece) {
      pieces.push((piece = []));
      allKeys.push([]);
    }
    const keys = allKeys[index] as string[];
    let rest = remove;
    const here = Math.min(rest, piece.length - from);
    if (here === routes.length && here === rest) {
      // In place of one another, nothing has to move.
      for (let i = 0; i < here; i++) {
        piece[from + i] = routes[i] as Route;
        keys[from + i] = sortKeyOf(routes[i] as Route);
      }
      return;
    }
    const [only] = routes;
    if (here === 0 && routes.length === 1 && only && from === piece.length) {
      piece.push(only);
      keys.push(sortKeyOf(only));
    } else {
      piece.splice(from, here, ...routes);
      keys.splice(from, here, ...routes.map(sortKeyOf));
    }
    rest -= here;
    while (rest > 0) {
      const next = pieces[index + 1] as Route[];
      if (next.length > rest) {
        next.splice(0, rest);
        (allKeys[index + 1] as string[]).splice(0, rest);
        break;
      }
      rest -= next.length;
      pieces.splice(index + 1, 1);
      allKeys.splice(index + 1, 1);
    }
    if (piece.length === 0) {
      pieces.splice(index, 1);
      allKeys.splice(index, 1);
    } else if (piece.length > PIECE) {
      pieces.splice(index, 1, ...cut(piece));
      allKeys.splice(index, 1, ...cut(keys));
    }
  }

  copy(): RouteList {
    const copy = new RouteList();
    copy.#length = this.#length;
    for (const piece of this.#pieces) copy.#pieces.push(piece.slice());
    for (const keys of this.#keys) copy.#keys.push(keys.slice());
    return copy;
  }
}

/** A piece that has grown at its end is mostly about to grow there again: it is left nearly full. */
function cut<T>(piece: readonly T[]): T[][] {
  const pieces: T[][] = [];
  const size = Math.ceil(piece.length / Math.ceil(piece.length / (PIECE / 2)));
  for (let at = 0; at < piece.length; at += size) pieces.push(piece.slice(at, at + size));
  return pieces;
}
