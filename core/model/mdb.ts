/** A bridge's multicast database: who wants which group (struct net_bridge_mdb_entry). What was told and what was heard. */
import type { Mac } from "../address/mac.ts";
import type { LinkId } from "./id.ts";

export interface MdbPort {
  readonly port: LinkId;
  /** Who was heard there first; where the port sends to single hosts, each has an entry of its own. */
  readonly host: Mac | undefined;
  readonly permanent: boolean;
  /** Somebody entered it; otherwise a report was heard. */
  readonly told: boolean;
  /** When it is forgotten, unless it is heard of again. */
  expiresMicros: number | undefined;
}

export interface MdbGroup {
  /** An IP group, or a hardware address. */
  readonly group: string;
  readonly source: string | undefined;
  readonly vlan: number;
  /** The bridge's own host listens, until then. */
  hostMicros: number | undefined;
  /** By port number. */
  ports: MdbPort[];
}

/** Of one bridge, the oldest group first. */
export type Mdb = Map<string, MdbGroup>;

export function mdbKey(group: string, source: string | undefined, vlan: number): string {
  return source === undefined && vlan === 0 ? group : `${group} ${source ?? "*"} ${vlan}`;
}

/** A group that is a hardware address: known whoever asks the others. */
export function isLinkLayerGroup(group: string): boolean {
  return group.length === 17 && group[2] === ":";
}
