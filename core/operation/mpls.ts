/** Operations on routes of labels: `ip -f mpls route add`, `replace`, `change`, `del`; and the module that they need. */
import type { MplsVia } from "../model/mpls.ts";
import type { NetnsRef } from "./netns-ref.ts";

export interface MplsHopSpec {
  /** What takes the label's place. */
  readonly labels?: readonly number[];
  readonly via?: MplsVia | undefined;
  readonly device?: string;
}

export interface MplsRouteSpec {
  readonly label: number;
  readonly hops: readonly MplsHopSpec[];
  readonly protocol?: number;
  readonly ttlPropagate?: boolean | undefined;
  /** Said with `nexthop`. */
  readonly several?: boolean;
}

/** Equivalent to: `ip -f mpls route add 100 as 200 via inet 10.0.0.2` (`replace`, `change` and `append` by `mode`). */
export interface MplsRouteAdd {
  readonly kind: "mplsRouteAdd";
  readonly netns: NetnsRef;
  readonly mode: "add" | "append" | "prepend" | "change" | "replace";
  readonly route: MplsRouteSpec;
}

/** Equivalent to: `ip -f mpls route del 100`. */
export interface MplsRouteDelete {
  readonly kind: "mplsRouteDelete";
  readonly netns: NetnsRef;
  readonly label: number;
}

/** Equivalent to: `modprobe mpls_router` (`-r` takes it away). */
export interface MplsModule {
  readonly kind: "mplsModule";
  readonly netns: NetnsRef;
  readonly loaded: boolean;
}

export type MplsOperation = MplsRouteAdd | MplsRouteDelete | MplsModule;
