/** How a container comes by its network: a namespace of its own or another's, wired or not, and the files that name it. */
import type { NetnsId } from "../../core/model/id.ts";
import { SELF } from "../../core/operation/netns-ref.ts";
import { ok } from "../../core/result.ts";
import type { Host } from "../kernel/host.ts";
import { Symlink, TextFile } from "../kernel/inode.ts";
import { place } from "../kernel/root.ts";
import { type Answer, refuse } from "./answer.ts";
import type { Container, ContainerOptions, Endpoint, Running } from "./container.ts";
import type { Engine } from "./engine.ts";
import { hexadecimal } from "./names.ts";
import { EngineFailure, hostNetns, type Network } from "./network.ts";

/** What `docker inspect` calls HostConfig.NetworkMode. */
export function networkMode(options: ContainerOptions): string {
  return options.network === "" ? "default" : options.network;
}

/** The network namespace a container starts in, wired; the caller holds a reference to it. */
export function joinNetwork(
  engine: Engine,
  container: Container,
): Answer<{ netns: NetnsId; endpoint: Endpoint; uts: Running["uts"] }> {
  const { host } = engine;
  const mode = networkMode(container.options);
  const uts = { hostname: container.hostname, inode: host.namespaceInode() };
  const bare = (network: Network | undefined): Endpoint => ({
    id: hexadecimal((bound) => host.random(bound), 64),
    network: network?.name ?? "",
    networkId: network?.id ?? "",
    hostDevice: undefined,
    address: "",
    prefixLength: 0,
    gateway: "",
    mac: "",
  });
  const take = (netns: NetnsId, endpoint: Endpoint, shared = uts) => {
    host.netnsReferences.retain(netns);
    return ok({ netns, endpoint, uts: shared });
  };
  if (mode === "host") {
    const hostUts = host.pidNamespace.init?.uts ?? uts;
    return take(
      hostNetns(host),
      bare(engine.findNetwork("host")),
      container.options.hostname === undefined ? hostUts : uts,
    );
  }
  if (mode.startsWith("container:")) {
    const other = engine.find(mode.slice(10));
    if (!other) return refuse(`No such container: ${mode.slice(10)}`);
    if (!other.running) return refuse(`cannot join network of a non running container: ${other.id}`);
    return take(other.running.netns, bare(undefined));
  }
  if (mode !== "none" && mode !== "default" && !engine.findNetwork(mode)) return refuse(`network ${mode} not found`);
  const netns = host.createNetns(hostNetns(host));
  host.netnsReferences.retain(netns);
  try {
    const caller = host.kernelCaller(netns);
    // The engine turns IPv6 off where its network has none.
    host.applyAs(caller, { kind: "sysctlSet", netns: SELF, path: "net/ipv6/conf/all/disable_ipv6", value: "1" });
    host.applyAs(caller, { kind: "linkSet", netns: SELF, device: "lo", changes: { up: true } });
    if (mode === "none") return ok({ netns, endpoint: bare(engine.findNetwork("none")), uts });
    const endpoint = engine.bridge.join(netns, container.options.mac);
    if (endpoint) return ok({ netns, endpoint, uts });
    host.netnsReferences.release(netns);
    return refuse("no available IPv4 addresses on this network's address pools: bridge");
  } catch (error) {
    host.netnsReferences.release(netns);
    if (!(error instanceof EngineFailure)) throw error;
    return refuse(
      `failed to create endpoint ${container.name} on network bridge: adding interface to bridge docker0 failed: ${error.message}`,
    );
  }
}

/** Gives back what `joinNetwork` took. */
export function leaveNetwork(engine: Engine, container: Container, endpoint: Endpoint): void {
  if (networkMode(container.options) === "default" || networkMode(container.options) === "bridge")
    engine.bridge.leave(endpoint);
}

/** /etc/hosts, /etc/hostname and /etc/resolv.conf, which the engine writes anew at each start. */
export function writeNames(host: Host, container: Container, endpoint: Endpoint): void {
  const { root, hostname } = container;
  const hosts =
    endpoint.network === "host"
      ? `127.0.0.1\tlocalhost\n127.0.1.1\t${host.name}\n`
      : `127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\nfe00::0\tip6-localnet\nff00::0\tip6-mcastprefix\nff02::1\tip6-allnodes\nff02::2\tip6-allrouters\n${endpoint.address === "" ? "" : `${endpoint.address}\t${hostname}\n`}`;
  place(root, "/etc/hosts", new TextFile(hosts));
  place(root, "/etc/hostname", new TextFile(`${hostname}\n`));
  place(root, "/etc/resolv.conf", new TextFile("nameserver 10.0.2.3\n"));
  place(root, "/etc/mtab", new Symlink("/proc/mounts"));
}
