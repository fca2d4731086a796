/**
 * Settings of interfaces: /proc/sys/net/ipv4/conf, ipv6/conf and neigh (asked of Linux 6.18). They come with an interface
 * and go with it, and are made anew when it moves to another namespace.
 */
import type { SysctlEntry } from "./sysctl-value.ts";

type Entries = Readonly<Record<string, SysctlEntry>>;

/** /proc/sys/net/ipv4/conf/DEV. */
export const CONF4: Entries = {
  accept_local: { value: 0 },
  accept_redirects: { value: 1 },
  accept_source_route: { value: 1 },
  arp_accept: { value: 0 },
  arp_announce: { value: 0 },
  arp_evict_nocarrier: { value: 1 },
  arp_filter: { value: 0 },
  arp_ignore: { value: 0 },
  arp_notify: { value: 0 },
  bc_forwarding: { value: 0 },
  bootp_relay: { value: 0 },
  disable_policy: { value: 0 },
  disable_xfrm: { value: 0 },
  drop_gratuitous_arp: { value: 0 },
  drop_unicast_in_l2_multicast: { value: 0 },
  force_igmp_version: { value: 0 },
  forwarding: { value: 0 },
  igmpv2_unsolicited_report_interval: { value: 10000 },
  igmpv3_unsolicited_report_interval: { value: 1000 },
  ignore_routes_with_linkdown: { value: 0 },
  log_martians: { value: 0 },
  mc_forwarding: { value: 0, readOnly: true },
  medium_id: { value: 0 },
  promote_secondaries: { value: 0 },
  proxy_arp: { value: 0 },
  proxy_arp_pvlan: { value: 0 },
  route_localnet: { value: 0 },
  rp_filter: { value: 0 },
  secure_redirects: { value: 1 },
  send_redirects: { value: 1 },
  shared_media: { value: 1 },
  src_valid_mark: { value: 0 },
  tag: { value: 0 },
};

/** /proc/sys/net/ipv6/conf/DEV. */
export const CONF6: Entries = {
  accept_dad: { value: 1 },
  accept_ra: { value: 1 },
  accept_ra_defrtr: { value: 1 },
  accept_ra_from_local: { value: 0 },
  accept_ra_min_hop_limit: { value: 1 },
  accept_ra_min_lft: { value: 0 },
  accept_ra_mtu: { value: 1 },
  accept_ra_pinfo: { value: 1 },
  accept_ra_rt_info_max_plen: { value: 0 },
  accept_ra_rt_info_min_plen: { value: 0 },
  accept_ra_rtr_pref: { value: 1 },
  accept_redirects: { value: 1 },
  accept_source_route: { value: 0 },
  accept_untracked_na: { value: 0, min: 0, max: 2 },
  addr_gen_mode: { value: 0, min: 0, max: 3 },
  autoconf: { value: 1 },
  dad_transmits: { value: 1 },
  disable_ipv6: { value: 0 },
  disable_policy: { value: 0 },
  drop_unicast_in_l2_multicast: { value: 0 },
  drop_unsolicited_na: { value: 0 },
  enhanced_dad: { value: 1 },
  force_forwarding: { value: 0, min: 0, max: 1 },
  force_mld_version: { value: 0 },
  force_tllao: { value: 0 },
  forwarding: { value: 0 },
  hop_limit: { value: 64, min: 1, max: 255 },
  ignore_routes_with_linkdown: { value: 0 },
  ioam6_enabled: { value: 0, min: 0, max: 1 },
  ioam6_id: { value: 65535, min: 0, max: 65535 },
  ioam6_id_wide: { value: 4294967295, type: "uint" },
  keep_addr_on_down: { value: 0 },
  max_addresses: { value: 16 },
  max_desync_factor: { value: 600 },
  mc_forwarding: { value: 0, readOnly: true },
  mldv1_unsolicited_report_interval: { value: 10000, type: "ms" },
  mldv2_unsolicited_report_interval: { value: 1000, type: "ms" },
  mtu: { value: 1280, min: 1280 },
  ndisc_evict_nocarrier: { value: 1, min: 0, max: 1 },
  ndisc_notify: { value: 0 },
  ndisc_tclass: { value: 0, min: 0, max: 255 },
  optimistic_dad: { value: 0 },
  proxy_ndp: { value: 0 },
  ra_defrtr_metric: { value: 1024, type: "uint", min: 1 },
  ra_honor_pio_life: { value: 0, min: 0, max: 1 },
  ra_honor_pio_pflag: { value: 0, min: 0, max: 1 },
  regen_max_retry: { value: 3 },
  regen_min_advance: { value: 2 },
  router_probe_interval: { value: 60, type: "seconds" },
  router_solicitation_delay: { value: 1, type: "seconds" },
  router_solicitation_interval: { value: 4, type: "seconds" },
  router_solicitation_max_interval: { value: 3600, type: "seconds" },
  router_solicitations: { value: -1, min: -1 },
  rpl_seg_enabled: { value: 0, min: 0, max: 1 },
  seg6_enabled: { value: 0 },
  seg6_require_hmac: { value: 0 },
  stable_secret: { value: "", mode: 0o600, type: "text" },
  suppress_frag_ndisc: { value: 1 },
  temp_prefered_lft: { value: 86400 },
  temp_valid_lft: { value: 604800 },
  use_oif_addrs_only: { value: 0 },
  use_optimistic: { value: 0 },
  use_tempaddr: { value: 0 },
};

/** /proc/sys/net/ipv4/neigh/DEV and ipv6/neigh/DEV (struct neigh_parms), without other names for the same. */
export const NEIGH: Entries = {
  anycast_delay: { value: 100, type: "userhz" },
  app_solicit: { value: 0, min: 0 },
  base_reachable_time_ms: { value: 30000, type: "ms" },
  delay_first_probe_time: { value: 5, type: "seconds" },
  gc_stale_time: { value: 60, type: "seconds" },
  interval_probe_time_ms: { value: 5000, type: "ms", min: 1 },
  locktime: { value: 100, type: "userhz" },
  mcast_resolicit: { value: 0, min: 0 },
  mcast_solicit: { value: 3, min: 0 },
  proxy_delay: { value: 80, type: "userhz" },
  proxy_qlen: { value: 64, min: 0 },
  retrans_time_ms: { value: 1000, type: "ms" },
  ucast_solicit: { value: 3, min: 0 },
  unres_qlen_bytes: { value: 212992, min: 0 },
};

function defaults(entries: Entries): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(entries).flatMap(([name, { value }]) => (typeof value === "number" ? [[name, value]] : [])),
  );
}

export const CONF4_DEFAULTS = defaults(CONF4);
export const CONF6_DEFAULTS = defaults(CONF6);
const NEIGH4_DEFAULTS = defaults(NEIGH);
/** nd_tbl of net/ipv6/ndisc.c has no lock time. */
const NEIGH6_DEFAULTS: Readonly<Record<string, number>> = { ...NEIGH4_DEFAULTS, locktime: 0 };

/** What the neighbor settings of an interface begin with. */
export function neighDefaults(family: "ipv4" | "ipv6"): Readonly<Record<string, number>> {
  return family === "ipv4" ? NEIGH4_DEFAULTS : NEIGH6_DEFAULTS;
}

/** conf/all begins with other values than conf/default here (ipv4_devconf, ipv6_devconf). */
export const CONF4_ALL: Readonly<Record<string, number>> = { accept_source_route: 0 };
export const CONF6_ALL: Readonly<Record<string, number>> = { accept_dad: 0 };
