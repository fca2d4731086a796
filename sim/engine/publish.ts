/**
 * Published ports: who has which port of the host, and the processes that pass on what comes to them (docker-proxy).
 *
 * Simplified: there being no netfilter, docker-proxy passes on what the engine's rules would send to the container itself.
 */
import { type Family, type IpAddress, parseIp } from "../../core/address/prefix.ts";
import { strerror } from "../../core/errors.ts";
import { ok } from "../../core/result.ts";
import { contextOf } from "../kernel/context.ts";
import type { DatagramSocket } from "../kernel/datagram.ts";
import type { Host } from "../kernel/host.ts";
import type { Process } from "../kernel/process.ts";
import type { StreamSocket } from "../kernel/stream.ts";
import type { ProcessContext } from "../program.ts";
import { type Answer, refuse } from "./answer.ts";

export type Protocol = "tcp" | "udp" | "sctp";

/** `-p 127.0.0.1:8080:80/tcp` as it was asked for; `hostPort` is "", a number or a range. */
export interface PortRequest {
  readonly protocol: Protocol;
  readonly port: number;
  readonly hostIp: string;
  readonly hostPort: string;
}

/** A port of the host that leads to one of a container. */
export interface PublishedPort {
  readonly protocol: Protocol;
  readonly port: number;
  readonly hostIp: string;
  readonly hostPort: number;
}

/** Ports that nobody chose come from here on (net.ipv4.ip_local_port_range of the machine). */
const FIRST_PORT = 32_768;
const LAST_PORT = 60_999;
/** From a refused connection to the container until docker-proxy has closed that of its client. */
const REFUSAL_MICROS = 300;
/** UDPConnTrackTimeout of docker-proxy. */
const UDP_IDLE_MICROS = 90_000_000;

export class Publisher {
  readonly #host: Host;
  readonly #daemon: Process;
  readonly #taken = new Set<string>();
  /** The port after the one given out last, by protocol and address. */
  readonly #next = new Map<string, number>();

  /** @param daemon whose children the proxies are */
  constructor(host: Host, daemon: Process) {
    this.#host = host;
    this.#daemon = daemon;
  }

  /** Opens the ports of one container; `close` gives them back. The error is without the words that say whose they are. */
  open(
    requests: readonly PortRequest[],
    to: string,
  ): Answer<{ readonly ports: readonly PublishedPort[]; close(): void }> {
    const ports: PublishedPort[] = [];
    const proxies: Process[] = [];
    const close = () => {
      for (const { protocol, hostIp, hostPort } of ports) this.#taken.delete(`${protocol} ${hostIp} ${hostPort}`);
      for (const proxy of proxies) this.#host.signal(proxy, "KILL");
    };
    for (const request of requests) {
      const addresses = request.hostIp === "" ? ["0.0.0.0", "::"] : [request.hostIp];
      let chosen: number | undefined;
      for (const hostIp of addresses) {
        const wanted = chosen === undefined ? request.hostPort : String(chosen);
        const port = this.#take(request.protocol, hostIp, wanted);
        if (port === undefined) {
          close();
          return refuse(
            wanted.includes("-")
              ? "all ports are allocated"
              : `Bind for ${hostIp}:${wanted} failed: port is already allocated`,
          );
        }
        chosen = port;
        ports.push({ protocol: request.protocol, port: request.port, hostIp, hostPort: port });
        const started = this.#proxy({ ...request, hostIp }, port, to);
        if (!started.ok) {
          close();
          return started;
        }
        proxies.push(started.value);
      }
    }
    return ok({ ports, close });
  }

  /** Takes a port of the host: the one wanted, the first of a range that is free, or the next that nobody has. */
  #take(protocol: Protocol, hostIp: string, wanted: string): number | undefined {
    const isTaken = (port: number) =>
      this.#taken.has(`${protocol} ${hostIp} ${port}`) ||
      // Whoever has all addresses has each of them.
      this.#taken.has(`${protocol} ${hostIp.includes(":") ? "::" : "0.0.0.0"} ${port}`);
    const take = (port: number) => {
      this.#taken.add(`${protocol} ${hostIp} ${port}`);
      return port;
    };
    if (wanted !== "") {
      const [first = 0, last = first] = wanted.split("-").map(Number);
      for (let port = first; port <= last; port++) if (!isTaken(port)) return take(port);
      return undefined;
    }
    for (let step = 0; step <= LAST_PORT - FIRST_PORT; step++) {
      const port = this.#next.get(`${protocol} ${hostIp}`) ?? FIRST_PORT;
      this.#next.set(`${protocol} ${hostIp}`, port === LAST_PORT ? FIRST_PORT : port + 1);
      if (!isTaken(port)) return take(port);
    }
    return undefined;
  }

  /** Starts docker-proxy for one port. */
  #proxy({ protocol, port, hostIp }: PortRequest, hostPort: number, to: string): Answer<Process> {
    const argv = [
      "/usr/sbin/docker-proxy",
      ...["-proto", protocol, "-host-ip", hostIp, "-host-port", String(hostPort)],
      ...["-container-ip", to, "-container-port", String(port)],
    ];
    let failure: string | undefined;
    const { process } = this.#host.spawn(
      { parent: this.#daemon, argv, env: {}, cwd: "/", files: new Map(), session: { terminal: undefined } },
      (self) => {
        const context = contextOf(this.#host, self);
        const target = { address: parseIp(to) as IpAddress, port };
        const from: Source = {
          domain: hostIp.includes(":") ? "inet6" : "inet",
          address: hostIp === "0.0.0.0" || hostIp === "::" ? undefined : parseIp(hostIp),
          port: hostPort,
        };
        const pass = protocol === "udp" ? passDatagrams : passStreams;
        const listening = pass(context, from, target);
        if (typeof listening !== "string") return listening;
        failure = listening;
        return 1;
      },
    );
    if (failure === undefined) return ok(process);
    const text = hostIp.includes(":") ? `[${hostIp}]` : hostIp;
    return refuse(
      `Error starting userland proxy: listen ${protocol}${hostIp.includes(":") ? 6 : 4} ${text}:${hostPort}: bind: ${failure}`,
    );
  }
}

/** Where a proxy listens; any address of the family when it is undefined. */
interface Source {
  readonly domain: Family;
  readonly address: IpAddress | undefined;
  readonly port: number;
}

interface Target {
  readonly address: IpAddress;
  readonly port: number;
}

/** Passes connections on, each by itself; answers with the reason when it cannot listen. */
function passStreams(context: ProcessContext, from: Source, to: Target): Promise<number> | string {
  const { kernel, self } = context;
  const listener = kernel.stream(from.domain);
  listener.socket.reuseAddress = true;
  listener.socket.v6only = from.domain === "inet6";
  const errno = listener.bind(from.address, from.port) ?? listener.listen(4096);
  if (errno) return strerror(errno).toLowerCase();
  const serve = async () => {
    for (;;) {
      const accepted = await listener.accept(self.signals);
      if (!accepted.ok) return 0;
      void passStream(context, accepted.value, to);
    }
  };
  return serve();
}

async function passStream({ kernel, self }: ProcessContext, client: StreamSocket, to: Target): Promise<void> {
  const backend = kernel.stream(typeof to.address === "string" ? "inet6" : "inet");
  if (await backend.connect(to.address, to.port, self.signals)) {
    backend.close();
    // Meanwhile what the client has sent is here, so that it finds the connection reset.
    await kernel.sleep(REFUSAL_MICROS, self.signals);
    client.close();
    return;
  }
  const carry = async (source: StreamSocket, sink: StreamSocket) => {
    for (;;) {
      const got = await source.receive(self.signals);
      if (!got.ok || got.value === null || (await sink.send(got.value, self.signals))) break;
    }
    await sink.shutdown();
  };
  await Promise.all([carry(client, backend), carry(backend, client)]);
  backend.close();
  client.close();
}

/** Passes datagrams on, for each sender by a socket of its own, through which the answers come. */
function passDatagrams(context: ProcessContext, from: Source, to: Target): Promise<number> | string {
  const { kernel, self } = context;
  const socket = kernel.datagram(from.domain);
  const errno = socket.bind(from.address, from.port);
  if (errno) return strerror(errno).toLowerCase();
  const backends = new Map<string, DatagramSocket>();
  const answer = async (key: string, backend: DatagramSocket, client: Target) => {
    for (;;) {
      const got = await backend.receive(self.signals, UDP_IDLE_MICROS);
      if (!got.ok && got.error === "ECONNREFUSED") continue;
      if (!got.ok) break;
      await socket.send(got.value.text, client);
    }
    backends.delete(key);
    backend.close();
  };
  const serve = async () => {
    for (;;) {
      const got = await socket.receive(self.signals);
      if (!got.ok) return 0;
      const { text, address, port: clientPort } = got.value;
      const key = `${address} ${clientPort}`;
      let backend = backends.get(key);
      if (!backend) {
        backend = kernel.datagram(typeof to.address === "string" ? "inet6" : "inet");
        if (backend.connect(to.address, to.port)) continue;
        backends.set(key, backend);
        void answer(key, backend, { address, port: clientPort });
      }
      await backend.send(text);
    }
  };
  return serve();
}
