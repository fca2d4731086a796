/** The way back for what somebody entered into a bridge's tables: forwarding entries, groups, a device's own addresses. */
import type { LinkId } from "../model/id.ts";
import { isTold, type Link, type Listened } from "../model/link.ts";
import type { MdbGroup } from "../model/mdb.ts";
import type { FdbEntry } from "../model/neighbor.ts";
import type { Runtime } from "../model/runtime.ts";
import type { FdbChange } from "./bridge.ts";
import type { NetnsRef } from "./netns-ref.ts";
import type { Trial } from "./trial.ts";

/** What was entered at one link, into its own table or its bridge's, by what identifies it. */
function enteredEntries(runtime: Runtime, link: Link, target: "self" | "master"): Map<string, FdbEntry> {
  const owner = target === "self" ? link.id : link.master;
  const table = owner === undefined ? undefined : runtime.fdb.get(owner);
  return new Map([...(table ?? [])].filter(([, entry]) => entry.port === link.id && entry.user));
}

function same(a: FdbEntry, b: FdbEntry | undefined): boolean {
  return (
    b !== undefined &&
    a.state === b.state &&
    Boolean(a.sticky) === Boolean(b.sticky) &&
    Boolean(a.externLearn) === Boolean(b.externLearn) &&
    a.router === b.router &&
    a.nhid === b.nhid &&
    JSON.stringify(a.remotes) === JSON.stringify(b.remotes)
  );
}

type Entry = Pick<
  FdbChange,
  "mac" | "state" | "sticky" | "externLearn" | "router" | "vlan" | "remote" | "nhid" | "sourceVni"
>;

/** Which entry is meant. */
function placeOf({ mac, vlan, sourceVni }: FdbEntry): Pick<FdbChange, "mac" | "vlan" | "sourceVni"> {
  return { mac, ...(vlan !== 0 && { vlan }), ...(sourceVni !== undefined && { sourceVni }) };
}

/** How an entry is given; of a VXLAN interface once for each of its ends. */
function wordsFor(entry: FdbEntry, nameOf: (id: LinkId) => string | undefined): Entry[] {
  const { mac, vlan, state, sticky, externLearn, router, remotes, nhid, sourceVni } = entry;
  const words: Entry = {
    mac,
    state: state === "learned" ? "dynamic" : state,
    ...(vlan !== 0 && { vlan }),
    ...(sticky && { sticky }),
    ...(externLearn && { externLearn }),
    ...(router && { router }),
    ...(sourceVni !== undefined && { sourceVni }),
    ...(nhid !== undefined && { nhid }),
  };
  if (!remotes && externLearn && state === "static") {
    // Whoever looks after it can say so only of one that is learned; what it is is told afterwards.
    const { externLearn: _, ...plain } = words;
    return [{ ...words, state: "dynamic" }, plain];
  }
  if (!remotes || nhid !== undefined) return [words];
  return remotes.map(({ link, ...remote }) => {
    const device = link === undefined ? undefined : nameOf(link);
    return { ...words, remote: { ...remote, ...(device !== undefined && { device }) } };
  });
}

/** Back to the forwarding entries that somebody entered at one link, and to what it was told to listen to. */
export function undoFdb(trial: Trial, was: Link, now: Link, ref: NetnsRef): void {
  undoEntries(trial, was, now, ref, "self");
  undoEntries(trial, was, now, ref, "master");
  const at = { kind: "fdbChange", netns: ref, device: was.name, state: "permanent" } as const;
  const change = (verb: "add" | "delete", { mac, list }: Listened) =>
    trial.step({ ...at, verb, mac, target: list === "groups" ? "list" : "self" });
  for (const one of now.listened ?? []) if (!isTold(was, one.list, one.mac)) change("delete", one);
  for (const one of was.listened ?? []) if (!isTold(now, one.list, one.mac)) change("add", one);
}

function undoEntries(trial: Trial, was: Link, now: Link, ref: NetnsRef, target: "self" | "master"): void {
  const at = { kind: "fdbChange", netns: ref, device: was.name, target } as const;
  const current = () => enteredEntries(trial.runtime, trial.current(now), target);
  const old = enteredEntries(trial.was, was, target);
  const removeOthers = (): void => {
    for (const [key, entry] of [...current()].sort(([, a], [, b]) => b.vlan - a.vlan))
      if (!old.has(key)) trial.step({ ...at, verb: "delete", state: "permanent", ...placeOf(entry) });
  };
  // Without a VLAN all of a port's are meant: some may go that come back below, and some come that are to go again.
  removeOthers();
  for (const [key, entry] of [...old].sort(([, a], [, b]) => a.vlan - b.vlan)) {
    const there = current().get(key);
    if (same(entry, there)) continue;
    // Those with several ends are never replaced, and nothing takes away that somebody else looks after one.
    if (there && (entry.remotes || (there.externLearn && !entry.externLearn)))
      trial.step({ ...at, verb: "delete", state: "permanent", ...placeOf(entry) });
    wordsFor(entry, trial.nameBefore).forEach((words, nth) => {
      trial.step({ ...at, verb: !entry.remotes ? "replace" : nth === 0 ? "add" : "append", ...words });
    });
  }
  removeOthers();
}

/** Members of groups that somebody entered: `port` is the bridge's own id for its host. */
function members(runtime: Runtime, bridge: LinkId): Map<string, { group: MdbGroup; port: LinkId; permanent: boolean }> {
  const found = new Map<string, { group: MdbGroup; port: LinkId; permanent: boolean }>();
  for (const [key, group] of runtime.mdb.get(bridge) ?? [])
    for (const { port, permanent, told } of group.ports)
      if (told) found.set(`${key} ${port}`, { group, port, permanent });
  return found;
}

/** The same for the groups of a bridge. */
export function undoMdb(trial: Trial, bridge: Link, ref: NetnsRef): void {
  if (bridge.kind.type !== "bridge") return;
  const old = members(trial.was, bridge.id);
  const current = members(trial.runtime, bridge.id);
  const step = (
    verb: "add" | "delete",
    { group, port, permanent }: { group: MdbGroup; port: LinkId; permanent: boolean },
  ) => {
    const name = trial.nameBefore(port);
    if (name === undefined) return;
    trial.step({
      kind: "mdbChange",
      netns: ref,
      verb,
      bridge: bridge.name,
      port: name,
      group: group.group,
      ...(group.source !== undefined && { source: group.source }),
      permanent,
      ...(group.vlan !== 0 && { vlan: group.vlan }),
    });
  };
  for (const [key, member] of current) if (!old.has(key)) step("delete", member);
  for (const [key, member] of old) if (!current.has(key)) step("add", member);
}
