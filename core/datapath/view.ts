/**
 * What the datapath reads of a configuration, compiled: devices and namespaces as flat objects whose relations are
 * pointers. It is filled as packets touch it and told of what operations touch, so that an operation costs nothing but the
 * devices that it changes.
 */
import type { Ipv4 } from "../address/ipv4.ts";
import type { Ipv6 } from "../address/ipv6.ts";
import type { Mac } from "../address/mac.ts";
import type { IpAddress } from "../address/prefix.ts";
import type { BridgePort, BridgeSettings } from "../model/bridge.ts";
import type { Config } from "../model/config.ts";
import type { ConfigWatcher } from "../model/draft.ts";
import type { LinkId, NetnsId } from "../model/id.ts";
import { IFF, isRunning, isUp, type Link } from "../model/link.ts";
import { LinkTable } from "../model/link-table.ts";
import { type Inet6Mib, linkMibOf, type Mib, mibOf } from "../model/mib.ts";
import type { FdbEntry, Neighbor } from "../model/neighbor.ts";
import type { Netns } from "../model/netns.ts";
import { PROTO, TABLE } from "../model/route.ts";
import { type Counters, countersOf, type Runtime } from "../model/runtime.ts";
import { NET_SYSCTLS } from "../model/sysctl-net.ts";
import type { World } from "../model/world.ts";
import { BridgePorts } from "./bridge-ports.ts";
import { type DeviceConf, deviceConf } from "./device-conf.ts";
import type { OutputRoute } from "./route-output.ts";

/** One network device as packets meet it: the same object for as long as the link exists. */
export class Device {
  readonly id: LinkId;
  readonly counters: Counters;
  readonly #view: View;
  #link: Link;
  #netns: Namespace;
  /** Up and with a carrier. */
  running: boolean;
  up: boolean;
  #conf: DeviceConf | undefined;
  #mib6: Inet6Mib | undefined;
  #peer: Device | undefined;
  #uppers: readonly Device[] | undefined;
  #master: Device | undefined;
  #ports: BridgePorts | undefined;
  #slaves: readonly Device[] | undefined;
  #fdb: Map<Mac | string, FdbEntry> | undefined;

  constructor(view: View, link: Link) {
    this.#view = view;
    this.id = link.id;
    this.counters = countersOf(view.runtime, link.id);
    this.#link = link;
    this.#netns = view.namespace(link.netns);
    this.up = isUp(link);
    this.running = isRunning(link);
  }

  /** Another version of the link took the place of the one before. */
  update(link: Link): void {
    const before = this.#link;
    this.#link = link;
    if (before.netns !== link.netns) this.#netns = this.#view.namespace(link.netns);
    // A link that moves, or has been too narrow for IPv6, counts anew.
    if (before.netns !== link.netns || before.mtu !== link.mtu) this.#mib6 = undefined;
    if (
      before.netns !== link.netns ||
      before.conf4 !== link.conf4 ||
      before.conf6 !== link.conf6 ||
      before.neigh4 !== link.neigh4 ||
      before.neigh6 !== link.neigh6
    )
      this.#conf = undefined;
    // The routes that were looked up know how large a packet may be.
    if (before.mtu !== link.mtu || before.conf6 !== link.conf6) this.#netns.forgetRoutes();
    this.up = isUp(link);
    this.running = isRunning(link);
    this.#peer = undefined;
    this.#uppers = undefined;
    this.#master = undefined;
    if (before.kind !== link.kind) this.#slaves = undefined;
  }

  /** conf/all of its namespace was written. */
  forgetConf(): void {
    this.#conf = undefined;
  }

  get link(): Link {
    return this.#link;
  }
  get netns(): Namespace {
    return this.#netns;
  }
  get name(): string {
    return this.#link.name;
  }
  get mac(): Mac {
    return this.#link.mac;
  }
  get mtu(): number {
    return this.#link.mtu;
  }
  get loopback(): boolean {
    return (this.#link.flags & IFF.LOOPBACK) !== 0;
  }
  /** Nobody is asked for addresses here (IFF_NOARP). */
  get noArp(): boolean {
    return (this.#link.flags & IFF.NOARP) !== 0;
  }
  get port(): BridgePort | undefined {
    return this.#link.port;
  }
  get bridge(): BridgeSettings | undefined {
    const { kind } = this.#link;
    return kind.type === "bridge" ? kind.settings : undefined;
  }

  get conf(): DeviceConf {
    return (this.#conf ??= deviceConf(this.#link, this.#netns.config));
  }

  /** What it counts of IPv6. Made when there is something to count: most of many devices never see any. */
  get mib6(): Inet6Mib {
    return (this.#mib6 ??= linkMibOf(this.#view.runtime, this.id));
  }

  /** The other end of a veth pair. */
  get peer(): Device | undefined {
    const { kind } = this.#link;
    if (!this.#peer && kind.type === "veth") this.#peer = this.#view.device(kind.peer);
    return this.#peer;
  }

  /** The device this one stands on. */
  get lower(): Device | undefined {
    const { kind } = this.#link;
    if (!this.#peer && "lower" in kind) this.#peer = this.#view.device(kind.lower);
    return this.#peer;
  }

  /** The devices that stand on this one. */
  get uppers(): readonly Device[] {
    this.#uppers ??= (this.#link.uppers ?? [])
      .map((id) => this.#view.device(id))
      .filter((upper) => upper !== undefined);
    return this.#uppers;
  }

  /** The bridge this device is a port of, the bond it is a slave of, its VRF. */
  get master(): Device | undefined {
    const { master } = this.#link;
    if (!this.#master && master !== undefined) this.#master = this.#view.device(master);
    return this.#master;
  }

  /** A bond's slaves, the oldest first. */
  get slaves(): readonly Device[] {
    const { kind } = this.#link;
    this.#slaves ??= (kind.type === "bond" ? kind.slaves : [])
      .map((id) => this.#view.device(id))
      .filter((slave) => slave !== undefined);
    return this.#slaves;
  }

  /** The VRF that this device is or is a port of (l3mdev_master_dev_rcu). */
  get l3master(): Device | undefined {
    const { kind, master, port } = this.#link;
    if (kind.type === "vrf") return this;
    if (master === undefined || port) return undefined;
    const device = this.master;
    return device?.link.kind.type === "vrf" ? device : undefined;
  }

  /** The table that says what addresses are to this device (l3mdev_fib_table). */
  get localTable(): number {
    const kind = this.l3master?.link.kind;
    return kind?.type === "vrf" ? kind.table : TABLE.local;
  }

  /** A bridge's ports. */
  get ports(): BridgePorts {
    this.#ports ??= this.#view.portsOf(this);
    return this.#ports;
  }

  /** A bridge's forwarding database. */
  get fdb(): Map<Mac | string, FdbEntry> {
    const table = this.#fdb ?? this.#view.runtime.fdb.get(this.id);
    if (table) {
      this.#fdb = table;
      return table;
    }
    const fresh = new Map<Mac | string, FdbEntry>();
    this.#view.runtime.fdb.set(this.id, fresh);
    this.#fdb = fresh;
    return fresh;
  }

  /** The neighbors of this device. Looked up each time: operations drop whole tables. */
  neighbor(address: IpAddress): Neighbor | undefined {
    return this.#view.runtime.neighbors.get(this.id)?.get(address);
  }
}

const SECOND = 1_000_000;

/** net.ipv4.ip_local_port_range. */
export interface PortRange {
  readonly first: number;
  readonly count: number;
  /** Ports that nobody is given who does not ask for them (ip_local_reserved_ports). */
  readonly reserved: ReadonlySet<number>;
}

/** A bitmap as sysctl writes it: `8080,9000-9002`. */
function portsOf(text: string): ReadonlySet<number> {
  const ports = new Set<number>();
  for (const range of text === "" ? [] : text.split(",")) {
    const [from, to = from] = range.split("-").map(Number);
    for (let port = from ?? 0; port <= (to ?? -1); port++) ports.add(port);
  }
  return ports;
}

/** What connections ask of net.ipv4.tcp_* and net.core.somaxconn. */
interface TcpSettings {
  readonly listeners: number;
  /** The least segment that is asked for, over IPv4 and over IPv6. */
  readonly leastMss: number;
  readonly leastMss6: number;
  readonly synRetries: number;
  /** How many times more, and how often the time that is waited does not double. */
  readonly synLinear: number;
  readonly synAckRetries: number;
  readonly abortsOnOverflow: boolean;
  readonly retries: number;
  /** 0: eight. */
  readonly orphanRetries: number;
  readonly finMicros: number;
  readonly timestamps: boolean;
  readonly sack: boolean;
  readonly windowScaling: boolean;
  /** 0: never, 1: asked for, 2: granted. */
  readonly ecn: number;
  readonly ecnFallback: boolean;
  /** tcp_rmem: octets of a socket's receive buffer at first, and the most. */
  readonly receiveBuffer: number;
  readonly mostReceiveBuffer: number;
  /** rmem_max of net.core, which is the machine's. */
  readonly mostCoreBuffer: number;
  readonly congestion: string;
}

/** What packets ask of a namespace's sysctls. */
interface Settings {
  readonly ignoreBroadcastEcho: boolean;
  readonly ignoreEcho: boolean;
  readonly ignoreEcho6: boolean;
  readonly ignoreMulticastEcho6: boolean;
  readonly ignoreAnycastEcho6: boolean;
  readonly anycastEchoSource6: boolean;
  readonly defaultTtl: number;
  /** icmp_ratelimit, and the types it holds for. */
  readonly errorIntervalMicros: number;
  /** net.ipv6.icmp.ratelimit, and the types that it is for. */
  readonly errorInterval6Micros: number;
  readonly limitedTypes6: string;
  readonly errorMask: number;
  readonly errorsPerSecond: number;
  readonly errorsBurst: number;
  readonly errorsFromInbound: boolean;
  readonly reflectMark: boolean;
  readonly reflectMark6: boolean;
  readonly noPathMtu: number;
  readonly forwardsByPathMtu: boolean;
  readonly autoFlowLabels: number;
  readonly leastPathMtu: number;
  readonly pathMtuMicros: number;
  readonly pathMtu6Micros: number;
  readonly fragmentMicros: number;
  readonly fragment6Micros: number;
  /** Octets that pieces may take until no more are accepted (ipfrag_high_thresh). */
  readonly fragmentBytes: number;
  readonly fragment6Bytes: number;
  /** How many other pieces may come from an address between two of one packet; 0: any number. */
  readonly fragmentDistance: number;
  /** The ports that are taken by themselves. */
  readonly localPorts: PortRange;
  readonly tcp: TcpSettings;
  readonly nonlocalBind: boolean;
  readonly nonlocalBind6: boolean;
  readonly bindV6only: boolean;
  /** Sockets that are bound to no device take what came in by ports of VRFs, too. */
  readonly udpL3mdevAccept: boolean;
  readonly tcpL3mdevAccept: boolean;
  /** More than the three rules that every namespace begins with. */
  readonly rules4: boolean;
}

function readSettings({ sysctls, rules4 }: Netns): Settings {
  const sysctl = (name: string): number => Number(sysctls[name] ?? NET_SYSCTLS[name]?.value);
  const range = "ipv4.ip_local_port_range";
  const control = "ipv4.tcp_congestion_control";
  const reserved = "ipv4.ip_local_reserved_ports";
  const buffers = String(sysctls["ipv4.tcp_rmem"] ?? NET_SYSCTLS["ipv4.tcp_rmem"]?.value).split("\t");
  const ports = String(sysctls[range] ?? NET_SYSCTLS[range]?.value).split("\t");
  return {
    ignoreBroadcastEcho: sysctl("ipv4.icmp_echo_ignore_broadcasts") !== 0,
    ignoreEcho: sysctl("ipv4.icmp_echo_ignore_all") !== 0,
    ignoreEcho6: sysctl("ipv6.icmp.echo_ignore_all") !== 0,
    ignoreMulticastEcho6: sysctl("ipv6.icmp.echo_ignore_multicast") !== 0,
    ignoreAnycastEcho6: sysctl("ipv6.icmp.echo_ignore_anycast") !== 0,
    anycastEchoSource6: sysctl("ipv6.anycast_src_echo_reply") !== 0,
    defaultTtl: sysctl("ipv4.ip_default_ttl"),
    errorIntervalMicros: sysctl("ipv4.icmp_ratelimit") * 1000,
    errorInterval6Micros: sysctl("ipv6.icmp.ratelimit") * 1000,
    limitedTypes6: String(sysctls["ipv6.icmp.ratemask"] ?? NET_SYSCTLS["ipv6.icmp.ratemask"]?.value),
    errorMask: sysctl("ipv4.icmp_ratemask"),
    errorsPerSecond: sysctl("ipv4.icmp_msgs_per_sec"),
    errorsBurst: sysctl("ipv4.icmp_msgs_burst"),
    errorsFromInbound: sysctl("ipv4.icmp_errors_use_inbound_ifaddr") !== 0,
    reflectMark: sysctl("ipv4.fwmark_reflect") !== 0,
    reflectMark6: sysctl("ipv6.fwmark_reflect") !== 0,
    noPathMtu: sysctl("ipv4.ip_no_pmtu_disc"),
    forwardsByPathMtu: sysctl("ipv4.ip_forward_use_pmtu") !== 0,
    autoFlowLabels: sysctl("ipv6.auto_flowlabels"),
    leastPathMtu: sysctl("ipv4.route.min_pmtu"),
    pathMtuMicros: sysctl("ipv4.route.mtu_expires") * SECOND,
    pathMtu6Micros: sysctl("ipv6.route.mtu_expires") * SECOND,
    fragmentMicros: sysctl("ipv4.ipfrag_time") * SECOND,
    fragment6Micros: sysctl("ipv6.ip6frag_time") * SECOND,
    fragmentBytes: sysctl("ipv4.ipfrag_high_thresh"),
    fragment6Bytes: sysctl("ipv6.ip6frag_high_thresh"),
    fragmentDistance: sysctl("ipv4.ipfrag_max_dist"),
    localPorts: {
      first: Number(ports[0]),
      count: Number(ports[1]) - Number(ports[0]) + 1,
      reserved: portsOf(String(sysctls[reserved] ?? "")),
    },
    tcp: {
      listeners: sysctl("core.somaxconn"),
      leastMss: sysctl("ipv4.route.min_adv_mss"),
      leastMss6: sysctl("ipv6.route.min_adv_mss"),
      synRetries: sysctl("ipv4.tcp_syn_retries"),
      synLinear: sysctl("ipv4.tcp_syn_linear_timeouts"),
      abortsOnOverflow: sysctl("ipv4.tcp_abort_on_overflow") !== 0,
      synAckRetries: sysctl("ipv4.tcp_synack_retries"),
      retries: sysctl("ipv4.tcp_retries2"),
      orphanRetries: sysctl("ipv4.tcp_orphan_retries"),
      finMicros: sysctl("ipv4.tcp_fin_timeout") * SECOND,
      timestamps: sysctl("ipv4.tcp_timestamps") !== 0,
      sack: sysctl("ipv4.tcp_sack") !== 0,
      congestion: String(sysctls[control] ?? NET_SYSCTLS[control]?.value),
      windowScaling: sysctl("ipv4.tcp_window_scaling") !== 0,
      ecn: sysctl("ipv4.tcp_ecn"),
      ecnFallback: sysctl("ipv4.tcp_ecn_fallback") !== 0,
      receiveBuffer: Number(buffers[1]),
      mostReceiveBuffer: Number(buffers[2]),
      mostCoreBuffer: sysctl("core.rmem_max"),
    },
    nonlocalBind: sysctl("ipv4.ip_nonlocal_bind") !== 0,
    nonlocalBind6: sysctl("ipv6.ip_nonlocal_bind") !== 0,
    bindV6only: sysctl("ipv6.bindv6only") !== 0,
    udpL3mdevAccept: sysctl("ipv4.udp_l3mdev_accept") !== 0,
    tcpL3mdevAccept: sysctl("ipv4.tcp_l3mdev_accept") !== 0,
    rules4: rules4.length !== 3 || rules4.some((rule) => rule.protocol !== PROTO.kernel),
  };
}

/** A namespace, with the lookups that were made in it. */
export class Namespace {
  readonly id: NetnsId;
  readonly view: View;
  #config: Netns;
  #conf4: Netns["conf4"];
  #conf6: Netns["conf6"];
  /** Routes for what this host sends, by destination; only answers that depend on nothing else. */
  #output4: Map<Ipv4, OutputRoute> | undefined;
  #output6: Map<Ipv6, OutputRoute> | undefined;
  #types4: Map<Ipv4, string> | undefined;
  #addresses4: Set<Ipv4> | undefined;
  #devices: readonly Device[] | undefined;
  #loopback: Device | undefined;
  #known: Settings | undefined;
  #mib: Mib | undefined;

  constructor(view: View, config: Netns) {
    this.view = view;
    this.id = config.id;
    this.#config = config;
    this.#conf4 = config.conf4;
    this.#conf6 = config.conf6;
  }

  /** Something in it changed: what was derived from it is to be found anew. True when conf/all was written. */
  update(config: Netns): boolean {
    // The record may be the same one, changed in place; conf4 and conf6 are put in place as they are.
    const written = this.#conf4 !== config.conf4 || this.#conf6 !== config.conf6;
    this.#conf4 = config.conf4;
    this.#conf6 = config.conf6;
    this.#config = config;
    this.forgetRoutes();
    this.#types4?.clear();
    this.#known = undefined;
    this.#addresses4 = undefined;
    this.#devices = undefined;
    return written;
  }

  forgetRoutes(): void {
    this.#output4?.clear();
    this.#output6?.clear();
  }

  get config(): Netns {
    return this.#config;
  }

  /** Made when something is sent: most of many namespaces never send. */
  get output4(): Map<Ipv4, OutputRoute> {
    return (this.#output4 ??= new Map());
  }
  get output6(): Map<Ipv6, OutputRoute> {
    return (this.#output6 ??= new Map());
  }
  /** What kind of address something is to this namespace (inet_addr_type). */
  get types4(): Map<Ipv4, string> {
    return (this.#types4 ??= new Map());
  }

  /** What its links have, whether they are up or not (inet_addr_lst): with each comes a route, so that one knows when it changes. */
  get addresses4(): ReadonlySet<Ipv4> {
    this.#addresses4 ??= new Set(this.devices.flatMap(({ link }) => link.inet.map(({ local }) => local)));
    return this.#addresses4;
  }

  /** Every packet asks for these. */
  get settings(): Settings {
    return (this.#known ??= readSettings(this.#config));
  }

  /** What its protocols count. */
  get mib(): Mib {
    return (this.#mib ??= mibOf(this.view.runtime, this.id));
  }

  /** By ifindex. */
  get devices(): readonly Device[] {
    this.#devices ??= this.#config.byIndex.ids
      .map((id) => this.view.device(id))
      .filter((device) => device !== undefined);
    return this.#devices;
  }

  byName(name: string): Device | undefined {
    const id = this.#config.names.get(name);
    return id === undefined ? undefined : this.view.device(id);
  }

  get loopback(): Device {
    // It may have been renamed; it is the first device all the same.
    this.#loopback ??= this.devices.find(({ link }) => link.kind.type === "loopback");
    if (!this.#loopback) throw new Error(`namespace ${this.id} has no loopback device`);
    return this.#loopback;
  }
}

/** So few are compared with each other faster than a set is made. */
const FEW = 16;

/** Notes that something was touched, unless it is among the few of which that is known. */
function touch<Id>(touched: Id[], id: Id): void {
  if (touched.length > FEW ? touched[touched.length - 1] !== id : !touched.includes(id)) touched.push(id);
}

function onceEach<Id>(touched: readonly Id[]): Iterable<Id> {
  return touched.length > FEW ? new Set(touched) : touched;
}

export class View implements ConfigWatcher {
  readonly runtime: Runtime;
  readonly #world: World;
  readonly #devices = new LinkTable<Device>();
  readonly #namespaces = new Map<NetnsId, Namespace>();
  /** The bridges that have flooded, and by port the one it was last seen at. */
  readonly #bridges = new Map<LinkId, BridgePorts>();
  readonly #homes = new LinkTable<BridgePorts>();
  #tunnels: Set<LinkId> | undefined;
  /** What operations have touched, some of it more than once. */
  #touchedLinks: LinkId[] = [];
  #touchedNetns: NetnsId[] = [];

  constructor(world: World) {
    this.#world = world;
    this.runtime = world.runtime;
    world.watch(this);
  }

  /** To be read at once: the next operation changes it. */
  get config(): Config {
    return this.#world.latest;
  }

  link(id: LinkId): void {
    touch(this.#touchedLinks, id);
  }

  netns(id: NetnsId): void {
    touch(this.#touchedNetns, id);
  }

  /** Catches up with what operations have changed. */
  refresh(): void {
    if (this.#touchedNetns.length > 0) this.#refreshNamespaces();
    if (this.#touchedLinks.length > 0) this.#refreshLinks();
  }

  #refreshNamespaces(): void {
    const { config } = this;
    const touched = onceEach(this.#touchedNetns);
    this.#touchedNetns = [];
    for (const id of touched) {
      const namespace = this.#namespaces.get(id);
      const now = config.netns[id];
      if (!namespace) continue;
      if (!now) {
        this.#namespaces.delete(id);
        continue;
      }
      if (namespace.update(now)) for (const link of now.byIndex.ids) this.#devices.get(link)?.forgetConf();
    }
  }

  #refreshLinks(): void {
    const { config } = this;
    const touched = onceEach(this.#touchedLinks);
    this.#touchedLinks = [];
    for (const id of touched) {
      const link = config.links[id];
      if (this.#tunnels) {
        if (link && "home" in link.kind) this.#tunnels.add(id);
        else this.#tunnels.delete(id);
      }
      if (link) this.#devices.get(id)?.update(link);
      else this.#devices.delete(id);
    }
    if (this.#bridges.size === 0) return;
    for (const id of touched) {
      const link = config.links[id];
      const home = this.#homes.get(id);
      const master = link?.master === undefined ? undefined : this.#bridges.get(link.master);
      if (home && home !== master) home.update(id, undefined);
      if (master) master.update(id, this.device(id));
      if (link?.kind.type === "veth")
        this.#homes.get(link.kind.peer)?.update(link.kind.peer, this.device(link.kind.peer));
      if (!link) this.#bridges.delete(id);
    }
  }

  /** A bridge's ports as it floods to them; kept up to date from here on. */
  portsOf(bridge: Device): BridgePorts {
    const known = this.#bridges.get(bridge.id);
    if (known) return known;
    const ports = new BridgePorts(this.runtime, this.#homes);
    this.#bridges.set(bridge.id, ports);
    for (const device of bridge.netns.devices) if (device.link.master === bridge.id) ports.update(device.id, device);
    return ports;
  }

  /** The links that packets of others may be for, wherever they are. Looked for once, then kept up to date. */
  get tunnels(): ReadonlySet<LinkId> {
    this.#tunnels ??= new Set(
      Object.values(this.config.links)
        .filter(({ kind }) => "home" in kind)
        .map(({ id }) => id),
    );
    return this.#tunnels;
  }

  device(id: LinkId): Device | undefined {
    const known = this.#devices.get(id);
    if (known) return known;
    const link = this.config.links[id];
    if (!link) return undefined;
    const device = new Device(this, link);
    this.#devices.set(id, device);
    return device;
  }

  findNamespace(id: NetnsId): Namespace | undefined {
    const known = this.#namespaces.get(id);
    if (known) return known;
    const config = this.config.netns[id];
    if (!config) return undefined;
    const namespace = new Namespace(this, config);
    this.#namespaces.set(id, namespace);
    return namespace;
  }

  namespace(id: NetnsId): Namespace {
    const namespace = this.findNamespace(id);
    if (!namespace) throw new Error(`no namespace ${id}`);
    return namespace;
  }
}
