/** Open files of the shell in real mode: descriptors of this machine, and pipes between the shell and its children. */
import { closeSync, constants, fstatSync, openSync, read, readFileSync, readSync, writeSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { type Errno, isErrno } from "../../core/errors.ts";
import type { OpenFile, Signals } from "../../core/process.ts";
import { Decoder, encode } from "./text.ts";

/** Node's `code` is the errno's name; one that the model does not know is an input/output error. */
export function errnoOf(error: unknown): Errno {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return isErrno(code) ? code : "EIO";
}

/** What is read of a file at once (bash reads no more than this either). */
const BLOCK = 4096;

/**
 * A descriptor of this machine; children inherit it as it is, and whoever reads next, in whatever process, finds what the
 * shell has not taken. bash reads what cannot seek a character at a time, and files in blocks, after which it puts the
 * offset back (zread.c): files of /proc/sys give nothing behind their first character. Node has no lseek(2), so a block
 * is looked at where it is, and the offset moved over what was taken by reading that.
 */
export class Descriptor implements OpenFile {
  readonly path: string;
  readonly fd: number;
  readonly directory: boolean;
  readonly #owned: boolean;
  readonly #seekable: boolean;
  /** Bytes of the last block that have been handed out, and that the offset has not passed. */
  #ahead = 0;
  #references = 1;
  /** Only where the offset can be told. */
  readonly unread?: (text: string) => void;
  #writeError: Errno | undefined;
  readonly #pipe: boolean;
  /** Descriptions of a pipe's ends that do not block: O_NONBLOCK is a description's, and children have the first one. */
  #readEnd: number | undefined;
  #writeEnd: number | undefined;
  #writing: Promise<void> | undefined;
  #broken = false;

  /** `owned` descriptors are closed with the last reference; 0 to 2 of netnone itself are not. */
  constructor(path: string, fd: number, owned: boolean) {
    this.path = path;
    this.fd = fd;
    this.#owned = owned;
    const stat = fstatSync(fd);
    this.directory = stat.isDirectory();
    this.#seekable = stat.isFile();
    this.#pipe = stat.isFIFO();
    if (this.#seekable) {
      this.unread = (text) => {
        this.#ahead -= encode(text).length;
        this.settle();
      };
    }
  }

  read(signals?: Signals): string | null | Promise<string | null> {
    return this.#seekable ? this.#readNow() : this.#readWhenThere(signals);
  }

  #readNow(): string | null {
    this.settle();
    try {
      const block = Buffer.alloc(BLOCK);
      const count = readSync(this.fd, block, 0, BLOCK, this.#offset());
      const decoder = new Decoder();
      const whole = decoder.write(block.subarray(0, count));
      const text = count < BLOCK ? whole + decoder.end() : whole;
      this.#ahead = encode(text).length;
      return text === "" ? null : text;
    } catch {
      return null;
    }
  }

  #offset(): number {
    return Number(/^pos:\t(\d+)/.exec(readFileSync(`/proc/self/fdinfo/${this.fd}`, "latin1"))?.[1] ?? 0);
  }

  /** Moves the offset to where the shell has read to: before another process has the descriptor. */
  settle(): void {
    const taken = Buffer.alloc(Math.max(this.#ahead, 0));
    this.#ahead = 0;
    for (let done = 0; done < taken.length; ) {
      const count = readSync(this.fd, taken, done, taken.length - done, null);
      if (count === 0) {
        return;
      }
      done += count;
    }
  }

  /** One character, as bash reads; what is there at once needs no promise. */
  #readWhenThere(signals: Signals | undefined): string | null | Promise<string | null> {
    const decoder = new Decoder();
    const byte = Buffer.alloc(1);
    const take = (count: number): string | null | undefined =>
      count === 0 ? decoder.end() || null : decoder.write(byte) || undefined;
    const now = (): string | null | undefined => {
      for (;;) {
        const count = this.#readPipe(byte);
        if (count === undefined) return undefined;
        const text = take(count);
        if (text !== undefined) return text;
      }
    };
    const wait = async (): Promise<string | null> => {
      for (let turn = 0; ; turn++) {
        const text = this.#pipe ? now() : take(await this.#readInThread(byte, signals));
        if (text !== undefined) return text;
        if (!this.#pipe) continue;
        if (signals?.pending !== undefined) return decoder.end() || null;
        await forAWhile(turn, signals);
      }
    };
    const text = this.#pipe ? now() : undefined;
    return text === undefined ? wait() : text;
  }

  /** What read(2) of a pipe says; undefined where it would wait. */
  #readPipe(byte: Buffer): number | undefined {
    try {
      this.#readEnd ??= openSync(`/proc/self/fd/${this.fd}`, constants.O_RDONLY | constants.O_NONBLOCK);
      return readSync(this.#readEnd, byte, 0, 1, null);
    } catch (error) {
      return error instanceof Error && "code" in error && error.code === "EAGAIN" ? undefined : 0;
    }
  }

  /** A terminal, a socket: a thread of Node's waits. */
  #readInThread(byte: Buffer, signals: Signals | undefined): Promise<number> {
    return new Promise<number>((resolve) => {
      const stop = signals?.listen(() => {
        if (signals.pending !== undefined) {
          resolve(0);
        }
      });
      read(this.fd, byte, 0, 1, null, (error, bytes) => {
        stop?.();
        resolve(error === null ? bytes : 0);
      });
    });
  }

  get writeError(): Errno | undefined {
    return this.#writeError;
  }

  /** True for a pipe that nobody reads any more. */
  get broken(): boolean {
    return this.#broken;
  }

  write(text: string): void | Promise<void> {
    if (this.#pipe && this.#owned) {
      // Whoever reads may be a part of netnone itself, so that nothing here may wait for it in one go.
      const writing =
        this.#writing === undefined
          ? this.#writePipe(encode(text))
          : this.#writing.then(() => this.#writePipe(encode(text)));
      if (writing === undefined) return;
      const current = writing.then(() => {
        if (this.#writing === current) this.#writing = undefined;
      });
      this.#writing = current;
      return current;
    }
    this.settle();
    let bytes = encode(text);
    this.#writeError = undefined;
    while (bytes.length > 0) {
      try {
        bytes = bytes.subarray(writeSync(this.fd, bytes));
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "EAGAIN") {
          continue;
        }
        this.#failed(error);
        return;
      }
    }
  }

  #failed(error: unknown): void {
    const errno = errnoOf(error);
    if (errno === "EPIPE" || errno === "ENXIO") this.#broken = true;
    else this.#writeError = errno;
  }

  /** Writes what there is room for; the rest when there is. */
  #writePipe(bytes: Buffer): Promise<void> | undefined {
    let rest = bytes;
    const now = (): boolean => {
      try {
        this.#writeEnd ??= openSync(`/proc/self/fd/${this.fd}`, constants.O_WRONLY | constants.O_NONBLOCK);
        while (rest.length > 0) rest = rest.subarray(writeSync(this.#writeEnd, rest));
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "EAGAIN") return false;
        this.#failed(error);
      }
      return true;
    };
    if (now()) return undefined;
    return (async () => {
      for (let turn = 0; !now(); turn++) await forAWhile(turn);
    })();
  }

  close(): void {
    this.#references--;
    this.settle();
    if (this.#references > 0) return;
    if (this.#owned) closeSync(this.fd);
    if (this.#readEnd !== undefined) closeSync(this.#readEnd);
    this.#readEnd = undefined;
    const end = (): void => {
      if (this.#writeEnd !== undefined) closeSync(this.#writeEnd);
      this.#writeEnd = undefined;
    };
    if (this.#writing === undefined) end();
    else void this.#writing.then(end);
  }

  retain(): OpenFile {
    this.#references++;
    return this;
  }
}

/** Node cannot wait for a pipe without reading it: looks again at once, and then ever later. */
function forAWhile(turn: number, signals?: Signals): Promise<void> {
  if (turn < 8) return new Promise((resolve) => setImmediate(resolve));
  const later = pause(Math.min(turn - 7, MOST_PAUSE_MILLIS));
  if (signals === undefined) return later;
  return new Promise((resolve) => {
    const stop = signals.listen(() => resolve());
    void later.then(() => {
      stop();
      resolve();
    });
  });
}

const MOST_PAUSE_MILLIS = 20;

/** How much a pipe holds before its writers wait, as pipe(7). */
const CAPACITY = 65_536;

/** A pipe in memory; where a child is at one end, its own pipe is pumped from or into it. */
export class Pipe {
  #text = "";
  #readers = 0;
  #writers = 0;
  #waiting: (() => void)[] = [];

  #changed(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) {
      resolve();
    }
  }

  reader(): OpenFile {
    this.#readers++;
    return this.#end({
      path: "pipe:[1]",
      read: async (signals) => {
        const stop = signals?.listen(() => this.#wake());
        while (this.#text === "" && this.#writers > 0 && signals?.pending === undefined) {
          await this.#changed();
        }
        stop?.();
        const text = this.#text;
        this.#text = "";
        this.#wake();
        return text === "" ? null : text;
      },
      unread: (text) => {
        this.#text = text + this.#text;
        this.#wake();
      },
      write: () => undefined,
      closed: () => {
        this.#readers--;
      },
    });
  }

  writer(): OpenFile {
    this.#writers++;
    return this.#end({
      path: "pipe:[1]",
      read: () => null,
      write: async (text) => {
        while (this.#text.length >= CAPACITY && this.#readers > 0) {
          await this.#changed();
        }
        if (this.#readers > 0) {
          this.#text += text;
          this.#wake();
        }
      },
      broken: () => this.#readers === 0,
      closed: () => {
        this.#writers--;
      },
    });
  }

  #end(end: {
    readonly path: string;
    readonly read: OpenFile["read"];
    readonly write: OpenFile["write"];
    readonly unread?: (text: string) => void;
    readonly broken?: () => boolean;
    readonly closed: () => void;
  }): OpenFile {
    let references = 1;
    const wake = () => this.#wake();
    const file: OpenFile = {
      path: end.path,
      read: end.read,
      write: end.write,
      ...(end.unread === undefined ? {} : { unread: end.unread }),
      get broken() {
        return end.broken?.() ?? false;
      },
      close: () => {
        references--;
        if (references === 0) {
          end.closed();
          wake();
        }
      },
      retain: () => {
        references++;
        return file;
      },
    };
    return file;
  }
}
