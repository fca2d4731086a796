/**
 * Entries of a bridge's forwarding database as somebody asks for them (net/bridge/br_fdb.c): what there is of an address already
 * is changed, never made anew, and is told of only where something changed.
 */
import type { Mac } from "../address/mac.ts";
import { ageingMicros, hasExpired } from "../model/fdb-age.ts";
import type { LinkId } from "../model/id.ts";
import type { Link } from "../model/link.ts";
import { type FdbEntry, fdbKey, isFixed } from "../model/neighbor.ts";
import { awaitCleanup } from "./fdb-cleanup.ts";
import { staticChanged } from "./port-promisc.ts";
import type { Transaction } from "./transaction.ts";

/** An address in a VLAN, behind a port of a bridge or (the bridge itself as `link`) at its host. */
export interface FdbPlace {
  readonly bridge: LinkId;
  readonly link: Link;
  readonly mac: Mac;
  readonly vlan: number;
}

export function findEntry(tx: Transaction, { bridge, mac, vlan }: FdbPlace): FdbEntry | undefined {
  return tx.runtime.fdb.get(bridge)?.get(fdbKey(mac, vlan));
}

/** fdb_notify. */
export function noteEntry(tx: Transaction, { netns, id }: Link, verb: "new" | "delete", entry: FdbEntry): void {
  tx.note("fdb", verb, netns, `${entry.mac} dev ${id}`, { noun: "fdb", entry: { ...entry } });
}

/** fdb_create. */
function createEntry(tx: Transaction, place: FdbPlace, nature: Partial<FdbEntry> & Pick<FdbEntry, "state">): void {
  const { bridge, link, mac, vlan } = place;
  const { nowMicros } = tx.runtime;
  let table = tx.runtime.fdb.get(bridge);
  if (!table) tx.runtime.fdb.set(bridge, (table = new Map()));
  const times = { updatedMicros: nowMicros, usedMicros: nowMicros };
  const entry: FdbEntry = { bridge, port: link.id, mac, vlan, user: true, ...times, ...nature };
  table.set(fdbKey(mac, vlan), entry);
  if (entry.state !== "learned") staticChanged(tx, bridge);
  else if (entry.externLearn !== true) awaitCleanup(tx, bridge);
  noteEntry(tx, link, "new", entry);
}

/** br_fdb_update as if a frame had come in, of which somebody in user space tells (`bridge fdb add ... use`). */
export function useEntry(tx: Transaction, place: FdbPlace): void {
  if (ageingMicros(tx.link(place.bridge).kind) === 0) return;
  const known = findEntry(tx, place);
  if (!known) {
    createEntry(tx, place, { state: "learned" });
    return;
  }
  if (known.state === "permanent") return;
  known.updatedMicros = tx.runtime.nowMicros;
  known.user = true;
  if (known.port === place.link.id || known.sticky) return;
  known.port = place.link.id;
  known.externLearn = false;
  noteEntry(tx, place.link, "new", known);
}

/** br_fdb_external_learn_add: somebody else looks after the address. At the bridge itself it is local, though not static. */
export function learnFromOutside(tx: Transaction, place: FdbPlace): void {
  const { link, bridge } = place;
  const own = link.id === bridge;
  const known = findEntry(tx, place);
  if (!known) {
    const nature = own ? ({ state: "permanent", unfixed: true } as const) : ({ state: "learned" } as const);
    createEntry(tx, place, { ...nature, externLearn: true });
    return;
  }
  const moved = known.port !== link.id;
  const { nowMicros } = tx.runtime;
  known.updatedMicros = nowMicros;
  if (known.externLearn) known.usedMicros = nowMicros;
  if (own && known.state === "learned") known.unfixed = true;
  const told = moved || !known.externLearn;
  Object.assign(known, { port: link.id, externLearn: true, user: true, ...(own && { state: "permanent" }) });
  if (told) noteEntry(tx, link, "new", known);
}

/**
 * fdb_add_entry. All but dynamic ones are told of whether they change or not: what `bridge` asks for is of two states at once
 * (NUD_NOARP, and another), which no entry is.
 */
export function setEntry(tx: Transaction, place: FdbPlace, state: FdbEntry["state"], sticky: boolean): void {
  const known = findEntry(tx, place);
  if (!known) {
    createEntry(tx, place, { state, ...(sticky && { sticky }) });
    return;
  }
  const { link, bridge } = place;
  const { nowMicros } = tx.runtime;
  const other = known.state !== state || state !== "learned" || hasExpired(tx.link(bridge).kind, known, nowMicros);
  const modified = other || known.port !== link.id || (known.sticky === true) !== sticky;
  const wasFixed = isFixed(known);
  Object.assign(known, { port: link.id, state, sticky, user: true, usedMicros: nowMicros });
  if (other) known.unfixed = false;
  if (isFixed(known) !== wasFixed) staticChanged(tx, bridge);
  if (state === "learned" && known.externLearn !== true) awaitCleanup(tx, bridge);
  if (!modified) return;
  known.updatedMicros = nowMicros;
  noteEntry(tx, link, "new", known);
}
