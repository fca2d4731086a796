/**
 * Stream sockets as processes have them: a descriptor over a TCP socket of core (socket(2), connect(2), accept(2)).
 *
 * A call returns once the frames that it sent, and what they brought about, have gone their way, as on Linux, where the
 * sender's processor carries them through veth pairs and bridges before it goes back to the program.
 */

import type { IpAddress } from "../../core/address/prefix.ts";
import type { TcpSocket } from "../../core/datapath/tcp/socket.ts";
import { type Errno, isErrno } from "../../core/errors.ts";
import type { NetnsId } from "../../core/model/id.ts";
import { findSysctl } from "../../core/model/sysctl.ts";
import type { OpenFile, Signals } from "../../core/process.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { bytesOfText, textOfBytes } from "../../core/text-bytes.ts";
import type { Host } from "./host.ts";
import { nextInode } from "./inode.ts";
import type { Process } from "./process.ts";
import { settle } from "./settle.ts";

/** inet_port_requires_bind_service: may only those bind to a port who have CAP_NET_BIND_SERVICE (net.ipv4.ip_unprivileged_port_start)? */
export function isPrivileged({ world }: Host, netns: NetnsId, port: number): boolean {
  return port > 0 && port < Number(findSysctl(world.latest, netns, "net/ipv4/ip_unprivileged_port_start")?.value);
}

export class StreamSocket {
  readonly socket: TcpSocket;
  readonly #host: Host;
  readonly #process: Process;
  readonly #descriptor: number;
  #waiting: (() => void)[] = [];
  #references = 1;
  /** The descriptor, which children may inherit. */
  readonly file: OpenFile;

  constructor(host: Host, process: Process, socket: TcpSocket) {
    this.#host = host;
    this.#process = process;
    this.socket = socket;
    this.file = this.#makeFile();
    this.#descriptor = process.files.free(3);
    process.files.set(this.#descriptor, this.file);
    socket.onChange = () => this.#wake();
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }

  /** Resolves when something changed, a deadly signal came, or the time is over (false). */
  async #changed(signals: Signals | undefined, untilMicros?: number): Promise<boolean> {
    let late = false;
    const cancel =
      untilMicros === undefined
        ? undefined
        : this.#host.clock.at(untilMicros, () => {
            late = true;
            this.#wake();
          });
    const deaf = signals?.listen(() => this.#wake());
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
    deaf?.();
    cancel?.();
    return !late;
  }

  /** bind(2): EACCES for privileged ports. @param zone the device of a link-local address */
  bind(address: IpAddress | undefined, port: number, zone?: string): Errno | undefined {
    const { capabilities } = this.#process.credentials;
    if (isPrivileged(this.#host, this.#process.netns, port) && !capabilities.has("CAP_NET_BIND_SERVICE"))
      return "EACCES";
    return this.#host.datapath.tcpCalls.bind(this.socket, address, port, zone);
  }

  listen(backlog: number): Errno | undefined {
    return this.#host.datapath.tcpCalls.listen(this.socket, backlog);
  }

  /** connect(2): waits until there is a connection or an error. EINPROGRESS when the time is over before. */
  async connect(
    address: IpAddress,
    port: number,
    signals: Signals,
    options: { readonly timeoutMicros?: number | undefined; readonly zone?: string | undefined } = {},
  ): Promise<Errno | undefined> {
    const { socket } = this;
    const errno = this.#host.datapath.tcpCalls.connect(socket, address, port, options.zone);
    this.#host.clock.kick();
    if (errno) return errno;
    const until = options.timeoutMicros === undefined ? undefined : this.#host.nowMicros + options.timeoutMicros;
    while (socket.state === "SYN_SENT" && !signals.pending)
      if (!(await this.#changed(signals, until))) return "EINPROGRESS";
    if (signals.pending) return "EINTR";
    const { error } = socket;
    socket.error = undefined;
    if (error) return error;
    await settle(this.#host);
    return undefined;
  }

  /** accept(2). EINTR when a deadly signal comes, EAGAIN when the time is over. */
  async accept(signals: Signals, timeoutMicros?: number): Promise<Result<StreamSocket, Errno>> {
    const until = timeoutMicros === undefined ? undefined : this.#host.nowMicros + timeoutMicros;
    for (;;) {
      if (signals.pending) return err("EINTR");
      const connection = this.#host.datapath.tcpCalls.accept(this.socket);
      if (connection) {
        connection.inode = nextInode();
        return ok(new StreamSocket(this.#host, this.#process, connection));
      }
      // Whoever closed it from outside let nobody listen any more.
      if (this.socket.state !== "LISTEN") return err("EINVAL");
      if (!(await this.#changed(signals, until))) return err("EAGAIN");
    }
  }

  /** recv(2): text, null at the end, an errno in the result when the connection broke; EAGAIN when the time is over. */
  async receive(signals: Signals | undefined, timeoutMicros?: number): Promise<Result<string | null, Errno>> {
    const until = timeoutMicros === undefined ? undefined : this.#host.nowMicros + timeoutMicros;
    for (;;) {
      if (signals?.pending) return ok(null);
      const data = this.#host.datapath.tcpCalls.receive(this.socket, 65_536);
      if (data === null) return ok(null);
      if (data instanceof Uint8Array) {
        this.#host.clock.kick();
        return ok(textOfBytes(data));
      }
      if (typeof data === "string") return isErrno(data) ? err(data) : ok(null);
      if (!(await this.#changed(signals, until))) return err("EAGAIN");
    }
  }

  /** send(2) of everything; an errno when it cannot. */
  async send(text: string, signals?: Signals): Promise<Errno | undefined> {
    let rest = Uint8Array.from(bytesOfText(text));
    while (rest.length > 0) {
      const sent = this.#host.datapath.tcpCalls.send(this.socket, rest);
      this.#host.clock.kick();
      if (typeof sent === "string") return sent;
      rest = rest.subarray(sent);
      await settle(this.#host);
      if (rest.length === 0) return undefined;
      if (signals?.pending) return "EINTR";
      if (sent === 0) await this.#changed(signals);
    }
    return undefined;
  }

  async shutdown(): Promise<void> {
    this.#host.datapath.tcpCalls.shutdown(this.socket);
    this.#host.clock.kick();
    await settle(this.#host);
  }

  /** close(2) of the descriptor; others that were inherited keep the socket. */
  close(): void {
    if (this.#process.files.get(this.#descriptor) !== this.file) return;
    this.#process.files.delete(this.#descriptor);
    this.file.close();
  }

  /** The descriptor is another's, who closes `file`. */
  release(): void {
    this.#process.files.delete(this.#descriptor);
  }

  #makeFile(): OpenFile {
    const { socket } = this;
    const file: OpenFile & { broken: boolean } = {
      path: `socket:[${socket.inode}]`,
      broken: false,
      read: async (signals) => {
        const text = await this.receive(signals);
        return text.ok ? text.value : null;
      },
      write: async (text) => {
        if (await this.send(text)) file.broken = true;
      },
      close: () => {
        if (--this.#references > 0) return;
        this.#host.datapath.tcpCalls.close(socket);
        this.#host.clock.kick();
      },
      retain: () => {
        this.#references++;
        return file;
      },
    };
    return file;
  }
}
