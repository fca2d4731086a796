/**
 * Reports of the groups an interface listens to, as hosts send them to routers and to switches that snoop (igmpv3_send_cr
 * and igmp_ifc_timer_expire of net/ipv4/igmp.c, mld_send_cr, mld_ifc_work and mld_send_initial_cr of net/ipv6/mcast.c;
 * RFC 3376, RFC 3810). What there is to report: core/operation/group-reports.ts.
 *
 * Same as Linux: what was left before what was joined, the newest first; as many times as robustness says, at random within
 * the interval; from the link-local address, or `::` while there is none, and all of it anew once there is; IPv4 from an
 * address of the interface or 0.0.0.0. Answers to queries, and what is told while there are queriers of older versions:
 * group-answers.ts.
 */

import type { Ipv4 } from "../address/ipv4.ts";
import { IPV6_ANY, type Ipv6 } from "../address/ipv6.ts";
import { SCOPE } from "../model/address.ts";
import { hasInet6 } from "../model/family-mtu.ts";
import { type GroupReports, type LinkReports, noReports } from "../model/group-report.ts";
import type { LinkId } from "../model/id.ts";
import { timerMicros } from "../model/jiffies.ts";
import { nextRandom } from "../model/runtime.ts";
import { CONF4_DEFAULTS, CONF6_DEFAULTS } from "../model/sysctl-conf.ts";
import { isToldBy4, isToldBy6 } from "../operation/group-reports.ts";
import { mldVersion } from "../operation/group-version.ts";
import type { GroupRecord, Icmpv6, Igmp, Ipv4Packet, Ipv6Packet } from "../wire/frame.ts";
import { IPV4_HEADER, IPV6_HEADER, ROUTER_ALERT4 } from "../wire/length.ts";
import { ipv4Output } from "./ipv4.ts";
import { linkLocalOf, sendOwn6 } from "./ndisc.ts";
import type { Network } from "./network.ts";
import { selectSource4 } from "./source.ts";
import type { Device } from "./view.ts";

/** IGMPV3_ALL_MCR. */
const ROUTERS4 = 0xe0000016 as Ipv4;
const ROUTERS6 = "ff02::16" as Ipv6;
/** Internetwork control (RFC 3376 section 4). */
const TOS = 0xc0;
const MILLI = 1000;
/** mod_timer adds two jiffies, of 4 milliseconds each, to whatever it draws. */
const TWO_JIFFIES_MICROS = 8000;
/** How many times the groups are told once there is an address: mc_qrv. */
const ROBUSTNESS = 2;
/** Octets of a packet that records have no use of: headers, router alert, the report's own beginning. */
const OVERHEAD4 = IPV4_HEADER + ROUTER_ALERT4 + 8;
const OVERHEAD6 = IPV6_HEADER + 8 + 8;

/** igmp_ifc_timer_expire, mld_ifc_work, mld_dad_work: `atMicros` tells the timer in force from older ones. */
export function groupReportTimer(
  net: Network,
  link: LinkId,
  what: "inet" | "inet6" | "addressed",
  atMicros: number,
): void {
  const reports = net.world.runtime.groupReports.get(link);
  const device = net.device(link);
  // mld_ifc_work goes on while the link is down, and loses what it sends.
  if (!reports || !device || (what !== "inet6" && !device.up)) return;
  // ipv6_mc_destroy_dev: a link that has become too narrow for IPv6 has nothing of it to report.
  if (what !== "inet" && !hasInet6(device.link)) {
    reports.inet6 = reports.addressed = undefined;
    return;
  }
  if (what === "addressed") {
    if (reports.addressed?.dueMicros === atMicros) tellAll(net, device, reports, reports.addressed.count);
    return;
  }
  const changes = reports[what];
  if (!changes || changes.dueMicros !== atMicros) return;
  if (what === "inet") sendIgmp(net, device, changes);
  else sendMld(net, device, changes);
  changes.count--;
  changes.dueMicros = changes.count > 0 ? startTimer(net, device, what) : undefined;
  if (changes.count === 0) reports[what] = undefined;
}

/** ipv6_mc_dad_complete: what was told from nobody is told again from the address there is now. */
export function reportAddressed(net: Network, device: Device): void {
  const { groupReports } = net.world.runtime;
  let reports = groupReports.get(device.id);
  if (!reports) groupReports.set(device.id, (reports = noReports()));
  tellAll(net, device, reports, ROBUSTNESS);
}

/** mld_send_initial_cr. */
function tellAll(net: Network, device: Device, reports: LinkReports, count: number): void {
  const groups = device.link.groups6.filter(isToldBy6) as Ipv6[];
  const records = groups.map((group) => ({ change: "to_ex", group }) as const);
  if (mldVersion(device.netns.config, device.link, reports, net.nowMicros) === 2)
    multicastListenerReport(net, device, records);
  const left = count - 1;
  reports.addressed = left > 0 ? { count: left, dueMicros: startTimer(net, device, "addressed") } : undefined;
}

/** igmp_ifc_start_timer and kin: at random within the interval for unsolicited reports. */
function startTimer(net: Network, device: Device, what: "inet" | "inet6" | "addressed"): number {
  const { link } = device;
  const name = what === "inet" ? "igmpv3_unsolicited_report_interval" : "mldv2_unsolicited_report_interval";
  const own = what === "inet" ? link.conf4[name] : link.conf6[name];
  const interval = own ?? (what === "inet" ? CONF4_DEFAULTS : CONF6_DEFAULTS)[name] ?? MILLI;
  const { runtime } = net.world;
  const due = timerMicros(net.nowMicros, nextRandom(runtime, interval * MILLI) + TWO_JIFFIES_MICROS);
  runtime.timers.add(due, { kind: "groupReport", link: device.id, what });
  return due;
}

/** The records that are still due, each of them told once more by this. */
function takeRecords<Group extends number | string>(
  { joined, left }: GroupReports,
  groups: readonly Group[],
): readonly GroupRecord<Group>[] {
  const records: GroupRecord<Group>[] = [];
  const tell = (from: Map<number | string, number>, group: Group, change: "to_ex" | "to_in"): void => {
    const times = from.get(group);
    if (times === undefined) return;
    records.push({ change, group });
    if (times > 1) from.set(group, times - 1);
    else from.delete(group);
  };
  if (left.size > 0) for (const group of [...left.keys()].reverse()) tell(left, group as Group, "to_in");
  for (let at = 0; at < groups.length; at++) tell(joined, groups[at] as Group, "to_ex");
  return records;
}

/** As many records as fit in a packet, and so on: mostly one holds them all. */
function packets<Record>(records: readonly Record[], room: number): readonly (readonly Record[])[] {
  if (records.length <= room) return records.length === 0 ? [] : [records];
  const all: (readonly Record[])[] = [];
  for (let at = 0; at < records.length; at += room) all.push(records.slice(at, at + room));
  return all;
}

/** igmpv3_newpack. */
function sendIgmp(net: Network, device: Device, changes: GroupReports): void {
  igmp3Report(net, device, takeRecords(changes, device.link.groups4 as readonly Ipv4[]));
}

/** Records of the groups that IPv4 tells of at all, in as many packets as they need. */
export function igmp3Report(net: Network, device: Device, records: readonly GroupRecord<Ipv4>[]): void {
  const { config } = device.netns;
  const told = records.filter(({ group }) => isToldBy4(config, group));
  for (const some of packets(told, Math.floor((device.mtu - OVERHEAD4) / 8)))
    sendGroupMessage4(net, device, ROUTERS4, { kind: "igmp", type: "v3-report", records: some });
}

/** igmp_send_report, igmpv3_sendpack. */
export function sendGroupMessage4(net: Network, device: Device, destination: Ipv4, payload: Igmp): void {
  const chosen = selectSource4(net.view.config, device.link, undefined, SCOPE.link);
  // igmpv3_get_srcaddr: another interface's will not do, but to the older versions.
  const own = payload.type !== "v3-report" || device.link.inet.some(({ local }) => local === chosen);
  const source = own && chosen !== undefined ? chosen : (0 as Ipv4);
  const route = {
    ok: true,
    type: "multicast",
    device,
    nextHop: destination,
    source,
    route: undefined,
    mtu: device.mtu,
  } as const;
  ipv4Output(net, route, groupPacket4(source, destination, payload), net.nextPacket());
}

/** A packet of IGMP, which goes no further than the link. */
export function groupPacket4(source: Ipv4, destination: Ipv4, payload: Igmp): Ipv4Packet {
  return {
    kind: "ipv4",
    source,
    destination,
    ttl: 1,
    tos: TOS,
    id: 0,
    dontFragment: true,
    moreFragments: false,
    fragmentOffset: 0,
    payload,
  };
}

function sendMld(net: Network, device: Device, changes: GroupReports): void {
  multicastListenerReport(net, device, takeRecords(changes, device.link.groups6 as readonly Ipv6[]));
}

/** mld_newpack, mld_sendpack. */
export function multicastListenerReport(net: Network, device: Device, records: readonly GroupRecord<Ipv6>[]): void {
  for (const some of packets(records, Math.floor((device.mtu - OVERHEAD6) / 20)))
    sendGroupMessage6(net, device, ROUTERS6, { kind: "icmpv6", type: "mld2-report", records: some });
}

/** igmp6_send, mld_sendpack. */
export function sendGroupMessage6(net: Network, device: Device, destination: Ipv6, payload: Icmpv6): void {
  // ip6_output sends nothing where there is no IPv6.
  if (device.conf.inet6Disabled) return;
  sendOwn6(net, device, groupPacket6(linkLocalOf(device) ?? IPV6_ANY, destination, payload), net.nextPacket());
}

/** A packet of MLD, which goes no further than the link. */
export function groupPacket6(source: Ipv6, destination: Ipv6, payload: Icmpv6): Ipv6Packet {
  return { kind: "ipv6", source, destination, hopLimit: 1, trafficClass: 0, flowLabel: 0, payload };
}
