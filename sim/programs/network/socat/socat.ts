/**
 * `socat` 1.7.4 (socat(1)): two addresses and what goes between them.
 *
 * Same as the original: STDIO, TCP, TCP-LISTEN, UDP, UDP-LISTEN, UDP-RECV, UDP-RECVFROM, UDP-DATAGRAM, those of unix(7), TUN, INTERFACE, EXEC, SYSTEM,
 * OPEN, GOPEN, PIPE, FD and `A!!B`, `fork`, -u, -U, -d -d of sockets and programs, -v, -x, how long the other way goes on when one has ended (-t), its complaints and exit codes.
 * Simplified: a forked child is no process of its own (its number in reports is made up). Absent (refused by name): other
 * addresses and options; names of options that socat does not know are refused the same way.
 */
import { type Family, familyOf, type IpAddress } from "../../../../core/address/prefix.ts";
import { strerror } from "../../../../core/errors.ts";
import type { ExitStatus, SignalName } from "../../../../core/process.ts";
import type { ProcessContext, Program } from "../../../program.ts";
import { type Address, parseAddress } from "./address.ts";
import {
  type Channel,
  childChannel,
  datagramChannel,
  dualChannel,
  fileChannel,
  limitedChannel,
  pipeChannel,
  streamChannel,
} from "./channel.ts";
import { type Options, parseSocat, VERSION } from "./command-line.ts";
import { endText, hostText } from "./end-text.ts";
import { EVERY_PROTOCOL, hasEthernet, interfaceNamed, openInterface, packetPlace } from "./interface-address.ts";
import { setIpOptions } from "./ip-options.ts";
import { setMulticast } from "./multicast.ts";
import { AddressNames, FAILED } from "./names.ts";
import { openFile } from "./open-file.ts";
import { relay } from "./relay.ts";
import { Report } from "./report.ts";
import { setSharing } from "./sharing.ts";
import { connectTcp } from "./tcp-connect.ts";
import { openTunAddress } from "./tun-address.ts";
import { UnixAddresses } from "./unix.ts";

export const socat: Program = {
  name: "socat",
  path: "/usr/bin/socat",
  summary: "relay between two addresses",
  async run(context) {
    return await new Socat(context).run();
  },
  complete: () =>
    "-u -U -t -T -4 -6 - STDIO TCP: TCP-LISTEN: UDP: UDP-LISTEN: UDP-RECV: UDP-RECVFROM: UNIX-CONNECT: UNIX-LISTEN: EXEC: SYSTEM: OPEN: TUN: INTERFACE:".split(
      " ",
    ),
};

const FIRST_DESCRIPTOR = 5;

/** Signals that it catches to end in order. */
const CAUGHT: ReadonlySet<SignalName> = new Set<SignalName>(["HUP", "INT", "QUIT", "TERM"]);

class Socat {
  readonly #context: ProcessContext;
  #left: Address | undefined;
  readonly #report: Report;
  readonly #names: AddressNames;
  readonly #unix: UnixAddresses;
  /** Numbers of the descriptors that it has beside its standard ones; socat itself has two more. */
  #descriptors = new Set<number>();

  constructor(context: ProcessContext) {
    this.#context = context;
    this.#report = new Report(context);
    this.#names = new AddressNames(context, this.#report);
    this.#unix = new UnixAddresses(context, this.#report);
  }

  get #options(): Options {
    return this.#report.options;
  }

  #fail(text: string): Promise<ExitStatus> {
    return this.#report.fail(text);
  }

  /** The number that the next socket gets. */
  #take(): number {
    let number = FIRST_DESCRIPTOR;
    while (this.#descriptors.has(number)) number++;
    this.#descriptors.add(number);
    return number;
  }

  async run(): Promise<ExitStatus> {
    const { stderr, stdout, kernel } = this.#context;
    // diag_init: handlers of signals talk to the rest of it by a pair of sockets.
    kernel.unixPair("dgram");
    const options = parseSocat(this.#context.argv);
    if ("text" in options) {
      await stdout.write(options.text);
      return 0;
    }
    if ("status" in options) {
      await stderr.write(options.stderr);
      return options.status;
    }
    if ("complaint" in options) return await this.#fail(options.complaint);
    this.#report.options = options;
    const { addresses } = options;
    if (addresses.length !== 2)
      return await this.#fail(`exactly 2 addresses required (there are ${addresses.length}); use option "-h" for help`);
    const parsed: Address[] = [];
    for (const text of addresses) {
      const address = parseAddress(text);
      if ("status" in address) {
        await stderr.write(address.stderr);
        return address.status;
      }
      if ("complaint" in address) return await this.#fail(address.complaint);
      parsed.push(address);
    }
    const [left, right] = parsed as [Address, Address];
    this.#left = left;
    let said: Promise<void> | undefined;
    const deaf = this.#context.self.signals.listen((signal) => {
      if (!CAUGHT.has(signal)) return;
      this.#unix.clear();
      said ??= this.#report.caught(signal);
    });
    const status = await this.#both(left, right);
    deaf();
    this.#unix.clear();
    await said;
    return status;
  }

  /** Opens one, then the other, and relays. */
  async #both(left: Address, right: Address): Promise<ExitStatus> {
    return await this.#open(left, async (first) => {
      let status: ExitStatus = 0;
      const use = async (second: Channel) => {
        status = await relay(this.#context, this.#report, first, second);
        return status;
      };
      const opened = await this.#open(right, use, first.told);
      if (opened !== 0) first.close();
      return opened;
    });
  }

  /** Opens an address, with `fork` again and again, and hands each opened one to `use`. */
  async #open(
    address: Address,
    use: (channel: Channel) => Promise<ExitStatus>,
    told: Channel["told"] = {},
  ): Promise<ExitStatus> {
    const { self } = this.#context;
    const accepting = await this.#accepting(address);
    if (accepting === FAILED) return 1;
    if (!accepting) {
      const channel = await this.#once(address, told);
      return channel === FAILED ? 1 : await use(withOptions(channel, address));
    }
    const fork = address.options.has("fork");
    for (;;) {
      const channel = await accepting.next();
      if (channel === undefined || self.signals.pending) return 1;
      // Nobody came in time.
      if (channel === "late") return 0;
      // The process that xiosetenv tells of before it forks has no number yet.
      const child = address.kind === "udp-recvfrom" ? 0 : self.pid + 1;
      if (fork) channel.told = { ...channel.told, SOCAT_PID: String(child), SOCAT_PPID: String(self.pid) };
      if (!fork) {
        accepting.close();
        return await use(withOptions(channel, address));
      }
      await this.#report.notice(`forked off child process ${self.pid + 1}`);
      await accepting.listening();
      this.#descriptors = new Set([6]);
      // A child that fails is none of its parent's business.
      use(withOptions(channel, address)).catch(() => {});
    }
  }

  /** Addresses that wait for somebody; undefined: the address is not of that kind. */
  async #accepting(address: Address): Promise<
    | {
        readonly next: () => Promise<Channel | undefined | "late">;
        readonly listening: () => Promise<void>;
        readonly close: () => void;
      }
    | typeof FAILED
    | undefined
  > {
    const { kernel, self } = this.#context;
    const { kind, parameters, options, said } = address;
    if (kind.startsWith("unix-")) {
      const unix = await this.#unix.accepting(address, () => this.#take());
      if (unix === undefined || unix === FAILED) return unix;
      const close = () => {
        this.#descriptors.delete(unix.number);
        unix.close();
      };
      return { ...unix, close };
    }
    if (!["tcp-listen", "udp-listen", "udp-recvfrom"].includes(kind)) return undefined;
    const named = options.get("bind");
    const bound = named === undefined ? undefined : await this.#names.hostOf(named, address);
    if (bound === FAILED) return FAILED;
    const { address: at, zone } = bound ?? {};
    const own = typeof at === "string" ? "inet6" : typeof at === "number" ? "inet" : undefined;
    const family = own ?? address.family ?? this.#options.family ?? "inet";
    const port = await this.#names.service(address, parameters[0] ?? "");
    if (port === FAILED) return FAILED;
    const device = await this.#names.device(address);
    if (device === FAILED) return FAILED;
    const number = this.#take();
    const any = family === "inet" ? (0 as IpAddress) : ("::" as IpAddress);
    const place = endText(at ?? any, port);
    if (kind === "tcp-listen") {
      const listener = kernel.stream(family);
      setSharing(listener.socket, options);
      if (device !== undefined) listener.socket.device = device;
      const unset = setIpOptions(listener.socket, family, said, true);
      if (unset !== undefined) return await this.#refuse(unset);
      const errno = listener.bind(at, port, zone) ?? listener.listen(Number(options.get("backlog") ?? 5));
      if (errno) return await this.#bindFailed(family, at, port, errno);
      const listening = () => this.#report.notice(`listening on ${place}`);
      await listening();
      const limit = Number(options.get("accept-timeout") ?? 0) * 1_000_000;
      const next = async () => {
        const accepted = await listener.accept(self.signals, limit > 0 ? limit : undefined);
        if (!accepted.ok) {
          if (accepted.error === "EAGAIN") return "late";
          if (accepted.error !== "EINTR")
            await this.#fail(`accept(5, 0x7ffc0e5b2c60, {16}): ${strerror(accepted.error)}`);
          return undefined;
        }
        const { localAddress, localPort, remoteAddress, remotePort } = accepted.value.socket;
        const [here, there] = [localAddress ?? any, remoteAddress ?? any];
        const from = endText(there, remotePort, family);
        await this.#report.notice(`accepting connection from ${from} on ${endText(here, localPort, family)}`);
        const own = this.#take();
        const told = { ...endTold("SOCK", here, localPort, family), ...endTold("PEER", there, remotePort, family) };
        return { ...streamChannel(accepted.value, `${own},${own}`), told };
      };
      const close = () => {
        this.#descriptors.delete(number);
        listener.close();
      };
      return { next, listening, close };
    }
    const socket = () => {
      const made = kernel.datagram(family);
      if (device !== undefined) made.device = device;
      made.broadcast = hasBroadcast(options);
      setSharing(made, options, kind === "udp-listen" && options.has("fork"));
      const wrong = setMulticast(this.#context, made, said) ?? setIpOptions(made, family, said, false);
      return { made, wrong, errno: wrong === undefined ? made.bind(at, port, zone) : undefined };
    };
    let { made, wrong, errno } = socket();
    if (wrong !== undefined) return await this.#refuse(wrong);
    if (errno) return await this.#bindFailed(family, at, port, errno);
    const receives = kind === "udp-recvfrom";
    const listening = () => this.#report.notice(`${receives ? "receiving on" : "listening on UDP"} ${place}`);
    await listening();
    const next = async () => {
      const got = await made.receive(self.signals);
      if (!got.ok) {
        if (got.error !== "EINTR")
          await this.#fail(`recvfrom(5, 0x7ffe09b5be0f, 1, MSG_PEEK, {AF=2 0.0.0.0:0}, {16}): ${strerror(got.error)}`);
        return undefined;
      }
      const { text, address: peer, port: peerPort, zone: peerZone } = got.value;
      const from = endText(peer, peerPort, family);
      const told = endTold("PEER", peer, peerPort, family);
      await this.#report.notice(receives ? `receiving packet from ${from}` : `accepting UDP connection from ${from}`);
      const taken = made;
      if (receives) {
        const channel = {
          ...datagramChannel(taken, text, true, { address: peer, port: peerPort, zone: peerZone }),
          told,
        };
        // The parent goes on with the socket that its children answer by.
        return options.has("fork") ? { ...channel, close: () => {} } : channel;
      }
      taken.connect(peer, peerPort, peerZone);
      if (options.has("fork")) ({ made, errno } = socket());
      const here = endTold("SOCK", taken.address ?? any, taken.port, family);
      return { ...datagramChannel(taken, text, false), told: { ...told, ...here } };
    };
    return { next, listening, close: () => {} };
  }

  /** Addresses that are opened at once. */
  async #once(address: Address, told: Channel["told"]): Promise<Channel | typeof FAILED> {
    const { stdin, stdout, stderr } = this.#context;
    const { kind, parameters, options } = address;
    const [first = ""] = parameters;
    const unix = await this.#unix.open(address);
    if (unix) return unix === FAILED ? FAILED : this.#numbered(unix);
    // -u and -U open each side for the one way.
    const { way } = this.#options;
    const isSource = way === "both" ? undefined : (way === "right") === (address === this.#left);
    const uses = isSource === undefined ? "reading and writing" : isSource ? "reading" : "writing";
    const standard = {
      stdin: [stdin, undefined, 0],
      stdout: [undefined, stdout, 1],
      stderr: [undefined, stderr, 2],
    } as const;
    switch (kind) {
      case "dual": {
        const [input, output] = address.parts as readonly [Address, Address];
        const source = await this.#once(input, told);
        if (source === FAILED) return FAILED;
        const sink = await this.#once(output, told);
        return sink === FAILED ? FAILED : dualChannel(source, sink);
      }
      case "fd":
      case "stdin":
      case "stdout":
      case "stderr": {
        const name = kind === "fd" ? (["stdin", "stdout", "stderr"] as const)[Number(first)] : kind;
        if (name === undefined) {
          await stderr.write(`netnone: socat: address "FD:${first}" is not modelled\n`);
          return FAILED;
        }
        if (kind !== "fd") await this.#report.notice(`using ${name} for ${uses}`);
        const [input, output, number] = standard[name];
        return fileChannel(input, output, false, `${number},${number}`);
      }
      case "pipe":
        await this.#report.notice("writing to and reading from unnamed pipe");
        return pipeChannel();
      case "tcp": {
        const connected = await connectTcp(this.#context, this.#report, this.#names, address);
        return connected === FAILED ? FAILED : this.#numbered(streamChannel(connected));
      }
      case "udp": {
        const host = await this.#names.hostOf(first, address);
        if (host === FAILED) return FAILED;
        const { address: to, zone } = host;
        const socket = await this.#socket(typeof to === "number" ? "inet" : "inet6", address);
        if (socket === FAILED) return FAILED;
        const port = await this.#names.service(address, parameters[1] ?? "", first);
        if (port === FAILED) return FAILED;
        const from = await this.#names.source(address, host);
        if (from === FAILED) return FAILED;
        if (from.address !== undefined || from.port !== 0) {
          const errno = socket.bind(from.address, from.port, from.zone);
          if (errno) return await this.#bindFailed(familyOf(to), from.address, from.port, errno);
        }
        await this.#report.notice(`opening connection to ${endText(to, port)}`);
        const errno = socket.connect(to, port, zone);
        if (errno) {
          await this.#report.connectFailed(to, port, errno);
          return FAILED;
        }
        const own = endText(socket.address ?? (0 as IpAddress), socket.port);
        await this.#report.notice(`successfully connected from local address ${own}`);
        return this.#numbered(datagramChannel(socket));
      }
      case "udp-datagram":
      case "udp-sendto":
        return await this.#datagram(address);
      case "udp-recv": {
        const named = options.get("bind");
        const own = named === undefined ? undefined : await this.#names.hostOf(named, address);
        if (own === FAILED) return FAILED;
        const family = own ? familyOf(own.address) : (address.family ?? this.#options.family ?? "inet");
        const socket = await this.#socket(family, address);
        if (socket === FAILED) return FAILED;
        const port = await this.#names.service(address, first);
        if (port === FAILED) return FAILED;
        const errno = socket.bind(own?.address, port, own?.zone);
        if (errno) return await this.#bindFailed(family, own?.address, port, errno);
        return this.#numbered(datagramChannel(socket));
      }
      case "exec":
      case "system": {
        const argv = kind === "system" ? ["sh", "-c", first] : first.trim().split(/ +/);
        await this.#report.notice(`forking off child, using socket for ${uses}`);
        const pid = String(this.#context.self.pid);
        const own = { SOCAT_PID: pid, SOCAT_PPID: pid, SOCAT_VERSION: VERSION };
        const child = childChannel(this.#context, argv, { ...own, ...told });
        if (!child) {
          const words = argv.map((word) => `"${word}"`).join(", ");
          await this.#fail(`execvp("${argv[0]}", ${words}): No such file or directory`);
          return await this.#refuse(`waitpid(): child ${this.#context.self.pid + 1} exited with status 1`);
        }
        await this.#report.notice(`forked off child process ${child.pid}`);
        await this.#report.notice(`forked off child process ${child.pid}`, child.pid);
        if (kind === "exec") await this.#report.notice(`execvp'ing "${argv[0]}"`, child.pid);
        return this.#numbered(child);
      }
      case "tun": {
        await this.#report.notice("creating tunnel network interface");
        const opened = await openTunAddress(this.#context, address, this.#take());
        if ("read" in opened) return opened;
        if ("status" in opened) {
          await stderr.write(opened.stderr);
          return FAILED;
        }
        return await this.#refuse(opened.complaint);
      }
      case "interface":
        return await this.#interface(first);
      case "open":
      case "gopen":
      case "create": {
        const opened = await openFile(this.#context, this.#report, address, isSource);
        return opened === undefined ? FAILED : this.#numbered(opened);
      }
      default: {
        // With -u or -U each side is the one stream that it needs.
        const numbers = isSource === undefined ? "0,1" : isSource ? "0,0" : "1,1";
        const name = isSource === undefined ? "reading from and writing to stdio" : undefined;
        await this.#report.notice(name ?? `using ${isSource ? "stdin" : "stdout"} for ${uses}`);
        return fileChannel(stdin, stdout, false, numbers);
      }
    }
  }

  async #interface(name: string): Promise<Channel | typeof FAILED> {
    const context = this.#context;
    const link = interfaceNamed(context, name);
    if (!link && /^\d+$/.test(name)) {
      const place = packetPlace(EVERY_PROTOCOL, Number(name));
      return await this.#refuse(`bind(5, {${place}}, 20): ${strerror("ENODEV")}`);
    }
    if (!link) return await this.#refuse(`unknown interface "${name}"`);
    if (!hasEthernet(link)) {
      await context.stderr.write(`netnone: socat: address "INTERFACE:${name}" is not modelled\n`);
      return FAILED;
    }
    const opened = await openInterface(context, this.#report, link, this.#take());
    return typeof opened === "string" ? await this.#refuse(`socket(17, 3, 0): ${strerror(opened)}`) : opened;
  }

  /** A UDP socket with what the options ask of it for groups. */
  async #socket(family: "inet" | "inet6", address: Address) {
    const { options } = address;
    const device = await this.#names.device(address);
    if (device === FAILED) return FAILED;
    const socket = this.#context.kernel.datagram(family);
    if (device !== undefined) socket.device = device;
    socket.broadcast = hasBroadcast(options);
    setSharing(socket, options);
    const wrong =
      setMulticast(this.#context, socket, address.said) ?? setIpOptions(socket, family, address.said, false);
    return wrong === undefined ? socket : await this.#refuse(wrong);
  }

  /** UDP-DATAGRAM: to one address, a group's as a rule, and from anybody. */
  async #datagram(address: Address): Promise<Channel | typeof FAILED> {
    const { parameters, options } = address;
    const host = await this.#names.hostOf(parameters[0] ?? "", address);
    if (host === FAILED) return FAILED;
    const family = typeof host.address === "number" ? "inet" : "inet6";
    const socket = await this.#socket(family, address);
    if (socket === FAILED) return FAILED;
    const [, name = "", service = "0"] = /^(.*?)(?::([^:\]]*))?$/.exec(options.get("bind") ?? "") ?? [];
    const own = name === "" ? undefined : await this.#names.hostOf(name, address, host);
    if (own === FAILED) return FAILED;
    // UDP-DATAGRAM means another's port by the option, and then takes no port for the right one.
    const fromAnybody = address.kind === "udp-datagram";
    const named = options.get("sourceport") ?? options.get("sp");
    const port = this.#names.port(fromAnybody || named === undefined ? service : named);
    if (own || port !== 0) {
      const errno = socket.bind(own?.address, port, own?.zone);
      if (errno) return await this.#bindFailed(family, own?.address, port, errno);
    }
    const to = await this.#names.service(address, parameters[1] ?? "", parameters[0] ?? "");
    if (to === FAILED) return FAILED;
    const any = family === "inet" ? (0 as IpAddress) : ("::" as IpAddress);
    const here = endText(own?.address ?? any, port);
    await this.#report.notice(`successfully prepared local socket ${here}`);
    const peer = { address: host.address, port: to };
    const accepts = async (from: typeof peer): Promise<boolean> => {
      if (!fromAnybody) return from.address === peer.address && from.port === peer.port;
      if (named === undefined) return true;
      await this.#report.warn(`refusing connection from ${endText(from.address, from.port)} due to wrong sourceport`);
      return false;
    };
    const channel = this.#numbered(datagramChannel(socket, undefined, false, peer, accepts));
    let told = false;
    const write = async (text: string) => {
      const written = await channel.write(text);
      if (!told && written === true)
        await this.#report.notice(`local address: ${endText(own?.address ?? any, socket.port)}`);
      told = true;
      return written;
    };
    return { ...channel, write };
  }

  /** A channel with the numbers that its descriptors have. */
  #numbered<C extends Channel>(channel: C): C {
    const number = this.#take();
    channel.descriptors = `${number},${number}`;
    return channel;
  }

  async #bindFailed(...what: Parameters<Report["bindFailed"]>): Promise<typeof FAILED> {
    await this.#report.bindFailed(...what);
    return FAILED;
  }

  async #refuse(complaint: string): Promise<typeof FAILED> {
    await this.#fail(complaint);
    return FAILED;
  }
}

/** xiosetsockaddrenv: what programs are told of an end, `which` of them first in the names. */
function endTold(which: "SOCK" | "PEER", address: IpAddress, port: number, domain: Family): Record<string, string> {
  return { [`SOCAT_${which}ADDR`]: hostText(address, domain), [`SOCAT_${which}PORT`]: String(port) };
}

function hasBroadcast(options: Address["options"]): boolean {
  return options.has("broadcast") || options.has("so-broadcast");
}

/** What an address's options say of lines and of the end. */
function withOptions(opened: Channel, { options }: Address): Channel {
  const most = Number(options.get("readbytes") ?? 0);
  const channel = most > 0 ? limitedChannel(opened, most) : opened;
  channel.crnl = options.has("crnl") || options.has("crlf");
  channel.ignoresEnd = options.has("ignoreeof");
  if (options.has("shut-none")) channel.ends = "none";
  return channel;
}
