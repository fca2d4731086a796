/**
 * /proc/net/ipv6_route (ipv6_route_native_seq_show of net/ipv6/route.c).
 *
 * Same as Linux: every table, flags, what refuses where a table has no default route.
 * Simplified: how many hold a route and how often it was used is not counted: 1 and 0.
 */
import { type Ipv6, ipv6Bytes } from "../../core/address/ipv6.ts";
import { listedRoutes6 } from "../../core/command/net-tools/route-print.ts";
import type { Config } from "../../core/model/config.ts";
import type { NetnsId } from "../../core/model/id.ts";
import { PROTO, type Route } from "../../core/model/route.ts";

/** include/uapi/linux/route.h and ipv6_route.h. */
const RTF = {
  up: 0x1,
  gateway: 0x2,
  reject: 0x200,
  addrconf: 0x40000,
  anycast: 0x100000,
  nonexthop: 0x200000,
  expires: 0x400000,
  local: 0x80000000,
} as const;
const PREFERENCE = { low: 0x18000000, medium: 0, high: 0x08000000 } as const;
const REJECTING = ["unreachable", "prohibit", "blackhole", "throw"];
const NOWHERE = "0".repeat(32);

function hex(value: number, width: number): string {
  return (value >>> 0).toString(16).padStart(width, "0");
}

function addressText(address: Ipv6): string {
  return Array.from(ipv6Bytes(address), (octet) => hex(octet, 2)).join("");
}

function flagsOf(route: Route, gateway: boolean): number {
  const { type } = route;
  const own = type === "local" ? RTF.local | RTF.nonexthop | RTF.up : RTF.anycast | RTF.nonexthop | RTF.up;
  let flags: number = REJECTING.includes(type) ? RTF.reject | RTF.nonexthop : RTF.up;
  if (type === "local" || type === "anycast") flags = own;
  if (gateway) flags |= RTF.gateway;
  if (route.expiresMicros !== undefined) flags |= RTF.expires;
  if (route.protocol === PROTO.ra) flags |= RTF.addrconf;
  return flags | PREFERENCE[route.preference];
}

function line(
  destination: string,
  length: number,
  from: string,
  via: string,
  metric: number,
  flags: number,
  device: string,
): string {
  return `${destination} ${hex(length, 2)} ${from} ${via} ${hex(metric, 8)} 00000001 00000000 ${hex(flags, 8)} ${device.padStart(8)}\n`;
}

export function ipv6RouteTable(config: Config, netns: NetnsId): string {
  let out = "";
  const first = config.netns[netns]?.byIndex.get(1);
  const loopback = (first === undefined ? undefined : config.links[first]?.name) ?? "lo";
  for (const route of listedRoutes6(config.netns[netns]?.routes6 ?? [])) {
    if (route === "refusal") {
      out += line(NOWHERE, 0, `${NOWHERE} 00`, NOWHERE, 0xffffffff, RTF.reject | RTF.nonexthop, loopback);
      continue;
    }
    for (const hop of route.nextHops.length > 0 ? route.nextHops : [undefined]) {
      const via = typeof hop?.via === "string" ? addressText(hop.via) : NOWHERE;
      const device = hop?.link === undefined ? undefined : config.links[hop.link]?.name;
      const { address, length } = route.destination;
      const flags = flagsOf(route, via !== NOWHERE);
      const from = `${route.from ? addressText(route.from.address as Ipv6) : NOWHERE} ${hex(route.from?.length ?? 0, 2)}`;
      out += line(addressText(address as Ipv6), length, from, via, route.metric, flags, device ?? loopback);
    }
  }
  return out;
}
