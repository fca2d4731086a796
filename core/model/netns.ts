/** A network namespace: an isolated copy of the network stack (network_namespaces(7)). */

import type { Ipv6 } from "../address/ipv6.ts";
import type { AddressLabel } from "./address-label.ts";
import type { TcAction } from "./filter.ts";
import type { LinkId, NetnsId } from "./id.ts";
import type { LinkIndex } from "./link-index.ts";
import type { MplsRoute } from "./mpls.ts";
import type { Nexthops } from "./nexthop.ts";
import type { Rule } from "./route.ts";
import type { RouteList } from "./route-list.ts";
import type { TunnelType } from "./tunnel.ts";
import type { Tunnel6Type } from "./tunnel6.ts";

export interface Netns {
  readonly id: NetnsId;
  /** The machine whose kernel this is; namespaces of different hosts never share links except by cables between them. */
  readonly host: string;
  /**
   * The namespace that the machine began with (init_net), itself included; undefined where that is none of ours: in a sandbox,
   * whose first namespace is one that somebody made.
   */
  readonly init?: NetnsId | undefined;
  /** The last ifindex that was given out here. */
  readonly lastIfindex: number;
  readonly byIndex: LinkIndex;
  /** By name and by alternative name. In a record each new name would have to be found among all texts that the engine knows. */
  readonly names: ReadonlyMap<string, LinkId>;
  /** Every table; in the order the kernel lists them within a table. */
  readonly routes4: RouteList;
  readonly routes6: RouteList;
  /** Tables that have been made; one that has lost its last route, or never got one, still exists. */
  readonly tables4?: Readonly<Record<number, true>>;
  /** The same of IPv6, apart from `main` and `local`, which it has from the start. */
  readonly tables6?: Readonly<Record<number, true>>;
  /**
   * A rule of IPv4 has been added or taken away here: `local` is a table of its own from then on, and no more a part of
   * `main` (fib_unmerge of net/ipv4/fib_frontend.c).
   */
  readonly localTableApart?: true;
  /** Somebody has added a route of IPv4 of type `local` here (fib_has_custom_local_routes), be it gone by now. */
  readonly localRoutesMade?: true;
  /** Which label addresses have, where that is not the kernel's own table (`ip addrlabel`). */
  readonly addressLabels?: readonly AddressLabel[];
  /** There has been a VRF device here, and the rules that came with the first. */
  readonly vrfRules?: true;
  /** Routes of labels, by label. */
  readonly mplsRoutes?: readonly MplsRoute[];
  /** mpls_router is loaded, for all namespaces of a machine. */
  readonly mplsLoaded?: boolean;
  /** Actions of traffic control that were made by themselves (`tc actions`). */
  readonly actions?: readonly TcAction[];
  /** Nexthop objects by their id. */
  readonly nexthops?: Nexthops;
  /** The last id that the kernel chose. */
  readonly lastNexthop?: number;
  /** The tunnels that came with the modules of the machine's kernel, by their kind. */
  readonly fallbackTunnels?: Readonly<Partial<Record<TunnelType | Tunnel6Type, LinkId>>>;
  readonly rules4: readonly Rule[];
  readonly rules6: readonly Rule[];
  /** nsid that this namespace uses for another (`link-netnsid`, `ip netns list-id`). */
  readonly nsids: ReadonlyMap<NetnsId, number>;
  /** Sysctls of the namespace by their dotted name below `net.`, without per-interface ones. */
  readonly sysctls: Readonly<Record<string, number | string>>;
  /** conf/all and conf/default. */
  readonly conf4: {
    readonly all: Readonly<Record<string, number>>;
    readonly default: Readonly<Record<string, number>>;
  };
  readonly conf6: {
    readonly all: Readonly<Record<string, number>>;
    readonly default: Readonly<Record<string, number>>;
  };
  /** conf/default/stable_secret. */
  readonly stableSecret?: Ipv6;
}
