/**
 * `ip link show` and the first lines of `ip addr show` (ip/ipaddress.c).
 *
 * Same as Linux 6.18: fields and their order.
 */
import { formatIpv4 } from "../../address/ipv4.ts";
import { ipv6FromBytes } from "../../address/ipv6.ts";
import { macBytes } from "../../address/mac.ts";
import type { NetnsId } from "../../model/id.ts";
import {
  allMultiOf,
  HARDWARE_TYPE,
  hardwareAddresses,
  hardwareOf,
  IFF,
  isUp,
  type Link,
  linkFlags,
  lowerOf,
  promiscuityOf,
  tsoMaxSize,
} from "../../model/link.ts";
import type { LinkEvent } from "../../model/notification.ts";
import { noCounters, readCounters } from "../../model/runtime.ts";
import { carriesEthernet } from "../../model/tunnel.ts";
import { type AnyTunnel, isAnyTunnel, isTunnel6 } from "../../model/tunnel6.ts";
import { formatGroup } from "../names.ts";
import { isNumeric } from "../number-names.ts";
import type { Output } from "../output.ts";
import { printBridge, printPort } from "./bridge-print.ts";
import type { AddressFilter, IpOptions, LinkFilter } from "./command.ts";
import { printBondSlave } from "./kind/bond.ts";
import { findGrammar, isDriven } from "./kind/table.ts";
import { deviceNamed, indexName, linksOf, nameOf, nsidOf, type View } from "./view.ts";

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
  readonly event?: LinkEvent | undefined;
  readonly moved?: { readonly netns: NetnsId; readonly ifindex: number } | undefined;
}

interface LowerName {
  readonly name?: string;
  readonly index: number;
  readonly nsid?: number;
  readonly netnsName?: string;
}

/** ip_tunnel_get_iflink: the index of the link that a tunnel was bound to, or none. */
function tunnelLower(view: View, { home, link }: AnyTunnel, here: NetnsId): LowerName {
  if (home === here) return { index: link, name: link === 0 ? "NONE" : indexName(view, link) };
  const netnsName = view.netnsName(home);
  const name = link === 0 ? { name: "NONE" } : {};
  return { index: link, ...name, nsid: nsidOf(view, home), ...(netnsName !== undefined && { netnsName }) };
}

/** Where the link leads: a peer or lower link, in this namespace or another. */
function lower(view: View, link: Link): LowerName | undefined {
  if (isAnyTunnel(link.kind)) return tunnelLower(view, link.kind, link.netns);
  if (link.kind.type === "vxlan" && link.kind.home !== link.netns) {
    // It stands on nothing that it tells of; the kernel says its own index, as of the other namespace.
    const { home } = link.kind;
    const netnsName = view.netnsName(home);
    return { index: link.ifindex, nsid: nsidOf(view, home), ...(netnsName !== undefined && { netnsName }) };
  }
  const id = lowerOf(link);
  const peer = id === undefined ? undefined : view.config.links[id];
  // The end of a pair that does not exist yet or any more.
  if (!peer) return link.kind.type === "veth" ? { name: "NONE", index: 0 } : undefined;
  if (peer.netns === link.netns) return { name: nameOf(view, peer.id), index: peer.ifindex };
  const netnsName = view.netnsName(peer.netns);
  return { index: peer.ifindex, nsid: nsidOf(view, peer.netns), ...(netnsName !== undefined && { netnsName }) };
}

/**
 * As inet6_fill_ifinfo tells it: by the index alone, where it is not the link's own. Without a namespace beside it the index
 * is taken for one of here.
 */
function lowerOfInet6(view: View, link: Link): ReturnType<typeof lower> {
  const to = lower(view, link);
  if (!to || to.nsid === undefined) return to;
  if (to.index === link.ifindex) return undefined;
  const here = linksOf(view).find(({ ifindex }) => ifindex === to.index);
  return { index: to.index, ...(here && { name: here.name }) };
}

/** Where a message says that a link leads: one of AF_BRIDGE (`inner`) says nothing of namespaces. */
export function lowerName(view: View, link: Link, inner: boolean): LowerName | undefined {
  return inner ? lowerOfInet6(view, link) : lower(view, link);
}

function printLower(out: Output, to: LowerName | undefined): void {
  if (to?.name !== undefined) out.json("link", to.index === 0 ? null : to.name);
  else if (to) out.json("link_index", to.index);
}

/** `name@peer` as text, and the JSON fields of both. */
function printName(out: Output, view: View, link: Link, end: string, inet6Dump = false): void {
  const to = inet6Dump ? lowerOfInet6(view, link) : lower(view, link);
  printLower(out, to);
  out.json("ifname", link.name);
  out.paint("ifname", to ? `${link.name}@${to.name ?? `if${to.index}`}${end}` : `${link.name}${end}`);
}

/**
 * The same for `bridge link`, which gives a peer elsewhere as `if3` in JSON, too; it does not know that the index is
 * another namespace's, and gives the name of the link that has it here, if there is one. Answers with that link.
 */
export function printPeerName(out: Output, view: View, link: Link): Link | undefined {
  const to = lowerOfInet6(view, link);
  const peer = to && (to.name ?? `if${to.index}`);
  if (peer !== undefined) out.json("link", peer);
  out.coloured("ifname", "ifname", link.name, peer === undefined ? `${link.name}: ` : `${link.name}@${peer}: `);
  return to && linksOf(view).find(({ ifindex }) => ifindex === to.index);
}

/** The link that one is a port of, whose kind is that of the port (IFLA_INFO_SLAVE_KIND). */
function slaveKindOf({ config }: View, link: Link): Link | undefined {
  const master = link.master === undefined ? undefined : config.links[link.master];
  return master && (link.port || findGrammar(master.kind.type)?.printSlave) ? master : undefined;
}

function matchesLink(view: View, link: Link, filter: LinkFilter): boolean {
  if (filter.device !== undefined && deviceNamed(view, filter.device)?.id !== link.id) return false;
  if (filter.up && !isUp(link)) return false;
  if (filter.group !== undefined && link.group !== filter.group) return false;
  if (filter.master === null && link.master !== undefined) return false;
  if (typeof filter.master === "string") {
    const master = deviceNamed(view, filter.master);
    if (!master || link.master !== master.id) return false;
  }
  if (filter.type !== undefined) {
    if (filter.type === "bond_slave") return link.bondSlave !== undefined;
    const slave = slaveKindOf(view, link);
    if (slave !== undefined && filter.type === `${slave.kind.type}_slave`) return true;
    return link.kind.type === filter.type;
  }
  return true;
}

/**
 * The links that the kernel answers a listing with: it sifts by master and by kinds that it knows
 * (rtnl_dump_ifinfo), and gives what is asked for by name as it is. A dump of the IPv6 family sifts nothing.
 */
export function askedLinks(view: View, filter: LinkFilter, inet6Dump = false): Link[] {
  const { device, master, type } = filter;
  if (device !== undefined) {
    const asked = deviceNamed(view, device);
    return asked ? [asked] : [];
  }
  const sifted: LinkFilter = inet6Dump
    ? {}
    : {
        ...(master !== undefined && { master }),
        ...(type !== undefined && isKind(type) && { type }),
      };
  const links = linksOf(view).filter((link) => matchesLink(view, link, sifted));
  if (view.asked) for (const link of links) view.asked(link);
  return links;
}

function isKind(type: string): boolean {
  return type === "veth" || type === "bridge" || type === "dummy" || isDriven(type);
}

/**
 * What `ip` shows of a link that it was answered with (print_linkinfo): a link that does not fit leaves an empty object
 * in JSON; who asks for a label sees the addresses alone, whatever else was asked for.
 */
export function showsLink(
  view: View,
  link: Link,
  filter: LinkFilter & Pick<AddressFilter, "label">,
  inet6Dump = false,
): "all" | "addresses" | "no" {
  if (filter.up && !isUp(link)) return "no";
  if (filter.label !== undefined) return "addresses";
  // Such a dump tells no groups, kinds and masters: whoever wants one of the latter gets none, and a group is not looked at.
  if (inet6Dump) return filter.type !== undefined || typeof filter.master === "string" ? "no" : "all";
  return matchesLink(view, link, filter) ? "all" : "no";
}

/** The links that a filter lets through, in dump order. */
export function selectLinks(view: View, filter: LinkFilter): Link[] {
  if (filter.device !== undefined) {
    const link = deviceNamed(view, filter.device);
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
  printLower(out, to);
  out.json("ifname", link.name);
  const name = to ? `${link.name}@${to.name ?? `if${to.index}`}` : link.name;
  out.paint("ifname", `${name.padEnd(16)} `);
  out.coloured(operColour(link.operState), "operstate", link.operState, `${link.operState.padEnd(14)} `);
  if (!asLink) return;
  const [address] = hardwareAddresses(link);
  if (hardwareOf(link) !== "none") out.coloured("mac", "address", address, `${address} `);
  printFlags(out, view, link);
  out.text("\n");
}

function printFlags(out: Output, view: View, link: Link, inet6Dump = false): void {
  // A tunnel leads to the device that its packets leave by; what an index of elsewhere is taken for counts as well.
  const tunnel = isAnyTunnel(link.kind) ? tunnelLower(view, link.kind, link.netns) : undefined;
  const to = inet6Dump ? lowerOfInet6(view, link) : tunnel;
  const under = to && to.nsid === undefined ? linksOf(view).find(({ ifindex }) => ifindex === to.index) : undefined;
  const known = under && view.wasUp?.(under.id);
  const seen =
    under && known !== undefined ? { ...under, flags: (under.flags & ~IFF.UP) | (known ? IFF.UP : 0) } : under;
  const flags = linkFlags(view.config, link, seen);
  out.field("flags", flags, `<${flags.join(",")}> `);
}

/** Everything of a link up to where its addresses begin; leaves the line open. */
export function printLink(out: Output, view: View, link: Link, options: IpOptions, style: LinkStyle): void {
  const narrow = style.inet6Dump || style.message === "port";
  out.field("ifindex", link.ifindex, `${link.ifindex}: `);
  printName(out, view, link, ": ", narrow);
  printFlags(out, view, link, narrow);
  out.field("mtu", link.mtu, `mtu ${link.mtu} `);
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
  if (style.event !== undefined) out.field("event", style.event, `event ${style.event} `);
  if (style.addressLine || options.details) printAddressLine(out, link, style);
  if (!narrow) printPeerNetns(out, view, link);
  if (style.moved) {
    const { netns, ifindex } = style.moved;
    const name = view.netnsName(netns);
    out.text(name === undefined ? ` new-netnsid ${nsidOf(view, netns)}` : ` new-netns ${name}`);
    out.text(` new-ifindex ${ifindex}`);
  }
  if (!narrow) printHeldDown(out, link);
  if (options.details && !narrow) printDetails(out, view, link, style);
  if ((style.asLink || options.details) && !narrow && link.alias !== undefined) {
    out.line();
    out.field("ifalias", link.alias, `    alias ${link.alias}`);
  }
  if (style.asLink && options.statistics > 0) {
    out.line();
    printStatistics(out, view, link, options);
  }
  if (!narrow) printAltnames(out, link);
}

function printAddressLine(out: Output, link: Link, style: LinkStyle): void {
  const hardware = hardwareOf(link);
  const kind = isNumeric() ? `[${HARDWARE_TYPE[hardware]}]` : hardware;
  out.line().field("link_type", kind, `    link/${kind} `);
  if (hardware === "none") return;
  const [address, broadcast] = hardwareAddresses(link);
  out.coloured("mac", "address", address, address);
  if (style.inet6Dump || style.message === "port") return;
  if (link.flags & IFF.POINTOPOINT) out.text(" peer ").json("link_pointtopoint", true);
  else out.text(" brd ");
  out.coloured("mac", "broadcast", broadcast, broadcast);
  const permanent = permanentAddress(link);
  if (permanent !== undefined && permanent !== address)
    out.text(" permaddr ").coloured("mac", "permaddr", permanent, permanent);
}

function permanentAddress({ kind, mac, permanentMac }: Link): string | undefined {
  if (!isAnyTunnel(kind) || carriesEthernet(kind)) return permanentMac;
  // As long as an address of its own, with nothing behind what it has by chance.
  if (isTunnel6(kind)) return ipv6FromBytes([...macBytes(mac), ...Array<number>(10).fill(0)]);
  return kind.firstLocal === 0 ? undefined : formatIpv4(kind.firstLocal);
}

function printPeerNetns(out: Output, view: View, link: Link): void {
  const to = lower(view, link);
  if (to?.nsid !== undefined) {
    out.json("link_netnsid", to.nsid);
    out.text(to.netnsName === undefined ? ` link-netnsid ${to.nsid}` : ` link-netns ${to.netnsName}`);
  }
}

function printDetails(out: Output, view: View, link: Link, style: LinkStyle): void {
  const promiscuity = promiscuityOf(view.config.links, link, view.runtime.watchers);
  // A counter of the kernel's without a sign, which may go below nothing.
  const allMulti = allMultiOf(view.config.links, link) >>> 0;
  out.field("promiscuity", promiscuity, ` promiscuity ${promiscuity} `);
  out.field("allmulti", allMulti, ` allmulti ${allMulti} `);
  out.field("min_mtu", link.minMtu, `minmtu ${link.minMtu} `);
  out.field("max_mtu", link.maxMtu, `maxmtu ${link.maxMtu} `);
  const master = slaveKindOf(view, link);
  const bare = link.kind.type === "loopback" || link.kind.type === "ether";
  if (!bare || master || link.bondSlave) out.openObject("linkinfo");
  if (!bare) {
    out.line().field("info_kind", link.kind.type, `    ${link.kind.type} `);
    const grammar = findGrammar(link.kind.type);
    if (grammar && !grammar.bare) {
      out.openObject("info_data");
      grammar.print(out, view, link);
      out.close();
    }
    if (link.kind.type === "bridge") printBridge(out, view, link, link.kind.settings);
  }
  if (master) {
    const { type } = master.kind;
    out.line().field("info_slave_kind", type, `    ${type}_slave `);
    if (link.port) printPort(out, view, link, master.id, link.port);
    else {
      out.openObject("info_slave_data");
      findGrammar(type)?.printSlave?.(out, view, link, master);
      out.close();
    }
  }
  if (link.bondSlave) printBondSlave(out, view, link, link.bondSlave);
  if (!bare || master || link.bondSlave) out.close();
  if (style.asLink && link.groups6.length > 0)
    out.field("inet6_addr_gen_mode", link.addrGenMode, `addrgenmode ${link.addrGenMode} `);
  out.field("num_tx_queues", link.queues.tx, `numtxqueues ${link.queues.tx} `);
  out.field("num_rx_queues", link.queues.rx, `numrxqueues ${link.queues.rx} `);
  const { gsoMaxSize = 65536, gsoMaxSegs = 65535, groMaxSize = 65536 } = link.sizes ?? {};
  out.field("gso_max_size", gsoMaxSize, `gso_max_size ${gsoMaxSize} `);
  out.field("gso_max_segs", gsoMaxSegs, `gso_max_segs ${gsoMaxSegs} `);
  const tso = tsoMaxSize(link);
  out.field("tso_max_size", tso, `tso_max_size ${tso} `).field("tso_max_segs", 65535, "tso_max_segs 65535 ");
  out.field("gro_max_size", groMaxSize, `gro_max_size ${groMaxSize} `);
}

/** print_proto_down: the reasons also of what is not held down, without a blank before them. */
function printHeldDown(out: Output, { protoDown }: Link): void {
  if (!protoDown) return;
  const { on, reasons } = protoDown;
  if (on) out.field("proto_down", true, " protodown on ");
  if (reasons === 0) return;
  const numbers = Array.from({ length: 31 }, (_, bit) => bit).filter((bit) => reasons & (1 << bit));
  out.field("proto_down_reason", numbers.map(String), `protodown_reason <${numbers.join(",")}>`);
}

function printAltnames(out: Output, link: Link): void {
  if (link.altnames.length === 0) return;
  out.json("altnames", link.altnames);
  for (const name of link.altnames) out.line().text(`    altname ${name}`);
}

/** Columns, one line an array: names over numbers, each column as wide as its widest. */
export function printStatistics(out: Output, view: View, link: Link, options: IpOptions, changes = true): void {
  const c = readCounters(view.runtime, link.id) ?? noCounters();
  const rx = [c.rxBytes, c.rxPackets, c.rxErrors, c.rxDropped, 0, c.rxMulticast];
  const tx = [c.txBytes, c.txPackets, c.txErrors, c.txDropped, c.txCarrier, c.collisions];
  const rxErrors = [0, 0, c.rxFrame ?? 0, c.rxFifo ?? 0, 0];
  const txErrors = [c.txAborted ?? 0, 0, 0, 0];
  const rare: readonly { readonly key: "nohandler" | "otherhost"; readonly value: number }[] = [
    { key: "nohandler", value: c.rxNoHandler ?? 0 },
    { key: "otherhost", value: c.rxOtherHost ?? 0 },
  ];
  const { up = 0, down = 0 } = view.runtime.carriers.get(link.id) ?? {};
  const more = options.statistics > 1;
  out.openObject("stats64");
  out.openObject("rx");
  ["bytes", "packets", "errors", "dropped", "over_errors", "multicast"].forEach((key, i) => {
    out.json(key, rx[i] ?? 0);
  });
  if (more) {
    ["length_errors", "crc_errors", "frame_errors", "fifo_errors", "missed_errors"].forEach((key, i) => {
      out.json(key, rxErrors[i] ?? 0);
    });
    for (const { key, value } of rare) if (value > 0) out.json(key, value);
  }
  out.close().openObject("tx");
  ["bytes", "packets", "errors", "dropped", "carrier_errors", "collisions"].forEach((key, i) => {
    out.json(key, tx[i] ?? 0);
  });
  if (more)
    ["aborted_errors", "fifo_errors", "window_errors", "heartbeat_errors"].forEach((key, i) => {
      out.json(key, txErrors[i] ?? 0);
    });
  if (more && changes) out.json("carrier_changes", up + down);
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
  const rareWidths = { nohandler: 10, otherhost: 9 };
  const seldom = rare
    .filter(({ value }) => value > 0)
    .map(({ key, value }) => ({ key, value, width: Math.max(rareWidths[key], shown(value).length) }));
  const errorHead = (label: string, words: readonly string[]): string =>
    `    ${label}:${" ".repeat(width(0) - 10)} ${words.map((word, i) => word.padStart(width(i + 1))).join(" ")}`;
  const errorRow = (values: readonly number[]): string =>
    `    ${" ".repeat(width(0))} ${values.map((value, i) => `${String(value).padStart(width(i + 1))} `).join("")}`;
  out.text(head("RX", ["bytes", "packets", "errors", "dropped", "missed", "mcast"])).line();
  out.text(row(rx));
  if (more) {
    out
      .line()
      .text(errorHead("RX errors", ["length", "crc", "frame", "fifo", "overrun"]))
      .text(seldom.map(({ key, width }) => ` ${key}`.padStart(width + 1)).join(""))
      .line();
    out.text(errorRow(rxErrors)).text(seldom.map(({ value, width }) => `${shown(value).padStart(width)} `).join(""));
  }
  out
    .line()
    .text(head("TX", ["bytes", "packets", "errors", "dropped", "carrier", "collsns"]))
    .line();
  out.text(row(tx));
  if (more) {
    out
      .line()
      .text(errorHead("TX errors", ["aborted", "fifo", "window", "heartbt", changes ? "transns" : ""]))
      .line();
    out.text(errorRow(changes ? [...txErrors, up + down] : txErrors));
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
