/** What an interface has yet to tell of the groups it joined and left (struct in_device, struct inet6_dev). */

/** One protocol's: a group is an IPv4 address as a number, or an IPv6 one as text. */
export interface GroupReports {
  /** How many more times it is told that a group was joined (crcount). */
  readonly joined: Map<number | string, number>;
  /** How many more times it is told that a group was left (mc_tomb), the oldest first. */
  readonly left: Map<number | string, number>;
  /** How many more times there is something to tell (mr_ifc_count, mc_ifc_count). */
  count: number;
  /** When that is next; a timer for another time is an old one. */
  dueMicros: number | undefined;
}

export interface LinkReports {
  inet: GroupReports | undefined;
  inet6: GroupReports | undefined;
  /** All IPv6 groups are told anew once there is an address to tell them from (mc_dad_count). */
  addressed: { count: number; dueMicros: number } | undefined;
}

export function copyReports({ inet, inet6, addressed }: LinkReports): LinkReports {
  const copy = (reports: GroupReports | undefined) =>
    reports && { ...reports, joined: new Map(reports.joined), left: new Map(reports.left) };
  return { inet: copy(inet), inet6: copy(inet6), addressed: addressed && { ...addressed } };
}
