/**
 * Link aggregation of IEEE 802.3ad as a bond keeps it (struct port and struct aggregator of net/bond_3ad.h). Plain mutable
 * tables of the runtime.
 */
import { type Mac, ZERO_MAC } from "../address/mac.ts";
import type { LinkId } from "./id.ts";

/** LACP_STATE_*: the octet in which a port tells how it is. */
export const LACP_STATE = {
  active: 1,
  shortTimeout: 2,
  aggregating: 4,
  inSync: 8,
  collecting: 16,
  distributing: 32,
  defaulted: 64,
  expired: 128,
} as const;

/** What one end knows of a port (struct port_params). */
export interface LacpParams {
  system: Mac;
  systemPriority: number;
  key: number;
  portNumber: number;
  portPriority: number;
  state: number;
}

export interface LacpPort {
  /** What this end says of itself. */
  readonly actor: LacpParams;
  readonly partner: LacpParams;
  enabled: boolean;
  /** sm_vars. */
  begin: boolean;
  lacpEnabled: boolean;
  selected: boolean;
  readyN: boolean;
  ready: boolean;
  matched: boolean;
  rx: "dummy" | "port-disabled" | "lacp-disabled" | "expired" | "defaulted" | "current";
  periodic: "dummy" | "none" | "fast" | "slow" | "tx";
  mux: "dummy" | "detached" | "waiting" | "attached" | "collecting-distributing";
  /** Rounds that are left. */
  rxTimer: number;
  periodicTimer: number;
  muxTimer: number;
  txTimer: number;
  /** Need to transmit. */
  ntt: boolean;
  /** The slave whose aggregator it belongs to. */
  aggregator: LinkId | undefined;
}

/** Every slave brings one along. */
export interface LacpAggregator {
  readonly id: number;
  active: boolean;
  individual: boolean;
  actorKey: number;
  partnerSystem: Mac;
  partnerSystemPriority: number;
  partnerKey: number;
  /** The newest first. */
  ports: LinkId[];
}

export interface LacpSlave {
  readonly port: LacpPort;
  readonly aggregator: LacpAggregator;
}

export interface Lacp {
  /** When the rounds began; undefined while there are none. */
  since?: number | undefined;
  /** Rounds until the active aggregator is chosen; 0 for none. */
  selectTimer: number;
  lastAggregator: number;
  readonly slaves: Map<LinkId, LacpSlave>;
}

/** The partner of whom nothing is known (ad_initialize_port). */
export function noPartner(): LacpParams {
  return { system: ZERO_MAC, systemPriority: 0xffff, key: 1, portNumber: 1, portPriority: 0xff, state: 0 };
}

export function newAggregator(id: number): LacpAggregator {
  return {
    id,
    active: false,
    individual: false,
    actorKey: 0,
    partnerSystem: ZERO_MAC,
    partnerSystemPriority: 0,
    partnerKey: 0,
    ports: [],
  };
}

/** bond_3ad_get_active_agg_info: the aggregator in use. */
export function activeAggregator(lacp: Lacp | undefined): LacpAggregator | undefined {
  for (const { port } of lacp?.slaves.values() ?? []) {
    const aggregator = port.aggregator === undefined ? undefined : lacp?.slaves.get(port.aggregator)?.aggregator;
    if (aggregator?.active) return aggregator;
  }
  return undefined;
}

/** __agg_active_ports. */
export function activePorts(lacp: Lacp, aggregator: LacpAggregator): number {
  return aggregator.ports.filter((id) => lacp.slaves.get(id)?.port.enabled).length;
}

export function copyLacp(lacp: Lacp): Lacp {
  const slaves = [...lacp.slaves].map(([id, { port, aggregator }]): [LinkId, LacpSlave] => [
    id,
    {
      port: { ...port, actor: { ...port.actor }, partner: { ...port.partner } },
      aggregator: { ...aggregator, ports: [...aggregator.ports] },
    },
  ]);
  return { ...lacp, slaves: new Map(slaves) };
}
