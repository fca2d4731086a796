/** How a container comes by its network: a namespace of its own or another's, and its ends in the networks it asks for. */
import type { Ipv4 } from "../../core/address/ipv4.ts";
import { parseIp } from "../../core/address/prefix.ts";
import { ok } from "../../core/result.ts";
import { type Answer, refuse } from "./answer.ts";
import type { Container, ContainerOptions, EndpointConfig, Running } from "./container.ts";
import type { Engine } from "./engine.ts";
import { checkRunningLinks, linkLines } from "./links.ts";
import { NameService } from "./name-service.ts";
import { objectId } from "./names.ts";
import { addressText, EngineFailure, hostNetns, type Network } from "./network.ts";
import type { PortRequest } from "./publish.ts";
import { DEFAULT_SERVERS, Sandbox, UNCHOSEN } from "./sandbox.ts";

/** What `docker inspect` calls HostConfig.NetworkMode. */
export function networkMode(options: ContainerOptions): string {
  return options.network === "" ? "default" : options.network;
}

/** The name of the network that a container is made for; undefined when it shares another container's. */
function firstNetwork(options: ContainerOptions): string | undefined {
  const mode = networkMode(options);
  return mode.startsWith("container:") ? undefined : mode === "default" ? "bridge" : mode;
}

/** What a new container asks of networks. */
export function networksOf(options: ContainerOptions): Map<string, EndpointConfig> {
  const name = firstNetwork(options);
  const { ip, aliases, links } = options;
  const isUsers = name !== "bridge";
  const config = { ip, aliases, links: isUsers ? links : [], connected: false, networkId: "" };
  return new Map(name === undefined ? [] : [[name, config]]);
}

/** The network namespace a container starts in, wired. */
export function joinNetworks(
  engine: Engine,
  container: Container,
): Answer<{ readonly sandbox: Sandbox; readonly uts: Running["uts"] }> {
  const { host } = engine;
  const mode = networkMode(container.options);
  const uts = { hostname: container.hostname, inode: host.namespaceInode() };
  if (mode.startsWith("container:")) {
    const other = engine.find(mode.slice(10));
    if (!other) return refuse(`No such container: ${mode.slice(10)}`);
    if (!other.running) return refuse(`cannot join network of a non running container: ${other.id}`);
    return ok({ sandbox: new Sandbox(host, container, other.running.netns, false), uts });
  }
  const wanted: (readonly [Network, EndpointConfig])[] = [];
  for (const [name, config] of container.networks) {
    // A network that it has been in is meant by its id, whoever has the name now.
    const reference = config.networkId === "" ? name : config.networkId;
    const network = engine.findNetwork(reference);
    if (!network) return refuse(`network ${reference} not found`);
    // The default network first.
    if (network.name === "bridge") wanted.unshift([network, config]);
    else wanted.push([network, config]);
  }
  const shared = wanted.find(([network]) => network.driver === "host")?.[0];
  const sandbox = new Sandbox(host, container, shared ? hostNetns(host) : host.createNetns(hostNetns(host)), !shared);
  if (shared) {
    container.sandboxId = objectId((bound) => host.random(bound));
    sandbox.expose("default");
    sandbox.enter(shared);
    const own = container.options.hostname === undefined ? host.pidNamespace.init?.uts : undefined;
    return ok({ sandbox, uts: own ?? uts });
  }
  container.sandboxId = objectId((bound) => host.random(bound));
  sandbox.expose(container.sandboxId.slice(0, 12));
  try {
    sandbox.prepare();
    for (const [network, config] of wanted) {
      if (!network.wiring) sandbox.enter(network);
      else {
        const opened = sandbox.open(network, config, container.options.mac);
        if (!opened.ok) {
          sandbox.close();
          return opened;
        }
      }
      // The engine looks after links when it has made the first end.
      const linked = checkRunningLinks(engine, container);
      if (!linked.ok) {
        sandbox.close();
        return linked;
      }
    }
    const published = publish(engine, container, sandbox);
    if (!published.ok) {
      sandbox.close();
      return published;
    }
    for (const endpoint of [...sandbox.endpoints]) if (endpoint.network.wiring) sandbox.plug(endpoint);
    serveNames(engine, container, sandbox);
    return ok({ sandbox, uts });
  } catch (error) {
    sandbox.close();
    if (!(error instanceof EngineFailure)) throw error;
    return refuse(`failed to create endpoint ${container.name}: ${error.message}`);
  }
}

/** The ports that a container wants of the host: those of `-p`, and with `-P` all that it exposes. */
function requests({ ports, exposed, publishAll }: ContainerOptions): readonly PortRequest[] {
  if (!publishAll) return ports;
  const given = new Set(ports.map(({ port, protocol }) => `${port}/${protocol}`));
  const others = exposed
    .filter((text) => !given.has(text))
    .map((text): PortRequest => {
      const [port, protocol] = text.split("/");
      return {
        port: Number(port),
        protocol: protocol === "udp" || protocol === "sctp" ? protocol : "tcp",
        hostIp: "",
        hostPort: "",
      };
    });
  return [...ports, ...others];
}

/** Opens the ports of a container by the end that leads out. */
function publish(engine: Engine, container: Container, sandbox: Sandbox): Answer<undefined> {
  const { way } = sandbox;
  const wanted = requests(container.options);
  if (way?.network.driver !== "bridge" || wanted.length === 0) return ok();
  const opened = engine.publisher.open(wanted, addressText(way));
  if (!opened.ok)
    return refuse(
      `driver failed programming external connectivity on endpoint ${container.name} (${way.id}): ${opened.error.message}`,
    );
  sandbox.ports = opened.value.ports;
  sandbox.closePorts = opened.value.close;
  return ok();
}

/** Writes the files that name a container; one that shares a namespace has those of who it shares with. */
export function writeNames(engine: Engine, container: Container, sandbox: Sandbox): void {
  const mode = networkMode(container.options);
  const other = mode.startsWith("container:") ? engine.find(mode.slice(10))?.running?.sandbox : undefined;
  if (other) {
    other.shareNames(container);
    return;
  }
  sandbox.writeNames(linkLines(engine, container));
  // In the order in which the ends were made: the default network's first, then as they were asked for.
  for (const network of [...container.networks.keys()].map((name) => engine.findNetwork(name)).sort(defaultFirst)) {
    const endpoint = network && sandbox.endpointIn(network);
    if (endpoint) sandbox.addHost(endpoint);
  }
}

function defaultFirst(one: Network | undefined, other: Network | undefined): number {
  return Number(other?.name === "bridge") - Number(one?.name === "bridge");
}

/** Lets the engine answer for names in a namespace that is in a network of users. */
function serveNames(engine: Engine, container: Container, sandbox: Sandbox): void {
  if (!sandbox.asksEngine || sandbox.names) return;
  const given = container.options.dns.flatMap((server) => parseIp(server) ?? []);
  const servers = given.length > 0 ? given : DEFAULT_SERVERS.flatMap((server) => parseIp(server) ?? []);
  const known = {
    addresses: (name: string) => addressesOf(engine, container, sandbox, name),
    nameOf: (address: Ipv4) => nameOf(engine, sandbox, address),
  };
  sandbox.names = new NameService(engine.host, sandbox.netns, known, servers);
  sandbox.names.open();
}

/** Who is known by a name in the networks that a container is in, its own links first. */
function addressesOf(
  engine: Engine,
  own: Container,
  { endpoints }: Sandbox,
  text: string,
): readonly Ipv4[] | undefined {
  for (const { network } of endpoints) {
    if (network.predefined) continue;
    const suffix = `.${network.name}`;
    for (const name of text.endsWith(suffix) ? [text, text.slice(0, -suffix.length)] : [text]) {
      const link = own.networks.get(network.name)?.links.find((each) => (each.split(":")[1] ?? each) === name);
      const wanted = link === undefined ? name : (link.split(":")[0] ?? "");
      const found = [...engine.containers.values()].flatMap((container) => {
        const address = container.running?.sandbox.endpointIn(network)?.address;
        const names = [
          container.name,
          container.id.slice(0, 12),
          ...(container.networks.get(network.name)?.aliases ?? []),
        ];
        return address !== undefined && names.includes(wanted) ? [address] : [];
      });
      if (found.length > 0) return found;
    }
  }
  return undefined;
}

/** `c1.blue` for an address in one of the networks of users that a container is in. */
function nameOf(engine: Engine, { endpoints }: Sandbox, address: Ipv4): string | undefined {
  for (const { network } of endpoints)
    for (const { name, running } of network.predefined ? [] : engine.containers.values())
      if (running?.sandbox.endpointIn(network)?.address === address) return `${name}.${network.name}`;
  return undefined;
}

const SHARED =
  "container sharing network namespace with another container or host cannot be connected to any other network";
const HOST = "container cannot be disconnected from host network or connected to host network";
const PRIVATE = "container cannot be connected to multiple networks with one of the networks in private (none) mode";

/** `docker network connect`: at once where the container runs, else from its next start on. */
export function connect(
  engine: Engine,
  container: Container,
  reference: string,
  asked: { readonly ip: string | undefined; readonly aliases: readonly string[]; readonly links: readonly string[] },
): Answer<undefined> {
  const network = engine.findNetwork(reference);
  if (!network) return refuse(`network ${reference} not found`);
  if (asked.ip !== undefined && !/^\d{1,3}(\.\d{1,3}){3}$/.test(asked.ip))
    return refuse(`Invalid IPv4 address: ${asked.ip})`);
  const mode = networkMode(container.options);
  const { running } = container;
  if (mode.startsWith("container:")) return refuse(SHARED);
  if (mode !== "host" && network.driver === "host") return refuse(HOST);
  if (network.name !== "bridge") {
    // Only there may it have an address and names of its own choice.
  } else if (asked.ip !== undefined)
    return refuse("user specified IP address is supported on user defined networks only");
  else if (asked.aliases.length > 0)
    return refuse("network-scoped alias is supported only for containers in user defined networks");
  if (asked.ip !== undefined && network.wiring && !network.wiring.chosen && !network.predefined)
    return refuse(UNCHOSEN);
  for (const name of container.networks.keys()) {
    if (name === network.name) {
      if (!running) break;
      return refuse(`endpoint with name ${container.name} already exists in network ${network.name}`);
    }
    if (engine.findNetwork(name)?.driver === "host") return refuse(SHARED);
    if (name === "none" || network.name === "none") return refuse(PRIVATE);
  }
  const config = { ...asked, connected: true, networkId: "" };
  if (running && network.wiring) {
    const { sandbox } = running;
    const opened = sandbox.open(network, config);
    if (!opened.ok) return opened;
    sandbox.plug(opened.value);
    serveNames(engine, container, sandbox);
    sandbox.addHost(opened.value);
    sandbox.writeResolver();
  }
  container.networks.set(network.name, config);
  return ok();
}

/** `docker network disconnect`. */
export function disconnect(engine: Engine, container: Container, reference: string): Answer<undefined> {
  const network = engine.findNetwork(reference);
  const { running } = container;
  if (!network) return refuse(`network ${reference} not found`);
  if (networkMode(container.options) === "host" && network.driver === "host") return refuse(HOST);
  if (!container.networks.has(network.name))
    return refuse(
      running
        ? `container ${container.id} is not connected to network ${network.name}`
        : `container ${container.id} is not connected to the network ${network.name}`,
    );
  container.networks.delete(network.name);
  const endpoint = running?.sandbox.endpointIn(network);
  if (endpoint) running?.sandbox.unplug(endpoint);
  return ok();
}

/** Whether a container that runs has an end in a network. */
export function isUsed(engine: Engine, network: Network): boolean {
  return [...engine.containers.values()].some(({ running }) => running?.sandbox.endpointIn(network) !== undefined);
}
