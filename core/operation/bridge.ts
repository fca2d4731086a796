/**
 * Operations on bridges that have their own way into the kernel: brctl's ioctls (same effect as netlink, other errors)
 * and `bridge fdb`, `bridge link set`.
 */
import type { Mac } from "../address/mac.ts";
import type { NetnsRef } from "./netns-ref.ts";

/** Equivalent to: `brctl addbr br0`. */
export interface BridgeAdd {
  readonly kind: "bridgeAdd";
  readonly netns: NetnsRef;
  readonly bridge: string;
}
/** Equivalent to: `brctl delbr br0`. */
export interface BridgeDelete {
  readonly kind: "bridgeDelete";
  readonly netns: NetnsRef;
  readonly bridge: string;
}
/** Equivalent to: `brctl addif docker0 A`. */
export interface BridgePortAdd {
  readonly kind: "bridgePortAdd";
  readonly netns: NetnsRef;
  readonly bridge: string;
  readonly device: string;
}
/** Equivalent to: `brctl delif docker0 A`. */
export interface BridgePortDelete {
  readonly kind: "bridgePortDelete";
  readonly netns: NetnsRef;
  readonly bridge: string;
  readonly device: string;
}
/** Equivalent to: `bridge fdb add|append|replace|del MAC dev A master static vlan 5`. */
export interface FdbChange {
  readonly kind: "fdbChange";
  readonly netns: NetnsRef;
  readonly verb: "add" | "append" | "replace" | "delete";
  readonly device: string;
  readonly mac: Mac;
  readonly target: "master" | "self";
  readonly state: "permanent" | "static" | "dynamic";
  readonly vlan?: number;
}
/** Equivalent to: `bridge link set dev A cost 10 hairpin on`; settings by their name on the command line. */
export interface BridgePortSet {
  readonly kind: "bridgePortSet";
  readonly netns: NetnsRef;
  readonly device: string;
  readonly settings: Readonly<Record<string, number>>;
}
/** Equivalent to: `brctl stp br0 on`, `brctl setfd br0 5`: writes below /sys/class/net/br0/bridge. */
export interface BridgeSet {
  readonly kind: "bridgeSet";
  readonly netns: NetnsRef;
  readonly bridge: string;
  readonly settings: Readonly<Record<string, number>>;
}

export type BridgeOperation =
  | BridgeAdd
  | BridgeDelete
  | BridgePortAdd
  | BridgePortDelete
  | FdbChange
  | BridgePortSet
  | BridgeSet;
