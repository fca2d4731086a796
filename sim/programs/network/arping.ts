/**
 * arping (iputils 20221126): asks who has an address, by packets of its own.
 *
 * Same as the original: words, exit codes, which device it takes, broadcast until somebody answered and unicast after,
 * -D -U -A.
 * Simplified: names are looked up in /etc/hosts alone; without -I the device is that of the route.
 */

import { formatIpv4, IPV4_LOOPBACK, type Ipv4, isIpv4Multicast } from "../../../core/address/ipv4.ts";
import { BROADCAST_MAC, type Mac, ZERO_MAC } from "../../../core/address/mac.ts";
import { lookupRoute } from "../../../core/datapath/fib.ts";
import type { Captured } from "../../../core/datapath/packet-socket.ts";
import { strerror } from "../../../core/errors.ts";
import { IFF, isUp, type Link } from "../../../core/model/link.ts";
import type { ExitStatus } from "../../../core/process.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { shortOptions } from "./getopt.ts";
import { ask, integerWithin, resolve, whyNotOf } from "./resolve.ts";
import { Wakeable } from "./wakeable.ts";

const USAGE = `
Usage:
  arping [options] <destination>

Options:
  -f            quit on first reply
  -q            be quiet
  -b            keep on broadcasting, do not unicast
  -D            duplicate address detection mode
  -U            unsolicited ARP mode, update your neighbours
  -A            ARP answer mode, update your neighbours
  -V            print version and exit
  -c <count>    how many packets to send
  -w <timeout>  how long to wait for a reply
  -i <interval> set interval between packets (default: 1 second)
  -I <device>   which ethernet device to use
  -s <source>   source ip address
  <destination> dns name or ip address

For more details see arping(8).
`;
const VERSION =
  "arping from iputils 20221126\nlibcap: yes, IDN: yes, NLS: no, error.h: yes, getrandom(): yes, __fpending(): yes\n";
const SECOND = 1_000_000;
const NO_SOURCE = "no source address in not-DAD mode";
const INT_MAX = 2_147_483_647;

interface Options {
  readonly flags: ReadonlySet<string>;
  readonly count: number | undefined;
  readonly timeoutMicros: number | undefined;
  readonly intervalMicros: number;
  readonly device: string | undefined;
  readonly source: string | undefined;
  readonly target: string;
}

interface Stop {
  readonly status: ExitStatus;
  readonly stderr: string;
  readonly stdout?: string;
}

function parse(argv: readonly string[]): Options | Stop {
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const targets: string[] = [];
  for (const option of shortOptions(argv, "cwiIs")) {
    if (option.kind === "operand") {
      targets.push(option.text);
    } else if (option.kind === "value") {
      const { letter, value } = option;
      if (value === undefined)
        return { status: 2, stderr: `arping: option requires an argument -- '${letter}'\n${USAGE}` };
      if ("cwi".includes(letter)) {
        const number = integerWithin(value, letter === "c" ? 1 : 0, INT_MAX);
        if (typeof number === "string") return { status: 1, stderr: `arping: ${number}\n` };
      }
      values.set(letter, value);
    } else {
      const { letter } = option;
      if (letter === "V") return { status: 0, stderr: "", stdout: VERSION };
      if (letter === "h" || letter === "?") return { status: 2, stderr: USAGE };
      if (!"fqbDUA".includes(letter)) return { status: 2, stderr: `arping: invalid option -- '${letter}'\n${USAGE}` };
      flags.add(letter);
    }
  }
  const [target] = targets;
  if (target === undefined || targets.length !== 1) return { status: 2, stderr: USAGE };
  const count = values.get("c");
  const timeout = values.get("w");
  return {
    flags,
    count: count === undefined ? undefined : Number(count),
    timeoutMicros: timeout === undefined || timeout === "0" ? undefined : Number(timeout) * SECOND,
    // A timer of nothing is none: nothing is sent again.
    intervalMicros: values.get("i") === "0" ? Number.POSITIVE_INFINITY : Number(values.get("i") ?? 1) * SECOND,
    device: values.get("I") || undefined,
    source: values.get("s"),
    target,
  };
}

function linkNamed(context: ProcessContext, name: string): Link | undefined {
  const config = context.kernel.config();
  const id = config.netns[context.kernel.netns]?.names.get(name);
  return id === undefined ? undefined : config.links[id];
}

async function run(context: ProcessContext): Promise<ExitStatus> {
  const options = parse(context.argv);
  const stop = async ({ status, stderr, stdout = "" }: Stop): Promise<ExitStatus> => {
    if (stderr !== "") await context.stderr.write(stderr);
    if (stdout !== "") await context.stdout.write(stdout);
    return status;
  };
  if ("status" in options) return stop(options);
  const { kernel } = context;
  const quiet = options.flags.has("q");
  await ask(context, options.target, "inet");
  const found = resolve(context, options.target).find(({ address }) => typeof address === "number");
  if (!found)
    return stop({ status: 2, stderr: `arping: ${options.target}: ${whyNotOf(context.files, options.target)}\n` });
  const target = found.address as Ipv4;
  let name = options.device;
  if (name === undefined) {
    const route = lookupRoute(kernel.config(), kernel.netns, { destination: target === 0 ? IPV4_LOOPBACK : target });
    const id = route.kind === "route" ? route.nextHop.link : undefined;
    name = id === undefined ? undefined : kernel.config().links[id]?.name;
    if (name === undefined) return stop({ status: 1, stderr: "arping: NETLINK_ROUTE unexpected iov element\n" });
  }
  const link = linkNamed(context, name);
  // Of those that are listed (getifaddrs), which have their own names there.
  if (link?.name !== name) return stop({ status: 2, stderr: `arping: Device ${name} not available.\n` });
  if (!isUp(link)) return stop({ status: 2, stderr: "", stdout: quiet ? "" : `Interface "${name}" is down\n` });
  if ((link.flags & (IFF.NOARP | IFF.LOOPBACK)) !== 0)
    return stop({
      status: options.flags.has("D") ? 0 : 2,
      stderr: "",
      stdout: quiet ? "" : `Interface "${name}" is not ARPable\n`,
    });
  const source = sourceAddress(context, options, target, name);
  if (typeof source === "string") {
    const header = source === NO_SOURCE && !quiet ? `ARPING ${formatIpv4(target)} from 0.0.0.0 ${name}\n` : "";
    return stop({ status: 2, stderr: `arping: ${source}\n`, stdout: header });
  }
  return new Asking(context, options, link, target, source).run();
}

/** The address asked from: the user's, none with -D, the target itself with -U and -A, or what the kernel would choose. */
function sourceAddress(context: ProcessContext, options: Options, target: Ipv4, device: string): Ipv4 | string {
  const { kernel } = context;
  const { flags } = options;
  if (options.source !== undefined) {
    const given = resolve(context, options.source)[0]?.address;
    if (typeof given !== "number") return `invalid source ${options.source}`;
    return mayBind(context, given) ? given : `bind: ${strerror("EADDRNOTAVAIL")}`;
  }
  if (flags.has("D")) return 0 as Ipv4;
  if (flags.has("U") || flags.has("A")) return mayBind(context, target) ? target : `bind: ${strerror("EADDRNOTAVAIL")}`;
  const chosen = kernel.datapath.sourceFor(kernel.netns, target, { device });
  if (!chosen.ok) return `connect: ${strerror(chosen.error)}`;
  // A socket that was not asked for it connects to no broadcast address.
  if (typeOf(context, target) === "broadcast") return `connect: ${strerror("EACCES")}`;
  const own = linkNamed(context, device)?.inet.length;
  return own && chosen.value !== 0 ? (chosen.value as Ipv4) : NO_SOURCE;
}

function typeOf({ kernel }: ProcessContext, address: Ipv4): string | undefined {
  if (address === 0xffffffff) return "broadcast";
  const found = lookupRoute(kernel.config(), kernel.netns, { destination: address });
  return found.kind === "route" ? found.route.type : undefined;
}

/** inet_bind: addresses of this host, of groups and of everybody. */
function mayBind(context: ProcessContext, address: Ipv4): boolean {
  if (address === 0 || isIpv4Multicast(address)) return true;
  const type = typeOf(context, address);
  return type === "local" || type === "broadcast";
}

class Asking {
  readonly #context: ProcessContext;
  readonly #options: Options;
  readonly #link: Link;
  readonly #target: Ipv4;
  readonly #source: Ipv4;
  readonly #waker: Wakeable;
  readonly #arrived: Captured[] = [];
  #destination: Mac = BROADCAST_MAC;
  #sent = 0;
  #broadcasts = 0;
  #received = 0;
  #requests = 0;
  #lastMicros = 0;
  #stopped = false;

  constructor(context: ProcessContext, options: Options, link: Link, target: Ipv4, source: Ipv4) {
    this.#context = context;
    this.#options = options;
    this.#link = link;
    this.#target = target;
    this.#source = source;
    this.#waker = new Wakeable(context.kernel, context.self);
  }

  async run(): Promise<ExitStatus> {
    const { kernel, self, stdout, stderr } = this.#context;
    const { flags, count, intervalMicros, timeoutMicros } = this.#options;
    const quiet = flags.has("q");
    // The file has the capability, so that anybody may (cap_net_raw=ep, as its package sets it).
    const opened = kernel.datapath.openPacket(kernel.netns, this.#link.name, (captured) => {
      this.#arrived.push(captured);
      this.#waker.wake();
    });
    if (!opened.ok) {
      await stderr.write(`arping: socket: ${strerror(opened.error)}\n`);
      return 2;
    }
    const interrupted = () => {
      this.#stopped = true;
      this.#waker.wake();
    };
    const deaf = self.signals.catch("INT", interrupted);
    try {
      const from = `${formatIpv4(this.#source)} ${this.#link.name}`;
      if (!quiet) await stdout.write(`ARPING ${formatIpv4(this.#target)} from ${from}\n`);
      const begin = kernel.nowMicros();
      const end = timeoutMicros === undefined ? Number.POSITIVE_INFINITY : begin + timeoutMicros;
      let due = begin;
      while (!this.#stopped && !self.signals.pending) {
        const captured = this.#arrived.shift();
        if (captured) {
          if (await this.#answer(captured)) break;
          continue;
        }
        const now = kernel.nowMicros();
        // What is due when time is over still goes out.
        if (now >= end && now < due) break;
        if (now >= due) {
          if (count !== undefined && this.#sent >= count) break;
          this.#ask(opened.value.socket);
          due = now + intervalMicros;
          continue;
        }
        await this.#waker.sleep(Math.min(due, end) - now);
      }
      if (!quiet) await stdout.write(this.#summary());
    } finally {
      deaf();
      kernel.datapath.close(opened.value.socket);
    }
    if (flags.has("D")) return this.#broadcasts === this.#received ? 1 : 0;
    if (flags.has("U") || flags.has("A")) return 0;
    if (timeoutMicros !== undefined && count === undefined) return this.#received > 0 ? 0 : 1;
    return this.#received > 0 && this.#sent === this.#received ? 0 : 1;
  }

  #ask(socket: Parameters<ProcessContext["kernel"]["datapath"]["sendPacket"]>[0]): void {
    const { kernel } = this.#context;
    const { mac } = this.#link;
    const answer = this.#options.flags.has("A");
    this.#lastMicros = kernel.nowMicros();
    this.#sent++;
    if (this.#destination === BROADCAST_MAC) this.#broadcasts++;
    kernel.datapath.sendPacket(socket, {
      source: mac,
      destination: this.#destination,
      payload: {
        kind: "arp",
        operation: answer ? "reply" : "request",
        senderMac: mac,
        senderIp: this.#source,
        // Who is asked is written here too, and everybody when nobody is known; an answer names itself.
        targetMac: answer ? mac : this.#destination === BROADCAST_MAC ? BROADCAST_MAC : this.#destination,
        targetIp: this.#target,
      },
    });
  }

  /** recv_pack. True: the program has seen enough. */
  async #answer({ frame, type, atMicros }: Captured): Promise<boolean> {
    const { payload: arp } = frame;
    if (arp.kind !== "arp" || type === "outgoing" || type === "otherhost") return false;
    const { flags, count, timeoutMicros } = this.#options;
    const { mac } = this.#link;
    if (arp.senderIp !== this.#target && !flags.has("D")) return false;
    if (flags.has("D")) {
      // Somebody else uses the address, or asks for it in the same way.
      if (arp.senderIp !== this.#target || arp.senderMac === mac) return false;
      if (this.#source !== 0 && arp.targetIp !== this.#source) return false;
    } else {
      if (arp.targetIp !== this.#source) return false;
      if (arp.operation === "reply" && arp.targetMac !== mac && arp.targetMac !== ZERO_MAC) return false;
    }
    if (!flags.has("q")) {
      const passed = atMicros - this.#lastMicros;
      const how = type === "host" ? "Unicast" : "Broadcast";
      const from = `${formatIpv4(arp.senderIp)} [${arp.senderMac.toUpperCase()}]`;
      const time = `${Math.floor(passed / 1000)}.${String(Math.floor(passed % 1000)).padStart(3, "0")}ms`;
      await this.#context.stdout.write(`${how} ${arp.operation} from ${from}  ${time}\n`);
    }
    this.#received++;
    if (arp.operation === "request") this.#requests++;
    if (flags.has("f") || flags.has("D")) return true;
    if (!flags.has("b")) this.#destination = arp.senderMac;
    // With a time to wait until, so many answers are enough; without, it waits for more until the next request would be due.
    return timeoutMicros !== undefined && count !== undefined && this.#received >= count;
  }

  #summary(): string {
    const more = this.#requests > 0 ? ` (${this.#requests} request(s))` : "";
    return `Sent ${this.#sent} probes (${this.#broadcasts} broadcast(s))\nReceived ${this.#received} response(s)${more}\n`;
  }
}

export const arping: Program = {
  name: "arping",
  path: "/usr/bin/arping",
  summary: "send ARP requests to a host",
  run,
  complete: (words) => (words.at(-2) === "-I" ? ["<device>"] : []),
};
