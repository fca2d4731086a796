/**
 * Packets as core handles them: readonly representations in which illegal states cannot be written. Bytes exist only
 * when something asks for them (emit and parse live beside this file).
 */
import type { Ipv4 } from "../address/ipv4.ts";
import type { Ipv6 } from "../address/ipv6.ts";
import type { Mac } from "../address/mac.ts";

export interface Frame {
  readonly source: Mac;
  readonly destination: Mac;
  readonly payload: Payload;
  /** Tagged: the outermost tag. */
  readonly vlan?: VlanTag;
  /** The number of the tunnel it came by or is to go by, beside the frame itself (struct ip_tunnel_info). */
  readonly tunnel?: number;
  /** skb->priority, queue_mapping and pkt_type, where somebody wrote them. */
  readonly priority?: number;
  readonly queue?: number;
  readonly type?: PacketType;
  /** Comes in by the loopback device as by any other: nobody has said yet where it goes (skb_dst). */
  readonly unrouted?: true;
}

/** Whose frame it is, by its destination address (eth_type_trans). */
export type PacketType = "host" | "broadcast" | "multicast" | "otherhost";

/** What goes along with what a host sends on, and is not in it. */
interface Marked {
  /** skb->mark. */
  readonly mark?: number;
}

/** What carries a sum. */
interface Summed {
  /** What stands in place of the sum, where that is another. */
  readonly wrongSum?: number;
}

/** IEEE 802.1Q: a C-tag, or an S-tag of a provider. */
export interface VlanTag {
  readonly id: number;
  readonly priority: number;
  readonly protocol?: "802.1ad";
  /** The tag behind it. */
  readonly inner?: VlanTag;
}

export type Payload = Arp | Ipv4Packet | Ipv6Packet | MplsPacket | RawPayload;

/** A packet behind a stack of labels (RFC 3032), the outermost first. */
export interface MplsPacket extends Marked {
  readonly kind: "mpls";
  readonly labels: readonly MplsLabel[];
  readonly payload: Ipv4Packet | Ipv6Packet;
}

export interface MplsLabel {
  readonly label: number;
  readonly trafficClass: number;
  readonly ttl: number;
}

/** RFC 826. */
export interface Arp extends Marked {
  readonly kind: "arp";
  readonly operation: "request" | "reply";
  readonly senderMac: Mac;
  readonly senderIp: Ipv4;
  readonly targetMac: Mac;
  readonly targetIp: Ipv4;
}

/** Options of an IPv4 header, padded to words, and what of them is still to be written (struct ip_options of the kernel). */
export interface Ipv4Options {
  readonly bytes: Uint8Array;
  /** As they were when the packet came in. */
  readonly before?: Uint8Array;
  /** Where the record of the route begins, and the timestamps. */
  readonly route?: number;
  readonly time?: number;
  readonly sourceRoute?: boolean;
  readonly routeAddress?: boolean;
  readonly timeAddress?: boolean;
  readonly timeValue?: boolean;
}

/** RFC 791. The router alert that IGMP carries (RFC 2113) goes without saying. */
export interface Ipv4Packet extends Marked, Summed {
  readonly kind: "ipv4";
  readonly source: Ipv4;
  readonly destination: Ipv4;
  readonly ttl: number;
  readonly tos: number;
  readonly id: number;
  readonly dontFragment: boolean;
  readonly moreFragments: boolean;
  /** In octets. */
  readonly fragmentOffset: number;
  readonly options?: Ipv4Options;
  readonly payload: Ipv4Payload;
}

export type Ipv4Payload = Icmp | Igmp | Udp | Tcp | Tunneled | RawTransport;

/**
 * RFC 8200, no extension headers but the fragment header, the limit of encapsulation and, with listener reports, the router
 * alert.
 */
export interface Ipv6Packet extends Marked {
  readonly kind: "ipv6";
  readonly source: Ipv6;
  readonly destination: Ipv6;
  readonly hopLimit: number;
  readonly trafficClass: number;
  readonly flowLabel: number;
  /** The fragment header (RFC 8200 section 4.5); the payload is then raw. `offset` is in octets. */
  readonly fragment?: { readonly id: number; readonly offset: number; readonly more: boolean };
  /** The tunnel encapsulation limit, a destination option in front of the fragment header (RFC 2473 section 4.1.1). */
  readonly encapLimit?: number;
  readonly payload: Ipv6Payload;
}

export type Ipv6Payload = Icmpv6 | Udp | Tcp | Tunneled | RawTransport;

/** RFC 792. Errors quote the packet that caused them. */
export type Icmp = (
  | {
      readonly kind: "icmp";
      readonly type: "echo-request" | "echo-reply";
      readonly id: number;
      readonly sequence: number;
      readonly data: Uint8Array;
    }
  | {
      readonly kind: "icmp";
      readonly type: "unreachable" | "time-exceeded" | "redirect" | "parameter-problem";
      readonly code: number;
      /** Next-hop MTU (RFC 1191), gateway of a redirect, or zero. */
      readonly info: number;
      readonly original: Ipv4Packet;
      /** How many octets of it there is room for, where the way back is narrow or options take theirs. */
      readonly room?: number;
    }
) &
  Summed;

/**
 * What becomes of a group, sources aside: it is wanted (MODE_IS_EXCLUDE when asked, CHANGE_TO_EXCLUDE from now on) or no more
 * (CHANGE_TO_INCLUDE).
 */
export interface GroupRecord<Group> {
  readonly change: "is_ex" | "to_ex" | "to_in";
  readonly group: Group;
}

/** What a query of the present versions has beyond those of the older ones (RFC 3376 section 4.1, RFC 3810 section 5.1). */
export interface QueryExtras {
  /** The querier will not act on it: S. */
  readonly suppress: boolean;
  /** QRV. */
  readonly robustness: number;
  /** QQIC, as the octet stands. */
  readonly intervalCode: number;
}

/**
 * A querier asks which groups are listened to, of all or of one (0), and hosts tell (RFC 2236, RFC 3376). `code` is the octet
 * of the time to answer in: tenths of a second, 0 from a querier of version 1.
 */
export type Igmp =
  | {
      readonly kind: "igmp";
      readonly type: "query";
      readonly code: number;
      readonly group: Ipv4;
      /** Version 3. */
      readonly extras: QueryExtras | undefined;
    }
  | { readonly kind: "igmp"; readonly type: "v1-report" | "v2-report" | "leave"; readonly group: Ipv4 }
  | { readonly kind: "igmp"; readonly type: "v3-report"; readonly records: readonly GroupRecord<Ipv4>[] };

/** RFC 4443 and RFC 4861. */
export type Icmpv6 = (
  | {
      readonly kind: "icmpv6";
      readonly type: "echo-request" | "echo-reply";
      readonly id: number;
      readonly sequence: number;
      readonly data: Uint8Array;
    }
  | {
      readonly kind: "icmpv6";
      readonly type: "unreachable" | "packet-too-big" | "time-exceeded" | "parameter-problem";
      readonly code: number;
      readonly info: number;
      readonly original: Ipv6Packet;
    }
  | {
      readonly kind: "icmpv6";
      readonly type: "neighbor-solicitation";
      readonly target: Ipv6;
      readonly sourceLink: Mac | undefined;
      /** Six octets that tell a looped-back probe from somebody else's (RFC 7527 section 4.1). */
      readonly nonce?: Uint8Array | undefined;
    }
  | {
      readonly kind: "icmpv6";
      readonly type: "neighbor-advertisement";
      readonly target: Ipv6;
      readonly targetLink: Mac | undefined;
      readonly router: boolean;
      readonly solicited: boolean;
      readonly override: boolean;
    }
  | { readonly kind: "icmpv6"; readonly type: "router-solicitation"; readonly sourceLink: Mac | undefined }
  | RouterAdvertisement
  | {
      readonly kind: "icmpv6";
      readonly type: "redirect";
      /** The better first hop, or the destination itself where it is on the link. */
      readonly target: Ipv6;
      readonly destination: Ipv6;
      readonly targetLink: Mac | undefined;
      readonly original: Ipv6Packet;
    }
  | {
      readonly kind: "icmpv6";
      readonly type: "mld-query";
      /** The time to answer in: milliseconds, or what stands for them (RFC 3810 section 5.1.3). */
      readonly delayCode: number;
      /** `::` asks of all. */
      readonly group: Ipv6;
      /** Version 2. */
      readonly extras: QueryExtras | undefined;
    }
  | { readonly kind: "icmpv6"; readonly type: "mld1-report" | "mld1-done"; readonly group: Ipv6 }
  | { readonly kind: "icmpv6"; readonly type: "mld2-report"; readonly records: readonly GroupRecord<Ipv6>[] }
) &
  Summed;

/** RFC 4861 section 4.2, with the preference of RFC 4191. */
export interface RouterAdvertisement {
  readonly kind: "icmpv6";
  readonly type: "router-advertisement";
  /** 0: not said, as with the times. */
  readonly hopLimit: number;
  readonly managed: boolean;
  readonly other: boolean;
  readonly homeAgent: boolean;
  readonly preference: RouterPreference;
  readonly lifetimeSeconds: number;
  readonly reachableMillis: number;
  readonly retransmitMillis: number;
  /** In the order they stand in the message. */
  readonly options: readonly RouterOption[];
}

export type RouterPreference = "low" | "medium" | "high";

/** Lifetimes are seconds, 0xffffffff for ever. */
export type RouterOption =
  | { readonly kind: "sourceLink"; readonly mac: Mac }
  | { readonly kind: "mtu"; readonly mtu: number }
  | {
      readonly kind: "prefix";
      readonly prefix: Ipv6;
      readonly length: number;
      readonly onLink: boolean;
      readonly autonomous: boolean;
      readonly routerAddress: boolean;
      readonly validSeconds: number;
      readonly preferredSeconds: number;
    }
  /** RFC 4191 section 2.3. */
  | {
      readonly kind: "route";
      readonly prefix: Ipv6;
      readonly length: number;
      readonly preference: RouterPreference;
      readonly lifetimeSeconds: number;
    }
  /** RFC 8106. */
  | { readonly kind: "rdnss"; readonly lifetimeSeconds: number; readonly servers: readonly Ipv6[] }
  | { readonly kind: "dnssl"; readonly lifetimeSeconds: number; readonly domains: readonly string[] };

/** RFC 768. */
export interface Udp extends Summed {
  readonly kind: "udp";
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly data: Uint8Array;
  /** As for TCP. */
  readonly partialChecksum?: boolean;
  /** It has none: 0 stands in its place. */
  readonly noChecksum?: boolean;
  /**
   * The data that the sum is over, where it is not the data that is sent: what is carried has a sum of its own that is left
   * to the card (local checksum offload, Documentation/networking/checksum-offloads.rst).
   */
  readonly summedData?: Uint8Array;
  /** What it carries stands for several segments of TCP: the data of one of them, and how much more there is in all. */
  readonly carried?: { readonly segment: number; readonly excess: number } | undefined;
}

/** RFC 9293. Sequence numbers are unsigned 32-bit. */
export interface Tcp extends Summed {
  readonly kind: "tcp";
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly sequence: number;
  readonly acknowledgment: number;
  /** Bits as in the header's octet 13: `TCP_FLAG` of tcp.ts. */
  readonly flags: number;
  /** As it stands in the header, unscaled. */
  readonly window: number;
  readonly options: TcpOptions;
  readonly data: Uint8Array;
  /**
   * gso_size: the packet stands for several segments of so many octets, which are cut apart only where a real card would
   * send them.
   */
  readonly segment?: number;
  /** CHECKSUM_PARTIAL: left to the card, which veth, bridge and loopback do not have: only the pseudo-header is summed. */
  readonly partialChecksum?: boolean;
}

/** RFC 9293 section 3.2, RFC 7323, RFC 2018. */
export interface TcpOptions {
  readonly mss?: number;
  readonly windowScale?: number;
  readonly sackPermitted?: boolean;
  readonly timestamps?: { readonly value: number; readonly echo: number };
  readonly sack?: readonly (readonly [from: number, to: number])[];
}

/** What a tunnel carries: of a bare packet the frame is only a wrapping without addresses. */
export interface Tunneled {
  readonly kind: "tunneled";
  /** IPv4, IPv6, GRE. */
  readonly protocol: 4 | 41 | 47;
  readonly gre?: GreHeader;
  readonly frame: Frame;
}

/** RFC 2784 and RFC 2890. */
export interface GreHeader {
  readonly key: number | undefined;
  readonly sequence: number | undefined;
  readonly checksummed: boolean;
  /** The sum is left to a device, which finds 0 in its place. */
  readonly partialChecksum?: boolean;
  /** A frame is carried whole (ETH_P_TEB), else the packet that is in it. */
  readonly ethernet: boolean;
}

/** A transport that core carries without looking inside, a later fragment included. */
export interface RawTransport {
  readonly kind: "raw";
  readonly protocol: number;
  readonly data: Uint8Array;
}

export interface RawPayload extends Marked {
  readonly kind: "raw-ethernet";
  readonly etherType: number;
  readonly data: Uint8Array;
}
