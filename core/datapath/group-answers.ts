/**
 * What an interface tells of its groups because somebody asked (igmp_heard_query, igmp_timer_expire, igmp_heard_report of
 * net/ipv4/igmp.c; igmp6_event_query, mld_mca_work, igmp6_event_report of net/ipv6/mcast.c; RFC 2236, RFC 2710, RFC 3376
 * section 5.2, RFC 3810 section 6.2).
 *
 * Same as Linux: answers at random within the time given, one packet a group, or one for all where a querier of the present
 * version asks of all; who hears another's answer of an older version keeps still; an older querier is remembered for a while,
 * and as long joining and leaving are told as it understands them. Absent: sources.
 */
import type { Ipv4 } from "../address/ipv4.ts";
import { IPV6_ANY, type Ipv6, isIpv6LinkLocal, isIpv6Multicast } from "../address/ipv6.ts";
import { type GroupAnswer, type LinkReports, noReports } from "../model/group-report.ts";
import type { LinkId } from "../model/id.ts";
import { timerMicros } from "../model/jiffies.ts";
import { nextRandom } from "../model/runtime.ts";
import { CONF4_DEFAULTS, CONF6_DEFAULTS } from "../model/sysctl-conf.ts";
import { isToldBy4, isToldBy6 } from "../operation/group-reports.ts";
import { forcedMldVersion, igmpVersion, mldVersion } from "../operation/group-version.ts";
import type { Icmpv6, Igmp, Ipv6Packet } from "../wire/frame.ts";
import { expandCode, expandDelayCode } from "../wire/igmp.ts";
import { igmp3Report, multicastListenerReport, sendGroupMessage4, sendGroupMessage6 } from "./group-reports.ts";
import type { Network } from "./network.ts";
import type { Device } from "./view.ts";

const SECOND = 1_000_000;
const TENTH = SECOND / 10;
const MILLI = 1000;
/** IGMP_QUERY_INTERVAL, IGMP_QUERY_RESPONSE_INTERVAL; MLD has the same. */
const QUERY_INTERVAL_MICROS = 125 * SECOND;
const RESPONSE_INTERVAL_MICROS = 10 * SECOND;
const ROBUSTNESS = 2;
/** How long an older querier is remembered. */
const OLDER_MICROS = ROBUSTNESS * QUERY_INTERVAL_MICROS + RESPONSE_INTERVAL_MICROS;
/** mod_timer adds two jiffies, of 4 milliseconds each, to what IGMP draws. */
const TWO_JIFFIES_MICROS = 8000;
/** How soon, in milliseconds, what nobody asked for is told again while there are older queriers. */
const INTERVAL4 = "igmpv2_unsolicited_report_interval";
const INTERVAL6 = "mldv1_unsolicited_report_interval";
const ALL_ROUTERS4 = 0xe0000002 as Ipv4;
const ALL_ROUTERS6 = "ff02::2" as Ipv6;

/** igmp_rcv. */
export function igmpInput(net: Network, device: Device, message: Igmp): void {
  if (message.type === "query") heardQuery4(net, device, message);
  else if (message.type === "v1-report" || message.type === "v2-report") stopAnswer(net, device, message.group);
}

/** How long those asked have to answer, as a bridge that listens reads it. */
export function queryDelayMicros(
  message: Extract<Igmp, { type: "query" }> | Extract<Icmpv6, { type: "mld-query" }>,
): number {
  if (message.kind === "igmp")
    return message.extras
      ? Math.max(expandCode(message.code) * TENTH, 4000)
      : message.code * TENTH || RESPONSE_INTERVAL_MICROS;
  return Math.max(
    (message.extras ? expandDelayCode(message.delayCode) : message.delayCode) * MILLI,
    message.extras ? 4000 : 0,
  );
}

function heardQuery4(net: Network, device: Device, message: Extract<Igmp, { type: "query" }>): void {
  const reports = reportsOf(net, device.id);
  const { olderUntil } = reports;
  let { group } = message;
  let delay = message.code * TENTH;
  const version = igmpVersion(device.netns.config, device.link, reports, net.nowMicros);
  if (!message.extras) {
    if (message.code === 0) {
      delay = RESPONSE_INTERVAL_MICROS;
      olderUntil.igmp1 = net.nowMicros + OLDER_MICROS;
      group = 0 as Ipv4;
    } else olderUntil.igmp2 = net.nowMicros + OLDER_MICROS;
    // What was to be told of changes is told as the older version has it, or not at all.
    reports.inet = undefined;
  } else if (version === 1) {
    delay = RESPONSE_INTERVAL_MICROS;
    group = 0 as Ipv4;
  } else {
    delay = Math.max(expandCode(message.code) * TENTH, 4000);
    if (version === 3) reports.robustness = message.extras.robustness || undefined;
    if (version === 3 && group === 0) {
      startGeneral(net, device, reports, "inet", nextRandom(net.world.runtime, delay) + TWO_JIFFIES_MICROS);
      return;
    }
  }
  for (const each of device.link.groups4)
    if ((group === 0 || group === each) && isToldBy4(device.netns.config, each))
      startAnswer(net, device, reports, each, delay, TWO_JIFFIES_MICROS);
}

/** igmp6_event_query, igmp6_event_report. */
export function mldInput(net: Network, device: Device, ip: Ipv6Packet, message: Icmpv6): void {
  if (message.type === "mld1-report") {
    if (ip.source === IPV6_ANY || isIpv6LinkLocal(ip.source)) stopAnswer(net, device, message.group);
    return;
  }
  if (message.type !== "mld-query") return;
  const { group, extras } = message;
  if (!isIpv6LinkLocal(ip.source) || ip.hopLimit !== 1 || (group !== IPV6_ANY && !isIpv6Multicast(group))) return;
  const reports = reportsOf(net, device.id);
  const { config } = device.netns;
  let delay = message.delayCode;
  if (!extras) {
    if (forcedMldVersion(config, device.link) === 2) return;
    reports.olderUntil.mld1 = net.nowMicros + OLDER_MICROS;
    reports.inet6 = undefined;
  } else if (mldVersion(config, device.link, reports, net.nowMicros) === 2) {
    delay = expandDelayCode(delay);
    if (group === IPV6_ANY) {
      startGeneral(net, device, reports, "inet6", nextRandom(net.world.runtime, Math.max(delay * MILLI, 4000)));
      return;
    }
  }
  for (const each of device.link.groups6)
    if ((group === IPV6_ANY || group === each) && isToldBy6(each))
      startAnswer(net, device, reports, each, Math.max(delay * MILLI, 4000), 0);
}

function reportsOf(net: Network, link: LinkId): LinkReports {
  const { groupReports } = net.world.runtime;
  const known = groupReports.get(link);
  if (known) return known;
  const fresh = noReports();
  groupReports.set(link, fresh);
  return fresh;
}

/** igmp_gq_start_timer, mld_gq_start_work. */
function startGeneral(
  net: Network,
  device: Device,
  { generalDue }: LinkReports,
  family: "inet" | "inet6",
  delayMicros: number,
): void {
  const due = timerMicros(net.nowMicros, delayMicros);
  // One that is to come sooner stays.
  if ((generalDue[family] ?? Number.POSITIVE_INFINITY) <= due) return;
  generalDue[family] = due;
  net.world.runtime.timers.add(due, { kind: "groupAnswers", link: device.id, family });
}

/** igmp_mod_timer, igmp6_group_queried: what comes sooner anyway is left as it is. */
function startAnswer(
  net: Network,
  device: Device,
  { answers }: LinkReports,
  group: number | string,
  withinMicros: number,
  addedMicros: number,
): void {
  let answer = answers.get(group);
  if (!answer) answers.set(group, (answer = { dueMicros: undefined, again: 0, reporter: false }));
  answer.again = 0;
  if (answer.dueMicros !== undefined && answer.dueMicros - net.nowMicros < withinMicros) return;
  schedule(net, device, group, answer, nextRandom(net.world.runtime, withinMicros) + addedMicros);
}

function schedule(net: Network, device: Device, group: number | string, answer: GroupAnswer, delay: number): void {
  const due = timerMicros(net.nowMicros, delay);
  answer.dueMicros = due;
  net.world.runtime.timers.add(due, { kind: "groupAnswer", link: device.id, group });
}

/** igmp_stop_timer: another interface has said it. */
function stopAnswer(net: Network, device: Device, group: number | string): void {
  const answer = net.world.runtime.groupReports.get(device.id)?.answers.get(group);
  if (answer) Object.assign(answer, { dueMicros: undefined, again: 0, reporter: false });
}

/** igmp_timer_expire, mld_mca_work. */
export function groupAnswerTimer(net: Network, link: LinkId, group: number | string, atMicros: number): void {
  const reports = net.world.runtime.groupReports.get(link);
  const answer = reports?.answers.get(group);
  const device = net.device(link);
  if (!reports || !answer || answer.dueMicros !== atMicros) return;
  answer.dueMicros = undefined;
  const groups: readonly (number | string)[] =
    typeof group === "number" ? (device?.link.groups4 ?? []) : (device?.link.groups6 ?? []);
  if (!device?.up || !groups.includes(group)) return;
  if (answer.again > 0 && --answer.again > 0) {
    const { conf4, conf6 } = device.link;
    const millis =
      typeof group === "number"
        ? (conf4[INTERVAL4] ?? CONF4_DEFAULTS[INTERVAL4] ?? 1)
        : (conf6[INTERVAL6] ?? CONF6_DEFAULTS[INTERVAL6] ?? 1);
    schedule(net, device, group, answer, nextRandom(net.world.runtime, millis * MILLI) + TWO_JIFFIES_MICROS);
  }
  answer.reporter = true;
  tellGroup(net, device, reports, group);
}

/** igmp_send_report, mld_send_report: a group that is wanted, as the queriers there are understand it. */
function tellGroup(net: Network, device: Device, reports: LinkReports, group: number | string): void {
  if (typeof group === "number") {
    const version = igmpVersion(device.netns.config, device.link, reports, net.nowMicros);
    if (version === 3) igmp3Report(net, device, [{ change: "is_ex", group: group as Ipv4 }]);
    else
      sendGroupMessage4(net, device, group as Ipv4, { kind: "igmp", type: `v${version}-report`, group: group as Ipv4 });
  } else if (mldVersion(device.netns.config, device.link, reports, net.nowMicros) === 2)
    multicastListenerReport(net, device, [{ change: "is_ex", group: group as Ipv6 }]);
  else sendGroupMessage6(net, device, group as Ipv6, { kind: "icmpv6", type: "mld1-report", group: group as Ipv6 });
}

/** igmp_gq_timer_expire, mld_gq_work. */
export function groupAnswersTimer(net: Network, link: LinkId, family: "inet" | "inet6", atMicros: number): void {
  const reports = net.world.runtime.groupReports.get(link);
  const device = net.device(link);
  if (!reports || reports.generalDue[family] !== atMicros) return;
  reports.generalDue[family] = undefined;
  if (!device?.up) return;
  if (family === "inet")
    igmp3Report(
      net,
      device,
      device.link.groups4.map((group) => ({ change: "is_ex", group: group as Ipv4 })),
    );
  else tellAll6(net, device);
}

function tellAll6(net: Network, device: Device): void {
  const told = device.link.groups6.filter(isToldBy6);
  multicastListenerReport(
    net,
    device,
    told.map((group) => ({ change: "is_ex", group: group as Ipv6 })),
  );
}

/** ip_mc_rejoin_groups, ipv6_mc_rejoin_groups: whoever passes on to its groups is to learn the way anew. */
export function announceGroups(net: Network, link: LinkId): void {
  const device = net.device(link);
  if (!device?.up) return;
  const reports = reportsOf(net, link);
  const { config } = device.netns;
  for (const group of device.link.groups4) if (isToldBy4(config, group as Ipv4)) tellGroup(net, device, reports, group);
  if (mldVersion(config, device.link, reports, net.nowMicros) === 2) tellAll6(net, device);
  else for (const group of device.link.groups6.filter(isToldBy6)) tellGroup(net, device, reports, group);
}

/** igmp_group_dropped, igmp6_leave_group: told only by who told last that the group is wanted. */
export function leaveGroupMessage(net: Network, link: LinkId, group: number | string): void {
  const device = net.device(link);
  if (!device?.up) return;
  if (typeof group === "number")
    sendGroupMessage4(net, device, ALL_ROUTERS4, { kind: "igmp", type: "leave", group: group as Ipv4 });
  else sendGroupMessage6(net, device, ALL_ROUTERS6, { kind: "icmpv6", type: "mld1-done", group: group as Ipv6 });
}
