/** Neighbor entries (ARP, RFC 826; NDP, RFC 4861) and forwarding-database entries: what the kernel learned or was told. */

import type { Mac } from "../address/mac.ts";
import type { IpAddress } from "../address/prefix.ts";
import type { LinkId } from "./id.ts";

/** Neighbor unreachability states as `nud` of `ip neigh` names them (net/neighbour.h). */
export type NeighborState =
  | "NONE"
  | "INCOMPLETE"
  | "REACHABLE"
  | "STALE"
  | "DELAY"
  | "PROBE"
  | "FAILED"
  | "NOARP"
  | "PERMANENT";

/** The address is known for certain (NUD_CONNECTED of net/neighbour.h). */
export function isConnected(state: NeighborState): boolean {
  return state === "REACHABLE" || state === "PERMANENT" || state === "NOARP";
}

/** The address is known, if perhaps not for certain (NUD_VALID). */
export function isValid(state: NeighborState): boolean {
  return isConnected(state) || state === "STALE" || state === "DELAY" || state === "PROBE";
}

export interface Neighbor {
  link: LinkId;
  address: IpAddress;
  mac: Mac | undefined;
  state: NeighborState;
  router: boolean;
  protocol: number;
  confirmedMicros: number;
  usedMicros: number;
  updatedMicros: number;
  /** The header that packets to it get is ready (hh_cache), so that nobody notes further uses while its state is sure. */
  hasHeader?: boolean | undefined;
  /** Solicitations sent in the present state. */
  probes: number;
  /** Somebody else than the kernel learned it, and keeps it (NTF_EXT_LEARNED). */
  externLearn?: boolean | undefined;
  /** The kernel is to keep it known, whoever needs it (NTF_EXT_MANAGED). */
  managed?: boolean | undefined;
  /** When its timer is due; a timer that fires at another time is an old one. */
  timerMicros?: number | undefined;
}

/** One line of `bridge fdb`. `vlan` 0 is none. */
export interface FdbEntry {
  bridge: LinkId;
  /** The port, or the bridge itself for its own addresses. */
  port: LinkId;
  mac: Mac;
  vlan: number;
  /** permanent: local to the bridge; static: told, never ages; otherwise learned. */
  state: "permanent" | "static" | "learned";
  /** Somebody asked for it (BR_FDB_ADDED_BY_USER). */
  user?: boolean;
  /** It does not move to another port (BR_FDB_STICKY). */
  sticky?: boolean;
  /** Whoever told of it looks after it: it does not age (BR_FDB_ADDED_BY_EXT_LEARN). */
  externLearn?: boolean;
  /** Local without being static (BR_FDB_LOCAL without BR_FDB_STATIC): somebody else looks after it at the bridge itself. */
  unfixed?: boolean;
  /** Of a VXLAN interface: packets for it may be routed (NTF_ROUTER). */
  router?: boolean;
  updatedMicros: number;
  usedMicros: number;
  /** When a timer looks whether it is over, of a VXLAN interface. */
  lookMicros?: number;
  /** Of a VXLAN interface, which has entries of its own: where frames go. */
  remotes?: readonly VxlanRemote[];
  /** The network that it is of, at an interface that has several. */
  sourceVni?: number;
  /** The same: a group of nexthops has them, which lie in the interface's own namespace. `remotes` is empty then. */
  nhid?: number;
}

/** BR_FDB_STATIC: told to ports that do not hear everything, and kept where all others are forgotten. */
export function isFixed({ state, unfixed }: Pick<FdbEntry, "state" | "unfixed">): boolean {
  return state !== "learned" && unfixed !== true;
}

/** Whether it goes when its port stops working, or is to be flushed (br_fdb_delete_by_port). */
export function goesWithPort({ state, externLearn }: FdbEntry): boolean {
  return state === "learned" && externLearn !== true;
}

/** The other end of a tunnel (vxlan_rdst). What is missing is as the interface has it. */
export interface VxlanRemote {
  readonly address: IpAddress;
  readonly port?: number;
  readonly vni?: number;
  readonly link?: LinkId;
}

/** Where an entry lies in a bridge's table. */
export function fdbKey(mac: Mac, vlan: number): Mac | string {
  return vlan === 0 ? mac : `${mac} ${vlan}`;
}

/** Where an entry lies in a VXLAN interface's table: only one with several networks asks which of them it is of. */
export function vxlanKey({ external }: { readonly external?: boolean }, mac: Mac, vni: number): Mac | string {
  return external && vni !== 0 ? `${mac} ${vni}` : mac;
}
