/** Which links of a bond belong together, and which group of them is used (ad_port_selection_logic of bond_3ad.c). */
import { ZERO_MAC } from "../address/mac.ts";
import type { LinkId } from "../model/id.ts";
import { activePorts, LACP_STATE, type Lacp, type LacpAggregator, newAggregator } from "../model/lacp.ts";
import { isUp } from "../model/link.ts";
import { speedOf } from "../model/link-speed.ts";
import { bondRuntime } from "../model/runtime.ts";
import { bondOf, setActive, setInactive, slaveOf } from "./bond-monitor.ts";
import { setCarrier } from "./device.ts";
import type { Transaction } from "./transaction.ts";

/** One bond's aggregation at work. */
export interface Aggregation {
  readonly tx: Transaction;
  readonly bond: LinkId;
  readonly lacp: Lacp;
}

export function aggregationOf(tx: Transaction, bond: LinkId): Aggregation {
  const own = bondRuntime(tx.runtime, bond);
  own.lacp ??= { selectTimer: 0, lastAggregator: 0, slaves: new Map() };
  return { tx, bond, lacp: own.lacp };
}

export function hasPartner({ partnerSystem }: LacpAggregator): boolean {
  return partnerSystem !== ZERO_MAC;
}

/** __enable_port, __disable_port. */
export function enablePort({ tx }: Aggregation, id: LinkId): void {
  const link = tx.link(id);
  if (link.bondSlave?.link === "UP" && isUp(link) && link.carrier) setActive(tx, id);
}

export function disablePort({ tx, bond }: Aggregation, id: LinkId): void {
  setInactive(tx, bondOf(tx, bond), id);
}

/** bond_3ad_set_carrier. */
export function lacpCarrier({ tx, bond, lacp }: Aggregation): void {
  const active = [...lacp.slaves.values()].find(({ aggregator }) => aggregator.active)?.aggregator;
  if (lacp.slaves.size === 0) return;
  setCarrier(tx, bond, active !== undefined && activePorts(lacp, active) >= bondOf(tx, bond).params.min_links);
}

function clear(aggregator: LacpAggregator): void {
  const { id: _, ...fresh } = newAggregator(0);
  Object.assign(aggregator, fresh);
}

/** __agg_ports_are_ready, __set_agg_ports_ready. */
export function settleReady({ lacp }: Aggregation, id: LinkId | undefined): void {
  const ports = id === undefined ? [] : (lacp.slaves.get(id)?.aggregator.ports ?? []);
  const all = ports.map((port) => lacp.slaves.get(port)?.port);
  const ready = all.every((port) => port?.readyN);
  for (const port of all) if (port) port.ready = ready;
}

/** ad_port_selection_logic. */
export function selectAggregator(at: Aggregation, id: LinkId): void {
  const { lacp } = at;
  const own = lacp.slaves.get(id);
  if (!own || own.port.selected) return;
  const { port } = own;
  if (port.aggregator !== undefined) {
    const former = lacp.slaves.get(port.aggregator)?.aggregator;
    if (former) {
      former.ports = former.ports.filter((other) => other !== id);
      if (former.ports.length === 0) clear(former);
    }
    port.aggregator = undefined;
  }
  let free: LinkId | undefined;
  for (const [slave, { aggregator }] of lacp.slaves) {
    if (aggregator.ports.length === 0) {
      free ??= slave;
      continue;
    }
    const suits =
      aggregator.actorKey === port.actor.key &&
      aggregator.partnerSystem === port.partner.system &&
      aggregator.partnerSystemPriority === port.partner.systemPriority &&
      aggregator.partnerKey === port.partner.key &&
      hasPartner(aggregator) &&
      !aggregator.individual;
    if (!suits) continue;
    port.aggregator = slave;
    aggregator.ports = [id, ...aggregator.ports];
    port.selected = true;
    break;
  }
  if (port.aggregator === undefined) {
    const fresh = free === undefined ? undefined : lacp.slaves.get(free)?.aggregator;
    if (!fresh) return;
    port.aggregator = free;
    fresh.individual = (port.actor.key & 1) === 0;
    fresh.actorKey = port.actor.key;
    fresh.partnerSystem = port.partner.system;
    fresh.partnerSystemPriority = port.partner.systemPriority;
    fresh.partnerKey = port.partner.key;
    fresh.ports = [id];
    port.selected = true;
  }
  settleReady(at, port.aggregator);
  chooseActive(at);
  const home = lacp.slaves.get(port.aggregator as LinkId)?.aggregator;
  if (!home?.active) port.actor.state &= ~LACP_STATE.inSync;
}

const COUNT = 2;
const STABLE = 0;

/** __get_agg_bandwidth. */
function bandwidth({ tx, lacp }: Aggregation, aggregator: LacpAggregator): number {
  const [first] = aggregator.ports;
  if (first === undefined || slaveOf(tx, first)?.link !== "UP") return 0;
  return activePorts(lacp, aggregator) * (speedOf(tx.draft.links, tx.link(first)) ?? 0);
}

/** ad_agg_selection_test. */
function better(at: Aggregation, best: LacpAggregator | undefined, other: LacpAggregator): LacpAggregator {
  if (!best) return other;
  if (other.individual !== best.individual) return best.individual ? other : best;
  if (hasPartner(other) !== hasPartner(best)) return hasPartner(other) ? other : best;
  if (bondOf(at.tx, at.bond).params.ad_select === COUNT) {
    const difference = activePorts(at.lacp, other) - activePorts(at.lacp, best);
    if (difference !== 0) return difference > 0 ? other : best;
  }
  return bandwidth(at, other) > bandwidth(at, best) ? other : best;
}

function isDeviceUp({ tx }: Aggregation, { ports }: LacpAggregator): boolean {
  return ports.some((id) => isUp(tx.link(id)) && tx.link(id).carrier);
}

/** ad_agg_selection_logic. */
export function chooseActive(at: Aggregation): void {
  const { lacp } = at;
  const all = [...lacp.slaves.values()].map(({ aggregator }) => aggregator);
  const former = all.find((aggregator) => aggregator.active);
  let best = former && isDeviceUp(at, former) ? former : undefined;
  for (const aggregator of all) {
    aggregator.active = false;
    if (activePorts(lacp, aggregator) > 0 && isDeviceUp(at, aggregator)) best = better(at, best, aggregator);
  }
  if (best && former && bondOf(at.tx, at.bond).params.ad_select === STABLE && activePorts(lacp, former) > 0) {
    const stays = hasPartner(former) || !hasPartner(best);
    if (stays && !(former.actorKey === 0 && best.actorKey !== 0)) best = former;
  }
  if (best && best === former) former.active = true;
  else if (best) {
    best.active = true;
    for (const port of former?.ports ?? []) disablePort(at, port);
  }
  if (best && !hasPartner(best)) for (const port of best.ports) enablePort(at, port);
  lacpCarrier(at);
}

/** bond_3ad_unbind_slave, after the partner has been told. */
export function dropPort(at: Aggregation, id: LinkId): void {
  const { lacp } = at;
  const own = lacp.slaves.get(id);
  if (!own) return;
  const { aggregator, port } = own;
  let anew = false;
  if (aggregator.ports.some((other) => other !== id)) {
    // The others go on in another slave's aggregator that is free.
    for (const [slave, { aggregator: next }] of lacp.slaves) {
      const alone = next.ports.length === 1 && next.ports[0] === id;
      if (slave === id || (next.ports.length > 0 && !alone)) continue;
      const { id: _, ...state } = aggregator;
      Object.assign(next, state);
      for (const other of next.ports) {
        const moved = lacp.slaves.get(other)?.port;
        if (moved) moved.aggregator = slave;
      }
      clear(aggregator);
      break;
    }
  } else if (aggregator.ports.length > 0) {
    anew = aggregator.active;
    clear(aggregator);
  }
  const home = port.aggregator === undefined ? undefined : lacp.slaves.get(port.aggregator)?.aggregator;
  if (home?.ports.includes(id)) {
    home.ports = home.ports.filter((other) => other !== id);
    if (activePorts(lacp, home) === 0) {
      anew ||= home.active;
      if (home.ports.length === 0) clear(home);
    }
  }
  lacp.slaves.delete(id);
  if (anew) chooseActive(at);
}
