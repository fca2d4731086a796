/** Operations on routes: `ip route add`, `append`, `change`, `replace`, `prepend`, `del`. */
import type { Family, IpAddress, Prefix } from "../address/prefix.ts";
import type { MplsEncap } from "../model/mpls.ts";
import type { RouteType } from "../model/route.ts";
import type { NetnsRef } from "./netns-ref.ts";

export interface NextHopSpec {
  readonly device?: string;
  readonly via?: IpAddress;
  readonly onlink?: boolean;
  readonly weight?: number;
  readonly encap?: MplsEncap;
}

export interface RouteSpec {
  readonly family: Family;
  /** Missing is `default`. */
  readonly destination?: Prefix;
  /** Of IPv6: for packets from these addresses alone. */
  readonly from?: Prefix;
  readonly type?: RouteType;
  readonly table?: number;
  readonly tos?: number;
  readonly protocol?: number;
  readonly scope?: number;
  readonly prefSource?: IpAddress;
  readonly metric?: number;
  /** One, or several with `nexthop`. */
  readonly nextHops: readonly NextHopSpec[];
  readonly metrics?: Readonly<Record<string, number>>;
  readonly preference?: "low" | "medium" | "high";
  /** Which metrics are locked. */
  readonly locks?: readonly string[];
  readonly congctl?: string;
  readonly realms?: number;
  /** Seconds that an IPv6 route lasts. */
  readonly expiresSeconds?: number;
  /** What was given for the route itself besides several next hops: the first of them has to agree. */
  readonly beside?: Omit<NextHopSpec, "weight">;
  /** Not the route but what routers said about its destination (RTM_F_CLONED): to be forgotten, over IPv6. */
  readonly cached?: boolean;
  /** A nexthop object in place of next hops. */
  readonly nhid?: number;
  /** Asked for by ioctl (SIOCADDRT) with RTF_REJECT. */
  readonly tableless?: true;
}

/** Equivalent to: `ip route add default via 172.17.42.1`. */
export interface RouteAdd {
  readonly kind: "routeAdd";
  readonly netns: NetnsRef;
  readonly mode: "add" | "append" | "prepend" | "change" | "replace";
  readonly route: RouteSpec;
}

/** Equivalent to: `ip route del default`. */
export interface RouteDelete {
  readonly kind: "routeDelete";
  readonly netns: NetnsRef;
  readonly route: RouteSpec;
}

export type RouteOperation = RouteAdd | RouteDelete;
