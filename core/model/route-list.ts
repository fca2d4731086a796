/**
 * The routes of a namespace in the order of a dump. A bridge with thousands of ports has tens of thousands of them, and one
 * more costs by the piece of the list it falls into, not by all that stands behind it.
 */
import { withOne } from "./list.ts";
import type { Route } from "./route.ts";
import { isSamePlace, routeKey } from "./route-key.ts";

/** A piece is cut in two when it has grown beyond this. */
const PIECE = 512;
/** One as short as this is made anew, exactly as long as it has to be: most namespaces have a handful of routes. */
const SHORT = 8;

export class RouteList implements Iterable<Route> {
  /** None of them empty. */
  #pieces: Route[][] = [];
  /** The keys of the routes in the same pieces. */
  #keys: string[][] = [];
  #length: number;

  /** @param routes in the order of a dump */
  constructor(routes: readonly Route[] = []) {
    this.#length = routes.length;
    for (let at = 0; at < routes.length; at += PIECE) {
      const piece = routes.slice(at, at + PIECE);
      this.#pieces.push(piece);
      this.#keys.push(piece.map(routeKey));
    }
  }

  get length(): number {
    return this.#length;
  }

  *[Symbol.iterator](): Iterator<Route> {
    for (const piece of this.#pieces) yield* piece;
  }

  /** The same without a generator, which takes some hundred octets for each route. */
  each(visit: (route: Route) => void): void {
    for (let i = 0; i < this.#pieces.length; i++) {
      const piece = this.#pieces[i] as Route[];
      for (let at = 0; at < piece.length; at++) visit(piece[at] as Route);
    }
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
    const only = this.#pieces[0];
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

  /** How many stand before the place of that key, and with `including` those at the place as well. */
  countBefore(key: string, including = false): number {
    const pieces = this.#keys;
    let low = 0;
    let high = pieces.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const head = (pieces[middle] as string[])[0] as string;
      if (head < key || (including && head === key)) low = middle + 1;
      else high = middle;
    }
    // The piece before the first whose head is not before is where the border runs.
    if (low === 0) return 0;
    const piece = pieces[low - 1] as string[];
    let ahead = 0;
    for (let i = 0; i < low - 1; i++) ahead += (pieces[i] as string[]).length;
    low = 1;
    high = piece.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = piece[middle] as string;
      if (other < key || (including && other === key)) low = middle + 1;
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
    const piece = pieces[index];
    const keys = allKeys[index];
    if (!piece || !keys) {
      const fresh = routes.map(routeKey);
      this.#pieces = routes.length > PIECE ? cut(routes) : [routes.slice()];
      this.#keys = routes.length > PIECE ? cut(fresh) : [fresh];
      return;
    }
    let rest = remove;
    const here = Math.min(rest, piece.length - from);
    if (here === routes.length && here === rest) {
      // In place of one another, nothing has to move.
      for (let i = 0; i < here; i++) {
        const route = routes[i] as Route;
        if (!isSamePlace(piece[from + i] as Route, route)) keys[from + i] = routeKey(route);
        piece[from + i] = route;
      }
      return;
    }
    const only = routes[0];
    if (remove === 0 && routes.length === 1 && only && piece.length < SHORT) {
      pieces[index] = withOne(piece, from, only);
      allKeys[index] = withOne(keys, from, routeKey(only));
      return;
    }
    if (remove === 0 && routes.length === 1 && only) {
      insert(piece, from, only);
      insert(keys, from, routeKey(only));
    } else {
      piece.splice(from, here, ...routes);
      keys.splice(from, here, ...routes.map(routeKey));
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
    copy.#pieces = this.#pieces.map((piece) => piece.slice());
    copy.#keys = this.#keys.map((keys) => keys.slice());
    return copy;
  }
}

function insert<T>(list: T[], at: number, item: T): void {
  if (at === list.length) list.push(item);
  else list.splice(at, 0, item);
}

/** A piece that has grown at its end is mostly about to grow there again: it is left nearly full. */
function cut<T>(piece: readonly T[]): T[][] {
  const pieces: T[][] = [];
  const size = Math.ceil(piece.length / Math.ceil(piece.length / (PIECE / 2)));
  for (let at = 0; at < piece.length; at += size) pieces.push(piece.slice(at, at + size));
  return pieces;
}
