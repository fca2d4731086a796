/** Routes of labels (net/mpls/af_mpls.c), and labels that routes of IP put on. */
import type { Ipv4 } from "../address/ipv4.ts";
import type { Ipv6 } from "../address/ipv6.ts";
import type { Mac } from "../address/mac.ts";
import type { LinkId } from "./id.ts";
import { isUp, type Link } from "./link.ts";

/** `encap mpls`: the labels, the outermost first, and what time to live they get; undefined: the packet's, or the default. 0: the packet's. */
export interface MplsEncap {
  readonly labels: readonly number[];
  readonly ttl?: number | undefined;
}

/** Whom a packet goes to: of what family its address is. */
export type MplsVia =
  | { readonly family: "inet"; readonly host: Ipv4 }
  | { readonly family: "inet6"; readonly host: Ipv6 }
  | { readonly family: "link"; readonly host: Mac };

export interface MplsHop {
  /** What takes the label's place; none: it goes. */
  readonly labels: readonly number[];
  readonly via?: MplsVia | undefined;
  readonly link: LinkId;
}

export interface MplsRoute {
  readonly label: number;
  readonly hops: readonly MplsHop[];
  readonly protocol: number;
  /** Whether the time to live of a label goes over to the packet; undefined: as net.mpls.ip_ttl_propagate says. */
  readonly ttlPropagate?: boolean | undefined;
  /** Said with `nexthop`. */
  readonly several: boolean;
}

/** MPLS_LABEL_*. */
export const IMPLICIT_NULL = 3;
export const FIRST_LABEL = 16;
export const LAST_LABEL = 0xfffff;

/** What is wrong with the way of a hop (RTNH_F_DEAD, RTNH_F_LINKDOWN). */
export function hopTrouble(link: Link | undefined): readonly ("dead" | "linkdown")[] {
  if (!link || !isUp(link)) return ["dead", "linkdown"];
  return link.carrier ? [] : ["linkdown"];
}
