/**
 * Options that drivers take one by one, in an order of their own whatever the request's: what came before the one that is refused
 * stays (br_changelink and br_setport of net/bridge/br_netlink.c, bond_changelink and bond_slave_changelink of
 * drivers/net/bonding/bond_netlink.c).
 */
import { BOND_OPTIONS } from "../model/bond.ts";
import type { KindSettings } from "./link.ts";
import { DONE, type Outcome } from "./transaction.ts";

const words = (text: string): readonly string[] => text.split(" ");

/** Options of bonds that are no numbers, by the one that they come behind. */
const BEHIND: Readonly<Record<string, readonly string[]>> = {
  mode: ["active_slave"],
  arp_interval: ["arp_ip_target", "ns_ip6_target"],
  arp_all_targets: ["primary"],
  ad_user_port_key: ["ad_actor_system"],
};

const ORDER: Readonly<Record<string, readonly string[]>> = {
  bond: BOND_OPTIONS.flatMap(({ word }) => [word, ...(BEHIND[word] ?? [])]),
  bond_slave: ["queue_id", "prio"],
  bridge: words(
    "forward_delay hello_time max_age ageing_time stp_state priority vlan_filtering vlan_protocol vlan_default_pvid " +
      "vlan_stats_enabled vlan_stats_per_port group_fwd_mask group_address fdb_flush mcast_router mcast_snooping " +
      "mcast_query_use_ifaddr mcast_querier mcast_hash_max mcast_last_member_count mcast_startup_query_count " +
      "mcast_last_member_interval mcast_membership_interval mcast_querier_interval mcast_query_interval " +
      "mcast_query_response_interval mcast_startup_query_interval mcast_stats_enabled mcast_igmp_version mcast_mld_version " +
      "nf_call_iptables nf_call_ip6tables nf_call_arptables no_linklocal_learn",
  ),
  bridge_slave: words(
    "hairpin guard fastleave mcast_fast_leave root_block learning flood mcast_flood mcast_to_unicast bcast_flood proxy_arp " +
      "proxy_arp_wifi vlan_tunnel neigh_suppress isolated locked cost priority state fdb_flush mcast_router group_fwd_mask",
  ),
};

/**
 * Takes the settings of a kind of link, all of them or those before the first that is refused, whose refusal it answers with.
 *
 * @param take what takes settings; with `dry` it only looks whether it would
 */
export function takeOneByOne<T extends KindSettings>(
  type: string,
  settings: T,
  take: (settings: T, dry: boolean) => Outcome,
): Outcome {
  const able = take(settings, true);
  const order = ORDER[type];
  if (able.ok) return take(settings, false);
  if (!order) return able;
  const place = (word: string) => (order.includes(word) ? order.indexOf(word) : order.length);
  const sorted = Object.entries(settings).sort(([a], [b]) => place(a) - place(b));
  for (let count = 1; count <= sorted.length; count++) {
    const tried = take(Object.fromEntries(sorted.slice(0, count)) as T, true);
    if (tried.ok) continue;
    const kept = count === 1 ? DONE : take(Object.fromEntries(sorted.slice(0, count - 1)) as T, false);
    return kept.ok ? tried : kept;
  }
  return able;
}
