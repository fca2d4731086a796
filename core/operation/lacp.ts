/**
 * The Link Aggregation Control Protocol (IEEE 802.3ad clause 43; drivers/net/bonding/bond_3ad.c): bonds of mode 802.3ad
 * agree with whom their links lead to.
 *
 * Same as Linux: the state machines, ten rounds a second, what LACPDUs say, aggregators and their choice, keys. Absent:
 * markers, the churn machines.
 */
import type { LinkId } from "../model/id.ts";
import { LACP_STATE, type LacpParams, type LacpPort, newAggregator, noPartner } from "../model/lacp.ts";
import { isUp } from "../model/link.ts";
import { speedOf } from "../model/link-speed.ts";
import { type Lacpdu, lacpFrame } from "../wire/lacp.ts";
import { bondOf, slaveOf } from "./bond-monitor.ts";
import {
  type Aggregation,
  aggregationOf,
  chooseActive,
  disablePort,
  dropPort,
  enablePort,
  hasPartner,
  lacpCarrier,
  selectAggregator,
  settleReady,
} from "./lacp-select.ts";
import type { Transaction } from "./transaction.ts";

/** AD_TIMER_INTERVAL, and what depends on it in rounds. */
const ROUND_MICROS = 100_000;
const PER_SECOND = 10;
const FAST_PERIODIC = 1 * PER_SECOND;
const SLOW_PERIODIC = 30 * PER_SECOND;
const SHORT_TIMEOUT = 3 * PER_SECOND;
const LONG_TIMEOUT = 90 * PER_SECOND;
const AGGREGATE_WAIT = 2 * PER_SECOND;
/** AD_MAX_TX_IN_SECOND. */
const TX_ROUNDS = Math.floor(PER_SECOND / 3);
const FIRST_SELECTION = 8 * PER_SECOND;

/** AD_LINK_SPEED_*. */
const SPEED_CODES: Readonly<Record<number, number>> = { 10: 2, 100: 3, 1000: 4, 2500: 5, 5000: 6, 10000: 7 };

const { active, shortTimeout, aggregating, inSync, collecting, distributing, defaulted, expired } = LACP_STATE;

/** ad_update_actor_keys. `reset`: the link has failed. */
function updateKeys({ tx, bond }: Aggregation, id: LinkId, port: LacpPort, reset: boolean): void {
  const before = port.actor.key;
  const up = !reset && slaveOf(tx, id)?.link === "UP";
  const rate = up ? speedOf(tx.draft.links, tx.link(id)) : undefined;
  const speed = rate === undefined ? 0 : (SPEED_CODES[rate] ?? 0);
  const duplex = rate === undefined ? 0 : 1;
  port.actor.key = (bondOf(tx, bond).params.ad_user_port_key << 6) | (speed << 1) | duplex;
  if (port.actor.key === before) return;
  port.lacpEnabled = duplex === 1;
  if (!reset && duplex === 1 && (before & 0x3e) >> 1 !== speed) port.begin = true;
}

/** bond_3ad_initialize, bond_3ad_bind_slave. */
export function bindPort(tx: Transaction, bond: LinkId, id: LinkId): void {
  const at = aggregationOf(tx, bond);
  const { lacp } = at;
  const { params, adActorSystem } = bondOf(tx, bond);
  const first = lacp.slaves.size === 0;
  if (first) {
    lacp.lastAggregator = 0;
    lacp.selectTimer = FIRST_SELECTION;
  }
  const last = [...lacp.slaves.values()].at(-1)?.port.actor.portNumber ?? 0;
  const known = [...lacp.slaves.values()][0]?.port.actor.system;
  const given = /[1-9a-f]/.test(adActorSystem) ? adActorSystem : undefined;
  const actor: LacpParams = {
    system: given ?? known ?? tx.link(bond).mac,
    systemPriority: params.ad_actor_sys_prio,
    key: 0,
    portNumber: last + 1,
    portPriority: 0xff,
    state: aggregating | (params.lacp_active ? active : 0) | (params.lacp_rate ? shortTimeout : 0),
  };
  const port: LacpPort = {
    actor,
    partner: noPartner(),
    enabled: true,
    begin: true,
    lacpEnabled: true,
    selected: false,
    readyN: false,
    ready: false,
    matched: false,
    rx: "dummy",
    periodic: "dummy",
    mux: "dummy",
    rxTimer: 0,
    periodicTimer: 0,
    muxTimer: 0,
    txTimer: TX_ROUNDS,
    ntt: false,
    aggregator: undefined,
  };
  lacp.slaves.set(id, { port, aggregator: newAggregator(++lacp.lastAggregator) });
  updateKeys(at, id, port, false);
}

/** bond_3ad_unbind_slave: the partner is told that this link is no longer one of several. */
export function unbindPort(tx: Transaction, bond: LinkId, id: LinkId): void {
  const at = aggregationOf(tx, bond);
  const port = at.lacp.slaves.get(id)?.port;
  if (!port) return;
  port.actor.state &= ~(inSync | collecting | distributing | aggregating);
  send(at, id, port);
  dropPort(at, id);
}

/** bond_3ad_handle_link_change. */
export function lacpLinkChange(tx: Transaction, bond: LinkId, id: LinkId, up: boolean): void {
  const at = aggregationOf(tx, bond);
  const port = at.lacp.slaves.get(id)?.port;
  if (!port) return;
  port.enabled = up;
  updateKeys(at, id, port, !up);
  chooseActive(at);
}

/** bond_open: the rounds begin, and the choice is made in the first. */
export function startLacp(tx: Transaction, bond: LinkId): void {
  const { lacp } = aggregationOf(tx, bond);
  lacp.selectTimer = 1;
  tx.runtime.timers.add(tx.runtime.nowMicros, { kind: "lacp", link: bond, since: tx.runtime.nowMicros });
  lacp.since = tx.runtime.nowMicros;
}

export function stopLacp(tx: Transaction, bond: LinkId): void {
  aggregationOf(tx, bond).lacp.since = undefined;
}

/** bond_set_carrier of this mode. */
export function setLacpCarrier(tx: Transaction, bond: LinkId): void {
  lacpCarrier(aggregationOf(tx, bond));
}

/** bond_3ad_update_ad_actor_settings, bond_3ad_update_lacp_rate. */
export function updateActors(tx: Transaction, bond: LinkId): void {
  const { params, adActorSystem } = bondOf(tx, bond);
  const given = /[1-9a-f]/.test(adActorSystem) ? adActorSystem : tx.link(bond).mac;
  for (const { port } of aggregationOf(tx, bond).lacp.slaves.values()) {
    port.actor.system = given;
    port.actor.systemPriority = params.ad_actor_sys_prio;
    port.actor.state = (port.actor.state & ~shortTimeout) | (params.lacp_rate ? shortTimeout : 0);
    port.ntt = true;
  }
}

/** bond_3ad_state_machine_handler: one round. */
export function lacpRound(tx: Transaction, bond: LinkId, since: number, atMicros: number): void {
  const link = tx.findLink(bond);
  if (!link || !isUp(link)) return;
  const at = aggregationOf(tx, bond);
  const { lacp } = at;
  if (lacp.since !== since) return;
  if (lacp.selectTimer > 0 && --lacp.selectTimer === 0 && lacp.slaves.size > 0) chooseActive(at);
  for (const [id, { port }] of lacp.slaves) {
    receiveMachine(port, undefined);
    periodicMachine(port);
    selectAggregator(at, id);
    muxMachine(at, id, port);
    transmitMachine(at, id, port);
    port.begin = false;
  }
  tx.runtime.timers.add(atMicros + ROUND_MICROS, { kind: "lacp", link: bond, since });
}

/** bond_3ad_lacpdu_recv. */
export function receiveLacpdu(tx: Transaction, id: LinkId, pdu: Lacpdu): void {
  const { master } = tx.findLink(id) ?? {};
  if (master === undefined) return;
  const at = aggregationOf(tx, master);
  const port = at.lacp.slaves.get(id)?.port;
  if (port) receiveMachine(port, pdu);
}

function aggregatorOf({ lacp }: Aggregation, port: LacpPort) {
  return port.aggregator === undefined ? undefined : lacp.slaves.get(port.aggregator)?.aggregator;
}

/** __record_default. */
function recordDefault(port: LacpPort): void {
  Object.assign(port.partner, noPartner());
  port.actor.state |= defaulted;
}

function differs(a: Readonly<LacpParams>, b: Readonly<LacpParams>, bits: number): boolean {
  return (
    a.portNumber !== b.portNumber ||
    a.portPriority !== b.portPriority ||
    a.system !== b.system ||
    a.systemPriority !== b.systemPriority ||
    a.key !== b.key ||
    ((a.state ^ b.state) & bits) !== 0
  );
}

/** ad_rx_machine. */
function receiveMachine(port: LacpPort, pdu: Lacpdu | undefined): void {
  const last = port.rx;
  if (port.begin) {
    port.lacpEnabled = (port.actor.key & 1) !== 0;
    port.selected = false;
    recordDefault(port);
    port.actor.state &= ~expired;
    port.rx = "port-disabled";
  } else if (!port.enabled) port.rx = "port-disabled";
  else if (pdu && (port.rx === "expired" || port.rx === "defaulted" || port.rx === "current")) {
    port.rxTimer = 0;
    port.rx = "current";
  } else if (port.rxTimer > 0 && --port.rxTimer === 0) {
    if (port.rx === "expired") port.rx = "defaulted";
    else if (port.rx === "current") port.rx = "expired";
  } else if (port.rx === "port-disabled") port.rx = port.lacpEnabled ? "expired" : "lacp-disabled";
  if (port.rx === last && !pdu) return;
  switch (port.rx) {
    case "port-disabled":
      port.matched = false;
      port.partner.state &= ~inSync;
      return;
    case "lacp-disabled":
      port.selected = false;
      recordDefault(port);
      port.partner.state &= ~aggregating;
      port.matched = true;
      port.actor.state &= ~expired;
      return;
    case "expired":
      port.matched = false;
      port.partner.state = (port.partner.state & ~inSync) | shortTimeout;
      port.rxTimer = SHORT_TIMEOUT;
      port.actor.state |= expired;
      return;
    case "defaulted":
      if (differs(noPartner(), port.partner, aggregating)) port.selected = false;
      recordDefault(port);
      port.matched = true;
      port.actor.state &= ~expired;
      return;
    case "current":
      if (pdu) takePdu(port, pdu);
      return;
  }
}

/** __update_selected, __update_ntt, __record_pdu. */
function takePdu(port: LacpPort, pdu: Lacpdu): void {
  // A link that leads back to this very bond.
  if (pdu.actor.system === port.actor.system) return;
  if (differs(pdu.actor, port.partner, aggregating)) port.selected = false;
  if (differs(pdu.partner, port.actor, active | shortTimeout | inSync | aggregating)) port.ntt = true;
  port.matched = !differs(pdu.partner, port.actor, aggregating) || (pdu.actor.state & aggregating) === 0;
  Object.assign(port.partner, pdu.actor);
  port.actor.state &= ~defaulted;
  if (!port.matched) port.partner.state &= ~inSync;
  port.rxTimer = port.actor.state & shortTimeout ? SHORT_TIMEOUT : LONG_TIMEOUT;
  port.actor.state &= ~expired;
}

/** ad_periodic_machine. */
function periodicMachine(port: LacpPort): void {
  const last = port.periodic;
  const fast = (port.partner.state & shortTimeout) !== 0;
  const silent = ((port.actor.state | port.partner.state) & active) === 0;
  if (port.begin || !port.lacpEnabled || !port.enabled || silent) port.periodic = "none";
  else if (port.periodicTimer > 0) {
    if (--port.periodicTimer === 0) port.periodic = "tx";
    else if (port.periodic === "fast" && !fast) port.periodic = "slow";
    else if (port.periodic === "slow" && fast) {
      port.periodicTimer = 0;
      port.periodic = "tx";
    }
  } else if (port.periodic === "none") port.periodic = "fast";
  else if (port.periodic === "tx") port.periodic = fast ? "fast" : "slow";
  if (port.periodic === last) return;
  if (port.periodic === "none") port.periodicTimer = 0;
  else if (port.periodic === "fast") port.periodicTimer = FAST_PERIODIC - 1;
  else if (port.periodic === "slow") port.periodicTimer = SLOW_PERIODIC - 1;
  else port.ntt = true;
}

/** ad_mux_machine. */
function muxMachine(at: Aggregation, id: LinkId, port: LacpPort): void {
  const last = port.mux;
  const aggregator = aggregatorOf(at, port);
  const isActive = aggregator?.active === true;
  const detach = () => {
    port.readyN = false;
    settleReady(at, port.aggregator);
    port.mux = "detached";
  };
  if (port.begin) port.mux = "detached";
  else if (port.mux === "detached") {
    if (port.selected) port.mux = "waiting";
  } else if (port.mux === "waiting") {
    if (!port.selected) detach();
    else {
      if (port.muxTimer > 0 && --port.muxTimer === 0) port.readyN = true;
      settleReady(at, port.aggregator);
      if (port.ready && port.muxTimer === 0) port.mux = "attached";
    }
  } else if (port.mux === "attached") {
    if (port.selected && port.partner.state & inSync && at.lacp.selectTimer === 0) {
      if (isActive) port.mux = "collecting-distributing";
    } else if (!port.selected) detach();
    else if (isActive) port.actor.state |= inSync;
  } else if (port.mux === "collecting-distributing") {
    if (!port.selected || !(port.partner.state & inSync) || !(port.actor.state & inSync)) port.mux = "attached";
    else if (isActive && slaveOf(at.tx, id)?.state !== "ACTIVE") enablePort(at, id);
  }
  if (port.mux === last) return;
  const disable = () => {
    if (aggregator && hasPartner(aggregator)) disablePort(at, id);
    port.actor.state &= ~(collecting | distributing);
    port.ntt = true;
  };
  if (port.mux === "detached") {
    port.actor.state &= ~inSync;
    disable();
  } else if (port.mux === "waiting") port.muxTimer = AGGREGATE_WAIT;
  else if (port.mux === "attached") {
    port.actor.state = isActive ? port.actor.state | inSync : port.actor.state & ~inSync;
    disable();
  } else {
    port.actor.state |= collecting | distributing | inSync;
    if (isActive) enablePort(at, id);
    port.ntt = true;
  }
}

/** ad_tx_machine: not more than three a second. */
function transmitMachine(at: Aggregation, id: LinkId, port: LacpPort): void {
  if (port.txTimer === 0 || --port.txTimer > 0) return;
  if (port.ntt && port.lacpEnabled) {
    send(at, id, port);
    port.ntt = false;
  }
  port.txTimer = TX_ROUNDS;
}

/** ad_lacpdu_send: from the slave's own address, by which it knows its own voice. */
function send({ tx }: Aggregation, id: LinkId, { actor, partner }: LacpPort): void {
  const source = slaveOf(tx, id)?.permanentMac ?? tx.link(id).mac;
  const frame = lacpFrame(source, { actor, partner });
  tx.runtime.timers.add(tx.runtime.nowMicros, { kind: "send", link: id, frame });
}
