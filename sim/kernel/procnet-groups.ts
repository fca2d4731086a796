/**
 * /proc/net/igmp, igmp6 and dev_mcast: the groups that links are in (igmp_mc_seq_show of net/ipv4/igmp.c, igmp6_mc_seq_show of
 * net/ipv6/mcast.c, dev_mc_seq_show of net/core/net-procfs.c).
 */
import { parseIpv4 } from "../../core/address/ipv4.ts";
import { type Ipv6, ipv6Bytes } from "../../core/address/ipv6.ts";
import { listenedBy } from "../../core/command/ip/maddress.ts";
import type { Config } from "../../core/model/config.ts";
import type { Link } from "../../core/model/link.ts";

/** MAF_LOADED and MAF_NOREPORT. */
const LOADED = 4;
const NO_REPORT = 8;

function hex(value: number, width: number): string {
  return value.toString(16).toUpperCase().padStart(width, "0");
}

/** A group as a little-endian machine prints the number. */
function swapped(group: number): string {
  return [0, 8, 16, 24].map((shift) => hex((group >>> shift) & 255, 2)).join("");
}

export function igmpTable(config: Config, links: readonly Link[]): string {
  let out = "Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter\n";
  for (const link of links) {
    const groups = listenedBy(config, link).filter(({ layer }) => layer === "inet");
    if (groups.length === 0) continue;
    out += `${link.ifindex}\t${link.name.padEnd(10)}: ${String(groups.length).padStart(5)} ${"V3".padStart(7)}\n`;
    for (const { address, users } of groups)
      out += `\t\t\t\t${swapped(parseIpv4(address) ?? 0)} ${String(users).padStart(5)} 0:00000000\t\t0\n`;
  }
  return out;
}

export function igmp6Table(config: Config, links: readonly Link[]): string {
  let out = "";
  for (const link of links) {
    for (const { layer, address, users } of listenedBy(config, link)) {
      if (layer !== "inet6") continue;
      const bytes = Array.from(ipv6Bytes(address as Ipv6), (byte) => byte.toString(16).padStart(2, "0")).join("");
      const narrow = address.startsWith("ff01:");
      const loaded = !narrow && link.groups6Heard !== "left";
      const flags = (loaded ? LOADED : 0) | (narrow || address === "ff02::1" ? NO_REPORT : 0);
      out += `${String(link.ifindex).padEnd(4)} ${link.name.padEnd(15)} ${bytes} ${String(users).padStart(5)} ${hex(flags, 8)} 0\n`;
    }
  }
  return out;
}

export function deviceGroupTable(config: Config, links: readonly Link[]): string {
  let out = "";
  for (const link of links) {
    for (const { layer, address, users, fixed } of listenedBy(config, link)) {
      if (layer !== "link") continue;
      const mac = address.replaceAll(":", "");
      out += `${String(link.ifindex).padEnd(4)} ${link.name.padEnd(15)} ${String(users).padEnd(5)} ${String(fixed ? 1 : 0).padEnd(5)} ${mac}\n`;
    }
  }
  return out;
}
