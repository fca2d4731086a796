/** Operations of `ip tuntap`: TUN and TAP devices that stay when no program has them open. */
import type { NetnsRef } from "./netns-ref.ts";

export interface TuntapSpec {
  /** The kernel picks `tun0` or `tap0` when missing. */
  readonly name?: string;
  readonly mode: "tun" | "tap";
  /** Who may open it besides those with CAP_NET_ADMIN. */
  readonly user?: number | undefined;
  readonly group?: number | undefined;
  readonly pi?: boolean;
  readonly vnetHdr?: boolean;
  readonly multiQueue?: boolean;
  readonly oneQueue?: boolean;
}

/** Equivalent to: `ip tuntap add dev tap0 mode tap user 1000`. */
export interface TuntapAdd {
  readonly kind: "tuntapAdd";
  readonly netns: NetnsRef;
  readonly spec: TuntapSpec;
}

/** Equivalent to: `ip tuntap del dev tap0 mode tap`. */
export interface TuntapDelete {
  readonly kind: "tuntapDelete";
  readonly netns: NetnsRef;
  readonly spec: TuntapSpec;
}

export type TuntapOperation = TuntapAdd | TuntapDelete;
