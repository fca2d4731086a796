/**
 * `ip link show` and the first lines of `ip addr show` (ip/ipaddress.c, ip/iplink_bridge.c, ip/iplink_bridge_slave.c).
 *
 * Same as Linux 6.18: fields and their order, those of VLANs where the kernel's bridges know them.
 */
import { type Mac, macBytes, ZERO_MAC } from "../../address/mac.ts";
import { type BridgePort, type BridgeSettings, groupAddressOf } from "../../model/bridge.ts";
import type { LinkId, NetnsId } from "../../model/id.ts";
import { isUp, type Link, linkFlags, lowerOf, tsoMaxSize } from "../../model/link.ts";
import { type Counters, readCounters } from "../../model/runtime.ts";
import { formatGroup } from "../names.ts";
import { isNumeric } from "../number-names.ts";
import type { Output } from "../output.ts";
import type { IpOptions, LinkFilter } from "./command.ts";
import { findGrammar } from "./kind/table.ts";
import { linkNamed, linksOf, nameOf, nsidOf, type View } from "./view.ts";

/** How much of a link is shown. */
export interface LinkStyle {
  /** `ip link` rather than `ip addr`. */
  readonly asLink: boolean;
  /** The line with the hardware address. */
  readonly addressLine: boolean;
  /** What a dump of the IPv6 family knows of links: no queueing, group or hardware. */
  readonly inet6Dump: boolean;
  /** A message of rtnetlink's: without the queue's length; `port` when it comes of the bridge family, which knows less. */
  readonly message?: "link" | "port";
  /** Where a link went, in the message that it is gone. */
  readonly moved?: { readonly netns: NetnsId; readonly ifindex: number } | undefined;
}

/** Where the link leads: a peer or lower link, in this namespace or another. */
function lower(
  view: View,
  link: Link,
): { readonly name?: string; readonly index: number; readonly nsid?: number; readonly netnsName?: string } | undefined {
  const id = lowerOf(link);
  const peer = id === undefined ? undefined : view.config.links[id];
  // The end of a pair that does not exist yet or any more.
  if (!peer) return link.kind.type === "veth" ? { name: "NONE", index: 0 } : undefined;
  if (peer.netns === link.netns) return { name: nameOf(view, peer.id), index: peer.ifindex };
  const netnsName = view.netnsName(peer.netns);
  return { index: peer.ifindex, nsid: nsidOf(view, peer.netns), ...(netnsName !== undefined && { netnsName }) };
}

/** `name@peer` as text, and the JSON fields of both. */
function printName(out: Output, view: View, link: Link, end: string): void {
  const to = lower(view, link);
  if (to?.name !== undefined) out.json("link", to.name);
  else if (to) out.json("link_index", to.index);
  out.json("ifname", link.name);
  out.paint("ifname", to ? `${link.name}@${to.name ?? `if${to.index}`}${end}` : `${link.name}${end}`);
}

/**
 * The same for `bridge link`, which gives a peer elsewhere as `if3` in JSON, too; it does not know that the index is
 * another namespace's, and gives the name of the link that has it here, if there is one.
 */
export function printPeerName(out: Output, view: View, link: Link): void {
  const to = lower(view, link);
  const peer = to && (to.name ?? linksOf(view).find(({ ifindex }) => ifindex === to.index)?.name ?? `if${to.index}`);
  if (peer !== undefined) out.json("link", peer);
  out.coloured("ifname", "ifname", link.name, peer === undefined ? `${link.name}: ` : `${link.name}@${peer}: `);
}

function matchesLink(view: View, link: Link, filter: LinkFilter): boolean {
  if (filter.device !== undefined && linkNamed(view, filter.device)?.id !== link.id) return false;
  if (filter.up && !isUp(link)) return false;
  if (filter.group !== undefined && link.group !== filter.group) return false;
  if (filter.master === null && link.master !== undefined) return false;
  if (typeof filter.master === "string" && link.master !== linkNamed(view, filter.master)?.id) return false;
  if (filter.type !== undefined) {
    if (filter.type === "bridge_slave") return link.master !== undefined && link.port !== undefined;
    return link.kind.type === filter.type;
  }
  return true;
}

/** The links that a filter lets through, in dump order. */
export function selectLinks(view: View, filter: LinkFilter): Link[] {
  if (filter.device !== undefined) {
    const link = linkNamed(view, filter.device);
    return link && matchesLink(view, link, filter) ? [link] : [];
  }
  return linksOf(view).filter((link) => matchesLink(view, link, filter));
}

function operColour(state: string): "up" | "down" | undefined {
  return state === "UP" ? "up" : state === "DOWN" ? "down" : undefined;
}

/** `-br`: one padded line; in `ip addr` the addresses follow. */
export function printBriefLink(out: Output, view: View, link: Link, asLink: boolean): void {
  const to = lower(view, link);
  if (to?.name !== undefined) out.json("link", to.name);
  else if (to) out.json("link_index", to.index);
  out.json("ifname", link.name);
  const name = to ? `${link.name}@${to.name ?? `if${to.index}`}` : link.name;
  out.paint("ifname", name.padEnd(16)).text(" ");
  out.coloured(operColour(link.operState), "operstate", link.operState, `${link.operState.padEnd(14)} `);
  if (!asLink) return;
  out.coloured("mac", "address", link.mac, `${link.mac} `);
  printFlags(out, view, link);
  out.text("\n");
}

function printFlags(out: Output, view: View, link: Link): void {
  const flags = linkFlags(view.config, link);
  out.field("flags", flags, `<${flags.join(",")}> `);
}

/** Everything of a link up to where its addresses begin; leaves the line open. */
export function printLink(out: Output, view: View, link: Link, options: IpOptions, style: LinkStyle): void {
  out.field("ifindex", link.ifindex, `${link.ifindex}: `);
  printName(out, view, link, ": ");
  printFlags(out, view, link);
  out.field("mtu", link.mtu, `mtu ${link.mtu} `);
  const narrow = style.inet6Dump || style.message === "port";
  if (!narrow) out.field("qdisc", link.qdisc, `qdisc ${link.qdisc} `);
  if (link.master !== undefined && !style.inet6Dump)
    out.field("master", nameOf(view, link.master), `master ${nameOf(view, link.master)} `);
  out.json("operstate", link.operState).text("state ");
  out.paint(operColour(link.operState), `${link.operState} `);
  if (style.asLink) {
    const mode = link.linkMode.toUpperCase();
    out.field("linkmode", mode, `mode ${mode} `);
  }
  if (!narrow) out.field("group", formatGroup(link.group), `group ${formatGroup(link.group)} `);
  if (link.txQueueLength !== 0 && style.message === undefined)
    out.field("txqlen", link.txQueueLength, `qlen ${link.txQueueLength}`);
  if (style.addressLine || options.details) printAddressLine(out, link, style);
  if (!narrow) printPeerNetns(out, view, link);
  if (style.moved) {
    const { netns, ifindex } = style.moved;
    const name = view.netnsName(netns);
    out.text(name === undefined ? ` new-netnsid ${nsidOf(view, netns)}` : ` new-netns ${name}`);
    out.text(` new-ifindex ${ifindex}`);
  }
  if (options.details && !narrow) printDetails(out, view, link, style);
  if ((style.asLink || options.details) && !narrow && link.alias !== undefined) {
    out.line();
    out.field("ifalias", link.alias, `    alias ${link.alias}`);
  }
  if (style.asLink && options.statistics > 0) {
    out.line();
    printStatistics(out, view, link, options);
  }
  if ((style.addressLine || style.asLink) && !narrow) printAltnames(out, link);
}

function printAddressLine(out: Output, link: Link, style: LinkStyle): void {
  const loopback = link.kind.type === "loopback";
  // ARPHRD_ETHER, ARPHRD_LOOPBACK.
  const kind = isNumeric() ? (loopback ? "[772]" : "[1]") : loopback ? "loopback" : "ether";
  out.line().field("link_type", kind, `    link/${kind} `);
  out.coloured("mac", "address", link.mac, link.mac);
  if (style.inet6Dump || style.message === "port") return;
  out.text(" brd ").coloured("mac", "broadcast", link.broadcast, link.broadcast);
  if (link.permanentMac !== undefined && link.permanentMac !== link.mac)
    out.text(" permaddr ").coloured("mac", "permaddr", link.permanentMac, link.permanentMac);
}

function printPeerNetns(out: Output, view: View, link: Link): void {
  const to = lower(view, link);
  if (to?.nsid !== undefined) {
    out.json("link_netnsid", to.nsid);
    out.text(to.netnsName === undefined ? ` link-netnsid ${to.nsid}` : ` link-netns ${to.netnsName}`);
  }
}

function printDetails(out: Output, view: View, link: Link, style: LinkStyle): void {
  out.field("promiscuity", link.promiscuity, ` promiscuity ${link.promiscuity} `);
  out.field("allmulti", link.allMulti, ` allmulti ${link.allMulti} `);
  out.field("min_mtu", link.minMtu, `minmtu ${link.minMtu} `);
  out.field("max_mtu", link.maxMtu, `maxmtu ${link.maxMtu} `);
  if (link.kind.type !== "loopback" && link.kind.type !== "ether") {
    out.openObject("linkinfo").line();
    out.field("info_kind", link.kind.type, `    ${link.kind.type} `);
    const grammar = findGrammar(link.kind.type);
    if (grammar) {
      out.openObject("info_data");
      grammar.print(out, view, link);
      out.close();
    }
    if (link.kind.type === "bridge") printBridge(out, view, link, link.kind.settings);
    if (link.master !== undefined && link.port) {
      out.line().field("info_slave_kind", "bridge", "    bridge_slave ");
      printPort(out, view, link, link.master, link.port);
    }
    out.close();
  }
  if (style.asLink) out.field("inet6_addr_gen_mode", link.addrGenMode, `addrgenmode ${link.addrGenMode} `);
  out.field("num_tx_queues", link.queues.tx, `numtxqueues ${link.queues.tx} `);
  out.field("num_rx_queues", link.queues.rx, `numrxqueues ${link.queues.rx} `);
  out.field("gso_max_size", 65536, "gso_max_size 65536 ").field("gso_max_segs", 65535, "gso_max_segs 65535 ");
  const tso = tsoMaxSize(link);
  out.field("tso_max_size", tso, `tso_max_size ${tso} `).field("tso_max_segs", 65535, "tso_max_segs 65535 ");
  out.field("gro_max_size", 65536, "gro_max_size 65536 ");
}

/**
 * The address in a bridge's id: its own where somebody gave it one, else that of its lowest port; with no port there is
 * none (br_stp_recalculate_bridge_id).
 */
export function bridgeIdMac(view: View, bridge: Link): Mac {
  if (bridge.macAssigned === "set") return bridge.mac;
  return hasPorts(view, bridge) ? bridge.mac : ZERO_MAC;
}

function hasPorts(view: View, bridge: Link): boolean {
  return linksOf(view).some((port) => port.master === bridge.id);
}

export function bridgePriority(bridge: Link): string {
  const priority = bridge.kind.type === "bridge" ? bridge.kind.settings.priority : 0;
  return priority.toString(16).padStart(4, "0");
}

/** Priority in four hexadecimal digits, then the octets without padding: `8000.2:42:ac:11:2a:1`. */
function bridgeId(view: View, bridge: Link): string {
  const octets = Array.from(macBytes(bridgeIdMac(view, bridge)), (octet) => octet.toString(16)).join(":");
  return `${bridgePriority(bridge)}.${octets}`;
}

const number = (value: boolean | number): number => Number(value);

/** A kernel timer in hundredths of a second. */
function timer(out: Output, key: string, left: number): void {
  out.jsonHundredths(key, left).text(`${key} ${(left / 100).toFixed(2).padStart(7)} `);
}

/** What the forward delay timer of a port has left, in hundredths of a second. */
export function forwardDelayLeft(view: View, port: BridgePort): number {
  return Math.max(0, Math.ceil(((port.forwardDelayEndsMicros ?? 0) - view.runtime.nowMicros) / 10_000));
}

/** br_stp_enable_bridge has the first cleanup run a tenth of a second after the bridge was set up. */
const FIRST_CLEANUP = 10;

/**
 * What a bridge's timers have left, in hundredths of a second: the cleanup of its FDB (simplified: once every ageing time,
 * whatever ages out before) and, with spanning tree, the hello. 0 while they do not run.
 */
export function bridgeTimers(view: View, bridge: Link): { readonly hello: number; readonly gc: number } {
  const { kind } = bridge;
  if (kind.type !== "bridge" || kind.openedMicros === undefined) return { hello: 0, gc: 0 };
  const since = Math.floor((view.runtime.nowMicros - kind.openedMicros) / 10_000);
  const left = (first: number, period: number) => (since < first ? first - since : period - ((since - first) % period));
  const { ageingTime, helloTime, stpState } = kind.settings;
  return { hello: stpState === 1 ? left(helloTime, helloTime) : 0, gc: left(FIRST_CLEANUP, Math.max(ageingTime, 1)) };
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

function printBridge(out: Output, view: View, link: Link, settings: BridgeSettings): void {
  const plain = (key: string, word: string, value: number | string): void => {
    out.field(key, value, `${word} ${value} `);
  };
  out.openObject("info_data");
  plain("forward_delay", "forward_delay", settings.forwardDelay);
  plain("hello_time", "hello_time", settings.helloTime);
  plain("max_age", "max_age", settings.maxAge);
  plain("ageing_time", "ageing_time", settings.ageingTime);
  plain("stp_state", "stp_state", settings.stpState);
  plain("priority", "priority", settings.priority);
  plain("vlan_filtering", "vlan_filtering", number(settings.vlanFiltering));
  const knowsVlans = view.config.bridgeVlans === "present";
  if (knowsVlans) plain("vlan_protocol", "vlan_protocol", settings.vlanProtocol);
  plain("bridge_id", "bridge_id", bridgeId(view, link));
  plain("root_id", "designated_root", bridgeId(view, link));
  plain("root_port", "root_port", 0);
  plain("root_path_cost", "root_path_cost", 0);
  plain("topology_change", "topology_change", 0);
  plain("topology_change_detected", "topology_change_detected", 0);
  const timers = bridgeTimers(view, link);
  timer(out, "hello_timer", timers.hello);
  timer(out, "tcn_timer", 0);
  timer(out, "topology_change_timer", 0);
  timer(out, "gc_timer", timers.gc);
  if (knowsVlans) {
    plain("vlan_default_pvid", "vlan_default_pvid", settings.defaultPvid);
    plain("vlan_stats_enabled", "vlan_stats_enabled", 0);
    plain("vlan_stats_per_port", "vlan_stats_per_port", 0);
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

/** Priority in the upper six bits, number in the lower ten (br_make_port_id, BR_PORT_BITS 10). */
export function portId(port: BridgePort): number {
  return (port.priority << 10) | port.number;
}

function printPort(out: Output, view: View, link: Link, master: LinkId, port: BridgePort): void {
  const bridge = view.config.links[master] ?? link;
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
  plain("id", "port_id", `0x${portId(port).toString(16)}`);
  plain("no", "port_no", `0x${port.number.toString(16)}`);
  plain("designated_port", "designated_port", portId(port));
  plain("designated_cost", "designated_cost", 0);
  plain("bridge_id", "designated_bridge", bridgeId(view, bridge));
  plain("root_id", "designated_root", bridgeId(view, bridge));
  timer(out, "hold_timer", 0);
  timer(out, "message_age_timer", 0);
  timer(out, "forward_delay_timer", forwardDelayLeft(view, port));
  plain("topology_change_ack", "topology_change_ack", 0);
  plain("config_pending", "config_pending", 0);
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

function printAltnames(out: Output, link: Link): void {
  if (link.altnames.length === 0) return;
  out.json("altnames", link.altnames);
  for (const name of link.altnames) out.line().text(`    altname ${name}`);
}

const NO_COUNTERS: Counters = {
  rxBytes: 0,
  rxPackets: 0,
  rxErrors: 0,
  rxDropped: 0,
  rxMulticast: 0,
  txBytes: 0,
  txPackets: 0,
  txErrors: 0,
  txDropped: 0,
  txCarrier: 0,
  collisions: 0,
};

/** Columns, one line an array: names over numbers, each column as wide as its widest. */
export function printStatistics(out: Output, view: View, link: Link, options: IpOptions): void {
  const c = readCounters(view.runtime, link.id) ?? NO_COUNTERS;
  const rx = [c.rxBytes, c.rxPackets, c.rxErrors, c.rxDropped, 0, c.rxMulticast];
  const tx = [c.txBytes, c.txPackets, c.txErrors, c.txDropped, c.txCarrier, c.collisions];
  const errors = [0, 0, 0, 0, 0];
  const more = options.statistics > 1;
  out.openObject("stats64");
  out.openObject("rx");
  ["bytes", "packets", "errors", "dropped", "over_errors", "multicast"].forEach((key, i) => {
    out.json(key, rx[i] ?? 0);
  });
  if (more)
    for (const key of ["length_errors", "crc_errors", "frame_errors", "fifo_errors", "missed_errors"]) out.json(key, 0);
  out.close().openObject("tx");
  ["bytes", "packets", "errors", "dropped", "carrier_errors", "collisions"].forEach((key, i) => {
    out.json(key, tx[i] ?? 0);
  });
  if (more)
    for (const key of ["aborted_errors", "fifo_errors", "window_errors", "heartbeat_errors", "carrier_changes"])
      out.json(key, 0);
  out.close().close();

  const shown = (value: number): string => (options.human ? human(value, options.iec) : String(value));
  const widths = [10, 7, 6, 7, 7, 7];
  for (const row of [rx, tx])
    for (const [i, value] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, shown(value).length);
  const width = (i: number): number => widths[i] ?? 0;
  const head = (label: string, words: readonly string[]): string =>
    `    ${label}: ${words.map((word, i) => word.padStart(i === 0 ? width(0) - 4 : width(i))).join(" ")} ${" ".repeat(10)}`;
  const row = (values: readonly number[]): string =>
    `    ${values.map((value, i) => `${shown(value).padStart(width(i))} `).join("")}`;
  const errorHead = (label: string, words: readonly string[]): string =>
    `    ${label}:${" ".repeat(width(0) - 10)} ${words.map((word, i) => word.padStart(width(i + 1))).join(" ")}`;
  const errorRow = `    ${" ".repeat(width(0))} ${errors.map((value, i) => `${String(value).padStart(width(i + 1))} `).join("")}`;
  out.text(head("RX", ["bytes", "packets", "errors", "dropped", "missed", "mcast"])).line();
  out.text(row(rx));
  if (more) {
    out
      .line()
      .text(errorHead("RX errors", ["length", "crc", "frame", "fifo", "overrun"]))
      .line();
    out.text(errorRow);
  }
  out
    .line()
    .text(head("TX", ["bytes", "packets", "errors", "dropped", "carrier", "collsns"]))
    .line();
  out.text(row(tx));
  if (more) {
    out
      .line()
      .text(errorHead("TX errors", ["aborted", "fifo", "window", "heartbt", "transns"]))
      .line();
    out.text(errorRow);
  }
}

/** `-h`: three significant digits and a prefix. */
function human(value: number, iec: boolean): string {
  const base = iec ? 1024 : 1000;
  const suffixes = iec ? "KMGTPE" : "kMGTPE";
  if (value < base) return String(value);
  let unit = base;
  let at = 0;
  while (at < suffixes.length - 1 && value >= unit * base) {
    unit *= base;
    at++;
  }
  const scaled = value / unit;
  const precision = scaled < 10 ? 2 : scaled < 100 ? 1 : 0;
  return `${scaled.toFixed(precision)}${suffixes[at]}${iec ? "i" : ""}`;
}
