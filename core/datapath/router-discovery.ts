/**
 * Routers and hosts that look for each other (ndisc_router_discovery and ndisc_recv_rs of net/ipv6/ndisc.c; RFC 4861
 * section 6). What a host makes of an advertisement: core/operation/router-advertisement.ts.
 *
 * Same as Linux: which messages are believed, what both sides learn of each other's link-layer addresses. Advertisements are
 * sent by a program (radvd), as on Linux.
 */
import { IPV6_ANY, isIpv6LinkLocal } from "../address/ipv6.ts";
import type { Mac } from "../address/mac.ts";
import { acceptsAdvertisements } from "../operation/router-advertisement.ts";
import type { Icmpv6, Ipv6Packet, RouterAdvertisement } from "../wire/frame.ts";
import { createNeighbor, updateNeighbor } from "./neighbor.ts";
import type { Network } from "./network.ts";
import type { Device } from "./view.ts";

/** Nothing that crossed a router is believed (RFC 4861 section 6.1). */
const HOP_LIMIT = 255;

/** ndisc_recv_rs: a router learns of a host. */
export function routerSolicited(
  net: Network,
  device: Device,
  ip: Ipv6Packet,
  message: Extract<Icmpv6, { type: "router-solicitation" }>,
): void {
  if (ip.hopLimit !== HOP_LIMIT || !device.conf.forwarding6 || ip.source === IPV6_ANY) return;
  learn(net, device, ip, message.sourceLink, false);
}

/** ndisc_router_discovery. */
export function routerAdvertised(net: Network, device: Device, ip: Ipv6Packet, message: RouterAdvertisement): void {
  if (ip.hopLimit !== HOP_LIMIT || !isIpv6LinkLocal(ip.source)) return;
  const search = net.world.runtime.routerSearches.get(device.id);
  if (acceptsAdvertisements(device.link)) {
    // IF_RS_SENT, IF_RA_RCVD: who has asked is answered.
    if (search) search.heard = true;
    net.event({ kind: "routerAdvertised", link: device.id, router: ip.source, message, part: "router" });
  }
  const source = message.options.find((option) => option.kind === "sourceLink");
  learn(net, device, ip, source?.mac, true);
  if (acceptsAdvertisements(device.link))
    net.event({ kind: "routerAdvertised", link: device.id, router: ip.source, message, part: "options" });
}

function learn(net: Network, device: Device, ip: Ipv6Packet, mac: Mac | undefined, router: boolean): void {
  const known = device.neighbor(ip.source);
  // neigh_update: an entry that has no address yet cannot become STALE.
  if (!known && mac === undefined) return;
  const neighbor = known ?? createNeighbor(net, device, ip.source);
  updateNeighbor(net, device, neighbor, mac, "STALE", { override: true, weakOverride: true, router });
}
