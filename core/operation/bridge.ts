/**
 * Operations on bridges that have their own way into the kernel: brctl's ioctls (same effect as netlink, other errors)
 * and `bridge fdb`, `bridge link set`.
 */
import type { Mac } from "../address/mac.ts";
import type { IpAddress } from "../address/prefix.ts";
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
  /** `list`: those that the device itself listens to, of whatever kind it is (SIOCADDMULTI). */
  readonly target: "master" | "self" | "both" | "list";
  readonly state: "permanent" | "static" | "dynamic";
  readonly vlan?: number;
  /** As if a frame had come from there. */
  readonly use?: boolean;
  readonly externLearn?: boolean;
  readonly sticky?: boolean;
  readonly router?: boolean;
  /** Of which network, for a VXLAN interface that has several. */
  readonly sourceVni?: number;
  /** The group of nexthops that has the other ends, for a VXLAN interface. */
  readonly nhid?: number;
  /** A device to leave by is named beside the group, which the kernel refuses. */
  readonly nhidVia?: boolean;
  /** The other end of a tunnel, for a VXLAN interface. */
  readonly remote?: {
    readonly address: IpAddress;
    readonly port?: number;
    readonly vni?: number;
    readonly device?: string;
  };
}
/** Equivalent to: `bridge fdb flush dev br0 brport A vlan 5 dynamic`. */
export interface FdbFlush {
  readonly kind: "fdbFlush";
  readonly netns: NetnsRef;
  readonly device: string;
  readonly target?: "master" | "self" | "both";
  /** Entries of this port only. */
  readonly port?: string;
  readonly vlan?: number;
  /** Entries that have these flags, or do not. `local` ones are `static`, too. */
  readonly flags: Readonly<
    Partial<Record<"local" | "static" | "added_by_user" | "extern_learn" | "sticky" | "offloaded", boolean>>
  >;
}
/** Equivalent to: `bridge mdb add|del dev br0 port A grp 239.1.1.1 src 10.0.0.1 permanent vid 5`. */
export interface MdbChange {
  readonly kind: "mdbChange";
  readonly netns: NetnsRef;
  readonly verb: "add" | "delete";
  readonly bridge: string;
  readonly port: string;
  /** An IP group in its canonical form, or a hardware address. */
  readonly group: string;
  readonly source?: string;
  readonly permanent: boolean;
  readonly vlan?: number;
}
/** Equivalent to: `bridge vlan add|del vid 5-7 dev A pvid untagged self master`. */
export interface VlanChange {
  readonly kind: "vlanChange";
  readonly netns: NetnsRef;
  readonly verb: "add" | "delete";
  readonly device: string;
  readonly vid: number;
  /** The last one of a range. */
  readonly vidEnd?: number;
  readonly pvid: boolean;
  readonly untagged: boolean;
  readonly self: boolean;
  readonly master: boolean;
  /** The tunnels of the VLANs are meant, not the VLANs (`tunnel_info id 100-102`). */
  readonly tunnel?: number;
  readonly tunnelEnd?: number;
}
/** Equivalent to: `bridge vni add|delete dev vx vni 5-7,9 remote 10.0.0.2`. */
export interface VniChange {
  readonly kind: "vniChange";
  readonly netns: NetnsRef;
  readonly verb: "add" | "delete";
  readonly device: string;
  readonly vnis: readonly { readonly start: number; readonly end: number }[];
  /** A host or a group. */
  readonly remote?: IpAddress;
}
/** Equivalent to: `bridge vlan set vid 5-7 dev A state blocking mcast_router 2`. */
export interface VlanSet {
  readonly kind: "vlanSet";
  readonly netns: NetnsRef;
  readonly device: string;
  readonly vid: number;
  readonly vidEnd?: number;
  readonly state?: number;
  readonly mcastRouter?: number;
}
/** Equivalent to: `bridge vlan global set vid 5-7 dev br0 mcast_snooping 0`; settings by their name on the command line. */
export interface VlanGlobalSet {
  readonly kind: "vlanGlobalSet";
  readonly netns: NetnsRef;
  readonly device: string;
  readonly vid: number;
  readonly vidEnd?: number;
  readonly settings: Readonly<Record<string, number>>;
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
  | FdbFlush
  | MdbChange
  | VlanChange
  | VniChange
  | VlanSet
  | VlanGlobalSet
  | BridgePortSet
  | BridgeSet;
