/** ping at work: when it sends, what comes back, when it stops. */
import type { Ipv4 } from "../../../core/address/ipv4.ts";
import { IPV6_ANY, type Ipv6, ipv6Words, isIpv6LinkLocal, isIpv6Multicast } from "../../../core/address/ipv6.ts";
import { formatIp, type IpAddress } from "../../../core/address/prefix.ts";
import type { Datapath, Received } from "../../../core/datapath/datapath.ts";
import { type Errno, strerror } from "../../../core/errors.ts";
import { type ExitStatus, SIGNAL } from "../../../core/process.ts";
import { err } from "../../../core/result.ts";
import type { Icmp, Icmpv6 } from "../../../core/wire/frame.ts";
import { IPV4_HEADER, IPV6_HEADER } from "../../../core/wire/length.ts";
import { nameOf } from "./hosts.ts";
import { mayPing } from "./ping-group.ts";
import type { PingOptions } from "./ping-options.ts";
import { collectingOptions, OPTIONS_ROOM, OptionsPrinter } from "./ping-record.ts";
import {
  isBroadcast,
  isMulticast,
  linkByName,
  type PingContext,
  reached,
  socketOptions,
  type Target,
} from "./ping-target.ts";
import { errorText, Statistics, tripTime } from "./ping-text.ts";
import { isLinkScope } from "./resolve.ts";
import { Wakeable } from "./wakeable.ts";

/** A packet with room for the time it was sent at can tell how long it took (struct timeval). */
const TIMESTAMP_OCTETS = 16;
const MIN_USER_MILLIS = 2;
const FLOOD_MICROS = 10_000;
const ICMP_HEADER = 8;
const MAX_MESSAGE = 65_535;
/** The most that a receive buffer may hold (net.core.rmem_max), which the kernel doubles. */
const RECEIVE_BUFFER = 2 * 212_992;
/** How soon at the earliest, and how late at most, ping tries again when a queue was full (SCHINT). */
const RETRY_MICROS = 10_000;
const LONGEST_RETRY_MICROS = 500_000;
/** The least time between two packets of an adaptive or flooding ping. */
const MIN_INTERVAL_MICROS = 10;

/** One run of ping: sending, hearing and telling (main_loop, pinger and gather_statistics of ping_common.c). */
export class Run {
  readonly #context: PingContext;
  readonly #name: string;
  readonly #text: string;
  readonly #options: PingOptions;
  readonly #target: Target;
  readonly #stats = new Statistics();
  readonly #sentMicros = new Map<number, number>();
  readonly #answered = new Set<number>();
  readonly #data: Uint8Array;
  /** What requests are labelled with; undefined where nobody asked. */
  readonly #flowLabel: number | undefined;
  /** How much of it is the first line alone, which waits for the next. */
  #held = 0;
  #out = "";
  #stop = false;
  /** How many times in a row a queue was full. */
  #refusals = 0;
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
    // The kernel chooses one for who asks for 0 (flr_label of IPV6_FLOWLABEL_MGR).
    this.#flowLabel = options.flowLabel === 0 ? 1 + context.kernel.random(0xfffff) : options.flowLabel;
    const pattern = options.pattern?.length ? options.pattern : undefined;
    this.#data = new Uint8Array(Math.min(options.size, 2 * MAX_MESSAGE)).map((_, i) =>
      pattern ? (pattern[i % pattern.length] ?? 0) : i & 255,
    );
    this.#ipOptions = typeof target.to.address === "number" ? collectingOptions(options, stamped) : undefined;
    this.#answers = new OptionsPrinter((address) => this.#who(address, ""), options.flood);
  }

  async run(warning: string): Promise<ExitStatus> {
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
      // Nobody empties the buffer before there is more to say; on a terminal each line goes out by itself.
      this.#held = this.#context.stdout.terminal ? 0 : this.#out.length;
      await this.#flush();
      if (warning !== "") await this.#complain(warning);
      if (kernel.credentials.uid !== 0 && options.hasty) {
        await this.#complain(
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
      this.#held = 0;
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
        if (this.send(socket, id)) dueMicros = --preload > 0 ? now : now + this.#interval();
        else dueMicros = now + Math.max(this.#interval(), RETRY_MICROS);
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
    // getnameinfo(3) has names of devices for what is of the link, and else their numbers.
    const index = isLinkScope(to.address) ? undefined : linkByName(this.#context, to.zone ?? "")?.ifindex;
    const inner = to.literal
      ? `${formatIp(to.address)}${index === undefined ? zone : `%${index}`}`
      : `${to.name} (${formatIp(to.address)})`;
    const from = bound ? `from ${this.#zoned(source, device)} ${onDevice ?? ""}: ` : "";
    const flow = this.#flowLabel === undefined ? "" : `, flow 0x${this.#flowLabel.toString(16).padStart(5, "0")}, `;
    const name = to.literal ? `${formatIp(to.address)}${zone}` : to.name;
    this.#out += `PING ${name}(${inner}) ${from}${flow}${size} data bytes\n`;
  }

  /** pinger: sends the next request; false when a queue on the way is full, and it is to be tried again. */
  send(socket: Parameters<Datapath["sendPing"]>[0], id: number): boolean {
    const { kernel } = this.#context;
    const options = this.#options;
    const stats = this.#stats;
    if (options.outstanding && stats.transmitted > 0 && !this.#answered.has(stats.transmitted & 0xffff))
      this.#say(`no answer yet for icmp_seq=${stats.transmitted & 0xffff}`);
    const { to, device, source, strict } = this.#target;
    const sequence = (stats.transmitted + 1) & 0xffff;
    this.#answered.delete(sequence);
    const now = kernel.nowMicros();
    this.#sentMicros.set(sequence, now);
    stats.lastMicros = now;
    const echo = { type: "echo-request", id, sequence, data: this.#data } as const;
    const v4 = typeof to.address === "number";
    // Broadcasts and multicasts are not to be cut into pieces.
    const pmtu = options.pmtu ?? (v4 && (options.broadcast || isMulticast(to.address)) ? "do" : undefined);
    // Without SO_BROADCAST nothing goes to everybody.
    const forbidden =
      !options.broadcast && typeof to.address === "number" && isBroadcast(this.#context, to.address, device);
    const sent = forbidden
      ? err("EACCES" as const)
      : kernel.datapath.sendPing(socket, reached(to), v4 ? { kind: "icmp", ...echo } : { kind: "icmpv6", ...echo }, {
          ...(device === undefined ? {} : { device }),
          ...(strict && source !== IPV6_ANY && !this.#target.unanswered ? { source } : {}),
          ...(options.ttl === undefined ? {} : { ttl: options.ttl }),
          tos: options.tos,
          mark: options.mark,
          ...(this.#flowLabel === undefined ? {} : { flowLabel: this.#flowLabel }),
          ...(pmtu === undefined ? {} : { pmtu }),
          ...(this.#ipOptions === undefined ? {} : { ipOptions: this.#ipOptions }),
          ...(options.onLink ? { onLink: true } : {}),
          ...(options.deaf ? { deaf: true } : {}),
        });
    if (!sent.ok && sent.error === "ENOBUFS" && this.#mayRetry()) return false;
    // What it gave up counts for the next one, too.
    if (sent.ok) this.#refusals = 0;
    stats.transmitted++;
    if (!sent.ok) this.#sendFailed(sent.error);
    else if (options.flood && !options.quiet) this.#out += ".";
    return true;
  }

  /** Until it has tried for as long as it would wait for an answer; then a request counts as sent. */
  #mayRetry(): boolean {
    const half = Math.min(Math.max(this.#interval() / 2, RETRY_MICROS), LONGEST_RETRY_MICROS);
    return ++this.#refusals * half < this.#options.lingerMicros;
  }

  #sendFailed(errno: Errno): void {
    const { kernel } = this.#context;
    if (errno === "ENOBUFS" && !this.#options.quiet) {
      if (this.#options.flood) this.#out += "E";
      else void this.#complain(`${this.#name}: sendmsg: ${strerror(errno)}\n`);
    }
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
      // __ip_append_data: what options of the header take is taken off.
      const room = ((this.#ipOptions?.length ?? 0) + 3) & ~3;
      const text = v4 ? `mtu=${Math.min(mtu.value, MAX_MESSAGE) - room}` : `mtu: ${mtu.value}`;
      void this.#complain(`${this.#name}: local error: message too long, ${text}\n`);
    }
    // Of other errors this version says nothing: it looks for one in the error queue, and an empty queue silences it.
  }

  #receive({ packet, atMicros, device, seenBy }: Received, id: number): void {
    const message = packet.payload;
    if (message.kind !== "icmp" && message.kind !== "icmpv6") return;
    if (this.#target.unanswered) return;
    if (this.#elsewhere(packet, device)) {
      // ping4_parse_reply: an error that comes as a packet alone says that the request is under way no more.
      if ("original" in message && seenBy !== undefined && !this.#elsewhere(packet, seenBy)) this.#acknowledge(message);
      return;
    }
    if (message.type === "echo-reply") {
      const hops = packet.kind === "ipv4" ? packet.ttl : packet.hopLimit;
      const carried = packet.kind === "ipv4" ? packet.options?.bytes : undefined;
      this.#reply(message, packet.source, hops, atMicros, device, id, carried);
    } else if ("original" in message) this.#error(message, packet.source, device);
    this.#wakeable.wake();
  }

  /**
   * raw_v4_match, __raw_v6_match: a socket bound to a device does not hear what came in by another (for IPv6: where it is a VRF, whose
   * domain an address of another does not answer in), but what its VRF took. Errors that this host finds itself come in by lo
   * (raw_icmp_error asks skb->dev), but for the sockets of ping_group_range, which ping opens where it may.
   */
  #elsewhere({ kind, payload }: Received["packet"], device: string): boolean {
    // One of a VRF's processes has sockets that are bound to it (`ip vrf exec`).
    const given = this.#options.device ?? this.#context.self.boundTo;
    // What it is bound to may be called by an alternative name.
    const bound = given && (linkByName(this.#context, given)?.name ?? given);
    if (bound === undefined || bound === device) return false;
    const link = linkByName(this.#context, bound);
    const taker = linkByName(this.#context, device);
    if (taker?.kind.type === "loopback" && payload.kind === "icmp" && "original" in payload)
      return !mayPing(this.#context) || link?.kind.type === "vrf";
    if (kind === "ipv6") return link?.kind.type === "vrf";
    return taker === undefined || taker.kind.type !== "vrf" || link?.master !== taker.id;
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
    if (!redirect) stats.errors++;
    this.#acknowledge(message);
    if (this.#options.quiet || (redirect && this.#options.flood)) return;
    if (this.#options.flood) {
      this.#out += "\bE";
      return;
    }
    this.#say(
      `From ${this.#who(source, device)}${redirect ? ":" : ""} icmp_seq=${quoted.sequence} ${errorText(message)}`,
    );
  }

  /** That there is a better way is no answer, and of ICMPv6 (ping6_receive_error_msg) no error is one. */
  #acknowledge(message: Icmp | Icmpv6): void {
    if (message.kind !== "icmp" || message.type === "redirect" || !("original" in message)) return;
    const quoted = message.original.payload;
    if ("sequence" in quoted) this.#stats.acknowledge(quoted.sequence as number);
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

  /** error(3): what waits for standard output goes out before it. */
  async #complain(text: string): Promise<void> {
    const out = this.#out;
    this.#held = 0;
    this.#out = "";
    const writing = out === "" ? undefined : this.#context.stdout.write(out);
    if (writing !== undefined) await writing;
    await this.#context.stderr.write(text);
  }

  async #flush(): Promise<void> {
    if (this.#out.length === this.#held && this.#stats.received === 0) return;
    if (this.#out === "") return;
    this.#held = 0;
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
