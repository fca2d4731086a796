/**
 * busybox's arping (networking/arping.c of 1.35): asks who has an address, by packets of its own.
 *
 * Same as the original: its words and exit statuses, once a second, broadcast until somebody answered and unicast after,
 * -D -U -A; with -c it counts no broadcasts, for its letters share a bit. Simplified: names are looked up in /etc/hosts alone.
 */
import { formatIpv4, type Ipv4 } from "../../../core/address/ipv4.ts";
import { BROADCAST_MAC, type Mac, ZERO_MAC } from "../../../core/address/mac.ts";
import { parseIp } from "../../../core/address/prefix.ts";
import type { Captured } from "../../../core/datapath/packet-socket.ts";
import { strerror } from "../../../core/errors.ts";
import { IFF, isUp, type Link } from "../../../core/model/link.ts";
import type { ExitStatus } from "../../../core/process.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { options as parseOptions } from "../base/support.ts";
import { ask, resolve } from "../network/resolve.ts";
import { Wakeable } from "../network/wakeable.ts";
import { say, showUsage } from "./usage.ts";

const USAGE = `arping [-fqbDUA] [-c CNT] [-w TIMEOUT] [-I IFACE] [-s SRC_IP] DST_IP

Send ARP requests/replies

	-f		Quit on first ARP reply
	-q		Quiet
	-b		Keep broadcasting, don't go unicast
	-D		Exit with 1 if DST_IP replies
	-U		Unsolicited ARP mode, update your neighbors
	-A		ARP answer mode, update your neighbors
	-c N		Stop after sending N ARP requests
	-w TIMEOUT	Seconds to wait for ARP reply
	-I IFACE	Interface to use (default eth0)
	-s SRC_IP	Sender IP address
	DST_IP		Target IP address
`;
const SECOND_MICROS = 1_000_000;

interface Settings {
  readonly flags: ReadonlyMap<string, string>;
  readonly count: number | undefined;
  readonly timeoutMicros: number | undefined;
  readonly link: Link;
  readonly target: Ipv4;
  readonly source: Ipv4;
}

async function run(context: ProcessContext): Promise<ExitStatus> {
  const { kernel } = context;
  const parsed = parseOptions(context.argv, "UDAqfbc:w:I:s:");
  const problem = parsed.problem;
  if (problem !== undefined) say(context, problem);
  const [host] = parsed.operands;
  if (problem !== undefined || host === undefined || parsed.operands.length !== 1) return showUsage(context, USAGE);
  const { flags } = parsed;
  for (const letter of ["c", "w"]) {
    const value = flags.get(letter);
    if (value !== undefined && !/^\d+$/.test(value)) return say(context, `invalid number '${value}'`);
  }
  const device = flags.get("I") ?? "eth0";
  const id = kernel.config().netns[kernel.netns]?.names.get(device);
  const link = id === undefined ? undefined : kernel.config().links[id];
  if (!link) return say(context, `interface ${device} not found: ${strerror("ENODEV")}`, 2);
  if (!isUp(link)) return say(context, `interface ${device} is down`, 2);
  if (link.flags & (IFF.NOARP | IFF.LOOPBACK)) {
    say(context, `interface ${device} is not ARPable`);
    return flags.has("D") ? 0 : 2;
  }
  await ask(context, host, "inet");
  const target = resolve(context, host).find(({ address }) => typeof address === "number")?.address as Ipv4 | undefined;
  if (target === undefined) return say(context, `bad address '${host}'`, 2);
  const source = sourceOf(context, flags, target, device);
  if (typeof source === "string") return say(context, source, 2);
  const count = flags.get("c");
  const timeout = flags.get("w");
  return await new Asking(context, {
    flags,
    count: count === undefined ? undefined : Number(count),
    timeoutMicros: timeout === undefined || timeout === "0" ? undefined : Number(timeout) * SECOND_MICROS,
    link,
    target,
    source,
  }).run();
}

/** The user's, none with -D, the target itself with -U and -A, or what the kernel would choose. */
function sourceOf(context: ProcessContext, flags: Settings["flags"], target: Ipv4, device: string): Ipv4 | string {
  const { kernel } = context;
  const given = flags.get("s");
  const own = given === undefined ? undefined : parseIp(given);
  if (given !== undefined && typeof own !== "number") return `bad address '${given}'`;
  if (flags.has("D") && own === undefined) return 0 as Ipv4;
  const asked = own ?? (flags.has("U") || flags.has("A") ? target : undefined);
  if (asked !== undefined)
    return kernel.datapath.addressType(kernel.netns, asked as Ipv4) === "local"
      ? (asked as Ipv4)
      : `bind: ${strerror("EADDRNOTAVAIL")}`;
  const chosen = kernel.datapath.sourceFor(kernel.netns, target, { device });
  return chosen.ok ? (chosen.value as Ipv4) : `connect: ${strerror(chosen.error)}`;
}

class Asking {
  readonly #context: ProcessContext;
  readonly #settings: Settings;
  readonly #waker: Wakeable;
  readonly #arrived: Captured[] = [];
  #destination: Mac = BROADCAST_MAC;
  #sent = 0;
  #broadcasts = 0;
  #received = 0;
  #requests = 0;
  #heardBroadcasts = 0;
  #lastMicros = 0;
  #stopped = false;

  constructor(context: ProcessContext, settings: Settings) {
    this.#context = context;
    this.#settings = settings;
    this.#waker = new Wakeable(context.kernel, context.self);
  }

  async run(): Promise<ExitStatus> {
    const { kernel, self, stdout } = this.#context;
    const { flags, count, timeoutMicros, link, target, source } = this.#settings;
    const opened = kernel.datapath.openPacket(kernel.netns, link.name, (captured) => {
      this.#arrived.push(captured);
      this.#waker.wake();
    });
    if (!opened.ok) return say(this.#context, `socket: ${strerror(opened.error)}`, 2);
    const deaf = self.signals.catch("INT", () => {
      this.#stopped = true;
      this.#waker.wake();
    });
    const quiet = flags.has("q");
    try {
      if (!quiet) await stdout.write(`ARPING ${formatIpv4(target)} from ${formatIpv4(source)} ${link.name}\n`);
      const begin = kernel.nowMicros();
      let due = begin;
      while (!this.#stopped && !self.signals.pending) {
        const captured = this.#arrived.shift();
        if (captured) {
          if (await this.#answer(captured)) break;
          continue;
        }
        const now = kernel.nowMicros();
        if (now >= due) {
          if (
            (count !== undefined && this.#sent >= count) ||
            (timeoutMicros !== undefined && now - begin > timeoutMicros)
          )
            break;
          this.#ask(opened.value.socket);
          if (count !== undefined && this.#sent >= count && flags.has("U")) break;
          due = now + SECOND_MICROS;
          continue;
        }
        await this.#waker.sleep(due - now);
      }
      if (!quiet)
        await stdout.write(
          `Sent ${this.#sent} probe(s) (${this.#broadcasts} broadcast(s))\n` +
            `Received ${this.#received} response(s) (${this.#requests} request(s), ${this.#heardBroadcasts} broadcast(s))\n`,
        );
    } finally {
      deaf();
      kernel.datapath.close(opened.value.socket);
    }
    if (flags.has("D")) return this.#received > 0 ? 1 : 0;
    return flags.has("U") || flags.has("A") || this.#received > 0 ? 0 : 1;
  }

  #ask(socket: Parameters<ProcessContext["kernel"]["datapath"]["sendPacket"]>[0]): void {
    const { kernel } = this.#context;
    const { flags, link, target, source, count } = this.#settings;
    const answers = flags.has("A");
    this.#lastMicros = kernel.nowMicros();
    this.#sent++;
    if (count === undefined && this.#destination === BROADCAST_MAC) this.#broadcasts++;
    kernel.datapath.sendPacket(socket, {
      source: link.mac,
      destination: this.#destination,
      payload: {
        kind: "arp",
        operation: answers ? "reply" : "request",
        senderMac: link.mac,
        senderIp: source,
        targetMac: answers ? link.mac : this.#destination,
        targetIp: target,
      },
    });
  }

  /** recv_pack. True: it has seen enough. */
  async #answer({ frame, type, atMicros }: Captured): Promise<boolean> {
    const { payload: arp } = frame;
    if (arp.kind !== "arp" || type === "outgoing" || type === "otherhost") return false;
    const { flags, link, target, source } = this.#settings;
    if (arp.senderIp !== target) return false;
    if (flags.has("D")) {
      if (arp.senderMac === link.mac || (source !== 0 && arp.targetIp !== source)) return false;
    } else {
      if (arp.targetIp !== source) return false;
      if (arp.operation === "reply" && arp.targetMac !== link.mac && arp.targetMac !== ZERO_MAC) return false;
    }
    if (!flags.has("q")) {
      const passed = Math.floor(atMicros - this.#lastMicros);
      const how = type === "host" ? "Unicast" : "Broadcast";
      const time = `${Math.floor(passed / 1000)}.${String(passed % 1000).padStart(3, "0")}ms`;
      await this.#context.stdout.write(
        `${how} ${arp.operation} from ${formatIpv4(arp.senderIp)} [${arp.senderMac}] ${time}\n`,
      );
    }
    this.#received++;
    if (type !== "host") this.#heardBroadcasts++;
    if (arp.operation === "request") this.#requests++;
    if (flags.has("f")) return true;
    if (!flags.has("b")) this.#destination = arp.senderMac;
    return false;
  }
}

export const busyboxArping: Program = {
  name: "busybox arping",
  path: "/usr/sbin/arping",
  summary: "ask who has an address",
  run,
};
