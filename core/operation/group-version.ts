/** Which versions of IGMP and MLD an interface speaks: that of the oldest querier it has heard of late (RFC 3376 section 7). */
import type { LinkReports } from "../model/group-report.ts";
import type { Link } from "../model/link.ts";
import type { Netns } from "../model/netns.ts";

/** IGMP_V1_SEEN, IGMP_V2_SEEN. */
export function igmpVersion(netns: Netns, link: Link, reports: LinkReports | undefined, nowMicros: number): 1 | 2 | 3 {
  const forced = (version: number) =>
    netns.conf4.all["force_igmp_version"] === version || link.conf4["force_igmp_version"] === version;
  if (forced(1) || (reports?.olderUntil.igmp1 ?? 0) > nowMicros) return 1;
  if (forced(2) || (reports?.olderUntil.igmp2 ?? 0) > nowMicros) return 2;
  return 3;
}

/** mld_force_mld_version: 0 where both are spoken. */
export function forcedMldVersion(netns: Netns, link: Link): number {
  return netns.conf6.all["force_mld_version"] || link.conf6["force_mld_version"] || 0;
}

/** mld_in_v1_mode. */
export function mldVersion(netns: Netns, link: Link, reports: LinkReports | undefined, nowMicros: number): 1 | 2 {
  const forced = forcedMldVersion(netns, link);
  if (forced === 2) return 2;
  return forced === 1 || (reports?.olderUntil.mld1 ?? 0) > nowMicros ? 1 : 2;
}
