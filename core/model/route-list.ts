/**
 * The routes of a namespace in the order of a dump. A bridge with thousands of ports has tens of thousands of them, and one
 * more costs by the piece of the list it falls into, not by all that stands behind it.
 */
import type { Route } from "./route.ts";

/** A piece is cut in two when it has grown beyond this. */
const PIECE = 512;

export class RouteList implements Iterable<Route> {
  /** None of them empty. */
  readonly #pieces: Route[][];
  #length: number;

  /** @param routes in the order of a dump */
  constructor(routes: readonly Route[] = []) {
    this.#pieces = [];
    this.#length = routes.length;
    for (let at = 0; at < routes.length; at += PIECE) this.#pieces.push(routes.slice(at, at + PIECE));
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

  /** How many at the front are `before`, given that those that are come first. */
  partition(before: (route: Route) => boolean): number {
    const pieces = this.#pieces;
    let low = 0;
    let high = pieces.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (before((pieces[middle] as Route[])[0] as Route)) low = middle + 1;
      else high = middle;
    }
    // The piece before the first whose head is not `before` is where the border runs.
    const piece = pieces[low - 1];
    if (!piece) return 0;
    let ahead = 0;
    for (let i = 0; i < low - 1; i++) ahead += (pieces[i] as Route[]).length;
    low = 1;
    high = piece.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (before(piece[middle] as Route)) low = middle + 1;
      else high = middle;
    }
    return ahead + low;
  }

  /** Replaces `remove` routes from `at` on by others. For the owner of the list alone (`Transaction.ownRoutes`). */
  splice(at: number, remove: number, routes: readonly Route[]): void {
    if (remove === 0 && routes.length === 0) return;
    this.#length += routes.length - remove;
    const pieces = this.#pieces;
    let index = 0;
    let from = at;
    // At a border, the end of the earlier piece: a list that grows at its end grows its last piece.
    while (index < pieces.length - 1 && from > (pieces[index] as Route[]).length) {
      from -= (pieces[index] as Route[]).length;
      index++;
    }
    let piece = pieces[index];
    if (!piece) pieces.push((piece = []));
    let rest = remove;
    const here = Math.min(rest, piece.length - from);
    if (here === routes.length && here === rest) {
      // In place of one another, nothing has to move.
      for (let i = 0; i < here; i++) piece[from + i] = routes[i] as Route;
      return;
    }
    piece.splice(from, here, ...routes);
    rest -= here;
    while (rest > 0) {
      const next = pieces[index + 1] as Route[];
      if (next.length > rest) {
        next.splice(0, rest);
        break;
      }
      rest -= next.length;
      pieces.splice(index + 1, 1);
    }
    if (piece.length === 0) pieces.splice(index, 1);
    else if (piece.length > PIECE) pieces.splice(index, 1, ...cut(piece));
  }

  copy(): RouteList {
    const copy = new RouteList();
    copy.#length = this.#length;
    for (const piece of this.#pieces) copy.#pieces.push(piece.slice());
    return copy;
  }
}

/** A piece that has grown at its end is mostly about to grow there again: it is left nearly full. */
function cut(routes: readonly Route[]): Route[][] {
  const pieces: Route[][] = [];
  const size = Math.ceil(routes.length / Math.ceil(routes.length / (PIECE / 2)));
  for (let at = 0; at < routes.length; at += size) pieces.push(routes.slice(at, at + size));
  return pieces;
}
