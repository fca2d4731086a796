/**
 * Journeys: what happened to a packet, hop by hop. They feed the picture, `tcpdump`, `netnone explain`, and lesson checks.
 * Nobody listening costs nothing: the datapath makes no hop unless a listener is there.
 */
import type { LinkId, NetnsId } from "./model/id.ts";
import type { Frame } from "./wire/frame.ts";

/** SKB_DROP_REASON_* of the kernel (include/net/dropreason-core.h), without the prefix. */
export type DropReason =
  | "NOT_SPECIFIED"
  | "NO_SOCKET"
  | "NO_TX_TARGET"
  | "TUNNEL_TXINFO"
  | "IP_TUNNEL_ECN"
  | "RECURSION_LIMIT"
  | "VXLAN_INVALID_HDR"
  | "VXLAN_VNI_NOT_FOUND"
  | "LOCAL_MAC"
  | "PKT_TOO_SMALL"
  | "TCP_CLOSE"
  | "TCP_OLD_DATA"
  | "TCP_OVERWINDOW"
  | "TCP_INVALID_SEQUENCE"
  | "TCP_INVALID_ACK_SEQUENCE"
  | "TCP_RESET"
  | "TCP_INVALID_SYN"
  | "TCP_FLAGS"
  | "TCP_LISTEN_OVERFLOW"
  | "OTHERHOST"
  | "IP_CSUM"
  | "IP_INHDR"
  | "IP_RPFILTER"
  | "UNICAST_IN_L2_MULTICAST"
  | "NETFILTER_DROP"
  | "IP_OUTNOROUTES"
  | "IP_INNOROUTES"
  | "IP_INADDRERRORS"
  | "IP_LOCAL_SOURCE"
  | "IP_INVALID_SOURCE"
  | "IP_LOCALNET"
  | "IP_INVALID_DEST"
  | "NEIGH_CREATEFAIL"
  | "NEIGH_FAILED"
  | "NEIGH_QUEUEFULL"
  | "NEIGH_DEAD"
  | "UNHANDLED_PROTO"
  | "PKT_TOO_BIG"
  | "FRAG_REASM_TIMEOUT"
  | "FRAG_TOO_FAR"
  | "DUP_FRAG"
  | "DEV_READY"
  | "DEV_HDR"
  | "IPV6DISABLED"
  | "IPV6_NDISC_FRAG"
  | "ICMP_CSUM"
  | "TCP_CSUM"
  | "UDP_CSUM"
  | "INVALID_PROTO"
  | "BRIDGE_INGRESS_STP_STATE"
  | "BRIDGE_NO_EGRESS_PORT"
  | "BRIDGE_LOCKED"
  | "BRIDGE_VLAN_FILTERED"
  | "MAC_INVALID_SOURCE"
  | "QDISC_DROP"
  | "TC_INGRESS"
  | "TC_EGRESS"
  | "CPU_BACKLOG"
  | "LINK_DOWN";

/** Where along the stack a hop happened. */
export type Stage =
  | "local-out"
  | "route"
  | "neighbor"
  | "transmit"
  | "receive"
  | "bridge"
  | "forward"
  | "local-in"
  | "arp"
  | "ndp";

export interface Hop {
  readonly atMicros: number;
  /** Packets that belong together (a request queued, sent, flooded) share a number. */
  readonly packet: number;
  readonly netns: NetnsId;
  readonly link: LinkId | undefined;
  readonly stage: Stage;
  readonly frame: Frame | undefined;
  /** The table entry that decided, as the tool that lists the table prints it: a route, neighbor or FDB entry. */
  readonly decidedBy?: string;
  readonly verdict:
    | { readonly kind: "emit"; readonly to: readonly LinkId[] }
    | { readonly kind: "deliver" }
    | { readonly kind: "queued" }
    | { readonly kind: "drop"; readonly reason: DropReason };
}

export type HopListener = (hop: Hop) => void;
