/**
 * What a bridge that takes part in the spanning tree knows of it (IEEE 802.1D-1998; struct net_bridge and net_bridge_port).
 * Bridges that never did have nothing of it: they are the root of a tree of their own.
 */
import type { LinkId } from "./id.ts";

/** Priority in four hexadecimal digits, a dot, and the address: of two, the lesser text is the better one. */
export type BridgeId = string;

export function bridgeIdOf(priority: number, mac: string): BridgeId {
  return `${priority.toString(16).padStart(4, "0")}.${mac}`;
}

/** Priority in the upper six bits, number in the lower ten (br_make_port_id, BR_PORT_BITS 10). */
export function portIdOf({ priority, number }: { readonly priority: number; readonly number: number }): number {
  return (priority << 10) | number;
}

/** What a port heard last of whom it leads to, or, on a designated port, what it says itself. */
export interface PortStp {
  designatedRoot: BridgeId;
  designatedCost: number;
  designatedBridge: BridgeId;
  designatedPort: number;
  /** When the root said so. */
  designatedAgeMicros: number;
  topologyChangeAck: boolean;
  configPending: boolean;
  /** When the timers end, while they run. */
  messageAge: number | undefined;
  hold: number | undefined;
}

export interface BridgeStp {
  own: BridgeId;
  root: BridgeId;
  rootPathCost: number;
  /** Number of the port towards the root; 0 at the root itself. */
  rootPort: number;
  /** As the root says, in hundredths of a second. */
  maxAge: number;
  helloTime: number;
  forwardDelay: number;
  topologyChange: boolean;
  topologyChangeDetected: boolean;
  hello: number | undefined;
  tcn: number | undefined;
  topologyChangeEnds: number | undefined;
  readonly ports: Map<LinkId, PortStp>;
}

/** The timers of a bridge, and those of a port; the forward delay is the port's own affair (BridgePort). */
export type StpTimer = "hello" | "tcn" | "topologyChangeEnds" | "messageAge" | "hold" | "forwardDelay";

/** IEEE 802.1D section 9.3.1, times in microseconds. */
export interface ConfigBpdu {
  readonly type: "config";
  readonly topologyChange: boolean;
  readonly topologyChangeAck: boolean;
  readonly root: BridgeId;
  readonly rootPathCost: number;
  readonly bridge: BridgeId;
  readonly port: number;
  readonly messageAgeMicros: number;
  readonly maxAgeMicros: number;
  readonly helloTimeMicros: number;
  readonly forwardDelayMicros: number;
}

/** A configuration, or the news of a topology change. */
export type Bpdu = ConfigBpdu | { readonly type: "tcn" };
