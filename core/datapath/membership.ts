/**
 * Sockets of programs that join multicast groups (ip_mc_join_group and ip_mc_find_dev of net/ipv4/igmp.c, ipv6_sock_mc_join of
 * net/ipv6/mcast.c; ip(7) IP_ADD_MEMBERSHIP, ipv6(7) IPV6_ADD_MEMBERSHIP).
 */
import { type Ipv4, isIpv4Multicast } from "../address/ipv4.ts";
import { isIpv6Multicast } from "../address/ipv6.ts";
import type { IpAddress } from "../address/prefix.ts";
import type { Errno } from "../errors.ts";
import type { LinkId, NetnsId } from "../model/id.ts";
import { err, ok, type Result } from "../result.ts";
import type { Network } from "./network.ts";
import { routeOutput4 } from "./route-output.ts";
import { routeOutput6 } from "./route6.ts";
import type { Device, Namespace } from "./view.ts";

/** Where a group is joined: on a device by its name, or on the one that has an address; else where the route to it goes. */
export interface JoinAt {
  readonly device?: string | undefined;
  readonly address?: Ipv4 | undefined;
}

function deviceFor(namespace: Namespace, group: IpAddress, { device, address }: JoinAt): Device | undefined {
  if (device !== undefined) return namespace.byName(device);
  if (address !== undefined && address !== 0)
    return namespace.devices.find((each) => each.link.inet.some(({ local }) => local === address));
  const route =
    typeof group === "number"
      ? routeOutput4(namespace, { destination: group })
      : routeOutput6(namespace, { destination: group });
  return route.ok ? route.device : undefined;
}

/** EINVAL for what is no group, ENODEV where there is no device for it. */
export function joinGroupOf(net: Network, netns: NetnsId, group: IpAddress, at: JoinAt): Result<LinkId, Errno> {
  const namespace = net.view.findNamespace(netns);
  if (!namespace || !(typeof group === "number" ? isIpv4Multicast(group) : isIpv6Multicast(group)))
    return err("EINVAL");
  const device = deviceFor(namespace, group, at);
  if (!device || (typeof group === "string" && device.conf.inet6Disabled)) return err("ENODEV");
  net.event({ kind: "membership", link: device.id, group, joined: true });
  return ok(device.id);
}

/** The socket leaves the group, or is closed. */
export function leaveGroupOf(net: Network, link: LinkId, group: IpAddress): void {
  net.event({ kind: "membership", link, group, joined: false });
}
