/** What a device takes in beside its own address: everything, or the frames to some groups. */
import { allMultiOf, promiscuityOf } from "../model/link.ts";
import { groupsHeard } from "../operation/asked-macs.ts";
import type { Frame } from "../wire/frame.ts";
import type { Network } from "./network.ts";
import type { Device } from "./view.ts";

/** IFF_PROMISC of dev->flags: by its own setting, for those that stand on it, or while somebody captures. */
export function isPromiscuous(net: Network, { link }: Device): boolean {
  return promiscuityOf(net.view.config.links, link, net.world.runtime.watchers) > 0;
}

/**
 * The multicast filter of an interface on another (macvlan_set_mac_lists, ipvlan_set_multicast_mac_filter): by the address of the
 * group, which several groups of IPv4 have in common.
 */
export function hearsGroup(net: Network, device: Device, { destination }: Frame): boolean {
  const { link } = device;
  const { links } = net.view.config;
  if (destination === link.broadcast || allMultiOf(links, link) > 0 || isPromiscuous(net, device)) return true;
  return groupsHeard(links, link).includes(destination);
}
