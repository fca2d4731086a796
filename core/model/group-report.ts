/** What an interface has yet to tell of the groups it listens to, and who asks (struct in_device, struct inet6_dev). */

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

/** What is to be told of a single group, because somebody asked or an older version has it so (struct ip_mc_list). */
export interface GroupAnswer {
  /** When; undefined: nothing is due. */
  dueMicros: number | undefined;
  /** How many more times (unsolicit_count). */
  again: number;
  /** The last to tell of the group on this link was this interface. */
  reporter: boolean;
}

export interface LinkReports {
  inet: GroupReports | undefined;
  inet6: GroupReports | undefined;
  /** All IPv6 groups are told anew once there is an address to tell them from (mc_dad_count). */
  addressed: { count: number; dueMicros: number } | undefined;
  readonly answers: Map<number | string, GroupAnswer>;
  /** When everything is told to a querier of the present version (mr_gq_timer, mc_gq_work). */
  generalDue: { inet: number | undefined; inet6: number | undefined };
  /** How often IPv4 tells of a change, where that is not what net.ipv4.igmp_qrv says now (mr_qrv). */
  robustness: number | undefined;
  /** Until when queriers of older versions count as present: mr_v1_seen, mr_v2_seen, mc_v1_seen. */
  olderUntil: { igmp1: number; igmp2: number; mld1: number };
}

/** Nothing to tell, and nobody has asked. */
export function noReports(): LinkReports {
  return {
    inet: undefined,
    inet6: undefined,
    addressed: undefined,
    answers: new Map(),
    generalDue: { inet: undefined, inet6: undefined },
    robustness: undefined,
    olderUntil: { igmp1: 0, igmp2: 0, mld1: 0 },
  };
}

export function copyReports(reports: LinkReports): LinkReports {
  const { inet, inet6, addressed, answers, generalDue, robustness, olderUntil } = reports;
  const copy = (reports: GroupReports | undefined) =>
    reports && { ...reports, joined: new Map(reports.joined), left: new Map(reports.left) };
  return {
    inet: copy(inet),
    inet6: copy(inet6),
    addressed: addressed && { ...addressed },
    answers: new Map([...answers].map(([group, answer]) => [group, { ...answer }])),
    generalDue: { ...generalDue },
    robustness,
    olderUntil: { ...olderUntil },
  };
}
