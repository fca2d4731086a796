/**
 * /proc/net/igmp, igmp6 and dev_mcast: the groups that links are in (igmp_mc_seq_show of net/ipv4/igmp.c, igmp6_mc_seq_show of
 * net/ipv6/mcast.c, dev_mc_seq_show of net/core/net-procfs.c).
 */
import { parseIpv4 } from "../../core/address/ipv4.ts";
import { type Ipv6, ipv6Bytes } from "../../core/address/ipv6.ts";
import { listenedBy } from "../../core/command/ip/maddress.ts";
import type { Config } from "../../core/model/config.ts";
import type { Link } from "../../core/model/link.ts";
import type { Runtime } from "../../core/model/runtime.ts";
import { igmpVersion } from "../../core/operation/group-version.ts";

/** MAF_TIMER_RUNNING, MAF_LAST_REPORTER, MAF_LOADED and MAF_NOREPORT. */
const RUNNING = 1;
const REPORTER = 2;
const LOADED = 4;
const NO_REPORT = 8;

function hex(value: number, width: number): string {
  return value.toString(16).toUpperCase().padStart(width, "0");
}

/** A group as a little-endian machine prints the number. */
function swapped(group: number): string {
  return [0, 8, 16, 24].map((shift) => hex((group >>> shift) & 255, 2)).join("");
}

/** Hundredths of a second until an answer is due; undefined where none is. */
function answerIn({ groupReports, nowMicros }: Runtime, link: Link, group: number | string): number | undefined {
  const due = groupReports.get(link.id)?.answers.get(group)?.dueMicros;
  return due === undefined ? undefined : Math.max(0, Math.floor((due - nowMicros) / 10_000));
}

export function igmpTable(config: Config, runtime: Runtime, links: readonly Link[]): string {
  let out = "Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter\n";
  for (const link of links) {
    const groups = listenedBy(config, link).filter(({ layer }) => layer === "inet");
    const netns = config.netns[link.netns];
    if (groups.length === 0 || !netns) continue;
    const reports = runtime.groupReports.get(link.id);
    const querier = `V${igmpVersion(netns, link, reports, runtime.nowMicros)}`;
    out += `${link.ifindex}\t${link.name.padEnd(10)}: ${String(groups.length).padStart(5)} ${querier.padStart(7)}\n`;
    for (const { address, users } of groups) {
      const group = parseIpv4(address) ?? 0;
      const left = answerIn(runtime, link, group);
      const timer = `${left === undefined ? 0 : 1}:${hex(left ?? 0, 8)}`;
      const reporter = reports?.answers.get(group)?.reporter ? 1 : 0;
      out += `\t\t\t\t${swapped(group)} ${String(users).padStart(5)} ${timer}\t\t${reporter}\n`;
    }
  }
  return out;
}

export function igmp6Table(config: Config, runtime: Runtime, links: readonly Link[]): string {
  let out = "";
  for (const link of links) {
    for (const { layer, address, users } of listenedBy(config, link)) {
      if (layer !== "inet6") continue;
      const bytes = Array.from(ipv6Bytes(address as Ipv6), (byte) => byte.toString(16).padStart(2, "0")).join("");
      const narrow = address.startsWith("ff01:");
      const loaded = !narrow && link.groups6Heard !== "left";
      const left = answerIn(runtime, link, address);
      const reporter = runtime.groupReports.get(link.id)?.answers.get(address)?.reporter === true;
      const flags =
        (left === undefined ? 0 : RUNNING) |
        (reporter ? REPORTER : 0) |
        (loaded ? LOADED : 0) |
        (narrow || address === "ff02::1" ? NO_REPORT : 0);
      out += `${String(link.ifindex).padEnd(4)} ${link.name.padEnd(15)} ${bytes} ${String(users).padStart(5)} ${hex(flags, 8)} ${left ?? 0}\n`;
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
