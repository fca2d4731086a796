/**
 * tracepath (iputils 20221126): the way to a host and the largest packet it takes, by UDP that may not be fragmented.
 *
 * Same as the original: its lines, the first line about this host's own device, what makes it start a hop anew, exit
 * codes.
 * Simplified: names are looked up in /etc/hosts alone; a way back of another length is told from the TTL of answers as
 * the original does, for answers that began with 64, 128 or 255.
 */

import { isIpv6LinkLocal } from "../../../core/address/ipv6.ts";
import { formatIp, type IpAddress } from "../../../core/address/prefix.ts";
import type { Received } from "../../../core/datapath/datapath.ts";
import { lookupRoute } from "../../../core/datapath/fib.ts";
import type { SocketId } from "../../../core/model/id.ts";
import type { ExitStatus } from "../../../core/process.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { shortOptions } from "./getopt.ts";
import { nameOf } from "./hosts.ts";
import { ask, integerWithin, type Resolved, resolve, whyNotOf } from "./resolve.ts";
import { Wakeable } from "./wakeable.ts";

const SECOND = 1_000_000;
const PATIENCE_MICROS = SECOND;
const HOST_COLUMN = 52;
const FIRST_PORT = 44_444;
const TRIES = 3;
const LENGTH = { inet: 65_535, inet6: 128_000 } as const;
/** The largest values of options. */
const RANGES: Readonly<Record<string, number>> = { m: 255, p: 65_535, l: 2_147_483_647 };
/** What UDP over IPv4 takes at most, with headers that are not counted against it. */
const LONGEST = { inet: 65_555, inet6: 128_000 } as const;
const OVERHEAD = { inet: 28, inet6: 48 } as const;

const USAGE = `
Usage
  tracepath [options] <destination>

Options:
  -4             use IPv4
  -6             use IPv6
  -b             print both name and ip
  -l <length>    use packet <length>
  -m <hops>      use maximum <hops>
  -n             no dns name resolution
  -p <port>      use destination <port>
  -V             print version and exit
  <destination>  dns name or ip address

For more details see tracepath(8).
`;
const VERSION =
  "tracepath from iputils 20221126\nlibcap: yes, IDN: yes, NLS: no, error.h: yes, getrandom(): yes, __fpending(): yes\n";

interface Options {
  readonly family: "inet" | "inet6" | undefined;
  readonly numeric: boolean;
  readonly both: boolean;
  readonly length: number | undefined;
  readonly maxHops: number;
  readonly port: number;
  readonly target: string;
}

interface Stop {
  readonly status: ExitStatus;
  readonly stderr: string;
  readonly stdout?: string;
}

function parse(argv: readonly string[]): Options | Stop {
  const flags = new Set<string>();
  const values = new Map<string, number>();
  const targets: string[] = [];
  for (const option of shortOptions(argv, "lmp")) {
    if (option.kind === "operand") {
      targets.push(option.text);
    } else if (option.kind === "value") {
      const { letter, value } = option;
      if (value === undefined)
        return { status: 255, stderr: `tracepath: option requires an argument -- '${letter}'\n${USAGE}` };
      const number = integerWithin(value, 0, RANGES[letter] ?? 0);
      if (typeof number === "string") return { status: 1, stderr: `tracepath: ${number}\n` };
      values.set(letter, number);
    } else {
      const { letter } = option;
      if (letter === "V") return { status: 0, stderr: "", stdout: VERSION };
      if (!"46bn".includes(letter)) {
        const complaint = letter === "h" || letter === "?" ? "" : `tracepath: invalid option -- '${letter}'\n`;
        return { status: 255, stderr: complaint + USAGE };
      }
      flags.add(letter);
      if (flags.has("4") && flags.has("6"))
        return { status: 2, stderr: "tracepath: Only one -4 or -6 option may be specified\n" };
    }
  }
  const [word] = targets;
  if (word === undefined || targets.length !== 1) return { status: 255, stderr: USAGE };
  // Of old, a port could stand behind the host.
  const [target = "", place] = values.has("p") ? [word] : word.split(/\/(.*)/s);
  const port = place === undefined ? undefined : integerWithin(place, 0, RANGES["p"] ?? 0);
  if (typeof port === "string") return { status: 1, stderr: `tracepath: ${port}\n` };
  return {
    family: flags.has("4") ? "inet" : flags.has("6") ? "inet6" : undefined,
    numeric: flags.has("n"),
    both: flags.has("b"),
    // None is asked for by 0.
    length: values.get("l") || undefined,
    maxHops: values.get("m") ?? 30,
    port: port || values.get("p") || FIRST_PORT,
    target,
  };
}

async function run(context: ProcessContext): Promise<ExitStatus> {
  const options = parse(context.argv);
  if ("status" in options) {
    if (options.stderr !== "") await context.stderr.write(options.stderr);
    if (options.stdout) await context.stdout.write(options.stdout);
    return options.status;
  }
  const { target, family } = options;
  await ask(context, target, family ?? "any");
  const found = resolve(context, target).find(
    ({ address }) => family === undefined || (typeof address === "number") === (family === "inet"),
  );
  if (!found) {
    await context.stderr.write(`tracepath: ${target}: ${whyNotOf(context.files, target)}\n`);
    return 1;
  }
  const least = OVERHEAD[typeof found.address === "number" ? "inet" : "inet6"];
  if (options.length !== undefined && options.length <= least) {
    await context.stderr.write(`tracepath: pktlen must be within: ${least} < value <= ${RANGES["l"]}\n`);
    return 1;
  }
  if (isBroadcast(context, found.address)) {
    // A socket that was not asked for it sends to no broadcast address.
    const pmtu = options.length ?? LENGTH.inet;
    await context.stdout.write(` 1:  send failed\n     Resume: pmtu ${pmtu} \n`);
    return 0;
  }
  return new Path(context, options, found).run();
}

function isBroadcast({ kernel }: ProcessContext, address: IpAddress): boolean {
  if (typeof address !== "number" || address === 0) return false;
  if (address === 0xffffffff) return true;
  const found = lookupRoute(kernel.config(), kernel.netns, { destination: address });
  return found.kind === "route" && found.route.type === "broadcast";
}

const STDIO_BUFFER = 4096;

/** What a probe came to. */
/** MAX_PROBES: how often it tries to send what cannot be sent. */
const MAX_SENDINGS = 10;

type Outcome = "answered" | "reached" | "failed" | "silent";

class Path {
  readonly #context: ProcessContext;
  readonly #options: Options;
  readonly #to: Resolved;
  readonly #family: "inet" | "inet6";
  readonly #waker: Wakeable;
  readonly #arrived: Received[] = [];
  #mtu: number;
  #port: number;
  #hopsTo = -1;
  #hopsFrom = -1;
  /** What is printed and not written yet. */
  #waiting = "";

  constructor(context: ProcessContext, options: Options, to: Resolved) {
    this.#context = context;
    this.#options = options;
    this.#to = to;
    this.#family = typeof to.address === "number" ? "inet" : "inet6";
    this.#waker = new Wakeable(context.kernel, context.self);
    this.#mtu = options.length ?? LENGTH[this.#family];
    this.#port = options.port;
  }

  /** printf(3): what goes to no terminal waits for its buffer to be full or for the end, and is lost when a signal comes first. */
  async #say(text: string): Promise<void> {
    this.#waiting += text;
    if (this.#waiting.length >= STDIO_BUFFER || this.#context.stdout.terminal) await this.#flush();
  }

  async #flush(): Promise<void> {
    const text = this.#waiting;
    this.#waiting = "";
    await this.#context.stdout.write(text);
  }

  async run(): Promise<ExitStatus> {
    const { kernel } = this.#context;
    const { maxHops } = this.#options;
    const opened = kernel.datapath.openUdp(kernel.netns, this.#family, (received) => {
      this.#arrived.push(received);
      this.#waker.wake();
    });
    if (!opened.ok) return 1;
    const { socket } = opened.value;
    let outcome: Outcome = "silent";
    try {
      for (let ttl = 1; ttl <= maxHops && outcome !== "reached" && outcome !== "failed"; ttl++) {
        outcome = await this.#hop(socket, ttl);
        if (this.#context.self.signals.pending) return 1;
      }
    } finally {
      kernel.datapath.close(socket);
    }
    const over = outcome !== "reached" && outcome !== "failed";
    if (over) await this.#say(`     Too many hops: pmtu ${this.#mtu}\n`);
    const to = this.#hopsTo >= 0 ? `hops ${this.#hopsTo} ` : "";
    const back = this.#hopsFrom >= 0 ? `back ${this.#hopsFrom} ` : "";
    await this.#say(`     Resume: pmtu ${this.#mtu} ${to}${back}\n`);
    await this.#flush();
    return 0;
  }

  /** Three tries, anew whenever the path turns out to be narrower. */
  async #hop(socket: SocketId, ttl: number): Promise<Outcome> {
    for (let tries = 0; tries < TRIES; tries++) {
      const before = this.#mtu;
      const outcome = await this.#probe(socket, ttl);
      if (this.#mtu !== before) {
        tries = -1;
        continue;
      }
      if (outcome !== "silent") return outcome;
    }
    await this.#say(`${String(ttl).padStart(2)}:  no reply\n`);
    return "silent";
  }

  async #probe(socket: SocketId, ttl: number): Promise<Outcome> {
    const { kernel, self } = this.#context;
    const { address } = this.#to;
    const hop = String(ttl).padStart(2);
    for (let sendings = 1; ; sendings++) {
      const data = new Uint8Array(Math.max(0, this.#mtu - OVERHEAD[this.#family]));
      const began = kernel.nowMicros();
      const sent = kernel.datapath.sendUdp(socket, address, this.#port, data, { ttl, pmtu: "do", hearsErrors: true });
      if (sent.ok) break;
      const known = kernel.datapath.pathMtu(kernel.netns, address);
      const tooLong =
        sent.error === "EMSGSIZE" && known.ok && known.value < this.#mtu && this.#mtu <= LONGEST[this.#family];
      if (!tooLong) {
        if (sendings < MAX_SENDINGS) continue;
        await this.#say(`${hop}:  send failed\n`);
        return "failed";
      }
      this.#mtu = known.value;
      sendings = 0;
      const time = this.#family === "inet6" ? trip(kernel.nowMicros() - began) : "";
      await this.#say(`${hop}?: ${"[LOCALHOST]".padEnd(32)} ${time}pmtu ${this.#mtu}\n`);
    }
    const sentMicros = kernel.nowMicros();
    this.#port++;
    for (;;) {
      const received = this.#arrived.shift();
      if (received) return this.#answer(received, hop, ttl, sentMicros);
      const left = sentMicros + PATIENCE_MICROS - kernel.nowMicros();
      if (left <= 0 || self.signals.pending) return "silent";
      await this.#waker.sleep(left);
    }
  }

  async #answer(
    { packet, atMicros, device }: Received,
    hop: string,
    ttl: number,
    sentMicros: number,
  ): Promise<Outcome> {
    const { payload } = packet;
    if (!("original" in payload)) return "silent";
    let line = `${hop}:  ${this.#who(packet.source, device)}${trip(atMicros - sentMicros)}`;
    const left = packet.kind === "ipv4" ? packet.ttl : packet.hopLimit;
    const back = left <= 64 ? 65 - left : left <= 128 ? 129 - left : 256 - left;
    const narrow =
      payload.type === "packet-too-big" ||
      (payload.type === "unreachable" && payload.kind === "icmp" && payload.code === 4);
    if (narrow) {
      this.#mtu = payload.info;
      line += `pmtu ${this.#mtu}`;
      await this.#say(`${line}\n`);
      return "answered";
    }
    const port = payload.kind === "icmp" ? 3 : 4;
    if (payload.type === "unreachable" && payload.code === port) {
      this.#hopsTo = ttl;
      this.#hopsFrom = back;
      await this.#say(`${line}${back === ttl ? "" : `asymm ${String(back).padStart(2)} `}reached\n`);
      return "reached";
    }
    if (payload.type === "time-exceeded") {
      await this.#say(`${line}${back === ttl ? "" : `asymm ${String(back).padStart(2)} `}\n`);
      return "answered";
    }
    const mark =
      payload.type !== "unreachable" ? "" : payload.kind === "icmp" ? MARKS4[payload.code] : MARKS6[payload.code];
    await this.#say(`${line}${mark ?? "!H"}\n`);
    return "failed";
  }

  #who(address: IpAddress, device: string): string {
    const { numeric, both } = this.#options;
    const scoped = typeof address === "string" && isIpv6LinkLocal(address);
    const text = `${formatIp(address)}${scoped ? `%${device}` : ""}`;
    const name = nameOf(this.#context.files, address) ?? "???";
    const shown = both ? (numeric ? `${text} (${name})` : `${name} (${text})`) : numeric ? text : name;
    return shown.padEnd(HOST_COLUMN);
  }
}

/** By the error that a code is to a socket (icmp_err_convert): 13 is taken for a host that is not reached. */
const MARKS4: Readonly<Record<number, string>> = { 0: "!N", 1: "!H", 2: "!P" };
const MARKS6: Readonly<Record<number, string>> = { 0: "!N", 1: "!A", 3: "!H" };

function trip(micros: number): string {
  return `${String(Math.floor(micros / 1000)).padStart(3)}.${String(Math.floor(micros % 1000)).padStart(3, "0")}ms `;
}

export const tracepath: Program = {
  name: "tracepath",
  path: "/usr/bin/tracepath",
  summary: "trace the path to a host, and how large packets may be on it",
  run,
};
