/**
 * Sockets of unix(7) as the kernel has them (net/unix/af_unix.c): who is bound to which name, who is connected to whom, and
 * what has been sent and not read.
 *
 * Same as Linux: streams and datagrams; names in the file tree, which outlive their sockets, and abstract ones, which are a
 * network namespace's; what is refused and why; who is told of an end that goes (ECONNRESET where it had something unread).
 * Simplified: a stream holds so many characters, however many pieces they came in.
 * Absent: SOCK_SEQPACKET, autobind, descriptors and credentials in messages.
 */
import type { Errno } from "../../core/errors.ts";
import type { NetnsId } from "../../core/model/id.ts";
import type { OpenFile } from "../../core/process.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { Inode, type InodeOptions } from "./inode.ts";

export type UnixType = "stream" | "dgram";

/** net.core.wmem_default: how much a stream takes before who writes waits. */
const STREAM_ROOM = 212_992;
/** net.unix.max_dgram_qlen. */
const MOST_DATAGRAMS = 10;

export interface UnixMessage {
  readonly text: string;
  /** The name that its sender had; nothing for one without. */
  readonly from: string | undefined;
}

/** A socket's name in the file tree. */
export class SocketFile extends Inode {
  readonly type = "socket";
  /** Who is bound to it, as long as it is there. */
  socket: UnixEnd | undefined;

  constructor(options: InodeOptions, socket: UnixEnd) {
    super(options, 0o777);
    this.socket = socket;
  }

  /** no_open of fs/open.c: what it is, is no matter of open(2). */
  open(): Result<OpenFile, Errno> {
    return err("ENXIO");
  }
}

/** One socket. */
export class UnixEnd {
  readonly type: UnixType;
  readonly netns: NetnsId;
  /** 0 until somebody has accepted it. */
  inode: number;
  state: "CLOSE" | "LISTEN" | "ESTABLISHED" = "CLOSE";
  /** As it was given to bind(2); abstract ones begin with NUL. */
  name: string | undefined;
  file: SocketFile | undefined;
  peer: UnixEnd | undefined;
  backlog = 0;
  /** Connections that nobody has accepted. */
  readonly pending: UnixEnd[] = [];
  readonly queue: UnixMessage[] = [];
  queued = 0;
  /** Nothing more comes. */
  receiveShutdown = false;
  sendShutdown = false;
  error: Errno | undefined;
  closed = false;
  #waiting: (() => void)[] = [];

  constructor(type: UnixType, netns: NetnsId, inode: number) {
    this.type = type;
    this.netns = netns;
    this.inode = inode;
  }

  /** Lets everybody who waits for it look again. */
  wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }

  changed(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Who sends to it has to wait (unix_recvq_full, sock_wait_for_wmem). */
  get full(): boolean {
    return this.type === "dgram" ? this.queue.length > MOST_DATAGRAMS : this.queued >= STREAM_ROOM;
  }

  /** unix_socketpair. */
  join(other: UnixEnd): void {
    this.peer = other;
    other.peer = this;
    this.state = "ESTABLISHED";
    other.state = "ESTABLISHED";
  }

  push(message: UnixMessage): void {
    this.queue.push(message);
    this.queued += message.text.length;
    this.wake();
  }

  /** What is read at once: everything of a stream, one datagram. */
  take(): UnixMessage | undefined {
    if (this.queue.length === 0) return undefined;
    const taken = this.queue.splice(0, this.type === "dgram" ? 1 : this.queue.length);
    const text = taken.map((each) => each.text).join("");
    this.queued -= text.length;
    this.wake();
    return { text, from: taken[0]?.from };
  }

  /** The error that the next call tells, once. */
  takeError(): Errno | undefined {
    const { error } = this;
    this.error = undefined;
    return error;
  }
}

/** All sockets of a machine. */
export class UnixTable {
  readonly #ends = new Set<UnixEnd>();

  open(type: UnixType, netns: NetnsId, inode: number): UnixEnd {
    const end = new UnixEnd(type, netns, inode);
    this.#ends.add(end);
    return end;
  }

  /** Those of a namespace, the oldest first; Linux has them in the order of a hash. */
  list(netns: NetnsId): readonly UnixEnd[] {
    return [...this.#ends].filter((end) => end.netns === netns && end.inode !== 0);
  }

  /** How many hold it: who has it open, the table, and those that are connected to it (sk_refcnt). */
  references(end: UnixEnd): number {
    let count = 2;
    for (const other of this.#ends) if (other.peer === end) count++;
    return count;
  }

  /** unix_find_abstract. */
  abstract(name: string, netns: NetnsId): UnixEnd | undefined {
    for (const end of this.#ends) if (end.name === name && end.netns === netns && end.file === undefined) return end;
    return undefined;
  }

  /** unix_stream_connect: undefined while the listener's queue is full. */
  connectStream(end: UnixEnd, listener: UnixEnd): Result<undefined, Errno> | undefined {
    if (end.state === "ESTABLISHED") return err("EISCONN");
    if (listener.state !== "LISTEN" || listener.closed) return err("ECONNREFUSED");
    if (listener.pending.length > listener.backlog) return undefined;
    const other = this.open("stream", listener.netns, 0);
    other.name = listener.name;
    other.file = listener.file;
    other.state = end.state = "ESTABLISHED";
    other.peer = end;
    end.peer = other;
    listener.pending.push(other);
    listener.wake();
    return ok();
  }

  /** unix_dgram_connect: EPERM when the other one hears somebody else alone. */
  connectDatagram(end: UnixEnd, to: UnixEnd): Errno | undefined {
    if (!maySend(end, to)) return "EPERM";
    end.peer = to;
    end.state = to.state = "ESTABLISHED";
    return undefined;
  }

  /** Why nothing can be sent; undefined: it can, as soon as there is room. */
  refusal(end: UnixEnd, to: UnixEnd | undefined): Errno | undefined {
    const error = end.takeError();
    if (error) return error;
    if (!to) return "ENOTCONN";
    if (end.sendShutdown) return "EPIPE";
    if (end.type === "stream") return to.closed || to.receiveShutdown ? "EPIPE" : undefined;
    if (to.closed) {
      if (end.peer === to) end.peer = undefined;
      return "ECONNREFUSED";
    }
    if (to.receiveShutdown) return "EPIPE";
    return maySend(end, to) ? undefined : "EPERM";
  }

  /** shutdown(2) of the way out. */
  shutdown(end: UnixEnd): void {
    end.sendShutdown = true;
    if (end.type === "dgram" || !end.peer) return;
    end.peer.receiveShutdown = true;
    end.peer.wake();
  }

  /** unix_release_sock. */
  close(end: UnixEnd, unaccepted = false): void {
    if (end.closed) return;
    end.closed = true;
    end.state = "CLOSE";
    this.#ends.delete(end);
    if (end.file?.socket === end) end.file.socket = undefined;
    const { peer } = end;
    if (peer && end.type === "stream") {
      peer.receiveShutdown = peer.sendShutdown = true;
      if (unaccepted || end.queue.length > 0) peer.error = "ECONNRESET";
    }
    for (const each of end.pending.splice(0)) this.close(each, true);
    peer?.wake();
    end.wake();
  }
}

/** unix_may_send: who is connected hears the one it is connected to. */
function maySend(from: UnixEnd, to: UnixEnd): boolean {
  return to.peer === undefined || to.peer === from;
}
