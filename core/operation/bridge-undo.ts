/** The way back for what somebody entered into a bridge's tables: forwarding entries, groups, a device's own addresses. */
import type { Config } from "../model/config.ts";
import type { LinkId } from "../model/id.ts";
import type { Link, Listened } from "../model/link.ts";
import type { MdbGroup } from "../model/mdb.ts";
import type { FdbEntry } from "../model/neighbor.ts";
import type { Runtime } from "../model/runtime.ts";
import type { NetnsRef } from "./netns-ref.ts";
import type { Operation } from "./operation.ts";

/** What was entered at one link, by what identifies it. */
function enteredEntries(runtime: Runtime, link: Link): Map<string, FdbEntry> {
  const table = runtime.fdb.get(link.kind.type === "bridge" ? link.id : (link.master ?? link.id));
  return new Map([...(table ?? [])].filter(([, entry]) => entry.port === link.id && entry.user));
}

function same(a: FdbEntry, b: FdbEntry | undefined): boolean {
  return b !== undefined && a.state === b.state && a.sticky === b.sticky && a.externLearn === b.externLearn;
}

/** Operations that lead from `now` to what was before at one link; `device` is its name. */
export function undoFdb(before: Runtime, now: Runtime, was: Link, link: Link, ref: NetnsRef): Operation[] {
  const steps: Operation[] = [];
  const device = was.name;
  const target = was.kind.type === "bridge" ? "self" : "master";
  const at = { kind: "fdbChange", netns: ref, device } as const;
  const old = enteredEntries(before, was);
  const current = enteredEntries(now, link);
  const word = ({ state }: FdbEntry) => (state === "learned" ? "dynamic" : state);
  const vlan = (entry: FdbEntry) => (entry.vlan === 0 ? {} : { vlan: entry.vlan });
  // Those of single VLANs first: without one named, all that are left are meant.
  for (const [key, entry] of [...current].sort(([, a], [, b]) => b.vlan - a.vlan))
    if (!old.has(key))
      steps.push({ ...at, verb: "delete", mac: entry.mac, target, state: "permanent", ...vlan(entry) });
  for (const [key, entry] of old)
    if (!same(entry, current.get(key)))
      steps.push({
        ...at,
        verb: "replace",
        mac: entry.mac,
        target,
        state: word(entry),
        ...vlan(entry),
        ...(entry.sticky && { sticky: true }),
        ...(entry.externLearn && { externLearn: true }),
      });
  const change = (verb: "add" | "delete", { mac, list }: Listened) =>
    steps.push({ ...at, verb, mac, target: list === "groups" ? "list" : "self", state: "permanent" });
  for (const one of link.listened ?? []) if (!listensTo(was, one)) change("delete", one);
  for (const one of was.listened ?? []) if (!listensTo(link, one)) change("add", one);
  return steps;
}

function listensTo({ listened }: Link, { mac, list }: Listened): boolean {
  return listened?.some((one) => one.mac === mac && one.list === list) === true;
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
export function undoMdb(
  before: Runtime,
  now: Runtime,
  links: Config["links"],
  bridge: Link,
  ref: NetnsRef,
): Operation[] {
  if (bridge.kind.type !== "bridge") return [];
  const steps: Operation[] = [];
  const old = members(before, bridge.id);
  const current = members(now, bridge.id);
  const step = (
    verb: "add" | "delete",
    { group, port, permanent }: { group: MdbGroup; port: LinkId; permanent: boolean },
  ) => {
    const name = links[port]?.name;
    if (name === undefined) return;
    steps.push({
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
  return steps;
}
