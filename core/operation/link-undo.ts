/** The way back for a link's own settings: sysctls, flags, what its kind and its master keep of it. */
import { IPV6_ANY } from "../address/ipv6.ts";
import type { BondSlave } from "../model/bond.ts";
import { vlanIds } from "../model/bridge.ts";
import { featuresOf } from "../model/feature.ts";
import type { LinkId, NetnsId } from "../model/id.ts";
import { IFF, isUp, type Link, type Vni } from "../model/link.ts";
import { readSysctl } from "../model/sysctl.ts";
import { vlansOf } from "./bridge-vlan.ts";
import type { KindDriver } from "./kind/kind.ts";
import { driverOf } from "./kind/table.ts";
import type { KindSettings, LinkChanges, LinkSet } from "./link.ts";
import type { NetnsRef } from "./netns-ref.ts";
import type { Operation } from "./operation.ts";
import { changedBridgeSettings, changedPortSettings } from "./remake.ts";
import type { Trial } from "./trial.ts";
import { undoVlanOptions } from "./vlan-options.ts";

type Draft = { -readonly [K in keyof LinkChanges]: LinkChanges[K] };

/** Per-interface sysctls, as far as the link has them otherwise than it had. */
export function undoConf(trial: Trial, netns: NetnsId, ref: NetnsRef, was: Link, now: Link): void {
  for (const [directory, before, after] of [
    ["ipv4/conf", was.conf4, now.conf4],
    ["ipv6/conf", was.conf6, now.conf6],
    ["ipv4/neigh", was.neigh4, now.neigh4],
    ["ipv6/neigh", was.neigh6, now.neigh6],
  ] as const) {
    for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
      const path = `net/${directory}/${was.name}/${name === "mtu6" ? "mtu" : name}`;
      const value = readSysctl(trial.before, netns, path);
      if (value === undefined || readSysctl(trial.now, netns, path) === value) continue;
      trial.step({ kind: "sysctlSet", netns: ref, path, value });
    }
  }
}

/** Whether it has another master than it had: such links come first, because a master changes with its ports. */
export function changedMaster(trial: Trial, was: Link, now: Link): boolean {
  return masterBefore(trial, was) !== masterNow(trial, now);
}

function masterBefore(trial: Trial, { master }: Link): string | null {
  return master === undefined ? null : (trial.nameBefore(master) ?? null);
}

function masterNow(trial: Trial, { master }: Link): string | null {
  return master === undefined ? null : (trial.now.links[master]?.name ?? null);
}

/** All that `ip link set` and its like say of a link. */
export function undoSettings(trial: Trial, ref: NetnsRef, was: Link, now: Link): void {
  const changes: Draft = {};
  if (was.mtu !== now.mtu) changes.mtu = was.mtu;
  if (was.mac !== now.mac && was.kind.type !== "bridge") changes.mac = was.mac;
  if (was.group !== now.group) changes.group = was.group;
  if (was.alias !== now.alias) changes.alias = was.alias ?? "";
  if (was.broadcast !== now.broadcast) changes.broadcast = was.broadcast;
  if (was.addrGenMode !== now.addrGenMode) changes.addrGenMode = was.addrGenMode;
  if (was.linkMode !== now.linkMode) changes.linkMode = was.linkMode;
  if (changedMaster(trial, was, now)) changes.master = masterBefore(trial, was);
  const device = was.name;
  const set = (part: LinkChanges, info?: LinkSet["info"]): void =>
    trial.step({ kind: "linkSet", netns: ref, device, changes: part, ...(info && { info }) });
  // do_setlink changes flags before the master, and a bond wants its slaves down.
  const flags = changedFlags(was, now);
  const parts = changes.master === undefined ? [{ ...changes, ...flags }] : [changes, flags];
  for (const part of parts) if (Object.keys(part).length > 0) set(part);
  for (const altname of now.altnames) if (!was.altnames.includes(altname)) set({ delAltnames: [altname] });
  for (const altname of was.altnames) if (!now.altnames.includes(altname)) set({ addAltnames: [altname] });
  undoFeatures(trial, ref, was, now);
  if (was.sizes !== now.sizes) set({ sizes: { ...DEFAULT_SIZES, ...was.sizes } });
  undoHeldDown(was, now, set);
  if (was.token !== now.token) trial.step({ kind: "tokenSet", netns: ref, device, token: was.token ?? IPV6_ANY });
  undoKind(trial, was, now, set);
  const present = trial.current(now);
  if (changedMaster(trial, was, present)) return;
  undoVlans(trial, ref, device, was, present);
  undoPort(was, trial.current(now), set);
  undoTunnels(trial, ref, was, trial.current(now));
  undoVnis(trial, ref, was, trial.current(now));
}

/** What shows only in the end: a carrier that was taken away, and a queue's length that disciplines bring along. */
export function undoLast(trial: Trial, op: Operation, ref: NetnsRef, was: Link, now: Link): void {
  const set = (changes: LinkChanges): void => trial.step({ kind: "linkSet", netns: ref, device: was.name, changes });
  if (was.txQueueLength !== now.txQueueLength) set({ txQueueLength: was.txQueueLength });
  // Others follow their peers and what they stand on.
  if (op.kind === "linkSet" && op.changes.carrier !== undefined && was.carrier !== now.carrier)
    set({ carrier: was.carrier });
}

function changedFlags(was: Link, now: Link): Draft {
  const flags: Draft = {};
  const differs = was.flags ^ now.flags;
  if (differs & IFF.NOARP) flags.arp = !(was.flags & IFF.NOARP);
  if (differs & IFF.MULTICAST) flags.multicast = (was.flags & IFF.MULTICAST) !== 0;
  if (differs & IFF.PROMISC) flags.promisc = (was.flags & IFF.PROMISC) !== 0;
  if (differs & IFF.DYNAMIC) flags.dynamic = (was.flags & IFF.DYNAMIC) !== 0;
  if (differs & IFF.NOTRAILERS) flags.trailers = (was.flags & IFF.NOTRAILERS) === 0;
  if (differs & IFF.ALLMULTI) flags.allMulticast = (was.flags & IFF.ALLMULTI) !== 0;
  if (differs & IFF.UP) flags.up = isUp(was);
  return flags;
}

/** What a link has that nobody asked for others. */
const DEFAULT_SIZES = { gsoMaxSize: 65536, gsoMaxSegs: 65535, groMaxSize: 65536 };

/** One that reasons hold down is let go when they are gone. */
function undoHeldDown(was: Link, now: Link, set: (changes: LinkChanges) => void): void {
  if (was.protoDown === now.protoDown) return;
  const before = was.protoDown ?? { on: false, reasons: 0 };
  const reasons = now.protoDown?.reasons ?? 0;
  for (let bit = 0; bit < 31; bit++)
    if ((before.reasons ^ reasons) & (1 << bit))
      set({ protoDown: { mask: 1 << bit, reasons: before.reasons & (1 << bit) } });
  if (before.on !== (now.protoDown?.on ?? false)) set({ protoDown: { on: before.on, mask: 0, reasons: 0 } });
}

function undoFeatures(trial: Trial, ref: NetnsRef, was: Link, now: Link): void {
  if (was.wanted === now.wanted) return;
  const before = featuresOf(was, trial.before.links);
  const after = featuresOf(now, trial.now.links);
  const wanted = Object.fromEntries(
    Object.keys({ ...was.wanted, ...now.wanted }).flatMap((each) => {
      const state = before?.get(each);
      return state && state.wanted !== after?.get(each)?.wanted ? [[each, state.wanted]] : [];
    }),
  );
  if (Object.keys(wanted).length > 0) trial.step({ kind: "featuresSet", netns: ref, device: was.name, wanted });
}

/** What only links of its kind have. */
function undoKind(trial: Trial, was: Link, now: Link, set: (part: LinkChanges, info?: LinkSet["info"]) => void): void {
  const driver = driverOf(was.kind.type);
  if (driver && was.kind.type === now.kind.type) {
    const settings = driverSettings(trial, driver, was, now);
    if (Object.keys(settings).length > 0) set({}, { type: was.kind.type, settings });
    // That of a tunnel follows what its own headers need.
    if (trial.current(now).mtu !== was.mtu) set({ mtu: was.mtu });
  }
  if (was.kind.type === "bridge" && now.kind.type === "bridge") {
    const settings = changedBridgeSettings(was.kind.settings, now.kind.settings);
    if (Object.keys(settings).length > 0) set({}, { type: "bridge", settings });
  }
}

function driverSettings(trial: Trial, driver: KindDriver, was: Link, now: Link): KindSettings {
  if (was.kind === now.kind) return {};
  const nameOf = trial.nameBefore;
  if (driver.changedSettings) return driver.changedSettings(was.kind, now.kind, nameOf);
  const whole = driver.settingsOf(was.kind, nameOf);
  const current = driver.settingsOf(now.kind, (under: LinkId) => trial.now.links[under]?.name);
  return JSON.stringify(whole) === JSON.stringify(current) ? {} : whole;
}

/** What its master keeps of a port that is with it. */
function undoPort(was: Link, now: Link, set: (part: LinkChanges, info?: LinkSet["info"]) => void): void {
  const [type, settings] =
    was.port && now.port
      ? (["bridge_slave", changedPortSettings(was.port, now.port)] as const)
      : (["bond_slave", changedSlaveSettings(was.bondSlave, now.bondSlave)] as const);
  if (Object.keys(settings).length > 0) set({}, { type, settings });
}

function changedSlaveSettings(was: BondSlave | undefined, now: BondSlave | undefined): Record<string, number> {
  const settings: Record<string, number> = {};
  if (was && now && was.queueId !== now.queueId) settings["queue_id"] = was.queueId;
  if (was && now && was.prio !== now.prio) settings["prio"] = was.prio;
  return settings;
}

/** The VLANs of a bridge or of a port that is where it was. */
function undoVlans(trial: Trial, ref: NetnsRef, device: string, was: Link, now: Link): void {
  const self = was.kind.type === "bridge";
  if (!self && (!was.port || !now.port)) return;
  const [before, current] = [vlansOf(was), vlansOf(now)];
  const at = { kind: "vlanChange", netns: ref, device, self, master: !self } as const;
  for (const vid of vlanIds(current))
    if (before.entries[vid] === undefined) trial.step({ ...at, verb: "delete", vid, pvid: false, untagged: false });
  for (const vid of vlanIds(before)) {
    const untagged = before.entries[vid]?.untagged === true;
    const pvid = before.pvid === vid;
    if (current.entries[vid]?.untagged !== untagged || pvid !== (current.pvid === vid))
      trial.step({ ...at, verb: "add", vid, pvid, untagged });
  }
  for (const step of undoVlanOptions(ref, was, trial.current(now))) trial.step(step);
}

/** The tunnels that VLANs of a port go by. */
function undoTunnels(trial: Trial, ref: NetnsRef, was: Link, now: Link): void {
  const flags = { pvid: false, untagged: false, self: false, master: false };
  const at = { kind: "vlanChange", netns: ref, device: was.name, ...flags } as const;
  const [before, current] = [vlansOf(was).entries, vlansOf(now).entries];
  const differing = Object.keys(before)
    .map(Number)
    .filter((vid) => before[vid]?.tunnel !== current[vid]?.tunnel);
  for (const [verb, entries] of [
    ["delete", current],
    ["add", before],
  ] as const)
    for (const vid of differing) {
      const tunnel = entries[vid]?.tunnel;
      if (tunnel !== undefined) trial.step({ ...at, verb, vid, tunnel });
    }
}

/** The networks of a VXLAN interface that has several. */
function undoVnis(trial: Trial, ref: NetnsRef, was: Link, now: Link): void {
  if (was.kind.type !== "vxlan" || now.kind.type !== "vxlan" || was.kind.vnis === now.kind.vnis) return;
  const at = { kind: "vniChange", netns: ref, device: was.name } as const;
  const { vnis: before = [] } = was.kind;
  const { vnis: current = [] } = now.kind;
  const same = (one: Vni) => (other: Vni) => one.vni === other.vni && one.remote === other.remote;
  const only = ({ vni }: Vni) => [{ start: vni, end: vni }];
  for (const one of current) if (!before.some(same(one))) trial.step({ ...at, verb: "delete", vnis: only(one) });
  for (const one of before)
    if (!current.some(same(one)))
      trial.step({ ...at, verb: "add", vnis: only(one), ...(one.remote !== undefined && { remote: one.remote }) });
}
