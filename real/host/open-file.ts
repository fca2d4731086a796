/** Open files of the shell in real mode: descriptors of this machine, and pipes between the shell and its children. */
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  read,
  readFileSync,
  readlinkSync,
  readSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { type Errno, isErrno } from "../../core/errors.ts";
import type { OpenFile, Signals } from "../../core/process.ts";
import { err, ok, type Result } from "../../core/result.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { takePipe } from "./pipe-stock.ts";
import { Decoder, encode } from "./text.ts";

/** Node's `code` is the errno's name (which has two of them for one number); one that the model does not know is an input/output error. */
export function errnoOf(error: unknown): Errno {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOTSUP") return "EOPNOTSUPP";
  return isErrno(code) ? code : "EIO";
}

/** How much a pipe holds before its writers wait (pipe(7)). */
const CAPACITY = 65_536;

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
  /** Of blocks, whose last character the next one may end. */
  #decoder: Decoder | undefined;
  #writeEnd: number | undefined;
  #writing: Promise<void> | undefined;
  #broken = false;

  readonly #bell: Bell;
  /** Something has been read of a pipe since whoever writes to it was told. */
  #taken = false;

  /** `owned` descriptors are closed with the last reference; 0 to 2 of netnone itself are not. */
  constructor(path: string, fd: number, owned: boolean, bell = new Bell()) {
    this.#bell = bell;
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
    return this.#pipe ? this.#readFromPipe(Buffer.alloc(1), new Decoder(), signals) : this.#readCharacter(signals);
  }

  async #readCharacter(signals: Signals | undefined): Promise<string | null> {
    const decoder = new Decoder();
    const byte = Buffer.alloc(1);
    for (;;) {
      const count = await this.#readInThread(byte, signals);
      const text = count === 0 ? decoder.end() || null : decoder.write(byte);
      if (text !== "") return text;
    }
  }

  readBlock(signals?: Signals): string | null | Promise<string | null> {
    if (!this.#pipe) return this.read(signals);
    this.#decoder ??= new Decoder();
    return this.#readFromPipe(Buffer.alloc(CAPACITY), this.#decoder, signals);
  }

  #readFromPipe(block: Buffer, decoder: Decoder, signals: Signals | undefined): string | null | Promise<string | null> {
    const now = (): string | null | undefined => {
      for (;;) {
        const count = this.#readPipe(block);
        if (count === undefined) return undefined;
        const text = count === 0 ? decoder.end() || null : decoder.write(block.subarray(0, count));
        if (text !== "") return text;
      }
    };
    const wait = async (): Promise<string | null> => {
      for (let turn = 0; ; turn++) {
        await this.#forAWhile(turn, signals);
        const text = now();
        if (text !== undefined) return text;
        if (signals?.pending !== undefined) return decoder.end() || null;
      }
    };
    const text = now();
    if (text !== undefined) return text;
    return signals?.pending === undefined ? wait() : decoder.end() || null;
  }

  /** What read(2) of a pipe says; undefined where it would wait. */
  #readPipe(block: Buffer): number | undefined {
    try {
      this.#readEnd ??= openSync(`/proc/self/fd/${this.fd}`, constants.O_RDONLY | constants.O_NONBLOCK);
      const count = readSync(this.#readEnd, block, 0, block.length, null);
      if (count > 0) this.#taken = true;
      return count;
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
        while (rest.length > 0) {
          rest = rest.subarray(writeSync(this.#writeEnd, rest));
          this.#bell.ring();
        }
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "EAGAIN") return false;
        this.#failed(error);
      }
      return true;
    };
    if (now()) return undefined;
    return (async () => {
      for (let turn = 0; !now(); turn++) await this.#forAWhile(turn);
    })();
  }

  /** The other end may have changed: a program that had this one has ended. */
  look(): void {
    this.#bell.ring();
  }

  /** Node cannot wait for a pipe without reading it: looks again at once, and then ever later. */
  async #forAWhile(turn: number, signals?: Signals): Promise<void> {
    // The other end's turn, if it waits for this one.
    if (this.#taken) this.#bell.ring();
    this.#taken = false;
    if (turn < 8) return new Promise((resolve) => setImmediate(resolve));
    const stop = signals?.listen(() => this.#bell.ring());
    await this.#bell.wait(Math.min(turn - 7, MOST_PAUSE_MILLIS));
    stop?.();
  }

  close(): void {
    this.#references--;
    this.settle();
    if (this.#references > 0) return;
    this.#bell.ring();
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

const MOST_PAUSE_MILLIS = 20;

/** Who waits for the other end of a pipe, both being netnone's. */
class Bell {
  readonly #waiting = new Set<() => void>();

  ring(): void {
    for (const resolve of [...this.#waiting]) resolve();
  }

  /** Until it rings, or for so long. */
  wait(millis: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, millis);
      this.#waiting.add(done);
    });
  }
}

/** A pipe(7) that the shell and its programs share, so that nobody takes what another is to read. */
export function pipeOfKernel(): { readonly reader: OpenFile; readonly writer: OpenFile } {
  const { readEnd, writeEnd } = takePipe();
  const bell = new Bell();
  const path = readlinkSync(`/proc/self/fd/${readEnd}`);
  return { reader: new Descriptor(path, readEnd, true, bell), writer: new Descriptor(path, writeEnd, true, bell) };
}

/** The file of a here-document: a pipe that it fits in, else a file without a name (redir.c, here_document_to_fd). */
export function documentFile(sandbox: Sandbox, text: string): Result<OpenFile, Errno> {
  const bytes = encode(text);
  try {
    if (bytes.length <= CAPACITY) {
      const { readEnd, writeEnd } = takePipe();
      for (let rest = bytes; rest.length > 0; ) rest = rest.subarray(writeSync(writeEnd, rest));
      closeSync(writeEnd);
      return ok(new Descriptor(readlinkSync(`/proc/self/fd/${readEnd}`), readEnd, true));
    }
    const name = `${sandbox.root}/run/netnone/document-${documents++}`;
    writeFileSync(name, bytes, { mode: 0o600 });
    const file = new Descriptor(`${name.slice(sandbox.root.length)} (deleted)`, openSync(name, "r"), true);
    unlinkSync(name);
    return ok(file);
  } catch (error) {
    return err(errnoOf(error));
  }
}

let documents = 0;
