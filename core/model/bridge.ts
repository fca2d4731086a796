/** Settings of a bridge and of its ports, IEEE 802.1D words; times in hundredths of a second, as sysfs keeps them. */

import type { Mac } from "../address/mac.ts";

export interface BridgeSettings {
  readonly forwardDelay: number;
  readonly helloTime: number;
  readonly maxAge: number;
  readonly ageingTime: number;
  /** 0 off, 1 the kernel's own, 2 user space's. */
  readonly stpState: number;
  readonly priority: number;
  readonly vlanFiltering: boolean;
  readonly vlanProtocol: "802.1Q" | "802.1ad";
  readonly defaultPvid: number;
  /** Whether frames are counted by their VLANs, and whether at each port by itself: 0 or 1. */
  readonly vlanStatsEnabled: number;
  readonly vlanStatsPerPort: number;
  readonly groupForwardMask: number;
  /** Where spanning tree messages go, once somebody has chosen it (`groupAddressOf`). */
  readonly groupAddress: Mac | undefined;
  readonly noLinklocalLearn: boolean;
  readonly mcastSnooping: boolean;
  readonly mcastRouter: number;
  readonly mcastQueryUseIfaddr: boolean;
  readonly mcastQuerier: boolean;
  readonly mcastHashMax: number;
  readonly mcastLastMemberCount: number;
  readonly mcastStartupQueryCount: number;
  readonly mcastLastMemberInterval: number;
  readonly mcastMembershipInterval: number;
  readonly mcastQuerierInterval: number;
  readonly mcastQueryInterval: number;
  readonly mcastQueryResponseInterval: number;
  readonly mcastStartupQueryInterval: number;
  readonly mcastStatsEnabled: boolean;
  readonly mcastIgmpVersion: number;
  readonly mcastMldVersion: number;
  readonly nfCallIptables: boolean;
  readonly nfCallIp6tables: boolean;
  readonly nfCallArptables: boolean;
}

/** As the kernel sets a new bridge up (br_dev_setup, br_multicast_init, br_vlan_init). */
export const DEFAULT_BRIDGE: BridgeSettings = {
  forwardDelay: 1500,
  helloTime: 200,
  maxAge: 2000,
  ageingTime: 30000,
  stpState: 0,
  priority: 32768,
  vlanFiltering: false,
  vlanProtocol: "802.1Q",
  defaultPvid: 1,
  vlanStatsEnabled: 0,
  vlanStatsPerPort: 0,
  groupForwardMask: 0,
  groupAddress: undefined,
  noLinklocalLearn: false,
  mcastSnooping: true,
  mcastRouter: 1,
  mcastQueryUseIfaddr: false,
  mcastQuerier: false,
  mcastHashMax: 4096,
  mcastLastMemberCount: 2,
  mcastStartupQueryCount: 2,
  mcastLastMemberInterval: 100,
  mcastMembershipInterval: 26000,
  mcastQuerierInterval: 25500,
  mcastQueryInterval: 12500,
  mcastQueryResponseInterval: 1000,
  mcastStartupQueryInterval: 3124,
  mcastStatsEnabled: false,
  mcastIgmpVersion: 2,
  mcastMldVersion: 1,
  nfCallIptables: false,
  nfCallIp6tables: false,
  nfCallArptables: false,
};

const BRIDGE_GROUP = "01:80:c2:00:00:00" as Mac;
const PROVIDER_GROUP = "01:80:c2:00:00:08" as Mac;

/** The group that a bridge sends its spanning tree messages to (recalculate_group_addr of net/bridge/br_vlan.c). */
export function groupAddressOf({ groupAddress, vlanFiltering, vlanProtocol }: BridgeSettings): Mac {
  return groupAddress ?? (vlanFiltering && vlanProtocol === "802.1ad" ? PROVIDER_GROUP : BRIDGE_GROUP);
}

/** The VLANs of a port, or of a bridge itself (struct net_bridge_vlan_group). */
export interface VlanGroup {
  /** The one that untagged frames belong to; 0 when they belong to none. */
  readonly pvid: number;
  /** By number. */
  readonly entries: Readonly<Record<number, VlanEntry>>;
}

export interface VlanEntry {
  /** Frames of this VLAN leave without a tag. */
  readonly untagged: boolean;
  /** One of PORT_STATE; forwarding unless somebody chose another. */
  readonly state?: number;
  /** 1 unless somebody chose another. */
  readonly mcastRouter?: number;
  /** Frames of this VLAN go by this tunnel, and those that come by it are of this VLAN. */
  readonly tunnel?: number;
}

/** The state of a VLAN at a port, or at a bridge. */
export function vlanState(entry: VlanEntry): number {
  return entry.state ?? PORT_STATE.forwarding;
}

const TAGGED: VlanEntry = { untagged: false };
const UNTAGGED: VlanEntry = { untagged: true };

export const NO_VLANS: VlanGroup = { pvid: 0, entries: {} };
const VLAN_1: VlanGroup = { pvid: 1, entries: { 1: UNTAGGED } };

/** What a bridge gives its new ports: its default PVID, untagged. */
export function defaultVlans(pvid: number): VlanGroup {
  return pvid === 1 ? VLAN_1 : withVlan(NO_VLANS, pvid, { pvid: true, untagged: true });
}

export interface VlanFlagsWanted {
  readonly pvid: boolean;
  readonly untagged: boolean;
}

/** With a tunnel for a VLAN of the group, or with none (__vlan_tunnel_info_add, vlan_tunnel_info_del). */
export function withTunnel(group: VlanGroup, vid: number, tunnel: number | undefined): VlanGroup {
  const { tunnel: _, ...entry } = group.entries[vid] ?? TAGGED;
  return { ...group, entries: { ...group.entries, [vid]: { ...entry, ...(tunnel !== undefined && { tunnel }) } } };
}

/** With no VLAN that goes by a tunnel. */
export function withoutTunnels(group: VlanGroup): VlanGroup {
  const mapped = vlanIds(group).filter((vid) => group.entries[vid]?.tunnel !== undefined);
  return mapped.reduce((rest, vid) => withTunnel(rest, vid, undefined), group);
}

/** The VLAN of what comes by a tunnel (br_vlan_tunnel_lookup). */
export function vidOfTunnel(group: VlanGroup, tunnel: number): number | undefined {
  return vlanIds(group).find((vid) => group.entries[vid]?.tunnel === tunnel);
}

/** With one more VLAN, or one of other flags (__vlan_add_flags). VLAN 0 is none. */
export function withVlan(group: VlanGroup, vid: number, { pvid, untagged }: VlanFlagsWanted): VlanGroup {
  if (vid === 0) return group;
  const kept = group.pvid === vid ? 0 : group.pvid;
  const { state, mcastRouter, tunnel } = group.entries[vid] ?? {};
  const plain = untagged ? UNTAGGED : TAGGED;
  const chosen = {
    ...plain,
    ...(state !== undefined && { state }),
    ...(mcastRouter !== undefined && { mcastRouter }),
    ...(tunnel !== undefined && { tunnel }),
  };
  const entry = state === undefined && mcastRouter === undefined && tunnel === undefined ? plain : chosen;
  return { pvid: pvid ? vid : kept, entries: { ...group.entries, [vid]: entry } };
}

/** Without one of them. */
export function withoutVlan(group: VlanGroup, vid: number): VlanGroup {
  if (group.entries[vid] === undefined) return group;
  const { [vid]: _, ...entries } = group.entries;
  return { pvid: group.pvid === vid ? 0 : group.pvid, entries };
}

/** Numbers of a group's VLANs, the least first. */
export function vlanIds(group: VlanGroup): number[] {
  return Object.keys(group.entries).map(Number);
}

/** IEEE 802.1D port states, numbered as `bridge link` and brctl number them. */
export const PORT_STATE = { disabled: 0, listening: 1, learning: 2, forwarding: 3, blocking: 4 } as const;

export interface BridgePort {
  /** Port number in its bridge, from 1. */
  readonly number: number;
  readonly state: number;
  readonly priority: number;
  readonly cost: number;
  /** Somebody chose it (BR_ADMIN_COST). */
  readonly costSet?: true;
  /** It does not hear everything, but these addresses besides its own (BR_PROMISC is not set). */
  readonly heard?: readonly Mac[] | undefined;
  readonly hairpin: boolean;
  readonly guard: boolean;
  readonly rootBlock: boolean;
  readonly fastLeave: boolean;
  readonly learning: boolean;
  readonly flood: boolean;
  readonly mcastFlood: boolean;
  readonly bcastFlood: boolean;
  readonly mcastRouter: number;
  readonly mcastToUnicast: boolean;
  readonly proxyArp: boolean;
  readonly proxyArpWifi: boolean;
  readonly neighSuppress: boolean;
  readonly vlanTunnel: boolean;
  readonly isolated: boolean;
  readonly locked: boolean;
  /** Link-local groups (01:80:c2:00:00:0X by bit) that it passes on. */
  readonly groupForwardMask: number;
  readonly vlans: VlanGroup;
  /** When the forward delay timer ends or ended, in microseconds; undefined when it has not run since the port was enabled. */
  readonly forwardDelayEndsMicros?: number | undefined;
  /** When it is no longer taken to lead to a router, if that was asked for a while (`mcast_router 3`). */
  readonly mcastRouterEndsMicros?: number | undefined;
}
