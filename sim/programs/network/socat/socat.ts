/**
 * `socat` 1.7.4 (socat(1)): two addresses and what goes between them.
 *
 * Same as the original: STDIO, TCP, TCP-LISTEN, UDP, UDP-LISTEN, UDP-RECV, UDP-RECVFROM, EXEC, SYSTEM and OPEN, `fork`, -u, -U,
 * how long the other way goes on when one has ended (-t), its complaints and exit codes.
 * Simplified: a forked child is no process of its own. Absent (refused by name): other addresses and options, -d, -v, -x.
 */
import { formatIp, type IpAddress } from "../../../../core/address/prefix.ts";
import { portOf } from "../../../../core/capture/services.ts";
import { notModelled, type Refusal } from "../../../../core/command/args.ts";
import { type Errno, strerror } from "../../../../core/errors.ts";
import type { ExitStatus } from "../../../../core/process.ts";
import type { ProcessContext, Program } from "../../../program.ts";
import { Interrupt } from "../interrupt.ts";
import { type Resolved, resolveScoped, whyUnknown } from "../resolve.ts";
import { type Address, parseAddress } from "./address.ts";
import { type Channel, childChannel, datagramChannel, fileChannel, streamChannel } from "./channel.ts";
import { endText } from "./end-text.ts";
import { setMulticast } from "./multicast.ts";

interface Options {
  readonly way: "both" | "right" | "left";
  readonly lingerMicros: number;
  readonly idleMicros: number | undefined;
  readonly family: "inet" | "inet6" | undefined;
  readonly addresses: readonly string[];
}

const VERSION = `socat by Gerhard Rieger and contributors - see www.dest-unreach.org
socat version 1.7.4.4 on 06 Nov 2022 08:15:51
`;
const TAKE_VALUE = ["-t", "-T", "-b"];
const UNMODELLED = /^-(h{1,3}|\?{1,3}|d+|D|ly.*|lf|ls|lm.*|lp.*|lu|lh|v|x|r|R|s|S.*|g|L|W)$/;

export const socat: Program = {
  name: "socat",
  path: "/usr/bin/socat",
  summary: "relay between two addresses",
  async run(context) {
    return await new Socat(context).run();
  },
  complete: () =>
    "-u -U -t -T -4 -6 - STDIO TCP: TCP-LISTEN: UDP: UDP-LISTEN: UDP-RECV: UDP-RECVFROM: EXEC: SYSTEM: OPEN:".split(
      " ",
    ),
};

/** What could not be opened, when it has been said. */
const FAILED = "failed";

class Socat {
  readonly #context: ProcessContext;
  #left: Address | undefined;
  #options: Options = { way: "both", lingerMicros: 500_000, idleMicros: undefined, family: undefined, addresses: [] };

  constructor(context: ProcessContext) {
    this.#context = context;
  }

  async run(): Promise<ExitStatus> {
    const { stderr, stdout } = this.#context;
    const options = this.#parse();
    if ("text" in options) {
      await stdout.write(options.text);
      return 0;
    }
    if ("status" in options) {
      await stderr.write(options.stderr);
      return options.status;
    }
    if ("complaint" in options) return await this.#fail(options.complaint);
    this.#options = options;
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
    return await this.#open(left, async (first) => {
      let status: ExitStatus = 0;
      const opened = await this.#open(right, async (second) => {
        status = await this.#relay(first, second);
        return status;
      });
      if (opened !== 0) first.close();
      return opened;
    });
  }

  #parse(): Options | Refusal | { readonly complaint: string } | { readonly text: string } {
    const words = this.#context.argv.slice(1);
    let way: Options["way"] = "both";
    let linger = 500_000;
    let idle: number | undefined;
    let family: Options["family"];
    while (words[0]?.startsWith("-") && words[0] !== "-") {
      const word = words.shift() as string;
      if (word.startsWith("-,") || word.startsWith("-:")) {
        words.unshift(word);
        break;
      }
      const short = word.slice(0, 2);
      if (word === "-V") return { text: VERSION };
      if (word === "-u") way = "right";
      else if (word === "-U") way = "left";
      else if (word === "-4") family = "inet";
      else if (word === "-6") family = "inet6";
      else if (TAKE_VALUE.includes(short)) {
        const value = Number(word.length > 2 ? word.slice(2) : (words.shift() ?? ""));
        if (short === "-t") linger = value * 1_000_000;
        else if (short === "-T") idle = value * 1_000_000;
      } else if (UNMODELLED.test(word)) return notModelled("socat", "option", word);
      else return { complaint: `unknown option "${word}"; use option "-h" for help` };
    }
    return { way, lingerMicros: linger, idleMicros: idle, family, addresses: words };
  }

  /** `2024/05/06 10:00:00 socat[1234] E ...`. */
  async #fail(text: string): Promise<ExitStatus> {
    const { kernel, self, stderr } = this.#context;
    const date = new Date(kernel.wallMicros() / 1000).toISOString();
    const when = date.slice(0, 19).replaceAll("-", "/").replace("T", " ");
    await stderr.write(`${when} socat[${self.pid}] E ${text}\n`);
    return 1;
  }

  /** Opens an address, with `fork` again and again, and hands each opened one to `use`. */
  async #open(address: Address, use: (channel: Channel) => Promise<ExitStatus>): Promise<ExitStatus> {
    const { self } = this.#context;
    const accepting = await this.#accepting(address);
    if (accepting === FAILED) return 1;
    if (!accepting) {
      const channel = await this.#once(address);
      return channel === FAILED ? 1 : await use(channel);
    }
    const fork = address.options.has("fork");
    for (;;) {
      const channel = await accepting.next();
      if (channel === undefined || self.signals.pending) return 1;
      if (!fork) {
        accepting.close();
        return await use(channel);
      }
      // A child that fails is none of its parent's business.
      use(channel).catch(() => {});
    }
  }

  /** xiogetaddrinfo: the hints of a failed call are told too. */
  async #hostOf(name: string, address: Address): Promise<Resolved | typeof FAILED> {
    const { kind } = address;
    const pf = FAMILIES[address.options.get("pf") ?? ""];
    const listens = /-listen|-recv/.test(kind) ? "inet" : undefined;
    const family = address.family ?? pf ?? this.#options.family ?? listens;
    const bracketed = /^\[(.*)\]$/.exec(name)?.[1];
    const host = bracketed ?? name;
    const all = resolveScoped(this.#context, host);
    const fits = ({ address: each }: Resolved) => !family || (typeof each === "number") === (family === "inet");
    const found = all.find(fits);
    if (found) return found;
    const type = kind.startsWith("tcp") ? "1,6" : "2,17";
    const af = { inet: 2, inet6: 10, any: bracketed === undefined ? 0 : 10 }[family ?? "any"];
    const why = all.length > 0 ? "Address family for hostname not supported" : whyUnknown(host);
    await this.#fail(`getaddrinfo("${host}", "NULL", {${bracketed === undefined ? 1 : 5},${af},${type}}, {}): ${why}`);
    return FAILED;
  }

  #port(text: string): number {
    return /^\d+$/.test(text) ? Number(text) % 65_536 : (portOf(text) ?? 0);
  }

  async #bindFailed(
    family: "inet" | "inet6",
    at: IpAddress | undefined,
    port: number,
    errno: Errno,
  ): Promise<typeof FAILED> {
    const any = family === "inet" ? "0.0.0.0" : "[0000:0000:0000:0000:0000:0000:0000:0000]";
    const where = at === undefined ? any : formatIp(at);
    const [af, length] = family === "inet" ? [2, 16] : [10, 28];
    await this.#fail(`bind(5, {AF=${af} ${where}:${port}}, ${length}): ${strerror(errno)}`);
    return FAILED;
  }

  /** Addresses that wait for somebody; undefined: the address is not of that kind. */
  async #accepting(
    address: Address,
  ): Promise<
    { readonly next: () => Promise<Channel | undefined>; readonly close: () => void } | typeof FAILED | undefined
  > {
    const { kernel, self } = this.#context;
    const { kind, parameters, options } = address;
    if (!["tcp-listen", "udp-listen", "udp-recvfrom"].includes(kind)) return undefined;
    const named = options.get("bind");
    const bound = named === undefined ? undefined : await this.#hostOf(named, address);
    if (bound === FAILED) return FAILED;
    const { address: at, zone } = bound ?? {};
    const own = typeof at === "string" ? "inet6" : typeof at === "number" ? "inet" : undefined;
    const family = own ?? address.family ?? this.#options.family ?? "inet";
    const port = this.#port(parameters[0] ?? "");
    if (kind === "tcp-listen") {
      const listener = kernel.stream(family);
      listener.socket.reuseAddress = options.has("reuseaddr") || options.has("so-reuseaddr");
      listener.socket.reusePort = options.has("reuseport") || options.has("so-reuseport");
      const errno = listener.bind(at, port, zone) ?? listener.listen(Number(options.get("backlog") ?? 5));
      if (errno) return await this.#bindFailed(family, at, port, errno);
      const next = async () => {
        const accepted = await listener.accept(self.signals);
        return accepted.ok ? streamChannel(accepted.value) : undefined;
      };
      return { next, close: () => listener.close() };
    }
    const socket = () => {
      const made = kernel.datagram(family);
      const wrong = setMulticast(this.#context, made, options);
      return { made, wrong, errno: wrong === undefined ? made.bind(at, port, zone) : undefined };
    };
    let { made, wrong, errno } = socket();
    if (wrong !== undefined) return await this.#refuse(wrong);
    if (errno) return await this.#bindFailed(family, at, port, errno);
    const next = async () => {
      const got = await made.receive(self.signals);
      if (!got.ok) return undefined;
      const taken = made;
      taken.connect(got.value.address, got.value.port, got.value.zone);
      if (options.has("fork")) ({ made, errno } = socket());
      return datagramChannel(taken, got.value.text, kind === "udp-recvfrom");
    };
    return { next, close: () => {} };
  }

  /** Addresses that are opened at once. */
  async #once(address: Address): Promise<Channel | typeof FAILED> {
    const { stdin, stdout, files, cwd } = this.#context;
    const { kind, parameters, options } = address;
    const [first = ""] = parameters;
    switch (kind) {
      case "stdin":
        return fileChannel(stdin, undefined);
      case "stdout":
        return fileChannel(undefined, stdout);
      case "tcp":
        return await this.#connect(address);
      case "udp": {
        const host = await this.#hostOf(first, address);
        if (host === FAILED) return FAILED;
        const { address: to, zone } = host;
        const socket = await this.#socket(typeof to === "number" ? "inet" : "inet6", options);
        if (socket === FAILED) return FAILED;
        const source = options.get("sourceport") ?? options.get("sp");
        if (source !== undefined) socket.bind(undefined, this.#port(source));
        const errno = socket.connect(to, this.#port(parameters[1] ?? ""), zone);
        if (!errno) return datagramChannel(socket);
        await this.#connectFailed(to, this.#port(parameters[1] ?? ""), errno);
        return FAILED;
      }
      case "udp-datagram":
        return await this.#datagram(address);
      case "udp-recv": {
        const socket = await this.#socket(address.family ?? this.#options.family ?? "inet", options);
        if (socket === FAILED) return FAILED;
        const errno = socket.bind(undefined, this.#port(first));
        if (errno) return await this.#bindFailed("inet", undefined, this.#port(first), errno);
        return datagramChannel(socket);
      }
      case "exec":
      case "system": {
        const argv = kind === "system" ? ["sh", "-c", first] : first.trim().split(/ +/);
        const child = childChannel(this.#context, argv);
        if (child) return child;
        await this.#fail(`execvp("${argv[0]}", ...): No such file or directory`);
        return FAILED;
      }
      case "open":
      case "create": {
        const path = first.startsWith("/") ? first : `${cwd}/${first}`;
        const creates = kind === "create" || options.has("creat");
        const appends = options.has("append") || options.has("o-append");
        const truncates = kind === "create" || options.has("trunc") || options.has("o-trunc");
        const there = files.stat(path);
        // -u and -U open each side for the one way.
        const { way } = this.#options;
        const isSource = way === "both" ? undefined : (way === "right") === (address === this.#left);
        const reads = options.has("rdonly") || (isSource ?? !options.has("wronly"));
        const writes = options.has("wronly") || !(options.has("rdonly") || (isSource ?? false));
        const flags = reads && writes ? "02" : reads ? "00" : "01";
        if (!there.ok && !creates) {
          await this.#fail(`open("${first}", ${flags}, 0666): ${strerror(there.error)}`);
          return FAILED;
        }
        const mode = appends ? "append" : truncates || !there.ok ? "write" : "readwrite";
        const opened = files.open(path, writes ? mode : "read");
        if (!opened.ok) {
          await this.#fail(`open("${first}", ${flags}, 0666): ${strerror(opened.error)}`);
          return FAILED;
        }
        return fileChannel(
          reads && (!writes || mode === "readwrite") ? opened.value : undefined,
          writes ? opened.value : undefined,
          true,
        );
      }
      default:
        return fileChannel(stdin, stdout);
    }
  }

  /** A UDP socket with what the options ask of it for groups. */
  async #socket(family: "inet" | "inet6", options: Address["options"]) {
    const socket = this.#context.kernel.datagram(family);
    const wrong = setMulticast(this.#context, socket, options);
    return wrong === undefined ? socket : await this.#refuse(wrong);
  }

  /** UDP-DATAGRAM: to one address, a group's as a rule, and from anybody. */
  async #datagram(address: Address): Promise<Channel | typeof FAILED> {
    const { parameters, options } = address;
    const host = await this.#hostOf(parameters[0] ?? "", address);
    if (host === FAILED) return FAILED;
    const family = typeof host.address === "number" ? "inet" : "inet6";
    const socket = await this.#socket(family, options);
    if (socket === FAILED) return FAILED;
    const [, name = "", service = "0"] = /^(.*?)(?::([^:\]]*))?$/.exec(options.get("bind") ?? "") ?? [];
    const own = name === "" ? undefined : await this.#hostOf(name, address);
    if (own === FAILED) return FAILED;
    const port = this.#port(options.get("sourceport") ?? options.get("sp") ?? service);
    if (own || port !== 0) {
      const errno = socket.bind(own?.address, port, own?.zone);
      if (errno) return await this.#bindFailed(family, own?.address, port, errno);
    }
    return datagramChannel(socket, undefined, false, { address: host.address, port: this.#port(parameters[1] ?? "") });
  }

  async #refuse(complaint: string): Promise<typeof FAILED> {
    await this.#fail(complaint);
    return FAILED;
  }

  async #connectFailed(to: IpAddress, port: number, errno: Errno): Promise<void> {
    const length = typeof to === "number" ? 16 : 28;
    await this.#fail(`connect(5, ${endText(to, port)}, ${length}): ${strerror(errno)}`);
  }

  async #connect(address: Address): Promise<Channel | typeof FAILED> {
    const { kernel, self } = this.#context;
    const { parameters, options } = address;
    const host = await this.#hostOf(parameters[0] ?? "", address);
    if (host === FAILED) return FAILED;
    const { address: to, zone } = host;
    const port = this.#port(parameters[1] ?? "");
    const socket = kernel.stream(typeof to === "number" ? "inet" : "inet6");
    const named = options.get("bind");
    const from =
      named === undefined ? undefined : await this.#hostOf(named.replace(/^([^:]*|\[.*\]):\d+$/, "$1"), address);
    if (from === FAILED) return FAILED;
    const source = this.#port(options.get("sourceport") ?? options.get("sp") ?? "0");
    if (from !== undefined || source !== 0) {
      socket.socket.reuseAddress = options.has("reuseaddr") || options.has("so-reuseaddr");
      const errno = socket.bind(from?.address, source, from?.zone);
      if (errno) {
        socket.close();
        return await this.#bindFailed(typeof to === "number" ? "inet" : "inet6", from?.address, source, errno);
      }
    }
    const limit = Number(options.get("connect-timeout") ?? 0) * 1_000_000;
    const timeoutMicros = limit > 0 ? limit : undefined;
    const errno = await socket.connect(to, port, self.signals, { timeoutMicros, zone });
    if (errno === undefined) return streamChannel(socket);
    socket.close();
    if (errno !== "EINPROGRESS") await this.#connectFailed(to, port, errno);
    else await this.#fail(`connecting to ${endText(to, port)}: Connection timed out`);
    return FAILED;
  }

  /** _socat: both ways until one has ended, and then the other for as long as -t says. */
  async #relay(left: Channel, right: Channel): Promise<ExitStatus> {
    const { self, kernel } = this.#context;
    const { way, lingerMicros, idleMicros } = this.#options;
    const stop = new Interrupt(self.signals);
    let status: ExitStatus = 0;
    let failure: { readonly reason: unknown } | undefined;
    let active = kernel.nowMicros();
    let running = way === "both" ? 2 : 1;
    const copy = async (from: Channel, to: Channel) => {
      while (!stop.over) {
        const text = await from.read(stop.signals);
        if (stop.over) return;
        active = kernel.nowMicros();
        if (text !== null && typeof text === "object") {
          status = await this.#fail(`read(5, 0x5581d4c2b000, 8192): ${text.complaint}`);
          stop.end();
          return;
        }
        if (text === null) break;
        const written = await to.write(text);
        if (typeof written === "object") status = await this.#fail(written.complaint);
        if (written !== true) break;
      }
      await to.shutdown();
      if (--running === 0) stop.end();
      else await kernel.sleep(lingerMicros, stop.signals);
      stop.end();
    };
    const watch = async () => {
      while (idleMicros !== undefined && !stop.over) {
        const rest = active + idleMicros - kernel.nowMicros();
        if (rest <= 0) stop.end();
        else await kernel.sleep(rest, stop.signals);
      }
    };
    const parts = [watch()];
    if (way !== "left") parts.push(copy(left, right));
    if (way !== "right") parts.push(copy(right, left));
    for (const part of parts)
      part.catch((reason: unknown) => {
        failure ??= { reason };
        stop.end();
      });
    await stop.ended;
    left.close();
    right.close();
    if (failure) throw (failure as { readonly reason: unknown }).reason;
    return status;
  }
}

/** Values of the option `pf`. */
const FAMILIES: Readonly<Record<string, "inet" | "inet6">> = { ip4: "inet", ip6: "inet6" };
