/**
 * busybox's ping and ping6 (networking/ping.c of 1.35): its words, its exit statuses, when it sends and when it stops.
 *
 * Same as the original: one packet a second, waiting for the last answer, -w, -W, silence about errors from routers (they
 * do not carry its id where it looks). Simplified: names are looked up in /etc/hosts alone.
 */
import { formatIp, type IpAddress, parseIp } from "../../../core/address/prefix.ts";
import type { Received } from "../../../core/datapath/datapath.ts";
import { strerror } from "../../../core/errors.ts";
import type { ExitStatus } from "../../../core/process.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { options as parseOptions } from "../base/support.ts";
import { ask, resolve } from "../network/resolve.ts";
import { Wakeable } from "../network/wakeable.ts";
import { say, showUsage } from "./usage.ts";

const USAGE = `ping [OPTIONS] HOST

Send ICMP ECHO_REQUESTs to HOST

	-4,-6		Force IP or IPv6 name resolution
	-c CNT		Send only CNT pings
	-s SIZE		Send SIZE data bytes in packets (default 56)
	-i SECS		Interval
	-A		Ping as soon as reply is received
	-t TTL		Set TTL
	-I IFACE/IP	Source interface or IP address
	-W SEC		Seconds to wait for the first response (default 10)
			(after all -c CNT packets are sent)
	-w SEC		Seconds until ping exits (default:infinite)
			(can exit earlier with -c CNT)
	-q		Quiet, only display output at start/finish
	-p HEXBYTE	Payload pattern
`;
const USAGE6 = `ping6 [OPTIONS] HOST

Send ICMP ECHO_REQUESTs to HOST

	-c CNT		Send only CNT pings
	-s SIZE		Send SIZE data bytes in packets (default 56)
	-i SECS		Interval
	-A		Ping as soon as reply is received
	-I IFACE/IP	Source interface or IP address
	-W SEC		Seconds to wait for the first response (default 10)
			(after all -c CNT packets are sent)
	-w SEC		Seconds until ping exits (default:infinite)
			(can exit earlier with -c CNT)
	-q		Quiet, only display output at start/finish
	-p HEXBYTE	Payload pattern
`;

const SECOND_MICROS = 1_000_000;

interface Settings {
  /** 0: without end. */
  readonly count: number;
  readonly size: number;
  readonly intervalMicros: number;
  readonly adaptive: boolean;
  readonly ttl: number | undefined;
  readonly device: string | undefined;
  readonly source: IpAddress | undefined;
  readonly firstWaitMicros: number;
  readonly deadlineMicros: number | undefined;
  readonly quiet: boolean;
  readonly pattern: number;
}

async function run(context: ProcessContext, own: "inet" | "inet6" | undefined): Promise<ExitStatus> {
  const parsed = parseOptions(context.argv, "46c:s:t:i:I:W:w:qAp:");
  const problem = parsed.problem;
  const usage = own === "inet6" ? USAGE6 : USAGE;
  if (problem !== undefined) say(context, problem);
  if (problem !== undefined || parsed.operands.length !== 1) return showUsage(context, usage);
  const { flags } = parsed;
  for (const letter of ["c", "s", "t", "W", "w", "i"]) {
    const value = flags.get(letter);
    const shape = letter === "i" ? /^\d+(\.\d+)?$/ : /^\d+$/;
    if (value !== undefined && !shape.test(value)) return say(context, `invalid number '${value}'`);
  }
  const number = (letter: string) => (flags.has(letter) ? Number(flags.get(letter)) : undefined);
  const [host = ""] = parsed.operands;
  const family = own ?? (flags.has("4") ? "inet" : flags.has("6") ? "inet6" : undefined);
  await ask(context, host, family ?? "any");
  const found = resolve(context, host).find(
    ({ address }) => family === undefined || (typeof address === "number") === (family === "inet"),
  );
  const from = flags.get("I");
  const { kernel } = context;
  const here = kernel.config().netns[kernel.netns];
  const device = from !== undefined && here?.names.has(from) ? from : undefined;
  const source = from === undefined || device !== undefined ? undefined : parseIp(from);
  if (from !== undefined && device === undefined && source === undefined) return say(context, `bad address '${from}'`);
  if (!found) return say(context, `bad address '${host}'`);
  if (!kernel.credentials.capabilities.has("CAP_NET_RAW")) return say(context, "permission denied (are you root?)");
  const seconds = (letter: string) => {
    const value = number(letter);
    return value === undefined ? undefined : value * SECOND_MICROS;
  };
  return new Run(context, host, found.address, found.zone, {
    count: number("c") ?? 0,
    size: number("s") ?? 56,
    intervalMicros: seconds("i") ?? SECOND_MICROS,
    adaptive: flags.has("A"),
    ttl: number("t"),
    device,
    source,
    firstWaitMicros: seconds("W") ?? 10 * SECOND_MICROS,
    deadlineMicros: seconds("w"),
    quiet: flags.has("q"),
    pattern: Number.parseInt(flags.get("p") ?? "0", 16) & 255,
  }).run();
}

class Run {
  readonly #context: ProcessContext;
  readonly #host: string;
  readonly #address: IpAddress;
  readonly #zone: string | undefined;
  readonly #settings: Settings;
  readonly #wakeable: Wakeable;
  readonly #sentMicros = new Map<number, number>();
  readonly #seen = new Set<number>();
  #out = "";
  #sent = 0;
  #received = 0;
  #repeats = 0;
  #sum = 0;
  #least = Number.POSITIVE_INFINITY;
  #most = 0;
  #stop = false;

  constructor(context: ProcessContext, host: string, address: IpAddress, zone: string | undefined, settings: Settings) {
    this.#context = context;
    this.#host = host;
    this.#address = address;
    this.#zone = zone;
    this.#settings = settings;
    this.#wakeable = new Wakeable(context.kernel, context.self);
  }

  async run(): Promise<ExitStatus> {
    const { kernel, self } = this.#context;
    const { source, size } = this.#settings;
    const v4 = typeof this.#address === "number";
    const { socket, id } = kernel.datapath.openPing(kernel.netns, v4 ? "inet" : "inet6", (got) => this.#take(got));
    const deaf = self.signals.catch("INT", () => {
      this.#stop = true;
      this.#wakeable.wake();
    });
    const zone = this.#zone === undefined ? "" : `%${this.#zone}`;
    const from = source === undefined ? "" : ` from ${formatIp(source)}`;
    this.#out += `PING ${this.#host} (${formatIp(this.#address)}${zone})${from}: ${size} data bytes\n`;
    try {
      const failed = await this.#loop(socket, id);
      if (failed !== undefined) return failed;
      this.#summary();
      await this.#flush();
    } finally {
      deaf();
      kernel.datapath.close(socket);
    }
    const { count, deadlineMicros } = this.#settings;
    return this.#received === 0 || (deadlineMicros !== undefined && this.#received < count) ? 1 : 0;
  }

  async #loop(socket: Parameters<typeof this.send>[0], id: number): Promise<ExitStatus | undefined> {
    const { kernel, self } = this.#context;
    const { count, deadlineMicros, intervalMicros, adaptive, firstWaitMicros } = this.#settings;
    const startMicros = kernel.nowMicros();
    let dueMicros = startMicros;
    let answered = 0;
    for (;;) {
      await this.#flush();
      const now = kernel.nowMicros();
      if (this.#stop || self.signals.pending) return undefined;
      if (count > 0 && this.#received >= count) return undefined;
      if (adaptive && this.#received > answered) dueMicros = now;
      answered = this.#received;
      if (now >= dueMicros) {
        if (deadlineMicros !== undefined && now - startMicros >= deadlineMicros) return undefined;
        if (count > 0 && this.#sent >= count) return undefined;
        const failed = this.send(socket, id);
        if (failed !== undefined) return failed;
        // All sent: what the slowest answer took twice over, in whole seconds, or -W while there was none.
        const last = count > 0 && this.#sent >= count;
        const slowest = Math.max(1, Math.floor((2 * this.#most) / SECOND_MICROS)) * SECOND_MICROS;
        dueMicros = now + (!last ? intervalMicros : this.#received > 0 ? slowest : firstWaitMicros);
        continue;
      }
      await this.#wakeable.sleep(dueMicros - now);
    }
  }

  /** sendping4 and sendping6: a refusal by the kernel ends it all. */
  send(socket: Parameters<ProcessContext["kernel"]["datapath"]["sendPing"]>[0], id: number): ExitStatus | undefined {
    const { kernel } = this.#context;
    const { device, source, ttl, size, pattern } = this.#settings;
    const sequence = this.#sent++ & 0xffff;
    this.#sentMicros.set(sequence, kernel.nowMicros());
    this.#seen.delete(sequence);
    const echo = { type: "echo-request", id, sequence, data: new Uint8Array(size).fill(pattern) } as const;
    const bound = device ?? this.#zone;
    const sent = kernel.datapath.sendPing(
      socket,
      this.#address,
      typeof this.#address === "number" ? { kind: "icmp", ...echo } : { kind: "icmpv6", ...echo },
      {
        ...(bound === undefined ? {} : { device: bound }),
        ...(source === undefined ? {} : { source }),
        ...(ttl === undefined ? {} : { ttl }),
      },
    );
    if (sent.ok) return undefined;
    void this.#flush();
    return say(this.#context, `sendto: ${strerror(sent.error)}`);
  }

  #take({ packet, atMicros }: Received): void {
    const message = packet.payload;
    if ((message.kind !== "icmp" && message.kind !== "icmpv6") || message.type !== "echo-reply") return;
    const { sequence } = message;
    const trip = Math.max(0, atMicros - (this.#sentMicros.get(sequence) ?? atMicros));
    const repeated = this.#seen.has(sequence);
    if (repeated) this.#repeats++;
    else this.#received++;
    this.#seen.add(sequence);
    this.#sum += trip;
    this.#least = Math.min(this.#least, trip);
    this.#most = Math.max(this.#most, trip);
    if (!this.#settings.quiet) {
      const hops = packet.kind === "ipv4" ? packet.ttl : packet.hopLimit;
      const octets = message.data.length + 8;
      const dup = repeated ? " (DUP!)" : "";
      this.#out += `${octets} bytes from ${formatIp(packet.source)}: seq=${sequence} ttl=${hops} time=${milliseconds(trip)} ms${dup}\n`;
    }
    this.#wakeable.wake();
  }

  #summary(): void {
    const repeats = this.#repeats > 0 ? `${this.#repeats} duplicates, ` : "";
    const loss = this.#sent > 0 ? Math.floor(((this.#sent - this.#received) * 100) / this.#sent) : 0;
    this.#out += `\n--- ${this.#host} ping statistics ---\n`;
    this.#out += `${this.#sent} packets transmitted, ${this.#received} packets received, ${repeats}${loss}% packet loss\n`;
    if (this.#received === 0) return;
    const average = Math.floor(this.#sum / (this.#received + this.#repeats));
    this.#out += `round-trip min/avg/max = ${[this.#least, average, this.#most].map(milliseconds).join("/")} ms\n`;
  }

  async #flush(): Promise<void> {
    const text = this.#out;
    this.#out = "";
    if (text !== "") await this.#context.stdout.write(text);
  }
}

function milliseconds(micros: number): string {
  return (micros / 1000).toFixed(3);
}

export const busyboxPing: Program = {
  name: "busybox ping",
  path: "/bin/ping",
  summary: "send ICMP echo requests",
  run: (context) => run(context, undefined),
};

export const busyboxPing6: Program = {
  name: "busybox ping6",
  path: "/bin/ping6",
  summary: "send ICMPv6 echo requests",
  run: (context) => run(context, "inet6"),
};
