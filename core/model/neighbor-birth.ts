/** What a neighbor begins as (arp_constructor of net/ipv4/arp.c, ndisc_constructor of net/ipv6/ndisc.c). */
import { groupMac4, groupMac6 } from "../address/group-mac.ts";
import { IPV4_ANY, isIpv4Multicast } from "../address/ipv4.ts";
import { isIpv6Multicast } from "../address/ipv6.ts";
import type { Mac } from "../address/mac.ts";
import type { IpAddress } from "../address/prefix.ts";
import { hardwareAddresses, hardwareOf, IFF, isAddressedByEnds, type Link } from "./link.ts";

/** By what a neighbor is looked up: all IPv4 neighbors of `lo` and of point-to-point links are one, 0.0.0.0. */
export function neighborKey(link: Link, address: IpAddress): IpAddress {
  return typeof address === "number" && link.flags & (IFF.LOOPBACK | IFF.POINTOPOINT) ? IPV4_ANY : address;
}

/**
 * The address of hardware that a neighbor has from birth where nobody is asked for it: a group's, or the device's own. That of a
 * tunnel is an IP address, in text like the other: its own end, the far one for groups, none where GRE has a far end.
 */
export function bornAddress(link: Link, address: IpAddress): Mac | undefined {
  const group = typeof address === "string" ? isIpv6Multicast(address) : isIpv4Multicast(address);
  if (isAddressedByEnds(link)) {
    const [own, other] = hardwareAddresses(link);
    const none = link.kind.type === "ip6gre" ? "::" : "0.0.0.0";
    if ((link.kind.type === "gre" || link.kind.type === "ip6gre") && other !== none) return none as Mac;
    return (group ? other : own) as Mac;
  }
  if (group && hardwareOf(link) === "ether")
    return typeof address === "string" ? groupMac6(address) : groupMac4(address);
  return link.flags & (IFF.NOARP | IFF.LOOPBACK) ? link.mac : undefined;
}
