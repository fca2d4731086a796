/**
 * What the datapath reads of a configuration, compiled: devices and namespaces as flat objects whose relations are
 * pointers. A view belongs to one immutable configuration and is filled as packets touch it, so that an operation
 * costs nothing but the devices used afterwards.
 */
import type { Ipv4 } from "../address/ipv4.ts";
import type { Ipv6 } from "../address/ipv6.ts";
import type { Mac } from "../address/mac.ts";
import type { IpAddress } from "../address/prefix.ts";
import type { BridgePort, BridgeSettings } from "../model/bridge.ts";
import type { Config } from "../model/config.ts";
import type { LinkId, NetnsId } from "../model/id.ts";
import { IFF, isRunning, isUp, type Link } from "../model/link.ts";
import type { FdbEntry, Neighbor } from "../model/neighbor.ts";
import type { Netns } from "../model/netns.ts";
import type { Counters, Runtime } from "../model/runtime.ts";
import { CONF4_DEFAULTS, CONF6_DEFAULTS } from "../model/sysctl.ts";
import type { OutputRoute } from "./route-output.ts";

/** One network device as packets meet it. */
export class Device {
  readonly id: LinkId;
  readonly name: string;
  readonly link: Link;
  readonly netns: Namespace;
  readonly mac: Mac;
  readonly mtu: number;
  readonly up: boolean;
  /** Up and with a carrier. */
  readonly running: boolean;
  readonly loopback: boolean;
  /** Neighbors need no resolution here (IFF_NOARP, IFF_LOOPBACK). */
  readonly noArp: boolean;
  readonly port: BridgePort | undefined;
  readonly bridge: BridgeSettings | undefined;
  readonly counters: Counters;
  readonly forwarding4: boolean;
  readonly forwarding6: boolean;
  readonly rpFilter: number;
  readonly acceptLocal: boolean;
  readonly routeLocalnet: boolean;
  readonly arpIgnore: number;
  readonly arpAnnounce: number;
  readonly inet6Disabled: boolean;
  readonly #view: View;
  #peer: Device | null | undefined;
  #master: Device | null | undefined;
  #ports: readonly Device[] | undefined;
  #fdb: Map<Mac | string, FdbEntry> | undefined;

  constructor(view: View, link: Link) {
    this.#view = view;
    this.id = link.id;
    this.name = link.name;
    this.link = link;
    this.netns = view.namespace(link.netns);
    this.mac = link.mac;
    this.mtu = link.mtu;
    this.up = isUp(link);
    this.running = isRunning(link);
    this.loopback = (link.flags & IFF.LOOPBACK) !== 0;
    this.noArp = (link.flags & (IFF.NOARP | IFF.LOOPBACK)) !== 0;
    this.port = link.port;
    this.bridge = link.kind.type === "bridge" ? link.kind.settings : undefined;
    this.counters = countersOf(view.runtime, link.id);
    const all4 = this.netns.config.conf4.all;
    const conf4 = (name: string) => link.conf4[name] ?? CONF4_DEFAULTS[name] ?? 0;
    const max4 = (name: string) => Math.max(conf4(name), all4[name] ?? CONF4_DEFAULTS[name] ?? 0);
    const conf6 = (name: string) => link.conf6[name] ?? CONF6_DEFAULTS[name] ?? 0;
    this.forwarding4 = conf4("forwarding") !== 0;
    this.forwarding6 = conf6("forwarding") !== 0;
    this.rpFilter = max4("rp_filter");
    this.acceptLocal = max4("accept_local") !== 0;
    this.routeLocalnet = max4("route_localnet") !== 0;
    this.arpIgnore = max4("arp_ignore");
    this.arpAnnounce = max4("arp_announce");
    this.inet6Disabled = conf6("disable_ipv6") !== 0;
  }

  /** The other end of a veth pair. */
  get peer(): Device | undefined {
    if (this.#peer === undefined) {
      const { kind } = this.link;
      this.#peer = (kind.type === "veth" ? this.#view.device(kind.peer) : undefined) ?? null;
    }
    return this.#peer ?? undefined;
  }

  /** The bridge this device is a port of. */
  get master(): Device | undefined {
    if (this.#master === undefined) {
      const { master } = this.link;
      this.#master = (master === undefined ? undefined : this.#view.device(master)) ?? null;
    }
    return this.#master ?? undefined;
  }

  /** A bridge's ports, the last added first, as the kernel's list has them (br_add_if puts them in front). */
  get ports(): readonly Device[] {
    this.#ports ??= this.netns.devices
      .filter((device) => device.link.master === this.id && device.port)
      .sort((a, b) => (b.port?.number ?? 0) - (a.port?.number ?? 0));
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

/** A namespace, with the lookups that were made in it. */
export class Namespace {
  readonly id: NetnsId;
  readonly config: Netns;
  readonly view: View;
  /** Routes for what this host sends, by destination; only answers that depend on nothing else. */
  readonly output4 = new Map<Ipv4, OutputRoute>();
  readonly output6 = new Map<Ipv6, OutputRoute>();
  /** What kind of address something is to this namespace (inet_addr_type). */
  readonly types4 = new Map<Ipv4, string>();
  readonly ignoreBroadcastEcho: boolean;
  readonly ignoreEcho: boolean;
  readonly defaultTtl: number;
  #devices: readonly Device[] | undefined;
  #loopback: Device | undefined;

  constructor(view: View, config: Netns) {
    this.view = view;
    this.id = config.id;
    this.config = config;
    const sysctl = (name: string, otherwise: number) => Number(config.sysctls[name] ?? otherwise);
    this.ignoreBroadcastEcho = sysctl("ipv4.icmp_echo_ignore_broadcasts", 1) !== 0;
    this.ignoreEcho = sysctl("ipv4.icmp_echo_ignore_all", 0) !== 0;
    this.defaultTtl = sysctl("ipv4.ip_default_ttl", 64);
  }

  /** By ifindex. */
  get devices(): readonly Device[] {
    this.#devices ??= Object.values(this.config.links)
      .map((id) => this.view.device(id))
      .filter((device) => device !== undefined);
    return this.#devices;
  }

  byName(name: string): Device | undefined {
    const { names } = this.config;
    return Object.hasOwn(names, name) ? this.view.device(names[name] as LinkId) : undefined;
  }

  get loopback(): Device {
    this.#loopback ??= this.byName("lo");
    if (!this.#loopback) throw new Error(`namespace ${this.id} has no lo`);
    return this.#loopback;
  }
}

export class View {
  readonly config: Config;
  readonly runtime: Runtime;
  readonly #devices = new Map<LinkId, Device>();
  readonly #namespaces = new Map<NetnsId, Namespace>();

  constructor(config: Config, runtime: Runtime) {
    this.config = config;
    this.runtime = runtime;
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

function countersOf(runtime: Runtime, id: LinkId): Counters {
  const known = runtime.counters.get(id);
  if (known) return known;
  const fresh: Counters = {
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
  runtime.counters.set(id, fresh);
  return fresh;
}
