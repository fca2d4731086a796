/** Datagram sockets as processes have them: a descriptor over a UDP socket of core (udp(7)). */

import { isIpv4Multicast } from "../../core/address/ipv4.ts";
import { isIpv6LinkLocal, isIpv6Multicast } from "../../core/address/ipv6.ts";
import { mappedIpv4 } from "../../core/address/mapped.ts";
import type { Family, IpAddress } from "../../core/address/prefix.ts";
import { scopedDevice } from "../../core/datapath/bind-address.ts";
import type { Received } from "../../core/datapath/datapath.ts";
import type { JoinAt } from "../../core/datapath/membership.ts";
import { datagramError } from "../../core/datapath/udp-error.ts";
import { datagramBytes, UdpMemory } from "../../core/datapath/udp-memory.ts";
import type { Errno } from "../../core/errors.ts";
import type { LinkId, SocketId } from "../../core/model/id.ts";
import type { OpenFile, Signals } from "../../core/process.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { bytesOfText, textOfBytes } from "../../core/text-bytes.ts";
import type { Host } from "./host.ts";
import type { Process } from "./process.ts";
import { settle } from "./settle.ts";
import { isPrivileged } from "./stream.ts";

export interface Datagram {
  readonly text: string;
  readonly address: IpAddress;
  readonly port: number;
  /** The device that it came in by, if its sender's address is one of a link. */
  readonly zone: string | undefined;
}

/** Whom a datagram is for. */
interface Peer {
  readonly address: IpAddress;
  readonly port: number;
  /** The device of a link-local address. */
  readonly zone?: string | undefined;
}

/** net.core.rmem_default. */
const RECEIVE_BUFFER = 212_992;

function isLinkLocal(address: IpAddress): boolean {
  return typeof address === "string" && isIpv6LinkLocal(address);
}

export class DatagramSocket {
  readonly #host: Host;
  readonly #process: Process;
  readonly #domain: Family;
  readonly #inode: number;
  readonly #file: OpenFile;
  readonly #queue: Datagram[] = [];
  readonly #memory = new UdpMemory(RECEIVE_BUFFER);
  #error: Errno | undefined;
  #socket: SocketId | undefined;
  /** What it sends from, as it is bound. */
  #source: IpAddress | undefined;
  #waiting: (() => void)[] = [];
  #remote: Peer | undefined;
  /** Its address and port, once it has one. */
  address: IpAddress | undefined;
  port = 0;
  /** The device of the link-local address that the socket is bound or connected to. */
  #zone: string | undefined;
  readonly #joined: { readonly link: LinkId; readonly group: IpAddress }[] = [];
  /** IP_MULTICAST_IF, IP_MULTICAST_TTL and IP_MULTICAST_LOOP, and what they are without. */
  multicast: {
    readonly device?: string | undefined;
    readonly ttl?: number | undefined;
    readonly deaf?: boolean | undefined;
  } = {};

  /** SO_REUSEADDR and SO_REUSEPORT. */
  reuseAddress = false;
  reusePort = false;
  /** IPV6_V6ONLY. */
  v6only: boolean | undefined;
  /** SO_BINDTODEVICE. */
  device: string | undefined;
  /** IP_TTL or IPV6_UNICAST_HOPS, and IP_TOS or IPV6_TCLASS. */
  ttl: number | undefined;
  tos: number | undefined;
  /** SO_BROADCAST; undefined: nobody asks. */
  broadcast: boolean | undefined;

  constructor(host: Host, process: Process, domain: Family, inode: number) {
    this.#host = host;
    this.#process = process;
    this.#domain = domain;
    this.#inode = inode;
    const file: OpenFile = {
      path: `socket:[${inode}]`,
      read: () => null,
      write: () => {},
      close: () => {
        if (this.#socket !== undefined) host.datapath.close(this.#socket);
        this.#socket = undefined;
        for (const { link, group } of this.#joined.splice(0)) host.datapath.leave(link, group);
        host.clock.kick();
      },
      retain: () => file,
    };
    this.#file = file;
    process.files.set(process.files.free(3), file);
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }

  #open(address: IpAddress | undefined, port: number): Errno | undefined {
    const receive = (received: Received) => this.#receive(received);
    const opened = this.#host.datapath.openUdp(this.#process.netns, this.#domain, receive, {
      port,
      ...(address === undefined ? {} : { address }),
      ...(this.#remote ? { remote: this.#remote } : {}),
      ...this.#options(),
      ...(this.v6only === undefined ? {} : { v6only: this.v6only }),
      reuseAddress: this.reuseAddress,
      reusePort: this.reusePort,
      abort: () => {
        this.#error = "ECONNABORTED";
        this.#wake();
      },
      inode: this.#inode,
      memory: this.#memory,
      uid: this.#process.credentials.uid,
    });
    if (!opened.ok) return opened.error;
    this.#socket = opened.value.socket;
    this.#source = opened.value.source;
    this.address = address;
    this.port = opened.value.port;
    return undefined;
  }

  #receive({ packet, device }: Received): void {
    const { payload, source } = packet;
    if (payload.kind === "udp") {
      const family = packet.kind === "ipv4" ? "inet" : "inet6";
      const bytes = datagramBytes(family, payload.data.length, this.#mtuOf(device));
      if (!this.#memory.admit(bytes)) {
        this.#host.datapath.countLost(this.#process.netns, family);
        return;
      }
      const zone = isLinkLocal(source) ? device : undefined;
      this.#queue.push({ text: textOfBytes(payload.data), address: source, port: payload.sourcePort, zone });
    }
    // Only a connected socket hears of errors (udp(7)).
    else if (this.#remote) this.#error = datagramError(packet) ?? this.#error;
    this.#wake();
  }

  #mtuOf(device: string): number {
    const { netns, links } = this.#host.world.latest;
    const id = netns[this.#process.netns]?.names.get(device);
    return (id === undefined ? undefined : links[id]?.mtu) ?? 65_536;
  }

  #options(): { readonly device?: string; readonly tos?: number } {
    const device = this.#zone ?? this.device ?? this.#process.boundTo;
    return { ...(device === undefined ? {} : { device }), ...(this.tos === undefined ? {} : { tos: this.tos }) };
  }

  /** udp_sendmsg: a broadcast needs SO_BROADCAST. */
  #isForbidden(address: IpAddress): boolean {
    if (this.broadcast !== false || typeof address !== "number") return false;
    return this.#host.datapath.sendsToAll(this.#process.netns, address, this.#options());
  }

  /** @param zone the device of a link-local address */
  bind(address: IpAddress | undefined, port: number, zone?: string): Errno | undefined {
    const mapped = address === undefined ? undefined : mappedIpv4(address);
    if (mapped !== undefined) return this.v6only ? "EINVAL" : this.bind(mapped, port, zone);
    const { netns, credentials } = this.#process;
    if (isPrivileged(this.#host, netns, port) && !credentials.capabilities.has("CAP_NET_BIND_SERVICE")) return "EACCES";
    if (address !== undefined) {
      const bound = this.device ?? this.#process.boundTo;
      const device = scopedDevice(bound, address, zone);
      if (!device.ok) return device.error;
      const errno = this.#host.datapath.bindError(netns, device.value, address, "datagram");
      if (errno) return errno;
      if (device.value !== bound) this.#zone = device.value;
    }
    // udp_v4_get_port has one word for all that fails; inet_autobind has another.
    const errno = this.#open(address, port);
    return errno === "EAGAIN" ? "EADDRINUSE" : errno;
  }

  /** IP_ADD_MEMBERSHIP, IPV6_ADD_MEMBERSHIP: EINVAL, ENODEV, EADDRINUSE when it is in the group already. */
  join(group: IpAddress, at: JoinAt): Errno | undefined {
    const joined = this.#host.datapath.join(this.#process.netns, group, at);
    if (!joined.ok) return joined.error;
    this.#host.clock.kick();
    if (this.#joined.some((other) => other.group === group && other.link === joined.value)) {
      this.#host.datapath.leave(joined.value, group);
      return "EADDRINUSE";
    }
    this.#joined.push({ link: joined.value, group });
    return undefined;
  }

  /** connect(2): the peer and the own address are fixed. */
  connect(address: IpAddress, port: number, zone?: string): Errno | undefined {
    const mapped = mappedIpv4(address);
    if (mapped !== undefined) return this.v6only ? "ENETUNREACH" : this.connect(mapped, port, zone);
    if (isLinkLocal(address)) {
      const bound = this.#options().device;
      if (zone !== undefined && bound !== undefined && zone !== bound) return "EINVAL";
      this.#zone = zone ?? bound;
      if (this.#zone === undefined) return "EINVAL";
    }
    const asked = { ...this.#options(), ...(this.#source === undefined ? {} : { source: this.#source }) };
    const source = this.#host.datapath.sourceFor(this.#process.netns, address, asked);
    if (!source.ok) return source.error;
    if (this.#isForbidden(address)) return "EACCES";
    // ip_route_output_key_hash_rcu: nobody's address is that which it is sent from.
    this.#remote = { address: address === 0 ? source.value : address, port };
    const before = { address: this.address ?? source.value, port: this.port };
    if (this.#socket !== undefined) this.#host.datapath.close(this.#socket);
    return this.#open(before.address, before.port);
  }

  async send(text: string, to: Peer | undefined = this.#remote): Promise<Errno | undefined> {
    if (this.#error) {
      const error = this.#error;
      this.#error = undefined;
      // What was to be sent was made up already (__ip_append_data).
      if (to) this.#host.datapath.countUnsent(this.#process.netns, to.address, this.#options());
      return error;
    }
    if (!to) return "EDESTADDRREQ";
    const mapped = mappedIpv4(to.address);
    if (mapped !== undefined) return this.v6only ? "ENETUNREACH" : await this.send(text, { ...to, address: mapped });
    if (this.#isForbidden(to.address)) return "EACCES";
    if (this.#socket === undefined) {
      const errno = this.#open(undefined, 0);
      if (errno) return errno;
    }
    const data = Uint8Array.from(bytesOfText(text));
    const isGroup = typeof to.address === "number" ? isIpv4Multicast(to.address) : isIpv6Multicast(to.address);
    const { device, ttl, deaf } = isGroup ? this.multicast : { ttl: this.ttl };
    const sent = this.#host.datapath.sendUdp(this.#socket as SocketId, to.address, to.port, data, {
      ...this.#options(),
      ...(to.zone === undefined ? {} : { device: to.zone }),
      ...(device === undefined ? {} : { device }),
      ...(ttl === undefined ? {} : { ttl }),
      ...(deaf ? { deaf } : {}),
    });
    this.#host.clock.kick();
    await settle(this.#host);
    return sent.ok ? undefined : sent.error;
  }

  /** recvfrom(2): EINTR when a deadly signal comes, EAGAIN when the time is over. */
  async receive(signals: Signals, timeoutMicros?: number): Promise<Result<Datagram, Errno>> {
    let late = false;
    const wake = () => {
      late = true;
      this.#wake();
    };
    const cancel =
      timeoutMicros === undefined ? undefined : this.#host.clock.at(this.#host.nowMicros + timeoutMicros, wake);
    const deaf = signals.listen(() => this.#wake());
    try {
      for (;;) {
        // It takes up nothing before it goes on.
        if (this.#process.stopped) await this.#process.running();
        const first = this.#queue.shift();
        if (first) {
          this.#memory.release();
          this.#host.datapath.countRead(this.#process.netns, typeof first.address === "number" ? "inet" : "inet6");
          return ok(first);
        }
        if (this.#error) {
          const error = this.#error;
          this.#error = undefined;
          return err(error);
        }
        if (signals.pending) return err("EINTR");
        if (late) return err("EAGAIN");
        await new Promise<void>((resolve) => this.#waiting.push(resolve));
      }
    } finally {
      deaf();
      cancel?.();
    }
  }

  /** An error waits for whoever asks next (POLLERR). */
  get failing(): boolean {
    return this.#error !== undefined;
  }

  /** What /proc/PID/fd shows. */
  get path(): string {
    return this.#file.path;
  }

  /** The descriptor is another's, who closes the socket. */
  release(): void {
    this.#process.files.forget(this.#file);
  }

  close(): void {
    this.#process.files.forget(this.#file);
    this.#file.close();
  }
}
