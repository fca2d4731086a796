/**
 * The network of a container that runs (libnetwork's sandbox): its namespace and its ends in networks, which of them leads out,
 * and the files that name it.
 *
 * Same as docker 20.10: the order in which ends are made and named, the network whose gateway is the default route (the first by
 * name of those that are not internal), what is written into /etc/hosts and /etc/resolv.conf.
 */
import { formatIpv4, parseIpv4 } from "../../core/address/ipv4.ts";
import { strerror } from "../../core/errors.ts";
import type { NetnsId } from "../../core/model/id.ts";
import { SELF } from "../../core/operation/netns-ref.ts";
import { ok } from "../../core/result.ts";
import type { Host } from "../kernel/host.ts";
import { Symlink, TextFile } from "../kernel/inode.ts";
import { place } from "../kernel/root.ts";
import { Syscalls } from "../kernel/syscalls.ts";
import { liesIn } from "./address-pool.ts";
import { type Answer, refuse } from "./answer.ts";
import type { Container, EndpointConfig } from "./container.ts";
import type { NameService } from "./name-service.ts";
import { objectId } from "./names.ts";
import { addressText, type Endpoint, EngineFailure, type Network } from "./network.ts";
import type { PublishedPort } from "./publish.ts";

/** Whom containers of the default network ask for names when the machine's own /etc/resolv.conf names nobody. */
export const DEFAULT_SERVERS = ["8.8.8.8", "8.8.4.4"] as const;
/** Where the engine keeps namespaces. */
const KEPT = "/run/docker/netns";
/** Files that stand for nothing any more are taken away once a minute. */
const GARBAGE_MICROS = 60_000_000;
const garbage = new WeakMap<Host, readonly { readonly path: string; readonly atMicros: number }[]>();
/** Where the engine answers names in networks of users. */
const EMBEDDED_SERVER = "127.0.0.11";

export const UNCHOSEN =
  "user specified IP address is supported only when connecting to networks with user configured subnets";

const OWN_HOSTS =
  "127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\nfe00::0\tip6-localnet\nff00::0\tip6-mcastprefix\nff02::1\tip6-allnodes\nff02::2\tip6-allrouters\n";

export class Sandbox {
  readonly host: Host;
  readonly netns: NetnsId;
  readonly container: Container;
  /** The namespace is its own: not the host's, nor another container's. */
  readonly isOwn: boolean;
  /** Those that lead out best come first. */
  readonly endpoints: Endpoint[] = [];
  ports: readonly PublishedPort[] = [];
  /** The engine's answers to names, while it is in a network of users. */
  names: NameService | undefined;
  /** Gives back what is published. */
  closePorts: () => void = () => {};
  #devices = 0;
  #kept: string | undefined;
  #hosts: TextFile | undefined;
  #resolver: TextFile | undefined;

  constructor(host: Host, container: Container, netns: NetnsId, isOwn: boolean) {
    this.host = host;
    this.container = container;
    this.netns = netns;
    this.isOwn = isOwn;
    host.netnsReferences.retain(netns);
  }

  endpointIn(network: Network): Endpoint | undefined {
    return this.endpoints.find((endpoint) => endpoint.network === network);
  }

  /** Whether it is in a network that users made: only there the engine answers for names. */
  get asksEngine(): boolean {
    return this.endpoints.some(({ network }) => !network.predefined);
  }

  /** The one that leads out. */
  get way(): Endpoint | undefined {
    return this.endpoints.find(({ network }) => network.wiring);
  }

  /** Sets up the namespace before anything is in it. */
  prepare(): void {
    const caller = this.host.kernelCaller(this.netns);
    // The engine turns IPv6 off where its network has none.
    this.host.applyAs(caller, { kind: "sysctlSet", netns: SELF, path: "net/ipv6/conf/all/disable_ipv6", value: "1" });
    this.host.applyAs(caller, { kind: "linkSet", netns: SELF, device: "lo", changes: { up: true } });
  }

  /** Keeps the namespace by a file of the machine, as long as the container runs. */
  expose(id: string): void {
    const { init } = this.host.pidNamespace;
    if (!init) return;
    const kernel = new Syscalls(this.host, init);
    for (const directory of ["/run/docker", KEPT]) kernel.files.mkdir(directory, 0o755);
    const now = this.host.nowMicros;
    const old = garbage.get(this.host) ?? [];
    for (const { path, atMicros } of old) if (now - atMicros >= GARBAGE_MICROS) kernel.files.unlink(path);
    garbage.set(
      this.host,
      old.filter(({ atMicros }) => now - atMicros < GARBAGE_MICROS),
    );
    const path = `${KEPT}/${id}`;
    if (kernel.files.stat(path).ok) return;
    if (this.isOwn) this.#kept = path;
    kernel.files.writeFile(path, "");
    kernel.bindNetns(this.netns, path);
  }

  #conceal(): void {
    const { init } = this.host.pidNamespace;
    if (this.#kept === undefined || !init) return;
    new Syscalls(this.host, init).unmount(this.#kept);
    garbage.set(this.host, [...(garbage.get(this.host) ?? []), { path: this.#kept, atMicros: this.host.nowMicros }]);
  }

  /** An end in a network that does not wire: `host`, `none`. */
  enter(network: Network): void {
    const id = objectId((bound) => this.host.random(bound));
    this.endpoints.push({
      id,
      network,
      hostDevice: undefined,
      inside: undefined,
      address: undefined,
      mac: undefined,
      device: "",
    });
  }

  /** Makes the ends of the container in a network, still outside. */
  open(network: Network, config: EndpointConfig, mac?: string): Answer<Endpoint> {
    const { wiring } = network;
    if (!wiring) throw new Error(`${network.name} wires nobody`);
    const wanted = config.ip === undefined || network.predefined ? undefined : parseIpv4(config.ip);
    if (wanted !== undefined && !wiring.chosen) return refuse(UNCHOSEN);
    if (wanted !== undefined && !liesIn(wanted, wiring.pool.subnet))
      return refuse(`Invalid address ${formatIpv4(wanted)}: It does not belong to any of this network's subnets`);
    const address = wiring.pool.request(wanted);
    if (address === undefined)
      return refuse(
        wanted === undefined
          ? `no available IPv4 addresses on this network's address pools: ${network.name} (${network.id})`
          : "Address already in use",
      );
    try {
      const endpoint = wiring.open(network, address, mac);
      config.networkId = network.id;
      this.#enlist(endpoint);
      return ok(endpoint);
    } catch (error) {
      wiring.pool.release(address);
      if (!(error instanceof EngineFailure)) throw error;
      const what = network.driver === "bridge" ? `adding interface to bridge ${bridgeOf(network)} failed` : undefined;
      return refuse(
        what === undefined
          ? `failed to create the ${network.driver} port: ${strerror(error.error.errno).toLowerCase()}`
          : `failed to create endpoint ${this.container.name} on network ${network.name}: ${what}: ${error.message}`,
      );
    }
  }

  #enlist(endpoint: Endpoint): void {
    const rank = ({ network }: Endpoint) => `${network.internal ? 1 : 0} ${network.name}`;
    const at = this.endpoints.findIndex((other) => rank(endpoint) < rank(other));
    this.endpoints.splice(at < 0 ? this.endpoints.length : at, 0, endpoint);
  }

  /** Brings an end into the namespace, and has it lead out if it is the best to do so. */
  plug(endpoint: Endpoint): void {
    const before = this.endpoints.find((each) => each !== endpoint && each.device !== "");
    endpoint.network.wiring?.plug(endpoint, this.netns, `eth${this.#devices++}`);
    if (this.way !== endpoint) return;
    if (before) before.network.wiring?.route(before, this.netns, "delete");
    endpoint.network.wiring?.route(endpoint, this.netns, "add");
  }

  /** Sets all ends down: the container has stopped. */
  quiet(): void {
    for (const endpoint of this.endpoints) endpoint.network.wiring?.quiet(endpoint, this.netns);
  }

  /** Takes an end out of a running container. */
  unplug(endpoint: Endpoint): void {
    const led = this.way === endpoint;
    if (led) endpoint.network.wiring?.route(endpoint, this.netns, "delete");
    this.endpoints.splice(this.endpoints.indexOf(endpoint), 1);
    endpoint.network.wiring?.close(endpoint, this.netns);
    const { way } = this;
    if (led && way) way.network.wiring?.route(way, this.netns, "add");
    // The engine takes away every line with the container's name, those of its other networks as well.
    const { hostname } = this.container;
    if (this.#hosts)
      this.#hosts.text = this.#hosts.text.replaceAll(new RegExp(`^\\S+\\t${literally(hostname)}\\n`, "gm"), "");
  }

  /** Gives back everything when the container has stopped. */
  close(): void {
    this.closePorts();
    this.names?.close();
    this.#conceal();
    for (const endpoint of this.endpoints.splice(0)) endpoint.network.wiring?.close(endpoint);
    this.host.netnsReferences.release(this.netns);
  }

  /** /etc/hosts, /etc/hostname and /etc/resolv.conf, which the engine writes anew at each start. @param links lines for `--link` */
  writeNames(links: readonly string[]): void {
    const { root, hostname, options } = this.container;
    const isHost = this.endpoints.some(({ network }) => network.driver === "host");
    const extra = options.extraHosts.map((entry) => {
      const [name = "", ...address] = entry.split(":");
      return `${address.join(":")}\t${name}\n`;
    });
    const own = isHost && extra.length === 0 ? this.#hostsOfMachine() : OWN_HOSTS;
    this.#hosts = new TextFile([own, ...extra, ...links].join(""));
    place(root, "/etc/hosts", this.#hosts);
    place(root, "/etc/hostname", new TextFile(`${hostname}\n`));
    place(root, "/etc/mtab", new Symlink("/proc/mounts"));
    this.#resolver = new TextFile("");
    place(root, "/etc/resolv.conf", this.#resolver);
    this.writeResolver();
  }

  /** Gives another container the files of this one. */
  shareNames({ root, hostname }: Container): void {
    if (this.#hosts) place(root, "/etc/hosts", this.#hosts);
    if (this.#resolver) place(root, "/etc/resolv.conf", this.#resolver);
    place(root, "/etc/hostname", new TextFile(`${hostname}\n`));
    place(root, "/etc/mtab", new Symlink("/proc/mounts"));
  }

  #hostsOfMachine(): string {
    const { init } = this.host.pidNamespace;
    const read = init ? new Syscalls(this.host, init).files.readFile("/etc/hosts") : undefined;
    return read?.ok ? read.value : OWN_HOSTS;
  }

  /** Names the container by its address in a network. */
  addHost(endpoint: Endpoint): void {
    if (this.#hosts && endpoint.address !== undefined)
      this.#hosts.text += `${addressText(endpoint)}\t${this.container.hostname}\n`;
  }

  /** Whom the container asks for names. */
  writeResolver(): void {
    const { dns, dnsSearch, dnsOptions } = this.container.options;
    if (!this.#resolver) return;
    const search = dnsSearch.filter((name) => name !== ".");
    const searched = search.length > 0 ? [`search ${search.join(" ")}`] : [];
    const isHost = this.endpoints.some(({ network }) => network.driver === "host");
    if (this.asksEngine) {
      const ndots = dnsOptions.some((option) => option.startsWith("ndots:")) ? [] : ["ndots:0"];
      const options = `options ${[...dnsOptions, ...ndots].join(" ")}`;
      this.#resolver.text = `${[...searched, `nameserver ${EMBEDDED_SERVER}`, options].join("\n")}\n`;
      return;
    }
    const changed = dns.length > 0 || dnsSearch.length > 0 || dnsOptions.length > 0;
    const servers = (dns.length > 0 || changed || isHost ? dns : DEFAULT_SERVERS).map(
      (server) => `nameserver ${server}`,
    );
    const lines = [...searched, ...servers, ...(dnsOptions.length > 0 ? [`options ${dnsOptions.join(" ")}`] : [])];
    const text = lines.map((line) => `${line}\n`).join("");
    this.#resolver.text = changed || isHost ? text : `\n${text}`;
  }
}

function bridgeOf(network: Network): string {
  return network.options["com.docker.network.bridge.name"] ?? `br-${network.id.slice(0, 12)}`;
}

/** A text as a regular expression that means nothing but it. */
function literally(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
