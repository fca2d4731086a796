/** Operations on neighbor entries: `ip neigh add`, `change`, `replace`, `del`, `flush`. */

import type { Mac } from "../address/mac.ts";
import type { IpAddress } from "../address/prefix.ts";
import type { NeighborState } from "../model/neighbor.ts";
import type { NetnsRef } from "./netns-ref.ts";

export interface NeighborSpec {
  readonly device: string;
  readonly address: IpAddress;
  readonly mac?: Mac;
  readonly state?: NeighborState;
  readonly router?: boolean;
  readonly protocol?: number;
  readonly externLearn?: boolean;
  readonly managed?: boolean;
  /** Asked for at once, as if a packet were sent to it. */
  readonly use?: boolean;
  readonly proxy?: boolean;
}

/** Equivalent to: `ip neigh add 172.17.42.1 lladdr 02:42:... dev eth0 nud permanent`. */
export interface NeighborAdd {
  readonly kind: "neighborAdd";
  readonly netns: NetnsRef;
  readonly mode: "add" | "change" | "replace";
  readonly neighbor: NeighborSpec;
}

/** Equivalent to: `ip neigh del 172.17.42.1 dev eth0`. */
export interface NeighborDelete {
  readonly kind: "neighborDelete";
  readonly netns: NetnsRef;
  readonly neighbor: NeighborSpec;
}

export type NeighborOperation = NeighborAdd | NeighborDelete;
