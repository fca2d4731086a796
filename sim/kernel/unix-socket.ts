/** Sockets of unix(7) as processes have them: a descriptor over a socket of the kernel's (socket(2), bind(2), connect(2), accept(2)). */
import type { Errno } from "../../core/errors.ts";
import type { OpenFile, Signals } from "../../core/process.ts";
import { err, ok, type Result } from "../../core/result.ts";
import type { Files } from "./files.ts";
import type { Host } from "./host.ts";
import { nextInode } from "./inode.ts";
import type { Process } from "./process.ts";
import type { UnixEnd, UnixMessage, UnixType } from "./unix.ts";

export class UnixSocket {
  readonly end: UnixEnd;
  readonly #host: Host;
  readonly #process: Process;
  readonly #files: Files;
  readonly #descriptor: number;
  readonly #file: OpenFile;
  #references = 1;

  /** @param end that of a connection that is accepted */
  constructor(host: Host, process: Process, files: Files, type: UnixType, end?: UnixEnd) {
    this.#host = host;
    this.#process = process;
    this.#files = files;
    this.end = end ?? host.unix.open(type, process.netns, nextInode());
    if (end) end.inode = nextInode();
    this.#file = this.#makeFile();
    this.#descriptor = process.files.free(3);
    process.files.set(this.#descriptor, this.#file);
  }

  /** Resolves when something changed at one of the sockets, a deadly signal came, or the time is over (false). */
  async #changed(end: UnixEnd, signals: Signals | undefined, untilMicros?: number): Promise<boolean> {
    let late = false;
    const cancel =
      untilMicros === undefined
        ? undefined
        : this.#host.clock.at(untilMicros, () => {
            late = true;
            end.wake();
          });
    const deaf = signals?.listen(() => end.wake());
    await end.changed();
    deaf?.();
    cancel?.();
    return !late;
  }

  #path(name: string): string {
    return name.startsWith("/") ? name : `${this.#process.cwd}/${name}`;
  }

  /** Who has a name: ENOENT, EACCES, ECONNREFUSED where nobody listens to it, EPROTOTYPE when it is of the other type. */
  #find(name: string): Result<UnixEnd, Errno> {
    const { type, netns } = this.end;
    let found: UnixEnd;
    if (name.startsWith("\0")) {
      const named = this.#host.unix.abstract(name, netns);
      if (!named) return err("ECONNREFUSED");
      found = named;
    } else {
      const named = this.#files.socketAt(this.#path(name));
      if (!named.ok) return named;
      found = named.value;
    }
    return found.type === type ? ok(found) : err("EPROTOTYPE");
  }

  /** bind(2) to a name in the file tree, or to an abstract one, which begins with NUL: EADDRINUSE, EINVAL, and errors of the path. */
  bind(name: string): Errno | undefined {
    const { end } = this;
    if (end.name !== undefined) return "EINVAL";
    if (name.startsWith("\0")) {
      if (this.#host.unix.abstract(name, end.netns)) return "EADDRINUSE";
    } else {
      const made = this.#files.makeSocket(this.#path(name), end);
      if (!made.ok) return made.error === "EEXIST" ? "EADDRINUSE" : made.error;
      end.file = made.value;
    }
    end.name = name;
    return undefined;
  }

  listen(backlog: number): Errno | undefined {
    if (this.end.type !== "stream") return "EOPNOTSUPP";
    if (this.end.name === undefined) return "EINVAL";
    this.end.state = "LISTEN";
    this.end.backlog = backlog;
    return undefined;
  }

  /** connect(2): of a stream it waits until there is room among those to be accepted. */
  async connect(name: string, signals: Signals): Promise<Errno | undefined> {
    for (;;) {
      if (signals.pending) return "EINTR";
      const to = this.#find(name);
      if (!to.ok) return to.error;
      if (this.end.type === "dgram") return this.#host.unix.connectDatagram(this.end, to.value);
      const connected = this.#host.unix.connectStream(this.end, to.value);
      if (connected) return connected.ok ? undefined : connected.error;
      await this.#changed(to.value, signals);
    }
  }

  /** accept(2): EINTR when a deadly signal comes, EINVAL when it does not listen any more, EAGAIN when the time is over. */
  async accept(signals: Signals, timeoutMicros?: number): Promise<Result<UnixSocket, Errno>> {
    const until = timeoutMicros === undefined ? undefined : this.#host.nowMicros + timeoutMicros;
    for (;;) {
      if (signals.pending) return err("EINTR");
      const accepted = this.end.pending.shift();
      if (accepted) {
        this.end.wake();
        return ok(new UnixSocket(this.#host, this.#process, this.#files, "stream", accepted));
      }
      if (this.end.state !== "LISTEN") return err("EINVAL");
      if (!(await this.#changed(this.end, signals, until))) return err("EAGAIN");
    }
  }

  /** recv(2): null at the end; EAGAIN when the time is over, ECONNRESET when the other end went with something unread. */
  async receiveMessage(
    signals: Signals | undefined,
    timeoutMicros?: number,
  ): Promise<Result<UnixMessage | null, Errno>> {
    const until = timeoutMicros === undefined ? undefined : this.#host.nowMicros + timeoutMicros;
    for (;;) {
      if (signals?.pending) return ok(null);
      const message = this.end.take();
      if (message) return ok(message);
      const error = this.end.takeError();
      if (error) return err(error);
      if (this.end.receiveShutdown || this.end.closed) return ok(null);
      if (!(await this.#changed(this.end, signals, until))) return err("EAGAIN");
    }
  }

  /** recvfrom(2) with MSG_PEEK: the name of whose datagram is next; null at the end. */
  async sender(signals: Signals): Promise<string | undefined | null> {
    for (;;) {
      if (signals.pending || this.end.closed) return null;
      const [next] = this.end.queue;
      if (next) return next.from;
      await this.#changed(this.end, signals);
    }
  }

  /** What recv(2) brings, without who sent it. */
  async receive(signals: Signals | undefined, timeoutMicros?: number): Promise<Result<string | null, Errno>> {
    const got = await this.receiveMessage(signals, timeoutMicros);
    return got.ok ? ok(got.value?.text ?? null) : got;
  }

  /** send(2), or sendto(2) with the name of whom it is for. */
  async send(text: string, signals?: Signals, name?: string): Promise<Errno | undefined> {
    const { unix } = this.#host;
    const found = name === undefined ? undefined : this.#find(name);
    if (found?.ok === false) return found.error;
    const to = found ? found.value : this.end.peer;
    for (;;) {
      const refused = unix.refusal(this.end, to);
      if (refused) return refused;
      if (signals?.pending) return "EINTR";
      if (to && !to.full) break;
      if (to) await this.#changed(to, signals);
    }
    to?.push({ text, from: this.end.name });
    // What is more than fits is taken up with the reader's pace.
    while (to && this.end.type === "stream" && to.full && !to.closed && !signals?.pending)
      await this.#changed(to, signals);
    return undefined;
  }

  async shutdown(): Promise<void> {
    this.#host.unix.shutdown(this.end);
  }

  /** close(2) of the descriptor; others that were inherited keep the socket. */
  close(): void {
    if (this.#process.files.get(this.#descriptor) !== this.#file) return;
    this.#process.files.delete(this.#descriptor);
    this.#file.close();
  }

  #makeFile(): OpenFile {
    const { end } = this;
    const file: OpenFile & { broken: boolean } = {
      path: `socket:[${end.inode}]`,
      broken: false,
      read: async (signals) => {
        const text = await this.receive(signals);
        return text.ok ? text.value : null;
      },
      write: async (text) => {
        if (await this.send(text)) file.broken = true;
      },
      close: () => {
        if (--this.#references === 0) this.#host.unix.close(end);
      },
      retain: () => {
        this.#references++;
        return file;
      },
    };
    return file;
  }
}
