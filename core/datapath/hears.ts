/** What a device takes in beside its own address: everything, or the frames to some groups. */
import { BROADCAST_MAC } from "../address/mac.ts";
import { allMultiOf, promiscuityOf } from "../model/link.ts";
import type { Frame } from "../wire/frame.ts";
import type { Network } from "./network.ts";
import type { Device } from "./view.ts";

/** IFF_PROMISC of dev->flags: by its own setting, for those that stand on it, or while somebody captures. */
export function isPromiscuous(net: Network, { link }: Device): boolean {
  return promiscuityOf(net.view.config.links, link, net.world.runtime.watchers) > 0;
}

/** The multicast filter of an interface on another (macvlan_set_mac_lists, ipvlan_set_multicast_mac_filter). */
export function hearsGroup(net: Network, device: Device, { destination, payload }: Frame): boolean {
  const { link } = device;
  if (destination === BROADCAST_MAC || allMultiOf(net.view.config.links, link) > 0 || isPromiscuous(net, device))
    return true;
  if (payload.kind === "ipv4") return link.groups4.includes(payload.destination);
  return payload.kind !== "ipv6" || link.groups6.includes(payload.destination);
}
