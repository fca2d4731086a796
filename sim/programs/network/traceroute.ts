/**
 * traceroute (Debian's traceroute 2.1.2): UDP with growing ports, or ICMP echo with -I.
 *
 * Same as the original: its lines, how many probes are under way at a time, how long it waits for one when others have
 * come, marks for what ICMP says.
 * Simplified: names are looked up in /etc/hosts alone.
 * Absent: TCP, fixed-port UDP, UDPLITE, DCCP, source routes, MTU discovery, AS lookups.
 */
import { formatIp, type IpAddress } from "../../../core/address/prefix.ts";
import type { Received } from "../../../core/datapath/datapath.ts";
import { type Errno, strerror } from "../../../core/errors.ts";
import type { SocketId } from "../../../core/model/id.ts";
import type { ExitStatus } from "../../../core/process.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { nameOf, type Resolved, resolve, whyUnknown } from "./resolve.ts";
import { Wakeable } from "./wakeable.ts";

const SECOND = 1_000_000;
const FIRST_PORT = 33_434;
const HEADERS = { inet: 28, inet6: 48 } as const;
const DEFAULT_DATA = 32;
const MAX_PROBES = 10;
/** What is added to a wait that another answer's time decides. */
const PRECISION_MICROS = 1000;

interface Options {
  readonly family: "inet" | "inet6" | undefined;
  readonly icmp: boolean;
  readonly numeric: boolean;
  readonly queries: number;
  readonly first: number;
  readonly maxHops: number;
  readonly simultaneous: number;
  readonly port: number | undefined;
  readonly device: string | undefined;
  readonly source: string | undefined;
  readonly dontFragment: boolean;
  readonly tos: number;
  readonly waitMicros: number;
  readonly hereFactor: number;
  readonly nearFactor: number;
  readonly host: string;
  readonly length: number | undefined;
}

interface Stop {
  readonly status: ExitStatus;
  readonly stderr: string;
  readonly stdout?: string;
}

const VERSION =
  "Modern traceroute for Linux, version 2.1.2\nCopyright (c) 2016  Dmitry Butskoy,   License: GPL v2 or any later\n";
const usage = (name: string) => `Usage:
  ${name} [ -46FInV ] [ -f first_ttl ] [ -i device ] [ -m max_ttl ] [ -N squeries ] [ -p port ] [ -t tos ] [ -w MAX,HERE,NEAR ] [ -q nqueries ] [ -s src_addr ] host [ packetlen ]
`;
const VALUED = "fgimNptlwqszMOP";
const FLAGS = "46dFITnreAUDV";
const NOT_MODELLED = "gTreAUDlzMOP";
const LONG: Readonly<Record<string, string>> = {
  "dont-fragment": "F",
  first: "f",
  icmp: "I",
  interface: "i",
  "max-hops": "m",
  "sim-queries": "N",
  port: "p",
  tos: "t",
  wait: "w",
  queries: "q",
  source: "s",
  version: "V",
};

function parse(argv: readonly string[]): Options | Stop {
  const refuse = (text: string): Stop => ({ status: 2, stderr: `${text}\n` });
  const [name = ""] = argv;
  if (argv.length === 1) return { status: 0, stderr: "", stdout: usage(name) };
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const words: { readonly text: string; readonly at: number }[] = [];
  for (let i = 1; i < argv.length; i++) {
    const word = argv[i] as string;
    if (!word.startsWith("-") || word === "-") {
      words.push({ text: word, at: i });
      continue;
    }
    if (word === "--help") return { status: 0, stderr: "", stdout: usage(name) };
    const [option = "", given] = word.slice(2).split(/=(.*)/s);
    const long = word.startsWith("--") ? LONG[option] : undefined;
    if (word.startsWith("--") && long === undefined) return refuse(`Bad option \`${word}' (argc ${i})`);
    const letters = long ?? word.slice(1);
    for (let at = 0; at < letters.length; at++) {
      const letter = letters[at] as string;
      if (NOT_MODELLED.includes(letter)) return refuse(`traceroute: netnone does not model the option -${letter}`);
      if (VALUED.includes(letter)) {
        const value = given ?? (at + 1 < letters.length ? letters.slice(at + 1) : argv[++i]);
        if (value === undefined)
          return refuse(`Option \`-${letter}' (argc ${i - 1}) requires an argument: \`-${letter}'`);
        const number =
          letter === "w" ? /^[\d.]+(,[\d.]+){0,2}$/.test(value) : "is".includes(letter) || /^\d+$/.test(value);
        if (!number) return refuse(`Cannot handle \`-${letter}' option with arg \`${value}' (argc ${i})`);
        values.set(letter, value);
        break;
      }
      if (!FLAGS.includes(letter)) return refuse(`Bad option \`-${letter}' (argc ${i})`);
      if (letter === "V") return { status: 0, stderr: "", stdout: VERSION };
      flags.add(letter);
    }
  }
  const number = (letter: string, otherwise: number) => Number(values.get(letter) ?? otherwise);
  const [host, length, extra] = words;
  if (!host) return refuse('Specify "host" missing argument.');
  if (length && !/^\d+$/.test(length.text))
    return refuse(`Cannot handle "packetlen" cmdline arg \`${length.text}' on position 2 (argc ${length.at})`);
  if (extra) return refuse(`Extra arg \`${extra.text}' (position 3, argc ${extra.at})`);
  const first = number("f", 1);
  const maxHops = number("m", 30);
  const queries = number("q", 3);
  if (first < 1 || first > maxHops) return refuse("first hop out of range");
  if (maxHops > 255) return refuse("max hops cannot be more than 255");
  if (queries < 1 || queries > MAX_PROBES) return refuse(`no more than ${MAX_PROBES} probes per hop`);
  const [wait = 5, here, near] = (values.get("w") ?? "5,3,10").split(",").map(Number);
  return {
    family: flags.has("4") ? "inet" : flags.has("6") || name.endsWith("6") ? "inet6" : undefined,
    icmp: flags.has("I"),
    numeric: flags.has("n"),
    queries,
    first,
    maxHops,
    simultaneous: number("N", 16),
    port: values.has("p") ? number("p", 0) : undefined,
    device: values.get("i"),
    source: values.get("s"),
    dontFragment: flags.has("F"),
    tos: number("t", 0),
    waitMicros: wait * SECOND,
    hereFactor: here ?? 0,
    nearFactor: near ?? 0,
    host: host.text,
    length: length && Number(length.text),
  };
}

interface Probe {
  sentMicros: number | undefined;
  receivedMicros: number | undefined;
  socket: SocketId | undefined;
  from: IpAddress | undefined;
  mark: string;
  done: boolean;
  /** The way ends with this answer. */
  final: boolean;
}

async function run(context: ProcessContext): Promise<ExitStatus> {
  const options = parse(context.argv);
  const stop = async ({ status, stderr, stdout = "" }: Stop): Promise<ExitStatus> => {
    if (stderr !== "") await context.stderr.write(stderr);
    if (stdout !== "") await context.stdout.write(stdout);
    return status;
  };
  if ("status" in options) return stop(options);
  const { host, family } = options;
  const found = resolve(context.files, host).find(
    ({ address }) => family === undefined || (typeof address === "number") === (family === "inet"),
  );
  if (!found) {
    const place = context.argv.indexOf(host);
    const stderr = `${host}: ${whyUnknown(host)}\nCannot handle "host" cmdline arg \`${host}' on position 1 (argc ${place})\n`;
    return stop({ status: 2, stderr });
  }
  return new Tracing(context, options, found).run();
}

class Tracing {
  readonly #context: ProcessContext;
  readonly #options: Options;
  readonly #to: Resolved;
  readonly #waker: Wakeable;
  readonly #probes: Probe[];
  readonly #data: Uint8Array;
  #lastFrom: IpAddress | undefined;

  constructor(context: ProcessContext, options: Options, to: Resolved) {
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
      done: false,
      final: false,
    }));
    const { length } = options;
    const size = length === undefined ? DEFAULT_DATA : Math.max(0, length - this.#headers);
    this.#data = new Uint8Array(size).map((_, i) => 0x40 + (i & 0x3f));
  }

  get #headers(): number {
    return HEADERS[typeof this.#to.address === "number" ? "inet" : "inet6"];
  }

  async run(): Promise<ExitStatus> {
    const { stdout, stderr, self } = this.#context;
    const { maxHops, queries, first } = this.#options;
    const to = `${this.#to.name} (${formatIp(this.#to.address)})`;
    await stdout.write(`traceroute to ${to}, ${maxHops} hops max, ${this.#data.length + this.#headers} byte packets`);
    let at = (first - 1) * queries;
    let end = this.#probes.length;
    try {
      while (at < end && !self.signals.pending) {
        const problem = this.#sendDue(at, end);
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
  #sendDue(from: number, end: number): string | undefined {
    let underWay = 0;
    for (let i = from; i < end && underWay < this.#options.simultaneous; i++) {
      const probe = this.#probes[i] as Probe;
      if (probe.done) continue;
      underWay++;
      if (probe.sentMicros !== undefined) continue;
      const problem = this.#send(i, probe);
      if (problem !== undefined) return problem;
    }
    return undefined;
  }

  #send(index: number, probe: Probe): string | undefined {
    const { kernel } = this.#context;
    const { datapath, netns } = kernel;
    const { icmp, port, device, source, tos, queries, dontFragment } = this.#options;
    const { address } = this.#to;
    const family = typeof address === "number" ? "inet" : "inet6";
    const bound = source === undefined ? undefined : resolve(this.#context.files, source)[0]?.address;
    if (source !== undefined) {
      const own = bound === undefined ? undefined : datapath.sourceFor(netns, bound);
      if (!own?.ok || own.value !== bound) return `bind: ${strerror("EADDRNOTAVAIL")}`;
    }
    const receive = (received: Received) => this.#receive(probe, received);
    const sending = {
      ttl: Math.floor(index / queries) + 1,
      tos,
      pmtu: dontFragment ? ("do" as const) : ("dont" as const),
      ...(device === undefined ? {} : { device }),
      ...(bound === undefined ? {} : { source: bound }),
    };
    probe.sentMicros = kernel.nowMicros();
    let refused: Errno | undefined;
    if (icmp) {
      const { socket, id } = datapath.openPing(netns, family, receive);
      probe.socket = socket;
      const echo = { type: "echo-request", id, sequence: (port ?? 1) + index, data: this.#data } as const;
      const message = family === "inet" ? ({ kind: "icmp", ...echo } as const) : ({ kind: "icmpv6", ...echo } as const);
      const sent = datapath.sendPing(socket, address, message, sending);
      if (!sent.ok) refused = sent.error;
    } else {
      const opened = datapath.openUdp(netns, family, receive);
      if (!opened.ok) return `socket: ${strerror(opened.error)}`;
      probe.socket = opened.value.socket;
      const sent = datapath.sendUdp(probe.socket, address, (port ?? FIRST_PORT) + index, this.#data, sending);
      if (!sent.ok) refused = sent.error;
    }
    if (refused === undefined) return undefined;
    if (refused === "ENODEV") return `setsockopt SO_BINDTODEVICE: ${strerror(refused)}`;
    return refused === "ENETUNREACH" || refused === "EACCES"
      ? `connect: ${strerror(refused)}`
      : `send: ${strerror(refused)}`;
  }

  #receive(probe: Probe, { packet, atMicros }: Received): void {
    const { payload } = packet;
    if (probe.done || (payload.kind !== "icmp" && payload.kind !== "icmpv6")) return;
    probe.receivedMicros = atMicros;
    probe.from = packet.source;
    probe.final = payload.type !== "time-exceeded";
    if ("info" in payload && payload.type !== "time-exceeded") probe.mark = mark(payload);
    this.#finish(probe);
    this.#waker.wake();
  }

  #finish(probe: Probe): void {
    probe.done = true;
    if (probe.socket !== undefined) this.#context.kernel.datapath.close(probe.socket);
    probe.socket = undefined;
  }

  /** Waits for an answer to a probe, no longer than the answers to others let expect one. True: there will be none. */
  async #expired(index: number): Promise<boolean> {
    const { kernel } = this.#context;
    const probe = this.#probes[index] as Probe;
    const deadline = (probe.sentMicros ?? 0) + this.#patience(index);
    const left = deadline - kernel.nowMicros();
    if (left <= 0) return true;
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
    if (probe.from === undefined || probe.receivedMicros === undefined) out += " *";
    else {
      if (probe.from !== this.#lastFrom) out += ` ${this.#who(probe.from)}`;
      this.#lastFrom = probe.from;
      out += `  ${((probe.receivedMicros - (probe.sentMicros ?? 0)) / 1000).toFixed(3)} ms${probe.mark}`;
    }
    return out;
  }

  #who(address: IpAddress): string {
    const text = formatIp(address);
    if (this.#options.numeric) return text;
    return `${nameOf(this.#context.files, address) ?? text} (${text})`;
  }
}

/** Marks of what else than the port was unreachable. */
function mark(error: {
  readonly kind: "icmp" | "icmpv6";
  readonly code: number;
  readonly info: number;
  readonly type: string;
}) {
  const { code } = error;
  if (error.kind === "icmpv6") {
    if (error.type === "packet-too-big") return ` !F-${error.info}`;
    return [" !N", " !X", " !S", " !H", ""][code] ?? ` !<${code}>`;
  }
  const marks: Readonly<Record<number, string>> = {
    0: " !N",
    1: " !H",
    2: " !P",
    3: "",
    4: ` !F-${error.info}`,
    5: " !S",
  };
  if (code in marks) return marks[code] ?? "";
  if (code === 6 || code === 11) return " !N";
  if (code === 7 || code === 12) return " !H";
  if (code === 9 || code === 10 || code === 13) return " !X";
  return code === 14 ? " !V" : code === 15 ? " !C" : ` !<${code}>`;
}

/** The name says the family (check_progname). */
function program(name: "traceroute" | "traceroute6"): Program {
  return {
    name,
    path: `/usr/bin/${name}`,
    summary: "print the route packets take to a host",
    run,
    complete: (words) => (words.at(-2) === "-i" ? ["<device>"] : []),
  };
}

export const traceroute = program("traceroute");
export const traceroute6 = program("traceroute6");
