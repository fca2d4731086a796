/**
 * A bridge's part in the spanning tree as tools show it: what it knows if it takes part, else that of the root of a tree
 * of its own.
 */
import { type Mac, macBytes, ZERO_MAC } from "../../address/mac.ts";
import type { BridgePort } from "../../model/bridge.ts";
import { nextCleanup } from "../../model/fdb-age.ts";
import type { Link } from "../../model/link.ts";
import { type BridgeId, bridgeIdOf, portIdOf } from "../../model/stp.ts";
import type { View } from "./view.ts";

/** Times, and what timers have left, in hundredths of a second. */
export interface Tree {
  readonly bridge: BridgeId;
  readonly root: BridgeId;
  readonly rootPort: number;
  readonly rootPathCost: number;
  readonly maxAge: number;
  readonly helloTime: number;
  readonly forwardDelay: number;
  readonly ageingTime: number;
  readonly topologyChange: boolean;
  readonly topologyChangeDetected: boolean;
  readonly helloTimer: number;
  readonly tcnTimer: number;
  readonly topologyChangeTimer: number;
  readonly gcTimer: number;
}

export interface PortTree {
  readonly designatedRoot: BridgeId;
  readonly designatedCost: number;
  readonly designatedBridge: BridgeId;
  readonly designatedPort: number;
  readonly topologyChangeAck: boolean;
  readonly configPending: boolean;
  readonly messageAgeTimer: number;
  readonly forwardDelayTimer: number;
  readonly holdTimer: number;
}

/**
 * The address in a bridge's id: its own where somebody gave it one, else that of its lowest port; with no port there is
 * none (br_stp_recalculate_bridge_id).
 */
function ownId(_view: View, bridge: Link): BridgeId {
  const { kind, macAssigned, mac } = bridge;
  const named = macAssigned === "set" || (kind.type === "bridge" && kind.named);
  return bridgeIdOf(kind.type === "bridge" ? kind.settings.priority : 0, named ? mac : ZERO_MAC);
}

/** br_timer_value: what a timer has left; 0 when it does not run. */
function left(view: View, atMicros: number | undefined): number {
  return atMicros === undefined ? 0 : Math.max(0, Math.floor((atMicros - view.runtime.nowMicros) / 10_000));
}

export function treeOf(view: View, bridge: Link): Tree {
  const { kind } = bridge;
  if (kind.type !== "bridge") throw new Error(`${bridge.name} is not a bridge`);
  const { settings } = kind;
  const stp = view.runtime.stp.get(bridge.id);
  const own = ownId(view, bridge);
  const ageingTime = kind.ageingNow ?? settings.ageingTime;
  return {
    bridge: own,
    root: stp?.root ?? own,
    rootPort: stp?.rootPort ?? 0,
    rootPathCost: stp?.rootPathCost ?? 0,
    maxAge: stp?.maxAge ?? settings.maxAge,
    helloTime: stp?.helloTime ?? settings.helloTime,
    forwardDelay: stp?.forwardDelay ?? settings.forwardDelay,
    ageingTime,
    topologyChange: stp?.topologyChange ?? false,
    topologyChangeDetected: stp?.topologyChangeDetected ?? false,
    helloTimer: left(view, stp?.hello),
    tcnTimer: left(view, stp?.tcn),
    topologyChangeTimer: left(view, stp?.topologyChangeEnds),
    gcTimer: left(view, nextCleanup(kind, view.runtime.nowMicros)),
  };
}

export function portTreeOf(view: View, bridge: Link, link: Link, port: BridgePort): PortTree {
  const stp = view.runtime.stp.get(bridge.id)?.ports.get(link.id);
  const own = ownId(view, bridge);
  return {
    designatedRoot: stp?.designatedRoot ?? own,
    designatedCost: stp?.designatedCost ?? 0,
    designatedBridge: stp?.designatedBridge ?? own,
    designatedPort: stp?.designatedPort ?? portIdOf(port),
    topologyChangeAck: stp?.topologyChangeAck ?? false,
    configPending: stp?.configPending ?? false,
    messageAgeTimer: left(view, stp?.messageAge),
    forwardDelayTimer: left(view, port.forwardDelayEndsMicros),
    holdTimer: left(view, stp?.hold),
  };
}

/** As iproute2 writes an id, the octets without padding: `8000.2:42:ac:11:2a:1`. */
export function idWords(id: BridgeId): string {
  const octets = Array.from(macBytes(id.slice(5) as Mac), (octet) => octet.toString(16)).join(":");
  return `${id.slice(0, 5)}${octets}`;
}

/** As brctl and sysfs write it: `8000.0242ac112a01`. */
export function idDigits(id: BridgeId): string {
  return id.replaceAll(":", "");
}
