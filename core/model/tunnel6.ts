/**
 * Tunnels over IPv6 (struct ip6_tnl and __ip6_tnl_parm of the kernel): IPv6 and IPv4 in IPv6 (RFC 2473), GRE of packets and of
 * Ethernet frames (RFC 7676).
 *
 * Absent: metadata (`external`), UDP around them (`encap`), ERSPAN, VTI.
 */
import { type Ipv6, isIpv6LinkLocal, isIpv6Multicast } from "../address/ipv6.ts";
import { mappedIpv4 } from "../address/mapped.ts";
import type { LinkId, NetnsId } from "./id.ts";
import type { Link, LinkKind } from "./link.ts";
import { type GreOptions, greHeaderLength, isTunnel, type Tunnel } from "./tunnel.ts";

export type Tunnel6Type = "ip6tnl" | "ip6gre" | "ip6gretap";

export interface Tunnel6 {
  readonly type: Tunnel6Type;
  /** The namespace it was made in, which its packets leave from wherever it is itself. */
  readonly home: NetnsId;
  /** The link there that they leave by, and its index, which stays when the link goes; 0 for any. */
  readonly over: LinkId | undefined;
  readonly link: number;
  /** `::` is any. */
  readonly remote: Ipv6;
  readonly local: Ipv6;
  /** 0 is that of what is carried. */
  readonly hopLimit: number;
  /** How many more tunnels a packet may enter, which an option of its says (RFC 2473 section 6.6). */
  readonly encapLimit: number | "none";
  /** Those of what is carried, or always the same. */
  readonly trafficClass: number | "inherit";
  readonly flowLabel: number | "inherit";
  /** What is carried takes over the DSCP that it arrives with (IP6_TNL_F_RCV_DSCP_COPY). */
  readonly copyDscp: boolean;
  /** The other end may be on this host (IP6_TNL_F_ALLOW_LOCAL_REMOTE). */
  readonly allowLocalRemote: boolean;
  readonly fwmark: number | "inherit";
  /** What an `ip6tnl` carries (IPPROTO_IPV6, IPPROTO_IPIP); 0 is anything. */
  readonly protocol: number;
  readonly input: GreOptions;
  readonly output: GreOptions;
  /** The one that comes with the module and takes what is for no other (fb_tnl_dev). */
  readonly fallback: boolean;
  /** What its device was called first, where it has another name now: `ip tunnel` shows that (parms.name). */
  readonly firstName?: string;
}

/** A tunnel of either family. */
export type AnyTunnel = Tunnel | Tunnel6;

export function isTunnel6(kind: LinkKind): kind is Tunnel6 {
  return kind.type === "ip6tnl" || kind.type === "ip6gre" || kind.type === "ip6gretap";
}

export function isAnyTunnel(kind: LinkKind): kind is AnyTunnel {
  return isTunnel(kind) || isTunnel6(kind);
}

export function tunnel6Of({ kind, name }: Pick<Link, "kind" | "name">): Tunnel6 {
  if (!isTunnel6(kind)) throw new Error(`${name} is no tunnel over IPv6`);
  return kind;
}

const IPV6_HEADER = 40;
/** A header of destination options with the tunnel encapsulation limit in it. */
const LIMIT_OPTION = 8;

/** hlen: between the outer IPv6 header, its options not counted, and what is carried. */
export function tunnel6HeaderLength({ type, output }: Pick<Tunnel6, "type" | "output">): number {
  return type === "ip6tnl" ? 0 : greHeaderLength(output);
}

/** What comes in front of a carried packet or frame, in octets. */
export function tunnel6Overhead(tunnel: Tunnel6): number {
  return IPV6_HEADER + tunnel6HeaderLength(tunnel) + (tunnel.encapLimit === "none" ? 0 : LIMIT_OPTION);
}

/** What ip6_tnl_get_cap finds a tunnel able to do. */
interface Tunnel6Abilities {
  readonly send: boolean;
  readonly receive: boolean;
  /** Where an end is any, each packet is asked about. */
  readonly perPacket: boolean;
}

/** ip6_tnl_get_cap: ends on the link need a link, and there is no tunnel to the loopback address. */
export function abilitiesOf({ link }: Pick<Tunnel6, "link">, local: Ipv6, remote: Ipv6): Tunnel6Abilities {
  if (local === "::" || remote === "::") return { send: false, receive: false, perPacket: true };
  const ends = [local, remote];
  const able =
    !ends.some((end) => end === "::1" || mappedIpv4(end) !== undefined) && (link !== 0 || !ends.some(isOfLink));
  return { send: able && !isIpv6Multicast(local), receive: able && !isIpv6Multicast(remote), perPacket: false };
}

/** IPV6_ADDR_LINKLOCAL, which groups of a link have as well. */
function isOfLink(address: Ipv6): boolean {
  return isIpv6LinkLocal(address) || /^ff.2:/.test(address);
}
