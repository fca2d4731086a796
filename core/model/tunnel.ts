/**
 * Tunnels over IPv4 (struct ip_tunnel and ip_tunnel_parm of the kernel): IP in IP (RFC 2003), GRE (RFC 2784, RFC 2890)
 * of packets and of Ethernet frames, IPv6 in IPv4 (RFC 4213).
 *
 * Absent: metadata (`external`), UDP around them (`encap`), ERSPAN apart from the interface that comes with GRE.
 */
import type { Ipv4 } from "../address/ipv4.ts";
import type { Ipv6 } from "../address/ipv6.ts";
import type { LinkId, NetnsId } from "./id.ts";
import type { Link, LinkKind } from "./link.ts";
import type { Tunnel6Type } from "./tunnel6.ts";

export type TunnelType = "ipip" | "gre" | "gretap" | "erspan" | "sit";

/** What one direction of a GRE tunnel has in its header (i_flags, i_key; o_flags, o_key). */
export interface GreOptions {
  readonly key: number | undefined;
  readonly seq: boolean;
  readonly csum: boolean;
}

/** ip_tunnel_6rd_parm (RFC 5969). */
export interface RapidDeployment {
  readonly prefix: Ipv6;
  readonly prefixLength: number;
  readonly relayPrefix: Ipv4;
  readonly relayPrefixLength: number;
}

export interface Tunnel {
  readonly type: TunnelType;
  /** The namespace it was made in, which its packets leave from wherever it is itself. */
  readonly home: NetnsId;
  /** The link there that they leave by, and its index, which stays when the link goes; 0 for any. */
  readonly over: LinkId | undefined;
  readonly link: number;
  /** 0 is any. */
  readonly remote: Ipv4;
  readonly local: Ipv4;
  /** 0 is that of what is carried. */
  readonly ttl: number;
  /** 1 is that of what is carried. */
  readonly tos: number;
  /** Never to be fragmented outside. */
  readonly pmtudisc: boolean;
  /** What it carries or is (IPPROTO_*); 0 is anything. */
  readonly protocol: number;
  readonly fwmark: number;
  readonly input: GreOptions;
  readonly output: GreOptions;
  /** Packets that must not be fragmented may be, outside. */
  readonly ignoreDf: boolean;
  readonly sixRd: RapidDeployment | undefined;
  /** The own end that it was registered with, which the kernel remembers (perm_addr). */
  readonly firstLocal: Ipv4;
  /** The one that comes with the module and takes what is for no other (fb_tunnel_dev). */
  readonly fallback: boolean;
  /** What its device was called first, where it has another name now: `ip tunnel` shows that (parms.name). */
  readonly firstName?: string;
}

export const NO_GRE_OPTIONS: GreOptions = { key: undefined, seq: false, csum: false };

export function isTunnel(kind: LinkKind): kind is Tunnel {
  switch (kind.type) {
    case "ipip":
    case "gre":
    case "gretap":
    case "erspan":
    case "sit":
      return true;
    default:
      return false;
  }
}

export function tunnelOf({ kind, name }: Pick<Link, "kind" | "name">): Tunnel {
  if (!isTunnel(kind)) throw new Error(`${name} is no tunnel`);
  return kind;
}

/** Carries Ethernet frames. */
export function carriesEthernet({ type }: { readonly type: TunnelType | Tunnel6Type }): boolean {
  return type === "gretap" || type === "erspan" || type === "ip6gretap";
}

const IPV4_HEADER = 20;
const ETHERNET_HEADER = 14;
/** gre_calc_hlen and erspan_hdr_len for version 1. */
const ERSPAN_HEADERS = 16;

/** gre_calc_hlen: what a direction's options need. */
export function greHeaderLength({ key, seq, csum }: GreOptions): number {
  return 4 + (csum ? 4 : 0) + (key === undefined ? 0 : 4) + (seq ? 4 : 0);
}

/** tunnel->hlen: between the outer IP header and what is carried, an inner Ethernet header not counted. */
export function tunnelHeaderLength(tunnel: Pick<Tunnel, "type" | "output">): number {
  switch (tunnel.type) {
    case "ipip":
    case "sit":
      return 0;
    case "erspan":
      return ERSPAN_HEADERS;
    default:
      return greHeaderLength(tunnel.output);
  }
}

/** All that comes in front of a carried packet, in octets. */
export function tunnelOverhead(tunnel: Tunnel): number {
  return IPV4_HEADER + tunnelHeaderLength(tunnel) + (carriesEthernet(tunnel) ? ETHERNET_HEADER : 0);
}
