/**
 * The interfaces of a namespace by their number (ifindex), in its order. A record would keep a place for every number below
 * the highest: an interface that moves keeps its number, and a namespace with two, the second of them number 500, would have
 * six kilobytes of places that nothing is in.
 */
import type { LinkId } from "./id.ts";
import { withLast } from "./list.ts";

/** A list as short as this is made anew, exactly as long as it has to be; the engine leaves room for sixteen more. */
const SHORT = 8;

export class LinkIndex {
  /** Ascending, and beside them the links that have them. */
  #indexes: number[] = [];
  #ids: LinkId[] = [];

  /** All of them, in the order of their numbers; to be read at once. */
  get ids(): readonly LinkId[] {
    return this.#ids;
  }

  get(ifindex: number): LinkId | undefined {
    const at = this.#find(ifindex);
    return this.#indexes[at] === ifindex ? this.#ids[at] : undefined;
  }

  has(ifindex: number): boolean {
    return this.#indexes[this.#find(ifindex)] === ifindex;
  }

  set(ifindex: number, id: LinkId): void {
    const at = this.#find(ifindex);
    const { length } = this.#indexes;
    if (at === length) {
      if (length < SHORT) {
        this.#indexes = withLast(this.#indexes, ifindex);
        this.#ids = withLast(this.#ids, id);
      } else {
        this.#indexes.push(ifindex);
        this.#ids.push(id);
      }
    } else {
      const taken = this.#indexes[at] === ifindex ? 1 : 0;
      this.#indexes.splice(at, taken, ifindex);
      this.#ids.splice(at, taken, id);
    }
  }

  delete(ifindex: number): void {
    const at = this.#find(ifindex);
    if (this.#indexes[at] !== ifindex) return;
    this.#indexes.splice(at, 1);
    this.#ids.splice(at, 1);
  }

  copy(): LinkIndex {
    const copy = new LinkIndex();
    copy.#indexes = this.#indexes.slice();
    copy.#ids = this.#ids.slice();
    return copy;
  }

  /** Where a number is or would be. New ones are mostly the highest. */
  #find(ifindex: number): number {
    const indexes = this.#indexes;
    let high = indexes.length;
    if (high === 0 || (indexes[high - 1] as number) < ifindex) return high;
    let low = 0;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((indexes[middle] as number) < ifindex) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
