/** How curl comes to a connection: names, addresses one after the other, --resolve, --interface, --local-port. */

import type { IpAddress } from "../../../../core/address/prefix.ts";
import { formatIp, parseIp } from "../../../../core/address/prefix.ts";
import { linkNamed } from "../../../../core/command/ip/view.ts";
import { errnoNumber, strerror } from "../../../../core/errors.ts";
import type { ExitStatus } from "../../../../core/process.ts";
import type { StreamSocket } from "../../../kernel/stream.ts";
import type { ProcessContext } from "../../../program.ts";
import type { HttpUrl } from "../http-client.ts";
import { viewOf } from "../ip.ts";
import { ask, resolve } from "../resolve.ts";
import type { CurlOptions } from "./options.ts";
import type { Endpoint } from "./transfer.ts";

interface Connected {
  readonly socket: StreamSocket;
  readonly remote: Endpoint;
  readonly local: Endpoint;
}

interface Unconnected {
  readonly status: ExitStatus;
  readonly text: string;
}

const CONNECT_MICROS = 300_000_000;

export class Connector {
  readonly #context: ProcessContext;
  readonly #options: CurlOptions;
  /** Tells what -v tells. */
  readonly #say: (text: string) => Promise<void>;
  /** What --resolve told, by host and port. */
  readonly #given = new Map<string, readonly IpAddress[]>();
  /** Hosts whose names have been found before. */
  readonly #known = new Set<string>();

  constructor(context: ProcessContext, options: CurlOptions, say: (text: string) => Promise<void>) {
    this.#context = context;
    this.#options = options;
    this.#say = say;
  }

  /** --resolve puts addresses where a name's would be found. What is wrong with it, if anything. */
  async preresolve(entry: string): Promise<string | undefined> {
    const [, host = "", port, list = ""] = /^([^:]+):(\d+):(.+)$/.exec(entry) ?? [];
    const addresses = list.split(",").map((each) => parseIp(each.replace(/^\[|\]$/g, "")));
    if (host === "" || host === "*" || addresses.some((address) => address === undefined))
      return `Couldn't parse CURLOPT_RESOLVE entry '${entry}'`;
    this.#given.set(`${host}:${port}`, addresses as IpAddress[]);
    await this.#say(`* Added ${host}:${port}:${list} to DNS cache\n`);
    return undefined;
  }

  /** parse_connect_to_slist: the first entry that fits says where to go instead; what is empty stays. */
  async #elsewhere({ name, host, port }: HttpUrl): Promise<Pick<HttpUrl, "name" | "host" | "port"> | Unconnected> {
    for (const entry of this.#options.elsewhere) {
      const [, from = "", at = "", to = "", toPort = ""] =
        /^(\[[^\]]*\]|[^:]*):(\d*):(\[[^\]]*\]|[^:]*):?(.*)$/.exec(entry) ?? [];
      const fits = (from === "" || from.toLowerCase() === host.toLowerCase()) && (at === "" || Number(at) === port);
      if (!/^(\[[^\]]*\]|[^:]*):\d*:/.test(entry) || !fits) continue;
      if (!/^\d*$/.test(toPort))
        return { status: 49, text: `No valid port number in connect to host string (${toPort})` };
      if (to !== "") await this.#say(`* Connecting to hostname: ${to.replace(/^\[|\]$/g, "")}\n`);
      if (toPort !== "") await this.#say(`* Connecting to port: ${Number(toPort)}\n`);
      const other = to === "" ? { name, host } : { name: to.replace(/^\[|\]$/g, ""), host: to };
      return { ...other, port: toPort === "" ? port : Number(toPort) };
    }
    return { name, host, port };
  }

  /** A connection to one of the host's addresses, or why there is none. */
  async connect(asked: HttpUrl, number: number, beganMicros: number): Promise<Connected | Unconnected> {
    const to = await this.#elsewhere(asked);
    if ("status" in to) return to;
    const url = { ...asked, ...to };
    const { kernel, self } = this.#context;
    const { flags, timeoutMicros, connectMicros } = this.#options;
    const literal = parseIp(url.name);
    const zone = await this.#zoneOf(url);
    const given = this.#given.get(`${url.name}:${url.port}`);
    if (literal === undefined && !given)
      await ask(this.#context, url.name, flags.has("4") && !flags.has("6") ? "inet" : "any");
    const known = given ?? resolve(this.#context, url.name).map(({ address }) => address);
    const all = literal === undefined ? [...known] : [literal];
    // get_localhost of lib/hostip.c knows this name by itself.
    if (url.name === "localhost" && !given) all.reverse();
    const wanted = (address: IpAddress) => !flags.has(typeof address === "number" ? "6" : "4");
    const addresses = all.filter(wanted);
    if (addresses.length === 0) {
      if (all.length > 0) return { status: 7, text: "Couldn't connect to server" };
      const text = `Could not resolve host: ${url.name}`;
      await this.#say(`* ${text}\n`);
      return { status: 6, text };
    }
    if (given || this.#known.has(url.host)) await this.#say(`* Hostname ${url.name} was found in DNS cache\n`);
    this.#known.add(url.host);
    const millis = () => Math.floor((kernel.nowMicros() - beganMicros) / 1000);
    let why = "Couldn't connect to server";
    let status: ExitStatus = 7;
    // The first complaint is the one that is kept.
    let kept: string | undefined;
    for (const address of addresses) {
      const shown = formatIp(address);
      await this.#say(`*   Trying ${typeof address === "number" ? shown : `[${shown}]`}:${url.port}...\n`);
      const socket = kernel.stream(typeof address === "number" ? "inet" : "inet6");
      socket.socket.noDelay = true;
      socket.socket.readsErrors = typeof address === "number";
      const unbound = await this.#bind(socket, address);
      if (unbound !== undefined) {
        socket.close();
        why = "Failed binding local connection end";
        status = 45;
        kept = unbound;
        continue;
      }
      const before = kernel.nowMicros();
      const limit = Math.min(timeoutMicros ?? CONNECT_MICROS, connectMicros ?? CONNECT_MICROS);
      const errno = await socket.connect(address, url.port, self.signals, { timeoutMicros: limit, zone });
      if (errno === undefined) {
        const { localAddress, localPort } = socket.socket;
        // By mistake it has no name for a host that stands for another.
        const told = url.name === asked.name ? url.name : "(nil)";
        await this.#say(`* Connected to ${told} (${shown}) port ${url.port} (#${number})\n`);
        const local = { address: localAddress as IpAddress, port: localPort };
        return { socket, remote: { address, port: url.port }, local };
      }
      socket.close();
      if (errno === "EINPROGRESS") {
        if (connectMicros === undefined || connectMicros > limit) {
          const text = `Connection timed out after ${millis()} milliseconds`;
          await this.#say(`* ${text}\n`);
          return { status: 28, text };
        }
        const family = typeof address === "number" ? "ipv4" : "ipv6";
        await this.#say(`* ${family} connect timeout after ${Math.floor(limit / 1000)}ms, move on!\n`);
        why = "Timeout was reached";
        status = 28;
        continue;
      }
      const later = errno === "ECONNREFUSED" || kernel.nowMicros() > before;
      await this.#say(
        later
          ? `* connect to ${shown} port ${url.port} failed: ${strerror(errno)}\n`
          : `* Immediate connect fail for ${shown}: ${strerror(errno)}\n`,
      );
    }
    const text = `Failed to connect to ${url.name} port ${url.port} after ${millis()} ms: ${why}`;
    await this.#say(`* ${text}\n`);
    return { status, text: status === 45 ? (kept ?? text) : text };
  }

  /** zonefrom_url: what is no device, is said and not asked for. */
  async #zoneOf({ zone }: HttpUrl): Promise<string | undefined> {
    const { kernel } = this.#context;
    if (zone === undefined || /^\d+$/.test(zone) || linkNamed(viewOf(kernel, kernel.netns), zone)) return zone;
    await this.#say(`* Invalid zoneid: ${zone}; No such device\n`);
    return undefined;
  }

  /** --interface: a device, or an address of this host; --local-port. What went wrong, if anything. */
  async #bind(socket: StreamSocket, to: IpAddress): Promise<string | undefined> {
    const { device, ports } = this.#options;
    const { kernel } = this.#context;
    let found: IpAddress | undefined;
    if (device !== undefined && linkNamed(viewOf(kernel, kernel.netns), device)) socket.socket.device = device;
    else if (device !== undefined) {
      const family = (address: IpAddress) => (typeof address === "number" ? 2 : 10);
      await ask(this.#context, device, typeof to === "number" ? "inet" : "inet6");
      found = resolve(this.#context, device).find(({ address }) => family(address) === family(to))?.address;
      if (found === undefined) {
        await this.#say(`* Could not resolve host: ${device}\n* Couldn't bind to '${device}'\n`);
        return `Couldn't bind to '${device}'`;
      }
      await this.#say(
        `* Name '${device}' family ${family(to)} resolved to '${formatIp(found)}' family ${family(found)}\n`,
      );
    }
    if (found === undefined && ports === undefined) return undefined;
    const [from, last] = ports ?? [0, 0];
    for (let port = from; ; port++) {
      const errno = socket.bind(found, port);
      if (!errno) {
        await this.#say(`* Local port: ${port}\n`);
        return undefined;
      }
      if (port >= last || errno !== "EADDRINUSE") {
        const text = `bind failed with errno ${errnoNumber(errno)}: ${strerror(errno)}`;
        await this.#say(`* ${text}\n`);
        return text;
      }
      await this.#say(`* Bind to local port ${port} failed, trying next\n`);
    }
  }
}
