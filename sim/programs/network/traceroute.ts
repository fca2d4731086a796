/**
 * traceroute (Debian's traceroute 2.1.2): UDP with growing ports or one port, ICMP echo, SYNs of TCP.
 *
 * Same as the original: its lines, how many probes are under way at a time, how long it waits for one when others have
 * come, marks for what ICMP says.
 * Simplified: names are looked up in /etc/hosts alone.
 * Absent: UDPLITE, DCCP, bare protocols, source routes, AS lookups, options of modules but `-O info`.
 */
import { isIpv6LinkLocal } from "../../../core/address/ipv6.ts";
import { formatIp, type IpAddress } from "../../../core/address/prefix.ts";
import type { Received, SendOptions } from "../../../core/datapath/datapath.ts";
import { lookupRoute } from "../../../core/datapath/fib.ts";
import { FRAGMENTATION_NEEDED } from "../../../core/datapath/icmp.ts";
import { type Errno, strerror } from "../../../core/errors.ts";
import type { SocketId } from "../../../core/model/id.ts";
import { LONGEST_NAME } from "../../../core/operation/link.ts";
import type { ExitStatus } from "../../../core/process.ts";
import { IPV4_HEADER, IPV6_HEADER } from "../../../core/wire/length.ts";
import { TCP_FLAG } from "../../../core/wire/tcp.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { nameOf } from "./hosts.ts";
import { mayPing } from "./ping-group.ts";
import { ask, type Resolved, resolve, whyNotOf, whyUnknownIdn } from "./resolve.ts";
import { parseTraceroute, type TracerouteOptions } from "./traceroute-options.ts";
import { filled, flagNames, mark, segmentLength, tcpOptions } from "./traceroute-probe.ts";
import { Wakeable } from "./wakeable.ts";

const FIRST_PORT = 33_434;
/** Where probes go whose port stays the same. */
const PORTS = { tcp: 80, udp: 53 } as const;
const HEADERS = { inet: 28, inet6: 48 } as const;
const DEFAULT_DATA = 32;
/** What --mtu begins with. */
const LARGEST = 65_000;
const TCP_HEADER = 20;
const SEQUENCES = 0x1000;
const WINDOW = 5840;
/** What is added to a wait that another answer's time decides. */
const PRECISION_MICROS = 1000;

interface Stop {
  readonly status: ExitStatus;
  readonly stderr: string;
}

interface Probe {
  sentMicros: number | undefined;
  receivedMicros: number | undefined;
  socket: SocketId | undefined;
  from: IpAddress | undefined;
  mark: string;
  /** What TCP answered (-O info). */
  flags: string;
  /** The link that an address of a link's own scope is of. */
  zone: string | undefined;
  done: boolean;
  /** The way ends with this answer. */
  final: boolean;
  /** What the way turned out to take, when this probe was the first to know (--mtu). */
  narrowed: number | undefined;
  /** How far away the answer began, by what is left of its hops. */
  back: number | undefined;
}

/** Runs traceroute for a process, by words that need not be its own. */
export async function runTraceroute(
  context: ProcessContext,
  argv: readonly string[] = context.argv,
): Promise<ExitStatus> {
  const options = parseTraceroute(argv);
  const stop = async ({ status, stderr }: Stop): Promise<ExitStatus> => {
    await context.stderr.write(stderr);
    return status;
  };
  if ("status" in options) return stop(options);
  const { host, family } = options;
  await ask(context, host, family ?? "any");
  const found = resolve(context, host).find(
    ({ address }) => family === undefined || (typeof address === "number") === (family === "inet"),
  );
  if (!found) {
    const stderr = `${host}: ${whyNotOf(context.files, host)}\nCannot handle "host" cmdline arg \`${host}' on position 1 (argc ${options.place})\n`;
    return stop({ status: 2, stderr });
  }
  if (options.source !== undefined) await ask(context, options.source);
  const source = options.source === undefined ? undefined : resolve(context, options.source)[0]?.address;
  if (options.source !== undefined && source === undefined)
    return stop({
      status: 2,
      stderr: `${options.source}: ${whyUnknownIdn(context.files, options.source)}\nCannot handle \`-s' option with arg \`${options.source}' (argc ${options.sourcePlace})\n`,
    });
  if (source !== undefined && typeof source !== typeof found.address)
    return stop({ status: 2, stderr: "IP version mismatch in addresses specified\n" });
  if (!mayUse(context, options.method))
    return stop({
      status: 1,
      stderr: "You do not have enough privileges to use this traceroute method.\nsocket: Operation not permitted\n",
    });
  return new Tracing(context, options, found).run();
}

/** Raw sockets need CAP_NET_RAW; ICMP has a kind for those whose group net.ipv4.ping_group_range has. */
function mayUse({ kernel, files }: ProcessContext, method: TracerouteOptions["method"]): boolean {
  if (method === "default" || method === "udp") return true;
  if (kernel.credentials.capabilities.has("CAP_NET_RAW")) return true;
  return method === "icmp" && mayPing({ kernel, files });
}

class Tracing {
  readonly #context: ProcessContext;
  readonly #options: TracerouteOptions;
  readonly #to: Resolved;
  readonly #waker: Wakeable;
  readonly #probes: Probe[];
  #data: Uint8Array;
  #sendMicros = 0;
  #lastFrom: IpAddress | undefined;

  constructor(context: ProcessContext, options: TracerouteOptions, to: Resolved) {
    this.#context = context;
    this.#options = options;
    this.#to = to;
    this.#waker = new Wakeable(context.kernel, context.self);
    this.#probes = Array.from({ length: options.maxHops * options.queries }, () => ({
      sentMicros: undefined,
      receivedMicros: undefined,
      socket: undefined,
      from: undefined,
      mark: "",
      flags: "",
      zone: undefined,
      done: false,
      final: false,
      narrowed: undefined,
      back: undefined,
    }));
    const length = options.length ?? (options.findMtu ? LARGEST : undefined);
    this.#data = filled(length === undefined ? DEFAULT_DATA : Math.max(0, length - this.#headers));
  }

  get #packetLength(): number {
    if (this.#options.method !== "tcp") return this.#data.length + this.#headers;
    return (typeof this.#to.address === "number" ? IPV4_HEADER : IPV6_HEADER) + segmentLength(this.#options.tcpFlags);
  }

  get #headers(): number {
    return HEADERS[typeof this.#to.address === "number" ? "inet" : "inet6"];
  }

  async run(): Promise<ExitStatus> {
    const { stdout, stderr, self } = this.#context;
    const { maxHops, queries, first } = this.#options;
    const zone = this.#to.zone === undefined ? "" : `%${this.#to.zone}`;
    const to = `${this.#to.name} (${formatIp(this.#to.address)}${zone})`;
    const refused = this.#refused();
    const head = `traceroute to ${to}, ${maxHops} hops max, ${this.#packetLength} byte packets`;
    if (refused !== undefined) {
      // Methods with one socket for all find out before anything is printed.
      const { method } = this.#options;
      if (method === "default" || method === "udp") await stdout.write(head);
      await stderr.write(`\n${refused}\n`);
      return 1;
    }
    await stdout.write(head);
    let at = (first - 1) * queries;
    let end = this.#probes.length;
    try {
      while (at < end && !self.signals.pending) {
        const last = this.#probes.findIndex((each, i) => i >= at && i < end && each.done && each.final);
        if (last >= 0) end = (Math.floor(last / queries) + 1) * queries;
        const problem = await this.#sendDue(at, end);
        if (problem !== undefined) {
          // The line that was begun ends on the other stream.
          await stderr.write(`\n${problem}\n`);
          return 1;
        }
        const probe = this.#probes[at] as Probe;
        if (!probe.done && (await this.#expired(at))) this.#finish(probe);
        if (!probe.done) continue;
        await stdout.write(this.#text(at));
        if (probe.final) end = (Math.floor(at / queries) + 1) * queries;
        at++;
      }
      await stdout.write("\n");
    } finally {
      for (const probe of this.#probes) this.#finish(probe);
    }
    return 0;
  }

  /** Sends as many as may be under way. A text is what went wrong. */
  async #sendDue(from: number, end: number): Promise<string | undefined> {
    // Who answers while others are sent is heard of when all are.
    const due: number[] = [];
    for (let i = from; i < end && due.length < this.#options.simultaneous; i++)
      if (!(this.#probes[i] as Probe).done) due.push(i);
    for (const i of due) {
      const probe = this.#probes[i] as Probe;
      if (probe.sentMicros !== undefined) continue;
      const now = this.#context.kernel.nowMicros();
      if (now < this.#sendMicros) return undefined;
      this.#sendMicros = now + this.#options.gapMicros;
      const problem = this.#send(i, probe);
      if (problem !== undefined) return problem;
      await this.#context.kernel.carried();
    }
    return undefined;
  }

  /** What keeps a socket from being bound and connected as it is asked for. */
  #refused(): string | undefined {
    const { kernel } = this.#context;
    const { datapath, netns } = kernel;
    const { source, device, tos, mark, onLink } = this.#options;
    const { address, zone } = this.#to;
    if (source !== undefined) {
      const bound = resolve(this.#context, source)[0]?.address;
      const own = bound === undefined ? undefined : datapath.sourceFor(netns, bound);
      if (!own?.ok || own.value !== bound) return `bind: ${strerror("EADDRNOTAVAIL")}`;
    }
    const through = device ?? zone;
    const options = {
      tos,
      ...(mark === undefined ? {} : { mark }),
      ...(through === undefined ? {} : { device: through }),
    };
    const route = datapath.sourceFor(netns, address, options);
    if (through !== undefined && through.length > LONGEST_NAME)
      return `setsockopt SO_BINDTODEVICE: ${strerror("ENODEV")}`;
    if (!route.ok && route.error === "ENODEV") return `setsockopt SO_BINDTODEVICE: ${strerror("ENODEV")}`;
    if (typeof address === "string" && isIpv6LinkLocal(address) && through === undefined)
      return `connect: ${strerror("EINVAL")}`;
    if (!route.ok) return `connect: ${strerror(route.error)}`;
    if (typeof address !== "number") return undefined;
    const found = lookupRoute(kernel.config(), netns, { destination: address });
    const broadcast = address === 0xffffffff || (found.kind === "route" && found.route.type === "broadcast");
    if (broadcast) return `connect: ${strerror("EACCES")}`;
    const far = onLink && found.kind === "route" && found.nextHop.via !== undefined;
    return far ? `connect: ${strerror("ENETUNREACH")}` : undefined;
  }

  #send(index: number, probe: Probe): string | undefined {
    const { kernel } = this.#context;
    const { device, source, tos, queries, dontFragment, mark, flowLabel, onLink, findMtu } = this.#options;
    const { zone } = this.#to;
    const bound = source === undefined ? undefined : resolve(this.#context, source)[0]?.address;
    const through = device ?? zone;
    const sending = {
      ttl: Math.floor(index / queries) + 1,
      tos,
      pmtu: dontFragment ? ("probe" as const) : ("dont" as const),
      ...(through === undefined ? {} : { device: through }),
      ...(bound === undefined ? {} : { source: bound }),
      ...(mark === undefined ? {} : { mark }),
      ...(flowLabel === undefined ? {} : { flowLabel }),
      ...(onLink ? { onLink } : {}),
    };
    probe.sentMicros = kernel.nowMicros();
    const refused = this.#emit(index, probe, sending);
    if (refused === undefined) return undefined;
    const { mtu } = this.#link() ?? { mtu: undefined };
    if (refused === "EMSGSIZE" && findMtu && mtu !== undefined && mtu < this.#packetLength) {
      this.#narrow(probe, mtu);
      return this.#send(index, probe);
    }
    if (refused === "EMSGSIZE" && dontFragment && mtu !== undefined) {
      // This host's own device is the first that does not take it, which tells of nobody's address.
      probe.receivedMicros = kernel.nowMicros();
      probe.mark = ` !F-${mtu}`;
      probe.final = true;
      this.#finish(probe);
      return undefined;
    }
    return `send: ${strerror(refused)}`;
  }

  /** The device that probes leave by. */
  #link() {
    const { kernel } = this.#context;
    const config = kernel.config();
    const { address, zone } = this.#to;
    const name = this.#options.device ?? zone;
    if (name !== undefined) {
      const id = config.netns[kernel.netns]?.names.get(name);
      return id === undefined ? undefined : config.links[id];
    }
    const found = lookupRoute(config, kernel.netns, { destination: address });
    return found.kind === "route" && found.nextHop.link !== undefined ? config.links[found.nextHop.link] : undefined;
  }

  /** Hands a probe to the socket of its kind. */
  #emit(index: number, probe: Probe, sending: SendOptions): Errno | undefined {
    const { datapath, netns } = this.#context.kernel;
    const { method, port, sourcePort = 0, tcpFlags } = this.#options;
    const { address } = this.#to;
    const family = typeof address === "number" ? "inet" : "inet6";
    const receive = (received: Received) => this.#receive(probe, received);
    if (method === "icmp") {
      const { socket, id } = datapath.openPing(netns, family, receive);
      probe.socket = socket;
      const echo = { type: "echo-request", id, sequence: (port ?? 1) + index, data: this.#data } as const;
      const message = family === "inet" ? ({ kind: "icmp", ...echo } as const) : ({ kind: "icmpv6", ...echo } as const);
      const sent = datapath.sendPing(socket, address, message, sending);
      return sent.ok ? undefined : sent.error;
    }
    if (method === "tcp") {
      probe.socket = datapath.openTcpProbe(netns, family, receive, sourcePort).socket;
      const mtu = datapath.pathMtu(netns, address, sending.device === undefined ? {} : { device: sending.device });
      const headers = (family === "inet" ? IPV4_HEADER : IPV6_HEADER) + TCP_HEADER;
      const sent = datapath.sendTcpProbe(
        probe.socket,
        address,
        {
          kind: "tcp",
          destinationPort: port ?? PORTS.tcp,
          sequence: (index + 1) * SEQUENCES,
          acknowledgment: 0,
          flags: tcpFlags || TCP_FLAG.syn,
          window: WINDOW,
          options: tcpOptions(tcpFlags, (mtu.ok ? mtu.value : LARGEST) - headers, probe.sentMicros ?? 0),
          data: new Uint8Array(0),
        },
        sending,
      );
      return sent.ok ? undefined : sent.error;
    }
    const opened = datapath.openUdp(netns, family, receive, { port: sourcePort });
    if (!opened.ok) return opened.error;
    probe.socket = opened.value.socket;
    const to = method === "udp" ? (port ?? PORTS.udp) : (port ?? FIRST_PORT) + index;
    const sent = datapath.sendUdp(probe.socket, address, to & 0xffff, this.#data, sending);
    return sent.ok ? undefined : sent.error;
  }

  /** The way takes less than was sent: the probe goes again. */
  #narrow(probe: Probe, mtu: number): void {
    this.#data = filled(Math.max(0, mtu - this.#headers));
    probe.narrowed = mtu;
    this.#forget(probe);
    probe.sentMicros = undefined;
    this.#sendMicros = 0;
  }

  /** raw_icmp_error, __udp4_lib_err: errors that this host finds itself come in by lo, not by the device that was asked for. */
  #isUnheard(device: string): boolean {
    const { kernel } = this.#context;
    const config = kernel.config();
    const names = config.netns[kernel.netns]?.names;
    const from = names?.get(device);
    const asked = this.#options.device;
    if (asked === undefined || from === undefined || from === names?.get(asked)) return false;
    return config.links[from]?.kind.type === "loopback";
  }

  #receive(probe: Probe, { packet, atMicros, device }: Received): void {
    const { payload } = packet;
    if (probe.done) return;
    if (payload.kind === "icmp" && "original" in payload && this.#isUnheard(device)) return;
    if (payload.kind === "tcp") {
      if (packet.source !== this.#to.address || payload.sourcePort !== (this.#options.port ?? PORTS.tcp)) return;
      probe.final = true;
      if (this.#options.info) probe.flags = flagNames(payload.flags);
    } else if (payload.kind === "icmp" || payload.kind === "icmpv6") {
      const narrow =
        payload.type === "packet-too-big" ||
        (payload.kind === "icmp" && payload.type === "unreachable" && payload.code === FRAGMENTATION_NEEDED);
      if (narrow && this.#options.findMtu && "info" in payload && payload.info < this.#packetLength) {
        this.#narrow(probe, payload.info);
        this.#waker.wake();
        return;
      }
      probe.final = payload.type !== "time-exceeded";
      if ("info" in payload && payload.type !== "time-exceeded") probe.mark = mark(payload);
    } else return;
    probe.receivedMicros = atMicros;
    probe.from = packet.source;
    probe.zone = typeof packet.source === "string" && isIpv6LinkLocal(packet.source) ? device : undefined;
    const left = packet.kind === "ipv4" ? packet.ttl : packet.hopLimit;
    probe.back = left <= 64 ? 65 - left : left <= 128 ? 129 - left : 256 - left;
    this.#finish(probe);
    this.#waker.wake();
  }

  #finish(probe: Probe): void {
    probe.done = true;
    this.#forget(probe);
  }

  #forget(probe: Probe): void {
    if (probe.socket !== undefined) this.#context.kernel.datapath.close(probe.socket);
    probe.socket = undefined;
  }

  /** Waits for an answer to a probe, no longer than the answers to others let expect one. True: there will be none. */
  async #expired(index: number): Promise<boolean> {
    const { kernel } = this.#context;
    const probe = this.#probes[index] as Probe;
    // What has not gone out yet waits for its turn.
    const deadline =
      probe.sentMicros === undefined
        ? Math.max(this.#sendMicros, kernel.nowMicros() + 1)
        : probe.sentMicros + this.#patience(index);
    const left = deadline - kernel.nowMicros();
    if (left <= 0) return probe.sentMicros !== undefined;
    await this.#waker.sleep(left);
    return false;
  }

  #patience(index: number): number {
    const { waitMicros, hereFactor, nearFactor, queries } = this.#options;
    const hop = Math.floor(index / queries);
    const tripOf = (i: number): number | undefined => {
      const { sentMicros, receivedMicros } = this.#probes[i] as Probe;
      return sentMicros === undefined || receivedMicros === undefined ? undefined : receivedMicros - sentMicros;
    };
    const among = (from: number, to: number, factor: number): number | undefined => {
      for (let i = from; i < to && factor > 0; i++) {
        const trip = tripOf(i);
        if (trip !== undefined) return Math.min(waitMicros, trip * factor + PRECISION_MICROS);
      }
      return undefined;
    };
    return (
      among(hop * queries, (hop + 1) * queries, hereFactor) ??
      among((hop + 1) * queries, this.#probes.length, nearFactor) ??
      waitMicros
    );
  }

  #text(index: number): string {
    const { queries } = this.#options;
    const probe = this.#probes[index] as Probe;
    let out = "";
    if (index % queries === 0 || index === (this.#options.first - 1) * queries) {
      out += `\n${String(Math.floor(index / queries) + 1).padStart(2)} `;
      this.#lastFrom = undefined;
    }
    if (probe.from === undefined) out += " *";
    if (probe.receivedMicros !== undefined) {
      const zone = probe.zone === undefined ? "" : `%${probe.zone}`;
      const again = probe.from === this.#lastFrom;
      if (!again && probe.from !== undefined) out += ` ${this.#who(probe.from, zone)}`;
      this.#lastFrom = probe.from;
      if (this.#options.wayBack && probe.back !== Math.floor(index / queries) + 1) out += ` '-${probe.back}'`;
      if (!again) out += probe.flags;
      out += `  ${((probe.receivedMicros - (probe.sentMicros ?? 0)) / 1000).toFixed(3)} ms`;
      out += probe.mark;
    }
    // One place holds both (err_str): an error takes that of the size, which is told of a probe without an answer, too.
    if (probe.narrowed !== undefined && probe.mark === "") out += ` F=${probe.narrowed}`;
    return out;
  }

  #who(address: IpAddress, zone: string): string {
    const text = formatIp(address) + zone;
    if (this.#options.numeric) return text;
    return `${nameOf(this.#context.files, address) ?? text} (${text})`;
  }
}

/** The name says the family (check_progname). */
function program(name: "traceroute" | "traceroute6"): Program {
  return {
    name,
    path: `/usr/bin/${name}`,
    summary: "print the route packets take to a host",
    run: (context) => runTraceroute(context),
    complete: (words) => (words.at(-2) === "-i" ? ["<device>"] : []),
  };
}

export const traceroute = program("traceroute");
export const traceroute6 = program("traceroute6");
