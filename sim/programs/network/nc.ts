/**
 * `nc` as Debian has it: OpenBSD's netcat 1.219 (nc_openbsd(1)).
 *
 * Same as the original: -4 -6 -b -C -d -k -l -M -N -n -p -q -r -s -T -U -u -v -W -w -z, port ranges, its texts and exit codes.
 * Absent (refused by name): proxies, telnet, intervals, buffers, signatures and the least TTL.
 */
import type { IpAddress } from "../../../core/address/prefix.ts";
import { portName, portOf } from "../../../core/capture/services.ts";
import { type Errno, strerror } from "../../../core/errors.ts";
import type { ExitStatus } from "../../../core/process.ts";
import type { DatagramSocket } from "../../kernel/datagram.ts";
import type { StreamSocket } from "../../kernel/stream.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { shortOptions } from "./getopt.ts";
import { nameOf } from "./hosts.ts";
import { type Peer, type RelayOptions, readWrite } from "./nc-relay.ts";
import { overUnix } from "./nc-unix.ts";
import { ask, formatScoped, type Resolved, resolveScoped, whyUnknown } from "./resolve.ts";

const USAGE = `usage: nc [-46CDdFhklNnrStUuvZz] [-I length] [-i interval] [-M ttl]
\t  [-m minttl] [-O length] [-P proxy_username] [-p source_port]
\t  [-q seconds] [-s sourceaddr] [-T keyword] [-V rtable] [-W recvlimit]
\t  [-w timeout] [-X proxy_protocol] [-x proxy_address[:port]]
\t  [destination] [port]
`;
/** -D asks for notes of the kernel's that nobody reads. */
const MODELLED = "46bCDdhklNnrUuvz";
const REFUSED = "FStZ";
const TAKES_VALUE = "IiMmOPpqsTVWwXx";
const SECOND = 1_000_000;

interface Options {
  family: "inet" | "inet6" | undefined;
  flags: Set<string>;
  port: string | undefined;
  source: string | undefined;
  timeoutMicros: number | undefined;
  quitMicros: number | undefined;
  limit: number | undefined;
  ttl: number | undefined;
  tos: number | undefined;
  operands: string[];
}

class Complaint {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

function parse(argv: readonly string[]): Options | Complaint {
  const options: Options = {
    family: undefined,
    flags: new Set(),
    port: undefined,
    source: undefined,
    timeoutMicros: undefined,
    quitMicros: undefined,
    limit: undefined,
    ttl: undefined,
    tos: undefined,
    operands: [],
  };
  for (const option of shortOptions(argv, TAKES_VALUE)) {
    if (option.kind === "operand") options.operands.push(option.text);
    else if (option.kind === "flag") {
      const { letter } = option;
      if (REFUSED.includes(letter)) return new Complaint(`netnone: nc: option -${letter} is not modelled\n`);
      if (!MODELLED.includes(letter)) return new Complaint(`nc: invalid option -- '${letter}'\n${USAGE}`);
      if (letter === "4") options.family = "inet";
      else if (letter === "6") options.family = "inet6";
      else options.flags.add(letter);
    } else {
      const { letter, value } = option;
      if (value === undefined) return new Complaint(`nc: option requires an argument -- '${letter}'\n${USAGE}`);
      const number = Number(value);
      const within = (what: string, least: number, most: number) => strtonum(value, what, least, most);
      if (letter === "p") options.port = value;
      else if (letter === "s") options.source = value;
      else if (letter === "w") {
        const wrong = within("timeout", 0, 2_147_483);
        if (wrong) return wrong;
        options.timeoutMicros = number * SECOND;
      } else if (letter === "q") {
        const wrong = within("quit timer", -2_147_483_648, 2_147_483_647);
        if (wrong) return wrong;
        options.quitMicros = number < 0 ? undefined : number * SECOND;
      } else if (letter === "W") {
        const wrong = within("receive limit", 1, 2_147_483_647);
        if (wrong) return wrong;
        options.limit = number;
      } else if (letter === "V") return new Complaint("nc: no alternate routing table support available\n");
      else if (letter === "X" && !["4", "5", "connect"].includes(value.toLowerCase()))
        return new Complaint("nc: unsupported proxy protocol\n");
      else if (letter === "T") {
        options.tos = tosOf(value);
        if (options.tos === undefined) return new Complaint(`nc: illegal tos value ${value}\n`);
      } else if (letter === "M") {
        const wrong = within("ttl", 0, 255);
        if (wrong) return wrong;
        options.ttl = number;
      } else {
        const limits = Object.hasOwn(LIMITS, letter) ? LIMITS[letter] : undefined;
        const wrong = limits && within(...limits);
        return wrong ?? new Complaint(`netnone: nc: option -${letter} is not modelled\n`);
      }
    }
  }
  const { flags } = options;
  if (flags.has("l") && flags.has("z")) return new Complaint("nc: cannot use -z and -l\n");
  if (flags.has("k") && !flags.has("l")) return new Complaint("nc: must use -l with -k\n");
  return options;
}

const LIMITS: Readonly<Record<string, readonly [what: string, least: number, most: number]>> = {
  i: ["interval", 0, 2_147_483],
  I: ["TCP receive window", 1, 65_536 << 14],
  O: ["TCP send window", 1, 65_536 << 14],
  m: ["minttl", 0, 255],
};

/** strtonum(3), and what nc says of a number that is none. */
function strtonum(text: string, what: string, least: number, most: number): Complaint | undefined {
  const value = /^\s*[+-]?\d+$/.test(text) ? Number(text) : Number.NaN;
  const fault = Number.isNaN(value) ? "invalid" : value < least ? "too small" : value > most ? "too large" : undefined;
  if (fault === undefined) return undefined;
  return new Complaint(what.endsWith("ttl") ? `nc: ${what} is ${fault}\n` : `nc: ${what} ${fault}: ${text}\n`);
}

/** map_tos: words for the octet (IPTOS_ of netinet/ip.h, RFC 2474, RFC 2597). */
const TOS: Readonly<Record<string, number>> = {
  ...{ af11: 0x28, af12: 0x30, af13: 0x38, af21: 0x48, af22: 0x50, af23: 0x58, af31: 0x68, af32: 0x70, af33: 0x78 },
  ...{ af41: 0x88, af42: 0x90, af43: 0x98, critical: 0xa0, ef: 0xb8, inetcontrol: 0xc0, netcontrol: 0xe0 },
  ...{ cs0: 0, cs1: 0x20, cs2: 0x40, cs3: 0x60, cs4: 0x80, cs5: 0xa0, cs6: 0xc0, cs7: 0xe0 },
  ...{ lowcost: 0x02, lowdelay: 0x10, reliability: 0x04, throughput: 0x08 },
};

function tosOf(text: string): number | undefined {
  if (Object.hasOwn(TOS, text)) return TOS[text];
  // strtol(3) takes what it can behind 0x, strtonum(3) everything or nothing.
  const hex = /^0x([\da-f]*)/i.exec(text)?.[1];
  const value =
    hex === undefined ? (/^\s*[+-]?\d+$/.test(text) ? Number(text) : Number.NaN) : Number.parseInt(hex || "0", 16);
  return value >= 0 && value <= 255 ? value : undefined;
}

/** Bits for congestion are not a stream socket's to set (IP_TOS of ip(7)). */
const ECN = 3;

/** IP_TTL, IP_TOS. 0 is no TTL that a socket can have. */
function tuned(socket: StreamSocket, { ttl, tos }: Options): Errno | undefined {
  if (ttl === 0 && socket.socket.domain === "inet") return "EINVAL";
  socket.socket.ttl = ttl;
  socket.socket.tos = (tos ?? 0) & ~ECN;
  return undefined;
}

/** The same of a socket of datagrams, and SO_BROADCAST. */
function tunedDatagram(
  socket: DatagramSocket,
  domain: "inet" | "inet6",
  { ttl, tos, flags }: Options,
): Errno | undefined {
  if (ttl === 0 && domain === "inet") return "EINVAL";
  socket.ttl = ttl;
  socket.tos = tos;
  socket.broadcast = flags.has("b");
  return undefined;
}

/** A port, by number or name; the complaint is nc's. */
function portNumber(text: string): number | Complaint {
  if (/^\d+$/.test(text)) {
    const number = Number(text);
    if (number < 1) return new Complaint(`nc: port number too small: ${text}\n`);
    return number > 65_535 ? new Complaint(`nc: port number too large: ${text}\n`) : number;
  }
  return portOf(text) ?? new Complaint(`nc: port number invalid: ${text}\n`);
}

function portRange(text: string): number[] | Complaint {
  const range = /^(\d[^-]*)-(.*)$/.exec(text);
  if (!range) {
    const port = portNumber(text);
    return typeof port === "number" ? [port] : port;
  }
  // The end is read first.
  const ends = [portNumber(range[2] ?? ""), portNumber(range[1] ?? "")];
  for (const end of ends) if (typeof end !== "number") return end;
  const [a = 0, b = 0] = ends as number[];
  return Array.from({ length: Math.abs(b - a) + 1 }, (_, i) => Math.min(a, b) + i);
}

/** build_ports with -r: each port of a range changes places with one that chance names. */
function shuffled(ports: readonly number[], random: (bound: number) => number): number[] {
  const out = [...ports];
  for (let i = out.length - 1; i > 0; i--) {
    const other = random(i + 1);
    [out[i], out[other]] = [out[other] as number, out[i] as number];
  }
  return out;
}

export const nc: Program = {
  name: "nc",
  path: "/usr/bin/nc",
  summary: "talk over TCP and UDP",
  async run(context) {
    const options = parse(context.argv);
    if (options instanceof Complaint) {
      await context.stderr.write(options.text);
      return 1;
    }
    if (options.flags.has("h")) {
      await context.stderr.write(`OpenBSD netcat (Debian patchlevel 1.219-1)\n${USAGE}`);
      return 0;
    }
    if (options.flags.has("U")) return await overUnix(context, { ...options, relay: relayOptions(options) }, USAGE);
    return options.flags.has("l") ? await listen(context, options) : await connect(context, options);
  },
  complete: () => ["-l", "-k", "-u", "-v", "-n", "-z", "-w", "-N", "-p", "-s", "-4", "-6"],
};

/** What it calls the option that is refused. */
const TTL_REFUSED = "set IP TTL";

/** The same by its other name. */
/** As Debian calls it among others of the kind. */
export const ncOpenbsd: Program = { ...nc, name: "nc.openbsd", path: "/usr/bin/nc.openbsd" };
export const netcat: Program = { ...nc, name: "netcat", path: "/usr/bin/netcat" };

async function fail(context: ProcessContext, text: string): Promise<ExitStatus> {
  await context.stderr.write(text);
  return 1;
}

/** getaddrinfo(3) of a family, or why there is nothing; with -n only addresses are taken. */
async function lookUp(context: ProcessContext, text: string, options: Options): Promise<readonly Resolved[] | string> {
  const { family, flags } = options;
  if (!flags.has("n")) await ask(context, text, family ?? "any");
  const all = resolveScoped(context, text);
  const literal = all.some((each) => each.literal);
  if (flags.has("n") && !literal) return "Name or service not known";
  const fitting = all.filter(({ address }) => !family || (typeof address === "number") === (family === "inet"));
  if (fitting.length > 0) return fitting;
  if (literal) return "Address family for hostname not supported";
  return all.length > 0 ? "Temporary failure in name resolution" : whyUnknown(context.files, text);
}

const unknown = (host: string, port: string | number, why: string) =>
  `nc: getaddrinfo for host "${host}" port ${port}: ${why}\n`;

async function listen(context: ProcessContext, options: Options): Promise<ExitStatus> {
  const { kernel, self } = context;
  const { flags, operands } = options;
  const [first, second] = operands;
  // Debian: -p and -s say it in place of operands, not beside them.
  const byOptions = options.port !== undefined || options.source !== undefined;
  if (operands.length > 2 || (byOptions && operands.length > 0)) return await fail(context, USAGE);
  const host = options.source ?? (second === undefined ? undefined : first);
  const portText = options.port ?? second ?? first;
  if (portText === undefined) return await fail(context, "nc: missing port number\n");
  // Read by getaddrinfo(3) alone, which keeps sixteen bits; 0 is any that is free.
  const port = /^\d+$/.test(portText) ? Number(portText) % 65_536 : portOf(portText);
  if (port === undefined) return await fail(context, "nc: getaddrinfo: Servname not supported for ai_socktype\n");
  const found = host === undefined ? [] : await lookUp(context, host, options);
  if (typeof found === "string") return await fail(context, `nc: getaddrinfo: ${found}\n`);
  const { address, zone }: Partial<Resolved> = found[0] ?? {};
  const domain = address === undefined ? (options.family ?? "inet") : typeof address === "number" ? "inet" : "inet6";
  /** report_sock: without -n the name of the address is asked for, and but for those of the file nobody answers. */
  const say = async (what: string, at: IpAddress, atPort: number, mapped: "" | "::ffff:" = "", device?: string) => {
    if (!flags.has("v")) return;
    const name = flags.has("n")
      ? `${mapped}${formatScoped(at, device)}`
      : mapped
        ? undefined
        : nameOf(context.files, at);
    const text =
      name === undefined ? "nc: getnameinfo: Temporary failure in name resolution" : `${what} ${name} ${atPort}`;
    await context.stderr.write(`${text}\n`);
  };
  const where = address ?? (domain === "inet" ? (0 as IpAddress) : ("::" as IpAddress));
  if (flags.has("u")) {
    const socket = kernel.datagram(domain);
    socket.reuseAddress = socket.reusePort = true;
    const wrong = tunedDatagram(socket, domain, options);
    if (wrong) return await fail(context, `nc: ${TTL_REFUSED}: ${strerror(wrong)}\n`);
    const errno = socket.bind(address, port, zone);
    if (errno) return await fail(context, `nc: ${strerror(errno)}\n`);
    await say("Bound on", where, port, "", zone);
    const got = await socket.receive(self.signals);
    if (!got.ok) return got.error === "EINTR" ? 1 : await fail(context, `nc: recvfrom: ${strerror(got.error)}\n`);
    await say("Connection received on", got.value.address, got.value.port, "", got.value.zone);
    await context.stdout.write(got.value.text);
    if (!flags.has("k")) socket.connect(got.value.address, got.value.port, got.value.zone);
    await readWrite(context, relayOptions(options), datagramPeer(socket));
    return 0;
  }
  const listener = kernel.stream(domain);
  listener.socket.reuseAddress = true;
  listener.socket.reusePort = true;
  const wrong = tuned(listener, options);
  if (wrong) return await fail(context, `nc: ${TTL_REFUSED}: ${strerror(wrong)}\n`);
  const errno = listener.bind(address, port, zone) ?? listener.listen(1);
  if (errno) return await fail(context, `nc: ${strerror(errno)}\n`);
  await say("Listening on", where, port, "", zone);
  for (;;) {
    const accepted = await listener.accept(self.signals);
    if (!accepted.ok)
      return accepted.error === "EINTR" ? 1 : await fail(context, `nc: accept: ${strerror(accepted.error)}\n`);
    const connection = accepted.value;
    const { remoteAddress, remotePort, device } = connection.socket;
    const mapped = domain === "inet6" && typeof remoteAddress === "number" ? "::ffff:" : "";
    await say("Connection received on", remoteAddress as IpAddress, remotePort, mapped, device);
    await readWrite(context, relayOptions(options), streamPeer(connection));
    if (!flags.has("k") || self.signals.pending) {
      listener.close();
      return 0;
    }
  }
}

async function connect(context: ProcessContext, options: Options): Promise<ExitStatus> {
  const { flags, operands } = options;
  const [host, portText] = operands;
  if (host === undefined) return await fail(context, USAGE);
  if (portText === undefined) return await fail(context, "nc: missing port number\n");
  const ports: number[] = [];
  for (const operand of operands.slice(1)) {
    const range = portRange(operand);
    if (range instanceof Complaint) return await fail(context, range.text);
    ports.push(...(flags.has("r") ? shuffled(range, (bound) => context.kernel.random(bound)) : range));
  }
  const addresses = await lookUp(context, host, options);
  if (typeof addresses === "string") return await fail(context, unknown(host, ports[0] ?? portText, addresses));
  const from = await source(context, options, addresses[0]?.address);
  if (typeof from === "string") return await fail(context, `nc: getaddrinfo: ${from}\n`);
  let status: ExitStatus = 1;
  for (const port of ports) {
    // One address of the name after the other, until one answers (remote_connect).
    for (const address of addresses) {
      if (context.self.signals.pending) break;
      const result = flags.has("u")
        ? await connectDatagram(context, options, host, address, port, from)
        : await connectStream(context, options, host, address, port, from);
      if (result === 0) status = 0;
      // A socket for datagrams is connected whether or not anybody is there.
      if (result === 0 || (flags.has("u") && result !== "unconnected")) break;
    }
  }
  return status;
}

type Source = Partial<Resolved> & { readonly port: number };

/** Where it is sent from (set_common_sockopts aside): -p by number or name, -s by address or name. */
async function source(context: ProcessContext, options: Options, to: IpAddress | undefined): Promise<Source | string> {
  const { port: text, source: host } = options;
  const port = text === undefined ? 0 : /^\d+$/.test(text) ? Number(text) % 65_536 : portOf(text);
  if (port === undefined) return "Servname not supported for ai_socktype";
  const family = options.family ?? (typeof to === "string" ? "inet6" : "inet");
  const found = host === undefined ? [] : await lookUp(context, host, { ...options, family });
  return typeof found === "string" ? found : { ...found[0], port };
}

function service(flags: Set<string>, port: number, transport: "tcp" | "udp"): string {
  return flags.has("n") ? "*" : (portName(port, transport) ?? "*");
}

async function connectStream(
  context: ProcessContext,
  options: Options,
  host: string,
  { address, zone }: Resolved,
  port: number,
  from: Source,
): Promise<ExitStatus> {
  const { flags, timeoutMicros } = options;
  const { kernel, self } = context;
  const shown = formatScoped(address, zone);
  const named = host === shown ? host : `${host} (${shown})`;
  const socket = kernel.stream(typeof address === "number" ? "inet" : "inet6");
  socket.socket.readsErrors = typeof address === "number";
  const wrong = tuned(socket, options);
  if (wrong) return await fail(context, `nc: ${TTL_REFUSED}: ${strerror(wrong)}\n`);
  if (from.address !== undefined || from.port !== 0) {
    socket.socket.reuseAddress = true;
    socket.socket.reusePort = true;
    const errno = socket.bind(from.address, from.port, from.zone);
    if (errno) return await fail(context, `nc: bind failed: ${strerror(errno)}\n`);
  }
  const errno = await socket.connect(address, port, self.signals, { timeoutMicros, zone });
  if (errno) {
    socket.close();
    if (self.signals.pending) return 1;
    const how = errno === "EINPROGRESS" ? "timed out" : "failed";
    if (flags.has("v"))
      await context.stderr.write(
        `nc: connect to ${flags.has("n") ? host : named} port ${port} (tcp) ${how}: ${strerror(errno)}\n`,
      );
    return 1;
  }
  if (flags.has("v"))
    await context.stderr.write(`Connection to ${named} ${port} port [tcp/${service(flags, port, "tcp")}] succeeded!\n`);
  if (flags.has("z")) socket.close();
  else await readWrite(context, relayOptions(options), streamPeer(socket));
  return 0;
}

function relayOptions({ flags, timeoutMicros, quitMicros, limit }: Options): RelayOptions {
  return {
    listening: flags.has("l"),
    deaf: flags.has("d"),
    crlf: flags.has("C"),
    shuts: flags.has("N"),
    idleMicros: timeoutMicros,
    quitMicros,
    limit,
  };
}

function streamPeer(socket: StreamSocket): Peer {
  return {
    async receive(signals) {
      const got = await socket.receive(signals);
      return got.ok ? got.value : undefined;
    },
    send: async (text, signals) => (await socket.send(text, signals)) === undefined,
    shutdown: () => socket.shutdown(),
    close: () => socket.close(),
  };
}

function datagramPeer(socket: ReturnType<ProcessContext["kernel"]["datagram"]>): Peer {
  return {
    async receive(signals) {
      const got = await socket.receive(signals);
      return got.ok ? got.value.text : undefined;
    },
    send: async (text) => (await socket.send(text)) === undefined,
    shutdown: async () => {},
    close: () => socket.close(),
  };
}

/** UDP_SCAN_TIMEOUT. */
const UDP_SCAN_SECONDS = 3;

async function connectDatagram(
  context: ProcessContext,
  options: Options,
  host: string,
  { address, zone }: Resolved,
  port: number,
  from: Source,
): Promise<ExitStatus | "unconnected"> {
  const { flags } = options;
  const { kernel, self } = context;
  const socket = kernel.datagram(typeof address === "number" ? "inet" : "inet6");
  const domain = typeof address === "number" ? "inet" : "inet6";
  const wrong = tunedDatagram(socket, domain, options);
  if (wrong) return await fail(context, `nc: ${TTL_REFUSED}: ${strerror(wrong)}\n`);
  let errno: Errno | undefined;
  if (from.address !== undefined || from.port !== 0) errno = socket.bind(from.address, from.port, from.zone);
  errno ??= socket.connect(address, port, zone);
  if (errno) {
    socket.close();
    if (flags.has("v"))
      await context.stderr.write(`nc: connect to ${host} port ${port} (udp) failed: ${strerror(errno)}\n`);
    return "unconnected";
  }
  if (flags.has("v")) {
    // udptest: nobody can tell whether a datagram arrives, but an error comes back soon.
    // Two at once, and as Debian has it one each second of the timeout.
    const seconds = options.timeoutMicros === undefined ? UDP_SCAN_SECONDS : Math.floor(options.timeoutMicros / SECOND);
    const refused = async () => (await socket.send("X")) === "ECONNREFUSED";
    if ((await socket.send("X")) || (await refused())) return closed(socket, 1);
    for (let i = 0; i < seconds; i++) {
      await kernel.sleep(SECOND, self.signals);
      if (await refused()) return closed(socket, 1);
    }
    await context.stderr.write(`Connection to ${host} ${port} port [udp/${service(flags, port, "udp")}] succeeded!\n`);
  }
  // An error that waits ends the conversation before anything is said in it.
  if (flags.has("z") || socket.failing) return closed(socket, 0);
  await readWrite(context, relayOptions(options), datagramPeer(socket));
  return 0;
}

function closed(socket: { close(): void }, status: ExitStatus): ExitStatus {
  socket.close();
  return status;
}
