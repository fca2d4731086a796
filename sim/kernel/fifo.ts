/**
 * Named pipes (fifo(7); fs/pipe.c, fifo_open).
 *
 * Same as Linux: an end that is opened waits for the other one, which may have come and gone meanwhile; reading and
 * writing at once needs nobody; what nobody has open holds nothing.
 * Simplified: programs open without waiting, and wait when they first read or write; only the shell's own open waits.
 */
import type { Errno } from "../../core/errors.ts";
import type { OpenFile, Opening, OpenMode, Signals } from "../../core/process.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { Device, type InodeOptions, nextInode } from "./inode.ts";
import { Pipe } from "./pipe.ts";

/** A fifo's inode. */
export function fifo(options: InodeOptions): Device {
  const pipe = new Pipe(nextInode());
  return new Device(
    (path, mode) => ok(mode === "readwrite" ? bothEnds(pipe, path) : new End(pipe, mode, path)),
    options,
    "fifo",
  );
}

/** What the shell's open(2) of a file that has been opened without waiting still has to wait for. */
export function waitForOther(file: OpenFile): Result<OpenFile, Errno> | Opening {
  if (!(file instanceof End) || file.met) return ok(file);
  let cancelled = false;
  return {
    opened: file.meet(() => cancelled).then((met) => (met ? ok(file) : err("EINTR"))),
    cancel: () => {
      cancelled = true;
      file.close();
    },
  };
}

/** One end, which meets the other. */
class End implements OpenFile {
  readonly path: string;
  readonly #pipe: Pipe;
  readonly #inner: OpenFile;
  readonly #reads: boolean;
  /** How often the other end had been opened when this one was. */
  readonly #before: number;
  #met = false;

  constructor(pipe: Pipe, mode: OpenMode, path: string) {
    this.path = path;
    this.#pipe = pipe;
    this.#reads = mode === "read";
    this.#before = this.#othersOpened;
    this.#inner = this.#reads ? pipe.reader() : pipe.writer();
  }

  get #othersOpened(): number {
    return this.#reads ? this.#pipe.writersOpened : this.#pipe.readersOpened;
  }

  get access(): OpenFile["access"] {
    return this.#reads ? "read" : "write";
  }

  get met(): boolean {
    const others = this.#reads ? this.#pipe.writers : this.#pipe.readers;
    this.#met ||= others > 0 || this.#othersOpened !== this.#before;
    return this.#met;
  }

  /** Waits for the other end; false when there is a reason not to. */
  async meet(isOver: () => boolean): Promise<boolean> {
    while (!this.met) {
      if (isOver()) return false;
      await this.#pipe.changed();
    }
    return true;
  }

  get broken(): boolean {
    return !this.#reads && this.met && (this.#inner.broken ?? false);
  }

  read(signals?: Signals): string | null | Promise<string | null> {
    if (!this.#reads) return null;
    if (this.met) return this.#inner.read(signals);
    const deaf = signals?.listen(() => this.#pipe.wake());
    return this.meet(() => signals?.pending !== undefined).then((met) => {
      deaf?.();
      return met ? this.#inner.read(signals) : null;
    });
  }

  unread(text: string): void {
    this.#inner.unread?.(text);
  }

  write(text: string): void | Promise<void> {
    if (this.met) return this.#inner.write(text);
    return this.meet(() => false).then(() => this.#inner.write(text));
  }

  close(): void {
    this.#inner.close();
  }

  retain(): OpenFile {
    this.#inner.retain();
    return this;
  }
}

/** `<>`: whoever has it open reads what it writes. */
function bothEnds(pipe: Pipe, path: string): OpenFile {
  const reader = pipe.reader();
  const writer = pipe.writer();
  const file: OpenFile = {
    path,
    read: (signals) => reader.read(signals),
    unread: (text) => reader.unread?.(text),
    write: (text) => writer.write(text),
    close: () => {
      reader.close();
      writer.close();
    },
    retain: () => {
      reader.retain();
      writer.retain();
      return file;
    },
  };
  return file;
}
