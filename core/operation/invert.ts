/**
 * The way back: the operations that undo one, what the kernel does of itself included (a link that goes down takes
 * routes along, one that moves loses its addresses, one that ends ends its peer).
 *
 * It is found by trying: the operation is applied to a copy, then the copy is led back step by step, links first, then
 * addresses, then routes, and each step that the kernel would take is part of the answer.
 *
 * Cannot be restored: identities of links and namespaces; namespaces that ended; the interface index of a veth's far
 * end in a namespace that the operation does not name; what was learned and counted; the age of things; settings of
 * bridges and ports of a bridge that ended other than those `ip link` sets; the order of addresses added at other times.
 */

import { IPV6_ANY } from "../address/ipv6.ts";
import type { KernelError } from "../errors.ts";
import type { Inet4Address, Inet6Address } from "../model/address.ts";
import { vlanIds } from "../model/bridge.ts";
import type { Config } from "../model/config.ts";
import { featuresOf } from "../model/feature.ts";
import type { LinkId, NetnsId } from "../model/id.ts";
import { IFF, isUp, type Link, type LinkKind } from "../model/link.ts";
import type { Route } from "../model/route.ts";
import { RouteList } from "../model/route-list.ts";
import { cloneRuntime, type Runtime } from "../model/runtime.ts";
import { readSysctl } from "../model/sysctl.ts";
import { World } from "../model/world.ts";
import type { Result } from "../result.ts";
import { addressLabelsOf, undoAddressLabels } from "./address-label-change.ts";
import { apply } from "./apply.ts";
import { undoFdb, undoMdb } from "./bridge-undo.ts";
import { vlansOf } from "./bridge-vlan.ts";
import { routeSubject, sameRoute } from "./fib.ts";
import type { DrivenType } from "./kind/kind.ts";
import { driverOf } from "./kind/table.ts";
import type { LinkChanges, NewLink } from "./link.ts";
import type { NetnsRef } from "./netns-ref.ts";
import { SELF } from "./netns-ref.ts";
import type { Caller, Change, Operation } from "./operation.ts";
import { undoFilters, undoQdiscs } from "./qdisc-undo.ts";
import {
  addressSpecOf,
  changedBridgeSettings,
  changedPortSettings,
  newLinkOf,
  nexthopSpecOf,
  partsOf,
  routeSpecOf,
  tuntapSpecOf,
} from "./remake.ts";
import { undoVlanOptions } from "./vlan-options.ts";

/**
 * What undoes `op` in the state that `world` is in now, before it is applied; empty when it would change nothing. Reads the
 * committed configuration, so it is not for the inner loop of a batch.
 */
export function invert(world: World, caller: Caller, op: Operation): Operation[] {
  const before = world.config;
  const trial = new Trial(before, world.runtime, { ...caller, netAdmin: true }, op);
  return trial.run();
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

class Trial {
  readonly #before: Config;
  readonly #was: Runtime;
  readonly #world: World;
  readonly #caller: Caller;
  readonly #op: Operation;
  readonly #named: ReadonlyMap<NetnsId, NetnsRef>;
  readonly #steps: Operation[] = [];

  constructor(before: Config, runtime: Runtime, caller: Caller, op: Operation) {
    this.#before = before;
    this.#was = runtime;
    this.#world = new World(before, cloneRuntime(runtime));
    this.#caller = caller;
    this.#op = op;
    this.#named = namedNetns(caller, op);
  }

  run(): Operation[] {
    // One that is refused may have changed something before it was.
    apply(this.#world, this.#caller, this.#op);
    this.#removeNewLinks();
    this.#moveAndRename();
    this.#remakeLinks();
    for (const [id, ref] of this.#named) {
      this.#sysctls(id, ref);
      this.#addressLabels(id, ref);
      this.#links(id, (was, now) => this.#conf(id, ref, was, now));
    }
    for (const [id, ref] of this.#named) this.#links(id, (was, now) => this.#settings(ref, was, now));
    for (const [id, ref] of this.#named)
      this.#links(id, (was, now) => undoQdiscs(ref, was, now, (op) => this.#step(op)));
    for (const [id, ref] of this.#named)
      this.#links(id, (was, now) =>
        undoFilters(
          ref,
          was,
          now,
          (link) => this.#before.links[link]?.name ?? "",
          (op) => this.#step(op),
        ),
      );
    for (const [id, ref] of this.#named) this.#links(id, (was, now) => this.#addresses(ref, was, now));
    for (const [id, ref] of this.#named) {
      this.#nexthops(id, ref);
      this.#routes(id, ref, "routes4");
      this.#routes(id, ref, "routes6");
      this.#rules(id, ref, "rules4");
      this.#rules(id, ref, "rules6");
      this.#links(id, (was, now) => this.#tables(ref, was, now));
    }
    return this.#steps;
  }

  get #now(): Config {
    return this.#world.config;
  }

  /** A step of the way back, if the kernel lets it pass. */
  #step(op: Operation): void {
    const result: Result<readonly Change[], KernelError> = apply(this.#world, this.#caller, op);
    if (result.ok) this.#steps.push(op);
  }

  /** Each link of a namespace as it was, with the one that has its name now. */
  #links(id: NetnsId, visit: (was: Link, now: Link) => void): void {
    for (const linkId of Object.values(this.#before.netns[id]?.links ?? {})) {
      const was = this.#before.links[linkId];
      const nowId = was && this.#now.netns[id]?.names[was.name];
      const now = nowId === undefined ? undefined : this.#now.links[nowId];
      if (was && now) visit(was, now);
    }
  }

  #removeNewLinks(): void {
    for (const link of Object.values(this.#now.links)) {
      const ref = this.#named.get(link.netns);
      if (!ref || this.#before.links[link.id] || !this.#now.links[link.id]) continue;
      this.#step({ kind: "linkDelete", netns: ref, device: link.name });
    }
  }

  #moveAndRename(): void {
    for (const [id, ref] of this.#named) {
      for (const linkId of Object.values(this.#before.netns[id]?.links ?? {})) {
        const was = this.#before.links[linkId];
        let now = this.#now.links[linkId];
        const from = now && this.#named.get(now.netns);
        if (was && now && from && now.netns !== id) {
          const name = now.name === was.name ? {} : { name: was.name };
          this.#step({ kind: "linkSet", netns: from, device: now.name, changes: { netns: ref, ...name } });
          now = this.#now.links[linkId];
        }
        if (was && now && now.netns === id && now.name !== was.name)
          this.#step({ kind: "linkSet", netns: ref, device: now.name, changes: { name: was.name } });
      }
    }
  }

  #remakeLinks(): void {
    for (const [id, ref] of this.#named) {
      for (const linkId of Object.values(this.#before.netns[id]?.links ?? {})) {
        const was = this.#before.links[linkId];
        if (!was || this.#now.links[linkId] || this.#now.netns[id]?.names[was.name] !== undefined) continue;
        const link = newLinkOf(was);
        if (was.kind.type === "veth") {
          const peer = this.#before.links[was.kind.peer];
          const far = peer && this.#named.get(peer.netns);
          const end: NewLink = peer ? { ...newLinkOf(peer), ...(far && peer.netns !== id ? { netns: far } : {}) } : {};
          this.#step({ kind: "linkAdd", netns: ref, link, info: { type: "veth", peer: end } });
        } else if (was.kind.type === "bridge")
          this.#step({ kind: "linkAdd", netns: ref, link, info: { type: "bridge", settings: was.kind.settings } });
        else if (was.kind.type === "tun") this.#step({ kind: "tuntapAdd", netns: ref, spec: tuntapSpecOf(was) });
        else if (was.kind.type === "dummy") this.#step({ kind: "linkAdd", netns: ref, link, info: { type: "dummy" } });
        else if (was.kind.type !== "ether" && was.kind.type !== "loopback") this.#remakeDriven(id, ref, was.kind, link);
      }
    }
  }

  /** A link of a kind with a driver: on the link it stood on, if that is there. */
  #remakeDriven(id: NetnsId, ref: NetnsRef, kind: Extract<LinkKind, { type: DrivenType }>, link: NewLink): void {
    const driver = driverOf(kind.type);
    if (!driver) return;
    if (!("lower" in kind)) {
      const settings = driver.settingsOf(kind, (under) => this.#before.links[under]?.name);
      this.#step({ kind: "linkAdd", netns: ref, link, info: { type: kind.type, settings } });
      return;
    }
    const lower = this.#now.links[kind.lower] ?? this.#renamed(kind.lower);
    const below = lower && this.#named.get(lower.netns);
    if (!below) return;
    const away = lower.netns === id ? {} : { netns: ref };
    const info = { type: kind.type, settings: driver.settingsOf(kind, () => undefined) };
    this.#step({ kind: "linkAdd", netns: below, link: { ...link, ...away, link: lower.name }, info });
  }

  /** The link that was made again in the place of one that is gone. */
  #renamed(was: LinkId): Link | undefined {
    const before = this.#before.links[was];
    const now = before && this.#now.netns[before.netns]?.names[before.name];
    return now === undefined ? undefined : this.#now.links[now];
  }

  /** Per-interface sysctls, as far as the link has them otherwise than it had. */
  #conf(id: NetnsId, ref: NetnsRef, was: Link, now: Link): void {
    for (const [directory, before, after] of [
      ["ipv4/conf", was.conf4, now.conf4],
      ["ipv6/conf", was.conf6, now.conf6],
      ["ipv4/neigh", was.neigh4, now.neigh4],
      ["ipv6/neigh", was.neigh6, now.neigh6],
    ] as const) {
      for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
        const path = `net/${directory}/${was.name}/${name === "mtu6" ? "mtu" : name}`;
        const value = readSysctl(this.#before, id, path);
        if (value === undefined || readSysctl(this.#now, id, path) === value) continue;
        this.#step({ kind: "sysctlSet", netns: ref, path, value });
      }
    }
  }

  #settings(ref: NetnsRef, was: Link, now: Link): void {
    const name = (id: LinkId | undefined) => (id === undefined ? null : (this.#before.links[id]?.name ?? null));
    const masterNow = now.master === undefined ? null : (this.#now.links[now.master]?.name ?? null);
    const changes: { -readonly [K in keyof LinkChanges]: LinkChanges[K] } = {};
    if (was.mtu !== now.mtu) changes.mtu = was.mtu;
    if (was.mac !== now.mac && was.kind.type !== "bridge") changes.mac = was.mac;
    if (was.group !== now.group) changes.group = was.group;
    if (was.alias !== now.alias) changes.alias = was.alias ?? "";
    if (was.broadcast !== now.broadcast) changes.broadcast = was.broadcast;
    if (was.txQueueLength !== now.txQueueLength) changes.txQueueLength = was.txQueueLength;
    if (was.addrGenMode !== now.addrGenMode) changes.addrGenMode = was.addrGenMode;
    if (was.linkMode !== now.linkMode) changes.linkMode = was.linkMode;
    if (name(was.master) !== masterNow) changes.master = name(was.master);
    const device = was.name;
    // do_setlink changes flags before the master, and a bond wants its slaves down.
    const flags: typeof changes = {};
    const differs = was.flags ^ now.flags;
    if (differs & IFF.NOARP) flags.arp = !(was.flags & IFF.NOARP);
    if (differs & IFF.MULTICAST) flags.multicast = (was.flags & IFF.MULTICAST) !== 0;
    if (differs & IFF.PROMISC) flags.promisc = (was.flags & IFF.PROMISC) !== 0;
    if (differs & IFF.DYNAMIC) flags.dynamic = (was.flags & IFF.DYNAMIC) !== 0;
    if (differs & IFF.NOTRAILERS) flags.trailers = (was.flags & IFF.NOTRAILERS) === 0;
    if (differs & IFF.ALLMULTI) flags.allMulticast = (was.flags & IFF.ALLMULTI) !== 0;
    if (differs & IFF.UP) flags.up = isUp(was);
    const parts = changes.master === undefined ? [{ ...changes, ...flags }] : [changes, flags];
    for (const part of parts)
      if (Object.keys(part).length > 0) this.#step({ kind: "linkSet", netns: ref, device, changes: part });
    for (const altname of now.altnames)
      if (!was.altnames.includes(altname))
        this.#step({ kind: "linkSet", netns: ref, device, changes: { delAltnames: [altname] } });
    for (const altname of was.altnames)
      if (!now.altnames.includes(altname))
        this.#step({ kind: "linkSet", netns: ref, device, changes: { addAltnames: [altname] } });
    if (was.wanted !== now.wanted) {
      const features = featuresOf(was, this.#before.links);
      const wanted = Object.fromEntries(
        Object.keys(now.wanted ?? {}).flatMap((each) => {
          const state = features?.get(each);
          return state && state.wanted !== now.wanted?.[each] ? [[each, state.wanted]] : [];
        }),
      );
      if (Object.keys(wanted).length > 0) this.#step({ kind: "featuresSet", netns: ref, device, wanted });
    }
    if (was.token !== now.token) this.#step({ kind: "tokenSet", netns: ref, device, token: was.token ?? IPV6_ANY });
    const driver = driverOf(was.kind.type);
    if (driver && was.kind.type === now.kind.type) {
      const nameOf = (under: LinkId) => this.#before.links[under]?.name;
      const whole = driver.settingsOf(was.kind, nameOf);
      const current = driver.settingsOf(now.kind, (under) => this.#now.links[under]?.name);
      const settings = driver.changedSettings?.(was.kind, now.kind, nameOf) ?? whole;
      if (JSON.stringify(whole) !== JSON.stringify(current) && Object.keys(settings).length > 0)
        this.#step({
          kind: "linkSet",
          netns: ref,
          device,
          changes: {},
          info: { type: was.kind.type, settings },
        });
      // That of a tunnel follows what its own headers need.
      if ((this.#now.links[now.id] ?? was).mtu !== was.mtu)
        this.#step({ kind: "linkSet", netns: ref, device, changes: { mtu: was.mtu } });
    }
    if (was.kind.type === "bridge" && now.kind.type === "bridge") {
      const settings = changedBridgeSettings(was.kind.settings, now.kind.settings);
      if (Object.keys(settings).length > 0)
        this.#step({ kind: "linkSet", netns: ref, device, changes: {}, info: { type: "bridge", settings } });
    }
    this.#vlans(ref, device, was, now);
    if (was.port && now.port && was.master === now.master) {
      const settings = changedPortSettings(was.port, now.port);
      if (Object.keys(settings).length > 0)
        this.#step({ kind: "linkSet", netns: ref, device, changes: {}, info: { type: "bridge_slave", settings } });
    }
  }

  /** The VLANs of a bridge or of a port that stayed where it was. */
  #vlans(ref: NetnsRef, device: string, was: Link, now: Link): void {
    const self = was.kind.type === "bridge";
    if (!self && (!was.port || !now.port || was.master !== now.master)) return;
    const [before, current] = [vlansOf(was), vlansOf(this.#now.links[now.id] ?? now)];
    const at = { kind: "vlanChange", netns: ref, device, self, master: !self } as const;
    for (const vid of vlanIds(current))
      if (before.entries[vid] === undefined) this.#step({ ...at, verb: "delete", vid, pvid: false, untagged: false });
    for (const vid of vlanIds(before)) {
      const untagged = before.entries[vid]?.untagged === true;
      const pvid = before.pvid === vid;
      if (current.entries[vid]?.untagged !== untagged || pvid !== (current.pvid === vid))
        this.#step({ ...at, verb: "add", vid, pvid, untagged });
    }
    for (const step of undoVlanOptions(ref, was, this.#now.links[now.id] ?? now)) this.#step(step);
  }

  #addresses(ref: NetnsRef, was: Link, now: Link): void {
    const same = (a: Inet4Address | Inet6Address, b: Inet4Address | Inet6Address) =>
      a.local === b.local && a.prefixLength === b.prefixLength && a.peer === b.peer;
    const current = () => this.#now.links[now.id] ?? now;
    const all = (link: Link) => [...link.inet, ...link.inet6];
    for (const address of all(current()))
      if (!all(was).some((other) => same(address, other)))
        this.#step({ kind: "addressDelete", netns: ref, address: addressSpecOf(was.name, address) });
    for (const address of all(was)) {
      const there = all(current()).find((other) => same(address, other));
      const spec = addressSpecOf(was.name, address);
      if (!there) this.#step({ kind: "addressAdd", netns: ref, mode: "add", address: spec });
      else if (
        there.valid !== address.valid ||
        there.metric !== address.metric ||
        there.preferred !== address.preferred
      )
        this.#step({ kind: "addressAdd", netns: ref, mode: "replace", address: spec });
    }
  }

  #routes(id: NetnsId, ref: NetnsRef, key: "routes4" | "routes6"): void {
    const names = (config: Config) => (hop: Route["nextHops"][number]) =>
      `${hop.via} ${hop.link === undefined ? "" : config.links[hop.link]?.name} ${hop.onlink} ${hop.weight} ${JSON.stringify(hop.ownMetrics)}`;
    const equal = (was: Route, now: Route) =>
      was.table === now.table &&
      was.tos === now.tos &&
      was.metric === now.metric &&
      routeSubject(was) === routeSubject(now) &&
      sameRoute({ ...was, nextHops: [] }, { ...now, nextHops: [] }) &&
      was.nextHops.map(names(this.#before)).join() === now.nextHops.map(names(this.#now)).join();
    const before = this.#before.netns[id]?.[key] ?? new RouteList();
    if (this.#now.netns[id]?.[key] === before) return;
    // Local routes of IPv6 come of themselves when address detection has passed.
    const ofAddress = (route: Route) => route.protocol === 2 && (route.type === "local" || route.type === "anycast");
    for (const route of this.#now.netns[id]?.[key] ?? []) {
      if (!ofAddress(route) && !before.some((was) => equal(was, route)))
        this.#step({ kind: "routeDelete", netns: ref, route: routeSpecOf(this.#now, route) });
    }
    for (const route of before) {
      if (ofAddress(route) || this.#now.netns[id]?.[key].some((now) => equal(route, now))) continue;
      for (const part of partsOf(route))
        this.#step({ kind: "routeAdd", netns: ref, mode: "append", route: routeSpecOf(this.#before, part) });
    }
  }

  /** Those that somebody added go, those that went come back: what groups stand on before the groups. */
  #nexthops(id: NetnsId, ref: NetnsRef): void {
    const before = this.#before.netns[id]?.nexthops;
    const now = this.#now.netns[id]?.nexthops;
    if (before === now) return;
    for (const { id: added } of now ?? [])
      if (!before?.get(added)) this.#step({ kind: "nexthopDelete", netns: ref, id: added });
    const all = [...(before ?? [])];
    for (const nexthop of [
      ...all.filter((each) => each.group.length === 0),
      ...all.filter((each) => each.group.length),
    ])
      if (now?.get(nexthop.id) !== nexthop)
        this.#step({ kind: "nexthopAdd", netns: ref, mode: "replace", nexthop: nexthopSpecOf(this.#before, nexthop) });
  }

  #rules(id: NetnsId, ref: NetnsRef, key: "rules4" | "rules6"): void {
    const before = this.#before.netns[id]?.[key] ?? [];
    const now = this.#now.netns[id]?.[key] ?? [];
    if (before === now) return;
    for (const rule of now) if (!before.includes(rule)) this.#step({ kind: "ruleDelete", netns: ref, rule });
    for (const rule of before) if (!now.includes(rule)) this.#step({ kind: "ruleAdd", netns: ref, rule });
  }

  #addressLabels(id: NetnsId, ref: NetnsRef): void {
    const was = this.#before.netns[id];
    const now = this.#now.netns[id];
    if (!was || !now || was.addressLabels === now.addressLabels) return;
    const nameOf = (ifindex: number) => this.#before.links[was.links[ifindex] as LinkId]?.name;
    const steps = undoAddressLabels(addressLabelsOf(was), addressLabelsOf(now), ref, nameOf);
    for (const step of steps) this.#step(step);
  }

  #sysctls(id: NetnsId, ref: NetnsRef): void {
    if (this.#op.kind !== "sysctlSet") return;
    const value = readSysctl(this.#before, id, this.#op.path);
    if (value === undefined || readSysctl(this.#now, id, this.#op.path) === value) return;
    this.#step({ kind: "sysctlSet", netns: ref, path: this.#op.path, value });
  }

  /** Neighbors and FDB entries that somebody entered. */
  #tables(ref: NetnsRef, was: Link, now: Link): void {
    const { runtime } = this.#world;
    for (const step of undoFdb(this.#was, runtime, was, this.#now.links[now.id] ?? now, ref)) this.#step(step);
    for (const step of undoMdb(this.#was, runtime, this.#before.links, was, ref)) this.#step(step);
    const here = this.#world.runtime.neighbors.get(now.id);
    for (const neighbor of this.#was.neighbors.get(was.id)?.values() ?? []) {
      if (neighbor.state !== "PERMANENT" && neighbor.state !== "NOARP") continue;
      const there = here?.get(neighbor.address);
      if (there?.state === neighbor.state && there.mac === neighbor.mac) continue;
      const { address, state, mac } = neighbor;
      this.#step({
        kind: "neighborAdd",
        netns: ref,
        mode: "replace",
        neighbor: { device: was.name, address, state, ...(mac === undefined ? {} : { mac }) },
      });
    }
    for (const neighbor of [...(here?.values() ?? [])])
      if (!this.#was.neighbors.get(was.id)?.has(neighbor.address))
        this.#step({ kind: "neighborDelete", netns: ref, neighbor: { device: was.name, address: neighbor.address } });
  }
}
