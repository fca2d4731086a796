/** Who asks for multicast listeners, as a bridge and its ports know it (struct net_bridge_mcast, net_bridge_mcast_port). */
import type { IpAddress } from "../address/prefix.ts";

/** Of one family. */
export interface Querying {
  /** How many of the queries of the beginning were sent (startup_sent). */
  startupSent: number;
  /** When the next of its own is due; a timer for another time is an old one. */
  ownDueMicros: number | undefined;
  /** A bridge: until when another querier counts as present. */
  otherUntilMicros: number;
  /** A bridge: from when on what listeners said is acted on (delay_time). */
  actsFromMicros: number;
  /** A bridge: the address of the querier that was chosen. */
  querier: IpAddress | undefined;
  /** A port: until when a router counts as behind it. */
  routerUntilMicros: number;
}

/** A bridge's or a port's. */
export interface LinkQuerying {
  readonly inet: Querying;
  readonly inet6: Querying;
  /** When a group is asked about again that somebody left (rexmit_timer). */
  readonly again: Map<number | string, number>;
  /** A bridge had an IPv6 address to ask from when it last asked (BROPT_HAS_IPV6_ADDR). */
  hasInet6: boolean;
}

function none(): Querying {
  return {
    startupSent: 0,
    ownDueMicros: undefined,
    otherUntilMicros: 0,
    actsFromMicros: 0,
    querier: undefined,
    routerUntilMicros: 0,
  };
}

/** Nobody asks. */
export function noQuerying(): LinkQuerying {
  return { inet: none(), inet6: none(), again: new Map(), hasInet6: true };
}

export function copyQuerying({ inet, inet6, again, hasInet6 }: LinkQuerying): LinkQuerying {
  return { inet: { ...inet }, inet6: { ...inet6 }, again: new Map(again), hasInet6 };
}
