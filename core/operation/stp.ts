/**
 * The spanning tree protocol (net/bridge/br_stp.c, br_stp_if.c, br_stp_timer.c; IEEE 802.1D-1998 section 8), function by
 * function under the kernel's names.
 *
 * Same as Linux: who becomes root, which ports are root, designated or blocked, messages and when they are sent or held
 * back, topology changes with short ageing, timers, guard and root block. Absent: spanning tree in user space.
 *
 * Called from operations and, by events, from timers and from messages that came in. What is to be sent is left as a timer
 * that is due at once: the datapath sends.
 */
import { ZERO_MAC } from "../address/mac.ts";
import { type BridgePort, type BridgeSettings, groupAddressOf, PORT_STATE } from "../model/bridge.ts";
import { nextCleanup } from "../model/fdb-age.ts";
import type { LinkId } from "../model/id.ts";
import { isUp, type Link } from "../model/link.ts";
import { type Bpdu, type BridgeId, type BridgeStp, bridgeIdOf, type PortStp, portIdOf } from "../model/stp.ts";
import { bpduFrame } from "../wire/bpdu.ts";
import {
  changeBridge,
  forgetPort,
  portIds,
  setPortState,
  startForwardDelay,
  startStpTimer,
  stopForwardDelay,
  tellPort,
} from "./bridge-port.ts";
import { setCarrier } from "./device.ts";
import { enablePortQueries } from "./querier.ts";
import type { Transaction } from "./transaction.ts";

export const HUNDREDTH = 10_000;
const SECOND = 1_000_000;
/** MESSAGE_AGE_INCR: a message is one tick of 1/256 s, and one of the kernel's, older at each hop. */
const MESSAGE_AGE_INCREMENT = 4000;
const HOLD_MICROS = SECOND;
/** How much of a bridge's id is its priority. */
const PRIORITY_DIGITS = 4;

/** A bridge at work: its link, settings, and what it knows of the tree. */
export interface At {
  readonly tx: Transaction;
  readonly id: LinkId;
  readonly stp: BridgeStp;
}

/** A port of it. */
export interface PortAt {
  readonly id: LinkId;
  readonly stp: PortStp;
}

export function settingsOf({ tx, id }: At): BridgeSettings {
  const { kind } = tx.link(id);
  if (kind.type !== "bridge") throw new Error("not a bridge");
  return kind.settings;
}

/** The bridge's identity: without ports, and without an address of its own choice, it has none. */
function ownBridgeId(_tx: Transaction, bridge: Link): BridgeId {
  const { kind, macAssigned, mac } = bridge;
  if (kind.type !== "bridge") throw new Error("not a bridge");
  return bridgeIdOf(kind.settings.priority, macAssigned === "set" || kind.named ? mac : ZERO_MAC);
}

export function portOf({ tx }: At, port: LinkId): BridgePort {
  const found = tx.link(port).port;
  if (!found) throw new Error("not a port");
  return found;
}

/** The ports, the newest first. */
export function portsOf(at: At): PortAt[] {
  const ids = [...portIds(at.tx, at.tx.link(at.id))].reverse();
  return ids.map((id) => ({ id, stp: portStp(at, id) }));
}

export function portStp(at: At, id: LinkId): PortStp {
  let stp = at.stp.ports.get(id);
  if (!stp) {
    stp = newPortStp(at, id);
    at.stp.ports.set(id, stp);
  }
  return stp;
}

function newPortStp(at: At, id: LinkId): PortStp {
  return {
    designatedRoot: at.stp.root,
    designatedCost: at.stp.rootPathCost,
    designatedBridge: ownId(at),
    designatedPort: portIdOf(portOf(at, id)),
    designatedAgeMicros: 0,
    topologyChangeAck: false,
    configPending: false,
    messageAge: undefined,
    hold: undefined,
  };
}

export function ownId(at: At): BridgeId {
  return at.stp.own;
}

/** What a bridge knows of the tree, if it ever took part. */
export function findStp(tx: Transaction, bridge: LinkId): At | undefined {
  const stp = tx.runtime.stp.get(bridge);
  return stp && { tx, id: bridge, stp };
}

export function isRoot(at: At): boolean {
  return at.stp.root === ownId(at);
}

export function isDesignated(at: At, { id, stp }: PortAt): boolean {
  return stp.designatedBridge === ownId(at) && stp.designatedPort === portIdOf(portOf(at, id));
}

export function isOn(at: At): boolean {
  return settingsOf(at).stpState !== 0;
}

/** round_jiffies: to whole seconds, so that timers go off together. */
export function rounded(now: number, micros: number): number {
  const rest = micros % SECOND;
  const result = rest < SECOND / 4 ? micros - rest : micros - rest + SECOND;
  return result > now ? result : micros;
}

export function startBridgeTimer(at: At, timer: "hello" | "tcn" | "topologyChangeEnds", expiresMicros: number): void {
  at.stp[timer] = expiresMicros;
  startStpTimer(at.tx, at.id, timer, expiresMicros);
}

export function startPortTimer(at: At, port: PortAt, timer: "messageAge" | "hold", expiresMicros: number): void {
  port.stp[timer] = expiresMicros;
  startStpTimer(at.tx, port.id, timer, expiresMicros);
}

export function now(at: At): number {
  return at.tx.runtime.nowMicros;
}

function send(at: At, port: LinkId, bpdu: Bpdu): void {
  if (!isOn(at)) return;
  const frame = bpduFrame(at.tx.link(port).mac, groupAddressOf(settingsOf(at)), bpdu);
  at.tx.runtime.timers.add(now(at), { kind: "send", link: port, frame });
}

/** br_transmit_config: not more often than once a second. */
export function transmitConfig(at: At, port: PortAt): void {
  if (port.stp.hold !== undefined) {
    port.stp.configPending = true;
    return;
  }
  const { stp } = at;
  const root = isRoot(at) ? undefined : portsOf(at).find(({ id }) => portOf(at, id).number === stp.rootPort);
  const messageAgeMicros = root ? now(at) - root.stp.designatedAgeMicros + MESSAGE_AGE_INCREMENT : 0;
  const maxAgeMicros = stp.maxAge * HUNDREDTH;
  if (messageAgeMicros >= maxAgeMicros) return;
  send(at, port.id, {
    type: "config",
    topologyChange: stp.topologyChange,
    topologyChangeAck: port.stp.topologyChangeAck,
    root: stp.root,
    rootPathCost: stp.rootPathCost,
    bridge: ownId(at),
    port: portIdOf(portOf(at, port.id)),
    messageAgeMicros,
    maxAgeMicros,
    helloTimeMicros: stp.helloTime * HUNDREDTH,
    forwardDelayMicros: stp.forwardDelay * HUNDREDTH,
  });
  port.stp.topologyChangeAck = false;
  port.stp.configPending = false;
  if (isOn(at)) startPortTimer(at, port, "hold", rounded(now(at), now(at) + HOLD_MICROS));
}

/** br_config_bpdu_generation. */
export function generateConfigs(at: At): void {
  for (const port of portsOf(at))
    if (portOf(at, port.id).state !== PORT_STATE.disabled && isDesignated(at, port)) transmitConfig(at, port);
}

/** br_transmit_tcn. */
export function transmitTcn(at: At): void {
  const root = portsOf(at).find(({ id }) => portOf(at, id).number === at.stp.rootPort);
  if (root) send(at, root.id, { type: "tcn" });
}

/** The first value that is not 0: how two lists of numbers and texts compare. */
export function compare(...pairs: readonly (readonly [string | number, string | number])[]): number {
  for (const [a, b] of pairs) if (a !== b) return a < b ? -1 : 1;
  return 0;
}

/** br_should_become_root_port. */
function betterRootPort(at: At, port: PortAt, best: PortAt | undefined): boolean {
  const own = portOf(at, port.id);
  if (own.state === PORT_STATE.disabled || isDesignated(at, port)) return false;
  if (ownId(at) <= port.stp.designatedRoot) return false;
  if (!best) return true;
  const other = portOf(at, best.id);
  return (
    compare(
      [port.stp.designatedRoot, best.stp.designatedRoot],
      [port.stp.designatedCost + own.cost, best.stp.designatedCost + other.cost],
      [port.stp.designatedBridge, best.stp.designatedBridge],
      [port.stp.designatedPort, best.stp.designatedPort],
      [portIdOf(own), portIdOf(other)],
    ) < 0
  );
}

/** br_root_selection, with br_root_port_block for ports that may not lead to the root. */
function selectRoot(at: At): void {
  const { tx, stp } = at;
  let best: PortAt | undefined;
  for (const port of portsOf(at)) {
    if (!betterRootPort(at, port, best)) continue;
    if (portOf(at, port.id).rootBlock) {
      setPortState(tx, port.id, PORT_STATE.listening);
      if (stp.forwardDelay > 0) startForwardDelay(tx, port.id, stp.forwardDelay, true);
    } else best = port;
  }
  stp.rootPort = best ? portOf(at, best.id).number : 0;
  stp.root = best ? best.stp.designatedRoot : ownId(at);
  stp.rootPathCost = best ? best.stp.designatedCost + portOf(at, best.id).cost : 0;
}

/** br_should_become_designated_port. */
function shouldBeDesignated(at: At, port: PortAt): boolean {
  if (isDesignated(at, port) || port.stp.designatedRoot !== at.stp.root) return true;
  const order = compare(
    [at.stp.rootPathCost, port.stp.designatedCost],
    [ownId(at), port.stp.designatedBridge],
    [portIdOf(portOf(at, port.id)), port.stp.designatedPort],
  );
  return order < 0;
}

/** br_become_designated_port. */
export function becomeDesignated(at: At, port: PortAt): void {
  port.stp.designatedRoot = at.stp.root;
  port.stp.designatedCost = at.stp.rootPathCost;
  port.stp.designatedBridge = ownId(at);
  port.stp.designatedPort = portIdOf(portOf(at, port.id));
}

/** br_configuration_update. */
export function updateConfiguration(at: At): void {
  selectRoot(at);
  for (const port of portsOf(at))
    if (portOf(at, port.id).state !== PORT_STATE.disabled && shouldBeDesignated(at, port)) becomeDesignated(at, port);
}

/** br_make_blocking. */
function makeBlocking(at: At, id: LinkId): void {
  const { state } = portOf(at, id);
  if (state === PORT_STATE.disabled || state === PORT_STATE.blocking) return;
  if (state === PORT_STATE.forwarding || state === PORT_STATE.learning) detectTopologyChange(at);
  setPortState(at.tx, id, PORT_STATE.blocking);
  stopForwardDelay(at.tx, id);
}

/** br_make_forwarding: by way of listening and learning, unless there is no tree to wait for. */
function makeForwarding(at: At, id: LinkId): void {
  if (portOf(at, id).state !== PORT_STATE.blocking) return;
  const { forwardDelay } = at.stp;
  const immediate = !isOn(at) || forwardDelay === 0;
  setPortState(at.tx, id, immediate ? PORT_STATE.forwarding : PORT_STATE.listening);
  if (immediate) detectTopologyChange(at);
  if (forwardDelay !== 0) startForwardDelay(at.tx, id, forwardDelay, !immediate);
}

/** br_port_state_selection. */
export function selectStates(at: At): void {
  let live = 0;
  for (const port of portsOf(at)) {
    const { state, number } = portOf(at, port.id);
    if (state === PORT_STATE.disabled) continue;
    if (number === at.stp.rootPort) {
      port.stp.configPending = false;
      port.stp.topologyChangeAck = false;
      makeForwarding(at, port.id);
    } else if (isDesignated(at, port)) {
      port.stp.messageAge = undefined;
      makeForwarding(at, port.id);
    } else {
      port.stp.configPending = false;
      port.stp.topologyChangeAck = false;
      makeBlocking(at, port.id);
    }
    if (portOf(at, port.id).state === PORT_STATE.forwarding) live++;
  }
  enablePortQueries(
    at.tx,
    at.tx.link(at.id),
    portsOf(at).map(({ id }) => id),
  );
  setCarrier(at.tx, at.id, live > 0);
}

/** br_become_root_bridge. */
function becomeRoot(at: At): void {
  const { tx, stp } = at;
  const settings = settingsOf(at);
  stp.maxAge = settings.maxAge;
  stp.helloTime = settings.helloTime;
  stp.forwardDelay = settings.forwardDelay;
  detectTopologyChange(at);
  stp.tcn = undefined;
  if (!isUp(tx.link(at.id))) return;
  generateConfigs(at);
  startBridgeTimer(at, "hello", now(at) + stp.helloTime * HUNDREDTH);
}

/** br_topology_change_detection. */
export function detectTopologyChange(at: At): void {
  if (!isOn(at)) return;
  const { stp } = at;
  const { forwardDelay, maxAge, helloTime } = settingsOf(at);
  if (isRoot(at)) {
    setTopologyChange(at, true);
    startBridgeTimer(at, "topologyChangeEnds", now(at) + (forwardDelay + maxAge) * HUNDREDTH);
  } else if (!stp.topologyChangeDetected) {
    transmitTcn(at);
    startBridgeTimer(at, "tcn", now(at) + helloTime * HUNDREDTH);
  }
  stp.topologyChangeDetected = true;
}

/** __br_set_topology_change: entries live for one forward delay while the topology changes (hold_time), though two are told of. */
export function setTopologyChange(at: At, value: boolean): void {
  const { tx, stp, id } = at;
  const { kind } = tx.link(id);
  if (stp.topologyChange !== value && kind.type === "bridge") {
    // The round of the FDB that is waited for stays where it is.
    const cleanupMicros = nextCleanup(kind, tx.runtime.nowMicros);
    const told = value ? 2 * stp.forwardDelay : undefined;
    const ageingNow = isOn(at) ? told : kind.ageingNow;
    const holdNow = value ? stp.forwardDelay : undefined;
    changeBridge(tx, tx.link(id), { ...kind, cleanupMicros, ageingNow, holdNow });
  }
  stp.topologyChange = value;
}

/** Runs what changes the tree, and what a bridge does that comes to be its root by it. */
export function changing(at: At, change: () => void): void {
  const wasRoot = isRoot(at);
  change();
  updateConfiguration(at);
  selectStates(at);
  if (isRoot(at) && !wasRoot) becomeRoot(at);
}

/** What a bridge knows of the tree, from now on if it did not before: then that it is the root of a tree of its own. */
export function ensureStp(tx: Transaction, bridge: LinkId): At | undefined {
  const known = findStp(tx, bridge);
  const { kind } = tx.link(bridge);
  if (known || kind.type !== "bridge") return known;
  const { maxAge, helloTime, forwardDelay } = kind.settings;
  const own = ownBridgeId(tx, tx.link(bridge));
  const stp: BridgeStp = {
    own,
    root: own,
    rootPathCost: 0,
    rootPort: 0,
    maxAge,
    helloTime,
    forwardDelay,
    topologyChange: false,
    topologyChangeDetected: false,
    hello: undefined,
    tcn: undefined,
    topologyChangeEnds: undefined,
    ports: new Map(),
  };
  tx.runtime.stp.set(bridge, stp);
  const at: At = { tx, id: bridge, stp };
  for (const id of portIds(tx, tx.link(bridge))) portStp(at, id);
  return at;
}

/** br_stp_start: takes part from now on, at first as the root of a tree of its own. */
export function startStp(tx: Transaction, bridge: LinkId): void {
  const at = ensureStp(tx, bridge);
  if (!at) return;
  takeSettings(at);
  if (isUp(tx.link(bridge))) startBridgeTimer(at, "hello", now(at) + at.stp.helloTime * HUNDREDTH);
  selectStates(at);
}

/** Times that somebody set count at the root only (br_set_hello_time and its kin). */
export function takeSettings(at: At): void {
  if (!isRoot(at)) return;
  const { maxAge, helloTime, forwardDelay } = settingsOf(at);
  Object.assign(at.stp, { maxAge, helloTime, forwardDelay });
}

/** br_stp_enable_bridge, before its ports are enabled. */
export function enableBridge(at: At): void {
  if (isOn(at)) startBridgeTimer(at, "hello", now(at) + at.stp.helloTime * HUNDREDTH);
  generateConfigs(at);
}

/** br_stp_disable_bridge, after its ports are disabled. */
export function disableBridge(at: At): void {
  setTopologyChange(at, false);
  Object.assign(at.stp, {
    topologyChangeDetected: false,
    hello: undefined,
    tcn: undefined,
    topologyChangeEnds: undefined,
  });
}

/** br_stp_enable_port. */
export function enablePort(at: At, id: LinkId): void {
  const port = { id, stp: portStp(at, id) };
  becomeDesignated(at, port);
  setPortState(at.tx, id, PORT_STATE.blocking, false);
  port.stp.topologyChangeAck = false;
  port.stp.configPending = false;
  selectStates(at);
  tellPort(at.tx, id);
}

/** br_stp_disable_port. */
export function disablePort(at: At, id: LinkId): void {
  const port = { id, stp: portStp(at, id) };
  changing(at, () => {
    becomeDesignated(at, port);
    setPortState(at.tx, id, PORT_STATE.disabled, false);
    tellPort(at.tx, id);
    Object.assign(port.stp, { topologyChangeAck: false, configPending: false, messageAge: undefined, hold: undefined });
    stopForwardDelay(at.tx, id);
    forgetPort(at.tx, id);
  });
}

/** br_stp_change_bridge_id and br_stp_set_bridge_priority: its priority, address or ports may give it another identity. */
export function changeIdentity(at: At): void {
  const before = at.stp.own;
  const after = ownBridgeId(at.tx, at.tx.link(at.id));
  const wasRoot = isRoot(at);
  const moved = before.slice(PRIORITY_DIGITS) !== after.slice(PRIORITY_DIGITS);
  const renamed = (id: BridgeId) =>
    moved && id.slice(PRIORITY_DIGITS) === before.slice(PRIORITY_DIGITS)
      ? id.slice(0, PRIORITY_DIGITS) + after.slice(PRIORITY_DIGITS)
      : id;
  for (const port of portsOf(at)) {
    const { stp } = port;
    if (portOf(at, port.id).state !== PORT_STATE.disabled && isDesignated(at, port))
      stp.designatedBridge = after.slice(0, PRIORITY_DIGITS) + stp.designatedBridge.slice(PRIORITY_DIGITS);
    stp.designatedBridge = renamed(stp.designatedBridge);
    stp.designatedRoot = renamed(stp.designatedRoot);
  }
  at.stp.own = after;
  if (wasRoot) at.stp.root = after;
  updateConfiguration(at);
  selectStates(at);
  if (isRoot(at) && !wasRoot) becomeRoot(at);
}

/** br_stp_set_port_priority, after the port has it. */
export function changePortId(at: At, id: LinkId, before: number): void {
  const port = { id, stp: portStp(at, id) };
  const own = ownId(at);
  if (port.stp.designatedBridge === own && port.stp.designatedPort === before)
    port.stp.designatedPort = portIdOf(portOf(at, id));
  if (port.stp.designatedBridge !== own || portIdOf(portOf(at, id)) >= port.stp.designatedPort) return;
  becomeDesignated(at, port);
  selectStates(at);
}

/** br_stp_set_path_cost, after the port has it. */
export function changeCost(at: At): void {
  updateConfiguration(at);
  selectStates(at);
}
