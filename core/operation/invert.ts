/**
 * The way back: the operations that undo one, what the kernel does of itself included (a link that goes down takes
 * routes along, one that moves loses its addresses, one that ends ends its peer).
 *
 * It is found by trying: the operation is applied to a copy, then the copy is led back step by step, links first, then
 * addresses, then routes, and each step that the kernel would take is part of the answer.
 *
 * Cannot be restored: identities of links and namespaces; namespaces that ended, and nsids; where a veth's far end was when
 * the operation does not name that namespace; what was learned and counted; the age of things; the VLANs' options of a
 * bridge that ended; what the kernel never takes back (a tunnel's first ends, a VLAN's map of priorities, the tunnels that
 * come with a module); the order of addresses added at other times.
 */

import { countActions } from "../model/action-table.ts";
import type { LinkId, NetnsId } from "../model/id.ts";
import type { Link, LinkKind } from "../model/link.ts";
import { readSysctl } from "../model/sysctl.ts";
import type { World } from "../model/world.ts";
import { undoActions } from "./action-change.ts";
import { addressLabelsOf, undoAddressLabels } from "./address-label-change.ts";
import { undoFdb, undoMdb } from "./bridge-undo.ts";
import type { DrivenType } from "./kind/kind.ts";
import { driverOf } from "./kind/table.ts";
import type { NewLink } from "./link.ts";
import { changedMaster, undoConf, undoLast, undoSettings } from "./link-undo.ts";
import type { NetnsRef } from "./netns-ref.ts";
import { SELF } from "./netns-ref.ts";
import type { Caller, Operation } from "./operation.ts";
import { undoFilters, undoQdiscs } from "./qdisc-undo.ts";
import { newLinkOf, tuntapSpecOf } from "./remake.ts";
import { undoAddresses, undoMpls, undoNeighbors, undoNexthops, undoRoutes, undoRules } from "./table-undo.ts";
import { Trial } from "./trial.ts";

/**
 * What undoes `op` in the state that `world` is in now, before it is applied; empty when it would change nothing. Reads the
 * committed configuration, so it is not for the inner loop of a batch.
 */
export function invert(world: World, caller: Caller, op: Operation): Operation[] {
  const trial = new Trial(world, administrator(caller), op);
  const named = namedNetns(caller, op);
  removeNewLinks(trial, named);
  moveAndRename(trial, named);
  remakeLinks(trial, named);
  for (const [id, ref] of named) {
    undoSysctl(trial, op, id, ref);
    undoLabels(trial, id, ref);
    for (const [was, now] of linksOf(trial, id)) undoConf(trial, id, ref, was, now);
  }
  for (const moved of [true, false])
    for (const [id, ref] of named)
      for (const [was, now] of linksOf(trial, id))
        if (changedMaster(trial, was, now) === moved) undoSettings(trial, ref, was, now);
  for (const [id, ref] of named) for (const [was, now] of linksOf(trial, id)) undoQdiscs(ref, was, now, trial.step);
  for (const [id, ref] of named) undoStandingActions(trial, id, ref);
  for (const [id, ref] of named)
    for (const [was, now] of linksOf(trial, id))
      undoFilters(ref, was, now, (link) => trial.nameBefore(link) ?? "", trial.step);
  for (const [id, ref] of named) for (const [was, now] of linksOf(trial, id)) undoLast(trial, op, ref, was, now);
  for (const [id, ref] of named) for (const [was, now] of linksOf(trial, id)) undoAddresses(trial, ref, was, now);
  for (const [id, ref] of named) {
    undoMpls(trial, id, ref);
    undoNexthops(trial, id, ref);
    undoRoutes(trial, id, ref, "routes4");
    undoRoutes(trial, id, ref, "routes6");
    undoRules(trial, id, ref, "rules4");
    undoRules(trial, id, ref, "rules6");
    for (const [was, now] of linksOf(trial, id)) {
      undoFdb(trial, was, now, ref);
      undoMdb(trial, was, ref);
      undoNeighbors(trial, ref, was, now);
    }
  }
  return trial.steps;
}

/** The same caller with the right to change anything. Field by field: one made by a class has its methods elsewhere. */
function administrator(caller: Caller): Caller {
  return { netns: caller.netns, netAdmin: true, findNetns: (ref) => caller.findNetns(ref) };
}

/** The namespaces that an operation names, by what they are called in it. */
function namedNetns(caller: Caller, op: Operation): Map<NetnsId, NetnsRef> {
  const refs: NetnsRef[] = [SELF];
  if ("netns" in op) refs.push(op.netns);
  if (op.kind === "linkSet" && op.changes.netns) refs.push(op.changes.netns);
  if (op.kind === "linkAdd") {
    if (op.link.netns) refs.push(op.link.netns);
    if (op.info.type === "veth" && op.info.peer?.netns) refs.push(op.info.peer.netns);
  }
  const named = new Map<NetnsId, NetnsRef>();
  for (const ref of refs) {
    const id = ref.by === "self" ? caller.netns : caller.findNetns(ref);
    if (id !== undefined && !named.has(id)) named.set(id, ref);
  }
  return named;
}

/** Each link of a namespace as it was, with the one that has its name now. */
function* linksOf(trial: Trial, id: NetnsId): Generator<readonly [was: Link, now: Link]> {
  for (const was of linksBefore(trial, id)) {
    const nowId = trial.now.netns[id]?.names.get(was.name);
    const now = nowId === undefined ? undefined : trial.now.links[nowId];
    if (now) yield [was, now];
  }
}

function linksBefore(trial: Trial, id: NetnsId): Link[] {
  return (trial.before.netns[id]?.byIndex.ids ?? []).flatMap((link) => trial.before.links[link] ?? []);
}

type Named = ReadonlyMap<NetnsId, NetnsRef>;

function removeNewLinks(trial: Trial, named: Named): void {
  for (const link of Object.values(trial.now.links)) {
    const ref = named.get(link.netns);
    if (!ref || trial.before.links[link.id] || !trial.now.links[link.id]) continue;
    trial.step({ kind: "linkDelete", netns: ref, device: link.name });
  }
}

function moveAndRename(trial: Trial, named: Named): void {
  for (const [id, ref] of named) {
    for (const was of linksBefore(trial, id)) {
      let now = trial.now.links[was.id];
      const from = now && named.get(now.netns);
      if (now && from && now.netns !== id) {
        const name = now.name === was.name ? {} : { name: was.name };
        trial.step({ kind: "linkSet", netns: from, device: now.name, changes: { netns: ref, ...name } });
        now = trial.now.links[was.id];
      }
      if (now && now.netns === id && now.name !== was.name)
        trial.step({ kind: "linkSet", netns: ref, device: now.name, changes: { name: was.name } });
    }
  }
}

function remakeLinks(trial: Trial, named: Named): void {
  for (const [id, ref] of named) {
    for (const was of linksBefore(trial, id)) {
      if (trial.now.links[was.id] || trial.now.netns[id]?.names.get(was.name) !== undefined) continue;
      const link = newLinkOf(was);
      const { kind } = was;
      if (kind.type === "veth")
        trial.step({
          kind: "linkAdd",
          netns: ref,
          link,
          info: { type: "veth", peer: farEnd(trial, named, was, kind) },
        });
      else if (kind.type === "bridge")
        trial.step({ kind: "linkAdd", netns: ref, link, info: { type: "bridge", settings: kind.settings } });
      else if (kind.type === "tun") trial.step({ kind: "tuntapAdd", netns: ref, spec: tuntapSpecOf(was) });
      else if (kind.type === "dummy") trial.step({ kind: "linkAdd", netns: ref, link, info: { type: "dummy" } });
      else if (kind.type !== "ether" && kind.type !== "loopback") remakeDriven(trial, named, id, ref, kind, link);
    }
  }
}

/** The other end of a pair. Where the operation does not say how its namespace is called it is made here, as what is free. */
function farEnd(trial: Trial, named: Named, was: Link, { peer: id }: Extract<LinkKind, { type: "veth" }>): NewLink {
  const peer = trial.before.links[id];
  if (!peer) return {};
  if (peer.netns === was.netns) return newLinkOf(peer);
  const netns = named.get(peer.netns);
  const { ifindex, ...end } = newLinkOf(peer);
  return netns ? { ...end, ...(ifindex !== undefined && { ifindex }), netns } : end;
}

/** A link of a kind with a driver: on the link it stood on, if that is there. */
function remakeDriven(
  trial: Trial,
  named: Named,
  id: NetnsId,
  ref: NetnsRef,
  kind: Extract<LinkKind, { type: DrivenType }>,
  link: NewLink,
): void {
  const driver = driverOf(kind.type);
  if (!driver) return;
  if (!("lower" in kind)) {
    const settings = driver.settingsOf(kind, trial.nameBefore);
    trial.step({ kind: "linkAdd", netns: ref, link, info: { type: kind.type, settings } });
    return;
  }
  const lower = trial.now.links[kind.lower] ?? renamed(trial, kind.lower);
  const below = lower && named.get(lower.netns);
  if (!below) return;
  const away = lower.netns === id ? {} : { netns: ref };
  const info = { type: kind.type, settings: driver.settingsOf(kind, () => undefined) };
  trial.step({ kind: "linkAdd", netns: below, link: { ...link, ...away, link: lower.name }, info });
}

/** The link that was made again in the place of one that is gone. */
function renamed(trial: Trial, was: LinkId): Link | undefined {
  const before = trial.before.links[was];
  const now = before && trial.now.netns[before.netns]?.names.get(before.name);
  return now === undefined ? undefined : trial.now.links[now];
}

function undoLabels(trial: Trial, id: NetnsId, ref: NetnsRef): void {
  const was = trial.before.netns[id];
  const now = trial.now.netns[id];
  if (!was || !now || was.addressLabels === now.addressLabels) return;
  const nameOf = (ifindex: number) => trial.nameBefore(was.byIndex.get(ifindex) as LinkId);
  for (const step of undoAddressLabels(addressLabelsOf(was), addressLabelsOf(now), ref, nameOf)) trial.step(step);
}

function undoStandingActions(trial: Trial, id: NetnsId, ref: NetnsRef): void {
  const of = ({ netns, links }: Trial["before"]) => {
    const there = netns[id];
    const own = (there?.byIndex.ids ?? []).flatMap((each) => links[each] ?? []);
    return countActions(there?.actions ?? [], own);
  };
  undoActions(ref, of(trial.before), of(trial.now), (link) => trial.nameBefore(link) ?? "", trial.step);
}

function undoSysctl(trial: Trial, op: Operation, id: NetnsId, ref: NetnsRef): void {
  if (op.kind !== "sysctlSet") return;
  const value = readSysctl(trial.before, id, op.path);
  // A secret is there for good.
  if (
    value === undefined ||
    (value === "" && op.path.endsWith("/stable_secret")) ||
    readSysctl(trial.now, id, op.path) === value
  )
    return;
  trial.step({ kind: "sysctlSet", netns: ref, path: op.path, value });
}
