/**
 * What operations derive from the configuration and keep up to date as they change it, so that one more of something costs the same
 * however many there are. It belongs to a world, not to a version of its configuration: a world only goes on, from the draft that is
 * open to the next, and whoever begins with an older version does so in a world of its own, where it is derived anew.
 */
import type { LinkId, NetnsId } from "./id.ts";

/** Of a bridge's ports. */
export interface BridgePortTable {
  readonly ids: Set<LinkId>;
  readonly numbers: Set<number>;
  /** No number below this one is free. */
  lowestFree: number;
  forwarding: number;
  /** How many ports have each limit of segment size. */
  readonly tsoLimits: Map<number, number>;
  /** How many learn by themselves or are flooded (auto_cnt). */
  auto: number;
  /** Those that do not hear everything. */
  readonly filtering: Set<LinkId>;
}

/** Of the numbers that a namespace has given to others, of which it may know thousands. */
export interface NsidTable {
  readonly used: Set<number>;
  /** No number below this one is free. */
  lowestFree: number;
}

export class Derived {
  readonly nsids = new Map<NetnsId, NsidTable>();
  readonly bridgePorts = new Map<LinkId, BridgePortTable>();
}
