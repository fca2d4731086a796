/**
 * Something for each link, by its id. Ids are given out one after the other, so that it lies in an array: what belongs to links
 * that were made together is found together, where a hash table of tens of thousands is a walk through cold memory.
 */
import type { LinkId } from "./id.ts";

export class LinkTable<T extends object> implements Iterable<readonly [LinkId, T]> {
  readonly #items: (T | undefined)[] = [];

  get(id: LinkId): T | undefined {
    return id < this.#items.length ? this.#items[id] : undefined;
  }

  has(id: LinkId): boolean {
    return this.get(id) !== undefined;
  }

  set(id: LinkId, item: T): void {
    const items = this.#items;
    // One place after the other: an array with a gap may become a hash table itself.
    while (items.length < id) items.push(undefined);
    items[id] = item;
  }

  delete(id: LinkId): void {
    if (id < this.#items.length) this.#items[id] = undefined;
  }

  /** In the order of the ids. */
  *[Symbol.iterator](): Generator<readonly [LinkId, T]> {
    for (const [id, item] of this.#items.entries()) if (item !== undefined) yield [id as LinkId, item];
  }

  /** Another table with what `copy` makes of each. */
  map(copy: (item: T, id: LinkId) => T): LinkTable<T> {
    const table = new LinkTable<T>();
    for (const [id, item] of this) table.set(id, copy(item, id));
    return table;
  }
}
