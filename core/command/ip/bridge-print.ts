/** What `ip -d link` shows of bridges and their ports (ip/iplink_bridge.c, ip/iplink_bridge_slave.c). */
import { type BridgePort, type BridgeSettings, groupAddressOf } from "../../model/bridge.ts";
import type { LinkId } from "../../model/id.ts";
import type { Link } from "../../model/link.ts";
import { portIdOf } from "../../model/stp.ts";
import type { Output } from "../output.ts";
import { idWords, portTreeOf, treeOf } from "./tree.ts";
import type { View } from "./view.ts";

const number = (value: boolean | number): number => Number(value);

/** A kernel timer in hundredths of a second. */
function timer(out: Output, key: string, left: number): void {
  out.jsonHundredths(key, left).text(`${key} ${(left / 100).toFixed(2).padStart(7)} `);
}

/** What multicast snooping is set to: the key in JSON, the word, the value. */
function multicastSettings(settings: BridgeSettings): (readonly [key: string, word: string, value: number])[] {
  return [
    ["mcast_vlan_snooping", "mcast_vlan_snooping", 0],
    ["mcast_router", "mcast_router", settings.mcastRouter],
    ["mcast_query_use_ifaddr", "mcast_query_use_ifaddr", number(settings.mcastQueryUseIfaddr)],
    ["mcast_querier", "mcast_querier", number(settings.mcastQuerier)],
    ["mcast_hash_elasticity", "mcast_hash_elasticity", 16],
    ["mcast_hash_max", "mcast_hash_max", settings.mcastHashMax],
    ["mcast_last_member_cnt", "mcast_last_member_count", settings.mcastLastMemberCount],
    ["mcast_startup_query_cnt", "mcast_startup_query_count", settings.mcastStartupQueryCount],
    ["mcast_last_member_intvl", "mcast_last_member_interval", settings.mcastLastMemberInterval],
    ["mcast_membership_intvl", "mcast_membership_interval", settings.mcastMembershipInterval],
    ["mcast_querier_intvl", "mcast_querier_interval", settings.mcastQuerierInterval],
    ["mcast_query_intvl", "mcast_query_interval", settings.mcastQueryInterval],
    ["mcast_query_response_intvl", "mcast_query_response_interval", settings.mcastQueryResponseInterval],
    ["mcast_startup_query_intvl", "mcast_startup_query_interval", settings.mcastStartupQueryInterval],
    ["mcast_stats_enabled", "mcast_stats_enabled", number(settings.mcastStatsEnabled)],
    ["mcast_igmp_version", "mcast_igmp_version", settings.mcastIgmpVersion],
    ["mcast_mld_version", "mcast_mld_version", settings.mcastMldVersion],
  ];
}

/** Link-local groups that have a name (fwd_mask_tbl of iplink_bridge_slave.c). */
const GROUP_NAMES: Readonly<Record<number, string>> = { 0: "stp", 2: "lacp", 14: "lldp" };

/** The bits of a mask, by name where they have one. */
function maskWords(mask: number): string {
  const bits = Array.from({ length: 16 }, (_, bit) => bit).filter((bit) => (mask >> bit) & 1);
  return bits.map((bit) => GROUP_NAMES[bit] ?? `0x${(1 << bit).toString(16)}`).join(",") || "0x0";
}

/** `%#x`. */
function hex(value: number): string {
  return value === 0 ? "0" : `0x${value.toString(16)}`;
}

export function printBridge(out: Output, view: View, link: Link, settings: BridgeSettings): void {
  const plain = (key: string, word: string, value: number | string): void => {
    out.field(key, value, `${word} ${value} `);
  };
  out.openObject("info_data");
  const tree = treeOf(view, link);
  plain("forward_delay", "forward_delay", tree.forwardDelay);
  plain("hello_time", "hello_time", tree.helloTime);
  plain("max_age", "max_age", tree.maxAge);
  plain("ageing_time", "ageing_time", tree.ageingTime);
  plain("stp_state", "stp_state", settings.stpState);
  plain("priority", "priority", settings.priority);
  plain("vlan_filtering", "vlan_filtering", number(settings.vlanFiltering));
  const knowsVlans = view.config.bridgeVlans === "present";
  if (knowsVlans) plain("vlan_protocol", "vlan_protocol", settings.vlanProtocol);
  plain("bridge_id", "bridge_id", idWords(tree.bridge));
  // iproute2 6.1 prints the bridge's own id here as well.
  plain("root_id", "designated_root", idWords(tree.bridge));
  plain("root_port", "root_port", tree.rootPort);
  plain("root_path_cost", "root_path_cost", tree.rootPathCost);
  plain("topology_change", "topology_change", number(tree.topologyChange));
  plain("topology_change_detected", "topology_change_detected", number(tree.topologyChangeDetected));
  timer(out, "hello_timer", tree.helloTimer);
  timer(out, "tcn_timer", tree.tcnTimer);
  timer(out, "topology_change_timer", tree.topologyChangeTimer);
  timer(out, "gc_timer", tree.gcTimer);
  if (knowsVlans) {
    plain("vlan_default_pvid", "vlan_default_pvid", settings.defaultPvid);
    plain("vlan_stats_enabled", "vlan_stats_enabled", settings.vlanStatsEnabled);
    plain("vlan_stats_per_port", "vlan_stats_per_port", settings.vlanStatsPerPort);
  }
  plain("group_fwd_mask", "group_fwd_mask", hex(settings.groupForwardMask));
  plain("group_addr", "group_address", groupAddressOf(settings));
  plain("mcast_snooping", "mcast_snooping", number(settings.mcastSnooping));
  plain("no_linklocal_learn", "no_linklocal_learn", number(settings.noLinklocalLearn));
  for (const [key, word, value] of multicastSettings(settings)) plain(key, word, value);
  plain("nf_call_iptables", "nf_call_iptables", number(settings.nfCallIptables));
  plain("nf_call_ip6tables", "nf_call_ip6tables", number(settings.nfCallIp6tables));
  plain("nf_call_arptables", "nf_call_arptables", number(settings.nfCallArptables));
  out.close();
}

const PORT_STATES = ["disabled", "listening", "learning", "forwarding", "blocking"];

export function portState(port: BridgePort): string {
  return PORT_STATES[port.state] ?? `state (${port.state})`;
}

export function printPort(out: Output, view: View, link: Link, master: LinkId, port: BridgePort): void {
  const tree = portTreeOf(view, view.config.links[master] ?? link, link, port);
  const plain = (key: string, word: string, value: number | string): void => {
    out.field(key, value, `${word} ${value} `);
  };
  const onOff = (key: string, word: string, value: boolean): void => {
    out.field(key, value, `${word} ${value ? "on" : "off"} `);
  };
  out.openObject("info_slave_data");
  plain("state", "state", portState(port));
  plain("priority", "priority", port.priority);
  plain("cost", "cost", port.cost);
  onOff("hairpin", "hairpin", port.hairpin);
  onOff("guard", "guard", port.guard);
  onOff("root_block", "root_block", port.rootBlock);
  onOff("fastleave", "fastleave", port.fastLeave);
  onOff("learning", "learning", port.learning);
  onOff("flood", "flood", port.flood);
  plain("id", "port_id", `0x${portIdOf(port).toString(16)}`);
  plain("no", "port_no", `0x${port.number.toString(16)}`);
  plain("designated_port", "designated_port", tree.designatedPort);
  plain("designated_cost", "designated_cost", tree.designatedCost);
  plain("bridge_id", "designated_bridge", idWords(tree.designatedBridge));
  plain("root_id", "designated_root", idWords(tree.designatedRoot));
  timer(out, "hold_timer", tree.holdTimer);
  timer(out, "message_age_timer", tree.messageAgeTimer);
  timer(out, "forward_delay_timer", tree.forwardDelayTimer);
  plain("topology_change_ack", "topology_change_ack", number(tree.topologyChangeAck));
  plain("config_pending", "config_pending", number(tree.configPending));
  onOff("proxy_arp", "proxy_arp", port.proxyArp);
  onOff("proxy_arp_wifi", "proxy_arp_wifi", port.proxyArpWifi);
  plain("multicast_router", "mcast_router", port.mcastRouter);
  // iproute2 6.1 gives this one in text only.
  out.text(`mcast_fast_leave ${port.fastLeave ? "on" : "off"} `);
  onOff("mcast_flood", "mcast_flood", port.mcastFlood);
  onOff("bcast_flood", "bcast_flood", port.bcastFlood);
  onOff("mcast_to_unicast", "mcast_to_unicast", port.mcastToUnicast);
  onOff("neigh_suppress", "neigh_suppress", port.neighSuppress);
  plain("group_fwd_mask", "group_fwd_mask", hex(port.groupForwardMask));
  plain("group_fwd_mask_str", "group_fwd_mask_str", maskWords(port.groupForwardMask));
  onOff("vlan_tunnel", "vlan_tunnel", port.vlanTunnel);
  onOff("isolated", "isolated", port.isolated);
  onOff("locked", "locked", port.locked);
  out.close();
}
