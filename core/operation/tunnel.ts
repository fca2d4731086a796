/** Operations of `ip tunnel`: what rtnetlink does too, asked of the kernel by ioctl(2) on a tunnel's device. */
import type { KindSettings } from "./link.ts";
import type { NetnsRef } from "./netns-ref.ts";

export interface TunnelSpec {
  /** Without one: the first free name of its kind, or for a change or an end the tunnel that has these ends. */
  readonly name?: string;
  /** As far as it was said or is clear from the name. */
  readonly mode?: "ipip" | "gre" | "sit" | "ip6tnl" | "ip6gre";
  /** As `type gre` of `ip link` has them, or `type ip6gre`. */
  readonly settings: KindSettings;
}

/** Equivalent to: `ip tunnel add tun0 mode gre remote 192.0.2.1 local 192.0.2.2 key 7`. */
export interface TunnelAdd {
  readonly kind: "tunnelAdd";
  readonly netns: NetnsRef;
  readonly spec: TunnelSpec;
}

/**
 * Equivalent to: `ip tunnel change tun0 ttl 64`. With `over` what is not said stays, as where the name comes first on the
 * command line; else it is as if nothing had been said of it before.
 */
export interface TunnelChange {
  readonly kind: "tunnelChange";
  readonly netns: NetnsRef;
  readonly spec: TunnelSpec;
  readonly over: boolean;
}

/** Equivalent to: `ip tunnel del tun0`. */
export interface TunnelDelete {
  readonly kind: "tunnelDelete";
  readonly netns: NetnsRef;
  readonly spec: TunnelSpec;
}

export type TunnelOperation = TunnelAdd | TunnelChange | TunnelDelete;
