/**
 * Network interfaces ("links", as rtnetlink(7) calls them): what `ip -d link` shows of them.
 *
 * Same as Linux: names, indexes, flags, master and peer relations, operational state (RFC 2863).
 * Absent: hardware features (offloads), queues beyond their number.
 */
import { formatIpv4 } from "../address/ipv4.ts";
import type { Ipv6 } from "../address/ipv6.ts";
import type { Mac } from "../address/mac.ts";
import type { IpAddress } from "../address/prefix.ts";
import type { Inet4Address, Inet6Address } from "./address.ts";
import { BOND_MODE, type Bond, type BondSlave } from "./bond.ts";
import type { BridgePort, BridgeSettings, VlanGroup } from "./bridge.ts";
import type { Config } from "./config.ts";
import type { WantedFeatures } from "./feature.ts";
import type { Filter, FilterChain } from "./filter.ts";
import type { LinkId, NetnsId } from "./id.ts";
import type { IngressKind, Qdisc, QdiscOptions } from "./qdisc.ts";
import type { Tunnel, TunnelType } from "./tunnel.ts";
import type { Tunnel6 } from "./tunnel6.ts";
import type { QosMap } from "./vlan-qos.ts";

/** net_device flags that somebody sets; the others of `<...>` are derived (`linkFlags`). Values of linux/if.h. */
export const IFF = {
  UP: 0x1,
  BROADCAST: 0x2,
  LOOPBACK: 0x8,
  POINTOPOINT: 0x10,
  NOTRAILERS: 0x20,
  NOARP: 0x80,
  PROMISC: 0x100,
  ALLMULTI: 0x200,
  MASTER: 0x400,
  SLAVE: 0x800,
  MULTICAST: 0x1000,
  DYNAMIC: 0x8000,
} as const;

/** RFC 2863 operational states, as `state` of `ip link` names them. */
export type OperState = "UNKNOWN" | "NOTPRESENT" | "DOWN" | "LOWERLAYERDOWN" | "TESTING" | "DORMANT" | "UP";

/** What kind of device this is, with what only that kind has. `type` is the word after `ip link add ... type`. */
export type LinkKind =
  | { readonly type: "loopback" }
  | { readonly type: "veth"; readonly peer: LinkId }
  | BridgeKind
  | { readonly type: "dummy" }
  | {
      readonly type: "vlan";
      readonly lower: LinkId;
      readonly id: number;
      readonly protocol: "802.1Q" | "802.1ad";
      readonly flags: VlanFlags;
      readonly ingressQos: QosMap;
      readonly egressQos: QosMap;
      readonly tsoMaxSize: number;
    }
  | Macvlan
  | Ipvlan
  | { readonly type: "ifb" }
  /** A domain of routing of its own: what is sent and received by its ports goes by its table. */
  | { readonly type: "vrf"; readonly table: number }
  | Vxlan
  | Bond
  | Tunnel
  | Tunnel6
  /** `ip tuntap`: both modes are of one driver. */
  | {
      readonly type: "tun";
      readonly mode: "tun" | "tap";
      readonly pi: boolean;
      readonly vnetHdr: boolean;
      readonly multiQueue: boolean;
      readonly oneQueue: boolean;
      readonly user: number | undefined;
      readonly group: number | undefined;
      /** It ends when no program has it open any more (without IFF_PERSIST). */
      readonly transient?: boolean;
      /** The program that has it open. */
      readonly openedBy?: { readonly pid: number; readonly name: string } | undefined;
    }
  /** A network card: no `type` of its own. Its cable leads to nobody. */
  | { readonly type: "ether" };

/** vxlan_config of net/vxlan.h. */
export interface Vxlan {
  readonly type: "vxlan";
  readonly id: number;
  /** The namespace it was made in, which its packets leave from wherever it is itself. */
  readonly home: NetnsId;
  /** The link of that namespace that they leave by. */
  readonly over: LinkId | undefined;
  /** Whose addresses its packets have: those of what it was given, even of `::`. */
  readonly family: "inet" | "inet6";
  /** A host or a group. */
  readonly remote: IpAddress | undefined;
  readonly local: IpAddress | undefined;
  /** 0 is the kernel's choice. */
  readonly ttl: number | "inherit";
  /** 1 is that of what is carried. */
  readonly tos: number;
  /** unset, set, inherit. */
  readonly df: number;
  readonly label: number;
  readonly port: number;
  readonly sourcePorts: readonly [low: number, high: number];
  readonly learning: boolean;
  /** It answers for neighbors that it knows, and nobody else is asked. */
  readonly proxy: boolean;
  readonly l2miss: boolean;
  readonly l3miss: boolean;
  readonly ageingSeconds: number;
  /** 0 is any number. */
  readonly maxAddresses: number;
  readonly udpCsum: boolean;
  readonly zeroCsum6Tx: boolean;
  readonly zeroCsum6Rx: boolean;
  readonly tsoMaxSize: number;
  /** Of any network: each frame has that of its own beside it (VXLAN_F_COLLECT_METADATA). */
  readonly external?: boolean;
  /** Of these networks alone, by their numbers (VXLAN_F_VNIFILTER). */
  readonly vnis?: readonly Vni[];
}

/** struct vxlan_vni_node. */
export interface Vni {
  readonly vni: number;
  /** A host or a group, for what nobody is known to have. */
  readonly remote?: IpAddress;
}

/** A macvtap interface is one whose frames a program may read. */
export interface Macvlan {
  readonly type: "macvlan" | "macvtap";
  readonly lower: LinkId;
  readonly mode: "private" | "vepa" | "bridge" | "passthru" | "source";
  /** In mode passthru: the address that the link below had by itself, and gets back (`perm_addr` of struct macvlan_port). */
  readonly lowerMac?: Mac;
  /** MACVLAN_FLAG_NOPROMISC, MACVLAN_FLAG_NODST. */
  readonly noPromisc: boolean;
  readonly noDestination: boolean;
  /** What it wishes the queue for broadcasts to hold; the port's is as long as the longest wish. */
  readonly broadcastQueue: number;
  /** It is on its way and wishes nothing any more (macvlan_dellink). */
  readonly leaving?: true;
  /** Whose frames mode source takes, the newest first. */
  readonly sources: readonly Mac[];
  readonly tsoMaxSize: number;
}

export function isMacvlan(kind: LinkKind): kind is Macvlan {
  return kind.type === "macvlan" || kind.type === "macvtap";
}

/** Mode and flag are the same for all on one link (struct ipvl_port). */
export interface Ipvlan {
  readonly type: "ipvlan";
  readonly lower: LinkId;
  readonly mode: "l2" | "l3" | "l3s";
  readonly flag: "bridge" | "private" | "vepa";
  /** What tells those apart that have one hardware address (`dev_id` of net_device). */
  readonly devId: number;
  readonly tsoMaxSize: number;
}

/** VLAN_FLAG_* of linux/if_vlan.h. */
export interface VlanFlags {
  readonly reorderHeader: boolean;
  readonly gvrp: boolean;
  readonly mvrp: boolean;
  readonly looseBinding: boolean;
  readonly bridgeBinding: boolean;
}

export type BridgeKind = { readonly type: "bridge"; readonly settings: BridgeSettings } & BridgeHistory;

/** What a bridge keeps of what happened to it. */
export interface BridgeHistory {
  /** When the first cleanup of its FDB was or is due, in microseconds: others follow as entries age. */
  readonly cleanupMicros?: number | undefined;
  /** The ageing time that is told of while the topology changes, and how long entries live then, in hundredths of a second. */
  readonly ageingNow?: number | undefined;
  readonly holdNow?: number | undefined;
  /** TSO_LEGACY_MAX_SIZE until a port comes or goes, then the least of its ports' (br_set_gso_limits). */
  readonly tsoMaxSize?: number | undefined;
  /** A port has given it the address of its id, which has none before (br_stp_recalculate_bridge_id). */
  readonly named?: boolean | undefined;
  /** The VLANs that its host takes part in. */
  readonly vlans?: VlanGroup | undefined;
  /** What it does about the groups of single VLANs (`bridge vlan global`), where somebody chose something. */
  readonly vlanOptions?: Readonly<Record<number, BridgeSettings>> | undefined;
}

/** A bridge's own: every version of it is made here, written out, so that they have one hidden class (see `copyLink`). */
export function bridgeKind(of: BridgeKind): BridgeKind {
  return {
    type: "bridge",
    settings: of.settings,
    cleanupMicros: of.cleanupMicros,
    ageingNow: of.ageingNow,
    holdNow: of.holdNow,
    tsoMaxSize: of.tsoMaxSize,
    named: of.named,
    vlans: of.vlans,
    vlanOptions: of.vlanOptions,
  };
}

export type LinkType = LinkKind["type"];

/** How IPv6 makes a link-local address (`addrgenmode`). */
export type AddrGenMode = "eui64" | "none" | "stable_secret" | "random";

/** Of nearly every link: shared, so that what is derived from it is too. */
export const NO_CONF: Link["conf4"] = {};
export const NO_NEIGH_SETTINGS: Readonly<Record<string, number>> = {};

/** An address that a device was told to listen to, and in which of its two lists (dev->uc and dev->mc) it is. */
export interface Listened {
  readonly mac: Mac;
  readonly list: keyof HeardMacs;
}

/** Link-layer addresses beside its own that a device hears: dev->uc and dev->mc, whatever the addresses are. */
export interface HeardMacs {
  readonly hosts: readonly Mac[];
  readonly groups: readonly Mac[];
}

export interface Link {
  readonly id: LinkId;
  readonly netns: NetnsId;
  /** Number of the interface in its namespace; what `ip link` prints first. */
  readonly ifindex: number;
  /** When it came into its namespace from another, as a number out of the row that identities come from. */
  readonly arrived?: LinkId | undefined;
  readonly name: string;
  readonly altnames: readonly string[];
  readonly alias: string | undefined;
  readonly kind: LinkKind;
  readonly mac: Mac;
  /** The address the link was made with, shown as `permaddr` where it differs and the driver keeps one. */
  readonly permanentMac: Mac | undefined;
  readonly broadcast: Mac;
  /** How the MAC came to be: NET_ADDR_PERM, NET_ADDR_RANDOM, NET_ADDR_STOLEN, NET_ADDR_SET of linux/netdevice.h. */
  readonly macAssigned: "permanent" | "random" | "stolen" | "set";
  readonly mtu: number;
  readonly minMtu: number;
  readonly maxMtu: number;
  readonly txQueueLength: number;
  /** Bits of `IFF` that are set. */
  readonly flags: number;
  /** Number of users of promiscuous mode and of all-multicast mode. */
  readonly promiscuity: number;
  readonly allMulti: number;
  readonly group: number;
  readonly qdisc: string;
  /** Those that somebody chose; undefined for none. */
  readonly qdiscs?: readonly Qdisc[] | undefined;
  /** What stands where packets come in, if anything does. */
  readonly ingressQdisc?: IngressKind | undefined;
  /** Something has stood there once (dev_ingress_queue). */
  readonly ingressQueue?: true | undefined;
  /** In the order of their preferences. */
  readonly filters?: readonly Filter[] | undefined;
  /** It takes packets with labels (net.mpls.conf.DEV.input). */
  readonly mplsInput?: number | undefined;
  /** The chains that these are in, in the order in which they came to be. */
  readonly filterChains?: readonly FilterChain[] | undefined;
  readonly carrier: boolean;
  /** As shown: DOWN while the link is not up, `policyState` otherwise. */
  readonly operState: OperState;
  /** What the last carrier event made of it (rfc2863_policy of net/core/link_watch.c); shown only while up. */
  readonly policyState: OperState;
  /** The carrier was there when IPv6 looked last (IF_READY of net/ipv6/addrconf.c). */
  readonly inet6Ready: boolean;
  /** Somebody chose the bridge's MTU, so it no longer follows its ports. */
  readonly mtuSet: boolean;
  readonly linkMode: "default" | "dormant";
  /** What the link below is and this one therefore, too (netif_dormant, netif_testing). */
  readonly held?: "DORMANT" | "TESTING" | undefined;
  readonly addrGenMode: AddrGenMode;
  /** What addresses of the modes stable_secret and random are made from. */
  readonly stableSecret?: Ipv6 | undefined;
  readonly queues: { readonly tx: number; readonly rx: number };
  /** How many of them are in use, where that is not all. */
  readonly queuesUsed?: { readonly tx: number; readonly rx: number } | undefined;
  /** The processors that its receive queues began with (`net.core.rps_default_mask`), in hexadecimal; undefined: none. */
  readonly rpsMask?: string | undefined;
  /** The discipline that it got by itself, in each queue; undefined for one that has nothing to say. */
  readonly bornQdisc?: QdiscOptions | undefined;
  /** What was set of how large packets get (`gso_max_size`, `gso_max_segs`, `gro_max_size`). */
  readonly sizes?:
    | { readonly gsoMaxSize?: number; readonly gsoMaxSegs?: number; readonly groMaxSize?: number }
    | undefined;
  /** Somebody holds it down (`protodown`), and why: bits by their numbers. */
  readonly protoDown?: { readonly on: boolean; readonly reasons: number } | undefined;
  /** Where its name comes from (NET_NAME_*) unless somebody chose it: from the kind's pattern, another name, or nobody says. */
  readonly naming?: "enumerated" | "renamed" | "unknown" | undefined;
  /** The link this one is a port of, and what the master keeps about the port. */
  readonly master: LinkId | undefined;
  /** Those that stand on this link (VLAN interfaces and the like), the oldest first, wherever they are. */
  readonly uppers?: readonly LinkId[] | undefined;
  /** Groups that programs' sockets have joined, once for each (ip_mc_join_group). */
  readonly joined?: readonly (number | string)[] | undefined;
  /**
   * Addresses that somebody told the device itself to listen to (`bridge fdb add ... self`, `ip maddress add`), in that order.
   */
  readonly listened?: readonly Listened[] | undefined;
  /** Those whose own addresses it forgot when it moved to another namespace (dev_uc_flush), until they come up anew. */
  readonly unheard?: readonly LinkId[] | undefined;
  /**
   * Groups that count as handed down to a link that forgot them when it moved (dev_mc_flush): they stay in the list, whoever
   * leaves them, and are not handed down again, as __hw_addr_unsync_one fails for them.
   */
  readonly lostGroups?: readonly Mac[] | undefined;
  /** What it hears beside its own address, in the order in which that was asked for; kept where others ask, too. */
  readonly macOrder?: HeardMacs | undefined;
  /** Promiscuous once for addresses of theirs that this device cannot filter for. */
  readonly unicastPromisc?: boolean | undefined;
  readonly port: BridgePort | undefined;
  /** The same of a bond. */
  readonly bondSlave?: BondSlave | undefined;
  /** In the order `ip addr` lists them. */
  readonly inet: readonly Inet4Address[];
  readonly inet6: readonly Inet6Address[];
  /** Features that were switched (`ethtool -K`). */
  readonly wanted?: WantedFeatures | undefined;
  /** The lower half of addresses made of routers' prefixes (`ip token`). */
  readonly token?: Ipv6 | undefined;
  /** Multicast groups joined, link layer aside. */
  readonly groups4: readonly number[];
  readonly groups6: readonly string[];
  /**
   * Whether the device itself listens to the IPv6 groups: from birth unless said otherwise, no more (`left`) after it went
   * down having worked, and anew (`again`) when it works once more.
   */
  readonly groups6Heard?: "left" | "again" | undefined;
  /** How many listen to a group where it is more than one. */
  readonly groupUsers?: Readonly<Record<number | string, number>> | undefined;
  /** A router's anycast addresses of its networks (RFC 4291 section 2.6.1), and how many addresses each stands for. */
  readonly anycast6?: Readonly<Record<string, number>> | undefined;
  /** What the device listens to, in the order it began to: groups of IPv4 as numbers, of IPv6 as text, addresses. */
  readonly heard: readonly (number | string)[];
  /** Values of /proc/sys/net/ipv4/conf/DEV and ipv6/conf/DEV that differ from the namespace's defaults at creation. */
  readonly conf4: Readonly<Record<string, number>>;
  readonly conf6: Readonly<Record<string, number>>;
  /**
   * The settings of `conf4` that no longer follow what is written to conf/default: those that were written, all of them
   * once the link has had an address (ipv4_devconf_setall).
   */
  readonly conf4Own: "all" | readonly string[];
  /** Values of /proc/sys/net/ipv4/neigh/DEV and ipv6/neigh/DEV that somebody set (struct neigh_parms). */
  readonly neigh4: Readonly<Record<string, number>>;
  readonly neigh6: Readonly<Record<string, number>>;
}

/** A version of a link that nobody has seen yet. */
export type LinkCopy = { -readonly [K in keyof Required<Link>]: Link[K] };

/**
 * A copy to be changed before anybody else sees it. Field by field and in the order in which a link is made: all links
 * then have one hidden class, where every place that spreads one would give it another.
 */
export function copyLink(link: Link): LinkCopy {
  return {
    id: link.id,
    netns: link.netns,
    ifindex: link.ifindex,
    arrived: link.arrived,
    name: link.name,
    altnames: link.altnames,
    alias: link.alias,
    kind: link.kind,
    mac: link.mac,
    permanentMac: link.permanentMac,
    broadcast: link.broadcast,
    macAssigned: link.macAssigned,
    mtu: link.mtu,
    minMtu: link.minMtu,
    maxMtu: link.maxMtu,
    txQueueLength: link.txQueueLength,
    flags: link.flags,
    promiscuity: link.promiscuity,
    allMulti: link.allMulti,
    group: link.group,
    qdisc: link.qdisc,
    carrier: link.carrier,
    operState: link.operState,
    policyState: link.policyState,
    inet6Ready: link.inet6Ready,
    mtuSet: link.mtuSet,
    linkMode: link.linkMode,
    held: link.held,
    addrGenMode: link.addrGenMode,
    stableSecret: link.stableSecret,
    queues: link.queues,
    queuesUsed: link.queuesUsed,
    rpsMask: link.rpsMask,
    bornQdisc: link.bornQdisc,
    naming: link.naming,
    sizes: link.sizes,
    protoDown: link.protoDown,
    master: link.master,
    port: link.port,
    inet: link.inet,
    inet6: link.inet6,
    groups4: link.groups4,
    groups6: link.groups6,
    conf4: link.conf4,
    conf6: link.conf6,
    conf4Own: link.conf4Own,
    neigh4: link.neigh4,
    neigh6: link.neigh6,
    groups6Heard: link.groups6Heard,
    groupUsers: link.groupUsers,
    anycast6: link.anycast6,
    heard: link.heard,
    unicastPromisc: link.unicastPromisc,
    uppers: link.uppers,
    listened: link.listened,
    joined: link.joined,
    qdiscs: link.qdiscs,
    ingressQdisc: link.ingressQdisc,
    ingressQueue: link.ingressQueue,
    filters: link.filters,
    filterChains: link.filterChains,
    mplsInput: link.mplsInput,
    unheard: link.unheard,
    lostGroups: link.lostGroups,
    macOrder: link.macOrder,
    wanted: link.wanted,
    token: link.token,
    bondSlave: link.bondSlave,
  };
}

/** The order of list_netdevice: as they were made, and behind those that were there already when they come from another namespace. */
export function inArrivalOrder(links: readonly Link[]): Link[] {
  return [...links].sort((a, b) => (a.arrived ?? a.id) - (b.arrived ?? b.id));
}

/** Whether somebody told a link to listen to an address, in one of its lists. */
export function isTold({ listened }: Pick<Link, "listened">, list: keyof HeardMacs, mac: string | number): boolean {
  return listened?.some((one) => one.list === list && one.mac === mac) === true;
}

/** How many of its queues a device uses: a veth pair one of each unless it was asked for another number (veth_init_queues). */
export function queuesInUse({
  kind,
  queues,
  queuesUsed,
}: Pick<Link, "kind" | "queues" | "queuesUsed">): Link["queues"] {
  return kind.type === "tun" ? { tx: 1, rx: 1 } : (queuesUsed ?? queues);
}

export function isUp(link: Link): boolean {
  return (link.flags & IFF.UP) !== 0;
}

/** `netif_running && netif_carrier_ok`: what `LOWER_UP` and the datapath go by. */
export function isRunning(link: Link): boolean {
  return isUp(link) && link.carrier;
}

/** Where a link leads (dev_get_iflink): the one it stands on, or the other end of the pair. */
export function lowerOf({ kind }: Link): LinkId | undefined {
  if (kind.type === "veth") return kind.peer;
  return "lower" in kind ? kind.lower : undefined;
}

/** The link that one stands on, and ends with; `lowerOf` is what it says of that. */
export function underOf({ kind }: Link): LinkId | undefined {
  if ("lower" in kind) return kind.lower;
  return kind.type === "vxlan" ? kind.over : undefined;
}

/** The VRF device that a link is or is a port of (l3mdev_master_dev_rcu of net/l3mdev/l3mdev.c). */
export function l3MasterOf(links: Config["links"], link: Link): Link | undefined {
  if (link.kind.type === "vrf") return link;
  const master = link.master === undefined || link.port ? undefined : links[link.master];
  return master?.kind.type === "vrf" ? master : undefined;
}

/** The table that a link's routes belong in for the sake of its VRF (l3mdev_fib_table). */
export function l3TableOf(links: Config["links"], link: Link): number | undefined {
  const master = l3MasterOf(links, link);
  return master?.kind.type === "vrf" ? master.kind.table : undefined;
}

/** The bond whose wishes to hear something are a slave's, too: all of its slaves', or only the active one's. */
export function bondHeardBy(links: Config["links"], link: Link): Link | undefined {
  const bond = link.bondSlave && link.master !== undefined ? links[link.master] : undefined;
  if (bond?.kind.type !== "bond") return undefined;
  return bond.kind.params.mode !== BOND_MODE.activeBackup || bond.kind.active === link.id ? bond : undefined;
}

/**
 * `promiscuity` and `allmulti` as shown: a slave is asked by its bond once, however many ask that (bond_set_promiscuity), and
 * so is a device by each VLAN on it and each MACVLAN that is up (vlan_dev_change_rx_flags, macvlan_open), and by an IPVLAN for
 * all groups. `watchers` are those who capture.
 */
export function promiscuityOf(links: Config["links"], link: Link, watchers?: ReadonlyMap<LinkId, number>): number {
  const bond = bondHeardBy(links, link);
  let count = link.promiscuity + (watchers?.get(link.id) ?? 0);
  if (bond && promiscuityOf(links, bond, watchers) > 0) count++;
  for (const id of link.uppers ?? []) {
    const upper = links[id];
    if (upper && passesOn(upper) && promiscuityOf(links, upper, watchers) > 0) count++;
  }
  return count;
}

export function allMultiOf(links: Config["links"], link: Link): number {
  const bond = bondHeardBy(links, link);
  let count = link.allMulti + (bond && allMultiOf(links, bond) > 0 ? 1 : 0);
  for (const id of link.uppers ?? []) {
    const upper = links[id];
    if (upper && (upper.kind.type === "ipvlan" || passesOn(upper)) && allMultiOf(links, upper) !== 0) count++;
  }
  return count;
}

/** A MACVLAN that has its device for itself asks for everything; what it is asked for it passes on as it comes (`askForGroups`). */
function passesOn(link: Link): boolean {
  const { kind } = link;
  return kind.type === "vlan" || (isMacvlan(kind) && kind.mode !== "passthru" && isUp(link));
}

/** What is beneath a device, ARPHRD_* of linux/if_arp.h, as `link/...` shows it. */
export function hardwareOf({ kind }: Pick<Link, "kind">): Hardware {
  switch (kind.type) {
    case "loopback":
    case "ipip":
    case "gre":
    case "sit":
      return kind.type;
    case "ip6tnl":
      return "tunnel6";
    case "ip6gre":
      return "gre6";
    case "tun":
      return kind.mode === "tun" ? "none" : "ether";
    default:
      return "ether";
  }
}

export type Hardware = "ether" | "loopback" | "none" | "tunnel6" | "gre6" | Exclude<TunnelType, "gretap" | "erspan">;

/** addr_len: how many octets a hardware address has. Those of tunnels are the addresses of their ends. */
export function addressLength(link: Pick<Link, "kind">): 0 | 4 | 6 | 16 {
  switch (hardwareOf(link)) {
    case "none":
      return 0;
    case "ipip":
    case "gre":
    case "sit":
      return 4;
    case "tunnel6":
    case "gre6":
      return 16;
    default:
      return 6;
  }
}

/** Tunnels that carry packets, whose hardware addresses are those of their ends. */
export function isAddressedByEnds(link: Pick<Link, "kind">): boolean {
  const length = addressLength(link);
  return length === 4 || length === 16;
}

/** What a link has for an address and for that of everybody, as they are written: tunnels have their two ends. */
export function hardwareAddresses({ kind, mac, broadcast }: Link): readonly [own: string, other: string] {
  if (kind.type === "ipip" || kind.type === "gre" || kind.type === "sit")
    return [formatIpv4(kind.local), formatIpv4(kind.remote)];
  if (kind.type === "ip6tnl" || kind.type === "ip6gre") return [kind.local, kind.remote];
  return [mac, broadcast];
}

/** ARPHRD_* by name. */
export const HARDWARE_TYPE: Readonly<Record<Hardware, number>> = {
  ether: 1,
  ipip: 768,
  tunnel6: 769,
  loopback: 772,
  sit: 776,
  gre: 778,
  gre6: 823,
  none: 65534,
};

/** What drivers leave `tso_max_size` at, and what those set it to that pass on what their peers can take. */
const TSO_LEGACY_MAX_SIZE = 65536;
export const TSO_MAX_SIZE = 524280;

/** The largest segment that a device takes to split itself, in bytes: `tso_max_size` of `ip -d link`. */
export function tsoMaxSize({ kind }: Link): number {
  if (kind.type === "bridge") return kind.tsoMaxSize ?? TSO_LEGACY_MAX_SIZE;
  if ("tsoMaxSize" in kind) return kind.tsoMaxSize;
  return kind.type === "ether" || kind.type === "dummy" || kind.type === "tun" || kind.type === "vrf" || "home" in kind
    ? TSO_LEGACY_MAX_SIZE
    : TSO_MAX_SIZE;
}

/** `netif_oper_up`: the states in which the stack treats a link as working. */
export function isOperUp(state: OperState): boolean {
  return state === "UP" || state === "UNKNOWN";
}

/** The link below or the other end, where it is in the same namespace. */
function lowerHere({ links }: Pick<Config, "links">, link: Link): Link | undefined {
  const id = lowerOf(link);
  const lower = id === undefined ? undefined : links[id];
  return lower?.netns === link.netns ? lower : undefined;
}

/** What `<...>` of `ip link` shows, in its order (print_link_flags of iproute2); `lower` is the link that it leads to. */
export function linkFlags(
  config: Pick<Config, "links">,
  link: Link,
  lower: Link | undefined = lowerHere(config, link),
): string[] {
  const words: string[] = [];
  const up = isUp(link);
  if (up && !isOperUp(link.operState)) words.push("NO-CARRIER");
  for (const [bit, word] of FLAG_WORDS) if (link.flags & bit) words.push(word);
  if (up) words.push("UP");
  if (up && link.carrier) words.push("LOWER_UP");
  if (up && link.held === "DORMANT") words.push("DORMANT");
  if (lower && !isUp(lower)) words.push("M-DOWN");
  return words;
}

const FLAG_WORDS = [
  [IFF.LOOPBACK, "LOOPBACK"],
  [IFF.BROADCAST, "BROADCAST"],
  [IFF.POINTOPOINT, "POINTOPOINT"],
  [IFF.MULTICAST, "MULTICAST"],
  [IFF.NOARP, "NOARP"],
  [IFF.ALLMULTI, "ALLMULTI"],
  [IFF.PROMISC, "PROMISC"],
  [IFF.MASTER, "MASTER"],
  [IFF.SLAVE, "SLAVE"],
  [IFF.DYNAMIC, "DYNAMIC"],
  [IFF.NOTRAILERS, "NOTRAILERS"],
] as const;

/**
 * ll_idx_a2n of iproute2: the number in `if7`, whatever follows it, which stands for the link of that number where none is
 * called so; 0 where there is none.
 */
export function indexIn(name: string): number {
  return Number(/^if(\d+)/.exec(name)?.[1] ?? 0);
}
