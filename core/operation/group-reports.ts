/**
 * When an interface has something to tell of its groups: to multicast routers and to switches that snoop
 * (igmp_group_added and igmp_group_dropped of net/ipv4/igmp.c, igmp6_group_added and igmp6_group_dropped of
 * net/ipv6/mcast.c; RFC 3376 section 5.1, RFC 3810 section 6.1). The datapath sends it.
 *
 * Same as Linux: a change is told a moment later and again within a second, all of them together; everything anew when the
 * interface comes up, and what it was in before and is not any more; what is never told; while there are queriers of older versions, what they understand. Absent: sources.
 */

import { IPV6_ALL_NODES } from "../address/ipv6.ts";
import { hasInet6 } from "../model/family-mtu.ts";
import { type GroupReports, type LinkReports, noReports } from "../model/group-report.ts";
import { timerMicros } from "../model/jiffies.ts";
import { isUp, type Link } from "../model/link.ts";
import type { Netns } from "../model/netns.ts";
import type { Runtime } from "../model/runtime.ts";
import { igmpVersion, mldVersion } from "./group-version.ts";

type Group = number | string;

const NO_GROUPS: readonly Group[] = [];

/** 224.0.0.1, which everybody is in. */
const ALL_HOSTS = 0xe0000001;
/** mod_timer: two jiffies, of 4 milliseconds each. */
const AT_ONCE_MICROS = 8000;
/** MLD_QRV_DEFAULT. */
const MLD_ROBUSTNESS = 2;

/** Whether IPv4 tells of a group; those of the link only where `igmp_link_local_mcast_reports` is set. */
export function isToldBy4(netns: Netns, group: number): boolean {
  return group !== ALL_HOSTS && (group >>> 8 !== 0xe00000 || netns.sysctls["ipv4.igmp_link_local_mcast_reports"] !== 0);
}

/** MAF_NOREPORT: of those of the interface alone nobody is told (the fourth digit is how far a group reaches). */
export function isToldBy6(group: string): boolean {
  const scope = group[3];
  return group !== IPV6_ALL_NODES && scope !== "0" && scope !== "1";
}

function isTold(netns: Netns, group: Group): boolean {
  return typeof group === "number" ? isToldBy4(netns, group) : isToldBy6(group);
}

/** Those of `groups` that are told of and are not among `others`. */
function toldBeyond(netns: Netns, groups: readonly Group[], others: readonly Group[]): readonly Group[] {
  let beyond: Group[] | undefined;
  if (groups === others) return NO_GROUPS;
  // Numbers here, texts there: the library's iterator is not compiled into what walks lists of several kinds.
  for (let at = 0; at < groups.length; at++) {
    const group = groups[at] as Group;
    if (others.includes(group) || !isTold(netns, group)) continue;
    if (beyond) beyond.push(group);
    else beyond = [group];
  }
  return beyond ?? NO_GROUPS;
}

/** ip_mc_up has run. */
function works4(link: Link): boolean {
  return isUp(link) && link.groups4.includes(ALL_HOSTS);
}

/** net.ipv4.igmp_qrv. */
function queryRobustness({ sysctls }: Netns): number {
  return Number(sysctls["ipv4.igmp_qrv"] ?? 2);
}

/** net.ipv4.igmp_qrv is about to be written, which links heed that come up from then on. */
export function keepRobustness(runtime: Runtime, netns: Netns): void {
  const now = queryRobustness(netns);
  for (const id of netns.byIndex.ids) {
    const known = runtime.groupReports.get(id);
    if (known) known.robustness ??= now;
    else runtime.groupReports.set(id, { ...noReports(), robustness: now });
  }
}

function isSame(before: Link, after: Link): boolean {
  return (
    before.groups4 === after.groups4 &&
    before.groups6 === after.groups6 &&
    before.flags === after.flags &&
    before.inet6Ready === after.inet6Ready
  );
}

/** Notes what a change of a link is to be told of its groups. */
export function noteGroups(runtime: Runtime, netns: Netns, before: Link, after: Link): void {
  if (before.netns !== after.netns) {
    // What IPv4 and IPv6 know of the link is made anew.
    runtime.groupReports.delete(after.id);
    return;
  }
  if (isSame(before, after)) return;
  const works = works4(after);
  const worked = works4(before);
  const reports = runtime.groupReports.get(after.id);
  // ip_mc_reset.
  if (works && !worked && reports) reports.robustness = undefined;
  const robustness = reports?.robustness ?? queryRobustness(netns);
  if (works) note(runtime, netns, after, "inet", worked ? before.groups4 : NO_GROUPS, after.groups4, robustness);
  else rest(runtime, netns, before, after, "inet", worked, robustness);
  if (!before.inet6Ready && after.inet6Ready) tellGroups6(runtime, netns, after);
  else if (before.inet6Ready && !after.inet6Ready) rest(runtime, netns, before, after, "inet6", true, MLD_ROBUSTNESS);
  else if (!hasInet6(after)) {
    // ipv6_mc_destroy_dev.
    const known = runtime.groupReports.get(after.id);
    if (known) forget(known, "inet6");
  } else if (before.groups6 !== after.groups6) {
    // igmp6_group_added tells nothing while the link is down, as when a bridge joins a group before it is up; igmp6_group_dropped does.
    const groups =
      after.inet6Ready || isUp(before)
        ? after.groups6
        : after.groups6.filter((group) => before.groups6.includes(group));
    note(runtime, netns, after, "inet6", before.groups6, groups, MLD_ROBUSTNESS);
  }
}

/**
 * ip_mc_down, ipv6_mc_down: nothing is told while the link is down. What was left by then and since, though, is told when it is up again
 * (igmpv3_add_delrec, mld_add_delrec), unless it was joined anew.
 */
function rest(
  runtime: Runtime,
  netns: Netns,
  before: Link,
  after: Link,
  family: "inet" | "inet6",
  worked: boolean,
  robustness: number,
): void {
  const [old, now] = family === "inet" ? [before.groups4, after.groups4] : [before.groups6, after.groups6];
  let known: LinkReports | undefined = runtime.groupReports.get(after.id);
  const gone = toldBeyond(netns, old, now);
  const all = worked ? gone.concat(toldBeyond(netns, now, NO_GROUPS)) : gone;
  const tombs = known?.[family]?.left;
  if (known) forget(known, family);
  if (family === "inet6" && !hasInet6(after)) return;
  if (all.length === 0 && !tombs?.size) return;
  if (!known) runtime.groupReports.set(after.id, (known = noReports()));
  const left = tombs ?? new Map<Group, number>();
  if (versionOf(runtime, netns, after, known, family) === 3)
    for (const group of all) {
      left.delete(group);
      left.set(group, robustness);
    }
  known[family] = { joined: new Map(), left, count: 0, dueMicros: undefined };
}

/** In the numbers of IGMP, the first version of MLD being as the second. */
function versionOf(
  { nowMicros }: Runtime,
  netns: Netns,
  link: Link,
  known: LinkReports,
  family: "inet" | "inet6",
): number {
  return family === "inet" ? igmpVersion(netns, link, known, nowMicros) : mldVersion(netns, link, known, nowMicros) + 1;
}

/** ipv6_mc_up: all groups are told of as if they were new; the link may be in another place now. */
export function tellGroups6(runtime: Runtime, netns: Netns, link: Link): void {
  const reports = runtime.groupReports.get(link.id);
  // ipv6_mc_reset.
  if (reports) reports.olderUntil.mld1 = 0;
  note(runtime, netns, link, "inet6", NO_GROUPS, link.groups6, MLD_ROBUSTNESS);
}

/** All timers are stopped. */
function forget(reports: LinkReports, family: "inet" | "inet6"): void {
  reports[family] = undefined;
  reports.generalDue[family] = undefined;
  if (family === "inet6") reports.addressed = undefined;
  for (const group of reports.answers.keys())
    if ((typeof group === "number") === (family === "inet")) reports.answers.delete(group);
}

/** igmp_group_added and igmp_group_dropped, igmp6_join_group and igmp6_leave_group, where there is an older querier. */
function noteForOlder(
  runtime: Runtime,
  link: Link,
  reports: LinkReports,
  family: "inet" | "inet6",
  {
    joined,
    left,
    robustness,
    leaves,
  }: { joined: readonly Group[]; left: readonly Group[]; robustness: number; leaves: boolean },
): void {
  for (const group of left) {
    if (leaves && reports.answers.get(group)?.reporter)
      runtime.timers.add(runtime.nowMicros, { kind: "groupLeft", link: link.id, group });
    reports.answers.delete(group);
  }
  for (const group of joined) {
    const dueMicros = family === "inet" ? timerMicros(runtime.nowMicros, AT_ONCE_MICROS) : runtime.nowMicros;
    reports.answers.set(group, { dueMicros, again: robustness, reporter: family === "inet6" });
    runtime.timers.add(dueMicros, { kind: "groupAnswer", link: link.id, group });
  }
}

function note(
  runtime: Runtime,
  netns: Netns,
  link: Link,
  family: "inet" | "inet6",
  before: readonly Group[],
  after: readonly Group[],
  robustness: number,
): void {
  let known: LinkReports | undefined = runtime.groupReports.get(link.id);
  const joined = toldBeyond(netns, after, before);
  const left = toldBeyond(netns, before, after);
  if (joined.length === 0 && left.length === 0) return;
  if (!known) runtime.groupReports.set(link.id, (known = noReports()));
  const version = versionOf(runtime, netns, link, known, family);
  if (version < 3) {
    const times = family === "inet" ? queryRobustness(netns) : robustness;
    noteForOlder(runtime, link, known, family, { joined, left, robustness: times, leaves: version === 2 });
    return;
  }
  if (known.answers.size > 0) for (const group of left) known.answers.delete(group);
  const reports: GroupReports = known[family] ?? { joined: new Map(), left: new Map(), count: 0, dueMicros: undefined };
  known[family] = reports;
  // Those that were joined first are left first.
  for (let at = left.length - 1; at >= 0; at--) {
    const group = left[at] as Group;
    reports.joined.delete(group);
    reports.left.delete(group);
    reports.left.set(group, robustness);
  }
  for (let at = 0; at < joined.length; at++) {
    const group = joined[at] as Group;
    reports.left.delete(group);
    reports.joined.set(group, robustness);
  }
  reports.count = robustness;
  reports.dueMicros = timerMicros(runtime.nowMicros, AT_ONCE_MICROS);
  runtime.timers.add(reports.dueMicros, { kind: "groupReport", link: link.id, what: family });
}
