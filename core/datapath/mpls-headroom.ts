/** What labels take of packets. */
import type { NextHop } from "../model/route.ts";
import { MPLS_LABEL } from "../wire/mpls.ts";

/** Octets that labels take of a packet's largest size (lwtunnel_headroom). */
export function encapHeadroom(hop: NextHop | undefined): number {
  return hop?.encap ? MPLS_LABEL * hop.encap.labels.length : 0;
}
