/**
 * ping, ping4 and ping6 (iputils 20221126): words, exit codes, when it sends, when it stops.
 *
 * Same as the original: output, statistics, waiting for stragglers, errors that count as answers, -w and -c together,
 * what signals do.
 * Simplified: names are looked up in /etc/hosts alone.
 * Several hosts are a source route, which this version of ping always fails to set: it has laid down CAP_NET_RAW by then.
 * Absent: node information of IPv6.
 */
import { IPV4_LOOPBACK, type Ipv4 } from "../../../core/address/ipv4.ts";
import {
  IPV6_ANY,
  IPV6_LOOPBACK,
  type Ipv6,
  ipv6Words,
  isIpv6LinkLocal,
  isIpv6Multicast,
} from "../../../core/address/ipv6.ts";
import { formatIp, type IpAddress, parseIp } from "../../../core/address/prefix.ts";
import { NOT_MODELLED } from "../../../core/command/args.ts";
import type { Datapath, Received } from "../../../core/datapath/datapath.ts";
import { lookupRoute } from "../../../core/datapath/fib.ts";
import { type Errno, strerror } from "../../../core/errors.ts";
import type { LinkId } from "../../../core/model/id.ts";
import type { Link } from "../../../core/model/link.ts";
import { type ExitStatus, type FileSystem, SIGNAL } from "../../../core/process.ts";
import type { Icmp, Icmpv6 } from "../../../core/wire/frame.ts";
import { IPV4_HEADER, IPV6_HEADER } from "../../../core/wire/length.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { type PingOptions, parsePing } from "./ping-options.ts";
import { collectingOptions, OPTIONS_ROOM, OptionsPrinter } from "./ping-record.ts";
import { BRIEF_USAGE, errorText, Statistics, tripTime } from "./ping-text.ts";
import { nameOf, type Resolved, resolve, whyUnknown } from "./resolve.ts";
import { Wakeable } from "./wakeable.ts";

/** A packet with room for the time it was sent at can tell how long it took (struct timeval). */
const TIMESTAMP_OCTETS = 16;
const MIN_USER_MILLIS = 2;
const FLOOD_MICROS = 10_000;
const ICMP_HEADER = 8;
const MAX_MESSAGE = 65_535;
/** More than these fit in no option of IPv4. */
const MAX_HOSTS = 10;
/** More than these fit in no timestamp option. */
const MAX_STAMPED = 4;
const PRESPECIFIED = 3;
/** The most that a receive buffer may hold (net.core.rmem_max), which the kernel doubles. */
const RECEIVE_BUFFER = 2 * 212_992;
/** The least time between two packets of an adaptive or flooding ping. */
const MIN_INTERVAL_MICROS = 10;

interface Target {
  readonly to: Resolved;
  readonly device: string | undefined;
  readonly source: IpAddress;
  /** The user chose where packets come from, and the first line says so. */
  readonly bound: boolean;
  /** The device that was asked for does not have the source that was found. */
  readonly elsewhere?: string;
  /** Bound to an address that nobody answers to: a group, or everybody's. */
  readonly unanswered?: boolean;
}

/** What ping uses of its process. */
export interface PingContext extends Pick<ProcessContext, "argv" | "stdout" | "stderr" | "self"> {
  readonly files: Pick<FileSystem, "readFile">;
  readonly kernel: Pick<Kernel, "credentials" | "netns" | "datapath" | "nowMicros" | "wallMicros" | "config" | "sleep">;
}

async function run(context: PingContext): Promise<ExitStatus> {
  const name = context.argv[0]?.split("/").at(-1) ?? "ping";
  const parsed = parsePing(name, context.argv, context.kernel.credentials.uid);
  if (parsed.kind === "stop") {
    if (parsed.stderr !== "") await context.stderr.write(parsed.stderr);
    if (parsed.stdout !== "") await context.stdout.write(parsed.stdout);
    return parsed.status;
  }
  if (parsed.warnings !== "") await context.stderr.write(parsed.warnings);
  const fail = async (text: string): Promise<ExitStatus> => {
    await context.stderr.write(`${name}: ${text}\n`);
    return 2;
  };
  const { options, stops } = parsed;
  if (options.verbose) await context.stderr.write(`${socketsText(name, options)}\n\n`);
  const mayMark = context.kernel.credentials.capabilities.has("CAP_NET_ADMIN");
  if (options.mark !== 0 && !mayMark) {
    const warning = `${name}: WARNING: failed to set mark: ${options.mark}: Operation not permitted\n`;
    // One for each socket.
    await context.stderr.write(warning.repeat(options.family === undefined ? 2 : 1));
  }
  const by = stops.length > 0 ? await byStops(context, name, [...stops, parsed.target], options) : [];
  if (typeof by === "number") return by;
  const found = locate(context, parsed.target, options);
  if (typeof found === "string") return fail(found);
  const inet = typeof found.to.address === "number";
  if (options.ttl === 0 && inet) return fail("cannot set unicast time-to-live: Invalid argument");
  if (options.nodeQuery && !inet) {
    await context.stderr.write("netnone: ping: node information queries (RFC 4620) are not modelled\n");
    return NOT_MODELLED;
  }
  if (options.verbose) {
    const family = typeof found.to.address === "number" ? "AF_INET" : "AF_INET6";
    await context.stdout.write(`ai->ai_family: ${family}, ai->ai_canonname: '${found.to.name}'\n`);
  }
  if (options.pattern && !options.quiet) {
    const hex = options.pattern.map((octet) => octet.toString(16).padStart(2, "0")).join("");
    await context.stdout.write(`PATTERN: 0x${hex}\n`);
  }
  if (found.elsewhere !== undefined)
    await context.stderr.write(
      `${name}: Warning: source address might be selected on device other than: ${found.elsewhere}\n`,
    );
  if (typeof found.to.address === "number" && isBroadcast(context, found.to.address, found.device)) {
    if (!options.broadcast)
      return fail("Do you want to ping broadcast? Then -b. If not, check your local firewall rules");
    await context.stderr.write("WARNING: pinging broadcast address\n");
  }
  if (inet && (options.broadcast || isMulticast(found.to.address)) && context.kernel.credentials.uid !== 0) {
    const millis = Math.floor(options.intervalMicros / 1000);
    if (millis < 1000) return fail(`broadcast ping with too short interval: ${millis}`);
    if (options.pmtu !== undefined && options.pmtu !== "do") return fail("broadcast ping does not fragment");
  }
  return new Run(context, name, parsed.target, options, found, by).run();
}

/** What -v says of the sockets, which stand for both families unless one was asked for. */
function socketsText(name: string, { family, identifier }: PingOptions): string {
  const hint = family === undefined ? "AF_UNSPEC" : family === "inet" ? "AF_INET" : "AF_INET6";
  const forced = identifier === 0 ? `${name}: WARNING: ident 0 => forcing raw socket\n` : "";
  const none = "-1 (socktype: 0)";
  const raw = (fd: number) => `${fd} (socktype: SOCK_RAW)`;
  const four = family === "inet6" ? none : raw(3);
  const six = family === "inet" ? none : raw(family === "inet6" ? 3 : 4);
  return `${forced}${name}: sock4.fd: ${four}, sock6.fd: ${six}, hints.ai_family: ${hint}`;
}

/**
 * Several hosts: packets are to go by way of the first ones, or these are who is to write down the time. The family is that of the last, which has to be IPv4, and so
 * have all; the first has to be reachable.
 */
async function byStops(
  context: PingContext,
  name: string,
  hosts: readonly string[],
  options: PingOptions,
): Promise<ExitStatus | readonly Ipv4[]> {
  const stop = async (text: string): Promise<ExitStatus> => {
    await context.stderr.write(text);
    return 2;
  };
  const refused = (text: string): string | undefined => {
    const candidates = resolve(context.files, text);
    if (candidates.length === 0) return `${text}: ${whyUnknown(text)}`;
    return candidates.some(({ address }) => typeof address === "number")
      ? undefined
      : `${text}: Address family for hostname not supported`;
  };
  const target = hosts.at(-1) ?? "";
  const candidates = resolve(context.files, target);
  if (candidates.length === 0) return stop(`${name}: ${target}: ${whyUnknown(target)}\n`);
  const inet6 = options.family === "inet6" || candidates.every(({ address }) => typeof address !== "number");
  const most = options.stamps === PRESPECIFIED ? MAX_STAMPED + 1 : MAX_HOSTS;
  const refusedHere = options.recordRoute || (options.stamps !== undefined && options.stamps !== PRESPECIFIED);
  if (inet6 || refusedHere || hosts.length > most) return stop(BRIEF_USAGE);
  for (const host of hosts) {
    const problem = refused(host);
    if (problem !== undefined) return stop(`${name}: ${problem}\n`);
  }
  if (options.stamps === PRESPECIFIED)
    return hosts.slice(0, -1).flatMap((host) => {
      const four = resolve(context.files, host).find(({ address }) => typeof address === "number");
      return four ? [four.address as Ipv4] : [];
    });
  const first = locate(context, hosts[0] ?? target, { ...options, family: "inet" });
  return stop(`${name}: ${typeof first === "string" ? first : "record route: Operation not permitted"}\n`);
}

/** Finds the address, the device and the source; or says what is wrong. */
function locate(context: PingContext, text: string, options: PingOptions): Target | string {
  const { kernel } = context;
  const { datapath } = kernel;
  const candidates = resolve(context.files, text);
  if (candidates.length === 0) {
    return `${text}: ${whyUnknown(text)}`;
  }
  const family = (to: Resolved) => (typeof to.address === "number" ? "inet" : "inet6");
  const fitting = candidates.filter((to) => options.family === undefined || family(to) === options.family);
  if (fitting.length === 0) return `${text}: Address family for hostname not supported`;
  const reachable = fitting.find(
    (to) => datapath.sourceFor(kernel.netns, reached(to), socketOptions(options, undefined)).ok,
  );
  const first = reachable ?? (fitting[0] as Resolved);
  // This host itself is whoever would be asked from.
  const mine = first.address === 0 && options.device !== undefined ? own(context, options.device) : undefined;
  const to: Resolved = first.address === 0 ? { ...first, address: mine ?? IPV4_LOOPBACK } : first;
  const asDevice = (name: string) => linkByName(context, name);
  let device: string | undefined;
  let source: IpAddress | undefined;
  if (to.zone !== undefined) {
    if (!asDevice(to.zone)) return `${text}: Name or service not known`;
    device = to.zone;
  }
  const inet = family(to) === "inet";
  if (options.device === "" && inet) {
    // SO_BINDTODEVICE of no name binds to nothing.
    const rest = locate(context, text, { ...options, device: undefined });
    return typeof rest === "string" ? rest : { ...rest, bound: true, elsewhere: "" };
  }
  if (options.device !== undefined) {
    if (!asDevice(options.device))
      return inet && !isMulticast(to.address)
        ? `SO_BINDTODEVICE ${options.device}: No such device`
        : `unknown iface: ${options.device}`;
    device = options.device;
  }
  const given = inet ? options.source4 : options.source6;
  if (given !== undefined) {
    source = parseIp(given);
    // Any address is one that the kernel chooses.
    if (source === 0 || source === IPV6_ANY) source = undefined;
    if (typeof source === "number" && isGroupSource(context, source))
      return { to, device, source, bound: true, unanswered: true };
    if (typeof source === "string" && isIpv6LinkLocal(source) && options.device === undefined)
      return `bind icmp socket: ${strerror("EINVAL")}`;
    if (source !== undefined && !owns(context, source, device))
      return `${inet ? "bind" : "bind icmp socket"}: Cannot assign requested address`;
    // Who says where packets come from is not asked to connect first.
    if (source !== undefined) return { to, device, source, bound: true };
  }
  // ping6_run leaves the family out of what it connects to where the scope is a link: that tells no source.
  if (typeof to.address === "string" && isLinkScope(to.address) && source === undefined)
    return options.device === undefined
      ? { to, device, source: IPV6_ANY, bound: false }
      : { to, device, source: IPV6_ANY, bound: true, elsewhere: options.device };
  const chosen = datapath.sourceFor(kernel.netns, reached(to), socketOptions(options, device));
  if (!chosen.ok) {
    if (chosen.error === "EACCES" && family(to) === "inet")
      return "Do you want to ping broadcast? Then -b. If not, check your local firewall rules";
    return `connect: ${strerror(chosen.error)}`;
  }
  const bound = options.strictSource || options.device !== undefined;
  const from = source ?? chosen.value;
  if (options.device === undefined || ownedBy(asDevice(options.device), from))
    return { to, device, source: from, bound };
  return { to, device, source: from, bound, elsewhere: options.device };
}

/** ip6_datagram_connect: who names no address means himself. */
function reached({ address }: Resolved): IpAddress {
  return address === IPV6_ANY ? IPV6_LOOPBACK : address;
}

/** IN6_IS_ADDR_LINKLOCAL, IN6_IS_ADDR_MC_LINKLOCAL. */
function isLinkScope(address: Ipv6): boolean {
  return isIpv6LinkLocal(address) || /^ff.2/.test(address);
}

/** Does the device have the address? */
/** getifaddrs(3) calls an address of IPv4 by its label. */
function ownedBy(link: Link | undefined, address: IpAddress): boolean {
  if (!link) return false;
  return typeof address === "number"
    ? link.inet.some(({ local, label }) => local === address && label === link.name)
    : link.inet6.some(({ local }) => local === address);
}

/** What routes are looked up by besides addresses. */
function socketOptions({ tos, mark }: PingOptions, device: string | undefined) {
  return { tos, mark, ...(device === undefined ? {} : { device }) };
}

/** inet_addr_type: a raw socket may be bound to a group or a broadcast address, and then sends from the device's own. */
function isGroupSource(context: PingContext, address: Ipv4): boolean {
  return isMulticast(address) || isBroadcast(context, address, undefined);
}

/** The address that a device gives to what has none. */
function own(context: PingContext, device: string): Ipv4 | undefined {
  return linkByName(context, device)?.inet[0]?.local;
}

function isMulticast(address: IpAddress): boolean {
  return typeof address === "number" && address >>> 28 === 0xe;
}

function linkByName(context: PingContext, name: string): Link | undefined {
  const config = context.kernel.config();
  const names = config.netns[context.kernel.netns]?.names ?? {};
  return Object.hasOwn(names, name) ? config.links[names[name] as LinkId] : undefined;
}

/** inet_addr_type_table: is the address one of this host's, or of the VRF that the socket is bound to? */
function owns(context: PingContext, address: IpAddress, device: string | undefined): boolean {
  const bound = device === undefined ? undefined : linkByName(context, device);
  const oif = bound?.kind.type === "vrf" ? bound.id : undefined;
  const found = lookupRoute(context.kernel.config(), context.kernel.netns, { destination: address, oif });
  return found.kind === "route" && found.route.type === "local";
}

function isBroadcast(context: PingContext, address: Ipv4, device: string | undefined): boolean {
  if (address === 0xffffffff) return true;
  const oif = device === undefined ? undefined : linkByName(context, device)?.id;
  const found = lookupRoute(context.kernel.config(), context.kernel.netns, { destination: address, oif });
  return found.kind === "route" && found.route.type === "broadcast";
}

class Run {
  readonly #context: PingContext;
  readonly #name: string;
  readonly #text: string;
  readonly #options: PingOptions;
  readonly #target: Target;
  readonly #stats = new Statistics();
  readonly #sentMicros = new Map<number, number>();
  readonly #answered = new Set<number>();
  readonly #data: Uint8Array;
  #out = "";
  #stop = false;
  #snapshot = false;
  readonly #wakeable: Wakeable;
  /** The options that packets leave with, and the route that the last answer has come by. */
  readonly #ipOptions: Uint8Array | undefined;
  readonly #answers: OptionsPrinter;

  constructor(
    context: PingContext,
    name: string,
    text: string,
    options: PingOptions,
    target: Target,
    stamped: readonly Ipv4[],
  ) {
    this.#context = context;
    this.#wakeable = new Wakeable(context.kernel, context.self);
    this.#name = name;
    this.#text = text;
    this.#options = options;
    this.#target = target;
    const pattern = options.pattern?.length ? options.pattern : undefined;
    this.#data = new Uint8Array(Math.min(options.size, 2 * MAX_MESSAGE)).map((_, i) =>
      pattern ? (pattern[i % pattern.length] ?? 0) : i & 255,
    );
    this.#ipOptions = typeof target.to.address === "number" ? collectingOptions(options, stamped) : undefined;
    this.#answers = new OptionsPrinter((address) => this.#who(address, ""), options.flood);
  }

  async run(): Promise<ExitStatus> {
    const { kernel, self } = this.#context;
    const options = this.#options;
    const stats = this.#stats;
    const family = typeof this.#target.to.address === "number" ? "inet" : "inet6";
    const { socket, id } = kernel.datapath.openPing(
      kernel.netns,
      family,
      (received) => this.#receive(received, id),
      options.identifier,
    );
    const interrupted = () => {
      this.#stop = true;
      this.#wakeable.wake();
    };
    const deaf = [
      self.signals.catch("INT", interrupted),
      self.signals.catch("ALRM", interrupted),
      self.signals.catch("QUIT", () => {
        this.#snapshot = true;
        this.#wakeable.wake();
      }),
    ];
    try {
      if (this.#crowded())
        await this.#context.stderr.write(`${this.#name}: WARNING: probably, rcvbuf is not enough to hold preload\n`);
      this.#header();
      await this.#flush();
      if (kernel.credentials.uid !== 0 && options.hasty) {
        await this.#context.stderr.write(
          `${this.#name}: cannot flood; minimal interval allowed for user is ${MIN_USER_MILLIS}ms\n`,
        );
        return 2;
      }
      stats.startMicros = kernel.nowMicros();
      stats.lastMicros = stats.startMicros;
      await this.#loop(socket, id);
      // What ping does not catch ends it as it stands.
      const { pending } = self.signals;
      if (pending !== undefined && !this.#stop) {
        await this.#flush();
        return 128 + SIGNAL[pending];
      }
      this.#out += stats.summary(this.#text, options.flood || options.adaptive || options.intervalMicros === 0);
      await this.#flush();
    } finally {
      for (const forget of deaf) forget();
      kernel.datapath.close(socket);
    }
    if (options.deadlineMicros !== undefined && options.count !== undefined && stats.received < options.count) return 1;
    return stats.received > 0 ? 0 : 1;
  }

  /** main_loop of ping_common.c: send when it is time, take what comes, until there is a reason to stop. */
  async #loop(socket: Parameters<typeof this.send>[0], id: number): Promise<void> {
    const { kernel, self } = this.#context;
    const options = this.#options;
    const stats = this.#stats;
    const end = options.deadlineMicros === undefined ? undefined : stats.startMicros + options.deadlineMicros;
    let dueMicros = stats.startMicros;
    let lingerUntil: number | undefined;
    let preload = options.preload;
    for (;;) {
      if (this.#snapshot) {
        this.#snapshot = false;
        await this.#context.stderr.write(stats.snapshot());
      }
      await this.#flush();
      const now = kernel.nowMicros();
      if (this.#stop || self.signals.pending || (end !== undefined && now >= end)) return;
      if (options.count !== undefined && stats.received + stats.errors >= options.count) return;
      if (end !== undefined && stats.errors > 0) return;
      const done = options.count !== undefined && end === undefined && stats.transmitted >= options.count;
      if (!done && now >= dueMicros) {
        this.send(socket, id);
        dueMicros = --preload > 0 ? now : now + this.#interval();
        lingerUntil = undefined;
        continue;
      }
      if (done) {
        lingerUntil ??=
          stats.lastMicros +
          (stats.received > 0 ? Math.max(2 * stats.max, options.intervalMicros) : options.lingerMicros);
        if (now >= lingerUntil) return;
      }
      // A flooding or adaptive ping goes on as soon as the answer is there.
      const before = stats.received;
      const until = Math.min(done ? (lingerUntil ?? dueMicros) : dueMicros, end ?? Number.POSITIVE_INFINITY);
      await this.#wakeable.sleep(until - now);
      if (!done && stats.received > before && options.intervalMicros === 0)
        dueMicros = Math.min(dueMicros, kernel.nowMicros() + MIN_INTERVAL_MICROS);
    }
  }

  #interval(): number {
    const { flood, adaptive, intervalMicros } = this.#options;
    if (intervalMicros > 0) return intervalMicros;
    return flood ? FLOOD_MICROS : adaptive ? Math.max(200_000, this.#stats.max * 2) : MIN_INTERVAL_MICROS;
  }

  /** sock_setbufs: more is to be under way than the socket holds. */
  #crowded(): boolean {
    const { size, preload } = this.#options;
    const v4 = typeof this.#target.to.address === "number";
    const octets = size + ICMP_HEADER;
    const header = v4 ? IPV4_HEADER + (this.#ipOptions ? OPTIONS_ROOM : 0) : IPV6_HEADER;
    const each = octets + Math.floor((octets + 511) / 512) * (header + 16 + 64 + 160);
    return each * preload > RECEIVE_BUFFER;
  }

  #header(): void {
    const { to, device, source, bound } = this.#target;
    const options = this.#options;
    const { size } = options;
    const onDevice = options.device === undefined ? undefined : device;
    if (typeof to.address === "number") {
      const from = bound ? `from ${formatIp(source)} ${onDevice ?? ""}: ` : "";
      this.#out += `PING ${to.name} (${formatIp(to.address)}) ${from}${size}(${size + 28 + (this.#ipOptions ? OPTIONS_ROOM : 0)}) bytes of data.\n`;
      return;
    }
    const zone = to.zone === undefined ? "" : `%${to.zone}`;
    const inner = to.literal ? `${formatIp(to.address)}${zone}` : `${to.name} (${formatIp(to.address)})`;
    const from = bound ? `from ${this.#zoned(source, device)} ${onDevice ?? ""}: ` : "";
    const flow = options.flowLabel === undefined ? "" : `, flow 0x${options.flowLabel.toString(16).padStart(5, "0")}, `;
    const name = to.literal ? `${formatIp(to.address)}${zone}` : to.name;
    this.#out += `PING ${name}(${inner}) ${from}${flow}${size} data bytes\n`;
  }

  send(socket: Parameters<Datapath["sendPing"]>[0], id: number): void {
    const { kernel } = this.#context;
    const options = this.#options;
    const stats = this.#stats;
    if (options.outstanding && stats.transmitted > 0 && !this.#answered.has(stats.transmitted & 0xffff))
      this.#say(`no answer yet for icmp_seq=${stats.transmitted & 0xffff}`);
    const { to, device, source, bound } = this.#target;
    stats.transmitted++;
    const sequence = stats.transmitted & 0xffff;
    this.#answered.delete(sequence);
    const now = kernel.nowMicros();
    this.#sentMicros.set(sequence, now);
    stats.lastMicros = now;
    const echo = { type: "echo-request", id, sequence, data: this.#data } as const;
    const v4 = typeof to.address === "number";
    // Broadcasts and multicasts are not to be cut into pieces.
    const pmtu = options.pmtu ?? (v4 && (options.broadcast || isMulticast(to.address)) ? "do" : undefined);
    const sent = kernel.datapath.sendPing(
      socket,
      reached(to),
      v4 ? { kind: "icmp", ...echo } : { kind: "icmpv6", ...echo },
      {
        ...(device === undefined ? {} : { device }),
        ...(bound && source !== IPV6_ANY && !this.#target.unanswered ? { source } : {}),
        ...(options.ttl === undefined ? {} : { ttl: options.ttl }),
        tos: options.tos,
        mark: options.mark,
        ...(options.flowLabel === undefined ? {} : { flowLabel: options.flowLabel }),
        ...(pmtu === undefined ? {} : { pmtu }),
        ...(this.#ipOptions === undefined ? {} : { ipOptions: this.#ipOptions }),
        ...(options.onLink ? { onLink: true } : {}),
        ...(options.deaf ? { deaf: true } : {}),
      },
    );
    if (!sent.ok) this.#sendFailed(sent.error);
    else if (options.flood && !options.quiet) this.#out += ".";
  }

  #sendFailed(errno: Errno): void {
    const { kernel, stderr } = this.#context;
    if (errno === "EMSGSIZE") {
      const { device, to } = this.#target;
      const v4 = typeof to.address === "number";
      // A raw IPv4 socket refuses more than any packet holds before it would look for a path and its MTU.
      if (v4 && this.#data.length + ICMP_HEADER > MAX_MESSAGE) return;
      // A quiet ping does not count what it does not print.
      if (this.#options.quiet) return;
      this.#stats.errors++;
      if (this.#options.flood) {
        this.#out += "E";
        return;
      }
      const mtu = kernel.datapath.pathMtu(kernel.netns, reached(to), socketOptions(this.#options, device));
      if (!mtu.ok) return;
      const text = v4 ? `mtu=${mtu.value}` : `mtu: ${mtu.value}`;
      void stderr.write(`${this.#name}: local error: message too long, ${text}\n`);
    }
    // Of other errors this version says nothing: it looks for one in the error queue, and an empty queue silences it.
  }

  #receive({ packet, atMicros, device }: Received, id: number): void {
    const message = packet.payload;
    if (this.#target.unanswered || this.#elsewhere(packet, device)) return;
    if (message.kind !== "icmp" && message.kind !== "icmpv6") return;
    if (message.type === "echo-reply") {
      const hops = packet.kind === "ipv4" ? packet.ttl : packet.hopLimit;
      const carried = packet.kind === "ipv4" ? packet.options?.bytes : undefined;
      this.#reply(message, packet.source, hops, atMicros, device, id, carried);
    } else if ("original" in message) this.#error(message, packet.source, device);
    this.#wakeable.wake();
  }

  /** raw_v4_match: a socket bound to lo does not hear what came in by the device that has the address. */
  #elsewhere({ kind }: Received["packet"], device: string): boolean {
    const { device: bound } = this.#options;
    if (kind !== "ipv4" || bound === undefined || bound === device) return false;
    return linkByName(this.#context, bound)?.kind.type === "loopback";
  }

  #reply(
    message: Extract<Icmp | Icmpv6, { data: Uint8Array }>,
    source: IpAddress,
    hops: number,
    atMicros: number,
    device: string,
    id: number,
    carried: Uint8Array | undefined,
  ): void {
    const options = this.#options;
    const stats = this.#stats;
    const { sequence } = message;
    const sent = this.#sentMicros.get(sequence);
    if (sent === undefined) return;
    const timed = message.data.length >= TIMESTAMP_OCTETS;
    const trip = atMicros - sent;
    stats.lastMicros = atMicros;
    if (timed) stats.time(trip);
    const repeated = this.#answered.has(sequence);
    if (repeated) stats.repeats++;
    else {
      this.#answered.add(sequence);
      stats.received++;
    }
    stats.acknowledge(sequence);
    if (options.quiet) return;
    if (options.flood) {
      this.#out += "\b \b";
      return;
    }
    const ident = options.verbose ? ` ident=${id}` : "";
    let line = `${message.data.length + 8} bytes from ${this.#who(source, device)}: icmp_seq=${sequence}${ident} ttl=${hops}`;
    if (timed) line += ` time=${tripTime(trip)} ms`;
    const { to } = this.#target;
    const many =
      typeof to.address === "number" ? options.broadcast || isMulticast(to.address) : isIpv6Multicast(to.address);
    if (repeated && (!many || options.verbose)) line += " (DUP!)";
    // What was sent to everybody anybody may answer.
    const group = many || (typeof to.address === "string" && isSubnetRouter(to.address));
    if (source !== reached(to) && !options.broadcast && !group) line += " (DIFFERENT ADDRESS!)";
    if (options.audible) line += "\x07";
    this.#say(carried ? line + this.#answers.print(carried) : line);
  }

  #error(message: Icmp | Icmpv6, source: IpAddress, device: string): void {
    if (!("original" in message)) return;
    const quoted = message.original.payload;
    if (!("sequence" in quoted)) return;
    const stats = this.#stats;
    // That there is a better way is no failure.
    const redirect = message.type === "redirect";
    if (!redirect) {
      stats.errors++;
      stats.acknowledge(quoted.sequence);
    }
    if (this.#options.quiet || (redirect && this.#options.flood)) return;
    if (this.#options.flood) {
      this.#out += "\bE";
      return;
    }
    this.#say(
      `From ${this.#who(source, device)}${redirect ? ":" : ""} icmp_seq=${quoted.sequence} ${errorText(message)}`,
    );
  }

  /** An address as ping shows it: with its name when the target was given by name, with its zone when it needs one. */
  #who(address: IpAddress, device: string): string {
    const text = this.#zoned(address, device);
    if (this.#options.numeric || this.#target.to.literal) return text;
    const name = nameOf(this.#context.files, address);
    return name === undefined ? text : `${name} (${text})`;
  }

  #zoned(address: IpAddress, device: string | undefined): string {
    const scoped =
      typeof address !== "number" &&
      (isIpv6LinkLocal(address) || (isIpv6Multicast(address as Ipv6) && /^ff.[12]/.test(address)));
    return `${formatIp(address)}${scoped && device !== undefined ? `%${device}` : ""}`;
  }

  #say(line: string): void {
    const now = this.#context.kernel.wallMicros();
    const stamp = this.#options.timestamps
      ? `[${Math.floor(now / 1_000_000)}.${String(now % 1_000_000).padStart(6, "0")}] `
      : "";
    this.#out += `${stamp}${line}\n`;
  }

  async #flush(): Promise<void> {
    if (this.#out === "") return;
    const text = this.#out;
    this.#out = "";
    await this.#context.stdout.write(text);
  }
}

/** The last 64 bits are zero: any router of the subnet may answer. */
function isSubnetRouter(address: Ipv6): boolean {
  return ipv6Words(address)
    .slice(4)
    .every((word) => word === 0);
}

const COMPLETIONS = [..."46AbcDfhIilMnOpqQstvVwW"].map((letter) => `-${letter}`);

function program(name: string): Program {
  return {
    name,
    path: `/usr/bin/${name}`,
    summary: "send ICMP ECHO_REQUEST to network hosts",
    run,
    complete: (words) => {
      const last = words.at(-1) ?? "";
      if (words.at(-2) === "-I") return ["<device>"];
      return last.startsWith("-") ? COMPLETIONS.filter((option) => option.startsWith(last)) : [];
    },
  };
}

export { run as runPing };

export const ping = program("ping");
export const ping4 = program("ping4");
export const ping6 = program("ping6");
