/**
 * What sets the spanning tree in motion: messages that come in and timers that go off (br_stp_rcv of
 * net/bridge/br_stp_bpdu.c, br_received_config_bpdu of br_stp.c, br_stp_timer.c).
 */
import { PORT_STATE } from "../model/bridge.ts";
import type { LinkId } from "../model/id.ts";
import { IFF, isUp } from "../model/link.ts";
import type { Bpdu, ConfigBpdu, StpTimer } from "../model/stp.ts";
import {
  type At,
  becomeDesignated,
  changing,
  compare,
  detectTopologyChange,
  disablePort,
  findStp,
  generateConfigs,
  HUNDREDTH,
  isDesignated,
  isOn,
  isRoot,
  now,
  ownId,
  type PortAt,
  portOf,
  portStp,
  portsOf,
  rounded,
  selectStates,
  setTopologyChange,
  settingsOf,
  startBridgeTimer,
  startPortTimer,
  transmitConfig,
  transmitTcn,
  updateConfiguration,
} from "./stp.ts";
import type { Transaction } from "./transaction.ts";

/** br_supersedes_port_info. */
function supersedes(at: At, { stp }: PortAt, bpdu: ConfigBpdu): boolean {
  const order = compare(
    [bpdu.root, stp.designatedRoot],
    [bpdu.rootPathCost, stp.designatedCost],
    [bpdu.bridge, stp.designatedBridge],
  );
  if (order !== 0) return order < 0;
  return bpdu.bridge !== ownId(at) || bpdu.port <= stp.designatedPort;
}

/** br_stp_rcv: a message came in by a port. */
export function receiveBpdu(tx: Transaction, id: LinkId, bpdu: Bpdu): void {
  const link = tx.findLink(id);
  if (!link?.port || link.master === undefined || link.port.state === PORT_STATE.disabled) return;
  const at = findStp(tx, link.master);
  if (!at || !isOn(at) || !(tx.link(at.id).flags & IFF.UP)) return;
  const port = { id, stp: portStp(at, id) };
  if (link.port.guard) disablePort(at, id);
  else if (bpdu.type === "config") receiveConfig(at, port, bpdu);
  else if (isDesignated(at, port)) {
    // br_received_tcn_bpdu.
    detectTopologyChange(at);
    port.stp.topologyChangeAck = true;
    transmitConfig(at, port);
  }
}

/** br_received_config_bpdu. */
function receiveConfig(at: At, port: PortAt, bpdu: ConfigBpdu): void {
  if (bpdu.messageAgeMicros > bpdu.maxAgeMicros) return;
  const { stp } = at;
  const wasRoot = isRoot(at);
  if (!supersedes(at, port, bpdu)) {
    if (isDesignated(at, port)) transmitConfig(at, port);
    return;
  }
  // br_record_config_information.
  port.stp.designatedRoot = bpdu.root;
  port.stp.designatedCost = bpdu.rootPathCost;
  port.stp.designatedBridge = bpdu.bridge;
  port.stp.designatedPort = bpdu.port;
  port.stp.designatedAgeMicros = now(at) - bpdu.messageAgeMicros;
  startPortTimer(at, port, "messageAge", now(at) + bpdu.maxAgeMicros - bpdu.messageAgeMicros);
  updateConfiguration(at);
  selectStates(at);
  if (wasRoot && !isRoot(at)) {
    stp.hello = undefined;
    if (stp.topologyChangeDetected) {
      stp.topologyChangeEnds = undefined;
      transmitTcn(at);
      startBridgeTimer(at, "tcn", now(at) + settingsOf(at).helloTime * HUNDREDTH);
    }
  }
  if (portOf(at, port.id).number !== stp.rootPort) return;
  // br_record_config_timeout_values.
  stp.maxAge = Math.floor(bpdu.maxAgeMicros / HUNDREDTH);
  stp.helloTime = Math.floor(bpdu.helloTimeMicros / HUNDREDTH);
  stp.forwardDelay = Math.floor(bpdu.forwardDelayMicros / HUNDREDTH);
  setTopologyChange(at, bpdu.topologyChange);
  generateConfigs(at);
  if (bpdu.topologyChangeAck) {
    stp.topologyChangeDetected = false;
    stp.tcn = undefined;
  }
}

/** A timer of a bridge or of a port went off, if it still runs. */
export function stpTimer(tx: Transaction, link: LinkId, timer: StpTimer, expiresMicros: number): void {
  const found = tx.findLink(link);
  const at = found && findStp(tx, found.kind.type === "bridge" ? link : (found.master ?? link));
  if (!at) return;
  switch (timer) {
    case "hello":
    case "tcn":
    case "topologyChangeEnds":
      if (at.stp[timer] !== expiresMicros) return;
      at.stp[timer] = undefined;
      bridgeTimer(at, timer);
      return;
    case "messageAge":
    case "hold": {
      const port = { id: link, stp: portStp(at, link) };
      if (port.stp[timer] !== expiresMicros) return;
      // Of timers that are due together the last begun goes off first, and the hello is begun after what it has sent.
      if (timer === "hold" && at.stp.hello === expiresMicros) {
        at.stp.hello = undefined;
        bridgeTimer(at, "hello");
      }
      port.stp[timer] = undefined;
      if (timer === "messageAge") messageAgeTimer(at, port);
      else if (port.stp.configPending) transmitConfig(at, port);
      return;
    }
    case "forwardDelay":
      return;
  }
}

function bridgeTimer(at: At, timer: "hello" | "tcn" | "topologyChangeEnds"): void {
  const up = isUp(at.tx.link(at.id));
  switch (timer) {
    case "hello":
      if (!up) return;
      generateConfigs(at);
      if (isOn(at)) startBridgeTimer(at, "hello", rounded(now(at), now(at) + at.stp.helloTime * HUNDREDTH));
      return;
    case "tcn":
      if (!up || isRoot(at)) return;
      transmitTcn(at);
      startBridgeTimer(at, "tcn", now(at) + settingsOf(at).helloTime * HUNDREDTH);
      return;
    case "topologyChangeEnds":
      at.stp.topologyChangeDetected = false;
      setTopologyChange(at, false);
      return;
  }
}

/** br_message_age_timer_expired: whoever was there has gone silent. */
function messageAgeTimer(at: At, port: PortAt): void {
  if (portOf(at, port.id).state === PORT_STATE.disabled) return;
  changing(at, () => becomeDesignated(at, port));
}

/** The second half of br_forward_delay_timer_expired: the port forwards now. */
export function nowForwarding(at: At): void {
  const own = ownId(at);
  const designated = portsOf(at).some(
    ({ id, stp }) => portOf(at, id).state !== PORT_STATE.disabled && stp.designatedBridge === own,
  );
  if (designated) detectTopologyChange(at);
}
