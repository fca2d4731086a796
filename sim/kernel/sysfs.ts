/**
 * /sys, as far as the network goes: /sys/class/net with the attributes of links, bridges and ports. A mounted sysfs shows
 * the network namespace it was mounted from (sysfs is tagged by it), which is why `ip netns exec` mounts it anew.
 *
 * Same as Linux: names, texts and refusals of the attributes below; /sys/class/net has links into /sys/devices/virtual/net.
 * Absent: limits of queues (byte_queue_limits), a forwarding database as octets (brforward), what was set of power.
 */

import { type Ipv6, ipv6Bytes } from "../../core/address/ipv6.ts";
import { parseMac } from "../../core/address/mac.ts";
import { idDigits, type PortTree, portTreeOf, type Tree, treeOf } from "../../core/command/ip/tree.ts";
import type { View } from "../../core/command/ip/view.ts";
import type { Errno } from "../../core/errors.ts";
import { type BridgeSettings, groupAddressOf, PORT_STATE } from "../../core/model/bridge.ts";
import type { LinkId, NetnsId } from "../../core/model/id.ts";
import {
  addressLength,
  allMultiOf,
  HARDWARE_TYPE,
  hardwareAddresses,
  hardwareOf,
  IFF,
  isUp,
  type Link,
  lowerOf,
  promiscuityOf,
} from "../../core/model/link.ts";
import { answersForSpeed, linkSpeed } from "../../core/model/link-speed.ts";
import { readCounters } from "../../core/model/runtime.ts";
import { isAnyTunnel } from "../../core/model/tunnel6.ts";
import { BRIDGE_SETTINGS, settingNumber } from "../../core/operation/bridge-settings.ts";
import type { LinkChanges } from "../../core/operation/link.ts";
import { hasCarrierToChange } from "../../core/operation/link-set.ts";
import { SELF } from "../../core/operation/netns-ref.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { adjacentEntries } from "./adjacent.ts";
import { bondEntries, bondingMasters, bondSlaveEntries, hasBonding } from "./bonding.ts";
import { SysfsDirectory, sysfsDirectory } from "./directory.ts";
import type { Host } from "./host.ts";
import { type Directory, type Inode, SysfsFile, SysfsLink, type Viewer } from "./inode.ts";
import { POWER, queuesOf } from "./sysfs-device.ts";
import { kernelNumber, leadingNumber, tunable, upTo } from "./sysfs-tuning.ts";

/** The machine's two processors (Documentation/admin-guide/cputopology.rst). */
const PROCESSORS = sysfsDirectory(
  Object.fromEntries(["online", "possible", "present"].map((name) => [name, new SysfsFile(() => ok("0-1\n"))])),
);

/** The root of a sysfs mounted from a namespace. */
export function sysfs(host: Host, netns: NetnsId): Directory {
  const links = (): readonly Link[] => {
    const namespace = host.world.latest.netns[netns];
    if (!namespace) return [];
    return namespace.byIndex.ids.flatMap((id) => host.world.latest.links[id] ?? []);
  };
  const named = (name: string) => links().find((link) => link.name === name);
  const names = () => links().map((link) => link.name);
  const ofClass = new SysfsDirectory(
    () => [...names(), ...(hasBonding(host) ? ["bonding_masters"] : [])],
    (name) => {
      if (named(name)) return new SysfsLink(`../../devices/virtual/net/${name}`);
      return name === "bonding_masters" && hasBonding(host) ? bondingMasters(host, netns) : undefined;
    },
  );
  const net = new SysfsDirectory(names, (name) => {
    const link = named(name);
    return link ? linkDirectory(host, link.id) : undefined;
  });
  const devices = sysfsDirectory({ system: sysfsDirectory({ cpu: PROCESSORS }), virtual: sysfsDirectory({ net }) });
  return sysfsDirectory({
    class: sysfsDirectory({ net: ofClass }),
    devices,
    fs: sysfsDirectory({ cgroup: sysfsDirectory({}) }),
  });
}

/** ARPHRD_* of linux/if_arp.h. */
function hardwareType(link: Link): number {
  return HARDWARE_TYPE[hardwareOf(link)];
}

function octetsOf(link: Link, address: string): string {
  const hex = (octets: ArrayLike<number>) =>
    Array.from(octets, (octet) => octet.toString(16).padStart(2, "0")).join(":");
  const length = addressLength(link);
  if (length === 16) return hex(ipv6Bytes(address as Ipv6));
  return length === 4 ? hex(address.split(".").map(Number)) : address;
}

/** NET_NAME_* by what the model has for them. */
const NAMINGS = { enumerated: "1", predictable: "2", chosen: "3", renamed: "4", unknown: "EINVAL" } as const;

/** SET_NETDEV_DEVTYPE. */
const DEVICE_TYPES: Partial<Record<Link["kind"]["type"], string>> = {
  bond: "bond",
  bridge: "bridge",
  vlan: "vlan",
  vxlan: "vxlan",
};

const ASSIGNED = { permanent: 0, random: 1, stolen: 2, set: 3 } as const;

function linkDirectory(host: Host, id: LinkId): Directory {
  const now = (): Link | undefined => host.world.latest.links[id];
  const file = (
    read: (link: Link) => string | Errno,
    write?: (value: string, link: Link) => Errno | undefined,
  ): Inode =>
    new SysfsFile(
      (): Result<string, Errno> => {
        const link = now();
        if (!link) return err("ENODEV");
        const text = read(link);
        if (text === "EINVAL" || text === "EOPNOTSUPP") return err(text);
        // A link without an alias has nothing to say, not even a line (ifalias_show).
        return ok(text === "" ? "" : `${text}\n`);
      },
      {},
      write &&
        ((text, viewer) => {
          const link = now();
          if (!link) return "ENODEV";
          if (!viewer.credentials.capabilities.has("CAP_NET_ADMIN")) return "EPERM";
          return write(text.replace(/\n$/, ""), link);
        }),
    );
  /** sysfs_format_mac: what has no address has an empty line. */
  const addressFile = (read: (link: Link) => string): Inode =>
    new SysfsFile(() => {
      const link = now();
      if (!link) return err("ENODEV");
      return ok(hardwareOf(link) === "none" ? "\n" : `${octetsOf(link, read(link))}\n`);
    });
  const set = (link: Link, changes: Parameters<typeof linkSet>[2]) => linkSet(host, link, changes);
  /** netdev_store. */
  const numbered =
    (change: (value: number, link: Link) => Errno | undefined) =>
    (text: string, link: Link): Errno | undefined => {
      const value = kernelNumber(text);
      return typeof value === "string" ? value : change(value, link);
    };
  const peerIndex = (link: Link) => (isAnyTunnel(link.kind) ? link.kind.link : lowerIndex(link));
  const lowerIndex = (link: Link) =>
    lowerOf(link) === undefined ? link.ifindex : (host.world.latest.links[lowerOf(link) ?? link.id]?.ifindex ?? 0);

  // speed_show, duplex_show: only a device that is up is asked.
  const told = (link: Link) => (isUp(link) ? linkSpeed(host.world.latest.links, link) : undefined);
  const carriers = (of: LinkId) => host.world.runtime.carriers.get(of) ?? { up: 0, down: 0 };

  // What others asked of the device is among its flags here, and not in what `ip link` shows.
  const asked = (l: Link) => {
    const { links } = host.world.latest;
    const promiscuous = promiscuityOf(links, l, host.world.runtime.watchers) > 0;
    return (promiscuous ? IFF.PROMISC : 0) | (allMultiOf(links, l) > 0 ? IFF.ALLMULTI : 0);
  };

  const attributes = (link: Link): Record<string, Inode> => ({
    addr_assign_type: file((l) => String(ASSIGNED[l.macAssigned])),
    addr_len: file((l) => String(addressLength(l))),
    address: addressFile((l) => hardwareAddresses(l)[0]),
    broadcast: addressFile((l) => hardwareAddresses(l)[1]),
    // An administratively down device has no carrier to tell of; of others link watch hears first (carrier_show).
    carrier: file(
      (l) => {
        if (!isUp(l)) return "EINVAL";
        host.watchLink(l.id);
        return l.carrier ? "1" : "0";
      },
      (text, l) => {
        if (!hasCarrierToChange(l)) return "EOPNOTSUPP";
        return numbered((value) => (isUp(l) ? set(l, { carrier: value !== 0 }) : "EINVAL"))(text, l);
      },
    ),
    carrier_changes: file(({ id }) => String(carriers(id).up + carriers(id).down)),
    carrier_down_count: file(({ id }) => String(carriers(id).down)),
    carrier_up_count: file(({ id }) => String(carriers(id).up)),
    dev_id: file(() => "0x0"),
    dev_port: file(() => "0"),
    dormant: file((l) => (isUp(l) ? (l.held === "DORMANT" ? "1" : "0") : "EINVAL")),
    duplex: file((l) => {
      const speed = told(l);
      if (speed === undefined) return "EINVAL";
      return speed === "unknown" || answersForSpeed(host.world.latest.links, l).kind.type === "bridge"
        ? "unknown"
        : "full";
    }),
    flags: file(
      (l) => `0x${(l.flags | asked(l)).toString(16)}`,
      numbered((value, l) => set(l, flagChanges(value))),
    ),
    // What interrupts and polling of a card go by (Documentation/ABI/testing/sysfs-class-net).
    gro_flush_timeout: tunable(host, id, "gro_flush_timeout", upTo(Number.MAX_VALUE)),
    ifalias: file(
      (l) => l.alias ?? "",
      (value, l) => set(l, { alias: value }),
    ),
    ifindex: file((l) => String(l.ifindex)),
    iflink: file((l) => String(peerIndex(l))),
    link_mode: file((l) => (l.linkMode === "dormant" ? "1" : "0")),
    mtu: file(
      (l) => String(l.mtu),
      numbered((value, l) => set(l, { mtu: value | 0 })),
    ),
    // name_assign_type_show: nothing is said of a name of which nobody said where it comes from.
    name_assign_type: file((l) => NAMINGS[l.kind.type === "loopback" ? "predictable" : (l.naming ?? "chosen")]),
    napi_defer_hard_irqs: tunable(host, id, "napi_defer_hard_irqs", upTo(0x7fffffff)),
    netdev_group: file(
      (l) => String(l.group),
      numbered((value, l) => set(l, { group: value | 0 })),
    ),
    operstate: file((l) => l.operState.toLowerCase()),
    proto_down: file(
      (l) => (l.protoDown?.on ? "1" : "0"),
      numbered((value, l) => set(l, { protoDown: { on: value !== 0, mask: 0, reasons: 0, anyway: true } })),
    ),
    speed: file((l) => {
      const speed = told(l);
      return speed === undefined ? "EINVAL" : speed === "unknown" ? "-1" : String(speed);
    }),
    testing: file((l) => (isUp(l) ? (l.held === "TESTING" ? "1" : "0") : "EINVAL")),
    // modify_napi_threaded: nothing that is polled.
    threaded: file(
      () => "0",
      numbered(() => "EOPNOTSUPP"),
    ),
    tx_queue_len: file(
      (l) => String(l.txQueueLength),
      // dev_change_tx_queue_len.
      numbered((value, l) => (value > 0xffffffff ? "ERANGE" : set(l, { txQueueLength: value }))),
    ),
    type: file((l) => String(hardwareType(l))),
    uevent: file((l) => {
      const type = DEVICE_TYPES[l.kind.type];
      return `${type === undefined ? "" : `DEVTYPE=${type}\n`}INTERFACE=${l.name}\nIFINDEX=${l.ifindex}`;
    }),
    power: POWER,
    queues: queuesOf(host, link),
    subsystem: new SysfsLink("../../../../class/net"),
    statistics: statistics(host, id),
    ...(link.kind.type === "bridge" ? bridgeEntries(host, id) : {}),
    ...(link.kind.type === "bond" ? bondEntries(host, id) : {}),
    ...(link.kind.type === "tun" ? tunEntries(file) : {}),
    ...(link.port ? portEntries(host, id) : {}),
    ...(link.bondSlave ? bondSlaveEntries(host, id) : {}),
  });
  return new SysfsDirectory(
    () => {
      const link = now();
      return link ? [...Object.keys(attributes(link)), ...Object.keys(adjacentEntries(host, id))] : [];
    },
    (name) => {
      const link = now();
      const entries = !link ? {} : /^(upper_|lower_|master$)/.test(name) ? adjacentEntries(host, id) : attributes(link);
      return Object.hasOwn(entries, name) ? entries[name] : undefined;
    },
  );
}

/** tun_dev_attrs of drivers/net/tun.c: flags are IFF_* of linux/if_tun.h, IFF_PERSIST among them. */
function tunEntries(file: (read: (link: Link) => string | Errno) => Inode): Record<string, Inode> {
  const of = (read: (kind: Extract<Link["kind"], { type: "tun" }>) => string) =>
    file(({ kind }) => (kind.type === "tun" ? read(kind) : "EINVAL"));
  return {
    group: of(({ group }) => String(group ?? -1)),
    owner: of(({ user }) => String(user ?? -1)),
    tun_flags: of(({ mode, pi, vnetHdr, multiQueue, oneQueue, transient }) => {
      const flags = [
        mode === "tun" ? 0x1 : 0x2,
        transient ? 0 : 0x800,
        pi ? 0 : 0x1000,
        oneQueue && 0x2000,
        vnetHdr && 0x4000,
      ];
      return `0x${[...flags, multiQueue && 0x100].reduce<number>((all, flag) => all | Number(flag), 0).toString(16)}`;
    }),
  };
}

/** __dev_change_flags: the flags that are to be, all of those that somebody may choose. */
function flagChanges(flags: number): LinkChanges {
  const has = (flag: number) => (flags & flag) !== 0;
  return {
    up: has(IFF.UP),
    arp: !has(IFF.NOARP),
    multicast: has(IFF.MULTICAST),
    dynamic: has(IFF.DYNAMIC),
    trailers: !has(IFF.NOTRAILERS),
    allMulticast: has(IFF.ALLMULTI),
    promisc: has(IFF.PROMISC),
  };
}

function linkSet(host: Host, link: Link, changes: LinkChanges): Errno | undefined {
  const done = host.applyAs(host.kernelCaller(link.netns), {
    kind: "linkSet",
    netns: SELF,
    device: link.name,
    changes,
  });
  return done.ok ? undefined : done.error.errno;
}

/** Of struct rtnl_link_stats64. */
const NOT_COUNTED: readonly string[] = [
  ...["compressed", "crc_errors", "length_errors", "missed_errors", "over_errors"].map((name) => `rx_${name}`),
  ...["compressed", "fifo_errors", "heartbeat_errors", "window_errors"].map((name) => `tx_${name}`),
];

function statistics(host: Host, id: LinkId): Directory {
  const counter = (
    name:
      | "rxBytes"
      | "rxPackets"
      | "rxErrors"
      | "rxDropped"
      | "rxFifo"
      | "rxFrame"
      | "rxMulticast"
      | "rxNoHandler"
      | "txBytes"
      | "txPackets"
      | "txErrors"
      | "txDropped"
      | "txAborted"
      | "txCarrier"
      | "collisions",
  ) => new SysfsFile(() => ok(`${readCounters(host.world.runtime, id)?.[name] ?? 0}\n`));
  const zero = new SysfsFile(() => ok("0\n"));
  return sysfsDirectory({
    // What no virtual device counts.
    ...Object.fromEntries(NOT_COUNTED.map((name) => [name, zero])),
    collisions: counter("collisions"),
    multicast: counter("rxMulticast"),
    rx_bytes: counter("rxBytes"),
    rx_dropped: counter("rxDropped"),
    rx_errors: counter("rxErrors"),
    rx_fifo_errors: counter("rxFifo"),
    rx_frame_errors: counter("rxFrame"),
    rx_nohandler: counter("rxNoHandler"),
    rx_packets: counter("rxPackets"),
    tx_aborted_errors: counter("txAborted"),
    tx_bytes: counter("txBytes"),
    tx_carrier_errors: counter("txCarrier"),
    tx_dropped: counter("txDropped"),
    tx_errors: counter("txErrors"),
    tx_packets: counter("txPackets"),
  });
}

/** Settings that have another name below bridge/ in sysfs than on the command line (net/bridge/br_sysfs_br.c). */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  group_address: "group_addr",
  mcast_hash_max: "hash_max",
  vlan_default_pvid: "default_pvid",
};
const VLAN_SETTINGS: ReadonlySet<string> = new Set([
  "vlan_filtering",
  "vlan_protocol",
  "vlan_default_pvid",
  "vlan_stats_enabled",
  "vlan_stats_per_port",
]);

function sysfsName(word: string): string {
  return OTHER_NAMES[word] ?? word.replace(/^mcast_/, "multicast_");
}

/** What is in force now, of times that a bridge takes from the root of its tree, or shortens while that changes. */
const IN_FORCE: Partial<Record<string, "maxAge" | "helloTime" | "forwardDelay" | "ageingTime">> = {
  max_age: "maxAge",
  hello_time: "helloTime",
  forward_delay: "forwardDelay",
  ageing_time: "ageingTime",
};

function settingText(settings: BridgeSettings, word: string, key: keyof BridgeSettings): string {
  if (key === "groupAddress") return groupAddressOf(settings);
  const value = settingNumber(settings[key]) ?? 0;
  if (word === "group_fwd_mask" || word === "vlan_protocol") return `0x${value.toString(16)}`;
  return String(value);
}

function bridgeEntries(host: Host, id: LinkId): Record<string, Inode> {
  const settings = () => {
    const kind = host.world.latest.links[id]?.kind;
    return kind?.type === "bridge" ? kind.settings : undefined;
  };
  const entries: Record<string, Inode> = {};
  for (const { word, key } of BRIDGE_SETTINGS) {
    if (VLAN_SETTINGS.has(word) && host.world.latest.bridgeVlans !== "present") continue;
    entries[sysfsName(word)] = new SysfsFile(
      () => {
        const link = host.world.latest.links[id];
        const values = settings();
        if (!link || !values) return err("ENODEV");
        const time = IN_FORCE[word];
        return ok(`${time ? treeOf(viewOf(host, link), link)[time] : settingText(values, word, key)}\n`);
      },
      {},
      (text, viewer) => {
        const link = host.world.latest.links[id];
        if (!link) return "ENODEV";
        if (!viewer.credentials.capabilities.has("CAP_NET_ADMIN")) return "EPERM";
        const value = key === "groupAddress" ? writtenAddress(text) : kernelNumber(text.replace(/\n$/, ""));
        if (typeof value === "string") return value;
        const done = host.applyAs(host.kernelCaller(link.netns), {
          kind: "bridgeSet",
          netns: SELF,
          bridge: link.name,
          settings: { [word]: value },
        });
        return done.ok ? undefined : done.error.errno;
      },
    );
  }
  entries["flush"] = new SysfsFile(
    () => err("EACCES"),
    { mode: 0o200 },
    (text, viewer) => {
      const link = host.world.latest.links[id];
      if (!link) return "ENODEV";
      if (!viewer.credentials.capabilities.has("CAP_NET_ADMIN")) return "EPERM";
      const value = kernelNumber(text.replace(/\n$/, ""));
      if (typeof value === "string") return value;
      const settings = { fdb_flush: 1 };
      const done = host.applyAs(host.kernelCaller(link.netns), {
        kind: "bridgeSet",
        netns: SELF,
        bridge: link.name,
        settings,
      });
      return done.ok ? undefined : done.error.errno;
    },
  );
  // Of no use any more: what is written is read, and that is all.
  entries["hash_elasticity"] = new SysfsFile(
    () => ok("16\n"),
    {},
    (text, viewer) => {
      if (!viewer.credentials.capabilities.has("CAP_NET_ADMIN")) return "EPERM";
      const value = kernelNumber(text.replace(/\n$/, ""));
      return typeof value === "string" ? value : undefined;
    },
  );
  const ofTree = (show: (tree: Tree) => string | number) =>
    new SysfsFile(() => {
      const link = host.world.latest.links[id];
      return link?.kind.type === "bridge" ? ok(`${show(treeOf(viewOf(host, link), link))}\n`) : err("ENODEV");
    });
  Object.assign(entries, {
    bridge_id: ofTree(({ bridge }) => idDigits(bridge)),
    root_id: ofTree(({ root }) => idDigits(root)),
    root_port: ofTree(({ rootPort }) => rootPort),
    root_path_cost: ofTree(({ rootPathCost }) => rootPathCost),
    topology_change: ofTree(({ topologyChange }) => Number(topologyChange)),
    topology_change_detected: ofTree(({ topologyChangeDetected }) => Number(topologyChangeDetected)),
    hello_timer: ofTree(({ helloTimer }) => helloTimer),
    tcn_timer: ofTree(({ tcnTimer }) => tcnTimer),
    topology_change_timer: ofTree(({ topologyChangeTimer }) => topologyChangeTimer),
    gc_timer: ofTree(({ gcTimer }) => gcTimer),
  });
  const ports = () => Object.values(host.world.latest.links).filter((link) => link.master === id);
  return {
    bridge: sysfsDirectory(entries),
    brif: new SysfsDirectory(
      () => ports().map((port) => port.name),
      (name) => (ports().some((port) => port.name === name) ? new SysfsLink(`../../${name}/brport`) : undefined),
    ),
  };
}

/** mac_pton, which looks at nothing behind the address: its 48 bits. */
function writtenAddress(text: string): number | Errno {
  const mac = parseMac(/^[0-9a-f]{2}(:[0-9a-f]{2}){5}/i.exec(text)?.[0] ?? "");
  return mac === undefined ? "EINVAL" : Number.parseInt(mac.replaceAll(":", ""), 16);
}

function viewOf(host: Host, { netns }: Link): View {
  return { config: host.world.latest, runtime: host.world.runtime, netns, netnsName: () => undefined };
}

function portEntries(host: Host, id: LinkId): Record<string, Inode> {
  const port = () => host.world.latest.links[id]?.port;
  type Reader = (port: NonNullable<Link["port"]>) => string | number;
  const text = (read: Reader) => () => {
    const present = port();
    return present ? ok(`${read(present)}\n`) : err("ENODEV" as const);
  };
  const show = (read: Reader) => new SysfsFile(text(read));
  /** brport_store. */
  const write = (word: string, written: string, viewer: Viewer): Errno | undefined => {
    const link = host.world.latest.links[id];
    if (!link?.port) return "ENODEV";
    if (!viewer.credentials.capabilities.has("CAP_NET_ADMIN")) return "EPERM";
    const value = leadingNumber(written);
    if (value === undefined) return "EINVAL";
    const done = host.applyAs(host.kernelCaller(link.netns), {
      kind: "bridgePortSet",
      netns: SELF,
      device: link.name,
      settings: { [word]: value },
    });
    return done.ok ? undefined : done.error.errno;
  };
  const setting = (word: string, read: Reader) =>
    new SysfsFile(text(read), {}, (written, viewer) => write(word, written, viewer));
  const ofTree = (show: (tree: PortTree) => string | number) =>
    new SysfsFile(() => {
      const link = host.world.latest.links[id];
      const above = link?.master === undefined ? undefined : host.world.latest.links[link.master];
      if (!link?.port || !above) return err("ENODEV");
      return ok(`${show(portTreeOf(viewOf(host, above), above, link, link.port))}\n`);
    });
  const master = host.world.latest.links[id]?.master;
  const bridge = master === undefined ? undefined : host.world.latest.links[master];
  return {
    brport: sysfsDirectory({
      bridge: new SysfsLink(`../../${bridge?.name ?? ""}`),
      backup_port: new SysfsFile(() => (port() ? ok("\n") : err("ENODEV"))),
      change_ack: ofTree(({ topologyChangeAck }) => Number(topologyChangeAck)),
      config_pending: ofTree(({ configPending }) => Number(configPending)),
      designated_bridge: ofTree(({ designatedBridge }) => idDigits(designatedBridge)),
      designated_cost: ofTree(({ designatedCost }) => designatedCost),
      designated_port: ofTree(({ designatedPort }) => designatedPort),
      designated_root: ofTree(({ designatedRoot }) => idDigits(designatedRoot)),
      forward_delay_timer: ofTree(({ forwardDelayTimer }) => forwardDelayTimer),
      hold_timer: ofTree(({ holdTimer }) => holdTimer),
      message_age_timer: ofTree(({ messageAgeTimer }) => messageAgeTimer),
      flush: new SysfsFile(
        () => err("EACCES"),
        { mode: 0o200 },
        (written, viewer) => write("fdb_flush", written, viewer),
      ),
      bpdu_guard: setting("guard", (p) => Number(p.guard)),
      broadcast_flood: setting("bcast_flood", (p) => Number(p.bcastFlood)),
      group_fwd_mask: setting("group_fwd_mask", (p) => `0x${p.groupForwardMask.toString(16)}`),
      hairpin_mode: setting("hairpin", (p) => Number(p.hairpin)),
      isolated: setting("isolated", (p) => Number(p.isolated)),
      learning: setting("learning", (p) => Number(p.learning)),
      multicast_fast_leave: setting("fastleave", (p) => Number(p.fastLeave)),
      multicast_flood: setting("mcast_flood", (p) => Number(p.mcastFlood)),
      multicast_router: setting("mcast_router", (p) => p.mcastRouter),
      multicast_to_unicast: setting("mcast_to_unicast", (p) => Number(p.mcastToUnicast)),
      neigh_suppress: setting("neigh_suppress", (p) => Number(p.neighSuppress)),
      proxyarp: setting("proxy_arp", (p) => Number(p.proxyArp)),
      proxyarp_wifi: setting("proxy_arp_wifi", (p) => Number(p.proxyArpWifi)),
      root_block: setting("root_block", (p) => Number(p.rootBlock)),
      path_cost: setting("cost", (p) => p.cost),
      port_id: show((p) => `0x${((p.priority << 10) | p.number).toString(16)}`),
      port_no: show((p) => `0x${p.number.toString(16)}`),
      priority: setting("priority", (p) => p.priority),
      state: show((p) => p.state ?? PORT_STATE.disabled),
      unicast_flood: setting("flood", (p) => (p.flood ? 1 : 0)),
    }),
  };
}
