/** Lists that are one longer. The engine's own `concat` takes a slow way, and `push` on a copy leaves room for sixteen more. */

/** With something before all others. */
export function withFirst<T>(first: T, list: readonly T[]): readonly T[] {
  const longer = new Array<T>(list.length + 1);
  longer[0] = first;
  for (let i = 0; i < list.length; i++) longer[i + 1] = list[i] as T;
  return longer;
}

/** With something behind all others. */
export function withLast<T>(list: readonly T[], last: T): T[] {
  const longer = new Array<T>(list.length + 1);
  for (let i = 0; i < list.length; i++) longer[i] = list[i] as T;
  longer[list.length] = last;
  return longer;
}

/** With something at a place. */
export function withOne<T>(list: readonly T[], at: number, item: T): T[] {
  const longer = new Array<T>(list.length + 1);
  for (let i = 0; i < at; i++) longer[i] = list[i] as T;
  longer[at] = item;
  for (let i = at; i < list.length; i++) longer[i + 1] = list[i] as T;
  return longer;
}
