/**
 * How operations read and write the open draft of a configuration without paying for it: links and other leaves are
 * immutable values that are replaced whole, so they are read raw, past immer's proxies; only the records that hold
 * them are drafts. Lists are copied once per draft and then changed in place.
 */
import type { Draft } from "immer";
import type { NetnsId } from "./id.ts";
import type { Netns } from "./netns.ts";
import type { ConfigDraft } from "./world.ts";

export type NetnsDraft = Draft<Netns>;

/** The value under a key as it stands, without making a draft of it. The caller must not write into it. */
export function peek<T extends object, K extends keyof T>(holder: T, key: K): T[K] {
  return Object.getOwnPropertyDescriptor(holder, key)?.value as T[K];
}

/** Lists and records that were made for a draft and belong to nobody else yet. */
const ownedValues = new WeakMap<ConfigDraft, WeakSet<object>>();

/** The fields of a namespace that hold lists. */
type ListKey = "routes4" | "routes6" | "rules4" | "rules6";

function ownedBy(draft: ConfigDraft): WeakSet<object> {
  let owned = ownedValues.get(draft);
  if (!owned) {
    owned = new WeakSet();
    ownedValues.set(draft, owned);
  }
  return owned;
}

/** A list of a namespace, ready to be changed in place: copied the first time in the life of the draft. */
export function ownList<K extends ListKey>(draft: ConfigDraft, netns: NetnsDraft, key: K): NetnsDraft[K] {
  const owned = ownedBy(draft);
  const list = peek(netns, key);
  if (owned.has(list)) return list;
  const copy = list.slice() as NetnsDraft[K];
  owned.add(copy);
  netns[key] = copy;
  return copy;
}

/** The same for the record of namespace numbers. */
export function ownRecord<K extends "nsids">(draft: ConfigDraft, netns: NetnsDraft, key: K): NetnsDraft[K] {
  const owned = ownedBy(draft);
  const record = peek(netns, key);
  if (owned.has(record)) return record;
  const copy = { ...record };
  owned.add(copy);
  netns[key] = copy;
  return copy;
}

export function netnsDraft(draft: ConfigDraft, id: NetnsId): NetnsDraft {
  const netns = draft.netns[id];
  if (!netns) throw new Error(`no namespace ${id}`);
  return netns;
}
