/** /proc/PID/net: the tables that old tools read (proc(5)). Layouts of net/core/net-procfs.c, net/ipv4/fib_trie.c, arp.c. */

import { formatIpv4, type Ipv4, ipv4Mask } from "../../core/address/ipv4.ts";
import { type Ipv6, ipv6Bytes, isIpv4Compatible } from "../../core/address/ipv6.ts";
import type { Family } from "../../core/address/prefix.ts";
import { selectProxies } from "../../core/command/ip/neighbor.ts";
import { hasInet6 } from "../../core/model/family-mtu.ts";
import type { NetnsId } from "../../core/model/id.ts";
import { HARDWARE_TYPE, hardwareOf, inArrivalOrder, type Link } from "../../core/model/link.ts";
import type { Netns } from "../../core/model/netns.ts";
import { TABLE } from "../../core/model/route.ts";
import { readCounters } from "../../core/model/runtime.ts";

import { ok } from "../../core/result.ts";
import { hasBonding, procBonding } from "./bonding.ts";
import { GeneratedDirectory } from "./directory.ts";
import type { Host } from "./host.ts";
import { type Directory, GeneratedFile, type Inode } from "./inode.ts";
import { deviceGroupTable, igmp6Table, igmpTable } from "./procnet-groups.ts";
import { protocolsTable, softnetTable } from "./procnet-protocols.ts";
import { ipv6RouteTable } from "./procnet-route6.ts";
import { deviceSnmp6Table, netstatTable, snmp6Table, snmpTable } from "./procnet-snmp.ts";
import { EMPTY_TABLES, SHARED_TABLES, socketTable, unixTable } from "./procnet-sockets.ts";
import { socketCounts, sockstat6Table, sockstatTable } from "./procnet-sockstat.ts";
import { fibTriestatTable, fibTrieTable } from "./procnet-trie.ts";
import { hasVlans, procVlan } from "./procvlan.ts";
import { socketRows, type Transport } from "./socket-rows.ts";

export function procNet(host: Host, netns: () => NetnsId): Directory {
  const links = (): readonly Link[] => {
    const { config } = host.world;
    return (config.netns[netns()]?.byIndex.ids ?? []).flatMap((id) => config.links[id] ?? []);
  };
  // seq_open_net lets nobody open them to write; to a table of one piece writing is refused (proc_simple_write), and the
  // others, which no namespace has for itself, have nothing to write with.
  const file = (read: () => string) => new GeneratedFile(() => ok(read()), { strict: true });
  const single = (read: () => string) =>
    new GeneratedFile(
      () => ok(read()),
      { mode: 0o444 },
      () => "EACCES",
    );
  const shared = (read: () => string) => new GeneratedFile(() => ok(read()));
  const sockets = (transport: Transport, family: Family) =>
    file(() => {
      const { datapath } = host;
      return socketTable(socketRows({ datapath, nowMicros: () => host.nowMicros }, netns()), transport, family);
    });
  const counts = () => {
    const kernel = { datapath: host.datapath, nowMicros: () => host.nowMicros };
    return socketCounts(kernel, netns(), host.unix.list(netns()).length);
  };
  const trie = (table: (netns: Netns) => string) => {
    const here = host.world.latest.netns[netns()];
    return here ? table(here) : "";
  };
  const entries: Readonly<Record<string, Inode>> = {
    arp: file(() => arpTable(host, links(), netns())),
    dev_mcast: file(() => deviceGroupTable(host.world.config, links())),
    igmp: file(() => igmpTable(host.world.config, host.world.runtime, inArrivalOrder(links()))),
    igmp6: file(() => igmp6Table(host.world.config, host.world.runtime, inArrivalOrder(links()))),
    dev: file(() => deviceTable(host, links())),
    if_inet6: file(() => inet6Table(links())),
    protocols: file(() => {
      const unix = host.unix.list(netns());
      const streams = unix.filter(({ type }) => type === "stream").length;
      return protocolsTable(counts(), [streams, unix.length - streams]);
    }),
    softnet_stat: shared(() => {
      const { config, runtime } = host.world;
      const taken = Object.values(config.links).map(({ id }) => readCounters(runtime, id)?.rxPackets ?? 0);
      return softnetTable(taken.reduce((sum, packets) => sum + packets, 0));
    }),
    sockstat: single(() => sockstatTable(counts())),
    sockstat6: single(() => sockstat6Table(counts())),
    snmp: single(() => snmpTable(host, netns())),
    netstat: single(() => netstatTable(host, netns())),
    snmp6: single(() => snmp6Table(host, netns())),
    dev_snmp6: new GeneratedDirectory(
      () =>
        links()
          .filter(hasInet6)
          .map(({ name }) => name),
      (name) => {
        const link = links().find((each) => each.name === name && hasInet6(each));
        return link && shared(() => deviceSnmp6Table(host, link));
      },
      0o555,
    ),
    route: file(() => routeTable(host, netns())),
    ipv6_route: file(() => ipv6RouteTable(host.world.config, netns())),
    tcp: sockets("tcp", "inet"),
    tcp6: sockets("tcp", "inet6"),
    udp: sockets("udp", "inet"),
    udp6: sockets("udp", "inet6"),
    fib_trie: file(() => trie(fibTrieTable)),
    fib_triestat: single(() => trie(fibTriestatTable)),
    anycast6: file(() => anycast6Table(links())),
    packet: file(() => packetTable(host, netns(), links())),
    ptype: file(() => packetTypeTable(host, netns(), links())),
    unix: file(() => unixTable(host.unix, netns())),
    ...Object.fromEntries(
      Object.entries(EMPTY_TABLES).map(([name, text]) => [name, (SHARED_TABLES.has(name) ? shared : file)(() => text)]),
    ),
  };
  return new GeneratedDirectory(
    () => [...Object.keys(entries), ...(hasBonding(host) ? ["bonding"] : []), ...(hasVlans(host) ? ["vlan"] : [])],
    (name) => {
      if (name === "vlan" && hasVlans(host)) return procVlan(host, netns);
      if (name === "bonding" && hasBonding(host)) return procBonding(host, netns);
      return Object.hasOwn(entries, name) ? entries[name] : undefined;
    },
    0o555,
  );
}

function deviceTable(host: Host, links: readonly Link[]): string {
  const lines = [
    "Inter-|   Receive                                                |  Transmit",
    " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed",
  ];
  for (const link of links) {
    const c = readCounters(host.world.runtime, link.id);
    const n = (value: number | undefined, width: number) => String(value ?? 0).padStart(width);
    lines.push(
      `${link.name.padStart(6)}: ${n(c?.rxBytes, 7)} ${n(c?.rxPackets, 7)} ${n(c?.rxErrors, 4)} ${n(c?.rxDropped, 4)} ${n(c?.rxFifo, 4)} ${n(c?.rxFrame, 5)} ${n(0, 10)} ${n(c?.rxMulticast, 9)} ${n(c?.txBytes, 8)} ${n(c?.txPackets, 7)} ${n(c?.txErrors, 4)} ${n(c?.txDropped, 4)} ${n(0, 4)} ${n(c?.collisions, 5)} ${n((c?.txCarrier ?? 0) + (c?.txAborted ?? 0), 7)} ${n(0, 10)}`,
    );
  }
  return `${lines.join("\n")}\n`;
}

/** Octets of an address in the order a little-endian machine prints a number. */
function littleEndianHex(address: number): string {
  return [0, 8, 16, 24]
    .map((shift) => ((address >>> shift) & 255).toString(16).toUpperCase().padStart(2, "0"))
    .join("");
}

function routeTable(host: Host, netns: NetnsId): string {
  // fib_route_seq_start: without a main table there is not even a heading.
  if (!host.world.latest.netns[netns]?.tables4?.[TABLE.main]) return "";
  const row = (text: string) => text.padEnd(127);
  const lines = [row("Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT")];
  for (const route of host.world.latest.netns[netns]?.routes4 ?? []) {
    if (route.table !== TABLE.main || typeof route.destination.address !== "number") continue;
    if (route.type === "broadcast" || route.type === "multicast") continue;
    // Of several ways the first one is shown, and of what a packet may hold what a segment may, with its heads.
    const [hop] = route.nextHops;
    const link = hop?.link === undefined ? undefined : host.world.latest.links[hop.link];
    const gateway = typeof hop?.via === "number" ? hop.via : 0;
    const reject = route.type === "unreachable" || route.type === "prohibit" ? 0x200 : 0;
    const flags = 1 | (gateway ? 2 : 0) | (route.destination.length === 32 ? 4 : 0) | reject;
    const { advmss, window = 0 } = route.metrics;
    lines.push(
      row(
        `${link?.name ?? "*"}\t${littleEndianHex(route.destination.address)}\t${littleEndianHex(gateway)}\t${flags.toString(16).toUpperCase().padStart(4, "0")}\t0\t0\t${route.metric}\t${littleEndianHex(ipv4Mask(route.destination.length))}\t${advmss ? advmss + 40 : 0}\t${window}\t0`,
      ),
    );
  }
  return `${lines.join("\n")}\n`;
}

function arpTable(host: Host, links: readonly Link[], netns: NetnsId): string {
  const row = (address: Ipv4, link: Link | undefined, flags: number, mac: string | undefined): string => {
    const hardware = link ? HARDWARE_TYPE[hardwareOf(link)].toString(16) : "0";
    return `${formatIpv4(address).padEnd(16)} 0x${hardware.padEnd(10)}0x${flags.toString(16).padEnd(10)}${mac}     *        ${link?.name ?? "*"}`;
  };
  const lines = ["IP address       HW type     Flags       HW address            Mask     Device"];
  for (const link of links) {
    for (const neighbor of host.world.runtime.neighbors.get(link.id)?.values() ?? []) {
      if (typeof neighbor.address !== "number" || neighbor.state === "NOARP" || neighbor.state === "NONE") continue;
      // ATF_COM, ATF_PERM of linux/if_arp.h.
      const complete = neighbor.mac !== undefined && neighbor.state !== "FAILED" && neighbor.state !== "INCOMPLETE";
      const flags = (complete ? 2 : 0) | (neighbor.state === "PERMANENT" ? 4 : 0);
      lines.push(row(neighbor.address, link, flags, complete ? neighbor.mac : "00:00:00:00:00:00"));
    }
  }
  // arp_format_pneigh_entry: those that this host answers for, as ATF_PERM and ATF_PUBL.
  const { config, runtime } = host.world;
  const view = { config, runtime, netns, netnsName: () => undefined };
  for (const { address, link } of selectProxies(view, { proxy: true, unused: false }, "inet"))
    lines.push(row(address as Ipv4, config.links[link], 0xc, "00:00:00:00:00:00"));
  return `${lines.join("\n")}\n`;
}

/** IPV6_ADDR_SCOPE_MASK of a type of address, by the scope that rtnetlink has for it: site, link, host. */
const ADDRESS_TYPES: Readonly<Record<number, number>> = { 200: 0x40, 253: 0x20, 254: 0x10 };

function inet6Table(links: readonly Link[]): string {
  const hex = (value: number, width = 2) => value.toString(16).padStart(width, "0");
  return links
    .flatMap((link) =>
      link.inet6.map((address) => {
        const scope = isIpv4Compatible(address.local) ? 0x80 : (ADDRESS_TYPES[address.scope] ?? 0);
        const flags =
          (address.permanent ? 0x80 : 0) |
          (address.tentative ? 0x40 : 0) |
          (address.dadFailed ? 8 : 0) |
          (address.noDad ? 2 : 0);
        const bytes = Array.from(ipv6Bytes(address.local), (byte) => hex(byte)).join("");
        return `${bytes} ${hex(link.ifindex)} ${hex(address.prefixLength)} ${hex(scope)} ${hex(flags)} ${link.name.padStart(8)}\n`;
      }),
    )
    .join("");
}

/** ac6_seq_show: anycast addresses that a router listens to, the newest first. */
function anycast6Table(links: readonly Link[]): string {
  return links
    .flatMap(({ ifindex, name, anycast6 }) =>
      Object.entries(anycast6 ?? {})
        .reverse()
        .map(
          ([address, users]) =>
            `${String(ifindex).padEnd(4)} ${name.padEnd(15)} ${hexOctets(address)} ${String(users).padStart(5)}\n`,
        ),
    )
    .join("");
}

function hexOctets(address: string): string {
  return Array.from(ipv6Bytes(address as Ipv6), (octet) => octet.toString(16).padStart(2, "0")).join("");
}

/** packet_seq_show: who captures, the newest first. Cooked sockets are those of no single device. */
function packetTable(host: Host, netns: NetnsId, links: readonly Link[]): string {
  const rows = host.datapath.packetList(netns).map((device, nth) => {
    const ifindex = links.find(({ name }) => name === device)?.ifindex ?? 0;
    const number = (Math.imul(nth + 1, 0x9e3779b1) >>> 0).toString(16).padStart(16, "0");
    return `${number} 3      ${ifindex === 0 ? 2 : 3}    0003   ${String(ifindex).padEnd(5)} 1 0      0      ${nth + 1}\n`;
  });
  return `sk               RefCnt Type Proto  Iface R Rmem   User   Inode\n${rows.join("")}`;
}

/** ptype_seq_show: who takes frames of which protocol; those who take all, by devices, come first. */
function packetTypeTable(host: Host, netns: NetnsId, links: readonly Link[]): string {
  const taps = host.datapath.packetList(netns).map((device) => links.find(({ name }) => name === device)?.name ?? "");
  const all = [...taps.filter((name) => name !== ""), ...taps.filter((name) => name === "")].map(
    (name) => `ALL  ${name.padEnd(8)} tpacket_rcv\n`,
  );
  const known = ["0800          ip_rcv", "0004          llc_rcv", "0806          arp_rcv", "86dd          ipv6_rcv"];
  return `Type Device      Function\n${all.join("")}${known.join("\n")}\n`;
}
